//! Models whose parameters depend on what is known of customers from the start.

use std::sync::Arc;

use napi::bindgen_prelude::{FromNapiValue, JsObjectValue, Object, Unknown};
use napi::{Env, JsValue, ValueType};
use napi_derive::napi;
use sartor::SartorError;
use sartor::control::Control;
use sartor::lifetime::{self as core, Covariate, CovariateProcess, Plain};

use super::fitting::{FIT_OPTIONS, Histories, Spend, Terms};
use super::models::{BgNbd, MbgNbd, Nbd, ParetoNbd};
use super::spend::GammaGamma;
use crate::host::{Outcome, answer, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

const SUBJECT: &str = "covariates";

/// What is known of the customers, as it was read.
struct Known {
    name: String,
    values: Vec<f64>,
    acts_on: Option<Vec<String>>,
}

impl Known {
    fn read(input: Unknown<'_>) -> Outcome<Vec<Self>> {
        if input.get_type()? != ValueType::Object || !input.is_array()? {
            return Err(SartorError::invalid(SUBJECT, "value", "a list of covariates").into());
        }
        let list = Object::from_unknown(input)?;
        (0..list.get_array_length_unchecked()?)
            .map(|place| Self::one(place, list.get_element(place)?))
            .collect()
    }

    fn one(place: u32, input: Unknown<'_>) -> Outcome<Self> {
        let subject = format!("covariates[{place}]");
        let given = input::fields(&subject, input, &["name", "values", "actsOn"])?;
        let field = |name: &str| given.get_named_property_unchecked::<Unknown<'_>>(name);
        let acts_on = field("actsOn")?;
        let acts_on =
            if input::is_absent(acts_on)? { None } else { Some(input::texts(&subject, "actsOn", acts_on)?) };
        Ok(Self {
            name: input::text(&subject, "name", field("name")?)?,
            values: input::column(&subject, "values", field("values")?)?,
            acts_on,
        })
    }

    /// Do something with them as core sees them.
    fn with<T>(known: &[Self], work: impl FnOnce(&[Covariate<'_>]) -> T) -> T {
        let names: Vec<Option<Vec<&str>>> = known
            .iter()
            .map(|one| one.acts_on.as_ref().map(|names| names.iter().map(String::as_str).collect()))
            .collect();
        let covariates: Vec<Covariate<'_>> = known
            .iter()
            .zip(&names)
            .map(|(one, names)| Covariate { name: &one.name, values: &one.values, acts_on: names.as_deref() })
            .collect();
        work(&covariates)
    }
}

fn fit_purchases<P: CovariateProcess + Plain>(
    [frequency, last_purchase_age, age]: [&[f64]; 3],
    known: &[Covariate<'_>],
    terms: &Terms,
    control: Control<'_>,
) -> sartor::Result<core::CovariateModel<P>> {
    let Terms { weights, penalty } = terms;
    let weights = weights.as_deref();
    core::CovariateModel::fit(frequency, last_purchase_age, age, known, weights, *penalty, control)
}

fn fit_spend(
    [frequency, monetary]: [&[f64]; 2],
    known: &[Covariate<'_>],
    terms: &Terms,
    control: Control<'_>,
) -> sartor::Result<core::CovariateGammaGamma> {
    core::CovariateGammaGamma::fit(frequency, monetary, known, terms.weights(), terms.penalty, control)
}

/// The members of the class of a model with covariates.
macro_rules! covariate_model {
    (
        $class:ident, $columns:ident, $model:ident,
        $fit_arguments:tt, $promise:tt, $params_type:tt, $model_type:tt,
        $fit:ident
    ) => {
        #[napi(namespace = "lifetime")]
        impl $class {
            /// Fit by maximum likelihood to columns and to what is known of each customer.
            #[napi(catch_unwind, ts_args_type = $fit_arguments, ts_return_type = $promise)]
            pub fn fit<'env>(
                env: &'env Env,
                columns: Unknown<'_>,
                covariates: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($class), ".fit");
                promise(
                    env,
                    operation,
                    || {
                        let given = ($columns::read(columns)?, Known::read(covariates)?);
                        let terms = Terms::read(operation, options)?;
                        Ok(((given, terms), Follow::read_with(env, operation, options, &FIT_OPTIONS)?))
                    },
                    |((columns, known), terms), control| {
                        Known::with(&known, |known| $fit(columns.columns(), known, &terms, control))
                    },
                    |_, model| Ok(Self { model: Arc::new(model) }),
                )
            }

            /// A model that was saved by `toJson`.
            #[napi(factory, catch_unwind, ts_args_type = "json: string")]
            pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
                run(env, concat!(stringify!($class), ".fromJson"), || {
                    let json = input::text(stringify!($class), "json", json)?;
                    Ok(Self { model: Arc::new(sartor::input::from_text(stringify!($class), &json)?) })
                })
            }

            /// The model as JSON, to be read by `fromJson`.
            #[napi(catch_unwind)]
            pub fn to_json(&self, env: &Env) -> napi::Result<String> {
                let operation = concat!(stringify!($class), ".toJson");
                run(env, operation, || to_text(operation, self.model.as_ref()))
            }

            /// The parameters of a customer with average covariates.
            #[napi(getter, catch_unwind, ts_return_type = $params_type)]
            pub fn baseline<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($class), ".baseline"), || Ok(self.model.baseline()))
            }

            /// What each covariate does to each parameter that it acts on.
            #[napi(getter, catch_unwind, ts_return_type = "Array<CovariateEffect>")]
            pub fn effects<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($class), ".effects"), || Ok(self.model.effects()))
            }

            /// The covariates, in the order in which `forCustomer` takes them.
            #[napi(getter, catch_unwind)]
            pub fn covariates(&self) -> Vec<String> {
                self.model.covariates().to_vec()
            }

            /// Their averages: `baseline` is of a customer with these.
            #[napi(getter, catch_unwind)]
            pub fn averages(&self) -> Vec<f64> {
                self.model.averages().to_vec()
            }

            /// Covariance of the baseline's parameters and then of the coefficients, row by row.
            #[napi(getter, catch_unwind)]
            pub fn covariance(&self) -> Vec<f64> {
                self.model.covariance().to_vec()
            }

            /// The log-likelihood of the data it was fitted to, without any penalty.
            #[napi(getter, catch_unwind)]
            pub fn log_likelihood(&self) -> f64 {
                self.model.log_likelihood()
            }

            /// Customers it was fitted to: the sum of their weights.
            #[napi(getter, catch_unwind)]
            pub fn customers(&self) -> f64 {
                self.model.customers()
            }

            /// How the fit ended.
            #[napi(getter, catch_unwind, ts_return_type = "ConvergenceReport")]
            pub fn convergence<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($class), ".convergence"), || Ok(self.model.convergence()))
            }

            /// The model of customers with these covariates, in the order of `covariates`: every answer and every
            /// interval follows from it.
            #[napi(catch_unwind, ts_args_type = "covariates: NumberColumn", ts_return_type = $model_type)]
            pub fn for_customer(&self, env: &Env, covariates: Unknown<'_>) -> napi::Result<$model> {
                run(env, concat!(stringify!($class), ".forCustomer"), || {
                    let covariates = input::column(SUBJECT, "covariates", covariates)?;
                    Ok(self.model.for_customer(&covariates)?.into())
                })
            }
        }
    };
}

/// BG/NBD whose `alpha`, `a` and `b` depend on covariates (Fader and Hardie 2007).
#[napi(namespace = "lifetime")]
pub struct CovariateBgNbd {
    model: Arc<core::CovariateModel<core::BgNbdParams>>,
}

covariate_model! {
    CovariateBgNbd, Histories, BgNbd,
    "histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null",
    "Promise<CovariateBgNbd>", "BgNbdParams", "BgNbd",
    fit_purchases
}

/// MBG/NBD whose `alpha`, `a` and `b` depend on covariates.
#[napi(namespace = "lifetime")]
pub struct CovariateMbgNbd {
    model: Arc<core::CovariateModel<core::MbgNbdParams>>,
}

covariate_model! {
    CovariateMbgNbd, Histories, MbgNbd,
    "histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null",
    "Promise<CovariateMbgNbd>", "MbgNbdParams", "MbgNbd",
    fit_purchases
}

/// Pareto/NBD whose `alpha` and `beta` depend on covariates (Fader and Hardie 2007).
#[napi(namespace = "lifetime")]
pub struct CovariateParetoNbd {
    model: Arc<core::CovariateModel<core::ParetoNbdParams>>,
}

covariate_model! {
    CovariateParetoNbd, Histories, ParetoNbd,
    "histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null",
    "Promise<CovariateParetoNbd>", "ParetoNbdParams", "ParetoNbd",
    fit_purchases
}

/// NBD whose `alpha` depends on covariates.
#[napi(namespace = "lifetime")]
pub struct CovariateNbd {
    model: Arc<core::CovariateModel<core::NbdParams>>,
}

covariate_model! {
    CovariateNbd, Histories, Nbd,
    "histories: PurchaseColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null",
    "Promise<CovariateNbd>", "NbdParams", "Nbd",
    fit_purchases
}

/// Gamma-Gamma whose `gamma` depends on covariates.
#[napi(namespace = "lifetime")]
pub struct CovariateGammaGamma {
    model: Arc<core::CovariateGammaGamma>,
}

covariate_model! {
    CovariateGammaGamma, Spend, GammaGamma,
    "spend: SpendColumns, covariates: Array<CovariateColumn>, options?: FitOptions | null",
    "Promise<CovariateGammaGamma>", "GammaGammaParams", "GammaGamma",
    fit_spend
}
