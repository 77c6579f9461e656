//! Columns that know the answer are found, and fair ones are left in peace.

use crate::data::public::{columns, numbers};
use sartor::control::Control;
use sartor::learn::{ColumnChecks, ColumnValues, LeakageVerdict, MISSING, check_columns};
use sartor::math;
use sartor::rng::Rng;

use ColumnValues::{Categories, Numbers};

fn check(columns: &[ColumnValues<'_>], labels: &[f64]) -> ColumnChecks {
    check_columns(columns, labels, 0.99, Control::none()).unwrap()
}

/// Labels, and four fair columns that foretell them as columns do.
fn world(rows: usize, rng: &mut Rng) -> (Vec<f64>, [Vec<f64>; 3], Vec<u32>) {
    let (mut labels, mut numbers) = (Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
    let mut codes = Vec::new();
    for _ in 0..rows {
        let (a, b, c) = (rng.normal(), rng.normal(), rng.normal());
        let code = rng.below(200) as u32;
        let truth = -1.5 + 0.9 * a + 0.7 * b + 0.02 * f64::from(code % 20);
        labels.push(f64::from(u8::from(rng.bernoulli(math::logistic(truth)))));
        numbers.iter_mut().zip([a, b, c]).for_each(|(column, value)| column.push(value));
        codes.push(code);
    }
    (labels, numbers, codes)
}

#[test]
fn a_column_recorded_after_the_outcome_is_found_and_no_other() {
    let mut rng = Rng::new(1);
    let (labels, [a, b, c], codes) = world(3_000, &mut rng);
    // How long the call was: hardly anyone hangs up who is about to say yes.
    let length: Vec<f64> =
        labels.iter().map(|label| math::exp(5.0 + 1.8 * label + 0.9 * rng.normal())).collect();
    // Why they left: known of few who did not.
    let reason: Vec<u32> = labels
        .iter()
        .map(|label| if rng.uniform() < if *label == 1.0 { 0.99 } else { 0.01 } { 3 } else { MISSING })
        .collect();
    // A number of its own for each row says nothing, though no two rows share it.
    let id: Vec<u32> = (0..3_000).collect();
    let fair = [Numbers(&a), Numbers(&b), Numbers(&c), Categories(&codes), Categories(&id)];
    let found = check(&fair, &labels);
    assert!(found.columns.iter().all(|column| column.leakage == LeakageVerdict::NoneDetectable), "{found:?}");
    assert!((found.columns[4].auc.value - 0.5).abs() < 0.05);
    let found = check(&[&fair[..], &[Numbers(&length)]].concat(), &labels);
    assert_eq!(found.columns[5].leakage, LeakageVerdict::StandsOut, "{:?}", found.columns[5]);
    let found = check(&[&fair[..], &[Categories(&reason)]].concat(), &labels);
    assert_eq!(found.columns[5].leakage, LeakageVerdict::Knows);
    assert!(found.columns[..5].iter().all(|column| column.leakage == LeakageVerdict::NoneDetectable));
}

#[test]
fn few_rows_convict_no_column() {
    let labels = [0.0, 0.0, 0.0, 0.0, 1.0, 1.0];
    let perfect = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    assert_eq!(check(&[Numbers(&perfect)], &labels).columns[0].leakage, LeakageVerdict::NoneDetectable);
    let (many, labels) = ((0..600).map(f64::from).collect::<Vec<_>>(), [[0.0; 300], [1.0; 300]].concat());
    assert_eq!(check(&[Numbers(&many)], &labels).columns[0].leakage, LeakageVerdict::Knows);
    let falling: Vec<f64> = many.iter().map(|value| -value).collect();
    assert_eq!(check(&[Numbers(&falling)], &labels).columns[0].leakage, LeakageVerdict::Knows);
}

fn fair_columns_accused(runs: u32, rows: usize) -> f64 {
    let accused = (0..runs).filter(|run| {
        let (labels, [a, b, c], codes) = world(rows, &mut Rng::with_stream(51, u64::from(*run)));
        let found = check(&[Numbers(&a), Numbers(&b), Numbers(&c), Categories(&codes)], &labels);
        found.columns.iter().any(|column| column.leakage != LeakageVerdict::NoneDetectable)
    });
    let share = f64::from(accused.count() as u32) / f64::from(runs);
    println!("{rows} rows: fair columns accused in {share:.4} of {runs} runs (simulated)");
    share
}

#[test]
fn fair_columns_are_accused_as_seldom_as_promised() {
    assert!(fair_columns_accused(200, 150) <= 0.02);
}

/// What is said of each column of a public file beside a label that is 1 where it is `yes`.
fn verdicts(file: &str, label: &str, yes: &str) -> Option<Vec<(String, LeakageVerdict)>> {
    let table = columns(file)?;
    let (_, answers) = table.iter().find(|(name, _)| name == label)?;
    let labels: Vec<f64> = answers.iter().map(|cell| f64::from(u8::from(cell == yes))).collect();
    let kept: Vec<_> = table.iter().filter(|(name, _)| name != label).collect();
    let of_numbers: Vec<Vec<f64>> = kept.iter().map(|(_, column)| numbers(column)).collect();
    let of_codes: Vec<Vec<u32>> = kept
        .iter()
        .map(|(_, column)| {
            let mut levels = column.clone();
            levels.sort();
            levels.dedup();
            column.iter().map(|cell| levels.binary_search(cell).unwrap() as u32).collect()
        })
        .collect();
    let values: Vec<ColumnValues<'_>> = of_numbers
        .iter()
        .zip(&of_codes)
        .map(|(numbers, codes)| {
            let known = numbers.iter().filter(|value| !value.is_nan()).count();
            if known * 2 > numbers.len() { Numbers(numbers) } else { Categories(codes) }
        })
        .collect();
    let found = check(&values, &labels);
    for (column, (name, _)) in found.columns.iter().zip(&kept) {
        println!("{file}: {name} {:.4} {:?} {:?}", column.auc.value, column.leakage, column.duplicate_of);
        assert!(!column.constant);
    }
    Some(found.columns.iter().zip(kept).map(|(column, (name, _))| (name.clone(), column.leakage)).collect())
}

#[test]
fn no_column_of_a_telephone_company_is_accused() {
    let Some(found) = verdicts("telco_churn.csv", "Churn", "Yes") else { return };
    assert!(found.iter().all(|(_, verdict)| *verdict == LeakageVerdict::NoneDetectable), "{found:?}");
}

/// What a page was worth is worked out from the purchases that followed it.
#[test]
fn what_a_page_was_worth_stands_out_in_visits_of_a_shop() {
    let Some(found) = verdicts("online_shoppers_intention.csv", "Revenue", "TRUE") else { return };
    for (name, verdict) in found {
        let expected =
            if name == "PageValues" { LeakageVerdict::StandsOut } else { LeakageVerdict::NoneDetectable };
        assert_eq!(verdict, expected, "{name}");
    }
}

#[test]
fn what_says_nothing_or_the_same_is_told() {
    let mut rng = Rng::new(3);
    let (labels, [a, ..], codes) = world(500, &mut rng);
    let cents: Vec<f64> = a.iter().map(|value| 100.0 * value + 7.0).collect();
    let renamed: Vec<u32> = codes.iter().map(|code| 1_000 - code).collect();
    let (one, none) = ([3.0; 500], [f64::NAN; 500]);
    let columns = [
        Numbers(&a),
        Categories(&codes),
        Numbers(&cents),
        Categories(&renamed),
        Numbers(&one),
        Numbers(&none),
        Categories(&[MISSING; 500]),
    ];
    let found = check(&columns, &labels);
    let duplicates: Vec<Option<u32>> = found.columns.iter().map(|column| column.duplicate_of).collect();
    assert_eq!(duplicates, [None, None, Some(0), Some(1), None, None, None]);
    let constant: Vec<bool> = found.columns.iter().map(|column| column.constant).collect();
    assert_eq!(constant, [false, false, false, false, true, true, true]);
    assert_eq!(found.columns[5].missing_share, 1.0);
    let positives = labels.iter().filter(|label| **label == 1.0).count() as u32;
    assert_eq!((found.balance.rows, found.balance.positives), (500, positives));
    assert_eq!(found.balance.rarer_rows_per_column, f64::from(positives.min(500 - positives)) / 4.0);
    assert!(found.balance.share.holds(f64::from(positives) / 500.0));
}

#[test]
fn what_does_not_fit_is_refused_with_its_column() {
    let labels = [0.0, 1.0];
    let refused = |columns: &[ColumnValues<'_>], labels: &[f64]| {
        check_columns(columns, labels, 0.9, Control::none()).unwrap_err().to_string()
    };
    let infinite = refused(&[Numbers(&[0.0, 1.0]), Numbers(&[0.0, f64::INFINITY])], &labels);
    assert_eq!(infinite, "row 1: column 1 is inf, expected a number, or NaN where it is missing");
    assert!(refused(&[Categories(&[0])], &labels).starts_with("columns: column 0 is 1 rows long"));
    assert!(refused(&[], &[1.0, 1.0]).contains("label 0"));
    assert!(check_columns(&[], &labels, 0.9, Control::none()).unwrap().columns.is_empty());
    let huge = check(&[Numbers(&[-f64::MAX, f64::MAX])], &labels);
    assert_eq!(huge.columns[0].auc.value, 1.0);
}
