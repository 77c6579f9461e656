//! What will all of these customers spend together, and how far off may that be?
//!
//! Intervals of customers cannot be added up: their chances even out over many, and the parameters' errors do not.
//! The interval of a total joins both. Given the parameters customers are independent; with `N` purchases of shape `p`
//! at a rate of their own, gamma distributed with shape `a` and rate `b` (Fader and Hardie 2013), one customer's spend
//! has the variance
//!
//! `(p E[N] + p^2 E[N^2]) b^2 / ((a - 1) (a - 2)) - (p E[N] b / (a - 1))^2`,
//!
//! and the parameters add theirs by the delta method (Greene 2012, section 4.4.4). A discount shrinks a customer's
//! spend as it shrinks their expectation. With a holdout, [`score_holdout`](super::score_holdout) shows how often such
//! intervals hold; what no model knows (seasons, campaigns) is not in them.

use super::curve::Curves;
use super::gamma_gamma::{GammaGamma, GammaGammaParams};
use super::history::History;
use super::holdout::parameter_variance;
use super::interval::check_level;
use super::kind::{AnyPurchaseModel, each};
use super::model::PurchaseModel;
use super::process::{ActiveCustomer, PurchaseProcess};
use super::value_columns::{HistoryColumns, ValueOptions, value_columns};
use super::{discount, summary};
use crate::batch::map_chunks;
use crate::control::Control;
use crate::{Result, SartorError, math};

/// Customers between two looks at the control.
const CHUNK: usize = 256;
/// What is left of the distribution of purchases when it is counted out.
const UNCOUNTED: f64 = 1e-10;

/// What customers are expected to do together.
#[derive(Debug, Clone, PartialEq)]
pub struct TotalValue {
    /// How many they are.
    pub customers: u32,
    /// Value expected of all, discounted, in the unit of money of the histories.
    pub expected: f64,
    /// Lower end of its interval; `None` where spend has no finite variance, as when Gamma-Gamma's `q` is at most 2.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Purchases expected of all, not discounted.
    pub purchases_expected: f64,
    /// Lower end of their interval.
    pub purchases_low: f64,
    /// Upper end.
    pub purchases_high: f64,
    /// Nominal coverage of both intervals.
    pub level: f64,
}

/// What one customer adds to the total.
struct Part {
    purchases: f64,
    purchases_variance: f64,
    discounted: f64,
    variance: f64,
}

/// The value that customers have together over a horizon, with its interval.
///
/// Errors are those of [`value_columns`]; a horizon has to be given.
pub fn total_value(
    model: &AnyPurchaseModel,
    spend: &GammaGamma,
    rows: &HistoryColumns<'_>,
    options: &ValueOptions,
    level: f64,
    control: Control<'_>,
) -> Result<TotalValue> {
    check_level(level)?;
    each!(model, model => total(model, spend, rows, options, level, control))
}

fn total<P: PurchaseProcess>(
    model: &PurchaseModel<P>,
    spend: &GammaGamma,
    rows: &HistoryColumns<'_>,
    options: &ValueOptions,
    level: f64,
    control: Control<'_>,
) -> Result<TotalValue> {
    let Some(periods) = options.periods else {
        return Err(SartorError::out_of_range(
            "value",
            "periods",
            "none",
            "a horizon: a total for ever has no interval",
        ));
    };
    let values = value_columns(model, spend, rows, options, control.without_steps())?.expected;
    let force = discount::force(options.discount_rate_per_period);
    let params = spend.params();
    let places: Vec<usize> = (0..values.len()).collect();
    let at = |column: &[f64], row: usize| column.get(row).copied().unwrap_or(0.0);
    let parts = map_chunks(&places, CHUNK, control, |row| {
        let (x, t_x, age) = (at(rows.frequency, *row), at(rows.last_purchase_age, *row), at(rows.age, *row));
        let (alive, active) = model.countable(periods, x, t_x, age)?;
        let purchases = alive * active.expected_purchases(periods);
        let squares = sum_of_squares(&active, alive, periods);
        let (a, b) = params.posterior(at(rows.paid_frequency, *row), at(rows.monetary, *row));
        let discounted = alive * active.discounted_purchases(periods, force);
        let shrink = if purchases > 0.0 { discounted / purchases } else { 1.0 };
        let mean = params.p * purchases * b / (a - 1.0);
        let variance = (params.p * purchases + params.p * params.p * squares) * b * b
            / ((a - 1.0) * (a - 2.0))
            - mean * mean;
        Ok(Part {
            purchases,
            purchases_variance: (squares - purchases * purchases).max(0.0),
            discounted,
            variance: if a > 2.0 { shrink * shrink * variance.max(0.0) } else { f64::INFINITY },
        })
    })?;
    let sum = |of: &dyn Fn(&Part) -> f64| parts.iter().map(of).fold(0.0, |sum, v| sum + v);
    let margin = options.margin.unwrap_or(1.0);
    let expected = values.iter().fold(0.0, |sum, v| sum + v);
    let purchases_expected = sum(&|part| part.purchases);
    let histories = || rows.frequency.iter().zip(rows.last_purchase_age).zip(rows.age);
    let per_purchase = |params: &GammaGammaParams| -> Vec<f64> {
        let paid = rows.paid_frequency.iter().zip(rows.monetary);
        let posteriors = paid.map(|(x, m)| params.posterior(*x, *m));
        posteriors.map(|(a, b)| if a > 1.0 { params.p * b / (a - 1.0) } else { f64::INFINITY }).collect()
    };
    let own_spend = per_purchase(params);
    let by_purchases =
        parameter_variance(&model.params().numbers(), model.covariance(), expected, |numbers| {
            let process = model.params().with_numbers(numbers);
            let worth = histories().zip(&own_spend).map(|(((x, t_x), age), each)| {
                let (alive, active) =
                    process.posterior(&History { x: *x, t_x: *t_x, age: *age }, Curves::NONE);
                alive * active.discounted_purchases(periods, force) * each
            });
            margin * worth.fold(0.0, |sum, v| sum + v)
        });
    let GammaGammaParams { p, q, gamma } = *params;
    let by_spend = parameter_variance(&[p, q, gamma], spend.covariance(), expected, |numbers| {
        let moved = match numbers {
            [p, q, gamma] => GammaGammaParams { p: *p, q: *q, gamma: *gamma },
            _ => params.clone(),
        };
        let worth = parts.iter().zip(per_purchase(&moved)).map(|(part, each)| part.discounted * each);
        margin * worth.fold(0.0, |sum, v| sum + v)
    });
    let of_purchases =
        parameter_variance(&model.params().numbers(), model.covariance(), purchases_expected, |numbers| {
            let process = model.params().with_numbers(numbers);
            let counts = histories().map(|((x, t_x), age)| {
                let (alive, active) =
                    process.posterior(&History { x: *x, t_x: *t_x, age: *age }, Curves::NONE);
                alive * active.expected_purchases(periods)
            });
            counts.fold(0.0, |sum, v| sum + v)
        });
    let normal = math::normal_quantile(0.5 + 0.5 * level);
    let variance = margin * margin * sum(&|part| part.variance) + by_purchases + by_spend;
    let half = normal * math::sqrt(variance);
    let half_purchases = normal * math::sqrt(sum(&|part| part.purchases_variance) + of_purchases);
    Ok(TotalValue {
        customers: parts.len() as u32,
        expected,
        low: half.is_finite().then(|| (expected - half).max(0.0)),
        high: half.is_finite().then_some(expected + half),
        purchases_expected,
        purchases_low: (purchases_expected - half_purchases).max(0.0),
        purchases_high: purchases_expected + half_purchases,
        level,
    })
}

fn sum_of_squares(active: &impl ActiveCustomer, alive: f64, periods: f64) -> f64 {
    let (mut below, mut squares) = (0.0, 0.0);
    for (n, probability) in (0..=summary::MAX_FREQUENCY as u32).zip(active.counts(alive, periods)) {
        below += probability;
        squares += f64::from(n) * f64::from(n) * probability;
        if below >= 1.0 - UNCOUNTED {
            break;
        }
    }
    squares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::{ParetoNbd, ParetoNbdParams, simulate};
    use crate::rng::Rng;

    const PARAMS: ParetoNbdParams = ParetoNbdParams { r: 0.8, alpha: 8.0, s: 0.7, beta: 12.0 };
    const SPEND: GammaGammaParams = GammaGammaParams { p: 4.0, q: 5.0, gamma: 20.0 };

    /// Histories up to 40 weeks of customers who are drawn, and their spend in the 30 after.
    fn world(customers: u32, seed: u32) -> ([Vec<f64>; 4], f64, f64) {
        let model = ParetoNbd::with_params(PARAMS).unwrap();
        let drawn = simulate(&model, customers, &[70.0], seed, Control::none()).unwrap();
        let n = customers as usize;
        let (mut x, mut t_x, mut spent) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        let (mut purchases, mut value) = (0.0, 0.0);
        let mut rng = Rng::with_stream(seed, u64::from(u32::MAX));
        let own: Vec<f64> = (0..n).map(|_| rng.gamma(SPEND.q, SPEND.gamma)).collect();
        for (customer, age) in drawn.purchase_customer.iter().zip(&drawn.purchase_age) {
            let c = *customer as usize;
            let paid = rng.gamma(SPEND.p, own[c]);
            if *age <= 40.0 {
                x[c] += 1.0;
                t_x[c] = *age;
                spent[c] += paid;
            } else {
                purchases += 1.0;
                value += paid;
            }
        }
        let monetary =
            x.iter().zip(&spent).map(|(x, spent)| if *x > 0.0 { spent / x } else { 0.0 }).collect();
        ([x, t_x, vec![40.0; n], monetary], purchases, value)
    }

    #[test]
    fn totals_of_drawn_shops_are_in_their_intervals_as_often_as_they_say() {
        let model = AnyPurchaseModel::ParetoNbd(ParetoNbd::with_params(PARAMS).unwrap());
        let spend = GammaGamma::with_params(SPEND).unwrap();
        let options = ValueOptions { periods: Some(30.0), discount_rate_per_period: 0.0, margin: None };
        let (mut inside, mut inside_purchases) = (0, 0);
        for seed in 0..100 {
            let ([x, t_x, age, monetary], purchases, value) = world(200, seed);
            let rows = HistoryColumns {
                frequency: &x,
                last_purchase_age: &t_x,
                age: &age,
                paid_frequency: &x,
                monetary: &monetary,
            };
            let total = total_value(&model, &spend, &rows, &options, 0.8, Control::none()).unwrap();
            inside += u32::from((total.low.unwrap()..=total.high.unwrap()).contains(&value));
            inside_purchases += u32::from((total.purchases_low..=total.purchases_high).contains(&purchases));
        }
        // 80 expected; five standard errors of a share of 100 are 20.
        assert!(
            (68..=92).contains(&inside) && (68..=92).contains(&inside_purchases),
            "{inside} {inside_purchases}"
        );
    }

    #[test]
    fn a_total_is_the_sum_of_its_customers_and_wider_when_parameters_are_fitted() {
        let ([x, t_x, age, monetary], ..) = world(300, 7);
        let rows = HistoryColumns {
            frequency: &x,
            last_purchase_age: &t_x,
            age: &age,
            paid_frequency: &x,
            monetary: &monetary,
        };
        let options =
            ValueOptions { periods: Some(52.0), discount_rate_per_period: 0.002, margin: Some(0.3) };
        let fitted = ParetoNbd::fit(&x, &t_x, &age, None, 0.0, Control::none()).unwrap();
        let exact = AnyPurchaseModel::ParetoNbd(ParetoNbd::with_params(fitted.params().clone()).unwrap());
        let spend = GammaGamma::fit(&x, &monetary, None, 0.0, Control::none()).unwrap();
        let sum: f64 =
            value_columns(&fitted, &spend, &rows, &options, Control::none()).unwrap().expected.iter().sum();
        let wide =
            total_value(&AnyPurchaseModel::ParetoNbd(fitted), &spend, &rows, &options, 0.9, Control::none())
                .unwrap();
        let narrow = total_value(&exact, &spend, &rows, &options, 0.9, Control::none()).unwrap();
        assert!((wide.expected / sum - 1.0).abs() < 1e-12 && narrow.expected == wide.expected);
        assert!(wide.high.unwrap() - wide.low.unwrap() > narrow.high.unwrap() - narrow.low.unwrap());
        assert!(wide.purchases_high > narrow.purchases_high);
    }

    #[test]
    fn spend_without_a_variance_has_no_interval_and_a_total_for_ever_none_either() {
        let model = AnyPurchaseModel::ParetoNbd(ParetoNbd::with_params(PARAMS).unwrap());
        let spend = GammaGamma::with_params(GammaGammaParams { q: 1.5, ..SPEND }).unwrap();
        let zero = [0.0];
        let rows = HistoryColumns {
            frequency: &zero,
            last_purchase_age: &zero,
            age: &[10.0],
            paid_frequency: &zero,
            monetary: &zero,
        };
        let mut options = ValueOptions { periods: Some(10.0), ..ValueOptions::default() };
        let total = total_value(&model, &spend, &rows, &options, 0.9, Control::none()).unwrap();
        assert!(total.expected > 0.0 && total.low.is_none() && total.high.is_none());
        options.periods = None;
        let refused = total_value(&model, &spend, &rows, &options, 0.9, Control::none()).unwrap_err();
        assert_eq!(refused.code(), "OUT_OF_RANGE");
    }
}
