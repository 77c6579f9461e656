//! Columns of numbers, one row a customer, made ready for a fit.

use crate::batch::sort_by;
use crate::{Result, SartorError};

/// The most rows a fit accepts.
const MOST_ROWS: usize = 100_000_000;

/// One distinct row with the customers who have it.
#[derive(Debug, Clone)]
pub struct Row<const N: usize> {
    /// The row's values.
    pub values: [f64; N],
    /// The sum of their weights.
    pub weight: f64,
}

/// Refuse columns of different lengths and weights that cannot be.
pub(super) fn check_columns(
    subject: &str,
    rows: usize,
    others: &[(&str, usize)],
    weights: Option<&[f64]>,
) -> Result<()> {
    if rows > MOST_ROWS {
        return Err(SartorError::too_many(subject, "frequency", rows, MOST_ROWS, "rows"));
    }
    let weight_rows = weights.map(|w| ("weights", w.len()));
    for (field, length) in others.iter().copied().chain(weight_rows) {
        if length != rows {
            let expected = format!("as long as frequency, {rows} rows");
            return Err(SartorError::out_of_range(subject, field, format!("{length} rows long"), &expected));
        }
    }
    for (row, weight) in weights.unwrap_or_default().iter().enumerate() {
        if !(0.0..=1e12).contains(weight) {
            return Err(SartorError::out_of_range(&format!("row {row}"), "weights", weight, "0 to 1e12"));
        }
    }
    Ok(())
}

/// Check a row; only a wrong one pays for the text that names it.
pub(super) fn check_row(row: usize, check: impl Fn(&str) -> Result<()>) -> Result<()> {
    if check("row").is_ok() { Ok(()) } else { check(&format!("row {row}")) }
}

/// Accept a penalty.
pub(super) fn check_penalty(subject: &str, penalty: f64) -> Result<()> {
    if (0.0..=1e6).contains(&penalty) {
        return Ok(());
    }
    Err(SartorError::out_of_range(subject, "penalty", penalty, "0 to 1e6"))
}

/// Sort rows and add up the weights of equal ones. The result does not depend on the order of the rows:
/// weights, too, are sorted before they are added.
pub(super) fn compress<const N: usize>(
    rows: impl Iterator<Item = [f64; N]>,
    weights: Option<&[f64]>,
) -> Vec<Row<N>> {
    let weight = |row: usize| weights.and_then(|w| w.get(row).copied()).unwrap_or(1.0);
    let mut sorted: Vec<Row<N>> =
        rows.enumerate().map(|(row, values)| Row { values, weight: weight(row) }).collect();
    sorted.retain(|row| row.weight > 0.0);
    sort_by(&mut sorted, |one, other| {
        let mut orders = one.values.iter().zip(&other.values).map(|(a, b)| a.total_cmp(b));
        orders.find(|order| order.is_ne()).unwrap_or_else(|| one.weight.total_cmp(&other.weight))
    });
    sorted.dedup_by(|next, kept| {
        let same = next.values == kept.values;
        if same {
            kept.weight += next.weight;
        }
        same
    });
    sorted
}

/// Refuse a fit of `model` to fewer than it needs.
pub(super) fn enough(model: &str, unit: &str, found: f64, needed: f64) -> Result<()> {
    if found >= needed {
        return Ok(());
    }
    Err(SartorError::TooFew {
        subject: format!("{model} fit"),
        found: found as i64,
        needed: needed as i64,
        unit: unit.to_owned(),
    })
}
