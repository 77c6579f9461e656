//! How often will customers buy, for how long, and what is that worth?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `lifetime.summarize` | `customer`, `timestampMs`, `value`, `options` | `Summaries` |
//! | `lifetime.summarizeCustomer` | `purchases` as `[day, spend]`, `asOfDay`, `periodDays` | `PurchaseSummary` |
//! | `lifetime.fit`, `lifetime.refit` | `kind` or `model`, columns, for a regular buyer `logIntervalSum` or `phases` | a model |
//! | `lifetime.fitSpend` | `frequency`, `monetary`, `weights`, `penalty` | `GammaGamma` |
//! | `lifetime.covariates` | `kind`, columns, `covariates`, `customers` | `{model, customers}`: a model for each of `customers` |
//! | `lifetime.profileIntervals` | `model`, columns, `level` | list of `ProfileInterval` |
//! | `lifetime.bootstrap` | `model`, columns, `level`, `replicates`, `seed` | list of `ParameterInterval` |
//! | `lifetime.answers` | `model`, columns, `periods`, and what else is asked | one object a row |
//! | `lifetime.value` | `model`, `spend`, columns, `options` | `ValueColumns` |
//! | `lifetime.valueForecast` | `model`, `spend`, `summary`, `options`, `level` | `ValueForecast` |
//! | `lifetime.simulate` | `model`, `customers`, `ages`, `seed` | `SimulatedCustomers` |
//! | `lifetime.select` | `summaries`, `kinds` | `{comparison, model}` |
//! | `lifetime.backtest` | `customer`, `timestampMs`, `value`, `options` | `BacktestReport` |
//! | `lifetime.calibrate` | `model`, `spend`, `summaries`, `level` | a conformal forecaster |
//! | `lifetime.conformal` | `forecaster`, columns | `{purchases, value}` |
//!
//! Columns are `frequency`, `lastPurchaseAge`, `age`, for a fit `weights` and `penalty`, for value `paidFrequency` and
//! `monetary`. A `model` is what a fit gives: `{model, fit}`.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::with;
use crate::control::Control;
use crate::lifetime::{
    AnyPurchaseModel, BacktestOptions, BgNbdParams, ConformalForecaster, Covariate, CovariateModel,
    CovariateProcess, CustomerColumn, CustomerIds, CustomerSummary, FitData, GammaGamma, HistoryColumns,
    MbgNbdParams, NbdParams, NextPurchase, ParameterInterval, ParetoNbdParams, Plain, PurchaseModel,
    PurchaseModelKind, PurchaseProcess, Regularity, Summaries, SummaryOptions, Transactions, ValueOptions,
    backtest, each_model, select, summarize, summarize_customer,
};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    let none = Control::none();
    Some(match operation {
        "lifetime.summarize" => with(operation, input, |asked: File<SummaryOptions>| {
            asked.read(|rows| summarize(rows, &asked.options))
        }),
        "lifetime.summarizeCustomer" => with(operation, input, |asked: OneCustomer| {
            summarize_customer(&asked.purchases, asked.as_of_day, asked.period_days)
        }),
        "lifetime.fit" => with(operation, input, |asked: Fit| asked.fit()),
        "lifetime.refit" => with(operation, input, |asked: Known| asked.model.refit(&asked.data(), none)),
        "lifetime.fitSpend" => with(operation, input, |asked: FitSpend| {
            let FitSpend { frequency, monetary, weights, penalty } = asked;
            GammaGamma::fit(&frequency, &monetary, weights.as_deref(), penalty, none)
        }),
        "lifetime.covariates" => with(operation, input, |asked: Covariates| asked.fit()),
        "lifetime.profileIntervals" => with(operation, input, |asked: Known| {
            asked.model.profile_intervals(&asked.data(), asked.level, none)
        }),
        "lifetime.bootstrap" => with(operation, input, |asked: Known| {
            each_model!(&asked.model, model => {
                let drawn = model.bootstrap(&asked.data(), asked.replicates, asked.seed, none)?;
                drawn.intervals(asked.level)
            })
        }),
        "lifetime.answers" => {
            with(operation, input, |asked: Asked| each_model!(&asked.model, model => asked.rows(model)))
        }
        "lifetime.value" => with(operation, input, |asked: Worth| {
            asked.model.value_columns(&asked.spend, &asked.columns(), &asked.options, none)
        }),
        "lifetime.valueForecast" => with(operation, input, |asked: Forecast| {
            let Forecast { model, spend, summary, options, level } = asked;
            model.value_forecast(&spend, &summary, &options, level)
        }),
        "lifetime.simulate" => with(operation, input, |asked: Simulate| {
            asked.model.simulate(asked.customers, &asked.ages, asked.seed, none)
        }),
        "lifetime.select" => with(operation, input, |asked: Select| {
            let (comparison, model) = select(&asked.summaries, &asked.kinds, none)?;
            Ok(json!({ "comparison": comparison, "model": model }))
        }),
        "lifetime.backtest" => with(operation, input, |asked: File<BacktestOptions>| {
            asked.read(|rows| backtest(rows, &asked.options, none))
        }),
        "lifetime.calibrate" => with(operation, input, |asked: Calibrate| {
            let Calibrate { model, spend, summaries, level } = asked;
            ConformalForecaster::calibrate(model, spend, &summaries, level, none)
        }),
        "lifetime.conformal" => with(operation, input, |asked: Conformal| asked.answer()),
        _ => return None,
    })
}

/// Transactions as columns, with what is to be made of them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File<O> {
    customer: CustomerIds,
    timestamp_ms: Vec<i64>,
    value: Option<Vec<f64>>,
    options: O,
}

impl<O> File<O> {
    fn read<A>(&self, work: impl FnOnce(&Transactions<'_>) -> Result<A>) -> Result<A> {
        let texts: Vec<&str>;
        let customer = match &self.customer {
            CustomerIds::Integer(ids) => CustomerColumn::Integer(ids),
            CustomerIds::Text(ids) => {
                texts = ids.iter().map(String::as_str).collect();
                CustomerColumn::Text(&texts)
            }
        };
        work(&Transactions { customer, timestamp_ms: &self.timestamp_ms, value: self.value.as_deref() })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OneCustomer {
    purchases: Vec<(i64, f64)>,
    as_of_day: i64,
    period_days: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fit {
    kind: PurchaseModelKind,
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    log_interval_sum: Option<Vec<f64>>,
    phases: Option<u32>,
    weights: Option<Vec<f64>>,
    #[serde(default)]
    penalty: f64,
}

impl Fit {
    fn fit(&self) -> Result<AnyPurchaseModel> {
        let regular = matches!(self.kind, PurchaseModelKind::BgCnbd | PurchaseModelKind::MbgCnbd);
        let regularity = match (&self.log_interval_sum, self.phases) {
            (None, Some(phases)) if regular => Regularity::Given(phases),
            (Some(sums), None) if regular => Regularity::Likeliest(sums),
            (None, None) if !regular => Regularity::Given(1),
            _ => {
                let expected = if regular { "given, or else phases" } else { "left out, as phases are" };
                return Err(SartorError::invalid(self.kind.name(), "logIntervalSum", expected));
            }
        };
        let Self { frequency, last_purchase_age, age, .. } = self;
        let (weights, penalty) = (self.weights.as_deref(), self.penalty);
        let data = FitData { frequency, last_purchase_age, age, weights, penalty };
        AnyPurchaseModel::fit_columns(self.kind, &data, regularity, Control::none())
    }
}

/// A model with what it was fitted to.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Known {
    model: AnyPurchaseModel,
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    weights: Option<Vec<f64>>,
    #[serde(default)]
    penalty: f64,
    #[serde(default = "usual_level")]
    level: f64,
    #[serde(default)]
    replicates: u32,
    #[serde(default)]
    seed: u32,
}

impl Known {
    fn data(&self) -> FitData<'_> {
        let Self { frequency, last_purchase_age, age, .. } = self;
        let (weights, penalty) = (self.weights.as_deref(), self.penalty);
        FitData { frequency, last_purchase_age, age, weights, penalty }
    }
}

fn usual_level() -> f64 {
    crate::estimate::LEVEL
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FitSpend {
    frequency: Vec<f64>,
    monetary: Vec<f64>,
    weights: Option<Vec<f64>>,
    #[serde(default)]
    penalty: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Covariates {
    kind: PurchaseModelKind,
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    covariates: Vec<CovariateColumn>,
    weights: Option<Vec<f64>>,
    #[serde(default)]
    penalty: f64,
    /// Covariates of customers whose models are wanted.
    #[serde(default)]
    customers: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CovariateColumn {
    name: String,
    values: Vec<f64>,
    acts_on: Option<Vec<String>>,
}

impl Covariates {
    fn fit(&self) -> Result<Value> {
        match self.kind {
            PurchaseModelKind::BgNbd => self.fit_kind::<BgNbdParams>(),
            PurchaseModelKind::MbgNbd => self.fit_kind::<MbgNbdParams>(),
            PurchaseModelKind::ParetoNbd => self.fit_kind::<ParetoNbdParams>(),
            PurchaseModelKind::Nbd => self.fit_kind::<NbdParams>(),
            kind => Err(SartorError::NotAvailable {
                subject: format!("covariates of {}", kind.name()),
                reason: "BG/NBD, MBG/NBD, Pareto/NBD and NBD take covariates".to_owned(),
            }),
        }
    }

    fn fit_kind<P: CovariateProcess + Plain>(&self) -> Result<Value>
    where
        AnyPurchaseModel: From<PurchaseModel<P>>,
    {
        let names: Vec<Option<Vec<&str>>> = self
            .covariates
            .iter()
            .map(|covariate| covariate.acts_on.as_ref().map(|on| on.iter().map(String::as_str).collect()))
            .collect();
        let columns: Vec<Covariate<'_>> = self
            .covariates
            .iter()
            .zip(&names)
            .map(|(covariate, acts_on)| Covariate {
                name: &covariate.name,
                values: &covariate.values,
                acts_on: acts_on.as_deref(),
            })
            .collect();
        let Self { frequency, last_purchase_age, age, penalty, .. } = self;
        let weights = self.weights.as_deref();
        let model = CovariateModel::<P>::fit(
            frequency,
            last_purchase_age,
            age,
            &columns,
            weights,
            *penalty,
            Control::none(),
        )?;
        let customers = self.customers.iter().map(|row| model.for_customer(row).map(AnyPurchaseModel::from));
        let customers = customers.collect::<Result<Vec<AnyPurchaseModel>>>()?;
        Ok(json!({ "model": model, "customers": customers }))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    model: AnyPurchaseModel,
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    periods: f64,
    /// Of purchases and of the time to the next one.
    #[serde(default)]
    levels: Vec<f64>,
    /// Probabilities of 0, 1, ... so many purchases.
    #[serde(default)]
    most: u32,
    /// The level of intervals by the parameters.
    #[serde(default = "usual_level")]
    level: f64,
    /// The share of purchases that are of a kind.
    #[serde(default = "every_purchase")]
    share: f64,
    /// For purchases for ever.
    discount_rate_per_period: Option<f64>,
}

fn every_purchase() -> f64 {
    1.0
}

/// What a model says of one customer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answers {
    probability_alive: ParameterInterval,
    expected_purchases: ParameterInterval,
    purchase_probability: f64,
    purchase_quantiles: Vec<f64>,
    purchase_distribution: Vec<f64>,
    next_purchase: NextPurchase,
    discounted_for_ever: Option<f64>,
}

impl Asked {
    fn rows<P: PurchaseProcess>(&self, model: &PurchaseModel<P>) -> Result<Vec<Answers>> {
        let Self { periods, levels, most, level, share, .. } = self;
        same_length("lifetime.answers", &self.frequency, [&self.last_purchase_age, &self.age])?;
        let rows = self.frequency.iter().zip(&self.last_purchase_age).zip(&self.age);
        rows.map(|((x, t_x), age)| {
            let (x, t_x, age) = (*x, *t_x, *age);
            let for_ever = |rate| model.discounted_purchases_for_ever(rate, x, t_x, age);
            Ok(Answers {
                probability_alive: model.probability_alive_interval(x, t_x, age, *level)?,
                expected_purchases: model.expected_purchases_interval(*periods, x, t_x, age, *level)?,
                purchase_probability: model.purchase_probability(*periods, *share, x, t_x, age)?,
                purchase_quantiles: model.purchase_quantiles(*periods, x, t_x, age, levels)?,
                purchase_distribution: model.purchase_distribution(*periods, *most, x, t_x, age)?,
                next_purchase: model.next_purchase(x, t_x, age, levels)?,
                discounted_for_ever: self.discount_rate_per_period.map(for_ever).transpose()?,
            })
        })
        .collect()
    }
}

fn same_length(subject: &str, frequency: &[f64], others: [&[f64]; 2]) -> Result<()> {
    let rows = frequency.len();
    for (field, column) in ["lastPurchaseAge", "age"].iter().zip(others) {
        if column.len() != rows {
            let (found, expected) =
                (format!("{} rows long", column.len()), format!("as long as frequency, {rows} rows"));
            return Err(SartorError::out_of_range(subject, field, found, &expected));
        }
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Worth {
    model: AnyPurchaseModel,
    spend: GammaGamma,
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    paid_frequency: Vec<f64>,
    monetary: Vec<f64>,
    options: ValueOptions,
}

impl Worth {
    fn columns(&self) -> HistoryColumns<'_> {
        let Self { frequency, last_purchase_age, age, paid_frequency, monetary, .. } = self;
        HistoryColumns { frequency, last_purchase_age, age, paid_frequency, monetary }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Forecast {
    model: AnyPurchaseModel,
    spend: GammaGamma,
    summary: CustomerSummary,
    options: ValueOptions,
    #[serde(default = "usual_level")]
    level: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Simulate {
    model: AnyPurchaseModel,
    customers: u32,
    ages: Vec<f64>,
    seed: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Select {
    summaries: Summaries,
    #[serde(default)]
    kinds: Vec<PurchaseModelKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calibrate {
    model: AnyPurchaseModel,
    spend: Option<GammaGamma>,
    summaries: Summaries,
    #[serde(default = "usual_level")]
    level: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Conformal {
    forecaster: ConformalForecaster,
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    paid_frequency: Option<Vec<f64>>,
    monetary: Option<Vec<f64>>,
}

impl Conformal {
    /// Intervals of purchases, and where a mean spend is given, of spend.
    fn answer(&self) -> Result<Value> {
        let Self { forecaster, frequency, last_purchase_age, age, .. } = self;
        let purchases = forecaster.purchases_columns(frequency, last_purchase_age, age, Control::none())?;
        let value = match &self.monetary {
            Some(monetary) => {
                let paid_frequency = self.paid_frequency.as_ref().unwrap_or(frequency);
                let columns = HistoryColumns { frequency, last_purchase_age, age, paid_frequency, monetary };
                Some(forecaster.value_columns(&columns, Control::none())?)
            }
            None => None,
        };
        Ok(json!({ "purchases": purchases, "value": value }))
    }
}
