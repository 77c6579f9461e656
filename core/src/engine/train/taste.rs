//! What do all customers together tell of tastes?

use crate::Result;
use crate::basket::Popularity;
use crate::catalog::Catalog;
use crate::control::Control;
use crate::profile::{CustomerState, Profile};
use crate::taste::{self, TasteHistory, TasteModel};

use super::super::shelf::Shelf;
use super::super::tasting::{MAX_TOUCHES, Tasting};

/// Customers that tastes are fitted on, evenly spaced where there are more.
const MOST_CUSTOMERS: usize = 20_000;

/// The model of tastes of these customers.
pub(super) fn fit(
    catalog: &Catalog,
    shelf: &Shelf,
    popularity: &Popularity,
    customers: &[(&Profile, &CustomerState)],
    as_of_ms: i64,
    control: Control<'_>,
) -> Result<TasteModel> {
    let tasting = Tasting::new(catalog);
    let offers = tasting.offers(catalog, |product_id| popularity.purchases(product_id));
    let stride = customers.len().div_ceil(MOST_CUSTOMERS).max(1);
    let mut histories = Vec::with_capacity(customers.len() / stride + 1);
    for (profile, _) in customers.iter().step_by(stride) {
        control.step(0, 1)?;
        let encounters = Tasting::read(shelf, profile, as_of_ms, MAX_TOUCHES).encounters;
        if !encounters.is_empty() {
            let purchases = tasting.purchases(&offers, &encounters, as_of_ms);
            histories.push(TasteHistory { encounters, purchases });
        }
    }
    taste::fit(&histories, &tasting.values, &tasting.products, offers, as_of_ms, control)
}
