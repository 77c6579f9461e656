//! The beta function's logarithm and the beta distribution function.

use super::gamma::{lgamma, lgamma_ratio, nonzero};
use super::{exp, ln, ln_1p};

/// `ln B(a, b)` for `a, b > 0`; NaN elsewhere.
///
/// The larger argument enters by [`lgamma_ratio`], so that `ln B(2, 1e6)` keeps its digits.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if small > 0.0 { lgamma(small) - lgamma_ratio(large, small) } else { f64::NAN }
}

/// The regularised incomplete beta function `I_x(a, b)`: the probability that a beta variable is at most
/// `x`, by Lentz's continued fraction (DLMF 8.17.22).
///
/// ```
/// assert_eq!(sartor::math::beta_inc(1.0, 1.0, 0.25), 0.25);
/// ```
pub fn beta_inc(a: f64, b: f64, x: f64) -> f64 {
    if !(a > 0.0 && b > 0.0) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast on this side of the mean.
    if x < (a + 1.0) / (a + b + 2.0) {
        tail(a, b, x).clamp(0.0, 1.0)
    } else {
        (1.0 - tail(b, a, 1.0 - x)).clamp(0.0, 1.0)
    }
}

fn tail(a: f64, b: f64, x: f64) -> f64 {
    let front = exp(a * ln(x) + b * ln_1p(-x) - ln_beta(a, b)) / a;
    let most = 200 + (20.0 * a.max(b).sqrt()).min(1e6) as usize;
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    let mut m = 0.0;
    for _ in 0..most {
        m += 1.0;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / nonzero(1.0 + even * d);
        c = nonzero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / nonzero(1.0 + odd * d);
        c = nonzero(1.0 + odd / c);
        let step = d * c;
        fraction *= step;
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    front * fraction
}
