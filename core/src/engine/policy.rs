//! What does the shop allow the engine to do?

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::action::ActionPolicy;
use crate::contact::{ContactPolicy, ExperiencePolicy};
use crate::pricing::PricingPolicy;
use crate::segment::SegmentPolicy;

/// All options of an engine; each part has defaults that are safe to start with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct EnginePolicy {
    /// Floors, offers and the rules of law.
    pub pricing: PricingPolicy,
    /// Cooldowns and windows of next actions.
    pub action: ActionPolicy,
    /// Evidence needed for a segment.
    pub segment: SegmentPolicy,
    /// Quiet hours and caps of unasked contacts.
    pub contact: ContactPolicy,
    /// Rules that choose variants of content and experience.
    pub experience: ExperiencePolicy,
}

impl EnginePolicy {
    /// Refuse options outside their documented ranges.
    pub fn check(&self) -> Result<()> {
        self.pricing.check()?;
        self.action.check()?;
        self.segment.check()?;
        self.contact.check()?;
        self.experience.check()
    }
}
