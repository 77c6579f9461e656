//! How many purchases does a customer make who is active now?
//!
//! With arrivals `K` negative binomial (shape `r`, `z = t / (alpha + t)`) that nobody would leave, and `q`
//! the probability to stay after a purchase, the n-th purchase happens if there are n arrivals and the
//! customer stayed after n - 1, so with `e_n = E[q^n] = (b)_n / (a + b)_n`
//!
//! `E[N] = sum over n >= 0 of e_n P(K > n)`.
//!
//! All terms are positive and nothing is singular at `a = 1`, where equation 10 of the 2005 paper is 0 / 0. Where it
//! keeps its digits, Euler's transformation of the paper's hypergeometric function (Abramowitz and Stegun 1964, 15.3.3)
//! converges faster; where neither serves, the mean over `q` is taken by double-exponential quadrature (Takahasi and
//! Mori 1974) of `E[N | q] = (1 - G(q)) / (1 - q)`, with `G` the probability generating function of `K`.

use crate::lifetime::curve::Curve;
use crate::lifetime::process::{ActiveCustomer, Counts};
use crate::math;

/// The parameters of a customer who is active now, updated by their history.
#[derive(Debug, Clone)]
pub struct ActiveBgNbd<'a> {
    /// Shape of their rate of purchase.
    pub r: f64,
    /// Rate of that.
    pub alpha: f64,
    /// First parameter of their probability to leave after a purchase.
    pub a: f64,
    /// Second parameter.
    pub b: f64,
    /// Expected purchases over `t / (alpha + t)`, by `alpha / (alpha + t)`.
    pub expected: Option<&'a Curve>,
}

/// Terms that cost less than a quadrature does.
const FEW_TERMS: f64 = 300.0;
/// Terms that still keep the digits.
pub const MANY_TERMS: f64 = 5_000.0;
/// A probability below this is none.
pub const LEAST_MASS: f64 = 1e-300;
/// `-ln` of the relative weight below which a tail is dropped.
const NEGLIGIBLE: f64 = 38.0;

impl ActiveCustomer for ActiveBgNbd<'_> {
    fn expected_purchases(&self, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        let Some(curve) = self.expected else { return self.expected_alone(t) };
        let over = 1.0 / (self.alpha + t);
        // What they are depends on the ratio of the times alone.
        let of = |rest: f64| Self { alpha: rest, ..*self }.expected_alone(1.0 - rest) / (1.0 - rest);
        curve.at(self.alpha * over, of).map_or_else(|| self.expected_alone(t), |factor| t * over * factor)
    }

    fn probability_of_none(&self, t: f64) -> f64 {
        math::exp(-self.r * math::ln_1p(t / self.alpha))
    }

    fn counts(&self, alive: f64, t: f64) -> Counts<'_> {
        Box::new(CountDistribution::new(alive, self, t))
    }

    fn probability_of_kind(&self, t: f64, share: f64) -> f64 {
        let [of_kind] = self.probabilities_of_kinds(t, [share]);
        of_kind
    }

    /// One walk over the arrivals serves all kinds. Each purchase but the first needs that the customer stayed after
    /// all before it, and that those were of other kinds.
    fn probabilities_of_kinds<const K: usize>(&self, t: f64, shares: [f64; K]) -> [f64; K] {
        if t <= 0.0 {
            return [0.0; K];
        }
        let mixed = |share: &f64| *share > 0.0 && *share < 1.0;
        let least = shares.iter().copied().filter(mixed).fold(1.0, f64::min);
        let sums = if least == 1.0 {
            [0.0; K]
        } else if self.terms(t).min(-NEGLIGIBLE / math::ln_1p(-least)) <= FEW_TERMS {
            self.series(t, shares.map(|share| 1.0 - share), 1.0 - least)
        } else {
            shares.map(|share| if mixed(&share) { self.quadrature(t, 1.0 - share) } else { 0.0 })
        };
        let mut probabilities = sums;
        for (probability, share) in probabilities.iter_mut().zip(shares) {
            *probability = if share <= 0.0 {
                0.0
            } else if share >= 1.0 {
                -math::exp_m1(-self.r * math::ln_1p(t / self.alpha))
            } else {
                (share * *probability).min(1.0)
            };
        }
        probabilities
    }

    fn most_purchases(&self, t: f64) -> f64 {
        self.terms(t).ceil()
    }

    /// Leaving needs a purchase, so one comes.
    fn probability_of_ever(&self) -> f64 {
        1.0
    }

    /// While active, the rate is gamma distributed, so the waiting time is Lomax; leaving needs a purchase.
    fn next_purchase_quantile(&self, q: f64) -> f64 {
        (self.alpha * math::exp_m1(-math::ln_1p(-q) / self.r)).min(f64::MAX)
    }
}

impl ActiveBgNbd<'_> {
    /// Expected purchases, without a curve.
    fn expected_alone(&self, t: f64) -> f64 {
        if self.euler_keeps_digits(t) {
            return self.euler(t);
        }
        if self.terms(t) > MANY_TERMS {
            return self.quadrature(t, 1.0);
        }
        let [sum] = self.series(t, [1.0], 1.0);
        sum
    }

    fn terms(&self, t: f64) -> f64 {
        terms(self.r, self.alpha, t)
    }

    /// `sum over n of thin^n e_n P(K > n)` for each of `thins`, of which `most_kept` is the largest.
    fn series<const K: usize>(&self, t: f64, thins: [f64; K], most_kept: f64) -> [f64; K] {
        let mut arrivals = Arrivals::new(self.r, self.alpha, t);
        let mean = self.r * (t / self.alpha);
        // No sum is below its first term, so what is small beside that one does not show: neither the rounding
        // of the tail nor, past the mean, the rest of the tail, which is at most the mass over 1 - z.
        let least = arrivals.tail;
        let drop = 1e-17 * (self.alpha / (self.alpha + t));
        let (mut sums, mut powers) = ([0.0; K], [1.0; K]);
        let (mut stay, mut kept) = (1.0, 1.0);
        let most = 2 * MANY_TERMS as u32;
        for n in 0..most {
            let n = f64::from(n);
            arrivals.step();
            let reach = stay * arrivals.tail;
            for ((sum, power), thin) in sums.iter_mut().zip(&mut powers).zip(thins) {
                *sum += *power * reach;
                *power *= thin;
            }
            let passed = n > mean && kept * stay * arrivals.mass <= least * drop;
            if passed || kept * reach <= least * 1e-18 {
                break;
            }
            stay *= (self.b + n) / (self.a + self.b + n);
            kept *= most_kept;
        }
        sums
    }

    /// Whether [`Self::euler`] is short and loses at most two digits to cancellation: its two terms are near
    /// `c t / alpha` and `first t / alpha`, their difference near `r t / alpha`.
    fn euler_keeps_digits(&self, t: f64) -> bool {
        let z = t / (self.alpha + t);
        let c = (self.a + self.b - 1.0).abs();
        let first = self.euler_first().abs();
        // A first parameter below 0 makes the terms alternate: they grow to about e^(-first z) and cancel.
        let alternating = self.euler_first() * z < -8.0;
        z <= 0.98 && !alternating && c + first <= 100.0 * self.r && first * self.a <= 2.0 * (self.a + self.b)
    }

    fn euler_first(&self) -> f64 {
        self.a - 1.0 + self.b - self.r
    }

    /// Equation 10 after Euler's transformation, with the factor `1 / (a - 1)` divided out term by term.
    fn euler(&self, t: f64) -> f64 {
        let z = t / (self.alpha + t);
        let log_rest = -math::ln_1p(t / self.alpha);
        let c = self.a + self.b - 1.0;
        let power = (self.a - 1.0) * log_rest;
        let less = math::exp_m1(power);
        let main = if self.a == 1.0 { -log_rest } else { -less / (self.a - 1.0) };
        let first = self.euler_first();
        let mut term = first * z;
        let mut sum = term;
        let mut k = 1.0;
        for _ in 0..(2 * MANY_TERMS as u32) {
            let below = k - 1.0; // added whole, since `a` and `b` may be far smaller than a rounding of 1
            term *= (first + k) * (self.a + below) / ((self.a + self.b + below) * (k + 1.0)) * z;
            sum += term;
            k += 1.0;
            if term.abs() <= sum.abs() * 1e-17 {
                break;
            }
        }
        c * main - (1.0 + less) * sum
    }

    fn quadrature(&self, t: f64, thin: f64) -> f64 {
        let odds = t / self.alpha;
        let bend = (thin == 1.0).then(|| -math::ln(self.r * odds));
        mean_over_leaving(self.a, self.b, bend, |ln_p, _| {
            // 1 - thin * q, kept exact when both are near one.
            let gone = (1.0 - thin) + thin * math::exp(ln_p);
            if gone * odds * self.r < 1e-300 {
                self.r * odds
            } else {
                -math::exp_m1(-self.r * math::ln_1p(gone * odds)) / gone
            }
        })
    }
}

/// The mean of a function of `ln p` and `ln(1 - p)` over the probability `p` to leave, which is beta distributed,
/// on the scale of its log-odds. Beyond the bend of the distribution itself the function may bend once, near `bend`.
pub fn mean_over_leaving(a: f64, b: f64, bend: Option<f64>, of: impl Fn(f64, f64) -> f64) -> f64 {
    const STEP: f64 = 1.0 / 32.0;
    const FINE: f64 = 0.25;
    const WIDEST: f64 = 8.0;
    const FARTHEST: f64 = 40.0;
    let leaving = |v: f64| {
        // ln p and ln(1 - p) of the log-odds v, without overflow.
        let soft = math::ln_1p(math::exp(-v.abs()));
        if v > 0.0 { (-soft, -v - soft) } else { (v - soft, -soft) }
    };
    let centre = math::ln(a / b);
    let width = math::sqrt(1.0 / a + 1.0 / b).min(WIDEST);
    // A function like e^(-n p) turns within a few units of log-odds, wherever that is.
    let away = bend.map_or(0.0, |bend| bend - centre);
    let step = STEP.min(FINE / math::sqrt(width * width + away * away));
    let (p, q) = leaving(centre);
    let peak = a * p + b * q;
    let at = |u: f64| {
        let e = math::exp(u);
        let v = centre + width * 0.5 * (e - 1.0 / e);
        let (ln_p, ln_q) = leaving(v);
        let weight = math::exp(a * ln_p + b * ln_q - peak) * 0.5 * (e + 1.0 / e);
        (weight, weight * of(ln_p, ln_q))
    };
    let (mut weights, mut sum) = at(0.0);
    for sign in [-1.0, 1.0] {
        let mut k = 1.0;
        while k * step < FARTHEST {
            let (weight, product) = at(sign * step * k);
            weights += weight;
            sum += product;
            if weight <= weights * 1e-18 && product <= sum * 1e-18 {
                break;
            }
            k += 1.0;
        }
    }
    sum / weights
}

/// About how many arrivals carry all but e^-38 of the probability: the mean of the arrivals, eight standard
/// deviations, and the length of their geometric tail.
pub fn terms(r: f64, alpha: f64, t: f64) -> f64 {
    let odds = t / alpha;
    let mean = r * odds;
    mean + 8.0 * math::sqrt(mean * (1.0 + odds)) + NEGLIGIBLE / math::ln_1p(1.0 / odds)
}

/// Negative binomial arrivals, walked from none upward.
#[derive(Debug, Clone)]
pub struct Arrivals {
    r: f64,
    z: f64,
    n: f64,
    /// `ln P(K = n)` while that is too small for a double.
    log: f64,
    /// `P(K = n)`.
    pub mass: f64,
    /// `P(K > n)` after [`Self::advance`] has passed `n`.
    pub tail: f64,
    /// The tail when it was last free of the rounding of subtractions.
    exact: f64,
    /// The share of it left at which it is summed anew.
    renew: f64,
}

impl Arrivals {
    pub fn new(r: f64, alpha: f64, t: f64) -> Self {
        let log = -r * math::ln_1p(t / alpha);
        let tail = -math::exp_m1(log);
        Self { r, z: t / (alpha + t), n: 0.0, log, mass: math::exp(log), tail, exact: tail, renew: 1e-5 }
    }

    /// The same with a tail that keeps three digits more.
    pub fn exacter(self) -> Self {
        Self { renew: 1e-2, ..self }
    }

    /// Pass to the next number; the first call stays at none, where the walk begins. The tail keeps the
    /// rounding of the first one.
    pub fn step(&mut self) {
        if self.n == 0.0 {
            self.n = 1.0;
            return;
        }
        let ratio = (self.r + (self.n - 1.0)) / self.n * self.z;
        self.n += 1.0;
        if self.log < -690.0 {
            self.log += math::ln(ratio);
            self.mass = math::exp(self.log);
        } else {
            self.mass *= ratio;
        }
        self.tail -= self.mass;
    }

    /// [`Self::step`] with a tail that keeps its digits.
    pub fn advance(&mut self) {
        self.step();
        // Now and then the tail is summed anew, so that it keeps its digits however small.
        if self.tail < self.exact * self.renew && self.mass > 0.0 {
            self.tail = self.sum_tail();
            self.exact = self.tail;
        }
    }

    /// `P(K > n)` as the sum of its masses, of which there are more than a few only when `z` is near 1.
    fn sum_tail(&self) -> f64 {
        let mut n = self.n;
        let mut mass = self.mass;
        let mut sum = 0.0;
        for _ in 0..(2 * MANY_TERMS as u32) {
            mass *= (self.r + (n - 1.0)) / n * self.z;
            n += 1.0;
            sum += mass;
            if mass <= sum * 1e-17 {
                break;
            }
        }
        sum
    }
}

/// The probabilities of 0, 1, 2, ... purchases within a horizon.
#[derive(Debug, Clone)]
struct CountDistribution {
    alive: f64,
    a: f64,
    b: f64,
    arrivals: Arrivals,
    /// `E[q^n]` of the number to come.
    stay: f64,
    n: f64,
    /// The number beyond which there is nothing worth counting.
    most: f64,
}

impl CountDistribution {
    /// Of a customer who is active with probability `alive`.
    pub fn new(alive: f64, active: &ActiveBgNbd<'_>, t: f64) -> Self {
        let arrivals = Arrivals::new(active.r, active.alpha, t.max(0.0));
        let most = active.terms(t).ceil();
        Self { alive, a: active.a, b: active.b, arrivals, stay: 1.0, n: 0.0, most }
    }
}

impl Iterator for CountDistribution {
    type Item = f64;

    /// Equation 8: `n` arrivals and stayed through all, or left right after the n-th of more.
    fn next(&mut self) -> Option<f64> {
        let n = self.n;
        if n > self.most && self.arrivals.mass < LEAST_MASS {
            return None;
        }
        self.n += 1.0;
        if n == 0.0 {
            self.arrivals.advance();
            return Some((1.0 - self.alive) + self.alive * self.arrivals.mass);
        }
        // P(K >= n) is the tail beyond n - 1, before the walk moves on.
        let reach = self.arrivals.tail.max(0.0);
        self.arrivals.advance();
        let before = self.stay;
        let all = self.a + self.b + (n - 1.0);
        self.stay *= (self.b + (n - 1.0)) / all;
        let left = before * self.a / all;
        Some(self.alive * (self.stay * self.arrivals.mass + left * reach))
    }
}
