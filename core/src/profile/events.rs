//! How does a ledger take an event in without copying its texts one by one?
//!
//! An event that comes after all others is packed at the end of one run of bytes: what a copy would spend on
//! some fifteen small allocations is one append. Those bytes never leave the process; they are read back when
//! somebody asks for the events themselves, which the fold does not.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ledger::in_order;
use super::pack::{Packer, Unpacker};
use super::packed_event::{Before, pack_event, unpack_event};
use crate::event::Event;
use crate::money::Currency;

/// Room for one event or a few.
const USUAL_BYTES: usize = 256;

/// The events of one ledger, in its order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Events {
    whole: Vec<Event>,
    /// What came after them.
    tail: Tail,
    /// The tail, once somebody has asked for it.
    read: OnceLock<Vec<Event>>,
}

/// Events as bytes, in the order of the ledger.
#[derive(Debug, Clone)]
struct Tail {
    packer: Packer,
    count: usize,
    before: Before,
    last_id: String,
    /// The one currency of all events that have one.
    currency: Option<Currency>,
}

impl Events {
    pub fn len(&self) -> usize {
        self.whole.len() + self.tail.count
    }

    /// Time and message id of the last event.
    pub fn last_key(&self) -> Option<(i64, &str)> {
        if self.tail.count > 0 {
            return Some((self.tail.before.timestamp_ms, &self.tail.last_id));
        }
        self.whole.last().map(|last| (last.timestamp_ms, last.message_id.as_str()))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Event> {
        self.whole.iter().chain(self.tail())
    }

    pub fn get(&self, place: usize) -> Option<&Event> {
        match place.checked_sub(self.whole.len()) {
            None => self.whole.get(place),
            Some(place) => self.tail().get(place),
        }
    }

    pub fn range(&self, range: Range<usize>) -> impl Iterator<Item = &Event> {
        range.filter_map(|place| self.get(place))
    }

    /// How many events come first, by a condition that holds for those and no others.
    pub fn partition_point(&self, first: impl Fn(&Event) -> bool) -> usize {
        if self.whole.last().is_none_or(&first) {
            return self.whole.len() + self.tail().partition_point(first);
        }
        self.whole.partition_point(first)
    }

    /// Where an event stands, or else where it would.
    pub fn search(&self, event: &Event) -> Result<usize, usize> {
        let place = self.partition_point(|known| in_order(known, event) == Ordering::Less);
        let held = self.get(place).is_some_and(|known| in_order(known, event) == Ordering::Equal);
        if held { Ok(place) } else { Err(place) }
    }

    /// Put an event where [`Events::search`] says; `currency` is that of the profile.
    pub fn insert(&mut self, place: usize, event: Cow<'_, Event>, currency: Option<Currency>) {
        if place < self.len() {
            self.whole().insert(place, event.into_owned());
            return;
        }
        match event {
            Cow::Owned(event) if self.tail.count == 0 => self.whole.push(event),
            event => {
                if self.read.get().is_some() {
                    self.whole();
                }
                self.tail.push(&event, currency);
            }
        }
    }

    /// All events, to be changed at will.
    pub fn whole(&mut self) -> &mut Vec<Event> {
        if self.tail.count > 0 {
            let read = self.read.take().unwrap_or_else(|| self.tail.read());
            self.whole.extend(read);
            self.tail = Tail::default();
        }
        &mut self.whole
    }

    fn tail(&self) -> &[Event] {
        if self.tail.count == 0 {
            return &[];
        }
        self.read.get_or_init(|| self.tail.read())
    }
}

impl Default for Tail {
    fn default() -> Self {
        let (before, last_id) = (Before::default(), String::new());
        Self { packer: Packer::plain(), count: 0, before, last_id, currency: None }
    }
}

impl Tail {
    fn push(&mut self, event: &Event, currency: Option<Currency>) {
        if self.count == 0 {
            self.packer.bytes.reserve(USUAL_BYTES);
        }
        pack_event(&mut self.packer, event, "", &mut self.before);
        self.count += 1;
        self.last_id.clone_from(&event.message_id);
        self.currency = currency;
    }

    fn read(&self) -> Vec<Event> {
        let mut unpacker = Unpacker::plain(&self.packer.bytes);
        let mut before = Before::default();
        // What was packed here is read here: a test holds that nothing of it is refused.
        let events =
            (0..self.count).map_while(|_| unpack_event(&mut unpacker, "", self.currency, &mut before).ok());
        events.collect()
    }
}

impl From<Vec<Event>> for Events {
    fn from(whole: Vec<Event>) -> Self {
        Self { whole, ..Self::default() }
    }
}

impl<'a> IntoIterator for &'a Events {
    type Item = &'a Event;
    type IntoIter = std::iter::Chain<std::slice::Iter<'a, Event>, std::slice::Iter<'a, Event>>;

    fn into_iter(self) -> Self::IntoIter {
        self.whole.iter().chain(self.tail())
    }
}

impl PartialEq for Events {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl Serialize for Events {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de> Deserialize<'de> for Events {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events of every shape that is packed in its own way, in the order of time.
    fn some() -> Vec<Event> {
        let usd = Currency::parse("USD").ok();
        let track = |n: usize, name: &str, properties: &str| {
            let json = format!(
                r#"{{"type":"track","messageId":"m{n}","userId":"c","anonymousId":"é","event":"{name}",
                    "timestamp":"2026-06-01T08:00:0{n}.00{n}+02:00","properties":{properties}}}"#
            );
            Event::from_json(&json, usd).unwrap()
        };
        let identify = r#"{"type":"identify","messageId":"m7","userId":"c","timestamp":"2026-06-01T08:00:07Z",
            "traits":{"height":-0.0,"name":"Åsa","vegan":true,"sizes":["M","L"],"weight":61.5}}"#;
        vec![
            track(1, "Product Viewed", r#"{"product_id":"suit_001"}"#),
            track(
                2,
                "Order Completed",
                r#"{"order_id":"o1","revenue":12.5,"coupon":"TEN","products":[
                {"product_id":"suit_001","price":1150,"quantity":2,"variant":"M","position":3},
                {"product_id":"tie_2","coupon":"X"}]}"#,
            ),
            track(3, "Satisfaction Rated", r#"{"score":0.1,"scale":5}"#),
            track(
                4,
                "Conversation Turn",
                r#"{"intent":"product_inquiry","entities":{"occasion":"wedding"}}"#,
            ),
            track(5, "Decision Outcome", r#"{"decision_id":"d","accepted":false}"#),
            Event::from_json(identify, usd).unwrap(),
        ]
    }

    fn by_reference(given: &[Event]) -> Events {
        let mut events = Events::default();
        for event in given {
            events.insert(events.len(), Cow::Borrowed(event), Currency::parse("USD").ok());
        }
        events
    }

    #[test]
    fn what_was_packed_is_read_back_as_it_was() {
        let given = some();
        let events = by_reference(&given);
        assert_eq!((events.len(), events.tail.count), (given.len(), given.len()));
        assert!(events.iter().eq(&given));
        assert_eq!(events, Events::from(given.clone()));
        let last = given.last().unwrap();
        assert_eq!(events.last_key(), Some((last.timestamp_ms, last.message_id.as_str())));
    }

    #[test]
    fn events_stand_in_order_however_they_came() {
        let given = some();
        let mut places: Vec<usize> = (0..given.len()).collect();
        for turn in 0..given.len() {
            places.rotate_left(turn);
            places.reverse();
            let mut events = Events::default();
            for (step, &place) in places.iter().enumerate() {
                let event = &given[place];
                let Err(at) = events.search(event) else { panic!("none was entered yet") };
                let given = if step % 2 == 0 { Cow::Borrowed(event) } else { Cow::Owned(event.clone()) };
                events.insert(at, given, Currency::parse("USD").ok());
                assert_eq!(events.search(event), Ok(at));
                if step % 3 == 0 {
                    events.whole();
                }
            }
            assert!(events.iter().eq(&given));
            for (place, event) in given.iter().enumerate() {
                assert_eq!(events.get(place), Some(event));
                assert_eq!(events.partition_point(|known| known.timestamp_ms < event.timestamp_ms), place);
                assert!(events.range(place..given.len()).eq(&given[place..]));
            }
        }
    }
}
