//! One learner of an ensemble, whichever it is.

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
use super::options::{MemberKind, Task};
use crate::learn::gbdt::Gbdt;
use crate::learn::learner::Learner;
use crate::learn::logistic::Logistic;
use crate::learn::network::Network;
#[cfg(feature = "train")]
use crate::{
    Result,
    control::Control,
    learn::{GbdtOptions, LogisticOptions, NetworkOptions, Objective, Table, Target},
};

/// A fitted learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Member {
    Gbdt(Gbdt),
    Logistic(Logistic),
    Network(Network),
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
            MemberKind::Network => {
                // Of amounts it finds the mean as of counts: its gradient vanishes at the same mean.
                let is_mean = matches!(task, Task::Count | Task::Amount);
                let objective = if is_mean { Objective::Poisson } else { objective };
                let options = NetworkOptions { objective, seed, ..NetworkOptions::default() };
                Self::Network(Network::fit(table, target, &options, control)?)
            }
        })
    }

    /// What all learners answer.
    pub fn get(&self) -> &dyn Learner {
        match self {
            Self::Gbdt(model) => model,
            Self::Logistic(model) => model,
            Self::Network(model) => model,
        }
    }
}
