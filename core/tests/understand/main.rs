//! What is understood of a customer: behaviour, segments and taste.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod behaviour_coverage;
mod behaviour_engine;
mod behaviour_properties;
#[path = "../common/engine_shop.rs"]
mod engine_shop;
mod segment_engine;
mod segment_ready;
mod segment_rfm;
mod taste_engine;
mod taste_prices;
mod taste_simulation;
#[path = "../common/taste_world.rs"]
mod taste_world;
