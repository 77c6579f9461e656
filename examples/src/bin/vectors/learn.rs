//! What learners say of a table, how good they are found to be, and what they refuse.

use serde_json::{Value, json};

use super::Cases;
use super::lifetime::and;

/// Rows of the table.
const ROWS: i64 = 60;

/// A number of a row that looks like chance: the middle digits of its square.
fn drawn(row: i64, of: i64) -> i64 {
    ((row * 7_919 + 104_729) * (row + 31) / 13) % of
}

/// Numbers and texts, with holes in both.
fn table() -> Value {
    let numbers = |hole: i64, value: &dyn Fn(i64) -> Value| {
        let value = |row: i64| if row % hole == 3 { Value::Null } else { value(row) };
        (0..ROWS).map(value).collect::<Vec<_>>()
    };
    let contracts = ["monthly", "yearly", "Zweijährig"];
    json!({ "columns": [
        { "name": "tenure", "numbers": numbers(17, &|row| json!(drawn(row, 40))) },
        { "name": "spend", "numbers": numbers(11, &|row| json!(drawn(row + 5, 900) as f64 / 8.0)) },
        { "name": "contract", "texts": numbers(13, &|row| json!(contracts[drawn(row, 3) as usize])) },
    ]})
}

/// Who left: mostly the young on monthly contracts.
fn labels() -> Vec<i64> {
    (0..ROWS)
        .map(|row| {
            let risk = (40 - drawn(row, 40)) + if drawn(row, 3) == 0 { 15 } else { 0 };
            i64::from(risk + drawn(row + 9, 24) > 44)
        })
        .collect()
}

/// Scores that know something of the labels.
fn scores() -> Vec<f64> {
    (0..ROWS)
        .zip(labels())
        .map(|(row, label)| (drawn(row + 2, 64) + 24 * label) as f64 / 16.0 - 2.5)
        .collect()
}

fn small() -> Value {
    json!({ "trees": 6, "leaves": 4, "learningRate": 0.3, "l2": 1, "minChildWeight": 0.5, "seed": 7 })
}

impl Cases {
    pub fn learn(&mut self) {
        self.boosters();
        self.amounts();
        self.regressions();
        self.networks();
        self.ensembles();
        self.uplifts();
        self.judged();
        self.promised();
        self.watched();
        self.no_tables();
    }

    fn boosters(&mut self) {
        let asked = json!({ "table": table(), "labels": labels(), "options": small() });
        let model = self.add("trees of who leaves", "learn.gbdt", &asked);
        self.ask("trees", &model);
        let weights: Vec<i64> = (0..ROWS).map(|row| row % 3).collect();
        let times: Vec<i64> = (0..ROWS).map(|row| row * 86_400_000).collect();
        let mut options = and(&small(), json!({ "earlyStopping": { "heldOutShare": 0.25, "patience": 2 } }));
        options["monotone"] = json!([{ "column": "tenure", "rises": false }]);
        let stopped = json!({ "weights": weights, "timesMs": times, "options": options });
        self.add("trees that fall with tenure and stop early", "learn.gbdt", &and(&asked, stopped));
        let spend: Vec<i64> = (0..ROWS).map(|row| drawn(row, 40) / 7).collect();
        for objective in ["squared", "poisson", "gamma", "tweedie", "quantile"] {
            let mut options = and(&small(), json!({ "objective": { "kind": objective } }));
            match objective {
                "tweedie" => options["objective"]["power"] = json!(1.5),
                "quantile" => options["objective"]["level"] = json!(0.8),
                _ => {}
            }
            let labels: Vec<i64> =
                spend.iter().map(|spend| spend + i64::from(objective == "gamma")).collect();
            let asked = and(&asked, json!({ "labels": labels, "options": options }));
            self.add(&format!("trees of objective {objective}"), "learn.gbdt", &asked);
        }
        for (what, more) in [
            ("labels that are no classes", json!({ "labels": vec![2; ROWS as usize] })),
            ("one class", json!({ "labels": vec![1; ROWS as usize] })),
            ("labels of another length", json!({ "labels": [0, 1] })),
            ("a negative weight", json!({ "weights": vec![-1; ROWS as usize] })),
            ("an option nobody knows", json!({ "options": { "tree": 3 } })),
            ("no trees", json!({ "options": { "trees": 0 } })),
            ("an objective nobody knows", json!({ "options": { "objective": { "kind": "luck" } } })),
            (
                "a power that is none",
                json!({ "options": { "objective": { "kind": "tweedie", "power": 2 } } }),
            ),
            (
                "a column that is not there",
                json!({ "options": { "monotone": [{ "column": "x", "rises": true }] } }),
            ),
        ] {
            self.add(&format!("trees of {what}"), "learn.gbdt", &and(&asked, more));
        }
    }

    /// Amounts of which most are nothing.
    fn amounts(&mut self) {
        let amounts: Vec<f64> = (0..ROWS)
            .map(|row| if drawn(row, 3) == 1 { (100 + drawn(row, 40) * 20) as f64 / 8.0 } else { 0.0 })
            .collect();
        let asked = json!({ "table": table(), "labels": amounts, "options": small() });
        let model = self.add("trees of what is spent", "learn.valueGbdt", &asked);
        let weights: Vec<i64> = (0..ROWS).map(|row| 1 + row % 3).collect();
        let more = json!({ "weights": weights, "options": and(&small(), json!({ "objective": { "kind": "gamma" } })) });
        self.add("trees of what is spent with weights", "learn.valueGbdt", &and(&asked, more));
        for (what, labels) in [
            ("less than nothing", vec![-1.0; ROWS as usize]),
            ("nothing at all", vec![0.0; ROWS as usize]),
            ("something always", vec![1.0; ROWS as usize]),
            ("amounts of another length", vec![1.0]),
        ] {
            let labels = json!({ "labels": labels });
            self.add(&format!("trees of {what} spent"), "learn.valueGbdt", &and(&asked, labels));
        }
        let rows = json!([
            { "tenure": 3, "spend": 20.5, "contract": "monthly" },
            { "tenure": null, "spend": null, "contract": "weekly" },
        ]);
        let of_rows = json!({ "model": model, "rows": rows });
        self.add("what rows will spend", "learn.valueGbdtAnswers", &of_rows);
        let of_table = json!({ "model": model, "table": table(), "amounts": amounts });
        self.add("what a table will spend", "learn.valueGbdtAnswers", &of_table);
        for (what, asked) in [
            ("amounts of rows", and(&of_rows, json!({ "amounts": amounts }))),
            ("amounts of another length", and(&of_table, json!({ "amounts": [1] }))),
            ("a row that lacks a column", and(&of_rows, json!({ "rows": [{ "tenure": 3 }] }))),
            ("both rows and a table", and(&of_table, json!({ "rows": rows }))),
        ] {
            self.add(&format!("what is spent of {what}"), "learn.valueGbdtAnswers", &asked);
        }
        let mut damaged = of_rows;
        damaged["model"]["logVariance"] = json!(-1);
        self.add("what a damaged model says is spent", "learn.valueGbdtAnswers", &damaged);
    }

    fn regressions(&mut self) {
        let asked = json!({ "table": table(), "labels": labels() });
        let model = self.add("a regression of who leaves", "learn.logistic", &asked);
        self.ask("regression", &model);
        let weights: Vec<i64> = (0..ROWS).map(|row| row % 3).collect();
        let more = json!({ "weights": weights, "options": { "l2": 10 } });
        self.add("a regression with weights", "learn.logistic", &and(&asked, more));
        self.add(
            "a regression with a negative ridge",
            "learn.logistic",
            &and(&asked, json!({ "options": { "l2": -1 } })),
        );
    }

    fn networks(&mut self) {
        let options = json!({ "networks": 1, "epochs": 8, "seed": 3 });
        let asked = json!({ "table": table(), "labels": labels(), "options": options });
        let model = self.add("a network of who leaves", "learn.network", &asked);
        self.ask("network", &model);
        let gamma = json!({ "options": { "objective": { "kind": "gamma" } } });
        self.add("a network of what it cannot learn", "learn.network", &and(&asked, gamma));
        let none = json!({ "options": { "networks": 0 } });
        self.add("no networks", "learn.network", &and(&asked, none));
    }

    fn ensembles(&mut self) {
        // Of the members only the smallest, since the trees of an ensemble are many.
        let asked = json!({
            "table": table(), "labels": labels(), "options": { "folds": 3, "members": ["logistic"], "seed": 5 },
        });
        let model = self.add("an ensemble of who leaves", "learn.fit", &asked);
        self.ask("ensemble", &model);
        let rows = json!([
            { "tenure": 3, "spend": 20.5, "contract": "monthly" },
            { "tenure": 39, "spend": null, "contract": "yearly" },
        ]);
        let promised = json!({ "model": model, "rows": rows, "coverage": 0.8 });
        self.add("sets of an ensemble", "learn.predict", &promised);
        let of_table = json!({ "rows": null, "table": table() });
        self.add("sets of an ensemble by table", "learn.predict", &and(&promised, of_table));
        let surer = json!({ "coverage": 0.999 });
        self.add("sets of a coverage beyond", "learn.predict", &and(&promised, surer));
        for (what, options) in [
            ("one fold", json!({ "folds": 1 })),
            ("a task nobody knows", json!({ "task": "guess" })),
            ("a regression of amounts", json!({ "task": "amount", "members": ["logistic"] })),
            ("a calibration that does not fit", json!({ "task": "count", "calibration": "isotonic" })),
        ] {
            let asked = and(&asked, json!({ "options": options }));
            self.add(&format!("an ensemble of {what}"), "learn.fit", &asked);
        }
    }

    fn uplifts(&mut self) {
        let trees = json!({ "trees": 3, "leaves": 2, "minChildWeight": 1, "learningRate": 0.3 });
        let treatment: Vec<i64> = (0..ROWS).map(|row| drawn(row + 3, 2)).collect();
        let outcome: Vec<i64> = (0..ROWS)
            .map(|row| i64::from(drawn(row, 40) < 20 && drawn(row + 3, 2) == 1 || drawn(row + 11, 5) == 0))
            .collect();
        let asked = json!({
            "table": table(), "treatment": treatment, "outcome": outcome,
            "options": { "folds": 2, "replicates": 20, "outcomeTrees": trees, "effectTrees": trees, "seed": 2 },
        });
        let rows = json!([
            { "tenure": 3, "spend": 20.5, "contract": "monthly" },
            { "tenure": null, "spend": null, "contract": "weekly" },
        ]);
        for learner in ["mean", "x", "t", "s"] {
            let mut asked = asked.clone();
            asked["options"]["learner"] = json!(learner);
            let model = self.add(&format!("whom to treat, by learner {learner}"), "learn.uplift", &asked);
            let told = json!({ "model": model, "rows": rows, "share": 0.3, "cost": 0.05, "points": 4 });
            self.add(&format!("effects by learner {learner}"), "learn.upliftAnswers", &told);
            let why = json!({ "model": model, "rows": rows });
            self.add(&format!("reasons by learner {learner}"), "learn.upliftReasons", &why);
            if learner == "mean" {
                self.tried(&model, &rows[0]);
                let near = json!({ "effect": 0.1 });
                self.add("what a trial knows of an effect", "learn.upliftAnswers", &and(&told, near));
                let of_table = json!({ "model": model, "table": table() });
                self.add("reasons of a table's effects", "learn.upliftReasons", &of_table);
                let both = json!({ "table": table() });
                self.add("reasons of both", "learn.upliftReasons", &and(&why, both));
            }
            if learner == "s" {
                let of_table = json!({ "model": model, "table": table() });
                self.add("effects of a table", "learn.upliftAnswers", &of_table);
                for (what, more) in [
                    ("a share of none", json!({ "share": 0 })),
                    ("a level of 1", json!({ "level": 1 })),
                    ("no points", json!({ "points": 0 })),
                    ("both", json!({ "table": table() })),
                ] {
                    self.add(&format!("effects of {what}"), "learn.upliftAnswers", &and(&told, more));
                }
            }
        }
        for (what, more) in [
            ("half a treatment", json!({ "treatment": vec![0.5; ROWS as usize] })),
            ("a treatment of all", json!({ "treatment": vec![1; ROWS as usize] })),
            ("outcomes of another length", json!({ "outcome": [1, 0] })),
            ("a propensity of 1", json!({ "options": { "propensity": 1 } })),
            ("a learner nobody knows", json!({ "options": { "learner": "r" } })),
        ] {
            self.add(&format!("whom to treat by {what}"), "learn.uplift", &and(&asked, more));
        }
    }

    /// Interventions by what their trial says of one customer.
    fn tried(&mut self, trial: &Value, customer: &Value) {
        let interventions = json!([
            { "intervention": "call", "costMinor": 100 },
            { "intervention": "letter", "trial": trial, "valueMinor": 20_000, "costMinor": 300 },
            { "intervention": "visit", "trial": trial, "valueMinor": 20_000, "costMinor": 19_000 },
        ]);
        let asked = json!({ "customer": customer, "interventions": interventions });
        self.add("interventions by their trials", "predict.rankTriedInterventions", &asked);
        for (what, more) in [
            ("a customer of whom too little is known", json!({ "customer": { "tenure": 3 } })),
            ("no interventions", json!({ "interventions": [] })),
            ("an intervention without a name", json!({ "interventions": [{ "intervention": "" }] })),
            (
                "an intervention at less than no cost",
                json!({ "interventions": [{ "intervention": "a", "costMinor": -1 }] }),
            ),
        ] {
            self.add(&format!("trials of {what}"), "predict.rankTriedInterventions", &and(&asked, more));
        }
    }

    /// Ask a model of rows, as it was and damaged.
    fn ask(&mut self, of: &str, model: &Value) {
        let rows = json!([
            { "tenure": 3, "spend": 20.5, "contract": "monthly" },
            { "tenure": 39, "spend": 1e9, "contract": "weekly", "more": "x" },
            { "tenure": null, "spend": null, "contract": null },
            { "tenure": -4e-9, "spend": -0.0, "contract": "Zweijährig" },
        ]);
        let mut columns = table();
        columns["columns"][2]["texts"][0] = json!("never seen");
        let asked = json!({ "model": model, "rows": rows });
        self.add(&format!("{of} asked of rows"), "learn.predict", &asked);
        self.add(
            &format!("{of} asked of a table"),
            "learn.predict",
            &json!({ "model": model, "table": columns }),
        );
        let told = and(&asked, json!({ "count": 2 }));
        self.add(&format!("{of} and the reasons of rows"), "learn.explain", &told);
        let row = json!({ "model": model, "row": rows[0], "values": columns });
        self.add(&format!("{of} and the smallest change"), "learn.smallestChange", &row);
        self.add(
            &format!("{of} and the smallest change it knows itself"),
            "learn.smallestChange",
            &json!({ "model": model, "row": rows[0] }),
        );
        let held = json!({ "options": { "fixed": ["contract"], "maxColumns": 2, "threshold": 0.3,
            "directions": [{ "column": "tenure", "rises": true }] } });
        self.add(&format!("{of} and a change within limits"), "learn.smallestChange", &and(&row, held));
        let nobody = json!({ "options": { "fixed": ["loyalty"] } });
        self.add(&format!("{of} and a column nobody knows"), "learn.smallestChange", &and(&row, nobody));
        self.add(
            &format!("{of} and the reasons of a table"),
            "learn.explain",
            &json!({ "model": model, "table": columns }),
        );
        let mut other = columns.clone();
        other["columns"][0] = json!({ "name": "tenure", "texts": vec!["3"; ROWS as usize] });
        for (what, more) in [
            ("a row that lacks a column", json!({ "rows": [{ "tenure": 3, "spend": 2 }] })),
            (
                "a row of another kind",
                json!({ "rows": [{ "tenure": "3", "spend": 2, "contract": "yearly" }] }),
            ),
            (
                "a row of another kind of text",
                json!({ "rows": [{ "tenure": 3, "spend": 2, "contract": 1 }] }),
            ),
            ("a row that is a list", json!({ "rows": [[3, 2, "yearly"]] })),
            ("a row of yes and no", json!({ "rows": [{ "tenure": true }] })),
            ("a table of another kind", json!({ "rows": null, "table": other })),
            ("both", json!({ "table": columns })),
            ("nothing", json!({ "rows": null })),
        ] {
            self.add(&format!("{of} asked of {what}"), "learn.predict", &and(&asked, more));
        }
        let mut damaged = asked;
        damaged["model"]["model"]["schema"][0]["name"] = json!("");
        self.add(&format!("damaged {of}"), "learn.predict", &damaged);
        damaged["model"]["learner"] = json!("oracle");
        self.add(&format!("{of} under another name"), "learn.predict", &damaged);
    }

    fn judged(&mut self) {
        let asked = json!({ "scores": scores(), "labels": labels() });
        let other: Vec<f64> = scores().iter().rev().copied().collect();
        let more = json!({ "shares": [0.1, 0.5, 1], "otherScores": other });
        self.add("how good scores are", "learn.labelMetrics", &and(&asked, more));
        let weights: Vec<i64> = (0..ROWS).map(|row| row % 4).collect();
        let more = json!({ "weights": weights, "level": 0.95, "bins": { "kind": "equal_rows", "bins": 5 } });
        self.add("how good weighted scores are", "learn.labelMetrics", &and(&asked, more));
        let perfect: Vec<f64> = labels().iter().map(|label| *label as f64 - 0.5).collect();
        self.add("how good the truth is", "learn.labelMetrics", &and(&asked, json!({ "scores": perfect })));
        for (what, more) in [
            ("a score beyond all odds", json!({ "scores": vec![1e7; ROWS as usize] })),
            ("one class", json!({ "labels": vec![0; ROWS as usize] })),
            ("no rows", json!({ "scores": [], "labels": [] })),
            ("a level of 1", json!({ "level": 1 })),
            ("no bins", json!({ "bins": { "kind": "equal_width", "bins": 0 } })),
            ("a share above 1", json!({ "shares": [1.5] })),
        ] {
            self.add(&format!("how good is {what}"), "learn.labelMetrics", &and(&asked, more));
        }
        let values = json!({ "predictions": scores(), "outcomes": (0..ROWS).map(|row| drawn(row, 9)).collect::<Vec<_>>() });
        self.add("how good values are", "learn.valueMetrics", &values);
        self.add(
            "how good weighted values are",
            "learn.valueMetrics",
            &and(&values, json!({ "weights": weights })),
        );
    }

    fn promised(&mut self) {
        let asked = json!({ "scores": scores(), "labels": labels(), "apply": [-30, -2, 0, 0.5, 3, 800] });
        self.add("a calibration chosen", "learn.calibrate", &and(&asked, json!({ "folds": 4, "seed": 3 })));
        for method in ["none", "platt", "beta", "isotonic"] {
            let asked = and(&asked, json!({ "method": method }));
            self.add(&format!("a calibration by {method}"), "learn.calibrate", &asked);
        }
        self.add("a calibration of one fold", "learn.calibrate", &and(&asked, json!({ "folds": 1 })));
        self.add("sets of labels", "learn.labelSets", &and(&asked, json!({ "level": 0.8 })));
        let three: Vec<f64> = (0..ROWS * 3).map(|place| drawn(place, 100) as f64 / 100.0).collect();
        let truth: Vec<i64> = (0..ROWS).map(|row| drawn(row, 3)).collect();
        let of_three =
            json!({ "conformities": three, "labelCount": 3, "truth": truth, "apply": [0.9, 0.05, 0.3] });
        self.add("sets of three labels", "learn.labelSets", &of_three);
        self.add("sets of a label beyond", "learn.labelSets", &and(&of_three, json!({ "labelCount": 2 })));
        self.add("sets of both", "learn.labelSets", &and(&asked, of_three));
        let outcomes: Vec<f64> =
            scores().iter().zip(labels()).map(|(score, label)| score + label as f64).collect();
        let margin =
            json!({ "ends": { "means": scores() }, "outcomes": outcomes, "apply": { "means": [0, 5] } });
        self.add("a margin of means", "learn.conformal", &margin);
        let scale: Vec<f64> = (0..ROWS).map(|row| 0.5 + drawn(row, 8) as f64).collect();
        let scaled = json!({ "ends": { "means": scores(), "scale": scale }, "apply": { "means": [0, 5], "scale": [1, 2] } });
        self.add("a margin of means with a scale", "learn.conformal", &and(&margin, scaled));
        let high: Vec<f64> = scores().iter().map(|score| score + 0.25).collect();
        let ends = json!({ "ends": { "low": scores(), "high": high }, "apply": { "low": [0], "high": [1] } });
        self.add("a margin of ends", "learn.conformal", &and(&margin, ends));
        self.add("a margin of too few", "learn.conformal", &and(&margin, json!({ "level": 0.99 })));
        self.add(
            "a margin of half an interval",
            "learn.conformal",
            &and(&margin, json!({ "ends": { "low": [1] } })),
        );
    }

    fn watched(&mut self) {
        let numbers =
            |shift: i64| (0..ROWS).map(|row| drawn(row, 40) + shift).map(|n| json!(n)).collect::<Vec<_>>();
        let mut now = numbers(12);
        now[4] = Value::Null;
        let asked = json!({ "numbers": numbers(0), "bins": 5, "now": now });
        self.add("a column that moved", "learn.drift", &asked);
        self.add("a column that did not", "learn.drift", &and(&asked, json!({ "now": numbers(0) })));
        let codes: Vec<i64> = (0..ROWS).map(|row| drawn(row, 3)).collect();
        let other: Vec<Value> =
            (0..ROWS).map(|row| if row % 9 == 0 { Value::Null } else { json!(row % 2) }).collect();
        self.add(
            "categories that moved",
            "learn.drift",
            &json!({ "codes": codes, "levels": 3, "now": other }),
        );
        self.add("half a category", "learn.drift", &json!({ "codes": codes, "levels": 3, "now": [0.5] }));
        self.add("drift of nothing", "learn.drift", &json!({ "now": [1] }));
        let times: Vec<i64> = (0..ROWS).map(|row| row / 20 * 86_400_000).collect();
        let asked =
            json!({ "scores": scores(), "labels": labels(), "timesMs": times, "windowMs": 86_400_000 });
        self.add("calibration over time", "learn.calibrationOverTime", &asked);
        self.add(
            "windows without length",
            "learn.calibrationOverTime",
            &and(&asked, json!({ "windowMs": 0 })),
        );
        let mut known = table();
        let refund: Vec<Value> =
            labels().iter().map(|label| if *label == 1 { json!(9.5) } else { Value::Null }).collect();
        if let Some(columns) = known["columns"].as_array_mut() {
            columns.push(json!({ "name": "refund", "numbers": refund }));
            columns.push(json!({ "name": "shop", "texts": vec!["one"; ROWS as usize] }));
        }
        let asked = json!({ "table": known, "labels": labels(), "level": 0.9 });
        self.add("columns that know the answer", "learn.checkColumns", &asked);
        let treatment: Vec<i64> = (0..ROWS).map(|row| row % 2).collect();
        let propensity = vec![0.5; ROWS as usize];
        let treat: Vec<i64> = (0..ROWS).map(|row| drawn(row, 2)).collect();
        let trial = json!({ "treatment": treatment, "outcomes": labels() });
        let asked = json!({
            "balance": { "columns": [numbers(0)], "plannedShare": 0.5 },
            "qini": { "scores": scores(), "points": 4, "replicates": 20, "seed": 5, "share": 0.5 },
            "policy": { "treat": treat, "propensity": propensity, "cost": 0.1 },
        });
        self.add("a trial", "learn.trial", &and(&trial, asked));
        self.add("a trial asked nothing", "learn.trial", &trial);
        let both =
            json!({ "treatment": vec![0.5; ROWS as usize], "policy": { "treat": [], "propensity": [] } });
        self.add("a trial of halves", "learn.trial", &and(&trial, both));
    }

    fn no_tables(&mut self) {
        let column = |name: &str, numbers: Value| json!({ "name": name, "numbers": numbers });
        for (what, columns) in [
            ("no columns", json!([])),
            ("no rows", json!([column("a", json!([]))])),
            ("two lengths", json!([column("a", json!([1])), column("b", json!([1, 2]))])),
            ("a name twice", json!([column("a", json!([1])), column("a", json!([1]))])),
            ("a name that is blank", json!([column("", json!([1]))])),
            ("a number as text", json!([column("a", json!([1, "2"]))])),
            ("a column of nothing", json!([{ "name": "a" }])),
            ("a column of both", json!([{ "name": "a", "numbers": [1], "texts": ["b"] }])),
            ("a column with more", json!([{ "name": "a", "numbers": [1], "unit": "days" }])),
        ] {
            let asked = json!({ "table": { "columns": columns }, "labels": [0, 1] });
            self.add(&format!("a table of {what}"), "learn.gbdt", &asked);
        }
    }
}
