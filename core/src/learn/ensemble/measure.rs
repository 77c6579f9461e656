//! How good is each source of predictions on rows that no member had seen?

use super::blend::BlendRows;
use super::options::Task;
use super::promise::{Promise, place_of};
use super::report::{LabelFigures, LearnerFigures, ValueFigures};
use crate::learn::conformal_sets::{LabelCoverage, LabelSetReport};
use crate::learn::metrics::{MetricInterval, ReliabilityBins};
use crate::learn::objective::Objective;
use crate::learn::scored::{MOST_VALUE, ScoredLabels, ScoredValues};
use crate::learn::share::exact_share;
use crate::{Result, math};

/// How often intervals of figures hold what they tell of.
const LEVEL: f64 = 0.95;
/// The coverage at which sets and intervals are reported.
pub(super) const COVERAGE: f64 = 0.9;

/// How good scores are; `base` are those of the base rate.
pub(super) fn figures(task: Task, rows: &BlendRows, base: &[f64], scores: &[f64]) -> Result<LearnerFigures> {
    if task == Task::Binary {
        return label_figures(&ScoredLabels::new(scores, &rows.labels, Some(&rows.weights))?);
    }
    let mean = |score: &f64| rows.objective.mean(*score).clamp(-MOST_VALUE, MOST_VALUE);
    let means: Vec<f64> = scores.iter().map(mean).collect();
    let scored = ScoredValues::new(&means, &rows.labels, Some(&rows.weights))?;
    let of_base = deviance(rows, base);
    let values = ValueFigures {
        mean_absolute_error: scored.mean_absolute_error(LEVEL)?,
        root_mean_squared_error: scored.root_mean_squared_error(LEVEL)?,
        bias: scored.bias(LEVEL)?,
        explained: if of_base > 0.0 { 1.0 - deviance(rows, scores) / of_base } else { 0.0 },
    };
    Ok(LearnerFigures { labels: None, values: Some(values) })
}

/// How good log-odds of a yes or no are.
pub(crate) fn label_figures(scored: &ScoredLabels<'_>) -> Result<LearnerFigures> {
    let labels = LabelFigures {
        auc: scored.auc(LEVEL)?,
        log_loss: scored.log_loss(LEVEL)?,
        brier: scored.brier(LEVEL)?,
        accuracy: scored.accuracy(LEVEL)?,
        calibration_error: scored.calibration_error(ReliabilityBins::default(), LEVEL)?,
    };
    Ok(LearnerFigures { labels: Some(labels), values: None })
}

/// Half the deviance (Nelder and Wedderburn 1972): the cost over that of means which equal the labels.
fn deviance(rows: &BlendRows, scores: &[f64]) -> f64 {
    let over_least = |(cost, label): (f64, &f64)| cost - least_cost(rows.objective, *label);
    let over = rows.costs(scores).into_iter().zip(&rows.labels).map(over_least);
    over.zip(&rows.weights).map(|(over, weight)| weight * over).sum()
}

/// The cost of a mean that equals the label.
fn least_cost(objective: Objective, label: f64) -> f64 {
    match objective {
        Objective::Poisson if label > 0.0 => label - label * math::ln(label),
        Objective::Tweedie { power } if label > 0.0 => {
            math::pow(label, 2.0 - power) * (1.0 / (2.0 - power) + 1.0 / (power - 1.0))
        }
        _ => 0.0,
    }
}

/// What one fold's rows were promised by the others'.
pub(super) struct Kept<'a> {
    pub promise: &'a Promise,
    pub rows: &'a [usize],
    /// Of all rows the blend, or the mean, that the promise is about.
    pub told: &'a [f64],
}

/// How sets did on rows that they were not calibrated on, over all folds.
pub(super) fn sets(labels: &[f64], kept: &[Kept<'_>]) -> Result<LabelSetReport> {
    let place = place_of(COVERAGE)?;
    let (mut covered, mut counts, mut sizes) = ([0; 2], [0; 2], [0_u32; 3]);
    for Kept { promise, rows, told } in kept {
        for row in *rows {
            let set = promise.set(told[*row], place);
            let label = u32::from(labels[*row] == 1.0);
            counts[label as usize] += 1;
            covered[label as usize] += u32::from(set.contains(&label));
            sizes[set.len()] += 1;
        }
    }
    let total = f64::from(sizes.iter().sum::<u32>().max(1));
    let [empty, single, several] = sizes.map(|size| f64::from(size) / total);
    let coverage = |label: u32| {
        let (covered, rows) = (covered[label as usize], counts[label as usize]);
        Ok(LabelCoverage { label, rows, covered: exact_share(covered, rows, LEVEL)? })
    };
    Ok(LabelSetReport { labels: vec![coverage(0)?, coverage(1)?], empty, single, several })
}

/// The share of outcomes inside intervals that their own fold did not set; none where no interval was to be had.
pub(super) fn intervals(task: Task, labels: &[f64], kept: &[Kept<'_>]) -> Result<Option<MetricInterval>> {
    let place = place_of(COVERAGE)?;
    let (mut inside, mut total) = (0, 0);
    for Kept { promise, rows, told } in kept {
        for row in *rows {
            let Some(interval) = promise.interval(task, told[*row], place) else { continue };
            total += 1;
            inside += u32::from((interval.low..=interval.high).contains(&labels[*row]));
        }
    }
    if total == 0 { Ok(None) } else { exact_share(inside, total, LEVEL).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_that_equals_the_label_costs_least() {
        for objective in [Objective::Poisson, Objective::Tweedie { power: 1.5 }, Objective::Squared] {
            for label in [0.3, 1.0, 40.0] {
                let score = if objective == Objective::Squared { label } else { math::ln(label) };
                let least = least_cost(objective, label);
                assert!((objective.cost(score, label) - least).abs() < 1e-12 * label.max(1.0));
                assert!(
                    objective.cost(score + 0.1, label) > least && objective.cost(score - 0.1, label) > least
                );
            }
        }
    }
}
