//! What is let out of a profile, and what a customer has a right to.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod access;
mod audit;
#[path = "../common/engine_shop.rs"]
mod engine_shop;
#[path = "../common/profile_pool.rs"]
mod profile_pool;
mod rights_ga4;
mod rights_imports;
mod rights_profile;
mod rights_restriction;
mod rights_retention;
