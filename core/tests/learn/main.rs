//! Learners: boosted trees, logistic regression, networks, ensembles, effects, and what checks them.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod booster;
mod calibration;
mod checks;
mod conformal;
mod data;
mod drift;
mod ensemble;
mod logistic;
mod metrics;
mod network;
mod reasons;
mod trial;
mod uplift;
