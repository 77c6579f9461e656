//! What is known of forecasts once customers have done what they did?

use serde::{Deserialize, Serialize};

/// A group of customers with like forecasts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ForecastGroup {
    /// Customers in it.
    pub customers: u32,
    /// Mean of their forecasts.
    pub expected: f64,
    /// Mean of what they did.
    pub observed: f64,
    /// Standard error of that mean.
    pub standard_error: f64,
}

/// How well forecasts of purchases did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ForecastScore {
    /// Customers forecast.
    pub customers: u32,
    /// Purchases expected of all of them.
    pub expected_total: f64,
    /// Lower end of the interval of their total: chance and the parameters' uncertainty together; `None` for a
    /// forecast without a distribution.
    pub expected_total_low: Option<f64>,
    /// Its upper end.
    pub expected_total_high: Option<f64>,
    /// Purchases that they made.
    pub observed_total: f64,
    /// `expected_total / observed_total - 1`; `None` where nobody bought.
    pub bias: Option<f64>,
    /// Mean of the distances between forecast and purchases.
    pub mean_absolute_error: f64,
    /// Root of the mean of their squares.
    pub root_mean_squared_error: f64,
    /// Mean of the logarithms of the probabilities given to what happened, 0 at best; `None` for a forecast
    /// without a distribution.
    pub mean_log_score: Option<f64>,
    /// Share of customers inside their own interval.
    pub interval_coverage: Option<f64>,
    /// Mean width of these intervals, in purchases.
    pub interval_width: Option<f64>,
    /// Level of all intervals here.
    pub level: f64,
    /// Tenths of the customers, those with the lowest forecasts first.
    pub deciles: Vec<ForecastGroup>,
    /// Share of all purchases that the tenth with the highest forecasts made.
    pub top_tenth_share: f64,
    /// The same of the fifth.
    pub top_fifth_share: f64,
}
