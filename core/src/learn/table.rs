//! What does a learner see of the world?
//!
//! A [`Table`]: named columns of equal length, each of numbers or of categories. A missing number is NaN, a missing
//! category [`MISSING`]; infinity is refused with its column and row. Levels of a category are text, kept sorted, so
//! that the order in which rows come does not matter to anything that is made from them.
//!
//! ```
//! use sartor::learn::{Table, TableColumn};
//! let table = Table::new(vec![
//!     ("tenure".to_owned(), TableColumn::Numbers(vec![1.0, 34.0, f64::NAN])),
//!     ("contract".to_owned(), TableColumn::texts([Some("monthly"), Some("yearly"), None])?),
//! ])?;
//! assert_eq!((table.rows(), table.names()), (3, &["tenure".to_owned(), "contract".to_owned()][..]));
//! let infinite = TableColumn::Numbers(vec![0.0, f64::INFINITY]);
//! let error = Table::new(vec![("spend".to_owned(), infinite)]).unwrap_err();
//! assert_eq!(error.to_string(), "table: spend in row 1 is inf, expected a finite number, or NaN where it is missing");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use crate::ids::check_id;
use crate::{Result, SartorError};

const SUBJECT: &str = "table";
/// The code of a category that is not known.
pub const MISSING: u32 = u32::MAX;
/// The most columns of a table.
pub const MAX_TABLE_COLUMNS: usize = 16_384;
/// The most rows of a table.
pub const MAX_TABLE_ROWS: usize = 1 << 28;
/// The most levels of one column of categories.
pub const MAX_LEVELS: usize = 1 << 20;

/// One column: numbers or categories.
#[derive(Debug, Clone, PartialEq)]
pub enum TableColumn {
    /// Finite numbers; NaN where one is missing.
    Numbers(Vec<f64>),
    /// Levels of text, one a row or none.
    Categories(CategoryColumn),
}

/// A column of categories: for each row the place of its level among the levels, or [`MISSING`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryColumn {
    levels: Vec<String>,
    codes: Vec<u32>,
}

impl CategoryColumn {
    /// Levels in any order, and for each row the place of its level in that order or [`MISSING`].
    pub fn new(levels: Vec<String>, mut codes: Vec<u32>) -> Result<Self> {
        let given = levels.len();
        check_level_count(given)?;
        if let Some((row, code)) =
            codes.iter().enumerate().find(|(_, code)| **code != MISSING && **code as usize >= given)
        {
            let expected = format!("a code below {given}, or {MISSING} where it is missing");
            return Err(SartorError::out_of_range(SUBJECT, &format!("code in row {row}"), code, &expected));
        }
        let mut order: Vec<(String, u32)> = levels.into_iter().zip(0..).collect();
        order.sort_unstable();
        let mut sorted: Vec<String> = Vec::with_capacity(given);
        let mut places = vec![0; given];
        for (level, old) in order {
            if sorted.last() != Some(&level) {
                sorted.push(level);
            }
            places[old as usize] = sorted.len() as u32 - 1;
        }
        for code in codes.iter_mut().filter(|code| **code != MISSING) {
            *code = places[*code as usize];
        }
        Ok(Self { levels: sorted, codes })
    }

    /// The levels, sorted, each once.
    pub fn levels(&self) -> &[String] {
        &self.levels
    }

    /// For each row the place of its level, or [`MISSING`].
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }
}

fn check_level_count(levels: usize) -> Result<()> {
    if levels > MAX_LEVELS {
        return Err(SartorError::too_many(SUBJECT, "column of categories", levels, MAX_LEVELS, "levels"));
    }
    Ok(())
}

impl TableColumn {
    /// A column of categories from the text of each row.
    pub fn texts<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Result<Self> {
        let texts: Vec<Option<&str>> = texts.into_iter().collect();
        let mut levels: Vec<&str> = texts.iter().flatten().copied().collect();
        levels.sort_unstable();
        levels.dedup();
        check_level_count(levels.len())?;
        let place = |text| levels.binary_search(&text).map_or(MISSING, |place| place as u32);
        let codes = texts.iter().map(|text| text.map_or(MISSING, place)).collect();
        let levels = levels.into_iter().map(str::to_owned).collect();
        Ok(Self::Categories(CategoryColumn { levels, codes }))
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Categories(column) => column.codes.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether no row has a value: such a column fits where numbers are expected and where categories are.
    pub(super) fn is_all_missing(&self) -> bool {
        match self {
            Self::Numbers(values) => values.iter().all(|value| value.is_nan()),
            Self::Categories(column) => column.codes.iter().all(|code| *code == MISSING),
        }
    }

    fn take(&self, rows: &[usize]) -> Option<Self> {
        Some(match self {
            Self::Numbers(values) => {
                Self::Numbers(rows.iter().map(|row| values.get(*row).copied()).collect::<Option<_>>()?)
            }
            Self::Categories(CategoryColumn { levels, codes }) => Self::Categories(CategoryColumn {
                levels: levels.clone(),
                codes: rows.iter().map(|row| codes.get(*row).copied()).collect::<Option<_>>()?,
            }),
        })
    }
}

/// Named columns of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    names: Vec<String>,
    columns: Vec<TableColumn>,
    rows: usize,
}

impl Table {
    /// A table of these columns. Refused are no columns, no rows, a name twice or not 1 to 256 bytes long, columns of
    /// different lengths, and infinity.
    pub fn new(columns: Vec<(String, TableColumn)>) -> Result<Self> {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        let at_least_one = |found: usize, unit: &str| SartorError::TooFew {
            subject: SUBJECT.to_owned(),
            found: found as i64,
            needed: 1,
            unit: unit.to_owned(),
        };
        if columns.is_empty() {
            return Err(at_least_one(0, "columns"));
        }
        if columns.len() > MAX_TABLE_COLUMNS {
            return Err(SartorError::too_many(SUBJECT, "table", columns.len(), MAX_TABLE_COLUMNS, "columns"));
        }
        if rows == 0 {
            return Err(at_least_one(0, "rows"));
        }
        if rows > MAX_TABLE_ROWS {
            return Err(SartorError::too_many(SUBJECT, "table", rows, MAX_TABLE_ROWS, "rows"));
        }
        let (names, columns): (Vec<String>, Vec<TableColumn>) = columns.into_iter().unzip();
        let mut sorted: Vec<&String> = names.iter().collect();
        sorted.sort_unstable();
        if let Some([name, _]) = sorted.array_windows().find(|[left, right]| left == right) {
            return Err(SartorError::invalid(SUBJECT, name, "the name of one column only"));
        }
        for (name, column) in names.iter().zip(&columns) {
            check_id(SUBJECT, "name of a column", name)?;
            if column.len() != rows {
                let expected = format!("{rows} as of column {}", names[0]);
                return Err(SartorError::out_of_range(
                    SUBJECT,
                    &format!("length of {name}"),
                    column.len(),
                    &expected,
                ));
            }
            if let TableColumn::Numbers(values) = column {
                check_numbers(name, values)?;
            }
        }
        Ok(Self { names, columns, rows })
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns' names, in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The columns, in the order of their names.
    pub fn columns(&self) -> &[TableColumn] {
        &self.columns
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&TableColumn> {
        let place = self.names.iter().position(|known| known == name)?;
        self.columns.get(place)
    }

    /// The table of these rows, in this order, such as one side of a split; a row may come more than once.
    pub fn take(&self, rows: &[usize]) -> Result<Self> {
        let beyond = || {
            let largest = rows.iter().max().copied().unwrap_or(0);
            SartorError::out_of_range(SUBJECT, "row", largest, &format!("below {}", self.rows))
        };
        let column = |column: &TableColumn| column.take(rows).ok_or_else(beyond);
        let columns = self.columns.iter().map(column).collect::<Result<Vec<_>>>()?;
        Self::new(self.names.iter().cloned().zip(columns).collect())
    }
}

fn check_numbers(name: &str, values: &[f64]) -> Result<()> {
    match values.iter().position(|value| value.is_infinite()) {
        None => Ok(()),
        Some(row) => Err(SartorError::out_of_range(
            SUBJECT,
            &format!("{name} in row {row}"),
            values[row],
            "a finite number, or NaN where it is missing",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[f64]) -> TableColumn {
        TableColumn::Numbers(values.to_vec())
    }

    fn table(columns: &[(&str, &TableColumn)]) -> Result<Table> {
        Table::new(columns.iter().map(|(name, column)| ((*name).to_owned(), (*column).clone())).collect())
    }

    #[test]
    fn levels_are_sorted_whatever_the_order_of_rows() {
        let levels = ["b", "a", "b", "c"].map(str::to_owned).to_vec();
        let column = CategoryColumn::new(levels, vec![3, 0, MISSING, 2, 1]).unwrap();
        assert_eq!(column.levels(), ["a", "b", "c"]);
        assert_eq!(column.codes(), [2, 1, MISSING, 1, 0]);
        let texts = [Some("c"), Some("b"), None, Some("b"), Some("a")];
        assert_eq!(TableColumn::texts(texts).unwrap(), TableColumn::Categories(column));
    }

    #[test]
    fn what_is_no_table_is_refused_with_the_column() {
        let (two, three) = (numbers(&[1.0, 2.0]), numbers(&[1.0, 2.0, 3.0]));
        let text = |result: Result<Table>| result.unwrap_err().to_string();
        assert_eq!(text(table(&[])), "table: 0 columns, at least 1 needed");
        assert_eq!(text(table(&[("a", &numbers(&[]))])), "table: 0 rows, at least 1 needed");
        assert_eq!(
            text(table(&[("a", &two), ("b", &three)])),
            "table: length of b is 3, expected 2 as of column a"
        );
        assert_eq!(
            text(table(&[("a", &two), ("b", &two), ("a", &two)])),
            "table: a is not the name of one column only"
        );
        assert_eq!(table(&[("", &two)]).unwrap_err().code(), "OUT_OF_RANGE");
        let error = CategoryColumn::new(vec!["x".to_owned()], vec![0, 1]).unwrap_err();
        assert!(
            error.to_string().starts_with("table: code in row 1 is 1, expected a code below 1"),
            "{error}"
        );
    }

    #[test]
    fn rows_are_taken_in_the_order_asked_for() {
        let contract = TableColumn::texts([Some("m"), None, Some("y")]).unwrap();
        let table = table(&[("n", &numbers(&[1.0, f64::NAN, 3.0])), ("c", &contract)]).unwrap();
        let taken = table.take(&[2, 0, 2]).unwrap();
        assert_eq!(taken.column("n"), Some(&numbers(&[3.0, 1.0, 3.0])));
        let Some(TableColumn::Categories(codes)) = taken.column("c") else { panic!("categories") };
        assert_eq!((codes.codes(), codes.levels().len()), (&[1, 0, 1][..], 2));
        assert_eq!(table.take(&[3]).unwrap_err().to_string(), "table: row is 3, expected below 3");
    }
}
