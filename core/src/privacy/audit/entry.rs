//! What is logged of one access, and what ties it to the one before?
//!
//! `hash = SHA-256("sartor audit entry" ‖ previous hash ‖ seq ‖ at_ms ‖ outcome ‖ actor ‖ action ‖ subject)`:
//! numbers as 64 bits, little endian; the outcome as one byte, 0 allowed, 1 denied, 2 failed; texts behind their
//! length in bytes as 32 bits, little endian; an absent subject as the length 2^32 - 1. The hash before the first
//! entry is `SHA-256("sartor audit log" ‖ log id)`.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::privacy::hex;
use crate::privacy::pseudonym::check_pseudonym;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// The longest name of an action, in bytes.
pub const MAX_ACTION_BYTES: usize = 64;

pub(super) const SUBJECT: &str = "audit entry";

pub(super) type Hash = [u8; 32];

/// How an access ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum AuditOutcome {
    /// It was allowed and done.
    Allowed,
    /// It was refused.
    Denied,
    /// It was allowed and failed.
    Failed,
}

/// An access that is to be logged. It has no room for what a customer wrote or is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AuditEvent {
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// Who, by the pseudonym of an employee or a service (see `pseudonym`).
    pub actor: String,
    /// What, such as `profile.export`: 1 to 64 of `a-z 0-9 _ . : -`.
    pub action: String,
    /// Whose data, by the customer's pseudonym; nothing where it is about nobody.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub subject: Option<String>,
    /// How it ended.
    pub outcome: AuditOutcome,
}

/// One link of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AuditEntry {
    /// Its place in the log, from 1.
    pub seq: i64,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// Who, by pseudonym.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// Whose data, by pseudonym.
    pub subject: Option<String>,
    /// How it ended.
    pub outcome: AuditOutcome,
    /// The hash of the entry before, of the log's id for the first: 64 hexadecimal digits.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
}

impl AuditEvent {
    pub(super) fn check(&self) -> Result<()> {
        check_timestamp(SUBJECT, "atMs", self.at_ms)?;
        check_pseudonym(SUBJECT, "actor", &self.actor)?;
        check_action(&self.action)?;
        self.subject.as_deref().map_or(Ok(()), |subject| check_pseudonym(SUBJECT, "subject", subject))
    }

    pub(super) fn linked(&self, seq: i64, previous: &Hash) -> (AuditEntry, Hash) {
        let mut entry = AuditEntry {
            seq,
            at_ms: self.at_ms,
            actor: self.actor.clone(),
            action: self.action.clone(),
            subject: self.subject.clone(),
            outcome: self.outcome,
            previous: hex(previous),
            hash: String::new(),
        };
        let hash = entry.hash_after(previous);
        entry.hash = hex(&hash);
        (entry, hash)
    }
}

impl AuditEntry {
    /// The entry as one line of JSON with its end: the only form in which the verifier takes it.
    pub fn to_json_line(&self) -> Result<String> {
        let mut line = serde_json::to_string(self)
            .map_err(|_| SartorError::Internal { operation: "audit entry".to_owned() })?;
        line.push('\n');
        Ok(line)
    }

    pub(super) fn hash_after(&self, previous: &Hash) -> Hash {
        let mut hash = Sha256::new_with_prefix(b"sartor audit entry");
        hash.update(previous);
        hash.update(self.seq.to_le_bytes());
        hash.update(self.at_ms.to_le_bytes());
        hash.update([match self.outcome {
            AuditOutcome::Allowed => 0,
            AuditOutcome::Denied => 1,
            AuditOutcome::Failed => 2,
        }]);
        for text in [Some(&self.actor), Some(&self.action), self.subject.as_ref()] {
            let length = text.map_or(u32::MAX, |text| u32::try_from(text.len()).unwrap_or(u32::MAX - 1));
            hash.update(length.to_le_bytes());
            hash.update(text.map_or("", String::as_str));
        }
        hash.finalize().into()
    }
}

pub(super) fn genesis(log_id: &str) -> Hash {
    Sha256::new_with_prefix(b"sartor audit log").chain_update(log_id).finalize().into()
}

pub(super) fn from_hex(text: &str) -> Option<Hash> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut hash = Hash::default();
    if pairs.len() != hash.len() || !rest.is_empty() {
        return None;
    }
    for (to, [high, low]) in hash.iter_mut().zip(pairs) {
        *to = digit(*high)? << 4 | digit(*low)?;
    }
    Some(hash)
}

fn check_action(action: &str) -> Result<()> {
    let known = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b':' | b'-');
    if action.is_empty() || action.len() > MAX_ACTION_BYTES || !action.bytes().all(known) {
        return Err(SartorError::invalid(SUBJECT, "action", "1 to 64 of a-z, 0-9, _ . : -"));
    }
    Ok(())
}
