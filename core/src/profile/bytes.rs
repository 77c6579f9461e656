//! How is a profile packed, so that a million of them fit in memory?
//!
//! The packed frame of [`artifact`], the ledgers sorted by identity, and their CRC-32, little endian. Only
//! ledgers are stored: what is folded from them is folded again when first read. The layout byte by byte is in
//! `docs/profiles.md`.
//!
//! A profile has exactly one packed form: what is read is packed again and must give the same bytes.

use super::erase::MAX_TOMBSTONES;
use super::ledger::Ledger;
use super::pack::{Packer, SUBJECT, Unpacker};
use super::packed_event::{Before, pack_event, unpack_event};
use super::packed_month::{pack_month, unpack_month};
use super::retention::{DataCategory, PurgeMark, Purges};
use super::tombstone::{MessageTombstone, TimeRange, Tombstones};
use super::{MAX_IDENTITIES, MAX_PROFILE_BYTES, Profile, REFUSED_EVENTS};
use crate::money::Currency;
use crate::{Result, SartorError, artifact};

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
    // Hardly any profile is rolled up, has been erased from or purged: one byte says so.
    let tombstones = &ledger.tombstones;
    let rolled = ledger.watermark_month.is_some() || !ledger.months.is_empty();
    let purged = !ledger.purges.is_empty();
    packer.byte(u8::from(rolled) | u8::from(!tombstones.is_empty()) << 1 | u8::from(purged) << 2);
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
    if purged {
        pack_purges(packer, &ledger.purges);
        ledger.months.iter().for_each(|month| pack_purges(packer, &month.purged));
    }
}

fn pack_purges(packer: &mut Packer, purges: &Purges) {
    packer.count(purges.0.len());
    for mark in &purges.0 {
        packer.byte(mark.category.code());
        packer.signed(mark.before_ms);
    }
}

fn unpack_purges(unpacker: &mut Unpacker<'_>) -> Result<Purges> {
    let mut purges = Purges::default();
    for _ in 0..unpacker.count()? {
        let category = DataCategory::from_code(unpacker.byte()?);
        let category = category.ok_or_else(|| unpacker.malformed("a purge is of no known category"))?;
        purges.0.push(PurgeMark { category, before_ms: unpacker.signed()? });
    }
    // Joining them needs their order.
    if !purges.0.is_sorted_by(|a, b| a.category < b.category) {
        return Err(unpacker.malformed("purges are not in order"));
    }
    Ok(purges)
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
        ledger.events.whole().push(unpack_event(unpacker, identity, currency, &mut before)?);
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
    if parts & 4 != 0 {
        ledger.purges = unpack_purges(unpacker)?;
        for month in &mut ledger.months {
            month.purged = unpack_purges(unpacker)?;
        }
    }
    if parts > 7 {
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
