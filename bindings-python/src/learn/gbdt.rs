//! Boosted trees in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::collections::BTreeMap;

use pyo3::prelude::*;
use pyo3::types::PyBool;
#[cfg(feature = "stubs")]
use pyo3::{PyTypeInfo, inspect::PyStaticExpr, type_hint_identifier, type_hint_union};
use sartor::SartorError;
use sartor::api::python::{Argument, exception};
use sartor::learn::{EarlyStopping, GbdtOptions, MonotoneColumn};

use super::learner::learner;
use super::objective::AnyObjective;
use super::table::Table;
use super::target::Labels;
use crate::columns::Real;
use crate::input::Given;
use crate::work::{Progress, run_long};

/// Whether to stop early, and when: yes, no, or an `EarlyStopping`.
pub struct Stopping(pub Option<EarlyStopping>);

impl FromPyObject<'_, '_> for Stopping {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr =
        type_hint_union!(EarlyStopping::TYPE_HINT, type_hint_identifier!("builtins", "bool"));

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(flag) = object.cast::<PyBool>() {
            return Ok(Self(flag.is_true().then(EarlyStopping::default)));
        }
        Given::<EarlyStopping>::extract(object).map(|given| Self(Some(given.0)))
    }
}

/// Columns along which a score may only rise or only fall: `{"tenure": "falls"}`.
pub fn monotone_of(given: Option<BTreeMap<String, String>>) -> PyResult<Vec<MonotoneColumn>> {
    let of = |(column, way): (String, String)| match way.as_str() {
        "rises" => Ok(MonotoneColumn { column, rises: true }),
        "falls" => Ok(MonotoneColumn { column, rises: false }),
        _ => Err(exception(&SartorError::invalid(
            "options",
            &format!("monotone.{column}"),
            "\"rises\" or \"falls\"",
        ))),
    };
    given.unwrap_or_default().into_iter().map(of).collect()
}

learner! {
    /// Boosted trees: many small trees over histograms, with missing values and categories as they are.
    ///
    /// Gradient boosting (Friedman 2001) with Newton steps (Chen and Guestrin 2016). The same rows, options and seed give the
    /// same bytes at any number of threads. The defaults need no tuning; `sartor.learn.fit` joins this learner with others
    /// and calibrates what comes out.
    ///
    /// Examples
    /// --------
    /// >>> from sartor.learn import Gbdt
    /// >>> months = [float(row % 40) for row in range(400)]
    /// >>> model = Gbdt.fit({"tenure": months}, [month < 10 for month in months], trees=100)
    /// >>> model.predict_row({"tenure": 3}) > 0.8
    /// True
    Gbdt, "Gbdt", {
        /// Grow trees on a table.
        ///
        /// Parameters
        /// ----------
        /// table
        ///     A `Table`, or a frame of pandas, polars or Arrow, or a dict of columns.
        /// labels
        ///     What is to be learnt of each row: 0 and 1 (or yes and no) for `logistic`, numbers otherwise. Text is refused:
        ///     say which text is 1, such as ``y == "Yes"``.
        /// objective
        ///     `logistic` (the default), `squared`, `poisson`, `gamma`, `Objective.tweedie(power)` or
        ///     `Objective.quantile(level)`.
        /// trees, leaves, depth
        ///     How many trees, at most so many leaves each (by the number of rows, unless stated) and questions to a leaf.
        /// learning_rate
        ///     The share of each tree's step that is taken, above 0, at most 1.
        /// l2, min_child_weight
        ///     Ridge penalty on the values of leaves, and the least curvature on each side of a split.
        /// row_share, column_share
        ///     The shares of rows and columns that each tree is grown on.
        /// category_smoothing
        ///     Curvature added to each category when they are put in order.
        /// max_bins
        ///     The most bins of a column, 2 to 254.
        /// monotone
        ///     Columns of numbers along which the score may only rise or only fall: ``{"tenure": "falls"}``.
        /// early_stopping
        ///     Whether to stop where rows held out tell that further trees do not help: True, or an `EarlyStopping`. The
        ///     latest rows are held out where there are `times`.
        /// seed
        ///     The seed of what is drawn.
        /// weights
        ///     How much each row counts; a row of weight 2 counts as two.
        /// times
        ///     When each row was: datetimes, or whole milliseconds since 1970.
        /// progress
        ///     Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
        #[staticmethod]
        #[pyo3(signature = (
            table: "typing.Any", labels: "typing.Any", *,
            objective = AnyObjective(GbdtOptions::default().objective),
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
            labels: &Bound<'_, PyAny>,
            objective: AnyObjective,
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
                objective: objective.0,
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
            let labels = Labels::read(&form, labels, weights, times)?;
            run_long(table.py(), "Gbdt.fit", progress, |control| {
                sartor::learn::Gbdt::fit(&core, labels.target(), &options, control)
            })
            .map(Self::from)
        }

        /// The score before any tree.
        #[getter]
        fn base_score(&self) -> f64 {
            self.0.base_score()
        }

        /// The number of trees.
        #[getter]
        fn tree_count(&self) -> usize {
            self.0.tree_count()
        }

        fn __repr__(&self) -> String {
            let (objective, columns) = (self.objective().__repr__(), self.0.schema().columns().len());
            format!("Gbdt(objective={objective}, trees={}, columns={columns})", self.0.tree_count())
        }
    }
}
