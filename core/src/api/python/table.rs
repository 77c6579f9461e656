//! How does a view become columns for a data frame?
//!
//! Each view has one or more tables: lists of records, of which each gives a row. A column is a field, or
//! `name=path` of a field within a record of the row; `^field` is of the record that holds the list, and of a list
//! of the view itself it is the list's name.

use pyo3::exceptions::PyImportError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::exception;
use crate::SartorError;

/// One table of a view.
#[derive(Debug, Clone, Copy)]
pub struct ViewTable {
    /// What the caller asks for.
    pub name: &'static str,
    /// The view's lists whose records are its rows.
    pub lists: &'static [&'static str],
    /// Its columns.
    pub columns: &'static [&'static str],
}

/// The columns of a view's table, each a list.
pub fn columns<'py>(
    view: &Bound<'py, PyAny>,
    tables: &'static [ViewTable],
    name: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let Some(table) = tables.iter().find(|table| table.name == name) else {
        let known: Vec<_> = tables.iter().map(|table| table.name).collect();
        return Err(exception(&SartorError::invalid("view", "table", &known.join(", "))));
    };
    let mut rows = Vec::new();
    for list in table.lists {
        match list.split_once('.') {
            Some((outer, inner)) => {
                for holder in view.getattr(outer)?.try_iter()? {
                    let holder = holder?;
                    for row in holder.getattr(inner)?.try_iter()? {
                        rows.push((row?, Some(holder.clone()), *list));
                    }
                }
            }
            None => {
                for row in view.getattr(*list)?.try_iter()? {
                    rows.push((row?, None, *list));
                }
            }
        }
    }
    let columns = PyDict::new(view.py());
    for column in table.columns {
        let (name, path) = column.split_once('=').unwrap_or((column, column));
        let cells = PyList::empty(view.py());
        for (row, holder, list) in &rows {
            match (path.strip_prefix('^'), holder) {
                (Some(field), Some(holder)) => cells.append(cell(holder, field)?)?,
                (Some(_), None) => cells.append(list)?,
                (None, _) => cells.append(cell(row, path)?)?,
            }
        }
        columns.set_item(name, cells)?;
    }
    Ok(columns)
}

/// A field of a record, or of a record within it; an enum is its name in JSON.
fn cell<'py>(row: &Bound<'py, PyAny>, path: &str) -> PyResult<Bound<'py, PyAny>> {
    let mut value = row.clone();
    for field in path.split('.') {
        // A record that is not there has no fields.
        if value.is_none() {
            break;
        }
        value = value.getattr(field)?;
    }
    let module: String = value.get_type().getattr("__module__")?.extract()?;
    if module == "sartor" || module.starts_with("sartor.") { Ok(value.str()?.into_any()) } else { Ok(value) }
}

/// The table as a `DataFrame` of whichever library is installed: pandas first, then polars.
pub fn frame<'py>(
    view: &Bound<'py, PyAny>,
    tables: &'static [ViewTable],
    name: &str,
) -> PyResult<Bound<'py, PyAny>> {
    data_frame(&columns(view, tables, name)?)
}

/// Columns as a `DataFrame` of whichever library is installed: pandas first, then polars.
pub fn data_frame<'py>(columns: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyAny>> {
    let py = columns.py();
    for library in ["pandas", "polars"] {
        match py.import(library) {
            Ok(library) => return library.getattr("DataFrame")?.call1((columns,)),
            Err(missing) if missing.is_instance_of::<PyImportError>(py) => (),
            Err(other) => return Err(other),
        }
    }
    Err(exception(&SartorError::NotAvailable {
        subject: "a data frame".to_owned(),
        reason: "neither pandas nor polars is installed; to_columns() gives the same as lists".to_owned(),
    }))
}

/// Records of one kind, a row each. A column is a field in the words of Python, `evidence.login_days` one of a record
/// within; lists stay as they are.
pub fn rows<'py>(py: Python<'py>, records: &[Bound<'py, PyAny>]) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    for (row, record) in records.iter().enumerate() {
        let fields = record.call_method0("to_dict").map_err(|_| {
            exception(&SartorError::invalid("data frame", "records", "records of Sartor, such as events"))
        })?;
        let mut cells = Vec::new();
        flat("", fields.cast::<PyDict>()?, &mut cells)?;
        for (name, cell) in cells {
            let column = if let Some(column) = columns.get_item(&name)? {
                column.cast_into::<PyList>()?
            } else {
                let column = PyList::empty(py);
                columns.set_item(&name, &column)?;
                column
            };
            // What the rows before did not have is missing there.
            while column.len() < row {
                column.append(py.None())?;
            }
            column.append(cell)?;
        }
    }
    for (_, column) in &columns {
        let column = column.cast_into::<PyList>()?;
        while column.len() < records.len() {
            column.append(py.None())?;
        }
    }
    Ok(columns)
}

/// The fields of a record and of the records within, each with its path.
fn flat<'py>(
    before: &str,
    fields: &Bound<'py, PyDict>,
    cells: &mut Vec<(String, Bound<'py, PyAny>)>,
) -> PyResult<()> {
    for (key, value) in fields {
        let mut name = before.to_owned();
        for letter in key.extract::<String>()?.chars() {
            if letter.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        match value.cast::<PyDict>() {
            Ok(within) => flat(&(name + "."), within, cells)?,
            Err(_) => cells.push((name, value)),
        }
    }
    Ok(())
}
