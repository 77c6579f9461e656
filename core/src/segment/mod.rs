//! Which group does a customer belong to, on what evidence?
//!
//! Two answers side by side: the cell of recency, frequency and monetary value (RFM; Hughes 1994) that every
//! buyer has, and one of three ready segments when declared traits or bought products are evidence for it.
//! Without enough evidence the answer is `unassigned`, with the reason.

mod evidence;
mod persona;
mod ready;
mod rfm;

pub use evidence::{BoughtShare, SegmentEvidence, TraitEvidence};
pub use persona::{ConversationFacts, persona};
pub use ready::{SegmentPolicy, UNASSIGNED, assign};
pub use rfm::{RfmCell, RfmCuts, RfmInput};

use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};

/// How to speak to a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MessagingStrategy {
    /// `professional`, `friendly` or `plain`.
    pub tone: String,
    /// Themes that matter to this segment.
    pub personalizations: Vec<String>,
}

/// A trait of a persona.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PersonaTrait {
    /// Name of the trait, such as `quality_conscious`.
    #[serde(rename = "trait")]
    #[cfg_attr(feature = "node", napi(js_name = "trait"))]
    pub name: String,
    /// How surely the customer has it, 0 to 1.
    pub strength: f64,
}

/// How a persona likes to be served.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PreferredExperience {
    /// `consultative`, `inspirational`, `efficient` or `neutral`.
    pub interaction_style: String,
    /// `low`, `moderate` or `high`.
    pub decision_support: String,
}

/// The segment a customer is in, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SegmentAssignment {
    /// `Professional Achiever`, `Style Enthusiast`, `Value Conscious` or `unassigned`.
    pub name: String,
    /// Posterior share of the winning segment, 0 to 1; 0 when unassigned.
    pub confidence: f64,
    /// What it rests on: `declared:career`, `bought:line=business` ...
    pub evidence: Vec<String>,
    /// What defines the segment.
    pub characteristics: Vec<String>,
    /// How to speak to it.
    pub messaging_strategy: MessagingStrategy,
    /// Lifetime value of the segment, in major units of the shop's currency, labelled as assumed until data replaces it.
    pub assumed_lifetime_value: Option<Estimate>,
    /// Why no segment was assigned.
    pub reason: Option<String>,
}

/// The persona a conversation adapts to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DynamicPersona {
    /// Name of the persona; `Guest` when unassigned.
    pub name: String,
    /// Its traits, strongest first.
    pub traits: Vec<PersonaTrait>,
    /// How it likes to be served.
    pub preferred_experience: PreferredExperience,
    /// Rules of this conversation that shaped it.
    pub rules: Vec<String>,
}
