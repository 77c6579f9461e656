//! What the shop sells, read from files.

use std::path::PathBuf;

use pyo3::prelude::*;
use sartor::api::python::{from_json, to_json};
use sartor::catalog::{CatalogFormat, CatalogReader, Product};
use sartor::engine::OrderCatalogFeed;
use sartor::event::{DateOrder, OrderColumns, OrderOptions};
use sartor::money::Currency;
use sartor::read::ReadReport;

use crate::files::read_file;
use crate::input::{Given, Named};
use crate::work::{Progress, run, run_long};

/// What the shop sells: products sorted by id, in one currency.
#[pyclass(frozen, eq, module = "sartor")]
#[derive(PartialEq)]
pub struct Catalog {
    pub catalog: sartor::catalog::Catalog,
    report: Option<ReadReport>,
}

impl Catalog {
    pub fn of(catalog: sartor::catalog::Catalog, report: Option<ReadReport>) -> Self {
        Self { catalog, report }
    }
}

fn read(
    py: Python<'_>,
    operation: &str,
    path: &std::path::Path,
    format: CatalogFormat,
    currency: &str,
    progress: Option<Progress>,
) -> PyResult<Catalog> {
    run_long(py, operation, progress, |control| {
        let mut reader = CatalogReader::new(format, Currency::parse(currency)?);
        read_file(path, control, |bytes| reader.feed(bytes))?;
        reader.finish()
    })
    .map(|(catalog, report)| Catalog::of(catalog, Some(report)))
}

#[pymethods]
impl Catalog {
    /// A catalogue of products in any order, each id once.
    #[new]
    #[pyo3(signature = (products, currency = "USD"))]
    fn __new__(py: Python<'_>, products: Vec<Given<Product>>, currency: &str) -> PyResult<Self> {
        let products = products.into_iter().map(|product| product.0).collect();
        run(py, "Catalog", || sartor::catalog::Catalog::new(products, Currency::parse(currency)?))
            .map(|catalog| Self::of(catalog, None))
    }

    /// Read products from CSV or gzip of it. A bad line is skipped and told in `report`.
    #[staticmethod]
    #[pyo3(signature = (path, *, currency = "USD", progress = None))]
    fn from_csv(py: Python<'_>, path: PathBuf, currency: &str, progress: Option<Progress>) -> PyResult<Self> {
        read(py, "Catalog.from_csv", &path, CatalogFormat::Csv, currency, progress)
    }

    /// Read products from JSON Lines or gzip of it. A bad line is skipped and told in `report`.
    #[staticmethod]
    #[pyo3(signature = (path, *, currency = "USD", progress = None))]
    fn from_json_lines(
        py: Python<'_>,
        path: PathBuf,
        currency: &str,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        read(py, "Catalog.from_json_lines", &path, CatalogFormat::JsonLines, currency, progress)
    }

    /// Derive products from a file of order lines: the commonest name and price of each. The options are those of
    /// `Trainer.read_orders`, and it needs `date_order` too: a line whose date cannot be read is skipped.
    #[staticmethod]
    #[pyo3(signature = (path, *, currency = "USD", date_order = None, columns = None, progress = None))]
    fn from_orders(
        py: Python<'_>,
        path: PathBuf,
        currency: &str,
        date_order: Option<Named<DateOrder>>,
        columns: Option<Given<OrderColumns>>,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        run_long(py, "Catalog.from_orders", progress, |control| {
            let columns = columns.map(|columns| columns.0).unwrap_or_default();
            let options = OrderOptions {
                currency: currency.to_owned(),
                date_order: date_order.map(|order| order.0),
                columns,
                ..OrderOptions::default()
            };
            let mut feed = OrderCatalogFeed::new(options)?;
            read_file(&path, control, |bytes| feed.feed(bytes))?;
            feed.finish()
        })
        .map(|(catalog, report)| Self::of(catalog, Some(report)))
    }

    /// ISO 4217 code of every price.
    #[getter]
    fn currency(&self) -> &'static str {
        self.catalog.currency().code()
    }

    /// What became of every line of the file it was read from.
    #[getter]
    fn report(&self) -> Option<ReadReport> {
        self.report.clone()
    }

    /// The products, sorted by id.
    #[getter]
    fn products(&self) -> Vec<Product> {
        self.catalog.products().to_vec()
    }

    /// The product with this id.
    fn product(&self, product_id: &str) -> Option<Product> {
        self.catalog.product(product_id).cloned()
    }

    fn __len__(&self) -> usize {
        self.catalog.products().len()
    }

    fn __contains__(&self, product_id: &str) -> bool {
        self.catalog.product(product_id).is_some()
    }

    /// The catalogue as canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.catalog)
    }

    /// The catalogue that `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("catalogue", text).map(|catalog| Self::of(catalog, None))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.as_any().get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }

    fn __repr__(&self) -> String {
        format!("Catalog(products={}, currency={:?})", self.catalog.products().len(), self.currency())
    }
}
