//! What changes by the minute for all customers, as an object of the host's.

use std::cell::RefCell;

use napi::Env;
use napi::bindgen_prelude::{Buffer, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::shop as core;

use crate::host::{Outcome, answer, run};
use crate::input;

/// The shop's facts: stock with its time of count, deadlines set once, price overrides.
#[napi]
pub struct Shop {
    shop: RefCell<core::Shop>,
}

impl Shop {
    fn make(shop: core::Shop) -> Self {
        Self { shop: RefCell::new(shop) }
    }

    /// Look at the shop.
    pub fn read<T>(&self, read: impl FnOnce(&core::Shop) -> Outcome<T>) -> Outcome<T> {
        let in_use = |_| SartorError::Internal { operation: "Shop.read".to_owned() };
        read(&*self.shop.try_borrow().map_err(in_use)?)
    }

    fn change<T>(&self, change: impl FnOnce(&mut core::Shop) -> sartor::Result<T>) -> Outcome<T> {
        let in_use = |_| SartorError::Internal { operation: "Shop.change".to_owned() };
        Ok(change(&mut *self.shop.try_borrow_mut().map_err(in_use)?)?)
    }
}

fn product(input: Unknown<'_>) -> Outcome<String> {
    input::text("shop", "productId", input)
}

#[napi]
impl Shop {
    /// A shop of which nothing is known yet.
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::new_without_default)] // only JavaScript makes one
    pub fn new() -> Self {
        Self::make(core::Shop::new())
    }

    /// State how many are left, and when they were counted; false when a later count is known already.
    #[napi(
        catch_unwind,
        ts_args_type = "productId: string, count: number, countedAt: Time",
        ts_return_type = "boolean"
    )]
    pub fn stock(
        &self,
        env: &Env,
        product_id: Unknown<'_>,
        count: Unknown<'_>,
        counted_at: Unknown<'_>,
    ) -> napi::Result<bool> {
        run(env, "Shop.stock", || {
            let product_id = product(product_id)?;
            let count = input::integer("shop", "count", count)?;
            let counted_at_ms = input::time("shop", "countedAt", counted_at)?;
            self.change(|shop| shop.stock(&product_id, count, counted_at_ms))
        })
    }

    /// The last count of a product; null when there is none.
    #[napi(catch_unwind, ts_args_type = "productId: string", ts_return_type = "StockFact | null")]
    pub fn stock_at<'env>(&self, env: &'env Env, product_id: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Shop.stockAt", || {
            let product_id = product(product_id)?;
            self.read(|shop| Ok(shop.stock_at(&product_id)))
        })
    }

    /// Products of which none are left, sorted.
    #[napi(getter, catch_unwind, ts_return_type = "Array<string>")]
    pub fn sold_out(&self, env: &Env) -> napi::Result<Vec<String>> {
        run(env, "Shop.soldOut", || self.read(|shop| Ok(shop.sold_out().map(str::to_owned).collect())))
    }

    /// Set a deadline, once: it cannot move later. Without products it is the whole shop's.
    #[napi(catch_unwind, ts_args_type = "id: string, at: Time, productIds?: Array<string> | null")]
    pub fn deadline(
        &self,
        env: &Env,
        id: Unknown<'_>,
        at: Unknown<'_>,
        product_ids: Unknown<'_>,
    ) -> napi::Result<()> {
        run(env, "Shop.deadline", || {
            let id = input::text("shop", "deadlineId", id)?;
            let at_ms = input::time("shop", "at", at)?;
            let product_ids = if input::is_absent(product_ids)? {
                Vec::new()
            } else {
                input::texts("shop", "productIds", product_ids)?
            };
            self.change(|shop| shop.deadline(&id, at_ms, &product_ids))
        })
    }

    /// The next deadline of a product, milliseconds since the epoch; null when there is none.
    #[napi(catch_unwind, ts_args_type = "productId: string, asOf: Time", ts_return_type = "number | null")]
    pub fn next_deadline(
        &self,
        env: &Env,
        product_id: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Option<i64>> {
        run(env, "Shop.nextDeadline", || {
            let (product_id, as_of_ms) = (product(product_id)?, input::time("shop", "asOf", as_of)?);
            self.read(|shop| Ok(shop.next_deadline(&product_id, as_of_ms)))
        })
    }

    /// Set a price for a time, the same for everyone; without `until` it holds until another begins.
    #[napi(
        catch_unwind,
        ts_args_type = "productId: string, priceMinor: number, from: Time, until: Time | null | undefined, reason: string"
    )]
    pub fn price_override(
        &self,
        env: &Env,
        product_id: Unknown<'_>,
        price_minor: Unknown<'_>,
        from: Unknown<'_>,
        until: Unknown<'_>,
        reason: Unknown<'_>,
    ) -> napi::Result<()> {
        run(env, "Shop.priceOverride", || {
            let product_id = product(product_id)?;
            let price_minor = input::integer("shop", "priceMinor", price_minor)?;
            let from_ms = input::time("shop", "from", from)?;
            let until_ms =
                if input::is_absent(until)? { None } else { Some(input::time("shop", "until", until)?) };
            let reason = input::text("shop", "reason", reason)?;
            self.change(|shop| shop.price_override(&product_id, price_minor, from_ms, until_ms, &reason))
        })
    }

    /// The price override in force; null when there is none.
    #[napi(
        catch_unwind,
        ts_args_type = "productId: string, asOf: Time",
        ts_return_type = "PriceOverride | null"
    )]
    pub fn price_at<'env>(
        &self,
        env: &'env Env,
        product_id: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Shop.priceAt", || {
            let (product_id, as_of_ms) = (product(product_id)?, input::time("shop", "asOf", as_of)?);
            self.read(|shop| Ok(shop.price_at(&product_id, as_of_ms).cloned()))
        })
    }

    /// The lowest price of the 30 days before, in minor units; `baseMinor` where no override was in force.
    #[napi(
        js_name = "lowestPrice30d",
        catch_unwind,
        ts_args_type = "productId: string, baseMinor: number, asOf: Time",
        ts_return_type = "number"
    )]
    pub fn lowest_price_30d(
        &self,
        env: &Env,
        product_id: Unknown<'_>,
        base_minor: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<i64> {
        run(env, "Shop.lowestPrice30d", || {
            let (product_id, as_of_ms) = (product(product_id)?, input::time("shop", "asOf", as_of)?);
            let base_minor = input::integer("shop", "baseMinor", base_minor)?;
            self.read(|shop| Ok(shop.lowest_price_30d(&product_id, base_minor, as_of_ms)))
        })
    }

    /// The shop as JSON text.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        run(env, "Shop.toJson", || self.read(|shop| Ok(shop.to_json()?)))
    }

    /// A shop from `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Shop.fromJson", || {
            let json = input::long_text("shop", "json", json, core::MAX_SHOP_BYTES)?;
            Ok(Self::make(core::Shop::from_json(&json)?))
        })
    }

    /// The shop as compressed bytes.
    #[napi(catch_unwind)]
    pub fn to_bytes(&self, env: &Env) -> napi::Result<Buffer> {
        run(env, "Shop.toBytes", || self.read(|shop| Ok(shop.to_bytes()?.into())))
    }

    /// A shop from `toBytes`.
    #[napi(factory, catch_unwind, ts_args_type = "bytes: Uint8Array")]
    pub fn from_bytes(env: &Env, bytes: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Shop.fromBytes", || {
            Ok(Self::make(core::Shop::from_bytes(&input::bytes("shop", "bytes", bytes)?)?))
        })
    }
}
