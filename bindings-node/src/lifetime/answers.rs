//! Answers of several columns about many customers.

use napi::Env;
use napi::bindgen_prelude::{Float64Array, Object, Unknown};
use napi_derive::napi;
use sartor::lifetime::{NextPurchase, ParameterInterval};

use super::fitting::{HISTORY, Histories, place};
use crate::host::Outcome;
use crate::input;
use crate::work::{Follow, promise};

/// Estimates of many customers with the intervals that the uncertainty of the model's parameters leaves them. They do not
/// hold the randomness of what a customer will do: see `purchaseQuantilesBatch`.
#[napi(object, object_from_js = false)]
pub struct IntervalColumns {
    /// The estimates.
    pub value: Float64Array,
    /// Lower ends.
    pub low: Float64Array,
    /// Upper ends.
    pub high: Float64Array,
    /// Nominal coverage of each interval, such as 0.9.
    pub level: f64,
}

/// When the next purchases of many customers come, who may have left.
#[napi(object, object_from_js = false)]
pub struct NextPurchaseColumns {
    /// Probability of each customer that no further purchase ever comes.
    pub probability_never: Float64Array,
    /// For each of `levels` a column: the times from now within which the next purchase falls with that probability;
    /// infinite where one comes with a lower one.
    pub periods: Vec<Float64Array>,
    /// The probabilities.
    pub levels: Vec<f64>,
}

/// Intervals of many customers, of the level among the options.
pub fn intervals<'env, A: Send + Sync + 'static>(
    env: &'env Env,
    operation: &'static str,
    histories: Unknown<'_>,
    options: Unknown<'_>,
    argument: impl FnOnce() -> Outcome<A>,
    of: impl Fn(&A, [f64; 3], f64) -> sartor::Result<ParameterInterval> + Send + Sync + 'static,
) -> napi::Result<Object<'env>> {
    promise(
        env,
        operation,
        || {
            let level = input::number_or(HISTORY, "level", options, 0.9)?;
            let given = (argument()?, level, Histories::read(histories)?);
            Ok((given, Follow::read_with(env, operation, options, &["level"])?))
        },
        move |(argument, level, histories), control| {
            let figures = histories.fill(3, control, |row, figures| {
                let ParameterInterval { value, low, high, .. } = of(&argument, row, level)?;
                figures.copy_from_slice(&[value, low, high]);
                Ok(())
            })?;
            Ok((level, figures))
        },
        |_, (level, figures)| {
            let [value, low, high] = [0, 1, 2].map(|at| Float64Array::new(place(&figures, 3, at)));
            Ok(IntervalColumns { value, low, high, level })
        },
    )
}

/// Quantiles of the purchases of many customers, a column for each level.
pub fn quantiles<'env>(
    env: &'env Env,
    operation: &'static str,
    [periods, histories, levels, options]: [Unknown<'_>; 4],
    of: impl Fn(f64, [f64; 3], &[f64]) -> sartor::Result<Vec<f64>> + Send + Sync + 'static,
) -> napi::Result<Object<'env>> {
    promise(
        env,
        operation,
        || {
            let periods = input::number(HISTORY, "periods", periods)?;
            let levels = input::column(HISTORY, "levels", levels)?;
            let given = (periods, levels, Histories::read(histories)?);
            Ok((given, Follow::read(env, operation, options)?))
        },
        move |(periods, levels, histories), control| {
            let width = levels.len();
            let figures = histories.fill(width, control, |row, figures| {
                figures.copy_from_slice(&of(periods, row, &levels)?);
                Ok(())
            })?;
            Ok((width, figures))
        },
        |_, (width, figures)| {
            let columns = (0..width).map(|at| Float64Array::new(place(&figures, width, at)));
            Ok(columns.collect::<Vec<_>>())
        },
    )
}

/// When the next purchases of many customers come.
pub fn next_purchases<'env>(
    env: &'env Env,
    operation: &'static str,
    [histories, levels, options]: [Unknown<'_>; 3],
    of: impl Fn([f64; 3], &[f64]) -> sartor::Result<NextPurchase> + Send + Sync + 'static,
) -> napi::Result<Object<'env>> {
    promise(
        env,
        operation,
        || {
            let given = (self::levels(levels)?, Histories::read(histories)?);
            Ok((given, Follow::read(env, operation, options)?))
        },
        move |(levels, histories), control| {
            let figures = histories.fill(levels.len() + 1, control, |row, figures| {
                let next = of(row, &levels)?;
                let times = next.quantiles.iter().map(|quantile| quantile.periods.unwrap_or(f64::INFINITY));
                for (figure, value) in
                    figures.iter_mut().zip(std::iter::once(next.probability_never).chain(times))
                {
                    *figure = value;
                }
                Ok(())
            })?;
            Ok((levels, figures))
        },
        |_, (levels, figures)| {
            let width = levels.len() + 1;
            let column = |at: usize| Float64Array::new(place(&figures, width, at));
            Ok(NextPurchaseColumns {
                probability_never: column(0),
                periods: (1..width).map(column).collect(),
                levels,
            })
        },
    )
}

/// Levels of the time to the next purchase: quartiles when absent.
pub fn levels(input: Unknown<'_>) -> Outcome<Vec<f64>> {
    if input::is_absent(input)? {
        return Ok(vec![0.25, 0.5, 0.75]);
    }
    input::column(HISTORY, "levels", input)
}
