//! What will a customer do at the coming opportunities, who is there for the next one?
//!
//! With `A_j = (beta)_j / (alpha + beta)_j` the probability not to buy at `j` opportunities, and
//! `B_j = (delta)_j / (gamma + delta)_j` that to be there for `j` more after the next one:
//!
//! | question | answer |
//! | --- | --- |
//! | purchases at the next h | `alpha / (alpha + beta)` times the sum of `B_j`, j below h (equation 13) |
//! | at least one | the sum of `A_j B_j alpha / (alpha + beta + j)`, j below h |
//! | at least one of a kind | the mean over `p` of `share p` times the sum of `B_j (1 - share p)^j`, j below h |
//! | purchases for ever, discounted | as the first, with `e^(-force (j + 1))`, to infinity (equation 14) |

use super::ladder::{Ladder, ln_beta_moment};
use crate::lifetime::bg_nbd::count::mean_over_leaving;
use crate::lifetime::process::{ActiveCustomer, Counts, MOST_PURCHASES};
use crate::math;

/// The most opportunities over which numbers of purchases are counted out; the work grows with the square.
const MOST_COUNTED: f64 = 20_000.0;

/// The updated parameters of a customer who is there for the next opportunity.
#[derive(Debug, Clone)]
pub struct Attendant {
    /// Parameters of their probability to buy at an opportunity.
    pub alpha: f64,
    /// See `alpha`.
    pub beta: f64,
    /// Parameters of their probability to leave before an opportunity.
    pub gamma: f64,
    /// See `gamma`.
    pub delta: f64,
}

impl Attendant {
    /// Probability to buy at an opportunity.
    fn buying(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    fn attendance(&self, force: f64) -> Ladder {
        Ladder { chains: [(self.delta, self.gamma), (1.0, 0.0)], force, leaving: None }
    }

    /// Probability to buy at one of the next `h` opportunities, which may be infinitely many.
    fn probability_of_any(&self, h: f64) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        let chains = [(beta, alpha), (delta, gamma)];
        Ladder { chains, force: 0.0, leaving: Some((alpha, alpha + beta)) }.sum(h).min(1.0)
    }
}

impl ActiveCustomer for Attendant {
    fn expected_purchases(&self, h: f64) -> f64 {
        self.buying() * self.attendance(0.0).sum(h)
    }

    fn probability_of_none(&self, h: f64) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        if h <= 0.0 {
            return 1.0;
        }
        if h == f64::INFINITY {
            return 1.0 - self.probability_of_any(h);
        }
        // Nothing bought at all of them, or left after some.
        let stayed = ln_beta_moment(beta, alpha, h) + ln_beta_moment(delta, gamma, h - 1.0);
        let chains = [(beta + 1.0, alpha), (delta, gamma)];
        let left = Ladder { chains, force: 0.0, leaving: Some((gamma, gamma + delta)) }.sum(h - 1.0);
        math::exp(stayed) + beta / (alpha + beta) * left
    }

    fn counts(&self, alive: f64, h: f64) -> Counts<'_> {
        Box::new(CountDistribution::new(alive, self, h))
    }

    /// The mean over the probability to buy, `p`, of the probability of a first purchase of the kind, which comes at
    /// each opportunity attended with probability `share p`.
    fn probability_of_kind(&self, h: f64, share: f64) -> f64 {
        if h <= 0.0 || share <= 0.0 {
            return 0.0;
        }
        if share >= 1.0 {
            return self.probability_of_any(h);
        }
        // So rare that nobody will see two of them.
        if share * h < 1e-17 {
            return share * self.expected_purchases(h);
        }
        let often = h.min(self.delta / self.gamma);
        mean_over_leaving(self.alpha, self.beta, Some(-math::ln(share * often)), |ln_p, _| {
            let of_kind = share * math::exp(ln_p);
            of_kind * self.attendance(-math::ln_1p(-of_kind)).sum(h)
        })
    }

    fn most_purchases(&self, h: f64) -> f64 {
        if h <= MOST_COUNTED { h } else { f64::INFINITY }
    }

    fn discounted_for_ever(&self, force: f64) -> Option<f64> {
        Some(self.discounted_purchases(f64::INFINITY, force))
    }

    fn discounted_purchases(&self, periods: f64, force: f64) -> f64 {
        self.buying() * math::exp(-force) * self.attendance(force).sum(periods)
    }

    fn probability_of_ever(&self) -> f64 {
        self.probability_of_any(f64::INFINITY)
    }

    /// The first opportunity, counted from 1, up to which a purchase falls with probability `q`.
    fn next_purchase_quantile(&self, q: f64) -> f64 {
        const LONGEST: f64 = 1e300;
        if q <= 0.0 {
            return 0.0;
        }
        let reached = |h: f64| self.probability_of_any(h) >= q;
        let (mut low, mut high) = (0.0, 1.0);
        while !reached(high) {
            if high >= LONGEST {
                return f64::INFINITY;
            }
            low = high;
            high = (high * high.max(2.0)).min(LONGEST);
        }
        while high - low > 1.0 && high > low * (1.0 + 1e-15) {
            let middle = if low > 0.0 { math::sqrt(low) * math::sqrt(high) } else { 0.5 * high };
            let middle = math::floor(middle).clamp(low + 1.0, high);
            if middle >= high || reached(middle) {
                if middle >= high {
                    break;
                }
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }
}

/// The probabilities of 0, 1, 2, ... purchases at the next opportunities.
#[derive(Debug, Clone)]
struct CountDistribution {
    alive: f64,
    alpha: f64,
    beta: f64,
    /// Probabilities to be there for 0, 1, ... of the opportunities, for one who is there for the next.
    attended: Vec<f64>,
    n: usize,
    /// The logarithm of the probability of `n` purchases at `n` opportunities.
    log_all: f64,
}

impl CountDistribution {
    fn new(alive: f64, active: &Attendant, h: f64) -> Self {
        let most = h.clamp(0.0, f64::from(MOST_PURCHASES)) as usize;
        let mut attended = vec![0.0; most + 1];
        let mut kept = 1.0;
        for (i, chance) in attended.iter_mut().enumerate() {
            let j = i as f64 - 1.0;
            if i == most {
                *chance = kept;
            } else if i > 0 {
                let all = active.gamma + active.delta + j;
                *chance = kept * active.gamma / all;
                kept *= (active.delta + j) / all;
            }
        }
        Self { alive, alpha: active.alpha, beta: active.beta, attended, n: 0, log_all: 0.0 }
    }
}

impl Iterator for CountDistribution {
    type Item = f64;

    /// The mean over the opportunities attended of the beta-binomial probability of `n` purchases.
    fn next(&mut self) -> Option<f64> {
        const SMALLEST: f64 = -690.0;
        let attended = self.attended.get(self.n..)?;
        if attended.is_empty() {
            return None;
        }
        let n = self.n as f64;
        let (mut log, mut mass) = (self.log_all, math::exp(self.log_all));
        let mut sum = 0.0;
        let mut i = n;
        for chance in attended {
            sum += chance * mass;
            let ratio = (i + 1.0) / (i + 1.0 - n) * ((self.beta + (i - n)) / (self.alpha + self.beta + i));
            if log < SMALLEST {
                log += math::ln(ratio);
                mass = math::exp(log);
            } else {
                mass *= ratio;
            }
            i += 1.0;
        }
        self.log_all += math::ln((self.alpha + n) / (self.alpha + self.beta + n));
        self.n += 1;
        Some(if n == 0.0 { (1.0 - self.alive) + self.alive * sum } else { self.alive * sum })
    }
}
