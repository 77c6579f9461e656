//! What do all customers together say of engagement, exposure and the spread of tastes?

use serde::{Deserialize, Serialize};

use super::encounter::{EXPOSURES, STAGES};
use super::lift::LiftPosterior;
use super::price::PriceModel;
use crate::{Result, SartorError};

/// The most values of all dimensions together.
const MAX_VALUES: usize = 4_000_000;
/// The largest strength of a prior: lifts are then all but known to be 1.
pub(super) const MOST_STRENGTH: f64 = 1e3;
/// The smallest strength of a prior.
pub(super) const LEAST_STRENGTH: f64 = 0.05;
/// The most by which counts vary more than chance.
pub(super) const MOST_DISPERSION: f64 = 20.0;

/// The rooms of tastes: fitted once, the same for every customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TasteModel {
    /// Half-lives in days of the two horizons, the longer one first.
    pub half_life_days: [f64; 2],
    /// Weight of each stage of engagement, that of a purchase 1.
    pub stage_weights: [f64; STAGES],
    /// Next purchases that the weights were fitted to; 0 where there were too few and all weigh the same.
    pub purchases_fitted: u32,
    /// What an exposure of each kind earns; empty where no list was ever seen.
    pub exposures: Vec<ExposureRate>,
    /// What a direct encounter earns.
    pub direct: ExposureRate,
    /// How customers differ in their overall engagement with what is shown; absent where they do not.
    pub activity: Option<ActivityModel>,
    /// Dimensions, sorted by name.
    pub dimensions: Vec<DimensionModel>,
    /// What is paid, by category.
    pub price: PriceModel,
    /// Customers it was fitted on.
    pub customers: u32,
}

/// How customers differ in overall engagement, whatever is shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActivityModel {
    /// Counts that the prior, a gamma variable of mean 1, is worth.
    pub strength: f64,
    /// Variance that tastes add to overall engagement.
    pub taste_variance: f64,
}

/// What an exposure earns at the rates of all customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExposureRate {
    /// Mean weight of the engagement that it leads to.
    pub mean: f64,
    /// Variance of that weight.
    pub variance: f64,
}

/// One attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DimensionModel {
    /// Its name, such as `fit`.
    pub name: String,
    /// Its values, sorted.
    pub values: Vec<ValueModel>,
    /// The spread of lifts where exposure is known, for each horizon.
    pub adjusted: [Strength; 2],
    /// The spread of shares where it is not, for each horizon.
    pub unadjusted: [Strength; 2],
}

/// One value of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueModel {
    /// The value, such as `slim`.
    pub value: String,
    /// Share of direct encounters that all customers have with it, above 0.
    pub share: f64,
    /// What all customers engage with it, over what its exposures would have earned.
    pub rate: f64,
}

/// How much tastes vary between customers, and counts more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    /// Counts that the prior is worth.
    pub strength: f64,
    /// Variance of a count over what chance explains, at least 1.
    pub dispersion: f64,
}

impl Default for Strength {
    /// No differences between customers: what is assumed until they are seen.
    fn default() -> Self {
        Self { strength: MOST_STRENGTH, dispersion: 1.0 }
    }
}

impl DimensionModel {
    /// What is believed of a lift before anything is known of the customer, where exposure is known.
    pub fn prior(&self, horizon: usize) -> LiftPosterior {
        let strength = self.adjusted.get(horizon).copied().unwrap_or_default().strength;
        LiftPosterior::new(strength, strength)
    }
}

/// The attributes of a catalogue: names and values, both sorted, numbered as in [`ProductValues`].
#[derive(Debug, Clone, Default)]
pub struct TasteValues {
    /// Each attribute's name with its values.
    pub dimensions: Vec<(String, Vec<String>)>,
}

/// The values of each product of the catalogue, by number: product after product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProductValues {
    /// Where each product's values begin, and at the end their total.
    pub offsets: Vec<u32>,
    /// Numbers of values: the place of the value in all dimensions one after another.
    pub values: Vec<u32>,
    /// The place of the dimension of each value.
    pub dimension_of: Vec<u32>,
}

impl ProductValues {
    /// The values of a product; none of one that is not there.
    pub fn of(&self, product: u32) -> &[u32] {
        let place = product as usize;
        let (Some(&start), Some(&end)) = (self.offsets.get(place), self.offsets.get(place + 1)) else {
            return &[];
        };
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl TasteModel {
    /// The value of a number, with its dimension.
    pub fn value(&self, number: u32) -> Option<(&DimensionModel, &ValueModel)> {
        let mut left = number as usize;
        for dimension in &self.dimensions {
            match dimension.values.get(left) {
                Some(value) => return Some((dimension, value)),
                None => left -= dimension.values.len(),
            }
        }
        None
    }

    /// Refuse a model that no fit could have made: artefacts come from outside.
    pub fn check(&self) -> Result<()> {
        let subject = "taste model";
        let within = |field: &str, value: f64, low: f64, high: f64| {
            if (low..=high).contains(&value) {
                return Ok(());
            }
            Err(SartorError::out_of_range(subject, field, value, &format!("{low} to {high}")))
        };
        for days in self.half_life_days {
            within("halfLifeDays", days, 1.0, 36_500.0)?;
        }
        for weight in self.stage_weights {
            within("stageWeights", weight, 0.0, 1e6)?;
        }
        if !self.exposures.is_empty() && self.exposures.len() != EXPOSURES {
            return Err(SartorError::invalid(subject, "exposures", "one rate of each kind, or none"));
        }
        for rate in self.exposures.iter().chain([&self.direct]) {
            within("mean", rate.mean, 0.0, 1e6)?;
            within("variance", rate.variance, 0.0, 1e12)?;
        }
        if let Some(activity) = self.activity {
            within("activity.strength", activity.strength, 1e-6, 1e9)?;
            within("activity.tasteVariance", activity.taste_variance, 0.0, 1e9)?;
        }
        if self.dimensions.iter().map(|dimension| dimension.values.len()).sum::<usize>() > MAX_VALUES {
            return Err(SartorError::too_large(subject, "values", MAX_VALUES + 1, MAX_VALUES));
        }
        if !self.dimensions.is_sorted_by(|left, right| left.name < right.name) {
            return Err(SartorError::invalid(subject, "dimensions", "sorted by name, each once"));
        }
        for dimension in &self.dimensions {
            if !dimension.values.is_sorted_by(|left, right| left.value < right.value) {
                return Err(SartorError::invalid(subject, "values", "sorted, each once"));
            }
            for value in &dimension.values {
                within("share", value.share, 1e-12, 1.0)?;
                within("rate", value.rate, 1e-6, 1e6)?;
            }
            for strength in dimension.adjusted.iter().chain(&dimension.unadjusted) {
                within("strength", strength.strength, LEAST_STRENGTH, MOST_STRENGTH)?;
                within("dispersion", strength.dispersion, 1.0, MOST_DISPERSION)?;
            }
        }
        self.price.check()
    }
}
