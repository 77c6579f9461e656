//! What networks learn, what they refuse, and that they always learn the same.
#![cfg(feature = "train")]

use std::cell::Cell;

use crate::data::public;
use proptest::prelude::*;
use sartor::SartorError;
use sartor::control::Control;
use sartor::learn::{
    CategoryColumn, MISSING, Network, NetworkOptions, Objective, Schema, Table, TableColumn, Target,
};
use sartor::math;
use sartor::rng::Rng;

fn numbers(values: impl IntoIterator<Item = f64>) -> TableColumn {
    TableColumn::Numbers(values.into_iter().collect())
}

fn table(columns: Vec<(&str, TableColumn)>) -> Table {
    Table::new(columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect()).unwrap()
}

fn fit(table: &Table, labels: &[f64], options: &NetworkOptions) -> sartor::Result<Network> {
    Network::fit(table, Target::of(labels), options, Control::none())
}

/// Few networks and epochs, for what does not depend on how well they learn.
fn quick() -> NetworkOptions {
    NetworkOptions { networks: 2, epochs: 3, ..NetworkOptions::default() }
}

/// A number, one with gaps and long tails, and a category; a chance that depends on all of them.
fn world(seed: u32, rows: usize) -> (Table, Vec<f64>) {
    let mut rng = Rng::new(seed);
    let (mut tenure, mut spend, mut plan, mut labels) = (vec![], vec![], vec![], vec![]);
    for _ in 0..rows {
        let (months, level) = (rng.below(72) as f64, rng.below(4) as u32);
        let amount = if rng.bernoulli(0.1) { f64::NAN } else { math::exp(2.0 * rng.normal()) };
        let score = 1.0 - months / 20.0 + f64::from(level) * 0.5 + if amount > 1.0 { 0.7 } else { 0.0 };
        labels.push(f64::from(u8::from(rng.bernoulli(math::logistic(score)))));
        tenure.push(months);
        spend.push(amount);
        plan.push(if rng.bernoulli(0.05) { MISSING } else { level });
    }
    let levels = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let plan = TableColumn::Categories(CategoryColumn::new(levels, plan).unwrap());
    (table(vec![("tenure", numbers(tenure)), ("spend", numbers(spend)), ("plan", plan)]), labels)
}

/// The rows of a table as numbers in the schema's order.
fn rows(table: &Table) -> Vec<Vec<f64>> {
    let cell = |column: &TableColumn, row: usize| match column {
        TableColumn::Numbers(values) => values[row],
        TableColumn::Categories(column) if column.codes()[row] == MISSING => f64::NAN,
        TableColumn::Categories(column) => f64::from(column.codes()[row]),
    };
    (0..table.rows()).map(|row| table.columns().iter().map(|column| cell(column, row)).collect()).collect()
}

fn share_right(model: &Network, table: &Table, labels: &[f64]) -> f64 {
    let told = model.predict(table).unwrap();
    let right = told.iter().zip(labels).filter(|(told, label)| (**told > 0.5) == (**label == 1.0)).count();
    right as f64 / labels.len() as f64
}

#[test]
fn two_columns_that_tell_something_together_only_are_learnt() {
    let mut rng = Rng::new(4);
    let mut draw = || (0..1_500).map(|_| 2.0 * rng.uniform() - 1.0).collect::<Vec<f64>>();
    let (left, right) = (draw(), draw());
    let labels: Vec<f64> =
        left.iter().zip(&right).map(|(left, right)| f64::from(u8::from(left * right > 0.0))).collect();
    let table = table(vec![("left", numbers(left)), ("right", numbers(right))]);
    let (kept, held): (Vec<usize>, Vec<usize>) = (0..1_500).partition(|row| row % 3 > 0);
    let of = |rows: &[usize]| rows.iter().map(|row| labels[*row]).collect::<Vec<f64>>();
    let options = NetworkOptions { networks: 2, ..NetworkOptions::default() };
    let model = fit(&table.take(&kept).unwrap(), &of(&kept), &options).unwrap();
    let share = share_right(&model, &table.take(&held).unwrap(), &of(&held));
    assert!(share > 0.95, "{share}");
}

#[test]
fn every_level_of_a_category_is_learnt_by_itself() {
    let levels: Vec<String> = (0..30).map(|level| format!("{level:02}")).collect();
    let codes: Vec<u32> = (0..1_800).map(|row| row * 7 % 30).collect();
    // No order of the levels tells anything.
    let labels: Vec<f64> = codes.iter().map(|code| f64::from(u8::from(code * code % 7 < 3))).collect();
    let table = table(vec![("level", TableColumn::Categories(CategoryColumn::new(levels, codes).unwrap()))]);
    let model = fit(&table, &labels, &NetworkOptions { networks: 2, ..NetworkOptions::default() }).unwrap();
    assert!((share_right(&model, &table, &labels) - 1.0).abs() < 1e-12);
}

#[test]
fn amounts_and_counts_are_learnt_on_their_own_scale() {
    let x: Vec<f64> = (0..1_200).map(|row| f64::from(row * 7 % 1_200) / 1_200.0).collect();
    let table = table(vec![("x", numbers(x.clone()))]);
    for (objective, scale) in [
        (Objective::Squared, 1e6),
        (Objective::Squared, 1e-6),
        (Objective::Poisson, 1.0),
        (Objective::Poisson, 1e9),
    ] {
        let mean = |x: f64| scale * (1.0 + 4.0 * x * x);
        let labels: Vec<f64> = x.iter().map(|x| mean(*x)).collect();
        let options = NetworkOptions { objective, networks: 2, ..NetworkOptions::default() };
        let told = fit(&table, &labels, &options).unwrap().predict(&table).unwrap();
        let off = told.iter().zip(&labels).map(|(told, label)| (told - label).abs()).sum::<f64>() / 1_200.0;
        assert!(off < 0.1 * scale, "{objective:?} {scale}: {off}");
    }
}

#[test]
fn training_ends_where_rows_held_out_tell_nothing_more() {
    let (table, _) = world(1, 600);
    let mut rng = Rng::new(9);
    let noise: Vec<f64> = (0..600).map(|_| f64::from(u8::from(rng.bernoulli(0.5)))).collect();
    let last = Cell::new((0, 0));
    let epochs = Cell::new(0);
    let on_step = |done, total| {
        last.set((done, total));
        epochs.set(epochs.get() + 1);
    };
    let options = NetworkOptions { epochs: 1_000, patience: 4, networks: 2, ..NetworkOptions::default() };
    let control = Control::new(&|| false, &on_step);
    let model = Network::fit(&table, Target::of(&noise), &options, control).unwrap();
    assert!(epochs.get() < 60, "{} epochs on labels that nothing tells", epochs.get());
    assert_eq!(last.get(), (1_000, 1_000));
    assert!(model.predict(&table).unwrap().iter().all(|told| (told - 0.5).abs() < 0.25));
}

#[test]
fn the_latest_rows_tell_when_to_stop_and_are_learnt_from_then() {
    // What holds of early rows is turned round in late ones: nothing learnt from the first helps on the last.
    let x: Vec<f64> = (0..1_000).map(|row| f64::from(row * 7 % 10)).collect();
    let labels: Vec<f64> =
        x.iter().enumerate().map(|(row, x)| f64::from(u8::from((*x > 4.5) == (row < 800)))).collect();
    let times: Vec<i64> = (0..1_000).collect();
    let table = table(vec![("x", numbers(x))]);
    let options = NetworkOptions { networks: 2, held_out_share: 0.2, ..NetworkOptions::default() };
    let with = Target { times_ms: Some(&times), ..Target::of(&labels) };
    let timed = Network::fit(&table, with, &options, Control::none()).unwrap();
    let plain = fit(&table, &labels, &options).unwrap();
    let spread = |model: &Network| {
        let told = model.predict(&table).unwrap();
        told.iter().fold(0.0, |most: f64, told| most.max(*told))
            - told.iter().fold(1.0, |least: f64, told| least.min(*told))
    };
    assert!(spread(&timed) < 0.1 && spread(&plain) > 0.4, "{} {}", spread(&timed), spread(&plain));

    let (table, labels) = world(3, 400);
    let with = Target { times_ms: Some(&times[..400]), ..Target::of(&labels) };
    let timed =
        Network::fit(&table, with, &NetworkOptions { networks: 2, ..options }, Control::none()).unwrap();
    assert!(share_right(&timed, &table, &labels) > 0.7);
}

#[test]
fn a_row_of_weight_two_counts_as_two_and_one_of_nought_not_at_all() {
    let x: Vec<f64> = (0..300).map(|row| f64::from(row % 3)).collect();
    let labels: Vec<f64> = (0..300).map(|row| f64::from(u8::from(row % 2 == 0))).collect();
    // Of x = 2 only rows of 1 count; of x = 0 those of 1 count three times.
    let weight = |(x, label): (&f64, &f64)| match (*x as u8, *label == 1.0) {
        (2, false) => 0.0,
        (0, true) => 3.0,
        _ => 1.0,
    };
    let weights: Vec<f64> = x.iter().zip(&labels).map(weight).collect();
    let table = table(vec![("x", numbers(x))]);
    let target = Target { weights: Some(&weights), ..Target::of(&labels) };
    let model = Network::fit(&table, target, &NetworkOptions::default(), Control::none()).unwrap();
    let told = |x: f64| model.predict_row(&[x]).unwrap();
    assert!((told(0.0) - 0.75).abs() < 0.05, "{}", told(0.0));
    assert!((told(1.0) - 0.5).abs() < 0.05, "{}", told(1.0));
    assert!(told(2.0) > 0.9, "{}", told(2.0));
}

#[test]
fn the_same_bytes_every_time_and_others_for_another_seed() {
    let (table, labels) = world(2, 500);
    let bytes = |options: &NetworkOptions| fit(&table, &labels, options).unwrap().to_bytes().unwrap();
    let first = bytes(&quick());
    assert_eq!(bytes(&quick()), first);
    assert_ne!(bytes(&NetworkOptions { seed: 1, ..quick() }), first);
}

#[test]
#[cfg(feature = "parallel")]
fn the_same_bytes_at_any_number_of_threads() {
    let (table, labels) = world(5, 3_000);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let model = fit(&table, &labels, &NetworkOptions { networks: 3, ..quick() }).unwrap();
            let scores: Vec<u64> = model.scores(&table).unwrap().into_iter().map(f64::to_bits).collect();
            (model.to_bytes().unwrap(), scores)
        })
    };
    let one = on(1);
    assert!(on(2) == one && on(4) == one);
}

#[test]
fn a_row_alone_scores_as_it_does_among_others() {
    let (table, labels) = world(8, 700);
    let model = fit(&table, &labels, &quick()).unwrap();
    let scores = model.scores(&table).unwrap();
    for (row, score) in rows(&table).iter().zip(&scores) {
        assert_eq!(model.score_row(row).unwrap().to_bits(), score.to_bits());
    }
    assert_eq!(model.score_row(&[0.0]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(model.score_row(&[f64::NEG_INFINITY, 0.0, 0.0]).unwrap_err().code(), "OUT_OF_RANGE");
    // No level has such a code: it counts as missing.
    let odd = |code: f64| model.score_row(&[3.0, 1.0, code]).unwrap();
    for code in [-1.0, 4.0, 1e300, f64::INFINITY] {
        assert_eq!(odd(code).to_bits(), odd(f64::NAN).to_bits());
    }
}

#[test]
fn a_stored_model_says_the_same() {
    let (table, labels) = world(6, 400);
    let model = fit(&table, &labels, &quick()).unwrap();
    let bytes = model.to_bytes().unwrap();
    let read = Network::from_bytes(&bytes).unwrap();
    assert_eq!(read, model);
    assert_eq!(read.scores(&table).unwrap(), model.scores(&table).unwrap());
    assert_eq!((read.objective(), read.network_count()), (Objective::Logistic, 2));
    assert_eq!(read.schema(), &Schema::of(&table));
    for end in (0..bytes.len()).step_by(97) {
        assert!(Network::from_bytes(&bytes[..end]).is_err());
    }
}

type Damage = dyn Fn(&mut serde_json::Value);

#[test]
fn a_damaged_model_is_refused() {
    let (table, labels) = world(6, 200);
    let model = fit(&table, &labels, &NetworkOptions { networks: 1, ..quick() }).unwrap();
    let text = serde_json::to_string(&model).unwrap();
    let damage: Vec<Box<Damage>> = vec![
        Box::new(|model| model["networks"] = serde_json::json!([])),
        Box::new(|model| model["networks"][0] = "3f80".into()),
        Box::new(|model| {
            let weights = model["networks"][0].as_str().unwrap().to_owned();
            model["networks"][0] = format!("7fc0{}", &weights[4..]).into();
        }),
        Box::new(|model| {
            let weights = model["networks"][0].as_str().unwrap().to_owned();
            model["networks"][0] = format!("\u{e9}00{}", &weights[4..]).into();
        }),
        Box::new(|model| model["networks"] = serde_json::Value::from(vec![model["networks"][0].clone(); 33])),
        Box::new(|model| model["objective"] = serde_json::json!({"kind": "gamma"})),
        Box::new(|model| model["scale"] = 0.0.into()),
        Box::new(|model| model["base"] = 1e300.into()),
        Box::new(|model| model["inputs"] = serde_json::json!([])),
        Box::new(|model| model["inputs"][2] = serde_json::json!("unused")),
        Box::new(|model| model["inputs"][0] = model["inputs"][2].clone()),
        Box::new(|model| model["inputs"][2] = model["inputs"][0].clone()),
        Box::new(|model| model["inputs"][0]["numbers"]["knots"][0] = 1e9.into()),
        Box::new(|model| model["inputs"][0]["numbers"]["ranks"] = serde_json::json!([0.0])),
        Box::new(|model| model["inputs"][0]["numbers"]["size"] = serde_json::json!([0.0, 0.0, 1.0])),
        Box::new(|model| model["inputs"][2]["categories"]["entries"][1] = 5.into()),
        Box::new(|model| model["inputs"][2]["categories"]["entries"] = serde_json::json!([0])),
        Box::new(|model| model["inputs"][2]["categories"]["shares"] = serde_json::json!([])),
        Box::new(|model| model["inputs"][2]["categories"]["shares"][0] = (-1.0).into()),
        Box::new(|model| model["schema"] = serde_json::json!([])),
    ];
    assert_eq!(serde_json::from_str::<Network>(&text).unwrap(), model);
    for (place, change) in damage.iter().enumerate() {
        let mut stored: serde_json::Value = serde_json::from_str(&text).unwrap();
        change(&mut stored);
        assert!(serde_json::from_value::<Network>(stored).is_err(), "damage {place}");
    }
}

#[test]
fn a_caller_may_stop_it() {
    let (table, labels) = world(1, 300);
    let asked = Cell::new(0);
    let cancelled = || {
        asked.set(asked.get() + 1);
        asked.get() > 2
    };
    let control = Control::new(&cancelled, &|_, _| ());
    let error = Network::fit(&table, Target::of(&labels), &NetworkOptions::default(), control).unwrap_err();
    assert_eq!(error, SartorError::Cancelled { done: 2, total: 100 });
}

#[test]
fn what_cannot_be_learnt_is_refused() {
    let (table, labels) = world(1, 40);
    let code = |labels: &[f64], options: NetworkOptions| fit(&table, labels, &options).unwrap_err().code();
    assert_eq!(code(&[1.0; 40], quick()), "TOO_FEW");
    assert_eq!(code(&labels[..39], quick()), "OUT_OF_RANGE");
    assert_eq!(code(&[0.5; 40], quick()), "OUT_OF_RANGE");
    for objective in [Objective::Gamma, Objective::Tweedie { power: 1.5 }, Objective::Quantile { level: 0.5 }]
    {
        assert_eq!(code(&labels, NetworkOptions { objective, ..quick() }), "INVALID_VALUE");
    }
    let few = table.take(&[0, 1, 2, 3, 4, 5, 6, 7, 8]).unwrap();
    let error = fit(&few, &[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0], &quick()).unwrap_err();
    assert_eq!(error.to_string(), "labels: 9 rows of a weight above 0, at least 10 needed");
    let wrong = [
        NetworkOptions { networks: 0, ..quick() },
        NetworkOptions { networks: 33, ..quick() },
        NetworkOptions { epochs: 0, ..quick() },
        NetworkOptions { patience: 0, ..quick() },
        NetworkOptions { learning_rate: 0.0, ..quick() },
        NetworkOptions { learning_rate: f64::NAN, ..quick() },
        NetworkOptions { weight_decay: -1.0, ..quick() },
        NetworkOptions { held_out_share: 1.0, ..quick() },
    ];
    for options in wrong {
        assert_eq!(code(&labels, options.clone()), "OUT_OF_RANGE", "{options:?}");
    }
}

#[test]
fn columns_that_tell_nothing_are_not_seen() {
    let (informed, labels) = world(7, 300);
    let nothing = table(vec![
        ("constant", numbers(vec![3.0; 300])),
        ("missing", numbers(vec![f64::NAN; 300])),
        ("none", TableColumn::texts(vec![None; 300]).unwrap()),
        ("one", TableColumn::texts(vec![Some("x"); 300]).unwrap()),
    ]);
    let model = fit(&nothing, &labels, &quick()).unwrap();
    let share = labels.iter().sum::<f64>() / 300.0;
    assert_eq!(model.network_count(), 0);
    assert!(model.predict(&nothing).unwrap().iter().all(|told| (told - share).abs() < 1e-12));
    assert_eq!(Network::from_bytes(&model.to_bytes().unwrap()).unwrap(), model);

    let columns = |of: &Table| -> Vec<(String, TableColumn)> {
        of.names().iter().cloned().zip(of.columns().iter().cloned()).collect()
    };
    let both = Table::new(columns(&nothing).into_iter().chain(columns(&informed)).collect()).unwrap();
    let (with, without) =
        (fit(&both, &labels, &quick()).unwrap(), fit(&informed, &labels, &quick()).unwrap());
    assert_eq!(with.scores(&both).unwrap(), without.scores(&informed).unwrap());
}

#[test]
fn whether_a_value_is_missing_may_be_all_that_it_tells() {
    let values: Vec<f64> = (0..400).map(|row| if row % 5 < 2 { f64::NAN } else { 7.0 }).collect();
    let labels: Vec<f64> = (0..400).map(|row| f64::from(u8::from(row % 5 < 2))).collect();
    let table = table(vec![("seen", numbers(values))]);
    let model = fit(&table, &labels, &NetworkOptions::default()).unwrap();
    assert!(model.predict_row(&[f64::NAN]).unwrap() > 0.95 && model.predict_row(&[7.0]).unwrap() < 0.05);
}

#[test]
fn a_table_to_be_scored_is_met_by_name_level_and_kind() {
    let (table_of, labels) = world(9, 400);
    let model = fit(&table_of, &labels, &quick()).unwrap();
    let (tenure, spend) = (numbers([3.0, 3.0]), numbers([1.0, 1.0]));
    let plan = TableColumn::texts([Some("never seen"), None]).unwrap();
    let unseen = table(vec![
        ("plan", plan),
        ("more", numbers([0.0, 1.0])),
        ("tenure", tenure.clone()),
        ("spend", spend.clone()),
    ]);
    let scores = model.scores(&unseen).unwrap();
    assert_eq!(scores[0].to_bits(), scores[1].to_bits());
    let other = table(vec![("tenure", tenure), ("spend", spend), ("plan", numbers([0.0, 1.0]))]);
    assert_eq!(model.scores(&other).unwrap_err().to_string(), "table: plan is not text, as in training");
}

#[test]
fn numbers_of_any_size_are_borne() {
    let mut rng = Rng::new(3);
    let sizes = [0.0, -0.0, 1e-300, 1.0, -1e12, 1e300, f64::MAX, f64::MIN];
    let values: Vec<f64> = (0..400).map(|_| sizes[rng.below(8) as usize]).collect();
    let labels: Vec<f64> = values.iter().map(|value| f64::from(u8::from(*value > 0.0))).collect();
    let table = table(vec![("x", numbers(values))]);
    let model = fit(&table, &labels, &NetworkOptions { networks: 1, ..NetworkOptions::default() }).unwrap();
    assert!(share_right(&model, &table, &labels) > 0.99);
    for value in [f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 1e17] {
        assert!(model.score_row(&[value]).unwrap().abs() < 100.0);
    }
    let heavy: Vec<f64> = (0..400).map(|row| if row % 7 == 0 { 0.0 } else { 1e9 }).collect();
    for scale in [1.0, 1e-309] {
        let weights: Vec<f64> = heavy.iter().map(|weight| weight * scale).collect();
        let target = Target { weights: Some(&weights), ..Target::of(&labels) };
        let model = Network::fit(&table, target, &quick(), Control::none()).unwrap();
        assert!(model.scores(&table).unwrap().iter().all(|score| score.is_finite()));
    }
    for objective in [Objective::Squared, Objective::Poisson] {
        let labels: Vec<f64> = (0..400).map(|row| if row == 7 { 1e15 } else { 1e-3 }).collect();
        let model = fit(&table, &labels, &NetworkOptions { objective, ..quick() }).unwrap();
        assert!(model.predict(&table).unwrap().iter().all(|told| told.is_finite()));
    }
}

#[test]
fn ten_thousand_levels_share_what_so_few_rows_tell_of_each() {
    let mut rng = Rng::new(12);
    let levels: Vec<String> = (0..10_000).map(|level| format!("{level:05}")).collect();
    let codes: Vec<u32> = (0..10_000_u32).map(|row| if row % 4 == 0 { row % 3 } else { row }).collect();
    let labels: Vec<f64> = codes
        .iter()
        .map(|code| f64::from(u8::from(rng.bernoulli(if *code < 3 { 0.9 } else { 0.2 }))))
        .collect();
    let table = table(vec![("sku", TableColumn::Categories(CategoryColumn::new(levels, codes).unwrap()))]);
    let model =
        fit(&table, &labels, &NetworkOptions { networks: 1, epochs: 10, ..NetworkOptions::default() })
            .unwrap();
    let told = |code: f64| model.predict_row(&[code]).unwrap();
    assert!((told(1.0) - 0.9).abs() < 0.05 && (told(f64::NAN) - 0.2).abs() < 0.05);
    assert_eq!(told(5_000.0).to_bits(), told(f64::NAN).to_bits());
    assert!(model.to_bytes().unwrap().len() < 40_000);
}

#[test]
fn contributions_of_columns_add_up_to_the_score() {
    for objective in [Objective::Logistic, Objective::Squared] {
        let (table, labels) = world(8, 700);
        let labels: Vec<f64> = labels
            .iter()
            .map(|label| if objective == Objective::Squared { 1e6 * label } else { *label })
            .collect();
        let model =
            fit(&table, &labels, &NetworkOptions { objective, networks: 2, ..NetworkOptions::default() })
                .unwrap();
        let explained = model.explain(&table).unwrap();
        assert_eq!((explained.columns.len(), explained.rows), (3, 700));
        assert_eq!(explained.scores, model.scores(&table).unwrap());
        let unit = if objective == Objective::Squared { 1e6 } else { 1.0 };
        for (row, values) in rows(&table).iter().enumerate() {
            let alone = model.explain_row(values).unwrap();
            let sum = alone.contributions.iter().fold(alone.base, |sum, part| sum + part);
            assert!((sum - alone.score).abs() < 1e-11 * unit, "{sum} {}", alone.score);
            assert_eq!(explained.row(row), Some(alone));
        }
    }
}

/// Along the line from the mean row the gradient, summed in ten thousand steps.
#[test]
fn a_contribution_is_the_gradient_integrated_from_the_mean() {
    let sign = |row: i32, period: i32| if row / period % 2 == 0 { -1.0 } else { 1.0 };
    let left: Vec<f64> = (0..600).map(|row| sign(row, 1)).collect();
    let right: Vec<f64> = (0..600).map(|row| sign(row, 3)).collect();
    let labels: Vec<f64> = left.iter().zip(&right).map(|(left, right)| left * right + left).collect();
    // Two values have one input each, their standard score, which a line between them goes through.
    let table = table(vec![("left", numbers(left.clone())), ("right", numbers(right.clone()))]);
    let options = NetworkOptions { objective: Objective::Squared, networks: 1, ..NetworkOptions::default() };
    let model = fit(&table, &labels, &options).unwrap();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / 600.0;
    let (from, to) = ([mean(&left), mean(&right)], [1.0, -1.0]);
    let steps = 10_000;
    let mut summed = [0.0; 2];
    for step in 0..steps {
        let at = (f64::from(step) + 0.5) / f64::from(steps);
        let point = |column: usize| from[column] + at * (to[column] - from[column]);
        for (column, sum) in summed.iter_mut().enumerate() {
            let moved = |by: f64| {
                let mut row = [point(0), point(1)];
                row[column] += by;
                model.score_row(&row).unwrap()
            };
            *sum += (moved(1e-5) - moved(-1e-5)) / 2e-5 * (to[column] - from[column]) / f64::from(steps);
        }
    }
    let alone = model.explain_row(&to).unwrap();
    assert!((alone.base - model.score_row(&from).unwrap()).abs() < 1e-5);
    for (contribution, summed) in alone.contributions.iter().zip(summed) {
        assert!((contribution - summed).abs() < 1e-4, "{:?} {summed}", alone.contributions);
    }
}

#[test]
fn a_column_that_tells_nothing_contributes_nothing() {
    let (informed, labels) = world(4, 400);
    let mut columns = vec![("constant".to_owned(), numbers(vec![1.0; 400]))];
    columns.extend(informed.names().iter().cloned().zip(informed.columns().iter().cloned()));
    let model = fit(&Table::new(columns).unwrap(), &labels, &quick()).unwrap();
    let explained = model.explain_row(&[1.0, 70.0, 0.5, 3.0]).unwrap();
    assert_eq!(explained.contributions[0].to_bits(), 0.0_f64.to_bits());
    // A long tenure speaks against, the last plan for it.
    assert!(explained.contributions[1] < 0.0 && explained.contributions[3] > 0.0, "{explained:?}");
    assert!(model.explain_row(&[1.0]).is_err());
}

#[test]
fn telco_is_foretold_as_well_as_by_tuned_trees() {
    let Some(columns) = public::columns("telco_churn.csv") else { return };
    let mut labels = Vec::new();
    let mut table_columns = Vec::new();
    for (name, cells) in columns {
        match name.as_str() {
            "customerID" => {}
            "Churn" => labels = cells.iter().map(|cell| f64::from(u8::from(cell == "Yes"))).collect(),
            "tenure" | "MonthlyCharges" | "TotalCharges" | "SeniorCitizen" => {
                table_columns.push((name, numbers(public::numbers(&cells))));
            }
            _ => table_columns
                .push((name, TableColumn::texts(cells.iter().map(|cell| Some(cell.as_str()))).unwrap())),
        }
    }
    let table = Table::new(table_columns).unwrap();
    let (kept, held): (Vec<usize>, Vec<usize>) = (0..table.rows()).partition(|row| row % 5 > 0);
    let of = |rows: &[usize]| rows.iter().map(|row| labels[*row]).collect::<Vec<f64>>();
    let options = NetworkOptions { networks: 2, ..NetworkOptions::default() };
    let model = fit(&table.take(&kept).unwrap(), &of(&kept), &options).unwrap();
    let told = model.scores(&table.take(&held).unwrap()).unwrap();
    let outcomes = of(&held);
    let scored = sartor::learn::ScoredLabels::new(&told, &outcomes, None).unwrap();
    let (auc, loss) = (scored.auc(0.95).unwrap().value, scored.log_loss(0.95).unwrap().value);
    println!("area {auc}, log loss {loss}");
    assert!(auc > 0.83 && loss < 0.43, "{auc} {loss}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn no_table_makes_a_score_that_is_not_finite(
        cells in prop::collection::vec((prop::option::of(-1e300..1e300_f64), 0_u32..4, 0.0..2.0_f64), 12..60),
        asked in any::<f64>(),
        seed in any::<u32>(),
    ) {
        let x = numbers(cells.iter().map(|(x, ..)| x.unwrap_or(f64::NAN)));
        let codes = cells.iter().map(|(_, code, _)| if *code == 3 { MISSING } else { *code }).collect();
        let levels = ["a", "b", "c"].map(str::to_owned).to_vec();
        let code = TableColumn::Categories(CategoryColumn::new(levels, codes).unwrap());
        let table = table(vec![("x", x), ("code", code)]);
        let labels: Vec<f64> = cells.iter().map(|(.., label)| *label).collect();
        let options = NetworkOptions { objective: Objective::Poisson, networks: 1, epochs: 2, seed, ..NetworkOptions::default() };
        let model = fit(&table, &labels, &options).unwrap();
        prop_assert!(model.scores(&table).unwrap().iter().all(|score| score.is_finite()));
        if asked.is_finite() || asked.is_nan() {
            prop_assert!(model.score_row(&[asked, f64::NAN]).unwrap().is_finite());
        }
        prop_assert_eq!(Network::from_bytes(&model.to_bytes().unwrap()).unwrap(), model);
    }
}
