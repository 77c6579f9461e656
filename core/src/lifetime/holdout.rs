//! How well did forecasts do against what customers went on to do?
//!
//! Counts are judged by the mean log score, the logarithm of the probability that the forecast gave to what
//! happened: of all rules that judge a distribution it is the one that depends on nothing that did not happen, and
//! no forecast can expect to gain by saying other than it believes (Gneiting and Raftery 2007, section 4.1). Errors
//! of the mean stand beside it, since people read them, and a baseline has nothing else.

use super::curve::Curves;
use super::history::History;
use super::interval::check_level;
use super::kind::{AnyPurchaseModel, each};
use super::model::PurchaseModel;
use super::process::{ActiveCustomer, PurchaseProcess};
use super::score::{ForecastGroup, ForecastScore};
use super::summarize::Summaries;
use crate::batch::map_chunks;
use crate::control::Control;
use crate::{Result, SartorError, math};

/// Customers forecast between two looks at the control.
const CHUNK: usize = 256;
/// A probability below this counts as this.
const LEAST_PROBABILITY: f64 = 1e-300;
/// Groups of equal size by forecast.
const GROUPS: usize = 10;

/// Histories up to a day, and what followed.
#[derive(Debug, Clone, Copy)]
pub struct Holdout<'a> {
    /// Repeat purchases until then.
    pub frequency: &'a [f64],
    /// Age at the last of them.
    pub last_purchase_age: &'a [f64],
    /// Age then.
    pub age: &'a [f64],
    /// Purchases in the periods that followed.
    pub observed: &'a [f64],
    /// How many periods followed; above 0.
    pub periods: f64,
}

impl<'a> Holdout<'a> {
    /// The holdout of summaries that have one.
    pub fn of(summaries: &'a Summaries) -> Self {
        Self {
            frequency: &summaries.frequency,
            last_purchase_age: &summaries.last_purchase_age,
            age: &summaries.age,
            observed: &summaries.holdout_frequency,
            periods: summaries.holdout_periods,
        }
    }

    /// Refuse columns of different lengths and counts that cannot be.
    pub fn check(&self) -> Result<()> {
        const SUBJECT: &str = "holdout";
        let rows = self.frequency.len();
        for (field, column) in
            [("last_purchase_age", self.last_purchase_age), ("age", self.age), ("observed", self.observed)]
        {
            if column.len() != rows {
                let (found, expected) =
                    (format!("{} rows long", column.len()), format!("as long as frequency, {rows} rows"));
                return Err(SartorError::out_of_range(SUBJECT, field, found, &expected));
            }
        }
        if rows == 0 {
            return Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: 0,
                needed: 1,
                unit: "customers".to_owned(),
            });
        }
        if !(self.periods > 0.0 && self.periods <= super::summary::MAX_AGE) {
            return Err(SartorError::out_of_range(SUBJECT, "periods", self.periods, "above 0, at most 1e9"));
        }
        for (row, observed) in self.observed.iter().enumerate() {
            if !(0.0..=super::summary::MAX_FREQUENCY).contains(observed) || observed.fract() != 0.0 {
                let expected = "a whole number from 0 to 1,000,000";
                return Err(SartorError::out_of_range(&format!("row {row}"), "observed", observed, expected));
            }
        }
        Ok(())
    }
}

/// What was forecast of one customer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forecast {
    pub expected: f64,
    variance: f64,
    low: f64,
    high: f64,
    pub log_score: f64,
}

/// How well a fitted model forecast the holdout of summaries; `NOT_AVAILABLE` where they have none.
///
/// [`select`](super::select) scores what it fits itself; this scores any model, such as one fitted elsewhere or with a
/// penalty.
pub fn score_holdout(
    model: &AnyPurchaseModel,
    summaries: &Summaries,
    level: f64,
    control: Control<'_>,
) -> Result<ForecastScore> {
    check_level(level)?;
    if summaries.calibration_end_ms.is_none() {
        return Err(SartorError::NotAvailable {
            subject: "holdout".to_owned(),
            reason: "the summaries have none: summarise with the end of a calibration".to_owned(),
        });
    }
    let holdout = Holdout::of(summaries);
    holdout.check()?;
    let forecasts = forecasts(model, &holdout, level, control)?;
    Ok(score_model(model, &holdout, &forecasts, level))
}

/// What a model says of each customer of a holdout.
pub(super) fn forecasts(
    model: &AnyPurchaseModel,
    holdout: &Holdout<'_>,
    level: f64,
    control: Control<'_>,
) -> Result<Vec<Forecast>> {
    let rows: Vec<usize> = (0..holdout.frequency.len()).collect();
    map_chunks(&rows, CHUNK, control, |row| {
        let at = |column: &[f64]| column.get(*row).copied().unwrap_or(0.0);
        let (x, t_x, age) = (at(holdout.frequency), at(holdout.last_purchase_age), at(holdout.age));
        each!(model, model => forecast(model, holdout.periods, [x, t_x, age], at(holdout.observed), level))
    })
}

fn forecast<P: PurchaseProcess>(
    model: &PurchaseModel<P>,
    periods: f64,
    [x, t_x, age]: [f64; 3],
    observed: f64,
    level: f64,
) -> Result<Forecast> {
    let (alive, active) = model.countable(periods, x, t_x, age)?;
    let expected = alive * active.expected_purchases(periods);
    let outside = 0.5 * (1.0 - level);
    let (mut below, mut squares, mut last) = (0.0, 0.0, 0.0);
    let (mut low, mut high, mut given) = (None, None, 0.0);
    for (n, probability) in active.counts(alive, periods).enumerate() {
        last = n as f64;
        below += probability;
        squares += last * last * probability;
        if last == observed {
            given = probability;
        }
        if low.is_none() && below >= outside {
            low = Some(last);
        }
        if high.is_none() && below >= 1.0 - outside {
            high = Some(last);
        }
        if last >= observed && below >= 1.0 - 1e-10 {
            break;
        }
    }
    Ok(Forecast {
        expected,
        variance: (squares - expected * expected).max(0.0),
        low: low.unwrap_or(last),
        high: high.unwrap_or(last),
        log_score: math::ln(given.max(LEAST_PROBABILITY)),
    })
}

/// The score of forecasts that are distributions. The total's interval adds to chance what the parameters leave
/// open: the delta method on the logarithm of the total.
pub(super) fn score_model(
    model: &AnyPurchaseModel,
    holdout: &Holdout<'_>,
    forecasts: &[Forecast],
    level: f64,
) -> ForecastScore {
    let expected: Vec<f64> = forecasts.iter().map(|f| f.expected).collect();
    let mut score = score_means(holdout.observed, &expected, level);
    let customers = forecasts.len() as f64;
    let sum = |of: &dyn Fn(&Forecast) -> f64| forecasts.iter().map(of).fold(0.0, |sum, v| sum + v);
    score.mean_log_score = Some(sum(&|f| f.log_score) / customers);
    score.interval_width = Some(sum(&|f| f.high - f.low) / customers);
    let inside = forecasts.iter().zip(holdout.observed).filter(|(f, n)| (f.low..=f.high).contains(n)).count();
    score.interval_coverage = Some(inside as f64 / customers);
    let of_parameters = each!(model, model => total_variance(model, holdout, score.expected_total));
    let deviation = math::sqrt(sum(&|f| f.variance) + of_parameters);
    let half = math::normal_quantile(0.5 + 0.5 * level) * deviation;
    score.expected_total_low = Some((score.expected_total - half).max(0.0));
    score.expected_total_high = Some(score.expected_total + half);
    score
}

/// Variance of the expected total by the uncertainty of the parameters.
fn total_variance<P: PurchaseProcess>(model: &PurchaseModel<P>, holdout: &Holdout<'_>, total: f64) -> f64 {
    parameter_variance(&model.params().numbers(), model.covariance(), total, |numbers| {
        let process = model.params().with_numbers(numbers);
        let rows = holdout.frequency.iter().zip(holdout.last_purchase_age).zip(holdout.age);
        let expected = rows.map(|((x, t_x), age)| {
            let (alive, active) = process.posterior(&History { x: *x, t_x: *t_x, age: *age }, Curves::NONE);
            alive * active.expected_purchases(holdout.periods)
        });
        expected.fold(0.0, |sum, expected| sum + expected)
    })
}

/// Variance that uncertain parameters give to a total that is a function of them: the delta method.
pub(super) fn parameter_variance(
    numbers: &[f64],
    covariance: &[f64],
    total: f64,
    total_at: impl Fn(&[f64]) -> f64,
) -> f64 {
    let slopes = parameter_slopes(numbers, |numbers| vec![total_at(numbers)]);
    let slopes: Vec<f64> = slopes.into_iter().map(|slope| slope.first().copied().unwrap_or(0.0)).collect();
    variance_of_slopes(&slopes, covariance, total)
}

/// How each of several totals moves with each parameter, by central differences.
pub(super) fn parameter_slopes(numbers: &[f64], totals_at: impl Fn(&[f64]) -> Vec<f64>) -> Vec<Vec<f64>> {
    const STEP: f64 = 1e-4;
    let at = |place: usize, factor: f64| {
        let mut moved = numbers.to_vec();
        if let Some(number) = moved.get_mut(place) {
            *number *= factor;
        }
        totals_at(&moved)
    };
    let slope = |(place, number): (usize, &f64)| {
        let (down, up) = (at(place, 1.0 - STEP), at(place, 1.0 + STEP));
        down.iter().zip(up).map(|(down, up)| (up - down) / (2.0 * STEP * number)).collect()
    };
    numbers.iter().enumerate().map(slope).collect()
}

/// The variance that these slopes give to a total.
pub(super) fn variance_of_slopes(slopes: &[f64], covariance: &[f64], total: f64) -> f64 {
    let mut variance = 0.0;
    for (row, own) in covariance.chunks_exact(slopes.len().max(1)).zip(slopes) {
        for (covariance, other) in row.iter().zip(slopes) {
            variance += own * covariance * other;
        }
    }
    // Where a direction is hardly known at all the slope says nothing useful: the total itself bounds it.
    if variance.is_finite() { variance.clamp(0.0, total * total) } else { total * total }
}

/// The score of forecasts that are numbers alone.
pub(super) fn score_means(observed: &[f64], expected: &[f64], level: f64) -> ForecastScore {
    let customers = observed.len().max(1) as f64;
    let pairs = || expected.iter().zip(observed);
    let expected_total = expected.iter().fold(0.0, |sum, v| sum + v);
    let observed_total = observed.iter().fold(0.0, |sum, v| sum + v);
    let squares = pairs().fold(0.0, |sum, (e, o)| sum + (e - o) * (e - o));
    let mut order: Vec<(f64, f64)> = pairs().map(|(e, o)| (*e, *o)).collect();
    // Equal forecasts stand in the order of the rows: a tie is no knowledge of who will buy.
    order.sort_by(|one, other| one.0.total_cmp(&other.0));
    let deciles = (0..GROUPS).filter_map(|k| {
        let bound = |k: usize| order.len() * k / GROUPS;
        group(order.get(bound(k)..bound(k + 1))?)
    });
    let top = |share: f64| {
        let size = (share * customers).round() as usize;
        let bought = order.iter().rev().take(size).fold(0.0, |sum, (_, o)| sum + o);
        if observed_total > 0.0 { bought / observed_total } else { 0.0 }
    };
    ForecastScore {
        customers: observed.len() as u32,
        expected_total,
        expected_total_low: None,
        expected_total_high: None,
        observed_total,
        bias: (observed_total > 0.0).then(|| expected_total / observed_total - 1.0),
        mean_absolute_error: pairs().fold(0.0, |sum, (e, o)| sum + (e - o).abs()) / customers,
        root_mean_squared_error: math::sqrt(squares / customers),
        mean_log_score: None,
        interval_coverage: None,
        interval_width: None,
        level,
        top_tenth_share: top(0.1),
        top_fifth_share: top(0.2),
        deciles: deciles.collect(),
    }
}

fn group(customers: &[(f64, f64)]) -> Option<ForecastGroup> {
    let size = customers.len();
    if size == 0 {
        return None;
    }
    let mean =
        |of: fn(&(f64, f64)) -> f64| customers.iter().map(of).fold(0.0, |sum, v| sum + v) / size as f64;
    let observed = mean(|(_, o)| *o);
    let squares = customers.iter().fold(0.0, |sum, (_, o)| sum + (o - observed) * (o - observed));
    Some(ForecastGroup {
        customers: size as u32,
        expected: mean(|(e, _)| *e),
        observed,
        standard_error: math::sqrt(squares / (size as f64 * (size as f64 - 1.0).max(1.0))),
    })
}
