//! Do effects differ between rows, or is one number for all as good?
//!
//! Scores of rows out of fold cannot be tested as if they were given: each fold's score was learnt from all others, so
//! that each pair of rows is seen twice, and under no difference at all the Qini coefficient varies with twice the
//! variance that its interval tells. Instead the folds come one after the other: the score of each is learnt from the
//! folds before it alone (Wager 2024, "Sequential validation of treatment heterogeneity"). Given those, the treatments of
//! the fold are as the lot left them, and
//!
//! ```text
//! A = e [cov(r, u | treated) - cov(r, u | not treated)]
//! ```
//!
//! has the mean 0 where effects do not differ, whatever was learnt. `r` is the rank of a row's score in the fold, from 0
//! to 1, `u` the outcome less what the earlier folds expect of the row whatever its treatment, `e` the treated share: `A`
//! estimates the area between the Qini curve and lot (Yadlowsky and others 2025, the rank-weighted average treatment
//! effect with the weights of Qini). The statistic joins the folds' `A` over their standard errors, `z = Σ w A/s / √Σ w²`,
//! with weights `w` that grow as the square root of the rows learnt from, as a weak effect's score does. It is normal with
//! variance 1 under no difference. Difference is detected where the interval of the area lies above 0: of trials without any
//! that happens to half of `1 - level`, as the other half of the tail lies below.
//!
//! By permuting treatments and learning anew one would find the same level at some hundred times the cost.

use serde::{Deserialize, Serialize};

use super::super::metrics::{MetricInterval, Symmetric};
use super::super::scored::check_level;
use super::SUBJECT;
use crate::{Result, SartorError, math};

/// The probability with which what is called detectable is detected.
const POWER: f64 = 0.8;
/// The most folds that come one after the other.
pub(super) const MOST_STEPS: usize = 20;

/// Whether effects differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        from_py_object,
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum HeterogeneityVerdict {
    /// Rows that were scored higher gained more, by more than chance explains.
    Detected,
    /// Nothing that these rows could show; smaller differences than the report names may be there.
    NoneDetectable,
}

/// Whether effects differ between rows, and how small a difference would have been found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct HeterogeneityReport {
    /// The verdict at this level.
    pub verdict: HeterogeneityVerdict,
    /// The probability of a statistic as far from 0 where effects do not differ.
    pub p_value: f64,
    /// Standard normal where effects do not differ.
    pub statistic: f64,
    /// The area between the Qini curve and lot, in outcomes of a row, of scores learnt from earlier folds only; `None`
    /// where those were all the same.
    pub area: Option<MetricInterval>,
    /// The smallest such area that would be detected with probability 0.8.
    pub detectable_area: Option<f64>,
    /// The same as a Qini coefficient; `None` for outcomes other than 0 and 1.
    pub detectable_coefficient: Option<f64>,
    /// How often no difference is reported where there is none, at least.
    pub level: f64,
}

/// Folds that were scored by what was learnt from those before them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sequence {
    pub steps: Vec<Step>,
    /// The area of the best possible order, for outcomes of 0 and 1.
    pub most_area: Option<f64>,
}

/// One fold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Step {
    /// Folds before it.
    pub learnt_from: u32,
    pub area: f64,
    /// 0 where all scores are the same.
    pub standard_error: f64,
}

impl Sequence {
    pub fn report(&self, level: f64) -> Result<HeterogeneityReport> {
        check_level(level)?;
        let (mut sum, mut strength, mut squares) = (0.0, 0.0, 0.0);
        for step in &self.steps {
            let weight = math::sqrt(f64::from(step.learnt_from));
            squares += weight * weight;
            if step.standard_error > 0.0 {
                sum += weight * step.area / step.standard_error;
                strength += weight / step.standard_error;
            }
        }
        let norm = math::sqrt(squares);
        let statistic = sum / norm;
        let p_value = 2.0 * math::normal_cdf(-statistic.abs());
        let error = (strength > 0.0).then_some(norm / strength);
        let needed = math::normal_quantile(f64::midpoint(1.0, level)) + math::normal_quantile(POWER);
        let detectable_area = error.map(|error| needed.max(0.0) * error);
        let interval = |error| MetricInterval::normal(statistic * error, error, level, Symmetric::Plain);
        Ok(HeterogeneityReport {
            verdict: if statistic > 0.0 && p_value <= 1.0 - level {
                HeterogeneityVerdict::Detected
            } else {
                HeterogeneityVerdict::NoneDetectable
            },
            p_value,
            statistic,
            area: error.map(interval).transpose()?,
            detectable_area,
            detectable_coefficient: detectable_area.zip(self.most_area).map(|(area, most)| area / most),
            level,
        })
    }

    /// Refuse what was stored damaged.
    pub fn check(&self) -> Result<()> {
        let fits = |step: &Step| {
            let sizes = step.area.abs() <= 1e15 && (0.0..=1e15).contains(&step.standard_error);
            // So that no ratio overflows.
            let ratio = step.standard_error == 0.0
                || (step.standard_error >= 1e-30 && step.area / step.standard_error <= 1e30);
            sizes && ratio && (1..=MOST_STEPS as u32).contains(&step.learnt_from)
        };
        let most = self.most_area.is_none_or(|area| area > 1e-30 && area <= 1e15);
        if most && (1..=MOST_STEPS).contains(&self.steps.len()) && self.steps.iter().all(fits) {
            return Ok(());
        }
        Err(SartorError::malformed(SUBJECT, "folds that cannot be", 0))
    }
}

/// A row of a fold.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Copy)]
pub(super) struct FoldRow {
    pub score: f64,
    pub treated: bool,
    /// The outcome less what is expected of the row, whatever its treatment.
    pub residual: f64,
    /// One over the probability of the arm that it is in.
    pub weight: f64,
}

#[cfg(feature = "train")]
impl Step {
    /// What a fold tells, scored by what was learnt from so many before it.
    pub fn of(rows: &[FoldRow], learnt_from: u32) -> Self {
        let mut order: Vec<&FoldRow> = rows.iter().collect();
        order.sort_by(|left, right| left.score.total_cmp(&right.score));
        let mut ranked: Vec<(f64, &FoldRow)> = Vec::with_capacity(rows.len());
        for tie in order.chunk_by(|left, right| left.score == right.score) {
            let middle = (ranked.len() as f64 + 0.5 * tie.len() as f64) / rows.len() as f64;
            ranked.extend(tie.iter().map(|row| (middle, *row)));
        }
        let (with, of_with) = covariance(&ranked, true);
        let (without, of_without) = covariance(&ranked, false);
        let share = rows.iter().filter(|row| row.treated).count() as f64 / rows.len() as f64;
        let standard_error = share * math::sqrt(of_with + of_without);
        let area = share * (with - without);
        // Rows whose scores or residuals are all the same leave only what rounding does.
        let is_known = standard_error > 1e-12 * area.abs().max(1e-15);
        Self { learnt_from, area, standard_error: if is_known { standard_error } else { 0.0 } }
    }
}

/// The weighted covariance of rank and residual in one arm, and its variance: that of the mean of products of distances.
#[cfg(feature = "train")]
fn covariance(ranked: &[(f64, &FoldRow)], treated: bool) -> (f64, f64) {
    let arm = || ranked.iter().filter(|(_, row)| row.treated == treated);
    let (mut weight, mut ranks, mut residuals) = (0.0, 0.0, 0.0);
    for (rank, row) in arm() {
        weight += row.weight;
        ranks += row.weight * rank;
        residuals += row.weight * row.residual;
    }
    if weight <= 0.0 {
        return (0.0, 0.0);
    }
    let (rank, residual) = (ranks / weight, residuals / weight);
    let product = |(at, row): &(f64, &FoldRow)| (at - rank) * (row.residual - residual);
    let mean = arm().map(|row| row.1.weight * product(row)).sum::<f64>() / weight;
    let distance = |row: &(f64, &FoldRow)| row.1.weight * (product(row) - mean) / weight;
    let rows = arm().count() as f64;
    // Two degrees go into the means, one into their product.
    let correction = rows / (rows - 3.0).max(1.0);
    (
        mean * rows / (rows - 1.0).max(1.0),
        correction * arm().map(|row| distance(row) * distance(row)).sum::<f64>(),
    )
}
