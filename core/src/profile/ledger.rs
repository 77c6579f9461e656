//! What is kept of one identity, and what may enter it?
//!
//! A ledger is a set of distinct events in one order: by time, then message id, then content. Of a message that
//! arrived in two versions both are kept, and the fold counts the first in that order: so neither the order of
//! arrival nor the order of merging can matter. An event stays out when a tombstone forbids it, or when it is
//! something to count and its local month is behind the watermark.

use std::cmp::Ordering;

use super::events::Events;
use super::month::{MonthSummary, is_fact, month_of};
use super::packed_event::event_bytes;
use super::packed_month::month_bytes;
use super::retention::Purges;
use super::tombstone::{Tombstones, tombstone_key};
use crate::event::Event;
use crate::money::Currency;
use crate::time::{DAY_MS, MINUTE_MS};

/// The events of one identity, with what was rolled up and what was erased.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ledger {
    pub identity: String,
    /// The identity it was merged into; nothing for the profile's own customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// A currency stated before any event had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_currency: Option<Currency>,
    pub events: Events,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<MonthSummary>,
    /// The first local month that is not rolled up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watermark_month: Option<i32>,
    #[serde(default, skip_serializing_if = "Tombstones::is_empty")]
    pub tombstones: Tombstones,
    /// How far each category was purged by age.
    #[serde(default, skip_serializing_if = "Purges::is_empty")]
    pub purges: Purges,
}

/// Where an event would stand in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Held,
    At(usize),
}

/// What settling a ledger took out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Settled {
    pub erased: usize,
    pub behind_watermark: usize,
    pub months: usize,
}

impl Ledger {
    pub fn new(identity: &str) -> Self {
        Self {
            identity: identity.to_owned(),
            parent: None,
            declared_currency: None,
            events: Events::default(),
            months: Vec::new(),
            watermark_month: None,
            tombstones: Tombstones::default(),
            purges: Purges::default(),
        }
    }

    /// The currency of everything that has one: all the same, as the door sees to.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> {
        let of_events = self.events.iter().filter_map(|event| event.currency.as_deref());
        let of_events = of_events.filter_map(|code| Currency::parse(code).ok());
        let of_months = self.months.iter().filter_map(|month| month.currency);
        self.declared_currency.into_iter().chain(of_events).chain(of_months)
    }

    /// The one currency of the ledger, if any amount or its owner stated one.
    pub fn currency(&self) -> Option<Currency> {
        self.currencies().next()
    }

    /// Where an event stands or would stand.
    pub fn place(&self, event: &Event) -> Place {
        if self.events.last_key().is_none_or(|last| last < (event.timestamp_ms, event.message_id.as_str())) {
            return Place::At(self.events.len());
        }
        match self.events.search(event) {
            Ok(_) => Place::Held,
            Err(at) => Place::At(at),
        }
    }

    /// Whether the watermark keeps an event out.
    pub fn is_behind(&self, event: &Event) -> bool {
        self.watermark_month.is_some_and(|watermark| month_of(event) < watermark)
    }

    /// The time before which events are too old, on the clock of an offset.
    pub fn watermark_ms(&self, utc_offset_minutes: Option<i32>) -> Option<i64> {
        let offset_ms = i64::from(utc_offset_minutes.unwrap_or(0)) * MINUTE_MS;
        self.watermark_month.map(|month| month_start_ms(month) - offset_ms)
    }

    /// Put events and months into the one order, and let go of what may not be here.
    pub fn settle(&mut self) -> Settled {
        let mut settled = Settled::default();
        let key = tombstone_key(&self.identity);
        let Self { events, months, tombstones, watermark_month, purges, .. } = self;
        let events = events.whole();
        events.sort_by(in_order);
        events.dedup_by(|a, b| in_order(a, b) == Ordering::Equal);
        let before = events.len();
        if !tombstones.is_empty() {
            events.retain(|event| !tombstones.forbids(&key, event));
        }
        if !purges.is_empty() {
            events.retain(|event| !purges.forbids(event));
        }
        settled.erased = before - events.len();
        let before = events.len();
        if let Some(watermark) = *watermark_month {
            events.retain(|event| is_fact(event.kind) || month_of(event) >= watermark);
        }
        settled.behind_watermark = before - events.len();
        let before = months.len();
        months.retain(|month| {
            month.erasures_known >= tombstones.count_for_month(month.month)
                && month.purged.covers(&purges.within(month.month))
        });
        settled.months = before - months.len();
        // The summary that is purged furthest, then that has seen most, stands first within its month, and stays.
        months.sort_by(|a, b| {
            let seen = |month: &MonthSummary| {
                (month.purged.reach(), month.event_count, month_bytes(month), month.purged.clone())
            };
            a.month.cmp(&b.month).then_with(|| seen(b).cmp(&seen(a)))
        });
        months.dedup_by_key(|month| month.month);
        settled
    }
}

/// When a month begins, by the civil calendar (Hinnant, "chrono-compatible low-level date algorithms").
pub(crate) fn month_start_ms(month: i32) -> i64 {
    let (year, month) = (1970 + i64::from(month.div_euclid(12)), i64::from(month.rem_euclid(12)) + 1);
    // Years begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5
            - 719_468;
    days * DAY_MS
}

/// The order of the ledger: time, message id, content.
pub(crate) fn in_order(a: &Event, b: &Event) -> Ordering {
    by_time(a, b).then_with(|| if a == b { Ordering::Equal } else { event_bytes(a).cmp(&event_bytes(b)) })
}

/// Time, then message id: all there is to compare unless a message arrived in two versions.
pub(crate) fn by_time(a: &Event, b: &Event) -> Ordering {
    a.timestamp_ms.cmp(&b.timestamp_ms).then_with(|| a.message_id.cmp(&b.message_id))
}
