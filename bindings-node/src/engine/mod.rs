//! The trained engine, shared by every call and every thread.

mod understanding;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};

use napi::Env;
use napi::bindgen_prelude::{
    Buffer, Float64Array, FromNapiValue, JsObjectValue, Object, ObjectFinalize, Unknown,
};
use napi_derive::napi;
use sartor::SartorError;
use sartor::engine as core;
use sartor::money::Currency;

use crate::host::{Outcome, answer, run};
use crate::input;
use crate::memory::Held;
use crate::profile::{self, Profile};
use crate::shop::Shop;
use crate::work::{Follow, promise};

/// What is taken to be held for an engine, and for each of its products.
const ENGINE_BYTES: usize = 64 * 1_024;
const PRODUCT_BYTES: usize = 1_024;

/// Engines that other threads may take up, for as long as one thread holds them.
static SHARED: Mutex<BTreeMap<u32, Weak<core::Engine>>> = Mutex::new(BTreeMap::new());
static NEXT_HANDLE: AtomicU32 = AtomicU32::new(1);

/// A trained engine: it never changes, and any number of threads may share it.
#[napi(custom_finalize)]
pub struct Engine {
    engine: RefCell<Option<Arc<core::Engine>>>,
    held: Held,
}

impl ObjectFinalize for Engine {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.held.release(&env)
    }
}

impl Engine {
    /// The object of an engine.
    pub fn make(env: &Env, engine: Arc<core::Engine>) -> Outcome<Self> {
        let products = engine.health().products as usize;
        let held = Held::new(env, ENGINE_BYTES + PRODUCT_BYTES * products)?;
        Ok(Self { engine: RefCell::new(Some(engine)), held })
    }

    fn get(&self) -> Outcome<Arc<core::Engine>> {
        let gone = || SartorError::NotAvailable {
            subject: "engine".to_owned(),
            reason: "it was disposed of".to_owned(),
        };
        Ok(self.engine.borrow().clone().ok_or_else(gone)?)
    }
}

pub fn profile_of(input: Unknown<'_>) -> Outcome<Arc<sartor::profile::Profile>> {
    Ok(input::instance::<Profile>("call", "profile", "a Profile", input)?.now())
}

fn as_of(input: Unknown<'_>) -> Outcome<i64> {
    input::time("call", "asOf", input)
}

/// Outlooks of many customers, as columns of one length; a figure that is not known is NaN.
#[napi(object, object_from_js = false)]
pub struct OutlookColumns {
    /// Customers, in the order asked.
    pub customer_id: Vec<String>,
    /// Expected spend within a year, minor units.
    pub lifetime_value_minor: Float64Array,
    /// Lower end of its interval.
    pub lifetime_value_low_minor: Float64Array,
    /// Upper end of its interval.
    pub lifetime_value_high_minor: Float64Array,
    /// Expected purchase days within a year.
    pub expected_purchases: Float64Array,
    /// Probability that the customer is still one.
    pub probability_alive: Float64Array,
    /// Lower end of its interval.
    pub probability_alive_low: Float64Array,
    /// Upper end of its interval.
    pub probability_alive_high: Float64Array,
    /// Probability of no purchase within 180 days.
    pub churn: Float64Array,
    /// Median days until the next purchase.
    pub next_purchase_days: Float64Array,
    /// 1 where the customer's own history was used, else 0.
    pub personalised: Float64Array,
}

impl From<core::OutlookColumns> for OutlookColumns {
    fn from(columns: core::OutlookColumns) -> Self {
        Self {
            customer_id: columns.customer_id,
            lifetime_value_minor: columns.lifetime_value_minor.into(),
            lifetime_value_low_minor: columns.lifetime_value_low_minor.into(),
            lifetime_value_high_minor: columns.lifetime_value_high_minor.into(),
            expected_purchases: columns.expected_purchases.into(),
            probability_alive: columns.probability_alive.into(),
            probability_alive_low: columns.probability_alive_low.into(),
            probability_alive_high: columns.probability_alive_high.into(),
            churn: columns.churn.into(),
            next_purchase_days: columns.next_purchase_days.into(),
            personalised: columns.personalised.into(),
        }
    }
}

#[napi]
impl Engine {
    /// Load an engine that `save` wrote, in this release or an older one.
    #[napi(
        catch_unwind,
        ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
        ts_return_type = "Promise<Engine>"
    )]
    pub fn load<'env>(
        env: &'env Env,
        bytes: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Engine.load";
        promise(
            env,
            operation,
            || Ok((input::bytes("engine", "bytes", bytes)?, Follow::read(env, operation, options)?)),
            |bytes, _| core::Engine::load(&bytes),
            |env, engine| Self::make(env, Arc::new(engine)),
        )
    }

    /// The artefact: everything `load` needs, compressed.
    #[napi(catch_unwind, ts_return_type = "Promise<Buffer>")]
    pub fn save<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        promise(
            env,
            "Engine.save",
            || Ok((self.get()?, Follow::nobody())),
            |engine, _| engine.save(),
            |_, bytes| Ok(Buffer::from(bytes)),
        )
    }

    /// The same engine for an app on a customer's phone: without costs, policy, outcomes and subjects.
    #[napi(catch_unwind, ts_return_type = "Promise<Engine>")]
    pub fn for_device<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        promise(
            env,
            "Engine.forDevice",
            || Ok((self.get()?, Follow::nobody())),
            |engine, _| engine.for_device(),
            |env, engine| Self::make(env, Arc::new(engine)),
        )
    }

    /// A number by which other threads of this process take up this very engine with `fromHandle`. It is good
    /// for as long as one thread holds the engine.
    #[napi(getter, catch_unwind, ts_return_type = "number")]
    pub fn handle(&self, env: &Env) -> napi::Result<u32> {
        run(env, "Engine.handle", || {
            let engine = self.get()?;
            let internal = |_| SartorError::Internal { operation: "Engine.handle".to_owned() };
            let mut shared = SHARED.lock().map_err(internal)?;
            shared.retain(|_, known| known.strong_count() > 0);
            let known = shared.iter().find(|(_, known)| known.as_ptr() == Arc::as_ptr(&engine));
            if let Some((handle, _)) = known {
                return Ok(*handle);
            }
            let handle = NEXT_HANDLE.fetch_add(1, Ordering::Relaxed);
            shared.insert(handle, Arc::downgrade(&engine));
            Ok(handle)
        })
    }

    /// The engine of a `handle` that another thread gave.
    #[napi(factory, catch_unwind, ts_args_type = "handle: number")]
    pub fn from_handle(env: &Env, handle: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Engine.fromHandle", || {
            let handle = input::count("engine", "handle", handle)?;
            let internal = |_| SartorError::Internal { operation: "Engine.fromHandle".to_owned() };
            let engine = SHARED.lock().map_err(internal)?.get(&handle).and_then(Weak::upgrade);
            let gone = || SartorError::NotAvailable {
                subject: format!("engine {handle}"),
                reason: "no thread of this process holds it any more".to_owned(),
            };
            Self::make(env, engine.ok_or_else(gone)?)
        })
    }

    /// Let go of the engine now, rather than when the collector comes by. Other threads keep theirs.
    #[napi(catch_unwind)]
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.engine.take();
        self.held.release(env)
    }

    /// The id that every answer carries.
    #[napi(getter, catch_unwind, ts_return_type = "string")]
    pub fn model_id(&self, env: &Env) -> napi::Result<String> {
        run(env, "Engine.modelId", || Ok(self.get()?.model_id().to_owned()))
    }

    /// ISO 4217 code of every amount.
    #[napi(getter, catch_unwind, ts_return_type = "string")]
    pub fn currency(&self, env: &Env) -> napi::Result<String> {
        run(env, "Engine.currency", || Ok(self.get()?.currency().to_owned()))
    }

    /// Whether a customer's data went into this engine, by the pseudonym under the key it was trained with.
    #[napi(catch_unwind, ts_args_type = "pseudonym: string", ts_return_type = "boolean")]
    pub fn trained_on(&self, env: &Env, pseudonym: Unknown<'_>) -> napi::Result<bool> {
        run(env, "Engine.trainedOn", || {
            Ok(self.get()?.trained_on(&input::text("engine", "pseudonym", pseudonym)?))
        })
    }

    /// Fold one event into a customer's profile.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, event: SegmentEvent | DecisionRecord | string, asOf: Time",
        ts_return_type = "Observed"
    )]
    pub fn observe<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        event: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.observe", || {
            let engine = self.get()?;
            let currency = Currency::parse(engine.currency())?;
            let (event, as_of_ms) = (profile::event(event, Some(currency))?, self::as_of(as_of)?);
            let profile = input::instance::<Profile>("call", "profile", "a Profile", profile)?;
            profile.change(|profile| engine.observe_owned(profile, event, as_of_ms))
        })
    }

    /// What is expected of a customer: value, activity, churn, timing, categories.
    #[napi(catch_unwind, ts_args_type = "profile: Profile, asOf: Time", ts_return_type = "Outlook")]
    pub fn outlook<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.outlook", || {
            Ok(self.get()?.outlook(&*profile_of(profile)?, self::as_of(as_of)?)?)
        })
    }

    /// The outlook of many customers, as columns in the order of `profiles`.
    #[napi(
        catch_unwind,
        ts_args_type = "profiles: Array<Profile>, asOf: Time, options?: FollowOptions | null",
        ts_return_type = "Promise<OutlookColumns>"
    )]
    pub fn outlook_batch<'env>(
        &self,
        env: &'env Env,
        profiles: Unknown<'_>,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Engine.outlookBatch";
        promise(
            env,
            operation,
            || {
                let (engine, profiles, as_of_ms) = (self.get()?, profiles_of(profiles)?, self::as_of(as_of)?);
                Ok(((engine, profiles, as_of_ms), Follow::read(env, operation, options)?))
            },
            |(engine, profiles, as_of_ms), control| {
                let profiles: Vec<_> = profiles.iter().map(Arc::as_ref).collect();
                engine.outlook_batch(&profiles, as_of_ms, control)
            },
            |_, columns| Ok(OutlookColumns::from(columns)),
        )
    }

    /// The segment and persona of a customer, or `unassigned` with the reason.
    #[napi(catch_unwind, ts_args_type = "profile: Profile, asOf: Time", ts_return_type = "SegmentView")]
    pub fn segment<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.segment", || {
            Ok(self.get()?.segment(&*profile_of(profile)?, self::as_of(as_of)?)?)
        })
    }

    /// The prices of products for a customer, each with factors that sum to its move.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, shop: Shop, productIds: Array<string>, context: Input<QuoteContext> | null | undefined, asOf: Time",
        ts_return_type = "QuoteSet"
    )]
    pub fn quote<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        shop: Unknown<'_>,
        product_ids: Unknown<'_>,
        context: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.quote", || {
            let product_ids = input::texts("quote", "productIds", product_ids)?;
            let context = input::options("quote context", context)?;
            let (profile, as_of_ms) = (profile_of(profile)?, self::as_of(as_of)?);
            let (engine, shop) = (self.get()?, input::instance::<Shop>("call", "shop", "a Shop", shop)?);
            shop.read(|shop| Ok(engine.quote(&profile, shop, &product_ids, &context, as_of_ms)?))
        })
    }

    /// Products for a request, each with the terms that sum to its score.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, shop: Shop, request: Input<RecommendRequest> | null | undefined, asOf: Time",
        ts_return_type = "RecommendationSet"
    )]
    pub fn recommend<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        shop: Unknown<'_>,
        request: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.recommend", || {
            let request = input::options("recommend request", request)?;
            let (profile, as_of_ms) = (profile_of(profile)?, self::as_of(as_of)?);
            let (engine, shop) = (self.get()?, input::instance::<Shop>("call", "shop", "a Shop", shop)?);
            shop.read(|shop| Ok(engine.recommend(&profile, shop, &request, as_of_ms)?))
        })
    }

    /// What to do next for a customer outside of a conversation, and what was rejected by which gate.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, shop: Shop, asOf: Time",
        ts_return_type = "ActionPlan"
    )]
    pub fn next_actions<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        shop: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.nextActions", || {
            let (profile, as_of_ms) = (profile_of(profile)?, self::as_of(as_of)?);
            let (engine, shop) = (self.get()?, input::instance::<Shop>("call", "shop", "a Shop", shop)?);
            shop.read(|shop| Ok(engine.next_actions(&profile, shop, as_of_ms)?))
        })
    }

    /// The answer to one chat turn: all of the above, for one reply.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, shop: Shop, request: Input<ChatRequest>, asOf: Time",
        ts_return_type = "ChatAnswer"
    )]
    pub fn chat<'env>(
        &self,
        env: &'env Env,
        profile: Unknown<'_>,
        shop: Unknown<'_>,
        request: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.chat", || {
            let request = input::record("chat request", request)?;
            let (profile, as_of_ms) = (profile_of(profile)?, self::as_of(as_of)?);
            let (engine, shop) = (self.get()?, input::instance::<Shop>("call", "shop", "a Shop", shop)?);
            shop.read(|shop| Ok(engine.chat(&profile, shop, &request, as_of_ms)?))
        })
    }

    /// Whether each part can answer, and what it rests on.
    #[napi(catch_unwind, ts_return_type = "Health")]
    pub fn health<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Engine.health", || Ok(self.get()?.health()))
    }

    /// Any operation by its name, JSON text in and canonical JSON text out.
    #[napi(catch_unwind, ts_args_type = "operation: string, input: string", ts_return_type = "string")]
    pub fn call(&self, env: &Env, operation: Unknown<'_>, input: Unknown<'_>) -> napi::Result<String> {
        run(env, "Engine.call", || {
            let operation = input::text("call", "operation", operation)?;
            let input = input::text("call", "input", input)?;
            Ok(sartor::api::call(Some(&*self.get()?), &operation, &input)?)
        })
    }
}

/// Any operation that needs no engine by its name, JSON text in and canonical JSON text out.
#[napi(catch_unwind, ts_args_type = "operation: string, input: string", ts_return_type = "string")]
pub fn call(env: &Env, operation: Unknown<'_>, input: Unknown<'_>) -> napi::Result<String> {
    run(env, "call", || {
        let operation = input::text("call", "operation", operation)?;
        Ok(sartor::api::call(None, &operation, &input::text("call", "input", input)?)?)
    })
}

pub fn profiles_of(input: Unknown<'_>) -> Outcome<Vec<Arc<sartor::profile::Profile>>> {
    let refused = |field: &str, expected: &str| SartorError::invalid("batch", field, expected);
    if input.get_type()? != napi::ValueType::Object || !napi::JsValue::is_array(&input)? {
        return Err(refused("profiles", "a list of profiles").into());
    }
    let list = Object::from_unknown(input)?;
    let places = 0..list.get_array_length_unchecked()?;
    let profile = |place| {
        let field = format!("profiles[{place}]");
        Ok(input::instance::<Profile>("batch", &field, "a Profile", list.get_element(place)?)?.now())
    };
    places.map(profile).collect()
}
