//! What will this customer spend over a horizon, and between which amounts?
//!
//! Purchases follow any [`PurchaseModel`] and spend [`GammaGamma`], independently. The expected value is discounted
//! purchases ([`super::discount`]) times expected spend.
//!
//! The interval is predictive: it is about what the customer will spend, not about its mean. With
//! probability `P(N = 0)` that is nothing. Given `n` purchases, spend is `gamma'` times the ratio of a gamma
//! variable of shape `p n` and one of shape `q'` (both updated by the history), so the first three moments
//! of its logarithm are sums of polygamma functions; its distribution is taken as Edgeworth's series to the
//! third moment (Abramowitz and Stegun 1964, 26.2.48), mixed over `n`. The parameters are taken as exact.
//! `core/tests/lifetime/value.rs` tests the quantiles against the exact distribution, and the coverage in
//! simulation with fitted parameters.
//!
//! ```
//! use sartor::lifetime::*;
//! let purchases = BgNbd::with_params(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
//! let spend = GammaGamma::with_params(GammaGammaParams { p: 6.25, q: 3.74, gamma: 15.44 })?;
//! let history = PurchaseSummary { frequency: 2.0, last_purchase_age: 30.43, age: 38.86, monetary: 50.0 };
//! let forecast = value(&purchases, &spend, &history, 52.0, 0.0, 0.9)?;
//! assert!(forecast.low == 0.0 && forecast.expected < forecast.high); // may well buy nothing
//! let discounted = value(&purchases, &spend, &history, 52.0, 0.002, 0.9)?;
//! assert!(discounted.expected < forecast.expected);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::discount::{check_rate, force};
use super::gamma_gamma::GammaGamma;
use super::interval::check_level;
use super::model::PurchaseModel;
use super::process::{ActiveCustomer, Counts, PurchaseProcess};
use super::purchases::CustomerSummary;
use super::summary::{PurchaseSummary, check_count, check_history, check_monetary};
use super::value_columns::ValueOptions;
use crate::{Result, SartorError, math};

const SUBJECT: &str = "value";

/// What a customer is expected to spend over a horizon, in the unit of money of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ValueForecast {
    /// Expected spend, discounted.
    pub expected: f64,
    /// Lower end of the predictive interval, discounted as the expectation is; 0 when spending nothing is
    /// likely enough.
    pub low: f64,
    /// Upper end; never below `expected`.
    pub high: f64,
    /// Nominal coverage of the interval, such as 0.9.
    pub level: f64,
    /// Purchases expected, not discounted.
    pub purchases_expected: f64,
    /// Spend expected at each of them.
    pub spend_per_purchase: f64,
    /// Probability of no purchase at all.
    pub probability_of_none: f64,
    /// The horizon, in the model's unit of time.
    pub periods: f64,
    /// The share of spend that `expected`, `low` and `high` are: a margin. None when they are revenue.
    pub margin: Option<f64>,
}

impl ValueForecast {
    /// The same forecast of what is left of the spend at a margin, such as 0.3 of it; spend a purchase stays spend.
    pub fn at_margin(self, margin: f64) -> Result<Self> {
        check_margin(margin)?;
        let whole = self.margin.unwrap_or(1.0);
        let [expected, low, high] =
            [self.expected, self.low, self.high].map(|amount| amount / whole * margin);
        Ok(Self { expected, low, high, margin: Some(margin), ..self })
    }
}

/// Accept a share of spend.
pub(super) fn check_margin(margin: f64) -> Result<()> {
    if margin > 0.0 && margin <= 1.0 {
        return Ok(());
    }
    Err(SartorError::out_of_range(SUBJECT, "margin", margin, "a share of spend: above 0, at most 1"))
}

/// Forecast the spend of the next `periods` from a history summarised in the models' units.
///
/// `discount_rate_per_period` is at least 0: 0.002 a week is about 0.11 a year. `NOT_AVAILABLE` when the
/// expected spend is infinite under the model (see [`GammaGamma::expected_spend`]).
pub fn value<P: PurchaseProcess>(
    purchases: &PurchaseModel<P>,
    spend: &GammaGamma,
    history: &PurchaseSummary,
    periods: f64,
    discount_rate_per_period: f64,
    level: f64,
) -> Result<ValueForecast> {
    let PurchaseSummary { frequency, last_purchase_age, age, monetary } = *history;
    let summary = CustomerSummary {
        frequency,
        last_purchase_age,
        age,
        paid_frequency: frequency,
        monetary,
        log_interval_sum: 0.0,
    };
    let options = ValueOptions { periods: Some(periods), discount_rate_per_period, margin: None };
    value_forecast(purchases, spend, &summary, &options, level)
}

/// [`value()`] of a customer some of whose purchases may have been free, as revenue or at a margin.
///
/// A horizon is needed: what is spent for ever has an expectation, but no interval here.
pub fn value_forecast<P: PurchaseProcess>(
    purchases: &PurchaseModel<P>,
    spend: &GammaGamma,
    summary: &CustomerSummary,
    options: &ValueOptions,
    level: f64,
) -> Result<ValueForecast> {
    const HISTORY: &str = "purchase summary";
    let CustomerSummary { frequency, last_purchase_age, age, paid_frequency, monetary, .. } = *summary;
    check_history(HISTORY, frequency, last_purchase_age, age)?;
    check_count(HISTORY, paid_frequency)?;
    check_monetary(HISTORY, paid_frequency, monetary)?;
    check_level(level)?;
    let Some(periods) = options.periods else {
        let expected = "a horizon: an interval of what is spent for ever is not known";
        return Err(SartorError::out_of_range(SUBJECT, "periods", "none", expected));
    };
    check_rate(SUBJECT, options.discount_rate_per_period)?;
    let spend_per_purchase = spend.expected_spend(paid_frequency, monetary)?;
    let (alive, active) = purchases.countable(periods, frequency, last_purchase_age, age)?;
    let count = active.expected_purchases(periods);
    let discounted = active.discounted_purchases(periods, force(options.discount_rate_per_period));
    let counts = active.counts(alive, periods);
    let (shape, rate) = spend.params().posterior(paid_frequency, monetary);
    let amount = Amount::new(counts, spend.params().p, shape, rate);
    let shrink = if count > 0.0 { discounted / count } else { 1.0 };
    let expected = alive * discounted * spend_per_purchase;
    let outside = 0.5 * (1.0 - level);
    let forecast = ValueForecast {
        expected,
        low: (shrink * amount.quantile(outside)).min(expected),
        high: (shrink * amount.quantile(1.0 - outside)).max(expected),
        level,
        purchases_expected: alive * count,
        spend_per_purchase,
        probability_of_none: amount.none,
        periods,
        margin: None,
    };
    match options.margin {
        Some(margin) => forecast.at_margin(margin),
        None => Ok(forecast),
    }
}

/// One range of the number of purchases, with the logarithm of what is spent in it.
#[derive(Debug)]
struct Component {
    weight: f64,
    mean: f64,
    deviation: f64,
    skewness: f64,
}

/// The distribution of what is spent: a chance of nothing, and a mixture for its logarithm otherwise.
#[derive(Debug)]
pub(super) struct Amount {
    none: f64,
    /// Four to a doubling of the number of purchases.
    components: Vec<Component>,
    /// The logarithm of a usual purchase.
    usual: f64,
}

impl Amount {
    /// Of so many purchases of shape `p` each, by a customer whose own rate has this shape and rate.
    pub fn new(mut counts: Counts<'_>, p: f64, shape: f64, rate: f64) -> Self {
        let none = counts.next().unwrap_or(1.0);
        let shared = (math::ln(rate) - math::digamma(shape), math::trigamma(shape), -math::tetragamma(shape));
        let usual = shared.0 + math::digamma(p);
        let mut amount = Self { none, components: Vec::with_capacity(16), usual };
        let mut range = (0.0, 0.0, 0.0);
        let (mut n, mut range_end, mut listed) = (0.0, 1.0, none);
        for probability in counts {
            n += 1.0;
            range.0 += probability;
            range.1 += probability * n;
            range.2 += probability * n * n;
            listed += probability;
            let last = listed >= 1.0 - 1e-9;
            if n >= range_end || last {
                amount.add(range, p, shared);
                range = (0.0, 0.0, 0.0);
                range_end = n + 1.0 + math::floor(n / 4.0);
            }
            if last {
                break;
            }
        }
        amount.add(range, p, shared);
        amount
    }

    /// Add a range of numbers of purchases given by its mass, sum and sum of squares.
    fn add(&mut self, (mass, sum, squares): (f64, f64, f64), p: f64, shared: (f64, f64, f64)) {
        if mass <= 0.0 {
            return;
        }
        let n = sum / mass;
        // The spread of the number within the range adds to the logarithm's.
        let within = (squares / mass - n * n).max(0.0) / (n * n);
        let variance = math::trigamma(p * n) + shared.1 + within;
        let deviation = math::sqrt(variance);
        let third = math::tetragamma(p * n) + shared.2;
        self.components.push(Component {
            weight: mass,
            mean: math::digamma(p * n) + shared.0 - 0.5 * within,
            deviation,
            skewness: third / (variance * deviation),
        });
    }

    /// Probability of at most `e^y`, and its derivative: Edgeworth's series to the third moment.
    fn distribution(&self, y: f64) -> (f64, f64) {
        const ROOT: f64 = 0.398_942_280_401_432_7;
        self.components.iter().fold((self.none, 0.0), |(below, density), part| {
            let z = (y - part.mean) / part.deviation;
            let normal = ROOT * math::exp(-0.5 * z * z);
            let bend = normal * part.skewness * (z * z - 1.0) / 6.0;
            (
                below + part.weight * (math::normal_cdf(z) - bend),
                density + part.weight * normal / part.deviation,
            )
        })
    }

    /// The amount not exceeded with probability `level`, by Newton's steps inside a bracket.
    fn quantile(&self, level: f64) -> f64 {
        if level <= self.none || self.components.is_empty() {
            return 0.0;
        }
        let (mut low, mut high) = self.extremes(12.0);
        let mass = self.components.iter().fold(0.0, |sum, part| sum + part.weight);
        let mean = self.components.iter().fold(0.0, |sum, part| sum + part.weight * part.mean) / mass;
        let mut y = mean;
        for _ in 0..60 {
            let (below, density) = self.distribution(y);
            let error = below - level;
            if error.abs() <= 1e-6 * (1.0 - level) {
                break;
            }
            if error > 0.0 {
                high = y;
            } else {
                low = y;
            }
            let next = y - error / density;
            y = if next > low && next < high { next } else { 0.5 * (low + high) };
        }
        math::exp(y).min(f64::MAX)
    }

    /// Probabilities of at most and of at least so much, each to its own last digit. They are sums of normal
    /// distributions of the logarithm, without the series' bend: what is calibrated must rise and fall strictly, and
    /// its shape is put right by the calibration.
    pub fn tails(&self, amount: f64) -> (f64, f64) {
        if amount <= 0.0 {
            return (self.none, 1.0);
        }
        let y = math::ln(amount);
        self.components.iter().fold((self.none, 0.0), |(below, above), part| {
            let z = (y - part.mean) / part.deviation;
            (below + part.weight * math::normal_cdf(z), above + part.weight * math::normal_cdf(-z))
        })
    }

    /// The lowest amount with at least this probability at or below it, rounded down.
    pub fn lower_end(&self, tail: f64) -> f64 {
        if self.none >= tail { 0.0 } else { self.bracket(|amount| self.tails(amount).0 >= tail).0 }
    }

    /// The highest amount with at least this probability at or above it, rounded up.
    pub fn upper_end(&self, tail: f64) -> f64 {
        let some = self.components.iter().fold(0.0, |sum, part| sum + part.weight);
        if some < tail { 0.0 } else { self.bracket(|amount| self.tails(amount).1 < tail).1 }
    }

    /// A purchase of usual size.
    pub fn size(&self) -> f64 {
        math::exp(self.usual).clamp(f64::MIN_POSITIVE, f64::MAX)
    }

    /// Two amounts next to each other between which a condition that holds from some amount on begins to hold.
    fn bracket(&self, reached: impl Fn(f64) -> bool) -> (f64, f64) {
        let (mut low, mut high) = self.extremes(40.0);
        for _ in 0..48 {
            let middle = 0.5 * (low + high);
            if reached(math::exp(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        (math::exp(low), math::exp(high).min(f64::MAX))
    }

    /// The logarithms of amounts so many deviations below and above all that is likely.
    fn extremes(&self, deviations: f64) -> (f64, f64) {
        let extreme = |sign: f64, pick: fn(f64, f64) -> f64| {
            let ends = self.components.iter().map(|part| part.mean + sign * deviations * part.deviation);
            ends.reduce(pick).unwrap_or(0.0)
        };
        (extreme(-1.0, f64::min), extreme(1.0, f64::max))
    }
}
