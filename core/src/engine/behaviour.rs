//! How does this customer search, compare, decide and come back? Joins profile and catalogue for `behaviour`.
//!
//! With consent to personalisation the figures are the customer's own, each with its place among the customers
//! that the engine was trained on; without, they are those of these customers.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::behaviour::{
    ANTECEDENT_KINDS, Act, Antecedent, BehaviourMeasure, BehaviourPopulation, DecisionStyle,
    LoyaltyIndicator, Measure, Measurements, MetProduct, OrderAct, Shopping, Windows, decision_style,
    loyalty, measure,
};
use crate::consent::ConsentPurpose;
use crate::estimate::Unknown;
use crate::event::EventKind;
use crate::profile::{ByKey, CustomerState, Key, Keys, Profile, Step, VISIT_GAP_MS, VisitCounter, is_act};
use crate::time::DAY_MS;

use super::Engine;
use super::shelf::Shelf;

/// Days of browsing that are read: habits change.
const READ_DAYS: i64 = 730;
/// Products for which there is room from the start.
const USUAL_PRODUCTS: usize = 128;
/// The most events that are read, newest.
const MAX_EVENTS: usize = 4_000;

/// How a customer behaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BehaviourView {
    /// The customer.
    pub customer_id: String,
    /// The engine that answered.
    pub model_id: String,
    /// The time of the answer.
    pub as_of_ms: i64,
    /// Whether the customer's own history was used.
    pub personalised: bool,
    /// Visits read, of the last two years; 0 of all customers.
    pub visits: u32,
    /// Visits whose kind no rule tells, among them.
    pub visits_of_unknown_kind: u32,
    /// The measures with enough evidence; `docs/behaviour.md` lists them.
    pub measures: Vec<BehaviourMeasure>,
    /// What is seen before a purchase more or less than otherwise, strongest first. These are not causes.
    pub antecedents: Vec<Antecedent>,
    /// How the customer decides.
    pub decision_style: DecisionStyle,
    /// Signs of loyalty, each `yes`, `no` or `unclear`; none without consent.
    pub loyalty: Vec<LoyaltyIndicator>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// The attribute values that tell products of one category apart: those that at most half of them have.
#[derive(Debug, Clone)]
pub(super) struct Aspects {
    offsets: Vec<usize>,
    values: Vec<u32>,
}

impl Aspects {
    pub(super) fn new(shelf: &Shelf) -> Self {
        let facts = || (0..).map_while(|number| shelf.facts(number));
        let mut products: HashMap<u32, u32> = HashMap::new();
        let mut having: HashMap<(u32, u32), u32> = HashMap::new();
        for (category, attributes) in facts() {
            let Some(category) = category else { continue };
            *products.entry(category).or_default() += 1;
            for &attribute in attributes {
                *having.entry((category, attribute)).or_default() += 1;
            }
        }
        let mut aspects = Self { offsets: vec![0], values: Vec::new() };
        for (category, attributes) in facts() {
            if let Some(category) = category {
                let all = products.get(&category).copied().unwrap_or(0);
                let telling = |attribute: &&u32| {
                    having.get(&(category, **attribute)).is_some_and(|having| 2 * having <= all)
                };
                aspects.values.extend(attributes.iter().filter(telling));
            }
            aspects.offsets.push(aspects.values.len());
        }
        aspects
    }

    fn of(&self, number: u32) -> &[u32] {
        let offset = |at: usize| self.offsets.get(at).copied().unwrap_or(self.values.len());
        let number = number as usize;
        self.values.get(offset(number)..offset(number + 1)).unwrap_or_default()
    }
}

impl Engine {
    /// How a customer searches, compares, decides and comes back: measures with intervals, evidence and
    /// percentile, what precedes purchases, the style of deciding and signs of loyalty.
    pub fn behaviour(&self, profile: &Profile, as_of_ms: i64) -> Result<BehaviourView> {
        let person = self.person(profile, as_of_ms)?;
        let population = self.fitted.behaviour.as_ref();
        let mut view = BehaviourView {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            personalised: person.allows(ConsentPurpose::Personalization),
            visits: 0,
            visits_of_unknown_kind: 0,
            measures: Vec::new(),
            antecedents: Vec::new(),
            decision_style: DecisionStyle::unclear("no_consent"),
            loyalty: Vec::new(),
            unknown: Vec::new(),
        };
        if !view.personalised {
            view.of_everybody(population);
            return Ok(view);
        }
        let categories = self.fitted.categories.len();
        let shopping = shopping(profile, &person.state, (&self.shelf, &self.aspects), categories, as_of_ms);
        let measured = measure(&shopping);
        view.visits = measured.visits;
        view.visits_of_unknown_kind = measured.visits_of_unknown_kind;
        view.own_measures(&measured, population);
        view.own_antecedents(&Windows::of(&shopping), population);
        view.decision_style = decision_style(&measured, population);
        view.loyalty = loyalty(&measured, population, &shopping.purchases_ms, as_of_ms);
        Ok(view)
    }
}

impl BehaviourView {
    fn own_measures(&mut self, measured: &Measurements, population: Option<&BehaviourPopulation>) {
        for kind in Measure::ALL {
            let Some(known) = measured.get(kind) else {
                self.unknown.push(Unknown::new(kind.name(), "too_little_evidence"));
                continue;
            };
            let spread = population.and_then(|population| population.spread(kind));
            self.measures.push(BehaviourMeasure {
                measure: kind.name().to_owned(),
                estimate: known.estimate,
                evidence: known.evidence,
                evidence_unit: kind.evidence_unit().to_owned(),
                interval: kind.interval().to_owned(),
                percentile: spread.map(|spread| spread.percentile(known.estimate.value)),
            });
        }
        if population.is_none() {
            self.unknown.push(Unknown::new("percentile", "not_fitted"));
        }
    }

    fn own_antecedents(&mut self, windows: &Windows, population: Option<&BehaviourPopulation>) {
        for (at, kind) in (0..).zip(ANTECEDENT_KINDS) {
            if let Some((rate_ratio, weeks_seen)) = windows.rate_ratio(at) {
                self.antecedents.push(Antecedent { event: kind.name().to_owned(), rate_ratio, weeks_seen });
            }
        }
        if self.antecedents.is_empty() {
            self.unknown.push(Unknown::new("antecedents", "too_little_evidence"));
            self.antecedents_of_everybody(population);
        }
        self.sort_antecedents();
    }

    fn of_everybody(&mut self, population: Option<&BehaviourPopulation>) {
        self.unknown.push(Unknown::new("customer", "no_consent"));
        let Some(known) = population else {
            self.unknown.push(Unknown::new("measures", "not_fitted"));
            return;
        };
        for kind in Measure::ALL {
            let Some(spread) = known.spread(kind) else {
                self.unknown.push(Unknown::new(kind.name(), "not_fitted"));
                continue;
            };
            self.measures.push(BehaviourMeasure {
                measure: kind.name().to_owned(),
                estimate: spread.estimate(),
                evidence: spread.customers,
                evidence_unit: "customers".to_owned(),
                interval: "quantiles".to_owned(),
                percentile: None,
            });
        }
        self.antecedents_of_everybody(population);
        self.sort_antecedents();
    }

    fn antecedents_of_everybody(&mut self, population: Option<&BehaviourPopulation>) {
        for sums in population.iter().flat_map(|known| &known.antecedents) {
            if let Some(rate_ratio) = sums.rate_ratio() {
                let event = sums.kind.name().to_owned();
                self.antecedents.push(Antecedent { event, rate_ratio, weeks_seen: sums.seen });
            }
        }
    }

    /// Those furthest above 1 first, by the end of the interval that is nearer to it.
    fn sort_antecedents(&mut self) {
        self.antecedents.sort_by(|a, b| {
            b.rate_ratio.low.total_cmp(&a.rate_ratio.low).then_with(|| a.event.cmp(&b.event))
        });
    }
}

/// What a customer did, in numbers.
pub(super) fn shopping<'a>(
    profile: &Profile,
    state: &CustomerState,
    (shelf, aspects): (&Shelf, &'a Aspects),
    categories: usize,
    as_of_ms: i64,
) -> Shopping<'a> {
    let trail = profile.trail_at(as_of_ms);
    let from_ms = as_of_ms.saturating_sub(READ_DAYS * DAY_MS);
    let steps = trail.until(as_of_ms);
    let long_ago = steps.partition_point(|step| step.at_ms < from_ms);
    let steps = steps.get(long_ago.max(steps.len().saturating_sub(MAX_EVENTS))..).unwrap_or_default();
    let mut shopping = Shopping {
        as_of_ms,
        acts: Vec::with_capacity(steps.len()),
        categories: u32::try_from(categories).unwrap_or(u32::MAX),
        purchases_ms: state.purchase_days.iter().map(|day| day.first_ms).collect(),
        order_count: state.orders,
        discounted_orders: state.discounted_orders,
        ..Shopping::default()
    };
    let room = steps.len().min(USUAL_PRODUCTS);
    let mut numbers = ByKey::default();
    numbers.reserve(room);
    let mut reader = Reader { shelf, aspects, numbers, products: Vec::with_capacity(room) };
    let mut visits = VisitCounter::default();
    let mut talk = Talk::default();
    let cancelled = steps.iter().filter(|step| step.kind == EventKind::OrderCancelled);
    let mut reported: Keys = cancelled.filter_map(Step::key).collect();
    for step in steps.iter().filter(|step| is_act(step.kind)) {
        let (kind, at_ms) = (step.kind, step.at_ms);
        let visit = visits.visit(kind, at_ms);
        let of_product = kind.spec().flat;
        let product = trail.products(step).next().filter(|_| of_product).map(|key| reader.number(key));
        shopping.acts.push(Act { at_ms, kind, product, visit });
        match kind {
            // As in the profile, the first report of an order counts, and none that was cancelled.
            EventKind::OrderCompleted if step.key().is_some_and(|id| reported.insert(id)) => {
                let mut products: Vec<u32> = trail.products(step).map(|key| reader.number(key)).collect();
                products.sort_unstable();
                products.dedup();
                shopping.orders.push(OrderAct { at_ms, products });
            }
            EventKind::ConversationTurn => talk.turn(step),
            _ => {}
        }
    }
    shopping.products = reader.products;
    shopping.conversation_turns = talk.turns;
    shopping
}

/// Numbers the products that one customer met.
struct Reader<'s, 'a> {
    shelf: &'s Shelf,
    aspects: &'a Aspects,
    numbers: ByKey<u32>,
    products: Vec<MetProduct<'a>>,
}

impl<'a> Reader<'_, 'a> {
    fn number(&mut self, product: Key) -> u32 {
        let Self { shelf, aspects, numbers, products } = self;
        *numbers.entry(product).or_insert_with(|| {
            let shelved = shelf.number_of(product);
            let category = shelved.and_then(|number| shelf.facts(number)).and_then(|facts| facts.0);
            let aspects: &'a [u32] = shelved.map_or(&[], |number| aspects.of(number));
            products.push(MetProduct { category, aspects });
            u32::try_from(products.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// Counts the turns of conversations: of a session, or within half an hour of each other.
#[derive(Default)]
struct Talk {
    turns: Vec<u32>,
    sessions: ByKey<usize>,
    unnamed: Option<(usize, i64)>,
}

impl Talk {
    fn turn(&mut self, step: &Step) {
        let new = self.turns.len();
        let place = if let Some(session) = step.key() {
            *self.sessions.entry(session).or_insert(new)
        } else {
            let open = self.unnamed.filter(|(_, last)| step.at_ms - last <= VISIT_GAP_MS);
            let place = open.map_or(new, |(place, _)| place);
            self.unnamed = Some((place, step.at_ms));
            place
        };
        match self.turns.get_mut(place) {
            Some(turns) => *turns = turns.saturating_add(1),
            None => self.turns.push(1),
        }
    }
}
