//! What did each learner say of the spells it had not seen, and what is the best blend of it?

use super::curve::{add, log_odds_of};
use super::fit::Spell;
use super::interval::{HeldOutBin, design_effect};
use crate::Result;
use crate::learn::{BlendRows, Calibration, Objective, ScoredLabels};
use crate::math::logistic;

/// Folds in which kinds of calibration are compared.
const CALIBRATION_FOLDS: u32 = 5;
/// Rows of a bin of what was held out, and the most bins.
const BIN_ROWS: usize = 60;
const MOST_BINS: usize = 12;

/// Scores of every spell in every period, from learners that had not seen it.
pub(super) struct HeldOut<'a> {
    pub spells: &'a [Spell],
    /// The fold of each spell.
    pub fold: &'a [u32],
    pub folds: u32,
    pub periods: u32,
    /// Of each learner, spell by spell, one for each period.
    pub scores: Vec<Vec<f64>>,
}

/// Of each spell the log-odds that it has happened by the end of each period.
pub(super) struct Told<'a> {
    spells: &'a [Spell],
    log_odds: Vec<Vec<f64>>,
}

/// A blend of learners and its calibration.
pub(super) struct Mixed {
    pub weights: Vec<f64>,
    pub calibration: Calibration,
}

impl HeldOut<'_> {
    /// The places in `scores` at which it could have happened, and the spell of each.
    fn at_risk(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let periods = self.periods as usize;
        let of_spell = move |(place, spell): (usize, &Spell)| {
            (0..spell.at_risk() as usize).map(move |period| (place * periods + period, place))
        };
        self.spells.iter().enumerate().flat_map(of_spell)
    }

    /// The rows at risk of these folds' spells, for a blend.
    fn rows(&self, is_asked: impl Fn(u32) -> bool) -> BlendRows {
        let asked = |(_, spell): &(usize, usize)| self.fold.get(*spell).is_some_and(|fold| is_asked(*fold));
        let rows: Vec<(usize, usize)> = self.at_risk().filter(asked).collect();
        let periods = self.periods as usize;
        let label = |(at, place): &(usize, usize)| {
            let event = self.spells.get(*place).and_then(|spell| spell.event);
            f64::from(u8::from(event == Some((at % periods) as u32 + 1)))
        };
        let score = |scores: &Vec<f64>| rows.iter().filter_map(|(at, _)| scores.get(*at).copied()).collect();
        BlendRows {
            objective: Objective::Logistic,
            scores: self.scores.iter().map(score).collect(),
            labels: rows.iter().map(label).collect(),
            weights: vec![1.0; rows.len()],
        }
    }

    /// The weights and the calibration that all of them speak for.
    pub fn mix(&self, seed: u32) -> Result<Mixed> {
        let rows = self.rows(|_| true);
        let weights = rows.weights_of_members()?;
        let blend = rows.blend(&weights);
        let scored = ScoredLabels::new(&blend, &rows.labels, None)?;
        let calibration = Calibration::choose(&scored, CALIBRATION_FOLDS, seed)?.calibration;
        Ok(Mixed { weights, calibration })
    }

    /// Of each spell the log-odds that it has happened by the end of each period, by weights and a calibration of the kind
    /// chosen that know nothing of its fold either.
    pub fn log_odds(&self, mixed: &Mixed) -> Result<Told<'_>> {
        let mut told = vec![Vec::new(); self.spells.len()];
        for left_out in 0..self.folds {
            let rows = self.rows(|fold| fold != left_out);
            let weights = rows.weights_of_members()?;
            let blend = rows.blend(&weights);
            let scored = ScoredLabels::new(&blend, &rows.labels, None)?;
            // Where the other folds hold too little for a curve of this kind, it is that of all.
            let own = Calibration::fit(mixed.calibration.method(), &scored);
            let calibration = own.unwrap_or_else(|_| mixed.calibration.clone());
            for (place, told) in told.iter_mut().enumerate() {
                if self.fold.get(place) == Some(&left_out) {
                    *told = self.curve(place, &weights, &calibration);
                }
            }
        }
        Ok(Told { spells: self.spells, log_odds: told })
    }

    /// The same as one learner alone says it, as it is.
    pub fn log_odds_of(&self, learner: usize) -> Told<'_> {
        let mut weights = vec![0.0; self.scores.len()];
        if let Some(weight) = weights.get_mut(learner) {
            *weight = 1.0;
        }
        let curve = |place| self.curve(place, &weights, &Calibration::None);
        Told { spells: self.spells, log_odds: (0..self.spells.len()).map(curve).collect() }
    }

    fn curve(&self, place: usize, weights: &[f64], calibration: &Calibration) -> Vec<f64> {
        let mut cumulated = Vec::with_capacity(self.periods as usize);
        for period in 0..self.periods as usize {
            let at = place * self.periods as usize + period;
            let parts = self.scores.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
            let blend = parts.fold(0.0, |sum, (scores, weight)| {
                sum + weight * scores.get(at).copied().unwrap_or_default()
            });
            add(&mut cumulated, calibration.log_odds(blend));
        }
        cumulated.into_iter().map(log_odds_of).collect()
    }
}

impl Told<'_> {
    /// By the end of the last period.
    pub fn last(&self) -> Vec<f64> {
        self.log_odds.iter().map(|told| told.last().copied().unwrap_or_default()).collect()
    }

    /// What was told of the end of a period and what came, of each spell of which that is known.
    fn known(&self, period: u32) -> impl Iterator<Item = (&Spell, f64, bool)> {
        let known = move |(spell, told): (&'_ Spell, &Vec<f64>)| {
            Some((*told.get(period as usize - 1)?, spell.happened_by(period)?))
        };
        let spells = self.spells.iter().zip(&self.log_odds);
        spells.filter_map(move |pair| known(pair).map(|(told, happened)| (pair.0, told, happened)))
    }

    /// How often it had happened by the end of a period, of spells of which about the same was told.
    pub fn bins(&self, period: u32) -> Vec<HeldOutBin> {
        bins(self.known(period).map(|(_, told, happened)| (told, happened)).collect())
    }

    /// How many rows by the end of the last period tell as much as one customer.
    pub fn design_effect(&self, bins: &[HeldOutBin]) -> f64 {
        let last = self.log_odds.first().map_or(1, |told| told.len().max(1)) as u32;
        let residual = |(spell, told, happened): (&Spell, f64, bool)| {
            let bin = bins.partition_point(|bin| bin.most < told);
            (bin, spell.subject, f64::from(u8::from(happened)) - logistic(told))
        };
        design_effect(self.known(last).map(residual).collect())
    }
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
    fn bins_keep_equal_log_odds_together() {
        let told = (0..600).map(|n| (f64::from(n / 100), n % 2 == 0)).collect();
        let bins = bins(told);
        assert_eq!(bins.iter().map(|bin| bin.rows).sum::<u32>(), 600);
        assert!(bins.is_sorted_by(|left, right| left.most < right.most));
    }
}
