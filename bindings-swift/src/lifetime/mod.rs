//! The models of lifetime value, each usable alone.

mod any_model;
mod columns;
mod gamma_gamma;
mod model;
mod summaries;
mod uncertainty;
mod value;

pub use any_model::AnyPurchaseModel;
pub use gamma_gamma::GammaGamma;
pub use model::{BgBb, BgCnbd, BgNbd, GGompertzNbd, MbgCnbd, MbgNbd, Nbd, ParetoNbd};
pub use summaries::summarize_customer;
pub use uncertainty::{Bootstrap, SpendBootstrap};
pub use value::value;
