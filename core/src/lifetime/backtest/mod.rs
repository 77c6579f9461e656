//! Would these models have forecast the customers of this shop, better than a spreadsheet?
//!
//! From each of several moments in the past, every model is fitted to what was known then and judged by what
//! followed ([`ForecastScore`]), beside two forecasts that need no model: each customer's own rate continued, and
//! what the same segment did in the horizon before. Spend is expected purchases times the expected spend at one, by
//! Gamma-Gamma fitted at the same moment. A verdict says in words what held, where the best model fails, and how
//! long a holdout it would take to tell it from the second.
//!
//! ```
//! use sartor::control::Control;
//! use sartor::lifetime::{BacktestOptions, CustomerColumn, Transactions, backtest};
//! const DAY: i64 = 86_400_000;
//! // 60 customers who buy every two to eight weeks, some of whom stop.
//! let (mut customer, mut time) = (Vec::new(), Vec::new());
//! for c in 0..60 {
//!     let (pace, end) = (14 + 7 * (c % 7), if c % 3 == 0 { 140 } else { 630 });
//!     let mut day = c % 10;
//!     while day < end {
//!         customer.push(c);
//!         time.push(day * DAY);
//!         day += pace;
//!     }
//! }
//! let rows = Transactions { customer: CustomerColumn::Integer(&customer), timestamp_ms: &time, value: None };
//! let options = BacktestOptions {
//!     origins_ms: vec![280 * DAY, 420 * DAY],
//!     horizon_days: 140,
//!     ..BacktestOptions::default()
//! };
//! let report = backtest(&rows, &options, Control::none())?;
//! assert_eq!(report.origins.len(), 2);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod baseline;
mod verdict;

use serde::{Deserialize, Serialize};

pub use self::verdict::BacktestVerdict;
use super::gamma_gamma::GammaGamma;
use super::holdout::{Forecast, Holdout, forecasts, score_means, score_model};
use super::interval::check_level;
use super::kind::{AnyPurchaseModel, PurchaseModelKind};
use super::period::Period;
use super::score::ForecastScore;
use super::summarize::{Summaries, SummaryOptions, Transactions, summarize};
use crate::control::Control;
use crate::estimate::LEVEL;
use crate::time::{DAY_MS, check_timestamp};
use crate::{Result, SartorError};

const SUBJECT: &str = "backtest";
/// Moments that are looked back from at most.
const MOST_ORIGINS: usize = 100;

/// What to look back on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BacktestOptions {
    /// Kinds of model; empty for all.
    pub kinds: Vec<PurchaseModelKind>,
    /// Moments to forecast from, the whole day known; empty for three, as late as leave room for the horizon.
    pub origins_ms: Vec<i64>,
    /// Days forecast from each; 0 for a quarter of the time that is known.
    pub horizon_days: u32,
    /// Days in the unit of time of the models, 0.001 to 1,000,000.
    pub period_days: f64,
    /// Up to when purchases were recorded; the last of the rows when `None`.
    pub as_of_ms: Option<i64>,
    /// Minutes east of UTC of the clock whose days are counted.
    pub utc_offset_minutes: i32,
    /// Level of the intervals.
    pub level: f64,
}

impl Default for BacktestOptions {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            origins_ms: Vec::new(),
            horizon_days: 0,
            period_days: Period::WEEK.days(),
            as_of_ms: None,
            utc_offset_minutes: 0,
            level: LEVEL,
        }
    }
}

/// Forecasts of spend against what was spent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SpendScore {
    /// Spend expected of all customers.
    pub expected_total: f64,
    /// What they spent.
    pub observed_total: f64,
    /// `expected_total / observed_total - 1`; `None` where nobody spent.
    pub bias: Option<f64>,
    /// Mean of the distances between forecast and spend.
    pub mean_absolute_error: f64,
}

/// One way of forecasting, judged from one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ForecasterReport {
    /// The model's name, `own rate` or `segment mean`.
    pub forecaster: String,
    /// Which kind of model; `None` of a baseline.
    pub model: Option<PurchaseModelKind>,
    /// How it did; `None` where it could not forecast.
    pub score: Option<ForecastScore>,
    /// How it did by spend; `None` where spend is not known or cannot be forecast.
    pub spend: Option<SpendScore>,
    /// Purchases it expected of customers without a repeat purchase.
    pub one_time_expected: Option<f64>,
    /// Why it could not forecast.
    pub problem: Option<String>,
}

/// All ways of forecasting, judged from one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OriginReport {
    /// The moment, the whole day known.
    pub origin_ms: i64,
    /// Customers known then.
    pub customers: u32,
    /// Those without a repeat purchase.
    pub one_time_buyers: u32,
    /// Purchases that these made in the horizon.
    pub one_time_observed: f64,
    /// Models first.
    pub forecasters: Vec<ForecasterReport>,
}

/// How models and baselines would have done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BacktestReport {
    /// Days forecast from each moment.
    pub horizon_days: u32,
    /// Days in a period.
    pub period_days: f64,
    /// Oldest first.
    pub origins: Vec<OriginReport>,
    /// What it comes to.
    pub verdict: BacktestVerdict,
}

/// Look back on a file of transactions. A moment that leaves no room for the horizon is an error that names it, and
/// so is a row that cannot be (see [`summarize`]).
pub fn backtest(
    transactions: &Transactions<'_>,
    options: &BacktestOptions,
    control: Control<'_>,
) -> Result<BacktestReport> {
    check_level(options.level)?;
    let past = Past::read(transactions, options)?;
    let kinds: Vec<PurchaseModelKind> = PurchaseModelKind::ALL
        .into_iter()
        .filter(|kind| options.kinds.is_empty() || options.kinds.contains(kind))
        .collect();
    let (mut reports, mut trials) = (Vec::new(), Vec::new());
    let moments = past.origins_ms.len() as u64;
    for (done, origin_ms) in (0..).zip(&past.origins_ms) {
        control.step(done, moments)?;
        let (report, trial) = look_back(&past, *origin_ms, &kinds, options.level, control.without_steps())?;
        reports.push(report);
        trials.push(trial);
    }
    control.step(moments, moments)?;
    let verdict = verdict::verdict(&reports, &trials, past.horizon_days, options.level);
    let period_days = past.period.days();
    Ok(BacktestReport { horizon_days: past.horizon_days, period_days, origins: reports, verdict })
}

/// A file of transactions with the moments to look back from.
struct Past<'a> {
    transactions: &'a Transactions<'a>,
    origins_ms: Vec<i64>,
    horizon_days: u32,
    period: Period,
    utc_offset_minutes: i32,
}

impl<'a> Past<'a> {
    fn read(transactions: &'a Transactions<'a>, options: &BacktestOptions) -> Result<Self> {
        let period = Period::of_days(options.period_days)?;
        let times = transactions.timestamp_ms;
        let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
            return Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: 0,
                needed: 1,
                unit: "rows".to_owned(),
            });
        };
        let as_of_ms = options.as_of_ms.unwrap_or(*last);
        for (field, time) in [("timestamp_ms", *first), ("as_of_ms", as_of_ms)] {
            check_timestamp(SUBJECT, field, time)?;
        }
        let known_days = (as_of_ms - first).max(0) / DAY_MS;
        let horizon_days =
            if options.horizon_days == 0 { (known_days / 4) as u32 } else { options.horizon_days };
        if !(1..known_days).contains(&i64::from(horizon_days)) {
            let expected = format!("1 to below the {known_days} days that are known");
            return Err(SartorError::out_of_range(SUBJECT, "horizon_days", horizon_days, &expected));
        }
        let latest = as_of_ms - i64::from(horizon_days) * DAY_MS;
        if options.origins_ms.len() > MOST_ORIGINS {
            let size = options.origins_ms.len();
            return Err(SartorError::too_many(SUBJECT, "origins_ms", size, MOST_ORIGINS, "moments"));
        }
        let mut origins_ms = options.origins_ms.clone();
        if origins_ms.is_empty() {
            // Three that leave the first one at least half of the time before the last.
            let step = (latest - first) / 6;
            origins_ms = [2, 1, 0].map(|k| latest - k * step).to_vec();
        }
        origins_ms.sort_unstable();
        origins_ms.dedup();
        for origin in &origins_ms {
            if !(*first..=latest).contains(origin) {
                let expected = format!("{first} to {latest}, so that the horizon is known");
                return Err(SartorError::out_of_range(SUBJECT, "origins_ms", origin, &expected));
            }
        }
        let utc_offset_minutes = options.utc_offset_minutes;
        Ok(Self { transactions, origins_ms, horizon_days, period, utc_offset_minutes })
    }

    fn horizon(&self) -> f64 {
        f64::from(self.horizon_days) / self.period.days()
    }

    /// What was known at a moment, and what followed.
    fn at(&self, origin_ms: i64) -> Result<Summaries> {
        let options = SummaryOptions {
            period: self.period,
            as_of_ms: origin_ms + i64::from(self.horizon_days) * DAY_MS,
            calibration_end_ms: Some(origin_ms),
            utc_offset_minutes: self.utc_offset_minutes,
        };
        summarize(self.transactions, &options)
    }

    /// The same one horizon earlier, when today was the future; `None` where nobody was a customer then.
    fn before(&self, origin_ms: i64) -> Option<Summaries> {
        self.at(origin_ms - i64::from(self.horizon_days) * DAY_MS).ok()
    }

    fn has_spend(&self) -> bool {
        self.transactions.value.is_some()
    }
}

/// What each forecaster said of each customer, in the order of the reports, and what followed.
struct Trial {
    observed: Vec<f64>,
    forecasts: Vec<Said>,
}

/// What one forecaster said.
enum Said {
    Distributions(Vec<Forecast>),
    Means(Vec<f64>),
    Nothing,
}

impl Said {
    fn means(&self) -> Vec<f64> {
        match self {
            Self::Distributions(forecasts) => forecasts.iter().map(|forecast| forecast.expected).collect(),
            Self::Means(means) => means.clone(),
            Self::Nothing => Vec::new(),
        }
    }
}

fn look_back(
    past: &Past<'_>,
    origin_ms: i64,
    kinds: &[PurchaseModelKind],
    level: f64,
    control: Control<'_>,
) -> Result<(OriginReport, Trial)> {
    let known = past.at(origin_ms)?;
    let horizon = past.horizon();
    let spend = if past.has_spend() {
        GammaGamma::fit(&known.paid_frequency, &known.monetary, None, 0.0, control).ok()
    } else {
        None
    };
    let holdout = Holdout::of(&known);
    holdout.check()?;
    let (mut forecasters, mut said) = (Vec::new(), Vec::new());
    for kind in kinds {
        let judged = AnyPurchaseModel::fit(*kind, &known, control).and_then(|model| {
            let forecasts = forecasts(&model, &holdout, level, control)?;
            let score = score_model(&model, &holdout, &forecasts, level);
            Ok((forecasts, score))
        });
        let name = kind.name();
        match judged {
            Ok((forecasts, score)) => {
                let forecasts = Said::Distributions(forecasts);
                let amounts = spend.as_ref().map(|spend| expected_spend(spend, &known, &forecasts.means()));
                forecasters.push(report(name, Some(*kind), score, amounts.transpose()?, &known, &forecasts));
                said.push(forecasts);
            }
            Err(error @ SartorError::Cancelled { .. }) => return Err(error),
            Err(error) => {
                forecasters.push(unable(name, Some(*kind), error.to_string()));
                said.push(Said::Nothing);
            }
        }
    }
    let before = past.before(origin_ms);
    let of_segments = before.map(|before| baseline::segment_mean(&known, &before, horizon));
    let baselines = [("own rate", Some(baseline::own_rate(&known, horizon))), ("segment mean", of_segments)];
    for (name, means) in baselines {
        let Some(means) = means else {
            let problem = "nobody was a customer one horizon before this moment".to_owned();
            forecasters.push(unable(name, None, problem));
            said.push(Said::Nothing);
            continue;
        };
        let score = score_means(&known.holdout_frequency, &means, level);
        let amounts =
            past.has_spend().then(|| means.iter().zip(&known.monetary).map(|(n, each)| n * each).collect());
        let forecasts = Said::Means(means);
        forecasters.push(report(name, None, score, amounts, &known, &forecasts));
        said.push(forecasts);
    }
    let one_time = || known.frequency.iter().zip(&known.holdout_frequency).filter(|(x, _)| **x == 0.0);
    let report = OriginReport {
        origin_ms,
        customers: known.len() as u32,
        one_time_buyers: one_time().count() as u32,
        one_time_observed: one_time().fold(0.0, |sum, (_, n)| sum + n),
        forecasters,
    };
    Ok((report, Trial { observed: known.holdout_frequency, forecasts: said }))
}

fn expected_spend(spend: &GammaGamma, known: &Summaries, purchases: &[f64]) -> Result<Vec<f64>> {
    let customers = known.paid_frequency.iter().zip(&known.monetary).zip(purchases);
    customers.map(|((x, m), n)| Ok(n * spend.expected_spend(*x, *m)?)).collect()
}

fn report(
    forecaster: &str,
    model: Option<PurchaseModelKind>,
    score: ForecastScore,
    amounts: Option<Vec<f64>>,
    known: &Summaries,
    said: &Said,
) -> ForecasterReport {
    let one_time = known.frequency.iter().zip(said.means()).filter(|(x, _)| **x == 0.0);
    ForecasterReport {
        forecaster: forecaster.to_owned(),
        model,
        score: Some(score),
        spend: amounts.map(|amounts| spend_score(&amounts, &known.holdout_value)),
        one_time_expected: Some(one_time.fold(0.0, |sum, (_, n)| sum + n)),
        problem: None,
    }
}

fn unable(forecaster: &str, model: Option<PurchaseModelKind>, problem: String) -> ForecasterReport {
    let forecaster = forecaster.to_owned();
    ForecasterReport {
        forecaster,
        model,
        score: None,
        spend: None,
        one_time_expected: None,
        problem: Some(problem),
    }
}

fn spend_score(expected: &[f64], observed: &[f64]) -> SpendScore {
    let total = |amounts: &[f64]| amounts.iter().fold(0.0, |sum, a| sum + a);
    let (expected_total, observed_total) = (total(expected), total(observed));
    let distances = expected.iter().zip(observed).fold(0.0, |sum, (e, o)| sum + (e - o).abs());
    SpendScore {
        expected_total,
        observed_total,
        bias: (observed_total > 0.0).then(|| expected_total / observed_total - 1.0),
        mean_absolute_error: distances / observed.len().max(1) as f64,
    }
}
