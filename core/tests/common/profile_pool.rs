//! Sets of events that meet every corner of the ledger: equal times, message ids in two versions, returns before
//! and after their orders, clocks of several offsets, two identities.
#![allow(dead_code)] // each test that includes this uses its own part of it

use sartor::event::{AttributeValue, Event, EventAttribute, EventKind, EventLine};
use sartor::profile::Profile;

pub const DAY_MS: i64 = 86_400_000;
pub const START_MS: i64 = 1_767_225_600_000; // 2026-01-01T00:00:00Z
/// After every event of a pool.
pub const NOW_MS: i64 = START_MS + 400 * DAY_MS;

/// A small generator of numbers: Knuth's MMIX multiplier, the high bits.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

/// `count` events of the customer `c`, or of the visitor `v` where `visitor` says so.
pub fn pool(dice: &mut Dice, count: usize, visitor: bool) -> Vec<Event> {
    let owner = if visitor { "v" } else { "c" };
    let mut events: Vec<Event> = (0..count).map(|at| event(dice, owner, at)).collect();
    // Some messages exist in a second version, told by another clock.
    for at in 0..count / 8 {
        let mut version = events[at].clone();
        version.timestamp_ms += (dice.below(3) as i64 - 1) * DAY_MS;
        version.utc_offset_minutes = Some(90);
        events.push(version);
    }
    events
}

fn event(dice: &mut Dice, owner: &str, at: usize) -> Event {
    use EventKind as K;
    let kinds = [
        K::Identify,
        K::ProductViewed,
        K::ProductAdded,
        K::ProductAdded,
        K::ProductRemoved,
        K::OrderCompleted,
        K::OrderCompleted,
        K::OrderCompleted,
        K::OrderRefunded,
        K::OrderCancelled,
        K::OrderUpdated,
        K::ConsentChanged,
        K::DecisionMade,
        K::DecisionOutcome,
        K::ProductAddedToWishlist,
        K::ProductRemovedFromWishlist,
        K::ConversationTurn,
        K::SatisfactionRated,
        K::ProductsSearched,
    ];
    let kind = kinds[dice.below(kinds.len() as u64) as usize];
    let text = |text: &str| AttributeValue::Text { text: text.to_owned() };
    let mut attributes: Vec<(&str, AttributeValue)> = Vec::new();
    let mut lines = Vec::new();
    let line = |dice: &mut Dice| EventLine {
        product_id: ["suit_001", "shirt_07", "85123A", "tie"][dice.below(4) as usize].to_owned(),
        quantity: 1 + dice.below(3) as u32,
        price_minor: (dice.below(5) > 0).then(|| 100 + dice.below(9_000) as i64),
        position: None,
        variant: None,
        coupon: None,
    };
    let order_id = format!("o{}", 100 + dice.below(count_of_orders(owner)));
    match kind {
        K::Identify => {
            attributes.push(("fit", text(["slim", "regular"][dice.below(2) as usize])));
            attributes.push(("size", AttributeValue::Number { number: dice.below(60) as f64 / 2.0 }));
        }
        K::OrderCompleted | K::OrderUpdated | K::OrderRefunded | K::OrderCancelled => {
            attributes.push(("order_id", text(&order_id)));
            for _ in 0..dice.below(3) {
                lines.push(line(dice));
            }
            if dice.below(3) == 0 {
                attributes
                    .push(("revenue", AttributeValue::Amount { amount_minor: dice.below(9_000) as i64 }));
            }
        }
        K::ConsentChanged => {
            attributes.push(("purpose", text(["analytics", "pricing"][dice.below(2) as usize])));
            attributes.push(("state", text(["granted", "denied"][dice.below(2) as usize])));
        }
        K::DecisionMade | K::DecisionOutcome => {
            attributes.push(("accepted", AttributeValue::Flag { flag: dice.below(2) == 0 }));
            attributes.push(("decision_id", text(&format!("d{}", dice.below(3)))));
        }
        K::ConversationTurn => attributes.push(("intent", text("product_inquiry"))),
        K::SatisfactionRated => {
            attributes.push(("score", AttributeValue::Number { number: dice.below(6) as f64 }));
        }
        K::ProductsSearched => attributes.push(("query", text("navy suit"))),
        _ => lines.push(line(dice)),
    }
    let money = lines.iter().any(|line| line.price_minor.is_some())
        || attributes.iter().any(|(_, value)| matches!(value, AttributeValue::Amount { .. }));
    // Few distinct times, so that many events share one.
    let timestamp_ms = START_MS + dice.below(180) as i64 * DAY_MS + dice.below(2) as i64 * 82_800_000;
    Event {
        message_id: format!("{owner}-m{}", at * 7 % 1_000),
        kind,
        timestamp_ms,
        utc_offset_minutes: [None, Some(60), Some(-480)][dice.below(3) as usize],
        user_id: (owner == "c").then(|| "c".to_owned()),
        anonymous_id: (owner == "v" || dice.below(3) == 0).then(|| "v".to_owned()),
        currency: money.then(|| "USD".to_owned()),
        lines,
        attributes: attributes
            .into_iter()
            .map(|(name, value)| EventAttribute { name: name.to_owned(), value })
            .collect(),
    }
}

fn count_of_orders(owner: &str) -> u64 {
    if owner == "c" { 6 } else { 3 }
}

/// One with another merged in; what is equal has nothing to merge, and is refused as it is.
pub fn merged(one: &Profile, other: &Profile) -> Profile {
    let mut profile = one.clone();
    let before = one.to_bytes().unwrap();
    match profile.merge(other) {
        Ok(_) => assert_ne!(before, other.to_bytes().unwrap()),
        Err(error) => {
            assert_eq!((error.code(), &before), ("SELF_MERGE", &other.to_bytes().unwrap()));
            assert_eq!(profile.to_bytes().unwrap(), before);
        }
    }
    profile
}
