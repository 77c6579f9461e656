//! How many purchases will a customer still make who buys more regularly than at random?
//!
//! BG/CNBD-k and MBG/CNBD-k (Reutterer, Platzer and Schröder, "Leveraging purchase regularity for predicting
//! customer behavior the easy way", International Journal of Research in Marketing 38(1), 2021; Platzer and
//! Reutterer, "Ticking away the moments", Marketing Science 35(5), 2016): the time between two purchases is not
//! exponential but the sum of `k` exponential phases (Erlang-`k`, coefficient of variation `1 / root of k`), each
//! of the customer's own rate; leaving is as under [`BgNbd`](super::BgNbd) and [`MbgNbd`](super::MbgNbd), which
//! are these models at `k = 1`.
//!
//! The papers approximate what is expected of an active customer. Here it is exact: with `s = r + k x` and the
//! silence's share `w = (T - t_x) / (alpha + T)`, the customer who has stayed has passed `j < k` phases of the
//! current interval with a probability proportional to `t_j = (s)_j / j! w^j`, and their rate is then gamma
//! distributed with shape `s + j` and rate `alpha + T`; so
//!
//! `P(alive) = 1 / (1 + odds)` with `odds = a / (b + x - 1) ((alpha + T) / (alpha + t_x))^s / sum of t_j`
//!
//! (`b + x` where customers may leave after the first purchase too), and every forecast is a finite mixture over
//! `j` of negative binomial phases counted in groups of `k`.
//!
//! ```
//! use sartor::lifetime::{MbgCnbd, MbgCnbdParams};
//! let model = |k: u32| {
//!     MbgCnbd::with_params(MbgCnbdParams { k, r: 2.0, alpha: 4.0 / f64::from(k), a: 0.6, b: 3.0 })
//! };
//! // Ten purchases in 20 weeks, then 6 weeks of silence: much for one who has bought as regularly as a clock.
//! let (random, regular) = (model(1)?, model(4)?);
//! let alive = |model: &MbgCnbd| model.probability_alive(10.0, 20.0, 26.0);
//! assert!(alive(&random)? > 0.5 && alive(&regular)? < 0.2);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod active;
#[cfg(feature = "train")]
mod fit;
mod generating;
#[cfg(feature = "train")]
mod likelihood;

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::active::RegularActive;
#[cfg(feature = "train")]
pub use self::fit::Regularity;
use super::bg_nbd::draw;
#[cfg(feature = "train")]
use super::columns::Row;
use super::curve::Curves;
#[cfg(feature = "train")]
use super::evaluation::Evaluation;
use super::history::History;
use super::model::PurchaseModel;
use super::process::PurchaseProcess;
#[cfg(feature = "train")]
use super::process::Totals;
use crate::rng::Rng;
use crate::{Result, SartorError};

/// The most phases an interval may have.
const MOST_PHASES: u32 = 16;

/// BG/CNBD-k with parameters that were fitted, or given.
pub type BgCnbd = PurchaseModel<BgCnbdParams>;
/// MBG/CNBD-k with parameters that were fitted, or given.
pub type MbgCnbd = PurchaseModel<MbgCnbdParams>;

/// The parameters of a BG/CNBD-k model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BgCnbdParams {
    /// Phases of the time between two purchases, 1 to 16: 1 is at random, more is more regular.
    pub k: u32,
    /// Shape of the gamma distribution of the rates of phases; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate of purchase of one who
    /// is active is `r / (alpha k)`.
    pub alpha: f64,
    /// First parameter of the beta distribution of the probability to leave after a repeat purchase; above 0.
    pub a: f64,
    /// Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
    pub b: f64,
}

/// The parameters of an MBG/CNBD-k model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MbgCnbdParams {
    /// Phases of the time between two purchases, 1 to 16: 1 is at random, more is more regular.
    pub k: u32,
    /// Shape of the gamma distribution of the rates of phases; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate of purchase of one who
    /// is active is `r / (alpha k)`.
    pub alpha: f64,
    /// First parameter of the beta distribution of the probability to leave after a purchase, the first one
    /// included; above 0.
    pub a: f64,
    /// Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
    pub b: f64,
}

/// Customers who buy in phases and may leave after a purchase.
pub trait Regular: Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What messages call the model.
    const NAME: &'static str;
    /// Whether customers may leave after the first purchase too.
    const FROM_FIRST: bool;

    /// Phases of an interval, and `r, alpha, a, b`.
    fn parts(&self) -> (u32, [f64; 4]);

    /// The parameters made of these.
    fn from_parts(k: u32, numbers: [f64; 4]) -> Self;
}

impl Regular for BgCnbdParams {
    const NAME: &'static str = "BG/CNBD-k";
    const FROM_FIRST: bool = false;

    fn parts(&self) -> (u32, [f64; 4]) {
        (self.k, [self.r, self.alpha, self.a, self.b])
    }

    fn from_parts(k: u32, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { k, r, alpha, a, b }
    }
}

impl Regular for MbgCnbdParams {
    const NAME: &'static str = "MBG/CNBD-k";
    const FROM_FIRST: bool = true;

    fn parts(&self) -> (u32, [f64; 4]) {
        (self.k, [self.r, self.alpha, self.a, self.b])
    }

    fn from_parts(k: u32, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { k, r, alpha, a, b }
    }
}

impl<R: Regular> PurchaseProcess for R {
    const SUBJECT: &'static str = R::NAME;
    const PARAMETERS: &'static [&'static str] = &["r", "alpha", "a", "b"];
    const TIME_POWERS: &'static [i32] = &[0, 1, 0, 0];
    type Active<'a> = RegularActive;

    fn numbers(&self) -> Vec<f64> {
        self.parts().1.to_vec()
    }

    fn with_numbers(&self, numbers: &[f64]) -> Self {
        numbers.try_into().map_or_else(|_| self.clone(), |numbers| R::from_parts(self.parts().0, numbers))
    }

    fn check(&self) -> Result<()> {
        let (k, numbers) = self.parts();
        check_phases(R::NAME, k)?;
        for (field, value) in Self::PARAMETERS.iter().zip(numbers) {
            if !(1e-9..=1e12).contains(&value) {
                return Err(SartorError::out_of_range(R::NAME, field, value, "1e-9 to 1e12"));
            }
        }
        Ok(())
    }

    fn posterior(&self, history: &History, _: &Curves) -> (f64, RegularActive) {
        let (k, numbers) = self.parts();
        RegularActive::posterior(k, &numbers, R::FROM_FIRST, history)
    }

    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64> {
        let (k, [r, alpha, a, b]) = self.parts();
        let rate = rng.gamma(r, alpha);
        let leaving = rng.beta(a, b);
        if R::FROM_FIRST && rng.bernoulli(leaving) {
            return Vec::new();
        }
        draw(age, rng, leaving, |rng| (0..k).fold(0.0, |wait, _| wait + rng.exponential(rate)))
    }

    #[cfg(feature = "train")]
    fn starts(&self, totals: &Totals) -> Vec<Vec<f64>> {
        let phases = f64::from(self.parts().0);
        let mut starts = super::bg_nbd::fit::starts(totals);
        for alpha in starts.iter_mut().filter_map(|start| start.get_mut(1)) {
            *alpha /= phases;
        }
        starts
    }

    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation {
        let (k, numbers) = self.with_numbers(numbers).parts();
        likelihood::log_likelihood(histories, k, &numbers, R::FROM_FIRST)
    }

    fn time_power(&self, x: f64) -> f64 {
        f64::from(self.parts().0) * x
    }
}

/// Accept a number of phases.
fn check_phases(subject: &str, k: u32) -> Result<()> {
    if (1..=MOST_PHASES).contains(&k) {
        return Ok(());
    }
    Err(SartorError::out_of_range(subject, "k", k, "1 to 16"))
}
