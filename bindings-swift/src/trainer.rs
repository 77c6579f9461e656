//! How does an engine come to be? From a catalogue and files of orders and events.
//!
//! Files are read, and engines fitted, while no lock is held: other threads may ask for customers meanwhile.

use std::sync::{Arc, Mutex};

use sartor::Result;
use sartor::engine::{self as core, EnginePolicy, EventOptions};
use sartor::event::{ConsentTableOptions, OrderOptions};
use sartor::read::ReadReport;

use crate::catalog::Catalog;
use crate::engine::Engine;
use crate::file::read_file;
use crate::profile::Profile;
use crate::work::{Control, internal, run, run_long};

/// The policy that an engine has unless told otherwise: every option with its default, to be changed by field.
#[uniffi::export]
pub fn default_policy() -> EnginePolicy {
    EnginePolicy::default()
}

/// Gathers customers from files and fits engines.
#[derive(Debug, uniffi::Object)]
pub struct Trainer(Mutex<Arc<core::Trainer>>);

impl Trainer {
    fn now(&self) -> Result<Arc<core::Trainer>> {
        Ok(Arc::clone(&*self.0.lock().map_err(|_| internal("Trainer"))?))
    }

    fn change<T>(&self, change: impl FnOnce(&mut core::Trainer) -> Result<T>) -> Result<T> {
        change(Arc::make_mut(&mut *self.0.lock().map_err(|_| internal("Trainer"))?))
    }
}

#[uniffi::export]
impl Trainer {
    /// A trainer for the products of a catalogue, whose currency is the engine's.
    #[uniffi::constructor(default(policy = None))]
    pub fn new(catalog: &Catalog, policy: Option<EnginePolicy>) -> Result<Self> {
        run("Trainer", || core::Trainer::new(catalog.catalog.clone(), policy.unwrap_or_default()))
            .map(|trainer| Self(Mutex::new(Arc::new(trainer))))
    }

    /// The catalogue that engines are fitted for.
    pub fn catalog(&self) -> Result<Catalog> {
        Ok(Catalog::of(self.now()?.catalog().clone(), None))
    }

    /// Read order lines from a CSV file, plain or gzip. Nothing is kept of a file that fails.
    ///
    /// Without a `consentBasis` in the options the orders are counted, and used for nothing.
    #[uniffi::method(default(control = None))]
    pub fn read_orders(
        &self,
        path: &str,
        options: OrderOptions,
        control: Option<Arc<dyn Control>>,
    ) -> Result<ReadReport> {
        run_long("Trainer.readOrders", control, |control| {
            let mut feed = self.now()?.order_feed(options)?;
            read_file(path, control, |bytes| feed.feed(bytes))?;
            self.change(|trainer| feed.finish(trainer))
        })
    }

    /// Read events from a JSON Lines file, plain or gzip, in the shape of Segment or, by the options, of GA4.
    /// Nothing is kept of a file that fails. No consent basis is asked for, since the events state it themselves: what a customer allows is what
    /// their `Consent Changed` events say, and without one every purpose stays denied.
    #[uniffi::method(default(options = None, control = None))]
    pub fn read_events(
        &self,
        path: &str,
        options: Option<EventOptions>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<ReadReport> {
        run_long("Trainer.readEvents", control, |control| {
            let mut feed = self.now()?.event_feed(&options.unwrap_or_default())?;
            read_file(path, control, |bytes| feed.feed(bytes))?;
            self.change(|trainer| feed.finish(trainer))
        })
    }

    /// Read a table of consents, CSV, plain or gzip. Nothing is kept of a file that fails.
    #[uniffi::method(default(options = None, control = None))]
    pub fn read_consents(
        &self,
        path: &str,
        options: Option<ConsentTableOptions>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<ReadReport> {
        run_long("Trainer.readConsents", control, |control| {
            let mut feed = self.now()?.consent_feed(options.unwrap_or_default())?;
            read_file(path, control, |bytes| feed.feed(bytes))?;
            self.change(|trainer| feed.finish(trainer))
        })
    }

    /// List the customers trained on in the artefact, by pseudonym under this key of at least 16 bytes, so that
    /// an erasure can tell which engines are stale. Without a key none are listed.
    pub fn set_pseudonym_key(&self, key: Vec<u8>) -> Result<()> {
        run("Trainer.setPseudonymKey", || self.change(|trainer| trainer.set_pseudonym_key(&key)))
    }

    /// Customers read so far, sorted.
    pub fn customer_ids(&self) -> Result<Vec<String>> {
        Ok(self.now()?.customer_ids())
    }

    /// A copy of what was read of one customer; nothing of one who was not.
    pub fn profile(&self, customer_id: &str) -> Result<Option<Arc<Profile>>> {
        Ok(self.now()?.profile(customer_id).map(|profile| Arc::new(Profile::of(profile.clone()))))
    }

    /// Fit an engine on everything read that happened up to `asOf`, in milliseconds since the epoch, UTC, of
    /// customers who allow analytics.
    #[uniffi::method(default(control = None))]
    pub fn fit(&self, as_of: i64, control: Option<Arc<dyn Control>>) -> Result<Engine> {
        run_long("Trainer.fit", control, |control| self.now()?.fit(as_of, control)).map(Engine::of)
    }
}
