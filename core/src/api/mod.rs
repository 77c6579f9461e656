//! What is exported, and the one door through which every call is reachable as JSON.

#[cfg(feature = "python")]
pub mod python;
#[cfg(feature = "swift")]
mod swift;

#[cfg(feature = "train")]
mod call;
mod exports;

#[cfg(feature = "train")]
pub use call::{OPERATIONS, call};
pub use exports::{ExportedObject, FUNCTIONS, OBJECTS};
