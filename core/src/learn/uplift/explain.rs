//! Which columns make a row's effect larger or smaller than that of the average row?
//!
//! Contributions are in units of the effect and add up to it. Of a model of the effect itself they are the exact Shapley
//! values of its trees. An effect on a probability is a difference of two, each of them of a score that trees add up: there
//! each arm's Shapley values, in log-odds, are carried to the probability by the one factor of a row that makes them add
//! up,
//!
//! ```text
//! p(s) - p(b) = Σ φ_j (p(s) - p(b)) / (s - b)      s the row's score, b the expected one
//! ```
//!
//! (the rescale rule: Shrikumar, Greenside and Kundaje 2017, section 3.2; of Shapley values: Chen, Lundberg and Lee 2022),
//! which is the integral of the slope along the straight line from `b` to `s`. A column's contribution to the effect is
//! that to the treated outcome less that to the other. In the S learner's booster the treatment counts as known from the
//! start, so that it has no part of its own: the average effect is in the base.

use super::super::gbdt::Gbdt;
use super::super::reasons::{Explanation, Explanations, ReasonMethod};
use super::super::table::Table;
use super::members::{Arms, Members, Propensity};
use super::{SUBJECT, Uplift};
use crate::learn::objective::Objective;
use crate::{Result, SartorError, math};

impl Uplift {
    /// What each column contributes to the effect on every row of a table, in units of the outcome; base and contributions
    /// of a row add up to its effect, which stands as its score. `NOT_AVAILABLE` of the learners X and Mean where the
    /// propensity was estimated: there the effect mixes two models in a part that differs from row to row.
    pub fn explain(&self, table: &Table) -> Result<Explanations> {
        let differences = |arms: &Arms| {
            let (with, without) = (arms.treated.explain(table)?, arms.control.explain(table)?);
            let [with, without] = [carried_all(&arms.treated, with), carried_all(&arms.control, without)];
            Explanations::blend(0.0, &[(1.0, &with), (-1.0, &without)])
        };
        let weighted = |arms: &Arms| {
            let e = self.known_propensity()?;
            let (with, without) = (arms.treated.explain(table)?, arms.control.explain(table)?);
            Explanations::blend(0.0, &[(1.0 - e, &with), (e, &without)])
        };
        match &self.members {
            Members::S(outcome) | Members::T(outcome) => differences(outcome),
            Members::X(effect) => weighted(effect),
            Members::Mean { outcome, effect } => {
                let (x, s) = (weighted(effect)?, differences(outcome)?);
                Explanations::blend(0.0, &[(0.5, &s), (0.5, &x)])
            }
        }
    }

    /// What each column contributes to the effect on one row of numbers, as [`Schema::row`](super::super::Schema::row)
    /// makes it; see [`Uplift::explain`].
    pub fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
        let difference = |arms: &Arms| {
            let (with, without) = (arms.treated.explain_row(row)?, arms.control.explain_row(row)?);
            let [with, without] = [carried(&arms.treated, with), carried(&arms.control, without)];
            Explanation::blend(0.0, &[(1.0, &with), (-1.0, &without)])
        };
        let weighted = |arms: &Arms| {
            let e = self.known_propensity()?;
            let (with, without) = (arms.treated.explain_row(row)?, arms.control.explain_row(row)?);
            Explanation::blend(0.0, &[(1.0 - e, &with), (e, &without)])
        };
        match &self.members {
            Members::S(outcome) | Members::T(outcome) => difference(outcome),
            Members::X(effect) => weighted(effect),
            Members::Mean { outcome, effect } => {
                let (x, s) = (weighted(effect)?, difference(outcome)?);
                Explanation::blend(0.0, &[(0.5, &s), (0.5, &x)])
            }
        }
    }

    fn known_propensity(&self) -> Result<f64> {
        match &self.propensity {
            Propensity::Known(share) => Ok(*share),
            Propensity::Estimated(_) => Err(SartorError::NotAvailable {
                subject: SUBJECT.to_owned(),
                reason: "the effect mixes two models by a propensity that was estimated for each row; learners s and t have \
                         reasons"
                    .to_owned(),
            }),
        }
    }
}

/// The contributions to the mean of one row's outcome.
fn carried(model: &Gbdt, explanation: Explanation) -> Explanation {
    let objective = model.objective();
    if objective != Objective::Logistic {
        return explanation;
    }
    let Explanation { base, score, mut contributions, .. } = explanation;
    let factor = factor(base, score);
    for part in &mut contributions {
        *part *= factor;
    }
    let (base, score) = (objective.mean(base), objective.mean(score));
    Explanation { base, score, contributions, methods: vec![ReasonMethod::RescaledTreeShap] }
}

/// The contributions to the mean of every row's outcome.
fn carried_all(model: &Gbdt, explanations: Explanations) -> Explanations {
    let objective = model.objective();
    if objective != Objective::Logistic {
        return explanations;
    }
    let Explanations { columns, base, mut scores, mut contributions, rows, .. } = explanations;
    let parts = contributions.chunks_mut(columns.len().max(1));
    for (score, parts) in scores.iter_mut().zip(parts) {
        let factor = factor(base, *score);
        for part in parts {
            *part *= factor;
        }
        *score = objective.mean(*score);
    }
    let (base, methods) = (objective.mean(base), vec![ReasonMethod::RescaledTreeShap]);
    Explanations { columns, base, scores, contributions, rows, methods }
}

/// What a unit of log-odds moves the probability on the way from `base` to `score`.
fn factor(base: f64, score: f64) -> f64 {
    let (from, to) = (math::logistic(base), math::logistic(score));
    // Nearer than that the difference would be rounding, and the line is straight.
    if (score - base).abs() > 1e-6 { (to - from) / (score - base) } else { from * (1.0 - from) }
}
