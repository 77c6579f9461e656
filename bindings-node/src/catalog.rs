//! What the shop sells, as an object of the host's.

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::catalog::{self as core, CatalogFormat, CatalogReader};
use sartor::engine::OrderCatalogFeed;
use sartor::event::OrderOptions;
use sartor::money::Currency;
use sartor::read::ReadReport;
use serde::Deserialize;

use crate::file::read_file;
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::work::{Follow, promise};

/// The currency of a file that nobody states.
const USUAL_CURRENCY: &str = "USD";

/// How a file of products is to be understood.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct CatalogOptions {
    currency: Option<String>,
}

/// An immutable list of products in one currency.
#[napi]
pub struct Catalog {
    catalog: Arc<core::Catalog>,
    report: Option<ReadReport>,
}

impl Catalog {
    /// The object of a catalogue.
    pub fn of(catalog: core::Catalog, report: Option<ReadReport>) -> Self {
        Self { catalog: Arc::new(catalog), report }
    }

    /// The catalogue itself.
    pub fn get(&self) -> Arc<core::Catalog> {
        Arc::clone(&self.catalog)
    }

    fn read<'env>(
        env: &'env Env,
        operation: &'static str,
        format: CatalogFormat,
        path: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        promise(
            env,
            operation,
            || {
                let path = input::text(operation, "path", path)?;
                let read: CatalogOptions = input::options_with(operation, options)?;
                let currency = Currency::parse(read.currency.as_deref().unwrap_or(USUAL_CURRENCY))?;
                Ok(((path, currency), Follow::among(env, operation, options)?))
            },
            move |(path, currency), control| {
                let mut reader = CatalogReader::new(format, currency);
                read_file(&path, control, |bytes| reader.feed(bytes))?;
                reader.finish()
            },
            |_, (catalog, report)| Ok(Self::of(catalog, Some(report))),
        )
    }
}

#[napi]
impl Catalog {
    /// A catalogue of products in any order, each id once.
    #[napi(constructor, catch_unwind, ts_args_type = "products: Array<Product>, currency: string")]
    pub fn new(env: &Env, products: Unknown<'_>, currency: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Catalog", || {
            let products = sartor::input::from_value("catalogue", input::value("catalogue", products)?)?;
            let currency = Currency::parse(&input::text("catalogue", "currency", currency)?)?;
            Ok(Self::of(core::Catalog::new(products, currency)?, None))
        })
    }

    /// Read a CSV file, plain or gzip: `product_id`, `name` and `price`, `cost`, `category` and `brand` if
    /// there are, and a free attribute in every other column, its values separated by `|`.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, options?: CatalogOptions | null",
        ts_return_type = "Promise<Catalog>"
    )]
    pub fn from_csv<'env>(
        env: &'env Env,
        path: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        Self::read(env, "Catalog.fromCsv", CatalogFormat::Csv, path, options)
    }

    /// Read a JSON Lines file, plain or gzip, with the same names.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, options?: CatalogOptions | null",
        ts_return_type = "Promise<Catalog>"
    )]
    pub fn from_json_lines<'env>(
        env: &'env Env,
        path: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        Self::read(env, "Catalog.fromJsonLines", CatalogFormat::JsonLines, path, options)
    }

    /// Derive the catalogue from a file of order lines: the most frequent description and price of each product.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, options?: (Input<OrderOptions> & FollowOptions) | null",
        ts_return_type = "Promise<Catalog>"
    )]
    pub fn from_orders<'env>(
        env: &'env Env,
        path: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Catalog.fromOrders";
        promise(
            env,
            operation,
            || {
                let path = input::text(operation, "path", path)?;
                let read: OrderOptions = input::options_with(operation, options)?;
                Ok(((path, read), Follow::among(env, operation, options)?))
            },
            |(path, options), control| {
                let mut feed = OrderCatalogFeed::new(options)?;
                read_file(&path, control, |bytes| feed.feed(bytes))?;
                feed.finish()
            },
            |_, (catalog, report)| Ok(Self::of(catalog, Some(report))),
        )
    }

    /// ISO 4217 code of every price.
    #[napi(getter, catch_unwind)]
    pub fn currency(&self) -> String {
        self.catalog.currency().code().to_owned()
    }

    /// How many products there are.
    #[napi(getter, catch_unwind)]
    pub fn size(&self) -> u32 {
        u32::try_from(self.catalog.products().len()).unwrap_or(u32::MAX)
    }

    /// What became of every line of the file; null for a catalogue that was not read from one.
    #[napi(getter, catch_unwind, ts_return_type = "ReadReport | null")]
    pub fn report<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Catalog.report", || Ok(&self.report))
    }

    /// The products, sorted by id.
    #[napi(catch_unwind, ts_return_type = "Array<Product>")]
    pub fn products<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Catalog.products", || Ok(self.catalog.products()))
    }

    /// The product with this id; null when there is none.
    #[napi(catch_unwind, ts_args_type = "productId: string", ts_return_type = "Product | null")]
    pub fn product<'env>(&self, env: &'env Env, product_id: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Catalog.product", || -> Outcome<_> {
            Ok(self.catalog.product(&input::text("catalogue", "productId", product_id)?))
        })
    }
}
