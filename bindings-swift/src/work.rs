//! How does work report its steps, and what happens when it has a defect?
//!
//! Every call runs on the thread that makes it, and calls back on that same thread, while no lock is held: so
//! a [`Control`] may use the object that is at work. A panic becomes an `INTERNAL` error, whether it comes
//! from core or from a `Control` that throws.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use sartor::{Result, SartorError};

/// Follows long work and stops it.
#[uniffi::export(with_foreign)]
pub trait Control: Send + Sync {
    /// So many steps of so many are done. Called on the thread that does the work; it must not throw.
    fn on_step(&self, done: i64, total: i64);
    /// Whether to stop; the call then ends with `CANCELLED` and nothing has changed.
    fn cancelled(&self) -> bool;
}

/// Run `work`; `operation` names it should it turn out to have a defect.
pub fn run<T>(operation: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(internal(operation)))
}

/// Run long work under its caller's control.
pub fn run_long<T>(
    operation: &str,
    control: Option<Arc<dyn Control>>,
    work: impl FnOnce(sartor::control::Control<'_>) -> Result<T>,
) -> Result<T> {
    run(operation, || match control {
        None => work(sartor::control::Control::none()),
        Some(control) => {
            let clip = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            let on_step = |done: u64, total: u64| control.on_step(clip(done), clip(total));
            work(sartor::control::Control::new(&|| control.cancelled(), &on_step))
        }
    })
}

/// An object as JSON.
pub fn to_json<T: serde::Serialize>(operation: &str, object: &T) -> Result<String> {
    run(operation, || {
        serde_json::to_string(object).map_err(|_| SartorError::invalid(operation, "value", "finite numbers"))
    })
}

/// A defect in the call, found at the border.
pub fn internal(operation: &str) -> SartorError {
    SartorError::Internal { operation: operation.to_owned() }
}
