//! Which question tells most about the rows of a leaf?
//!
//! A side with sums `G`, `H` of gradients and curvatures is best served by the value `-G / (H + λ)`, which lowers the cost
//! by `G² / (H + λ) / 2`; the question with the largest sum over its sides wins (Friedman 2001; Chen and Guestrin 2016,
//! equation 7). Of numbers every cut is tried, with what is missing on either side. Categories are put in the order of
//! `G / (H + smoothing)` and every cut of that order is tried (Fisher 1958: the best of all subsets is among them); of four
//! or fewer each alone against the others. What the leaf has no row of goes with the heavier side.

use super::histogram::{Histogram, Units};
use super::tree::BinSet;

/// Categories up to which each is tried against the others.
const EACH_ALONE: usize = 4;
/// What a split has to bring more than nothing, relative to the sum of both sides.
const LEAST_GAIN: f64 = 1e-9;

/// Between which values a leaf has to stay, for what was promised of a column above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub low: f64,
    pub high: f64,
}

impl Bounds {
    pub(super) const NONE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
}

/// What is the same for all splits of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct SplitRule {
    pub units: Units,
    pub l2: f64,
    pub min_child_weight: f64,
    pub category_smoothing: f64,
}

/// A question: who goes left, and what it brings.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub gain: f64,
    /// Place among the columns that the tree is grown on.
    pub column: usize,
    pub left: BinSet,
    pub left_sum: i64,
    pub left_bounds: Bounds,
    pub right_bounds: Bounds,
}

/// One column as a split sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SplitColumn {
    pub bins: usize,
    pub is_category: bool,
    /// 1: rises, -1: falls, 0: either.
    pub direction: f64,
}

/// One way to divide the rows, before it is known whether it is the best.
#[derive(Debug, Clone, Copy, Default)]
struct Candidate {
    gain: f64,
    left_sum: i64,
    /// Of numbers the last bin that goes left; of categories how many of the order do, or which one.
    end: usize,
    missing_left: bool,
}

impl SplitRule {
    /// The value that serves these sums best within bounds.
    #[inline]
    pub(super) fn value(&self, sum: i64, bounds: Bounds) -> f64 {
        let (gradient, curvature) = self.units.of(sum);
        (-gradient / (curvature + self.l2).max(f64::MIN_POSITIVE)).max(bounds.low).min(bounds.high)
    }

    /// Twice what the best value within bounds takes off the cost.
    fn worth(&self, sum: i64, bounds: Bounds) -> f64 {
        let (gradient, curvature) = self.units.of(sum);
        let value = self.value(sum, bounds);
        -value * (2.0 * gradient + (curvature + self.l2) * value)
    }

    /// The best question about these columns, if any tells something.
    pub(super) fn best(
        &self,
        columns: &[SplitColumn],
        histograms: &[Histogram],
        sum: i64,
        bounds: Bounds,
    ) -> Option<Split> {
        let parent = self.worth(sum, bounds);
        let mut best: Option<Split> = None;
        for (place, (column, histogram)) in columns.iter().zip(histograms).enumerate() {
            let histogram = &histogram[..column.bins];
            let more_than = best.as_ref().map_or(parent, |best| best.gain + parent);
            let more_than = more_than.max(0.0);
            let found = if column.is_category {
                self.best_categories(histogram, sum, bounds, more_than)
            } else {
                let direction = column.direction;
                self.best_cut(histogram, sum, bounds, direction, more_than)
            };
            let Some((left, candidate)) = found else { continue };
            if candidate.gain - parent <= LEAST_GAIN * candidate.gain {
                continue;
            }
            let (mut left_bounds, mut right_bounds) = (bounds, bounds);
            if column.direction != 0.0 {
                let left = self.value(candidate.left_sum, bounds);
                let middle = 0.5 * (left + self.value(sum - candidate.left_sum, bounds));
                let rises = column.direction > 0.0;
                let (below, above) = if rises {
                    (&mut left_bounds, &mut right_bounds)
                } else {
                    (&mut right_bounds, &mut left_bounds)
                };
                (below.high, above.low) = (middle, middle);
            }
            best = Some(Split {
                gain: candidate.gain - parent,
                column: place,
                left,
                left_sum: candidate.left_sum,
                left_bounds,
                right_bounds,
            });
        }
        best
    }

    /// Take `candidate` into `best` if it is better and allowed.
    #[inline]
    fn consider(
        &self,
        best: &mut Candidate,
        mut candidate: Candidate,
        sum: i64,
        bounds: Bounds,
        direction: f64,
    ) {
        let (left_gradient, left_curvature) = self.units.of(candidate.left_sum);
        let (right_gradient, right_curvature) = self.units.of(sum - candidate.left_sum);
        let lighter = left_curvature.min(right_curvature);
        if lighter <= 0.0 || lighter < self.min_child_weight {
            return;
        }
        let is_free = direction == 0.0 && bounds.low == f64::NEG_INFINITY && bounds.high == f64::INFINITY;
        if is_free {
            let (left, right) = (left_curvature + self.l2, right_curvature + self.l2);
            candidate.gain = (left_gradient * left_gradient * right + right_gradient * right_gradient * left)
                / (left * right);
        } else {
            let rise = self.value(sum - candidate.left_sum, bounds) - self.value(candidate.left_sum, bounds);
            if rise * direction < 0.0 {
                return;
            }
            candidate.gain =
                self.worth(candidate.left_sum, bounds) + self.worth(sum - candidate.left_sum, bounds);
        }
        if candidate.gain > best.gain {
            *best = candidate;
        }
    }

    fn is_left_heavier(&self, left_sum: i64, sum: i64) -> bool {
        self.units.of(left_sum).1 >= self.units.of(sum - left_sum).1
    }

    fn best_cut(
        &self,
        histogram: &[i64],
        sum: i64,
        bounds: Bounds,
        direction: f64,
        more_than: f64,
    ) -> Option<(BinSet, Candidate)> {
        let mut best = Candidate { gain: more_than, ..Candidate::default() };
        let (missing, present) = histogram.split_first()?;
        let mut below = 0;
        for (bin, value) in present.iter().enumerate() {
            if *value == 0 {
                continue;
            }
            below += value;
            let candidate = Candidate { left_sum: below, end: bin + 1, ..Candidate::default() };
            self.consider(&mut best, candidate, sum, bounds, direction);
            if *missing != 0 {
                let candidate = Candidate { left_sum: below + missing, missing_left: true, ..candidate };
                self.consider(&mut best, candidate, sum, bounds, direction);
            }
        }
        let missing_left =
            if *missing == 0 { self.is_left_heavier(best.left_sum, sum) } else { best.missing_left };
        let left = (u8::from(!missing_left)..=best.end as u8).collect();
        (best.end > 0).then_some((left, best))
    }

    fn best_categories(
        &self,
        histogram: &[i64],
        sum: i64,
        bounds: Bounds,
        more_than: f64,
    ) -> Option<(BinSet, Candidate)> {
        let mut best = Candidate { gain: more_than, ..Candidate::default() };
        let mut order: Vec<(f64, u8)> = Vec::with_capacity(histogram.len());
        for (bin, value) in histogram.iter().enumerate() {
            let (gradient, curvature) = self.units.of(*value);
            if curvature > 0.0 {
                order.push((gradient / (curvature + self.category_smoothing), bin as u8));
            }
        }
        let left_order = if order.len() <= EACH_ALONE {
            for (place, (_, bin)) in order.iter().enumerate() {
                let left_sum = histogram[usize::from(*bin)];
                let candidate = Candidate { left_sum, end: place + 1, ..Candidate::default() };
                self.consider(&mut best, candidate, sum, bounds, 0.0);
            }
            order.get(best.end.checked_sub(1)?..best.end)?
        } else {
            order.sort_unstable_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
            let mut below = 0;
            for (place, (_, bin)) in order.iter().enumerate() {
                below += histogram[usize::from(*bin)];
                let candidate = Candidate { left_sum: below, end: place + 1, ..Candidate::default() };
                self.consider(&mut best, candidate, sum, bounds, 0.0);
            }
            order.get(..best.end)?
        };
        if best.end == 0 {
            return None;
        }
        let mut left: BinSet = left_order.iter().map(|(_, bin)| *bin).collect();
        if self.is_left_heavier(best.left_sum, sum) {
            let present: BinSet = order.iter().map(|(_, bin)| *bin).collect();
            (0..histogram.len() as u8).filter(|bin| !present.contains(*bin)).for_each(|bin| left.insert(bin));
        }
        Some((left, best))
    }
}
