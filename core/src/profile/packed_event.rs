//! How is one event packed?
//!
//! Its kind, a byte of flags, the time since the event before it in the largest unit that divides it, its message
//! id, its lines, and its attributes by their codes in the vocabulary.

use super::pack::{Packer, Unpacker, unzigzag, zigzag};
use crate::Result;
use crate::event::vocabulary::{PropertySpec, PropertyType, event_property_by_code};
use crate::event::{AttributeValue, Event, EventAttribute, EventKind, EventLine};
use crate::money::Currency;

const OFFSET_CHANGED: u8 = 1;
const USER_SHIFT: u8 = 1;
const VISITOR_SHIFT: u8 = 3;
const HAS_CURRENCY: u8 = 1 << 5;
const HAS_LINES: u8 = 1 << 6;
const HAS_ATTRIBUTES: u8 = 1 << 7;

/// Units in which the time since the event before is counted.
const UNITS_MS: [i64; 4] = [1, 1_000, 60_000, 3_600_000];

/// The content of an event by itself, for putting two versions of a message in order.
pub(crate) fn event_bytes(event: &Event) -> Vec<u8> {
    let mut packer = Packer::default();
    let mut before = Before::default();
    pack_event(&mut packer, event, "", &mut before);
    packer.bytes.extend(event.currency.as_deref().unwrap_or_default().bytes());
    packer.bytes
}

/// What the event before it says of an event.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before {
    pub timestamp_ms: i64,
    utc_offset_minutes: Option<i32>,
}

pub(crate) fn pack_event(packer: &mut Packer, event: &Event, identity: &str, before: &mut Before) {
    packer.byte(event.kind.code());
    let id_form = |id: Option<&str>| match id {
        None => 0,
        Some(id) if id == identity => 1,
        Some(_) => 2_u8,
    };
    let (user, visitor) = (event.user_id.as_deref(), event.anonymous_id.as_deref());
    let offset_changed = event.utc_offset_minutes != before.utc_offset_minutes;
    let mut flags = u8::from(offset_changed) * OFFSET_CHANGED;
    flags |= id_form(user) << USER_SHIFT | id_form(visitor) << VISITOR_SHIFT;
    flags |= u8::from(event.currency.is_some()) * HAS_CURRENCY;
    flags |= u8::from(!event.lines.is_empty()) * HAS_LINES;
    flags |= u8::from(!event.attributes.is_empty()) * HAS_ATTRIBUTES;
    packer.byte(flags);
    // An event checked at the door is not before 1970, and a ledger is sorted.
    let since = event.timestamp_ms.saturating_sub(before.timestamp_ms).max(0);
    let unit = (0..UNITS_MS.len()).rev().find(|&unit| UNITS_MS.get(unit).is_some_and(|ms| since % ms == 0));
    let unit = unit.unwrap_or(0);
    let length = UNITS_MS.get(unit).map_or(since, |ms| since / ms);
    packer.number((length as u64) << 2 | unit as u64);
    packer.unique(&event.message_id);
    if offset_changed {
        packer.signed(event.utc_offset_minutes.map_or(i64::from(i32::MIN), i64::from));
    }
    for id in [user, visitor].into_iter().flatten().filter(|id| *id != identity) {
        packer.word(id);
    }
    if !event.lines.is_empty() {
        packer.count(event.lines.len());
        event.lines.iter().for_each(|line| pack_line(packer, line));
    }
    if !event.attributes.is_empty() {
        packer.count(event.attributes.len());
        event.attributes.iter().for_each(|attribute| pack_attribute(packer, event.kind, attribute));
    }
    *before = Before { timestamp_ms: event.timestamp_ms, utc_offset_minutes: event.utc_offset_minutes };
}

pub(crate) fn unpack_event(
    unpacker: &mut Unpacker<'_>,
    identity: &str,
    currency: Option<Currency>,
    before: &mut Before,
) -> Result<Event> {
    let kind = EventKind::from_code(unpacker.byte()?);
    let kind = kind.ok_or_else(|| unpacker.malformed("an event is of no known kind"))?;
    let flags = unpacker.byte()?;
    let since = unpacker.number()?;
    let unit = UNITS_MS.get((since & 3) as usize).copied().unwrap_or(1);
    let since = i64::try_from(since >> 2).ok().and_then(|length| length.checked_mul(unit));
    let timestamp_ms = since.and_then(|since| before.timestamp_ms.checked_add(since));
    let timestamp_ms = timestamp_ms.ok_or_else(|| unpacker.malformed("a time is out of range"))?;
    let message_id = unpacker.unique()?;
    let mut utc_offset_minutes = before.utc_offset_minutes;
    if flags & OFFSET_CHANGED != 0 {
        let minutes = unpacker.signed_small()?;
        utc_offset_minutes = (minutes != i32::MIN).then_some(minutes);
    }
    let mut id = |shift: u8| match flags >> shift & 3 {
        0 => Ok(None),
        1 => Ok(Some(identity.to_owned())),
        2 => unpacker.word().map(Some),
        _ => Err(unpacker.malformed("a flag has no meaning")),
    };
    let (user_id, anonymous_id) = (id(USER_SHIFT)?, id(VISITOR_SHIFT)?);
    let stated = if flags & HAS_CURRENCY == 0 {
        None
    } else {
        let known = currency.map(|currency| currency.code().to_owned());
        Some(known.ok_or_else(|| unpacker.malformed("an event has a currency, its ledger has none"))?)
    };
    let mut event = Event {
        message_id,
        kind,
        timestamp_ms,
        utc_offset_minutes,
        user_id,
        anonymous_id,
        currency: stated,
        lines: Vec::new(),
        attributes: Vec::new(),
    };
    if flags & HAS_LINES != 0 {
        for _ in 0..unpacker.count()? {
            event.lines.push(unpack_line(unpacker)?);
        }
    }
    if flags & HAS_ATTRIBUTES != 0 {
        for _ in 0..unpacker.count()? {
            event.attributes.push(unpack_attribute(unpacker, kind)?);
        }
    }
    *before = Before { timestamp_ms, utc_offset_minutes };
    Ok(event)
}

fn pack_line(packer: &mut Packer, line: &EventLine) {
    packer.word(&line.product_id);
    let extras = u8::from(line.position.is_some())
        | u8::from(line.variant.is_some()) << 1
        | u8::from(line.coupon.is_some()) << 2;
    let flags = u64::from(line.price_minor.is_some()) | u64::from(extras != 0) << 1;
    packer.number(u64::from(line.quantity) << 2 | flags);
    if let Some(price) = line.price_minor {
        packer.signed(price);
    }
    if extras != 0 {
        packer.byte(extras);
    }
    if let Some(position) = line.position {
        packer.number(u64::from(position));
    }
    line.variant.iter().chain(&line.coupon).for_each(|text| packer.word(text));
}

fn unpack_line(unpacker: &mut Unpacker<'_>) -> Result<EventLine> {
    let product_id = unpacker.word()?;
    let head = unpacker.number()?;
    let quantity = u32::try_from(head >> 2).map_err(|_| unpacker.malformed("a quantity is too large"))?;
    let price_minor = if head & 1 != 0 { Some(unpacker.signed()?) } else { None };
    let extras = if head & 2 != 0 { unpacker.byte()? } else { 0 };
    let position = if extras & 1 != 0 { Some(unpacker.small()?) } else { None };
    let variant = if extras & 2 != 0 { Some(unpacker.word()?) } else { None };
    let coupon = if extras & 4 != 0 { Some(unpacker.word()?) } else { None };
    Ok(EventLine { product_id, quantity, price_minor, position, variant, coupon })
}

/// Attributes that name one thing once, by their codes in the vocabulary: cart, order, checkout, review,
/// session, decision.
const UNIQUE_CODES: [u8; 6] = [6, 9, 10, 30, 32, 47];
/// Set where a value is not of the type that its name has in the vocabulary.
const TYPED: u8 = 0x80;

fn type_tag(value: &AttributeValue) -> u8 {
    match value {
        AttributeValue::Text { .. } => 0,
        AttributeValue::Number { .. } => 1,
        AttributeValue::Amount { .. } => 2,
        AttributeValue::Flag { .. } => 3,
        AttributeValue::Texts { .. } => 4,
    }
}

fn usual_tag(code: u8) -> Option<u8> {
    event_property_by_code(code).map(|spec| match spec.value {
        PropertyType::Text => 0,
        PropertyType::Number => 1,
        PropertyType::Amount => 2,
        PropertyType::Flag => 3,
        PropertyType::Texts => 4,
    })
}

fn pack_attribute(packer: &mut Packer, kind: EventKind, attribute: &EventAttribute) {
    let spelt = |spec: &&PropertySpec| spec.name == attribute.name;
    let known = if packer.is_plain() { None } else { kind.attribute(&attribute.name).filter(spelt) };
    let code = known.map_or(0, |spec| spec.code);
    let tag = type_tag(&attribute.value);
    let typed = usual_tag(code) != Some(tag);
    packer.byte(code | if typed { TYPED } else { 0 });
    if code == 0 {
        packer.word(&attribute.name);
    }
    if typed {
        packer.byte(tag);
    }
    match &attribute.value {
        AttributeValue::Text { text } if UNIQUE_CODES.contains(&code) => packer.unique(text),
        AttributeValue::Text { text } => packer.word(text),
        AttributeValue::Number { number } => pack_float(packer, *number),
        AttributeValue::Amount { amount_minor } => packer.signed(*amount_minor),
        AttributeValue::Flag { flag } => packer.byte(u8::from(*flag)),
        AttributeValue::Texts { texts } => {
            packer.count(texts.len());
            for text in texts {
                packer.word(text);
            }
        }
    }
}

fn unpack_attribute(unpacker: &mut Unpacker<'_>, kind: EventKind) -> Result<EventAttribute> {
    let head = unpacker.byte()?;
    let code = head & !TYPED;
    let name = if code == 0 {
        unpacker.word()?
    } else {
        let spec = event_property_by_code(code).filter(|spec| kind.attribute(spec.name).is_some());
        spec.ok_or_else(|| unpacker.malformed("an attribute is of no known name"))?.name.to_owned()
    };
    let tag = if head & TYPED != 0 { unpacker.byte()? } else { usual_tag(code).unwrap_or(u8::MAX) };
    let value = match tag {
        0 if UNIQUE_CODES.contains(&code) => AttributeValue::Text { text: unpacker.unique()? },
        0 => AttributeValue::Text { text: unpacker.word()? },
        1 => AttributeValue::Number { number: unpack_float(unpacker)? },
        2 => AttributeValue::Amount { amount_minor: unpacker.signed()? },
        3 => AttributeValue::Flag { flag: unpacker.byte()? != 0 },
        4 => {
            let mut texts = Vec::new();
            for _ in 0..unpacker.count()? {
                texts.push(unpacker.word()?);
            }
            AttributeValue::Texts { texts }
        }
        _ => return Err(unpacker.malformed("an attribute is of no known type")),
    };
    Ok(EventAttribute { name, value })
}

/// A whole number as a varint, anything else as its eight bytes.
fn pack_float(packer: &mut Packer, number: f64) {
    let whole = number as i64;
    if whole as f64 == number && whole.unsigned_abs() < 1 << 53 && (whole != 0 || number.is_sign_positive()) {
        packer.number(zigzag(whole) + 1);
    } else {
        packer.byte(0);
        packer.float(number);
    }
}

fn unpack_float(unpacker: &mut Unpacker<'_>) -> Result<f64> {
    let number = match unpacker.number()? {
        0 => unpacker.float()?,
        zigzag => unzigzag(zigzag - 1) as f64,
    };
    if !number.is_finite() {
        return Err(unpacker.malformed("a number is not finite"));
    }
    Ok(number)
}
