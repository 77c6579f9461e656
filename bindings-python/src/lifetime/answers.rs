//! Answers of several columns in Python, each in the form of the columns that were asked with.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sartor::Result;
use sartor::lifetime::ParameterInterval;

use crate::columns::Columns;
use crate::form::{frame_of, shown};

/// Estimates of many customers with the intervals that the uncertainty of the model's parameters leaves them.
///
/// Each column is an attribute in the form of those asked with: a pandas or polars Series, or else a numpy array.
/// They do not hold the randomness of what the customer will do: see `purchase_quantiles` for that.
#[pyclass(frozen, get_all, module = "sartor.lifetime")]
pub struct IntervalColumns {
    /// The estimates.
    value: Py<PyAny>,
    /// Lower ends.
    low: Py<PyAny>,
    /// Upper ends.
    high: Py<PyAny>,
    /// Nominal coverage of each interval, such as 0.9.
    level: f64,
}

#[pymethods]
impl IntervalColumns {
    #[new]
    fn new(value: Py<PyAny>, low: Py<PyAny>, high: Py<PyAny>, level: f64) -> Self {
        Self { value, low, high, level }
    }

    /// A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let [value, low, high] = [&self.value, &self.low, &self.high].map(|column| column.bind(py));
        frame_of(py, &[("value", value), ("low", low), ("high", high)])
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        self.value.bind(py).len()
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let py = slf.py();
        let Self { value, low, high, level } = slf.get();
        let fields = (value.bind(py), low.bind(py), high.bind(py), *level).into_pyobject(py)?;
        Ok((slf.get_type().into_any(), fields.into_any()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let head = format!("IntervalColumns(rows={}, level={})", self.__len__(py)?, self.level);
        Ok(shown(&head, self.to_frame(py)))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_frame(py)?.call_method0("_repr_html_")
    }
}

/// Intervals of rows: columns of them, or the record of the only row.
pub fn intervals<'py, const N: usize>(
    py: Python<'py>,
    columns: &Columns<'py, N>,
    name: &str,
    level: f64,
    of_row: impl Fn([f64; N]) -> Result<ParameterInterval> + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    if columns.is_row() {
        let interval = of_row(columns.row()).map_err(|error| sartor::api::python::exception(&error))?;
        return Ok(Bound::new(py, interval)?.into_any());
    }
    let values = columns.fill(py, name, 3, None, |_, row, figures| {
        let ParameterInterval { value, low, high, .. } = of_row(row)?;
        figures.copy_from_slice(&[value, low, high]);
        Ok(())
    })?;
    let column = |place: usize, end: &str| -> PyResult<Py<PyAny>> {
        let values = values.iter().skip(place).step_by(3).copied().collect();
        Ok(columns.form().column(py, &format!("{name}{end}"), values)?.unbind())
    };
    let answer =
        IntervalColumns { value: column(0, "")?, low: column(1, "_low")?, high: column(2, "_high")?, level };
    Ok(Bound::new(py, answer)?.into_any())
}

/// What customers are expected to spend, as revenue or at a margin: `measure` says which.
///
/// `expected`, and `low`, `high` and `probability_of_none` where a `level` was asked for, are in the form of the columns
/// asked with: pandas or polars Series, numpy arrays, or the numbers of one customer. Series are named after the
/// measure, such as `expected_revenue`.
#[pyclass(frozen, get_all, module = "sartor.lifetime")]
pub struct CustomerValues {
    /// Expected spend, discounted, in the unit of money of `monetary`; at a margin it is that share of it.
    pub expected: Py<PyAny>,
    /// Lower ends of the predictive intervals: what the customer will spend, not its mean. None without `level`.
    pub low: Py<PyAny>,
    /// Upper ends, never below `expected`; None without `level`.
    pub high: Py<PyAny>,
    /// Probabilities of no purchase within the horizon; None without `level`.
    pub probability_of_none: Py<PyAny>,
    /// What the amounts are: `revenue`, or `margin`.
    pub measure: &'static str,
    /// The share of spend that the amounts are; None for revenue.
    pub margin: Option<f64>,
    /// The horizon in the unit of time of the ages; None for ever.
    pub periods: Option<f64>,
    /// The discount, such as 0.002 a week.
    pub discount_rate_per_period: f64,
    /// Nominal coverage of the intervals; None without them.
    pub level: Option<f64>,
}

/// What amounts at this margin are.
pub fn measure(margin: Option<f64>) -> &'static str {
    if margin.is_some() { "margin" } else { "revenue" }
}

#[pymethods]
impl CustomerValues {
    #[new]
    #[allow(clippy::too_many_arguments)] // its fields, for pickle
    fn new(
        expected: Py<PyAny>,
        low: Py<PyAny>,
        high: Py<PyAny>,
        probability_of_none: Py<PyAny>,
        margin: Option<f64>,
        periods: Option<f64>,
        discount_rate_per_period: f64,
        level: Option<f64>,
    ) -> Self {
        Self {
            expected,
            low,
            high,
            probability_of_none,
            measure: measure(margin),
            margin,
            periods,
            discount_rate_per_period,
            level,
        }
    }

    /// A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays and numbers.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let expected = format!("expected_{}", self.measure);
        let mut columns = vec![(expected.as_str(), self.expected.bind(py))];
        if self.level.is_some() {
            columns.push(("low", self.low.bind(py)));
            columns.push(("high", self.high.bind(py)));
            columns.push(("probability_of_none", self.probability_of_none.bind(py)));
        }
        frame_of(py, &columns)
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.expected.bind(py).len().unwrap_or(1)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let py = slf.py();
        let Self { expected, low, high, probability_of_none, margin, periods, .. } = slf.get();
        let Self { discount_rate_per_period, level, .. } = slf.get();
        let fields =
            (expected, low, high, probability_of_none, margin, periods, discount_rate_per_period, level);
        Ok((slf.get_type().into_any(), fields.into_pyobject(py)?.into_any()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let rows = match self.expected.bind(py).len() {
            Ok(rows) => format!("customers={rows}"),
            Err(_) => format!("expected={}", self.expected.bind(py).repr()?),
        };
        let share = self.margin.map_or(String::new(), |margin| format!(", margin={margin}"));
        let periods = self.periods.map_or("None".to_owned(), |periods| periods.to_string());
        let level = self.level.map_or(String::new(), |level| format!(", level={level}"));
        let (measure, rate) = (self.measure, self.discount_rate_per_period);
        let head = format!(
            "CustomerValues({rows}, measure='{measure}'{share}, periods={periods}, \
             discount_rate_per_period={rate}{level}), in the unit of money of monetary"
        );
        Ok(shown(&head, self.to_frame(py)))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_frame(py)?.call_method0("_repr_html_")
    }
}

/// When the next purchases of many customers come, who may have left.
///
/// `periods` has a row for each customer and a column for each of `levels`: a matrix of numpy, or a frame of pandas or
/// polars, as the columns asked with were.
#[pyclass(frozen, get_all, module = "sartor.lifetime")]
pub struct NextPurchaseColumns {
    /// Times from now within which the next purchase falls with each probability; infinite where one comes with less.
    pub periods: Py<PyAny>,
    /// Probability of each customer that no further purchase ever comes.
    pub probability_never: Py<PyAny>,
    /// The probabilities.
    pub levels: Vec<f64>,
}

#[pymethods]
impl NextPurchaseColumns {
    #[new]
    fn new(periods: Py<PyAny>, probability_never: Py<PyAny>, levels: Vec<f64>) -> Self {
        Self { periods, probability_never, levels }
    }

    /// A `DataFrame` of the library of the columns, with their index: `probability_never`, and a column for each level.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (periods, never) = (self.periods.bind(py), self.probability_never.bind(py));
        let name = "probability_never";
        if periods.hasattr("insert_column")? {
            return periods.call_method0("clone")?.call_method1("insert_column", (0, never));
        }
        let frame = if periods.hasattr("columns")? {
            periods.call_method0("copy")?
        } else {
            let columns = PyDict::new(py);
            columns.set_item("columns", &self.levels)?;
            py.import("pandas")?.getattr("DataFrame")?.call((periods,), Some(&columns))?
        };
        frame.call_method1("insert", (0, name, never))?;
        Ok(frame)
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        self.periods.bind(py).len()
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let Self { periods, probability_never, levels } = slf.get();
        let fields = (periods, probability_never, levels).into_pyobject(slf.py())?;
        Ok((slf.get_type().into_any(), fields.into_any()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (rows, levels) = (self.__len__(py)?, &self.levels);
        let head = format!("NextPurchaseColumns(rows={rows}, levels={levels:?}), in periods from now");
        Ok(shown(&head, self.to_frame(py)))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_frame(py)?.call_method0("_repr_html_")
    }
}
