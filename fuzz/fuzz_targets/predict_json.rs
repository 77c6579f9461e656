//! A model of a customer's future that was read from JSON answers for a customer without a panic, and is written as it was read.
#![no_main]

use std::fmt::Debug;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sartor::input::from_text;
use sartor::predict::{Churn, FeatureExtra, FeatureReader, Features, Outcomes, Propensity, Value};
use sartor::profile::Profile;
use serde::Serialize;
use serde::de::DeserializeOwned;

const AS_OF_MS: i64 = 1_780_300_800_000;

static KNOWN: LazyLock<Profile> = LazyLock::new(|| {
    let kept = include_bytes!("../../core/tests/artifacts/v1/profile.sartor");
    Profile::from_bytes(kept).expect("a profile that is kept")
});
static READER: LazyLock<FeatureReader> = LazyLock::new(|| FeatureReader::new(None));
static FEATURES: LazyLock<Features> =
    LazyLock::new(|| READER.row(&KNOWN, AS_OF_MS, &FeatureExtra::default()).expect("a profile that is kept"));

fn read<Model>(text: &str, ask: impl Fn(&Model))
where
    Model: DeserializeOwned + Serialize + Debug,
{
    let Ok(model) = from_text::<Model>("model", text) else { return };
    ask(&model);
    let written = serde_json::to_string(&model).expect("what was read can be written");
    let again: Model = from_text("model", &written).expect("what was written can be read");
    assert_eq!(serde_json::to_string(&again).expect("as before"), written);
}

fn probability(value: f64) {
    assert!((0.0..=1.0).contains(&value), "{value}");
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    read(text, |churn: &Churn| {
        if let Ok(risk) = churn.predict(&FEATURES, &[1.0, 30.0]) {
            probability(risk.churn.value);
            assert!(risk.churn.low <= risk.churn.value && risk.churn.value <= risk.churn.high, "{risk:?}");
        }
    });
    read(text, |propensity: &Propensity| {
        if let Ok(answer) = propensity.predict(&READER, &KNOWN, AS_OF_MS, &FeatureExtra::default()) {
            answer.categories.iter().for_each(|category| probability(category.probability.value));
        }
    });
    read(text, |value: &Value| {
        if let Ok(spend) = value.predict(&FEATURES) {
            assert!(spend.value_minor >= 0 && spend.low_minor <= spend.high_minor, "{spend:?}");
        }
    });
    read(text, |outcomes: &Outcomes| {
        let mut outcomes = outcomes.clone();
        let _ = outcomes.close_due(true, AS_OF_MS);
        outcomes.erase("c_1");
    });
});
