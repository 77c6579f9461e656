//! Models of purchases against reference values, simulations and public data.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod backtest;
mod bad_input;
mod bg_bb;
mod cdnow;
mod conformal;
mod covariates;
mod data;
mod dropout;
mod expected_value;
mod extremes;
mod ggompertz;
mod kind;
mod nbd;
mod pareto;
mod pareto_simulation;
mod points;
mod properties;
mod summaries;
mod tracking;
mod uncertainty;
mod value;
