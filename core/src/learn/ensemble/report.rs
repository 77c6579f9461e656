//! How good is an ensemble on rows that it had not seen, beside its members and the base rate?

use serde::{Deserialize, Serialize};

use super::options::{MemberKind, Task};
use crate::learn::calibration::{CalibrationCandidate, CalibrationMethod};
use crate::learn::checks::ColumnChecks;
use crate::learn::conformal_sets::LabelSetReport;
use crate::learn::metrics::{ExpectedCalibrationError, MetricInterval};

/// How good probabilities are, with intervals of 95 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LabelFigures {
    /// The area under the receiver operating characteristic.
    pub auc: MetricInterval,
    /// Mean negative log-likelihood, in nats.
    pub log_loss: MetricInterval,
    /// Mean squared distance of probability and label.
    pub brier: MetricInterval,
    /// The share of rows on the right side of even odds.
    pub accuracy: MetricInterval,
    /// How far probabilities are from what came true, over 15 bins of equal width.
    pub calibration_error: ExpectedCalibrationError,
}

/// How good predicted values are, with intervals of 95 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ValueFigures {
    /// Mean absolute error.
    pub mean_absolute_error: MetricInterval,
    /// Root of the mean squared error.
    pub root_mean_squared_error: MetricInterval,
    /// Mean of prediction less outcome.
    pub bias: MetricInterval,
    /// The share of the base rate's deviance that is explained: of a regression R², of counts and amounts that of their
    /// likelihood; 1 is all, 0 no better than the base rate, below 0 worse.
    pub explained: f64,
}

/// How good one source of predictions is: `labels` of a yes or no, `values` of other tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LearnerFigures {
    /// Of a yes or no.
    pub labels: Option<LabelFigures>,
    /// Of other tasks.
    pub values: Option<ValueFigures>,
}

/// One member of an ensemble.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MemberReport {
    /// Which learner.
    pub member: MemberKind,
    /// Its part of the blend, 0 to 1; 0 where it adds nothing and was left out.
    pub weight: f64,
    /// How good it is alone, as it is.
    pub figures: LearnerFigures,
}

/// What is known of an ensemble from rows that no member had seen.
///
/// Every score comes from a learner that was not fitted to its row. Weights and calibration of the ensemble's own figures were
/// fitted without the row's fold too, so that nothing flatters it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct EnsembleReport {
    /// What was learnt.
    pub task: Task,
    /// Rows of the table.
    pub rows: u32,
    /// Rows that were held out once and scored: all, but for the earliest where rows have times.
    pub scored_rows: u32,
    /// Folds.
    pub folds: u32,
    /// Whether every row was scored by what was learnt from earlier rows alone.
    pub is_forward: bool,
    /// Each learner that was tried.
    pub members: Vec<MemberReport>,
    /// The ensemble.
    pub ensemble: LearnerFigures,
    /// What is told without knowing any column.
    pub base_rate: LearnerFigures,
    /// How scores are calibrated.
    pub calibration: CalibrationMethod,
    /// The calibrations that there were to choose from, where it was to be chosen. Of tasks other than a yes or no the loss
    /// is the objective's cost.
    pub calibration_candidates: Vec<CalibrationCandidate>,
    /// Of a yes or no: how sets of labels at a coverage of 90 % did.
    pub sets: Option<LabelSetReport>,
    /// Of other tasks: the share of outcomes inside intervals at a coverage of 90 %.
    pub intervals: Option<MetricInterval>,
    /// What is wrong with columns: which know the answer, say nothing or repeat another. Of tasks other than a yes or no
    /// the answer is whether the label is above its median; none where no label is.
    pub columns: Option<ColumnChecks>,
}
