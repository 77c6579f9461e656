//! What makes log-odds mean what they say?

use sartor::learn::{self as core, CalibrationCandidate, CalibrationMethod};
use sartor::{Result, input};

use super::scored::ScoredLabels;
use crate::work::{run, to_json};

/// A curve from log-odds to log-odds that never falls, after which probabilities mean what they say.
#[derive(Debug, uniffi::Object)]
pub struct Calibration {
    pub(crate) calibration: core::Calibration,
    pub(crate) candidates: Vec<CalibrationCandidate>,
}

impl From<core::Calibration> for Calibration {
    fn from(calibration: core::Calibration) -> Self {
        Self { calibration, candidates: Vec::new() }
    }
}

#[uniffi::export]
impl Calibration {
    /// Fit one kind to log-odds and labels of rows that the learner was not fitted to.
    #[uniffi::constructor]
    pub fn fit(method: CalibrationMethod, scored: &ScoredLabels) -> Result<Self> {
        scored.with("Calibration.fit", |scored| core::Calibration::fit(method, &scored)).map(Self::from)
    }

    /// Choose among all kinds by cross-validated log loss, in folds drawn from the seed: see `candidates`.
    #[uniffi::constructor(default(folds = 5, seed = 0))]
    pub fn choose(scored: &ScoredLabels, folds: u32, seed: u32) -> Result<Self> {
        let chosen =
            scored.with("Calibration.choose", |scored| core::Calibration::choose(&scored, folds, seed))?;
        Ok(Self { calibration: chosen.calibration, candidates: chosen.candidates })
    }

    /// The calibration that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("Calibration.fromJson", || input::from_text::<core::Calibration>("calibration", text))
            .map(Self::from)
    }

    /// The calibration as JSON, without its candidates.
    pub fn to_json(&self) -> Result<String> {
        to_json("Calibration.toJson", &self.calibration)
    }

    /// Its kind.
    pub fn method(&self) -> CalibrationMethod {
        self.calibration.method()
    }

    /// Every kind that was tried, the simplest first; none where nothing was chosen.
    pub fn candidates(&self) -> Vec<CalibrationCandidate> {
        self.candidates.clone()
    }

    /// The log-odds that a score becomes.
    pub fn log_odds(&self, score: f64) -> f64 {
        self.calibration.log_odds(score)
    }

    /// The same for a column.
    pub fn log_odds_batch(&self, scores: &[f64]) -> Vec<f64> {
        scores.iter().map(|score| self.calibration.log_odds(*score)).collect()
    }

    /// The probability that a score becomes.
    pub fn probability(&self, score: f64) -> f64 {
        self.calibration.probability(score)
    }

    /// The same for a column.
    pub fn probability_batch(&self, scores: &[f64]) -> Vec<f64> {
        scores.iter().map(|score| self.calibration.probability(*score)).collect()
    }
}
