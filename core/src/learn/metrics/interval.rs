//! How far may a measured figure be from what it would be over all customers?

use serde::{Deserialize, Serialize};

use crate::learn::scored::check_level;
use crate::{Result, math};

/// A figure measured on rows, with the interval in which the figure of all such rows lies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MetricInterval {
    /// The figure.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How often such intervals hold the figure of all rows, such as 0.9.
    pub level: f64,
}

/// The scale on which a figure's interval is symmetric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::learn) enum Symmetric {
    /// The figure's own.
    Plain,
    /// The logarithm, of what is positive.
    Log,
    /// Log-odds, of what lies between 0 and 1.
    Logit,
}

impl MetricInterval {
    /// By the delta method, with quantiles of the normal distribution.
    pub(in crate::learn) fn normal(
        value: f64,
        standard_error: f64,
        level: f64,
        scale: Symmetric,
    ) -> Result<Self> {
        check_level(level)?;
        let half = math::normal_quantile(f64::midpoint(1.0, level)) * standard_error;
        let (low, high) = match scale {
            _ if standard_error == 0.0 => (value, value),
            Symmetric::Log if value > 0.0 => {
                let factor = math::exp(half / value);
                (value / factor, value * factor)
            }
            Symmetric::Logit if value > 0.0 && value < 1.0 => {
                let (center, half) = (math::logit(value), half / (value * (1.0 - value)));
                (math::logistic(center - half), math::logistic(center + half))
            }
            _ => (value - half, value + half),
        };
        Ok(Self { value, standard_error, low, high, level })
    }

    /// Does the interval hold this?
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// A weighted mean and its standard error, for rows drawn independently of each other: the variance over the effective
/// number of rows `(sum w)^2 / sum w^2` (Kish 1965, section 8.2), with its loss of one for the mean.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::learn) struct WeightedMean {
    pub mean: f64,
    pub standard_error: f64,
    /// Effective rows.
    pub effective: f64,
}

impl WeightedMean {
    /// Of values with their weights, gone through twice.
    pub fn of(rows: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        let (mut total, mut squares, mut sum) = (0.0, 0.0, 0.0);
        for (value, weight) in rows.clone() {
            total += weight;
            squares += weight * weight;
            sum += weight * value;
        }
        if total <= 0.0 {
            return Self::default();
        }
        let (mean, effective) = (sum / total, total * total / squares);
        let spread: f64 = rows
            .map(|(value, weight)| {
                let distance = weight * (value - mean) / total;
                distance * distance
            })
            .sum();
        let correction = if effective > 1.0 { effective / (effective - 1.0) } else { 1.0 };
        Self { mean, standard_error: math::sqrt(spread * correction), effective }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_plain_rows_has_the_textbook_error() {
        let values = [1.0, 2.0, 4.0, 9.0];
        let mean = WeightedMean::of(values.iter().map(|value| (*value, 1.0)));
        assert_eq!((mean.mean, mean.effective), (4.0, 4.0));
        assert!((mean.standard_error - f64::sqrt(38.0 / 3.0 / 4.0)).abs() < 1e-15);
        let halved = WeightedMean::of(values.iter().map(|value| (*value, 0.5)));
        assert!((halved.standard_error - mean.standard_error).abs() < 1e-15);
    }

    #[test]
    fn an_interval_stays_on_its_scale() {
        let share = MetricInterval::normal(0.99, 0.02, 0.95, Symmetric::Logit).unwrap();
        assert!(share.low > 0.5 && share.high < 1.0 && share.holds(0.99));
        let size = MetricInterval::normal(1.0, 2.0, 0.95, Symmetric::Log).unwrap();
        assert!(size.low > 0.0 && size.low < 0.1 && size.high > 10.0);
        assert!(MetricInterval::normal(0.5, 0.1, 1.0, Symmetric::Plain).is_err());
    }
}
