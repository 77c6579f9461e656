//! What will customers spend, over a horizon or for ever?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, JsObjectValue, Object, Unknown};
use napi_derive::napi;
use sartor::batch::fill_rows;
use sartor::control::Control;
use sartor::lifetime as core;

use super::fitting::{HISTORY, equally_long, in_row, level, place};
use super::models::any_model;
use super::spend::GammaGamma;
use super::summaries::Summaries;
use crate::host::{Outcome, answer};
use crate::input;
use crate::work::{Follow, promise};

const SUBJECT: &str = "value";

/// What each of many customers is expected to spend.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct ValueColumns {
    /// Expected value of each customer, discounted, in the histories' unit of money.
    pub expected: Float64Array,
    /// The horizon; null for ever.
    pub periods: Option<f64>,
    /// The discount.
    pub discount_rate_per_period: f64,
    /// The share of spend that `expected` is: a margin. Null when it is revenue.
    pub margin: Option<f64>,
    /// Nominal coverage of the predictive intervals; null without them, as are the three columns below.
    pub level: Option<f64>,
    /// Lower ends of the intervals: of what the customer will spend, not of its mean.
    pub low: Option<Float64Array>,
    /// Upper ends, never below `expected`.
    pub high: Option<Float64Array>,
    /// Probabilities of no purchase within the horizon.
    pub probability_of_none: Option<Float64Array>,
}

impl ValueColumns {
    fn of(options: &core::ValueOptions, figures: Figures) -> Self {
        let core::ValueOptions { periods, discount_rate_per_period, margin } = *options;
        let (expected, intervals) = match figures {
            Figures::Expected(expected) => (expected, None),
            Figures::Intervals(level, figures) => {
                let column = |at: usize| place(&figures, 4, at);
                let [expected, low, high, none]: [Vec<f64>; 4] = [0, 1, 2, 3].map(column);
                (expected, Some((level, [low, high, none].map(Float64Array::new))))
            }
        };
        let (level, columns) = intervals.unzip();
        let (low, high, probability_of_none) =
            columns.map_or((None, None, None), |[low, high, none]| (Some(low), Some(high), Some(none)));
        let expected = expected.into();
        Self { expected, periods, discount_rate_per_period, margin, level, low, high, probability_of_none }
    }
}

/// A history whose purchases all cost something: where some were free, their spend needs `paidFrequency` too.
pub fn plain_history(input: Unknown<'_>) -> Outcome<core::PurchaseSummary> {
    input::fields(HISTORY, input, &NAMES[..4])?;
    input::record(HISTORY, input)
}

/// The figures of each customer: what is expected, or that with its interval and the probability of no purchase.
enum Figures {
    Expected(Vec<f64>),
    Intervals(f64, Vec<f64>),
}

/// A history with its spend.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct History {
    frequency: f64,
    last_purchase_age: f64,
    age: f64,
    monetary: f64,
    paid_frequency: Option<f64>,
}

impl History {
    fn read(input: Unknown<'_>) -> Outcome<core::CustomerSummary> {
        let others = ["logIntervalSum"];
        input::fields(HISTORY, input, &[&NAMES[..], &others].concat())?;
        let Self { frequency, last_purchase_age, age, monetary, paid_frequency } =
            input::record(HISTORY, input)?;
        let paid_frequency = paid_frequency.unwrap_or(frequency);
        let log_interval_sum = 0.0;
        Ok(core::CustomerSummary {
            frequency,
            last_purchase_age,
            age,
            paid_frequency,
            monetary,
            log_interval_sum,
        })
    }
}

/// The model of spend in an argument.
pub fn spend_of(input: Unknown<'_>) -> Outcome<Arc<core::GammaGamma>> {
    Ok(Arc::clone(&input::instance::<GammaGamma>(SUBJECT, "spend", "a GammaGamma", input)?.model))
}

/// What a customer is expected to spend in the next `periods`, with the interval of what it will be; from a history in
/// the models' units.
///
/// `discountRatePerPeriod` is 0 unless stated, 0.002 a week is about 0.11 a year; `level` is 0.9. Revenue, or a share of
/// it where there is a `margin`.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "purchases: PurchaseModel, spend: GammaGamma, history: PurchaseSummary | CustomerSummary, periods: number, discountRatePerPeriod?: number | null, level?: number | null, margin?: number | null",
    ts_return_type = "ValueForecast"
)]
#[allow(clippy::too_many_arguments)] // as the caller spells them
pub fn value<'env>(
    env: &'env Env,
    purchases: Unknown<'_>,
    spend: Unknown<'_>,
    history: Unknown<'_>,
    periods: Unknown<'_>,
    discount_rate_per_period: Unknown<'_>,
    level: Unknown<'_>,
    margin: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, SUBJECT, || {
        let summary = History::read(history)?;
        let number = |name: &str, input: Unknown<'_>| -> Outcome<Option<f64>> {
            if input::is_absent(input)? { Ok(None) } else { input::number(SUBJECT, name, input).map(Some) }
        };
        let options = core::ValueOptions {
            periods: Some(input::number(SUBJECT, "periods", periods)?),
            discount_rate_per_period: number("discountRatePerPeriod", discount_rate_per_period)?
                .unwrap_or(0.0),
            margin: number("margin", margin)?,
        };
        let level = self::level(level)?;
        let (purchases, spend) = (any_model(SUBJECT, "purchases", purchases)?, spend_of(spend)?);
        Ok(purchases.value_forecast(&spend, &summary, &options, level)?)
    })
}

/// What a customer is expected to spend over a horizon, or for ever where `periods` is absent. There is no interval, which
/// is most of the work of `value`.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "purchases: PurchaseModel, spend: GammaGamma, history: PurchaseSummary, options?: Input<ValueOptions> | null",
    ts_return_type = "ExpectedValue"
)]
pub fn expected_value<'env>(
    env: &'env Env,
    purchases: Unknown<'_>,
    spend: Unknown<'_>,
    history: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "expectedValue", || {
        let (history, options) = (plain_history(history)?, input::options("value options", options)?);
        let (purchases, spend) = (any_model(SUBJECT, "purchases", purchases)?, spend_of(spend)?);
        Ok(purchases.expected_value(&spend, &history, &options)?)
    })
}

/// The same for columns of customers; with a `level` also the intervals of `value`, over a horizon.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "purchases: PurchaseModel, spend: GammaGamma, histories: ValueHistories, options?: ValueColumnsOptions | null",
    ts_return_type = "Promise<ValueColumns>"
)]
pub fn value_columns<'env>(
    env: &'env Env,
    purchases: Unknown<'_>,
    spend: Unknown<'_>,
    histories: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "valueColumns";
    promise(
        env,
        operation,
        || {
            let models = (any_model(SUBJECT, "purchases", purchases)?, spend_of(spend)?);
            let rows = Rows::read(histories)?;
            let Asked { level, periods, discount_rate_per_period, margin } =
                input::options_with("value options", options)?;
            let asked = core::ValueOptions { periods, discount_rate_per_period, margin };
            Ok(((models, rows, asked, level), Follow::among(env, operation, options)?))
        },
        |((purchases, spend), rows, asked, level), control| {
            let figures = match level {
                Some(level) => Figures::Intervals(
                    level,
                    rows.forecasts(control, |summary| {
                        purchases.value_forecast(&spend, summary, &asked, level)
                    })?,
                ),
                None => Figures::Expected(
                    purchases.value_columns(&spend, &rows.columns(), &asked, control)?.expected,
                ),
            };
            Ok((asked, figures))
        },
        |_, (asked, figures)| Ok(ValueColumns::of(&asked, figures)),
    )
}

/// What is asked of columns.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Asked {
    periods: Option<f64>,
    discount_rate_per_period: f64,
    margin: Option<f64>,
    level: Option<f64>,
}

impl Default for Asked {
    fn default() -> Self {
        let core::ValueOptions { periods, discount_rate_per_period, margin } = core::ValueOptions::default();
        Self { periods, discount_rate_per_period, margin, level: None }
    }
}

/// Columns of histories with their spend.
pub enum Rows {
    Columns(Vec<Vec<f64>>),
    Summarised(Arc<core::Summaries>),
}

/// In the order in which they stand in [`Rows::Columns`].
const NAMES: [&str; 5] = ["frequency", "lastPurchaseAge", "age", "monetary", "paidFrequency"];

impl Rows {
    pub fn read(input: Unknown<'_>) -> Outcome<Self> {
        if let Some(summaries) = Summaries::given(input)? {
            return Ok(Self::Summarised(summaries));
        }
        let given = input::fields(HISTORY, input, &NAMES)?;
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for name in NAMES {
            let column: Unknown<'_> = given.get_named_property_unchecked(name)?;
            columns.push(match columns.first() {
                Some(frequency) if name == "paidFrequency" && input::is_absent(column)? => frequency.clone(),
                _ => input::column(HISTORY, name, column)?,
            });
        }
        let lengths: Vec<_> = NAMES.into_iter().zip(columns.iter().map(Vec::len)).collect();
        equally_long(lengths.first().map_or(0, |(_, rows)| *rows), &lengths)?;
        Ok(Self::Columns(columns))
    }

    pub fn columns(&self) -> core::HistoryColumns<'_> {
        match self {
            Self::Columns(columns) => {
                let column = |place: usize| columns.get(place).map_or(&[][..], Vec::as_slice);
                core::HistoryColumns {
                    frequency: column(0),
                    last_purchase_age: column(1),
                    age: column(2),
                    monetary: column(3),
                    paid_frequency: column(4),
                }
            }
            Self::Summarised(known) => known.as_ref().into(),
        }
    }

    /// Of each customer what is expected, the ends of its interval and the probability of no purchase.
    fn forecasts(
        &self,
        control: Control<'_>,
        of: impl Fn(&core::CustomerSummary) -> sartor::Result<core::ValueForecast> + Sync,
    ) -> sartor::Result<Vec<f64>> {
        let rows = self.columns();
        let mut figures = vec![0.0; 4 * rows.frequency.len()];
        fill_rows(&mut figures, 4, control, |row, figures| {
            let at = |column: &[f64]| column.get(row).copied().unwrap_or(f64::NAN);
            let summary = core::CustomerSummary {
                frequency: at(rows.frequency),
                last_purchase_age: at(rows.last_purchase_age),
                age: at(rows.age),
                paid_frequency: at(rows.paid_frequency),
                monetary: at(rows.monetary),
                log_interval_sum: 0.0,
            };
            let forecast = of(&summary).map_err(|error| in_row(error, row))?;
            let core::ValueForecast { expected, low, high, probability_of_none, .. } = forecast;
            figures.copy_from_slice(&[expected, low, high, probability_of_none]);
            Ok(())
        })?;
        Ok(figures)
    }
}
