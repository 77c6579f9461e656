//! What would the purchases of such customers look like?

use napi::bindgen_prelude::{Float64Array, Object, Uint32Array, Unknown};
use napi::{Env, ValueType};
use napi_derive::napi;
use sartor::lifetime as core;

use super::models::any_model;
use crate::input;
use crate::work::{Follow, promise};

/// Customers drawn from a model, as columns.
#[napi(object, object_from_js = false)]
pub struct SimulatedCustomers {
    /// Of each purchase the customer, counted from 0; ascending.
    pub purchase_customer: Uint32Array,
    /// Of each purchase the customer's age at it, ascending within the customer. The purchase at age 0 with which a
    /// customer begins is not listed.
    pub purchase_age: Float64Array,
    /// Of each customer the purchases up to their age: what a fit takes as `frequency`.
    pub frequency: Float64Array,
    /// Of each customer the age at the last purchase; 0 without one.
    pub last_purchase_age: Float64Array,
    /// Of each customer the age up to which they were followed.
    pub age: Float64Array,
}

impl From<core::SimulatedCustomers> for SimulatedCustomers {
    fn from(drawn: core::SimulatedCustomers) -> Self {
        Self {
            purchase_customer: drawn.purchase_customer.into(),
            purchase_age: drawn.purchase_age.into(),
            frequency: drawn.frequency.into(),
            last_purchase_age: drawn.last_purchase_age.into(),
            age: drawn.age.into(),
        }
    }
}

/// Draw `customers` from a model and follow each for `periods`: one length for all, or one for each.
///
/// The same seed gives the same customers everywhere, and the first hundred of a thousand are the hundred of a hundred.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "model: PurchaseModel, customers: number, periods: number | NumberColumn, seed: number, options?: FollowOptions | null",
    ts_return_type = "Promise<SimulatedCustomers>"
)]
pub fn simulate<'env>(
    env: &'env Env,
    model: Unknown<'_>,
    customers: Unknown<'_>,
    periods: Unknown<'_>,
    seed: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "simulate";
    promise(
        env,
        operation,
        || {
            let model = any_model("simulation", "model", model)?;
            let customers = input::count("simulation", "customers", customers)?;
            let periods = if periods.get_type()? == ValueType::Number {
                vec![input::number("simulation", "periods", periods)?]
            } else {
                input::column("simulation", "periods", periods)?
            };
            let seed = input::count("simulation", "seed", seed)?;
            Ok(((model, customers, periods, seed), Follow::read(env, operation, options)?))
        },
        |(model, customers, periods, seed), control| model.simulate(customers, &periods, seed, control),
        |_, drawn| Ok(SimulatedCustomers::from(drawn)),
    )
}
