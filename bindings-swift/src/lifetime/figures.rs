//! What are reports of a shop drawn from: totals, purchases by period, how customers differ, the score of a holdout?
#![allow(clippy::too_many_arguments)] // they are arguments of Swift and Kotlin, named, most of them with defaults

use std::sync::Arc;

use sartor::Result;
use sartor::lifetime::{self as core, ForecastScore, HistoryColumns, ValueOptions};

use super::any_model::AnyPurchaseModel;
use super::gamma_gamma::GammaGamma;
use super::summaries::{Period, Summaries};
use crate::work::{Control, run, run_long};

/// What customers are expected to do together, with intervals that join chance and the parameters' uncertainty.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct TotalValue {
    /// How many they are.
    pub customers: u32,
    /// Value expected of all, discounted, in the unit of money of the histories.
    pub expected: f64,
    /// Lower end of its interval; nothing where spend has no finite variance, as when Gamma-Gamma's `q` is at most 2.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Purchases expected of all, not discounted.
    pub purchases_expected: f64,
    /// Lower end of their interval.
    pub purchases_low: f64,
    /// Upper end.
    pub purchases_high: f64,
    /// Nominal coverage of both intervals.
    pub level: f64,
}

impl From<core::TotalValue> for TotalValue {
    fn from(total: core::TotalValue) -> Self {
        Self {
            customers: total.customers,
            expected: total.expected,
            low: total.low,
            high: total.high,
            purchases_expected: total.purchases_expected,
            purchases_low: total.purchases_low,
            purchases_high: total.purchases_high,
            level: total.level,
        }
    }
}

/// The value that customers have together over the next `periods`, with its interval: revenue, or the share of it that is a
/// `margin`. Intervals of customers must not be added up: their chances even out, and the parameters' errors do not.
///
/// Columns are of one length, a row for each customer, in the units of the models, as those of `Summaries` are.
/// `paidFrequency` counts the repeat purchases that cost something; all did where it is left out. `level` is between 0 and
/// 1. `OUT_OF_RANGE` names the row and the field of a history that cannot be.
#[uniffi::export(
    default(discount_rate_per_period = 0.0, level = 0.9, margin = None, paid_frequency = None, control = None)
)]
pub fn total_value(
    purchases: &AnyPurchaseModel,
    spend: &GammaGamma,
    frequency: &[f64],
    last_purchase_age: &[f64],
    age: &[f64],
    monetary: &[f64],
    periods: f64,
    discount_rate_per_period: f64,
    level: f64,
    margin: Option<f64>,
    paid_frequency: Option<Vec<f64>>,
    control: Option<Arc<dyn Control>>,
) -> Result<TotalValue> {
    let options = ValueOptions { periods: Some(periods), discount_rate_per_period, margin };
    let paid_frequency = paid_frequency.as_deref().unwrap_or(frequency);
    let rows = HistoryColumns { frequency, last_purchase_age, age, paid_frequency, monetary };
    run_long("totalValue", control, |control| {
        core::total_value(&any(purchases), &spend.0, &rows, &options, level, control).map(TotalValue::from)
    })
}

/// Repeat purchases by period, those that were made beside those expected: columns with a row for each whole period since
/// the first purchase of all.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Tracking {
    /// Ends of the periods, in periods since the day of the first purchase of all.
    pub end: Vec<f64>,
    /// Repeat purchases in each period.
    pub observed: Vec<f64>,
    /// Those expected.
    pub expected: Vec<f64>,
    /// Lower ends of their intervals.
    pub low: Vec<f64>,
    /// Upper ends.
    pub high: Vec<f64>,
    /// Repeat purchases up to the end of each period.
    pub cumulative_observed: Vec<f64>,
    /// Those expected.
    pub cumulative_expected: Vec<f64>,
    /// Lower ends of their intervals.
    pub cumulative_low: Vec<f64>,
    /// Upper ends.
    pub cumulative_high: Vec<f64>,
    /// Where the holdout begins, in periods since the day of the first purchase; nothing without one.
    pub calibration_end: Option<f64>,
    /// Customers followed: those known at the end of the calibration.
    pub customers: u32,
    /// The unit of time.
    pub period: Period,
    /// Nominal coverage of the intervals.
    pub level: f64,
}

impl From<core::Tracking> for Tracking {
    fn from(tracking: core::Tracking) -> Self {
        Self {
            end: tracking.end,
            observed: tracking.observed,
            expected: tracking.expected,
            low: tracking.low,
            high: tracking.high,
            cumulative_observed: tracking.cumulative_observed,
            cumulative_expected: tracking.cumulative_expected,
            cumulative_low: tracking.cumulative_low,
            cumulative_high: tracking.cumulative_high,
            calibration_end: tracking.calibration_end,
            customers: tracking.customers,
            period: Period::of(tracking.period),
            level: tracking.level,
        }
    }
}

/// Follow the customers of a file of transactions under a fitted model, period by period.
///
/// What is expected rests on nothing but the day of each customer's first purchase. The intervals join chance, by 10,000
/// drawn customers, and the parameters' uncertainty. The period is a day or longer, and there is a whole one
/// (`OUT_OF_RANGE`); `NOT_AVAILABLE` for `BgBb`, whose opportunities to buy no file of transactions names.
#[uniffi::export(default(level = 0.9, control = None))]
pub fn tracking(
    model: &AnyPurchaseModel,
    summaries: &Summaries,
    level: f64,
    control: Option<Arc<dyn Control>>,
) -> Result<Tracking> {
    run_long("tracking", control, |control| {
        let (model, options) = (any(model), &summaries.options);
        summaries.rows.with(|rows| core::tracking(&model, rows, options, level, control)).map(Tracking::from)
    })
}

/// How well a fitted model forecast the holdout of summaries; `NOT_AVAILABLE` where they have none. `select` scores what it
/// fits itself; this scores any model, such as one fitted with a penalty.
#[uniffi::export(default(level = 0.9, control = None))]
pub fn score_holdout(
    model: &AnyPurchaseModel,
    summaries: &Summaries,
    level: f64,
    control: Option<Arc<dyn Control>>,
) -> Result<ForecastScore> {
    run_long("scoreHoldout", control, |control| {
        core::score_holdout(&any(model), &summaries.known, level, control)
    })
}

/// One quantity over the customers of a model: a gamma or a beta distribution.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MixingDistribution {
    /// What differs from customer to customer, with its unit.
    pub quantity: String,
    /// `gamma` with shape and rate, or `beta` with its two parameters.
    pub family: String,
    /// Those two.
    pub parameters: Vec<f64>,
    /// Mean over the customers.
    pub mean: f64,
    /// Half of the customers are below it.
    pub median: f64,
    /// Points in equal distances: inside 0 to 1, or up to what 99 % of the customers are below.
    pub points: Vec<f64>,
    /// The density there.
    pub density: Vec<f64>,
}

impl From<core::MixingDistribution> for MixingDistribution {
    fn from(mixing: core::MixingDistribution) -> Self {
        Self {
            quantity: mixing.quantity.name().to_owned(),
            family: mixing.family.to_owned(),
            parameters: mixing.parameters.to_vec(),
            mean: mixing.mean,
            median: mixing.median,
            points: mixing.points,
            density: mixing.density,
        }
    }
}

/// How the customers of a model differ.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Mixing {
    /// In buying.
    pub rate: MixingDistribution,
    /// In leaving; nothing where nobody leaves.
    pub dropout: Option<MixingDistribution>,
}

/// How the customers of a model differ in buying and in leaving, with the densities at so many `points`, 2 to 100,000.
#[uniffi::export(default(points = 200))]
pub fn mixing(model: &AnyPurchaseModel, points: u32) -> Result<Mixing> {
    run("mixing", || {
        let core::Mixing { rate, dropout } = core::mixing(&any(model), points)?;
        Ok(Mixing { rate: rate.into(), dropout: dropout.map(MixingDistribution::from) })
    })
}

/// The model as core holds one of any class.
fn any(model: &AnyPurchaseModel) -> core::AnyPurchaseModel {
    each!(model, model => model.0.clone().into())
}
