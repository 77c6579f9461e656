//! How many purchases will a customer still make, and is the customer still one?
//!
//! The BG/NBD model of Fader, Hardie and Lee, "Counting your customers the easy way" (Marketing Science
//! 24(2), 2005): while active, a customer buys at random at a rate of their own; after each purchase they
//! leave for good with a probability of their own. Rates follow a gamma distribution over the customers
//! (shape `r`, rate `alpha`), probabilities of leaving a beta distribution (`a`, `b`).
//!
//! Leaving can only follow a repeat purchase, so the model holds every customer without one to be active
//! for certain: [`BgNbd::probability_alive`] is exactly 1 for them, whatever their age. Their expected
//! purchases fall with age all the same, and those are what to act on.
//!
//! ```
//! use sartor::lifetime::{BgNbd, BgNbdParams};
//! let model = BgNbd::with_params(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
//! assert!(model.probability_alive(26.0, 30.857, 31.0)? > 0.96); // bought yesterday
//! assert!(model.probability_alive(26.0, 10.0, 31.0)? < 1e-5); // has been silent for 21 weeks
//! assert_eq!(model.probability_alive(0.0, 0.0, 31.0)?, 1.0); // by construction, see above
//! # Ok::<(), sartor::SartorError>(())
//! ```

pub(super) mod count;
#[cfg(feature = "train")]
pub(super) mod fit;

use serde::{Deserialize, Serialize};

use self::count::ActiveBgNbd;
#[cfg(feature = "train")]
use super::columns::Row;
use super::covariates::CovariateProcess;
use super::curve::Curves;
#[cfg(feature = "train")]
use super::evaluation::Evaluation;
use super::history::History;
use super::model::PurchaseModel;
#[cfg(feature = "train")]
use super::process::Totals;
use super::process::{MOST_PURCHASES, Plain, PurchaseProcess};
use crate::math;
use crate::rng::Rng;

const SUBJECT: &str = "BG/NBD";

/// BG/NBD with parameters that were fitted, or given.
pub type BgNbd = PurchaseModel<BgNbdParams>;

/// The parameters of a BG/NBD model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BgNbdParams {
    /// Shape of the gamma distribution of purchase rates; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
    pub alpha: f64,
    /// First parameter of the beta distribution of the probability to leave after a purchase; above 0.
    pub a: f64,
    /// Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
    pub b: f64,
}

impl BgNbdParams {
    fn to_array(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    fn from_array([r, alpha, a, b]: &[f64; 4]) -> Self {
        Self { r: *r, alpha: *alpha, a: *a, b: *b }
    }
}

impl PurchaseProcess for BgNbdParams {
    const SUBJECT: &'static str = SUBJECT;
    const PARAMETERS: &'static [&'static str] = &["r", "alpha", "a", "b"];
    const TIME_POWERS: &'static [i32] = &[0, 1, 0, 0];
    type Active<'a> = ActiveBgNbd<'a>;

    fn numbers(&self) -> Vec<f64> {
        self.to_array().to_vec()
    }

    fn with_numbers(&self, numbers: &[f64]) -> Self {
        numbers.try_into().map_or_else(|_| self.clone(), Self::from_array)
    }

    fn posterior<'a>(&self, history: &History, curves: &'a Curves) -> (f64, ActiveBgNbd<'a>) {
        let History { x, t_x, age } = *history;
        let expected = curves.of(x);
        let active =
            ActiveBgNbd { r: self.r + x, alpha: self.alpha + age, a: self.a, b: self.b + x, expected };
        if x == 0.0 {
            return (1.0, active);
        }
        // Odds of having left after the last purchase, from the ratio of the two terms of their equation 3.
        let silence = active.r * math::ln_1p((age - t_x) / (self.alpha + t_x));
        let odds = self.a / (self.b + (x - 1.0)) * math::exp(silence);
        (1.0 / (1.0 + odds), active)
    }

    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64> {
        let rate = rng.gamma(self.r, self.alpha);
        let leaving = rng.beta(self.a, self.b);
        draw(age, rng, leaving, |rng| rng.exponential(rate))
    }

    #[cfg(feature = "train")]
    fn starts(&self, totals: &Totals) -> Vec<Vec<f64>> {
        fit::starts(totals)
    }

    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation {
        fit::log_likelihood(histories, &self.with_numbers(numbers).to_array(), false)
    }
}

/// Ages at the repeat purchases, up to `age`, of a customer who leaves after each with this probability.
pub(super) fn draw(age: f64, rng: &mut Rng, leaving: f64, mut wait: impl FnMut(&mut Rng) -> f64) -> Vec<f64> {
    let mut ages = Vec::new();
    let mut now = 0.0;
    loop {
        now += wait(rng);
        if now > age || now.is_nan() || ages.len() >= MOST_PURCHASES as usize {
            return ages;
        }
        ages.push(now);
        if rng.bernoulli(leaving) {
            return ages;
        }
    }
}

impl CovariateProcess for BgNbdParams {
    const COVARIATES_ACT_ON: &'static [(&'static str, f64)] = &[("alpha", -1.0), ("a", 1.0), ("b", 1.0)];
}

impl Plain for BgNbdParams {
    fn any() -> Self {
        Self { r: 1.0, alpha: 1.0, a: 1.0, b: 1.0 }
    }
}
