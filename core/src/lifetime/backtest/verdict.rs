//! What does looking back come to, in words?

use serde::{Deserialize, Serialize};

use super::{OriginReport, Period, Said, Trial};
use crate::math;
use crate::time::to_rfc3339;

/// Differences beyond so many of their standard errors are believed.
const BELIEVED_ERRORS: f64 = 2.0;
/// A tenth whose mean is so many standard errors from its forecast is worth a word.
const NOTABLE_ERRORS: f64 = 3.0;

const ORDINALS: [&str; 9] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

/// Mean differences below this are none.
const ROUNDING: f64 = 1e-9;

/// What looking back comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BacktestVerdict {
    /// The model with the best mean log score over all moments; `None` where no model could be fitted.
    pub best: Option<String>,
    /// The best in one sentence, beside the second and the baselines.
    pub summary: String,
    /// Where the best one fails, each in a sentence; empty where nothing was found.
    pub failures: Vec<String>,
    /// Months of holdout after which the best could be told from the second at this distance, if that is more
    /// than there are; `None` where it can be told already, or never at this distance.
    pub months_to_tell: Option<f64>,
}

pub(super) fn verdict(
    origins: &[OriginReport],
    trials: &[Trial],
    horizon_days: u32,
    level: f64,
) -> BacktestVerdict {
    let names: Vec<&str> = origins
        .first()
        .map(|origin| origin.forecasters.iter().map(|forecaster| forecaster.forecaster.as_str()).collect())
        .unwrap_or_default();
    // Only forecasters that spoke at every moment are compared.
    let mut ranked: Vec<(usize, f64)> = (0..names.len())
        .filter_map(|place| {
            let scores = origins.iter().map(|origin| {
                let score = origin.forecasters.get(place)?.score.as_ref()?;
                Some(score.mean_log_score? * f64::from(score.customers))
            });
            Some((place, scores.sum::<Option<f64>>()?))
        })
        .collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    let name = |place: usize| names.get(place).copied().unwrap_or_default();
    let Some(&(best, _)) = ranked.first() else {
        return BacktestVerdict {
            best: None,
            summary: "no model could be fitted at every moment".to_owned(),
            failures: Vec::new(),
            months_to_tell: None,
        };
    };
    let mut clauses = vec![format!("{} gives the best probabilities to what happened", name(best))];
    let mut months_to_tell = None;
    if let Some(&(second, _)) = ranked.get(1) {
        let advantage = log_advantage(trials, best, second);
        if advantage >= BELIEVED_ERRORS {
            clauses.push(format!("{} is behind it by more than chance", name(second)));
        } else {
            clauses.push(format!("{} cannot be told from it by this holdout", name(second)));
            // Errors of a mean shrink with the root of what is known.
            let known = f64::from(horizon_days) / Period::MONTH.days() * origins.len() as f64;
            let needed = known * (BELIEVED_ERRORS / advantage) * (BELIEVED_ERRORS / advantage);
            months_to_tell = (advantage > 0.0 && needed < 1e6).then_some(needed);
        }
    }
    for (place, forecaster) in names.iter().enumerate() {
        let is_baseline =
            origins.iter().all(|origin| origin.forecasters.get(place).is_some_and(|f| f.model.is_none()));
        if !is_baseline {
            continue;
        }
        let Some(advantage) = error_advantage(trials, best, place) else { continue };
        let word = if advantage >= BELIEVED_ERRORS {
            "it beats"
        } else if advantage <= -BELIEVED_ERRORS {
            "it is worse than"
        } else {
            "it cannot be told from"
        };
        clauses.push(format!("by squared error {word} the {forecaster}"));
    }
    let far = months_to_tell.map(|needed| {
        format!(" At this distance it would take a holdout of some {needed:.0} months to tell.")
    });
    let summary = format!("{}.{}", clauses.join("; "), far.unwrap_or_default());
    BacktestVerdict {
        best: Some(name(best).to_owned()),
        summary,
        failures: failures(origins, best, level),
        months_to_tell,
    }
}

/// Mean difference of the log scores over its standard error. Customers count as independent, which at several
/// moments they are not quite.
fn log_advantage(trials: &[Trial], one: usize, other: usize) -> f64 {
    let scores = |trial: &Trial, place: usize| match trial.forecasts.get(place) {
        Some(Said::Distributions(forecasts)) => forecasts.iter().map(|f| f.log_score).collect(),
        _ => Vec::new(),
    };
    let differences = trials.iter().flat_map(|trial| {
        scores(trial, one).into_iter().zip(scores(trial, other)).map(|(a, b)| a - b).collect::<Vec<f64>>()
    });
    in_errors(&differences.collect::<Vec<f64>>())
}

/// The same of the squared errors of a baseline less those of a model; `None` where it did not speak.
fn error_advantage(trials: &[Trial], model: usize, baseline: usize) -> Option<f64> {
    let mut differences = Vec::new();
    for trial in trials {
        let (own, others) = (trial.forecasts.get(model)?.means(), trial.forecasts.get(baseline)?.means());
        if own.is_empty() || others.is_empty() {
            return None;
        }
        for ((own, other), observed) in own.iter().zip(&others).zip(&trial.observed) {
            differences.push((other - observed) * (other - observed) - (own - observed) * (own - observed));
        }
    }
    Some(in_errors(&differences))
}

fn in_errors(differences: &[f64]) -> f64 {
    let n = differences.len().max(1) as f64;
    let mean = differences.iter().fold(0.0, |sum, d| sum + d) / n;
    let squares = differences.iter().fold(0.0, |sum, d| sum + (d - mean) * (d - mean));
    let error = math::sqrt(squares / (n * (n - 1.0).max(1.0)));
    // Models that are one and the same differ by rounding.
    if mean.abs() > ROUNDING { mean / error } else { 0.0 }
}

fn failures(origins: &[OriginReport], best: usize, level: f64) -> Vec<String> {
    let mut failures = Vec::new();
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    for origin in origins {
        let Some(forecaster) = origin.forecasters.get(best) else { continue };
        let Some(score) = &forecaster.score else { continue };
        let at = format!("from {}", date(origin.origin_ms));
        if let (Some(low), Some(high), Some(bias)) =
            (score.expected_total_low, score.expected_total_high, score.bias)
            && !(low..=high).contains(&score.observed_total)
        {
            let word = if bias < 0.0 { "too few" } else { "too many" };
            failures.push(format!(
                "{at} it forecast {} {word} purchases in all: {:.0}, with a {} interval of {low:.0} to {high:.0}, where {:.0} were made",
                percent(bias.abs()), score.expected_total, percent(level), score.observed_total,
            ));
        }
        let distance = |k: usize| {
            let group = score.deciles.get(k)?;
            (group.standard_error > 0.0).then(|| (group.observed - group.expected) / group.standard_error)
        };
        let worst = (0..score.deciles.len())
            .filter_map(|k| Some((k, distance(k)?)))
            .reduce(|worst, next| if next.1.abs() > worst.1.abs() { next } else { worst });
        if let Some((k, errors)) = worst
            && errors.abs() >= NOTABLE_ERRORS
            && let Some(group) = score.deciles.get(k)
        {
            failures.push(format!(
                "{at} the {} tenth of customers, ordered by forecast from the lowest, bought {} than expected: \
                 {:.2} each instead of {:.2}, {:.1} standard errors away",
                ORDINALS.get(k).unwrap_or(&"last"),
                more_or_less(group.observed, group.expected),
                group.observed,
                group.expected,
                errors.abs(),
            ));
        }
        if let Some(coverage) = score.interval_coverage {
            let error = math::sqrt(level * (1.0 - level) / f64::from(score.customers.max(1)));
            if coverage < level - NOTABLE_ERRORS * error {
                failures.push(format!(
                    "{at} only {} of customers were inside their own {} interval",
                    percent(coverage),
                    percent(level)
                ));
            }
        }
        if let Some(expected) = forecaster.one_time_expected
            && origin.one_time_buyers > 0
        {
            // Purchases of many who buy little are about Poisson.
            let error = math::sqrt(expected.max(1.0));
            if (origin.one_time_observed - expected).abs() > 2.0 * NOTABLE_ERRORS * error {
                failures.push(format!(
                    "{at} customers without a repeat purchase made {:.0} purchases instead of {expected:.0}",
                    origin.one_time_observed,
                ));
            }
        }
    }
    failures
}

/// How much more or less than expected, such as `23 % less`.
fn more_or_less(observed: f64, expected: f64) -> String {
    let word = if observed < expected { "less" } else { "more" };
    if expected > 0.0 {
        format!("{:.0} % {word}", 100.0 * (observed / expected - 1.0).abs())
    } else {
        word.to_owned()
    }
}

/// The date of a moment.
fn date(time_ms: i64) -> String {
    to_rfc3339(time_ms).map_or_else(|_| time_ms.to_string(), |text| text.chars().take(10).collect())
}
