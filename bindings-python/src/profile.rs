//! One customer's profile, behind a lock so that threads may share it.

use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use sartor::Result;
use sartor::event::Event;
use sartor::profile::{
    CompactPolicy, CompactReport, ErasureReceipt, ErasureRequest, MergeReport, ProfileView,
};

use crate::as_of::AsOf;
use crate::input::Given;
use crate::work::{locked, run};

/// One customer: a ledger of events and what is folded from it.
///
/// The host stores it, as `to_bytes` or `to_json`. Events enter by `Engine.observe`.
#[pyclass(frozen, eq, module = "sartor")]
pub struct Profile(pub Arc<Mutex<sartor::profile::Profile>>);

impl Profile {
    pub fn of(profile: sartor::profile::Profile) -> Self {
        Self(Arc::new(Mutex::new(profile)))
    }

    /// Work on the profile, detached.
    pub fn with<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&mut sartor::profile::Profile) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || work(&mut *locked(&self.0, operation)?))
    }

    /// A copy, for work on two profiles, which must not hold two locks.
    fn copy(&self, py: Python<'_>) -> PyResult<sartor::profile::Profile> {
        self.with(py, "Profile", |profile| Ok(profile.clone()))
    }
}

impl PartialEq for Profile {
    fn eq(&self, other: &Self) -> bool {
        Python::attach(|py| match (self.copy(py), other.copy(py)) {
            (Ok(one), Ok(two)) => one == two,
            _ => false,
        })
    }
}

#[pymethods]
impl Profile {
    /// A customer of whom nothing is known yet.
    #[new]
    fn __new__(py: Python<'_>, customer_id: &str) -> PyResult<Self> {
        run(py, "Profile", || sartor::profile::Profile::new(customer_id)).map(Self::of)
    }

    /// The customer.
    #[getter]
    fn customer_id(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, "Profile.customer_id", |profile| Ok(profile.customer_id().to_owned()))
    }

    /// The customer and all identities merged into it, sorted.
    #[getter]
    fn identities(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.with(py, "Profile.identities", |profile| Ok(profile.identities().map(str::to_owned).collect()))
    }

    /// Events in the ledger, those that wait for their time among them.
    #[getter]
    fn event_count(&self, py: Python<'_>) -> PyResult<usize> {
        self.with(py, "Profile.event_count", |profile| Ok(profile.event_count()))
    }

    /// All events held, in the order in which they are folded.
    fn events(&self, py: Python<'_>) -> PyResult<Vec<Event>> {
        self.with(py, "Profile.events", |profile| Ok(profile.events().into_iter().cloned().collect()))
    }

    /// What is known of the customer at a time.
    fn view(&self, py: Python<'_>, as_of: AsOf) -> PyResult<ProfileView> {
        self.with(py, "Profile.view", |profile| profile.view(as_of.0))
    }

    /// Take in everything that is known under another identity, or by another copy.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<MergeReport> {
        let other = other.copy(py)?;
        self.with(py, "Profile.merge", |profile| profile.merge(&other))
    }

    /// Take an identity out again, as a profile of its own.
    fn unmerge(&self, py: Python<'_>, identity: &str) -> PyResult<Self> {
        self.with(py, "Profile.unmerge", |profile| profile.unmerge(identity)).map(Self::of)
    }

    /// Forget events for good: all of them, some messages, or a time.
    fn erase(&self, py: Python<'_>, request: Given<ErasureRequest>, as_of: AsOf) -> PyResult<ErasureReceipt> {
        self.with(py, "Profile.erase", |profile| profile.erase(&request.0, as_of.0))
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
        self.with(py, "Profile.compact", |profile| profile.compact(&policy, as_of.0))
    }

    /// The profile as bytes: packed, the same for the same ledger.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.with(py, "Profile.to_bytes", |profile| profile.to_bytes()).map(|bytes| PyBytes::new(py, &bytes))
    }

    /// The profile that `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Self> {
        run(py, "Profile.from_bytes", || sartor::profile::Profile::from_bytes(data)).map(Self::of)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.as_any().get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }

    #[pyo3(signature = (_memo: "typing.Any", /))]
    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyDict>) -> PyResult<Self> {
        self.copy(py).map(Self::of)
    }

    fn __copy__(&self, py: Python<'_>) -> PyResult<Self> {
        self.copy(py).map(Self::of)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, "Profile", |profile| {
            Ok(format!("Profile({:?}, events={})", profile.customer_id(), profile.event_count()))
        })
    }
}
