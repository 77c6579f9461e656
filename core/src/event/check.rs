//! Is an event, however it was made, one that may be folded?

use super::segment::{Path, at};
use super::vocabulary::{EventKind, PropertyType};
use super::{
    AttributeValue, Event, EventAttribute, EventLine, MAX_EVENT_BYTES, MAX_EVENT_LINES, MAX_TRAIT_BYTES,
    MAX_TRAITS,
};
use crate::consent::ConsentChange;
use crate::ids::check_id;
use crate::money::{Currency, MAX_AMOUNT_MINOR};
use crate::time::{check_timestamp, check_utc_offset};
use crate::{Result, SartorError};

const SUBJECT: &str = "event";
/// The longest name of a declared trait, in bytes.
const MAX_TRAIT_NAME: usize = 128;
/// The most texts in one list.
const MAX_TEXTS: usize = 64;
/// What a number, a flag or a length costs in the size of an event.
const NUMBER_BYTES: usize = 9;

impl Event {
    /// Refuse an event that breaks any rule of [`Event`] or of the vocabulary, naming the field as in JSON.
    ///
    /// Reading JSON has done this already; it matters for events built from their fields.
    pub fn check(&self) -> Result<()> {
        self.check_in(None)
    }

    /// The same check where a currency is at hand that most events are in.
    pub(crate) fn check_in(&self, known: Option<Currency>) -> Result<()> {
        check_id(SUBJECT, "messageId", &self.message_id)?;
        check_timestamp(SUBJECT, "timestamp", self.timestamp_ms)?;
        if let Some(minutes) = self.utc_offset_minutes {
            check_utc_offset(SUBJECT, "timestamp", minutes)?;
        }
        for (field, id) in [("userId", &self.user_id), ("anonymousId", &self.anonymous_id)] {
            if let Some(id) = id {
                check_id(SUBJECT, field, id)?;
            }
        }
        if let Some(code) = &self.currency
            && known.is_none_or(|known| known.code() != code)
        {
            Currency::parse(code).map_err(|error| at(error, &"properties.currency"))?;
        }
        self.check_lines()?;
        self.check_attributes()?;
        if self.size_bytes() > MAX_EVENT_BYTES {
            return Err(SartorError::too_large(SUBJECT, "event", self.size_bytes(), MAX_EVENT_BYTES));
        }
        Ok(())
    }

    /// The size that [`MAX_EVENT_BYTES`] bounds: texts as they are, 9 bytes for each number and length.
    pub fn size_bytes(&self) -> usize {
        let optional = |text: &Option<String>| text.as_ref().map_or(0, |text| NUMBER_BYTES + text.len());
        let line = |line: &EventLine| {
            4 * NUMBER_BYTES + line.product_id.len() + optional(&line.variant) + optional(&line.coupon)
        };
        4 * NUMBER_BYTES
            + self.message_id.len()
            + optional(&self.user_id)
            + optional(&self.anonymous_id)
            + self.lines.iter().map(line).sum::<usize>()
            + self.attributes.iter().map(size_of_attribute).sum::<usize>()
    }

    fn check_lines(&self) -> Result<()> {
        if self.lines.len() > MAX_EVENT_LINES {
            let field = "properties.products";
            return Err(SartorError::too_many(SUBJECT, field, self.lines.len(), MAX_EVENT_LINES, "products"));
        }
        if self.kind.spec().flat && self.lines.is_empty() {
            return Err(SartorError::invalid(SUBJECT, "properties.product_id", "1 to 256 bytes"));
        }
        if matches!(self.kind, EventKind::Identify | EventKind::Alias)
            && !(self.lines.is_empty() && self.currency.is_none())
        {
            let expected = "absent from identify and alias calls";
            return Err(SartorError::invalid(SUBJECT, "properties", expected));
        }
        let alone = self.kind.spec().flat && self.lines.len() == 1;
        for (place, line) in self.lines.iter().enumerate() {
            self.check_line(line, (!alone).then_some(place))?;
        }
        Ok(())
    }

    fn check_line(&self, line: &EventLine, place: Option<usize>) -> Result<()> {
        let path = |name| Path { list: "properties", at: place, name };
        check_id(SUBJECT, "product_id", &line.product_id).map_err(|error| at(error, &path("product_id")))?;
        if line.quantity == 0 {
            let expected = "a whole number of at least 1";
            return Err(SartorError::out_of_range(SUBJECT, &path("quantity").to_string(), 0, expected));
        }
        if let Some(price_minor) = line.price_minor {
            self.check_amount(price_minor, &path("price"))?;
        }
        for (name, text) in [("variant", &line.variant), ("coupon", &line.coupon)] {
            if let Some(text) = text {
                let limit = super::vocabulary::product_property(name).map_or(0, |spec| spec.max_bytes);
                check_text(text, limit, &path(name))?;
            }
        }
        Ok(())
    }

    fn check_amount(&self, amount_minor: i64, path: &Path<'_>) -> Result<()> {
        let Some(currency) = &self.currency else {
            let expected = "an ISO 4217 code, without which an amount means nothing";
            return Err(SartorError::invalid(SUBJECT, "properties.currency", expected));
        };
        if (0..=MAX_AMOUNT_MINOR).contains(&amount_minor) {
            return Ok(());
        }
        let expected = format!("0 to 10^15 minor units of {currency}");
        Err(SartorError::out_of_range(SUBJECT, &path.to_string(), amount_minor, &expected))
    }

    fn check_attributes(&self) -> Result<()> {
        let sorted = self.attributes.windows(2).all(|pair| match pair {
            [one, other] => one.name < other.name,
            _ => true,
        });
        if !sorted {
            return Err(SartorError::invalid(SUBJECT, "attributes", "sorted by name, each name once"));
        }
        match self.kind {
            EventKind::Identify => {
                if self.attributes.len() > MAX_TRAITS + super::declaration::RESERVED {
                    let found = self.attributes.len();
                    return Err(SartorError::too_many(SUBJECT, "traits", found, MAX_TRAITS, "traits"));
                }
                super::declaration::check(self)?;
                return self.attributes.iter().try_for_each(check_trait);
            }
            EventKind::Alias => {
                let previous = self.text("previousId").unwrap_or_default();
                check_id(SUBJECT, "previousId", previous)?;
                if self.customer_id().is_none() {
                    return Err(SartorError::invalid(SUBJECT, "userId", "the id that replaces previousId"));
                }
            }
            EventKind::ConsentChanged => {
                ConsentChange::parse(self.text("purpose"), self.text("state"), self.text("basis"))?;
            }
            EventKind::ProcessingRestricted if self.flag("restricted").is_none() => {
                return Err(SartorError::invalid(SUBJECT, "properties.restricted", "true or false"));
            }
            EventKind::DecisionMade | EventKind::DecisionShown | EventKind::DecisionOutcome => {
                let id = self.text("decision_id").unwrap_or_default();
                check_id(SUBJECT, "properties.decision_id", id)?;
            }
            _ => {}
        }
        self.attributes.iter().try_for_each(|attribute| self.check_attribute(attribute))
    }

    fn check_attribute(&self, attribute: &EventAttribute) -> Result<()> {
        let path = Path { list: "properties", at: None, name: &attribute.name };
        let Some(spec) = self.kind.attribute(&attribute.name) else {
            return Err(SartorError::UnknownField {
                subject: SUBJECT.to_owned(),
                field: path.to_string(),
                expected: "the properties of docs/data-model.md".to_owned(),
            });
        };
        match (&attribute.value, spec.value) {
            (AttributeValue::Text { text }, PropertyType::Text) => check_text(text, spec.max_bytes, &path),
            (AttributeValue::Number { number }, PropertyType::Number) => {
                check_number(*number, &path)?;
                if spec.name == "propensity" && !(*number > 0.0 && *number <= 1.0) {
                    let expected = "a probability above 0 and at most 1";
                    return Err(SartorError::out_of_range(SUBJECT, &path.to_string(), *number, expected));
                }
                Ok(())
            }
            (AttributeValue::Amount { amount_minor }, PropertyType::Amount) => {
                self.check_amount(*amount_minor, &path)
            }
            (AttributeValue::Flag { .. }, PropertyType::Flag) => Ok(()),
            (AttributeValue::Texts { texts }, PropertyType::Texts) => {
                check_texts(texts, spec.max_bytes, &path)
            }
            _ => Err(SartorError::invalid(SUBJECT, &path.to_string(), "of the type of its property")),
        }
    }
}

/// Whether a declared trait can be kept.
pub(super) fn check_trait(attribute: &EventAttribute) -> Result<()> {
    if attribute.name.is_empty()
        || attribute.name.len() > MAX_TRAIT_NAME
        || attribute.name.chars().any(char::is_control)
    {
        let expected = "named by 1 to 128 bytes without control characters";
        return Err(SartorError::invalid(SUBJECT, "traits", expected));
    }
    let path = Path { list: "traits", at: None, name: &attribute.name };
    let size = size_of_attribute(attribute);
    if size > MAX_TRAIT_BYTES {
        return Err(SartorError::too_large(SUBJECT, &path.to_string(), size, MAX_TRAIT_BYTES));
    }
    match &attribute.value {
        AttributeValue::Text { text } => check_text(text, MAX_TRAIT_BYTES, &path),
        AttributeValue::Number { number } => check_number(*number, &path),
        AttributeValue::Flag { .. } => Ok(()),
        AttributeValue::Texts { texts } => check_texts(texts, MAX_TRAIT_BYTES, &path),
        AttributeValue::Amount { .. } => {
            let expected = "text, a number, a flag or a list of texts";
            Err(SartorError::invalid(SUBJECT, &path.to_string(), expected))
        }
    }
}

fn size_of_attribute(attribute: &EventAttribute) -> usize {
    let value = match &attribute.value {
        AttributeValue::Text { text } => text.len(),
        AttributeValue::Texts { texts } => texts.iter().map(|text| NUMBER_BYTES + text.len()).sum(),
        AttributeValue::Number { .. } | AttributeValue::Amount { .. } | AttributeValue::Flag { .. } => 0,
    };
    NUMBER_BYTES + attribute.name.len() + value
}

fn check_number(number: f64, path: &Path<'_>) -> Result<()> {
    if number.is_finite() {
        return Ok(());
    }
    Err(SartorError::out_of_range(SUBJECT, &path.to_string(), number, "a finite number"))
}

fn check_text(text: &str, max_bytes: usize, path: &Path<'_>) -> Result<()> {
    if text.is_empty() {
        return Err(SartorError::out_of_range(SUBJECT, &path.to_string(), "empty", "text, or left out"));
    }
    if text.len() > max_bytes {
        return Err(SartorError::too_large(SUBJECT, &path.to_string(), text.len(), max_bytes));
    }
    Ok(())
}

fn check_texts(texts: &[String], max_bytes: usize, path: &Path<'_>) -> Result<()> {
    if texts.is_empty() {
        return Err(SartorError::out_of_range(SUBJECT, &path.to_string(), "empty", "texts, or left out"));
    }
    if texts.len() > MAX_TEXTS {
        return Err(SartorError::too_many(SUBJECT, &path.to_string(), texts.len(), MAX_TEXTS, "texts"));
    }
    texts.iter().try_for_each(|text| check_text(text, max_bytes, path))
}
