//! Where the tests of `lifetime` find their data, and how they read it.
#![allow(dead_code)] // each test reads its own

use std::path::PathBuf;

use sartor::lifetime::{CustomerColumn, Period, Summaries, SummaryOptions, Transactions, summarize_columns};
use sartor::time::parse_timestamp_ms;

/// Columns of summaries.
#[derive(Debug, Default)]
pub struct Sample {
    pub frequency: Vec<f64>,
    pub last_purchase_age: Vec<f64>,
    pub age: Vec<f64>,
    /// Repeat purchases with positive spend, and their mean: what Gamma-Gamma is fitted to.
    pub paid_frequency: Vec<f64>,
    pub monetary: Vec<f64>,
    /// Purchases in the 39 weeks held out.
    pub held_out: Vec<f64>,
}

/// A file of the development data; `None` where there is none, which CI does not allow.
pub fn data(name: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let file = std::env::var_os("SARTOR_DATA").map_or(beside, PathBuf::from).join(name);
    if file.is_file() {
        return Some(file);
    }
    assert!(std::env::var_os("CI").is_none(), "no data at {}", file.display());
    println!("skipped: no data at {}", file.display());
    None
}

/// The purchases of the CDNOW sample, one row each.
#[derive(Debug, Default)]
#[allow(dead_code)] // each test file takes what it needs
pub struct Purchases {
    /// Numbered from 0.
    pub customer: Vec<u32>,
    /// Days since the first of January 1997.
    pub days: Vec<i32>,
    /// 30 September 1997, counted likewise.
    pub calibration_end: i32,
}

/// The CDNOW sample as it is, up to the end of June 1998.
#[allow(dead_code)] // each test file takes what it needs
pub fn cdnow_purchases() -> Option<Purchases> {
    let text = std::fs::read_to_string(data_folder()?.join("cdnow_sample.txt")).unwrap();
    let start = day_number("19970101");
    let since = |date: &str| i32::try_from(day_number(date) - start).unwrap();
    let mut purchases = Purchases { calibration_end: since("19970930"), ..Purchases::default() };
    let mut customers: BTreeMap<&str, u32> = BTreeMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let next = u32::try_from(customers.len()).unwrap();
        purchases.customer.push(*customers.entry(fields[0]).or_insert(next));
        purchases.days.push(since(fields[2]));
    }
    Some(purchases)
}

/// The CDNOW sample in weeks, split after 39 weeks (to 30 September 1997).
pub fn cdnow() -> Option<Sample> {
    let summaries = cdnow_summaries()?;
    let Summaries { frequency, last_purchase_age, age, paid_frequency, monetary, holdout_frequency, .. } =
        summaries;
    Some(Sample { frequency, last_purchase_age, age, paid_frequency, monetary, held_out: holdout_frequency })
}

/// Its summaries.
pub fn cdnow_summaries() -> Option<Summaries> {
    let text = std::fs::read_to_string(data("cdnow_sample.txt")?).unwrap();
    let (mut customer, mut timestamp_ms, mut value) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        customer.push(fields[0]);
        timestamp_ms.push(midnight(fields[2]));
        value.push(fields[4].parse().unwrap());
    }
    let rows = Transactions {
        customer: CustomerColumn::Text(&customer),
        timestamp_ms: &timestamp_ms,
        value: Some(&value),
    };
    let options = SummaryOptions {
        calibration_end_ms: Some(midnight("19970930")),
        ..SummaryOptions::new(Period::WEEK, midnight("19980630"))
    };
    Some(summarize_columns(&rows, &options).unwrap())
}

/// Midnight in UTC of a date written `19970131`.
pub fn midnight(date: &str) -> i64 {
    parse_timestamp_ms(&format!("{}-{}-{}T00:00:00Z", &date[..4], &date[4..6], &date[6..])).unwrap()
}
