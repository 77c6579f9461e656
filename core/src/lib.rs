//! Sartor watches what each customer of a shop does, understands them, and decides what to say, offer and
//! charge, with reasons, intervals, consent and law built in.
//!
//! It is a library without server, database, network or clock: the host hands plain data in and gets plain
//! data out. Time is an argument, randomness a seed, so the same input gives the same bytes in every
//! language.
#![cfg_attr(not(any(feature = "python", feature = "node", feature = "swift")), forbid(unsafe_code))]

// A module imports only from lower floors; modules of one floor do not import each other.
// `core/tests/source/floors.rs` holds this.

// Floor 5: where all meet.
pub mod api;
pub mod engine;

// Floor 4: decisions over time.
pub mod action;

// Floor 3: models and decisions, each usable alone.
pub mod basket;
pub mod behaviour;
pub mod contact;
pub mod lifetime;
pub mod predict;
pub mod pricing;
pub mod segment;
pub mod taste;

// Floor 2: state, and what may be done with it.
pub mod privacy;
pub mod profile;
pub mod shop;

// Floor 1: what the host sends, and learning from plain columns.
pub mod catalog;
pub mod event;
pub mod learn;

// Floor 0: the ground.
pub mod artifact;
pub mod batch;
mod conformal;
pub mod consent;
pub mod control;
pub mod error;
pub mod estimate;
pub mod ids;
pub mod input;
pub mod math;
pub mod money;
pub mod prompt;
pub mod read;
pub mod rng;
pub mod time;

pub use error::{Result, SartorError};

#[cfg(feature = "swift")]
uniffi::setup_scaffolding!("sartor");
