//! Seals, logs, permissions and reports, as objects and functions of the host's.

mod access;
mod audit;
mod report;
mod seal;

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;

use crate::host::run;
use crate::input;

/// The pseudonym of a customer under a key of at least 16 bytes: `<key id>-<128 bits>`.
#[napi(catch_unwind, ts_args_type = "key: Uint8Array, customerId: string", ts_return_type = "string")]
pub fn pseudonym(env: &Env, key: Unknown<'_>, customer_id: Unknown<'_>) -> napi::Result<String> {
    run(env, "pseudonym", || {
        let key = input::borrowed("pseudonym", "key", key)?;
        Ok(sartor::privacy::pseudonym(&key, &input::text("pseudonym", "customerId", customer_id)?)?)
    })
}
