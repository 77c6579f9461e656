//! Which moment does a Python value mean?
//!
//! Whole milliseconds since the epoch, an aware `datetime` (so also a `pandas.Timestamp`), or a
//! `numpy.datetime64`, which counts in UTC. A time without its zone is refused: guessing one would move
//! every recency by hours.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDateTime, PyInt, PyTzInfoAccess};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_union};
use sartor::SartorError;
use sartor::api::python::exception;

/// A moment, in milliseconds since the epoch, UTC.
#[derive(Debug, Clone, Copy)]
pub struct AsOf(pub i64);

impl FromPyObject<'_, '_> for AsOf {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_identifier!("builtins", "int"),
        type_hint_identifier!("datetime", "datetime"),
        type_hint_identifier!("numpy", "datetime64")
    );

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let object = &*object;
        if object.is_instance_of::<PyInt>() && !object.is_instance_of::<PyBool>() {
            return object.extract().map(Self).map_err(|_| {
                exception(&SartorError::out_of_range(
                    "time",
                    "as_of",
                    "beyond 64 bits",
                    "milliseconds since the epoch",
                ))
            });
        }
        if let Ok(time) = object.cast::<PyDateTime>() {
            return aware(time).map(Self);
        }
        if object.get_type().name()? == "datetime64" {
            return numpy_time(object).map(Self);
        }
        if let Ok(integer) = object.call_method0("__index__").and_then(|index| index.extract())
            && !object.is_instance_of::<PyBool>()
        {
            return Ok(Self(integer)); // numpy.int64
        }
        Err(refused("milliseconds since the epoch, an aware datetime or a numpy.datetime64"))
    }
}

/// Whole milliseconds, rounded down, by the exact arithmetic of Python's own `timedelta`.
fn aware(time: &Bound<'_, PyDateTime>) -> PyResult<i64> {
    static EPOCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static MILLISECOND: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if time.ne(time)? {
        return Err(refused("a time: it is NaT"));
    }
    if time.get_tzinfo().is_none() {
        return Err(refused(
            "a time with its zone: say which, such as time.replace(tzinfo=datetime.timezone.utc), or pass milliseconds",
        ));
    }
    let py = time.py();
    let module = || py.import("datetime");
    let epoch = EPOCH.get_or_try_init(py, || {
        let utc = module()?.getattr("timezone")?.getattr("utc")?;
        let epoch = module()?.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc))?;
        PyResult::Ok(epoch.unbind())
    })?;
    let millisecond = MILLISECOND.get_or_try_init(py, || {
        PyResult::Ok(module()?.getattr("timedelta")?.call1((0, 0, 0, 1))?.unbind())
    })?;
    time.sub(epoch)?.floor_div(millisecond)?.extract()
}

fn numpy_time(time: &Bound<'_, PyAny>) -> PyResult<i64> {
    if time.ne(time)? {
        return Err(refused("a time: it is NaT"));
    }
    time.call_method1("astype", ("datetime64[ms]",))?.call_method1("astype", ("int64",))?.extract()
}

fn refused(expected: &str) -> PyErr {
    exception(&SartorError::invalid("time", "as_of", expected))
}
