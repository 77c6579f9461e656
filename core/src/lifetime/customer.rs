//! What do a model's parameters say of one customer, and how much would it change with each of them?
//!
//! Intervals need every estimate at the fitted parameters and with each parameter moved a little. The history
//! enters an estimate only through the probability to be active and what is believed of one who is, which are worked
//! out here once for all estimates of the customer.

use super::curve::Curves;
use super::history::History;
use super::interval::{Scale, Spread, moved};
use super::model::PurchaseModel;
use super::process::{ActiveCustomer, PurchaseProcess};

/// Probability to be active, and what is believed if so.
type Belief<'a, P> = (f64, <P as PurchaseProcess>::Active<'a>);

/// One customer under the fitted parameters, and under each moved a little.
#[derive(Debug)]
pub(crate) struct Customer<'a, P: PurchaseProcess> {
    covariance: &'a [f64],
    parameters: Vec<f64>,
    fitted: Belief<'a, P>,
    /// The same with each parameter moved down and up.
    moved: Vec<[Belief<'a, P>; 2]>,
}

impl<'a, P: PurchaseProcess> Customer<'a, P> {
    /// The customer of a history that was checked.
    pub(super) fn new(model: &'a PurchaseModel<P>, history: &History) -> Self {
        let params = model.params();
        let parameters = params.numbers();
        let moved =
            moved(&parameters, |numbers| params.with_numbers(numbers).posterior(history, Curves::NONE));
        Self {
            covariance: model.covariance(),
            fitted: params.posterior(history, &model.curves),
            parameters,
            moved,
        }
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

    /// The time within which the next purchase falls with probability `q`, given that the customer buys again.
    pub(crate) fn next_purchase_quantile(&self, q: f64) -> f64 {
        let active = &self.fitted.1;
        active.next_purchase_quantile(q * active.probability_of_ever()).min(f64::MAX)
    }

    fn spreads<const K: usize>(
        &self,
        scale: Scale,
        level: f64,
        estimate: impl Fn(f64, &P::Active<'_>) -> [f64; K],
    ) -> [Spread; K] {
        let at = |(alive, active): &Belief<'_, P>| estimate(*alive, active);
        let there: Vec<_> = self.moved.iter().map(|ends| ends.each_ref().map(at)).collect();
        let values = at(&self.fitted);
        std::array::from_fn(|kind| {
            let of_kind = |values: &[f64; K]| values.get(kind).copied().unwrap_or(f64::NAN);
            let there = there.iter().map(|ends| ends.each_ref().map(of_kind));
            Spread::new(&self.parameters, self.covariance, scale, level, of_kind(&values), there)
        })
    }
}
