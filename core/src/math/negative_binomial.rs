//! The negative binomial distribution.

use super::gamma::stirling_rest;
use super::{exp, lgamma, ln, ln_1p, sqrt};

/// Probability of `n` arrivals in a time that is `odds` times the rate of the gamma distribution of their rates,
/// of this `shape`: `Γ(shape + n) / (Γ(shape) n!) odds^n / (1 + odds)^(shape + n)`.
///
/// By Loader's deviances ("Fast and accurate computation of binomial probabilities", 2000), which keep
/// the digits where the powers and the gamma functions are huge.
///
/// ```
/// assert!((sartor::math::negative_binomial(2.0, 1.0, 1.0) - 0.125).abs() < 1e-16); // geometric
/// ```
pub fn negative_binomial(n: f64, shape: f64, odds: f64) -> f64 {
    if odds <= 0.0 {
        return if n == 0.0 { 1.0 } else { 0.0 };
    }
    if n == 0.0 {
        return exp(-shape * ln_1p(odds));
    }
    let total = shape + n;
    let rest = stirling(total) - stirling(n) - stirling(shape);
    let miss = 1.0 / (1.0 + odds);
    let gap = deviance(n, total * (odds * miss)) + deviance(shape, total * miss);
    shape / total * sqrt(total / (std::f64::consts::TAU * n * shape)) * exp(rest - gap)
}

/// What Stirling's leading terms leave of `ln Γ(x)`.
fn stirling(x: f64) -> f64 {
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;
    if x >= 10.0 {
        return stirling_rest(x);
    }
    lgamma(x) - ((x - 0.5) * ln(x) - x + HALF_LN_TAU)
}

/// `x ln(x / mean) + mean - x`, exact where the two are close.
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    let sum = x + mean;
    if difference.abs() > 0.1 * sum {
        return x * ln(x / mean) - difference;
    }
    let v = difference / sum;
    let square = v * v;
    let mut term = 2.0 * x * v;
    let mut total = difference * v;
    let mut k = 3.0;
    for _ in 0..20 {
        term *= square;
        total += term / k;
        k += 2.0;
    }
    total
}
