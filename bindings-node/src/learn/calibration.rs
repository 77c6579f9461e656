//! What makes scores mean what they say?

use napi::Env;
use napi::bindgen_prelude::{Float64Array, Object, Unknown};
use napi_derive::napi;
use sartor::learn::{self as core, CalibrationCandidate, CalibrationMethod, ScoredLabels};

use crate::host::{Outcome, answer, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

const SUBJECT: &str = "calibration";

/// A curve from log-odds to log-odds that never falls, after which probabilities mean what they say.
#[napi(namespace = "learn")]
pub struct Calibration {
    calibration: core::Calibration,
    candidates: Vec<CalibrationCandidate>,
}

impl From<core::Calibration> for Calibration {
    fn from(calibration: core::Calibration) -> Self {
        Self { calibration, candidates: Vec::new() }
    }
}

impl Calibration {
    /// The calibration itself.
    pub fn get(&self) -> &core::Calibration {
        &self.calibration
    }
}

/// Log-odds of rows that the learner was not fitted to, with their labels.
struct Rows {
    scores: Vec<f64>,
    labels: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl Rows {
    fn read(scores: Unknown<'_>, labels: Unknown<'_>, options: Unknown<'_>) -> Outcome<Self> {
        let weights = input::option(options, "weights")?;
        Ok(Self {
            scores: input::column(SUBJECT, "scores", scores)?,
            labels: input::column(SUBJECT, "labels", labels)?,
            weights: weights.map(|weights| input::column(SUBJECT, "weights", weights)).transpose()?,
        })
    }

    fn scored(&self) -> sartor::Result<ScoredLabels<'_>> {
        ScoredLabels::new(&self.scores, &self.labels, self.weights.as_deref())
    }
}

fn column<'env>(
    env: &'env Env,
    operation: &'static str,
    scores: Unknown<'_>,
    of: impl Fn(f64) -> f64 + Send + 'static,
) -> napi::Result<Object<'env>> {
    promise(
        env,
        operation,
        || Ok((input::column(SUBJECT, "scores", scores)?, Follow::nobody())),
        move |scores, _| Ok(scores.into_iter().map(of).collect::<Vec<f64>>()),
        |_, column| Ok(Float64Array::new(column)),
    )
}

#[napi(namespace = "learn")]
impl Calibration {
    /// Fit one kind to log-odds and labels of rows that the learner was not fitted to.
    #[napi(
        catch_unwind,
        ts_args_type = "method: CalibrationMethod, scores: NumberColumn, labels: NumberColumn, options?: WeightOptions | null",
        ts_return_type = "Promise<Calibration>"
    )]
    pub fn fit<'env>(
        env: &'env Env,
        method: Unknown<'_>,
        scores: Unknown<'_>,
        labels: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Calibration.fit";
        promise(
            env,
            operation,
            || {
                let method: CalibrationMethod =
                    sartor::input::from_value(operation, input::value(operation, method)?)?;
                let rows = Rows::read(scores, labels, options)?;
                Ok(((method, rows), Follow::read_with(env, operation, options, &["weights"])?))
            },
            |(method, rows), _| core::Calibration::fit(method, &rows.scored()?),
            |_, calibration| Ok(Self::from(calibration)),
        )
    }

    /// Choose among all kinds by cross-validated log loss: see `candidates`.
    #[napi(
        catch_unwind,
        ts_args_type = "scores: NumberColumn, labels: NumberColumn, options?: CalibrationOptions | null",
        ts_return_type = "Promise<Calibration>"
    )]
    pub fn choose<'env>(
        env: &'env Env,
        scores: Unknown<'_>,
        labels: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Calibration.choose";
        promise(
            env,
            operation,
            || {
                let rows = Rows::read(scores, labels, options)?;
                let count = |name: &str, otherwise: u32| {
                    input::option(options, name)?
                        .map_or(Ok(otherwise), |value| input::count(SUBJECT, name, value))
                };
                let asked = (rows, count("folds", 5)?, count("seed", 0)?);
                Ok((asked, Follow::read_with(env, operation, options, &["weights", "folds", "seed"])?))
            },
            |(rows, folds, seed), _| core::Calibration::choose(&rows.scored()?, folds, seed),
            |_, core::CalibrationChoice { calibration, candidates }| Ok(Self { calibration, candidates }),
        )
    }

    /// A calibration that was saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Calibration.fromJson", || {
            let json = input::text(SUBJECT, "json", json)?;
            Ok(sartor::input::from_text::<core::Calibration>(SUBJECT, &json)?.into())
        })
    }

    /// The calibration as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        let operation = "Calibration.toJson";
        run(env, operation, || to_text(operation, &self.calibration))
    }

    /// Its kind.
    #[napi(getter, catch_unwind)]
    pub fn method(&self) -> CalibrationMethod {
        self.calibration.method()
    }

    /// Every kind that was tried, the simplest first; none where nothing was chosen.
    #[napi(getter, catch_unwind, ts_return_type = "Array<CalibrationCandidate>")]
    pub fn candidates<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Calibration.candidates", || Ok(&self.candidates))
    }

    /// The log-odds that a score becomes.
    #[napi(catch_unwind, ts_args_type = "score: number", ts_return_type = "number")]
    pub fn log_odds(&self, env: &Env, score: Unknown<'_>) -> napi::Result<f64> {
        run(env, "Calibration.logOdds", || {
            Ok(self.calibration.log_odds(input::number(SUBJECT, "score", score)?))
        })
    }

    /// The same for a column.
    #[napi(catch_unwind, ts_args_type = "scores: NumberColumn", ts_return_type = "Promise<Float64Array>")]
    pub fn log_odds_batch<'env>(&self, env: &'env Env, scores: Unknown<'_>) -> napi::Result<Object<'env>> {
        let calibration = self.calibration.clone();
        column(env, "Calibration.logOddsBatch", scores, move |score| calibration.log_odds(score))
    }

    /// The probability that a score becomes.
    #[napi(catch_unwind, ts_args_type = "score: number", ts_return_type = "number")]
    pub fn probability(&self, env: &Env, score: Unknown<'_>) -> napi::Result<f64> {
        run(env, "Calibration.probability", || {
            Ok(self.calibration.probability(input::number(SUBJECT, "score", score)?))
        })
    }

    /// The same for a column.
    #[napi(catch_unwind, ts_args_type = "scores: NumberColumn", ts_return_type = "Promise<Float64Array>")]
    pub fn probability_batch<'env>(&self, env: &'env Env, scores: Unknown<'_>) -> napi::Result<Object<'env>> {
        let calibration = self.calibration.clone();
        column(env, "Calibration.probabilityBatch", scores, move |score| calibration.probability(score))
    }
}
