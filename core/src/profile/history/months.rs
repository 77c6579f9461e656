//! What happened in each month, rolled up or not?

use std::collections::BTreeMap;

use super::conversations::Conversation;
use super::visits::Visit;
use crate::event::{Event, EventKind};
use crate::profile::month::{MonthSummary, month_of};
use crate::profile::orders::DayTotals;
use crate::time::{DAY_MS, local_month};

/// The sums of one local month.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MonthActivity {
    /// The month, such as `2026-05`, on the customer's own clock.
    pub month: String,
    /// Whether any of it was rolled up; what cannot be told of such a month is nothing.
    pub rolled_up: bool,
    /// Events.
    pub events: u32,
    /// Visits that began in it.
    pub visits: Option<u32>,
    /// Conversations that began in it.
    pub conversations: Option<u32>,
    /// Turns of conversation.
    pub turns: u32,
    /// Searches.
    pub searches: u32,
    /// Products viewed or clicked.
    pub product_views: u32,
    /// Orders that still stand.
    pub orders: u32,
    /// Returns and cancellations reported in it, of whatever month's orders.
    pub returns: u32,
    /// Paid for its orders and not given back since, in minor units.
    pub revenue_minor: i64,
}

/// Every month with anything in it, by time.
pub(super) fn by_month(
    events: &[&Event],
    rolled: &[&MonthSummary],
    days: &BTreeMap<i32, DayTotals>,
    visits: &[Visit],
    conversations: &[Conversation<'_>],
) -> Vec<MonthActivity> {
    let mut months: BTreeMap<i32, MonthActivity> = BTreeMap::new();
    for event in events {
        let month = months.entry(month_of(event)).or_default();
        month.events += 1;
        month.count(event.kind, 1);
    }
    for first in visits.iter().filter_map(|visit| visit.first(events)) {
        *months.entry(month_of(first)).or_default().visits.get_or_insert(0) += 1;
    }
    for first in conversations.iter().filter_map(Conversation::first) {
        *months.entry(month_of(first)).or_default().conversations.get_or_insert(0) += 1;
    }
    for summary in rolled {
        let month = months.entry(summary.month).or_default();
        month.rolled_up = true;
        month.events = month.events.saturating_add(summary.event_count);
        for known in &summary.kinds {
            month.count(known.kind, known.count);
        }
    }
    for (day, sums) in days {
        let month = months.entry(local_month(i64::from(*day) * DAY_MS, 0)).or_default();
        month.orders = month.orders.saturating_add(sums.orders);
        month.revenue_minor = month.revenue_minor.saturating_add(sums.revenue_minor);
    }
    let named = months.into_iter().map(|(number, mut month)| {
        month.month = format!("{:04}-{:02}", 1970 + number.div_euclid(12), number.rem_euclid(12) + 1);
        let told = |count: Option<u32>| if month.rolled_up { None } else { Some(count.unwrap_or(0)) };
        (month.visits, month.conversations) = (told(month.visits), told(month.conversations));
        month
    });
    named.collect()
}

impl MonthActivity {
    fn count(&mut self, kind: EventKind, count: u32) {
        let sum = match kind {
            EventKind::ConversationTurn => &mut self.turns,
            EventKind::ProductsSearched => &mut self.searches,
            EventKind::ProductViewed | EventKind::ProductClicked => &mut self.product_views,
            EventKind::OrderRefunded | EventKind::OrderCancelled => &mut self.returns,
            _ => return,
        };
        *sum = sum.saturating_add(count);
    }
}
