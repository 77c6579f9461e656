//! What is a view worth beside a purchase? As much as it tells of the next purchase.
//!
//! A customer whose history holds `x_k` encounters with a value that ended at stage `k`, of `N_k` in all, buys that
//! value next with probability
//!
//! ```text
//! (a p + sum w_k x_k) / (a + sum w_k N_k)
//! ```
//!
//! the predictive distribution of a Dirichlet prior of strength `a` around the shares `p` of all customers, with
//! counts weighted by stage. The weights, none below 0, and `a` maximise the likelihood of the purchases that
//! followed, by a minorise-maximise step (Hunter and Lange 2004, *American Statistician* 58:30) that never lowers it:
//! the numerator is split by responsibilities as in expectation-maximisation, the logarithm of the denominator is
//! replaced by its tangent. Only ratios are determined; the largest weight is 1.

use super::super::encounter::{Encounter, STAGES, Stage};
use super::super::model::{ProductValues, TasteModel};
use super::super::{HALF_LIFE_DAYS, LONG};
use super::TasteHistory;
use crate::Result;
use crate::control::Control;
use crate::math::exp;
use crate::time::DAY_MS;

/// Purchase times of one customer that are predicted, newest first.
const TIMES: usize = 5;
/// Predictions below which all stages weigh the same.
const FEWEST: usize = 200;
/// Predictions used at most.
const MOST: usize = 50_000;
const ITERATIONS: usize = 400;
/// A change of the parameters below this is the end.
const SETTLED: f64 = 1e-7;

pub(super) struct StageWeights {
    pub weights: [f64; STAGES],
    /// Predictions that they were fitted to.
    pub purchases: u32,
}

/// One value of one attribute that was bought next.
struct Prediction {
    share: f64,
    /// Encounters with the value before, by the stage at which they ended.
    with: [f64; STAGES],
    /// Encounters with any value of the attribute.
    all: [f64; STAGES],
}

pub(super) fn stage_weights(
    histories: &[TasteHistory],
    products: &ProductValues,
    model: &TasteModel,
    control: Control<'_>,
) -> Result<StageWeights> {
    let mut found = predictions(histories, products, model);
    let equal = StageWeights { weights: [1.0; STAGES], purchases: 0 };
    if found.len() < FEWEST {
        return Ok(equal);
    }
    let stride = found.len().div_ceil(MOST);
    found = found.into_iter().step_by(stride).collect();
    let mut seen = [0.0; STAGES];
    for one in &found {
        for (sum, count) in seen.iter_mut().zip(one.all) {
            *sum += count;
        }
    }
    let mut weights = seen.map(|count| if count > 0.0 { 1.0 } else { 0.0 });
    let mut strength = 1.0;
    for _ in 0..ITERATIONS {
        control.step(0, 1)?;
        let (mut gained, mut slope) = ([0.0; STAGES], [0.0; STAGES]);
        let (mut prior_gained, mut prior_slope) = (0.0, 0.0);
        for one in &found {
            let parts: [f64; STAGES] = std::array::from_fn(|stage| weights[stage] * one.with[stage]);
            let prior = strength * one.share;
            let top = prior + parts.iter().sum::<f64>();
            let below =
                strength + weights.iter().zip(one.all).map(|(weight, count)| weight * count).sum::<f64>();
            prior_gained += prior / top;
            prior_slope += 1.0 / below;
            for stage in 0..STAGES {
                gained[stage] += parts[stage] / top;
                slope[stage] += one.all[stage] / below;
            }
        }
        let new_strength = prior_gained / prior_slope;
        let mut moved = ((new_strength - strength) / strength).abs();
        strength = new_strength;
        for stage in 0..STAGES {
            if slope[stage] > 0.0 {
                let new = gained[stage] / slope[stage];
                moved = moved.max((new - weights[stage]).abs() / (weights[stage] + SETTLED));
                weights[stage] = new;
            }
        }
        if moved < SETTLED {
            break;
        }
    }
    let most = weights.iter().fold(0.0, |most: f64, weight| most.max(*weight));
    // History that tells nothing of the next purchase tells nothing of weights either.
    if !(most.is_finite() && most > 1e-6 * strength) {
        return Ok(equal);
    }
    let stage = |at: usize| if seen[at] > 0.0 { weights[at] / most } else { 1.0 };
    Ok(StageWeights {
        weights: std::array::from_fn(stage),
        purchases: u32::try_from(found.len()).unwrap_or(u32::MAX),
    })
}

fn predictions(histories: &[TasteHistory], products: &ProductValues, model: &TasteModel) -> Vec<Prediction> {
    let shares: Vec<f64> =
        model.dimensions.iter().flat_map(|dimension| &dimension.values).map(|value| value.share).collect();
    let shares = bought_shares(histories, products, model, shares);
    let mut with = vec![[0.0; STAGES]; products.dimension_of.len()];
    let mut found = Vec::new();
    let per_ms = -std::f64::consts::LN_2 / (HALF_LIFE_DAYS[LONG] * DAY_MS as f64);
    let bought = |met: &&Encounter| met.stage() == Some(Stage::Bought);
    for history in histories {
        let mut times: Vec<i64> = history.encounters.iter().filter(bought).map(|met| met.last_ms).collect();
        times.sort_unstable();
        times.dedup();
        for &time in times.iter().rev().take(TIMES) {
            let mut all = vec![[0.0; STAGES]; model.dimensions.len()];
            let mut touched: Vec<u32> = Vec::new();
            for met in history.encounters.iter().filter(|met| met.last_ms < time) {
                let Some(stage) = met.stage() else { continue };
                let decay = exp(per_ms * (time - met.at_ms).max(0) as f64);
                for &value in products.of(met.product) {
                    let Some(count) = with.get_mut(value as usize) else { continue };
                    count[stage as usize] += decay;
                    touched.push(value);
                    let dimension = products.dimension_of.get(value as usize).copied().unwrap_or(0);
                    if let Some(count) = all.get_mut(dimension as usize) {
                        count[stage as usize] += decay;
                    }
                }
            }
            for next in history.encounters.iter().filter(bought).filter(|met| met.last_ms == time) {
                for &value in products.of(next.product) {
                    let dimension = products.dimension_of.get(value as usize).copied().unwrap_or(0);
                    let all = all.get(dimension as usize).copied().unwrap_or_default();
                    let single =
                        model.dimensions.get(dimension as usize).is_none_or(|known| known.values.len() < 2);
                    if single || all.iter().sum::<f64>() <= 0.0 {
                        continue;
                    }
                    let share = shares.get(value as usize).copied().unwrap_or(0.0);
                    let with = with.get(value as usize).copied().unwrap_or_default();
                    found.push(Prediction { share, with, all });
                }
            }
            for value in touched {
                if let Some(count) = with.get_mut(value as usize) {
                    *count = [0.0; STAGES];
                }
            }
        }
    }
    found
}

/// Shares of values among purchases, where every product counts as bought once more than it was.
fn bought_shares(
    histories: &[TasteHistory],
    products: &ProductValues,
    model: &TasteModel,
    of_catalogue: Vec<f64>,
) -> Vec<f64> {
    let mut counts = of_catalogue;
    let total_products = products.offsets.len().saturating_sub(1) as f64;
    for share in &mut counts {
        *share *= total_products;
    }
    let all = histories.iter().flat_map(|known| &known.encounters);
    for met in all.filter(|met| met.stage() == Some(Stage::Bought)) {
        for &value in products.of(met.product) {
            if let Some(count) = counts.get_mut(value as usize) {
                *count += 1.0;
            }
        }
    }
    let mut rest = counts.as_mut_slice();
    for dimension in &model.dimensions {
        let (own, after) = rest.split_at_mut(dimension.values.len().min(rest.len()));
        let total: f64 = own.iter().sum();
        for count in own.iter_mut() {
            *count /= total;
        }
        rest = after;
    }
    counts
}
