//! Will this customer leave, by when, and how surely is that known?
//!
//! Where nothing is signed nobody says that they leave, so churn is *no purchase within the horizon*, and what is modelled
//! is the time until the next purchase. Where something is signed it is *cancelled within the horizon*. Both are one
//! model: a discrete-time hazard over features of the profile (Singer and Willett 1993), trained on customers as they were
//! known at past dates ("cuts") and on what they did since, so that the next months are asked of the same kind of rows as
//! the last were. Purchases and cancellations so far decide, not what a calendar says.
//!
//! What is said of a customer is an [`Estimate`] with a date, a curve up to the horizon and the model that said it; of one
//! who may not be read or has never bought, it is that of all customers, and says so.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::event::Event;
//! use sartor::predict::{Churn, ChurnData, ChurnOptions, FeatureExtra, FeatureReader};
//! use sartor::profile::Profile;
//! use sartor::rng::Rng;
//! let (day_ms, as_of_ms) = (86_400_000, 1_780_300_800_000);
//! // A shop of which each customer buys again after so many days, or about as many.
//! let customer = |number: u32| -> sartor::Result<Profile> {
//!     let (mut rng, id) = (Rng::with_stream(1, u64::from(number)), format!("c{number}"));
//!     let mut profile = Profile::new(&id)?;
//!     let mut enter = |name: &str, at_ms: i64, properties: &str| profile.observe_owned(Event::from_json(&format!(
//!         r#"{{"type":"track","messageId":"{name}{at_ms}","userId":"{id}","event":"{name}",
//!             "timestamp":"{}","properties":{{{properties}}}}}"#, sartor::time::to_rfc3339(at_ms)?), None)?, as_of_ms);
//!     enter("Consent Changed", as_of_ms - 700 * day_ms, r#""purpose":"analytics","state":"granted""#)?;
//!     let mut at_ms = as_of_ms - (400.0 + 200.0 * rng.uniform()) as i64 * day_ms;
//!     while at_ms < as_of_ms {
//!         enter("Order Completed", at_ms, r#""revenue":50,"currency":"USD""#)?;
//!         at_ms += (1.0 + rng.exponential(1.0 / [20.0, 300.0][number as usize % 2])) as i64 * day_ms;
//!     }
//!     Ok(profile)
//! };
//! let profiles = (0..200).map(customer).collect::<sartor::Result<Vec<_>>>()?;
//! let reader = FeatureReader::new(None);
//! let options = ChurnOptions { horizon_days: 90, periods: 3, trees: 60, ..ChurnOptions::default() };
//! let model = Churn::fit(&reader, &ChurnData::of(&profiles, as_of_ms), &options, Control::none())?;
//! let often = model.predict(&reader.row(&profiles[0], as_of_ms, &FeatureExtra::default())?, &[30.0, 90.0])?;
//! let rarely = model.predict(&reader.row(&profiles[1], as_of_ms, &FeatureExtra::default())?, &[])?;
//! assert!(often.churn.value < rarely.churn.value);
//! assert!(often.curve[0].survival.value > often.curve[1].survival.value);
//! assert_eq!(often.by_ms, as_of_ms + 90 * day_ms);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod cuts;
#[cfg(feature = "train")]
mod fit;
mod interventions;
mod options;
mod reasons;
mod report;
mod watchlist;

#[cfg(feature = "train")]
pub use cuts::ChurnData;
pub use interventions::{
    InterventionEffect, InterventionVerdict, RankedIntervention, TriedIntervention, rank_interventions,
    rank_tried_interventions,
};
pub use options::{ChurnOptions, ChurnSetting};
pub use reasons::ChurnReason;
pub use report::ChurnReport;
pub use watchlist::{Watchlist, WatchlistEntry, WatchlistOptions};

use serde::{Deserialize, Serialize};

use super::features::{FEATURES_VERSION, FeatureTable, Features};
use super::hazard::{Hazard, RowCurve};
use crate::artifact::{self, model_id_of};
use crate::batch::map_chunks;
use crate::control::Control;
use crate::estimate::Estimate;
use crate::learn::Calibration;
use crate::time::DAY_MS;
use crate::{Result, SartorError};

const SUBJECT: &str = "churn";
/// The largest artefact that is read, in bytes of its JSON.
const MAX_CHURN_BYTES: usize = 1 << 29;
/// The most horizons of one answer.
const MAX_HORIZONS: usize = 1_000;
/// Customers that one thread takes at a time.
const CHUNK: usize = 64;

/// A fitted model of churn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredChurn", into = "StoredChurn")]
pub struct Churn {
    stored: StoredChurn,
    model_id: String,
}

/// What is stored of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredChurn {
    features_version: u32,
    options: ChurnOptions,
    hazard: Hazard,
    /// The features of nobody in particular: medians, and the most frequent categories.
    typical: Vec<Option<f64>>,
    report: ChurnReport,
    /// The model that this one was recalibrated from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent_model_id: Option<String>,
}

/// How likely a customer is to leave, and by when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChurnRisk {
    /// The customer.
    pub customer_id: String,
    /// The model that answers.
    pub model_id: String,
    /// The time of the answer.
    pub as_of_ms: i64,
    /// What churn means here.
    pub setting: ChurnSetting,
    /// Days ahead.
    pub horizon_days: u32,
    /// The date by which it is decided.
    pub by_ms: i64,
    /// Probability of churn by then: of no purchase, or of a cancellation. Its interval is to hold the share that would churn
    /// among all of whom the same is known, and did so 72 to 97 times of 100 at 90 % in simulated shops.
    pub churn: Estimate,
    /// Days after which it is as likely as not that it has happened: a purchase, or a cancellation. Nothing where that is
    /// later than the horizon, or the figures are those of all customers.
    pub median_days: Option<f64>,
    /// What is expected until then, at the horizons asked for.
    pub curve: Vec<SurvivalPoint>,
    /// Why the figures are those of all customers, such as `no_consent` or `no_purchases`; nothing where they are this
    /// customer's.
    pub reason: Option<String>,
}

/// One point of a survival curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SurvivalPoint {
    /// Days ahead.
    pub horizon_days: f64,
    /// The date.
    pub by_ms: i64,
    /// Probability that it has not happened by then: that no purchase has come, or that nothing was cancelled.
    pub survival: Estimate,
}

impl From<Churn> for StoredChurn {
    fn from(model: Churn) -> Self {
        model.stored
    }
}

impl TryFrom<StoredChurn> for Churn {
    type Error = SartorError;

    fn try_from(stored: StoredChurn) -> Result<Self> {
        if stored.features_version != FEATURES_VERSION {
            let reason = format!(
                "it was trained on version {} of the features, this release has {FEATURES_VERSION}: fit it again",
                stored.features_version
            );
            return Err(SartorError::NotAvailable { subject: SUBJECT.to_owned(), reason });
        }
        stored.options.check()?;
        let columns = stored.hazard.schema().map_or(0, |schema| schema.columns().len());
        let periods = stored.options.periods as usize;
        if columns != stored.typical.len() + 1 || stored.hazard.periods() != periods {
            return Err(SartorError::malformed(SUBJECT, "its parts are not of one model", 0));
        }
        let days = f64::from(stored.options.horizon_days);
        if (stored.hazard.days() - days).abs() > 1e-6 * days {
            return Err(SartorError::malformed(SUBJECT, "its horizon is not that of its hazard", 0));
        }
        let model_id = model_id_of(SUBJECT, &stored)?;
        Ok(Self { stored, model_id })
    }
}

impl Churn {
    /// Which one it is: the hash of everything it holds.
    pub fn model_id(&self) -> &str {
        &self.model_id
    }

    /// The model that this one was recalibrated from.
    pub fn parent_model_id(&self) -> Option<&str> {
        self.stored.parent_model_id.as_deref()
    }

    /// How it was fitted, with the cuts that were chosen.
    pub fn options(&self) -> &ChurnOptions {
        &self.stored.options
    }

    /// How good it was on customers that it had not seen.
    pub fn report(&self) -> &ChurnReport {
        &self.stored.report
    }

    /// Probability of churn within the horizon, and the curve at these days ahead; each above 0, at most the horizon.
    pub fn predict(&self, features: &Features, horizons_days: &[f64]) -> Result<ChurnRisk> {
        if horizons_days.len() > MAX_HORIZONS {
            let found = horizons_days.len();
            return Err(SartorError::too_many(SUBJECT, "horizonsDays", found, MAX_HORIZONS, "horizons"));
        }
        let hazard = &self.stored.hazard;
        for days in horizons_days {
            hazard.check_days(SUBJECT, *days)?;
        }
        let reason = self.unknown(features);
        let curve = if reason.is_none() { Some(self.curve(features)?) } else { None };
        let event_by = |days: f64| match &curve {
            Some(curve) => hazard.event_by(curve, days),
            None => hazard.everybody_by(days),
        };
        let as_of_ms = features.as_of_ms();
        let by_ms = |days: f64| as_of_ms.saturating_add((days * DAY_MS as f64) as i64);
        let point = |days: &f64| SurvivalPoint {
            horizon_days: *days,
            by_ms: by_ms(*days),
            survival: event_by(*days).complement(),
        };
        let options = &self.stored.options;
        let event = event_by(hazard.days());
        Ok(ChurnRisk {
            customer_id: features.customer_id().to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            setting: options.setting,
            horizon_days: options.horizon_days,
            by_ms: by_ms(f64::from(options.horizon_days)),
            churn: match options.setting {
                ChurnSetting::NonContractual => event.complement(),
                ChurnSetting::Contractual => event,
            },
            median_days: curve.as_ref().and_then(|curve| curve.days_until(0.5)),
            curve: horizons_days.iter().map(point).collect(),
            reason: reason.map(str::to_owned),
        })
    }

    /// [`Churn::predict`] of many customers.
    pub fn predict_many(
        &self,
        table: &FeatureTable,
        horizons_days: &[f64],
        control: Control<'_>,
    ) -> Result<Vec<ChurnRisk>> {
        map_chunks(table.rows(), CHUNK, control, |features| self.predict(features, horizons_days))
    }

    /// The same model with its probability of churn at the horizon moved by a curve from log-odds to log-odds, as
    /// [`Outcomes::recalibration`](super::Outcomes::recalibration) finds it; what lies before the horizon moves in
    /// proportion. It is another model with another id, which names this one as its parent; this one stays as it is.
    pub fn recalibrated(&self, calibration: &Calibration) -> Result<Self> {
        let event = match self.stored.options.setting {
            ChurnSetting::NonContractual => of_the_opposite(calibration),
            ChurnSetting::Contractual => calibration.clone(),
        };
        let mut stored = self.stored.clone();
        stored.hazard = stored.hazard.recalibrated(event)?;
        stored.parent_model_id = Some(self.model_id.clone());
        Self::try_from(stored)
    }

    /// Why a customer's own figures are not told.
    fn unknown<'a>(&self, features: &'a Features) -> Option<&'a str> {
        let bought = features.number("purchase_days").is_some_and(|days| days > 0.0);
        let needed = self.stored.options.setting == ChurnSetting::NonContractual;
        features.reason().or((needed && !bought).then_some("no_purchases"))
    }

    fn row(&self, features: &Features) -> Result<Vec<f64>> {
        let Some(schema) = self.stored.hazard.schema() else {
            return Err(SartorError::Internal { operation: "Churn::row".to_owned() });
        };
        let mut cells = features.cells();
        cells.push((super::hazard::PERIOD, crate::learn::Cell::Missing));
        let mut row = schema.row(&cells)?;
        row.pop();
        Ok(row)
    }

    fn curve(&self, features: &Features) -> Result<RowCurve> {
        self.stored.hazard.curve(&self.row(features)?)
    }

    /// Log-odds of churn at the horizon, of a row of numbers.
    fn log_odds(&self, row: &[f64]) -> Result<f64> {
        let event = self.stored.hazard.curve(row)?.log_odds(self.stored.hazard.days());
        Ok(match self.stored.options.setting {
            ChurnSetting::NonContractual => -event,
            ChurnSetting::Contractual => event,
        })
    }

    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_CHURN_BYTES)?.body)
    }
}

/// A calibration of a probability as one of the probability of the opposite.
fn of_the_opposite(calibration: &Calibration) -> Calibration {
    match calibration {
        Calibration::None => Calibration::None,
        Calibration::Platt { slope, intercept } => {
            Calibration::Platt { slope: *slope, intercept: -intercept }
        }
        Calibration::Beta { low, high, intercept } => {
            Calibration::Beta { low: *high, high: *low, intercept: -intercept }
        }
        Calibration::Isotonic { scores, log_odds } => {
            let opposite = |values: &[f64]| values.iter().rev().map(|value| -value).collect();
            Calibration::Isotonic { scores: opposite(scores), log_odds: opposite(log_odds) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calibration_of_the_opposite_says_the_same() {
        let all = [
            Calibration::None,
            Calibration::Platt { slope: 0.7, intercept: 0.4 },
            Calibration::Beta { low: 0.5, high: 1.4, intercept: -0.3 },
            Calibration::Isotonic { scores: vec![-2.0, 0.5, 1.0], log_odds: vec![-1.0, 0.2, 3.0] },
        ];
        for calibration in all {
            let opposite = of_the_opposite(&calibration);
            assert!(opposite.check().is_ok());
            for score in [-5.0, -1.3, 0.0, 0.6, 4.0] {
                let (left, right) = (calibration.log_odds(score), -opposite.log_odds(-score));
                assert!((left - right).abs() < 1e-12, "{calibration:?} {score}");
            }
        }
    }
}
