//! What is to be learnt of each row, and columns of numbers beside it.

use pyo3::prelude::*;
use sartor::SartorError;
use sartor::api::python::exception;
use sartor::learn::{TableColumn, Target};
use sartor::prompt::prompt_safe;

use super::cells;
use super::table::Kept;
use crate::lifetime::read_times;

const SUBJECT: &str = "labels";

/// A column of numbers, or of yes and no, of any library. `remedy` says what to do about text.
fn numbers(
    subject: &str,
    name: &str,
    column: &Bound<'_, PyAny>,
    remedy: impl FnOnce(&[String]) -> String,
) -> PyResult<Vec<f64>> {
    let refused = |expected: &str| exception(&SartorError::invalid(subject, name, expected));
    // A matrix of one column is a column, as scikit-learn takes it.
    let flat = match column.getattr("shape").and_then(|shape| shape.extract::<Vec<usize>>()) {
        Ok(shape) if shape.len() == 2 && shape.last() == Some(&1) => {
            let numpy = column.py().import("numpy")?;
            Some(numpy.call_method1("asarray", (column,))?.call_method0("ravel")?)
        }
        _ => None,
    };
    if column.is_none() {
        return Err(refused("there"));
    }
    match cells::read(name, flat.as_ref().unwrap_or(column), false)? {
        TableColumn::Numbers(numbers) => Ok(numbers),
        TableColumn::Categories(column) => Err(refused(&remedy(column.levels()))),
    }
}

/// A column of numbers beside others, such as scores.
pub fn column(subject: &str, name: &str, column: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    numbers(subject, name, column, |_| "numbers".to_owned())
}

/// A column of numbers where there is one.
pub fn maybe_column(
    subject: &str,
    name: &str,
    given: Option<&Bound<'_, PyAny>>,
) -> PyResult<Option<Vec<f64>>> {
    given.map(|given| column(subject, name, given)).transpose()
}

/// Labels as numbers. Text says nothing of which is 1.
pub fn labels(name: &str, column: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    numbers(SUBJECT, name, column, |levels| {
        let last = levels.last().map(|level| prompt_safe(level, 40)).unwrap_or_default();
        format!("numbers but text: say which text is 1, such as ({name} == {last:?})")
    })
}

/// Labels with weights and times.
pub struct Labels {
    labels: Vec<f64>,
    weights: Option<Vec<f64>>,
    times_ms: Option<Vec<i64>>,
}

impl Labels {
    /// Read columns that stand beside a table: where both have an index, it is the same.
    pub fn read(
        form: &Kept,
        given: &Bound<'_, PyAny>,
        weights: Option<&Bound<'_, PyAny>>,
        times: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let py = given.py();
        for (name, column) in [("labels", Some(given)), ("weights", weights), ("times", times)] {
            if let Some(column) = column {
                form.form(py).seen(name, column)?;
            }
        }
        let labels = labels("labels", given)?;
        if let Some(row) = labels.iter().position(|label| label.is_nan()) {
            let expected = "0, 1 or a number: leave rows without a label out of the table and the labels";
            let field = format!("label of row {row}");
            return Err(exception(&SartorError::out_of_range(SUBJECT, &field, "missing", expected)));
        }
        let times_ms = times.map(|times| read_times(SUBJECT, "times", times)).transpose()?;
        Ok(Self { labels, weights: maybe_column(SUBJECT, "weights", weights)?, times_ms })
    }

    /// As core takes them.
    pub fn target(&self) -> Target<'_> {
        Target { labels: &self.labels, weights: self.weights.as_deref(), times_ms: self.times_ms.as_deref() }
    }
}
