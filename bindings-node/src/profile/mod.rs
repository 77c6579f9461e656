//! One customer, as an object of the host's.

mod declared;
mod rights;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::Env;
use napi::bindgen_prelude::{Buffer, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::event::Event;
use sartor::money::Currency;
use sartor::profile as core;

use crate::host::{Outcome, answer, parsed, run};
use crate::input;
use crate::memory::Held;

/// What is taken to be held for an empty profile, and for each byte of a packed one.
const EMPTY_BYTES: usize = 4_096;
const UNPACKED: usize = 16;

/// One customer: a ledger of events, and what is known from it. The host stores it, as JSON or as bytes.
///
/// A batch that is running keeps the profile as it was when the batch began.
#[napi(custom_finalize)]
pub struct Profile {
    profile: Shared,
    held: Held,
}

/// A profile that another thread may add to.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<Arc<core::Profile>>>);

impl Shared {
    /// The profile as it is now.
    pub fn now(&self) -> Arc<core::Profile> {
        Arc::clone(&self.lock())
    }

    /// Change the profile; a batch that reads it keeps the old one. It is held for one change only, so that no
    /// thread waits for longer.
    pub fn change<T>(&self, change: impl FnOnce(&mut core::Profile) -> T) -> T {
        change(Arc::make_mut(&mut self.lock()))
    }

    fn lock(&self) -> MutexGuard<'_, Arc<core::Profile>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ObjectFinalize for Profile {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.held.release(&env)
    }
}

impl Profile {
    fn make(env: &Env, profile: core::Profile, packed_bytes: usize) -> Outcome<Self> {
        let held = Held::new(env, EMPTY_BYTES + UNPACKED * packed_bytes)?;
        Ok(Self { profile: Shared(Arc::new(Mutex::new(Arc::new(profile)))), held })
    }

    /// A copy for the host of a profile that is kept elsewhere.
    pub fn of(env: &Env, profile: &core::Profile) -> Outcome<Self> {
        Self::make(env, profile.clone(), 0)
    }

    /// The profile as it is now.
    pub fn now(&self) -> Arc<core::Profile> {
        self.profile.now()
    }

    /// Change the profile.
    pub fn change<T>(&self, change: impl FnOnce(&mut core::Profile) -> sartor::Result<T>) -> Outcome<T> {
        Ok(self.profile.change(change)?)
    }

    /// The profile for another thread to add to.
    pub fn shared(&self) -> Shared {
        self.profile.clone()
    }
}

/// An event: an object in the Segment shape, or its JSON text.
pub fn event(input: Unknown<'_>, currency: Option<Currency>) -> Outcome<Event> {
    if input.get_type()? == napi::ValueType::String {
        return Ok(Event::from_json(&input::text("event", "event", input)?, currency)?);
    }
    Ok(Event::from_value(&input::object("event", input)?, currency)?)
}

#[napi]
impl Profile {
    /// A customer of whom nothing is known yet. A `currency` may be stated before the first event has one.
    #[napi(constructor, catch_unwind, ts_args_type = "customerId: string, currency?: string | null")]
    pub fn new(env: &Env, customer_id: Unknown<'_>, currency: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Profile", || {
            let customer_id = input::text("profile", "customerId", customer_id)?;
            let profile = match input::currency("profile", currency)? {
                Some(currency) => core::Profile::with_currency(&customer_id, currency)?,
                None => core::Profile::new(&customer_id)?,
            };
            Self::make(env, profile, 0)
        })
    }

    /// The customer.
    #[napi(getter, catch_unwind)]
    pub fn customer_id(&self) -> String {
        self.now().customer_id().to_owned()
    }

    /// The customer and all identities merged into it, sorted.
    #[napi(getter, catch_unwind)]
    pub fn identities(&self) -> Vec<String> {
        self.now().identities().map(str::to_owned).collect()
    }

    /// ISO 4217 code of all amounts; null until an event has one.
    #[napi(getter, catch_unwind)]
    pub fn currency(&self) -> Option<String> {
        self.now().currency().map(|currency| currency.code().to_owned())
    }

    /// Events in the ledger, the quarantined among them, without those rolled up.
    #[napi(getter, catch_unwind)]
    pub fn event_count(&self) -> u32 {
        u32::try_from(self.now().event_count()).unwrap_or(u32::MAX)
    }

    /// Events dated after `asOf`.
    #[napi(catch_unwind, ts_args_type = "asOf: Time")]
    pub fn pending_events(&self, env: &Env, as_of: Unknown<'_>) -> napi::Result<u32> {
        run(env, "Profile.pendingEvents", || {
            let pending = self.now().pending_events(input::time("profile", "asOf", as_of)?);
            Ok(u32::try_from(pending).unwrap_or(u32::MAX))
        })
    }

    /// All events held, in the order in which they count.
    #[napi(catch_unwind, ts_return_type = "Array<SegmentEvent>")]
    pub fn events<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        let profile = self.now();
        answer(env, "Profile.events", || Ok(profile.events()))
    }

    /// Enter an event into the ledger. `Engine.observe` also knows the shop's currency.
    #[napi(
        catch_unwind,
        ts_args_type = "event: SegmentEvent | DecisionRecord | string, asOf: Time",
        ts_return_type = "Observed"
    )]
    pub fn observe<'env>(
        &self,
        env: &'env Env,
        event: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.observe", || {
            let event = self::event(event, None)?;
            let as_of_ms = input::time("profile", "asOf", as_of)?;
            self.change(|profile| profile.observe_owned(event, as_of_ms))
        })
    }

    /// What is known of the customer at a time.
    #[napi(catch_unwind, ts_args_type = "asOf: Time", ts_return_type = "ProfileView")]
    pub fn view<'env>(&self, env: &'env Env, as_of: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.view", || Ok(self.now().view(input::time("profile", "asOf", as_of)?)?))
    }

    /// Take in everything that is known under another identity, or by another copy. A profile that equals this one
    /// is `SELF_MERGE`.
    #[napi(catch_unwind, ts_args_type = "other: Profile", ts_return_type = "MergeReport")]
    pub fn merge<'env>(&self, env: &'env Env, other: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.merge", || {
            let other = input::instance::<Self>("profile", "other", "a Profile", other)?.now();
            self.change(|profile| profile.merge(&other))
        })
    }

    /// `merge` on the host's word: the customer says that both are theirs, whatever else was seen.
    #[napi(catch_unwind, ts_args_type = "other: Profile", ts_return_type = "MergeReport")]
    pub fn merge_stated<'env>(&self, env: &'env Env, other: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.mergeStated", || {
            let other = input::instance::<Self>("profile", "other", "a Profile", other)?.now();
            self.change(|profile| profile.merge_stated(&other))
        })
    }

    /// Take an identity that was merged out again, as a profile of its own.
    #[napi(catch_unwind, ts_args_type = "identity: string")]
    pub fn unmerge(&self, env: &Env, identity: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Profile.unmerge", || {
            let identity = input::text("profile", "identity", identity)?;
            Self::make(env, self.change(|profile| profile.unmerge(&identity))?, 0)
        })
    }

    /// Forget events, for good: afterwards the profile is as if they had never been seen.
    #[napi(
        catch_unwind,
        ts_args_type = "request: ErasureRequest, asOf: Time",
        ts_return_type = "ErasureReceipt"
    )]
    pub fn erase<'env>(
        &self,
        env: &'env Env,
        request: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.erase", || {
            let request = input::record("erasure request", request)?;
            let as_of_ms = input::time("profile", "asOf", as_of)?;
            self.change(|profile| profile.erase(&request, as_of_ms))
        })
    }

    /// Roll up months that are old or too many; null means the usual policy.
    #[napi(
        catch_unwind,
        ts_args_type = "policy: Input<CompactPolicy> | null | undefined, asOf: Time",
        ts_return_type = "CompactReport"
    )]
    pub fn compact<'env>(
        &self,
        env: &'env Env,
        policy: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.compact", || {
            let policy = input::options("compaction", policy)?;
            let as_of_ms = input::time("profile", "asOf", as_of)?;
            self.change(|profile| profile.compact(&policy, as_of_ms))
        })
    }

    /// The profile as JSON text that people can read.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        run(env, "Profile.toJson", || Ok(self.now().to_json()?))
    }

    /// A profile from `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Profile.fromJson", || {
            let json = input::long_text("profile", "json", json, core::MAX_PROFILE_JSON_BYTES)?;
            // JSON is about ten times as long as the packed form.
            Self::make(env, core::Profile::from_json(&json)?, json.len() / 10)
        })
    }

    /// The profile packed.
    #[napi(catch_unwind)]
    pub fn to_bytes(&self, env: &Env) -> napi::Result<Buffer> {
        run(env, "Profile.toBytes", || Ok(self.now().to_bytes()?.into()))
    }

    /// A profile from `toBytes`.
    #[napi(factory, catch_unwind, ts_args_type = "bytes: Uint8Array")]
    pub fn from_bytes(env: &Env, bytes: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Profile.fromBytes", || {
            let bytes = input::bytes("profile", "bytes", bytes)?;
            Self::make(env, core::Profile::from_bytes(&bytes)?, bytes.len())
        })
    }

    /// What `JSON.stringify` writes: the object that `toJson` gives as text.
    #[napi(js_name = "toJSON", catch_unwind, ts_return_type = "object")]
    pub fn to_json_value<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        parsed(env, self.to_json(env)?)
    }
}
