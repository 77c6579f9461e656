//! Reasons against another implementation, and against their definition: Shapley values over all subsets of columns, by
//! an expectation that follows stored trees node by node.
#![cfg(feature = "train")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may stop where it stands, and check by other means

use proptest::prelude::*;
use sartor::control::Control;
use sartor::learn::{
    CategoryColumn, Explanation, Gbdt, GbdtOptions, MISSING, MonotoneColumn, Objective, ReasonMethod, Table,
    TableColumn, Target,
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
    let reference: Reference = serde_json::from_str(include_str!("learn_data/shap.json")).unwrap();
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
