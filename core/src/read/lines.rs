//! Where does each line of a text file end?

use super::source::Source;
use crate::{Result, SartorError};

/// Splits what it is fed into lines, and drops those that are too long without holding them.
pub(crate) struct Lines {
    source: Option<Source>,
    failed: Option<SartorError>,
    splitter: Splitter,
}

/// One line, without its end.
pub(crate) enum Line<'a> {
    /// Its bytes.
    Bytes(&'a [u8]),
    /// It was longer than the limit.
    TooLong,
}

struct Splitter {
    max_bytes: usize,
    /// The beginning of a line whose end has not come yet.
    begun: Vec<u8>,
    too_long: bool,
    number: i64,
}

type OnLine<'a> = dyn FnMut(i64, Line<'_>) + 'a;

impl Lines {
    pub(crate) fn new(subject: &'static str, max_bytes: usize) -> Self {
        Self {
            source: Some(Source::new(subject)),
            failed: None,
            splitter: Splitter { max_bytes, begun: Vec::new(), too_long: false, number: 0 },
        }
    }

    /// Take the next bytes; each line that is now complete goes to `on_line` with its number from 1.
    pub(crate) fn feed(&mut self, bytes: &[u8], on_line: &mut OnLine<'_>) -> Result<()> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let splitter = &mut self.splitter;
        let Some(source) = &mut self.source else { return Ok(()) };
        let fed = source.feed(bytes, &mut |bytes| {
            splitter.feed(bytes, on_line);
            Ok(())
        });
        fed.inspect_err(|error| self.failed = Some(error.clone()))
    }

    /// The last line may lack its end.
    pub(crate) fn finish(&mut self, on_line: &mut OnLine<'_>) -> Result<()> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let splitter = &mut self.splitter;
        if let Some(source) = self.source.take() {
            source.finish(&mut |bytes| {
                splitter.feed(bytes, on_line);
                Ok(())
            })?;
        }
        if self.splitter.too_long || !self.splitter.begun.is_empty() {
            self.splitter.end_line(&[], on_line);
        }
        Ok(())
    }
}

impl Splitter {
    fn feed(&mut self, mut bytes: &[u8], on_line: &mut OnLine<'_>) {
        while let Some(end) = bytes.iter().position(|&byte| byte == b'\n') {
            let (line, rest) = bytes.split_at(end);
            self.end_line(line, on_line);
            bytes = rest.get(1..).unwrap_or_default();
        }
        if self.too_long || self.begun.len() + bytes.len() > self.max_bytes + 1 {
            self.too_long = !bytes.is_empty() || self.too_long;
            self.begun.clear();
        } else {
            self.begun.extend_from_slice(bytes);
        }
    }

    fn end_line(&mut self, rest: &[u8], on_line: &mut OnLine<'_>) {
        self.number += 1;
        let length = self.begun.len() + rest.len();
        if std::mem::take(&mut self.too_long) || length > self.max_bytes + 1 {
            on_line(self.number, Line::TooLong);
        } else if self.begun.is_empty() {
            self.tell(rest, on_line);
        } else {
            self.begun.extend_from_slice(rest);
            self.tell(&self.begun, on_line);
        }
        self.begun.clear();
    }

    /// A carriage return before the end belongs to the end, which is why one more byte than the limit is held.
    fn tell(&self, line: &[u8], on_line: &mut OnLine<'_>) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let kept = if line.len() > self.max_bytes { Line::TooLong } else { Line::Bytes(line) };
        on_line(self.number, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(bytes: &[u8], step: usize, max_bytes: usize) -> Vec<(i64, Option<Vec<u8>>)> {
        let mut lines = Lines::new("file", max_bytes);
        let mut out = Vec::new();
        let mut on_line = |number, line: Line<'_>| match line {
            Line::Bytes(bytes) => out.push((number, Some(bytes.to_vec()))),
            Line::TooLong => out.push((number, None)),
        };
        for chunk in bytes.chunks(step) {
            lines.feed(chunk, &mut on_line).unwrap();
        }
        lines.finish(&mut on_line).unwrap();
        out
    }

    #[test]
    fn a_line_over_the_limit_is_told_and_not_held() {
        let text = b"12345\r\n123456\n\n123456789\n1234\r\n12345";
        let expected: Vec<(i64, Option<Vec<u8>>)> = vec![
            (1, Some(b"12345".to_vec())),
            (2, None),
            (3, Some(b"".to_vec())),
            (4, None),
            (5, Some(b"1234".to_vec())),
            (6, Some(b"12345".to_vec())),
        ];
        for step in 1..text.len() {
            assert_eq!(lines(text, step, 5), expected, "{step}");
        }
        let mut held = Lines::new("file", 100);
        for _ in 0..1_000 {
            held.feed(&[b'x'; 10_000], &mut |_, _| ()).unwrap();
            assert!(held.splitter.begun.capacity() <= 202);
        }
    }

    proptest! {
        #[test]
        fn pieces_do_not_change_the_lines(bytes in "[ab\r\n]{0,60}", step in 1..60_usize, max in 0..8_usize) {
            prop_assert_eq!(lines(bytes.as_bytes(), step, max), lines(bytes.as_bytes(), usize::MAX, max));
        }
    }
}
