//! Did what was foretold come true, and what follows for the model?

use std::cell::RefCell;

use napi::Env;
use napi::ValueType;
use napi::bindgen_prelude::{Buffer, FromNapiValue, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::predict::{self as core, OutcomePrediction, OutcomeSchedule};

use crate::host::{Outcome, answer, run};
use crate::input;

const SUBJECT: &str = "outcomes";

/// The newest predictions, and what came of them: what a host records when it acts on a prediction, and closes when it is
/// known what happened. It stores them as bytes.
#[napi(namespace = "predict")]
pub struct Outcomes {
    outcomes: RefCell<core::Outcomes>,
}

fn happened(input: Unknown<'_>) -> Outcome<bool> {
    if input.get_type()? == ValueType::Boolean {
        return Ok(bool::from_unknown(input)?);
    }
    Err(SartorError::invalid(SUBJECT, "happened", "true or false").into())
}

#[napi(namespace = "predict")]
impl Outcomes {
    /// Room for so many predictions, 1 to 1,000,000; once it is full the oldest are let go.
    #[napi(constructor, catch_unwind, ts_args_type = "capacity: number")]
    pub fn new(env: &Env, capacity: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Outcomes", || {
            let outcomes = core::Outcomes::new(input::count(SUBJECT, "capacity", capacity)?)?;
            Ok(Self { outcomes: RefCell::new(outcomes) })
        })
    }

    /// What `toBytes` wrote, in this release or an older one.
    #[napi(factory, catch_unwind, ts_args_type = "bytes: Uint8Array")]
    pub fn from_bytes(env: &Env, bytes: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Outcomes.fromBytes", || {
            let outcomes = core::Outcomes::from_bytes(&input::bytes(SUBJECT, "bytes", bytes)?)?;
            Ok(Self { outcomes: RefCell::new(outcomes) })
        })
    }

    /// The predictions as bytes, to be read by `fromBytes` in every language.
    #[napi(catch_unwind, ts_return_type = "Buffer")]
    pub fn to_bytes(&self, env: &Env) -> napi::Result<Buffer> {
        run(env, "Outcomes.toBytes", || Ok(Buffer::from(self.outcomes.borrow().to_bytes()?)))
    }

    /// How many predictions there are.
    #[napi(getter, catch_unwind, ts_return_type = "PredictionCounts")]
    pub fn counts<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Outcomes.counts", || Ok(self.outcomes.borrow().counts()))
    }

    /// Record what was foretold; whether it is new. The same again changes nothing; another under the same id is
    /// `ALREADY_SET`.
    #[napi(catch_unwind, ts_args_type = "prediction: Input<OutcomePrediction>", ts_return_type = "boolean")]
    pub fn record(&self, env: &Env, prediction: Unknown<'_>) -> napi::Result<bool> {
        run(env, "Outcomes.record", || {
            let prediction: OutcomePrediction = input::record("outcome prediction", prediction)?;
            Ok(self.outcomes.borrow_mut().record(&prediction)?)
        })
    }

    /// Close a prediction with what happened; whether that is new. The opposite of what is known is `ALREADY_SET`.
    #[napi(
        catch_unwind,
        ts_args_type = "predictionId: string, happened: boolean, at: Time",
        ts_return_type = "boolean"
    )]
    pub fn close(
        &self,
        env: &Env,
        prediction_id: Unknown<'_>,
        happened: Unknown<'_>,
        at: Unknown<'_>,
    ) -> napi::Result<bool> {
        run(env, "Outcomes.close", || {
            let id = input::text(SUBJECT, "predictionId", prediction_id)?;
            let (happened, at_ms) = (self::happened(happened)?, input::time(SUBJECT, "at", at)?);
            Ok(self.outcomes.borrow_mut().close(&id, happened, at_ms)?)
        })
    }

    /// Close all that are due and still open in one way, such as churn where no purchase came; how many.
    #[napi(catch_unwind, ts_args_type = "happened: boolean, asOf: Time", ts_return_type = "number")]
    pub fn close_due(&self, env: &Env, happened: Unknown<'_>, as_of: Unknown<'_>) -> napi::Result<u32> {
        run(env, "Outcomes.closeDue", || {
            let (happened, as_of_ms) = (self::happened(happened)?, input::time(SUBJECT, "asOf", as_of)?);
            Ok(self.outcomes.borrow_mut().close_due(happened, as_of_ms)?)
        })
    }

    /// Forget a customer; how many predictions went.
    #[napi(catch_unwind, ts_args_type = "customerId: string", ts_return_type = "number")]
    pub fn erase(&self, env: &Env, customer_id: Unknown<'_>) -> napi::Result<u32> {
        run(env, "Outcomes.erase", || {
            let id = input::text(SUBJECT, "customerId", customer_id)?;
            Ok(self.outcomes.borrow_mut().erase(&id))
        })
    }

    /// How a model has fared, and whether something is due. `fitted` is when it was fitted, `recalibrated` when it was
    /// recalibrated last, if it was.
    #[napi(
        catch_unwind,
        ts_args_type = "modelId: string, fitted: Time, recalibrated: Time | null | undefined, schedule: Input<OutcomeSchedule> | null | undefined, asOf: Time",
        ts_return_type = "OutcomeReview"
    )]
    pub fn review<'env>(
        &self,
        env: &'env Env,
        model_id: Unknown<'_>,
        fitted: Unknown<'_>,
        recalibrated: Unknown<'_>,
        schedule: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Outcomes.review", || {
            let id = input::text(SUBJECT, "modelId", model_id)?;
            let time = |field: &str, at: Unknown<'_>| input::time(SUBJECT, field, at);
            let recalibrated_ms = if input::is_absent(recalibrated)? {
                None
            } else {
                Some(time("recalibrated", recalibrated)?)
            };
            let schedule: OutcomeSchedule = input::options("outcome schedule", schedule)?;
            let (fitted_ms, as_of_ms) = (time("fitted", fitted)?, time("asOf", as_of)?);
            Ok(self.outcomes.borrow().review(&id, fitted_ms, recalibrated_ms, &schedule, as_of_ms)?)
        })
    }

    /// The curve that would set a model's probabilities right, chosen by what came: for `Churn.recalibrated` by
    /// `learn.Calibration.fromJson(JSON.stringify(calibration))`. Fewer than 50 outcomes are `TOO_FEW`.
    #[napi(
        catch_unwind,
        ts_args_type = "modelId: string, seed: number",
        ts_return_type = "OutcomeRecalibration"
    )]
    pub fn recalibration<'env>(
        &self,
        env: &'env Env,
        model_id: Unknown<'_>,
        seed: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Outcomes.recalibration", || {
            let id = input::text(SUBJECT, "modelId", model_id)?;
            Ok(self.outcomes.borrow().recalibration(&id, input::count(SUBJECT, "seed", seed)?)?)
        })
    }

    /// Set a challenger against the champion, on predictions of both of which it is known what happened; `level` is 0.95 unless
    /// stated.
    #[napi(
        catch_unwind,
        ts_args_type = "championModelId: string, challengerModelId: string, level?: number | null",
        ts_return_type = "ModelContest"
    )]
    pub fn contest<'env>(
        &self,
        env: &'env Env,
        champion_model_id: Unknown<'_>,
        challenger_model_id: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Outcomes.contest", || {
            let champion = input::text(SUBJECT, "championModelId", champion_model_id)?;
            let challenger = input::text(SUBJECT, "challengerModelId", challenger_model_id)?;
            let level = if input::is_absent(level)? { 0.95 } else { input::number(SUBJECT, "level", level)? };
            Ok(self.outcomes.borrow().contest(&champion, &challenger, level)?)
        })
    }
}
