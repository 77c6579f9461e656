//! What is decided: actions, recommendations, contact and prices.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod action_decide;
mod basket_recommend;
mod contact_engine;
mod contact_preferences;
mod contact_taste;
#[path = "../common/engine_shop.rs"]
mod engine_shop;
mod pricing_law;
mod pricing_quote;
#[path = "../common/taste_world.rs"]
mod taste_world;
