//! Calibrations undo what was done to log-odds, leave alone what is right, and never change the order of rows.
#![cfg(feature = "train")]

use proptest::prelude::*;
use sartor::SartorError;
use sartor::learn::{Calibration, CalibrationMethod, ScoredLabels};
use sartor::math;
use sartor::rng::Rng;

const METHODS: [CalibrationMethod; 4] =
    [CalibrationMethod::None, CalibrationMethod::Platt, CalibrationMethod::Beta, CalibrationMethod::Isotonic];

/// Log-odds as `bend` leaves them, and labels of the true ones.
fn world(rows: usize, rng: &mut Rng, bend: impl Fn(f64) -> f64) -> (Vec<f64>, Vec<f64>) {
    (0..rows)
        .map(|_| {
            let truth = -1.0 + 1.5 * rng.normal();
            (bend(truth), f64::from(u8::from(rng.bernoulli(math::logistic(truth)))))
        })
        .unzip()
}

fn softplus(x: f64) -> f64 {
    math::ln_1p(math::exp(x))
}

#[test]
fn a_line_in_log_odds_is_undone() {
    let (scores, labels) = world(40_000, &mut Rng::new(1), |truth| 2.0 * truth + 1.0);
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let Calibration::Platt { slope, intercept } =
        Calibration::fit(CalibrationMethod::Platt, &scored).unwrap()
    else {
        panic!("another kind")
    };
    assert!((slope - 0.5).abs() < 0.02 && (intercept + 0.5).abs() < 0.06, "{slope} {intercept}");
    let choice = Calibration::choose(&scored, 5, 1).unwrap();
    assert_eq!(choice.calibration.method(), CalibrationMethod::Platt, "{:?}", choice.candidates);
}

#[test]
fn a_curve_with_two_slopes_is_undone() {
    // The truth is a beta curve of the scores: `bend` looks up its inverse.
    let truth = Calibration::Beta { low: 0.4, high: 2.0, intercept: 0.3 };
    let inverse = |log_odds: f64| {
        let (mut low, mut high) = (-60.0, 60.0);
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            *(if truth.log_odds(middle) < log_odds { &mut low } else { &mut high }) = middle;
        }
        low
    };
    let (scores, labels) = world(40_000, &mut Rng::new(2), inverse);
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let Calibration::Beta { low, high, intercept } =
        Calibration::fit(CalibrationMethod::Beta, &scored).unwrap()
    else {
        panic!("another kind")
    };
    assert!(
        (low - 0.4).abs() < 0.03 && (high - 2.0).abs() < 0.15 && (intercept - 0.3).abs() < 0.15,
        "{low} {high}"
    );
    let choice = Calibration::choose(&scored, 5, 1).unwrap();
    assert_eq!(choice.calibration.method(), CalibrationMethod::Beta, "{:?}", choice.candidates);
}

#[test]
fn a_curve_of_no_such_form_is_undone_by_steps() {
    let bend = |truth: f64| {
        if truth < -1.0 {
            0.1 * truth - 3.0
        } else if truth < 1.0 {
            4.0 * truth
        } else {
            truth + 6.0
        }
    };
    let (scores, labels) = world(40_000, &mut Rng::new(3), bend);
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let choice = Calibration::choose(&scored, 5, 1).unwrap();
    assert_eq!(choice.calibration.method(), CalibrationMethod::Isotonic, "{:?}", choice.candidates);
    let (fresh, labels) = world(40_000, &mut Rng::new(4), bend);
    let calibrated: Vec<f64> = fresh.iter().map(|score| choice.calibration.log_odds(*score)).collect();
    let slope = ScoredLabels::new(&calibrated, &labels, None).unwrap().cox_calibration(0.99).unwrap().slope;
    assert!((slope.value - 1.0).abs() < 0.05, "{slope:?}");
}

fn right_scores_stay(runs: u32, rows: usize) -> f64 {
    let mut kinds = [0_u32; 4];
    for run in 0..runs {
        let (scores, labels) = world(rows, &mut Rng::with_stream(5, u64::from(run)), |truth| truth);
        let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
        let method = Calibration::choose(&scored, 5, run).unwrap().calibration.method();
        kinds[METHODS.iter().position(|other| *other == method).unwrap()] += 1;
    }
    println!("{rows} rows, right scores: none, Platt, beta, isotonic chosen {kinds:?} times (simulated)");
    f64::from(kinds[0]) / f64::from(runs)
}

#[test]
fn right_scores_stay_as_they_are() {
    assert!(right_scores_stay(60, 800) > 0.75);
}

#[test]
#[ignore = "long"]
fn right_scores_stay_as_they_are_over_many_runs() {
    for rows in [300, 1_000, 5_000] {
        assert!(right_scores_stay(1_000, rows) > 0.8);
    }
}

#[test]
fn the_best_that_never_falls_is_taken_where_scores_are_upside_down() {
    let (scores, labels) = world(2_000, &mut Rng::new(6), |truth| -truth);
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let rate = scored.base_rate();
    for method in [CalibrationMethod::Platt, CalibrationMethod::Beta, CalibrationMethod::Isotonic] {
        let calibration = Calibration::fit(method, &scored).unwrap();
        assert!((calibration.probability(0.0) - rate).abs() < 0.01, "{calibration:?}");
        assert!(
            (calibration.probability(9.0) - calibration.probability(-9.0)).abs() < 0.02,
            "{calibration:?}"
        );
    }
}

#[test]
fn degenerate_scores_have_a_finite_answer_or_a_typed_error() {
    let one = ScoredLabels::new(&[0.0, 1.0], &[1.0, 1.0], None).unwrap();
    let level = ScoredLabels::new(&[2.0; 6], &[1.0, 0.0, 1.0, 0.0, 0.0, 0.0], None).unwrap();
    let apart = ScoredLabels::new(&[-9.0, -8.0, 8.0, 9.0], &[0.0, 0.0, 1.0, 1.0], None).unwrap();
    for method in METHODS {
        assert!(matches!(Calibration::fit(method, &one), Err(SartorError::TooFew { .. })));
        let fitted = Calibration::fit(method, &level);
        assert!(method == CalibrationMethod::None || matches!(fitted, Err(SartorError::NotAvailable { .. })));
        let calibration = Calibration::fit(method, &apart).unwrap();
        let (low, high) = (calibration.probability(-9.0), calibration.probability(9.0));
        assert!(0.0 < low && low < high && high < 1.0, "{calibration:?}");
    }
    // Platt's targets of two rows each are 1/4 and 3/4, and so are the steps' ends.
    let steps = Calibration::fit(CalibrationMethod::Isotonic, &apart).unwrap();
    assert!(
        (steps.probability(-100.0) - 0.25).abs() < 1e-12 && (steps.probability(8.5) - 0.75).abs() < 1e-12
    );
    let platt = Calibration::fit(CalibrationMethod::Platt, &apart).unwrap();
    assert!((platt.probability(-8.5) - 0.25).abs() < 0.02);
    assert!(matches!(Calibration::choose(&one, 5, 0), Err(SartorError::TooFew { .. })));
    assert!(matches!(Calibration::choose(&apart, 1, 0), Err(SartorError::OutOfRange { .. })));
    let chosen = Calibration::choose(&level, 5, 0).unwrap().calibration;
    assert!((chosen.probability(2.0) - 1.0 / 3.0).abs() < 0.1, "{chosen:?}");
    // Scores that differ in the last digits alone.
    let near = ScoredLabels::new(&[1e-14, 2e-14, 3e-14, 4e-14], &[0.0, 0.0, 1.0, 1.0], None).unwrap();
    assert!(matches!(Calibration::fit(CalibrationMethod::Platt, &near), Err(SartorError::OutOfRange { .. })));
}

#[test]
fn steps_pool_what_falls() {
    // By hand: rates 0, 1/1, 0/1, 1/2 (tie), 1/1 by score; the second and third are pooled to 1/2 and join the tie's 1/2.
    let scores = [-2.0, -1.0, 0.0, 1.0, 1.0, 2.0];
    let labels = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let steps = Calibration::fit(CalibrationMethod::Isotonic, &scored).unwrap();
    let expected = [1.0 / 3.0, 0.5, 0.5, 0.5, 2.0 / 3.0];
    for (score, expected) in [-2.0, -1.0, 0.3, 1.0, 2.0].iter().zip(expected) {
        assert!(
            (steps.probability(*score) - expected).abs() < 1e-12,
            "{score}: {}",
            steps.probability(*score)
        );
    }
}

#[test]
fn a_stored_curve_that_falls_is_refused() {
    let read = |text: &str| serde_json::from_str::<Calibration>(text);
    assert!(read(r#"{"kind":"platt","slope":-0.1,"intercept":0}"#).is_err());
    assert!(read(r#"{"kind":"beta","low":1,"high":-1,"intercept":0}"#).is_err());
    assert!(read(r#"{"kind":"isotonic","scores":[0,1],"logOdds":[1,0]}"#).is_err());
    assert!(read(r#"{"kind":"isotonic","scores":[0,0],"logOdds":[0,1]}"#).is_err());
    assert!(read(r#"{"kind":"isotonic","scores":[],"logOdds":[]}"#).is_err());
    assert_eq!(read(r#"{"kind":"none"}"#).unwrap(), Calibration::None);
    let steps = Calibration::Isotonic { scores: vec![-1.0, 2.5], log_odds: vec![0.1, 0.7] };
    assert_eq!(read(&serde_json::to_string(&steps).unwrap()).unwrap(), steps);
}

proptest! {
    #[test]
    fn no_calibration_ever_falls(
        rows in prop::collection::vec((-40_i32..40, any::<bool>(), 0.0..2.0_f64), 4..80),
        probes in prop::collection::vec(-1e3..1e3_f64, 2..20),
    ) {
        let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0) / 4.0).collect();
        let labels: Vec<f64> = rows.iter().map(|row| f64::from(u8::from(row.1))).collect();
        let weights: Vec<f64> = rows.iter().map(|row| row.2).collect();
        let Ok(scored) = ScoredLabels::new(&scores, &labels, Some(&weights)) else { return Ok(()) };
        let mut probes = probes;
        probes.extend([f64::NEG_INFINITY, f64::INFINITY, 0.0]);
        probes.extend(&scores);
        probes.sort_by(f64::total_cmp);
        for method in METHODS {
            let Ok(calibration) = Calibration::fit(method, &scored) else { continue };
            let answers: Vec<f64> = probes.iter().map(|score| calibration.log_odds(*score)).collect();
            prop_assert!(answers.iter().all(|answer| !answer.is_nan()), "{:?} {:?}", calibration, answers);
            prop_assert!(answers.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9 * pair[0].abs().max(1.0)), "{:?} {:?}", calibration, answers);
            prop_assert!(calibration.log_odds(f64::NAN).is_nan());
            prop_assert!(calibration.check().is_ok());
        }
    }
}

#[test]
fn softplus_columns_are_those_of_the_beta_curve() {
    let curve = Calibration::Beta { low: 0.7, high: 1.9, intercept: -0.2 };
    let score = 0.8;
    let expected = -0.7 * softplus(-score) + 1.9 * softplus(score) - 0.2;
    assert!((curve.log_odds(score) - expected).abs() < 1e-14);
    let straight = Calibration::Beta { low: 1.0, high: 1.0, intercept: 0.0 };
    assert!((straight.log_odds(score) - score).abs() < 1e-14);
}
