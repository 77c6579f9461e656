//! Which comes first, the next purchase or leaving?
//!
//! Both waits are exponential with rates that are gamma distributed. With shape and rate `s, b` of the one and
//! `R, a` of the other, the first rings before the other with probability
//!
//! `s / (R + s) 2F1(1, R; R + s + 1; 1 - b / a) = s / (R + s) (a / b) 2F1(1, s + 1; R + s + 1; 1 - a / b)`,
//!
//! the hypergeometric function of Fader and Hardie, "A note on deriving the Pareto/NBD model" (2005, section 3) after
//! Euler's and Pfaff's transformations (DLMF 15.8.1), which leave no power in front. Of the two forms the one with an
//! argument in 0 to 1 is taken, and its value by a few terms of its series or by Gauss's continued fraction (DLMF
//! 15.7.5 with one parameter 1), whose convergents rise. Where the rates are orders of magnitude apart, the integral
//! behind it is taken by Gauss and Legendre instead.

use crate::lifetime::curve::Curve;
use crate::math;

/// A wait that is exponential with a gamma distributed rate: a Lomax variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wait {
    /// Shape of the distribution of rates.
    pub shape: f64,
    /// Rate of that.
    pub rate: f64,
}

impl Wait {
    /// Minus the logarithm of the probability not to have rung by `t`.
    pub fn hazard(self, t: f64) -> f64 {
        self.shape * math::ln_1p(t / self.rate)
    }

    /// The rest of the wait of one that has not rung by `t`.
    pub fn after(self, t: f64) -> Self {
        Self { shape: self.shape, rate: self.rate + t }
    }

    /// Probability to ring before `other`.
    pub fn before(self, other: Self) -> f64 {
        const FARTHEST: f64 = 500.0;
        const NEAR: f64 = 50.0;
        let (least, most) =
            if self.rate < other.rate { (self.rate, other.rate) } else { (other.rate, self.rate) };
        if most <= FARTHEST * least {
            return self.fraction(other);
        }
        // Once the elder of the two is not much older than the younger, the fraction is short.
        let gap = most / NEAR;
        let later = self.after(gap).fraction(other.after(gap));
        self.before_within(other, gap) + math::exp(-self.hazard(gap) - other.hazard(gap)) * later
    }

    /// [`Self::before`] by a curve over the ratio of the younger's rate to the elder's, of which one has to be always
    /// the younger.
    #[inline]
    pub fn before_by(self, curve: Option<&Curve>, other: Self) -> f64 {
        let of_rates = |one, another| Self { rate: one, ..self }.before(Self { rate: another, ..other });
        let found = curve.and_then(|curve| {
            if self.rate < other.rate {
                curve.at(self.rate / other.rate, |ratio| of_rates(ratio, 1.0))
            } else if self.rate > other.rate {
                curve.at(other.rate / self.rate, |ratio| of_rates(1.0, ratio))
            } else {
                None
            }
        });
        found.unwrap_or_else(|| self.before(other))
    }

    /// Probability to ring before `other` and within `gap`.
    pub fn before_within(self, other: Self, gap: f64) -> f64 {
        let mut sum = 0.0;
        self.nodes(other, gap, |_, weight| sum += weight);
        sum
    }

    fn fraction(self, other: Self) -> f64 {
        let total = self.shape + other.shape;
        let (front, scale, b, z) = if other.rate >= self.rate {
            (self.shape, total, other.shape, (other.rate - self.rate) / other.rate)
        } else {
            let z = (self.rate - other.rate) / self.rate;
            (self.shape * other.rate, total * self.rate, self.shape + 1.0, z)
        };
        let (top, bottom) = gauss(b, total + 1.0, z);
        front * top / (scale * bottom)
    }

    /// Nodes `v` and weights of a quadrature over `s / b (1 + v / a)^-R (1 + v / b)^-(s + 1)`, `v` from 0 to `gap`:
    /// Gauss and Legendre in the logarithm of the time on the younger scale, on panels over which the integrand changes
    /// by a few factors of e.
    pub fn nodes(self, other: Self, gap: f64, mut visit: impl FnMut(f64, f64)) {
        let scale = if self.rate < other.rate { self.rate } else { other.rate };
        let length = math::ln_1p(gap / scale);
        let at = |w: f64| {
            let v = scale * math::exp_m1(w);
            (v, w - other.hazard(v) - (self.shape + 1.0) * math::ln_1p(v / self.rate))
        };
        let front = self.shape * (scale / self.rate);
        let (mut start, mut sum) = (0.0, 0.0);
        while start < length {
            let (v, log) = at(start);
            let slope = 1.0
                - other.shape * ((scale + v) / (other.rate + v))
                - (self.shape + 1.0) * ((scale + v) / (self.rate + v));
            // From where it falls, it falls ever faster: nothing worth counting is left.
            if slope < 0.0 && front * math::exp(log) * (length - start) <= sum * 1e-18 {
                break;
            }
            let width = (4.0 / slope.abs()).min(1.5).min(length - start);
            let middle = start + 0.5 * width;
            for (offset, weight) in LEGENDRE {
                for sign in [-0.5, 0.5] {
                    let (v, log) = at(middle + sign * offset * width);
                    let weight = 0.5 * width * weight * front * math::exp(log);
                    sum += weight;
                    visit(v, weight);
                }
            }
            // A width too small to move on by is the end as well.
            let next = start + width;
            if next <= start {
                break;
            }
            start = next;
        }
    }
}

/// Positive nodes and weights of Gauss and Legendre's rule with 16 nodes.
pub(super) const LEGENDRE: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_59),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_89),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

/// Numerator and denominator of `2F1(1, b; c; z)` for `0 <= z < 1` and `0 <= b < c`.
fn gauss(b: f64, c: f64, z: f64) -> (f64, f64) {
    // What is left of the series is below z^K, and its products stay below those of c.
    if c > 1e8 || z > 0.3 {
        fraction(b, c, z)
    } else if z <= 0.03 {
        series::<9>(b, c, z)
    } else if z <= 0.1 {
        series::<14>(b, c, z)
    } else {
        series::<27>(b, c, z)
    }
}

/// `K` terms of the series, from the last to the first and on one denominator: no division waits for another.
fn series<const K: usize>(b: f64, c: f64, z: f64) -> (f64, f64) {
    let (mut top, mut bottom) = (1.0, 1.0);
    let mut k = K as f64;
    for _ in 0..K {
        k -= 1.0;
        let denominator = c + k;
        bottom *= denominator;
        top = bottom + (b + k) * z * top;
    }
    (top, bottom)
}

/// Gauss's continued fraction.
fn fraction(b: f64, c: f64, z: f64) -> (f64, f64) {
    // Numerators and denominators of two convergents in turn; each differs from the last by the product
    // of the partial numerators over the product of their denominators.
    let (mut top, mut bottom) = (1.0, 1.0);
    let mut step = z * b / c;
    let (mut next_top, mut next_bottom) = (1.0, 1.0 - step);
    let mut product = step;
    let (mut n, mut d) = (1.0, c);
    for _ in 0..400 {
        if product <= 1e-17 * next_top * bottom {
            break;
        }
        step = z * n * (c - b + n - 1.0) / (d * (d + 1.0));
        product *= step;
        top = next_top - step * top;
        bottom = next_bottom - step * bottom;
        step = z * (b + n) * (c + n - 1.0) / ((d + 1.0) * (d + 2.0));
        product *= step;
        next_top = top - step * next_top;
        next_bottom = bottom - step * next_bottom;
        n += 1.0;
        d += 2.0;
    }
    (next_top, next_bottom)
}
