//! Does this engine still rest on somebody who was erased?

use super::Engine;
use crate::profile::{ErasureReceipt, ErasureRemainder};

impl Engine {
    /// Add to a receipt that this engine was trained on the customer, if it was, by the pseudonym under the key
    /// it was trained with (see [`Engine::trained_on`]).
    #[must_use]
    pub fn add_to_receipt(&self, receipt: &ErasureReceipt, pseudonym: &str) -> ErasureReceipt {
        let mut receipt = receipt.clone();
        let model_id = Some(self.model_id().to_owned());
        let known = receipt.remaining_elsewhere.iter().any(|place| place.model_id == model_id);
        if self.trained_on(pseudonym) && !known {
            receipt.remaining_elsewhere.push(ErasureRemainder {
                place: "fitted_models".to_owned(),
                model_id,
                ended_by:
                    "Fit anew without the customer, put the new engine in its place and delete this one."
                        .to_owned(),
            });
        }
        receipt
    }
}
