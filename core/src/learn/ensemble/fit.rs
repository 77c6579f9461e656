//! How are members, weights, calibration and promises found?
//!
//! One set of folds for everything. What the report says of the whole is found without the row's fold at every step: weights
//! and calibration are fitted anew to the other folds, and so are the thresholds.

use super::blend::BlendRows;
use super::measure::{self, Kept};
use super::member::{Member, WeightedMember};
use super::options::{EnsembleOptions, MemberKind, Task};
use super::promise::{Promise, Thresholds};
use super::report::{EnsembleReport, MemberReport};
use super::{Ensemble, OTHER_VALUES, SUBJECT};
use crate::control::Control;
use crate::learn::calibration::{Calibration, CalibrationCandidate, CalibrationMethod, fit_or_level};
use crate::learn::checks::{ColumnChecks, check_table};
use crate::learn::folds::{Fold, Folds};
use crate::learn::logistic::Logistic;
use crate::learn::metrics::WeightedMean;
use crate::learn::objective::weighted_quantile;
use crate::learn::reasons::OtherValues;
use crate::learn::schema::Schema;
use crate::learn::scored::ScoredLabels;
use crate::learn::table::Table;
use crate::learn::target::Target;
use crate::{Result, SartorError, math};

/// How seldom a fair column is accused.
const CHECK_LEVEL: f64 = 0.99;
/// Rows from which a network is tried unasked: it needs ten in every fold, and holds some out itself.
const FEWEST_NETWORK_ROWS: usize = 50;
/// A mean counts as at least this share of that of all labels where outcomes' spread is told by it.
const LEAST_MEAN_SHARE: f64 = 0.01;

/// Fit an ensemble: each member on all folds but one in turn, weights, calibration and promises on what they said of the rows
/// held out, and the members again on all rows.
///
/// Where the target has times, only what is earlier is learnt from. Steps are fits of one member. Conformal promises take
/// every row of a positive weight for one row.
pub fn fit(
    table: &Table,
    target: Target<'_>,
    options: &EnsembleOptions,
    control: Control<'_>,
) -> Result<Ensemble> {
    options.check()?;
    let task = options.task;
    target.check(table.rows(), &task.objective())?;
    let mut kinds = options.kinds().to_vec();
    if options.members.is_empty() {
        let counting = (0..table.rows()).filter(|row| target.weight(*row) > 0.0).count();
        kinds.retain(|kind| match kind {
            MemberKind::Gbdt => true,
            MemberKind::Logistic => Logistic::can_hold(table, &target),
            MemberKind::Network => counting >= FEWEST_NETWORK_ROWS,
        });
    }
    let folds = Folds::draw(&target, &task.objective(), options.folds, options.seed)?;
    let total = ((folds.folds.len() + 1) * kinds.len()) as u64;
    let seen =
        score_held_out(table, &target, &folds, &kinds, options, |done| control.step(done, total), control)?;

    let weights = seen.rows.weights_of_members()?;
    let blend = seen.rows.blend(&weights);
    let (curve, candidates) = match options.calibration {
        Some(method) => (Curve::Of(method), Vec::new()),
        None => chosen(task, &seen, &blend, options)?,
    };
    let calibration = calibrated(task, curve, &seen.rows, &blend)?;
    let promise = promised(task, &seen.rows, &told(task, &seen.rows, &calibration, &blend));
    let report = seen.report(options, &folds, &kinds, &weights, curve, candidates, table, &target)?;

    let mut done = (folds.folds.len() * kinds.len()) as u64;
    let mut members = Vec::new();
    for (kind, weight) in kinds.into_iter().zip(weights) {
        if weight > 0.0 {
            let learner = Member::fit(kind, table, target, task, options.seed, control.without_steps())?;
            members.push(WeightedMember { weight, learner });
        }
        done += 1;
        control.step(done, total)?;
    }
    let other_values = OtherValues::of_table(table, OTHER_VALUES);
    Ok(Ensemble { task, schema: Schema::of(table), members, calibration, promise, other_values, report })
}

/// What members said of rows that they had not seen.
struct Seen {
    rows: BlendRows,
    /// The fold of each row.
    fold_of: Vec<usize>,
    folds: usize,
    /// The score of the base rate.
    base: Vec<f64>,
}

fn score_held_out(
    table: &Table,
    target: &Target<'_>,
    folds: &Folds,
    kinds: &[MemberKind],
    options: &EnsembleOptions,
    step: impl Fn(u64) -> Result<()>,
    control: Control<'_>,
) -> Result<Seen> {
    let objective = options.task.objective();
    let mut rows = BlendRows {
        objective,
        scores: vec![Vec::new(); kinds.len()],
        labels: Vec::new(),
        weights: Vec::new(),
    };
    let (mut fold_of, mut base) = (Vec::new(), Vec::new());
    let mut done = 0;
    for (place, Fold { kept, held }) in folds.folds.iter().enumerate() {
        // Rows that do not count are not asked about.
        let held: Vec<usize> = held.iter().copied().filter(|row| target.weight(*row) > 0.0).collect();
        if held.is_empty() {
            continue;
        }
        let (train, test) = (table.take(kept)?, table.take(&held)?);
        let labels: Vec<f64> = kept.iter().map(|row| target.labels[*row]).collect();
        let weights: Option<Vec<f64>> = target.weights.map(|of| kept.iter().map(|row| of[*row]).collect());
        let times: Option<Vec<i64>> = target.times_ms.map(|of| kept.iter().map(|row| of[*row]).collect());
        let part = Target { labels: &labels, weights: weights.as_deref(), times_ms: times.as_deref() };
        for (kind, scores) in kinds.iter().zip(&mut rows.scores) {
            let quiet = control.without_steps();
            let member = Member::fit(*kind, &train, part, options.task, options.seed, quiet)?;
            scores.extend(member.get().scores(&test)?);
            done += 1;
            step(done)?;
        }
        let level = objective.initial_score(&labels, weights.as_deref());
        base.resize(base.len() + held.len(), level);
        fold_of.resize(fold_of.len() + held.len(), place);
        rows.labels.extend(held.iter().map(|row| target.labels[*row]));
        rows.weights.extend(held.iter().map(|row| target.weight(*row)));
    }
    if rows.labels.is_empty() {
        let (subject, unit) = (SUBJECT.to_owned(), "rows with weight that were held out".to_owned());
        return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit });
    }
    Ok(Seen { rows, fold_of, folds: folds.folds.len(), base })
}

/// What is fitted to scores held out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Curve {
    Of(CalibrationMethod),
    /// Nothing but the level: of counts and amounts as much is foretold as came.
    Level,
}

/// A calibration of one kind.
fn calibrated(task: Task, curve: Curve, rows: &BlendRows, blend: &[f64]) -> Result<Calibration> {
    let (slope, intercept) = match curve {
        Curve::Of(method) if task == Task::Binary => {
            return fit_or_level(method, &ScoredLabels::new(blend, &rows.labels, Some(&rows.weights))?);
        }
        Curve::Of(CalibrationMethod::None) => return Ok(Calibration::None),
        Curve::Of(_) => {
            let alone = BlendRows { scores: vec![blend.to_vec()], ..rows.clone() };
            alone.line()?.unwrap_or((1.0, 0.0))
        }
        Curve::Level => (1.0, 0.0),
    };
    let scored: Vec<f64> = blend.iter().map(|score| slope * score + intercept).collect();
    let line = Calibration::Platt { slope, intercept: intercept + level(task, rows, &scored) };
    Ok(if line.check().is_ok() { line } else { Calibration::None })
}

/// What is to be added to scores so that all rows together are told as much as came: a blend of logarithms lies below the
/// logarithm of the blend (Jensen 1906), and neither the deviance of an amount nor leaves that are shrunk keep the sum
/// (Denuit, Charpentier and Trufin 2021, section 2).
fn level(task: Task, rows: &BlendRows, scores: &[f64]) -> f64 {
    if !task.is_of_amounts() {
        return 0.0;
    }
    let (mut came, mut told) = (0.0, 0.0);
    for ((label, weight), score) in rows.labels.iter().zip(&rows.weights).zip(scores) {
        came += weight * label;
        told += weight * rows.objective.mean(*score);
    }
    if came > 0.0 && told > 0.0 { math::ln(came / told) } else { 0.0 }
}

/// The calibration that rows held out speak for.
fn chosen(
    task: Task,
    seen: &Seen,
    blend: &[f64],
    options: &EnsembleOptions,
) -> Result<(Curve, Vec<CalibrationCandidate>)> {
    let rows = &seen.rows;
    if task == Task::Binary {
        let scored = ScoredLabels::new(blend, &rows.labels, Some(&rows.weights))?;
        let choice = Calibration::choose(&scored, options.folds, options.seed)?;
        return Ok((Curve::Of(choice.calibration.method()), choice.candidates));
    }
    // A line, if on folds that it was not fitted to it costs less than the level alone by more than one standard error.
    let simple = if task.is_of_amounts() { Curve::Level } else { Curve::Of(CalibrationMethod::None) };
    let line = Curve::Of(CalibrationMethod::Platt);
    let costs = |curve: Curve| -> Result<Vec<f64>> {
        let mut costs = vec![0.0; blend.len()];
        for fold in 0..seen.folds {
            let (others, held) = seen.split(fold);
            let others_blend: Vec<f64> = others.iter().map(|row| blend[*row]).collect();
            let calibration = calibrated(task, curve, &rows.take(&others), &others_blend)?;
            for row in held {
                costs[row] = rows.objective.cost(calibration.log_odds(blend[row]), rows.labels[row]);
            }
        }
        Ok(costs)
    };
    let (plain, lined) = (costs(simple)?, costs(line)?);
    let mean = |values: Vec<f64>| WeightedMean::of(values.into_iter().zip(rows.weights.iter().copied()));
    let gain = mean(plain.iter().zip(&lined).map(|(plain, lined)| plain - lined).collect());
    let candidate = |method, costs: Vec<f64>, gain: f64, gain_error: f64| CalibrationCandidate {
        method,
        log_loss: mean(costs).mean,
        gain,
        gain_error,
    };
    let is_better = gain.mean > gain.standard_error && gain.mean > 0.0;
    let candidates = vec![
        candidate(CalibrationMethod::None, plain, 0.0, 0.0),
        candidate(CalibrationMethod::Platt, lined, gain.mean, gain.standard_error),
    ];
    Ok((if is_better { line } else { simple }, candidates))
}

/// What promises are about: the blend, or the mean where the task is no yes or no.
fn told(task: Task, rows: &BlendRows, calibration: &Calibration, blend: &[f64]) -> Vec<f64> {
    let mean = |blend: &f64| match task {
        Task::Binary => *blend,
        _ => rows.objective.mean(calibration.log_odds(*blend)),
    };
    blend.iter().map(mean).collect()
}

fn promised(task: Task, rows: &BlendRows, told: &[f64]) -> Promise {
    if task == Task::Binary {
        let of = |label: f64, sign: f64| {
            let pairs = told.iter().zip(&rows.labels).filter(|(_, other)| **other == label);
            Thresholds::of(pairs.map(|(told, _)| sign * told).collect())
        };
        return Promise::Sets { negatives: of(0.0, -1.0), positives: of(1.0, 1.0) };
    }
    let least_mean = if task.is_of_amounts() {
        let total: f64 = rows.weights.iter().sum();
        let labels = rows.labels.iter().zip(&rows.weights).map(|(label, weight)| label * weight);
        LEAST_MEAN_SHARE * labels.sum::<f64>() / total
    } else {
        0.0
    };
    let conformity =
        |(told, label): (&f64, &f64)| -(label - told).abs() / task.spread(told.max(least_mean)).max(1e-200);
    let margins = Thresholds::of(told.iter().zip(&rows.labels).map(conformity).collect());
    Promise::Margins { margins, least_mean }
}

impl Seen {
    /// The rows of other folds, and those of this one. Of one fold alone they are the same.
    fn split(&self, fold: usize) -> (Vec<usize>, Vec<usize>) {
        let all = 0..self.fold_of.len();
        if self.folds == 1 {
            return (all.clone().collect(), all.collect());
        }
        all.partition(|row| self.fold_of[*row] != fold)
    }

    #[allow(clippy::too_many_arguments)] // everything that there is to be told
    fn report(
        &self,
        options: &EnsembleOptions,
        folds: &Folds,
        kinds: &[MemberKind],
        weights: &[f64],
        curve: Curve,
        calibration_candidates: Vec<CalibrationCandidate>,
        table: &Table,
        target: &Target<'_>,
    ) -> Result<EnsembleReport> {
        let (task, rows) = (options.task, &self.rows);
        let figures = |scores: &[f64]| measure::figures(task, rows, &self.base, scores);
        let member = |((kind, weight), scores): ((&MemberKind, &f64), &Vec<f64>)| {
            Ok(MemberReport { member: *kind, weight: *weight, figures: figures(scores)? })
        };
        let members = kinds.iter().zip(weights).zip(&rows.scores).map(member).collect::<Result<_>>()?;

        let mut scores = vec![0.0; rows.labels.len()];
        let mut crossed: Vec<(Promise, Vec<usize>, Vec<f64>)> = Vec::new();
        for fold in 0..self.folds {
            let (others, held) = self.split(fold);
            let others = if can_calibrate(task, rows, &others) { rows.take(&others) } else { rows.clone() };
            let weights = others.weights_of_members()?;
            let others_blend = others.blend(&weights);
            let calibration = calibrated(task, curve, &others, &others_blend)?;
            let promise = promised(task, &others, &told(task, &others, &calibration, &others_blend));
            let blend = rows.blend(&weights);
            for row in &held {
                scores[*row] = calibration.log_odds(blend[*row]);
            }
            crossed.push((promise, held, told(task, rows, &calibration, &blend)));
        }
        let kept: Vec<Kept<'_>> =
            crossed.iter().map(|(promise, rows, told)| Kept { promise, rows, told }).collect();
        let is_binary = task == Task::Binary;
        Ok(EnsembleReport {
            task,
            rows: table.rows() as u32,
            scored_rows: rows.labels.len() as u32,
            folds: self.folds as u32,
            is_forward: folds.is_forward,
            members,
            ensemble: figures(&scores)?,
            base_rate: figures(&self.base)?,
            calibration: match curve {
                Curve::Of(method) => method,
                Curve::Level => CalibrationMethod::None,
            },
            calibration_candidates,
            sets: if is_binary { Some(measure::sets(&rows.labels, &kept)?) } else { None },
            intervals: if is_binary { None } else { measure::intervals(task, &rows.labels, &kept)? },
            columns: checks(task, table, target)?,
        })
    }
}

/// Whether these rows hold what a calibration needs.
fn can_calibrate(task: Task, rows: &BlendRows, part: &[usize]) -> bool {
    let mut labels = part.iter().map(|row| rows.labels[*row]);
    match (task, labels.next()) {
        (_, None) => false,
        (Task::Binary, Some(first)) => labels.any(|label| label != first),
        (Task::Regression, _) => true,
        (Task::Count | Task::Amount, Some(first)) => first > 0.0 || labels.any(|label| label > 0.0),
    }
}

/// What is wrong with columns; of labels that are no yes or no, whether they are above their median.
fn checks(task: Task, table: &Table, target: &Target<'_>) -> Result<Option<ColumnChecks>> {
    if task == Task::Binary {
        return check_table(table, target.labels, CHECK_LEVEL, Control::none()).map(Some);
    }
    let mut pairs: Vec<(f64, f64)> = target.labels.iter().map(|label| (*label, 1.0)).collect();
    let median = weighted_quantile(&mut pairs, 0.5);
    let above: Vec<f64> = target.labels.iter().map(|label| f64::from(u8::from(*label > median))).collect();
    if above.iter().all(|label| *label == 0.0) {
        return Ok(None);
    }
    check_table(table, &above, CHECK_LEVEL, Control::none()).map(Some)
}
