//! How do customers differ by what is known of them from the start?
#![allow(clippy::too_many_arguments)] // they are arguments of Swift and Kotlin, named, most of them with defaults

use std::sync::Arc;

use sartor::lifetime::{
    self as core, BgNbdParams, ConvergenceReport, CovariateEffect, CovariateModel, GammaGammaParams,
    MbgNbdParams, NbdParams, ParetoNbdParams,
};
use sartor::{Result, input};

use super::gamma_gamma::GammaGamma;
use super::model::{BgNbd, MbgNbd, Nbd, ParetoNbd};
use crate::work::{Control, run, run_long, to_json};

/// One thing that is known of every customer from the start.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Covariate {
    /// What messages and coefficients call it.
    pub name: String,
    /// Its value for each customer: a number, or 0 and 1 for no and yes.
    pub values: Vec<f64>,
    /// The parameters that it acts on; all that the model lets covariates act on, unless some are named.
    #[uniffi(default)]
    pub acts_on: Option<Vec<String>>,
}

/// Do something with covariates as core sees them.
fn with_covariates<T>(covariates: &[Covariate], work: impl FnOnce(&[core::Covariate<'_>]) -> T) -> T {
    let names: Vec<Option<Vec<&str>>> = covariates
        .iter()
        .map(|covariate| Some(covariate.acts_on.as_ref()?.iter().map(String::as_str).collect()))
        .collect();
    let seen: Vec<core::Covariate<'_>> = covariates
        .iter()
        .zip(&names)
        .map(|(covariate, names)| core::Covariate {
            name: &covariate.name,
            values: &covariate.values,
            acts_on: names.as_deref(),
        })
        .collect();
    work(&seen)
}

/// The class of a model with covariates, with all members but `fit`.
macro_rules! covariate_model {
    ($(#[doc = $doc:tt])+ $class:ident, $core:ty, $model:ident, $params:ident, $subject:literal) => {
        $(#[doc = $doc])+
        #[derive(Debug, uniffi::Object)]
        pub struct $class($core);

        #[uniffi::export]
        impl $class {
            /// The model that `toJson` wrote.
            #[uniffi::constructor]
            pub fn from_json(text: &str) -> Result<Self> {
                run(concat!(stringify!($class), ".fromJson"), || {
                    input::from_text(concat!($subject, " model"), text)
                })
                .map(Self)
            }

            /// The model as JSON.
            pub fn to_json(&self) -> Result<String> {
                to_json(concat!(stringify!($class), ".toJson"), &self.0)
            }

            /// The parameters of a customer with average covariates.
            pub fn baseline(&self) -> $params {
                self.0.baseline().clone()
            }

            /// What each covariate does to each parameter that it acts on.
            pub fn effects(&self) -> Vec<CovariateEffect> {
                self.0.effects().to_vec()
            }

            /// The covariates, in the order in which `forCustomer` takes them.
            pub fn covariates(&self) -> Vec<String> {
                self.0.covariates().to_vec()
            }

            /// Their averages: `baseline` is of a customer with these.
            pub fn averages(&self) -> Vec<f64> {
                self.0.averages().to_vec()
            }

            /// Covariance of the baseline's parameters and then of the coefficients, row by row.
            pub fn covariance(&self) -> Vec<f64> {
                self.0.covariance().to_vec()
            }

            /// The log-likelihood, without any penalty.
            pub fn log_likelihood(&self) -> f64 {
                self.0.log_likelihood()
            }

            /// Customers it was fitted to: the sum of their weights.
            pub fn customers(&self) -> f64 {
                self.0.customers()
            }

            /// How the fit ended.
            pub fn convergence(&self) -> ConvergenceReport {
                self.0.convergence().clone()
            }

            /// The model of customers with these covariates, in the order of `covariates`, so that every answer and every
            /// interval follows.
            pub fn for_customer(&self, covariates: &[f64]) -> Result<$model> {
                run(concat!(stringify!($class), ".forCustomer"), || self.0.for_customer(covariates)).map($model)
            }
        }
    };
}

/// The class of a model of purchases with covariates.
macro_rules! covariate_purchases {
    ($(#[doc = $doc:tt])+ $class:ident, $model:ident, $params:ident, $subject:literal) => {
        covariate_model! { $(#[doc = $doc])+ $class, CovariateModel<$params>, $model, $params, $subject }

        #[uniffi::export]
        impl $class {
            /// Fit by maximum likelihood to columns of histories and of covariates. `penalty` is taken off for the
            /// coefficients too.
            #[uniffi::constructor(default(weights = None, penalty = 0.0, control = None))]
            pub fn fit(
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                covariates: &[Covariate],
                weights: Option<Vec<f64>>,
                penalty: f64,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Self> {
                let weights = weights.as_deref();
                run_long(concat!(stringify!($class), ".fit"), control, |control| {
                    with_covariates(covariates, |covariates| {
                        CovariateModel::fit(
                            frequency,
                            last_purchase_age,
                            age,
                            covariates,
                            weights,
                            penalty,
                            control,
                        )
                    })
                })
                .map(Self)
            }
        }
    };
}

covariate_purchases! {
    /// BG/NBD with what is known of customers from the start (Fader and Hardie 2007): a coefficient of `alpha` above 0
    /// means more purchases.
    CovariateBgNbd, BgNbd, BgNbdParams, "BG/NBD"
}

covariate_purchases! {
    /// MBG/NBD with what is known of customers from the start; see `CovariateBgNbd`.
    CovariateMbgNbd, MbgNbd, MbgNbdParams, "MBG/NBD"
}

covariate_purchases! {
    /// Pareto/NBD with what is known of customers from the start (Fader and Hardie 2007): a coefficient of `alpha` above
    /// 0 means more purchases, one of `beta` more of leaving.
    CovariateParetoNbd, ParetoNbd, ParetoNbdParams, "Pareto/NBD"
}

covariate_purchases! {
    /// NBD with what is known of customers from the start: a coefficient above 0 means more purchases.
    CovariateNbd, Nbd, NbdParams, "NBD"
}

covariate_model! {
    /// Gamma-Gamma with what is known of customers from the start: a coefficient above 0 means more spend.
    CovariateGammaGamma, core::CovariateGammaGamma, GammaGamma, GammaGammaParams, "Gamma-Gamma"
}

#[uniffi::export]
impl CovariateGammaGamma {
    /// Fit by maximum likelihood to columns of repeat purchases, their mean spend, and covariates; customers without a
    /// repeat purchase are passed over.
    #[uniffi::constructor(default(weights = None, penalty = 0.0, control = None))]
    pub fn fit(
        frequency: &[f64],
        monetary: &[f64],
        covariates: &[Covariate],
        weights: Option<Vec<f64>>,
        penalty: f64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        let weights = weights.as_deref();
        run_long("CovariateGammaGamma.fit", control, |control| {
            with_covariates(covariates, |covariates| {
                core::CovariateGammaGamma::fit(frequency, monetary, covariates, weights, penalty, control)
            })
        })
        .map(Self)
    }
}
