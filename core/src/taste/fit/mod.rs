//! How are tastes fitted? From the encounters of many customers, stage by stage.
//!
//! First what a stage of engagement is worth ([`weights`]), then what an exposure earns, then how much counts vary
//! more than chance and how much tastes differ between customers ([`spread`]).

mod spread;
mod weights;

use super::encounter::{DIRECT, EXPOSURES, Encounter, STAGES};
use super::model::{
    DimensionModel, ExposureRate, ProductValues, Strength, TasteModel, TasteValues, ValueModel,
};
use super::price::{PriceModel, PricePurchase};
use crate::Result;
use crate::control::Control;

/// Exposures at the mean rate of all lists that each kind of exposure is mixed with.
const PRIOR_EXPOSURES: f64 = 10.0;
/// Engagements at the expected rate that each value is mixed with.
const PRIOR_ENGAGEMENTS: f64 = 10.0;
/// Bounds of the rate of a value.
const RATES: (f64, f64) = (1e-3, 1e3);

/// What is read of one customer for a fit.
#[derive(Debug, Clone, Default)]
pub struct TasteHistory {
    /// Meetings with products.
    pub encounters: Vec<Encounter>,
    /// Purchases with a price.
    pub purchases: Vec<PricePurchase>,
}

/// The tastes of all customers together, as seen at `as_of_ms`. `price` holds the offers of the categories.
pub fn fit(
    histories: &[TasteHistory],
    values: &TasteValues,
    products: &ProductValues,
    price: PriceModel,
    as_of_ms: i64,
    control: Control<'_>,
) -> Result<TasteModel> {
    let mut model = empty(values, products, price, histories);
    let found = weights::stage_weights(histories, products, &model, control)?;
    (model.stage_weights, model.purchases_fitted) = (found.weights, found.purchases);
    earnings(&mut model, histories, products);
    spread::fit(&mut model, histories, products, as_of_ms, control)?;
    Ok(model)
}

/// A model that knows the catalogue and nothing of customers.
fn empty(
    values: &TasteValues,
    products: &ProductValues,
    price: PriceModel,
    histories: &[TasteHistory],
) -> TasteModel {
    let mut counts = vec![0.0; products.dimension_of.len()];
    for &value in &products.values {
        if let Some(count) = counts.get_mut(value as usize) {
            *count += 1.0;
        }
    }
    let mut counts = counts.into_iter();
    let dimensions = values.dimensions.iter().map(|(name, values)| {
        let values = values.iter().map(|value| ValueModel {
            value: value.clone(),
            share: counts.next().unwrap_or(0.0_f64).max(1.0),
            rate: 1.0,
        });
        let mut dimension = DimensionModel {
            name: name.clone(),
            values: values.collect(),
            adjusted: [Strength::default(); 2],
            unadjusted: [Strength::default(); 2],
        };
        normalise(&mut dimension);
        dimension
    });
    let purchases: Vec<Vec<PricePurchase>> = histories.iter().map(|known| known.purchases.clone()).collect();
    TasteModel {
        half_life_days: super::HALF_LIFE_DAYS,
        stage_weights: [1.0; STAGES],
        purchases_fitted: 0,
        exposures: Vec::new(),
        direct: ExposureRate { mean: 1.0, variance: 0.0 },
        activity: None,
        dimensions: dimensions.collect(),
        price: price.with_variances(&purchases),
        customers: u32::try_from(histories.len()).unwrap_or(u32::MAX),
    }
}

fn normalise(dimension: &mut DimensionModel) {
    let total: f64 = dimension.values.iter().map(|value| value.share).sum();
    for value in &mut dimension.values {
        value.share = (value.share / total).clamp(1e-12, 1.0);
    }
}

/// How often exposures of one kind ended at each stage, and at none.
#[derive(Clone, Copy, Default)]
struct Ends {
    exposures: f64,
    stages: [f64; STAGES],
}

impl Ends {
    fn rate(&self, weights: &[f64; STAGES], prior: Option<&Self>) -> ExposureRate {
        let share = |stage: usize| {
            let (count, total) = (self.stages[stage], self.exposures);
            match prior {
                Some(prior) if prior.exposures > 0.0 => {
                    let usual = prior.stages[stage] / prior.exposures;
                    (count + PRIOR_EXPOSURES * usual) / (total + PRIOR_EXPOSURES)
                }
                _ if total > 0.0 => count / total,
                _ => 0.0,
            }
        };
        let mean: f64 = weights.iter().enumerate().map(|(stage, weight)| weight * share(stage)).sum();
        let square: f64 =
            weights.iter().enumerate().map(|(stage, weight)| weight * weight * share(stage)).sum();
        ExposureRate { mean, variance: (square - mean * mean).max(0.0) }
    }
}

/// What exposures earn by kind, how values fare against that, and how direct encounters spread over values.
fn earnings(model: &mut TasteModel, histories: &[TasteHistory], products: &ProductValues) {
    let mut kinds = [Ends::default(); EXPOSURES];
    let (mut lists, mut direct) = (Ends::default(), Ends::default());
    for met in histories.iter().flat_map(|known| &known.encounters) {
        let listed = kinds.get_mut(usize::from(met.exposure));
        let ends =
            if met.exposure == DIRECT { [Some(&mut direct), None] } else { [listed, Some(&mut lists)] };
        // What came to nothing, such as a purchase sent back, was no direct encounter.
        for ends in ends.into_iter().flatten().filter(|_| met.exposure != DIRECT || met.stage().is_some()) {
            ends.exposures += 1.0;
            if let Some(stage) = met.stage() {
                ends.stages[stage as usize] += 1.0;
            }
        }
    }
    let weights = model.stage_weights;
    if lists.exposures > 0.0 {
        model.exposures = kinds.iter().map(|ends| ends.rate(&weights, Some(&lists))).collect();
    }
    if direct.exposures > 0.0 {
        model.direct = direct.rate(&weights, None);
    }

    // Of each value: engagement and expectation after exposures, variance of the latter, direct engagement.
    let mut sums = vec![[0.0; 4]; products.dimension_of.len()];
    for met in histories.iter().flat_map(|known| &known.encounters) {
        let weight = met.stage().map_or(0.0, |stage| weights[stage as usize]);
        let rate = model.exposures.get(usize::from(met.exposure)).copied().unwrap_or_default();
        for &value in products.of(met.product) {
            let Some(sum) = sums.get_mut(value as usize) else { continue };
            if met.exposure == DIRECT {
                sum[3] += weight;
            } else {
                sum[0] += weight;
                sum[1] += rate.mean;
                sum[2] += rate.variance;
            }
        }
    }
    let ExposureRate { mean, variance } = model.direct;
    let direct_unit = if mean > 0.0 { (variance + mean * mean) / mean } else { 1.0 };
    let mut products_of = vec![0.0_f64; products.dimension_of.len()];
    for &value in &products.values {
        if let Some(count) = products_of.get_mut(value as usize) {
            *count += 1.0;
        }
    }
    let mut known = sums.iter().zip(&products_of);
    for dimension in &mut model.dimensions {
        for (value, (sum, products)) in dimension.values.iter_mut().zip(&mut known) {
            let unit = sum[2] / sum[1];
            if unit > 0.0 && unit.is_finite() {
                let rate = (PRIOR_ENGAGEMENTS + sum[0] / unit) / (PRIOR_ENGAGEMENTS + sum[1] / unit);
                value.rate = rate.clamp(RATES.0, RATES.1);
            }
            // Every product counts as met once more than it was, so that none has a share of 0.
            value.share = sum[3] / direct_unit + products.max(1.0);
        }
        normalise(dimension);
    }
}
