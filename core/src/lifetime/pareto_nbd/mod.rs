//! How many purchases will a customer still make, when leaving is silent?
//!
//! The Pareto/NBD model of Schmittlein, Morrison and Colombo, "Counting your customers: who are they and what
//! will they do next?" (Management Science 33(1), 1987): while active, a customer buys at random at a
//! rate of their own, and leaves for good at a random time, at another rate of their own, bought or not. Both rates
//! are gamma distributed over the customers (shape `r`, rate `alpha` and shape `s`, rate `beta`).
//!
//! With `R = r + x`, the likelihood of a history (Ma and Liu, "The MCMC approach for solving the Pareto/NBD
//! model", 2007; Fader and Hardie, "A note on deriving the Pareto/NBD model", 2005, section 3) is
//!
//! `Γ(R) / Γ(r) alpha^r beta^s {(alpha + T)^-R (beta + T)^-s + s integral over t_x to T of (alpha + y)^-R (beta + y)^-(s + 1) dy}`.
//!
//! A customer who is active has the parameters `R, alpha + T, s, beta + T`, so that all answers
//! are those of a new customer with other parameters.
//!
//! ```
//! use sartor::lifetime::{ParetoNbd, ParetoNbdParams};
//! let cdnow = ParetoNbdParams { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 }; // time in weeks
//! let model = ParetoNbd::with_params(cdnow)?;
//! assert!(model.probability_alive(26.0, 30.857, 31.0)? > 0.99); // bought yesterday
//! assert!(model.probability_alive(26.0, 10.0, 31.0)? < 1e-5); // has been silent for 21 weeks
//! assert!(model.probability_alive(0.0, 0.0, 31.0)? < 0.5); // and so has one who came only once
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod count;
mod discount;
#[cfg(feature = "train")]
mod fit;
mod race;

use serde::{Deserialize, Serialize};

use self::race::Wait;
#[cfg(feature = "train")]
use super::columns::Row;
use super::covariates::CovariateProcess;
use super::curve::{Curve, Curves};
#[cfg(feature = "train")]
use super::evaluation::Evaluation;
use super::history::History;
use super::model::PurchaseModel;
#[cfg(feature = "train")]
use super::process::Totals;
use super::process::{ActiveCustomer, Counts, MOST_PURCHASES, Plain, PurchaseProcess};
use crate::math;
use crate::rng::Rng;

/// Pareto/NBD with parameters that were fitted, or given.
pub type ParetoNbd = PurchaseModel<ParetoNbdParams>;

/// The parameters of a Pareto/NBD model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ParetoNbdParams {
    /// Shape of the gamma distribution of purchase rates; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
    pub alpha: f64,
    /// Shape of the gamma distribution of rates of leaving; above 0.
    pub s: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `s / beta`.
    pub beta: f64,
}

/// A customer who is active now, with what their history says of the waits for the next purchase and for leaving.
#[derive(Debug, Clone)]
pub struct ActiveRacer<'a> {
    purchase: Wait,
    leave: Wait,
    /// Mean time active within `h` over `h`, by `b / (b + h)`.
    time_active: Option<&'a Curve>,
}

impl PurchaseProcess for ParetoNbdParams {
    const SUBJECT: &'static str = "Pareto/NBD";
    const PARAMETERS: &'static [&'static str] = &["r", "alpha", "s", "beta"];
    const TIME_POWERS: &'static [i32] = &[0, 1, 0, 1];
    type Active<'a> = ActiveRacer<'a>;

    fn numbers(&self) -> Vec<f64> {
        vec![self.r, self.alpha, self.s, self.beta]
    }

    fn with_numbers(&self, numbers: &[f64]) -> Self {
        match *numbers {
            [r, alpha, s, beta] => Self { r, alpha, s, beta },
            _ => self.clone(),
        }
    }

    /// The odds of having left are the ratio of the two terms of the likelihood; the integral is
    /// the difference of two to infinity, each a probability over the term it belongs to.
    fn posterior<'a>(&self, history: &History, curves: &'a Curves) -> (f64, ActiveRacer<'a>) {
        let History { x, t_x, age } = *history;
        let purchase = Wait { shape: self.r + x, rate: self.alpha + t_x };
        let leave = Wait { shape: self.s, rate: self.beta + t_x };
        let active = ActiveRacer {
            purchase: Wait { shape: purchase.shape, rate: self.alpha + age },
            leave: Wait { shape: self.s, rate: self.beta + age },
            time_active: curves.of_all(),
        };
        let silence = age - t_x;
        let ratio = math::exp(purchase.hazard(silence) + leave.hazard(silence));
        // The smaller term is below 1, so the difference costs 1 + odds no digits.
        let curve = curves.of(x);
        let odds = ratio * leave.before_by(curve, purchase) - active.leave.before_by(curve, active.purchase);
        (1.0 / (1.0 + odds.max(0.0)), active)
    }

    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64> {
        let rate = rng.gamma(self.r, self.alpha);
        let leaving = rng.gamma(self.s, self.beta);
        let end = rng.exponential(leaving).min(age);
        let mut ages = Vec::new();
        let mut now = 0.0;
        loop {
            now += rng.exponential(rate);
            if now > end || now.is_nan() || ages.len() >= MOST_PURCHASES as usize {
                return ages;
            }
            ages.push(now);
        }
    }

    #[cfg(feature = "train")]
    fn starts(&self, totals: &Totals) -> Vec<Vec<f64>> {
        fit::starts(totals)
    }

    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation {
        fit::log_likelihood(histories, &self.with_numbers(numbers))
    }
}

impl CovariateProcess for ParetoNbdParams {
    const COVARIATES_ACT_ON: &'static [(&'static str, f64)] = &[("alpha", -1.0), ("beta", -1.0)];
}

impl Plain for ParetoNbdParams {
    fn any() -> Self {
        Self { r: 1.0, alpha: 1.0, s: 1.0, beta: 1.0 }
    }
}

impl ActiveCustomer for ActiveRacer<'_> {
    /// Mean rate times mean time active within `h`: Fader and Hardie 2005, equation 41, where `s = 1` is 0 / 0.
    fn expected_purchases(&self, h: f64) -> f64 {
        let Self { purchase, leave, time_active } = self;
        let rate = purchase.shape / purchase.rate;
        let less = leave.shape - 1.0;
        let active = |odds: f64| {
            let log = math::ln_1p(odds);
            if less == 0.0 { log } else { -math::exp_m1(-less * log) / less }
        };
        // What it is depends on the ratio of the times alone.
        let share = |rest: f64| active((1.0 - rest) / rest) * rest / (1.0 - rest);
        let share = time_active.and_then(|curve| curve.at(leave.rate / (leave.rate + h), share));
        rate * share.map_or_else(|| leave.rate * active(h / leave.rate), |share| h * share)
    }

    fn probability_of_none(&self, h: f64) -> f64 {
        let silence = math::exp(-self.purchase.hazard(h) - self.leave.hazard(h));
        let (now, later) =
            (self.leave.before(self.purchase), self.leave.after(h).before(self.purchase.after(h)));
        now + silence * (1.0 - later)
    }

    fn counts(&self, alive: f64, h: f64) -> Counts<'_> {
        /// Of shapes below this the recurrence, whose last step divides by them, leaves too few digits.
        const SMALL: f64 = 1e-3;
        let mut gone = 1.0 - alive;
        let mut none = (self.purchase.shape < SMALL).then(|| self.probability_of_none(h));
        let counts = count::probabilities(self.purchase, self.leave, h);
        let counts = counts.map(move |count| none.take().unwrap_or(count));
        Box::new(counts.map(move |count| std::mem::take(&mut gone) + alive * count))
    }

    /// Leaving does not wait for a purchase, so those of the kind are the process itself at the rate times the share.
    fn probability_of_kind(&self, h: f64, share: f64) -> f64 {
        if h <= 0.0 || share <= 0.0 {
            return 0.0;
        }
        let Self { purchase, leave, .. } = *self;
        // So rare that nobody will see two of them.
        if share * ((purchase.shape + 1.0) * (h / purchase.rate)) < 1e-17 {
            return share * self.expected_purchases(h);
        }
        let of_kind = Wait { shape: purchase.shape, rate: purchase.rate / share };
        let ever = of_kind.before(leave);
        let silence = math::exp(-of_kind.hazard(h) - leave.hazard(h));
        let within = ever - silence * of_kind.after(h).before(leave.after(h));
        // Where the difference loses digits, the integral has few panels.
        if within < 1e-3 * ever { of_kind.before_within(leave, h) } else { within.min(1.0) }
    }

    fn most_purchases(&self, h: f64) -> f64 {
        count::most(self.purchase, h)
    }

    /// `R / a` times the discounted time active: Fader, Hardie and Lee 2005, equation 4.
    fn discounted_for_ever(&self, force: f64) -> Option<f64> {
        let Self { purchase, leave, .. } = self;
        let time = leave.rate * discount::scaled_integral(leave.shape, force * leave.rate);
        Some(purchase.shape / purchase.rate * time)
    }

    fn probability_of_ever(&self) -> f64 {
        self.purchase.before(self.leave)
    }

    fn next_purchase_quantile(&self, q: f64) -> f64 {
        const LONGEST: f64 = 1e290;
        let ever = self.probability_of_ever();
        if q <= 0.0 {
            return 0.0;
        }
        if q >= ever {
            return f64::INFINITY;
        }
        // The density falls, so that Newton's steps from below never pass the root. Nobody buys sooner than one
        // who never leaves.
        let Self { purchase, leave, .. } = *self;
        let mut h = purchase.rate * math::exp_m1(-math::ln_1p(-q) / purchase.shape);
        for _ in 0..200 {
            if h >= LONGEST {
                return f64::MAX;
            }
            let silence = math::exp(-purchase.hazard(h) - leave.hazard(h));
            // Where the difference loses digits, the integral has few panels.
            let missing = if q < 0.1 * ever {
                q - purchase.before_within(leave, h)
            } else {
                silence * purchase.after(h).before(leave.after(h)) - (ever - q)
            };
            let step = missing * (purchase.rate + h) / (purchase.shape * silence);
            let next = h + step;
            let further = next > h * (1.0 + 4.0 * f64::EPSILON);
            if !further {
                break;
            }
            h = next;
        }
        h
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purchases_for_ever_hold_to_ten_digits() {
        let given = std::env::var_os("PARETO_POINTS").map(|path| std::fs::read_to_string(path).unwrap());
        let points = include_str!("../../../tests/lifetime/data/pareto_nbd.csv");
        let mut worst = (0, 0.0_f64);
        for line in
            given.as_deref().unwrap_or(points).lines().filter_map(|line| line.strip_prefix("for_ever,"))
        {
            let numbers: Vec<f64> = line.split(',').map(|number| number.parse().unwrap()).collect();
            let &[r, alpha, s, beta, force, x, t_x, age, expected] = numbers.as_slice() else {
                panic!("{line}")
            };
            let process = ParetoNbdParams { r, alpha, s, beta };
            let (alive, active) = process.posterior(&History { x, t_x, age }, Curves::NONE);
            let found = alive * active.discounted_for_ever(force).unwrap();
            let error = (found - expected).abs();
            assert!(error <= 1e-300 + 1e-10 * expected, "{line}: {found}");
            worst = (worst.0 + 1, if error <= 1e-300 { worst.1 } else { worst.1.max(error / expected) });
        }
        println!("points and worst relative error: {worst:?}");
        assert!(worst.0 > 0);
    }
}
