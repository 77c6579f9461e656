//! What does a treatment add, and whom should it reach?

use std::sync::Arc;

use sartor::Result;
use sartor::learn::{self as core, PolicyValue, QiniPoint, QiniReport, TrialBalance, UpliftAt};

use super::table::or_nan;
use crate::work::{Control, run, run_long};

/// A trial: rows that were treated by lot or not, and what came of each.
#[derive(Debug, uniffi::Object)]
pub struct Trial {
    treatment: Vec<f64>,
    outcomes: Vec<f64>,
}

impl Trial {
    fn with<T>(&self, operation: &str, ask: impl FnOnce(core::Trial<'_>) -> Result<T>) -> Result<T> {
        run(operation, || ask(core::Trial::new(&self.treatment, &self.outcomes)?))
    }
}

#[uniffi::export]
impl Trial {
    /// 1 where a row was treated and 0 where not, and outcomes in any unit.
    #[uniffi::constructor]
    pub fn new(treatment: Vec<f64>, outcomes: Vec<f64>) -> Result<Self> {
        let trial = Self { treatment, outcomes };
        trial.with("Trial", |_| Ok(()))?;
        Ok(trial)
    }

    /// Look for signs that treatment was not given by lot to the planned share of rows, in columns of numbers that were
    /// known before it.
    #[uniffi::method(default(level = 0.9))]
    pub fn balance(
        &self,
        columns: &[Vec<Option<f64>>],
        planned_share: f64,
        level: f64,
    ) -> Result<TrialBalance> {
        let columns: Vec<Vec<f64>> = columns.iter().map(|column| or_nan(column)).collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        self.with("Trial.balance", |trial| trial.balance(&columns, planned_share, level))
    }

    /// What treatment added among the given share of rows with the highest scores.
    #[uniffi::method(default(level = 0.9))]
    pub fn uplift_at(&self, scores: &[f64], share: f64, level: f64) -> Result<UpliftAt> {
        self.with("Trial.upliftAt", |trial| trial.uplift_at(scores, share, level))
    }

    /// The Qini curve at so many equal shares of the rows, and at 0.
    #[uniffi::method(default(points = 100))]
    pub fn qini_curve(&self, scores: &[f64], points: u32) -> Result<Vec<QiniPoint>> {
        self.with("Trial.qiniCurve", |trial| trial.qini_curve(scores, points))
    }

    /// Area and coefficient of the Qini curve, with intervals from a bootstrap (Radcliffe 2007).
    #[uniffi::method(default(replicates = 500, seed = 0, level = 0.9, control = None))]
    pub fn qini(
        &self,
        scores: &[f64],
        replicates: u32,
        seed: u32,
        level: f64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<QiniReport> {
        run_long("Trial.qini", control, |control| {
            let trial = core::Trial::new(&self.treatment, &self.outcomes)?;
            trial.qini(scores, replicates, seed, level, control)
        })
    }

    /// The value of treating those rows that `treat` marks with 1, where each was treated with its `propensity` (0.001 to
    /// 0.999) and a treatment costs `cost`, in units of the outcome.
    #[uniffi::method(default(cost = 0.0, level = 0.9))]
    pub fn policy_value(
        &self,
        treat: &[f64],
        propensity: &[f64],
        cost: f64,
        level: f64,
    ) -> Result<PolicyValue> {
        self.with("Trial.policyValue", |trial| trial.policy_value(treat, propensity, cost, level))
    }
}
