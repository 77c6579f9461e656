//! What could a column be instead?
//!
//! Numbers that a model tells apart, or that a table holds, in ascending order: how far a change goes is counted in their
//! ranks, so that no column's unit matters. Of categories it is all levels.

use serde::{Deserialize, Serialize};

use super::super::binned::ColumnBins;
use super::super::schema::{MatchedColumn, Schema};
use super::super::table::{Table, TableColumn};
use crate::{Result, SartorError, math};

const SUBJECT: &str = "values to change to";

/// For each column of a schema the values that it could have instead.
///
/// ```
/// use sartor::learn::{OtherValues, Table, TableColumn};
/// let table = Table::new(vec![("visits".to_owned(), TableColumn::Numbers(vec![3.0, 1.0, f64::NAN, 3.0, 8.0]))])?;
/// assert_eq!(OtherValues::of_table(&table, 32).column(0), [1.0, 3.0, 8.0]);
/// # Ok::<(), sartor::SartorError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OtherValues(Vec<Vec<f64>>);

impl OtherValues {
    /// For each column its numbers, finite and ascending, each once; nothing for a column of categories.
    pub fn new(columns: Vec<Vec<f64>>) -> Result<Self> {
        let values = Self(columns);
        for values in &values.0 {
            let ascending = values.array_windows().all(|[left, right]| left < right);
            if !ascending || !values.iter().all(|value| value.is_finite()) {
                return Err(SartorError::invalid(SUBJECT, "a column", "of finite numbers, ascending"));
            }
        }
        Ok(values)
    }

    /// The numbers that a table holds: all while a column has at most `most` of them, otherwise the quantiles.
    pub fn of_table(table: &Table, most: u32) -> Self {
        let column = |column: &TableColumn| match column {
            TableColumn::Numbers(values) => distinct(values, most),
            TableColumn::Categories(_) => Vec::new(),
        };
        Self(table.columns().iter().map(column).collect())
    }

    /// The same of a table that is brought to a schema first: columns by name, whatever their order.
    ///
    /// ```
    /// use sartor::learn::{OtherValues, Schema, Table, TableColumn};
    /// let numbers = |name: &str, values: &[f64]| (name.to_owned(), TableColumn::Numbers(values.to_vec()));
    /// let schema = Schema::of(&Table::new(vec![numbers("age", &[1.0]), numbers("visits", &[1.0])])?);
    /// let table = Table::new(vec![numbers("visits", &[8.0, 1.0]), numbers("age", &[30.0, 40.0])])?;
    /// assert_eq!(OtherValues::of_schema(&schema, &table, 32)?.column(1), [1.0, 8.0]);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn of_schema(schema: &Schema, table: &Table, most: u32) -> Result<Self> {
        let column = |column: &MatchedColumn<'_>| match column {
            MatchedColumn::Numbers(values) => distinct(values, most),
            MatchedColumn::Codes(_) => Vec::new(),
        };
        Ok(Self(schema.matched(table)?.columns().iter().map(column).collect()))
    }

    /// A number for each bin of a column of numbers: the one of fewest digits.
    pub(in crate::learn) fn of_bins(bins: &[ColumnBins]) -> Self {
        let column = |bins: &ColumnBins| match bins {
            ColumnBins::Cuts(cuts) => numbers_between(cuts),
            ColumnBins::Groups(_) => Vec::new(),
        };
        Self(bins.iter().map(column).collect())
    }

    /// The numbers of a column, ascending.
    pub fn column(&self, place: usize) -> &[f64] {
        self.0.get(place).map_or(&[], Vec::as_slice)
    }

    /// Refuse values that are not of a schema.
    pub(super) fn check(&self, schema: &Schema) -> Result<()> {
        if self.0.len() == schema.columns().len() {
            return Ok(());
        }
        let expected = format!("{} as the schema has", schema.columns().len());
        Err(SartorError::out_of_range(SUBJECT, "columns", self.0.len(), &expected))
    }
}

/// The distinct numbers of a column while there are at most `most` of them, otherwise its quantiles.
fn distinct(values: &[f64], most: u32) -> Vec<f64> {
    let most = most.max(2) as usize;
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    if distinct.len() > most {
        let last = sorted.len() - 1;
        distinct = (0..most).filter_map(|place| sorted.get(place * last / (most - 1)).copied()).collect();
        distinct.dedup();
    }
    distinct
}

/// A number below the first cut, one between each two, and one above the last.
fn numbers_between(cuts: &[f64]) -> Vec<f64> {
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { return Vec::new() };
    // The outer bins are taken to be as wide as their neighbours; where all cuts are positive, so is what lies below.
    let width = |pair: Option<&[f64]>| match pair {
        Some([low, high]) => high - low,
        _ => first.abs().max(1.0),
    };
    let below = first - width(cuts.get(..2));
    let below = if *first > 0.0 { below.max(0.0) } else { below };
    let above = last + width(cuts.len().checked_sub(2).and_then(|from| cuts.get(from..)));
    let mut ends = Vec::with_capacity(cuts.len() + 2);
    ends.push(below.max(-f64::MAX));
    ends.extend_from_slice(cuts);
    ends.push(above.min(f64::MAX));
    ends.array_windows().filter(|[low, high]| low < high).map(|[low, high]| roundest(*low, *high)).collect()
}

/// Of the numbers from `low` to below `high` one of few digits, near the middle.
fn roundest(low: f64, high: f64) -> f64 {
    let middle = 0.5 * low + 0.5 * high;
    let nearest = |exponent: i32| {
        let step = math::powi(10.0, exponent.abs());
        let number = if exponent < 0 {
            math::floor(middle * step + 0.5) / step
        } else {
            math::floor(middle / step + 0.5) * step
        };
        (number >= low && number < high).then_some(number + 0.0)
    };
    (-12..=15).rev().find_map(nearest).unwrap_or(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bin_has_a_number_that_one_would_say() {
        let of = |cuts: &[f64]| numbers_between(cuts);
        assert_eq!(of(&[0.5]), [0.0, 1.0]);
        assert_eq!(of(&[0.5, 1.5, 2.5]), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(of(&[18.93, 19.27, 20.17, 20.23]), [18.8, 19.0, 20.0, 20.2, 20.26]);
        assert_eq!(of(&[0.5, 30.5, 1_200.5]), [0.0, 20.0, 1_000.0, 2_000.0]);
        assert_eq!(of(&[-3.0, 2.0]), [-5.0, 0.0, 5.0]);
        assert!(of(&[]).is_empty());
        assert_eq!(of(&[-f64::MAX, f64::MAX]).len(), 1);
    }

    #[test]
    fn a_table_has_its_numbers_or_their_quantiles() {
        let values: Vec<f64> = (0..1000).map(|row| f64::from(row * 7 % 1000)).collect();
        let table = Table::new(vec![("n".to_owned(), TableColumn::Numbers(values))]).unwrap();
        assert_eq!(OtherValues::of_table(&table, 5).column(0), [0.0, 249.0, 499.0, 749.0, 999.0]);
        assert_eq!(OtherValues::of_table(&table, 1000).column(0).len(), 1000);
        assert!(OtherValues::new(vec![vec![1.0, 1.0]]).is_err());
        assert!(OtherValues::new(vec![vec![f64::NAN]]).is_err());
    }

    proptest! {
        #[test]
        fn each_bin_that_ends_has_its_number(mut cuts in proptest::collection::vec(-1e6..1e6_f64, 2..40)) {
            cuts.sort_by(f64::total_cmp);
            cuts.dedup();
            let numbers = numbers_between(&cuts);
            prop_assert_eq!(numbers.len(), cuts.len() + 1);
            for (bin, number) in numbers.iter().enumerate() {
                prop_assert_eq!(cuts.partition_point(|cut| cut <= number), bin);
            }
        }
    }
}
