//! What is the logarithm of a number?
//!
//! `x = 2^k m`, and a table has for each of 128 ranges of `m` a number `c` of ten bits near `1 / m` with its logarithm:
//! `ln x = k ln 2 - ln c + ln(1 + r)` with `r = m c - 1`, at most 1/128 (Tang, "Table-driven implementation of the
//! logarithm function in IEEE floating-point arithmetic", 1990). Around 1 `c` is 1, so that nothing cancels. The error
//! stays below .51 units in the last place (`core/tests/math/elementary.rs`).

use super::twofold::{LN_2, Twofold};

/// Ranges of `m`.
const RANGES: usize = 128;
/// The digits of `ln 2` and `ln c` above this are in first parts, whose sums are exact.
const UNIT: f64 = 1.0 / (1_u64 << 42) as f64;
/// The bits of .6875, where the ranges begin; from 1 on they are twice as long. All are whole bits apart.
const FIRST: u64 = 0x3fe6 << 48;
const RANGE_BITS: u32 = 45;
const LN_2_PARTS: Twofold = LN_2.at_unit(UNIT);

/// From here on the reciprocal of the power of two is not a normal number.
const LARGEST: f64 = 1e300;

/// `c` and the parts of `-ln c`.
static RECIPROCALS: [(f64, f64, f64); RANGES] = reciprocals();

const fn reciprocals() -> [(f64, f64, f64); RANGES] {
    let mut rows = [(1.0, 0.0, 0.0); RANGES];
    let mut j = 0;
    while j < RANGES {
        let begin = FIRST + ((j as u64) << RANGE_BITS);
        let middle = f64::from_bits(begin + (1 << (RANGE_BITS - 1)));
        let near_one = begin + (1 << RANGE_BITS) == 1.0_f64.to_bits() || begin == 1.0_f64.to_bits();
        if !near_one {
            let c = Twofold::whole(1.0 / middle).at_unit(1.0 / 512.0).high;
            let log = Twofold::whole(c).ln();
            let parts = Twofold { high: -log.high, low: -log.low }.at_unit(UNIT);
            rows[j] = (c, parts.high, parts.low);
        }
        j += 1;
    }
    rows
}

/// Natural logarithm.
#[inline]
pub fn ln(x: f64) -> f64 {
    if (f64::MIN_POSITIVE..LARGEST).contains(&x) {
        return of_sum(x, 0.0);
    }
    libm::log(x)
}

/// Natural logarithm of `1 + x`, exact near zero.
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    if x.abs() <= 1.0 / 256.0 {
        return x + bend(x);
    }
    if x > -1.0 && x < LARGEST {
        let sum = Twofold::sum(1.0, x);
        return of_sum(sum.high, sum.low);
    }
    libm::log1p(x)
}

/// The logarithm of a normal number and one beyond its last digit.
#[inline]
fn of_sum(x: f64, rest: f64) -> f64 {
    let bits = x.to_bits();
    let from_first = bits.wrapping_sub(FIRST);
    let exponent = (from_first as i64) >> 52;
    let (c, log, log_rest) = RECIPROCALS[(from_first >> RANGE_BITS) as usize % RANGES];
    let m = bits.wrapping_sub((exponent as u64) << 52);
    // Products of ten bits with halves of m are exact.
    let m_high = f64::from_bits(m & (u64::MAX << 21));
    let m_low = f64::from_bits(m) - m_high;
    let scale = f64::from_bits(((1023 - exponent) as u64) << 52);
    let (high, low) = (m_high * c - 1.0, (m_low + rest * scale) * c);
    let r = high + low;
    let r_rest = low - (r - high);
    let k = exponent as f64;
    let whole = k * LN_2_PARTS.high + log;
    let sum = whole + r;
    let sum_rest = (whole - sum) + r;
    sum + (bend(r) + (sum_rest + (r_rest + (k * LN_2_PARTS.low + log_rest))))
}

/// `ln(1 + r) - r`.
#[inline]
fn bend(r: f64) -> f64 {
    let square = r * r;
    let (far, near) = (
        (1.0 / 7.0 - r * (1.0 / 8.0)) * square + (1.0 / 5.0 - r * (1.0 / 6.0)),
        (1.0 / 3.0 - r * (1.0 / 4.0)),
    );
    square * ((r * near - 0.5) + square * r * far)
}
