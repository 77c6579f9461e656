//! One customer's profile, which threads may share.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use sartor::Result;
use sartor::api::python::html;
use sartor::event::ConsentTableOptions;
use sartor::event::Event;
use sartor::money::Currency;
use sartor::profile::{
    CompactPolicy, CompactReport, CustomerExplanation, DeclaredView, ErasureReceipt, ErasureRequest,
    HistoryOptions, HistoryView, MergeReport, Observed, ProfileExport, ProfileView, RetentionPolicy,
    RetentionReceipt,
};
use sartor::read::ReadReport;

use crate::event::GivenEvent;
use crate::files::read_file;
use crate::input::Given;
use crate::moment::AsOf;
use crate::work::{Progress, Shared, run, run_long};

/// One customer: a ledger of events and what is folded from it.
///
/// The host stores it, as `to_bytes` or `to_json`. Events enter by `Engine.observe`. Threads may share it.
#[pyclass(frozen, eq, module = "sartor")]
pub struct Profile(pub Shared<sartor::profile::Profile>);

impl Profile {
    pub fn of(profile: sartor::profile::Profile) -> Self {
        Self(Shared::new(profile))
    }

    fn read<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&sartor::profile::Profile) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || work(&*self.0.now(operation)?))
    }

    fn change<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&mut sartor::profile::Profile) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || self.0.change(operation, work))
    }
}

impl PartialEq for Profile {
    fn eq(&self, other: &Self) -> bool {
        matches!((self.0.now("Profile"), other.0.now("Profile")), (Ok(one), Ok(two)) if one == two)
    }
}

#[pymethods]
impl Profile {
    /// A customer of whom nothing is known yet; its currency is that of the first event which has one, unless stated.
    #[new]
    #[pyo3(signature = (customer_id, currency = None))]
    fn __new__(py: Python<'_>, customer_id: &str, currency: Option<&str>) -> PyResult<Self> {
        run(py, "Profile", || match currency {
            Some(currency) => {
                sartor::profile::Profile::with_currency(customer_id, Currency::parse(currency)?)
            }
            None => sartor::profile::Profile::new(customer_id),
        })
        .map(Self::of)
    }

    /// The customer.
    #[getter]
    fn customer_id(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, "Profile.customer_id", |profile| Ok(profile.customer_id().to_owned()))
    }

    /// The customer and all identities merged into it, sorted.
    #[getter]
    fn identities(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.read(py, "Profile.identities", |profile| Ok(profile.identities().map(str::to_owned).collect()))
    }

    /// Events in the ledger, those that wait for their time among them.
    #[getter]
    fn event_count(&self, py: Python<'_>) -> PyResult<usize> {
        self.read(py, "Profile.event_count", |profile| Ok(profile.event_count()))
    }

    /// Events dated after `as_of`, which wait for their time.
    fn pending_events(&self, py: Python<'_>, as_of: AsOf) -> PyResult<usize> {
        self.read(py, "Profile.pending_events", |profile| Ok(profile.pending_events(as_of.0)))
    }

    /// ISO 4217 code of all amounts; `None` until an event has one.
    #[getter]
    fn currency(&self, py: Python<'_>) -> PyResult<Option<&'static str>> {
        self.read(py, "Profile.currency", |profile| Ok(profile.currency().map(Currency::code)))
    }

    /// Fold one event without an engine, which would know the currency of prices that name none.
    fn observe(&self, py: Python<'_>, event: GivenEvent, as_of: AsOf) -> PyResult<Observed> {
        self.change(py, "Profile.observe", |profile| {
            let event = event.read(profile.currency())?;
            profile.observe_owned(event, as_of.0)
        })
    }

    /// All events held, in the order in which they are folded.
    fn events(&self, py: Python<'_>) -> PyResult<Vec<Event>> {
        self.read(py, "Profile.events", |profile| Ok(profile.events().into_iter().cloned().collect()))
    }

    /// What is known of the customer at a time.
    fn view(&self, py: Python<'_>, as_of: AsOf) -> PyResult<ProfileView> {
        self.read(py, "Profile.view", |profile| profile.view(as_of.0))
    }

    /// Who the customer is said to be: fields by group with source, time and expiry, how complete and how fresh.
    ///
    /// `to_frame()` of the answer makes a table of the values.
    fn declared(&self, py: Python<'_>, as_of: AsOf) -> PyResult<DeclaredView> {
        self.read(py, "Profile.declared", |profile| profile.declared(as_of.0))
    }

    /// What happened: conversations, visits, orders and returns in detail, months before.
    ///
    /// `to_frame("purchases")` of the answer makes a table of one of them.
    #[pyo3(signature = (as_of, options = None))]
    fn history(
        &self,
        py: Python<'_>,
        as_of: AsOf,
        options: Option<Given<HistoryOptions>>,
    ) -> PyResult<HistoryView> {
        let options = options.map(|options| options.0).unwrap_or_default();
        self.read(py, "Profile.history", |profile| profile.history(as_of.0, &options))
    }

    /// Take in everything that is known under another identity, or by another copy. Identities that contradict each
    /// other are refused as `IdentityConflict`, a profile that equals this one as `SelfMerge`.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<MergeReport> {
        // The other's snapshot comes first: it may be this profile.
        run(py, "Profile.merge", || {
            let other = other.0.now("Profile.merge")?;
            self.0.change("Profile.merge", |profile| profile.merge(&other))
        })
    }

    /// `merge` on the host's word: the customer says that both are theirs, whatever else was seen.
    fn merge_stated(&self, py: Python<'_>, other: &Self) -> PyResult<MergeReport> {
        run(py, "Profile.merge_stated", || {
            let other = other.0.now("Profile.merge_stated")?;
            self.0.change("Profile.merge_stated", |profile| profile.merge_stated(&other))
        })
    }

    /// Take an identity out again, as a profile of its own.
    fn unmerge(&self, py: Python<'_>, identity: &str) -> PyResult<Self> {
        self.change(py, "Profile.unmerge", |profile| profile.unmerge(identity)).map(Self::of)
    }

    /// Forget events for good: all of them, some messages, or a time.
    fn erase(&self, py: Python<'_>, request: Given<ErasureRequest>, as_of: AsOf) -> PyResult<ErasureReceipt> {
        self.change(py, "Profile.erase", |profile| profile.erase(&request.0, as_of.0))
    }

    /// Everything that is kept, for a machine and for a person (GDPR, articles 15 and 20).
    fn export(&self, py: Python<'_>, as_of: AsOf) -> PyResult<ProfileExport> {
        self.read(py, "Profile.export", |profile| profile.export(as_of.0))
    }

    /// Tell the customer what is used, for what, on which basis, since when, and how to object.
    ///
    /// `language` is a tag such as `en-GB`; English is the one that is written so far.
    #[pyo3(signature = (as_of, language = "en"))]
    fn explain_to_customer(
        &self,
        py: Python<'_>,
        as_of: AsOf,
        language: &str,
    ) -> PyResult<CustomerExplanation> {
        self.read(py, "Profile.explain_to_customer", |profile| profile.explain_to_customer(as_of.0, language))
    }

    /// Stop every use of what is known, and keep it (GDPR, article 18). The event that says so.
    #[pyo3(signature = (as_of, reason = None))]
    fn restrict(&self, py: Python<'_>, as_of: AsOf, reason: Option<&str>) -> PyResult<Event> {
        self.change(py, "Profile.restrict", |profile| profile.restrict(reason, as_of.0))
    }

    /// Let what is known be used again. The event that says so.
    fn lift_restriction(&self, py: Python<'_>, as_of: AsOf) -> PyResult<Event> {
        self.change(py, "Profile.lift_restriction", |profile| profile.lift_restriction(as_of.0))
    }

    /// Deny the use of special categories: health, faith, origin and the like. The event that says so.
    fn limit_sensitive(&self, py: Python<'_>, as_of: AsOf) -> PyResult<Event> {
        self.change(py, "Profile.limit_sensitive", |profile| profile.limit_sensitive(as_of.0))
    }

    /// Deny sale and sharing. The event that says so.
    fn opt_out_of_sale(&self, py: Python<'_>, as_of: AsOf) -> PyResult<Event> {
        self.change(py, "Profile.opt_out_of_sale", |profile| profile.opt_out_of_sale(as_of.0))
    }

    /// Take out what is older than a policy allows, for good.
    fn retention_purge(
        &self,
        py: Python<'_>,
        policy: Given<RetentionPolicy>,
        as_of: AsOf,
    ) -> PyResult<RetentionReceipt> {
        self.change(py, "Profile.retention_purge", |profile| profile.retention_purge(&policy.0, as_of.0))
    }

    /// Read this customer's rows of a table of consents, CSV or gzip of it; rows of others are counted as skipped.
    #[pyo3(signature = (path, as_of, options = None, *, progress = None))]
    fn read_consents(
        &self,
        py: Python<'_>,
        path: PathBuf,
        as_of: AsOf,
        options: Option<Given<ConsentTableOptions>>,
        progress: Option<Progress>,
    ) -> PyResult<ReadReport> {
        let options = options.map(|options| options.0).unwrap_or_default();
        run_long(py, "Profile.read_consents", progress, |control| {
            let mut feed = self.0.now("Profile.read_consents")?.consent_feed(options)?;
            read_file(&path, control, |bytes| feed.feed(bytes))?;
            self.0.change("Profile.read_consents", |profile| feed.finish(profile, as_of.0))
        })
    }

    /// Roll old months up into sums.
    #[pyo3(signature = (as_of, policy = None))]
    fn compact(
        &self,
        py: Python<'_>,
        as_of: AsOf,
        policy: Option<Given<CompactPolicy>>,
    ) -> PyResult<CompactReport> {
        let policy = policy.map_or_else(CompactPolicy::default, |policy| policy.0);
        self.change(py, "Profile.compact", |profile| profile.compact(&policy, as_of.0))
    }

    /// The profile as bytes: packed, the same for the same ledger.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.read(py, "Profile.to_bytes", sartor::profile::Profile::to_bytes)
            .map(|bytes| PyBytes::new(py, &bytes))
    }

    /// The profile that `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Self> {
        run(py, "Profile.from_bytes", || sartor::profile::Profile::from_bytes(data)).map(Self::of)
    }

    /// The profile as JSON: complete and readable, events in the Segment shape.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, "Profile.to_json", sartor::profile::Profile::to_json)
    }

    /// The profile that `to_json` wrote.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        run(py, "Profile.from_json", || sartor::profile::Profile::from_json(text)).map(Self::of)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.as_any().get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }

    #[pyo3(signature = (_memo: "typing.Any", /))]
    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyDict>) -> PyResult<Self> {
        self.read(py, "Profile", |profile| Ok(profile.clone())).map(Self::of)
    }

    fn __copy__(&self, py: Python<'_>) -> PyResult<Self> {
        self.read(py, "Profile", |profile| Ok(profile.clone())).map(Self::of)
    }

    /// The view as of the last event, as a table for notebooks.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let view = self.read(py, "Profile", |profile| {
            let last = profile.events().last().map_or(0, |event| event.timestamp_ms);
            profile.view(last)
        })?;
        html("Profile", &view)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, "Profile", |profile| {
            Ok(format!("Profile({:?}, events={})", profile.customer_id(), profile.event_count()))
        })
    }
}
