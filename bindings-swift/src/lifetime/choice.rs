//! Which model to take, and would it have worked?

use std::sync::Arc;

use sartor::Result;
use sartor::lifetime::{self as core, BacktestOptions, BacktestReport, ModelComparison, PurchaseModelKind};

use super::any_model::AnyPurchaseModel;
use super::summaries::Summaries;
use crate::work::{Control, run_long};

/// The model chosen, and the comparison that chose it.
#[derive(Debug, uniffi::Object)]
pub struct Selection {
    model: AnyPurchaseModel,
    comparison: ModelComparison,
}

#[uniffi::export]
impl Selection {
    /// The model to take.
    pub fn model(&self) -> AnyPurchaseModel {
        self.model.clone()
    }

    /// Why it is the one to take, in a sentence.
    pub fn reason(&self) -> String {
        self.comparison.reason.clone()
    }

    /// All models that were compared.
    pub fn comparison(&self) -> ModelComparison {
        self.comparison.clone()
    }
}

/// Fit every model of purchases to summaries and choose one: by the holdout where there is one, else by Akaike's
/// criterion; of those that are level the simplest under which a customer can leave after the first purchase.
///
/// `models` are the kinds to compare, all by default.
#[uniffi::export(default(models = [], control = None))]
pub fn select(
    summaries: &Summaries,
    models: Vec<PurchaseModelKind>,
    control: Option<Arc<dyn Control>>,
) -> Result<Selection> {
    run_long("select", control, |control| {
        let (comparison, model) = core::select(&summaries.known, &models, control)?;
        Ok(Selection { model: model.into(), comparison })
    })
}

/// Would these models have forecast the customers of this shop, better than a spreadsheet?
///
/// From each of `origins` (three by default) every model is fitted to what was known then, and judged by the
/// `horizonDays` that followed (a quarter of the known time by default), beside each customer's own rate continued and
/// the mean of their segment.
#[uniffi::export(default(models = [], origins = [], horizon_days = None, level = 0.9, control = None))]
pub fn backtest(
    summaries: &Summaries,
    models: Vec<PurchaseModelKind>,
    origins: Vec<i64>,
    horizon_days: Option<u32>,
    level: f64,
    control: Option<Arc<dyn Control>>,
) -> Result<BacktestReport> {
    let options = BacktestOptions {
        kinds: models,
        origins_ms: origins,
        horizon_days: horizon_days.unwrap_or(0),
        period_days: summaries.options.period.days(),
        as_of_ms: Some(summaries.options.as_of_ms),
        utc_offset_minutes: summaries.options.utc_offset_minutes,
        level,
    };
    run_long("backtest", control, |control| {
        summaries.rows.with(|rows| core::backtest(rows, &options, control))
    })
}
