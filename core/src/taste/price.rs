//! Which prices does a customer pay in a category, among those the shop offers?
//!
//! Logarithms of prices, in standard deviations of the category's offer around the mean of what all customers buy of
//! it. A customer's centre in a category is normal around 0 with variance `between`, and purchases around the centre
//! with variance `within`; both are estimated from all customers by the analysis of variance (Searle, Casella and
//! `McCulloch` 1992, *Variance Components*, section 3.6). The centre given `n` purchases with mean `z` is normal with
//! mean `z b / (b + w / n)` and variance `1 / (1 / b + n / w)`; the band holds 80 % of the next purchase's
//! distribution.

use serde::{Deserialize, Serialize};

use super::view::{PriceTaste, TasteStatus};
use crate::math::{exp, normal_cdf, normal_quantile, sqrt};
use crate::{Result, SartorError};

/// Variances below this are not told from none.
const LEAST_VARIANCE: f64 = 1e-6;

/// What is paid, by category.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceModel {
    /// Categories with at least two prices, sorted.
    pub categories: Vec<CategoryOffer>,
    /// Variance of customers' centres, in variances of the offer; 0 while they cannot be told apart.
    pub between: f64,
    /// Variance of one customer's purchases around the centre.
    pub within: f64,
}

/// The prices of one category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CategoryOffer {
    /// The category.
    pub category: String,
    /// Mean of the logarithms of its prices in minor units, each product counted once and once for each sale.
    pub mean_log: f64,
    /// Their standard deviation, above 0.
    pub deviation_log: f64,
}

/// One purchase for the price model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PricePurchase {
    /// The place of its category among those of the model.
    pub category: u32,
    /// Deviations of the category's offer above its mean.
    pub level: f64,
    /// Decay by age, 0 to 1.
    pub weight: f64,
}

impl PriceModel {
    /// The level of a price in minor units in a category of this place.
    pub fn level(&self, category: u32, price_minor_log: f64) -> Option<f64> {
        let offer = self.categories.get(category as usize)?;
        Some((price_minor_log - offer.mean_log) / offer.deviation_log)
    }

    /// The two variances, from the purchases of many customers.
    #[must_use]
    pub fn with_variances(mut self, customers: &[Vec<PricePurchase>]) -> Self {
        let (mut squares, mut freedom, mut between, mut count) = (0.0, 0.0, 0.0, 0.0);
        let mut groups: Vec<(f64, f64)> = Vec::new();
        for purchases in customers {
            for own in by_category(purchases) {
                let n = own.len() as f64;
                let mean = own.iter().map(|one| one.level).sum::<f64>() / n;
                squares += own.iter().map(|one| (one.level - mean) * (one.level - mean)).sum::<f64>();
                freedom += n - 1.0;
                groups.push((n, mean));
            }
        }
        if freedom < 1.0 {
            (self.between, self.within) = (0.0, 1.0);
            return self;
        }
        self.within = (squares / freedom).max(LEAST_VARIANCE);
        for (n, mean) in groups {
            between += n * mean * mean - self.within;
            count += n;
        }
        self.between = (between / count).max(0.0);
        self
    }

    /// The bands of one customer, by the place of the category.
    pub fn bands(&self, purchases: &[PricePurchase]) -> Vec<PriceTaste> {
        let (tail, edge) = (normal_quantile(0.95), normal_quantile(0.9));
        let mut bands = Vec::new();
        for own in by_category(purchases) {
            let Some(offer) = own.first().and_then(|one| self.categories.get(one.category as usize)) else {
                continue;
            };
            let weight: f64 = own.iter().map(|one| one.weight).sum();
            let square: f64 = own.iter().map(|one| one.weight * one.weight).sum();
            if square <= 0.0 {
                continue;
            }
            let mean = own.iter().map(|one| one.weight * one.level).sum::<f64>() / weight;
            // As many as carry the weighted mean (Kish 1965), faded by the age of the newest.
            let newest = own.iter().fold(0.0, |most: f64, one| most.max(one.weight));
            let n = weight * weight / square * newest;
            let precision =
                if self.between > LEAST_VARIANCE { 1.0 / self.between } else { 1.0 / LEAST_VARIANCE };
            let variance = 1.0 / (precision + n / self.within);
            let centre = mean * variance * n / self.within;
            let (deviation, spread) = (sqrt(variance), sqrt(variance + self.within));
            let minor = |level: f64| exp(offer.mean_log + offer.deviation_log * level);
            let doubt = 2.0 * normal_cdf(-centre.abs() / deviation);
            bands.push(PriceTaste {
                category: offer.category.clone(),
                low_minor: minor(centre - edge * spread),
                centre_minor: minor(centre),
                high_minor: minor(centre + edge * spread),
                centre_low_minor: minor(centre - tail * deviation),
                centre_high_minor: minor(centre + tail * deviation),
                offer_centre_minor: minor(0.0),
                level: centre,
                purchases: own.len() as u32,
                status: if doubt <= super::FALSE_DISCOVERY_RATE {
                    TasteStatus::Learned
                } else {
                    TasteStatus::Tentative
                },
                doubt,
            });
        }
        let doubts: Vec<f64> = bands.iter().map(|band| band.doubt).collect();
        let learned = super::discoveries(&doubts, doubts.len(), super::FALSE_DISCOVERY_RATE);
        for (band, learned) in bands.iter_mut().zip(learned) {
            band.status = if learned { TasteStatus::Learned } else { TasteStatus::Tentative };
        }
        bands
    }

    pub(super) fn check(&self) -> Result<()> {
        let subject = "taste model";
        if !self.categories.is_sorted_by(|left, right| left.category < right.category) {
            return Err(SartorError::invalid(subject, "price.categories", "sorted, each once"));
        }
        for offer in &self.categories {
            let sound =
                (-50.0..=50.0).contains(&offer.mean_log) && (1e-6..=50.0).contains(&offer.deviation_log);
            if !sound {
                return Err(SartorError::invalid(
                    subject,
                    "price.categories",
                    "a mean and a deviation above 0",
                ));
            }
        }
        let sound = (0.0..=1e6).contains(&self.between) && (0.0..=1e6).contains(&self.within);
        if !sound || (self.within <= 0.0 && !self.categories.is_empty()) {
            return Err(SartorError::invalid(subject, "price", "variances of 0 to 10^6"));
        }
        Ok(())
    }
}

/// The purchases of each category, by its place.
fn by_category(purchases: &[PricePurchase]) -> Vec<Vec<PricePurchase>> {
    let mut sorted = purchases.to_vec();
    sorted.sort_by_key(|one| one.category);
    sorted.chunk_by(|left, right| left.category == right.category).map(<[PricePurchase]>::to_vec).collect()
}
