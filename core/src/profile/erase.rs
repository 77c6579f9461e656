//! How is something forgotten, for good?
//!
//! Erased events leave the ledger, and the state is folded from what is left: it equals what it would have been
//! had they never been seen. What was rolled up into a month cannot be picked out of its sums, so a range that
//! touches a rolled-up month erases that month whole. Tombstones keep older copies from bringing any of it
//! back (see `tombstone`).

use super::ledger::Ledger;
use super::month::{is_fact, month_of};
use super::tombstone::{MessageTombstone, TimeRange, Tombstones, tombstone_key};
use super::{Profile, SUBJECT};
use crate::consent::ConsentPurpose;
use crate::event::{Event, EventKind};
use crate::ids::check_id;
use crate::time::{END_OF_TIME_MS, check_timestamp};
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
    /// Where else the erased may live on, and what ends it. Which models were fitted on it each engine adds by
    /// its id, if asked with [`add_to_receipt`](crate::engine::Engine::add_to_receipt).
    pub remaining_elsewhere: Vec<ErasureRemainder>,
}

/// A place where what was erased may live on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ErasureRemainder {
    /// `event_log`, `backups`, `sealed_copies` or `fitted_models`.
    pub place: String,
    /// The model, where one is known to rest on the customer.
    pub model_id: Option<String>,
    /// What ends it, in a sentence.
    pub ended_by: String,
}

/// The places that a profile cannot reach, whatever was taken out of it.
pub(crate) fn remainders() -> Vec<ErasureRemainder> {
    let places = [
        (
            "event_log",
            "Delete the same events from the host's own log, or it brings them to the next profile.",
        ),
        (
            "backups",
            "They run out; until then, merge this profile into whatever is restored: it takes them out.",
        ),
        ("sealed_copies", "Seal this profile in their place, or delete the customer's data key."),
        ("fitted_models", "A fit without the customer. Ask each engine kept whether it was trained on them."),
    ];
    let remainder = |(place, ended_by): (&str, &str)| ErasureRemainder {
        place: place.to_owned(),
        model_id: None,
        ended_by: ended_by.to_owned(),
    };
    places.map(remainder).into()
}

impl Profile {
    /// Forget events, for good; nothing changes when an error is returned.
    ///
    /// Asking for messages of which none is here is `NOTHING_TO_UNDO`. A range or everything may be empty: it is
    /// barred all the same. Erasing a denial alone, so that an older grant would stand again, or the word that
    /// restricts use, is `INVALID_VALUE`: deny anew first, or erase the grant with it.
    pub fn erase(&mut self, request: &ErasureRequest, as_of_ms: i64) -> Result<ErasureReceipt> {
        check_timestamp("erasure", "asOfMs", as_of_ms)?;
        let events_before = self.event_count();
        let months_before: usize = self.ledgers().iter().map(|ledger| ledger.months.len()).sum();
        // What is to be barred is worked out first, so that nothing that can fail comes after the first change
        // and the events that stay need not be copied.
        let mut not_found = Vec::new();
        let barred: Vec<Tombstones> = match request {
            ErasureRequest::Messages { message_ids } => {
                let (barred, missing) = bar_messages(self.ledgers(), message_ids)?;
                not_found = missing;
                barred
            }
            ErasureRequest::Range { from_ms, to_ms } => {
                if from_ms >= to_ms {
                    return Err(SartorError::out_of_range("erasure", "toMs", *to_ms, "a time after fromMs"));
                }
                let range = TimeRange { from_ms: (*from_ms).max(0), to_ms: *to_ms };
                self.ledgers().iter().map(|ledger| bar_range(ledger, range, as_of_ms)).collect()
            }
            ErasureRequest::All {} => {
                let range = TimeRange { from_ms: 0, to_ms: i64::MAX };
                let of_ledger = |ledger: &Ledger| {
                    let mut barred = bar_range(ledger, range, as_of_ms);
                    // Clocks may have gone back since a month was rolled up.
                    let months: Vec<i32> = ledger.months.iter().map(|month| month.month).collect();
                    mark_months(ledger, &mut barred, range, &months);
                    barred
                };
                self.ledgers().iter().map(of_ledger).collect()
            }
        };
        for tombstones in &barred {
            if tombstones.messages.len() > MAX_TOMBSTONES {
                let size = tombstones.messages.len();
                return Err(SartorError::too_many(SUBJECT, "tombstones", size, MAX_TOMBSTONES, "tombstones"));
            }
        }
        self.check_not_reopened(&barred, as_of_ms)?;
        let mut ledgers = self.take_ledgers();
        for (ledger, tombstones) in ledgers.iter_mut().zip(barred) {
            ledger.tombstones = tombstones;
            ledger.settle();
        }
        self.replace_ledgers(ledgers);
        let months_after: usize = self.ledgers().iter().map(|ledger| ledger.months.len()).sum();
        let count = |before: usize, after: usize| u32::try_from(before - after).unwrap_or(u32::MAX);
        Ok(ErasureReceipt {
            events_erased: count(events_before, self.event_count()),
            months_erased: count(months_before, months_after),
            not_found,
            remaining_elsewhere: remainders(),
        })
    }

    /// Fail if what is allowed once this is barred was not allowed before.
    fn check_not_reopened(&self, barred: &[Tombstones], as_of_ms: i64) -> Result<()> {
        let is_word =
            |event: &Event| matches!(event.kind, EventKind::ConsentChanged | EventKind::ProcessingRestricted);
        let (mut left, mut goes) = (Vec::new(), false);
        for (ledger, tombstones) in self.ledgers().iter().zip(barred) {
            let key = tombstone_key(&ledger.identity);
            let mut words = Ledger::new(&ledger.identity);
            let staying = ledger.events.iter().filter(|event| is_word(event)).filter(|event| {
                let stays = !tombstones.forbids(&key, event);
                goes |= !stays;
                stays
            });
            words.events = staying.cloned().collect::<Vec<_>>().into();
            left.push(words);
        }
        if !goes {
            return Ok(());
        }
        // Consent and restriction rest on these events alone.
        let mut after = Self::new(self.customer_id())?;
        after.replace_ledgers(left);
        for at_ms in [as_of_ms, END_OF_TIME_MS - 1] {
            let (before, after) = (self.state_at(at_ms), after.state_at(at_ms));
            if before.restricted.is_some() && after.restricted.is_none() && !self.all_barred(barred) {
                let expected = "still standing once this is erased: lift it, or erase everything";
                return Err(SartorError::invalid("erasure", "restricted", expected));
            }
            let reopened = |purpose: &&ConsentPurpose| !before.allows(**purpose) && after.allows(**purpose);
            if let Some(purpose) = ConsentPurpose::ALL.iter().find(reopened) {
                let expected = "still denied once this is erased: deny it anew first, or erase its grant too";
                return Err(SartorError::invalid("erasure", purpose.name(), expected));
            }
        }
        Ok(())
    }

    /// Whether no event stays, and no month.
    fn all_barred(&self, barred: &[Tombstones]) -> bool {
        self.ledgers().iter().zip(barred).all(|(ledger, tombstones)| {
            let key = tombstone_key(&ledger.identity);
            ledger.events.iter().all(|event| tombstones.forbids(&key, event))
                && ledger
                    .months
                    .iter()
                    .all(|month| month.erasures_known < tombstones.count_for_month(month.month))
        })
    }
}

/// What bars some messages in each ledger, and those of them that none has.
fn bar_messages(ledgers: &[Ledger], message_ids: &[String]) -> Result<(Vec<Tombstones>, Vec<String>)> {
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
    let mut found_at_all = vec![false; wanted.len()];
    let mut all_barred = Vec::with_capacity(ledgers.len());
    for ledger in ledgers {
        let mut barred = ledger.tombstones.clone();
        let key = tombstone_key(&ledger.identity);
        let macs: Vec<[u8; 16]> = wanted.iter().map(|id| key.message(id)).collect();
        let mut found_here = vec![false; wanted.len()];
        for event in &ledger.events {
            let Ok(at) = wanted.binary_search(&event.message_id.as_str()) else { continue };
            for found in [&mut found_here, &mut found_at_all] {
                found.iter_mut().skip(at).take(1).for_each(|found| *found = true);
            }
            // A fact is in no summary, so it need not cost any month its sums.
            let month = (!is_fact(event.kind)).then(|| month_of(event));
            barred.messages.extend(macs.get(at).map(|mac| MessageTombstone { mac: *mac, month }));
        }
        let unseen = macs.into_iter().zip(found_here).filter(|(_, found)| !found);
        barred.messages.extend(unseen.map(|(mac, _)| MessageTombstone { mac, month: None }));
        barred.put_in_order();
        all_barred.push(barred);
    }
    if !found_at_all.contains(&true) {
        return Err(SartorError::NothingToUndo { subject: "erasure of messages".to_owned() });
    }
    let missing = wanted.iter().zip(found_at_all).filter(|(_, found)| !found);
    Ok((all_barred, missing.map(|(id, _)| (*id).to_owned()).collect()))
}

/// What bars a range up to now; what lies in it but is dated later is barred message by message, since the
/// customer has a future.
fn bar_range(ledger: &Ledger, range: TimeRange, as_of_ms: i64) -> Tombstones {
    let mut barred = ledger.tombstones.clone();
    let key = tombstone_key(&ledger.identity);
    let now = as_of_ms.saturating_add(1).clamp(0, END_OF_TIME_MS);
    let past = TimeRange { from_ms: range.from_ms, to_ms: range.to_ms.min(now) };
    let mut touched: Vec<i32> = Vec::new();
    for month in &ledger.months {
        if month.first_ms < range.to_ms && range.from_ms <= month.last_ms {
            touched.push(month.month);
        }
    }
    for event in &ledger.events {
        let at = event.timestamp_ms;
        if at < range.from_ms || at >= range.to_ms {
            continue;
        }
        if at >= past.to_ms {
            let mac = key.message(&event.message_id);
            barred.messages.push(MessageTombstone { mac, month: Some(month_of(event)) });
        } else {
            touched.push(month_of(event));
        }
    }
    if past.from_ms < past.to_ms {
        barred.add_range(past);
    }
    touched.retain(|month| !past.covers_month(*month));
    mark_months(ledger, &mut barred, past, &touched);
    barred
}

/// Months that hold something of a range although it does not touch them in UTC.
fn mark_months(ledger: &Ledger, barred: &mut Tombstones, range: TimeRange, months: &[i32]) {
    let mac = tombstone_key(&ledger.identity).range(range);
    barred.messages.extend(months.iter().map(|month| MessageTombstone { mac, month: Some(*month) }));
    barred.put_in_order();
}
