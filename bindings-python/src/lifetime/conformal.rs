//! Intervals in Python that hold though the model is wrong, by what a holdout showed.

use numpy::PyArray1;
use pyo3::prelude::*;
use sartor::api::python::{from_json, reduce, to_json};
use sartor::lifetime::{ConformalGroup, HistoryColumns, PurchaseSummary};

use super::model::{AnyModel, history};
use super::spend::GammaGamma;
use super::summaries::Summaries;
use crate::columns::{ArrayLike, Columns, Real};
use crate::form::{frame_of, shown};
use crate::work::{Progress, run, run_long};

/// A model of purchases, and perhaps of spend, with what a holdout taught about how far to trust it.
///
/// Split conformal prediction with a threshold for each group of customers by repeat purchases (Vovk, Gammerman and Shafer
/// 2005, sections 4.1 and 4.5): among the customers of a group, an interval holds what comes with a probability of at least
/// `level`, under any model. It answers for a horizon as long as the holdout was.
#[pyclass(frozen, eq, module = "sartor.lifetime")]
#[derive(PartialEq)]
pub struct ConformalForecaster(sartor::lifetime::ConformalForecaster);

#[pymethods]
impl ConformalForecaster {
    /// Calibrate a model to what customers did in the holdout of summaries; with a model of spend, spend as well.
    ///
    /// Parameters
    /// ----------
    /// purchases, spend
    ///     Models that were not fitted to that holdout: fit them to the columns of these summaries that end with the
    ///     calibration, or to other customers.
    /// summaries
    ///     Of `summarize` with a `calibration_end`.
    /// level
    ///     Least coverage, above 0 and below 1; at least `ceil(1 / (1 - level)) - 1` customers are needed.
    #[staticmethod]
    #[pyo3(signature = (purchases, summaries, *, spend = None, level = Real(0.9), progress = None))]
    fn calibrate(
        py: Python<'_>,
        purchases: AnyModel,
        summaries: &Summaries,
        spend: Option<PyRef<'_, GammaGamma>>,
        level: Real,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let spend = spend.map(|spend| spend.0.clone());
        let core = &summaries.core;
        run_long(py, "ConformalForecaster.calibrate", progress, |control| {
            sartor::lifetime::ConformalForecaster::calibrate(purchases.0, spend, core, level.0, control)
        })
        .map(Self)
    }

    /// Between which numbers purchases of the horizon lie.
    ///
    /// Columns give `ConformalIntervals` in their form, the numbers of one customer a `ConformalInterval`.
    #[pyo3(signature = (frequency, last_purchase_age, age, *, progress = None) -> "typing.Any")]
    fn purchases<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        last_purchase_age: ArrayLike<'py>,
        age: ArrayLike<'py>,
        progress: Option<Progress>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let columns = history(frequency, last_purchase_age, age)?;
        if columns.is_row() {
            let [x, t_x, t] = columns.row();
            let interval = run(py, "ConformalForecaster.purchases", || self.0.purchases(x, t_x, t))?;
            return Ok(Bound::new(py, interval)?.into_any());
        }
        let [x, t_x, t] = &columns.vectors();
        let found = run_long(py, "ConformalForecaster.purchases", progress, |control| {
            self.0.purchases_columns(x, t_x, t, control)
        })?;
        answer(py, &columns, "purchases", found)
    }

    /// Between which amounts spend in the horizon lies, not discounted.
    ///
    /// `paid_frequency` are the repeat purchases that cost something, `frequency` where all did. Columns give
    /// `ConformalIntervals` in their form, the numbers of one customer a `ConformalInterval`. `NotAvailable` where spend
    /// was not calibrated.
    #[pyo3(signature = (
        frequency, last_purchase_age, age, monetary, *, paid_frequency = None, progress = None
    ) -> "typing.Any")]
    #[allow(clippy::too_many_arguments)] // they are the columns of a history
    fn value<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        last_purchase_age: ArrayLike<'py>,
        age: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
        paid_frequency: Option<ArrayLike<'py>>,
        progress: Option<Progress>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let columns = Columns::read([
            ("frequency", &frequency),
            ("last_purchase_age", &last_purchase_age),
            ("age", &age),
            ("monetary", &monetary),
            ("paid_frequency", paid_frequency.as_ref().unwrap_or(&frequency)),
        ])?;
        if columns.is_row() && paid_frequency.is_none() {
            let [frequency, last_purchase_age, age, monetary, _] = columns.row();
            let history = PurchaseSummary { frequency, last_purchase_age, age, monetary };
            let interval = run(py, "ConformalForecaster.value", || self.0.value(&history))?;
            return Ok(Bound::new(py, interval)?.into_any());
        }
        let [frequency, last_purchase_age, age, monetary, paid_frequency] = &columns.vectors();
        let rows = HistoryColumns { frequency, last_purchase_age, age, paid_frequency, monetary };
        let found = run_long(py, "ConformalForecaster.value", progress, |control| {
            self.0.value_columns(&rows, control)
        })?;
        answer(py, &columns, "value", found)
    }

    /// The model of purchases, of its own class.
    #[getter]
    fn purchase_model<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        AnyModel(self.0.purchase_model().clone()).into_class(py)
    }

    /// The model of spend, where there is one.
    #[getter]
    fn spend_model(&self) -> Option<GammaGamma> {
        self.0.spend_model().cloned().map(GammaGamma::from)
    }

    /// Least probability, over the customers of each group, that an interval holds what comes.
    #[getter]
    fn level(&self) -> f64 {
        self.0.level()
    }

    /// The horizon of all answers, in the model's unit of time: as long as the holdout was.
    #[getter]
    fn periods(&self) -> f64 {
        self.0.periods()
    }

    /// The groups by number of repeat purchases, ascending; `sartor.to_frame(forecaster.groups)` is a table.
    #[getter]
    fn groups(&self) -> Vec<ConformalGroup> {
        self.0.groups().to_vec()
    }

    /// The forecaster as canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// The forecaster that `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("conformal forecaster", text).map(Self)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        reduce(slf.as_any(), &slf.get().0)
    }

    fn __repr__(&self) -> String {
        let (model, level) = (self.0.purchase_model().kind().name(), self.0.level());
        let (periods, groups) = (self.0.periods(), self.0.groups().len());
        format!("ConformalForecaster({model}, level={level}, periods={periods}, groups={groups})")
    }
}

/// Intervals of many customers, by what a holdout showed.
///
/// `low` and `high` are in the form of the columns asked with: a pandas or polars Series, or else a numpy array.
#[pyclass(frozen, get_all, module = "sartor.lifetime")]
pub struct ConformalIntervals {
    /// Lower ends.
    low: Py<PyAny>,
    /// Upper ends.
    high: Py<PyAny>,
    /// The place in `groups` of each customer's, a numpy array of whole numbers.
    group: Py<PyAny>,
    /// The groups by number of repeat purchases.
    groups: Vec<ConformalGroup>,
    /// Least probability, over the customers of each group, that an interval holds what comes.
    level: f64,
    /// The horizon, in the model's unit of time.
    periods: f64,
}

#[pymethods]
impl ConformalIntervals {
    #[new]
    fn new(
        low: Py<PyAny>,
        high: Py<PyAny>,
        group: Py<PyAny>,
        groups: Vec<ConformalGroup>,
        level: f64,
        periods: f64,
    ) -> Self {
        Self { low, high, group, groups, level, periods }
    }

    /// A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let [low, high, group] = [&self.low, &self.high, &self.group].map(|column| column.bind(py));
        frame_of(py, &[("low", low), ("high", high), ("group", group)])
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        self.low.bind(py).len()
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let Self { low, high, group, groups, level, periods } = slf.get();
        let fields = (low, high, group, groups.clone(), level, periods).into_pyobject(slf.py())?;
        Ok((slf.get_type().into_any(), fields.into_any()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (rows, level, periods) = (self.__len__(py)?, self.level, self.periods);
        let head = format!("ConformalIntervals(rows={rows}, level={level}, periods={periods})");
        Ok(shown(&head, self.to_frame(py)))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_frame(py)?.call_method0("_repr_html_")
    }
}

/// The columns of core in the form of those that were asked with.
fn answer<'py, const N: usize>(
    py: Python<'py>,
    columns: &Columns<'py, N>,
    name: &str,
    found: sartor::lifetime::ConformalColumns,
) -> PyResult<Bound<'py, PyAny>> {
    let sartor::lifetime::ConformalColumns { low, high, group, groups, level, periods } = found;
    let column = |end: &str, values| columns.form().column(py, &format!("{name}_{end}"), values);
    let answer = ConformalIntervals {
        low: column("low", low)?.unbind(),
        high: column("high", high)?.unbind(),
        group: PyArray1::from_vec(py, group).into_any().unbind(),
        groups,
        level,
        periods,
    };
    Ok(Bound::new(py, answer)?.into_any())
}
