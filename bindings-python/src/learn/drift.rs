//! Whether the world has moved, and whether a column is what it seems, in Python.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use sartor::SartorError;
use sartor::api::python::{Argument, exception, from_json, to_json};
use sartor::learn::{CalibrationOverTime, ColumnChecks, DriftReport, MISSING, TableColumn};

use super::cells;
use super::table::Table;
use super::target::{Labels, column, labels};
use crate::columns::{ArrayLike, Real};
use crate::lifetime::read_times;
use crate::work::{Progress, run, run_long};

const SUBJECT: &str = "drift";

/// What a column was at training, to compare with what it is now.
///
/// The population stability index over bins of about as many rows (Siddiqi 2006), with what it stays below if nothing has
/// changed: a verdict that chance explains is `NONE_DETECTABLE`.
///
/// Examples
/// --------
/// >>> from sartor.learn import DriftReference
/// >>> then = DriftReference.of_numbers([float(day % 50) for day in range(1000)])
/// >>> str(then.compare_numbers([float(day % 50) + 20.0 for day in range(1000)]).verdict)
/// 'large'
#[pyclass(frozen, eq, module = "sartor.learn")]
#[derive(PartialEq)]
pub struct DriftReference {
    core: sartor::learn::DriftReference,
    /// The text of each code, where the categories came as text.
    levels: Option<Vec<String>>,
}

#[pymethods]
impl DriftReference {
    /// Numbers in at most so many bins of about as many rows each; NaN is missing.
    #[staticmethod]
    #[pyo3(signature = (values, *, bins = Argument::of(10)))]
    fn of_numbers(py: Python<'_>, values: ArrayLike<'_>, bins: Argument<u32>) -> PyResult<Self> {
        let (values, bins) = (column(SUBJECT, "values", &values.0)?, bins.named(SUBJECT, "bins")?);
        let core = run(py, "DriftReference.of_numbers", || {
            sartor::learn::DriftReference::of_numbers(&values, bins)
        })?;
        Ok(Self { core, levels: None })
    }

    /// Categories as text or of a library's categorical type; or codes from 0 on, of so many `levels`.
    #[staticmethod]
    #[pyo3(signature = (values, *, levels = None))]
    fn of_categories(py: Python<'_>, values: ArrayLike<'_>, levels: Option<Argument<u32>>) -> PyResult<Self> {
        let levels = levels.map(|levels| levels.named(SUBJECT, "levels")).transpose()?;
        let (codes, count, names) = match cells::read("values", &values.0, false)? {
            TableColumn::Categories(column) => {
                (column.codes().to_vec(), column.levels().len() as u32, Some(column.levels().to_vec()))
            }
            TableColumn::Numbers(numbers) => {
                let codes = codes_of(&numbers)?;
                let most = codes.iter().filter(|code| **code != MISSING).max();
                (codes.clone(), levels.unwrap_or(most.map_or(1, |most| most.saturating_add(1))), None)
            }
        };
        let core = run(py, "DriftReference.of_categories", || {
            sartor::learn::DriftReference::of_categories(&codes, count)
        })?;
        Ok(Self { core, levels: names })
    }

    /// Compare numbers of now with those of training. Of many columns, ask `1 - (1 - level) / columns` of each.
    #[pyo3(signature = (values, *, level = Real(0.99)))]
    fn compare_numbers(&self, py: Python<'_>, values: ArrayLike<'_>, level: Real) -> PyResult<DriftReport> {
        let values = column(SUBJECT, "values", &values.0)?;
        run(py, "DriftReference.compare_numbers", || self.core.compare_numbers(&values, level.0))
    }

    /// Compare categories of now with those of training, in the same form; what was not there then counts as missing.
    #[pyo3(signature = (values, *, level = Real(0.99)))]
    fn compare_categories(
        &self,
        py: Python<'_>,
        values: ArrayLike<'_>,
        level: Real,
    ) -> PyResult<DriftReport> {
        let codes = match (cells::read("values", &values.0, false)?, &self.levels) {
            (TableColumn::Numbers(numbers), None) => codes_of(&numbers)?,
            (TableColumn::Numbers(numbers), Some(_)) if numbers.iter().all(|number| number.is_nan()) => {
                vec![MISSING; numbers.len()]
            }
            (TableColumn::Categories(column), Some(levels)) => {
                let places: BTreeMap<&str, u32> = levels.iter().map(String::as_str).zip(0..).collect();
                let places: Vec<u32> = column
                    .levels()
                    .iter()
                    .map(|level| places.get(level.as_str()).copied().unwrap_or(MISSING))
                    .collect();
                let code = |code: &u32| places.get(*code as usize).copied().unwrap_or(MISSING);
                column.codes().iter().map(code).collect()
            }
            _ => {
                let expected = "text where the reference is of text, and codes where it is of codes";
                return Err(exception(&SartorError::invalid(SUBJECT, "values", expected)));
            }
        };
        run(py, "DriftReference.compare_categories", || self.core.compare_categories(&codes, level.0))
    }

    /// The text of each code, where the categories came as text; None otherwise.
    #[getter]
    fn levels(&self) -> Option<Vec<String>> {
        self.levels.clone()
    }

    /// As canonical JSON; `levels` are kept beside it.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.core)
    }

    /// What `to_json` wrote, with the levels of categories that came as text.
    #[staticmethod]
    #[pyo3(signature = (text, levels = None))]
    fn from_json(text: &str, levels: Option<Vec<String>>) -> PyResult<Self> {
        let core = from_json("drift reference", text)?;
        Ok(Self { core, levels })
    }

    fn __repr__(&self) -> String {
        match &self.levels {
            Some(levels) => format!("DriftReference(levels={})", levels.len()),
            None => "DriftReference()".to_owned(),
        }
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let fields = (slf.get().to_json()?, slf.get().levels.clone()).into_pyobject(slf.py())?;
        Ok((slf.get_type().getattr("from_json")?, fields.into_any()))
    }
}

/// Whole numbers from 0 on; NaN and what is below 0 is missing, as pandas codes it.
fn codes_of(numbers: &[f64]) -> PyResult<Vec<u32>> {
    let of = |(row, number): (usize, &f64)| {
        if number.is_nan() || *number < 0.0 {
            return Ok(MISSING);
        }
        if number.fract() == 0.0 && *number < f64::from(MISSING) {
            return Ok(*number as u32);
        }
        let subject = format!("row {row}");
        Err(exception(&SartorError::out_of_range(&subject, "code", number, "a whole number of 32 bits")))
    };
    numbers.iter().enumerate().map(of).collect()
}

/// What was foretold beside what came, in windows of time counted from the earliest row.
///
/// Each window's count of label 1 is held against that of independent rows with the probabilities told; together the
/// windows find fault with a calibrated model with probability at most `1 - level`.
#[pyfunction]
#[pyo3(signature = (labels, scores, times: "typing.Any", *, window_days = Real(7.0), level = Real(0.95)))]
pub fn calibration_over_time(
    py: Python<'_>,
    labels: ArrayLike<'_>,
    scores: ArrayLike<'_>,
    times: &Bound<'_, PyAny>,
    window_days: Real,
    level: Real,
) -> PyResult<CalibrationOverTime> {
    const DAY_MS: f64 = 86_400_000.0;
    let (truth, scores) = (self::labels("labels", &labels.0)?, column("columns", "scores", &scores.0)?);
    let times = read_times("columns", "times", times)?;
    // What is no length of time is refused by core.
    let window_ms = (window_days.0 * DAY_MS).round() as i64;
    run(py, "calibration_over_time", || {
        sartor::learn::calibration_over_time(&scores, &truth, &times, window_ms, level.0)
    })
}

/// Which columns know the answer, say nothing, or say what another says already?
///
/// Parameters
/// ----------
/// table
///     A `Table` or a frame.
/// labels
///     0 and 1, or yes and no, both present.
/// level
///     How often no fair column is accused by chance, at least.
///
/// Examples
/// --------
/// >>> from sartor.learn import check_columns
/// >>> left = [row % 5 == 0 for row in range(400)]
/// >>> refund = [9.5 if label else None for label in left]
/// >>> checks = check_columns({"age": [20 + row * 7 % 50 for row in range(400)], "refund": refund}, left)
/// >>> [(check.name, str(check.leakage)) for check in checks.columns]
/// [('age', 'none_detectable'), ('refund', 'knows')]
#[pyfunction]
#[pyo3(signature = (table: "typing.Any", labels: "typing.Any", *, level = Real(0.99), progress = None))]
pub fn check_columns(
    table: &Bound<'_, PyAny>,
    labels: &Bound<'_, PyAny>,
    level: Real,
    progress: Option<Progress>,
) -> PyResult<ColumnChecks> {
    let (table_core, form) = Table::given(table)?;
    let labels = Labels::read(&form, labels, None, None)?;
    run_long(table.py(), "check_columns", progress, |control| {
        sartor::learn::check_table(&table_core, labels.target().labels, level.0, control)
    })
}
