//! Profiles: the laws of their ledger, their bytes, who is who, and what is declared.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod bytes;
mod declared_traits;
mod history;
mod identity_detector;
mod identity_merge;
mod laws;
mod orders;
#[path = "../common/profile_pool.rs"]
mod profile_pool;
mod shop_facts;
