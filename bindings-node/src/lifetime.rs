//! How often will customers buy, for how long, and what is that worth? The models by themselves.
//!
//! One customer is a synchronous call; columns of many, and fits, are promises.

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, FromNapiValue, JsObjectValue, Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::batch::map_chunks;
use sartor::control::Control;
use sartor::lifetime as core;

use crate::host::{Outcome, answer, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

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
        let rows = histories.frequency.len();
        for (name, length) in
            [("lastPurchaseAge", histories.last_purchase_age.len()), ("age", histories.age.len())]
        {
            if length != rows {
                let expected = format!("a column of {rows} rows, as frequency is");
                return Err(SartorError::invalid(HISTORY, name, &expected).into());
            }
        }
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

/// Purchases of customers who may leave after any of them (Fader, Hardie and Lee 2005). Histories are the
/// literature's `x, t_x, T`: repeat purchases, age at the last of them, age now, in one unit of time.
#[napi(namespace = "lifetime")]
pub struct BgNbd {
    model: Arc<core::BgNbd>,
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
                let follow = Follow::read_with(env, operation, options, &["weights", "penalty"])?;
                let fit = fit_options(operation, options)?;
                Ok(((Histories::read(histories)?, fit), follow))
            },
            |(Histories { frequency, last_purchase_age, age }, (weights, penalty)), control| {
                core::BgNbd::fit(&frequency, &last_purchase_age, &age, weights.as_deref(), penalty, control)
            },
            |_, model| Ok(Self { model: Arc::new(model) }),
        )
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[napi(factory, catch_unwind, ts_args_type = "params: BgNbdParams")]
    pub fn from_params(env: &Env, params: Unknown<'_>) -> napi::Result<Self> {
        run(env, "BgNbd.fromParams", || {
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

    /// Standard errors of `r, alpha, a, b`.
    #[napi(getter, catch_unwind)]
    pub fn standard_errors(&self) -> Vec<f64> {
        self.model.standard_errors().to_vec()
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

    /// Probability of a purchase in the next `periods` of the kind that makes up `share` of all (1 for any).
    #[napi(
        catch_unwind,
        ts_args_type = "periods: number, share: number, frequency: number, lastPurchaseAge: number, age: number",
        ts_return_type = "number"
    )]
    pub fn purchase_probability(
        &self,
        env: &Env,
        periods: Unknown<'_>,
        share: Unknown<'_>,
        frequency: Unknown<'_>,
        last_purchase_age: Unknown<'_>,
        age: Unknown<'_>,
    ) -> napi::Result<f64> {
        run(env, "BgNbd.purchaseProbability", || {
            let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
            let periods = input::number(HISTORY, "periods", periods)?;
            let share = input::number(HISTORY, "share", share)?;
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
}
