//! What does a learner minimise, and what does its score mean?
//!
//! A learner gives each row a score `s`; the objective says which mean `m` of the label `y` it stands for, and what the
//! score costs. Gradient and curvature are of that cost by `s`.
//!
//! | objective | mean | cost | source |
//! | --- | --- | --- | --- |
//! | logistic | `1 / (1 + e^-s)` | `ln(1 + e^s) - y s` | Cox 1958 |
//! | squared | `s` | `(y - s)² / 2` | Gauss 1809 |
//! | Poisson | `e^s` | `m - y s` | Nelder and Wedderburn 1972 |
//! | gamma | `e^s` | `y / m + s` | Nelder and Wedderburn 1972 |
//! | Tweedie, power `p` in (1, 2) | `e^s` | `-y m^(1-p) / (1-p) + m^(2-p) / (2-p)` | Jørgensen 1987 |
//! | quantile `q` | `s`, the `q`-quantile | `q (y - s)` above, `(1 - q) (s - y)` below | Koenker and Bassett 1978 |
//!
//! ```
//! use sartor::learn::Objective;
//! let (gradient, curvature) = Objective::Logistic.derivatives(0.0, 1.0);
//! assert_eq!((gradient, curvature), (-0.5, 0.25));
//! assert_eq!(Objective::Poisson.mean(0.0), 1.0);
//! let error = Objective::Logistic.check_labels(&[0.0, 2.0]).unwrap_err();
//! assert_eq!(error.to_string(), "labels: label of row 1 is 2, expected 0 or 1");
//! ```

use serde::{Deserialize, Serialize};

use crate::{Result, SartorError, math};

const SUBJECT: &str = "labels";
/// The largest label or weight either way, so that no sum of squares overflows.
const MOST: f64 = 1e15;
/// Exponentials of scores stay finite, and so do their products with labels.
const MOST_LOG: f64 = 200.0;

/// What is minimised.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "node",
    napi_derive::napi(
        discriminant = "kind",
        discriminant_case = "snake_case",
        object_from_js = false,
        use_nullable = true
    )
)]
pub enum Objective {
    /// Labels 0 or 1; the score is the log-odds of 1.
    #[default]
    Logistic,
    /// Any numbers; the score is their mean.
    Squared,
    /// Counts, or other numbers of at least 0; the score is the logarithm of the mean.
    Poisson,
    /// Positive amounts whose spread grows with the mean; the score is the logarithm of the mean.
    Gamma,
    /// Amounts of at least 0 with many zeros; the score is the logarithm of the mean.
    Tweedie {
        /// The variance grows with this power of the mean: above 1 (as counts), below 2 (as gamma).
        power: f64,
    },
    /// Any numbers; the score is their quantile.
    Quantile {
        /// Which: above 0, below 1.
        level: f64,
    },
}

impl Objective {
    /// Refuse a power or level outside its range.
    pub fn check(&self) -> Result<()> {
        let inside = |field: &str, value: f64, low: f64, high: f64| {
            if value > low && value < high {
                return Ok(());
            }
            let expected = format!("above {low} and below {high}");
            Err(SartorError::out_of_range("objective", field, value, &expected))
        };
        match self {
            Self::Tweedie { power } => inside("power", *power, 1.0, 2.0),
            Self::Quantile { level } => inside("level", *level, 0.0, 1.0),
            _ => Ok(()),
        }
    }

    /// Refuse labels of which one cannot be.
    pub(super) fn check_each(&self, labels: &[f64]) -> Result<()> {
        let (fits, expected): (fn(f64) -> bool, &str) = match self {
            Self::Logistic => (|label| label == 0.0 || label == 1.0, "0 or 1"),
            Self::Squared | Self::Quantile { .. } => (|label| label.abs() <= MOST, "a number within 1e15"),
            Self::Poisson | Self::Tweedie { .. } => {
                (|label| (0.0..=MOST).contains(&label), "a number of 0 to 1e15")
            }
            Self::Gamma => (|label| label > 0.0 && label <= MOST, "a number above 0, at most 1e15"),
        };
        if let Some((row, label)) = labels.iter().enumerate().find(|(_, label)| !fits(**label)) {
            return Err(SartorError::out_of_range(SUBJECT, &format!("label of row {row}"), label, expected));
        }
        Ok(())
    }

    /// Refuse labels of which one cannot be, or, where classes are learnt, that are all of one class.
    pub fn check_labels(&self, labels: &[f64]) -> Result<()> {
        self.check_each(labels)?;
        let too_few = |found: i64, needed: i64, unit: &str| {
            let subject = SUBJECT.to_owned();
            Err(SartorError::TooFew { subject, found, needed, unit: unit.to_owned() })
        };
        let Some(first) = labels.first() else { return too_few(0, 1, "rows") };
        if *self == Self::Logistic && labels.iter().all(|label| label == first) {
            return too_few(1, 2, "classes");
        }
        let means = matches!(self, Self::Poisson | Self::Tweedie { .. });
        if means && labels.iter().all(|label| *label == 0.0) {
            return too_few(0, 1, "labels above 0");
        }
        Ok(())
    }

    /// The score that alone fits all labels best; labels have been checked, weights are at least 0 and not all 0.
    pub fn initial_score(&self, labels: &[f64], weights: Option<&[f64]>) -> f64 {
        if let Self::Quantile { level } = self {
            let mut pairs: Vec<(f64, f64)> = match weights {
                Some(weights) => labels.iter().copied().zip(weights.iter().copied()).collect(),
                None => labels.iter().map(|label| (*label, 1.0)).collect(),
            };
            return weighted_quantile(&mut pairs, *level);
        }
        let (mut sum, mut total) = (0.0, 0.0);
        for (row, label) in labels.iter().enumerate() {
            let weight = weights.and_then(|weights| weights.get(row)).copied().unwrap_or(1.0);
            sum += weight * label;
            total += weight;
        }
        let mean = sum / total;
        match self {
            // Weights may leave one class without any.
            Self::Logistic => math::logit(mean.clamp(1e-15, 1.0 - 1e-15)),
            Self::Squared | Self::Quantile { .. } => mean,
            Self::Poisson | Self::Gamma | Self::Tweedie { .. } => math::ln(mean.max(1e-30)),
        }
    }

    /// Gradient and curvature of the cost at a score.
    #[inline]
    pub fn derivatives(&self, score: f64, label: f64) -> (f64, f64) {
        match self {
            Self::Logistic => {
                let mean = probability(score);
                (mean - label, mean * (1.0 - mean))
            }
            Self::Squared => (score - label, 1.0),
            Self::Poisson => {
                let mean = exp(score);
                (mean - label, mean)
            }
            Self::Gamma => {
                let ratio = label * exp(-score);
                (1.0 - ratio, ratio)
            }
            Self::Tweedie { power } => {
                let paid = label * exp((1.0 - power) * score);
                let due = exp((2.0 - power) * score);
                (due - paid, (2.0 - power) * due + (power - 1.0) * paid)
            }
            Self::Quantile { level } => (if label > score { -level } else { 1.0 - level }, 1.0),
        }
    }

    /// The mean of the label that a score stands for; the quantile itself, of a quantile.
    #[inline]
    pub fn mean(&self, score: f64) -> f64 {
        match self {
            Self::Logistic => probability(score),
            Self::Squared | Self::Quantile { .. } => score,
            Self::Poisson | Self::Gamma | Self::Tweedie { .. } => exp(score),
        }
    }

    /// What a score costs; of a likelihood without the terms that the score does not change.
    #[inline]
    pub fn cost(&self, score: f64, label: f64) -> f64 {
        match self {
            Self::Logistic => score.max(0.0) - label * score + math::ln_1p(exp(-score.abs())),
            Self::Squared => 0.5 * (label - score) * (label - score),
            Self::Poisson => exp(score) - label * score,
            Self::Gamma => label * exp(-score) + score,
            Self::Tweedie { power } => {
                exp((2.0 - power) * score) / (2.0 - power)
                    + label * exp((1.0 - power) * score) / (power - 1.0)
            }
            Self::Quantile { level } => {
                let above = label - score;
                above * (if above > 0.0 { *level } else { level - 1.0 })
            }
        }
    }
}

#[inline]
fn exp(x: f64) -> f64 {
    math::exp(x.clamp(-MOST_LOG, MOST_LOG))
}

/// The logistic function without a branch, as it is asked millions of times for scores of either sign.
#[inline]
fn probability(score: f64) -> f64 {
    let e = exp(-score.abs());
    (if score < 0.0 { e } else { 1.0 }) / (1.0 + e)
}

/// Of pairs of a value and a weight of at least 0: the smallest value up to which `level` of the weight lies.
pub(super) fn weighted_quantile(pairs: &mut [(f64, f64)], level: f64) -> f64 {
    pairs.sort_unstable_by(|left, right| left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1)));
    let total = pairs.iter().fold(0.0, |sum, (_, weight)| sum + weight);
    let mut below = 0.0;
    for (value, weight) in pairs.iter() {
        below += weight;
        if *weight > 0.0 && below >= level * total {
            return *value;
        }
    }
    pairs.last().map_or(0.0, |(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Objective; 6] = [
        Objective::Logistic,
        Objective::Squared,
        Objective::Poisson,
        Objective::Gamma,
        Objective::Tweedie { power: 1.4 },
        Objective::Quantile { level: 0.8 },
    ];

    #[test]
    fn the_initial_score_is_where_the_gradient_vanishes() {
        let labels = [[1.0, 0.0, 1.0, 1.0, 0.0], [0.5, 1.5, 9.0, 2.0, 3.0]];
        let weights = [1.0, 2.0, 0.0, 0.5, 3.0];
        for objective in &ALL[..5] {
            let labels = labels[usize::from(*objective != Objective::Logistic)];
            let score = objective.initial_score(&labels, Some(&weights));
            let rows = labels.iter().zip(&weights);
            let gradient: f64 =
                rows.map(|(label, weight)| weight * objective.derivatives(score, *label).0).sum();
            assert!(gradient.abs() < 1e-12, "{objective:?} {gradient}");
        }
    }

    #[test]
    fn a_quantile_has_its_share_below() {
        let labels: Vec<f64> = (0..100).map(|n| f64::from(n * 37 % 100)).collect();
        assert_eq!(Objective::Quantile { level: 0.8 }.initial_score(&labels, None), 79.0);
        let mut pairs = [(3.0, 1.0), (1.0, 1.0), (2.0, 0.0), (9.0, 2.0)];
        assert_eq!(weighted_quantile(&mut pairs, 0.5), 3.0);
        assert_eq!(weighted_quantile(&mut pairs, 0.51), 9.0);
    }

    #[test]
    fn labels_that_cannot_be_are_refused_with_their_row() {
        let code = |objective: Objective, labels: &[f64]| match objective.check_labels(labels) {
            Ok(()) => "",
            Err(error) => error.code(),
        };
        assert_eq!(code(Objective::Logistic, &[0.0, 0.0]), "TOO_FEW");
        assert_eq!(code(Objective::Poisson, &[0.0, 0.0]), "TOO_FEW");
        assert_eq!(code(Objective::Gamma, &[1.0, 0.0]), "OUT_OF_RANGE");
        for objective in ALL {
            assert_eq!(code(objective, &[]), "TOO_FEW", "{objective:?}");
            for wrong in [f64::NAN, f64::INFINITY, -1e16] {
                assert_eq!(code(objective, &[1.0, wrong]), "OUT_OF_RANGE", "{objective:?} {wrong}");
            }
        }
        for wrong in [1.0, 2.0, f64::NAN] {
            assert!(Objective::Tweedie { power: wrong }.check().is_err());
        }
        assert!(Objective::Quantile { level: 0.0 }.check().is_err());
    }

    proptest! {
        #[test]
        fn gradient_and_curvature_are_those_of_the_cost(score in -6.0..6.0_f64, label in 0.01..30.0_f64) {
            let step = 1e-5;
            for objective in ALL {
                let label = if objective == Objective::Logistic { f64::from(u8::from(label > 15.0)) } else { label };
                if matches!(objective, Objective::Quantile { .. }) && (label - score).abs() < 1e-3 {
                    continue;
                }
                let (gradient, curvature) = objective.derivatives(score, label);
                let slope = (objective.cost(score + step, label) - objective.cost(score - step, label)) / (2.0 * step);
                let bend = (objective.derivatives(score + step, label).0
                    - objective.derivatives(score - step, label).0) / (2.0 * step);
                prop_assert!((gradient - slope).abs() <= 1e-5 * (1.0 + curvature.abs()), "{objective:?} {gradient} {slope}");
                if !matches!(objective, Objective::Quantile { .. }) {
                    prop_assert!((curvature - bend).abs() <= 1e-6 * (1.0 + curvature.abs()), "{objective:?}");
                }
                prop_assert!(curvature > 0.0);
            }
        }

        #[test]
        fn no_score_makes_a_cost_that_is_not_finite(score in any::<f64>()) {
            for objective in ALL {
                let (gradient, curvature) = objective.derivatives(score.clamp(-1e15, 1e15), 1.0);
                prop_assert!(gradient.is_finite() && curvature.is_finite() || score.is_nan());
            }
        }
    }
}
