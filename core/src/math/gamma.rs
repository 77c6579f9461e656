//! The gamma function's logarithm, its derivatives, and the gamma distribution function.

use super::{exp, ln, ln_1p, normal_quantile};

/// `ln Γ(x)` for `x > 0`; NaN elsewhere.
pub fn lgamma(x: f64) -> f64 {
    if x > 0.0 { libm::lgamma(x) } else { f64::NAN }
}

/// `ln Γ(x + d) - ln Γ(x)` without the cancellation of the plain difference, for `x > 0` and `d >= 0`.
///
/// From 10 on it is the difference of Stirling's series (Abramowitz and Stegun 1964, 6.1.41), taken term
/// by term.
///
/// ```
/// // Γ(1e6 + 1) / Γ(1e6) = 1e6
/// let ratio = sartor::math::lgamma_ratio(1e6, 1.0);
/// assert!((ratio - sartor::math::ln(1e6)).abs() < 1e-14);
/// ```
pub fn lgamma_ratio(x: f64, d: f64) -> f64 {
    if x < 10.0 {
        return lgamma(x + d) - lgamma(x);
    }
    let end = x + d;
    let main = (end - 0.5) * ln_1p(d / x) - d;
    d * ln(x) + main + (stirling_rest(end) - stirling_rest(x))
}

/// What Stirling's leading terms leave of `ln Γ(x)`, for `x >= 10`.
pub(super) fn stirling_rest(x: f64) -> f64 {
    let y = 1.0 / (x * x);
    let series = 1.0 / 12.0
        - y * (1.0 / 360.0
            - y * (1.0 / 1260.0 - y * (1.0 / 1680.0 - y * (1.0 / 1188.0 - y * (691.0 / 360_360.0)))));
    series / x
}

/// The derivative of `ln Γ` for `x > 0`, by recurrence to 10 and the asymptotic series (Abramowitz and
/// Stegun 1964, 6.3.18); NaN elsewhere.
pub fn digamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let mut x = x;
    let mut shift = 0.0;
    while x < 10.0 {
        shift += 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 12.0
            - y * (1.0 / 120.0
                - y * (1.0 / 252.0 - y * (1.0 / 240.0 - y * (1.0 / 132.0 - y * (691.0 / 32_760.0))))));
    ln(x) - 0.5 / x - series - shift
}

/// The second derivative of `ln Γ` for `x > 0` (Abramowitz and Stegun 1964, 6.4.12); NaN elsewhere.
pub fn trigamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let mut x = x;
    let mut shift = 0.0;
    while x < 10.0 {
        shift += 1.0 / (x * x);
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 6.0
            - y * (1.0 / 30.0
                - y * (1.0 / 42.0
                    - y * (1.0 / 30.0 - y * (5.0 / 66.0 - y * (691.0 / 2730.0 - y * (7.0 / 6.0)))))));
    shift + (1.0 + 0.5 / x + series) / x
}

/// The third derivative of `ln Γ` for `x > 0` (Abramowitz and Stegun 1964, 6.4.13); NaN elsewhere.
pub fn tetragamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let mut x = x;
    let mut shift = 0.0;
    while x < 10.0 {
        shift -= 2.0 / (x * x * x);
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 2.0
            - y * (1.0 / 6.0
                - y * (1.0 / 6.0 - y * (3.0 / 10.0 - y * (5.0 / 6.0 - y * (691.0 / 210.0 - y * 17.5))))));
    shift - y * (1.0 + 1.0 / x + series)
}

/// The value that a gamma variable of this shape and scale one stays below with probability `p`; NaN
/// outside the domain.
///
/// Starts from Wilson and Hilferty's cube (1931), then Newton's steps on [`gamma_p`] kept inside a bracket.
///
/// ```
/// let median = sartor::math::gamma_quantile(1.0, 0.5); // exponential: ln 2
/// assert!((median - std::f64::consts::LN_2).abs() < 1e-14);
/// ```
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    if shape.is_nan() || shape <= 0.0 || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let cube = 1.0 / (9.0 * shape);
    let root = 1.0 - cube + normal_quantile(p) * cube.sqrt();
    // In the far left of small shapes only the first term of the series counts.
    let first = exp((ln(p) + lgamma(shape + 1.0)) / shape);
    let mut x = if root > 0.2 { shape * root * root * root } else { first };
    x = x.max(f64::MIN_POSITIVE);
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..100 {
        let error = gamma_p(shape, x) - p;
        if error > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let density = exp((shape - 1.0) * ln(x) - x - lgamma(shape));
        let mut next = x - error / density;
        if !(next > low && next < high) {
            next = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * x };
        }
        let settled = (next - x).abs() <= 2.0 * f64::EPSILON * x;
        x = next;
        if settled {
            break;
        }
    }
    x
}

/// The regularised lower incomplete gamma function `P(shape, x)`: the probability that a gamma variable of
/// this shape and scale one is at most `x`.
///
/// A power series below `shape + 1`, Lentz's continued fraction above (DLMF 8.11.4 and 8.9.2).
///
/// ```
/// let p = sartor::math::gamma_p(1.0, 2.0); // exponential: 1 - e^-2
/// assert!((p - (1.0 - sartor::math::exp(-2.0))).abs() < 1e-15);
/// ```
pub fn gamma_p(shape: f64, x: f64) -> f64 {
    if shape.is_nan() || shape <= 0.0 || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if x == f64::INFINITY {
        return 1.0;
    }
    let front = exp(shape * ln(x) - x - lgamma(shape));
    // Both expansions need some multiple of the root of the shape.
    let most = 200 + (20.0 * shape.sqrt()).min(1e6) as usize;
    if x < shape + 1.0 {
        let mut term = 1.0 / shape;
        let mut sum = term;
        let mut k = shape;
        for _ in 0..most {
            k += 1.0;
            term *= x / k;
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        return (sum * front).min(1.0);
    }
    let mut b = x + 1.0 - shape;
    let mut c = f64::MAX;
    let mut d = 1.0 / b;
    let mut fraction = d;
    let mut k = 0.0;
    for _ in 0..most {
        k += 1.0;
        let a = -k * (k - shape);
        b += 2.0;
        d = 1.0 / nonzero(a * d + b);
        c = nonzero(b + a / c);
        let step = d * c;
        fraction *= step;
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    (1.0 - front * fraction).clamp(0.0, 1.0)
}

/// Lentz's guard against a denominator of zero.
pub(super) fn nonzero(x: f64) -> f64 {
    if x.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { x }
}
