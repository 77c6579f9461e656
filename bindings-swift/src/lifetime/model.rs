//! The models of purchases: one class each, all with the same members.
#![allow(clippy::too_many_arguments)] // they are arguments of Swift and Kotlin, named, most of them with defaults

use std::sync::Arc;

use sartor::lifetime::{
    self as core, BgBbParams, BgCnbdParams, BgNbdParams, ConvergenceReport, FitData, GGompertzNbdParams,
    MbgCnbdParams, MbgNbdParams, NbdParams, NextPurchase, ParameterInterval, ParetoNbdParams,
    ProfileInterval, PurchaseProcess, Regularity,
};
use sartor::{Result, SartorError, input};

use super::any_model::AnyPurchaseModel;
use super::columns::histories;
use super::uncertainty::{Bootstrap, profiles};
use crate::work::{Control, run, run_long, to_json};

/// Of the next purchase, where nothing else is asked for.
const QUARTILES: [f64; 3] = [0.25, 0.5, 0.75];

/// The class of a model of purchases, with all members but `fit`.
macro_rules! purchase_model {
    ($(#[doc = $doc:tt])+ $model:ident, $params:ident, $subject:literal) => {
        $(#[doc = $doc])+
        #[derive(Debug, uniffi::Object)]
        pub struct $model(pub(super) core::$model);

        #[uniffi::export]
        impl $model {
            /// A model with parameters from elsewhere, taken as exact.
            #[uniffi::constructor]
            pub fn with_params(params: $params) -> Result<Self> {
                run(concat!(stringify!($model), ".withParams"), || core::$model::with_params(params)).map(Self)
            }

            /// The model that `toJson` wrote.
            #[uniffi::constructor]
            pub fn from_json(text: &str) -> Result<Self> {
                run(concat!(stringify!($model), ".fromJson"), || {
                    input::from_text(concat!($subject, " model"), text)
                })
                .map(Self)
            }

            /// The model as JSON.
            pub fn to_json(&self) -> Result<String> {
                to_json(concat!(stringify!($model), ".toJson"), &self.0)
            }

            /// Fit again, with more data, from where this model stands.
            #[uniffi::method(default(weights = None, penalty = 0.0, control = None))]
            pub fn refit(
                &self,
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                weights: Option<Vec<f64>>,
                penalty: f64,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Self> {
                run_long(concat!(stringify!($model), ".refit"), control, |control| {
                    self.0.refit(frequency, last_purchase_age, age, weights.as_deref(), penalty, control)
                })
                .map(Self)
            }

            /// The parameters.
            pub fn params(&self) -> $params {
                self.0.params().clone()
            }

            /// The log-likelihood of the data it was fitted to; 0 for given parameters.
            pub fn log_likelihood(&self) -> f64 {
                self.0.log_likelihood()
            }

            /// Akaike's criterion, lower is better; nothing for given parameters.
            pub fn aic(&self) -> Option<f64> {
                self.0.aic()
            }

            /// Schwarz's criterion, lower is better; nothing for given parameters.
            pub fn bic(&self) -> Option<f64> {
                self.0.bic()
            }

            /// Customers it was fitted to: the sum of their weights.
            pub fn customers(&self) -> f64 {
                self.0.customers()
            }

            /// How the fit ended.
            pub fn convergence(&self) -> ConvergenceReport {
                self.0.convergence().clone()
            }

            /// Covariance of the parameters that were fitted, in the order in which `params` lists them, row by row.
            pub fn covariance(&self) -> Vec<f64> {
                self.0.covariance().to_vec()
            }

            /// Standard errors of the parameters, in the same order.
            pub fn standard_errors(&self) -> Vec<f64> {
                self.0.standard_errors()
            }

            /// Between which values each parameter can lie, by profile likelihood, from the columns that the model was
            /// fitted to; of those called by name only, where some are.
            #[uniffi::method(default(level = 0.9, parameters = [], weights = None, penalty = 0.0, control = None))]
            pub fn profile_intervals(
                &self,
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                level: f64,
                parameters: &[String],
                weights: Option<Vec<f64>>,
                penalty: f64,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Vec<ProfileInterval>> {
                let weights = weights.as_deref();
                run_long(concat!(stringify!($model), ".profileIntervals"), control, |control| {
                    let data = FitData { frequency, last_purchase_age, age, weights, penalty };
                    profiles($params::PARAMETERS, parameters, control, |parameter, control| {
                        self.0.profile_interval(&data, parameter, level, control)
                    })
                })
            }

            /// How differently the parameters might have come out: customers are drawn from this model, as many and as
            /// old as those of the columns that it was fitted to, and it is fitted to them, `replicates` times.
            #[uniffi::method(default(replicates = 200, weights = None, penalty = 0.0, control = None))]
            pub fn bootstrap(
                &self,
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                seed: u32,
                replicates: u32,
                weights: Option<Vec<f64>>,
                penalty: f64,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Bootstrap> {
                let weights = weights.as_deref();
                run_long(concat!(stringify!($model), ".bootstrap"), control, |control| {
                    let data = FitData { frequency, last_purchase_age, age, weights, penalty };
                    let drawn = self.0.bootstrap(&data, replicates, seed, control)?;
                    let any = |refit: &core::$model| AnyPurchaseModel::$model(Arc::new(Self(refit.clone())));
                    Ok(Bootstrap {
                        refits: drawn.refits().iter().map(any).collect(),
                        failed: drawn.failed(),
                        intervals: Box::new(move |level| drawn.intervals(level)),
                    })
                })
            }

            /// Probability that a customer is still active.
            pub fn probability_alive(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<f64> {
                run(concat!(stringify!($model), ".probabilityAlive"), || {
                    self.0.probability_alive(frequency, last_purchase_age, age)
                })
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
                histories(frequency, last_purchase_age, age)?.map(
                    concat!(stringify!($model), ".probabilityAliveBatch"),
                    control,
                    |[x, t_x, t]| self.0.probability_alive(x, t_x, t),
                )
            }

            /// `probabilityAlive` with the interval that the parameters' uncertainty leaves it.
            #[uniffi::method(default(level = 0.9))]
            pub fn probability_alive_interval(
                &self,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
                level: f64,
            ) -> Result<ParameterInterval> {
                run(concat!(stringify!($model), ".probabilityAliveInterval"), || {
                    self.0.probability_alive_interval(frequency, last_purchase_age, age, level)
                })
            }

            /// Purchases expected in the next `periods`.
            pub fn expected_purchases(
                &self,
                periods: f64,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
            ) -> Result<f64> {
                run(concat!(stringify!($model), ".expectedPurchases"), || {
                    self.0.expected_purchases(periods, frequency, last_purchase_age, age)
                })
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
                histories(frequency, last_purchase_age, age)?.map(
                    concat!(stringify!($model), ".expectedPurchasesBatch"),
                    control,
                    |[x, t_x, t]| self.0.expected_purchases(periods, x, t_x, t),
                )
            }

            /// `expectedPurchases` with the interval that the parameters' uncertainty leaves it.
            #[uniffi::method(default(level = 0.9))]
            pub fn expected_purchases_interval(
                &self,
                periods: f64,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
                level: f64,
            ) -> Result<ParameterInterval> {
                run(concat!(stringify!($model), ".expectedPurchasesInterval"), || {
                    self.0.expected_purchases_interval(periods, frequency, last_purchase_age, age, level)
                })
            }

            /// Purchases expected of a new customer in the `periods` after their first.
            pub fn expected_purchases_new_customer(&self, periods: f64) -> Result<f64> {
                run(concat!(stringify!($model), ".expectedPurchasesNewCustomer"), || {
                    self.0.expected_purchases_new_customer(periods)
                })
            }

            /// Probability of a purchase in the next `periods` of the kind that makes up `share` of all.
            #[uniffi::method(default(share = 1.0))]
            pub fn purchase_probability(
                &self,
                periods: f64,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
                share: f64,
            ) -> Result<f64> {
                run(concat!(stringify!($model), ".purchaseProbability"), || {
                    self.0.purchase_probability(periods, share, frequency, last_purchase_age, age)
                })
            }

            /// The same for columns of customers.
            #[uniffi::method(default(share = 1.0, control = None))]
            pub fn purchase_probability_batch(
                &self,
                periods: f64,
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                share: f64,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Vec<f64>> {
                histories(frequency, last_purchase_age, age)?.map(
                    concat!(stringify!($model), ".purchaseProbabilityBatch"),
                    control,
                    |[x, t_x, t]| self.0.purchase_probability(periods, share, x, t_x, t),
                )
            }

            /// `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact.
            #[uniffi::method(default(share = 1.0, level = 0.9))]
            pub fn purchase_probability_interval(
                &self,
                periods: f64,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
                share: f64,
                level: f64,
            ) -> Result<ParameterInterval> {
                run(concat!(stringify!($model), ".purchaseProbabilityInterval"), || {
                    self.0.purchase_probability_interval(periods, share, frequency, last_purchase_age, age, level)
                })
            }

            /// Purchases expected for ever, those in the future counted less, at this rate for a period.
            pub fn discounted_purchases_for_ever(
                &self,
                discount_rate_per_period: f64,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
            ) -> Result<f64> {
                run(concat!(stringify!($model), ".discountedPurchasesForEver"), || {
                    self.0.discounted_purchases_for_ever(
                        discount_rate_per_period,
                        frequency,
                        last_purchase_age,
                        age,
                    )
                })
            }

            /// The same for columns of customers.
            #[uniffi::method(default(control = None))]
            pub fn discounted_purchases_for_ever_batch(
                &self,
                discount_rate_per_period: f64,
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                control: Option<Arc<dyn Control>>,
            ) -> Result<Vec<f64>> {
                histories(frequency, last_purchase_age, age)?.map(
                    concat!(stringify!($model), ".discountedPurchasesForEverBatch"),
                    control,
                    |[x, t_x, t]| self.0.discounted_purchases_for_ever(discount_rate_per_period, x, t_x, t),
                )
            }

            /// When the next purchase comes of a customer who may have left: the time within which it falls with each
            /// of the probabilities `levels`, the quartiles unless told otherwise, and the probability that there is
            /// none.
            #[uniffi::method(default(levels = None))]
            pub fn next_purchase(
                &self,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
                levels: Option<Vec<f64>>,
            ) -> Result<NextPurchase> {
                run(concat!(stringify!($model), ".nextPurchase"), || {
                    let levels = levels.as_deref().unwrap_or(&QUARTILES);
                    self.0.next_purchase(frequency, last_purchase_age, age, levels)
                })
            }

            /// Time from now within which the next purchase of a customer who is active falls with probability `q`;
            /// infinite where one who is active leaves before that with a probability above `1 - q`.
            pub fn next_purchase_quantile(
                &self,
                q: f64,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
            ) -> Result<f64> {
                run(concat!(stringify!($model), ".nextPurchaseQuantile"), || {
                    self.0.next_purchase_quantile(q, frequency, last_purchase_age, age)
                })
            }

            /// The same for columns of customers.
            #[uniffi::method(default(control = None))]
            pub fn next_purchase_quantile_batch(
                &self,
                q: f64,
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                control: Option<Arc<dyn Control>>,
            ) -> Result<Vec<f64>> {
                histories(frequency, last_purchase_age, age)?.map(
                    concat!(stringify!($model), ".nextPurchaseQuantileBatch"),
                    control,
                    |[x, t_x, t]| self.0.next_purchase_quantile(q, x, t_x, t),
                )
            }

            /// Probabilities of 0, 1, ... `most` purchases in the next `periods`.
            pub fn purchase_distribution(
                &self,
                periods: f64,
                most: u32,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
            ) -> Result<Vec<f64>> {
                run(concat!(stringify!($model), ".purchaseDistribution"), || {
                    self.0.purchase_distribution(periods, most, frequency, last_purchase_age, age)
                })
            }

            /// For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
            /// at least that probability.
            pub fn purchase_quantiles(
                &self,
                periods: f64,
                frequency: f64,
                last_purchase_age: f64,
                age: f64,
                levels: &[f64],
            ) -> Result<Vec<f64>> {
                run(concat!(stringify!($model), ".purchaseQuantiles"), || {
                    self.0.purchase_quantiles(periods, frequency, last_purchase_age, age, levels)
                })
            }
        }
    };
}

/// The class of a model that is fitted to histories alone.
macro_rules! plain_model {
    ($(#[doc = $doc:tt])+ $model:ident, $params:ident, $subject:literal) => {
        purchase_model! { $(#[doc = $doc])+ $model, $params, $subject }

        #[uniffi::export]
        impl $model {
            /// Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. `weights` count
            /// rows; a `penalty` of 0.001 to 0.1 tames small samples.
            #[uniffi::constructor(default(weights = None, penalty = 0.0, control = None))]
            pub fn fit(
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                weights: Option<Vec<f64>>,
                penalty: f64,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Self> {
                run_long(concat!(stringify!($model), ".fit"), control, |control| {
                    core::$model::fit(frequency, last_purchase_age, age, weights.as_deref(), penalty, control)
                })
                .map(Self)
            }
        }
    };
}

/// The class of a model whose customers buy more or less regularly.
macro_rules! regular_model {
    ($(#[doc = $doc:tt])+ $model:ident, $params:ident, $subject:literal) => {
        purchase_model! { $(#[doc = $doc])+ $model, $params, $subject }

        #[uniffi::export]
        impl $model {
            /// Fit by maximum likelihood with `k` phases, or with as many as make the histories most likely when
            /// `logIntervalSum` is given in its stead: the sums of the logarithms of the intervals between each
            /// customer's purchases, a column of `Summaries`.
            #[uniffi::constructor(
                default(k = None, log_interval_sum = None, weights = None, penalty = 0.0, control = None)
            )]
            pub fn fit(
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                k: Option<u32>,
                log_interval_sum: Option<Vec<f64>>,
                weights: Option<Vec<f64>>,
                penalty: f64,
                control: Option<Arc<dyn Control>>,
            ) -> Result<Self> {
                let regularity = match (k, &log_interval_sum) {
                    (Some(k), None) => Regularity::Given(k),
                    (None, Some(intervals)) => Regularity::Likeliest(intervals),
                    _ => {
                        let expected = "given, or logIntervalSum in its stead";
                        return Err(SartorError::invalid($subject, "k", expected));
                    }
                };
                let weights = weights.as_deref();
                run_long(concat!(stringify!($model), ".fit"), control, |control| {
                    core::$model::fit(frequency, last_purchase_age, age, regularity, weights, penalty, control)
                })
                .map(Self)
            }
        }
    };
}

plain_model! {
    /// BG/NBD: how many purchases will a customer still make, and is the customer still one?
    ///
    /// Fader, Hardie and Lee (2005). Histories are the literature's `x, t_x, T`: repeat purchases, age at the last of
    /// them, age now, in one unit of time. Every customer without a repeat purchase has a `probabilityAlive` of
    /// exactly 1, by construction.
    BgNbd, BgNbdParams, "BG/NBD"
}

plain_model! {
    /// MBG/NBD: as BG/NBD, but a customer may leave after the first purchase too.
    ///
    /// Batislam, Denizel and Filiztekin (2007); Hoppe and Wagner (2007). The longer a one-time buyer stays away, the
    /// lower `probabilityAlive`. Histories as of `BgNbd`.
    MbgNbd, MbgNbdParams, "MBG/NBD"
}

plain_model! {
    /// Pareto/NBD: as BG/NBD, but a customer may leave at any time, bought or not.
    ///
    /// Schmittlein, Morrison and Colombo (1987). Histories as of `BgNbd`.
    ParetoNbd, ParetoNbdParams, "Pareto/NBD"
}

plain_model! {
    /// GGompertz/NBD: as Pareto/NBD, but leaving grows likelier, or less likely, with age.
    ///
    /// Bemmaor and Glady (2012). Often more than the data can tell: see `convergence`. Histories as of `BgNbd`.
    GGompertzNbd, GGompertzNbdParams, "GGompertz/NBD"
}

plain_model! {
    /// BG/BB: at how many of the opportunities to come will a customer buy?
    ///
    /// Fader, Hardie and Shang (2010). `frequency` counts purchases, `lastPurchaseAge` is the number of the
    /// opportunity of the last (0 without one), `age` the number of opportunities so far: whole numbers all.
    BgBb, BgBbParams, "BG/BB"
}

regular_model! {
    /// BG/CNBD-k: as BG/NBD, of customers who buy regularly.
    ///
    /// Platzer and Reutterer (2016). Between two purchases a customer passes `k` phases; the more, the more regular.
    BgCnbd, BgCnbdParams, "BG/CNBD-k"
}

regular_model! {
    /// MBG/CNBD-k: as BG/CNBD-k, but a customer may leave after the first purchase too.
    ///
    /// Platzer and Reutterer (2016); Reutterer, Platzer and Schröder (2021).
    MbgCnbd, MbgCnbdParams, "MBG/CNBD-k"
}

plain_model! {
    /// NBD: how often does a customer buy, if nobody ever leaves?
    ///
    /// Ehrenberg (1959). The baseline that a model with leaving has to beat; histories as of `BgNbd`.
    Nbd, NbdParams, "NBD"
}
