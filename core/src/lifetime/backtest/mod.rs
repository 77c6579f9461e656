//! Would these models have forecast the customers of this shop, better than a spreadsheet?
//!
//! From each of several moments in the past, every model is fitted to what was known then and judged by what
//! followed ([`ForecastScore`]), beside two forecasts that need no model: each customer's own rate continued, and
//! what the same segment did in the horizon before. Spend is expected purchases times the expected spend at one, by
//! Gamma-Gamma fitted at the same moment. A verdict says in words what held, where the best model fails, and how
//! long a holdout it would take to tell it from the second.
//!
//! ```
//! use sartor::{control::Control, lifetime::{BacktestOptions, PurchaseLog, backtest}};
//! // 60 customers who buy every two to eight weeks, some of whom stop.
//! let (mut customer, mut time) = (Vec::new(), Vec::new());
//! for c in 0..60_u32 {
//!     let (pace, end) = (2.0 + f64::from(c % 7), if c % 3 == 0 { 20.0 } else { 90.0 });
//!     let mut at = f64::from(c % 10) / 7.0;
//!     while at < end {
//!         customer.push(c);
//!         time.push(at);
//!         at += pace;
//!     }
//! }
//! let log = PurchaseLog::new(&customer, &time, None, None)?;
//! let options = BacktestOptions { origins: vec![40.0, 60.0], horizon: 20.0, ..BacktestOptions::default() };
//! let report = backtest(&log, &options, Control::none())?;
//! assert_eq!(report.origins.len(), 2);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod baseline;
mod log;
mod verdict;

use serde::{Deserialize, Serialize};

pub use self::log::PurchaseLog;
use self::log::Window;
pub use self::verdict::BacktestVerdict;
use super::gamma_gamma::GammaGamma;
use super::holdout::{Forecast, ForecastScore, Holdout, forecasts, score_means, score_model};
use super::interval::check_level;
use super::kind::{AnyPurchaseModel, PurchaseModelKind};
use crate::control::Control;
use crate::estimate::LEVEL;
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
    /// Moments to forecast from, in the log's times; empty for three that leave room for the horizon.
    pub origins: Vec<f64>,
    /// Periods forecast from each; 0 for a quarter of the log's span.
    pub horizon: f64,
    /// Level of the intervals.
    pub level: f64,
    /// What the verdict calls a period.
    pub period: String,
}

impl Default for BacktestOptions {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            origins: Vec::new(),
            horizon: 0.0,
            level: LEVEL,
            period: "period".to_owned(),
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
    /// The moment, in the log's times.
    pub origin: f64,
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
    /// Periods forecast from each moment.
    pub horizon: f64,
    /// What a period is called.
    pub period: String,
    /// Oldest first.
    pub origins: Vec<OriginReport>,
    /// What it comes to.
    pub verdict: BacktestVerdict,
}

/// Look back on a log. Moments at which fewer than ten customers were known, or that leave no room for the horizon,
/// are an error that names them.
pub fn backtest(
    log: &PurchaseLog,
    options: &BacktestOptions,
    control: Control<'_>,
) -> Result<BacktestReport> {
    check_level(options.level)?;
    let (origins, horizon) = moments(log, options)?;
    let kinds: Vec<PurchaseModelKind> = PurchaseModelKind::ALL
        .into_iter()
        .filter(|kind| options.kinds.is_empty() || options.kinds.contains(kind))
        .collect();
    let (mut reports, mut trials) = (Vec::new(), Vec::new());
    for (done, origin) in origins.iter().enumerate() {
        control.step(done as u64, origins.len() as u64)?;
        let (report, trial) =
            look_back(log, *origin, horizon, &kinds, options.level, control.without_steps())?;
        reports.push(report);
        trials.push(trial);
    }
    control.step(origins.len() as u64, origins.len() as u64)?;
    let verdict = verdict::verdict(&reports, &trials, horizon, &options.period, options.level);
    Ok(BacktestReport { horizon, period: options.period.clone(), origins: reports, verdict })
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

fn moments(log: &PurchaseLog, options: &BacktestOptions) -> Result<(Vec<f64>, f64)> {
    let too_few = || SartorError::TooFew {
        subject: SUBJECT.to_owned(),
        found: log.customers() as i64,
        needed: 10,
        unit: "customers".to_owned(),
    };
    let (first, last) = log.span().ok_or_else(too_few)?;
    let span = last - first;
    let horizon = if options.horizon == 0.0 { span / 4.0 } else { options.horizon };
    if !(horizon > 0.0 && horizon < span) {
        let expected = format!("above 0 and below the log's span of {span} periods");
        return Err(SartorError::out_of_range(SUBJECT, "horizon", horizon, &expected));
    }
    let latest = last - horizon;
    if options.origins.len() > MOST_ORIGINS {
        return Err(SartorError::too_many(
            SUBJECT,
            "origins",
            options.origins.len(),
            MOST_ORIGINS,
            "moments",
        ));
    }
    let mut origins = options.origins.clone();
    if origins.is_empty() {
        // Three, as far apart as still leaves the first one half of the known time.
        let step = (0.5 * (latest - first) / 3.0).max(0.0);
        origins = [2.0, 1.0, 0.0].map(|k| latest - k * step).to_vec();
    }
    origins.sort_by(f64::total_cmp);
    for origin in &origins {
        if !(*origin > first && *origin <= latest + 1e-9 * span) {
            let expected = format!("above {first} and at most {latest}, so that the horizon is known");
            return Err(SartorError::out_of_range(SUBJECT, "origins", origin, &expected));
        }
    }
    Ok((origins, horizon))
}

fn look_back(
    log: &PurchaseLog,
    origin: f64,
    horizon: f64,
    kinds: &[PurchaseModelKind],
    level: f64,
    control: Control<'_>,
) -> Result<(OriginReport, Trial)> {
    let window = log.window(origin, horizon);
    let spend = if log.has_spend() {
        GammaGamma::fit(&window.frequency, &window.monetary, None, 0.0, control).ok()
    } else {
        None
    };
    let holdout = Holdout {
        frequency: &window.frequency,
        last_purchase_age: &window.last_purchase_age,
        age: &window.age,
        observed: &window.observed,
        periods: horizon,
    };
    holdout.check()?;
    let (mut forecasters, mut said) = (Vec::new(), Vec::new());
    for kind in kinds {
        let judged =
            AnyPurchaseModel::fit(*kind, holdout.frequency, holdout.last_purchase_age, holdout.age, control)
                .and_then(|model| {
                    let forecasts = forecasts(&model, &holdout, level, control)?;
                    let score = score_model(&model, &holdout, &forecasts, level)?;
                    Ok((forecasts, score))
                });
        let name = kind.name();
        match judged {
            Ok((forecasts, score)) => {
                let forecasts = Said::Distributions(forecasts);
                let amounts = spend.as_ref().map(|spend| expected_spend(spend, &window, &forecasts.means()));
                forecasters.push(report(name, Some(*kind), score, amounts.transpose()?, &window, &forecasts));
                said.push(forecasts);
            }
            Err(error @ SartorError::Cancelled { .. }) => return Err(error),
            Err(error) => {
                forecasters.push(unable(name, Some(*kind), error.to_string()));
                said.push(Said::Nothing);
            }
        }
    }
    let before = log.window(origin - horizon, horizon);
    let baselines = [
        ("own rate", Some(baseline::own_rate(&window, horizon))),
        ("segment mean", baseline::segment_mean(&window, &before, horizon)),
    ];
    for (name, means) in baselines {
        let Some(means) = means else {
            let problem = "nobody was a customer one horizon before this moment".to_owned();
            forecasters.push(unable(name, None, problem));
            said.push(Said::Nothing);
            continue;
        };
        let score = score_means(&window.observed, &means, level);
        let amounts =
            log.has_spend().then(|| means.iter().zip(&window.mean_spend).map(|(n, s)| n * s).collect());
        let forecasts = Said::Means(means);
        forecasters.push(report(name, None, score, amounts, &window, &forecasts));
        said.push(forecasts);
    }
    let one_time = || window.frequency.iter().zip(&window.observed).filter(|(x, _)| **x == 0.0);
    let report = OriginReport {
        origin,
        customers: window.frequency.len() as u32,
        one_time_buyers: one_time().count() as u32,
        one_time_observed: one_time().fold(0.0, |sum, (_, n)| sum + n),
        forecasters,
    };
    Ok((report, Trial { observed: window.observed, forecasts: said }))
}

fn expected_spend(spend: &GammaGamma, window: &Window, purchases: &[f64]) -> Result<Vec<f64>> {
    let customers = window.frequency.iter().zip(&window.monetary).zip(purchases);
    customers.map(|((x, m), n)| Ok(n * spend.expected_spend(*x, *m)?)).collect()
}

fn report(
    forecaster: &str,
    model: Option<PurchaseModelKind>,
    score: ForecastScore,
    amounts: Option<Vec<f64>>,
    window: &Window,
    said: &Said,
) -> ForecasterReport {
    let one_time = window.frequency.iter().zip(said.means()).filter(|(x, _)| **x == 0.0);
    ForecasterReport {
        forecaster: forecaster.to_owned(),
        model,
        score: Some(score),
        spend: amounts.map(|amounts| spend_score(&amounts, &window.observed_spend)),
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
