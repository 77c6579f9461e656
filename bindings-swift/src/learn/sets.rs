//! Which labels cannot be excluded?

use sartor::learn::{self as core, LabelSetReport, LabelThreshold};
use sartor::{Result, input};

use crate::work::{run, to_json};

/// Sets of labels that hold the true one with a probability of at least `level`, among the rows of each label (Vovk,
/// Gammerman and Shafer 2005). A set of two says that the row is not decided.
#[derive(Debug, uniffi::Object)]
pub struct LabelSets(core::LabelSets);

#[uniffi::export]
impl LabelSets {
    /// Calibrate sets of 0 and 1 on log-odds of rows that the learner was not fitted to.
    #[uniffi::constructor(default(level = 0.9))]
    pub fn calibrate_binary(scores: &[f64], labels: &[f64], level: f64) -> Result<Self> {
        run("LabelSets.calibrateBinary", || core::LabelSets::calibrate_binary(scores, labels, level))
            .map(Self)
    }

    /// Calibrate sets of `labelCount` labels: the conformities of a row's labels stand beside each other, row after row,
    /// and any measure will do that is larger for likelier labels. `truth` has the label of each row, from 0 on.
    #[uniffi::constructor(default(level = 0.9))]
    pub fn calibrate(conformities: &[f64], label_count: u32, truth: &[u32], level: f64) -> Result<Self> {
        run("LabelSets.calibrate", || core::LabelSets::calibrate(conformities, label_count, truth, level))
            .map(Self)
    }

    /// The sets that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("LabelSets.fromJson", || input::from_text("label sets", text)).map(Self)
    }

    /// The sets as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("LabelSets.toJson", &self.0)
    }

    /// The least probability, among rows of each label, that a set holds the label.
    pub fn level(&self) -> f64 {
        self.0.level()
    }

    /// The threshold of each label, from 0 on.
    pub fn thresholds(&self) -> Vec<LabelThreshold> {
        self.0.thresholds().to_vec()
    }

    /// The labels in the set of a row with these conformities.
    pub fn set(&self, conformities: &[f64]) -> Vec<u32> {
        self.0.set(conformities)
    }

    /// The labels in the set of a row with these log-odds.
    pub fn binary_set(&self, score: f64) -> Vec<u32> {
        self.0.binary_set(score)
    }

    /// How sets of 0 and 1 do on rows that they were not calibrated on.
    #[uniffi::method(default(level = 0.9))]
    pub fn measure_binary(&self, scores: &[f64], labels: &[f64], level: f64) -> Result<LabelSetReport> {
        run("LabelSets.measureBinary", || self.0.measure_binary(scores, labels, level))
    }

    /// How sets do on rows that they were not calibrated on; conformities as of `calibrate`.
    #[uniffi::method(default(level = 0.9))]
    pub fn measure(&self, conformities: &[f64], truth: &[u32], level: f64) -> Result<LabelSetReport> {
        run("LabelSets.measure", || self.0.measure(conformities, truth, level))
    }
}
