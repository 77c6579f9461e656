//! What was done, step after step, in a few bytes each?
//!
//! Taste, behaviour and contact ask of an event what kind it is of, when it was, and which product, order or session
//! it is about; but an event lies a text or three away in memory, and a turn of a conversation has no time for
//! hundreds of those. A trail has one step for each event that counts, in the order of the fold, all in one piece: 32
//! bytes a step, and 16 for each product of a list or an order. It is derived with the state and never stored, and
//! what bounds the ledger bounds it.
//!
//! Ids stand in it as a [`Key`]: nothing of a trail is ever said in words. Two ids of one key would be taken for one;
//! among a million products of a shop and a million ids of a customer that happens in one case of ten million.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault};
use std::num::NonZeroU64;

use super::fold::FixedHasher;
use super::{HashedAlready, Profile};
use crate::event::{Event, EventKind};

/// Where a step's only product stands in the step itself.
const INLINE: u32 = u32::MAX;
/// No offset, and no position in a list.
const NO_OFFSET: i16 = i16::MIN;
const NO_POSITION: u32 = u32::MAX;

/// An id, hashed to 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(NonZeroU64);

/// A map by key. Never iterated.
pub(crate) type ByKey<T> = HashMap<Key, T, BuildHasherDefault<HashedAlready>>;

/// Keys, each once. Never iterated.
pub(crate) type Keys = HashSet<Key, BuildHasherDefault<HashedAlready>>;

impl Key {
    pub fn of(id: &str) -> Self {
        Self(NonZeroU64::new(FixedHasher::default().hash_one(id)).unwrap_or(NonZeroU64::MIN))
    }
}

/// One event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub at_ms: i64,
    key: Option<Key>,
    first_line: u32,
    place: u32,
    products: u16,
    utc_offset_minutes: i16,
    ledger: u8,
    pub kind: EventKind,
    /// Of a `Decision Outcome`: whether it was accepted. Of a return without products: whether it states no amount
    /// either, so that all comes back. Of what was shown or said: whether it names a channel or a tone.
    pub flag: bool,
}

/// One product of a list or an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StepLine {
    pub product: Key,
    pub quantity: u32,
    position: u32,
}

/// All steps of one customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trail {
    steps: Vec<Step>,
    lines: Vec<StepLine>,
}

/// Where an event stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    /// In which of the profile's ledgers.
    pub ledger: usize,
    /// At which place of it.
    pub place: usize,
}

impl Step {
    /// How many products it names.
    pub fn product_count(&self) -> usize {
        usize::from(self.products)
    }

    /// The order, session, decision or promotion that it names; of a completed order without a number its message.
    pub fn key(&self) -> Option<Key> {
        self.key.filter(|_| self.first_line != INLINE)
    }

    /// Minutes east of UTC of the customer's clock, if the event states it.
    pub fn utc_offset_minutes(&self) -> Option<i32> {
        (self.utc_offset_minutes != NO_OFFSET).then(|| i32::from(self.utc_offset_minutes))
    }
}

impl StepLine {
    /// The place in the list that was shown, if it is known.
    pub fn position(&self) -> Option<u32> {
        (self.position != NO_POSITION).then_some(self.position)
    }
}

impl Trail {
    /// Add an event that comes after all others.
    pub fn push(&mut self, event: &Event, spot: Spot) {
        let first_line = u32::try_from(self.lines.len()).unwrap_or(INLINE - 1);
        let mut step = Step {
            at_ms: event.timestamp_ms,
            key: key_of(event),
            first_line,
            place: u32::try_from(spot.place).unwrap_or(u32::MAX),
            products: u16::try_from(event.lines.len()).unwrap_or(u16::MAX),
            utc_offset_minutes: event
                .utc_offset_minutes
                .and_then(|minutes| i16::try_from(minutes).ok())
                .unwrap_or(NO_OFFSET),
            ledger: u8::try_from(spot.ledger).unwrap_or(u8::MAX),
            kind: event.kind,
            flag: flag_of(event),
        };
        match event.lines.as_slice() {
            [] => (),
            [line] if step.key.is_none() && is_of_product(event.kind) => {
                (step.key, step.first_line) = (Some(Key::of(&line.product_id)), INLINE);
            }
            lines => self.lines.extend(lines.iter().map(|line| StepLine {
                product: Key::of(&line.product_id),
                quantity: line.quantity,
                // The last position there is and the one before it are not told apart.
                position: line.position.map_or(NO_POSITION, |position| position.min(NO_POSITION - 1)),
            })),
        }
        self.steps.push(step);
    }

    /// The step of a number.
    pub fn step(&self, number: u32) -> Option<&Step> {
        self.steps.get(number as usize)
    }

    /// The steps up to a time, oldest first; a step's place among them is its number.
    pub fn until(&self, as_of_ms: i64) -> &[Step] {
        let end = self.steps.partition_point(|step| step.at_ms <= as_of_ms);
        self.steps.get(..end).unwrap_or_default()
    }

    /// The products of a list or an order; none of what is about one product alone.
    pub fn lines(&self, step: &Step) -> &[StepLine] {
        let first = step.first_line as usize;
        self.lines.get(first..first.saturating_add(step.product_count())).unwrap_or_default()
    }

    /// The products that a step names, in its order.
    pub fn products(&self, step: &Step) -> impl Iterator<Item = Key> {
        let alone = step.key.filter(|_| step.first_line == INLINE);
        alone.into_iter().chain(self.lines(step).iter().map(|line| line.product))
    }
}

/// How many of the oldest `steps` to leave out, so that the others have together at most `most_products`. Steps
/// without products are free.
pub(crate) fn older_than_newest(steps: &[Step], most_products: usize) -> usize {
    let mut left = most_products;
    let mut start = steps.len();
    for step in steps.iter().rev() {
        let Some(rest) = left.checked_sub(step.product_count()) else { break };
        (left, start) = (rest, start - 1);
    }
    start
}

impl Profile {
    /// The trail, at least up to a time: what comes after it is to be cut off with [`Trail::until`].
    pub(crate) fn trail_at(&self, as_of_ms: i64) -> Cow<'_, Trail> {
        let folded = self.folded.get_or_init(|| Box::new(self.fold_up_to(as_of_ms)));
        if folded.next_ms.is_none_or(|next| next > as_of_ms) {
            return Cow::Borrowed(&folded.trail);
        }
        Cow::Owned(self.fold_up_to(as_of_ms).trail)
    }

    /// Whether anything up to a time was rolled up, so that only sums are left of it.
    pub(crate) fn is_rolled_up(&self, as_of_ms: i64) -> bool {
        self.ledgers.iter().flat_map(|ledger| &ledger.months).any(|month| month.first_ms <= as_of_ms)
    }

    /// The event of a step.
    pub(crate) fn event_of(&self, step: &Step) -> Option<&Event> {
        self.ledgers.get(usize::from(step.ledger))?.events.get(step.place as usize)
    }
}

/// Whether events of a kind are about one product.
fn is_of_product(kind: EventKind) -> bool {
    kind.spec().flat
}

fn key_of(event: &Event) -> Option<Key> {
    let name = match event.kind {
        EventKind::OrderCompleted => {
            return Some(Key::of(event.text("order_id").unwrap_or(&event.message_id)));
        }
        EventKind::OrderUpdated | EventKind::OrderCancelled | EventKind::OrderRefunded => "order_id",
        EventKind::ConversationTurn => "session_id",
        EventKind::DecisionShown | EventKind::DecisionOutcome => "decision_id",
        EventKind::PromotionViewed | EventKind::PromotionClicked => "promotion_id",
        _ => return None,
    };
    event.text(name).map(Key::of)
}

fn flag_of(event: &Event) -> bool {
    let names = |name: &str| event.text(name).is_some();
    match event.kind {
        EventKind::DecisionOutcome => event.flag("accepted") == Some(true),
        EventKind::OrderRefunded => {
            let amounts = ["value", "revenue", "total", "subtotal"];
            event.lines.is_empty() && amounts.iter().all(|name| event.amount_minor(name).is_none())
        }
        EventKind::DecisionShown | EventKind::PromotionViewed => names("channel") || names("tone"),
        EventKind::ConversationTurn => names("channel"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_780_300_800_000;

    fn event(n: i64, name: &str, properties: &str) -> Event {
        let time = crate::time::to_rfc3339(NOW_MS - 3_600_000 * (100 - n)).unwrap();
        Event::from_json(
            &format!(
                r#"{{"type":"track","messageId":"m{n}","userId":"c","event":"{name}","timestamp":"{time}",
                    "properties":{properties}}}"#
            ),
            crate::money::Currency::parse("USD").ok(),
        )
        .unwrap()
    }

    fn some() -> Vec<Event> {
        vec![
            event(
                1,
                "Product List Viewed",
                r#"{"products":[{"product_id":"a","position":3},{"product_id":"b"}]}"#,
            ),
            event(2, "Product Viewed", r#"{"product_id":"a"}"#),
            event(3, "Order Completed", r#"{"order_id":"o","products":[{"product_id":"b","quantity":2}]}"#),
            event(4, "Order Refunded", r#"{"order_id":"o"}"#),
            event(5, "Order Refunded", r#"{"order_id":"o","value":3}"#),
            event(6, "Conversation Turn", r#"{"session_id":"s","channel":"web"}"#),
            event(7, "Order Completed", r#"{"products":[]}"#),
        ]
    }

    fn profile_of(events: &[&Event]) -> Profile {
        let mut profile = Profile::new("c").unwrap();
        for (at, event) in events.iter().enumerate() {
            // By reference and given away, read in between and not.
            if at % 2 == 0 {
                profile.observe(event, NOW_MS).unwrap();
            } else {
                profile.observe_owned((*event).clone(), NOW_MS).unwrap();
            }
            if at % 3 == 0 {
                profile.trail_at(NOW_MS);
            }
        }
        profile
    }

    #[test]
    fn a_step_says_what_its_event_says() {
        let events = some();
        let profile = profile_of(&events.iter().collect::<Vec<_>>());
        let trail = profile.trail_at(NOW_MS);
        let steps = trail.until(NOW_MS);
        assert_eq!(steps.len(), events.len());
        for (step, event) in steps.iter().zip(&events) {
            assert_eq!((step.at_ms, step.kind), (event.timestamp_ms, event.kind));
            assert_eq!(step.utc_offset_minutes(), event.utc_offset_minutes);
            assert_eq!(profile.event_of(step), Some(event));
            let ids = event.lines.iter().map(|line| Key::of(&line.product_id));
            assert!(trail.products(step).eq(ids), "{event:?}");
        }
        let [list, view, order, all_back, some_back, turn, unnumbered] = steps else { panic!("seven steps") };
        let positions: Vec<_> = trail.lines(list).iter().map(StepLine::position).collect();
        assert_eq!(positions, [Some(3), None]);
        assert_eq!((view.key(), trail.lines(view), view.product_count()), (None, [].as_slice(), 1));
        assert_eq!((order.key(), trail.lines(order)[0].quantity), (Some(Key::of("o")), 2));
        assert_eq!((all_back.flag, some_back.flag, turn.flag), (true, false, true));
        assert_eq!((turn.key(), unnumbered.key()), (Some(Key::of("s")), Some(Key::of("m7"))));
        assert_eq!(size_of::<Step>(), 32);
    }

    #[test]
    fn the_trail_is_the_same_in_any_order_of_arrival_and_at_any_time() {
        let events = some();
        let in_order = profile_of(&events.iter().collect::<Vec<_>>());
        let mut other: Vec<&Event> = events.iter().collect();
        for turn in 0..events.len() {
            other.rotate_left(turn);
            other.reverse();
            let profile = profile_of(&other);
            assert_eq!(profile.trail_at(NOW_MS), in_order.trail_at(NOW_MS));
            for (known, event) in events.iter().enumerate() {
                let then = Profile::from_bytes(&profile.to_bytes().unwrap()).unwrap();
                assert_eq!(profile.trail_at(NOW_MS).until(event.timestamp_ms).len(), known + 1);
                assert_eq!(then.trail_at(event.timestamp_ms).until(event.timestamp_ms).len(), known + 1);
            }
        }
    }

    #[test]
    fn two_identities_have_one_trail_that_leads_to_the_events_of_both() {
        let events = some();
        let mut visitor = Profile::new("v").unwrap();
        for event in events.iter().step_by(2) {
            let event = Event { user_id: Some("v".to_owned()), ..event.clone() };
            visitor.observe_owned(event, NOW_MS).unwrap();
        }
        let mut profile = profile_of(&events.iter().skip(1).step_by(2).collect::<Vec<_>>());
        profile.merge(&visitor).unwrap();
        let trail = profile.trail_at(NOW_MS);
        let ids = trail.until(NOW_MS).iter().map(|step| profile.event_of(step).unwrap().message_id.as_str());
        assert!(ids.eq(events.iter().map(|event| event.message_id.as_str())));
    }

    #[test]
    fn the_newest_are_as_many_as_their_products_allow() {
        let events = some();
        let profile = profile_of(&events.iter().collect::<Vec<_>>());
        let trail = profile.trail_at(NOW_MS);
        let older = |most| older_than_newest(trail.until(NOW_MS), most);
        assert_eq!([0, 1, 2, 3, 4].map(older), [3, 2, 1, 1, 0]);
    }
}
