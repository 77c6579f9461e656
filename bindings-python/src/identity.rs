//! Which visitors are which customers, and which must not be merged.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::Result;
use sartor::profile::{IdentityPolicy, IdentityVerdict};

use crate::event::GivenEvent;
use crate::input::Given;
use crate::work::{Shared, run};

/// Which ids were seen together, on which days: what a merge of profiles may rest on.
#[pyclass(frozen, eq, module = "sartor")]
pub struct IdentityGraph(Shared<sartor::profile::IdentityGraph>);

impl PartialEq for IdentityGraph {
    fn eq(&self, other: &Self) -> bool {
        matches!(
            (self.0.now("IdentityGraph"), other.0.now("IdentityGraph")),
            (Ok(one), Ok(two)) if one == two
        )
    }
}

impl IdentityGraph {
    fn read<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&sartor::profile::IdentityGraph) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || work(&*self.0.now(operation)?))
    }
}

#[pymethods]
impl IdentityGraph {
    /// A graph of which nothing is known yet.
    #[new]
    #[pyo3(signature = (policy = None))]
    fn __new__(py: Python<'_>, policy: Option<Given<IdentityPolicy>>) -> PyResult<Self> {
        let policy = policy.map_or_else(IdentityPolicy::default, |policy| policy.0);
        run(py, "IdentityGraph", || sartor::profile::IdentityGraph::new(policy))
            .map(|graph| Self(Shared::new(graph)))
    }

    /// Take note of an event. The same event twice is the same as once.
    fn note(&self, py: Python<'_>, event: GivenEvent) -> PyResult<()> {
        run(py, "IdentityGraph.note", || {
            let event = event.read(None)?;
            self.0.change("IdentityGraph.note", |graph| graph.note(&event))
        })
    }

    /// Take over what another graph has noted.
    fn join(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        // The other's snapshot comes first: it may be this graph.
        run(py, "IdentityGraph.join", || {
            let other = other.0.now("IdentityGraph.join")?;
            self.0.change("IdentityGraph.join", |graph| graph.join(&other))
        })
    }

    /// Whether the profile of a visitor's id should be merged into a customer's, and why.
    fn merge_verdict(
        &self,
        py: Python<'_>,
        anonymous_id: &str,
        customer_id: &str,
    ) -> PyResult<IdentityVerdict> {
        self.read(py, "IdentityGraph.merge_verdict", |graph| graph.merge_verdict(anonymous_id, customer_id))
    }

    /// Verdicts on every visitor's id with every customer seen on it or named for it, sorted by id.
    fn verdicts(&self, py: Python<'_>) -> PyResult<Vec<IdentityVerdict>> {
        self.read(py, "IdentityGraph.verdicts", sartor::profile::IdentityGraph::verdicts)
    }

    /// Forget an id, as after the erasure of a customer.
    fn forget(&self, py: Python<'_>, id: &str) -> PyResult<()> {
        run(py, "IdentityGraph.forget", || {
            self.0.change("IdentityGraph.forget", |graph| {
                graph.forget(id);
                Ok(())
            })
        })
    }

    /// The graph as bytes, for the host to keep.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.read(py, "IdentityGraph.to_bytes", sartor::profile::IdentityGraph::to_bytes)
            .map(|bytes| PyBytes::new(py, &bytes))
    }

    /// The graph that `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Self> {
        run(py, "IdentityGraph.from_bytes", || sartor::profile::IdentityGraph::from_bytes(data))
            .map(|graph| Self(Shared::new(graph)))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.as_any().get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}
