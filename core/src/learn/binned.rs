//! How does a column become bytes that a tree can count?
//!
//! Every column is cut into at most 254 bins, numbered from 1; bin 0 is what is missing. Numbers are cut between
//! distinct values: one bin a value while there are few enough, otherwise so that the bins hold about equally many rows,
//! a frequent value having a bin of its own. Of categories the most frequent have a bin each and the rest share the last
//! one; a level that no training row has counts as missing, as one that was never seen.
//!
//! ```
//! use sartor::learn::{Binned, Table, TableColumn};
//! let table = Table::new(vec![("age".to_owned(), TableColumn::Numbers(vec![30.0, f64::NAN, 20.0, 30.0]))])?;
//! let binned = Binned::of(&table, 254)?;
//! assert_eq!(binned.column(0), [2, 0, 1, 2]);
//! assert_eq!(binned.bins()[0].of_number(24.9), 1); // 25 lies half way
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::table::{MISSING, Table, TableColumn};
use crate::{Result, SartorError, batch};

/// The most bins of a column, beside the one of missing values.
pub const MAX_BINS: usize = 254;

/// How one column is cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnBins {
    /// Ascending: bin 1 holds numbers below the first, bin `n + 1` those that at least `n` of them do not exceed.
    Cuts(Vec<f64>),
    /// The bin of each level of a category.
    Groups(Vec<u8>),
}

impl ColumnBins {
    /// Bins of numbers, at most `max_bins`.
    fn of_numbers(values: &[f64], max_bins: usize) -> Self {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        batch::sort_by(&mut sorted, f64::total_cmp);
        let mut cuts = Vec::new();
        // Rows that are not in a closed bin yet, bins that are not closed yet, rows in the open one.
        let (mut left, mut bins, mut open) = (sorted.len(), max_bins, 0);
        let mut runs = sorted.chunk_by(|left, right| left == right).peekable();
        let distinct = sorted.chunk_by(|left, right| left == right).count();
        while let Some(run) = runs.next() {
            open += run.len();
            let Some(next) = runs.peek() else { break };
            // A bin closes when it holds its share, or when with the next value it would be further from it.
            let share = left.div_ceil(bins);
            let with_next = open + next.len();
            let full = open >= share || with_next > share && with_next - share > share - open;
            if bins > 1 && (distinct <= max_bins || full) {
                cuts.push(between(run[0], next[0]));
                (left, bins, open) = (left - open, bins - 1, 0);
            }
        }
        Self::Cuts(cuts)
    }

    /// Bins of categories, at most `max_bins`.
    fn of_categories(levels: usize, codes: &[u32], max_bins: usize) -> Self {
        let mut counts = vec![0_u32; levels];
        for code in codes.iter().filter(|code| **code != MISSING) {
            counts[*code as usize] += 1;
        }
        let mut seen: Vec<usize> = (0..levels).filter(|level| counts[*level] > 0).collect();
        let of_their_own = if seen.len() > max_bins {
            seen.sort_by_key(|level| std::cmp::Reverse(counts[*level]));
            max_bins - 1
        } else {
            seen.len()
        };
        let mut groups = vec![0; levels];
        for (rank, level) in seen.into_iter().enumerate() {
            groups[level] = rank.min(of_their_own) as u8 + 1;
        }
        Self::Groups(groups)
    }

    /// The bin of a number; 0 where it is missing, or the column is of categories.
    pub fn of_number(&self, value: f64) -> u8 {
        match self {
            Self::Cuts(cuts) if !value.is_nan() => cuts.partition_point(|cut| *cut <= value) as u8 + 1,
            _ => 0,
        }
    }

    /// The bin of each of many numbers, as [`of_number`](Self::of_number) has it, without a branch that cannot be foretold.
    pub(super) fn of_numbers_into(&self, values: &[f64], bins: &mut [u8]) {
        let Self::Cuts(cuts) = self else { return bins.fill(0) };
        let mut padded = [f64::INFINITY; 256];
        for (padded, cut) in padded.iter_mut().zip(cuts) {
            *padded = *cut;
        }
        let half = (cuts.len() + 1).next_power_of_two().min(256) / 2;
        for (bins, values) in bins.chunks_mut(8).zip(values.chunks(8)) {
            let mut below = [0_usize; 8];
            let mut step = half;
            while step > 0 {
                for (below, value) in below.iter_mut().zip(values) {
                    let is_below = padded[(*below + step - 1) & 255] <= *value;
                    *below = std::hint::select_unpredictable(is_below, *below + step, *below);
                }
                step /= 2;
            }
            for ((bin, below), value) in bins.iter_mut().zip(below).zip(values) {
                *bin = if value.is_nan() { 0 } else { below as u8 + 1 };
            }
        }
    }

    /// The bin of a level of a category; 0 where it is missing, or the column is of numbers.
    pub fn of_code(&self, code: u32) -> u8 {
        match self {
            Self::Groups(groups) => groups.get(code as usize).copied().unwrap_or(0),
            Self::Cuts(_) => 0,
        }
    }

    /// The number of bins, that of missing values counted.
    pub fn count(&self) -> usize {
        match self {
            Self::Cuts(cuts) => cuts.len() + 2,
            Self::Groups(groups) => groups.iter().max().map_or(0, |last| usize::from(*last)) + 1,
        }
    }

    /// Refuse bins that were stored damaged.
    pub fn check(&self, subject: &str, name: &str, levels: Option<usize>) -> Result<()> {
        let fits = match (self, levels) {
            (Self::Cuts(cuts), None) => {
                cuts.len() < MAX_BINS
                    && cuts.iter().all(|cut| cut.is_finite())
                    && cuts.array_windows().all(|[left, right]| left < right)
            }
            (Self::Groups(groups), Some(levels)) => groups.len() == levels && self.count() <= MAX_BINS + 1,
            _ => false,
        };
        if fits {
            Ok(())
        } else {
            Err(SartorError::invalid(subject, name, "a column with the bins of its kind"))
        }
    }
}

/// A number above `low` and not above `high`, half way where that can be told, with few digits if possible.
fn between(low: f64, high: f64) -> f64 {
    let middle = low + 0.5 * (high - low);
    let short = f64::from(middle as f32);
    [short, middle].into_iter().find(|cut| low < *cut && *cut <= high).unwrap_or(high)
}

/// A table as bytes: for each column the bin of each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Binned {
    bins: Vec<ColumnBins>,
    columns: Vec<Vec<u8>>,
    rows: usize,
}

impl Binned {
    /// Cut every column of a table into at most `max_bins` bins, 2 to 254.
    pub fn of(table: &Table, max_bins: usize) -> Result<Self> {
        if !(2..=MAX_BINS).contains(&max_bins) {
            let expected = format!("2 to {MAX_BINS}");
            return Err(SartorError::out_of_range("table", "max_bins", max_bins, &expected));
        }
        let (bins, columns) = batch::map_slices(table.columns(), 1, |columns| {
            columns.iter().map(|column| of_column(column, max_bins)).collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .unzip();
        Ok(Self { bins, columns, rows: table.rows() })
    }

    /// How each column is cut.
    pub fn bins(&self) -> &[ColumnBins] {
        &self.bins
    }

    /// The bins of a column's rows; nothing where there is no such column.
    pub fn column(&self, place: usize) -> &[u8] {
        self.columns.get(place).map_or(&[], Vec::as_slice)
    }

    /// The bins of each column's rows.
    pub fn columns(&self) -> &[Vec<u8>] {
        &self.columns
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

fn of_column(column: &TableColumn, max_bins: usize) -> (ColumnBins, Vec<u8>) {
    match column {
        TableColumn::Numbers(values) => {
            let bins = ColumnBins::of_numbers(values, max_bins);
            let bytes = values.iter().map(|value| bins.of_number(*value)).collect();
            (bins, bytes)
        }
        TableColumn::Categories(column) => {
            let bins = ColumnBins::of_categories(column.levels().len(), column.codes(), max_bins);
            let bytes = column.codes().iter().map(|code| bins.of_code(*code)).collect();
            (bins, bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(values: &[f64], max_bins: usize) -> Binned {
        let table = Table::new(vec![("n".to_owned(), TableColumn::Numbers(values.to_vec()))]).unwrap();
        Binned::of(&table, max_bins).unwrap()
    }

    #[test]
    fn a_value_that_many_rows_share_has_a_bin_of_its_own() {
        let values: Vec<f64> = (0..1_000).map(|row| if row < 600 { 0.0 } else { f64::from(row) }).collect();
        let binned = numbers(&values, 10);
        let mut counts = [0; 11];
        for bin in binned.column(0) {
            counts[usize::from(*bin)] += 1;
        }
        assert_eq!(counts[1], 600);
        assert!(counts[2..].iter().all(|count| (40..=50).contains(count)), "{counts:?}");
    }

    #[test]
    fn ten_thousand_categories_share_the_last_bin_but_for_the_frequent_ones() {
        let texts: Vec<String> =
            (0..30_000).map(|row| format!("city {}", if row < 10_000 { row } else { row % 40 })).collect();
        let column = TableColumn::texts(texts.iter().map(|text| Some(text.as_str()))).unwrap();
        let table = Table::new(vec![("city".to_owned(), column)]).unwrap();
        let binned = Binned::of(&table, MAX_BINS).unwrap();
        assert_eq!(binned.bins()[0].count(), MAX_BINS + 1);
        let frequent: Vec<u8> = binned.column(0)[..40].to_vec();
        let mut own = frequent.clone();
        own.sort_unstable();
        own.dedup();
        assert!(own.len() == 40 && own.iter().all(|bin| *bin < 254), "{frequent:?}");
        let rare = binned.column(0).iter().map(|bin| u32::from(*bin == 254)).sum::<u32>();
        assert_eq!(rare, 10_000 - 253);
    }

    #[test]
    fn a_cut_lies_between_neighbours_that_differ_in_the_last_bit() {
        let next = f64::from_bits(1.0_f64.to_bits() + 1);
        assert_eq!(numbers(&[1.0, next, -f64::MAX, f64::MAX], 254).column(0), [2, 3, 1, 4]);
        assert_eq!(numbers(&[0.0, -0.0], 254).column(0), [1, 1]);
    }

    proptest! {
        #[test]
        fn bins_keep_the_order_of_numbers(
            values in proptest::collection::vec(prop_oneof![Just(f64::NAN), -1e9..1e9_f64, (-9..9_i32).prop_map(f64::from)], 1..400),
            max_bins in 2..30_usize,
        ) {
            let binned = numbers(&values, max_bins);
            let bins = &binned.bins()[0];
            prop_assert!(bins.count() <= max_bins + 1);
            prop_assert!(bins.check("x", "n", None).is_ok());
            let mut rows: Vec<usize> = (0..values.len()).filter(|row| !values[*row].is_nan()).collect();
            rows.sort_by(|left, right| values[*left].total_cmp(&values[*right]));
            let column = binned.column(0);
            prop_assert!(rows.windows(2).all(|pair| column[pair[0]] <= column[pair[1]]));
            for (value, bin) in values.iter().zip(column) {
                prop_assert_eq!(value.is_nan(), *bin == 0);
                prop_assert_eq!(bins.of_number(*value), *bin);
                prop_assert!(usize::from(*bin) < bins.count());
            }
            let mut together = vec![0; values.len()];
            bins.of_numbers_into(&values, &mut together);
            prop_assert_eq!(&together[..], column);
            let mut distinct: Vec<f64> = rows.iter().map(|row| values[*row]).collect();
            distinct.dedup();
            if distinct.len() <= max_bins {
                prop_assert_eq!(bins.count(), distinct.len().max(1) + 1);
            }
        }
    }
}
