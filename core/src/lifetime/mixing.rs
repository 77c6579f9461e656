//! How do the rates of buying and of leaving differ from customer to customer?
//!
//! Every model of purchases mixes simple customers over a distribution: of rates by a gamma distribution, of
//! probabilities by a beta distribution. [`mixing`] names both for a fitted model, with their densities
//!
//! `f(x) = rate^shape x^(shape - 1) e^(-rate x) / Γ(shape)` and `f(x) = x^(a - 1) (1 - x)^(b - 1) / B(a, b)`
//!
//! (Johnson, Kotz and Balakrishnan, "Continuous univariate distributions", 1994 and 1995, chapters 17 and 25), on
//! points that are fit to be drawn.
//!
//! ```
//! use sartor::lifetime::{AnyPurchaseModel, Nbd, NbdParams, mixing};
//! let model = AnyPurchaseModel::Nbd(Nbd::with_params(NbdParams { r: 0.5, alpha: 10.0 })?);
//! let mixing = mixing(&model, 200)?;
//! assert_eq!(mixing.rate.mean, 0.05); // purchases a period
//! assert!(mixing.rate.median < mixing.rate.mean); // a few buy much
//! assert!(mixing.dropout.is_none()); // nobody leaves
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::kind::AnyPurchaseModel;
use crate::{Result, SartorError, math};

/// The share of customers that the points of a gamma distribution reach to.
const SHOWN: f64 = 0.99;
/// The most points of a density.
const MOST_POINTS: u32 = 100_000;

/// What a distribution over the customers is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MixedQuantity {
    /// Purchases a period while active.
    PurchaseRate,
    /// Probability to buy at an opportunity while active.
    PurchaseProbability,
    /// Rate of leaving a period.
    DropoutRate,
    /// Rate of leaving a period at first, before age moves it.
    InitialDropoutRate,
    /// Probability to leave after a purchase.
    DropoutAfterPurchase,
    /// Probability to leave before an opportunity.
    DropoutBeforeOpportunity,
}

impl MixedQuantity {
    /// Its name, with its unit.
    pub fn name(self) -> &'static str {
        match self {
            Self::PurchaseRate => "purchases per period while active",
            Self::PurchaseProbability => "probability of buying at an opportunity while active",
            Self::DropoutRate => "rate of leaving per period",
            Self::InitialDropoutRate => "rate of leaving per period, at first",
            Self::DropoutAfterPurchase => "probability of leaving after a purchase",
            Self::DropoutBeforeOpportunity => "probability of leaving before an opportunity",
        }
    }
}

/// One quantity over the customers.
#[derive(Debug, Clone, PartialEq)]
pub struct MixingDistribution {
    /// What differs.
    pub quantity: MixedQuantity,
    /// `gamma` with shape and rate, or `beta` with its two parameters.
    pub family: &'static str,
    /// Those two.
    pub parameters: [f64; 2],
    /// Mean over the customers.
    pub mean: f64,
    /// Half of the customers are below it.
    pub median: f64,
    /// Points in equal distances: inside 0 to 1, or up to what 99 % of the customers are below.
    pub points: Vec<f64>,
    /// The density there.
    pub density: Vec<f64>,
}

/// How customers of a model differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixing {
    /// In buying.
    pub rate: MixingDistribution,
    /// In leaving; `None` where nobody leaves.
    pub dropout: Option<MixingDistribution>,
}

/// How the customers of a model differ in buying and in leaving, with the densities at so many points.
pub fn mixing(model: &AnyPurchaseModel, points: u32) -> Result<Mixing> {
    use MixedQuantity as Q;
    if !(2..=MOST_POINTS).contains(&points) {
        return Err(SartorError::out_of_range("mixing", "points", points, "2 to 100,000"));
    }
    let gamma = |quantity, shape, rate| gamma(quantity, shape, rate, points);
    let beta = |quantity, a, b| beta(quantity, a, b, points);
    let (rate, dropout) = match model {
        AnyPurchaseModel::Nbd(model) => {
            let p = model.params();
            (gamma(Q::PurchaseRate, p.r, p.alpha), None)
        }
        AnyPurchaseModel::BgNbd(model) => {
            let p = model.params();
            (gamma(Q::PurchaseRate, p.r, p.alpha), Some(beta(Q::DropoutAfterPurchase, p.a, p.b)))
        }
        AnyPurchaseModel::MbgNbd(model) => {
            let p = model.params();
            (gamma(Q::PurchaseRate, p.r, p.alpha), Some(beta(Q::DropoutAfterPurchase, p.a, p.b)))
        }
        // The gamma distribution is of phases, of which a purchase takes k.
        AnyPurchaseModel::BgCnbd(model) => {
            let p = model.params();
            let rate = gamma(Q::PurchaseRate, p.r, p.alpha * f64::from(p.k));
            (rate, Some(beta(Q::DropoutAfterPurchase, p.a, p.b)))
        }
        AnyPurchaseModel::MbgCnbd(model) => {
            let p = model.params();
            let rate = gamma(Q::PurchaseRate, p.r, p.alpha * f64::from(p.k));
            (rate, Some(beta(Q::DropoutAfterPurchase, p.a, p.b)))
        }
        AnyPurchaseModel::ParetoNbd(model) => {
            let p = model.params();
            (gamma(Q::PurchaseRate, p.r, p.alpha), Some(gamma(Q::DropoutRate, p.s, p.beta)))
        }
        // A customer of level l leaves at the rate l b e^(b t).
        AnyPurchaseModel::GGompertzNbd(model) => {
            let p = model.params();
            let dropout = gamma(Q::InitialDropoutRate, p.s, p.beta / p.b);
            (gamma(Q::PurchaseRate, p.r, p.alpha), Some(dropout))
        }
        AnyPurchaseModel::BgBb(model) => {
            let p = model.params();
            let dropout = beta(Q::DropoutBeforeOpportunity, p.gamma, p.delta);
            (beta(Q::PurchaseProbability, p.alpha, p.beta), Some(dropout))
        }
    };
    Ok(Mixing { rate, dropout })
}

fn gamma(quantity: MixedQuantity, shape: f64, rate: f64, points: u32) -> MixingDistribution {
    let quantile = |p: f64| math::gamma_quantile(shape, p) / rate;
    let constant = shape * math::ln(rate) - math::lgamma(shape);
    let density = |x: f64| math::exp(constant + (shape - 1.0) * math::ln(x) - rate * x);
    let points = middles(points, quantile(SHOWN));
    MixingDistribution {
        quantity,
        family: "gamma",
        parameters: [shape, rate],
        mean: shape / rate,
        median: quantile(0.5),
        density: points.iter().map(|x| density(*x)).collect(),
        points,
    }
}

fn beta(quantity: MixedQuantity, a: f64, b: f64, points: u32) -> MixingDistribution {
    let constant = -math::ln_beta(a, b);
    let density = |x: f64| math::exp(constant + (a - 1.0) * math::ln(x) + (b - 1.0) * math::ln_1p(-x));
    let points = middles(points, 1.0);
    let (mut low, mut high) = (0.0, 1.0);
    // Bisection to the last digit of a share.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if math::beta_inc(a, b, middle) < 0.5 {
            low = middle;
        } else {
            high = middle;
        }
    }
    MixingDistribution {
        quantity,
        family: "beta",
        parameters: [a, b],
        mean: a / (a + b),
        median: high,
        density: points.iter().map(|x| density(*x)).collect(),
        points,
    }
}

/// The middles of so many equal parts of 0 to `end`: a density may have no value at either.
fn middles(parts: u32, end: f64) -> Vec<f64> {
    let end = end.max(f64::MIN_POSITIVE);
    (0..parts).map(|part| (f64::from(part) + 0.5) / f64::from(parts) * end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::{
        BgBb, BgBbParams, BgCnbd, BgCnbdParams, GGompertzNbd, GGompertzNbdParams, MbgNbd, MbgNbdParams,
        ParetoNbd, ParetoNbdParams, PurchaseProcess,
    };
    use crate::rng::Rng;

    fn models() -> Vec<AnyPurchaseModel> {
        vec![
            AnyPurchaseModel::MbgNbd(
                MbgNbd::with_params(MbgNbdParams { r: 1.6, alpha: 6.2, a: 1.9, b: 1.6 }).unwrap(),
            ),
            AnyPurchaseModel::ParetoNbd(
                ParetoNbd::with_params(ParetoNbdParams { r: 1.55, alpha: 10.6, s: 2.6, beta: 11.7 }).unwrap(),
            ),
            AnyPurchaseModel::GGompertzNbd(
                GGompertzNbd::with_params(GGompertzNbdParams {
                    r: 1.5,
                    alpha: 10.0,
                    b: 0.02,
                    s: 1.6,
                    beta: 1.2,
                })
                .unwrap(),
            ),
            AnyPurchaseModel::BgBb(
                BgBb::with_params(BgBbParams { alpha: 1.2, beta: 1.75, gamma: 1.66, delta: 2.8 }).unwrap(),
            ),
        ]
    }

    #[test]
    fn densities_hold_the_customers_and_their_mean() {
        for model in models() {
            let mixing = mixing(&model, 20_000).unwrap();
            for of in [Some(mixing.rate), mixing.dropout].into_iter().flatten() {
                let step = of.points[1] - of.points[0];
                let mass: f64 = of.density.iter().map(|f| f * step).sum();
                let half: f64 = of
                    .points
                    .iter()
                    .zip(&of.density)
                    .filter(|(x, _)| **x < of.median)
                    .map(|(_, f)| f * step)
                    .sum();
                let whole = if of.family == "gamma" { SHOWN } else { 1.0 };
                assert!((mass - whole).abs() < 1e-3, "{:?}: {mass}", of.quantity);
                assert!((half - 0.5).abs() < 1e-3, "{:?}: {half}", of.quantity);
                if of.family == "beta" {
                    let mean: f64 = of.points.iter().zip(&of.density).map(|(x, f)| x * f * step).sum();
                    assert!((mean - of.mean).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn regular_buyers_take_as_many_phases_a_purchase() {
        let params = BgCnbdParams { k: 3, r: 4.0, alpha: 2.0, a: 1e-9, b: 1e3 };
        let of_many = |c: u64| params.draw(50.0, &mut Rng::with_stream(1, c)).len() as f64 / 50.0;
        let drawn = (0..4_000).map(of_many).sum::<f64>() / 4_000.0;
        let mixing = mixing(&AnyPurchaseModel::BgCnbd(BgCnbd::with_params(params).unwrap()), 10).unwrap();
        assert!((mixing.rate.mean - 4.0 / 6.0).abs() < 1e-12);
        assert!((drawn - mixing.rate.mean).abs() < 0.03, "{drawn}");
    }

    #[test]
    fn the_first_rate_of_leaving_is_that_of_the_first_moment() {
        let [_, _, model, _] = &models()[..] else { panic!("four models") };
        let dropout = mixing(model, 10).unwrap().dropout.unwrap();
        // One in a million of a new customer's first period: who has left, by the mean rate of leaving.
        let survived = model.probability_alive(0.0, 0.0, 1e-6).unwrap();
        assert!(((1.0 - survived) / 1e-6 / dropout.mean - 1.0).abs() < 1e-4);
    }

    #[test]
    fn points_that_cannot_be_are_refused() {
        for points in [0, 1, MOST_POINTS + 1] {
            assert_eq!(mixing(&models()[0], points).unwrap_err().code(), "OUT_OF_RANGE");
        }
    }
}
