//! What plain numbers say.

use serde_json::json;

use super::Cases;

impl Cases {
    pub fn figures(&mut self) {
        // Weeks in remission of 21 patients under 6-mercaptopurine (Freireich et al. 1963).
        let weeks = [
            (6.0, true),
            (6.0, true),
            (6.0, true),
            (6.0, false),
            (7.0, true),
            (9.0, false),
            (10.0, true),
            (10.0, false),
            (11.0, false),
            (13.0, true),
            (16.0, true),
            (17.0, false),
            (19.0, false),
            (20.0, false),
            (22.0, true),
            (23.0, true),
            (25.0, false),
            (32.0, false),
            (32.0, false),
            (34.0, false),
            (35.0, false),
        ];
        let spells: Vec<_> =
            weeks.iter().map(|(days, decided)| json!({ "days": days, "decided": decided })).collect();
        self.add("a curve of who still waits", "kaplanMeier", &json!({ "spells": spells }));
        self.add("a curve of nobody", "kaplanMeier", &json!({ "spells": [] }));
        self.add("a curve of a spell without an end", "kaplanMeier", &json!({ "spells": [{ "days": 3 }] }));
        for (what, gaps) in [
            ("like clockwork", vec![30.0, 31.0, 30.0, 29.0, 30.0]),
            ("in a cluster", vec![1.0, 1.0, 2.0, 200.0, 1.0]),
            ("once", vec![12.0]),
            ("backwards", vec![3.0, -1.0]),
        ] {
            self.add(&format!("how regular: {what}"), "regularity", &json!({ "gaps": gaps }));
            self.add(&format!("how clumpy: {what}"), "clumpiness", &json!({ "gaps": gaps }));
        }
        let scores = json!([0.9, 0.2, 0.1, 0.88, 0.3]);
        self.add("how many to show", "narrowing", &json!({ "scores": scores }));
        self.add("how many of nothing to show", "narrowing", &json!({ "scores": [] }));
        self.add(
            "how many to show at no scale",
            "narrowing",
            &json!({ "scores": scores, "options": { "scale": 0 } }),
        );
    }
}
