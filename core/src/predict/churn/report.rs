//! How good is a model of churn, beside what could be said without one?

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
use super::{ChurnOptions, SUBJECT};
use crate::learn::{ExpectedCalibrationError, MemberReport, MetricInterval};
#[cfg(feature = "train")]
use crate::{
    Result,
    estimate::LEVEL,
    learn::{ReliabilityBins, ScoredLabels},
    predict::features::Features,
    predict::hazard::{Fitted, Spell},
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
    /// Each learner that was tried: its part of the blend, and how good its own probabilities at the horizon are.
    pub members: Vec<MemberReport>,
}

#[cfg(feature = "train")]
impl ChurnReport {
    pub(super) fn of(
        features: &[Features],
        spells: &[Spell],
        fitted: &Fitted,
        churns_if_it_happens: bool,
        options: &ChurnOptions,
    ) -> Result<Self> {
        let happened = |spell: &Spell| spell.happened_by(options.periods);
        let known: Vec<usize> =
            (0..).zip(spells).filter(|(_, spell)| happened(spell).is_some()).map(|(at, _)| at).collect();
        let churned = |at: &usize| {
            f64::from(u8::from(spells.get(*at).and_then(happened) == Some(churns_if_it_happens)))
        };
        let labels: Vec<f64> = known.iter().map(churned).collect();
        let of_churn = |event_log_odds: &[f64]| -> Vec<f64> {
            let own = known.iter().filter_map(|at| event_log_odds.get(*at));
            own.map(|log_odds| if churns_if_it_happens { *log_odds } else { -log_odds }).collect()
        };
        let scores = of_churn(&fitted.held_out_log_odds);
        let recency = known.iter().map(|at| features.get(*at)?.number("recency_days"));
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
        let recency: Option<Vec<f64>> = recency.collect();
        let of_recency = match &recency {
            Some(days) => Some(ScoredLabels::new(days, &labels, None)?.auc(LEVEL)?.value),
            None => None,
        };
        let members = fitted.learners.iter().map(|one| one.report(&of_churn(&one.log_odds), &labels));
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
            members: members.collect::<Result<_>>()?,
        })
    }
}
