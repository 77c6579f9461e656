//! Where does a customer stand among all, and what holds for one of whom nothing may be used?
//!
//! Of each measure the training keeps 41 quantiles over the customers who allow analytics and have enough
//! evidence, from the least to the largest in steps of 2.5 %: a fixed size however many customers there are. A
//! percentile is read between them; a value that several of them share stands in their middle.

use serde::{Deserialize, Serialize};

use super::antecedents::AntecedentSums;
use super::measure::Measure;
use crate::estimate::{Basis, Estimate};
use crate::math::floor;
use crate::{Result, SartorError};

/// Quantiles kept of each measure.
pub(super) const QUANTILES: usize = 41;

/// The distribution of one measure over customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MeasureSpread {
    /// Name of the measure.
    pub measure: String,
    /// Customers it rests on.
    pub customers: u32,
    /// Quantiles, ascending.
    pub quantiles: Vec<f64>,
}

/// What training keeps of everybody's behaviour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BehaviourPopulation {
    pub spreads: Vec<MeasureSpread>,
    pub antecedents: Vec<AntecedentSums>,
}

impl BehaviourPopulation {
    /// The distribution of a measure.
    pub fn spread(&self, measure: Measure) -> Option<&MeasureSpread> {
        self.spreads.iter().find(|spread| spread.measure == measure.name())
    }

    /// Refuse what no fit could have made: artefacts come from outside.
    pub fn check(&self) -> Result<()> {
        for spread in &self.spreads {
            let finite = spread.quantiles.iter().all(|quantile| quantile.is_finite());
            if spread.quantiles.len() != QUANTILES || !finite || !spread.quantiles.is_sorted() {
                let expected = "41 finite numbers, ascending";
                return Err(SartorError::invalid("engine artefact", "behaviour.quantiles", expected));
            }
        }
        self.antecedents.iter().try_for_each(AntecedentSums::check)
    }
}

impl MeasureSpread {
    /// The quantile of a share of customers, from 0 to 1, to the next of those kept.
    pub fn quantile(&self, share: f64) -> f64 {
        let at = floor(share * (QUANTILES - 1) as f64 + 0.5) as usize;
        self.quantiles.get(at.min(QUANTILES - 1)).copied().unwrap_or(0.0)
    }

    /// The percentage of customers below a value, those at it counted half: 0 to 100.
    pub fn percentile(&self, value: f64) -> f64 {
        let below = self.quantiles.partition_point(|quantile| *quantile < value);
        let upto = self.quantiles.partition_point(|quantile| *quantile <= value);
        let last = (QUANTILES - 1) as f64;
        let place =
            match (below.checked_sub(1).and_then(|at| self.quantiles.get(at)), self.quantiles.get(upto)) {
                _ if upto > below => (below + upto - 1) as f64 / 2.0,
                (Some(low), Some(high)) => below as f64 - 1.0 + (value - low) / (high - low),
                (None, _) => 0.0,
                (_, None) => last,
            };
        100.0 * place / last
    }

    /// The median customer, and the interval in which 90 % of customers lie.
    pub fn estimate(&self) -> Estimate {
        Estimate::new(self.quantile(0.5), self.quantile(0.05), self.quantile(0.95), Basis::Prior)
    }
}

// What is held here is mostly what training makes.
#[cfg(feature = "train")]
#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spread(values: impl IntoIterator<Item = f64>) -> MeasureSpread {
        MeasureSpread::fit(Measure::SearchDepth, values.into_iter().collect()).unwrap()
    }

    #[test]
    fn a_percentile_is_the_share_of_customers_below() {
        let even = spread((0..=1_000).map(f64::from));
        for (value, percentile) in [(-5.0, 0.0), (0.0, 0.0), (250.0, 25.0), (731.0, 73.1), (2e3, 100.0)] {
            assert!((even.percentile(value) - percentile).abs() < 1e-9, "{value}");
        }
        let half_zero = spread((0..1_000).map(|at| f64::from((at - 500).max(0))));
        assert!((half_zero.percentile(0.0) - 25.0).abs() < 1.0, "{}", half_zero.percentile(0.0));
        assert_eq!(spread([2.0; 30]).percentile(2.0), 50.0);
        assert_eq!(MeasureSpread::fit(Measure::SearchDepth, vec![1.0; 19]), None);
    }

    proptest! {
        #[test]
        fn percentiles_rise_with_the_value(
            values in prop::collection::vec(-10.0_f64..10.0, 20..80),
            one in -12.0_f64..12.0,
            other in -12.0_f64..12.0,
        ) {
            let spread = spread(values);
            let (low, high) = (one.min(other), one.max(other));
            prop_assert!(spread.percentile(low) <= spread.percentile(high) + 1e-9);
            prop_assert!((0.0..=100.0).contains(&spread.percentile(low)));
            let estimate = spread.estimate();
            prop_assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
        }
    }
}
