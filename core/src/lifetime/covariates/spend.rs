//! How does what customers spend at a purchase depend on what is known of them from the start?
//!
//! Gamma-Gamma with `gamma exp(c'z)`: the mean spend of the population is proportional to `gamma`, so a coefficient is
//! the rise of its logarithm with one unit of the covariate.

use serde::{Deserialize, Serialize};

use super::super::convergence::ConvergenceReport;
use super::super::gamma_gamma::{GammaGamma, GammaGammaParams};
use super::{CovariateEffect, Effects};
use crate::{Result, SartorError};

const SUBJECT: &str = "Gamma-Gamma";
const PARAMETERS: &[&str] = &["p", "q", "gamma"];

/// A Gamma-Gamma model whose `gamma` depends on covariates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "StoredSpend")]
pub struct CovariateGammaGamma {
    baseline: GammaGammaParams,
    effects: Effects,
    log_likelihood: f64,
    customers: f64,
    convergence: ConvergenceReport,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredSpend {
    baseline: GammaGammaParams,
    effects: Effects,
    log_likelihood: f64,
    customers: f64,
    convergence: ConvergenceReport,
}

impl TryFrom<StoredSpend> for CovariateGammaGamma {
    type Error = SartorError;

    fn try_from(stored: StoredSpend) -> Result<Self> {
        let StoredSpend { baseline, effects, log_likelihood, customers, convergence } = stored;
        baseline.check()?;
        effects.check(SUBJECT, PARAMETERS, log_likelihood, customers)?;
        Ok(Self { baseline, effects, log_likelihood, customers, convergence })
    }
}

impl CovariateGammaGamma {
    /// The parameters of a customer with average covariates.
    pub fn baseline(&self) -> &GammaGammaParams {
        &self.baseline
    }

    /// What each covariate does.
    pub fn effects(&self) -> &[CovariateEffect] {
        &self.effects.effects
    }

    /// The covariates, in the order in which [`Self::for_customer`] takes them.
    pub fn covariates(&self) -> &[String] {
        &self.effects.names
    }

    /// Their averages over the repeat buyers.
    pub fn averages(&self) -> &[f64] {
        &self.effects.averages
    }

    /// Covariance of the baseline's parameters and then of the coefficients, row by row.
    pub fn covariance(&self) -> &[f64] {
        &self.effects.covariance
    }

    /// The log-likelihood, in the data's unit of money, without any penalty.
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Repeat buyers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// How the fit ended.
    pub fn convergence(&self) -> &ConvergenceReport {
        &self.convergence
    }

    /// The model of customers with these covariates, in the order of [`Self::covariates`], with the covariance of its
    /// parameters.
    pub fn for_customer(&self, covariates: &[f64]) -> Result<GammaGamma> {
        let GammaGammaParams { p, q, gamma } = self.baseline;
        let (numbers, covariance) = self.effects.at(SUBJECT, &[p, q, gamma], covariates)?;
        let [p, q, gamma] = numbers.as_slice().try_into().unwrap_or([f64::NAN; 3]);
        let params = GammaGammaParams { p, q, gamma };
        params.check()?;
        Ok(GammaGamma {
            params,
            log_likelihood: self.log_likelihood,
            covariance,
            customers: self.customers,
            convergence: self.convergence.clone(),
        })
    }
}

#[cfg(feature = "train")]
mod fit {
    use super::super::super::columns::check_columns;
    use super::super::super::gamma_gamma::{GammaGamma, log_likelihood};
    use super::super::design::Design;
    use super::super::fit::Problem;
    use super::super::{Covariate, Effects};
    use super::{CovariateGammaGamma, GammaGammaParams, PARAMETERS, SUBJECT};
    use crate::control::Control;
    use crate::lifetime::columns::Row;
    use crate::{Result, math};

    impl CovariateGammaGamma {
        /// Fit by maximum likelihood to columns of repeat purchases and their mean spend, as [`GammaGamma::fit`] does,
        /// and of covariates, as [`CovariateModel::fit`](super::super::CovariateModel::fit) does.
        pub fn fit(
            frequency: &[f64],
            monetary: &[f64],
            covariates: &[Covariate<'_>],
            weights: Option<&[f64]>,
            penalty: f64,
            control: Control<'_>,
        ) -> Result<Self> {
            check_columns(SUBJECT, frequency.len(), &[("monetary", monetary.len())], weights)?;
            let plain = GammaGamma::fit(frequency, monetary, weights, penalty, control.without_steps())?;
            let weight = |row: usize| weights.map_or(1.0, |w| w.get(row).copied().unwrap_or(0.0));
            // Customers without a repeat purchase say nothing of spend.
            let counted: Vec<f64> = frequency
                .iter()
                .enumerate()
                .map(|(row, x)| if *x > 0.0 { weight(row) } else { 0.0 })
                .collect();
            let design = Design::read(SUBJECT, PARAMETERS, &[("gamma", 1.0)], covariates, &counted)?;
            let total = counted.iter().fold(0.0, |sum, w| sum + w);
            let unit = monetary.iter().zip(&counted).fold(0.0, |sum, (m, w)| sum + w * m) / total;
            let rows: Vec<[f64; 2]> = frequency.iter().zip(monetary).map(|(x, m)| [*x, m / unit]).collect();
            let groups = design.groups(covariates, &rows, &counted);
            let GammaGammaParams { p, q, gamma } = *plain.params();
            let problem = Problem {
                subject: SUBJECT,
                groups: &groups,
                design: &design,
                units: &[1.0, 1.0, unit],
                penalty,
                control,
                plain: &|rows: &[Row<2>], numbers: &[f64]| {
                    log_likelihood(rows, &numbers.try_into().unwrap_or([f64::NAN; 3]))
                },
            };
            let found = problem.solve(&[vec![p, q, gamma / unit]], PARAMETERS, covariates)?;
            let [p, q, gamma] = found.baseline.as_slice().try_into().unwrap_or([f64::NAN; 3]);
            let baseline = GammaGammaParams { p, q, gamma };
            baseline.check()?;
            let effects: Effects = found.effects;
            Ok(Self {
                baseline,
                effects,
                log_likelihood: found.log_likelihood - found.weight * math::ln(unit),
                customers: found.weight,
                convergence: found.convergence,
            })
        }
    }
}
