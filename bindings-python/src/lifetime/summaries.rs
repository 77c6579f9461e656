//! Files of transactions in Python: columns of any library in, columns of numpy or a frame out.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::sync::Arc;

use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use sartor::SartorError;
use sartor::api::python::{Argument, exception};
use sartor::lifetime::{
    CustomerColumn, CustomerIds, LeftOut, Period, PurchaseSummary, ReturnTotals, SummaryOptions, Transactions,
};

use crate::as_of::AsOf;
use crate::columns::{ArrayLike, Columns, Doubles, Real};
use crate::work::run;

/// The largest of the whole numbers that doubles hold without gaps, 2^53.
const MOST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Rows of transactions as they were read, kept to look back on.
#[derive(Debug)]
pub struct Rows {
    customer: Customers,
    timestamp_ms: Vec<i64>,
    value: Option<Vec<f64>>,
    /// Rows whose customer was missing among numbers.
    without_customer: i64,
}

#[derive(Debug)]
enum Customers {
    Text(Vec<String>),
    Integer(Vec<i64>),
}

impl Rows {
    /// Do something with them as core sees them.
    pub fn with<T>(&self, work: impl FnOnce(&Transactions<'_>) -> T) -> T {
        let texts: Vec<&str>;
        let customer = match &self.customer {
            Customers::Text(ids) => {
                texts = ids.iter().map(String::as_str).collect();
                CustomerColumn::Text(&texts)
            }
            Customers::Integer(ids) => CustomerColumn::Integer(ids),
        };
        work(&Transactions { customer, timestamp_ms: &self.timestamp_ms, value: self.value.as_deref() })
    }
}

/// What the lifetime models need of each customer, as numpy columns of one length, in the order of `customer`.
///
/// `frequency`: repeat purchases; `last_purchase_age` and `age`: in periods since the first purchase;
/// `paid_frequency` and `monetary`: repeat purchases that cost something, and their mean spend, for `GammaGamma`;
/// `log_interval_sum`: how regularly they buy, for `BgCnbd` and `MbgCnbd`. With a calibration end, `holdout_frequency`,
/// `holdout_value` and `holdout_monetary` are what came after it, in `holdout_periods`.
#[pyclass(frozen, module = "sartor.lifetime")]
pub struct Summaries {
    pub(super) core: Arc<sartor::lifetime::Summaries>,
    pub(super) rows: Arc<Rows>,
    pub(super) options: SummaryOptions,
}

#[pymethods]
impl Summaries {
    /// The customers, ascending: a list of texts, or an array of whole numbers.
    #[getter]
    fn customer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match &self.core.customer {
            CustomerIds::Text(ids) => PyList::new(py, ids)?.into_any(),
            CustomerIds::Integer(ids) => PyArray1::from_slice(py, ids).into_any(),
        })
    }

    /// Repeat purchases.
    #[getter]
    fn frequency<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.frequency.clone())
    }

    /// Age at the last purchase, in periods; 0 without repeat purchases.
    #[getter]
    fn last_purchase_age<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.last_purchase_age.clone())
    }

    /// Age, in periods.
    #[getter]
    fn age<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.age.clone())
    }

    /// Repeat purchases that cost something.
    #[getter]
    fn paid_frequency<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.paid_frequency.clone())
    }

    /// Mean spend of those; 0 without any.
    #[getter]
    fn monetary<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.monetary.clone())
    }

    /// Sum of the logarithms of the intervals between purchases, in periods.
    #[getter]
    fn log_interval_sum<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.log_interval_sum.clone())
    }

    /// Days with a purchase in the holdout; empty without one.
    #[getter]
    fn holdout_frequency<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.holdout_frequency.clone())
    }

    /// Spend in the holdout, less returns of what was bought in it; empty without one.
    #[getter]
    fn holdout_value<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.holdout_value.clone())
    }

    /// Mean spend of the holdout's purchases that cost something; empty without one.
    #[getter]
    fn holdout_monetary<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.core.holdout_monetary.clone())
    }

    /// Length of the holdout in periods; 0 without one.
    #[getter]
    fn holdout_periods(&self) -> f64 {
        self.core.holdout_periods
    }

    /// The unit of time: `day`, `week`, `month`, `year`, or a number of days.
    #[getter]
    fn period(&self) -> String {
        self.core.period.to_string()
    }

    /// Days in a period.
    #[getter]
    fn period_days(&self) -> f64 {
        self.core.period.days()
    }

    /// What returns took off, up to the end of the calibration.
    #[getter]
    fn returns(&self) -> ReturnTotals {
        self.core.returns.clone()
    }

    /// What returns took off in the holdout.
    #[getter]
    fn holdout_returns(&self) -> ReturnTotals {
        self.core.holdout_returns.clone()
    }

    /// What is not in the columns.
    #[getter]
    fn left_out(&self) -> LeftOut {
        let mut left_out = self.core.left_out.clone();
        left_out.rows_without_customer += self.rows.without_customer;
        left_out
    }

    /// A pandas `DataFrame` with the customers as its index.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let frame = py.import("pandas")?.getattr("DataFrame")?.call1((self.columns(py)?,))?;
        frame.call_method1("set_index", ("customer",))
    }

    /// The same as `to_pandas`.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_pandas(py)
    }

    /// A polars `DataFrame`.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("polars")?.getattr("DataFrame")?.call1((self.columns(py)?,))
    }

    /// A `pyarrow.Table`.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_arrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("pyarrow")?.getattr("table")?.call1((self.columns(py)?,))
    }

    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __repr__(&self) -> String {
        let (customers, period) = (self.core.len(), self.core.period);
        format!(
            "Summaries(customers={customers}, period={period}, holdout_periods={})",
            self.core.holdout_periods
        )
    }
}

impl Summaries {
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        columns.set_item("customer", self.customer(py)?)?;
        let known = [
            ("frequency", self.frequency(py)),
            ("last_purchase_age", self.last_purchase_age(py)),
            ("age", self.age(py)),
            ("paid_frequency", self.paid_frequency(py)),
            ("monetary", self.monetary(py)),
            ("log_interval_sum", self.log_interval_sum(py)),
        ];
        for (name, values) in known {
            columns.set_item(name, values)?;
        }
        if self.core.calibration_end_ms.is_some() {
            columns.set_item("holdout_frequency", self.holdout_frequency(py))?;
            columns.set_item("holdout_value", self.holdout_value(py))?;
            columns.set_item("holdout_monetary", self.holdout_monetary(py))?;
        }
        Ok(columns)
    }
}

/// Summarise a file of transactions: one row each, in any order.
///
/// `customer`: texts or whole numbers; a missing one is nobody. `timestamp`: datetimes (without a zone they are UTC) or
/// milliseconds since 1970. `value`: what was paid, negative for what was returned. Purchases of one day, on the clock
/// of `utc_offset_minutes`, count once. `period` is `day`, `week` (the default), `month`, `year` or a number of days. Figures are as
/// of the end of the day `as_of` (the last of the rows by default), or of `calibration_end` with the rest as holdout.
#[pyfunction]
#[pyo3(signature = (
    customer: "typing.Any", timestamp: "typing.Any", value = None, period: "str | float | None" = None, *,
    as_of = None, calibration_end = None, utc_offset_minutes = Argument::of(0)
))]
pub fn summarize(
    py: Python<'_>,
    customer: &Bound<'_, PyAny>,
    timestamp: &Bound<'_, PyAny>,
    value: Option<ArrayLike<'_>>,
    period: Option<&Bound<'_, PyAny>>,
    as_of: Option<AsOf>,
    calibration_end: Option<AsOf>,
    utc_offset_minutes: Argument<i32>,
) -> PyResult<Summaries> {
    let rows = read(customer, timestamp, value)?;
    let period = match period {
        None => Period::WEEK,
        Some(period) => read_period(period)?,
    };
    let last = rows.timestamp_ms.iter().copied().max().unwrap_or(0);
    let options = SummaryOptions {
        period,
        as_of_ms: as_of.map_or(last, |time| time.0),
        calibration_end_ms: calibration_end.map(|time| time.0),
        utc_offset_minutes: utc_offset_minutes.named("summary options", "utc_offset_minutes")?,
    };
    let core = run(py, "summarize", || rows.with(|rows| sartor::lifetime::summarize(rows, &options)))?;
    Ok(Summaries { core: Arc::new(core), rows: Arc::new(rows), options })
}

/// Summarise one customer's purchases: `(day number, spend)` pairs in ascending order of days.
///
/// Purchases on one day count once; `period_days` is the length of a period in days, 7 for weeks.
#[pyfunction]
#[pyo3(signature = (purchases, as_of_day, *, period_days = Real(1.0)))]
pub fn summarize_customer(
    purchases: Argument<Vec<(i64, f64)>>,
    as_of_day: Argument<i64>,
    period_days: Real,
) -> PyResult<PurchaseSummary> {
    let purchases = purchases.named("summary", "purchases")?;
    let as_of_day = as_of_day.named("summary", "as_of_day")?;
    sartor::lifetime::summarize_customer(&purchases, as_of_day, period_days.0)
        .map_err(|error| exception(&error))
}

fn read_period(period: &Bound<'_, PyAny>) -> PyResult<Period> {
    if let Ok(name) = period.cast::<PyString>() {
        return Period::named(name.to_str()?).map_err(|error| exception(&error));
    }
    let days: f64 = period.extract().map_err(|_| {
        exception(&SartorError::invalid(
            "period",
            "name",
            "day, week, month or year, or else a number of days",
        ))
    })?;
    Period::of_days(days).map_err(|error| exception(&error))
}

fn read(
    customer: &Bound<'_, PyAny>,
    timestamp: &Bound<'_, PyAny>,
    value: Option<ArrayLike<'_>>,
) -> PyResult<Rows> {
    let mut timestamp_ms = read_times(timestamp)?;
    let value = value.map(|value| Columns::read([("value", &value)])).transpose()?;
    let mut value = value.as_ref().map(|value| {
        let [value] = value.vectors();
        value.into_owned()
    });
    let (customer, missing) = read_customers(customer)?;
    let without_customer = missing.iter().filter(|missing| **missing).count() as i64;
    if without_customer > 0 && missing.len() == timestamp_ms.len() {
        let mut rows = missing.iter();
        timestamp_ms.retain(|_| rows.next() == Some(&false));
        if let Some(value) = value.as_mut().filter(|value| value.len() == missing.len()) {
            let mut rows = missing.iter();
            value.retain(|_| rows.next() == Some(&false));
        }
    }
    Ok(Rows { customer, timestamp_ms, value, without_customer })
}

/// Customers, and which rows had a missing number and are left out. A frame with gaps holds its whole numbers as floats.
fn read_customers(customer: &Bound<'_, PyAny>) -> PyResult<(Customers, Vec<bool>)> {
    let refused =
        || exception(&SartorError::invalid("transactions", "customer", "texts or whole numbers, one a row"));
    let numpy = customer.py().import("numpy")?;
    let array = numpy.call_method1("asarray", (customer,)).map_err(|_| refused())?;
    let kind: String = array.getattr("dtype")?.getattr("kind")?.extract()?;
    match kind.as_str() {
        "i" | "u" => {
            let array = numpy.call_method1("asarray", (&array, "int64"))?;
            let ids = array.cast_into::<PyArray1<i64>>().map_err(|_| refused())?;
            Ok((Customers::Integer(ids.to_vec()?), Vec::new()))
        }
        "f" => {
            let array = numpy.call_method1("asarray", (&array, "float64"))?;
            let values = array.cast_into::<PyArray1<f64>>().map_err(|_| refused())?.to_vec()?;
            let missing: Vec<bool> = values.iter().map(|value| value.is_nan()).collect();
            let known = || values.iter().filter(|value| !value.is_nan());
            if let Some(odd) = known().find(|value| value.fract() != 0.0 || value.abs() > MOST_WHOLE) {
                let expected = "a whole number or a text";
                return Err(exception(&SartorError::out_of_range("transactions", "customer", odd, expected)));
            }
            Ok((Customers::Integer(known().map(|value| *value as i64).collect()), missing))
        }
        "U" | "O" | "T" => {
            let mut ids = Vec::new();
            for item in array.call_method0("tolist")?.try_iter()? {
                ids.push(read_id(&item?).ok_or_else(refused)?);
            }
            Ok((Customers::Text(ids), Vec::new()))
        }
        _ => Err(refused()),
    }
}

/// A text, or a whole number as text; what is missing is nobody.
fn read_id(item: &Bound<'_, PyAny>) -> Option<String> {
    if let Ok(text) = item.cast::<PyString>() {
        return text.to_str().ok().map(str::to_owned);
    }
    let missing = item.is_none()
        || item.extract::<f64>().is_ok_and(f64::is_nan)
        || item.get_type().name().is_ok_and(|name| name == "NAType");
    if missing {
        return Some(String::new());
    }
    item.extract::<i64>().ok().map(|number| number.to_string())
}

/// Milliseconds since 1970 of datetimes of any library, or of whole numbers as they are.
fn read_times(timestamp: &Bound<'_, PyAny>) -> PyResult<Vec<i64>> {
    let refused = || {
        let expected = "datetimes, dates, ISO 8601 texts or whole milliseconds since 1970, one a row";
        exception(&SartorError::invalid("transactions", "timestamp", expected))
    };
    let numpy = timestamp.py().import("numpy")?;
    // A pandas column with a zone is an array of objects to numpy, unless it is asked for times.
    let zoned = timestamp.call_method1("to_numpy", ("datetime64[ms]",));
    let array = numpy.call_method1("asarray", (timestamp,)).map_err(|_| refused())?;
    let kind: String = array.getattr("dtype")?.getattr("kind")?.extract()?;
    let times = match kind.as_str() {
        "i" | "u" => array,
        "M" => array.call_method1("astype", ("datetime64[ms]",))?,
        "O" if zoned.is_ok() => zoned?,
        "O" | "U" | "T" => array.call_method1("astype", ("datetime64[ms]",)).map_err(|_| refused())?,
        _ => return Err(refused()),
    };
    let times = times.call_method1("astype", ("int64",)).map_err(|_| refused())?;
    times.cast_into::<PyArray1<i64>>().map_err(|_| refused())?.to_vec().map_err(Into::into)
}
