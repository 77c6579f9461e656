//! Who did what, who may, and what may a report show?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `audit.append` | `logId`, `lines`, `events`, `anchors`, `anchorKey` | `{lines, anchor}`: the new lines alone |
//! | `audit.verify` | `logId`, `lines`, `anchors`, `anchorKey` | `AuditVerdict` |
//! | `access.decide` | `policy`, `request` | `AccessDecision`; by the standard roles unless stated |
//! | `report.release` | `k` or `ledger`, `cells` | `{report, ledger}` |
//!
//! `lines` is the text of a log, `anchorKey` is `hex`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::vault::unhex;
use super::{parsed, with};
use crate::privacy::{
    AccessControl, AccessPolicy, AccessRequest, AuditAnchor, AuditEvent, AuditLog, DEFAULT_K, ReportCell,
    ReportLedger, verify_audit,
};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "audit.append" => with(operation, input, |asked| append(&asked)),
        "audit.verify" => with(operation, input, |asked: Verify| {
            let key = anchor_key(asked.anchor_key.as_deref())?;
            verify_audit(&asked.log_id, asked.lines.as_bytes(), &asked.anchors, key.as_deref())
        }),
        "access.decide" => with(operation, input, |asked: Decide| {
            AccessControl::new(asked.policy.unwrap_or_else(AccessPolicy::standard))?.decide(&asked.request)
        }),
        "report.release" => with(operation, input, release),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Append {
    log_id: String,
    #[serde(default)]
    lines: String,
    events: Vec<AuditEvent>,
    #[serde(default)]
    anchors: Vec<AuditAnchor>,
    anchor_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Verify {
    log_id: String,
    lines: String,
    #[serde(default)]
    anchors: Vec<AuditAnchor>,
    anchor_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decide {
    policy: Option<AccessPolicy>,
    request: AccessRequest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    k: Option<u32>,
    ledger: Option<Value>,
    cells: Vec<ReportCell>,
}

fn append(asked: &Append) -> Result<Value> {
    let key = anchor_key(asked.anchor_key.as_deref())?;
    let mut log = AuditLog::resume(&asked.log_id, asked.lines.as_bytes(), &asked.anchors, key.as_deref())?;
    let mut lines = String::new();
    for event in &asked.events {
        lines += &log.append(event)?.to_json_line()?;
    }
    Ok(json!({ "lines": lines, "anchor": log.anchor(key.as_deref())? }))
}

fn anchor_key(hex: Option<&str>) -> Result<Option<Vec<u8>>> {
    hex.map(|text| unhex("anchorKey", text)).transpose()
}

fn release(asked: Release) -> Result<Value> {
    let mut ledger = match (asked.ledger, asked.k) {
        (Some(ledger), None) => ReportLedger::from_json(&ledger.to_string())?,
        (None, k) => ReportLedger::new(k.unwrap_or(DEFAULT_K))?,
        (Some(_), Some(_)) => {
            return Err(SartorError::invalid("report", "k", "left out: the ledger has its own"));
        }
    };
    let report = ledger.release(&asked.cells)?;
    Ok(json!({ "report": report, "ledger": parsed(&ledger.to_json()?)? }))
}
