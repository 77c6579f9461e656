//! How good is a model of purchases by category, beside the rate of each category?

use serde::{Deserialize, Serialize};

use crate::learn::{ExpectedCalibrationError, MemberReport, MetricInterval};
#[cfg(feature = "train")]
use crate::{
    Result,
    estimate::LEVEL,
    learn::{ReliabilityBins, ScoredLabels},
    math::logit,
    predict::hazard::HeldOutLearner,
};

/// What a model said of customers that it had not seen, at the horizon, beside what became of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PropensityReport {
    /// Customers.
    pub customers: u32,
    /// Customers and categories at cuts.
    pub rows: u32,
    /// Customers that were left out, since there were more rows than asked for.
    pub customers_left_out: u32,
    /// Area under the curve over all rows, .5 for a coin.
    pub auc: MetricInterval,
    /// The area that the rate of each category reaches alone.
    pub auc_of_rates: f64,
    /// Mean log loss, in nats.
    pub log_loss: MetricInterval,
    /// The log loss of the rate of each category.
    pub log_loss_of_rates: f64,
    /// How far probabilities are from what came true, beside what chance explains.
    pub calibration: ExpectedCalibrationError,
    /// Each learner that was tried: its part of the blend, and how good its own probabilities at the horizon are.
    pub members: Vec<MemberReport>,
    /// Each category, sorted by name.
    pub categories: Vec<CategoryReport>,
}

/// One category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CategoryReport {
    /// The category.
    pub category: String,
    /// Purchases within the horizon, one at most for each customer and cut.
    pub purchases: u32,
    /// Their share of customers.
    pub rate: f64,
    /// Area under the curve among customers; nothing where nobody bought, or everybody.
    pub auc: Option<MetricInterval>,
}

#[cfg(feature = "train")]
impl PropensityReport {
    /// Of rows by category: log-odds, and whether a purchase came.
    pub(super) fn of(
        categories: &[String],
        place: &[u32],
        log_odds: &[f64],
        happened: &[bool],
        learners: &[HeldOutLearner],
        customers: u32,
        customers_left_out: u32,
    ) -> Result<Self> {
        let labels: Vec<f64> = happened.iter().map(|happened| f64::from(u8::from(*happened))).collect();
        let mut reports = Vec::with_capacity(categories.len());
        for (number, category) in (0..).zip(categories) {
            let own = |values: &[f64]| -> Vec<f64> {
                let rows = values.iter().zip(place).filter(|(_, place)| **place == number);
                rows.map(|(value, _)| *value).collect()
            };
            let (scores, labels) = (own(log_odds), own(&labels));
            let purchases = labels.iter().filter(|label| **label == 1.0).count();
            let scored = ScoredLabels::new(&scores, &labels, None)?;
            reports.push(CategoryReport {
                category: category.clone(),
                purchases: purchases as u32,
                // A half more on either side, so that no rate is certain.
                rate: (purchases as f64 + 0.5) / (labels.len() as f64 + 1.0),
                auc: scored.auc(LEVEL).ok(),
            });
        }
        let rate = |place: &u32| reports.get(*place as usize).map_or(0.0, |report| logit(report.rate));
        let rates: Vec<f64> = place.iter().map(rate).collect();
        let (scored, of_rates) =
            (ScoredLabels::new(log_odds, &labels, None)?, ScoredLabels::new(&rates, &labels, None)?);
        let members = learners.iter().map(|one| one.report(&one.log_odds, &labels));
        Ok(Self {
            customers,
            rows: labels.len() as u32,
            customers_left_out,
            auc: scored.auc(LEVEL)?,
            auc_of_rates: of_rates.auc(LEVEL)?.value,
            log_loss: scored.log_loss(LEVEL)?,
            log_loss_of_rates: of_rates.log_loss(LEVEL)?.value,
            calibration: scored.calibration_error(ReliabilityBins::default(), LEVEL)?,
            members: members.collect::<Result<_>>()?,
            categories: reports,
        })
    }
}
