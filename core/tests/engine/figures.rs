//! Figures of the engine against figures counted by hand, or by another program.

use std::path::PathBuf;

use crate::engine_shop::*;
use sartor::catalog::Catalog;
use sartor::engine::{Engine, EnginePolicy, OrderCatalogFeed, Trainer};
use sartor::event::OrderOptions;
use sartor::profile::Profile;
use sartor::shop::Shop;
use serde_json::{Value, json};

fn body(engine: &Engine) -> Value {
    let bytes = engine.save().unwrap();
    sartor::artifact::from_bytes::<Value>("engine", &bytes, 1 << 26).unwrap().body
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
}

fn of(list: &Value, key: &str, id: &str, field: &str) -> f64 {
    let found = list.as_array().unwrap().iter().find(|known| known[key] == id);
    found.map_or(f64::NAN, |known| known[field].as_f64().unwrap())
}

/// One buyer whose orders are 100, 60 and 10 days old.
fn one_buyer() -> Vec<Value> {
    let mut events = agreed("b", &ALL);
    events.push(order("a", "b", 100, &[("suit_1", 2), ("tie_1", 1)]));
    events.push(order("b", "b", 60, &[("suit_1", 4)]));
    events.push(order("c", "b", 10, &[("suit_1", 3), ("shirt_1", 1)]));
    events
}

#[test]
fn popularity_and_shares_count_orders_not_units() {
    let body = body(&fitted(&one_buyer()));
    assert_eq!(body["popularity"]["productIds"], json!(["shirt_1", "suit_1", "tie_1"]));
    assert_eq!(body["popularity"]["purchases"], json!([1, 3, 1]));
    // Five lines in five categories, one added to each: suits (3 + 1) / 10, ties and shirts 2 / 10, others 1 / 10.
    for (category, share) in [("suits", 0.4), ("shirts", 0.2), ("ties", 0.2), ("shoes", 0.1), ("coats", 0.1)]
    {
        close(of(&body["categories"], "category", category, "share"), share);
    }
    // The geometric mean of 1,199, 999 and 1,499 dollars, to 40 digits by Python: (119900 * 99900 * 149900)^(1/3).
    close(of(&body["categories"], "category", "suits", "usualPriceMinor"), 121_542.668_750_935_34);
}

#[test]
fn demand_compares_four_weeks_with_the_rate_before() {
    let body = body(&fitted(&one_buyer()));
    // Sold for 101 days, 73 of them before the last 28, and 6 units in those.
    assert_eq!(of(&body["demand"], "productId", "suit_1", "sold"), 3.0);
    close(of(&body["demand"], "productId", "suit_1", "expected"), 6.0 / 73.0 * 28.0);
    assert_eq!(of(&body["demand"], "productId", "tie_1", "sold"), 0.0);
    // The shirt has not been sold for long enough to compare.
    assert!(of(&body["demand"], "productId", "shirt_1", "sold").is_nan());
    // (3 + 10) / (2.3013... + 10) = 1.0567..., so the price may rise for nobody and stays within the list price.
    let quote = fitted(&one_buyer())
        .quote(&Profile::new("x").unwrap(), &Shop::new(), &["suit_1".into()], &in_michigan(), AS_OF_MS)
        .unwrap()
        .quotes
        .remove(0);
    assert_eq!(quote.adjusted_price_minor, 119_900);
}

#[test]
fn five_buyers_fall_into_five_fifths() {
    let mut events = Vec::new();
    for (who, (last, orders)) in [(5, 5), (40, 4), (90, 3), (200, 2), (350, 1)].into_iter().enumerate() {
        let user = format!("b{who}");
        events.extend(agreed(&user, &ALL));
        for number in 0..orders {
            events.push(order(&format!("{who}_{number}"), &user, last + number * 20, &[("suit_1", 1)]));
        }
    }
    let trainer = trainer(&events);
    let engine = trainer.fit(AS_OF_MS, sartor::control::Control::none()).unwrap();
    let labels = ["champions", "loyal", "loyal", "hibernating", "hibernating"];
    for (who, label) in labels.into_iter().enumerate() {
        let profile = trainer.profile(&format!("b{who}")).unwrap();
        let cell = engine.segment(profile, AS_OF_MS).unwrap().rfm.unwrap();
        let score = 5 - who as u32;
        assert_eq!(
            (cell.recency_score, cell.frequency_score, cell.monetary_score),
            (score, score, score),
            "{who}: {cell:?}"
        );
        if who != 1 {
            assert_eq!(cell.label, label, "{who}");
        }
    }
}

#[test]
fn the_population_is_the_mean_of_its_customers() {
    let trainer = trainer(&buyers());
    let engine = trainer.fit(AS_OF_MS, sartor::control::Control::none()).unwrap();
    let everybody = engine.outlook(&Profile::new("nobody").unwrap(), AS_OF_MS).unwrap();
    assert!(!everybody.personalised);
    let outlooks: Vec<_> = trainer
        .customer_ids()
        .iter()
        .map(|id| engine.outlook(trainer.profile(id).unwrap(), AS_OF_MS).unwrap())
        .collect();
    assert_eq!(outlooks.len(), 40);
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    close(
        everybody.churn.unwrap().value,
        mean(outlooks.iter().map(|one| one.churn.unwrap().value).collect()),
    );
    close(
        everybody.probability_alive.unwrap().value,
        mean(outlooks.iter().map(|one| one.probability_alive.unwrap().value).collect()),
    );
    close(
        everybody.expected_purchases.unwrap().value,
        mean(outlooks.iter().map(|one| one.expected_purchases.unwrap().value).collect()),
    );
    let values: Vec<f64> = outlooks
        .iter()
        .filter_map(|one| one.lifetime_value.as_ref().map(|value| value.value_minor))
        .collect();
    close(everybody.lifetime_value.unwrap().value_minor, mean(values));
}

fn order_file() -> Option<Vec<u8>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("SARTOR_DATA").map_or(beside, PathBuf::from);
    let file = folder.join("online_retail_ii_2009_2010.csv.gz");
    if file.is_file() {
        return Some(std::fs::read(file).unwrap());
    }
    assert!(std::env::var_os("CI").is_none(), "no data at {}", file.display());
    println!("skipped: no data at {}", file.display());
    None
}

#[test]
fn customer_13085_is_who_another_program_says() {
    let Some(bytes) = order_file() else { return };
    let options = || OrderOptions {
        currency: "GBP".into(),
        utc_offset_minutes: 0,
        consent_basis: Some(sartor::consent::ConsentBasis::Consent),
        ..OrderOptions::default()
    };
    let mut products = OrderCatalogFeed::new(options()).unwrap();
    bytes.chunks(1 << 20).for_each(|piece| products.feed(piece).unwrap());
    let (catalog, _): (Catalog, _) = products.finish().unwrap();
    let mut trainer = Trainer::new(catalog, EnginePolicy::default()).unwrap();
    let mut feed = trainer.order_feed(options()).unwrap();
    bytes.chunks(1 << 20).for_each(|piece| feed.feed(piece).unwrap());
    let report = feed.finish(&mut trainer).unwrap();
    assert_eq!(report.lines, 525_461);
    let as_of_ms = 1_291_939_200_000; // 2010-12-10T00:00:00Z
    let state = trainer.profile("13085").unwrap().state_at(as_of_ms);
    // pandas 3.1.1: lines of the customer with a positive quantity and no C before the invoice: six invoices on
    // 2009-12-01, 2009-12-03 and 2010-01-29, sum of quantity * price 2,017.20; one cancellation, C527339 on
    // 2010-10-15, of product M at 830.12, which the customer never bought.
    let days: Vec<i32> = state.purchase_days.iter().map(|day| day.day).collect();
    assert_eq!(days, [14_579, 14_581, 14_638]);
    assert_eq!(state.orders, 6);
    let bought: i64 = state.purchase_days.iter().map(|day| day.revenue_minor).sum();
    assert_eq!(bought, 201_720);
    assert_eq!((state.revenue_minor, state.refunded_minor), (201_720, 83_012));
}
