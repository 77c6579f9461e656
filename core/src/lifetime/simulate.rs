//! What would the purchases of such customers look like?
//!
//! Customers drawn from a model, each with a stream of random numbers of their own, so that the first hundred of a
//! thousand are the hundred of a hundred. What a fit makes of them shows what a fit of the same size can know.
//!
//! ```
//! use sartor::control::Control;
//! use sartor::lifetime::{BgNbd, BgNbdParams, simulate};
//! let model = BgNbd::with_params(BgNbdParams { r: 0.8, alpha: 6.0, a: 0.9, b: 2.5 })?;
//! let shop = simulate(&model, 2_000, &[52.0], 7, Control::none())?;
//! let again = BgNbd::fit(&shop.frequency, &shop.last_purchase_age, &shop.age, None, 0.0, Control::none())?;
//! assert!((again.params().r - 0.8).abs() < 4.0 * again.standard_errors()[0]);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::model::PurchaseModel;
use super::process::PurchaseProcess;
use crate::control::Control;
use crate::rng::Rng;
use crate::{Result, SartorError};

/// The most customers that are drawn at once.
const MOST_CUSTOMERS: u32 = 10_000_000;
/// The most purchases that are drawn at once.
const MOST_DRAWN: usize = 200_000_000;
/// Customers between two looks at whether to go on.
const STEP: u32 = 1_024;

/// Customers drawn from a model, as columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
pub struct SimulatedCustomers {
    /// Of each purchase the customer, counted from 0; ascending.
    pub purchase_customer: Vec<u32>,
    /// Of each purchase the customer's age at it, ascending within the customer. The purchase at age 0 with which a
    /// customer begins is not listed.
    pub purchase_age: Vec<f64>,
    /// Of each customer the purchases up to their age: what a fit takes as `frequency`.
    pub frequency: Vec<f64>,
    /// Of each customer the age at the last purchase; 0 without one.
    pub last_purchase_age: Vec<f64>,
    /// Of each customer the age up to which they were followed.
    pub age: Vec<f64>,
}

/// Draw `customers` from a model and follow each to an age: one of `ages` for all of them, or one for each.
///
/// The answer is the same for the same seed on every platform. `CANCELLED` when the caller stops it.
pub fn simulate<P: PurchaseProcess>(
    model: &PurchaseModel<P>,
    customers: u32,
    ages: &[f64],
    seed: u32,
    control: Control<'_>,
) -> Result<SimulatedCustomers> {
    const SUBJECT: &str = "simulation";
    if customers > MOST_CUSTOMERS {
        let (size, limit) = (customers as usize, MOST_CUSTOMERS as usize);
        return Err(SartorError::too_many(SUBJECT, "customers", size, limit, "customers"));
    }
    let one_for_all = match ages {
        [age] => Some(*age),
        _ if ages.len() == customers as usize => None,
        _ => {
            let found = format!("{} rows long", ages.len());
            return Err(SartorError::out_of_range(
                SUBJECT,
                "ages",
                found,
                "one age, or one for each customer",
            ));
        }
    };
    for (row, age) in ages.iter().enumerate() {
        // Only a wrong row pays for the text that names it.
        if P::check_history(SUBJECT, 0.0, 0.0, *age).is_err() {
            P::check_history(&format!("row {row}"), 0.0, 0.0, *age)?;
        }
    }
    let n = customers as usize;
    let mut drawn = SimulatedCustomers {
        purchase_customer: Vec::new(),
        purchase_age: Vec::new(),
        frequency: Vec::with_capacity(n),
        last_purchase_age: Vec::with_capacity(n),
        age: one_for_all.map_or_else(|| ages.to_vec(), |age| vec![age; n]),
    };
    for customer in 0..customers {
        if customer % STEP == 0 {
            control.step(u64::from(customer), u64::from(customers))?;
        }
        let age = drawn.age.get(customer as usize).copied().unwrap_or(0.0);
        let purchases = model.params().draw(age, &mut Rng::with_stream(seed, u64::from(customer)));
        if drawn.purchase_age.len() + purchases.len() > MOST_DRAWN {
            let size = drawn.purchase_age.len() + purchases.len();
            return Err(SartorError::too_many(SUBJECT, "ages", size, MOST_DRAWN, "purchases"));
        }
        drawn.frequency.push(purchases.len() as f64);
        drawn.last_purchase_age.push(purchases.last().copied().unwrap_or(0.0));
        drawn.purchase_customer.extend(purchases.iter().map(|_| customer));
        drawn.purchase_age.extend(purchases);
    }
    Ok(drawn)
}
