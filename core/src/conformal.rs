//! Which of the outcomes seen so far bounds the next one, with a probability that holds at any size of sample?
//!
//! Of `n` outcomes and one more of the same kind, in any order equally likely, the last is among the `k` least conforming
//! with probability at most `k / (n + 1)`: with `k = floor((1 - level)(n + 1))` the `k`-th smallest conformity is a
//! threshold that the next one reaches with probability `level` (split conformal prediction: Vovk, Gammerman and Shafer
//! 2005, section 4.1; Lei and others 2018, theorem 2.2).

/// A product that is a whole number is not missed by its rounding.
const ROUNDING: f64 = 1e-9;

/// The fewest outcomes from which a threshold of this level follows: `ceil(1 / (1 - level)) - 1`.
pub(crate) fn fewest(level: f64) -> u64 {
    ((1.0 / (1.0 - level) - ROUNDING).ceil().min(1e15) as u64).saturating_sub(1).max(1)
}

/// The `floor((1 - level)(n + 1))`-th smallest of `n` conformities; `None` where that is before the first.
#[cfg(feature = "train")]
pub(crate) fn threshold(mut conformities: Vec<f64>, level: f64) -> Option<f64> {
    conformities.sort_unstable_by(f64::total_cmp);
    threshold_of_sorted(&conformities, level)
}

/// The same of conformities that stand in ascending order.
#[cfg(feature = "train")]
pub(crate) fn threshold_of_sorted(conformities: &[f64], level: f64) -> Option<f64> {
    let rank = ((1.0 - level) * (conformities.len() as f64 + 1.0) + ROUNDING) as usize;
    conformities.get(rank.checked_sub(1)?).copied()
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_needs_the_fewest_and_no_fewer() {
        for (level, needed) in [(0.5, 1), (0.8, 4), (0.9, 9), (0.95, 19), (0.99, 99)] {
            assert_eq!(fewest(level), needed);
            let ascending = |count: u64| (0..count).map(|place| place as f64).collect::<Vec<_>>();
            assert_eq!(threshold(ascending(needed), level), Some(0.0));
            assert_eq!(threshold(ascending(needed - 1), level), None);
            assert_eq!(threshold(ascending(2 * needed + 1), level), Some(1.0));
        }
    }
}
