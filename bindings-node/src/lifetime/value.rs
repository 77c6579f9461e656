//! What will customers spend, over a horizon or for ever?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, JsObjectValue, Object, Unknown};
use napi_derive::napi;
use sartor::lifetime as core;

use super::fitting::{HISTORY, equally_long, level};
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
}

impl From<core::ValueColumns> for ValueColumns {
    fn from(columns: core::ValueColumns) -> Self {
        let core::ValueColumns { expected, periods, discount_rate_per_period, margin } = columns;
        Self { expected: expected.into(), periods, discount_rate_per_period, margin }
    }
}

fn spend_of(input: Unknown<'_>) -> Outcome<Arc<core::GammaGamma>> {
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
    ts_args_type = "purchases: PurchaseModel, spend: GammaGamma, history: PurchaseSummary, periods: number, discountRatePerPeriod?: number | null, level?: number | null, margin?: number | null",
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
        let history = input::record(HISTORY, history)?;
        let periods = input::number(HISTORY, "periods", periods)?;
        let rate = if input::is_absent(discount_rate_per_period)? {
            0.0
        } else {
            input::number(HISTORY, "discountRatePerPeriod", discount_rate_per_period)?
        };
        let level = self::level(level)?;
        let (purchases, spend) = (any_model(SUBJECT, "purchases", purchases)?, spend_of(spend)?);
        let forecast = purchases.value(&spend, &history, periods, rate, level)?;
        if input::is_absent(margin)? {
            return Ok(forecast);
        }
        Ok(forecast.at_margin(input::number(SUBJECT, "margin", margin)?)?)
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
        let (history, options) =
            (input::record(HISTORY, history)?, input::options("value options", options)?);
        let (purchases, spend) = (any_model(SUBJECT, "purchases", purchases)?, spend_of(spend)?);
        Ok(purchases.expected_value(&spend, &history, &options)?)
    })
}

/// The same for columns of customers.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "purchases: PurchaseModel, spend: GammaGamma, histories: ValueHistories, options?: (Input<ValueOptions> & FollowOptions) | null",
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
            let asked: core::ValueOptions = input::options_with("value options", options)?;
            Ok(((models, rows, asked), Follow::among(env, operation, options)?))
        },
        |((purchases, spend), rows, asked), control| {
            purchases.value_columns(&spend, &rows.columns(), &asked, control)
        },
        |_, columns| Ok(ValueColumns::from(columns)),
    )
}

/// Columns of histories with their spend.
enum Rows {
    Columns(Vec<Vec<f64>>),
    Summarised(Arc<core::Summaries>),
}

/// In the order in which they stand in [`Rows::Columns`].
const NAMES: [&str; 5] = ["frequency", "lastPurchaseAge", "age", "monetary", "paidFrequency"];

impl Rows {
    fn read(input: Unknown<'_>) -> Outcome<Self> {
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

    fn columns(&self) -> core::HistoryColumns<'_> {
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
}
