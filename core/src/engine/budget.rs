//! What does a customer mean by "$1000-2000"?
//!
//! A budget is read from text: one or two amounts with an optional currency sign, and a word that says
//! which side is open. What cannot be read is not guessed.

use crate::money::{Currency, minor_from_text};

/// A price range in minor units; a side may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BudgetRange {
    pub low_minor: Option<i64>,
    pub high_minor: Option<i64>,
}

/// Why a budget was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BudgetProblem {
    Unreadable,
    OtherCurrency,
}

impl BudgetProblem {
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::OtherCurrency => "other_currency",
        }
    }
}

/// The longest budget text that is looked at, in bytes.
const MAX_BYTES: usize = 64;

/// Read a budget such as `$1000-2000`, `under 500`, `from 1.5k`, `around 300 USD`.
pub(super) fn parse_budget(text: &str, currency: Currency) -> Result<BudgetRange, BudgetProblem> {
    if text.len() > MAX_BYTES {
        return Err(BudgetProblem::Unreadable);
    }
    let lower = text.to_lowercase();
    if names_other_currency(&lower, currency) {
        return Err(BudgetProblem::OtherCurrency);
    }
    let amounts = amounts(&lower, currency)?;
    let open_below = ["under", "below", "up to", "less than", "max", "at most", "<"];
    let open_above = ["over", "above", "from", "more than", "min", "at least", ">"];
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    match amounts[..] {
        [only] if says(&open_above) => Ok(BudgetRange { low_minor: Some(only), high_minor: None }),
        // A single figure without a word is what the customer wants to spend at most.
        [only] if says(&open_below) || !says(&["around", "about", "~"]) => {
            Ok(BudgetRange { low_minor: None, high_minor: Some(only) })
        }
        // "Around" is read as a quarter to either side.
        [only] => Ok(BudgetRange { low_minor: Some(only - only / 4), high_minor: Some(only + only / 4) }),
        [first, second] => {
            Ok(BudgetRange { low_minor: Some(first.min(second)), high_minor: Some(first.max(second)) })
        }
        _ => Err(BudgetProblem::Unreadable),
    }
}

/// Signs and codes that a customer may write, with the currencies they can stand for.
const SIGNS: [(&str, &[&str]); 9] = [
    ("$", &["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD"]),
    ("£", &["GBP"]),
    ("€", &["EUR"]),
    ("¥", &["JPY", "CNY"]),
    ("usd", &["USD"]),
    ("gbp", &["GBP"]),
    ("eur", &["EUR"]),
    ("jpy", &["JPY"]),
    ("chf", &["CHF"]),
];

fn names_other_currency(lower: &str, currency: Currency) -> bool {
    SIGNS.iter().any(|(sign, codes)| lower.contains(sign) && !codes.contains(&currency.code()))
}

fn amounts(lower: &str, currency: Currency) -> Result<Vec<i64>, BudgetProblem> {
    let mut amounts = Vec::new();
    let mut rest = lower;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = &rest[start..];
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(digits.len());
        let number = digits[..end].trim_end_matches(['.', ',']).replace(',', "");
        rest = &digits[end..];
        let mut minor = minor_from_text(&number, currency).map_err(|_| BudgetProblem::Unreadable)?;
        if let Some(after) = rest.strip_prefix('k') {
            minor = minor.checked_mul(1_000).ok_or(BudgetProblem::Unreadable)?;
            rest = after;
        }
        amounts.push(minor);
    }
    Ok(amounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Result<(Option<i64>, Option<i64>), BudgetProblem> {
        let currency = Currency::parse("USD").unwrap();
        parse_budget(text, currency).map(|range| (range.low_minor, range.high_minor))
    }

    #[test]
    fn a_range_is_read_in_either_order() {
        assert_eq!(usd("$1000-2000"), Ok((Some(100_000), Some(200_000))));
        assert_eq!(usd("2,000 to 1,000 USD"), Ok((Some(100_000), Some(200_000))));
    }

    #[test]
    fn one_figure_is_a_ceiling_unless_a_word_says_otherwise() {
        assert_eq!(usd("500"), Ok((None, Some(50_000))));
        assert_eq!(usd("under $500.50"), Ok((None, Some(50_050))));
        assert_eq!(usd("at least 1.5k"), Ok((Some(150_000), None)));
        assert_eq!(usd("around 400"), Ok((Some(30_000), Some(50_000))));
    }

    #[test]
    fn what_cannot_be_read_is_not_guessed() {
        assert_eq!(usd("cheap"), Err(BudgetProblem::Unreadable));
        assert_eq!(usd("1-2-3"), Err(BudgetProblem::Unreadable));
        assert_eq!(usd("1.2.3"), Err(BudgetProblem::Unreadable));
        assert_eq!(usd("€500"), Err(BudgetProblem::OtherCurrency));
        assert_eq!(usd(&"9".repeat(40)), Err(BudgetProblem::Unreadable));
    }
}
