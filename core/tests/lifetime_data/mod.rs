//! Where the tests of `lifetime` find their data, and how they read it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sartor::lifetime::summarize;

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

/// The folder of development data; `None` where there is none, which CI does not allow.
fn data_folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("SARTOR_DATA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "no data at {}", folder.display());
    println!("skipped: no data at {}", folder.display());
    None
}

/// The CDNOW sample in weeks, split after 39 weeks (to 30 September 1997).
pub fn cdnow() -> Option<Sample> {
    let text = std::fs::read_to_string(data_folder()?.join("cdnow_sample.txt")).unwrap();
    let mut customers: BTreeMap<&str, Vec<(i64, f64)>> = BTreeMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (id, date, dollars) = (fields[0], fields[2], fields[4]);
        let purchase = (day_number(date), dollars.parse().unwrap());
        customers.entry(id).or_default().push(purchase);
    }
    let (end, held_out_end) = (day_number("19970930"), day_number("19980630"));
    let mut sample = Sample::default();
    for purchases in customers.values_mut() {
        purchases.sort_by_key(|purchase| purchase.0);
        let (known, later): (Vec<_>, Vec<_>) = purchases.iter().partition(|purchase| purchase.0 <= end);
        // A purchase of 0 dollars is a purchase to BG/NBD, but no spend to Gamma-Gamma.
        let days: Vec<(i64, f64)> = known.iter().map(|p: &(i64, f64)| (p.0, p.1.max(0.005))).collect();
        let summary = summarize(&days, end, 7.0).unwrap();
        sample.frequency.push(summary.frequency);
        sample.last_purchase_age.push(summary.last_purchase_age);
        sample.age.push(summary.age);
        let mut spend_by_day: BTreeMap<i64, f64> = BTreeMap::new();
        for (day, dollars) in known {
            *spend_by_day.entry(day).or_default() += dollars;
        }
        let repeat: Vec<f64> = spend_by_day.values().skip(1).copied().filter(|spend| *spend > 0.0).collect();
        sample.paid_frequency.push(repeat.len() as f64);
        let total = repeat.iter().sum::<f64>();
        sample.monetary.push(if repeat.is_empty() { 0.0 } else { total / repeat.len() as f64 });
        let mut later_days: Vec<i64> = later.iter().map(|p| p.0).filter(|day| *day <= held_out_end).collect();
        later_days.dedup();
        sample.held_out.push(later_days.len() as f64);
    }
    Some(sample)
}

/// Days since the first of January of year 1, of a date written `19970131`.
fn day_number(date: &str) -> i64 {
    let number = |range: std::ops::Range<usize>| date[range].parse::<i64>().unwrap();
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month as usize - 1];
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400 + before + i64::from(leap && month > 2) + day
}
