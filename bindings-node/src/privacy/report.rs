//! Reports of segments that single nobody out.

use std::sync::{Arc, Mutex, MutexGuard};

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::privacy as core;

use crate::host::{Outcome, parsed, run, to_text};
use crate::input;
use crate::work::{Follow, busy, promise};

const LEDGER: &str = "report ledger";

/// Everything that one report has told so far. It holds what is hidden, so it stays with the host.
#[napi]
pub struct ReportLedger {
    ledger: Arc<Mutex<core::ReportLedger>>,
}

impl ReportLedger {
    fn of(ledger: core::ReportLedger) -> Self {
        Self { ledger: Arc::new(Mutex::new(ledger)) }
    }

    fn look(&self) -> Outcome<MutexGuard<'_, core::ReportLedger>> {
        Ok(self.ledger.try_lock().map_err(busy(LEDGER))?)
    }
}

#[napi]
impl ReportLedger {
    /// A ledger without releases, for one report that is made again and again. No figure tells of fewer customers
    /// than `k`, 2 to 1,000.
    #[napi(constructor, catch_unwind, ts_args_type = "k: number")]
    pub fn new(env: &Env, k: Unknown<'_>) -> napi::Result<Self> {
        run(env, "ReportLedger", || Ok(Self::of(core::ReportLedger::new(input::count(LEDGER, "k", k)?)?)))
    }

    /// The report of these cells, as far as it may be shown beside everything this ledger released before. Cells
    /// that are not named are empty. Store the ledger before the report goes out.
    #[napi(
        catch_unwind,
        ts_args_type = "cells: Array<Input<ReportCell>>",
        ts_return_type = "Promise<SegmentReport>"
    )]
    pub fn release<'env>(&self, env: &'env Env, cells: Unknown<'_>) -> napi::Result<Object<'env>> {
        let operation = "ReportLedger.release";
        promise(
            env,
            operation,
            || {
                let cells: Vec<core::ReportCell> = input::records("segment report", cells)?;
                Ok(((Arc::clone(&self.ledger), cells), Follow::nobody()))
            },
            |(ledger, cells), _| {
                let broken = |_| SartorError::Internal { operation: LEDGER.to_owned() };
                ledger.lock().map_err(broken)?.release(&cells)
            },
            move |env, report| Ok(parsed(env, to_text(operation, &report)?)?),
        )
    }

    /// How many different reports were released.
    #[napi(getter, catch_unwind, ts_return_type = "number")]
    pub fn release_count(&self, env: &Env) -> napi::Result<i64> {
        run(env, "ReportLedger.releaseCount", || Ok(self.look()?.release_count()))
    }

    /// The ledger as JSON, hidden figures and all.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        run(env, "ReportLedger.toJson", || Ok(self.look()?.to_json()?))
    }

    /// A ledger of `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "ReportLedger.fromJson", || {
            let json = input::long_text(LEDGER, "json", json, core::MAX_LEDGER_JSON_BYTES)?;
            Ok(Self::of(core::ReportLedger::from_json(&json)?))
        })
    }
}
