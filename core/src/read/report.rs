//! What became of every line of a file?

/// How many problems a report spells out; all are counted.
pub const MAX_PROBLEMS: usize = 100;

/// What became of every line read: `lines == accepted + withoutCustomer + skipped + blank`, always.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReadReport {
    /// Lines of the file, without the header of a CSV file.
    pub lines: i64,
    /// Lines that became an event, a product or part of an order of a known customer.
    pub accepted: i64,
    /// Lines that are sound but name no customer: they count towards popularity only.
    pub without_customer: i64,
    /// Lines refused, each counted in `byReason`.
    pub skipped: i64,
    /// Lines with nothing on them.
    pub blank: i64,
    /// Events, orders or products that the lines made.
    pub produced: i64,
    /// Fields left out of an accepted line because they cannot be kept, such as a nested trait.
    pub refused_fields: i64,
    /// Why lines were skipped and fields left out, sorted by code.
    pub by_reason: Vec<ReasonCount>,
    /// The first 100 problems, in the order of the file.
    pub problems: Vec<LineProblem>,
}

/// How often one reason applied.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReasonCount {
    /// The error code, such as `OUT_OF_RANGE`.
    pub code: String,
    /// Lines or fields refused with it.
    pub count: i64,
}

/// One line or field that was refused.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LineProblem {
    /// The line in the file, counted from 1, a CSV header included.
    pub line: i64,
    /// The field or column, if one is to blame.
    pub field: Option<String>,
    /// The error code.
    pub code: String,
    /// What is wrong, in words.
    pub reason: String,
}
