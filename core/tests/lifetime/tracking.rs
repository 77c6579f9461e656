//! Purchases followed period by period, and a model scored on a holdout that it did not choose.
#![cfg(feature = "train")]

use crate::data::{cdnow_purchases, cdnow_summaries, midnight};
use sartor::control::Control;
use sartor::lifetime::{
    AnyPurchaseModel, BgBb, BgBbParams, BgNbd, CustomerColumn, MbgNbd, MbgNbdParams, Period,
    PurchaseModelKind, SummaryOptions, Tracking, Transactions, score_holdout, select, simulate, summarize,
    tracking,
};

const DAY_MS: i64 = 86_400_000;
const PARAMS: MbgNbdParams = MbgNbdParams { r: 0.9, alpha: 6.0, a: 0.8, b: 2.5 };

fn model() -> AnyPurchaseModel {
    AnyPurchaseModel::MbgNbd(MbgNbd::with_params(PARAMS).unwrap())
}

/// Customers who begin one after another in the first weeks, drawn; purchases of one day are made the day after each
/// other, since days with several count once and no model knows that.
fn drawn(customers: u32, weeks: f64, seed: u32) -> (Vec<i64>, Vec<i64>) {
    let model = MbgNbd::with_params(PARAMS).unwrap();
    let shop = simulate(&model, customers, &[weeks], seed, Control::none()).unwrap();
    let began = |customer: u32| i64::from(customer % 28);
    let (mut customer, mut days): (Vec<i64>, Vec<i64>) =
        (0..customers).map(|c| (i64::from(c), began(c))).unzip();
    let mut last = (u32::MAX, 0);
    for (c, age) in shop.purchase_customer.iter().zip(&shop.purchase_age) {
        let mut day = began(*c) + (age * 7.0).ceil() as i64;
        if last.0 == *c && last.1 >= day {
            day = last.1 + 1;
        }
        last = (*c, day);
        customer.push(i64::from(*c));
        days.push(day);
    }
    (customer, days.into_iter().map(|day| day * DAY_MS).collect())
}

fn followed((customer, times): &(Vec<i64>, Vec<i64>), options: &SummaryOptions, level: f64) -> Tracking {
    let rows = Transactions { customer: CustomerColumn::Integer(customer), timestamp_ms: times, value: None };
    tracking(&model(), &rows, options, level, Control::none()).unwrap()
}

#[test]
fn what_is_followed_on_cdnow_is_what_its_summaries_count() {
    let Some(purchases) = cdnow_purchases() else { return };
    let Some(known) = cdnow_summaries() else { return };
    let rows = Transactions {
        customer: CustomerColumn::Integer(&purchases.customer),
        timestamp_ms: &purchases.timestamp_ms,
        value: None,
    };
    let options = SummaryOptions {
        calibration_end_ms: Some(midnight("19970930")),
        ..SummaryOptions::new(Period::DAY, midnight("19980630"))
    };
    let days = summarize(&rows, &options).unwrap();
    let fitted =
        BgNbd::fit(&days.frequency, &days.last_purchase_age, &days.age, None, 0.0, Control::none()).unwrap();
    let expected = |days: f64| fitted.expected_purchases_new_customer(days).unwrap();
    let by_hand: f64 = days.age.iter().map(|age| expected(*age)).sum();
    let tracking =
        tracking(&AnyPurchaseModel::BgNbd(fitted.clone()), &rows, &options, 0.9, Control::none()).unwrap();
    // 30 September is day 272 after 1 January.
    assert_eq!((tracking.calibration_end, tracking.customers, tracking.end.len()), (Some(272.0), 2357, 545));
    let total = |frequency: &[f64]| frequency.iter().sum::<f64>();
    assert_eq!(tracking.cumulative_observed[271], total(&known.frequency));
    assert_eq!(tracking.cumulative_observed[544], total(&known.frequency) + total(&known.holdout_frequency));
    assert!((tracking.cumulative_expected[271] / by_hand - 1.0).abs() < 1e-12);
    assert!((tracking.expected.iter().sum::<f64>() / tracking.cumulative_expected[544] - 1.0).abs() < 1e-12);
    let end = tracking.cumulative_expected[544] / tracking.cumulative_observed[544] - 1.0;
    println!("BG/NBD, repeat purchases of CDNOW up to day 545: {:.1} % off", 100.0 * end);
    assert!((-0.06..0.0).contains(&end), "{end}");
}

#[test]
fn shops_drawn_from_the_model_stay_inside_its_intervals_as_often_as_they_say() {
    let options = SummaryOptions {
        calibration_end_ms: Some(182 * DAY_MS),
        ..SummaryOptions::new(Period::WEEK, 364 * DAY_MS)
    };
    let (mut steps, mut inside, mut sums, mut sums_inside) = (0, 0, 0, 0);
    for seed in 0..40 {
        let tracking = followed(&drawn(400, 60.0, seed), &options, 0.8);
        assert_eq!((tracking.end.len(), tracking.customers, tracking.calibration_end), (52, 400, Some(26.0)));
        for week in 0..52 {
            steps += 1;
            inside +=
                u32::from((tracking.low[week]..=tracking.high[week]).contains(&tracking.observed[week]));
        }
        for week in [9, 30, 51] {
            sums += 1;
            let interval = tracking.cumulative_low[week]..=tracking.cumulative_high[week];
            sums_inside += u32::from(interval.contains(&tracking.cumulative_observed[week]));
        }
    }
    let (steps, sums) = (f64::from(inside) / f64::from(steps), f64::from(sums_inside) / f64::from(sums));
    println!("80 % intervals of 40 drawn shops hold {steps:.3} of weeks and {sums:.3} of sums");
    assert!((0.77..0.85).contains(&steps), "{steps}");
    assert!((0.65..0.92).contains(&sums), "{sums}");
}

#[test]
fn a_fit_adds_the_uncertainty_of_its_parameters() {
    let rows = drawn(300, 60.0, 3);
    let options = SummaryOptions::new(Period::WEEK, 200 * DAY_MS);
    let transactions =
        Transactions { customer: CustomerColumn::Integer(&rows.0), timestamp_ms: &rows.1, value: None };
    let s = summarize(&transactions, &options).unwrap();
    let fitted = MbgNbd::fit(&s.frequency, &s.last_purchase_age, &s.age, None, 0.0, Control::none()).unwrap();
    let exact = AnyPurchaseModel::MbgNbd(MbgNbd::with_params(fitted.params().clone()).unwrap());
    let follow = |model| tracking(&model, &transactions, &options, 0.9, Control::none()).unwrap();
    let (wide, narrow) = (follow(AnyPurchaseModel::MbgNbd(fitted)), follow(exact));
    let last = wide.end.len() - 1;
    assert_eq!(wide.cumulative_expected, narrow.cumulative_expected);
    assert!(
        wide.cumulative_high[last]
            > 1.1 * narrow.cumulative_high[last] - 0.1 * narrow.cumulative_expected[last]
    );
    assert_eq!(wide.calibration_end, None);
}

#[test]
fn months_of_unequal_days_and_returns_are_followed_as_they_are_summarised() {
    let (customer, days, value) =
        ([1, 1, 2, 1, 1, 2], [0, 20, 40, 50, 90, 91], [9.0, 9.0, 9.0, 9.0, -9.0, 9.0]);
    let times = days.map(|day| day * DAY_MS);
    let rows = Transactions {
        customer: CustomerColumn::Integer(&customer),
        timestamp_ms: &times,
        value: Some(&value),
    };
    let options = SummaryOptions::new(Period::MONTH, 95 * DAY_MS);
    let tracking = tracking(&model(), &rows, &options, 0.9, Control::none()).unwrap();
    // Ends on days 30, 60 and 91; the purchase of day 50 was returned.
    assert_eq!(tracking.observed, [1.0, 0.0, 1.0]);
    assert_eq!(tracking.cumulative_observed, [1.0, 1.0, 2.0]);
    assert_eq!(summarize(&rows, &options).unwrap().frequency, [1.0, 1.0]);
    assert!(tracking.high.iter().zip(&tracking.expected).all(|(high, expected)| high > expected));
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let rows = drawn(20, 10.0, 1);
    let rows =
        Transactions { customer: CustomerColumn::Integer(&rows.0), timestamp_ms: &rows.1, value: None };
    let refused = |model: &AnyPurchaseModel, period: Period, level: f64| {
        let options = SummaryOptions::new(period, 100 * DAY_MS);
        tracking(model, &rows, &options, level, Control::none()).unwrap_err().code()
    };
    let params = BgBbParams { alpha: 1.0, beta: 1.0, gamma: 1.0, delta: 3.0 };
    let bg_bb = AnyPurchaseModel::BgBb(BgBb::with_params(params).unwrap());
    assert_eq!(refused(&bg_bb, Period::WEEK, 0.9), "NOT_AVAILABLE");
    assert_eq!(refused(&model(), Period::of_days(0.5).unwrap(), 0.9), "OUT_OF_RANGE");
    assert_eq!(refused(&model(), Period::YEAR, 0.9), "OUT_OF_RANGE");
    assert_eq!(refused(&model(), Period::WEEK, 1.0), "OUT_OF_RANGE");
}

#[test]
fn a_model_is_scored_as_the_choice_scores_it() {
    let (customer, times) = drawn(300, 60.0, 9);
    let rows =
        Transactions { customer: CustomerColumn::Integer(&customer), timestamp_ms: &times, value: None };
    let whole = SummaryOptions::new(Period::WEEK, 364 * DAY_MS);
    let split = SummaryOptions { calibration_end_ms: Some(182 * DAY_MS), ..whole.clone() };
    let summaries = summarize(&rows, &split).unwrap();
    let (comparison, model) = select(&summaries, &[PurchaseModelKind::MbgNbd], Control::none()).unwrap();
    let score = score_holdout(&model, &summaries, 0.9, Control::none()).unwrap();
    assert_eq!(comparison.candidates[0].holdout, Some(score));
    let without = summarize(&rows, &whole).unwrap();
    assert_eq!(score_holdout(&model, &without, 0.9, Control::none()).unwrap_err().code(), "NOT_AVAILABLE");
}
