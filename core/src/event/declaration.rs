//! Where did a declared value come from, for what may it be used, and until when?
//!
//! An `identify` call may say so in `context.declaration`, for all traits of that call:
//!
//! ```
//! use sartor::event::{Declaration, DeclaredSource, Event};
//! let event = Event::from_json(
//!     r#"{"type":"identify","messageId":"m1","userId":"c_17","timestamp":"2026-06-01T08:00:00Z",
//!         "traits":{"fit":"slim"},
//!         "context":{"declaration":{"source":"host","expiresAt":"2027-06-01T08:00:00Z"}}}"#,
//!     None,
//! )?;
//! let declaration = Declaration::of(&event);
//! assert_eq!(declaration.source, DeclaredSource::Host);
//! assert_eq!(declaration.expires_at_ms, Some(1_811_836_800_000));
//! assert_eq!(Event::from_json(&event.to_json()?, None)?, event);
//! # Ok::<(), sartor::SartorError>(())
//! ```
//!
//! It is kept as three reserved attributes, so that packed ledgers need no new format.

use serde::ser::{Error as _, SerializeMap, Serializer};

use super::raw::Raw;
use super::segment::at;
use super::{AttributeValue, Event, EventAttribute};
use crate::consent::ConsentPurpose;
use crate::time::{check_timestamp, parse_timestamp_ms, to_rfc3339};
use crate::{Result, SartorError};

const SUBJECT: &str = "event";
const SOURCE: &str = "$source";
const PURPOSE: &str = "$purpose";
const EXPIRES_AT: &str = "$expires_at";
const SOURCE_PATH: &str = "context.declaration.source";
const PURPOSE_PATH: &str = "context.declaration.purpose";
const EXPIRES_PATH: &str = "context.declaration.expiresAt";
/// How many attributes are reserved.
pub(super) const RESERVED: usize = 3;

/// Who says that a value is so.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum DeclaredSource {
    /// The customer, in their own words.
    #[default]
    Declared,
    /// The shop, such as an assistant after a fitting.
    Host,
    /// Another system, such as an address list.
    Imported,
}

impl DeclaredSource {
    /// Every source.
    pub const ALL: [Self; 3] = [Self::Declared, Self::Host, Self::Imported];

    /// The name in events and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Host => "host",
            Self::Imported => "imported",
        }
    }

    fn parse(name: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|source| source.name() == name);
        known.ok_or_else(|| SartorError::invalid(SUBJECT, SOURCE_PATH, "one of declared, host, imported"))
    }
}

/// What an `identify` call says of all its traits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Declaration {
    /// Who says so; the customer, unless stated.
    pub source: DeclaredSource,
    /// The one purpose for which the values may be used; any that is consented to, unless stated.
    pub purpose: Option<ConsentPurpose>,
    /// From when on the values may not be read any more.
    pub expires_at_ms: Option<i64>,
}

impl Declaration {
    /// The declaration of an event; the default one where it states none.
    pub fn of(event: &Event) -> Self {
        Self::read(event).unwrap_or_default()
    }

    /// Whether an attribute is a part of the declaration and no trait.
    pub fn reserves(name: &str) -> bool {
        name.starts_with('$') && matches!(name, SOURCE | PURPOSE | EXPIRES_AT)
    }

    fn read(event: &Event) -> Result<Self> {
        let text = |name, path, expected| match event.attribute(name) {
            None => Ok(None),
            Some(AttributeValue::Text { text }) => Ok(Some(text.as_str())),
            Some(_) => Err(SartorError::invalid(SUBJECT, path, expected)),
        };
        let source = text(SOURCE, SOURCE_PATH, "one of declared, host, imported")?;
        let purpose = text(PURPOSE, PURPOSE_PATH, "the name of a purpose")?;
        let expires_at_ms = match event.attribute(EXPIRES_AT) {
            None => None,
            Some(AttributeValue::Number { number }) if number.fract() == 0.0 => {
                let ms = *number as i64;
                check_timestamp(SUBJECT, EXPIRES_PATH, ms)?;
                Some(ms)
            }
            Some(_) => return Err(SartorError::invalid(SUBJECT, EXPIRES_PATH, "an RFC 3339 time")),
        };
        Ok(Self {
            source: source.map_or(Ok(DeclaredSource::default()), DeclaredSource::parse)?,
            purpose: purpose
                .map(|name| ConsentPurpose::parse(name).map_err(|error| at(error, &PURPOSE_PATH)))
                .transpose()?,
            expires_at_ms,
        })
    }
}

/// Refuse reserved attributes that say nothing understood.
pub(super) fn check(event: &Event) -> Result<()> {
    Declaration::read(event).map(|_| ())
}

/// Take what stands in `context.declaration`. A misspelt field is refused: an expiry that is overlooked would
/// keep a value for ever.
pub(super) fn take(event: &mut Event, context: Option<Raw>) -> Result<()> {
    let Some(Raw::Object(mut context)) = context else { return Ok(()) };
    let declaration = match context.pop() {
        None | Some((_, Raw::Null)) => return Ok(()),
        Some((_, Raw::Object(declaration))) => declaration,
        Some(_) => return Err(SartorError::invalid(SUBJECT, "context.declaration", "an object")),
    };
    for (name, raw) in declaration {
        let (reserved, path) = match &*name {
            "source" => (SOURCE, SOURCE_PATH),
            "purpose" => (PURPOSE, PURPOSE_PATH),
            "expiresAt" => (EXPIRES_AT, EXPIRES_PATH),
            other => {
                return Err(SartorError::UnknownField {
                    subject: SUBJECT.to_owned(),
                    field: format!("context.declaration.{}", other.chars().take(64).collect::<String>()),
                    expected: "source, purpose, expiresAt".to_owned(),
                });
            }
        };
        let text = match raw {
            Raw::Null => continue,
            Raw::Text(text) => text,
            _ => return Err(SartorError::invalid(SUBJECT, path, "text")),
        };
        let value = if reserved == EXPIRES_AT {
            let ms = parse_timestamp_ms(&text).map_err(|error| at(error, &path))?;
            AttributeValue::Number { number: ms as f64 }
        } else {
            AttributeValue::Text { text }
        };
        event.attributes.retain(|known| known.name != reserved);
        event.attributes.push(EventAttribute { name: reserved.to_owned(), value });
    }
    event.attributes.sort_by(|one, other| one.name.cmp(&other.name));
    check(event)
}

/// Write what [`take`] reads.
pub(super) fn write<M: SerializeMap>(map: &mut M, event: &Event) -> std::result::Result<(), M::Error> {
    if event.attributes.iter().any(|attribute| Declaration::reserves(&attribute.name)) {
        map.serialize_entry("context", &Context(event))?;
    }
    Ok(())
}

struct Context<'a>(&'a Event);
struct Members<'a>(&'a Event);

impl serde::Serialize for Context<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("declaration", &Members(self.0))?;
        map.end()
    }
}

impl serde::Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, reserved) in [("source", SOURCE), ("purpose", PURPOSE)] {
            if let Some(text) = self.0.text(reserved) {
                map.serialize_entry(name, text)?;
            }
        }
        if let Some(ms) = self.0.number(EXPIRES_AT) {
            map.serialize_entry("expiresAt", &to_rfc3339(ms as i64).map_err(S::Error::custom)?)?;
        }
        map.end()
    }
}
