//! Between which numbers does an outcome lie, by what a holdout showed?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, Object, ObjectFinalize, Uint32Array, Unknown};
use napi_derive::napi;
use sartor::lifetime as core;

use super::fitting::{Histories, history};
use super::models::{any_model, into_object};
use super::spend::GammaGamma;
use super::summaries::Summaries;
use super::value::{Rows, plain_history};
use crate::host::{answer, run, to_text};
use crate::input;
use crate::memory::Once;
use crate::work::{Follow, promise};

const SUBJECT: &str = "conformal forecaster";

/// Intervals of many customers, by what a holdout showed.
#[napi(object, object_from_js = false)]
pub struct ConformalColumns {
    /// Lower end of each.
    pub low: Float64Array,
    /// Upper end of each.
    pub high: Float64Array,
    /// The place in `groups` of each customer's.
    pub group: Uint32Array,
    /// The groups.
    pub groups: Vec<core::ConformalGroup>,
    /// Least probability, over the customers of each group, that an interval holds what comes.
    pub level: f64,
    /// The horizon, in the model's unit of time.
    pub periods: f64,
}

impl From<core::ConformalColumns> for ConformalColumns {
    fn from(columns: core::ConformalColumns) -> Self {
        let core::ConformalColumns { low, high, group, groups, level, periods } = columns;
        Self { low: low.into(), high: high.into(), group: group.into(), groups, level, periods }
    }
}

/// A model of purchases, and perhaps of spend, with what a holdout taught about how far to trust it.
///
/// Among the customers of a group by repeat purchases, an interval holds what comes with a probability of at least `level`,
/// under any model (Vovk, Gammerman and Shafer 2005). It answers for a horizon as long as the holdout was.
#[napi(namespace = "lifetime", custom_finalize)]
pub struct ConformalForecaster {
    forecaster: Arc<core::ConformalForecaster>,
    model: Once,
}

impl From<core::ConformalForecaster> for ConformalForecaster {
    fn from(forecaster: core::ConformalForecaster) -> Self {
        Self { forecaster: Arc::new(forecaster), model: Once::default() }
    }
}

impl ObjectFinalize for ConformalForecaster {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.model.release(&env)
    }
}

#[napi(namespace = "lifetime")]
impl ConformalForecaster {
    /// Calibrate a model to what customers did in the holdout of summaries; with a model of spend, spend as well.
    ///
    /// Neither may have been fitted to that holdout: fit them to these summaries, which end with the calibration, or to
    /// other customers.
    #[napi(
        catch_unwind,
        ts_args_type = "purchases: PurchaseModel, summaries: Summaries, options?: CalibrateOptions | null",
        ts_return_type = "Promise<ConformalForecaster>"
    )]
    pub fn calibrate<'env>(
        env: &'env Env,
        purchases: Unknown<'_>,
        summaries: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "ConformalForecaster.calibrate";
        promise(
            env,
            operation,
            || {
                let purchases = any_model(SUBJECT, "purchases", purchases)?;
                let (known, ..) = Summaries::read(SUBJECT, summaries)?;
                let spend = input::option(options, "spend")?;
                let spend =
                    spend.map(|spend| input::instance::<GammaGamma>(SUBJECT, "spend", "a GammaGamma", spend));
                let spend = spend.transpose()?.map(|spend| core::GammaGamma::clone(&spend.model));
                let level = input::number_or(SUBJECT, "level", options, 0.9)?;
                let given = (purchases, spend, known, level);
                Ok((given, Follow::read_with(env, operation, options, &["spend", "level"])?))
            },
            |(purchases, spend, known, level), control| {
                core::ConformalForecaster::calibrate(purchases, spend, &known, level, control)
            },
            |_, forecaster| Ok(Self::from(forecaster)),
        )
    }

    /// A forecaster that was saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "ConformalForecaster.fromJson", || {
            let json = input::text(SUBJECT, "json", json)?;
            Ok(sartor::input::from_text::<core::ConformalForecaster>(SUBJECT, &json)?.into())
        })
    }

    /// The forecaster as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        let operation = "ConformalForecaster.toJson";
        run(env, operation, || to_text(operation, self.forecaster.as_ref()))
    }

    /// Between which numbers a customer's purchases of the horizon lie.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, lastPurchaseAge: number, age: number",
        ts_return_type = "ConformalInterval"
    )]
    pub fn purchases<'env>(
        &self,
        env: &'env Env,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "ConformalForecaster.purchases", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            Ok(self.forecaster.purchases(x, t_x, age)?)
        })
    }

    /// The same for columns of customers.
    #[napi(
        catch_unwind,
        ts_args_type = "histories: PurchaseColumns, options?: FollowOptions | null",
        ts_return_type = "Promise<ConformalColumns>"
    )]
    pub fn purchases_batch<'env>(
        &self,
        env: &'env Env,
        histories: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "ConformalForecaster.purchasesBatch";
        let forecaster = Arc::clone(&self.forecaster);
        promise(
            env,
            operation,
            || Ok((Histories::read(histories)?, Follow::read(env, operation, options)?)),
            move |histories, control| {
                let [x, t_x, age] = histories.columns();
                forecaster.purchases_columns(x, t_x, age, control)
            },
            |_, columns| Ok(ConformalColumns::from(columns)),
        )
    }

    /// Between which amounts a customer's spend in the horizon lies, not discounted. `NOT_AVAILABLE` where spend was not
    /// calibrated.
    #[napi(catch_unwind, ts_args_type = "history: PurchaseSummary", ts_return_type = "ConformalInterval")]
    pub fn value<'env>(&self, env: &'env Env, history: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "ConformalForecaster.value", || Ok(self.forecaster.value(&plain_history(history)?)?))
    }

    /// The same for columns of customers.
    #[napi(
        catch_unwind,
        ts_args_type = "histories: ValueHistories, options?: FollowOptions | null",
        ts_return_type = "Promise<ConformalColumns>"
    )]
    pub fn value_batch<'env>(
        &self,
        env: &'env Env,
        histories: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "ConformalForecaster.valueBatch";
        let forecaster = Arc::clone(&self.forecaster);
        promise(
            env,
            operation,
            || Ok((Rows::read(histories)?, Follow::read(env, operation, options)?)),
            move |rows, control| forecaster.value_columns(&rows.columns(), control),
            |_, columns| Ok(ConformalColumns::from(columns)),
        )
    }

    /// The model of purchases, of its own class.
    #[napi(getter, catch_unwind, ts_return_type = "PurchaseModel")]
    pub fn purchase_model<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        self.model.get(env, || into_object(env, self.forecaster.purchase_model().clone()))
    }

    /// The model of spend; null without one.
    #[napi(getter, catch_unwind)]
    pub fn spend_model(&self) -> Option<GammaGamma> {
        self.forecaster.spend_model().cloned().map(GammaGamma::from)
    }

    /// Least probability, over the customers of each group, that an interval holds what comes.
    #[napi(getter, catch_unwind)]
    pub fn level(&self) -> f64 {
        self.forecaster.level()
    }

    /// The horizon of all answers, in the model's unit of time: as long as the holdout was.
    #[napi(getter, catch_unwind)]
    pub fn periods(&self) -> f64 {
        self.forecaster.periods()
    }

    /// The groups by number of repeat purchases, ascending.
    #[napi(getter, catch_unwind, ts_return_type = "Array<ConformalGroup>")]
    pub fn groups<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "ConformalForecaster.groups", || Ok(self.forecaster.groups()))
    }
}
