//! How is a model of purchases by category fitted?

use serde::{Deserialize, Serialize};

use super::SUBJECT;
use crate::learn::{MAX_TREES, MemberKind};
use crate::predict::hazard::{MAX_FOLDS, MAX_PERIODS, check_cuts, check_members, chosen_cuts};
use crate::{Result, SartorError};

/// How a model of purchases by category is fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PropensityOptions {
    /// Days within which a purchase counts, 1 to 3,650.
    #[cfg_attr(feature = "swift", uniffi(default = 30))]
    pub horizon_days: u32,
    /// Periods of equal length that the horizon is cut into, 1 to 60.
    #[cfg_attr(feature = "swift", uniffi(default = 3))]
    pub periods: u32,
    /// Past dates at which customers are looked at, at most 100, the last a whole horizon before training. None: a
    /// horizon ago, and half a horizon earlier twice.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub cuts_ms: Vec<i64>,
    /// Groups of customers each of which one member of every learner has not seen, 2 to 20.
    #[cfg_attr(feature = "swift", uniffi(default = 5))]
    pub folds: u32,
    /// Trees where a learner has them, 1 to 20,000.
    #[cfg_attr(feature = "swift", uniffi(default = 300))]
    pub trees: u32,
    /// Rows of a customer and a category at a cut that are fitted to, 1,000 to 10,000,000; where there are more, customers
    /// are drawn.
    #[cfg_attr(feature = "swift", uniffi(default = 200000))]
    pub rows: u32,
    /// The learners that are blended, each named once; where none are named, boosted trees, logistic regression and, where
    /// there are rows enough, a network. Trees alone cost least.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub members: Vec<MemberKind>,
    /// The seed of what is drawn.
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub seed: u32,
}

impl Default for PropensityOptions {
    fn default() -> Self {
        Self {
            horizon_days: 30,
            periods: 3,
            cuts_ms: Vec::new(),
            folds: 5,
            trees: 300,
            rows: 200_000,
            members: Vec::new(),
            seed: 0,
        }
    }
}

impl PropensityOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        for (field, value, low, high) in [
            ("horizonDays", self.horizon_days, 1, 3_650),
            ("periods", self.periods, 1, MAX_PERIODS),
            ("folds", self.folds, 2, MAX_FOLDS),
            ("trees", self.trees, 1, MAX_TREES),
            ("rows", self.rows, 1_000, 10_000_000),
        ] {
            if !(low..=high).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, &format!("{low} to {high}")));
            }
        }
        check_members(SUBJECT, &self.members)?;
        check_cuts(SUBJECT, &self.cuts_ms)
    }

    /// The cuts of a training at this time, ascending: those named, or those that are chosen.
    pub fn cuts(&self, as_of_ms: i64) -> Vec<i64> {
        chosen_cuts(&self.cuts_ms, self.horizon_days, as_of_ms)
    }
}
