//! How many purchases will a customer make, if nobody ever leaves?
//!
//! The negative binomial distribution of Ehrenberg, "The pattern of consumer purchases" (Applied Statistics 8(1),
//! 1959): everybody buys at random, at a rate of their own that is gamma distributed over the customers (shape `r`,
//! rate `alpha`). It is the baseline: a model in which customers leave has to forecast better than this one. Only the
//! number of purchases and the age enter; when they were made does not.
//!
//! `P(x | T) = Gamma(r + x) / (Gamma(r) x!) (alpha / (alpha + T))^r (T / (alpha + T))^x`
//!
//! The likelihood of a history is that of its purchases at the times when they came, without `T^x / x!`, as in the
//! models in which customers leave, so that their likelihoods compare.
//!
//! ```
//! use sartor::lifetime::{Nbd, NbdParams};
//! let model = Nbd::with_params(NbdParams { r: 0.385, alpha: 12.07 })?;
//! assert_eq!(model.probability_alive(2.0, 10.0, 200.0)?, 1.0); // by construction
//! let expected = model.expected_purchases(39.0, 2.0, 30.43, 38.86)?;
//! assert!((expected - 39.0 * 2.385 / (12.07 + 38.86)).abs() < 1e-12);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
use super::columns::Row;
use super::covariates::CovariateProcess;
use super::curve::Curves;
#[cfg(feature = "train")]
use super::evaluation::Evaluation;
use super::history::History;
use super::model::PurchaseModel;
#[cfg(feature = "train")]
use super::process::Totals;
use super::process::{ActiveCustomer, Counts, MOST_PURCHASES, Plain, PurchaseProcess};
use crate::math;
use crate::rng::Rng;

/// NBD with parameters that were fitted, or given.
pub type Nbd = PurchaseModel<NbdParams>;

/// The parameters of an NBD model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct NbdParams {
    /// Shape of the gamma distribution of purchase rates; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
    pub alpha: f64,
}

/// A customer whose rate of purchase is gamma distributed.
#[derive(Debug, Clone)]
pub struct Buyer {
    /// Shape of their rate of purchase.
    pub r: f64,
    /// Rate of that.
    pub alpha: f64,
}

/// `-ln` of the probability below which a tail is dropped.
const NEGLIGIBLE: f64 = 38.0;

impl ActiveCustomer for Buyer {
    fn expected_purchases(&self, t: f64) -> f64 {
        self.r * (t / self.alpha)
    }

    fn probability_of_none(&self, t: f64) -> f64 {
        math::exp(-self.r * math::ln_1p(t / self.alpha))
    }

    fn counts(&self, alive: f64, t: f64) -> Counts<'_> {
        let arrivals = Arrivals::new(self.r, self.alpha, t);
        let most = self.most_purchases(t) as usize + 1;
        Box::new(arrivals.take(most).enumerate().map(move |(n, mass)| {
            let left = if n == 0 { 1.0 - alive } else { 0.0 };
            left + alive * mass
        }))
    }

    /// Purchases of the kind come at the rate times the share.
    fn probability_of_kind(&self, t: f64, share: f64) -> f64 {
        -math::exp_m1(-self.r * math::ln_1p(share * (t / self.alpha)))
    }

    /// The mean, eight standard deviations, and the length of the geometric tail.
    fn most_purchases(&self, t: f64) -> f64 {
        let odds = t / self.alpha;
        let mean = self.r * odds;
        math::floor(mean + 8.0 * math::sqrt(mean * (1.0 + odds)) + NEGLIGIBLE / math::ln_1p(1.0 / odds)) + 1.0
    }

    fn discounted_for_ever(&self, force: f64) -> Option<f64> {
        Some(self.r / self.alpha / force)
    }

    fn discounted_purchases(&self, periods: f64, force: f64) -> f64 {
        if force == 0.0 {
            return self.expected_purchases(periods);
        }
        self.r / self.alpha * (-math::exp_m1(-force * periods) / force)
    }

    fn probability_of_ever(&self) -> f64 {
        1.0
    }

    fn next_purchase_quantile(&self, q: f64) -> f64 {
        (self.alpha * math::exp_m1(-math::ln_1p(-q) / self.r)).min(f64::MAX)
    }
}

/// Negative binomial probabilities of 0, 1, 2, ... arrivals.
#[derive(Debug, Clone)]
struct Arrivals {
    r: f64,
    z: f64,
    n: f64,
    /// The logarithm of the probability while that is too small for a double.
    log: f64,
    mass: f64,
}

impl Arrivals {
    fn new(r: f64, alpha: f64, t: f64) -> Self {
        let log = -r * math::ln_1p(t / alpha);
        Self { r, z: t / (alpha + t), n: 0.0, log, mass: math::exp(log) }
    }
}

impl Iterator for Arrivals {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let mass = self.mass;
        let ratio = (self.r + self.n) / (self.n + 1.0) * self.z;
        self.n += 1.0;
        if self.log < -690.0 {
            self.log += math::ln(ratio);
            self.mass = math::exp(self.log);
        } else {
            self.mass *= ratio;
        }
        Some(mass)
    }
}

impl PurchaseProcess for NbdParams {
    const SUBJECT: &'static str = "NBD";
    const PARAMETERS: &'static [&'static str] = &["r", "alpha"];
    const TIME_POWERS: &'static [i32] = &[0, 1];
    type Active<'a> = Buyer;

    fn numbers(&self) -> Vec<f64> {
        vec![self.r, self.alpha]
    }

    fn with_numbers(&self, numbers: &[f64]) -> Self {
        match *numbers {
            [r, alpha] => Self { r, alpha },
            _ => self.clone(),
        }
    }

    fn posterior(&self, history: &History, _: &Curves) -> (f64, Buyer) {
        (1.0, Buyer { r: self.r + history.x, alpha: self.alpha + history.age })
    }

    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64> {
        let rate = rng.gamma(self.r, self.alpha);
        let mut ages = Vec::new();
        let mut now = rng.exponential(rate);
        // A rate that underflowed to 0 never comes round.
        while now <= age && ages.len() < MOST_PURCHASES as usize {
            ages.push(now);
            now += rng.exponential(rate);
        }
        ages
    }

    #[cfg(feature = "train")]
    fn starts(&self, totals: &Totals) -> Vec<Vec<f64>> {
        let rate = totals.purchases / totals.customers;
        [0.3, 1.0, 3.0].map(|r| vec![r, r / rate]).to_vec()
    }

    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation {
        let Self { r, alpha } = self.with_numbers(numbers);
        let (ln_alpha, digamma, trigamma) = (math::ln(alpha), math::digamma(r), math::trigamma(r));
        let (mut value, mut by_r, mut by_alpha) = (0.0, 0.0, 0.0);
        let (mut rr, mut ra, mut aa) = (0.0, 0.0, 0.0);
        for group in histories.chunk_by(|one, other| one.values[0] == other.values[0]) {
            let Some(x) = group.first().map(|h| h.values[0]) else { continue };
            let shape = r + x;
            let mut weights = 0.0;
            for Row { values: [_, _, age], weight } in group {
                weights += weight;
                let rate = 1.0 / (alpha + age);
                let log = math::ln(alpha + age);
                value -= weight * shape * log;
                by_r -= weight * log;
                by_alpha -= weight * shape * rate;
                ra -= weight * rate;
                aa += weight * shape * rate * rate;
            }
            value += weights * (math::lgamma_ratio(r, x) + r * ln_alpha);
            by_r += weights * (math::digamma(shape) - digamma + ln_alpha);
            by_alpha += weights * r / alpha;
            rr += weights * (math::trigamma(shape) - trigamma);
            ra += weights / alpha;
            aa -= weights * r / (alpha * alpha);
        }
        Evaluation::new(value, [by_r, by_alpha], [[rr, ra], [ra, aa]])
    }
}

impl CovariateProcess for NbdParams {
    const COVARIATES_ACT_ON: &'static [(&'static str, f64)] = &[("alpha", -1.0)];
}

impl Plain for NbdParams {
    fn any() -> Self {
        Self { r: 1.0, alpha: 1.0 }
    }
}
