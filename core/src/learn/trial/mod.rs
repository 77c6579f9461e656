//! What did a treatment add, to whom, and was it given by lot?
//!
//! A trial says of each row whether it was treated and what came. Rows in the order of a score then show whether those
//! who are told to gain most do: the Qini curve is, over the share of rows taken, the outcomes of the treated among them
//! less those of the controls scaled to as many (Radcliffe 2007, section 4). All of it rests on treatment by lot, which
//! [`Trial::balance`] looks into.
//!
//! ```
//! use sartor::learn::Trial;
//! let treatment = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0];
//! let outcome = [1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0];
//! let trial = Trial::new(&treatment, &outcome)?;
//! let score = [0.9, 0.9, 0.8, 0.8, 0.1, 0.1, 0.0, 0.0];
//! let top = trial.uplift_at(&score, 0.5, 0.9)?;
//! assert_eq!((top.treated_mean, top.control_mean, top.uplift.value), (1.0, 0.0, 1.0));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod balance;
mod policy;
mod qini;

use serde::{Deserialize, Serialize};

pub use balance::{BalanceColumn, TrialBalance};
pub use policy::PolicyValue;
pub use qini::{QiniPoint, QiniReport};

use super::metrics::{MetricInterval, Symmetric, WeightedMean};
use super::scored::{check_column, check_level, check_values, order, same_length, ties};
use crate::{Result, SartorError, math};

const SUBJECT: &str = "trial";

/// Who was treated, 0 or 1, and what came: 0 and 1, or a value.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    treatment: &'a [f64],
    outcomes: &'a [f64],
    binary: bool,
}

/// What the treatment adds among the rows with the highest scores.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct UpliftAt {
    /// The share of rows, those with the highest scores.
    pub share: f64,
    /// The treated among them, by the lot that decides among equal scores not always a whole number.
    pub treated: f64,
    /// The controls among them.
    pub controls: f64,
    /// Mean outcome of those treated.
    pub treated_mean: f64,
    /// Mean outcome of those not.
    pub control_mean: f64,
    /// The difference, with the interval of two independent means.
    pub uplift: MetricInterval,
}

impl<'a> Trial<'a> {
    /// Treatment of 0 and 1, both present, and outcomes.
    pub fn new(treatment: &'a [f64], outcomes: &'a [f64]) -> Result<Self> {
        same_length("outcomes", outcomes.len(), treatment.len())?;
        check_column("treatment", treatment, "0 or 1", |value| value == 0.0 || value == 1.0)?;
        check_values("outcome", outcomes)?;
        for (value, arm) in [(1.0, "treated rows"), (0.0, "control rows")] {
            if !treatment.contains(&value) {
                let (subject, unit) = (SUBJECT.to_owned(), arm.to_owned());
                return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit });
            }
        }
        let binary = outcomes.iter().all(|outcome| *outcome == 0.0 || *outcome == 1.0);
        Ok(Self { treatment, outcomes, binary })
    }

    /// What the treatment adds among the share of rows with the highest scores; among rows of one score that the cut falls
    /// into, all count in part.
    ///
    /// Both arms must have two rows' worth among them, else `TOO_FEW`.
    pub fn uplift_at(&self, scores: &[f64], share: f64, level: f64) -> Result<UpliftAt> {
        check_level(level)?;
        let order = self.descending(scores)?;
        if !(share > 0.0 && share <= 1.0) {
            return Err(SartorError::out_of_range(SUBJECT, "share", share, "above 0, at most 1"));
        }
        let mut left = share * scores.len() as f64;
        let mut rows = Vec::new();
        for tie in ties(&order, scores) {
            let part = (left / tie.len() as f64).min(1.0);
            if part <= 0.0 {
                break;
            }
            rows.extend(tie.iter().map(|row| (self.row(*row), part)));
            left -= tie.len() as f64;
        }
        let arm = |treated: bool| {
            let of_arm = rows.iter().filter(move |((arm, _), _)| *arm == treated);
            let weight: f64 = of_arm.clone().map(|(_, part)| part).sum();
            (weight, WeightedMean::of(of_arm.map(|((_, outcome), part)| (*outcome, *part))))
        };
        let ((treated, with), (controls, without)) = (arm(true), arm(false));
        if with.effective < 2.0 || without.effective < 2.0 {
            let found = with.effective.min(without.effective) as i64;
            let unit = "rows of each arm above the cut".to_owned();
            return Err(SartorError::TooFew { subject: SUBJECT.to_owned(), found, needed: 2, unit });
        }
        let squares =
            with.standard_error * with.standard_error + without.standard_error * without.standard_error;
        let uplift =
            MetricInterval::normal(with.mean - without.mean, math::sqrt(squares), level, Symmetric::Plain)?;
        Ok(UpliftAt { share, treated, controls, treated_mean: with.mean, control_mean: without.mean, uplift })
    }

    /// Was the row treated, and what came.
    fn row(&self, row: usize) -> (bool, f64) {
        let at = |column: &[f64]| column.get(row).copied().unwrap_or_default();
        (at(self.treatment) == 1.0, at(self.outcomes))
    }

    fn rows(&self) -> impl Iterator<Item = (bool, f64)> {
        let rows = self.treatment.iter().zip(self.outcomes);
        rows.map(|(treatment, outcome)| (*treatment == 1.0, *outcome))
    }

    fn len(&self) -> usize {
        self.treatment.len()
    }

    /// The rows by a score of each, the highest first.
    fn descending(&self, scores: &[f64]) -> Result<Vec<usize>> {
        same_length("scores", scores.len(), self.len())?;
        check_values("score", scores)?;
        let mut order = order(scores);
        order.reverse();
        Ok(order)
    }
}
