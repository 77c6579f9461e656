//! How is churn defined, and how is its model fitted?

use serde::{Deserialize, Serialize};

use super::SUBJECT;
use crate::learn::MAX_TREES;
use crate::predict::hazard::{MAX_FOLDS, MAX_PERIODS};
use crate::time::{DAY_MS, check_timestamp};
use crate::{Result, SartorError};

/// The most cuts.
pub(super) const MAX_CUTS: usize = 100;
/// Cuts that are chosen where none are named.
const CHOSEN_CUTS: i64 = 3;

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
    pub horizon_days: u32,
    /// Periods of equal length that the horizon is cut into, 1 to 60. More of them tell more of when, and cost more rows.
    pub periods: u32,
    /// Past dates at which customers are looked at. The last has to be a whole horizon before training, so that it is
    /// known what happened. None: a horizon ago, and half a horizon earlier twice.
    pub cuts_ms: Vec<i64>,
    /// Groups of customers each of which one member of the model has not seen, 2 to 20.
    pub folds: u32,
    /// Trees of each member, 1 to 20,000.
    pub trees: u32,
    /// The seed of what is drawn.
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
        if self.cuts_ms.len() > MAX_CUTS {
            return Err(SartorError::too_many(SUBJECT, "cutsMs", self.cuts_ms.len(), MAX_CUTS, "cuts"));
        }
        self.cuts_ms.iter().try_for_each(|cut_ms| check_timestamp(SUBJECT, "cutsMs", *cut_ms))?;
        if !self.cuts_ms.is_sorted_by(|left, right| left < right) {
            return Err(SartorError::invalid(SUBJECT, "cutsMs", "a list of dates in ascending order"));
        }
        Ok(())
    }

    /// The cuts of a training at this time, ascending: those named, or those that are chosen.
    pub fn cuts(&self, as_of_ms: i64) -> Vec<i64> {
        if !self.cuts_ms.is_empty() {
            return self.cuts_ms.clone();
        }
        let half_ms = i64::from(self.horizon_days) * DAY_MS / 2;
        let halves = (2..2 + CHOSEN_CUTS).rev();
        halves.map(|halves| as_of_ms.saturating_sub(halves * half_ms)).filter(|cut_ms| *cut_ms >= 0).collect()
    }
}
