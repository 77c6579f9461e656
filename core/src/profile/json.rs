//! How does a person read what is kept of a customer?
//!
//! The same ledgers as an artefact in JSON, events in the Segment shape, so that they can be sent on as they
//! are. Reading it back gives the same profile and the same packed bytes.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ledger::Ledger;
use super::{MAX_IDENTITIES, MAX_PROFILE_JSON_BYTES, Profile, REFUSED_EVENTS, SUBJECT};
use crate::{Result, SartorError, artifact};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    customer_id: &'a str,
    ledgers: &'a [Ledger],
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    customer_id: String,
    ledgers: Vec<Ledger>,
}

impl Profile {
    /// The profile as an artefact in JSON: complete, readable, events in the Segment shape.
    pub fn to_json(&self) -> Result<String> {
        let body = Written { customer_id: self.customer_id(), ledgers: self.ledgers() };
        artifact::to_json(SUBJECT, Some(self.customer_id()), &body)
    }

    /// The profile of [`Profile::to_json`], or a typed error for anything else.
    pub fn from_json(text: &str) -> Result<Self> {
        if text.len() > MAX_PROFILE_JSON_BYTES {
            return Err(SartorError::too_large(SUBJECT, "json", text.len(), MAX_PROFILE_JSON_BYTES));
        }
        let Read { customer_id, mut ledgers } = artifact::from_json::<Read>(SUBJECT, text)?.body;
        if ledgers.len() > MAX_IDENTITIES {
            let size = ledgers.len();
            return Err(SartorError::too_many(SUBJECT, "identities", size, MAX_IDENTITIES, "identities"));
        }
        if let Some(ledger) = ledgers.iter().find(|ledger| ledger.events.len() > REFUSED_EVENTS) {
            let size = ledger.events.len();
            return Err(SartorError::too_many(SUBJECT, "events", size, REFUSED_EVENTS, "events"));
        }
        ledgers.sort_by(|a, b| a.identity.cmp(&b.identity));
        for ledger in &mut ledgers {
            ledger.tombstones.put_in_order();
            ledger.purges.put_in_order();
            ledger.months.iter_mut().for_each(|month| month.purged.put_in_order());
        }
        Self::from_ledgers(&customer_id, ledgers)
    }
}

/// A tombstone's code as hexadecimal text.
pub(crate) mod hex {
    use super::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(mac: &[u8; 16], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:032x}", u128::from_be_bytes(*mac)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 16], D::Error> {
        let text = String::deserialize(deserializer)?;
        let sound = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = sound.then(|| u128::from_str_radix(&text, 16).ok()).flatten();
        number.map(u128::to_be_bytes).ok_or_else(|| super::refused::<D>("32 hexadecimal digits"))
    }
}

fn refused<'de, D: Deserializer<'de>>(expected: &str) -> D::Error {
    D::Error::custom(format_args!("expected {expected}"))
}
