//! A log that is found intact is made of entries that give the same lines again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::privacy::{AuditLog, verify_audit};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(verdict) = verify_audit("log", bytes, &[], None) {
        let resumed = AuditLog::resume("log", bytes, &[], None);
        assert_eq!(resumed.is_ok(), verdict.is_intact());
        assert!(verdict.is_intact() == verdict.first_bad_seq.is_none());
    }
});
