//! Churn, propensity, value and their features, against shops whose habits are known.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod churn;
mod features;
mod intervals;
mod interventions;
mod orders;
mod outcomes;
#[path = "../common/profile_pool.rs"]
mod profile_pool;
mod propensity;
mod shop;
mod value;
