//! How likely is it that an active customer buys nothing, leaves, or stays, up to some time?
//!
//! With a rate of purchase that is gamma distributed (`r`, `alpha`) and a lifetime with the survival function
//! `S(u) = (beta / (beta - 1 + e^(b u)))^s`, everything asked of the model is an integral of
//!
//! `e^(-force u) (alpha / (alpha + u))^r S(u)`
//!
//! times one, times the rate of leaving `s b / q(u)` or times the rate of buying `r / (alpha + u)`, with
//! `q(u) = 1 + (beta - 1) e^(-b u)`, in which nothing overflows. The paper writes them as hypergeometric functions
//! whose series fail where `b u` is large; here they are summed in panels of Gauss and Legendre, each as wide as the
//! function is smooth: half as wide as the distance of its singularities, and with no more than a factor of `e^5` of
//! change.

use crate::lifetime::quadrature::nodes;
use crate::math;

/// The largest change of the logarithm of the function in a panel.
const MOST_CHANGE: f64 = 5.0;
/// The share below which a rest is dropped.
const NEGLIGIBLE: f64 = 1e-18;

/// What the function under an integral is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// One.
    One,
    /// The rate at which one who is active leaves.
    Leaving,
    /// The rate of purchase of one who has not bought.
    Buying,
}

/// A customer who is active at time 0.
#[derive(Debug, Clone)]
pub struct Silence {
    /// Shape of the rate of purchase; 0 where purchases do not matter.
    pub r: f64,
    /// Rate of that.
    pub alpha: f64,
    /// Scale of the Gompertz distribution of lifetimes.
    pub b: f64,
    /// Shape of its gamma mixture.
    pub s: f64,
    /// Rate of that.
    pub beta: f64,
    /// Discount of a unit of time.
    pub force: f64,
}

/// A time, as the parameters of leaving and of buying see it.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// `e^(-b u)`; only a fit asks for it.
    #[cfg(feature = "train")]
    pub decay: f64,
    /// `1 + (beta - 1) e^(-b u)`.
    pub q: f64,
    /// The logarithm of the probability to live for so long, for `s = 1`.
    pub log_lived: f64,
    /// `ln(1 + u / alpha)`.
    pub log_growth: f64,
}

/// `1 + (beta - 1) e^(-b u)`, which times `e^(b u)` is what survival falls with.
pub fn ageing(b: f64, beta: f64, u: f64) -> f64 {
    -math::exp_m1(-b * u) + beta * math::exp(-b * u)
}

impl Silence {
    /// What holds at the time `u`.
    pub fn at(&self, u: f64) -> Moment {
        let past = self.b * u;
        let log_growth = math::ln_1p(u / self.alpha);
        if past < 30.0 {
            let grown = math::exp_m1(past);
            let decay = 1.0 / (1.0 + grown);
            let log_lived = -math::ln_1p(grown / self.beta);
            return Moment {
                #[cfg(feature = "train")]
                decay,
                q: (grown + self.beta) * decay,
                log_lived,
                log_growth,
            };
        }
        let decay = math::exp(-past);
        let more = (self.beta - 1.0) * decay;
        let log_lived = math::ln(self.beta) - past - math::ln_1p(more);
        Moment {
            #[cfg(feature = "train")]
            decay,
            q: 1.0 + more,
            log_lived,
            log_growth,
        }
    }

    /// The logarithm of the probability to live until a time and to buy nothing, and of its discount.
    pub fn log_left(&self, u: f64, at: &Moment) -> f64 {
        self.s * at.log_lived - self.r * at.log_growth - self.force * u
    }

    /// The probability to live for `u` and to buy nothing, discounted.
    pub fn left(&self, u: f64) -> f64 {
        if u == f64::INFINITY { 0.0 } else { math::exp(self.log_left(u, &self.at(u))) }
    }

    /// The rate at which one who is active at `u` leaves.
    fn leaving(&self, u: f64) -> f64 {
        self.s * self.b / ageing(self.b, self.beta, u)
    }

    /// The integral up to `end`, which may be infinite where it is finite.
    pub fn integral(&self, factor: Factor, end: f64) -> f64 {
        let mut sum = 0.0;
        self.walk(end, |start, width| {
            for (u, weight) in nodes(start, width) {
                let at = self.at(u);
                let by = match factor {
                    Factor::One => 1.0,
                    Factor::Leaving => self.s * self.b / at.q,
                    Factor::Buying => self.r / (self.alpha + u),
                };
                sum += weight * by * math::exp(self.log_left(u, &at));
            }
            let next = start + width;
            let longest = if factor == Factor::One { self.longest(next, end) } else { 1.0 };
            self.left(next) * longest > NEGLIGIBLE * sum
        });
        sum
    }

    /// Visit the panels from time 0 to `end`, each by its start and width, while the visitor wishes to go on.
    pub fn walk(&self, end: f64, mut visit: impl FnMut(f64, f64) -> bool) {
        let mut u = 0.0;
        while u < end {
            let width = self.panel(u).min(end - u);
            if !visit(u, width) {
                return;
            }
            let next = u + width;
            if next <= u {
                return;
            }
            u = next;
        }
    }

    /// A bound of the time that one is still active after `u`, discounted.
    fn longest(&self, u: f64, end: f64) -> f64 {
        // The rate of leaving tends to s b, from below where beta is above one.
        let least = if self.beta > 1.0 { self.leaving(u) } else { self.s * self.b };
        (end - u).min(1.0 / (least + self.force))
    }

    /// How wide a panel at `u` may be.
    fn panel(&self, u: f64) -> f64 {
        let power = if self.r > 0.0 { self.alpha + u } else { f64::INFINITY };
        // The nearest zero of beta - 1 + e^(b u): on the real axis behind, or pi / b beside the time of the knee.
        let knee = if self.beta < 1.0 {
            u - math::ln_1p(-self.beta) / self.b
        } else {
            let past = self.b * u - math::ln(self.beta - 1.0);
            math::sqrt(past * past + std::f64::consts::PI * std::f64::consts::PI) / self.b
        };
        // The largest slopes of the panel: that of survival is at its end where beta is above one.
        let q = ageing(self.b, self.beta, u);
        let bend = self.b * ((q - 1.0) / q).abs();
        let fixed = self.force + self.r / (self.alpha + u) + bend;
        let here = self.s * self.b / q;
        let mut width = (0.5 * power.min(knee)).min(MOST_CHANGE / (fixed + here));
        while width * (fixed + here.max(self.leaving(u + width))) > MOST_CHANGE && width > 1e-12 * u {
            width *= 0.5;
        }
        width
    }
}
