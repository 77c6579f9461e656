//! Where does each record of a CSV file end, and which fields has it?
//!
//! Quoting is `csv-core`'s (RFC 4180, leniently). A field may span lines; a record's number is that of the
//! line it begins on. The first record names the columns.

use csv_core::ReadRecordResult;

use super::source::Source;
use crate::prompt::prompt_safe;
use crate::{Result, SartorError};

/// The most columns of a file.
const MAX_COLUMNS: usize = 1_024;
/// How many columns an error tells.
const MAX_NAMES_TOLD: usize = 24;

/// Splits what it is fed into records, and drops those that are too long without holding them.
pub(crate) struct Records {
    source: Option<Source>,
    failed: Option<SartorError>,
    splitter: Splitter,
}

/// What is found in a CSV file.
pub(crate) enum Record<'a> {
    /// The fields of a record.
    Fields(Fields<'a>),
    /// A line with nothing on it.
    Blank,
    /// It was longer than the limit, or had too many fields.
    TooLong,
}

/// The fields of a record, in the order of the columns.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Fields<'a> {
    /// The bytes of a column; nothing if the record is too short.
    pub(crate) fn bytes(&self, column: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(start..end)
    }

    /// The text of a column without white space around it, or an error that names the column.
    pub(crate) fn text(&self, subject: &str, name: &str, column: usize) -> Result<&'a str> {
        let bytes = self.bytes(column).unwrap_or_default();
        let text =
            std::str::from_utf8(bytes).map_err(|_| SartorError::invalid(subject, name, "UTF-8 text"))?;
        Ok(text.trim())
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

struct Splitter {
    reader: csv_core::Reader,
    max_bytes: usize,
    /// Unquoted bytes of the record so far, and where its fields end.
    output: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    fields: usize,
    /// Whether no byte of the next record has come yet.
    between: bool,
    too_long: bool,
    /// The line that the next byte is on, and the line on which the record began.
    line: i64,
    began: i64,
    last: u8,
}

type OnRecord<'a> = dyn FnMut(i64, Record<'_>) -> Result<()> + 'a;

impl Records {
    pub(crate) fn new(subject: &'static str, max_bytes: usize) -> Self {
        Self {
            source: Some(Source::new(subject)),
            failed: None,
            splitter: Splitter {
                reader: csv_core::Reader::new(),
                max_bytes,
                output: vec![0; 1_024],
                written: 0,
                ends: vec![0; 32],
                fields: 0,
                between: true,
                too_long: false,
                line: 1,
                began: 1,
                last: 0,
            },
        }
    }

    /// Take the next bytes; each record that is now complete goes to `on_record` with its first line.
    ///
    /// An error of `on_record` makes the whole file fail, now and from now on.
    pub(crate) fn feed(&mut self, bytes: &[u8], on_record: &mut OnRecord<'_>) -> Result<()> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let splitter = &mut self.splitter;
        let Some(source) = &mut self.source else { return Ok(()) };
        let fed = source.feed(bytes, &mut |bytes| splitter.feed(bytes, on_record));
        fed.inspect_err(|error| self.failed = Some(error.clone()))
    }

    /// The last record may lack its end.
    pub(crate) fn finish(&mut self, on_record: &mut OnRecord<'_>) -> Result<()> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let splitter = &mut self.splitter;
        let Some(source) = self.source.take() else { return Ok(()) };
        source.finish(&mut |bytes| splitter.feed(bytes, on_record))?;
        // An empty input tells the parser that there is no more.
        splitter.parse(&[], on_record).map(|_| ())
    }
}

impl Splitter {
    fn feed(&mut self, mut bytes: &[u8], on_record: &mut OnRecord<'_>) -> Result<()> {
        while !bytes.is_empty() {
            if self.between {
                let skipped = self.skip_line_ends(bytes, on_record)?;
                bytes = bytes.get(skipped..).unwrap_or_default();
                if bytes.is_empty() {
                    break;
                }
                self.between = false;
                self.began = self.line;
            }
            let read = self.parse(bytes, on_record)?;
            bytes = bytes.get(read..).unwrap_or_default();
        }
        Ok(())
    }

    /// Between records csv-core passes over empty lines in silence; here they are counted.
    fn skip_line_ends(&mut self, bytes: &[u8], on_record: &mut OnRecord<'_>) -> Result<usize> {
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' if self.last == b'\r' => self.last = byte,
                b'\n' | b'\r' => {
                    on_record(self.line, Record::Blank)?;
                    self.pass(&[byte]);
                }
                _ => return Ok(at),
            }
        }
        Ok(bytes.len())
    }

    fn parse(&mut self, bytes: &[u8], on_record: &mut OnRecord<'_>) -> Result<usize> {
        let mut read = 0;
        loop {
            let input = bytes.get(read..).unwrap_or_default();
            let (result, bytes_in, bytes_out, ends_out) = self.reader.read_record(
                input,
                self.output.get_mut(self.written..).unwrap_or_default(),
                self.ends.get_mut(self.fields..).unwrap_or_default(),
            );
            self.pass(input.get(..bytes_in).unwrap_or_default());
            read += bytes_in;
            self.written += bytes_out;
            self.fields += ends_out;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(read),
                ReadRecordResult::OutputFull => self.make_room(),
                ReadRecordResult::OutputEndsFull => self.make_room_for_ends(),
                ReadRecordResult::Record => {
                    self.end_record(on_record)?;
                    return Ok(read);
                }
            }
        }
    }

    fn make_room(&mut self) {
        if self.output.len() > self.max_bytes {
            // Over the limit: the rest of the record is read into the same room again and again.
            self.too_long = true;
            self.written = 0;
        } else {
            let doubled = (self.output.len() * 2).min(self.max_bytes + 1);
            self.output.resize(doubled, 0);
        }
    }

    fn make_room_for_ends(&mut self) {
        if self.ends.len() >= MAX_COLUMNS {
            self.too_long = true;
            self.fields = 0;
        } else {
            self.ends.resize(self.ends.len() * 2, 0);
        }
    }

    fn end_record(&mut self, on_record: &mut OnRecord<'_>) -> Result<()> {
        let too_long = std::mem::take(&mut self.too_long) || self.written > self.max_bytes;
        let bytes = self.output.get(..std::mem::take(&mut self.written)).unwrap_or_default();
        let ends = self.ends.get(..std::mem::take(&mut self.fields)).unwrap_or_default();
        self.between = true;
        let record = if too_long { Record::TooLong } else { Record::Fields(Fields { bytes, ends }) };
        on_record(self.began, record)
    }

    /// Count the line ends among bytes that were read: `\n`, `\r\n` and a lone `\r` are one each.
    fn pass(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let ends = byte == b'\r' || (byte == b'\n' && self.last != b'\r');
            self.line += i64::from(ends);
            self.last = byte;
        }
    }
}

/// The names of the columns. Case, spaces, `_` and `-` do not matter.
pub(crate) struct Header {
    subject: &'static str,
    /// What to do about a column that is called otherwise.
    remedy: &'static str,
    /// As written, without white space around them, and as compared.
    names: Vec<(String, String)>,
}

impl Header {
    pub(crate) fn read(subject: &'static str, remedy: &'static str, fields: Fields<'_>) -> Result<Self> {
        let name = |column| {
            let written = fields.text(subject, "header", column)?;
            Ok((written.to_owned(), plain_name(written)))
        };
        Ok(Self { subject, remedy, names: (0..fields.len()).map(name).collect::<Result<_>>()? })
    }

    /// The first column that bears the first of `accepted` that any bears.
    pub(crate) fn find(&self, accepted: &[&str]) -> Option<usize> {
        accepted.iter().find_map(|name| {
            let plain = plain_name(name);
            self.names.iter().position(|(_, found)| *found == plain)
        })
    }

    /// Every column: its place, its name as written, and whether it bears one of `names`.
    pub(crate) fn columns(&self, names: &[&str]) -> impl Iterator<Item = (usize, &str, bool)> {
        let names: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        let columns = self.names.iter().enumerate();
        columns.map(move |(at, (written, plain))| (at, written.as_str(), names.contains(plain)))
    }

    /// As [`Header::find`]; a column that is missing is called by the first name it may have.
    pub(crate) fn need(&self, accepted: &[&str]) -> Result<usize> {
        let name = accepted.first().copied().unwrap_or_default();
        self.find(accepted).ok_or_else(|| self.missing(name))
    }

    /// Tells the columns found, but never values: a file without a header has customers in its first line.
    fn missing(&self, name: &str) -> SartorError {
        let first = self.names.first().map_or("", |(written, _)| written);
        if first.starts_with(['{', '[']) {
            let detail = "begins like JSON: expected CSV whose first line names the columns";
            return SartorError::malformed(self.subject, detail, 0);
        }
        let is_value = |name: &str| {
            let figure = name.trim_start_matches(['-', '+', '.', '$', '€', '£']);
            figure.starts_with(|c: char| c.is_ascii_digit()) || name.contains('@')
        };
        let expected = if self.names.iter().any(|(written, _)| is_value(written)) {
            "a column of the header: the first line seems to hold values and not the names of columns"
                .to_owned()
        } else {
            let shown = self.names.iter().take(MAX_NAMES_TOLD).map(|(written, _)| prompt_safe(written, 40));
            let more = if self.names.len() > MAX_NAMES_TOLD { ", ..." } else { "" };
            let found = shown.collect::<Vec<_>>().join(", ");
            format!(
                "a column of the header, which has {found}{more}; if it is called otherwise, {}",
                self.remedy
            )
        };
        SartorError::invalid(self.subject, name, &expected)
    }
}

fn plain_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Seen = Vec<(i64, Option<Vec<String>>)>;

    fn records(bytes: &[u8], step: usize, max_bytes: usize) -> Seen {
        let mut records = Records::new("file", max_bytes);
        let mut seen = Seen::new();
        let mut on_record = |line, record: Record<'_>| {
            seen.push(match record {
                Record::Blank => (line, Some(vec![])),
                Record::TooLong => (line, None),
                Record::Fields(fields) => {
                    let field = |at| String::from_utf8_lossy(fields.bytes(at).unwrap()).into_owned();
                    (line, Some((0..fields.len()).map(field).collect()))
                }
            });
            Ok(())
        };
        for chunk in bytes.chunks(step) {
            records.feed(chunk, &mut on_record).unwrap();
        }
        records.finish(&mut on_record).unwrap();
        seen
    }

    fn fields(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn quotes_line_ends_and_blank_lines_are_told_apart() {
        let text = b"a,b\r\n\r\n\"x\ny\",\"7\"\"\"\n\n22\" frame,2\r3,4\r\n,\n\"last\"";
        let expected: Seen = vec![
            (1, Some(fields(&["a", "b"]))),
            (2, Some(fields(&[]))),
            (3, Some(fields(&["x\ny", "7\""]))),
            (5, Some(fields(&[]))),
            (6, Some(fields(&["22\" frame", "2"]))),
            (7, Some(fields(&["3", "4"]))),
            (8, Some(fields(&["", ""]))),
            (9, Some(fields(&["last"]))),
        ];
        for step in 1..=text.len() {
            assert_eq!(records(text, step, 100), expected, "{step}");
        }
    }

    #[test]
    fn a_record_over_the_limit_is_told_and_the_next_one_read() {
        let long = "x".repeat(10_000);
        let text = format!("a,b\n{long},1\n2,3\n{}\n4,5\n", ",".repeat(3_000));
        let expected: Seen = vec![
            (1, Some(fields(&["a", "b"]))),
            (2, None),
            (3, Some(fields(&["2", "3"]))),
            (4, None),
            (5, Some(fields(&["4", "5"]))),
        ];
        for step in [1, 7, 1_000, 100_000] {
            assert_eq!(records(text.as_bytes(), step, 2_000), expected, "{step}");
        }
        assert_eq!(records(b"12345\n123456\n", 3, 5), vec![(1, Some(fields(&["12345"]))), (2, None)]);
    }

    #[test]
    fn columns_are_found_whatever_their_case_and_spaces() {
        let mut records = Records::new("file", 100);
        let mut headers = Vec::new();
        let text = b" customer_id ,UNIT-PRICE,Price\n";
        records
            .feed(text, &mut |_, record| {
                if let Record::Fields(fields) = record {
                    headers.push(Header::read("file", "rename it", fields)?);
                }
                Ok(())
            })
            .unwrap();
        let header = &headers[0];
        assert_eq!(header.find(&["Customer ID"]), Some(0));
        assert_eq!(header.find(&["Price", "UnitPrice"]), Some(2));
        assert_eq!(header.find(&["UnitPrice", "Price"]), Some(1));
        let error = header.need(&["Quantity", "qty"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "file: Quantity is not a column of the header, which has customer_id, UNIT-PRICE, Price; if it is called otherwise, rename it"
        );
    }

    proptest! {
        #[test]
        fn pieces_do_not_change_the_records(text in "[ab,\"\r\n]{0,60}", step in 1..60_usize, max in 0..20_usize) {
            prop_assert_eq!(records(text.as_bytes(), step, max), records(text.as_bytes(), usize::MAX, max));
        }
    }
}
