//! Which visitors' devices are whose, as an object of the host's.

use std::cell::RefCell;
use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Buffer, Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::profile as core;

use crate::host::{Outcome, answer, parsed, run, to_text};
use crate::input;
use crate::profile;
use crate::work::{Follow, promise};

const SUBJECT: &str = "identity";

/// Which ids were seen together, when, and what they said of themselves: one for the whole shop.
#[napi]
pub struct IdentityGraph {
    graph: RefCell<Arc<core::IdentityGraph>>,
}

impl IdentityGraph {
    fn of(graph: core::IdentityGraph) -> Self {
        Self { graph: RefCell::new(Arc::new(graph)) }
    }

    fn now(&self) -> Arc<core::IdentityGraph> {
        Arc::clone(&self.graph.borrow())
    }

    fn change<T>(&self, change: impl FnOnce(&mut core::IdentityGraph) -> T) -> Outcome<T> {
        let in_use = |_| SartorError::Internal { operation: "IdentityGraph.change".to_owned() };
        Ok(change(Arc::make_mut(&mut *self.graph.try_borrow_mut().map_err(in_use)?)))
    }
}

#[napi]
impl IdentityGraph {
    /// A graph of which nothing is known yet.
    #[napi(constructor, catch_unwind, ts_args_type = "policy?: Input<IdentityPolicy> | null")]
    pub fn new(env: &Env, policy: Unknown<'_>) -> napi::Result<Self> {
        run(env, "IdentityGraph", || {
            Ok(Self::of(core::IdentityGraph::new(input::options("identity policy", policy)?)?))
        })
    }

    /// Take note of an event. The same event twice is the same as once.
    #[napi(catch_unwind, ts_args_type = "event: SegmentEvent | string", ts_return_type = "void")]
    pub fn note(&self, env: &Env, event: Unknown<'_>) -> napi::Result<()> {
        run(env, "IdentityGraph.note", || {
            let event = profile::event(event, None)?;
            Ok(self.change(|graph| graph.note(&event))??)
        })
    }

    /// Take over what another graph has noted.
    #[napi(catch_unwind, ts_args_type = "other: IdentityGraph", ts_return_type = "void")]
    pub fn join(&self, env: &Env, other: Unknown<'_>) -> napi::Result<()> {
        run(env, "IdentityGraph.join", || {
            let other = input::instance::<Self>(SUBJECT, "other", "an IdentityGraph", other)?.now();
            Ok(self.change(|graph| graph.join(&other))??)
        })
    }

    /// Whether the profile of a visitor's id should be merged into a customer's, by all that was noted.
    #[napi(
        catch_unwind,
        ts_args_type = "anonymousId: string, customerId: string",
        ts_return_type = "IdentityVerdict"
    )]
    pub fn merge_verdict<'env>(
        &self,
        env: &'env Env,
        anonymous_id: Unknown<'_>,
        customer_id: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "IdentityGraph.mergeVerdict", || {
            let anonymous_id = input::text(SUBJECT, "anonymousId", anonymous_id)?;
            let customer_id = input::text(SUBJECT, "customerId", customer_id)?;
            Ok(self.now().merge_verdict(&anonymous_id, &customer_id)?)
        })
    }

    /// Verdicts on every visitor's id with every customer seen on it or named for it, sorted by id.
    #[napi(catch_unwind, ts_return_type = "Promise<Array<IdentityVerdict>>")]
    pub fn verdicts<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        let operation = "IdentityGraph.verdicts";
        promise(
            env,
            operation,
            || Ok((self.now(), Follow::nobody())),
            |graph, _| graph.verdicts(),
            move |env, verdicts| Ok(parsed(env, to_text(operation, &verdicts)?)?),
        )
    }

    /// Forget an id, as after the erasure of a customer: what was noted of it and of it with others.
    #[napi(catch_unwind, ts_args_type = "id: string", ts_return_type = "void")]
    pub fn forget(&self, env: &Env, id: Unknown<'_>) -> napi::Result<()> {
        run(env, "IdentityGraph.forget", || {
            let id = input::text(SUBJECT, "id", id)?;
            self.change(|graph| graph.forget(&id))
        })
    }

    /// The graph packed, for the host to keep.
    #[napi(catch_unwind, ts_return_type = "Promise<Buffer>")]
    pub fn to_bytes<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        promise(
            env,
            "IdentityGraph.toBytes",
            || Ok((self.now(), Follow::nobody())),
            |graph, _| graph.to_bytes(),
            |_, bytes| Ok(Buffer::from(bytes)),
        )
    }

    /// A graph from `toBytes`.
    #[napi(catch_unwind, ts_args_type = "bytes: Uint8Array", ts_return_type = "Promise<IdentityGraph>")]
    pub fn from_bytes<'env>(env: &'env Env, bytes: Unknown<'_>) -> napi::Result<Object<'env>> {
        promise(
            env,
            "IdentityGraph.fromBytes",
            || Ok((input::bytes(SUBJECT, "bytes", bytes)?, Follow::nobody())),
            |bytes, _| core::IdentityGraph::from_bytes(&bytes),
            |_, graph| Ok(Self::of(graph)),
        )
    }
}
