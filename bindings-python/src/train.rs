//! From files to an engine.

use std::path::PathBuf;

use pyo3::prelude::*;
use sartor::api::python::Argument;
use sartor::consent::ConsentBasis;
use sartor::consent::ConsentCategory;
use sartor::engine::{EnginePolicy, EventOptions};
use sartor::event::{ConsentTableOptions, DateOrder, EventFormat, OrderColumns, OrderOptions};
use sartor::money::Currency;
use sartor::read::ReadReport;
use sartor::{Result, SartorError};

use crate::catalog::Catalog;
use crate::engine::Engine;
use crate::files::read_file;
use crate::input::{Given, Named};
use crate::moment::AsOf;
use crate::profile::Profile;
use crate::work::{Progress, Shared, run, run_long};

/// Gathers customers from files and fits engines.
#[pyclass(frozen, module = "sartor")]
pub struct Trainer(Shared<sartor::engine::Trainer>);

#[pymethods]
impl Trainer {
    /// A trainer for the products of a catalogue, in the catalogue's currency.
    #[new]
    #[pyo3(signature = (catalog, currency = None, policy = None))]
    fn __new__(
        py: Python<'_>,
        catalog: &Catalog,
        currency: Option<&str>,
        policy: Option<Given<EnginePolicy>>,
    ) -> PyResult<Self> {
        run(py, "Trainer", || {
            same_currency(catalog.catalog.currency(), currency)?;
            let policy = policy.map_or_else(EnginePolicy::default, |policy| policy.0);
            sartor::engine::Trainer::new(catalog.catalog.clone(), policy)
        })
        .map(|trainer| Self(Shared::new(trainer)))
    }

    /// Read a file of order lines, CSV or gzip of it. Nothing is kept of a file that fails.
    ///
    /// `consent_basis` states why the orders may be held: without one they are counted, and used for nothing.
    /// Times without a zone are `utc_offset_minutes` (0 unless said) east of UTC. Dates in figures, such as `12/1/2010 8:26`, are
    /// read when `date_order` says which figure is the month, and skipped otherwise. `columns` tells the names of
    /// the columns where they are none of the usual ones.
    #[pyo3(signature = (path, *, currency = None, utc_offset_minutes = Argument::of(0), date_order = None, consent_basis = None, columns = None, progress = None))]
    #[allow(clippy::too_many_arguments)] // keywords, as the caller spells them
    fn read_orders(
        &self,
        py: Python<'_>,
        path: PathBuf,
        currency: Option<String>,
        utc_offset_minutes: Argument<i32>,
        date_order: Option<Named<DateOrder>>,
        consent_basis: Option<Named<ConsentBasis>>,
        columns: Option<Given<OrderColumns>>,
        progress: Option<Progress>,
    ) -> PyResult<ReadReport> {
        let utc_offset_minutes = utc_offset_minutes.named("order options", "utc_offset_minutes")?;
        run_long(py, "Trainer.read_orders", progress, |control| {
            let trainer = self.0.now("Trainer.read_orders")?;
            let options = OrderOptions {
                currency: currency.unwrap_or_else(|| trainer.catalog().currency().code().to_owned()),
                utc_offset_minutes,
                date_order: date_order.map(|order| order.0),
                consent_basis: consent_basis.map(|basis| basis.0),
                columns: columns.map(|columns| columns.0).unwrap_or_default(),
            };
            let mut feed = trainer.order_feed(options)?;
            drop(trainer);
            read_file(&path, control, |bytes| feed.feed(bytes))?;
            self.0.change("Trainer.read_orders", |trainer| feed.finish(trainer))
        })
    }

    /// Read a file of events, JSON Lines or gzip of it. Nothing is kept of a file that fails.
    ///
    /// Each line is in the Segment shape, or in another `format`. `consent_categories` say what Segment's consent
    /// preferences stand for; without any they are passed over.
    ///
    /// No consent basis is asked for, since the events state it themselves: what a customer allows is what their
    /// `Consent Changed` events say, and without one every purpose stays denied.
    #[pyo3(signature = (path, *, currency = None, format = None, consent_categories = Vec::new(), progress = None))]
    fn read_events(
        &self,
        py: Python<'_>,
        path: PathBuf,
        currency: Option<String>,
        format: Option<Named<EventFormat>>,
        consent_categories: Vec<Given<ConsentCategory>>,
        progress: Option<Progress>,
    ) -> PyResult<ReadReport> {
        let options = EventOptions {
            currency,
            format: format.map(|format| format.0),
            consent_categories: consent_categories.into_iter().map(|category| category.0).collect(),
        };
        run_long(py, "Trainer.read_events", progress, |control| {
            let mut feed = self.0.now("Trainer.read_events")?.event_feed(&options)?;
            read_file(&path, control, |bytes| feed.feed(bytes))?;
            self.0.change("Trainer.read_events", |trainer| feed.finish(trainer))
        })
    }

    /// Read a table of consents, CSV or gzip of it: who answered what, when. Nothing is kept of a file that fails.
    #[pyo3(signature = (path, options = None, *, progress = None))]
    fn read_consents(
        &self,
        py: Python<'_>,
        path: PathBuf,
        options: Option<Given<ConsentTableOptions>>,
        progress: Option<Progress>,
    ) -> PyResult<ReadReport> {
        let options = options.map(|options| options.0).unwrap_or_default();
        run_long(py, "Trainer.read_consents", progress, |control| {
            let mut feed = self.0.now("Trainer.read_consents")?.consent_feed(options)?;
            read_file(&path, control, |bytes| feed.feed(bytes))?;
            self.0.change("Trainer.read_consents", |trainer| feed.finish(trainer))
        })
    }

    /// List the customers trained on in the artefact, by pseudonym under this key of at least 16 bytes.
    fn set_pseudonym_key(&self, py: Python<'_>, key: &[u8]) -> PyResult<()> {
        run(py, "Trainer.set_pseudonym_key", || {
            self.0.change("Trainer.set_pseudonym_key", |trainer| trainer.set_pseudonym_key(key))
        })
    }

    /// The catalogue.
    #[getter]
    fn catalog(&self, py: Python<'_>) -> PyResult<Catalog> {
        run(py, "Trainer.catalog", || Ok(Catalog::of(self.0.now("Trainer.catalog")?.catalog().clone(), None)))
    }

    /// Customers read so far, sorted.
    fn customer_ids(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        run(py, "Trainer.customer_ids", || Ok(self.0.now("Trainer.customer_ids")?.customer_ids()))
    }

    /// Time of the last event read, of anybody, in milliseconds; nothing before the first.
    fn last_event_ms(&self, py: Python<'_>) -> PyResult<Option<i64>> {
        run(py, "Trainer.last_event_ms", || Ok(self.0.now("Trainer.last_event_ms")?.last_event_ms()))
    }

    /// What was read of one customer, as a copy.
    fn profile(&self, py: Python<'_>, customer_id: &str) -> PyResult<Option<Profile>> {
        run(py, "Trainer.profile", || Ok(self.0.now("Trainer.profile")?.profile(customer_id).cloned()))
            .map(|profile| profile.map(Profile::of))
    }

    /// Fit an engine on everything read that happened up to `as_of`, of customers who allow analytics.
    #[pyo3(signature = (as_of, progress = None))]
    fn fit(&self, py: Python<'_>, as_of: AsOf, progress: Option<Progress>) -> PyResult<Engine> {
        run_long(py, "Trainer.fit", progress, |control| self.0.now("Trainer.fit")?.fit(as_of.0, control))
            .map(Engine::of)
    }
}

/// Refuse a currency that is not the catalogue's.
fn same_currency(own: Currency, asked: Option<&str>) -> Result<()> {
    match asked.map(Currency::parse).transpose()? {
        Some(asked) if asked != own => Err(SartorError::CurrencyMismatch {
            subject: "trainer".to_owned(),
            expected: own.code().to_owned(),
            found: asked.code().to_owned(),
        }),
        _ => Ok(()),
    }
}
