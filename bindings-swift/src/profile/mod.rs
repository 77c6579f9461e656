//! One customer's profile, which several threads may hold.
//!
//! Readers take a snapshot and work on it without a lock, so a batch may name a profile twice, and a long
//! answer does not hold up `observe`. A writer changes the profile in place unless a snapshot of it is in use.

mod declared;
mod identity;
mod rights;

pub use declared::{declared_fields, guard_of};
pub use identity::IdentityGraph;

use std::sync::{Arc, Mutex};

use sartor::event::Event;
use sartor::money::Currency;
use sartor::profile::{
    CompactPolicy, CompactReport, DeclaredView, ErasureReceipt, ErasureRequest, HistoryOptions, HistoryView,
    MergeReport, ProfileView,
};
use sartor::{Result, profile as core};

use crate::work::{internal, run};

/// One customer: a ledger of events and what is folded from it.
///
/// The host stores it, as bytes or JSON. Events enter by `Engine.observe`.
#[derive(Debug, uniffi::Object)]
pub struct Profile(Mutex<Arc<core::Profile>>);

impl Profile {
    pub(crate) fn of(profile: core::Profile) -> Self {
        Self(Mutex::new(Arc::new(profile)))
    }

    /// The profile as it is now.
    pub(crate) fn snapshot(&self) -> Result<Arc<core::Profile>> {
        // A call that had a defect while it changed the profile leaves it unusable.
        Ok(Arc::clone(&*self.0.lock().map_err(|_| internal("Profile"))?))
    }

    /// Change the profile.
    pub(crate) fn change<T>(
        &self,
        operation: &str,
        change: impl FnOnce(&mut core::Profile) -> Result<T>,
    ) -> Result<T> {
        run(operation, || {
            let mut profile = self.0.lock().map_err(|_| internal(operation))?;
            change(Arc::make_mut(&mut profile))
        })
    }
}

#[uniffi::export]
impl Profile {
    /// A customer of whom nothing is known yet. `currency` is the ISO 4217 code of all amounts; without it the
    /// first event that has one decides.
    #[uniffi::constructor(default(currency = None))]
    pub fn new(customer_id: &str, currency: Option<String>) -> Result<Self> {
        run("Profile", || match currency {
            Some(code) => core::Profile::with_currency(customer_id, Currency::parse(&code)?),
            None => core::Profile::new(customer_id),
        })
        .map(Self::of)
    }

    /// The profile that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("Profile.fromJson", || core::Profile::from_json(text)).map(Self::of)
    }

    /// The profile that `toBytes` wrote.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("Profile.fromBytes", || core::Profile::from_bytes(&bytes)).map(Self::of)
    }

    /// The profile as JSON: complete, readable, events in the Segment shape.
    pub fn to_json(&self) -> Result<String> {
        run("Profile.toJson", || self.snapshot()?.to_json())
    }

    /// The profile as bytes: packed, the same for the same ledger.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("Profile.toBytes", || self.snapshot()?.to_bytes())
    }

    /// The customer.
    pub fn customer_id(&self) -> Result<String> {
        Ok(self.snapshot()?.customer_id().to_owned())
    }

    /// The customer and all identities merged into it, sorted.
    pub fn identities(&self) -> Result<Vec<String>> {
        Ok(self.snapshot()?.identities().map(str::to_owned).collect())
    }

    /// ISO 4217 code of all amounts; nothing until an event has one.
    pub fn currency(&self) -> Result<Option<String>> {
        Ok(self.snapshot()?.currency().map(|currency| currency.code().to_owned()))
    }

    /// Events in the ledger, those that wait for their time among them.
    pub fn event_count(&self) -> Result<i64> {
        Ok(count(self.snapshot()?.event_count()))
    }

    /// Events dated after `asOf`: they count once their time has come.
    pub fn pending_events(&self, as_of: i64) -> Result<i64> {
        Ok(count(self.snapshot()?.pending_events(as_of)))
    }

    /// All events held, in the order in which they are folded.
    pub fn events(&self) -> Result<Vec<Event>> {
        Ok(self.snapshot()?.events().into_iter().cloned().collect())
    }

    /// What is known of the customer at a time.
    pub fn view(&self, as_of: i64) -> Result<ProfileView> {
        run("Profile.view", || self.snapshot()?.view(as_of))
    }

    /// What the customer, the host and others declared, by group, with source, purpose and expiry.
    pub fn declared(&self, as_of: i64) -> Result<DeclaredView> {
        run("Profile.declared", || self.snapshot()?.declared(as_of))
    }

    /// What happened with the customer: conversations, visits and orders of the last days, and every month.
    #[uniffi::method(default(options = None))]
    pub fn history(&self, as_of: i64, options: Option<HistoryOptions>) -> Result<HistoryView> {
        let options = options.unwrap_or_default();
        run("Profile.history", || self.snapshot()?.history(as_of, &options))
    }

    /// Take in everything that is known under another identity, or by another copy. Two identities that
    /// contradict each other are refused, and so is a profile that equals this one.
    pub fn merge(&self, other: &Self) -> Result<MergeReport> {
        let other = other.snapshot()?;
        self.change("Profile.merge", |profile| profile.merge(&other))
    }

    /// Merge on the host's word: the customer says that both are theirs, whatever else was seen.
    pub fn merge_stated(&self, other: &Self) -> Result<MergeReport> {
        let other = other.snapshot()?;
        self.change("Profile.mergeStated", |profile| profile.merge_stated(&other))
    }

    /// Take an identity out again, as a profile of its own.
    pub fn unmerge(&self, identity: &str) -> Result<Self> {
        self.change("Profile.unmerge", |profile| profile.unmerge(identity)).map(Self::of)
    }

    /// Forget events for good: everything, some messages, or a time.
    pub fn erase(&self, request: &ErasureRequest, as_of: i64) -> Result<ErasureReceipt> {
        self.change("Profile.erase", |profile| profile.erase(request, as_of))
    }

    /// Roll old months up into sums.
    #[uniffi::method(default(policy = None))]
    pub fn compact(&self, as_of: i64, policy: Option<CompactPolicy>) -> Result<CompactReport> {
        let policy = policy.unwrap_or_default();
        self.change("Profile.compact", |profile| profile.compact(&policy, as_of))
    }

    /// A profile of its own with the same ledger.
    pub fn copy(&self) -> Result<Self> {
        Ok(Self(Mutex::new(self.snapshot()?)))
    }

    /// Whether both hold the same ledger of the same customer.
    pub fn is_same(&self, other: &Self) -> Result<bool> {
        Ok(self.snapshot()? == other.snapshot()?)
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
