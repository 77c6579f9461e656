//! How is a model of spend fitted, and how good is it?

use serde::{Deserialize, Serialize};

use super::SUBJECT;
use crate::learn::{MAX_TREES, MetricInterval};
use crate::predict::hazard::{MAX_FOLDS, check_cuts};
use crate::time::DAY_MS;
use crate::{Result, SartorError};

/// How a model of spend is fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ValueFitOptions {
    /// Days over which spend is counted, 1 to 3,650.
    #[cfg_attr(feature = "swift", uniffi(default = 180))]
    pub horizon_days: u32,
    /// Past dates at which customers are looked at, each at least a horizon before training. None: one horizon ago, and one
    /// and a half.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub cuts_ms: Vec<i64>,
    /// Groups of customers each of which one member of the model has not seen, 2 to 20.
    #[cfg_attr(feature = "swift", uniffi(default = 4))]
    pub folds: u32,
    /// Trees of each part of a member, 1 to 20,000.
    #[cfg_attr(feature = "swift", uniffi(default = 300))]
    pub trees: u32,
    /// Least share of customers whose spend lies in their interval, .5 to .99.
    #[cfg_attr(feature = "swift", uniffi(default = 0.9))]
    pub level: f64,
    /// The seed of what is drawn.
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub seed: u32,
}

impl Default for ValueFitOptions {
    fn default() -> Self {
        Self { horizon_days: 180, cuts_ms: Vec::new(), folds: 4, trees: 300, level: 0.9, seed: 0 }
    }
}

impl ValueFitOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        for (field, value, low, high) in [
            ("horizonDays", self.horizon_days, 1, 3_650),
            ("folds", self.folds, 2, MAX_FOLDS),
            ("trees", self.trees, 1, MAX_TREES),
        ] {
            if !(low..=high).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, &format!("{low} to {high}")));
            }
        }
        if !(0.5..=0.99).contains(&self.level) {
            return Err(SartorError::out_of_range(SUBJECT, "level", self.level, "0.5 to 0.99"));
        }
        check_cuts(SUBJECT, &self.cuts_ms)
    }

    /// The cuts of a training at this time, ascending: those named, or those that are chosen.
    pub fn cuts(&self, as_of_ms: i64) -> Vec<i64> {
        if !self.cuts_ms.is_empty() {
            return self.cuts_ms.clone();
        }
        let half_ms = i64::from(self.horizon_days) * DAY_MS / 2;
        [3, 2]
            .map(|halves| as_of_ms.saturating_sub(halves * half_ms))
            .into_iter()
            .filter(|at| *at >= 0)
            .collect()
    }
}

/// What a model said of customers that its trees had not seen, beside what they spent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ValueReport {
    /// Customers.
    pub customers: u32,
    /// Customers at cuts.
    pub rows: u32,
    /// Rows with a value of a lifetime model.
    pub rows_with_lifetime: u32,
    /// Mean spend, in minor units.
    pub mean_minor: f64,
    /// Mean absolute error of the blend, in minor units.
    pub mean_absolute_error: MetricInterval,
    /// What the blend expects too much on average, in minor units.
    pub bias: MetricInterval,
    /// Rank correlation of what was expected and spent.
    pub spearman: MetricInterval,
    /// Mean deviance of the blend (Tweedie of power 1.5, up to what does not depend on the model): lower is better.
    pub deviance: f64,
    /// The deviance of the trees alone.
    pub deviance_of_trees: f64,
    /// The deviance of the lifetime model alone, on rows that have one; nothing where there are none.
    pub deviance_of_lifetime: Option<f64>,
    /// The deviance of the mean of all.
    pub base_deviance: f64,
    /// The share of the lifetime model in the blend.
    pub lifetime_weight: f64,
}
