//! The models of `sartor.lifetime`, each usable alone.

mod answers;
mod choice;
mod conformal;
mod covariates;
mod figures;
mod model;
mod purchases;
mod spend;
mod summaries;
mod uncertainty;
mod worth;

pub use answers::{CustomerValues, IntervalColumns, NextPurchaseColumns};
pub use choice::{Selection, backtest, select};
pub use conformal::{ConformalForecaster, ConformalIntervals};
pub use covariates::{
    CovariateBgNbd, CovariateGammaGamma, CovariateMbgNbd, CovariateNbd, CovariateParetoNbd,
};
pub use figures::{MixingDistribution, TotalValue, Tracking, mixing, score_holdout, total_value, tracking};
pub use model::{BgBb, BgCnbd, BgNbd, GGompertzNbd, MbgCnbd, MbgNbd, Nbd, ParetoNbd, simulate};
pub use purchases::CustomerPurchases;
pub use spend::GammaGamma;
pub use summaries::{Summaries, read_times, summarize, summarize_customer};
pub use uncertainty::Bootstrap;
pub use worth::value;
