//! What do sealing, logging and reporting cost?
#![allow(clippy::expect_used, clippy::unwrap_used)] // a bench that cannot be set up has nothing to tell

use std::hint::black_box;

use criterion::Criterion;
use sartor::privacy::{
    AuditEvent, AuditLog, AuditOutcome, KeyRing, ReportCell, ReportLedger, create_data_key, open, open_with,
    pseudonym, rewrap, seal, seal_with, verify_audit,
};

/// The median of packed profiles of the real order file, in bytes.
const MEDIAN_PROFILE: usize = 395;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    sealing(&mut criterion);
    logging(&mut criterion);
    reporting(&mut criterion);
    criterion.final_summary();
}

fn sealing(criterion: &mut Criterion) {
    let ring = KeyRing::new(&(0..32).collect::<Vec<u8>>()).unwrap();
    let wrapped = create_data_key("c_17", &ring).unwrap();
    let profile: Vec<u8> = (0..MEDIAN_PROFILE).map(|at| (at * 31) as u8).collect();
    let schema = "profile/1";
    let within = seal(&profile, "c_17", schema, &ring).unwrap();
    let elsewhere = seal_with(&profile, "c_17", schema, &wrapped, &ring).unwrap();
    let mut group = criterion.benchmark_group("395 bytes");
    group.bench_function("seal", |bencher| {
        bencher.iter(|| seal(black_box(&profile), "c_17", schema, &ring).unwrap());
    });
    group.bench_function("open", |bencher| {
        bencher.iter(|| open(black_box(&within), "c_17", schema, &ring).unwrap());
    });
    group.bench_function("seal_with", |bencher| {
        bencher.iter(|| seal_with(black_box(&profile), "c_17", schema, &wrapped, &ring).unwrap());
    });
    group.bench_function("open_with", |bencher| {
        bencher.iter(|| open_with(black_box(&elsewhere), "c_17", schema, &wrapped, &ring).unwrap());
    });
    group.finish();
    let mut rotated = ring.clone();
    rotated.rotate(&(1..33).collect::<Vec<u8>>()).unwrap();
    criterion.bench_function("rewrap", |bencher| {
        bencher.iter(|| rewrap(black_box(&wrapped), &rotated).unwrap());
    });
}

fn logging(criterion: &mut Criterion) {
    let key = b"sixteen bytes or more";
    let event = AuditEvent {
        at_ms: 1_780_300_800_000,
        actor: pseudonym(key, "employee 7").unwrap(),
        action: "profile.read".to_owned(),
        subject: Some(pseudonym(key, "c_17").unwrap()),
        outcome: AuditOutcome::Allowed,
    };
    let mut log = AuditLog::new("shop").unwrap();
    criterion.bench_function("audit append", |bencher| {
        bencher.iter(|| log.append(black_box(&event)).unwrap());
    });
    let mut log = AuditLog::new("shop").unwrap();
    let entry = || log.append(&event).unwrap().to_json_line().unwrap();
    let lines: String = std::iter::repeat_with(entry).take(1_000).collect();
    criterion.bench_function("audit verify/1000 entries", |bencher| {
        bencher.iter(|| verify_audit("shop", black_box(lines.as_bytes()), &[], None).unwrap());
    });
}

fn reporting(criterion: &mut Criterion) {
    let cell = |at: i64| ReportCell {
        row: format!("segment {}", at / 10),
        column: Some(format!("channel {}", at % 10)),
        count: at * at % 97,
        sums_minor: Vec::new(),
    };
    let cells: Vec<ReportCell> = (0..100).map(cell).collect();
    criterion.bench_function("report/10 x 10", |bencher| {
        bencher.iter(|| ReportLedger::new(10).unwrap().release(black_box(&cells)).unwrap());
    });
}
