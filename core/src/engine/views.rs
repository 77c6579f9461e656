//! The answers of single calls: outlook, segment, quotes, recommendations, next actions, health.
//!
//! Amounts are minor units of the engine's currency; times are milliseconds since the epoch, UTC. Each
//! answer names the model that gave it, whether personal data was used, and what it does not know.

use serde::{Deserialize, Serialize};

use crate::action::{NextAction, RejectedAction};
use crate::basket::Recommendation;
use crate::estimate::{Basis, Estimate, Unknown};
use crate::event::DecisionRecord;
use crate::lifetime::{ModelComparison, PurchaseModelKind};
use crate::pricing::PriceQuote;
use crate::segment::{DynamicPersona, RfmCell, SegmentAssignment};

/// An amount of money with its interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MoneyEstimate {
    /// The estimate in minor units, with fractions.
    pub value_minor: f64,
    /// Lower end of the interval.
    pub low_minor: f64,
    /// Upper end of the interval.
    pub high_minor: f64,
    /// Probability that the interval holds the truth.
    pub level: f64,
    /// What it rests on.
    pub basis: Basis,
    /// `revenue` or `margin`.
    pub measure: String,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// Probability of a purchase in a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CategoryOutlook {
    /// The category, or `all`.
    pub category: String,
    /// Probability of at least one purchase within the horizon.
    pub probability: Estimate,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// What is expected of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Outlook {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// ISO 4217 code of the amounts.
    pub currency: String,
    /// Whether this customer's own history was used.
    pub personalised: bool,
    /// Purchase days counted (first included).
    pub purchase_days: u32,
    /// What the customer is expected to spend within a year; the interval is predictive.
    pub lifetime_value: Option<MoneyEstimate>,
    /// Expected number of purchase days within a year.
    pub expected_purchases: Option<Estimate>,
    /// Probability that the customer is still one. The model of purchases decides whether it can fall before a second
    /// purchase; see `Health.purchase_model`.
    pub probability_alive: Option<Estimate>,
    /// Probability of no purchase within 180 days.
    pub churn: Option<Estimate>,
    /// Days until the next purchase of a customer who buys again: median and interval.
    pub next_purchase_days: Option<Estimate>,
    /// Probability of a purchase within 30 days, per category, largest first.
    pub purchase_probability: Vec<CategoryOutlook>,
    /// What the figures rest on, in words.
    pub reasons: Vec<String>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// Outlooks of many customers, as columns of one length; a figure that is not known is NaN.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
pub struct OutlookColumns {
    /// Customers, in the order asked.
    pub customer_id: Vec<String>,
    /// Expected spend within a year, minor units.
    pub lifetime_value_minor: Vec<f64>,
    /// Lower end of its interval.
    pub lifetime_value_low_minor: Vec<f64>,
    /// Upper end of its interval.
    pub lifetime_value_high_minor: Vec<f64>,
    /// Expected purchase days within a year.
    pub expected_purchases: Vec<f64>,
    /// Probability that the customer is still one.
    pub probability_alive: Vec<f64>,
    /// Lower end of its interval.
    pub probability_alive_low: Vec<f64>,
    /// Upper end of its interval.
    pub probability_alive_high: Vec<f64>,
    /// Probability of no purchase within 180 days.
    pub churn: Vec<f64>,
    /// Median days until the next purchase.
    pub next_purchase_days: Vec<f64>,
    /// 1 where the customer's own history was used, else 0.
    pub personalised: Vec<f64>,
}

/// The segment and persona of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SegmentView {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether this customer's own data was used.
    pub personalised: bool,
    /// The segment, or `unassigned` with the reason.
    pub primary_segment: SegmentAssignment,
    /// The persona that a conversation adapts to.
    pub dynamic_persona: DynamicPersona,
    /// Recency, frequency and monetary scores of a buyer.
    pub rfm: Option<RfmCell>,
}

/// Prices of the products asked for, in the order asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct QuoteSet {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// One quote a product.
    pub quotes: Vec<PriceQuote>,
    /// Events for the host to append.
    pub record: Vec<DecisionRecord>,
}

/// Products for a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RecommendationSet {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether this customer's own data was used.
    pub personalised: bool,
    /// Best first.
    pub recommendations: Vec<Recommendation>,
    /// Products that met budget and stock.
    pub considered: u32,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// What to do next, and what not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ActionPlan {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Best first.
    pub actions: Vec<NextAction>,
    /// Considered and stopped, with the gate.
    pub rejected: Vec<RejectedAction>,
    /// Events for the host to append.
    pub record: Vec<DecisionRecord>,
}

/// Whether one part of the engine can answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PartHealth {
    /// The part, such as `lifetime`.
    pub part: String,
    /// `ready`, `not_fitted` or `not_built`.
    pub status: String,
    /// Why it cannot answer, or what it was fitted on.
    pub detail: String,
}

/// Whether the engine can answer, and what it was trained on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Health {
    /// `ready` when every built part is fitted, else `degraded`.
    pub status: String,
    /// The release of Sartor.
    pub version: String,
    /// The model.
    pub model_id: String,
    /// Time at which it was trained.
    pub fitted_as_of_ms: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Whether cost, floors, margins and policy were left out.
    pub for_device: bool,
    /// Products in the catalogue.
    pub products: u32,
    /// Customers that had consented to analytics and were trained on.
    pub customers: u32,
    /// The model of purchases; nothing where none is fitted.
    pub purchase_model: Option<PurchaseModelKind>,
    /// What else was considered, and why this one was taken; nothing where the host named it, and on a device.
    pub purchase_model_comparison: Option<ModelComparison>,
    /// Each part.
    pub parts: Vec<PartHealth>,
}
