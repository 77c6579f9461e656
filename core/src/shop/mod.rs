//! What changes by the minute for all customers: stock, deadlines, price overrides?
//!
//! A shop holds facts and nothing else: what was counted and when, what was announced and until when, which
//! price was in force from when to when. A scarcity claim or a crossed-out price rests on one of them. So a
//! count never gives way to an older one, a deadline never moves, and the history of prices is added to but
//! not changed. Prices are in minor units of the engine's currency, as everywhere.
//!
//! ```
//! use sartor::shop::Shop;
//! let day = 86_400_000;
//! let mut shop = Shop::new();
//! assert!(shop.stock("suit_001", 4, 10 * day)?);
//! assert!(!shop.stock("suit_001", 9, 9 * day)?); // an older count
//! assert_eq!(shop.stock_at("suit_001").map(|fact| fact.count), Some(4));
//!
//! shop.deadline("summer_sale", 40 * day, &["suit_001"])?;
//! assert_eq!(shop.deadline("summer_sale", 41 * day, &["suit_001"]).unwrap_err().code(), "ALREADY_SET");
//!
//! shop.price_override("suit_001", 100_000, 10 * day, Some(20 * day), "spring sale")?;
//! shop.price_override("suit_001", 110_000, 30 * day, None, "summer sale")?;
//! // The law asks for the lowest price of the 30 days before the reduction that is announced.
//! assert_eq!(shop.lowest_price_30d("suit_001", 120_000, 35 * day), 100_000);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::collections::BTreeMap;

mod price;
mod stored;

pub use price::PriceOverride;

use crate::ids::check_id;
use crate::money::MAX_PRICE_MINOR;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// The most products with a stock count, and the most with a price override.
pub const MAX_SHOP_PRODUCTS: usize = 1_000_000;
/// The most deadlines.
pub const MAX_DEADLINES: usize = 10_000;
/// The most products of one deadline.
pub const MAX_DEADLINE_PRODUCTS: usize = 10_000;
/// The most price overrides of one product; those that ended 31 days before a new one make room for it.
pub const MAX_OVERRIDES: usize = 100;
/// The largest saved shop, in bytes of JSON.
pub const MAX_SHOP_BYTES: usize = 512 << 20;

const SUBJECT: &str = "shop";
/// The longest reason of an override, in bytes.
const MAX_REASON_BYTES: usize = 256;

/// The facts of a shop that change by the minute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shop {
    stock: BTreeMap<String, StockFact>,
    /// When each product whose last count was 0 was counted.
    sold_out: BTreeMap<String, i64>,
    deadlines: BTreeMap<String, Deadline>,
    /// Deadlines of each product, sorted; of the whole shop under the empty id.
    deadlines_of: BTreeMap<String, Vec<i64>>,
    /// Overrides of each product, sorted by their beginning.
    prices: BTreeMap<String, Vec<PriceOverride>>,
}

/// How many there were when somebody counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct StockFact {
    /// How many, at least 0.
    pub count: i64,
    /// When they were counted.
    pub counted_at_ms: i64,
}

/// A time that was announced, and for which products.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Deadline {
    at_ms: i64,
    /// Sorted; empty for the whole shop.
    product_ids: Vec<String>,
}

impl Shop {
    /// A shop of which nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Enter a count. Whether it was used: an older one than is known is not.
    ///
    /// Of two counts of the same millisecond the smaller is believed, whichever comes first.
    pub fn stock(&mut self, product_id: &str, count: i64, counted_at_ms: i64) -> Result<bool> {
        check_id(SUBJECT, "productId", product_id)?;
        check_timestamp(SUBJECT, "countedAtMs", counted_at_ms)?;
        if count < 0 {
            return Err(SartorError::out_of_range(SUBJECT, "count", count, "at least 0"));
        }
        let fact = StockFact { count, counted_at_ms };
        match self.stock.get_mut(product_id) {
            Some(known) if known.counted_at_ms > counted_at_ms => return Ok(false),
            Some(known) if known.counted_at_ms == counted_at_ms && known.count <= count => {
                return Ok(*known == fact);
            }
            Some(known) => *known = fact,
            None => {
                check_room("products", self.stock.len(), MAX_SHOP_PRODUCTS)?;
                self.stock.insert(product_id.to_owned(), fact);
            }
        }
        if count == 0 {
            self.sold_out.insert(product_id.to_owned(), counted_at_ms);
        } else {
            self.sold_out.remove(product_id);
        }
        Ok(true)
    }

    /// The last count of a product, if anybody ever counted.
    pub fn stock_at(&self, product_id: &str) -> Option<StockFact> {
        self.stock.get(product_id).copied()
    }

    /// Products whose last count was 0, sorted.
    pub fn sold_out(&self) -> impl Iterator<Item = &str> {
        self.sold_out.keys().map(String::as_str)
    }

    /// Products of which nothing was left when they were last counted, at `as_of_ms` or before.
    pub(crate) fn sold_out_at(&self, as_of_ms: i64) -> impl Iterator<Item = &str> {
        let counted = move |&(_, &counted_at_ms): &(&String, &i64)| counted_at_ms <= as_of_ms;
        self.sold_out.iter().filter(counted).map(|(product_id, _)| product_id.as_str())
    }

    /// Announce a time, for some products or with none named for the whole shop.
    ///
    /// The same deadline again changes nothing; another under its id is `ALREADY_SET`.
    pub fn deadline(&mut self, id: &str, at_ms: i64, product_ids: &[impl AsRef<str>]) -> Result<()> {
        check_id(SUBJECT, "deadlineId", id)?;
        check_timestamp(SUBJECT, "atMs", at_ms)?;
        if product_ids.len() > MAX_DEADLINE_PRODUCTS {
            let (size, limit) = (product_ids.len(), MAX_DEADLINE_PRODUCTS);
            return Err(SartorError::too_many(SUBJECT, "productIds", size, limit, "products"));
        }
        let mut named = Vec::with_capacity(product_ids.len());
        for product_id in product_ids {
            check_id(SUBJECT, "productIds", product_id.as_ref())?;
            named.push(product_id.as_ref().to_owned());
        }
        named.sort_unstable();
        named.dedup();
        let deadline = Deadline { at_ms, product_ids: named };
        if let Some(known) = self.deadlines.get(id) {
            if *known == deadline {
                return Ok(());
            }
            return Err(SartorError::AlreadySet { subject: format!("deadline {id}") });
        }
        check_room("deadlines", self.deadlines.len(), MAX_DEADLINES)?;
        let whole_shop = [String::new()];
        let of = if deadline.product_ids.is_empty() { &whole_shop[..] } else { &deadline.product_ids };
        for product_id in of {
            let times = self.deadlines_of.entry(product_id.clone()).or_default();
            let at = times.partition_point(|known| *known < at_ms);
            times.insert(at, at_ms);
        }
        self.deadlines.insert(id.to_owned(), deadline);
        Ok(())
    }

    /// The next deadline that concerns a product, after `as_of_ms`.
    pub fn next_deadline(&self, product_id: &str, as_of_ms: i64) -> Option<i64> {
        let next = |of: &str| {
            let times = self.deadlines_of.get(of)?;
            times.get(times.partition_point(|at| *at <= as_of_ms)).copied()
        };
        match (next(product_id), next("")) {
            (Some(own), Some(whole)) => Some(own.min(whole)),
            (own, whole) => own.or(whole),
        }
    }

    /// Set a price for a time, the same for everyone; it is kept as history and never changed.
    ///
    /// The same override again changes nothing; another one of the same product and beginning is
    /// `ALREADY_SET`. Of several in force the one that began last counts.
    pub fn price_override(
        &mut self,
        product_id: &str,
        price_minor: i64,
        from_ms: i64,
        until_ms: Option<i64>,
        reason: &str,
    ) -> Result<()> {
        check_id(SUBJECT, "productId", product_id)?;
        check_timestamp(SUBJECT, "fromMs", from_ms)?;
        if let Some(until_ms) = until_ms {
            check_timestamp(SUBJECT, "untilMs", until_ms)?;
            if until_ms <= from_ms {
                return Err(SartorError::out_of_range(SUBJECT, "untilMs", until_ms, "a time after fromMs"));
            }
        }
        if !(0..=MAX_PRICE_MINOR).contains(&price_minor) {
            return Err(SartorError::out_of_range(SUBJECT, "priceMinor", price_minor, "0 to 10^12"));
        }
        if reason.len() > MAX_REASON_BYTES {
            return Err(SartorError::too_large(SUBJECT, "reason", reason.len(), MAX_REASON_BYTES));
        }
        if !self.prices.contains_key(product_id) {
            check_room("products", self.prices.len(), MAX_SHOP_PRODUCTS)?;
        }
        let (product_id, reason) = (product_id.to_owned(), reason.to_owned());
        let set = PriceOverride { product_id, price_minor, from_ms, until_ms, reason };
        let known = self.prices.get(&set.product_id).map_or(&[][..], Vec::as_slice);
        let history = price::with(known, &set)?;
        self.prices.insert(set.product_id, history);
        Ok(())
    }

    /// The override in force at a time, if there is one.
    pub fn price_at(&self, product_id: &str, as_of_ms: i64) -> Option<&PriceOverride> {
        price::in_force(self.prices.get(product_id)?, as_of_ms)
    }

    /// The lowest price of the 30 days before the override in force began (or before `as_of_ms`, without one),
    /// where `base_minor` is the price whenever none was in force.
    ///
    /// Directive 98/6/EC, article 6a(2): a reduction is announced against the lowest price applied during at
    /// least 30 days before it.
    pub fn lowest_price_30d(&self, product_id: &str, base_minor: i64, as_of_ms: i64) -> i64 {
        self.prices
            .get(product_id)
            .map_or(base_minor, |history| price::lowest_30d(history, base_minor, as_of_ms))
    }
}

fn check_room(field: &str, held: usize, limit: usize) -> Result<()> {
    if held < limit {
        return Ok(());
    }
    Err(SartorError::too_many(SUBJECT, field, held, limit, field))
}
