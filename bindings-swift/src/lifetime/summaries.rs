//! What do the models need of customers?

use sartor::Result;
use sartor::lifetime::{self as core, PurchaseSummary};

use super::columns::equally_long;
use crate::work::run;

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
