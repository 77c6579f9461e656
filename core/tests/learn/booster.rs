//! The booster against one that is written down plainly: no bins, no histograms, no packed sums, every candidate's sides
//! summed anew from the rows.
#![cfg(feature = "train")]
#![allow(clippy::disallowed_methods)] // a test may check by other means

use proptest::prelude::*;
use sartor::control::Control;
use sartor::learn::{
    CategoryColumn, EarlyStopping, Gbdt, GbdtOptions, MISSING, MonotoneColumn, Objective, Table, TableColumn,
    Target, ValueGbdt,
};
use sartor::rng::Rng;

/// A column as the plain booster sees it.
#[derive(Debug, Clone)]
struct Plain {
    values: Vec<f64>,
    is_category: bool,
    direction: f64,
}

#[derive(Debug, Clone)]
struct World {
    columns: Vec<Plain>,
    labels: Vec<f64>,
    weights: Vec<f64>,
}

/// A few columns of few values, some missing; labels that depend on them; weights that no two rows share, so that no two
/// questions are equally good but for the same rows.
fn world(seed: u32, rows: usize, objective: Objective, promised: bool) -> World {
    let mut rng = Rng::new(seed);
    let mut column = |levels: u64, is_category: bool, direction: f64, missing: f64| Plain {
        values: (0..rows)
            .map(|_| {
                let value =
                    if is_category { rng.below(levels) as f64 } else { rng.below(levels) as f64 / 4.0 };
                if rng.uniform() < missing { f64::NAN } else { value }
            })
            .collect(),
        is_category,
        direction,
    };
    let columns = vec![
        column(12, false, f64::from(u8::from(promised)), 0.1),
        column(3, true, 0.0, 0.1),
        column(9, true, 0.0, 0.2),
        column(30, false, 0.0, 0.0),
        column(5, false, -f64::from(u8::from(promised)), 0.3),
    ];
    let labels = (0..rows)
        .map(|row| {
            let of = |column: usize| columns[column].values[row];
            let known = |value: f64, other: f64| if value.is_nan() { other } else { value };
            let score = known(of(0), 2.0) - 1.5 + known((of(2) * 7.0) % 3.0, -1.0) - 0.3 * of(3)
                + if known(of(4), 0.0) > 0.5 { 0.5 } else { -0.5 };
            match objective {
                Objective::Logistic => f64::from(u8::from(rng.bernoulli(1.0 / (1.0 + (-score).exp())))),
                Objective::Poisson => rng.poisson((0.5 * score).exp()) as f64,
                Objective::Gamma => rng.gamma(2.0, 2.0 / (0.5 * score).exp()),
                _ => score + rng.normal(),
            }
        })
        .collect();
    let weights = (0..rows).map(|_| 0.5 + rng.uniform()).collect();
    World { columns, labels, weights }
}

impl World {
    fn table(&self) -> Table {
        let column = |(place, column): (usize, &Plain)| {
            let name = format!("column {place}");
            if column.is_category {
                // Two digits, so that the order of the texts is that of the numbers.
                let levels = (0..30).map(|level| format!("{level:02}")).collect();
                let code = |value: &f64| if value.is_nan() { MISSING } else { *value as u32 };
                let codes = column.values.iter().map(code).collect();
                (name, TableColumn::Categories(CategoryColumn::new(levels, codes).unwrap()))
            } else {
                (name, TableColumn::Numbers(column.values.clone()))
            }
        };
        Table::new(self.columns.iter().enumerate().map(column).collect()).unwrap()
    }

    fn target(&self) -> Target<'_> {
        Target { weights: Some(&self.weights), ..Target::of(&self.labels) }
    }

    fn options(&self, objective: Objective) -> GbdtOptions {
        let promised = self.columns.iter().enumerate().filter(|(_, column)| column.direction != 0.0);
        let monotone = promised
            .map(|(place, column)| MonotoneColumn {
                column: format!("column {place}"),
                rises: column.direction > 0.0,
            })
            .collect();
        GbdtOptions {
            objective,
            trees: 8,
            leaves: Some(5),
            depth: 3,
            learning_rate: 0.3,
            l2: 1.5,
            min_child_weight: 2.0,
            row_share: 1.0,
            column_share: 1.0,
            category_smoothing: 3.0,
            monotone,
            ..GbdtOptions::default()
        }
    }
}

/// A question of the plain booster and what it brings.
struct Question {
    gain: f64,
    left: Vec<usize>,
    right: Vec<usize>,
    bounds: [(f64, f64); 2],
}

struct PlainLeaf {
    rows: Vec<usize>,
    bounds: (f64, f64),
    depth: u32,
}

struct PlainBooster<'a> {
    world: &'a World,
    options: GbdtOptions,
    gradients: Vec<f64>,
    curvatures: Vec<f64>,
}

impl PlainBooster<'_> {
    fn sums(&self, rows: &[usize]) -> (f64, f64) {
        rows.iter()
            .fold((0.0, 0.0), |sums, row| (sums.0 + self.gradients[*row], sums.1 + self.curvatures[*row]))
    }

    fn value(&self, rows: &[usize], bounds: (f64, f64)) -> f64 {
        let (gradient, curvature) = self.sums(rows);
        (-gradient / (curvature + self.options.l2)).clamp(bounds.0, bounds.1)
    }

    fn worth(&self, rows: &[usize], bounds: (f64, f64)) -> f64 {
        let ((gradient, curvature), value) = (self.sums(rows), self.value(rows, bounds));
        -2.0 * gradient * value - (curvature + self.options.l2) * value * value
    }

    /// All ways to send a leaf's rows left and right by one column.
    fn ways(&self, column: &Plain, rows: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
        let divide = |left: &dyn Fn(f64) -> bool| rows.iter().partition(|row| left(column.values[**row]));
        let mut levels: Vec<f64> = rows.iter().map(|row| column.values[*row]).collect();
        levels.sort_by(f64::total_cmp);
        levels.dedup_by(|a, b| a == b || a.is_nan() && b.is_nan());
        if !column.is_category {
            let known = levels.iter().filter(|level| !level.is_nan());
            return known
                .flat_map(|level| {
                    [divide(&|value| value <= *level), divide(&|value| value.is_nan() || value <= *level)]
                })
                .collect();
        }
        let same = |a: f64, b: f64| a == b || a.is_nan() && b.is_nan();
        if levels.len() <= 4 {
            return levels.iter().map(|level| divide(&|value| same(value, *level))).collect();
        }
        let mean = |level: f64| {
            let (of_level, _) = divide(&|value| same(value, level));
            let (gradient, curvature) = self.sums(&of_level);
            gradient / (curvature + self.options.category_smoothing)
        };
        levels.sort_by(|a, b| mean(*a).total_cmp(&mean(*b)));
        let first = |count: usize| divide(&|value| levels[..count].iter().any(|level| same(value, *level)));
        (1..levels.len()).map(first).collect()
    }

    fn best(&self, leaf: &PlainLeaf) -> Option<Question> {
        let mut best: Option<Question> = None;
        if leaf.depth == self.options.depth {
            return None;
        }
        for column in &self.world.columns {
            for (left, right) in self.ways(column, &leaf.rows) {
                let least = self.sums(&left).1.min(self.sums(&right).1);
                if left.is_empty() || right.is_empty() || least < self.options.min_child_weight {
                    continue;
                }
                let (low, high) = (self.value(&left, leaf.bounds), self.value(&right, leaf.bounds));
                if (high - low) * column.direction < 0.0 {
                    continue;
                }
                let gain = self.worth(&left, leaf.bounds) + self.worth(&right, leaf.bounds)
                    - self.worth(&leaf.rows, leaf.bounds);
                if gain <= 1e-9 || best.as_ref().is_some_and(|best| gain <= best.gain * (1.0 + 1e-9)) {
                    continue;
                }
                let middle = 0.5 * (low + high);
                let below = (leaf.bounds.0, middle);
                let above = (middle, leaf.bounds.1);
                let bounds = match column.direction {
                    0.0 => [leaf.bounds; 2],
                    rises if rises > 0.0 => [below, above],
                    _ => [above, below],
                };
                best = Some(Question { gain, left, right, bounds });
            }
        }
        best
    }

    fn tree(&self) -> Vec<PlainLeaf> {
        let all = (0..self.world.labels.len()).collect();
        let mut leaves = vec![PlainLeaf { rows: all, bounds: (f64::NEG_INFINITY, f64::INFINITY), depth: 0 }];
        while leaves.len() < self.options.leaves.unwrap() as usize {
            let questions: Vec<Option<Question>> = leaves.iter().map(|leaf| self.best(leaf)).collect();
            let gain = |question: &Option<Question>| question.as_ref().map_or(0.0, |question| question.gain);
            let Some(place) = (0..leaves.len()).reduce(|best, next| {
                if gain(&questions[next]) > gain(&questions[best]) * (1.0 + 1e-9) { next } else { best }
            }) else {
                break;
            };
            let Some(question) = questions.into_iter().nth(place).flatten() else { break };
            let depth = leaves[place].depth + 1;
            leaves[place] = PlainLeaf { rows: question.left, bounds: question.bounds[0], depth };
            leaves.push(PlainLeaf { rows: question.right, bounds: question.bounds[1], depth });
        }
        leaves
    }
}

/// The scores of the training rows after all trees.
fn plainly(world: &World, options: &GbdtOptions) -> Vec<f64> {
    let objective = options.objective;
    let base = objective.initial_score(&world.labels, Some(&world.weights));
    let mut scores = vec![base; world.labels.len()];
    for _ in 0..options.trees {
        let derivatives: Vec<(f64, f64)> = (0..scores.len())
            .map(|row| {
                let (gradient, curvature) = objective.derivatives(scores[row], world.labels[row]);
                (gradient * world.weights[row], curvature * world.weights[row])
            })
            .collect();
        let (gradients, curvatures) = derivatives.into_iter().unzip();
        let booster = PlainBooster { world, options: options.clone(), gradients, curvatures };
        for leaf in booster.tree() {
            let value = booster.value(&leaf.rows, leaf.bounds) * options.learning_rate;
            leaf.rows.iter().for_each(|row| scores[*row] += value);
        }
    }
    scores
}

fn fit(table: &Table, target: Target<'_>, options: &GbdtOptions) -> Gbdt {
    Gbdt::fit(table, target, options, Control::none()).unwrap()
}

fn nearly(left: &[f64], right: &[f64], within: f64) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| (left - right).abs() <= within)
}

#[test]
fn the_booster_agrees_with_a_plain_one() {
    for seed in 0..40 {
        for objective in [Objective::Logistic, Objective::Squared, Objective::Poisson, Objective::Gamma] {
            let world = world(seed, 150, objective, seed % 2 == 1);
            let options = world.options(objective);
            let model = fit(&world.table(), world.target(), &options);
            let (ours, plain) = (model.scores(&world.table()).unwrap(), plainly(&world, &options));
            assert!(nearly(&ours, &plain, 2e-6), "{seed} {objective:?}\n{ours:?}\n{plain:?}");
            assert!(model.tree_count() == 8);
        }
    }
}

#[test]
#[cfg(feature = "parallel")]
fn the_same_bytes_at_any_number_of_threads() {
    // Rows and columns enough that threads share blocks of rows and histograms.
    let world = world(5, 90_000, Objective::Logistic, true);
    let options = GbdtOptions {
        trees: 12,
        monotone: world.options(Objective::Logistic).monotone,
        ..GbdtOptions::default()
    };
    let table = world.table();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let model = fit(&table, world.target(), &options);
            let scores: Vec<u64> = model.scores(&table).unwrap().into_iter().map(f64::to_bits).collect();
            (model.to_bytes().unwrap(), scores)
        })
    };
    let one = on(1);
    assert!(on(2) == one && on(4) == one);
}

#[test]
fn a_row_alone_scores_as_it_does_among_others() {
    let world = world(8, 1_500, Objective::Logistic, false);
    let table = world.table();
    // Of other sizes trees are summed in other ways, and the last group is not full.
    let sizes = [(3, 201), (4, 502), (6, 37), (12, 103), (20, 33), (50, 84), (70, 5)];
    let models = sizes.map(|(leaves, trees)| {
        fit(&table, world.target(), &GbdtOptions { leaves: Some(leaves), trees, ..GbdtOptions::default() })
    });
    for model in &models {
        let scores = model.scores(&table).unwrap();
        let few = model.scores(&table.take(&[7, 9]).unwrap()).unwrap();
        assert_eq!(few, [scores[7], scores[9]]);
        for (row, score) in scores.iter().enumerate() {
            let values: Vec<f64> = world.columns.iter().map(|column| column.values[row]).collect();
            assert_eq!(model.score_row(&values).unwrap().to_bits(), score.to_bits());
        }
    }
    let [model, ..] = &models;
    assert_eq!(model.score_row(&[0.0]).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(model.score_row(&[f64::INFINITY, 0.0, 0.0, 0.0, 0.0]).unwrap_err().code(), "OUT_OF_RANGE");
}

#[test]
fn a_promise_to_rise_or_fall_holds_everywhere() {
    let world = world(3, 3_000, Objective::Logistic, true);
    let options = GbdtOptions {
        leaves: Some(16),
        learning_rate: 0.2,
        trees: 100,
        monotone: world.options(Objective::Logistic).monotone,
        ..GbdtOptions::default()
    };
    let model = fit(&world.table(), world.target(), &options);
    let mut rng = Rng::new(1);
    let (mut rose, mut fell) = (false, false);
    for _ in 0..300 {
        let mut row: Vec<f64> = [12_u64, 3, 9, 30, 5]
            .iter()
            .zip(&world.columns)
            .map(|(levels, column)| rng.below(*levels) as f64 / if column.is_category { 1.0 } else { 4.0 })
            .collect();
        for (column, direction) in [(0, 1.0), (4, -1.0)] {
            let kept = row[column];
            let mut last = f64::NEG_INFINITY;
            for step in -10..40 {
                row[column] = f64::from(step) / 8.0;
                let score = model.score_row(&row).unwrap() * direction;
                assert!(score >= last, "column {column} at {step}: {score} after {last}");
                let moved = score > last && last.is_finite();
                if direction > 0.0 {
                    rose |= moved;
                } else {
                    fell |= moved;
                }
                last = score;
            }
            row[column] = kept;
        }
    }
    assert!(rose && fell);
}

#[test]
fn what_cannot_be_learnt_is_refused_with_its_place() {
    let numbers = |values: &[f64]| TableColumn::Numbers(values.to_vec());
    let table = Table::new(vec![("x".to_owned(), numbers(&[1.0, 2.0, 3.0]))]).unwrap();
    let refused = |target: Target<'_>, options: &GbdtOptions| {
        Gbdt::fit(&table, target, options, Control::none()).unwrap_err().to_string()
    };
    let plain = GbdtOptions::default();
    let good = Target::of(&[0.0, 1.0, 0.0]);
    assert_eq!(refused(Target::of(&[1.0; 3]), &plain), "labels: 1 classes, at least 2 needed");
    assert_eq!(refused(Target::of(&[0.0, 1.0, 2.0]), &plain), "labels: label of row 2 is 2, expected 0 or 1");
    assert_eq!(
        refused(Target::of(&[0.0, f64::NAN, 1.0]), &plain),
        "labels: label of row 1 is NaN, expected 0 or 1"
    );
    assert_eq!(
        refused(Target::of(&[0.0, 1.0]), &plain),
        "labels: length of labels is 2, expected 3 as of the table"
    );
    assert_eq!(
        refused(Target { weights: Some(&[1.0, 0.0, 1.0]), ..good }, &plain),
        "labels: 1 classes with a weight above 0, at least 2 needed"
    );
    let with = |change: fn(&mut GbdtOptions)| {
        let mut options = GbdtOptions::default();
        change(&mut options);
        refused(good, &options)
    };
    assert_eq!(with(|o| o.trees = 0), "gbdt options: trees is 0, expected 1 to 20000");
    assert_eq!(with(|o| o.leaves = Some(129)), "gbdt options: leaves is 129, expected 2 to 128");
    assert_eq!(with(|o| o.row_share = 0.0), "gbdt options: rowShare is 0, expected above 0, at most 1");
    assert_eq!(with(|o| o.l2 = f64::NAN), "gbdt options: l2 is NaN, expected 0 to 1e9");
    assert_eq!(with(|o| o.max_bins = 255), "gbdt options: maxBins is 255, expected 2 to 254");
    assert_eq!(
        with(|o| o.objective = Objective::Tweedie { power: 2.0 }),
        "objective: power is 2, expected above 1 and below 2"
    );
    assert_eq!(
        with(|o| o.monotone = vec![MonotoneColumn { column: "y".to_owned(), rises: true }]),
        "gbdt options: y is not a column of the table"
    );
    assert!(
        with(|o| o.early_stopping = Some(EarlyStopping { held_out_share: 0.9, ..EarlyStopping::default() }))
            .contains("each side")
    );
    let cancelled = Gbdt::fit(&table, good, &plain, Control::new(&|| true, &|_, _| ()));
    assert_eq!(cancelled.unwrap_err().code(), "CANCELLED");
    assert!(serde_json::from_str::<GbdtOptions>(r#"{"leafs":3}"#).is_err());
}

#[test]
fn what_tells_nothing_leaves_the_base_rate() {
    let labels: Vec<f64> = (0..100).map(|row| f64::from(u8::from(row % 4 == 0))).collect();
    for column in [
        TableColumn::Numbers(vec![f64::NAN; 100]),
        TableColumn::Numbers(vec![7.0; 100]),
        TableColumn::texts([None; 100]).unwrap(),
        TableColumn::texts([Some("one"); 100]).unwrap(),
    ] {
        let table = Table::new(vec![("x".to_owned(), column)]).unwrap();
        let model = fit(&table, Target::of(&labels), &GbdtOptions::default());
        assert_eq!(model.tree_count(), 0);
        assert!(nearly(&model.predict(&table).unwrap(), &[0.25; 100], 1e-12));
        assert_eq!(Gbdt::from_bytes(&model.to_bytes().unwrap()).unwrap(), model);
    }
}

#[test]
fn ten_thousand_categories_are_learnt_where_they_are_frequent() {
    let mut rng = Rng::new(2);
    let mut texts = Vec::new();
    let mut labels = Vec::new();
    for row in 0..20_000_u32 {
        let city = if row < 10_000 { row } else { row % 20 };
        texts.push(format!("city {city}"));
        labels.push(f64::from(u8::from(rng.bernoulli(if city % 2 == 0 && city < 20 { 0.9 } else { 0.2 }))));
    }
    let column = TableColumn::texts(texts.iter().map(|text| Some(text.as_str()))).unwrap();
    let table = Table::new(vec![("city".to_owned(), column)]).unwrap();
    let model = fit(&table, Target::of(&labels), &GbdtOptions::default());
    let asked =
        TableColumn::texts([Some("city 4"), Some("city 5"), Some("city 9876"), Some("nowhere"), None])
            .unwrap();
    let asked = Table::new(vec![("city".to_owned(), asked)]).unwrap();
    let told = model.predict(&asked).unwrap();
    assert!(told[0] > 0.8 && told[1] < 0.3 && told[2] < 0.3, "{told:?}");
    // A city that was never seen is one of which nothing is known.
    assert_eq!(told[3].to_bits(), told[4].to_bits());
}

#[test]
fn training_ends_where_rows_held_out_say_so() {
    let world = world(4, 2_000, Objective::Logistic, false);
    let times: Vec<i64> = (0..2_000).map(|row| i64::from(row * 37 % 2_000)).collect();
    let options = |refit: bool| GbdtOptions {
        trees: 2_000,
        learning_rate: 0.3,
        early_stopping: Some(EarlyStopping { refit, patience: 20, ..EarlyStopping::default() }),
        ..GbdtOptions::default()
    };
    for times_ms in [None, Some(&times[..])] {
        let target = Target { times_ms, ..Target::of(&world.labels) };
        let stopped = fit(&world.table(), target, &options(false));
        let again = fit(&world.table(), target, &options(true));
        assert!(stopped.tree_count() > 3 && stopped.tree_count() < 300, "{}", stopped.tree_count());
        assert_eq!(again.tree_count(), stopped.tree_count());
        assert!(again != stopped);
    }
    // The latest are held out: what they say of the label does not reach the trees.
    let late = |row: usize| times[row] >= 1_600;
    let mut other = world.labels.clone();
    for (row, label) in other.iter_mut().enumerate().filter(|(row, _)| late(*row)) {
        *label = f64::from(u8::from(row % 2 == 0));
    }
    let target = |labels| Target { times_ms: Some(&times), ..Target::of(labels) };
    let first = |labels| fit(&world.table(), target(labels), &GbdtOptions { trees: 3, ..options(false) });
    assert_eq!(first(&world.labels[..]).base_score(), first(&other[..]).base_score());
}

#[test]
fn a_quantile_has_its_share_of_rows_below() {
    let mut rng = Rng::new(9);
    let x: Vec<f64> = (0..4_000).map(|_| rng.uniform()).collect();
    let labels: Vec<f64> = x.iter().map(|x| 1e4 * x + 1e4 * x * rng.normal()).collect();
    let table = Table::new(vec![("x".to_owned(), TableColumn::Numbers(x.clone()))]).unwrap();
    let objective = Objective::Quantile { level: 0.9 };
    let model = fit(&table, Target::of(&labels), &GbdtOptions { objective, ..GbdtOptions::default() });
    let told = model.predict(&table).unwrap();
    for (low, high) in [(0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.0)] {
        let rows: Vec<usize> = (0..x.len()).filter(|row| (low..high).contains(&x[*row])).collect();
        let below = rows.iter().filter(|row| labels[**row] <= told[**row]).count();
        let share = below as f64 / rows.len() as f64;
        assert!((share - 0.9).abs() < 0.035, "{low} to {high}: {share}");
    }
}

#[test]
fn damaged_bytes_are_refused_and_never_followed() {
    let world = world(6, 300, Objective::Logistic, false);
    let model = fit(&world.table(), world.target(), &GbdtOptions { trees: 6, ..GbdtOptions::default() });
    assert_eq!(Gbdt::from_bytes(&model.to_bytes().unwrap()).unwrap(), model);
    let text = serde_json::to_string(&model).unwrap();
    let row = [1.0, 1.0, 1.0, 1.0, 1.0];
    let mut refused = 0;
    for place in 0..text.len() {
        if !text.as_bytes()[place].is_ascii_digit() {
            continue;
        }
        for digit in ["", "9", "-1", "1e39", "65535"] {
            let damaged = format!("{}{digit}{}", &text[..place], &text[place + 1..]);
            match serde_json::from_str::<Gbdt>(&damaged) {
                // What can still be read can still be asked.
                Ok(model) => assert!(model.score_row(&row).unwrap().is_finite()),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_rows_does_not_matter_where_none_is_drawn(seed in any::<u32>()) {
        let world = world(seed, 200, Objective::Logistic, false);
        // Ones and zeros without weights sum the same in any order.
        let options = world.options(Objective::Logistic);
        let mut order: Vec<usize> = (0..200).collect();
        Rng::new(seed).shuffle(&mut order);
        let labels: Vec<f64> = order.iter().map(|row| world.labels[*row]).collect();
        let model = fit(&world.table(), Target::of(&world.labels), &options);
        let other = fit(&world.table().take(&order).unwrap(), Target::of(&labels), &options);
        prop_assert_eq!(model.to_bytes().unwrap(), other.to_bytes().unwrap());
    }

    #[test]
    fn a_row_of_weight_two_is_two_rows(seed in any::<u32>()) {
        let world = world(seed, 120, Objective::Squared, false);
        let options = world.options(Objective::Squared);
        let weights: Vec<f64> = (0..120).map(|row| f64::from(1 + row % 2)).collect();
        let rows: Vec<usize> = (0..120).flat_map(|row| vec![row; 1 + row % 2]).collect();
        let labels: Vec<f64> = rows.iter().map(|row| world.labels[*row]).collect();
        let weighted = fit(&world.table(), Target { weights: Some(&weights), ..Target::of(&world.labels) }, &options);
        let doubled = fit(&world.table().take(&rows).unwrap(), Target::of(&labels), &options);
        let (left, right) = (weighted.scores(&world.table()).unwrap(), doubled.scores(&world.table()).unwrap());
        prop_assert!(nearly(&left, &right, 1e-6));
    }
}

#[test]
fn what_rows_bring_is_told_in_the_mean_though_most_bring_nothing() {
    let mut rng = Rng::new(12);
    let x: Vec<f64> = (0..6_000).map(|_| rng.uniform()).collect();
    let truth = |x: f64| (0.1 + 0.3 * x, 2.0 + x, 0.8);
    let amounts: Vec<f64> = x
        .iter()
        .map(|x| {
            let (chance, log, spread) = truth(*x);
            if rng.bernoulli(chance) { (log + spread * rng.normal()).exp() } else { 0.0 }
        })
        .collect();
    let table = Table::new(vec![("x".to_owned(), TableColumn::Numbers(x.clone()))]).unwrap();
    let options = GbdtOptions::default();
    let model = ValueGbdt::fit(&table, Target::of(&amounts), &options, Control::none()).unwrap();
    assert!((model.log_variance() - 0.64).abs() < 0.15, "{}", model.log_variance());
    let told = model.predict(&table).unwrap();
    for (low, high) in [(0.0, 0.5), (0.5, 1.0)] {
        let rows: Vec<usize> = (0..x.len()).filter(|row| (low..high).contains(&x[*row])).collect();
        let mean =
            |of: &dyn Fn(usize) -> f64| rows.iter().map(|row| of(*row)).sum::<f64>() / rows.len() as f64;
        let expected = mean(&|row| {
            let (chance, log, spread) = truth(x[row]);
            chance * (log + 0.5 * spread * spread).exp()
        });
        assert!((mean(&|row| told[row]) / expected - 1.0).abs() < 0.12, "{low} to {high}");
    }
    assert_eq!(model.predict_row(&[x[5]]).unwrap().to_bits(), told[5].to_bits());
    assert_eq!(ValueGbdt::from_bytes(&model.to_bytes().unwrap()).unwrap(), model);

    // Over all amounts a likelihood comes to one.
    let ask = |amount: f64| {
        let row = table.take(&[5]).unwrap();
        (-model.costs(&row, &[amount]).unwrap()[0]).exp()
    };
    let above: f64 =
        (-600..1_400).map(|step| (f64::from(step) * 0.01).exp()).map(|y| ask(y) * y * 0.01).sum();
    assert!((ask(0.0) + above - 1.0).abs() < 1e-6, "{above}");

    let refused = |labels: &[f64]| {
        let table = table.take(&(0..labels.len()).collect::<Vec<_>>()).unwrap();
        ValueGbdt::fit(&table, Target::of(labels), &options, Control::none()).unwrap_err().to_string()
    };
    assert_eq!(refused(&[0.0, 1.0, -1.0]), "labels: label of row 2 is -1, expected a number of 0 to 1e15");
    assert_eq!(refused(&[2.0, 1.0]), "labels: 1 classes, at least 2 needed");
    assert_eq!(refused(&[0.0, 1.0]), "labels: 1 rows with an amount above 0, at least 10 needed");
}
