//! A ledger that was loaded releases a report without small figures.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::privacy::{ReportCell, ReportLedger};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(mut ledger) = ReportLedger::from_json(text) else { return };
    for column in [None, Some("c".to_owned())] {
        let cell = ReportCell { row: "r".to_owned(), column, count: 3, sums_minor: Vec::new() };
        if let Ok(report) = ledger.release(&[cell]) {
            let k = i64::from(report.k);
            assert!(report.total.count.is_none_or(|count| count == 0 || count >= k));
        }
    }
});
