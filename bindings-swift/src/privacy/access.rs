//! Who may do what with which part of whose data.

use sartor::Result;
use sartor::privacy::{self as core, AccessDecision, AccessPolicy, AccessRequest};

use crate::work::run;

/// The policy of roles to begin with, to be changed by field.
#[uniffi::export]
pub fn standard_access_policy() -> AccessPolicy {
    AccessPolicy::standard()
}

/// A policy of roles that was found sound, ready to decide.
#[derive(Debug, uniffi::Object)]
pub struct AccessControl(core::AccessControl);

#[uniffi::export]
impl AccessControl {
    /// Check a policy: names, sizes, roles that inherit from nobody or in a circle.
    #[uniffi::constructor]
    pub fn new(policy: AccessPolicy) -> Result<Self> {
        run("AccessControl", || core::AccessControl::new(policy)).map(Self)
    }

    /// Whether a request is allowed, and by what.
    pub fn decide(&self, request: &AccessRequest) -> Result<AccessDecision> {
        run("AccessControl.decide", || self.0.decide(request))
    }
}
