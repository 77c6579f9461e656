//! What reports of a shop are drawn from: totals, purchases by period, how customers differ, the score of a holdout.

use napi::Env;
use napi::bindgen_prelude::{Float64Array, Object, Unknown};
use napi_derive::napi;
use sartor::lifetime as core;

use super::models::any_model;
use super::summaries::Summaries;
use super::value::{Rows, spend_of};
use crate::host::{parsed, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

/// What customers are expected to do together, with intervals that join chance and the parameters' uncertainty.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct TotalValue {
    /// How many they are.
    pub customers: u32,
    /// Value expected of all, discounted, in the unit of money of the histories.
    pub expected: f64,
    /// Lower end of its interval; null where spend has no finite variance, as when Gamma-Gamma's `q` is at most 2.
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

/// The value that customers have together over the next `periods`, with its interval. Intervals of customers must not be
/// added up: their chances even out, and the parameters' errors do not.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "purchases: PurchaseModel, spend: GammaGamma, histories: ValueHistories, periods: number, options?: TotalValueOptions | null",
    ts_return_type = "Promise<TotalValue>"
)]
pub fn total_value<'env>(
    env: &'env Env,
    purchases: Unknown<'_>,
    spend: Unknown<'_>,
    histories: Unknown<'_>,
    periods: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let (operation, subject) = ("totalValue", "value");
    let known = ["discountRatePerPeriod", "margin", "level"];
    promise(
        env,
        operation,
        || {
            let models = (any_model(subject, "purchases", purchases)?, spend_of(spend)?);
            let rows = Rows::read(histories)?;
            let margin = input::option(options, "margin")?;
            let asked = core::ValueOptions {
                periods: Some(input::number(subject, "periods", periods)?),
                discount_rate_per_period: input::number_or(subject, "discountRatePerPeriod", options, 0.0)?,
                margin: margin.map(|margin| input::number(subject, "margin", margin)).transpose()?,
            };
            let level = input::number_or(subject, "level", options, 0.9)?;
            Ok(((models, rows, asked, level), Follow::read_with(env, operation, options, &known)?))
        },
        |((purchases, spend), rows, asked, level), control| {
            core::total_value(&purchases, &spend, &rows.columns(), &asked, level, control)
        },
        |_, total| Ok(TotalValue::from(total)),
    )
}

/// Repeat purchases by period, those that were made beside those expected: columns with a row for each whole period since
/// the first purchase of all.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct Tracking {
    /// Ends of the periods, in periods since the day of the first purchase of all.
    pub end: Float64Array,
    /// Repeat purchases in each period.
    pub observed: Float64Array,
    /// Those expected.
    pub expected: Float64Array,
    /// Lower ends of their intervals.
    pub low: Float64Array,
    /// Upper ends.
    pub high: Float64Array,
    /// Repeat purchases up to the end of each period.
    pub cumulative_observed: Float64Array,
    /// Those expected.
    pub cumulative_expected: Float64Array,
    /// Lower ends of their intervals.
    pub cumulative_low: Float64Array,
    /// Upper ends.
    pub cumulative_high: Float64Array,
    /// Where the holdout begins, in periods since the day of the first purchase; null without one.
    pub calibration_end: Option<f64>,
    /// Customers followed: those known at the end of the calibration.
    pub customers: u32,
    /// The unit of time: `day`, `week`, `month`, `year`, or a number of days.
    pub period: String,
    /// Nominal coverage of the intervals.
    pub level: f64,
}

impl From<core::Tracking> for Tracking {
    fn from(tracking: core::Tracking) -> Self {
        Self {
            end: tracking.end.into(),
            observed: tracking.observed.into(),
            expected: tracking.expected.into(),
            low: tracking.low.into(),
            high: tracking.high.into(),
            cumulative_observed: tracking.cumulative_observed.into(),
            cumulative_expected: tracking.cumulative_expected.into(),
            cumulative_low: tracking.cumulative_low.into(),
            cumulative_high: tracking.cumulative_high.into(),
            calibration_end: tracking.calibration_end,
            customers: tracking.customers,
            period: tracking.period.to_string(),
            level: tracking.level,
        }
    }
}

/// Follow the customers of a file of transactions under a fitted model, period by period; `level` is 0.9 unless stated.
///
/// What is expected rests on nothing but the day of each customer's first purchase.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "model: PurchaseModel, summaries: Summaries, options?: LevelOptions | null",
    ts_return_type = "Promise<Tracking>"
)]
pub fn tracking<'env>(
    env: &'env Env,
    model: Unknown<'_>,
    summaries: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "tracking";
    promise(
        env,
        operation,
        || {
            let model = any_model(operation, "model", model)?;
            let (_, rows, summarised) = Summaries::read(operation, summaries)?;
            let level = input::number_or(operation, "level", options, 0.9)?;
            Ok(((model, rows, summarised, level), Follow::read_with(env, operation, options, &["level"])?))
        },
        |(model, rows, summarised, level), control| {
            rows.with(|rows| core::tracking(&model, rows, &summarised, level, control))
        },
        |_, tracking| Ok(Tracking::from(tracking)),
    )
}

/// How well a fitted model forecast the holdout of summaries; `level` is 0.9 unless stated. `select` scores what it fits
/// itself; this scores any model, such as one fitted with a penalty.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "model: PurchaseModel, summaries: Summaries, options?: LevelOptions | null",
    ts_return_type = "Promise<ForecastScore>"
)]
pub fn score_holdout<'env>(
    env: &'env Env,
    model: Unknown<'_>,
    summaries: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "scoreHoldout";
    promise(
        env,
        operation,
        || {
            let model = any_model(operation, "model", model)?;
            let (known, ..) = Summaries::read(operation, summaries)?;
            let level = input::number_or(operation, "level", options, 0.9)?;
            Ok(((model, known, level), Follow::read_with(env, operation, options, &["level"])?))
        },
        |(model, known, level), control| core::score_holdout(&model, &known, level, control),
        move |env, score| Ok(parsed(env, to_text(operation, &score)?)?),
    )
}

/// One quantity over the customers of a model: a gamma or a beta distribution.
#[napi(object, object_from_js = false)]
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
    pub points: Float64Array,
    /// The density there.
    pub density: Float64Array,
}

impl From<core::MixingDistribution> for MixingDistribution {
    fn from(mixing: core::MixingDistribution) -> Self {
        Self {
            quantity: mixing.quantity.name().to_owned(),
            family: mixing.family.to_owned(),
            parameters: mixing.parameters.to_vec(),
            mean: mixing.mean,
            median: mixing.median,
            points: mixing.points.into(),
            density: mixing.density.into(),
        }
    }
}

/// How the customers of a model differ.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct Mixing {
    /// In buying.
    pub rate: MixingDistribution,
    /// In leaving; null where nobody leaves.
    pub dropout: Option<MixingDistribution>,
}

/// How the customers of a model differ in buying and in leaving, with the densities at so many points, 200 unless stated.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "model: PurchaseModel, points?: number | null",
    ts_return_type = "Mixing"
)]
pub fn mixing(env: &Env, model: Unknown<'_>, points: Unknown<'_>) -> napi::Result<Mixing> {
    run(env, "mixing", || {
        let model = any_model("mixing", "model", model)?;
        let points = if input::is_absent(points)? { 200 } else { input::count("mixing", "points", points)? };
        let core::Mixing { rate, dropout } = core::mixing(&model, points)?;
        Ok(Mixing { rate: rate.into(), dropout: dropout.map(MixingDistribution::from) })
    })
}
