//! How do results and errors reach JavaScript?
//!
//! Results cross as canonical JSON and are parsed on the other side, which is faster than building objects
//! field by field and gives the keys of every other language. Errors become instances of the class
//! `SartorError` of `index.js`. A panic never leaves this crate: it becomes the code `INTERNAL`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use napi::bindgen_prelude::{FnArgs, Function, FunctionRef, Unknown};
use napi::{Env, Error};
use napi_derive::napi;
use sartor::SartorError;
use serde::Serialize;

type ErrorMaker = FunctionRef<FnArgs<(String, String, String)>, Unknown<'static>>;

/// What `index.js` lends to one JavaScript environment; each worker thread has its own.
struct Host {
    parse: FunctionRef<String, Unknown<'static>>,
    make_error: ErrorMaker,
    make_reader: FunctionRef<String, Unknown<'static>>,
}

/// Called once by `index.js`: `parse` is `JSON.parse`, `makeError` builds a `SartorError`, `makeReader` what reads the rows
/// of a schema.
#[napi(skip_typescript, catch_unwind)]
pub fn connect(
    env: Env,
    parse: Function<'_, String, Unknown<'static>>,
    make_error: Function<'_, FnArgs<(String, String, String)>, Unknown<'static>>,
    make_reader: Function<'_, String, Unknown<'static>>,
) -> napi::Result<()> {
    let host = Host {
        parse: parse.create_ref()?,
        make_error: make_error.create_ref()?,
        make_reader: make_reader.create_ref()?,
    };
    env.set_instance_data(host, (), |_| ())
}

/// Why a call failed: refused by Sartor, or stopped by an exception of the host's own (a getter that threw).
pub enum Fault {
    /// Ours.
    Sartor(SartorError),
    /// The host's, handed back as it came.
    Host(Error),
}

impl From<SartorError> for Fault {
    fn from(error: SartorError) -> Self {
        Self::Sartor(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Host(error)
    }
}

/// The result of what an export does before its errors take JavaScript's form.
pub type Outcome<T> = Result<T, Fault>;

/// Do the work of an export; a panic becomes an error.
pub fn guard<T, E: From<SartorError>>(operation: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(SartorError::Internal { operation: operation.to_owned() }.into()))
}

/// Do the work of an export and give its errors JavaScript's form.
pub fn run<T>(env: &Env, operation: &str, work: impl FnOnce() -> Outcome<T>) -> napi::Result<T> {
    guard(operation, work).map_err(|fault| thrown(env, fault))
}

/// Do the work of an export and hand over its record as a JavaScript object.
pub fn answer<'env, T: Serialize>(
    env: &'env Env,
    operation: &str,
    work: impl FnOnce() -> Outcome<T>,
) -> napi::Result<Unknown<'env>> {
    let text = run(env, operation, || to_text(operation, &work()?))?;
    parsed(env, text)
}

/// The JSON of a record.
pub fn to_text<T: Serialize>(operation: &str, record: &T) -> Outcome<String> {
    let internal = |_| SartorError::Internal { operation: operation.to_owned() };
    Ok(serde_json::to_string(record).map_err(internal)?)
}

/// The JavaScript value of JSON text.
pub fn parsed(env: &Env, text: String) -> napi::Result<Unknown<'static>> {
    host(env)?.parse.borrow_back(env)?.call(text)
}

/// The function of `index.js` that reads rows of a schema, which is its JSON.
pub fn row_reader(env: &Env, schema: String) -> napi::Result<Unknown<'static>> {
    host(env)?.make_reader.borrow_back(env)?.call(schema)
}

/// The exception for a failed call.
pub fn thrown(env: &Env, fault: Fault) -> Error {
    match fault {
        Fault::Host(error) => error,
        Fault::Sartor(error) => made(env, &error).map_or_else(|failure| failure, Error::from),
    }
}

fn made<'env>(env: &'env Env, error: &SartorError) -> napi::Result<Unknown<'env>> {
    let details = serde_json::to_string(error).unwrap_or_else(|_| "{}".to_owned());
    let parts = (error.code().to_owned(), error.to_string(), details);
    host(env)?.make_error.borrow_back(env)?.call(parts.into())
}

fn host(env: &Env) -> napi::Result<&'static Host> {
    let host: Option<&'static mut Host> = env.get_instance_data()?;
    host.map(|host| &*host).ok_or_else(|| Error::from_reason("load sartor through its index.js"))
}
