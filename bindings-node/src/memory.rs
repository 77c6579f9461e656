//! How does JavaScript's collector learn of memory that it cannot see?
//!
//! To it a profile or an engine is an object of a few bytes, so that a server could hold gigabytes of them
//! before anything is collected. Each object therefore states its size when it is made.

use std::cell::{Cell, OnceCell};

use napi::Env;
use napi::bindgen_prelude::{Object, ObjectRef};

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
