//! How does JavaScript's collector learn of memory that it cannot see?
//!
//! To it a profile or an engine is an object of a few bytes, so that a server could hold gigabytes of them
//! before anything is collected. Each object therefore states its size when it is made.

use std::cell::Cell;

use napi::Env;

/// The stated size of one object.
pub struct Held {
    bytes: Cell<i64>,
}

impl Held {
    /// State `bytes`.
    pub fn new(env: &Env, bytes: usize) -> napi::Result<Self> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        env.adjust_external_memory(bytes)?;
        Ok(Self { bytes: Cell::new(bytes) })
    }

    /// Take the statement back, once.
    pub fn release(&self, env: &Env) -> napi::Result<()> {
        env.adjust_external_memory(-self.bytes.take()).map(|_| ())
    }
}
