//! What does a network see of a row?
//!
//! Of a number two inputs, both of mean 0 and variance 1 over the training rows: its rank, by straight lines between at
//! most 33 of its quantiles, so that an amount of a million is no further away than the largest that is usual; and the
//! logarithm of its size, in units of its median size and with its sign, so that what lies beyond the quantiles still
//! differs, within six deviations. A third one tells whether it is missing, if that happened in training. Of a category a few numbers
//! that are learnt for each level (Guo and Berkhahn 2016): as many as the root of the number of levels, at most eight.
//! Levels of fewer than ten rows share theirs with what is missing: so a network learns what to make of a level that it
//! never saw.

use serde::{Deserialize, Serialize};

use super::super::schema::{MatchedColumn, Schema, SchemaColumn};
use super::super::table::MISSING;
#[cfg(feature = "train")]
use super::super::table::{Table, TableColumn};
use crate::{Result, SartorError, math};

/// The most knots of a rank.
const MAX_KNOTS: usize = 33;
/// Rows that a level needs in order to be known by itself.
#[cfg(feature = "train")]
const FEWEST_ROWS: u32 = 10;
/// The most levels of a column that are known by themselves.
const MAX_KNOWN: usize = 1_024;
/// The most of them in all columns.
#[cfg(feature = "train")]
const MAX_ALL_KNOWN: usize = 1 << 18;
/// The most numbers for one level.
const MAX_WIDTH: usize = 8;
/// No input lies further from 0.
const MOST: f64 = 6.0;

/// How one column becomes inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ColumnInputs {
    /// It told nothing in training.
    Unused,
    Numbers(NumberInputs),
    Categories(CategoryInputs),
}

/// The inputs of a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NumberInputs {
    /// Ascending values and the rank of each.
    knots: Vec<f64>,
    ranks: Vec<f32>,
    /// The logarithm, where it tells more than the rank: the unit of size, mean and deviation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<[f32; 3]>,
    /// The input where a value is there and where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    missing: Option<[f32; 2]>,
}

/// The inputs of a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CategoryInputs {
    /// For each level which entry of the table it takes; 0 is the one of what is missing.
    entries: Vec<u16>,
    /// The share of the training rows that take each entry.
    shares: Vec<f32>,
}

/// All columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Inputs {
    columns: Vec<ColumnInputs>,
    /// For each column the places of its inputs: those of numbers come first, in the order of columns, then those of
    /// categories.
    pub places: Vec<std::ops::Range<usize>>,
    /// Inputs of numbers.
    pub numbers: usize,
    /// For each column of categories the place in the weights where its table begins, counted from the first, and the
    /// numbers of a level.
    pub tables: Vec<CategoryTable>,
    /// All inputs.
    pub count: usize,
    /// The numbers in all tables.
    pub table_numbers: usize,
}

/// Where the numbers of a category's levels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CategoryTable {
    pub column: usize,
    pub begin: usize,
    pub width: usize,
    pub entries: usize,
}

impl CategoryTable {
    /// Where the numbers of an entry are among those of all tables.
    #[inline]
    pub(super) fn place(&self, entry: u16) -> std::ops::Range<usize> {
        let begin = self.begin + usize::from(entry) * self.width;
        begin..begin + self.width
    }
}

/// A table as a network is trained on it, row by row.
#[derive(Debug)]
#[cfg(feature = "train")]
pub(super) struct Encoded {
    pub numbers: Vec<f32>,
    pub entries: Vec<u16>,
}

impl NumberInputs {
    #[cfg(feature = "train")]
    fn of(values: &[f64], weight: impl Fn(usize) -> f64) -> Option<Self> {
        let mut known: Vec<(f64, f64)> = Vec::with_capacity(values.len());
        let (mut missing, mut total) = (0.0, 0.0);
        for (row, value) in values.iter().enumerate() {
            let weight = weight(row);
            total += weight;
            if value.is_nan() {
                missing += weight;
            } else if weight > 0.0 {
                // Both noughts are one.
                known.push((value + 0.0, weight));
            }
        }
        crate::batch::sort_by(&mut known, |left, right| {
            left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1))
        });
        let share = missing / total;
        let deviation = math::sqrt(share * (1.0 - share));
        let missing =
            (deviation > 0.0).then(|| [(-share / deviation) as f32, ((1.0 - share) / deviation) as f32]);
        let (knots, middles) = knots(&known);
        if knots.len() < 2 {
            // Of one value only whether it is there can tell anything.
            return missing.map(|missing| Self {
                knots: Vec::new(),
                ranks: Vec::new(),
                size: None,
                missing: Some(missing),
            });
        }
        let line = |value: f64| between(&knots, &middles, value);
        let (mean, deviation) = moments(&known, line)?;
        let ranks = middles.iter().map(|rank| ((rank - mean) / deviation) as f32).collect();
        let unit = unit(&known);
        let size = moments(&known, |value| size(value, unit))
            .filter(|_| knots.len() > 2)
            .map(|(mean, deviation)| [unit as f32, mean as f32, deviation as f32]);
        Some(Self { knots, ranks, size, missing })
    }

    fn count(&self) -> usize {
        usize::from(!self.knots.is_empty())
            + usize::from(self.size.is_some())
            + usize::from(self.missing.is_some())
    }

    #[inline]
    fn fill(&self, value: f64, out: &mut [f64]) {
        let is_missing = value.is_nan();
        let rank = (!self.knots.is_empty())
            .then(|| if is_missing { 0.0 } else { between(&self.knots, &self.ranks, value) });
        let size = self.size.map(|[unit, mean, deviation]| {
            if is_missing {
                return 0.0;
            }
            ((size(value, f64::from(unit)) - f64::from(mean)) / f64::from(deviation)).clamp(-MOST, MOST)
        });
        let missing = self.missing.map(|[no, yes]| f64::from(if is_missing { yes } else { no }));
        for (out, value) in out.iter_mut().zip([rank, size, missing].into_iter().flatten()) {
            *out = value;
        }
    }

    fn check(&self) -> bool {
        let numbers = self.size.iter().flatten().chain(self.missing.iter().flatten()).chain(&self.ranks);
        self.knots.len() == self.ranks.len()
            && self.knots.len() <= MAX_KNOTS
            && self.knots.array_windows().all(|[left, right]| left < right)
            && self.knots.iter().all(|knot| knot.is_finite())
            && numbers.copied().all(|number| number.abs() <= 1e30)
            && self.size.is_none_or(|[unit, _, deviation]| unit > 0.0 && deviation > 0.0)
            && self.count() > 0
    }
}

impl CategoryInputs {
    #[cfg(feature = "train")]
    fn of(codes: &[u32], levels: usize, most: usize, weight: impl Fn(usize) -> f64) -> Option<Self> {
        let (mut rows, mut weights) = (vec![0_u32; levels], vec![0.0; levels]);
        let (mut missing, mut total) = (0.0, 0.0);
        for (row, code) in codes.iter().enumerate() {
            let weight = weight(row);
            total += weight;
            match rows.get_mut(*code as usize) {
                Some(count) if weight > 0.0 => {
                    *count += 1;
                    weights[*code as usize] += weight;
                }
                _ => missing += weight,
            }
        }
        let mut known: Vec<usize> = (0..levels).filter(|level| rows[*level] >= FEWEST_ROWS).collect();
        known.sort_by_key(|level| std::cmp::Reverse(rows[*level]));
        known.truncate(most);
        known.sort_unstable();
        let mut entries = vec![0; levels];
        let mut shares = vec![0.0];
        for level in &known {
            entries[*level] = shares.len() as u16;
            shares.push((weights[*level] / total) as f32);
            weights[*level] = 0.0;
        }
        missing = weights.iter().fold(missing, |sum, weight| sum + weight);
        shares[0] = (missing / total) as f32;
        // One level that every row has tells nothing.
        (shares.iter().filter(|share| **share > 0.0).count() > 1).then_some(Self { entries, shares })
    }

    fn width(&self) -> usize {
        let levels = self.shares.len().saturating_sub(1);
        (1..MAX_WIDTH).find(|width| width * width >= levels).unwrap_or(MAX_WIDTH)
    }

    /// The entry of a level's code.
    #[inline]
    fn entry(&self, code: u32) -> u16 {
        self.entries.get(code as usize).copied().unwrap_or(0)
    }

    fn check(&self, levels: usize) -> bool {
        self.entries.len() == levels
            && (2..=MAX_KNOWN + 1).contains(&self.shares.len())
            && self.entries.iter().all(|entry| usize::from(*entry) < self.shares.len())
            && self.shares.iter().all(|share| (0.0..=1.0).contains(share))
    }
}

impl Inputs {
    /// How the columns of a table are to become inputs.
    #[cfg(feature = "train")]
    pub(super) fn fit(table: &Table, weight: impl Fn(usize) -> f64 + Copy) -> Self {
        let categories =
            table.columns().iter().filter(|column| matches!(column, TableColumn::Categories(_))).count();
        let most = (MAX_ALL_KNOWN / categories.max(1)).min(MAX_KNOWN);
        let column = |column: &TableColumn| match column {
            TableColumn::Numbers(values) => NumberInputs::of(values, weight).map(ColumnInputs::Numbers),
            TableColumn::Categories(column) => {
                CategoryInputs::of(column.codes(), column.levels().len(), most, weight)
                    .map(ColumnInputs::Categories)
            }
        };
        let column = |of: &TableColumn| column(of).unwrap_or(ColumnInputs::Unused);
        Self::lay_out(table.columns().iter().map(column).collect())
    }

    fn lay_out(columns: Vec<ColumnInputs>) -> Self {
        let numbers = columns.iter().map(ColumnInputs::numbers).sum();
        let (mut of_numbers, mut count, mut table_numbers) = (0, numbers, 0);
        let mut tables = Vec::new();
        let mut place = |(place, column): (usize, &ColumnInputs)| match column {
            ColumnInputs::Unused => 0..0,
            ColumnInputs::Numbers(inputs) => {
                of_numbers += inputs.count();
                of_numbers - inputs.count()..of_numbers
            }
            ColumnInputs::Categories(inputs) => {
                let (width, entries) = (inputs.width(), inputs.shares.len());
                tables.push(CategoryTable { column: place, begin: table_numbers, width, entries });
                table_numbers += width * entries;
                count += width;
                count - width..count
            }
        };
        let places = columns.iter().enumerate().map(&mut place).collect();
        Self { columns, places, numbers, tables, count, table_numbers }
    }

    /// The inputs that were stored, unless they do not fit the schema.
    pub(super) fn of_stored(subject: &str, columns: Vec<ColumnInputs>, schema: &Schema) -> Result<Self> {
        if columns.len() != schema.columns().len() {
            return Err(SartorError::malformed(subject, "not every column has its inputs", 0));
        }
        let fits = |(column, of): (&ColumnInputs, &SchemaColumn)| match (column, &of.levels) {
            (ColumnInputs::Unused, _) => true,
            (ColumnInputs::Numbers(inputs), None) => inputs.check(),
            (ColumnInputs::Categories(inputs), Some(levels)) => inputs.check(levels.len()),
            _ => false,
        };
        if let Some((_, of)) = columns.iter().zip(schema.columns()).find(|both| !fits(*both)) {
            return Err(SartorError::malformed(subject, &format!("the inputs of {} cannot be", of.name), 0));
        }
        Ok(Self::lay_out(columns))
    }

    pub(super) fn columns(&self) -> &[ColumnInputs] {
        &self.columns
    }

    /// The shares of the entries of a column of categories.
    pub(super) fn shares(&self, table: &CategoryTable) -> &[f32] {
        match self.columns.get(table.column) {
            Some(ColumnInputs::Categories(inputs)) => &inputs.shares,
            _ => &[],
        }
    }

    /// The inputs of numbers and the entries of categories of one row of numbers in the schema's order.
    pub(super) fn encode(&self, row: &[f64], numbers: &mut [f64], entries: &mut [u16]) {
        let mut entries = entries.iter_mut();
        for ((column, place), value) in self.columns.iter().zip(&self.places).zip(row) {
            match column {
                ColumnInputs::Unused => {}
                ColumnInputs::Numbers(inputs) => inputs.fill(*value, &mut numbers[place.clone()]),
                ColumnInputs::Categories(inputs) => {
                    // A negative number or NaN is no level.
                    let entry = if *value >= 0.0 { inputs.entry(*value as u32) } else { 0 };
                    entries.next().into_iter().for_each(|out| *out = entry);
                }
            }
        }
    }

    /// The value of a row of a table in the schema's order, as one row of numbers has it.
    pub(super) fn row(columns: &[MatchedColumn<'_>], row: usize, out: &mut [f64]) {
        for (out, column) in out.iter_mut().zip(columns) {
            *out = match column {
                MatchedColumn::Numbers(values) => values[row],
                MatchedColumn::Codes(codes) if codes[row] == MISSING => f64::NAN,
                MatchedColumn::Codes(codes) => f64::from(codes[row]),
            };
        }
    }

    /// All rows of the table that it was made for.
    #[cfg(feature = "train")]
    pub(super) fn encode_all(&self, columns: &[MatchedColumn<'_>], rows: usize) -> Encoded {
        let mut encoded = Encoded {
            numbers: Vec::with_capacity(rows * self.numbers),
            entries: Vec::with_capacity(rows * self.tables.len()),
        };
        let (mut values, mut numbers) = (vec![0.0; self.columns.len()], vec![0.0; self.numbers]);
        let mut entries = vec![0; self.tables.len()];
        for row in 0..rows {
            Self::row(columns, row, &mut values);
            self.encode(&values, &mut numbers, &mut entries);
            encoded.numbers.extend(numbers.iter().map(|number| *number as f32));
            encoded.entries.extend(&entries);
        }
        encoded
    }
}

impl ColumnInputs {
    fn numbers(&self) -> usize {
        if let Self::Numbers(inputs) = self { inputs.count() } else { 0 }
    }
}

/// The value of the line through the knots, level beyond the first and the last.
#[inline]
fn between<H: Copy + Into<f64>>(knots: &[f64], heights: &[H], value: f64) -> f64 {
    let after = knots.partition_point(|knot| *knot <= value);
    let height = |place: usize| heights.get(place).copied().map_or(0.0, Into::into);
    let (Some(before), Some(next)) = (after.checked_sub(1), knots.get(after)) else {
        return height(after.min(knots.len()).saturating_sub(1));
    };
    // Halves, whose differences are finite.
    let first = 0.5 * knots[before];
    height(before) + (height(after) - height(before)) * ((0.5 * value - first) / (0.5 * next - first))
}

/// The logarithm of a size with its sign.
#[inline]
fn size(value: f64, unit: f64) -> f64 {
    math::ln_1p(value.abs() / unit).copysign(value)
}

/// At most [`MAX_KNOTS`] of the values, in their order and by weight, and the share of weight below each, half of its own
/// included.
#[cfg(feature = "train")]
fn knots(known: &[(f64, f64)]) -> (Vec<f64>, Vec<f64>) {
    let total = known.iter().fold(0.0, |sum, (_, weight)| sum + weight);
    let mut all: Vec<(f64, f64)> = Vec::new();
    let mut below = 0.0;
    for tied in known.chunk_by(|left, right| left.0 == right.0) {
        let weight = tied.iter().fold(0.0, |sum, (_, weight)| sum + weight);
        all.push((tied[0].0, (below + 0.5 * weight) / total));
        below += weight;
    }
    if all.len() > MAX_KNOTS {
        let last = MAX_KNOTS - 1;
        let mut kept: Vec<(f64, f64)> = (0..last)
            .filter_map(|knot| {
                let share = knot as f64 / last as f64;
                all.get(all.partition_point(|(_, middle)| *middle < share)).copied()
            })
            .chain(all.last().copied())
            .collect();
        kept.dedup_by(|left, right| left.0 == right.0);
        all = kept;
    }
    all.into_iter().unzip()
}

/// Mean and deviation over the values by weight; none where they do not differ.
#[cfg(feature = "train")]
fn moments(known: &[(f64, f64)], of: impl Fn(f64) -> f64) -> Option<(f64, f64)> {
    let total = known.iter().fold(0.0, |sum, (_, weight)| sum + weight);
    let mean = known.iter().fold(0.0, |sum, (value, weight)| sum + weight * of(*value)) / total;
    let square = |sum: f64, (value, weight): &(f64, f64)| {
        let off = of(*value) - mean;
        sum + weight * off * off
    };
    let deviation = math::sqrt(known.iter().fold(0.0, square) / total);
    (deviation > 1e-6).then_some((mean, deviation))
}

/// The median size of the values that are not nought.
#[cfg(feature = "train")]
fn unit(known: &[(f64, f64)]) -> f64 {
    let sizes = known.iter().filter(|(value, _)| *value != 0.0);
    let mut sizes: Vec<(f64, f64)> = sizes.map(|(value, weight)| (value.abs(), *weight)).collect();
    super::super::objective::weighted_quantile(&mut sizes, 0.5).clamp(1e-30, 1e30)
}
