//! How does plain Python data become a record, as strictly as JSON does?
//!
//! A record is taken as it is. Anything else is walked into JSON values, with the path of what does not fit,
//! and read by the same code as JSON: fields that do not exist, NaN and numbers that do not fit are refused
//! in every language alike.

use pyo3::PyTypeInfo;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple, PyTzInfoAccess};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript, type_hint_union};
use sartor::SartorError;
use sartor::api::python::exception;
use sartor::input::from_value;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

/// The deepest nesting accepted: requests need 5.
const MAX_DEPTH: usize = 32;
/// The most values in one input, nested ones included.
const MAX_VALUES: usize = 100_000;

/// A record, given as such or as a dict with the keys of its JSON.
#[derive(Debug)]
pub struct Given<T>(pub T);

impl<T> FromPyObject<'_, '_> for Given<T>
where
    T: PyTypeInfo + DeserializeOwned + for<'a, 'py> FromPyObject<'a, 'py>,
{
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        T::TYPE_HINT,
        type_hint_subscript!(
            type_hint_identifier!("builtins", "dict"),
            type_hint_identifier!("builtins", "str"),
            type_hint_identifier!("typing", "Any")
        )
    );

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(record) = object.extract::<T>() {
            return Ok(Self(record));
        }
        let subject = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
        let value = json_value(subject, &object)?;
        from_value(subject, value).map(Self).map_err(|error| exception(&error))
    }
}

/// An enum, given as such or by its name in JSON.
#[derive(Debug)]
pub struct Named<T>(pub T);

impl<T> FromPyObject<'_, '_> for Named<T>
where
    T: PyTypeInfo + DeserializeOwned + for<'a, 'py> FromPyObject<'a, 'py>,
{
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(T::TYPE_HINT, type_hint_identifier!("builtins", "str"));

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        Given::extract(object).map(|given: Given<T>| Self(given.0))
    }
}

/// Plain Python data as a JSON value.
pub fn json_value(subject: &'static str, object: &Bound<'_, PyAny>) -> PyResult<Value> {
    let mut walk = Walk { subject, path: Vec::new(), values: 0 };
    walk.value(object)
}

struct Walk {
    subject: &'static str,
    path: Vec<String>,
    values: usize,
}

impl Walk {
    fn value(&mut self, object: &Bound<'_, PyAny>) -> PyResult<Value> {
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(self.refused(|subject, path| {
                SartorError::too_many(subject, path, MAX_VALUES + 1, MAX_VALUES, "values")
            }));
        }
        if self.path.len() > MAX_DEPTH {
            let depth = self.path.len();
            return Err(self.refused(|subject, path| {
                let top = path.split(['.', '[']).next().unwrap_or_default();
                SartorError::too_many(subject, top, depth, MAX_DEPTH, "levels")
            }));
        }
        if object.is_none() {
            Ok(Value::Null)
        } else if let Ok(flag) = object.cast::<PyBool>() {
            Ok(Value::Bool(flag.is_true()))
        } else if let Ok(text) = object.cast::<PyString>() {
            let text = text.to_str().map_err(|_| self.invalid("text without lone surrogates"))?;
            Ok(Value::String(text.to_owned()))
        } else if let Ok(integer) = object.cast::<PyInt>() {
            self.integer(integer)
        } else if let Ok(float) = object.cast::<PyFloat>() {
            let float = float.extract::<f64>()?;
            Number::from_f64(float).map(Value::Number).ok_or_else(|| {
                self.refused(|subject, path| {
                    SartorError::out_of_range(subject, path, float, "a finite number")
                })
            })
        } else if let Ok(fields) = object.cast::<PyDict>() {
            self.fields(fields)
        } else if let Ok(list) = object.cast::<PyList>() {
            self.items(list.iter())
        } else if let Ok(tuple) = object.cast::<PyTuple>() {
            self.items(tuple.iter())
        } else if let Ok(time) = object.cast::<PyDateTime>() {
            if time.get_tzinfo().is_none() {
                return Err(self.invalid("a time with its zone: add tzinfo, such as datetime.timezone.utc"));
            }
            Ok(Value::String(object.call_method0("isoformat")?.extract()?))
        } else if let Ok(plain) = object.call_method0("item").and_then(|plain| self.not_itself(object, plain))
        {
            self.value(&plain) // a numpy scalar
        } else if let Ok(fields) = object.call_method0("to_dict") {
            self.value(&fields) // a record inside a dict
        } else {
            Err(self.invalid("None, bool, int, float, str, dict, list or an aware datetime"))
        }
    }

    fn integer(&self, integer: &Bound<'_, PyInt>) -> PyResult<Value> {
        if let Ok(number) = integer.extract::<i64>() {
            return Ok(Value::from(number));
        }
        Err(self.refused(|subject, path| {
            SartorError::out_of_range(subject, path, "beyond 64 bits", "a whole number of 64 bits")
        }))
    }

    fn fields(&mut self, dict: &Bound<'_, PyDict>) -> PyResult<Value> {
        let mut fields = Map::new();
        for (key, value) in dict.iter() {
            let Ok(key) = key.extract::<String>() else {
                return Err(self.invalid("an object whose keys are text"));
            };
            self.path.push(if self.path.is_empty() { key.clone() } else { format!(".{key}") });
            fields.insert(key, self.value(&value)?);
            self.path.pop();
        }
        Ok(Value::Object(fields))
    }

    fn items<'py>(&mut self, items: impl Iterator<Item = Bound<'py, PyAny>>) -> PyResult<Value> {
        let mut values = Vec::new();
        for (place, item) in items.enumerate() {
            self.path.push(format!("[{place}]"));
            values.push(self.value(&item)?);
            self.path.pop();
        }
        Ok(Value::Array(values))
    }

    /// An `item()` that gives the object back would be walked for ever.
    fn not_itself<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        plain: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if plain.get_type().is(object.get_type()) { Err(self.invalid("a plain value")) } else { Ok(plain) }
    }

    fn invalid(&self, expected: &str) -> PyErr {
        self.refused(|subject, path| SartorError::invalid(subject, path, expected))
    }

    fn refused(&self, error: impl FnOnce(&str, &str) -> SartorError) -> PyErr {
        let path = self.path.concat();
        exception(&error(self.subject, if path.is_empty() { "value" } else { &path }))
    }
}
