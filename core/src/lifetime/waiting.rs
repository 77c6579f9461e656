//! When does the customer buy next, if at all?
//!
//! The time to the next purchase, whether or not the customer is still active: with probability `alive` that of an
//! active customer, otherwise never. It is within `t` with probability `alive (1 - P(none within t | active))`.
//!
//! ```
//! use sartor::lifetime::{BgNbd, BgNbdParams};
//! let model = BgNbd::with_params(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
//! let next = model.next_purchase(26.0, 30.0, 31.0, &[0.5, 0.999])?;
//! assert!(next.quantiles[0].periods.is_some_and(|weeks| weeks < 2.0));
//! // One in thirty such customers has left, so no time holds 99.9 % of all next purchases.
//! assert!(next.probability_never > 0.02 && next.quantiles[1].periods.is_none());
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::model::PurchaseModel;
use super::process::{ActiveCustomer, PurchaseProcess};
use crate::{Result, SartorError};

/// When the next purchase comes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct NextPurchase {
    /// Probability that no further purchase ever comes.
    pub probability_never: f64,
    /// The times asked for, in the order asked for.
    pub quantiles: Vec<NextPurchaseQuantile>,
}

/// A time within which the next purchase falls with a given probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct NextPurchaseQuantile {
    /// The probability.
    pub level: f64,
    /// The time from now, in the model's unit; none where a purchase comes with a lower probability than that.
    pub periods: Option<f64>,
}

impl<P: PurchaseProcess> PurchaseModel<P> {
    /// When the next purchase comes, for a customer of whom it is not known whether they are still active: the time
    /// within which it falls with each of the probabilities `levels`, and the probability that there is none.
    pub fn next_purchase(
        &self,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        levels: &[f64],
    ) -> Result<NextPurchase> {
        if let Some(level) = levels.iter().find(|level| !(0.0..1.0).contains(*level)) {
            return Err(SartorError::out_of_range(P::SUBJECT, "levels", level, "0 to below 1"));
        }
        let (alive, active) = self.posterior(frequency, last_purchase_age, age)?;
        let ever = active.probability_of_ever().clamp(0.0, 1.0);
        let quantile = |level: f64| {
            let given_active = level / alive;
            if level > 0.0 && given_active >= ever {
                return None;
            }
            let periods = if level > 0.0 { active.next_purchase_quantile(given_active) } else { 0.0 };
            periods.is_finite().then_some(periods)
        };
        let quantiles =
            levels.iter().map(|level| NextPurchaseQuantile { level: *level, periods: quantile(*level) });
        Ok(NextPurchase { probability_never: 1.0 - alive * ever, quantiles: quantiles.collect() })
    }
}
