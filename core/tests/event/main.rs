//! Events and catalogs: what is read, from which formats, and what is refused.
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)] // a test may stop where it stands, and says what it found

mod catalog_files;
mod files;
mod segment;
mod vocabulary;
