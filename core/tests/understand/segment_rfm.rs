//! What the scores and labels of RFM promise.

use proptest::prelude::*;
use sartor::segment::{RfmCuts, RfmInput};

fn buyer(recency_days: f64, frequency: u32, monetary_minor: i64) -> RfmInput {
    RfmInput { recency_days, frequency, monetary_minor }
}

fn spread() -> RfmCuts {
    let days: Vec<f64> = (1..=100).map(f64::from).collect();
    let orders: Vec<u32> = (1..=100).collect();
    let spent: Vec<i64> = (1..=100).map(|n| n * 1_000).collect();
    RfmCuts::fit(&days, &orders, &spent).unwrap()
}

#[test]
fn without_ties_each_score_holds_a_fifth_of_the_buyers() {
    let cuts = spread();
    let mut counts = [[0; 5]; 3];
    for n in 1..=100_u32 {
        let cell = cuts.cell(&buyer(f64::from(n), n, i64::from(n) * 1_000)).unwrap();
        for (column, score) in
            [cell.recency_score, cell.frequency_score, cell.monetary_score].iter().enumerate()
        {
            counts[column][*score as usize - 1] += 1;
        }
    }
    assert_eq!(counts, [[20; 5]; 3]);
}

#[test]
fn fewer_days_since_the_last_order_score_higher() {
    let cuts = spread();
    assert_eq!(cuts.cell(&buyer(0.0, 1, 0)).unwrap().recency_score, 5);
    assert_eq!(cuts.cell(&buyer(1_000.0, 1, 0)).unwrap().recency_score, 1);
}

#[test]
fn a_value_that_everyone_shares_scores_in_the_middle() {
    let cuts = RfmCuts::fit(&[30.0; 50], &[1; 50], &[5_000; 50]).unwrap();
    let cell = cuts.cell(&buyer(30.0, 1, 5_000)).unwrap();
    assert_eq!((cell.recency_score, cell.frequency_score, cell.monetary_score), (3, 3, 3));
}

#[test]
fn among_one_time_buyers_a_second_order_stands_out() {
    let mut orders = vec![1; 80];
    orders.extend([2; 15]);
    orders.extend([3, 4, 5, 6, 9]);
    let cuts = RfmCuts::fit(&vec![10.0; 100], &orders, &vec![100; 100]).unwrap();
    let score = |frequency| cuts.cell(&buyer(10.0, frequency, 100)).unwrap().frequency_score;
    assert_eq!((score(1), score(2), score(9)), (3, 5, 5));
}

#[test]
fn labels_follow_the_documented_table() {
    let cuts = spread();
    // Day and order counts that score 1 to 5 in `spread`.
    let days = [95.0, 75.0, 55.0, 35.0, 5.0];
    let orders = [10, 30, 50, 70, 90];
    let label = |r: usize, f: usize, m: usize| {
        let cell = cuts.cell(&buyer(days[r - 1], orders[f - 1], i64::from(orders[m - 1]) * 1_000)).unwrap();
        assert_eq!(
            (cell.recency_score, cell.frequency_score, cell.monetary_score),
            (r as u32, f as u32, m as u32)
        );
        cell.label
    };
    for (r, f, m) in (1..=5).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| (r, f, m)))) {
        let expected = match () {
            () if r >= 4 && f >= 4 && m >= 4 => "champions",
            () if r >= 3 && f >= 3 => "loyal",
            () if r >= 3 => "promising",
            () if f >= 4 && m >= 4 => "cannot_lose",
            () if f >= 3 => "at_risk",
            () => "hibernating",
        };
        assert_eq!(label(r, f, m), expected, "recency {r} frequency {f} monetary {m}");
    }
    let once = |days| cuts.cell(&buyer(days, 1, 99_000)).unwrap().label;
    assert_eq!(
        [5.0, 35.0, 55.0, 75.0, 95.0].map(once),
        ["new", "new", "promising", "hibernating", "hibernating"]
    );
}

#[test]
fn a_one_time_buyer_is_never_called_loyal() {
    let cuts = RfmCuts::fit(&[1.0, 50.0, 100.0], &[1, 1, 1], &[100, 200, 300]).unwrap();
    assert_eq!(cuts.cell(&buyer(1.0, 1, 1_000_000)).unwrap().label, "new");
}

#[test]
fn columns_that_cannot_be_scored_are_refused() {
    assert_eq!(RfmCuts::fit(&[], &[], &[]).unwrap_err().code(), "TOO_FEW");
    assert_eq!(RfmCuts::fit(&[1.0], &[1, 2], &[1]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(RfmCuts::fit(&[1.0], &[1], &[]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(RfmCuts::fit(&[f64::NAN], &[1], &[1]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(RfmCuts::fit(&[-1.0], &[1], &[1]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(RfmCuts::fit(&[1.0], &[0], &[1]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(spread().cell(&buyer(f64::INFINITY, 1, 1)).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(spread().cell(&buyer(1.0, 0, 1)).unwrap_err().code(), "OUT_OF_RANGE");
}

#[test]
fn cuts_read_from_a_file_are_checked() {
    let cuts = spread();
    let text = serde_json::to_string(&cuts).unwrap();
    assert_eq!(serde_json::from_str::<RfmCuts>(&text).unwrap(), cuts);
    assert!(cuts.check().is_ok());
    let descending = RfmCuts { frequency: [4.0, 3.0, 2.0, 1.0], ..cuts.clone() };
    assert_eq!(descending.check().unwrap_err().code(), "INVALID_VALUE");
    let infinite = RfmCuts { monetary_minor: [1.0, 2.0, 3.0, f64::INFINITY], ..cuts };
    assert_eq!(infinite.check().unwrap_err().code(), "OUT_OF_RANGE");
}

proptest! {
    #[test]
    fn scores_stay_in_1_to_5_and_never_fall_as_a_buyer_gets_better(
        rows in prop::collection::vec((0.0..2_000.0_f64, 1..50_u32, -10_000..1_000_000_i64), 1..60),
        days in 0.0..2_000.0_f64, orders in 1..60_u32, spent in -10_000..1_000_000_i64,
    ) {
        let (recency, (frequency, monetary)): (Vec<_>, (Vec<_>, Vec<_>)) =
            rows.into_iter().map(|(days, orders, spent)| (days, (orders, spent))).unzip();
        let cuts = RfmCuts::fit(&recency, &frequency, &monetary).unwrap();
        cuts.check().unwrap();
        let cell = cuts.cell(&buyer(days, orders, spent)).unwrap();
        let better = cuts.cell(&buyer(days / 2.0, orders + 1, spent + 500)).unwrap();
        for (score, higher) in [
            (cell.recency_score, better.recency_score),
            (cell.frequency_score, better.frequency_score),
            (cell.monetary_score, better.monetary_score),
        ] {
            prop_assert!((1..=5).contains(&score) && (1..=5).contains(&higher) && higher >= score);
        }
    }

    #[test]
    fn the_order_of_buyers_changes_no_cut(
        rows in prop::collection::vec((0.0..900.0_f64, 1..9_u32, 0..90_000_i64), 1..40), turn in 0..40_usize,
    ) {
        let fit = |rows: &[(f64, u32, i64)]| {
            let days: Vec<f64> = rows.iter().map(|row| row.0).collect();
            let orders: Vec<u32> = rows.iter().map(|row| row.1).collect();
            let spent: Vec<i64> = rows.iter().map(|row| row.2).collect();
            RfmCuts::fit(&days, &orders, &spent).unwrap()
        };
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        prop_assert_eq!(fit(&rows), fit(&turned));
    }
}
