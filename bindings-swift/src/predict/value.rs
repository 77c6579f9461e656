//! What will a customer spend, and where is there room for more?
#![allow(clippy::too_many_arguments)] // they are arguments of Swift and Kotlin, named, most of them with defaults

use std::sync::Arc;

use sartor::Result;
use sartor::predict::{
    self as core, CustomerValue, FeatureExtra, GrowthOpportunity, ValueData, ValueFitOptions, ValueReport,
};

use super::features::{FeatureReader, FeatureTable, Features, snapshots};
use crate::profile::Profile;
use crate::work::{Control, run, run_long};

/// A model of spend within a horizon, with intervals that hold what is spent of the share of customers that they say.
///
/// Boosted trees over features of profiles, blended with the expected value of a lifetime model where `extras` have one.
#[derive(Debug, uniffi::Object)]
pub struct Value(core::Value);

#[uniffi::export]
impl Value {
    /// Fit to what customers were known for at past dates, and to what they spent since; `growth` needs a reader that knows
    /// the catalogue. `extras` are what other models knew of each customer at each of the past dates.
    #[uniffi::constructor(default(options = None, extras = None, control = None))]
    pub fn fit(
        reader: &FeatureReader,
        profiles: &[Arc<Profile>],
        as_of: i64,
        options: Option<ValueFitOptions>,
        extras: Option<Vec<Vec<FeatureExtra>>>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        run_long("Value.fit", control, |control| {
            let profiles: Vec<_> = snapshots(profiles)?.into_iter().map(Arc::unwrap_or_clone).collect();
            let data = ValueData { profiles: &profiles, as_of_ms: as_of, extras: extras.as_deref() };
            core::Value::fit(&reader.0, &data, &options, control)
        })
        .map(Self)
    }

    /// The model that `toBytes` wrote, in this release or an older one.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("Value.fromBytes", || core::Value::from_bytes(&bytes)).map(Self)
    }

    /// The model as bytes, for `fromBytes` in every language. The same model gives the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("Value.toBytes", || self.0.to_bytes())
    }

    /// Which one it is: the hash of everything it holds.
    pub fn model_id(&self) -> String {
        self.0.model_id().to_owned()
    }

    /// How it was fitted, with the past dates that were chosen.
    pub fn options(&self) -> ValueFitOptions {
        self.0.options().clone()
    }

    /// How good it was on customers that it had not seen.
    pub fn report(&self) -> ValueReport {
        self.0.report().clone()
    }

    /// What a customer will spend within the horizon, in minor units.
    pub fn predict(&self, features: &Features) -> Result<CustomerValue> {
        run("Value.predict", || self.0.predict(&features.0))
    }

    /// The same for many customers.
    #[uniffi::method(default(control = None))]
    pub fn predict_many(
        &self,
        table: &FeatureTable,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<CustomerValue>> {
        run_long("Value.predictMany", control, |control| self.0.predict_many(&table.0, control))
    }

    /// Where a customer spends less than customers of like spend who buy there, what weighs most first; the reader has to
    /// know the catalogue.
    #[uniffi::method(default(most = 5))]
    pub fn growth(
        &self,
        reader: &FeatureReader,
        profile: &Profile,
        as_of: i64,
        most: u32,
    ) -> Result<Vec<GrowthOpportunity>> {
        run("Value.growth", || self.0.growth(&reader.0, &*profile.snapshot()?, as_of, most))
    }
}
