//! The log of accesses, in which nothing can be changed unseen.

use std::sync::Mutex;

use sartor::privacy::{self as core, AuditAnchor, AuditEntry, AuditEvent, AuditVerdict};
use sartor::{Result, SartorError};

use crate::work::{internal, run};

/// The end of a log, to which the next entry is tied. The host stores the entries, as lines of `toJsonLine`.
#[derive(Debug, uniffi::Object)]
pub struct AuditLog(Mutex<core::AuditLog>);

impl AuditLog {
    fn of(log: core::AuditLog) -> Self {
        Self(Mutex::new(log))
    }

    fn at_end<T>(&self, operation: &str, act: impl FnOnce(&mut core::AuditLog) -> Result<T>) -> Result<T> {
        run(operation, || act(&mut *self.0.lock().map_err(|_| internal(operation))?))
    }
}

#[uniffi::export]
impl AuditLog {
    /// An empty log. Its id, 1 to 256 bytes, tells its entries from those of any other log.
    #[uniffi::constructor]
    pub fn new(log_id: &str) -> Result<Self> {
        run("AuditLog", || core::AuditLog::new(log_id)).map(Self::of)
    }

    /// Go on where the stored lines end, after verifying them all. With anchors, they must be met as well.
    #[uniffi::constructor(default(anchors = [], anchor_key = None))]
    pub fn resume(
        log_id: &str,
        lines: Vec<u8>,
        anchors: &[AuditAnchor],
        anchor_key: Option<Vec<u8>>,
    ) -> Result<Self> {
        run("AuditLog.resume", || core::AuditLog::resume(log_id, &lines, anchors, anchor_key.as_deref()))
            .map(Self::of)
    }

    /// Go on at an anchor of the log's end, without reading the log.
    #[uniffi::constructor(default(anchor_key = None))]
    pub fn resume_at(log_id: &str, anchor: &AuditAnchor, anchor_key: Option<Vec<u8>>) -> Result<Self> {
        run("AuditLog.resumeAt", || core::AuditLog::resume_at(log_id, anchor, anchor_key.as_deref()))
            .map(Self::of)
    }

    /// Tie one more entry to the end. The log has changed once this returns: store the entry before the next one.
    pub fn append(&self, event: &AuditEvent) -> Result<AuditEntry> {
        self.at_end("AuditLog.append", |log| log.append(event))
    }

    /// The end as it is now, signed if there is a key of at least 16 bytes. Keep it where the log's writer cannot
    /// write.
    #[uniffi::method(default(anchor_key = None))]
    pub fn anchor(&self, anchor_key: Option<Vec<u8>>) -> Result<AuditAnchor> {
        self.at_end("AuditLog.anchor", |log| log.anchor(anchor_key.as_deref()))
    }

    /// The log's id.
    pub fn log_id(&self) -> Result<String> {
        self.at_end("AuditLog.logId", |log| Ok(log.log_id().to_owned()))
    }

    /// How many entries it has.
    pub fn entry_count(&self) -> Result<i64> {
        self.at_end("AuditLog.entryCount", |log| Ok(log.entry_count()))
    }
}

/// Verifies a log of any length as its bytes come.
#[derive(uniffi::Object)]
pub struct AuditVerifier(Mutex<Option<core::AuditVerifier>>);

impl AuditVerifier {
    fn at_work<T>(
        &self,
        operation: &str,
        act: impl FnOnce(&mut Option<core::AuditVerifier>) -> Option<Result<T>>,
    ) -> Result<T> {
        run(operation, || {
            act(&mut *self.0.lock().map_err(|_| internal(operation))?).unwrap_or_else(|| {
                Err(SartorError::NotAvailable {
                    subject: "audit verifier".to_owned(),
                    reason: "it has finished".to_owned(),
                })
            })
        })
    }
}

#[uniffi::export]
impl AuditVerifier {
    /// A verifier of one log. Each anchor must be of this log and, with a key, signed with it.
    #[uniffi::constructor(default(anchors = [], anchor_key = None))]
    pub fn new(log_id: &str, anchors: &[AuditAnchor], anchor_key: Option<Vec<u8>>) -> Result<Self> {
        run("AuditVerifier", || core::AuditVerifier::new(log_id, anchors, anchor_key.as_deref()))
            .map(|verifier| Self(Mutex::new(Some(verifier))))
    }

    /// Take the next bytes of the log.
    pub fn feed(&self, bytes: Vec<u8>) -> Result<()> {
        self.at_work("AuditVerifier.feed", |verifier| Some(verifier.as_mut()?.feed(&bytes)))
    }

    /// The log is over: whether it is what was written. This ends the verifier.
    pub fn finish(&self) -> Result<AuditVerdict> {
        self.at_work("AuditVerifier.finish", |verifier| Some(verifier.take()?.finish()))
    }
}

/// Verify a whole log.
#[uniffi::export(default(anchors = [], anchor_key = None))]
pub fn verify_audit(
    log_id: &str,
    lines: Vec<u8>,
    anchors: &[AuditAnchor],
    anchor_key: Option<Vec<u8>>,
) -> Result<AuditVerdict> {
    run("verifyAudit", || core::verify_audit(log_id, &lines, anchors, anchor_key.as_deref()))
}
