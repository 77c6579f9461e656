//! How is a function that costs hundreds of multiplications answered for a million customers in a dozen?
//!
//! What a model says of customers with equally many purchases often depends on one number more, in 0 to 1, and
//! smoothly. Here such a function is replaced by polynomials that agree with it in Chebyshev's points (Trefethen,
//! "Approximation theory and approximation practice", 2013, chapters 4 and 8), one polynomial for each quarter of each
//! halving of the argument, so that a pole at 0 is always far away: by their theorem 8.2 each term of the thirteen then
//! counts a factor of about 18 less than the one before. A polynomial is made when it is first needed, from the
//! function alone, so that an answer depends neither on other rows nor on threads. A function that turns out not to be
//! so smooth, or small arguments, must be asked itself.

use std::sync::{Arc, OnceLock};

use crate::math;

/// Of each polynomial.
const TERMS: usize = 13;
/// Leading bits that tell quarters of halvings apart: all but this many.
const LOWER_BITS: u32 = 50;
/// The number of the first range below 1.
const FIRST: u64 = 1.0_f64.to_bits() >> LOWER_BITS;
/// Ranges down to 2^-6: below, functions are rarely asked and often slow.
const RANGES: usize = 24;
/// A polynomial whose last terms count more than this beside the first is not believed.
const LAST: f64 = 2e-14;
/// Customers with as many purchases or more are rare, and asked themselves.
const FREQUENCIES: usize = 128;

/// Coefficients on -1 to 1, or none where the function is not smooth enough.
type Piece = Option<Box<[f64; TERMS]>>;

/// One function of a number in 0 to 1.
#[derive(Debug)]
pub struct Curve {
    pieces: [OnceLock<Piece>; RANGES],
}

impl Curve {
    const fn new() -> Self {
        Self { pieces: [const { OnceLock::new() }; RANGES] }
    }

    /// The function at `u`, in 0 to 1, or nothing where it must be asked itself; `of` is the function between 0 and 1,
    /// the same at each call.
    #[inline]
    pub fn at(&self, u: f64, of: impl Fn(f64) -> f64) -> Option<f64> {
        let bits = u.min(1.0 - f64::EPSILON).to_bits();
        let range = (FIRST - 1).wrapping_sub(bits >> LOWER_BITS) as usize;
        let terms = self.pieces.get(range)?.get_or_init(|| interpolate(bits, of)).as_deref()?;
        Some(polynomial(terms, place(bits)))
    }
}

/// Curves of a model, one for each number of purchases and one for all. Copies of a model share them; they are no part
/// of what a model is.
#[derive(Debug, Clone, Default)]
pub struct Curves {
    by_frequency: Option<Arc<[OnceLock<Box<Curve>>; FREQUENCIES + 1]>>,
}

impl Curves {
    /// No curves: every function is asked itself.
    pub const NONE: &'static Self = &Self { by_frequency: None };

    /// Curves of one model, not worked out yet.
    pub fn of_model() -> Self {
        Self { by_frequency: Some(Arc::new([const { OnceLock::new() }; FREQUENCIES + 1])) }
    }

    /// The curve of customers with `frequency` repeat purchases.
    #[inline]
    pub fn of(&self, frequency: f64) -> Option<&Curve> {
        self.numbered((frequency as usize).saturating_add(1))
    }

    /// The curve of all customers.
    #[inline]
    pub fn of_all(&self) -> Option<&Curve> {
        self.numbered(0)
    }

    #[inline]
    fn numbered(&self, number: usize) -> Option<&Curve> {
        let cell = self.by_frequency.as_deref()?.get(number)?;
        Some(cell.get_or_init(|| Box::new(Curve::new())))
    }
}

impl PartialEq for Curves {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Where in its range a number is, -1 to 1.
#[inline]
fn place(bits: u64) -> f64 {
    let within = bits << (52 - LOWER_BITS) & (u64::MAX >> 12);
    2.0 * (f64::from_bits(within | 1.0_f64.to_bits()) - 1.5)
}

/// Even and odd powers apart, so that neither waits for the other.
#[inline]
fn polynomial(terms: &[f64; TERMS], y: f64) -> f64 {
    let square = y * y;
    let [even, odd] = [12, 11].map(|last| {
        let mut sum = terms[last];
        let mut k = last;
        while k > 1 {
            k -= 2;
            sum = sum * square + terms[k];
        }
        sum
    });
    even + y * odd
}

/// The polynomial of the range of these bits.
#[cold]
fn interpolate(bits: u64, of: impl Fn(f64) -> f64) -> Piece {
    const COUNT: f64 = TERMS as f64;
    let low = f64::from_bits(bits >> LOWER_BITS << LOWER_BITS);
    let high = f64::from_bits(((bits >> LOWER_BITS) + 1) << LOWER_BITS);
    let mut chebyshev = [0.0; TERMS];
    for j in 0..TERMS {
        let y = math::cos(std::f64::consts::PI * (j as f64 + 0.5) / COUNT);
        let value = of(0.5 * (low + high) + 0.5 * (high - low) * y) / COUNT;
        let (mut this, mut before) = (1.0, y);
        for coefficient in &mut chebyshev {
            *coefficient += value * this;
            (this, before) = (2.0 * y * this - before, this);
        }
    }
    for coefficient in chebyshev.iter_mut().skip(1) {
        *coefficient *= 2.0;
    }
    let last = chebyshev[TERMS - 1].abs() + chebyshev[TERMS - 2].abs();
    // Not so where anything is not a number.
    let smooth = last <= LAST * chebyshev[0].abs();
    if !smooth {
        return None;
    }
    // From Chebyshev's polynomials to powers.
    let mut terms = Box::new([0.0; TERMS]);
    let (mut this, mut before) = ([0.0; TERMS], [0.0; TERMS]);
    this[0] = 1.0;
    // The polynomial of degree -1 is that of degree 1.
    before[1] = 1.0;
    for coefficient in chebyshev {
        for (term, power) in terms.iter_mut().zip(this) {
            *term += coefficient * power;
        }
        let mut next = before.map(|power| -power);
        for (next, power) in next.iter_mut().skip(1).zip(this) {
            *next += 2.0 * power;
        }
        (this, before) = (next, this);
    }
    Some(terms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;
    use std::cell::Cell;

    #[test]
    fn a_smooth_function_is_asked_a_few_times_and_answered_to_fifteen_digits() {
        let asked = Cell::new(0);
        let of = |u: f64| {
            asked.set(asked.get() + 1);
            math::exp(-u) / (0.1 + u)
        };
        let curve = Curve::new();
        let mut rng = Rng::new(1);
        let mut worst = 0.0_f64;
        for _ in 0..20_000 {
            let u = math::exp(-10.0 * rng.uniform());
            let exact = math::exp(-u) / (0.1 + u);
            worst = worst.max((curve.at(u, of).unwrap_or(exact) / exact - 1.0).abs());
        }
        assert!(worst < 4e-15, "{worst}");
        assert!(asked.get() == RANGES * TERMS, "{}", asked.get());
    }

    #[test]
    fn a_function_that_is_not_smooth_is_asked_itself() {
        let curve = Curve::new();
        let kink = |u: f64| (u - 0.8).abs();
        assert_eq!(curve.at(0.81, kink), None);
        assert_eq!(curve.at(0.0, |u| u + 1.0), None); // below all ranges
    }

    #[test]
    fn the_ends_of_the_ranges_belong_to_them() {
        let curve = Curve::new();
        for u in [1.0, 0.875, 0.75, 0.5, 0.5_f64.next_down(), 0.02] {
            assert!((curve.at(u, |u| 1.0 + u).unwrap() - (1.0 + u)).abs() < 1e-14, "{u}");
        }
    }
}
