//! How much does a customer spend at a purchase?

use std::sync::Arc;

use sartor::batch::map_chunks;
use sartor::lifetime::{self as core, ConvergenceReport, GammaGammaParams, ParameterInterval};
use sartor::{Result, input};

use super::{CHUNK, equally_long};
use crate::work::{Control, run, run_long, to_json};

/// Mean spend of customers (Fader and Hardie 2013), from repeat purchases and their mean spend.
#[derive(Debug, uniffi::Object)]
pub struct GammaGamma(pub(super) core::GammaGamma);

#[uniffi::export]
impl GammaGamma {
    /// Fit by maximum likelihood: at least 10 repeat buyers; others are passed over.
    #[uniffi::constructor(default(weights = None, penalty = 0.0, control = None))]
    pub fn fit(
        frequency: &[f64],
        monetary: &[f64],
        weights: Option<Vec<f64>>,
        penalty: f64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        run_long("GammaGamma.fit", control, |control| {
            core::GammaGamma::fit(frequency, monetary, weights.as_deref(), penalty, control)
        })
        .map(Self)
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[uniffi::constructor]
    pub fn with_params(params: GammaGammaParams) -> Result<Self> {
        run("GammaGamma.withParams", || core::GammaGamma::with_params(params)).map(Self)
    }

    /// The model that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("GammaGamma.fromJson", || input::from_text("Gamma-Gamma model", text)).map(Self)
    }

    /// The model as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("GammaGamma.toJson", &self.0)
    }

    /// The parameters.
    pub fn params(&self) -> GammaGammaParams {
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

    /// Repeat buyers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        self.0.customers()
    }

    /// Covariance of `p, q, gamma`, row by row.
    pub fn covariance(&self) -> Vec<f64> {
        self.0.covariance().to_vec()
    }

    /// Standard errors of `p, q, gamma`.
    pub fn standard_errors(&self) -> Vec<f64> {
        self.0.standard_errors()
    }

    /// Expected spend of a customer at a purchase.
    pub fn expected_spend(&self, frequency: f64, monetary: f64) -> Result<f64> {
        run("GammaGamma.expectedSpend", || self.0.expected_spend(frequency, monetary))
    }

    /// The same for columns of customers.
    #[uniffi::method(default(control = None))]
    pub fn expected_spend_batch(
        &self,
        frequency: &[f64],
        monetary: &[f64],
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<f64>> {
        run_long("GammaGamma.expectedSpendBatch", control, |control| {
            equally_long(frequency.len(), &[("monetary", monetary.len())])?;
            let rows: Vec<_> = frequency.iter().copied().zip(monetary.iter().copied()).collect();
            map_chunks(&rows, CHUNK, control, |&(x, monetary)| self.0.expected_spend(x, monetary))
        })
    }

    /// `expectedSpend` with the interval that the parameters' uncertainty leaves it.
    #[uniffi::method(default(level = 0.9))]
    pub fn expected_spend_interval(
        &self,
        frequency: f64,
        monetary: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        run("GammaGamma.expectedSpendInterval", || self.0.expected_spend_interval(frequency, monetary, level))
    }

    /// Standard deviation of what is believed of the customer's own mean spend; nothing where it is infinite.
    pub fn mean_spend_deviation(&self, frequency: f64, monetary: f64) -> Result<Option<f64>> {
        run("GammaGamma.meanSpendDeviation", || self.0.mean_spend_deviation(frequency, monetary))
    }

    /// The interval that holds the customer's own mean spend with probability `level`; its value is the median.
    #[uniffi::method(default(level = 0.9))]
    pub fn mean_spend_interval(
        &self,
        frequency: f64,
        monetary: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        run("GammaGamma.meanSpendInterval", || self.0.mean_spend_interval(frequency, monetary, level))
    }
}
