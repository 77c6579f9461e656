//! Which operations tell how good scores are, and what can be promised by them?

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::with;
use super::usual_level;
use crate::learn::{
    BrierDecomposition, Calibration, CalibrationMethod, ConformalMargin, CoxCalibration,
    ExpectedCalibrationError, GainPoint, LabelSets, MetricInterval, PredictedEnds, ReliabilityBin,
    ReliabilityBins, ScoredLabels, ScoredValues,
};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "learn.labelMetrics" => with(operation, input, |asked: Labels| asked.metrics()),
        "learn.valueMetrics" => with(operation, input, |asked: Values| asked.metrics()),
        "learn.calibrate" => with(operation, input, |asked: Calibrate| asked.answer()),
        "learn.labelSets" => with(operation, input, |asked: Sets| asked.answer(operation)),
        "learn.conformal" => with(operation, input, |asked: Margin| asked.answer(operation)),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Labels {
    scores: Vec<f64>,
    labels: Vec<f64>,
    weights: Option<Vec<f64>>,
    #[serde(default = "usual_level")]
    level: f64,
    #[serde(default)]
    bins: ReliabilityBins,
    /// Of which a gain is wanted.
    #[serde(default)]
    shares: Vec<f64>,
    /// Of another learner, for the difference of areas.
    other_scores: Option<Vec<f64>>,
}

/// How good scores of labels are.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LabelMetrics {
    base_rate: f64,
    base_log_loss: f64,
    auc: MetricInterval,
    auc_gain: Option<MetricInterval>,
    average_precision: f64,
    log_loss: MetricInterval,
    brier: MetricInterval,
    accuracy: MetricInterval,
    brier_decomposition: BrierDecomposition,
    calibration_error: ExpectedCalibrationError,
    /// None where the scores tell the labels without a fault, or nothing.
    cox_calibration: Option<CoxCalibration>,
    reliability: Vec<ReliabilityBin>,
    gain: Vec<GainPoint>,
}

impl Labels {
    fn metrics(&self) -> Result<LabelMetrics> {
        let Self { level, bins, .. } = *self;
        let scored = ScoredLabels::new(&self.scores, &self.labels, self.weights.as_deref())?;
        Ok(LabelMetrics {
            base_rate: scored.base_rate(),
            base_log_loss: scored.base_log_loss(),
            auc: scored.auc(level)?,
            auc_gain: self.other_scores.as_ref().map(|other| scored.auc_gain(other, level)).transpose()?,
            average_precision: scored.average_precision()?,
            log_loss: scored.log_loss(level)?,
            brier: scored.brier(level)?,
            accuracy: scored.accuracy(level)?,
            brier_decomposition: scored.brier_decomposition(bins)?,
            calibration_error: scored.calibration_error(bins, level)?,
            cox_calibration: match scored.cox_calibration(level) {
                Err(SartorError::NotAvailable { .. }) => None,
                line => Some(line?),
            },
            reliability: scored.reliability(bins)?,
            gain: scored.gain(&self.shares)?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Values {
    predictions: Vec<f64>,
    outcomes: Vec<f64>,
    weights: Option<Vec<f64>>,
    #[serde(default = "usual_level")]
    level: f64,
}

/// How good predicted values are.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ValueMetrics {
    mean_absolute_error: MetricInterval,
    root_mean_squared_error: MetricInterval,
    bias: MetricInterval,
    normalized_gini: f64,
    spearman: MetricInterval,
}

impl Values {
    fn metrics(&self) -> Result<ValueMetrics> {
        let level = self.level;
        let scored = ScoredValues::new(&self.predictions, &self.outcomes, self.weights.as_deref())?;
        Ok(ValueMetrics {
            mean_absolute_error: scored.mean_absolute_error(level)?,
            root_mean_squared_error: scored.root_mean_squared_error(level)?,
            bias: scored.bias(level)?,
            normalized_gini: scored.normalized_gini()?,
            spearman: scored.spearman(level)?,
        })
    }
}

/// Log-odds with their labels, for a calibration of one method or for the best of all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calibrate {
    scores: Vec<f64>,
    labels: Vec<f64>,
    weights: Option<Vec<f64>>,
    method: Option<CalibrationMethod>,
    #[serde(default = "usual_folds")]
    folds: u32,
    #[serde(default)]
    seed: u32,
    /// Log-odds that are to be brought along.
    #[serde(default)]
    apply: Vec<f64>,
}

fn usual_folds() -> u32 {
    5
}

impl Calibrate {
    fn answer(&self) -> Result<Value> {
        let scored = ScoredLabels::new(&self.scores, &self.labels, self.weights.as_deref())?;
        let (calibration, candidates) = if let Some(method) = self.method {
            (Calibration::fit(method, &scored)?, Vec::new())
        } else {
            let chosen = Calibration::choose(&scored, self.folds, self.seed)?;
            (chosen.calibration, chosen.candidates)
        };
        let log_odds: Vec<f64> = self.apply.iter().map(|score| calibration.log_odds(*score)).collect();
        let probabilities: Vec<f64> =
            self.apply.iter().map(|score| calibration.probability(*score)).collect();
        Ok(json!({
            "calibration": calibration, "candidates": candidates,
            "logOdds": log_odds, "probabilities": probabilities,
        }))
    }
}

/// Rows that a learner was not fitted to, and rows whose sets are wanted: log-odds, or conformities row after row.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sets {
    scores: Option<Vec<f64>>,
    labels: Option<Vec<f64>>,
    conformities: Option<Vec<f64>>,
    label_count: Option<u32>,
    truth: Option<Vec<u32>>,
    #[serde(default = "usual_level")]
    level: f64,
    #[serde(default)]
    apply: Vec<f64>,
}

impl Sets {
    fn answer(&self, operation: &str) -> Result<Value> {
        let Self { level, apply, .. } = self;
        let (sets, labels, report) = match self {
            Self {
                scores: Some(scores),
                labels: Some(labels),
                conformities: None,
                label_count: None,
                truth: None,
                ..
            } => {
                let sets = LabelSets::calibrate_binary(scores, labels, *level)?;
                let of: Vec<Vec<u32>> = apply.iter().map(|score| sets.binary_set(*score)).collect();
                let report = sets.measure_binary(scores, labels, *level)?;
                (sets, of, report)
            }
            Self {
                scores: None,
                labels: None,
                conformities: Some(conformities),
                label_count: Some(count),
                truth: Some(truth),
                ..
            } => {
                let sets = LabelSets::calibrate(conformities, *count, truth, *level)?;
                let rows = apply.chunks((*count).max(1) as usize);
                let of: Vec<Vec<u32>> = rows.map(|row| sets.set(row)).collect();
                let report = sets.measure(conformities, truth, *level)?;
                (sets, of, report)
            }
            _ => {
                let expected = "given with labels, or else conformities with labelCount and truth";
                return Err(SartorError::invalid(operation, "scores", expected));
            }
        };
        Ok(json!({ "sets": sets, "labels": labels, "report": report }))
    }
}

/// Means, with the scale of their errors where it is known, or the ends of an interval.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    means: Option<Vec<f64>>,
    scale: Option<Vec<f64>>,
    low: Option<Vec<f64>>,
    high: Option<Vec<f64>>,
}

impl Ends {
    fn read(&self, operation: &str, field: &str) -> Result<PredictedEnds<'_>> {
        match self {
            Self { means: Some(means), scale: None, low: None, high: None } => PredictedEnds::means(means),
            Self { means: Some(means), scale: Some(scale), low: None, high: None } => {
                PredictedEnds::scaled(means, scale)
            }
            Self { means: None, scale: None, low: Some(low), high: Some(high) } => {
                PredictedEnds::quantiles(low, high)
            }
            _ => {
                let expected = "of means, with a scale or without, or else of low and high";
                Err(SartorError::invalid(operation, field, expected))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Margin {
    ends: Ends,
    outcomes: Vec<f64>,
    #[serde(default = "usual_level")]
    level: f64,
    apply: Option<Ends>,
}

impl Margin {
    fn answer(&self, operation: &str) -> Result<Value> {
        let ends = self.ends.read(operation, "ends")?;
        let margin = ConformalMargin::calibrate(&ends, &self.outcomes, self.level)?;
        let apply = self.apply.as_ref().map(|ends| ends.read(operation, "apply")).transpose()?;
        let intervals = apply.map(|ends| margin.intervals(&ends)).unwrap_or_default();
        Ok(json!({ "margin": margin, "intervals": intervals }))
    }
}
