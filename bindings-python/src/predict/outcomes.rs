//! What came of what was foretold, and what follows from it, in Python.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::api::python::{Argument, from_json, to_json};
use sartor::learn::CalibrationCandidate;
use sartor::predict::{ModelContest, OutcomePrediction, OutcomeReview, OutcomeSchedule, PredictionCounts};

use crate::columns::Real;
use crate::input::Given;
use crate::learn::Calibration;
use crate::moment::{AsOf, Moment};
use crate::work::{Shared, run};

const SUBJECT: &str = "outcomes";

/// The newest predictions, and what came of them. Threads may share it.
///
/// Examples
/// --------
/// >>> from sartor.predict import OutcomePrediction, Outcomes
/// >>> outcomes, day_ms = Outcomes(1_000), 86_400_000
/// >>> made_ms = 1_780_300_800_000
/// >>> outcomes.record(OutcomePrediction(prediction_id="p1", customer_id="c_17", model_id="5f2c",
/// ...     made_ms=made_ms, due_ms=made_ms + 90 * day_ms, probability=0.7))
/// True
/// >>> outcomes.close("p1", False, made_ms + 10 * day_ms)
/// True
/// >>> outcomes.counts.closed
/// 1
#[pyclass(frozen, eq, module = "sartor.predict")]
pub struct Outcomes(Shared<sartor::predict::Outcomes>);

impl PartialEq for Outcomes {
    fn eq(&self, other: &Self) -> bool {
        matches!((self.0.now("Outcomes"), other.0.now("Outcomes")), (Ok(one), Ok(two)) if one == two)
    }
}

#[pymethods]
impl Outcomes {
    /// Room for so many predictions, 1 to 1,000,000; once it is full the oldest are let go.
    #[new]
    fn __new__(py: Python<'_>, capacity: Argument<u32>) -> PyResult<Self> {
        let capacity = capacity.named(SUBJECT, "capacity")?;
        run(py, "Outcomes", || sartor::predict::Outcomes::new(capacity).map(|made| Self(Shared::new(made))))
    }

    /// How many predictions there are.
    #[getter]
    fn counts(&self, py: Python<'_>) -> PyResult<PredictionCounts> {
        run(py, "Outcomes.counts", || Ok(self.0.now("Outcomes.counts")?.counts()))
    }

    /// Record what was foretold; whether it is new. The same again changes nothing; another under the same id is
    /// `ALREADY_SET`.
    fn record(&self, py: Python<'_>, prediction: Given<OutcomePrediction>) -> PyResult<bool> {
        run(py, "Outcomes.record", || {
            self.0.change("Outcomes.record", |outcomes| outcomes.record(&prediction.0))
        })
    }

    /// Close a prediction with what happened; whether that is new. The opposite of what is known is `ALREADY_SET`.
    fn close(&self, py: Python<'_>, prediction_id: &str, happened: bool, at: Moment<'_>) -> PyResult<bool> {
        let at_ms = at.named(SUBJECT, "at")?;
        run(py, "Outcomes.close", || {
            self.0.change("Outcomes.close", |outcomes| outcomes.close(prediction_id, happened, at_ms))
        })
    }

    /// Close all that are due and still open in one way, such as churn where no purchase came; how many.
    fn close_due(&self, py: Python<'_>, happened: bool, as_of: AsOf) -> PyResult<u32> {
        run(py, "Outcomes.close_due", || {
            self.0.change("Outcomes.close_due", |outcomes| outcomes.close_due(happened, as_of.0))
        })
    }

    /// Forget a customer; how many predictions went.
    fn erase(&self, py: Python<'_>, customer_id: &str) -> PyResult<u32> {
        run(py, "Outcomes.erase", || {
            self.0.change("Outcomes.erase", |outcomes| Ok(outcomes.erase(customer_id)))
        })
    }

    /// How a model has fared, and whether something is due. `fitted` is when it was fitted, `recalibrated` when it was
    /// recalibrated last, if it was.
    #[pyo3(signature = (model_id, fitted, as_of, *, recalibrated = None, schedule = None))]
    fn review(
        &self,
        py: Python<'_>,
        model_id: &str,
        fitted: Moment<'_>,
        as_of: AsOf,
        recalibrated: Option<Moment<'_>>,
        schedule: Option<Given<OutcomeSchedule>>,
    ) -> PyResult<OutcomeReview> {
        let fitted_ms = fitted.named(SUBJECT, "fitted")?;
        let recalibrated_ms = recalibrated.map(|at| at.named(SUBJECT, "recalibrated")).transpose()?;
        let schedule = schedule.map(|schedule| schedule.0).unwrap_or_default();
        run(py, "Outcomes.review", || {
            self.0.now("Outcomes.review")?.review(model_id, fitted_ms, recalibrated_ms, &schedule, as_of.0)
        })
    }

    /// The curve that would set a model's probabilities right, chosen by what came: for `Churn.recalibrated`. Fewer than 50
    /// outcomes, or outcomes of one kind, are `TOO_FEW`.
    #[pyo3(signature = (model_id, *, seed = Argument::of(0)))]
    fn recalibration(
        &self,
        py: Python<'_>,
        model_id: &str,
        seed: Argument<u32>,
    ) -> PyResult<OutcomeRecalibration> {
        let seed = seed.named(SUBJECT, "seed")?;
        run(py, "Outcomes.recalibration", || {
            self.0.now("Outcomes.recalibration")?.recalibration(model_id, seed).map(OutcomeRecalibration)
        })
    }

    /// Set a challenger against the champion, on predictions of both of which it is known what happened.
    #[pyo3(signature = (champion_model_id, challenger_model_id, *, level = Real(0.95)))]
    fn contest(
        &self,
        py: Python<'_>,
        champion_model_id: &str,
        challenger_model_id: &str,
        level: Real,
    ) -> PyResult<ModelContest> {
        run(py, "Outcomes.contest", || {
            self.0.now("Outcomes.contest")?.contest(champion_model_id, challenger_model_id, level.0)
        })
    }

    /// The predictions as bytes, the same in every language.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, "Outcomes.to_bytes", || self.0.now("Outcomes.to_bytes")?.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        run(py, "Outcomes.from_bytes", || {
            sartor::predict::Outcomes::from_bytes(bytes).map(|read| Self(Shared::new(read)))
        })
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let counts = self.counts(py)?;
        Ok(format!("Outcomes(closed={}, open={})", counts.closed, counts.open))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}

/// A curve that sets a model's probabilities right, and what it rests on.
#[pyclass(frozen, eq, module = "sartor.predict")]
#[derive(PartialEq)]
pub struct OutcomeRecalibration(sartor::predict::OutcomeRecalibration);

#[pymethods]
impl OutcomeRecalibration {
    /// The model that it is for.
    #[getter]
    fn model_id(&self) -> &str {
        &self.0.model_id
    }

    /// From the log-odds that were told to those that should have been; `none` where the model is as good without.
    #[getter]
    fn calibration(&self) -> Calibration {
        Calibration::of(self.0.calibration.clone())
    }

    /// Every kind of curve and how it did on outcomes that it was not fitted to.
    #[getter]
    fn candidates(&self) -> Vec<CalibrationCandidate> {
        self.0.candidates.clone()
    }

    /// Outcomes it rests on.
    #[getter]
    fn rows(&self) -> u32 {
        self.0.rows
    }

    /// The first date that one of them was due.
    #[getter]
    fn from_ms(&self) -> i64 {
        self.0.from_ms
    }

    /// The last.
    #[getter]
    fn until_ms(&self) -> i64 {
        self.0.until_ms
    }

    /// Whether a curve is better than none.
    #[getter]
    fn is_worth_it(&self) -> bool {
        self.0.is_worth_it()
    }

    /// As canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// What `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("outcome recalibration", text).map(Self)
    }

    fn __repr__(&self) -> PyResult<String> {
        let method = to_json(&self.0.calibration.method())?.replace('"', "");
        Ok(format!(
            "OutcomeRecalibration(model_id={:?}, method={method}, rows={})",
            self.0.model_id, self.0.rows
        ))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }
}
