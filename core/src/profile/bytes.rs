//! How is a profile packed, so that a million of them fit in memory?
//!
//! The packed frame of [`artifact`], the ledgers sorted by identity, and their CRC-32, little endian. Only
//! ledgers are stored: what is folded from them is folded again when first read. An event is its kind, a byte
//! of flags, the time since the event before it in the largest unit that divides it, its message id, its lines
//! and its attributes by their codes in the vocabulary. The layout byte by byte is in `docs/profiles.md`.
//!
//! A profile has exactly one packed form: what is read is packed again and must give the same bytes.

use super::erase::MAX_TOMBSTONES;
use super::ledger::Ledger;
use super::month::{CartChange, MonthSummary};
use super::orders::{DayTotals, LooseReturn};
use super::pack::{Packer, SUBJECT, Unpacker, unzigzag, zigzag};
use super::state::{KindCount, ProductHistory};
use super::tombstone::{MessageTombstone, TimeRange, Tombstones};
use super::{MAX_IDENTITIES, MAX_PROFILE_BYTES, Profile, REFUSED_EVENTS};
use crate::artifact;
use crate::event::vocabulary::{PropertyType, event_property_by_code};
use crate::event::{AttributeValue, Event, EventAttribute, EventKind, EventLine};
use crate::money::Currency;
use crate::{Result, SartorError};

const OFFSET_CHANGED: u8 = 1;
const USER_SHIFT: u8 = 1;
const VISITOR_SHIFT: u8 = 3;
const HAS_CURRENCY: u8 = 1 << 5;
const HAS_LINES: u8 = 1 << 6;
const HAS_ATTRIBUTES: u8 = 1 << 7;

/// Units in which the time since the event before is counted.
const UNITS_MS: [i64; 4] = [1, 1_000, 60_000, 3_600_000];

impl Profile {
    /// The profile as bytes: the ledgers and nothing derived, the same bytes for the same ledgers.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut packer = Packer::default();
        packer.count(self.ledgers().len());
        let root = self.ledgers().iter().position(|ledger| ledger.identity == self.customer_id());
        packer.count(root.unwrap_or(0));
        for ledger in self.ledgers() {
            packer.raw(&ledger.identity);
        }
        for ledger in self.ledgers() {
            pack_ledger(&mut packer, ledger, self.ledgers());
        }
        let mut crc = flate2::Crc::new();
        crc.update(&packer.bytes);
        packer.bytes.extend_from_slice(&crc.sum().to_le_bytes());
        let bytes = artifact::to_packed(SUBJECT, &packer.bytes)?;
        if bytes.len() > MAX_PROFILE_BYTES {
            return Err(SartorError::too_large(SUBJECT, "bytes", bytes.len(), MAX_PROFILE_BYTES));
        }
        Ok(bytes)
    }

    /// The profile of [`Profile::to_bytes`], or a typed error for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_PROFILE_BYTES {
            return Err(SartorError::too_large(SUBJECT, "bytes", bytes.len(), MAX_PROFILE_BYTES));
        }
        let (_, body) = artifact::from_packed(SUBJECT, bytes)?;
        let Some((body, sum)) = body.split_last_chunk::<4>() else {
            let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            return Err(SartorError::Truncated { subject: SUBJECT.to_owned(), size });
        };
        let end = bytes.len() - sum.len();
        let mut crc = flate2::Crc::new();
        crc.update(body);
        if crc.sum().to_le_bytes() != *sum {
            return Err(SartorError::malformed(
                SUBJECT,
                "its checksum does not fit: cut off or altered",
                end,
            ));
        }
        let mut unpacker = Unpacker::new(body);
        let ledgers = unpacker.count()?;
        if ledgers > MAX_IDENTITIES {
            return Err(SartorError::too_many(SUBJECT, "identities", ledgers, MAX_IDENTITIES, "identities"));
        }
        let root = unpacker.count()?;
        let mut identities = Vec::with_capacity(ledgers);
        for _ in 0..ledgers {
            identities.push(unpacker.raw()?.to_owned());
        }
        let mut read = Vec::with_capacity(ledgers);
        for identity in &identities {
            read.push(unpack_ledger(&mut unpacker, identity, &identities)?);
        }
        if !unpacker.is_done() {
            return Err(unpacker.malformed("something follows its end"));
        }
        let customer_id = identities
            .get(root)
            .ok_or_else(|| unpacker.malformed("its customer is none of its identities"))?;
        let profile = Self::from_ledgers(customer_id, read)?;
        if profile.to_bytes()? != bytes {
            return Err(SartorError::malformed(SUBJECT, "it is not in its one packed form", end));
        }
        Ok(profile)
    }
}

/// The content of an event by itself, for putting two versions of a message in order.
pub(crate) fn event_bytes(event: &Event) -> Vec<u8> {
    let mut packer = Packer::default();
    let mut before = Before::default();
    pack_event(&mut packer, event, "", &mut before);
    packer.bytes.extend(event.currency.as_deref().unwrap_or_default().bytes());
    packer.bytes
}

/// The content of a summary by itself, for choosing between two.
pub(crate) fn month_bytes(month: &MonthSummary) -> Vec<u8> {
    let mut packer = Packer::default();
    pack_month(&mut packer, month);
    packer.bytes
}

/// What the event before it says of an event.
#[derive(Default)]
struct Before {
    timestamp_ms: i64,
    utc_offset_minutes: Option<i32>,
}

fn pack_ledger(packer: &mut Packer, ledger: &Ledger, all: &[Ledger]) {
    let parent = ledger.parent.as_ref();
    let parent = parent.and_then(|parent| all.iter().position(|other| other.identity == *parent));
    packer.number(parent.map_or(0, |place| place as u64 + 1));
    let currency = ledger.currency();
    match currency {
        None => packer.byte(0),
        Some(currency) => {
            packer.byte(1 + u8::from(ledger.declared_currency.is_some()));
            packer.bytes.extend_from_slice(currency.code().as_bytes());
        }
    }
    packer.count(ledger.events.len());
    let mut before = Before::default();
    for event in &ledger.events {
        pack_event(packer, event, &ledger.identity, &mut before);
    }
    // Hardly any profile is rolled up or has been erased from: one byte says so.
    let tombstones = &ledger.tombstones;
    let rolled = ledger.watermark_month.is_some() || !ledger.months.is_empty();
    packer.byte(u8::from(rolled) | u8::from(!tombstones.is_empty()) << 1);
    if rolled {
        packer.signed(ledger.watermark_month.map_or(i64::MIN, i64::from));
        packer.count(ledger.months.len());
        for month in &ledger.months {
            pack_month(packer, month);
        }
    }
    if !tombstones.is_empty() {
        packer.count(tombstones.messages.len());
        for tombstone in &tombstones.messages {
            packer.bytes.extend_from_slice(&tombstone.mac);
            packer.signed(tombstone.month.map_or(i64::MIN, i64::from));
        }
        packer.count(tombstones.ranges.len());
        for range in &tombstones.ranges {
            packer.signed(range.from_ms);
            packer.signed(range.to_ms);
        }
        if rolled {
            ledger.months.iter().for_each(|month| packer.number(u64::from(month.erasures_known)));
        }
    }
}

fn unpack_ledger(unpacker: &mut Unpacker<'_>, identity: &str, all: &[String]) -> Result<Ledger> {
    let mut ledger = Ledger::new(identity);
    let parent = unpacker.number()?;
    if parent > 0 {
        let place = usize::try_from(parent - 1).unwrap_or(usize::MAX);
        let found = all.get(place).cloned();
        ledger.parent = Some(found.ok_or_else(|| unpacker.malformed("a parent is none of its identities"))?);
    }
    let stated = unpacker.byte()?;
    let currency = match stated {
        0 => None,
        1 | 2 => {
            let code = std::str::from_utf8(unpacker.take(3)?).unwrap_or_default();
            let known = Currency::parse(code);
            Some(known.map_err(|_| unpacker.malformed("its currency is not one of ISO 4217"))?)
        }
        _ => return Err(unpacker.malformed("a flag has no meaning")),
    };
    ledger.declared_currency = currency.filter(|_| stated == 2);
    let events = unpacker.count()?;
    if events > REFUSED_EVENTS {
        return Err(SartorError::too_many(SUBJECT, "events", events, REFUSED_EVENTS, "events"));
    }
    let mut before = Before::default();
    for _ in 0..events {
        ledger.events.push(unpack_event(unpacker, identity, currency, &mut before)?);
    }
    let parts = unpacker.byte()?;
    if parts & 1 != 0 {
        ledger.watermark_month = unpack_month_number(unpacker)?;
        for _ in 0..unpacker.count()? {
            let month = unpack_month(unpacker, currency)?;
            ledger.months.push(month);
        }
    }
    if parts & 2 != 0 {
        ledger.tombstones = unpack_tombstones(unpacker)?;
        for month in &mut ledger.months {
            month.erasures_known = unpacker.small()?;
        }
    }
    if parts > 3 {
        return Err(unpacker.malformed("a flag has no meaning"));
    }
    Ok(ledger)
}

fn unpack_month_number(unpacker: &mut Unpacker<'_>) -> Result<Option<i32>> {
    match unpacker.signed()? {
        i64::MIN => Ok(None),
        number => {
            let month = i32::try_from(number);
            month.map(Some).map_err(|_| unpacker.malformed("a month is out of range"))
        }
    }
}

fn unpack_tombstones(unpacker: &mut Unpacker<'_>) -> Result<Tombstones> {
    let mut tombstones = Tombstones::default();
    let messages = unpacker.count()?;
    if messages > MAX_TOMBSTONES {
        return Err(SartorError::too_many(SUBJECT, "tombstones", messages, MAX_TOMBSTONES, "tombstones"));
    }
    for _ in 0..messages {
        let mut mac = [0_u8; 16];
        mac.copy_from_slice(unpacker.take(16)?);
        let month = unpack_month_number(unpacker)?;
        tombstones.messages.push(MessageTombstone { mac, month });
    }
    for _ in 0..unpacker.count()? {
        let (from_ms, to_ms) = (unpacker.signed()?, unpacker.signed()?);
        tombstones.ranges.push(TimeRange { from_ms, to_ms });
    }
    // Searching them needs their order.
    if !tombstones.messages.is_sorted() || !tombstones.ranges.is_sorted() {
        return Err(unpacker.malformed("tombstones are not in order"));
    }
    Ok(tombstones)
}

fn pack_event(packer: &mut Packer, event: &Event, identity: &str, before: &mut Before) {
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

fn unpack_event(
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
    let known = kind.attribute(&attribute.name).filter(|spec| spec.name == attribute.name);
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

fn pack_month(packer: &mut Packer, month: &MonthSummary) {
    packer.signed(i64::from(month.month));
    packer.number(u64::from(month.event_count));
    packer.signed(month.first_ms);
    packer.signed(month.last_ms.saturating_sub(month.first_ms));
    packer.signed(month.utc_offset_minutes.map_or(i64::from(i32::MIN), i64::from));
    let flags = u8::from(month.currency.is_some())
        | u8::from(month.cart_cleared) << 1
        | u8::from(month.cart_changed_ms.is_some()) << 2;
    packer.byte(flags);
    if let Some(changed) = month.cart_changed_ms {
        packer.signed(changed.saturating_sub(month.first_ms));
    }
    packer.number(u64::from(month.orders));
    packer.number(u64::from(month.discounted_orders));
    packer.signed(month.revenue_minor);
    packer.signed(month.refunded_minor);
    packer.count(month.kinds.len());
    for known in &month.kinds {
        packer.byte(known.kind.code());
        packer.number(u64::from(known.count));
    }
    packer.count(month.days.len());
    for (day, sums) in &month.days {
        packer.signed(i64::from(*day));
        packer.signed(sums.first_ms.saturating_sub(month.first_ms));
        packer.signed(sums.revenue_minor);
        packer.number(u64::from(sums.orders));
        packer.number(u64::from(sums.unpriced));
        packer.signed(sums.units);
    }
    packer.count(month.products.len());
    month.products.iter().for_each(|product| pack_product(packer, product, month.first_ms));
    packer.count(month.cart.len());
    for change in &month.cart {
        packer.word(&change.product_id);
        packer.signed(change.change);
        packer.signed(change.floor);
        packer.byte(u8::from(change.price_minor.is_some()));
        change.price_minor.iter().for_each(|price| packer.signed(*price));
    }
    packer.count(month.loose_returns.len());
    for back in &month.loose_returns {
        packer.signed(back.at_ms.saturating_sub(month.first_ms));
        packer.number(u64::from(back.quantity));
        packer.byte(u8::from(back.product_id.is_some()) | u8::from(back.value_minor.is_some()) << 1);
        back.product_id.iter().for_each(|id| packer.word(id));
        back.value_minor.iter().for_each(|value| packer.signed(*value));
    }
}

fn pack_product(packer: &mut Packer, product: &ProductHistory, first_ms: i64) {
    packer.word(&product.product_id);
    packer.byte(
        u8::from(product.last_purchase_ms.is_some()) | u8::from(product.last_purchase_day.is_some()) << 1,
    );
    for count in [
        product.orders,
        product.units_bought,
        product.units_returned,
        product.views,
        product.additions,
        product.removals,
    ] {
        packer.number(u64::from(count));
    }
    packer.signed(product.revenue_minor);
    packer.signed(product.last_ms.saturating_sub(first_ms));
    product.last_purchase_ms.iter().for_each(|at| packer.signed(at.saturating_sub(first_ms)));
    product.last_purchase_day.iter().for_each(|day| packer.signed(i64::from(*day)));
}

fn unpack_month(unpacker: &mut Unpacker<'_>, currency: Option<Currency>) -> Result<MonthSummary> {
    let mut month = MonthSummary {
        month: unpacker.signed_small()?,
        event_count: unpacker.small()?,
        first_ms: unpacker.signed()?,
        ..MonthSummary::default()
    };
    let first_ms = month.first_ms;
    let after = move |since: i64| first_ms.saturating_add(since);
    month.last_ms = after(unpacker.signed()?);
    let minutes = unpacker.signed_small()?;
    month.utc_offset_minutes = (minutes != i32::MIN).then_some(minutes);
    let flags = unpacker.byte()?;
    month.currency = currency.filter(|_| flags & 1 != 0);
    month.cart_cleared = flags & 2 != 0;
    month.cart_changed_ms = if flags & 4 != 0 { Some(after(unpacker.signed()?)) } else { None };
    month.orders = unpacker.small()?;
    month.discounted_orders = unpacker.small()?;
    month.revenue_minor = unpacker.signed()?;
    month.refunded_minor = unpacker.signed()?;
    for _ in 0..unpacker.count()? {
        let kind = EventKind::from_code(unpacker.byte()?);
        let kind = kind.ok_or_else(|| unpacker.malformed("an event is of no known kind"))?;
        month.kinds.push(KindCount { kind, count: unpacker.small()? });
    }
    for _ in 0..unpacker.count()? {
        let day = unpacker.signed_small()?;
        let sums = DayTotals {
            first_ms: after(unpacker.signed()?),
            revenue_minor: unpacker.signed()?,
            orders: unpacker.small()?,
            unpriced: unpacker.small()?,
            units: unpacker.signed()?,
        };
        month.days.push((day, sums));
    }
    for _ in 0..unpacker.count()? {
        month.products.push(unpack_product(unpacker, first_ms)?);
    }
    for _ in 0..unpacker.count()? {
        month.cart.push(CartChange {
            product_id: unpacker.word()?,
            change: unpacker.signed()?,
            floor: unpacker.signed()?,
            price_minor: if unpacker.byte()? != 0 { Some(unpacker.signed()?) } else { None },
        });
    }
    for _ in 0..unpacker.count()? {
        let (at_ms, quantity) = (after(unpacker.signed()?), unpacker.small()?);
        let flags = unpacker.byte()?;
        let product_id = if flags & 1 != 0 { Some(unpacker.word()?) } else { None };
        let value_minor = if flags & 2 != 0 { Some(unpacker.signed()?) } else { None };
        month.loose_returns.push(LooseReturn { at_ms, product_id, quantity, value_minor });
    }
    Ok(month)
}

fn unpack_product(unpacker: &mut Unpacker<'_>, first_ms: i64) -> Result<ProductHistory> {
    let product_id = unpacker.word()?;
    let flags = unpacker.byte()?;
    Ok(ProductHistory {
        product_id,
        orders: unpacker.small()?,
        units_bought: unpacker.small()?,
        units_returned: unpacker.small()?,
        views: unpacker.small()?,
        additions: unpacker.small()?,
        removals: unpacker.small()?,
        revenue_minor: unpacker.signed()?,
        last_ms: first_ms.saturating_add(unpacker.signed()?),
        last_purchase_ms: match flags & 1 {
            0 => None,
            _ => Some(first_ms.saturating_add(unpacker.signed()?)),
        },
        last_purchase_day: if flags & 2 != 0 { Some(unpacker.signed_small()?) } else { None },
    })
}
