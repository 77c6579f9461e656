//! Reports in which nobody is told apart, not even by comparing them.

use std::sync::Mutex;

use sartor::Result;
use sartor::privacy::{self as core, ReportCell, SegmentReport};

use crate::work::{internal, run};

/// Everything that was released of one report, so that no later release gives an earlier figure away.
#[derive(Debug, uniffi::Object)]
pub struct ReportLedger(Mutex<core::ReportLedger>);

impl ReportLedger {
    fn of(ledger: core::ReportLedger) -> Self {
        Self(Mutex::new(ledger))
    }

    fn held<T>(&self, operation: &str, act: impl FnOnce(&mut core::ReportLedger) -> Result<T>) -> Result<T> {
        run(operation, || act(&mut *self.0.lock().map_err(|_| internal(operation))?))
    }
}

#[uniffi::export]
impl ReportLedger {
    /// A ledger without releases, for one report that is made again and again. No figure tells of fewer customers
    /// than `k`, 2 to 1,000.
    #[uniffi::constructor(default(k = 10))]
    pub fn new(k: u32) -> Result<Self> {
        run("ReportLedger", || core::ReportLedger::new(k)).map(Self::of)
    }

    /// The ledger that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("ReportLedger.fromJson", || core::ReportLedger::from_json(text)).map(Self::of)
    }

    /// The report of these cells, as far as it may be shown beside everything released before. The ledger has
    /// changed once this returns; store it before the report goes out.
    pub fn release(&self, cells: &[ReportCell]) -> Result<SegmentReport> {
        self.held("ReportLedger.release", |ledger| ledger.release(cells))
    }

    /// How many different reports were released.
    pub fn release_count(&self) -> Result<i64> {
        self.held("ReportLedger.releaseCount", |ledger| Ok(ledger.release_count()))
    }

    /// The ledger as JSON, hidden figures and all.
    pub fn to_json(&self) -> Result<String> {
        self.held("ReportLedger.toJson", |ledger| ledger.to_json())
    }
}
