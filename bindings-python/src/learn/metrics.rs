//! How good scores and predictions are, in Python.

use std::sync::Arc;

use numpy::PyArray1;
use pyo3::prelude::*;
use sartor::Result;
use sartor::api::python::{Argument, exception};
use sartor::learn::{
    BrierDecomposition, CoxCalibration, ExpectedCalibrationError, GainPoint, MetricInterval, ReliabilityBin,
    ReliabilityBins, log_odds_of,
};

use super::target::{column, labels, maybe_column};
use crate::columns::{ArrayLike, Real};
use crate::work::run;

const SUBJECT: &str = "columns";

/// Bins of equal width, or of equally many rows.
fn bins_of(bins: Argument<u32>, equal_rows: bool) -> PyResult<ReliabilityBins> {
    let bins = bins.named("reliability", "bins")?;
    Ok(if equal_rows { ReliabilityBins::EqualRows { bins } } else { ReliabilityBins::EqualWidth { bins } })
}

/// Labels of 0 and 1, and the log-odds that a learner gave them: how good are they?
///
/// Every figure that can have one carries its interval, at a `level` of 0.9 unless stated. Columns are numpy arrays, Series
/// of pandas or polars, Arrow arrays or lists; yes and no are 1 and 0.
///
/// Parameters
/// ----------
/// labels
///     What came true: 0 or 1, or yes and no.
/// scores
///     Log-odds, such as `model.scores(table)`; `ScoredLabels.of_probabilities` takes probabilities.
/// weights
///     How much each row counts.
///
/// Examples
/// --------
/// >>> from sartor.learn import ScoredLabels
/// >>> scored = ScoredLabels([0, 0, 1, 1], [-1.0, 0.2, 0.1, 2.0])
/// >>> scored.auc().value
/// 0.75
#[pyclass(frozen, eq, module = "sartor.learn")]
#[derive(PartialEq)]
pub struct ScoredLabels(Arc<Rows>);

#[derive(PartialEq)]
struct Rows {
    labels: Vec<f64>,
    scores: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl ScoredLabels {
    fn of(py: Python<'_>, labels: Vec<f64>, scores: Vec<f64>, weights: Option<Vec<f64>>) -> PyResult<Self> {
        let scored = Self(Arc::new(Rows { labels, scores, weights }));
        scored.ask(py, "ScoredLabels", |_| Ok(()))?;
        Ok(scored)
    }

    /// Ask core something, detached.
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        question: impl FnOnce(sartor::learn::ScoredLabels<'_>) -> Result<T> + Send,
    ) -> PyResult<T> {
        let Rows { labels, scores, weights } = &*self.0;
        run(py, operation, || question(sartor::learn::ScoredLabels::new(scores, labels, weights.as_deref())?))
    }
}

#[pymethods]
impl ScoredLabels {
    #[new]
    #[pyo3(signature = (labels, scores, weights = None))]
    fn new(
        py: Python<'_>,
        labels: ArrayLike<'_>,
        scores: ArrayLike<'_>,
        weights: Option<ArrayLike<'_>>,
    ) -> PyResult<Self> {
        let (truth, scores) = (self::labels("labels", &labels.0)?, column(SUBJECT, "scores", &scores.0)?);
        Self::of(py, truth, scores, maybe_column(SUBJECT, "weights", weights.as_ref().map(|given| &given.0))?)
    }

    /// The same of probabilities; 0 and 1 count as 2.2e-16 away from themselves, since log-odds are finite.
    #[staticmethod]
    #[pyo3(signature = (labels, probabilities, weights = None))]
    fn of_probabilities(
        py: Python<'_>,
        labels: ArrayLike<'_>,
        probabilities: ArrayLike<'_>,
        weights: Option<ArrayLike<'_>>,
    ) -> PyResult<Self> {
        let truth = self::labels("labels", &labels.0)?;
        let scores = log_odds_of(&column(SUBJECT, "probabilities", &probabilities.0)?);
        let scores = scores.map_err(|error| exception(&error))?;
        Self::of(py, truth, scores, maybe_column(SUBJECT, "weights", weights.as_ref().map(|given| &given.0))?)
    }

    /// The share of label 1, by weight.
    #[getter]
    fn base_rate(&self, py: Python<'_>) -> PyResult<f64> {
        self.ask(py, "ScoredLabels.base_rate", |scored| Ok(scored.base_rate()))
    }

    /// The log loss of telling everyone the base rate.
    #[getter]
    fn base_log_loss(&self, py: Python<'_>) -> PyResult<f64> {
        self.ask(py, "ScoredLabels.base_log_loss", |scored| Ok(scored.base_log_loss()))
    }

    /// The area under the receiver operating characteristic (DeLong, DeLong and Clarke-Pearson 1988).
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn auc(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredLabels.auc", |scored| scored.auc(level.0))
    }

    /// How much larger the AUC is than that of other scores of the same rows: an interval without 0 is a difference.
    #[pyo3(signature = (other_scores, *, level = Real(0.9)))]
    fn auc_gain(&self, py: Python<'_>, other_scores: ArrayLike<'_>, level: Real) -> PyResult<MetricInterval> {
        let other = column(SUBJECT, "other_scores", &other_scores.0)?;
        self.ask(py, "ScoredLabels.auc_gain", |scored| scored.auc_gain(&other, level.0))
    }

    /// The mean precision at which each row of label 1 is found, from the highest score down.
    fn average_precision(&self, py: Python<'_>) -> PyResult<f64> {
        self.ask(py, "ScoredLabels.average_precision", |scored| scored.average_precision())
    }

    /// The mean negative log-likelihood of the labels, in nats; `base_log_loss` is what knowing nothing reaches.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn log_loss(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredLabels.log_loss", |scored| scored.log_loss(level.0))
    }

    /// The mean squared distance of probability and label.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn brier(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredLabels.brier", |scored| scored.brier(level.0))
    }

    /// The share of rows whose label is the likelier one.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn accuracy(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredLabels.accuracy", |scored| scored.accuracy(level.0))
    }

    /// The Brier score taken apart over bins (Murphy 1973).
    #[pyo3(signature = (*, bins = Argument::of(15), equal_rows = false))]
    fn brier_decomposition(
        &self,
        py: Python<'_>,
        bins: Argument<u32>,
        equal_rows: bool,
    ) -> PyResult<BrierDecomposition> {
        let bins = bins_of(bins, equal_rows)?;
        self.ask(py, "ScoredLabels.brier_decomposition", |scored| scored.brier_decomposition(bins))
    }

    /// Calibration slope and intercept (Cox 1958): 1 and 0 where probabilities mean what they say.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn cox_calibration(&self, py: Python<'_>, level: Real) -> PyResult<CoxCalibration> {
        self.ask(py, "ScoredLabels.cox_calibration", |scored| scored.cox_calibration(level.0))
    }

    /// What was told and what came true, by bin from the lowest probability up; `sartor.to_frame` makes a table of it.
    #[pyo3(signature = (*, bins = Argument::of(15), equal_rows = false))]
    fn reliability(
        &self,
        py: Python<'_>,
        bins: Argument<u32>,
        equal_rows: bool,
    ) -> PyResult<Vec<ReliabilityBin>> {
        let bins = bins_of(bins, equal_rows)?;
        self.ask(py, "ScoredLabels.reliability", |scored| scored.reliability(bins))
    }

    /// The expected calibration error, and how much of it chance explains at this level.
    #[pyo3(signature = (*, bins = Argument::of(15), equal_rows = false, level = Real(0.95)))]
    fn calibration_error(
        &self,
        py: Python<'_>,
        bins: Argument<u32>,
        equal_rows: bool,
        level: Real,
    ) -> PyResult<ExpectedCalibrationError> {
        let bins = bins_of(bins, equal_rows)?;
        self.ask(py, "ScoredLabels.calibration_error", |scored| scored.calibration_error(bins, level.0))
    }

    /// What is found among the highest scores, at these shares of the rows; every twentieth without any.
    #[pyo3(signature = (shares = None))]
    fn gain(&self, py: Python<'_>, shares: Option<ArrayLike<'_>>) -> PyResult<Vec<GainPoint>> {
        let shares = match shares {
            Some(shares) => column(SUBJECT, "shares", &shares.0)?,
            None => (1..=20).map(|place| f64::from(place) / 20.0).collect(),
        };
        self.ask(py, "ScoredLabels.gain", |scored| scored.gain(&shares))
    }

    fn __len__(&self) -> usize {
        self.0.labels.len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("ScoredLabels(rows={}, base_rate={:.4})", self.__len__(), self.base_rate(py)?))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        reduced(slf.as_any(), &slf.get().0)
    }
}

fn reduced<'py>(object: &Bound<'py, PyAny>, rows: &Rows) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let py = object.py();
    let array = |values: &Vec<f64>| PyArray1::from_slice(py, values);
    let fields = (array(&rows.labels), array(&rows.scores), rows.weights.as_ref().map(array));
    Ok((object.get_type().into_any(), fields.into_pyobject(py)?.into_any()))
}

/// What came, and what a learner foretold of it in the same unit: how good is it?
///
/// Examples
/// --------
/// >>> from sartor.learn import ScoredValues
/// >>> round(ScoredValues([1.0, 2.0, 4.0], [1.5, 2.0, 3.5]).spearman().value, 3)
/// 1.0
#[pyclass(frozen, eq, module = "sartor.learn")]
#[derive(PartialEq)]
pub struct ScoredValues(Arc<Rows>);

impl ScoredValues {
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        question: impl FnOnce(sartor::learn::ScoredValues<'_>) -> Result<T> + Send,
    ) -> PyResult<T> {
        let Rows { labels, scores, weights } = &*self.0;
        run(py, operation, || question(sartor::learn::ScoredValues::new(scores, labels, weights.as_deref())?))
    }
}

#[pymethods]
impl ScoredValues {
    #[new]
    #[pyo3(signature = (outcomes, predictions, weights = None))]
    fn new(
        py: Python<'_>,
        outcomes: ArrayLike<'_>,
        predictions: ArrayLike<'_>,
        weights: Option<ArrayLike<'_>>,
    ) -> PyResult<Self> {
        let labels = column(SUBJECT, "outcomes", &outcomes.0)?;
        let scores = column(SUBJECT, "predictions", &predictions.0)?;
        let weights = maybe_column(SUBJECT, "weights", weights.as_ref().map(|given| &given.0))?;
        let scored = Self(Arc::new(Rows { labels, scores, weights }));
        scored.ask(py, "ScoredValues", |_| Ok(()))?;
        Ok(scored)
    }

    /// The mean of prediction less outcome: above 0, too much was foretold.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn bias(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredValues.bias", |scored| scored.bias(level.0))
    }

    /// The mean absolute error.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn mean_absolute_error(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredValues.mean_absolute_error", |scored| scored.mean_absolute_error(level.0))
    }

    /// The root of the mean squared error.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn root_mean_squared_error(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredValues.root_mean_squared_error", |scored| scored.root_mean_squared_error(level.0))
    }

    /// The normalised Gini coefficient: 1 in the best order there is, 0 without knowledge, -1 in the worst.
    fn normalized_gini(&self, py: Python<'_>) -> PyResult<f64> {
        self.ask(py, "ScoredValues.normalized_gini", |scored| scored.normalized_gini())
    }

    /// Spearman's rank correlation.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn spearman(&self, py: Python<'_>, level: Real) -> PyResult<MetricInterval> {
        self.ask(py, "ScoredValues.spearman", |scored| scored.spearman(level.0))
    }

    fn __len__(&self) -> usize {
        self.0.labels.len()
    }

    fn __repr__(&self) -> String {
        format!("ScoredValues(rows={})", self.__len__())
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        reduced(slf.as_any(), &slf.get().0)
    }
}

/// The standard error of an AUC that so many rows of either label will have, before there are any (Hanley and McNeil 1982).
#[pyfunction]
pub fn auc_standard_error(auc: Real, positives: Real, negatives: Real) -> f64 {
    sartor::learn::auc_standard_error(auc.0, positives.0, negatives.0)
}
