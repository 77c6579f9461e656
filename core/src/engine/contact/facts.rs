//! What may rules of experience ask for? The request, and with consent the customer: group, declarations, tastes.

use std::collections::BTreeMap;

use crate::consent::ConsentPurpose;
use crate::contact::{ExperienceFact, ExperienceRule};
use crate::event::AttributeValue;
use crate::profile::CustomerState;
use crate::taste::{LONG, TasteModel};
use crate::time::local_hour;

use super::super::person::Person;
use super::super::taste::Tasted;
use super::super::views::SegmentView;
use super::ExperienceRequest;

/// What begins the name of a field of taste.
const TASTE: &str = "taste.";

/// Whether any rule asks for a taste: reading one costs more than all else here.
pub(super) fn ask_for_taste(rules: &[ExperienceRule]) -> bool {
    rules.iter().flat_map(|rule| &rule.conditions).any(|condition| condition.field.starts_with(TASTE))
}

/// What conditions may ask for: of the request, and with consent of the customer.
pub(super) fn experience_facts(
    person: &Person<'_>,
    group: &SegmentView,
    request: &ExperienceRequest,
    taste: Option<(&TasteModel, &Tasted)>,
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
    facts.extend(taste.into_iter().flat_map(|(model, tasted)| taste_facts(model, tasted)));
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

/// What the customer was learned to like, by dimension. What is only likely, and what is liked less than by others,
/// chooses nothing.
fn taste_facts(model: &TasteModel, tasted: &Tasted) -> Vec<ExperienceFact> {
    let mut liked: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for belief in tasted.beliefs.all.iter().filter(|known| known.learned && known.lift[LONG].mean() > 1.0) {
        if let Some((dimension, value)) = model.value(belief.value) {
            liked.entry(&dimension.name).or_default().push(value.value.clone());
        }
    }
    let facts = liked.into_iter().map(|(name, texts)| {
        let number = match texts.as_slice() {
            [only] => only.trim().parse().ok(),
            _ => None,
        };
        ExperienceFact { field: format!("{TASTE}{name}"), texts, number }
    });
    facts.collect()
}
