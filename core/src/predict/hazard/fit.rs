//! How is a hazard learnt from spells, some of which ended before anything happened?

use super::held_out::HeldOut;
use super::interval::{HeldOutBin, Near};
use super::learners::{self, HazardLearner, LEAN_ROWS};
use super::{Hazard, PERIOD, life_table};
use crate::control::Control;
use crate::learn::{
    MISSING, Member, MemberKind, MemberReport, ScoredLabels, Table, TableColumn, label_figures,
};
use crate::rng::Rng;
use crate::{Result, SartorError};

/// The stream of random numbers that draws who regression and network learn from.
const DRAWN_STREAM: u64 = 1;

/// How long somebody was followed, and whether it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::predict) struct Spell {
    /// Whose, counted from 0: all spells of one subject are in one fold.
    pub subject: u32,
    /// Periods of which it is known what happened, at least 1.
    pub followed: u32,
    /// The period in which it happened, counted from 1, if it did while followed.
    pub event: Option<u32>,
}

impl Spell {
    /// Periods in which it could have happened.
    pub fn at_risk(&self) -> u32 {
        self.event.unwrap_or(self.followed)
    }

    /// Whether it had happened by the end of a period; nothing where that is not known.
    pub fn happened_by(&self, period: u32) -> Option<bool> {
        (self.followed >= period).then(|| self.event.is_some_and(|event| event <= period))
    }
}

/// How a hazard is fitted.
#[derive(Debug, Clone)]
pub(in crate::predict) struct HazardOptions {
    pub period_days: f64,
    pub periods: u32,
    pub folds: u32,
    pub trees: u32,
    /// All that there are rows for, where none are named.
    pub members: Vec<MemberKind>,
    pub seed: u32,
}

/// A hazard, and what it says of the spells it was fitted to without having seen them.
pub(in crate::predict) struct Fitted {
    pub hazard: Hazard,
    /// Of each spell the log-odds that it happens by the end of the last period.
    pub held_out_log_odds: Vec<f64>,
    /// Each learner that was tried.
    pub learners: Vec<HeldOutLearner>,
}

/// One learner alone.
pub(in crate::predict) struct HeldOutLearner {
    pub kind: MemberKind,
    /// Its part of the blend.
    pub weight: f64,
    /// As `held_out_log_odds`, uncalibrated.
    pub log_odds: Vec<f64>,
}

impl HeldOutLearner {
    /// How good it is alone: log-odds and labels of those of its spells of which it is known what happened.
    pub fn report(&self, log_odds: &[f64], labels: &[f64]) -> Result<MemberReport> {
        let figures = label_figures(&ScoredLabels::new(log_odds, labels, None)?)?;
        Ok(MemberReport { member: self.kind, weight: self.weight, figures })
    }
}

impl Hazard {
    /// Fit to a table of one row a spell.
    pub fn fit(
        table: &Table,
        spells: &[Spell],
        options: &HazardOptions,
        control: Control<'_>,
    ) -> Result<Fitted> {
        let HazardOptions { period_days, periods, folds, seed, .. } = *options;
        let subjects: Vec<u32> = spells.iter().map(|spell| spell.subject).collect();
        let fold = draw_folds(&subjects, folds, seed)?;
        let rows = PersonPeriods::of(table, spells, periods);
        let kinds = learners::kinds(&options.members, rows.labels.len());
        let FoldMembers { members, scores } = fit_members(&rows, &fold, &kinds, options, control)?;
        let held_out = HeldOut { spells, fold: &fold, folds, periods, scores };
        let mixed = held_out.mix(seed)?;
        let told = held_out.log_odds(&mixed)?;
        let bins: Vec<Vec<HeldOutBin>> = (1..=periods).map(|period| told.bins(period)).collect();
        let design_effect = told.design_effect(bins.last().map_or(&[], Vec::as_slice));
        let mut learners = Vec::new();
        let mut kept = Vec::new();
        for (place, (kind, folds)) in kinds.into_iter().zip(members).enumerate() {
            let weight = mixed.weights.get(place).copied().unwrap_or_default();
            learners.push(HeldOutLearner { kind, weight, log_odds: held_out.log_odds_of(place).last() });
            if weight > 0.0 {
                kept.push(HazardLearner { weight, folds });
            }
        }
        let hazard = Self {
            period_days,
            learners: kept,
            calibration: mixed.calibration,
            recalibrations: Vec::new(),
            life_table: life_table(spells, periods)?,
            near: Near::of_all(&bins, design_effect),
            held_out: bins,
            design_effect,
        };
        Ok(Fitted { hazard, held_out_log_odds: told.last(), learners })
    }
}

/// One row for every period in which it could have happened to somebody.
struct PersonPeriods<'a> {
    table: &'a Table,
    spells: &'a [Spell],
    periods: u32,
    /// The spell of each row.
    rows: Vec<usize>,
    /// Its period, counted from 1.
    row_periods: Vec<f64>,
    /// Whether it happened in it, as 0 or 1.
    labels: Vec<f64>,
}

impl<'a> PersonPeriods<'a> {
    fn of(table: &'a Table, spells: &'a [Spell], periods: u32) -> Self {
        let (mut rows, mut row_periods, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        for (row, spell) in spells.iter().enumerate() {
            for period in 1..=spell.at_risk() {
                rows.push(row);
                row_periods.push(f64::from(period));
                labels.push(f64::from(u8::from(spell.event == Some(period))));
            }
        }
        Self { table, spells, periods, rows, row_periods, labels }
    }

    /// The rows of some spells, and their labels.
    fn of_spells(&self, is_asked: impl Fn(usize) -> bool) -> Result<(Table, Vec<f64>)> {
        let asked: Vec<usize> =
            (0..).zip(&self.rows).filter(|(_, spell)| is_asked(**spell)).map(|(at, _)| at).collect();
        let part = |values: &[f64]| asked.iter().filter_map(|at| values.get(*at).copied()).collect();
        let spells: Vec<usize> = asked.iter().filter_map(|at| self.rows.get(*at).copied()).collect();
        Ok((with_periods(&self.table.take(&spells)?, part(&self.row_periods))?, part(&self.labels)))
    }

    /// These spells in every period, also after it happened.
    fn in_all_periods(&self, spells: &[usize]) -> Result<Table> {
        let rows: Vec<usize> = spells.iter().flat_map(|spell| (0..self.periods).map(|_| *spell)).collect();
        let periods = spells.iter().flat_map(|_| (1..=self.periods).map(f64::from)).collect();
        with_periods(&self.table.take(&rows)?, periods)
    }

    /// Of each spell whether regression and network learn from it: of all, or of whole subjects drawn so that there are about
    /// as many rows as they need, the same whichever fold is left out.
    fn drawn(&self, seed: u32) -> Vec<bool> {
        let subjects: Vec<u32> = self.spells.iter().map(|spell| spell.subject).collect();
        let parts = self.rows.len().div_ceil(LEAN_ROWS).max(1) as u32;
        let rng = Rng::with_stream(seed, DRAWN_STREAM);
        deal(&subjects, parts, rng).into_iter().map(|part| part == 0).collect()
    }
}

/// Of each learner one member for each fold without it, and what they say of that fold: spell by spell, one score for each
/// period.
struct FoldMembers {
    members: Vec<Vec<Member>>,
    scores: Vec<Vec<f64>>,
}

/// Fit each learner without each fold in turn.
fn fit_members(
    rows: &PersonPeriods<'_>,
    fold: &[u32],
    kinds: &[MemberKind],
    options: &HazardOptions,
    control: Control<'_>,
) -> Result<FoldMembers> {
    let HazardOptions { folds, trees, seed, .. } = *options;
    let periods = rows.periods as usize;
    let drawn = rows.drawn(seed);
    let is_all = drawn.iter().all(|is_drawn| *is_drawn);
    let mut members: Vec<Vec<Member>> = vec![Vec::new(); kinds.len()];
    let mut scores = vec![vec![0.0; rows.spells.len() * periods]; kinds.len()];
    let steps = u64::from(folds) * kinds.len() as u64;
    let mut done = 0;
    for left_out in 0..folds {
        let is_out = |spell: usize| fold.get(spell) == Some(&left_out);
        let all = rows.of_spells(|spell| !is_out(spell))?;
        let is_lean = |spell: usize| !is_out(spell) && drawn.get(spell) == Some(&true);
        let lean = if is_all { None } else { Some(rows.of_spells(is_lean)?) };
        let out: Vec<usize> = (0..rows.spells.len()).filter(|spell| is_out(*spell)).collect();
        let asked = rows.in_all_periods(&out)?;
        for ((kind, members), scores) in kinds.iter().zip(&mut members).zip(&mut scores) {
            control.step(done, steps)?;
            let (table, labels) = lean.as_ref().filter(|_| learners::is_lean(*kind)).unwrap_or(&all);
            let member = learners::fit_member(*kind, table, labels, trees, seed, control.without_steps())?;
            let said = member.get().scores(&asked)?;
            for (spell, said) in out.iter().zip(said.chunks(periods)) {
                let first = spell * periods;
                if let Some(place) = scores.get_mut(first..first + said.len()) {
                    place.copy_from_slice(said);
                }
            }
            members.push(member);
            done += 1;
        }
    }
    control.step(steps, steps)?;
    Ok(FoldMembers { members, scores })
}

/// The fold of each row: subjects are drawn, about as many in each fold, and all rows of one are in one.
pub(in crate::predict) fn draw_folds(row_subjects: &[u32], folds: u32, seed: u32) -> Result<Vec<u32>> {
    let mut subjects = row_subjects.to_vec();
    subjects.sort_unstable();
    subjects.dedup();
    let needed = 10 * folds as usize;
    if subjects.len() < needed {
        return Err(SartorError::TooFew {
            subject: "training".to_owned(),
            found: subjects.len() as i64,
            needed: needed as i64,
            unit: "customers who were followed".to_owned(),
        });
    }
    Ok(deal(row_subjects, folds, Rng::new(seed)))
}

/// The part of each row: subjects are drawn, about as many in each part.
fn deal(row_subjects: &[u32], parts: u32, mut rng: Rng) -> Vec<u32> {
    let mut subjects = row_subjects.to_vec();
    subjects.sort_unstable();
    subjects.dedup();
    let mut order: Vec<usize> = (0..subjects.len()).collect();
    rng.shuffle(&mut order);
    let mut part_of = vec![0; subjects.len()];
    for (place, subject) in order.into_iter().enumerate() {
        if let Some(part) = part_of.get_mut(subject) {
            *part = place as u32 % parts;
        }
    }
    let part = |subject: &u32| {
        let place = subjects.binary_search(subject).unwrap_or_default();
        part_of.get(place).copied().unwrap_or_default()
    };
    row_subjects.iter().map(part).collect()
}

fn with_periods(table: &Table, periods: Vec<f64>) -> Result<Table> {
    let known = table.names().iter().cloned().zip(table.columns().iter().cloned());
    Table::new(known.chain([(PERIOD.to_owned(), TableColumn::Numbers(periods))]).collect())
}

/// A row of a table as numbers, as the schema of that table would make it.
pub(in crate::predict) fn table_row(table: &Table, row: usize) -> Vec<f64> {
    let number = |column: &TableColumn| match column {
        TableColumn::Numbers(values) => values.get(row).copied().unwrap_or(f64::NAN),
        TableColumn::Categories(column) => match column.codes().get(row) {
            Some(code) if *code != MISSING => f64::from(*code),
            _ => f64::NAN,
        },
    };
    table.columns().iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_that_end_early_count_for_as_long_as_they_were_followed() {
        let spell = |subject, followed, event| Spell { subject, followed, event };
        let spells = [spell(0, 3, Some(2)), spell(1, 1, None), spell(2, 3, None), spell(3, 2, Some(1))];
        let table = life_table(&spells, 3).unwrap();
        let counts: Vec<_> = table.iter().map(|known| (known.at_risk, known.events)).collect();
        assert_eq!(counts, [(4, 1), (2, 1), (1, 0)]);
        assert_eq!(spells[1].happened_by(2), None);
        assert_eq!(spells[3].happened_by(2), Some(true));
        assert_eq!(life_table(&spells, 4).unwrap_err().code(), "TOO_FEW");
    }

    #[test]
    fn all_spells_of_a_customer_are_in_one_fold() {
        let subjects: Vec<u32> = (0..300).map(|n| n % 100).collect();
        let folds = draw_folds(&subjects, 5, 7).unwrap();
        for at in 0..100 {
            assert!(folds[at] == folds[at + 100] && folds[at] == folds[at + 200]);
        }
        for fold in 0..5 {
            assert_eq!(folds.iter().filter(|found| **found == fold).count(), 60);
        }
        assert_eq!(draw_folds(&subjects[..40], 5, 7).unwrap_err().code(), "TOO_FEW");
    }
}
