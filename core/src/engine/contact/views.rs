//! What is answered about contact and experience, and what is asked.

use serde::{Deserialize, Serialize};

use crate::contact::{ContactChoice, ExperienceChoice, HourChoice, ResponseRate};
use crate::estimate::Unknown;
use crate::{Result, SartorError};

/// How a customer is best spoken to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ContactView {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether this customer's own answers were used.
    pub personalised: bool,
    /// On which channel.
    pub channel: Option<ContactChoice>,
    /// At which hours.
    pub hour: Option<HourChoice>,
    /// In which tone.
    pub tone: Option<ContactChoice>,
    /// Unasked contacts in any seven days, at most.
    pub max_per_week: u32,
    /// Whose word that is: `stated`, `learned` or `policy`.
    pub max_per_week_basis: String,
    /// Whether the customer may be written to unasked now.
    pub may_contact: bool,
    /// Why not: `no_marketing_consent`, `clock_unknown`, `quiet_hours`, `frequency_cap`.
    pub blocked_by: Vec<String>,
    /// The first time at which nothing stands against it any more; absent where only the customer can change it.
    pub next_allowed_ms: Option<i64>,
    /// Channels with their rates, best first.
    pub channels: Vec<ResponseRate>,
    /// Tones with their rates, best first.
    pub tones: Vec<ResponseRate>,
    /// Rates by days since the last unasked contact, shortest first.
    pub gaps: Vec<ResponseRate>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// What the host knows of the page or turn that is to be filled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceRequest {
    /// `discover`, `compare`, `decide`, `checkout` or `after`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub stage: Option<String>,
    /// Such as `mobile`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub device: Option<String>,
    /// What is wanted, such as `product_inquiry`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub intent: Option<String>,
    /// Where the customer is, such as `web`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub channel: Option<String>,
}

/// What a customer sees, slot by slot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceView {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether the customer's own data could choose.
    pub personalised: bool,
    /// Slots with their variants, sorted by slot, with the rules that lost.
    pub choices: Vec<ExperienceChoice>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

impl ExperienceRequest {
    /// Refuse what is not text of a sensible length.
    pub fn check(&self) -> Result<()> {
        for (field, value) in [
            ("stage", &self.stage),
            ("device", &self.device),
            ("intent", &self.intent),
            ("channel", &self.channel),
        ] {
            if value.as_ref().is_some_and(|value| value.is_empty() || value.len() > 256) {
                return Err(SartorError::invalid("experience request", field, "1 to 256 bytes"));
            }
        }
        Ok(())
    }
}
