//! What a customer did, written down in the Segment envelope.

use sartor::rng::Rng;
use sartor::time::{SECOND_MS, to_rfc3339_at};
use serde_json::{Map, Value, json};

use super::catalogue::ShopProduct;

/// One event, as a line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShopEvent {
    /// When.
    pub timestamp_ms: i64,
    /// Unique, and ascending for one customer.
    pub message_id: String,
    /// Place of the customer in the list of customers.
    pub customer: usize,
    /// The Segment call.
    pub json: String,
}

/// The events of one customer, as they are written.
pub(super) struct Journal {
    customer: usize,
    customer_id: String,
    utc_offset_minutes: i32,
    end_ms: i64,
    events: Vec<ShopEvent>,
    written: u32,
}

impl Journal {
    pub(super) fn new(customer: usize, customer_id: &str, utc_offset_minutes: i32, end_ms: i64) -> Self {
        let customer_id = customer_id.to_owned();
        Self { customer, customer_id, utc_offset_minutes, end_ms, events: Vec::new(), written: 0 }
    }

    /// Write a `track` call; what would lie after the end is never written.
    pub(super) fn track(&mut self, at_ms: i64, event: &str, properties: Value) {
        let mut call = Map::new();
        call.insert("type".to_owned(), "track".into());
        call.insert("event".to_owned(), event.into());
        call.insert("properties".to_owned(), properties);
        self.write(at_ms, call);
    }

    /// Write an `identify` call.
    pub(super) fn identify(&mut self, at_ms: i64, traits: Value) {
        let mut call = Map::new();
        call.insert("type".to_owned(), "identify".into());
        call.insert("traits".to_owned(), traits);
        self.write(at_ms, call);
    }

    fn write(&mut self, at_ms: i64, mut call: Map<String, Value>) {
        let timestamp_ms = at_ms - at_ms.rem_euclid(SECOND_MS);
        let Ok(timestamp) = to_rfc3339_at(timestamp_ms, Some(self.utc_offset_minutes)) else { return };
        if timestamp_ms >= self.end_ms {
            return;
        }
        self.written += 1;
        let message_id = format!("{}-{:05}", self.customer_id, self.written);
        call.insert("messageId".to_owned(), message_id.as_str().into());
        call.insert("userId".to_owned(), self.customer_id.as_str().into());
        call.insert("timestamp".to_owned(), timestamp.into());
        let (customer, json) = (self.customer, Value::Object(call).to_string());
        self.events.push(ShopEvent { timestamp_ms, message_id, customer, json });
    }

    pub(super) fn into_events(self) -> Vec<ShopEvent> {
        self.events
    }
}

/// The lines of a completed order in CSV; nothing for any other event. No name has a comma in it.
pub(super) fn order_lines(event: &ShopEvent) -> String {
    let Ok(call) = serde_json::from_str::<Value>(&event.json) else { return String::new() };
    if call["event"] != "Order Completed" {
        return String::new();
    }
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let order = &call["properties"];
    let lines = order["products"].as_array().into_iter().flatten().map(|line| {
        let fields = [
            &order["order_id"],
            &line["product_id"],
            &line["name"],
            &line["quantity"],
            &call["timestamp"],
            &line["price"],
            &call["userId"],
        ];
        fields.map(plain).join(",") + "\n"
    });
    lines.collect()
}

/// The clock of a visit: each step takes some seconds.
pub(super) struct Clock(pub(super) i64);

impl Clock {
    pub(super) fn next(&mut self, rng: &mut Rng) -> i64 {
        self.0 += SECOND_MS * (5 + whole(90, rng));
        self.0
    }
}

/// A whole number below `n`, to count units of time with.
pub(super) fn whole(n: u32, rng: &mut Rng) -> i64 {
    (rng.uniform() * f64::from(n)) as i64
}

/// A product as Segment writes it.
pub(super) fn product(product: &ShopProduct, size: &str) -> Value {
    let mut fields = json!({
        "product_id": product.product_id, "category": product.category, "name": product.name,
        "price": decimal(product.price_minor), "quantity": 1,
    });
    if product.fit.is_some() {
        fields["variant"] = json!(size);
    }
    fields
}

/// An amount as JSON: two decimals at most, so the nearest double prints as written.
pub(super) fn decimal(minor: i64) -> f64 {
    minor as f64 / 100.0
}
