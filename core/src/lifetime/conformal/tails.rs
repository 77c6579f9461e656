//! How far out does an outcome lie under a predictive distribution, and which outcomes lie no further?
//!
//! An outcome is as central as the smaller of its two tails, `min(P(Y <= y), P(Y >= y))`. Both count the outcome
//! itself, which makes the measure right for counts: without atoms it is that of distributional conformal prediction,
//! half less the distance of `F(y)` from a half (Chernozhukov, Wüthrich and Zhu 2021, section 2). Where a tail is too
//! small to be told from none, centrality goes on below 0 by the distance from there, relative to the size of what was
//! thought possible: however wrong a model is, what is no further out than a given outcome is a bounded interval.

use super::super::process::Counts;
use super::super::value::Amount;

/// A tail smaller than this says no more than that the outcome was not thought possible.
const LEAST_TAIL: f64 = 1e-9;
/// Some outcome of every distribution is at least so central, so that no interval is empty.
const CENTRE: f64 = 0.49;
/// Room for rounding where bounds are distances.
const ROUNDING: f64 = 1e-6;

/// The distribution of a number of purchases.
#[derive(Debug)]
pub(super) struct CountTails {
    /// Probabilities of at most 0, 1, 2, ... up to where the upper tail ends.
    below: Vec<f64>,
}

impl CountTails {
    pub fn new(counts: Counts<'_>) -> Self {
        let mut sum = 0.0;
        let mut below = Vec::new();
        for probability in counts {
            sum += probability;
            below.push(sum);
            if sum >= 1.0 - LEAST_TAIL {
                break;
            }
        }
        Self { below }
    }

    /// Higher is more central.
    #[cfg(feature = "train")]
    pub fn centrality(&self, count: f64) -> f64 {
        let (first, last) = self.possible();
        if count > last {
            return -(count - last) / (last + 1.0);
        }
        if count < first {
            return -(first - count) / (first + 1.0);
        }
        let index = count as usize;
        self.at_most(index).min(self.at_least(index))
    }

    /// The numbers at least so central: from, to.
    pub fn interval(&self, centrality: f64) -> (f64, f64) {
        let (first, last) = self.possible();
        if centrality <= 0.0 {
            let low = (first + centrality * (first + 1.0) - ROUNDING).ceil();
            let high = (last - centrality * (last + 1.0) + ROUNDING).floor();
            return (low.max(0.0), high);
        }
        let centrality = centrality.min(CENTRE);
        let low = self.below.partition_point(|below| *below < centrality);
        let numbers = self.below.len();
        let high = (low..numbers).take_while(|n| self.at_least(*n) >= centrality).last().unwrap_or(low);
        (low as f64, high as f64)
    }

    /// The lowest and the highest number that were thought possible.
    fn possible(&self) -> (f64, f64) {
        let first = self.below.partition_point(|below| *below < LEAST_TAIL);
        let last = self.below.len().saturating_sub(1);
        (first.min(last) as f64, last as f64)
    }

    fn at_most(&self, count: usize) -> f64 {
        self.below.get(count).copied().unwrap_or(1.0)
    }

    fn at_least(&self, count: usize) -> f64 {
        count.checked_sub(1).map_or(1.0, |lower| 1.0 - self.at_most(lower))
    }
}

/// The distribution of what is spent.
#[derive(Debug)]
pub(super) struct AmountTails(pub Amount);

impl AmountTails {
    /// Higher is more central.
    #[cfg(feature = "train")]
    pub fn centrality(&self, amount: f64) -> f64 {
        let (below, above) = self.0.tails(amount);
        if above < LEAST_TAIL {
            let last = self.last();
            return -(amount - last).max(0.0) / self.unit(last);
        }
        if below < LEAST_TAIL {
            let first = self.first();
            return -(first - amount).max(0.0) / self.unit(first);
        }
        below.min(above)
    }

    /// The amounts at least so central: from, to.
    pub fn interval(&self, centrality: f64) -> (f64, f64) {
        if centrality <= 0.0 {
            let (first, last) = (self.first(), self.last());
            let low = first + (centrality - ROUNDING) * self.unit(first);
            let high = last + (ROUNDING - centrality) * self.unit(last);
            return (low.max(0.0), high.min(f64::MAX));
        }
        let centrality = centrality.min(CENTRE);
        (self.0.lower_end(centrality), self.0.upper_end(centrality))
    }

    fn first(&self) -> f64 {
        self.0.lower_end(LEAST_TAIL)
    }

    fn last(&self) -> f64 {
        self.0.upper_end(LEAST_TAIL)
    }

    /// What distances from an end are counted in.
    fn unit(&self, end: f64) -> f64 {
        if end > 0.0 { end } else { self.0.size() }
    }
}
