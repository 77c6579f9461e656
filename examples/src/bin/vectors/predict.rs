//! What profiles foretell, and what is refused of them.

use sartor::time::{DAY_MS, to_rfc3339};
use serde_json::{Value, json};

use super::Cases;
use super::lifetime::and;

/// 1 June 2026, 08:00 in UTC.
const AS_OF_MS: i64 = 1_780_300_800_000;
/// Customers.
const CUSTOMERS: i64 = 24;

/// A customer who buys every so many days, some of whom have gone quiet.
fn customer(number: i64) -> Value {
    let id = format!("p{number:02}");
    let event = |name: &str, days_ago: i64, properties: Value| {
        let at = to_rfc3339(AS_OF_MS - days_ago * DAY_MS).unwrap_or_default();
        json!({
            "type": "track", "messageId": format!("{id}{name}{days_ago}"), "userId": id, "event": name,
            "timestamp": at, "properties": properties,
        })
    };
    let mut events =
        vec![event("Consent Changed", 700, json!({ "purpose": "analytics", "state": "granted" }))];
    let every = [17, 40, 75, 150][number as usize % 4];
    let quiet = if number % 3 == 0 { 120 + number * 4 } else { number };
    let mut days_ago = 420 + number * 5;
    while days_ago > quiet {
        let revenue = 20 + (number * 13 + days_ago) % 60;
        events.push(event("Order Completed", days_ago, json!({ "revenue": revenue, "currency": "USD" })));
        days_ago -= every + (number + days_ago) % 5;
    }
    json!({ "customerId": id, "events": events, "currency": "USD" })
}

impl Cases {
    pub fn predict(&mut self) {
        self.add("what features there are", "predict.featureList", &json!({}));
        let asked = json!({ "profile": customer(1), "asOf": AS_OF_MS });
        self.add("features of a customer", "predict.features", &asked);
        let known = json!({ "extra": { "probabilityAlive": 0.8, "expectedPurchases": 3.5 } });
        self.add("features with what other models know", "predict.features", &and(&asked, known));
        let impossible = json!({ "extra": { "probabilityAlive": 1.5 } });
        self.add("features with what cannot be", "predict.features", &and(&asked, impossible));
        let nobody = json!({ "profile": { "customerId": "nobody", "events": [] } });
        self.add("features of one who allows nothing", "predict.features", &and(&asked, nobody));
        self.churn();
        let effect = |name: &str, interval: Option<[f64; 3]>, cost: i64| {
            json!({
                "intervention": name, "valueMinor": 20_000, "costMinor": cost,
                "uplift": interval.map(|[value, low, high]| json!({
                    "value": value, "low": low, "high": high, "level": 0.9, "basis": "segment",
                })),
            })
        };
        let effects = json!([
            effect("voucher", Some([0.01, -0.02, 0.04]), 300),
            effect("call", None, 0),
            effect("letter", Some([0.05, 0.02, 0.08]), 300),
            effect("visit", Some([0.05, 0.02, 0.08]), 9_000),
            effect("flood of mail", Some([-0.05, -0.08, -0.02]), 1),
        ]);
        self.add("interventions in their order", "predict.rankInterventions", &json!({ "effects": effects }));
        let cost = json!({ "effects": [effect("letter", None, -1)] });
        self.add("an intervention that pays itself", "predict.rankInterventions", &cost);
    }

    fn churn(&mut self) {
        let profiles: Vec<Value> = (0..CUSTOMERS).map(customer).collect();
        let options = json!({ "horizonDays": 60, "periods": 2, "folds": 2, "trees": 3, "seed": 4 });
        let asked = json!({ "profiles": profiles, "asOf": AS_OF_MS, "options": options });
        let model = self.add("a model of churn", "predict.churn", &asked);
        for (what, options) in [
            ("one fold", json!({ "folds": 1 })),
            ("no horizon", json!({ "horizonDays": 0 })),
            ("cancellations nobody told", json!({ "setting": "contractual" })),
            ("dates that are too late", json!({ "cutsMs": [AS_OF_MS] })),
        ] {
            let few = json!({ "profiles": [customer(1)], "asOf": AS_OF_MS, "options": options });
            self.add(&format!("churn of {what}"), "predict.churn", &few);
        }
        for number in [0, 1, 5] {
            let asked = json!({
                "model": model, "profile": customer(number), "asOf": AS_OF_MS, "horizonsDays": [7, 30, 60],
            });
            self.add(&format!("churn of customer {number}"), "predict.churnRisk", &asked);
            if number == 0 {
                let nobody = json!({ "profile": { "customerId": "nobody", "events": [] } });
                self.add("churn of one who allows nothing", "predict.churnRisk", &and(&asked, nobody));
                let beyond = json!({ "horizonsDays": [61] });
                self.add("churn beyond the horizon", "predict.churnRisk", &and(&asked, beyond));
            }
        }
        let looks = json!([AS_OF_MS - 60 * DAY_MS, AS_OF_MS - 30 * DAY_MS, AS_OF_MS]);
        let watch =
            json!({ "model": model, "profiles": profiles, "looks": looks, "options": { "threshold": 0.3 } });
        self.add("who is at risk", "predict.watchlist", &watch);
        let backwards = json!({ "looks": [AS_OF_MS, AS_OF_MS - DAY_MS] });
        self.add("looks that go back", "predict.watchlist", &and(&watch, backwards));
    }
}
