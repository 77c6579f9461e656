//! Who leaves, and by when?
#![allow(clippy::too_many_arguments)] // they are arguments of Swift and Kotlin, named, most of them with defaults

use std::collections::HashMap;
use std::sync::Arc;

use sartor::Result;
use sartor::learn::Cell;
use sartor::predict::{
    self as core, ChurnData, ChurnOptions, ChurnReason, ChurnReport, ChurnRisk, FeatureExtra,
    InterventionEffect, RankedIntervention, Watchlist, WatchlistOptions,
};

use super::features::{FeatureReader, FeatureTable, Features, snapshots};
use crate::learn::{Calibration, CellValue, Uplift};
use crate::profile::Profile;
use crate::work::{Control, run, run_long};

/// A model of churn: of no purchase within a horizon, or of a cancellation where something was signed.
///
/// A discrete-time hazard over features of profiles (Singer and Willett 1993), trained on customers as they were known at
/// past dates and on what they did since.
#[derive(Debug, uniffi::Object)]
pub struct Churn(core::Churn);

#[uniffi::export]
impl Churn {
    /// Fit to what customers were known for at past dates, and to what they did since.
    ///
    /// Where customers cancel, `cancelled` says when each did, nothing for those who have not. `extras` are what other
    /// models knew of each customer at each of the past dates.
    #[uniffi::constructor(default(options = None, cancelled = None, extras = None, control = None))]
    pub fn fit(
        reader: &FeatureReader,
        profiles: &[Arc<Profile>],
        as_of: i64,
        options: Option<ChurnOptions>,
        cancelled: Option<Vec<Option<i64>>>,
        extras: Option<Vec<Vec<FeatureExtra>>>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        run_long("Churn.fit", control, |control| {
            let profiles: Vec<_> = snapshots(profiles)?.into_iter().map(Arc::unwrap_or_clone).collect();
            let data = ChurnData {
                profiles: &profiles,
                as_of_ms: as_of,
                cancelled_ms: cancelled.as_deref(),
                extras: extras.as_deref(),
            };
            core::Churn::fit(&reader.0, &data, &options, control)
        })
        .map(Self)
    }

    /// The model that `toBytes` wrote, in this release or an older one.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("Churn.fromBytes", || core::Churn::from_bytes(&bytes)).map(Self)
    }

    /// The model as bytes, for `fromBytes` in every language. The same model gives the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("Churn.toBytes", || self.0.to_bytes())
    }

    /// Which one it is: the hash of everything it holds.
    pub fn model_id(&self) -> String {
        self.0.model_id().to_owned()
    }

    /// The model that this one was recalibrated from; nothing where it was fitted.
    pub fn parent_model_id(&self) -> Option<String> {
        self.0.parent_model_id().map(str::to_owned)
    }

    /// How it was fitted, with the past dates that were chosen.
    pub fn options(&self) -> ChurnOptions {
        self.0.options().clone()
    }

    /// How good it was on customers that it had not seen.
    pub fn report(&self) -> ChurnReport {
        self.0.report().clone()
    }

    /// Probability of churn within the horizon, and the curve at these days ahead; each above 0, at most the horizon.
    #[uniffi::method(default(horizons_days = []))]
    pub fn predict(&self, features: &Features, horizons_days: &[f64]) -> Result<ChurnRisk> {
        run("Churn.predict", || self.0.predict(&features.0, horizons_days))
    }

    /// The same for many customers.
    #[uniffi::method(default(horizons_days = [], control = None))]
    pub fn predict_many(
        &self,
        table: &FeatureTable,
        horizons_days: &[f64],
        control: Option<Arc<dyn Control>>,
    ) -> Result<Vec<ChurnRisk>> {
        run_long("Churn.predictMany", control, |control| {
            self.0.predict_many(&table.0, horizons_days, control)
        })
    }

    /// What sets a customer apart from the typical one of the training, strongest first.
    pub fn reasons(&self, features: &Features) -> Result<Vec<ChurnReason>> {
        run("Churn.reasons", || self.0.reasons(&features.0))
    }

    /// What makes the difference between two looks at the same customer, strongest first.
    pub fn reasons_of_change(&self, before: &Features, now: &Features) -> Result<Vec<ChurnReason>> {
        run("Churn.reasonsOfChange", || self.0.reasons_of_change(&before.0, &now.0))
    }

    /// Who is at risk at the last of several looks, the oldest first, since when and why.
    #[uniffi::method(default(options = None, control = None))]
    pub fn watchlist(
        &self,
        looks: &[Arc<FeatureTable>],
        options: Option<WatchlistOptions>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Watchlist> {
        let looks: Vec<&core::FeatureTable> = looks.iter().map(|look| &look.0).collect();
        let options = options.unwrap_or_default();
        run_long("Churn.watchlist", control, |control| self.0.watchlist(&looks, &options, control))
    }

    /// The same model with its probabilities moved by a calibration. It is another model, which names this one as its
    /// parent.
    pub fn recalibrated(&self, calibration: &Calibration) -> Result<Self> {
        run("Churn.recalibrated", || self.0.recalibrated(&calibration.calibration)).map(Self)
    }
}

/// Interventions in the order in which they should be thought of: those that help by what they gain, the untested, those
/// that cost more than they bring, those without an effect that could be seen, and those that harm.
#[uniffi::export]
pub fn rank_interventions(effects: &[InterventionEffect]) -> Result<Vec<RankedIntervention>> {
    run("rankInterventions", || core::rank_interventions(effects))
}

/// Something that can be done, and the model of its trial where there was one.
#[derive(Debug, Clone, uniffi::Record)]
pub struct TriedIntervention {
    /// Its name, 1 to 256 bytes.
    pub intervention: String,
    /// What was learnt from its trial, of which the outcome is 1 for a customer who stayed and 0 for one who did not.
    #[uniffi(default)]
    pub trial: Option<Arc<Uplift>>,
    /// What a customer who stays is worth, in minor units, at least 0; 0 where it is not known.
    #[uniffi(default = 0)]
    pub value_minor: i64,
    /// What the intervention costs, in minor units, at least 0.
    #[uniffi(default = 0)]
    pub cost_minor: i64,
}

/// The same for one customer, by what the trials say of customers like this one; without a trial it is untested.
///
/// `customer` is what is known of the customer, such as `Features.toRow`; every column of every trial has to be there.
#[uniffi::export]
#[allow(clippy::implicit_hasher)] // a map has the hasher that it is handed over with
pub fn rank_tried_interventions(
    customer: &HashMap<String, CellValue>,
    interventions: &[TriedIntervention],
) -> Result<Vec<RankedIntervention>> {
    let cells: Vec<(&str, Cell<'_>)> =
        customer.iter().map(|(name, value)| (name.as_str(), value.into())).collect();
    let tried = interventions.iter().map(|one| core::TriedIntervention {
        intervention: &one.intervention,
        trial: one.trial.as_ref().map(|trial| &trial.0),
        value_minor: one.value_minor,
        cost_minor: one.cost_minor,
    });
    let tried: Vec<_> = tried.collect();
    run("rankTriedInterventions", || core::rank_tried_interventions(&cells, &tried))
}
