//! How many purchases will a customer still make, if those who have stayed long leave ever sooner, or ever later?
//!
//! The gamma/Gompertz/NBD model of Bemmaor and Glady, "Modeling purchasing behavior with sudden 'death': a flexible
//! customer lifetime model" (Management Science 58(5), 2012): while active, a customer buys at random at a rate of
//! their own, gamma distributed over the customers (`r`, `alpha`). The rate of leaving of each grows with age as
//! `e^(b t)` from a level of their own, gamma distributed too (`s`, `beta`), so that over all customers
//!
//! `S(t) = (beta / (beta - 1 + e^(b t)))^s`
//!
//! remain. Below `beta = 1` the first to leave are the many who never were much interested; above, lifetimes gather
//! round `ln(beta) / b`. Pareto/NBD is the limit of small `b` and `beta` in a fixed proportion.
//!
//! Errors in the paper's printed formulae were reported by Adler (Management Science 68(3), 2022). Nothing here rests
//! on them: everything follows from the posterior of a customer who is active, which is again such a customer, with
//! `r + x`, `alpha + T`, `b`, `s` and `beta' = 1 + (beta - 1) e^(-b T)`.
//!
//! Five parameters are more than most shops can tell apart: a fit often ends on a ridge or at a boundary, and its
//! verdict says so.
//!
//! ```
//! use sartor::lifetime::{GGompertzNbd, GGompertzNbdParams};
//! let params = GGompertzNbdParams { r: 0.6, alpha: 10.0, b: 0.1, s: 0.5, beta: 20.0 };
//! let model = GGompertzNbd::with_params(params)?;
//! // Few leave in the first ten weeks, and many by the fortieth.
//! assert!(model.probability_alive(0.0, 0.0, 10.0)? > 0.9);
//! assert!(model.probability_alive(0.0, 0.0, 60.0)? < 0.5);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod active;
#[cfg(feature = "train")]
mod fit;
mod silence;

use serde::{Deserialize, Serialize};

use self::active::Mortal;
use self::silence::{Factor, Silence, ageing};
#[cfg(feature = "train")]
use super::columns::Row;
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

/// GGompertz/NBD with parameters that were fitted, or given.
pub type GGompertzNbd = PurchaseModel<GGompertzNbdParams>;

/// The parameters of a GGompertz/NBD model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct GGompertzNbdParams {
    /// Shape of the gamma distribution of purchase rates; above 0.
    pub r: f64,
    /// Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
    pub alpha: f64,
    /// How fast the rate of leaving of a customer grows, per unit of time of the data; above 0.
    pub b: f64,
    /// Shape of the gamma distribution of the levels of that rate; above 0.
    pub s: f64,
    /// Rate of that distribution; above 0.
    pub beta: f64,
}

impl PurchaseProcess for GGompertzNbdParams {
    const SUBJECT: &'static str = "GGompertz/NBD";
    const PARAMETERS: &'static [&'static str] = &["r", "alpha", "b", "s", "beta"];
    const TIME_POWERS: &'static [i32] = &[0, 1, -1, 0, 0];
    // Each history is an integral.
    #[cfg(feature = "train")]
    const PART_ROWS: usize = 256;
    type Active<'a> = Mortal;

    fn numbers(&self) -> Vec<f64> {
        vec![self.r, self.alpha, self.b, self.s, self.beta]
    }

    fn with_numbers(&self, numbers: &[f64]) -> Self {
        match *numbers {
            [r, alpha, b, s, beta] => Self { r, alpha, b, s, beta },
            _ => self.clone(),
        }
    }

    /// Active at the last purchase, and then either silent until now or gone at some time since.
    fn posterior(&self, history: &History, _: &Curves) -> (f64, Mortal) {
        let History { x, t_x, age } = *history;
        let Self { r, alpha, b, s, beta } = *self;
        let shape = r + x;
        let since = Silence { r: shape, alpha: alpha + t_x, b, s, beta: ageing(b, beta, t_x), force: 0.0 };
        let silent = age - t_x;
        let there = since.left(silent);
        let alive = there / (there + since.integral(Factor::Leaving, silent));
        (alive, Mortal { r: shape, alpha: alpha + age, b, s, beta: ageing(b, beta, age) })
    }

    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64> {
        let rate = rng.gamma(self.r, self.alpha);
        let level = rng.gamma(self.s, self.beta);
        // A level that underflowed to 0 is never reached.
        let life = math::ln_1p(rng.exponential(1.0) / level) / self.b;
        let end = age.min(life);
        let mut ages = Vec::new();
        let mut now = rng.exponential(rate);
        while now <= end && ages.len() < MOST_PURCHASES as usize {
            ages.push(now);
            now += rng.exponential(rate);
        }
        ages
    }

    #[cfg(feature = "train")]
    fn starts(&self, totals: &Totals) -> Vec<Vec<f64>> {
        fit::starts(totals)
    }

    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation {
        let Self { r, alpha, b, s, beta } = self.with_numbers(numbers);
        fit::log_likelihood(histories, &[r, alpha, b, s, beta])
    }
}

impl Plain for GGompertzNbdParams {
    fn any() -> Self {
        Self { r: 1.0, alpha: 1.0, b: 1.0, s: 1.0, beta: 1.0 }
    }
}
