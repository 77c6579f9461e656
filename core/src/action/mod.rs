//! What should be done next, and what was rejected by which gate?
//!
//! Rules propose actions; eligibility, consent, cooldown, evidence and the experiment's holdout are gates.
//! What passes is ordered by the margin it is expected to bring; what does not is listed with its gate.

mod decide;
mod policy;
mod success;

pub use decide::{ActionDecision, ActionFacts, ActionMade, CartFacts, MAX_MARGIN_MINOR, decide};
pub use policy::{ActionPolicy, MAX_WORDS};
pub use success::{MAX_OUTCOMES, MIN_OUTCOMES, OutcomeCounts, success_probability};

pub(crate) use decide::{SuccessRates, decide_with};

use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};

/// An action worth taking now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct NextAction {
    /// `recover_cart`, `book_fitting` or `welcome_back`.
    pub action: String,
    /// Probability that the customer accepts.
    pub success_probability: Estimate,
    /// Why it is proposed.
    pub reason: String,
    /// A sentence to say, made of catalogue words only.
    pub say: String,
    /// The product it is about.
    pub product_id: Option<String>,
}

/// An action considered and not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RejectedAction {
    /// The action.
    pub action: String,
    /// The gate that stopped it: `no_consent`, `not_eligible`, `out_of_stock`, `no_uplift_evidence`, `cooldown`,
    /// `holdout` or `lower_value`.
    pub gate: String,
    /// What the gate saw.
    pub detail: String,
}
