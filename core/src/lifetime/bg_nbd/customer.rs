//! What do the model's parameters say of one customer, and how much would it change with each of them?
//!
//! Intervals need every estimate at the fitted parameters and with each parameter moved a little. The history
//! enters an estimate only through the probability to be active and the updated parameters, which are worked
//! out here once for all estimates of the customer.

use super::super::interval::{Scale, Spread, moved};
use super::super::process::ActiveCustomer;
use super::{ActiveBgNbd, BgNbd, BgNbdParams};

/// One customer under the fitted parameters, and under each moved a little.
#[derive(Debug)]
pub(crate) struct Customer<'a> {
    model: &'a BgNbd,
    /// Probability to be active, and the updated parameters if so.
    fitted: (f64, ActiveBgNbd),
    /// The same with each parameter moved down and up.
    moved: [[(f64, ActiveBgNbd); 2]; 4],
}

impl<'a> Customer<'a> {
    /// The customer of a history that was checked.
    pub(super) fn new(model: &'a BgNbd, x: f64, t_x: f64, age: f64) -> Self {
        let seen = |params: &BgNbdParams| params.posterior(x, t_x, age);
        let moved = moved(&model.params().to_array())
            .map(|ends| ends.map(|params| seen(&BgNbdParams::from_array(&params))));
        Self { model, fitted: seen(model.params()), moved }
    }

    /// Probability that the customer is still active.
    pub(crate) fn probability_alive(&self, level: f64) -> Spread {
        let [spread] = self.spreads(Scale::Logit, level, |alive, _| [alive]);
        spread
    }

    /// Purchases expected within `periods`.
    pub(crate) fn expected_purchases(&self, periods: f64, level: f64) -> Spread {
        let [spread] =
            self.spreads(Scale::Log, level, |alive, active| [alive * active.expected_purchases(periods)]);
        spread
    }

    /// Probabilities of at least one purchase within `periods` of the kinds that make up these shares of all
    /// purchases; a share is taken as exact.
    pub(crate) fn purchase_probabilities<const K: usize>(
        &self,
        periods: f64,
        shares: [f64; K],
        level: f64,
    ) -> [Spread; K] {
        self.spreads(Scale::Logit, level, |alive, active| {
            active.probabilities_of_kinds(periods, shares).map(|of_kind| alive * of_kind)
        })
    }

    /// [`Self::purchase_probabilities`] without their spread.
    pub(crate) fn purchase_probability_values<const K: usize>(
        &self,
        periods: f64,
        shares: [f64; K],
    ) -> [f64; K] {
        let (alive, active) = &self.fitted;
        active.probabilities_of_kinds(periods, shares).map(|of_kind| alive * of_kind)
    }

    fn spreads<const K: usize>(
        &self,
        scale: Scale,
        level: f64,
        estimate: impl Fn(f64, &ActiveBgNbd) -> [f64; K],
    ) -> [Spread; K] {
        let at = |(alive, active): &(f64, ActiveBgNbd)| estimate(*alive, active);
        let (parameters, covariance) = (self.model.params().to_array(), self.model.covariance());
        let there = self.moved.each_ref().map(|ends| ends.each_ref().map(at));
        let values = at(&self.fitted);
        std::array::from_fn(|kind| {
            let of_kind = |values: &[f64; K]| values.get(kind).copied().unwrap_or(f64::NAN);
            let there = there.each_ref().map(|ends| ends.each_ref().map(of_kind));
            Spread::new(&parameters, covariance, scale, level, of_kind(&values), &there)
        })
    }
}
