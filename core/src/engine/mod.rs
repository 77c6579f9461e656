//! The only place where all rooms meet: train, observe, understand, decide, answer.

mod answer;
mod fitted;
mod outlook;
mod person;
mod policy;
mod request;
mod views;

pub use answer::*;
pub use request::*;
pub use views::*;
