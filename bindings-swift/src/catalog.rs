//! What the shop sells, read from files or given.

use std::sync::Arc;

use sartor::catalog::{self as core, CatalogFormat, CatalogReader, Product};
use sartor::engine::OrderCatalogFeed;
use sartor::event::OrderOptions;
use sartor::money::Currency;
use sartor::read::ReadReport;
use sartor::{Result, input};

use crate::file::read_file;
use crate::work::{Control, run, run_long, to_json};

/// An immutable list of products, sorted by id, in one currency.
#[derive(Debug, uniffi::Object)]
pub struct Catalog {
    pub(crate) catalog: core::Catalog,
    report: Option<ReadReport>,
}

impl Catalog {
    pub(crate) fn of(catalog: core::Catalog, report: Option<ReadReport>) -> Self {
        Self { catalog, report }
    }

    fn read(
        operation: &str,
        format: CatalogFormat,
        path: &str,
        currency: &str,
        control: Option<Arc<dyn Control>>,
    ) -> Result<Self> {
        run_long(operation, control, |control| {
            let mut reader = CatalogReader::new(format, Currency::parse(currency)?);
            read_file(path, control, |bytes| reader.feed(bytes))?;
            let (catalog, report) = reader.finish()?;
            Ok(Self::of(catalog, Some(report)))
        })
    }
}

#[uniffi::export]
impl Catalog {
    /// A catalogue of products in any order, each id once.
    #[uniffi::constructor]
    pub fn new(products: Vec<Product>, currency: &str) -> Result<Self> {
        run("Catalog", || Ok(Self::of(core::Catalog::new(products, Currency::parse(currency)?)?, None)))
    }

    /// Read a CSV file, plain or gzip: `product_id`, `name` and `price`, `cost`, `category` and `brand` if there
    /// are, and a free attribute in every other column, its values separated by `|`.
    #[uniffi::constructor(default(currency = "USD", control = None))]
    pub fn from_csv(path: &str, currency: &str, control: Option<Arc<dyn Control>>) -> Result<Self> {
        Self::read("Catalog.fromCsv", CatalogFormat::Csv, path, currency, control)
    }

    /// Read a JSON Lines file, plain or gzip, with the same names.
    #[uniffi::constructor(default(currency = "USD", control = None))]
    pub fn from_json_lines(path: &str, currency: &str, control: Option<Arc<dyn Control>>) -> Result<Self> {
        Self::read("Catalog.fromJsonLines", CatalogFormat::JsonLines, path, currency, control)
    }

    /// Derive the catalogue from a file of order lines: the commonest name and price of each product.
    #[uniffi::constructor(default(control = None))]
    pub fn from_orders(path: &str, options: OrderOptions, control: Option<Arc<dyn Control>>) -> Result<Self> {
        run_long("Catalog.fromOrders", control, |control| {
            let mut feed = OrderCatalogFeed::new(options)?;
            read_file(path, control, |bytes| feed.feed(bytes))?;
            let (catalog, report) = feed.finish()?;
            Ok(Self::of(catalog, Some(report)))
        })
    }

    /// The catalogue that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("Catalog.fromJson", || Ok(Self::of(input::from_text("catalogue", text)?, None)))
    }

    /// The catalogue as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("Catalog.toJson", &self.catalog)
    }

    /// ISO 4217 code of every price.
    pub fn currency(&self) -> String {
        self.catalog.currency().code().to_owned()
    }

    /// How many products there are.
    pub fn size(&self) -> u32 {
        u32::try_from(self.catalog.products().len()).unwrap_or(u32::MAX)
    }

    /// What became of every line of the file; nothing for a catalogue that was not read from one.
    pub fn report(&self) -> Option<ReadReport> {
        self.report.clone()
    }

    /// The products, sorted by id.
    pub fn products(&self) -> Vec<Product> {
        self.catalog.products().to_vec()
    }

    /// The product with this id.
    pub fn product(&self, product_id: &str) -> Option<Product> {
        self.catalog.product(product_id).cloned()
    }
}
