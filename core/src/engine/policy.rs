//! What does the shop allow the engine to do?

use serde::{Deserialize, Serialize};

use crate::action::ActionPolicy;
use crate::contact::{ContactPolicy, ExperiencePolicy};
use crate::lifetime::PurchaseModelKind;
use crate::pricing::PricingPolicy;
use crate::segment::SegmentPolicy;
use crate::{Result, SartorError};

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
    /// Which model of purchases is fitted.
    pub lifetime: LifetimePolicy,
}

/// Which model of purchases is fitted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LifetimePolicy {
    /// The kind to fit. Absent, MBG/NBD and BG/NBD compete on what they would have foretold of the last months; other
    /// kinds make an outlook slower. Not BG/BB, whose purchases come at given opportunities only.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub purchase_model: Option<PurchaseModelKind>,
}

impl LifetimePolicy {
    fn check(&self) -> Result<()> {
        self.purchase_model.map_or(Ok(()), |kind| check_continuous("lifetime policy", kind))
    }
}

/// Refuse a kind whose purchases cannot come on any day.
pub(super) fn check_continuous(subject: &str, kind: PurchaseModelKind) -> Result<()> {
    if PurchaseModelKind::ALL.contains(&kind) {
        return Ok(());
    }
    let expected = "a kind with purchases in continuous time";
    Err(SartorError::out_of_range(subject, "purchaseModel", kind.name(), expected))
}

impl EnginePolicy {
    /// Refuse options outside their documented ranges.
    pub fn check(&self) -> Result<()> {
        self.pricing.check()?;
        self.action.check()?;
        self.segment.check()?;
        self.contact.check()?;
        self.experience.check()?;
        self.lifetime.check()
    }
}
