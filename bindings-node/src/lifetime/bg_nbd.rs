//! How many purchases will customers still make, and are they still customers?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, Object, Unknown};
use napi_derive::napi;
use sartor::lifetime as core;

use super::{HISTORY, Histories, fit_options, history};
use crate::host::{answer, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

/// Purchases of customers who may leave after any of them (Fader, Hardie and Lee 2005). Histories are the
/// literature's `x, t_x, T`: repeat purchases, age at the last of them, age now, in one unit of time.
#[napi(namespace = "lifetime")]
pub struct BgNbd {
    pub(super) model: Arc<core::BgNbd>,
}

#[napi(namespace = "lifetime")]
impl BgNbd {
    /// Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase.
    #[napi(
        catch_unwind,
        ts_args_type = "histories: PurchaseColumns, options?: FitOptions | null",
        ts_return_type = "Promise<BgNbd>"
    )]
    pub fn fit<'env>(
        env: &'env Env,
        histories: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "BgNbd.fit";
        promise(
            env,
            operation,
            || {
                let given = (Histories::read(histories)?, fit_options(operation, options)?);
                Ok((given, Follow::read_with(env, operation, options, &["weights", "penalty"])?))
            },
            |(Histories { frequency, last_purchase_age, age }, (weights, penalty)), control| {
                core::BgNbd::fit(&frequency, &last_purchase_age, &age, weights.as_deref(), penalty, control)
            },
            |_, model| Ok(Self { model: Arc::new(model) }),
        )
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[napi(factory, catch_unwind, ts_args_type = "params: BgNbdParams")]
    pub fn with_params(env: &Env, params: Unknown<'_>) -> napi::Result<Self> {
        run(env, "BgNbd.withParams", || {
            input::fields("BG/NBD", params, &["r", "alpha", "a", "b"])?;
            let model = core::BgNbd::with_params(input::record("BG/NBD", params)?)?;
            Ok(Self { model: Arc::new(model) })
        })
    }

    /// A model that was saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "BgNbd.fromJson", || {
            let json = input::text("BG/NBD", "json", json)?;
            Ok(Self { model: Arc::new(sartor::input::from_text("BG/NBD", &json)?) })
        })
    }

    /// The model as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        run(env, "BgNbd.toJson", || to_text("BgNbd.toJson", self.model.as_ref()))
    }

    /// The parameters.
    #[napi(getter, catch_unwind, ts_return_type = "BgNbdParams")]
    pub fn params<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "BgNbd.params", || Ok(self.model.params()))
    }

    /// How the fit ended.
    #[napi(getter, catch_unwind, ts_return_type = "ConvergenceReport")]
    pub fn convergence<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "BgNbd.convergence", || Ok(self.model.convergence()))
    }

    /// Covariance of `r, alpha, a, b`, row by row.
    #[napi(getter, catch_unwind)]
    pub fn covariance(&self) -> Vec<f64> {
        self.model.covariance().to_vec()
    }

    /// Standard errors of `r, alpha, a, b`.
    #[napi(getter, catch_unwind)]
    pub fn standard_errors(&self) -> Vec<f64> {
        self.model.standard_errors()
    }

    /// The log-likelihood of the data it was fitted to; 0 for given parameters.
    #[napi(getter, catch_unwind)]
    pub fn log_likelihood(&self) -> f64 {
        self.model.log_likelihood()
    }

    /// Customers it was fitted to: the sum of their weights.
    #[napi(getter, catch_unwind)]
    pub fn customers(&self) -> f64 {
        self.model.customers()
    }

    /// Probability that a customer is still one; exactly 1 without a repeat purchase.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, lastPurchaseAge: number, age: number",
        ts_return_type = "number"
    )]
    pub fn probability_alive(
        &self,
        env: &Env,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
    ) -> napi::Result<f64> {
        run(env, "BgNbd.probabilityAlive", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            Ok(self.model.probability_alive(x, t_x, age)?)
        })
    }

    /// The same for columns of customers.
    #[napi(
        catch_unwind,
        ts_args_type = "histories: PurchaseColumns, options?: FollowOptions | null",
        ts_return_type = "Promise<Float64Array>"
    )]
    pub fn probability_alive_batch<'env>(
        &self,
        env: &'env Env,
        histories: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "BgNbd.probabilityAliveBatch";
        let model = Arc::clone(&self.model);
        promise(
            env,
            operation,
            || Ok((Histories::read(histories)?, Follow::read(env, operation, options)?)),
            move |histories, control| {
                histories.map(control, |x, t_x, age| model.probability_alive(x, t_x, age))
            },
            |_, column| Ok(Float64Array::new(column)),
        )
    }

    /// Purchases expected in the next `periods`.
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number",
        ts_return_type = "number"
    )]
    pub fn expected_purchases(
        &self,
        env: &Env,
        periods: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
    ) -> napi::Result<f64> {
        run(env, "BgNbd.expectedPurchases", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            Ok(self.model.expected_purchases(input::number(HISTORY, "periods", periods)?, x, t_x, age)?)
        })
    }

    /// The same for columns of customers.
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, histories: PurchaseColumns, options?: FollowOptions | null",
        ts_return_type = "Promise<Float64Array>"
    )]
    pub fn expected_purchases_batch<'env>(
        &self,
        env: &'env Env,
        periods: Unknown<'_>,
        histories: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "BgNbd.expectedPurchasesBatch";
        let model = Arc::clone(&self.model);
        promise(
            env,
            operation,
            || {
                let periods = input::number(HISTORY, "periods", periods)?;
                Ok(((Histories::read(histories)?, periods), Follow::read(env, operation, options)?))
            },
            move |(histories, periods), control| {
                histories.map(control, |x, t_x, age| model.expected_purchases(periods, x, t_x, age))
            },
            |_, column| Ok(Float64Array::new(column)),
        )
    }

    /// Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
    /// absent.
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number",
        ts_return_type = "number"
    )]
    pub fn purchase_probability(
        &self,
        env: &Env,
        periods: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
        share: Unknown<'_>,
    ) -> napi::Result<f64> {
        run(env, "BgNbd.purchaseProbability", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            let periods = input::number(HISTORY, "periods", periods)?;
            let share = if input::is_absent(share)? { 1.0 } else { input::number(HISTORY, "share", share)? };
            Ok(self.model.purchase_probability(periods, share, x, t_x, age)?)
        })
    }

    /// `probabilityAlive` with the interval that the parameters' uncertainty leaves it.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, lastPurchaseAge: number, age: number, level: number",
        ts_return_type = "ParameterInterval"
    )]
    pub fn probability_alive_interval<'env>(
        &self,
        env: &'env Env,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "BgNbd.probabilityAliveInterval", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            let level = input::number(HISTORY, "level", level)?;
            Ok(self.model.probability_alive_interval(x, t_x, age, level)?)
        })
    }

    /// `expectedPurchases` with the interval that the parameters' uncertainty leaves it.
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, level: number",
        ts_return_type = "ParameterInterval"
    )]
    pub fn expected_purchases_interval<'env>(
        &self,
        env: &'env Env,
        periods: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "BgNbd.expectedPurchasesInterval", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            let periods = input::number(HISTORY, "periods", periods)?;
            let level = input::number(HISTORY, "level", level)?;
            Ok(self.model.expected_purchases_interval(periods, x, t_x, age, level)?)
        })
    }

    /// `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact.
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, share: number, level: number",
        ts_return_type = "ParameterInterval"
    )]
    #[allow(clippy::too_many_arguments)] // as the caller spells them
    pub fn purchase_probability_interval<'env>(
        &self,
        env: &'env Env,
        periods: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
        share: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "BgNbd.purchaseProbabilityInterval", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            let periods = input::number(HISTORY, "periods", periods)?;
            let share = input::number(HISTORY, "share", share)?;
            let level = input::number(HISTORY, "level", level)?;
            Ok(self.model.purchase_probability_interval(periods, share, x, t_x, age, level)?)
        })
    }

    /// Purchases expected of a new customer in the `periods` after their first.
    #[napi(catch_unwind, ts_args_type = "periods: number", ts_return_type = "number")]
    pub fn expected_purchases_new_customer(&self, env: &Env, periods: Unknown<'_>) -> napi::Result<f64> {
        run(env, "BgNbd.expectedPurchasesNewCustomer", || {
            Ok(self.model.expected_purchases_new_customer(input::number(HISTORY, "periods", periods)?)?)
        })
    }

    /// Time from now within which the next purchase falls with probability `q`, if the customer is still one.
    #[napi(
        catch_unwind,
        ts_args_type = "q: number, frequency: number, lastPurchaseAge: number, age: number",
        ts_return_type = "number"
    )]
    pub fn next_purchase_quantile(
        &self,
        env: &Env,
        q: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
    ) -> napi::Result<f64> {
        run(env, "BgNbd.nextPurchaseQuantile", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            Ok(self.model.next_purchase_quantile(input::number(HISTORY, "q", q)?, x, t_x, age)?)
        })
    }

    /// Probabilities of 0, 1, ... `most` purchases in the next `periods`.
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number",
        ts_return_type = "Array<number>"
    )]
    pub fn purchase_distribution(
        &self,
        env: &Env,
        periods: Unknown<'_>,
        most: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
    ) -> napi::Result<Vec<f64>> {
        run(env, "BgNbd.purchaseDistribution", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            let periods = input::number(HISTORY, "periods", periods)?;
            let most = input::count(HISTORY, "most", most)?;
            Ok(self.model.purchase_distribution(periods, most, x, t_x, age)?)
        })
    }

    /// For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
    /// at least that probability.
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: Array<number>",
        ts_return_type = "Array<number>"
    )]
    pub fn purchase_quantiles(
        &self,
        env: &Env,
        periods: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
        levels: Unknown<'_>,
    ) -> napi::Result<Vec<f64>> {
        run(env, "BgNbd.purchaseQuantiles", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            let periods = input::number(HISTORY, "periods", periods)?;
            let levels = input::column(HISTORY, "levels", levels)?;
            Ok(self.model.purchase_quantiles(periods, x, t_x, age, &levels)?)
        })
    }
}
