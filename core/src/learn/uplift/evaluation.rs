//! What do rows that the model did not see say of it?
//!
//! Rows in the order of the score that a model of the other folds gave them are kept as at most 200 groups: of each arm
//! the rows, their weights (one over the probability of the arm they are in) and weighted sums of outcomes. These give
//! means with the errors of [`Trial`](super::super::Trial) at any share of the rows and for any cost of treatment, and are
//! the same size for a thousand rows and a million. A group ends only where the score changes, so that rows of one score
//! stay together.

use serde::{Deserialize, Serialize};

use super::super::metrics::{MetricInterval, Symmetric};
use super::super::scored::check_level;
use super::super::trial::{PolicyValue, QiniPoint, QiniReport, UpliftAt};
use super::SUBJECT;
use crate::{Result, SartorError, math};

/// The most groups; each holds half of one percent of the rows or more.
pub(super) const GROUPS: usize = 200;

/// Figures of rows scored by models that did not see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Evaluation {
    /// What was taken off outcomes before they were squared.
    pub center: f64,
    /// By score, the highest first.
    pub groups: Vec<Group>,
    /// None where treatment was not by lot.
    pub qini: Option<StoredQini>,
}

/// Rows whose scores stand together.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Group {
    /// Mean score.
    pub score: f64,
    pub treated: ArmSums,
    pub controls: ArmSums,
}

/// Of one arm: rows, weights `w`, `w y`, `w²`, `w² y` and `w² y²` of centred outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "[f64; 6]", into = "[f64; 6]")]
pub(super) struct ArmSums {
    pub rows: f64,
    pub weight: f64,
    pub sum: f64,
    pub weight_squares: f64,
    pub sum_squares: f64,
    pub squares: f64,
}

/// The area between the Qini curve and lot, its coefficient, and their standard errors.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredQini {
    pub area: f64,
    pub area_error: f64,
    pub coefficient: Option<f64>,
    pub coefficient_error: Option<f64>,
    pub replicates: u32,
}

impl From<[f64; 6]> for ArmSums {
    fn from([rows, weight, sum, weight_squares, sum_squares, squares]: [f64; 6]) -> Self {
        Self { rows, weight, sum, weight_squares, sum_squares, squares }
    }
}

impl From<ArmSums> for [f64; 6] {
    fn from(sums: ArmSums) -> Self {
        let ArmSums { rows, weight, sum, weight_squares, sum_squares, squares } = sums;
        [rows, weight, sum, weight_squares, sum_squares, squares]
    }
}

impl ArmSums {
    /// Add so large a part of each row of others.
    pub fn add(&mut self, other: &Self, part: f64) {
        self.rows += part * other.rows;
        self.weight += part * other.weight;
        self.sum += part * other.sum;
        self.weight_squares += part * part * other.weight_squares;
        self.sum_squares += part * part * other.sum_squares;
        self.squares += part * part * other.squares;
    }

    #[cfg(feature = "train")]
    pub fn add_row(&mut self, outcome: f64, weight: f64) {
        let weighted = weight * outcome;
        let row = [1.0, weight, weighted, weight * weight, weight * weighted, weighted * weighted];
        self.add(&row.into(), 1.0);
    }

    fn mean(&self) -> f64 {
        if self.weight > 0.0 { self.sum / self.weight } else { 0.0 }
    }

    /// Effective rows (Kish 1965).
    fn effective(&self) -> f64 {
        if self.weight_squares > 0.0 { self.weight * self.weight / self.weight_squares } else { 0.0 }
    }

    /// Of the mean, as for [`WeightedMean`](super::super::metrics::WeightedMean).
    fn standard_error(&self) -> f64 {
        let (mean, effective) = (self.mean(), self.effective());
        let spread = self.squares - 2.0 * mean * self.sum_squares + mean * mean * self.weight_squares;
        let correction = if effective > 1.0 { effective / (effective - 1.0) } else { 1.0 };
        math::sqrt((spread * correction).max(0.0)) / self.weight
    }

    fn check(&self) -> bool {
        let sums = <[f64; 6]>::from(*self);
        let counts = [self.rows, self.weight, self.weight_squares, self.squares];
        sums.iter().all(|sum| sum.is_finite()) && counts.iter().all(|count| *count >= 0.0)
    }
}

impl Group {
    fn rows(&self) -> f64 {
        self.treated.rows + self.controls.rows
    }
}

impl Evaluation {
    pub fn qini(&self, level: f64) -> Result<QiniReport> {
        let Some(qini) = &self.qini else {
            return Err(SartorError::NotAvailable {
                subject: SUBJECT.to_owned(),
                reason: "the Qini coefficient is of treatment by lot, and here its probability was estimated"
                    .to_owned(),
            });
        };
        let interval = |value, error| MetricInterval::normal(value, error, level, Symmetric::Plain);
        let coefficient = qini.coefficient.zip(qini.coefficient_error);
        Ok(QiniReport {
            area: interval(qini.area, qini.area_error)?,
            coefficient: coefficient.map(|(value, error)| interval(value, error)).transpose()?,
            replicates: qini.replicates,
        })
    }

    pub fn curve(&self, points: u32) -> Result<Vec<QiniPoint>> {
        if !(1..=100_000).contains(&points) {
            return Err(SartorError::out_of_range(SUBJECT, "points", points, "1 to 100000"));
        }
        let (treated, _) = self.top(1.0);
        let total: f64 = self.groups.iter().map(Group::rows).sum();
        // By lot the weight of a treated row is one over the share treated.
        let share_treated = treated.rows / treated.weight;
        let gain = |share: f64| {
            let (treated, controls) = self.top(share);
            let without = if controls.weight > 0.0 { controls.mean() } else { -self.center };
            share_treated * (treated.sum - treated.weight * without) / total
        };
        let end = gain(1.0);
        let at = |point: u32| {
            let share = f64::from(point) / f64::from(points);
            QiniPoint { share, gain: if point == 0 { 0.0 } else { gain(share) }, gain_by_lot: share * end }
        };
        Ok((0..=points).map(at).collect())
    }

    pub fn uplift_at(&self, share: f64, level: f64) -> Result<UpliftAt> {
        check_level(level)?;
        if !(share > 0.0 && share <= 1.0) {
            return Err(SartorError::out_of_range(SUBJECT, "share", share, "above 0, at most 1"));
        }
        self.difference(share, self.top(share), level)
    }

    /// The same among so large a share of the rows whose scores stand nearest to this one, as many above it as below.
    pub fn uplift_near(&self, score: f64, share: f64, level: f64) -> Result<UpliftAt> {
        check_level(level)?;
        if !(share > 0.0 && share <= 1.0) {
            return Err(SartorError::out_of_range(SUBJECT, "share", share, "above 0, at most 1"));
        }
        if score.is_nan() {
            return Err(SartorError::out_of_range(SUBJECT, "effect", score, "a number"));
        }
        let (mut total, mut middle) = (0.0, 0.0);
        for group in &self.groups {
            total += group.rows();
            let before = if group.score > score {
                1.0
            } else if group.score < score {
                0.0
            } else {
                0.5
            };
            middle += before * group.rows();
        }
        let from = (middle - 0.5 * share * total).clamp(0.0, (1.0 - share) * total);
        self.difference(share, self.between(from, from + share * total), level)
    }

    fn difference(&self, share: f64, (with, without): (ArmSums, ArmSums), level: f64) -> Result<UpliftAt> {
        let effective = with.effective().min(without.effective());
        if effective < 2.0 {
            let (subject, unit) = (SUBJECT.to_owned(), "rows of each arm within the share".to_owned());
            return Err(SartorError::TooFew { subject, found: effective as i64, needed: 2, unit });
        }
        let (of_with, of_without) = (with.standard_error(), without.standard_error());
        let error = math::sqrt(of_with * of_with + of_without * of_without);
        Ok(UpliftAt {
            share,
            treated: with.rows,
            controls: without.rows,
            treated_mean: with.mean() + self.center,
            control_mean: without.mean() + self.center,
            uplift: MetricInterval::normal(with.mean() - without.mean(), error, level, Symmetric::Plain)?,
        })
    }

    /// Both arms among the share of rows with the highest scores.
    fn top(&self, share: f64) -> (ArmSums, ArmSums) {
        let total: f64 = self.groups.iter().map(Group::rows).sum();
        self.between(0.0, if share >= 1.0 { f64::INFINITY } else { share * total })
    }

    /// Both arms among the rows from one place to another, by score; a group that a cut falls into counts in part.
    fn between(&self, from: f64, to: f64) -> (ArmSums, ArmSums) {
        let mut begins = 0.0;
        let (mut treated, mut controls) = (ArmSums::default(), ArmSums::default());
        for group in &self.groups {
            let rows = group.rows();
            let place = |cut: f64| ((cut - begins) / rows).clamp(0.0, 1.0);
            let part = place(to) - place(from);
            treated.add(&group.treated, part);
            controls.add(&group.controls, part);
            begins += rows;
        }
        (treated, controls)
    }

    pub fn policy_value(&self, cost: f64, level: f64) -> Result<PolicyValue> {
        if !(-1e12..=1e12).contains(&cost) {
            return Err(SartorError::out_of_range(SUBJECT, "cost", cost, "a number within -1e12 to 1e12"));
        }
        let (treated, controls) = self.top(1.0);
        let middle = f64::midpoint(treated.mean(), controls.mean());
        let rows = treated.rows + controls.rows;
        // Sum and squares over rows of: treated `w (y - middle) - cost`, controls the same of theirs.
        let (mut value, mut over_none, mut over_all) = <([f64; 2], [f64; 2], [f64; 2])>::default();
        let mut treats = 0.0;
        for group in &self.groups {
            let arm = |sums: &ArmSums, sign: f64, cost: f64| {
                let sum = sign * (sums.sum - middle * sums.weight);
                let squares =
                    sums.squares - 2.0 * middle * sums.sum_squares + middle * middle * sums.weight_squares;
                let squares = sign * sign * squares;
                [sum - cost * sums.rows, squares - 2.0 * cost * sum + cost * cost * sums.rows]
            };
            let add = |to: &mut [f64; 2], arms: [[f64; 2]; 2]| {
                for [sum, squares] in arms {
                    to[0] += sum;
                    to[1] += squares.max(0.0);
                }
            };
            if group.score > cost {
                treats += group.rows();
                add(&mut value, [arm(&group.treated, 1.0, cost), arm(&group.controls, 0.0, cost)]);
                add(&mut over_none, [arm(&group.treated, 1.0, cost), arm(&group.controls, -1.0, cost)]);
            } else {
                add(&mut value, [arm(&group.controls, 1.0, 0.0), [0.0; 2]]);
                add(&mut over_all, [arm(&group.controls, 1.0, -cost), arm(&group.treated, -1.0, -cost)]);
            }
        }
        let interval = |[sum, squares]: [f64; 2], added: f64| {
            let mean = sum / rows;
            let spread = (squares - rows * mean * mean).max(0.0);
            let error = math::sqrt(spread / (rows - 1.0).max(1.0) / rows);
            MetricInterval::normal(mean + added, error, level, Symmetric::Plain)
        };
        Ok(PolicyValue {
            value: interval(value, middle + self.center)?,
            gain_over_none: interval(over_none, 0.0)?,
            gain_over_all: interval(over_all, 0.0)?,
            treated_share: treats / rows,
        })
    }

    /// Refuse what was stored damaged.
    pub fn check(&self) -> Result<()> {
        let damaged = |what: &str| Err(SartorError::malformed(SUBJECT, what, 0));
        if self.groups.is_empty() || self.groups.len() > GROUPS || !self.center.is_finite() {
            return damaged("not 1 to 200 groups of scores");
        }
        let fits = |group: &Group| {
            let finite = group.score.is_finite() && group.rows() > 0.0;
            finite && group.treated.check() && group.controls.check()
        };
        let (treated, controls) = self.top(1.0);
        let both = treated.weight > 0.0 && controls.weight > 0.0 && treated.check() && controls.check();
        if !self.groups.iter().all(fits) || !both || treated.rows + controls.rows > 1e15 {
            return damaged("sums of outcomes that cannot be");
        }
        let Some(qini) = &self.qini else { return Ok(()) };
        let figures = [Some(qini.area), Some(qini.area_error), qini.coefficient, qini.coefficient_error];
        let errors = qini.area_error >= 0.0 && qini.coefficient_error.is_none_or(|error| error >= 0.0);
        if !errors || !figures.iter().flatten().all(|figure| figure.is_finite()) {
            return damaged("a Qini coefficient that cannot be");
        }
        Ok(())
    }
}

#[cfg(feature = "train")]
impl Evaluation {
    /// Of rows in the order of their scores, which are grouped where scores differ.
    pub fn of(rows: &[EvaluatedRow], qini: Option<StoredQini>) -> Self {
        let total = rows.len();
        let center = rows.iter().map(|row| row.outcome).sum::<f64>() / total as f64;
        let mut order: Vec<&EvaluatedRow> = rows.iter().collect();
        order.sort_by(|left, right| right.score.total_cmp(&left.score));
        let mut groups: Vec<Group> = Vec::with_capacity(GROUPS);
        let (mut open, mut taken, mut ended) = (Group::default(), 0, 0);
        for tie in order.chunk_by(|left, right| left.score == right.score) {
            for row in tie {
                let arm = if row.treated { &mut open.treated } else { &mut open.controls };
                arm.add_row(row.outcome - center, row.weight);
                open.score += row.score;
            }
            taken += tie.len();
            if taken * GROUPS / total > ended {
                ended = taken * GROUPS / total;
                open.score /= open.rows();
                groups.push(std::mem::take(&mut open));
            }
        }
        Self { center, groups, qini }
    }
}

/// A row scored by a model that did not see it; its weight is one over the probability of the arm that it is in.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Copy)]
pub(super) struct EvaluatedRow {
    pub score: f64,
    pub treated: bool,
    pub outcome: f64,
    pub weight: f64,
}
