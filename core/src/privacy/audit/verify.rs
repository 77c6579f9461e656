//! Is a log what was written?
//!
//! One pass over its lines, holding nothing but the last hash and the anchors. A line counts only in the exact form
//! in which it was written, so that nothing can hide beside its fields. The first fault is named; what stands
//! behind it proves nothing any more.

use serde::{Deserialize, Serialize};

use super::entry::{AuditEntry, AuditEvent, Hash, from_hex, genesis};
use super::{ANCHOR, AuditAnchor, LOG};
use crate::ids::check_id;
use crate::privacy::hex;
use crate::read::{Line, Lines};
use crate::{Result, SartorError};

/// The longest line of a log, in bytes.
pub const MAX_AUDIT_LINE_BYTES: usize = 1_024;
/// The most anchors that a verifier holds.
pub const MAX_ANCHORS: usize = 1_000_000;

/// What a verifier found first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum AuditFinding {
    /// Every entry is as it was written, and every anchor is met.
    Intact,
    /// A line is no entry in the form in which entries are written.
    Malformed,
    /// An entry does not have the hash of its content.
    Altered,
    /// Another entry stands where this one belongs: one was taken out, put in, moved or repeated.
    OutOfSequence,
    /// An entry is whole but not tied to the one before: what stands before it was written anew.
    Unlinked,
    /// The first entry is tied to another log's id.
    AnotherLog,
    /// The chain holds in itself but does not meet an anchor: it was computed anew.
    Rewritten,
    /// The log ends before its last anchor.
    Truncated,
}

/// Whether a log is what was written, and if not, where it ceases to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AuditVerdict {
    /// What was found first.
    pub finding: AuditFinding,
    /// The place of the first entry that is not as it should be, from 1. With `rewritten`, an entry somewhere after
    /// the last anchor that was met, up to this one, was changed.
    pub first_bad_seq: Option<i64>,
    /// Entries before it, or all.
    pub entries: i64,
    /// Up to which entry anchors were met: what comes later, whoever can write the log could have written anew.
    pub anchored_through: i64,
    /// The hash of the last good entry.
    pub head: String,
}

impl AuditVerdict {
    /// Whether nothing was found.
    pub fn is_intact(&self) -> bool {
        self.finding == AuditFinding::Intact
    }

    /// An error unless nothing was found: `WRONG_OWNER` for another log's, `TAMPERED` for anything else.
    pub fn require_intact(&self) -> Result<()> {
        let at = self.first_bad_seq.unwrap_or_default();
        let what = match self.finding {
            AuditFinding::Intact => return Ok(()),
            AuditFinding::AnotherLog => {
                return Err(SartorError::WrongOwner { subject: LOG.to_owned(), owner: "log".to_owned() });
            }
            AuditFinding::Malformed => "is not in its one form",
            AuditFinding::Altered => "does not have its hash",
            AuditFinding::OutOfSequence => "is not where it belongs",
            AuditFinding::Unlinked => "is not tied to the one before",
            AuditFinding::Rewritten => "does not meet its anchor",
            AuditFinding::Truncated => "is anchored and missing",
        };
        Err(SartorError::tampered(LOG, &format!("entry {at} {what}")))
    }
}

/// Reads a log piece by piece.
pub struct AuditVerifier {
    lines: Lines,
    chain: Chain,
}

/// Verify a whole log.
pub fn verify_audit(
    log_id: &str,
    lines: &[u8],
    anchors: &[AuditAnchor],
    anchor_key: Option<&[u8]>,
) -> Result<AuditVerdict> {
    let mut verifier = AuditVerifier::new(log_id, anchors, anchor_key)?;
    verifier.feed(lines)?;
    verifier.finish()
}

impl AuditVerifier {
    /// A verifier of one log. Each anchor must be of this log and, with a key, signed with it.
    pub fn new(log_id: &str, anchors: &[AuditAnchor], anchor_key: Option<&[u8]>) -> Result<Self> {
        check_id(LOG, "logId", log_id)?;
        if anchors.len() > MAX_ANCHORS {
            return Err(SartorError::too_many(LOG, "anchors", anchors.len(), MAX_ANCHORS, "anchors"));
        }
        let mut expected = Vec::with_capacity(anchors.len());
        let genesis = genesis(log_id);
        for anchor in anchors {
            let hash = anchor.check(log_id, anchor_key)?;
            if anchor.seq == 0 && hash != genesis {
                return Err(SartorError::tampered(ANCHOR, "it names an empty log by another hash"));
            }
            expected.push((anchor.seq, hash));
        }
        expected.sort_unstable();
        let anchors = expected.into_iter().filter(|(seq, _)| *seq > 0).collect();
        let chain = Chain { head: genesis, entries: 0, fault: None, anchors, met: 0 };
        Ok(Self { lines: Lines::new(LOG, MAX_AUDIT_LINE_BYTES), chain })
    }

    /// Take the next bytes of the log, plain or as gzip.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let chain = &mut self.chain;
        self.lines.feed(bytes, &mut |_, line| chain.take(&line))
    }

    /// The verdict, once everything was fed.
    pub fn finish(mut self) -> Result<AuditVerdict> {
        let chain = &mut self.chain;
        self.lines.finish(&mut |_, line| chain.take(&line))?;
        if chain.fault.is_none() && chain.met < chain.anchors.len() {
            chain.fault = Some(AuditFinding::Truncated);
        }
        let anchored = chain.met.checked_sub(1).and_then(|last| chain.anchors.get(last));
        Ok(AuditVerdict {
            finding: chain.fault.unwrap_or(AuditFinding::Intact),
            first_bad_seq: chain.fault.map(|_| chain.entries + 1),
            entries: chain.entries,
            anchored_through: anchored.map_or(0, |(seq, _)| *seq),
            head: hex(&chain.head),
        })
    }
}

struct Chain {
    head: Hash,
    entries: i64,
    fault: Option<AuditFinding>,
    /// Sorted by place; those before `met` were met.
    anchors: Vec<(i64, Hash)>,
    met: usize,
}

impl Chain {
    fn take(&mut self, line: &Line<'_>) {
        if self.fault.is_some() {
            return;
        }
        match self.link(line) {
            Ok(head) => {
                self.entries += 1;
                self.head = head;
            }
            Err(finding) => self.fault = Some(finding),
        }
    }

    fn link(&mut self, line: &Line<'_>) -> std::result::Result<Hash, AuditFinding> {
        let Line::Bytes(line) = line else { return Err(AuditFinding::Malformed) };
        let entry = parse(line).ok_or(AuditFinding::Malformed)?;
        let (Some(previous), Some(hash)) = (from_hex(&entry.previous), from_hex(&entry.hash)) else {
            return Err(AuditFinding::Malformed);
        };
        if entry.hash_after(&previous) != hash {
            return Err(AuditFinding::Altered);
        }
        let seq = self.entries + 1;
        if entry.seq != seq {
            return Err(AuditFinding::OutOfSequence);
        }
        if previous != self.head {
            return Err(if seq == 1 { AuditFinding::AnotherLog } else { AuditFinding::Unlinked });
        }
        while let Some((place, anchored)) = self.anchors.get(self.met)
            && *place == seq
        {
            if *anchored != hash {
                return Err(AuditFinding::Rewritten);
            }
            self.met += 1;
        }
        Ok(hash)
    }
}

/// An entry in the one form in which it is written, with values that could have been logged.
fn parse(line: &[u8]) -> Option<AuditEntry> {
    let entry: AuditEntry = serde_json::from_slice(line).ok()?;
    let again = serde_json::to_vec(&entry).ok()?;
    let logged = AuditEvent {
        at_ms: entry.at_ms,
        actor: entry.actor.clone(),
        action: entry.action.clone(),
        subject: entry.subject.clone(),
        outcome: entry.outcome,
    };
    (again == line && logged.check().is_ok()).then_some(entry)
}
