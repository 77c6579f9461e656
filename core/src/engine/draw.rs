//! How is a customer drawn into an arm, and a decision named, without a clock or a dice?
//!
//! Both come from a hash of what they depend on: the same customer is always in the same arm of an
//! experiment, and the same call always has the same id.

use sha2::{Digest, Sha256};

use crate::Result;
use crate::event::{DecisionProperties, DecisionRecord};
use crate::time::to_rfc3339;

/// A number in `[0, 1)` that depends on the experiment and the customer only.
pub(super) fn draw(experiment: &str, customer_id: &str) -> f64 {
    let bits = digest(&["draw", experiment, customer_id]);
    // The 53 bits that a double holds exactly.
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// The id of a decision, from everything that the decision depends on.
pub(super) fn decision_id(kind: &str, parts: &[&str], as_of_ms: i64) -> String {
    let time = as_of_ms.to_string();
    let all: Vec<&str> = [kind, &time].into_iter().chain(parts.iter().copied()).collect();
    format!("d_{:016x}", digest(&all))
}

/// What is decided, for the record that the host appends.
pub(super) struct Decision<'a> {
    pub decision_id: String,
    pub kind: &'a str,
    pub chosen: Option<String>,
    pub propensity: f64,
    pub experiment: Option<String>,
    pub arm: Option<String>,
}

impl Decision<'_> {
    /// The event that tells of the decision.
    pub(super) fn record(self, customer_id: &str, model_id: &str, as_of_ms: i64) -> Result<DecisionRecord> {
        Ok(DecisionRecord {
            call: "track".to_owned(),
            event: "Decision Made".to_owned(),
            message_id: self.decision_id.clone(),
            user_id: customer_id.to_owned(),
            timestamp: to_rfc3339(as_of_ms)?,
            properties: DecisionProperties {
                decision_id: self.decision_id,
                kind: self.kind.to_owned(),
                chosen: self.chosen,
                propensity: self.propensity,
                experiment_id: self.experiment,
                experiment_arm: self.arm,
                model_id: model_id.to_owned(),
            },
        })
    }
}

/// The first 64 bits of a hash over length-prefixed parts, so that no two lists of parts collide by
/// concatenation.
fn digest(parts: &[&str]) -> u64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).fold(0, |bits, &byte| (bits << 8) | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_spread_evenly_and_stay_with_the_customer() {
        let draws: Vec<f64> = (0..10_000).map(|n| draw("offer_v1", &format!("c_{n}"))).collect();
        let held_out = draws.iter().filter(|&&draw| draw < 0.1).count();
        // 10,000 draws at 0.1: standard deviation 30.
        assert!((850..1_150).contains(&held_out), "{held_out}");
        assert_eq!(draw("offer_v1", "c_7"), draws[7]);
        assert_ne!(draw("offer_v2", "c_7"), draws[7]);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(decision_id("price", &["ab", "c"], 1), decision_id("price", &["a", "bc"], 1));
    }
}
