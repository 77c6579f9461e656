//! Which models were compared, how did each do, and which is to be taken?

use serde::{Deserialize, Serialize};

use super::ConvergenceVerdict;
use super::kind::PurchaseModelKind;
use super::score::ForecastScore;

/// One model among those compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ModelCandidate {
    /// Which.
    pub model: PurchaseModelKind,
    /// Log-likelihood of the histories that it was fitted to; `None` where the fit failed.
    pub log_likelihood: Option<f64>,
    /// Akaike's criterion, lower is better.
    pub aic: Option<f64>,
    /// Schwarz's criterion, lower is better.
    pub bic: Option<f64>,
    /// How the fit ended.
    pub verdict: Option<ConvergenceVerdict>,
    /// Mean probability to be active of the customers without a repeat purchase; `None` where there are none.
    pub one_time_buyers_alive: Option<f64>,
    /// How it forecast the holdout.
    pub holdout: Option<ForecastScore>,
    /// Its mean log score in the holdout less that of the best.
    pub behind_best: Option<f64>,
    /// Standard error of that difference.
    pub behind_best_error: Option<f64>,
    /// Whether it is level with the best.
    pub level_with_best: bool,
    /// Why there is no fit.
    pub problem: Option<String>,
}

/// The models compared, and the one to take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ModelComparison {
    /// The model to take.
    pub chosen: PurchaseModelKind,
    /// Why, in a sentence.
    pub reason: String,
    /// All that were compared, in the order of preference among equals.
    pub candidates: Vec<ModelCandidate>,
}
