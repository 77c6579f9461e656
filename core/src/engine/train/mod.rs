//! How does an engine come to be? From events or orders and a catalogue, in one pass.
//!
//! Files are pushed in pieces into a feed; nothing reaches the trainer before the feed is finished, so a
//! broken file changes nothing.

mod anonymous;
mod behaviour;
mod contact;
mod feed;
mod fit;
mod identity;
mod lifetime;
mod taste;

pub use feed::{ConsentFeed, EventFeed, OrderCatalogFeed, OrderFeed};

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::control::Control;
use crate::privacy::pseudonym;
use crate::profile::Profile;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

use super::{Engine, EnginePolicy};
use anonymous::AnonymousOrders;
use identity::Identities;

/// Gathers customers and fits engines.
#[derive(Debug, Clone)]
pub struct Trainer {
    catalog: Catalog,
    policy: EnginePolicy,
    /// Every id with the events that name it, as read.
    own: BTreeMap<String, Profile>,
    /// What was read of which ids are one customer.
    identities: Identities,
    /// Customers of several ids, with all of them merged: made from `own` and `identities` after each file.
    merged: BTreeMap<String, Profile>,
    /// Ids that are part of such a customer.
    parts: BTreeSet<String>,
    /// Orders of nobody: they count towards popularity and demand.
    anonymous_orders: AnonymousOrders,
    pseudonym_key: Option<PseudonymKey>,
}

/// A secret that no debugging output repeats.
#[derive(Clone)]
struct PseudonymKey(Vec<u8>);

impl std::fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PseudonymKey")
    }
}

impl Trainer {
    /// A trainer for the products of `catalog`, whose currency is the engine's.
    pub fn new(catalog: Catalog, policy: EnginePolicy) -> Result<Self> {
        policy.check()?;
        Ok(Self {
            catalog,
            policy,
            own: BTreeMap::new(),
            identities: Identities::default(),
            merged: BTreeMap::new(),
            parts: BTreeSet::new(),
            anonymous_orders: AnonymousOrders::default(),
            pseudonym_key: None,
        })
    }

    /// List the customers trained on in the artefact, by pseudonym under this key of at least 16 bytes, so
    /// that an erasure can tell which engines are stale. Without a key none are listed.
    pub fn set_pseudonym_key(&mut self, key: &[u8]) -> Result<()> {
        pseudonym(key, "customer")?;
        self.pseudonym_key = Some(PseudonymKey(key.to_vec()));
        Ok(())
    }

    /// The catalogue.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Customers read so far, sorted; ids that are part of another customer are not customers.
    pub fn customer_ids(&self) -> Vec<String> {
        self.customers().map(|(customer_id, _)| customer_id.to_owned()).collect()
    }

    /// What was read of one customer, all ids together.
    pub fn profile(&self, customer_id: &str) -> Option<&Profile> {
        if self.parts.contains(customer_id) {
            return None;
        }
        self.merged.get(customer_id).or_else(|| self.own.get(customer_id))
    }

    /// Time of the last event read, of anybody.
    pub fn last_event_ms(&self) -> Option<i64> {
        let of_customers =
            self.own.values().filter_map(|profile| profile.events().last().map(|event| event.timestamp_ms));
        of_customers.chain(self.anonymous_orders.iter().map(|order| order.timestamp_ms)).max()
    }

    /// Customers with what was read of them, sorted by id.
    fn customers(&self) -> impl Iterator<Item = (&str, &Profile)> {
        let whole = self.own.iter().filter(|(id, _)| !self.parts.contains(*id));
        whole.map(|(id, own)| (id.as_str(), self.merged.get(id).unwrap_or(own)))
    }

    /// Merge the ids that are one customer, by all that was read so far.
    fn join_identities(&mut self) {
        let mut merged: BTreeMap<String, Profile> = BTreeMap::new();
        let mut parts = BTreeSet::new();
        for (id, owner) in self.identities.owners() {
            let (Some(own), Some(first)) = (self.own.get(id), self.own.get(owner)) else { continue };
            let into = merged.entry(owner.to_owned()).or_insert_with(|| first.clone());
            // What is too much for one customer, such as a hundred visitors of a shared account, stays apart, and
            // so does what contradicts it.
            if into.merge(own).is_ok() {
                parts.insert(id.to_owned());
            }
        }
        (self.merged, self.parts) = (merged, parts);
    }

    /// Fit an engine on everything read that happened up to `as_of_ms`, of customers who allow analytics.
    pub fn fit(&self, as_of_ms: i64, control: Control<'_>) -> Result<Engine> {
        check_timestamp("fit", "as_of", as_of_ms)?;
        if self.own.is_empty() && self.anonymous_orders.iter().next().is_none() {
            return Err(SartorError::TooFew {
                subject: "fit".to_owned(),
                found: 0,
                needed: 1,
                unit: "customers or orders: read a file first".to_owned(),
            });
        }
        if !self.happened_before(as_of_ms) {
            let expected = "a time in milliseconds at or after the first event read";
            return Err(SartorError::out_of_range("fit", "asOf", as_of_ms, expected));
        }
        Engine::new(fit::fit(self, as_of_ms, control)?, None)
    }

    /// Whether anything read had happened by then; if not, the time is probably in seconds.
    fn happened_before(&self, as_of_ms: i64) -> bool {
        let of_customers = self.own.values().any(|profile| {
            profile.state_at(as_of_ms).first_event_ms.is_some_and(|first_ms| first_ms <= as_of_ms)
        });
        of_customers || self.anonymous_orders.iter().any(|order| order.timestamp_ms <= as_of_ms)
    }
}
