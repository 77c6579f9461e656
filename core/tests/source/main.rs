//! The source itself: its floors, its names, and that each language has everything.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod exports;
mod floors;
mod names;
