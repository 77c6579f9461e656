//! Looking back: models are chosen and judged by what customers went on to do.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // tests
#![cfg(feature = "train")]

mod lifetime_data;

use lifetime_data::{cdnow, cdnow_purchases};
use sartor::control::Control;
use sartor::lifetime::{
    BacktestOptions, BgNbd, BgNbdParams, PurchaseLog, PurchaseModelKind, PurchaseProcess, backtest, select,
};
use sartor::rng::Rng;

/// A log of customers that BG/NBD draws, who all begin within the first tenth.
fn simulated(customers: u32, age: f64, seed: u32) -> PurchaseLog {
    let process = BgNbdParams { r: 0.5, alpha: 6.0, a: 0.8, b: 2.5 };
    let (mut customer, mut times) = (Vec::new(), Vec::new());
    for c in 0..customers {
        let mut rng = Rng::with_stream(seed, u64::from(c));
        let first = 0.1 * age * rng.uniform();
        customer.push(c);
        times.push(first);
        for at in process.draw(age - first, &mut rng) {
            customer.push(c);
            times.push(first + at);
        }
    }
    PurchaseLog::new(&customer, &times, None, Some(age)).unwrap()
}

#[test]
fn the_sample_held_out_is_forecast_as_the_literature_says() {
    let Some(purchases) = cdnow_purchases() else { return };
    let weeks: Vec<f64> = purchases.days.iter().map(|day| f64::from(*day) / 7.0).collect();
    // Dollars of 0 are purchases all the same: the log is of purchases alone.
    let log = PurchaseLog::new(&purchases.customer, &weeks, None, None).unwrap();
    let options = BacktestOptions {
        kinds: vec![PurchaseModelKind::BgNbd],
        origins: vec![f64::from(purchases.calibration_end) / 7.0],
        horizon: 39.0,
        period: "week".to_owned(),
        ..BacktestOptions::default()
    };
    let report = backtest(&log, &options, Control::none()).unwrap();
    let origin = &report.origins[0];
    let score = origin.forecasters[0].score.as_ref().unwrap();
    println!("{score:?}\n{:?}", report.verdict);
    assert_eq!(origin.customers, 2_357);
    assert!((score.mean_absolute_error - 0.7855).abs() < 1e-4, "{}", score.mean_absolute_error);
    assert!((-0.13..-0.11).contains(&score.bias.unwrap()), "{:?}", score.bias);
    // The shortfall of the total is more than chance and the parameters explain, and the verdict says so.
    assert!(report.verdict.failures.iter().any(|failure| failure.contains("too few purchases in all")));
}

#[test]
fn forecasts_of_a_true_model_hold() {
    let log = simulated(3_000, 100.0, 11);
    let options = BacktestOptions { origins: vec![50.0], horizon: 50.0, ..BacktestOptions::default() };
    let report = backtest(&log, &options, Control::none()).unwrap();
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
        let log = simulated(400, 60.0, 1_000 + seed);
        let options = BacktestOptions {
            kinds: vec![PurchaseModelKind::BgNbd],
            origins: vec![30.0],
            horizon: 30.0,
            ..BacktestOptions::default()
        };
        let report = backtest(&log, &options, Control::none()).unwrap();
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
    let log = simulated(3_000, 100.0, 5);
    let options = BacktestOptions { origins: vec![50.0], horizon: 50.0, ..BacktestOptions::default() };
    let report = backtest(&log, &options, Control::none()).unwrap();
    assert!(report.verdict.summary.contains("it beats the own rate"), "{}", report.verdict.summary);
    assert!(report.verdict.failures.is_empty(), "{:?}", report.verdict.failures);
}

#[test]
fn the_choice_without_a_holdout_is_among_level_models() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let (by_aic, _) = select(x, t_x, t, None, &[], Control::none()).unwrap();
    let (by_holdout, model) =
        select(x, t_x, t, Some((&sample.held_out, 39.0)), &[], Control::none()).unwrap();
    for candidate in &by_holdout.candidates {
        println!(
            "{}: log-likelihood {:?}, behind {:?} +- {:?}, mean absolute error {:?}, one-time buyers alive {:?}",
            candidate.model.name(),
            candidate.log_likelihood,
            candidate.behind_best,
            candidate.behind_best_error,
            candidate.holdout.as_ref().map(|score| score.mean_absolute_error),
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
    let log = simulated(50, 100.0, 3);
    let run = |options: BacktestOptions| backtest(&log, &options, Control::none()).unwrap_err();
    let late = BacktestOptions { origins: vec![95.0], horizon: 20.0, ..BacktestOptions::default() };
    assert!(run(late).to_string().contains("origins is 95"));
    let long = BacktestOptions { horizon: 1e6, ..BacktestOptions::default() };
    assert!(run(long).to_string().contains("horizon is 1000000"));
    let unsure = BacktestOptions { level: 1.0, ..BacktestOptions::default() };
    assert_eq!(run(unsure).code(), "OUT_OF_RANGE");
    let empty = PurchaseLog::new(&[], &[], None, None).unwrap();
    let error = backtest(&empty, &BacktestOptions::default(), Control::none()).unwrap_err();
    assert_eq!(error.code(), "TOO_FEW");
    assert!(PurchaseLog::new(&[0, 0], &[1.0], None, None).unwrap_err().to_string().contains("1 rows long"));
    let error = PurchaseLog::new(&[0, 0], &[1.0, f64::NAN], None, None).unwrap_err();
    assert!(error.to_string().contains("row 1"), "{error}");
}

#[test]
fn a_stopped_look_back_says_so() {
    let log = simulated(200, 100.0, 3);
    let control = Control::new(&|| true, &|_, _| ());
    let error = backtest(&log, &BacktestOptions::default(), control).unwrap_err();
    assert_eq!(error.code(), "CANCELLED");
    let model = BgNbd::with_params(BgNbdParams { r: 1.0, alpha: 1.0, a: 1.0, b: 1.0 }).unwrap();
    assert_eq!(model.customers(), 0.0);
}
