//! What do errors and records offer in Swift and Kotlin beside their fields?

use crate::privacy::{AuditEntry, AuditVerdict};
use crate::{Result, SartorError};

#[uniffi::export]
impl SartorError {
    /// The stable name of this kind of error, for programs to match on, such as `OUT_OF_RANGE`.
    #[uniffi::method(name = "code")]
    pub fn code_text(&self) -> String {
        self.code().to_owned()
    }

    /// What went wrong, in words.
    pub fn message(&self) -> String {
        self.to_string()
    }
}

#[uniffi::export]
impl AuditEntry {
    /// The entry as one line of JSON with its end: the only form in which the verifier takes it.
    #[uniffi::method(name = "toJsonLine")]
    pub fn json_line(&self) -> Result<String> {
        self.to_json_line()
    }
}

#[uniffi::export]
impl AuditVerdict {
    /// Whether nothing was found.
    #[uniffi::method(name = "isIntact")]
    pub fn found_intact(&self) -> bool {
        self.is_intact()
    }

    /// An error unless nothing was found: `WRONG_OWNER` for another log's, `TAMPERED` for anything else.
    #[uniffi::method(name = "requireIntact")]
    pub fn need_intact(&self) -> Result<()> {
        self.require_intact()
    }
}
