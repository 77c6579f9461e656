//! How is one row read without a walk through all of it?
//!
//! A function of `index.js` puts the numbers of a row, in the order of a schema, where they are looked at as they lie: that
//! takes a fraction of a microsecond. What does not fit is read again with care, for the words of its error.

use napi::bindgen_prelude::{Float64ArraySlice, FromNapiValue, Function, JsObjectValue, Object, Unknown};
use napi::{Env, JsValue, ValueType};
use sartor::SartorError;
use sartor::learn::{Cell, Schema};

use crate::host::{Outcome, row_reader, to_text};
use crate::input;
use crate::memory::Once;

const SUBJECT: &str = "row";
/// Bytes of the texts of one row.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// What reads the rows of one schema.
#[derive(Default)]
pub struct RowReader(Once);

impl RowReader {
    /// Read a row, and ask about it.
    pub fn with<T>(
        &self,
        env: &Env,
        schema: &Schema,
        row: Unknown<'_>,
        ask: impl FnOnce(&[f64]) -> sartor::Result<T>,
    ) -> Outcome<T> {
        if row.get_type()? != ValueType::Object {
            return Err(SartorError::invalid(SUBJECT, "value", "an object").into());
        }
        let make = || {
            let schema = to_text(SUBJECT, schema).map_err(|fault| crate::host::thrown(env, fault))?;
            Object::from_unknown(row_reader(env, schema)?)
        };
        let reader: Function<'_, Unknown<'_>, Unknown<'_>> =
            Function::from_unknown(self.0.get(env, make)?.to_unknown())?;
        let read = reader.call(row)?;
        if read.is_typedarray()? {
            return Ok(ask(&Float64ArraySlice::from_unknown(read)?)?);
        }
        Ok(ask(&slowly(env, schema, row)?)?)
    }

    /// Let go of the function.
    pub fn release(self, env: &Env) -> napi::Result<()> {
        self.0.release(env)
    }
}

/// A row read with care: an error names what does not fit.
fn slowly(env: &Env, schema: &Schema, row: Unknown<'_>) -> Outcome<Vec<f64>> {
    enum Value {
        Missing,
        Number(f64),
        Text(String),
    }
    let row = Object::from_unknown(row)?;
    let mut bytes_left = MAX_TEXT_BYTES;
    let mut values = Vec::with_capacity(schema.columns().len());
    for column in schema.columns() {
        let name = column.name.as_str();
        let value: Unknown<'_> = row.get_property_unchecked(env.create_string(name)?)?;
        let value = match value.get_type()? {
            ValueType::Undefined => continue,
            ValueType::Null => Value::Missing,
            ValueType::Number => Value::Number(f64::from_unknown(value)?),
            ValueType::String => {
                Value::Text(input::utf8(SUBJECT, || name.to_owned(), value, &mut bytes_left)?)
            }
            _ => return Err(SartorError::invalid(SUBJECT, name, "a number, text or null").into()),
        };
        values.push((name, value));
    }
    let cells: Vec<(&str, Cell<'_>)> = values
        .iter()
        .map(|(name, value)| {
            let cell = match value {
                Value::Missing => Cell::Missing,
                Value::Number(number) => Cell::Number(*number),
                Value::Text(text) => Cell::Text(text),
            };
            (*name, cell)
        })
        .collect();
    Ok(schema.row(&cells)?)
}
