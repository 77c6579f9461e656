//! How is this customer best spoken to, and what do they see? Joins ledger, consent and policy for `contact`.
//!
//! What is read as a contact, and as its answer:
//!
//! * `Decision Shown` with a `channel` is a contact, and a `Decision Outcome` of its `decision_id` with
//!   `accepted: true` the answer;
//! * `Promotion Viewed` with a `channel` is a contact, and a `Promotion Clicked` of its `promotion_id` within seven
//!   days the answer;
//! * either may name the `tone` in which it was written;
//! * on email, phone, post, push and sms it counts as unasked;
//! * a `Conversation Turn` is the customer's own beginning and no answer: it counts for where and when they are.
//!
//! Hours are those of visits (what the customer does, with half an hour between visits) on the clock of the
//! event, or of the last event that told one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::consent::ConsentPurpose;
use crate::contact::{
    Contact, ContactChoice, ContactFacts, ContactHistory, ContactPolicy, ContactPopulation, ExperienceChoice,
    ExperienceFact, ExperienceRule, HourChoice, ResponseRate, StatedContact, advise, choose, preferred,
};
use crate::estimate::Unknown;
use crate::event::{AttributeValue, EventKind};
use crate::profile::{ByKey, CustomerState, DeclaredTrait, Key, Profile, Step, TONES};
use crate::prompt::prompt_safe;
use crate::taste::LONG;
use crate::time::{DAY_MS, MINUTE_MS, local_hour};
use crate::{Result, SartorError};

use super::Engine;
use super::answer::ExperienceVariant;
use super::fitted::Fitted;
use super::person::Person;
use super::taste::Tasted;
use super::views::SegmentView;

/// The longest name of a channel that is repeated, in characters.
const MAX_WORD_CHARS: usize = 40;
/// The newest events looked at.
const MAX_EVENTS: usize = 2_000;
/// Half an hour without an event ends a visit.
const VISIT_GAP_MS: i64 = 30 * MINUTE_MS;
/// A click this long after a view is still its answer.
const CLICK_WITHIN_MS: i64 = 7 * DAY_MS;
/// What the fields of conditions on tastes begin with.
const TASTE: &str = "taste.";
/// Channels on which a contact is unasked.
const OUTBOUND: [&str; 5] = ["email", "phone", "post", "push", "sms"];

/// How a customer is best spoken to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ContactView {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether this customer's own answers were used.
    pub personalised: bool,
    /// On which channel.
    pub channel: Option<ContactChoice>,
    /// At which hours.
    pub hour: Option<HourChoice>,
    /// In which tone.
    pub tone: Option<ContactChoice>,
    /// Unasked contacts in any seven days, at most.
    pub max_per_week: u32,
    /// Whose word that is: `stated`, `learned` or `policy`.
    pub max_per_week_basis: String,
    /// Whether the customer may be written to unasked now.
    pub may_contact: bool,
    /// Why not: `no_marketing_consent`, `clock_unknown`, `quiet_hours`, `frequency_cap`.
    pub blocked_by: Vec<String>,
    /// The first time at which nothing stands against it any more; absent where only the customer can change it.
    pub next_allowed_ms: Option<i64>,
    /// Channels with their rates, best first.
    pub channels: Vec<ResponseRate>,
    /// Tones with their rates, best first.
    pub tones: Vec<ResponseRate>,
    /// Rates by days since the last unasked contact, shortest first.
    pub gaps: Vec<ResponseRate>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// What the host knows of the page or turn that is to be filled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceRequest {
    /// `discover`, `compare`, `decide`, `checkout` or `after`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub stage: Option<String>,
    /// Such as `mobile`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub device: Option<String>,
    /// What is wanted, such as `product_inquiry`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub intent: Option<String>,
    /// Where the customer is, such as `web`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub channel: Option<String>,
}

/// What a customer sees, slot by slot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceView {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether the customer's own data could choose.
    pub personalised: bool,
    /// Slots with their variants, sorted by slot, with the rules that lost.
    pub choices: Vec<ExperienceChoice>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

impl Engine {
    /// Channel, hour, tone and frequency for a customer, and whether they may be written to unasked now.
    pub fn contact(&self, profile: &Profile, as_of_ms: i64) -> Result<ContactView> {
        let person = self.person(profile, as_of_ms)?;
        let policy = &self.fitted.policy.contact;
        let (facts, personal) = contact_facts(&person, profile, policy);
        let assumed = ContactPopulation::default();
        let advice = advise(&facts, policy, self.fitted.contact.as_ref().unwrap_or(&assumed))?;
        let mut unknown = advice.unknown;
        if !personal {
            unknown.push(Unknown::new("customer", "no_consent"));
        }
        if self.fitted.contact.is_none() {
            unknown.push(Unknown::new("population", "no_contacts_seen"));
        }
        Ok(ContactView {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            personalised: personal,
            channel: advice.channel,
            hour: advice.hour,
            tone: advice.tone,
            max_per_week: advice.max_per_week,
            max_per_week_basis: advice.max_per_week_basis,
            may_contact: advice.allowance.may_contact,
            blocked_by: advice.allowance.blocked_by,
            next_allowed_ms: advice.allowance.next_allowed_ms,
            channels: advice.channels,
            tones: advice.tones,
            gaps: if personal { advice.gaps } else { Vec::new() },
            unknown,
        })
    }

    /// The variant of each slot by the policy's rules, with the reason and the rules that lost.
    pub fn experience(
        &self,
        profile: &Profile,
        request: &ExperienceRequest,
        as_of_ms: i64,
    ) -> Result<ExperienceView> {
        request.check()?;
        let person = self.person(profile, as_of_ms)?;
        let personal = person.allows(ConsentPurpose::Personalization);
        let rules = &self.fitted.policy.experience.rules;
        // Reading tastes costs more than all else here.
        let tasted =
            if of_taste(rules).next().is_some() { self.tasted_now(profile, &person).ok() } else { None };
        let liked = self.liked(tasted.as_ref());
        let facts = experience_facts(&person, &self.segment(profile, as_of_ms)?, request, liked);
        let mut unknown = Vec::new();
        if !personal {
            unknown.push(Unknown::new("customer", "no_consent"));
        } else if person.state.utc_offset_minutes.is_none() {
            unknown.push(Unknown::new("local_hour", "clock_unknown"));
        }
        Ok(ExperienceView {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            personalised: personal,
            choices: choose(rules, &facts),
            unknown,
        })
    }

    /// What was learned to be liked, by attribute, as far as rules ask for it.
    pub(super) fn liked(&self, tasted: Option<&Tasted>) -> Vec<ExperienceFact> {
        let (Some(tasted), Some(model)) = (tasted, &self.fitted.taste) else { return Vec::new() };
        let asked: BTreeSet<&str> = of_taste(&self.fitted.policy.experience.rules).collect();
        let fact = |field: &str| {
            let liked = tasted.beliefs.all.iter().filter(|one| one.learned && one.lift[LONG].mean() > 1.0);
            let named = liked.filter_map(|one| model.value(one.value));
            let texts: Vec<String> = named
                .filter(|(dimension, _)| field.strip_prefix(TASTE) == Some(&dimension.name))
                .map(|(_, value)| value.value.clone())
                .collect();
            (!texts.is_empty()).then(|| ExperienceFact { field: field.to_owned(), texts, number: None })
        };
        asked.into_iter().filter_map(fact).collect()
    }
}

/// The fields of conditions that ask for tastes.
fn of_taste(rules: &[ExperienceRule]) -> impl Iterator<Item = &str> {
    let fields = rules.iter().flat_map(|rule| &rule.conditions).map(|condition| condition.field.as_str());
    fields.filter(|field| field.starts_with(TASTE))
}

/// How contact and experience shape one turn of a conversation.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub tone: Option<String>,
    pub channel: Option<String>,
    pub max_sentences: Option<u32>,
    pub variants: Vec<ExperienceVariant>,
}

/// What the customer states comes before the shop's rules, those before what was learned. The ledger is read for
/// it only where contacts were ever seen.
pub(super) fn shape(
    fitted: &Fitted,
    person: &Person<'_>,
    profile: &Profile,
    group: &SegmentView,
    request: &ExperienceRequest,
    liked: Vec<ExperienceFact>,
) -> Shape {
    let mut shape = Shape::default();
    let rules = &fitted.policy.experience.rules;
    if !rules.is_empty() {
        for choice in choose(rules, &experience_facts(person, group, request, liked)) {
            let (Some(variant), slot) = (choice.variant, choice.slot) else { continue };
            match slot.as_str() {
                "tone" => shape.tone = Some(variant),
                "max_sentences" => shape.max_sentences = variant.parse().ok(),
                _ => shape.variants.push(ExperienceVariant { slot, variant }),
            }
        }
    }
    if !person.allows(ConsentPurpose::Personalization) {
        return shape;
    }
    let wishes = stated(&person.state, person.as_of_ms);
    let policy = &fitted.policy.contact;
    let (mut channel, mut tone) = (wishes.channel, wishes.tone);
    if let Some(population) = fitted.contact.as_ref().filter(|_| channel.is_none() || tone.is_none()) {
        let (facts, _) = contact_facts(person, profile, policy);
        let (learned_channel, learned_tone) = preferred(&facts, policy, population);
        let sure = |choice: Option<ContactChoice>| {
            choice
                .filter(|known| matches!(known.basis.as_str(), "stated" | "learned"))
                .map(|known| known.value)
        };
        channel = channel.or_else(|| sure(learned_channel));
        let tone_learned = sure(learned_tone).filter(|tone| TONES.contains(&tone.as_str()));
        shape.tone = shape.tone.take().or(tone_learned);
    }
    shape.channel = channel.map(|channel| prompt_safe(&channel, MAX_WORD_CHARS));
    shape.tone = tone.take().or(shape.tone);
    shape
}

/// What conditions may ask for: of the request, and with consent of the customer.
fn experience_facts(
    person: &Person<'_>,
    group: &SegmentView,
    request: &ExperienceRequest,
    liked: Vec<ExperienceFact>,
) -> Vec<ExperienceFact> {
    let stated = [
        ("stage", &request.stage),
        ("device", &request.device),
        ("intent", &request.intent),
        ("channel", &request.channel),
    ];
    let of_request = stated.into_iter().filter_map(|(field, value)| Some((field, value.as_deref()?)));
    let mut facts: Vec<ExperienceFact> =
        of_request.map(|(field, value)| ExperienceFact::text(field, value)).collect();
    if !person.allows(ConsentPurpose::Personalization) {
        return facts;
    }
    if group.primary_segment.reason.is_none() {
        facts.push(ExperienceFact::text("segment", &group.primary_segment.name));
    }
    facts.push(ExperienceFact::text("persona", &group.dynamic_persona.name));
    facts.extend(declared_facts(&person.state, person.as_of_ms));
    facts.extend(liked);
    if let Some(minutes) = person.state.utc_offset_minutes {
        let hour = local_hour(person.as_of_ms, minutes).to_string();
        facts.push(ExperienceFact::text("local_hour", &hour));
    }
    facts
}

/// What the customer declared, by the name of its field.
fn declared_facts(state: &CustomerState, as_of_ms: i64) -> Vec<ExperienceFact> {
    let usable = state.usable_traits(ConsentPurpose::Personalization, as_of_ms);
    let facts = usable.map(|known| {
        let field = format!("declared.{}", known.field.unwrap_or(&known.name));
        match &known.value {
            AttributeValue::Text { text } => ExperienceFact::text(&field, text),
            AttributeValue::Texts { texts } => ExperienceFact { field, texts: texts.clone(), number: None },
            AttributeValue::Number { number } => {
                ExperienceFact { field, texts: vec![number.to_string()], number: Some(*number) }
            }
            AttributeValue::Amount { amount_minor } => {
                ExperienceFact { field, texts: Vec::new(), number: Some(*amount_minor as f64) }
            }
            AttributeValue::Flag { flag } => {
                ExperienceFact::text(&field, if *flag { "true" } else { "false" })
            }
        }
    });
    facts.collect()
}

/// All that `contact` asks for, and whether the customer's own answers may be used.
///
/// Without consent the times of unasked contacts remain, and the customer's wishes to be left alone: they serve to
/// do less.
pub(super) fn contact_facts(
    person: &Person<'_>,
    profile: &Profile,
    policy: &ContactPolicy,
) -> (ContactFacts, bool) {
    let personal = person.allows(ConsentPurpose::Personalization);
    let as_of_ms = person.as_of_ms;
    // Who restricted the use of their data is a stranger here too: not even to do less is the ledger read.
    let history = match person.state.restricted {
        None => history(profile, person.state.utc_offset_minutes, as_of_ms),
        Some(_) => History::default(),
    };
    let mut contacts = history.learned.contacts;
    if !personal {
        for contact in &mut contacts {
            *contact = Contact { channel: None, tone: None, answered: false, ..contact.clone() };
        }
    }
    let facts = ContactFacts {
        as_of_ms,
        utc_offset_minutes: person.state.utc_offset_minutes.or(policy.assumed_utc_offset_minutes),
        marketing_consent: person.allows(ConsentPurpose::Marketing),
        contacts,
        hours: if personal { history.learned.hours } else { Vec::new() },
        sessions: if personal { history.sessions } else { Vec::new() },
        stated: stated(&person.state, as_of_ms),
    };
    (facts, personal)
}

fn stated(state: &CustomerState, as_of_ms: i64) -> StatedContact {
    let usable = |name| state.usable_field(name, ConsentPurpose::Personalization, as_of_ms);
    let word = |known: Option<&DeclaredTrait>| match &known?.value {
        AttributeValue::Text { text } => Some(text.to_lowercase()),
        _ => None,
    };
    let number = |known: Option<&DeclaredTrait>| match &known?.value {
        AttributeValue::Number { number } => Some(*number as u32),
        AttributeValue::Text { text } => text.trim().parse().ok(),
        _ => None,
    };
    let wish = |name: &str| {
        let same = |known: &&DeclaredTrait| known.field == Some(name) && !known.is_expired(as_of_ms);
        state.traits.iter().filter(same).max_by_key(|known| known.at_ms)
    };
    let hour = |known| number(known).filter(|hour| *hour < 24);
    StatedContact {
        channel: word(usable("preferred_channel")),
        hour: hour(usable("preferred_hour")),
        tone: word(usable("preferred_tone")),
        per_week: number(wish("messages_per_week")),
        quiet_from_hour: hour(wish("quiet_from_hour")),
        quiet_to_hour: hour(wish("quiet_to_hour")),
    }
}

/// What the newest events of a ledger say of contacts.
#[derive(Default)]
pub(super) struct History {
    pub learned: ContactHistory,
    /// Conversations that the customer began, by channel.
    pub sessions: Vec<(String, u32)>,
}

pub(super) fn history(profile: &Profile, utc_offset_minutes: Option<i32>, as_of_ms: i64) -> History {
    let trail = profile.trail_at(as_of_ms);
    let known = trail.until(as_of_ms);
    let newest = known.get(known.len().saturating_sub(MAX_EVENTS)..).unwrap_or_default();
    let mut reading = Reading { clock: utc_offset_minutes, ..Reading::default() };
    if reading.clock.is_none() {
        reading.clock = newest.iter().rev().find_map(Step::utc_offset_minutes);
    }
    for step in newest {
        reading.take(step, profile);
    }
    let mut sessions: BTreeMap<&str, u32> = BTreeMap::new();
    for (channel, _) in &reading.sessions {
        *sessions.entry(channel).or_default() += 1;
    }
    let sessions = sessions.into_iter().map(|(channel, count)| (channel.to_owned(), count)).collect();
    History { learned: ContactHistory { contacts: reading.contacts, hours: reading.hours }, sessions }
}

/// A ledger while it is read, oldest event first.
#[derive(Default)]
struct Reading<'a> {
    clock: Option<i32>,
    contacts: Vec<Contact>,
    hours: Vec<u32>,
    last_visit_ms: Option<i64>,
    /// Places of contacts by decision.
    decisions: ByKey<usize>,
    /// Places of the newest contact by promotion.
    promotions: ByKey<usize>,
    sessions: BTreeSet<(&'a str, Key)>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, step: &Step, profile: &'a Profile) {
        let place = self.contacts.len();
        match step.kind {
            EventKind::DecisionShown if self.contact(step, profile) => {
                if let Some(id) = step.key() {
                    self.decisions.insert(id, place);
                }
            }
            EventKind::PromotionViewed if self.contact(step, profile) => {
                if let Some(id) = step.key() {
                    self.promotions.insert(id, place);
                }
            }
            EventKind::DecisionOutcome if step.flag => {
                let place = step.key().and_then(|id| self.decisions.get(&id)).copied();
                self.answered(place);
                self.visit(step);
            }
            EventKind::PromotionClicked => {
                let place = step.key().and_then(|id| self.promotions.get(&id)).copied();
                let recent = |place: &usize| {
                    let shown = self.contacts.get(*place).map(|one| one.at_ms);
                    shown.is_some_and(|at_ms| step.at_ms - at_ms <= CLICK_WITHIN_MS)
                };
                let place = place.filter(recent);
                self.answered(place);
                self.visit(step);
            }
            EventKind::ConversationTurn => {
                let event = step.key().filter(|_| step.flag).zip(profile.event_of(step));
                if let Some((session, event)) = event {
                    self.sessions.extend(event.text("channel").map(|channel| (channel, session)));
                }
                self.visit(step);
            }
            kind if is_own(kind) => self.visit(step),
            _ => {}
        }
    }

    /// Enter a contact, if the event tells where or how it was made.
    fn contact(&mut self, step: &Step, profile: &Profile) -> bool {
        let Some(event) = profile.event_of(step).filter(|_| step.flag) else { return false };
        let (channel, tone) = (event.text("channel"), event.text("tone"));
        self.contacts.push(Contact {
            channel: channel.map(str::to_owned),
            tone: tone.map(str::to_owned),
            at_ms: step.at_ms,
            answered: false,
            unasked: channel.is_some_and(|channel| OUTBOUND.contains(&channel)),
        });
        true
    }

    fn answered(&mut self, place: Option<usize>) {
        if let Some(contact) = place.and_then(|place| self.contacts.get_mut(place)) {
            contact.answered = true;
        }
    }

    /// Count the hour of a visit that begins.
    fn visit(&mut self, step: &Step) {
        let begins = self.last_visit_ms.is_none_or(|last_ms| step.at_ms - last_ms > VISIT_GAP_MS);
        self.last_visit_ms = Some(step.at_ms);
        let (true, Some(minutes)) = (begins, step.utc_offset_minutes().or(self.clock)) else { return };
        self.hours.resize(24, 0);
        if let Some(count) = self.hours.get_mut(local_hour(step.at_ms, minutes) as usize) {
            *count = count.saturating_add(1);
        }
    }
}

/// Whether the customer does it, rather than the shop or its systems.
fn is_own(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Identify
            | EventKind::Alias
            | EventKind::OrderUpdated
            | EventKind::OrderCancelled
            | EventKind::OrderRefunded
            | EventKind::PromotionViewed
            | EventKind::ConsentChanged
            | EventKind::ProcessingRestricted
            | EventKind::DecisionMade
            | EventKind::DecisionShown
            | EventKind::DecisionOutcome
    )
}

impl ExperienceRequest {
    /// Refuse what is not text of a sensible length.
    pub fn check(&self) -> Result<()> {
        for (field, value) in [
            ("stage", &self.stage),
            ("device", &self.device),
            ("intent", &self.intent),
            ("channel", &self.channel),
        ] {
            if value.as_ref().is_some_and(|value| value.is_empty() || value.len() > 256) {
                return Err(SartorError::invalid("experience request", field, "1 to 256 bytes"));
            }
        }
        Ok(())
    }
}
