//! Does a table that is to be scored fit what a model was trained on?
//!
//! A model keeps the [`Schema`] of its training table and meets every other table by it: columns by name, whatever
//! their order; a level that was not seen counts as missing; columns that the model does not know are ignored. A column
//! that lacks, or is of the other kind, is an error with its name. Where a column has no value at all it has no kind,
//! and fits.
//!
//! ```
//! use sartor::learn::{Cell, Schema, Table, TableColumn};
//! let table = Table::new(vec![
//!     ("tenure".to_owned(), TableColumn::Numbers(vec![1.0, 34.0])),
//!     ("contract".to_owned(), TableColumn::texts([Some("monthly"), Some("yearly")])?),
//! ])?;
//! let schema = Schema::of(&table);
//! let row = schema.row(&[("contract", Cell::Text("weekly")), ("tenure", Cell::Number(3.0))])?;
//! assert!(row[0] == 3.0 && row[1].is_nan());
//! let error = schema.row(&[("contract", Cell::Number(2.0)), ("tenure", Cell::Missing)]).unwrap_err();
//! assert_eq!(error.to_string(), "table: contract is not text, as in training");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::table::{MAX_LEVELS, MAX_TABLE_COLUMNS, MISSING, Table, TableColumn};
use crate::ids::check_id;
use crate::{Result, SartorError};

const SUBJECT: &str = "table";

/// The columns that a model was trained on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Schema {
    columns: Vec<SchemaColumn>,
}

/// One column of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SchemaColumn {
    /// The column's name.
    pub name: String,
    /// The levels of a column of categories, sorted; none for a column of numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<String>>,
}

/// One value of a row that is to be scored alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Missing,
    /// A number; NaN counts as missing.
    Number(f64),
    /// A level of a category.
    Text(&'a str),
}

/// A table's columns in the order of a schema, with the schema's codes.
#[derive(Debug, Clone)]
pub struct MatchedTable<'a> {
    columns: Vec<MatchedColumn<'a>>,
    rows: usize,
}

/// One column of a [`MatchedTable`].
#[derive(Debug, Clone)]
pub enum MatchedColumn<'a> {
    /// Numbers; NaN where one is missing.
    Numbers(Cow<'a, [f64]>),
    /// Places among the schema's levels; [`MISSING`] where there is none, or one that was not seen.
    Codes(Cow<'a, [u32]>),
}

impl<'a> MatchedTable<'a> {
    /// The columns, in the schema's order.
    pub fn columns(&self) -> &[MatchedColumn<'a>] {
        &self.columns
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

impl Schema {
    /// The schema of a table.
    pub fn of(table: &Table) -> Self {
        let column = |(name, column): (&String, &TableColumn)| SchemaColumn {
            name: name.clone(),
            levels: match column {
                TableColumn::Numbers(_) => None,
                TableColumn::Categories(column) => Some(column.levels().to_vec()),
            },
        };
        Self { columns: table.names().iter().zip(table.columns()).map(column).collect() }
    }

    /// The columns, in the order of training.
    pub fn columns(&self) -> &[SchemaColumn] {
        &self.columns
    }

    /// The place of the column of this name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Refuse a schema that was stored damaged.
    pub fn check(&self, subject: &str) -> Result<()> {
        if self.columns.is_empty() || self.columns.len() > MAX_TABLE_COLUMNS {
            let expected = format!("1 to {MAX_TABLE_COLUMNS}");
            return Err(SartorError::out_of_range(subject, "columns", self.columns.len(), &expected));
        }
        let mut names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        names.sort_unstable();
        if let Some([name, _]) = names.array_windows().find(|[left, right]| left == right) {
            return Err(SartorError::invalid(subject, name, "the name of one column only"));
        }
        for column in &self.columns {
            check_id(subject, "name of a column", &column.name)?;
            let levels = column.levels.as_deref().unwrap_or_default();
            if levels.len() > MAX_LEVELS || !levels.array_windows().all(|[left, right]| left < right) {
                return Err(SartorError::invalid(subject, &column.name, "a column of sorted levels"));
            }
        }
        Ok(())
    }

    /// The columns of a table in this schema's order and codes.
    pub fn matched<'a>(&self, table: &'a Table) -> Result<MatchedTable<'a>> {
        let rows = table.rows();
        let column = |column: &SchemaColumn| {
            let Some(found) = table.column(&column.name) else { return Err(lacking(&column.name)) };
            match (&column.levels, found) {
                (None, TableColumn::Numbers(values)) => Ok(MatchedColumn::Numbers(Cow::Borrowed(values))),
                (Some(levels), TableColumn::Categories(found)) => {
                    if found.levels() == levels {
                        return Ok(MatchedColumn::Codes(Cow::Borrowed(found.codes())));
                    }
                    let place =
                        |level: &String| levels.binary_search(level).map_or(MISSING, |place| place as u32);
                    let places: Vec<u32> = found.levels().iter().map(place).collect();
                    let code = |code: &u32| places.get(*code as usize).copied().unwrap_or(MISSING);
                    Ok(MatchedColumn::Codes(found.codes().iter().map(code).collect()))
                }
                (None, found) if found.is_all_missing() => {
                    Ok(MatchedColumn::Numbers(vec![f64::NAN; rows].into()))
                }
                (Some(_), found) if found.is_all_missing() => {
                    Ok(MatchedColumn::Codes(vec![MISSING; rows].into()))
                }
                _ => Err(column.of_another_kind()),
            }
        };
        Ok(MatchedTable { columns: self.columns.iter().map(column).collect::<Result<_>>()?, rows })
    }

    /// One row as numbers in this schema's order: numbers as they are, categories as the place of their level, NaN
    /// where a value is missing. Every column of the schema has to be named, others are ignored.
    pub fn row(&self, cells: &[(&str, Cell<'_>)]) -> Result<Vec<f64>> {
        let value = |column: &SchemaColumn| {
            let Some((_, cell)) = cells.iter().find(|(name, _)| *name == column.name) else {
                return Err(lacking(&column.name));
            };
            match (cell, &column.levels) {
                (Cell::Missing, _) => Ok(f64::NAN),
                (Cell::Number(number), None) if number.is_infinite() => {
                    let expected = "a finite number, or NaN where it is missing";
                    Err(SartorError::out_of_range(SUBJECT, &column.name, number, expected))
                }
                (Cell::Number(number), None) => Ok(*number),
                (Cell::Text(text), Some(levels)) => Ok(levels
                    .binary_search_by(|level| level.as_str().cmp(text))
                    .map_or(f64::NAN, |place| place as f64)),
                (Cell::Number(number), Some(_)) if number.is_nan() => Ok(f64::NAN),
                _ => Err(column.of_another_kind()),
            }
        };
        self.columns.iter().map(value).collect()
    }
}

impl SchemaColumn {
    fn of_another_kind(&self) -> SartorError {
        let kind = if self.levels.is_some() { "text, as in training" } else { "a number, as in training" };
        SartorError::invalid(SUBJECT, &self.name, kind)
    }
}

fn lacking(name: &str) -> SartorError {
    SartorError::invalid(SUBJECT, name, "there, and the model was trained on it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: Vec<(&str, TableColumn)>) -> Table {
        Table::new(columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect()).unwrap()
    }

    fn numbers(values: &[f64]) -> TableColumn {
        TableColumn::Numbers(values.to_vec())
    }

    fn texts(texts: &[&str]) -> TableColumn {
        TableColumn::texts(texts.iter().map(|text| (!text.is_empty()).then_some(*text))).unwrap()
    }

    fn trained() -> Schema {
        Schema::of(&table(vec![("age", numbers(&[1.0, 2.0])), ("plan", texts(&["b", "d"]))]))
    }

    fn codes(matched: &MatchedTable<'_>, column: usize) -> Vec<u32> {
        match &matched.columns()[column] {
            MatchedColumn::Codes(codes) => codes.to_vec(),
            MatchedColumn::Numbers(_) => panic!("numbers"),
        }
    }

    #[test]
    fn columns_are_met_by_name_and_levels_by_text() {
        let other = table(vec![
            ("plan", texts(&["a", "b", "", "c", "d"])),
            ("more", numbers(&[0.0; 5])),
            ("age", numbers(&[5.0, 4.0, 3.0, f64::NAN, 1.0])),
        ]);
        let matched = trained().matched(&other).unwrap();
        assert_eq!(codes(&matched, 1), [MISSING, 0, MISSING, MISSING, 1]);
        let MatchedColumn::Numbers(ages) = &matched.columns()[0] else { panic!("codes") };
        assert_eq!(ages[..3], [5.0, 4.0, 3.0]);
    }

    #[test]
    fn a_column_that_lacks_or_is_of_another_kind_is_named() {
        let text = |columns| trained().matched(&table(columns)).unwrap_err().to_string();
        assert_eq!(
            text(vec![("age", numbers(&[1.0]))]),
            "table: plan is not there, and the model was trained on it"
        );
        assert_eq!(
            text(vec![("age", numbers(&[1.0])), ("plan", numbers(&[1.0]))]),
            "table: plan is not text, as in training"
        );
        assert_eq!(
            text(vec![("age", texts(&["1"])), ("plan", texts(&["b"]))]),
            "table: age is not a number, as in training"
        );
    }

    #[test]
    fn a_column_without_any_value_fits_every_kind() {
        let nothing = table(vec![("age", texts(&[""])), ("plan", numbers(&[f64::NAN]))]);
        assert_eq!(codes(&trained().matched(&nothing).unwrap(), 1), [MISSING]);
    }

    #[test]
    fn a_damaged_schema_is_refused() {
        let stored = |text: &str| {
            serde_json::from_str::<Schema>(text).unwrap().check("gbdt").map_err(|error| error.to_string())
        };
        assert_eq!(
            serde_json::to_string(&trained()).unwrap(),
            r#"[{"name":"age"},{"name":"plan","levels":["b","d"]}]"#
        );
        assert_eq!(stored(&serde_json::to_string(&trained()).unwrap()), Ok(()));
        assert!(stored("[]").is_err());
        assert!(stored(r#"[{"name":"a"},{"name":"a"}]"#).is_err());
        assert!(stored(r#"[{"name":"a","levels":["x","x"]}]"#).is_err());
        assert!(stored(r#"[{"name":""}]"#).is_err());
    }
}
