//! What did one customer do, as plain numbers that a measure can count?
//!
//! Nothing here knows of profiles or catalogues: products are numbered from 0 in any order, categories and
//! attribute values by whoever has the catalogue.

use crate::event::EventKind;

/// One thing done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at_ms: i64,
    /// What.
    pub kind: EventKind,
    /// With which product, by its place in [`Shopping::products`].
    pub product: Option<u32>,
    /// In which visit, counted from 0; nothing outside of any.
    pub visit: Option<u32>,
}

/// What is known of a product that the customer met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetProduct<'a> {
    /// Its category, by any number.
    pub category: Option<u32>,
    /// Numbers of those of its attribute values that set it apart within its category, ascending.
    pub aspects: &'a [u32],
}

/// One order that still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderAct {
    /// When.
    pub at_ms: i64,
    /// What, by places in [`Shopping::products`].
    pub products: Vec<u32>,
}

/// All that the measures count, of one customer up to a time.
#[derive(Debug, Clone, Default)]
pub struct Shopping<'a> {
    /// Now.
    pub as_of_ms: i64,
    /// What was done, by time. Acts of one visit stand together, but for those outside of any.
    pub acts: Vec<Act>,
    /// The products met.
    pub products: Vec<MetProduct<'a>>,
    /// Categories that there are in the shop.
    pub categories: u32,
    /// Orders whose products are known, by time.
    pub orders: Vec<OrderAct>,
    /// First order of each day with a net purchase, by time.
    pub purchases_ms: Vec<i64>,
    /// Orders, known by their products or not.
    pub order_count: u32,
    /// Orders with a discount or a coupon, among them.
    pub discounted_orders: u32,
    /// Turns of each conversation.
    pub conversation_turns: Vec<u32>,
}

impl Shopping<'_> {
    /// The acts of each visit, in order.
    pub(super) fn visits(&self) -> impl Iterator<Item = &[Act]> {
        self.acts
            .chunk_by(|one, next| one.visit == next.visit)
            .filter(|acts| acts.first().is_some_and(|first| first.visit.is_some()))
    }

    pub(super) fn product(&self, act: &Act) -> Option<(u32, &MetProduct<'_>)> {
        let place = act.product?;
        Some((place, self.products.get(place as usize)?))
    }
}

/// Whether an act looks at one product.
pub(super) fn looks_at_product(kind: EventKind) -> bool {
    matches!(kind, EventKind::ProductViewed | EventKind::ProductClicked)
}
