//! A small menswear shop for tests of the engine: forty buyers, eight products with costs that no other number
//! of an answer can be mistaken for.
// Each test file uses its part, and hands in what `json!` has just made.
#![allow(dead_code, clippy::needless_pass_by_value)]

use sartor::catalog::{Catalog, Product, ProductAttribute};
use sartor::control::Control;
use sartor::engine::{ChatRequest, Engine, EnginePolicy, EventOptions, Trainer};
use sartor::event::Event;
use sartor::money::Currency;
use sartor::pricing::QuoteContext;
use sartor::profile::Profile;
use sartor::shop::Shop;
use sartor::time::{DAY_MS, HOUR_MS, to_rfc3339};
use serde_json::{Value, json};

pub const AS_OF_MS: i64 = 1_780_300_800_000; // 2026-06-01T08:00:00Z

/// Price and cost in minor units, category, occasion.
const PRODUCTS: [(&str, &str, i64, i64, &str, &str); 8] = [
    ("suit_1", "Navy wool suit", 119_900, 43_217, "suits", "wedding"),
    ("suit_2", "Grey flannel suit", 99_900, 38_771, "suits", "work"),
    ("suit_3", "Black dinner suit", 149_900, 61_393, "suits", "wedding"),
    ("shirt_1", "White shirt", 9_900, 3_137, "shirts", "work"),
    ("shirt_2", "Blue shirt", 8_900, 2_879, "shirts", "wedding"),
    ("tie_1", "Silk tie", 5_900, 1_733, "ties", "wedding"),
    ("shoe_1", "Brown shoes", 24_900, 11_447, "shoes", "work"),
    ("coat_1", "Camel coat", 69_900, 27_919, "coats", "work"),
];

pub fn usd() -> Currency {
    Currency::parse("USD").unwrap()
}

pub fn product_ids() -> Vec<String> {
    PRODUCTS.iter().map(|product| product.0.to_owned()).collect()
}

pub fn costs_minor() -> Vec<i64> {
    PRODUCTS.iter().map(|product| product.3).collect()
}

pub fn products() -> Vec<Product> {
    let made = PRODUCTS.iter().map(|&(id, name, price_minor, cost_minor, category, occasion)| Product {
        product_id: id.into(),
        name: name.into(),
        category: Some(category.into()),
        brand: None,
        price_minor,
        cost_minor: Some(cost_minor),
        attributes: [("colour", name.split(' ').next().unwrap()), ("fit", "slim"), ("occasion", occasion)]
            .into_iter()
            .map(|(name, value)| ProductAttribute { name: name.into(), value: value.to_lowercase() })
            .collect(),
    });
    made.collect()
}

pub fn catalog() -> Catalog {
    Catalog::new(products(), usd()).unwrap()
}

/// Milliseconds of a day counted back from [`AS_OF_MS`], and its RFC 3339 text.
pub fn days_ago(days: i64) -> String {
    to_rfc3339(AS_OF_MS - days * DAY_MS - HOUR_MS).unwrap()
}

pub fn order(order_id: &str, user: &str, days: i64, lines: &[(&str, u32)]) -> Value {
    let products: Vec<Value> = lines
        .iter()
        .map(|&(id, quantity)| {
            let price = PRODUCTS.iter().find(|known| known.0 == id).map_or(1_000, |known| known.2);
            json!({"product_id": id, "quantity": quantity, "price": price as f64 / 100.0})
        })
        .collect();
    json!({
        "type": "track", "event": "Order Completed", "messageId": format!("m_{order_id}"), "userId": user,
        "timestamp": days_ago(days),
        "properties": {"order_id": order_id, "currency": "USD", "products": products},
    })
}

pub fn track(event: &str, id: &str, user: &str, days: i64, properties: Value) -> Value {
    json!({
        "type": "track", "event": event, "messageId": id, "userId": user, "timestamp": days_ago(days),
        "properties": properties,
    })
}

pub fn consent(user: &str, purpose: &str, state: &str, days: i64) -> Value {
    let properties = json!({"purpose": purpose, "state": state, "basis": "consent"});
    track("Consent Changed", &format!("consent_{user}_{purpose}_{days}"), user, days, properties)
}

pub fn agreed(user: &str, purposes: &[&str]) -> Vec<Value> {
    purposes.iter().map(|purpose| consent(user, purpose, "granted", 500)).collect()
}

pub fn declared(user: &str, traits: &Value) -> Value {
    json!({
        "type": "identify", "messageId": format!("traits_{user}"), "userId": user, "timestamp": days_ago(450),
        "traits": traits,
    })
}

pub const ALL: [&str; 4] = ["analytics", "personalization", "pricing", "marketing"];

/// Forty buyers who allow everything, with one to five orders each.
pub fn buyers() -> Vec<Value> {
    let mut events = Vec::new();
    for who in 0..40_i64 {
        let user = format!("c_{who:02}");
        events.extend(agreed(&user, &ALL));
        for number in 0..=(who % 5) {
            let product = PRODUCTS[(who * 3 + number) as usize % PRODUCTS.len()].0;
            let days = 400 - who * 5 - number * (9 + who % 7 * 4);
            events.push(order(&format!("o_{who}_{number}"), &user, days, &[(product, 1 + (who % 2) as u32)]));
        }
    }
    events
}

pub fn text(events: &[Value]) -> String {
    events.iter().flat_map(|event| [event.to_string(), "\n".to_owned()]).collect()
}

pub fn read(trainer: &mut Trainer, events: &[Value]) -> sartor::read::ReadReport {
    let mut feed = trainer.event_feed(&EventOptions::default()).unwrap();
    feed.feed(text(events).as_bytes()).unwrap();
    feed.finish(trainer).unwrap()
}

pub fn trainer(events: &[Value]) -> Trainer {
    let mut trainer = Trainer::new(catalog(), EnginePolicy::default()).unwrap();
    read(&mut trainer, events);
    trainer
}

pub fn fitted(events: &[Value]) -> Engine {
    trainer(events).fit(AS_OF_MS, Control::none()).unwrap()
}

pub fn engine() -> Engine {
    fitted(&buyers())
}

pub fn profile(user: &str, events: &[Value]) -> Profile {
    let mut profile = Profile::new(user).unwrap();
    for event in events {
        profile.observe(&Event::from_value(event, Some(usd())).unwrap(), AS_OF_MS).unwrap();
    }
    profile
}

/// Where a personal offer is allowed.
pub fn in_michigan() -> QuoteContext {
    QuoteContext { jurisdiction: Some("US-MI".into()), ..QuoteContext::default() }
}

/// A wedding, with everything that a request can say.
pub fn wedding(user: &str) -> ChatRequest {
    let request = json!({
        "customerId": user, "sessionId": "session_1",
        "intent": {"category": "product_inquiry", "entities": {"occasion": "wedding", "budget": "$500-2000"}},
        "additionalData": {"jurisdiction": "US-MI", "deviceType": "mobile"},
    });
    serde_json::from_value(request).unwrap()
}

/// A shop in which the first suit is scarce and the third reduced.
pub fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.stock("suit_1", 3, AS_OF_MS - HOUR_MS).unwrap();
    shop.price_override("suit_3", 139_900, AS_OF_MS - 3 * DAY_MS, None, "end of season reason").unwrap();
    shop.deadline("season_end", AS_OF_MS + 20 * HOUR_MS, &["suit_3"]).unwrap();
    shop
}

pub fn as_json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}
