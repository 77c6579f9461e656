//! If only so many can be contacted, how many of those who would come true are among them?
//!
//! The gain curve is the share of label 1 found among the highest scores, over the share of rows taken; lift is the one
//! over the other (Ling and Li 1998). Where a cut falls among rows of one score, they count in proportion, as if drawn by
//! lot.

use serde::{Deserialize, Serialize};

use crate::learn::scored::{ScoredLabels, check_column, ties};
use crate::{Result, SartorError};

/// One point of a gain curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct GainPoint {
    /// The share of rows taken, those with the highest scores, 0 to 1.
    pub share: f64,
    /// The share of all rows of label 1 among them: recall.
    pub captured: f64,
    /// The share of label 1 in what is taken: precision. Of nothing taken, that of the highest score.
    pub precision: f64,
    /// Precision over the base rate: how many times better than contacting anyone.
    pub lift: f64,
}

impl ScoredLabels<'_> {
    /// The gain curve at shares of the rows, each between 0 and 1 and in ascending order.
    ///
    /// ```
    /// use sartor::learn::ScoredLabels;
    /// let scored = ScoredLabels::new(&[3.0, 2.0, 1.0, 0.0, -1.0], &[1.0, 1.0, 0.0, 0.0, 0.0], None)?;
    /// let point = scored.gain(&[0.4])?[0];
    /// assert_eq!((point.captured, point.precision, point.lift), (1.0, 1.0, 2.5));
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn gain(&self, shares: &[f64]) -> Result<Vec<GainPoint>> {
        const EXPECTED: &str = "a share of 0 to 1, not below the one before it";
        self.check_both_classes("gain curve")?;
        check_column("share", shares, EXPECTED, |share| (0.0..=1.0).contains(&share))?;
        if let Some(place) = shares.windows(2).position(|pair| pair.first() > pair.last()) {
            let (row, share) = (place + 1, shares.get(place + 1).copied().unwrap_or_default());
            return Err(SartorError::out_of_range(&format!("row {row}"), "share", share, EXPECTED));
        }
        let (positives, negatives) = self.class_weights();
        let (total, base_rate) = (positives + negatives, self.base_rate());
        let mut order = self.ascending();
        order.reverse();
        let mut runs = ties(&order, self.scores()).map(|tie| {
            tie.iter().map(|row| self.row(*row)).fold((0.0, 0.0), |(weight, found), row| {
                (weight + row.weight, found + row.weight * row.label())
            })
        });
        // What is above the run of equal scores that the cut falls into, and that run.
        let (mut above, mut found_above) = (0.0, 0.0);
        let (mut here, mut found_here) = runs.next().unwrap_or_default();
        let mut points = Vec::with_capacity(shares.len());
        for share in shares {
            let taken = share * total;
            while taken > above + here || here == 0.0 {
                let Some(next) = runs.next() else { break };
                above += here;
                found_above += found_here;
                (here, found_here) = next;
            }
            let part = if here > 0.0 { ((taken - above) / here).clamp(0.0, 1.0) } else { 1.0 };
            let found = found_above + part * found_here;
            let precision = if taken > 0.0 { found / taken } else { found_here / here };
            points.push(GainPoint {
                share: *share,
                captured: found / positives,
                precision,
                lift: precision / base_rate,
            });
        }
        Ok(points)
    }
}
