//! How much a row brings, when most bring nothing and a few bring much, in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::collections::BTreeMap;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::api::python::{Argument, exception};
use sartor::learn::{GbdtOptions, SchemaColumn};

use super::gbdt::{Gbdt, Stopping, monotone_of};
use super::learner::{columns_of, row_of};
use super::table::Table;
use super::target::{Labels, column};
use crate::columns::Real;
use crate::work::{Progress, run, run_long};

/// Whether a row brings something, and how much then: boosted trees of either.
///
/// Nothing with probability 1 - p, otherwise a lognormal amount (Wang, Liu and Miao 2019): for spend, of which most customers
/// have none and a few have much.
///
/// Examples
/// --------
/// >>> from sartor.learn import ValueGbdt
/// >>> visits = [float(row % 30) for row in range(600)]
/// >>> spent = [10.0 + row % 7 + row % 30 if row % 3 == 0 else 0.0 for row in range(600)]
/// >>> model = ValueGbdt.fit({"visits": visits}, spent, trees=100)
/// >>> bool(abs(model.predict({"visits": visits}).sum() / sum(spent) - 1) < 0.05)
/// True
#[pyclass(frozen, eq, module = "sartor.learn")]
pub struct ValueGbdt(Arc<sartor::learn::ValueGbdt>);

impl PartialEq for ValueGbdt {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl From<sartor::learn::ValueGbdt> for ValueGbdt {
    fn from(model: sartor::learn::ValueGbdt) -> Self {
        Self(Arc::new(model))
    }
}

#[pymethods]
impl ValueGbdt {
    /// Grow trees on a table.
    ///
    /// Parameters
    /// ----------
    /// table
    ///     A `Table`, or a frame of pandas, polars or Arrow, or a dict of columns.
    /// amounts
    ///     What each row brought: at least 0, some of them 0 and at least ten above it.
    /// trees, leaves, depth, learning_rate, l2, min_child_weight, row_share, column_share, category_smoothing, max_bins,
    /// monotone, early_stopping, seed, weights, times, progress
    ///     As of `Gbdt.fit`, for both parts.
    #[staticmethod]
    #[pyo3(signature = (
        table: "typing.Any", amounts: "typing.Any", *,
        trees = Argument::of(GbdtOptions::default().trees),
        leaves = None,
        depth = Argument::of(GbdtOptions::default().depth),
        learning_rate = Real(GbdtOptions::default().learning_rate),
        l2 = Real(GbdtOptions::default().l2),
        min_child_weight = Real(GbdtOptions::default().min_child_weight),
        row_share = Real(GbdtOptions::default().row_share),
        column_share = Real(GbdtOptions::default().column_share),
        category_smoothing = Real(GbdtOptions::default().category_smoothing),
        max_bins = Argument::of(GbdtOptions::default().max_bins),
        monotone: "Mapping[str, str] | None" = None,
        early_stopping = Stopping(None),
        seed = Argument::of(0),
        weights: "typing.Any" = None,
        times: "typing.Any" = None,
        progress = None
    ))]
    fn fit(
        table: &Bound<'_, PyAny>,
        amounts: &Bound<'_, PyAny>,
        trees: Argument<u32>,
        leaves: Option<Argument<u32>>,
        depth: Argument<u32>,
        learning_rate: Real,
        l2: Real,
        min_child_weight: Real,
        row_share: Real,
        column_share: Real,
        category_smoothing: Real,
        max_bins: Argument<u32>,
        monotone: Option<BTreeMap<String, String>>,
        early_stopping: Stopping,
        seed: Argument<u32>,
        weights: Option<&Bound<'_, PyAny>>,
        times: Option<&Bound<'_, PyAny>>,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        const SUBJECT: &str = "options";
        let options = GbdtOptions {
            objective: GbdtOptions::default().objective,
            trees: trees.named(SUBJECT, "trees")?,
            leaves: leaves.map(|leaves| leaves.named(SUBJECT, "leaves")).transpose()?,
            depth: depth.named(SUBJECT, "depth")?,
            learning_rate: learning_rate.0,
            l2: l2.0,
            min_child_weight: min_child_weight.0,
            row_share: row_share.0,
            column_share: column_share.0,
            category_smoothing: category_smoothing.0,
            max_bins: max_bins.named(SUBJECT, "max_bins")?,
            monotone: monotone_of(monotone)?,
            early_stopping: early_stopping.0,
            seed: seed.named(SUBJECT, "seed")?,
        };
        let (core, form) = Table::given(table)?;
        let amounts = Labels::read(&form, amounts, weights, times)?;
        run_long(table.py(), "ValueGbdt.fit", progress, |control| {
            sartor::learn::ValueGbdt::fit(&core, amounts.target(), &options, control)
        })
        .map(Self::from)
    }

    /// The columns that it was trained on, in the order of training.
    #[getter]
    fn schema(&self) -> Vec<SchemaColumn> {
        columns_of(self.0.schema())
    }

    /// The variance of the logarithm of an amount around its mean.
    #[getter]
    fn log_variance(&self) -> f64 {
        self.0.log_variance()
    }

    /// Whether a row brings something: trees whose score is the log-odds.
    fn occurrence(&self) -> Gbdt {
        self.0.occurrence().clone().into()
    }

    /// How much it brings then: trees whose score is the mean of the logarithm.
    fn log_amount(&self) -> Gbdt {
        self.0.log_amount().clone().into()
    }

    /// The mean amount of every row: a Series with the index of a pandas frame, or an array.
    #[pyo3(signature = (table: "typing.Any") -> "typing.Any")]
    fn predict<'py>(&self, table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (py, (core, form)) = (table.py(), Table::matching(table, self.0.schema())?);
        let means = run(py, "ValueGbdt.predict", || self.0.predict(&core))?;
        form.form(py).column(py, "prediction", means)
    }

    /// The mean amount of one row, a dict of values by column or a row of a frame.
    #[pyo3(signature = (row: "typing.Any"))]
    fn predict_row(&self, row: &Bound<'_, PyAny>) -> PyResult<f64> {
        self.0.predict_row(&row_of(row, self.0.schema())?).map_err(|error| exception(&error))
    }

    /// What the amount of each row costs: the negative logarithm of its likelihood.
    #[pyo3(signature = (table: "typing.Any", amounts: "typing.Any") -> "typing.Any")]
    fn costs<'py>(
        &self,
        table: &Bound<'py, PyAny>,
        amounts: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, (core, form)) = (table.py(), Table::matching(table, self.0.schema())?);
        let form = form.form(py).seen("amounts", amounts)?;
        let amounts = column("labels", "amounts", amounts)?;
        let costs = run(py, "ValueGbdt.costs", || self.0.costs(&core, &amounts))?;
        form.column(py, "cost", costs)
    }

    /// The model as bytes, the same in every language; `load` reads any learner's.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, "ValueGbdt.to_bytes", || self.0.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        run(py, "ValueGbdt.from_bytes", || sartor::learn::ValueGbdt::from_bytes(bytes)).map(Self::from)
    }

    fn __repr__(&self) -> String {
        let (whether, much) = (self.0.occurrence().tree_count(), self.0.log_amount().tree_count());
        let columns = self.0.schema().columns().len();
        format!("ValueGbdt(trees={whether} and {much}, columns={columns})")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}
