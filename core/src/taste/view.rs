//! What is told of a customer's tastes.

use serde::{Deserialize, Serialize};

use crate::estimate::Unknown;

/// Whether a preference may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum TasteStatus {
    /// The interval excludes "as expected", with at most 5 % false discoveries among the customer's preferences.
    Learned,
    /// It may be chance.
    Tentative,
}

/// What a preference was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum TasteBasis {
    /// With what was shown to the customer, for the most part.
    AdjustedForExposure,
    /// With what was shown for the smaller part, else with the shares of all customers.
    PartlyAdjustedForExposure,
    /// With the shares of all customers only: what was shown is not known.
    UnadjustedForExposure,
}

/// One preference: how much more than expected a customer engages with one value of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TastePreference {
    /// The attribute, such as `fit`; `category`, `brand` and `price_band` are attributes too.
    pub dimension: String,
    /// Its value, such as `slim`; of `price_band` it is `low`, `middle` or `high` within the category.
    pub value: String,
    /// Engagement over what was expected, over about a year; 1 is "as expected".
    pub lift: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability that the interval holds the truth: 0.9.
    pub level: f64,
    /// The lift of the last weeks.
    pub recent_lift: f64,
    /// Lower end of its interval.
    pub recent_low: f64,
    /// Upper end.
    pub recent_high: f64,
    /// Hellinger distance between the two horizons' beliefs, 0 to 1.
    pub divergence: f64,
    /// Whether the last weeks differ from the time before by more than chance.
    pub drifting: bool,
    /// Effective sample size: engagements in the weight of recent purchases.
    pub engagements: f64,
    /// 1 less the width of the interval over that of the prior, on the logarithmic scale; 0 to 1.
    pub confidence: f64,
    /// Learned or tentative.
    pub status: TasteStatus,
    /// What it was compared with.
    pub basis: TasteBasis,
    /// Message ids of the newest events that it rests on, at most 3.
    pub events: Vec<String>,
}

/// The prices that a customer pays in a category. Amounts are minor units, with fractions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PriceTaste {
    /// The category; `all` in a catalogue without categories.
    pub category: String,
    /// One in ten purchases is expected below this price.
    pub low_minor: f64,
    /// Half are expected below.
    pub centre_minor: f64,
    /// One in ten is expected above.
    pub high_minor: f64,
    /// Lower end of the 90 % interval of the centre.
    pub centre_low_minor: f64,
    /// Upper end.
    pub centre_high_minor: f64,
    /// The centre of what all customers buy of the category.
    pub offer_centre_minor: f64,
    /// The customer's centre above that, in standard deviations of the category's prices.
    pub level: f64,
    /// Purchases that it rests on.
    pub purchases: u32,
    /// Learned where the interval of the centre excludes that of all customers, as for preferences.
    pub status: TasteStatus,
    /// Twice the probability that the centre lies on the other side of that of all customers.
    pub doubt: f64,
}

/// What a customer likes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TasteView {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// ISO 4217 code of the amounts.
    pub currency: String,
    /// Whether this customer's own history was used.
    pub personalised: bool,
    /// Days after which an event counts half.
    pub half_life_days: f64,
    /// The same for the recent lifts.
    pub recent_half_life_days: f64,
    /// Preferences, learned ones first, then by how surely they differ from "as expected"; at most 24.
    pub preferences: Vec<TastePreference>,
    /// Prices by category.
    pub prices: Vec<PriceTaste>,
    /// Meetings with products that were read one by one.
    pub encounters: u32,
    /// Whether older ones were read from sums.
    pub older_summed: bool,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// One preference at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TastePoint {
    /// The attribute.
    pub dimension: String,
    /// Its value.
    pub value: String,
    /// The lift.
    pub lift: f64,
    /// Lower end of its 90 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Hellinger distance between the year's and the weeks' belief.
    pub divergence: f64,
    /// Learned or tentative, as would have been said then.
    pub status: TasteStatus,
}

/// What was believed at the end of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TasteSnapshot {
    /// The time, milliseconds since the epoch.
    pub as_of_ms: i64,
    /// Each preference of the path, in the order of the newest snapshot.
    pub points: Vec<TastePoint>,
}

/// How a customer's tastes were learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TastePath {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Whether this customer's own history was used.
    pub personalised: bool,
    /// Month ends, oldest first, and last the time asked for.
    pub snapshots: Vec<TasteSnapshot>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// What one value of a product adds to its score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TasteTerm {
    /// The attribute.
    pub dimension: String,
    /// The product's value.
    pub value: String,
    /// The customer's lift for it.
    pub lift: f64,
    /// Its logarithm, shared among the product's values of the attribute: what is added.
    pub score: f64,
}

/// How well a product meets a customer's taste.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TasteScore {
    /// The product.
    pub product_id: String,
    /// The sum of the terms: 0 is "as everybody".
    pub score: f64,
    /// What it is made of, in the order of the catalogue's dimensions.
    pub terms: Vec<TasteTerm>,
}

/// How well products meet a customer's taste, in the order asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TasteScores {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether this customer's own history was used.
    pub personalised: bool,
    /// The scores.
    pub scores: Vec<TasteScore>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}
