//! What do networks say of rows?

use super::super::table::Table;
use super::Network;
use super::inputs::Inputs;
use super::layers::{Layers, places};
use crate::{Result, SartorError, batch};

/// Rows that one thread works out before it takes the next.
const BLOCK: usize = 512;
/// Blocks from which several threads share them.
const PARALLEL_FROM: usize = 4;

/// One row on its way through the networks.
#[derive(Debug)]
pub(super) struct Encoding {
    /// Those of numbers first, which are the same for all networks.
    pub inputs: Vec<f64>,
    pub entries: Vec<u16>,
}

impl Network {
    /// The score of every row of a table, which is brought to the schema first.
    pub fn scores(&self, table: &Table) -> Result<Vec<f64>> {
        let matched = self.schema.matched(table)?;
        let mut scores = vec![0.0; matched.rows()];
        let mut blocks: Vec<_> = scores.chunks_mut(BLOCK).enumerate().collect();
        batch::for_each(&mut blocks, PARALLEL_FROM, |(place, scores)| {
            let (mut encoding, mut row) = (self.encoding(), vec![0.0; matched.columns().len()]);
            for (offset, score) in scores.iter_mut().enumerate() {
                Inputs::row(matched.columns(), *place * BLOCK + offset, &mut row);
                *score = self.score(&row, &mut encoding);
            }
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
        self.check_row(row)?;
        Ok(self.score(row, &mut self.encoding()))
    }

    /// The mean of one row's label.
    pub fn predict_row(&self, row: &[f64]) -> Result<f64> {
        Ok(self.objective.mean(self.score_row(row)?))
    }

    pub(super) fn check_row(&self, row: &[f64]) -> Result<()> {
        let columns = self.schema.columns().len();
        if row.len() != columns {
            let expected = format!("{columns} columns, as in training");
            return Err(SartorError::out_of_range("row", "length", row.len(), &expected));
        }
        let of_number = self.schema.columns().iter().zip(row).filter(|(column, _)| column.levels.is_none());
        match of_number.map(|(_, value)| value).find(|value| value.is_infinite()) {
            Some(value) => Err(SartorError::out_of_range("row", "value", value, "a finite number, or NaN")),
            None => Ok(()),
        }
    }

    pub(super) fn encoding(&self) -> Encoding {
        Encoding { inputs: vec![0.0; self.inputs.count], entries: vec![0; self.inputs.tables.len()] }
    }

    fn score(&self, row: &[f64], encoding: &mut Encoding) -> f64 {
        let Encoding { inputs, entries } = encoding;
        self.inputs.encode(row, inputs, entries);
        let mut sum = 0.0;
        for weights in &self.networks {
            self.look_up(weights, entries, inputs);
            sum += Layers::of(weights, self.inputs.count).output(inputs);
        }
        self.base + self.scale * (sum / self.networks.len().max(1) as f64)
    }

    /// Put a network's numbers for the entries behind the inputs of numbers.
    pub(super) fn look_up(&self, weights: &[f64], entries: &[u16], inputs: &mut [f64]) {
        let tables = &weights[places(self.inputs.count).tables..];
        let mut rest = &mut inputs[self.inputs.numbers..];
        for (table, entry) in self.inputs.tables.iter().zip(entries) {
            let (of_table, after) = rest.split_at_mut(table.width);
            of_table.copy_from_slice(&tables[table.place(*entry)]);
            rest = after;
        }
    }
}
