//! How many purchases will a customer still make, if some never come back after the first?
//!
//! The MBG/NBD model of Batislam, Denizel and Filiztekin, "Empirical validation and comparison of models for
//! customer base analysis" (International Journal of Research in Marketing 24(3), 2007), which Hoppe and Wagner,
//! "Customer base analysis: the case for a central variant of the Betageometric/NBD model" (Marketing ZFP 29(2),
//! 2007) came to as well: BG/NBD ([`BgNbd`](super::BgNbd)), except that a customer may leave after the first
//! purchase as after any other. So silence counts against one-time buyers too, whom BG/NBD holds to be active
//! for certain:
//!
//! `P(alive) = 1 / (1 + a / (b + x) ((alpha + T) / (alpha + t_x))^(r + x))`.
//!
//! One who is active has had `x + 1` chances to leave and took none, and from there on buys as under BG/NBD.
//!
//! ```
//! use sartor::lifetime::{MbgNbd, MbgNbdParams};
//! let model = MbgNbd::with_params(MbgNbdParams { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 })?;
//! let now = model.probability_alive(0.0, 0.0, 0.0)?;
//! assert!((now - 1.614 / (0.891 + 1.614)).abs() < 1e-15); // who did not leave at once
//! assert!(model.probability_alive(0.0, 0.0, 39.0)? < 0.7 * now); // has not come back for 39 weeks
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::bg_nbd::count::ActiveBgNbd;
use super::bg_nbd::draw;
#[cfg(feature = "train")]
use super::bg_nbd::fit;
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
use super::process::{Plain, PurchaseProcess};
use crate::math;
use crate::rng::Rng;

/// MBG/NBD with parameters that were fitted, or given.
pub type MbgNbd = PurchaseModel<MbgNbdParams>;

/// The parameters of an MBG/NBD model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MbgNbdParams {
    /// Shape of the gamma distribution of purchase rates; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
    pub alpha: f64,
    /// First parameter of the beta distribution of the probability to leave after a purchase, the first one
    /// included; above 0.
    pub a: f64,
    /// Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
    pub b: f64,
}

impl MbgNbdParams {
    fn to_array(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    fn from_array([r, alpha, a, b]: &[f64; 4]) -> Self {
        Self { r: *r, alpha: *alpha, a: *a, b: *b }
    }
}

impl PurchaseProcess for MbgNbdParams {
    const SUBJECT: &'static str = "MBG/NBD";
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
        let active = ActiveBgNbd {
            r: self.r + x,
            alpha: self.alpha + age,
            a: self.a,
            b: self.b + x + 1.0,
            expected: curves.of(x),
        };
        let silence = active.r * math::ln_1p((age - t_x) / (self.alpha + t_x));
        let odds = self.a / (self.b + x) * math::exp(silence);
        (1.0 / (1.0 + odds), active)
    }

    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64> {
        let rate = rng.gamma(self.r, self.alpha);
        let leaving = rng.beta(self.a, self.b);
        if rng.bernoulli(leaving) {
            return Vec::new();
        }
        draw(age, rng, leaving, |rng| rng.exponential(rate))
    }

    #[cfg(feature = "train")]
    fn starts(&self, totals: &Totals) -> Vec<Vec<f64>> {
        fit::starts(totals)
    }

    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation {
        fit::log_likelihood(histories, &self.with_numbers(numbers).to_array(), true)
    }
}

impl CovariateProcess for MbgNbdParams {
    const COVARIATES_ACT_ON: &'static [(&'static str, f64)] = &[("alpha", -1.0), ("a", 1.0), ("b", 1.0)];
}

impl Plain for MbgNbdParams {
    fn any() -> Self {
        Self { r: 1.0, alpha: 1.0, a: 1.0, b: 1.0 }
    }
}
