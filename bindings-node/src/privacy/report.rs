//! Reports of segments that single nobody out.

use std::cell::RefCell;

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;
use sartor::SartorError;
use sartor::privacy as core;

use crate::host::{answer, run};
use crate::input;

const LEDGER: &str = "report ledger";

/// Everything that one report has told so far. It holds what is hidden, so it stays with the host.
#[napi]
pub struct ReportLedger {
    ledger: RefCell<core::ReportLedger>,
}

#[napi]
impl ReportLedger {
    /// A ledger without releases, for one report that is made again and again. No figure tells of fewer customers
    /// than `k`, 2 to 1,000.
    #[napi(constructor, catch_unwind, ts_args_type = "k: number")]
    pub fn new(env: &Env, k: Unknown<'_>) -> napi::Result<Self> {
        run(env, "ReportLedger", || {
            Ok(Self { ledger: RefCell::new(core::ReportLedger::new(input::count(LEDGER, "k", k)?)?) })
        })
    }

    /// The report of these cells, as far as it may be shown beside everything this ledger released before. Cells
    /// that are not named are empty. Store the ledger before the report goes out.
    #[napi(catch_unwind, ts_args_type = "cells: Array<Input<ReportCell>>", ts_return_type = "SegmentReport")]
    pub fn release<'env>(&self, env: &'env Env, cells: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "ReportLedger.release", || {
            let cells: Vec<core::ReportCell> = input::records("segment report", cells)?;
            let in_use = |_| SartorError::Internal { operation: "ReportLedger.release".to_owned() };
            Ok(self.ledger.try_borrow_mut().map_err(in_use)?.release(&cells)?)
        })
    }

    /// How many different reports were released.
    #[napi(getter, catch_unwind)]
    pub fn release_count(&self) -> i64 {
        self.ledger.borrow().release_count()
    }

    /// The ledger as JSON, hidden figures and all.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        run(env, "ReportLedger.toJson", || Ok(self.ledger.borrow().to_json()?))
    }

    /// A ledger of `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "ReportLedger.fromJson", || {
            let json = input::long_text(LEDGER, "json", json, core::MAX_LEDGER_JSON_BYTES)?;
            Ok(Self { ledger: RefCell::new(core::ReportLedger::from_json(&json)?) })
        })
    }
}
