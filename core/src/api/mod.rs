//! What is exported, and the one door through which every call is reachable as JSON.

#[cfg(feature = "python")]
pub mod python;
