//! What do customers spend at a purchase?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, JsObjectValue, Object, Unknown};
use napi_derive::napi;
use sartor::batch::map_chunks;
use sartor::lifetime as core;

use super::{CHUNK, HISTORY, equally_long, fit_options};
use crate::host::{Outcome, answer, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

/// Columns of spend, one row a customer.
struct Spend {
    frequency: Vec<f64>,
    monetary: Vec<f64>,
}

impl Spend {
    fn read(input: Unknown<'_>) -> Outcome<Self> {
        let columns = input::fields(HISTORY, input, &["frequency", "monetary"])?;
        let column = |name: &str| input::column(HISTORY, name, columns.get_named_property_unchecked(name)?);
        let spend = Self { frequency: column("frequency")?, monetary: column("monetary")? };
        equally_long(spend.frequency.len(), &[("monetary", spend.monetary.len())])?;
        Ok(spend)
    }
}

/// One customer's spend, as numbers.
fn spend(frequency: Unknown<'_>, monetary: Unknown<'_>) -> Outcome<(f64, f64)> {
    Ok((input::number(HISTORY, "frequency", frequency)?, input::number(HISTORY, "monetary", monetary)?))
}

/// Spend at a purchase, gamma distributed with a rate of each customer's own (Fader and Hardie 2013).
#[napi(namespace = "lifetime")]
pub struct GammaGamma {
    pub(super) model: Arc<core::GammaGamma>,
}

#[napi(namespace = "lifetime")]
impl GammaGamma {
    /// Fit by maximum likelihood: at least 10 customers with a repeat purchase; the others are passed over.
    #[napi(
        catch_unwind,
        ts_args_type = "spend: SpendColumns, options?: FitOptions | null",
        ts_return_type = "Promise<GammaGamma>"
    )]
    pub fn fit<'env>(env: &'env Env, spend: Unknown<'_>, options: Unknown<'_>) -> napi::Result<Object<'env>> {
        let operation = "GammaGamma.fit";
        promise(
            env,
            operation,
            || {
                let given = (Spend::read(spend)?, fit_options(operation, options)?);
                Ok((given, Follow::read_with(env, operation, options, &["weights", "penalty"])?))
            },
            |(Spend { frequency, monetary }, (weights, penalty)), control| {
                core::GammaGamma::fit(&frequency, &monetary, weights.as_deref(), penalty, control)
            },
            |_, model| Ok(Self { model: Arc::new(model) }),
        )
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[napi(factory, catch_unwind, ts_args_type = "params: GammaGammaParams")]
    pub fn with_params(env: &Env, params: Unknown<'_>) -> napi::Result<Self> {
        run(env, "GammaGamma.withParams", || {
            input::fields("Gamma-Gamma", params, &["p", "q", "gamma"])?;
            let model = core::GammaGamma::with_params(input::record("Gamma-Gamma", params)?)?;
            Ok(Self { model: Arc::new(model) })
        })
    }

    /// A model that was saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "GammaGamma.fromJson", || {
            let json = input::text("Gamma-Gamma", "json", json)?;
            Ok(Self { model: Arc::new(sartor::input::from_text("Gamma-Gamma", &json)?) })
        })
    }

    /// The model as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        run(env, "GammaGamma.toJson", || to_text("GammaGamma.toJson", self.model.as_ref()))
    }

    /// The parameters.
    #[napi(getter, catch_unwind, ts_return_type = "GammaGammaParams")]
    pub fn params<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "GammaGamma.params", || Ok(self.model.params()))
    }

    /// How the fit ended.
    #[napi(getter, catch_unwind, ts_return_type = "ConvergenceReport")]
    pub fn convergence<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "GammaGamma.convergence", || Ok(self.model.convergence()))
    }

    /// Covariance of `p, q, gamma`, row by row.
    #[napi(getter, catch_unwind)]
    pub fn covariance(&self) -> Vec<f64> {
        self.model.covariance().to_vec()
    }

    /// Standard errors of `p, q, gamma`.
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

    /// Expected spend at a purchase, after `frequency` repeat purchases of mean `monetary`.
    #[napi(catch_unwind, ts_args_type = "frequency: number, monetary: number", ts_return_type = "number")]
    pub fn expected_spend(
        &self,
        env: &Env,
        frequency: Unknown<'_>,
        monetary: Unknown<'_>,
    ) -> napi::Result<f64> {
        run(env, "GammaGamma.expectedSpend", || {
            let (frequency, monetary) = spend(frequency, monetary)?;
            Ok(self.model.expected_spend(frequency, monetary)?)
        })
    }

    /// The same for columns of customers.
    #[napi(
        catch_unwind,
        ts_args_type = "spend: SpendColumns, options?: FollowOptions | null",
        ts_return_type = "Promise<Float64Array>"
    )]
    pub fn expected_spend_batch<'env>(
        &self,
        env: &'env Env,
        spend: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "GammaGamma.expectedSpendBatch";
        let model = Arc::clone(&self.model);
        promise(
            env,
            operation,
            || Ok((Spend::read(spend)?, Follow::read(env, operation, options)?)),
            move |Spend { frequency, monetary }, control| {
                let rows: Vec<_> = frequency.into_iter().zip(monetary).collect();
                map_chunks(&rows, CHUNK, control, |(frequency, monetary)| {
                    model.expected_spend(*frequency, *monetary)
                })
            },
            |_, column| Ok(Float64Array::new(column)),
        )
    }

    /// `expectedSpend` with the interval that the parameters' uncertainty leaves it.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, monetary: number, level: number",
        ts_return_type = "ParameterInterval"
    )]
    pub fn expected_spend_interval<'env>(
        &self,
        env: &'env Env,
        frequency: Unknown<'_>,
        monetary: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "GammaGamma.expectedSpendInterval", || {
            let (frequency, monetary) = spend(frequency, monetary)?;
            let level = input::number(HISTORY, "level", level)?;
            Ok(self.model.expected_spend_interval(frequency, monetary, level)?)
        })
    }

    /// Standard deviation of what is believed of the customer's own mean spend; null where it is infinite.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, monetary: number",
        ts_return_type = "number | null"
    )]
    pub fn mean_spend_deviation(
        &self,
        env: &Env,
        frequency: Unknown<'_>,
        monetary: Unknown<'_>,
    ) -> napi::Result<Option<f64>> {
        run(env, "GammaGamma.meanSpendDeviation", || {
            let (frequency, monetary) = spend(frequency, monetary)?;
            Ok(self.model.mean_spend_deviation(frequency, monetary)?)
        })
    }

    /// The interval that holds the customer's own mean spend with probability `level`.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, monetary: number, level: number",
        ts_return_type = "ParameterInterval"
    )]
    pub fn mean_spend_interval<'env>(
        &self,
        env: &'env Env,
        frequency: Unknown<'_>,
        monetary: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "GammaGamma.meanSpendInterval", || {
            let (frequency, monetary) = spend(frequency, monetary)?;
            let level = input::number(HISTORY, "level", level)?;
            Ok(self.model.mean_spend_interval(frequency, monetary, level)?)
        })
    }
}
