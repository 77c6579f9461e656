//! What is a purchase rate worth for ever that ends with the customer?
//!
//! `e^q E_s(q) = integral over v > 0 of e^(-q v) (1 + v)^-s`, which is `q^(s - 1)` times Tricomi's `U(s, s, q)`
//! (DLMF 8.19.2 and 13.6.6) in Fader, Hardie and Lee, "RFM and CLV" (Journal of Marketing Research 42(4),
//! 2005, equation 4), with nothing that overflows.

use crate::math;

/// `e^q E_s(q)` for `s > 0` and `q >= 0`: infinite at `q = 0` for `s <= 1`.
pub(super) fn scaled_integral(s: f64, q: f64) -> f64 {
    /// From here on the fraction is short however small `q` is.
    const LARGE_ORDER: f64 = 30.0;
    if q <= 0.0 {
        return if s > 1.0 { 1.0 / (s - 1.0) } else { f64::INFINITY };
    }
    if q > 1.0 || s >= LARGE_ORDER {
        return fraction(s, q);
    }
    // From an order in 0 to 1.5 upward (DLMF 8.19.12), where neither term of the difference is near 1.
    let steps = math::floor((s - 0.5).max(0.0));
    let mut order = s - steps;
    let mut value = series(order, q);
    for _ in 0..(steps as u32) {
        value = (1.0 - q * value) / order;
        order += 1.0;
    }
    value
}

/// DLMF 8.19.17 in its even part, by Lentz's method.
fn fraction(s: f64, q: f64) -> f64 {
    let mut b = q + s;
    let mut c = f64::MAX;
    let mut d = 1.0 / b;
    let mut value = d;
    let mut n = 0.0;
    for _ in 0..2_000 {
        n += 1.0;
        let a = -n * (s + n - 1.0);
        b += 2.0;
        d = 1.0 / (b + a * d);
        c = b + a / c;
        let step = c * d;
        value *= step;
        if (step - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// DLMF 8.19.10 with the pole at `s = 1` divided out, for `s` in 0 to 1.5 and `q` in 0 to 1.
fn series(s: f64, q: f64) -> f64 {
    let e = 1.0 - s;
    // ln Γ(1 + e) / e, whose pole at e = 0 is only apparent (Abramowitz and Stegun 1964, 6.1.33).
    let slope = if e.abs() < 1e-3 {
        const ZETA: [f64; 4] = [
            0.822_467_033_424_113_2,
            -0.400_685_634_386_531_4,
            0.270_580_808_427_784_5,
            -0.207_385_551_028_673_97,
        ];
        const EULER: f64 = 0.577_215_664_901_532_9;
        ZETA.iter().rev().fold(0.0, |sum, c| (sum + c) * e) - EULER
    } else {
        math::lgamma(1.0 + e) / e
    };
    let power = slope - math::ln(q);
    let mut sum = if e == 0.0 { power } else { math::exp_m1(e * power) / e };
    let (mut term, mut k) = (1.0, 0.0);
    for _ in 0..30 {
        k += 1.0;
        term *= -q / k;
        sum -= term / (k + e);
        if term.abs() <= f64::EPSILON * 1e-2 * sum.abs() {
            break;
        }
    }
    math::exp(q) * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orders_meet_where_one_way_of_working_them_out_ends() {
        for q in [1e-9, 0.3, 1.0, 1.0 + 1e-12, 40.0] {
            for s in [0.2, 0.5, 1.0, 1.5, 2.5, 29.999_999_999, 30.0] {
                // DLMF 8.19.12
                let (this, next) = (scaled_integral(s, q), scaled_integral(s + 1.0, q));
                assert!((s * next + q * this - 1.0).abs() < 1e-13, "{s} {q} {this} {next}");
            }
        }
    }
}
