//! How is this customer best spoken to, and what do they see? Joins ledger, consent and policy for `contact`.

mod facts;
mod history;
mod views;

pub use views::{ContactView, ExperienceRequest, ExperienceView};

pub(super) use history::history;

use crate::Result;
use crate::consent::ConsentPurpose;
use crate::contact::{
    Contact, ContactChoice, ContactFacts, ContactPolicy, ContactPopulation, StatedContact, advise, choose,
    preferred,
};
use crate::estimate::Unknown;
use crate::event::AttributeValue;
use crate::profile::{CustomerState, DeclaredTrait, Profile, TONES};
use crate::prompt::prompt_safe;

use super::Engine;
use super::answer::ExperienceVariant;
use super::fitted::Fitted;
use super::person::Person;
use super::taste::Tasted;
use super::views::SegmentView;
use facts::{ask_for_taste, experience_facts};
use history::History;

/// The longest name of a channel that is repeated, in characters.
const MAX_WORD_CHARS: usize = 40;

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
        let tasted = ask_for_taste(rules).then(|| self.tasted_now(profile, &person)).transpose();
        let mut unknown = Vec::new();
        if let Err(reason) = &tasted
            && personal
        {
            unknown.push(reason.clone());
        }
        let taste = self.fitted.taste.as_ref().zip(tasted.as_ref().ok().and_then(Option::as_ref));
        let facts = experience_facts(&person, &self.segment(profile, as_of_ms)?, request, taste);
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
    tasted: Option<&Tasted>,
) -> Shape {
    let mut shape = Shape::default();
    let rules = &fitted.policy.experience.rules;
    if !rules.is_empty() {
        let taste = fitted.taste.as_ref().zip(tasted);
        for choice in choose(rules, &experience_facts(person, group, request, taste)) {
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
