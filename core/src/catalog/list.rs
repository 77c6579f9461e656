//! The list of products itself: sorted, checked, in one currency.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Product;
use crate::ids::check_id;
use crate::money::{Currency, MAX_PRICE_MINOR};
use crate::{Result, SartorError};

/// The most products in one catalogue.
pub const MAX_PRODUCTS: usize = 1_000_000;
/// The most attributes of one product.
pub const MAX_ATTRIBUTES: usize = 64;
/// The longest name of a product, in bytes.
pub const MAX_NAME_BYTES: usize = 512;
/// The longest name of an attribute, in bytes.
pub const MAX_ATTRIBUTE_NAME_BYTES: usize = 64;
/// The longest category, brand or attribute value, in bytes.
pub const MAX_VALUE_BYTES: usize = 256;

/// What the shop sells: products sorted by id, each once, in one currency.
///
/// ```
/// use sartor::{catalog::{Catalog, Product}, money::Currency};
/// let suit = Product {
///     product_id: "suit_001".into(), name: "Navy wool suit".into(), category: Some("suits".into()),
///     brand: None, price_minor: 120_000, cost_minor: Some(54_000), attributes: Vec::new(),
/// };
/// let catalog = Catalog::new(vec![suit], Currency::parse("USD")?)?;
/// assert_eq!(catalog.product("suit_001").unwrap().price_minor, 120_000);
/// assert!(catalog.product("suit_002").is_none());
/// # Ok::<(), sartor::SartorError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "StoredCatalog")]
pub struct Catalog {
    currency: Currency,
    products: Vec<Product>,
    #[serde(skip_serializing)]
    places: Arc<Places>,
}

/// Where in the catalogue each product stands: for whoever asks often, one look instead of a search.
#[derive(Debug, PartialEq)]
pub(crate) struct Places(HashMap<String, u32, BuildHasherDefault<IdHasher>>);

/// FNV-1a (Fowler, Noll and Vo 1991), which is quick for texts as short as ids. Only the shop's own catalogue is
/// entered, so nobody outside can choose ids that collide.
#[derive(Debug)]
struct IdHasher(u64);

impl Default for IdHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Places {
    fn of(products: &[Product]) -> Self {
        Self(products.iter().zip(0..).map(|(product, place)| (product.product_id.clone(), place)).collect())
    }

    /// The place of a product, if the catalogue has it.
    pub(crate) fn get(&self, product_id: &str) -> Option<u32> {
        self.0.get(product_id).copied()
    }
}

/// A catalogue as it stands in an artefact, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredCatalog {
    currency: Currency,
    products: Vec<Product>,
}

impl TryFrom<StoredCatalog> for Catalog {
    type Error = SartorError;

    fn try_from(stored: StoredCatalog) -> Result<Self> {
        Self::new(stored.products, stored.currency)
    }
}

impl Catalog {
    /// A catalogue of `products` in any order, each id once.
    pub fn new(mut products: Vec<Product>, currency: Currency) -> Result<Self> {
        if products.len() > MAX_PRODUCTS {
            let size = products.len();
            return Err(SartorError::too_many("catalogue", "products", size, MAX_PRODUCTS, "products"));
        }
        products.sort_by(|left, right| left.product_id.cmp(&right.product_id));
        for product in &products {
            product.check()?;
        }
        let twice = products.windows(2).find(|pair| match pair {
            [left, right] => left.product_id == right.product_id,
            _ => false,
        });
        if let Some([product, _]) = twice {
            let expected = format!("each id once; {} stands twice", product.product_id);
            return Err(SartorError::invalid("catalogue", "productId", &expected));
        }
        let places = Arc::new(Places::of(&products));
        Ok(Self { currency, products, places })
    }

    /// The currency of every price.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The products, sorted by id.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// The product with this id.
    pub fn product(&self, product_id: &str) -> Option<&Product> {
        self.products.get(self.places.get(product_id)? as usize)
    }

    /// Where each product stands in [`Self::products`].
    pub(crate) fn places(&self) -> &Arc<Places> {
        &self.places
    }

    /// The same catalogue without what the products cost the shop.
    #[must_use]
    pub fn without_costs(&self) -> Self {
        let products =
            self.products.iter().map(|product| Product { cost_minor: None, ..product.clone() }).collect();
        Self { currency: self.currency, products, places: Arc::clone(&self.places) }
    }
}

impl Product {
    /// Refuse a product outside its documented limits, and attributes that are not sorted, each once.
    pub fn check(&self) -> Result<()> {
        let subject = "product";
        check_id(subject, "productId", &self.product_id)?;
        let text = |field: &str, text: &str, limit: usize| {
            if text.len() > limit {
                return Err(SartorError::too_large(subject, field, text.len(), limit));
            }
            if text.trim().is_empty() {
                return Err(SartorError::invalid(subject, field, "text that is not blank"));
            }
            Ok(())
        };
        text("name", &self.name, MAX_NAME_BYTES)?;
        for (field, value) in [("category", &self.category), ("brand", &self.brand)] {
            if let Some(value) = value {
                text(field, value, MAX_VALUE_BYTES)?;
            }
        }
        for (field, amount) in [("priceMinor", Some(self.price_minor)), ("costMinor", self.cost_minor)] {
            if let Some(amount) = amount.filter(|amount| !(0..=MAX_PRICE_MINOR).contains(amount)) {
                return Err(SartorError::out_of_range(subject, field, amount, "0 to 10^12 minor units"));
            }
        }
        if self.attributes.len() > MAX_ATTRIBUTES {
            let size = self.attributes.len();
            return Err(SartorError::too_many(subject, "attributes", size, MAX_ATTRIBUTES, "attributes"));
        }
        for attribute in &self.attributes {
            text("attribute name", &attribute.name, MAX_ATTRIBUTE_NAME_BYTES)?;
            text("attribute value", &attribute.value, MAX_VALUE_BYTES)?;
        }
        if !self.attributes.is_sorted_by(|left, right| left < right) {
            return Err(SartorError::invalid(
                subject,
                "attributes",
                "sorted by name and value, each pair once",
            ));
        }
        Ok(())
    }
}
