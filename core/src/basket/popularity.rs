//! How much of the shop's custom does each product draw?
//!
//! The smoothed share of a product of `c` purchases is `(c + 1) / (C + n)` (Laplace's rule over `n`
//! products); its logarithm, scaled so that a product never bought is 0 and the most bought is 1, is
//!
//! ```text
//! popularity = ln(1 + c) / ln(1 + c_max).
//! ```
//!
//! ```
//! use sartor::basket::Popularity;
//! let popularity = Popularity::new(vec!["shirt".into(), "tie".into()], vec![99, 9])?;
//! assert_eq!(popularity.scaled("shirt"), 1.0);
//! assert!((popularity.scaled("tie") - 0.5).abs() < 1e-12);
//! assert_eq!(popularity.scaled("never seen"), 0.0);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use crate::{Result, SartorError, ids, math};
use serde::{Deserialize, Serialize};

const SUBJECT: &str = "popularity";

/// Purchases of each product in the orders that an engine was trained on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Popularity {
    /// Products, ascending by id.
    product_ids: Vec<String>,
    /// Orders that held each of them.
    purchases: Vec<u32>,
}

impl Popularity {
    /// Counts of purchases by product, in any order; each product once.
    pub fn new(product_ids: Vec<String>, purchases: Vec<u32>) -> Result<Self> {
        if product_ids.len() != purchases.len() {
            let expected = format!("one for each of {} products", product_ids.len());
            return Err(SartorError::out_of_range(SUBJECT, "purchases", purchases.len(), &expected));
        }
        let mut pairs: Vec<(String, u32)> = product_ids.into_iter().zip(purchases).collect();
        pairs.sort_unstable();
        let (product_ids, purchases) = pairs.into_iter().unzip();
        let popularity = Self { product_ids, purchases };
        popularity.check()?;
        Ok(popularity)
    }

    /// Refuse counts, such as those read from a file, whose products do not ascend or have no valid id.
    pub fn check(&self) -> Result<()> {
        if self.product_ids.len() != self.purchases.len() {
            return Err(SartorError::invalid(SUBJECT, "purchases", "as long as productIds"));
        }
        for id in &self.product_ids {
            ids::check_id(SUBJECT, "productIds", id)?;
        }
        if !self.product_ids.is_sorted_by(|a, b| a < b) {
            return Err(SartorError::invalid(
                SUBJECT,
                "productIds",
                "a list of products, each once, ascending",
            ));
        }
        Ok(())
    }

    /// Orders that held a product; 0 for one never bought.
    pub fn purchases(&self, product_id: &str) -> u32 {
        let place = self.product_ids.binary_search_by(|id| id.as_str().cmp(product_id));
        place.ok().and_then(|place| self.purchases.get(place)).copied().unwrap_or(0)
    }

    /// Popularity of a product, 0 to 1.
    pub fn scaled(&self, product_id: &str) -> f64 {
        let most = self.purchases.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return 0.0;
        }
        math::ln_1p(f64::from(self.purchases(product_id))) / math::ln_1p(f64::from(most))
    }
}
