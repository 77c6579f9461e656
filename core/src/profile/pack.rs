//! How do numbers and texts become few bytes?
//!
//! Whole numbers are varints (LEB128), signed ones zigzag first. A word that came before is its number in a
//! dictionary, which lives as long as one packed profile. A text with digits in it, such as `C536379` or
//! `order-1001`, is the number of its pattern (`C` and nothing; `order-` and nothing) and the digits as a
//! varint. A UUID is its 16 bytes. What occurs once (message and order ids) stays out of the dictionary, and
//! its digits are the difference from the last such digits: ids given in sequence become a byte or two.
//!
//! A few words that nearly every profile holds have numbers of their own, for ever.
//!
//! Every reader here takes hostile bytes: it never allocates more than what is left to read could fill.

use std::collections::HashMap;

use super::fold::FixedHasher;
use crate::{Result, SartorError};

pub(crate) const SUBJECT: &str = "profile";

/// The longest word in the dictionary, and the longest part of a pattern, in bytes: a hostile file must not
/// make much out of little by referring to a long one often.
const MAX_WORD: usize = 64;

const REFERENCE: u64 = 0;
const LITERAL: u64 = 1;
const PATTERN: u64 = 2;
/// Among words.
const STOCK: u64 = 3;
/// Among ids, where nothing refers back.
const STOCK_ID: u64 = REFERENCE;
/// Among ids.
const UUID: u64 = 3;

/// Words that nearly every profile holds. Their numbers are stored: the list only grows.
const STOCK_WORDS: [&str; 16] = [
    "analytics",
    "personalization",
    "pricing",
    "marketing",
    "sharing",
    "granted",
    "denied",
    "consent",
    "legitimate_interest",
    "contract",
    "import",
    "consent:analytics",
    "consent:personalization",
    "consent:pricing",
    "consent:marketing",
    "consent:sharing",
];

fn stock_word(text: &str) -> Option<u64> {
    // A look at the first letters is enough for nearly every text.
    if text.len() < 6 || !text.starts_with(['a', 'c', 'd', 'g', 'i', 'l', 'm', 'p', 's']) {
        return None;
    }
    STOCK_WORDS.iter().position(|known| *known == text).map(|place| place as u64)
}

/// Digits before and after which a text is split.
struct Split<'a> {
    prefix: &'a str,
    number: u64,
    suffix: &'a str,
}

/// The last run of two or more digits without leading zeros, if the text has one.
fn split(text: &str) -> Option<Split<'_>> {
    let bytes = text.as_bytes();
    let end = bytes.iter().rposition(u8::is_ascii_digit)? + 1;
    let head = bytes.get(..end)?;
    let mut start = head.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    start = start.max(end.saturating_sub(18));
    while start + 1 < end && bytes.get(start) == Some(&b'0') {
        start += 1;
    }
    if end - start < 2 {
        return None;
    }
    let (prefix, suffix) = (text.get(..start)?, text.get(end..)?);
    let number = text.get(start..end)?.parse().ok()?;
    (prefix.len() <= MAX_WORD && suffix.len() <= MAX_WORD).then_some(Split { prefix, number, suffix })
}

fn uuid(text: &str) -> Option<[u8; 16]> {
    let bytes = text.as_bytes();
    let dashes = [8, 13, 18, 23];
    if bytes.len() != 36 || dashes.iter().any(|&at| bytes.get(at) != Some(&b'-')) {
        return None;
    }
    let mut nibbles = bytes.iter().filter(|byte| **byte != b'-').map(|byte| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    });
    let mut packed = [0_u8; 16];
    for byte in &mut packed {
        *byte = nibbles.next()?? << 4 | nibbles.next()??;
    }
    nibbles.next().is_none().then_some(packed)
}

fn uuid_text(packed: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in packed.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

pub(crate) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

pub(crate) fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Bytes in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Packer {
    pub bytes: Vec<u8>,
    words: HashMap<String, u64, FixedHasher>,
    patterns: HashMap<(String, String), u64, FixedHasher>,
    last_number: u64,
    plain: bool,
}

impl Packer {
    /// One that writes every text as it is: quick rather than small.
    pub fn plain() -> Self {
        Self { plain: true, ..Self::default() }
    }

    pub fn is_plain(&self) -> bool {
        self.plain
    }

    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub fn signed(&mut self, number: i64) {
        self.number(zigzag(number));
    }

    pub fn raw(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub fn float(&mut self, number: f64) {
        self.bytes.extend_from_slice(&number.to_bits().to_le_bytes());
    }

    /// A text that will probably come again.
    pub fn word(&mut self, text: &str) {
        if self.plain {
            return self.raw(text);
        }
        if let Some(place) = stock_word(text) {
            return self.number(place << 2 | STOCK);
        }
        if let Some(&place) = self.words.get(text) {
            return self.number(place << 2 | REFERENCE);
        }
        if text.len() <= MAX_WORD {
            self.words.insert(text.to_owned(), self.words.len() as u64);
        }
        match split(text) {
            Some(parts) => {
                self.pattern(&parts);
                self.number(parts.number);
            }
            None => self.literal(text),
        }
    }

    /// A text that will probably not come again.
    pub fn unique(&mut self, text: &str) {
        if self.plain {
            self.raw(text);
        } else if let Some(place) = stock_word(text) {
            self.number(place << 2 | STOCK_ID);
        } else if let Some(packed) = uuid(text) {
            self.number(UUID);
            self.bytes.extend_from_slice(&packed);
        } else if let Some(parts) = split(text) {
            self.pattern(&parts);
            self.signed(parts.number.cast_signed() - self.last_number.cast_signed());
            self.last_number = parts.number;
        } else {
            self.literal(text);
        }
    }

    fn literal(&mut self, text: &str) {
        self.number((text.len() as u64) << 2 | LITERAL);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn pattern(&mut self, parts: &Split<'_>) {
        let new = self.patterns.len() as u64;
        let key = (parts.prefix.to_owned(), parts.suffix.to_owned());
        let place = *self.patterns.entry(key).or_insert(new);
        self.number(place << 2 | PATTERN);
        if place == new {
            self.raw(parts.prefix);
            self.raw(parts.suffix);
        }
    }
}

/// Bytes being read.
pub(crate) struct Unpacker<'a> {
    bytes: &'a [u8],
    at: usize,
    words: Vec<String>,
    patterns: Vec<(&'a str, &'a str)>,
    last_number: u64,
    plain: bool,
}

impl<'a> Unpacker<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, words: Vec::new(), patterns: Vec::new(), last_number: 0, plain: false }
    }

    /// What [`Packer::plain`] wrote.
    pub fn plain(bytes: &'a [u8]) -> Self {
        Self { plain: true, ..Self::new(bytes) }
    }

    pub fn malformed(&self, detail: &str) -> SartorError {
        SartorError::malformed(SUBJECT, detail, self.at)
    }

    pub fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let end = self.at.checked_add(count).filter(|&end| end <= self.bytes.len());
        let taken = end.and_then(|end| self.bytes.get(self.at..end));
        let Some(taken) = taken else {
            let size = i64::try_from(self.bytes.len()).unwrap_or(i64::MAX);
            return Err(SartorError::Truncated { subject: SUBJECT.to_owned(), size });
        };
        self.at += count;
        Ok(taken)
    }

    pub fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or(0))
    }

    pub fn number(&mut self) -> Result<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(self.malformed("a number is too long"))
    }

    /// How many items follow; each takes at least one byte, so more than are left is refused here.
    pub fn count(&mut self) -> Result<usize> {
        let count = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        if count > self.bytes.len() - self.at {
            return Err(self.malformed("a count is larger than what follows"));
        }
        Ok(count)
    }

    pub fn small(&mut self) -> Result<u32> {
        u32::try_from(self.number()?).map_err(|_| self.malformed("a count is too large"))
    }

    pub fn signed(&mut self) -> Result<i64> {
        self.number().map(unzigzag)
    }

    pub fn signed_small(&mut self) -> Result<i32> {
        i32::try_from(self.signed()?).map_err(|_| self.malformed("a number is too large"))
    }

    pub fn float(&mut self) -> Result<f64> {
        let mut bits = [0_u8; 8];
        bits.copy_from_slice(self.take(8)?);
        Ok(f64::from_bits(u64::from_le_bytes(bits)))
    }

    pub fn raw(&mut self) -> Result<&'a str> {
        let length = self.count()?;
        self.text(length)
    }

    fn text(&mut self, length: usize) -> Result<&'a str> {
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|_| self.malformed("a text is not UTF-8"))
    }

    pub fn word(&mut self) -> Result<String> {
        if self.plain {
            return self.raw().map(str::to_owned);
        }
        let head = self.number()?;
        if head & 3 == REFERENCE {
            let place = usize::try_from(head >> 2).unwrap_or(usize::MAX);
            let word = self.words.get(place).cloned();
            return word.ok_or_else(|| self.malformed("a word refers to none before it"));
        }
        if head & 3 == STOCK {
            return self.stock(head);
        }
        let word = match head & 3 {
            LITERAL => self.literal(head)?,
            PATTERN => {
                let (prefix, suffix) = self.pattern(head)?;
                format!("{prefix}{}{suffix}", self.number()?)
            }
            _ => return Err(self.malformed("a word is of no known form")),
        };
        if word.len() <= MAX_WORD {
            self.words.push(word.clone());
        }
        Ok(word)
    }

    pub fn unique(&mut self) -> Result<String> {
        if self.plain {
            return self.raw().map(str::to_owned);
        }
        let head = self.number()?;
        match head & 3 {
            STOCK_ID => self.stock(head),
            LITERAL => self.literal(head),
            PATTERN => {
                let (prefix, suffix) = self.pattern(head)?;
                let number = self.last_number.cast_signed().checked_add(self.signed()?);
                let number = number.and_then(|number| u64::try_from(number).ok());
                self.last_number = number.ok_or_else(|| self.malformed("a number is out of range"))?;
                Ok(format!("{prefix}{}{suffix}", self.last_number))
            }
            UUID if head == UUID => Ok(uuid_text(self.take(16)?)),
            _ => Err(self.malformed("an id is of no known form")),
        }
    }

    fn stock(&self, head: u64) -> Result<String> {
        let place = usize::try_from(head >> 2).unwrap_or(usize::MAX);
        let word = STOCK_WORDS.get(place).map(|word| (*word).to_owned());
        word.ok_or_else(|| self.malformed("a word is of no known form"))
    }

    fn literal(&mut self, head: u64) -> Result<String> {
        let length = usize::try_from(head >> 2).unwrap_or(usize::MAX);
        self.text(length).map(str::to_owned)
    }

    fn pattern(&mut self, head: u64) -> Result<(&'a str, &'a str)> {
        let place = usize::try_from(head >> 2).unwrap_or(usize::MAX);
        if place == self.patterns.len() {
            let (prefix, suffix) = (self.raw()?, self.raw()?);
            if prefix.len() > MAX_WORD || suffix.len() > MAX_WORD {
                return Err(self.malformed("a pattern is too long"));
            }
            self.patterns.push((prefix, suffix));
        }
        self.patterns.get(place).copied().ok_or_else(|| self.malformed("a pattern refers to none before it"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round_trip(texts: &[String]) -> usize {
        let mut packer = Packer::default();
        for text in texts {
            packer.word(text);
            packer.unique(text);
        }
        let mut unpacker = Unpacker::new(&packer.bytes);
        for text in texts {
            assert_eq!(&unpacker.word().unwrap(), text);
            assert_eq!(&unpacker.unique().unwrap(), text);
        }
        assert!(unpacker.is_done());
        packer.bytes.len()
    }

    #[test]
    fn ids_in_sequence_take_two_bytes_each() {
        let mut packer = Packer::default();
        (0..100).for_each(|at| packer.unique(&format!("order-{}", 536_000 + at)));
        assert!(packer.bytes.len() < 220, "{}", packer.bytes.len());
    }

    #[test]
    fn a_uuid_takes_its_sixteen_bytes_and_a_tag() {
        let mut packer = Packer::default();
        packer.unique("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
        assert_eq!(packer.bytes.len(), 17);
        round_trip(&["0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0".to_owned()]);
    }

    #[test]
    fn texts_that_only_look_like_numbers_come_back_as_they_were() {
        let odd =
            ["", "0", "00", "007", "1", "12", "12a", "a0012b", "999999999999999999999", "12-34", "é12é"];
        round_trip(&odd.map(str::to_owned));
        // A UUID in capitals is another text.
        round_trip(&STOCK_WORDS.map(str::to_owned));
        round_trip(&["0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0".to_owned()]);
    }

    #[test]
    fn a_count_larger_than_what_follows_is_refused_before_it_is_believed() {
        let mut packer = Packer::default();
        packer.number(u64::MAX);
        let mut unpacker = Unpacker::new(&packer.bytes);
        assert_eq!(unpacker.count().unwrap_err().code(), "MALFORMED");
    }

    proptest! {
        #[test]
        fn every_text_survives(texts in proptest::collection::vec("([a-z\\-]{0,4}[0-9]{0,20}[A-Zé]{0,2})|\\PC{0,20}", 0..20)) {
            round_trip(&texts);
        }

        #[test]
        fn every_number_survives(signed: i64, number: u64, float: f64) {
            let mut packer = Packer::default();
            packer.signed(signed);
            packer.number(number);
            packer.float(float);
            let mut unpacker = Unpacker::new(&packer.bytes);
            prop_assert_eq!(unpacker.signed().unwrap(), signed);
            prop_assert_eq!(unpacker.number().unwrap(), number);
            prop_assert_eq!(unpacker.float().unwrap().to_bits(), float.to_bits());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let mut unpacker = Unpacker::new(&bytes);
            while unpacker.word().is_ok() && !unpacker.is_done() {}
            let mut unpacker = Unpacker::new(&bytes);
            while unpacker.unique().is_ok() && !unpacker.is_done() {}
        }
    }
}
