//! The engine, shared by all threads.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::Result;
use sartor::api::python::{Argument, exception};
use sartor::engine::{
    ActionPlan, BehaviourView, ChatAnswer, ChatRequest, ContactView, ExperienceRequest, ExperienceView,
    Health, Outlook, QuestionView, QuoteSet, RecommendRequest, RecommendationSet, SegmentView,
};
use sartor::money::Currency;
use sartor::pricing::QuoteContext;
use sartor::profile::{ErasureReceipt, Observed};
use sartor::taste::{TastePath, TasteScores, TasteView};

use crate::event::GivenEvent;
use crate::input::Given;
use crate::moment::AsOf;
use crate::outlook_columns::OutlookColumns;
use crate::profile::Profile;
use crate::shop::Shop;
use crate::work::{Progress, run, run_long};

/// A trained engine: it never changes, and any number of threads may share it.
///
/// `Trainer.fit` makes one. Times (`as_of`) are milliseconds since the epoch, aware datetimes or
/// `numpy.datetime64` in UTC; requests are records, or dicts with the keys of their JSON.
#[pyclass(frozen, module = "sartor")]
pub struct Engine(Arc<sartor::engine::Engine>);

impl Engine {
    pub fn of(engine: sartor::engine::Engine) -> Self {
        Self(Arc::new(engine))
    }

    /// Ask about one customer, detached.
    fn of_customer<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        profile: &Profile,
        ask: impl FnOnce(&sartor::engine::Engine, &sartor::profile::Profile) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || ask(&self.0, &*profile.0.now(operation)?))
    }

    /// Ask about one customer in the shop, detached.
    fn in_shop<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        (profile, shop): (&Profile, &Shop),
        ask: impl FnOnce(&sartor::engine::Engine, &sartor::profile::Profile, &sartor::shop::Shop) -> Result<T>
        + Send,
    ) -> PyResult<T> {
        run(py, operation, || ask(&self.0, &*profile.0.now(operation)?, &*shop.0.now(operation)?))
    }
}

#[pymethods]
impl Engine {
    /// Load an engine that `save` wrote, in this release or an older one.
    #[staticmethod]
    fn load(py: Python<'_>, data: &[u8]) -> PyResult<Self> {
        run(py, "Engine.load", || sartor::engine::Engine::load(data)).map(Self::of)
    }

    /// The artefact: everything that `load` needs, compressed.
    fn save<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        run(py, "Engine.save", || self.0.save()).map(|bytes| PyBytes::new(py, &bytes))
    }

    /// The same engine for an app on a customer's phone: without costs, policy, outcomes and subjects.
    fn for_device(&self, py: Python<'_>) -> PyResult<Self> {
        run(py, "Engine.for_device", || self.0.for_device()).map(Self::of)
    }

    /// The id that every answer carries.
    #[getter]
    fn model_id(&self) -> &str {
        self.0.model_id()
    }

    /// ISO 4217 code of every amount.
    #[getter]
    fn currency(&self) -> &'static str {
        self.0.currency()
    }

    /// Whether a customer's data went into this engine, by the pseudonym under the key it was trained with.
    fn trained_on(&self, pseudonym: &str) -> bool {
        self.0.trained_on(pseudonym)
    }

    /// Fold one event into a customer's profile: a dict in the Segment shape, an `Event` or a `DecisionRecord`.
    fn observe(
        &self,
        py: Python<'_>,
        profile: &Profile,
        event: GivenEvent,
        as_of: AsOf,
    ) -> PyResult<Observed> {
        run(py, "Engine.observe", || {
            let event = event.read(Some(Currency::parse(self.0.currency())?))?;
            profile.0.change("Engine.observe", |profile| self.0.observe_owned(profile, event, as_of.0))
        })
    }

    /// What is expected of a customer: value, activity, churn, timing, categories.
    fn outlook(&self, py: Python<'_>, profile: &Profile, as_of: AsOf) -> PyResult<Outlook> {
        self.of_customer(py, "Engine.outlook", profile, |engine, profile| engine.outlook(profile, as_of.0))
    }

    /// The outlook of many customers, as columns in the order of `profiles`.
    #[pyo3(signature = (profiles, as_of, progress = None))]
    fn outlook_batch(
        &self,
        py: Python<'_>,
        profiles: Vec<PyRef<'_, Profile>>,
        as_of: AsOf,
        progress: Option<Progress>,
    ) -> PyResult<OutlookColumns> {
        let shared: Vec<_> = profiles.iter().map(|profile| &profile.0).collect();
        let columns = run_long(py, "Engine.outlook_batch", progress, |control| {
            let now = shared.iter().map(|one| one.now("Engine.outlook_batch")).collect::<Result<Vec<_>>>()?;
            let profiles: Vec<_> = now.iter().map(|profile| &**profile).collect();
            self.0.outlook_batch(&profiles, as_of.0, control)
        })?;
        OutlookColumns::new(py, columns)
    }

    /// The segment and persona of a customer, or `unassigned` with the reason.
    fn segment(&self, py: Python<'_>, profile: &Profile, as_of: AsOf) -> PyResult<SegmentView> {
        self.of_customer(py, "Engine.segment", profile, |engine, profile| engine.segment(profile, as_of.0))
    }

    /// What a customer likes more, or less, than what they were shown explains: lifts with intervals.
    ///
    /// A notebook shows the answer as a picture; `to_frame()` makes a table of the preferences.
    fn taste(&self, py: Python<'_>, profile: &Profile, as_of: AsOf) -> PyResult<TasteView> {
        self.of_customer(py, "Engine.taste", profile, |engine, profile| engine.taste(profile, as_of.0))
    }

    /// How the tastes that stand out now were learnt: what was believed at the ends of the last `months` months.
    fn taste_path(
        &self,
        py: Python<'_>,
        profile: &Profile,
        months: Argument<u32>,
        as_of: AsOf,
    ) -> PyResult<TastePath> {
        let months = months.named("taste path", "months")?;
        self.of_customer(py, "Engine.taste_path", profile, |engine, profile| {
            engine.taste_path(profile, months, as_of.0)
        })
    }

    /// How well products meet a customer's taste: for each a sum of terms, one for each of its values.
    fn taste_scores(
        &self,
        py: Python<'_>,
        profile: &Profile,
        product_ids: Vec<String>,
        as_of: AsOf,
    ) -> PyResult<TasteScores> {
        self.of_customer(py, "Engine.taste_scores", profile, |engine, profile| {
            engine.taste_scores(profile, &product_ids, as_of.0)
        })
    }

    /// How a customer searches, compares, decides and comes back: measures with intervals, evidence and percentile.
    ///
    /// `to_frame()` of the answer makes a table of them.
    fn behaviour(&self, py: Python<'_>, profile: &Profile, as_of: AsOf) -> PyResult<BehaviourView> {
        self.of_customer(py, "Engine.behaviour", profile, |engine, profile| {
            engine.behaviour(profile, as_of.0)
        })
    }

    /// Channel, hour, tone and frequency for a customer, and whether they may be written to unasked now.
    fn contact(&self, py: Python<'_>, profile: &Profile, as_of: AsOf) -> PyResult<ContactView> {
        self.of_customer(py, "Engine.contact", profile, |engine, profile| engine.contact(profile, as_of.0))
    }

    /// The variant of each slot by the policy's rules, with the reason and the rules that lost.
    fn experience(
        &self,
        py: Python<'_>,
        profile: &Profile,
        request: Option<Given<ExperienceRequest>>,
        as_of: AsOf,
    ) -> PyResult<ExperienceView> {
        let request = request.map(|request| request.0).unwrap_or_default();
        self.of_customer(py, "Engine.experience", profile, |engine, profile| {
            engine.experience(profile, &request, as_of.0)
        })
    }

    /// Which missing field would change most what this customer is shown, with the alternatives.
    fn next_question(&self, py: Python<'_>, profile: &Profile, as_of: AsOf) -> PyResult<QuestionView> {
        self.of_customer(py, "Engine.next_question", profile, |engine, profile| {
            engine.next_question(profile, as_of.0)
        })
    }

    /// Add to a receipt of `Profile.erase` that this engine was trained on the customer, if it was, by the pseudonym
    /// under the key it was trained with.
    fn add_to_receipt(
        &self,
        py: Python<'_>,
        receipt: Given<ErasureReceipt>,
        pseudonym: &str,
    ) -> PyResult<ErasureReceipt> {
        run(py, "Engine.add_to_receipt", || Ok(self.0.add_to_receipt(&receipt.0, pseudonym)))
    }

    /// The prices of products for a customer, each with factors that sum to its move.
    fn quote(
        &self,
        py: Python<'_>,
        profile: &Profile,
        shop: &Shop,
        product_ids: Vec<String>,
        context: Option<Given<QuoteContext>>,
        as_of: AsOf,
    ) -> PyResult<QuoteSet> {
        let context = context.map(|context| context.0).unwrap_or_default();
        self.in_shop(py, "Engine.quote", (profile, shop), |engine, profile, shop| {
            engine.quote(profile, shop, &product_ids, &context, as_of.0)
        })
    }

    /// Products for a request, each with the terms that sum to its score.
    fn recommend(
        &self,
        py: Python<'_>,
        profile: &Profile,
        shop: &Shop,
        request: Option<Given<RecommendRequest>>,
        as_of: AsOf,
    ) -> PyResult<RecommendationSet> {
        let request = request.map(|request| request.0).unwrap_or_default();
        self.in_shop(py, "Engine.recommend", (profile, shop), |engine, profile, shop| {
            engine.recommend(profile, shop, &request, as_of.0)
        })
    }

    /// What to do next for a customer outside of a conversation, and what was rejected by which gate.
    fn next_actions(
        &self,
        py: Python<'_>,
        profile: &Profile,
        shop: &Shop,
        as_of: AsOf,
    ) -> PyResult<ActionPlan> {
        self.in_shop(py, "Engine.next_actions", (profile, shop), |engine, profile, shop| {
            engine.next_actions(profile, shop, as_of.0)
        })
    }

    /// The answer to one chat turn: all of the above, for one reply.
    fn chat(
        &self,
        py: Python<'_>,
        profile: &Profile,
        shop: &Shop,
        request: Given<ChatRequest>,
        as_of: AsOf,
    ) -> PyResult<ChatAnswer> {
        self.in_shop(py, "Engine.chat", (profile, shop), |engine, profile, shop| {
            engine.chat(profile, shop, &request.0, as_of.0)
        })
    }

    /// Whether each part can answer, and what it rests on.
    fn health(&self, py: Python<'_>) -> PyResult<Health> {
        run(py, "Engine.health", || Ok(self.0.health()))
    }

    /// Run one operation by its name, with JSON in and canonical JSON out.
    fn call(&self, py: Python<'_>, operation: &str, input: &str) -> PyResult<String> {
        run(py, "Engine.call", || sartor::api::call(Some(&self.0), operation, input))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.as_any().get_type().getattr("load")?, (slf.get().save(slf.py())?,)))
    }

    fn __repr__(&self) -> String {
        format!("Engine({:?}, currency={:?})", self.0.model_id(), self.0.currency())
    }
}

/// The pseudonym of a customer under a key of at least 16 bytes, as `Engine.trained_on` asks for it.
#[pyfunction]
pub fn pseudonym(key: &[u8], customer_id: &str) -> PyResult<String> {
    sartor::privacy::pseudonym(key, customer_id).map_err(|error| exception(&error))
}

/// Run one operation that needs no engine, such as `readOrders` or `profile.view`, with JSON in and out.
#[pyfunction]
pub fn call(py: Python<'_>, operation: &str, input: &str) -> PyResult<String> {
    run(py, "call", || sartor::api::call(None, operation, input))
}
