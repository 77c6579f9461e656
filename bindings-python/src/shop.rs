//! The shop's state, which threads may share.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use sartor::Result;
use sartor::api::python::Argument;
use sartor::shop::{PriceOverride, StockFact};

use crate::moment::AsOf;
use crate::work::{Shared, run};

/// What changes by the minute for all customers: stock, deadlines, price overrides. Threads may share it.
#[pyclass(frozen, module = "sartor")]
pub struct Shop(pub Shared<sartor::shop::Shop>);

impl Shop {
    fn read<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&sartor::shop::Shop) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || work(&*self.0.now(operation)?))
    }

    fn change<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&mut sartor::shop::Shop) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || self.0.change(operation, work))
    }
}

#[pymethods]
impl Shop {
    /// A shop of which nothing is known yet.
    #[new]
    fn __new__() -> Self {
        Self(Shared::new(sartor::shop::Shop::new()))
    }

    /// Enter a count of a product. Whether it was used: an older one than is known is not.
    fn stock(
        &self,
        py: Python<'_>,
        product_id: &str,
        count: Argument<i64>,
        counted_at: AsOf,
    ) -> PyResult<bool> {
        let count = count.named("shop", "count")?;
        self.change(py, "Shop.stock", |shop| shop.stock(product_id, count, counted_at.0))
    }

    /// The last count of a product, if anybody ever counted.
    fn stock_at(&self, py: Python<'_>, product_id: &str) -> PyResult<Option<StockFact>> {
        self.read(py, "Shop.stock_at", |shop| Ok(shop.stock_at(product_id)))
    }

    /// Products whose last count was 0, sorted.
    fn sold_out(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.read(py, "Shop.sold_out", |shop| Ok(shop.sold_out().map(str::to_owned).collect()))
    }

    /// Announce a time, for some products or the whole shop. It cannot move later.
    #[pyo3(signature = (id, at, product_ids = Vec::new()))]
    fn deadline(&self, py: Python<'_>, id: &str, at: AsOf, product_ids: Vec<String>) -> PyResult<()> {
        self.change(py, "Shop.deadline", |shop| shop.deadline(id, at.0, &product_ids))
    }

    /// The next deadline that concerns a product, after `as_of`, in milliseconds.
    fn next_deadline(&self, py: Python<'_>, product_id: &str, as_of: AsOf) -> PyResult<Option<i64>> {
        self.read(py, "Shop.next_deadline", |shop| Ok(shop.next_deadline(product_id, as_of.0)))
    }

    /// Set a price for a time, the same for everyone.
    #[pyo3(signature = (product_id, price_minor, from_, until = None, *, reason = ""))]
    fn price_override(
        &self,
        py: Python<'_>,
        product_id: &str,
        price_minor: Argument<i64>,
        from_: AsOf,
        until: Option<AsOf>,
        reason: &str,
    ) -> PyResult<()> {
        let price_minor = price_minor.named("shop", "price_minor")?;
        let until_ms = until.map(|until| until.0);
        self.change(py, "Shop.price_override", |shop| {
            shop.price_override(product_id, price_minor, from_.0, until_ms, reason)
        })
    }

    /// The override in force at a time, if there is one.
    fn price_at(&self, py: Python<'_>, product_id: &str, as_of: AsOf) -> PyResult<Option<PriceOverride>> {
        self.read(py, "Shop.price_at", |shop| Ok(shop.price_at(product_id, as_of.0).cloned()))
    }

    /// The lowest price of the 30 days before a reduction, where `base_minor` holds when no override does.
    fn lowest_price_30d(
        &self,
        py: Python<'_>,
        product_id: &str,
        base_minor: Argument<i64>,
        as_of: AsOf,
    ) -> PyResult<i64> {
        let base_minor = base_minor.named("shop", "base_minor")?;
        self.read(py, "Shop.lowest_price_30d", |shop| {
            Ok(shop.lowest_price_30d(product_id, base_minor, as_of.0))
        })
    }

    /// The shop as JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, "Shop.to_json", sartor::shop::Shop::to_json)
    }

    /// The shop that `to_json` wrote.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        run(py, "Shop.from_json", || sartor::shop::Shop::from_json(text)).map(|shop| Self(Shared::new(shop)))
    }

    /// The shop as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.read(py, "Shop.to_bytes", sartor::shop::Shop::to_bytes).map(|bytes| PyBytes::new(py, &bytes))
    }

    /// The shop that `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Self> {
        run(py, "Shop.from_bytes", || sartor::shop::Shop::from_bytes(data))
            .map(|shop| Self(Shared::new(shop)))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.as_any().get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }

    #[pyo3(signature = (_memo: "typing.Any", /))]
    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyDict>) -> PyResult<Self> {
        self.read(py, "Shop", |shop| Ok(shop.clone())).map(|shop| Self(Shared::new(shop)))
    }
}
