//! Which bytes does a file hold, packed or not?

use std::io::Write as _;

use flate2::write::MultiGzDecoder;

use crate::{Result, SartorError};

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
/// Packed bytes handed to the decoder at once: it may make a thousand times as much of them.
const GZIP_STEP: usize = 4_096;

/// Bytes as they are fed, unpacked if they are gzip, without a byte order mark.
pub(super) struct Source {
    subject: &'static str,
    packing: Packing,
    mark: Mark,
    fed: usize,
}

enum Packing {
    /// Fewer bytes than the magic has.
    Unknown(Vec<u8>),
    Plain,
    Gzip(Box<MultiGzDecoder<Vec<u8>>>),
}

/// Whether the first bytes may still be a byte order mark, and how many of it were seen.
enum Mark {
    Seen(usize),
    Passed,
}

type Sink<'a> = dyn FnMut(&[u8]) -> Result<()> + 'a;

impl Source {
    pub(super) fn new(subject: &'static str) -> Self {
        Self { subject, packing: Packing::Unknown(Vec::new()), mark: Mark::Seen(0), fed: 0 }
    }

    pub(super) fn feed(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Result<()> {
        self.fed = self.fed.saturating_add(bytes.len());
        match &mut self.packing {
            Packing::Unknown(first) => {
                first.extend_from_slice(bytes);
                if first.len() < GZIP_MAGIC.len() && GZIP_MAGIC.starts_with(first) {
                    return Ok(());
                }
                let all = std::mem::take(first);
                self.packing = if all.starts_with(&GZIP_MAGIC) {
                    Packing::Gzip(Box::new(MultiGzDecoder::new(Vec::new())))
                } else {
                    Packing::Plain
                };
                self.unpack(&all, sink)
            }
            _ => self.unpack(bytes, sink),
        }
    }

    fn unpack(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Result<()> {
        let Packing::Gzip(decoder) = &mut self.packing else {
            return self.mark.pass(bytes, sink);
        };
        for step in bytes.chunks(GZIP_STEP) {
            decoder.write_all(step).map_err(|_| damaged(self.subject, self.fed))?;
            self.mark.pass(decoder.get_ref(), sink)?;
            decoder.get_mut().clear();
        }
        Ok(())
    }

    /// Hand over what is left, and find out whether the packed bytes were complete.
    pub(super) fn finish(mut self, sink: &mut Sink<'_>) -> Result<()> {
        match self.packing {
            Packing::Unknown(first) => self.mark.pass(&first, sink)?,
            Packing::Plain => {}
            Packing::Gzip(mut decoder) => {
                let truncated = || SartorError::Truncated {
                    subject: self.subject.to_owned(),
                    size: i64::try_from(self.fed).unwrap_or(i64::MAX),
                };
                if decoder.header().is_none() {
                    return Err(truncated());
                }
                // A complete member takes the first byte of a next one as just that, and checks itself; one
                // that is cut takes it as its own (flate2 tells the two apart by its message alone).
                let probe = GZIP_MAGIC.get(..1).unwrap_or_default();
                match decoder.write(probe) {
                    Ok(_) if decoder.header().is_none() => {}
                    Err(error) if error.to_string() != "corrupt deflate stream" => {
                        return Err(damaged(self.subject, self.fed));
                    }
                    _ => return Err(truncated()),
                }
                self.mark.pass(decoder.get_ref(), sink)?;
            }
        }
        self.mark.end(sink)
    }
}

impl Mark {
    fn pass(&mut self, mut bytes: &[u8], sink: &mut Sink<'_>) -> Result<()> {
        while let (Self::Seen(seen), Some((&first, rest))) = (&mut *self, bytes.split_first()) {
            if BYTE_ORDER_MARK.get(*seen) == Some(&first) {
                *seen += 1;
                bytes = rest;
                if *seen == BYTE_ORDER_MARK.len() {
                    *self = Self::Passed;
                }
            } else {
                self.end(sink)?;
            }
        }
        if bytes.is_empty() { Ok(()) } else { sink(bytes) }
    }

    /// What was held back turns out to be no mark.
    fn end(&mut self, sink: &mut Sink<'_>) -> Result<()> {
        let Self::Seen(seen) = std::mem::replace(self, Self::Passed) else {
            return Ok(());
        };
        match BYTE_ORDER_MARK.get(..seen) {
            Some(held) if !held.is_empty() => sink(held),
            _ => Ok(()),
        }
    }
}

fn damaged(subject: &str, fed: usize) -> SartorError {
    SartorError::malformed(subject, "damaged gzip", fed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8], step: usize) -> Result<Vec<u8>> {
        let mut source = Source::new("file");
        let mut out = Vec::new();
        let mut sink = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok(())
        };
        for chunk in bytes.chunks(step.max(1)) {
            source.feed(chunk, &mut sink)?;
        }
        source.finish(&mut sink)?;
        Ok(out)
    }

    #[test]
    fn members_follow_each_other_and_a_mark_is_passed_over() {
        let packed = [gzip(b"\xef\xbb\xbfone "), gzip(b""), gzip(b"two")].concat();
        for step in 1..=packed.len() {
            assert_eq!(read(&packed, step).unwrap(), b"one two", "{step}");
        }
        assert_eq!(read(b"\xef\xbb\xbfplain", 1).unwrap(), b"plain");
        assert_eq!(read(b"\xef\xbb", 1).unwrap(), b"\xef\xbb");
        assert_eq!(read(b"\x1f", 1).unwrap(), b"\x1f");
        assert_eq!(read(b"", 1).unwrap(), b"");
    }

    #[test]
    fn a_cut_file_is_truncated_wherever_it_is_cut() {
        let first = gzip(&b"some lines to pack ".repeat(50));
        let packed = [first.clone(), gzip(b"more of them")].concat();
        for end in 2..packed.len() {
            let result = read(&packed[..end], 7);
            if end == first.len() {
                assert!(result.is_ok());
            } else {
                assert_eq!(result.unwrap_err().code(), "TRUNCATED", "{end}");
            }
        }
    }

    #[test]
    fn a_damaged_file_is_malformed() {
        let mut packed = gzip(&b"some lines to pack ".repeat(50));
        let checksum = packed.len() - 6;
        packed[checksum] ^= 1;
        assert_eq!(read(&packed, 100).unwrap_err().code(), "MALFORMED");
        let followed = [gzip(b"lines"), b"and something else".to_vec()].concat();
        assert_eq!(read(&followed, 100).unwrap_err().code(), "MALFORMED");
    }

    proptest! {
        #[test]
        fn pieces_do_not_change_the_result(bytes in proptest::collection::vec(any::<u8>(), 0..300), step in 1..300_usize) {
            prop_assert_eq!(read(&bytes, step), read(&bytes, usize::MAX));
            let packed = gzip(&bytes);
            let unmarked = bytes.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(&bytes);
            prop_assert_eq!(read(&packed, step).unwrap(), unmarked);
        }

        #[test]
        fn damage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300), at: prop::sample::Index, to: u8, step in 1..300_usize) {
            let mut packed = gzip(&bytes);
            let at = at.index(packed.len());
            packed[at] = to;
            let _ = read(&packed, step);
        }
    }
}
