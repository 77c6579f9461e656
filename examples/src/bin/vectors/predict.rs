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
        events.push(event("Order Completed", days_ago, json!({
            "revenue": revenue, "currency": "USD",
            "products": [{ "product_id": if number % 2 == 0 { "suit" } else { "shirt" }, "price": revenue, "quantity": 1 }],
        })));
        days_ago -= every + (number + days_ago) % 5;
    }
    json!({ "customerId": id, "events": events, "currency": "USD" })
}

/// Customers of whom it is told what they spend.
const SHOPPERS: i64 = 60;

/// A customer who buys suits and shirts, more of the one or of the other.
fn shopper(number: i64) -> Value {
    let id = format!("s{number:02}");
    let event = |name: &str, days_ago: i64, properties: Value| {
        let at = to_rfc3339(AS_OF_MS - days_ago * DAY_MS).unwrap_or_default();
        json!({
            "type": "track", "messageId": format!("{name}{days_ago}"), "userId": id, "event": name,
            "timestamp": at, "properties": properties,
        })
    };
    let mut events =
        vec![event("Consent Changed", 400, json!({ "purpose": "analytics", "state": "granted" }))];
    for days_ago in [300 - number, 100 - number % 30, 20 + number % 40] {
        let (suit, shirt) = (20 + number, 10 + number * 7 % 50);
        if days_ago > 40 || number % 3 > 0 {
            events.push(event(
                "Order Completed",
                days_ago,
                json!({
                    "revenue": suit + shirt, "currency": "USD",
                    "products": [
                        { "product_id": "suit", "price": suit, "quantity": 1 },
                        { "product_id": "shirt", "price": shirt, "quantity": 1 },
                    ],
                }),
            ));
        }
    }
    json!({ "customerId": id, "events": events, "currency": "USD" })
}

/// What they buy.
fn catalog() -> Value {
    let product = |id: &str, category: &str| {
        json!({
            "productId": id, "name": id, "category": category, "brand": null, "priceMinor": 5_000,
            "costMinor": null, "attributes": [],
        })
    };
    json!({ "products": [product("suit", "suits"), product("shirt", "shirts")], "currency": "USD" })
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
        self.propensity();
        self.value();
        self.outcomes();
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

    fn propensity(&mut self) {
        let catalog = catalog();
        let profiles: Vec<Value> = (0..CUSTOMERS).map(customer).collect();
        let options = json!({ "horizonDays": 60, "periods": 2, "folds": 2, "trees": 3, "seed": 4 });
        let asked = json!({ "profiles": profiles, "asOf": AS_OF_MS, "catalog": catalog, "options": options });
        let model = self.add("a model of what is bought", "predict.propensity", &asked);
        let unknown = json!({ "profiles": [customer(1)], "catalog": null });
        self.add("what is bought where nothing is sold", "predict.propensity", &and(&asked, unknown));
        for number in [1, 6] {
            let asked = json!({
                "model": model, "profile": customer(number), "asOf": AS_OF_MS, "catalog": catalog,
            });
            self.add(&format!("what customer {number} buys"), "predict.propensityOf", &asked);
            if number == 1 {
                let nobody = json!({ "profile": { "customerId": "nobody", "events": [] } });
                self.add("what one buys who allows nothing", "predict.propensityOf", &and(&asked, nobody));
            }
        }
    }

    fn value(&mut self) {
        let catalog = catalog();
        let profiles: Vec<Value> = (0..SHOPPERS).map(shopper).collect();
        let cuts = [AS_OF_MS - 120 * DAY_MS, AS_OF_MS - 90 * DAY_MS];
        let options =
            json!({ "horizonDays": 90, "cutsMs": cuts, "folds": 2, "trees": 3, "level": 0.8, "seed": 4 });
        let asked = json!({ "profiles": profiles, "asOf": AS_OF_MS, "catalog": catalog, "options": options });
        let model = self.add("a model of spend", "predict.value", &asked);
        let known = |number: i64| json!({ "expectedValueMinor": 9_000 + number * 2_357 });
        let extras = json!({ "extras": vec![(0..SHOPPERS).map(known).collect::<Vec<_>>(); cuts.len()] });
        let blended =
            self.add("a model of spend with a lifetime model", "predict.value", &and(&asked, extras));
        for (what, more) in [
            ("no customers", json!({ "profiles": [] })),
            ("a horizon of none", json!({ "options": { "horizonDays": 0 } })),
            ("a level of 1", json!({ "options": { "level": 1 } })),
            ("dates that are too late", json!({ "options": { "cutsMs": [AS_OF_MS] } })),
            ("extras of others", json!({ "extras": [[known(1)]] })),
            ("an option nobody knows", json!({ "options": { "periods": 3 } })),
        ] {
            let few = and(&asked, json!({ "profiles": [shopper(1)] }));
            self.add(&format!("spend of {what}"), "predict.value", &and(&few, more));
        }
        for number in [1, 4, 6] {
            let asked = json!({
                "model": model, "profile": shopper(number), "asOf": AS_OF_MS, "catalog": catalog, "most": 3,
            });
            self.add(&format!("what customer {number} spends"), "predict.valueOf", &asked);
            let told = json!({ "model": blended, "extra": known(number) });
            self.add(
                &format!("what customer {number} spends with a lifetime model"),
                "predict.valueOf",
                &and(&asked, told),
            );
            if number == 1 {
                let nobody = json!({ "profile": { "customerId": "nobody", "events": [] } });
                self.add("what one spends who allows nothing", "predict.valueOf", &and(&asked, nobody));
                let nothing = json!({ "catalog": null });
                self.add("spend where nothing is sold", "predict.valueOf", &and(&asked, nothing));
                let negative = json!({ "most": -1 });
                self.add("fewer opportunities than none", "predict.valueOf", &and(&asked, negative));
            }
        }
    }

    fn outcomes(&mut self) {
        let made_ms = AS_OF_MS - 90 * DAY_MS;
        let foretold = |number: i64| {
            json!({
                "predictionId": format!("f{number}"), "customerId": format!("p{}", number % 40),
                "modelId": "champion", "madeMs": made_ms, "dueMs": AS_OF_MS - (number % 50) * DAY_MS,
                "probability": (10 + number * 7 % 80) as f64 / 100.0,
                "challenger": { "modelId": "challenger", "probability": 0.5 },
            })
        };
        let predictions: Vec<Value> = (0..60).map(foretold).collect();
        let closed: Vec<Value> = (0..58)
            .map(|number| {
                let happened = (number * 7 % 80 + number * 31 % 40) > 50;
                json!({ "predictionId": format!("f{number}"), "happened": happened, "atMs": AS_OF_MS })
            })
            .collect();
        let asked = json!({
            "capacity": 100, "predictions": predictions, "closed": closed,
            "review": {
                "modelId": "champion", "fittedMs": made_ms, "schedule": { "leastRows": 50 }, "asOfMs": AS_OF_MS,
            },
            "recalibration": { "modelId": "champion", "seed": 2 },
            "contest": { "championModelId": "champion", "challengerModelId": "challenger", "level": 0.9 },
        });
        let known = self.add("what came of predictions", "predict.outcomes", &asked);
        let later = json!({
            "outcomes": known["outcomes"], "closed": [{ "predictionId": "f59", "happened": true, "atMs": AS_OF_MS }],
        });
        self.add("what came later", "predict.outcomes", &later);
        let opposite = json!({ "closed": [{ "predictionId": "f1", "happened": true, "atMs": AS_OF_MS },
            { "predictionId": "f1", "happened": false, "atMs": AS_OF_MS }] });
        self.add("what came and did not", "predict.outcomes", &and(&later, opposite));
        let few = json!({ "capacity": 10, "recalibration": { "modelId": "champion", "seed": 1 } });
        self.add("too little to learn from", "predict.outcomes", &few);
        self.add("outcomes of nothing", "predict.outcomes", &json!({}));
        let sure = json!({ "capacity": 10, "predictions": [{
            "predictionId": "f", "customerId": "p", "modelId": "m", "madeMs": 1, "dueMs": 0, "probability": 0.5,
        }] });
        self.add("a prediction of the past", "predict.outcomes", &sure);
    }
}
