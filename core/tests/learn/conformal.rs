//! Sets and intervals hold what they promise, label by label, under learners that are wrong.
#![cfg(feature = "train")]

use proptest::prelude::*;
use sartor::SartorError;
use sartor::learn::{ConformalMargin, LabelSets, PredictedEnds};
use sartor::math;
use sartor::rng::Rng;

/// Log-odds of a learner that is far too sure and biased, and labels of which one in six is 1.
fn world(rows: usize, rng: &mut Rng) -> (Vec<f64>, Vec<f64>) {
    (0..rows)
        .map(|_| {
            let truth = -2.2 + 1.4 * rng.normal();
            let label = f64::from(u8::from(rng.bernoulli(math::logistic(truth))));
            (3.0 * truth + 2.0 + rng.normal(), label)
        })
        .unzip()
}

/// Of one more row of each label, drawn after each calibration, how often the set holds the label.
fn coverage_of_labels(runs: u32, rows: usize, level: f64) {
    let mut covered = [(0_u32, 0_u32); 2];
    for run in 0..runs {
        let mut rng = Rng::with_stream(21, u64::from(run));
        let (scores, labels) = world(rows, &mut rng);
        let sets = LabelSets::calibrate_binary(&scores, &labels, level).unwrap();
        let (scores, labels) = world(60, &mut rng);
        for label in [0_u32, 1] {
            let Some(row) = labels.iter().position(|other| *other == f64::from(label)) else { continue };
            let (seen, held) = &mut covered[label as usize];
            *seen += 1;
            *held += u32::from(sets.binary_set(scores[row]).contains(&label));
        }
    }
    for (label, (seen, held)) in covered.into_iter().enumerate() {
        let share = f64::from(held) / f64::from(seen);
        println!(
            "label {label}: sets at {level} from {rows} rows held it in {share:.4} of {seen} runs (simulated)"
        );
        let error = 4.0 * f64::sqrt(level * (1.0 - level) / f64::from(seen));
        // At most 1 / (n + 1) more than promised, with about a sixth of the rows of label 1.
        assert!(share > level - error && share < level + error + 8.0 / rows as f64, "{label}: {share}");
    }
}

#[test]
fn each_label_is_in_its_set_as_often_as_promised() {
    coverage_of_labels(1_500, 300, 0.9);
}

#[test]
#[ignore = "long"]
fn each_label_is_in_its_set_as_often_as_promised_over_many_runs() {
    for (rows, level) in [(120, 0.8), (300, 0.9), (2_000, 0.95)] {
        coverage_of_labels(20_000, rows, level);
    }
}

#[test]
fn several_labels_are_covered_each() {
    let draw = |rows: usize, rng: &mut Rng| -> (Vec<f64>, Vec<u32>) {
        let (mut conformities, mut truth) = (Vec::new(), Vec::new());
        for _ in 0..rows {
            let label = rng.weighted(&[6.0, 3.0, 1.0]).unwrap();
            conformities.extend((0..3).map(|other| rng.normal() + if other == label { 1.5 } else { 0.0 }));
            truth.push(label as u32);
        }
        (conformities, truth)
    };
    let mut rng = Rng::new(9);
    let (conformities, truth) = draw(4_000, &mut rng);
    let sets = LabelSets::calibrate(&conformities, 3, &truth, 0.9).unwrap();
    let (conformities, truth) = draw(20_000, &mut rng);
    let report = sets.measure(&conformities, &truth, 0.9).unwrap();
    for label in &report.labels {
        assert!((label.covered.value - 0.9).abs() < 0.06, "{label:?}");
    }
    assert!((report.empty + report.single + report.several - 1.0).abs() < 1e-12);
    assert!(report.single > 0.3 && report.several > 0.2, "{report:?}");
}

#[test]
fn a_label_of_too_few_rows_is_in_every_set() {
    let scores = [-1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -7.0, -8.0, -9.0, 1.0];
    let labels = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
    let sets = LabelSets::calibrate_binary(&scores, &labels, 0.9).unwrap();
    assert_eq!(sets.thresholds()[0].conformity, Some(1.0));
    assert_eq!((sets.thresholds()[1].calibration_rows, sets.thresholds()[1].conformity), (1, None));
    assert_eq!(sets.binary_set(-50.0), [0, 1]);
    assert_eq!(sets.binary_set(50.0), [1]);
    let stored = serde_json::to_string(&sets).unwrap();
    assert_eq!(serde_json::from_str::<LabelSets>(&stored).unwrap(), sets);
    assert!(serde_json::from_str::<LabelSets>(&stored.replace("0.9", "1.5")).is_err());
}

#[test]
fn what_does_not_fit_is_refused() {
    assert!(LabelSets::calibrate_binary(&[0.0], &[2.0], 0.9).is_err());
    assert!(LabelSets::calibrate_binary(&[0.0], &[1.0], 1.0).is_err());
    let far = LabelSets::calibrate(&[0.0; 6], 3, &[0, 3], 0.9).unwrap_err().to_string();
    assert_eq!(far, "row 1: label is 3, expected below 3");
    assert!(LabelSets::calibrate(&[0.0; 5], 3, &[0, 1], 0.9).is_err());
    assert!(LabelSets::calibrate(&[f64::NAN; 2], 2, &[0], 0.9).is_err());
    assert!(LabelSets::calibrate(&[], 1, &[], 0.9).is_err());
    let means = PredictedEnds::means(&[1.0; 8]).unwrap();
    let few = ConformalMargin::calibrate(&means, &[1.0; 8], 0.9).unwrap_err();
    assert!(matches!(few, SartorError::TooFew { found: 8, needed: 9, .. }), "{few}");
    assert!(ConformalMargin::calibrate(&means, &[1.0; 7], 0.5).is_err());
    assert!(
        PredictedEnds::quantiles(&[0.0, 2.0], &[1.0, 1.0])
            .unwrap_err()
            .to_string()
            .starts_with("row 1: low is 2")
    );
    assert!(PredictedEnds::scaled(&[1.0], &[0.0]).is_err());
}

/// Outcomes whose spread grows with `x`, and what a biased learner says of them: mean, scale and quantiles.
fn values(rows: usize, rng: &mut Rng) -> [Vec<f64>; 5] {
    let mut columns: [Vec<f64>; 5] = std::array::from_fn(|_| Vec::with_capacity(rows));
    for _ in 0..rows {
        let x = rng.uniform();
        let outcome = 10.0 * x + (0.2 + 3.0 * x) * rng.normal();
        let row = [9.0 * x + 0.5, 0.3 + 2.0 * x, 9.0 * x - 2.0 * x, 9.0 * x + 2.5 * x, outcome];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    columns
}

fn coverage_of_values(runs: u32, rows: usize, level: f64) {
    let (mut held, mut widths) = ([0_u32; 3], [0.0; 3]);
    for run in 0..runs {
        let mut rng = Rng::with_stream(22, u64::from(run));
        let [mean, scale, low, high, outcome] = values(rows, &mut rng);
        let [next_mean, next_scale, next_low, next_high, next] = values(1, &mut rng);
        let ends =
            |m: &[f64], s: &[f64], l: &[f64], h: &[f64], visit: &mut dyn FnMut(usize, &PredictedEnds<'_>)| {
                visit(0, &PredictedEnds::means(m).unwrap());
                visit(1, &PredictedEnds::scaled(m, s).unwrap());
                visit(2, &PredictedEnds::quantiles(l, h).unwrap());
            };
        let mut margins = Vec::new();
        ends(&mean, &scale, &low, &high, &mut |_, ends| {
            margins.push(ConformalMargin::calibrate(ends, &outcome, level).unwrap());
        });
        ends(&next_mean, &next_scale, &next_low, &next_high, &mut |kind, ends| {
            let interval = margins[kind].intervals(ends)[0];
            held[kind] += u32::from((interval.low..=interval.high).contains(&next[0]));
            widths[kind] += (interval.high - interval.low) / f64::from(runs);
        });
    }
    let shares = held.map(|held| f64::from(held) / f64::from(runs));
    println!(
        "{rows} rows at {level}: residual, scaled, quantile intervals held {shares:.4?}, widths {widths:.2?} (simulated)"
    );
    let error = 4.0 * f64::sqrt(level * (1.0 - level) / f64::from(runs));
    assert!(shares.iter().all(|share| *share > level - error && *share < level + error + 1.0 / rows as f64));
    assert!(widths[1] < widths[0] && widths[2] < widths[0], "intervals that know the spread are narrower");
}

#[test]
fn intervals_hold_values_as_often_as_promised() {
    coverage_of_values(1_500, 200, 0.9);
}

#[test]
#[ignore = "long"]
fn intervals_hold_values_as_often_as_promised_over_many_runs() {
    for (rows, level) in [(19, 0.95), (200, 0.9), (1_000, 0.8)] {
        coverage_of_values(20_000, rows, level);
    }
}

#[test]
fn quantiles_that_are_too_far_apart_are_brought_nearer() {
    let outcomes: Vec<f64> = (0..100).map(|row| f64::from(row) / 100.0).collect();
    let (low, high) = ([-10.0; 100], [11.0; 100]);
    let margin =
        ConformalMargin::calibrate(&PredictedEnds::quantiles(&low, &high).unwrap(), &outcomes, 0.8).unwrap();
    assert!(margin.margin() < -9.0, "{margin:?}");
    let met = margin.widened(0.0, 1.0, 1.0);
    assert_eq!((met.low, met.high), (0.5, 0.5));
}

proptest! {
    #[test]
    fn a_higher_level_never_drops_a_label(
        rows in prop::collection::vec((-50_i32..50, any::<bool>()), 2..80),
        probe in -60.0..60.0_f64,
    ) {
        let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let labels: Vec<f64> = rows.iter().map(|row| f64::from(u8::from(row.1))).collect();
        let mut before: Vec<u32> = Vec::new();
        for level in [0.3, 0.5, 0.8, 0.9, 0.95] {
            let set = LabelSets::calibrate_binary(&scores, &labels, level).unwrap().binary_set(probe);
            prop_assert!(before.iter().all(|label| set.contains(label)));
            before = set;
        }
    }
}
