//! What every learner offers in Python: one macro, so that none of them differs.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sartor::SartorError;
use sartor::api::python::exception;
use sartor::learn::{Cell, ChangeDirection, OtherValues, Schema, SchemaColumn};

use super::cells::{self, CellValue};
use super::table::Table;

/// What a row says, a dict or a row of a frame of values by column, of the columns of some schemas.
pub fn values_of(row: &Bound<'_, PyAny>, schemas: &[&Schema]) -> PyResult<Vec<(String, CellValue)>> {
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
        let mut columns = schemas
            .iter()
            .flat_map(|schema| schema.columns())
            .filter(|column| column.name == name)
            .peekable();
        if columns.peek().is_none() {
            continue;
        }
        let value = match cells::value(&name, &value)? {
            // A number is a level where numbers were made categories.
            CellValue::Number(number) if !number.is_nan() => {
                let text = (number + 0.0).to_string();
                let is_level =
                    columns.filter_map(|column| column.levels.as_ref()).any(|levels| levels.contains(&text));
                if is_level { CellValue::Text(text) } else { CellValue::Number(number) }
            }
            value => value,
        };
        values.push((name, value));
    }
    Ok(values)
}

/// Values by column as core takes them.
pub fn cells_of(values: &[(String, CellValue)]) -> Vec<(&str, Cell<'_>)> {
    fn cell(value: &CellValue) -> Cell<'_> {
        match value {
            CellValue::Missing => Cell::Missing,
            CellValue::Number(number) => Cell::Number(*number),
            CellValue::Text(text) => Cell::Text(text),
        }
    }
    values.iter().map(|(name, value)| (name.as_str(), cell(value))).collect()
}

/// One row as a model takes it: a dict, or a row of a frame, of values by column.
pub fn row_of(row: &Bound<'_, PyAny>, schema: &Schema) -> PyResult<Vec<f64>> {
    let values = values_of(row, &[schema])?;
    schema.row(&cells_of(&values)).map_err(|error| exception(&error))
}
/// A schema as records.
pub fn columns_of(schema: &Schema) -> Vec<SchemaColumn> {
    schema.columns().to_vec()
}

/// The numbers that may be tried instead of those of a row: those that a model tells apart, if it knows them.
pub trait KnownValues {
    fn known_values(&self) -> Option<OtherValues> {
        None
    }
}

impl KnownValues for sartor::learn::Gbdt {
    fn known_values(&self) -> Option<OtherValues> {
        Some(self.other_values())
    }
}

impl KnownValues for sartor::learn::Logistic {}
impl KnownValues for sartor::learn::Network {}

impl KnownValues for sartor::learn::Ensemble {
    fn known_values(&self) -> Option<OtherValues> {
        Some(self.other_values())
    }
}

/// What stands in a table of rows like those of training, or what the model knows itself.
pub fn other_values(
    table: Option<&Bound<'_, PyAny>>,
    schema: &Schema,
    known: Option<OtherValues>,
) -> PyResult<OtherValues> {
    /// As many as in every other language.
    const MOST: u32 = 32;
    match (table, known) {
        (Some(table), _) => {
            let (table, _) = Table::matching(table, schema)?;
            OtherValues::of_schema(schema, &table, MOST).map_err(|error| exception(&error))
        }
        (None, Some(known)) => Ok(known),
        (None, None) => {
            let expected = "there: rows whose values are tried, such as those of training";
            Err(exception(&SartorError::invalid("smallest change", "table", expected)))
        }
    }
}

/// Columns that can only rise or only fall: `{"age": "rises"}`.
pub fn directions_of(given: Option<BTreeMap<String, String>>) -> PyResult<Vec<ChangeDirection>> {
    let found = super::gbdt::monotone_of(given)?.into_iter();
    Ok(found.map(|one| ChangeDirection { column: one.column, rises: one.rises }).collect())
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

            /// The strongest `count` reasons for the score of one row in words, and one for all others together.
            #[pyo3(signature = (row: "typing.Any", *, count = sartor::api::python::Argument::of(4)))]
            fn reason_codes(
                &self,
                row: &Bound<'_, PyAny>,
                count: sartor::api::python::Argument<u32>,
            ) -> PyResult<Vec<sartor::learn::ReasonCode>> {
                let (row, count) = (
                    $crate::learn::learner::row_of(row, self.0.schema())?,
                    count.named("reasons", "count")?,
                );
                self.0
                    .explain_row(&row)
                    .and_then(|found| {
                        sartor::learn::reason_codes(&found, self.0.schema(), self.0.objective(), &row, count)
                    })
                    .map_err(|error| sartor::api::python::exception(&error))
            }

            /// The smallest change of few columns that takes what is foretold of a row to the other side of a threshold;
            /// None where none was found.
            ///
            /// Parameters
            /// ----------
            /// row
            ///     A dict of values by column, or a row of a frame.
            /// table
            ///     Rows whose values are tried, such as those of training; trees and ensembles know such values themselves.
            /// threshold
            ///     From here on the verdict is yes: a probability, or a value of whatever is foretold.
            /// max_columns
            ///     The most columns that change at once, 1 to 16.
            /// fixed
            ///     Columns that cannot change.
            /// directions
            ///     Columns of numbers that can only rise or only fall: ``{"age": "rises"}``.
            /// max_evaluations
            ///     The most changed rows that the model is asked about.
            #[pyo3(signature = (
                row: "typing.Any", table: "typing.Any" = None, *,
                threshold = $crate::columns::Real(sartor::learn::ChangeOptions::default().threshold),
                max_columns = sartor::api::python::Argument::of(sartor::learn::ChangeOptions::default().max_columns),
                fixed: "Sequence[str]" = Vec::new(),
                directions: "Mapping[str, str] | None" = None,
                max_evaluations = sartor::api::python::Argument::of(
                    sartor::learn::ChangeOptions::default().max_evaluations
                )
            ))]
            fn smallest_change(
                &self,
                row: &Bound<'_, PyAny>,
                table: Option<&Bound<'_, PyAny>>,
                threshold: $crate::columns::Real,
                max_columns: sartor::api::python::Argument<u32>,
                fixed: Vec<String>,
                directions: Option<std::collections::BTreeMap<String, String>>,
                max_evaluations: sartor::api::python::Argument<u32>,
            ) -> PyResult<Option<sartor::learn::SmallestChange>> {
                use $crate::learn::learner::{KnownValues, directions_of, other_values};
                let (py, schema) = (row.py(), self.0.schema());
                let options = sartor::learn::ChangeOptions {
                    threshold: threshold.0,
                    max_columns: max_columns.named("options", "max_columns")?,
                    fixed,
                    directions: directions_of(directions)?,
                    max_evaluations: max_evaluations.named("options", "max_evaluations")?,
                };
                let row = $crate::learn::learner::row_of(row, schema)?;
                let others = other_values(table, schema, self.0.known_values())?;
                $crate::work::run(py, concat!($name, ".smallest_change"), || {
                    let predict = |row: &[f64]| self.0.predict_row(row);
                    sartor::learn::smallest_change(schema, &row, &others, predict, &options)
                })
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
