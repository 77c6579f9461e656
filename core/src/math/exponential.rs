//! What is e to a power?
//!
//! `e^x = 2^(k / 128) e^r` with `k` whole and `r` at most ln 2 / 256: the first factor from a table, the second from five
//! terms of its series (Tang, "Table-driven implementation of the exponential function in IEEE floating-point
//! arithmetic", 1989). The error stays below .51 units in the last place (`core/tests/math/elementary.rs`); `libm`, which
//! answers where the result is not a normal number, allows itself one.

use super::twofold::{LN_2, Twofold};

/// Parts of a doubling.
const PARTS: usize = 128;
/// `ln 2 / 128`: the first part times any `k` is exact.
const STEP: Twofold = LN_2.times(Twofold::whole(1.0 / PARTS as f64)).at_unit(1.0 / (1_u64 << 42) as f64);
const STEPS_PER_UNIT: f64 = 1.0 / STEP.high;
/// Added and taken off again, this rounds to a whole number, and leaves it in the last bits meanwhile.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Beyond this the power of two may not be a normal number.
const LARGEST: f64 = 708.0;

/// `2^(j / 128)`, and what rounding left of it relative to itself.
static POWERS: [(f64, f64); PARTS] = powers();

const fn powers() -> [(f64, f64); PARTS] {
    let ratio = LN_2.times(Twofold::whole(1.0 / PARTS as f64)).exp();
    let mut powers = [(1.0, 0.0); PARTS];
    let mut power = Twofold::ONE;
    let mut j = 1;
    while j < PARTS {
        power = power.times(ratio);
        powers[j] = (power.high, power.low / power.high);
        j += 1;
    }
    powers
}

/// `2^(k / 128)` with its relative rest, and what is left of `x` in two parts.
#[inline]
fn split(x: f64) -> (f64, f64, f64, f64) {
    let shifted = x * STEPS_PER_UNIT + ROUND;
    let k = shifted.to_bits();
    let whole = shifted - ROUND;
    let (power, rest) = POWERS[k as usize % PARTS];
    // The bits of k above the table's are those of the exponent; what the rounding put above them runs off.
    let scale = f64::from_bits(power.to_bits().wrapping_add((k >> 7) << 52));
    (scale, rest, x - whole * STEP.high, whole * STEP.low)
}

/// e to the power `x`.
#[inline]
pub fn exp(x: f64) -> f64 {
    if x.abs() < LARGEST {
        let (scale, rest, high, low) = split(x);
        let r = high - low;
        return scale + scale * (rest + (r + bend(r, 1.0 / 120.0)));
    }
    libm::exp(x)
}

/// e to the power `x`, less one, exact near zero.
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    if x.abs() < LARGEST {
        let (scale, rest, high, low) = split(x);
        let r = high - low;
        // Beside so small a value one more term shows.
        let bend = bend(r, 1.0 / 120.0 + r * (1.0 / 720.0));
        let p = r + bend;
        if scale == 1.0 {
            return p;
        }
        // scale - 1 + p + (scale - 1) p, of which only the sum of the first two can cancel.
        let less = Twofold::sum(scale, -1.0);
        let sum = Twofold::sum(less.high, high);
        return sum.high
            + (sum.low + (less.low + ((bend - low) + (less.high * p + scale * rest * (1.0 + p)))));
    }
    libm::expm1(x)
}

/// `e^r - 1 - r`, where the terms from the fifth power on are `far` times that.
#[inline]
fn bend(r: f64, far: f64) -> f64 {
    let square = r * r;
    square * ((0.5 + r * (1.0 / 6.0)) + square * (1.0 / 24.0 + r * far))
}
