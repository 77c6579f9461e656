//! How are effects learnt, and how is it found out what the learning is worth?
//!
//! A fit on all rows; one for each fold on all others, whose scores of the fold are evaluated; and one for each fold but
//! the first on the folds before it, for the test of heterogeneity. The folds of the evaluation hold equal shares of each
//! arm (and, of a yes or no, of each answer in it); those of the test of each arm alone, since what they share of the
//! outcome they would tell each other.

use super::super::gbdt::{Gbdt, GbdtOptions};
use super::super::objective::Objective;
use super::super::schema::Schema;
use super::super::scored::same_length;
use super::super::table::{Table, TableColumn};
use super::super::target::Target;
use super::super::trial::Trial;
use super::balance::balance;
use super::evaluation::{EvaluatedRow, Evaluation, StoredQini};
use super::heterogeneity::{FoldRow, Sequence, Step};
use super::members::{Arms, Members, Propensity};
use super::{SUBJECT, Uplift, UpliftLearner, UpliftOptions};
use crate::control::Control;
use crate::rng::Rng;
use crate::{Result, SartorError};

/// The largest outcome either way, so that no difference or square overflows.
const MOST_OUTCOME: f64 = 1e12;
/// The fewest rows of either arm.
const LEAST_ROWS: usize = 20;
/// The fewest rows of either arm for each fold.
const LEAST_ROWS_A_FOLD: usize = 4;

/// Rows to learn from, or to look at.
struct Rows {
    table: Table,
    treatment: Vec<f64>,
    outcome: Vec<f64>,
}

/// What was learnt of some rows.
struct Learnt {
    members: Members,
    propensity: Propensity,
    /// The first stage of the X learner: the outcome in either arm.
    stage: Option<Arms>,
}

/// The work, booster by booster.
struct Work<'a> {
    options: &'a UpliftOptions,
    objective: Objective,
    share: f64,
    control: Control<'a>,
    done: u64,
    total: u64,
}

pub(super) fn fit(
    table: &Table,
    treatment: &[f64],
    outcome: &[f64],
    options: &UpliftOptions,
    control: Control<'_>,
) -> Result<Uplift> {
    options.check()?;
    same_length("treatment", treatment.len(), table.rows())?;
    let trial = Trial::new(treatment, outcome)?;
    let is_binary = outcome.iter().all(|outcome| *outcome == 0.0 || *outcome == 1.0);
    check(treatment, outcome, is_binary, options)?;
    let rows = Rows { table: table.clone(), treatment: treatment.to_vec(), outcome: outcome.to_vec() };
    let treated = treatment.iter().filter(|treated| **treated == 1.0).count();
    let share = options.propensity.unwrap_or(treated as f64 / treatment.len() as f64).clamp(0.001, 0.999);
    let boosters = match options.learner {
        UpliftLearner::S => 1,
        UpliftLearner::T => 2,
        UpliftLearner::X => 4,
        UpliftLearner::Mean => 3,
    } + u64::from(options.estimate_propensity);
    let objective = if is_binary { Objective::Logistic } else { Objective::Squared };
    let total = boosters * 2 * u64::from(options.folds);
    let mut work = Work { options, objective, share, control, done: 0, total };

    let learnt = work.learn(&rows)?;
    let (scores, propensities) = work.out_of_fold(&rows, is_binary)?;
    let qini = if options.estimate_propensity {
        None
    } else {
        let found = trial.qini(&scores, options.replicates, options.seed, 0.9, control.without_steps())?;
        Some(StoredQini {
            area: found.area.value,
            area_error: found.area.standard_error,
            coefficient: found.coefficient.map(|coefficient| coefficient.value),
            coefficient_error: found.coefficient.map(|coefficient| coefficient.standard_error),
            replicates: options.replicates,
        })
    };
    let evaluated: Vec<EvaluatedRow> = (0..treatment.len())
        .map(|row| EvaluatedRow {
            score: scores[row],
            treated: treatment[row] == 1.0,
            outcome: outcome[row],
            weight: weight(treatment[row], propensities[row]),
        })
        .collect();
    Ok(Uplift {
        schema: Schema::of(table),
        evaluation: Evaluation::of(&evaluated, qini),
        sequence: work.one_after_the_other(&rows, &trial, is_binary)?,
        balance: balance(table, &trial, share, &propensities, options.estimate_propensity)?,
        members: learnt.members,
        propensity: learnt.propensity,
    })
}

/// One over the probability of the arm that a row is in.
fn weight(treatment: f64, propensity: f64) -> f64 {
    1.0 / if treatment == 1.0 { propensity } else { 1.0 - propensity }
}

fn check(treatment: &[f64], outcome: &[f64], is_binary: bool, options: &UpliftOptions) -> Result<()> {
    if let Some((row, outcome)) = outcome.iter().enumerate().find(|(_, outcome)| outcome.abs() > MOST_OUTCOME)
    {
        let field = format!("outcome of row {row}");
        return Err(SartorError::out_of_range(SUBJECT, &field, outcome, "a number within 1e12"));
    }
    let needed = LEAST_ROWS.max(LEAST_ROWS_A_FOLD * options.folds as usize);
    for (arm, name) in [(1.0, "treated"), (0.0, "control")] {
        let outcomes = || treatment.iter().zip(outcome).filter(|row| *row.0 == arm).map(|row| *row.1);
        let too_few = |found: usize, needed: usize, unit: String| {
            Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: found as i64,
                needed: needed as i64,
                unit,
            })
        };
        let rows = outcomes().count();
        if rows < needed {
            return too_few(rows, needed, format!("{name} rows"));
        }
        let first = outcomes().next();
        if is_binary && outcomes().all(|outcome| Some(outcome) == first) {
            return too_few(1, 2, format!("different outcomes of {name} rows"));
        }
    }
    Ok(())
}

/// For each row its fold, so that every fold holds an equal share of each kind of row.
fn folds(kinds: &[u8], folds: u32, mut rng: Rng) -> Vec<u32> {
    let mut fold_of = vec![0; kinds.len()];
    let mut next = 0;
    for kind in 0..4 {
        let mut rows: Vec<usize> = (0..kinds.len()).filter(|row| kinds[*row] == kind).collect();
        rng.shuffle(&mut rows);
        for row in rows {
            fold_of[row] = next;
            next = (next + 1) % folds;
        }
    }
    fold_of
}

/// A name for the treatment that no column has.
fn treatment_name(schema: &Schema) -> String {
    let mut name = "treatment".to_owned();
    while schema.place(&name).is_some() {
        name.push('_');
    }
    name
}

impl Rows {
    fn take(&self, keep: impl Fn(usize) -> bool) -> Result<(Vec<usize>, Self)> {
        let places: Vec<usize> = (0..self.outcome.len()).filter(|row| keep(*row)).collect();
        let of = |column: &[f64]| places.iter().map(|row| column[*row]).collect();
        let (treatment, outcome) = (of(&self.treatment), of(&self.outcome));
        let table = self.table.take(&places)?;
        Ok((places, Self { table, treatment, outcome }))
    }

    fn arm(&self, arm: f64) -> Result<Self> {
        Ok(self.take(|row| self.treatment[row] == arm)?.1)
    }
}

impl Learnt {
    /// The outcome that is expected of each row whatever its treatment, weighted so that the effect of the residual has
    /// the least variance: each arm's by the probability of the other.
    fn expected(&self, table: &Table, propensities: &[f64]) -> Result<Vec<f64>> {
        let arms = match (&self.members, &self.stage) {
            (_, Some(stage)) => stage,
            (Members::S(arms) | Members::T(arms) | Members::X(arms), None) => arms,
            (Members::Mean { outcome, .. }, None) => outcome,
        };
        let [with, without] = arms.both(table)?;
        let rows = with.into_iter().zip(without).zip(propensities);
        Ok(rows.map(|((with, without), e)| (1.0 - e) * with + e * without).collect())
    }
}

impl Work<'_> {
    fn booster(
        &mut self,
        table: &Table,
        labels: &[f64],
        objective: Objective,
        trees: &GbdtOptions,
        part: u32,
    ) -> Result<Gbdt> {
        // In a few rows of a rare outcome there may be none: then it is a constant.
        let is_one = labels.iter().all(|label| Some(label) == labels.first());
        let objective = if is_one { Objective::Squared } else { objective };
        let seed = trees.seed.wrapping_add(self.options.seed).wrapping_add(part);
        let options = GbdtOptions { objective, seed, ..trees.clone() };
        let model = Gbdt::fit(table, Target::of(labels), &options, self.control.without_steps())?;
        self.done += 1;
        self.control.step(self.done, self.total)?;
        Ok(model)
    }

    fn learn(&mut self, rows: &Rows) -> Result<Learnt> {
        let outcomes = &self.options.outcome_trees;
        let propensity = if self.options.estimate_propensity {
            let objective = Objective::Logistic;
            Propensity::Estimated(Box::new(self.booster(
                &rows.table,
                &rows.treatment,
                objective,
                outcomes,
                4,
            )?))
        } else {
            Propensity::Known(self.share)
        };
        let (members, stage) = match self.options.learner {
            UpliftLearner::S => (Members::S(self.together(rows)?), None),
            UpliftLearner::T => (Members::T(self.apart(rows)?), None),
            UpliftLearner::X => {
                let stage = self.apart(rows)?;
                (Members::X(self.effects(rows, &stage)?), Some(stage))
            }
            UpliftLearner::Mean => {
                let outcome = Box::new(self.together(rows)?);
                let effect = Box::new(self.effects(rows, &outcome)?);
                (Members::Mean { outcome, effect }, None)
            }
        };
        Ok(Learnt { members, propensity, stage })
    }

    /// The outcome in either arm, from one booster with the treatment as its last column.
    fn together(&mut self, rows: &Rows) -> Result<Arms> {
        let schema = Schema::of(&rows.table);
        let columns = rows.table.names().iter().cloned().zip(rows.table.columns().iter().cloned());
        let treatment = (treatment_name(&schema), TableColumn::Numbers(rows.treatment.clone()));
        let table = Table::new(columns.chain([treatment]).collect())?;
        let both = self.booster(&table, &rows.outcome, self.objective, &self.options.outcome_trees, 0)?;
        let arm = |treatment| both.with_last_column(treatment, schema.clone());
        Ok(Arms { treated: arm(1.0), control: arm(0.0) })
    }

    /// The outcome in either arm, from a booster of each.
    fn apart(&mut self, rows: &Rows) -> Result<Arms> {
        let (with, without) = (rows.arm(1.0)?, rows.arm(0.0)?);
        let trees = &self.options.outcome_trees;
        let treated = self.booster(&with.table, &with.outcome, self.objective, trees, 0)?;
        let control = self.booster(&without.table, &without.outcome, self.objective, trees, 1)?;
        Ok(Arms { treated, control })
    }

    /// The effect as either arm tells it, beside what is expected of its rows in the other.
    fn effects(&mut self, rows: &Rows, outcome: &Arms) -> Result<Arms> {
        let (with, without) = (rows.arm(1.0)?, rows.arm(0.0)?);
        let expected = outcome.control.predict(&with.table)?;
        let gains: Vec<f64> = with.outcome.iter().zip(expected).map(|(y, without)| y - without).collect();
        let expected = outcome.treated.predict(&without.table)?;
        let missed: Vec<f64> = without.outcome.iter().zip(expected).map(|(y, with)| with - y).collect();
        let trees = &self.options.effect_trees;
        let treated = self.booster(&with.table, &gains, Objective::Squared, trees, 2)?;
        let control = self.booster(&without.table, &missed, Objective::Squared, trees, 3)?;
        Ok(Arms { treated, control })
    }

    /// Score and probability of treatment of every row from a model that did not see it.
    fn out_of_fold(&mut self, rows: &Rows, is_binary: bool) -> Result<(Vec<f64>, Vec<f64>)> {
        let kind = |(treatment, outcome): (&f64, &f64)| {
            u8::from(*treatment == 1.0) + 2 * u8::from(is_binary && *outcome == 1.0)
        };
        let kinds: Vec<u8> = rows.treatment.iter().zip(&rows.outcome).map(kind).collect();
        let fold_of = folds(&kinds, self.options.folds, Rng::with_stream(self.options.seed, 1 << 32));
        let (mut scores, mut propensities) = (vec![0.0; kinds.len()], vec![0.0; kinds.len()]);
        for fold in 0..self.options.folds {
            let (_, others) = rows.take(|row| fold_of[row] != fold)?;
            let (places, held) = rows.take(|row| fold_of[row] == fold)?;
            let learnt = self.learn(&others)?;
            let found = learnt.members.effects(&held.table, &learnt.propensity)?;
            let chances = learnt.propensity.each(&held.table)?;
            for (row, (score, chance)) in places.into_iter().zip(found.into_iter().zip(chances)) {
                (scores[row], propensities[row]) = (score, chance);
            }
        }
        Ok((scores, propensities))
    }

    fn one_after_the_other(&mut self, rows: &Rows, trial: &Trial<'_>, is_binary: bool) -> Result<Sequence> {
        let kinds: Vec<u8> = rows.treatment.iter().map(|treatment| u8::from(*treatment == 1.0)).collect();
        let fold_of = folds(&kinds, self.options.folds, Rng::with_stream(self.options.seed, 2 << 32));
        let mut steps = Vec::with_capacity(self.options.folds as usize);
        for fold in 1..self.options.folds {
            let (_, before) = rows.take(|row| fold_of[row] < fold)?;
            let (_, held) = rows.take(|row| fold_of[row] == fold)?;
            let learnt = self.learn(&before)?;
            let scores = learnt.members.effects(&held.table, &learnt.propensity)?;
            let propensities = learnt.propensity.each(&held.table)?;
            let expected = learnt.expected(&held.table, &propensities)?;
            let row = |row: usize| FoldRow {
                score: scores[row],
                treated: held.treatment[row] == 1.0,
                residual: held.outcome[row] - expected[row],
                weight: weight(held.treatment[row], propensities[row]),
            };
            let held: Vec<FoldRow> = (0..held.outcome.len()).map(row).collect();
            steps.push(Step::of(&held, fold));
        }
        Ok(Sequence { steps, most_area: if is_binary { self.most_area(rows, trial)? } else { None } })
    }

    /// The area above lot of the best possible order: treated successes first, successes of controls last.
    fn most_area(&self, rows: &Rows, trial: &Trial<'_>) -> Result<Option<f64>> {
        let place = |(treatment, outcome): (&f64, &f64)| match (*outcome == 1.0, *treatment == 1.0) {
            (false, _) => 0.0,
            (true, true) => 1.0,
            (true, false) => -1.0,
        };
        let best: Vec<f64> = rows.treatment.iter().zip(&rows.outcome).map(place).collect();
        let area = trial.qini(&best, 2, 0, 0.9, self.control.without_steps())?.area.value;
        Ok((area > 0.0).then_some(area))
    }
}
