//! How did the search for a model's parameters end?
//!
//! A fit that found no optimum is an error, never a model. One that found its optimum only at the edge of
//! the search, or on a ridge where other parameters fit as well, is a model whose intervals show it; the
//! verdict says so in words.

use serde::{Deserialize, Serialize};

/// What the search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(eq, eq_int, hash, frozen, from_py_object, rename_all = "SCREAMING_SNAKE_CASE")
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ConvergenceVerdict {
    /// A proper maximum: small gradient, likelihood curved in every direction.
    Optimum,
    /// Small gradient, but in some direction the data hardly tell parameters apart: a combination of the
    /// logarithms of the parameters has a standard error above 2. Forecasts may still be good; the
    /// parameters mean little by themselves.
    Ridge,
    /// A parameter stands at the limit of the search (a factor of 10,000 from the scale of the data), as
    /// when nobody seems to leave.
    Boundary,
    /// The parameters were given, not fitted.
    Given,
}

/// How a fit ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConvergenceReport {
    /// What was found.
    pub verdict: ConvergenceVerdict,
    /// Newton steps from the start that won.
    pub iterations: u32,
    /// Largest absolute derivative of the mean log-likelihood by the logarithm of a parameter.
    pub gradient_norm: f64,
    /// Smallest eigenvalue of the observed information in the logarithms of the parameters; its root's
    /// reciprocal is the standard error in the worst direction.
    pub smallest_information: f64,
    /// Starting points tried.
    pub starts: u32,
    /// How many of them came to the same maximum.
    pub starts_agreeing: u32,
}

impl ConvergenceReport {
    /// The report of parameters that were given.
    pub(super) fn given() -> Self {
        Self {
            verdict: ConvergenceVerdict::Given,
            iterations: 0,
            gradient_norm: 0.0,
            smallest_information: 0.0,
            starts: 0,
            starts_agreeing: 0,
        }
    }
}
