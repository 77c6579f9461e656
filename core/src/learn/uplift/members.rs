//! Which boosters stand behind an effect, and how are they put together?

use serde::{Deserialize, Serialize};

use super::super::gbdt::Gbdt;
use super::super::objective::Objective;
use super::super::schema::Schema;
use super::super::table::{Table, TableColumn};
use super::{SUBJECT, UpliftLearner};
use crate::{Result, SartorError};

/// Estimated probabilities of treatment stay between this and what is left to 1, so that no row counts for more than twenty.
pub(super) const LEAST_PROPENSITY: f64 = 0.05;

/// The boosters of a learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Members {
    /// Of the outcome; the last column is the treatment.
    S { outcome: Gbdt },
    /// Of either arm's outcome.
    T { treated: Gbdt, control: Gbdt },
    /// Of the effect, as either arm tells it.
    X { treated: Gbdt, control: Gbdt },
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

impl Members {
    pub fn learner(&self) -> UpliftLearner {
        match self {
            Self::S { .. } => UpliftLearner::S,
            Self::T { .. } => UpliftLearner::T,
            Self::X { .. } => UpliftLearner::X,
        }
    }

    /// The effect on every row of a table.
    pub fn effects(&self, table: &Table, propensity: &Propensity) -> Result<Vec<f64>> {
        match self {
            Self::S { outcome } => {
                let [with, without] = both(outcome, table)?;
                Ok(with.into_iter().zip(without).map(|(with, without)| with - without).collect())
            }
            Self::T { treated, control } => {
                let pairs = treated.predict(table)?.into_iter().zip(control.predict(table)?);
                Ok(pairs.map(|(with, without)| with - without).collect())
            }
            Self::X { treated, control } => {
                let pairs = treated.scores(table)?.into_iter().zip(control.scores(table)?);
                let rows = pairs.zip(propensity.each(table)?);
                Ok(rows.map(|((treated, control), e)| e * control + (1.0 - e) * treated).collect())
            }
        }
    }

    /// The effect on one row.
    pub fn effect(&self, row: &[f64], propensity: &Propensity) -> Result<f64> {
        match self {
            Self::S { outcome } => {
                let with = |treatment: f64| {
                    let row: Vec<f64> = row.iter().copied().chain([treatment]).collect();
                    outcome.predict_row(&row)
                };
                Ok(with(1.0)? - with(0.0)?)
            }
            Self::T { treated, control } => Ok(treated.predict_row(row)? - control.predict_row(row)?),
            Self::X { treated, control } => {
                let e = propensity.of_row(row)?;
                Ok(e * control.score_row(row)? + (1.0 - e) * treated.score_row(row)?)
            }
        }
    }

    /// Refuse what was stored damaged, or is of other columns.
    pub fn check(&self, schema: &Schema) -> Result<()> {
        let objective_fits = |model: &Gbdt| match self {
            Self::X { .. } => model.objective() == Objective::Squared,
            _ => matches!(model.objective(), Objective::Logistic | Objective::Squared),
        };
        let fits = match self {
            Self::S { outcome } => {
                let columns = outcome.schema().columns().split_last();
                let is_last = columns.is_some_and(|(last, others)| {
                    others == schema.columns() && last.levels.is_none() && last.name == treatment_name(schema)
                });
                is_last && objective_fits(outcome)
            }
            Self::T { treated, control } | Self::X { treated, control } => {
                [treated, control].iter().all(|model| model.schema() == schema && objective_fits(model))
            }
        };
        if fits {
            return Ok(());
        }
        Err(SartorError::malformed(SUBJECT, "the boosters are not of one model", 0))
    }
}

/// What a model with the treatment among its columns says with it and without.
pub(super) fn both(outcome: &Gbdt, table: &Table) -> Result<[Vec<f64>; 2]> {
    let Some((treatment, _)) = outcome.schema().columns().split_last() else {
        return Err(SartorError::malformed(SUBJECT, "a model without columns", 0));
    };
    let with =
        |value: f64| outcome.predict(&with_treatment(table, &treatment.name, vec![value; table.rows()])?);
    Ok([with(1.0)?, with(0.0)?])
}

/// The table with the treatment as its last column.
pub(super) fn with_treatment(table: &Table, name: &str, treatment: Vec<f64>) -> Result<Table> {
    let columns = table.names().iter().cloned().zip(table.columns().iter().cloned());
    let others = columns.filter(|(other, _)| other != name);
    Table::new(others.chain([(name.to_owned(), TableColumn::Numbers(treatment))]).collect())
}

/// A name for the treatment that no column has.
pub(super) fn treatment_name(schema: &Schema) -> String {
    let mut name = "treatment".to_owned();
    while schema.place(&name).is_some() {
        name.push('_');
    }
    name
}
