//! What does a record offer in Python beside its fields?
//!
//! Fields, docstrings and equality come from the attributes on each record. The rest is written once, here:
//! `repr` (also as a table for notebooks), `hash`, `pickle`, `to_dict`, `to_json` and `from_json`, and for
//! options a constructor whose arguments are keywords with the defaults of `Default`. The class of an error
//! belongs to the Python package (`sartor.errors`), which is asked for it by the error's code.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::exceptions::PyOverflowError;
#[cfg(feature = "stubs")]
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::prompt::prompt_safe;
use crate::{SartorError, input};

/// The Python exception of an error, with its `code` and `fields`.
pub fn exception(error: &SartorError) -> PyErr {
    static OF: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    Python::attach(|py| {
        let made = OF
            .import(py, "sartor.errors", "of")
            .and_then(|of| of.call1((error.code(), error.to_string(), to_dict(py, error)?)));
        made.map_or_else(|failed| failed, PyErr::from_value)
    })
}

/// An argument whose number may not fit. Python's own `OverflowError` has neither a code nor the argument's name,
/// so it is kept back until [`Argument::named`] knows the name.
pub struct Argument<T>(Result<T, String>);

impl<T> Argument<T> {
    /// The default of an argument.
    pub fn of(value: T) -> Self {
        Self(Ok(value))
    }

    /// The value, or `OUT_OF_RANGE` with the argument's name.
    pub fn named(self, subject: &str, field: &str) -> PyResult<T> {
        let kind = std::any::type_name::<T>();
        let expected = if kind.contains("u32") {
            "a whole number from 0 to 4294967295"
        } else if kind.contains("i32") {
            "a whole number of 32 bits"
        } else {
            "a number of 64 bits"
        };
        self.0.map_err(|found| exception(&SartorError::out_of_range(subject, field, found, expected)))
    }
}

impl<'a, 'py, T: FromPyObject<'a, 'py>> FromPyObject<'a, 'py> for Argument<T> {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = T::INPUT_TYPE;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match object.extract::<T>().map_err(Into::into) {
            Ok(value) => Ok(Self(Ok(value))),
            Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
                // Python writes no integer of more than 4,300 digits.
                let found = object.str().map_or_else(|_| "too large".to_owned(), |text| text.to_string());
                Ok(Self(Err(prompt_safe(&found, 40))))
            }
            Err(error) => Err(error),
        }
    }
}

/// Canonical JSON of a record.
pub fn to_json<T: Serialize>(record: &T) -> PyResult<String> {
    serde_json::to_string(record)
        .map_err(|_| exception(&SartorError::invalid("record", "value", "a finite number")))
}

/// A record from its JSON, with the path of what does not fit.
pub fn from_json<T: DeserializeOwned>(subject: &str, text: &str) -> PyResult<T> {
    input::from_text(subject, text).map_err(|error| exception(&error))
}

/// The record as dicts, lists, numbers and strings: what Python reads from its JSON.
pub fn to_dict<'py, T: Serialize>(py: Python<'py>, record: &T) -> PyResult<Bound<'py, PyDict>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let value = LOADS.import(py, "json", "loads")?.call1((to_json(record)?,))?;
    Ok(value.cast_into::<PyDict>()?)
}

/// What `pickle` keeps: the class's `from_json`, and the JSON.
pub fn reduce<'py, T: Serialize>(
    object: &Bound<'py, PyAny>,
    record: &T,
) -> PyResult<(Bound<'py, PyAny>, (String,))> {
    Ok((object.get_type().getattr("from_json")?, (to_json(record)?,)))
}

/// Equal records hash equally, so the sign of zero must not matter.
pub fn hash<T: Serialize>(record: &T) -> PyResult<u64> {
    fn walk(value: &Value, hasher: &mut DefaultHasher) {
        match value {
            Value::Null => 0_u8.hash(hasher),
            Value::Bool(flag) => flag.hash(hasher),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => integer.hash(hasher),
                None => (number.as_f64().unwrap_or(f64::NAN) + 0.0).to_bits().hash(hasher),
            },
            Value::String(text) => text.hash(hasher),
            Value::Array(items) => items.iter().for_each(|item| walk(item, hasher)),
            Value::Object(fields) => fields.values().for_each(|field| walk(field, hasher)),
        }
    }
    let value = serde_json::to_value(record)
        .map_err(|_| exception(&SartorError::invalid("record", "value", "a finite number")))?;
    let mut hasher = DefaultHasher::new();
    walk(&value, &mut hasher);
    Ok(hasher.finish())
}

/// `Estimate(value=1.0, low=0.5, ...)`: the fields in their order, of long lists the beginning.
///
/// Python keeps no order of them, so their names are read from the indented `Debug` text: a line with an
/// indent of exactly four is a field of the record itself.
pub fn repr(object: &Bound<'_, PyAny>, record: &dyn std::fmt::Debug) -> PyResult<String> {
    let class: Bound<'_, PyType> = object.get_type();
    let mut fields = Vec::new();
    for line in format!("{record:#?}").lines() {
        let field = line.strip_prefix("    ").and_then(|rest| rest.split_once(':'));
        if let Some((name, _)) = field
            && !name.starts_with(|first: char| !first.is_ascii_alphabetic())
        {
            // A field whose name is a word of Python, such as `from`, has an underscore after it.
            let name = if object.hasattr(name)? { name.to_owned() } else { format!("{name}_") };
            fields.push(format!("{name}={}", field_repr(&object.getattr(name.as_str())?)?));
        }
    }
    Ok(format!("{}({})", class.qualname()?, fields.join(", ")))
}

/// A field as it is, but of a long list its beginning, or what it is a list of.
fn field_repr(field: &Bound<'_, PyAny>) -> PyResult<String> {
    const MOST_RECORDS: usize = 3;
    const MOST_VALUES: usize = 12;
    const SHOWN_VALUES: usize = 3;
    let Ok(items) = field.cast::<PyList>() else { return Ok(field.repr()?.to_string()) };
    let Ok(first) = items.get_item(0) else { return Ok(field.repr()?.to_string()) };
    if first.hasattr("to_dict")? && items.len() > MOST_RECORDS {
        return Ok(format!("[{} × {}]", items.len(), first.get_type().qualname()?));
    }
    if items.len() <= MOST_VALUES {
        return Ok(field.repr()?.to_string());
    }
    let shown: Vec<String> =
        items.iter().take(SHOWN_VALUES).map(|item| Ok(item.repr()?.to_string())).collect::<PyResult<_>>()?;
    Ok(format!("[{}, ... {} in all]", shown.join(", "), items.len()))
}

/// Text as it may stand in HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The record as a table for notebooks, nested as it is; every text is escaped, since customers wrote some.
pub fn html<T: Serialize>(title: &str, record: &T) -> PyResult<String> {
    fn cell(value: &Value) -> String {
        match value {
            Value::Object(fields) => table(fields),
            Value::Array(items) if items.iter().any(Value::is_object) => items.iter().map(cell).collect(),
            Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(", "),
            Value::String(text) => escape(text),
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }
    fn table(fields: &Map<String, Value>) -> String {
        let row = |(name, value): (&String, &Value)| {
            format!("<tr><th>{}</th><td>{}</td></tr>", escape(name), cell(value))
        };
        format!("<table>{}</table>", fields.iter().map(row).collect::<String>())
    }
    let value = serde_json::to_value(record)
        .map_err(|_| exception(&SartorError::invalid("record", "value", "a finite number")))?;
    Ok(format!("<b>{}</b>{}", escape(title), cell(&value)))
}

/// `python_records!(Estimate, Unknown);` gives records what their fields do not.
macro_rules! python_records {
    ($($record:ident),+ $(,)?) => { $(python_record!($record {});)+ };
}

/// `python_record!(Options { field: Type, .. });` adds a constructor with keyword-only arguments that have
/// defaults, `python_record!(Point(field: Type, ..));` one whose arguments are all needed,
/// `python_record!(Event = |text| ..);` has a reader of its own, and `python_record!(Narrowing => html, fn ..);` has a
/// picture and methods of its own.
macro_rules! python_record {
    ($record:ident {}) => {
        python_record!($record => html, );
    };
    ($record:ident => $html:expr, $($methods:tt)*) => {
        python_record!(@methods $record, (|text| input::from_text(stringify!($record), text)), ($html), (repr), $($methods)*);
    };
    ($record:ident = $read:expr) => {
        python_record!(@methods $record, ($read), (html), (repr), );
    };
    ($record:ident ( $($field:ident : $type:ty),+ $(,)? )) => {
        python_record!($record => html,
            #[new]
            #[allow(clippy::too_many_arguments)]
            fn __new__($($field: Argument<$type>),+) -> PyResult<Self> {
                Ok(Self { $($field: $field.named(stringify!($record), stringify!($field))?),+ })
            }
        );
    };
    ($record:ident { $($field:ident : $type:ty),+ $(,)? } $($methods:tt)*) => {
        python_record!($record => html,
            $($methods)*
            #[new]
            #[pyo3(signature = (*, $($field = Argument::of(<$record as Default>::default().$field)),+))]
            #[allow(clippy::too_many_arguments)]
            fn __new__($($field: Argument<$type>),+) -> PyResult<Self> {
                Ok(Self { $($field: $field.named(stringify!($record), stringify!($field))?),+ })
            }
        );
    };
    (@methods $record:ident, ($read:expr), ($html:expr), ($repr:expr), $($methods:tt)*) => {
        #[pymethods]
        impl $record {
            $($methods)*
            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                $repr(slf.as_any(), slf.get())
            }
            fn _repr_html_(&self) -> PyResult<String> {
                $html(stringify!($record), self)
            }
            fn __hash__(&self) -> PyResult<u64> {
                hash(self)
            }
            #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
                reduce(slf.as_any(), slf.get())
            }
            #[allow(clippy::wrong_self_convention)] // the same for records that are Copy
            /// The record as dicts, lists, numbers and strings, with the keys of its JSON.
            #[pyo3(signature = () -> "dict[str, typing.Any]")]
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                to_dict(py, self)
            }
            /// The record as canonical JSON.
            #[pyo3(name = "to_json")]
            fn python_to_json(&self) -> PyResult<String> {
                to_json(self)
            }
            /// The record that `to_json` wrote.
            #[staticmethod]
            #[pyo3(name = "from_json")]
            fn python_from_json(text: &str) -> PyResult<Self> {
                let read: fn(&str) -> crate::Result<Self> = $read;
                read(text).map_err(|error| exception(&error))
            }
        }
    };
}

/// `python_view!(TasteView, html, TASTE, "preferences");` gives a view its tables, the first of them by default, and
/// one more argument a `repr` of its own.
macro_rules! python_view {
    ($view:ident, $html:expr, $tables:expr, $first:literal) => {
        python_view!($view, $html, $tables, $first, repr);
    };
    ($view:ident, $html:expr, $tables:expr, $first:literal, $repr:expr) => {
        python_record!(@methods $view, (|text| input::from_text(stringify!($view), text)), ($html), ($repr),
            /// A table of this view as lists, by the name of its column; the guide names the tables.
            #[pyo3(signature = (table = $first) -> "dict[str, list[typing.Any]]")]
            fn to_columns<'py>(slf: &Bound<'py, Self>, table: &str) -> PyResult<Bound<'py, PyDict>> {
                columns(slf.as_any(), &$tables, table)
            }
            /// A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
            #[pyo3(signature = (table = $first) -> "typing.Any")]
            fn to_frame<'py>(slf: &Bound<'py, Self>, table: &str) -> PyResult<Bound<'py, PyAny>> {
                frame(slf.as_any(), &$tables, table)
            }
        );
    };
}

/// `python_enums!(Basis);` gives unit enums the text they have in JSON as `str`, and `pickle`.
macro_rules! python_enums {
    ($($kind:ident),+ $(,)?) => { $(
        #[pymethods]
        impl $kind {
            fn __str__(&self) -> PyResult<String> {
                Ok(to_json(self)?.trim_matches('"').to_owned())
            }
            #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, str]]")]
            fn __reduce__<'py>(
                slf: &Bound<'py, Self>,
            ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyType>, String))> {
                let getattr = slf.py().import("builtins")?.getattr("getattr")?;
                let name = to_json(slf.get())?.trim_matches('"').to_uppercase();
                Ok((getattr, (slf.as_any().get_type(), name)))
            }
        }
    )+ };
}

mod learn;
mod learn_report;
mod lifetime_html;
mod lifetime_text;
mod predict;
mod records;
mod table;
mod taste_picture;
mod view_tables;

pub use table::{data_frame, rows};
