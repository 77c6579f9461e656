//! Elementary and special functions against arithmetic of many digits.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod elementary;
mod reference;
