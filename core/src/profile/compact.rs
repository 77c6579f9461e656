//! How does a ledger stay small over years?
//!
//! `compact` rolls whole local months up into integer sums ([`month`](super::month)) and sets the watermark: what
//! arrives from before it is refused as `TOO_OLD`. Events that state facts stay; of those behind the watermark,
//! traits and wishes that a later one has replaced go, and so do all but the newest decisions. The month that
//! is still running is never rolled up.
//!
//! A ledger of more than [`MAX_EVENTS`] events is compacted by the same code when the next one is observed.

use std::collections::HashSet;

use super::fold::FixedHasher;
use super::ledger::Ledger;
use super::month::{MonthSummary, is_fact, month_of};
use super::state::MAX_DECISIONS;
use super::{MAX_EVENTS, Profile};
use crate::Result;
use crate::SartorError;
use crate::event::{Event, EventKind};
use crate::time::{DAY_MS, MAX_UTC_OFFSET_MINUTES, check_timestamp, local_month};

/// What may be rolled up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CompactPolicy {
    /// Months that ended more than so many days ago are rolled up; 730 unless stated.
    pub keep_days: u32,
    /// If a ledger then has more events that count something, its oldest months go too; 10,000 unless stated.
    pub max_events: u32,
}

impl Default for CompactPolicy {
    fn default() -> Self {
        Self { keep_days: 730, max_events: MAX_EVENTS as u32 }
    }
}

/// What was rolled up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CompactReport {
    /// Events that became part of a month's sums.
    pub events_rolled: u32,
    /// Months that were made of them.
    pub months_made: u32,
    /// Events that stated facts which later ones replaced.
    pub facts_replaced: u32,
}

impl Profile {
    /// Roll months up that are old or too many; see [`CompactPolicy`].
    pub fn compact(&mut self, policy: &CompactPolicy, as_of_ms: i64) -> Result<CompactReport> {
        check_timestamp("compaction", "asOfMs", as_of_ms)?;
        if policy.max_events as usize > MAX_EVENTS {
            let expected = "at most 10000";
            return Err(SartorError::out_of_range("compaction", "maxEvents", policy.max_events, expected));
        }
        let mut report = CompactReport::default();
        let mut ledgers = self.ledgers().to_vec();
        for ledger in &mut ledgers {
            compact_ledger(ledger, *policy, as_of_ms, &mut report);
        }
        self.replace_ledgers(ledgers);
        Ok(report)
    }
}

fn compact_ledger(ledger: &mut Ledger, policy: CompactPolicy, as_of_ms: i64, report: &mut CompactReport) {
    // The month that is running anywhere on earth stays.
    let running = local_month(as_of_ms, -MAX_UTC_OFFSET_MINUTES);
    let keep_from = as_of_ms.saturating_sub(i64::from(policy.keep_days).saturating_mul(DAY_MS));
    let mut watermark = local_month(keep_from, -MAX_UTC_OFFSET_MINUTES).min(running);
    let mut months: Vec<i32> =
        ledger.events.iter().filter(|event| !is_fact(event.kind)).map(month_of).collect();
    months.sort_unstable();
    let limit = policy.max_events as usize;
    let kept = months.len() - months.partition_point(|month| *month < watermark);
    if kept > limit {
        let first_kept = months.get(months.len() - limit).copied().unwrap_or(running);
        // If the limit falls within a month, the whole month goes.
        let split = limit == 0 || months.get(months.len() - limit - 1) == Some(&first_kept);
        watermark = watermark.max(first_kept + i32::from(split)).min(running);
    }
    if ledger.watermark_month.is_some_and(|known| known >= watermark) {
        watermark = ledger.watermark_month.unwrap_or(watermark);
    }
    if months.first().is_none_or(|first| *first >= watermark) && ledger.watermark_month.is_none() {
        return;
    }
    ledger.watermark_month = Some(watermark);
    let mut rolled: Vec<Event> = Vec::new();
    let mut kept = Vec::with_capacity(ledger.events.len());
    for event in std::mem::take(ledger.events.whole()) {
        let goes = !is_fact(event.kind) && month_of(&event) < watermark;
        if goes { rolled.push(event) } else { kept.push(event) }
    }
    // Of a message in two versions the first counts, here as in the fold.
    let mut seen: HashSet<&str, FixedHasher> = HashSet::default();
    let mut by_month: Vec<(i32, &Event)> = rolled
        .iter()
        .filter(|event| seen.insert(&event.message_id))
        .map(|event| (month_of(event), event))
        .collect();
    by_month.sort_by_key(|(month, _)| *month);
    for chunk in by_month.chunk_by(|a, b| a.0 == b.0) {
        let Some((month, _)) = chunk.first() else { continue };
        let mut summary = MonthSummary::roll(*month, chunk.iter().map(|(_, event)| *event));
        summary.erasures_known = ledger.tombstones.count_for_month(*month);
        summary.purged = ledger.purges.within(*month);
        ledger.months.push(summary);
        report.months_made += 1;
    }
    report.events_rolled = report.events_rolled.saturating_add(rolled.len() as u32);
    let before = kept.len();
    ledger.events = without_replaced(kept, watermark).into();
    report.facts_replaced = report.facts_replaced.saturating_add((before - ledger.events.len()) as u32);
    ledger.settle();
}

/// Facts behind the watermark that nothing behind it has replaced, and everything that is not behind it.
fn without_replaced(events: Vec<Event>, watermark: i32) -> Vec<Event> {
    let mut declared: HashSet<String, FixedHasher> = HashSet::default();
    let mut wished: HashSet<String, FixedHasher> = HashSet::default();
    let mut decided: HashSet<String, FixedHasher> = HashSet::default();
    let mut kept = Vec::with_capacity(events.len());
    // From the newest back, so that what is met first is what stands.
    for event in events.into_iter().rev() {
        let stands = month_of(&event) >= watermark
            || match event.kind {
                EventKind::Identify => {
                    let names = event.attributes.iter().map(|attribute| &attribute.name);
                    names.filter(|name| declared.insert((*name).clone())).count() > 0
                }
                EventKind::ProductAddedToWishlist | EventKind::ProductRemovedFromWishlist => {
                    let ids = event.lines.iter().map(|line| &line.product_id);
                    let last_words = ids.filter(|id| wished.insert((*id).clone())).count();
                    last_words > 0 && event.kind == EventKind::ProductAddedToWishlist
                }
                EventKind::DecisionMade | EventKind::DecisionShown | EventKind::DecisionOutcome => {
                    event.text("decision_id").is_some_and(|id| {
                        decided.contains(id)
                            || (decided.len() < MAX_DECISIONS && decided.insert(id.to_owned()))
                    })
                }
                _ => true,
            };
        if stands {
            kept.push(event);
        }
    }
    kept.reverse();
    kept
}
