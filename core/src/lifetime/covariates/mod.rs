//! How do customers differ by what is known of them from the start?
//!
//! Fader and Hardie, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models" (2007): what is
//! known of a customer `z` (the channel they came by, a region, the first basket) multiplies the scale of their
//! parameters. Each model says which, and which way: under BG/NBD `alpha exp(-c'z)`, so that a coefficient above 0
//! means more purchases, `a exp(c'z)` and `b exp(c'z)`; under Pareto/NBD `alpha exp(-c'z)` and `beta exp(-c'z)`, more
//! of leaving; for Gamma-Gamma `gamma exp(c'z)`, more spend. Each has coefficients of its own.
//!
//! The likelihood is the plain model's at each customer's own parameters, with its derivatives by the chain rule.
//! Covariates are centred and scaled for the search; [`CovariateModel::baseline`] is the customer with average
//! covariates. [`CovariateModel::for_customer`] is a plain model with that customer's parameters and their covariance,
//! so that every answer and every interval follows.
//!
//! ```
//! use sartor::control::Control;
//! use sartor::lifetime::{BgNbd, BgNbdParams, Covariate, CovariateModel, simulate};
//! // Those who came by recommendation (1) buy twice as often as the others (0).
//! let shop = |alpha, seed| {
//!     let params = BgNbdParams { r: 0.8, alpha, a: 0.9, b: 2.5 };
//!     simulate(&BgNbd::with_params(params)?, 400, &[52.0], seed, Control::none())
//! };
//! let (others, recommended) = (shop(12.0, 1)?, shop(6.0, 2)?);
//! let frequency = [others.frequency, recommended.frequency].concat();
//! let last_age = [others.last_purchase_age, recommended.last_purchase_age].concat();
//! let values = [[0.0; 400], [1.0; 400]].concat();
//! let came = Covariate { name: "recommended", values: &values, acts_on: Some(&["alpha"]) };
//! let model = CovariateModel::<BgNbdParams>::fit(
//!     &frequency, &last_age, &[52.0; 800], &[came], None, 0.0, Control::none(),
//! )?;
//! let effect = &model.effects()[0];
//! assert!((effect.coefficient - 0.693).abs() < 3.0 * effect.standard_error);
//! let [other, recommended] = [model.for_customer(&[0.0])?, model.for_customer(&[1.0])?];
//! let purchases = |model: &BgNbd| model.expected_purchases_new_customer(52.0);
//! assert!(purchases(&recommended)? > 1.2 * purchases(&other)?);
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod design;
#[cfg(feature = "train")]
mod fit;
#[cfg(feature = "train")]
mod likelihood;
mod spend;

use serde::{Deserialize, Serialize};

pub use self::spend::CovariateGammaGamma;
use super::convergence::ConvergenceReport;
use super::model::PurchaseModel;
use super::process::PurchaseProcess;
use crate::{Result, SartorError, math};

/// One thing that is known of every customer from the start.
#[derive(Debug, Clone, Copy)]
pub struct Covariate<'a> {
    /// What messages and coefficients call it.
    pub name: &'a str,
    /// Its value for each customer: a number, or 0 and 1 for no and yes.
    pub values: &'a [f64],
    /// The parameters that it acts on; none for all that the model lets covariates act on.
    pub acts_on: Option<&'a [&'a str]>,
}

/// A process with parameters that covariates multiply.
pub trait CovariateProcess: PurchaseProcess {
    /// The names of those parameters, each with the sign of the exponent: -1 for the rate of a gamma distribution, so
    /// that a coefficient above 0 means more.
    const COVARIATES_ACT_ON: &'static [(&'static str, f64)];
}

/// What a covariate does to a parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CovariateEffect {
    /// The parameter.
    pub parameter: String,
    /// The covariate.
    pub covariate: String,
    /// By how much the logarithm of what the parameter stands for rises with one unit of the covariate.
    pub coefficient: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// 1 or -1: the parameter is multiplied by `exp(sign * coefficient * covariate)`.
    pub sign: f64,
}

/// A model of purchases whose parameters depend on covariates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "StoredModel<P>", bound = "P: CovariateProcess")]
pub struct CovariateModel<P: CovariateProcess> {
    baseline: P,
    effects: Effects,
    log_likelihood: f64,
    customers: f64,
    convergence: ConvergenceReport,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "P: CovariateProcess")]
struct StoredModel<P: CovariateProcess> {
    baseline: P,
    effects: Effects,
    log_likelihood: f64,
    customers: f64,
    convergence: ConvergenceReport,
}

impl<P: CovariateProcess> TryFrom<StoredModel<P>> for CovariateModel<P> {
    type Error = SartorError;

    fn try_from(stored: StoredModel<P>) -> Result<Self> {
        let StoredModel { baseline, effects, log_likelihood, customers, convergence } = stored;
        baseline.check()?;
        effects.check(P::SUBJECT, P::PARAMETERS, log_likelihood, customers)?;
        Ok(Self { baseline, effects, log_likelihood, customers, convergence })
    }
}

impl<P: CovariateProcess> CovariateModel<P> {
    /// The parameters of a customer with average covariates.
    pub fn baseline(&self) -> &P {
        &self.baseline
    }

    /// What each covariate does to each parameter that it acts on.
    pub fn effects(&self) -> &[CovariateEffect] {
        &self.effects.effects
    }

    /// The covariates, in the order in which [`Self::for_customer`] takes them.
    pub fn covariates(&self) -> &[String] {
        &self.effects.names
    }

    /// Their averages: [`Self::baseline`] is of a customer with these.
    pub fn averages(&self) -> &[f64] {
        &self.effects.averages
    }

    /// Covariance of the baseline's parameters and then of the coefficients, row by row.
    pub fn covariance(&self) -> &[f64] {
        &self.effects.covariance
    }

    /// The log-likelihood, in the data's unit of time, without any penalty.
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Customers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// How the fit ended.
    pub fn convergence(&self) -> &ConvergenceReport {
        &self.convergence
    }

    /// The model of customers with these covariates, in the order of [`Self::covariates`].
    ///
    /// Its covariance is that of the customer's parameters, `J C J'` with `J` their derivatives by baseline and
    /// coefficients.
    pub fn for_customer(&self, covariates: &[f64]) -> Result<PurchaseModel<P>> {
        let (numbers, covariance) = self.effects.at(P::SUBJECT, &self.baseline.numbers(), covariates)?;
        let params = self.baseline.with_numbers(&numbers);
        params.check()?;
        Ok(PurchaseModel {
            params,
            log_likelihood: self.log_likelihood,
            covariance,
            customers: self.customers,
            convergence: self.convergence.clone(),
            settings_chosen: 0,
            // A model for one customer has nothing to share.
            curves: super::curve::Curves::default(),
        })
    }
}

/// What covariates do to a list of parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Effects {
    names: Vec<String>,
    averages: Vec<f64>,
    effects: Vec<CovariateEffect>,
    /// Of each effect the places of its parameter and its covariate.
    places: Vec<[u32; 2]>,
    covariance: Vec<f64>,
}

impl Effects {
    /// Refuse what was stored damaged.
    fn check(&self, subject: &str, parameters: &[&str], log_likelihood: f64, customers: f64) -> Result<()> {
        let all = parameters.len() + self.effects.len();
        super::check_fit(subject, all, log_likelihood, &self.covariance, customers)?;
        let known = |[parameter, covariate]: &[u32; 2]| {
            (*parameter as usize) < parameters.len() && (*covariate as usize) < self.names.len()
        };
        let sound = self.averages.len() == self.names.len()
            && self.places.len() == self.effects.len()
            && self.places.iter().all(known)
            && self.averages.iter().all(|average| average.is_finite())
            && self.effects.iter().all(|effect| effect.coefficient.is_finite() && effect.sign.abs() == 1.0);
        if sound { Ok(()) } else { Err(SartorError::invalid(subject, "effects", "as they were fitted")) }
    }

    /// Parameters with these covariates, and their covariance.
    fn at(&self, subject: &str, baseline: &[f64], covariates: &[f64]) -> Result<(Vec<f64>, Vec<f64>)> {
        if covariates.len() != self.names.len() {
            let expected = format!("{} numbers: {}", self.names.len(), self.names.join(", "));
            let found = format!("{} numbers", covariates.len());
            return Err(SartorError::out_of_range(subject, "covariates", found, &expected));
        }
        if let Some((name, value)) = self.names.iter().zip(covariates).find(|(_, value)| !value.is_finite()) {
            return Err(SartorError::out_of_range(subject, name, value, "a finite number"));
        }
        let mut exponents = vec![0.0; baseline.len()];
        // Derivatives of the logarithm of the parameter by each coefficient.
        let mut slopes = Vec::with_capacity(self.effects.len());
        for (effect, [parameter, covariate]) in self.effects.iter().zip(&self.places) {
            let at = |column: &[f64]| column.get(*covariate as usize).copied().unwrap_or(0.0);
            let slope = effect.sign * (at(covariates) - at(&self.averages));
            slopes.push((*parameter as usize, slope));
            if let Some(exponent) = exponents.get_mut(*parameter as usize) {
                *exponent += slope * effect.coefficient;
            }
        }
        let factors: Vec<f64> = exponents.into_iter().map(math::exp).collect();
        let numbers: Vec<f64> = baseline.iter().zip(&factors).map(|(p, factor)| p * factor).collect();
        // Each column of the derivatives has one entry: of its parameter.
        let of_baseline = factors.iter().copied().enumerate();
        let of_coefficients =
            slopes.into_iter().map(|(k, slope)| (k, numbers.get(k).copied().unwrap_or(0.0) * slope));
        let derivatives: Vec<(usize, f64)> = of_baseline.chain(of_coefficients).collect();
        let n = baseline.len();
        let mut covariance = vec![0.0; n * n];
        for (row, (k, own)) in self.covariance.chunks_exact(derivatives.len().max(1)).zip(&derivatives) {
            for (value, (l, other)) in row.iter().zip(&derivatives) {
                if let Some(sum) = covariance.get_mut(k * n + l) {
                    *sum += own * value * other;
                }
            }
        }
        // Rounding may leave a variance of nothing a little below it.
        for variance in covariance.iter_mut().step_by(n + 1) {
            *variance = variance.max(0.0);
        }
        Ok((numbers, covariance))
    }
}
