//! How good are scores, by what came true?

use sartor::Result;
use sartor::learn::{
    self as core, BrierDecomposition, CoxCalibration, ExpectedCalibrationError, GainPoint, MetricInterval,
    ReliabilityBin, ReliabilityBins,
};

use crate::work::run;

/// Log-odds that a learner gave to rows, and the label, 0 or 1, that each turned out to have.
///
/// Intervals are of the scores as they are: they hold the chance of which rows came, not that of the fit.
#[derive(Debug, uniffi::Object)]
pub struct ScoredLabels {
    scores: Vec<f64>,
    labels: Vec<f64>,
    weights: Option<Vec<f64>>,
    base_rate: f64,
    base_log_loss: f64,
}

impl ScoredLabels {
    pub(super) fn with<T>(
        &self,
        operation: &str,
        ask: impl FnOnce(core::ScoredLabels<'_>) -> Result<T>,
    ) -> Result<T> {
        run(operation, || ask(core::ScoredLabels::new(&self.scores, &self.labels, self.weights.as_deref())?))
    }
}

#[uniffi::export]
impl ScoredLabels {
    /// Scores in log-odds, labels of 0 and 1 and, where rows count differently, weights that are not negative.
    #[uniffi::constructor(default(weights = None))]
    pub fn new(scores: Vec<f64>, labels: Vec<f64>, weights: Option<Vec<f64>>) -> Result<Self> {
        run("ScoredLabels", || {
            let scored = core::ScoredLabels::new(&scores, &labels, weights.as_deref())?;
            let (base_rate, base_log_loss) = (scored.base_rate(), scored.base_log_loss());
            Ok(Self { scores, labels, weights, base_rate, base_log_loss })
        })
    }

    /// The share of rows, by weight, with label 1.
    pub fn base_rate(&self) -> f64 {
        self.base_rate
    }

    /// The log loss of telling everyone the base rate.
    pub fn base_log_loss(&self) -> f64 {
        self.base_log_loss
    }

    /// Area under the receiver operating characteristic: how often a row of label 1 scores above one of label 0.
    #[uniffi::method(default(level = 0.9))]
    pub fn auc(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredLabels.auc", |scored| scored.auc(level))
    }

    /// By how much the area is larger than that of other scores of the same rows.
    #[uniffi::method(default(level = 0.9))]
    pub fn auc_gain(&self, other_scores: &[f64], level: f64) -> Result<MetricInterval> {
        self.with("ScoredLabels.aucGain", |scored| scored.auc_gain(other_scores, level))
    }

    /// Average precision: the area under the curve of precision by recall.
    pub fn average_precision(&self) -> Result<f64> {
        self.with("ScoredLabels.averagePrecision", |scored| scored.average_precision())
    }

    /// The mean log loss, in nats.
    #[uniffi::method(default(level = 0.9))]
    pub fn log_loss(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredLabels.logLoss", |scored| scored.log_loss(level))
    }

    /// The mean squared distance of probabilities from labels (Brier 1950).
    #[uniffi::method(default(level = 0.9))]
    pub fn brier(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredLabels.brier", |scored| scored.brier(level))
    }

    /// The share of rows whose label is the likelier one.
    #[uniffi::method(default(level = 0.9))]
    pub fn accuracy(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredLabels.accuracy", |scored| scored.accuracy(level))
    }

    /// What the Brier score is made of (Murphy 1973); 15 bins of equal width where none are named.
    #[uniffi::method(default(bins = None))]
    pub fn brier_decomposition(&self, bins: Option<ReliabilityBins>) -> Result<BrierDecomposition> {
        self.with("ScoredLabels.brierDecomposition", |scored| {
            scored.brier_decomposition(bins.unwrap_or_default())
        })
    }

    /// The line in log-odds that would make probabilities right (Cox 1958): slope 1 and intercept 0 need none.
    #[uniffi::method(default(level = 0.9))]
    pub fn cox_calibration(&self, level: f64) -> Result<CoxCalibration> {
        self.with("ScoredLabels.coxCalibration", |scored| scored.cox_calibration(level))
    }

    /// What was told and what came, bin by bin; 15 bins of equal width where none are named.
    #[uniffi::method(default(bins = None))]
    pub fn reliability(&self, bins: Option<ReliabilityBins>) -> Result<Vec<ReliabilityBin>> {
        self.with("ScoredLabels.reliability", |scored| scored.reliability(bins.unwrap_or_default()))
    }

    /// How far probabilities are from what came true, beside what chance alone explains; 15 bins of equal width where
    /// none are named.
    #[uniffi::method(default(bins = None, level = 0.9))]
    pub fn calibration_error(
        &self,
        bins: Option<ReliabilityBins>,
        level: f64,
    ) -> Result<ExpectedCalibrationError> {
        self.with("ScoredLabels.calibrationError", |scored| {
            scored.calibration_error(bins.unwrap_or_default(), level)
        })
    }

    /// What the rows with the highest scores hold, at each of these shares of the rows.
    pub fn gain(&self, shares: &[f64]) -> Result<Vec<GainPoint>> {
        self.with("ScoredLabels.gain", |scored| scored.gain(shares))
    }
}

/// Values that a learner predicted for rows, and what each turned out to be.
#[derive(Debug, uniffi::Object)]
pub struct ScoredValues {
    predictions: Vec<f64>,
    outcomes: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl ScoredValues {
    fn with<T>(&self, operation: &str, ask: impl FnOnce(core::ScoredValues<'_>) -> Result<T>) -> Result<T> {
        run(operation, || {
            ask(core::ScoredValues::new(&self.predictions, &self.outcomes, self.weights.as_deref())?)
        })
    }
}

#[uniffi::export]
impl ScoredValues {
    /// Predictions and outcomes in one unit and, where rows count differently, weights that are not negative.
    #[uniffi::constructor(default(weights = None))]
    pub fn new(predictions: Vec<f64>, outcomes: Vec<f64>, weights: Option<Vec<f64>>) -> Result<Self> {
        let scored = Self { predictions, outcomes, weights };
        scored.with("ScoredValues", |_| Ok(()))?;
        Ok(scored)
    }

    /// The mean distance of predictions from outcomes.
    #[uniffi::method(default(level = 0.9))]
    pub fn mean_absolute_error(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredValues.meanAbsoluteError", |scored| scored.mean_absolute_error(level))
    }

    /// The root of the mean squared distance.
    #[uniffi::method(default(level = 0.9))]
    pub fn root_mean_squared_error(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredValues.rootMeanSquaredError", |scored| scored.root_mean_squared_error(level))
    }

    /// By how much predictions are too high on average.
    #[uniffi::method(default(level = 0.9))]
    pub fn bias(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredValues.bias", |scored| scored.bias(level))
    }

    /// How well predictions put outcomes in order by their size: 1 as well as can be.
    pub fn normalized_gini(&self) -> Result<f64> {
        self.with("ScoredValues.normalizedGini", |scored| scored.normalized_gini())
    }

    /// The correlation of ranks (Spearman 1904).
    #[uniffi::method(default(level = 0.9))]
    pub fn spearman(&self, level: f64) -> Result<MetricInterval> {
        self.with("ScoredValues.spearman", |scored| scored.spearman(level))
    }
}
