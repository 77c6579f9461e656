//! What is the value of a transcendental function, to the same bit on every platform?
//!
//! The platform's own `exp`, `ln` and `pow` differ in the last digit between operating systems, so this
//! module is the one door to them: everything is the pure-Rust `libm`, or built from it by additions and
//! multiplications in a fixed order, none of them fused. Outside its domain a function returns NaN, as its
//! counterpart in IEEE 754 does; callers check their inputs at their own door.
//!
//! ```
//! use sartor::math;
//! assert_eq!(math::exp(0.0), 1.0);
//! assert!((math::normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
//! assert!((math::beta_inc(2.0, 3.0, 0.4) - 0.5248).abs() < 1e-14);
//! ```

mod beta;
mod exponential;
mod gamma;
mod logarithm;
mod negative_binomial;
mod normal;
mod twofold;

pub use beta::{beta_inc, ln_beta};
pub use exponential::{exp, exp_m1};
pub use gamma::{digamma, gamma_p, gamma_quantile, lgamma, lgamma_ratio, tetragamma, trigamma};
pub use logarithm::{ln, ln_1p};
pub use negative_binomial::negative_binomial;
pub use normal::{normal_cdf, normal_quantile};

/// `base` to a real power; a whole power is cheaper by [`powi`].
pub fn pow(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// `base` to a whole power, by squaring from the lowest bit up.
///
/// ```
/// assert_eq!(sartor::math::powi(2.0, 10), 1024.0);
/// assert_eq!(sartor::math::powi(2.0, -1), 0.5);
/// ```
pub fn powi(base: f64, exponent: i32) -> f64 {
    let mut left = exponent.unsigned_abs();
    let mut square = base;
    let mut product = 1.0;
    while left > 0 {
        if left & 1 == 1 {
            product *= square;
        }
        square *= square;
        left >>= 1;
    }
    if exponent < 0 { 1.0 / product } else { product }
}

/// Square root; IEEE 754 demands the correctly rounded one, so every platform agrees.
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Cube root.
pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
}

/// Hyperbolic tangent.
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

/// The largest whole number not above `x`; exact on every platform.
pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}

/// Sine of an angle in radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle in radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// The angle of the point `(x, y)` from the axis of `x`, in radians.
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// The logistic function `1 / (1 + e^-x)`: log-odds to probability.
///
/// ```
/// assert_eq!(sartor::math::logistic(0.0), 0.5);
/// assert_eq!(sartor::math::logistic(-1e9), 0.0);
/// ```
pub fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let e = exp(x);
        e / (1.0 + e)
    }
}

/// Log-odds of a probability, the inverse of [`logistic`].
pub fn logit(p: f64) -> f64 {
    ln(p) - ln_1p(-p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_power_is_the_product_it_stands_for() {
        assert_eq!(powi(1.1, 5), 1.1 * ((1.1 * 1.1) * (1.1 * 1.1)));
        assert_eq!(powi(3.0, 0), 1.0);
        assert_eq!(powi(0.5, i32::MIN), f64::INFINITY);
    }

    #[test]
    fn logit_undoes_logistic() {
        for x in [-700.0, -30.0, -1e-9, 0.0, 0.3, 5.0] {
            assert!((logit(logistic(x)) - x).abs() <= 1e-12 * f64::max(1.0, x.abs()), "{x}");
        }
    }
}
