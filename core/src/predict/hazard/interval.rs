//! How surely is a probability known?
//!
//! In log-odds, on either side of what is told, the root of the sum of three squares:
//!
//! 1. how far members disagree that saw other customers, as the grouped jackknife counts it (Shao and Tu 1995, section 2.3);
//! 2. how far rows with about this probability came out otherwise when they were held out, beyond what chance explains;
//! 3. how surely that is known: the distance of their rate to the end of its equal-tailed Bayesian interval with the prior of
//!    Jeffreys (Brown, Cai and Das Gupta 2001, section 3.1.1), which has no end where nothing, or everything, happened.
//!
//! Ends of unlike length are put together by their squares (Zou and Donner 2008, equation 6). The first two are in units of
//! Student's t at the degrees of freedom of a sum of variances (Satterthwaite 1946). Rows of one customer at several cuts
//! are not so many customers: they count less by the design effect (Kish 1965, section 5.4), found from what they were off
//! by together.

use serde::{Deserialize, Serialize};

use super::MOST_LOG;
use super::quantile::student_quantile;
use crate::estimate::LEVEL;
use crate::math::{beta_inc, logistic, logit, sqrt};

/// Rows that were held out and had about the same probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::predict) struct HeldOutBin {
    /// The largest log-odds of them.
    pub most: f64,
    /// Mean log-odds.
    pub mean: f64,
    pub rows: u32,
    pub events: u32,
}

/// What a bin says of log-odds that are told near it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    most: f64,
    /// Independent rows.
    rows: f64,
    /// The square of what was told was off by, beyond chance.
    off: f64,
    /// Variance of the rate's log-odds.
    sampling: f64,
    /// From the rate's log-odds to either end of its interval.
    below: f64,
    above: f64,
}

impl Near {
    pub fn of_all(held_out: &[Vec<HeldOutBin>], design_effect: f64) -> Vec<Vec<Self>> {
        held_out.iter().map(|bins| bins.iter().map(|bin| Self::of(bin, design_effect)).collect()).collect()
    }

    fn of(bin: &HeldOutBin, design_effect: f64) -> Self {
        let (rows, events) = (f64::from(bin.rows) / design_effect, f64::from(bin.events) / design_effect);
        let rate = (events + 0.5) / (rows + 1.0);
        let sampling = 1.0 / ((rows + 1.0) * rate * (1.0 - rate));
        let distance = logit(rate) - bin.mean;
        let tail = 0.5 - 0.5 * LEVEL;
        let (happened, spared) = (events + 0.5, rows - events + 0.5);
        Self {
            most: bin.most,
            rows,
            off: (distance * distance - sampling).max(0.0),
            sampling,
            below: if bin.events == 0 {
                MOST_LOG
            } else {
                logit(rate) - beta_log_odds(happened, spared, tail)
            },
            above: if bin.events == bin.rows {
                MOST_LOG
            } else {
                -beta_log_odds(spared, happened, tail) - logit(rate)
            },
        }
    }
}

/// Between which log-odds it lies, where members say this one by one and bins are known.
pub(super) fn interval(center: f64, members: &[f64], near: &[Near]) -> (f64, f64) {
    let spread = jackknife_variance(members);
    let place = near.partition_point(|near| near.most < center).min(near.len().saturating_sub(1));
    let degrees = members.len().saturating_sub(1).max(1) as f64;
    let quantile = |degrees: f64| student_quantile(0.5 + LEVEL / 2.0, degrees);
    let Some(near) = near.get(place) else {
        let half = quantile(degrees) * sqrt(spread);
        return (center - half, center + half);
    };
    let held_out = near.off + near.sampling;
    let whole = spread + held_out;
    let of_parts = spread * spread / degrees + held_out * held_out / (near.rows - 1.0).max(1.0);
    let quantile = quantile((whole * whole / of_parts).max(degrees));
    let known = quantile * quantile * (spread + near.off);
    let end = |distance: f64| sqrt(known + distance * distance).min(MOST_LOG);
    (center - end(near.below), center + end(near.above))
}

/// Variance of the mean of figures that each leave one group out.
fn jackknife_variance(members: &[f64]) -> f64 {
    let count = members.len() as f64;
    if members.len() < 2 {
        return 0.0;
    }
    let mean = members.iter().fold(0.0, |sum, value| sum + value) / count;
    let squares = members.iter().fold(0.0, |sum, value| sum + (value - mean) * (value - mean));
    (count - 1.0) / count * squares
}

/// Log-odds of the quantile of a beta distribution, by halving.
fn beta_log_odds(a: f64, b: f64, tail: f64) -> f64 {
    let (mut low, mut high) = (-MOST_LOG, MOST_LOG);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        *(if beta_inc(a, b, logistic(middle)) < tail { &mut low } else { &mut high }) = middle;
    }
    f64::midpoint(low, high)
}

/// How many rows tell as much as one that stands alone: squares of what the rows of one customer in one bin were off by
/// together, beside the squares of each; at least 1. Rows are told of as bin, subject and residual.
#[cfg(feature = "train")]
pub(super) fn design_effect(mut rows: Vec<(usize, u32, f64)>) -> f64 {
    rows.sort_by_key(|(bin, subject, _)| (*bin, *subject));
    let (mut alone, mut together) = (0.0, 0.0);
    for customer in rows.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
        let (sum, squares) =
            customer.iter().fold((0.0, 0.0), |(sum, squares), row| (sum + row.2, squares + row.2 * row.2));
        together += sum * sum;
        alone += squares;
    }
    if alone > 0.0 { (together / alone).max(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(rows: u32, events: u32, mean: f64, design_effect: f64) -> Near {
        Near::of(&HeldOutBin { most: 10.0, mean, rows, events }, design_effect)
    }

    #[test]
    fn members_that_agree_leave_the_published_interval_of_a_rate() {
        // Jeffreys' interval at 90 % of 4 in 20: the quantiles .05 and .95 of a beta distribution of 4.5 and 16.5, found with
        // another implementation (scipy 1.11).
        let center = logit(4.5 / 21.0);
        let (low, high) = interval(center, &[center; 5], &[near(20, 4, center, 1.0)]);
        assert!((logistic(low) - 0.087_335).abs() < 1e-5, "{}", logistic(low));
        assert!((logistic(high) - 0.372_739).abs() < 1e-5, "{}", logistic(high));
    }

    #[test]
    fn where_nothing_ever_happened_nothing_is_too_unlikely() {
        let center = logit(0.001);
        let (low, high) = interval(center, &[center; 5], &[near(500, 0, center, 1.0)]);
        assert!(logistic(low) < 1e-300 && logistic(high) < 0.02);
        let (low, high) = interval(-center, &[-center; 5], &[near(500, 500, -center, 1.0)]);
        assert!(logistic(low) > 0.98 && logistic(high) == 1.0);
    }

    #[test]
    fn disagreement_error_and_repeated_rows_all_widen() {
        let width = |members: &[f64], near: Near| {
            let (low, high) = interval(0.0, members, &[near]);
            high - low
        };
        let level = width(&[0.0; 5], near(400, 200, 0.0, 1.0));
        assert!(width(&[-0.2, -0.1, 0.0, 0.1, 0.2], near(400, 200, 0.0, 1.0)) > 1.2 * level);
        assert!(width(&[0.0; 5], near(400, 200, 0.5, 1.0)) > 2.0 * level);
        let repeated = width(&[0.0; 5], near(400, 200, 0.0, 2.0)) / level;
        assert!((repeated - 2.0_f64.sqrt()).abs() < 0.01, "{repeated}");
    }

    #[cfg(feature = "train")]
    #[test]
    fn rows_that_repeat_each_other_count_once() {
        let row = |subject, residual| (0, subject, residual);
        let alone = (0..100).map(|n| row(n, if n % 2 == 0 { 0.5 } else { -0.5 })).collect();
        assert_eq!(design_effect(alone), 1.0);
        let thrice = (0..99).map(|n| row(n / 3, if n / 3 % 2 == 0 { 0.5 } else { -0.5 })).collect();
        assert!((design_effect(thrice) - 3.0).abs() < 1e-12);
        assert_eq!(design_effect(Vec::new()), 1.0);
    }
}
