//! Which purposes does the Transparency and Consent Framework grant?
//!
//! | purpose | needs all of the framework's | legitimate interest |
//! | --- | --- | --- |
//! | analytics | 8 measure content, 9 understand audiences, 10 develop and improve services | enough |
//! | personalization | 5 profiles for content, 6 personalised content | not enough, also before policy 4, which forbids it |
//! | sharing | 3 profiles for advertising, 4 personalised advertising | not enough, likewise |
//!
//! What a shop does by itself is the publisher's own use: where a string has a publisher segment, analytics and
//! personalization follow it. Purposes 1, 2, 7 and 11 have no equivalent, and pricing, marketing and what is
//! sensitive are not asked for by the framework. Consent to single vendors is not kept: `sharing` says that
//! data may be shared at all, with whom is for the string itself to say.
//!
//! ```
//! use sartor::consent::{ConsentBasis, ConsentPurpose, ConsentState, TcfKeys, iab_tcf};
//! // A phone's storage: consent to 1, 5 and 6; legitimate interest for 8 to 10.
//! let heard = iab_tcf(&TcfKeys {
//!     gdpr_applies: Some(1),
//!     purpose_consents: Some("10001100000".into()),
//!     purpose_legitimate_interests: Some("00000001110".into()),
//!     ..TcfKeys::default()
//! })?;
//! let said: Vec<_> = heard.changes.iter().map(|change| (change.purpose, change.state)).collect();
//! assert_eq!(said, [
//!     (ConsentPurpose::Analytics, ConsentState::Granted),
//!     (ConsentPurpose::Personalization, ConsentState::Granted),
//!     (ConsentPurpose::Sharing, ConsentState::Denied),
//! ]);
//! assert_eq!(heard.changes[0].basis, Some(ConsentBasis::LegitimateInterest));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::tc_string::TcString;
use super::{ConsentBasis, ConsentPurpose, ConsentSignal, ConsentSignals, ConsentState};
use crate::{Result, SartorError};

const SUBJECT: &str = "TCF keys";
/// Purposes of the framework that none of ours needs.
const WITHOUT_EQUIVALENT: [u32; 4] = [1, 2, 7, 11];

/// What an app stores under `IABTCF_...` that bears on purposes. What is left out says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TcfKeys {
    /// `IABTCF_gdprApplies`: 1, or 0 where the law does not apply and the rest therefore says nothing.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub gdpr_applies: Option<i32>,
    /// `IABTCF_TCString`, or the string of a page.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub tc_string: Option<String>,
    /// `IABTCF_PolicyVersion`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub policy_version: Option<i32>,
    /// `IABTCF_PurposeConsents`: `0` or `1` for each purpose from the first.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub purpose_consents: Option<String>,
    /// `IABTCF_PurposeLegitimateInterests`: the same.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub purpose_legitimate_interests: Option<String>,
}

/// Purposes of the framework, with the basis each may rest on.
struct Said {
    consents: Vec<u32>,
    interests: Vec<u32>,
}

/// What the framework says of purposes; nothing where it does not apply, or was not asked.
///
/// Where both the string and the bits of purposes are given, they must agree.
pub fn iab_tcf(keys: &TcfKeys) -> Result<ConsentSignals> {
    match keys.gdpr_applies {
        Some(0) => return Ok(ConsentSignals::default()),
        Some(1) | None => (),
        Some(other) => return Err(SartorError::out_of_range(SUBJECT, "gdprApplies", other, "0 or 1")),
    }
    let consents = listed("purposeConsents", keys.purpose_consents.as_deref())?;
    let interests = listed("purposeLegitimateInterests", keys.purpose_legitimate_interests.as_deref())?;
    let string =
        keys.tc_string.as_deref().filter(|text| !text.is_empty()).map(TcString::parse).transpose()?;
    let Some(string) = string else {
        if consents.is_none() && interests.is_none() {
            return Ok(ConsentSignals::default());
        }
        let all = Said { consents: consents.unwrap_or_default(), interests: interests.unwrap_or_default() };
        return Ok(signals(&all, &all, keys.policy_version.map(i64::from)));
    };
    for (field, stored, own) in [
        ("purposeConsents", &consents, &string.purpose_consents),
        ("purposeLegitimateInterests", &interests, &string.purpose_legitimate_interests),
    ] {
        if stored.as_ref().is_some_and(|stored| stored != own) {
            return Err(SartorError::invalid(SUBJECT, field, "what the TC string says"));
        }
    }
    if keys.policy_version.is_some_and(|stored| i64::from(stored) != i64::from(string.policy_version)) {
        return Err(SartorError::invalid(SUBJECT, "policyVersion", "what the TC string says"));
    }
    let policy_version = Some(i64::from(string.policy_version));
    let all = Said { consents: string.purpose_consents, interests: string.purpose_legitimate_interests };
    Ok(match (string.publisher_consents, string.publisher_legitimate_interests) {
        (Some(consents), Some(interests)) => signals(&Said { consents, interests }, &all, policy_version),
        _ => signals(&all, &all, policy_version),
    })
}

/// The purposes of a text of zeros and ones.
fn listed(field: &str, text: Option<&str>) -> Result<Option<Vec<u32>>> {
    let Some(text) = text else { return Ok(None) };
    if text.len() > 24 || text.bytes().any(|bit| !matches!(bit, b'0' | b'1')) {
        return Err(SartorError::invalid(SUBJECT, field, "up to 24 characters, each 0 or 1"));
    }
    let set = (1..).zip(text.bytes()).filter(|(_, bit)| *bit == b'1');
    Ok(Some(set.map(|(purpose, _)| purpose).collect()))
}

fn signals(own: &Said, all: &Said, policy_version: Option<i64>) -> ConsentSignals {
    let basis = |said: &Said, needed: &[u32], interest_is_enough: bool| {
        let consent = |purpose: &u32| said.consents.contains(purpose);
        let either = |purpose: &u32| consent(purpose) || said.interests.contains(purpose);
        if needed.iter().all(consent) {
            Some(ConsentBasis::Consent)
        } else if interest_is_enough && needed.iter().all(either) {
            Some(ConsentBasis::LegitimateInterest)
        } else {
            None
        }
    };
    let answers = [
        (ConsentPurpose::Analytics, basis(own, &[8, 9, 10], true)),
        (ConsentPurpose::Personalization, basis(own, &[5, 6], false)),
        (ConsentPurpose::Sharing, basis(all, &[3, 4], false)),
    ];
    let changes = answers.map(|(purpose, basis)| ConsentSignal {
        purpose,
        state: if basis.is_some() { ConsentState::Granted } else { ConsentState::Denied },
        basis,
        policy_version: policy_version.map(|version| format!("tcf_policy_{version}")),
        source: "tcf".to_owned(),
    });
    let unheard = WITHOUT_EQUIVALENT.iter().filter(|purpose| {
        [own, all].iter().any(|said| said.consents.contains(purpose) || said.interests.contains(purpose))
    });
    ConsentSignals {
        changes: changes.into(),
        without_equivalent: unheard.map(|purpose| format!("purpose {purpose}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stored(consents: &str, interests: &str) -> TcfKeys {
        TcfKeys {
            purpose_consents: Some(consents.to_owned()),
            purpose_legitimate_interests: Some(interests.to_owned()),
            ..TcfKeys::default()
        }
    }

    fn granted(keys: &TcfKeys) -> Vec<(ConsentPurpose, Option<ConsentBasis>)> {
        let heard = iab_tcf(keys).unwrap();
        let granted = heard.changes.into_iter().filter(|change| change.state == ConsentState::Granted);
        granted.map(|change| (change.purpose, change.basis)).collect()
    }

    #[test]
    fn legitimate_interest_carries_analytics_alone() {
        assert_eq!(
            granted(&stored("0", "11111111111")),
            [(ConsentPurpose::Analytics, Some(ConsentBasis::LegitimateInterest))]
        );
        assert_eq!(granted(&stored("1111", "0")), [(ConsentPurpose::Sharing, Some(ConsentBasis::Consent))]);
        // A part of what a purpose needs is not the purpose.
        assert_eq!(granted(&stored("00101", "0000000110")), []);
    }

    #[test]
    fn the_example_string_grants_none_of_ours_and_names_what_it_grants() {
        let text = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA";
        let heard = iab_tcf(&TcfKeys { tc_string: Some(text.to_owned()), ..TcfKeys::default() }).unwrap();
        assert!(heard.changes.iter().all(|change| change.state == ConsentState::Denied));
        assert_eq!(heard.changes[0].policy_version.as_deref(), Some("tcf_policy_2"));
        assert_eq!(heard.without_equivalent, ["purpose 1", "purpose 2"]);
        let agreeing = TcfKeys { tc_string: Some(text.to_owned()), ..stored("111", "") };
        assert_eq!(iab_tcf(&agreeing).unwrap(), heard);
        let other = TcfKeys { tc_string: Some(text.to_owned()), ..stored("110", "") };
        assert_eq!(iab_tcf(&other).unwrap_err().code(), "INVALID_VALUE");
    }

    #[test]
    fn where_the_law_does_not_apply_nothing_is_said() {
        let keys = TcfKeys { gdpr_applies: Some(0), ..stored("111", "111") };
        assert_eq!(iab_tcf(&keys).unwrap(), ConsentSignals::default());
        assert_eq!(iab_tcf(&TcfKeys::default()).unwrap(), ConsentSignals::default());
        let keys = TcfKeys { gdpr_applies: Some(2), ..TcfKeys::default() };
        assert_eq!(iab_tcf(&keys).unwrap_err().code(), "OUT_OF_RANGE");
        for bits in ["1 0", "2", "1111111111111111111111111", "yes"] {
            assert_eq!(iab_tcf(&stored(bits, "")).unwrap_err().code(), "INVALID_VALUE");
        }
    }

    proptest! {
        #[test]
        fn more_consent_never_denies_more(consents in "[01]{0,24}", interests in "[01]{0,24}", at in 0..24_usize) {
            let mut more: Vec<u8> = format!("{consents:0<24}").into_bytes();
            more[at] = b'1';
            let before = granted(&stored(&consents, &interests));
            let after = granted(&stored(&String::from_utf8(more).unwrap(), &interests));
            for (purpose, _) in before {
                prop_assert!(after.iter().any(|(known, _)| *known == purpose));
            }
        }
    }
}
