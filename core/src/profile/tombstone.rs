//! What may never come back?
//!
//! Erasing leaves tombstones, so that an older copy merged later does not bring the erased back. A message is
//! remembered as HMAC-SHA-256 of its id, keyed by the identity and cut to 128 bits (RFC 2104; FIPS 180-4): from
//! the tombstone alone the id cannot be read. The key is the identity itself, which stands in the same
//! profile. So the tombstone hides an id from whoever cannot guess it, and tells nothing across profiles; it
//! does not hide an id from someone who holds the profile and a list of candidate ids.
//!
//! A range of time is kept as it was asked for. It forbids every event in it for ever, also those that this
//! copy had never seen.
//!
//! A summary of a month cannot be searched for a message. So each tombstone names the months it concerns, a
//! summary says how many of them were known when it was made, and goes when more are known now. Tombstones
//! only ever grow, hence the same number means the same tombstones.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::event::Event;
use crate::time::local_month;

/// What was erased from one ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Tombstones {
    /// Sorted, each once.
    pub messages: Vec<MessageTombstone>,
    /// Half-open ranges of time, sorted, each once.
    pub ranges: Vec<TimeRange>,
}

/// A message, or an erasure of a range, that concerns a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageTombstone {
    #[serde(with = "super::json::hex")]
    pub mac: [u8; 16],
    /// The local month in whose summary it may be counted; nothing if that is not known.
    pub month: Option<i32>,
}

/// From `from_ms` until before `to_ms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TimeRange {
    pub from_ms: i64,
    pub to_ms: i64,
}

/// A keyed hash, ready to be fed.
pub(crate) struct TombstoneKey(Option<Hmac<Sha256>>);

impl TombstoneKey {
    fn mac(&self, domain: u8, text: &[u8]) -> [u8; 16] {
        let mut short = [0_u8; 16];
        if let Some(keyed) = &self.0 {
            let mut keyed = keyed.clone();
            keyed.update(&[domain]);
            keyed.update(text);
            let whole = keyed.finalize().into_bytes();
            short.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        }
        short
    }

    /// The tombstone of a message id.
    pub fn message(&self, message_id: &str) -> [u8; 16] {
        self.mac(b'm', message_id.as_bytes())
    }

    /// The mark that an erasure of a range leaves on a month.
    pub fn range(&self, range: TimeRange) -> [u8; 16] {
        let mut text = range.from_ms.to_le_bytes().to_vec();
        text.extend(range.to_ms.to_le_bytes());
        self.mac(b'r', &text)
    }
}

impl Tombstones {
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.ranges.is_empty()
    }

    /// Whether an event was erased, or lies in a time that was.
    pub fn forbids(&self, key: &TombstoneKey, event: &Event) -> bool {
        let at = event.timestamp_ms;
        if self.ranges.iter().any(|range| range.from_ms <= at && at < range.to_ms) {
            return true;
        }
        if self.messages.is_empty() {
            return false;
        }
        let mac = key.message(&event.message_id);
        let first = self.messages.partition_point(|known| known.mac < mac);
        self.messages.get(first).is_some_and(|known| known.mac == mac)
    }

    /// Tombstones that concern the summary of a month.
    pub fn count_for_month(&self, month: i32) -> u32 {
        let marks = self.messages.iter().filter(|known| known.month == Some(month)).count();
        let ranges = self.ranges.iter().filter(|range| range.covers_month(month)).count();
        u32::try_from(marks + ranges).unwrap_or(u32::MAX)
    }

    pub fn add_range(&mut self, range: TimeRange) {
        if let Err(at) = self.ranges.binary_search(&range) {
            self.ranges.insert(at, range);
        }
    }

    /// Everything that either forbids.
    pub fn join(&mut self, other: &Self) {
        self.messages.extend_from_slice(&other.messages);
        self.ranges.extend_from_slice(&other.ranges);
        self.put_in_order();
    }

    /// Sorted, each once: searching and comparing need it.
    pub fn put_in_order(&mut self) {
        self.messages.sort_unstable();
        self.messages.dedup();
        self.ranges.sort_unstable();
        self.ranges.dedup();
    }
}

impl TimeRange {
    /// Whether the range touches a month, counted in UTC.
    pub fn covers_month(self, month: i32) -> bool {
        self.from_ms < self.to_ms
            && (local_month(self.from_ms, 0)..=local_month(self.to_ms - 1, 0)).contains(&month)
    }
}

/// HMAC accepts keys of any length.
pub(crate) fn tombstone_key(identity: &str) -> TombstoneKey {
    TombstoneKey(Hmac::<Sha256>::new_from_slice(identity.as_bytes()).ok())
}
