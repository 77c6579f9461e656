//! How are columns of customers worked through?

use std::sync::Arc;

use sartor::batch::map_chunks;
use sartor::{Result, SartorError};

use crate::work::{Control, run_long};

/// Rows worked on by one thread at a time.
const CHUNK: usize = 1_024;

/// Columns of one length; each customer is a row.
pub struct Columns<'a, const N: usize> {
    columns: [&'a [f64]; N],
    rows: usize,
}

impl<'a, const N: usize> Columns<'a, N> {
    /// Named columns, all as long as the first.
    pub fn read(named: [(&str, &'a [f64]); N]) -> Result<Self> {
        let rows = named.first().map_or(0, |(_, column)| column.len());
        equally_long(rows, &named.map(|(name, column)| (name, column.len())))?;
        Ok(Self { columns: named.map(|(_, column)| column), rows })
    }

    /// One figure for each row. A row that cannot be is an error that names it.
    pub fn map(
        &self,
        operation: &str,
        control: Option<Arc<dyn Control>>,
        figure: impl Fn([f64; N]) -> Result<f64> + Sync,
    ) -> Result<Vec<f64>> {
        let at = |row: usize| self.columns.map(|column| column.get(row).copied().unwrap_or(f64::NAN));
        let begins: Vec<usize> = (0..self.rows).step_by(CHUNK).collect();
        run_long(operation, control, |control| {
            let chunks = map_chunks(&begins, 1, control, |begin| {
                let rows = *begin..self.rows.min(begin + CHUNK);
                rows.map(|row| figure(at(row)).map_err(|error| in_row(error, row)))
                    .collect::<Result<Vec<_>>>()
            })?;
            Ok(chunks.concat())
        })
    }
}

/// Columns of histories.
pub fn histories<'a>(
    frequency: &'a [f64],
    last_purchase_age: &'a [f64],
    age: &'a [f64],
) -> Result<Columns<'a, 3>> {
    Columns::read([("frequency", frequency), ("lastPurchaseAge", last_purchase_age), ("age", age)])
}

/// Refuse columns of which one has not so many rows.
pub fn equally_long(rows: usize, columns: &[(&str, usize)]) -> Result<()> {
    match columns.iter().find(|(_, length)| *length != rows) {
        Some((name, _)) => Err(SartorError::invalid("columns", name, &format!("a column of {rows} rows"))),
        None => Ok(()),
    }
}

fn in_row(error: SartorError, row: usize) -> SartorError {
    match error {
        SartorError::OutOfRange { field, value, expected, .. } => {
            SartorError::OutOfRange { subject: format!("row {row}"), field, value, expected }
        }
        other => other,
    }
}
