//! What are purchases and spend worth together?
#![allow(clippy::too_many_arguments)] // they are arguments of Swift and Kotlin, named, most of them with defaults

use std::sync::Arc;

use sartor::Result;
use sartor::lifetime::{
    self as core, CustomerSummary, ExpectedValue, HistoryColumns, PurchaseSummary, ValueColumns,
    ValueForecast, ValueOptions,
};

use super::any_model::AnyPurchaseModel;
use super::gamma_gamma::GammaGamma;
use crate::work::{Control, run, run_long};

/// What a customer is expected to spend in the next `periods`, with its predictive interval: revenue, or the share of
/// it that is a `margin`, such as 0.3. The history is in the units of the models; a discount rate of 0.002 a week is
/// about 0.11 a year. `paidFrequency` counts the repeat purchases that cost something; all did where it is left out.
#[uniffi::export(
    default(discount_rate_per_period = 0.0, level = 0.9, margin = None, paid_frequency = None)
)]
pub fn value(
    purchases: &AnyPurchaseModel,
    spend: &GammaGamma,
    history: &PurchaseSummary,
    periods: f64,
    discount_rate_per_period: f64,
    level: f64,
    margin: Option<f64>,
    paid_frequency: Option<f64>,
) -> Result<ValueForecast> {
    let PurchaseSummary { frequency, last_purchase_age, age, monetary } = *history;
    let summary = CustomerSummary {
        frequency,
        last_purchase_age,
        age,
        paid_frequency: paid_frequency.unwrap_or(frequency),
        monetary,
        log_interval_sum: 0.0,
    };
    let options = ValueOptions { periods: Some(periods), discount_rate_per_period, margin };
    run(
        "value",
        || each!(purchases, model => core::value_forecast(&model.0, &spend.0, &summary, &options, level)),
    )
}

/// What a customer is expected to spend over a horizon, or for ever where the options name none, discounted. There is no
/// interval, which is most of the work of `value`.
#[uniffi::export(default(options = None))]
pub fn expected_value(
    purchases: &AnyPurchaseModel,
    spend: &GammaGamma,
    history: &PurchaseSummary,
    options: Option<ValueOptions>,
) -> Result<ExpectedValue> {
    let options = options.unwrap_or_default();
    run(
        "expectedValue",
        || each!(purchases, model => core::expected_value(&model.0, &spend.0, history, &options)),
    )
}

/// The same for columns of customers. `paidFrequency` counts the repeat purchases that cost something; all did where it
/// is left out.
#[uniffi::export(default(paid_frequency = None, options = None, control = None))]
pub fn value_columns(
    purchases: &AnyPurchaseModel,
    spend: &GammaGamma,
    frequency: &[f64],
    last_purchase_age: &[f64],
    age: &[f64],
    monetary: &[f64],
    paid_frequency: Option<Vec<f64>>,
    options: Option<ValueOptions>,
    control: Option<Arc<dyn Control>>,
) -> Result<ValueColumns> {
    let options = options.unwrap_or_default();
    let paid_frequency = paid_frequency.as_deref().unwrap_or(frequency);
    let rows = HistoryColumns { frequency, last_purchase_age, age, paid_frequency, monetary };
    run_long(
        "valueColumns",
        control,
        |control| each!(purchases, model => core::value_columns(&model.0, &spend.0, &rows, &options, control)),
    )
}
