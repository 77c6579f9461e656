//! How much better than lot does a score choose whom to treat?
//!
//! At a cut with `Nt` treated and `Nc` controls above it, the incremental outcomes are `Yt - Yc Nt / Nc` (Radcliffe 2007,
//! equation 4; while there is no control, `Yt`). The area is that between the curve and the straight line to its end, the
//! curve straight between distinct scores. The coefficient is the area over that of the best possible order of outcomes of
//! 0 and 1, treated successes first and successes of controls last (Radcliffe 2007, section 5; the measure that the
//! scikit-uplift library calls `qini_auc_score`). Intervals are of the score as it is: a bootstrap within each arm, normal
//! with the standard deviation over replicates.

use serde::{Deserialize, Serialize};

use super::{SUBJECT, Trial};
use crate::batch::map_chunks;
use crate::control::Control;
use crate::learn::metrics::{MetricInterval, Symmetric};
use crate::learn::scored::{check_level, ties};
use crate::rng::Rng;
use crate::{Result, SartorError, math};

/// One point of a Qini curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct QiniPoint {
    /// The share of rows taken, those with the highest scores.
    pub share: f64,
    /// Outcomes that treating them added, over all rows.
    pub gain: f64,
    /// What as many rows by lot would have.
    pub gain_by_lot: f64,
}

/// How a score chooses whom to treat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct QiniReport {
    /// The area between the Qini curve and lot, in outcomes of a row: 0 is no better than lot.
    pub area: MetricInterval,
    /// The area over the best possible, at most 1; `None` for outcomes other than 0 and 1, or where all the same came.
    pub coefficient: Option<MetricInterval>,
    /// How many bootstrap replicates the intervals rest on.
    pub replicates: u32,
}

/// Outcomes and rows of both arms so far.
#[derive(Debug, Clone, Copy, Default)]
struct Arms {
    treated: f64,
    controls: f64,
    treated_sum: f64,
    control_sum: f64,
}

impl Arms {
    fn add(&mut self, treated: bool, outcome: f64, weight: f64) {
        if treated {
            self.treated += weight;
            self.treated_sum += weight * outcome;
        } else {
            self.controls += weight;
            self.control_sum += weight * outcome;
        }
    }

    fn rows(&self) -> f64 {
        self.treated + self.controls
    }

    fn gain(&self) -> f64 {
        if self.controls > 0.0 {
            self.treated_sum - self.control_sum * self.treated / self.controls
        } else {
            self.treated_sum
        }
    }
}

/// A curve as it grows: its last point, and the area under it.
#[derive(Debug, Clone, Copy, Default)]
struct Curve {
    rows: f64,
    gain: f64,
    area: f64,
}

impl Curve {
    fn to(&mut self, arms: &Arms) {
        let (rows, gain) = (arms.rows(), arms.gain());
        self.area += (rows - self.rows) * f64::midpoint(gain, self.gain);
        (self.rows, self.gain) = (rows, gain);
    }

    /// Above the straight line to the end.
    fn above_lot(&self) -> f64 {
        self.area - 0.5 * self.rows * self.gain
    }
}

/// A row in the order of its score.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    treated: bool,
    outcome: f64,
    /// Is it the last of its score?
    last: bool,
}

impl Trial<'_> {
    /// The Qini curve at so many equal shares of the rows, and at 0.
    ///
    /// ```
    /// use sartor::learn::Trial;
    /// let trial = Trial::new(&[1.0, 0.0, 1.0, 0.0], &[1.0, 0.0, 0.0, 0.0])?;
    /// let curve = trial.qini_curve(&[2.0, 2.0, 1.0, 1.0], 2)?;
    /// // Among the first half, one of one treated and none of one control.
    /// assert_eq!(curve.iter().map(|point| point.gain).collect::<Vec<_>>(), [0.0, 0.25, 0.25]);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn qini_curve(&self, scores: &[f64], points: u32) -> Result<Vec<QiniPoint>> {
        if !(1..=100_000).contains(&points) {
            return Err(SartorError::out_of_range(SUBJECT, "points", points, "1 to 100000"));
        }
        let ranked = self.ranked(scores)?;
        let total = self.len() as f64;
        let (mut arms, mut before) = (Arms::default(), (0.0, 0.0));
        let mut corners = vec![before];
        for row in &ranked {
            arms.add(row.treated, row.outcome, 1.0);
            if row.last {
                corners.push((arms.rows(), arms.gain()));
            }
        }
        let end = arms.gain() / total;
        let mut corners = corners.into_iter();
        let mut next = corners.next().unwrap_or_default();
        let at = |point: u32| {
            let share = f64::from(point) / f64::from(points);
            let cut = share * total;
            while next.0 < cut {
                let Some(corner) = corners.next() else { break };
                (before, next) = (next, corner);
            }
            let part =
                if next.0 > before.0 { ((cut - before.0) / (next.0 - before.0)).min(1.0) } else { 1.0 };
            let gain = (before.1 + part * (next.1 - before.1)) / total;
            QiniPoint { share, gain, gain_by_lot: share * end }
        };
        Ok((0..=points).map(at).collect())
    }

    /// Area and coefficient of the Qini curve, with intervals from 2 to 100,000 bootstrap replicates (500 are plenty).
    pub fn qini(
        &self,
        scores: &[f64],
        replicates: u32,
        seed: u32,
        level: f64,
        control: Control<'_>,
    ) -> Result<QiniReport> {
        check_level(level)?;
        if !(2..=100_000).contains(&replicates) {
            return Err(SartorError::out_of_range(SUBJECT, "replicates", replicates, "2 to 100000"));
        }
        let ranked = self.ranked(scores)?;
        let (area, coefficient) = self.area(&ranked, &vec![1.0; ranked.len()]);
        let places = |treated: bool| {
            let arm = ranked.iter().enumerate().filter(move |(_, row)| row.treated == treated);
            arm.map(|(place, _)| place).collect::<Vec<_>>()
        };
        let arms = [places(true), places(false)];
        let numbers: Vec<u32> = (0..replicates).collect();
        let drawn = map_chunks(&numbers, 1, control, |number| {
            let mut rng = Rng::with_stream(seed, u64::from(*number));
            let mut weights = vec![0.0; ranked.len()];
            for arm in &arms {
                for _ in 0..arm.len() {
                    let place = arm.get(rng.below(arm.len() as u64) as usize);
                    if let Some(weight) = place.and_then(|place| weights.get_mut(*place)) {
                        *weight += 1.0;
                    }
                }
            }
            Ok(self.area(&ranked, &weights))
        })?;
        let interval = |value: f64, drawn: Vec<f64>| {
            let count = drawn.len() as f64;
            let mean = drawn.iter().sum::<f64>() / count;
            let squares: f64 = drawn.iter().map(|value| (value - mean) * (value - mean)).sum();
            let error = if count > 1.0 { math::sqrt(squares / (count - 1.0)) } else { 0.0 };
            MetricInterval::normal(value, error, level, Symmetric::Plain)
        };
        let coefficients: Vec<f64> = drawn.iter().filter_map(|(_, coefficient)| *coefficient).collect();
        Ok(QiniReport {
            area: interval(area, drawn.iter().map(|(area, _)| *area).collect())?,
            coefficient: coefficient.map(|value| interval(value, coefficients)).transpose()?,
            replicates,
        })
    }

    fn ranked(&self, scores: &[f64]) -> Result<Vec<Ranked>> {
        let order = self.descending(scores)?;
        let mut ranked = Vec::with_capacity(order.len());
        for tie in ties(&order, scores) {
            for (place, row) in tie.iter().enumerate() {
                let (treated, outcome) = self.row(*row);
                ranked.push(Ranked { treated, outcome, last: place + 1 == tie.len() });
            }
        }
        Ok(ranked)
    }

    /// The area, and the coefficient where there is one, of rows that count so often.
    fn area(&self, ranked: &[Ranked], weights: &[f64]) -> (f64, Option<f64>) {
        let (mut arms, mut curve) = (Arms::default(), Curve::default());
        // Of the best order: treated successes, all failures, successes of controls.
        let mut best = [Arms::default(); 3];
        for (row, weight) in ranked.iter().zip(weights) {
            arms.add(row.treated, row.outcome, *weight);
            if row.last {
                curve.to(&arms);
            }
            let group = if row.outcome == 0.0 {
                1
            } else if row.treated {
                0
            } else {
                2
            };
            if let Some(arms) = best.get_mut(group) {
                arms.add(row.treated, row.outcome, *weight);
            }
        }
        let area = curve.above_lot();
        let (mut arms, mut perfect) = (Arms::default(), Curve::default());
        for group in best {
            arms.treated += group.treated;
            arms.controls += group.controls;
            arms.treated_sum += group.treated_sum;
            arms.control_sum += group.control_sum;
            perfect.to(&arms);
        }
        let most = perfect.above_lot();
        let rows = arms.rows();
        (area / (rows * rows), (self.binary && most > 0.0).then(|| area / most))
    }
}
