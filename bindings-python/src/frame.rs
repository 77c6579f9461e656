//! Lists of records as tables.

use pyo3::prelude::*;
use sartor::api::python::{data_frame, rows};

/// A list of records of one kind, such as events, verdicts or products, as a `DataFrame` of pandas, or else of polars.
///
/// A column is a field; `evidence.login_days` is one of a record within. Views have `to_frame()` of their own.
#[pyfunction]
#[pyo3(signature = (records) -> "typing.Any")]
pub fn to_frame<'py>(py: Python<'py>, records: Vec<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
    data_frame(&rows(py, &records)?)
}
