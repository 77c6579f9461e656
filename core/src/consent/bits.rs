//! How are the bits of a base64url text read?
//!
//! RFC 4648, section 5, without padding: each character is six bits, most significant first.

use crate::{Result, SartorError};

pub(super) const SUBJECT: &str = "TC string";

/// Bits that are still to be read.
pub(super) struct Bits<'a> {
    text: &'a [u8],
    /// Bits read so far.
    at: usize,
}

fn value_of(character: u8) -> Option<u32> {
    let value = match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

impl<'a> Bits<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0 }
    }

    pub(super) fn malformed(&self, detail: &str) -> SartorError {
        SartorError::malformed(SUBJECT, detail, self.at / 6)
    }

    pub(super) fn flag(&mut self) -> Result<bool> {
        let Some(&character) = self.text.get(self.at / 6) else {
            let size = i64::try_from(self.text.len()).unwrap_or(i64::MAX);
            return Err(SartorError::Truncated { subject: SUBJECT.to_owned(), size });
        };
        let value = value_of(character).ok_or_else(|| self.malformed("a character is not base64url"))?;
        let bit = value >> (5 - self.at % 6) & 1;
        self.at += 1;
        Ok(bit == 1)
    }

    /// A number of up to 36 bits.
    pub(super) fn number(&mut self, bits: u32) -> Result<u64> {
        let mut number = 0_u64;
        for _ in 0..bits {
            number = number << 1 | u64::from(self.flag()?);
        }
        Ok(number)
    }

    pub(super) fn small(&mut self, bits: u32) -> Result<u32> {
        self.number(bits).map(|number| number as u32)
    }

    /// The numbers, from 1, of the bits that are set among so many.
    pub(super) fn set(&mut self, bits: u32) -> Result<Vec<u32>> {
        let mut set = Vec::new();
        for number in 1..=bits {
            if self.flag()? {
                set.push(number);
            }
        }
        Ok(set)
    }

    /// Two letters, six bits each.
    pub(super) fn letters(&mut self) -> Result<String> {
        let mut letters = String::with_capacity(2);
        for _ in 0..2 {
            let letter = u8::try_from(self.number(6)?).ok().filter(|letter| *letter < 26);
            let letter = letter.ok_or_else(|| self.malformed("a letter is beyond Z"))?;
            letters.push(char::from(b'A' + letter));
        }
        Ok(letters)
    }

    /// Fail unless only padding is left: encoders fill up to 8, 6 or 24 bits with zeros.
    pub(super) fn end(&mut self) -> Result<()> {
        let left = self.text.len() * 6 - self.at;
        if left >= 24 {
            return Err(self.malformed("something follows its end"));
        }
        for _ in 0..left {
            if self.flag()? {
                return Err(self.malformed("its padding is not zero"));
            }
        }
        Ok(())
    }
}
