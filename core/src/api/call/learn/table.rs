//! How does a table, or a row of one, come as JSON?

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::learn::{Cell, Schema, Table, TableColumn};
use crate::{Result, SartorError};

/// Named columns.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JsonTable {
    columns: Vec<JsonColumn>,
}

/// One column, of numbers or of texts.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonColumn {
    name: String,
    numbers: Option<Vec<Option<f64>>>,
    texts: Option<Vec<Option<String>>>,
}

impl JsonTable {
    /// The table, for an operation of this name.
    pub fn read(self, operation: &str) -> Result<Table> {
        let column = |(place, JsonColumn { name, numbers, texts }): (usize, JsonColumn)| {
            let column = match (numbers, texts) {
                (Some(numbers), None) => TableColumn::Numbers(or_nan(&numbers)),
                (None, Some(texts)) => TableColumn::texts(texts.iter().map(Option::as_deref))?,
                _ => {
                    let field = format!("table.columns[{place}].numbers");
                    return Err(SartorError::invalid(operation, &field, "given, or else texts"));
                }
            };
            Ok((name, column))
        };
        Table::new(self.columns.into_iter().enumerate().map(column).collect::<Result<_>>()?)
    }
}

/// Numbers, with NaN for null.
pub(super) fn or_nan(numbers: &[Option<f64>]) -> Vec<f64> {
    numbers.iter().map(|number| number.unwrap_or(f64::NAN)).collect()
}

/// One row, by the names of its columns.
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(in crate::api::call) struct JsonRow(BTreeMap<String, JsonCell>);

impl JsonRow {
    /// The row as numbers in a schema's order.
    pub fn read(&self, schema: &Schema) -> Result<Vec<f64>> {
        schema.row(&self.cells())
    }

    /// The row by the names of its columns.
    pub fn cells(&self) -> Vec<(&str, Cell<'_>)> {
        self.0.iter().map(|(name, cell)| (name.as_str(), cell.into())).collect()
    }
}

/// One value of a row.
enum JsonCell {
    Missing,
    Number(f64),
    Text(String),
}

impl<'a> From<&'a JsonCell> for Cell<'a> {
    fn from(cell: &'a JsonCell) -> Self {
        match cell {
            JsonCell::Missing => Self::Missing,
            JsonCell::Number(number) => Self::Number(*number),
            JsonCell::Text(text) => Self::Text(text),
        }
    }
}

impl<'de> Deserialize<'de> for JsonCell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = JsonCell;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number, text or null")
            }

            fn visit_unit<E: Error>(self) -> std::result::Result<JsonCell, E> {
                Ok(JsonCell::Missing)
            }

            fn visit_f64<E: Error>(self, number: f64) -> std::result::Result<JsonCell, E> {
                Ok(JsonCell::Number(number))
            }

            fn visit_i64<E: Error>(self, number: i64) -> std::result::Result<JsonCell, E> {
                Ok(JsonCell::Number(number as f64))
            }

            fn visit_u64<E: Error>(self, number: u64) -> std::result::Result<JsonCell, E> {
                Ok(JsonCell::Number(number as f64))
            }

            fn visit_str<E: Error>(self, text: &str) -> std::result::Result<JsonCell, E> {
                Ok(JsonCell::Text(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Any)
    }
}
