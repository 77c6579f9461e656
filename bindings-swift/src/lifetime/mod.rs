//! The models of lifetime value, each usable alone.

#[macro_use]
mod any_model;
mod choice;
mod columns;
mod conformal;
mod covariates;
mod customer_purchases;
mod figures;
mod gamma_gamma;
mod model;
mod simulate;
mod summaries;
mod uncertainty;
mod value;

pub use any_model::AnyPurchaseModel;
pub use choice::{Selection, backtest, select};
pub use conformal::ConformalForecaster;
pub use covariates::{
    Covariate, CovariateBgNbd, CovariateGammaGamma, CovariateMbgNbd, CovariateNbd, CovariateParetoNbd,
};
pub use customer_purchases::CustomerPurchases;
pub use figures::{
    Mixing, MixingDistribution, TotalValue, Tracking, mixing, score_holdout, total_value, tracking,
};
pub use gamma_gamma::GammaGamma;
pub use model::{BgBb, BgCnbd, BgNbd, GGompertzNbd, MbgCnbd, MbgNbd, Nbd, ParetoNbd};
pub use simulate::simulate;
pub use summaries::{CustomerIds, Period, Summaries, summarize, summarize_customer};
pub use uncertainty::{Bootstrap, SpendBootstrap};
pub use value::{expected_value, value, value_columns};
