//! Reasons against another implementation, and against their definition: Shapley values over all subsets of columns, by
//! an expectation that follows stored trees node by node.
#![cfg(feature = "train")]
#![allow(clippy::disallowed_methods)] // a test may check by other means

use proptest::prelude::*;
use sartor::control::Control;
use sartor::learn::{
    CategoryColumn, ChangeDirection, ChangeOptions, Explanation, Gbdt, GbdtOptions, MISSING, MonotoneColumn,
    Objective, OtherValues, ReasonMethod, Schema, Table, TableColumn, Target, reason_codes, smallest_change,
};
use sartor::rng::Rng;
use serde::Deserialize;
use serde_json::Value;

/// Numbers, categories with sets that are no range, and missing values; labels that depend on how columns go together.
fn world(seed: u32, rows: usize, objective: Objective) -> (Table, Vec<f64>, Vec<f64>) {
    let mut rng = Rng::new(seed);
    let mut numbers = |levels: u64, missing: f64| -> Vec<f64> {
        let mut value = || if rng.uniform() < missing { f64::NAN } else { rng.below(levels) as f64 / 4.0 };
        (0..rows).map(|_| value()).collect()
    };
    let columns = [numbers(12, 0.1), numbers(4, 0.1), numbers(36, 0.2), numbers(120, 0.0), numbers(20, 0.3)];
    let known = |value: f64| if value.is_nan() { -1.0 } else { value };
    let labels = (0..rows)
        .map(|row| {
            let of = |column: usize| known(columns[column][row]);
            let mean = (of(0) - 1.5) * if of(4) > 2.0 { 1.0 } else { -0.5 } + (of(2) * 28.0) % 3.0 - 1.0
                + if of(1) == 0.5 { 0.1 * of(3) } else { 0.0 };
            match objective {
                Objective::Logistic => f64::from(u8::from(rng.bernoulli(1.0 / (1.0 + (-mean).exp())))),
                Objective::Poisson => rng.poisson((0.3 * mean).exp()) as f64,
                Objective::Gamma | Objective::Tweedie { .. } => rng.gamma(2.0, 2.0 / (0.3 * mean).exp()),
                _ => mean + rng.normal(),
            }
        })
        .collect();
    let weights = (0..rows).map(|_| 0.5 + rng.uniform()).collect();
    let codes = |values: &[f64]| -> Vec<u32> {
        values.iter().map(|value| if value.is_nan() { MISSING } else { (4.0 * value) as u32 }).collect()
    };
    let levels = |count: u32| (0..count).map(|level| format!("level {level:02}")).collect();
    let category = |column: usize, count| {
        TableColumn::Categories(CategoryColumn::new(levels(count), codes(&columns[column])).unwrap())
    };
    let number = |column: usize| TableColumn::Numbers(columns[column].clone());
    let table = vec![number(0), category(1, 4), category(2, 36), number(3), number(4)];
    let names = (0..table.len()).map(|place| format!("column {place}"));
    (Table::new(names.zip(table).collect()).unwrap(), labels, weights)
}

/// The rows of a table as numbers.
fn rows_of(table: &Table) -> Vec<Vec<f64>> {
    let cell = |column: &TableColumn, row: usize| match column {
        TableColumn::Numbers(values) => values[row],
        TableColumn::Categories(column) if column.codes()[row] == MISSING => f64::NAN,
        TableColumn::Categories(column) => f64::from(column.codes()[row]),
    };
    (0..table.rows()).map(|row| table.columns().iter().map(|column| cell(column, row)).collect()).collect()
}

/// A model as it is stored, read without the library.
struct Stored(Value);

impl Stored {
    fn of(model: &Gbdt) -> Self {
        Self(serde_json::to_value(model).unwrap())
    }

    fn number(value: &Value) -> usize {
        value.as_u64().unwrap() as usize
    }

    fn goes_left(&self, node: &Value, row: &[f64]) -> bool {
        let [column, set, first, count] = [0, 1, 2, 3].map(|place| Self::number(&node[place]));
        let (bins, value) = (&self.0["bins"][column], row[column]);
        let bin = if value.is_nan() {
            0
        } else if let Some(cuts) = bins["cuts"].as_array() {
            1 + cuts.iter().filter(|cut| cut.as_f64().unwrap() <= value).count()
        } else {
            Self::number(&bins["groups"][value as usize])
        };
        if set == 0 {
            return (first..first + count).contains(&bin);
        }
        self.0["sets"][set - 1].as_array().unwrap().iter().any(|known| Self::number(known) == bin)
    }

    fn weight(tree: &Value, at: usize) -> f64 {
        if at >= 128 {
            return tree["cover"][at - 128].as_f64().unwrap();
        }
        let [left, right] = [4, 5].map(|side| Self::number(&tree["nodes"][at][side]));
        Self::weight(tree, left) + Self::weight(tree, right)
    }

    /// What a tree is expected to say below a node when only these columns of a row are known.
    fn expected(&self, tree: &Value, at: usize, row: &[f64], known: u32) -> f64 {
        if at >= 128 {
            return tree["leaves"][at - 128].as_f64().unwrap();
        }
        let node = &tree["nodes"][at];
        let [left, right] = [4, 5].map(|side| Self::number(&node[side]));
        if known >> Self::number(&node[0]) & 1 == 1 {
            return self.expected(tree, if self.goes_left(node, row) { left } else { right }, row, known);
        }
        let (of_left, of_right) = (Self::weight(tree, left), Self::weight(tree, right));
        (of_left * self.expected(tree, left, row, known) + of_right * self.expected(tree, right, row, known))
            / (of_left + of_right)
    }

    /// Base and Shapley values by their definition.
    fn shapley(&self, row: &[f64]) -> (f64, Vec<f64>) {
        let columns = row.len() as u32;
        let worth: Vec<f64> = (0..1_u32 << columns)
            .map(|known| {
                let trees = self.0["trees"].as_array().unwrap().iter();
                trees.fold(self.0["base"].as_f64().unwrap(), |sum, tree| {
                    sum + self.expected(tree, 0, row, known)
                })
            })
            .collect();
        let factorial = |n: u32| (1..=n).map(f64::from).product::<f64>();
        let value = |column: u32| {
            let others = (0..1_u32 << columns).filter(|known| known >> column & 1 == 0);
            others.fold(0.0, |sum, known| {
                let size = known.count_ones();
                let share = factorial(size) * factorial(columns - size - 1) / factorial(columns);
                sum + share * (worth[(known | 1 << column) as usize] - worth[known as usize])
            })
        };
        (worth[0], (0..columns).map(value).collect())
    }
}

fn assert_is_shapley(model: &Gbdt, table: &Table, rows: usize) {
    let stored = Stored::of(model);
    let all = model.explain(table).unwrap();
    assert_eq!(all.columns, table.names());
    assert_eq!(all.methods, [ReasonMethod::TreeShap]);
    assert_eq!(all.scores, model.scores(table).unwrap());
    for (place, row) in rows_of(table).iter().take(rows).enumerate() {
        let alone = model.explain_row(row).unwrap();
        assert_eq!(all.row(place).as_ref(), Some(&alone), "among others as alone");
        let (base, values) = stored.shapley(row);
        assert!((alone.base - base).abs() < 1e-11, "{} {base}", alone.base);
        for (value, contribution) in values.iter().zip(&alone.contributions) {
            assert!((value - contribution).abs() < 1e-11, "{values:?} {:?}", alone.contributions);
        }
        assert_adds_up(&alone);
    }
}

fn assert_adds_up(explanation: &Explanation) {
    let sum: f64 = explanation.contributions.iter().sum();
    assert!((explanation.base + sum - explanation.score).abs() < 1e-9, "{explanation:?}");
}

#[test]
fn contributions_are_those_of_another_implementation() {
    #[derive(Deserialize)]
    struct Reference {
        model: Gbdt,
        rows: Vec<Vec<Option<f64>>>,
        expected: f64,
        contributions: Vec<Vec<f64>>,
    }
    let reference: Reference = serde_json::from_str(include_str!("data/shap.json")).unwrap();
    assert_eq!(reference.rows.len(), 25);
    for (row, expected) in reference.rows.iter().zip(&reference.contributions) {
        let row: Vec<f64> = row.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect();
        let explanation = reference.model.explain_row(&row).unwrap();
        assert!((explanation.base - reference.model.base_score() - reference.expected).abs() < 1e-9);
        for (ours, theirs) in explanation.contributions.iter().zip(expected) {
            assert!((ours - theirs).abs() < 1e-9, "{:?} {expected:?}", explanation.contributions);
        }
        assert_adds_up(&explanation);
    }
}

#[test]
fn contributions_are_shapley_values_whatever_is_minimised() {
    for (seed, objective) in (0..).zip([
        Objective::Logistic,
        Objective::Squared,
        Objective::Poisson,
        Objective::Gamma,
        Objective::Tweedie { power: 1.5 },
        Objective::Quantile { level: 0.7 },
    ]) {
        let (table, labels, weights) = world(seed, 400, objective);
        let target = Target { weights: Some(&weights), ..Target::of(&labels) };
        let monotone = match objective {
            Objective::Quantile { .. } => Vec::new(),
            _ => vec![MonotoneColumn { column: "column 0".to_owned(), rises: true }],
        };
        for leaves in [2, 4, 8, 20] {
            let options = GbdtOptions {
                objective,
                monotone: monotone.clone(),
                trees: 6,
                leaves: Some(leaves),
                learning_rate: 0.3,
                min_child_weight: 1.0,
                column_share: 0.8,
                ..GbdtOptions::default()
            };
            let model = Gbdt::fit(&table, target, &options, Control::none()).unwrap();
            assert_is_shapley(&model, &table, 12);
            let kept = Gbdt::from_bytes(&model.to_bytes().unwrap()).unwrap();
            assert_eq!(kept.explain(&table).unwrap(), model.explain(&table).unwrap());
        }
    }
}

#[test]
fn contributions_of_many_deep_trees_add_up() {
    let (table, labels, _) = world(9, 3_000, Objective::Squared);
    let options = GbdtOptions {
        objective: Objective::Squared,
        trees: 60,
        leaves: Some(128),
        depth: 64,
        min_child_weight: 1.0,
        ..GbdtOptions::default()
    };
    let model = Gbdt::fit(&table, Target::of(&labels), &options, Control::none()).unwrap();
    let all = model.explain(&table.take(&(0..300).collect::<Vec<_>>()).unwrap()).unwrap();
    (0..300).for_each(|row| assert_adds_up(&all.row(row).unwrap()));
    let moved = all.contributions.chunks(5).fold([0.0; 5], |mut moved, row| {
        moved.iter_mut().zip(row).for_each(|(moved, part)| *moved += part.abs() / 300.0);
        moved
    });
    assert!(moved.iter().all(|moved| *moved > 0.01), "{moved:?}");
}

#[test]
fn a_leaf_weighs_what_its_training_rows_weigh() {
    let (table, labels, _) = world(3, 500, Objective::Squared);
    let options =
        GbdtOptions { objective: Objective::Squared, trees: 20, row_share: 0.5, ..GbdtOptions::default() };
    let model = Gbdt::fit(&table, Target::of(&labels), &options, Control::none()).unwrap();
    let (stored, rows) = (Stored::of(&model), rows_of(&table));
    for tree in stored.0["trees"].as_array().unwrap() {
        let mut counts = vec![0_u64; tree["leaves"].as_array().unwrap().len()];
        for row in &rows {
            let mut at = 0;
            while at < 128 {
                let node = &tree["nodes"][at];
                at = Stored::number(&node[if stored.goes_left(node, row) { 4 } else { 5 }]);
            }
            counts[at - 128] += 1;
        }
        let covers: Vec<u64> =
            tree["cover"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
        // 500 rows fit 128 times into 16 bits.
        assert_eq!(covers, counts.iter().map(|count| 128 * count).collect::<Vec<_>>());
    }
}

#[test]
fn a_model_stored_without_the_weights_of_its_rows_scores_and_says_why_it_has_no_reasons() {
    let (table, labels, _) = world(4, 300, Objective::Squared);
    let options = GbdtOptions { objective: Objective::Squared, trees: 5, ..GbdtOptions::default() };
    let model = Gbdt::fit(&table, Target::of(&labels), &options, Control::none()).unwrap();
    let mut stored = serde_json::to_value(&model).unwrap();
    for tree in stored["trees"].as_array_mut().unwrap() {
        assert!(tree.as_object_mut().unwrap().remove("cover").is_some());
    }
    let older: Gbdt = serde_json::from_value(stored).unwrap();
    assert_eq!(older.scores(&table).unwrap(), model.scores(&table).unwrap());
    let error = older.explain(&table).unwrap_err();
    assert_eq!(error.code(), "NOT_AVAILABLE");
    assert_eq!(
        error.to_string(),
        "an explanation is not available: the booster was stored without the weights of its training rows; fit it again"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn contributions_are_shapley_values(seed in 0_u32..1_000_000, leaves in 2_u32..24, depth in 1_u32..12) {
        let (table, labels, weights) = world(seed, 250, Objective::Squared);
        let target = Target { weights: Some(&weights), ..Target::of(&labels) };
        let options = GbdtOptions {
            objective: Objective::Squared, trees: 4, leaves: Some(leaves), depth, min_child_weight: 1.0,
            learning_rate: 0.5, seed, ..GbdtOptions::default()
        };
        let model = Gbdt::fit(&table, target, &options, Control::none()).unwrap();
        assert_is_shapley(&model, &table, 4);
    }
}

/// A booster over four columns, and what it foretells.
fn churn() -> (Table, Gbdt) {
    let (table, labels, _) = world(11, 1_500, Objective::Logistic);
    let options = GbdtOptions { trees: 60, learning_rate: 0.1, ..GbdtOptions::default() };
    let model = Gbdt::fit(&table, Target::of(&labels), &options, Control::none()).unwrap();
    (table, model)
}

/// Everything that each column could be instead, with its distance, by the definition.
fn instead(
    table: &Table,
    others: &OtherValues,
    row: &[f64],
    options: &ChangeOptions,
) -> Vec<(usize, f64, f64)> {
    let mut all = Vec::new();
    for (column, name) in table.names().iter().enumerate() {
        if options.fixed.contains(name) {
            continue;
        }
        let direction = options.directions.iter().find(|direction| direction.column == *name);
        if let TableColumn::Categories(levels) = &table.columns()[column] {
            let codes =
                (0..levels.levels().len()).map(|code| code as f64).filter(|code| *code != row[column]);
            all.extend(codes.map(|code| (column, code, 1.0 / 3.0)));
            continue;
        }
        let numbers = others.column(column);
        for (place, number) in numbers.iter().enumerate() {
            let (value, count) = (row[column], |holds: &dyn Fn(&f64) -> bool| {
                numbers.iter().filter(|number| holds(number)).count() as f64
            });
            if value.is_nan() {
                if direction.is_none() {
                    all.push((column, *number, 1.0 / 3.0));
                }
                continue;
            }
            let allowed = direction.is_none_or(|direction| (*number > value) == direction.rises);
            let rank = count(&|number| *number < value) + 0.5 * count(&|number| *number == value);
            if *number != value && allowed {
                let apart = (place as f64 + 0.5 - rank).abs().max(0.5) / numbers.len() as f64;
                all.push((column, *number, apart));
            }
        }
    }
    all
}

#[test]
fn the_smallest_change_is_that_of_trying_everything() {
    let (table, model) = churn();
    let others = model.other_values();
    let direction = |column: &str, rises| ChangeDirection { column: column.to_owned(), rises };
    let mut sizes = [0; 4];
    for (threshold, fixed, directions) in [
        (0.5, vec![], vec![]),
        (0.9, vec!["column 2".to_owned()], vec![direction("column 0", true)]),
        (0.05, vec!["column 0".to_owned()], vec![direction("column 3", false), direction("column 4", true)]),
    ] {
        let options =
            ChangeOptions { threshold, max_columns: 2, fixed, directions, max_evaluations: 10_000_000 };
        for row in rows_of(&table).iter().take(25) {
            let foretell = |row: &[f64]| model.predict_row(row);
            let found = smallest_change(model.schema(), row, &others, foretell, &options).unwrap();
            let all = instead(&table, &others, row, &options);
            let before = model.predict_row(row).unwrap();
            let flips = |changes: &[(usize, f64, f64)]| {
                let mut changed = row.clone();
                for (column, value, _) in changes {
                    changed[*column] = *value;
                }
                (model.predict_row(&changed).unwrap() >= threshold) != (before >= threshold)
            };
            let nearest =
                |least: Option<f64>, next: f64| Some(least.map_or(next, |least: f64| least.min(next)));
            let one =
                all.iter().filter(|change| flips(&[**change])).map(|change| change.2).fold(None, nearest);
            let two = || {
                let pairs = all.iter().flat_map(|left| all.iter().map(move |right| [*left, *right]));
                let pairs = pairs.filter(|[left, right]| left.0 < right.0 && flips(&[*left, *right]));
                pairs.map(|[left, right]| left.2 + right.2).fold(None, nearest)
            };
            let expected = one.map(|least| (1, least)).or_else(|| two().map(|least| (2, least)));
            let of_found = found.as_ref().map(|found| (found.changes.len(), found.distance));
            sizes[expected.map_or(0, |expected| expected.0)] += 1;
            match (of_found, expected) {
                (Some((columns, distance)), Some((least_columns, least))) => {
                    assert_eq!(columns, least_columns);
                    assert!((distance - least).abs() < 1e-12, "{distance} {least}");
                }
                (found, expected) => assert_eq!(found, expected),
            }
            let Some(found) = found else { continue };
            assert!(found.is_proven);
            assert_eq!(found.score_before, before);
            // What is said is what was tried.
            let mut changed = row.clone();
            for change in &found.changes {
                assert!(!options.fixed.contains(&change.column));
                let place = model.schema().place(&change.column).unwrap();
                changed[place] = match &model.schema().columns()[place].levels {
                    None => change.to.parse().unwrap(),
                    Some(levels) => levels.iter().position(|level| *level == change.to).unwrap() as f64,
                };
            }
            assert_eq!(model.predict_row(&changed).unwrap(), found.score_after);
            assert_ne!(found.score_after >= threshold, before >= threshold);
        }
    }
    assert!(sizes[..3].iter().all(|count| *count > 0), "{sizes:?}");
}

#[test]
fn three_columns_change_where_two_are_not_enough() {
    let numbers = || TableColumn::Numbers((0..10).map(f64::from).collect());
    let columns = (0..5).map(|place| (format!("column {place}"), numbers())).collect();
    let table = Table::new(columns).unwrap();
    let (schema, others) = (Schema::of(&table), OtherValues::of_table(&table, 32));
    let sum = |row: &[f64]| Ok(row.iter().sum::<f64>());
    let with = |threshold, max_columns, max_evaluations| {
        let options = ChangeOptions { threshold, max_columns, max_evaluations, ..ChangeOptions::default() };
        smallest_change(&schema, &[0.0; 5], &others, sum, &options).unwrap()
    };
    let found = with(20.0, 3, 20_000).unwrap();
    assert_eq!((found.changes.len(), found.score_after, found.is_proven), (3, 20.0, false));
    assert!((found.distance - 2.0).abs() < 1e-12, "{found:?}");
    assert_eq!(with(20.0, 2, 20_000), None);
    assert_eq!(with(46.0, 16, 20_000), None);
    let two = with(17.0, 16, 20_000).unwrap();
    assert_eq!((two.changes.len(), two.is_proven), (2, true));
    // Too few questions to try all pairs: found step by step, and it is not said that it is the smallest.
    let hasty = with(17.0, 16, 700).unwrap();
    assert_eq!((hasty.changes.len(), hasty.is_proven), (2, false));
    assert_eq!(with(9.0, 16, 20).map(|found| found.score_after), None);
}

#[test]
fn what_cannot_be_changed_or_asked_is_refused() {
    let (table, model) = churn();
    let row = &rows_of(&table)[0];
    let refused = |options: ChangeOptions| {
        let foretell = |row: &[f64]| model.predict_row(row);
        smallest_change(model.schema(), row, &model.other_values(), foretell, &options)
            .unwrap_err()
            .to_string()
    };
    let default = ChangeOptions::default();
    assert_eq!(
        refused(ChangeOptions { fixed: vec!["colour".to_owned()], ..default.clone() }),
        "change options: colour is not a column of the schema"
    );
    let directions = vec![ChangeDirection { column: "column 1".to_owned(), rises: true }];
    assert_eq!(
        refused(ChangeOptions { directions, ..default.clone() }),
        "change options: column 1 is not a column of numbers, which alone rise or fall"
    );
    assert!(refused(ChangeOptions { threshold: f64::NAN, ..default.clone() }).contains("threshold is NaN"));
    assert!(refused(ChangeOptions { max_columns: 17, ..default.clone() }).contains("expected 1 to 16"));
    assert!(
        refused(ChangeOptions { max_evaluations: 0, ..default.clone() }).contains("expected 1 to 10000000")
    );
    let nowhere = |_: &[f64]| Ok(f64::NAN);
    assert!(smallest_change(model.schema(), row, &model.other_values(), nowhere, &default).is_err());
    assert!(smallest_change(model.schema(), &row[1..], &model.other_values(), nowhere, &default).is_err());
    let none = OtherValues::new(Vec::new()).unwrap();
    assert!(smallest_change(model.schema(), row, &none, nowhere, &default).is_err());
}

#[test]
fn reasons_of_a_booster_are_told_in_words() {
    let (table, model) = churn();
    for row in rows_of(&table).iter().take(50) {
        let explanation = model.explain_row(row).unwrap();
        let codes = reason_codes(&explanation, model.schema(), model.objective(), row, 2).unwrap();
        let told: f64 = codes.iter().map(|code| code.contribution).sum();
        assert!((explanation.base + told - explanation.score).abs() < 1e-9);
        assert!(codes.len() <= 3 && codes.iter().zip(1..).all(|(code, rank)| code.rank == rank));
        assert!(
            codes.windows(2).take(1).all(|pair| pair[0].contribution.abs() >= pair[1].contribution.abs())
        );
        let first = &codes[0];
        let start = format!("{} is {}: ", first.column.as_deref().unwrap(), first.value);
        assert!(first.text.starts_with(&start) && first.text.contains("the odds"), "{}", first.text);
    }
}
