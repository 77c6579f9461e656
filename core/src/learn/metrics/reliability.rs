//! Of those told "30 %", did 30 % come true, and by how much could chance alone explain that they did not?
//!
//! Expected calibration error is the weighted mean, over bins, of the distance between mean probability and observed rate
//! (Naeini, Cooper and Hauskrecht 2015). Even a perfectly calibrated model shows some, since rates in bins are of finitely
//! many rows: the distance in a bin is close to normal with variance `s^2 = sum w^2 p (1 - p) / (sum w)^2`, so that chance
//! alone gives `s sqrt(2 / pi)` on average. The debiased error takes off what chance adds at the distances found, the mean
//! of a folded normal less its centre (Kumar, Liang and Ma 2019, appendix on the debiased estimator).

use serde::{Deserialize, Serialize};

use crate::learn::scored::{ScoredLabels, check_level};
use crate::{Result, SartorError, math};

/// The most bins of a reliability curve.
const MOST_BINS: u32 = 1_000;

/// How probabilities are put into bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "node",
    napi_derive::napi(
        discriminant = "kind",
        discriminant_case = "snake_case",
        object_from_js = false,
        use_nullable = true
    )
)]
pub enum ReliabilityBins {
    /// Bins of equal width from 0 to 1.
    EqualWidth {
        /// How many, 1 to 1,000.
        bins: u32,
    },
    /// Bins of about as many rows; rows of one score stay together.
    EqualRows {
        /// How many, 1 to 1,000.
        bins: u32,
    },
}

impl Default for ReliabilityBins {
    /// 15 of equal width.
    fn default() -> Self {
        Self::EqualWidth { bins: 15 }
    }
}

/// One point of a reliability curve. Bins without rows are left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReliabilityBin {
    /// The lowest probability in it.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Rows with weight.
    pub rows: u32,
    /// Their weight.
    pub weight: f64,
    /// What they were told, on average.
    pub mean_probability: f64,
    /// What came true of it.
    pub observed_rate: f64,
    /// How far apart the two are by chance, as a standard deviation, if the probabilities are right.
    pub chance_error: f64,
}

/// How far probabilities are from what came true, beside what chance alone explains.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExpectedCalibrationError {
    /// The weighted mean distance over bins.
    pub value: f64,
    /// The same less what chance adds at the distances found; at least 0. Of right probabilities about six tenths stay,
    /// since distances found by chance count as real.
    pub debiased: f64,
    /// The mean of `value` if the probabilities are right.
    pub by_chance: f64,
    /// What `value` stays below with probability `level` if the probabilities are right.
    pub chance_limit: f64,
    /// The probability of that, such as 0.95.
    pub level: f64,
}

/// The sums of a bin.
#[derive(Debug, Clone, Copy)]
struct BinSums {
    low: f64,
    high: f64,
    rows: u32,
    weight: f64,
    probability: f64,
    positive: f64,
    variance: f64,
}

impl BinSums {
    const EMPTY: Self = Self {
        low: f64::INFINITY,
        high: f64::NEG_INFINITY,
        rows: 0,
        weight: 0.0,
        probability: 0.0,
        positive: 0.0,
        variance: 0.0,
    };

    fn bin(&self) -> ReliabilityBin {
        ReliabilityBin {
            low: self.low,
            high: self.high,
            rows: self.rows,
            weight: self.weight,
            mean_probability: self.probability / self.weight,
            observed_rate: self.positive / self.weight,
            chance_error: math::sqrt(self.variance) / self.weight,
        }
    }
}

impl ScoredLabels<'_> {
    /// The reliability curve: what was told and what came true, by bin from the lowest probability up.
    pub fn reliability(&self, bins: ReliabilityBins) -> Result<Vec<ReliabilityBin>> {
        let count = match bins {
            ReliabilityBins::EqualWidth { bins } | ReliabilityBins::EqualRows { bins } => bins,
        };
        if count == 0 || count > MOST_BINS {
            return Err(SartorError::out_of_range("reliability", "bins", count, "1 to 1000"));
        }
        let mut sums = vec![BinSums::EMPTY; count as usize];
        let last = sums.len() - 1;
        let total = {
            let (positive, negative) = self.class_weights();
            positive + negative
        };
        // Of equal rows, a bin is the place of a score's first row among all.
        let (mut seen, mut first, mut before) = (0.0, 0.0, f64::NAN);
        for row in self.ascending().into_iter().map(|row| self.row(row)).filter(|row| row.weight > 0.0) {
            let probability = math::logistic(row.score);
            if row.score != before {
                (first, before) = (seen, row.score);
            }
            seen += row.weight;
            let share = match bins {
                ReliabilityBins::EqualWidth { .. } => probability,
                ReliabilityBins::EqualRows { .. } => first / total,
            };
            let Some(bin) = sums.get_mut(((share * f64::from(count)) as usize).min(last)) else { continue };
            bin.low = bin.low.min(probability);
            bin.high = bin.high.max(probability);
            bin.rows = bin.rows.saturating_add(1);
            bin.weight += row.weight;
            bin.probability += row.weight * probability;
            bin.positive += row.weight * row.label();
            bin.variance += row.weight * row.weight * probability * (1.0 - probability);
        }
        Ok(sums.iter().filter(|bin| bin.rows > 0).map(BinSums::bin).collect())
    }

    /// The expected calibration error, and how much of it chance explains at this level.
    ///
    /// ```
    /// use sartor::learn::{ReliabilityBins, ScoredLabels};
    /// // Told 50 %, and half of them it was.
    /// let scored = ScoredLabels::new(&[0.0; 4], &[0.0, 1.0, 1.0, 0.0], None)?;
    /// let error = scored.calibration_error(ReliabilityBins::default(), 0.95)?;
    /// assert_eq!(error.value, 0.0);
    /// assert!((error.by_chance - 0.25 * f64::sqrt(2.0 / std::f64::consts::PI)).abs() < 1e-15);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn calibration_error(&self, bins: ReliabilityBins, level: f64) -> Result<ExpectedCalibrationError> {
        check_level(level)?;
        let half_normal_mean = math::sqrt(std::f64::consts::FRAC_2_PI);
        let bins = self.reliability(bins)?;
        let total: f64 = bins.iter().map(|bin| bin.weight).sum();
        let (mut value, mut added, mut by_chance, mut variance) = (0.0, 0.0, 0.0, 0.0);
        for bin in &bins {
            let (share, error) = (bin.weight / total, bin.chance_error);
            let distance = (bin.mean_probability - bin.observed_rate).abs();
            value += share * distance;
            by_chance += share * error * half_normal_mean;
            variance += share * share * error * error * (1.0 - std::f64::consts::FRAC_2_PI);
            if error > 0.0 {
                let z = distance / error;
                let folded = error * half_normal_mean * math::exp(-0.5 * z * z)
                    + distance * (1.0 - 2.0 * math::normal_cdf(-z));
                added += share * (folded - distance);
            }
        }
        let chance_limit = by_chance + math::normal_quantile(level) * math::sqrt(variance);
        let debiased = (value - added).max(0.0);
        Ok(ExpectedCalibrationError { value, debiased, by_chance, chance_limit, level })
    }
}
