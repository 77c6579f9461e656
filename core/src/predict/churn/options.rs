//! How is churn defined, and how is its model fitted?

use serde::{Deserialize, Serialize};

use super::SUBJECT;
use crate::learn::{MAX_TREES, MemberKind};
use crate::predict::hazard::{MAX_FOLDS, MAX_PERIODS, check_cuts, check_members, chosen_cuts};
use crate::{Result, SartorError};

/// Whether customers say that they leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        hash,
        frozen,
        from_py_object,
        module = "sartor.predict",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ChurnSetting {
    /// They do not: churn is no purchase within the horizon.
    #[default]
    NonContractual,
    /// They cancel on a date.
    Contractual,
}

/// How a model of churn is fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChurnOptions {
    /// Whether customers say that they leave.
    pub setting: ChurnSetting,
    /// Days within which churn is judged, 1 to 3,650.
    #[cfg_attr(feature = "swift", uniffi(default = 90))]
    pub horizon_days: u32,
    /// Periods of equal length that the horizon is cut into, 1 to 60. More of them tell more of when, and cost more rows.
    #[cfg_attr(feature = "swift", uniffi(default = 6))]
    pub periods: u32,
    /// Past dates at which customers are looked at. The last has to be a whole horizon before training, so that it is
    /// known what happened. None: a horizon ago, and half a horizon earlier twice.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub cuts_ms: Vec<i64>,
    /// Groups of customers each of which one member of every learner has not seen, 2 to 20.
    #[cfg_attr(feature = "swift", uniffi(default = 5))]
    pub folds: u32,
    /// Trees where a learner has them, 1 to 20,000.
    #[cfg_attr(feature = "swift", uniffi(default = 300))]
    pub trees: u32,
    /// The learners that are blended, each named once; where none are named, boosted trees, logistic regression and, where
    /// there are rows enough, a network. Trees alone cost least.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub members: Vec<MemberKind>,
    /// The seed of what is drawn.
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub seed: u32,
}

impl Default for ChurnOptions {
    fn default() -> Self {
        Self {
            setting: ChurnSetting::NonContractual,
            horizon_days: 90,
            periods: 6,
            cuts_ms: Vec::new(),
            folds: 5,
            trees: 300,
            members: Vec::new(),
            seed: 0,
        }
    }
}

impl ChurnOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        for (field, value, low, high) in [
            ("horizonDays", self.horizon_days, 1, 3_650),
            ("periods", self.periods, 1, MAX_PERIODS),
            ("folds", self.folds, 2, MAX_FOLDS),
            ("trees", self.trees, 1, MAX_TREES),
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
