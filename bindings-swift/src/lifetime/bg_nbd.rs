//! How many purchases will customers still make, and are they still customers?

use std::sync::Arc;

use sartor::batch::map_chunks;
use sartor::lifetime::{self as core, BgNbdParams, ConvergenceReport, ParameterInterval};
use sartor::{Result, input};

use super::{CHUNK, equally_long};
use crate::work::{Control, run, run_long, to_json};

/// Purchases of customers who may leave after any of them (Fader, Hardie and Lee 2005).
///
/// Histories are the literature's `x, t_x, T`: repeat purchases, age at the last of them, age now, in one unit
/// of time.
#[derive(Debug, uniffi::Object)]
pub struct BgNbd(pub(super) core::BgNbd);

#[uniffi::export]
impl BgNbd {
    /// Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. `weights` count
    /// rows; a `penalty` of 0.001 to 0.1 tames small samples.
    #[uniffi::constructor(default(weights = None, penalty = 0.0, control = None))]
    pub fn fit(
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        weights: Option<Vec<f64>>,
        penalty: f64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        run_long("BgNbd.fit", control, |control| {
            core::BgNbd::fit(frequency, last_purchase_age, age, weights.as_deref(), penalty, control)
        })
        .map(Self)
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[uniffi::constructor]
    pub fn with_params(params: BgNbdParams) -> Result<Self> {
        run("BgNbd.withParams", || core::BgNbd::with_params(params)).map(Self)
    }

    /// The model that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("BgNbd.fromJson", || input::from_text("BG/NBD model", text)).map(Self)
    }

    /// The model as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("BgNbd.toJson", &self.0)
    }

    /// The parameters.
    pub fn params(&self) -> BgNbdParams {
        self.0.params().clone()
    }

    /// How the fit ended.
    pub fn convergence(&self) -> ConvergenceReport {
        self.0.convergence().clone()
    }

    /// The log-likelihood of the data it was fitted to; 0 for given parameters.
    pub fn log_likelihood(&self) -> f64 {
        self.0.log_likelihood()
    }

    /// Customers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        self.0.customers()
    }

    /// Covariance of `r, alpha, a, b`, row by row.
    pub fn covariance(&self) -> Vec<f64> {
        self.0.covariance().to_vec()
    }

    /// Standard errors of `r, alpha, a, b`.
    pub fn standard_errors(&self) -> Vec<f64> {
        self.0.standard_errors()
    }

    /// Probability that a customer is still one; exactly 1 without a repeat purchase.
    pub fn probability_alive(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<f64> {
        run("BgNbd.probabilityAlive", || self.0.probability_alive(frequency, last_purchase_age, age))
    }

    /// The same for columns of customers.
    #[uniffi::method(default(control = None))]
    pub fn probability_alive_batch(
        &self,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<f64>> {
        run_long("BgNbd.probabilityAliveBatch", control, |control| {
            let rows = histories(frequency, last_purchase_age, age)?;
            map_chunks(&rows, CHUNK, control, |&[x, t_x, age]| self.0.probability_alive(x, t_x, age))
        })
    }

    /// `probabilityAlive` with the interval that the parameters' uncertainty leaves it.
    #[uniffi::method(default(level = 0.9))]
    pub fn probability_alive_interval(
        &self,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        run("BgNbd.probabilityAliveInterval", || {
            self.0.probability_alive_interval(frequency, last_purchase_age, age, level)
        })
    }

    /// Purchases expected in the next `periods`.
    pub fn expected_purchases(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        run("BgNbd.expectedPurchases", || {
            self.0.expected_purchases(periods, frequency, last_purchase_age, age)
        })
    }

    /// The same for columns of customers.
    #[uniffi::method(default(control = None))]
    pub fn expected_purchases_batch(
        &self,
        periods: f64,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<f64>> {
        run_long("BgNbd.expectedPurchasesBatch", control, |control| {
            let rows = histories(frequency, last_purchase_age, age)?;
            map_chunks(&rows, CHUNK, control, |&[x, t_x, age]| {
                self.0.expected_purchases(periods, x, t_x, age)
            })
        })
    }

    /// `expectedPurchases` with the interval that the parameters' uncertainty leaves it.
    #[uniffi::method(default(level = 0.9))]
    pub fn expected_purchases_interval(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        run("BgNbd.expectedPurchasesInterval", || {
            self.0.expected_purchases_interval(periods, frequency, last_purchase_age, age, level)
        })
    }

    /// Purchases expected of a new customer in the `periods` after their first.
    pub fn expected_purchases_new_customer(&self, periods: f64) -> Result<f64> {
        run("BgNbd.expectedPurchasesNewCustomer", || self.0.expected_purchases_new_customer(periods))
    }

    /// Probability of a purchase in the next `periods` of the kind that makes up `share` of all.
    #[uniffi::method(default(share = 1.0))]
    pub fn purchase_probability(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        share: f64,
    ) -> Result<f64> {
        run("BgNbd.purchaseProbability", || {
            self.0.purchase_probability(periods, share, frequency, last_purchase_age, age)
        })
    }

    /// `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact.
    #[uniffi::method(default(share = 1.0, level = 0.9))]
    pub fn purchase_probability_interval(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        share: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        run("BgNbd.purchaseProbabilityInterval", || {
            self.0.purchase_probability_interval(periods, share, frequency, last_purchase_age, age, level)
        })
    }

    /// Time from now within which the next purchase of a customer who is still one falls with probability `q`.
    pub fn next_purchase_quantile(
        &self,
        q: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        run("BgNbd.nextPurchaseQuantile", || {
            self.0.next_purchase_quantile(q, frequency, last_purchase_age, age)
        })
    }

    /// Probabilities of 0, 1, ... `most` purchases in the next `periods`.
    pub fn purchase_distribution(
        &self,
        periods: f64,
        most: u32,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<Vec<f64>> {
        run("BgNbd.purchaseDistribution", || {
            self.0.purchase_distribution(periods, most, frequency, last_purchase_age, age)
        })
    }

    /// For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
    /// at least that probability.
    pub fn purchase_quantiles(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        levels: &[f64],
    ) -> Result<Vec<f64>> {
        run("BgNbd.purchaseQuantiles", || {
            self.0.purchase_quantiles(periods, frequency, last_purchase_age, age, levels)
        })
    }
}

fn histories(frequency: &[f64], last_purchase_age: &[f64], age: &[f64]) -> Result<Vec<[f64; 3]>> {
    equally_long(frequency.len(), &[("lastPurchaseAge", last_purchase_age.len()), ("age", age.len())])?;
    let ages = last_purchase_age.iter().zip(age);
    Ok(frequency.iter().zip(ages).map(|(x, (t_x, age))| [*x, *t_x, *age]).collect())
}
