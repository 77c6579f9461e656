//! How far could an estimate move, given that the parameters behind it are estimates too?
//!
//! The delta method: the variance of a smooth function of the parameters is `g' C g`, with `g` its gradient
//! and `C` the parameters' covariance (Greene 2012, theorem D.21A). It is applied on the scale where the
//! estimate is free of bounds, the log-odds of a probability and the logarithm of a count, so that an
//! interval never leaves the possible values.

use serde::{Deserialize, Serialize};

use crate::math;
use crate::{Result, SartorError};

/// An estimate with the interval that the uncertainty of the model's parameters leaves it.
///
/// It does not hold the randomness of what the customer will do; a forecast of that is a predictive
/// interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ParameterInterval {
    /// The estimate.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Nominal coverage, such as 0.9.
    pub level: f64,
}

/// The scale on which an interval is symmetric.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scale {
    /// Log-odds, for probabilities.
    Logit,
    /// Logarithm, for positive quantities.
    Log,
}

/// The most parameters of any model, so that a spread needs no memory of its own.
const MOST_PARAMETERS: usize = 8;

/// Relative step of a parameter; the error of a central difference is of the order of its square.
const STEP: f64 = 1e-5;

/// What holds with each of the parameters in turn moved down and up a little: where an estimate is worked out again
/// to see how it depends on them.
pub(super) fn moved<T>(parameters: &[f64], mut at: impl FnMut(&[f64]) -> T) -> Vec<[T; 2]> {
    let mut place = parameters.to_vec();
    let ends = |(i, natural): (usize, &f64)| {
        let ends = [1.0 - STEP, 1.0 + STEP].map(|factor| {
            place[i] = natural * factor;
            at(&place)
        });
        place[i] = *natural;
        ends
    };
    parameters.iter().enumerate().map(ends).collect()
}

/// An estimate with its interval on the scale where that is symmetric.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    /// The estimate itself.
    pub value: f64,
    /// Half the width of the interval on the scale; 0 for a value at its bound.
    pub half: f64,
    scale: Scale,
}

impl Spread {
    /// The spread of `value` that the parameters' uncertainty leaves at this level of coverage, where `there`
    /// are the estimates at the [`moved`] parameters.
    pub(super) fn new(
        parameters: &[f64],
        covariance: &[f64],
        scale: Scale,
        level: f64,
        value: f64,
        there: impl IntoIterator<Item = [f64; 2]>,
    ) -> Self {
        let certain = value <= 0.0 || matches!(scale, Scale::Logit) && value >= 1.0;
        if certain || !value.is_finite() {
            return Self { value, half: 0.0, scale };
        }
        let mut gradient = [0.0; MOST_PARAMETERS];
        for ((slope, natural), [down, up]) in gradient.iter_mut().zip(parameters).zip(there) {
            // The difference on the scale, written so that one logarithm serves.
            let change = match scale {
                Scale::Logit => (up - down) / (down * (1.0 - up)),
                Scale::Log => (up - down) / down,
            };
            *slope = math::ln_1p(change) / (2.0 * STEP * natural);
        }
        let mut variance = 0.0;
        for (row, gi) in covariance.chunks_exact(parameters.len().max(1)).zip(gradient) {
            for (c, gj) in row.iter().zip(gradient) {
                variance += gi * c * gj;
            }
        }
        // An estimate at the edge of a double has no usable slope: say all that is possible.
        let spread = if variance.is_finite() { math::sqrt(variance.max(0.0)) } else { f64::INFINITY };
        Self { value, half: math::normal_quantile(0.5 + 0.5 * level) * spread, scale }
    }

    /// The interval in the estimate's own unit.
    pub(crate) fn interval(&self, level: f64) -> ParameterInterval {
        let Self { value, half, scale } = *self;
        if half == 0.0 {
            return ParameterInterval { value, low: value, high: value, level };
        }
        let (low, high) = match scale {
            Scale::Logit => {
                let centre = math::logit(value);
                (math::logistic(centre - half), math::logistic(centre + half))
            }
            Scale::Log => {
                let centre = math::ln(value);
                (math::exp(centre - half).min(f64::MAX), math::exp(centre + half).min(f64::MAX))
            }
        };
        ParameterInterval { value, low: low.min(value), high: high.max(value), level }
    }
}

/// The interval of `estimate`, a function of parameters that is positive.
pub(super) fn delta_interval(
    parameters: &[f64],
    covariance: &[f64],
    scale: Scale,
    level: f64,
    estimate: impl Fn(&[f64]) -> f64,
) -> Result<ParameterInterval> {
    check_level(level)?;
    let there = moved(parameters, &estimate);
    Ok(Spread::new(parameters, covariance, scale, level, estimate(parameters), there).interval(level))
}

/// Accept a level of coverage strictly between 0 and 1.
pub(super) fn check_level(level: f64) -> Result<()> {
    if level > 0.0 && level < 1.0 {
        Ok(())
    } else {
        Err(SartorError::out_of_range("interval", "level", level, "above 0 and below 1"))
    }
}
