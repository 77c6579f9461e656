//! What became of every line of a file?

use std::collections::BTreeMap;

use crate::{Result, SartorError};

/// The reason of a line over its limit, in [`ReadReport::by_reason`].
pub const LINE_TOO_LONG: &str = "LINE_TOO_LONG";

const MALFORMED: &str = "MALFORMED";
const TRUNCATED: &str = "TRUNCATED";

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

impl ReadReport {
    /// Events that the reader took were refused by what they were read for, in the order of their lines. A line
    /// of which several are is skipped once.
    pub(crate) fn refuse_all(&mut self, refused: impl Iterator<Item = (i64, bool, SartorError)>) {
        let mut last_line = None;
        for (line, had_customer, error) in refused {
            if last_line == Some(line) {
                self.produced -= 1;
            } else {
                self.refuse_taken(line, had_customer, &error);
            }
            last_line = Some(line);
        }
    }

    /// A line that the reader took was refused by what it was read for.
    fn refuse_taken(&mut self, line: i64, had_customer: bool, error: &SartorError) {
        if had_customer {
            self.accepted -= 1;
        } else {
            self.without_customer -= 1;
        }
        self.produced -= 1;
        self.skipped += 1;
        match self.by_reason.binary_search_by(|known| known.code.as_str().cmp(error.code())) {
            Ok(at) => self.by_reason.iter_mut().skip(at).take(1).for_each(|known| known.count += 1),
            Err(at) => self.by_reason.insert(at, ReasonCount { code: error.code().to_owned(), count: 1 }),
        }
        let at = self.problems.partition_point(|known| known.line <= line);
        let field = field_of(error).map(str::to_owned);
        let problem = LineProblem { line, field, code: error.code().to_owned(), reason: error.to_string() };
        self.problems.insert(at, problem);
        self.problems.truncate(MAX_PROBLEMS);
    }
}

/// Counts lines as they are read; each is counted once.
#[derive(Default)]
pub(crate) struct Tally {
    report: ReadReport,
    reasons: BTreeMap<&'static str, i64>,
    begins_a_list: bool,
}

impl Tally {
    pub(crate) fn accept(&mut self) {
        self.report.lines += 1;
        self.report.accepted += 1;
    }

    pub(crate) fn without_customer(&mut self) {
        self.report.lines += 1;
        self.report.without_customer += 1;
    }

    pub(crate) fn blank(&mut self) {
        self.report.lines += 1;
        self.report.blank += 1;
    }

    pub(crate) fn produced(&mut self, count: usize) {
        self.report.produced += i64::try_from(count).unwrap_or(i64::MAX);
    }

    pub(crate) fn skip(&mut self, line: i64, error: &SartorError) {
        self.report.lines += 1;
        self.report.skipped += 1;
        self.problem(line, field_of(error), error.code(), || error.to_string());
    }

    pub(crate) fn skip_too_long(&mut self, line: i64, max_bytes: usize) {
        self.report.lines += 1;
        self.report.skipped += 1;
        self.problem(line, None, LINE_TOO_LONG, || format!("longer than {max_bytes} bytes"));
    }

    /// A field was left out of a line that is kept.
    pub(crate) fn refuse_field(&mut self, line: i64, error: &SartorError) {
        self.report.refused_fields += 1;
        self.problem(line, field_of(error), error.code(), || error.to_string());
    }

    fn problem(
        &mut self,
        line: i64,
        field: Option<&str>,
        code: &'static str,
        reason: impl FnOnce() -> String,
    ) {
        *self.reasons.entry(code).or_default() += 1;
        if self.report.problems.len() < MAX_PROBLEMS {
            let field = field.map(str::to_owned);
            self.report.problems.push(LineProblem { line, field, code: code.to_owned(), reason: reason() });
        }
    }

    /// `TOO_FEW` for a file that `has_no_data`, with a header or without: a shop that hands in nothing should
    /// hear of it.
    pub(crate) fn need_data(subject: &str, has_no_data: bool) -> Result<()> {
        if has_no_data {
            let (subject, unit) = (subject.to_owned(), "lines of data".to_owned());
            return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit });
        }
        Ok(())
    }

    /// Whether nothing but blank lines was counted.
    pub(crate) fn has_no_data(&self) -> bool {
        self.report.lines == self.report.blank
    }

    /// A line of JSON is about to be read.
    pub(crate) fn note_json(&mut self, line: &[u8]) {
        if self.has_no_data() {
            self.begins_a_list = line.trim_ascii_start().starts_with(b"[");
        }
    }

    /// `MALFORMED` for a list, and for a file none of whose lines is JSON: it is of another kind, and a report that
    /// counts every line as skipped would not say so.
    pub(crate) fn need_json_lines(&self, subject: &str) -> Result<()> {
        let accepted = self.report.accepted + self.report.without_customer;
        let not_json = |code: &&'static str| matches!(*code, MALFORMED | TRUNCATED);
        let only_not_json = self.reasons.keys().all(|code| not_json(code) || *code == LINE_TOO_LONG)
            && self.reasons.keys().any(not_json);
        if !self.begins_a_list && (accepted > 0 || !only_not_json) {
            return Ok(());
        }
        let detail = "not one line is a JSON object by itself: expected JSON Lines, an object a line (not CSV, not a \
                      list, not an object that spans lines)";
        Err(SartorError::malformed(subject, detail, 0))
    }

    pub(crate) fn finish(&mut self) -> ReadReport {
        let mut report = std::mem::take(&mut self.report);
        let reasons = std::mem::take(&mut self.reasons);
        report.by_reason =
            reasons.into_iter().map(|(code, count)| ReasonCount { code: code.to_owned(), count }).collect();
        report
    }
}

fn field_of(error: &SartorError) -> Option<&str> {
    match error {
        SartorError::OutOfRange { field, .. }
        | SartorError::InvalidValue { field, .. }
        | SartorError::UnknownField { field, .. }
        | SartorError::TooLarge { field, .. } => Some(field),
        SartorError::UnknownEvent { .. } => Some("event"),
        SartorError::CurrencyMismatch { .. } => Some("currency"),
        _ => None,
    }
}
