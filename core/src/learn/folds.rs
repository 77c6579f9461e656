//! Which rows are held out when, so that every score that is judged comes from rows that the learner had not seen?
//!
//! Without times the rows are dealt to the folds in the order of their labels, drawn where labels are equal: of a yes or no
//! every fold has its share to the row (stratified: Breiman and others 1984, section 8.5), of numbers about the same
//! spread. Where rows have times the learner is to foretell what is later: the first half of the rows is only learnt
//! from, the second is cut into as many stretches of time as there are folds, and each is scored by what was learnt from
//! all that lies before it (Tashman 2000, rolling origin). Rows of one time stay together.

use super::objective::Objective;
use super::target::Target;
use crate::rng::Rng;
use crate::{Result, SartorError};

/// Rows to learn from, and rows to score; both ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fold {
    pub kept: Vec<usize>,
    pub held: Vec<usize>,
}

/// All folds of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folds {
    pub folds: Vec<Fold>,
    /// Whether each was scored by what was learnt from earlier rows alone.
    pub is_forward: bool,
}

impl Folds {
    /// At least 2 folds, or one where little time lies between rows, of checked labels.
    pub fn draw(target: &Target<'_>, objective: &Objective, folds: u32, seed: u32) -> Result<Self> {
        let stretches = target.times_ms.and_then(|times| stretches(times, folds as usize));
        let (folds, is_forward) = match stretches {
            Some(folds) => (folds, true),
            None => (dealt(target, objective, folds as usize, seed)?, false),
        };
        let folds: Vec<Fold> =
            folds.into_iter().filter(|fold| can_be_learnt_from(target, objective, &fold.kept)).collect();
        if folds.is_empty() {
            let unit = if is_forward { "folds whose earlier rows have both labels" } else { "folds" };
            return Err(too_few(0, 1, unit));
        }
        Ok(Self { folds, is_forward })
    }
}

fn too_few(found: usize, needed: i64, unit: &str) -> SartorError {
    SartorError::TooFew { subject: "labels".to_owned(), found: found as i64, needed, unit: unit.to_owned() }
}

/// Whether rows with weight hold what the objective needs.
fn can_be_learnt_from(target: &Target<'_>, objective: &Objective, rows: &[usize]) -> bool {
    let mut labels = rows.iter().filter(|row| target.weight(**row) > 0.0).map(|row| target.labels[*row]);
    match objective {
        Objective::Logistic => {
            let Some(first) = labels.next() else { return false };
            labels.any(|label| label != first)
        }
        Objective::Poisson | Objective::Tweedie { .. } => labels.any(|label| label > 0.0),
        _ => labels.next().is_some(),
    }
}

/// Stretches of time, none where no time lies between the halves.
fn stretches(times: &[i64], folds: usize) -> Option<Vec<Fold>> {
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by_key(|row| times[*row]);
    let (half, rows) = (times.len() / 2, times.len());
    let mut ends: Vec<usize> = (0..=folds)
        .map(|fold| {
            let near = half + (rows - half) * fold / folds;
            let is_within = |end: usize| end > 0 && end < rows && times[order[end]] == times[order[end - 1]];
            (near..rows).find(|end| !is_within(*end)).unwrap_or(rows)
        })
        .filter(|end| *end > 0)
        .collect();
    ends.dedup();
    let sorted = |rows: &[usize]| {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows
    };
    let folds: Vec<Fold> = ends
        .array_windows()
        .map(|[first, end]| Fold { kept: sorted(&order[..*first]), held: sorted(&order[*first..*end]) })
        .collect();
    (!folds.is_empty()).then_some(folds)
}

/// Rows dealt by label; fewer folds where a label has fewer rows.
fn dealt(target: &Target<'_>, objective: &Objective, folds: usize, seed: u32) -> Result<Vec<Fold>> {
    let rows = target.labels.len();
    let counts = |row: &usize| target.weight(*row) > 0.0;
    let counting = || (0..rows).filter(counts);
    let (fewest, unit) = match objective {
        Objective::Logistic => {
            let positives = counting().filter(|row| target.labels[*row] == 1.0).count();
            (positives.min(counting().count() - positives), "rows with weight of either label")
        }
        Objective::Poisson | Objective::Tweedie { .. } => (
            counting().filter(|row| target.labels[*row] > 0.0).count(),
            "rows with weight and a label above 0",
        ),
        _ => (counting().count(), "rows with weight"),
    };
    if fewest < 2 {
        return Err(too_few(fewest, 2, unit));
    }
    let folds = folds.min(fewest);
    let mut rng = Rng::new(seed);
    let mut order: Vec<usize> = (0..rows).collect();
    rng.shuffle(&mut order);
    // The largest first: the few rows above 0 of a count are in folds of their own.
    order.sort_by(|left, right| {
        let key = |row: &usize| (!counts(row), -target.labels[*row]);
        let ((left_out, left), (right_out, right)) = (key(left), key(right));
        left_out.cmp(&right_out).then(left.total_cmp(&right))
    });
    let mut fold_of = vec![0; rows];
    let mut deal: Vec<usize> = (0..folds).collect();
    for hand in order.chunks(folds) {
        // Of equal labels rows are drawn already; of numbers no fold shall always have the largest.
        if *objective != Objective::Logistic {
            rng.shuffle(&mut deal);
        }
        for (row, fold) in hand.iter().zip(&deal) {
            fold_of[*row] = *fold;
        }
    }
    let part = |fold: usize| {
        let (held, kept) = (0..rows).partition(|row| fold_of[*row] == fold);
        Fold { kept, held }
    };
    Ok((0..folds).map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn every_row_once(folds: &Folds, rows: usize) {
        let mut held: Vec<usize> = folds.folds.iter().flat_map(|fold| fold.held.clone()).collect();
        held.sort_unstable();
        assert_eq!(held, (0..rows).collect::<Vec<_>>());
        for fold in &folds.folds {
            assert_eq!(fold.kept.len() + fold.held.len(), rows);
            assert!(fold.kept.iter().all(|row| fold.held.binary_search(row).is_err()));
        }
    }

    proptest! {
        #[test]
        fn every_fold_has_its_share_of_a_label(
            labels in proptest::collection::vec(0..2_u8, 20..200), folds in 2..9_u32, seed in any::<u32>(),
        ) {
            let labels: Vec<f64> = labels.into_iter().map(f64::from).collect();
            let positives: f64 = labels.iter().sum();
            prop_assume!(positives >= 2.0 && positives <= labels.len() as f64 - 2.0);
            let drawn = Folds::draw(&Target::of(&labels), &Objective::Logistic, folds, seed).unwrap();
            every_row_once(&drawn, labels.len());
            let count = drawn.folds.len() as f64;
            for fold in &drawn.folds {
                let held: f64 = fold.held.iter().map(|row| labels[*row]).sum();
                prop_assert!((held - positives / count).abs() < 1.0);
                prop_assert!((fold.held.len() as f64 - labels.len() as f64 / count).abs() < 1.0);
            }
            prop_assert_eq!(&drawn, &Folds::draw(&Target::of(&labels), &Objective::Logistic, folds, seed).unwrap());
        }

        #[test]
        fn folds_of_numbers_are_alike(seed in any::<u32>()) {
            let labels: Vec<f64> = (0..500).map(|row| f64::from(row * 7_919 % 500)).collect();
            let drawn = Folds::draw(&Target::of(&labels), &Objective::Squared, 5, seed).unwrap();
            every_row_once(&drawn, 500);
            for fold in &drawn.folds {
                let mean = fold.held.iter().map(|row| labels[*row]).sum::<f64>() / fold.held.len() as f64;
                prop_assert!((mean - 249.5).abs() < 2.0, "{}", mean);
            }
        }
    }

    #[test]
    fn what_is_scored_is_later_than_what_was_learnt_from() {
        let times: Vec<i64> = (0..101).map(|row| i64::from(row * 37 % 101) / 3).collect();
        let labels: Vec<f64> = (0..101).map(|row| f64::from(row % 2)).collect();
        let target = Target { times_ms: Some(&times), ..Target::of(&labels) };
        let drawn = Folds::draw(&target, &Objective::Logistic, 5, 0).unwrap();
        assert!(drawn.is_forward && drawn.folds.len() == 5);
        for fold in &drawn.folds {
            let latest = fold.kept.iter().map(|row| times[*row]).max().unwrap();
            assert!(fold.held.iter().all(|row| times[*row] > latest));
            assert!(fold.kept.len() >= 50);
        }
        let same = [7; 101];
        let target = Target { times_ms: Some(&same), ..Target::of(&labels) };
        assert!(!Folds::draw(&target, &Objective::Logistic, 5, 0).unwrap().is_forward);
    }

    #[test]
    fn too_few_rows_to_hold_any_out_are_told() {
        let one: Vec<f64> = (0..50).map(|row| f64::from(u8::from(row == 7))).collect();
        let error = Folds::draw(&Target::of(&one), &Objective::Logistic, 5, 0).unwrap_err();
        assert_eq!(error.to_string(), "labels: 1 rows with weight of either label, at least 2 needed");
        let two: Vec<f64> = (0..50).map(|row| f64::from(u8::from(row > 47))).collect();
        for objective in [Objective::Logistic, Objective::Poisson] {
            assert_eq!(Folds::draw(&Target::of(&two), &objective, 5, 0).unwrap().folds.len(), 2);
        }
        let late = Target { times_ms: Some(&(0..50).collect::<Vec<_>>()), ..Target::of(&two) };
        let drawn = Folds::draw(&late, &Objective::Logistic, 5, 0);
        assert_eq!(drawn.unwrap_err().code(), "TOO_FEW");
    }
}
