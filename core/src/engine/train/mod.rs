//! How does an engine come to be? From events or orders and a catalogue, in one pass.
//!
//! Files are pushed in pieces into a feed; nothing reaches the trainer before the feed is finished, so a
//! broken file changes nothing.

mod feed;
mod fit;

pub use feed::{EventFeed, EventOptions, OrderCatalogFeed, OrderFeed};

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::control::Control;
use crate::event::Event;
use crate::privacy::pseudonym;
use crate::profile::Profile;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

use super::{Engine, EnginePolicy};

/// Gathers customers and fits engines.
#[derive(Debug, Clone)]
pub struct Trainer {
    catalog: Catalog,
    policy: EnginePolicy,
    profiles: BTreeMap<String, Profile>,
    /// Orders of nobody: they count towards popularity and demand.
    anonymous_orders: Vec<AnonymousOrder>,
    pseudonym_key: Option<Vec<u8>>,
}

/// What an order without a customer tells.
#[derive(Debug, Clone)]
struct AnonymousOrder {
    timestamp_ms: i64,
    /// Product and units.
    lines: Vec<(String, u32)>,
}

impl Trainer {
    /// A trainer for the products of `catalog`, whose currency is the engine's.
    pub fn new(catalog: Catalog, policy: EnginePolicy) -> Result<Self> {
        policy.check()?;
        Ok(Self {
            catalog,
            policy,
            profiles: BTreeMap::new(),
            anonymous_orders: Vec::new(),
            pseudonym_key: None,
        })
    }

    /// List the customers trained on in the artefact, by pseudonym under this key of at least 16 bytes, so
    /// that an erasure can tell which engines are stale. Without a key none are listed.
    pub fn set_pseudonym_key(&mut self, key: &[u8]) -> Result<()> {
        pseudonym(key, "customer")?;
        self.pseudonym_key = Some(key.to_vec());
        Ok(())
    }

    /// The catalogue.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Customers read so far, sorted.
    pub fn customer_ids(&self) -> Vec<String> {
        self.profiles.keys().cloned().collect()
    }

    /// What was read of one customer.
    pub fn profile(&self, customer_id: &str) -> Option<&Profile> {
        self.profiles.get(customer_id)
    }

    /// Time of the last event read, of anybody.
    pub fn last_event_ms(&self) -> Option<i64> {
        let of_customers = self
            .profiles
            .values()
            .filter_map(|profile| profile.events().last().map(|event| event.timestamp_ms));
        of_customers.chain(self.anonymous_orders.iter().map(|order| order.timestamp_ms)).max()
    }

    /// Fit an engine on everything read that happened up to `as_of_ms`, of customers who allow analytics.
    pub fn fit(&self, as_of_ms: i64, control: Control<'_>) -> Result<Engine> {
        check_timestamp("fit", "as_of", as_of_ms)?;
        if self.profiles.is_empty() && self.anonymous_orders.is_empty() {
            return Err(SartorError::TooFew {
                subject: "fit".to_owned(),
                found: 0,
                needed: 1,
                unit: "customers or orders: read a file first".to_owned(),
            });
        }
        Engine::new(fit::fit(self, as_of_ms, control)?, None)
    }

    /// Fold one event into the profile of its customer.
    fn take(profiles: &mut BTreeMap<String, Profile>, event: &Event) -> Result<()> {
        let Some(customer_id) = event.customer_id() else { return Ok(()) };
        // An event's own time is late enough for it to count; each reading asks for its own `as_of`.
        let as_of_ms = event.timestamp_ms;
        if let Some(profile) = profiles.get_mut(customer_id) {
            profile.observe(event, as_of_ms)?;
        } else {
            let mut profile = Profile::new(customer_id)?;
            profile.observe(event, as_of_ms)?;
            profiles.insert(customer_id.to_owned(), profile);
        }
        Ok(())
    }
}
