//! What does a customer spend at a purchase?
//!
//! The Gamma-Gamma model of Colombo and Jiang (Journal of Interactive Marketing 13(3), 1999) as Fader and
//! Hardie state it ("The Gamma-Gamma model of monetary value", 2013): each purchase of a customer is gamma
//! distributed with shape `p` and a rate of their own; the rates follow a gamma distribution over the
//! customers (shape `q`, rate `gamma`). The mean spend of few purchases is pulled towards the population's.
//! It takes spend to be independent of how often a customer buys.
//!
//! ```
//! use sartor::lifetime::{GammaGamma, GammaGammaParams};
//! let model = GammaGamma::with_params(GammaGammaParams { p: 6.25, q: 3.74, gamma: 15.44 })?;
//! let (new, regular) = (model.expected_spend(0.0, 0.0)?, model.expected_spend(7.0, 73.7)?);
//! assert!((new - 35.2).abs() < 0.1); // the mean of the population
//! assert!(regular > 70.0 && regular < 73.7); // pulled a little towards it
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod fit;
mod independence;
#[cfg(feature = "train")]
mod uncertainty;

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
pub(super) use self::fit::log_likelihood;
pub use self::independence::SpendIndependence;
#[cfg(feature = "train")]
pub use self::uncertainty::SpendFitData;
use super::convergence::ConvergenceReport;
use super::interval::{ParameterInterval, Scale, check_level, delta_interval};
use super::summary::{check_count, check_monetary};
use crate::{Result, SartorError, math};

const SUBJECT: &str = "Gamma-Gamma";
const HISTORY: &str = "purchase summary";

/// The parameters of a Gamma-Gamma model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct GammaGammaParams {
    /// Shape of the gamma distribution of a purchase; above 0.
    pub p: f64,
    /// Shape of the gamma distribution of the rates over the customers; above 0.
    pub q: f64,
    /// Rate of that distribution, in the data's unit of money; above 0.
    pub gamma: f64,
}

impl GammaGammaParams {
    /// Refuse parameters outside 1e-9 to 1e15.
    pub fn check(&self) -> Result<()> {
        for (field, value) in [("p", self.p), ("q", self.q), ("gamma", self.gamma)] {
            if !(1e-9..=1e15).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, "1e-9 to 1e15"));
            }
        }
        Ok(())
    }

    /// Shape and rate of the customer's own rate, updated by the history.
    pub(super) fn posterior(&self, x: f64, monetary: f64) -> (f64, f64) {
        (self.q + self.p * x, self.gamma + x * monetary)
    }
}

/// A fitted Gamma-Gamma model. It cannot hold parameters that are not positive and finite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "GammaGammaRecord")]
pub struct GammaGamma {
    pub(super) params: GammaGammaParams,
    pub(super) log_likelihood: f64,
    pub(super) covariance: Vec<f64>,
    pub(super) customers: f64,
    pub(super) convergence: ConvergenceReport,
}

/// What is stored of a model, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GammaGammaRecord {
    params: GammaGammaParams,
    log_likelihood: f64,
    covariance: Vec<f64>,
    customers: f64,
    convergence: ConvergenceReport,
}

impl TryFrom<GammaGammaRecord> for GammaGamma {
    type Error = SartorError;

    fn try_from(record: GammaGammaRecord) -> Result<Self> {
        let GammaGammaRecord { params, log_likelihood, covariance, customers, convergence } = record;
        let model = Self { params, log_likelihood, covariance, customers, convergence };
        model.check()?;
        Ok(model)
    }
}

impl GammaGamma {
    /// A model with parameters from elsewhere, taken as exact: its parameter intervals have no width.
    pub fn with_params(params: GammaGammaParams) -> Result<Self> {
        params.check()?;
        Ok(Self {
            params,
            log_likelihood: 0.0,
            covariance: vec![0.0; 9],
            customers: 0.0,
            convergence: ConvergenceReport::given(),
        })
    }

    /// Refuse a model that was stored damaged. Reading one by serde calls this.
    pub fn check(&self) -> Result<()> {
        self.params.check()?;
        super::check_fit(SUBJECT, 3, self.log_likelihood, &self.covariance, self.customers)
    }

    /// The parameters.
    pub fn params(&self) -> &GammaGammaParams {
        &self.params
    }

    /// The log-likelihood of the data it was fitted to, in the data's unit of money, without any penalty;
    /// 0 for given parameters.
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Covariance of `p, q, gamma`, row by row: the inverse of the observed information.
    pub fn covariance(&self) -> &[f64] {
        &self.covariance
    }

    /// Standard errors of `p, q, gamma`.
    pub fn standard_errors(&self) -> Vec<f64> {
        super::standard_errors(3, &self.covariance)
    }

    /// Repeat buyers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// How the fit ended.
    pub fn convergence(&self) -> &ConvergenceReport {
        &self.convergence
    }

    /// The customer's expected spend at a purchase, given `frequency` repeat purchases of mean `monetary`
    /// (2013, equation 5); the population's mean for 0 and 0.
    ///
    /// `NOT_AVAILABLE` when `p * frequency + q <= 1`: the model's spend then has no finite mean.
    pub fn expected_spend(&self, frequency: f64, monetary: f64) -> Result<f64> {
        let (shape, rate) = self.history(frequency, monetary)?;
        if shape <= 1.0 {
            return Err(SartorError::NotAvailable {
                subject: "expected spend".to_owned(),
                reason: format!(
                    "with q {} and {frequency} purchases spend has no finite mean",
                    self.params.q
                ),
            });
        }
        Ok(self.params.p * rate / (shape - 1.0))
    }

    /// [`Self::expected_spend`] with the interval that the parameters' uncertainty leaves it.
    pub fn expected_spend_interval(
        &self,
        frequency: f64,
        monetary: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        self.expected_spend(frequency, monetary)?;
        let GammaGammaParams { p, q, gamma } = self.params;
        delta_interval(&[p, q, gamma], &self.covariance, Scale::Log, level, |moved| {
            let [p, q, gamma] = moved.try_into().unwrap_or([f64::NAN; 3]);
            let (shape, rate) = GammaGammaParams { p, q, gamma }.posterior(frequency, monetary);
            p * rate / (shape - 1.0)
        })
    }

    /// Standard deviation of what is believed of the customer's own mean spend; `None` where it is infinite.
    pub fn mean_spend_deviation(&self, frequency: f64, monetary: f64) -> Result<Option<f64>> {
        let (shape, rate) = self.history(frequency, monetary)?;
        Ok((shape > 2.0).then(|| self.params.p * rate / (shape - 1.0) / math::sqrt(shape - 2.0)))
    }

    /// The interval that holds the customer's own mean spend with probability `level`, parameters taken as
    /// exact: the mean is `p` over a gamma variable, so its quantiles are in closed form.
    ///
    /// `value` is the median.
    pub fn mean_spend_interval(
        &self,
        frequency: f64,
        monetary: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        let (shape, rate) = self.history(frequency, monetary)?;
        check_level(level)?;
        let quantile = |q: f64| (self.params.p * rate / math::gamma_quantile(shape, 1.0 - q)).min(f64::MAX);
        let outside = 0.5 * (1.0 - level);
        Ok(ParameterInterval {
            value: quantile(0.5),
            low: quantile(outside),
            high: quantile(1.0 - outside),
            level,
        })
    }

    fn history(&self, frequency: f64, monetary: f64) -> Result<(f64, f64)> {
        check_count(HISTORY, frequency)?;
        check_monetary(HISTORY, frequency, monetary)?;
        Ok(self.params.posterior(frequency, monetary))
    }
}
