//! Is this visitor's device one customer's, or does a family share it?
//!
//! Merging is easily done and hardly noticed when it is wrong: the son's sneakers are then recommended to the
//! father. So a merge is refused wherever something seen does not agree with one person, and the reason is
//! named: several customers logged in on the device, logins that take turns, declared facts that contradict each
//! other, or the device in use without a login in the very minutes in which the customer was active elsewhere.
//! An `alias` call is the host's word and overrules all of it.
//!
//! What is kept is a set of (minute, customer) for each device and of (minute, device) for each customer, the
//! newest of each; everything else is counted from it. So notes are commutative, associative and idempotent:
//! the same events in any order, twice, or joined from two servers give the same verdict.
//!
//! ```
//! use sartor::event::Event;
//! use sartor::profile::{IdentityGraph, IdentityPolicy, MergeDecision};
//! let mut graph = IdentityGraph::new(IdentityPolicy::default())?;
//! let mut login = |id: &str, customer: &str, day: &str| graph.note(&Event::from_json(&format!(
//!     r#"{{"type":"identify","messageId":"{id}","userId":"{customer}","anonymousId":"tablet",
//!         "timestamp":"2026-06-{day}T08:00:00Z","traits":{{}}}}"#), None)?);
//! login("m1", "father", "01")?;
//! assert_eq!(graph.merge_verdict("tablet", "father")?.decision, MergeDecision::Merge);
//! let mut login = |id: &str, customer: &str, day: &str| graph.note(&Event::from_json(&format!(
//!     r#"{{"type":"identify","messageId":"{id}","userId":"{customer}","anonymousId":"tablet",
//!         "timestamp":"2026-06-{day}T08:00:00Z","traits":{{}}}}"#), None)?);
//! login("m2", "son", "02")?;
//! let verdict = graph.merge_verdict("tablet", "father")?;
//! assert_eq!((verdict.decision, verdict.reasons[0].as_str()), (MergeDecision::Refuse, "several_customers"));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod facts;
mod merging;
mod verdict;

pub use verdict::{IdentityEvidence, IdentityPolicy, IdentityVerdict, MergeDecision};

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{Event, EventKind};
use crate::ids::check_id;
use crate::time::{MINUTE_MS, local_day};
use crate::{Result, SartorError, artifact};
use facts::Facts;

/// The most ids, of devices and customers together.
pub const MAX_GRAPH_IDS: usize = 2_000_000;
/// The largest stored graph, in bytes.
pub const MAX_GRAPH_BYTES: usize = 1 << 30;
/// Minutes kept of each device and of each customer, the newest.
const MAX_MINUTES: usize = 256;
/// Customers kept of a device: with more than one it is shared already.
const MAX_CUSTOMERS: usize = 8;
/// The kind under which graphs are stored.
const ARTIFACT_KIND: &str = "identity";
const SUBJECT: &str = "identity";
const MINUTES_A_DAY: i64 = 1_440;

/// Which ids were seen together, when, and what they said of themselves.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityGraph {
    policy: IdentityPolicy,
    devices: BTreeMap<String, Device>,
    customers: BTreeMap<String, Customer>,
    /// Customers that an alias named an id for.
    aliases: BTreeMap<String, BTreeSet<String>>,
}

/// One visitor's id.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Device {
    /// Minutes of use with the customer logged in, if any.
    minutes: BTreeSet<(i64, Option<String>)>,
    customers: BTreeSet<String>,
    facts: Facts,
}

/// One customer.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Customer {
    /// Minutes of activity with the device.
    minutes: BTreeSet<(i64, String)>,
    facts: Facts,
}

impl IdentityGraph {
    /// A graph of which nothing is known yet.
    pub fn new(policy: IdentityPolicy) -> Result<Self> {
        policy.check()?;
        Ok(Self { policy, ..Self::default() })
    }

    /// Take note of an event. The same event twice is the same as once.
    pub fn note(&mut self, event: &Event) -> Result<()> {
        event.check()?;
        let size = self.devices.len() + self.customers.len();
        if size >= MAX_GRAPH_IDS {
            return Err(SartorError::too_many(SUBJECT, "ids", size + 1, MAX_GRAPH_IDS, "ids"));
        }
        let minute = event.timestamp_ms.div_euclid(MINUTE_MS);
        let previous = event.text("previousId").filter(|_| event.kind == EventKind::Alias);
        if let (Some(previous), Some(current)) = (previous, event.customer_id()) {
            if previous != current {
                self.aliases.entry(previous.to_owned()).or_default().insert(current.to_owned());
            }
            return Ok(());
        }
        if let Some(user_id) = &event.user_id {
            let customer = self.customers.entry(user_id.clone()).or_default();
            customer.facts.note(event);
            let device = event.anonymous_id.clone().unwrap_or_default();
            customer.minutes.insert((minute, device));
            newest(&mut customer.minutes);
        }
        if let Some(anonymous_id) = &event.anonymous_id {
            let device = self.devices.entry(anonymous_id.clone()).or_default();
            device.minutes.insert((minute, event.user_id.clone()));
            newest(&mut device.minutes);
            match &event.user_id {
                Some(user_id) => {
                    device.customers.insert(user_id.clone());
                    first(&mut device.customers);
                }
                None => device.facts.note(event),
            }
        }
        Ok(())
    }

    /// Take over what another graph has noted.
    pub fn join(&mut self, other: &Self) -> Result<()> {
        let mut joined = self.clone();
        for (id, coming) in &other.devices {
            let device = joined.devices.entry(id.clone()).or_default();
            device.minutes.extend(coming.minutes.iter().cloned());
            newest(&mut device.minutes);
            device.customers.extend(coming.customers.iter().cloned());
            first(&mut device.customers);
            device.facts.join(&coming.facts);
        }
        for (id, coming) in &other.customers {
            let customer = joined.customers.entry(id.clone()).or_default();
            customer.minutes.extend(coming.minutes.iter().cloned());
            newest(&mut customer.minutes);
            customer.facts.join(&coming.facts);
        }
        for (id, named) in &other.aliases {
            joined.aliases.entry(id.clone()).or_default().extend(named.iter().cloned());
        }
        let size = joined.devices.len() + joined.customers.len();
        if size > MAX_GRAPH_IDS {
            return Err(SartorError::too_many(SUBJECT, "ids", size, MAX_GRAPH_IDS, "ids"));
        }
        *self = joined;
        Ok(())
    }

    /// Whether the profile of a visitor's id should be merged into a customer's, by all that was noted.
    ///
    /// Ask again when more has been noted: a device that a second customer uses later is refused then, and
    /// `Profile::unmerge` takes the two apart.
    pub fn merge_verdict(&self, anonymous_id: &str, customer_id: &str) -> Result<IdentityVerdict> {
        check_id(SUBJECT, "anonymousId", anonymous_id)?;
        check_id(SUBJECT, "customerId", customer_id)?;
        if anonymous_id == customer_id {
            return Err(SartorError::invalid(SUBJECT, "anonymousId", "another id than the customer's"));
        }
        let evidence = self.evidence(anonymous_id, customer_id);
        let named = self.aliases.get(anonymous_id);
        let several = named.is_some_and(|named| named.len() > 1);
        let is_a_customer = self.customers.contains_key(anonymous_id);
        let (decision, reasons) = self.policy.decide(&evidence, is_a_customer, several);
        Ok(IdentityVerdict {
            anonymous_id: anonymous_id.to_owned(),
            customer_id: customer_id.to_owned(),
            decision,
            reasons: reasons.into_iter().map(str::to_owned).collect(),
            evidence,
        })
    }

    /// Verdicts on every visitor's id with every customer seen on it or named for it, sorted by id.
    pub fn verdicts(&self) -> Result<Vec<IdentityVerdict>> {
        let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
        let seen = self.devices.iter().map(|(id, device)| (id, &device.customers));
        for (id, customers) in seen.chain(self.aliases.iter()) {
            pairs.extend(
                customers.iter().filter(|other| *other != id).map(|other| (id.as_str(), other.as_str())),
            );
        }
        pairs.into_iter().map(|(id, customer)| self.merge_verdict(id, customer)).collect()
    }

    /// Forget an id, as after the erasure of a customer: what was noted of it and of it with others.
    pub fn forget(&mut self, id: &str) {
        self.devices.remove(id);
        self.customers.remove(id);
        self.aliases.remove(id);
        for device in self.devices.values_mut() {
            device.customers.remove(id);
            device.minutes.retain(|(_, customer)| customer.as_deref() != Some(id));
        }
        for customer in self.customers.values_mut() {
            customer.minutes.retain(|(_, device)| device != id);
        }
        self.aliases.retain(|_, named| {
            named.remove(id);
            !named.is_empty()
        });
    }

    /// The graph as bytes, for the host to keep.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(ARTIFACT_KIND, None, self)
    }

    /// A graph that [`IdentityGraph::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let graph = artifact::from_bytes::<Self>(ARTIFACT_KIND, bytes, MAX_GRAPH_BYTES)?.body;
        graph.policy.check()?;
        let size = graph.devices.len() + graph.customers.len();
        if size > MAX_GRAPH_IDS {
            return Err(SartorError::too_many(SUBJECT, "ids", size, MAX_GRAPH_IDS, "ids"));
        }
        Ok(graph)
    }

    fn evidence(&self, anonymous_id: &str, customer_id: &str) -> IdentityEvidence {
        let stated = self.aliases.get(anonymous_id).is_some_and(|named| named.contains(customer_id));
        let Some(device) = self.devices.get(anonymous_id) else {
            return IdentityEvidence { stated, ..IdentityEvidence::default() };
        };
        let customer = self.customers.get(customer_id);
        let days = |of: &dyn Fn(&Option<String>) -> bool| {
            let minutes = device.minutes.iter().filter(|(_, customer)| of(customer));
            let days: BTreeSet<i32> = minutes.map(|(minute, _)| local_day(minute * MINUTE_MS, 0)).collect();
            days.len() as u32
        };
        let logged_in: Vec<&String> =
            device.minutes.iter().filter_map(|(_, customer)| customer.as_ref()).collect();
        let switches = logged_in.windows(2).filter(|pair| pair.first() != pair.last()).count();
        let elsewhere: BTreeSet<i64> = customer.map_or_else(BTreeSet::new, |known| {
            let away =
                known.minutes.iter().filter(|(_, device)| !device.is_empty() && device != anonymous_id);
            away.map(|(minute, _)| *minute).collect()
        });
        let concurrent: BTreeSet<i64> = device
            .minutes
            .iter()
            .filter(|(minute, customer)| customer.is_none() && elsewhere.contains(minute))
            .map(|(minute, _)| minute.div_euclid(MINUTES_A_DAY))
            .collect();
        let contradictory = customer.map_or_else(Vec::new, |known| device.facts.contradictions(&known.facts));
        IdentityEvidence {
            customers_on_device: device.customers.len() as u32,
            active_days: days(&|_| true),
            anonymous_days: days(&Option::is_none),
            login_days: days(&|customer| customer.as_deref() == Some(customer_id)),
            switches: switches as u32,
            concurrent_days: concurrent.len() as u32,
            contradictory_fields: contradictory.into_iter().map(str::to_owned).collect(),
            stated,
        }
    }
}

/// Keep the newest: the newest of a union are the newest of each part's newest.
fn newest<T: Ord>(minutes: &mut BTreeSet<T>) {
    while minutes.len() > MAX_MINUTES {
        minutes.pop_first();
    }
}

fn first(customers: &mut BTreeSet<String>) {
    while customers.len() > MAX_CUSTOMERS {
        customers.pop_last();
    }
}
