//! The coefficients of a calibration, from scores that the learner gave to rows it had not seen.
//!
//! Platt's line and the beta calibration are logistic regressions with slopes of at least 0, fitted to Platt's targets
//! (1999, section 2.2), `(N1 + 1) / (N1 + 2)` for label 1 and `1 / (N0 + 2)` for label 0, so that also labels that the
//! scores separate without a fault give finite slopes. The loss is convex: where the best slope is negative, the best that
//! is allowed is 0.

use super::{Calibration, CalibrationMethod, isotonic};
use crate::learn::logistic_line::{LineRow, fit_line};
use crate::learn::scored::{ScoredLabels, ScoredRow, softplus};
use crate::{Result, SartorError};

const SUBJECT: &str = "calibration";

impl Calibration {
    /// Fit one kind of calibration to scores of rows that the learner was not fitted to.
    ///
    /// Needs both labels; every kind but `none` needs scores that differ, else `NOT_AVAILABLE`.
    ///
    /// ```
    /// use sartor::learn::{Calibration, CalibrationMethod, ScoredLabels};
    /// let scores = [-4.0, -4.0, -4.0, 4.0, 4.0, 4.0]; // far too sure
    /// let scored = ScoredLabels::new(&scores, &[0.0, 0.0, 1.0, 0.0, 1.0, 1.0], None)?;
    /// let platt = Calibration::fit(CalibrationMethod::Platt, &scored)?;
    /// assert!(platt.probability(4.0) < 0.7 && platt.probability(4.0) > 0.55);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn fit(method: CalibrationMethod, scored: &ScoredLabels<'_>) -> Result<Self> {
        scored.check_both_classes(SUBJECT)?;
        if method == CalibrationMethod::None {
            return Ok(Self::None);
        }
        let mut with_weight = scored.rows().filter(|row| row.weight > 0.0);
        let first = with_weight.next().map(|row| row.score);
        if with_weight.all(|row| Some(row.score) == first) {
            let reason = "every score with weight is the same".to_owned();
            return Err(SartorError::NotAvailable { subject: SUBJECT.to_owned(), reason });
        }
        let calibration = match method {
            CalibrationMethod::None => Self::None,
            CalibrationMethod::Platt => platt(scored)?,
            CalibrationMethod::Beta => beta(scored)?,
            CalibrationMethod::Isotonic => isotonic::fit(scored),
        };
        // Scores that differ by next to nothing ask for slopes that no curve may have.
        calibration.check()?;
        Ok(calibration)
    }
}

/// Rows with Platt's targets and the columns that are made of a score.
fn rows<const P: usize>(scored: &ScoredLabels<'_>, columns: impl Fn(f64) -> [f64; P]) -> Vec<LineRow<P>> {
    let (positives, negatives) = scored.class_weights();
    let (one, zero) = ((positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0));
    let row = |row: ScoredRow| (columns(row.score), 0.0, if row.positive { one } else { zero }, row.weight);
    scored.rows().map(row).collect()
}

/// The intercept alone.
pub(super) fn level(scored: &ScoredLabels<'_>) -> Result<f64> {
    Ok(fit_line(SUBJECT, &rows(scored, |_| []))?.intercept)
}

fn platt(scored: &ScoredLabels<'_>) -> Result<Calibration> {
    let line = fit_line(SUBJECT, &rows(scored, |score| [score]))?;
    let [slope] = line.slopes;
    if slope > 0.0 {
        return Ok(Calibration::Platt { slope, intercept: line.intercept });
    }
    Ok(Calibration::Platt { slope: 0.0, intercept: level(scored)? })
}

fn beta(scored: &ScoredLabels<'_>) -> Result<Calibration> {
    let sides = |score: f64| (-softplus(-score), softplus(score));
    let both = fit_line(SUBJECT, &rows(scored, |score| <[f64; 2]>::from(sides(score))))?;
    let [low, high] = both.slopes;
    if low >= 0.0 && high >= 0.0 {
        return Ok(Calibration::Beta { low, high, intercept: both.intercept });
    }
    // One slope is at its bound: the one that is negative without it, else the other.
    let of_low = fit_line(SUBJECT, &rows(scored, |score| [sides(score).0]))?;
    let of_high = fit_line(SUBJECT, &rows(scored, |score| [sides(score).1]))?;
    let ([low_alone], [high_alone]) = (of_low.slopes, of_high.slopes);
    let with_low = (low_alone > 0.0).then_some((low_alone, 0.0, of_low.intercept, of_low.loss));
    let with_high = (high_alone > 0.0).then_some((0.0, high_alone, of_high.intercept, of_high.loss));
    let best = match (with_low, with_high) {
        (Some(a), Some(b)) => Some(if a.3 <= b.3 { a } else { b }),
        (a, b) => a.or(b),
    };
    let Some((low, high, intercept, _)) = best else {
        return Ok(Calibration::Beta { low: 0.0, high: 0.0, intercept: level(scored)? });
    };
    Ok(Calibration::Beta { low, high, intercept })
}
