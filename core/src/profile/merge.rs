//! How do two ids become one customer, and two again?
//!
//! Each identity keeps its own ledger. Merging is the union of ledgers by identity: what both have is joined,
//! and joining is commutative, associative and idempotent. Unmerging takes a ledger out again, with those
//! that had come with it; both profiles are then, byte for byte, what they would have been without the merge.
//!
//! Two identities that contradict each other are not merged (`identity`), unless the host says that the customer
//! says so.
//!
//! Merging an older copy of the same customer is the same join: a device that was offline, a backup. Merging the
//! same copy twice changes nothing, so it is safe to try again. Merging a profile with itself, or with a copy that
//! equals it in every ledger, is a mistake in the caller and an error.

use std::collections::BTreeSet;

use super::ledger::Ledger;
use super::{MAX_IDENTITIES, Profile, REFUSED_EVENTS, SUBJECT};
use crate::{Result, SartorError};

/// What a merge brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MergeReport {
    /// Identities that the profile did not have before, sorted.
    pub identities_added: Vec<String>,
    /// Events more than before.
    pub events_added: u32,
    /// Events of either side that the other had erased.
    pub events_erased: u32,
    /// Events of either side from before the other's watermark: its rolled-up months stand for them.
    pub events_behind_watermark: u32,
    /// Rolled-up months dropped because they may hold what was erased.
    pub months_erased: u32,
}

impl Profile {
    /// Take in everything that is known under another identity, or by another copy.
    ///
    /// Two currencies are `CURRENCY_MISMATCH`, two identities that contradict each other `IDENTITY_CONFLICT`, a
    /// profile that equals this one, such as itself, `SELF_MERGE`; nothing changes then.
    ///
    /// ```
    /// use sartor::profile::Profile;
    /// let mut profile = Profile::new("c_17")?;
    /// let copy = profile.clone();
    /// assert_eq!(profile.merge(&copy).unwrap_err().code(), "SELF_MERGE");
    /// profile.merge(&Profile::new("visitor_9")?)?;
    /// // The copy holds less by now: merging it finds nothing new, and may be tried again.
    /// assert_eq!(profile.merge(&copy)?.identities_added.len(), 0);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<MergeReport> {
        self.check_other(other)?;
        self.check_mergeable(other)?;
        self.take_in(other)
    }

    /// [`Profile::merge`] on the host's word: the customer says that both are theirs, whatever else was seen. An
    /// alias call in either profile says the same, and stays on record.
    pub fn merge_stated(&mut self, other: &Self) -> Result<MergeReport> {
        self.check_other(other)?;
        self.take_in(other)
    }

    fn check_other(&self, other: &Self) -> Result<()> {
        if self == other {
            return Err(SartorError::SelfMerge { customer_id: self.customer_id().to_owned() });
        }
        Ok(())
    }

    fn take_in(&mut self, other: &Self) -> Result<MergeReport> {
        if let (Some(own), Some(others)) = (self.currency(), other.currency())
            && own != others
        {
            return Err(SartorError::CurrencyMismatch {
                subject: format!("profile {}", other.customer_id()),
                expected: own.code().to_owned(),
                found: others.code().to_owned(),
            });
        }
        let mut ledgers = self.ledgers().to_vec();
        let mut report = MergeReport::default();
        for coming in other.ledgers() {
            let place = ledgers.binary_search_by(|known| known.identity.cmp(&coming.identity));
            match (place, place.ok().and_then(|at| ledgers.get_mut(at))) {
                (Ok(_), Some(known)) => join(known, coming, &mut report)?,
                (Ok(at) | Err(at), _) => {
                    report.events_added = report.events_added.saturating_add(coming.events.len() as u32);
                    report.identities_added.push(coming.identity.clone());
                    ledgers.insert(at, coming.clone());
                }
            }
        }
        if ledgers.len() > MAX_IDENTITIES {
            let size = ledgers.len();
            return Err(SartorError::too_many(SUBJECT, "identities", size, MAX_IDENTITIES, "identities"));
        }
        let own = self.customer_id().to_owned();
        for ledger in &mut ledgers {
            if ledger.identity == own {
                ledger.parent = None;
            } else if ledger.parent.is_none() {
                ledger.parent = Some(own.clone());
            }
        }
        self.replace_ledgers(ledgers);
        Ok(report)
    }

    /// Take an identity out again, with those that had been merged into it, as a profile of its own.
    ///
    /// An identity that was never merged, the profile's own among them, is `NOTHING_TO_UNDO`.
    pub fn unmerge(&mut self, identity: &str) -> Result<Self> {
        let known = self.ledgers().iter().any(|ledger| ledger.identity == identity);
        if !known || identity == self.customer_id() {
            let subject = "unmerging of an identity that was not merged".to_owned();
            return Err(SartorError::NothingToUndo { subject });
        }
        let mut leaving = BTreeSet::from([identity.to_owned()]);
        loop {
            let before = leaving.len();
            for ledger in self.ledgers() {
                let follows = ledger.parent.as_ref().is_some_and(|parent| leaving.contains(parent));
                if follows && ledger.identity != self.customer_id() {
                    leaving.insert(ledger.identity.clone());
                }
            }
            if leaving.len() == before {
                break;
            }
        }
        let (mut gone, stay): (Vec<Ledger>, Vec<Ledger>) =
            self.ledgers().iter().cloned().partition(|ledger| leaving.contains(&ledger.identity));
        for ledger in &mut gone {
            if ledger.identity == identity {
                ledger.parent = None;
            }
        }
        let separate = Self::from_ledgers(identity, gone)?;
        self.replace_ledgers(stay);
        Ok(separate)
    }
}

/// Everything that either copy of a ledger has and the other has not erased.
fn join(known: &mut Ledger, coming: &Ledger, report: &mut MergeReport) -> Result<()> {
    let before = known.events.len();
    known.events.whole().extend(coming.events.iter().cloned());
    known.months.extend_from_slice(&coming.months);
    known.watermark_month = known.watermark_month.max(coming.watermark_month);
    known.declared_currency = known.declared_currency.or(coming.declared_currency);
    known.tombstones.join(&coming.tombstones);
    known.purges.join(&coming.purges);
    known.parent = match (known.parent.take(), &coming.parent) {
        (Some(own), Some(others)) => Some(own.min(others.clone())),
        (own, others) => own.or_else(|| others.clone()),
    };
    let settled = known.settle();
    if known.events.len() > REFUSED_EVENTS {
        let size = known.events.len();
        return Err(SartorError::too_many(SUBJECT, "events", size, REFUSED_EVENTS, "events"));
    }
    let more = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    report.events_added = report.events_added.saturating_add(more(known.events.len().saturating_sub(before)));
    report.events_erased = report.events_erased.saturating_add(more(settled.erased));
    report.events_behind_watermark =
        report.events_behind_watermark.saturating_add(more(settled.behind_watermark));
    report.months_erased = report.months_erased.saturating_add(more(settled.months));
    Ok(())
}
