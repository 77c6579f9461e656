//! Drift is told where there is some, and as seldom as promised where there is none.

use sartor::learn::{DriftReference, DriftVerdict, calibration_over_time};
use sartor::math;
use sartor::rng::Rng;

/// A number that is often 0 and sometimes missing, as amounts are.
fn amount(shift: f64, rng: &mut Rng) -> f64 {
    match rng.uniform() {
        u if u < 0.1 => f64::NAN,
        u if u < 0.3 => 0.0,
        _ => math::exp(shift + rng.normal()),
    }
}

/// A category: few are frequent, many rare.
fn category(rng: &mut Rng) -> u32 {
    math::floor(math::exp(4.0 * rng.uniform())) as u32 - 1
}

/// How often 95 % tests find drift where there is none, in numbers and in categories.
fn false_alarms(runs: u32, reference_rows: usize, rows: usize) -> (f64, f64) {
    let (mut numbers, mut categories) = (0, 0);
    for run in 0..runs {
        let mut rng = Rng::with_stream(31, u64::from(run));
        let mut amounts = |rows: usize| (0..rows).map(|_| amount(3.0, &mut rng)).collect::<Vec<_>>();
        let reference = DriftReference::of_numbers(&amounts(reference_rows), 10).unwrap();
        let report = reference.compare_numbers(&amounts(rows), 0.95).unwrap();
        numbers += u32::from(report.verdict != DriftVerdict::NoneDetectable);
        let mut codes = |rows: usize| (0..rows).map(|_| category(&mut rng)).collect::<Vec<_>>();
        let reference = DriftReference::of_categories(&codes(reference_rows), 60).unwrap();
        let report = reference.compare_categories(&codes(rows), 0.95).unwrap();
        categories += u32::from(report.verdict != DriftVerdict::NoneDetectable);
    }
    let [numbers, categories] = [numbers, categories].map(|count| f64::from(count) / f64::from(runs));
    println!(
        "{reference_rows} and {rows} rows: drift of numbers told in {numbers:.4}, of categories in {categories:.4} of {runs} runs without any (simulated)"
    );
    (numbers, categories)
}

#[test]
fn without_drift_none_is_detectable() {
    for (reference_rows, rows) in [(2_000, 150), (500, 500)] {
        let (numbers, categories) = false_alarms(400, reference_rows, rows);
        assert!(
            (0.01..0.1).contains(&numbers) && (0.01..0.1).contains(&categories),
            "{numbers} {categories}"
        );
    }
}

#[test]
#[ignore = "long"]
fn without_drift_none_is_detectable_over_many_runs() {
    for (reference_rows, rows) in [(2_000, 150), (500, 500), (10_000, 1_000), (300, 5_000)] {
        let (numbers, categories) = false_alarms(5_000, reference_rows, rows);
        assert!(
            (0.03..0.075).contains(&numbers) && (0.03..0.075).contains(&categories),
            "{numbers} {categories}"
        );
    }
}

#[test]
fn an_index_is_the_sum_over_bins_by_hand() {
    // 50 and 50 of 100 at training, 60 and 40 now, and half a row each: 50.5 / 101 and 60.5 / 101.
    let codes = |first: usize| (0..100).map(|row| u32::from(row >= first)).collect::<Vec<_>>();
    let reference = DriftReference::of_categories(&codes(50), 2).unwrap();
    let report = reference.compare_categories(&codes(60), 0.95).unwrap();
    let (p, q): (f64, f64) = (0.5, 60.5 / 101.0);
    let expected = (q - p) * math::ln(q / p) + (p - q) * math::ln((1.0 - q) / (1.0 - p));
    assert!((report.psi - expected).abs() < 1e-14);
    // The 95 % quantile of chi-square with one degree of freedom is 3.841459.
    assert!((report.limit - 3.841_458_820_694_124 * 0.02).abs() < 1e-12);
    assert_eq!(report.verdict, DriftVerdict::NoneDetectable);
    assert!((report.p_value - 2.0 * math::normal_cdf(-f64::sqrt(report.psi / 0.02))).abs() < 1e-10);
}

#[test]
fn the_same_move_is_told_of_many_rows_and_not_of_few() {
    let mut rng = Rng::new(5);
    let mut amounts =
        |shift: f64, rows: usize| (0..rows).map(|_| amount(shift, &mut rng)).collect::<Vec<_>>();
    let reference = DriftReference::of_numbers(&amounts(3.0, 20_000), 10).unwrap();
    let verdict = |values: &[f64]| reference.compare_numbers(values, 0.99).unwrap().verdict;
    assert_eq!(verdict(&amounts(3.1, 30)), DriftVerdict::NoneDetectable);
    assert_eq!(verdict(&amounts(3.1, 20_000)), DriftVerdict::Small);
    assert_eq!(verdict(&amounts(4.0, 20_000)), DriftVerdict::Large);
    assert_eq!(verdict(&[f64::NAN; 40]), DriftVerdict::Large);
}

#[test]
fn what_was_never_seen_is_missing_and_a_constant_cannot_move() {
    let reference = DriftReference::of_categories(&[0, 0, 1, 1, 1, 0, 1, 0], 2).unwrap();
    let report = reference.compare_categories(&[7; 50], 0.95).unwrap();
    assert_eq!(report.verdict, DriftVerdict::Large, "{report:?}");
    assert_eq!(report.bins.iter().map(|bin| bin.bins.len()).sum::<usize>(), 3);
    let constant = DriftReference::of_numbers(&[4.0; 30], 10).unwrap();
    let report = constant.compare_numbers(&[4.0; 9], 0.95).unwrap();
    assert_eq!((report.psi, report.p_value, report.verdict), (0.0, 1.0, DriftVerdict::NoneDetectable));
    assert_eq!(
        constant.compare_numbers(&[5.0, f64::NAN].repeat(40), 0.95).unwrap().verdict,
        DriftVerdict::Large
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    assert!(DriftReference::of_numbers(&[], 10).is_err());
    assert!(DriftReference::of_numbers(&[1.0], 1).is_err());
    let infinite = DriftReference::of_numbers(&[1.0, f64::INFINITY], 10).unwrap_err().to_string();
    assert_eq!(infinite, "row 1: value is inf, expected a number, or NaN where it is missing");
    let numbers = DriftReference::of_numbers(&[1.0, 2.0], 2).unwrap();
    assert!(numbers.compare_categories(&[1], 0.9).is_err() && numbers.compare_numbers(&[], 0.9).is_err());
    let categories = DriftReference::of_categories(&[0], 1).unwrap();
    assert!(
        categories.compare_numbers(&[1.0], 0.9).is_err() && categories.compare_categories(&[0], 1.0).is_err()
    );
    let stored = serde_json::to_string(&numbers).unwrap();
    assert_eq!(serde_json::from_str::<DriftReference>(&stored).unwrap(), numbers);
    assert!(serde_json::from_str::<DriftReference>(r#"{"bounds":[2,1],"counts":[1,1,1,1]}"#).is_err());
    assert!(serde_json::from_str::<DriftReference>(r#"{"bounds":[1],"counts":[1,1]}"#).is_err());
    assert!(serde_json::from_str::<DriftReference>(r#"{"bounds":null,"counts":[0]}"#).is_err());
    assert!(calibration_over_time(&[0.0], &[1.0], &[0, 1], 1, 0.9).is_err());
    assert!(calibration_over_time(&[0.0], &[1.0], &[0], 0, 0.9).is_err());
    let far = calibration_over_time(&[0.0; 2], &[1.0; 2], &[i64::MIN, i64::MAX], 1, 0.9).unwrap();
    assert_eq!(far.windows.len(), 2);
}

/// Ten weeks of 120 rows; what is told is too high by `shift` from the sixth week on.
fn weeks(shift: f64, run: u64) -> sartor::learn::CalibrationOverTime {
    let mut rng = Rng::with_stream(32, run);
    let (mut scores, mut labels, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..1_200_i64 {
        let truth = -1.0 + rng.normal();
        labels.push(f64::from(u8::from(rng.bernoulli(math::logistic(truth)))));
        scores.push(truth + if row >= 600 { shift } else { 0.0 });
        times.push(row / 120 * 604_800_000 + row % 7);
    }
    calibration_over_time(&scores, &labels, &times, 604_800_000, 0.95).unwrap()
}

#[test]
fn right_probabilities_raise_the_alarm_as_seldom_as_promised() {
    let alarms = (0..400).filter(|run| weeks(0.0, *run).departs).count();
    println!("ten weeks of right probabilities: {alarms} alarms in 400 runs at 95 % (simulated)");
    assert!(alarms <= 34, "{alarms} of 400");
}

#[test]
fn probabilities_that_go_wrong_are_found_when_they_do() {
    let mut found = 0;
    for run in 0..100 {
        let watched = weeks(1.0, 1_000 + run);
        assert_eq!(watched.windows.len(), 10);
        found += u32::from(
            watched
                .windows
                .iter()
                .skip(5)
                .any(|week| week.departs && week.expected > f64::from(week.observed)),
        );
    }
    assert!(found >= 95, "{found} of 100");
}
