//! What in a customer makes the difference to another, or to themselves as they were?
//!
//! Two rows of features are walked into each other, one feature after the other, and each is told how far the log-odds of
//! churn moved when its turn came; the mean over the order of the list and its reverse is given. Of each walk the parts
//! add up to the whole difference, so their mean does: an estimate of the Shapley value from a permutation and its
//! reverse (Castro, Gómez and Tejada 2009; Mitchell and others 2022, section 3.2). It is of the probability that is told,
//! calibration and all periods included, and knows no learner.

use serde::{Deserialize, Serialize};

use super::{Churn, SUBJECT};
use crate::predict::features::Features;
use crate::{Result, SartorError};

/// One feature's part of a difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChurnReason {
    /// The feature.
    pub feature: String,
    /// Its value; nothing where it is missing.
    pub value: Option<String>,
    /// What it is compared with: the value of most customers, or what it was.
    pub from: Option<String>,
    /// Its part of the difference in log-odds of churn: above 0 it makes churn more likely.
    pub contribution: f64,
}

impl Churn {
    /// What sets a customer apart from the typical one of the training, strongest first; all of them add up to the
    /// difference in log-odds of churn. Of a customer of whom nothing may be known there is no reason.
    pub fn reasons(&self, features: &Features) -> Result<Vec<ChurnReason>> {
        if self.unknown(features).is_some() {
            return Ok(Vec::new());
        }
        let typical: Vec<f64> = self.stored.typical.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
        self.difference(&typical, &self.row(features)?)
    }

    /// What makes the difference between two looks at the same customer, strongest first; as [`Churn::reasons`].
    pub fn reasons_of_change(&self, before: &Features, now: &Features) -> Result<Vec<ChurnReason>> {
        if before.customer_id() != now.customer_id() {
            let (expected, found) = (before.customer_id().to_owned(), now.customer_id().to_owned());
            return Err(SartorError::WrongCustomer { expected, found });
        }
        if self.unknown(before).is_some() || self.unknown(now).is_some() {
            return Ok(Vec::new());
        }
        self.difference(&self.row(before)?, &self.row(now)?)
    }

    fn difference(&self, from: &[f64], to: &[f64]) -> Result<Vec<ChurnReason>> {
        let differs =
            |(from, to): (&f64, &f64)| from.to_bits() != to.to_bits() && !(from.is_nan() && to.is_nan());
        let places: Vec<usize> =
            from.iter().zip(to).enumerate().filter(|(_, pair)| differs(*pair)).map(|(at, _)| at).collect();
        let mut parts = vec![0.0; from.len()];
        let reversed: Vec<usize> = places.iter().rev().copied().collect();
        let first = self.log_odds(from)?;
        for order in [&places, &reversed] {
            let (mut row, mut last) = (from.to_vec(), first);
            for place in order {
                if let (Some(value), Some(new)) = (row.get_mut(*place), to.get(*place)) {
                    *value = *new;
                }
                let next = self.log_odds(&row)?;
                if let Some(part) = parts.get_mut(*place) {
                    *part += 0.5 * (next - last);
                }
                last = next;
            }
        }
        let Some(schema) = self.stored.hazard.schema() else {
            return Err(SartorError::Internal { operation: SUBJECT.to_owned() });
        };
        let text = |place: usize, row: &[f64]| -> Option<String> {
            let value = row.get(place).copied().filter(|value| !value.is_nan())?;
            match &schema.columns().get(place)?.levels {
                Some(levels) => levels.get(value as usize).cloned(),
                None => Some(short(value)),
            }
        };
        let mut reasons: Vec<ChurnReason> = places
            .into_iter()
            .filter_map(|place| {
                Some(ChurnReason {
                    feature: schema.columns().get(place)?.name.clone(),
                    value: text(place, to),
                    from: text(place, from),
                    contribution: parts.get(place).copied()?,
                })
            })
            .collect();
        reasons.sort_by(|left, right| {
            let (left_size, right_size) = (left.contribution.abs(), right.contribution.abs());
            right_size.total_cmp(&left_size).then_with(|| left.feature.cmp(&right.feature))
        });
        Ok(reasons)
    }
}

/// A number in at most three decimals.
fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([12.0, 0.33333, 1_500.0, -0.0001].map(short), ["12", "0.333", "1500", "0"]);
    }
}
