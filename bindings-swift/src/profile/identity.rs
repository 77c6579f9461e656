//! Which visitors are which customers.

use std::sync::{RwLock, RwLockReadGuard};

use sartor::Result;
use sartor::event::Event;
use sartor::profile::{self as core, IdentityPolicy, IdentityVerdict};

use crate::work::{internal, run};

/// Which ids were seen together, when, and what they said of themselves.
#[derive(Debug, uniffi::Object)]
pub struct IdentityGraph(RwLock<core::IdentityGraph>);

impl IdentityGraph {
    fn of(graph: core::IdentityGraph) -> Self {
        Self(RwLock::new(graph))
    }

    fn read(&self) -> Result<RwLockReadGuard<'_, core::IdentityGraph>> {
        self.0.read().map_err(|_| internal("IdentityGraph"))
    }

    fn change<T>(
        &self,
        operation: &str,
        change: impl FnOnce(&mut core::IdentityGraph) -> Result<T>,
    ) -> Result<T> {
        run(operation, || change(&mut *self.0.write().map_err(|_| internal(operation))?))
    }
}

#[uniffi::export]
impl IdentityGraph {
    /// A graph of which nothing is known yet.
    #[uniffi::constructor(default(policy = None))]
    pub fn new(policy: Option<IdentityPolicy>) -> Result<Self> {
        run("IdentityGraph", || core::IdentityGraph::new(policy.unwrap_or_default())).map(Self::of)
    }

    /// The graph that `toBytes` wrote.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("IdentityGraph.fromBytes", || core::IdentityGraph::from_bytes(&bytes)).map(Self::of)
    }

    /// The graph as bytes, for the host to keep.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("IdentityGraph.toBytes", || self.read()?.to_bytes())
    }

    /// Take note of an event. The same event twice is the same as once.
    pub fn note(&self, event: &Event) -> Result<()> {
        self.change("IdentityGraph.note", |graph| graph.note(event))
    }

    /// Take over what another graph has noted.
    pub fn join(&self, other: &Self) -> Result<()> {
        // The other may be this one, so only one of them is locked at a time.
        let other = other.read()?.clone();
        self.change("IdentityGraph.join", |graph| graph.join(&other))
    }

    /// Whether the profile of a visitor's id should be merged into a customer's, by all that was noted.
    pub fn merge_verdict(&self, anonymous_id: &str, customer_id: &str) -> Result<IdentityVerdict> {
        run("IdentityGraph.mergeVerdict", || self.read()?.merge_verdict(anonymous_id, customer_id))
    }

    /// Verdicts on every visitor's id with every customer seen on it or named for it, sorted by id.
    pub fn verdicts(&self) -> Result<Vec<IdentityVerdict>> {
        run("IdentityGraph.verdicts", || self.read()?.verdicts())
    }

    /// Forget an id, as after the erasure of a customer.
    pub fn forget(&self, id: &str) -> Result<()> {
        self.change("IdentityGraph.forget", |graph| {
            graph.forget(id);
            Ok(())
        })
    }
}
