//! Blends of learners in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use pyo3::prelude::*;
use sartor::api::python::{Argument, exception};
use sartor::learn::{CalibrationMethod, EnsembleOptions, EnsembleReport, MemberKind, Task};

use super::learner::{learner, row_of};
use super::sets::{ValueIntervals, flags};
use super::table::Table;
use super::target::Labels;
use crate::columns::Real;
use crate::input::Named;
use crate::work::{Progress, run, run_long};

learner! {
    /// A blend of learners, weighted, calibrated and judged by what each says of rows that it had not seen.
    ///
    /// What `sartor.learn.fit` gives. `report()` holds each learner, the ensemble and the base rate side by side; sets and
    /// intervals hold what they promise on rows like those of training, whether or not the learners are right.
    Ensemble, "Ensemble", {
        /// Fit an ensemble: what `sartor.learn.fit` does.
        #[staticmethod]
        #[pyo3(signature = (
            table: "typing.Any", labels: "typing.Any", *,
            task = Named(EnsembleOptions::default().task),
            seed = Argument::of(EnsembleOptions::default().seed),
            folds = Argument::of(EnsembleOptions::default().folds),
            weights: "typing.Any" = None,
            times: "typing.Any" = None,
            calibration = None,
            members: "Sequence[MemberKind | str] | None" = None,
            progress = None
        ))]
        fn fit(
            table: &Bound<'_, PyAny>,
            labels: &Bound<'_, PyAny>,
            task: Named<Task>,
            seed: Argument<u32>,
            folds: Argument<u32>,
            weights: Option<&Bound<'_, PyAny>>,
            times: Option<&Bound<'_, PyAny>>,
            calibration: Option<Named<CalibrationMethod>>,
            members: Option<Vec<Named<MemberKind>>>,
            progress: Option<Progress>,
        ) -> PyResult<Self> {
            fit(table, labels, task, seed, folds, weights, times, calibration, members, progress)
        }

        /// What the labels are.
        #[getter]
        fn task(&self) -> Task {
            self.0.task()
        }

        /// What is known from rows that no learner had seen: each learner, the ensemble and the base rate.
        fn report(&self) -> EnsembleReport {
            self.0.report().clone()
        }

        /// Which labels cannot be excluded: a boolean array, rows by labels 0 and 1.
        ///
        /// Among rows of either label, at least the share `coverage` of sets holds the label. A row of both labels is one
        /// that the model cannot tell; a row of none is unlike those of training. `table` is as for `predict`.
        #[pyo3(signature = (table: "typing.Any", *, coverage = Real(0.9)) -> "typing.Any")]
        fn predict_set<'py>(&self, table: &Bound<'py, PyAny>, coverage: Real) -> PyResult<Bound<'py, PyAny>> {
            let (py, (core, _)) = (table.py(), Table::matching(table, self.0.schema())?);
            let sets = run(py, "Ensemble.predict_set", || self.0.predict_set(&core, coverage.0))?;
            flags(py, &sets, 2)
        }

        /// Which labels of one row cannot be excluded.
        #[pyo3(signature = (row: "typing.Any", *, coverage = Real(0.9)))]
        fn predict_set_row(&self, row: &Bound<'_, PyAny>, coverage: Real) -> PyResult<Vec<u32>> {
            let row = row_of(row, self.0.schema())?;
            self.0.predict_set_row(&row, coverage.0).map_err(|error| exception(&error))
        }

        /// Intervals that hold the outcomes of at least the share `coverage` of rows, of tasks other than `binary`.
        #[pyo3(signature = (table: "typing.Any", *, coverage = Real(0.9)))]
        fn predict_interval(&self, table: &Bound<'_, PyAny>, coverage: Real) -> PyResult<ValueIntervals> {
            let (py, (core, form)) = (table.py(), Table::matching(table, self.0.schema())?);
            let found = run(py, "Ensemble.predict_interval", || self.0.predict_interval(&core, coverage.0))?;
            ValueIntervals::of(py, &form.form(py), &found, coverage.0)
        }

        /// The interval that holds the outcome of one row, of tasks other than `binary`.
        #[pyo3(signature = (row: "typing.Any", *, coverage = Real(0.9)))]
        fn predict_interval_row(
            &self,
            row: &Bound<'_, PyAny>,
            coverage: Real,
        ) -> PyResult<sartor::learn::ConformalValueInterval> {
            let row = row_of(row, self.0.schema())?;
            self.0.predict_interval_row(&row, coverage.0).map_err(|error| exception(&error))
        }

        fn __repr__(&self) -> String {
            let report = self.0.report();
            let weights: Vec<String> = report
                .members
                .iter()
                .filter(|member| member.weight > 0.0)
                .map(|member| {
                    let name = format!("{:?}", member.member).to_lowercase();
                    format!("{name} {:.2}", member.weight)
                })
                .collect();
            let task = format!("{:?}", self.0.task()).to_lowercase();
            let columns = self.0.schema().columns().len();
            format!("Ensemble(task={task}, rows={}, columns={columns}: {})", report.rows, weights.join(", "))
        }
    }
}

/// Learn what labels depend on: a calibrated blend of learners that reports how good it is.
///
/// Parameters
/// ----------
/// table
///     A `Table`, or a frame of pandas, polars or Arrow, or a dict of columns.
/// labels
///     What is to be learnt of each row. Of a binary task 0 and 1, or yes and no; text is refused: say which text is 1, such
///     as ``y == "Yes"``.
/// task
///     `binary` (the default), `regression` (any numbers), `count`, or `amount` (at least 0, many of them 0).
/// seed
///     The seed of what is drawn.
/// folds
///     Parts of the rows that are held out in turn, 2 to 20.
/// weights
///     How much each row counts; a row of weight 2 counts as two.
/// times
///     When each row was, so that every row is judged by what was learnt from earlier ones alone.
/// calibration
///     `none`, `platt`, `beta` or `isotonic`; what rows held out speak for, unless stated.
/// members
///     Learners to blend, such as ``["gbdt"]``; all that fit the task, unless stated.
/// progress
///     Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
///
/// Examples
/// --------
/// >>> from sartor import learn
/// >>> months = [float(row % 40) for row in range(400)]
/// >>> left = [row % 40 + row // 40 % 3 * 5 < 15 for row in range(400)]
/// >>> model = learn.fit({"tenure": months}, left, members=["gbdt", "logistic"])
/// >>> model.report().ensemble.labels.auc.value > 0.9
/// True
#[pyfunction]
#[pyo3(signature = (
    table: "typing.Any", labels: "typing.Any", *,
    task = Named(EnsembleOptions::default().task),
    seed = Argument::of(EnsembleOptions::default().seed),
    folds = Argument::of(EnsembleOptions::default().folds),
    weights: "typing.Any" = None,
    times: "typing.Any" = None,
    calibration = None,
    members: "Sequence[MemberKind | str] | None" = None,
    progress = None
))]
pub fn fit(
    table: &Bound<'_, PyAny>,
    labels: &Bound<'_, PyAny>,
    task: Named<Task>,
    seed: Argument<u32>,
    folds: Argument<u32>,
    weights: Option<&Bound<'_, PyAny>>,
    times: Option<&Bound<'_, PyAny>>,
    calibration: Option<Named<CalibrationMethod>>,
    members: Option<Vec<Named<MemberKind>>>,
    progress: Option<Progress>,
) -> PyResult<Ensemble> {
    const SUBJECT: &str = "options";
    let options = EnsembleOptions {
        task: task.0,
        folds: folds.named(SUBJECT, "folds")?,
        calibration: calibration.map(|method| method.0),
        members: members.unwrap_or_default().into_iter().map(|member| member.0).collect(),
        seed: seed.named(SUBJECT, "seed")?,
    };
    let (core, form) = Table::given(table)?;
    let labels = Labels::read(&form, labels, weights, times)?;
    run_long(table.py(), "learn.fit", progress, |control| {
        sartor::learn::fit(&core, labels.target(), &options, control)
    })
    .map(Ensemble::from)
}
