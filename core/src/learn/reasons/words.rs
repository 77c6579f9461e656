//! How is a value of a row, or what it does, said in a sentence?

use super::super::schema::SchemaColumn;
use crate::math;
use crate::prompt::{MAX_NAME_CHARS, prompt_safe};

/// Digits of a value that tell something.
const VALUE_DIGITS: usize = 6;
/// Digits of an effect that tell something.
const EFFECT_DIGITS: usize = 3;
/// What is said of a value that is missing.
const UNKNOWN: &str = "unknown";

/// A text of a table, bounded and visible.
pub(super) fn name(text: &str) -> String {
    prompt_safe(text, MAX_NAME_CHARS)
}

/// A value of a column as it is read: a level, a number of up to six digits, or that it is not known.
pub(super) fn value(column: &SchemaColumn, value: f64) -> String {
    level(column, value).unwrap_or_else(|| number(value, VALUE_DIGITS))
}

/// A value of a column with all its digits.
pub(super) fn exact_value(column: &SchemaColumn, value: f64) -> String {
    level(column, value).unwrap_or_else(|| {
        let plain = value == 0.0 || (1e-5..1e15).contains(&value.abs());
        if plain { format!("{}", value + 0.0) } else { format!("{value:e}") }
    })
}

/// The words for a level or a missing value; none for a number.
fn level(column: &SchemaColumn, value: f64) -> Option<String> {
    let Some(levels) = &column.levels else { return value.is_nan().then(|| UNKNOWN.to_owned()) };
    let level = if value >= 0.0 { levels.get(value as usize) } else { None };
    Some(level.map_or_else(|| UNKNOWN.to_owned(), |level| name(level)))
}

/// A factor, share or amount as far as it tells something.
pub(super) fn effect(value: f64) -> String {
    number(value, EFFECT_DIGITS)
}

/// A number of so many digits, in the plain way while it is neither huge nor tiny; whole numbers keep theirs.
fn number(value: f64, digits: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = math::floor(math::ln(value.abs()) / std::f64::consts::LN_10);
    if !(-5.0..15.0).contains(&magnitude) {
        return format!("{value:.*e}", digits - 1);
    }
    let decimals = (digits as f64 - 1.0 - magnitude).max(0.0) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_plainly() {
        let said =
            [0.0, -0.0, 3.0, 29.85, -1234.5678, 20_261_123.0, 0.1 + 0.2, 0.000_012_34, 1e16, 1e-300, 99.9999];
        assert_eq!(
            said.map(effect),
            ["0", "0", "3", "29.9", "-1235", "20261123", "0.3", "0.0000123", "1.00e16", "1.00e-300", "100"]
        );
        assert_eq!(number(0.1 + 0.2, VALUE_DIGITS), "0.3");
        assert_eq!(number(29.849_999_999_999_998, VALUE_DIGITS), "29.85");
    }

    #[test]
    fn levels_are_said_safely_and_what_is_missing_is_unknown() {
        let column = |levels: Option<Vec<String>>| SchemaColumn { name: "plan".to_owned(), levels };
        let plans = column(Some(vec!["a\n{b}".to_owned(), "x".repeat(200)]));
        assert_eq!(value(&plans, 0.0), "a (b)");
        assert_eq!(value(&plans, 1.0).len(), MAX_NAME_CHARS);
        for missing in [2.0, -1.0, f64::NAN, 1e300] {
            assert_eq!(value(&plans, missing), "unknown");
        }
        let numbers = column(None);
        assert_eq!(value(&numbers, f64::NAN), "unknown");
        assert_eq!(exact_value(&numbers, 0.1 + 0.2), "0.30000000000000004");
        assert_eq!([-0.0, 12.0, 1e20].map(|value| exact_value(&numbers, value)), ["0", "12", "1e20"]);
    }
}
