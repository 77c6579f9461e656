//! Are these scores, outcomes and weights fit to be judged, and which row is not?
//!
//! Everything that stands after a learner takes plain columns: scores, what came true, and weights where rows count
//! differently. They are checked once, here; what is asked of them afterwards needs no further look.
//!
//! ```
//! use sartor::learn::ScoredLabels;
//! let scored = ScoredLabels::new(&[0.3, -1.2], &[1.0, 0.0], None)?;
//! assert_eq!(scored.base_rate(), 0.5);
//! let error = ScoredLabels::new(&[0.3, f64::NAN], &[1.0, 0.0], None).unwrap_err();
//! assert_eq!(error.to_string(), "row 1: score is NaN, expected log-odds within -1e6 to 1e6");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::cmp::Ordering;

use crate::{Result, SartorError, math};

/// The largest log-odds either way; beyond 750 a probability is 0 or 1 to the last bit.
pub(super) const MOST_LOG_ODDS: f64 = 1e6;
/// The largest value, outcome or weight either way, so that no sum of squares overflows.
pub(super) const MOST_VALUE: f64 = 1e15;

/// Log-odds that a learner gave to rows, and the label, 0 or 1, that each turned out to have.
#[derive(Debug, Clone, Copy)]
pub struct ScoredLabels<'a> {
    scores: &'a [f64],
    labels: &'a [f64],
    weights: Option<&'a [f64]>,
    positive_weight: f64,
    negative_weight: f64,
}

/// The log-odds of probabilities, 0 to 1. Log-odds are finite: 0 and 1 count as 2.2e-16 away from themselves.
///
/// ```
/// use sartor::learn::log_odds_of;
/// assert_eq!(log_odds_of(&[0.5, 0.75])?, [0.0, sartor::math::logit(0.75)]);
/// assert_eq!(log_odds_of(&[1.0])?[0], -log_odds_of(&[0.0])?[0]);
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn log_odds_of(probabilities: &[f64]) -> Result<Vec<f64>> {
    check_column("probability", probabilities, "0 to 1", |share| (0.0..=1.0).contains(&share))?;
    let most = -math::ln(f64::EPSILON);
    Ok(probabilities.iter().map(|share| math::logit(*share).clamp(-most, most)).collect())
}

/// One row that counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScoredRow {
    pub score: f64,
    pub positive: bool,
    pub weight: f64,
}

impl ScoredRow {
    pub fn label(&self) -> f64 {
        f64::from(u8::from(self.positive))
    }
}

impl<'a> ScoredLabels<'a> {
    /// Scores in log-odds, labels of 0 and 1 and, where rows count differently, weights that are not negative.
    pub fn new(scores: &'a [f64], labels: &'a [f64], weights: Option<&'a [f64]>) -> Result<Self> {
        let rows = scores.len();
        same_length("labels", labels.len(), rows)?;
        let log_odds = -MOST_LOG_ODDS..=MOST_LOG_ODDS;
        check_column("score", scores, "log-odds within -1e6 to 1e6", |score| log_odds.contains(&score))?;
        check_column("label", labels, "0 or 1", |label| label == 0.0 || label == 1.0)?;
        check_weights(weights, rows)?;
        let mut scored = Self { scores, labels, weights, positive_weight: 0.0, negative_weight: 0.0 };
        for row in scored.rows() {
            let side = if row.positive { &mut scored.positive_weight } else { &mut scored.negative_weight };
            *side += row.weight;
        }
        Ok(scored)
    }

    /// The share of rows, by weight, with label 1.
    pub fn base_rate(&self) -> f64 {
        self.positive_weight / (self.positive_weight + self.negative_weight)
    }

    /// How many rows there are, also those of weight 0.
    pub(super) fn len(&self) -> usize {
        self.scores.len()
    }

    pub(super) fn scores(&self) -> &'a [f64] {
        self.scores
    }

    pub(super) fn labels(&self) -> &'a [f64] {
        self.labels
    }

    pub(super) fn weights(&self) -> Option<&'a [f64]> {
        self.weights
    }

    /// Weight of label 1, and of label 0.
    pub(super) fn class_weights(&self) -> (f64, f64) {
        (self.positive_weight, self.negative_weight)
    }

    pub(super) fn row(&self, row: usize) -> ScoredRow {
        let at = |column: &[f64]| column.get(row).copied().unwrap_or_default();
        ScoredRow {
            score: at(self.scores),
            positive: at(self.labels) == 1.0,
            weight: self.weights.map_or(1.0, at),
        }
    }

    pub(super) fn rows(self) -> impl Iterator<Item = ScoredRow> + 'a {
        (0..self.scores.len()).map(move |row| self.row(row))
    }

    /// The rows by score, the lowest first; rows of one score in the order given.
    pub(super) fn ascending(&self) -> Vec<usize> {
        order(self.scores)
    }

    /// Refuse what holds one label alone.
    pub(super) fn check_both_classes(&self, subject: &str) -> Result<()> {
        for (label, weight) in [(1, self.positive_weight), (0, self.negative_weight)] {
            if weight <= 0.0 {
                let unit = format!("rows of label {label} with weight");
                return Err(SartorError::TooFew { subject: subject.to_owned(), found: 0, needed: 1, unit });
            }
        }
        Ok(())
    }
}

/// Values that a learner predicted for rows, and what each turned out to be.
#[derive(Debug, Clone, Copy)]
pub struct ScoredValues<'a> {
    pub(super) predictions: &'a [f64],
    pub(super) outcomes: &'a [f64],
    pub(super) weights: Option<&'a [f64]>,
}

impl<'a> ScoredValues<'a> {
    /// Predictions and outcomes in one unit and, where rows count differently, weights that are not negative.
    pub fn new(predictions: &'a [f64], outcomes: &'a [f64], weights: Option<&'a [f64]>) -> Result<Self> {
        let rows = predictions.len();
        same_length("outcomes", outcomes.len(), rows)?;
        check_values("prediction", predictions)?;
        check_values("outcome", outcomes)?;
        check_weights(weights, rows)?;
        Ok(Self { predictions, outcomes, weights })
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        weight_of(self.weights, row)
    }

    /// Prediction, outcome and weight of each row.
    pub(super) fn rows(self) -> impl Iterator<Item = (f64, f64, f64)> + 'a {
        let pairs = self.predictions.iter().zip(self.outcomes).enumerate();
        pairs.map(move |(row, (prediction, outcome))| (*prediction, *outcome, self.weight(row)))
    }
}

/// The weight of a row, 1 where none are given.
pub(super) fn weight_of(weights: Option<&[f64]>, row: usize) -> f64 {
    weights.map_or(1.0, |weights| weights.get(row).copied().unwrap_or_default())
}

/// Refuse a column that is not as long as the scores beside it.
pub(super) fn same_length(field: &str, found: usize, rows: usize) -> Result<()> {
    if found == rows {
        return Ok(());
    }
    let expected = format!("as long as the columns beside it, {rows} rows");
    Err(SartorError::out_of_range("columns", field, format!("{found} rows long"), &expected))
}

/// Refuse a column with the first row that does not fit.
pub(super) fn check_column(
    field: &str,
    column: &[f64],
    expected: &str,
    fits: impl Fn(f64) -> bool,
) -> Result<()> {
    let wrong = column.iter().enumerate().find(|(_, value)| !fits(**value));
    wrong.map_or(Ok(()), |(row, value)| {
        Err(SartorError::out_of_range(&format!("row {row}"), field, value, expected))
    })
}

/// Refuse values that are not finite or beyond all sense.
pub(super) fn check_values(field: &str, column: &[f64]) -> Result<()> {
    check_column(field, column, "a number within -1e15 to 1e15", |value| value.abs() <= MOST_VALUE)
}

/// Refuse weights that do not fit, and rows that weigh nothing together.
pub(super) fn check_weights(weights: Option<&[f64]>, rows: usize) -> Result<()> {
    if let Some(weights) = weights {
        same_length("weights", weights.len(), rows)?;
        check_column("weight", weights, "0 to 1e15", |weight| (0.0..=MOST_VALUE).contains(&weight))?;
    }
    if (0..rows).all(|row| weight_of(weights, row) == 0.0) {
        let (subject, unit) = ("columns".to_owned(), "rows with weight".to_owned());
        return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit });
    }
    Ok(())
}

/// Refuse a level that is not between 0 and 1.
pub(super) fn check_level(level: f64) -> Result<()> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(SartorError::out_of_range("interval", "level", level, "between 0 and 1"))
}

/// Places of values, the lowest first; equal values in the order given. Zero equals its negative.
pub(super) fn order(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let at = |place: usize| values.get(place).copied().unwrap_or_default();
    order.sort_by(|a, b| at(*a).partial_cmp(&at(*b)).unwrap_or(Ordering::Equal));
    order
}

/// Runs of places, in an order by value, whose values are equal.
pub(super) fn ties<'o>(order: &'o [usize], values: &'o [f64]) -> impl Iterator<Item = &'o [usize]> {
    order.chunk_by(|a, b| values.get(*a) == values.get(*b))
}

/// `ln(1 + e^x)`: what a label of 0 costs at log-odds `x`.
pub(super) fn softplus(x: f64) -> f64 {
    x.max(0.0) + math::ln_1p(math::exp(-x.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_told_with_its_row() {
        let text = |result: Result<ScoredLabels<'_>>| result.unwrap_err().to_string();
        assert_eq!(
            text(ScoredLabels::new(&[0.0; 2], &[0.0, 2.0], None)),
            "row 1: label is 2, expected 0 or 1"
        );
        let short = text(ScoredLabels::new(&[0.0; 2], &[0.0], None));
        assert_eq!(
            short,
            "columns: labels is 1 rows long, expected as long as the columns beside it, 2 rows"
        );
        let weight = text(ScoredLabels::new(&[0.0; 2], &[0.0, 1.0], Some(&[1.0, -1.0])));
        assert_eq!(weight, "row 1: weight is -1, expected 0 to 1e15");
        assert_eq!(text(ScoredLabels::new(&[], &[], None)), "columns: 0 rows with weight, at least 1 needed");
        let nothing = text(ScoredLabels::new(&[0.0], &[1.0], Some(&[0.0])));
        assert_eq!(nothing, "columns: 0 rows with weight, at least 1 needed");
        let value = ScoredValues::new(&[1.0], &[f64::INFINITY], None).unwrap_err();
        assert_eq!(value.to_string(), "row 0: outcome is inf, expected a number within -1e15 to 1e15");
    }

    #[test]
    fn ties_hold_equal_values_and_zero_equals_its_negative() {
        let values = [2.0, -0.0, 1.0, 0.0, 2.0];
        let order = order(&values);
        let runs: Vec<&[usize]> = ties(&order, &values).collect();
        assert_eq!(runs, [&[1, 3][..], &[2], &[0, 4]]);
    }
}
