//! Customers whose habits are known, so that what is said of them can be held against the truth.
#![allow(dead_code, clippy::unwrap_used)] // each test that includes this uses its own part of it

use sartor::event::{AttributeValue, Event, EventAttribute, EventKind, EventLine};
use sartor::profile::Profile;
use sartor::rng::Rng;

pub const DAY_MS: i64 = 86_400_000;
pub const START_MS: i64 = 1_704_067_200_000; // 2024-01-01T00:00:00Z
/// After every event there is.
pub const END_MS: i64 = START_MS + 3_000 * DAY_MS;

/// Noon of a day.
pub fn noon(day: i64) -> i64 {
    START_MS + day * DAY_MS + DAY_MS / 2
}

pub fn event(kind: EventKind, id: &str, customer: &str, at_ms: i64) -> Event {
    Event {
        message_id: id.to_owned(),
        kind,
        timestamp_ms: at_ms,
        utc_offset_minutes: Some(0),
        user_id: Some(customer.to_owned()),
        anonymous_id: None,
        currency: None,
        lines: Vec::new(),
        attributes: Vec::new(),
    }
}

pub fn text(name: &str, text: &str) -> EventAttribute {
    EventAttribute { name: name.to_owned(), value: AttributeValue::Text { text: text.to_owned() } }
}

pub fn consent(customer: &str, state: &str, day: i64) -> Event {
    let mut event = event(EventKind::ConsentChanged, &format!("consent {state} {day}"), customer, noon(day));
    event.attributes = vec![text("purpose", "analytics"), text("state", state)];
    event
}

/// A search, which is all that is known of some.
pub fn search(customer: &str, day: i64) -> Event {
    let mut event = event(EventKind::ProductsSearched, &format!("search {day}"), customer, noon(day));
    event.attributes = vec![text("query", "tie")];
    event
}

/// An order of products with their price.
pub fn order(customer: &str, day: i64, products: &[(&str, i64)]) -> Event {
    let mut event = event(EventKind::OrderCompleted, &format!("order {day}"), customer, noon(day));
    event.currency = Some("USD".to_owned());
    event.lines = products
        .iter()
        .map(|(product, price_minor)| EventLine {
            product_id: (*product).to_owned(),
            quantity: 1,
            price_minor: Some(*price_minor),
            position: None,
            variant: None,
            coupon: None,
        })
        .collect();
    event
}

/// A profile of these events, which allows analytics.
pub fn profile(customer: &str, events: impl IntoIterator<Item = Event>) -> Profile {
    let mut profile = Profile::new(customer).unwrap();
    profile.observe_owned(consent(customer, "granted", 0), END_MS).unwrap();
    for event in events {
        profile.observe_owned(event, END_MS).unwrap();
    }
    profile
}

/// A customer who has bought on the first day and buys on any later one with this probability, until a last day.
pub fn steady(customer: &str, each_day: f64, last_day: i64, rng: &mut Rng) -> Profile {
    let days = (2..last_day).filter(|_| rng.bernoulli(each_day)).collect::<Vec<_>>();
    let orders = [1].into_iter().chain(days).map(|day| order(customer, day, &[("p", 5_000)]));
    profile(customer, orders)
}
