//! What comes of a file of transactions, whatever its order, and that folding row by row gives the same.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::data::{cdnow_summaries, data};
use proptest::prelude::*;
use sartor::lifetime::{
    CustomerColumn, CustomerIds, CustomerPurchases, LeftOut, Period, SummaryOptions, Transactions, summarize,
    summarize_customer,
};
use sartor::time::{DAY_MS, local_day, parse_local_ms};

/// A transaction: customer, time, value.
type Row = (i64, i64, f64);

const NOW_MS: i64 = 100 * DAY_MS - 1;

fn columns(rows: &[Row]) -> (Vec<i64>, Vec<i64>, Vec<f64>) {
    let customer = rows.iter().map(|row| row.0).collect();
    (customer, rows.iter().map(|row| row.1).collect(), rows.iter().map(|row| row.2).collect())
}

fn summaries(rows: &[Row], options: &SummaryOptions) -> sartor::Result<sartor::lifetime::Summaries> {
    let (customer, timestamp_ms, value) = columns(rows);
    let customer = CustomerColumn::Integer(&customer);
    summarize(&Transactions { customer, timestamp_ms: &timestamp_ms, value: Some(&value) }, options)
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    // Few customers, days and amounts, so that returns meet purchases of their size and of the same instant.
    let value = prop_oneof![
        5 => (1_i32..6).prop_map(|v| 10.1 * f64::from(v)),
        3 => (1_i32..8).prop_map(|v| -10.1 * f64::from(v)),
        1 => Just(0.0),
    ];
    prop::collection::vec((0_i64..5, (0_i64..300).prop_map(|third| third * DAY_MS / 3), value), 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_row_by_row_in_time_gives_the_batch_to_the_bit(rows in rows(), offset in -840_i32..=840) {
        let mut sorted = rows.clone();
        sorted.sort_by(|a, b| (a.1, b.2).partial_cmp(&(b.1, a.2)).unwrap());
        let mut folded: BTreeMap<i64, CustomerPurchases> = BTreeMap::new();
        for (customer, time, value) in sorted {
            folded.entry(customer).or_default().fold(i64::from(local_day(time, offset)), value).unwrap();
        }
        // 14 hours to the east it is the next day already.
        let options = SummaryOptions { utc_offset_minutes: offset, ..SummaryOptions::new(Period::WEEK, NOW_MS + DAY_MS) };
        let now = i64::from(local_day(NOW_MS + DAY_MS, offset));
        let expected: Vec<_> = folded.iter()
            .filter_map(|(id, purchases)| purchases.summary(now, Period::WEEK).ok().map(|summary| (*id, summary)))
            .collect();
        let Ok(batch) = summaries(&rows, &options) else { prop_assert!(expected.is_empty()); return Ok(()) };
        prop_assert_eq!(&batch.customer, &CustomerIds::Integer(expected.iter().map(|(id, _)| *id).collect()));
        for (at, (_, summary)) in expected.iter().enumerate() {
            prop_assert_eq!(batch.frequency[at], summary.frequency);
            prop_assert_eq!(batch.last_purchase_age[at], summary.last_purchase_age);
            prop_assert_eq!(batch.age[at], summary.age);
            prop_assert_eq!(batch.paid_frequency[at], summary.paid_frequency);
            prop_assert_eq!(batch.monetary[at], summary.monetary);
            prop_assert_eq!(batch.log_interval_sum[at], summary.log_interval_sum);
        }
        let returned: i64 = folded.values().map(|purchases| purchases.returns().rows).sum();
        prop_assert_eq!(batch.returns.rows, returned);
        prop_assert_eq!(batch.left_out.customers_all_returned, (folded.len() - expected.len()) as i64);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter_to_the_bit(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        split in 10_i64..90,
    ) {
        let options =
            SummaryOptions { calibration_end_ms: Some(split * DAY_MS), ..SummaryOptions::new(Period::DAY, NOW_MS) };
        prop_assert_eq!(summaries(&rows, &options), summaries(&shuffled, &options));
    }

    #[test]
    fn money_is_kept(rows in rows(), split in 10_i64..90) {
        // What was paid, less what was returned and had been bought, stands in the summaries.
        let options =
            SummaryOptions { calibration_end_ms: Some(split * DAY_MS), ..SummaryOptions::new(Period::DAY, NOW_MS) };
        let Ok(split) = summaries(&rows, &options) else { return Ok(()) };
        for at in 0..split.len() {
            let id = match &split.customer { CustomerIds::Integer(ids) => ids[at], CustomerIds::Text(_) => unreachable!() };
            let own: Vec<Row> = rows.iter().copied().filter(|row| row.0 == id).collect();
            let alone = summaries(&own, &options).unwrap();
            let later: f64 =
                own.iter().filter(|row| i64::from(local_day(row.1, 0)) > options.calibration_end_ms.unwrap() / DAY_MS).map(|row| row.2).sum();
            let held = alone.holdout_value[0] - alone.holdout_returns.unmatched_value;
            prop_assert!((held - later).abs() < 1e-6, "{} {}", held, later);
            prop_assert_eq!(alone.holdout_value[0], split.holdout_value[at]);
            prop_assert!(alone.monetary[0] * alone.paid_frequency[0] >= 0.0);
        }
    }

    #[test]
    fn the_future_changes_nothing_that_is_known(rows in rows(), split in 10_i64..90) {
        // What is known at the end of the calibration is what a file that ends there gives.
        let known = SummaryOptions::new(Period::DAY, split * DAY_MS);
        let options = SummaryOptions { calibration_end_ms: Some(split * DAY_MS), ..SummaryOptions::new(Period::DAY, NOW_MS) };
        match (summaries(&rows, &known), summaries(&rows, &options)) {
            (Ok(known), Ok(split)) => {
                prop_assert_eq!(known.customer, split.customer);
                prop_assert_eq!(known.frequency, split.frequency);
                prop_assert_eq!(known.age, split.age);
                prop_assert_eq!(known.monetary, split.monetary);
                prop_assert_eq!(known.returns, split.returns);
            }
            (known, split) => prop_assert_eq!(known.err(), split.err()),
        }
    }
}

#[test]
fn one_customer_is_summarised_the_same_alone() {
    let days = [(10, 40.0), (24, 30.0), (24, 5.0), (30, -12.0), (59, 25.0), (59, -25.0), (70, 8.0)];
    let alone = summarize_customer(&days, 90, 7.0).unwrap();
    let rows: Vec<Row> = days.iter().map(|(day, value)| (1, day * DAY_MS, *value)).collect();
    let batch = summaries(&rows, &SummaryOptions::new(Period::WEEK, 90 * DAY_MS)).unwrap();
    assert_eq!(batch.frequency, [alone.frequency]);
    assert_eq!(batch.last_purchase_age, [alone.last_purchase_age]);
    assert_eq!(batch.age, [alone.age]);
    assert_eq!(batch.monetary, [alone.monetary]);
    assert_eq!((alone.frequency, alone.monetary), (2.0, 15.5));
}

#[test]
fn nobodys_rows_and_the_future_are_counted_and_left_out() {
    let rows = Transactions {
        customer: CustomerColumn::Text(&["b", "", " ", "b", "a", "c", "d", "d"]),
        timestamp_ms: &[0, DAY_MS, DAY_MS, 200 * DAY_MS, 5 * DAY_MS, 60 * DAY_MS, DAY_MS, 2 * DAY_MS],
        value: Some(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, -7.0]),
    };
    let options = SummaryOptions {
        calibration_end_ms: Some(50 * DAY_MS),
        ..SummaryOptions::new(Period::WEEK, 99 * DAY_MS)
    };
    let summaries = summarize(&rows, &options).unwrap();
    assert_eq!(summaries.customer, CustomerIds::Text(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(summaries.holdout_periods, 7.0);
    let left_out = LeftOut {
        rows_without_customer: 2,
        rows_after_as_of: 1,
        customers_all_returned: 1,
        customers_after_calibration: 1,
    };
    assert_eq!(summaries.left_out, left_out);
}

#[test]
fn a_day_ends_at_midnight_of_the_shops_clock() {
    let rows = [(1, 0, 5.0), (1, 23 * DAY_MS / 24, 5.0), (1, 47 * DAY_MS / 24, 5.0)];
    let at = |utc_offset_minutes: i32| {
        let options = SummaryOptions { utc_offset_minutes, ..SummaryOptions::new(Period::DAY, 9 * DAY_MS) };
        let summaries = summaries(&rows, &options).unwrap();
        (summaries.frequency[0], summaries.last_purchase_age[0])
    };
    assert_eq!(at(0), (1.0, 1.0));
    assert_eq!(at(60), (2.0, 2.0));
}

#[test]
fn what_cannot_be_is_refused_by_row_and_field() {
    let options = SummaryOptions::new(Period::WEEK, NOW_MS);
    let text = |customer: &[i64], timestamp_ms: &[i64], value: &[f64], options: &SummaryOptions| {
        let customer = CustomerColumn::Integer(customer);
        summarize(&Transactions { customer, timestamp_ms, value: Some(value) }, options)
            .unwrap_err()
            .to_string()
    };
    let cases = [
        (text(&[1, 2], &[0, 1], &[1.0, f64::NAN], &options), "row 1: value is NaN, expected an amount"),
        (text(&[1, 2], &[0, 1], &[1.0, -2e15], &options), "row 1: value is -2000000000000000"),
        (text(&[1, 2], &[0, -5], &[1.0, 1.0], &options), "row 1: timestamp_ms is -5, expected milliseconds"),
        (text(&[1, 2], &[i64::MAX, 1], &[1.0, 1.0], &options), "row 0: timestamp_ms is 9223372036854775807"),
        (text(&[1, 2], &[0], &[1.0, 1.0], &options), "transactions: timestamp_ms is 1 rows long"),
        (text(&[1, 2], &[0, 1], &[1.0], &options), "transactions: value is 1 rows long"),
        (text(&[], &[], &[], &options), "transactions: 0 rows, at least 1 needed"),
        (text(&[1], &[0], &[-1.0], &options), "transactions: 0 customers with a purchase"),
        (
            text(&[1], &[0], &[1.0], &SummaryOptions { as_of_ms: -1, ..options.clone() }),
            "summary options: as_of_ms is -1",
        ),
        (
            text(&[1], &[0], &[1.0], &SummaryOptions { calibration_end_ms: Some(NOW_MS), ..options.clone() }),
            "summary options: calibration_end_ms is 8639999999, expected a day before",
        ),
        (
            text(&[1], &[0], &[1.0], &SummaryOptions { utc_offset_minutes: 900, ..options.clone() }),
            "summary options: utc_offset_minutes is 900",
        ),
    ];
    for (found, expected) in cases {
        assert!(found.starts_with(expected), "{found}");
    }
    assert_eq!(Period::of_days(0.0).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(Period::named("fortnight").unwrap_err().code(), "INVALID_VALUE");
}

#[test]
fn the_cdnow_sample_gives_its_known_rows() {
    let Some(summaries) = cdnow_summaries() else { return };
    assert_eq!(summaries.len(), 2_357);
    assert_eq!(summaries.frequency.iter().filter(|x| **x > 0.0).count(), 946);
    // Totals of Fader and Hardie's summary of the sample.
    assert_eq!(summaries.frequency.iter().sum::<f64>(), 2_457.0);
    assert_eq!(summaries.returns.rows, 0);
    assert!((summaries.holdout_periods - 39.0).abs() < 0.01);
    assert_eq!(summaries.period, Period::WEEK);
}

#[test]
fn a_year_of_a_real_shop_nets_its_cancellations() {
    let Some(path) = data("online_retail_ii_2009_2010.csv.gz") else { return };
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let (mut customer, mut timestamp_ms, mut value) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        // A description may hold commas; what is needed stands at both ends.
        let mut fields = line.rsplitn(6, ',');
        let _country = fields.next();
        let id = fields.next().unwrap();
        let price: f64 = fields.next().unwrap().parse().unwrap();
        let time = fields.next().unwrap();
        let quantity: f64 = fields.next().unwrap().parse().unwrap();
        customer.push(id);
        timestamp_ms.push(parse_local_ms(time, 0).unwrap());
        value.push(price * quantity);
    }
    let rows = Transactions {
        customer: CustomerColumn::Text(&customer),
        timestamp_ms: &timestamp_ms,
        value: Some(&value),
    };
    let as_of_ms = *timestamp_ms.iter().max().unwrap();
    let summaries = summarize(&rows, &SummaryOptions::new(Period::WEEK, as_of_ms)).unwrap();
    let returns = &summaries.returns;
    println!(
        "{} customers, {} repeat purchases; {returns:?}; {:?}",
        summaries.len(),
        summaries.frequency.iter().sum::<f64>(),
        summaries.left_out
    );
    let customers: BTreeSet<&str> = customer.iter().copied().filter(|id| !id.is_empty()).collect();
    let negative = |at: &usize| value[*at] < 0.0 && !customer[*at].is_empty();
    assert_eq!(customers.len() as i64, summaries.len() as i64 + summaries.left_out.customers_all_returned);
    assert_eq!(summaries.left_out.rows_without_customer, 107_927);
    assert_eq!(returns.rows, (0..value.len()).filter(negative).count() as i64);
    assert!(returns.purchases_undone > 0 && returns.unmatched_rows > 0);
    assert!(returns.unmatched_value < returns.value);
}
