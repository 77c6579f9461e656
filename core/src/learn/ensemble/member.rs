//! One learner of an ensemble, whichever it is.

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
use super::options::{MemberKind, Task};
use crate::Result;
#[cfg(feature = "train")]
use crate::control::Control;
use crate::learn::gbdt::Gbdt;
use crate::learn::logistic::Logistic;
use crate::learn::objective::Objective;
use crate::learn::reasons::{Explanation, Explanations};
use crate::learn::schema::Schema;
use crate::learn::table::Table;
#[cfg(feature = "train")]
use crate::learn::target::Target;
#[cfg(feature = "train")]
use crate::learn::{GbdtOptions, LogisticOptions};

/// A fitted learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Member {
    Gbdt(Gbdt),
    Logistic(Logistic),
}

/// A fitted learner and its part of the blend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WeightedMember {
    pub weight: f64,
    pub learner: Member,
}

impl Member {
    /// Fit with the defaults of its kind.
    #[cfg(feature = "train")]
    pub fn fit(
        kind: MemberKind,
        table: &Table,
        target: Target<'_>,
        task: Task,
        seed: u32,
        control: Control<'_>,
    ) -> Result<Self> {
        let objective = task.objective();
        Ok(match kind {
            MemberKind::Gbdt => {
                let options = GbdtOptions { objective, seed, ..GbdtOptions::default() };
                Self::Gbdt(Gbdt::fit(table, target, &options, control)?)
            }
            MemberKind::Logistic => {
                Self::Logistic(Logistic::fit(table, target, &LogisticOptions::default(), control)?)
            }
        })
    }

    pub fn schema(&self) -> &Schema {
        match self {
            Self::Gbdt(model) => model.schema(),
            Self::Logistic(model) => model.schema(),
        }
    }

    pub fn objective(&self) -> Objective {
        match self {
            Self::Gbdt(model) => model.objective(),
            Self::Logistic(model) => model.objective(),
        }
    }

    pub fn scores(&self, table: &Table) -> Result<Vec<f64>> {
        match self {
            Self::Gbdt(model) => model.scores(table),
            Self::Logistic(model) => model.scores(table),
        }
    }

    pub fn score_row(&self, row: &[f64]) -> Result<f64> {
        match self {
            Self::Gbdt(model) => model.score_row(row),
            Self::Logistic(model) => model.score_row(row),
        }
    }

    pub fn explain(&self, table: &Table) -> Result<Explanations> {
        match self {
            Self::Gbdt(model) => model.explain(table),
            Self::Logistic(model) => model.explain(table),
        }
    }

    pub fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
        match self {
            Self::Gbdt(model) => model.explain_row(row),
            Self::Logistic(model) => model.explain_row(row),
        }
    }
}
