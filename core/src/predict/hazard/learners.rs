//! Which learners make a hazard, and what is each fitted to?
//!
//! Boosted trees, logistic regression and a small network, each fitted once for each fold of customers without it, blend
//! their scores by weights found on what they said of the folds left out (stacking: Breiman 1996). Regression and network
//! are done learning long before trees are: of a training of more rows they take whole customers drawn at random.

use serde::{Deserialize, Serialize};

use crate::learn::{Member, MemberKind};
use crate::{Result, SartorError};
#[cfg(feature = "train")]
use crate::{
    control::Control,
    learn::{
        Gbdt, GbdtOptions, Logistic, LogisticOptions, Network, NetworkOptions, Objective, Table, Target,
    },
};

/// Rows of a customer in a period to which regression and network are fitted, at most.
#[cfg(feature = "train")]
pub(super) const LEAN_ROWS: usize = 40_000;
/// Rows from which a network is tried unasked.
#[cfg(feature = "train")]
const FEWEST_NETWORK_ROWS: usize = 200;

/// One kind of learner, fitted once for each fold without it, and its part of the blend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct HazardLearner {
    pub weight: f64,
    pub folds: Vec<Member>,
}

/// Refuse kinds that are named twice.
pub(in crate::predict) fn check_members(subject: &str, members: &[MemberKind]) -> Result<()> {
    for (place, member) in members.iter().enumerate() {
        if members.iter().take(place).any(|earlier| earlier == member) {
            return Err(SartorError::invalid(subject, &format!("members[{place}]"), "named once only"));
        }
    }
    Ok(())
}

/// The kinds that are fitted: those named, or all that this many rows allow.
#[cfg(feature = "train")]
pub(super) fn kinds(named: &[MemberKind], rows: usize) -> Vec<MemberKind> {
    if !named.is_empty() {
        return named.to_vec();
    }
    let all = [MemberKind::Gbdt, MemberKind::Logistic, MemberKind::Network];
    all.into_iter().filter(|kind| *kind != MemberKind::Network || rows >= FEWEST_NETWORK_ROWS).collect()
}

/// Whether a kind is fitted to drawn customers where there are many.
#[cfg(feature = "train")]
pub(super) fn is_lean(kind: MemberKind) -> bool {
    kind != MemberKind::Gbdt
}

#[cfg(feature = "train")]
pub(super) fn fit_member(
    kind: MemberKind,
    table: &Table,
    labels: &[f64],
    trees: u32,
    seed: u32,
    control: Control<'_>,
) -> Result<Member> {
    let (objective, target) = (Objective::Logistic, Target::of(labels));
    Ok(match kind {
        MemberKind::Gbdt => {
            let options = GbdtOptions { objective, trees, seed, ..GbdtOptions::default() };
            Member::Gbdt(Gbdt::fit(table, target, &options, control)?)
        }
        MemberKind::Logistic => {
            Member::Logistic(Logistic::fit(table, target, &LogisticOptions::default(), control)?)
        }
        MemberKind::Network => {
            // Fewer than alone: what one happened to learn besides the truth, those of other folds did not.
            let options = NetworkOptions { objective, networks: 2, seed, ..NetworkOptions::default() };
            Member::Network(Network::fit(table, target, &options, control)?)
        }
    })
}
