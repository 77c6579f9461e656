//! How are features kept, and which are taken back?

use serde::{Deserialize, Serialize};

use super::list::{CATEGORIES, NUMBERS};
use super::{FEATURES_VERSION, Features, SUBJECT, WITHHELD};
use crate::ids::check_id;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// What is stored of one customer's features, before it is checked; what is missing is null.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StoredFeatures {
    features_version: u32,
    customer_id: String,
    as_of_ms: i64,
    reason: Option<String>,
    numbers: Vec<Option<f64>>,
    texts: Vec<Option<String>>,
}

impl From<Features> for StoredFeatures {
    fn from(features: Features) -> Self {
        let Features { customer_id, as_of_ms, withheld, numbers, texts } = features;
        Self {
            features_version: FEATURES_VERSION,
            customer_id,
            as_of_ms,
            reason: withheld.then(|| WITHHELD.to_owned()),
            numbers: numbers.into_iter().map(|number| (!number.is_nan()).then_some(number)).collect(),
            texts,
        }
    }
}

impl TryFrom<StoredFeatures> for Features {
    type Error = SartorError;

    fn try_from(stored: StoredFeatures) -> Result<Self> {
        let StoredFeatures { features_version, customer_id, as_of_ms, reason, numbers, texts } = stored;
        if features_version != FEATURES_VERSION {
            let reason = format!(
                "they are of version {features_version}, this release has {FEATURES_VERSION}: read them again"
            );
            return Err(SartorError::NotAvailable { subject: SUBJECT.to_owned(), reason });
        }
        check_id(SUBJECT, "customerId", &customer_id)?;
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        if numbers.len() != NUMBERS.len() || texts.len() != CATEGORIES.len() {
            return Err(SartorError::malformed(SUBJECT, "not as many features as there are", 0));
        }
        if reason.as_deref().is_some_and(|reason| reason != WITHHELD) {
            return Err(SartorError::invalid(SUBJECT, "reason", WITHHELD));
        }
        let numbers = numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect();
        Ok(Self { customer_id, as_of_ms, withheld: reason.is_some(), numbers, texts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::input::from_text;
    use crate::predict::{FeatureExtra, FeatureReader, FeatureTable};
    use crate::profile::Profile;

    const AS_OF_MS: i64 = 1_780_300_800_000;

    fn features() -> Features {
        let mut profile = Profile::new("c").unwrap();
        for (id, name, properties) in [
            ("a", "Consent Changed", r#""purpose":"analytics","state":"granted""#),
            ("b", "Order Completed", r#""revenue":80.1,"currency":"USD""#),
        ] {
            let event = format!(
                r#"{{"type":"track","messageId":"{id}","userId":"c","event":"{name}",
                    "timestamp":"2026-05-01T08:00:00Z","properties":{{{properties}}}}}"#
            );
            profile.observe_owned(Event::from_json(&event, None).unwrap(), AS_OF_MS).unwrap();
        }
        let extra = FeatureExtra { probability_alive: Some(1.0 / 3.0), ..FeatureExtra::default() };
        FeatureReader::new(None).row(&profile, AS_OF_MS, &extra).unwrap()
    }

    #[test]
    fn features_come_back_to_the_bit() {
        let nobody = FeatureReader::new(None);
        let nobody = nobody.row(&Profile::new("n").unwrap(), AS_OF_MS, &FeatureExtra::default()).unwrap();
        let table = FeatureTable::of(vec![features(), nobody]);
        let text = serde_json::to_string(&table).unwrap();
        assert_eq!(from_text::<FeatureTable>(SUBJECT, &text).unwrap(), table);
    }

    #[test]
    fn features_that_cannot_be_are_refused() {
        let sound = serde_json::to_value(features()).unwrap();
        for (field, value) in [
            ("featuresVersion", serde_json::json!(999)),
            ("customerId", serde_json::json!("")),
            ("asOfMs", serde_json::json!(i64::MIN)),
            ("reason", serde_json::json!("because")),
            ("numbers", serde_json::json!([1.0])),
            ("texts", serde_json::json!([])),
            ("more", serde_json::json!(1)),
        ] {
            let mut damaged = sound.clone();
            damaged[field] = value;
            assert!(crate::input::from_value::<Features>(SUBJECT, damaged).is_err(), "{field}");
        }
    }
}
