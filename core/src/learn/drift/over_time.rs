//! Did as much come true as was foretold, week by week?
//!
//! If probabilities are right, the number of labels 1 in a window is a sum of independent coins of these probabilities
//! (Poisson binomial): its distribution is worked out coin by coin for up to 2,000 rows, exactly, and beyond as a normal of
//! the same mean and variance with a correction of one half. Its two-sided probability, twice the smaller tail, is compared
//! with `(1 - level) / windows` (Bonferroni), so that all windows together raise a false alarm with probability at most
//! `1 - level`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::learn::metrics::MetricInterval;
use crate::learn::scored::{ScoredLabels, check_level, same_length};
use crate::learn::share::exact_share;
use crate::{Result, SartorError, math};

/// Rows of a window up to which its distribution is exact.
const EXACT_ROWS: usize = 2_000;
const MOST_WINDOWS: usize = 100_000;

/// What was foretold of one span of time and what came.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CalibrationWindow {
    /// Its start, in milliseconds since 1970; it ends where the next begins.
    pub start_ms: i64,
    /// Rows.
    pub rows: u32,
    /// Labels 1 foretold: the sum of probabilities.
    pub expected: f64,
    /// Labels 1 that came.
    pub observed: u32,
    /// Their share of the rows, with its exact interval.
    pub observed_rate: MetricInterval,
    /// The probability of being at least so far from what was foretold if probabilities are right.
    pub p_value: f64,
    /// Is that less than chance explains, with all windows in view?
    pub departs: bool,
}

/// What was foretold and what came, over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CalibrationOverTime {
    /// Windows with rows, the earliest first.
    pub windows: Vec<CalibrationWindow>,
    /// All rows as one window.
    pub overall: CalibrationWindow,
    /// Whether any window, or all of them together, depart from what was foretold. If not: none detectable.
    pub departs: bool,
    /// How often nothing is said when probabilities are right, at least.
    pub level: f64,
}

/// Compare what was foretold with what came in windows of `window_ms`, counted from the earliest row.
///
/// ```
/// use sartor::learn::calibration_over_time;
/// let day = 86_400_000;
/// let times: Vec<i64> = (0..60).map(|row| (row / 20) * day).collect();
/// // Told even odds; on the third day everyone bought.
/// let labels: Vec<f64> = (0..60).map(|row| f64::from(u8::from(row >= 40 || row % 2 == 0))).collect();
/// let watched = calibration_over_time(&[0.0; 60], &labels, &times, day, 0.99)?;
/// let departs: Vec<bool> = watched.windows.iter().map(|window| window.departs).collect();
/// assert_eq!(departs, [false, false, true]);
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn calibration_over_time(
    scores: &[f64],
    labels: &[f64],
    times_ms: &[i64],
    window_ms: i64,
    level: f64,
) -> Result<CalibrationOverTime> {
    check_level(level)?;
    same_length("times", times_ms.len(), scores.len())?;
    let scored = ScoredLabels::new(scores, labels, None)?;
    if window_ms < 1 {
        return Err(SartorError::out_of_range("calibration over time", "window_ms", window_ms, "at least 1"));
    }
    let begin = times_ms.iter().copied().min().unwrap_or_default();
    let mut rows_of: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (row, time) in times_ms.iter().enumerate() {
        // Between any two times there are more milliseconds than an i64 holds.
        let passed = i128::from(*time) - i128::from(begin);
        let start = i128::from(begin) + passed / i128::from(window_ms) * i128::from(window_ms);
        rows_of.entry(i64::try_from(start).unwrap_or(i64::MAX)).or_default().push(row);
    }
    if rows_of.len() > MOST_WINDOWS {
        return Err(SartorError::too_many(
            "calibration over time",
            "times",
            rows_of.len(),
            MOST_WINDOWS,
            "windows",
        ));
    }
    // Where there is one window, it is all there is to test.
    let tests = if rows_of.len() > 1 { rows_of.len() + 1 } else { 1 };
    let limit = (1.0 - level) / tests as f64;
    let windows: Vec<CalibrationWindow> = rows_of
        .into_iter()
        .map(|(start, rows)| window(&scored, start, &rows, limit, level))
        .collect::<Result<_>>()?;
    let all: Vec<usize> = (0..scores.len()).collect();
    let overall = window(&scored, begin, &all, limit, level)?;
    let departs = overall.departs || windows.iter().any(|window| window.departs);
    Ok(CalibrationOverTime { windows, overall, departs, level })
}

fn window(
    scored: &ScoredLabels<'_>,
    start_ms: i64,
    places: &[usize],
    limit: f64,
    level: f64,
) -> Result<CalibrationWindow> {
    let probabilities: Vec<f64> = places.iter().map(|row| math::logistic(scored.row(*row).score)).collect();
    let observed = places.iter().filter(|row| scored.row(**row).positive).count() as u32;
    let rows = places.len() as u32;
    let p_value = two_sided(&probabilities, observed);
    Ok(CalibrationWindow {
        start_ms,
        rows,
        expected: probabilities.iter().sum(),
        observed,
        observed_rate: exact_share(observed, rows, level)?,
        p_value,
        departs: p_value <= limit,
    })
}

/// Twice the smaller probability of so many successes or fewer, or more.
fn two_sided(probabilities: &[f64], observed: u32) -> f64 {
    let (at_most, at_least) = if probabilities.len() <= EXACT_ROWS {
        exact(probabilities, observed)
    } else {
        normal(probabilities, observed)
    };
    (2.0 * at_most.min(at_least)).min(1.0)
}

/// The tails of the Poisson binomial distribution.
fn exact(probabilities: &[f64], observed: u32) -> (f64, f64) {
    let mut chance = vec![0.0; probabilities.len() + 1];
    if let Some(none) = chance.first_mut() {
        *none = 1.0;
    }
    for (drawn, p) in probabilities.iter().enumerate() {
        for count in (0..=drawn + 1).rev() {
            let one_less =
                count.checked_sub(1).and_then(|less| chance.get(less)).copied().unwrap_or_default();
            if let Some(here) = chance.get_mut(count) {
                *here = *here * (1.0 - p) + one_less * p;
            }
        }
    }
    let observed = observed as usize;
    (chance.iter().take(observed + 1).sum(), chance.iter().skip(observed).sum())
}

fn normal(probabilities: &[f64], observed: u32) -> (f64, f64) {
    let mean: f64 = probabilities.iter().sum();
    let spread = math::sqrt(probabilities.iter().map(|p| p * (1.0 - p)).sum());
    let distance = f64::from(observed) - mean;
    if spread == 0.0 {
        // Sure of every row: what was foretold comes, or it cannot have been right.
        let (too_few, too_many) = (distance < -0.5, distance > 0.5);
        return (f64::from(u8::from(!too_many)), f64::from(u8::from(!too_few)));
    }
    (math::normal_cdf((distance + 0.5) / spread), math::normal_cdf((0.5 - distance) / spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coins_of_their_own_add_up_as_by_hand() {
        // Of 0.1, 0.5 and 0.8: none 0.09, one 0.46, two 0.41, three 0.04.
        let (at_most, at_least) = exact(&[0.1, 0.5, 0.8], 2);
        assert!((at_most - 0.96).abs() < 1e-15 && (at_least - 0.45).abs() < 1e-15);
    }

    #[test]
    fn many_rows_are_near_the_exact_distribution() {
        let probabilities: Vec<f64> = (0..2_000).map(|row| 0.02 + 0.3 * f64::from(row % 7) / 7.0).collect();
        let mean = probabilities.iter().sum::<f64>();
        for observed in [mean - 35.0, mean - 10.0, mean + 25.0].map(|count| count as u32) {
            let ((a, b), (c, d)) = (exact(&probabilities, observed), normal(&probabilities, observed));
            assert!((a - c).abs() < 0.01 && (b - d).abs() < 0.01, "{a} {c} {b} {d}");
        }
    }
}
