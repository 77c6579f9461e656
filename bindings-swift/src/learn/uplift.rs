//! Whom does a treatment change, and by how much?

use std::sync::Arc;

use sartor::Result;
use sartor::learn::{
    self as core, Explanation, Explanations, HeterogeneityReport, PolicyValue, QiniPoint, QiniReport,
    SchemaColumn, UpliftAt, UpliftBalance, UpliftLearner, UpliftOptions,
};

use super::table::{Row, Table, in_order};
use crate::work::{Control, run, run_long};

/// The effect of a treatment on each row, by an S, T or X learner over trees (Künzel, Sekhon, Bickel and Yu 2019)
/// or the mean of S and X.
///
/// What it tells of itself is of rows that it had not seen when it scored them.
#[derive(Debug, uniffi::Object)]
pub struct Uplift(pub(crate) core::Uplift);

/// The options of `Uplift.fit` as they are where none are given, to be changed.
#[uniffi::export]
pub fn default_uplift_options() -> UpliftOptions {
    UpliftOptions::default()
}

#[uniffi::export]
impl Uplift {
    /// Fit to rows that were treated (1) or not (0), and what came: 0 and 1, or a value of each.
    #[uniffi::constructor(default(options = None, control = None))]
    pub fn fit(
        table: &Table,
        treatment: &[f64],
        outcomes: &[f64],
        options: Option<UpliftOptions>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        run_long("Uplift.fit", control, |control| {
            core::Uplift::fit(&table.0, treatment, outcomes, &options, control)
        })
        .map(Self)
    }

    /// The model that `toBytes` wrote, in this release or an older one.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("Uplift.fromBytes", || core::Uplift::from_bytes(&bytes)).map(Self)
    }

    /// The model as bytes, for `fromBytes` in every language. The same model gives the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("Uplift.toBytes", || self.0.to_bytes())
    }

    /// The columns that it was trained on, with the levels of those that have levels.
    pub fn schema(&self) -> Vec<SchemaColumn> {
        self.0.schema().columns().to_vec()
    }

    /// Which learner it is.
    pub fn learner(&self) -> UpliftLearner {
        self.0.learner()
    }

    /// What treating each row of a table would add to its outcome.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        run("Uplift.predict", || self.0.predict(&table.0))
    }

    /// What treating one row would add. Every column of training has to be there; others are ignored.
    pub fn predict_row(&self, row: &Row) -> Result<f64> {
        run("Uplift.predictRow", || self.0.predict_row(&in_order(row, self.0.schema())?))
    }

    /// How well its scores choose whom to treat, with intervals from the bootstrap that was drawn when it was fitted.
    /// `NOT_AVAILABLE` where the propensity was estimated.
    #[uniffi::method(default(level = 0.9))]
    pub fn qini(&self, level: f64) -> Result<QiniReport> {
        run("Uplift.qini", || self.0.qini(level))
    }

    /// The Qini curve at so many equal shares of the rows, and at 0.
    #[uniffi::method(default(points = 100))]
    pub fn qini_curve(&self, points: u32) -> Result<Vec<QiniPoint>> {
        run("Uplift.qiniCurve", || self.0.qini_curve(points))
    }

    /// What treatment added among the share of rows that it scored highest; with 1 it is the average effect.
    #[uniffi::method(default(level = 0.9))]
    pub fn uplift_at(&self, share: f64, level: f64) -> Result<UpliftAt> {
        run("Uplift.upliftAt", || self.0.uplift_at(share, level))
    }

    /// What treatment added among the share of rows that stand nearest to a row of this effect by the scores that the model,
    /// not having seen them, gave them: what the trial itself knows of rows like it.
    #[uniffi::method(default(share = 0.2, level = 0.9))]
    pub fn uplift_near(&self, effect: f64, share: f64, level: f64) -> Result<UpliftAt> {
        run("Uplift.upliftNear", || self.0.uplift_near(effect, share, level))
    }

    /// Whether outcomes were 0 and 1, so that effects are on a probability.
    pub fn is_of_probability(&self) -> bool {
        self.0.is_of_probability()
    }

    /// What each column contributes to the effect on every row of a table, in units of the outcome: with the base they add
    /// up to it. `NOT_AVAILABLE` of the learners X and Mean where the propensity was estimated.
    pub fn explain(&self, table: &Table) -> Result<Explanations> {
        run("Uplift.explain", || self.0.explain(&table.0))
    }

    /// What each column contributes to the effect on one row, in the order of `schema`.
    pub fn explain_row(&self, row: &Row) -> Result<Explanation> {
        run("Uplift.explainRow", || self.0.explain_row(&in_order(row, self.0.schema())?))
    }

    /// What it is worth to treat rows whose effect is above the cost of treatment, in units of the outcome.
    #[uniffi::method(default(cost = 0.0, level = 0.9))]
    pub fn policy_value(&self, cost: f64, level: f64) -> Result<PolicyValue> {
        run("Uplift.policyValue", || self.0.policy_value(cost, level))
    }

    /// Do effects differ between rows, as far as these columns and this learner can tell? Where they do not, difference
    /// is found with probability `1 - level`.
    #[uniffi::method(default(level = 0.9))]
    pub fn heterogeneity(&self, level: f64) -> Result<HeterogeneityReport> {
        run("Uplift.heterogeneity", || self.0.heterogeneity(level))
    }

    /// Whether treatment looks given by lot, and between which bounds its probability lies.
    pub fn balance(&self) -> UpliftBalance {
        self.0.balance().clone()
    }
}
