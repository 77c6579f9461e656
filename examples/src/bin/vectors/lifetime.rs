//! What models of purchases say, from a file of transactions to intervals, and what they refuse.

use sartor::time::DAY_MS;
use serde_json::{Value, json};

use super::Cases;

/// Midnight in UTC of 1 January 2026.
const START_MS: i64 = 1_767_225_600_000;
/// Weeks to learn from, and weeks in all.
const WEEKS: [i64; 2] = [39, 65];

/// Columns of 22 customers, ages in whole weeks.
fn columns() -> Value {
    json!({
        "frequency": [0, 1, 2, 0, 5, 3, 0, 1, 8, 0, 2, 4, 0, 1, 6, 0, 0, 3, 1, 0, 2, 7],
        "lastPurchaseAge": [0, 5, 9, 0, 30, 14, 0, 2, 36, 0, 20, 33, 0, 12, 31, 0, 0, 8, 26, 0, 7, 38],
        "age": [38, 37, 39, 31, 38, 36, 30, 39, 39, 35, 38, 37, 29, 38, 33, 36, 39, 38, 37, 33, 39, 39],
    })
}

/// A request with more fields.
pub(super) fn and(asked: &Value, more: Value) -> Value {
    let mut asked = asked.clone();
    if let (Value::Object(asked), Value::Object(more)) = (&mut asked, more) {
        asked.extend(more);
    }
    asked
}

impl Cases {
    pub fn lifetime(&mut self) {
        let models = self.fits();
        let Some((_, model)) = models.first() else { return };
        self.answers(&models);
        let spend = self.spend(model);
        let file = self.transactions(model);
        self.chosen(&file, &spend);
        self.uncertain(model);
        self.impossible(model);
    }

    /// A fit of every kind.
    fn fits(&mut self) -> Vec<(&'static str, Value)> {
        let kinds =
            ["mbg_nbd", "bg_nbd", "pareto_nbd", "nbd", "bg_bb", "g_gompertz_nbd", "bg_cnbd", "mbg_cnbd"];
        let columns = columns();
        let mut models = Vec::new();
        for kind in kinds {
            let mut asked = and(&columns, json!({ "kind": kind, "penalty": 0.01 }));
            if kind.ends_with("cnbd") {
                asked["phases"] = json!(2);
            }
            models.push((kind, self.add(&format!("fit of {kind}"), "lifetime.fit", &asked)));
        }
        let plain = and(&columns, json!({ "kind": "bg_nbd" }));
        self.add("fit of bg_nbd as it is", "lifetime.fit", &plain);
        let weighted = and(&plain, json!({ "weights": (1..=22).collect::<Vec<u32>>() }));
        let weighted = self.add("fit of bg_nbd with weights", "lifetime.fit", &weighted);
        self.add("fit of bg_nbd again", "lifetime.refit", &and(&columns, json!({ "model": weighted })));
        models
    }

    fn answers(&mut self, models: &[(&'static str, Value)]) {
        let asked = json!({
            "frequency": [0, 0, 1, 3, 26, 3, 500],
            "lastPurchaseAge": [0, 0, 2, 12, 30, 39, 39],
            "age": [0, 39, 39, 39, 31, 39, 39],
            "periods": 13, "levels": [0, 0.05, 0.5, 0.95], "most": 3, "share": 0.2,
            "discountRatePerPeriod": 0.002,
        });
        for (kind, model) in models {
            // An opportunity passes for each purchase: 500 in 39 cannot be, and is refused.
            self.add(
                &format!("answers of {kind}"),
                "lifetime.answers",
                &and(&asked, json!({ "model": model })),
            );
        }
        let few = json!({ "frequency": [2, 30], "lastPurchaseAge": [8, 31], "age": [40, 31], "periods": 5 });
        for (kind, model) in models.iter().filter(|(kind, _)| *kind == "bg_bb") {
            let asked = and(&few, json!({ "model": model, "levels": [0.5], "most": 5 }));
            self.add(
                &format!("answers of {kind} where there were opportunities"),
                "lifetime.answers",
                &asked,
            );
        }
    }

    fn spend(&mut self, model: &Value) -> Value {
        let monetary =
            json!([0, 21.5, 33, 0, 18, 25, 0, 50, 22, 0, 31, 28, 0, 19, 24, 0, 0, 40, 35, 0, 27, 23]);
        let paid = json!({ "frequency": columns()["frequency"], "monetary": monetary });
        let spend = self.add("fit of spend", "lifetime.fitSpend", &paid);
        let asked = and(
            &columns(),
            json!({
                "model": model, "spend": spend, "paidFrequency": paid["frequency"], "monetary": monetary,
                "options": { "periods": 52, "discountRatePerPeriod": 0.002 },
            }),
        );
        self.add("value of a year", "lifetime.value", &asked);
        let margin = json!({ "options": { "discountRatePerPeriod": 0.002, "margin": 0.3 } });
        self.add("margin for ever", "lifetime.value", &and(&asked, margin));
        let undiscounted = json!({ "options": { "discountRatePerPeriod": 0 } });
        self.add("value for ever without a discount", "lifetime.value", &and(&asked, undiscounted));
        let summary = json!({
            "frequency": 4, "lastPurchaseAge": 33, "age": 37, "paidFrequency": 3, "monetary": 28,
            "logIntervalSum": 0,
        });
        let asked =
            json!({ "model": model, "spend": spend, "summary": summary, "options": { "periods": 26 } });
        self.add("value of a customer with its interval", "lifetime.valueForecast", &asked);
        spend
    }

    /// A shop drawn from a model, as a file of transactions.
    fn transactions(&mut self, model: &Value) -> Value {
        let asked = json!({ "model": model, "customers": 60, "ages": [WEEKS[1]], "seed": 7 });
        let drawn = self.add("a simulated shop", "lifetime.simulate", &asked);
        let list = |field: &str| drawn[field].as_array().cloned().unwrap_or_default();
        let firsts = (0..60).map(|customer| (customer, 0.0));
        let repeats = list("purchaseCustomer").into_iter().zip(list("purchaseAge"));
        let repeats =
            repeats.map(|(who, age)| (who.as_i64().unwrap_or_default(), age.as_f64().unwrap_or_default()));
        let (mut customer, mut time, mut value) = (Vec::new(), Vec::new(), Vec::new());
        for (row, (who, age)) in (0_i64..).zip(firsts.chain(repeats)) {
            let day = (age * 7.0) as i64 + who % 7;
            if day > WEEKS[1] * 7 {
                continue;
            }
            customer.push(format!("c{who:02}"));
            time.push(START_MS + day * DAY_MS);
            value.push(10 + (who * 7 + row * 13) % 50);
        }
        // Some of it comes back.
        for row in [3, 70] {
            customer.push(customer[row].clone());
            time.push(time[row] + 2 * DAY_MS);
            value.push(-value[row]);
        }
        json!({ "customer": customer, "timestampMs": time, "value": value })
    }

    fn chosen(&mut self, file: &Value, spend: &Value) {
        let end = START_MS + WEEKS[0] * 7 * DAY_MS;
        let now = START_MS + WEEKS[1] * 7 * DAY_MS;
        let options = json!({ "period": 7, "asOfMs": now, "calibrationEndMs": end });
        let asked = and(file, json!({ "options": options }));
        let known = self.add("a file of transactions", "lifetime.summarize", &asked);
        let numbered = json!({
            "customer": [3, 1, 3, 1], "timestampMs": [START_MS, START_MS, START_MS + DAY_MS, START_MS + DAY_MS],
            "options": { "period": 1, "asOfMs": now },
        });
        self.add("a file without values", "lifetime.summarize", &numbered);
        let one =
            json!({ "purchases": [[10, 40], [24, 30], [24, 5], [59, 25]], "asOfDay": 80, "periodDays": 7 });
        self.add("one customer", "lifetime.summarizeCustomer", &one);
        let regular = json!({
            "kind": "mbg_cnbd", "frequency": known["frequency"], "lastPurchaseAge": known["lastPurchaseAge"],
            "age": known["age"], "logIntervalSum": known["logIntervalSum"],
        });
        self.add("fit of mbg_cnbd whose phases are found", "lifetime.fit", &regular);
        let kinds = json!(["bg_nbd", "mbg_nbd", "pareto_nbd", "nbd"]);
        let chosen = self.add(
            "a model chosen by what followed",
            "lifetime.select",
            &json!({ "summaries": known, "kinds": kinds }),
        );
        let looking = json!({
            "kinds": ["bg_nbd", "mbg_nbd"], "asOfMs": now, "horizonDays": 91,
            "originsMs": [end - 91 * DAY_MS, end],
        });
        self.add("looking back", "lifetime.backtest", &and(file, json!({ "options": looking })));
        let calibrate = json!({ "model": chosen["model"], "spend": spend, "summaries": known, "level": 0.8 });
        let forecaster = self.add("a forecaster calibrated on a holdout", "lifetime.calibrate", &calibrate);
        self.add(
            "a forecaster of purchases alone",
            "lifetime.calibrate",
            &json!({ "model": chosen["model"], "summaries": known, "level": 0.95 }),
        );
        self.add(
            "a level that takes more customers than there are",
            "lifetime.calibrate",
            &and(&calibrate, json!({ "level": 0.99 })),
        );
        let asked = json!({
            "forecaster": forecaster, "frequency": [0, 3, 200], "lastPurchaseAge": [0, 12, 39], "age": [20, 39, 39],
        });
        self.add("conformal intervals of purchases", "lifetime.conformal", &asked);
        let spent = and(&asked, json!({ "monetary": [0, 30, 20] }));
        self.add("conformal intervals of spend", "lifetime.conformal", &spent);
        let mut damaged = spent;
        damaged["forecaster"]["level"] = json!(1.5);
        self.add("a damaged forecaster", "lifetime.conformal", &damaged);
    }

    fn uncertain(&mut self, model: &Value) {
        let columns = columns();
        let known = and(&columns, json!({ "model": model, "penalty": 0.01 }));
        self.add("profile intervals", "lifetime.profileIntervals", &known);
        let drawn = json!({ "replicates": 20, "seed": 3, "level": 0.8 });
        self.add("bootstrap intervals", "lifetime.bootstrap", &and(&known, drawn));
        let channel: Vec<u32> = (0..22).map(|customer| customer % 2).collect();
        let known = json!({
            "kind": "bg_nbd", "penalty": 0.01, "customers": [[0], [1]],
            "covariates": [{ "name": "recommended", "values": channel, "actsOn": ["alpha"] }],
        });
        let asked = and(&columns, known);
        self.add("a covariate of purchases", "lifetime.covariates", &asked);
        let same = json!({ "covariates": [{ "name": "same", "values": vec![1; 22] }] });
        self.add("a covariate that is the same for all", "lifetime.covariates", &and(&asked, same));
        let regular = json!({ "kind": "bg_cnbd" });
        self.add("a covariate of regular buyers", "lifetime.covariates", &and(&asked, regular));
    }

    /// What no history can be, and what cannot be learnt from.
    fn impossible(&mut self, model: &Value) {
        let with = |field: &str, value: Value| {
            let mut asked = and(&columns(), json!({ "kind": "bg_nbd" }));
            asked[field][7] = value;
            asked
        };
        let rows = [
            ("a frequency without a recency", with("lastPurchaseAge", json!(0))),
            ("a recency without a frequency", with("frequency", json!(0))),
            ("a recency beyond the age", with("lastPurchaseAge", json!(39.5))),
            ("a negative frequency", with("frequency", json!(-1))),
            ("a negative age", with("age", json!(-39))),
            ("half a purchase", with("frequency", json!(1.5))),
            ("no number", with("age", Value::Null)),
            ("a number as text", with("age", json!("NaN"))),
            ("a weight below 0", and(&columns(), json!({ "kind": "bg_nbd", "weights": vec![-1; 22] }))),
            ("phases of what has none", and(&columns(), json!({ "kind": "bg_nbd", "phases": 2 }))),
            ("phases not stated", and(&columns(), json!({ "kind": "mbg_cnbd" }))),
            ("a kind nobody knows", and(&columns(), json!({ "kind": "crystal_ball" }))),
        ];
        for (what, asked) in rows {
            self.add(&format!("fit to {what}"), "lifetime.fit", &asked);
        }
        let all = |rows: usize, x: f64, t_x: f64| json!({ "frequency": vec![x; rows], "lastPurchaseAge": vec![t_x; rows], "age": vec![39.0; rows] });
        for kind in ["bg_nbd", "mbg_nbd", "pareto_nbd", "nbd"] {
            for (what, columns) in [
                ("one customer", all(1, 2.0, 20.0)),
                ("customers who never came again", all(30, 0.0, 0.0)),
                ("ten customers who are the same", all(10, 2.0, 20.0)),
            ] {
                let asked = and(&columns, json!({ "kind": kind }));
                self.add(&format!("fit of {kind} to {what}"), "lifetime.fit", &asked);
            }
        }
        for (what, amount) in [("nothing", 0.0), ("less than nothing", -5.0)] {
            let asked = json!({ "frequency": vec![2; 12], "monetary": vec![amount; 12] });
            self.add(&format!("fit to spend of {what}"), "lifetime.fitSpend", &asked);
        }
        let asked =
            json!({ "model": model, "frequency": [1], "lastPurchaseAge": [5], "age": [9], "periods": 4 });
        self.add("answers of a level of 1", "lifetime.answers", &and(&asked, json!({ "levels": [1] })));
        self.add("answers of a negative horizon", "lifetime.answers", &and(&asked, json!({ "periods": -1 })));
        self.add("answers of columns of two lengths", "lifetime.answers", &and(&asked, json!({ "age": [] })));
        let mut damaged = asked;
        damaged["model"]["fit"]["params"]["alpha"] = json!(-1);
        self.add("answers of a damaged model", "lifetime.answers", &damaged);
    }
}
