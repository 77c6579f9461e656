//! How does a table, or one row of it, come from Swift and Kotlin?

use std::collections::HashMap;

use sartor::Result;
use sartor::learn::{self as core, Cell, Schema};

use crate::work::run;

/// One named column of a table.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum TableColumn {
    /// Numbers.
    Numbers {
        /// The column's name.
        name: String,
        /// One for each row; nothing, or NaN, where it is not known. Infinity is refused.
        values: Vec<Option<f64>>,
    },
    /// Categories, by the text of their level.
    Texts {
        /// The column's name.
        name: String,
        /// One for each row; nothing where it is not known.
        values: Vec<Option<String>>,
    },
}

impl TableColumn {
    fn read(self) -> Result<(String, core::TableColumn)> {
        Ok(match self {
            Self::Numbers { name, values } => (name, core::TableColumn::Numbers(or_nan(&values))),
            Self::Texts { name, values } => {
                (name, core::TableColumn::texts(values.iter().map(Option::as_deref))?)
            }
        })
    }
}

/// Numbers, with NaN for nothing.
pub(super) fn or_nan(values: &[Option<f64>]) -> Vec<f64> {
    values.iter().map(|value| value.unwrap_or(f64::NAN)).collect()
}

/// One value of a row that is to be scored alone.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum CellValue {
    /// Nothing is known.
    Missing,
    /// A number; NaN counts as missing.
    Number(f64),
    /// A level of a category; one that was not seen in training counts as missing.
    Text(String),
}

/// One row, by the names of its columns.
pub(super) type Row = HashMap<String, CellValue>;

impl<'a> From<&'a CellValue> for Cell<'a> {
    fn from(value: &'a CellValue) -> Self {
        match value {
            CellValue::Missing => Self::Missing,
            CellValue::Number(number) => Self::Number(*number),
            CellValue::Text(text) => Self::Text(text),
        }
    }
}

/// A row as numbers in a schema's order.
pub(super) fn in_order(row: &Row, schema: &Schema) -> Result<Vec<f64>> {
    schema.row(&row.iter().map(|(name, value)| (name.as_str(), value.into())).collect::<Vec<_>>())
}

/// Named columns of one length, each of numbers or of categories: what learners are fitted to and asked about.
#[derive(Debug, uniffi::Object)]
pub struct Table(pub(crate) core::Table);

#[uniffi::export]
impl Table {
    /// A table of these columns. Refused are no columns, no rows, a name twice or not 1 to 256 bytes long, columns of
    /// different lengths, and infinity.
    #[uniffi::constructor]
    pub fn new(columns: Vec<TableColumn>) -> Result<Self> {
        run("Table", || core::Table::new(columns.into_iter().map(TableColumn::read).collect::<Result<_>>()?))
            .map(Self)
    }

    /// The number of rows.
    pub fn rows(&self) -> u32 {
        self.0.rows() as u32
    }

    /// The columns' names, in their order.
    pub fn names(&self) -> Vec<String> {
        self.0.names().to_vec()
    }

    /// The table of these rows, in this order, such as one side of a split; a row may come more than once.
    pub fn take(&self, rows: &[u32]) -> Result<Self> {
        let rows: Vec<usize> = rows.iter().map(|row| *row as usize).collect();
        run("Table.take", || self.0.take(&rows)).map(Self)
    }
}
