//! What a treatment adds: figures against exact fractions, intervals that hold what they say, and lots that are fair.

use crate::data::figures;
use crate::data::public;
use proptest::prelude::*;
use sartor::control::Control;
use sartor::learn::{MetricInterval, Trial};
use sartor::rng::Rng;

/// `core/tests/oracles/learn_trial.py`.
#[test]
fn figures_are_those_of_exact_fractions() {
    let (rows, expected) = figures(include_str!("data/trial.csv"));
    let [treatment, outcome, score] =
        [0, 1, 2].map(|place| rows.iter().map(|row| row[place]).collect::<Vec<_>>());
    let trial = Trial::new(&treatment, &outcome).unwrap();
    let qini = trial.qini(&score, 100, 1, 0.9, Control::none()).unwrap();
    let treat: Vec<f64> = score.iter().map(|score| f64::from(u8::from(*score >= 0.5))).collect();
    let propensity: Vec<f64> = score.iter().map(|score| if *score < 0.3 { 0.4 } else { 0.6 }).collect();
    let worth = trial.policy_value(&treat, &propensity, 0.0, 0.9).unwrap();
    for (name, expected) in expected {
        let found = match name.as_str() {
            "area" => qini.area.value,
            "coefficient" => qini.coefficient.unwrap().value,
            "gain_at_the_end" => trial.qini_curve(&score, 7).unwrap()[7].gain,
            "uplift_at" => trial.uplift_at(&score, 0.3, 0.9).unwrap().uplift.value,
            "policy_value" => worth.value.value,
            "policy_gain_over_none" => worth.gain_over_none.value,
            "policy_gain_over_all" => worth.gain_over_all.value,
            _ => panic!("{name}"),
        };
        assert!((found - expected).abs() < 1e-12, "{name}: {found}, expected {expected}");
    }
}

#[test]
fn eight_rows_by_hand() {
    // By score: treated success, control failure | treated failure, control success | the rest fails.
    let treatment = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0];
    let outcome = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    let score = [4.0, 4.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0];
    let trial = Trial::new(&treatment, &outcome).unwrap();
    // Gains 0, 1, 0, 0, 0 at 0, 2, 4, 6, 8 rows: the area is 2, the straight line is 0.
    let qini = trial.qini(&score, 50, 1, 0.9, Control::none()).unwrap();
    assert_eq!(qini.area.value, 2.0 / 64.0);
    // The best order: gain 1 after 1 row, 1 after 7 (three controls without success), 0 after 8: 0.5 + 6 + 0.5.
    assert!((qini.coefficient.unwrap().value - 2.0 / 7.0).abs() < 1e-15);
    let curve: Vec<f64> = trial.qini_curve(&score, 4).unwrap().iter().map(|point| point.gain * 8.0).collect();
    assert_eq!(curve, [0.0, 1.0, 0.0, 0.0, 0.0]);
}

/// A trial in which the score foretells the effect in part: treatment by lot to 40 %.
fn world(rows: usize, rng: &mut Rng) -> [Vec<f64>; 3] {
    let mut columns: [Vec<f64>; 3] = std::array::from_fn(|_| Vec::with_capacity(rows));
    for _ in 0..rows {
        let (x, treated) = (rng.uniform(), rng.bernoulli(0.4));
        let outcome = rng.bernoulli(0.15 + 0.1 * x + if treated { 0.25 * (x - 0.3) } else { 0.0 });
        let row = [f64::from(u8::from(treated)), f64::from(u8::from(outcome)), x + 0.3 * rng.normal()];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    columns
}

fn measures(columns: &[Vec<f64>; 3], replicates: u32) -> Vec<(&'static str, MetricInterval)> {
    let [treatment, outcome, score] = columns;
    let trial = Trial::new(treatment, outcome).unwrap();
    let qini = trial.qini(score, replicates, 1, 0.9, Control::none()).unwrap();
    let treat: Vec<f64> = score.iter().map(|score| f64::from(u8::from(*score >= 0.5))).collect();
    let worth = trial.policy_value(&treat, &vec![0.4; score.len()], 0.02, 0.9).unwrap();
    vec![
        ("Qini area", qini.area),
        ("Qini coefficient", qini.coefficient.unwrap()),
        ("uplift at 30 %", trial.uplift_at(score, 0.3, 0.9).unwrap().uplift),
        ("policy value", worth.value),
        ("policy over none", worth.gain_over_none),
        ("policy over all", worth.gain_over_all),
    ]
}

fn hold_what_they_say(runs: u32, rows: usize, replicates: u32) {
    let truth = measures(&world(1_000_000, &mut Rng::with_stream(41, u64::MAX)), 2);
    let mut held = vec![0_u32; truth.len()];
    for run in 0..runs {
        let found = measures(&world(rows, &mut Rng::with_stream(41, u64::from(run))), replicates);
        for ((held, (_, found)), (_, truth)) in held.iter_mut().zip(found).zip(&truth) {
            *held += u32::from(found.holds(truth.value));
        }
    }
    for ((name, _), held) in truth.iter().zip(held) {
        let share = f64::from(held) / f64::from(runs);
        println!(
            "{name}: 90 % intervals of {rows} rows hold the truth in {share:.4} of {runs} runs (simulated)"
        );
        let near = 4.0 * f64::sqrt(0.9 * 0.1 / f64::from(runs)) + 0.015;
        assert!((share - 0.9).abs() < near, "{name}: {share}");
    }
}

#[test]
fn intervals_hold_what_they_say() {
    hold_what_they_say(300, 1_500, 60);
}

#[test]
#[ignore = "long"]
fn intervals_hold_what_they_say_over_many_runs() {
    hold_what_they_say(2_000, 4_000, 300);
}

#[test]
fn a_fair_lot_is_seldom_accused_and_an_unfair_one_is_found() {
    let (mut accused, mut found) = (0, 0);
    for run in 0..300 {
        let mut rng = Rng::with_stream(42, run);
        let [treatment, outcome, _] = world(800, &mut rng);
        let skewed: Vec<f64> = (0..800).map(|_| rng.exponential(1.0)).collect();
        let sometimes: Vec<f64> =
            (0..800).map(|_| if rng.bernoulli(0.9) { rng.normal() } else { f64::NAN }).collect();
        let tilted: Vec<f64> = treatment.iter().map(|treated| 0.4 * treated + rng.normal()).collect();
        let trial = Trial::new(&treatment, &outcome).unwrap();
        accused += u32::from(trial.balance(&[&skewed, &sometimes], 0.4, 0.95).unwrap().departs);
        let unfair = trial.balance(&[&skewed, &tilted], 0.4, 0.95).unwrap();
        found += u32::from(unfair.columns[1].departs && unfair.columns[1].difference > 0.1);
    }
    println!(
        "fair lots accused in {accused} of 300 runs at 95 %, an unfair column found in {found} (simulated)"
    );
    assert!(accused <= 30 && found >= 290, "{accused} {found}");
    let (treatment, outcome) = ([1.0, 0.0].repeat(200), vec![0.0; 400]);
    let trial = Trial::new(&treatment, &outcome).unwrap();
    assert!(trial.balance(&[], 0.3, 0.95).unwrap().share_departs);
    let missing: Vec<f64> = treatment.iter().map(|t| if *t == 1.0 { f64::NAN } else { 1.0 }).collect();
    let balance = trial.balance(&[&missing], 0.5, 0.95).unwrap();
    assert!(
        balance.columns[0].departs && balance.columns[0].missing_difference == 1.0 && !balance.share_departs
    );
}

/// Half of the customers got the letter, by lot.
#[test]
fn a_published_trial_was_by_lot_and_its_effect_is_found() {
    let Some(table) = public::columns("hillstrom_womens.csv") else { return };
    let column = |name: &str| &table.iter().find(|(other, _)| other == name).unwrap().1;
    let treatment: Vec<f64> =
        column("segment").iter().map(|cell| f64::from(u8::from(cell.starts_with("Womens")))).collect();
    let [visit, recency, history, mens, womens, newbie] =
        ["visit", "recency", "history", "mens", "womens", "newbie"].map(|name| public::numbers(column(name)));
    let trial = Trial::new(&treatment, &visit).unwrap();
    let balance = trial.balance(&[&recency, &history, &mens, &womens, &newbie], 0.5, 0.95).unwrap();
    assert!(!balance.departs, "{balance:?}");
    // Who bought womenswear before is told to gain most.
    let qini = trial.qini(&womens, 200, 1, 0.9, Control::none()).unwrap();
    let coefficient = qini.coefficient.unwrap();
    println!("Hillstrom, by womenswear bought before: Qini coefficient {coefficient:.4?}");
    assert!(coefficient.low > 0.0 && coefficient.high < 0.15, "{coefficient:?}");
    let by_history = trial.qini(&history, 200, 1, 0.9, Control::none()).unwrap().coefficient.unwrap();
    assert!(by_history.value < coefficient.value, "{by_history:?}");
}

#[test]
fn what_does_not_fit_is_refused() {
    assert!(Trial::new(&[1.0, 1.0], &[0.0, 1.0]).unwrap_err().to_string().contains("0 control rows"));
    assert!(
        Trial::new(&[1.0, 0.5], &[0.0, 1.0]).unwrap_err().to_string().starts_with("row 1: treatment is 0.5")
    );
    let trial = Trial::new(&[1.0, 0.0], &[0.0, 7.0]).unwrap();
    assert!(trial.qini(&[0.0, f64::NAN], 10, 0, 0.9, Control::none()).is_err());
    assert!(trial.qini(&[0.0; 2], 1, 0, 0.9, Control::none()).is_err());
    assert_eq!(trial.qini(&[0.0, 1.0], 10, 0, 0.9, Control::none()).unwrap().coefficient, None);
    assert!(
        trial.uplift_at(&[0.0, 1.0], 0.5, 0.9).is_err() && trial.uplift_at(&[0.0, 1.0], 0.0, 0.9).is_err()
    );
    assert!(trial.policy_value(&[1.0, 0.0], &[0.5, 0.0], 0.0, 0.9).is_err());
    assert!(trial.policy_value(&[1.0, 0.3], &[0.5, 0.5], 0.0, 0.9).is_err());
    assert!(trial.balance(&[&[1.0]], 0.5, 0.9).is_err() && trial.balance(&[], 1.0, 0.9).is_err());
    let stop = || true;
    let stopped = trial.qini(&[0.0, 1.0], 10, 0, 0.9, Control::new(&stop, &|_, _| ()));
    assert_eq!(stopped.unwrap_err().code(), "CANCELLED");
}

proptest! {
    #[test]
    fn scores_without_difference_choose_no_better_than_lot(
        rows in prop::collection::vec((any::<bool>(), any::<bool>(), 0_u32..6), 4..60),
    ) {
        let flag = |flag: bool| f64::from(u8::from(flag));
        let treatment: Vec<f64> = rows.iter().map(|row| flag(row.0)).collect();
        let outcome: Vec<f64> = rows.iter().map(|row| flag(row.1)).collect();
        let score: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
        let Ok(trial) = Trial::new(&treatment, &outcome) else { return Ok(()) };
        let level = trial.qini(&vec![0.0; rows.len()], 2, 0, 0.9, Control::none()).unwrap();
        prop_assert!(level.area.value.abs() < 1e-12);
        let qini = trial.qini(&score, 3, 0, 0.9, Control::none()).unwrap();
        prop_assert!(qini.area.value.is_finite() && qini.area.standard_error.is_finite());
        let curve = trial.qini_curve(&score, 10).unwrap();
        prop_assert!((curve[10].gain - curve[10].gain_by_lot).abs() < 1e-12 && curve[0].gain == 0.0);
    }
}
