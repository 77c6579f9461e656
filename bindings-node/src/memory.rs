//! How does JavaScript's collector learn of memory that it cannot see?
//!
//! To it a profile or an engine is an object of a few bytes, so that a server could hold gigabytes of them
//! before anything is collected. Each object therefore states its size when it is made.

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Object, ObjectRef};
use sartor::SartorError;

use crate::host::Outcome;

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

/// A JavaScript object that a getter makes once, so that reading it in a loop costs nothing.
#[derive(Default)]
pub struct Once(OnceCell<ObjectRef<false>>);

impl Once {
    /// The object, made by the first who asks.
    pub fn get<'env>(
        &self,
        env: &'env Env,
        make: impl FnOnce() -> napi::Result<Object<'env>>,
    ) -> napi::Result<Object<'env>> {
        if let Some(made) = self.0.get() {
            return made.get_value(env);
        }
        let object = make()?;
        if let Err(second) = self.0.set(object.create_ref()?) {
            second.unref(env)?; // made while it was being made
        }
        Ok(object)
    }

    /// Let go of it.
    pub fn release(self, env: &Env) -> napi::Result<()> {
        self.0.into_inner().map_or(Ok(()), |made| made.unref(env))
    }
}

/// Something large that is held until it is disposed of, or collected.
pub struct Kept<T> {
    subject: &'static str,
    kept: RefCell<Option<Arc<T>>>,
    held: Held,
}

impl<T> Kept<T> {
    /// Keep what takes so many bytes; errors call it `subject`.
    pub fn new(env: &Env, subject: &'static str, kept: T, bytes: usize) -> napi::Result<Self> {
        Ok(Self { subject, kept: RefCell::new(Some(Arc::new(kept))), held: Held::new(env, bytes)? })
    }

    /// It, unless it was disposed of. Work that has begun keeps it.
    pub fn get(&self) -> Outcome<Arc<T>> {
        let gone = || SartorError::NotAvailable {
            subject: self.subject.to_owned(),
            reason: "it was disposed of".to_owned(),
        };
        Ok(self.kept.borrow().clone().ok_or_else(gone)?)
    }

    /// Let go of it.
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.kept.take();
        self.held.release(env)
    }
}
