//! The shop's own side of an answer: figures for the server only, and what is offered.

use serde::{Deserialize, Serialize};

use crate::action::RejectedAction;
use crate::basket::ScoreTerm;
use crate::estimate::{Basis, Estimate};
use crate::segment::{DynamicPersona, MessagingStrategy};

/// An amount of money with its interval, decimal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ValueEstimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval holds the truth.
    pub level: f64,
    /// What it rests on.
    pub basis: Basis,
    /// `revenue` or `margin`.
    pub measure: String,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// A probability with its interval, over a horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RiskEstimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval holds the truth.
    pub level: f64,
    /// What it rests on.
    pub basis: Basis,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// The probability of a purchase in a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CategoryProbability {
    /// The category, or `all`.
    pub category: String,
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval holds the truth.
    pub level: f64,
    /// What it rests on.
    pub basis: Basis,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// An experiment that this answer is part of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperimentArm {
    /// The experiment.
    pub id: String,
    /// The arm this customer is in.
    pub arm: String,
    /// Probability of that arm.
    pub propensity: f64,
}

/// What only the server may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BusinessIntelligence {
    /// What the customer is expected to spend.
    pub lifetime_value: Option<ValueEstimate>,
    /// Probability of no purchase within the horizon.
    pub churn: Option<RiskEstimate>,
    /// Probability of a purchase, per category.
    pub purchase_probability: Vec<CategoryProbability>,
    /// What this decision brings in over doing nothing.
    pub incremental_margin: Option<ValueEstimate>,
    /// Why that is not known.
    pub incremental_margin_reason: Option<String>,
    /// Experiments that this answer is part of.
    pub experiments: Vec<ExperimentArm>,
    /// Thresholds crossed, such as `churn_above_0.5`.
    pub alerts: Vec<String>,
}

/// The customer's segment, without figures of value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PrimarySegment {
    /// Its name, or `unassigned`.
    pub name: String,
    /// 0 to 1.
    pub confidence: f64,
    /// What it rests on.
    pub evidence: Vec<String>,
    /// What defines it.
    pub characteristics: Vec<String>,
    /// How to speak to it.
    pub messaging_strategy: MessagingStrategy,
}

/// Segment and persona.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatSegmentation {
    /// The segment.
    pub primary_segment: PrimarySegment,
    /// The persona.
    pub dynamic_persona: DynamicPersona,
}

/// A product to show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatRecommendation {
    /// The product.
    pub product_id: String,
    /// Its name.
    pub name: String,
    /// Price for this customer, decimal.
    pub price: f64,
    /// Sum of the terms.
    pub score: f64,
    /// Why, largest first.
    pub terms: Vec<ScoreTerm>,
    /// A sentence to say.
    pub say: String,
}

/// Why the price moved. Server-only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatFactor {
    /// The factor.
    pub factor: String,
    /// The move as a fraction of the base price.
    pub impact: f64,
    /// The move, decimal; amounts sum to the whole move.
    pub amount: f64,
    /// One sentence for the shop's staff.
    pub reasoning: String,
}

/// The price of the first product shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatPricing {
    /// The product.
    pub product_id: String,
    /// List price, decimal.
    pub base_price: f64,
    /// Price for this customer, decimal.
    pub adjusted_price: f64,
    /// Fraction of the base that is saved.
    pub savings: f64,
    /// The factors. Server-only: empty where only prompt-safe fields were asked for.
    pub adjustment_factors: Vec<ChatFactor>,
    /// 0 to 1.
    pub confidence: f64,
    /// How the price was made.
    pub strategy: String,
    /// What bound it.
    pub bound_by: Vec<String>,
    /// Lowest price of the last 30 days, decimal, where a reduction must name it.
    #[serde(rename = "priorLow30d")]
    #[cfg_attr(feature = "node", napi(js_name = "priorLow30d"))]
    pub prior_low_30d: Option<f64>,
    /// Words that must stand near the price, verbatim.
    pub disclosure: Option<String>,
    /// Id for an audit.
    pub audit_id: String,
}

/// Products offered together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatBundle {
    /// The products.
    pub items: Vec<String>,
    /// Sum of their prices.
    pub list_price: f64,
    /// Price together.
    pub bundle_price: f64,
    /// The difference.
    pub saving: f64,
    /// Why these.
    pub reason: String,
}

/// A product to add later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatCrossSell {
    /// The product.
    pub product_id: String,
    /// When to mention it.
    pub when: String,
}

/// Price and offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SalesOptimization {
    /// Price of the first product shown.
    pub pricing: Option<ChatPricing>,
    /// Bundles.
    pub bundles: Vec<ChatBundle>,
    /// Products to add later.
    pub cross_sell: Vec<ChatCrossSell>,
}

/// An action worth taking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatAction {
    /// The action.
    pub action: String,
    /// Probability that the customer accepts.
    pub success_probability: Estimate,
    /// Why.
    pub reason: String,
    /// A sentence to say.
    pub say: String,
}

/// Segment, products, prices and actions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Enhancements {
    /// Segment and persona.
    pub segmentation: ChatSegmentation,
    /// Products to show.
    pub recommendations: Vec<ChatRecommendation>,
    /// Price and offers.
    #[serde(rename = "sales_optimization")]
    #[cfg_attr(feature = "node", napi(js_name = "sales_optimization"))]
    pub sales_optimization: SalesOptimization,
    /// What to do next.
    #[serde(rename = "next_best_actions")]
    #[cfg_attr(feature = "node", napi(js_name = "next_best_actions"))]
    pub next_best_actions: Vec<ChatAction>,
    /// What was considered and stopped.
    pub rejected_actions: Vec<RejectedAction>,
}
