//! The models of lifetime value, each usable alone.

mod bg_nbd;
mod gamma_gamma;

pub use bg_nbd::BgNbd;
pub use gamma_gamma::GammaGamma;

use sartor::lifetime::{PurchaseSummary, ValueForecast};
use sartor::{Result, SartorError, lifetime as core};

use crate::work::run;

/// Rows worked on by one thread at a time.
const CHUNK: usize = 1_024;

/// One customer's purchases, as day numbers in ascending order with what was spent, summarised for the models.
///
/// Purchases on one day count once; `periodDays` is the length of a period in days, 7 for weeks.
#[uniffi::export(default(period_days = 1.0))]
pub fn summarize_customer(
    days: &[i64],
    spend: &[f64],
    as_of_day: i64,
    period_days: f64,
) -> Result<PurchaseSummary> {
    run("summarizeCustomer", || {
        equally_long(days.len(), &[("spend", spend.len())])?;
        let purchases: Vec<_> = days.iter().copied().zip(spend.iter().copied()).collect();
        core::summarize_customer(&purchases, as_of_day, period_days)
    })
}

/// What a customer is expected to spend in the next `periods`, with its predictive interval. The history is in
/// the units of the models; a discount rate of 0.002 a week is about 0.11 a year.
#[uniffi::export(default(discount_rate_per_period = 0.0, level = 0.9))]
pub fn value(
    purchases: &BgNbd,
    spend: &GammaGamma,
    history: &PurchaseSummary,
    periods: f64,
    discount_rate_per_period: f64,
    level: f64,
) -> Result<ValueForecast> {
    run("value", || core::value(&purchases.0, &spend.0, history, periods, discount_rate_per_period, level))
}

fn equally_long(rows: usize, others: &[(&str, usize)]) -> Result<()> {
    match others.iter().find(|(_, length)| *length != rows) {
        Some((name, _)) => Err(SartorError::invalid("columns", name, &format!("a column of {rows} rows"))),
        None => Ok(()),
    }
}
