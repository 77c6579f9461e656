//! Ensembles: what they promise holds beyond the files, what they tell of themselves is so, and what cannot be is refused.
#![cfg(feature = "train")]

use std::cell::RefCell;

use sartor::control::Control;
use sartor::learn::{
    self, CalibrationMethod, CategoryColumn, ChangeOptions, Ensemble, EnsembleOptions, Gbdt, GbdtOptions,
    LeakageVerdict, Learner as _, MISSING, MemberKind, Network, NetworkOptions, Table, TableColumn, Target,
    Task,
};
use sartor::math;
use sartor::rng::Rng;

struct World {
    table: Table,
    /// The true log-odds, or logarithm of the mean.
    score: Vec<f64>,
    labels: Vec<f64>,
}

fn numbers(name: &str, values: Vec<f64>) -> (String, TableColumn) {
    (name.to_owned(), TableColumn::Numbers(values))
}

fn codes(name: &str, levels: usize, codes: Vec<u32>) -> (String, TableColumn) {
    let levels = (0..levels).map(|level| format!("level {level:05}")).collect();
    (name.to_owned(), TableColumn::Categories(CategoryColumn::new(levels, codes).unwrap()))
}

/// Simulated: lines, steps and an interaction over numbers with missing values and a category.
fn world(rows: usize, seed: u32, task: Task) -> World {
    let mut rng = Rng::new(seed);
    let months: Vec<f64> = (0..rows).map(|_| math::floor(72.0 * rng.uniform())).collect();
    let spend: Vec<f64> =
        (0..rows).map(|_| if rng.bernoulli(0.1) { f64::NAN } else { rng.gamma(2.0, 0.05) }).collect();
    let plan: Vec<u32> =
        (0..rows).map(|_| if rng.bernoulli(0.05) { MISSING } else { rng.below(3) as u32 }).collect();
    let noise: Vec<f64> = (0..rows).map(|_| rng.normal()).collect();
    let score: Vec<f64> = (0..rows)
        .map(|row| {
            let of_plan = [0.9, 0.0, -0.9].get(plan[row] as usize).copied().unwrap_or(0.3);
            let young = f64::from(u8::from(months[row] < 12.0));
            let spend = if spend[row].is_nan() { 30.0 } else { spend[row] };
            -1.0 - 0.03 * (months[row] - 36.0) + of_plan + 0.8 * young * (0.02 * (spend - 40.0) + 1.0)
        })
        .collect();
    let labels = score
        .iter()
        .map(|score| match task {
            Task::Binary => f64::from(u8::from(rng.bernoulli(math::logistic(*score)))),
            Task::Regression => 10.0 + 3.0 * score + rng.normal(),
            Task::Count => rng.poisson(math::exp(*score)) as f64,
            Task::Amount if rng.bernoulli(0.5) => 0.0,
            Task::Amount => math::exp(*score + 3.0) * rng.gamma(2.0, 2.0),
        })
        .collect();
    let columns = vec![
        numbers("months", months),
        numbers("spend", spend),
        codes("plan", 3, plan),
        numbers("noise", noise),
    ];
    World { table: Table::new(columns).unwrap(), score, labels }
}

fn of(task: Task) -> EnsembleOptions {
    EnsembleOptions { task, ..EnsembleOptions::default() }
}

/// Without the network, where it does not matter.
fn quick() -> EnsembleOptions {
    EnsembleOptions { members: vec![MemberKind::Gbdt, MemberKind::Logistic], ..of(Task::Binary) }
}

fn fit(world: &World, options: &EnsembleOptions) -> Ensemble {
    learn::fit(&world.table, Target::of(&world.labels), options, Control::none()).unwrap()
}

/// A row as a schema gives it.
fn row(table: &Table, row: usize) -> Vec<f64> {
    let cell = |column: &TableColumn| match column {
        TableColumn::Numbers(values) => values[row],
        TableColumn::Categories(column) if column.codes()[row] == MISSING => f64::NAN,
        TableColumn::Categories(column) => f64::from(column.codes()[row]),
    };
    table.columns().iter().map(cell).collect()
}

#[test]
fn it_is_better_than_each_member_and_near_the_truth() {
    let (train, test) = (world(3_000, 1, Task::Binary), world(4_000, 2, Task::Binary));
    let model = fit(&train, &of(Task::Binary));
    let loss = |scores: &[f64]| {
        learn::ScoredLabels::new(scores, &test.labels, None).unwrap().log_loss(0.95).unwrap().value
    };
    let (found, truth) = (loss(&model.scores(&test.table).unwrap()), loss(&test.score));
    assert!(found - truth < 0.006, "{found}, at best {truth}");
    for kind in Task::Binary.members() {
        let alone = fit(&train, &EnsembleOptions { members: vec![*kind], ..of(Task::Binary) });
        let alone = loss(&alone.scores(&test.table).unwrap());
        assert!(found < alone + 0.001, "{kind:?}: {found}, alone {alone}");
    }
    let kinds: Vec<MemberKind> = model.report().members.iter().map(|member| member.member).collect();
    assert_eq!(kinds, Task::Binary.members());
    let weights: f64 = model.report().members.iter().map(|member| member.weight).sum();
    assert!((weights - 1.0).abs() < 1e-12);
}

#[test]
fn what_it_reports_is_what_new_rows_show() {
    let (train, test) = (world(3_000, 3, Task::Binary), world(20_000, 4, Task::Binary));
    let model = fit(&train, &of(Task::Binary));
    let report = model.report();
    assert_eq!((report.rows, report.scored_rows, report.folds, report.is_forward), (3_000, 3_000, 5, false));
    let figures = report.ensemble.labels.as_ref().unwrap();
    let scores = model.scores(&test.table).unwrap();
    let new = learn::ScoredLabels::new(&scores, &test.labels, None).unwrap();
    assert!(figures.auc.holds(new.auc(0.95).unwrap().value));
    assert!(figures.log_loss.holds(new.log_loss(0.95).unwrap().value));
    let error = new.calibration_error(learn::ReliabilityBins::default(), 0.95).unwrap();
    assert!(
        error.value < 0.02 && figures.calibration_error.value < 2.0 * figures.calibration_error.chance_limit
    );
    let base = report.base_rate.labels.as_ref().unwrap();
    assert!(base.log_loss.low > figures.log_loss.high && (base.auc.value - 0.5).abs() < 0.02, "{base:?}");
    for member in &report.members {
        let member = member.figures.labels.as_ref().unwrap();
        assert!(member.log_loss.value > figures.log_loss.value - 0.002);
    }
    assert_eq!(report.calibration_candidates.len(), 4);
    let columns = report.columns.as_ref().unwrap();
    assert!(columns.columns.iter().all(|column| column.leakage == LeakageVerdict::NoneDetectable));
}

#[test]
fn sets_hold_the_label_of_new_rows_as_often_as_promised_whatever_the_label() {
    let (train, test) = (world(3_000, 5, Task::Binary), world(20_000, 6, Task::Binary));
    let model = fit(&train, &of(Task::Binary));
    for coverage in [0.8, 0.9, 0.95] {
        let sets = model.predict_set(&test.table, coverage).unwrap();
        for label in [0, 1] {
            let of_label = || (0..20_000).filter(|row| test.labels[*row] == f64::from(label));
            let held = of_label().filter(|row| sets[*row].contains(&label)).count();
            let share = held as f64 / of_label().count() as f64;
            // Of about a thousand rows of a label the threshold itself is off by up to 2 %.
            assert!((share - coverage).abs() < 0.025, "{coverage} {label}: {share}");
        }
    }
    let report = model.report().sets.as_ref().unwrap();
    for label in &report.labels {
        assert!(label.covered.holds(0.9), "{label:?}");
    }
    assert!((report.empty + report.single + report.several - 1.0).abs() < 1e-12);
    let wide = model.predict_set(&test.table, 0.99).unwrap();
    let narrow = model.predict_set(&test.table, 0.5).unwrap();
    assert!(narrow.iter().zip(&wide).all(|(narrow, wide)| narrow.iter().all(|label| wide.contains(label))));
}

#[test]
fn intervals_hold_outcomes_of_new_rows_as_often_as_promised() {
    for task in [Task::Regression, Task::Count, Task::Amount] {
        let (train, test) = (world(1_500, 7, task), world(8_000, 8, task));
        let model = fit(&train, &of(task));
        for coverage in [0.8, 0.9] {
            let intervals = model.predict_interval(&test.table, coverage).unwrap();
            let inside =
                intervals.iter().zip(&test.labels).filter(|(i, y)| (i.low..=i.high).contains(*y)).count();
            let share = inside as f64 / 8_000.0;
            // Of outcomes that are few numbers more may lie inside.
            let most = if task == Task::Regression { 0.025 } else { 0.08 };
            assert!(share > coverage - 0.025 && share < coverage + most, "{task:?} {coverage}: {share}");
            assert!(task == Task::Regression || intervals.iter().all(|interval| interval.low >= 0.0));
        }
        let report = model.report();
        assert!(report.intervals.unwrap().low > 0.86, "{:?}", report.intervals);
        let (figures, base) =
            (report.ensemble.values.as_ref().unwrap(), report.base_rate.values.as_ref().unwrap());
        assert!(figures.root_mean_squared_error.value < base.root_mean_squared_error.value);
        assert!(
            figures.explained > 0.1 && figures.explained < 1.0 && base.explained.abs() < 1e-12,
            "{task:?}"
        );
        let mean = |labels: &[f64]| labels.iter().sum::<f64>() / labels.len() as f64;
        let came = mean(&test.labels);
        let told = mean(&model.predict(&test.table).unwrap());
        // The mean of 1,500 skewed labels is itself off by several per cent.
        assert!((told / came - 1.0).abs() < 0.2, "{task:?}: {told}, came {came}");
        assert!(figures.bias.holds(0.0), "{task:?}: {:?}", figures.bias);
    }
}

/// A blend of logarithms, leaves that are shrunk and the deviance of amounts all foretell too little where nothing is done.
#[test]
fn as_much_is_foretold_of_counts_and_amounts_as_came() {
    for task in [Task::Count, Task::Amount] {
        let mut off = Vec::new();
        for seed in 0..8 {
            let (train, test) = (world(1_500, 70 + seed, task), world(4_000, 90, task));
            let model = fit(&train, &of(task));
            let told: f64 = model.predict(&test.table).unwrap().iter().sum();
            let learnt_from = train.labels.iter().sum::<f64>() / 1_500.0;
            off.push(told / 4_000.0 / learnt_from - 1.0);
            let bias = model.report().ensemble.values.as_ref().unwrap().bias;
            assert!(bias.value.abs() < 0.2 * bias.standard_error, "{task:?}: {bias:?}");
        }
        let (mean, spread) = mean_and_error(&off);
        println!("{task:?}: told less than came by {mean} ± {spread}");
        assert!(mean.abs() < 3.0 * spread.max(0.005), "{task:?}: {off:?}");
    }
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    (mean, (squares / (count * (count - 1.0))).sqrt())
}

#[test]
fn a_row_alone_is_answered_as_among_others() {
    for task in [Task::Binary, Task::Count] {
        let world = world(400, 9, task);
        let model = fit(&world, &of(task));
        let (scores, told) = (model.scores(&world.table).unwrap(), model.predict(&world.table).unwrap());
        let explained = model.explain(&world.table).unwrap();
        let sets = (task == Task::Binary).then(|| model.predict_set(&world.table, 0.9).unwrap());
        let intervals = (task == Task::Count).then(|| model.predict_interval(&world.table, 0.9).unwrap());
        for place in 0..400 {
            let cells = row(&world.table, place);
            assert_eq!(model.score_row(&cells).unwrap().to_bits(), scores[place].to_bits());
            assert_eq!(model.predict_row(&cells).unwrap().to_bits(), told[place].to_bits());
            let alone = model.explain_row(&cells).unwrap();
            assert_eq!(explained.row(place).unwrap(), alone);
            assert_eq!(alone.methods.len(), model.report().members.iter().filter(|m| m.weight > 0.0).count());
            let sum = alone.base + alone.contributions.iter().sum::<f64>();
            assert!((sum - alone.score).abs() < 1e-9);
            assert_eq!(model.calibration().log_odds(alone.score).to_bits(), scores[place].to_bits());
            if let Some(sets) = &sets {
                assert_eq!(model.predict_set_row(&cells, 0.9).unwrap(), sets[place]);
            }
            if let Some(intervals) = &intervals {
                assert_eq!(model.predict_interval_row(&cells, 0.9).unwrap(), intervals[place]);
            }
        }
    }
}

#[test]
fn a_small_change_that_flips_the_verdict_is_found() {
    let world = world(400, 21, Task::Binary);
    let model = fit(&world, &quick());
    let told = model.predict(&world.table).unwrap();
    let place = (0..400).find(|place| told[*place] > 0.55).unwrap();
    let change =
        model.smallest_change(&row(&world.table, place), &ChangeOptions::default()).unwrap().unwrap();
    assert_eq!(change.score_before.to_bits(), told[place].to_bits());
    assert!(change.score_after < 0.5 && !change.changes.is_empty(), "{change:?}");
    let logistic = fit(&world, &EnsembleOptions { members: vec![MemberKind::Logistic], ..of(Task::Binary) });
    assert!(
        logistic.smallest_change(&row(&world.table, place), &ChangeOptions::default()).unwrap().is_some()
    );
}

#[test]
fn a_column_that_knows_the_answer_is_told() {
    let world = world(600, 10, Task::Binary);
    let refund = world.labels.iter().map(|label| if *label == 1.0 { 1.0 } else { f64::NAN }).collect();
    let mut columns: Vec<_> =
        world.table.names().iter().cloned().zip(world.table.columns().to_vec()).collect();
    columns.push(numbers("refund", refund));
    let leaking = World { table: Table::new(columns).unwrap(), ..world };
    let model = fit(&leaking, &quick());
    let checks = model.report().columns.as_ref().unwrap();
    let accused: Vec<&str> = checks
        .columns
        .iter()
        .filter(|column| column.leakage == LeakageVerdict::Knows)
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(accused, ["refund"]);
}

#[test]
fn what_is_later_is_not_learnt_from_where_rows_have_times() {
    let world = world(1_000, 11, Task::Binary);
    let times: Vec<i64> = (0..1_000).map(|row| row * 3_600_000).collect();
    let target = Target { times_ms: Some(&times), ..Target::of(&world.labels) };
    let model = learn::fit(&world.table, target, &quick(), Control::none()).unwrap();
    let report = model.report();
    assert_eq!((report.is_forward, report.rows, report.scored_rows), (true, 1_000, 500));
    // What comes last cannot reach the scores of what comes before: turn the labels of the last fold round.
    let mut turned = world.labels.clone();
    turned[900..].iter_mut().for_each(|label| *label = 1.0 - *label);
    let target = Target { times_ms: Some(&times), ..Target::of(&turned) };
    let other = learn::fit(&world.table, target, &quick(), Control::none()).unwrap();
    let auc = |model: &Ensemble| model.report().ensemble.labels.as_ref().unwrap().auc.value;
    assert!(auc(&other) < auc(&model) - 0.05);
}

#[test]
fn nothing_to_learn_from_gives_the_base_rate() {
    let labels: Vec<f64> = (0..200).map(|row| f64::from(u8::from(row % 4 == 0))).collect();
    for columns in [
        vec![numbers("nothing", vec![f64::NAN; 200])],
        vec![
            numbers("constant", vec![7.0; 200]),
            codes("one", 2, vec![1; 200]),
            codes("none", 0, vec![MISSING; 200]),
        ],
    ] {
        let table = Table::new(columns).unwrap();
        let model = learn::fit(&table, Target::of(&labels), &of(Task::Binary), Control::none()).unwrap();
        let told = model.predict(&table).unwrap();
        assert!(told.iter().all(|p| (p - 0.25).abs() < 0.01), "{:?}", &told[..3]);
    }
}

#[test]
fn ten_thousand_categories_and_levels_never_seen_are_met() {
    let mut rng = Rng::new(12);
    let city: Vec<u32> =
        (0..3_000).map(|row| if row % 2 == 0 { row * 3 } else { rng.below(20) as u32 }).collect();
    let labels: Vec<f64> = city
        .iter()
        .map(|city| f64::from(u8::from(rng.bernoulli(if *city < 10 { 0.7 } else { 0.3 }))))
        .collect();
    let table = Table::new(vec![codes("city", 10_000, city)]).unwrap();
    let model = learn::fit(&table, Target::of(&labels), &quick(), Control::none()).unwrap();
    let other = TableColumn::texts([Some("level 00003"), Some("atlantis"), None]).unwrap();
    let told = model.predict(&Table::new(vec![("city".to_owned(), other)]).unwrap()).unwrap();
    assert!(told[0] > 0.55 && told[1] == told[2], "{told:?}");
    let numbers = Table::new(vec![numbers("city", vec![1.0])]).unwrap();
    assert_eq!(model.scores(&numbers).unwrap_err().to_string(), "table: city is not text, as in training");
    let lacking = Table::new(vec![("town".to_owned(), TableColumn::Numbers(vec![1.0]))]).unwrap();
    assert_eq!(
        model.scores(&lacking).unwrap_err().to_string(),
        "table: city is not there, and the model was trained on it"
    );
}

#[test]
fn what_cannot_be_learnt_from_is_refused_by_name() {
    let world = world(60, 13, Task::Binary);
    let message = |labels: &[f64], options: &EnsembleOptions| {
        learn::fit(&world.table, Target::of(labels), options, Control::none()).unwrap_err().to_string()
    };
    let binary = of(Task::Binary);
    assert_eq!(message(&[1.0; 60], &binary), "labels: 1 classes, at least 2 needed");
    assert_eq!(message(&[0.5; 60], &binary), "labels: label of row 0 is 0.5, expected 0 or 1");
    assert_eq!(message(&[0.0], &binary), "labels: length of labels is 1, expected 60 as of the table");
    let one: Vec<f64> = (0..60).map(|row| f64::from(u8::from(row == 5))).collect();
    assert_eq!(message(&one, &binary), "labels: 1 rows with weight of either label, at least 2 needed");
    assert_eq!(message(&[0.0; 60], &of(Task::Count)), "labels: 0 labels above 0, at least 1 needed");
    assert_eq!(
        message(&[-1.0; 60], &of(Task::Amount)),
        "labels: label of row 0 is -1, expected a number of 0 to 1e15"
    );
    let wrong = |change: fn(&mut EnsembleOptions)| {
        let mut options = EnsembleOptions::default();
        change(&mut options);
        message(&world.labels, &options)
    };
    assert_eq!(wrong(|options| options.folds = 1), "ensemble options: folds is 1, expected 2 to 20");
    assert_eq!(
        wrong(|options| options.members = vec![MemberKind::Gbdt; 2]),
        "ensemble options: members[1] is not named once only"
    );
    let not_of_task = EnsembleOptions { members: vec![MemberKind::Logistic], ..of(Task::Count) };
    assert_eq!(
        message(&world.labels, &not_of_task),
        "ensemble options: members[0] is not a learner of this task"
    );
    let curve = EnsembleOptions { calibration: Some(CalibrationMethod::Isotonic), ..of(Task::Regression) };
    assert_eq!(
        message(&world.labels, &curve),
        "ensemble options: calibration is not none or platt, for this task"
    );
    assert!(serde_json::from_str::<EnsembleOptions>(r#"{"fold":5}"#).is_err());
    assert_eq!(serde_json::from_str::<EnsembleOptions>("{}").unwrap(), EnsembleOptions::default());
}

#[test]
fn bytes_say_which_learner_they_hold() {
    let world = world(100, 20, Task::Binary);
    let ensemble = fit(&world, &EnsembleOptions { folds: 2, ..of(Task::Binary) });
    let target = Target::of(&world.labels);
    let network = Network::fit(&world.table, target, &NetworkOptions::default(), Control::none()).unwrap();
    let trees = Gbdt::fit(&world.table, target, &GbdtOptions::default(), Control::none()).unwrap();
    for (bytes, told) in [
        (ensemble.to_bytes().unwrap(), ensemble.predict(&world.table).unwrap()),
        (network.to_bytes().unwrap(), network.predict(&world.table).unwrap()),
        (trees.to_bytes().unwrap(), trees.predict(&world.table).unwrap()),
    ] {
        let read = learn::load(&bytes).unwrap();
        assert_eq!(read.predict(&world.table).unwrap(), told);
        let cells = row(&world.table, 3);
        assert_eq!(read.predict_row(&cells).unwrap().to_bits(), told[3].to_bits());
        assert_eq!(read.explain(&world.table).unwrap().row(3).unwrap(), read.explain_row(&cells).unwrap());
        assert_eq!(read.schema(), ensemble.schema());
    }
    assert_eq!(learn::load(b"SARTOR").unwrap_err().code(), "TRUNCATED");
    let other = sartor::artifact::to_bytes("engine", None, &[1]).unwrap();
    assert_eq!(learn::load(&other).unwrap_err().code(), "MALFORMED");
}

#[test]
fn what_is_asked_for_in_vain_says_so() {
    let world = world(60, 14, Task::Binary);
    let model = fit(&world, &of(Task::Binary));
    for wrong in [0.4, 1.0, 90.0, f64::NAN] {
        assert_eq!(model.predict_set(&world.table, wrong).unwrap_err().code(), "OUT_OF_RANGE");
    }
    assert_eq!(model.predict_interval(&world.table, 0.9).unwrap_err().code(), "NOT_AVAILABLE");
    // With sixty rows no set at 99 % can leave a label out.
    assert!(model.predict_set(&world.table, 0.99).unwrap().iter().all(|set| set == &[0, 1]));
    let few = self::world(12, 15, Task::Regression);
    let model = fit(&few, &of(Task::Regression));
    assert_eq!(model.predict_set(&few.table, 0.9).unwrap_err().code(), "NOT_AVAILABLE");
    assert!(model.predict_interval(&few.table, 0.8).is_ok());
    assert_eq!(model.predict_interval(&few.table, 0.99).unwrap_err().code(), "NOT_AVAILABLE");
}

#[test]
fn rows_of_no_weight_count_nothing() {
    let world = world(300, 16, Task::Binary);
    let weights: Vec<f64> = (0..300).map(|row| f64::from(u8::from(row % 3 > 0))).collect();
    let mut other = world.labels.clone();
    other.iter_mut().step_by(3).for_each(|label| *label = 1.0 - *label);
    let bytes = |labels: &[f64]| {
        let target = Target { weights: Some(&weights), ..Target::of(labels) };
        let model = learn::fit(&world.table, target, &quick(), Control::none()).unwrap();
        (model.scores(&world.table).unwrap(), model.report().scored_rows)
    };
    assert_eq!(bytes(&world.labels).1, 200);
    assert_eq!(bytes(&world.labels), bytes(&other));
}

#[test]
fn every_step_is_told_and_every_one_can_be_the_last() {
    let world = world(200, 17, Task::Binary);
    let told = RefCell::new(Vec::new());
    let members = vec![MemberKind::Gbdt, MemberKind::Logistic];
    let options = EnsembleOptions { folds: 2, members, ..of(Task::Binary) };
    let on_step = |done, total| told.borrow_mut().push((done, total));
    let run = |control: Control<'_>| learn::fit(&world.table, Target::of(&world.labels), &options, control);
    run(Control::new(&|| false, &on_step)).unwrap();
    let total = told.borrow().len() as u64;
    assert_eq!(*told.borrow(), (1..=total).map(|done| (done, total)).collect::<Vec<_>>());
    for last in 1..=total {
        told.borrow_mut().clear();
        let cancelled = || told.borrow().len() as u64 >= last;
        let error = run(Control::new(&cancelled, &on_step)).unwrap_err();
        assert_eq!(error.code(), "CANCELLED", "{last}");
        assert_eq!(told.borrow().len() as u64, last);
    }
}

#[test]
fn bytes_are_the_same_at_every_fit_and_give_the_same_answers() {
    for task in [Task::Binary, Task::Amount] {
        let world = world(500, 18, task);
        let model = fit(&world, &of(task));
        let bytes = model.to_bytes().unwrap();
        assert_eq!(bytes, fit(&world, &of(task)).to_bytes().unwrap());
        let read = Ensemble::from_bytes(&bytes).unwrap();
        assert_eq!(read, model);
        assert_eq!(read.scores(&world.table).unwrap(), model.scores(&world.table).unwrap());
        assert!(bytes.len() < 60_000, "{}", bytes.len());
        let other = fit(&world, &EnsembleOptions { seed: 1, ..of(task) });
        assert!(other.to_bytes().unwrap() != bytes);
    }
}

#[test]
fn damaged_bytes_are_refused_and_never_followed() {
    let world = world(80, 19, Task::Binary);
    let model = fit(&world, &of(Task::Binary));
    let bytes = model.to_bytes().unwrap();
    for end in (0..bytes.len()).step_by(bytes.len() / 40) {
        assert!(Ensemble::from_bytes(&bytes[..end]).is_err());
    }
    let text = serde_json::to_string(&model).unwrap();
    let cells = row(&world.table, 0);
    let mut refused = 0;
    let digits: Vec<usize> =
        (0..text.len()).filter(|place| text.as_bytes()[*place].is_ascii_digit()).collect();
    for place in digits.iter().step_by(digits.len() / 300) {
        for digit in ["", "9", "-1", "1e39", "null"] {
            let damaged = format!("{}{digit}{}", &text[..*place], &text[place + 1..]);
            match serde_json::from_str::<Ensemble>(&damaged) {
                // What can still be read can still be asked.
                Ok(model) => {
                    assert!(model.predict_row(&cells).unwrap().is_finite());
                    model.predict_set_row(&cells, 0.9).unwrap();
                    model.explain_row(&cells).unwrap();
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 100, "{refused}");
    for (from, to) in [
        (r#""task":"binary""#, r#""task":"count""#),
        (r#""weight":"#, r#""weight":-"#),
        (r#""members":[{"#, r#""members":[],"others":[{"#),
    ] {
        let damaged = text.replacen(from, to, 1);
        assert!(damaged != text && serde_json::from_str::<Ensemble>(&damaged).is_err(), "{from}");
    }
}

#[test]
#[cfg(feature = "parallel")]
fn the_same_bytes_at_any_number_of_threads() {
    let world = world(3_000, 91, Task::Binary);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let options = EnsembleOptions { folds: 2, ..EnsembleOptions::default() };
            let model =
                learn::fit(&world.table, Target::of(&world.labels), &options, Control::none()).unwrap();
            let scores: Vec<u64> =
                model.scores(&world.table).unwrap().into_iter().map(f64::to_bits).collect();
            (model.to_bytes().unwrap(), scores)
        })
    };
    let one = on(1);
    assert!(on(3) == one);
}
