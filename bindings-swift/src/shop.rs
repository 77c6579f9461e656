//! What changes by the minute for all customers, shared by all threads.

use std::sync::{RwLock, RwLockReadGuard};

use sartor::shop::{PriceOverride, StockFact};
use sartor::{Result, shop as core};

use crate::work::{internal, run};

/// The facts of a shop: stock, deadlines, price overrides. Prices are in minor units of the engine's currency.
#[derive(Debug, uniffi::Object)]
pub struct Shop(RwLock<core::Shop>);

impl Shop {
    fn of(shop: core::Shop) -> Self {
        Self(RwLock::new(shop))
    }

    /// The shop, while it stays as it is.
    pub(crate) fn read(&self) -> Result<RwLockReadGuard<'_, core::Shop>> {
        self.0.read().map_err(|_| internal("Shop"))
    }

    fn change<T>(&self, operation: &str, change: impl FnOnce(&mut core::Shop) -> Result<T>) -> Result<T> {
        run(operation, || change(&mut *self.0.write().map_err(|_| internal(operation))?))
    }
}

#[uniffi::export]
impl Shop {
    /// A shop of which nothing is known yet.
    #[uniffi::constructor]
    #[allow(clippy::new_without_default)] // uniffi has no Default
    pub fn new() -> Self {
        Self::of(core::Shop::new())
    }

    /// The shop that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("Shop.fromJson", || core::Shop::from_json(text)).map(Self::of)
    }

    /// The shop that `toBytes` wrote.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        run("Shop.fromBytes", || core::Shop::from_bytes(&bytes)).map(Self::of)
    }

    /// The shop as JSON.
    pub fn to_json(&self) -> Result<String> {
        run("Shop.toJson", || self.read()?.to_json())
    }

    /// The shop as bytes; the same facts give the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        run("Shop.toBytes", || self.read()?.to_bytes())
    }

    /// Enter a count. Whether it was used: an older one than is known is not.
    pub fn stock(&self, product_id: &str, count: i64, counted_at: i64) -> Result<bool> {
        self.change("Shop.stock", |shop| shop.stock(product_id, count, counted_at))
    }

    /// The last count of a product, if anybody ever counted.
    pub fn stock_at(&self, product_id: &str) -> Result<Option<StockFact>> {
        Ok(self.read()?.stock_at(product_id))
    }

    /// Products whose last count was 0, sorted.
    pub fn sold_out(&self) -> Result<Vec<String>> {
        Ok(self.read()?.sold_out().map(str::to_owned).collect())
    }

    /// Announce a time, for some products or with none named for the whole shop. It never moves.
    #[uniffi::method(default(product_ids = []))]
    pub fn deadline(&self, id: &str, at: i64, product_ids: &[String]) -> Result<()> {
        self.change("Shop.deadline", |shop| shop.deadline(id, at, product_ids))
    }

    /// The next deadline that concerns a product, after `asOf`.
    pub fn next_deadline(&self, product_id: &str, as_of: i64) -> Result<Option<i64>> {
        Ok(self.read()?.next_deadline(product_id, as_of))
    }

    /// Set a price for a time, the same for everyone; without `until`, until another begins.
    #[uniffi::method(default(until = None, reason = ""))]
    pub fn price_override(
        &self,
        product_id: &str,
        price_minor: i64,
        from: i64,
        until: Option<i64>,
        reason: &str,
    ) -> Result<()> {
        self.change("Shop.priceOverride", |shop| {
            shop.price_override(product_id, price_minor, from, until, reason)
        })
    }

    /// The override in force at a time, if there is one.
    pub fn price_at(&self, product_id: &str, as_of: i64) -> Result<Option<PriceOverride>> {
        Ok(self.read()?.price_at(product_id, as_of).cloned())
    }

    /// The lowest price of the 30 days before the override in force began, where `baseMinor` is the price
    /// whenever none was in force.
    #[uniffi::method(name = "lowestPrice30d")]
    pub fn lowest_price_30d(&self, product_id: &str, base_minor: i64, as_of: i64) -> Result<i64> {
        Ok(self.read()?.lowest_price_30d(product_id, base_minor, as_of))
    }
}
