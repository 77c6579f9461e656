//! How often will customers buy, for how long, and what is that worth? The models by themselves.
//!
//! One customer is a synchronous call; columns of many, and fits, are promises.

mod bg_nbd;
mod gamma_gamma;

use napi::Env;
use napi::bindgen_prelude::{FromNapiValue, JsObjectValue, Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::batch::map_chunks;
use sartor::control::Control;
use sartor::lifetime as core;

use crate::host::{Outcome, answer};
use crate::input;
use bg_nbd::BgNbd;
use gamma_gamma::GammaGamma;

/// What is said to be wrong when an argument is.
const HISTORY: &str = "purchase history";
/// Customers computed between two looks at the control.
const CHUNK: usize = 4_096;

/// Columns of purchase histories, one row a customer.
struct Histories {
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
}

impl Histories {
    fn read(input: Unknown<'_>) -> Outcome<Self> {
        let columns = input::fields(HISTORY, input, &["frequency", "lastPurchaseAge", "age"])?;
        let column = |name: &str| input::column(HISTORY, name, columns.get_named_property_unchecked(name)?);
        let histories = Self {
            frequency: column("frequency")?,
            last_purchase_age: column("lastPurchaseAge")?,
            age: column("age")?,
        };
        let (ages, rows) = (histories.last_purchase_age.len(), histories.frequency.len());
        equally_long(rows, &[("lastPurchaseAge", ages), ("age", histories.age.len())])?;
        Ok(histories)
    }

    fn map(
        &self,
        control: Control<'_>,
        of: impl Fn(f64, f64, f64) -> sartor::Result<f64> + Sync,
    ) -> sartor::Result<Vec<f64>> {
        let ages = self.last_purchase_age.iter().zip(&self.age);
        let rows: Vec<_> = self.frequency.iter().zip(ages).map(|(x, (t_x, age))| (*x, *t_x, *age)).collect();
        map_chunks(&rows, CHUNK, control, |(x, t_x, age)| of(*x, *t_x, *age))
    }
}

fn equally_long(rows: usize, others: &[(&str, usize)]) -> Outcome<()> {
    for (name, length) in others {
        if *length != rows {
            let expected = format!("a column of {rows} rows, as frequency is");
            return Err(SartorError::invalid(HISTORY, name, &expected).into());
        }
    }
    Ok(())
}

/// `weights` and `penalty` of a fit.
fn fit_options(subject: &str, options: Unknown<'_>) -> Outcome<(Option<Vec<f64>>, f64)> {
    if input::is_absent(options)? {
        return Ok((None, 0.0));
    }
    let options = Object::from_unknown(options)?;
    let weights: Unknown<'_> = options.get_named_property_unchecked("weights")?;
    let penalty: Unknown<'_> = options.get_named_property_unchecked("penalty")?;
    let weights =
        if input::is_absent(weights)? { None } else { Some(input::column(subject, "weights", weights)?) };
    let penalty = if input::is_absent(penalty)? { 0.0 } else { input::number(subject, "penalty", penalty)? };
    Ok((weights, penalty))
}

/// One history, as numbers.
fn history(frequency: Unknown<'_>, last_purchase_age: Unknown<'_>, age: Unknown<'_>) -> Outcome<[f64; 3]> {
    Ok([
        input::number(HISTORY, "frequency", frequency)?,
        input::number(HISTORY, "lastPurchaseAge", last_purchase_age)?,
        input::number(HISTORY, "age", age)?,
    ])
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

/// What a customer is expected to spend in the next `periods`, from a history in the models' units.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "purchases: BgNbd, spend: GammaGamma, history: PurchaseSummary, periods: number, discountRatePerPeriod: number, level: number",
    ts_return_type = "ValueForecast"
)]
pub fn value<'env>(
    env: &'env Env,
    purchases: Unknown<'_>,
    spend: Unknown<'_>,
    history: Unknown<'_>,
    periods: Unknown<'_>,
    discount_rate_per_period: Unknown<'_>,
    level: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "value", || {
        let history = input::record(HISTORY, history)?;
        let periods = input::number(HISTORY, "periods", periods)?;
        let discount_rate = input::number(HISTORY, "discountRatePerPeriod", discount_rate_per_period)?;
        let level = input::number(HISTORY, "level", level)?;
        let purchases = input::instance::<BgNbd>("value", "purchases", "a BgNbd", purchases)?;
        let spend = input::instance::<GammaGamma>("value", "spend", "a GammaGamma", spend)?;
        Ok(core::value(&purchases.model, &spend.model, &history, periods, discount_rate, level)?)
    })
}
