//! Where in the catalogue is what a customer bought?
//!
//! Numbers of products, categories and attributes are made once, when an engine is loaded, and what a customer
//! bought is looked up once a call; the rooms of the engine then count numbers instead of comparing words.

use std::sync::Arc;

use crate::catalog::Places;
use crate::math::ln;
use crate::profile::{ByKey, CustomerState, Key};

use super::fitted::Fitted;

/// The catalogue by number: a product's number is its place in the catalogue.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    numbers: Arc<Places>,
    by_key: ByKey<u32>,
    places: Vec<Place>,
    /// Every attribute and value of the catalogue, sorted, each once.
    attributes: Vec<(String, String)>,
}

/// One product.
#[derive(Debug, Clone)]
struct Place {
    /// Place of its category among the engine's categories.
    category: Option<u32>,
    /// Logarithm of its list price over what is usual in its category, where both are above 0.
    price_level_log: Option<f64>,
    /// Numbers of its attributes, ascending.
    attributes: Vec<u32>,
}

/// What a customer bought of one product of the catalogue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bought {
    /// The product's number.
    pub number: u32,
    /// Place of its category among the engine's categories.
    pub category: Option<u32>,
    /// Units bought and not sent back.
    pub kept: u32,
    /// Orders it was in.
    pub orders: u32,
}

/// All that was bought and kept, in the catalogue's words.
pub(super) struct Kept<'a> {
    pub units: u32,
    /// Units that have each attribute and value, sorted; those that none has are left out.
    pub by_attribute: Vec<(&'a str, &'a str, u32)>,
    /// Mean of the price levels of the units that have one.
    pub price_level_log: f64,
    pub price_level_units: u32,
}

impl Shelf {
    pub(super) fn new(fitted: &Fitted) -> Self {
        let products = fitted.catalog.products();
        let mut attributes: Vec<(String, String)> = products
            .iter()
            .flat_map(|product| &product.attributes)
            .map(|attribute| (attribute.name.clone(), attribute.value.clone()))
            .collect();
        attributes.sort_unstable();
        attributes.dedup();
        let number_of = |name: &str, value: &str| {
            let at = attributes.binary_search_by(|(n, v)| (n.as_str(), v.as_str()).cmp(&(name, value)));
            at.ok().map(|at| at as u32)
        };
        let places = products.iter().map(|product| {
            let category = product.category.as_deref().and_then(|name| fitted.category_place(name));
            let usual =
                category.and_then(|at| fitted.categories.get(at)).map(|known| known.usual_price_minor);
            let usual = usual.filter(|&usual| usual > 0.0 && product.price_minor > 0);
            Place {
                category: category.map(|at| at as u32),
                price_level_log: usual.map(|usual| ln(product.price_minor as f64 / usual)),
                attributes: product
                    .attributes
                    .iter()
                    .filter_map(|attribute| number_of(&attribute.name, &attribute.value))
                    .collect(),
            }
        });
        let places = places.collect();
        let by_key = products.iter().map(|product| Key::of(&product.product_id)).zip(0..).collect();
        Self { numbers: Arc::clone(fitted.catalog.places()), by_key, places, attributes }
    }

    /// The number of a product.
    pub(super) fn number(&self, product_id: &str) -> Option<u32> {
        self.numbers.get(product_id)
    }

    /// The number of a product that a step names.
    pub(super) fn number_of(&self, product: Key) -> Option<u32> {
        self.by_key.get(&product).copied()
    }

    /// The category of a product, and the numbers of its attributes, ascending.
    pub(super) fn facts(&self, number: u32) -> Option<(Option<u32>, &[u32])> {
        self.places.get(number as usize).map(|place| (place.category, place.attributes.as_slice()))
    }

    /// What was bought of the catalogue, in the order of the state.
    pub(super) fn bought(&self, state: &CustomerState) -> Vec<Bought> {
        let mut bought = Vec::with_capacity(state.products.len());
        for history in state.products.iter().filter(|known| known.orders > 0 || known.units_bought > 0) {
            let Some(number) = self.number(&history.product_id) else { continue };
            let Some(place) = self.places.get(number as usize) else { continue };
            bought.push(Bought {
                number,
                category: place.category,
                kept: history.units_bought.saturating_sub(history.units_returned),
                orders: history.orders,
            });
        }
        bought
    }

    /// What was kept, counted.
    pub(super) fn kept(&self, bought: &[Bought]) -> Kept<'_> {
        let mut kept =
            Kept { units: 0, by_attribute: Vec::new(), price_level_log: 0.0, price_level_units: 0 };
        let mut counts = vec![0_u32; self.attributes.len()];
        for one in bought.iter().filter(|one| one.kept > 0) {
            let Some(place) = self.places.get(one.number as usize) else { continue };
            kept.units = kept.units.saturating_add(one.kept);
            for &attribute in &place.attributes {
                if let Some(count) = counts.get_mut(attribute as usize) {
                    *count = count.saturating_add(one.kept);
                }
            }
            if let Some(level) = place.price_level_log {
                kept.price_level_log += f64::from(one.kept) * level;
                kept.price_level_units = kept.price_level_units.saturating_add(one.kept);
            }
        }
        if kept.price_level_units > 0 {
            kept.price_level_log /= f64::from(kept.price_level_units);
        }
        kept.by_attribute.reserve_exact(counts.iter().filter(|&&count| count > 0).count());
        let counted = self.attributes.iter().zip(counts).filter(|&(_, count)| count > 0);
        kept.by_attribute
            .extend(counted.map(|((name, value), count)| (name.as_str(), value.as_str(), count)));
        kept
    }
}
