//! Probabilities that mean what they say, in Python.

use pyo3::prelude::*;
use sartor::api::python::{Argument, from_json, to_json};
use sartor::learn::{CalibrationCandidate, CalibrationMethod, ScoredLabels};

use super::target::{column, labels, maybe_column};
use crate::columns::{ArrayLike, Columns};
use crate::input::Named;
use crate::work::run;

const SUBJECT: &str = "columns";

/// What makes scores in log-odds into probabilities that mean what they say.
///
/// `none`, `platt` (a line), `beta` (two slopes) or `isotonic` (steps), fitted to rows that the learner was not fitted to.
///
/// Examples
/// --------
/// >>> from sartor.learn import Calibration
/// >>> far_too_sure = [-4.0, -4.0, -4.0, 4.0, 4.0, 4.0]
/// >>> calibration = Calibration.fit([0, 0, 1, 0, 1, 1], far_too_sure, "platt")
/// >>> round(calibration.probability(4.0), 3)
/// 0.6
#[pyclass(frozen, eq, module = "sartor.learn")]
#[derive(PartialEq)]
pub struct Calibration {
    pub core: sartor::learn::Calibration,
    candidates: Vec<CalibrationCandidate>,
}

impl Calibration {
    /// A curve that core has found.
    pub fn of(core: sartor::learn::Calibration) -> Self {
        Self { core, candidates: Vec::new() }
    }
}

#[pymethods]
impl Calibration {
    /// Fit one kind: `none`, `platt`, `beta` or `isotonic`.
    #[staticmethod]
    #[pyo3(signature = (labels, scores, method, *, weights = None))]
    fn fit(
        py: Python<'_>,
        labels: ArrayLike<'_>,
        scores: ArrayLike<'_>,
        method: Named<CalibrationMethod>,
        weights: Option<ArrayLike<'_>>,
    ) -> PyResult<Self> {
        let (truth, scores) = (self::labels("labels", &labels.0)?, column(SUBJECT, "scores", &scores.0)?);
        let weights = maybe_column(SUBJECT, "weights", weights.as_ref().map(|given| &given.0))?;
        run(py, "Calibration.fit", || {
            let scored = ScoredLabels::new(&scores, &truth, weights.as_deref())?;
            sartor::learn::Calibration::fit(method.0, &scored).map(Self::of)
        })
    }

    /// Choose among all kinds by cross-validated log loss; `candidates` says what each came to.
    #[staticmethod]
    #[pyo3(signature = (labels, scores, *, folds = Argument::of(5), seed = Argument::of(0), weights = None))]
    fn choose(
        py: Python<'_>,
        labels: ArrayLike<'_>,
        scores: ArrayLike<'_>,
        folds: Argument<u32>,
        seed: Argument<u32>,
        weights: Option<ArrayLike<'_>>,
    ) -> PyResult<Self> {
        let (folds, seed) = (folds.named("calibration", "folds")?, seed.named("calibration", "seed")?);
        let (truth, scores) = (self::labels("labels", &labels.0)?, column(SUBJECT, "scores", &scores.0)?);
        let weights = maybe_column(SUBJECT, "weights", weights.as_ref().map(|given| &given.0))?;
        run(py, "Calibration.choose", || {
            let scored = ScoredLabels::new(&scores, &truth, weights.as_deref())?;
            let choice = sartor::learn::Calibration::choose(&scored, folds, seed)?;
            Ok(Self { core: choice.calibration, candidates: choice.candidates })
        })
    }

    /// Which kind it is.
    #[getter]
    fn method(&self) -> CalibrationMethod {
        self.core.method()
    }

    /// What each kind came to where it was chosen among them; empty otherwise.
    #[getter]
    fn candidates(&self) -> Vec<CalibrationCandidate> {
        self.candidates.clone()
    }

    /// Calibrated log-odds of scores in log-odds: a column in the form of those given, or a number.
    #[pyo3(signature = (scores) -> "typing.Any")]
    fn log_odds<'py>(&self, py: Python<'py>, scores: ArrayLike<'py>) -> PyResult<Bound<'py, PyAny>> {
        let columns = Columns::read([("scores", &scores)])?;
        columns.map(py, "log_odds", |[score]| Ok(self.core.log_odds(score)))
    }

    /// Calibrated probabilities of scores in log-odds: a column in the form of those given, or a number.
    #[pyo3(signature = (scores) -> "typing.Any")]
    fn probability<'py>(&self, py: Python<'py>, scores: ArrayLike<'py>) -> PyResult<Bound<'py, PyAny>> {
        let columns = Columns::read([("scores", &scores)])?;
        columns.map(py, "probability", |[score]| Ok(self.core.probability(score)))
    }

    /// As canonical JSON, without the candidates.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.core)
    }

    /// What `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("calibration", text).map(Self::of)
    }

    fn __repr__(&self) -> String {
        use sartor::learn::Calibration as Core;
        match &self.core {
            Core::None => "Calibration(none)".to_owned(),
            Core::Platt { slope, intercept } => {
                format!("Calibration(platt, slope={slope}, intercept={intercept})")
            }
            Core::Beta { low, high, intercept } => {
                format!("Calibration(beta, low={low}, high={high}, intercept={intercept})")
            }
            Core::Isotonic { scores, .. } => format!("Calibration(isotonic, points={})", scores.len()),
        }
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (py, this) = (slf.py(), slf.get());
        let fields = (to_json(&this.core)?, this.candidates.clone()).into_pyobject(py)?;
        Ok((slf.get_type().getattr("_of_parts")?, fields.into_any()))
    }

    #[staticmethod]
    fn _of_parts(text: &str, candidates: Vec<CalibrationCandidate>) -> PyResult<Self> {
        let core = from_json("calibration", text)?;
        Ok(Self { core, candidates })
    }
}
