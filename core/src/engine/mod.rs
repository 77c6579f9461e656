//! The only place where all rooms meet: train, observe, understand, decide, answer.
//!
//! An [`Engine`] never changes: it holds the catalogue, the fitted models and the policy, answers in
//! microseconds, and can be shared by any number of threads. A [`Trainer`] makes one from events or orders.

mod act;
mod answer;
mod batch;
mod behaviour;
mod budget;
mod chat;
mod contact;
mod draw;
mod erasure;
mod fitted;
mod group;
mod health;
mod outlook;
mod person;
mod policy;
mod price;
mod products;
mod question;
mod request;
mod shelf;
mod taste;
mod tasting;
#[cfg(feature = "train")]
mod train;
mod views;

pub use answer::*;
pub use behaviour::*;
pub use contact::{ContactView, ExperienceRequest, ExperienceView};
pub use policy::{EnginePolicy, LifetimePolicy};
pub use question::{FieldQuestion, QuestionOption, QuestionView};
pub use request::*;
#[cfg(feature = "train")]
pub use train::*;
pub use views::*;

pub use crate::event::EventOptions;

use crate::action::SuccessRates;
use crate::artifact;
use crate::control::Control;
use crate::event::Event;
use crate::ids::check_id;
use crate::pricing::{QuoteContext, QuoteTerms};
use crate::profile::{Observed, Profile};
use crate::segment::ConversationFacts;
use crate::shop::Shop;
use crate::{Result, SartorError};
use behaviour::Aspects;
use draw::{Decision, decision_id};
use fitted::Fitted;
use person::Person;
use products::{Products, Wish};
use shelf::Shelf;
use tasting::Tasting;

/// The kind under which engines are stored.
const ARTIFACT_KIND: &str = "engine";
/// The largest artefact that is loaded, unpacked, in bytes.
const MAX_ARTIFACT_BYTES: usize = 1 << 30;
/// Products recommended where the request does not say how many.
const DEFAULT_LIMIT: u32 = 10;
/// The most products recommended.
const MAX_LIMIT: u32 = 100;

/// A trained engine: immutable, shared by all threads, swapped for a new one after a refit.
#[derive(Debug, Clone)]
pub struct Engine {
    fitted: Fitted,
    model_id: String,
    products: Products,
    shelf: Shelf,
    aspects: Aspects,
    tasting: Tasting,
    rates: SuccessRates,
}

impl Engine {
    /// Load an engine that [`Engine::save`] wrote, in this release or an older one.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        let stored = artifact::from_bytes::<Fitted>(ARTIFACT_KIND, bytes, MAX_ARTIFACT_BYTES)?;
        Self::new(stored.body, Some(stored.model_id))
    }

    /// The artefact: everything [`Engine::load`] needs, compressed.
    pub fn save(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(ARTIFACT_KIND, Some(&self.model_id), &self.fitted)
    }

    fn new(fitted: Fitted, model_id: Option<String>) -> Result<Self> {
        fitted.check()?;
        let model_id = match model_id {
            Some(model_id) => model_id,
            None => artifact::model_id_of(ARTIFACT_KIND, &fitted)?,
        };
        let shelf = Shelf::new(&fitted);
        let aspects = Aspects::new(&shelf);
        let rates = SuccessRates::new(&fitted.outcomes)?;
        let tasting = Tasting::new(&fitted.catalog);
        let products = Products::new(&fitted, &tasting.values)?;
        if fitted.taste.as_ref().is_some_and(|model| !tasting.fits(model)) {
            return Err(SartorError::invalid("engine artefact", "taste", "the attributes of its catalogue"));
        }
        Ok(Self { fitted, model_id, products, shelf, aspects, tasting, rates })
    }

    /// The same engine for an app on a customer's phone: without costs, pricing policy, outcomes and subjects,
    /// because anyone can unpack an app. It quotes the shop's public prices only.
    pub fn for_device(&self) -> Result<Self> {
        let mut fitted = self.fitted.clone();
        fitted.for_device = true;
        fitted.catalog = fitted.catalog.without_costs();
        // What the customer will see anyway stays: quiet hours, and rules of the experience.
        let EnginePolicy { contact, experience, .. } = fitted.policy;
        fitted.policy = EnginePolicy { contact, experience, ..EnginePolicy::default() };
        fitted.lifetime_choice = None;
        fitted.demand = Vec::new();
        fitted.outcomes = Vec::new();
        fitted.subjects = Vec::new();
        Self::new(fitted, Some(self.model_id.clone()))
    }

    /// The id that every answer carries.
    pub fn model_id(&self) -> &str {
        &self.model_id
    }

    /// ISO 4217 code of every amount.
    pub fn currency(&self) -> &'static str {
        self.fitted.currency.code()
    }

    /// Whether a customer's data went into this engine, by the pseudonym under the key it was trained with:
    /// after an erasure such an engine is stale until the next fit.
    pub fn trained_on(&self, pseudonym: &str) -> bool {
        self.fitted.subjects.binary_search_by(|known| known.as_str().cmp(pseudonym)).is_ok()
    }

    /// Fold one event into a customer's profile. Amounts must be in the engine's currency.
    pub fn observe(&self, profile: &mut Profile, event: &Event, as_of_ms: i64) -> Result<Observed> {
        self.check_currency(event)?;
        profile.observe(event, as_of_ms)
    }

    /// [`Engine::observe`] of an event that is not needed any more, which saves copying it.
    pub fn observe_owned(&self, profile: &mut Profile, event: Event, as_of_ms: i64) -> Result<Observed> {
        self.check_currency(&event)?;
        profile.observe_owned(event, as_of_ms)
    }

    fn check_currency(&self, event: &Event) -> Result<()> {
        if let Some(found) = event.currency.as_deref().filter(|&found| found != self.currency()) {
            return Err(SartorError::CurrencyMismatch {
                subject: "event".to_owned(),
                expected: self.currency().to_owned(),
                found: found.to_owned(),
            });
        }
        Ok(())
    }

    /// What is expected of a customer: value, activity, churn, timing, categories.
    pub fn outlook(&self, profile: &Profile, as_of_ms: i64) -> Result<Outlook> {
        outlook::outlook(&self.fitted, &self.model_id, &self.person(profile, as_of_ms)?)
    }

    /// The outlook of many customers, as columns in the order of `profiles`.
    pub fn outlook_batch(
        &self,
        profiles: &[&Profile],
        as_of_ms: i64,
        control: Control<'_>,
    ) -> Result<OutlookColumns> {
        batch::outlook_batch(&self.fitted, &self.shelf, profiles, as_of_ms, control)
    }

    /// The segment and persona of a customer, or `unassigned` with the reason.
    pub fn segment(&self, profile: &Profile, as_of_ms: i64) -> Result<SegmentView> {
        let no_conversation =
            ConversationFacts { intent: None, occasion: None, budget_high_minor: None, days_to_event: None };
        group::segment(&self.fitted, &self.model_id, &self.person(profile, as_of_ms)?, &no_conversation)
    }

    /// The prices of products for a customer, each with factors that sum to its move.
    pub fn quote(
        &self,
        profile: &Profile,
        shop: &Shop,
        product_ids: &[String],
        context: &QuoteContext,
        as_of_ms: i64,
    ) -> Result<QuoteSet> {
        if product_ids.len() > price::MAX_PRODUCTS_PRICED {
            let (size, limit) = (product_ids.len(), price::MAX_PRODUCTS_PRICED);
            return Err(SartorError::too_many("quote", "productIds", size, limit, "products"));
        }
        product_ids.iter().try_for_each(|product_id| check_id("quote", "productIds", product_id))?;
        let person = self.person(profile, as_of_ms)?;
        let alive = outlook::activity(&self.fitted, &person)?.map(|own| own.probability_alive);
        let offer = price::offer_facts(&self.fitted, &person, alive);
        let terms = QuoteTerms::of_checked(context, &self.fitted.policy.pricing, as_of_ms)?;
        let mut set = QuoteSet {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            quotes: Vec::with_capacity(product_ids.len()),
            record: Vec::with_capacity(product_ids.len()),
        };
        for product_id in product_ids {
            let quote = price::price(&self.fitted, shop, product_id, &offer, &terms, as_of_ms)?;
            let decision = Decision {
                decision_id: decision_id(
                    "price",
                    &[&self.model_id, person.customer_id, product_id],
                    as_of_ms,
                ),
                kind: "price",
                chosen: Some(product_id.clone()),
                propensity: quote.propensity,
                experiment: quote.experiment.clone(),
                arm: quote.arm.clone(),
            };
            set.record.push(decision.record(person.customer_id, &self.model_id, as_of_ms)?);
            set.quotes.push(quote);
        }
        Ok(set)
    }

    /// Products for a request, each with the terms that sum to its score.
    pub fn recommend(
        &self,
        profile: &Profile,
        shop: &Shop,
        request: &RecommendRequest,
        as_of_ms: i64,
    ) -> Result<RecommendationSet> {
        request.check()?;
        let person = self.person(profile, as_of_ms)?;
        let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
        let (occasion, colour, category) =
            (lower(&request.occasion), lower(&request.colour), lower(&request.category));
        let mut stated: Vec<(String, String)> = request.preferences.clone().into_iter().collect();
        stated.sort();
        let wish = Wish {
            occasion: occasion.as_deref(),
            colour: colour.as_deref(),
            category: category.as_deref(),
            low_minor: request.budget_low_minor,
            high_minor: request.budget_high_minor,
            stated: &stated,
            limit: request.limit.unwrap_or(DEFAULT_LIMIT),
            product_id: None,
        };
        let tasted = self.tasted_now(profile, &person).ok();
        let ranked = self.products.rank(shop, &person, &wish, tasted.as_ref().map(|known| &*known.logs));
        let personalised = person.allows(crate::consent::ConsentPurpose::Personalization);
        let mut unknown = Vec::new();
        if !personalised {
            unknown.push(crate::estimate::Unknown::new("customer", "no_consent"));
        }
        Ok(RecommendationSet {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            personalised,
            recommendations: ranked.recommendations,
            considered: ranked.considered,
            unknown,
        })
    }

    /// What to do next for a customer outside of a conversation, and what was rejected by which gate.
    pub fn next_actions(&self, profile: &Profile, shop: &Shop, as_of_ms: i64) -> Result<ActionPlan> {
        let person = self.person(profile, as_of_ms)?;
        act::plan(&self.fitted, &self.rates, &self.model_id, shop, &person)
    }

    /// The answer to one chat turn: all of the above, for one reply.
    pub fn chat(
        &self,
        profile: &Profile,
        shop: &Shop,
        request: &ChatRequest,
        as_of_ms: i64,
    ) -> Result<ChatAnswer> {
        chat::chat(self, profile, shop, request, as_of_ms)
    }

    /// Whether each part can answer, and what it rests on.
    pub fn health(&self) -> Health {
        health::health(self)
    }

    fn person<'a>(&'a self, profile: &'a Profile, as_of_ms: i64) -> Result<Person<'a>> {
        Person::read(profile, &self.shelf, self.fitted.currency, as_of_ms)
    }
}
