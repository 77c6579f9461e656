//! What must be known of a process of purchases before it is a model?
//!
//! The parameters of each model say how its customers buy and leave ([`PurchaseProcess`]), and what is believed
//! of one who is active now ([`ActiveCustomer`]). Fits, intervals and answers follow from that once for all models
//! ([`PurchaseModel`](super::PurchaseModel)).

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(feature = "train")]
use super::columns::Row;
use super::curve::Curves;
#[cfg(feature = "train")]
use super::evaluation::Evaluation;
use super::history::History;
use super::summary::check_history;
use super::{discount, model};
use crate::rng::Rng;
use crate::{Result, SartorError, math};

/// How many of the next purchases are looked for at most.
pub(super) const MOST_PURCHASES: u32 = 1_000_000;

/// Probabilities of 0, 1, 2, ... purchases.
pub type Counts<'a> = Box<dyn Iterator<Item = f64> + 'a>;

/// What a customer who is active now will do.
pub trait ActiveCustomer: Debug + Clone {
    /// Purchases expected within `periods`.
    fn expected_purchases(&self, periods: f64) -> f64;

    /// Probability of no purchase within `periods`.
    fn probability_of_none(&self, periods: f64) -> f64;

    /// Probabilities of 0, 1, 2, ... purchases within `periods` of one who is active with probability `alive`;
    /// it ends where nothing worth counting is left.
    fn counts(&self, alive: f64, periods: f64) -> Counts<'_>;

    /// Probability of at least one purchase within `periods` of a kind that every purchase is of with probability
    /// `share`, whatever the others are.
    fn probability_of_kind(&self, periods: f64, share: f64) -> f64;

    /// [`Self::probability_of_kind`] of several kinds.
    fn probabilities_of_kinds<const K: usize>(&self, periods: f64, shares: [f64; K]) -> [f64; K] {
        shares.map(|share| self.probability_of_kind(periods, share))
    }

    /// The number of purchases within `periods` beyond which there is nothing worth counting.
    fn most_purchases(&self, periods: f64) -> f64;

    /// Purchases expected for ever, those at time `t` counted `e^(-force t)`; `None` where only a sum over
    /// horizons tells.
    fn discounted_for_ever(&self, _force: f64) -> Option<f64> {
        None
    }

    /// Purchases expected within `periods`, those at time `t` counted `e^(-force t)`.
    fn discounted_purchases(&self, periods: f64, force: f64) -> f64 {
        discount::discounted_purchases(self, periods, force)
    }

    /// Probability that another purchase ever comes.
    fn probability_of_ever(&self) -> f64 {
        1.0 - self.probability_of_none(1e300)
    }

    /// The time within which the next purchase falls with probability `q`; infinite where leaving without one is
    /// likelier than `1 - q`.
    fn next_purchase_quantile(&self, q: f64) -> f64 {
        const LONGEST: f64 = 1e300;
        let reached = |periods: f64| 1.0 - self.probability_of_none(periods) >= q;
        if q <= 0.0 {
            return 0.0;
        }
        if !reached(LONGEST) {
            return f64::INFINITY;
        }
        // Bisection by the logarithm: forty orders of magnitude to the last digit.
        let (mut low, mut high) = (1e-300, LONGEST);
        for _ in 0..70 {
            let middle = math::sqrt(low) * math::sqrt(high);
            if reached(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }
}

/// How the customers of a shop buy and leave: the parameters of a model.
pub trait PurchaseProcess:
    Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// What messages call the model.
    const SUBJECT: &'static str;
    /// The parameters that a fit searches, in their order.
    const PARAMETERS: &'static [&'static str];
    /// The power of the unit of time in each: 1 for the rate of a gamma distribution of rates, 0 for a shape.
    const TIME_POWERS: &'static [i32];
    /// How many histories one thread looks at in one piece of a fit: some milliseconds of work.
    #[cfg(feature = "train")]
    const PART_ROWS: usize = 16_384;
    /// What is believed of a customer who is active; it may lean on the curves of its model.
    type Active<'a>: ActiveCustomer;

    /// The parameters that a fit searches.
    fn numbers(&self) -> Vec<f64>;

    /// The process with other such parameters, settings kept.
    #[must_use]
    fn with_numbers(&self, numbers: &[f64]) -> Self;

    /// Refuse parameters outside 1e-9 to 1e12.
    fn check(&self) -> Result<()> {
        for (field, value) in Self::PARAMETERS.iter().zip(self.numbers()) {
            if !(1e-9..=1e12).contains(&value) {
                return Err(SartorError::out_of_range(Self::SUBJECT, field, value, "1e-9 to 1e12"));
            }
        }
        Ok(())
    }

    /// Refuse a past that cannot be under this process.
    fn check_history(subject: &str, x: f64, t_x: f64, age: f64) -> Result<()> {
        check_history(subject, x, t_x, age)
    }

    /// Refuse a horizon that this process cannot be asked about.
    fn check_periods(periods: f64) -> Result<()> {
        model::check_periods(Self::SUBJECT, periods)
    }

    /// Probability to be active now, and what is believed if so. `curves` are those of a model with these very
    /// parameters, or [`Curves::NONE`].
    fn posterior<'a>(&self, history: &History, curves: &'a Curves) -> (f64, Self::Active<'a>);

    /// Ages, from the first purchase on and ascending, at the repeat purchases of a customer up to `age`.
    fn draw(&self, age: f64, rng: &mut Rng) -> Vec<f64>;

    /// Where a search for the parameters begins; time in mean ages.
    #[cfg(feature = "train")]
    fn starts(&self, totals: &Totals) -> Vec<Vec<f64>>;

    /// The log-likelihood of sorted histories, weighted, at such parameters, with its derivatives by them.
    #[cfg(feature = "train")]
    fn log_likelihood(&self, histories: &[Row<3>], numbers: &[f64]) -> Evaluation;

    /// The power of the unit of time in the likelihood of a history with `x` repeat purchases: minus this.
    fn time_power(&self, x: f64) -> f64 {
        x
    }
}

/// What the histories of a fit sum to, time in mean ages.
#[cfg(feature = "train")]
#[derive(Debug, Clone)]
pub struct Totals {
    /// Customers: the sum of their weights.
    pub customers: f64,
    /// Those with a repeat purchase.
    pub repeat_buyers: f64,
    /// Repeat purchases.
    pub purchases: f64,
}

/// A process with no settings beyond the parameters that a fit searches.
pub trait Plain: PurchaseProcess {
    /// Any such process.
    fn any() -> Self;
}
