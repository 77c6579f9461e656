//! The learners: one class each, all with the same members but for what only one of them can tell.

use std::sync::Arc;

use sartor::Result;
use sartor::learn::{
    self as core, ChangeOptions, ConformalValueInterval, EnsembleOptions, EnsembleReport, Explanation,
    Explanations, GbdtOptions, LogisticCoefficient, LogisticOptions, NetworkOptions, Objective, ReasonCode,
    SchemaColumn, SmallestChange, Target, Task,
};

use super::calibration::Calibration;
use super::table::{Row, Table, in_order};
use crate::work::{Control, run, run_long};

/// The class of a learner, with the members that all have.
macro_rules! learner {
    ($(#[doc = $doc:tt])+ $model:ident, $options:ident) => {
        $(#[doc = $doc])+
        #[derive(Debug, uniffi::Object)]
        pub struct $model(pub(super) core::$model);

        #[uniffi::export]
        impl $model {
            /// Fit to the labels of a table's rows. `weights` say how much each row counts, `times` when it was, in
            /// milliseconds since 1970.
            #[uniffi::constructor(default(weights = None, times = None, options = None, control = None))]
            pub fn fit(
                table: &Table,
                labels: &[f64],
                weights: Option<Vec<f64>>,
                times: Option<Vec<i64>>,
                options: Option<$options>,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Self> {
                let target = Target { labels, weights: weights.as_deref(), times_ms: times.as_deref() };
                let options = options.unwrap_or_default();
                run_long(concat!(stringify!($model), ".fit"), control, |control| {
                    core::$model::fit(&table.0, target, &options, control)
                })
                .map(Self)
            }

            /// The model that `toBytes` wrote, in this release or an older one.
            #[uniffi::constructor]
            pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
                run(concat!(stringify!($model), ".fromBytes"), || core::$model::from_bytes(&bytes)).map(Self)
            }

            /// The model as bytes, for `fromBytes` in every language. The same model gives the same bytes.
            pub fn to_bytes(&self) -> Result<Vec<u8>> {
                run(concat!(stringify!($model), ".toBytes"), || self.0.to_bytes())
            }

            /// The columns that it was trained on, with the levels of those that have levels.
            pub fn schema(&self) -> Vec<SchemaColumn> {
                self.0.schema().columns().to_vec()
            }

            /// What it minimised: the score is the log-odds, the logarithm of a mean, or the mean itself.
            pub fn objective(&self) -> Objective {
                self.0.objective()
            }

            /// The score of every row of a table.
            pub fn scores(&self, table: &Table) -> Result<Vec<f64>> {
                run(concat!(stringify!($model), ".scores"), || self.0.scores(&table.0))
            }

            /// The mean of the label of every row of a table: a probability, where the objective is logistic.
            pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
                run(concat!(stringify!($model), ".predict"), || self.0.predict(&table.0))
            }

            /// The score of one row; rows as of `predictRow`.
            pub fn score_row(&self, row: &Row) -> Result<f64> {
                run(concat!(stringify!($model), ".scoreRow"), || {
                    self.0.score_row(&in_order(row, self.0.schema())?)
                })
            }

            /// The mean of one row's label. Every column of training has to be there; others are ignored.
            pub fn predict_row(&self, row: &Row) -> Result<f64> {
                run(concat!(stringify!($model), ".predictRow"), || {
                    self.0.predict_row(&in_order(row, self.0.schema())?)
                })
            }
        }
    };
}

/// Values of a column of numbers that are tried instead of a row's own.
const MOST_VALUES: u32 = 32;

/// What a learner tells of its reasons.
macro_rules! reasons {
    ($model:ident) => {
        #[uniffi::export]
        impl $model {
            /// What each column contributes to the score of every row of a table.
            pub fn explain(&self, table: &Table) -> Result<Explanations> {
                run(concat!(stringify!($model), ".explain"), || self.0.explain(&table.0))
            }

            /// What each column contributes to the score of one row, in the order of `schema`.
            pub fn explain_row(&self, row: &Row) -> Result<Explanation> {
                run(concat!(stringify!($model), ".explainRow"), || {
                    self.0.explain_row(&in_order(row, self.0.schema())?)
                })
            }

            /// The strongest reasons of one row in words, strongest first, then one for all others together.
            #[uniffi::method(default(count = 4))]
            pub fn reason_codes(&self, row: &Row, count: u32) -> Result<Vec<ReasonCode>> {
                run(concat!(stringify!($model), ".reasonCodes"), || {
                    let row = in_order(row, self.0.schema())?;
                    let reasons = self.0.explain_row(&row)?;
                    core::reason_codes(&reasons, self.0.schema(), self.0.objective(), &row, count)
                })
            }
        }
    };
}

/// The smallest change of a learner that has to be told what a column could be instead.
macro_rules! change {
    ($model:ident) => {
        #[uniffi::export]
        impl $model {
            /// The smallest change of one row that would flip the verdict on it, if one was found. What a column could be
            /// instead is taken from `values`, such as the table of training.
            #[uniffi::method(default(options = None))]
            pub fn smallest_change(
                &self,
                row: &Row,
                values: &Table,
                options: Option<ChangeOptions>,
            ) -> Result<Option<SmallestChange>> {
                let options = options.unwrap_or_default();
                run(concat!(stringify!($model), ".smallestChange"), || {
                    let schema = self.0.schema();
                    let row = in_order(row, schema)?;
                    let others = core::OtherValues::of_schema(schema, &values.0, MOST_VALUES)?;
                    core::smallest_change(schema, &row, &others, |row| self.0.predict_row(row), &options)
                })
            }
        }
    };
}

/// The smallest change of a learner that knows itself what a column could be instead.
macro_rules! known_change {
    ($model:ident) => {
        #[uniffi::export]
        impl $model {
            /// The smallest change of one row that would flip the verdict on it, if one was found. What a column could be
            /// instead is taken from `values`, or else from what the model keeps of its training.
            #[uniffi::method(default(values = None, options = None))]
            pub fn smallest_change(
                &self,
                row: &Row,
                values: Option<Arc<Table>>,
                options: Option<ChangeOptions>,
            ) -> Result<Option<SmallestChange>> {
                let options = options.unwrap_or_default();
                run(concat!(stringify!($model), ".smallestChange"), || {
                    let schema = self.0.schema();
                    let row = in_order(row, schema)?;
                    let others = match &values {
                        Some(values) => core::OtherValues::of_schema(schema, &values.0, MOST_VALUES)?,
                        None => self.0.other_values(),
                    };
                    core::smallest_change(schema, &row, &others, |row| self.0.predict_row(row), &options)
                })
            }
        }
    };
}

learner! {
    /// Gradient boosting over histograms: a sum of many small trees (Friedman 2001; Chen and Guestrin 2016; Ke and others
    /// 2017). What is missing and what is a category needs no preparation. The same rows, options and seed give the same
    /// model everywhere.
    Gbdt, GbdtOptions
}

#[uniffi::export]
impl Gbdt {
    /// The score before any tree.
    pub fn base_score(&self) -> f64 {
        self.0.base_score()
    }

    /// The number of trees.
    pub fn tree_count(&self) -> u32 {
        self.0.tree_count() as u32
    }
}

learner! {
    /// A logistic regression with a ridge (Cox 1958; le Cessie and van Houwelingen 1992): numbers standardised, with an
    /// indicator where some are missing, and one coefficient a level of a category. Labels are 0 and 1.
    Logistic, LogisticOptions
}

reasons! { Gbdt }
known_change! { Gbdt }
reasons! { Logistic }
change! { Logistic }

#[uniffi::export]
impl Logistic {
    /// The mean score of the rows that it was fitted to.
    pub fn base_score(&self) -> f64 {
        self.0.base_score()
    }

    /// The coefficients, in the order of the columns and of their levels.
    pub fn coefficients(&self) -> Vec<LogisticCoefficient> {
        self.0.coefficients()
    }
}

learner! {
    /// Small networks over embedded categories, fitted by Adam with early stopping, whose scores are averaged (Kingma and Ba
    /// 2015; Guo and Berkhahn 2016). They err elsewhere than trees.
    Network, NetworkOptions
}

reasons! { Network }
change! { Network }

#[uniffi::export]
impl Network {
    /// The number of networks whose scores are averaged.
    pub fn network_count(&self) -> u32 {
        self.0.network_count() as u32
    }
}

learner! {
    /// Learners that answer together: trees, networks and, of a yes or no, a logistic regression, weighted and calibrated by
    /// what they say of rows that they had not seen.
    Ensemble, EnsembleOptions
}

reasons! { Ensemble }
known_change! { Ensemble }

#[uniffi::export]
impl Ensemble {
    /// What it foretells.
    pub fn task(&self) -> Task {
        self.0.task()
    }

    /// How its scores are calibrated.
    pub fn calibration(&self) -> Calibration {
        self.0.calibration().clone().into()
    }

    /// What is known of it from rows that no member had seen: each member, the blend and the base rate side by side.
    pub fn report(&self) -> EnsembleReport {
        self.0.report().clone()
    }

    /// Of every row of a table the labels that cannot be excluded, 0 and 1: among rows of each label the set holds it with
    /// a probability of at least `coverage`.
    #[uniffi::method(default(coverage = 0.9))]
    pub fn predict_set(&self, table: &Table, coverage: f64) -> Result<Vec<Vec<u32>>> {
        run("Ensemble.predictSet", || self.0.predict_set(&table.0, coverage))
    }

    /// The labels of one row that cannot be excluded.
    #[uniffi::method(default(coverage = 0.9))]
    pub fn predict_set_row(&self, row: &Row, coverage: f64) -> Result<Vec<u32>> {
        run("Ensemble.predictSetRow", || self.0.predict_set_row(&in_order(row, self.0.schema())?, coverage))
    }

    /// Between which values the label of every row lies, with a probability of at least `coverage` over all rows; of tasks
    /// other than a yes or no.
    #[uniffi::method(default(coverage = 0.9))]
    pub fn predict_interval(&self, table: &Table, coverage: f64) -> Result<Vec<ConformalValueInterval>> {
        run("Ensemble.predictInterval", || self.0.predict_interval(&table.0, coverage))
    }

    /// Between which values the label of one row lies.
    #[uniffi::method(default(coverage = 0.9))]
    pub fn predict_interval_row(&self, row: &Row, coverage: f64) -> Result<ConformalValueInterval> {
        run("Ensemble.predictIntervalRow", || {
            self.0.predict_interval_row(&in_order(row, self.0.schema())?, coverage)
        })
    }
}
