//! Which boosters stand behind an effect, and how are they put together?

use serde::{Deserialize, Serialize};

use super::super::gbdt::Gbdt;
use super::super::objective::Objective;
use super::super::schema::Schema;
use super::super::table::Table;
use super::{SUBJECT, UpliftLearner};
use crate::{Result, SartorError};

/// Estimated probabilities of treatment stay between this and what is left to 1, so that no row counts for more than twenty.
pub(super) const LEAST_PROPENSITY: f64 = 0.05;

/// The boosters of a learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Members {
    /// Of the outcome in either arm: one booster with the treatment among its columns, and in each arm that answered.
    S(Arms),
    /// Of the outcome in either arm, grown apart.
    T(Arms),
    /// Of the effect, as either arm tells it.
    X(Arms),
    /// The mean of the effects of an S learner, and of an X learner that starts from its outcomes.
    Mean { outcome: Box<Arms>, effect: Box<Arms> },
}

/// A booster of each arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Arms {
    pub treated: Gbdt,
    pub control: Gbdt,
}

/// The probability of treatment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Propensity {
    Known(f64),
    Estimated(Box<Gbdt>),
}

impl Propensity {
    pub fn each(&self, table: &Table) -> Result<Vec<f64>> {
        match self {
            Self::Known(share) => Ok(vec![*share; table.rows()]),
            Self::Estimated(model) => Ok(model.predict(table)?.into_iter().map(clipped).collect()),
        }
    }

    pub fn of_row(&self, row: &[f64]) -> Result<f64> {
        match self {
            Self::Known(share) => Ok(*share),
            Self::Estimated(model) => Ok(clipped(model.predict_row(row)?)),
        }
    }

    /// Refuse what was stored damaged, or is of other columns.
    pub fn check(&self, schema: &Schema) -> Result<()> {
        match self {
            Self::Known(share) if !(0.001..=0.999).contains(share) => {
                Err(SartorError::out_of_range(SUBJECT, "propensity", share, "0.001 to 0.999"))
            }
            Self::Known(_) => Ok(()),
            Self::Estimated(model)
                if model.objective() == Objective::Logistic && model.schema() == schema =>
            {
                Ok(())
            }
            Self::Estimated(_) => {
                Err(SartorError::malformed(SUBJECT, "the propensity is of another model", 0))
            }
        }
    }
}

fn clipped(propensity: f64) -> f64 {
    propensity.clamp(LEAST_PROPENSITY, 1.0 - LEAST_PROPENSITY)
}

impl Arms {
    /// What either expects of each row, the treated first.
    pub fn both(&self, table: &Table) -> Result<[Vec<f64>; 2]> {
        Ok([self.treated.predict(table)?, self.control.predict(table)?])
    }

    fn differences(&self, table: &Table) -> Result<Vec<f64>> {
        let [with, without] = self.both(table)?;
        Ok(with.into_iter().zip(without).map(|(with, without)| with - without).collect())
    }

    fn difference(&self, row: &[f64]) -> Result<f64> {
        Ok(self.treated.predict_row(row)? - self.control.predict_row(row)?)
    }

    /// What the arms tell of the effect, each by the probability of the other.
    fn weighted_effects(&self, table: &Table, propensity: &Propensity) -> Result<Vec<f64>> {
        let pairs = self.treated.scores(table)?.into_iter().zip(self.control.scores(table)?);
        let rows = pairs.zip(propensity.each(table)?);
        Ok(rows.map(|((treated, control), e)| e * control + (1.0 - e) * treated).collect())
    }

    fn weighted_effect(&self, row: &[f64], propensity: &Propensity) -> Result<f64> {
        let e = propensity.of_row(row)?;
        Ok(e * self.control.score_row(row)? + (1.0 - e) * self.treated.score_row(row)?)
    }

    fn are_of(&self, schema: &Schema, fits: impl Fn(Objective) -> bool) -> bool {
        [&self.treated, &self.control].iter().all(|model| model.schema() == schema && fits(model.objective()))
    }
}

impl Members {
    pub fn learner(&self) -> UpliftLearner {
        match self {
            Self::S(_) => UpliftLearner::S,
            Self::T(_) => UpliftLearner::T,
            Self::X(_) => UpliftLearner::X,
            Self::Mean { .. } => UpliftLearner::Mean,
        }
    }

    /// The effect on every row of a table.
    pub fn effects(&self, table: &Table, propensity: &Propensity) -> Result<Vec<f64>> {
        match self {
            Self::S(outcome) | Self::T(outcome) => outcome.differences(table),
            Self::X(effect) => effect.weighted_effects(table, propensity),
            Self::Mean { outcome, effect } => {
                let pairs =
                    outcome.differences(table)?.into_iter().zip(effect.weighted_effects(table, propensity)?);
                Ok(pairs.map(|(s, x)| f64::midpoint(s, x)).collect())
            }
        }
    }

    /// The effect on one row.
    pub fn effect(&self, row: &[f64], propensity: &Propensity) -> Result<f64> {
        match self {
            Self::S(outcome) | Self::T(outcome) => outcome.difference(row),
            Self::X(effect) => effect.weighted_effect(row, propensity),
            Self::Mean { outcome, effect } => {
                Ok(f64::midpoint(outcome.difference(row)?, effect.weighted_effect(row, propensity)?))
            }
        }
    }

    /// Refuse what was stored damaged, or is of other columns.
    pub fn check(&self, schema: &Schema) -> Result<()> {
        let is_outcome = |arms: &Arms| {
            arms.are_of(schema, |objective| matches!(objective, Objective::Logistic | Objective::Squared))
        };
        let is_effect = |arms: &Arms| arms.are_of(schema, |objective| objective == Objective::Squared);
        let fits = match self {
            Self::S(outcome) | Self::T(outcome) => is_outcome(outcome),
            Self::X(effect) => is_effect(effect),
            Self::Mean { outcome, effect } => is_outcome(outcome) && is_effect(effect),
        };
        if fits {
            return Ok(());
        }
        Err(SartorError::malformed(SUBJECT, "the boosters are not of one model", 0))
    }
}
