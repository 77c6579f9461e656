//! How is something forgotten, for good?
//!
//! Erased events leave the ledger, and the state is folded from what is left: it equals what it would have been
//! had they never been seen. What was rolled up into a month cannot be picked out of its sums, so a range that
//! touches a rolled-up month erases that month whole. Tombstones keep older copies from bringing any of it
//! back (see `tombstone`).

use super::ledger::Ledger;
use super::month::{is_fact, month_of};
use super::tombstone::{MessageTombstone, TimeRange, tombstone_key};
use super::{Profile, SUBJECT};
use crate::ids::check_id;
use crate::time::END_OF_TIME_MS;
use crate::{Result, SartorError};

/// The most message ids in one request.
pub const MAX_ERASED_IDS: usize = 10_000;
/// The most tombstones of one identity.
pub(crate) const MAX_TOMBSTONES: usize = 100_000;

/// What is to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, from_py_object, module = "sartor"))]
pub enum ErasureRequest {
    /// Some messages.
    Messages {
        /// Their ids, at most 10,000.
        message_ids: Vec<String>,
    },
    /// A time; rolled-up months that it touches are erased whole.
    Range {
        /// First millisecond that is erased.
        from_ms: i64,
        /// First millisecond that is kept.
        to_ms: i64,
    },
    /// Everything up to now, and what waits in quarantine.
    All {},
}

/// What was forgotten.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ErasureReceipt {
    /// Events taken out of the ledger.
    pub events_erased: u32,
    /// Rolled-up months taken out whole.
    pub months_erased: u32,
    /// Message ids asked for that no event has; they are barred from now on. If they are in a rolled-up month,
    /// erase the range that holds them.
    pub not_found: Vec<String>,
    /// Where else the erased may live on: the host's event log, backups, and models fitted on it.
    pub remaining_elsewhere: Vec<String>,
}

impl Profile {
    /// Forget events, for good; nothing changes when an error is returned.
    ///
    /// Asking for messages of which none is here is `NOTHING_TO_UNDO`. A range or everything may be empty: it is
    /// barred all the same.
    pub fn erase(&mut self, request: &ErasureRequest, as_of_ms: i64) -> Result<ErasureReceipt> {
        let mut ledgers = self.ledgers().to_vec();
        let months_before: usize = ledgers.iter().map(|ledger| ledger.months.len()).sum();
        let events_before: usize = ledgers.iter().map(|ledger| ledger.events.len()).sum();
        let mut not_found = Vec::new();
        match request {
            ErasureRequest::Messages { message_ids } => {
                not_found = erase_messages(&mut ledgers, message_ids)?;
            }
            ErasureRequest::Range { from_ms, to_ms } => {
                if from_ms >= to_ms {
                    return Err(SartorError::out_of_range("erasure", "toMs", *to_ms, "a time after fromMs"));
                }
                let range = TimeRange { from_ms: (*from_ms).max(0), to_ms: *to_ms };
                for ledger in &mut ledgers {
                    erase_range(ledger, range, as_of_ms);
                }
            }
            ErasureRequest::All {} => {
                let range = TimeRange { from_ms: 0, to_ms: i64::MAX };
                for ledger in &mut ledgers {
                    // Clocks may have gone back since a month was rolled up.
                    let marks: Vec<i32> = ledger.months.iter().map(|month| month.month).collect();
                    mark_months(ledger, range, &marks);
                    erase_range(ledger, range, as_of_ms);
                }
            }
        }
        for ledger in &mut ledgers {
            if ledger.tombstones.messages.len() > MAX_TOMBSTONES {
                let size = ledger.tombstones.messages.len();
                return Err(SartorError::too_many(SUBJECT, "tombstones", size, MAX_TOMBSTONES, "tombstones"));
            }
            ledger.settle();
        }
        let months_after: usize = ledgers.iter().map(|ledger| ledger.months.len()).sum();
        let events_after: usize = ledgers.iter().map(|ledger| ledger.events.len()).sum();
        self.replace_ledgers(ledgers);
        let count = |before: usize, after: usize| u32::try_from(before - after).unwrap_or(u32::MAX);
        Ok(ErasureReceipt {
            events_erased: count(events_before, events_after),
            months_erased: count(months_before, months_after),
            not_found,
            remaining_elsewhere: ["event_log", "backups", "fitted_models"].map(str::to_owned).to_vec(),
        })
    }
}

fn erase_messages(ledgers: &mut [Ledger], message_ids: &[String]) -> Result<Vec<String>> {
    if message_ids.len() > MAX_ERASED_IDS {
        let size = message_ids.len();
        return Err(SartorError::too_many("erasure", "messageIds", size, MAX_ERASED_IDS, "ids"));
    }
    for id in message_ids {
        check_id("erasure", "messageIds", id)?;
    }
    let mut wanted: Vec<&str> = message_ids.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = vec![false; wanted.len()];
    for ledger in ledgers.iter_mut() {
        let key = tombstone_key(&ledger.identity);
        let mut marks = Vec::new();
        for event in &ledger.events {
            let Ok(at) = wanted.binary_search(&event.message_id.as_str()) else { continue };
            if let Some(found) = found.get_mut(at) {
                *found = true;
            }
            // A fact is in no summary, so it need not cost any month its sums.
            let month = (!is_fact(event.kind)).then(|| month_of(event));
            marks.push(MessageTombstone { mac: key.message(&event.message_id), month });
        }
        for id in &wanted {
            let mac = key.message(id);
            if !marks.iter().any(|mark| mark.mac == mac) {
                marks.push(MessageTombstone { mac, month: None });
            }
        }
        for mark in marks {
            ledger.tombstones.add_message(mark);
        }
    }
    if !found.contains(&true) {
        return Err(SartorError::NothingToUndo { subject: "erasure of messages".to_owned() });
    }
    let missing = wanted.iter().zip(found).filter(|(_, found)| !found);
    Ok(missing.map(|(id, _)| (*id).to_owned()).collect())
}

/// Bar a range up to now; what lies in it but is dated later is barred message by message, since the customer
/// has a future.
fn erase_range(ledger: &mut Ledger, range: TimeRange, as_of_ms: i64) {
    let key = tombstone_key(&ledger.identity);
    let now = as_of_ms.saturating_add(1).clamp(0, END_OF_TIME_MS);
    let past = TimeRange { from_ms: range.from_ms, to_ms: range.to_ms.min(now) };
    let mut touched: Vec<i32> = Vec::new();
    for month in &ledger.months {
        if month.first_ms < range.to_ms && range.from_ms <= month.last_ms {
            touched.push(month.month);
        }
    }
    let Ledger { events, tombstones, .. } = ledger;
    for event in events.iter() {
        let at = event.timestamp_ms;
        if at < range.from_ms || at >= range.to_ms {
            continue;
        }
        if at >= past.to_ms {
            let mark = MessageTombstone { mac: key.message(&event.message_id), month: Some(month_of(event)) };
            tombstones.add_message(mark);
        } else {
            touched.push(month_of(event));
        }
    }
    if past.from_ms < past.to_ms {
        tombstones.add_range(past);
    }
    touched.retain(|month| !past.covers_month(*month));
    mark_months(ledger, past, &touched);
}

/// Months that hold something of a range although it does not touch them in UTC.
fn mark_months(ledger: &mut Ledger, range: TimeRange, months: &[i32]) {
    let mac = tombstone_key(&ledger.identity).range(range);
    for month in months {
        ledger.tombstones.add_message(MessageTombstone { mac, month: Some(*month) });
    }
}
