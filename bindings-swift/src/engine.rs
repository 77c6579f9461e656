//! The engine, and the door through which every operation is reached as JSON.

use std::sync::Arc;

use sartor::engine::{
    self as core, ActionPlan, BehaviourView, ChatAnswer, ChatRequest, ContactView, ExperienceRequest,
    ExperienceView, Health, Outlook, OutlookColumns, QuestionView, QuoteSet, RecommendRequest,
    RecommendationSet, SegmentView,
};
use sartor::event::Event;
use sartor::pricing::QuoteContext;
use sartor::profile::{ErasureReceipt, Observed};
use sartor::taste::{TastePath, TasteScores, TasteView};
use sartor::{Result, api};

use crate::profile::Profile;
use crate::shop::Shop;
use crate::work::{Control, run, run_long};

/// Run an operation that needs no engine, such as `profile.merge`: JSON in, canonical JSON out.
#[uniffi::export]
pub fn call(operation: &str, input: &str) -> Result<String> {
    run("call", || api::call(None, operation, input))
}

/// A trained engine: immutable, shared by all threads, swapped for a new one after a refit.
///
/// Times are milliseconds since the epoch, UTC.
#[derive(Debug, uniffi::Object)]
pub struct Engine(core::Engine);

impl Engine {
    pub(crate) fn of(engine: core::Engine) -> Self {
        Self(engine)
    }

    fn of_customer<T>(
        &self,
        operation: &str,
        profile: &Profile,
        ask: impl FnOnce(&core::Engine, &sartor::profile::Profile) -> Result<T>,
    ) -> Result<T> {
        run(operation, || ask(&self.0, &*profile.snapshot()?))
    }

    fn in_shop<T>(
        &self,
        operation: &str,
        profile: &Profile,
        shop: &Shop,
        ask: impl FnOnce(&core::Engine, &sartor::profile::Profile, &sartor::shop::Shop) -> Result<T>,
    ) -> Result<T> {
        run(operation, || ask(&self.0, &*profile.snapshot()?, &*shop.read()?))
    }
}

#[uniffi::export]
impl Engine {
    /// Load an engine that `save` wrote, in this release or an older one.
    #[uniffi::constructor]
    pub fn load(bytes: Vec<u8>) -> Result<Self> {
        run("Engine.load", || core::Engine::load(&bytes)).map(Self)
    }

    /// The artefact: everything that `load` needs, compressed.
    pub fn save(&self) -> Result<Vec<u8>> {
        run("Engine.save", || self.0.save())
    }

    /// The same engine for an app on a customer's phone: without costs, pricing policy, outcomes and subjects,
    /// because anyone can unpack an app. It quotes list prices only.
    pub fn for_device(&self) -> Result<Self> {
        run("Engine.forDevice", || self.0.for_device()).map(Self)
    }

    /// The id that every answer carries.
    pub fn model_id(&self) -> String {
        self.0.model_id().to_owned()
    }

    /// ISO 4217 code of every amount.
    pub fn currency(&self) -> String {
        self.0.currency().to_owned()
    }

    /// Whether a customer's data went into this engine, by the pseudonym under the key it was trained with:
    /// after an erasure such an engine is stale until the next fit.
    pub fn trained_on(&self, pseudonym: &str) -> bool {
        self.0.trained_on(pseudonym)
    }

    /// Add to a receipt that this engine was trained on the customer, if it was, by the pseudonym under the key it
    /// was trained with.
    pub fn add_to_receipt(&self, receipt: &ErasureReceipt, pseudonym: &str) -> ErasureReceipt {
        self.0.add_to_receipt(receipt, pseudonym)
    }

    /// Fold one event into a customer's profile. Amounts must be in the engine's currency.
    pub fn observe(&self, profile: &Profile, event: Event, as_of: i64) -> Result<Observed> {
        profile.change("Engine.observe", |profile| self.0.observe_owned(profile, event, as_of))
    }

    /// What is expected of a customer: value, activity, churn, timing, categories.
    pub fn outlook(&self, profile: &Profile, as_of: i64) -> Result<Outlook> {
        self.of_customer("Engine.outlook", profile, |engine, profile| engine.outlook(profile, as_of))
    }

    /// The outlook of many customers, as columns in the order of `profiles`; a figure that is not known is NaN.
    #[uniffi::method(default(control = None))]
    pub fn outlook_batch(
        &self,
        profiles: Vec<Arc<Profile>>,
        as_of: i64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<OutlookColumns> {
        run_long("Engine.outlookBatch", control, |control| {
            let now = profiles.iter().map(|profile| profile.snapshot()).collect::<Result<Vec<_>>>()?;
            let profiles: Vec<_> = now.iter().map(AsRef::as_ref).collect();
            self.0.outlook_batch(&profiles, as_of, control)
        })
    }

    /// The segment and persona of a customer, or `unassigned` with the reason.
    pub fn segment(&self, profile: &Profile, as_of: i64) -> Result<SegmentView> {
        self.of_customer("Engine.segment", profile, |engine, profile| engine.segment(profile, as_of))
    }

    /// What a customer likes more, or less, than what they were shown explains.
    pub fn taste(&self, profile: &Profile, as_of: i64) -> Result<TasteView> {
        self.of_customer("Engine.taste", profile, |engine, profile| engine.taste(profile, as_of))
    }

    /// How the tastes that stand out now were learnt: what was believed at the ends of the last 0 to 60 months.
    pub fn taste_path(&self, profile: &Profile, months: u32, as_of: i64) -> Result<TastePath> {
        self.of_customer("Engine.tastePath", profile, |engine, profile| {
            engine.taste_path(profile, months, as_of)
        })
    }

    /// How well products meet a customer's taste: for each a sum of terms, one for each of its values.
    pub fn taste_scores(&self, profile: &Profile, product_ids: &[String], as_of: i64) -> Result<TasteScores> {
        self.of_customer("Engine.tasteScores", profile, |engine, profile| {
            engine.taste_scores(profile, product_ids, as_of)
        })
    }

    /// How a customer searches, compares, decides and comes back: measures with intervals, evidence and percentile.
    pub fn behaviour(&self, profile: &Profile, as_of: i64) -> Result<BehaviourView> {
        self.of_customer("Engine.behaviour", profile, |engine, profile| engine.behaviour(profile, as_of))
    }

    /// Channel, hour, tone and frequency for a customer, and whether they may be written to unasked now.
    pub fn contact(&self, profile: &Profile, as_of: i64) -> Result<ContactView> {
        self.of_customer("Engine.contact", profile, |engine, profile| engine.contact(profile, as_of))
    }

    /// The variant of each slot by the policy's rules, with the reason and the rules that lost.
    pub fn experience(
        &self,
        profile: &Profile,
        request: &ExperienceRequest,
        as_of: i64,
    ) -> Result<ExperienceView> {
        self.of_customer("Engine.experience", profile, |engine, profile| {
            engine.experience(profile, request, as_of)
        })
    }

    /// Which missing field would change most what this customer is shown, with the alternatives.
    pub fn next_question(&self, profile: &Profile, as_of: i64) -> Result<QuestionView> {
        self.of_customer("Engine.nextQuestion", profile, |engine, profile| {
            engine.next_question(profile, as_of)
        })
    }

    /// The prices of products for a customer, each with factors that sum to its move.
    pub fn quote(
        &self,
        profile: &Profile,
        shop: &Shop,
        product_ids: &[String],
        context: &QuoteContext,
        as_of: i64,
    ) -> Result<QuoteSet> {
        self.in_shop("Engine.quote", profile, shop, |engine, profile, shop| {
            engine.quote(profile, shop, product_ids, context, as_of)
        })
    }

    /// Products for a request, each with the terms that sum to its score.
    pub fn recommend(
        &self,
        profile: &Profile,
        shop: &Shop,
        request: &RecommendRequest,
        as_of: i64,
    ) -> Result<RecommendationSet> {
        self.in_shop("Engine.recommend", profile, shop, |engine, profile, shop| {
            engine.recommend(profile, shop, request, as_of)
        })
    }

    /// What to do next for a customer outside of a conversation, and what was rejected by which gate.
    pub fn next_actions(&self, profile: &Profile, shop: &Shop, as_of: i64) -> Result<ActionPlan> {
        self.in_shop("Engine.nextActions", profile, shop, |engine, profile, shop| {
            engine.next_actions(profile, shop, as_of)
        })
    }

    /// The answer to one chat turn: all of the above, for one reply.
    pub fn chat(
        &self,
        profile: &Profile,
        shop: &Shop,
        request: &ChatRequest,
        as_of: i64,
    ) -> Result<ChatAnswer> {
        self.in_shop("Engine.chat", profile, shop, |engine, profile, shop| {
            engine.chat(profile, shop, request, as_of)
        })
    }

    /// Whether each part can answer, and what it rests on.
    pub fn health(&self) -> Result<Health> {
        run("Engine.health", || Ok(self.0.health()))
    }

    /// Run any operation: JSON in, canonical JSON out. It keeps nothing: profiles and shops come in the input.
    pub fn call(&self, operation: &str, input: &str) -> Result<String> {
        run("Engine.call", || api::call(Some(&self.0), operation, input))
    }
}
