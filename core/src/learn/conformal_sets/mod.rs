//! Which labels can be told with a promised probability, among rows of each label?
//!
//! A set holds each label whose *conformity*, such as its log-probability, reaches the threshold that calibration rows of
//! that label set: the `floor((1 - level)(n + 1))`-th smallest conformity of `n`. A row of any label is then in its set
//! with probability at least `level`, whatever the learner and at any size of sample, and also where labels are rare
//! (class-conditional or Mondrian: Vovk 2012, section 3; Lei 2014, theorem 2), provided that rows are exchangeable and the
//! learner was not fitted to the calibration rows. A set of two labels says that the learner does not know; an empty one
//! that the row is like none. A label with too few rows for a threshold stands in every set.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::learn::LabelSets;
//! let scores: Vec<f64> = (0..40).map(|row| f64::from(row % 20) / 5.0 - 2.0).collect();
//! let labels: Vec<f64> = (0..40).map(|row| f64::from(u8::from(row % 20 > 8 || row % 7 == 0))).collect();
//! let sets = LabelSets::calibrate_binary(&scores, &labels, 0.8)?;
//! assert_eq!(sets.binary_set(1.8), [1]);
//! assert_eq!(sets.binary_set(-1.7), [0]);
//! assert!(sets.binary_set(-0.5).is_empty()); // few rows of either label were so near the middle
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod intervals;

use serde::{Deserialize, Serialize};

pub use intervals::{ConformalMargin, ConformalValueInterval, PredictedEnds};

use super::metrics::MetricInterval;
use super::scored::{ScoredLabels, check_level, check_values, same_length};
use super::share::exact_share;
#[cfg(feature = "train")]
use crate::conformal::threshold;
use crate::{Result, SartorError};

const SUBJECT: &str = "label sets";
/// The most labels of one task.
const MOST_LABELS: u32 = 10_000;

/// How conforming a label has to be to stand in a set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LabelThreshold {
    /// Rows of this label that it was calibrated on.
    pub calibration_rows: u32,
    /// The least conformity in a set; `None` where there were too few rows: the label is in every set.
    pub conformity: Option<f64>,
}

/// Sets of labels with a promised probability for rows of each label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "StoredSets")]
pub struct LabelSets {
    level: f64,
    thresholds: Vec<LabelThreshold>,
}

/// What is stored of label sets, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredSets {
    level: f64,
    thresholds: Vec<LabelThreshold>,
}

impl TryFrom<StoredSets> for LabelSets {
    type Error = SartorError;

    fn try_from(stored: StoredSets) -> Result<Self> {
        let sets = Self { level: stored.level, thresholds: stored.thresholds };
        sets.check()?;
        Ok(sets)
    }
}

/// How sets did on rows of one label.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LabelCoverage {
    /// The label.
    pub label: u32,
    /// Rows of it.
    pub rows: u32,
    /// The share of them whose set holds it, with its exact interval.
    pub covered: MetricInterval,
}

/// How sets did on rows that they were not calibrated on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LabelSetReport {
    /// Each label.
    pub labels: Vec<LabelCoverage>,
    /// The share of rows with an empty set.
    pub empty: f64,
    /// The share with one label: those that the learner decides.
    pub single: f64,
    /// The share with more.
    pub several: f64,
}

impl LabelSets {
    /// Calibrate sets of 0 and 1 on log-odds of rows that the learner was not fitted to.
    #[cfg(feature = "train")]
    pub fn calibrate_binary(scores: &[f64], labels: &[f64], level: f64) -> Result<Self> {
        ScoredLabels::new(scores, labels, None)?;
        let labels: Vec<u32> = labels.iter().map(|label| u32::from(*label == 1.0)).collect();
        Self::calibrate(&binary_conformities(scores), 2, &labels, level)
    }

    /// Calibrate sets of labels from 0 on: the conformities of a row's labels stand beside each other, row after row, and
    /// any measure will do that is larger for likelier labels.
    #[cfg(feature = "train")]
    pub fn calibrate(conformities: &[f64], labels: u32, truth: &[u32], level: f64) -> Result<Self> {
        check_level(level)?;
        if !(2..=MOST_LABELS).contains(&labels) {
            return Err(SartorError::out_of_range(SUBJECT, "labels", labels, "2 to 10000"));
        }
        let mut by_label = vec![Vec::new(); labels as usize];
        for (row, conformities) in rows_of(conformities, labels, truth)? {
            if let (Some(of_label), Some(conformity)) = (by_label.get_mut(row), conformities.get(row)) {
                of_label.push(*conformity);
            }
        }
        let thresholds = by_label.into_iter().map(|of_label| LabelThreshold {
            calibration_rows: of_label.len() as u32,
            conformity: threshold(of_label, level),
        });
        Ok(Self { level, thresholds: thresholds.collect() })
    }

    /// Refuse sets that were stored damaged. Reading them by serde calls this.
    pub fn check(&self) -> Result<()> {
        check_level(self.level)?;
        let finite = self.thresholds.iter().all(|t| t.conformity.is_none_or(f64::is_finite));
        let count = self.thresholds.len();
        if !finite || !(2..=MOST_LABELS as usize).contains(&count) {
            return Err(SartorError::invalid(SUBJECT, "thresholds", "finite, of 2 to 10000 labels"));
        }
        Ok(())
    }

    /// The least probability, among rows of each label, that a set holds the label.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// The threshold of each label, from 0 on.
    pub fn thresholds(&self) -> &[LabelThreshold] {
        &self.thresholds
    }

    /// The labels in the set of a row with these conformities; a label without one is not in it.
    pub fn set(&self, conformities: &[f64]) -> Vec<u32> {
        let pairs = self.thresholds.iter().zip(conformities).zip(0..);
        pairs
            .filter(|((threshold, conformity), _)| holds(threshold, **conformity))
            .map(|(_, label)| label)
            .collect()
    }

    /// The labels in the set of a row with these log-odds.
    pub fn binary_set(&self, score: f64) -> Vec<u32> {
        self.set(&[-score, score])
    }

    /// How sets of 0 and 1 do on rows that they were not calibrated on.
    pub fn measure_binary(&self, scores: &[f64], labels: &[f64], level: f64) -> Result<LabelSetReport> {
        ScoredLabels::new(scores, labels, None)?;
        let labels: Vec<u32> = labels.iter().map(|label| u32::from(*label == 1.0)).collect();
        self.measure(&binary_conformities(scores), &labels, level)
    }

    /// How sets do on rows that they were not calibrated on, with intervals of this level.
    pub fn measure(&self, conformities: &[f64], truth: &[u32], level: f64) -> Result<LabelSetReport> {
        let labels = self.thresholds.len() as u32;
        let mut counts = vec![(0_u32, 0_u32); self.thresholds.len()];
        let mut sizes = [0_u32; 3];
        for (label, conformities) in rows_of(conformities, labels, truth)? {
            let set = self.set(conformities);
            if let Some((rows, covered)) = counts.get_mut(label) {
                *rows += 1;
                *covered += u32::from(set.contains(&(label as u32)));
            }
            if let Some(size) = sizes.get_mut(set.len().min(2)) {
                *size += 1;
            }
        }
        let total: u32 = sizes.iter().sum();
        let [empty, single, several] = sizes.map(|size| f64::from(size) / f64::from(total.max(1)));
        let coverage = |((rows, covered), label): ((u32, u32), u32)| {
            Ok(LabelCoverage { label, rows, covered: exact_share(covered, rows, level)? })
        };
        let labels = counts.into_iter().zip(0..).map(coverage).collect::<Result<_>>()?;
        Ok(LabelSetReport { labels, empty, single, several })
    }
}

fn holds(threshold: &LabelThreshold, conformity: f64) -> bool {
    threshold.conformity.is_none_or(|least| conformity >= least)
}

/// Of log-odds: what speaks for 0, and for 1.
fn binary_conformities(scores: &[f64]) -> Vec<f64> {
    scores.iter().flat_map(|score| [-score, *score]).collect()
}

/// The true label of each row with the conformities of all.
fn rows_of<'a>(
    conformities: &'a [f64],
    labels: u32,
    truth: &'a [u32],
) -> Result<impl Iterator<Item = (usize, &'a [f64])>> {
    same_length("conformities", conformities.len(), truth.len().saturating_mul(labels as usize))?;
    check_values("conformity", conformities)?;
    if let Some(row) = truth.iter().position(|label| *label >= labels) {
        let (found, expected) = (truth.get(row).copied().unwrap_or_default(), format!("below {labels}"));
        return Err(SartorError::out_of_range(&format!("row {row}"), "label", found, &expected));
    }
    Ok(truth.iter().map(|label| *label as usize).zip(conformities.chunks(labels.max(1) as usize)))
}
