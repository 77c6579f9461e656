//! What do customers spend at a purchase?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, Object, Unknown};
use napi_derive::napi;
use sartor::lifetime as core;

use super::fitting::{FIT_OPTIONS, HISTORY, Spend, Terms, level};
use super::uncertainty::{Bootstrap, Profiles, Replicates};
use crate::host::{Outcome, answer, parsed, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

/// One customer's spend, as numbers.
fn spend(frequency: Unknown<'_>, monetary: Unknown<'_>) -> Outcome<(f64, f64)> {
    Ok((input::number(HISTORY, "frequency", frequency)?, input::number(HISTORY, "monetary", monetary)?))
}

/// Spend at a purchase, gamma distributed with a rate of each customer's own (Fader and Hardie 2013).
///
/// Of `Summaries` it takes the repeat purchases that cost something, and their mean.
#[napi(namespace = "lifetime")]
pub struct GammaGamma {
    pub(super) model: Arc<core::GammaGamma>,
}

impl From<core::GammaGamma> for GammaGamma {
    fn from(model: core::GammaGamma) -> Self {
        Self { model: Arc::new(model) }
    }
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
                let given = (Spend::read(spend)?, Terms::read(operation, options)?);
                Ok((given, Follow::read_with(env, operation, options, &FIT_OPTIONS)?))
            },
            |(spend, terms), control| {
                let [frequency, monetary] = spend.columns();
                core::GammaGamma::fit(frequency, monetary, terms.weights(), terms.penalty, control)
            },
            |_, model| Ok(Self::from(model)),
        )
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[napi(factory, catch_unwind, ts_args_type = "params: GammaGammaParams")]
    pub fn with_params(env: &Env, params: Unknown<'_>) -> napi::Result<Self> {
        run(env, "GammaGamma.withParams", || {
            input::fields("Gamma-Gamma", params, &["p", "q", "gamma"])?;
            Ok(core::GammaGamma::with_params(input::record("Gamma-Gamma", params)?)?.into())
        })
    }

    /// A model that was saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "GammaGamma.fromJson", || {
            let json = input::text("Gamma-Gamma", "json", json)?;
            Ok(sartor::input::from_text::<core::GammaGamma>("Gamma-Gamma", &json)?.into())
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
            move |spend, control| spend.map(control, |x, monetary| model.expected_spend(x, monetary)),
            |_, column| Ok(Float64Array::new(column)),
        )
    }

    /// `expectedSpend` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless stated.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, monetary: number, level?: number | null",
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
            Ok(self.model.expected_spend_interval(frequency, monetary, self::level(level)?)?)
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

    /// The interval that holds the customer's own mean spend with probability `level`, 0.9 unless stated; its value is
    /// the median.
    #[napi(
        catch_unwind,
        ts_args_type = "frequency: number, monetary: number, level?: number | null",
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
            Ok(self.model.mean_spend_interval(frequency, monetary, self::level(level)?)?)
        })
    }

    /// Do those who buy often also spend more at a purchase? The model takes it that they do not; tested on the columns
    /// that it was fitted to. `level` is 0.95 unless stated.
    #[napi(
        catch_unwind,
        ts_args_type = "spend: SpendColumns, options?: LevelOptions | null",
        ts_return_type = "Promise<SpendIndependence>"
    )]
    pub fn spend_independence<'env>(
        &self,
        env: &'env Env,
        spend: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "GammaGamma.spendIndependence";
        let model = Arc::clone(&self.model);
        promise(
            env,
            operation,
            || {
                let given = (Spend::read(spend)?, input::number_or(operation, "level", options, 0.95)?);
                Ok((given, Follow::read_with(env, operation, options, &["level"])?))
            },
            move |(spend, level), control| {
                control.step(0, 1)?;
                let [frequency, monetary] = spend.columns();
                let independence = model.spend_independence(frequency, monetary, level)?;
                control.step(1, 1)?;
                Ok(independence)
            },
            move |env, independence| Ok(parsed(env, to_text(operation, &independence)?)?),
        )
    }

    /// Between which values each parameter can lie, by profile likelihood, from the columns that the model was fitted to.
    #[napi(
        catch_unwind,
        ts_args_type = "spend: SpendColumns, options?: ProfileOptions | null",
        ts_return_type = "Promise<Array<ProfileInterval>>"
    )]
    pub fn profile_intervals<'env>(
        &self,
        env: &'env Env,
        spend: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "GammaGamma.profileIntervals";
        let model = Arc::clone(&self.model);
        promise(
            env,
            operation,
            || {
                let fitting = (Spend::read(spend)?, Terms::read(operation, options)?);
                let wanted = Profiles::read(operation, options)?;
                Ok(((fitting, wanted), Follow::read_with(env, operation, options, &Profiles::OPTIONS)?))
            },
            move |((spend, terms), wanted), control| {
                let data = fit_data(&spend, &terms);
                wanted.each(&["p", "q", "gamma"], control, |parameter, level, control| {
                    model.profile_interval(&data, parameter, level, control)
                })
            },
            move |env, intervals| Ok(parsed(env, to_text(operation, &intervals)?)?),
        )
    }

    /// How differently the parameters might have come out: mean spends are drawn from this model, at the frequencies of
    /// `spend`, and the model is fitted to them, `replicates` times.
    #[napi(
        catch_unwind,
        ts_args_type = "spend: SpendColumns, options: BootstrapOptions",
        ts_return_type = "Promise<BootstrapOf<GammaGamma>>"
    )]
    pub fn bootstrap<'env>(
        &self,
        env: &'env Env,
        spend: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "GammaGamma.bootstrap";
        let model = Arc::clone(&self.model);
        promise(
            env,
            operation,
            || {
                let fitting = (Spend::read(spend)?, Terms::read(operation, options)?);
                let drawn = Replicates::read(operation, options)?;
                Ok(((fitting, drawn), Follow::read_with(env, operation, options, &Replicates::OPTIONS)?))
            },
            move |((spend, terms), drawn), control| {
                model.bootstrap(&fit_data(&spend, &terms), drawn.replicates, drawn.seed, control)
            },
            |_, bootstrap| Ok(Bootstrap::from(bootstrap)),
        )
    }
}

fn fit_data<'a>(spend: &'a Spend, terms: &'a Terms) -> core::SpendFitData<'a> {
    let [frequency, monetary] = spend.columns();
    core::SpendFitData { frequency, monetary, weights: terms.weights(), penalty: terms.penalty }
}
