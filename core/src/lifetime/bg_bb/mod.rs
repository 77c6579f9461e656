//! Who will come to the next opportunities, where purchases can only be made at such?
//!
//! The BG/BB model of Fader, Hardie and Shang, "Customer-base analysis in a discrete-time noncontractual setting"
//! (Marketing Science 29(6), 2010), for yearly donations, events, cruises, or purchases recorded as one yes or no a
//! month. Before each opportunity a customer leaves for good with a probability of their own, beta distributed over
//! the customers (`gamma`, `delta`); one who is there buys with a probability of their own (`alpha`, `beta`).
//!
//! A history counts opportunities: `frequency` purchases, the number of the opportunity of the last one as
//! `last_purchase_age` (0 without one), and `age` opportunities in all. There is no first purchase that is left out
//! of the count: customers are those who could buy, as after the purchase that acquired them. Horizons are whole
//! numbers of opportunities. The probability to be active is that to be there for the next opportunity (equation 11).
//!
//! ```
//! use sartor::lifetime::{BgBb, BgBbParams};
//! // The paper's fit to public radio donors over six years.
//! let model = BgBb::with_params(BgBbParams { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 })?;
//! assert!((model.probability_alive(6.0, 6.0, 6.0)? - 0.93).abs() < 5e-3);
//! assert!((model.expected_purchases(5.0, 6.0, 6.0, 6.0)? - 3.75).abs() < 5e-3);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod active;
#[cfg(feature = "train")]
mod fit;
mod ladder;

use serde::{Deserialize, Serialize};

use self::active::Attendant;
use self::ladder::Ladder;
#[cfg(feature = "train")]
use super::columns::Row;
use super::curve::Curves;
#[cfg(feature = "train")]
use super::evaluation::Evaluation;
use super::history::History;
use super::model::{self, PurchaseModel};
#[cfg(feature = "train")]
use super::process::Totals;
use super::process::{MOST_PURCHASES, Plain, PurchaseProcess};
use crate::rng::Rng;
use crate::{Result, SartorError};

const SUBJECT: &str = "BG/BB";

/// BG/BB with parameters that were fitted, or given.
pub type BgBb = PurchaseModel<BgBbParams>;

/// The parameters of a BG/BB model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BgBbParams {
    /// First parameter of the beta distribution of the probability to buy at an opportunity; above 0.
    pub alpha: f64,
    /// Second parameter of it; above 0. The mean probability is `alpha / (alpha + beta)`.
    pub beta: f64,
    /// First parameter of the beta distribution of the probability to leave before an opportunity; above 0.
    pub gamma: f64,
    /// Second parameter of it; above 0. The mean probability is `gamma / (gamma + delta)`.
    pub delta: f64,
}

impl PurchaseProcess for BgBbParams {
    const SUBJECT: &'static str = SUBJECT;
    const PARAMETERS: &'static [&'static str] = &["alpha", "beta", "gamma", "delta"];
    const TIME_POWERS: &'static [i32] = &[0, 0, 0, 0];
    type Active<'a> = Attendant;

    fn numbers(&self) -> Vec<f64> {
        vec![self.alpha, self.beta, self.gamma, self.delta]
    }

    fn with_numbers(&self, numbers: &[f64]) -> Self {
        match *numbers {
            [alpha, beta, gamma, delta] => Self { alpha, beta, gamma, delta },
            _ => self.clone(),
        }
    }

    /// Opportunities are counted: at most a million, and no more purchases than opportunities up to the last one.
    fn check_history(subject: &str, x: f64, t_x: f64, age: f64) -> Result<()> {
        let whole = |value: f64, most: f64| (0.0..=most).contains(&value) && value.fract() == 0.0;
        let fail = |field: &str, value: f64, expected: &str| {
            Err(SartorError::out_of_range(subject, field, value, expected))
        };
        super::summary::check_count(subject, x)?;
        if !whole(age, f64::from(MOST_PURCHASES)) {
            return fail("age", age, "a whole number of opportunities from 0 to 1,000,000");
        }
        if !whole(t_x, age) {
            return fail("last_purchase_age", t_x, &format!("a whole number from 0 to the age {age}"));
        }
        if x == 0.0 && t_x != 0.0 {
            return fail("last_purchase_age", t_x, "0 when frequency is 0");
        }
        if x > t_x {
            return fail(
                "last_purchase_age",
                t_x,
                &format!("at least the frequency {x}: one purchase an opportunity"),
            );
        }
        Ok(())
    }

    /// Only whole opportunities can be looked ahead.
    fn check_periods(periods: f64) -> Result<()> {
        model::check_periods(SUBJECT, periods)?;
        if periods.fract() == 0.0 {
            return Ok(());
        }
        Err(SartorError::out_of_range(SUBJECT, "periods", periods, "a whole number of opportunities"))
    }

    /// Equation 11: there for the next opportunity as well, among all ways not to have bought since.
    fn posterior(&self, history: &History, _: &Curves) -> (f64, Attendant) {
        let History { x, t_x, age } = *history;
        let Self { alpha, beta, gamma, delta } = *self;
        let (misses, silent) = (t_x - x, age - t_x);
        let chains = [(beta + misses, alpha + x), (delta + t_x, gamma)];
        let ladder = Ladder { chains, force: 0.0, leaving: Some((gamma, gamma + delta + t_x)) };
        let there = ladder.kept(silent);
        let next = (delta + age) / (gamma + delta + age);
        let active = Attendant { alpha: alpha + x, beta: beta + (age - x), gamma, delta: delta + age + 1.0 };
        (there * next / (there + ladder.sum(silent)), active)
    }

    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64> {
        let buying = rng.beta(self.alpha, self.beta);
        let leaving = rng.beta(self.gamma, self.delta);
        let mut ages = Vec::new();
        for opportunity in 1..=age.clamp(0.0, f64::from(MOST_PURCHASES)) as u32 {
            if rng.bernoulli(leaving) {
                break;
            }
            if rng.bernoulli(buying) {
                ages.push(f64::from(opportunity));
            }
        }
        ages
    }

    #[cfg(feature = "train")]
    fn starts(&self, _: &Totals) -> Vec<Vec<f64>> {
        fit::starts()
    }

    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation {
        let Self { alpha, beta, gamma, delta } = self.with_numbers(numbers);
        fit::log_likelihood(histories, &[alpha, beta, gamma, delta])
    }

    fn time_power(&self, _: f64) -> f64 {
        0.0
    }
}

impl Plain for BgBbParams {
    fn any() -> Self {
        Self { alpha: 1.0, beta: 1.0, gamma: 1.0, delta: 1.0 }
    }
}
