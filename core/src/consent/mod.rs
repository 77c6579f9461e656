//! For which purposes may a customer's data be used, and on what basis?
//!
//! Consent is an event like any other, `Consent Changed`, folded into the profile; what is missing is
//! denied. Whoever imports history states the basis on which it is held, and each basis supports only some
//! purposes: a contract needs the purchases to be understood, but nobody's contract needs an offer made
//! from them. The table is a cautious default, not advice (GDPR, article 6(1) a, b and f).
//!
//! What banners and browsers say is read into [`ConsentSignals`], which say no more than the signal does;
//! [`consent_events`](crate::event::consent_events) makes events of them.
//!
//! ```
//! use sartor::consent::{ConsentBasis, ConsentChange, ConsentPurpose, ConsentState};
//! let basis = ConsentBasis::LegitimateInterest;
//! assert_eq!(basis.purposes(), [ConsentPurpose::Analytics, ConsentPurpose::Personalization]);
//! let change = ConsentChange::parse(Some("pricing"), Some("denied"), None)?;
//! assert_eq!((change.purpose, change.state), (ConsentPurpose::Pricing, ConsentState::Denied));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod bits;
mod signal;
mod tc_string;
mod tcf;

pub use signal::{
    ConsentCategory, ConsentModeKeys, ConsentSignal, ConsentSignals, global_privacy_control,
    google_consent_mode, segment_preferences,
};
pub use tc_string::{MAX_TC_STRING_BYTES, TcString};
pub use tcf::{TcfKeys, iab_tcf};

pub(crate) use signal::{check_categories, heard_of};

use crate::{Result, SartorError};

/// What data is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ConsentPurpose {
    /// Understanding customers as a whole, and what will happen.
    Analytics,
    /// Choosing what this customer is shown and told.
    Personalization,
    /// Letting personal data move an offer or a price.
    Pricing,
    /// Writing to the customer unasked.
    Marketing,
    /// Handing data to others, for money or not: sale and sharing are one right to opt out.
    Sharing,
    /// Using special categories: health, faith, origin and the like (GDPR, article 9).
    Sensitive,
}

/// What the customer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ConsentState {
    /// Yes.
    Granted,
    /// No, or never asked.
    Denied,
}

/// Why data may be held at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ConsentBasis {
    /// The customer agreed: analytics, personalization, pricing.
    Consent,
    /// A weighed interest of the shop: analytics, personalization.
    LegitimateInterest,
    /// A purchase to be carried out: analytics.
    Contract,
}

impl ConsentPurpose {
    /// Every purpose, in order.
    pub const ALL: [Self; 6] = [
        Self::Analytics,
        Self::Personalization,
        Self::Pricing,
        Self::Marketing,
        Self::Sharing,
        Self::Sensitive,
    ];

    /// The name in events and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Analytics => "analytics",
            Self::Personalization => "personalization",
            Self::Pricing => "pricing",
            Self::Marketing => "marketing",
            Self::Sharing => "sharing",
            Self::Sensitive => "sensitive",
        }
    }

    /// The purpose of a name.
    pub fn parse(name: &str) -> Result<Self> {
        let expected = "one of analytics, personalization, pricing, marketing, sharing, sensitive";
        named(&Self::ALL, Self::name, name, "properties.purpose", expected)
    }
}

impl ConsentState {
    /// Every state, in order.
    pub const ALL: [Self; 2] = [Self::Granted, Self::Denied];

    /// The name in events and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Denied => "denied",
        }
    }

    /// The state of a name.
    pub fn parse(name: &str) -> Result<Self> {
        named(&Self::ALL, Self::name, name, "properties.state", "one of granted, denied")
    }
}

impl ConsentBasis {
    /// Every basis, in order.
    pub const ALL: [Self; 3] = [Self::Consent, Self::LegitimateInterest, Self::Contract];

    /// The name in events and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::LegitimateInterest => "legitimate_interest",
            Self::Contract => "contract",
        }
    }

    /// The basis of a name.
    pub fn parse(name: &str) -> Result<Self> {
        let expected = "one of consent, legitimate_interest, contract";
        named(&Self::ALL, Self::name, name, "properties.basis", expected)
    }

    /// The purposes that imported data may serve on this basis.
    pub const fn purposes(self) -> &'static [ConsentPurpose] {
        match self {
            Self::Consent => {
                &[ConsentPurpose::Analytics, ConsentPurpose::Personalization, ConsentPurpose::Pricing]
            }
            Self::LegitimateInterest => &[ConsentPurpose::Analytics, ConsentPurpose::Personalization],
            Self::Contract => &[ConsentPurpose::Analytics],
        }
    }
}

/// What one `Consent Changed` event says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentChange {
    /// The purpose it is about.
    pub purpose: ConsentPurpose,
    /// The answer.
    pub state: ConsentState,
    /// The basis, if one is stated.
    pub basis: Option<ConsentBasis>,
}

impl ConsentChange {
    /// Read the properties `purpose`, `state` and `basis`; the first two must be there.
    pub fn parse(purpose: Option<&str>, state: Option<&str>, basis: Option<&str>) -> Result<Self> {
        Ok(Self {
            purpose: ConsentPurpose::parse(purpose.unwrap_or_default())?,
            state: ConsentState::parse(state.unwrap_or_default())?,
            basis: basis.map(ConsentBasis::parse).transpose()?,
        })
    }
}

fn named<T: Copy>(
    all: &[T],
    name_of: fn(T) -> &'static str,
    name: &str,
    field: &str,
    expected: &str,
) -> Result<T> {
    let found = all.iter().copied().find(|&one| name_of(one) == name);
    found.ok_or_else(|| SartorError::invalid("event", field, expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_json() {
        for purpose in ConsentPurpose::ALL {
            assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.name());
            assert_eq!(ConsentPurpose::parse(purpose.name()), Ok(purpose));
        }
        for state in ConsentState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
        for basis in ConsentBasis::ALL {
            assert_eq!(serde_json::to_value(basis).unwrap(), basis.name());
            assert_eq!(ConsentBasis::parse(basis.name()), Ok(basis));
        }
    }

    #[test]
    fn no_basis_of_import_allows_marketing_sharing_or_what_is_sensitive() {
        for basis in ConsentBasis::ALL {
            assert!(!basis.purposes().contains(&ConsentPurpose::Marketing));
            assert!(!basis.purposes().contains(&ConsentPurpose::Sharing));
            assert!(!basis.purposes().contains(&ConsentPurpose::Sensitive));
        }
    }

    #[test]
    fn an_unknown_purpose_state_or_basis_is_refused() {
        let change = |purpose, state, basis| ConsentChange::parse(purpose, state, basis);
        assert!(change(Some("analytics"), Some("granted"), Some("contract")).is_ok());
        for bad in [
            change(Some("telepathy"), Some("granted"), None),
            change(Some("analytics"), Some("maybe"), None),
            change(Some("analytics"), Some("granted"), Some("habit")),
            change(None, Some("granted"), None),
            change(Some("analytics"), None, None),
        ] {
            assert_eq!(bad.unwrap_err().code(), "INVALID_VALUE");
        }
    }
}
