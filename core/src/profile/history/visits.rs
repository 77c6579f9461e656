//! When did the customer come by, for how long, and to look at what?

use super::small;
use crate::event::{Event, EventKind};
use crate::profile::visits::{VisitCounter, is_act};
use crate::time::{SECOND_MS, local_day, local_hour};

/// Products and queries named of one visit, in the order in which they came.
const MAX_NAMED: usize = 20;

/// One visit to the shop.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct VisitView {
    /// Time of its first event.
    pub first_ms: i64,
    /// Seconds from its first to its last event.
    pub duration_seconds: i64,
    /// What was done, by kind.
    pub pages: PageCounts,
    /// Distinct products looked at.
    pub products: u32,
    /// The first 20 of them.
    pub product_ids: Vec<String>,
    /// Search queries, at most 20; empty unless asked for.
    pub queries: Vec<QueryText>,
    /// Whether something was put into the cart.
    pub added: bool,
    /// Whether something was ordered.
    pub ordered: bool,
}

/// Events of a visit by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PageCounts {
    /// Searches.
    pub searches: u32,
    /// Lists of products, filtered ones too.
    pub lists: u32,
    /// Products viewed or clicked.
    pub products: u32,
    /// Cart views, additions and removals.
    pub cart: u32,
    /// Steps of the checkout, coupons and orders.
    pub checkout: u32,
    /// Promotions viewed or clicked.
    pub promotions: u32,
    /// Turns of conversation.
    pub conversation: u32,
    /// Anything else: wishes, reviews, shares, ratings.
    pub other: u32,
}

/// A search query. It is personal: its `Debug` text tells its length only.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct QueryText {
    /// When.
    pub at_ms: i64,
    /// What was typed.
    pub text: String,
}

impl std::fmt::Debug for QueryText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format_args!("({} bytes)", self.text.len());
        f.debug_struct("QueryText").field("at_ms", &self.at_ms).field("text", &text).finish()
    }
}

/// When visits begin and orders are placed, on the customer's own clock.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct VisitPatterns {
    /// Visits that began in each hour, from midnight: 24 numbers.
    pub visits_by_hour: Vec<u32>,
    /// Visits that began on each weekday, from Monday: 7 numbers.
    pub visits_by_weekday: Vec<u32>,
    /// Orders placed in each hour, cancelled ones too: 24 numbers.
    pub orders_by_hour: Vec<u32>,
    /// Orders placed on each weekday, cancelled ones too: 7 numbers.
    pub orders_by_weekday: Vec<u32>,
}

/// The places of one visit's events among all.
pub(super) struct Visit {
    places: Vec<usize>,
}

/// All visits, by time.
pub(super) fn split(events: &[&Event]) -> Vec<Visit> {
    let mut counter = VisitCounter::default();
    let mut visits: Vec<Visit> = Vec::new();
    for (place, event) in events.iter().enumerate().filter(|(_, event)| is_act(event.kind)) {
        let Some(number) = counter.visit(event.kind, event.timestamp_ms) else { continue };
        match visits.get_mut(number as usize) {
            Some(visit) => visit.places.push(place),
            None => visits.push(Visit { places: vec![place] }),
        }
    }
    visits
}

impl Visit {
    fn events<'a>(&'a self, events: &'a [&Event]) -> impl DoubleEndedIterator<Item = &'a Event> {
        self.places.iter().filter_map(|&place| events.get(place).copied())
    }

    pub fn first<'a>(&'a self, events: &'a [&Event]) -> Option<&'a Event> {
        self.events(events).next()
    }

    pub fn last_ms(&self, events: &[&Event]) -> i64 {
        self.events(events).next_back().map_or(0, |event| event.timestamp_ms)
    }

    pub fn view(&self, events: &[&Event], include_text: bool) -> VisitView {
        let mut pages = PageCounts::default();
        let mut products: Vec<&str> = Vec::new();
        let mut queries = Vec::new();
        let (mut added, mut ordered) = (false, false);
        for event in self.events(events) {
            *pages.of(event.kind) += 1;
            added |= event.kind == EventKind::ProductAdded;
            ordered |= event.kind == EventKind::OrderCompleted;
            if matches!(event.kind, EventKind::ProductViewed | EventKind::ProductClicked) {
                products.extend(event.lines.iter().map(|line| line.product_id.as_str()));
            }
            if let Some(query) = event.text("query").filter(|_| include_text && queries.len() < MAX_NAMED) {
                queries.push(QueryText { at_ms: event.timestamp_ms, text: query.to_owned() });
            }
        }
        let named = first_mentions(&products);
        let first_ms = self.first(events).map_or(0, |event| event.timestamp_ms);
        VisitView {
            first_ms,
            duration_seconds: (self.last_ms(events) - first_ms) / SECOND_MS,
            pages,
            products: small(named.len()),
            product_ids: named.into_iter().take(MAX_NAMED).map(str::to_owned).collect(),
            queries,
            added,
            ordered,
        }
    }
}

/// Each text once, in the order of first mention.
fn first_mentions<'a>(texts: &[&'a str]) -> Vec<&'a str> {
    let mut places: Vec<(&str, usize)> = texts.iter().enumerate().map(|(at, text)| (*text, at)).collect();
    places.sort_unstable();
    places.dedup_by_key(|(text, _)| *text);
    places.sort_unstable_by_key(|(_, at)| *at);
    places.into_iter().map(|(text, _)| text).collect()
}

impl PageCounts {
    fn of(&mut self, kind: EventKind) -> &mut u32 {
        match kind {
            EventKind::ProductsSearched => &mut self.searches,
            EventKind::ProductListViewed | EventKind::ProductListFiltered => &mut self.lists,
            EventKind::ProductViewed | EventKind::ProductClicked => &mut self.products,
            EventKind::ProductAdded | EventKind::ProductRemoved | EventKind::CartViewed => &mut self.cart,
            EventKind::CheckoutStarted
            | EventKind::CheckoutStepViewed
            | EventKind::CheckoutStepCompleted
            | EventKind::PaymentInfoEntered
            | EventKind::CouponEntered
            | EventKind::CouponApplied
            | EventKind::CouponDenied
            | EventKind::CouponRemoved
            | EventKind::OrderCompleted => &mut self.checkout,
            EventKind::PromotionViewed | EventKind::PromotionClicked => &mut self.promotions,
            EventKind::ConversationTurn => &mut self.conversation,
            _ => &mut self.other,
        }
    }
}

/// Hours and weekdays over all events kept.
pub(super) fn patterns(events: &[&Event], visits: &[Visit]) -> VisitPatterns {
    let mut patterns = VisitPatterns {
        visits_by_hour: vec![0; 24],
        visits_by_weekday: vec![0; 7],
        orders_by_hour: vec![0; 24],
        orders_by_weekday: vec![0; 7],
    };
    for first in visits.iter().filter_map(|visit| visit.first(events)) {
        count(&mut patterns.visits_by_hour, &mut patterns.visits_by_weekday, first);
    }
    for order in events.iter().filter(|event| event.kind == EventKind::OrderCompleted) {
        count(&mut patterns.orders_by_hour, &mut patterns.orders_by_weekday, order);
    }
    patterns
}

fn count(by_hour: &mut [u32], by_weekday: &mut [u32], event: &Event) {
    let offset = event.utc_offset_minutes.unwrap_or(0);
    let hour = local_hour(event.timestamp_ms, offset) as usize;
    // The first day of the epoch was a Thursday.
    let weekday = (local_day(event.timestamp_ms, offset) + 3).rem_euclid(7) as usize;
    for count in [by_hour.get_mut(hour), by_weekday.get_mut(weekday)].into_iter().flatten() {
        *count += 1;
    }
}
