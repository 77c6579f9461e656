//! How much does a customer spend at a purchase?
#![allow(clippy::too_many_arguments)] // they are arguments of Swift and Kotlin, named, most of them with defaults

use std::sync::Arc;

use sartor::lifetime::{
    self as core, ConvergenceReport, GammaGammaParams, ParameterInterval, ProfileInterval, SpendFitData,
    SpendIndependence,
};
use sartor::{Result, input};

use super::columns::Columns;
use super::uncertainty::{SpendBootstrap, profiles};
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

    /// Between which values `p, q, gamma` can lie, by profile likelihood, from the columns that the model was fitted to;
    /// of those called by name only, where some are.
    #[uniffi::method(default(level = 0.9, parameters = [], weights = None, penalty = 0.0, control = None))]
    pub fn profile_intervals(
        &self,
        frequency: &[f64],
        monetary: &[f64],
        level: f64,
        parameters: &[String],
        weights: Option<Vec<f64>>,
        penalty: f64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<ProfileInterval>> {
        let weights = weights.as_deref();
        run_long("GammaGamma.profileIntervals", control, |control| {
            let data = SpendFitData { frequency, monetary, weights, penalty };
            profiles(&["p", "q", "gamma"], parameters, control, |parameter, control| {
                self.0.profile_interval(&data, parameter, level, control)
            })
        })
    }

    /// How differently `p, q, gamma` might have come out: mean spends are drawn from this model for the frequencies that
    /// it was fitted to, and it is fitted to them, `replicates` times.
    #[uniffi::method(default(replicates = 200, weights = None, penalty = 0.0, control = None))]
    pub fn bootstrap(
        &self,
        frequency: &[f64],
        monetary: &[f64],
        seed: u32,
        replicates: u32,
        weights: Option<Vec<f64>>,
        penalty: f64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<SpendBootstrap> {
        let weights = weights.as_deref();
        run_long("GammaGamma.bootstrap", control, |control| {
            let data = SpendFitData { frequency, monetary, weights, penalty };
            self.0.bootstrap(&data, replicates, seed, control).map(SpendBootstrap::of)
        })
    }

    /// Do those who buy often also spend more at a purchase? The model takes it that they do not; this holds the rank
    /// correlation of the columns that it was fitted to against the model's own.
    #[uniffi::method(default(level = 0.95))]
    pub fn spend_independence(
        &self,
        frequency: &[f64],
        monetary: &[f64],
        level: f64,
    ) -> Result<SpendIndependence> {
        run("GammaGamma.spendIndependence", || self.0.spend_independence(frequency, monetary, level))
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
        Columns::read([("frequency", frequency), ("monetary", monetary)])?.map(
            "GammaGamma.expectedSpendBatch",
            control,
            |[x, monetary]| self.0.expected_spend(x, monetary),
        )
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
