//! What banners, browsers and analytics say, as records and events.

use std::collections::HashMap;

use napi::bindgen_prelude::Unknown;
use napi::{Env, ValueType};
use napi_derive::napi;
use sartor::consent as core;
use sartor::event;

use crate::host::{Outcome, answer};
use crate::input;

/// What Google Consent Mode v2 says. Sharing is granted only if both of its keys are, and denied as soon as one is.
#[napi(catch_unwind, ts_args_type = "keys: Input<ConsentModeKeys>", ts_return_type = "ConsentSignals")]
pub fn google_consent_mode<'env>(env: &'env Env, keys: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "googleConsentMode", || {
        Ok(core::google_consent_mode(&input::record("consent mode keys", keys)?))
    })
}

/// What the header `Sec-GPC` says: `1` denies sharing, any other value says nothing.
#[napi(catch_unwind, ts_args_type = "secGpc: string", ts_return_type = "ConsentSignals")]
pub fn global_privacy_control<'env>(env: &'env Env, sec_gpc: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "globalPrivacyControl", || {
        Ok(core::global_privacy_control(&input::text("Global Privacy Control", "secGpc", sec_gpc)?))
    })
}

/// What the IAB Transparency and Consent Framework says of purposes; nothing where it does not apply, or was not
/// asked. Where both the string and the bits of purposes are given, they must agree.
#[napi(catch_unwind, ts_args_type = "keys: Input<TcfKeys>", ts_return_type = "ConsentSignals")]
pub fn iab_tcf<'env>(env: &'env Env, keys: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "iabTcf", || Ok(core::iab_tcf(&input::record("TCF keys", keys)?)?))
}

/// What a TC string says, without the single vendors.
#[napi(catch_unwind, ts_args_type = "text: string", ts_return_type = "TcString")]
pub fn parse_tc_string<'env>(env: &'env Env, text: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "parseTcString", || Ok(core::TcString::parse(&input::text("TC string", "text", text)?)?))
}

/// What Segment's `context.consent.categoryPreferences` say, by the host's own map of categories. A purpose of
/// several categories is denied as soon as one of them is.
#[napi(
    catch_unwind,
    ts_args_type = "preferences: Record<string, boolean>, categories: Array<ConsentCategory>",
    ts_return_type = "ConsentSignals"
)]
pub fn segment_preferences<'env>(
    env: &'env Env,
    preferences: Unknown<'_>,
    categories: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "segmentPreferences", || {
        let preferences: HashMap<String, bool> = input::record("preferences", preferences)?;
        let categories: Vec<_> = input::records("consent categories", categories)?;
        Ok(core::segment_preferences(&preferences, &categories)?)
    })
}

/// The events that say what a signal said, at a time, in the order of purposes. Hearing the same signal of the same
/// time again changes nothing.
#[napi(
    catch_unwind,
    ts_args_type = "customerId: string, changes: Array<ConsentSignal>, at: Time",
    ts_return_type = "Array<SegmentEvent>"
)]
pub fn consent_events<'env>(
    env: &'env Env,
    customer_id: Unknown<'_>,
    changes: Unknown<'_>,
    at: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "consentEvents", || {
        let customer_id = input::text("consent", "customerId", customer_id)?;
        let changes: Vec<_> = input::records("consent signals", changes)?;
        Ok(event::consent_events(&customer_id, &changes, input::time("consent", "at", at)?)?)
    })
}

/// The events of a row that Google Analytics 4 exports to `BigQuery`, or of a payload of its Measurement Protocol: an
/// object, or its JSON text. Prices without a currency of their own are of `defaultCurrency`.
#[napi(
    catch_unwind,
    ts_args_type = "payload: Record<string, unknown> | string, defaultCurrency?: string | null",
    ts_return_type = "Array<SegmentEvent>"
)]
pub fn events_from_ga4<'env>(
    env: &'env Env,
    payload: Unknown<'_>,
    default_currency: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "eventsFromGa4", || -> Outcome<_> {
        let text = if payload.get_type()? == ValueType::String {
            input::text("GA4 event", "payload", payload)?
        } else {
            input::object("GA4 event", payload)?.to_string()
        };
        Ok(event::events_from_ga4(&text, input::currency("GA4 event", default_currency)?)?)
    })
}
