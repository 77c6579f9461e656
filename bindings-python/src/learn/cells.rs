//! What do the values of a column mean, whichever library holds them?
//!
//! Numbers, yes and no are numbers (1 and 0), text is a category, and what a library calls missing is missing. Dates are
//! refused with what to do about them, and so is a column that holds text beside numbers. Each refusal names the column
//! and, where one is to blame, the row.

use std::collections::HashMap;

use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDelta, PyDict, PyList, PyString, PyTime, PyTuple};
use sartor::SartorError;
use sartor::api::python::exception;
use sartor::learn::{CategoryColumn, MISSING, TableColumn};
use sartor::prompt::prompt_safe;

const SUBJECT: &str = "table";
/// How text of a table is quoted in an error.
const MOST_QUOTED: usize = 40;
/// What the types of times of all libraries begin with.
const TIMES: [&str; 6] = ["date", "time", "duration", "period", "month_day", "interval_month"];
/// What the types of numbers of Arrow and polars begin with.
const NUMBERS: [&str; 9] =
    ["int", "uint", "float", "double", "half", "decimal", "bool", "null", "sparse[float"];

fn refused(column: &str, expected: &str) -> PyErr {
    exception(&SartorError::invalid(SUBJECT, &format!("column {column}"), expected))
}

fn refused_in(column: &str, row: usize, found: &str, expected: &str) -> PyErr {
    exception(&SartorError::out_of_range(SUBJECT, &format!("{column} in row {row}"), found, expected))
}

fn times_refused(column: &str) -> PyErr {
    refused(column, "numbers or categories but times: hand over numbers, such as the days since each")
}

/// A column as core holds it; `as_category` makes numbers categories as well.
pub fn read(name: &str, column: &Bound<'_, PyAny>, as_category: bool) -> PyResult<TableColumn> {
    let library: String = column.get_type().getattr("__module__")?.extract()?;
    let kind = column.getattr("dtype").or_else(|_| column.getattr("type")).ok();
    let text =
        kind.as_ref().map(|kind| kind.str().map(|text| text.to_string().to_lowercase())).transpose()?;
    let text = text.unwrap_or_default();
    if TIMES.iter().any(|time| text.starts_with(time)) {
        return Err(times_refused(name));
    }
    let read = if library.starts_with("pandas") && text == "category" {
        return coded(name, column);
    } else if library.starts_with("polars") || library.starts_with("pyarrow") {
        of_arrow(name, column, &library, &text)?
    } else if column.is_instance_of::<PyList>() || column.is_instance_of::<PyTuple>() {
        of_objects(name, column)?
    } else {
        of_array(name, column, kind.as_ref())?
    };
    match read {
        TableColumn::Numbers(numbers) if as_category => as_text(&numbers),
        read => Ok(read),
    }
}

/// Numbers as the text that says them: 7, not 7.0, so that a gap elsewhere in the column changes no name.
pub fn as_text(numbers: &[f64]) -> PyResult<TableColumn> {
    let mut levels = Levels::default();
    for number in numbers {
        if number.is_nan() {
            levels.codes.push(MISSING);
        } else {
            levels.push(&(number + 0.0).to_string());
        }
    }
    levels.column()
}

/// Levels in the order in which they are met.
#[derive(Default)]
struct Levels {
    places: HashMap<String, u32>,
    names: Vec<String>,
    codes: Vec<u32>,
}

impl Levels {
    fn push(&mut self, text: &str) {
        let place = if let Some(place) = self.places.get(text) {
            *place
        } else {
            let place = u32::try_from(self.names.len()).unwrap_or(MISSING);
            self.places.insert(text.to_owned(), place);
            self.names.push(text.to_owned());
            place
        };
        self.codes.push(place);
    }

    fn column(self) -> PyResult<TableColumn> {
        let column = CategoryColumn::new(self.names, self.codes).map_err(|error| exception(&error))?;
        Ok(TableColumn::Categories(column))
    }
}

/// Categories of pandas: their codes as they are, and the text of each.
fn coded(name: &str, column: &Bound<'_, PyAny>) -> PyResult<TableColumn> {
    let categories = column.getattr("cat").unwrap_or_else(|_| column.clone());
    let mut levels = Vec::new();
    for level in categories.getattr("categories")?.try_iter()? {
        let level = level?;
        let text = level.extract::<f64>().map_or_else(
            |_| {
                level
                    .str()?
                    .to_str()
                    .map(str::to_owned)
                    .map_err(|_| refused(name, "text without lone surrogates"))
            },
            |number| Ok((number + 0.0).to_string()),
        )?;
        levels.push(text);
    }
    let numpy = column.py().import("numpy")?;
    let codes = numpy.call_method1("asarray", (categories.getattr("codes")?, "int64"))?;
    let codes = codes.cast_into::<PyArray1<i64>>().map_err(|_| refused(name, "one column"))?.to_vec()?;
    let codes = codes.into_iter().map(|code| u32::try_from(code).unwrap_or(MISSING)).collect();
    CategoryColumn::new(levels, codes).map(TableColumn::Categories).map_err(|error| exception(&error))
}

/// A column of polars or Arrow.
fn of_arrow(name: &str, column: &Bound<'_, PyAny>, library: &str, kind: &str) -> PyResult<TableColumn> {
    let polars = library.starts_with("polars");
    if NUMBERS.iter().any(|number| kind.starts_with(number)) {
        let numbers = if polars {
            let float = column.py().import("polars")?.getattr("Float64")?;
            column.call_method1("cast", (float,))?.call_method0("to_numpy")?
        } else {
            let options = PyDict::new(column.py());
            options.set_item("safe", false)?;
            column.call_method("cast", ("float64",), Some(&options))?
        };
        return doubles(name, &numbers);
    }
    of_objects(name, &column.call_method0(if polars { "to_list" } else { "to_pylist" })?)
}

/// An array of numpy, a Series of pandas, or whatever numpy can view as one.
fn of_array(name: &str, column: &Bound<'_, PyAny>, kind: Option<&Bound<'_, PyAny>>) -> PyResult<TableColumn> {
    let py = column.py();
    let numpy = py.import("numpy")?;
    let no_column = || refused(name, "a column of numbers, yes and no, or text");
    // A type of pandas' own knows what is missing in its own way.
    let extended = kind.filter(|kind| kind.hasattr("na_value").unwrap_or(false));
    if let Some(kind) = extended
        && matches!(kind.getattr("kind")?.extract::<String>()?.as_str(), "f" | "i" | "u" | "b")
    {
        let options = PyDict::new(py);
        options.set_item("dtype", "float64")?;
        options.set_item("na_value", f64::NAN)?;
        return doubles(name, &column.call_method("to_numpy", (), Some(&options))?);
    }
    // numpy itself would forget which numbers are masked.
    if column.hasattr("mask")? && column.hasattr("filled")? {
        let floats = column.call_method1("astype", ("float64",)).map_err(|_| no_column())?;
        return doubles(name, &floats.call_method1("filled", (f64::NAN,))?);
    }
    let array = numpy.call_method1("asarray", (column,)).map_err(|_| no_column())?;
    if !array.getattr("ndim")?.eq(1)? {
        return Err(refused(name, "one column: it has not one dimension, or two columns have this name"));
    }
    match array.getattr("dtype")?.getattr("kind")?.extract::<String>()?.as_str() {
        "f" | "i" | "u" | "b" => doubles(name, &array),
        "O" | "U" | "T" => of_objects(name, &array.call_method0("tolist")?),
        "M" | "m" => Err(times_refused(name)),
        _ => Err(no_column()),
    }
}

fn doubles(name: &str, numbers: &Bound<'_, PyAny>) -> PyResult<TableColumn> {
    let numpy = numbers.py().import("numpy")?;
    let array = numpy.call_method1("asarray", (numbers, "float64"))?;
    let array = array.cast_into::<PyArray1<f64>>().map_err(|_| refused(name, "one column of numbers"))?;
    Ok(TableColumn::Numbers(array.readonly().as_array().to_vec()))
}

/// What one object of a column is.
enum Cell<'py> {
    Missing,
    Number(f64),
    Text(Bound<'py, PyString>),
}

/// A list of objects: all of them text, or all of them numbers, but for those that are missing.
fn of_objects(name: &str, objects: &Bound<'_, PyAny>) -> PyResult<TableColumn> {
    let list = match objects.cast::<PyList>() {
        Ok(list) => list.clone(),
        Err(_) => PyList::new(objects.py(), objects.try_iter()?.collect::<PyResult<Vec<_>>>()?)?,
    };
    let (mut numbers, mut levels) = (Vec::new(), Levels::default());
    let (mut first_number, mut first_text) = (None, None);
    for (row, object) in list.iter().enumerate() {
        match cell(name, row, &object)? {
            Cell::Missing => {
                numbers.push(f64::NAN);
                levels.codes.push(MISSING);
            }
            Cell::Number(number) => {
                first_number.get_or_insert(row);
                numbers.push(number);
                levels.codes.push(MISSING);
            }
            Cell::Text(text) => {
                first_text.get_or_insert(row);
                numbers.push(f64::NAN);
                let text = text.to_str();
                levels.push(
                    text.map_err(|_| refused_in(name, row, "broken text", "text without lone surrogates"))?,
                );
            }
        }
        if let (Some(number), Some(text)) = (first_number, first_text) {
            let found = list.get_item(text)?;
            let found = found.cast::<PyString>().map_or_else(|_| String::new(), ToString::to_string);
            let found = format!("the text {:?}", prompt_safe(&found, MOST_QUOTED));
            let expected = format!(
                "a number, as in row {number}: make the column all numbers (pandas.to_numeric(column, \
                 errors=\"coerce\")) or all text (column.astype(str))"
            );
            return Err(refused_in(name, text, &found, &expected));
        }
    }
    if first_text.is_some() { levels.column() } else { Ok(TableColumn::Numbers(numbers)) }
}

fn cell<'py>(name: &str, row: usize, object: &Bound<'py, PyAny>) -> PyResult<Cell<'py>> {
    if object.is_none() {
        return Ok(Cell::Missing);
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Cell::Text(text.clone()));
    }
    if let Ok(flag) = object.cast::<PyBool>() {
        return Ok(Cell::Number(f64::from(u8::from(flag.is_true()))));
    }
    let kind = object.get_type().name()?.to_string();
    if kind == "NAType" || kind == "NaTType" {
        return Ok(Cell::Missing);
    }
    let is_time = object.is_instance_of::<PyDate>()
        || object.is_instance_of::<PyTime>()
        || object.is_instance_of::<PyDelta>()
        || kind == "datetime64"
        || kind == "timedelta64";
    if is_time {
        return Err(times_refused(name));
    }
    if let Ok(number) = object.extract::<f64>() {
        return Ok(if number.is_nan() { Cell::Missing } else { Cell::Number(number) });
    }
    Err(refused_in(name, row, &format!("of type {kind}"), "a number, yes or no, text, or missing"))
}

/// One value as a row has it.
pub enum CellValue {
    Missing,
    Number(f64),
    Text(String),
}

/// One value of a row.
pub fn value(name: &str, object: &Bound<'_, PyAny>) -> PyResult<CellValue> {
    Ok(match cell(name, 0, object)? {
        Cell::Missing => CellValue::Missing,
        Cell::Number(number) => CellValue::Number(number),
        Cell::Text(text) => {
            let broken = |_| refused_in(name, 0, "broken text", "text without lone surrogates");
            CellValue::Text(text.to_str().map_err(broken)?.to_owned())
        }
    })
}
