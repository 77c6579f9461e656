//! How is an event read from and written as the Segment envelope?

use serde::de::{DeserializeSeed as _, Deserializer, Error as _};
use serde::ser::{Error as _, SerializeMap as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::raw::RawSeed;
use super::segment::event_of;
use super::vocabulary::EventKind;
use super::{AttributeValue, Event, EventAttribute, EventLine};
use crate::artifact::from_serde_json;
use crate::money::{Currency, decimal_from_minor};
use crate::time::to_rfc3339_at;
use crate::{Result, SartorError};

impl Event {
    /// Read one Segment call from JSON text; prices without a currency of their own are of
    /// `default_currency`.
    ///
    /// What is not in the vocabulary is passed over, and so are declared traits that cannot be kept, such as
    /// nested objects; [`Event::from_json_with`] tells which.
    pub fn from_json(text: &str, default_currency: Option<Currency>) -> Result<Self> {
        Self::from_json_with(text, default_currency, &mut |_| ())
    }

    /// As [`Event::from_json`], telling `refused` of each declared trait that was left out.
    pub fn from_json_with(
        text: &str,
        default_currency: Option<Currency>,
        refused: &mut dyn FnMut(SartorError),
    ) -> Result<Self> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let raw = RawSeed::call()
            .deserialize(&mut reader)
            .and_then(|raw| reader.end().map(|()| raw))
            .map_err(|error| from_serde_json("event", "", text, &error))?;
        event_of(raw, default_currency, refused)
    }

    /// As [`Event::from_json`], from JSON that is parsed already.
    pub fn from_value(value: &Value, default_currency: Option<Currency>) -> Result<Self> {
        Self::from_deserializer(value, default_currency)
    }

    /// As [`Event::from_json`], from any source that serde can read, such as a Python dictionary. Unlike
    /// JSON such a source can hold a number that is not finite, which is refused by name.
    pub fn from_deserializer<'de, D: Deserializer<'de>>(
        source: D,
        default_currency: Option<Currency>,
    ) -> Result<Self> {
        let raw = RawSeed::call()
            .deserialize(source)
            .map_err(|_| SartorError::invalid("event", "event", "an object in the Segment shape"))?;
        event_of(raw, default_currency, &mut |_| ())
    }

    /// Write the Segment call that [`Event::from_json`] reads back as this event.
    pub fn to_json(&self) -> Result<String> {
        self.check()?;
        serde_json::to_string(&Call(self))
            .map_err(|_| SartorError::Internal { operation: "Event::to_json".to_owned() })
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let raw = RawSeed::call().deserialize(deserializer)?;
        event_of(raw, None, &mut |_| ()).map_err(D::Error::custom)
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.check().map_err(S::Error::custom)?;
        Call(self).serialize(serializer)
    }
}

/// A checked event as a Segment call.
struct Call<'a>(&'a Event);

impl Serialize for Call<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let event = self.0;
        let (call, name) = match event.kind {
            EventKind::Identify => ("identify", None),
            EventKind::Alias => ("alias", None),
            kind => ("track", Some(kind.name())),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", call)?;
        map.serialize_entry("messageId", &event.message_id)?;
        if let Some(user_id) = &event.user_id {
            map.serialize_entry("userId", user_id)?;
        }
        if let Some(anonymous_id) = &event.anonymous_id {
            map.serialize_entry("anonymousId", anonymous_id)?;
        }
        if let Some(name) = name {
            map.serialize_entry("event", name)?;
        }
        let time = to_rfc3339_at(event.timestamp_ms, event.utc_offset_minutes).map_err(S::Error::custom)?;
        map.serialize_entry("timestamp", &time)?;
        match event.kind {
            EventKind::Identify => {
                map.serialize_entry("traits", &Attributes(&event.attributes))?;
                super::declaration::write(&mut map, event)?;
            }
            EventKind::Alias => map.serialize_entry("previousId", &event.text("previousId"))?,
            _ => map.serialize_entry("properties", &Properties(event))?,
        }
        map.end()
    }
}

/// Declared traits, which hold no amounts.
struct Attributes<'a>(&'a [EventAttribute]);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for EventAttribute { name, value } in
            self.0.iter().filter(|one| !super::Declaration::reserves(&one.name))
        {
            entry(&mut map, name, value, None)?;
        }
        map.end()
    }
}

struct Properties<'a>(&'a Event);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let event = self.0;
        let currency = event.currency.as_deref().and_then(|code| Currency::parse(code).ok());
        let mut map = serializer.serialize_map(None)?;
        if let Some(currency) = currency {
            map.serialize_entry("currency", &currency)?;
        }
        for EventAttribute { name, value } in &event.attributes {
            entry(&mut map, name, value, currency)?;
        }
        match event.lines.as_slice() {
            [line] if event.kind.spec().flat => product(&mut map, line, currency)?,
            [] => {}
            lines => {
                let products: Vec<_> = lines.iter().map(|line| Product { line, currency }).collect();
                map.serialize_entry("products", &products)?;
            }
        }
        map.end()
    }
}

struct Product<'a> {
    line: &'a EventLine,
    currency: Option<Currency>,
}

impl Serialize for Product<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        product(&mut map, self.line, self.currency)?;
        map.end()
    }
}

fn product<M: serde::ser::SerializeMap>(
    map: &mut M,
    line: &EventLine,
    currency: Option<Currency>,
) -> std::result::Result<(), M::Error> {
    map.serialize_entry("product_id", &line.product_id)?;
    map.serialize_entry("quantity", &line.quantity)?;
    if let (Some(price_minor), Some(currency)) = (line.price_minor, currency) {
        map.serialize_entry("price", &decimal_from_minor(price_minor, currency))?;
    }
    if let Some(position) = line.position {
        map.serialize_entry("position", &position)?;
    }
    if let Some(variant) = &line.variant {
        map.serialize_entry("variant", variant)?;
    }
    if let Some(coupon) = &line.coupon {
        map.serialize_entry("coupon", coupon)?;
    }
    Ok(())
}

fn entry<M: serde::ser::SerializeMap>(
    map: &mut M,
    name: &str,
    value: &AttributeValue,
    currency: Option<Currency>,
) -> std::result::Result<(), M::Error> {
    match value {
        AttributeValue::Text { text } => map.serialize_entry(name, text),
        AttributeValue::Number { number } => map.serialize_entry(name, number),
        AttributeValue::Amount { amount_minor } => {
            let decimal = currency.map(|currency| decimal_from_minor(*amount_minor, currency));
            map.serialize_entry(name, &decimal)
        }
        AttributeValue::Flag { flag } => map.serialize_entry(name, flag),
        AttributeValue::Texts { texts } => map.serialize_entry(name, texts),
    }
}
