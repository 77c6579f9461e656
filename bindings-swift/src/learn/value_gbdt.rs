//! How much will a row bring, when most bring nothing and a few bring much?

use std::sync::Arc;

use sartor::Result;
use sartor::learn::{self as core, GbdtOptions, SchemaColumn, Target};

use super::learners::Gbdt;
use super::table::{Row, Table, in_order};
use crate::work::{Control, run, run_long};

/// Whether a row brings something, and how much then: trees of either, by the zero-inflated lognormal likelihood of Wang, Liu
/// and Miao (2019).
#[derive(Debug, uniffi::Object)]
pub struct ValueGbdt(pub(super) core::ValueGbdt);

#[uniffi::export]
impl ValueGbdt {
    /// Fit to what a table's rows brought: amounts of at least 0, at least ten of them above it. `weights` say how much each
    /// row counts, `times` when it was, in milliseconds since 1970. Of the options the objective is not looked at.
    #[uniffi::constructor(default(weights = None, times = None, options = None, control = None))]
    pub fn fit(
        table: &Table,
        amounts: &[f64],
        weights: Option<Vec<f64>>,
        times: Option<Vec<i64>>,
        options: Option<GbdtOptions>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        let target = Target { labels: amounts, weights: weights.as_deref(), times_ms: times.as_deref() };
        let options = options.unwrap_or_default();
        run_long("ValueGbdt.fit", control, |control| {
            core::ValueGbdt::fit(&table.0, target, &options, control)
        })
        .map(Self)
    }

    /// The model that `toBytes` wrote, in this release or an older one.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("ValueGbdt.fromBytes", || core::ValueGbdt::from_bytes(&bytes)).map(Self)
    }

    /// The model as bytes, for `fromBytes` in every language. The same model gives the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("ValueGbdt.toBytes", || self.0.to_bytes())
    }

    /// The columns that it was trained on, with the levels of those that have levels.
    pub fn schema(&self) -> Vec<SchemaColumn> {
        self.0.schema().columns().to_vec()
    }

    /// Whether a row brings something: trees whose score is the log-odds.
    pub fn occurrence(&self) -> Gbdt {
        Gbdt(self.0.occurrence().clone())
    }

    /// How much it brings then: trees whose score is the mean of the logarithm.
    pub fn log_amount(&self) -> Gbdt {
        Gbdt(self.0.log_amount().clone())
    }

    /// The variance of the logarithm of an amount around its mean.
    pub fn log_variance(&self) -> f64 {
        self.0.log_variance()
    }

    /// The mean amount of every row of a table.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        run("ValueGbdt.predict", || self.0.predict(&table.0))
    }

    /// The mean amount of one row. Every column of training has to be there; others are ignored.
    pub fn predict_row(&self, row: &Row) -> Result<f64> {
        run("ValueGbdt.predictRow", || self.0.predict_row(&in_order(row, self.0.schema())?))
    }

    /// What the amount of each row costs: the negative logarithm of its likelihood.
    pub fn costs(&self, table: &Table, amounts: &[f64]) -> Result<Vec<f64>> {
        run("ValueGbdt.costs", || self.0.costs(&table.0, amounts))
    }
}
