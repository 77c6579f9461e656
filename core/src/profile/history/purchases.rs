//! What was ordered, and what of it still stands?

use super::small;
use crate::event::{Event, EventKind};
use crate::profile::orders::{Order, OrderBook};

/// Lines told of one order.
const MAX_LINES: usize = 50;

/// One order, net of what was given back since.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OrderView {
    /// The order, or its message where it has no id of its own.
    pub order_id: String,
    /// When it was completed.
    pub at_ms: i64,
    /// `completed`, `partly_returned`, `returned` or `cancelled`.
    pub state: String,
    /// Paid for it and not given back, in minor units; what was paid if it was cancelled.
    pub revenue_minor: i64,
    /// Whether it had a discount or a coupon.
    pub discounted: bool,
    /// What was bought, at most 50 products.
    pub lines: Vec<OrderLineView>,
    /// Products that are not among them.
    pub lines_left_out: u32,
}

/// One product of an order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OrderLineView {
    /// The product.
    pub product_id: String,
    /// Units bought.
    pub bought: u32,
    /// Units given back.
    pub returned: u32,
    /// Paid for them at line prices and not given back, in minor units.
    pub value_minor: i64,
}

/// A return that names no order that is known.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReturnView {
    /// When.
    pub at_ms: i64,
    /// What was given back, at most 50 products.
    pub product_ids: Vec<String>,
    /// Units.
    pub units: u32,
    /// What they cost, in minor units, where it is stated.
    pub value_minor: Option<i64>,
}

/// The orders of the book from a time on, by time.
pub(super) fn orders(book: &OrderBook, from_ms: i64) -> Vec<OrderView> {
    let mut orders: Vec<(&str, &Order)> = book.orders().filter(|(_, order)| order.at_ms >= from_ms).collect();
    orders.sort_by(|a, b| (a.1.at_ms, a.0).cmp(&(b.1.at_ms, b.0)));
    orders.into_iter().map(|(order_id, order)| view(order_id, order)).collect()
}

fn view(order_id: &str, order: &Order) -> OrderView {
    let units = |pick: fn(&(u32, u32)) -> u32| {
        order.lines.iter().fold(0_u32, |sum, line| sum.saturating_add(pick(&(line.bought, line.returned))))
    };
    let (bought, returned) = (units(|line| line.0), units(|line| line.1));
    let state = match (order.cancelled, returned) {
        (true, _) => "cancelled",
        (_, 0) => "completed",
        (_, back) if back >= bought => "returned",
        _ => "partly_returned",
    };
    let lines = order.lines.iter().take(MAX_LINES).map(|line| OrderLineView {
        product_id: line.product_id.clone(),
        bought: line.bought,
        returned: line.returned,
        value_minor: line.value_minor,
    });
    OrderView {
        order_id: order_id.to_owned(),
        at_ms: order.at_ms,
        state: state.to_owned(),
        revenue_minor: order.revenue_minor,
        discounted: order.discounted,
        lines: lines.collect(),
        lines_left_out: small(order.lines.len().saturating_sub(MAX_LINES)),
    }
}

/// Returns from a time on whose order is not in the book, by time.
pub(super) fn loose_returns(events: &[&Event], book: &OrderBook, from_ms: i64) -> Vec<ReturnView> {
    let loose = |event: &&&Event| {
        matches!(event.kind, EventKind::OrderRefunded | EventKind::OrderCancelled)
            && event.timestamp_ms >= from_ms
            && event.text("order_id").is_none_or(|id| !book.knows(id))
    };
    let view = |event: &&Event| {
        let by_lines =
            event.lines.iter().map(|line| Some(line.price_minor?.saturating_mul(i64::from(line.quantity))));
        let by_lines: Option<i64> =
            by_lines.into_iter().try_fold(0_i64, |sum, value| Some(sum.saturating_add(value?)));
        let stated = ["value", "revenue", "total"].iter().find_map(|name| event.amount_minor(name));
        ReturnView {
            at_ms: event.timestamp_ms,
            product_ids: event.lines.iter().take(MAX_LINES).map(|line| line.product_id.clone()).collect(),
            units: event.lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.quantity)),
            value_minor: by_lines.filter(|_| !event.lines.is_empty()).or(stated),
        }
    };
    events.iter().filter(loose).map(view).collect()
}
