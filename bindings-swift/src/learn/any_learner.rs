//! Which learner is it, when it is only known at run time?

use std::sync::Arc;

use sartor::learn::{self as core, SchemaColumn};
use sartor::{Result, SartorError, artifact};

use super::learners::{Ensemble, Gbdt, Logistic, Network};
use super::table::{Row, Table};
use super::uplift::Uplift;
use super::value_gbdt::ValueGbdt;
use crate::work::run;

macro_rules! any_learner {
    ($d:tt $($(#[doc = $doc:tt])+ $model:ident $kind:literal,)+) => {
        /// A learner of any class: what `loadLearner` gives.
        #[derive(Debug, Clone, uniffi::Enum)]
        pub enum AnyLearner {
            $($(#[doc = $doc])+ $model(Arc<$model>),)+
        }

        /// The learner in bytes that the `toBytes` of any of them wrote, in this release or an older one.
        #[uniffi::export]
        pub fn load_learner(bytes: Vec<u8>) -> Result<AnyLearner> {
            run("loadLearner", || match artifact::kind_of(&bytes)?.as_str() {
                $($kind => core::$model::from_bytes(&bytes).map(|model| AnyLearner::$model(Arc::new($model(model)))),)+
                _ => Err(SartorError::malformed("learner", "the artefact is of another kind", 0)),
            })
        }

        /// The same expression for whichever learner it is.
        macro_rules! each_learner {
            ($d any:expr, $d model:ident => $d answer:expr) => {
                match $d any {
                    $(AnyLearner::$model($d model) => $d answer,)+
                }
            };
        }
    };
}

any_learner! { $
    /// Trees.
    Gbdt "gbdt",
    /// A logistic regression.
    Logistic "logistic",
    /// Networks.
    Network "network",
    /// Several that answer together.
    Ensemble "ensemble",
    /// The effect of a treatment.
    Uplift "uplift",
    /// Trees of amounts.
    ValueGbdt "value_gbdt",
}

/// What is asked of a loaded learner most; for all else take it out of its case.
#[uniffi::export]
impl AnyLearner {
    /// The learner as bytes, for `loadLearner` and `fromBytes` of its class.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        each_learner!(self, model => model.to_bytes())
    }

    /// The columns that it was trained on, with the levels of those that have levels.
    pub fn schema(&self) -> Vec<SchemaColumn> {
        each_learner!(self, model => model.schema())
    }

    /// What it foretells of every row of a table.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        each_learner!(self, model => model.predict(table))
    }

    /// What it foretells of one row. Every column of training has to be there; others are ignored.
    pub fn predict_row(&self, row: &Row) -> Result<f64> {
        each_learner!(self, model => model.predict_row(row))
    }
}
