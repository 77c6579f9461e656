//! Choosing a model in Python, and looking back on all of them.

use pyo3::prelude::*;
use sartor::api::python::Argument;
use sartor::lifetime::{BacktestOptions, BacktestReport, ModelComparison, PurchaseModelKind};

use super::model::AnyModel;
use super::summaries::Summaries;
use crate::columns::Real;
use crate::moment::Moments;
use crate::work::{Progress, run_long};

/// The model chosen, and the comparison that chose it.
#[pyclass(frozen, module = "sartor.lifetime")]
pub struct Selection {
    /// All models that were compared.
    #[pyo3(get)]
    comparison: ModelComparison,
    model: Py<PyAny>,
}

#[pymethods]
impl Selection {
    /// The model to take, of its own class.
    #[getter]
    fn model<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        self.model.bind(py).clone()
    }

    /// Why it is the one to take.
    #[getter]
    fn reason(&self) -> String {
        self.comparison.reason.clone()
    }

    /// The table of the comparison, a row for each model, as a `DataFrame` of pandas, or else of polars.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.comparison.clone().into_pyobject(py)?.call_method0("to_frame")
    }

    #[new]
    fn new(comparison: ModelComparison, model: Py<PyAny>) -> Self {
        Self { comparison, model }
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let Self { comparison, model } = slf.get();
        let fields = (comparison.clone(), model).into_pyobject(slf.py())?;
        Ok((slf.get_type().into_any(), fields.into_any()))
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        Ok(self.comparison == other.comparison && self.model.bind(py).eq(other.model.bind(py))?)
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.comparison.clone().into_pyobject(py)?.call_method0("_repr_html_")
    }

    fn __repr__(&self) -> String {
        format!("Selection(chosen={}, reason={:?})", self.comparison.chosen.name(), self.comparison.reason)
    }
}

/// Fit every model of purchases to summaries and choose one: by the holdout where there is one, else by Akaike's
/// criterion; of those that are level the simplest under which a customer can leave after the first purchase.
///
/// `models` names the kinds to compare, all by default.
#[pyfunction]
#[pyo3(signature = (summaries, *, models = None, progress = None))]
pub fn select(
    py: Python<'_>,
    summaries: &Summaries,
    models: Option<Vec<PurchaseModelKind>>,
    progress: Option<Progress>,
) -> PyResult<Selection> {
    let kinds = models.unwrap_or_default();
    let core = &summaries.core;
    let (comparison, model) =
        run_long(py, "select", progress, |control| sartor::lifetime::select(core, &kinds, control))?;
    Ok(Selection { comparison, model: AnyModel(model).into_class(py)?.unbind() })
}

/// Would these models have forecast the customers of this shop, better than a spreadsheet?
///
/// From each of `origins` (three by default; dates or times, as those of `summarize`) every model is fitted to what was known then, and judged by the
/// `horizon_days` that followed (a quarter of the known time by default), beside each customer's own rate continued
/// and the mean of their segment.
#[pyfunction]
#[pyo3(signature = (
    summaries, models = None, *, origins = None, horizon_days = None, level = Real(0.9), progress = None
))]
pub fn backtest(
    py: Python<'_>,
    summaries: &Summaries,
    models: Option<Vec<PurchaseModelKind>>,
    origins: Option<Moments<'_>>,
    horizon_days: Option<Argument<u32>>,
    level: Real,
    progress: Option<Progress>,
) -> PyResult<BacktestReport> {
    let horizon_days = horizon_days.map(|days| days.named("backtest", "horizon_days")).transpose()?;
    let origins = origins.map(|origins| origins.named("backtest", "origins")).transpose()?;
    let options = BacktestOptions {
        kinds: models.unwrap_or_default(),
        origins_ms: origins.unwrap_or_default(),
        horizon_days: horizon_days.unwrap_or(0),
        period_days: summaries.options.period.days(),
        as_of_ms: Some(summaries.options.as_of_ms),
        utc_offset_minutes: summaries.options.utc_offset_minutes,
        level: level.0,
    };
    run_long(py, "backtest", progress, |control| {
        summaries.rows.with(|rows| sartor::lifetime::backtest(rows, &options, control))
    })
}
