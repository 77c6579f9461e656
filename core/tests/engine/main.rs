//! The engine as hosts call it: its answers, its models, its files and its refusals.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod artifacts;
mod bad_input;
mod canary;
mod chat_narrowing;
mod consent;
mod decisions;
#[path = "../common/engine_shop.rs"]
mod engine_shop;
mod figures;
mod input_requests;
mod models;
mod time;
mod trainer;
