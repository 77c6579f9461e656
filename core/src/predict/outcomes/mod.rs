//! What came of what was foretold, and what follows from it?
//!
//! Every prediction with a date can be recorded and closed with what happened. [`Outcomes`] keeps the newest of them in a
//! ring of a size that the host chooses, and answers three questions: whether it is time to recalibrate or to fit again,
//! on the host's own schedule ([`Outcomes::review`]); which curve would set the probabilities right
//! ([`Outcomes::recalibration`]); and whether a challenger that was asked the same is better than the champion
//! ([`Outcomes::contest`]). It never changes a model: what it finds is applied by the host, and gives a model with another
//! id.
//!
//! ```
//! use sartor::predict::{OutcomePrediction, Outcomes};
//! let day_ms = 86_400_000;
//! let mut outcomes = Outcomes::new(1_000)?;
//! let prediction = OutcomePrediction {
//!     prediction_id: "churn:c_17:2026-06".to_owned(),
//!     customer_id: "c_17".to_owned(),
//!     model_id: "5f2c".to_owned(),
//!     made_ms: 1_780_300_800_000,
//!     due_ms: 1_780_300_800_000 + 90 * day_ms,
//!     probability: 0.7,
//!     challenger: None,
//! };
//! outcomes.record(&prediction)?;
//! // She bought on the tenth day: no churn.
//! outcomes.close(&prediction.prediction_id, false, prediction.made_ms + 10 * day_ms)?;
//! assert_eq!((outcomes.counts().closed, outcomes.counts().open), (1, 0));
//! assert_eq!(Outcomes::from_bytes(&outcomes.to_bytes()?)?, outcomes);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod contest;
#[cfg(feature = "train")]
mod recalibrate;
mod review;

pub use contest::{ContestVerdict, ModelContest};
#[cfg(feature = "train")]
pub use recalibrate::OutcomeRecalibration;
pub use review::{OutcomeAdvice, OutcomeReview, OutcomeSchedule};

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::artifact;
use crate::ids::check_id;
use crate::math::{exp, ln_1p, logit};
use crate::time::check_timestamp;
use crate::{Result, SartorError};

const SUBJECT: &str = "outcomes";
/// The most predictions that are kept.
pub const MAX_OUTCOMES: u32 = 1_000_000;
/// The largest artefact that is read, in bytes of its JSON.
const MAX_OUTCOMES_BYTES: usize = 1 << 29;
/// Probabilities of 0 and 1 count as this far from even, so that one surprise does not cost without end.
const MOST_LOG_ODDS: f64 = 30.0;

/// One prediction of something that will have happened, or not, by a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OutcomePrediction {
    /// The host's id of it, 1 to 256 bytes, such as the decision that rested on it.
    pub prediction_id: String,
    /// The customer, 1 to 256 bytes.
    pub customer_id: String,
    /// The model that foretold it, 1 to 256 bytes.
    pub model_id: String,
    /// When.
    pub made_ms: i64,
    /// The date by which it is decided, not before `made_ms`.
    pub due_ms: i64,
    /// The probability that was told, 0 to 1.
    pub probability: f64,
    /// What a challenger says of the same, without being acted on.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub challenger: Option<ChallengerPrediction>,
}

/// What another model says of the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChallengerPrediction {
    /// The model, 1 to 256 bytes.
    pub model_id: String,
    /// Its probability, 0 to 1.
    pub probability: f64,
}

/// How many predictions there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PredictionCounts {
    /// Kept of which it is known what happened.
    pub closed: u32,
    /// Kept of which it is not.
    pub open: u32,
    /// Let go since the ring was full, closed before.
    pub dropped_closed: u32,
    /// Let go before it was known what happened: the ring is too small for the horizon.
    pub dropped_open: u32,
}

/// One prediction and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    prediction: OutcomePrediction,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    happened: Option<bool>,
}

/// The newest predictions, and what came of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredOutcomes", into = "StoredOutcomes")]
pub struct Outcomes {
    capacity: u32,
    rows: VecDeque<Row>,
    /// Of each prediction its number; the number of the oldest kept is `first`.
    numbers: HashMap<String, u64>,
    first: u64,
    dropped_closed: u32,
    dropped_open: u32,
}

/// What is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredOutcomes {
    capacity: u32,
    rows: Vec<Row>,
    dropped_closed: u32,
    dropped_open: u32,
}

impl From<Outcomes> for StoredOutcomes {
    fn from(outcomes: Outcomes) -> Self {
        let Outcomes { capacity, rows, dropped_closed, dropped_open, .. } = outcomes;
        Self { capacity, rows: rows.into(), dropped_closed, dropped_open }
    }
}

impl TryFrom<StoredOutcomes> for Outcomes {
    type Error = SartorError;

    fn try_from(stored: StoredOutcomes) -> Result<Self> {
        let StoredOutcomes { capacity, rows, dropped_closed, dropped_open } = stored;
        let mut outcomes = Self { dropped_closed, dropped_open, ..Self::new(capacity)? };
        if rows.len() > capacity as usize {
            return Err(SartorError::too_many(SUBJECT, "ring", rows.len(), capacity as usize, "predictions"));
        }
        for row in rows {
            if !outcomes.record(&row.prediction)? {
                return Err(SartorError::malformed(SUBJECT, "a prediction is there twice", 0));
            }
            if let Some(last) = outcomes.rows.back_mut() {
                last.happened = row.happened;
            }
        }
        Ok(outcomes)
    }
}

impl PartialEq for Outcomes {
    /// Equal if they hold the same; how many have passed through does not count.
    fn eq(&self, other: &Self) -> bool {
        (self.capacity, &self.rows, self.dropped_closed, self.dropped_open)
            == (other.capacity, &other.rows, other.dropped_closed, other.dropped_open)
    }
}

impl OutcomePrediction {
    fn check(&self) -> Result<()> {
        check_id(SUBJECT, "predictionId", &self.prediction_id)?;
        check_id(SUBJECT, "customerId", &self.customer_id)?;
        check_id(SUBJECT, "modelId", &self.model_id)?;
        check_timestamp(SUBJECT, "madeMs", self.made_ms)?;
        check_timestamp(SUBJECT, "dueMs", self.due_ms)?;
        if self.due_ms < self.made_ms {
            return Err(SartorError::out_of_range(SUBJECT, "dueMs", self.due_ms, "not before madeMs"));
        }
        let told = |probability: f64| {
            if (0.0..=1.0).contains(&probability) {
                return Ok(());
            }
            Err(SartorError::out_of_range(SUBJECT, "probability", probability, "0 to 1"))
        };
        told(self.probability)?;
        if let Some(challenger) = &self.challenger {
            check_id(SUBJECT, "challenger.modelId", &challenger.model_id)?;
            told(challenger.probability)?;
            if challenger.model_id == self.model_id {
                return Err(SartorError::invalid(SUBJECT, "challenger.modelId", "that of another model"));
            }
        }
        Ok(())
    }
}

impl Outcomes {
    /// Room for so many predictions, 1 to 1,000,000; once it is full the oldest are let go.
    pub fn new(capacity: u32) -> Result<Self> {
        if !(1..=MAX_OUTCOMES).contains(&capacity) {
            let expected = format!("1 to {MAX_OUTCOMES}");
            return Err(SartorError::out_of_range(SUBJECT, "capacity", capacity, &expected));
        }
        Ok(Self {
            capacity,
            rows: VecDeque::new(),
            numbers: HashMap::new(),
            first: 0,
            dropped_closed: 0,
            dropped_open: 0,
        })
    }

    /// How many predictions there are.
    pub fn counts(&self) -> PredictionCounts {
        let closed = self.rows.iter().filter(|row| row.happened.is_some()).count();
        PredictionCounts {
            closed: closed as u32,
            open: (self.rows.len() - closed) as u32,
            dropped_closed: self.dropped_closed,
            dropped_open: self.dropped_open,
        }
    }

    /// Record what was foretold; whether it is new. The same again changes nothing; another under the same id is
    /// `ALREADY_SET`.
    pub fn record(&mut self, prediction: &OutcomePrediction) -> Result<bool> {
        prediction.check()?;
        if let Some(known) = self.place(&prediction.prediction_id).and_then(|place| self.rows.get(place)) {
            if known.prediction == *prediction {
                return Ok(false);
            }
            return Err(already_set(&prediction.prediction_id));
        }
        if self.rows.len() >= self.capacity as usize
            && let Some(oldest) = self.rows.pop_front()
        {
            self.numbers.remove(&oldest.prediction.prediction_id);
            self.first += 1;
            let dropped =
                if oldest.happened.is_some() { &mut self.dropped_closed } else { &mut self.dropped_open };
            *dropped = dropped.saturating_add(1);
        }
        let number = self.first + self.rows.len() as u64;
        self.numbers.insert(prediction.prediction_id.clone(), number);
        self.rows.push_back(Row { prediction: prediction.clone(), happened: None });
        Ok(true)
    }

    /// Close a prediction with what happened; whether that is new. The same again changes nothing, the opposite is
    /// `ALREADY_SET`; a prediction that was not recorded, or let go since, is `INVALID_VALUE`.
    pub fn close(&mut self, prediction_id: &str, happened: bool, at_ms: i64) -> Result<bool> {
        check_timestamp(SUBJECT, "atMs", at_ms)?;
        let place = self.place(prediction_id);
        let Some(row) = place.and_then(|place| self.rows.get_mut(place)) else {
            return Err(SartorError::invalid(
                SUBJECT,
                "predictionId",
                "one that was recorded and is kept still",
            ));
        };
        if at_ms < row.prediction.made_ms {
            let expected = "not before the prediction was made";
            return Err(SartorError::out_of_range(SUBJECT, "atMs", at_ms, expected));
        }
        match row.happened {
            Some(known) if known == happened => Ok(false),
            Some(_) => Err(already_set(prediction_id)),
            None => {
                row.happened = Some(happened);
                Ok(true)
            }
        }
    }

    /// Close all that are due at a time and still open in one way, such as churn where no purchase came; how many.
    pub fn close_due(&mut self, happened: bool, as_of_ms: i64) -> Result<u32> {
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        let mut closed = 0;
        for row in self.rows.iter_mut().filter(|row| row.prediction.due_ms <= as_of_ms) {
            if row.happened.is_none() {
                row.happened = Some(happened);
                closed += 1;
            }
        }
        Ok(closed)
    }

    /// Forget a customer; how many predictions went.
    pub fn erase(&mut self, customer_id: &str) -> u32 {
        let before = self.rows.len();
        self.rows.retain(|row| row.prediction.customer_id != customer_id);
        let numbered = self.rows.iter().zip(self.first..);
        self.numbers = numbered.map(|(row, number)| (row.prediction.prediction_id.clone(), number)).collect();
        (before - self.rows.len()) as u32
    }

    fn place(&self, prediction_id: &str) -> Option<usize> {
        let number = self.numbers.get(prediction_id)?;
        usize::try_from(number.checked_sub(self.first)?).ok()
    }

    /// The ring as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a ring from bytes. Bytes that are damaged, cut off, of a newer release or no ring are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_OUTCOMES_BYTES)?.body)
    }

    /// What a model foretold, as champion, and what came of it: log-odds, label, and the time it was due, in the order
    /// of recording.
    fn closed(&self, model_id: &str) -> Closed {
        let mut closed = Closed::default();
        for row in self.rows.iter().filter(|row| row.prediction.model_id == model_id) {
            let Some(happened) = row.happened else { continue };
            closed.log_odds.push(log_odds(row.prediction.probability));
            closed.labels.push(f64::from(u8::from(happened)));
            closed.due_ms.push(row.prediction.due_ms);
        }
        closed
    }
}

/// Columns of what is known of one model.
#[derive(Debug, Default)]
struct Closed {
    log_odds: Vec<f64>,
    labels: Vec<f64>,
    due_ms: Vec<i64>,
}

fn already_set(prediction_id: &str) -> SartorError {
    SartorError::AlreadySet { subject: format!("prediction {prediction_id}") }
}

fn log_odds(probability: f64) -> f64 {
    logit(probability).clamp(-MOST_LOG_ODDS, MOST_LOG_ODDS)
}

/// What a probability cost, in nats.
fn log_loss(log_odds: f64, happened: bool) -> f64 {
    log_odds.max(0.0) + ln_1p(exp(-log_odds.abs())) - if happened { log_odds } else { 0.0 }
}
