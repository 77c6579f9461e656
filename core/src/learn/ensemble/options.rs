//! What is to be foretold, and by which learners?

use serde::{Deserialize, Serialize};

use super::MAX_FOLDS;
use crate::learn::calibration::CalibrationMethod;
use crate::learn::objective::Objective;
use crate::{Result, SartorError};

const SUBJECT: &str = "ensemble options";
/// The variance of an amount grows with this power of its mean: midway between counts and gamma.
const AMOUNT_POWER: f64 = 1.5;

/// What the labels are.
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
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum Task {
    /// 0 or 1, such as who leaves: probabilities.
    #[default]
    Binary,
    /// Any numbers: means.
    Regression,
    /// Counts: means of at least 0.
    Count,
    /// Amounts of at least 0, many of them 0: means.
    Amount,
}

/// A learner of an ensemble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum MemberKind {
    /// Boosted trees.
    Gbdt,
    /// Logistic regression, of a yes or no.
    Logistic,
    /// A small network.
    Network,
}

/// How [`fit`](crate::learn::fit) makes an ensemble.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct EnsembleOptions {
    /// What the labels are.
    pub task: Task,
    /// Parts of the rows that are held out in turn, 2 to 20.
    #[cfg_attr(feature = "swift", uniffi(default = 5))]
    pub folds: u32,
    /// How scores are calibrated; what rows held out speak for, where nothing is asked for. Of tasks other than a yes or no
    /// only `none` and `platt`, a line; where nothing is asked for, counts and amounts have at least their level put right.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub calibration: Option<CalibrationMethod>,
    /// The learners; where none are named, all that fit the task and the table: the logistic regression where it has few enough
    /// columns, the network from 50 rows on.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub members: Vec<MemberKind>,
    /// The seed of what is drawn.
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub seed: u32,
}

impl Default for EnsembleOptions {
    fn default() -> Self {
        Self { task: Task::Binary, folds: 5, calibration: None, members: Vec::new(), seed: 0 }
    }
}

impl Task {
    /// What is minimised.
    pub fn objective(self) -> Objective {
        match self {
            Self::Binary => Objective::Logistic,
            Self::Regression => Objective::Squared,
            Self::Count => Objective::Poisson,
            Self::Amount => Objective::Tweedie { power: AMOUNT_POWER },
        }
    }

    /// The learners that fit it.
    pub fn members(self) -> &'static [MemberKind] {
        match self {
            Self::Binary => &[MemberKind::Gbdt, MemberKind::Logistic, MemberKind::Network],
            Self::Regression | Self::Count | Self::Amount => &[MemberKind::Gbdt, MemberKind::Network],
        }
    }

    /// By how much a label with this mean varies, as far as the mean tells: a standard deviation but for a factor.
    pub(super) fn spread(self, mean: f64) -> f64 {
        match self {
            Self::Binary | Self::Regression => 1.0,
            Self::Count => crate::math::sqrt(mean),
            Self::Amount => crate::math::pow(mean, 0.5 * AMOUNT_POWER),
        }
    }

    /// Whether labels are never below 0.
    pub(super) fn is_of_amounts(self) -> bool {
        matches!(self, Self::Count | Self::Amount)
    }
}

impl EnsembleOptions {
    /// Refuse an option outside its range, and members or a calibration that do not fit the task.
    pub fn check(&self) -> Result<()> {
        if !(2..=MAX_FOLDS).contains(&self.folds) {
            let expected = format!("2 to {MAX_FOLDS}");
            return Err(SartorError::out_of_range(SUBJECT, "folds", self.folds, &expected));
        }
        for (place, member) in self.members.iter().enumerate() {
            if !self.task.members().contains(member) {
                return Err(SartorError::invalid(
                    SUBJECT,
                    &format!("members[{place}]"),
                    "a learner of this task",
                ));
            }
            if self.members.iter().take(place).any(|earlier| earlier == member) {
                return Err(SartorError::invalid(SUBJECT, &format!("members[{place}]"), "named once only"));
            }
        }
        let is_line =
            matches!(self.calibration, None | Some(CalibrationMethod::None | CalibrationMethod::Platt));
        if self.task != Task::Binary && !is_line {
            return Err(SartorError::invalid(SUBJECT, "calibration", "none or platt, for this task"));
        }
        Ok(())
    }

    /// The learners that are asked for.
    #[cfg(feature = "train")]
    pub(super) fn kinds(&self) -> &[MemberKind] {
        if self.members.is_empty() { self.task.members() } else { &self.members }
    }
}
