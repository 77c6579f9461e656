//! How likely is an action to be accepted, judged by what happened before?
//!
//! Acceptances are binomial, with a beta prior that stands for what is assumed before any outcome is known:
//! after `s` acceptances in `n` trials the posterior is `Beta(a + s, b + n - s)` (Gelman et al. 2013, Bayesian
//! Data Analysis, equation 2.7). The value is its mean, the interval its central 90 %. The basis is `assumed`
//! until [`MIN_OUTCOMES`] outcomes are known, from then on the outcomes of the same kind, `segment`.
//!
//! ```
//! use sartor::action::{OutcomeCounts, success_probability};
//! use sartor::estimate::Basis;
//! assert_eq!(success_probability("book_fitting", None)?.basis, Basis::Assumed);
//! let counts = OutcomeCounts { action: "book_fitting".into(), tried: 90, accepted: 18 };
//! let learnt = success_probability("book_fitting", Some(&counts))?;
//! assert_eq!((learnt.value, learnt.basis), (0.2, Basis::Segment));
//! assert!(learnt.low < 0.2 && 0.2 < learnt.high);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use crate::estimate::{Basis, Estimate, LEVEL};
use crate::math::{beta_inc, exp, ln, ln_1p, ln_beta, normal_quantile};
use crate::{Result, SartorError, ids::check_id};
use serde::{Deserialize, Serialize};

/// Outcomes from which the estimate rests on data rather than on the prior.
pub const MIN_OUTCOMES: i64 = 30;
/// The most outcomes counted.
pub const MAX_OUTCOMES: i64 = 1_000_000_000;

/// How often an action was made with a known outcome, and how often it was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OutcomeCounts {
    /// The action.
    pub action: String,
    /// Times shown with a known outcome, 0 to 10^9.
    pub tried: i64,
    /// Times accepted, at most `tried`.
    pub accepted: i64,
}

impl OutcomeCounts {
    /// Refuse counts that cannot be.
    pub fn check(&self) -> Result<()> {
        check_id("outcomes", "action", &self.action)?;
        if !(0..=MAX_OUTCOMES).contains(&self.tried) {
            return Err(SartorError::out_of_range("outcomes", "tried", self.tried, "0 to 1000000000"));
        }
        if !(0..=self.tried).contains(&self.accepted) {
            return Err(SartorError::out_of_range("outcomes", "accepted", self.accepted, "0 to tried"));
        }
        Ok(())
    }
}

/// Acceptances and refusals that are assumed before any outcome is known. Nobody measured them: they are
/// guesses of the order of magnitude, weak enough that thirty outcomes outweigh them.
fn assumed_outcomes(action: &str) -> (f64, f64) {
    match action {
        "book_fitting" => (2.0, 8.0),
        "recover_cart" => (1.0, 9.0),
        _ => (1.0, 19.0),
    }
}

/// The probability that `action` is accepted, after the outcomes counted so far.
pub fn success_probability(action: &str, counts: Option<&OutcomeCounts>) -> Result<Estimate> {
    let (mut accepted, mut declined) = assumed_outcomes(action);
    let mut basis = Basis::Assumed;
    if let Some(counts) = counts {
        counts.check()?;
        accepted += counts.accepted as f64;
        declined += (counts.tried - counts.accepted) as f64;
        if counts.tried >= MIN_OUTCOMES {
            basis = Basis::Segment;
        }
    }
    let tail = (1.0 - LEVEL) / 2.0;
    let value = accepted / (accepted + declined);
    let low = beta_quantile(accepted, declined, tail);
    let high = beta_quantile(accepted, declined, 1.0 - tail);
    Ok(Estimate::new(value, low, high, basis))
}

/// The `x` with `I_x(a, b) = probability`, for `a, b >= 1`: Newton's steps, kept inside a bracket by bisection.
fn beta_quantile(a: f64, b: f64, probability: f64) -> f64 {
    let ln_norm = ln_beta(a, b);
    let (mut low, mut high) = (0.0, 1.0);
    let mean = a / (a + b);
    let deviation = (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
    let normal = mean + normal_quantile(probability) * deviation;
    let mut x = if normal > 0.0 && normal < 1.0 { normal } else { mean };
    for _ in 0..100 {
        let excess = beta_inc(a, b, x) - probability;
        if excess < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let density = exp((a - 1.0) * ln(x) + (b - 1.0) * ln_1p(-x) - ln_norm);
        let newton = x - excess / density;
        let inside = newton > low && newton < high;
        let next = if inside { newton } else { f64::midpoint(low, high) };
        // Newton's error is squared by each step: after one this small, nothing is left to gain.
        if (next - x).abs() <= if inside { 1e-9 * x } else { f64::EPSILON * x } {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(tried: i64, accepted: i64) -> OutcomeCounts {
        OutcomeCounts { action: "recover_cart".into(), tried, accepted }
    }

    #[test]
    fn the_interval_agrees_with_forty_digit_arithmetic() {
        // mpmath 1.3, 40 digits: the 5 % and 95 % quantiles of Beta(a, b).
        let reference = [
            (2.0, 8.0, 0.041_023_167_506_996_54, 0.429_135_547_031_434_6),
            (1.0, 9.0, 0.005_683_044_988_048_048, 0.283_128_835_563_113_5),
            (1.0, 19.0, 0.002_696_006_302_871_282_2, 0.145_868_503_312_243_46),
            (20.0, 80.0, 0.138_087_279_060_858_77, 0.268_762_673_892_538_5),
            (31.0, 4.0, 0.787_466_128_765_659_2, 0.958_800_470_552_103_7),
            (1001.0, 99009.0, 0.009_496_885_988_252_872, 0.010_532_253_253_137_327),
        ];
        for (a, b, low, high) in reference {
            for (probability, expected) in [(0.05, low), (0.95, high)] {
                let found = beta_quantile(a, b, probability);
                assert!((found / expected - 1.0).abs() < 1e-11, "Beta({a}, {b}) at {probability}: {found}");
            }
        }
    }

    #[test]
    fn thirty_outcomes_replace_the_assumption() {
        let basis = |tried| success_probability("recover_cart", Some(&counts(tried, 5))).unwrap().basis;
        assert_eq!((basis(29), basis(30)), (Basis::Assumed, Basis::Segment));
    }

    #[test]
    fn counts_that_cannot_be_are_refused() {
        for (tried, accepted) in [(-1, 0), (3, 4), (3, -1), (i64::MAX, 0)] {
            let error = success_probability("recover_cart", Some(&counts(tried, accepted))).unwrap_err();
            assert_eq!(error.code(), "OUT_OF_RANGE");
        }
    }

    #[test]
    fn the_most_extreme_counts_still_give_an_interval() {
        for (tried, accepted) in
            [(MAX_OUTCOMES, 0), (MAX_OUTCOMES, MAX_OUTCOMES), (MAX_OUTCOMES, MAX_OUTCOMES / 2)]
        {
            let estimate = success_probability("recover_cart", Some(&counts(tried, accepted))).unwrap();
            assert!(estimate.low <= estimate.value && estimate.value <= estimate.high, "{estimate:?}");
            assert!(estimate.high - estimate.low < 1e-4);
        }
    }

    proptest! {
        #[test]
        fn the_value_lies_in_its_interval_and_more_acceptances_never_lower_it(
            tried in 0_i64..100_000, share in 0.0..=1.0_f64,
        ) {
            let accepted = (tried as f64 * share) as i64;
            let estimate = success_probability("recover_cart", Some(&counts(tried, accepted))).unwrap();
            prop_assert!(0.0 <= estimate.low && estimate.low < estimate.value);
            prop_assert!(estimate.value < estimate.high && estimate.high <= 1.0);
            let better = success_probability("recover_cart", Some(&counts(tried + 1, accepted + 1))).unwrap();
            prop_assert!(better.value > estimate.value && better.low > estimate.low);
        }

        #[test]
        fn a_quantile_has_its_probability(a in 1.0..5_000.0_f64, b in 1.0..5_000.0_f64, p in 0.01..0.99_f64) {
            prop_assert!((beta_inc(a, b, beta_quantile(a, b, p)) - p).abs() < 1e-9);
        }
    }
}
