//! What a treatment added, in Python.

use numpy::PyArray1;
use pyo3::prelude::*;
use sartor::Result;
use sartor::api::python::Argument;
use sartor::control::Control;
use sartor::learn::{MISSING, PolicyValue, QiniPoint, QiniReport, TableColumn, TrialBalance, UpliftAt};

use super::table::Table;
use super::target::column;
use crate::columns::{ArrayLike, Real};
use crate::work::{Progress, run, run_long};

const SUBJECT: &str = "trial";

/// Rows that were treated or not by lot, and what came of each: what did the treatment add, and for whom?
///
/// Examples
/// --------
/// >>> from sartor.learn import Trial
/// >>> trial = Trial([1, 0, 1, 0], [3.0, 1.0, 2.0, 2.0])
/// >>> trial.policy_value(treat=[1, 1, 0, 0], propensity=[0.5] * 4, cost=0.2).value.value
/// 2.4
#[pyclass(frozen, eq, module = "sartor.learn")]
#[derive(PartialEq)]
pub struct Trial {
    treatment: Vec<f64>,
    outcomes: Vec<f64>,
}

impl Trial {
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        question: impl FnOnce(sartor::learn::Trial<'_>, Control<'_>) -> Result<T> + Send,
        progress: Option<Progress>,
    ) -> PyResult<T> {
        run_long(py, operation, progress, |control| {
            question(sartor::learn::Trial::new(&self.treatment, &self.outcomes)?, control)
        })
    }
}

#[pymethods]
impl Trial {
    /// Treatment of 0 and 1 (or yes and no), both present, and outcomes.
    #[new]
    fn new(py: Python<'_>, treatment: ArrayLike<'_>, outcomes: ArrayLike<'_>) -> PyResult<Self> {
        let treatment = column(SUBJECT, "treatment", &treatment.0)?;
        let outcomes = column(SUBJECT, "outcomes", &outcomes.0)?;
        run(py, "Trial", || sartor::learn::Trial::new(&treatment, &outcomes).map(drop))?;
        Ok(Self { treatment, outcomes })
    }

    /// What the treatment adds among the share of rows with the highest scores.
    #[pyo3(signature = (scores, share, *, level = Real(0.9)))]
    fn uplift_at(
        &self,
        py: Python<'_>,
        scores: ArrayLike<'_>,
        share: Real,
        level: Real,
    ) -> PyResult<UpliftAt> {
        let scores = column(SUBJECT, "scores", &scores.0)?;
        self.ask(py, "Trial.uplift_at", |trial, _| trial.uplift_at(&scores, share.0, level.0), None)
    }

    /// Area and coefficient of the Qini curve (Radcliffe 2007), with intervals from bootstrap replicates.
    #[pyo3(signature = (
        scores, *, replicates = Argument::of(500), seed = Argument::of(0), level = Real(0.9), progress = None
    ))]
    fn qini(
        &self,
        py: Python<'_>,
        scores: ArrayLike<'_>,
        replicates: Argument<u32>,
        seed: Argument<u32>,
        level: Real,
        progress: Option<Progress>,
    ) -> PyResult<QiniReport> {
        let scores = column(SUBJECT, "scores", &scores.0)?;
        let (replicates, seed) = (replicates.named(SUBJECT, "replicates")?, seed.named(SUBJECT, "seed")?);
        let question = |trial: sartor::learn::Trial<'_>, control: Control<'_>| {
            trial.qini(&scores, replicates, seed, level.0, control)
        };
        self.ask(py, "Trial.qini", question, progress)
    }

    /// The Qini curve at so many equal shares of the rows, and at 0; `sartor.to_frame` makes a table of it.
    #[pyo3(signature = (scores, *, points = Argument::of(100)))]
    fn qini_curve(
        &self,
        py: Python<'_>,
        scores: ArrayLike<'_>,
        points: Argument<u32>,
    ) -> PyResult<Vec<QiniPoint>> {
        let (scores, points) = (column(SUBJECT, "scores", &scores.0)?, points.named(SUBJECT, "points")?);
        self.ask(py, "Trial.qini_curve", |trial, _| trial.qini_curve(&scores, points), None)
    }

    /// What treating those rows that `treat` marks would bring, where each row was treated with the probability
    /// `propensity` and a treatment costs `cost`, in units of the outcome.
    #[pyo3(signature = (treat, propensity, *, cost = Real(0.0), level = Real(0.9)))]
    fn policy_value(
        &self,
        py: Python<'_>,
        treat: ArrayLike<'_>,
        propensity: ArrayLike<'_>,
        cost: Real,
        level: Real,
    ) -> PyResult<PolicyValue> {
        let treat = column(SUBJECT, "treat", &treat.0)?;
        let propensity = match propensity.0.extract::<f64>() {
            Ok(share) => vec![share; self.treatment.len()],
            Err(_) => column(SUBJECT, "propensity", &propensity.0)?,
        };
        let question = |trial: sartor::learn::Trial<'_>, _: Control<'_>| {
            trial.policy_value(&treat, &propensity, cost.0, level.0)
        };
        self.ask(py, "Trial.policy_value", question, None)
    }

    /// Look for signs that treatment was not given by lot to the planned share of rows, in a table of what was known
    /// before it. Of categories each level is looked at.
    #[pyo3(signature = (columns: "typing.Any", *, planned_share = Real(0.5), level = Real(0.95)))]
    fn balance(
        &self,
        columns: &Bound<'_, PyAny>,
        planned_share: Real,
        level: Real,
    ) -> PyResult<TrialBalance> {
        let (table, _) = Table::given(columns)?;
        let question = |trial: sartor::learn::Trial<'_>, _: Control<'_>| {
            let (mut names, mut values) = (Vec::new(), Vec::new());
            for (name, column) in table.names().iter().zip(table.columns()) {
                match column {
                    TableColumn::Numbers(numbers) => {
                        names.push(name.clone());
                        values.push(numbers.clone());
                    }
                    TableColumn::Categories(column) => {
                        for (level, place) in column.levels().iter().zip(0..) {
                            names.push(format!("{name} = {level}"));
                            let flag = |code: &u32| match *code {
                                MISSING => f64::NAN,
                                code => f64::from(u8::from(code == place)),
                            };
                            values.push(column.codes().iter().map(flag).collect());
                        }
                    }
                }
            }
            let values: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
            let mut found = trial.balance(&values, planned_share.0, level.0)?;
            for (column, name) in found.columns.iter_mut().zip(names) {
                column.name = name;
            }
            Ok(found)
        };
        self.ask(columns.py(), "Trial.balance", question, None)
    }

    fn __len__(&self) -> usize {
        self.treatment.len()
    }

    fn __repr__(&self) -> String {
        let treated = self.treatment.iter().filter(|treated| **treated == 1.0).count();
        format!("Trial(rows={}, treated={treated})", self.treatment.len())
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (py, this) = (slf.py(), slf.get());
        let fields = (PyArray1::from_slice(py, &this.treatment), PyArray1::from_slice(py, &this.outcomes));
        Ok((slf.get_type().into_any(), fields.into_pyobject(py)?.into_any()))
    }
}
