//! Logistic regression in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use pyo3::prelude::*;
use sartor::learn::{LogisticCoefficient, LogisticOptions};

use super::learner::learner;
use super::table::Table;
use super::target::Labels;
use crate::columns::Real;
use crate::work::{Progress, run_long};

learner! {
    /// Logistic regression with a ridge, at its one minimum: numbers standardised, what is missing and each level of a
    /// category with a coefficient of its own.
    ///
    /// Examples
    /// --------
    /// >>> from sartor.learn import Logistic
    /// >>> months = [float(row % 40) for row in range(400)]
    /// >>> model = Logistic.fit({"tenure": months}, [(7 * row) % 40 > row % 40 for row in range(400)])
    /// >>> [(one.column, one.log_odds < 0) for one in model.coefficients]
    /// [('tenure', True)]
    Logistic, "Logistic", {
        /// Fit to labels of 0 and 1 (or yes and no).
        ///
        /// Parameters
        /// ----------
        /// table, labels
        ///     As for `Gbdt.fit`.
        /// l2
        ///     The ridge against the sum of the rows' costs; 1, the default, is scikit-learn's `C = 1`.
        /// min_level_rows
        ///     Rows, by weight, from which a level has a coefficient of its own.
        /// weights, progress
        ///     As for `Gbdt.fit`.
        #[staticmethod]
        #[pyo3(signature = (
            table: "typing.Any", labels: "typing.Any", *,
            l2 = Real(LogisticOptions::default().l2),
            min_level_rows = Real(LogisticOptions::default().min_level_rows),
            weights: "typing.Any" = None,
            progress = None
        ))]
        fn fit(
            table: &Bound<'_, PyAny>,
            labels: &Bound<'_, PyAny>,
            l2: Real,
            min_level_rows: Real,
            weights: Option<&Bound<'_, PyAny>>,
            progress: Option<Progress>,
        ) -> PyResult<Self> {
            let options = LogisticOptions { l2: l2.0, min_level_rows: min_level_rows.0 };
            let (core, form) = Table::given(table)?;
            let labels = Labels::read(&form, labels, weights, None)?;
            run_long(table.py(), "Logistic.fit", progress, |control| {
                sartor::learn::Logistic::fit(&core, labels.target(), &options, control)
            })
            .map(Self::from)
        }

        /// The mean score of the training rows.
        #[getter]
        fn base_score(&self) -> f64 {
            self.0.base_score()
        }

        /// What a standard deviation of each number, and each level of each category, adds to the log-odds;
        /// `sartor.to_frame` makes a table of it.
        #[getter]
        fn coefficients(&self) -> Vec<LogisticCoefficient> {
            self.0.coefficients()
        }

        fn __repr__(&self) -> String {
            let (columns, coefficients) = (self.0.schema().columns().len(), self.0.coefficients().len());
            format!("Logistic(columns={columns}, coefficients={coefficients})")
        }
    }
}
