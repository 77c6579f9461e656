//! How often does a contact of one kind find an answer, and how surely is that known?

use crate::estimate::{Basis, Estimate, LEVEL};
use crate::math;

/// A rate as a beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rate {
    pub a: f64,
    pub b: f64,
}

impl Rate {
    pub(super) fn mean(self) -> f64 {
        self.a / (self.a + self.b)
    }

    fn variance(self) -> f64 {
        let n = self.a + self.b;
        self.a * self.b / (n * n * (n + 1.0))
    }

    /// The central interval at the usual level.
    pub(super) fn estimate(self, basis: Basis) -> Estimate {
        let tail = 0.5 * (1.0 - LEVEL);
        let (low, high) = (self.quantile(tail), self.quantile(1.0 - tail));
        let mean = self.mean();
        // Far from symmetric, the mean may lie outside of the central interval.
        Estimate::new(mean, low.min(mean), high.max(mean), basis)
    }

    /// Newton's method on the distribution function, kept between bounds by bisection.
    fn quantile(self, p: f64) -> f64 {
        let Self { a, b } = self;
        let (mut low, mut high) = (0.0, 1.0);
        let mut x = self.mean();
        let front = math::ln_beta(a, b);
        for _ in 0..100 {
            let error = math::beta_inc(a, b, x) - p;
            if error > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let density = math::exp((a - 1.0) * math::ln(x) + (b - 1.0) * math::ln_1p(-x) - front);
            let mut next = x - error / density;
            if !(next > low && next < high) {
                next = 0.5 * (low + high);
            }
            let settled = (next - x).abs() <= 1e-12 * x || high - low < 1e-15;
            x = next;
            if settled {
                break;
            }
        }
        x
    }

    /// Probability that this rate is above another, by the normal approximation of their difference.
    pub(super) fn beats(self, other: Self) -> f64 {
        let spread = math::sqrt(self.variance() + other.variance());
        math::normal_cdf((self.mean() - other.mean()) / spread)
    }
}

/// The prior of rates of which each customer shows `(answered, tried)`: maximum likelihood of the beta-binomial,
/// by Minka's fixed point. Too few customers give a prior around the common rate whose strength is assumed.
pub(super) fn fit_prior(shown: &[(f64, f64)]) -> (Rate, u32) {
    let (mut answered, mut tried, mut customers) = (0.0, 0.0, 0_u32);
    for (own_answered, own_tried) in shown.iter().filter(|(_, tried)| *tried > 0.0) {
        answered += own_answered;
        tried += own_tried;
        customers += 1;
    }
    let mean = (answered + PRIOR_MEAN * PRIOR_STRENGTH) / (tried + PRIOR_STRENGTH);
    let mut rate = Rate { a: mean * PRIOR_STRENGTH, b: (1.0 - mean) * PRIOR_STRENGTH };
    if customers < MIN_CUSTOMERS || answered == 0.0 || answered == tried {
        return (rate, customers);
    }
    // Equal histories are counted once: of few contacts there are few different ones.
    let mut sorted: Vec<(f64, f64)> = shown.iter().copied().filter(|(_, tried)| *tried > 0.0).collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let mut distinct: Vec<(f64, f64, f64)> = Vec::new();
    for (own_answered, own_tried) in sorted {
        match distinct.last_mut() {
            Some(last) if last.0 == own_answered && last.1 == own_tried => last.2 += 1.0,
            _ => distinct.push((own_answered, own_tried, 1.0)),
        }
    }
    for _ in 0..MAX_STEPS {
        let (psi_a, psi_b) = (math::digamma(rate.a), math::digamma(rate.b));
        let psi_n = math::digamma(rate.a + rate.b);
        let (mut up_a, mut up_b, mut down) = (0.0, 0.0, 0.0);
        for (k, n, times) in &distinct {
            up_a += times * (math::digamma(rate.a + k) - psi_a);
            up_b += times * (math::digamma(rate.b + n - k) - psi_b);
            down += times * (math::digamma(rate.a + rate.b + n) - psi_n);
        }
        let next = bounded(Rate { a: rate.a * up_a / down, b: rate.b * up_b / down });
        let settled = (next.a - rate.a).abs() <= 1e-9 * rate.a && (next.b - rate.b).abs() <= 1e-9 * rate.b;
        rate = next;
        if settled {
            break;
        }
    }
    (rate, customers)
}

/// Between these strengths the data of a shop can tell.
fn bounded(rate: Rate) -> Rate {
    let strength = rate.a + rate.b;
    let mean = (rate.a / strength).clamp(1e-4, 1.0 - 1e-4);
    let strength = strength.clamp(LEAST_STRENGTH, MOST_STRENGTH);
    Rate { a: mean * strength, b: (1.0 - mean) * strength }
}

/// The rate at which contacts are answered where nobody has been contacted yet, a judgement.
pub(super) const PRIOR_MEAN: f64 = 0.1;
/// Contacts that this judgement is worth, and the strength where too few customers show any.
pub(super) const PRIOR_STRENGTH: f64 = 10.0;
const MIN_CUSTOMERS: u32 = 20;
const MAX_STEPS: usize = 2_000;
const LEAST_STRENGTH: f64 = 0.5;
const MOST_STRENGTH: f64 = 1_000.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    fn a_quantile_undoes_the_distribution() {
        for (a, b) in [(0.3, 4.0), (1.0, 9.0), (12.0, 3.5), (200.0, 1_500.0)] {
            for p in [0.05, 0.5, 0.95] {
                let x = Rate { a, b }.quantile(p);
                assert!((math::beta_inc(a, b, x) - p).abs() < 1e-10, "{a} {b} {p}");
            }
        }
    }

    #[test]
    fn the_prior_that_made_the_answers_is_found_again() {
        let mut rng = Rng::new(5);
        for (a, b) in [(1.0, 9.0), (2.0, 2.0), (0.6, 8.0)] {
            let shown: Vec<(f64, f64)> = (0..40_000)
                .map(|_| {
                    let (rate, n) = (rng.beta(a, b), 1 + rng.below(20));
                    (rng.binomial(n, rate) as f64, n as f64)
                })
                .collect();
            let (found, customers) = fit_prior(&shown);
            assert_eq!(customers, 40_000);
            assert!((found.mean() - a / (a + b)).abs() < 0.01, "{found:?}");
            assert!((found.a + found.b - a - b).abs() < 0.1 * (a + b), "{found:?}");
        }
    }

    #[test]
    fn few_or_uniform_answers_fall_back_on_an_assumed_strength() {
        let few = fit_prior(&[(1.0, 3.0), (0.0, 2.0)]).0;
        assert!((few.a + few.b - PRIOR_STRENGTH).abs() < 1e-12 && few.mean() > PRIOR_MEAN);
        let silent = fit_prior(&vec![(0.0, 4.0); 100]).0;
        assert!((silent.a + silent.b - PRIOR_STRENGTH).abs() < 1e-12 && silent.mean() < 0.01);
        let none = fit_prior(&[]);
        assert_eq!((none.0.mean(), none.1), (PRIOR_MEAN, 0));
    }
}
