//! What banners, browsers and platforms say of consent, read and made into events.

use std::collections::HashMap;

use sartor::Result;
use sartor::consent::{
    self as core, ConsentCategory, ConsentModeKeys, ConsentSignal, ConsentSignals, TcString, TcfKeys,
};
use sartor::event::{self, Event};

use crate::work::run;

/// What Google Consent Mode v2 says.
#[uniffi::export]
pub fn google_consent_mode(keys: &ConsentModeKeys) -> ConsentSignals {
    core::google_consent_mode(keys)
}

/// What the header `Sec-GPC` says: `1` denies sharing, any other value says nothing.
#[uniffi::export]
pub fn global_privacy_control(sec_gpc: &str) -> ConsentSignals {
    core::global_privacy_control(sec_gpc)
}

/// What the Transparency and Consent Framework says of purposes; nothing where it does not apply, or was not asked.
#[uniffi::export]
pub fn iab_tcf(keys: &TcfKeys) -> Result<ConsentSignals> {
    run("iabTcf", || core::iab_tcf(keys))
}

/// Everything that a TC string of version 2 says, without the single vendors.
#[uniffi::export]
pub fn parse_tc_string(text: &str) -> Result<TcString> {
    run("parseTcString", || TcString::parse(text))
}

/// What Segment's `context.consent.categoryPreferences` say, by the host's own map of categories.
#[uniffi::export]
#[allow(clippy::implicit_hasher)] // uniffi carries this map only
pub fn segment_preferences(
    preferences: HashMap<String, bool>,
    categories: &[ConsentCategory],
) -> Result<ConsentSignals> {
    run("segmentPreferences", || core::segment_preferences(&preferences, categories))
}

/// The events that say what a signal said, at a time, in the order of purposes: for `Engine.observe`.
#[uniffi::export]
pub fn consent_events(customer_id: &str, changes: &[ConsentSignal], at: i64) -> Result<Vec<Event>> {
    run("consentEvents", || event::consent_events(customer_id, changes, at))
}
