//! Files of transactions in Python: columns of any library in, columns of numpy or a frame out.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::sync::Arc;

use numpy::ndarray::ArrayView1;
use numpy::{Element, PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PySlice, PyString, PyTuple};
use sartor::SartorError;
use sartor::api::python::{Argument, escape, exception};
use sartor::lifetime::{
    CustomerColumn, CustomerIds, LeftOut, Period, PurchaseSummary, ReturnTotals, SummaryOptions, Transactions,
};
use sartor::prompt::prompt_safe;

use super::purchases::Day;
use crate::columns::{ArrayLike, Columns, Doubles, Real};
use crate::moment::{Moment, Zoneless, moment_ms};
use crate::work::run;

/// The largest of the whole numbers that doubles hold without gaps, 2^53.
const MOST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// What errors about the file as a whole are about.
const SUBJECT: &str = "transactions";

/// What numpy holds for a missing time.
const NOT_A_TIME: i64 = i64::MIN;

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
/// The columns are views of what Rust holds, read-only: asking for one copies nothing.
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
    /// Texts are made into Python's once.
    texts: PyOnceLock<Py<PyAny>>,
}

#[pymethods]
impl Summaries {
    /// The customers, ascending: an array of texts (`object`), or of whole numbers.
    #[getter]
    fn customer<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let (py, this) = (slf.py(), slf.get());
        match &this.core.customer {
            CustomerIds::Integer(ids) => Ok(view(slf, ids).into_any()),
            CustomerIds::Text(ids) => {
                let made = this.texts.get_or_try_init(py, || -> PyResult<Py<PyAny>> {
                    let array = py.import("numpy")?.call_method1("empty", (ids.len(), "object"))?;
                    array.set_item(PySlice::full(py), PyList::new(py, ids)?)?;
                    array.call_method1("setflags", (false,))?;
                    Ok(array.unbind())
                })?;
                Ok(made.bind(py).clone())
            }
        }
    }

    /// Repeat purchases.
    #[getter]
    fn frequency<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.frequency))
    }

    /// Age at the last purchase, in periods; 0 without repeat purchases.
    #[getter]
    fn last_purchase_age<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.last_purchase_age))
    }

    /// Age, in periods.
    #[getter]
    fn age<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.age))
    }

    /// Repeat purchases that cost something.
    #[getter]
    fn paid_frequency<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.paid_frequency))
    }

    /// Mean spend of those; 0 without any.
    #[getter]
    fn monetary<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.monetary))
    }

    /// Sum of the logarithms of the intervals between purchases, in periods.
    #[getter]
    fn log_interval_sum<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.log_interval_sum))
    }

    /// Days with a purchase in the holdout; empty without one.
    #[getter]
    fn holdout_frequency<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.holdout_frequency))
    }

    /// Spend in the holdout, less returns of what was bought in it; empty without one.
    #[getter]
    fn holdout_value<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.holdout_value))
    }

    /// Mean spend of the holdout's purchases that cost something; empty without one.
    #[getter]
    fn holdout_monetary<'py>(slf: &Bound<'py, Self>) -> Doubles<'py> {
        Doubles::of(view(slf, &slf.get().core.holdout_monetary))
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

    /// Now, in milliseconds since 1970: the last day whose purchases are in the columns or the holdout.
    #[getter]
    fn as_of_ms(&self) -> i64 {
        self.core.as_of_ms
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

    /// A pandas `DataFrame` with the customers as its index; its `attrs` say the period.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let (py, this) = (slf.py(), slf.get());
        let frame = py.import("pandas")?.getattr("DataFrame")?.call1((columns(slf)?,))?;
        let frame = frame.call_method1("set_index", ("customer",))?;
        let units = frame.getattr("attrs")?;
        units.set_item("period", this.period())?;
        units.set_item("period_days", this.period_days())?;
        units.set_item("holdout_periods", this.holdout_periods())?;
        Ok(frame)
    }

    /// A `DataFrame` of pandas, as `to_pandas`, or else of polars, whichever is installed.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        if slf.py().import("pandas").is_ok() { Self::to_pandas(slf) } else { Self::to_polars(slf) }
    }

    /// A polars `DataFrame`.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.getattr("DataFrame")?.call1((plain_columns(slf)?,))
    }

    /// A `pyarrow.Table`.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.getattr("table")?.call1((plain_columns(slf)?,))
    }

    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __repr__(&self) -> String {
        let (customers, period) = (self.core.len(), self.core.period);
        format!(
            "Summaries(customers={customers}, period={period}, holdout_periods={}), ages in periods, monetary in \
             the unit of money of value",
            self.core.holdout_periods
        )
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let table: String = Self::to_frame(slf)?.call_method0("_repr_html_")?.extract()?;
        Ok(format!("<b>{}</b>{table}", escape(&slf.get().__repr__())))
    }

    /// What `pickle` keeps: the rows, which are summarised anew.
    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (py, this) = (slf.py(), slf.get());
        let (rows, options) = (&this.rows, &this.options);
        let customer = match &rows.customer {
            Customers::Text(ids) => PyList::new(py, ids)?.into_any(),
            Customers::Integer(ids) => PyArray1::from_slice(py, ids).into_any(),
        };
        let fields = (
            customer,
            PyArray1::from_slice(py, &rows.timestamp_ms),
            rows.value.as_ref().map(|value| PyArray1::from_slice(py, value)),
            rows.without_customer,
            options.period.days(),
            options.as_of_ms,
            options.calibration_end_ms,
            options.utc_offset_minutes,
        );
        Ok((slf.get_type().getattr("_of_rows")?, fields.into_pyobject(py)?.into_any()))
    }

    #[staticmethod]
    #[pyo3(signature = (
        customer: "typing.Any", timestamp_ms: "typing.Any", value: "typing.Any", without_customer, period_days, as_of_ms,
        calibration_end_ms, utc_offset_minutes
    ))]
    fn _of_rows(
        py: Python<'_>,
        customer: &Bound<'_, PyAny>,
        timestamp_ms: Vec<i64>,
        value: Option<Vec<f64>>,
        without_customer: i64,
        period_days: f64,
        as_of_ms: i64,
        calibration_end_ms: Option<i64>,
        utc_offset_minutes: i32,
    ) -> PyResult<Self> {
        let customer = match customer.cast::<PyArray1<i64>>() {
            Ok(ids) => Customers::Integer(ids.to_vec()?),
            Err(_) => Customers::Text(customer.extract()?),
        };
        let period = Period::of_days(period_days).map_err(|error| exception(&error))?;
        let options = SummaryOptions { period, as_of_ms, calibration_end_ms, utc_offset_minutes };
        Self::of(py, Rows { customer, timestamp_ms, value, without_customer }, &[], options)
    }
}

impl Summaries {
    /// `missing` says which rows of the file were of nobody and are not among these.
    fn of(py: Python<'_>, rows: Rows, missing: &[bool], options: SummaryOptions) -> PyResult<Self> {
        let core = run(py, "summarize", || {
            rows.with(|rows| sartor::lifetime::summarize(rows, &options))
                .map_err(|error| with_row_of_file(error, missing))
        })?;
        Ok(Self { core: Arc::new(core), rows: Arc::new(rows), options, texts: PyOnceLock::new() })
    }
}

/// An error about a row names it by its number in the file, where rows of nobody count too.
fn with_row_of_file(error: SartorError, missing: &[bool]) -> SartorError {
    let SartorError::OutOfRange { subject, field, value, expected } = error else { return error };
    let row = subject.strip_prefix("row ").and_then(|row| row.parse().ok()).and_then(|row| {
        let known = missing.iter().enumerate().filter(|(_, missing)| !**missing);
        known.map(|(place, _)| place).nth(row)
    });
    let subject = row.map_or(subject, |row| format!("row {row}"));
    SartorError::OutOfRange { subject, field, value, expected }
}

/// A column of summaries where it lies.
fn view<'py, T: Element>(summaries: &Bound<'py, Summaries>, column: &[T]) -> Bound<'py, PyArray1<T>> {
    let values = ArrayView1::from(column);
    // SAFETY: the array holds a reference to the summaries, whose columns nobody changes or moves, and it is made
    // read-only before anyone sees it; numpy lets nobody write to what another object lends without a buffer.
    let array = unsafe { PyArray1::borrow_from_array(&values, summaries.as_any().clone()) };
    array.readwrite().make_nonwriteable();
    array
}

/// The columns of a frame.
fn columns<'py>(summaries: &Bound<'py, Summaries>) -> PyResult<Bound<'py, PyDict>> {
    let core = &summaries.get().core;
    let columns = PyDict::new(summaries.py());
    columns.set_item("customer", Summaries::customer(summaries)?)?;
    let known = [
        ("frequency", &core.frequency),
        ("last_purchase_age", &core.last_purchase_age),
        ("age", &core.age),
        ("paid_frequency", &core.paid_frequency),
        ("monetary", &core.monetary),
        ("log_interval_sum", &core.log_interval_sum),
    ];
    let later = [
        ("holdout_frequency", &core.holdout_frequency),
        ("holdout_value", &core.holdout_value),
        ("holdout_monetary", &core.holdout_monetary),
    ];
    let later = later.into_iter().filter(|_| core.calibration_end_ms.is_some());
    for (name, values) in known.into_iter().chain(later) {
        columns.set_item(name, view(summaries, values))?;
    }
    Ok(columns)
}

/// The same with texts as a list, which libraries other than pandas know to be texts.
fn plain_columns<'py>(summaries: &Bound<'py, Summaries>) -> PyResult<Bound<'py, PyDict>> {
    let columns = columns(summaries)?;
    if let CustomerIds::Text(ids) = &summaries.get().core.customer {
        columns.set_item("customer", ids)?;
    }
    Ok(columns)
}

/// Summarise a file of transactions: one row each, in any order.
///
/// Purchases of one day, on the clock of `utc_offset_minutes`, count once; returns are taken off what was bought before
/// them, and counted.
///
/// Parameters
/// ----------
/// customer
///     Texts, categories or whole numbers; a missing one is nobody, whose rows are counted and left out.
/// timestamp
///     Datetimes, dates, ISO 8601 texts, or whole milliseconds since 1970; what says no zone is in UTC.
/// value
///     What was paid, within 1e15 of 0, negative for what was returned; without it all purchases count as free.
/// period
///     The unit of time: `day`, `week` (the default), `month` (30.4375 days), `year` (365.25) or a number of days.
/// as_of
///     Now: figures are as of the end of this day. The last of the rows by default; later rows are left out. Any of what
///     `timestamp` may hold, such as ``"2010-12-09"``.
/// calibration_end
///     The last day that a model may learn from, as `as_of`; what came after it is the holdout.
/// utc_offset_minutes
///     Minutes east of UTC of the clock whose days are counted.
///
/// Returns
/// -------
/// Summaries
///     A row for each customer, ascending.
///
/// Raises
/// ------
/// OutOfRange
///     A time or value that cannot be: the row is named.
/// InvalidValue
///     A column that is not of customers, times or amounts, or an id among them that is none: the row is named.
/// TooFew
///     No row, none with a customer, or no customer with a purchase in the time to learn from.
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
    as_of: Option<Moment<'_>>,
    calibration_end: Option<Moment<'_>>,
    utc_offset_minutes: Argument<i32>,
) -> PyResult<Summaries> {
    let moment = |given: Option<Moment<'_>>, name: &str| {
        given.map(|moment| moment.named("summary options", name)).transpose()
    };
    let (as_of_ms, calibration_end_ms) =
        (moment(as_of, "as_of")?, moment(calibration_end, "calibration_end")?);
    let (rows, missing) = read(customer, timestamp, value)?;
    let period = read_period(period)?;
    let last = rows.timestamp_ms.iter().copied().max().unwrap_or(0);
    let options = SummaryOptions {
        period,
        as_of_ms: as_of_ms.unwrap_or(last),
        calibration_end_ms,
        utc_offset_minutes: utc_offset_minutes.named("summary options", "utc_offset_minutes")?,
    };
    Summaries::of(py, rows, &missing, options)
}

/// Summarise one customer's purchases: `(day, spend)` pairs in ascending order of days.
///
/// Days are dates, ISO 8601 texts or their numbers counted from 1970.
/// Purchases on one day count once; `period_days` is the length of a period in days, 7 for weeks.
#[pyfunction]
#[pyo3(signature = (purchases, as_of_day, *, period_days = Real(1.0)))]
pub fn summarize_customer(
    purchases: Vec<(Day<'_>, Real)>,
    as_of_day: Day<'_>,
    period_days: Real,
) -> PyResult<PurchaseSummary> {
    let purchase = |(row, (day, value)): (usize, &(Day<'_>, Real))| {
        Ok((day.named("summary", &format!("purchases[{row}]"))?, value.0))
    };
    let purchases = purchases.iter().enumerate().map(purchase).collect::<PyResult<Vec<_>>>()?;
    let as_of_day = as_of_day.named("summary", "as_of_day")?;
    sartor::lifetime::summarize_customer(&purchases, as_of_day, period_days.0)
        .map_err(|error| exception(&error))
}

/// A period by its name or its days; a week by default.
pub fn read_period(period: Option<&Bound<'_, PyAny>>) -> PyResult<Period> {
    let Some(period) = period else { return Ok(Period::WEEK) };
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

/// The rows of a file whose customer is known, or may be a blank text, and which of its rows are not among them.
fn read(
    customer: &Bound<'_, PyAny>,
    timestamp: &Bound<'_, PyAny>,
    value: Option<ArrayLike<'_>>,
) -> PyResult<(Rows, Vec<bool>)> {
    let mut timestamp_ms = read_times(SUBJECT, "timestamp", timestamp)?;
    let value = value.map(|value| Columns::read([("value", &value)])).transpose()?;
    let mut value = value.as_ref().map(|value| {
        let [value] = value.vectors();
        value.into_owned()
    });
    let (customer, missing) = read_customers(customer)?;
    let known = match &customer {
        Customers::Text(ids) => ids.len(),
        Customers::Integer(ids) => ids.len(),
    };
    let rows = known.max(missing.len());
    // Before rows of nobody are left out: what is left of columns of unequal length may be of one length.
    let columns = [("timestamp", timestamp_ms.len()), ("value", value.as_ref().map_or(rows, Vec::len))];
    for (field, length) in columns {
        if length != rows {
            let expected = format!("as long as customer, {rows} rows");
            let length = format!("{length} rows long");
            return Err(exception(&SartorError::out_of_range(SUBJECT, field, length, &expected)));
        }
    }
    if known == 0 {
        let unit = if rows == 0 { "rows" } else { "rows with a customer" };
        let (subject, unit) = (SUBJECT.to_owned(), unit.to_owned());
        return Err(exception(&SartorError::TooFew { subject, found: 0, needed: 1, unit }));
    }
    let without_customer = missing.iter().filter(|missing| **missing).count();
    if without_customer > 0 {
        let mut rows = missing.iter();
        timestamp_ms.retain(|_| rows.next() == Some(&false));
        if let Some(value) = &mut value {
            let mut rows = missing.iter();
            value.retain(|_| rows.next() == Some(&false));
        }
    }
    Ok((Rows { customer, timestamp_ms, value, without_customer: without_customer as i64 }, missing))
}

/// Customers, and which rows had a missing number and are left out. A frame with gaps holds its whole numbers as floats.
fn read_customers(customer: &Bound<'_, PyAny>) -> PyResult<(Customers, Vec<bool>)> {
    let refused =
        || exception(&SartorError::invalid(SUBJECT, "customer", "texts or whole numbers, one a row"));
    let numpy = customer.py().import("numpy")?;
    let array = numpy.call_method1("asarray", (customer,)).map_err(|_| refused())?;
    let kind: String = array.getattr("dtype")?.getattr("kind")?.extract()?;
    // numpy makes texts of all that stands in a list beside a text, even of what is missing.
    let listed = customer.is_instance_of::<PyList>() || customer.is_instance_of::<PyTuple>();
    let array = if listed && matches!(kind.as_str(), "U" | "S" | "T") {
        numpy.call_method1("asarray", (customer, "object"))?
    } else {
        array
    };
    match kind.as_str() {
        "i" | "u" => {
            refuse_beyond_64_bits(&array, "customer", "at most 9223372036854775807: pass such ids as texts")?;
            let array = numpy.call_method1("asarray", (&array, "int64"))?;
            let ids = array.cast_into::<PyArray1<i64>>().map_err(|_| refused())?;
            Ok((Customers::Integer(ids.to_vec()?), Vec::new()))
        }
        "f" => {
            let array = numpy.call_method1("asarray", (&array, "float64"))?;
            let values = array.cast_into::<PyArray1<f64>>().map_err(|_| refused())?.to_vec()?;
            let missing: Vec<bool> = values.iter().map(|value| value.is_nan()).collect();
            let odd = |value: f64| !value.is_nan() && (value.fract() != 0.0 || value.abs() > MOST_WHOLE);
            if let Some((row, value)) = values.iter().enumerate().find(|(_, value)| odd(**value)) {
                let expected = "a whole number within 2^53 of 0, or a text";
                let (row, value) = (format!("row {row}"), format!("{value:?}"));
                return Err(exception(&SartorError::out_of_range(&row, "customer", value, expected)));
            }
            let known = values.iter().filter(|value| !value.is_nan());
            Ok((Customers::Integer(known.map(|value| *value as i64).collect()), missing))
        }
        "U" | "O" | "T" | "S" => {
            let items: Vec<Bound<'_, PyAny>> = array.call_method0("tolist")?.extract()?;
            whole_numbers(&items).map_or_else(
                || {
                    let id = |(row, item)| read_id(item).ok_or_else(|| refused_id(row, item));
                    Ok((
                        Customers::Text(items.iter().enumerate().map(id).collect::<PyResult<_>>()?),
                        Vec::new(),
                    ))
                },
                Ok,
            )
        }
        _ => Err(refused()),
    }
}

/// An unsigned number beyond 64 bits with a sign would come out negative: the row of the largest is named.
fn refuse_beyond_64_bits(array: &Bound<'_, PyAny>, field: &str, expected: &str) -> PyResult<()> {
    if array.getattr("size")?.ge(1)? {
        let most = array.call_method0("max")?;
        if most.gt(i64::MAX)? {
            let row = format!("row {}", array.call_method0("argmax")?);
            return Err(exception(&SartorError::out_of_range(&row, field, most.str()?, expected)));
        }
    }
    Ok(())
}

/// A number is quoted, since it is too large; of anything else only the kind is told, since it may be personal.
fn refused_id(row: usize, item: &Bound<'_, PyAny>) -> PyErr {
    const MOST_QUOTED: usize = 40;
    let row = format!("row {row}");
    if item.is_instance_of::<PyInt>() && !item.is_instance_of::<PyBool>() {
        // Python writes no integer of more than 4,300 digits.
        let number = item.str().map_or_else(|_| "too large".to_owned(), |text| text.to_string());
        let number = prompt_safe(&number, MOST_QUOTED);
        let expected = "a whole number of 64 bits: pass such ids as texts";
        return exception(&SartorError::out_of_range(&row, "customer", number, expected));
    }
    if item.is_instance_of::<PyString>() {
        return exception(&SartorError::invalid(&row, "customer", "a text that UTF-8 can write"));
    }
    let kind = item.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    let remedy = match kind.as_str() {
        "bytes" => "decode them first, with .str.decode(\"utf-8\") in pandas",
        _ => "pass such ids as texts",
    };
    let expected = format!("a text or a whole number, but {kind}: {remedy}");
    exception(&SartorError::invalid(&row, "customer", &expected))
}

/// Whole numbers that are held as objects, and which rows have none: a nullable column. Nothing where there is another.
fn whole_numbers(items: &[Bound<'_, PyAny>]) -> Option<(Customers, Vec<bool>)> {
    let missing: Vec<bool> = items.iter().map(is_missing).collect();
    let known = items.iter().zip(&missing).filter(|(_, missing)| !**missing);
    let number = |item: &Bound<'_, PyAny>| {
        let whole = item.is_instance_of::<PyInt>() && !item.is_instance_of::<PyBool>();
        if whole { item.extract::<i64>().ok() } else { None }
    };
    let ids: Vec<i64> = known.map(|(item, _)| number(item)).collect::<Option<_>>()?;
    (!ids.is_empty()).then_some((Customers::Integer(ids), missing))
}

fn is_missing(item: &Bound<'_, PyAny>) -> bool {
    item.is_none()
        || item.extract::<f64>().is_ok_and(f64::is_nan)
        || item.get_type().name().is_ok_and(|name| name == "NAType")
}

/// A text, or a whole number as text; what is missing is nobody.
fn read_id(item: &Bound<'_, PyAny>) -> Option<String> {
    if let Ok(text) = item.cast::<PyString>() {
        return text.to_str().ok().map(str::to_owned);
    }
    if is_missing(item) {
        return Some(String::new());
    }
    if item.is_instance_of::<PyBool>() {
        return None;
    }
    item.extract::<i64>().ok().map(|number| number.to_string())
}

/// Milliseconds since 1970 of datetimes of any library, or of whole numbers as they are.
pub fn read_times(subject: &str, field: &str, timestamp: &Bound<'_, PyAny>) -> PyResult<Vec<i64>> {
    let refused = || {
        let expected = "datetimes, dates, ISO 8601 texts or whole milliseconds since 1970, one a row";
        exception(&SartorError::invalid(subject, field, expected))
    };
    let numpy = timestamp.py().import("numpy")?;
    let kind_of = |column: &Bound<'_, PyAny>| -> PyResult<String> {
        column.getattr("dtype")?.getattr("kind")?.extract()
    };
    // A pandas column with a zone is an array of objects to numpy, unless it is asked for times.
    let times = match kind_of(timestamp).as_deref() {
        Ok("M") => timestamp.call_method1("to_numpy", ("datetime64[ms]",)).ok(),
        _ => None,
    };
    let array = match times {
        Some(times) => times,
        None => numpy.call_method1("asarray", (timestamp,)).map_err(|_| refused())?,
    };
    if !array.getattr("ndim")?.eq(1)? {
        return Err(refused());
    }
    // An empty list is one of doubles to numpy.
    if array.getattr("size")?.eq(0)? {
        return Ok(Vec::new());
    }
    let times = match kind_of(&array)?.as_str() {
        "i" | "u" => {
            refuse_beyond_64_bits(&array, field, "milliseconds since 1970, before 2200")?;
            array
        }
        "M" => array.call_method1("astype", ("datetime64[ms]",))?,
        "O" | "U" | "T" => {
            let items = array.call_method0("tolist")?;
            let read = |(row, item): (usize, PyResult<Bound<'_, PyAny>>)| {
                moment_ms(&item?, Zoneless::Utc, &format!("row {row}"), field)
            };
            return items.try_iter()?.enumerate().map(read).collect();
        }
        _ => return Err(refused()),
    };
    let times = times.call_method1("astype", ("int64",)).map_err(|_| refused())?;
    let times = times.cast_into::<PyArray1<i64>>().map_err(|_| refused())?.to_vec()?;
    match times.iter().position(|time| *time == NOT_A_TIME) {
        None => Ok(times),
        Some(row) => {
            let subject = format!("row {row}");
            Err(exception(&SartorError::out_of_range(&subject, field, "missing", "a date or a time")))
        }
    }
}
