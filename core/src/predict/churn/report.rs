//! How good is a model of churn, beside what could be said without one?

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
use super::{ChurnOptions, SUBJECT};
use crate::learn::{ExpectedCalibrationError, MetricInterval};
#[cfg(feature = "train")]
use crate::{
    Result,
    estimate::LEVEL,
    learn::{ReliabilityBins, ScoredLabels},
    predict::features::Features,
    predict::hazard::Spell,
};

/// What a model said of customers that it had not seen, at the horizon, beside what became of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChurnReport {
    /// Customers.
    pub customers: u32,
    /// Customers at cuts from which they were followed to the horizon: what the figures below rest on.
    pub rows: u32,
    /// Customers at cuts in all.
    pub rows_in_all: u32,
    /// The share that churned: what could be said of everybody alike.
    pub base_rate: f64,
    /// Area under the curve, .5 for a coin.
    pub auc: MetricInterval,
    /// The area that days since the last purchase reach alone; nothing where they are not known.
    pub auc_of_recency: Option<f64>,
    /// Mean log loss, in nats.
    pub log_loss: MetricInterval,
    /// The log loss of the base rate.
    pub base_log_loss: f64,
    /// How far probabilities are from what came true, beside what chance explains.
    pub calibration: ExpectedCalibrationError,
}

#[cfg(feature = "train")]
impl ChurnReport {
    pub(super) fn of(
        features: &[Features],
        spells: &[Spell],
        event_log_odds: &[f64],
        churns_if_it_happens: bool,
        options: &ChurnOptions,
    ) -> Result<Self> {
        let (mut scores, mut labels, mut recency) = (Vec::new(), Vec::new(), Vec::new());
        for ((features, spell), log_odds) in features.iter().zip(spells).zip(event_log_odds) {
            let Some(happened) = spell.happened_by(options.periods) else { continue };
            scores.push(if churns_if_it_happens { *log_odds } else { -log_odds });
            labels.push(f64::from(u8::from(happened == churns_if_it_happens)));
            recency.push(features.number("recency_days"));
        }
        let mut subjects: Vec<u32> = spells.iter().map(|spell| spell.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        if labels.is_empty() {
            return Err(crate::SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: 0,
                needed: 1,
                unit: "customers followed to the horizon".to_owned(),
            });
        }
        let scored = ScoredLabels::new(&scores, &labels, None)?;
        let recency: Option<Vec<f64>> = recency.into_iter().collect();
        let of_recency = match &recency {
            Some(days) => Some(ScoredLabels::new(days, &labels, None)?.auc(LEVEL)?.value),
            None => None,
        };
        Ok(Self {
            customers: subjects.len() as u32,
            rows: labels.len() as u32,
            rows_in_all: spells.len() as u32,
            base_rate: scored.base_rate(),
            auc: scored.auc(LEVEL)?,
            auc_of_recency: of_recency,
            log_loss: scored.log_loss(LEVEL)?,
            base_log_loss: scored.base_log_loss(),
            calibration: scored.calibration_error(ReliabilityBins::default(), LEVEL)?,
        })
    }
}
