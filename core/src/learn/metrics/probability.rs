//! How good are the probabilities: what do they cost, and what of it is order, and what is level?
//!
//! Log loss is the mean of `ln(1 + e^s) - y s` for log-odds `s` and label `y` (Good 1952), never infinite since scores
//! are finite. The Brier score is the mean of `(p - y)^2` (Brier 1950) and falls apart over bins of `p` into
//! `reliability - resolution + uncertainty` (Murphy 1973, equation 15), plus what varies within bins (Stephenson, Coelho
//! and Jolliffe 2008, equation 10). Calibration slope and intercept are the coefficients of a logistic regression of the
//! label on the log-odds (Cox 1958): 1 and 0 where probabilities mean what they say; a slope below 1 tells of
//! probabilities too far from the middle.

use serde::{Deserialize, Serialize};

use super::interval::{MetricInterval, Symmetric, WeightedMean};
use super::reliability::ReliabilityBins;
use crate::learn::logistic_line::fit_line;
use crate::learn::scored::{ScoredLabels, check_level, softplus};
use crate::{Result, SartorError, math};

/// The Brier score taken apart; `brier` is `reliability - resolution + uncertainty + within_bins`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BrierDecomposition {
    /// The mean squared distance of probability and label.
    pub brier: f64,
    /// How far bins' probabilities are from what came true in them: 0 when calibrated.
    pub reliability: f64,
    /// How far what came true in bins is from the base rate: 0 without knowledge.
    pub resolution: f64,
    /// The Brier score of the base rate.
    pub uncertainty: f64,
    /// What probabilities that differ within a bin add; negative where they are right to differ.
    pub within_bins: f64,
}

/// How the log-odds would have to be stretched and moved to fit the labels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CoxCalibration {
    /// Of the log-odds: below 1 they are too far from the middle, above 1 too near.
    pub slope: MetricInterval,
    /// What is added after stretching.
    pub intercept: MetricInterval,
    /// What would have to be added without stretching ("calibration in the large"): above 0, too few were foretold.
    pub in_the_large: MetricInterval,
}

impl ScoredLabels<'_> {
    /// The mean negative log-likelihood of the labels, in nats, with its interval.
    pub fn log_loss(&self, level: f64) -> Result<MetricInterval> {
        let rows = self.rows().map(|row| (softplus(row.score) - row.label() * row.score, row.weight));
        mean_interval(rows.collect(), level)
    }

    /// The log loss of telling everyone the base rate.
    pub fn base_log_loss(&self) -> f64 {
        let rate = self.base_rate();
        if rate <= 0.0 || rate >= 1.0 {
            return 0.0;
        }
        -rate * math::ln(rate) - (1.0 - rate) * math::ln_1p(-rate)
    }

    /// The mean squared distance of probability and label, with its interval.
    pub fn brier(&self, level: f64) -> Result<MetricInterval> {
        let rows = self.rows().map(|row| {
            let distance = math::logistic(row.score) - row.label();
            (distance * distance, row.weight)
        });
        mean_interval(rows.collect(), level)
    }

    /// The share of rows, by weight, whose label is the likelier one; log-odds of 0 foretell label 1.
    pub fn accuracy(&self, level: f64) -> Result<MetricInterval> {
        let rows = self.rows().map(|row| {
            let right = (row.score >= 0.0) == row.positive;
            (f64::from(u8::from(right)), row.weight)
        });
        mean_interval(rows.collect(), level)
    }

    /// The Brier score taken apart over bins.
    ///
    /// ```
    /// use sartor::learn::{ReliabilityBins, ScoredLabels};
    /// let scored = ScoredLabels::new(&[-1.0, 0.2, 0.1, 2.0], &[0.0, 0.0, 1.0, 1.0], None)?;
    /// let parts = scored.brier_decomposition(ReliabilityBins::EqualWidth { bins: 10 })?;
    /// let sum = parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins;
    /// assert!((parts.brier - sum).abs() < 1e-15);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn brier_decomposition(&self, bins: ReliabilityBins) -> Result<BrierDecomposition> {
        let rate = self.base_rate();
        let (mut reliability, mut resolution, mut total) = (0.0, 0.0, 0.0);
        for bin in self.reliability(bins)? {
            total += bin.weight;
            let (level, knowledge) = (bin.mean_probability - bin.observed_rate, bin.observed_rate - rate);
            reliability += bin.weight * level * level;
            resolution += bin.weight * knowledge * knowledge;
        }
        let (reliability, resolution) = (reliability / total, resolution / total);
        let brier = self.brier(0.9)?.value;
        let uncertainty = rate * (1.0 - rate);
        let within_bins = brier - (reliability - resolution + uncertainty);
        Ok(BrierDecomposition { brier, reliability, resolution, uncertainty, within_bins })
    }

    /// Calibration slope and intercept with their intervals (Wald; of calibration in the large from residuals).
    ///
    /// Scores that separate the labels without a fault, or are all equal, have no slope: `NOT_AVAILABLE`.
    pub fn cox_calibration(&self, level: f64) -> Result<CoxCalibration> {
        const SUBJECT: &str = "calibration slope";
        check_level(level)?;
        self.check_both_classes(SUBJECT)?;
        let ends = |positive: bool| {
            let scores = self.rows().filter(move |row| row.positive == positive && row.weight > 0.0);
            scores.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), row| {
                (low.min(row.score), high.max(row.score))
            })
        };
        let (positives, negatives) = (ends(true), ends(false));
        if negatives.1 <= positives.0 || positives.1 <= negatives.0 {
            let reason = "the scores separate the labels without a fault".to_owned();
            return Err(SartorError::NotAvailable { subject: SUBJECT.to_owned(), reason });
        }
        let rows: Vec<_> = self.rows().map(|row| ([row.score], 0.0, row.label(), row.weight)).collect();
        let line = fit_line(SUBJECT, &rows)?;
        let moved: Vec<_> = self.rows().map(|row| ([], row.score, row.label(), row.weight)).collect();
        let large = fit_line::<0>(SUBJECT, &moved)?;
        // Weights beyond 1 are no more rows than there are.
        let (total, effective) = self.effective_rows();
        let inflation = total / effective;
        let interval = |value: f64, variance: f64| {
            MetricInterval::normal(value, math::sqrt(variance * inflation), level, Symmetric::Plain)
        };
        let [slope] = line.slopes;
        let [slope_variance] = line.slope_variances;
        Ok(CoxCalibration {
            slope: interval(slope, slope_variance)?,
            intercept: interval(line.intercept, line.intercept_variance)?,
            in_the_large: MetricInterval::normal(
                large.intercept,
                self.shift_error(large.intercept),
                level,
                Symmetric::Plain,
            )?,
        })
    }

    /// The standard error of a shift of all log-odds. Without its slope the model is not that of the labels unless the
    /// slope is 1, so that the error is taken from the residuals (White 1982, theorem 3.2).
    fn shift_error(&self, shift: f64) -> f64 {
        let (mut spread, mut bend) = (0.0, 0.0);
        for row in self.rows() {
            let p = math::logistic(row.score + shift);
            let residual = row.weight * (row.label() - p);
            spread += residual * residual;
            bend += row.weight * p * (1.0 - p);
        }
        // Where every probability is 0 or 1 to the last bit, no shift is known at all.
        if bend > 0.0 { math::sqrt(spread) / bend } else { f64::MAX.sqrt() }
    }

    /// The sum of weights, and the rows that it is worth (Kish 1965).
    fn effective_rows(&self) -> (f64, f64) {
        let total: f64 = self.rows().map(|row| row.weight).sum();
        let squares: f64 = self.rows().map(|row| row.weight * row.weight).sum();
        (total, total * total / squares)
    }
}

/// The interval of a mean over rows of figure and weight.
pub(super) fn mean_interval(rows: Vec<(f64, f64)>, level: f64) -> Result<MetricInterval> {
    let mean = WeightedMean::of(rows.into_iter());
    MetricInterval::normal(mean.mean, mean.standard_error, level, Symmetric::Plain)
}
