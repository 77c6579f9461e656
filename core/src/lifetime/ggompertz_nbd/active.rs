//! What will a customer do who is active now?
//!
//! By their history the parameters become `r + x`, `alpha + T` and `beta' = 1 + (beta - 1) e^(-b T)`: the rest of a
//! lifetime is again a gamma mixture of Gompertz distributions.

use super::silence::{Factor, Silence};
use crate::lifetime::process::{ActiveCustomer, Counts};
use crate::lifetime::quadrature::nodes;
use crate::math;

/// The updated parameters of a customer who is active.
#[derive(Debug, Clone)]
pub struct Mortal {
    /// Shape of their rate of purchase.
    pub r: f64,
    /// Rate of that.
    pub alpha: f64,
    /// Scale of the Gompertz distribution of what is left of their lifetime.
    pub b: f64,
    /// Shape of its gamma mixture.
    pub s: f64,
    /// Rate of that.
    pub beta: f64,
}

/// `-ln` of the probability below which a tail is dropped.
const NEGLIGIBLE: f64 = 38.0;
/// A probability to be active for longer that is below this is none.
const LEAST_LEFT: f64 = 1e-300;

impl Mortal {
    /// While nothing is bought.
    fn silence(&self) -> Silence {
        let Self { r, alpha, b, s, beta } = *self;
        Silence { r, alpha, b, s, beta, force: 0.0 }
    }

    /// Whatever is bought.
    fn life(&self, force: f64) -> Silence {
        Silence { r: 0.0, force, ..self.silence() }
    }
}

impl ActiveCustomer for Mortal {
    /// A rate of purchase does not depend on the lifetime.
    fn expected_purchases(&self, t: f64) -> f64 {
        self.discounted_purchases(t, 0.0)
    }

    fn probability_of_none(&self, t: f64) -> f64 {
        let silence = self.silence();
        silence.left(t) + silence.integral(Factor::Leaving, t)
    }

    fn counts(&self, alive: f64, t: f64) -> Counts<'_> {
        Box::new(CountDistribution::new(alive, self, t))
    }

    /// Leaving does not wait for a purchase, so those of the kind are the process itself at the rate times the share.
    fn probability_of_kind(&self, t: f64, share: f64) -> f64 {
        if t <= 0.0 || share <= 0.0 {
            return 0.0;
        }
        Silence { alpha: self.alpha / share, ..self.silence() }.integral(Factor::Buying, t).min(1.0)
    }

    /// Of one who does not leave: the mean, eight standard deviations, and the length of the geometric tail.
    fn most_purchases(&self, t: f64) -> f64 {
        let odds = t / self.alpha;
        let mean = self.r * odds;
        math::floor(mean + 8.0 * math::sqrt(mean * (1.0 + odds)) + NEGLIGIBLE / math::ln_1p(1.0 / odds)) + 1.0
    }

    fn discounted_for_ever(&self, force: f64) -> Option<f64> {
        Some(self.discounted_purchases(f64::INFINITY, force))
    }

    fn discounted_purchases(&self, periods: f64, force: f64) -> f64 {
        self.r / self.alpha * self.life(force).integral(Factor::One, periods)
    }

    fn probability_of_ever(&self) -> f64 {
        self.silence().integral(Factor::Buying, f64::INFINITY)
    }

    /// By Newton's steps from the time of one who never leaves. The density of the next purchase falls, so that each
    /// step ends before the quantile.
    fn next_purchase_quantile(&self, q: f64) -> f64 {
        const MOST_STEPS: u32 = 200;
        const LONGEST: f64 = 1e290;
        let silence = self.silence();
        if q <= 0.0 {
            return 0.0;
        }
        if q >= self.probability_of_ever() {
            return f64::INFINITY;
        }
        let mut t = self.alpha * math::exp_m1(-math::ln_1p(-q) / self.r);
        for _ in 0..MOST_STEPS {
            if t >= LONGEST {
                return f64::MAX;
            }
            let density = self.r / (self.alpha + t) * silence.left(t);
            let step = (q - silence.integral(Factor::Buying, t)) / density;
            if !step.is_finite() {
                return f64::INFINITY;
            }
            t += step;
            if step <= 1e-14 * t {
                break;
            }
        }
        t.min(f64::MAX)
    }
}

/// The probabilities of 0, 1, 2, ... purchases within a horizon: the mean over the time that the customer is active
/// of the negative binomial probability in that time.
#[derive(Debug, Clone)]
struct CountDistribution {
    alive: f64,
    r: f64,
    /// By ascending time.
    times: Vec<ActiveTime>,
    /// Times before this one have nothing left to give; those from `last` on, nothing yet.
    first: usize,
    last: usize,
    n: f64,
    most: f64,
    /// The logarithm of `Gamma(r + n) / (Gamma(r) n!)`.
    log_choices: f64,
}

/// A time for which a customer may be active.
#[derive(Debug, Clone)]
struct ActiveTime {
    weight: f64,
    /// The logarithm of the probability of nothing bought.
    log_none: f64,
    z: f64,
    log_z: f64,
    /// The probability of the number to come, once it is above the smallest double.
    mass: f64,
}

/// The logarithm from which on a probability is a double with all its digits.
const SMALLEST: f64 = -690.0;

impl CountDistribution {
    fn new(alive: f64, active: &Mortal, t: f64) -> Self {
        let Mortal { r, alpha, .. } = *active;
        let life = active.life(0.0);
        let mut times = Vec::new();
        let mut add = |u: f64, weight: f64| {
            let z = u / (alpha + u);
            let log_none = -r * math::ln_1p(u / alpha);
            times.push(ActiveTime { weight, log_none, z, log_z: math::ln(z), mass: 0.0 });
        };
        life.walk(t, |start, width| {
            // Within nine standard deviations of the number bought by `u`, the logarithm of its probability has at
            // most nine times this slope.
            let mut u = start;
            while u < start + width {
                let fine = math::sqrt(u * ((alpha + u) / r)).max(alpha / (r + 1.0));
                let part = (0.7 * fine).min(start + width - u);
                let mut inside: Vec<(f64, f64)> = nodes(u, part).collect();
                inside.sort_by(|one, other| one.0.total_cmp(&other.0));
                for (u, weight) in inside {
                    let at = life.at(u);
                    add(u, weight * (life.s * life.b / at.q) * math::exp(life.log_left(u, &at)));
                }
                if u + part <= u {
                    break;
                }
                u += part;
            }
            life.left(start + width) > LEAST_LEFT
        });
        if t > 0.0 {
            add(t, life.left(t));
        }
        let most = if t > 0.0 { active.most_purchases(t) } else { 0.0 };
        Self { alive, r, times, first: 0, last: 0, n: 0.0, most, log_choices: 0.0 }
    }
}

impl Iterator for CountDistribution {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let n = self.n;
        if n > self.most {
            return None;
        }
        if self.times.is_empty() {
            self.n += 1.0;
            return Some(1.0);
        }
        let mut begun = 0;
        for time in self.times.iter_mut().skip(self.last) {
            let log = self.log_choices + time.log_none + n * time.log_z;
            if log < SMALLEST {
                break;
            }
            time.mass = math::exp(log);
            begun += 1;
        }
        self.last += begun;
        let ratio = (self.r + n) / (n + 1.0);
        let mut sum = 0.0;
        let mut spent = 0;
        let mut spending = true;
        for time in self.times.iter_mut().take(self.last).skip(self.first) {
            sum += time.weight * time.mass;
            time.mass *= ratio * time.z;
            spending &= time.mass < 1e-280 && n > self.r * time.z / (1.0 - time.z);
            spent += usize::from(spending);
        }
        self.first += spent;
        self.log_choices += math::ln(ratio);
        self.n += 1.0;
        Some(if n == 0.0 { (1.0 - self.alive) + self.alive * sum } else { self.alive * sum })
    }
}
