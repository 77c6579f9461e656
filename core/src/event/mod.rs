//! What did a customer do?
//!
//! An [`Event`] is one Segment `track`, `identify` or `alias` call, checked and reduced to what the
//! vocabulary of [`vocabulary`] keeps. Its JSON form is the Segment envelope itself, with decimal prices;
//! reading and writing it loses nothing that an `Event` holds.
//!
//! ```
//! use sartor::event::{Event, EventKind};
//! let event = Event::from_json(
//!     r#"{"type":"track","messageId":"m1","userId":"c_17","event":"Product Added",
//!         "timestamp":"2026-06-01T08:00:00Z",
//!         "properties":{"product_id":"suit_001","price":1150,"quantity":1,"currency":"USD"}}"#,
//!     None,
//! )?;
//! assert_eq!(event.kind, EventKind::ProductAdded);
//! assert_eq!(event.customer_id(), Some("c_17"));
//! assert_eq!(event.lines[0].price_minor, Some(115_000));
//! assert_eq!(Event::from_json(&event.to_json()?, None)?, event);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod decision;
mod declaration;
pub mod vocabulary;

mod check;
mod consent_table;
mod consents;
mod ga4;
mod gather;
mod json;
mod json_lines;
mod options;
mod order_date;
mod order_line;
mod orders;
mod raw;
mod segment;

pub use consent_table::{ConsentColumns, ConsentReader, ConsentTableOptions};
pub use consents::consent_events;
pub use decision::{DecisionProperties, DecisionRecord};
pub use declaration::{Declaration, DeclaredSource};
pub use ga4::{GA4_EVENTS, events_from_ga4};
pub use json_lines::JsonLinesReader;
pub use options::{EventFormat, EventOptions};
pub use order_date::DateOrder;
pub use order_line::OrderLine;
pub use orders::{OrderColumns, OrderOptions, OrderReader};
pub use vocabulary::EventKind;

/// The most products in one event.
pub const MAX_EVENT_LINES: usize = 500;
/// The most declared traits in one `identify` event.
pub const MAX_TRAITS: usize = 64;
/// The most bytes of one declared trait, its name included.
pub const MAX_TRAIT_BYTES: usize = 1_024;
/// The most bytes of one event: ids, names and texts as they are, 9 for each number.
pub const MAX_EVENT_BYTES: usize = 65_536;

/// One thing a customer did, or said of themselves.
///
/// Prices and amounts are minor units of `currency`. `attributes` are sorted by name, each name once; for
/// all kinds but `Identify` the names are those of [`vocabulary`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
pub struct Event {
    /// The host's id of this message, 1 to 256 bytes; an event with the same id is folded once.
    pub message_id: String,
    /// What happened.
    pub kind: EventKind,
    /// When, in milliseconds since the epoch, UTC; from 1970 to before 2200.
    pub timestamp_ms: i64,
    /// Minutes east of UTC of the customer's clock, if the timestamp states it; -840 to 840.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub utc_offset_minutes: Option<i32>,
    /// The customer, once known.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub user_id: Option<String>,
    /// The device or visitor, before the customer is known.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub anonymous_id: Option<String>,
    /// ISO 4217 code of every price and amount in the event.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub currency: Option<String>,
    /// Products concerned, in the order given; at most 500.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub lines: Vec<EventLine>,
    /// Everything else that is kept, sorted by name.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub attributes: Vec<EventAttribute>,
}

/// One product of an event.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
pub struct EventLine {
    /// The product, as in the catalogue.
    pub product_id: String,
    /// How many, at least 1.
    pub quantity: u32,
    /// Price of one, in minor units, at least 0.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub price_minor: Option<i64>,
    /// Place in the list that was shown, counted by the host.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub position: Option<u32>,
    /// Variant, such as a size.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub variant: Option<String>,
    /// Coupon of this line.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub coupon: Option<String>,
}

/// A named value of an event.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
pub struct EventAttribute {
    /// The Segment name of the property, or the name of a declared trait.
    pub name: String,
    /// Its value.
    pub value: AttributeValue,
}

/// The value of an [`EventAttribute`].
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, from_py_object, module = "sartor"))]
pub enum AttributeValue {
    /// Text, such as a query or an id.
    Text {
        /// The text.
        text: String,
    },
    /// A finite number.
    Number {
        /// The number.
        number: f64,
    },
    /// An amount of money.
    Amount {
        /// Minor units of the event's currency, at least 0.
        amount_minor: i64,
    },
    /// Yes or no.
    Flag {
        /// The answer.
        flag: bool,
    },
    /// Several texts, in the order given.
    Texts {
        /// The texts.
        texts: Vec<String>,
    },
}

impl Event {
    /// Whose profile the event belongs to: the user if known, else the visitor.
    pub fn customer_id(&self) -> Option<&str> {
        self.user_id.as_deref().or(self.anonymous_id.as_deref())
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&AttributeValue> {
        // There are few, and most differ in length: that is quicker than a search by order.
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| &attribute.value)
    }

    /// The text of an attribute, if it is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.attribute(name) {
            Some(AttributeValue::Text { text }) => Some(text),
            _ => None,
        }
    }

    /// The number of an attribute, if it is one.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.attribute(name) {
            Some(AttributeValue::Number { number }) => Some(*number),
            _ => None,
        }
    }

    /// The minor units of an attribute, if it is an amount.
    pub fn amount_minor(&self, name: &str) -> Option<i64> {
        match self.attribute(name) {
            Some(AttributeValue::Amount { amount_minor }) => Some(*amount_minor),
            _ => None,
        }
    }

    /// The flag of an attribute, if it is one.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.attribute(name) {
            Some(AttributeValue::Flag { flag }) => Some(*flag),
            _ => None,
        }
    }
}
