//! Which facts of a customer are known by name, and what may be done with any.

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;
use sartor::profile;

use crate::host::answer;
use crate::input;

/// Every field that a customer can be known by, group by group: what it holds, what may be done with it, who reads it.
#[napi(catch_unwind, ts_return_type = "Array<DeclaredField>")]
pub fn declared_fields(env: &Env) -> napi::Result<Unknown<'_>> {
    answer(env, "declaredFields", || Ok(profile::declared_fields()))
}

/// What may be done with a declared value of this name, in any spelling, known or not.
#[napi(catch_unwind, ts_args_type = "name: string", ts_return_type = "FieldGuard")]
pub fn guard_of<'env>(env: &'env Env, name: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "guardOf", || Ok(profile::guard_of(&input::text("declared field", "name", name)?)))
}
