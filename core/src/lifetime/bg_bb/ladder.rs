//! What do terms that fall from one opportunity to the next sum to?
//!
//! All sums of the model are over terms
//!
//! `e^(-force j) (b)_j / (b + u)_j (c)_j / (c + v)_j w / (W + j)`, `j = 0, 1, 2, ...`
//!
//! where `(b)_j / (b + u)_j` is the mean of the j-th power of a beta variable with parameters `b, u`. They are
//! added up while they fall fast. Where they fall slowly, the rest is the integral of the term by the formula of
//! Euler and Maclaurin (Abramowitz and Stegun 1964, 25.4.7, taken between the terms), in panels of Gauss and Legendre
//! that grow with the distance.

use crate::lifetime::quadrature::gauss_legendre;
use crate::math;

/// Terms that change by less than a two hundredth from one to the next are integrated; the first term that Euler's
/// formula leaves out is of the order of the fourth power of this, over a thousand.
const SLOW: f64 = 0.005;
/// From here on Stirling's series is exact.
const FAR: f64 = 64.0;
/// The share below which a rest is dropped.
const NEGLIGIBLE: f64 = 1e-18;

/// Falling terms.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// `b, u` and `c, v`; a chain that is not there has `u = 0`.
    pub chains: [(f64, f64); 2],
    /// Discount of a step.
    pub force: f64,
    /// `w` and `W`, if any: the share of what is left that goes at each step.
    pub leaving: Option<(f64, f64)>,
}

impl Ladder {
    /// The sum of the first `h` terms; `h` may be infinite where the sum is finite.
    pub fn sum(&self, h: f64) -> f64 {
        let step = math::exp(-self.force);
        let least = self.chains.iter().fold(f64::INFINITY, |least, (b, _)| least.min(*b));
        let (mut sum, mut kept, mut j) = (0.0, 1.0, 0.0);
        while j < h {
            if self.slope_bound(j) <= SLOW && least + j >= FAR && h - j > FAR {
                return sum + self.rest(j, h, kept, sum);
            }
            sum += kept * self.share(j);
            for (b, u) in self.chains {
                kept *= (b + j) / (b + u + j);
            }
            kept *= step;
            j += 1.0;
            if kept * self.reach(j, h) <= NEGLIGIBLE * sum {
                break;
            }
        }
        sum
    }

    /// What is left before step `h`, of which nothing was discounted.
    pub fn kept(&self, h: f64) -> f64 {
        math::exp(self.chains.iter().fold(0.0, |log, (b, u)| log + ln_beta_moment(*b, *u, h)))
    }

    /// How fast the logarithm of the terms can fall at `j`.
    fn slope_bound(&self, j: f64) -> f64 {
        let weight = self.leaving.map_or(0.0, |(_, all)| 1.0 / (all + j));
        self.chains.iter().fold(self.force + weight, |slope, (b, u)| slope + u / (b + j))
    }

    fn slope(&self, x: f64) -> f64 {
        let weight = self.leaving.map_or(0.0, |(_, all)| 1.0 / (all + x));
        let chains = self.chains.iter().map(|(b, u)| math::digamma(b + u + x) - math::digamma(b + x));
        chains.fold(-self.force - weight, |slope, fall| slope - fall)
    }

    fn share(&self, j: f64) -> f64 {
        self.leaving.map_or(1.0, |(share, all)| share / (all + j))
    }

    /// A bound of the sum of the terms from `j` on, by what is left there.
    fn reach(&self, j: f64, h: f64) -> f64 {
        if self.leaving.is_some() {
            return 1.0;
        }
        let ends = self.chains.iter().filter(|(_, u)| *u > 1.0).map(|(b, u)| (b + u + j) / (u - 1.0));
        ends.fold((h - j).min(1.0 + 1.0 / self.force), f64::min)
    }

    /// The terms from `start` to before `h`, where `kept` is left at the start.
    fn rest(&self, start: f64, h: f64, kept: f64, before: f64) -> f64 {
        let left = |x: f64| {
            let past = x - start;
            let chains = self.chains.iter();
            let log =
                chains.fold(-self.force * past, |log, (b, u)| log + second_difference(b + start, *u, past));
            kept * math::exp(log)
        };
        let term = |x: f64| left(x) * self.share(x);
        let bend = |x: f64| term(x) * self.slope(x) / 24.0;
        // Far beyond all parameters, what is left goes by the proportions of the exponents.
        let parameters = self.chains.iter().fold(1.0, |sum, (b, u)| sum + b + u);
        let far = 1e17 * parameters;
        let exponents = self.chains.iter().fold(0.0, |sum, (_, u)| sum + u);
        let least = self.chains.iter().fold(f64::INFINITY, |least, (b, _)| least.min(*b));
        let mut x = start - 0.5;
        let end = h - 0.5;
        let mut sum = bend(x);
        while x < end {
            let here = left(x);
            if here * self.reach(x, h) <= NEGLIGIBLE * (before + sum) {
                return sum;
            }
            if let Some((share, _)) = self.leaving.filter(|_| x > far && end == f64::INFINITY) {
                return sum + here * share / exponents;
            }
            let width = (least + x).min(4.0 / self.slope_bound(x)).min(end - x);
            sum += gauss_legendre(x, width, term);
            x += width;
        }
        sum - bend(end)
    }
}

/// `ln((b)_h / (b + u)_h)`, the logarithm of the mean of a beta variable's power, for a whole `h`.
pub fn ln_beta_moment(b: f64, u: f64, h: f64) -> f64 {
    let (mut b, mut h, mut product) = (b, h, 1.0);
    let mut log = 0.0;
    while b < FAR && h > 0.0 {
        product *= b / (b + u);
        if product < 1e-200 {
            log += math::ln(product);
            product = 1.0;
        }
        b += 1.0;
        h -= 1.0;
    }
    log + math::ln(product) + second_difference(b, u, h)
}

/// `ln Gamma(b + h) - ln Gamma(b) - ln Gamma(b + u + h) + ln Gamma(b + u)` from [`FAR`] on, by Stirling's series with
/// the large parts taken off each other before they are added.
fn second_difference(b: f64, u: f64, h: f64) -> f64 {
    if h == 0.0 || u == 0.0 {
        return 0.0;
    }
    let main = (b - 0.5) * math::ln_1p(h / b * (u / (b + u + h)))
        - h * math::ln_1p(u / (b + h))
        - u * math::ln_1p(h / (b + u));
    main + rest_fall(b + h, u) - rest_fall(b, u)
}

/// By how much what Stirling's leading terms leave falls from `x` to `x + u`.
fn rest_fall(x: f64, u: f64) -> f64 {
    const TERMS: [(f64, f64); 3] = [(1.0, 1.0 / 12.0), (3.0, -1.0 / 360.0), (5.0, 1.0 / 1260.0)];
    let log = math::ln_1p(u / x);
    let square = 1.0 / (x * x);
    let mut power = 1.0 / x;
    let mut sum = 0.0;
    for (m, factor) in TERMS {
        sum -= factor * power * math::exp_m1(-m * log);
        power *= square;
    }
    sum
}
