//! Does a score of 30 % mean 30 %, and which curve makes it so?
//!
//! A calibration is a curve from log-odds to log-odds that never falls, so that it keeps the order of rows. `none` leaves
//! them; Platt's line `A s + B` (Platt 1999) stretches and moves; the beta calibration `a ln p - b ln(1 - p) + c` (Kull,
//! Silva Filho and Flach 2017, equation 8) stretches either side by its own factor; the isotonic curve follows whatever
//! rises. `Calibration::fit` and `Calibration::choose` make them, where training is built in.
//!
//! ```
//! use sartor::learn::Calibration;
//! let halved = Calibration::Platt { slope: 0.5, intercept: 0.0 };
//! assert_eq!(halved.log_odds(3.0), 1.5);
//! assert_eq!(Calibration::None.probability(0.0), 0.5);
//! ```

#[cfg(feature = "train")]
mod choose;
#[cfg(feature = "train")]
mod fit;
#[cfg(feature = "train")]
mod isotonic;

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
pub use choose::CalibrationChoice;
#[cfg(feature = "train")]
pub(super) use choose::fit_or_level;

use super::scored::{MOST_LOG_ODDS, softplus};
use crate::{Result, SartorError, math};

/// The kinds of calibration, the simplest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum CalibrationMethod {
    /// Scores as they are.
    None,
    /// A line in log-odds.
    Platt,
    /// Two slopes, one for each side.
    Beta,
    /// A curve of steps joined by slopes.
    Isotonic,
}

/// How one kind of calibration did on rows it was not fitted to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CalibrationCandidate {
    /// The kind.
    pub method: CalibrationMethod,
    /// Mean log loss, in nats.
    pub log_loss: f64,
    /// How much lower that is than without calibration.
    pub gain: f64,
    /// The standard error of that gain.
    pub gain_error: f64,
}

/// A curve from log-odds to log-odds that never falls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase", try_from = "Stored")]
pub enum Calibration {
    /// Scores as they are.
    None,
    /// `slope * s + intercept`.
    Platt {
        /// At least 0; 0 tells everyone the same.
        slope: f64,
        /// In log-odds.
        intercept: f64,
    },
    /// `low * ln p - high * ln(1 - p) + intercept` with `p` the probability of `s`.
    Beta {
        /// The slope far below even odds, at least 0.
        low: f64,
        /// The slope far above, at least 0.
        high: f64,
        /// In log-odds.
        intercept: f64,
    },
    /// Through points, straight between them and level beyond the first and the last.
    Isotonic {
        /// Log-odds given, in ascending order.
        scores: Vec<f64>,
        /// Log-odds that they become, none below the one before it.
        log_odds: Vec<f64>,
    },
}

/// What is stored of a calibration, before it is checked.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
enum Stored {
    None,
    Platt { slope: f64, intercept: f64 },
    Beta { low: f64, high: f64, intercept: f64 },
    Isotonic { scores: Vec<f64>, log_odds: Vec<f64> },
}

impl TryFrom<Stored> for Calibration {
    type Error = SartorError;

    fn try_from(stored: Stored) -> Result<Self> {
        let calibration = match stored {
            Stored::None => Self::None,
            Stored::Platt { slope, intercept } => Self::Platt { slope, intercept },
            Stored::Beta { low, high, intercept } => Self::Beta { low, high, intercept },
            Stored::Isotonic { scores, log_odds } => Self::Isotonic { scores, log_odds },
        };
        calibration.check()?;
        Ok(calibration)
    }
}

impl Calibration {
    /// Refuse a curve that falls or is not finite. Reading one by serde calls this.
    pub fn check(&self) -> Result<()> {
        const SUBJECT: &str = "calibration";
        let within = |field: &str, value: f64, low: f64, expected: &str| {
            if (low..=1e12).contains(&value) {
                return Ok(());
            }
            Err(SartorError::out_of_range(SUBJECT, field, value, expected))
        };
        let slope = |field: &str, value: f64| within(field, value, 0.0, "0 to 1e12");
        let moved = |value: f64| within("intercept", value, -1e12, "-1e12 to 1e12");
        match self {
            Self::None => Ok(()),
            Self::Platt { slope: one, intercept } => slope("slope", *one).and(moved(*intercept)),
            Self::Beta { low, high, intercept } => {
                slope("low", *low).and(slope("high", *high)).and(moved(*intercept))
            }
            Self::Isotonic { scores, log_odds } => {
                if scores.is_empty() || scores.len() != log_odds.len() {
                    let expected = "as long as log_odds, with at least one point";
                    return Err(SartorError::out_of_range(SUBJECT, "scores", scores.len(), expected));
                }
                let finite = |values: &[f64]| values.iter().all(|value| value.abs() <= MOST_LOG_ODDS);
                let rises = |values: &[f64], strictly: bool| {
                    values
                        .windows(2)
                        .all(|pair| pair.first() < pair.last() || (!strictly && pair.first() == pair.last()))
                };
                if !finite(scores) || !rises(scores, true) {
                    return Err(SartorError::invalid(
                        SUBJECT,
                        "scores",
                        "ascending numbers within -1e6 to 1e6",
                    ));
                }
                if !finite(log_odds) || !rises(log_odds, false) {
                    return Err(SartorError::invalid(
                        SUBJECT,
                        "log_odds",
                        "numbers within -1e6 to 1e6 that never fall",
                    ));
                }
                Ok(())
            }
        }
    }

    /// Which kind it is.
    pub fn method(&self) -> CalibrationMethod {
        match self {
            Self::None => CalibrationMethod::None,
            Self::Platt { .. } => CalibrationMethod::Platt,
            Self::Beta { .. } => CalibrationMethod::Beta,
            Self::Isotonic { .. } => CalibrationMethod::Isotonic,
        }
    }

    /// The calibrated log-odds of a score in log-odds. NaN for NaN.
    pub fn log_odds(&self, score: f64) -> f64 {
        match self {
            Self::None => score,
            Self::Platt { slope, intercept } => flat_at_zero(*slope, score) + intercept,
            Self::Beta { low, high, intercept } => {
                // ln p and -ln(1 - p), neither of which cancels.
                flat_at_zero(*low, -softplus(-score)) + flat_at_zero(*high, softplus(score)) + intercept
            }
            Self::Isotonic { scores, log_odds } => {
                if score.is_nan() {
                    return score;
                }
                let above = scores.partition_point(|point| *point <= score);
                let at = |place: usize| (scores.get(place).copied(), log_odds.get(place).copied());
                match (above.checked_sub(1).map(at), at(above)) {
                    (Some((Some(x), Some(low))), (Some(next), Some(high))) => {
                        (low + (high - low) * ((score - x) / (next - x))).clamp(low, high)
                    }
                    (Some((_, Some(last))), _) => last,
                    (_, (_, Some(first))) => first,
                    _ => f64::NAN,
                }
            }
        }
    }

    /// The calibrated probability of a score in log-odds.
    pub fn probability(&self, score: f64) -> f64 {
        math::logistic(self.log_odds(score))
    }
}

/// The product, but 0 where the slope is, also of an infinite value; NaN stays.
fn flat_at_zero(slope: f64, value: f64) -> f64 {
    if slope == 0.0 && value.is_infinite() { 0.0 } else { slope * value }
}
