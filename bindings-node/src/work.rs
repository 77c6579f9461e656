//! How does long work run without blocking the event loop, be followed and be stopped?
//!
//! Each long call runs on a thread of its own, not on the four that Node keeps for files and name look-ups,
//! and settles a promise. `onProgress(done, total)` is told of steps at most every 50 ms and of the last;
//! an `AbortSignal` ends the work with the code `CANCELLED`. An exception thrown by `onProgress` stops the
//! work and becomes the rejection, instead of ending the process.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::{Duration, Instant};

use napi::bindgen_prelude::{
    FnArgs, FromNapiValue, Function, JsObjectValue, Object, ObjectRef, ToNapiValue, Unknown,
};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Error, Status, ValueType};
use sartor::control::Control;
use sartor::{Result, SartorError};
use serde::Serialize;

use crate::host::{Fault, Outcome, guard, parsed, run, thrown, to_text};
use crate::input;

/// The least time between two reports of progress.
const REPORT_EVERY: Duration = Duration::from_millis(50);

type Steps = FnArgs<(f64, f64)>;
type Reporter = ThreadsafeFunction<Steps, (), Steps, Status, false, true>;
type Resolver<D> = Box<dyn FnOnce(Env) -> napi::Result<D>>;

/// A caller's hold on long work: the options `signal` and `onProgress`. It is read last of all arguments, since
/// nobody stops listening where another is refused.
pub struct Follow {
    cancelled: Arc<AtomicBool>,
    thrown: Arc<Mutex<Option<Error>>>,
    listener: Option<Listener>,
    reporter: Option<Reporter>,
}

/// What was added to an `AbortSignal`, to be removed when the work is done: a signal may outlive many calls.
/// Where a thread ends before its work, the references end with its environment.
struct Listener {
    signal: ObjectRef<false>,
    on_abort: ObjectRef<false>,
}

impl Follow {
    /// Read `signal` and `onProgress` of an object of options that has no others.
    pub fn read(env: &Env, subject: &str, options: Unknown<'_>) -> Outcome<Self> {
        Self::read_with(env, subject, options, &[])
    }

    /// Work that nobody follows or stops.
    pub fn nobody() -> Self {
        Self { cancelled: Arc::default(), thrown: Arc::default(), listener: None, reporter: None }
    }

    /// Read `signal` and `onProgress` of an object of options that is checked elsewhere.
    pub fn among(env: &Env, subject: &str, options: Unknown<'_>) -> Outcome<Self> {
        let mut follow = Self::nobody();
        if options.get_type()? == ValueType::Object {
            follow.hear(env, subject, Object::from_unknown(options)?)?;
        }
        Ok(follow)
    }

    /// Read `signal` and `onProgress` of an object of options that may have `others`.
    pub fn read_with(env: &Env, subject: &str, options: Unknown<'_>, others: &[&str]) -> Outcome<Self> {
        let mut follow = Self::nobody();
        if !input::is_absent(options)? {
            let known: Vec<_> = ["onProgress", "signal"].iter().chain(others).copied().collect();
            follow.hear(env, subject, input::fields(subject, options, &known)?)?;
        }
        Ok(follow)
    }

    fn hear(&mut self, env: &Env, subject: &str, options: Object<'_>) -> Outcome<()> {
        self.report_to(env, subject, options.get_named_property_unchecked("onProgress")?)?;
        self.listen(env, subject, options.get_named_property_unchecked("signal")?)
    }

    fn report_to(&mut self, env: &Env, subject: &str, on_progress: Unknown<'_>) -> Outcome<()> {
        match on_progress.get_type()? {
            ValueType::Undefined | ValueType::Null => return Ok(()),
            ValueType::Function => {}
            _ => return Err(SartorError::invalid(subject, "onProgress", "a function").into()),
        }
        let on_progress = Function::<Steps, Unknown<'static>>::from_unknown(on_progress)?.create_ref()?;
        let (cancelled, thrown) = (Arc::clone(&self.cancelled), Arc::clone(&self.thrown));
        let careful = env.create_function_from_closure::<Steps, (), _>("onProgress", move |call| {
            let steps = FnArgs::from((call.get(0)?, call.get(1)?));
            if let Err(error) = on_progress.borrow_back(call.env)?.call(steps) {
                cancelled.store(true, Ordering::Relaxed);
                keep(&thrown, error);
            }
            Ok(())
        })?;
        let builder = careful.build_threadsafe_function::<Steps>().weak::<true>();
        self.reporter = Some(builder.build_callback(|call| Ok(call.value))?);
        Ok(())
    }

    fn listen(&mut self, env: &Env, subject: &str, signal: Unknown<'_>) -> Outcome<()> {
        let refused = || Fault::from(SartorError::invalid(subject, "signal", "an AbortSignal"));
        match signal.get_type()? {
            ValueType::Undefined | ValueType::Null => return Ok(()),
            ValueType::Object => {}
            _ => return Err(refused()),
        }
        let signal = Object::from_unknown(signal)?;
        let aborted: Unknown<'_> = signal.get_named_property_unchecked("aborted")?;
        let add: Unknown<'_> = signal.get_named_property_unchecked("addEventListener")?;
        if aborted.get_type()? != ValueType::Boolean || add.get_type()? != ValueType::Function {
            return Err(refused());
        }
        self.cancelled.store(bool::from_unknown(aborted)?, Ordering::Relaxed);
        let cancelled = Arc::clone(&self.cancelled);
        let on_abort = env.create_function_from_closure::<(), (), _>("onAbort", move |_| {
            cancelled.store(true, Ordering::Relaxed);
            Ok(())
        })?;
        let on_abort = Object::from_raw(env.raw(), napi::JsValue::raw(&on_abort));
        call_signal(&signal, "addEventListener", on_abort)?;
        self.listener = Some(Listener { signal: signal.create_ref()?, on_abort: on_abort.create_ref()? });
        Ok(())
    }

    /// Do `work` under this control, on the thread it is called on.
    fn control<T>(&self, work: impl FnOnce(Control<'_>) -> Result<T>) -> Result<T> {
        let reported = Cell::new(None::<Instant>);
        #[allow(clippy::disallowed_methods)] // how often progress is told enters no result
        let on_step = |done: u64, total: u64| {
            let Some(reporter) = &self.reporter else { return };
            let due = reported.get().is_none_or(|last| last.elapsed() >= REPORT_EVERY);
            if due || done == total {
                reported.set(Some(Instant::now()));
                let steps = FnArgs::from((done as f64, total as f64));
                reporter.call(steps, ThreadsafeFunctionCallMode::NonBlocking);
            }
        };
        let cancelled = || self.cancelled.load(Ordering::Relaxed);
        if cancelled() {
            return Err(SartorError::Cancelled { done: 0, total: 1 });
        }
        work(Control::new(&cancelled, &on_step))
    }

    /// Stop listening; what `onProgress` threw, if it did.
    fn end(self, env: &Env) -> napi::Result<()> {
        if let Some(Listener { signal, on_abort }) = self.listener {
            let removed =
                call_signal(&signal.get_value(env)?, "removeEventListener", on_abort.get_value(env)?);
            signal.unref(env)?;
            on_abort.unref(env)?;
            removed?;
        }
        let error = self.thrown.lock().ok().and_then(|mut thrown| thrown.take());
        error.map_or(Ok(()), Err)
    }
}

fn keep(place: &Mutex<Option<Error>>, error: Error) {
    if let Ok(mut place) = place.lock() {
        place.get_or_insert(error);
    }
}

fn call_signal(signal: &Object<'_>, method: &str, listener: Object<'_>) -> napi::Result<()> {
    let method: Function<'_, FnArgs<(&str, Object<'_>)>, Unknown<'static>> =
        signal.get_named_property_unchecked(method)?;
    method.apply(*signal, FnArgs::from(("abort", listener))).map(|_| ())
}

/// Why a synchronous call does not wait for work on another thread: that would block the event loop.
pub fn busy<T>(subject: &'static str) -> impl Fn(TryLockError<T>) -> SartorError {
    move |error| match error {
        TryLockError::Poisoned(_) => SartorError::Internal { operation: subject.to_owned() },
        TryLockError::WouldBlock => SartorError::NotAvailable {
            subject: subject.to_owned(),
            reason: "it is at work: await what was begun first".to_owned(),
        },
    }
}

/// Prepare on this thread, work on another, settle on this one; what goes wrong rejects the promise.
pub fn promise<'env, P, T, D>(
    env: &'env Env,
    operation: &'static str,
    prepare: impl FnOnce() -> Outcome<(P, Follow)>,
    work: impl FnOnce(P, Control<'_>) -> Result<T> + Send + 'static,
    settle: impl FnOnce(&Env, T) -> Outcome<D> + Send + 'static,
) -> napi::Result<Object<'env>>
where
    P: Send + 'static,
    T: Send + 'static,
    D: ToNapiValue + 'static,
{
    let prepared = match guard(operation, prepare) {
        Ok(prepared) => Ok(prepared),
        Err(Fault::Sartor(error)) => Err(error),
        Err(Fault::Host(error)) => return Err(error),
    };
    let (deferred, promise) = env.create_deferred::<D, Resolver<D>>()?;
    let refuse = |error: SartorError| -> Resolver<D> { Box::new(move |env| Err(thrown(&env, error.into()))) };
    let (prepared, follow) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            deferred.resolve(refuse(error));
            return Ok(promise);
        }
    };
    let unstarted = deferred.clone();
    let thread = std::thread::Builder::new().name(format!("sartor {operation}")).spawn(move || {
        let result = guard(operation, || follow.control(|control| work(prepared, control)));
        deferred.resolve(Box::new(move |env| {
            follow.end(&env)?;
            run(&env, operation, || settle(&env, result?))
        }));
    });
    if thread.is_err() {
        let reason = "the system gives no more threads".to_owned();
        unstarted.resolve(refuse(SartorError::NotAvailable { subject: operation.to_owned(), reason }));
    }
    Ok(promise)
}

/// The same, of a record.
pub fn record<'env, P, T>(
    env: &'env Env,
    operation: &'static str,
    prepare: impl FnOnce() -> Outcome<(P, Follow)>,
    work: impl FnOnce(P, Control<'_>) -> Result<T> + Send + 'static,
) -> napi::Result<Object<'env>>
where
    P: Send + 'static,
    T: Serialize + Send + 'static,
{
    promise(env, operation, prepare, work, move |env, record| Ok(parsed(env, to_text(operation, &record)?)?))
}
