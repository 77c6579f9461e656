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

// What customers did, and what of it is kept.
mod customers;
mod history;
mod period;
mod purchases;
mod summarize;
mod summary;

// What a model of purchases is, and what it says of a customer.
mod curve;
mod customer;
mod discount;
mod interval;
mod kind;
#[cfg(feature = "train")]
mod mixing;
mod model;
mod process;
mod quadrature;
mod simulate;
mod waiting;

// The models of purchases.
mod bg_bb;
mod bg_nbd;
mod cnbd;
mod covariates;
mod ggompertz_nbd;
mod mbg_nbd;
mod nbd;
mod pareto_nbd;

// What purchases are worth.
mod gamma_gamma;
#[cfg(feature = "train")]
mod total;
mod value;
mod value_columns;

// How models are fitted, and how sure their parameters are.
#[cfg(feature = "train")]
mod bootstrap;
#[cfg(feature = "train")]
mod columns;
mod convergence;
#[cfg(feature = "train")]
mod evaluation;
#[cfg(feature = "train")]
mod fit;
#[cfg(feature = "train")]
mod maximum;
#[cfg(feature = "train")]
mod profile;
#[cfg(feature = "train")]
mod sums;

// Which model to take, and whether what it says came true.
#[cfg(feature = "train")]
mod backtest;
mod comparison;
mod conformal;
#[cfg(feature = "train")]
mod holdout;
mod score;
#[cfg(feature = "train")]
mod select;
#[cfg(feature = "train")]
mod tracking;

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
