//! What does a Transparency and Consent string hold?
//!
//! IAB Tech Lab, "Transparency and Consent String with Global Vendor & CMP List Formats", version 2.2: segments
//! of bits in base64url, joined by dots. The core segment comes first; the publisher's own purposes may follow.
//! Every bit is read and must be where the format has it, vendors included, although vendors are only counted.
//!
//! ```
//! use sartor::consent::TcString;
//! let heard = TcString::parse("COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA")?;
//! assert_eq!((heard.cmp_id, heard.vendor_list_version), (27, 15));
//! assert_eq!(heard.purpose_consents, [1, 2, 3]);
//! assert_eq!(TcString::parse("BOvFyGB").unwrap_err().code(), "OUT_OF_RANGE"); // version 1
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::bits::{Bits, SUBJECT};
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// The longest string read, in bytes.
pub const MAX_TC_STRING_BYTES: usize = 65_536;
/// Bits set aside for purposes.
const PURPOSES: u32 = 24;
/// The format's clock counts tenths of seconds.
const DECISECOND_MS: i64 = 100;

/// What a TC string says, without the single vendors.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TcString {
    /// When the string was first made.
    pub created_ms: i64,
    /// When it was last changed; often to the day only.
    pub last_updated_ms: i64,
    /// The banner's provider.
    pub cmp_id: u32,
    /// The provider's own version.
    pub cmp_version: u32,
    /// The screen on which it was said.
    pub consent_screen: u32,
    /// Two letters of the language in which it was asked.
    pub consent_language: String,
    /// The list of vendors that was shown.
    pub vendor_list_version: u32,
    /// The framework's policy: 2 and 3 are version 2.0 and 2.1, 4 is 2.2.
    pub policy_version: u32,
    /// Whether it was said for one site only.
    pub is_service_specific: bool,
    /// Whether the texts were the publisher's own.
    pub uses_non_standard_texts: bool,
    /// Special features agreed to, from 1.
    pub special_feature_opt_ins: Vec<u32>,
    /// Purposes agreed to, from 1.
    pub purpose_consents: Vec<u32>,
    /// Purposes under legitimate interest of which the customer was told and to which they did not object.
    pub purpose_legitimate_interests: Vec<u32>,
    /// Whether purpose 1 was not asked for.
    pub purpose_one_treatment: bool,
    /// Two letters of the publisher's country.
    pub publisher_country: String,
    /// How many vendors have consent.
    pub vendor_consents: u32,
    /// How many vendors have an undisputed legitimate interest.
    pub vendor_legitimate_interests: u32,
    /// How many restrictions the publisher put on vendors.
    pub publisher_restrictions: u32,
    /// Purposes agreed to for the publisher's own use; nothing without a publisher segment.
    pub publisher_consents: Option<Vec<u32>>,
    /// The publisher's own purposes under legitimate interest; nothing without a publisher segment.
    pub publisher_legitimate_interests: Option<Vec<u32>>,
}

impl TcString {
    /// Read a string of version 2, all of it, or say what is wrong and where.
    pub fn parse(text: &str) -> Result<Self> {
        if text.len() > MAX_TC_STRING_BYTES {
            return Err(SartorError::too_large(SUBJECT, "text", text.len(), MAX_TC_STRING_BYTES));
        }
        let mut segments = text.split('.');
        let mut read = core(segments.next().unwrap_or_default())?;
        let mut seen = [false; 8];
        for segment in segments {
            let mut bits = Bits::new(segment);
            let kind = bits.number(3)?;
            if let Some(seen) = seen.get_mut(kind as usize) {
                if *seen {
                    return Err(bits.malformed("a segment comes twice"));
                }
                *seen = true;
            }
            match kind {
                // Vendors disclosed, and vendors allowed.
                1 | 2 => {
                    vendors(&mut bits)?;
                }
                3 => {
                    read.publisher_consents = Some(bits.set(PURPOSES)?);
                    read.publisher_legitimate_interests = Some(bits.set(PURPOSES)?);
                    let custom = bits.small(6)?;
                    bits.set(custom)?;
                    bits.set(custom)?;
                }
                _ => return Err(bits.malformed("a segment is of no known type")),
            }
            bits.end()?;
        }
        Ok(read)
    }
}

fn core(segment: &str) -> Result<TcString> {
    let mut bits = Bits::new(segment);
    let version = bits.number(6)?;
    if version != 2 {
        return Err(SartorError::out_of_range(SUBJECT, "version", version, "2"));
    }
    let mut time = |field| {
        let at_ms = bits.number(36)?.cast_signed() * DECISECOND_MS;
        check_timestamp(SUBJECT, field, at_ms).map(|()| at_ms)
    };
    let (created_ms, last_updated_ms) = (time("created")?, time("lastUpdated")?);
    if last_updated_ms < created_ms {
        let expected = "a time at or after created";
        return Err(SartorError::out_of_range(SUBJECT, "lastUpdated", last_updated_ms, expected));
    }
    let mut read = TcString {
        created_ms,
        last_updated_ms,
        cmp_id: bits.small(12)?,
        cmp_version: bits.small(12)?,
        consent_screen: bits.small(6)?,
        consent_language: bits.letters()?,
        vendor_list_version: bits.small(12)?,
        policy_version: bits.small(6)?,
        is_service_specific: bits.flag()?,
        uses_non_standard_texts: bits.flag()?,
        special_feature_opt_ins: bits.set(12)?,
        purpose_consents: bits.set(PURPOSES)?,
        purpose_legitimate_interests: bits.set(PURPOSES)?,
        purpose_one_treatment: bits.flag()?,
        publisher_country: bits.letters()?,
        vendor_consents: 0,
        vendor_legitimate_interests: 0,
        publisher_restrictions: 0,
        publisher_consents: None,
        publisher_legitimate_interests: None,
    };
    if read.policy_version < 2 {
        let expected = "at least 2 in a string of version 2";
        return Err(SartorError::out_of_range(SUBJECT, "policyVersion", read.policy_version, expected));
    }
    read.vendor_consents = vendors(&mut bits)?;
    read.vendor_legitimate_interests = vendors(&mut bits)?;
    read.publisher_restrictions = bits.small(12)?;
    for _ in 0..read.publisher_restrictions {
        let (purpose, kind) = (bits.number(6)?, bits.number(2)?);
        if purpose == 0 || kind == 3 {
            return Err(bits.malformed("a restriction has no meaning"));
        }
        ranges(&mut bits, u32::from(u16::MAX))?;
    }
    bits.end()?;
    Ok(read)
}

/// How many vendors are named, by a bit each or by ranges.
fn vendors(bits: &mut Bits<'_>) -> Result<u32> {
    let last = bits.small(16)?;
    if bits.flag()? {
        return ranges(bits, last);
    }
    let mut count = 0;
    for _ in 0..last {
        count += u32::from(bits.flag()?);
    }
    Ok(count)
}

fn ranges(bits: &mut Bits<'_>, last: u32) -> Result<u32> {
    let mut count = 0;
    for _ in 0..bits.number(12)? {
        let is_range = bits.flag()?;
        let from = bits.small(16)?;
        let to = if is_range { bits.small(16)? } else { from };
        if from == 0 || to < from || to > last {
            return Err(bits.malformed("a range of vendors has no meaning"));
        }
        count += to - from + 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WHOLE: &str = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAACEAAAAAgAQBAAAAAAAGBAAgAAAAAAAFAAECAAAgAAQARAEQAAAAAJAAIAAgAAAYQEAAAQmAgBC3ZAYzUw";

    /// Bits written by hand, as the format lists them.
    #[derive(Default)]
    struct Written(Vec<bool>);

    impl Written {
        fn number(mut self, value: u64, bits: u32) -> Self {
            self.0.extend((0..bits).rev().map(|at| value >> at & 1 == 1));
            self
        }

        fn text(self, pad: usize) -> String {
            let mut bits = self.0;
            bits.resize(bits.len().next_multiple_of(pad).next_multiple_of(6), false);
            let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            let six = |six: &[bool]| six.iter().fold(0, |value, bit| value << 1 | usize::from(*bit));
            bits.chunks(6).map(|bits| char::from(alphabet[six(bits)])).collect()
        }
    }

    fn head(policy: u64, consents: u64, interests: u64) -> Written {
        let at = 17_000_000_000;
        let written = Written::default().number(2, 6).number(at, 36).number(at + 50, 36);
        let written = written.number(31, 12).number(7, 12).number(1, 6).number(4, 6).number(13, 6);
        let written = written.number(48, 12).number(policy, 6).number(1, 1).number(0, 1).number(0, 12);
        written.number(consents, 24).number(interests, 24).number(0, 1).number(3, 6).number(4, 6)
    }

    fn no_vendors(written: Written) -> Written {
        written.number(0, 17).number(0, 17).number(0, 12)
    }

    #[test]
    fn the_format_s_own_example_is_read_whole() {
        let read = TcString::parse(WHOLE).unwrap();
        assert_eq!(read.created_ms, 1_582_243_059_300); // 2020-02-20T23:57:39.3Z
        assert_eq!(read.last_updated_ms, read.created_ms);
        assert_eq!((read.cmp_version, read.consent_screen, read.consent_language.as_str()), (0, 0, "EN"));
        assert_eq!((read.policy_version, read.is_service_specific), (2, false));
        assert_eq!(read.publisher_country, "AA");
        assert_eq!((read.vendor_consents, read.vendor_legitimate_interests), (3, 3));
        assert!(read.publisher_consents.is_none());
    }

    #[test]
    fn purposes_are_counted_from_one_and_from_the_left() {
        for pad in [8, 6, 24] {
            let read = TcString::parse(&no_vendors(head(4, 0b101 << 21, 1 << 23 | 1)).text(pad)).unwrap();
            assert_eq!(read.purpose_consents, [1, 3]);
            assert_eq!(read.purpose_legitimate_interests, [1, 24]);
            assert_eq!((read.consent_language.as_str(), read.publisher_country.as_str()), ("EN", "DE"));
            assert_eq!(read.last_updated_ms - read.created_ms, 5_000);
            assert_eq!((read.cmp_id, read.cmp_version, read.vendor_list_version), (31, 7, 48));
        }
    }

    #[test]
    fn vendors_are_counted_however_they_are_written() {
        // Bits for 10 vendors; one vendor and a range of five; one restriction of one range.
        let written = head(4, 0, 0).number(10, 16).number(0, 1).number(0b10_1000_0011, 10);
        let written = written.number(90, 16).number(1, 1).number(2, 12).number(0, 1).number(7, 16);
        let written = written.number(1, 1).number(20, 16).number(24, 16);
        let written =
            written.number(1, 12).number(2, 6).number(1, 2).number(1, 12).number(0, 1).number(9, 16);
        let read = TcString::parse(&written.text(8)).unwrap();
        assert_eq!((read.vendor_consents, read.vendor_legitimate_interests), (4, 6));
        assert_eq!(read.publisher_restrictions, 1);
    }

    #[test]
    fn the_publisher_s_own_purposes_are_read() {
        let own = Written::default().number(3, 3).number(1 << 15, 24).number(1 << 23, 24);
        let own = own.number(2, 6).number(0b11, 2).number(0, 2);
        let text = format!("{}.{}", no_vendors(head(4, 0, 0)).text(8), own.text(8));
        let read = TcString::parse(&text).unwrap();
        assert_eq!(read.publisher_consents, Some(vec![9]));
        assert_eq!(read.publisher_legitimate_interests, Some(vec![1]));
    }

    #[test]
    fn what_is_not_of_the_format_is_refused_by_name() {
        let sound = no_vendors(head(4, 0, 0)).text(8);
        let code = |text: &str| TcString::parse(text).unwrap_err().code();
        assert_eq!(code(""), "TRUNCATED");
        assert_eq!(code(&sound[..sound.len() - 2]), "TRUNCATED");
        assert_eq!(code(&sound.replace('A', "+")), "MALFORMED");
        assert_eq!(code(&format!("{sound}=")), "MALFORMED");
        assert_eq!(code(&format!("{sound}AAAA")), "MALFORMED");
        assert_eq!(code(&format!("{sound}.")), "TRUNCATED");
        assert_eq!(code(&format!("{sound}.A")), "MALFORMED");
        assert_eq!(code("D"), "OUT_OF_RANGE");
        assert_eq!(code(&no_vendors(head(1, 0, 0)).text(8)), "OUT_OF_RANGE");
        assert_eq!(code(&"A".repeat(MAX_TC_STRING_BYTES + 1)), "TOO_LARGE");
        let padded = no_vendors(head(4, 0, 0)).number(1, 1).text(8);
        assert_eq!(code(&padded), "MALFORMED");
        let backwards = head(4, 0, 0).number(9, 16).number(1, 1).number(1, 12).number(1, 1);
        assert_eq!(code(&backwards.number(8, 16).number(7, 16).text(8)), "MALFORMED");
        let beyond = head(4, 0, 0).number(9, 16).number(1, 1).number(1, 12).number(0, 1).number(10, 16);
        assert_eq!(code(&beyond.text(8)), "MALFORMED");
        let custom = Written::default().number(1, 3).number(0, 17).text(8);
        assert_eq!(code(&format!("{sound}.{custom}.{custom}")), "MALFORMED");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "C?[A-Za-z0-9_.\\-]{0,120}|\\PC{0,40}") {
            let _ = TcString::parse(&text);
        }

        #[test]
        fn a_changed_character_is_read_or_refused(at in 0..WHOLE.len(), with in "[A-Za-z0-9_.=\\-]") {
            let mut text = WHOLE.to_owned();
            text.replace_range(at..=at, &with);
            if let Ok(read) = TcString::parse(&text) {
                prop_assert!(read.last_updated_ms >= read.created_ms);
                prop_assert!(read.purpose_consents.is_sorted());
            }
        }
    }
}
