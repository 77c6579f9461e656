//! What does a product cost this customer, why, and which rule bound it?
//!
//! The price starts at the list price; additive factors move it, each with its reason, and the amounts sum
//! to the move to one minor unit. By default everyone in the same context gets the same price, and personal
//! data can only lower it, as an offer. Floor, ceiling and the law of the jurisdiction bind every quote.

mod facts;
mod law;
mod law_table;
mod policy;
mod quote;

pub use facts::{Demand, MAX_PRICE_MINOR, MAX_REASON_BYTES, OfferFacts, PriceFacts};
pub use law::{
    LawInForce, MAX_RULE_TEXT_BYTES, MAX_RULES, PriceRule, RuleEffect, check_jurisdiction, next_change_ms,
};
pub use law_table::default_rules;
pub use policy::PricingPolicy;
pub use quote::quote;

pub(crate) use quote::QuoteTerms;

use serde::{Deserialize, Serialize};

/// Where and how a price is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct QuoteContext {
    /// Country or country and region, such as `US-NY` or `DE`; absent, the strictest rules apply.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub jurisdiction: Option<String>,
    /// Ask for the impersonal price even when the customer's data could be used.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub impersonal: bool,
}

/// Why the price moved, and by how much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AdjustmentFactor {
    /// `price_override`, `market_demand`, `offer`, `floor`, `ceiling` or `rounding`.
    pub factor: String,
    /// The move as a fraction of the base price.
    pub impact: f64,
    /// The move in minor units; all amounts sum to adjusted minus base.
    pub amount_minor: i64,
    /// One sentence for the shop's staff.
    pub reasoning: String,
    /// Whether personal data entered this factor.
    pub personal: bool,
}

/// The price of one product for one customer at one time. Only [`quote()`] makes one, so that none that
/// personal data entered lacks the disclosure demanded of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
#[non_exhaustive]
pub struct PriceQuote {
    /// The product.
    pub product_id: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// List price in minor units.
    pub base_price_minor: i64,
    /// Price after all factors, within floor and ceiling.
    pub adjusted_price_minor: i64,
    /// `max(0, base - adjusted) / base`; where the law demands the prior price, `max(0, prior - adjusted) / prior`,
    /// and 0 while the prior price is unknown.
    pub savings: f64,
    /// The factors, in the order in which they applied.
    pub adjustment_factors: Vec<AdjustmentFactor>,
    /// The share of all moves that rests on data, 0 to 1: each amount's size weighted by its evidence, over the
    /// sizes. A price that did not move is a fact: 1.
    pub confidence: f64,
    /// `list`, `shop_price`, `market` or `personal_offer`.
    pub strategy: String,
    /// The lowest price allowed, in minor units.
    pub floor_minor: i64,
    /// The highest price allowed, in minor units.
    pub ceiling_minor: i64,
    /// What stopped the price from moving further: `floor`, `ceiling`, `unknown_jurisdiction` or a rule's id.
    pub bound_by: Vec<String>,
    /// Lowest price of the last 30 days in minor units, where a reduction must name it.
    #[cfg_attr(feature = "node", napi(js_name = "priorLow30dMinor"))]
    // napi would write 30D, serde does not
    pub prior_low_30d_minor: Option<i64>,
    /// Words that must stand near the price, verbatim.
    pub disclosure: Option<String>,
    /// Whether personal data entered the price.
    pub personalised: bool,
    /// The experiment that decided on the offer.
    pub experiment: Option<String>,
    /// The arm of that experiment.
    pub arm: Option<String>,
    /// Probability of that arm.
    pub propensity: f64,
    /// Id under which this quote is found in an audit: a hash of all that entered the price.
    pub audit_id: String,
    /// Time of the quote, milliseconds since the epoch.
    pub as_of_ms: i64,
    /// Time until which it holds: no later than the next change of a rule.
    pub expires_at_ms: i64,
}
