//! How does a table come from columns of JavaScript?

use std::collections::HashMap;
use std::sync::Arc;

use napi::bindgen_prelude::{FromNapiValue, JsObjectValue, Object, ObjectFinalize, Unknown};
use napi::{Env, JsValue, KeyCollectionMode, KeyConversion, KeyFilter, ValueType};
use napi_derive::napi;
use sartor::SartorError;
use sartor::learn::{self as core, CategoryColumn, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MISSING, TableColumn};

use crate::host::{Outcome, run};
use crate::input;
use crate::memory::Kept;

const SUBJECT: &str = "table";
/// Bytes of all texts of one column.
const MAX_TEXT_BYTES: usize = 1 << 30;
/// What is taken to be held for an empty table, and for each level.
const EMPTY_BYTES: usize = 1_024;
const LEVEL_BYTES: usize = 64;

/// Named columns of one length, each of numbers or of categories: what learners are fitted to and asked about.
///
/// `null`, `undefined` and NaN are missing; infinity is refused. A column of texts is one of categories. The columns are
/// copied.
#[napi(namespace = "learn", custom_finalize)]
pub struct Table {
    table: Kept<core::Table>,
    /// The number of rows.
    #[napi(readonly)]
    pub rows: u32,
    /// The columns' names, in their order.
    #[napi(readonly)]
    pub names: Vec<String>,
}

impl ObjectFinalize for Table {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.table.dispose(&env)
    }
}

impl Table {
    /// The table in an argument, or one of the columns in it.
    pub fn read(input: Unknown<'_>) -> Outcome<Arc<core::Table>> {
        if input.get_type()? == ValueType::Object
            && let Ok(table) = input::instance::<Self>(SUBJECT, "table", "a Table", input)
        {
            return table.table.get();
        }
        columns(input).map(Arc::new)
    }

    /// The object of a table.
    pub fn make(env: &Env, table: core::Table) -> Outcome<Self> {
        let size = |column: &TableColumn| match column {
            TableColumn::Numbers(values) => 8 * values.len(),
            TableColumn::Categories(column) => 4 * column.codes().len() + LEVEL_BYTES * column.levels().len(),
        };
        let bytes = EMPTY_BYTES + table.columns().iter().map(size).sum::<usize>();
        let (rows, names) = (u32::try_from(table.rows()).unwrap_or(u32::MAX), table.names().to_vec());
        Ok(Self { table: Kept::new(env, SUBJECT, table, bytes)?, rows, names })
    }
}

#[napi(namespace = "learn")]
impl Table {
    /// A table of these columns.
    #[napi(constructor, catch_unwind, ts_args_type = "columns: TableColumns")]
    pub fn new(env: &Env, columns: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Table", || Self::make(env, self::columns(columns)?))
    }

    /// The table of these rows, in this order, such as one side of a split; a row may come more than once.
    #[napi(catch_unwind, ts_args_type = "rows: NumberColumn", ts_return_type = "Table")]
    pub fn take(&self, env: &Env, rows: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Table.take", || {
            let row = |row: i64| {
                let refused = |_| SartorError::out_of_range(SUBJECT, "row", row, "0 or more");
                usize::try_from(row).map_err(refused)
            };
            let rows = input::integers(SUBJECT, "rows", rows)?.into_iter().map(row);
            Self::make(env, self.table.get()?.take(&rows.collect::<Result<Vec<_>, _>>()?)?)
        })
    }

    /// Let go of the columns now, rather than when the collector comes by. Work that has begun keeps them.
    #[napi(catch_unwind)]
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.table.dispose(env)
    }
}

/// A table of an object's own columns, by their names.
fn columns(input: Unknown<'_>) -> Outcome<core::Table> {
    let refused = || SartorError::invalid(SUBJECT, "value", "a Table, or an object of columns");
    if input.get_type()? != ValueType::Object || input.is_array()? || input.is_typedarray()? {
        return Err(refused().into());
    }
    let object = Object::from_unknown(input)?;
    let names = object.get_all_property_names(
        KeyCollectionMode::OwnOnly,
        KeyFilter::Enumerable,
        KeyConversion::NumbersToStrings,
    )?;
    let count = names.get_array_length_unchecked()?;
    if count as usize > MAX_TABLE_COLUMNS {
        let (found, most) = (count as usize, MAX_TABLE_COLUMNS);
        return Err(SartorError::too_many(SUBJECT, "table", found, most, "columns").into());
    }
    let mut columns = Vec::with_capacity(count as usize);
    for place in 0..count {
        let name: Unknown<'_> = names.get_element(place)?;
        if name.get_type()? == ValueType::Symbol {
            continue;
        }
        let values: Unknown<'_> = object.get_property_unchecked(name)?;
        let name = input::utf8(SUBJECT, || "name of a column".to_owned(), name, &mut { 4_096 })?;
        let column = column(&sartor::prompt::prompt_safe(&name, 128), values)?;
        columns.push((name, column));
    }
    Ok(core::Table::new(columns)?)
}

/// One column, of the kind of its first value.
fn column(name: &str, input: Unknown<'_>) -> Outcome<TableColumn> {
    let expected = "a Float64Array, or a list of numbers or of texts";
    let refused = || SartorError::invalid(SUBJECT, name, expected);
    if input.get_type()? != ValueType::Object {
        return Err(refused().into());
    }
    if input.is_typedarray()? {
        return Ok(TableColumn::Numbers(input::column(SUBJECT, name, input)?));
    }
    if !input.is_array()? {
        return Err(refused().into());
    }
    let list = Object::from_unknown(input)?;
    let rows = list.get_array_length_unchecked()?;
    if rows as usize > MAX_TABLE_ROWS {
        return Err(SartorError::too_many(SUBJECT, name, rows as usize, MAX_TABLE_ROWS, "rows").into());
    }
    let path = |row: u32| format!("{name}[{row}]");
    for row in 0..rows {
        let value: Unknown<'_> = list.get_element(row)?;
        match value.get_type()? {
            ValueType::Undefined | ValueType::Null => {}
            ValueType::Number => return numbers(&list, rows, path),
            ValueType::String => return texts(&list, rows, path),
            _ => return Err(SartorError::invalid(SUBJECT, &path(row), "a number, text or null").into()),
        }
    }
    Ok(TableColumn::Numbers(vec![f64::NAN; rows as usize]))
}

fn numbers(list: &Object<'_>, rows: u32, path: impl Fn(u32) -> String) -> Outcome<TableColumn> {
    let read = |row: u32| {
        let value: Unknown<'_> = list.get_element(row)?;
        match value.get_type()? {
            ValueType::Number => Ok(f64::from_unknown(value)?),
            ValueType::Undefined | ValueType::Null => Ok(f64::NAN),
            _ => Err(SartorError::invalid(SUBJECT, &path(row), "a number, as those before it").into()),
        }
    };
    Ok(TableColumn::Numbers((0..rows).map(read).collect::<Outcome<_>>()?))
}

fn texts(list: &Object<'_>, rows: u32, path: impl Fn(u32) -> String) -> Outcome<TableColumn> {
    let mut places: HashMap<String, u32> = HashMap::new();
    let mut bytes_left = MAX_TEXT_BYTES;
    let mut read = |row: u32| {
        let value: Unknown<'_> = list.get_element(row)?;
        match value.get_type()? {
            ValueType::String => {
                let text = input::utf8(SUBJECT, || path(row), value, &mut bytes_left)?;
                let next = places.len() as u32;
                Ok(*places.entry(text).or_insert(next))
            }
            ValueType::Undefined | ValueType::Null => Ok(MISSING),
            _ => Err(SartorError::invalid(SUBJECT, &path(row), "text, as those before it").into()),
        }
    };
    let codes = (0..rows).map(&mut read).collect::<Outcome<Vec<u32>>>()?;
    let mut levels: Vec<(String, u32)> = places.into_iter().collect();
    levels.sort_unstable_by_key(|(_, place)| *place);
    let levels = levels.into_iter().map(|(level, _)| level).collect();
    Ok(TableColumn::Categories(CategoryColumn::new(levels, codes)?))
}
