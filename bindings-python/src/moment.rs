//! Which moment does a Python value mean?
//!
//! Whole milliseconds since 1970, a `datetime` (so also a `pandas.Timestamp`), a `numpy.datetime64`, which counts in UTC,
//! a `date`, or an ISO 8601 text of a date or a time. What lacks its zone is in UTC where days are counted
//! (`sartor.lifetime`), as columns of times without a zone are. Where an engine is asked for its answer it is refused:
//! guessing one would move every recency by hours.

use std::fmt::Write;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyInt, PyString, PyTzInfoAccess};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript, type_hint_union};
use sartor::SartorError;
use sartor::api::python::exception;
use sartor::prompt::prompt_safe;
use sartor::time::{DAY_MS, parse_local_ms, parse_timestamp_ms};

/// What 1970-01-01 is to Python: `date(1970, 1, 1).toordinal()`.
const EPOCH_ORDINAL: i64 = 719_163;
/// The longest text that can be a time.
const MOST_BYTES: usize = 64;
/// The most characters of a refused value that are quoted.
const MOST_QUOTED: usize = 40;

/// What a time without its zone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoneless {
    Utc,
    Refused,
}

/// A moment at which an engine is asked, in milliseconds since the epoch, UTC.
#[derive(Debug, Clone, Copy)]
pub struct AsOf(pub i64);

impl FromPyObject<'_, '_> for AsOf {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_identifier!("builtins", "int"),
        type_hint_identifier!("builtins", "str"),
        type_hint_identifier!("datetime", "datetime"),
        type_hint_identifier!("numpy", "datetime64")
    );

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        moment_ms(&object, Zoneless::Refused, "time", "as_of").map(Self)
    }
}

/// A moment between which days are counted, read once its argument has a name.
pub struct Moment<'py>(Bound<'py, PyAny>);

impl Moment<'_> {
    /// Milliseconds since the epoch, UTC.
    pub fn named(&self, subject: &str, field: &str) -> PyResult<i64> {
        moment_ms(&self.0, Zoneless::Utc, subject, field)
    }
}

impl<'py> FromPyObject<'_, 'py> for Moment<'py> {
    type Error = PyErr;

    // A datetime is a date.
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_identifier!("builtins", "int"),
        type_hint_identifier!("builtins", "str"),
        type_hint_identifier!("datetime", "date"),
        type_hint_identifier!("numpy", "datetime64")
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.to_owned()))
    }
}

/// Several of them, one after another: a list, or a column.
pub struct Moments<'py>(Bound<'py, PyAny>);

impl Moments<'_> {
    /// Milliseconds since the epoch, UTC, of each.
    pub fn named(&self, subject: &str, field: &str) -> PyResult<Vec<i64>> {
        let one_each = || exception(&SartorError::invalid(subject, field, "a list of dates or times"));
        // A text is a sequence too, of its letters.
        if self.0.is_instance_of::<PyString>() {
            return Err(one_each());
        }
        let mut moments = Vec::new();
        for (place, moment) in self.0.try_iter().map_err(|_| one_each())?.enumerate() {
            moments.push(moment_ms(&moment?, Zoneless::Utc, subject, &format!("{field}[{place}]"))?);
        }
        Ok(moments)
    }
}

impl<'py> FromPyObject<'_, 'py> for Moments<'py> {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Sequence"), Moment::INPUT_TYPE),
        type_hint_identifier!("numpy.typing", "ArrayLike")
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.to_owned()))
    }
}

/// Milliseconds since the epoch of one moment, or an error that names `field` of `subject`, what was found there and what
/// could have been.
pub fn moment_ms(object: &Bound<'_, PyAny>, zoneless: Zoneless, subject: &str, field: &str) -> PyResult<i64> {
    let refused =
        |expected: &str| exception(&SartorError::out_of_range(subject, field, quoted(object), expected));
    match read(object, zoneless)? {
        Found::Moment(moment) => Ok(moment),
        Found::Beyond => Err(refused("milliseconds since 1970")),
        Found::Zoneless => Err(refused(
            "a time with its zone, such as 2026-06-01T08:00:00Z or time.replace(tzinfo=datetime.timezone.utc)",
        )),
        Found::Nothing if zoneless == Zoneless::Utc => Err(refused(
            "a date or a time from 1970 to before 2200: ISO 8601 text such as 2026-06-01 or 2026-06-01T08:00:00Z, \
             a date, a datetime, a numpy.datetime64 or whole milliseconds since 1970",
        )),
        Found::Nothing => Err(refused(
            "a time: milliseconds since 1970, an aware datetime, a numpy.datetime64 or ISO 8601 text with its zone",
        )),
    }
}

enum Found {
    Moment(i64),
    /// An integer of more than 64 bits.
    Beyond,
    /// A time that says no zone, where it must.
    Zoneless,
    Nothing,
}

fn read(object: &Bound<'_, PyAny>, zoneless: Zoneless) -> PyResult<Found> {
    if object.is_instance_of::<PyInt>() {
        let number = !object.is_instance_of::<PyBool>();
        return Ok(if number {
            object.extract().map_or(Found::Beyond, Found::Moment)
        } else {
            Found::Nothing
        });
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(text.to_str().map_or(Found::Nothing, |text| in_text(text.trim(), zoneless)));
    }
    if let Ok(time) = object.cast::<PyDateTime>() {
        return in_datetime(time, zoneless);
    }
    if object.is_instance_of::<PyDate>() {
        let day: i64 = object.call_method0("toordinal")?.extract()?;
        return Ok(without_zone((day - EPOCH_ORDINAL) * DAY_MS, zoneless));
    }
    let class = object.get_type().name()?;
    if class == "datetime64" {
        let read = || -> PyResult<i64> {
            object.call_method1("astype", ("datetime64[ms]",))?.call_method1("astype", ("int64",))?.extract()
        };
        // NaT is not itself.
        return Ok(if object.ne(object)? {
            Found::Nothing
        } else {
            read().map_or(Found::Nothing, Found::Moment)
        });
    }
    if class == "ndarray" && object.getattr("ndim")?.eq(0)? {
        return read(&object.get_item(())?, zoneless);
    }
    if let Ok(scalar) = object.call_method0("as_py") {
        return read(&scalar, zoneless); // of Arrow
    }
    let index = object.call_method0("__index__").and_then(|index| index.extract());
    Ok(index.map_or(Found::Nothing, Found::Moment)) // such as numpy.int64
}

fn without_zone(moment: i64, zoneless: Zoneless) -> Found {
    if zoneless == Zoneless::Utc { Found::Moment(moment) } else { Found::Zoneless }
}

fn in_text(text: &str, zoneless: Zoneless) -> Found {
    if text.len() > MOST_BYTES {
        return Found::Nothing;
    }
    if let Ok(moment) = parse_timestamp_ms(text) {
        return Found::Moment(moment);
    }
    let midnight = || parse_local_ms(&format!("{text}T00:00:00"), 0);
    parse_local_ms(text, 0).or_else(|_| midnight()).map_or(Found::Nothing, |at| without_zone(at, zoneless))
}

/// Whole milliseconds, rounded down, by the exact arithmetic of Python's own `timedelta`.
fn in_datetime(time: &Bound<'_, PyDateTime>, zoneless: Zoneless) -> PyResult<Found> {
    static EPOCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static ZONELESS_EPOCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static MILLISECOND: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    // pandas.NaT is a datetime that is not itself.
    if time.ne(time)? {
        return Ok(Found::Nothing);
    }
    let py = time.py();
    let module = || py.import("datetime");
    let millisecond = MILLISECOND.get_or_try_init(py, || {
        PyResult::Ok(module()?.getattr("timedelta")?.call1((0, 0, 0, 1))?.unbind())
    })?;
    if time.get_tzinfo().is_none() {
        let epoch = ZONELESS_EPOCH.get_or_try_init(py, || {
            PyResult::Ok(module()?.getattr("datetime")?.call1((1970, 1, 1))?.unbind())
        })?;
        return Ok(without_zone(time.sub(epoch)?.floor_div(millisecond)?.extract()?, zoneless));
    }
    let epoch = EPOCH.get_or_try_init(py, || {
        let utc = module()?.getattr("timezone")?.getattr("utc")?;
        PyResult::Ok(module()?.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc))?.unbind())
    })?;
    Ok(Found::Moment(time.sub(epoch)?.floor_div(millisecond)?.extract()?))
}

/// What was found, as an error may quote it: in one line, and not all of it.
fn quoted(object: &Bound<'_, PyAny>) -> String {
    if object.is_none() {
        return "missing".to_owned();
    }
    // Python writes no integer of more than 4,300 digits.
    let text =
        object.str().map_or_else(|_| "too large".to_owned(), |text| text.to_string_lossy().into_owned());
    let mut quoted = prompt_safe(&text, MOST_QUOTED);
    if quoted.is_empty() {
        quoted.push_str("empty");
    } else if object.is_instance_of::<PyString>() || object.is_instance_of::<PyInt>() {
        return quoted;
    } else if let Ok(class) = object.get_type().name() {
        let _ = write!(quoted, " ({class})");
    }
    quoted
}
