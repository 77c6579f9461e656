//! How often will customers buy, for how long, and what is that worth? The models by themselves.
//!
//! One customer is a synchronous call; columns of many, and fits, are promises.

#[macro_use]
mod model;

mod answers;
mod choice;
mod conformal;
mod covariates;
mod figures;
mod fitting;
mod models;
mod purchases;
mod simulate;
mod spend;
mod summaries;
mod uncertainty;
mod value;
