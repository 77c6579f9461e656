//! What does a Segment call say, in Sartor's terms?

use std::fmt;

use super::raw::{Named, Raw};
use super::vocabulary::{EventKind, PropertySpec, PropertyType, product_property};
use super::{AttributeValue, Event, EventAttribute, EventLine, MAX_EVENT_LINES, MAX_TRAITS};
use crate::money::{Currency, minor_from_f64, minor_from_text};
use crate::time::parse_zoned_ms;
use crate::{Result, SartorError};

const SUBJECT: &str = "event";
/// How much of an unknown event's name an error repeats.
const MAX_NAME_CHARS: usize = 64;

/// The event of a call. Traits that cannot be kept go to `refused`, and the event lives without them.
pub(super) fn event_of(
    raw: Raw,
    default_currency: Option<Currency>,
    refused: &mut dyn FnMut(SartorError),
) -> Result<Event> {
    let Raw::Object(call) = raw else {
        return Err(SartorError::invalid(SUBJECT, "event", "an object in the Segment shape"));
    };
    let mut call = Members(call);
    let kind = kind_of(&mut call)?;
    let mut event = Event {
        message_id: call.id("messageId")?.ok_or_else(|| missing("messageId", "1 to 256 bytes"))?,
        kind,
        timestamp_ms: 0,
        utc_offset_minutes: None,
        user_id: call.id("userId")?,
        anonymous_id: call.id("anonymousId")?,
        currency: None,
        lines: Vec::new(),
        attributes: Vec::new(),
    };
    take_time(&mut event, &mut call)?;
    match kind {
        EventKind::Identify => {
            take_traits(&mut event, &mut call, refused)?;
            super::declaration::take(&mut event, call.take("context"))?;
        }
        EventKind::Alias => {
            let previous = call.id("previousId")?.ok_or_else(|| missing("previousId", "1 to 256 bytes"))?;
            let value = AttributeValue::Text { text: previous };
            event.attributes.push(EventAttribute { name: "previousId".to_owned(), value });
        }
        _ => match call.take("properties") {
            None | Some(Raw::Null) => {}
            Some(Raw::Object(properties)) => take_properties(&mut event, properties, default_currency)?,
            Some(_) => return Err(missing("properties", "an object")),
        },
    }
    event.check()?;
    Ok(event)
}

fn kind_of(call: &mut Members) -> Result<EventKind> {
    let stated = call.text("type")?;
    let name = match stated.as_deref() {
        Some("identify") => return Ok(EventKind::Identify),
        Some("alias") => return Ok(EventKind::Alias),
        Some("track") => call.text("event")?.ok_or_else(|| missing("event", "the name of an event"))?,
        Some(other) => return Err(unknown(other)),
        // Without a type, what only one type of call has tells it.
        None => match call.text("event")? {
            Some(name) => name,
            None if call.holds("traits") => return Ok(EventKind::Identify),
            None if call.holds("previousId") => return Ok(EventKind::Alias),
            None => return Err(missing("event", "the name of an event")),
        },
    };
    EventKind::from_name(&name).ok_or_else(|| unknown(&name))
}

fn unknown(name: &str) -> SartorError {
    SartorError::UnknownEvent { event: name.chars().take(MAX_NAME_CHARS).collect() }
}

fn missing(field: &str, expected: &str) -> SartorError {
    SartorError::invalid(SUBJECT, field, expected)
}

fn take_time(event: &mut Event, call: &mut Members) -> Result<()> {
    let (field, text) = match call.text("timestamp")? {
        Some(text) => ("timestamp", text),
        None => match call.text("originalTimestamp")? {
            Some(text) => ("originalTimestamp", text),
            None => return Err(missing("timestamp", "an RFC 3339 time with Z or an offset")),
        },
    };
    let zoned = parse_zoned_ms(&text).map_err(|error| at(error, &field))?;
    event.timestamp_ms = zoned.timestamp_ms;
    event.utc_offset_minutes = zoned.utc_offset_minutes;
    Ok(())
}

fn take_traits(event: &mut Event, call: &mut Members, refused: &mut dyn FnMut(SartorError)) -> Result<()> {
    let mut traits = match call.take("traits") {
        None | Some(Raw::Null) => return Ok(()),
        Some(Raw::Object(traits)) => traits,
        Some(_) => return Err(missing("traits", "an object")),
    };
    // A stable sort: of equal names the last counts.
    traits.sort_by(|(one, _), (other, _)| one.cmp(other));
    traits.reverse();
    traits.dedup_by(|(one, _), (other, _)| one == other);
    traits.reverse();
    if traits.len() > MAX_TRAITS {
        return Err(SartorError::too_many(SUBJECT, "traits", traits.len(), MAX_TRAITS, "traits"));
    }
    for (name, raw) in traits {
        let path = Path { list: "traits", at: None, name: &name };
        if super::Declaration::reserves(&name) {
            refused(missing(&path.to_string(), "a trait: it belongs into context.declaration"));
            continue;
        }
        let value = match raw {
            Raw::Null => continue,
            Raw::Flag(flag) => AttributeValue::Flag { flag },
            Raw::Integer(number) => AttributeValue::Number { number: number as f64 },
            Raw::Number(number) => AttributeValue::Number { number },
            Raw::Text(text) if text.is_empty() => continue,
            Raw::Text(text) => AttributeValue::Text { text },
            Raw::List(list) => match list.into_iter().map(plain_text).collect::<Option<Vec<_>>>() {
                Some(texts) if texts.iter().all(String::is_empty) => continue,
                Some(mut texts) => {
                    texts.retain(|text| !text.is_empty());
                    AttributeValue::Texts { texts }
                }
                None => {
                    refused(missing(&path.to_string(), "a list of texts"));
                    continue;
                }
            },
            Raw::Object(_) | Raw::Nested => {
                refused(missing(&path.to_string(), "text, a number, a flag or a list of texts"));
                continue;
            }
        };
        let one = EventAttribute { name: name.into_owned(), value };
        match super::check::check_trait(&one) {
            Ok(()) => event.attributes.push(one),
            Err(error) => refused(error),
        }
    }
    Ok(())
}

fn plain_text(raw: Raw) -> Option<String> {
    match raw {
        Raw::Text(text) => Some(text),
        Raw::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

fn take_properties(
    event: &mut Event,
    properties: Vec<Named>,
    default_currency: Option<Currency>,
) -> Result<()> {
    let mut properties = Members(properties);
    let stated = match properties.take("currency") {
        Some(Raw::Text(code)) if code.is_empty() => None,
        Some(Raw::Text(code)) => {
            Some(Currency::parse(&code).map_err(|error| at(error, &"properties.currency"))?)
        }
        None | Some(Raw::Null) => None,
        Some(_) => return Err(missing("properties.currency", "an ISO 4217 code such as USD")),
    };
    let currency = stated.or(default_currency);
    let products = match properties.take("products") {
        None | Some(Raw::Null) => None,
        Some(Raw::List(products)) => Some(products),
        Some(_) => return Err(missing("properties.products", "a list of products")),
    };
    let flat = event.kind.spec().flat;
    let mut flat_product = Vec::new();
    for (name, raw) in properties.0 {
        if flat && product_property(&name).is_some() {
            flat_product.push((name, raw));
        } else if let Some(spec) = event.kind.attribute(&name) {
            let path = Path { list: "properties", at: None, name: &name };
            if let Some(value) = attribute(raw, spec, currency, &path)? {
                event.attributes.push(EventAttribute { name: spec.name.to_owned(), value });
            }
        }
    }
    event.attributes.sort_by(|one, other| one.name.cmp(&other.name));
    match products {
        Some(products) => take_products(event, products, currency)?,
        None if flat => event.lines.push(line(flat_product, None, currency)?),
        None => {}
    }
    let priced = event.lines.iter().any(|line| line.price_minor.is_some())
        || event.attributes.iter().any(|one| matches!(one.value, AttributeValue::Amount { .. }));
    let currency = if priced { currency } else { stated };
    event.currency = currency.map(|currency| currency.code().to_owned());
    Ok(())
}

fn take_products(event: &mut Event, products: Vec<Raw>, currency: Option<Currency>) -> Result<()> {
    if products.len() > MAX_EVENT_LINES {
        let field = "properties.products";
        return Err(SartorError::too_many(SUBJECT, field, products.len(), MAX_EVENT_LINES, "products"));
    }
    event.lines.reserve_exact(products.len());
    for (place, product) in products.into_iter().enumerate() {
        let Raw::Object(fields) = product else {
            return Err(missing(&format!("properties.products[{place}]"), "an object"));
        };
        event.lines.push(line(fields, Some(place), currency)?);
    }
    Ok(())
}

fn line(fields: Vec<Named>, place: Option<usize>, currency: Option<Currency>) -> Result<EventLine> {
    let path = |name| Path { list: "properties", at: place, name };
    let mut fields = Members(fields);
    let mut id = None;
    if let Some(spec) = product_property("product_id") {
        for name in [spec.name].iter().chain(spec.aliases) {
            if id.is_none() {
                id = text(fields.take(name).unwrap_or(Raw::Null), &path(name))?;
            }
        }
    }
    let product_id = id.ok_or_else(|| missing(&path("product_id").to_string(), "1 to 256 bytes"))?;
    let mut take = |name| fields.take(name).unwrap_or(Raw::Null);
    Ok(EventLine {
        product_id,
        quantity: whole(take("quantity"), 1, &path("quantity"))?.unwrap_or(1),
        price_minor: amount(take("price"), currency, &path("price"))?,
        position: whole(take("position"), 0, &path("position"))?,
        variant: text(take("variant"), &path("variant"))?,
        coupon: text(take("coupon"), &path("coupon"))?,
    })
}

fn attribute(
    raw: Raw,
    spec: &PropertySpec,
    currency: Option<Currency>,
    path: &Path<'_>,
) -> Result<Option<AttributeValue>> {
    Ok(match spec.value {
        PropertyType::Text => text(raw, path)?.map(|text| AttributeValue::Text { text }),
        PropertyType::Number => number(raw, path)?.map(|number| AttributeValue::Number { number }),
        PropertyType::Amount => {
            amount(raw, currency, path)?.map(|amount_minor| AttributeValue::Amount { amount_minor })
        }
        PropertyType::Flag => match raw {
            Raw::Null => None,
            Raw::Flag(flag) => Some(AttributeValue::Flag { flag }),
            _ => return Err(missing(&path.to_string(), "true or false")),
        },
        PropertyType::Texts => {
            let texts = texts(raw).ok_or_else(|| missing(&path.to_string(), "a list of texts"))?;
            (!texts.is_empty()).then_some(AttributeValue::Texts { texts })
        }
    })
}

/// Empty text is what collectors send for an absent value.
fn text(raw: Raw, path: &Path<'_>) -> Result<Option<String>> {
    match raw {
        Raw::Null => Ok(None),
        Raw::Text(text) if text.is_empty() => Ok(None),
        Raw::Text(text) => Ok(Some(text)),
        Raw::Integer(number) => Ok(Some(number.to_string())),
        _ => Err(missing(&path.to_string(), "text")),
    }
}

fn number(raw: Raw, path: &Path<'_>) -> Result<Option<f64>> {
    match raw {
        Raw::Null => Ok(None),
        Raw::Integer(number) => Ok(Some(number as f64)),
        Raw::Number(number) => Ok(Some(number)),
        Raw::Text(text) if text.is_empty() => Ok(None),
        Raw::Text(text) => text.trim().parse().map(Some).map_err(|_| missing(&path.to_string(), "a number")),
        _ => Err(missing(&path.to_string(), "a number")),
    }
}

/// A whole number of at least `least`, as the record holds it.
fn whole(raw: Raw, least: u32, path: &Path<'_>) -> Result<Option<u32>> {
    let Some(number) = number(raw, path)? else {
        return Ok(None);
    };
    if number.fract() == 0.0 && number >= f64::from(least) && number <= f64::from(u32::MAX) {
        return Ok(Some(number as u32));
    }
    let expected = format!("a whole number of at least {least}");
    Err(SartorError::out_of_range(SUBJECT, &path.to_string(), number, &expected))
}

fn amount(raw: Raw, currency: Option<Currency>, path: &Path<'_>) -> Result<Option<i64>> {
    match &raw {
        Raw::Null => return Ok(None),
        Raw::Text(text) if text.is_empty() => return Ok(None),
        _ => {}
    }
    let Some(currency) = currency else {
        let expected = "an ISO 4217 code, without which an amount means nothing";
        return Err(missing("properties.currency", expected));
    };
    let minor = match raw {
        Raw::Integer(number) => minor_from_f64(number as f64, currency),
        Raw::Number(number) => minor_from_f64(number, currency),
        Raw::Text(text) => minor_from_text(&text, currency),
        _ => return Err(missing(&path.to_string(), "an amount")),
    };
    minor.map(Some).map_err(|error| at(error, path))
}

/// Texts of a list, an object (`key=value`), a list of `{type, value}`, or one text.
fn texts(raw: Raw) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    match raw {
        Raw::Null => {}
        Raw::Object(members) => {
            for (name, value) in members {
                push_pair(&mut texts, &name, value)?;
            }
        }
        Raw::List(list) => {
            for element in list {
                match element {
                    Raw::Object(members) => {
                        let mut members = Members(members);
                        let Some(Raw::Text(kind)) = members.take("type") else {
                            return None;
                        };
                        push_pair(&mut texts, &kind, members.take("value").unwrap_or(Raw::Null))?;
                    }
                    other => texts.push(plain_text(other)?),
                }
            }
        }
        other => texts.push(plain_text(other)?),
    }
    texts.retain(|text| !text.is_empty());
    Some(texts)
}

fn push_pair(texts: &mut Vec<String>, name: &str, value: Raw) -> Option<()> {
    match value {
        Raw::Null => {}
        Raw::List(list) => {
            for element in list {
                texts.push(format!("{name}={}", plain_text(element)?));
            }
        }
        Raw::Flag(flag) => texts.push(format!("{name}={flag}")),
        Raw::Number(number) => texts.push(format!("{name}={number}")),
        other => texts.push(format!("{name}={}", plain_text(other)?)),
    }
    Some(())
}

/// Where a value stands; only an error writes it out.
pub(super) struct Path<'a> {
    pub list: &'a str,
    pub at: Option<usize>,
    pub name: &'a str,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{}.products[{at}].{}", self.list, self.name),
            None => write!(f, "{}.{}", self.list, self.name),
        }
    }
}

/// The same error, said of this field of the event.
pub(super) fn at(error: SartorError, path: &dyn fmt::Display) -> SartorError {
    let (subject, field) = (SUBJECT.to_owned(), path.to_string());
    match error {
        SartorError::OutOfRange { value, expected, .. } => {
            SartorError::OutOfRange { subject, field, value, expected }
        }
        SartorError::InvalidValue { expected, .. } => SartorError::InvalidValue { subject, field, expected },
        SartorError::TooLarge { size, limit, unit, .. } => {
            SartorError::TooLarge { subject, field, size, limit, unit }
        }
        other => other,
    }
}

/// The members of an object, taken out by name.
struct Members(Vec<Named>);

impl Members {
    fn take(&mut self, name: &str) -> Option<Raw> {
        let found = self.0.iter_mut().find(|(known, _)| known == name)?;
        Some(std::mem::replace(&mut found.1, Raw::Null))
    }

    fn holds(&self, name: &str) -> bool {
        self.0.iter().any(|(known, raw)| known == name && *raw != Raw::Null)
    }

    fn text(&mut self, name: &str) -> Result<Option<String>> {
        match self.take(name) {
            None | Some(Raw::Null) => Ok(None),
            Some(Raw::Text(text)) => Ok(Some(text)),
            Some(_) => Err(missing(name, "text")),
        }
    }

    /// Ids may be whole numbers in JSON; an empty one is refused later.
    fn id(&mut self, name: &str) -> Result<Option<String>> {
        match self.take(name) {
            Some(Raw::Integer(number)) => Ok(Some(number.to_string())),
            None | Some(Raw::Null) => Ok(None),
            Some(Raw::Text(text)) => Ok(Some(text)),
            Some(_) => Err(missing(name, "text")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object<const N: usize>(members: [(&'static str, Raw); N]) -> Raw {
        Raw::Object(members.into_iter().map(|(name, raw)| (name.into(), raw)).collect())
    }

    /// JSON cannot say NaN, but a Python dictionary can.
    #[test]
    fn a_price_that_is_not_finite_is_refused_by_its_path() {
        let text = |text: &str| Raw::Text(text.to_owned());
        for price in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let product = object([("product_id", text("p")), ("price", Raw::Number(price))]);
            let call = object([
                ("type", text("track")),
                ("messageId", text("m")),
                ("event", text("Cart Viewed")),
                ("timestamp", text("2026-06-01T08:00:00Z")),
                ("properties", object([("products", Raw::List(vec![product]))])),
            ]);
            let error = event_of(call, Currency::parse("USD").ok(), &mut |_| ()).unwrap_err();
            let expected =
                format!("event: properties.products[0].price is {price}, expected a finite number");
            assert_eq!(error.to_string(), expected);
        }
    }
}
