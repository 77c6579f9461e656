//! What would the purchases of such customers look like?

use std::sync::Arc;

use sartor::Result;
use sartor::lifetime::{self as core, SimulatedCustomers};

use super::any_model::AnyPurchaseModel;
use crate::work::{Control, run_long};

/// Draw `customers` from a model and follow each for `periods`: one length for all of them, or one for each.
///
/// The same seed gives the same customers everywhere, and the first hundred of a thousand are the hundred of a hundred.
#[uniffi::export(default(control = None))]
pub fn simulate(
    model: &AnyPurchaseModel,
    customers: u32,
    periods: Vec<f64>,
    seed: u32,
    control: Option<Arc<dyn Control>>,
) -> Result<SimulatedCustomers> {
    run_long(
        "simulate",
        control,
        |control| each!(model, model => core::simulate(&model.0, customers, &periods, seed, control)),
    )
}
