//! What version 1 wrote is read for ever, and answers as it did then.
//!
//! The files in `tests/artifacts/v1` were written by the ignored test at the end, once. They are never
//! written again: a file that no longer loads is a defect of the code, not of the file.

use std::path::PathBuf;

use crate::engine_shop::*;
use sartor::engine::Engine;
use sartor::profile::Profile;
use sartor::shop::Shop;
use serde_json::{Value, json};

const USER: &str = "c_gold";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/artifacts/v1")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).unwrap()
}

/// The answers whose figures may not change: later releases may add fields to them.
fn answers(engine: &Engine, profile: &Profile, shop: &Shop) -> Value {
    let quotes = engine.quote(profile, shop, &product_ids(), &in_michigan(), AS_OF_MS).unwrap().quotes;
    let prices: Vec<Value> = quotes
        .iter()
        .map(|one| json!({"productId": one.product_id, "adjustedPriceMinor": one.adjusted_price_minor, "floorMinor": one.floor_minor}))
        .collect();
    let outlook = as_json(&engine.outlook(profile, AS_OF_MS).unwrap());
    let figures = [
        "lifetimeValue",
        "expectedPurchases",
        "probabilityAlive",
        "churn",
        "nextPurchaseDays",
        "purchaseProbability",
    ];
    json!({
        "modelId": engine.model_id(),
        "view": profile.view(AS_OF_MS).unwrap(),
        "outlook": figures.iter().map(|name| ((*name).to_owned(), outlook[name].clone())).collect::<serde_json::Map<_, _>>(),
        "prices": prices,
        "segment": engine.segment(profile, AS_OF_MS).unwrap().primary_segment.name,
        "stock": shop.stock_at("suit_1"),
        "deadline": shop.next_deadline("suit_3", AS_OF_MS),
        "price": shop.price_at("suit_3", AS_OF_MS),
    })
}

/// Everything recorded is in the answer. A fraction may differ in what a later release rounds otherwise: the same
/// release gives the same bits everywhere, but a better method may not give those of an older one.
fn holds(recorded: &Value, answer: &Value, path: &str) {
    match (recorded, answer) {
        (Value::Object(recorded), Value::Object(answer)) => {
            for (key, value) in recorded {
                let path = format!("{path}.{key}");
                holds(value, answer.get(key).unwrap_or(&Value::Null), &path);
            }
        }
        (Value::Array(recorded), Value::Array(answer)) => {
            assert_eq!(recorded.len(), answer.len(), "{path}");
            for (at, (recorded, answer)) in recorded.iter().zip(answer).enumerate() {
                holds(recorded, answer, &format!("{path}[{at}]"));
            }
        }
        (Value::Number(recorded), Value::Number(answer)) if recorded.is_f64() => {
            let (recorded, answer) = (recorded.as_f64().unwrap(), answer.as_f64().unwrap());
            assert!((recorded - answer).abs() <= 1e-9 * recorded.abs(), "{path}: {recorded} became {answer}");
        }
        _ => assert_eq!(recorded, answer, "{path}"),
    }
}

#[test]
fn version_1_loads_and_answers_as_it_did() {
    let recorded: Value = serde_json::from_str(&text("answers.json")).unwrap();
    let engine = Engine::load(&bytes("engine.sartor")).unwrap();
    let profiles = [Profile::from_bytes(&bytes("profile.sartor")), Profile::from_json(&text("profile.json"))];
    let shops = [Shop::from_bytes(&bytes("shop.sartor")), Shop::from_json(&text("shop.json"))];
    for profile in profiles.map(Result::unwrap) {
        for shop in &shops {
            holds(&recorded, &answers(&engine, &profile, shop.as_ref().unwrap()), "");
        }
    }
}

#[test]
fn both_forms_of_version_1_hold_the_same() {
    let profile = Profile::from_bytes(&bytes("profile.sartor")).unwrap();
    assert_eq!(profile, Profile::from_json(&text("profile.json")).unwrap());
    // A merged identity, a tombstone, a rolled-up month and an event that waits are all in it.
    assert_eq!(profile.identities().collect::<Vec<_>>(), [USER, "visitor_1"]);
    assert_eq!(profile.pending_events(AS_OF_MS), 1);
    let shop = Shop::from_json(&text("shop.json")).unwrap();
    assert_eq!(shop, Shop::from_bytes(&bytes("shop.sartor")).unwrap());
}

#[test]
fn a_device_engine_of_version_1_loads_and_quotes_list_prices() {
    let device = Engine::load(&bytes("device.sartor")).unwrap();
    assert!(device.health().for_device);
    let profile = Profile::new("c").unwrap();
    let quotes =
        device.quote(&profile, &Shop::new(), &product_ids(), &in_michigan(), AS_OF_MS).unwrap().quotes;
    assert!(quotes.iter().all(|quote| quote.adjusted_price_minor == quote.base_price_minor));
}

fn golden_profile() -> Profile {
    let mut events = agreed(USER, &ALL);
    events.push(declared(
        USER,
        &json!({"fit": "slim", "career": "attorney", "interests": ["fashion"], "vip": true, "height": 181.5}),
    ));
    for (number, days) in [440, 430, 300, 200, 100, 40].into_iter().enumerate() {
        events.push(order(&format!("g{number}"), USER, days, &[("suit_1", 1), ("tie_1", 2)]));
    }
    events.push(track(
        "Order Refunded",
        "refund",
        USER,
        90,
        json!({"order_id": "g4", "products": [{"product_id": "tie_1", "quantity": 1}]}),
    ));
    events.push(track(
        "Product Added",
        "cart",
        USER,
        4,
        json!({"product_id": "suit_3", "quantity": 1, "price": 1499}),
    ));
    events.push(track(
        "Satisfaction Rated",
        "rated",
        USER,
        3,
        json!({"score": 4, "scale": 5, "about": "order"}),
    ));
    events.push(order("later", USER, -5, &[("coat_1", 1)]));
    let mut golden = profile(USER, &events);
    let view = json!({"type": "track", "event": "Product Viewed", "messageId": "seen", "anonymousId": "visitor_1",
        "timestamp": days_ago(50), "properties": {"product_id": "shoe_1"}});
    golden.merge(&profile("visitor_1", &[view])).unwrap();
    let forget = serde_json::from_value(json!({"what": "messages", "messageIds": ["rated"]})).unwrap();
    golden.erase(&forget, AS_OF_MS).unwrap();
    golden
        .compact(&serde_json::from_value(json!({"keepDays": 250, "maxEvents": 1000})).unwrap(), AS_OF_MS)
        .unwrap();
    golden
}

#[test]
#[ignore = "writes the files of a new format version, once"]
fn write_the_files_where_there_are_none() {
    std::fs::create_dir_all(folder()).unwrap();
    let (engine, profile, shop) = (engine(), golden_profile(), shop());
    let recorded = answers(&engine, &profile, &shop);
    let files = [
        ("engine.sartor", engine.save().unwrap()),
        ("device.sartor", engine.for_device().unwrap().save().unwrap()),
        ("profile.sartor", profile.to_bytes().unwrap()),
        ("profile.json", profile.to_json().unwrap().into_bytes()),
        ("shop.sartor", shop.to_bytes().unwrap()),
        ("shop.json", shop.to_json().unwrap().into_bytes()),
        ("answers.json", format!("{recorded:#}\n").into_bytes()),
    ];
    for (name, contents) in files {
        let path = folder().join(name);
        assert!(!path.exists(), "{name} is there already and must stay as it is");
        std::fs::write(path, contents).unwrap();
    }
}
