//! Which products belong to this request and this customer?
//!
//! A product's score is a sum of terms (popularity, own history, declared preference, occasion, colour), so
//! it is its own explanation. Budget and stock are limits, not terms.

mod popularity;
mod recommend;
mod say;
mod table;
mod top;

pub use popularity::Popularity;
pub use recommend::{Affinity, ProductFilter, ProductWords, Recommender, TasteLogs, smoothed_lift};
pub use table::ProductTable;

use serde::{Deserialize, Serialize};

/// One reason for a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ScoreTerm {
    /// `popularity`, `history`, `preference`, `occasion` or `colour`.
    pub term: String,
    /// What it adds to the score.
    pub value: f64,
}

/// A product recommended, with the terms that sum to its score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Recommendation {
    /// The product.
    pub product_id: String,
    /// Its name, shortened to 80 characters.
    pub name: String,
    /// Category, when the catalogue has one.
    pub category: Option<String>,
    /// List price in minor units.
    pub price_minor: i64,
    /// Sum of the terms.
    pub score: f64,
    /// The terms that are not zero, largest first.
    pub terms: Vec<ScoreTerm>,
    /// A sentence to say, made of catalogue words only.
    pub say: String,
}
