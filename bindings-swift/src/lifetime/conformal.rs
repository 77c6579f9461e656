//! Between which numbers will a customer's purchases or spend lie, even if the model is wrong?

use std::sync::Arc;

use sartor::lifetime::{
    self as core, ConformalColumns, ConformalGroup, ConformalInterval, HistoryColumns, PurchaseSummary,
};
use sartor::{Result, input};

use super::any_model::AnyPurchaseModel;
use super::gamma_gamma::GammaGamma;
use super::summaries::Summaries;
use crate::work::{Control, run, run_long, to_json};

/// A model of purchases, and perhaps of spend, with what a holdout taught about how far to trust it: among the customers
/// of each group by repeat purchases an interval holds what comes with a probability of at least `level`.
#[derive(Debug, uniffi::Object)]
pub struct ConformalForecaster(core::ConformalForecaster);

#[uniffi::export]
impl ConformalForecaster {
    /// Calibrate a model to what customers did in the holdout of summaries; with a model of spend, spend as well. Neither
    /// may have been fitted to that holdout. At 0.9 at least 9 customers are needed.
    #[uniffi::constructor(default(spend = None, level = 0.9, control = None))]
    pub fn calibrate(
        purchases: &AnyPurchaseModel,
        summaries: &Summaries,
        spend: Option<Arc<GammaGamma>>,
        level: f64,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        run_long("ConformalForecaster.calibrate", control, |control| {
            let purchases = each!(purchases, model => core::AnyPurchaseModel::from(model.0.clone()));
            let spend = spend.as_ref().map(|spend| spend.0.clone());
            core::ConformalForecaster::calibrate(purchases, spend, &summaries.known, level, control)
        })
        .map(Self)
    }

    /// The forecaster that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("ConformalForecaster.fromJson", || input::from_text("conformal forecaster", text)).map(Self)
    }

    /// The forecaster as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("ConformalForecaster.toJson", &self.0)
    }

    /// The model of purchases.
    pub fn purchase_model(&self) -> AnyPurchaseModel {
        self.0.purchase_model().clone().into()
    }

    /// The model of spend, where there is one.
    pub fn spend_model(&self) -> Option<Arc<GammaGamma>> {
        self.0.spend_model().map(|model| Arc::new(GammaGamma(model.clone())))
    }

    /// Least probability, over the customers of each group, that an interval holds what comes.
    pub fn level(&self) -> f64 {
        self.0.level()
    }

    /// The horizon of all answers, in the model's unit of time: as long as the holdout was.
    pub fn periods(&self) -> f64 {
        self.0.periods()
    }

    /// The groups by number of repeat purchases, ascending.
    pub fn groups(&self) -> Vec<ConformalGroup> {
        self.0.groups().to_vec()
    }

    /// Between which numbers the customer's purchases of the horizon lie.
    pub fn purchases(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<ConformalInterval> {
        run("ConformalForecaster.purchases", || self.0.purchases(frequency, last_purchase_age, age))
    }

    /// The same for columns of customers.
    #[uniffi::method(default(control = None))]
    pub fn purchases_batch(
        &self,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        control: Option<Arc<dyn Control>>,
    ) -> Result<ConformalColumns> {
        run_long("ConformalForecaster.purchasesBatch", control, |control| {
            self.0.purchases_columns(frequency, last_purchase_age, age, control)
        })
    }

    /// Between which amounts the customer's spend in the horizon lies, not discounted, all of the history's repeat
    /// purchases having cost something. `NOT_AVAILABLE` where spend was not calibrated.
    pub fn value(&self, history: &PurchaseSummary) -> Result<ConformalInterval> {
        run("ConformalForecaster.value", || self.0.value(history))
    }

    /// The same for columns of customers. `paidFrequency` counts the repeat purchases that cost something; all did where
    /// it is left out.
    #[uniffi::method(default(paid_frequency = None, control = None))]
    pub fn value_batch(
        &self,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        monetary: &[f64],
        paid_frequency: Option<Vec<f64>>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<ConformalColumns> {
        let paid_frequency = paid_frequency.as_deref().unwrap_or(frequency);
        let columns = HistoryColumns { frequency, last_purchase_age, age, paid_frequency, monetary };
        run_long("ConformalForecaster.valueBatch", control, |control| self.0.value_columns(&columns, control))
    }
}
