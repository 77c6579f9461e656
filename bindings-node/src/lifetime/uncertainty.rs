//! How uncertain are the parameters of a model, as JavaScript asks it?

use std::cell::Cell;

use napi::bindgen_prelude::{Array, FromNapiValue, Function, JavaScriptClassExt, Object, Unknown};
use napi::{Env, ValueType};
use napi_derive::napi;
use sartor::SartorError;
use sartor::control::Control;
use sartor::lifetime::{self as core, ParameterInterval, ProfileInterval};

use super::fitting::level;
use super::models::{BgBb, BgCnbd, BgNbd, GGompertzNbd, MbgCnbd, MbgNbd, Nbd, ParetoNbd};
use super::spend::GammaGamma;
use crate::host::{Outcome, answer};
use crate::input;

const SUBJECT: &str = "bootstrap";

/// Which profiles are wanted.
pub struct Profiles {
    parameters: Option<Vec<String>>,
    level: f64,
}

impl Profiles {
    pub const OPTIONS: [&str; 4] = ["weights", "penalty", "level", "parameters"];

    pub fn read(subject: &str, options: Unknown<'_>) -> Outcome<Self> {
        let parameters = input::option(options, "parameters")?;
        let parameters = parameters.map(|names| input::texts(subject, "parameters", names)).transpose()?;
        Ok(Self { parameters, level: input::number_or(subject, "level", options, 0.9)? })
    }

    /// The interval of each parameter that is wanted, in that order.
    pub fn each(
        &self,
        known: &[&str],
        control: Control<'_>,
        of: impl Fn(&str, f64, Control<'_>) -> sartor::Result<ProfileInterval>,
    ) -> sartor::Result<Vec<ProfileInterval>> {
        let wanted: Vec<&str> = match &self.parameters {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => known.to_vec(),
        };
        let total = wanted.len() as u64;
        let mut intervals = Vec::with_capacity(wanted.len());
        for (done, parameter) in (0..).zip(wanted) {
            control.step(done, total)?;
            intervals.push(of(parameter, self.level, control.without_steps())?);
        }
        control.step(total, total)?;
        Ok(intervals)
    }
}

/// How a bootstrap draws.
pub struct Replicates {
    pub replicates: u32,
    pub seed: u32,
}

impl Replicates {
    pub const OPTIONS: [&str; 4] = ["weights", "penalty", "replicates", "seed"];

    pub fn read(subject: &str, options: Unknown<'_>) -> Outcome<Self> {
        let count = |name: &str| {
            input::option(options, name)?.map(|value| input::count(subject, name, value)).transpose()
        };
        let seed = count("seed")?.ok_or_else(|| SartorError::invalid(subject, "seed", "a whole number"))?;
        Ok(Self { replicates: count("replicates")?.unwrap_or(200), seed })
    }
}

/// A model with what it was when fitted to customers drawn from it.
#[napi(namespace = "lifetime")]
pub struct Bootstrap {
    drawn: Box<dyn Drawn>,
}

/// A bootstrap of a model of any kind.
trait Drawn: Send {
    fn failed(&self) -> u32;
    fn fitted<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>>;
    fn refits<'env>(&self, env: &'env Env) -> napi::Result<Array<'env>>;
    fn intervals(&self, level: f64) -> sartor::Result<Vec<ParameterInterval>>;
    fn interval_of(&self, estimate: Unknown<'_>, level: f64) -> Outcome<ParameterInterval>;
}

macro_rules! drawn {
    ($($model:ident),+) => {
        $(
            impl From<core::Bootstrap<core::$model>> for Bootstrap {
                fn from(drawn: core::Bootstrap<core::$model>) -> Self {
                    Self { drawn: Box::new(drawn) }
                }
            }

            impl Drawn for core::Bootstrap<core::$model> {
                fn failed(&self) -> u32 {
                    self.failed()
                }

                fn fitted<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
                    Ok($model::from(self.fitted().clone()).into_instance(env)?.as_object(env))
                }

                fn refits<'env>(&self, env: &'env Env) -> napi::Result<Array<'env>> {
                    let models = self.refits();
                    let mut refits = env.create_array(models.len() as u32)?;
                    for (place, model) in (0..).zip(models) {
                        refits.set(place, $model::from(model.clone()))?;
                    }
                    Ok(refits)
                }

                fn intervals(&self, level: f64) -> sartor::Result<Vec<ParameterInterval>> {
                    self.intervals(level)
                }

                fn interval_of(&self, estimate: Unknown<'_>, level: f64) -> Outcome<ParameterInterval> {
                    let estimate = Function::<$model, Unknown<'_>>::from_unknown(estimate)?;
                    let thrown = Cell::new(None);
                    let interval = self.interval_of(level, |model| {
                        let call = || input::number(SUBJECT, "estimate", estimate.call(model.clone().into())?);
                        call().map_err(|fault| {
                            thrown.set(Some(fault));
                            SartorError::Internal { operation: SUBJECT.to_owned() }
                        })
                    });
                    thrown.take().map_or(Ok(()), Err)?;
                    Ok(interval?)
                }
            }
        )+
    };
}
drawn!(BgNbd, MbgNbd, ParetoNbd, Nbd, BgCnbd, MbgCnbd, GGompertzNbd, BgBb, GammaGamma);

#[napi(namespace = "lifetime")]
impl Bootstrap {
    /// Replicates that could not be fitted.
    #[napi(getter, catch_unwind)]
    pub fn failed(&self) -> u32 {
        self.drawn.failed()
    }

    /// The model that customers were drawn from, of its own class.
    #[napi(catch_unwind, ts_return_type = "any")]
    pub fn fitted<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        self.drawn.fitted(env)
    }

    /// The refits, in the order of their streams of random numbers.
    #[napi(catch_unwind, ts_return_type = "Array<any>")]
    pub fn refits<'env>(&self, env: &'env Env) -> napi::Result<Array<'env>> {
        self.drawn.refits(env)
    }

    /// The interval of each fitted parameter, in the order of `params`; `level` is 0.9 unless stated.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Array<ParameterInterval>")]
    pub fn intervals<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Bootstrap.intervals", || Ok(self.drawn.intervals(self::level(level)?)?))
    }

    /// The interval of whatever is worked out from a model, such as the purchases of a customer or of all of them;
    /// `level` is 0.9 unless stated.
    #[napi(
        catch_unwind,
        ts_args_type = "estimate: (model: any) => number, level?: number | null",
        ts_return_type = "ParameterInterval"
    )]
    pub fn interval_of<'env>(
        &self,
        env: &'env Env,
        estimate: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Bootstrap.intervalOf", || {
            if estimate.get_type()? != ValueType::Function {
                return Err(SartorError::invalid(SUBJECT, "estimate", "a function of a model").into());
            }
            self.drawn.interval_of(estimate, self::level(level)?)
        })
    }
}
