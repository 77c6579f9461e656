//! How regularly do these customers buy, and which parameters make their histories most likely?

use super::{BgCnbd, BgCnbdParams, MOST_PHASES, MbgCnbd, MbgCnbdParams, Regular, check_phases};
use crate::control::Control;
use crate::lifetime::columns::{check_columns, check_row, compress};
use crate::lifetime::fit::Sample;
use crate::lifetime::model::PurchaseModel;
use crate::{Result, SartorError, math};

/// How many phases the time between two purchases has in a fit of [`BgCnbd`] or [`MbgCnbd`].
#[derive(Debug, Clone, Copy)]
pub enum Regularity<'a> {
    /// This many, 1 to 16. The log-likelihood of the fit leaves out the intervals between purchases, which it does
    /// not know: it compares neither with that of another number of phases nor with another model's.
    Given(u32),
    /// As many as make the histories most likely, judged by the sum of the logarithms of the intervals between
    /// each customer's purchases, the first included, in the unit of time of the ages; 0 without repeat purchases.
    /// From 1 on, the search goes on until two in a row were less likely.
    Likeliest(&'a [f64]),
}

macro_rules! fits {
    ($model:ident, $params:ident) => {
        impl $model {
            /// Fit by maximum likelihood to columns of repeat purchases, ages at the last of them, and ages, in any
            /// one unit of time, with as many phases as `regularity` says.
            ///
            /// For weights and penalty see [`BgNbd::fit`](crate::lifetime::BgNbd::fit).
            ///
            /// ```
            /// # use sartor::lifetime::{
            #[doc = concat!("# ", stringify!($model), ", ")]
            /// # Regularity};
            /// # use sartor::control::Control;
            #[doc = concat!("# type Model = ", stringify!($model), ";")]
            /// let frequency = [0.0, 2.0, 5.0, 1.0, 0.0, 3.0, 0.0, 1.0, 0.0, 4.0, 2.0, 0.0];
            /// let last_age = [0.0, 20.0, 38.0, 3.0, 0.0, 30.0, 0.0, 25.0, 0.0, 12.0, 9.0, 0.0];
            /// let age = [39.0, 38.0, 39.0, 36.0, 30.0, 35.0, 39.0, 28.0, 33.0, 39.0, 31.0, 37.0];
            /// let regularity = Regularity::Given(2);
            #[doc = concat!("let model = ", stringify!($model), "::fit(&frequency, &last_age, &age, regularity, None, 0.01, Control::none())?;")]
            /// assert_eq!(model.params().k, 2);
            /// # Ok::<(), sartor::SartorError>(())
            /// ```
            pub fn fit(
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                regularity: Regularity<'_>,
                weights: Option<&[f64]>,
                penalty: f64,
                control: Control<'_>,
            ) -> Result<Self> {
                let columns = [frequency, last_purchase_age, age];
                fit::<$params>(columns, regularity, weights, penalty, control)
            }

            /// Fit again, with more data and as many phases as before, from where this model stands.
            ///
            /// As under [`Regularity::Given`], the log-likelihood leaves out the intervals between purchases.
            pub fn refit(
                &self,
                frequency: &[f64],
                last_purchase_age: &[f64],
                age: &[f64],
                weights: Option<&[f64]>,
                penalty: f64,
                control: Control<'_>,
            ) -> Result<Self> {
                let sample = Sample::read::<$params>(frequency, last_purchase_age, age, weights)?;
                sample.fit(&self.params, penalty, Some(&self.params), control)
            }
        }
    };
}

fits!(BgCnbd, BgCnbdParams);
fits!(MbgCnbd, MbgCnbdParams);

fn fit<R: Regular>(
    [frequency, last_purchase_age, age]: [&[f64]; 3],
    regularity: Regularity<'_>,
    weights: Option<&[f64]>,
    penalty: f64,
    control: Control<'_>,
) -> Result<PurchaseModel<R>> {
    let any = |k: u32| R::from_parts(k, [1.0; 4]);
    match regularity {
        Regularity::Given(k) => {
            check_phases(R::NAME, k)?;
            let sample = Sample::read::<R>(frequency, last_purchase_age, age, weights)?;
            sample.fit(&any(k), penalty, None, control)
        }
        Regularity::Likeliest(log_interval_sum) => {
            let sample = Sample::read::<R>(frequency, last_purchase_age, age, weights)?;
            let intervals = total([frequency, last_purchase_age, log_interval_sum], R::NAME, weights)?;
            likeliest(|k| {
                let mut model = sample.fit(&any(k), penalty, None, control)?;
                model.log_likelihood += f64::from(k - 1) * intervals;
                model.settings_chosen = 1;
                Ok(model)
            })
        }
    }
}

/// The likeliest of the fits with 1, 2, 3, ... phases.
fn likeliest<R: Regular>(fit: impl Fn(u32) -> Result<PurchaseModel<R>>) -> Result<PurchaseModel<R>> {
    let mut best: Option<PurchaseModel<R>> = None;
    let mut failure = None;
    let mut worse = 0;
    for k in 1..=MOST_PHASES {
        match fit(k) {
            Ok(model) if best.as_ref().is_none_or(|best| model.log_likelihood > best.log_likelihood) => {
                best = Some(model);
                worse = 0;
            }
            Ok(_) => worse += 1,
            Err(error @ SartorError::NotConverged { .. }) => failure = Some(error),
            Err(error) => return Err(error),
        }
        if worse == 2 {
            break;
        }
    }
    best.ok_or_else(|| failure.unwrap_or(SartorError::Internal { operation: R::NAME.to_owned() }))
}

/// The weighted sum over the customers of what [`Regularity::Likeliest`] takes, whatever their order.
fn total(
    [frequency, last_purchase_age, log_interval_sum]: [&[f64]; 3],
    subject: &str,
    weights: Option<&[f64]>,
) -> Result<f64> {
    check_columns(subject, frequency.len(), &[("log_interval_sum", log_interval_sum.len())], weights)?;
    let rows = frequency.iter().zip(last_purchase_age).zip(log_interval_sum);
    for (row, ((x, t_x), sum)) in rows.enumerate() {
        check_row(row, |subject| check_log_interval_sum(subject, *x, *t_x, *sum))?;
    }
    let sums = compress(log_interval_sum.iter().map(|sum| [*sum]), weights);
    Ok(sums.iter().fold(0.0, |total, row| total + row.weight * row.values[0]))
}

/// Refuse what no intervals sum to: `x` of them that make up `t_x` have the largest sum of logarithms if all are equal.
fn check_log_interval_sum(subject: &str, x: f64, t_x: f64, sum: f64) -> Result<()> {
    let fail = |expected: &str| Err(SartorError::out_of_range(subject, "log_interval_sum", sum, expected));
    if x == 0.0 {
        return if sum == 0.0 { Ok(()) } else { fail("0 when frequency is 0") };
    }
    let most = x * math::ln(t_x / x);
    // The ages may have been rounded.
    let near = 1e-6 * (x + most.abs());
    if sum.is_finite() && sum <= most + near && (x > 1.0 || sum >= most - near) {
        return Ok(());
    }
    fail(&format!("the sum of the logarithms of {x} intervals that make up {t_x}: {most} at most"))
}
