//! What came of what was foretold?

use std::sync::{Mutex, MutexGuard};

use sartor::Result;
use sartor::predict::{
    self as core, ModelContest, OutcomePrediction, OutcomeReview, OutcomeSchedule, PredictionCounts,
};

use crate::learn::Calibration;
use crate::work::{internal, run};

/// Predictions with what came of them, as many as there is room for.
#[derive(Debug, uniffi::Object)]
pub struct Outcomes(Mutex<core::Outcomes>);

impl Outcomes {
    fn known(&self) -> Result<MutexGuard<'_, core::Outcomes>> {
        self.0.lock().map_err(|_| internal("Outcomes"))
    }
}

#[uniffi::export]
impl Outcomes {
    /// Room for so many predictions, 1 to 1,000,000; once it is full the oldest are let go.
    #[uniffi::constructor]
    pub fn new(capacity: u32) -> Result<Self> {
        run("Outcomes", || core::Outcomes::new(capacity)).map(|outcomes| Self(Mutex::new(outcomes)))
    }

    /// What `toBytes` wrote.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("Outcomes.fromBytes", || core::Outcomes::from_bytes(&bytes))
            .map(|outcomes| Self(Mutex::new(outcomes)))
    }

    /// The predictions as bytes, for `fromBytes` in every language.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("Outcomes.toBytes", || self.known()?.to_bytes())
    }

    /// How many predictions there are.
    pub fn counts(&self) -> Result<PredictionCounts> {
        Ok(self.known()?.counts())
    }

    /// Record what was foretold; whether it is new. Another prediction under the same id is `ALREADY_SET`.
    pub fn record(&self, prediction: &OutcomePrediction) -> Result<bool> {
        run("Outcomes.record", || self.known()?.record(prediction))
    }

    /// Close a prediction with what happened; whether that is new. The opposite of what is known is `ALREADY_SET`.
    pub fn close(&self, prediction_id: &str, happened: bool, at: i64) -> Result<bool> {
        run("Outcomes.close", || self.known()?.close(prediction_id, happened, at))
    }

    /// Close all that are due and still open in one way, such as churn where no purchase came; how many.
    pub fn close_due(&self, happened: bool, as_of: i64) -> Result<u32> {
        run("Outcomes.closeDue", || self.known()?.close_due(happened, as_of))
    }

    /// Forget a customer; how many predictions went.
    pub fn erase(&self, customer_id: &str) -> Result<u32> {
        run("Outcomes.erase", || Ok(self.known()?.erase(customer_id)))
    }

    /// Does a model still hold, and what is to be done with it?
    #[uniffi::method(default(recalibrated = None, schedule = None))]
    pub fn review(
        &self,
        model_id: &str,
        fitted: i64,
        as_of: i64,
        recalibrated: Option<i64>,
        schedule: Option<OutcomeSchedule>,
    ) -> Result<OutcomeReview> {
        let schedule = schedule.unwrap_or_default();
        run("Outcomes.review", || self.known()?.review(model_id, fitted, recalibrated, &schedule, as_of))
    }

    /// Which of two models foretold better what came?
    #[uniffi::method(default(level = 0.95))]
    pub fn contest(
        &self,
        champion_model_id: &str,
        challenger_model_id: &str,
        level: f64,
    ) -> Result<ModelContest> {
        run("Outcomes.contest", || self.known()?.contest(champion_model_id, challenger_model_id, level))
    }

    /// The curve that sets a model's probabilities right, chosen by what came, for `Churn.recalibrated`.
    #[uniffi::method(default(seed = 0))]
    pub fn recalibration(&self, model_id: &str, seed: u32) -> Result<Calibration> {
        let found = run("Outcomes.recalibration", || self.known()?.recalibration(model_id, seed))?;
        Ok(Calibration { calibration: found.calibration, candidates: found.candidates })
    }
}
