//! What will a customer buy, category by category?

use std::sync::Arc;

use sartor::Result;
use sartor::predict::{
    self as core, CustomerPropensity, FeatureExtra, PropensityData, PropensityOptions, PropensityReport,
};

use super::features::{FeatureReader, snapshots};
use crate::profile::Profile;
use crate::work::{Control, run, run_long};

/// A model of purchases by category within a horizon, trained on customers as they were known at past dates and on what
/// they bought since.
#[derive(Debug, uniffi::Object)]
pub struct Propensity(core::Propensity);

#[uniffi::export]
impl Propensity {
    /// Fit to what customers were known for at past dates, and to what they bought since; the reader has to know the
    /// catalogue. `extras` are what other models knew of each customer at each of the past dates.
    #[uniffi::constructor(default(options = None, extras = None, control = None))]
    pub fn fit(
        reader: &FeatureReader,
        profiles: &[Arc<Profile>],
        as_of: i64,
        options: Option<PropensityOptions>,
        extras: Option<Vec<Vec<FeatureExtra>>>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        run_long("Propensity.fit", control, |control| {
            let profiles: Vec<_> = snapshots(profiles)?.into_iter().map(Arc::unwrap_or_clone).collect();
            let data = PropensityData { profiles: &profiles, as_of_ms: as_of, extras: extras.as_deref() };
            core::Propensity::fit(&reader.0, &data, &options, control)
        })
        .map(Self)
    }

    /// The model that `toBytes` wrote, in this release or an older one.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("Propensity.fromBytes", || core::Propensity::from_bytes(&bytes)).map(Self)
    }

    /// The model as bytes, for `fromBytes` in every language. The same model gives the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("Propensity.toBytes", || self.0.to_bytes())
    }

    /// Which one it is: the hash of everything it holds.
    pub fn model_id(&self) -> String {
        self.0.model_id().to_owned()
    }

    /// How it was fitted, with the past dates that were chosen.
    pub fn options(&self) -> PropensityOptions {
        self.0.options().clone()
    }

    /// How good it was on customers that it had not seen.
    pub fn report(&self) -> PropensityReport {
        self.0.report().clone()
    }

    /// What a customer will buy within the horizon, every category that the model knows.
    #[uniffi::method(default(extra = None))]
    pub fn predict(
        &self,
        reader: &FeatureReader,
        profile: &Profile,
        as_of: i64,
        extra: Option<FeatureExtra>,
    ) -> Result<CustomerPropensity> {
        run("Propensity.predict", || {
            self.0.predict(&reader.0, &*profile.snapshot()?, as_of, &extra.unwrap_or_default())
        })
    }

    /// The same for many customers; `extras`, where there are any, one for each.
    #[uniffi::method(default(extras = None, control = None))]
    pub fn predict_many(
        &self,
        reader: &FeatureReader,
        profiles: &[Arc<Profile>],
        as_of: i64,
        extras: Option<Vec<FeatureExtra>>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<CustomerPropensity>> {
        run_long("Propensity.predictMany", control, |control| {
            let profiles: Vec<_> = snapshots(profiles)?.into_iter().map(Arc::unwrap_or_clone).collect();
            self.0.predict_many(&reader.0, &profiles, as_of, extras.as_deref(), control)
        })
    }
}
