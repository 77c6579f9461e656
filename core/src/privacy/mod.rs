//! What may be done with a customer's data, and how is it forgotten?
//!
//! Use is gated by consent when a profile is read, and a customer's rights are methods of
//! [`Profile`](crate::profile::Profile). What is here knows no profile, only bytes, ids and counts: [`seal`] and its
//! keys, and the pseudonyms under which customers are counted. The guide is `docs/privacy.md`.

mod access;
mod audit;
mod pseudonym;
mod report;
mod seal;

pub use access::{
    AccessControl, AccessDecision, AccessPermission, AccessPolicy, AccessReason, AccessRequest, AccessRole,
    FieldClass, MAX_ACCESS_NAME_BYTES, MAX_ROLE_PERMISSIONS, MAX_ROLES,
};
pub use audit::{
    AuditAnchor, AuditEntry, AuditEvent, AuditFinding, AuditLog, AuditOutcome, AuditVerdict, AuditVerifier,
    MAX_ACTION_BYTES, MAX_ANCHORS, MAX_AUDIT_LINE_BYTES, verify_audit,
};
pub use pseudonym::{MIN_PSEUDONYM_KEY_BYTES, pseudonym};
pub use report::{
    DEFAULT_K, MAX_LEDGER_JSON_BYTES, MAX_RELEASES, MAX_REPORT_CELLS, MAX_REPORT_SUMS, ReportCell,
    ReportFigure, ReportLedger, SegmentReport,
};
pub use seal::{
    KeyRing, KeyState, MAX_RING_KEYS, MAX_SCHEMA_BYTES, MAX_SEAL_BYTES, RingKey, SEALED_VERSION, SealInfo,
    create_data_key, open, open_with, rewrap, seal, seal_info, seal_with,
};

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
    text
}
