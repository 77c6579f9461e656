//! May this `identify` call come in?
//!
//! Only when an event is observed, not when a stored ledger is loaded: a table that grows must not make old
//! profiles unreadable. What an old ledger holds of a sensitive matter without its purpose is not folded.

use super::fields::{FieldGuard, FieldSpec, FieldType, MAX_WORD_CHARS, MAX_WORDS, field, guard_of};
use crate::consent::ConsentPurpose;
use crate::event::{AttributeValue, Declaration, Event, EventKind};
use crate::{Result, SartorError};

const SUBJECT: &str = "event";

/// Refuse what does not fit its field, and what is sensitive without the purpose for it.
pub(in super::super) fn check(event: &Event) -> Result<()> {
    if event.kind != EventKind::Identify {
        return Ok(());
    }
    let stated = Declaration::of(event).purpose == Some(ConsentPurpose::Sensitive);
    for attribute in event.attributes.iter().filter(|one| !Declaration::reserves(&one.name)) {
        if guard_of(&attribute.name) == FieldGuard::Sensitive && !stated {
            return Err(SartorError::PurposeNeeded {
                subject: SUBJECT.to_owned(),
                field: format!("traits.{}", attribute.name),
                purpose: ConsentPurpose::Sensitive.name().to_owned(),
            });
        }
        if let Some(spec) = field(&attribute.name) {
            check_value(spec, &attribute.name, &attribute.value)?;
        }
    }
    Ok(())
}

fn check_value(spec: &FieldSpec, name: &str, value: &AttributeValue) -> Result<()> {
    if fits(spec.holds, value) {
        return Ok(());
    }
    let found = match value {
        AttributeValue::Number { number } => number.to_string(),
        AttributeValue::Flag { flag } => flag.to_string(),
        // An error does not repeat what a customer wrote.
        AttributeValue::Text { text } => format!("a text of {} characters", text.chars().count()),
        AttributeValue::Texts { texts } => format!("a list of {} texts", texts.len()),
        AttributeValue::Amount { .. } => "an amount".to_owned(),
    };
    let expected = format!("{}, or the trait left out or under another name", spec.holds.says());
    Err(SartorError::out_of_range(SUBJECT, &format!("traits.{name}"), found, &expected))
}

fn fits(holds: FieldType, value: &AttributeValue) -> bool {
    let text = match value {
        AttributeValue::Text { text } => Some(text.as_str()),
        _ => None,
    };
    match holds {
        FieldType::Text(most) => text.is_some_and(|text| text.chars().count() <= most),
        FieldType::Words => match value {
            AttributeValue::Text { text } => text.chars().count() <= MAX_WORD_CHARS,
            AttributeValue::Texts { texts } => {
                texts.len() <= MAX_WORDS && texts.iter().all(|text| text.chars().count() <= MAX_WORD_CHARS)
            }
            AttributeValue::Number { .. } => true,
            _ => false,
        },
        FieldType::Number(least, most) => {
            whole(value).is_some_and(|number| (f64::from(least)..=f64::from(most)).contains(&number))
        }
        FieldType::Hour => whole(value).is_some_and(|hour| (0.0..=23.0).contains(&hour)),
        FieldType::Choice(words) => text.is_some_and(|text| words.contains(&text.to_lowercase().as_str())),
        FieldType::Date => {
            text.is_some_and(|text| text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok())
        }
        FieldType::Code(least, most) => text.is_some_and(|text| code(text, least, most)),
    }
}

/// A whole number, also where collectors send it as text.
pub(in super::super) fn whole(value: &AttributeValue) -> Option<f64> {
    let number = match value {
        AttributeValue::Number { number } => *number,
        AttributeValue::Text { text } => text.trim().parse().ok()?,
        _ => return None,
    };
    (number.is_finite() && number.fract() == 0.0).then_some(number)
}

/// `US`, `en`, `en-US`, `zh-Hant-TW`.
fn code(text: &str, least: usize, most: usize) -> bool {
    let mut parts = text.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    let country = least == most;
    let letters = |c: char| if country { c.is_ascii_uppercase() } else { c.is_ascii_alphabetic() };
    (least..=most).contains(&first.len())
        && first.chars().all(letters)
        && parts.all(|part| {
            !country && (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}
