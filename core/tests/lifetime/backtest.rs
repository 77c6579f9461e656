//! Looking back: models are chosen and judged by what customers went on to do.
#![cfg(feature = "train")]

use crate::data::{cdnow_purchases, cdnow_summaries, midnight};
use sartor::control::Control;
use sartor::lifetime::{
    BacktestOptions, BgNbdParams, CustomerColumn, PurchaseModelKind, PurchaseProcess, Summaries,
    Transactions, backtest, select,
};
use sartor::rng::Rng;

const DAY_MS: i64 = 86_400_000;

/// Rows of customers that BG/NBD draws, weeks as its unit, who all begin within the first tenth.
fn simulated(customers: i64, weeks: f64, seed: u32) -> (Vec<i64>, Vec<i64>) {
    let process = BgNbdParams { r: 0.5, alpha: 6.0, a: 0.8, b: 2.5 };
    let (mut customer, mut times) = (Vec::new(), Vec::new());
    let time_ms = |week: f64| (week * 7.0 * DAY_MS as f64) as i64;
    for c in 0..customers {
        let mut rng = Rng::with_stream(seed, c as u64);
        let first = 0.1 * weeks * rng.uniform();
        customer.push(c);
        times.push(time_ms(first));
        for at in process.draw(weeks - first, &mut rng) {
            customer.push(c);
            times.push(time_ms(first + at));
        }
    }
    (customer, times)
}

fn rows((customer, times): &(Vec<i64>, Vec<i64>)) -> Transactions<'_> {
    Transactions { customer: CustomerColumn::Integer(customer), timestamp_ms: times, value: None }
}

/// From the middle of so many weeks to their end.
fn half(weeks: i64) -> BacktestOptions {
    BacktestOptions {
        origins_ms: vec![weeks / 2 * 7 * DAY_MS],
        horizon_days: u32::try_from(weeks / 2 * 7).unwrap(),
        as_of_ms: Some(weeks * 7 * DAY_MS),
        ..BacktestOptions::default()
    }
}

#[test]
fn the_sample_held_out_is_forecast_as_the_literature_says() {
    let Some(purchases) = cdnow_purchases() else { return };
    let transactions = Transactions {
        customer: CustomerColumn::Integer(&purchases.customer),
        timestamp_ms: &purchases.timestamp_ms,
        // Dollars of 0 are purchases all the same.
        value: None,
    };
    let options = BacktestOptions {
        kinds: vec![PurchaseModelKind::BgNbd],
        origins_ms: vec![midnight("19970930")],
        horizon_days: 39 * 7,
        ..BacktestOptions::default()
    };
    let report = backtest(&transactions, &options, Control::none()).unwrap();
    let origin = &report.origins[0];
    let score = origin.forecasters[0].score.as_ref().unwrap();
    println!("{score:?}\n{:?}", report.verdict);
    assert_eq!(origin.customers, 2_357);
    assert!((score.mean_absolute_error - 0.7855).abs() < 1e-4, "{}", score.mean_absolute_error);
    assert!((-0.13..-0.11).contains(&score.bias.unwrap()), "{:?}", score.bias);
    // The shortfall of the total is more than chance and the parameters explain, and the verdict says so.
    let failures = &report.verdict.failures;
    assert!(failures.iter().any(|f| f.contains("1997-09-30") && f.contains("too few purchases in all")));
}

#[test]
fn forecasts_of_a_true_model_hold() {
    let drawn = simulated(3_000, 100.0, 11);
    let report = backtest(&rows(&drawn), &half(100), Control::none()).unwrap();
    let forecaster = report.origins[0].forecasters.iter().find(|f| f.forecaster == "BG/NBD").unwrap();
    let score = forecaster.score.as_ref().unwrap();
    assert!(
        (score.expected_total_low.unwrap()..=score.expected_total_high.unwrap())
            .contains(&score.observed_total)
    );
    // Counts are discrete: an interval can only hold more than its level.
    assert!(score.interval_coverage.unwrap() > 0.89, "{:?}", score.interval_coverage);
    let far = score
        .deciles
        .iter()
        .filter(|group| (group.observed - group.expected).abs() > 3.0 * group.standard_error.max(0.05));
    assert_eq!(far.count(), 0, "{:?}", score.deciles);
}

#[test]
fn the_interval_of_the_total_covers_what_it_says() {
    let (mut inside, shops) = (0, 60);
    for seed in 0..shops {
        let drawn = simulated(400, 60.0, 1_000 + seed);
        let options = BacktestOptions { kinds: vec![PurchaseModelKind::BgNbd], ..half(60) };
        let report = backtest(&rows(&drawn), &options, Control::none()).unwrap();
        let score = report.origins[0].forecasters[0].score.clone().unwrap();
        let held = score.expected_total_low.unwrap()..=score.expected_total_high.unwrap();
        inside += u32::from(held.contains(&score.observed_total));
    }
    println!("90 % intervals of the total hold {inside} of {shops}");
    // Three standard errors of a share of .9 over 60 shops are 11.6 points.
    assert!(f64::from(inside) / f64::from(shops) >= 0.78, "{inside} of {shops}");
}

#[test]
fn a_model_beats_the_spreadsheet_where_customers_leave() {
    let drawn = simulated(3_000, 100.0, 5);
    let report = backtest(&rows(&drawn), &half(100), Control::none()).unwrap();
    assert!(report.verdict.summary.contains("it beats the own rate"), "{}", report.verdict.summary);
    assert!(report.verdict.failures.is_empty(), "{:?}", report.verdict.failures);
}

#[test]
fn the_choice_without_a_holdout_is_among_level_models() {
    let Some(sample) = cdnow_summaries() else { return };
    let (by_holdout, model) = select(&sample, &[], Control::none()).unwrap();
    let known = Summaries { holdout_periods: 0.0, ..sample };
    let (by_aic, _) = select(&known, &[], Control::none()).unwrap();
    for candidate in &by_holdout.candidates {
        println!(
            "{}: log-likelihood {:?}, behind {:?} +- {:?}, mean absolute error {:?}, bias {:?}, one-time buyers alive {:?}",
            candidate.model.name(),
            candidate.log_likelihood,
            candidate.behind_best,
            candidate.behind_best_error,
            candidate.holdout.as_ref().map(|score| score.mean_absolute_error),
            candidate.holdout.as_ref().and_then(|score| score.bias),
            candidate.one_time_buyers_alive,
        );
    }
    println!("{}\n{}", by_aic.reason, by_holdout.reason);
    assert_eq!(model.kind(), by_holdout.chosen);
    let chosen = by_holdout.candidates.iter().find(|candidate| candidate.model == by_holdout.chosen).unwrap();
    let could = by_holdout.candidates.iter().any(|candidate| candidate.model.one_time_buyers_leave());
    assert!(!could || chosen.one_time_buyers_alive.unwrap() < 1.0, "{chosen:?}");
}

#[test]
fn what_cannot_be_looked_back_on_is_named() {
    let drawn = simulated(50, 100.0, 3);
    let refused = |options: BacktestOptions| backtest(&rows(&drawn), &options, Control::none()).unwrap_err();
    let late = BacktestOptions { origins_ms: vec![690 * DAY_MS], ..half(100) };
    assert!(refused(late).to_string().contains("origins_ms is 59616000000"));
    let long = BacktestOptions { horizon_days: 1_000_000, ..half(100) };
    assert!(refused(long).to_string().contains("horizon_days is 1000000"));
    let unsure = BacktestOptions { level: 1.0, ..half(100) };
    assert_eq!(refused(unsure).code(), "OUT_OF_RANGE");
    let endless = BacktestOptions { period_days: 0.0, ..half(100) };
    assert_eq!(refused(endless).code(), "OUT_OF_RANGE");
    let nothing = (Vec::new(), Vec::new());
    let error = backtest(&rows(&nothing), &BacktestOptions::default(), Control::none()).unwrap_err();
    assert_eq!(error.code(), "TOO_FEW");
    let torn = (vec![1, 1, 2], vec![0, DAY_MS]);
    let error = backtest(&rows(&torn), &half(2), Control::none()).unwrap_err();
    assert!(error.to_string().contains("timestamp_ms is 2 rows long"), "{error}");
}

#[test]
fn a_stopped_look_back_says_so() {
    let drawn = simulated(200, 100.0, 3);
    let control = Control::new(&|| true, &|_, _| ());
    let error = backtest(&rows(&drawn), &half(100), control).unwrap_err();
    assert_eq!(error.code(), "CANCELLED");
}
