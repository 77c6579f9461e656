//! Is it time to recalibrate, or to fit again?
//!
//! Two things can call for either: the host's schedule, and what the outcomes say. Probabilities that depart from what
//! came by more than chance explains call for a recalibration; an order of customers that has become worse than it was
//! when the model was fitted calls for a new fit, since a curve cannot mend it.

use serde::{Deserialize, Serialize};

use super::{Outcomes, SUBJECT};
use crate::estimate::LEVEL;
use crate::learn::{CalibrationOverTime, MetricInterval, ScoredLabels, calibration_over_time};
use crate::time::{DAY_MS, check_timestamp};
use crate::{Result, SartorError};

/// When the host wants a model to be looked after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OutcomeSchedule {
    /// Outcomes below which nothing is said, at least 20.
    #[cfg_attr(feature = "swift", uniffi(default = 200))]
    pub least_rows: u32,
    /// Days after the last fit or recalibration from which another recalibration is due; never, unless said.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub recalibrate_after_days: Option<u32>,
    /// Days after the last fit from which another is due; never, unless said.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub refit_after_days: Option<u32>,
    /// The area under the curve that the model had when it was fitted; without it a loss of order is not looked for.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub auc_at_fit: Option<f64>,
    /// Days of one window in which what was foretold is set against what came, at least 1.
    #[cfg_attr(feature = "swift", uniffi(default = 30))]
    pub window_days: u32,
    /// How often nothing is said of probabilities that are right, above .5, below 1.
    #[cfg_attr(feature = "swift", uniffi(default = 0.99))]
    pub level: f64,
}

impl Default for OutcomeSchedule {
    fn default() -> Self {
        Self {
            least_rows: 200,
            recalibrate_after_days: None,
            refit_after_days: None,
            auc_at_fit: None,
            window_days: 30,
            level: 0.99,
        }
    }
}

/// What is to be done with a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        hash,
        frozen,
        from_py_object,
        module = "sartor.predict",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum OutcomeAdvice {
    /// Too few outcomes to say, and nothing is due.
    TooFew,
    /// Nothing.
    Keep,
    /// Set its probabilities right: [`Outcomes::recalibration`].
    Recalibrate,
    /// Fit it again, on what is known now.
    Refit,
}

/// How a model has fared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OutcomeReview {
    /// The model.
    pub model_id: String,
    /// Its predictions of which it is known what happened.
    pub closed: u32,
    /// Those of which it is not known yet.
    pub open: u32,
    /// Open ones whose date has passed: close them, or what is known is only of those where something happened.
    pub overdue: u32,
    /// The share of the closed to whom it happened.
    pub base_rate: Option<f64>,
    /// Mean log loss, in nats.
    pub log_loss: Option<MetricInterval>,
    /// The log loss of the base rate.
    pub base_log_loss: Option<f64>,
    /// Area under the curve; nothing where it happened to all or none.
    pub auc: Option<MetricInterval>,
    /// What was foretold beside what came, by windows of due dates.
    pub over_time: Option<CalibrationOverTime>,
    /// What is to be done.
    pub advice: OutcomeAdvice,
    /// Why: `scheduled_refit`, `order_lost`, `scheduled_recalibration`, `departs`, `no_better_than_base_rate`, `overdue`.
    pub reasons: Vec<String>,
}

impl OutcomeSchedule {
    fn check(&self) -> Result<()> {
        let refused = |field: &str, value: String, expected: &str| {
            Err(SartorError::out_of_range("outcome schedule", field, value, expected))
        };
        if self.least_rows < 20 {
            return refused("leastRows", self.least_rows.to_string(), "at least 20");
        }
        if !(1..=3_650).contains(&self.window_days) {
            return refused("windowDays", self.window_days.to_string(), "1 to 3650");
        }
        if !(self.level > 0.5 && self.level < 1.0) {
            return refused("level", self.level.to_string(), "above 0.5, below 1");
        }
        if let Some(auc) = self.auc_at_fit.filter(|auc| !(0.0..=1.0).contains(auc)) {
            return refused("aucAtFit", auc.to_string(), "0 to 1");
        }
        Ok(())
    }
}

impl Outcomes {
    /// How a model has fared, and whether something is due. `fitted_ms` is when it was fitted, `recalibrated_ms` when it
    /// was recalibrated last, if it was.
    pub fn review(
        &self,
        model_id: &str,
        fitted_ms: i64,
        recalibrated_ms: Option<i64>,
        schedule: &OutcomeSchedule,
        as_of_ms: i64,
    ) -> Result<OutcomeReview> {
        schedule.check()?;
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        check_timestamp(SUBJECT, "fittedMs", fitted_ms)?;
        let own = || self.rows.iter().filter(|row| row.prediction.model_id == model_id);
        let open = own().filter(|row| row.happened.is_none());
        let overdue = open.clone().filter(|row| row.prediction.due_ms <= as_of_ms).count();
        let closed = self.closed(model_id);
        let mut review = OutcomeReview {
            model_id: model_id.to_owned(),
            closed: closed.labels.len() as u32,
            open: open.count() as u32,
            overdue: overdue as u32,
            base_rate: None,
            log_loss: None,
            base_log_loss: None,
            auc: None,
            over_time: None,
            advice: OutcomeAdvice::Keep,
            reasons: Vec::new(),
        };
        let enough = review.closed >= schedule.least_rows;
        if enough {
            let scored = ScoredLabels::new(&closed.log_odds, &closed.labels, None)?;
            review.base_rate = Some(scored.base_rate());
            review.log_loss = Some(scored.log_loss(LEVEL)?);
            review.base_log_loss = Some(scored.base_log_loss());
            review.auc = scored.auc(LEVEL).ok();
            let window_ms = i64::from(schedule.window_days) * DAY_MS;
            let (scores, labels) = (&closed.log_odds, &closed.labels);
            review.over_time =
                Some(calibration_over_time(scores, labels, &closed.due_ms, window_ms, schedule.level)?);
        }
        let passed = |since_ms: i64, days: Option<u32>| {
            days.is_some_and(|days| as_of_ms.saturating_sub(since_ms) >= i64::from(days) * DAY_MS)
        };
        let order_lost = || Some(review.auc?.high < schedule.auc_at_fit?);
        let departs = review.over_time.as_ref().is_some_and(|known| known.departs);
        let no_better = || Some(review.log_loss?.low > review.base_log_loss?);
        let last_ms = recalibrated_ms.map_or(fitted_ms, |at_ms| at_ms.max(fitted_ms));
        let found = [
            (passed(fitted_ms, schedule.refit_after_days), "scheduled_refit", OutcomeAdvice::Refit),
            (order_lost() == Some(true), "order_lost", OutcomeAdvice::Refit),
            (
                enough && passed(last_ms, schedule.recalibrate_after_days),
                "scheduled_recalibration",
                OutcomeAdvice::Recalibrate,
            ),
            (departs, "departs", OutcomeAdvice::Recalibrate),
            (no_better() == Some(true), "no_better_than_base_rate", OutcomeAdvice::Recalibrate),
        ];
        let called = found.iter().filter(|(called, ..)| *called);
        let nothing = if enough { OutcomeAdvice::Keep } else { OutcomeAdvice::TooFew };
        review.advice = called.clone().next().map_or(nothing, |(_, _, advice)| *advice);
        review.reasons = called.map(|(_, reason, _)| (*reason).to_owned()).collect();
        if overdue > 0 {
            review.reasons.push("overdue".to_owned());
        }
        Ok(review)
    }
}
