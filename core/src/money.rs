//! How much, in whole minor units of one currency?
//!
//! Money is an integer of minor units (cents, pence, fils) beside an ISO 4217 code, whose exponent says how
//! many decimal digits a minor unit is. Decimal text is read exactly and rounded half to even; a double is
//! read through its shortest decimal text, so that `4.35` is 435 pence and never 434. Amounts reach from
//! -10^15 to 10^15 minor units, where every one has its own double, so decimal JSON loses nothing.
//!
//! ```
//! use sartor::money::{Currency, decimal_from_minor, format_money, minor_from_f64, minor_from_text};
//! let gbp = Currency::parse("GBP")?;
//! assert_eq!(minor_from_text("4.35", gbp)?, 435);
//! assert_eq!(minor_from_f64(4.35, gbp)?, 435);
//! assert_eq!(minor_from_text("0.005", gbp)?, 0); // half to even
//! assert_eq!(decimal_from_minor(435, gbp), 4.35);
//! assert_eq!(format_money(115_000, Currency::parse("USD")?), "$1,150");
//! assert_eq!(format_money(1_150, Currency::parse("JPY")?), "JPY 1,150");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::cmp::Ordering;
use std::fmt::Write as _;

use crate::{Result, SartorError};

/// The largest amount accepted, in minor units, of either sign.
pub const MAX_AMOUNT_MINOR: i64 = 1_000_000_000_000_000;
/// The highest price of one product, in minor units: a thousandth of the largest amount, so that shares and
/// sums of prices stay exact.
pub const MAX_PRICE_MINOR: i64 = 1_000_000_000_000;

/// The longest decimal text read as an amount, in bytes.
const MAX_AMOUNT_TEXT: usize = 400;

/// ISO 4217 codes in use, in order, with the digits of their minor unit (list one, 2026).
#[rustfmt::skip] // one row per currency would be a screenful
const CURRENCIES: [(&str, u8); 159] = [
    ("AED", 2), ("AFN", 2), ("ALL", 2), ("AMD", 2), ("AOA", 2), ("ARS", 2), ("AUD", 2), ("AWG", 2),
    ("AZN", 2), ("BAM", 2), ("BBD", 2), ("BDT", 2), ("BGN", 2), ("BHD", 3), ("BIF", 0), ("BMD", 2),
    ("BND", 2), ("BOB", 2), ("BRL", 2), ("BSD", 2), ("BTN", 2), ("BWP", 2), ("BYN", 2), ("BZD", 2),
    ("CAD", 2), ("CDF", 2), ("CHF", 2), ("CLF", 4), ("CLP", 0), ("CNY", 2), ("COP", 2), ("CRC", 2),
    ("CUP", 2), ("CVE", 2), ("CZK", 2), ("DJF", 0), ("DKK", 2), ("DOP", 2), ("DZD", 2), ("EGP", 2),
    ("ERN", 2), ("ETB", 2), ("EUR", 2), ("FJD", 2), ("FKP", 2), ("GBP", 2), ("GEL", 2), ("GHS", 2),
    ("GIP", 2), ("GMD", 2), ("GNF", 0), ("GTQ", 2), ("GYD", 2), ("HKD", 2), ("HNL", 2), ("HTG", 2),
    ("HUF", 2), ("IDR", 2), ("ILS", 2), ("INR", 2), ("IQD", 3), ("IRR", 2), ("ISK", 0), ("JMD", 2),
    ("JOD", 3), ("JPY", 0), ("KES", 2), ("KGS", 2), ("KHR", 2), ("KMF", 0), ("KPW", 2), ("KRW", 0),
    ("KWD", 3), ("KYD", 2), ("KZT", 2), ("LAK", 2), ("LBP", 2), ("LKR", 2), ("LRD", 2), ("LSL", 2),
    ("LYD", 3), ("MAD", 2), ("MDL", 2), ("MGA", 2), ("MKD", 2), ("MMK", 2), ("MNT", 2), ("MOP", 2),
    ("MRU", 2), ("MUR", 2), ("MVR", 2), ("MWK", 2), ("MXN", 2), ("MYR", 2), ("MZN", 2), ("NAD", 2),
    ("NGN", 2), ("NIO", 2), ("NOK", 2), ("NPR", 2), ("NZD", 2), ("OMR", 3), ("PAB", 2), ("PEN", 2),
    ("PGK", 2), ("PHP", 2), ("PKR", 2), ("PLN", 2), ("PYG", 0), ("QAR", 2), ("RON", 2), ("RSD", 2),
    ("RUB", 2), ("RWF", 0), ("SAR", 2), ("SBD", 2), ("SCR", 2), ("SDG", 2), ("SEK", 2), ("SGD", 2),
    ("SHP", 2), ("SLE", 2), ("SOS", 2), ("SRD", 2), ("SSP", 2), ("STN", 2), ("SVC", 2), ("SYP", 2),
    ("SZL", 2), ("THB", 2), ("TJS", 2), ("TMT", 2), ("TND", 3), ("TOP", 2), ("TRY", 2), ("TTD", 2),
    ("TWD", 2), ("TZS", 2), ("UAH", 2), ("UGX", 0), ("USD", 2), ("UYI", 0), ("UYU", 2), ("UYW", 4),
    ("UZS", 2), ("VED", 2), ("VES", 2), ("VND", 0), ("VUV", 0), ("WST", 2), ("XAF", 0), ("XCD", 2),
    ("XCG", 2), ("XOF", 0), ("XPF", 0), ("YER", 2), ("ZAR", 2), ("ZMW", 2), ("ZWG", 2),
];

/// Symbols that name one currency only; all others are written as their code.
const SYMBOLS: [(&str, &str); 3] = [("EUR", "€"), ("GBP", "£"), ("USD", "$")];

/// A currency of ISO 4217: its code, and how many decimal digits its minor unit has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency {
    code: &'static str,
    exponent: u8,
}

impl Currency {
    /// The currency of a code in capitals, such as `USD`.
    pub fn parse(code: &str) -> Result<Self> {
        CURRENCIES
            .binary_search_by(|(known, _)| (*known).cmp(code))
            .ok()
            .and_then(|at| CURRENCIES.get(at))
            .map(|&(code, exponent)| Self { code, exponent })
            .ok_or_else(|| SartorError::invalid("money", "currency", "an ISO 4217 code such as USD"))
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Decimal digits of the minor unit: 2 for USD, 0 for JPY, 3 for KWD.
    pub fn exponent(self) -> u32 {
        u32::from(self.exponent)
    }

    /// Minor units in one major unit: 100 for USD.
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}

/// Minor units of decimal text such as `12`, `-0.5`, `1150.00` or `1e3`: exact, then half to even.
///
/// Thousands separators, currency signs, NaN and infinities are refused.
pub fn minor_from_text(text: &str, currency: Currency) -> Result<i64> {
    let trimmed = text.trim_matches(|c: char| c == ' ' || c == '\t');
    if trimmed.len() > MAX_AMOUNT_TEXT {
        return Err(SartorError::too_large("money", "amount", trimmed.len(), MAX_AMOUNT_TEXT));
    }
    let decimal = Decimal::parse(trimmed)
        .ok_or_else(|| SartorError::invalid("money", "amount", "a finite decimal number"))?;
    decimal.round_half_even(i64::from(currency.exponent())).ok_or_else(out_of_range)
}

/// Minor units of a double, through its shortest decimal text, half to even.
pub fn minor_from_f64(amount: f64, currency: Currency) -> Result<i64> {
    if !amount.is_finite() {
        return Err(SartorError::out_of_range("money", "amount", amount, "a finite number"));
    }
    // An amount below 10^15 minor units has at most 15 digits, and 15 digits have their own double: if the
    // quotient gives the amount back, it is its shortest decimal text.
    let units = currency.minor_per_major() as f64;
    let scaled = (amount * units).round();
    if scaled.abs() < MAX_AMOUNT_MINOR as f64 && scaled / units == amount {
        return Ok(scaled as i64);
    }
    if amount.abs() > MAX_AMOUNT_MINOR as f64 {
        return Err(out_of_range());
    }
    // Display of a double is its shortest decimal text, without an exponent.
    minor_from_text(&amount.to_string(), currency)
}

/// The decimal number of an amount: 4.25 for 425 pence. Its shortest text is the exact amount.
pub fn decimal_from_minor(minor: i64, currency: Currency) -> f64 {
    minor as f64 / currency.minor_per_major() as f64
}

/// An amount as a shop writes it in English: `$1,150`, `£4.25`, `-$5`, `JPY 1,150`.
///
/// The fraction is left out when it is zero.
pub fn format_money(minor: i64, currency: Currency) -> String {
    let mut text = String::with_capacity(24);
    if minor < 0 {
        text.push('-');
    }
    if let Some((_, symbol)) = SYMBOLS.iter().find(|(code, _)| *code == currency.code) {
        text.push_str(symbol);
    } else {
        text.push_str(currency.code);
        text.push(' ');
    }
    let units = currency.minor_per_major().unsigned_abs();
    let (major, fraction) = (minor.unsigned_abs() / units, minor.unsigned_abs() % units);
    push_grouped(&mut text, major);
    if fraction != 0 {
        // Writing to a String cannot fail.
        let _ = write!(text, ".{fraction:0width$}", width = usize::from(currency.exponent));
    }
    text
}

fn push_grouped(text: &mut String, number: u64) {
    let mut group = 1_u64;
    while number / group >= 1_000 {
        group *= 1_000;
    }
    let _ = write!(text, "{}", number / group);
    while group > 1 {
        group /= 1_000;
        let _ = write!(text, ",{:03}", number / group % 1_000);
    }
}

fn out_of_range() -> SartorError {
    SartorError::out_of_range("money", "amount", "too large", "at most 10^15 minor units")
}

/// The parts of a decimal number in text: digits before and after the point, and a power of ten.
struct Decimal<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    power: i64,
}

impl<'a> Decimal<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, Self::parse_power(power)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) {
            return None;
        }
        Some(Self { negative, whole: whole.as_bytes(), fraction: fraction.as_bytes(), power })
    }

    /// A power beyond 9,999 means zero or out of range whatever it is, so it is held there.
    fn parse_power(text: &str) -> Option<i64> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(sign * digits.parse::<i64>().unwrap_or(i64::MAX).min(9_999))
    }

    /// The number times `10^exponent` as a whole number, or nothing if it is out of range.
    fn round_half_even(&self, exponent: i64) -> Option<i64> {
        // Digits to the left of this place are whole minor units.
        let point = i64::try_from(self.whole.len()).ok()? + self.power + exponent;
        let mut units = 0_i64;
        let mut place = 0_i64;
        let (mut next, mut rest) = (0_u8, false);
        for digit in self.whole.iter().chain(self.fraction).map(|byte| byte - b'0') {
            match place.cmp(&point) {
                Ordering::Less => units = units.checked_mul(10)?.checked_add(i64::from(digit))?,
                Ordering::Equal => next = digit,
                Ordering::Greater => rest |= digit != 0,
            }
            place += 1;
        }
        while units != 0 && place < point {
            units = units.checked_mul(10)?;
            place += 1;
        }
        if point < 0 {
            // Everything stands behind the first place after the unit.
            (next, rest) = (0, true);
        }
        let up = next > 5 || (next == 5 && (rest || units % 2 == 1));
        let units = units.checked_add(i64::from(up))?;
        if units > MAX_AMOUNT_MINOR {
            return None;
        }
        Some(if self.negative { -units } else { units })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    #[test]
    fn the_table_is_sorted_and_unique() {
        assert!(CURRENCIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(CURRENCIES.iter().all(|(code, _)| code.len() == 3));
    }

    #[test]
    fn exponents_are_those_of_iso_4217() {
        for (code, exponent) in [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYW", 4), ("ISK", 0)] {
            assert_eq!(currency(code).exponent(), exponent, "{code}");
        }
        assert_eq!(Currency::parse("usd").unwrap_err().code(), "INVALID_VALUE");
        assert_eq!(Currency::parse("XXX").unwrap_err().code(), "INVALID_VALUE");
    }

    #[test]
    fn halves_go_to_the_even_unit() {
        let usd = currency("USD");
        let cases = [
            ("0.005", 0),
            ("0.015", 2),
            ("0.025", 2),
            ("0.0250000001", 3),
            ("-0.015", -2),
            ("0.001", 0),
            (".5", 50),
            ("5.", 500),
            ("1e3", 100_000),
            ("12.5E-1", 125),
            ("1e-9", 0),
            ("5e-400", 0),
            ("0e9999999999999999999", 0),
            (" 7 ", 700),
            ("+1", 100),
        ];
        for (text, expected) in cases {
            assert_eq!(minor_from_text(text, usd).unwrap(), expected, "{text}");
        }
        assert_eq!(minor_from_text("2.5", currency("JPY")).unwrap(), 2);
        assert_eq!(minor_from_text("1.2345", currency("KWD")).unwrap(), 1_234);
    }

    #[test]
    fn what_is_not_a_decimal_number_is_refused() {
        for text in ["", " ", "-", ".", "NaN", "inf", "1,000", "$5", "1e", "1e+", "0x10", "1 2", "١", "--1"]
        {
            assert_eq!(
                minor_from_text(text, currency("USD")).unwrap_err().code(),
                "INVALID_VALUE",
                "{text:?}"
            );
        }
        for text in ["10000000000000.01", "1e14", "99999999999999999999", "1e9999999999"] {
            assert_eq!(
                minor_from_text(text, currency("USD")).unwrap_err().code(),
                "OUT_OF_RANGE",
                "{text:?}"
            );
        }
        let long = "1".repeat(MAX_AMOUNT_TEXT + 1);
        assert_eq!(minor_from_text(&long, currency("USD")).unwrap_err().code(), "TOO_LARGE");
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e14, -1e300, f64::MAX] {
            assert_eq!(minor_from_f64(number, currency("USD")).unwrap_err().code(), "OUT_OF_RANGE");
        }
    }

    #[test]
    fn money_is_written_as_a_shop_writes_it() {
        let cases = [
            (115_000, "USD", "$1,150"),
            (425, "GBP", "£4.25"),
            (5, "EUR", "€0.05"),
            (-500, "USD", "-$5"),
            (1_234_567, "JPY", "JPY 1,234,567"),
            (100_000_005, "USD", "$1,000,000.05"),
            (1_500, "KWD", "KWD 1.500"),
            (0, "USD", "$0"),
            (i64::MIN, "JPY", "-JPY 9,223,372,036,854,775,808"),
        ];
        for (minor, code, expected) in cases {
            assert_eq!(format_money(minor, currency(code)), expected);
        }
    }

    #[test]
    fn a_currency_is_its_code_in_json() {
        assert_eq!(serde_json::to_string(&currency("EUR")).unwrap(), "\"EUR\"");
        assert_eq!(serde_json::from_str::<Currency>("\"EUR\"").unwrap(), currency("EUR"));
        assert!(serde_json::from_str::<Currency>("\"EURO\"").is_err());
    }

    proptest! {
        #[test]
        fn every_amount_survives_its_decimal_number(minor in -MAX_AMOUNT_MINOR..=MAX_AMOUNT_MINOR, at in 0..CURRENCIES.len()) {
            let currency = currency(CURRENCIES[at].0);
            let decimal = decimal_from_minor(minor, currency);
            prop_assert_eq!(minor_from_f64(decimal, currency).unwrap(), minor);
            prop_assert_eq!(minor_from_text(&decimal.to_string(), currency).unwrap(), minor);
        }

        #[test]
        fn a_double_is_read_as_its_shortest_text(amount in -1e13_f64..1e13) {
            let usd = currency("USD");
            prop_assert_eq!(minor_from_f64(amount, usd).ok(), minor_from_text(&format!("{amount}"), usd).ok());
            prop_assert_eq!(minor_from_f64(amount, usd).ok(), minor_from_text(&format!("{amount:e}"), usd).ok());
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-+0-9.eE NaNif]{0,40}") {
            let _ = minor_from_text(&text, currency("USD"));
        }
    }
}
