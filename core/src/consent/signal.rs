//! What do the signals of consent banners and browsers say, purpose by purpose?
//!
//! A signal says only what it was made to say. What it has no word for stays as it was, and that is denied
//! unless the customer said otherwise elsewhere; what it says and Sartor has no purpose for is named in
//! `without_equivalent`, so that nobody believes it was heard.
//!
//! | signal | says |
//! | --- | --- |
//! | Google Consent Mode v2 | `analytics_storage` is analytics, `personalization_storage` is personalization, `ad_user_data` with `ad_personalization` is sharing; the three keys about storage have no equivalent |
//! | Global Privacy Control | `Sec-GPC: 1` denies sharing, and nothing else (W3C, "Global Privacy Control") |
//! | Segment's categories | what the host's own map says |
//!
//! ```
//! use sartor::consent::{ConsentPurpose, ConsentState, global_privacy_control};
//! let heard = global_privacy_control("1");
//! assert_eq!(heard.changes[0].purpose, ConsentPurpose::Sharing);
//! assert_eq!(heard.changes[0].state, ConsentState::Denied);
//! assert!(global_privacy_control("0").changes.is_empty()); // silence is no consent
//! ```

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::{ConsentBasis, ConsentPurpose, ConsentState};
use crate::ids::check_id;
use crate::{Result, SartorError};

/// The most categories that a host may map.
const MAX_CATEGORIES: usize = 256;

/// What a signal says of one purpose.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConsentSignal {
    /// The purpose.
    pub purpose: ConsentPurpose,
    /// The answer.
    pub state: ConsentState,
    /// On what basis, where the signal tells.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub basis: Option<ConsentBasis>,
    /// The version of the text agreed to, where the signal tells.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub policy_version: Option<String>,
    /// Where it was said, such as `google_consent_mode`.
    pub source: String,
}

/// What a signal says of all purposes.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConsentSignals {
    /// One for each purpose it speaks of, in the order of purposes.
    pub changes: Vec<ConsentSignal>,
    /// What it said that no purpose stands for, sorted.
    pub without_equivalent: Vec<String>,
}

/// The seven keys of Google Consent Mode v2; those left out say nothing.
///
/// `wait_for_update` and `region`, which a page's defaults may have beside them, are not among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConsentModeKeys {
    /// Storing what advertising needs on the device: no equivalent, Sartor stores nothing there.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[cfg_attr(feature = "node", napi(js_name = "ad_storage"))]
    pub ad_storage: Option<ConsentState>,
    /// Sending the customer's data for advertising: sharing, together with `ad_personalization`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[cfg_attr(feature = "node", napi(js_name = "ad_user_data"))]
    pub ad_user_data: Option<ConsentState>,
    /// Personalised advertising elsewhere: sharing, together with `ad_user_data`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[cfg_attr(feature = "node", napi(js_name = "ad_personalization"))]
    pub ad_personalization: Option<ConsentState>,
    /// Measuring visits: analytics.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[cfg_attr(feature = "node", napi(js_name = "analytics_storage"))]
    pub analytics_storage: Option<ConsentState>,
    /// Storing settings on the device: no equivalent.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[cfg_attr(feature = "node", napi(js_name = "functionality_storage"))]
    pub functionality_storage: Option<ConsentState>,
    /// Remembering what the customer likes: personalization.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[cfg_attr(feature = "node", napi(js_name = "personalization_storage"))]
    pub personalization_storage: Option<ConsentState>,
    /// Storing what security needs on the device: no equivalent.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[cfg_attr(feature = "node", napi(js_name = "security_storage"))]
    pub security_storage: Option<ConsentState>,
}

/// What a consent category of the host's own, such as Segment's `Advertising`, stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConsentCategory {
    /// The category, spelt as in the signal; 1 to 256 bytes.
    pub category: String,
    /// The purposes it is asked for; none for one that is known and stands for no purpose.
    pub purposes: Vec<ConsentPurpose>,
}

/// Gathers the answers to each purpose: of several, one denial denies it.
pub(super) struct Answers {
    states: [Option<ConsentState>; ConsentPurpose::ALL.len()],
}

impl Answers {
    pub(super) fn new() -> Self {
        Self { states: [None; ConsentPurpose::ALL.len()] }
    }

    pub(super) fn hear(&mut self, purpose: ConsentPurpose, state: ConsentState) {
        if let Some(known) = self.states.get_mut(purpose as usize) {
            // `Denied` is the greater of the two.
            *known = Some(known.map_or(state, |before| before.max(state)));
        }
    }

    pub(super) fn signals(self, source: &str) -> Vec<ConsentSignal> {
        let heard = ConsentPurpose::ALL.into_iter().zip(self.states);
        heard
            .filter_map(|(purpose, state)| {
                Some(ConsentSignal {
                    purpose,
                    state: state?,
                    basis: Some(ConsentBasis::Consent),
                    policy_version: None,
                    source: source.to_owned(),
                })
            })
            .collect()
    }
}

/// What Google Consent Mode v2 says.
///
/// Sharing is granted only if both of its keys are, and denied as soon as one is. Pricing, marketing and what
/// is sensitive have no key, so nothing is said of them.
pub fn google_consent_mode(keys: &ConsentModeKeys) -> ConsentSignals {
    let mut answers = Answers::new();
    if let Some(state) = keys.analytics_storage {
        answers.hear(ConsentPurpose::Analytics, state);
    }
    if let Some(state) = keys.personalization_storage {
        answers.hear(ConsentPurpose::Personalization, state);
    }
    match (keys.ad_user_data, keys.ad_personalization) {
        (Some(ConsentState::Denied), _) | (_, Some(ConsentState::Denied)) => {
            answers.hear(ConsentPurpose::Sharing, ConsentState::Denied);
        }
        (Some(ConsentState::Granted), Some(ConsentState::Granted)) => {
            answers.hear(ConsentPurpose::Sharing, ConsentState::Granted);
        }
        _ => (),
    }
    let about_storage = [
        ("ad_storage", keys.ad_storage),
        ("functionality_storage", keys.functionality_storage),
        ("security_storage", keys.security_storage),
    ];
    let stated = about_storage.into_iter().filter(|(_, state)| state.is_some());
    ConsentSignals {
        changes: answers.signals("google_consent_mode"),
        without_equivalent: stated.map(|(key, _)| key.to_owned()).collect(),
    }
}

/// What the header `Sec-GPC` says: `1` denies sharing, any other value says nothing.
///
/// It opts out of sale and sharing (California: CCPA regulations 7025; so do other states of the United
/// States), not of what a shop does by itself with its own data. In the European Union and the United Kingdom
/// sharing needs consent anyway, and the signal is an objection by automated means (GDPR, article 21(5)). A
/// customer who is asked and agrees after it was heard has agreed: hand it in when it is first heard, not with
/// every page.
pub fn global_privacy_control(sec_gpc: &str) -> ConsentSignals {
    let mut answers = Answers::new();
    if sec_gpc.trim() == "1" {
        answers.hear(ConsentPurpose::Sharing, ConsentState::Denied);
    }
    let mut changes = answers.signals("gpc");
    for change in &mut changes {
        change.basis = None;
    }
    ConsentSignals { changes, without_equivalent: Vec::new() }
}

/// What Segment's `context.consent.categoryPreferences` say, by the host's own map of categories.
///
/// A purpose of several categories is denied as soon as one of them is.
pub fn segment_preferences<S: BuildHasher>(
    preferences: &HashMap<String, bool, S>,
    categories: &[ConsentCategory],
) -> Result<ConsentSignals> {
    check_categories(categories)?;
    let mut names: Vec<&String> = preferences.keys().collect();
    names.sort_unstable();
    let said = names.into_iter().filter_map(|name| Some((name.as_str(), *preferences.get(name)?)));
    Ok(heard_of(said, categories))
}

/// The same of preferences in the order of their names and categories that were checked.
pub(crate) fn heard_of<'a>(
    preferences: impl Iterator<Item = (&'a str, bool)>,
    categories: &[ConsentCategory],
) -> ConsentSignals {
    let mut answers = Answers::new();
    let mut without_equivalent = Vec::new();
    for (name, agreed) in preferences {
        let known = categories.iter().find(|known| known.category == name);
        let purposes = known.map_or(&[][..], |known| &known.purposes);
        if purposes.is_empty() {
            without_equivalent.push(name.to_owned());
        }
        let state = if agreed { ConsentState::Granted } else { ConsentState::Denied };
        for purpose in purposes {
            answers.hear(*purpose, state);
        }
    }
    ConsentSignals { changes: answers.signals("segment"), without_equivalent }
}

/// Refuse a map that names a category twice, or more than 256.
pub(crate) fn check_categories(categories: &[ConsentCategory]) -> Result<()> {
    let subject = "consent categories";
    if categories.len() > MAX_CATEGORIES {
        let size = categories.len();
        return Err(SartorError::too_many(subject, "categories", size, MAX_CATEGORIES, "categories"));
    }
    for (place, one) in categories.iter().enumerate() {
        check_id(subject, "category", &one.category)?;
        if categories.iter().take(place).any(|other| other.category == one.category) {
            return Err(SartorError::invalid(subject, "category", "named once"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConsentState::{Denied, Granted};

    fn states(signals: &ConsentSignals) -> Vec<(ConsentPurpose, ConsentState)> {
        signals.changes.iter().map(|change| (change.purpose, change.state)).collect()
    }

    #[test]
    fn every_key_of_consent_mode_is_heard_or_named() {
        let keys: ConsentModeKeys = serde_json::from_str(
            r#"{"ad_storage":"granted","ad_user_data":"granted","ad_personalization":"granted",
                "analytics_storage":"denied","functionality_storage":"granted",
                "personalization_storage":"granted","security_storage":"granted"}"#,
        )
        .unwrap();
        let heard = google_consent_mode(&keys);
        let expected = [
            (ConsentPurpose::Analytics, Denied),
            (ConsentPurpose::Personalization, Granted),
            (ConsentPurpose::Sharing, Granted),
        ];
        assert_eq!(states(&heard), expected);
        assert_eq!(heard.without_equivalent, ["ad_storage", "functionality_storage", "security_storage"]);
    }

    #[test]
    fn sharing_needs_both_keys_of_consent_mode() {
        for (data, personal, expected) in [
            (Some(Granted), Some(Granted), Some(Granted)),
            (Some(Granted), Some(Denied), Some(Denied)),
            (Some(Denied), None, Some(Denied)),
            (None, Some(Denied), Some(Denied)),
            (Some(Granted), None, None),
            (None, None, None),
        ] {
            let keys =
                ConsentModeKeys { ad_user_data: data, ad_personalization: personal, ..Default::default() };
            let heard = google_consent_mode(&keys);
            assert_eq!(heard.changes.first().map(|change| change.state), expected);
        }
    }

    #[test]
    fn a_key_or_an_answer_that_consent_mode_does_not_have_is_refused() {
        for text in [r#"{"ad_storrage":"granted"}"#, r#"{"ad_storage":"yes"}"#, r#"{"ad_storage":true}"#] {
            assert!(serde_json::from_str::<ConsentModeKeys>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn privacy_control_denies_sharing_and_says_nothing_else() {
        assert_eq!(states(&global_privacy_control(" 1 ")), [(ConsentPurpose::Sharing, Denied)]);
        for silent in ["", "0", "true", "11", "1;1"] {
            assert_eq!(global_privacy_control(silent), ConsentSignals::default());
        }
    }

    #[test]
    fn of_two_categories_of_a_purpose_the_denial_counts() {
        let category = |name: &str, purposes: &[ConsentPurpose]| ConsentCategory {
            category: name.to_owned(),
            purposes: purposes.to_vec(),
        };
        let map = [
            category("Advertising", &[ConsentPurpose::Sharing, ConsentPurpose::Marketing]),
            category("Email", &[ConsentPurpose::Marketing]),
            category("Functional", &[]),
        ];
        let said = |pairs: &[(&str, bool)]| -> HashMap<String, bool> {
            pairs.iter().map(|(name, agreed)| ((*name).to_owned(), *agreed)).collect()
        };
        let preferences =
            said(&[("Advertising", true), ("Email", false), ("Functional", true), ("Unheard", true)]);
        let heard = segment_preferences(&preferences, &map).unwrap();
        assert_eq!(states(&heard), [(ConsentPurpose::Marketing, Denied), (ConsentPurpose::Sharing, Granted)]);
        assert_eq!(heard.without_equivalent, ["Functional", "Unheard"]);
        let twice = [map[1].clone(), map[1].clone()];
        assert_eq!(segment_preferences(&preferences, &twice).unwrap_err().code(), "INVALID_VALUE");
    }
}
