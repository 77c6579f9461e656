//! How much is looked at, how often again, and along options or along attributes?
//!
//! * Search depth: distinct products looked at in a visit in which any is. A visit goes on to one more product
//!   with the same chance after each, so depths are geometric.
//! * Revisits: the share of looks at a product that was looked at before, the very first look left out. A click
//!   and the page it opens are one look.
//! * Comparison: steps from one look to the next within a visit, as information search is traced in decision
//!   research (Payne 1976; Payne, Bettman and Johnson 1988). A step to an option that this visit has looked at
//!   already is option-wise; a step to a new product of the category that shares a telling attribute value is
//!   attribute-wise, as is a list narrowed by a filter or sorted. All other steps are neither. The index is
//!   `(option-wise - attribute-wise) / (option-wise + attribute-wise)`, from -1 to 1.
//! * Breadth: over how many categories visits spread, each category counted once a visit.

use super::interval::{breadth, depth, own, share};
use super::shopping::{Act, MetProduct, Shopping, looks_at_product};
use crate::estimate::Estimate;
use crate::event::EventKind;

/// What was counted while looking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SearchCounts {
    /// Visits with a product.
    pub visits: u32,
    /// Distinct products, summed over those visits.
    pub products: u32,
    /// Looks at products, but for the first.
    pub looks: u32,
    /// Looks at products looked at before.
    pub again: u32,
    /// Steps back to an option of the visit.
    pub option_wise: u32,
    /// Steps along an attribute.
    pub attribute_wise: u32,
    /// Visits in which each category was looked at, in no order.
    pub by_category: Vec<u32>,
    /// Visits in which a coupon could be entered, and in which one was.
    pub checkouts: u32,
    pub coupon_visits: u32,
}

impl SearchCounts {
    pub fn of(shopping: &Shopping<'_>) -> Self {
        let mut counts = Self::default();
        // The visit in which each product, and each category, was last met.
        let mut met = vec![0_u32; shopping.products.len()];
        let mut categories: Vec<(u32, u32)> = Vec::new();
        let mut any_look = false;
        for (number, acts) in (1_u32..).zip(shopping.visits()) {
            let mut last: Option<&MetProduct<'_>> = None;
            let (mut here, mut checkout, mut coupon) = (0, false, false);
            let mut before: Option<&Act> = None;
            for act in acts {
                match act.kind {
                    EventKind::CouponEntered | EventKind::CouponApplied | EventKind::CouponDenied => {
                        (checkout, coupon) = (true, true);
                    }
                    EventKind::CheckoutStarted | EventKind::OrderCompleted => checkout = true,
                    EventKind::ProductListFiltered => counts.attribute_wise += 1,
                    _ => {}
                }
                let Some((place, product)) = shopping.product(act) else { continue };
                let opened = before.is_some_and(|clicked| {
                    clicked.kind == EventKind::ProductClicked
                        && act.kind == EventKind::ProductViewed
                        && clicked.product == act.product
                });
                before = Some(act);
                if opened {
                    continue;
                }
                if !looks_at_product(act.kind) {
                    continue;
                }
                let Some(seen) = met.get_mut(place as usize) else { continue };
                counts.looks += u32::from(any_look);
                counts.again += u32::from(*seen > 0);
                any_look = true;
                if *seen == number {
                    counts.option_wise += 1;
                } else {
                    *seen = number;
                    here += 1;
                    let along = last.is_some_and(|last| {
                        last.category.is_some()
                            && last.category == product.category
                            && shares(last.aspects, product.aspects)
                    });
                    counts.attribute_wise += u32::from(along);
                    if let Some(category) = product.category {
                        count_category(&mut categories, &mut counts.by_category, category, number);
                    }
                }
                last = Some(product);
            }
            counts.visits += u32::from(here > 0);
            counts.products += here;
            counts.checkouts += u32::from(checkout);
            counts.coupon_visits += u32::from(coupon);
        }
        counts
    }

    pub fn depth(&self) -> Option<Estimate> {
        depth(self.visits, self.products)
    }

    pub fn revisits(&self) -> Option<Estimate> {
        share(self.again, self.looks)
    }

    pub fn comparison(&self) -> Option<Estimate> {
        let by_option = share(self.option_wise, self.option_wise + self.attribute_wise)?;
        let index = |share: f64| 2.0 * share - 1.0;
        Some(own(index(by_option.value), index(by_option.low), index(by_option.high)))
    }

    pub fn breadth(&self, categories: u32) -> Option<Estimate> {
        breadth(&self.by_category, categories)
    }

    pub fn coupons(&self) -> Option<Estimate> {
        share(self.coupon_visits, self.checkouts)
    }
}

/// Count a category once a visit; there are few, so looking through them is quicker than hashing.
fn count_category(known: &mut Vec<(u32, u32)>, counts: &mut Vec<u32>, category: u32, visit: u32) {
    let place = known.iter().position(|(number, _)| *number == category).unwrap_or_else(|| {
        known.push((category, 0));
        counts.push(0);
        known.len() - 1
    });
    if let (Some((_, last)), Some(count)) = (known.get_mut(place), counts.get_mut(place))
        && *last != visit
    {
        *last = visit;
        *count += 1;
    }
}

/// Whether two ascending lists have a number in common.
fn shares(one: &[u32], other: &[u32]) -> bool {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => one.next(),
            std::cmp::Ordering::Greater => other.next(),
        };
    }
    false
}
