//! Which answers can be promised, at every whole per cent from 50 to 99?
//!
//! What [`LabelSets`](crate::learn::LabelSets) and [`ConformalMargin`](crate::learn::ConformalMargin) keep for one coverage,
//! for fifty of them: of each label, or of all outcomes, the threshold among rows that no member had seen. The members that
//! answer were fitted to all rows, those that the thresholds come from to fewer, so that more is held than is promised,
//! if anything (Vovk 2015, cross-conformal prediction).

use serde::{Deserialize, Serialize};

use super::options::Task;
#[cfg(feature = "train")]
use crate::conformal::threshold_of_sorted;
use crate::learn::conformal_sets::ConformalValueInterval;
use crate::{Result, SartorError};

/// The first coverage, in per cent, and how many there are.
const FIRST: u32 = 50;
const COUNT: usize = 50;

/// Thresholds by coverage, from 50 % on; none where there were too few rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Thresholds {
    /// Rows that they come from.
    pub rows: u32,
    /// The least conformity.
    pub conformities: Vec<Option<f64>>,
}

/// What is kept of the rows that no member had seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
pub(super) enum Promise {
    /// Of a yes or no: thresholds on the blend's score of label 1, on its negative of label 0.
    Sets { negatives: Thresholds, positives: Thresholds },
    /// Of other tasks: thresholds on the negative distance of mean and outcome, in units of a row's spread.
    Margins { margins: Thresholds, least_mean: f64 },
}

impl Thresholds {
    #[cfg(feature = "train")]
    pub fn of(mut conformities: Vec<f64>) -> Self {
        conformities.sort_unstable_by(f64::total_cmp);
        let level = |place: usize| (f64::from(FIRST) + place as f64) / 100.0;
        let threshold = |place: usize| threshold_of_sorted(&conformities, level(place));
        Self { rows: conformities.len() as u32, conformities: (0..COUNT).map(threshold).collect() }
    }

    fn at(&self, place: usize) -> Option<f64> {
        self.conformities.get(place).copied().flatten()
    }

    fn check(&self, subject: &str) -> Result<()> {
        let sound = |conformity: &Option<f64>| conformity.is_none_or(|value| value.abs() <= 1e300);
        if self.conformities.len() == COUNT && self.conformities.iter().all(sound) {
            return Ok(());
        }
        Err(SartorError::malformed(subject, "not fifty finite thresholds", 0))
    }
}

/// The place of the least whole per cent that is not below a coverage.
pub(super) fn place_of(coverage: f64) -> Result<usize> {
    if !(0.5..=0.99).contains(&coverage) {
        return Err(SartorError::out_of_range("ensemble", "coverage", coverage, "0.5 to 0.99"));
    }
    let percent = (coverage * 100.0 - 1e-9).ceil() as u32;
    Ok((percent.clamp(FIRST, 99) - FIRST) as usize)
}

impl Promise {
    /// The labels that cannot be excluded at this score.
    pub fn set(&self, score: f64, place: usize) -> Vec<u32> {
        let Self::Sets { negatives, positives } = self else { return Vec::new() };
        let holds = |thresholds: &Thresholds, conformity: f64| {
            thresholds.at(place).is_none_or(|least| conformity >= least)
        };
        let mut set = Vec::with_capacity(2);
        if holds(negatives, -score) {
            set.push(0);
        }
        if holds(positives, score) {
            set.push(1);
        }
        set
    }

    /// Between which values an outcome with this mean lies; none where there were too few rows to promise it.
    pub fn interval(&self, task: Task, mean: f64, place: usize) -> Option<ConformalValueInterval> {
        let Self::Margins { margins, least_mean } = self else { return None };
        let by = -margins.at(place)? * task.spread(mean.max(*least_mean));
        let low = if task.is_of_amounts() { (mean - by).max(0.0) } else { mean - by };
        let level = (f64::from(FIRST) + place as f64) / 100.0;
        Some(ConformalValueInterval { low, high: mean + by, level })
    }

    /// Refuse what was stored damaged, or belongs to another task.
    pub fn check(&self, subject: &str, task: Task) -> Result<()> {
        match self {
            Self::Sets { negatives, positives } if task == Task::Binary => {
                negatives.check(subject).and(positives.check(subject))
            }
            Self::Margins { margins, least_mean } if task != Task::Binary => {
                let is_distance = |value: &Option<f64>| value.is_none_or(|value| value <= 0.0);
                let is_sound =
                    (0.0..=1e300).contains(least_mean) && margins.conformities.iter().all(is_distance);
                if !is_sound {
                    return Err(SartorError::malformed(subject, "margins that cannot be", 0));
                }
                margins.check(subject)
            }
            _ => Err(SartorError::malformed(subject, "promises of another task", 0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coverage_between_whole_per_cents_is_that_above() {
        let place = |coverage| place_of(coverage).unwrap();
        assert_eq!([0.5, 0.9, 0.95, 0.99].map(place), [0, 40, 45, 49]);
        assert_eq!([0.501, 0.9001, 0.07 + 0.83].map(place), [1, 41, 40]);
        for wrong in [0.49, 0.991, 1.0, 90.0, f64::NAN] {
            assert_eq!(place_of(wrong).unwrap_err().code(), "OUT_OF_RANGE");
        }
    }
}
