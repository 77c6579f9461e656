//! Which curve would have set the probabilities right?

use serde::{Deserialize, Serialize};

use super::{Outcomes, SUBJECT};
use crate::learn::{Calibration, CalibrationCandidate, CalibrationChoice, CalibrationMethod, ScoredLabels};
use crate::{Result, SartorError};

/// Folds in which kinds of curves are compared.
const FOLDS: u32 = 5;
/// Outcomes below which no curve is looked for.
const FEWEST: usize = 50;

/// A curve that sets a model's probabilities right, and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeRecalibration {
    /// The model that it is for.
    pub model_id: String,
    /// From the log-odds that were told to those that should have been; `none` where the model is as good without.
    pub calibration: Calibration,
    /// Every kind of curve and how it did on outcomes that it was not fitted to.
    pub candidates: Vec<CalibrationCandidate>,
    /// Outcomes it rests on.
    pub rows: u32,
    /// The first date that one of them was due.
    pub from_ms: i64,
    /// The last.
    pub until_ms: i64,
}

impl OutcomeRecalibration {
    /// Whether a curve was found that is worth it.
    pub fn is_worth_it(&self) -> bool {
        self.calibration.method() != CalibrationMethod::None
    }
}

impl Outcomes {
    /// The curve for a model's probabilities, chosen by cross-validated log loss of what came; fewer than 50 outcomes, or
    /// outcomes of one kind, are `TOO_FEW`. The model itself stays as it is: [`Churn::recalibrated`](crate::predict::Churn::recalibrated)
    /// makes another of it.
    pub fn recalibration(&self, model_id: &str, seed: u32) -> Result<OutcomeRecalibration> {
        let closed = self.closed(model_id);
        let rows = closed.labels.len();
        if rows < FEWEST {
            return Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: rows as i64,
                needed: FEWEST as i64,
                unit: "outcomes of the model".to_owned(),
            });
        }
        let scored = ScoredLabels::new(&closed.log_odds, &closed.labels, None)?;
        let CalibrationChoice { calibration, candidates } = Calibration::choose(&scored, FOLDS, seed)?;
        Ok(OutcomeRecalibration {
            model_id: model_id.to_owned(),
            calibration,
            candidates,
            rows: rows as u32,
            from_ms: closed.due_ms.iter().min().copied().unwrap_or_default(),
            until_ms: closed.due_ms.iter().max().copied().unwrap_or_default(),
        })
    }
}
