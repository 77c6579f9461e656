//! What does a shop sell, judged by what was sold?
//!
//! A product's name is the description that most of its lines carry, its price the one at which most of them
//! were sold; of equals the smaller is taken. Nothing is known of categories and attributes.

use std::collections::HashMap;

use super::{Catalog, MAX_NAME_BYTES, Product};
use crate::Result;
use crate::money::Currency;

/// Collects order lines and makes a catalogue of them.
///
/// ```
/// use sartor::catalog::CatalogDeriver;
/// use sartor::money::Currency;
/// let mut deriver = CatalogDeriver::new(Currency::parse("GBP")?);
/// for (description, price_minor) in [("LIGHTS", 695), ("lights", 695), ("LIGHTS", 650), ("", 0)] {
///     deriver.observe("85048", description, price_minor);
/// }
/// let catalog = deriver.finish()?;
/// let lights = catalog.product("85048").unwrap();
/// assert_eq!((lights.name.as_str(), lights.price_minor), ("LIGHTS", 695));
/// # Ok::<(), sartor::SartorError>(())
/// ```
#[derive(Debug, Clone)]
pub struct CatalogDeriver {
    currency: Currency,
    numbers: HashMap<String, u32>,
    descriptions: HashMap<(u32, u32), u32>,
    prices: HashMap<(u32, i64), u32>,
}

impl CatalogDeriver {
    /// A collector of lines whose prices are in `currency`.
    pub fn new(currency: Currency) -> Self {
        Self { currency, numbers: HashMap::new(), descriptions: HashMap::new(), prices: HashMap::new() }
    }

    /// Take one line: an empty description and a price of 0 say nothing.
    pub fn observe(&mut self, product_id: &str, description: &str, price_minor: i64) {
        let product = self.number(product_id);
        let description = description.trim();
        if !description.is_empty() {
            let description = self.number(description);
            *self.descriptions.entry((product, description)).or_default() += 1;
        }
        if price_minor >= 0 {
            *self.prices.entry((product, price_minor)).or_default() += 1;
        }
    }

    /// The catalogue of all products that were ever sold at a price.
    pub fn finish(self) -> Result<Catalog> {
        let mut texts: Vec<&str> = vec![""; self.numbers.len()];
        for (text, number) in &self.numbers {
            if let Some(place) = texts.get_mut(*number as usize) {
                *place = text;
            }
        }
        let text = |number: u32| texts.get(number as usize).copied().unwrap_or_default();
        let names = most_frequent(
            self.descriptions.iter().map(|(&(product, name), &count)| (product, count, text(name))),
        );
        let sold = self.prices.iter().filter(|((_, price_minor), _)| *price_minor > 0);
        let prices =
            most_frequent(sold.map(|(&(product, price_minor), &count)| (product, count, price_minor)));
        let products = prices.into_iter().map(|(product, price_minor)| {
            let product_id = text(product);
            let at = names.binary_search_by_key(&product, |(product, _)| *product).ok();
            let name = at.and_then(|at| names.get(at)).map_or(product_id, |(_, name)| *name);
            Product {
                product_id: product_id.to_owned(),
                name: shortened(name).to_owned(),
                category: None,
                brand: None,
                price_minor,
                cost_minor: None,
                attributes: Vec::new(),
            }
        });
        Catalog::new(products.collect(), self.currency)
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// For each product the value with the highest count, of equals the smallest; sorted by product.
fn most_frequent<T: Ord>(counts: impl Iterator<Item = (u32, u32, T)>) -> Vec<(u32, T)> {
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by(|(one, count_one, value_one), (other, count_other, value_other)| {
        one.cmp(other).then(count_other.cmp(count_one)).then(value_one.cmp(value_other))
    });
    counts.dedup_by_key(|(product, _, _)| *product);
    counts.into_iter().map(|(product, _, value)| (product, value)).collect()
}

/// At most as long as a name may be, cut between characters.
fn shortened(name: &str) -> &str {
    name.get(..name.floor_char_boundary(MAX_NAME_BYTES)).unwrap_or(name)
}
