//! How good are scores, by what came true?

#![allow(clippy::redundant_closure_for_method_calls)] // a method by its name is of one lifetime alone

use napi::Env;
use napi::bindgen_prelude::{Object, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::Result;
use sartor::learn::{self as core, MetricInterval};

use crate::host::{Outcome, run};
use crate::input;
use crate::memory::Kept;
use crate::work::{Follow, promise, record};

const LABELS: &str = "scored labels";
const VALUES: &str = "scored values";

/// Columns that are scored, and what came of them.
struct Columns {
    scores: Vec<f64>,
    truth: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl Columns {
    fn read(
        subject: &str,
        [scores, truth]: [&str; 2],
        [of_scores, of_truth, weights]: [Unknown<'_>; 3],
    ) -> Outcome<Self> {
        let weights = if input::is_absent(weights)? { None } else { Some(weights) };
        Ok(Self {
            scores: input::column(subject, scores, of_scores)?,
            truth: input::column(subject, truth, of_truth)?,
            weights: weights.map(|weights| input::column(subject, "weights", weights)).transpose()?,
        })
    }

    fn bytes(&self) -> usize {
        8 * (self.scores.len() + self.truth.len() + self.weights.as_ref().map_or(0, Vec::len))
    }

    fn labels(&self) -> Result<core::ScoredLabels<'_>> {
        core::ScoredLabels::new(&self.scores, &self.truth, self.weights.as_deref())
    }

    fn values(&self) -> Result<core::ScoredValues<'_>> {
        core::ScoredValues::new(&self.scores, &self.truth, self.weights.as_deref())
    }
}

/// Log-odds that a learner gave to rows, and the label, 0 or 1, that each turned out to have.
///
/// Intervals are of the scores as they are: they hold the chance of which rows came, not that of the fit. `level` is 0.9
/// unless stated.
#[napi(namespace = "learn", custom_finalize)]
pub struct ScoredLabels {
    scored: Kept<Columns>,
    /// The share of rows, by weight, with label 1.
    #[napi(readonly)]
    pub base_rate: f64,
    /// The log loss of telling everyone the base rate.
    #[napi(readonly)]
    pub base_log_loss: f64,
}

impl ObjectFinalize for ScoredLabels {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.scored.dispose(&env)
    }
}

impl ScoredLabels {
    fn interval<'env>(
        &self,
        env: &'env Env,
        operation: &'static str,
        level: Unknown<'_>,
        of: impl Fn(&core::ScoredLabels<'_>, f64) -> Result<MetricInterval> + Send + 'static,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            operation,
            || Ok(((self.scored.get()?, super::level(LABELS, level)?), Follow::nobody())),
            move |(scored, level), _| of(&scored.labels()?, level),
        )
    }
}

/// How probabilities are put into bins: 15 of equal width when absent.
pub fn bins(subject: &str, input: Unknown<'_>) -> Outcome<core::ReliabilityBins> {
    input::options(subject, input)
}

#[napi(namespace = "learn")]
impl ScoredLabels {
    /// Scores in log-odds, labels of 0 and 1 and, where rows count differently, weights that are not negative.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "scores: NumberColumn, labels: NumberColumn, weights?: NumberColumn | null"
    )]
    pub fn new(
        env: &Env,
        scores: Unknown<'_>,
        labels: Unknown<'_>,
        weights: Unknown<'_>,
    ) -> napi::Result<Self> {
        run(env, "ScoredLabels", || {
            let columns = Columns::read(LABELS, ["scores", "labels"], [scores, labels, weights])?;
            let scored = columns.labels()?;
            let (base_rate, base_log_loss, bytes) =
                (scored.base_rate(), scored.base_log_loss(), columns.bytes());
            Ok(Self { scored: Kept::new(env, LABELS, columns, bytes)?, base_rate, base_log_loss })
        })
    }

    /// Area under the receiver operating characteristic: how often a row of label 1 scores above one of label 0 (`DeLong`,
    /// `DeLong` and Clarke-Pearson 1988).
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn auc<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredLabels.auc", level, |scored, level| scored.auc(level))
    }

    /// By how much the area is larger than that of other scores of the same rows.
    #[napi(
        catch_unwind,
        ts_args_type = "otherScores: NumberColumn, level?: number | null",
        ts_return_type = "Promise<MetricInterval>"
    )]
    pub fn auc_gain<'env>(
        &self,
        env: &'env Env,
        other_scores: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            "ScoredLabels.aucGain",
            || {
                let other = input::column(LABELS, "otherScores", other_scores)?;
                Ok(((self.scored.get()?, other, super::level(LABELS, level)?), Follow::nobody()))
            },
            |(scored, other, level), _| scored.labels()?.auc_gain(&other, level),
        )
    }

    /// Average precision: the area under the curve of precision by recall.
    #[napi(catch_unwind, ts_return_type = "Promise<number>")]
    pub fn average_precision<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        promise(
            env,
            "ScoredLabels.averagePrecision",
            || Ok((self.scored.get()?, Follow::nobody())),
            |scored, _| scored.labels()?.average_precision(),
            |_, precision| Ok(precision),
        )
    }

    /// The mean log loss.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn log_loss<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredLabels.logLoss", level, |scored, level| scored.log_loss(level))
    }

    /// The mean squared distance of probabilities from labels (Brier 1950).
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn brier<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredLabels.brier", level, |scored, level| scored.brier(level))
    }

    /// The share of rows whose label is the likelier one.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn accuracy<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredLabels.accuracy", level, |scored, level| scored.accuracy(level))
    }

    /// What the Brier score is made of (Murphy 1973).
    #[napi(
        catch_unwind,
        ts_args_type = "bins?: ReliabilityBins | null",
        ts_return_type = "Promise<BrierDecomposition>"
    )]
    pub fn brier_decomposition<'env>(&self, env: &'env Env, bins: Unknown<'_>) -> napi::Result<Object<'env>> {
        record(
            env,
            "ScoredLabels.brierDecomposition",
            || Ok(((self.scored.get()?, self::bins(LABELS, bins)?), Follow::nobody())),
            |(scored, bins), _| scored.labels()?.brier_decomposition(bins),
        )
    }

    /// The line in log-odds that would make probabilities right (Cox 1958): slope 1 and intercept 0 need none.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<CoxCalibration>")]
    pub fn cox_calibration<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Object<'env>> {
        record(
            env,
            "ScoredLabels.coxCalibration",
            || Ok(((self.scored.get()?, super::level(LABELS, level)?), Follow::nobody())),
            |(scored, level), _| scored.labels()?.cox_calibration(level),
        )
    }

    /// What was told and what came, bin by bin.
    #[napi(
        catch_unwind,
        ts_args_type = "bins?: ReliabilityBins | null",
        ts_return_type = "Promise<Array<ReliabilityBin>>"
    )]
    pub fn reliability<'env>(&self, env: &'env Env, bins: Unknown<'_>) -> napi::Result<Object<'env>> {
        record(
            env,
            "ScoredLabels.reliability",
            || Ok(((self.scored.get()?, self::bins(LABELS, bins)?), Follow::nobody())),
            |(scored, bins), _| scored.labels()?.reliability(bins),
        )
    }

    /// How far probabilities are from what came true, beside what chance alone explains.
    #[napi(
        catch_unwind,
        ts_args_type = "bins?: ReliabilityBins | null, level?: number | null",
        ts_return_type = "Promise<ExpectedCalibrationError>"
    )]
    pub fn calibration_error<'env>(
        &self,
        env: &'env Env,
        bins: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            "ScoredLabels.calibrationError",
            || {
                let asked = (self::bins(LABELS, bins)?, super::level(LABELS, level)?);
                Ok(((self.scored.get()?, asked), Follow::nobody()))
            },
            |(scored, (bins, level)), _| scored.labels()?.calibration_error(bins, level),
        )
    }

    /// What the rows with the highest scores hold, at each of these shares of the rows.
    #[napi(catch_unwind, ts_args_type = "shares: NumberColumn", ts_return_type = "Promise<Array<GainPoint>>")]
    pub fn gain<'env>(&self, env: &'env Env, shares: Unknown<'_>) -> napi::Result<Object<'env>> {
        record(
            env,
            "ScoredLabels.gain",
            || {
                let shares = input::column(LABELS, "shares", shares)?;
                Ok(((self.scored.get()?, shares), Follow::nobody()))
            },
            |(scored, shares), _| scored.labels()?.gain(&shares),
        )
    }

    /// Let go of the columns now, rather than when the collector comes by.
    #[napi(catch_unwind)]
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.scored.dispose(env)
    }
}

/// Values that a learner predicted for rows, and what each turned out to be. `level` is 0.9 unless stated.
#[napi(namespace = "learn", custom_finalize)]
pub struct ScoredValues {
    scored: Kept<Columns>,
}

impl ObjectFinalize for ScoredValues {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.scored.dispose(&env)
    }
}

impl ScoredValues {
    fn interval<'env>(
        &self,
        env: &'env Env,
        operation: &'static str,
        level: Unknown<'_>,
        of: impl Fn(&core::ScoredValues<'_>, f64) -> Result<MetricInterval> + Send + 'static,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            operation,
            || Ok(((self.scored.get()?, super::level(VALUES, level)?), Follow::nobody())),
            move |(scored, level), _| of(&scored.values()?, level),
        )
    }
}

#[napi(namespace = "learn")]
impl ScoredValues {
    /// Predictions and outcomes in one unit and, where rows count differently, weights that are not negative.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "predictions: NumberColumn, outcomes: NumberColumn, weights?: NumberColumn | null"
    )]
    pub fn new(
        env: &Env,
        predictions: Unknown<'_>,
        outcomes: Unknown<'_>,
        weights: Unknown<'_>,
    ) -> napi::Result<Self> {
        run(env, "ScoredValues", || {
            let columns =
                Columns::read(VALUES, ["predictions", "outcomes"], [predictions, outcomes, weights])?;
            columns.values()?;
            let bytes = columns.bytes();
            Ok(Self { scored: Kept::new(env, VALUES, columns, bytes)? })
        })
    }

    /// The mean distance of predictions from outcomes.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn mean_absolute_error<'env>(
        &self,
        env: &'env Env,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredValues.meanAbsoluteError", level, |scored, level| {
            scored.mean_absolute_error(level)
        })
    }

    /// The root of the mean squared distance.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn root_mean_squared_error<'env>(
        &self,
        env: &'env Env,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredValues.rootMeanSquaredError", level, |scored, level| {
            scored.root_mean_squared_error(level)
        })
    }

    /// By how much predictions are too high on average.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn bias<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredValues.bias", level, |scored, level| scored.bias(level))
    }

    /// How well predictions put outcomes in order by their size: 1 as well as can be.
    #[napi(catch_unwind, ts_return_type = "Promise<number>")]
    pub fn normalized_gini<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        promise(
            env,
            "ScoredValues.normalizedGini",
            || Ok((self.scored.get()?, Follow::nobody())),
            |scored, _| scored.values()?.normalized_gini(),
            |_, gini| Ok(gini),
        )
    }

    /// The correlation of ranks (Spearman 1904).
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "Promise<MetricInterval>")]
    pub fn spearman<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Object<'env>> {
        self.interval(env, "ScoredValues.spearman", level, |scored, level| scored.spearman(level))
    }

    /// Let go of the columns now, rather than when the collector comes by.
    #[napi(catch_unwind)]
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.scored.dispose(env)
    }
}
