//! A learner, a calibration or a reference that was read from JSON scores rows without a panic, and is written as it was read.
#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use sartor::Result;
use sartor::input::from_text;
use sartor::learn::{
    Calibration, ConformalMargin, DriftReference, Ensemble, Gbdt, LabelSets, Logistic, Network, Schema, Uplift,
    ValueGbdt,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Values that a column of numbers or of codes may be asked about.
const VALUES: [f64; 7] = [f64::NAN, 0.0, -0.0, 1.0, 2.5, -1e300, 1e300];

fn read<Learner>(text: &str, schema: impl Fn(&Learner) -> &Schema, ask: impl Fn(&Learner, &[f64]) -> Result<f64>)
where
    Learner: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let Ok(learner) = from_text::<Learner>("learner", text) else { return };
    let width = schema(&learner).columns().len();
    for shift in 0..VALUES.len() {
        let row: Vec<f64> = (0..width).map(|column| VALUES[(column + shift) % VALUES.len()]).collect();
        if let Ok(answer) = ask(&learner, &row) {
            assert!(!answer.is_nan(), "{answer} of {row:?}");
        }
    }
    assert!(ask(&learner, &vec![0.0; width + 1]).is_err());
    let written = serde_json::to_string(&learner).expect("what was read can be written");
    assert_eq!(from_text::<Learner>("learner", &written).expect("what was written can be read"), learner);
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    read(text, Gbdt::schema, Gbdt::predict_row);
    read(text, Logistic::schema, Logistic::predict_row);
    read(text, Network::schema, Network::predict_row);
    read(text, Ensemble::schema, Ensemble::predict_row);
    read(text, Uplift::schema, Uplift::predict_row);
    read(text, |value: &ValueGbdt| value.occurrence().schema(), ValueGbdt::predict_row);
    if let Ok(calibration) = from_text::<Calibration>("calibration", text) {
        for score in [-40.0, -0.1, 0.0, 3.0, 40.0] {
            let probability = calibration.probability(score);
            assert!((0.0..=1.0).contains(&probability), "{probability}");
        }
    }
    if let Ok(sets) = from_text::<LabelSets>("sets", text) {
        let _ = sets.binary_set(0.3);
    }
    if let Ok(margin) = from_text::<ConformalMargin>("margin", text) {
        let _ = margin.interval(0.3);
    }
    if let Ok(reference) = from_text::<DriftReference>("reference", text) {
        let _ = reference.compare_numbers(&[0.0, f64::NAN, 3.0], 0.99);
    }
});
