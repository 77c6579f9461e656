//! Between which values will an outcome lie, even if the learner is wrong?

use sartor::learn::{self as core, ConformalValueInterval};
use sartor::{Result, input};

use crate::work::{run, to_json};

/// What a learner predicted of rows.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum PredictedEnds {
    /// Means.
    Means {
        /// One for each row.
        means: Vec<f64>,
    },
    /// Means whose errors differ in size.
    Scaled {
        /// One for each row.
        means: Vec<f64>,
        /// The scale of each row's error, above 0.
        scale: Vec<f64>,
    },
    /// Quantiles, such as those of 5 % and 95 %.
    Quantiles {
        /// The lower end of each row.
        low: Vec<f64>,
        /// The upper.
        high: Vec<f64>,
    },
}

impl PredictedEnds {
    fn read(&self) -> Result<core::PredictedEnds<'_>> {
        match self {
            Self::Means { means } => core::PredictedEnds::means(means),
            Self::Scaled { means, scale } => core::PredictedEnds::scaled(means, scale),
            Self::Quantiles { low, high } => core::PredictedEnds::quantiles(low, high),
        }
    }
}

/// How far outcomes lie from what was predicted, at most, with a probability of at least `level` (Vovk, Gammerman and Shafer
/// 2005; of quantiles Romano, Patterson and Candès 2019).
#[derive(Debug, uniffi::Object)]
pub struct ConformalMargin(core::ConformalMargin);

#[uniffi::export]
impl ConformalMargin {
    /// Calibrate on rows that the learner was not fitted to: at 0.9 at least 9 of them.
    #[uniffi::constructor(default(level = 0.9))]
    pub fn calibrate(predicted: &PredictedEnds, outcomes: &[f64], level: f64) -> Result<Self> {
        run("ConformalMargin.calibrate", || {
            core::ConformalMargin::calibrate(&predicted.read()?, outcomes, level)
        })
        .map(Self)
    }

    /// The margin that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("ConformalMargin.fromJson", || input::from_text("conformal margin", text)).map(Self)
    }

    /// The margin as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("ConformalMargin.toJson", &self.0)
    }

    /// The least probability, over all rows, that an interval holds the outcome.
    pub fn level(&self) -> f64 {
        self.0.level()
    }

    /// What is added to the upper end and taken off the lower, in units of the scale.
    pub fn margin(&self) -> f64 {
        self.0.margin()
    }

    /// The rows that it was calibrated on.
    pub fn calibration_rows(&self) -> u32 {
        self.0.calibration_rows()
    }

    /// The interval round a predicted mean.
    pub fn interval(&self, mean: f64) -> ConformalValueInterval {
        self.0.interval(mean)
    }

    /// The interval of each of many rows.
    pub fn intervals(&self, predicted: &PredictedEnds) -> Result<Vec<ConformalValueInterval>> {
        run("ConformalMargin.intervals", || Ok(self.0.intervals(&predicted.read()?)))
    }
}
