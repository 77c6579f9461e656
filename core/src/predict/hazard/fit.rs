//! How is a hazard learnt from spells, some of which ended before anything happened?

use super::{Hazard, HeldOutBin, PERIOD, RowCurve, life_table};
use crate::control::Control;
use crate::learn::{
    Calibration, Gbdt, GbdtOptions, MISSING, Objective, ScoredLabels, Table, TableColumn, Target,
};
use crate::rng::Rng;
use crate::{Result, SartorError};

/// Rows of a bin of what was held out, and the most bins.
const BIN_ROWS: usize = 60;
const MOST_BINS: usize = 12;
/// Folds in which kinds of calibration are compared.
const CALIBRATION_FOLDS: u32 = 5;

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
    pub seed: u32,
}

/// A hazard, and what it says of the spells it was fitted to without having seen them.
pub(in crate::predict) struct Fitted {
    pub hazard: Hazard,
    /// Of each spell the log-odds that it happens by the end of the last period.
    pub held_out_log_odds: Vec<f64>,
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
        let mut rows = Vec::new();
        let (mut labels, mut row_periods) = (Vec::new(), Vec::new());
        for (row, spell) in spells.iter().enumerate() {
            for period in 1..=spell.at_risk() {
                rows.push(row);
                row_periods.push(f64::from(period));
                labels.push(f64::from(u8::from(spell.event == Some(period))));
            }
        }
        let expanded = with_periods(&table.take(&rows)?, row_periods)?;
        let booster = GbdtOptions {
            objective: Objective::Logistic,
            trees: options.trees,
            seed,
            ..GbdtOptions::default()
        };
        let steps = u64::from(folds);
        let mut members = Vec::new();
        let mut scores = vec![0.0; rows.len()];
        for left_out in 0..folds {
            control.step(u64::from(left_out), steps)?;
            let is_out = |at: usize| rows.get(at).and_then(|row| fold.get(*row)) == Some(&left_out);
            let (out, kept): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|at| is_out(*at));
            let kept_labels: Vec<f64> = kept.iter().filter_map(|at| labels.get(*at).copied()).collect();
            let member = Gbdt::fit(
                &expanded.take(&kept)?,
                Target::of(&kept_labels),
                &booster,
                control.without_steps(),
            )?;
            for (at, score) in out.iter().zip(member.scores(&expanded.take(&out)?)?) {
                if let Some(place) = scores.get_mut(*at) {
                    *place = score;
                }
            }
            members.push(member);
        }
        control.step(steps, steps)?;
        let scored = ScoredLabels::new(&scores, &labels, None)?;
        let calibration = Calibration::choose(&scored, CALIBRATION_FOLDS, seed)?.calibration;
        let mut hazard = Self {
            period_days,
            members,
            calibration,
            recalibrations: Vec::new(),
            life_table: life_table(spells, periods)?,
            held_out: Vec::new(),
        };
        let curves = hazard.held_out_curves(table, &fold)?;
        for period in 1..=periods {
            let days = period_days * f64::from(period);
            let told = spells
                .iter()
                .zip(&curves)
                .filter_map(|(spell, curve)| Some((curve.log_odds(days), spell.happened_by(period)?)));
            hazard.held_out.push(bins(told.collect()));
        }
        let days = period_days * f64::from(periods);
        let held_out_log_odds = curves.iter().map(|curve| curve.log_odds(days)).collect();
        Ok(Fitted { hazard, held_out_log_odds })
    }

    /// What the member that had not seen a row says of it.
    fn held_out_curves(&self, table: &Table, fold: &[u32]) -> Result<Vec<RowCurve>> {
        let alone: Vec<Self> = self
            .members
            .iter()
            .map(|member| Self { members: vec![member.clone()], ..self.clone() })
            .collect();
        let curve = |(row, fold): (usize, &u32)| {
            let member = alone.get(*fold as usize).unwrap_or(self);
            RowCurve::new(member, &table_row(table, row))
        };
        fold.iter().enumerate().map(curve).collect()
    }
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
    let mut order: Vec<usize> = (0..subjects.len()).collect();
    Rng::new(seed).shuffle(&mut order);
    let mut fold_of = vec![0; subjects.len()];
    for (place, subject) in order.into_iter().enumerate() {
        if let Some(fold) = fold_of.get_mut(subject) {
            *fold = place as u32 % folds;
        }
    }
    let fold = |subject: &u32| {
        let place = subjects.binary_search(subject).unwrap_or_default();
        fold_of.get(place).copied().unwrap_or_default()
    };
    Ok(row_subjects.iter().map(fold).collect())
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

/// Bins of about as many rows; rows of the same log-odds stay together.
fn bins(mut told: Vec<(f64, bool)>) -> Vec<HeldOutBin> {
    told.sort_by(|left, right| left.0.total_cmp(&right.0));
    let count = (told.len() / BIN_ROWS).clamp(1, MOST_BINS);
    let size = told.len().div_ceil(count).max(1);
    let mut bins: Vec<HeldOutBin> = Vec::new();
    for (log_odds, happened) in told {
        let events = u32::from(happened);
        match bins.last_mut() {
            Some(bin) if (bin.rows as usize) < size || bin.most >= log_odds => {
                let rows = f64::from(bin.rows);
                bin.mean = (bin.mean * rows + log_odds) / (rows + 1.0);
                bin.most = log_odds;
                bin.rows += 1;
                bin.events += events;
            }
            _ => bins.push(HeldOutBin { most: log_odds, mean: log_odds, rows: 1, events }),
        }
    }
    bins
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

    #[test]
    fn bins_keep_equal_log_odds_together() {
        let told = (0..600).map(|n| (f64::from(n / 100), n % 2 == 0)).collect();
        let bins = bins(told);
        assert_eq!(bins.iter().map(|bin| bin.rows).sum::<u32>(), 600);
        assert!(bins.is_sorted_by(|left, right| left.most < right.most));
    }
}
