//! Which model of purchases is it, when it is only known at run time?

use std::sync::Arc;

use sartor::Result;
use sartor::lifetime::{self as core, ConvergenceReport, NextPurchase, PurchaseModelKind};

use super::model::{BgBb, BgCnbd, BgNbd, GGompertzNbd, MbgCnbd, MbgNbd, Nbd, ParetoNbd};
use crate::work::Control;

macro_rules! any_model {
    ($d:tt $($(#[doc = $doc:tt])+ $model:ident,)+) => {
        /// A model of purchases of any class: what `select` chooses, and what `value` and `simulate` take.
        #[derive(Debug, Clone, uniffi::Enum)]
        pub enum AnyPurchaseModel {
            $($(#[doc = $doc])+ $model(Arc<$model>),)+
        }

        #[uniffi::export]
        impl AnyPurchaseModel {
            /// Which kind of model it is.
            pub fn kind(&self) -> PurchaseModelKind {
                match self {
                    $(Self::$model(_) => PurchaseModelKind::$model,)+
                }
            }
        }

        /// The same expression for whichever model it is.
        macro_rules! each {
            ($d any:expr, $d model:ident => $d answer:expr) => {
                match $d any {
                    $(AnyPurchaseModel::$model($d model) => $d answer,)+
                }
            };
        }

        impl From<core::AnyPurchaseModel> for AnyPurchaseModel {
            fn from(model: core::AnyPurchaseModel) -> Self {
                match model {
                    $(core::AnyPurchaseModel::$model(model) => Self::$model(Arc::new($model(model))),)+
                }
            }
        }
    };
}

any_model! { $
    /// Leaving after any purchase, the first included.
    MbgNbd,
    /// Leaving at any time, bought or not.
    ParetoNbd,
    /// Buying regularly, leaving after any purchase.
    MbgCnbd,
    /// Leaving at any time, the likelier the older or the younger a customer is.
    GGompertzNbd,
    /// Leaving after a repeat purchase only.
    BgNbd,
    /// Buying regularly, leaving after a repeat purchase only.
    BgCnbd,
    /// Nobody leaves.
    Nbd,
    /// Buying or not at each of a number of opportunities, leaving before any of them.
    BgBb,
}

/// What is asked of a chosen model most; for all else take the model out of its case.
#[uniffi::export]
impl AnyPurchaseModel {
    /// The model as JSON, for `fromJson` of its class.
    pub fn to_json(&self) -> Result<String> {
        each!(self, model => model.to_json())
    }

    /// The log-likelihood of the data it was fitted to; 0 for given parameters.
    pub fn log_likelihood(&self) -> f64 {
        each!(self, model => model.log_likelihood())
    }

    /// Akaike's criterion, lower is better; nothing for given parameters.
    pub fn aic(&self) -> Option<f64> {
        each!(self, model => model.aic())
    }

    /// Schwarz's criterion, lower is better; nothing for given parameters.
    pub fn bic(&self) -> Option<f64> {
        each!(self, model => model.bic())
    }

    /// Customers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        each!(self, model => model.customers())
    }

    /// How the fit ended.
    pub fn convergence(&self) -> ConvergenceReport {
        each!(self, model => model.convergence())
    }

    /// Probability that a customer is still active.
    pub fn probability_alive(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<f64> {
        each!(self, model => model.probability_alive(frequency, last_purchase_age, age))
    }

    /// The same for columns of customers.
    #[uniffi::method(default(control = None))]
    pub fn probability_alive_batch(
        &self,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<f64>> {
        each!(self, model => model.probability_alive_batch(frequency, last_purchase_age, age, control))
    }

    /// Purchases expected in the next `periods`.
    pub fn expected_purchases(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        each!(self, model => model.expected_purchases(periods, frequency, last_purchase_age, age))
    }

    /// The same for columns of customers.
    #[uniffi::method(default(control = None))]
    pub fn expected_purchases_batch(
        &self,
        periods: f64,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<f64>> {
        each!(self, model => model.expected_purchases_batch(periods, frequency, last_purchase_age, age, control))
    }

    /// When the next purchase comes of a customer who may have left; see the models' own.
    #[uniffi::method(default(levels = None))]
    pub fn next_purchase(
        &self,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        levels: Option<Vec<f64>>,
    ) -> Result<NextPurchase> {
        each!(self, model => model.next_purchase(frequency, last_purchase_age, age, levels))
    }

    /// For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with at
    /// least that probability.
    pub fn purchase_quantiles(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        levels: &[f64],
    ) -> Result<Vec<f64>> {
        each!(self, model => model.purchase_quantiles(periods, frequency, last_purchase_age, age, levels))
    }
}
