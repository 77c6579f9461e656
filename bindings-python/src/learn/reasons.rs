//! Why scores are what they are, in Python.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sartor::SartorError;
use sartor::api::python::{Argument, data_frame, exception, from_json, to_json};
use sartor::learn::{Explanation, MISSING, MatchedColumn, ReasonCode, ReasonMethod, Schema, reason_codes};

use super::objective::Objective;
use super::table::{Kept, Table};
use crate::columns::Doubles;
use crate::form::shown;

/// What each column contributes to the score of every row of a table.
///
/// `base` and the values of a row add up to its score, before calibration: log-odds, the logarithm of a mean, or the mean
/// itself. Of a model of a yes or no, 0.7 doubles the odds.
#[pyclass(frozen, module = "sartor.learn")]
pub struct Explanations {
    pub core: sartor::learn::Explanations,
    pub schema: Schema,
    pub objective: sartor::learn::Objective,
    pub table: Arc<sartor::learn::Table>,
    pub form: Kept,
}

#[pymethods]
impl Explanations {
    /// What each column contributes to each row's score: an array, rows by columns.
    #[getter]
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Doubles<'py>> {
        Doubles::matrix(py, self.core.contributions.clone(), self.core.columns.len())
    }

    /// What a score is expected to be before anything of a row is known.
    #[getter]
    fn base(&self) -> f64 {
        self.core.base
    }

    /// The names of the columns, in the order of training.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.core.columns.clone()
    }

    /// The score of each row, before calibration: a Series with the index of a pandas frame, or an array.
    #[getter]
    fn scores<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.form.form(py).column(py, "score", self.core.scores.clone())
    }

    /// How the contributions were found.
    #[getter]
    fn methods(&self) -> Vec<ReasonMethod> {
        self.core.methods.clone()
    }

    /// What each column contributes to the score of one row, by its place from 0 on.
    fn row(&self, row: usize) -> PyResult<Explanation> {
        self.core.row(row).ok_or_else(|| {
            let expected = format!("below {}", self.core.rows);
            exception(&SartorError::out_of_range("explanations", "row", row, &expected))
        })
    }

    /// The strongest `count` reasons of one row in words, and one for all others together.
    #[pyo3(signature = (row, *, count = Argument::of(4)))]
    fn codes(&self, row: usize, count: Argument<u32>) -> PyResult<Vec<ReasonCode>> {
        let (explanation, count) = (self.row(row)?, count.named("explanations", "count")?);
        let values = self.row_values(row).map_err(|error| exception(&error))?;
        reason_codes(&explanation, &self.schema, self.objective, &values, count)
            .map_err(|error| exception(&error))
    }

    /// A `DataFrame` with a column for each column of the table, and the index of a pandas frame.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (columns, form) = (PyDict::new(py), self.form.form(py));
        let width = self.core.columns.len();
        for (place, name) in self.core.columns.iter().enumerate() {
            let values = self.core.contributions.iter().skip(place).step_by(width).copied().collect();
            columns.set_item(name, form.column(py, name, values)?)?;
        }
        match &self.form {
            Kept::Polars => py.import("polars")?.getattr("DataFrame")?.call1((columns,)),
            _ => data_frame(&columns),
        }
    }

    fn __len__(&self) -> usize {
        self.core.scores.len()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let methods: Vec<String> = self
            .core
            .methods
            .iter()
            .map(|method| to_json(method).unwrap_or_default().replace('"', ""))
            .collect();
        let head = format!(
            "Explanations(rows={}, columns={}, base={}, methods={})",
            self.core.rows,
            self.core.columns.len(),
            self.core.base,
            methods.join(", ")
        );
        shown(&head, self.to_frame(py))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_frame(py)?.call_method0("_repr_html_")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (py, this) = (slf.py(), slf.get());
        let table = Table { core: Arc::clone(&this.table), form: this.form.clone_ref(py) };
        let fields = (to_json(&this.core)?, to_json(&this.schema)?, Objective(this.objective), table);
        Ok((slf.get_type().getattr("_of_parts")?, fields.into_pyobject(py)?.into_any()))
    }

    #[staticmethod]
    fn _of_parts(
        py: Python<'_>,
        text: &str,
        schema: &str,
        objective: &Bound<'_, Objective>,
        table: &Bound<'_, Table>,
    ) -> PyResult<Self> {
        let table = table.get();
        Ok(Self {
            core: from_json("explanations", text)?,
            schema: from_json("schema", schema)?,
            objective: objective.get().0,
            table: Arc::clone(&table.core),
            form: table.form.clone_ref(py),
        })
    }
}

impl Explanations {
    /// One row of the table as numbers in the schema's order.
    fn row_values(&self, row: usize) -> sartor::Result<Vec<f64>> {
        let matched = self.schema.matched(&self.table)?;
        let value = |column: &MatchedColumn<'_>| match column {
            MatchedColumn::Numbers(values) => values.get(row).copied().unwrap_or(f64::NAN),
            MatchedColumn::Codes(codes) => match codes.get(row).copied().unwrap_or(MISSING) {
                MISSING => f64::NAN,
                code => f64::from(code),
            },
        };
        Ok(matched.columns().iter().map(value).collect())
    }
}
