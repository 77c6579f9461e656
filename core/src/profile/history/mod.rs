//! What happened: conversations, visits to the shop and purchases, in a view of bounded size?
//!
//! The last days in detail, newest first, and everything before and within them by local month. Visits are split
//! at pauses of 30 minutes. What customers wrote or hosts summarised (search queries, summaries) is personal: it
//! is in the view only when asked for, and never in what `{:?}` prints.
//!
//! ```
//! use sartor::event::Event;
//! use sartor::profile::{HistoryOptions, Profile};
//! let mut profile = Profile::new("c_17")?;
//! let as_of_ms = 1_780_300_800_000; // 2026-06-01T08:00:00Z
//! for (id, event, time) in [
//!     ("m1", "Products Searched", "08:00"), ("m2", "Product Viewed", "08:05"), ("m3", "Product Viewed", "09:00"),
//! ] {
//!     profile.observe_owned(Event::from_json(&format!(
//!         r#"{{"type":"track","messageId":"{id}","userId":"c_17","event":"{event}",
//!             "timestamp":"2026-05-31T{time}:00Z","properties":{{"product_id":"suit_001"}}}}"#
//!     ), None)?, as_of_ms)?;
//! }
//! let history = profile.history(as_of_ms, &HistoryOptions::default())?;
//! assert_eq!(history.visits.len(), 2); // fifty minutes lie between the two views
//! assert_eq!(history.visits[1].pages.searches, 1);
//! assert_eq!(history.months[0].month, "2026-05");
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod conversations;
mod months;
mod purchases;
mod visits;

pub use conversations::{ConversationView, IntentCount, SummaryText};
pub use months::MonthActivity;
pub use purchases::{OrderLineView, OrderView, ReturnView};
pub use visits::{PageCounts, QueryText, VisitPatterns, VisitView};

use std::collections::HashSet;

use super::fold::FixedHasher;
use super::ledger::in_order;
use super::{Profile, SUBJECT};
use crate::event::Event;
use crate::time::{DAY_MS, check_timestamp};
use crate::{Result, SartorError};

/// The most entries of one list of a history.
pub const MAX_HISTORY_ENTRIES: u32 = 500;

/// How much of a history is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct HistoryOptions {
    /// Days that are told in detail; 90 unless stated.
    #[cfg_attr(feature = "swift", uniffi(default = 90))]
    pub recent_days: u32,
    /// The most conversations in detail, newest first; 20 unless stated, at most 500.
    #[cfg_attr(feature = "swift", uniffi(default = 20))]
    pub max_conversations: u32,
    /// The most visits in detail, newest first; 50 unless stated, at most 500.
    #[cfg_attr(feature = "swift", uniffi(default = 50))]
    pub max_visits: u32,
    /// The most orders and the most returns in detail, newest first; 50 unless stated, at most 500.
    #[cfg_attr(feature = "swift", uniffi(default = 50))]
    pub max_purchases: u32,
    /// The most months, newest first; 36 unless stated, at most 500.
    #[cfg_attr(feature = "swift", uniffi(default = 36))]
    pub max_months: u32,
    /// Whether summaries of conversations and search queries are wanted; not unless stated.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub include_text: bool,
}

impl Default for HistoryOptions {
    fn default() -> Self {
        Self {
            recent_days: 90,
            max_conversations: 20,
            max_visits: 50,
            max_purchases: 50,
            max_months: 36,
            include_text: false,
        }
    }
}

/// What happened with one customer, as seen at one time.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct HistoryView {
    /// The customer.
    pub customer_id: String,
    /// When the view was taken.
    pub as_of_ms: i64,
    /// ISO 4217 code of all amounts; nothing until an event has one.
    pub currency: Option<String>,
    /// Time from which on conversations, visits, orders and returns are told in detail.
    pub recent_from_ms: i64,
    /// Time before which there are only months; nothing while every event is kept.
    pub rolled_up_before_ms: Option<i64>,
    /// Conversations, newest first.
    pub conversations: Vec<ConversationView>,
    /// Visits to the shop, newest first.
    pub visits: Vec<VisitView>,
    /// When visits begin and orders are placed, over all events kept.
    pub patterns: VisitPatterns,
    /// Orders, newest first.
    pub purchases: Vec<OrderView>,
    /// Returns that name no order that is known, newest first; they undo the last purchase of their products.
    pub loose_returns: Vec<ReturnView>,
    /// Every month with anything in it, newest first, the detailed days among them.
    pub months: Vec<MonthActivity>,
    /// What the limits left out of the lists above.
    pub left_out: HistoryLeftOut,
}

/// How many entries of the detailed days, and how many months, the limits left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct HistoryLeftOut {
    /// Conversations.
    pub conversations: u32,
    /// Visits.
    pub visits: u32,
    /// Orders.
    pub purchases: u32,
    /// Returns.
    pub loose_returns: u32,
    /// Months.
    pub months: u32,
}

impl Profile {
    /// What happened up to a time: see [`HistoryView`].
    pub fn history(&self, as_of_ms: i64, options: &HistoryOptions) -> Result<HistoryView> {
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        options.check()?;
        let recent_from_ms = as_of_ms.saturating_sub(i64::from(options.recent_days) * DAY_MS).max(0);
        let events = self.counted_events(0, as_of_ms);
        let folded = self.folded_at(as_of_ms);
        let book = &folded.fold.book;
        let all_visits = visits::split(&events);
        let all_conversations = conversations::gather(&events);
        let patterns = visits::patterns(&events, &all_visits);
        let rolled: Vec<_> = self
            .ledgers()
            .iter()
            .flat_map(|ledger| &ledger.months)
            .filter(|month| month.last_ms <= as_of_ms)
            .collect();
        let mut months = months::by_month(&events, &rolled, &book.days, &all_visits, &all_conversations);
        let mut left_out = HistoryLeftOut::default();
        let mut conversations: Vec<ConversationView> = all_conversations
            .iter()
            .filter(|known| known.last_ms() >= recent_from_ms)
            .map(|known| known.view(options.include_text))
            .collect();
        let mut visits: Vec<VisitView> = all_visits
            .iter()
            .filter(|visit| visit.last_ms(&events) >= recent_from_ms)
            .map(|visit| visit.view(&events, options.include_text))
            .collect();
        let mut purchases = purchases::orders(book, recent_from_ms);
        let mut loose_returns = purchases::loose_returns(&events, book, recent_from_ms);
        left_out.conversations = newest(&mut conversations, options.max_conversations);
        left_out.visits = newest(&mut visits, options.max_visits);
        left_out.purchases = newest(&mut purchases, options.max_purchases);
        left_out.loose_returns = newest(&mut loose_returns, options.max_purchases);
        left_out.months = newest(&mut months, options.max_months);
        Ok(HistoryView {
            customer_id: self.customer_id().to_owned(),
            as_of_ms,
            currency: self.currency().map(|currency| currency.code().to_owned()),
            recent_from_ms,
            rolled_up_before_ms: self.ledgers().iter().filter_map(|ledger| ledger.watermark_ms(None)).max(),
            conversations,
            visits,
            patterns,
            purchases,
            loose_returns,
            months,
            left_out,
        })
    }

    /// Events from one time up to another, in order, each message once: those that the fold counts.
    pub(crate) fn counted_events(&self, from_ms: i64, as_of_ms: i64) -> Vec<&Event> {
        let whole = self.has_versions || self.ledgers.len() > 1;
        let mut counted: Vec<&Event> = Vec::new();
        for ledger in &self.ledgers {
            let start = ledger.events.partition_point(|event| !whole && event.timestamp_ms < from_ms);
            let end = ledger.events.partition_point(|event| event.timestamp_ms <= as_of_ms);
            counted.extend(ledger.events.range(start..end));
        }
        if self.ledgers.len() > 1 {
            counted.sort_by(|a, b| in_order(a, b));
        }
        if whole {
            // Of a message in two versions, or under two identities, the first counts.
            let mut seen: HashSet<&str, FixedHasher> = HashSet::default();
            counted.retain(|event| seen.insert(&event.message_id) && event.timestamp_ms >= from_ms);
        }
        counted
    }
}

impl HistoryOptions {
    fn check(&self) -> Result<()> {
        let limits = [
            ("maxConversations", self.max_conversations),
            ("maxVisits", self.max_visits),
            ("maxPurchases", self.max_purchases),
            ("maxMonths", self.max_months),
        ];
        match limits.into_iter().find(|(_, limit)| *limit > MAX_HISTORY_ENTRIES) {
            Some((field, limit)) => Err(SartorError::out_of_range("history", field, limit, "at most 500")),
            None => Ok(()),
        }
    }
}

/// Turn a list that is in order of time round, and keep so many; how many were left out.
fn newest<T>(list: &mut Vec<T>, limit: u32) -> u32 {
    list.reverse();
    let left_out = list.len().saturating_sub(limit as usize);
    list.truncate(limit as usize);
    u32::try_from(left_out).unwrap_or(u32::MAX)
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
