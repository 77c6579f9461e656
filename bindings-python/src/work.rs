//! How does work leave the interpreter alone, and still hear Ctrl-C?
//!
//! Everything that takes longer than a microsecond runs detached, so that other threads go on. A lock is
//! taken only while detached, and whoever holds one never waits for the interpreter: so nothing can wait in
//! a circle. A panic becomes an `InternalError`; nothing unwinds into Python.

use std::cell::{Cell, RefCell};
use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock};

use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier};
use sartor::api::python::exception;
use sartor::control::Control;
use sartor::{Result, SartorError};

/// A Python function that is told how many steps of how many are done.
pub struct Progress(Py<PyAny>);

impl FromPyObject<'_, '_> for Progress {
    type Error = PyErr;

    // The alias stands at the head of the stubs.
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("builtins", "Progress");

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if object.is_callable() {
            return Ok(Self(object.to_owned().unbind()));
        }
        Err(exception(&SartorError::invalid("options", "progress", "a function of (done, total)")))
    }
}

/// Run `work` detached; `operation` names it should it turn out to have a defect.
pub fn run<T: Send>(py: Python<'_>, operation: &str, work: impl FnOnce() -> Result<T> + Send) -> PyResult<T> {
    py.detach(|| caught(operation, work)).map_err(|error| exception(&error))
}

/// Run long work detached, tell `progress(done, total)` of each step, and stop at Ctrl-C or when it raises.
pub fn run_long<T: Send>(
    py: Python<'_>,
    operation: &str,
    progress: Option<Progress>,
    work: impl FnOnce(Control<'_>) -> Result<T> + Send,
) -> PyResult<T> {
    let (result, raised) = py.detach(|| {
        let raised: RefCell<Option<PyErr>> = RefCell::new(None);
        let on_step = |done: u64, total: u64| {
            if raised.borrow().is_none() {
                let told = Python::attach(|py| {
                    py.check_signals()?;
                    progress.as_ref().map_or(Ok(()), |progress| progress.0.call1(py, (done, total)).map(drop))
                });
                *raised.borrow_mut() = told.err();
            }
        };
        let cancelled = || raised.borrow().is_some();
        let result = caught(operation, || work(Control::new(&cancelled, &on_step)));
        (result, raised.take())
    });
    match (result, raised) {
        // What the caller's own function raised says more than that it stopped the work.
        (Err(SartorError::Cancelled { .. }), Some(raised))
            if !raised.is_instance_of::<pyo3::exceptions::PyKeyboardInterrupt>(py) =>
        {
            Err(raised)
        }
        (result, _) => result.map_err(|error| exception(&error)),
    }
}

fn caught<T>(operation: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if forked() {
        work_alone();
    }
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(internal(operation)))
}

/// Whether this process is a fork of the one that worked first, whose threads it does not have.
fn forked() -> bool {
    static FIRST: OnceLock<u32> = OnceLock::new();
    let process = std::process::id();
    *FIRST.get_or_init(|| process) != process
}

/// Let this thread do all its work itself: in a fork, such as a worker of `multiprocessing`, it would wait for ever for
/// threads that were not forked along. The other workers keep the machine busy.
fn work_alone() {
    thread_local!(static ALONE: Cell<bool> = const { Cell::new(false) });
    if !ALONE.replace(true) {
        // A thread that belongs to such a pool already is alone.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().map(forget);
    }
}

/// State that threads share: readers take a snapshot and hold no lock, a writer changes it in place.
///
/// A snapshot taken while a write begins makes that write copy the state first.
#[derive(Debug)]
pub struct Shared<T>(Mutex<Arc<T>>);

impl<T: Clone> Shared<T> {
    pub fn new(state: T) -> Self {
        Self(Mutex::new(Arc::new(state)))
    }

    /// The state as it is now.
    pub fn now(&self, operation: &str) -> Result<Arc<T>> {
        self.0.lock().map(|state| Arc::clone(&state)).map_err(|_| internal(operation))
    }

    /// Change the state; core changes nothing when it returns an error. A defect inside leaves the state
    /// unusable rather than half changed.
    pub fn change<U>(&self, operation: &str, work: impl FnOnce(&mut T) -> Result<U>) -> Result<U> {
        let mut state = self.0.lock().map_err(|_| internal(operation))?;
        work(Arc::make_mut(&mut state))
    }
}

fn internal(operation: &str) -> SartorError {
    SartorError::Internal { operation: operation.to_owned() }
}
