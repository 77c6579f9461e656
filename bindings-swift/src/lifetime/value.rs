//! What are purchases and spend worth together?

use sartor::Result;
use sartor::lifetime::{PurchaseSummary, ValueForecast};

use super::any_model::AnyPurchaseModel;
use super::gamma_gamma::GammaGamma;
use crate::work::run;

/// What a customer is expected to spend in the next `periods`, with its predictive interval: revenue, or the share of
/// it that is a `margin`, such as 0.3. The history is in the units of the models; a discount rate of 0.002 a week is
/// about 0.11 a year.
#[uniffi::export(default(discount_rate_per_period = 0.0, level = 0.9, margin = None))]
pub fn value(
    purchases: &AnyPurchaseModel,
    spend: &GammaGamma,
    history: &PurchaseSummary,
    periods: f64,
    discount_rate_per_period: f64,
    level: f64,
    margin: Option<f64>,
) -> Result<ValueForecast> {
    run("value", || {
        let forecast = purchases.core().value(&spend.0, history, periods, discount_rate_per_period, level)?;
        match margin {
            Some(margin) => forecast.at_margin(margin),
            None => Ok(forecast),
        }
    })
}
