//! How often will this customer buy, for how long, and what is that worth?
//!
//! A file of transactions becomes three numbers a customer ([`summarize`]). From those a model of purchases learns
//! how rates of buying and of leaving vary over the customers ([`MbgNbd`], [`ParetoNbd`], [`BgNbd`] and others, each a
//! [`PurchaseModel`]), and [`GammaGamma`] how spend varies. Together they forecast purchases, spend and value with
//! intervals ([`value()`]). `select` says which model to take, `backtest` whether it would have worked. Guide:
//! `docs/lifetime.md`.
//!
//! ```
//! use sartor::lifetime::{BgNbd, BgNbdParams};
//! // The CDNOW parameters of Fader, Hardie and Lee (2005), table 2; time in weeks.
//! let model = BgNbd::with_params(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
//! let (frequency, last_purchase_age, age) = (2.0, 30.43, 38.86);
//! let expected = model.expected_purchases(39.0, frequency, last_purchase_age, age)?;
//! assert!((expected - 1.226).abs() < 1e-3); // their worked example
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod backtest;
mod bg_bb;
mod bg_nbd;
#[cfg(feature = "train")]
mod bootstrap;
mod cnbd;
#[cfg(feature = "train")]
mod columns;
mod comparison;
mod conformal;
mod convergence;
mod covariates;
mod curve;
mod customer;
mod customers;
mod discount;
#[cfg(feature = "train")]
mod evaluation;
#[cfg(feature = "train")]
mod fit;
mod gamma_gamma;
mod ggompertz_nbd;
mod history;
#[cfg(feature = "train")]
mod holdout;
mod interval;
mod kind;
#[cfg(feature = "train")]
mod maximum;
mod mbg_nbd;
#[cfg(feature = "train")]
mod mixing;
mod model;
mod nbd;
mod pareto_nbd;
mod period;
mod process;
#[cfg(feature = "train")]
mod profile;
mod purchases;
mod quadrature;
mod score;
#[cfg(feature = "train")]
mod select;
mod simulate;
mod summarize;
mod summary;
#[cfg(feature = "train")]
mod sums;
#[cfg(feature = "train")]
mod total;
#[cfg(feature = "train")]
mod tracking;
mod value;
mod value_columns;
mod waiting;

#[cfg(feature = "train")]
pub use backtest::{
    BacktestOptions, BacktestReport, BacktestVerdict, ForecasterReport, OriginReport, SpendScore, backtest,
};
pub use bg_bb::{BgBb, BgBbParams};
pub use bg_nbd::{BgNbd, BgNbdParams};
#[cfg(feature = "train")]
pub use bootstrap::Bootstrap;
#[cfg(feature = "train")]
pub use cnbd::Regularity;
pub use cnbd::{BgCnbd, BgCnbdParams, MbgCnbd, MbgCnbdParams};
pub use comparison::{ModelCandidate, ModelComparison};
pub use conformal::{ConformalColumns, ConformalForecaster, ConformalGroup, ConformalInterval};
pub use convergence::{ConvergenceReport, ConvergenceVerdict};
pub use covariates::{Covariate, CovariateEffect, CovariateGammaGamma, CovariateModel, CovariateProcess};
pub(crate) use customer::Customer;
pub use customers::{CustomerColumn, CustomerIds};
#[cfg(feature = "train")]
pub use gamma_gamma::SpendFitData;
pub use gamma_gamma::{GammaGamma, GammaGammaParams, SpendIndependence};
pub use ggompertz_nbd::{GGompertzNbd, GGompertzNbdParams};
#[cfg(feature = "train")]
pub use holdout::score_holdout;
pub use interval::ParameterInterval;
pub(crate) use kind::each as each_model;
pub use kind::{AnyPurchaseModel, PurchaseModelKind};
pub use mbg_nbd::{MbgNbd, MbgNbdParams};
#[cfg(feature = "train")]
pub use mixing::{MixedQuantity, Mixing, MixingDistribution, mixing};
pub use model::PurchaseModel;
pub use nbd::{Nbd, NbdParams};
pub use pareto_nbd::{ParetoNbd, ParetoNbdParams};
pub use period::Period;
pub use process::{ActiveCustomer, Plain, PurchaseProcess};
#[cfg(feature = "train")]
pub use profile::{FitData, ProfileInterval};
pub use purchases::{CustomerPurchases, CustomerSummary, ReturnTotals};
pub use score::{ForecastGroup, ForecastScore};
#[cfg(feature = "train")]
pub use select::select;
pub use simulate::{SimulatedCustomers, simulate};
pub use summarize::{LeftOut, Summaries, SummaryOptions, Transactions, summarize};
pub use summary::{PurchaseSummary, summarize_customer};
#[cfg(feature = "train")]
pub use total::{TotalValue, total_value};
#[cfg(feature = "train")]
pub use tracking::{Tracking, tracking};
pub use value::{ValueForecast, value, value_forecast};
pub use value_columns::{
    ExpectedValue, HistoryColumns, ValueColumns, ValueOptions, expected_value, value_columns,
};
pub use waiting::{NextPurchase, NextPurchaseQuantile};

use crate::{Result, SartorError, math};

/// Refuse a stored fit whose numbers cannot be: not finite, or a covariance of another size.
fn check_fit(
    subject: &str,
    parameters: usize,
    log_likelihood: f64,
    covariance: &[f64],
    customers: f64,
) -> Result<()> {
    if !log_likelihood.is_finite() {
        return Err(SartorError::out_of_range(subject, "log_likelihood", log_likelihood, "finite"));
    }
    if !(customers >= 0.0 && customers.is_finite()) {
        return Err(SartorError::out_of_range(subject, "customers", customers, "finite, 0 or above"));
    }
    let square = covariance.len() == parameters * parameters;
    let variances = covariance.iter().step_by(parameters + 1);
    if !square || covariance.iter().any(|c| !c.is_finite()) || variances.into_iter().any(|v| *v < 0.0) {
        return Err(SartorError::invalid(subject, "covariance", "a finite square matrix, row by row"));
    }
    Ok(())
}

/// Roots of the diagonal of a covariance.
fn standard_errors(parameters: usize, covariance: &[f64]) -> Vec<f64> {
    covariance.iter().step_by(parameters + 1).map(|variance| math::sqrt(*variance)).collect()
}
