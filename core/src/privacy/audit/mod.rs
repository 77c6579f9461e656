//! Who did what with whose data, so that nobody can take it back unseen?
//!
//! Each entry holds the hash of the one before (Haber, Stornetta 1991, "How to time-stamp a digital document";
//! SHA-256, FIPS 180-4), and the first that of the log's id. So an entry cannot be edited, taken out, put in or
//! moved without every later hash changing. Whoever may write the whole log can compute them all again, or cut off
//! its end: an [`AuditAnchor`], the last hash kept somewhere else, shows either. What was logged after the last
//! anchor is only as safe as the place it is stored in; [`AuditVerdict::anchored_through`] says how far that is.
//!
//! ```
//! use sartor::privacy::{AuditEvent, AuditFinding, AuditLog, AuditOutcome, pseudonym, verify_audit};
//! let key = b"sixteen bytes or more";
//! let mut log = AuditLog::new("shop-eu")?;
//! let mut lines = String::new();
//! for action in ["profile.read", "profile.export"] {
//!     let entry = log.append(&AuditEvent {
//!         at_ms: 1_780_300_800_000,
//!         actor: pseudonym(key, "employee 7")?,
//!         action: action.to_owned(),
//!         subject: Some(pseudonym(key, "c_17")?),
//!         outcome: AuditOutcome::Allowed,
//!     })?;
//!     lines += &entry.to_json_line()?;
//! }
//! let anchors = [log.anchor(None)?]; // to be stored where the log is not
//! assert!(verify_audit("shop-eu", lines.as_bytes(), &anchors, None)?.is_intact());
//!
//! let verdict = verify_audit("shop-eu", lines.replace("export", "browse").as_bytes(), &anchors, None)?;
//! assert_eq!((verdict.finding, verdict.first_bad_seq), (AuditFinding::Altered, Some(2)));
//! let first = lines.lines().next().unwrap();
//! let verdict = verify_audit("shop-eu", first.as_bytes(), &anchors, None)?;
//! assert_eq!((verdict.finding, verdict.first_bad_seq), (AuditFinding::Truncated, Some(2)));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod entry;
mod verify;

pub use entry::{AuditEntry, AuditEvent, AuditOutcome, MAX_ACTION_BYTES};
pub use verify::{
    AuditFinding, AuditVerdict, AuditVerifier, MAX_ANCHORS, MAX_AUDIT_LINE_BYTES, verify_audit,
};

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use entry::{Hash, from_hex, genesis};

use super::hex;
use super::pseudonym::MIN_PSEUDONYM_KEY_BYTES;
use crate::ids::check_id;
use crate::{Result, SartorError};

const LOG: &str = "audit log";
const ANCHOR: &str = "audit anchor";

/// A place in a log and its hash, kept apart from the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AuditAnchor {
    /// The log it is of.
    pub log_id: String,
    /// Entries up to here; 0 for an empty log.
    pub seq: i64,
    /// The hash of the last of them: 64 hexadecimal digits.
    pub hash: String,
    /// HMAC-SHA-256 of the three, where the anchor is stored somewhere that others write as well.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub mac: Option<String>,
}

/// The end of a log, to which the next entry is tied. The entries themselves are the host's to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLog {
    log_id: String,
    seq: i64,
    head: Hash,
}

impl AuditLog {
    /// An empty log. Its id, 1 to 256 bytes, tells its entries from those of any other log.
    pub fn new(log_id: &str) -> Result<Self> {
        check_id(LOG, "logId", log_id)?;
        Ok(Self { log_id: log_id.to_owned(), seq: 0, head: genesis(log_id) })
    }

    /// Go on where the stored lines end, after verifying them all. With anchors, they must be met as well.
    pub fn resume(
        log_id: &str,
        lines: &[u8],
        anchors: &[AuditAnchor],
        anchor_key: Option<&[u8]>,
    ) -> Result<Self> {
        let verdict = verify_audit(log_id, lines, anchors, anchor_key)?;
        verdict.require_intact()?;
        let head = from_hex(&verdict.head).ok_or_else(internal)?;
        Ok(Self { log_id: log_id.to_owned(), seq: verdict.entries, head })
    }

    /// Go on at an anchor of the log's end, without reading the log.
    pub fn resume_at(log_id: &str, anchor: &AuditAnchor, anchor_key: Option<&[u8]>) -> Result<Self> {
        check_id(LOG, "logId", log_id)?;
        let head = anchor.check(log_id, anchor_key)?;
        Ok(Self { log_id: log_id.to_owned(), seq: anchor.seq, head })
    }

    /// Tie one more entry to the end. It costs the same however long the log is; the log has changed once this
    /// returns, so the entry must be stored before the next one is.
    pub fn append(&mut self, event: &AuditEvent) -> Result<AuditEntry> {
        event.check()?;
        let seq = self.seq.checked_add(1).ok_or_else(internal)?;
        let (entry, hash) = event.linked(seq, &self.head);
        (self.seq, self.head) = (seq, hash);
        Ok(entry)
    }

    /// The end as it is now, signed if there is a key of at least 16 bytes.
    pub fn anchor(&self, anchor_key: Option<&[u8]>) -> Result<AuditAnchor> {
        let mac = anchor_key.map(|key| Ok::<_, SartorError>(hex(&self.mac(key)?.finalize().into_bytes())));
        let (log_id, hash) = (self.log_id.clone(), hex(&self.head));
        Ok(AuditAnchor { log_id, seq: self.seq, hash, mac: mac.transpose()? })
    }

    /// The log's id.
    pub fn log_id(&self) -> &str {
        &self.log_id
    }

    /// How many entries it has.
    pub fn entry_count(&self) -> i64 {
        self.seq
    }

    fn mac(&self, key: &[u8]) -> Result<Hmac<Sha256>> {
        if key.len() < MIN_PSEUDONYM_KEY_BYTES {
            let found = format!("{} bytes", key.len());
            return Err(SartorError::out_of_range(ANCHOR, "key", found, "at least 16 bytes"));
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| internal())?;
        mac.update(b"sartor audit anchor");
        mac.update(&self.head);
        mac.update(&self.seq.to_le_bytes());
        mac.update(self.log_id.as_bytes());
        Ok(mac)
    }
}

impl AuditAnchor {
    /// The hash it stands for, if it is of this log and, where a key is given, was signed with it.
    fn check(&self, log_id: &str, key: Option<&[u8]>) -> Result<Hash> {
        if self.log_id != log_id {
            return Err(SartorError::WrongOwner { subject: ANCHOR.to_owned(), owner: "log".to_owned() });
        }
        if self.seq < 0 {
            return Err(SartorError::out_of_range(ANCHOR, "seq", self.seq, "at least 0"));
        }
        let no_hash = || SartorError::invalid(ANCHOR, "hash", "64 hexadecimal digits");
        let head = from_hex(&self.hash).ok_or_else(no_hash)?;
        if let Some(key) = key {
            let unsigned =
                || SartorError::invalid(ANCHOR, "mac", "64 hexadecimal digits, since a key is given");
            let mac = self.mac.as_deref().and_then(from_hex).ok_or_else(unsigned)?;
            let signed = AuditLog { log_id: log_id.to_owned(), seq: self.seq, head }.mac(key)?;
            let forged = |_| SartorError::tampered(ANCHOR, "it was not signed with this key");
            signed.verify_slice(&mac).map_err(forged)?;
        }
        Ok(head)
    }
}

fn internal() -> SartorError {
    SartorError::Internal { operation: "audit log".to_owned() }
}
