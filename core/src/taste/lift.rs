//! What is believed of one lift? A gamma distribution, with its interval, tails and distances.

use super::quantile::ends;
use crate::math::{cbrt, exp, gamma_p, lgamma, ln, normal_cdf, sqrt};

/// Lifts below this are told apart no further when widths are compared.
const LEAST_LIFT: f64 = 0.01;
/// A tail that Wilson and Hilferty's cube root puts above this is not computed exactly.
const CLEARLY_LARGE: f64 = 0.2;
/// Below this shape the cube root is no guide.
const SMALL_SHAPE: f64 = 0.5;

/// A lift, distributed as a gamma variable of this shape and rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LiftPosterior {
    /// Shape, above 0.
    pub shape: f64,
    /// Rate, above 0.
    pub rate: f64,
}

impl LiftPosterior {
    /// A gamma distribution of this shape and rate, both above 0.
    pub fn new(shape: f64, rate: f64) -> Self {
        Self { shape, rate }
    }

    /// The gamma distribution with the mean and variance of a share over its expectation, where the share is
    /// beta distributed: of `alpha + beta` counts `alpha` fell on a value that is expected to get `expected`.
    ///
    /// ```
    /// use sartor::taste::LiftPosterior;
    /// let lift = LiftPosterior::of_share(3.0, 7.0, 0.1);
    /// assert!((lift.mean() - 3.0).abs() < 1e-12);
    /// ```
    pub fn of_share(alpha: f64, beta: f64, expected: f64) -> Self {
        let shape = alpha * (alpha + beta + 1.0) / beta;
        Self { shape, rate: shape * expected * (alpha + beta) / alpha }
    }

    /// The same mean with a variance larger by `variance` squared means, as of a product with another gamma variable.
    #[must_use]
    pub fn blurred(&self, variance: f64) -> Self {
        let shape = 1.0 / (1.0 / self.shape + variance);
        Self { shape, rate: self.rate * shape / self.shape }
    }

    /// Its mean.
    pub fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    /// The equal-tailed 90 % interval.
    pub fn interval(&self) -> (f64, f64) {
        let (low, high) = ends(self.shape);
        (low / self.rate, high / self.rate)
    }

    /// Twice the smaller of the probabilities that the lift is below 1 and above 1: how surely it differs from
    /// "as expected", on the scale of a two-sided test. Exact wherever it is below 0.2.
    pub fn doubt(&self) -> f64 {
        if self.shape >= SMALL_SHAPE {
            let spread = 1.0 / (3.0 * sqrt(self.shape));
            let z = (cbrt(self.rate / self.shape) - 1.0 + spread * spread) / spread;
            let rough = 2.0 * normal_cdf(-z.abs());
            if rough > CLEARLY_LARGE {
                return rough.min(1.0);
            }
        }
        let below = gamma_p(self.shape, self.rate);
        (2.0 * below.min(1.0 - below)).clamp(0.0, 1.0)
    }

    /// Width of the interval of the lift's logarithm, where lifts below 0.01 count as 0.01.
    pub fn log_width(&self) -> f64 {
        let (low, high) = self.interval();
        ln(high.max(LEAST_LIFT) / low.max(LEAST_LIFT))
    }

    /// What was learnt beyond `prior`: 1 less the width of this interval over the width of the prior's, on the
    /// logarithmic scale; 0 where nothing was.
    pub fn confidence(&self, prior: &Self) -> f64 {
        let before = prior.log_width();
        if before > 0.0 { (1.0 - self.log_width() / before).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Hellinger distance to another: 0 for the same distribution, 1 for two that never agree.
    ///
    /// ```
    /// use sartor::taste::LiftPosterior;
    /// let (calm, wild) = (LiftPosterior::new(20.0, 20.0), LiftPosterior::new(60.0, 20.0));
    /// assert!(calm.hellinger(&calm) < 1e-7);
    /// assert!(calm.hellinger(&wild) > 0.9);
    /// ```
    pub fn hellinger(&self, other: &Self) -> f64 {
        let (shape, rate) = (0.5 * (self.shape + other.shape), 0.5 * (self.rate + other.rate));
        let gammas = lgamma(shape) - 0.5 * (lgamma(self.shape) + lgamma(other.shape));
        let rates = 0.5 * (self.shape * ln(self.rate) + other.shape * ln(other.rate)) - shape * ln(rate);
        sqrt((1.0 - exp((gammas + rates).min(0.0))).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubt_is_exact_where_it_matters_and_close_elsewhere() {
        for shape in [0.1, 0.6, 1.0, 2.5, 7.0, 40.0, 900.0] {
            for ratio in [0.2, 0.5, 0.8, 0.95, 1.0, 1.1, 1.4, 2.0, 4.0] {
                let lift = LiftPosterior::new(shape, shape * ratio);
                let below = gamma_p(shape, shape * ratio);
                let exact = 2.0 * below.min(1.0 - below);
                let off = (lift.doubt() - exact).abs();
                assert!(off <= if exact < 0.18 { 1e-12 } else { 0.04 }, "{shape} {ratio}: {off}");
            }
        }
    }

    #[test]
    fn confidence_grows_with_evidence_and_starts_at_nothing() {
        let prior = LiftPosterior::new(4.0, 4.0);
        assert_eq!(prior.confidence(&prior), 0.0);
        let grown = [5.0, 20.0, 100.0].map(|n| LiftPosterior::new(4.0 + 2.0 * n, 4.0 + n).confidence(&prior));
        assert!(grown.is_sorted() && grown[0] > 0.0 && grown[2] > 0.7 && grown[2] < 1.0, "{grown:?}");
    }
}
