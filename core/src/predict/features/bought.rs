//! What kinds of products has a customer bought, and how dear for their kind?
//!
//! The price level of a product is its mid-rank among the list prices of its category, 0 to 1: the share of products that
//! cost less and half of those that cost the same. It does not depend on which categories a customer buys.

use crate::catalog::Catalog;
use crate::profile::{ByKey, Key, ProductHistory};

/// Products of a category from which a price level says something.
const FEWEST_PRICED: usize = 3;

/// What the catalogue says of products.
#[derive(Debug, Clone, Default)]
pub(in crate::predict) struct CategoryShelf {
    /// Names of the categories, sorted.
    categories: Vec<String>,
    products: ByKey<Shelved>,
}

#[derive(Debug, Clone, Copy)]
struct Shelved {
    category: u32,
    price_level: Option<f64>,
}

/// What was bought of one category.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::predict) struct CategoryBought {
    /// Sum over its products of the orders they were in.
    pub orders: u32,
    pub views: u32,
    pub additions: u32,
    pub revenue_minor: i64,
    /// Local day of the last purchase.
    pub last_day: Option<i32>,
    pub last_touched_ms: Option<i64>,
}

impl CategoryShelf {
    pub fn new(catalog: Option<&Catalog>) -> Self {
        let Some(catalog) = catalog else { return Self::default() };
        let of = |category: &Option<String>| category.clone().filter(|name| !name.is_empty());
        let mut categories: Vec<String> =
            catalog.products().iter().filter_map(|product| of(&product.category)).collect();
        categories.sort_unstable();
        categories.dedup();
        let mut prices: Vec<Vec<i64>> = vec![Vec::new(); categories.len()];
        let place = |category: &Option<String>| categories.binary_search(category.as_ref()?).ok();
        for product in catalog.products() {
            if let Some(prices) = place(&product.category).and_then(|place| prices.get_mut(place)) {
                prices.push(product.price_minor);
            }
        }
        for prices in &mut prices {
            prices.sort_unstable();
        }
        let mut products = ByKey::default();
        products.reserve(catalog.products().len());
        for product in catalog.products() {
            let Some(category) = place(&product.category) else { continue };
            let price_level = prices.get(category).and_then(|prices| mid_rank(prices, product.price_minor));
            let shelved = Shelved { category: category as u32, price_level };
            products.insert(Key::of(&product.product_id), shelved);
        }
        Self { categories, products }
    }

    /// Names of the categories, sorted.
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// The place of a product's category among them.
    pub fn category(&self, product: Key) -> Option<usize> {
        self.products.get(&product).map(|shelved| shelved.category as usize)
    }

    /// What was done with the products of each category.
    pub fn bought(&self, products: &[ProductHistory]) -> Vec<CategoryBought> {
        let mut bought = vec![CategoryBought::default(); self.categories.len()];
        for known in products {
            let place = self.category(Key::of(&known.product_id));
            let Some(sums) = place.and_then(|place| bought.get_mut(place)) else { continue };
            sums.orders = sums.orders.saturating_add(known.orders);
            sums.views = sums.views.saturating_add(known.views);
            sums.additions = sums.additions.saturating_add(known.additions);
            sums.revenue_minor = sums.revenue_minor.saturating_add(known.revenue_minor);
            sums.last_day = sums.last_day.max(known.last_purchase_day.filter(|_| known.orders > 0));
            sums.last_touched_ms = sums.last_touched_ms.max(Some(known.last_ms));
        }
        bought
    }

    /// Mean price level of the products bought, each counted once an order.
    pub fn price_level(&self, products: &[ProductHistory]) -> Option<f64> {
        let (mut sum, mut orders) = (0.0, 0.0);
        for known in products.iter().filter(|known| known.orders > 0) {
            let shelved = self.products.get(&Key::of(&known.product_id));
            if let Some(level) = shelved.and_then(|shelved| shelved.price_level) {
                sum += level * f64::from(known.orders);
                orders += f64::from(known.orders);
            }
        }
        (orders > 0.0).then(|| sum / orders)
    }
}

fn mid_rank(sorted: &[i64], price: i64) -> Option<f64> {
    if sorted.len() < FEWEST_PRICED {
        return None;
    }
    let below = sorted.partition_point(|other| *other < price);
    let up_to = sorted.partition_point(|other| *other <= price);
    Some((below + up_to) as f64 / (2 * sorted.len()) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_level_is_the_rank_within_the_category() {
        let prices = [100, 200, 200, 900];
        assert_eq!(mid_rank(&prices, 100), Some(0.125));
        assert_eq!(mid_rank(&prices, 200), Some(0.5));
        assert_eq!(mid_rank(&prices, 900), Some(0.875));
        assert_eq!(mid_rank(&prices[..2], 100), None);
    }
}
