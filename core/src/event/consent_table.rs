//! How is an existing table of consents read in bulk?
//!
//! A CSV file with a header, plain or gzip: one row for each answer of a customer. Columns, in any case and
//! with any spaces: `subject`, `purpose`, `state` and `time` must be there; `basis`, `policy version` and
//! `source` may. Purposes may have the shop's own names, mapped by the options. A row that cannot be an answer
//! (an unknown purpose, state or basis, no subject, no time) is counted and reported, and changes nothing.
//!
//! ```
//! use sartor::event::{ConsentReader, ConsentTableOptions};
//! let table = "subject,purpose,state,basis,policy version,source,time
//! c_17,analytics,granted,legitimate_interest,2026-01,crm,2026-02-01T09:00:00Z
//! c_17,telepathy,granted,,,crm,2026-02-01T09:00:00Z\n";
//! let mut events = Vec::new();
//! let mut reader = ConsentReader::new(ConsentTableOptions::default())?;
//! reader.feed(table.as_bytes(), &mut |_, event| events.push(event))?;
//! let report = reader.finish(&mut |_, event| events.push(event))?;
//! assert_eq!((report.accepted, report.skipped, report.produced), (1, 1, 1));
//! assert_eq!(report.problems[0].field.as_deref(), Some("purpose"));
//! assert_eq!(events[0].text("basis"), Some("legitimate_interest"));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::Event;
use super::consents::consent_event;
use crate::consent::{
    ConsentBasis, ConsentCategory, ConsentPurpose, ConsentSignal, ConsentState, check_categories,
};
use crate::ids::check_id;
use crate::read::{Fields, Header, MAX_LINE_BYTES, ReadReport, Record, Records, Tally};
use crate::time::{check_utc_offset, parse_local_ms, parse_timestamp_ms};
use crate::{Result, SartorError};

const SUBJECT: &str = "consent row";
const FILE: &str = "consent table";

/// How a table of consents is to be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConsentTableOptions {
    /// Minutes east of UTC of times without a zone, -840 to 840; 0 unless said.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub utc_offset_minutes: i32,
    /// The source of rows that name none; `import` unless said.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub source: Option<String>,
    /// The basis of rows that name none.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub basis: Option<ConsentBasis>,
    /// What the table's own names of purposes stand for; Sartor's names need no entry.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub purposes: Vec<ConsentCategory>,
    /// The names of the columns, where they are none of the usual ones.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub columns: ConsentColumns,
}

/// The header of each column; nothing looks for the usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConsentColumns {
    /// Who: `subject`, `Customer ID` or `user_id`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub subject: Option<String>,
    /// For what: `purpose` or `category`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub purpose: Option<String>,
    /// The answer: `state`, `status` or `consent`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub state: Option<String>,
    /// On what basis: `basis` or `legal basis`; may be missing.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub basis: Option<String>,
    /// The text agreed to: `policy version` or `version`; may be missing.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub policy_version: Option<String>,
    /// Where it was said: `source`; may be missing.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub source: Option<String>,
    /// When: `time` or `timestamp`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub time: Option<String>,
}

/// Reads a CSV table of consents, plain or gzip, as its bytes come.
pub struct ConsentReader {
    records: Records,
    state: State,
}

struct State {
    options: ConsentTableOptions,
    columns: Option<Columns>,
    tally: Tally,
}

/// Where each column stands.
struct Columns {
    subject: usize,
    purpose: usize,
    state: usize,
    time: usize,
    basis: Option<usize>,
    policy_version: Option<usize>,
    source: Option<usize>,
}

impl ConsentReader {
    /// A reader for tables that `options` describe.
    pub fn new(options: ConsentTableOptions) -> Result<Self> {
        check_utc_offset("consent options", "utcOffsetMinutes", options.utc_offset_minutes)?;
        check_categories(&options.purposes)?;
        if let Some(source) = &options.source {
            check_id("consent options", "source", source)?;
        }
        let state = State { options, columns: None, tally: Tally::default() };
        Ok(Self { records: Records::new(FILE, MAX_LINE_BYTES), state })
    }

    /// Take the next bytes of the file; each answer goes to `on_event` with the number of its line. An error is
    /// about the file as a whole and ends the reading.
    pub fn feed(&mut self, bytes: &[u8], on_event: &mut dyn FnMut(u64, Event)) -> Result<()> {
        let state = &mut self.state;
        self.records.feed(bytes, &mut |line, record| state.record(line, &record, on_event))
    }

    /// The file is over: its last line goes to `on_event`, and every line is accounted for.
    pub fn finish(mut self, on_event: &mut dyn FnMut(u64, Event)) -> Result<ReadReport> {
        let state = &mut self.state;
        self.records.finish(&mut |line, record| state.record(line, &record, on_event))?;
        Tally::need_data(FILE, self.state.tally.has_no_data())?;
        Ok(self.state.tally.finish())
    }
}

impl std::fmt::Debug for ConsentReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ConsentReader")
    }
}

impl State {
    fn record(&mut self, line: i64, record: &Record<'_>, on_event: &mut dyn FnMut(u64, Event)) -> Result<()> {
        let fields = match record {
            Record::Blank => {
                self.tally.blank();
                return Ok(());
            }
            Record::TooLong if self.columns.is_none() => {
                let size = MAX_LINE_BYTES + 1;
                return Err(SartorError::too_large(FILE, "header", size, MAX_LINE_BYTES));
            }
            Record::TooLong => {
                self.tally.skip_too_long(line, MAX_LINE_BYTES);
                return Ok(());
            }
            Record::Fields(fields) => *fields,
        };
        let Some(columns) = &self.columns else {
            self.columns = Some(Columns::find(fields, &self.options.columns)?);
            return Ok(());
        };
        match columns.read(fields, &self.options) {
            Ok(events) => {
                self.tally.accept();
                self.tally.produced(events.len());
                for event in events {
                    on_event(line.unsigned_abs(), event);
                }
            }
            Err(error) => self.tally.skip(line, &error),
        }
        Ok(())
    }
}

impl Columns {
    fn find(fields: Fields<'_>, given: &ConsentColumns) -> Result<Self> {
        let header = Header::read(FILE, "name it in the columns of the options", fields)?;
        let need = |given: &Option<String>, usual: &[&str]| match given {
            Some(name) => header.need(&[name]),
            None => header.need(usual),
        };
        let may = |given: &Option<String>, usual: &[&str]| match given {
            Some(name) => header.need(&[name]).map(Some),
            None => Ok(header.find(usual)),
        };
        Ok(Self {
            subject: need(&given.subject, &["subject", "Customer ID", "user_id"])?,
            purpose: need(&given.purpose, &["purpose", "category"])?,
            state: need(&given.state, &["state", "status", "consent"])?,
            time: need(&given.time, &["time", "timestamp"])?,
            basis: may(&given.basis, &["basis", "legal basis"])?,
            policy_version: may(&given.policy_version, &["policy version", "version"])?,
            source: may(&given.source, &["source"])?,
        })
    }

    fn read(&self, fields: Fields<'_>, options: &ConsentTableOptions) -> Result<Vec<Event>> {
        let text = |name, column| fields.text(SUBJECT, name, column);
        let may = |name, column: Option<usize>| -> Result<Option<String>> {
            let Some(column) = column else { return Ok(None) };
            Ok(Some(text(name, column)?).filter(|text| !text.is_empty()).map(str::to_owned))
        };
        let subject = text("subject", self.subject)?;
        check_id(SUBJECT, "subject", subject)?;
        let said = text("purpose", self.purpose)?;
        let own = options.purposes.iter().find(|known| known.category == said);
        let purposes = match own {
            Some(own) => own.purposes.clone(),
            None => vec![named("purpose", ConsentPurpose::parse(said))?],
        };
        let state = state_of(text("state", self.state)?)?;
        let basis = match may("basis", self.basis)? {
            Some(name) => Some(named("basis", ConsentBasis::parse(&name))?),
            None => options.basis,
        };
        let time = text("time", self.time)?;
        let at_ms = parse_timestamp_ms(time).or_else(|_| parse_local_ms(time, options.utc_offset_minutes));
        let at_ms = named("time", at_ms)?;
        let policy_version = may("policy version", self.policy_version)?;
        let stated = may("source", self.source)?.or_else(|| options.source.clone());
        let source = stated.unwrap_or_else(|| "import".to_owned());
        let events = purposes.into_iter().map(|purpose| {
            let (policy_version, source) = (policy_version.clone(), source.clone());
            let change = ConsentSignal { purpose, state, basis, policy_version, source };
            let event = Event { user_id: Some(subject.to_owned()), ..consent_event(&change, at_ms) };
            event.check()?;
            Ok(event)
        });
        events.collect()
    }
}

/// The answer, as tables spell it.
fn state_of(text: &str) -> Result<ConsentState> {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect();
    match plain.to_ascii_lowercase().as_str() {
        "granted" | "true" | "yes" | "1" | "optin" => Ok(ConsentState::Granted),
        "denied" | "false" | "no" | "0" | "optout" | "withdrawn" | "revoked" | "expired" => {
            Ok(ConsentState::Denied)
        }
        _ => {
            let expected = "granted, true, yes, 1, opt_in; or denied, false, no, 0, opt_out, withdrawn, \
                            revoked, expired";
            Err(SartorError::invalid(SUBJECT, "state", expected))
        }
    }
}

/// The same result, said of a column of the table.
fn named<T>(column: &str, result: Result<T>) -> Result<T> {
    result.map_err(|error| match error {
        SartorError::InvalidValue { expected, .. } => SartorError::invalid(SUBJECT, column, &expected),
        SartorError::OutOfRange { value, expected, .. } => {
            SartorError::out_of_range(SUBJECT, column, value, &expected)
        }
        other => other,
    })
}
