//! What do orders of nobody tell? How often products sell, and nothing about anyone.

use std::collections::BTreeMap;

use crate::event::{Event, EventKind};

/// Orders without a customer, each once however often it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct AnonymousOrders {
    by_order_id: BTreeMap<String, AnonymousOrder>,
}

/// What an order without a customer tells. Of two reports of one order the least counts, the earlier one,
/// so that the order of reading decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AnonymousOrder {
    pub timestamp_ms: i64,
    /// Product and units.
    pub lines: Vec<(String, u32)>,
}

impl AnonymousOrders {
    /// Keep what an event tells, if it is an order.
    pub(super) fn take(&mut self, event: &Event) {
        if event.kind != EventKind::OrderCompleted {
            return;
        }
        let lines = event.lines.iter().map(|line| (line.product_id.clone(), line.quantity)).collect();
        let order = AnonymousOrder { timestamp_ms: event.timestamp_ms, lines };
        self.keep(order_id(event).to_owned(), order);
    }

    /// Take over what another file told.
    pub(super) fn join(&mut self, other: Self) {
        for (order_id, order) in other.by_order_id {
            self.keep(order_id, order);
        }
    }

    /// The orders, sorted by id.
    pub(super) fn iter(&self) -> impl Iterator<Item = &AnonymousOrder> {
        self.by_order_id.values()
    }

    fn keep(&mut self, order_id: String, order: AnonymousOrder) {
        match self.by_order_id.get_mut(&order_id) {
            Some(known) if *known <= order => {}
            Some(known) => *known = order,
            None => {
                self.by_order_id.insert(order_id, order);
            }
        }
    }
}

/// What names an order: its own id, or that of its message, which is all that an order file has.
pub(super) fn order_id(event: &Event) -> &str {
    event.text("order_id").unwrap_or(&event.message_id)
}
