//! Who may do what with which part of whose data.

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;
use sartor::privacy as core;

use crate::host::{answer, run};
use crate::input;

/// A policy that was found sound, ready to decide.
#[napi]
pub struct AccessControl {
    access: core::AccessControl,
}

#[napi]
impl AccessControl {
    /// Check a policy: names, sizes, roles that inherit from nobody or in a circle.
    #[napi(constructor, catch_unwind, ts_args_type = "policy: Input<AccessPolicy>")]
    pub fn new(env: &Env, policy: Unknown<'_>) -> napi::Result<Self> {
        run(env, "AccessControl", || {
            Ok(Self { access: core::AccessControl::new(input::record("access policy", policy)?)? })
        })
    }

    /// Whether a request is allowed, and by what. What no permission allows is denied.
    #[napi(catch_unwind, ts_args_type = "request: AccessRequest", ts_return_type = "AccessDecision")]
    pub fn decide<'env>(&self, env: &'env Env, request: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "AccessControl.decide", || {
            Ok(self.access.decide(&input::record("access request", request)?)?)
        })
    }
}

/// Roles to begin with: `chat`, `service_agent`, `analyst`, `decision_service`, `privacy_officer`, `auditor`,
/// `operator`.
#[napi(catch_unwind, ts_return_type = "AccessPolicy")]
pub fn standard_access_policy(env: &Env) -> napi::Result<Unknown<'_>> {
    answer(env, "standardAccessPolicy", || Ok(core::AccessPolicy::standard()))
}
