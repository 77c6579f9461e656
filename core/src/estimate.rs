//! What does the engine believe, how surely, and resting on what?
//!
//! A number never travels alone: an [`Estimate`] carries its interval, the level of that interval and the
//! [`Basis`] it rests on; what cannot be said is an [`Unknown`] with its reason.
//!
//! ```
//! use sartor::estimate::{Basis, Estimate};
//! let alive = Estimate::new(0.8, 0.7, 0.9, Basis::Customer);
//! assert_eq!(alive.level, 0.9);
//! assert_eq!(alive.complement().high, 1.0 - 0.7);
//! ```

use serde::{Deserialize, Serialize};

/// The level of every interval, unless a call asks for another.
pub const LEVEL: f64 = 0.9;

/// What an estimate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(eq, eq_int, hash, frozen, from_py_object, rename_all = "SCREAMING_SNAKE_CASE")
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum Basis {
    /// This customer's own history.
    Customer,
    /// Customers of the same segment, or outcomes of the same kind.
    Segment,
    /// All customers that the engine was trained on.
    Prior,
    /// An assumption that no data has replaced yet.
    Assumed,
}

/// A number with the interval in which the truth lies with probability `level`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Estimate {
    /// The estimate itself, within `low..=high`.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval holds the truth, 0.9 unless stated.
    pub level: f64,
    /// What the estimate rests on.
    pub basis: Basis,
}

impl Estimate {
    /// An estimate at the usual [`LEVEL`].
    pub fn new(value: f64, low: f64, high: f64, basis: Basis) -> Self {
        Self { value, low, high, level: LEVEL, basis }
    }

    /// The estimate of the opposite event of a probability.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self { value: 1.0 - self.value, low: 1.0 - self.high, high: 1.0 - self.low, ..*self }
    }
}

/// Something the engine does not know, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Unknown {
    /// The field that is absent.
    pub field: String,
    /// Why, in one word such as `not_asked`, `no_consent`, `not_built`, `not_fitted`.
    pub reason: String,
}

impl Unknown {
    /// `field` is absent because of `reason`.
    pub fn new(field: &str, reason: &str) -> Self {
        Self { field: field.to_owned(), reason: reason.to_owned() }
    }
}
