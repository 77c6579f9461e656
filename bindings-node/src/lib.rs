//! Sartor for Node.js: a thin layer over the crate `sartor`.
//!
//! Calls about one customer are synchronous and take microseconds; reading files, fitting and batches run on
//! threads of their own and return promises. See `docs/node.md`.

#![allow(clippy::needless_pass_by_value)] // napi hands every argument over by value,
#![allow(clippy::trivially_copy_pass_by_ref)] // and lends the environment

/// A turn makes some hundred short texts. The system's allocator hands out cold memory once a server has loaded and
/// dropped much, and then takes a third of the turn; this one does not.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod catalog;
mod consent;
mod engine;
mod figures;
mod file;
mod host;
mod identity;
mod input;
mod learn;
mod lifetime;
mod memory;
mod predict;
mod privacy;
mod profile;
mod shop;
mod trainer;
mod work;
