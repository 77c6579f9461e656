//! What did the engine decide, in the shape the host appends to the customer's events?
//!
//! Decisions leave a trace: `chat`, `quote` and `next_actions` return records named `Decision Made`. The
//! host appends them with `observe`, then `Decision Shown` and `Decision Outcome` when those happen.
//! Cooldowns, holdouts and learning read these events and nothing else.

use serde::{Deserialize, Serialize};

/// A `Decision Made` event in the Segment envelope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DecisionRecord {
    /// Always `track`.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "node", napi(js_name = "type"))]
    pub call: String,
    /// Always `Decision Made`.
    pub event: String,
    /// The decision's id, which is also the message's.
    pub message_id: String,
    /// The customer.
    pub user_id: String,
    /// RFC 3339, UTC.
    pub timestamp: String,
    /// What was decided.
    pub properties: DecisionProperties,
}

/// What was decided, and by which model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DecisionProperties {
    /// The decision's id.
    #[cfg_attr(feature = "node", napi(js_name = "decision_id"))]
    pub decision_id: String,
    /// `answer`, `price`, `offer` or `action`.
    pub kind: String,
    /// What was chosen: a product id or an action's name.
    pub chosen: Option<String>,
    /// Probability with which this was chosen, in (0, 1]; 1 when no chance was involved.
    pub propensity: f64,
    /// The experiment it was part of.
    #[cfg_attr(feature = "node", napi(js_name = "experiment_id"))]
    pub experiment_id: Option<String>,
    /// The arm of that experiment.
    #[cfg_attr(feature = "node", napi(js_name = "experiment_arm"))]
    pub experiment_arm: Option<String>,
    /// The model that decided.
    #[cfg_attr(feature = "node", napi(js_name = "model_id"))]
    pub model_id: String,
}
