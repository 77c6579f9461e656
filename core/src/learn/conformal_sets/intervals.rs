//! Between which values will an outcome lie with a promised probability, even if the learner is wrong?
//!
//! Whatever a learner says of the ends, `[low, high]`, is widened by `margin * scale` on either side, where the margin is
//! the conformal quantile of `max(low - y, y - high) / scale` over rows that the learner was not fitted to. With
//! `low = high` the predicted mean, that is the interval of absolute residuals, and of normalised ones with a scale for
//! each row (Lei and others 2018, sections 2.2 and 5.2); with two predicted quantiles it is conformalised quantile
//! regression (Romano, Patterson and Candes 2019, theorem 1), whose margin may be negative. An outcome of the same kind is
//! inside with probability at least `level`, over all rows; not within each group of them.

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
use crate::conformal::{fewest, threshold};
use crate::learn::scored::{check_column, check_level, check_values, same_length};
use crate::{Result, SartorError};

const SUBJECT: &str = "conformal margin";

/// The ends of what a learner expects, one row after the other.
#[derive(Debug, Clone, Copy)]
pub struct PredictedEnds<'a> {
    low: &'a [f64],
    high: &'a [f64],
    scale: Option<&'a [f64]>,
}

impl<'a> PredictedEnds<'a> {
    /// Predicted means: intervals are as wide for every row.
    pub fn means(means: &'a [f64]) -> Result<Self> {
        Self::quantiles(means, means)
    }

    /// Predicted means and how far each is usually off, above 0: intervals are as wide as that.
    pub fn scaled(means: &'a [f64], scale: &'a [f64]) -> Result<Self> {
        let ends = Self::means(means)?;
        same_length("scale", scale.len(), means.len())?;
        check_column("scale", scale, "1e-15 to 1e15", |scale| (1e-15..=1e15).contains(&scale))?;
        Ok(Self { scale: Some(scale), ..ends })
    }

    /// Two predicted quantiles, the first not above the second.
    pub fn quantiles(low: &'a [f64], high: &'a [f64]) -> Result<Self> {
        same_length("high", high.len(), low.len())?;
        check_values("low", low)?;
        check_values("high", high)?;
        if let Some(row) = low.iter().zip(high).position(|(low, high)| low > high) {
            let found = low.get(row).copied().unwrap_or_default();
            return Err(SartorError::out_of_range(&format!("row {row}"), "low", found, "at most high"));
        }
        Ok(Self { low, high, scale: None })
    }

    /// Ends and scale of each row.
    fn rows(self) -> impl Iterator<Item = (f64, f64, f64)> + 'a {
        let ends = self.low.iter().zip(self.high).enumerate();
        ends.map(move |(row, (low, high))| {
            let scale = self.scale.and_then(|scale| scale.get(row)).copied().unwrap_or(1.0);
            (*low, *high, scale)
        })
    }
}

/// Between which values an outcome lies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConformalValueInterval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Least probability, over all rows, that the interval holds the outcome.
    pub level: f64,
}

/// By how much expected ends are widened so that outcomes lie between them with the probability promised.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "StoredMargin")]
pub struct ConformalMargin {
    level: f64,
    margin: f64,
    calibration_rows: u32,
}

/// What is stored of a margin, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredMargin {
    level: f64,
    margin: f64,
    calibration_rows: u32,
}

impl TryFrom<StoredMargin> for ConformalMargin {
    type Error = SartorError;

    fn try_from(stored: StoredMargin) -> Result<Self> {
        let StoredMargin { level, margin, calibration_rows } = stored;
        check_level(level)?;
        if !margin.is_finite() {
            return Err(SartorError::out_of_range(SUBJECT, "margin", margin, "a number"));
        }
        Ok(Self { level, margin, calibration_rows })
    }
}

impl ConformalMargin {
    /// Calibrate on rows that the learner was not fitted to, at least `ceil(1 / (1 - level)) - 1` of them.
    ///
    /// ```
    /// use sartor::learn::{ConformalMargin, PredictedEnds};
    /// let (means, outcomes) = ([10.0; 9], [8.0, 9.0, 9.5, 10.0, 10.0, 10.5, 11.0, 11.5, 13.0]);
    /// let margin = ConformalMargin::calibrate(&PredictedEnds::means(&means)?, &outcomes, 0.9)?;
    /// let next = margin.interval(20.0);
    /// assert_eq!((next.low, next.high), (17.0, 23.0)); // the largest of nine residuals
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    #[cfg(feature = "train")]
    pub fn calibrate(ends: &PredictedEnds<'_>, outcomes: &[f64], level: f64) -> Result<Self> {
        check_level(level)?;
        same_length("outcomes", outcomes.len(), ends.low.len())?;
        check_values("outcome", outcomes)?;
        let outside = |((low, high, scale), outcome): ((f64, f64, f64), &f64)| {
            (outcome - high).max(low - outcome) / scale
        };
        let conformities: Vec<f64> = ends.rows().zip(outcomes).map(|row| -outside(row)).collect();
        let calibration_rows = conformities.len() as u32;
        let Some(least) = threshold(conformities, level) else {
            return Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: i64::from(calibration_rows),
                needed: i64::try_from(fewest(level)).unwrap_or(i64::MAX),
                unit: "rows".to_owned(),
            });
        };
        Ok(Self { level, margin: -least, calibration_rows })
    }

    /// The least probability, over all rows, that an interval holds the outcome.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// What is added to the upper end and taken off the lower, in units of the scale.
    pub fn margin(&self) -> f64 {
        self.margin
    }

    /// The rows that it was calibrated on.
    pub fn calibration_rows(&self) -> u32 {
        self.calibration_rows
    }

    /// The interval round a predicted mean.
    pub fn interval(&self, mean: f64) -> ConformalValueInterval {
        self.widened(mean, mean, 1.0)
    }

    /// The interval round expected ends, each moved by the margin times the scale. Where a negative margin would bring
    /// them past each other they meet in the middle.
    pub fn widened(&self, low: f64, high: f64, scale: f64) -> ConformalValueInterval {
        let by = self.margin * scale;
        let (low, high) = (low - by, high + by);
        let middle = f64::midpoint(low, high);
        ConformalValueInterval { low: low.min(middle), high: high.max(middle), level: self.level }
    }

    /// The interval of each row.
    pub fn intervals(&self, ends: &PredictedEnds<'_>) -> Vec<ConformalValueInterval> {
        ends.rows().map(|(low, high, scale)| self.widened(low, high, scale)).collect()
    }
}
