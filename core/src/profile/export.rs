//! What does a shop hand to a customer who asks for their data?
//!
//! Two forms of the same (GDPR, articles 15 and 20). `machine` is the profile as an artefact in JSON, which
//! [`Profile::from_json`] reads back as the same profile: every event, consent and decision, the sums of
//! rolled-up months, the marks of what was erased. `person` is plain text without markup: every event on a line,
//! under a title that says what it is about.
//!
//! ```
//! use sartor::event::Event;
//! use sartor::profile::Profile;
//! let now_ms = 1_780_300_800_000;
//! let mut profile = Profile::new("c_17")?;
//! let search = Event::from_json(
//!     r#"{"type":"track","messageId":"m1","userId":"c_17","event":"Products Searched",
//!         "timestamp":"2026-06-01T08:00:00Z","properties":{"query":"navy suit"}}"#, None)?;
//! profile.observe(&search, now_ms)?;
//! let export = profile.export(now_ms)?;
//! assert!(export.person.contains("2026-06-01T08:00:00Z Products Searched; query: navy suit"));
//! assert_eq!(Profile::from_json(&export.machine)?, profile);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::fmt::Write as _;

use super::ledger::Ledger;
use super::month::MonthSummary;
use super::retention::DataCategory;
use super::{Profile, SUBJECT};
use crate::Result;
use crate::event::{AttributeValue, Event, EventLine};
use crate::money::{Currency, format_money};
use crate::prompt::prompt_safe;
use crate::time::{check_timestamp, month_name, to_rfc3339, to_rfc3339_at};

/// Longer than any text that an event holds.
const WHOLE_TEXT_CHARS: usize = 65_536;

/// Everything that is kept of a customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ProfileExport {
    /// The customer.
    pub customer_id: String,
    /// The time of the export.
    pub as_of_ms: i64,
    /// For a machine: the profile in JSON, complete.
    pub machine: String,
    /// For a person: plain text, complete but for the order in which ids were joined.
    pub person: String,
    /// The same text in parts.
    pub sections: Vec<ExportSection>,
    /// Events held, those dated later than the export among them.
    pub events: u32,
    /// Rolled-up months held.
    pub months: u32,
    /// Marks of what was erased: messages and ranges of time.
    pub tombstones: u32,
}

/// One part of an export.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExportSection {
    /// What it is about.
    pub title: String,
    /// One thing each, without line ends.
    pub lines: Vec<String>,
}

impl Profile {
    /// Everything that is kept, for a machine and for a person.
    pub fn export(&self, as_of_ms: i64) -> Result<ProfileExport> {
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        let mut sections = vec![about(self, as_of_ms)?];
        let events = self.events();
        let titles = [
            (Some(DataCategory::Declared), "What you or we said of you"),
            (Some(DataCategory::Consents), "What you allowed and refused"),
            (None, "When the use of your data was restricted"),
            (Some(DataCategory::Purchases), "What you bought and returned"),
            (Some(DataCategory::Browsing), "What you looked at"),
            (Some(DataCategory::Wishes), "What you wished for"),
            (Some(DataCategory::Conversations), "What we talked about"),
            (Some(DataCategory::Decisions), "What was decided for you"),
        ];
        for (category, title) in titles {
            let of_category = events.iter().filter(|event| DataCategory::of(event.kind) == category);
            let lines = of_category.map(|event| event_line(event)).collect::<Result<Vec<_>>>()?;
            if !lines.is_empty() {
                sections.push(ExportSection { title: title.to_owned(), lines });
            }
        }
        let months: Vec<String> =
            self.ledgers().iter().flat_map(|ledger| &ledger.months).flat_map(month_lines).collect();
        if !months.is_empty() {
            sections.push(ExportSection { title: "Months kept as sums".to_owned(), lines: months });
        }
        let erased = erased_lines(self.ledgers())?;
        if !erased.is_empty() {
            sections.push(ExportSection { title: "What was erased, and stays so".to_owned(), lines: erased });
        }
        let mut person = String::new();
        for section in &sections {
            let _ = writeln!(person, "{}", section.title);
            section.lines.iter().for_each(|line| {
                let _ = writeln!(person, "- {line}");
            });
            person.push('\n');
        }
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let count = |of: fn(&Ledger) -> usize| small(self.ledgers().iter().map(of).sum());
        Ok(ProfileExport {
            customer_id: self.customer_id().to_owned(),
            as_of_ms,
            machine: self.to_json()?,
            person,
            sections,
            events: small(events.len()),
            months: count(|ledger| ledger.months.len()),
            tombstones: count(|ledger| ledger.tombstones.messages.len() + ledger.tombstones.ranges.len()),
        })
    }
}

fn safe(text: &str) -> String {
    prompt_safe(text, WHOLE_TEXT_CHARS)
}

fn about(profile: &Profile, as_of_ms: i64) -> Result<ExportSection> {
    let mut lines = vec![format!("Exported at {}", to_rfc3339(as_of_ms)?)];
    for identity in profile.identities() {
        let own = if identity == profile.customer_id() { "Known as" } else { "Joined with" };
        lines.push(format!("{own} {}", safe(identity)));
    }
    if let Some(currency) = profile.currency() {
        lines.push(format!("Amounts are in {}", currency.code()));
    }
    let state = profile.state_at(as_of_ms);
    if let Some(standing) = &state.restricted {
        lines.push(format!("The use of all of this is restricted since {}", to_rfc3339(standing.since_ms)?));
    }
    lines.push(format!(
        "{} events count at this time, {} are dated later",
        state.event_count,
        profile.pending_events(as_of_ms)
    ));
    Ok(ExportSection { title: "About this export".to_owned(), lines })
}

/// An event with everything in it.
fn event_line(event: &Event) -> Result<String> {
    let currency = event.currency.as_deref().and_then(|code| Currency::parse(code).ok());
    let money = |minor: i64| currency.map_or_else(|| minor.to_string(), |known| format_money(minor, known));
    let mut line =
        format!("{} {}", to_rfc3339_at(event.timestamp_ms, event.utc_offset_minutes)?, event.kind.name());
    for product in &event.lines {
        line.push_str("; ");
        line.push_str(&product_text(product, &money));
    }
    for attribute in &event.attributes {
        let value = match &attribute.value {
            AttributeValue::Text { text } => safe(text),
            AttributeValue::Number { number } => number.to_string(),
            AttributeValue::Amount { amount_minor } => money(*amount_minor),
            AttributeValue::Flag { flag } => if *flag { "yes" } else { "no" }.to_owned(),
            AttributeValue::Texts { texts } => {
                texts.iter().map(|text| safe(text)).collect::<Vec<_>>().join(", ")
            }
        };
        let _ = write!(line, "; {}: {value}", safe(attribute.name.trim_start_matches('$')).replace('_', " "));
    }
    let ids = [("user", &event.user_id), ("device", &event.anonymous_id)];
    for (name, id) in ids.into_iter().filter_map(|(name, id)| Some((name, id.as_ref()?))) {
        let _ = write!(line, "; {name} {}", safe(id));
    }
    let _ = write!(line, "; message {}", safe(&event.message_id));
    Ok(line)
}

fn product_text(product: &EventLine, money: &dyn Fn(i64) -> String) -> String {
    let mut text = format!("{} of {}", product.quantity, safe(&product.product_id));
    if let Some(price) = product.price_minor {
        let _ = write!(text, " at {}", money(price));
    }
    if let Some(position) = product.position {
        let _ = write!(text, " at place {position}");
    }
    for (name, value) in [("variant", &product.variant), ("coupon", &product.coupon)] {
        if let Some(value) = value {
            let _ = write!(text, " {name} {}", safe(value));
        }
    }
    text
}

fn month_lines(month: &MonthSummary) -> Vec<String> {
    let money =
        |minor: i64| month.currency.map_or_else(|| minor.to_string(), |known| format_money(minor, known));
    let year = 1970 + i64::from(month.month.div_euclid(12));
    let name = format!("{} {year}", month_name(month.month));
    let kinds = month.kinds.iter().map(|known| format!("{} {}", known.count, known.kind.name()));
    let mut lines = vec![format!(
        "{name}: {} events ({}), {} orders of {}, {} given back, on {} days",
        month.event_count,
        kinds.collect::<Vec<_>>().join(", "),
        month.orders,
        money(month.revenue_minor),
        money(month.refunded_minor),
        month.days.len(),
    )];
    lines.extend(month.products.iter().map(|product| {
        format!(
            "{name}, {}: bought {} in {} orders for {}, returned {}, viewed {}, put into the cart {} and taken out {}",
            safe(&product.product_id),
            product.units_bought,
            product.orders,
            money(product.revenue_minor),
            product.units_returned,
            product.views,
            product.additions,
            product.removals,
        )
    }));
    lines
}

fn erased_lines(ledgers: &[Ledger]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for ledger in ledgers {
        if !ledger.tombstones.messages.is_empty() {
            let count = ledger.tombstones.messages.len();
            lines.push(format!("{count} marks of single messages, which do not show what they were"));
        }
        for range in &ledger.tombstones.ranges {
            let (from_ms, to_ms) = (range.from_ms, range.to_ms);
            let time = |at_ms: i64| to_rfc3339(at_ms).unwrap_or_else(|_| "the end of time".to_owned());
            lines.push(format!("Everything from {} until before {}", time(from_ms), time(to_ms)));
        }
        for mark in &ledger.purges.0 {
            let until = to_rfc3339(mark.before_ms)?;
            lines.push(format!("{} from before {until}, by age", mark.category.name()));
        }
    }
    Ok(lines)
}
