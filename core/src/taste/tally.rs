//! What did a customer engage with, and what would the same exposures have earned from anybody?
//!
//! Sums over encounters, for each value that the customer met and each horizon. An encounter of age `t` counts
//! `2^(-t / h)`, with the age of its beginning for engagement and exposure alike, so their ratio does not change as
//! both grow old.

use super::encounter::{DIRECT, Encounter};
use super::model::{ExposureRate, ProductValues, TasteModel};
use crate::math::exp;
use crate::time::DAY_MS;

/// Windows in days: the engagement of the short ones is compared with the rest of the longest.
pub(super) const WINDOW_DAYS: [f64; 3] = [28.0, 56.0, 365.0];

/// Values that a customer meets, as a rule.
const USUAL_VALUES: usize = 64;
/// Values that a product has, as a rule.
const USUAL_VALUES_OF_A_PRODUCT: usize = 8;

/// Sums of one value, for each horizon.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sums {
    /// Engagement after exposures.
    pub engaged: [f64; 2],
    /// What the exposures would have earned.
    pub expected: [f64; 2],
    /// The variance of that, with squared decay.
    pub variance: [f64; 2],
    /// Engagement in direct encounters.
    pub direct: [f64; 2],
    /// What is younger than each of the windows, without decay.
    pub late: [Late; 3],
}

/// Sums within a window, without decay.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Late {
    /// Engagement after exposures.
    pub engaged: f64,
    /// What the exposures would have earned.
    pub expected: f64,
    /// The variance of that.
    pub variance: f64,
    /// Engagement in direct encounters.
    pub direct: f64,
}

/// Sums of one dimension's direct encounters, for each horizon.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct DirectSums {
    /// Engagement.
    pub engaged: [f64; 2],
    /// What as many direct encounters earn on average.
    pub expected: [f64; 2],
    /// The second moment of it, with squared decay.
    pub square: [f64; 2],
    /// Engagement within each of the windows, without decay.
    pub late: [f64; 3],
}

/// The sums of one customer.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Place among `sums` of each value's number and one; 0 for what was never met.
    slots: Vec<u32>,
    /// Values met, in the order in which they were first met.
    pub(super) met: Vec<(u32, Sums)>,
    /// By dimension.
    pub(super) direct: Vec<DirectSums>,
    /// Over all exposures, whatever their values.
    pub(super) all: Sums,
    /// Second moment over mean of what a direct encounter earns.
    pub(super) direct_unit: f64,
    /// How much of its weight the newest step has kept, for each horizon.
    pub(super) freshness: [f64; 2],
}

impl Tally {
    /// The sums over `encounters` as they stand at `as_of_ms`; those that `keep` refuses are left out.
    pub(super) fn of(
        model: &TasteModel,
        products: &ProductValues,
        encounters: &[Encounter],
        as_of_ms: i64,
        keep: impl Fn(&Encounter) -> bool,
    ) -> Self {
        let mut tally = Self {
            slots: vec![0; products.dimension_of.len()],
            met: Vec::with_capacity(USUAL_VALUES),
            direct: vec![DirectSums::default(); model.dimensions.len()],
            direct_unit: model.direct.variance / model.direct.mean + model.direct.mean,
            ..Self::default()
        };
        let per_ms = model.half_life_days.map(|days| -std::f64::consts::LN_2 / (days * DAY_MS as f64));
        let mut steps: Vec<Step<'_>> = Vec::with_capacity(encounters.len());
        let mut newest_ms = i64::MIN;
        for met in encounters.iter().filter(|met| keep(met)) {
            newest_ms = newest_ms.max(met.last_ms);
            // Products of one list were met at one time: its decay is computed once.
            let same =
                steps.last().filter(|last| last.met.at_ms == met.at_ms).map(|last| (last.decay, last.late));
            let (decay, late) = same.unwrap_or_else(|| {
                let age_ms = (as_of_ms - met.at_ms).max(0) as f64;
                let late = WINDOW_DAYS.map(|days| age_ms <= days * DAY_MS as f64);
                (per_ms.map(|rate| exp(rate * age_ms)), late)
            });
            steps.push(Step { met, decay, late });
        }
        // What was done with one product goes to each of its values, so it is summed first: by product, then time.
        let mut order: Vec<(u32, u32)> = steps.iter().map(|step| step.met.product).zip(0..).collect();
        order.sort_unstable();
        // The catalogue is larger than what memory has at hand, so all that is wanted of it is fetched in one go.
        let mut values: Vec<u32> = Vec::with_capacity(order.len() * USUAL_VALUES_OF_A_PRODUCT);
        for (product, _) in order.chunk_by(|left, right| left.0 == right.0).filter_map(|own| own.first()) {
            values.extend_from_slice(products.of(*product));
        }
        let mut values = values.as_slice();
        for own in order.chunk_by(|left, right| left.0 == right.0) {
            let Some((product, _)) = own.first() else { continue };
            let (of_product, rest) = values.split_at_checked(products.of(*product).len()).unwrap_or_default();
            let own = own.iter().filter_map(|(_, place)| steps.get(*place as usize));
            tally.enter(model, products, own, of_product);
            values = rest;
        }
        if newest_ms > i64::MIN {
            tally.freshness = per_ms.map(|rate| exp(rate * (as_of_ms - newest_ms).max(0) as f64));
        }
        tally
    }

    /// Everything that was done with one product, of these values.
    fn enter<'a>(
        &mut self,
        model: &TasteModel,
        products: &ProductValues,
        steps: impl Iterator<Item = &'a Step<'a>>,
        values: &[u32],
    ) {
        let (mut sums, mut direct) = (Sums::default(), DirectSums::default());
        let mut has = Parts::default();
        for Step { met, decay, late } in steps {
            let stage = met.stage();
            let weight =
                stage.map_or(0.0, |stage| model.stage_weights.get(stage as usize).copied().unwrap_or(0.0));
            let square = decay.map(|d| d * d);
            if met.exposure == DIRECT {
                if stage.is_none() {
                    continue;
                }
                has.direct = true;
                let ExposureRate { mean, variance } = model.direct;
                add(&mut sums.direct, *decay, weight);
                add(&mut direct.engaged, *decay, weight);
                add(&mut direct.expected, *decay, mean);
                add(&mut direct.square, square, variance + mean * mean);
                let windows = sums.late.iter_mut().zip(&mut direct.late).zip(late);
                for ((part, total), _) in windows.filter(|(_, late)| **late) {
                    part.direct += weight;
                    *total += weight;
                }
            } else if let Some(rate) = model.exposures.get(usize::from(met.exposure)) {
                has.listed = true;
                add(&mut sums.engaged, *decay, weight);
                add(&mut sums.expected, *decay, rate.mean);
                add(&mut sums.variance, square, rate.variance);
                for (part, _) in sums.late.iter_mut().zip(late).filter(|(_, late)| **late) {
                    part.engaged += weight;
                    part.expected += rate.mean;
                    part.variance += rate.variance;
                }
            } else {
                continue;
            }
            for (has, late) in has.late.iter_mut().zip(late) {
                *has |= late;
            }
        }
        self.all.join(&sums, has);
        for &value in values {
            let dimension = products.dimension_of.get(value as usize).filter(|_| has.direct);
            if let Some(own) = dimension.and_then(|&at| self.direct.get_mut(at as usize)) {
                own.join(&direct);
            }
            self.met(value, |known| known.join(&sums, has));
        }
    }

    fn met(&mut self, value: u32, change: impl FnOnce(&mut Sums)) {
        let Some(slot) = self.slots.get_mut(value as usize) else { return };
        if *slot == 0 {
            self.met.push((value, Sums::default()));
            *slot = self.met.len() as u32;
        }
        if let Some((_, sums)) = self.met.get_mut(*slot as usize - 1) {
            change(sums);
        }
    }

    /// The sums of a value; nothing of one that was never met.
    pub(super) fn sums(&self, value: u32) -> Sums {
        let slot = self.slots.get(value as usize).copied().unwrap_or(0) as usize;
        slot.checked_sub(1).and_then(|place| self.met.get(place)).map(|(_, sums)| *sums).unwrap_or_default()
    }

    /// How much more the customer engages with what is shown than others, whatever it is, with the variance of
    /// what is believed of it; 1 and 0 where customers do not differ in that.
    pub(super) fn activity(&self, model: &TasteModel, horizon: usize) -> Activity {
        let none = Activity { factor: 1.0, variance: 0.0 };
        let Some(known) = model.activity else { return none };
        let unit = self.all.variance[horizon] / self.all.expected[horizon];
        if !(unit > 0.0 && unit.is_finite()) {
            return none;
        }
        let (engaged, expected) = (self.all.engaged[horizon] / unit, self.all.expected[horizon] / unit);
        // What tastes add to overall engagement blurs the view of activity like so many counts fewer.
        let seen = 1.0 / (1.0 + known.taste_variance * expected);
        let (shape, rate) = (known.strength + seen * engaged, known.strength + seen * expected);
        Activity { factor: shape / rate, variance: 1.0 / shape }
    }
}

/// A factor on everything that is expected of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Activity {
    /// Its mean.
    pub factor: f64,
    /// Its variance in units of the squared mean.
    pub variance: f64,
}

/// One encounter with its decay and the windows that it lies in.
struct Step<'a> {
    met: &'a Encounter,
    decay: [f64; 2],
    late: [bool; 3],
}

impl DirectSums {
    fn join(&mut self, other: &Self) {
        for horizon in [0, 1] {
            self.engaged[horizon] += other.engaged[horizon];
            self.expected[horizon] += other.expected[horizon];
            self.square[horizon] += other.square[horizon];
        }
        for (sum, part) in self.late.iter_mut().zip(other.late) {
            *sum += part;
        }
    }
}

/// Which parts of a product's sums are anything but 0: as a rule few, and the others need not be added.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    listed: bool,
    direct: bool,
    late: [bool; 3],
}

impl Sums {
    /// Add the parts of `other` that it `has`.
    fn join(&mut self, other: &Self, has: Parts) {
        if has.listed {
            for horizon in [0, 1] {
                self.engaged[horizon] += other.engaged[horizon];
                self.expected[horizon] += other.expected[horizon];
                self.variance[horizon] += other.variance[horizon];
            }
        }
        if has.direct {
            for horizon in [0, 1] {
                self.direct[horizon] += other.direct[horizon];
            }
        }
        let late = self.late.iter_mut().zip(&other.late).zip(has.late);
        for ((sum, part), _) in late.filter(|(_, late)| *late) {
            sum.engaged += part.engaged;
            sum.expected += part.expected;
            sum.variance += part.variance;
            sum.direct += part.direct;
        }
    }
}

fn add(sums: &mut [f64; 2], decay: [f64; 2], amount: f64) {
    for (sum, decay) in sums.iter_mut().zip(decay) {
        *sum += decay * amount;
    }
}
