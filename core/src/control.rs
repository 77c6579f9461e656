//! How does a caller follow long work and stop it?
//!
//! Long calls take a [`Control`]: they ask `cancelled` between steps and report each step that is done.
//! A stopped call returns [`SartorError::Cancelled`] and leaves nothing
//! behind.
//!
//! ```
//! use sartor::control::Control;
//! let steps = std::cell::RefCell::new(Vec::new());
//! let on_step = |done, total| steps.borrow_mut().push((done, total));
//! let control = Control::new(&|| false, &on_step);
//! control.step(1, 2)?;
//! assert_eq!(*steps.borrow(), [(1, 2)]);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use crate::{Result, SartorError};

/// A caller's hold on long work.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    cancelled: &'a dyn Fn() -> bool,
    on_step: &'a dyn Fn(u64, u64),
}

impl<'a> Control<'a> {
    /// Work that asks `cancelled` and tells `on_step` how many steps of how many are done.
    pub fn new(cancelled: &'a dyn Fn() -> bool, on_step: &'a dyn Fn(u64, u64)) -> Self {
        Self { cancelled, on_step }
    }

    /// Work that nobody follows or stops.
    pub fn none() -> Control<'static> {
        Control { cancelled: &|| false, on_step: &|_, _| () }
    }

    /// The same hold on a part of the work whose own steps are not to be reported.
    #[must_use]
    pub fn without_steps(self) -> Self {
        Self { on_step: &|_, _| (), ..self }
    }

    /// Report that `done` of `total` steps are complete, and stop here if the caller wishes.
    pub fn step(&self, done: u64, total: u64) -> Result<()> {
        (self.on_step)(done, total);
        if (self.cancelled)() {
            let clip = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            return Err(SartorError::Cancelled { done: clip(done), total: clip(total) });
        }
        Ok(())
    }
}

impl std::fmt::Debug for Control<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Control")
    }
}
