//! What will a customer do, as far as what is known of them tells?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `predict.featureList` | nothing | list of `FeatureSpec` |
//! | `predict.features` | `profile`, `asOf`, `extra`, `catalog` | `{customerId, asOfMs, reason, values}` |
//! | `predict.churn` | `profiles`, `asOf`, `cancelledMs`, `extras`, `catalog`, `options` | a model of churn |
//! | `predict.churnRisk` | `model`, `profile`, `asOf`, `horizonsDays`, `extra`, `catalog` | `{risk, reasons}` |
//! | `predict.watchlist` | `model`, `profiles`, `looks` (times, oldest first), `catalog`, `options` | `Watchlist` |
//! | `predict.propensity` | `profiles`, `asOf`, `extras`, `catalog`, `options` | a model of purchases by category |
//! | `predict.propensityOf` | `model`, `profile`, `asOf`, `extra`, `catalog` | `CustomerPropensity` |
//! | `predict.value` | `profiles`, `asOf`, `extras`, `catalog`, `options` | a model of spend |
//! | `predict.valueOf` | `model`, `profile`, `asOf`, `extra`, `catalog`, `most` (opportunities, 5 unless given) | `{value, growth}` |
//! | `predict.outcomes` | `outcomes` or `capacity`, `predictions`, `closed`, and what is asked: `review`, `recalibration`, `contest` | `{outcomes, counts, review, recalibration, contest}` |
//! | `predict.rankInterventions` | `effects` | list of `RankedIntervention` |
//! | `predict.rankTriedInterventions` | `customer` (a row of columns), `interventions`: `[{intervention, trial (an uplift model), valueMinor, costMinor}]` | list of `RankedIntervention` |
//!
//! A `catalog` is `{products, currency}`; without one, features of categories and price levels are missing.

use serde::Deserialize;
use serde_json::{Value, json};

use super::learn::table::JsonRow;
use super::{Nothing, profile_of, with};
use crate::catalog::{Catalog, Product};
use crate::control::Control;
use crate::learn::Uplift;
use crate::money::Currency;
use crate::predict::{
    self, Churn, ChurnData, ChurnOptions, CustomerPropensity, FeatureExtra, FeatureReader, FeatureTable,
    InterventionEffect, OutcomePrediction, OutcomeSchedule, Outcomes, Propensity, PropensityData,
    PropensityOptions, RankedIntervention, TriedIntervention, ValueData, ValueFitOptions, Watchlist,
    WatchlistOptions, feature_list, rank_interventions, rank_tried_interventions,
};
use crate::profile::Profile;
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "predict.featureList" => with(operation, input, |_: Nothing| Ok(feature_list())),
        "predict.features" => with(operation, input, |asked: Asked| asked.answer()),
        "predict.churn" => with(operation, input, |asked: FitChurn| asked.fit()),
        "predict.churnRisk" => with(operation, input, |asked: Risk| asked.answer()),
        "predict.watchlist" => with(operation, input, |asked: Watch| asked.answer()),
        "predict.propensity" => with(operation, input, |asked: FitPropensity| asked.fit()),
        "predict.propensityOf" => with(operation, input, |asked: Buys| asked.answer()),
        "predict.value" => with(operation, input, |asked: FitValue| asked.fit()),
        "predict.valueOf" => with(operation, input, |asked: Spends| asked.answer()),
        "predict.outcomes" => with(operation, input, |asked: Came| asked.answer(operation)),
        "predict.rankInterventions" => {
            with(operation, input, |asked: Interventions| rank_interventions(&asked.effects))
        }
        "predict.rankTriedInterventions" => with(operation, input, |asked: Tried| asked.answer()),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    profile: Value,
    as_of: i64,
    #[serde(default)]
    extra: FeatureExtra,
    catalog: Option<Sold>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sold {
    products: Vec<Product>,
    currency: String,
}

/// A reader that knows what is sold.
fn reader(catalog: Option<Sold>) -> Result<FeatureReader> {
    let read = |Sold { products, currency }| Catalog::new(products, Currency::parse(&currency)?);
    Ok(FeatureReader::new(catalog.map(read).transpose()?.as_ref()))
}

impl Asked {
    fn answer(self) -> Result<Value> {
        let Self { profile, as_of, extra, catalog } = self;
        let features = reader(catalog)?.row(&profile_of(&profile, as_of)?, as_of, &extra)?;
        Ok(json!({
            "customerId": features.customer_id(), "asOfMs": features.as_of_ms(), "reason": features.reason(),
            "values": features.values(),
        }))
    }
}

/// Customers to learn from.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FitChurn {
    profiles: Vec<Value>,
    as_of: i64,
    cancelled_ms: Option<Vec<Option<i64>>>,
    extras: Option<Vec<Vec<FeatureExtra>>>,
    catalog: Option<Sold>,
    #[serde(default)]
    options: ChurnOptions,
}

impl FitChurn {
    fn fit(self) -> Result<Churn> {
        let profiles = profiles(&self.profiles, self.as_of)?;
        let data = ChurnData {
            profiles: &profiles,
            as_of_ms: self.as_of,
            cancelled_ms: self.cancelled_ms.as_deref(),
            extras: self.extras.as_deref(),
        };
        Churn::fit(&reader(self.catalog)?, &data, &self.options, Control::none())
    }
}

fn profiles(given: &[Value], as_of: i64) -> Result<Vec<Profile>> {
    given.iter().map(|profile| profile_of(profile, as_of)).collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Risk {
    model: Churn,
    profile: Value,
    as_of: i64,
    #[serde(default)]
    horizons_days: Vec<f64>,
    #[serde(default)]
    extra: FeatureExtra,
    catalog: Option<Sold>,
}

impl Risk {
    fn answer(self) -> Result<Value> {
        let Self { model, profile, as_of, horizons_days, extra, catalog } = self;
        let features = reader(catalog)?.row(&profile_of(&profile, as_of)?, as_of, &extra)?;
        let (risk, reasons) = (model.predict(&features, &horizons_days)?, model.reasons(&features)?);
        Ok(json!({ "risk": risk, "reasons": reasons }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Watch {
    model: Churn,
    profiles: Vec<Value>,
    looks: Vec<i64>,
    catalog: Option<Sold>,
    #[serde(default)]
    options: WatchlistOptions,
}

impl Watch {
    fn answer(self) -> Result<Watchlist> {
        let reader = reader(self.catalog)?;
        let last = self.looks.last().copied().unwrap_or_default();
        let profiles = profiles(&self.profiles, last)?;
        let look = |as_of: &i64| reader.table(&profiles, *as_of, None, Control::none());
        let looks = self.looks.iter().map(look).collect::<Result<Vec<_>>>()?;
        let looks: Vec<&FeatureTable> = looks.iter().collect();
        self.model.watchlist(&looks, &self.options, Control::none())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Interventions {
    effects: Vec<InterventionEffect>,
}

/// A customer, and what was tried on others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tried {
    customer: JsonRow,
    interventions: Vec<TriedOne>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TriedOne {
    intervention: String,
    trial: Option<Uplift>,
    #[serde(default)]
    value_minor: i64,
    #[serde(default)]
    cost_minor: i64,
}

impl Tried {
    fn answer(self) -> Result<Vec<RankedIntervention>> {
        let tried = self.interventions.iter().map(|one| TriedIntervention {
            intervention: &one.intervention,
            trial: one.trial.as_ref(),
            value_minor: one.value_minor,
            cost_minor: one.cost_minor,
        });
        rank_tried_interventions(&self.customer.cells(), &tried.collect::<Vec<_>>())
    }
}

/// Customers to learn from what they buy.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FitPropensity {
    profiles: Vec<Value>,
    as_of: i64,
    extras: Option<Vec<Vec<FeatureExtra>>>,
    catalog: Option<Sold>,
    #[serde(default)]
    options: PropensityOptions,
}

impl FitPropensity {
    fn fit(self) -> Result<Propensity> {
        let profiles = profiles(&self.profiles, self.as_of)?;
        let data =
            PropensityData { profiles: &profiles, as_of_ms: self.as_of, extras: self.extras.as_deref() };
        Propensity::fit(&reader(self.catalog)?, &data, &self.options, Control::none())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Buys {
    model: Propensity,
    profile: Value,
    as_of: i64,
    #[serde(default)]
    extra: FeatureExtra,
    catalog: Option<Sold>,
}

impl Buys {
    fn answer(self) -> Result<CustomerPropensity> {
        let Self { model, profile, as_of, extra, catalog } = self;
        model.predict(&reader(catalog)?, &profile_of(&profile, as_of)?, as_of, &extra)
    }
}

/// Customers to learn from what they spend.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FitValue {
    profiles: Vec<Value>,
    as_of: i64,
    extras: Option<Vec<Vec<FeatureExtra>>>,
    catalog: Option<Sold>,
    #[serde(default)]
    options: ValueFitOptions,
}

impl FitValue {
    fn fit(self) -> Result<predict::Value> {
        let profiles = profiles(&self.profiles, self.as_of)?;
        let data = ValueData { profiles: &profiles, as_of_ms: self.as_of, extras: self.extras.as_deref() };
        predict::Value::fit(&reader(self.catalog)?, &data, &self.options, Control::none())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Spends {
    model: predict::Value,
    profile: Value,
    as_of: i64,
    #[serde(default)]
    extra: FeatureExtra,
    catalog: Option<Sold>,
    #[serde(default = "usual_opportunities")]
    most: u32,
}

fn usual_opportunities() -> u32 {
    5
}

impl Spends {
    fn answer(self) -> Result<Value> {
        let Self { model, profile, as_of, extra, catalog, most } = self;
        let (reader, profile) = (reader(catalog)?, profile_of(&profile, as_of)?);
        let value = model.predict(&reader.row(&profile, as_of, &extra)?)?;
        Ok(json!({ "value": value, "growth": model.growth(&reader, &profile, as_of, most)? }))
    }
}

/// What was foretold, and what came.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Came {
    outcomes: Option<Outcomes>,
    capacity: Option<u32>,
    #[serde(default)]
    predictions: Vec<OutcomePrediction>,
    #[serde(default)]
    closed: Vec<Closed>,
    review: Option<Review>,
    recalibration: Option<Recalibration>,
    contest: Option<Contest>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Closed {
    prediction_id: String,
    happened: bool,
    at_ms: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Review {
    model_id: String,
    fitted_ms: i64,
    recalibrated_ms: Option<i64>,
    #[serde(default)]
    schedule: OutcomeSchedule,
    as_of_ms: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Recalibration {
    model_id: String,
    seed: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Contest {
    champion_model_id: String,
    challenger_model_id: String,
    level: f64,
}

impl Came {
    fn answer(self, operation: &str) -> Result<Value> {
        let mut outcomes = match (self.outcomes, self.capacity) {
            (Some(outcomes), None) => outcomes,
            (None, Some(capacity)) => Outcomes::new(capacity)?,
            _ => return Err(SartorError::invalid(operation, "outcomes", "given, or else capacity")),
        };
        for prediction in &self.predictions {
            outcomes.record(prediction)?;
        }
        for Closed { prediction_id, happened, at_ms } in &self.closed {
            outcomes.close(prediction_id, *happened, *at_ms)?;
        }
        let review = self.review.map(|asked| {
            let Review { model_id, fitted_ms, recalibrated_ms, schedule, as_of_ms } = asked;
            outcomes.review(&model_id, fitted_ms, recalibrated_ms, &schedule, as_of_ms)
        });
        let recalibration =
            self.recalibration.map(|asked| outcomes.recalibration(&asked.model_id, asked.seed));
        let contest = self
            .contest
            .map(|asked| outcomes.contest(&asked.champion_model_id, &asked.challenger_model_id, asked.level));
        Ok(json!({
            "review": review.transpose()?, "recalibration": recalibration.transpose()?,
            "contest": contest.transpose()?, "counts": outcomes.counts(), "outcomes": outcomes,
        }))
    }
}
