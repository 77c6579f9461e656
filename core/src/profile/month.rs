//! What remains of a month once its events are rolled up?
//!
//! Integer sums of the events of one local month, and of no other month: so a month can be erased whole and
//! leaves nothing behind in its neighbours. Purchase days are kept one by one, which is all that models of a
//! customer's lifetime read. An order of a rolled-up month can still be returned by product, no longer by
//! order id. Facts (traits, consents, decisions, wishes) are not sums: their events stay as they are.
//!
//! Two copies of a profile may have rolled up the same month differently. Of two summaries the one that has
//! seen more events is taken whole, never a mixture of the two, so a summary's figures always belong together.

use std::collections::HashMap;

use super::fold::{FixedHasher, Fold};
use super::orders::{DayTotals, LooseReturn};
use super::retention::Purges;
use super::state::{KindCount, ProductHistory};
use crate::event::{Event, EventKind, EventLine};
use crate::money::Currency;
use crate::time::local_month;

/// The most products a month remembers: those with the most units, then the most views.
pub const MAX_MONTH_PRODUCTS: usize = 200;
/// The most returns a month remembers that found no purchase within it; the largest are kept.
pub(crate) const MAX_MONTH_RETURNS: usize = 200;

/// The sums of one local month of one ledger.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct MonthSummary {
    /// Local month, counted from January 1970 as 0.
    pub month: i32,
    pub event_count: u32,
    pub first_ms: i64,
    pub last_ms: i64,
    pub utc_offset_minutes: Option<i32>,
    pub currency: Option<Currency>,
    pub orders: u32,
    pub discounted_orders: u32,
    pub revenue_minor: i64,
    pub refunded_minor: i64,
    pub kinds: Vec<KindCount>,
    pub days: Vec<(i32, DayTotals)>,
    pub products: Vec<ProductHistory>,
    pub cart_cleared: bool,
    pub cart: Vec<CartChange>,
    pub cart_changed_ms: Option<i64>,
    pub loose_returns: Vec<LooseReturn>,
    /// How many erasures that concern the month were known when it was rolled up. When more are known now,
    /// the summary may hold what was erased, and goes.
    pub erasures_known: u32,
    /// How far each category was purged when it was rolled up, or since; a summary that knows less goes.
    #[serde(skip_serializing_if = "Purges::is_empty")]
    pub purged: Purges,
}

/// What happened to one product in the cart: its quantity `q` became `max(q + change, floor)`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CartChange {
    pub product_id: String,
    pub change: i64,
    pub floor: i64,
    pub price_minor: Option<i64>,
}

impl CartChange {
    pub fn added(line: &EventLine) -> Self {
        let units = i64::from(line.quantity);
        let product_id = line.product_id.clone();
        Self { product_id, change: units, floor: units, price_minor: line.price_minor }
    }

    pub fn taken(line: &EventLine) -> Self {
        Self::less(&line.product_id, line.quantity)
    }

    pub fn less(product_id: &str, units: u32) -> Self {
        Self { product_id: product_id.to_owned(), change: -i64::from(units), floor: 0, price_minor: None }
    }

    /// First `self`, then `next`: `max(max(q + a, b) + c, d)` is `max(q + (a + c), max(b + c, d))`.
    fn then(&mut self, next: &Self) {
        self.floor = self.floor.saturating_add(next.change).max(next.floor);
        self.change = self.change.saturating_add(next.change);
        self.price_minor = next.price_minor.or(self.price_minor);
    }
}

/// The local month of an event, which decides on which side of the watermark it stands.
pub(crate) fn month_of(event: &Event) -> i32 {
    local_month(event.timestamp_ms, event.utc_offset_minutes.unwrap_or(0))
}

/// Whether an event states a fact that is true until another one is stated, instead of something to count.
pub(crate) fn is_fact(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Identify
            | EventKind::Alias
            | EventKind::ConsentChanged
            | EventKind::ProcessingRestricted
            | EventKind::DecisionMade
            | EventKind::DecisionShown
            | EventKind::DecisionOutcome
            | EventKind::ProductAddedToWishlist
            | EventKind::ProductRemovedFromWishlist
    )
}

impl MonthSummary {
    /// The sums of events of one month, in order, each message once.
    pub fn roll<'a>(month: i32, events: impl Iterator<Item = &'a Event>) -> Self {
        let mut fold = Fold::default();
        let mut summary = Self { month, ..Self::default() };
        let mut cart = CartRoll::default();
        for event in events {
            let stated = event.currency.as_deref().and_then(|code| Currency::parse(code).ok());
            summary.currency = summary.currency.or(stated);
            cart.event(event);
            fold.event(event);
        }
        summary.cart_cleared = cart.cleared;
        summary.cart = cart.finish();
        let state = fold.state;
        summary.event_count = state.event_count;
        summary.first_ms = state.first_event_ms.unwrap_or(0);
        summary.last_ms = state.last_event_ms.unwrap_or(0);
        summary.utc_offset_minutes = state.utc_offset_minutes;
        summary.orders = state.orders;
        summary.discounted_orders = state.discounted_orders;
        summary.revenue_minor = state.revenue_minor;
        summary.kinds = state.kinds;
        summary.cart_changed_ms = state.cart_changed_ms;
        summary.days = fold.book.days.into_iter().collect();
        summary.products = state.products;
        if summary.products.len() > MAX_MONTH_PRODUCTS {
            let weight = |product: &ProductHistory| (product.units_bought, product.views);
            // Stable: of equals, the first id stays.
            summary.products.sort_by_key(|product| std::cmp::Reverse(weight(product)));
            summary.products.truncate(MAX_MONTH_PRODUCTS);
            summary.products.sort_by(|a, b| a.product_id.cmp(&b.product_id));
        }
        summary.loose_returns = fold.book.loose;
        let loose = summary.loose_returns.iter().filter_map(|back| back.value_minor);
        summary.refunded_minor = loose.fold(state.refunded_minor, i64::saturating_sub);
        if summary.loose_returns.len() > MAX_MONTH_RETURNS {
            summary.loose_returns.sort_by_key(|back| std::cmp::Reverse(back.value_minor));
            summary.loose_returns.truncate(MAX_MONTH_RETURNS);
            summary.loose_returns.sort_by_key(|back| back.at_ms);
        }
        summary
    }

    /// How a product's place in the cart changed, if its cart events say so.
    pub fn cart_change(&self, product_id: &str) -> Option<&CartChange> {
        self.cart.iter().find(|change| change.product_id == product_id)
    }
}

/// The cart changes of a month in the making, in the order in which products first appear.
#[derive(Default)]
struct CartRoll<'a> {
    places: HashMap<&'a str, usize, FixedHasher>,
    /// Each product's change, and whether a cart event spoke of it.
    changes: Vec<(CartChange, bool)>,
    cleared: bool,
}

impl<'a> CartRoll<'a> {
    fn event(&mut self, event: &'a Event) {
        match event.kind {
            EventKind::ProductAdded => {
                event.lines.iter().for_each(|line| self.change(line, CartChange::added(line), true));
            }
            EventKind::ProductRemoved => {
                event.lines.iter().for_each(|line| self.change(line, CartChange::taken(line), true));
            }
            EventKind::OrderCompleted if event.lines.is_empty() => {
                *self = Self { cleared: true, ..Self::default() };
            }
            EventKind::OrderCompleted => {
                event.lines.iter().for_each(|line| self.change(line, CartChange::taken(line), false));
            }
            _ => (),
        }
    }

    fn change(&mut self, line: &'a EventLine, change: CartChange, from_cart: bool) {
        let place = *self.places.entry(&line.product_id).or_insert(self.changes.len());
        if let Some((known, spoken_of)) = self.changes.get_mut(place) {
            known.then(&change);
            *spoken_of |= from_cart;
        } else {
            self.changes.push((change, from_cart));
        }
    }

    /// What was only bought is in the month's products already.
    fn finish(self) -> Vec<CartChange> {
        self.changes.into_iter().filter(|(_, spoken_of)| *spoken_of).map(|(change, _)| change).collect()
    }
}
