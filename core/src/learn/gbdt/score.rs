//! What does a booster say of rows?
//!
//! Trees are summed in pairs, pairs in fours and those in sixteens, wherever they are summed.

use std::ops::Range;

use super::super::binned::ColumnBins;
use super::super::schema::{MatchedColumn, MatchedTable};
use super::super::table::Table;
use super::Gbdt;
use super::questions::BLOCK;
use super::reach::{TOGETHER, sum_of};
use super::tree::{LEAF, Tree};
use crate::{Result, SartorError, batch};

/// Sums of trees that are added up then.
const GROUP: usize = 4;
/// Rows that one thread scores before it takes the next: so many blocks share memory.
const PART: usize = 8 * BLOCK;
/// Parts from which several threads share them.
const PARALLEL_FROM: usize = 2;
/// Rows from which it pays to ask each question of all at once.
const MANY: usize = 64;

impl Gbdt {
    /// The score of every row of a table, which is brought to the schema first.
    pub fn scores(&self, table: &Table) -> Result<Vec<f64>> {
        let matched = self.schema.matched(table)?;
        let mut scores = vec![self.base; matched.rows()];
        let mut parts: Vec<_> = scores.chunks_mut(PART).enumerate().collect();
        batch::for_each(&mut parts, PARALLEL_FROM, |(place, scores)| {
            self.score_part(&matched, *place * PART, scores);
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
            score + sum_of(leaves)
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

    fn score_part(&self, table: &MatchedTable<'_>, first: usize, scores: &mut [f64]) {
        let is_many = table.rows() >= MANY;
        let questions = if is_many { self.questions.of(&self.trees, &self.sets) } else { &[] };
        let reach = if is_many { None } else { self.reach.of(&self.trees, &self.sets, &self.bins) };
        let mut columns = vec![[0; BLOCK]; self.bins.len()];
        let mut answers = Vec::new();
        for (block, scores) in scores.chunks_mut(BLOCK).enumerate() {
            let first = first + block * BLOCK;
            self.bin(table, first..first + scores.len(), &mut columns);
            for questions in questions {
                questions.add(&columns, &self.sets, &mut answers, scores);
            }
            if let Some(reach) = reach {
                for (row, score) in scores.iter_mut().enumerate() {
                    *score = reach.score(*score, |column| columns.get(column).map_or(0, |bins| bins[row]));
                }
            } else if questions.is_empty() {
                let column = |column: u16| columns.get(usize::from(column)).map_or(&[][..], |bins| &bins[..]);
                for trees in self.trees.chunks(TOGETHER) {
                    self.add_each(trees, column, scores);
                }
            }
        }
    }

    /// The bins of these rows, column by column.
    fn bin(&self, table: &MatchedTable<'_>, rows: Range<usize>, out: &mut [[u8; BLOCK]]) {
        for ((bins, column), out) in self.bins.iter().zip(table.columns()).zip(out) {
            match column {
                MatchedColumn::Numbers(values) => {
                    bins.of_numbers_into(values.get(rows.clone()).unwrap_or_default(), out);
                }
                MatchedColumn::Codes(codes) => {
                    for (bin, code) in out.iter_mut().zip(codes.get(rows.clone()).unwrap_or_default()) {
                        *bin = bins.of_code(*code);
                    }
                }
            }
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
