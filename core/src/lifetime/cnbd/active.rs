//! How many purchases does a customer make who is active now and buys in phases?
//!
//! With `j` phases of the current interval passed, `N` more to come (negative binomial, shape `s + j`) make
//! `(j + N) / k` purchases, rounded down, that nobody would leave after. Of so many the customer makes
//! `C(n) = sum over i < n of e_i` on average, where `e_i = (b)_i / (a + b)_i` is the probability to have stayed
//! after `i`. All sums have positive terms.

use super::MOST_PHASES;
use super::generating::Grouped;
use crate::lifetime::bg_nbd::count::{Arrivals, LEAST_MASS, MANY_TERMS, mean_over_leaving, terms};
use crate::lifetime::history::History;
use crate::lifetime::process::{ActiveCustomer, Counts};
use crate::math;

/// `-ln` of the relative weight below which a tail is dropped.
const NEGLIGIBLE: f64 = 38.0;

/// What is believed of a customer who is active now and buys in phases.
#[derive(Debug, Clone)]
pub struct RegularActive {
    /// Phases of the time between two purchases.
    pub k: u32,
    /// Probabilities to have passed 0, 1, ... phases of the current interval.
    pub passed: [f64; MOST_PHASES as usize],
    /// Shape of the rate of phases of one who has passed none; one more for each that was.
    pub s: f64,
    /// Rate of that.
    pub alpha: f64,
    /// First parameter of their probability to leave after a purchase.
    pub a: f64,
    /// Second parameter.
    pub b: f64,
}

impl RegularActive {
    /// Probability to be active, and what is believed if so.
    pub fn posterior(
        k: u32,
        [r, alpha, a, b]: &[f64; 4],
        from_first: bool,
        history: &History,
    ) -> (f64, Self) {
        let History { x, t_x, age } = *history;
        let s = r + f64::from(k) * x;
        let silence = age - t_x;
        let w = silence / (alpha + age);
        let mut passed = [0.0; MOST_PHASES as usize];
        let (mut sum, mut part) = (0.0, 1.0);
        for (j, probability) in (0..k).zip(&mut passed) {
            let j = f64::from(j);
            *probability = part;
            sum += part;
            part *= (s + j) / (j + 1.0) * w;
        }
        for probability in &mut passed {
            *probability /= sum;
        }
        let (chances, left) = if from_first { (x + 1.0, b + x) } else { (x, b + (x - 1.0)) };
        let alive = if chances == 0.0 {
            1.0
        } else {
            let decay = s * math::ln_1p(silence / (alpha + t_x));
            // Odds of having left after the last purchase.
            1.0 / (1.0 + a / left * (math::exp(decay) / sum))
        };
        (alive, Self { k, passed, s, alpha: alpha + age, a: *a, b: b + chances })
    }

    /// Each number of phases that may have passed: that number, its probability, and the shape of the rate.
    pub fn phases(&self) -> impl Iterator<Item = (u32, f64, f64)> {
        let all = (0..self.k).zip(self.passed);
        all.filter(|(_, probability)| *probability > 0.0).map(|(j, p)| (j, p, self.s + f64::from(j)))
    }

    /// About how many phases carry all that counts.
    fn terms(&self, t: f64) -> f64 {
        terms(self.s + f64::from(self.k), self.alpha, t) + f64::from(self.k)
    }

    fn sum(&self, t: f64) -> f64 {
        let mut walk = GroupedWalk::new(self, t);
        let odds = t / self.alpha;
        let mean = (self.s + f64::from(self.k)) * odds / f64::from(self.k) + 1.0;
        // Past the mean the rest is less than the last term over the square of what the masses lose in a step.
        let drop = 1e-17 / ((1.0 + odds) * (1.0 + odds));
        let (mut sum, mut stay, mut made) = (0.0, 1.0, 0.0);
        let mut n = 0.0;
        walk.pass(Arrivals::step);
        for _ in 0..(2 * MANY_TERMS as u32) {
            made += stay;
            stay *= (self.b + n) / (self.a + self.b + n);
            n += 1.0;
            let mass = walk.pass(Arrivals::step);
            sum += mass * made;
            if n > mean && mass * made <= sum * drop {
                break;
            }
        }
        sum
    }
}

impl ActiveCustomer for RegularActive {
    fn expected_purchases(&self, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        if self.terms(t) <= MANY_TERMS {
            return self.sum(t);
        }
        let grouped = Grouped::new(self, t);
        let bend = -math::ln(self.s / f64::from(self.k) * (t / self.alpha));
        mean_over_leaving(self.a, self.b, Some(bend), |ln_p, ln_q| grouped.purchases(ln_p, ln_q))
    }

    fn probability_of_none(&self, t: f64) -> f64 {
        let mut none = 0.0;
        for (j, probability, shape) in self.phases() {
            let mut arrivals = Arrivals::new(shape, self.alpha, t.max(0.0));
            let mut sum = 0.0;
            for _ in j..self.k {
                arrivals.step();
                sum += arrivals.mass;
            }
            none += probability * sum;
        }
        none.min(1.0)
    }

    /// The sum over n of `share (1 - share)^n e_n P(more than n)`: of purchases at intervals that are not exponential
    /// those of the kind are no such process, but leaving and the kind still depend on nothing but chance.
    fn probability_of_kind(&self, t: f64, share: f64) -> f64 {
        if t <= 0.0 || share <= 0.0 {
            return 0.0;
        }
        let others = (1.0 - share).max(0.0);
        let few = f64::from(self.k) * (1.0 - NEGLIGIBLE / math::ln_1p(-share));
        if self.terms(t).min(few) > MANY_TERMS {
            let grouped = Grouped::new(self, t);
            let often = self.s / f64::from(self.k) * (t / self.alpha);
            let bend = math::ln(share.max(1.0 / often));
            return mean_over_leaving(self.a, self.b, Some(bend), |ln_p, ln_q| {
                let ends = share + others * math::exp(ln_p);
                share * grouped.purchases(math::ln(ends), math::ln_1p(-share) + ln_q)
            });
        }
        let mut walk = GroupedWalk::new(self, t);
        let (mut sum, mut kept, mut n) = (0.0, 1.0, 0.0);
        for _ in 0..(2 * MANY_TERMS as u32) {
            walk.advance();
            let reach = kept * walk.tail();
            sum += reach;
            if reach <= sum * 1e-18 {
                break;
            }
            kept *= others * ((self.b + n) / (self.a + self.b + n));
            n += 1.0;
        }
        (share * sum).min(1.0)
    }

    /// Leaving needs a purchase, so one comes.
    fn probability_of_ever(&self) -> f64 {
        1.0
    }

    fn counts(&self, alive: f64, t: f64) -> Counts<'_> {
        let walk = GroupedWalk::new(self, t);
        let most = self.most_purchases(t);
        Box::new(Distribution { alive, a: self.a, b: self.b, walk, stay: 1.0, n: 0.0, most, mass: 1.0 })
    }

    fn most_purchases(&self, t: f64) -> f64 {
        (self.terms(t) / f64::from(self.k)).ceil()
    }
}

/// Purchases that nobody would leave after, walked from none upward.
#[derive(Debug, Clone)]
pub(super) struct GroupedWalk {
    k: u32,
    /// Of each number of phases that may have passed: how many are still lacking, its probability, and those to come.
    phases: Vec<(u32, f64, Arrivals)>,
}

impl GroupedWalk {
    /// Of this customer within `t`.
    pub fn new(active: &RegularActive, t: f64) -> Self {
        let arrivals = |shape| Arrivals::new(shape, active.alpha, t.max(0.0)).exacter();
        let of = |(j, p, shape)| (active.k - j, p, arrivals(shape));
        Self { k: active.k, phases: active.phases().map(of).collect() }
    }

    /// Pass to the next number, none being the first, and say how likely it is; the tail keeps its digits.
    pub fn advance(&mut self) -> f64 {
        self.pass(Arrivals::advance)
    }

    fn pass(&mut self, step: impl Fn(&mut Arrivals)) -> f64 {
        let mut mass = 0.0;
        for (lacking, probability, arrivals) in &mut self.phases {
            let mut sum = 0.0;
            for _ in 0..*lacking {
                step(arrivals);
                sum += arrivals.mass;
            }
            *lacking = self.k;
            mass += *probability * sum;
        }
        mass
    }

    /// The probability of more than the number passed to last.
    pub fn tail(&self) -> f64 {
        self.phases.iter().fold(0.0, |sum, (_, p, arrivals)| sum + p * arrivals.tail.max(0.0))
    }
}

/// The probabilities of 0, 1, 2, ... purchases within a horizon.
#[derive(Debug, Clone)]
struct Distribution {
    alive: f64,
    a: f64,
    b: f64,
    walk: GroupedWalk,
    /// `E[q^n]` of the number to come.
    stay: f64,
    n: f64,
    /// The number beyond which there is nothing worth counting.
    most: f64,
    /// The probability of the number passed to last, if nobody left.
    mass: f64,
}

impl Iterator for Distribution {
    type Item = f64;

    /// That many with nobody leaving, and stayed through all; or left right after the n-th of more.
    fn next(&mut self) -> Option<f64> {
        let n = self.n;
        if n > self.most && self.mass < LEAST_MASS {
            return None;
        }
        self.n += 1.0;
        let reach = self.walk.tail();
        self.mass = self.walk.advance();
        if n == 0.0 {
            return Some((1.0 - self.alive) + self.alive * self.mass);
        }
        let before = self.stay;
        let all = self.a + self.b + (n - 1.0);
        self.stay *= (self.b + (n - 1.0)) / all;
        let left = before * self.a / all;
        Some(self.alive * (self.stay * self.mass + left * reach))
    }
}
