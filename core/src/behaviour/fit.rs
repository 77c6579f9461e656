//! What does everybody's behaviour look like? The part of it that only training needs.

use super::antecedents::{ANTECEDENT_KINDS, AntecedentSums, Windows};
use super::measure::{Measure, Measurements};
use super::population::{BehaviourPopulation, MeasureSpread, QUANTILES};
use super::shopping::Shopping;
use crate::event::EventKind;
use crate::math::floor;

/// Customers below whose number no distribution is kept.
const NEEDED_CUSTOMERS: usize = 20;

/// What training counts of one customer.
#[derive(Debug, Clone)]
pub(crate) struct CustomerBehaviour {
    measurements: Measurements,
    windows: Windows,
}

impl CustomerBehaviour {
    pub fn of(shopping: &Shopping<'_>) -> Self {
        Self { measurements: super::measure(shopping), windows: Windows::of(shopping) }
    }
}

impl BehaviourPopulation {
    /// The distributions over these customers; nothing where none could be measured.
    pub fn fit(customers: &[CustomerBehaviour]) -> Option<Self> {
        let spreads: Vec<MeasureSpread> = Measure::ALL
            .iter()
            .filter_map(|&measure| {
                let known = customers.iter().filter_map(|customer| customer.measurements.get(measure));
                MeasureSpread::fit(measure, known.map(|known| known.estimate.value).collect())
            })
            .collect();
        let antecedents: Vec<AntecedentSums> = (0..)
            .zip(ANTECEDENT_KINDS)
            .map(|(at, kind)| AntecedentSums::of(kind, at, customers.iter().map(|known| &known.windows)))
            .filter(|sums| sums.rate_ratio().is_some())
            .collect();
        (!spreads.is_empty() || !antecedents.is_empty()).then_some(Self { spreads, antecedents })
    }
}

impl MeasureSpread {
    /// The quantiles of one measure; nothing of too few customers.
    pub fn fit(measure: Measure, mut values: Vec<f64>) -> Option<Self> {
        if values.len() < NEEDED_CUSTOMERS {
            return None;
        }
        values.sort_by(f64::total_cmp);
        let last = values.len() - 1;
        let at = |step: usize| {
            let place = step as f64 / (QUANTILES - 1) as f64 * last as f64;
            let below = floor(place) as usize;
            let (low, high) = (values.get(below)?, values.get((below + 1).min(last))?);
            Some(low + (place - below as f64) * (high - low))
        };
        Some(Self {
            measure: measure.name().to_owned(),
            customers: u32::try_from(values.len()).unwrap_or(u32::MAX),
            quantiles: (0..QUANTILES).filter_map(at).collect(),
        })
    }
}

impl AntecedentSums {
    /// The sums of one kind over the windows of customers.
    pub fn of<'a>(kind: EventKind, at: usize, customers: impl Iterator<Item = &'a Windows>) -> Self {
        let mut sums = Self { kind, numerator: 0.0, denominator: 0.0, variance: 0.0, seen: 0 };
        for windows in customers {
            let Some(&(before, otherwise)) = windows.seen.get(at) else { continue };
            let (a, b) = (f64::from(before), f64::from(otherwise));
            let (n1, n0) = (f64::from(windows.before_purchase), f64::from(windows.before_none));
            let n = n1 + n0;
            if n1 == 0.0 || n0 == 0.0 {
                continue;
            }
            sums.numerator += a * n0 / n;
            sums.denominator += b * n1 / n;
            sums.variance += ((a + b) * n1 * n0 - a * b * n) / (n * n);
            sums.seen = sums.seen.saturating_add(before + otherwise);
        }
        sums
    }
}
