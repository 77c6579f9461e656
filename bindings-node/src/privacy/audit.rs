//! Logs of access that cannot be changed unnoticed.

use std::cell::RefCell;

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::privacy as core;

use crate::host::{Outcome, answer, parsed, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

const LOG: &str = "audit log";
const ANCHOR: &str = "audit anchor";

/// How much of a log is verified between two looks at the control.
const PIECE_BYTES: usize = 1 << 20;

fn log_id(input: Unknown<'_>) -> Outcome<String> {
    input::text(LOG, "logId", input)
}

fn anchors(input: Unknown<'_>) -> Outcome<Vec<core::AuditAnchor>> {
    if input::is_absent(input)? { Ok(Vec::new()) } else { input::records(ANCHOR, input) }
}

/// The end of a log, to which the next entry is tied. The entries themselves are the host's to store.
#[napi]
pub struct AuditLog {
    log: RefCell<core::AuditLog>,
}

impl AuditLog {
    fn of(log: core::AuditLog) -> Self {
        Self { log: RefCell::new(log) }
    }
}

#[napi]
impl AuditLog {
    /// An empty log. Its id, 1 to 256 bytes, tells its entries from those of any other log.
    #[napi(constructor, catch_unwind, ts_args_type = "logId: string")]
    pub fn new(env: &Env, log_id: Unknown<'_>) -> napi::Result<Self> {
        run(env, "AuditLog", || Ok(Self::of(core::AuditLog::new(&self::log_id(log_id)?)?)))
    }

    /// Go on where the stored lines end, after verifying them all. With anchors, they must be met as well.
    #[napi(
        catch_unwind,
        ts_args_type = "logId: string, lines: Uint8Array, anchors?: Array<AuditAnchor> | null, anchorKey?: Uint8Array | null",
        ts_return_type = "Promise<AuditLog>"
    )]
    pub fn resume<'env>(
        env: &'env Env,
        log_id: Unknown<'_>,
        lines: Unknown<'_>,
        anchors: Unknown<'_>,
        anchor_key: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        promise(
            env,
            "AuditLog.resume",
            || {
                let (log_id, anchors) = (self::log_id(log_id)?, self::anchors(anchors)?);
                let key = input::key(ANCHOR, "anchorKey", anchor_key)?.map(|key| key.to_vec());
                Ok(((log_id, input::bytes(LOG, "lines", lines)?, anchors, key), Follow::nobody()))
            },
            |(log_id, lines, anchors, key), _| {
                core::AuditLog::resume(&log_id, &lines, &anchors, key.as_deref())
            },
            |_, log| Ok(Self::of(log)),
        )
    }

    /// Go on at an anchor of the log's end, without reading the log.
    #[napi(
        factory,
        catch_unwind,
        ts_args_type = "logId: string, anchor: AuditAnchor, anchorKey?: Uint8Array | null"
    )]
    pub fn resume_at(
        env: &Env,
        log_id: Unknown<'_>,
        anchor: Unknown<'_>,
        anchor_key: Unknown<'_>,
    ) -> napi::Result<Self> {
        run(env, "AuditLog.resumeAt", || {
            let (log_id, anchor) = (self::log_id(log_id)?, input::record(ANCHOR, anchor)?);
            let key = input::key(ANCHOR, "anchorKey", anchor_key)?;
            Ok(Self::of(core::AuditLog::resume_at(&log_id, &anchor, key.as_deref())?))
        })
    }

    /// Tie one more entry to the end. The log has changed once this returns, so the entry must be stored, as its
    /// `auditLine`, before the next one is.
    #[napi(catch_unwind, ts_args_type = "event: AuditEvent", ts_return_type = "AuditEntry")]
    pub fn append<'env>(&self, env: &'env Env, event: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "AuditLog.append", || {
            let event = input::record("audit event", event)?;
            let in_use = |_| SartorError::Internal { operation: "AuditLog.append".to_owned() };
            Ok(self.log.try_borrow_mut().map_err(in_use)?.append(&event)?)
        })
    }

    /// The end as it is now, signed if there is a key of at least 16 bytes. It is kept apart from the log.
    #[napi(catch_unwind, ts_args_type = "anchorKey?: Uint8Array | null", ts_return_type = "AuditAnchor")]
    pub fn anchor<'env>(&self, env: &'env Env, anchor_key: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "AuditLog.anchor", || {
            let key = input::key(ANCHOR, "anchorKey", anchor_key)?;
            Ok(self.log.borrow().anchor(key.as_deref())?)
        })
    }

    /// The log's id.
    #[napi(getter, catch_unwind)]
    pub fn log_id(&self) -> String {
        self.log.borrow().log_id().to_owned()
    }

    /// How many entries it has.
    #[napi(getter, catch_unwind)]
    pub fn entry_count(&self) -> i64 {
        self.log.borrow().entry_count()
    }
}

/// Reads a log piece by piece.
#[napi]
pub struct AuditVerifier {
    verifier: RefCell<Option<core::AuditVerifier>>,
}

fn finished() -> SartorError {
    SartorError::NotAvailable {
        subject: "audit verifier".to_owned(),
        reason: "it has given its verdict".to_owned(),
    }
}

#[napi]
impl AuditVerifier {
    /// A verifier of one log. Each anchor must be of this log and, with a key, signed with it.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "logId: string, anchors?: Array<AuditAnchor> | null, anchorKey?: Uint8Array | null"
    )]
    pub fn new(
        env: &Env,
        log_id: Unknown<'_>,
        anchors: Unknown<'_>,
        anchor_key: Unknown<'_>,
    ) -> napi::Result<Self> {
        run(env, "AuditVerifier", || {
            let (log_id, anchors) = (self::log_id(log_id)?, self::anchors(anchors)?);
            let key = input::key(ANCHOR, "anchorKey", anchor_key)?;
            let verifier = core::AuditVerifier::new(&log_id, &anchors, key.as_deref())?;
            Ok(Self { verifier: RefCell::new(Some(verifier)) })
        })
    }

    /// Take the next bytes of the log, plain or as gzip.
    #[napi(catch_unwind, ts_args_type = "bytes: Uint8Array")]
    pub fn feed(&self, env: &Env, bytes: Unknown<'_>) -> napi::Result<()> {
        run(env, "AuditVerifier.feed", || {
            let bytes = input::borrowed(LOG, "bytes", bytes)?;
            Ok(self.verifier.borrow_mut().as_mut().ok_or_else(finished)?.feed(&bytes)?)
        })
    }

    /// The verdict, once everything was fed. The verifier is used up by it.
    #[napi(catch_unwind, ts_return_type = "AuditVerdict")]
    pub fn finish<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "AuditVerifier.finish", || Ok(self.verifier.take().ok_or_else(finished)?.finish()?))
    }
}

/// Verify a whole log, plain or as gzip; steps are its bytes.
#[napi(
    catch_unwind,
    ts_args_type = "logId: string, lines: Uint8Array, anchors?: Array<AuditAnchor> | null, anchorKey?: Uint8Array | null, options?: FollowOptions | null",
    ts_return_type = "Promise<AuditVerdict>"
)]
pub fn verify_audit<'env>(
    env: &'env Env,
    log_id: Unknown<'_>,
    lines: Unknown<'_>,
    anchors: Unknown<'_>,
    anchor_key: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "verifyAudit";
    promise(
        env,
        operation,
        || {
            let (log_id, anchors) = (self::log_id(log_id)?, self::anchors(anchors)?);
            let key = input::key(ANCHOR, "anchorKey", anchor_key)?;
            let verifier = core::AuditVerifier::new(&log_id, &anchors, key.as_deref())?;
            let lines = input::bytes(LOG, "lines", lines)?;
            Ok(((verifier, lines), Follow::read(env, operation, options)?))
        },
        |(mut verifier, lines), control| {
            let (mut done, total) = (0, lines.len() as u64);
            for piece in lines.chunks(PIECE_BYTES) {
                verifier.feed(piece)?;
                done += piece.len() as u64;
                control.step(done, total)?;
            }
            verifier.finish()
        },
        move |env, verdict| Ok(parsed(env, to_text(operation, &verdict)?)?),
    )
}

/// An entry as one line of JSON with its end: the only form in which a log is verified.
#[napi(catch_unwind, ts_args_type = "entry: AuditEntry", ts_return_type = "string")]
pub fn audit_line(env: &Env, entry: Unknown<'_>) -> napi::Result<String> {
    run(env, "auditLine", || Ok(input::record::<core::AuditEntry>("audit entry", entry)?.to_json_line()?))
}

/// Whether nothing was found.
#[napi(catch_unwind, ts_args_type = "verdict: AuditVerdict", ts_return_type = "boolean")]
pub fn is_intact(env: &Env, verdict: Unknown<'_>) -> napi::Result<bool> {
    run(env, "isIntact", || Ok(input::record::<core::AuditVerdict>("audit verdict", verdict)?.is_intact()))
}

/// Throws unless nothing was found: `WRONG_OWNER` for another log's, `TAMPERED` for anything else.
#[napi(catch_unwind, ts_args_type = "verdict: AuditVerdict", ts_return_type = "void")]
pub fn require_intact(env: &Env, verdict: Unknown<'_>) -> napi::Result<()> {
    run(env, "requireIntact", || {
        Ok(input::record::<core::AuditVerdict>("audit verdict", verdict)?.require_intact()?)
    })
}
