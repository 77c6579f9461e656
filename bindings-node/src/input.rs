//! How are JavaScript values read without losing or bending anything on the way?
//!
//! Node's own conversions turn `NaN` into 0 or null and `1e300` into the largest `i64`, and die of a cyclic
//! object. This reader refuses what JSON cannot hold and names where it stands. `undefined` is an absent
//! field, a `Date` is its RFC 3339 text, and class instances are read as the plain objects they hold.

use napi::bindgen_prelude::{
    BigInt64Array, ClassInstance, Float32Array, Float64Array, FromNapiValue, Int32Array, JsObjectValue,
    Object, Uint8Array, Uint32Array, Unknown,
};
use napi::{JsString, JsValue, KeyCollectionMode, KeyConversion, KeyFilter, ValueType};
use sartor::SartorError;
use sartor::money::Currency;
use sartor::time::{check_timestamp, to_rfc3339};
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use crate::host::Outcome;

/// Levels of objects and lists in one input.
const MAX_DEPTH: usize = 64;
/// Values in one input, of all kinds.
const MAX_VALUES: usize = 1_000_000;
/// Bytes of text in one input.
const MAX_TEXT_BYTES: usize = 16 * 1024 * 1024;
/// Beyond it neighbouring integers share one double.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// A request, event or document.
pub fn record<T: DeserializeOwned>(subject: &str, input: Unknown<'_>) -> Outcome<T> {
    Ok(sartor::input::from_value(subject, object(subject, input)?)?)
}

/// Options: `undefined` and `null` mean the defaults.
pub fn options<T: DeserializeOwned + Default>(subject: &str, input: Unknown<'_>) -> Outcome<T> {
    if is_absent(input)? { Ok(T::default()) } else { record(subject, input) }
}

/// Options that stand among those of [`Follow`](crate::work::Follow).
pub fn options_with<T: DeserializeOwned>(subject: &str, input: Unknown<'_>) -> Outcome<T> {
    Ok(sartor::input::from_value(subject, value_with(subject, input)?)?)
}

/// Options that stand among `others`, which are read elsewhere.
pub fn options_beside<T: DeserializeOwned + Default>(
    subject: &str,
    input: Unknown<'_>,
    others: &[&str],
) -> Outcome<T> {
    if is_absent(input)? {
        return Ok(T::default());
    }
    Ok(sartor::input::from_value(subject, object_without(subject, input, others)?)?)
}

/// The same as JSON; absent, an empty object.
pub fn value_with(subject: &str, input: Unknown<'_>) -> Outcome<Value> {
    if is_absent(input)? {
        return Ok(Value::Object(Map::new()));
    }
    object_without(subject, input, &["onProgress", "signal"])
}

/// A list of records.
pub fn records<T: DeserializeOwned>(subject: &str, input: Unknown<'_>) -> Outcome<Vec<T>> {
    Ok(sartor::input::from_value(subject, value(subject, input)?)?)
}

/// An object as JSON.
pub fn object(subject: &str, input: Unknown<'_>) -> Outcome<Value> {
    object_without(subject, input, &[])
}

/// An object as JSON, but for the fields that are read by others.
fn object_without(subject: &str, input: Unknown<'_>, skip: &[&str]) -> Outcome<Value> {
    let (values_left, bytes_left) = (MAX_VALUES, MAX_TEXT_BYTES);
    let value = Walk { subject, skip, path: Vec::new(), values_left, bytes_left }.value(input)?;
    if value.is_object() {
        return Ok(value);
    }
    Err(SartorError::invalid(subject, "value", "an object").into())
}

/// Any value as JSON.
pub fn value(subject: &str, input: Unknown<'_>) -> Outcome<Value> {
    Walk { subject, skip: &[], path: Vec::new(), values_left: MAX_VALUES, bytes_left: MAX_TEXT_BYTES }
        .value(input)
}

/// Whether an argument was left out.
pub fn is_absent(input: Unknown<'_>) -> Outcome<bool> {
    Ok(matches!(input.get_type()?, ValueType::Undefined | ValueType::Null))
}

/// A moment: whole milliseconds since the epoch, or a `Date`.
pub fn time(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<i64> {
    let timestamp_ms = moment(subject, || field.to_owned(), input)?;
    check_timestamp(subject, field, timestamp_ms)?;
    Ok(timestamp_ms)
}

/// A moment of any year.
pub fn moment(subject: &str, field: impl Fn() -> String, input: Unknown<'_>) -> Outcome<i64> {
    let kind = input.get_type()?;
    let milliseconds = if kind == ValueType::Number {
        f64::from_unknown(input)?
    } else if kind == ValueType::Object && input.is_date()? {
        napi::JsDate::from_unknown(input)?.value_of()?
    } else {
        return Err(SartorError::invalid(subject, &field(), "milliseconds since 1970, or a Date").into());
    };
    whole(subject, field, milliseconds)
}

/// A whole number.
pub fn integer(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<i64> {
    whole(subject, || field.to_owned(), number(subject, field, input)?)
}

/// Minutes between two clocks.
pub fn minutes(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<i32> {
    let minutes = integer(subject, field, input)?;
    let refused = |_| SartorError::out_of_range(subject, field, minutes, "-1,440 to 1,440");
    Ok(i32::try_from(minutes).map_err(refused)?)
}

/// A count.
pub fn count(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<u32> {
    let count = integer(subject, field, input)?;
    let refused = |_| SartorError::out_of_range(subject, field, count, "0 to 4294967295");
    Ok(u32::try_from(count).map_err(refused)?)
}

/// A list of whole numbers.
pub fn integers(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Vec<i64>> {
    let column = column(subject, field, input)?;
    let rows = column.into_iter().enumerate();
    rows.map(|(row, number)| whole(subject, || format!("{field}[{row}]"), number)).collect()
}

/// A number, finite or not.
pub fn number(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<f64> {
    match input.get_type()? {
        ValueType::Number => Ok(f64::from_unknown(input)?),
        _ => Err(SartorError::invalid(subject, field, "a number").into()),
    }
}

/// A number as a whole one.
pub fn whole(subject: &str, field: impl Fn() -> String, number: f64) -> Outcome<i64> {
    if number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER {
        return Ok(number as i64);
    }
    Err(SartorError::out_of_range(subject, &field(), number, "a whole number").into())
}

/// Text.
pub fn text(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<String> {
    long_text(subject, field, input, MAX_TEXT_BYTES)
}

/// Text that may be longer than a request.
pub fn long_text(subject: &str, field: &str, input: Unknown<'_>, most_bytes: usize) -> Outcome<String> {
    match input.get_type()? {
        ValueType::String => utf8(subject, || field.to_owned(), input, &mut { most_bytes }),
        _ => Err(SartorError::invalid(subject, field, "text").into()),
    }
}

/// Text, or nothing.
pub fn optional_text(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Option<String>> {
    if is_absent(input)? { Ok(None) } else { text(subject, field, input).map(Some) }
}

/// A list of texts.
pub fn texts(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Vec<String>> {
    if input.get_type()? != ValueType::Object || !input.is_array()? {
        return Err(SartorError::invalid(subject, field, "a list of texts").into());
    }
    let list = Object::from_unknown(input)?;
    let places = 0..list.get_array_length_unchecked()?;
    places.map(|place| text(subject, &format!("{field}[{place}]"), list.get_element(place)?)).collect()
}

/// A column of texts, of which those that are absent are blank.
pub fn texts_or_blank(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Vec<String>> {
    let list = Object::from_unknown(input)?;
    let places = 0..list.get_array_length_unchecked()?;
    let read = |place: u32| {
        let text: Unknown<'_> = list.get_element(place)?;
        let path = || format!("{field}[{place}]");
        match text.get_type()? {
            ValueType::String => utf8(subject, path, text, &mut { MAX_TEXT_BYTES }),
            ValueType::Undefined | ValueType::Null => Ok(String::new()),
            _ => Err(SartorError::invalid(subject, &path(), "text").into()),
        }
    };
    places.map(read).collect()
}

/// An ISO 4217 code, or nothing.
pub fn currency(subject: &str, input: Unknown<'_>) -> Outcome<Option<Currency>> {
    if is_absent(input)? {
        return Ok(None);
    }
    Ok(Some(Currency::parse(&text(subject, "currency", input)?)?))
}

/// Bytes, copied, so that the host may change its own while they are read on another thread.
pub fn bytes(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Vec<u8>> {
    Ok(borrowed(subject, field, input)?.to_vec())
}

/// Bytes where they are, so that no copy of a key stays behind; for as long as no code of the host's runs.
pub fn borrowed(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Uint8Array> {
    let refused = || SartorError::invalid(subject, field, "a Buffer or Uint8Array");
    if input.get_type()? != ValueType::Object || !input.is_typedarray()? {
        return Err(refused().into());
    }
    Ok(Uint8Array::from_unknown(input).map_err(|_| refused())?)
}

/// A key where it is, or nothing.
pub fn key(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Option<Uint8Array>> {
    if is_absent(input)? { Ok(None) } else { borrowed(subject, field, input).map(Some) }
}

/// A column of numbers, copied: a `Float64Array`, another array of numbers, or a list.
pub fn column(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Vec<f64>> {
    numbers(subject, field, input, None)
}

/// A column of numbers, of which those that are absent are NaN.
pub fn column_or_nan(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Vec<f64>> {
    numbers(subject, field, input, Some(f64::NAN))
}

fn numbers(subject: &str, field: &str, input: Unknown<'_>, absent: Option<f64>) -> Outcome<Vec<f64>> {
    let refused = || SartorError::invalid(subject, field, "a Float64Array or a list of numbers");
    if input.get_type()? != ValueType::Object {
        return Err(refused().into());
    }
    if input.is_typedarray()? {
        return Ok(typed(input).ok_or_else(refused)?);
    }
    if !input.is_array()? {
        return Err(refused().into());
    }
    let list = Object::from_unknown(input)?;
    let rows = 0..list.get_array_length_unchecked()?;
    let read = |row: u32| {
        let number: Unknown<'_> = list.get_element(row)?;
        match (number.get_type()?, absent) {
            (ValueType::Number, _) => Ok(f64::from_unknown(number)?),
            (ValueType::Undefined | ValueType::Null, Some(absent)) => Ok(absent),
            _ => Err(SartorError::invalid(subject, &format!("{field}[{row}]"), "a number").into()),
        }
    };
    rows.map(read).collect()
}

/// A column of moments: a list of `Date`s and of milliseconds, or a typed array, also of `BigInt`s, as Arrow has them.
pub fn times(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<Vec<i64>> {
    let refused = || SartorError::invalid(subject, field, "a list of Dates or of milliseconds since 1970");
    if input.get_type()? != ValueType::Object {
        return Err(refused().into());
    }
    let path = |row: usize| format!("{field}[{row}]");
    if input.is_typedarray()? {
        if let Ok(milliseconds) = BigInt64Array::from_unknown(input) {
            return Ok(milliseconds.to_vec());
        }
        let rows = typed(input).ok_or_else(refused)?.into_iter().enumerate();
        return rows.map(|(row, number)| whole(subject, || path(row), number)).collect();
    }
    if !input.is_array()? {
        return Err(refused().into());
    }
    let list = Object::from_unknown(input)?;
    let rows = 0..list.get_array_length_unchecked()?;
    rows.map(|row| moment(subject, || path(row as usize), list.get_element(row)?)).collect()
}

/// The numbers of a typed array; none of one of bytes or of `BigInt`s.
fn typed(input: Unknown<'_>) -> Option<Vec<f64>> {
    if let Ok(doubles) = Float64Array::from_unknown(input) {
        return Some(doubles.to_vec());
    }
    if let Ok(floats) = Float32Array::from_unknown(input) {
        return Some(floats.iter().map(|number| f64::from(*number)).collect());
    }
    if let Ok(integers) = Int32Array::from_unknown(input) {
        return Some(integers.iter().map(|number| f64::from(*number)).collect());
    }
    let integers = Uint32Array::from_unknown(input).ok()?;
    Some(integers.iter().map(|number| f64::from(*number)).collect())
}

/// A field of an object of options, unless it is absent. Others check that it is one.
pub fn option<'env>(options: Unknown<'env>, name: &str) -> Outcome<Option<Unknown<'env>>> {
    if options.get_type()? != ValueType::Object {
        return Ok(None);
    }
    let option = Object::from_unknown(options)?.get_named_property_unchecked(name)?;
    Ok(if is_absent(option)? { None } else { Some(option) })
}

/// A number among options, or what it is when absent.
pub fn number_or(subject: &str, name: &str, options: Unknown<'_>, otherwise: f64) -> Outcome<f64> {
    option(options, name)?.map_or(Ok(otherwise), |value| number(subject, name, value))
}

/// An object of named arguments, none but `known`.
pub fn fields<'env>(subject: &str, input: Unknown<'env>, known: &[&str]) -> Outcome<Object<'env>> {
    if input.get_type()? != ValueType::Object {
        return Err(SartorError::invalid(subject, "value", "an object").into());
    }
    let object = Object::from_unknown(input)?;
    for name in Object::keys(&object)? {
        if !known.contains(&name.as_str()) {
            let field = sartor::prompt::prompt_safe(&name, 128);
            let (subject, expected) = (subject.to_owned(), known.join(", "));
            return Err(SartorError::UnknownField { subject, field, expected }.into());
        }
    }
    Ok(object)
}

/// An object of one of this library's classes.
pub fn instance<'env, T>(
    subject: &str,
    field: &str,
    class: &str,
    input: Unknown<'env>,
) -> Outcome<ClassInstance<'env, T>>
where
    ClassInstance<'env, T>: FromNapiValue,
{
    let refused = || SartorError::invalid(subject, field, class);
    if input.get_type()? != ValueType::Object {
        return Err(refused().into());
    }
    Ok(ClassInstance::from_unknown(input).map_err(|_| refused())?)
}

enum Step {
    Field(String),
    Index(u32),
}

struct Walk<'call> {
    subject: &'call str,
    /// Fields of the outermost object that are read by others.
    skip: &'call [&'call str],
    path: Vec<Step>,
    values_left: usize,
    bytes_left: usize,
}

impl Walk<'_> {
    fn value(&mut self, input: Unknown<'_>) -> Outcome<Value> {
        let Some(left) = self.values_left.checked_sub(1) else { return Err(self.too_many_values().into()) };
        self.values_left = left;
        match input.get_type()? {
            ValueType::Undefined | ValueType::Null => Ok(Value::Null),
            ValueType::Boolean => Ok(Value::Bool(bool::from_unknown(input)?)),
            ValueType::Number => self.number(f64::from_unknown(input)?),
            ValueType::String => {
                let path = || path_text(&self.path);
                Ok(Value::String(utf8(self.subject, path, input, &mut self.bytes_left)?))
            }
            ValueType::Object => self.nested(input),
            _ => Err(self.refused("a value of JSON (no function, symbol or BigInt)").into()),
        }
    }

    fn number(&self, number: f64) -> Outcome<Value> {
        let is_integer = number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER;
        let number = if is_integer && !(number == 0.0 && number.is_sign_negative()) {
            Some(Number::from(number as i64))
        } else {
            Number::from_f64(number)
        };
        number.map(Value::Number).ok_or_else(|| self.refused("a finite number").into())
    }

    fn nested(&mut self, input: Unknown<'_>) -> Outcome<Value> {
        if self.path.len() >= MAX_DEPTH {
            self.path.truncate(8);
            let path = path_text(&self.path);
            let levels = MAX_DEPTH + 1;
            return Err(SartorError::too_many(self.subject, &path, levels, MAX_DEPTH, "levels").into());
        }
        if input.is_date()? {
            let milliseconds = napi::JsDate::from_unknown(input)?.value_of()?;
            let moment = (milliseconds.fract() == 0.0).then_some(milliseconds as i64);
            let text = moment.and_then(|moment| to_rfc3339(moment).ok());
            return text.map(Value::String).ok_or_else(|| self.refused("a valid Date").into());
        }
        if input.is_array()? { self.list(input) } else { self.fields(input) }
    }

    fn list(&mut self, input: Unknown<'_>) -> Outcome<Value> {
        let list = Object::from_unknown(input)?;
        let length = list.get_array_length_unchecked()?;
        if length as usize > self.values_left {
            return Err(self.too_many_values().into());
        }
        let mut items = Vec::with_capacity(length as usize);
        for index in 0..length {
            self.path.push(Step::Index(index));
            items.push(self.value(list.get_element(index)?)?);
            self.path.pop();
        }
        Ok(Value::Array(items))
    }

    fn fields(&mut self, input: Unknown<'_>) -> Outcome<Value> {
        let object = Object::from_unknown(input)?;
        if input.is_typedarray()? || input.is_arraybuffer()? || input.is_dataview()? || input.is_promise()? {
            return Err(self.refused("a value of JSON (no binary data, no promise)").into());
        }
        let names = object.get_all_property_names(
            KeyCollectionMode::OwnOnly,
            KeyFilter::Enumerable,
            KeyConversion::NumbersToStrings,
        )?;
        let count = names.get_array_length_unchecked()?;
        if count == 0 && !is_plain(&object)? {
            return Err(self.refused("a plain object (not a Map, Set or other instance)").into());
        }
        let mut fields = Map::new();
        for index in 0..count {
            let name: Unknown<'_> = names.get_element(index)?;
            if name.get_type()? == ValueType::Symbol {
                continue; // as everywhere in JSON
            }
            let key = utf8(self.subject, || path_text(&self.path), name, &mut self.bytes_left)?;
            if self.path.is_empty() && self.skip.contains(&key.as_str()) {
                continue;
            }
            let field: Unknown<'_> = object.get_property_unchecked(name)?;
            if field.get_type()? == ValueType::Undefined {
                continue;
            }
            self.path.push(Step::Field(key));
            let value = self.value(field)?;
            if let Some(Step::Field(key)) = self.path.pop() {
                fields.insert(key, value);
            }
        }
        Ok(Value::Object(fields))
    }

    fn refused(&self, expected: &str) -> SartorError {
        SartorError::invalid(self.subject, &path_text(&self.path), expected)
    }

    fn too_many_values(&self) -> SartorError {
        SartorError::too_many(self.subject, "value", MAX_VALUES + 1, MAX_VALUES, "values")
    }
}

/// Whether an object is `{}` or `Object.create(null)`, of this realm or another.
fn is_plain(object: &Object<'_>) -> napi::Result<bool> {
    let prototype = object.get_prototype()?;
    if prototype.get_type()? == ValueType::Null {
        return Ok(true);
    }
    Ok(Object::from_unknown(prototype)?.get_prototype()?.get_type()? == ValueType::Null)
}

/// The text of a string; half a surrogate pair is refused, since two different ids could become one.
pub fn utf8(
    subject: &str,
    path: impl Fn() -> String,
    input: Unknown<'_>,
    bytes_left: &mut usize,
) -> Outcome<String> {
    let string = JsString::from_unknown(input)?;
    let size = string.utf8_len()?;
    let Some(left) = bytes_left.checked_sub(size) else {
        return Err(SartorError::too_large(subject, &path(), size, *bytes_left).into());
    };
    *bytes_left = left;
    let text = String::from_unknown(input)?;
    if text.contains('\u{FFFD}') && JsString::from_unknown(input)?.into_utf16()?.as_str().is_err() {
        return Err(SartorError::invalid(subject, &path(), "well-formed text").into());
    }
    Ok(text)
}

fn path_text(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Field(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
        }
    }
    if path.is_empty() { "value".to_owned() } else { sartor::prompt::prompt_safe(&path, 128) }
}
