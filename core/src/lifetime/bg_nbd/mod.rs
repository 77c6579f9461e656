//! How many purchases will a customer still make, and is the customer still one?
//!
//! The BG/NBD model of Fader, Hardie and Lee, "Counting your customers the easy way" (Marketing Science
//! 24(2), 2005): while active, a customer buys at random at a rate of their own; after each purchase they
//! leave for good with a probability of their own. Rates follow a gamma distribution over the customers
//! (shape `r`, rate `alpha`), probabilities of leaving a beta distribution (`a`, `b`).
//!
//! Leaving can only follow a repeat purchase, so the model holds every customer without one to be active
//! for certain: [`BgNbd::probability_alive`] is exactly 1 for them, whatever their age. Their expected
//! purchases fall with age all the same, and those are what to act on.
//!
//! ```
//! use sartor::lifetime::{BgNbd, BgNbdParams};
//! let model = BgNbd::with_params(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
//! assert!(model.probability_alive(26.0, 30.857, 31.0)? > 0.96); // bought yesterday
//! assert!(model.probability_alive(26.0, 10.0, 31.0)? < 1e-5); // has been silent for 21 weeks
//! assert_eq!(model.probability_alive(0.0, 0.0, 31.0)?, 1.0); // by construction, see above
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod count;
mod customer;
#[cfg(feature = "train")]
mod fit;

use serde::{Deserialize, Serialize};

pub(super) use self::count::{Active, CountDistribution};
pub(crate) use self::customer::Customer;
use super::convergence::ConvergenceReport;
use super::interval::{ParameterInterval, check_level};
use super::summary::check_history;
use crate::{Result, SartorError, math};

const SUBJECT: &str = "BG/NBD";
/// The most purchases whose probabilities are listed.
const MOST_PURCHASES: u32 = 1_000_000;
/// What is said to be wrong when a history is.
const HISTORY: &str = "purchase summary";

/// The parameters of a BG/NBD model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BgNbdParams {
    /// Shape of the gamma distribution of purchase rates; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
    pub alpha: f64,
    /// First parameter of the beta distribution of the probability to leave after a purchase; above 0.
    pub a: f64,
    /// Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
    pub b: f64,
}

impl BgNbdParams {
    /// Refuse parameters outside 1e-9 to 1e12.
    pub fn check(&self) -> Result<()> {
        for (field, value) in [("r", self.r), ("alpha", self.alpha), ("a", self.a), ("b", self.b)] {
            if !(1e-9..=1e12).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, "1e-9 to 1e12"));
            }
        }
        Ok(())
    }

    fn to_array(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    fn from_array([r, alpha, a, b]: &[f64; 4]) -> Self {
        Self { r: *r, alpha: *alpha, a: *a, b: *b }
    }

    /// Probability to be active, and the parameters updated by the history if so.
    pub(in crate::lifetime) fn posterior(&self, x: f64, t_x: f64, age: f64) -> (f64, Active) {
        let active = Active { r: self.r + x, alpha: self.alpha + age, a: self.a, b: self.b + x };
        if x == 0.0 {
            return (1.0, active);
        }
        // Odds of having left after the last purchase, from the ratio of the two terms of their equation 3.
        let silence = (self.r + x) * math::ln_1p((age - t_x) / (self.alpha + t_x));
        let odds = self.a / (self.b + x - 1.0) * math::exp(silence);
        (1.0 / (1.0 + odds), active)
    }
}

/// A fitted BG/NBD model. It cannot hold parameters that are not positive and finite.
///
/// Histories are given as the literature's `x, t_x, T`: repeat purchases, age at the last of them, age now
/// (see [`PurchaseSummary`](super::PurchaseSummary)); a history that cannot be is an `OUT_OF_RANGE` error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "BgNbdRecord")]
pub struct BgNbd {
    params: BgNbdParams,
    log_likelihood: f64,
    covariance: Vec<f64>,
    customers: f64,
    convergence: ConvergenceReport,
}

/// What is stored of a model, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BgNbdRecord {
    params: BgNbdParams,
    log_likelihood: f64,
    covariance: Vec<f64>,
    customers: f64,
    convergence: ConvergenceReport,
}

impl TryFrom<BgNbdRecord> for BgNbd {
    type Error = SartorError;

    fn try_from(record: BgNbdRecord) -> Result<Self> {
        let BgNbdRecord { params, log_likelihood, covariance, customers, convergence } = record;
        let model = Self { params, log_likelihood, covariance, customers, convergence };
        model.check()?;
        Ok(model)
    }
}

impl BgNbd {
    /// A model with parameters from elsewhere, taken as exact: its parameter intervals have no width.
    pub fn with_params(params: BgNbdParams) -> Result<Self> {
        params.check()?;
        Ok(Self {
            params,
            log_likelihood: 0.0,
            covariance: vec![0.0; 16],
            customers: 0.0,
            convergence: ConvergenceReport::given(),
        })
    }

    /// Refuse a model that was stored damaged. Reading one by serde calls this.
    pub fn check(&self) -> Result<()> {
        self.params.check()?;
        super::check_fit(SUBJECT, 4, self.log_likelihood, &self.covariance, self.customers)
    }

    /// The parameters.
    pub fn params(&self) -> &BgNbdParams {
        &self.params
    }

    /// The log-likelihood of the data it was fitted to, in the data's unit of time, without any penalty;
    /// 0 for given parameters.
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Covariance of `r, alpha, a, b`, row by row: the inverse of the observed information.
    pub fn covariance(&self) -> &[f64] {
        &self.covariance
    }

    /// Standard errors of `r, alpha, a, b`.
    pub fn standard_errors(&self) -> [f64; 4] {
        super::standard_errors(&self.covariance)
    }

    /// Customers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// How the fit ended.
    pub fn convergence(&self) -> &ConvergenceReport {
        &self.convergence
    }

    /// Probability that the customer is still active (2005, the ratio behind equation 3); exactly 1 without
    /// a repeat purchase.
    pub fn probability_alive(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<f64> {
        check_history(HISTORY, frequency, last_purchase_age, age)?;
        Ok(self.params.posterior(frequency, last_purchase_age, age).0)
    }

    /// [`Self::probability_alive`] with the interval that the parameters' uncertainty leaves it.
    pub fn probability_alive_interval(
        &self,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        check_level(level)?;
        let customer = self.customer(frequency, last_purchase_age, age)?;
        Ok(customer.probability_alive(level).interval(level))
    }

    /// Purchases expected in the next `periods` (equation 10).
    pub fn expected_purchases(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        check_history(HISTORY, frequency, last_purchase_age, age)?;
        check_periods(periods)?;
        let (alive, active) = self.params.posterior(frequency, last_purchase_age, age);
        Ok(alive * active.expected_purchases(periods))
    }

    /// [`Self::expected_purchases`] with the interval that the parameters' uncertainty leaves it.
    pub fn expected_purchases_interval(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        check_level(level)?;
        check_periods(periods)?;
        let customer = self.customer(frequency, last_purchase_age, age)?;
        Ok(customer.expected_purchases(periods, level).interval(level))
    }

    /// Purchases expected of a new customer in the `periods` after their first purchase (equation 9).
    pub fn expected_purchases_new_customer(&self, periods: f64) -> Result<f64> {
        self.expected_purchases(periods, 0.0, 0.0, 0.0)
    }

    /// Probability of at least one purchase in the next `periods` of the kind that makes up `share` of all
    /// purchases (1 for any purchase).
    ///
    /// Each purchase is of that kind with probability `share` independently of the others, and the customer
    /// may leave after one that is not: the probability is
    /// `share * sum over n of (1 - share)^n E[(1 - p)^n] P(more than n arrivals)`.
    pub fn purchase_probability(
        &self,
        periods: f64,
        share: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        check_history(HISTORY, frequency, last_purchase_age, age)?;
        check_periods(periods)?;
        check_share(share)?;
        let (alive, active) = self.params.posterior(frequency, last_purchase_age, age);
        let [of_kind] = active.probabilities_of_kinds(periods, [share]);
        Ok(alive * of_kind)
    }

    /// [`Self::purchase_probability`] with the interval that the parameters' uncertainty leaves it; the
    /// share is taken as exact.
    pub fn purchase_probability_interval(
        &self,
        periods: f64,
        share: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        check_level(level)?;
        check_periods(periods)?;
        check_share(share)?;
        let customer = self.customer(frequency, last_purchase_age, age)?;
        let [spread] = customer.purchase_probabilities(periods, [share], level);
        Ok(spread.interval(level))
    }

    /// The time from now within which the next purchase falls with probability `q`, given that the customer
    /// is still active: while active, the rate is gamma distributed, so the waiting time is Lomax.
    pub fn next_purchase_quantile(
        &self,
        q: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        check_history(HISTORY, frequency, last_purchase_age, age)?;
        if !(0.0..1.0).contains(&q) {
            return Err(SartorError::out_of_range(SUBJECT, "q", q, "0 to below 1"));
        }
        let (_, active) = self.params.posterior(frequency, last_purchase_age, age);
        Ok((active.alpha * math::exp_m1(-math::ln_1p(-q) / active.r)).min(f64::MAX))
    }

    /// Probabilities of 0, 1, ... `most` purchases in the next `periods` (equation 8 with the parameters
    /// updated by the history).
    pub fn purchase_distribution(
        &self,
        periods: f64,
        most: u32,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<Vec<f64>> {
        if most > MOST_PURCHASES {
            return Err(SartorError::out_of_range(SUBJECT, "most", most, "0 to 1,000,000"));
        }
        let counts = self.count_distribution(periods, frequency, last_purchase_age, age)?;
        Ok(counts.chain(std::iter::repeat(0.0)).take(most as usize + 1).collect())
    }

    /// For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded
    /// with at least that probability.
    pub fn purchase_quantiles(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        levels: &[f64],
    ) -> Result<Vec<f64>> {
        if let Some(level) = levels.iter().find(|level| !(0.0..1.0).contains(*level)) {
            return Err(SartorError::out_of_range(SUBJECT, "levels", level, "0 to below 1"));
        }
        let counts = self.count_distribution(periods, frequency, last_purchase_age, age)?;
        let highest = levels.iter().copied().fold(0.0, f64::max);
        let mut quantiles = vec![None; levels.len()];
        let mut below = 0.0;
        let mut last = 0.0;
        for (n, probability) in counts.enumerate() {
            below += probability;
            last = n as f64;
            for (quantile, level) in quantiles.iter_mut().zip(levels) {
                if quantile.is_none() && below >= *level {
                    *quantile = Some(last);
                }
            }
            if below >= highest {
                break;
            }
        }
        Ok(quantiles.into_iter().map(|quantile| quantile.unwrap_or(last)).collect())
    }

    /// The distribution of the number of purchases in the next `periods`.
    pub(super) fn count_distribution(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<CountDistribution> {
        check_history(HISTORY, frequency, last_purchase_age, age)?;
        check_periods(periods)?;
        let (alive, active) = self.params.posterior(frequency, last_purchase_age, age);
        let counts = CountDistribution::new(alive, &active, periods);
        if counts.most() > f64::from(MOST_PURCHASES) {
            let expected = "a horizon with fewer than 1,000,000 purchases in sight";
            return Err(SartorError::out_of_range(SUBJECT, "periods", periods, expected));
        }
        Ok(counts)
    }

    /// A customer by their history, for all that is asked about them at once.
    pub(crate) fn customer(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<Customer<'_>> {
        check_history(HISTORY, frequency, last_purchase_age, age)?;
        Ok(Customer::new(self, frequency, last_purchase_age, age))
    }
}

/// Accept a horizon.
pub(super) fn check_periods(periods: f64) -> Result<()> {
    if (0.0..=super::summary::MAX_AGE).contains(&periods) {
        return Ok(());
    }
    Err(SartorError::out_of_range(SUBJECT, "periods", periods, "0 to 1e9"))
}

fn check_share(share: f64) -> Result<()> {
    if (0.0..=1.0).contains(&share) {
        return Ok(());
    }
    Err(SartorError::out_of_range(SUBJECT, "share", share, "0 to 1"))
}
