//! How does an event change what is known?
//!
//! One event after another, in the order of the ledger. The fold reads nothing but events: no catalogue, no
//! weights, no policy, no clock.
//!
//! The cart is what was added, less what was removed, less what was bought. An order without lines empties it.
//! `Cart Viewed` is evidence of interest and changes nothing, since hosts send it with stale contents.

use std::collections::hash_map::DefaultHasher;
use std::hash::BuildHasherDefault;

use super::month::{CartChange, MonthSummary};
use super::orders::OrderBook;
use super::state::{
    CartLine, ConsentEntry, ConversationTurn, CustomerState, DecisionState, KindCount, MAX_CART_LINES,
    MAX_DECISIONS, MAX_PRODUCTS, MAX_RATINGS, MAX_TURNS, ProductHistory, Restriction, SatisfactionRating,
};
use crate::consent::ConsentChange;
use crate::event::{Event, EventKind, EventLine};
use crate::time::local_day;

/// A hasher without entropy: the same on every run and platform. Maps are never iterated.
pub(crate) type FixedHasher = BuildHasherDefault<DefaultHasher>;

/// A state in the making: what is public of it, and what only the next event needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fold {
    pub state: CustomerState,
    pub book: OrderBook,
}

impl Fold {
    /// Fold one event. Events come in the order of the ledger, each message once.
    pub fn event(&mut self, event: &Event) {
        let state = &mut self.state;
        let at_ms = event.timestamp_ms;
        state.event_count = state.event_count.saturating_add(1);
        state.first_event_ms = Some(state.first_event_ms.map_or(at_ms, |first| first.min(at_ms)));
        state.last_event_ms = Some(state.last_event_ms.map_or(at_ms, |last| last.max(at_ms)));
        state.utc_offset_minutes = event.utc_offset_minutes.or(state.utc_offset_minutes);
        count_kind(&mut state.kinds, event.kind, 1);
        let day = || local_day(at_ms, event.utc_offset_minutes.unwrap_or(0));
        match event.kind {
            EventKind::Identify => super::declared::declare(state, event),
            EventKind::ProductViewed | EventKind::ProductClicked => {
                for line in &event.lines {
                    bump(&mut touch(state, &line.product_id, at_ms).views);
                }
            }
            EventKind::ProductAdded => {
                for line in &event.lines {
                    bump(&mut touch(state, &line.product_id, at_ms).additions);
                    change_cart(state, &CartChange::added(line));
                }
                state.cart_changed_ms = Some(at_ms);
            }
            EventKind::ProductRemoved => {
                for line in &event.lines {
                    bump(&mut touch(state, &line.product_id, at_ms).removals);
                    change_cart(state, &CartChange::taken(line));
                }
                state.cart_changed_ms = Some(at_ms);
            }
            EventKind::ProductAddedToWishlist => wish(state, &event.lines),
            EventKind::ProductRemovedFromWishlist => {
                state.wishlist.retain(|known| event.lines.iter().all(|line| line.product_id != *known));
            }
            EventKind::OrderCompleted => {
                empty_cart(state, &event.lines);
                self.book.complete(state, event, day());
            }
            EventKind::OrderUpdated => self.book.update(state, event),
            EventKind::OrderCancelled => self.book.cancel(state, event, day()),
            EventKind::OrderRefunded => self.book.refund(state, event),
            EventKind::ConversationTurn => {
                let (session_id, intent) = (owned(event, "session_id"), owned(event, "intent"));
                push_bounded(&mut state.turns, ConversationTurn { session_id, intent, at_ms }, MAX_TURNS);
            }
            EventKind::SatisfactionRated => {
                if let Some(score) = event.number("score") {
                    let (scale, about) = (event.number("scale"), owned(event, "about"));
                    let rating = SatisfactionRating { score, scale, about, at_ms };
                    push_bounded(&mut state.ratings, rating, MAX_RATINGS);
                }
            }
            EventKind::ConsentChanged => consent(state, event),
            EventKind::ProcessingRestricted => restrict(state, event),
            EventKind::DecisionMade | EventKind::DecisionShown | EventKind::DecisionOutcome => {
                decide(state, event);
            }
            _ => (),
        }
    }

    /// Fold a month that was rolled up.
    pub fn month(&mut self, month: &MonthSummary) {
        let state = &mut self.state;
        state.event_count = state.event_count.saturating_add(month.event_count);
        state.first_event_ms =
            Some(state.first_event_ms.map_or(month.first_ms, |first| first.min(month.first_ms)));
        state.last_event_ms = Some(state.last_event_ms.map_or(month.last_ms, |last| last.max(month.last_ms)));
        state.utc_offset_minutes = month.utc_offset_minutes.or(state.utc_offset_minutes);
        state.orders = state.orders.saturating_add(month.orders);
        state.discounted_orders = state.discounted_orders.saturating_add(month.discounted_orders);
        state.revenue_minor = state.revenue_minor.saturating_add(month.revenue_minor);
        state.refunded_minor = state.refunded_minor.saturating_add(month.refunded_minor);
        for known in &month.kinds {
            count_kind(&mut state.kinds, known.kind, known.count);
        }
        for product in &month.products {
            let known = touch(state, &product.product_id, product.last_ms);
            known.orders = known.orders.saturating_add(product.orders);
            known.units_bought = known.units_bought.saturating_add(product.units_bought);
            known.units_returned = known.units_returned.saturating_add(product.units_returned);
            known.views = known.views.saturating_add(product.views);
            known.additions = known.additions.saturating_add(product.additions);
            known.removals = known.removals.saturating_add(product.removals);
            known.revenue_minor = known.revenue_minor.saturating_add(product.revenue_minor);
            if product.last_purchase_ms > known.last_purchase_ms {
                known.last_purchase_ms = product.last_purchase_ms;
                known.last_purchase_day = product.last_purchase_day;
            }
        }
        if month.cart_cleared {
            state.cart.clear();
        }
        for change in &month.cart {
            change_cart(state, change);
        }
        for product in month.products.iter().filter(|product| product.units_bought > 0) {
            if !state.cart.is_empty() && month.cart_change(&product.product_id).is_none() {
                change_cart(state, &CartChange::less(&product.product_id, product.units_bought));
            }
        }
        state.cart_changed_ms = state.cart_changed_ms.max(month.cart_changed_ms);
        for (day, sums) in &month.days {
            self.book.add_day(state, *day, sums);
        }
        for back in &month.loose_returns {
            self.book.take_back(state, back.clone());
        }
    }
}

/// The history of a product, made if it is new; beyond the bound the least recently touched goes.
pub(crate) fn touch<'a>(
    state: &'a mut CustomerState,
    product_id: &str,
    at_ms: i64,
) -> &'a mut ProductHistory {
    let mut at = state.products.binary_search_by(|known| known.product_id.as_str().cmp(product_id));
    if at.is_err() && state.products.len() >= MAX_PRODUCTS {
        let stale = state.products.iter().enumerate().min_by_key(|(place, known)| (known.last_ms, *place));
        if let Some((place, _)) = stale {
            state.products.remove(place);
        }
        at = state.products.binary_search_by(|known| known.product_id.as_str().cmp(product_id));
    }
    let at = at.unwrap_or_else(|place| {
        state.products.insert(
            place,
            ProductHistory {
                product_id: product_id.to_owned(),
                orders: 0,
                units_bought: 0,
                units_returned: 0,
                views: 0,
                additions: 0,
                removals: 0,
                last_ms: at_ms,
                last_purchase_ms: None,
                last_purchase_day: None,
                revenue_minor: 0,
            },
        );
        place
    });
    #[expect(clippy::indexing_slicing, reason = "the search or the insertion above gave the place")]
    let known = &mut state.products[at];
    known.last_ms = known.last_ms.max(at_ms);
    known
}

fn bump(count: &mut u32) {
    *count = count.saturating_add(1);
}

pub(crate) fn count_kind(kinds: &mut Vec<KindCount>, kind: EventKind, count: u32) {
    match kinds.binary_search_by_key(&kind.code(), |known| known.kind.code()) {
        Ok(at) => {
            if let Some(known) = kinds.get_mut(at) {
                known.count = known.count.saturating_add(count);
            }
        }
        Err(at) => kinds.insert(at, KindCount { kind, count }),
    }
}

fn owned(event: &Event, name: &str) -> Option<String> {
    event.text(name).map(str::to_owned)
}

fn push_bounded<T>(list: &mut Vec<T>, item: T, limit: usize) {
    if list.len() >= limit {
        list.remove(0);
    }
    list.push(item);
}

/// A product's quantity `q` becomes `max(q + change, floor)`: a form that is closed under composition, so that
/// a month of additions and removals rolls up exactly.
fn change_cart(state: &mut CustomerState, change: &CartChange) {
    let at = state.cart.iter().position(|line| line.product_id == change.product_id);
    let before = at.and_then(|at| state.cart.get(at)).map_or(0, |line| i64::from(line.quantity));
    let after = before.saturating_add(change.change).max(change.floor).clamp(0, i64::from(u32::MAX)) as u32;
    match (at, after) {
        (Some(at), 0) => {
            state.cart.remove(at);
        }
        (Some(at), _) => {
            if let Some(line) = state.cart.get_mut(at) {
                line.quantity = after;
                line.price_minor = change.price_minor.or(line.price_minor);
            }
        }
        (None, 0) => (),
        (None, _) => {
            let product_id = change.product_id.clone();
            let line = CartLine { product_id, quantity: after, price_minor: change.price_minor };
            push_bounded(&mut state.cart, line, MAX_CART_LINES);
        }
    }
}

fn empty_cart(state: &mut CustomerState, bought: &[EventLine]) {
    if bought.is_empty() {
        state.cart.clear();
    }
    if state.cart.is_empty() {
        return;
    }
    for line in bought {
        change_cart(state, &CartChange::taken(line));
    }
}

fn wish(state: &mut CustomerState, lines: &[EventLine]) {
    for line in lines {
        if !state.wishlist.contains(&line.product_id) {
            push_bounded(&mut state.wishlist, line.product_id.clone(), MAX_CART_LINES);
        }
    }
}

fn consent(state: &mut CustomerState, event: &Event) {
    let change = ConsentChange::parse(event.text("purpose"), event.text("state"), event.text("basis"));
    // The reader refuses what cannot be read; an event built by hand that says nothing changes nothing.
    let Ok(change) = change else { return };
    let entry = ConsentEntry {
        purpose: change.purpose,
        state: change.state,
        basis: change.basis,
        policy_version: owned(event, "policy_version"),
        source: owned(event, "source"),
        at_ms: event.timestamp_ms,
    };
    match state.consents.binary_search_by_key(&entry.purpose, |known| known.purpose) {
        Ok(at) => {
            if let Some(known) = state.consents.get_mut(at) {
                *known = entry;
            }
        }
        Err(at) => state.consents.insert(at, entry),
    }
}

fn restrict(state: &mut CustomerState, event: &Event) {
    state.restricted = match event.flag("restricted") {
        Some(true) => Some(Restriction {
            since_ms: state.restricted.as_ref().map_or(event.timestamp_ms, |standing| standing.since_ms),
            reason: owned(event, "reason").or_else(|| state.restricted.take()?.reason),
        }),
        Some(false) => None,
        None => state.restricted.take(),
    };
}

fn decide(state: &mut CustomerState, event: &Event) {
    let Some(decision_id) = event.text("decision_id") else { return };
    let place = state.decisions.iter().rposition(|known| known.decision_id == decision_id);
    let place = place.unwrap_or_else(|| {
        let new = DecisionState {
            decision_id: decision_id.to_owned(),
            kind: None,
            chosen: None,
            made_ms: None,
            shown_ms: None,
            outcome_ms: None,
            accepted: None,
            value_minor: None,
            propensity: None,
            experiment: None,
            arm: None,
            model_id: None,
        };
        push_bounded(&mut state.decisions, new, MAX_DECISIONS);
        state.decisions.len() - 1
    });
    let Some(known) = state.decisions.get_mut(place) else { return };
    let at_ms = event.timestamp_ms;
    match event.kind {
        EventKind::DecisionMade => {
            known.made_ms = known.made_ms.or(Some(at_ms));
            known.kind = owned(event, "kind");
            known.chosen = owned(event, "chosen");
            known.propensity = event.number("propensity");
            known.experiment = owned(event, "experiment_id");
            known.arm = owned(event, "experiment_arm");
            known.model_id = owned(event, "model_id");
        }
        EventKind::DecisionShown => known.shown_ms = known.shown_ms.or(Some(at_ms)),
        _ => {
            known.outcome_ms = Some(at_ms);
            known.accepted = event.flag("accepted").or(known.accepted);
            known.value_minor = event.amount_minor("value").or(known.value_minor);
        }
    }
}
