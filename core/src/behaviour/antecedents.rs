//! What tends to happen before a purchase, more than when none follows?
//!
//! The week before a purchase is set against the customer's own weeks before none, a case-crossover (Maclure
//! 1991): each customer is their own control, so that who shops much is not compared with who shops little. What
//! is counted is in how many of these weeks a kind of event was seen. The rate ratio of one customer is
//! `(a + ½) / (n1 + ½) : (b + ½) / (n0 + ½)` with the variance of Walter (1975) for its logarithm; of all
//! customers it is Mantel and Haenszel's, with the variance of Greenland and Robins (1985).
//!
//! These are antecedents, not causes: a customer about to buy looks around more. Only an experiment tells whether
//! bringing the event about would bring the purchase about. Steps of a purchase (cart, checkout, coupon, payment)
//! are left out, and so is everything in the visit that ends in the purchase.

use serde::{Deserialize, Serialize};

use super::interval::{Z, own};
use super::shopping::Shopping;
use crate::estimate::{Basis, Estimate};
use crate::event::EventKind;
use crate::math::{exp, sqrt};
use crate::time::DAY_MS;
use crate::{Result, SartorError};

/// Length of the window before a purchase, and of those before none.
const WINDOW_MS: i64 = 7 * DAY_MS;
/// The most windows before none, newest first: two years of weeks.
const MAX_CONTROLS: usize = 104;

/// The kinds of event that can come before a purchase without being a step of it.
pub const ANTECEDENT_KINDS: [EventKind; 12] = [
    EventKind::ProductsSearched,
    EventKind::ProductListViewed,
    EventKind::ProductListFiltered,
    EventKind::ProductClicked,
    EventKind::ProductViewed,
    EventKind::ProductAddedToWishlist,
    EventKind::PromotionViewed,
    EventKind::PromotionClicked,
    EventKind::ProductShared,
    EventKind::ProductReviewed,
    EventKind::ConversationTurn,
    EventKind::SatisfactionRated,
];

/// Windows of one customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Windows {
    pub before_purchase: u32,
    pub before_none: u32,
    /// Windows before a purchase, and before none, in which each kind was seen.
    pub seen: [(u32, u32); ANTECEDENT_KINDS.len()],
}

impl Windows {
    pub fn of(shopping: &Shopping<'_>) -> Self {
        let mut windows = Self::default();
        // Only what was observed counts: somebody known by orders alone did not look around, as far as we know.
        let seen = |kind: EventKind| ANTECEDENT_KINDS.contains(&kind);
        let Some(first) = shopping.acts.iter().find(|act| seen(act.kind)) else { return windows };
        let start = first.at_ms;
        let mut cases: Vec<(i64, i64)> = Vec::new();
        for &bought_ms in &shopping.purchases_ms {
            let until = visit_start(shopping, bought_ms);
            let from = until - WINDOW_MS;
            // Windows that overlap would count one event twice.
            if from >= start && cases.last().is_none_or(|&(_, last)| last <= from) {
                cases.push((from, until));
            }
        }
        for &window in &cases {
            windows.before_purchase += 1;
            let mask = shopping.kinds_seen(window);
            windows.count(mask, |count| &mut count.0);
        }
        // Weeks counted back from now that hold no purchase and no window before one.
        let mut until = shopping.as_of_ms;
        while until - WINDOW_MS >= start && (windows.before_none as usize) < MAX_CONTROLS {
            let window = (until - WINDOW_MS, until);
            until = window.0;
            let buys = |&at_ms: &i64| at_ms >= window.0 && at_ms < window.1 + WINDOW_MS;
            if shopping.purchases_ms.iter().any(buys) {
                continue;
            }
            windows.before_none += 1;
            let mask = shopping.kinds_seen(window);
            windows.count(mask, |count| &mut count.1);
        }
        windows
    }

    fn count(&mut self, mask: u16, side: fn(&mut (u32, u32)) -> &mut u32) {
        for (at, counts) in self.seen.iter_mut().enumerate() {
            *side(counts) += u32::from(mask >> at & 1 == 1);
        }
    }

    /// The rate ratio of one kind; nothing where it was never seen or one side has no window.
    pub fn rate_ratio(&self, at: usize) -> Option<(Estimate, u32)> {
        let &(before, otherwise) = self.seen.get(at)?;
        if before + otherwise == 0 || self.before_purchase == 0 || self.before_none == 0 {
            return None;
        }
        let half = |count: u32| f64::from(count) + 0.5;
        let (a, n1) = (half(before), half(self.before_purchase));
        let (b, n0) = (half(otherwise), half(self.before_none));
        let ratio = a / n1 / (b / n0);
        let reach = exp(Z * sqrt((1.0 / a - 1.0 / n1 + 1.0 / b - 1.0 / n0).max(0.0)));
        Some((own(ratio, ratio / reach, ratio * reach), before + otherwise))
    }
}

/// When the visit began in which something was bought.
fn visit_start(shopping: &Shopping<'_>, bought_ms: i64) -> i64 {
    let after = shopping.acts.partition_point(|act| act.at_ms <= bought_ms);
    let acts = shopping.acts.get(..after).unwrap_or_default();
    let visit = acts.iter().rev().take_while(|act| act.at_ms == bought_ms).find_map(|act| act.visit);
    let Some(visit) = visit else { return bought_ms };
    let of_visit = acts.iter().rev().filter(|act| act.visit.is_some());
    of_visit.take_while(|act| act.visit == Some(visit)).last().map_or(bought_ms, |first| first.at_ms)
}

impl Shopping<'_> {
    /// Which of the kinds were seen from one time to before another, a bit each.
    fn kinds_seen(&self, (from_ms, until_ms): (i64, i64)) -> u16 {
        let from = self.acts.partition_point(|act| act.at_ms < from_ms);
        let acts = self.acts.get(from..).unwrap_or_default().iter();
        acts.take_while(|act| act.at_ms < until_ms).fold(0, |mask, act| mask | bit(act.kind))
    }
}

fn bit(kind: EventKind) -> u16 {
    ANTECEDENT_KINDS.iter().position(|known| *known == kind).map_or(0, |at| 1 << at)
}

/// Sums over customers for one kind: numerator, denominator and variance of the ratio.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AntecedentSums {
    /// The kind.
    pub kind: EventKind,
    /// Sum of `a n0 / N`.
    pub numerator: f64,
    /// Sum of `b n1 / N`.
    pub denominator: f64,
    /// Sum of `((a + b) n1 n0 - a b N) / N²`.
    pub variance: f64,
    /// Windows in which it was seen.
    pub seen: u32,
}

impl AntecedentSums {
    /// The rate ratio over all customers; nothing while it was seen on one side only.
    pub fn rate_ratio(&self) -> Option<Estimate> {
        if !(self.numerator > 0.0 && self.denominator > 0.0) {
            return None;
        }
        let ratio = self.numerator / self.denominator;
        let reach = exp(Z * sqrt(self.variance.max(0.0) / (self.numerator * self.denominator)));
        let estimate = Estimate::new(ratio, ratio / reach, ratio * reach, Basis::Prior);
        (estimate.high.is_finite() && estimate.low > 0.0).then_some(estimate)
    }

    /// Refuse sums that no fit could have made.
    pub fn check(&self) -> Result<()> {
        let sums = [self.numerator, self.denominator, self.variance];
        if ANTECEDENT_KINDS.contains(&self.kind) && sums.iter().all(|sum| *sum >= 0.0 && sum.is_finite()) {
            return Ok(());
        }
        Err(SartorError::invalid("engine artefact", "behaviour.antecedents", "sums of 0 or above"))
    }
}

// What is held here is mostly what training makes.
#[cfg(feature = "train")]
#[cfg(test)]
mod tests {
    use super::super::shopping::Act;
    use super::*;
    use crate::rng::Rng;

    /// Two years of a customer who buys in some weeks and clicks a promotion in the week before a purchase with
    /// one chance, and in any other week with another.
    fn customer(rng: &mut Rng, before: f64, otherwise: f64) -> Windows {
        let week_ms = |week: i64| week * WINDOW_MS;
        let mut shopping = Shopping { as_of_ms: week_ms(104), ..Shopping::default() };
        let act = |at_ms: i64, kind: EventKind| Act { at_ms, kind, product: None, visit: None };
        shopping.acts.push(act(0, EventKind::ProductsSearched));
        let buys: Vec<bool> = (0..105).map(|_| rng.bernoulli(0.12)).collect();
        for (week, pair) in (1..104).zip(buys.windows(2)) {
            let (bought, next) = (pair[0], pair[1]);
            if bought {
                // On the first day of the week, so that the week before it is the window.
                shopping.purchases_ms.push(week_ms(week));
            }
            if rng.bernoulli(if next { before } else { otherwise }) {
                shopping.acts.push(act(week_ms(week) + DAY_MS, EventKind::PromotionClicked));
            }
        }
        shopping.acts.sort_by_key(|act| act.at_ms);
        Windows::of(&shopping)
    }

    fn place() -> usize {
        ANTECEDENT_KINDS.iter().position(|kind| *kind == EventKind::PromotionClicked).unwrap()
    }

    fn held(estimate: Estimate, truth: f64) -> bool {
        estimate.low <= truth && truth <= estimate.high
    }

    #[test]
    fn the_interval_of_a_customers_rate_ratio_covers_nine_in_ten() {
        for (before, otherwise) in [(0.3, 0.3), (0.5, 0.2), (0.8, 0.2), (0.2, 0.5)] {
            let ratios = (0..2_000).filter_map(|round| {
                customer(&mut Rng::with_stream(11, round), before, otherwise).rate_ratio(place())
            });
            let covered: Vec<bool> = ratios.map(|(ratio, _)| held(ratio, before / otherwise)).collect();
            let share = covered.iter().filter(|held| **held).count() as f64 / covered.len() as f64;
            assert!((0.87..=0.96).contains(&share), "{before} {otherwise}: {share} of {}", covered.len());
        }
    }

    #[test]
    fn pooling_customers_who_differ_covers_nine_in_ten() {
        let covered = (0..400_u32).filter(|round| {
            let windows: Vec<Windows> = (0..30)
                .map(|who| {
                    let mut rng = Rng::with_stream(1_000 + round, who);
                    // Some click often and some seldom; the ratio is 2 for all of them.
                    let otherwise = 0.05 + 0.4 * rng.uniform();
                    customer(&mut rng, 2.0 * otherwise, otherwise)
                })
                .collect();
            let sums = AntecedentSums::of(EventKind::PromotionClicked, place(), windows.iter());
            held(sums.rate_ratio().unwrap(), 2.0)
        });
        let covered = covered.count();
        // 400 rounds at 0.9: standard deviation 6.
        assert!((336..=384).contains(&covered), "{covered} of 400");
    }

    #[test]
    fn the_pooled_ratio_of_one_customer_is_the_plain_one() {
        // 8 of 10 weeks before a purchase, 10 of 40 others: 0.8 / 0.25, variance 1/8 - 1/10 + 1/10 - 1/40.
        let mut windows = Windows { before_purchase: 10, before_none: 40, ..Windows::default() };
        windows.seen[place()] = (8, 10);
        let sums = AntecedentSums::of(EventKind::PromotionClicked, place(), [windows].iter());
        let pooled = sums.rate_ratio().unwrap();
        assert!((pooled.value - 3.2).abs() < 1e-12);
        let reach = exp(Z * sqrt(0.125 - 0.025));
        assert!((pooled.high - 3.2 * reach).abs() < 1e-9 && (pooled.low - 3.2 / reach).abs() < 1e-9);
    }
}
