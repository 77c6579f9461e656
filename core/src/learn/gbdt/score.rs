//! What does a booster say of rows?
//!
//! Trees are summed in pairs, pairs in fours and those in sixteens, wherever they are summed. Where four trees have up to
//! four leaves each, the leaves that a row reaches are the digits of a place in a table of all 256 sums: one look-up for
//! four trees.

use super::super::binned::ColumnBins;
use super::super::schema::{MatchedColumn, MatchedTable};
use super::super::table::Table;
use super::Gbdt;
use super::tree::{LEAF, Tree};
use crate::{Result, SartorError, batch};

/// Rows that are walked together.
const BLOCK: usize = 512;
/// Trees that are summed before they are added to the score.
const TOGETHER: usize = 16;
/// Trees whose sums are tabled.
const GROUP: usize = 4;
/// The most leaves of each tree of a group whose sums are tabled.
const TABLED_LEAVES: usize = 4;
/// Rows from which it pays to table them.
const TABLED_ROWS: usize = 64;
/// Blocks from which several threads share them.
const PARALLEL_FROM: usize = 16;

impl Gbdt {
    /// The score of every row of a table, which is brought to the schema first.
    pub fn scores(&self, table: &Table) -> Result<Vec<f64>> {
        let matched = self.schema.matched(table)?;
        let mut scores = vec![self.base; matched.rows()];
        let mut blocks: Vec<_> = scores.chunks_mut(BLOCK).enumerate().collect();
        batch::for_each(&mut blocks, PARALLEL_FROM, |(place, scores)| {
            self.score_block(&matched, *place * BLOCK, scores);
        });
        Ok(scores)
    }

    /// The mean of every row's label: a probability, where the objective is logistic.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        let scores = self.scores(table)?;
        Ok(scores.into_iter().map(|score| self.objective.mean(score)).collect())
    }

    /// The score of one row of numbers, as [`Schema::row`](super::super::Schema::row) makes it; the same to the bit
    /// as among others.
    pub fn score_row(&self, row: &[f64]) -> Result<f64> {
        let bins = self.bins_of(row)?;
        if let Some(reach) = self.reach.of(&self.trees, &self.sets, &self.bins) {
            return Ok(reach.score(self.base, |column| bins.get(column).copied().unwrap_or(0)));
        }
        Ok(self.trees.chunks(TOGETHER).fold(self.base, |score, trees| {
            let mut leaves = [0.0; TOGETHER];
            for (value, tree) in leaves.iter_mut().zip(trees) {
                *value = f64::from(tree.leaf(&bins, &self.sets));
            }
            let mut fours = [0.0; GROUP];
            for (sum, [a, b, c, d]) in fours.iter_mut().zip(leaves.as_chunks().0) {
                *sum = (a + b) + (c + d);
            }
            let [a, b, c, d] = fours;
            score + ((a + b) + (c + d))
        }))
    }

    /// The bins of one row of numbers.
    pub(super) fn bins_of(&self, row: &[f64]) -> Result<Vec<u8>> {
        if row.len() != self.bins.len() {
            let expected = format!("{} columns, as in training", self.bins.len());
            return Err(SartorError::out_of_range("row", "length", row.len(), &expected));
        }
        let bin = |(bins, value): (&ColumnBins, &f64)| match bins {
            ColumnBins::Cuts(_) if value.is_infinite() => {
                Err(SartorError::out_of_range("row", "value", value, "a finite number, or NaN"))
            }
            ColumnBins::Cuts(_) => Ok(bins.of_number(*value)),
            // A negative number or NaN is no level.
            ColumnBins::Groups(_) if *value >= 0.0 => Ok(bins.of_code(*value as u32)),
            ColumnBins::Groups(_) => Ok(0),
        };
        self.bins.iter().zip(row).map(bin).collect()
    }

    /// The bins of one row of a table.
    pub(super) fn bins_in(&self, table: &MatchedTable<'_>, row: usize) -> Vec<u8> {
        let bin = |(bins, column): (&ColumnBins, &MatchedColumn<'_>)| match column {
            MatchedColumn::Numbers(values) => values.get(row).map_or(0, |value| bins.of_number(*value)),
            MatchedColumn::Codes(codes) => codes.get(row).map_or(0, |code| bins.of_code(*code)),
        };
        self.bins.iter().zip(table.columns()).map(bin).collect()
    }

    /// The mean of one row's label.
    pub fn predict_row(&self, row: &[f64]) -> Result<f64> {
        Ok(self.objective.mean(self.score_row(row)?))
    }

    fn score_block(&self, table: &MatchedTable<'_>, first: usize, scores: &mut [f64]) {
        let rows = first..first + scores.len();
        let mut bytes = vec![0; BLOCK * self.bins.len()];
        for ((bins, column), bytes) in self.bins.iter().zip(table.columns()).zip(bytes.chunks_mut(BLOCK)) {
            match column {
                MatchedColumn::Numbers(values) => {
                    for (byte, value) in bytes.iter_mut().zip(&values[rows.clone()]) {
                        *byte = bins.of_number(*value);
                    }
                }
                MatchedColumn::Codes(codes) => {
                    for (byte, code) in bytes.iter_mut().zip(&codes[rows.clone()]) {
                        *byte = bins.of_code(*code);
                    }
                }
            }
        }
        let column = |column: u16| bytes.get(usize::from(column) * BLOCK..).unwrap_or_default();
        for trees in self.trees.chunks(TOGETHER) {
            let is_tabled = trees.iter().all(|tree| tree.leaves.len() <= TABLED_LEAVES);
            if is_tabled && scores.len() >= TABLED_ROWS {
                self.add_tabled(trees, column, scores);
            } else {
                self.add_each(trees, column, scores);
            }
        }
    }

    fn add_tabled<'a>(&self, trees: &[Tree], column: impl Fn(u16) -> &'a [u8], scores: &mut [f64]) {
        let mut places = [[0; BLOCK]; GROUP];
        let mut sums = [[0.0; 256]; GROUP];
        let mut at = [0; BLOCK];
        let at = &mut at[..scores.len()];
        for ((four, places), sums) in trees.chunks(GROUP).zip(&mut places).zip(&mut sums) {
            for (digit, tree) in four.iter().enumerate() {
                tree.leaves_of(at, &self.sets, &column);
                let shift = 2 * digit;
                for (place, at) in places.iter_mut().zip(&*at) {
                    *place |= (at & 3) << shift;
                }
            }
            table(four, sums);
        }
        for (row, score) in scores.iter_mut().enumerate() {
            let sum = |four: usize| sums[four][usize::from(places[four][row])];
            *score += (sum(0) + sum(1)) + (sum(2) + sum(3));
        }
    }

    fn add_each<'a>(&self, trees: &[Tree], column: impl Fn(u16) -> &'a [u8], scores: &mut [f64]) {
        let mut fours = [[0.0; BLOCK]; GROUP];
        let mut at = [0; BLOCK];
        let at = &mut at[..scores.len()];
        for (four, sums) in trees.chunks(GROUP).zip(&mut fours) {
            for two in four.chunks(2) {
                let mut pair = [0.0; BLOCK];
                for tree in two {
                    tree.leaves_of(at, &self.sets, &column);
                    for (sum, at) in pair.iter_mut().zip(&*at) {
                        let leaf = tree.leaves.get(usize::from(at & (LEAF - 1)));
                        *sum += leaf.map_or(0.0, |leaf| f64::from(*leaf));
                    }
                }
                for (sum, pair) in sums.iter_mut().zip(pair) {
                    *sum += pair;
                }
            }
        }
        for (row, score) in scores.iter_mut().enumerate() {
            *score += (fours[0][row] + fours[1][row]) + (fours[2][row] + fours[3][row]);
        }
    }
}

/// All sums of a leaf of each of four trees; the digits of a place, to base four, are the leaves.
fn table(four: &[Tree], sums: &mut [f64; 256]) {
    let mut leaves = [[0.0; TABLED_LEAVES]; GROUP];
    for (tree, values) in four.iter().zip(&mut leaves) {
        for (value, leaf) in values.iter_mut().zip(&tree.leaves) {
            *value = f64::from(*leaf);
        }
    }
    let [a, b, c, d] = leaves;
    let (mut low, mut high) = ([0.0; 16], [0.0; 16]);
    for (place, (low, high)) in low.iter_mut().zip(&mut high).enumerate() {
        (*low, *high) = (a[place & 3] + b[place >> 2], c[place & 3] + d[place >> 2]);
    }
    for (sums, high) in sums.chunks_exact_mut(16).zip(high) {
        for (sum, low) in sums.iter_mut().zip(&low) {
            *sum = low + high;
        }
    }
}
