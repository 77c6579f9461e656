//! Which calibration is worth its parameters?
//!
//! Each kind is fitted on all folds but one and judged, by log loss, on the one left out. A kind is better than a simpler
//! one only if its loss is lower by more than one standard error of the difference, row by row (the rule of Breiman and
//! others 1984, section 3.4.3, with paired errors): scores that are level with their calibration stay as they are.

use serde::{Deserialize, Serialize};

use super::{Calibration, CalibrationCandidate, CalibrationMethod};
use crate::learn::metrics::WeightedMean;
use crate::learn::scored::{ScoredLabels, softplus};
use crate::rng::Rng;
use crate::{Result, SartorError};

/// How many standard errors a kind has to be better by than a simpler one.
const STANDARD_ERRORS: f64 = 1.0;
const METHODS: [CalibrationMethod; 4] =
    [CalibrationMethod::None, CalibrationMethod::Platt, CalibrationMethod::Beta, CalibrationMethod::Isotonic];

/// The calibration that was chosen, fitted to all rows, beside those that were not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CalibrationChoice {
    /// What was chosen.
    pub calibration: Calibration,
    /// Every kind, the simplest first.
    pub candidates: Vec<CalibrationCandidate>,
}

impl Calibration {
    /// Choose among all kinds by cross-validated log loss, with at least 2 folds drawn from the seed within each label.
    ///
    /// Of a label with fewer rows than folds there are as many folds as rows; below 2 is `TOO_FEW`. Scores that do not
    /// differ get Platt's line with slope 0, the base rate, where that is better than leaving them.
    pub fn choose(scored: &ScoredLabels<'_>, folds: u32, seed: u32) -> Result<CalibrationChoice> {
        const SUBJECT: &str = "choice of a calibration";
        scored.check_both_classes(SUBJECT)?;
        if !(2..=1_000).contains(&folds) {
            return Err(SartorError::out_of_range(SUBJECT, "folds", folds, "2 to 1000"));
        }
        let (fold, folds) = draw_folds(scored, folds as usize, seed)?;
        let mut losses = vec![vec![0.0; scored.len()]; METHODS.len()];
        for left_out in 0..folds {
            let kept: Vec<f64> = (0..scored.len())
                .map(|row| if fold.get(row) == Some(&left_out) { 0.0 } else { scored.row(row).weight })
                .collect();
            let part = ScoredLabels::new(scored.scores(), scored.labels(), Some(&kept))?;
            for (method, losses) in METHODS.iter().zip(&mut losses) {
                let calibration = fit_or_level(*method, &part)?;
                for (row, loss) in
                    losses.iter_mut().enumerate().filter(|(row, _)| fold.get(*row) == Some(&left_out))
                {
                    let row = scored.row(row);
                    let score = calibration.log_odds(row.score);
                    *loss = softplus(score) - row.label() * score;
                }
            }
        }
        let gain = |over: &[f64], losses: &[f64]| {
            let rows = over.iter().zip(losses).enumerate();
            WeightedMean::of(rows.map(|(row, (over, loss))| (over - loss, scored.row(row).weight)))
        };
        let (mut chosen, mut candidates) = (0, Vec::new());
        for (place, method) in METHODS.iter().enumerate() {
            let (Some(losses), Some(plain), Some(best)) =
                (losses.get(place), losses.first(), losses.get(chosen))
            else {
                continue;
            };
            let over_none = gain(plain, losses);
            let zeros = vec![0.0; losses.len()];
            candidates.push(CalibrationCandidate {
                method: *method,
                log_loss: -gain(&zeros, losses).mean,
                gain: over_none.mean,
                gain_error: over_none.standard_error,
            });
            let over_best = gain(best, losses);
            if over_best.mean > STANDARD_ERRORS * over_best.standard_error && over_best.mean > 0.0 {
                chosen = place;
            }
        }
        let method = METHODS.get(chosen).copied().unwrap_or(CalibrationMethod::None);
        Ok(CalibrationChoice { calibration: fit_or_level(method, scored)?, candidates })
    }
}

/// The calibration of this kind; of scores that do not differ the base rate.
pub(in crate::learn) fn fit_or_level(
    method: CalibrationMethod,
    scored: &ScoredLabels<'_>,
) -> Result<Calibration> {
    match Calibration::fit(method, scored) {
        Err(SartorError::NotAvailable { .. }) => {
            super::fit::level(scored).map(|intercept| Calibration::Platt { slope: 0.0, intercept })
        }
        fitted => fitted,
    }
}

/// The fold of each row, and how many there are: of each label about as many rows in each.
fn draw_folds(scored: &ScoredLabels<'_>, folds: usize, seed: u32) -> Result<(Vec<usize>, usize)> {
    let members = |positive: bool| -> Vec<usize> {
        (0..scored.len())
            .filter(|row| scored.row(*row).positive == positive && scored.row(*row).weight > 0.0)
            .collect()
    };
    let mut fold = vec![0; scored.len()];
    let classes = [members(true), members(false)];
    let fewest = classes.iter().map(Vec::len).min().unwrap_or_default();
    if fewest < 2 {
        return Err(SartorError::TooFew {
            subject: "choice of a calibration".to_owned(),
            found: fewest as i64,
            needed: 2,
            unit: "rows with weight of either label".to_owned(),
        });
    }
    let folds = folds.min(fewest);
    let mut rng = Rng::new(seed);
    for mut rows in classes {
        rng.shuffle(&mut rows);
        for (place, row) in rows.into_iter().enumerate() {
            if let Some(fold) = fold.get_mut(row) {
                *fold = place % folds;
            }
        }
    }
    Ok((fold, folds))
}
