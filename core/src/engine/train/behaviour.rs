//! How do all customers behave, so that one can be set beside them?

use crate::Result;
use crate::batch::map_chunks;
use crate::behaviour::{BehaviourPopulation, CustomerBehaviour};
use crate::control::Control;
use crate::profile::{CustomerState, Profile};

use super::super::behaviour::{Aspects, shopping};
use super::super::fitted::Fitted;
use super::super::shelf::Shelf;

/// Customers that one thread takes at a time.
const CHUNK: usize = 256;

/// The distributions over customers whose data may be used.
pub(super) fn fit(
    fitted: &Fitted,
    customers: &[(&Profile, &CustomerState)],
    as_of_ms: i64,
    control: Control<'_>,
) -> Result<Option<BehaviourPopulation>> {
    let shelf = Shelf::new(fitted);
    let aspects = Aspects::new(&shelf);
    let categories = fitted.categories.len();
    let measured = map_chunks(customers, CHUNK, control, |(profile, state)| {
        Ok(CustomerBehaviour::of(&shopping(profile, state, (&shelf, &aspects), categories, as_of_ms)))
    })?;
    Ok(BehaviourPopulation::fit(&measured))
}
