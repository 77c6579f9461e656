//! How is a shop saved and loaded?
//!
//! As an artefact of the kind `shop`, everything sorted, so that the same facts give the same bytes. Loading
//! enters each fact through the calls that a host uses, so a file can hold nothing that they would refuse.

use serde::{Deserialize, Serialize};

use super::{MAX_SHOP_BYTES, PriceOverride, SUBJECT, Shop};
use crate::{Result, artifact};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct StoredShop {
    stock: Vec<StoredStock>,
    deadlines: Vec<StoredDeadline>,
    prices: Vec<PriceOverride>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredStock {
    product_id: String,
    count: i64,
    counted_at_ms: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredDeadline {
    deadline_id: String,
    at_ms: i64,
    product_ids: Vec<String>,
}

impl Shop {
    /// The shop as an artefact in JSON.
    pub fn to_json(&self) -> Result<String> {
        artifact::to_json(SUBJECT, Some(SUBJECT), &self.stored())
    }

    /// The shop of [`Shop::to_json`].
    pub fn from_json(text: &str) -> Result<Self> {
        Self::restored(&artifact::from_json::<StoredShop>(SUBJECT, text)?.body)
    }

    /// The shop as an artefact in bytes; the same facts give the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, Some(SUBJECT), &self.stored())
    }

    /// The shop of [`Shop::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::restored(&artifact::from_bytes::<StoredShop>(SUBJECT, bytes, MAX_SHOP_BYTES)?.body)
    }

    fn stored(&self) -> StoredShop {
        let stock = self.stock.iter().map(|(product_id, fact)| StoredStock {
            product_id: product_id.clone(),
            count: fact.count,
            counted_at_ms: fact.counted_at_ms,
        });
        let deadlines = self.deadlines.iter().map(|(id, deadline)| StoredDeadline {
            deadline_id: id.clone(),
            at_ms: deadline.at_ms,
            product_ids: deadline.product_ids.clone(),
        });
        StoredShop {
            stock: stock.collect(),
            deadlines: deadlines.collect(),
            prices: self.prices.values().flatten().cloned().collect(),
        }
    }

    fn restored(stored: &StoredShop) -> Result<Self> {
        let mut shop = Self::new();
        for known in &stored.stock {
            shop.stock(&known.product_id, known.count, known.counted_at_ms)?;
        }
        for known in &stored.deadlines {
            shop.deadline(&known.deadline_id, known.at_ms, &known.product_ids)?;
        }
        for known in &stored.prices {
            let PriceOverride { product_id, price_minor, from_ms, until_ms, reason } = known;
            shop.price_override(product_id, *price_minor, *from_ms, *until_ms, reason)?;
        }
        Ok(shop)
    }
}
