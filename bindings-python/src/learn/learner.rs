//! What every learner offers in Python: one macro, so that none of them differs.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sartor::SartorError;
use sartor::api::python::exception;
use sartor::learn::{Cell, Schema, SchemaColumn};

use super::cells::{self, CellValue};

/// One row as a model takes it: a dict, or a row of a frame, of values by column.
pub fn row_of(row: &Bound<'_, PyAny>, schema: &Schema) -> PyResult<Vec<f64>> {
    let refused = || {
        let expected = "a dict of values by column, or one row of a frame; predict takes whole frames";
        exception(&SartorError::invalid("row", "value", expected))
    };
    let items = if row.is_instance_of::<PyDict>() || row.hasattr("index").unwrap_or(false) {
        row.call_method0("items").map_err(|_| refused())?
    } else {
        return Err(refused());
    };
    let mut values: Vec<(String, CellValue)> = Vec::new();
    for item in items.try_iter()? {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
        let name = name.str()?.to_string();
        let Some(column) = schema.columns().iter().find(|column| column.name == name) else { continue };
        let value = match (cells::value(&name, &value)?, &column.levels) {
            // A number is a level where numbers were made categories.
            (CellValue::Number(number), Some(levels)) if !number.is_nan() => {
                let text = (number + 0.0).to_string();
                if levels.contains(&text) { CellValue::Text(text) } else { CellValue::Number(number) }
            }
            (value, _) => value,
        };
        values.push((name, value));
    }
    let cells: Vec<(&str, Cell<'_>)> = values
        .iter()
        .map(|(name, value)| {
            let cell = match value {
                CellValue::Missing => Cell::Missing,
                CellValue::Number(number) => Cell::Number(*number),
                CellValue::Text(text) => Cell::Text(text),
            };
            (name.as_str(), cell)
        })
        .collect();
    schema.row(&cells).map_err(|error| exception(&error))
}

/// A schema as records.
pub fn columns_of(schema: &Schema) -> Vec<SchemaColumn> {
    schema.columns().to_vec()
}

/// The members of a learner; `$own` are those that it has alone.
macro_rules! learner {
    ($(#[doc = $doc:literal])+ $learner:ident, $name:literal, { $($own:tt)* }) => {
        $(#[doc = $doc])+
        #[pyclass(frozen, eq, module = "sartor.learn")]
        pub struct $learner(pub std::sync::Arc<sartor::learn::$learner>);

        impl PartialEq for $learner {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl From<sartor::learn::$learner> for $learner {
            fn from(model: sartor::learn::$learner) -> Self {
                Self(std::sync::Arc::new(model))
            }
        }

        #[pymethods]
        impl $learner {
            $($own)*

            /// The columns that it was trained on, in the order of training.
            #[getter]
            fn schema(&self) -> Vec<sartor::learn::SchemaColumn> {
                $crate::learn::learner::columns_of(self.0.schema())
            }

            /// What it minimised.
            #[getter]
            fn objective(&self) -> $crate::learn::Objective {
                $crate::learn::Objective(self.0.objective())
            }

            /// The score of every row: log-odds, the logarithm of a mean, or the mean itself, as the objective says.
            ///
            /// `table` is a `Table` or a frame; columns are found by name, and those that were not in training are not
            /// looked at. The answer is a Series with the index of a pandas frame, a polars Series, or an array.
            #[pyo3(signature = (table: "typing.Any") -> "typing.Any")]
            fn scores<'py>(&self, table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
                let (py, (core, form)) = (table.py(), $crate::learn::Table::matching(table, self.0.schema())?);
                let scores = $crate::work::run(py, concat!($name, ".scores"), || self.0.scores(&core))?;
                form.form(py).column(py, "score", scores)
            }

            /// What is expected of every row: a probability, where labels are 0 and 1; otherwise the mean (or quantile).
            ///
            /// `table` and the answer are as for `scores`.
            #[pyo3(signature = (table: "typing.Any") -> "typing.Any")]
            fn predict<'py>(&self, table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
                let (py, (core, form)) = (table.py(), $crate::learn::Table::matching(table, self.0.schema())?);
                let means = $crate::work::run(py, concat!($name, ".predict"), || self.0.predict(&core))?;
                form.form(py).column(py, "prediction", means)
            }

            /// The score of one row, a dict of values by column or a row of a frame; the same to the bit as in a table.
            #[pyo3(signature = (row: "typing.Any"))]
            fn score_row(&self, row: &Bound<'_, PyAny>) -> PyResult<f64> {
                self.0.score_row(&$crate::learn::learner::row_of(row, self.0.schema())?).map_err(|error| sartor::api::python::exception(&error))
            }

            /// What is expected of one row, a dict of values by column or a row of a frame.
            #[pyo3(signature = (row: "typing.Any"))]
            fn predict_row(&self, row: &Bound<'_, PyAny>) -> PyResult<f64> {
                self.0.predict_row(&$crate::learn::learner::row_of(row, self.0.schema())?).map_err(|error| sartor::api::python::exception(&error))
            }

            /// What each column contributes to each row's score, before calibration.
            ///
            /// `table` is as for `scores`.
            #[pyo3(signature = (table: "typing.Any"))]
            fn explain(&self, table: &Bound<'_, PyAny>) -> PyResult<$crate::learn::Explanations> {
                let (core, form) = $crate::learn::Table::matching(table, self.0.schema())?;
                let found = $crate::work::run(table.py(), concat!($name, ".explain"), || self.0.explain(&core))?;
                let (schema, objective) = (self.0.schema().clone(), self.0.objective());
                Ok($crate::learn::Explanations { core: found, schema, objective, table: core, form })
            }

            /// What each column contributes to the score of one row, a dict of values by column or a row of a frame.
            #[pyo3(signature = (row: "typing.Any"))]
            fn explain_row(&self, row: &Bound<'_, PyAny>) -> PyResult<sartor::learn::Explanation> {
                self.0.explain_row(&$crate::learn::learner::row_of(row, self.0.schema())?).map_err(|error| sartor::api::python::exception(&error))
            }

            /// The model as bytes, the same in every language; `load` reads any learner's.
            fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, pyo3::types::PyBytes>> {
                let bytes = $crate::work::run(py, concat!($name, ".to_bytes"), || self.0.to_bytes())?;
                Ok(pyo3::types::PyBytes::new(py, &bytes))
            }

            /// What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
            #[staticmethod]
            fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
                $crate::work::run(py, concat!($name, ".from_bytes"), || sartor::learn::$learner::from_bytes(bytes)).map(Self::from)
            }

            #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
            fn __reduce__<'py>(
                slf: &Bound<'py, Self>,
            ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, pyo3::types::PyBytes>,))> {
                Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
            }
        }
    };
}
pub(super) use learner;
