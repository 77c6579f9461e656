//! Which products are there, as columns of numbers that a pass over all of them can read quickly?

use crate::{Result, SartorError, ids};

const SUBJECT: &str = "recommender";

/// The most attribute values of one product.
const MAX_ATTRIBUTES: usize = 1_024;

/// The most attribute values, and the most categories, of a shop.
const MAX_NUMBERS: u32 = 1 << 20;

/// The products of a shop as columns, one entry per product, in any order; positions are product numbers.
/// Categories and attribute values have dense numbers from 0 on, below 2^20.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductTable {
    /// Each product's id, each once.
    pub product_ids: Vec<String>,
    /// List prices in minor units, at least 0.
    pub price_minor: Vec<i64>,
    /// Number of the category, when there is one.
    pub category: Vec<Option<u32>>,
    /// Where each product's attributes begin in `attributes`, and at the end their total.
    pub attribute_offsets: Vec<u32>,
    /// Numbers of attribute values (colour navy, fit slim ...), product after product; those of one product
    /// ascend, at most 1,024.
    pub attributes: Vec<u32>,
}

impl ProductTable {
    /// Refuse columns that do not fit together.
    pub(super) fn check(&self) -> Result<()> {
        let count = self.product_ids.len();
        let expected = format!("one for each of {count} products");
        for (field, length) in [("price_minor", self.price_minor.len()), ("category", self.category.len())] {
            if length != count {
                return Err(SartorError::out_of_range(SUBJECT, field, length, &expected));
            }
        }
        let offsets = &self.attribute_offsets;
        if offsets.len() != count + 1
            || !offsets.is_sorted()
            || offsets.first() != Some(&0)
            || offsets.last().map(|&end| end as usize) != Some(self.attributes.len())
        {
            let expected = "ascending from 0 to the number of attributes, one more than products";
            return Err(SartorError::invalid(SUBJECT, "attribute_offsets", expected));
        }
        for product in 0..count {
            let attributes = self.attributes_of(product);
            if attributes.len() > MAX_ATTRIBUTES {
                let unit = "attributes of one product";
                return Err(SartorError::too_many(
                    SUBJECT,
                    "attributes",
                    attributes.len(),
                    MAX_ATTRIBUTES,
                    unit,
                ));
            }
            if !attributes.is_sorted_by(|a, b| a < b) {
                return Err(SartorError::invalid(SUBJECT, "attributes", "ascending within each product"));
            }
        }
        // Tables by number are dense: a stray number must not ask for gigabytes.
        let numbers = self.attributes.iter().chain(self.category.iter().flatten());
        if let Some(number) = numbers.copied().find(|&number| number >= MAX_NUMBERS) {
            return Err(SartorError::out_of_range(SUBJECT, "attributes", number, "dense numbers below 2^20"));
        }
        if let Some(price) = self.price_minor.iter().find(|price| **price < 0) {
            return Err(SartorError::out_of_range(SUBJECT, "price_minor", price, "at least 0"));
        }
        for id in &self.product_ids {
            ids::check_id(SUBJECT, "product_ids", id)?;
        }
        let mut sorted: Vec<&String> = self.product_ids.iter().collect();
        sorted.sort_unstable();
        if !sorted.is_sorted_by(|a, b| a < b) {
            return Err(SartorError::invalid(SUBJECT, "product_ids", "a list that holds each product once"));
        }
        Ok(())
    }

    /// Numbers of a product's attribute values.
    pub(crate) fn attributes_of(&self, product: usize) -> &[u32] {
        let offset = |place: usize| self.attribute_offsets.get(place).map_or(0, |&at| at as usize);
        self.attributes.get(offset(product)..offset(product + 1)).unwrap_or_default()
    }
}
