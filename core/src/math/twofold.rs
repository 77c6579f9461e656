//! What is a sum, product or quotient to twice the digits of a double?
//!
//! Pairs of doubles of which the second is what rounding left of the first (Dekker, "A floating-point technique for
//! extending the available precision", 1971; Knuth, "The art of computer programming" 2, 4.2.2, theorem B). They serve
//! the tables of [`super::exponential`] and [`super::logarithm`], which the compiler works out from these lines: no
//! digits were typed.

/// The unevaluated sum of a double and a much smaller one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Twofold {
    pub high: f64,
    pub low: f64,
}

impl Twofold {
    pub const ONE: Self = Self::whole(1.0);

    pub const fn whole(high: f64) -> Self {
        Self { high, low: 0.0 }
    }

    /// The sum of two doubles, exact.
    #[inline]
    pub const fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let part = high - a;
        Self { high, low: (a - (high - part)) + (b - part) }
    }

    pub const fn plus(self, other: Self) -> Self {
        let sum = Self::sum(self.high, other.high);
        Self::sum(sum.high, sum.low + (self.low + other.low))
    }

    pub const fn times(self, other: Self) -> Self {
        let exact = product(self.high, other.high);
        Self::sum(exact.high, exact.low + (self.high * other.low + self.low * other.high))
    }

    pub const fn over(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self.plus(other.times(Self::whole(-first)));
        let second = rest.high / other.high;
        let rest = rest.plus(other.times(Self::whole(-second)));
        Self::sum(first, second).plus(Self::whole(rest.high / other.high))
    }

    /// The logarithm of a number near 1, by the series of twice the inverse hyperbolic tangent.
    pub const fn ln(self) -> Self {
        let t = self.plus(Self::whole(-1.0)).over(self.plus(Self::ONE));
        let square = t.times(t);
        let (mut power, mut sum) = (t, Self::whole(0.0));
        let mut k = 1.0;
        while k < 80.0 {
            sum = sum.plus(power.over(Self::whole(k)));
            power = power.times(square);
            k += 2.0;
        }
        sum.plus(sum)
    }

    /// e to the power of a number near 0.
    pub const fn exp(self) -> Self {
        let (mut term, mut sum) = (Self::ONE, Self::ONE);
        let mut k = 1.0;
        while k < 20.0 {
            term = term.times(self).over(Self::whole(k));
            sum = sum.plus(term);
            k += 1.0;
        }
        sum
    }

    /// The same number with a first part that has no digits below `unit`, a power of two.
    pub const fn at_unit(self, unit: f64) -> Self {
        // Adding a number so large that its last digit is the unit rounds to it.
        let large = unit * 6_755_399_441_055_744.0;
        let high = (self.high + large) - large;
        Self { high, low: (self.high - high) + self.low }
    }
}

/// The product of two doubles, exact, by halves of 26 bits.
const fn product(a: f64, b: f64) -> Twofold {
    let ((a_high, a_low), (b_high, b_low)) = (halves(a), halves(b));
    let high = a * b;
    let low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low;
    Twofold { high, low }
}

const fn halves(a: f64) -> (f64, f64) {
    let scaled = 134_217_729.0 * a;
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// ln 2 = -2 ln(sqrt(1/2)) needs no root: it is ln(4/3) + ln(3/2), both near 0.
pub(super) const LN_2: Twofold = {
    let third = Twofold::ONE.over(Twofold::whole(3.0));
    let four_thirds = Twofold::whole(4.0).times(third);
    Twofold::whole(1.5).ln().plus(four_thirds.ln())
};
