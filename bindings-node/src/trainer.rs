//! How does an engine come to be? From a catalogue and files of orders and events.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use napi::Env;
use napi::bindgen_prelude::{JsObjectValue, Object, Unknown};
use napi_derive::napi;
use sartor::engine as core;
use sartor::event::ConsentTableOptions;
use sartor::read::ReadReport;
use sartor::{Result, SartorError};
use serde_json::Value;

use crate::catalog::Catalog;
use crate::engine::Engine;
use crate::file::read_file;
use crate::host::{Outcome, parsed, run, to_text};
use crate::input;
use crate::profile::Profile;
use crate::work::{Follow, busy, promise};

fn broken<T>(_: PoisonError<T>) -> SartorError {
    SartorError::Internal { operation: "Trainer".to_owned() }
}

/// Gathers customers from files and fits engines. Reading and fitting are promises; of several at once, each
/// waits for the others where it must.
#[napi]
pub struct Trainer {
    trainer: Arc<RwLock<core::Trainer>>,
}

impl Trainer {
    fn look(&self) -> Outcome<RwLockReadGuard<'_, core::Trainer>> {
        Ok(self.trainer.try_read().map_err(busy("trainer"))?)
    }
}

#[napi]
impl Trainer {
    /// A trainer for the products of a catalogue, whose currency is the engine's.
    #[napi(constructor, catch_unwind, ts_args_type = "catalog: Catalog, options?: TrainerOptions | null")]
    pub fn new(env: &Env, catalog: Unknown<'_>, options: Unknown<'_>) -> napi::Result<Self> {
        let subject = "trainer";
        run(env, subject, || {
            let mut policy = core::EnginePolicy::default();
            let mut currency = None;
            if !input::is_absent(options)? {
                let options = input::fields(subject, options, &["currency", "policy"])?;
                policy = input::options("policy", options.get_named_property_unchecked("policy")?)?;
                currency = input::currency(subject, options.get_named_property_unchecked("currency")?)?;
            }
            let catalog = input::instance::<Catalog>(subject, "catalog", "a Catalog", catalog)?.get();
            let own = catalog.currency();
            if let Some(found) = currency.filter(|&currency| currency != own) {
                let (expected, found) = (own.code().to_owned(), found.code().to_owned());
                let subject = "trainer's catalogue".to_owned();
                return Err(SartorError::CurrencyMismatch { subject, expected, found }.into());
            }
            let trainer = core::Trainer::new(catalog.as_ref().clone(), policy)?;
            Ok(Self { trainer: Arc::new(RwLock::new(trainer)) })
        })
    }

    /// Read order lines from a CSV file, plain or gzip. Nothing is taken in before the file is read whole.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, options?: (Input<OrderOptions> & FollowOptions) | null",
        ts_return_type = "Promise<ReadReport>"
    )]
    pub fn read_orders<'env>(
        &self,
        env: &'env Env,
        path: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Trainer.readOrders";
        promise(
            env,
            operation,
            || {
                let path = input::text(operation, "path", path)?;
                let asked = input::value_with(operation, options)?;
                let follow = Follow::among(env, operation, options)?;
                Ok(((Arc::clone(&self.trainer), path, asked), follow))
            },
            move |(trainer, path, asked), control| {
                let mut feed = order_feed(operation, &*trainer.read().map_err(broken)?, asked)?;
                read_file(&path, control, |bytes| feed.feed(bytes))?;
                feed.finish(&mut *trainer.write().map_err(broken)?)
            },
            move |env, report: ReadReport| Ok(parsed(env, to_text(operation, &report)?)?),
        )
    }

    /// Read events from a JSON Lines file, plain or gzip: in the Segment shape, or with `format: 'ga4'` those of
    /// Google Analytics 4. No consent basis is asked for, since
    /// the events state it themselves: what a customer allows is what their `Consent Changed` events say, and
    /// without one every purpose stays denied.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, options?: (Input<EventOptions> & FollowOptions) | null",
        ts_return_type = "Promise<ReadReport>"
    )]
    pub fn read_events<'env>(
        &self,
        env: &'env Env,
        path: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Trainer.readEvents";
        promise(
            env,
            operation,
            || {
                let path = input::text(operation, "path", path)?;
                let read: core::EventOptions = input::options_with(operation, options)?;
                let follow = Follow::among(env, operation, options)?;
                Ok(((Arc::clone(&self.trainer), path, read), follow))
            },
            |(trainer, path, options), control| {
                let mut feed = trainer.read().map_err(broken)?.event_feed(&options)?;
                read_file(&path, control, |bytes| feed.feed(bytes))?;
                feed.finish(&mut *trainer.write().map_err(broken)?)
            },
            move |env, report: ReadReport| Ok(parsed(env, to_text(operation, &report)?)?),
        )
    }

    /// Read a table of consents, plain or gzip: one row for each answer of a customer, `subject`, `purpose`, `state`
    /// and `time`, and `basis`, `policy version` and `source` if there are. A row that is no answer is counted and
    /// changes nothing.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, options?: (Input<ConsentTableOptions> & FollowOptions) | null",
        ts_return_type = "Promise<ReadReport>"
    )]
    pub fn read_consents<'env>(
        &self,
        env: &'env Env,
        path: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Trainer.readConsents";
        promise(
            env,
            operation,
            || {
                let path = input::text(operation, "path", path)?;
                let read: ConsentTableOptions = input::options_with(operation, options)?;
                let follow = Follow::among(env, operation, options)?;
                Ok(((Arc::clone(&self.trainer), path, read), follow))
            },
            |(trainer, path, options), control| {
                let mut feed = trainer.read().map_err(broken)?.consent_feed(options)?;
                read_file(&path, control, |bytes| feed.feed(bytes))?;
                feed.finish(&mut *trainer.write().map_err(broken)?)
            },
            move |env, report: ReadReport| Ok(parsed(env, to_text(operation, &report)?)?),
        )
    }

    /// List the customers trained on in the artefact, by pseudonym under this key of at least 16 bytes, so
    /// that an erasure can tell which engines are stale. Without a key none are listed.
    #[napi(catch_unwind, ts_args_type = "key: Uint8Array")]
    pub fn set_pseudonym_key(&self, env: &Env, key: Unknown<'_>) -> napi::Result<()> {
        run(env, "Trainer.setPseudonymKey", || {
            let key = input::bytes("trainer", "key", key)?;
            let mut trainer = self.trainer.try_write().map_err(busy("trainer"))?;
            Ok(trainer.set_pseudonym_key(&key)?)
        })
    }

    /// The catalogue.
    #[napi(getter, catch_unwind, ts_return_type = "Catalog")]
    pub fn catalog(&self, env: &Env) -> napi::Result<Catalog> {
        run(env, "Trainer.catalog", || Ok(Catalog::of(self.look()?.catalog().clone(), None)))
    }

    /// Customers read so far, sorted.
    #[napi(catch_unwind)]
    pub fn customer_ids(&self, env: &Env) -> napi::Result<Vec<String>> {
        run(env, "Trainer.customerIds", || Ok(self.look()?.customer_ids()))
    }

    /// A copy of what was read of one customer; null for a customer who was not read.
    #[napi(catch_unwind, ts_args_type = "customerId: string", ts_return_type = "Profile | null")]
    pub fn profile(&self, env: &Env, customer_id: Unknown<'_>) -> napi::Result<Option<Profile>> {
        run(env, "Trainer.profile", || {
            let customer_id = input::text("trainer", "customerId", customer_id)?;
            self.look()?.profile(&customer_id).map(|profile| Profile::of(env, profile)).transpose()
        })
    }

    /// Fit an engine on everything read that happened up to `asOf`, of customers who allow analytics.
    #[napi(
        catch_unwind,
        ts_args_type = "asOf: Time, options?: FollowOptions | null",
        ts_return_type = "Promise<Engine>"
    )]
    pub fn fit<'env>(
        &self,
        env: &'env Env,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Trainer.fit";
        promise(
            env,
            operation,
            || {
                let as_of_ms = input::time("fit", "asOf", as_of)?;
                Ok(((Arc::clone(&self.trainer), as_of_ms), Follow::read(env, operation, options)?))
            },
            |(trainer, as_of_ms), control| trainer.read().map_err(broken)?.fit(as_of_ms, control),
            |env, engine| Engine::make(env, Arc::new(engine)),
        )
    }
}

/// A feed of orders in the trainer's currency, unless the file has another: then it says so.
fn order_feed(operation: &str, trainer: &core::Trainer, mut asked: Value) -> Result<core::OrderFeed> {
    if let Some(fields) = asked.as_object_mut() {
        fields.entry("currency").or_insert_with(|| trainer.catalog().currency().code().into());
    }
    trainer.order_feed(sartor::input::from_value(operation, asked)?)
}
