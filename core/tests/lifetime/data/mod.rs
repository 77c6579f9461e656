//! Where the tests of `lifetime` find their data, and how they read it.
#![allow(dead_code)] // each test reads its own

pub mod points;

use std::path::PathBuf;

use sartor::lifetime::{CustomerColumn, Period, Summaries, SummaryOptions, Transactions, summarize};
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

/// The purchases of the CDNOW sample, one row each, up to the end of June 1998.
#[derive(Debug, Default)]
pub struct Purchases {
    pub customer: Vec<i64>,
    pub timestamp_ms: Vec<i64>,
    /// In dollars; some are 0.
    pub value: Vec<f64>,
}

/// The CDNOW sample as it is.
pub fn cdnow_purchases() -> Option<Purchases> {
    let text = std::fs::read_to_string(data("cdnow_sample.txt")?).unwrap();
    let mut purchases = Purchases::default();
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        purchases.customer.push(fields[0].parse().unwrap());
        purchases.timestamp_ms.push(midnight(fields[2]));
        purchases.value.push(fields[4].parse().unwrap());
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
    let Purchases { customer, timestamp_ms, value } = cdnow_purchases()?;
    let rows = Transactions {
        customer: CustomerColumn::Integer(&customer),
        timestamp_ms: &timestamp_ms,
        value: Some(&value),
    };
    let options = SummaryOptions {
        calibration_end_ms: Some(midnight("19970930")),
        ..SummaryOptions::new(Period::WEEK, midnight("19980630"))
    };
    Some(summarize(&rows, &options).unwrap())
}

/// Midnight in UTC of a date written `19970131`.
pub fn midnight(date: &str) -> i64 {
    parse_timestamp_ms(&format!("{}-{}-{}T00:00:00Z", &date[..4], &date[4..6], &date[6..])).unwrap()
}
