//! What must be known to quote a price: of the product, the same for everyone, and of the customer?
//!
//! No field holds a protected attribute, an address or a device, so none can enter a price.
//!
//! ```
//! use sartor::pricing::PriceFacts;
//! let facts: PriceFacts = serde_json::from_str(r#"{"productId":"suit_001","currency":"USD","baseMinor":120000}"#)?;
//! assert_eq!(facts, PriceFacts::new("suit_001", "USD", 120_000));
//! # Ok::<(), serde_json::Error>(())
//! ```

use crate::estimate::Estimate;
use crate::money::Currency;
use crate::{Result, SartorError, ids::check_id};
use serde::{Deserialize, Serialize};

pub use crate::money::MAX_PRICE_MINOR;
/// The longest reason of an override, in bytes.
pub const MAX_REASON_BYTES: usize = 500;

/// What is known of a product's price; the same for every customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PriceFacts {
    /// The product.
    pub product_id: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// List price, 0 to 10^12 minor units.
    pub base_minor: i64,
    /// What the product costs the shop, 0 to 10^12 minor units; absent, no floor by margin.
    #[serde(default)]
    pub cost_minor: Option<i64>,
    /// A price that the shop set for everyone, 0 to 10^12 minor units.
    #[serde(default)]
    pub override_minor: Option<i64>,
    /// Why it set that price, for its own staff.
    #[serde(default)]
    pub override_reason: Option<String>,
    /// The lowest price of the last 30 days, 0 to 10^12 minor units.
    #[serde(default)]
    pub lowest_30d_minor: Option<i64>,
    /// How fast it sells now, the same for everyone.
    #[serde(default)]
    pub demand: Option<Demand>,
}

impl PriceFacts {
    /// A product of which only the list price is known.
    pub fn new(product_id: &str, currency: &str, base_minor: i64) -> Self {
        Self {
            product_id: product_id.to_owned(),
            currency: currency.to_owned(),
            base_minor,
            cost_minor: None,
            override_minor: None,
            override_reason: None,
            lowest_30d_minor: None,
            demand: None,
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        check_id("price facts", "productId", &self.product_id)?;
        Currency::parse(&self.currency)?;
        let amounts = [
            ("baseMinor", Some(self.base_minor)),
            ("costMinor", self.cost_minor),
            ("overrideMinor", self.override_minor),
            ("lowest30dMinor", self.lowest_30d_minor),
        ];
        for (field, amount) in amounts {
            if let Some(value) = amount
                && !(0..=MAX_PRICE_MINOR).contains(&value)
            {
                return Err(SartorError::out_of_range("price facts", field, value, "0 to 1000000000000"));
            }
        }
        if let Some(reason) = &self.override_reason
            && reason.len() > MAX_REASON_BYTES
        {
            let size = reason.len();
            return Err(SartorError::too_large("price facts", "overrideReason", size, MAX_REASON_BYTES));
        }
        self.demand.map_or(Ok(()), Demand::check)
    }
}

/// Recent sales against usual sales of one product, over all customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Demand {
    /// Recent rate of sales over the usual rate, shrunk towards 1; 0.001 to 1000.
    pub ratio: f64,
    /// How far the ratio rests on data rather than on the shrinkage, 0 to 1; 0 moves nothing.
    pub weight: f64,
}

impl Demand {
    /// Units that one must expect to sell before the data weigh as much as the assumption that nothing changed.
    pub const PRIOR_UNITS: f64 = 10.0;

    /// The mean of a gamma posterior on the ratio: `(sold + s) / (expected + s)` with `s` of
    /// [`Demand::PRIOR_UNITS`], which rests on the data with weight `expected / (expected + s)`
    /// (Gelman et al. 2013, Bayesian Data Analysis, section 2.6).
    ///
    /// `sold` units were sold in a window in which the usual rate would have sold `expected`.
    ///
    /// ```
    /// use sartor::pricing::Demand;
    /// let demand = Demand::from_sales(30.0, 10.0)?;
    /// assert_eq!((demand.ratio, demand.weight), (2.0, 0.5));
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn from_sales(sold: f64, expected: f64) -> Result<Self> {
        for (field, value) in [("sold", sold), ("expected", expected)] {
            if !(0.0..=1e9).contains(&value) {
                return Err(SartorError::out_of_range("demand", field, value, "0 to 1000000000"));
            }
        }
        let ratio = (sold + Self::PRIOR_UNITS) / (expected + Self::PRIOR_UNITS);
        Ok(Self { ratio: ratio.clamp(0.001, 1000.0), weight: expected / (expected + Self::PRIOR_UNITS) })
    }

    pub(super) fn check(self) -> Result<()> {
        if !(0.001..=1000.0).contains(&self.ratio) {
            return Err(SartorError::out_of_range("demand", "ratio", self.ratio, "0.001 to 1000"));
        }
        if !(0.0..=1.0).contains(&self.weight) {
            return Err(SartorError::out_of_range("demand", "weight", self.weight, "0 to 1"));
        }
        Ok(())
    }
}

/// What may lower the price for one customer. Without consent nothing else here is read.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OfferFacts {
    /// Whether the customer allows personal data to shape prices.
    pub consented: bool,
    /// Whether the customer bought before.
    pub returning: bool,
    /// Probability that the customer will ever buy again.
    pub probability_alive: Option<Estimate>,
    /// A number in `[0, 1)` that depends on customer and experiment only; below the holdout share: no offer.
    pub holdout_draw: f64,
}

impl OfferFacts {
    pub(super) fn check(&self) -> Result<()> {
        if !(0.0..1.0).contains(&self.holdout_draw) {
            let value = self.holdout_draw;
            return Err(SartorError::out_of_range("offer facts", "holdoutDraw", value, "0 to below 1"));
        }
        if let Some(alive) = self.probability_alive {
            for (field, value) in [("value", alive.value), ("low", alive.low), ("high", alive.high)] {
                if !(0.0..=1.0).contains(&value) {
                    let field = format!("probabilityAlive.{field}");
                    return Err(SartorError::out_of_range("offer facts", &field, value, "0 to 1"));
                }
            }
        }
        Ok(())
    }
}
