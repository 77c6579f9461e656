//! How is a network stored, and what is refused when one is read?
//!
//! Weights are the upper sixteen bits of an `f32` (bfloat16), four hexadecimal digits each: rounding moves a weight by at
//! most one 512th of itself, where another seed moves it by all of itself. A model is rounded when it is made, so that it
//! says the same before it is stored and after.

use serde::{Deserialize, Serialize};

use super::super::objective::Objective;
use super::super::schema::Schema;
use super::Network;
use super::inputs::{ColumnInputs, Inputs};
use super::layers::weight_count;
use super::options::MAX_NETWORKS;
use crate::{Result, SartorError, artifact};

const SUBJECT: &str = "network";
/// The largest artefact that is read, in bytes of its JSON.
const MAX_NETWORK_BYTES: usize = 1 << 28;
/// No weight is larger, so that no score runs over.
const MOST_WEIGHT: f32 = 1e6;

/// What is stored of a model, before it is checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredNetwork {
    schema: Schema,
    objective: Objective,
    base: f64,
    scale: f64,
    inputs: Vec<ColumnInputs>,
    networks: Vec<String>,
}

impl From<Network> for StoredNetwork {
    fn from(model: Network) -> Self {
        let Network { schema, objective, base, scale, inputs, networks } = model;
        let networks = networks.iter().map(|weights| digits(weights)).collect();
        Self { schema, objective, base, scale, inputs: inputs.columns().to_vec(), networks }
    }
}

impl TryFrom<StoredNetwork> for Network {
    type Error = SartorError;

    fn try_from(stored: StoredNetwork) -> Result<Self> {
        let StoredNetwork { schema, objective, base, scale, inputs, networks } = stored;
        schema.check(SUBJECT)?;
        if !matches!(objective, Objective::Logistic | Objective::Squared | Objective::Poisson) {
            return Err(SartorError::invalid(SUBJECT, "objective", "logistic, squared or poisson"));
        }
        if !(base.abs() <= 1e16 && scale > 0.0 && scale <= 1e16) {
            return Err(SartorError::malformed(SUBJECT, "scores of no scale", 0));
        }
        let inputs = Inputs::of_stored(SUBJECT, inputs, &schema)?;
        let (least, most) = if inputs.count == 0 { (0, 0) } else { (1, MAX_NETWORKS as usize) };
        if !(least..=most).contains(&networks.len()) {
            return Err(SartorError::malformed(SUBJECT, "as many networks as there cannot be", 0));
        }
        let expected = weight_count(inputs.count) + inputs.table_numbers;
        let networks = networks
            .iter()
            .map(|digits| weights(digits, expected))
            .collect::<Option<_>>()
            .ok_or_else(|| SartorError::malformed(SUBJECT, "weights that cannot be", 0))?;
        Ok(Self { schema, objective, base, scale, inputs, networks })
    }
}

/// The nearest number of sixteen bits, ties to the even one, as large as weights may be.
#[cfg(feature = "train")]
pub(super) fn rounded(weight: f32) -> f64 {
    let bits = weight.clamp(-0.99 * MOST_WEIGHT, 0.99 * MOST_WEIGHT).to_bits();
    let up = 0x7fff + ((bits >> 16) & 1);
    f64::from(f32::from_bits((bits + up) & 0xffff_0000))
}

fn digits(weights: &[f64]) -> String {
    let mut text = String::with_capacity(4 * weights.len());
    for weight in weights {
        let bits = (*weight as f32).to_bits();
        text.extend((4..8).rev().filter_map(|digit| char::from_digit((bits >> (4 * digit)) & 15, 16)));
    }
    text
}

fn weights(text: &str, expected: usize) -> Option<Vec<f64>> {
    if text.len() != 4 * expected {
        return None;
    }
    let weight = |digits: &[u8; 4]| {
        let digit = |bits: u32, digit: &u8| Some(bits << 4 | char::from(*digit).to_digit(16)?);
        let weight = f32::from_bits(digits.iter().try_fold(0, digit)? << 16);
        (weight.abs() <= MOST_WEIGHT).then_some(f64::from(weight))
    };
    text.as_bytes().as_chunks().0.iter().map(weight).collect()
}

impl Network {
    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_NETWORK_BYTES)?.body)
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn weights_keep_sixteen_bits_and_come_back_the_same() {
        for (weight, nearest) in
            [(0.0, 0.0), (1.0, 1.0), (-0.1, -0.100_097_656_25), (1.0 + 1.0 / 256.0, 1.0), (1e30, 991_232.0)]
        {
            assert_eq!(rounded(weight), nearest, "{weight}");
        }
        let kept: Vec<f64> = (0..1_000).map(|n| rounded((n as f32 - 500.0) * 0.013)).collect();
        assert_eq!(weights(&digits(&kept), 1_000), Some(kept));
        assert_eq!(weights("7f80", 1), None);
        assert_eq!(weights("3f8g", 1), None);
        assert_eq!(weights("3f80", 2), None);
        assert_eq!(weights("3f80", 1), Some(vec![1.0]));
    }
}
