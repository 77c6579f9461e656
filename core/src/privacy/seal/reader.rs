//! Where does each field of sealed bytes begin and end?

use crate::{Result, SartorError};

/// Takes fields of fixed size from the front.
pub(super) struct Fields<'a> {
    subject: &'static str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn new(subject: &'static str, bytes: &'a [u8]) -> Self {
        Self { subject, bytes, at: 0 }
    }

    pub(super) fn slice(&mut self, size: usize) -> Result<&'a [u8]> {
        let size_found = i64::try_from(self.bytes.len()).unwrap_or(i64::MAX);
        let truncated = || SartorError::Truncated { subject: self.subject.to_owned(), size: size_found };
        let end = self.at.checked_add(size).ok_or_else(truncated)?;
        let slice = self.bytes.get(self.at..end).ok_or_else(truncated)?;
        self.at = end;
        Ok(slice)
    }

    pub(super) fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let internal = |_| SartorError::Internal { operation: "open".to_owned() };
        self.slice(N)?.try_into().map_err(internal)
    }

    pub(super) fn byte(&mut self) -> Result<u8> {
        Ok(u8::from_le_bytes(self.take()?))
    }

    /// Everything taken so far.
    pub(super) fn so_far(&self) -> &'a [u8] {
        self.bytes.get(..self.at).unwrap_or_default()
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Result<()> {
        if self.at == self.bytes.len() {
            return Ok(());
        }
        Err(malformed(self.subject, "something follows its end", self.at))
    }
}

/// Only what this release knows is read.
pub(super) fn check_version(subject: &str, found: u8) -> Result<()> {
    match found {
        0 => Err(malformed(subject, "its version is 0", 4)),
        super::SEALED_VERSION => Ok(()),
        found => Err(SartorError::NewerVersion {
            subject: subject.to_owned(),
            found: i64::from(found),
            supported: i64::from(super::SEALED_VERSION),
        }),
    }
}

pub(super) fn malformed(subject: &str, detail: &str, at: usize) -> SartorError {
    SartorError::malformed(subject, detail, at)
}
