//! The models of `sartor.lifetime`, each usable alone.

mod answers;
mod choice;
mod figures;
mod model;
mod spend;
mod summaries;

pub use answers::{CustomerValues, IntervalColumns, NextPurchaseColumns};
pub use choice::{Selection, backtest, select};
pub use figures::{MixingDistribution, TotalValue, Tracking, mixing, score_holdout, total_value, tracking};
pub use model::{BgBb, BgCnbd, BgNbd, GGompertzNbd, MbgCnbd, MbgNbd, Nbd, ParetoNbd, simulate};
pub use spend::{GammaGamma, value};
pub use summaries::{Summaries, summarize, summarize_customer};
