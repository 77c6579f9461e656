//! The only place where all rooms meet: train, observe, understand, decide, answer.

mod answer;
mod policy;
mod request;
mod views;

pub use answer::*;
pub use policy::EnginePolicy;
pub use request::*;
pub use views::*;
