//! How is a file of events read, one Segment call or GA4 event a line?
//!
//! Unlike orders, events need no consent basis to be stated: the file's own `Consent Changed` events say what
//! each customer allows, and on what basis; where they say nothing every purpose stays denied.

use super::consents::Preferences;
use super::{Event, EventFormat, EventOptions, ga4};
use crate::consent::check_categories;
use crate::money::Currency;
use crate::read::{Line, Lines, MAX_LINE_BYTES, ReadReport, Tally};
use crate::{Result, SartorError};

/// Reads JSON Lines of Segment calls or GA4 events, plain or gzip, as their bytes come.
///
/// ```
/// use sartor::event::JsonLinesReader;
/// let text = r#"{"type":"track","messageId":"m1","userId":"c","event":"Cart Viewed","timestamp":"2026-06-01T08:00:00Z"}
/// {"type":"page","messageId":"m2","userId":"c","timestamp":"2026-06-01T08:00:00Z"}"#;
/// let mut events = Vec::new();
/// let mut reader = JsonLinesReader::new(None);
/// for piece in text.as_bytes().chunks(7) {
///     reader.feed(piece, &mut |line, event| events.push((line, event)))?;
/// }
/// let report = reader.finish(&mut |line, event| events.push((line, event)))?;
/// assert_eq!((events.len(), report.lines, report.accepted, report.skipped), (1, 2, 1, 1));
/// assert_eq!(report.problems[0].reason, "event page is not in the vocabulary of docs/data-model.md");
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub struct JsonLinesReader {
    lines: Lines,
    state: State,
}

struct State {
    default_currency: Option<Currency>,
    max_line_bytes: usize,
    format: EventFormat,
    preferences: Option<Preferences>,
    tally: Tally,
}

impl JsonLinesReader {
    /// A reader for which prices without a currency of their own are of `default_currency`.
    pub fn new(default_currency: Option<Currency>) -> Self {
        Self::with_max_line_bytes(default_currency, MAX_LINE_BYTES)
    }

    /// As [`JsonLinesReader::new`], skipping lines over another limit than 1 MiB.
    pub fn with_max_line_bytes(default_currency: Option<Currency>, max_line_bytes: usize) -> Self {
        let state = State {
            default_currency,
            max_line_bytes,
            format: EventFormat::Segment,
            preferences: None,
            tally: Tally::default(),
        };
        Self { lines: Lines::new("event file", max_line_bytes), state }
    }

    /// A reader for files that `options` describe; their currency, if they name one, is the default for prices.
    pub fn with_options(options: &EventOptions) -> Result<Self> {
        check_categories(&options.consent_categories)?;
        let format = options.format.unwrap_or_default();
        let hears = !options.consent_categories.is_empty();
        if hears && format != EventFormat::Segment {
            let expected = "left out: only Segment's format carries preferences";
            return Err(SartorError::invalid("event options", "consentCategories", expected));
        }
        let mut reader = Self::new(options.currency.as_deref().map(Currency::parse).transpose()?);
        reader.state.format = format;
        reader.state.preferences = hears.then(|| Preferences::new(&options.consent_categories));
        Ok(reader)
    }

    /// Take the next bytes of the file; each sound event goes to `on_event` with the number of its line.
    ///
    /// Events that name no customer are handed over too (their `customer_id()` is nothing): they count
    /// towards popularity. An error is about the file as a whole and ends the reading.
    pub fn feed(&mut self, bytes: &[u8], on_event: &mut dyn FnMut(u64, Event)) -> Result<()> {
        let state = &mut self.state;
        self.lines.feed(bytes, &mut |number, line| state.read(number, &line, on_event))
    }

    /// The file is over: its last line goes to `on_event`, and every line is accounted for. It is `TOO_FEW` if
    /// there was nothing in it, and `MALFORMED` if not one line was JSON.
    pub fn finish(mut self, on_event: &mut dyn FnMut(u64, Event)) -> Result<ReadReport> {
        let state = &mut self.state;
        self.lines.finish(&mut |number, line| state.read(number, &line, on_event))?;
        Tally::need_data("event file", self.state.tally.has_no_data())?;
        self.state.tally.need_json_lines("event file")?;
        Ok(self.state.tally.finish())
    }
}

impl State {
    fn read(&mut self, number: i64, line: &Line<'_>, on_event: &mut dyn FnMut(u64, Event)) {
        let Line::Bytes(bytes) = line else {
            self.tally.skip_too_long(number, self.max_line_bytes);
            return;
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            self.tally.blank();
            return;
        }
        self.tally.note_json(bytes);
        let mut refused = Vec::new();
        let events = std::str::from_utf8(bytes)
            .map_err(|error| SartorError::malformed("event", "not UTF-8", error.valid_up_to()))
            .and_then(|text| self.events(text, &mut |error| refused.push(error)));
        match events {
            Ok(events) => {
                for error in &refused {
                    self.tally.refuse_field(number, error);
                }
                if events.iter().any(|event| event.customer_id().is_some()) {
                    self.tally.accept();
                } else {
                    self.tally.without_customer();
                }
                self.tally.produced(events.len());
                for event in events {
                    on_event(number.unsigned_abs(), event);
                }
            }
            Err(error) => self.tally.skip(number, &error),
        }
    }

    fn events(&mut self, text: &str, refused: &mut dyn FnMut(SartorError)) -> Result<Vec<Event>> {
        if self.format == EventFormat::Ga4 {
            return ga4::events_with(text, self.default_currency, refused);
        }
        let event = Event::from_json_with(text, self.default_currency, refused)?;
        let changes = match &mut self.preferences {
            Some(preferences) => preferences.hear(text, &event).unwrap_or_else(|error| {
                refused(error);
                Vec::new()
            }),
            None => Vec::new(),
        };
        let mut events = vec![event];
        events.extend(changes);
        Ok(events)
    }
}

impl std::fmt::Debug for JsonLinesReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JsonLinesReader")
    }
}
