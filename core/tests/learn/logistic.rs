//! The logistic regression against 40 digits of an independent design, and what it does where data is not as it should be.
#![cfg(feature = "train")]
#![allow(clippy::disallowed_methods)] // a test may check by other means

use crate::data::figures;
use proptest::prelude::*;
use sartor::control::Control;
use sartor::learn::{
    CategoryColumn, Logistic, LogisticOptions, MISSING, ScoredLabels, Table, TableColumn, Target,
};
use sartor::rng::Rng;

fn fit(table: &Table, target: Target<'_>, options: &LogisticOptions) -> Logistic {
    Logistic::fit(table, target, options, Control::none()).unwrap()
}

fn ridge(l2: f64) -> LogisticOptions {
    LogisticOptions { l2, ..LogisticOptions::default() }
}

fn numbers(name: &str, values: &[f64]) -> (String, TableColumn) {
    (name.to_owned(), TableColumn::Numbers(values.to_vec()))
}

fn codes(name: &str, levels: usize, codes: Vec<u32>) -> (String, TableColumn) {
    let levels = (0..levels).map(|level| format!("level {level:05}")).collect();
    (name.to_owned(), TableColumn::Categories(CategoryColumn::new(levels, codes).unwrap()))
}

/// Two columns of numbers, one with missing values, one of categories with missing and rare levels; labels, weights.
fn world(rows: usize, seed: u32) -> (Table, Vec<f64>, Vec<f64>) {
    let mut rng = Rng::new(seed);
    let x: Vec<f64> = (0..rows).map(|_| 50.0 + 20.0 * rng.normal()).collect();
    let y: Vec<f64> =
        (0..rows).map(|_| if rng.bernoulli(0.2) { f64::NAN } else { rng.exponential(0.01) }).collect();
    let plan: Vec<u32> = (0..rows)
        .map(|_| {
            if rng.bernoulli(0.1) { MISSING } else { rng.weighted(&[60.0, 30.0, 10.0, 0.1]).unwrap() as u32 }
        })
        .collect();
    let labels = (0..rows)
        .map(|row| {
            let of_plan = [-0.5, 0.5, 1.0, 0.0].get(plan[row] as usize).copied().unwrap_or(0.3);
            let score =
                0.05 * (x[row] - 50.0) + if y[row].is_nan() { 0.5 } else { 0.002 * y[row] } + of_plan - 0.5;
            f64::from(u8::from(rng.bernoulli(1.0 / (1.0 + (-score).exp()))))
        })
        .collect();
    let weights = (0..rows).map(|_| rng.below(3) as f64).collect();
    (Table::new(vec![numbers("x", &x), numbers("y", &y), codes("plan", 4, plan)]).unwrap(), labels, weights)
}

/// `core/tests/oracles/learn_logistic.py`.
#[test]
fn scores_are_those_of_forty_digits() {
    let (rows, expected) = figures(include_str!("data/logistic.csv"));
    let column = |place: usize| rows.iter().map(|row| row[place]).collect::<Vec<_>>();
    let code = |value: &f64| if *value < 0.0 { MISSING } else { *value as u32 };
    let plan = codes("plan", 4, column(2).iter().map(code).collect());
    let table = Table::new(vec![numbers("x", &column(0)), numbers("y", &column(1)), plan]).unwrap();
    let (labels, weights) = (column(3), column(4));
    let target = Target { weights: Some(&weights), ..Target::of(&labels) };
    for (name, l2) in [("ridge", 1.0), ("loose", 0.01)] {
        let model = fit(&table, target, &ridge(l2));
        let scores = model.scores(&table).unwrap();
        let mut compared = 0;
        for (figure, expected) in &expected {
            let Some(figure) = figure.strip_prefix(name) else { continue };
            let found = match figure {
                "_base" => model.base_score(),
                "_slope_x" => model.coefficients()[0].log_odds,
                row => scores[row[1..].parse::<usize>().unwrap()],
            };
            assert!((found - expected).abs() < 1e-9, "{name}{figure}: {found}, expected {expected}");
            compared += 1;
        }
        assert_eq!(compared, rows.len() + 2);
    }
}

#[test]
fn reasons_add_up_and_are_nothing_on_average() {
    let (table, labels, weights) = world(500, 1);
    let model = fit(&table, Target { weights: Some(&weights), ..Target::of(&labels) }, &ridge(1.0));
    let explained = model.explain(&table).unwrap();
    let scores = model.scores(&table).unwrap();
    assert_eq!(explained.scores, scores);
    let mut means = [0.0; 3];
    for row in 0..500 {
        let parts = explained.row(row).unwrap().contributions;
        assert_eq!(parts.iter().fold(explained.base, |sum, part| sum + part), scores[row]);
        for (mean, part) in means.iter_mut().zip(parts) {
            *mean += weights[row] * part / weights.iter().sum::<f64>();
        }
    }
    assert!(means.iter().all(|mean| mean.abs() < 1e-12), "{means:?}");
}

#[test]
fn a_row_alone_is_scored_as_among_others() {
    let (table, labels, _) = world(300, 2);
    let model = fit(&table, Target::of(&labels), &ridge(1.0));
    let (scores, told) = (model.scores(&table).unwrap(), model.predict(&table).unwrap());
    let [TableColumn::Numbers(x), TableColumn::Numbers(y), TableColumn::Categories(plan)] = table.columns()
    else {
        panic!("three columns")
    };
    for row in 0..300 {
        let code = plan.codes()[row];
        let cells = [x[row], y[row], if code == MISSING { f64::NAN } else { f64::from(code) }];
        assert_eq!(model.score_row(&cells).unwrap().to_bits(), scores[row].to_bits());
        assert_eq!(model.predict_row(&cells).unwrap().to_bits(), told[row].to_bits());
        assert_eq!(model.explain_row(&cells).unwrap().score.to_bits(), scores[row].to_bits());
    }
    assert_eq!(model.score_row(&[1.0]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(model.score_row(&[f64::INFINITY, 0.0, 0.0]).unwrap_err().code(), "OUT_OF_RANGE");
}

#[test]
fn values_to_change_to_lie_within_the_range_of_training() {
    let (table, labels, _) = world(300, 8);
    let others = fit(&table, Target::of(&labels), &ridge(1.0)).other_values();
    let TableColumn::Numbers(x) = &table.columns()[0] else { panic!("numbers") };
    let (low, high) =
        (x.iter().copied().fold(f64::MAX, f64::min), x.iter().copied().fold(f64::MIN, f64::max));
    assert_eq!(others.column(0).len(), 32);
    assert!(
        others.column(0).iter().all(|value| (low..=high).contains(value)) && others.column(0).is_sorted()
    );
    assert!(others.column(2).is_empty());
}

#[test]
fn separable_labels_have_finite_coefficients() {
    let x: Vec<f64> = (0..200).map(f64::from).collect();
    let labels: Vec<f64> = x.iter().map(|x| f64::from(u8::from(*x >= 100.0))).collect();
    let table = Table::new(vec![numbers("x", &x)]).unwrap();
    let slope = |l2| fit(&table, Target::of(&labels), &ridge(l2)).coefficients()[0].log_odds;
    let slopes = [1e3, 1.0, 1e-3, 1e-6].map(slope);
    assert!(slopes.is_sorted() && slopes[3] < 1e3 && slopes[0] > 0.0, "{slopes:?}");
}

#[test]
fn values_of_any_size_are_learnt_from() {
    let labels: Vec<f64> = (0..100).map(|row| f64::from(u8::from(row % 3 == 0))).collect();
    for unit in [1e-280, 1e-12, 1.0, 1e300] {
        let x: Vec<f64> = (0..100).map(|row| unit * f64::from(row % 7 - 3) * 1e7).collect();
        let table = Table::new(vec![numbers("x", &x)]).unwrap();
        let model = fit(&table, Target::of(&labels), &ridge(1.0));
        assert!(model.coefficients()[0].log_odds.is_finite());
        for value in [f64::MAX, f64::MIN, 0.0, f64::NAN, f64::MIN_POSITIVE] {
            assert!(model.score_row(&[value]).unwrap().abs() < 10.0);
        }
    }
    // All but one at the far ends of what a number can be.
    let x: Vec<f64> = (0..100).map(|row| if row % 2 == 0 { f64::MAX } else { f64::MIN }).collect();
    let model = fit(&Table::new(vec![numbers("x", &x)]).unwrap(), Target::of(&labels), &ridge(1.0));
    assert!(model.score_row(&[0.0]).unwrap().is_finite());
}

#[test]
fn columns_that_tell_nothing_have_no_effect() {
    let (world, labels, _) = world(200, 3);
    let columns = vec![
        ("x".to_owned(), world.columns()[0].clone()),
        numbers("constant", &[4.5; 200]),
        numbers("nothing", &[f64::NAN; 200]),
        codes("one", 3, vec![1; 200]),
        codes("none", 0, vec![MISSING; 200]),
    ];
    let wide = fit(&Table::new(columns.clone()).unwrap(), Target::of(&labels), &ridge(1.0));
    let narrow = fit(&Table::new(columns[..1].to_vec()).unwrap(), Target::of(&labels), &ridge(1.0));
    for x in [20.0, 50.0, f64::NAN] {
        let row = [x, 7.0, 1.0, f64::NAN, 2.0];
        assert_eq!(wide.score_row(&row).unwrap(), narrow.score_row(&row[..1]).unwrap());
    }
    assert_eq!(narrow.score_row(&[f64::NAN]).unwrap(), narrow.base_score());
    // Nothing to learn from at all: the base rate.
    let nothing = fit(&Table::new(columns[2..3].to_vec()).unwrap(), Target::of(&labels), &ridge(1.0));
    let share = labels.iter().sum::<f64>() / 200.0;
    assert!((nothing.predict_row(&[3.0]).unwrap() - share).abs() < 1e-12);
}

#[test]
fn whether_a_value_is_there_can_be_all_that_tells() {
    let labels: Vec<f64> = (0..300).map(|row| f64::from(u8::from(row % 3 == 0))).collect();
    let refund: Vec<f64> = labels.iter().map(|label| if *label == 1.0 { 9.5 } else { f64::NAN }).collect();
    let model = fit(&Table::new(vec![numbers("refund", &refund)]).unwrap(), Target::of(&labels), &ridge(1.0));
    assert!(model.predict_row(&[9.5]).unwrap() > 0.9 && model.predict_row(&[f64::NAN]).unwrap() < 0.1);
    assert_eq!(model.score_row(&[1e9]).unwrap(), model.score_row(&[9.5]).unwrap());
}

#[test]
fn ten_thousand_categories_share_a_coefficient_but_for_the_frequent_ones() {
    let mut rng = Rng::new(4);
    let city: Vec<u32> = (0..20_000)
        .map(|_| if rng.bernoulli(0.5) { rng.below(400) } else { rng.below(10_000) } as u32)
        .collect();
    let labels: Vec<f64> = city
        .iter()
        .map(|city| f64::from(u8::from(rng.bernoulli(if *city % 2 == 0 && *city < 400 { 0.7 } else { 0.3 }))))
        .collect();
    let table = Table::new(vec![codes("city", 10_000, city)]).unwrap();
    let model = fit(&table, Target::of(&labels), &LogisticOptions::default());
    let coefficients = model.coefficients();
    assert_eq!(coefficients.len(), 10_000);
    let mut own: Vec<u64> = coefficients.iter().map(|c| c.log_odds.to_bits()).collect();
    own.sort_unstable();
    own.dedup();
    // Levels with the same rows of either label have the same.
    assert!((150..=257).contains(&own.len()), "{}", own.len());
    let scores = model.scores(&table).unwrap();
    assert!(ScoredLabels::new(&scores, &labels, None).unwrap().auc(0.95).unwrap().value > 0.6);
    assert!(model.to_bytes().unwrap().len() < 100_000);
}

#[test]
fn what_cannot_be_learnt_from_is_refused() {
    let (table, labels, _) = world(50, 5);
    let message = |target: Target<'_>, options: &LogisticOptions| {
        Logistic::fit(&table, target, options, Control::none()).unwrap_err().to_string()
    };
    let options = LogisticOptions::default();
    assert_eq!(message(Target::of(&[1.0; 50]), &options), "labels: 1 classes, at least 2 needed");
    assert_eq!(
        message(Target::of(&[1.0]), &options),
        "labels: length of labels is 1, expected 50 as of the table"
    );
    assert_eq!(message(Target::of(&[0.5; 50]), &options), "labels: label of row 0 is 0.5, expected 0 or 1");
    assert_eq!(message(Target::of(&labels), &ridge(0.0)), "logistic options: l2 is 0, expected 1e-6 to 1e9");
    let least = LogisticOptions { min_level_rows: f64::NAN, ..options.clone() };
    assert_eq!(
        message(Target::of(&labels), &least),
        "logistic options: minLevelRows is NaN, expected 1 to 1e9"
    );
    let of_weight: Vec<f64> = labels.iter().map(|label| if *label == 1.0 { 0.0 } else { 1.0 }).collect();
    let target = Target { weights: Some(&of_weight), ..Target::of(&labels) };
    assert_eq!(message(target, &options), "labels: 1 classes with a weight above 0, at least 2 needed");
    let wide = (0..1_100).map(|n| numbers(&format!("n{n}"), &[0.0, 1.0, 2.0])).collect();
    let error =
        Logistic::fit(&Table::new(wide).unwrap(), Target::of(&[0.0, 1.0, 0.0]), &options, Control::none());
    assert_eq!(error.unwrap_err().to_string(), "logistic: table has 1100 coefficients, the most is 1024");
    assert!(serde_json::from_str::<LogisticOptions>(r#"{"l1":1}"#).is_err());
}

#[test]
fn a_caller_can_stop_it() {
    let (table, labels, _) = world(50, 6);
    let cancelled = || true;
    let control = Control::new(&cancelled, &|_, _| ());
    let stopped = Logistic::fit(&table, Target::of(&labels), &LogisticOptions::default(), control);
    assert_eq!(stopped.unwrap_err().code(), "CANCELLED");
}

#[test]
fn damaged_bytes_are_refused_and_never_followed() {
    let (table, labels, _) = world(100, 7);
    let model = fit(&table, Target::of(&labels), &LogisticOptions::default());
    let bytes = model.to_bytes().unwrap();
    assert_eq!(Logistic::from_bytes(&bytes).unwrap(), model);
    for end in (0..bytes.len()).step_by(7) {
        assert!(Logistic::from_bytes(&bytes[..end]).is_err());
    }
    let text = serde_json::to_string(&model).unwrap();
    let mut refused = 0;
    for place in 0..text.len() {
        if !text.as_bytes()[place].is_ascii_digit() {
            continue;
        }
        for digit in ["", "9", "-1", "1e39", "1e-320", "null"] {
            let damaged = format!("{}{digit}{}", &text[..place], &text[place + 1..]);
            match serde_json::from_str::<Logistic>(&damaged) {
                // What can still be read can still be asked.
                Ok(model) => assert!(model.score_row(&[30.0, f64::NAN, 1.0]).unwrap().is_finite()),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_row_of_weight_two_is_two_rows(seed in any::<u32>()) {
        let (table, labels, weights) = world(200, seed);
        let rows: Vec<usize> = (0..200).flat_map(|row| vec![row; weights[row] as usize]).collect();
        let doubled_labels: Vec<f64> = rows.iter().map(|row| labels[*row]).collect();
        let weighted = fit(&table, Target { weights: Some(&weights), ..Target::of(&labels) }, &ridge(1.0));
        let doubled = fit(&table.take(&rows).unwrap(), Target::of(&doubled_labels), &ridge(1.0));
        for (left, right) in weighted.scores(&table).unwrap().iter().zip(doubled.scores(&table).unwrap()) {
            prop_assert!((left - right).abs() < 1e-9);
        }
    }

    #[test]
    fn units_of_numbers_do_not_matter(seed in any::<u32>(), scale in 1e-6..1e6_f64, shift in -1e3..1e3_f64) {
        let (table, labels, _) = world(150, seed);
        let moved = |column: &TableColumn| match column {
            TableColumn::Numbers(values) => TableColumn::Numbers(values.iter().map(|v| scale * (v + shift)).collect()),
            categories @ TableColumn::Categories(_) => categories.clone(),
        };
        let columns = table.names().iter().cloned().zip(table.columns().iter().map(moved)).collect();
        let other = Table::new(columns).unwrap();
        let left = fit(&table, Target::of(&labels), &ridge(1.0)).scores(&table).unwrap();
        let right = fit(&other, Target::of(&labels), &ridge(1.0)).scores(&other).unwrap();
        for (left, right) in left.iter().zip(right) {
            prop_assert!((left - right).abs() < 1e-7);
        }
    }
}
