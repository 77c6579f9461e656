//! How is a network to be trained?

use serde::{Deserialize, Serialize};

use super::super::objective::Objective;
use crate::{Result, SartorError};

const SUBJECT: &str = "network options";
/// The most networks whose scores are averaged.
pub(super) const MAX_NETWORKS: u32 = 32;

/// How [`Network::fit`](super::Network::fit) trains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct NetworkOptions {
    /// What is minimised: logistic, squared or Poisson.
    pub objective: Objective,
    /// Networks that begin at other weights and whose scores are averaged, 1 to 32: what one of them happened to learn
    /// besides the truth, another did not.
    #[cfg_attr(feature = "swift", uniffi(default = 4))]
    pub networks: u32,
    /// The most passes over the rows, 1 to 10,000; of a table of more than 131,072 rows a pass takes so many.
    #[cfg_attr(feature = "swift", uniffi(default = 100))]
    pub epochs: u32,
    /// The length of Adam's steps, above 0, at most 1.
    #[cfg_attr(feature = "swift", uniffi(default = 0.01))]
    pub learning_rate: f64,
    /// The share by which weights shrink at a step of length 1, 0 to 10 (decoupled: Loshchilov and Hutter 2019).
    #[cfg_attr(feature = "swift", uniffi(default = 0.1))]
    pub weight_decay: f64,
    /// The share of rows held out, above 0, below 1: the latest where rows have times, in which case it is trained again
    /// on all rows for as many epochs as were found; otherwise other rows for each network, drawn at random within each
    /// class.
    #[cfg_attr(feature = "swift", uniffi(default = 0.15))]
    pub held_out_share: f64,
    /// Epochs without an improvement on rows held out after which training ends, at least 1.
    #[cfg_attr(feature = "swift", uniffi(default = 6))]
    pub patience: u32,
    /// The seed of what is drawn.
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub seed: u32,
}

impl Default for NetworkOptions {
    fn default() -> Self {
        Self {
            objective: Objective::Logistic,
            networks: 4,
            epochs: 100,
            learning_rate: 0.01,
            weight_decay: 0.1,
            held_out_share: 0.15,
            patience: 6,
            seed: 0,
        }
    }
}

impl NetworkOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        let refused = |field: &str, value: String, expected: &str| {
            Err(SartorError::out_of_range(SUBJECT, field, value, expected))
        };
        if !matches!(self.objective, Objective::Logistic | Objective::Squared | Objective::Poisson) {
            return Err(SartorError::invalid(SUBJECT, "objective", "logistic, squared or poisson"));
        }
        for (field, value, most) in [
            ("networks", self.networks, MAX_NETWORKS),
            ("epochs", self.epochs, 10_000),
            ("patience", self.patience, 10_000),
        ] {
            if !(1..=most).contains(&value) {
                return refused(field, value.to_string(), &format!("1 to {most}"));
            }
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 1.0) {
            return refused("learningRate", self.learning_rate.to_string(), "above 0, at most 1");
        }
        if !(0.0..=10.0).contains(&self.weight_decay) {
            return refused("weightDecay", self.weight_decay.to_string(), "0 to 10");
        }
        if !(self.held_out_share > 0.0 && self.held_out_share < 1.0) {
            return refused("heldOutShare", self.held_out_share.to_string(), "above 0, below 1");
        }
        Ok(())
    }
}
