//! What do banners, browsers and platforms say of consent?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `consent.googleConsentMode` | `ConsentModeKeys` | `ConsentSignals` |
//! | `consent.globalPrivacyControl` | `secGpc` | `ConsentSignals` |
//! | `consent.iabTcf` | `TcfKeys` | `ConsentSignals` |
//! | `consent.parseTcString` | `text` | `TcString` |
//! | `consent.segmentPreferences` | `preferences`, `categories` | `ConsentSignals` |
//! | `consent.events` | `customerId`, `changes`, `at` | `{events}` |

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::json;

use super::{shapes, with};
use crate::Result;
use crate::consent::{
    ConsentCategory, ConsentModeKeys, ConsentSignal, TcString, TcfKeys, global_privacy_control,
    google_consent_mode, iab_tcf, segment_preferences,
};
use crate::event::consent_events;

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "consent.googleConsentMode" => {
            with(operation, input, |keys: ConsentModeKeys| Ok(google_consent_mode(&keys)))
        }
        "consent.globalPrivacyControl" => {
            with(operation, input, |asked: Header| Ok(global_privacy_control(&asked.sec_gpc)))
        }
        "consent.iabTcf" => with(operation, input, |keys: TcfKeys| iab_tcf(&keys)),
        "consent.parseTcString" => with(operation, input, |asked: Text| TcString::parse(&asked.text)),
        "consent.segmentPreferences" => with(operation, input, |asked: Preferences| {
            segment_preferences(&asked.preferences, &asked.categories)
        }),
        "consent.events" => with(operation, input, |asked: Changes| {
            Ok(json!({ "events": shapes(&consent_events(&asked.customer_id, &asked.changes, asked.at)?)? }))
        }),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Header {
    sec_gpc: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Preferences {
    preferences: HashMap<String, bool>,
    categories: Vec<ConsentCategory>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Changes {
    customer_id: String,
    changes: Vec<ConsentSignal>,
    at: i64,
}
