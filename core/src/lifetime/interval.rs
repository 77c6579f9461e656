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

/// The interval of `estimate`, a function of parameters that is positive, by central differences in each
/// parameter's logarithm.
pub(super) fn delta_interval<const N: usize>(
    parameters: [f64; N],
    covariance: &[f64],
    scale: Scale,
    level: f64,
    estimate: impl Fn(&[f64; N]) -> f64,
) -> Result<ParameterInterval> {
    /// Relative step; the error of the difference is of the order of its square.
    const STEP: f64 = 1e-5;
    check_level(level)?;
    let value = estimate(&parameters);
    let certain = value <= 0.0 || matches!(scale, Scale::Logit) && value >= 1.0;
    if certain || !value.is_finite() {
        return Ok(ParameterInterval { value, low: value, high: value, level });
    }
    let transform = |v: f64| match scale {
        Scale::Logit => math::logit(v),
        Scale::Log => math::ln(v),
    };
    let mut gradient = [0.0; N];
    for (i, slope) in gradient.iter_mut().enumerate() {
        let at = |factor: f64| {
            let mut moved = parameters;
            if let Some(p) = moved.get_mut(i) {
                *p *= factor;
            }
            transform(estimate(&moved))
        };
        let natural = parameters.get(i).copied().unwrap_or(1.0);
        *slope = (at(1.0 + STEP) - at(1.0 - STEP)) / (2.0 * STEP * natural);
    }
    let mut variance = 0.0;
    for (row, gi) in covariance.chunks_exact(N).zip(gradient) {
        for (c, gj) in row.iter().zip(gradient) {
            variance += gi * c * gj;
        }
    }
    // A transformed estimate at the edge of a double has no usable slope: say all that is possible.
    let spread = if variance.is_finite() { math::sqrt(variance.max(0.0)) } else { f64::INFINITY };
    let half = math::normal_quantile(0.5 + 0.5 * level) * spread;
    let centre = transform(value);
    let back = |t: f64| match scale {
        Scale::Logit => math::logistic(t),
        Scale::Log => math::exp(t).min(f64::MAX),
    };
    let (low, high) = (back(centre - half), back(centre + half));
    Ok(ParameterInterval { value, low: low.min(value), high: high.max(value), level })
}

/// Accept a level of coverage strictly between 0 and 1.
pub(super) fn check_level(level: f64) -> Result<()> {
    if level > 0.0 && level < 1.0 {
        Ok(())
    } else {
        Err(SartorError::out_of_range("interval", "level", level, "above 0 and below 1"))
    }
}
