//! What does the shop sell?
//!
//! A [`Catalog`] is an immutable list of products, sorted by id, in one currency. It comes from CSV or JSON
//! Lines by a push reader, or is derived from the lines of orders. Free attributes (colour, fit, fabric,
//! occasion ...) are what styles are learnt from.
//!
//! ```
//! use sartor::catalog::{CatalogFormat, CatalogReader};
//! use sartor::money::Currency;
//! let file = "id,name,price,category,colour,occasion
//! suit_001,Navy wool suit,1150,suits,navy,wedding|work
//! tie_12,Silk tie,75.50,ties,red,wedding\n";
//! let mut reader = CatalogReader::new(CatalogFormat::Csv, Currency::parse("USD")?);
//! reader.feed(file.as_bytes())?;
//! let (catalog, report) = reader.finish()?;
//! assert_eq!(report.accepted, 2);
//! let suit = catalog.product("suit_001").unwrap();
//! assert_eq!((suit.price_minor, suit.attributes.len()), (115_000, 3));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod derive;
mod list;
mod reader;

pub use derive::CatalogDeriver;
pub(crate) use list::Places;
pub use list::{
    Catalog, MAX_ATTRIBUTE_NAME_BYTES, MAX_ATTRIBUTES, MAX_NAME_BYTES, MAX_PRODUCTS, MAX_VALUE_BYTES,
};
pub use reader::{CatalogFormat, CatalogReader};

/// One product.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Product {
    /// The shop's id, 1 to 256 bytes.
    pub product_id: String,
    /// Its name, 1 to 512 bytes.
    pub name: String,
    /// Its category, at most 256 bytes.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub category: Option<String>,
    /// Its brand, at most 256 bytes.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub brand: Option<String>,
    /// Its list price in minor units of the catalogue's currency, at least 0.
    pub price_minor: i64,
    /// What it costs the shop, in minor units, at least 0.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub cost_minor: Option<i64>,
    /// Free attributes, at most 64, sorted by name and value, no pair twice.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub attributes: Vec<ProductAttribute>,
}

/// One free attribute of a product; one with several values appears once for each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ProductAttribute {
    /// Such as `colour`, 1 to 64 bytes.
    pub name: String,
    /// Such as `navy`, 1 to 256 bytes.
    pub value: String,
}
