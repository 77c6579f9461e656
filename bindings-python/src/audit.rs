//! The audit log: written, resumed, verified.

use std::sync::Mutex;

use pyo3::prelude::*;
use sartor::privacy::{AuditAnchor, AuditEntry, AuditEvent, AuditVerdict};
use sartor::{Result, SartorError};

use crate::input::Given;
use crate::work::{Shared, run};

/// A log of who did what with whose data, as a chain of hashes.
///
/// The host stores the line of each entry (`AuditEntry.to_json_line`), and an anchor somewhere else.
#[pyclass(frozen, module = "sartor")]
pub struct AuditLog(Shared<sartor::privacy::AuditLog>);

impl AuditLog {
    fn made(
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce() -> Result<sartor::privacy::AuditLog> + Send,
    ) -> PyResult<Self> {
        run(py, operation, work).map(|log| Self(Shared::new(log)))
    }
}

#[pymethods]
impl AuditLog {
    /// An empty log. Its id, 1 to 256 bytes, tells its entries from those of any other log.
    #[new]
    fn __new__(py: Python<'_>, log_id: &str) -> PyResult<Self> {
        Self::made(py, "AuditLog", || sartor::privacy::AuditLog::new(log_id))
    }

    /// The log that these lines hold, if nothing in them was altered and every anchor is met.
    #[staticmethod]
    #[pyo3(signature = (log_id, lines, anchors, anchor_key = None))]
    fn resume(
        py: Python<'_>,
        log_id: &str,
        lines: &[u8],
        anchors: Vec<Given<AuditAnchor>>,
        anchor_key: Option<&[u8]>,
    ) -> PyResult<Self> {
        let anchors = given(anchors);
        Self::made(py, "AuditLog.resume", || {
            sartor::privacy::AuditLog::resume(log_id, lines, &anchors, anchor_key)
        })
    }

    /// The log as it was at an anchor, without reading it.
    #[staticmethod]
    #[pyo3(signature = (log_id, anchor, anchor_key = None))]
    fn resume_at(
        py: Python<'_>,
        log_id: &str,
        anchor: Given<AuditAnchor>,
        anchor_key: Option<&[u8]>,
    ) -> PyResult<Self> {
        Self::made(py, "AuditLog.resume_at", || {
            sartor::privacy::AuditLog::resume_at(log_id, &anchor.0, anchor_key)
        })
    }

    /// Write an entry; the host stores its line.
    fn append(&self, py: Python<'_>, event: Given<AuditEvent>) -> PyResult<AuditEntry> {
        run(py, "AuditLog.append", || self.0.change("AuditLog.append", |log| log.append(&event.0)))
    }

    /// What stands for all entries so far, signed where a key of at least 16 bytes is given.
    #[pyo3(signature = (anchor_key = None))]
    fn anchor(&self, py: Python<'_>, anchor_key: Option<&[u8]>) -> PyResult<AuditAnchor> {
        run(py, "AuditLog.anchor", || self.0.now("AuditLog.anchor")?.anchor(anchor_key))
    }

    /// The log's id.
    #[getter]
    fn log_id(&self, py: Python<'_>) -> PyResult<String> {
        run(py, "AuditLog.log_id", || Ok(self.0.now("AuditLog.log_id")?.log_id().to_owned()))
    }

    /// Entries written so far.
    #[getter]
    fn entry_count(&self, py: Python<'_>) -> PyResult<i64> {
        run(py, "AuditLog.entry_count", || Ok(self.0.now("AuditLog.entry_count")?.entry_count()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("AuditLog({:?}, entries={})", self.log_id(py)?, self.entry_count(py)?))
    }
}

/// Reads a log piece by piece and finds any edit, deletion, change of order or truncation.
#[pyclass(frozen, module = "sartor")]
pub struct AuditVerifier(Mutex<Option<sartor::privacy::AuditVerifier>>);

impl AuditVerifier {
    fn reading<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&mut Option<sartor::privacy::AuditVerifier>) -> Option<Result<T>> + Send,
    ) -> PyResult<T> {
        run(py, operation, || {
            let mut verifier =
                self.0.lock().map_err(|_| SartorError::Internal { operation: operation.to_owned() })?;
            let finished = || SartorError::invalid("audit verifier", "state", "unfinished: begin another");
            work(&mut verifier).ok_or_else(finished)?
        })
    }
}

#[pymethods]
impl AuditVerifier {
    /// A verifier of one log. Each anchor must be of this log and, with a key, signed with it.
    #[new]
    #[pyo3(signature = (log_id, anchors, anchor_key = None))]
    fn __new__(
        py: Python<'_>,
        log_id: &str,
        anchors: Vec<Given<AuditAnchor>>,
        anchor_key: Option<&[u8]>,
    ) -> PyResult<Self> {
        let anchors = given(anchors);
        run(py, "AuditVerifier", || sartor::privacy::AuditVerifier::new(log_id, &anchors, anchor_key))
            .map(|verifier| Self(Mutex::new(Some(verifier))))
    }

    /// Take the next bytes of the log, plain or gzip.
    fn feed(&self, py: Python<'_>, data: &[u8]) -> PyResult<()> {
        self.reading(py, "AuditVerifier.feed", |verifier| verifier.as_mut().map(|one| one.feed(data)))
    }

    /// The log is over: what was found. A verifier finishes once.
    fn finish(&self, py: Python<'_>) -> PyResult<AuditVerdict> {
        self.reading(py, "AuditVerifier.finish", |verifier| {
            verifier.take().map(sartor::privacy::AuditVerifier::finish)
        })
    }
}

/// What is found in the lines of a log: see `AuditVerdict`.
#[pyfunction]
#[pyo3(signature = (log_id, lines, anchors, anchor_key = None))]
pub fn verify_audit(
    py: Python<'_>,
    log_id: &str,
    lines: &[u8],
    anchors: Vec<Given<AuditAnchor>>,
    anchor_key: Option<&[u8]>,
) -> PyResult<AuditVerdict> {
    let anchors = given(anchors);
    run(py, "verify_audit", || sartor::privacy::verify_audit(log_id, lines, &anchors, anchor_key))
}

fn given(anchors: Vec<Given<AuditAnchor>>) -> Vec<AuditAnchor> {
    anchors.into_iter().map(|anchor| anchor.0).collect()
}
