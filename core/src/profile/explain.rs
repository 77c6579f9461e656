//! How is a customer told, in plain words, what is done with their data?
//!
//! What is held, what each purpose uses it for, on which basis and since when, and how to object (GDPR, articles
//! 12 to 15 and 21). It is made of the facts of the profile alone: no figure, no score, no model and nothing
//! that only the shop's server may know.
//!
//! ```
//! use sartor::profile::Profile;
//! let told = Profile::new("c_17")?.explain_to_customer(1_780_300_800_000, "en")?;
//! assert!(told.text.contains("We do not use your data to choose what we show and tell you"));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::retention::DataCategory;
use super::state::{ConsentEntry, CustomerState, Restriction};
use super::{Profile, SUBJECT};
use crate::consent::{ConsentBasis, ConsentPurpose, ConsentState};
use crate::prompt::prompt_safe;
use crate::time::{check_timestamp, local_month, month_name, to_rfc3339_at};
use crate::{Result, SartorError};

/// How much of a name that a host or customer chose is repeated.
const MAX_CHARS: usize = 80;
/// How many declared traits are named.
const MAX_NAMES: usize = 40;

/// What is done with a customer's data, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CustomerExplanation {
    /// The time it describes.
    pub as_of_ms: i64,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Its parts, in the order in which they are read.
    pub parts: Vec<ExplanationPart>,
    /// All parts as paragraphs.
    pub text: String,
}

/// One paragraph of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExplanationPart {
    /// `data`, `restriction`, the name of a purpose, or `rights`.
    pub topic: String,
    /// The paragraph, without markup.
    pub text: String,
}

impl Profile {
    /// Tell the customer what is used, for what, on which basis, since when, and how to object.
    ///
    /// `language` is a tag such as `en` or `en-GB`; English is the one that is written so far.
    pub fn explain_to_customer(&self, as_of_ms: i64, language: &str) -> Result<CustomerExplanation> {
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        if !primary.eq_ignore_ascii_case("en") {
            return Err(SartorError::invalid("explanation", "language", "en, or a kind of it such as en-GB"));
        }
        let state = self.state_at(as_of_ms);
        let mut parts = vec![part("data", data(&state)?)];
        if let Some(standing) = &state.restricted {
            parts.push(part("restriction", restriction(standing, &state)?));
        }
        for purpose in ConsentPurpose::ALL {
            parts.push(part(purpose.name(), use_for(purpose, &state)?));
        }
        parts.push(part("rights", RIGHTS.to_owned()));
        let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n\n");
        Ok(CustomerExplanation { as_of_ms, language: "en".to_owned(), parts, text })
    }
}

const RIGHTS: &str = "You can ask us at any time for everything we hold about you, have it corrected, have \
                      parts or all of it erased, have its use stopped while a question is settled, and take back \
                      or refuse any of the uses above. A change takes effect at once and costs you nothing. If \
                      we do not put something right, you can complain to your data protection authority.";

fn part(topic: &str, text: String) -> ExplanationPart {
    ExplanationPart { topic: topic.to_owned(), text }
}

/// A day as people write it, on the customer's own clock.
fn day(at_ms: i64, state: &CustomerState) -> Result<String> {
    let offset = state.utc_offset_minutes;
    let text = to_rfc3339_at(at_ms, offset)?;
    let day = text.get(8..10).unwrap_or_default().trim_start_matches('0');
    let year = text.get(..4).unwrap_or_default();
    Ok(format!("{day} {} {year}", month_name(local_month(at_ms, offset.unwrap_or(0)))))
}

fn data(state: &CustomerState) -> Result<String> {
    let Some(first_ms) = state.first_event_ms else {
        return Ok("We hold nothing about what you did or said.".to_owned());
    };
    let mut held = Vec::new();
    for category in DataCategory::ALL {
        let of_category = state.kinds.iter().filter(|known| DataCategory::of(known.kind) == Some(category));
        let count: u32 = of_category.map(|known| known.count).fold(0, u32::saturating_add);
        let what = match category {
            DataCategory::Browsing => "searches, products you looked at and steps through the shop",
            DataCategory::Conversations => "turns of conversations, ratings and reviews",
            DataCategory::Purchases => "orders, changes to them and returns",
            DataCategory::Decisions => "records of what we suggested to you and what you made of it",
            DataCategory::Declared => "statements about you, made by you or by us",
            DataCategory::Wishes => "changes to your wishlist",
            DataCategory::Consents => "answers to what we may do with your data",
        };
        if count > 0 {
            held.push(format!("{count} {what}"));
        }
    }
    let mut text = format!("Since {} we hold: {}.", day(first_ms, state)?, held.join("; "));
    let names: Vec<String> =
        state.traits.iter().take(MAX_NAMES).map(|known| prompt_safe(&known.name, MAX_CHARS)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.starts_with('$')).collect();
    if !names.is_empty() {
        text.push_str(" The statements are about: ");
        text.push_str(&names.join(", "));
        text.push('.');
    }
    Ok(text)
}

fn restriction(standing: &Restriction, state: &CustomerState) -> Result<String> {
    let mut text = format!("The use of all of this is stopped since {}", day(standing.since_ms, state)?);
    if let Some(reason) = &standing.reason {
        text.push_str(", for this reason: ");
        text.push_str(&prompt_safe(reason, MAX_CHARS).replace('_', " "));
    }
    text.push_str(
        ". Until that is settled we keep your data, treat you like somebody we do not know, and none \
                   of what is allowed below is done.",
    );
    Ok(text)
}

fn use_for(purpose: ConsentPurpose, state: &CustomerState) -> Result<String> {
    let (what, from) = match purpose {
        ConsentPurpose::Analytics => (
            "understand our customers as a whole and estimate what they will want",
            "For this we use your orders, returns and visits.",
        ),
        ConsentPurpose::Personalization => (
            "choose what we show and tell you",
            "For this we use your orders and returns, what you looked at, your cart and wishlist, our \
             conversations and what was said of you.",
        ),
        ConsentPurpose::Pricing => (
            "make you offers of your own, which only ever lower a price",
            "For this we use your orders and returns.",
        ),
        ConsentPurpose::Marketing => {
            ("write to you without being asked", "For this we use the same as for choosing what we show you.")
        }
        ConsentPurpose::Sharing => (
            "hand it to others, for money or not",
            "What exactly is handed on, and to whom, is in our privacy notice.",
        ),
        ConsentPurpose::Sensitive => (
            "take account of what is especially protected, such as health, faith or origin",
            "For this we use only what you told us for this purpose. It never bears on a price.",
        ),
    };
    let Some(said) = state.consent_for(purpose) else {
        return Ok(format!("We do not use your data to {what}: you have not allowed it."));
    };
    let since = day(said.at_ms, state)?;
    if said.state == ConsentState::Denied {
        return Ok(format!("We do not use your data to {what}: it is refused since {since}{}.", noted(said)));
    }
    let why = match said.basis {
        Some(ConsentBasis::Consent) => "you agreed to it; you can withdraw that at any time",
        Some(ConsentBasis::LegitimateInterest) => {
            "we have a legitimate interest in it; you can object to it at any time"
        }
        Some(ConsentBasis::Contract) => "it is part of carrying out what you bought",
        None => "it is recorded as allowed; you can refuse it at any time",
    };
    let stopped = if state.restricted.is_some() { " At the moment this is stopped, see above." } else { "" };
    Ok(format!("We use your data to {what}, since {since}{}, because {why}. {from}{stopped}", noted(said)))
}

/// Which text was agreed to and where it was said, if that is known.
fn noted(said: &ConsentEntry) -> String {
    let version = said.policy_version.as_ref().map(|text| format!("notice {}", prompt_safe(text, MAX_CHARS)));
    let source = said.source.as_ref().map(|text| format!("recorded by {}", prompt_safe(text, MAX_CHARS)));
    let notes: Vec<String> = version.into_iter().chain(source).collect();
    if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) }
}
