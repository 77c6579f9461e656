//! What do the models need of one customer's purchases?

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;
use sartor::SartorError;
use sartor::lifetime as core;

use super::fitting::HISTORY;
use super::summaries::period;
use crate::host::{answer, run, to_text};
use crate::input;

const PURCHASES: &str = "purchases";

/// One customer's purchases, folded one by one in the order of time: what a stream keeps of each customer.
///
/// Its summary equals that of `summarize` over the same purchases, to the bit.
#[napi(namespace = "lifetime")]
#[derive(Default)]
pub struct CustomerPurchases {
    folded: core::CustomerPurchases,
}

#[napi(namespace = "lifetime")]
impl CustomerPurchases {
    /// A customer who has not bought anything yet.
    #[napi(constructor, catch_unwind)]
    pub fn new() -> Self {
        Self::default()
    }

    /// What `toJson` wrote.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "CustomerPurchases.fromJson", || {
            let json = input::text(PURCHASES, "json", json)?;
            Ok(Self { folded: sartor::input::from_text(PURCHASES, &json)? })
        })
    }

    /// The purchases as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        let operation = "CustomerPurchases.toJson";
        run(env, operation, || to_text(operation, &self.folded))
    }

    /// Fold the next purchase: the number of its day, counted from any one date, and what was paid; negative for a return.
    ///
    /// Days may not descend. Purchases of one day count once; returns are taken off the latest purchases. A refused
    /// purchase changes nothing.
    #[napi(catch_unwind, ts_args_type = "day: number, value: number")]
    pub fn fold(&mut self, env: &Env, day: Unknown<'_>, value: Unknown<'_>) -> napi::Result<()> {
        run(env, "CustomerPurchases.fold", || {
            let (day, value) =
                (input::integer("purchase", "day", day)?, input::number("purchase", "value", value)?);
            Ok(self.folded.fold(day, value)?)
        })
    }

    /// What the models need, at the end of a day.
    #[napi(
        catch_unwind,
        ts_args_type = "asOfDay: number, period: PeriodLength",
        ts_return_type = "CustomerSummary"
    )]
    pub fn summary<'env>(
        &self,
        env: &'env Env,
        as_of_day: Unknown<'_>,
        period: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "CustomerPurchases.summary", || {
            let as_of_day = input::integer("purchase summary", "asOfDay", as_of_day)?;
            Ok(self.folded.summary(as_of_day, self::period(period)?)?)
        })
    }

    /// What returns took off so far.
    #[napi(getter, catch_unwind, ts_return_type = "ReturnTotals")]
    pub fn returns<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "CustomerPurchases.returns", || Ok(self.folded.returns()))
    }
}

/// One customer's purchases, as day numbers in ascending order with what was spent, summarised for the models.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "days: Array<number>, spend: Array<number>, asOfDay: number, periodDays: number",
    ts_return_type = "PurchaseSummary"
)]
pub fn summarize_customer<'env>(
    env: &'env Env,
    days: Unknown<'_>,
    spend: Unknown<'_>,
    as_of_day: Unknown<'_>,
    period_days: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "summarizeCustomer", || {
        let spend = input::column(HISTORY, "spend", spend)?;
        let days = input::integers(HISTORY, "days", days)?;
        if days.len() != spend.len() {
            return Err(SartorError::invalid(HISTORY, "spend", "as long as days").into());
        }
        let purchases: Vec<_> = days.into_iter().zip(spend).collect();
        let as_of_day = input::integer(HISTORY, "asOfDay", as_of_day)?;
        let period_days = input::number(HISTORY, "periodDays", period_days)?;
        Ok(core::summarize_customer(&purchases, as_of_day, period_days)?)
    })
}
