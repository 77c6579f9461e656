//! Which learner is in these bytes, and what do all of them answer?
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::learn::{self, AnyLearner, Learner as _, Logistic, LogisticOptions, Table, TableColumn, Target};
//! let months: Vec<f64> = (0..100).map(f64::from).collect();
//! let leaves: Vec<f64> = (0..100).map(|row| f64::from(u8::from(row % 3 == 0))).collect();
//! let table = Table::new(vec![("months".to_owned(), TableColumn::Numbers(months))])?;
//! let model = Logistic::fit(&table, Target::of(&leaves), &LogisticOptions::default(), Control::none())?;
//! let read = learn::load(&model.to_bytes()?)?;
//! assert!(matches!(read, AnyLearner::Logistic(_)));
//! assert_eq!(read.predict(&table)?, model.predict(&table)?);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::ensemble::Ensemble;
use super::gbdt::Gbdt;
use super::logistic::Logistic;
use super::network::Network;
use super::objective::Objective;
use super::reasons::{Explanation, Explanations};
use super::schema::Schema;
use super::table::Table;
use crate::{Result, SartorError, artifact};

/// What every fitted learner answers.
pub trait Learner {
    /// The columns it was trained on.
    fn schema(&self) -> &Schema;

    /// What it minimised.
    fn objective(&self) -> Objective;

    /// The score of every row of a table, which is brought to the schema first.
    fn scores(&self, table: &Table) -> Result<Vec<f64>>;

    /// The score of one row of numbers, as [`Schema::row`] makes it; the same to the bit as among others.
    fn score_row(&self, row: &[f64]) -> Result<f64>;

    /// What each column contributes to the score of every row.
    fn explain(&self, table: &Table) -> Result<Explanations>;

    /// What each column contributes to the score of one row.
    fn explain_row(&self, row: &[f64]) -> Result<Explanation>;

    /// The mean of every row's label: a probability, where the objective is logistic.
    fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        let objective = self.objective();
        Ok(self.scores(table)?.into_iter().map(|score| objective.mean(score)).collect())
    }

    /// The mean of one row's label.
    fn predict_row(&self, row: &[f64]) -> Result<f64> {
        Ok(self.objective().mean(self.score_row(row)?))
    }
}

macro_rules! learners {
    ($($learner:ident)*) => {
        $(impl Learner for $learner {
            fn schema(&self) -> &Schema {
                $learner::schema(self)
            }

            fn objective(&self) -> Objective {
                $learner::objective(self)
            }

            fn scores(&self, table: &Table) -> Result<Vec<f64>> {
                $learner::scores(self, table)
            }

            fn score_row(&self, row: &[f64]) -> Result<f64> {
                $learner::score_row(self, row)
            }

            fn explain(&self, table: &Table) -> Result<Explanations> {
                $learner::explain(self, table)
            }

            fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
                $learner::explain_row(self, row)
            }
        })*
    };
}

learners!(Gbdt Logistic Network Ensemble);

/// A fitted learner of any kind.
#[derive(Debug, Clone, PartialEq)]
pub enum AnyLearner {
    /// Boosted trees.
    Gbdt(Gbdt),
    /// Logistic regression.
    Logistic(Logistic),
    /// A small network.
    Network(Network),
    /// Several that answer together.
    Ensemble(Box<Ensemble>),
}

impl AnyLearner {
    fn learner(&self) -> &dyn Learner {
        match self {
            Self::Gbdt(model) => model,
            Self::Logistic(model) => model,
            Self::Network(model) => model,
            Self::Ensemble(model) => model.as_ref(),
        }
    }
}

impl Learner for AnyLearner {
    fn schema(&self) -> &Schema {
        self.learner().schema()
    }

    fn objective(&self) -> Objective {
        self.learner().objective()
    }

    fn scores(&self, table: &Table) -> Result<Vec<f64>> {
        self.learner().scores(table)
    }

    fn score_row(&self, row: &[f64]) -> Result<f64> {
        self.learner().score_row(row)
    }

    fn explain(&self, table: &Table) -> Result<Explanations> {
        self.learner().explain(table)
    }

    fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
        self.learner().explain_row(row)
    }
}

/// Read the learner that bytes of an artefact hold, whichever it is. Bytes of anything else are an error.
pub fn load(bytes: &[u8]) -> Result<AnyLearner> {
    match artifact::kind_of(bytes)?.as_str() {
        "gbdt" => Gbdt::from_bytes(bytes).map(AnyLearner::Gbdt),
        "logistic" => Logistic::from_bytes(bytes).map(AnyLearner::Logistic),
        "network" => Network::from_bytes(bytes).map(AnyLearner::Network),
        "ensemble" => Ensemble::from_bytes(bytes).map(|model| AnyLearner::Ensemble(Box::new(model))),
        _ => Err(SartorError::malformed("learner", "the artefact is of another kind than a learner", 0)),
    }
}
