//! What may be done with a customer's data: keys that seal it, a log of who touched it, roles, and reports in which
//! nobody is told apart.

mod access;
mod audit;
mod keys;
mod report;

pub use access::{AccessControl, standard_access_policy};
pub use audit::{AuditLog, AuditVerifier, verify_audit};
pub use keys::{KeyRing, seal_info};
pub use report::ReportLedger;

use sartor::Result;

use crate::work::run;

/// The pseudonym of a customer under a key of at least 16 bytes: `<key id>-<128 bits>`.
#[uniffi::export]
pub fn pseudonym(key: Vec<u8>, customer_id: &str) -> Result<String> {
    run("pseudonym", || sartor::privacy::pseudonym(&key, customer_id))
}
