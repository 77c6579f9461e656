//! What does a booster say of rows?

use super::super::binned::ColumnBins;
use super::super::schema::{MatchedColumn, MatchedTable};
use super::super::table::Table;
use super::Gbdt;
use super::tree::LEAF;
use crate::{Result, SartorError, batch};

/// Rows that are walked together.
const BLOCK: usize = 512;
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
        let bins = self.bins.iter().zip(row).map(bin).collect::<Result<Vec<u8>>>()?;
        Ok(self.trees.iter().fold(self.base, |score, tree| score + f64::from(tree.leaf(&bins, &self.sets))))
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
        let mut at = [0; BLOCK];
        let at = &mut at[..scores.len()];
        for tree in &self.trees {
            tree.leaves_of(at, &self.sets, |column| &bytes[usize::from(column) * BLOCK..][..BLOCK]);
            for (score, at) in scores.iter_mut().zip(&*at) {
                let leaf = tree.leaves.get(usize::from(at & (LEAF - 1)));
                *score += leaf.map_or(0.0, |leaf| f64::from(*leaf));
            }
        }
    }
}
