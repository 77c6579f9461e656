//! What signals of consent and Google's payloads say, without an engine.

use std::collections::HashMap;

use pyo3::prelude::*;
use sartor::consent::{ConsentCategory, ConsentModeKeys, ConsentSignal, ConsentSignals, TcString, TcfKeys};
use sartor::event::Event;
use sartor::money::Currency;

use crate::input::Given;
use crate::moment::AsOf;
use crate::work::run;

/// What Google Consent Mode v2 says.
#[pyfunction]
pub fn google_consent_mode(py: Python<'_>, keys: Given<ConsentModeKeys>) -> PyResult<ConsentSignals> {
    run(py, "google_consent_mode", || Ok(sartor::consent::google_consent_mode(&keys.0)))
}

/// What the header `Sec-GPC` says: `1` denies sharing, any other value says nothing.
#[pyfunction]
pub fn global_privacy_control(py: Python<'_>, sec_gpc: &str) -> PyResult<ConsentSignals> {
    run(py, "global_privacy_control", || Ok(sartor::consent::global_privacy_control(sec_gpc)))
}

/// What Segment's `context.consent.categoryPreferences` say, by the host's own map of categories.
#[pyfunction]
pub fn segment_preferences(
    py: Python<'_>,
    preferences: HashMap<String, bool>,
    categories: Vec<Given<ConsentCategory>>,
) -> PyResult<ConsentSignals> {
    let categories: Vec<ConsentCategory> = categories.into_iter().map(|one| one.0).collect();
    run(py, "segment_preferences", || sartor::consent::segment_preferences(&preferences, &categories))
}

/// What the Transparency and Consent Framework says of purposes, by the keys that an app stores.
#[pyfunction]
pub fn iab_tcf(py: Python<'_>, keys: Given<TcfKeys>) -> PyResult<ConsentSignals> {
    run(py, "iab_tcf", || sartor::consent::iab_tcf(&keys.0))
}

/// Read a consent string of the framework, version 2, all of it, or say what is wrong and where.
#[pyfunction]
pub fn parse_tc_string(py: Python<'_>, text: &str) -> PyResult<TcString> {
    run(py, "parse_tc_string", || TcString::parse(text))
}

/// The events that say what a signal said, at a time, in the order of purposes.
#[pyfunction]
pub fn consent_events(
    py: Python<'_>,
    customer_id: &str,
    changes: Vec<Given<ConsentSignal>>,
    at: AsOf,
) -> PyResult<Vec<Event>> {
    let changes: Vec<ConsentSignal> = changes.into_iter().map(|one| one.0).collect();
    run(py, "consent_events", || sartor::event::consent_events(customer_id, &changes, at.0))
}

/// The events of one line of JSON as Google Analytics 4 has them: a payload, or a row of its export.
///
/// Prices that name no currency are in `currency`.
#[pyfunction]
#[pyo3(signature = (text, currency = None))]
pub fn events_from_ga4(py: Python<'_>, text: &str, currency: Option<&str>) -> PyResult<Vec<Event>> {
    run(py, "events_from_ga4", || {
        sartor::event::events_from_ga4(text, currency.map(Currency::parse).transpose()?)
    })
}
