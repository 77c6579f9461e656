//! How does a JSON request become a record, or an error that names the path of the field that does not fit?
//!
//! Every option and request of every language passes here, so that each is refused in the same words.
//!
//! ```
//! use sartor::{engine::{ChatRequest, RecommendRequest}, input::from_text};
//! let request: RecommendRequest = from_text("request", r#"{"occasion":"wedding","limit":3}"#)?;
//! assert_eq!(request.limit, Some(3));
//! let error = from_text::<RecommendRequest>("request", r#"{"ocasion":"wedding"}"#).unwrap_err();
//! assert_eq!((error.code(), error.to_string().contains("ocasion")), ("UNKNOWN_FIELD", true));
//! let error = from_text::<RecommendRequest>("request", r#"{"limit":-1}"#).unwrap_err();
//! assert_eq!(error.to_string(), "request: limit is not a whole number from 0 to 4294967295");
//! let error = from_text::<RecommendRequest>("request", "null").unwrap_err();
//! assert_eq!(error.to_string(), "request: value is not an object");
//! let error = from_text::<ChatRequest>("request", r#"{"intent":["product_inquiry",{}]}"#).unwrap_err();
//! assert_eq!(error.to_string(), "request: intent is not an object");
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod record;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::artifact::from_serde_json;
use crate::{Result, SartorError};

use record::{Strict, TAGGED_RECORD};

/// The largest request accepted as text, in bytes.
pub const MAX_REQUEST_BYTES: usize = 16 * 1024 * 1024;

/// Read a record from JSON text. `subject` names it in errors.
pub fn from_text<T: DeserializeOwned>(subject: &str, text: &str) -> Result<T> {
    if text.len() > MAX_REQUEST_BYTES {
        return Err(SartorError::too_large(subject, "text", text.len(), MAX_REQUEST_BYTES));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(Strict::new(&mut reader))
        .map_err(|error| refuse(subject, &error, text))?;
    reader.end().map_err(|error| from_serde_json(subject, "", text, &error))?;
    Ok(value)
}

/// Read a record from a JSON value that a binding has made.
pub fn from_value<T: DeserializeOwned>(subject: &str, value: Value) -> Result<T> {
    serde_path_to_error::deserialize(Strict::new(value)).map_err(|error| refuse(subject, &error, ""))
}

fn refuse(subject: &str, error: &serde_path_to_error::Error<serde_json::Error>, text: &str) -> SartorError {
    let inner = error.inner();
    if !inner.is_data() {
        return from_serde_json(subject, "", text, inner);
    }
    let words = inner.to_string();
    let path = match error.path().to_string() {
        root if root == "." => "value".to_owned(),
        path => path,
    };
    if let Some(rest) = words.strip_prefix("unknown field `") {
        let expected = rest.split_once("expected ").map_or("nothing", |(_, expected)| expected);
        return SartorError::UnknownField {
            subject: subject.to_owned(),
            field: bounded(&path),
            expected: without_position(expected).replace("one of ", "").replace('`', ""),
        };
    }
    if let Some(rest) = words.strip_prefix("missing field `") {
        let field = rest.split('`').next().unwrap_or_default();
        let path = if path == "value" { field.to_owned() } else { format!("{path}.{field}") };
        return SartorError::invalid(subject, &path, "present");
    }
    // The value itself is not repeated: it may be personal.
    let expected = words.rsplit_once("expected ").map_or("of the documented kind", |(_, expected)| expected);
    SartorError::invalid(subject, &bounded(&path), plain(without_position(expected)))
}

/// Serde's own words for what belongs in a field, in a reader's.
fn plain(expected: &str) -> &str {
    match expected {
        "u32" => "a whole number from 0 to 4294967295",
        "i32" => "a whole number from -2147483648 to 2147483647",
        "i64" => "a whole number",
        "f64" => "a number",
        "a string" => "text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "an object",
        record if record.starts_with("struct ") || record.starts_with(TAGGED_RECORD) => "an object",
        other => other,
    }
}

fn without_position(words: &str) -> &str {
    words.rsplit_once(" at line ").map_or(words, |(words, _)| words)
}

/// A path may hold keys of the caller's own; no error grows with them.
fn bounded(path: &str) -> String {
    crate::prompt::prompt_safe(path, 128)
}
