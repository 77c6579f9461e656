//! What of a profile does a host see, in any language?

use super::{Profile, SUBJECT};
use crate::event::AttributeValue;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// Purchase days in a view, newest first.
pub const MAX_VIEW_PURCHASES: usize = 10;
/// Decisions in a view, newest first.
pub const MAX_VIEW_DECISIONS: usize = 10;

/// One customer at one time, for people to look at.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ProfileView {
    /// The customer.
    pub customer_id: String,
    /// The customer and all identities merged into it, sorted.
    pub identities: Vec<String>,
    /// ISO 4217 code of all amounts; nothing until an event has one.
    pub currency: Option<String>,
    /// Milliseconds since the epoch, UTC: when the view was taken.
    pub as_of_ms: i64,
    /// Time of the first event.
    pub first_event_ms: Option<i64>,
    /// Time of the last event.
    pub last_event_ms: Option<i64>,
    /// Events that count, rolled-up ones included.
    pub event_count: u32,
    /// Events dated after `asOfMs`, which wait.
    pub pending_events: u32,
    /// Time before which a ledger is rolled up, the latest of all identities, in UTC.
    pub watermark_ms: Option<i64>,
    /// Orders completed and not cancelled.
    pub orders: u32,
    /// Paid for goods, net of cancellations and refunds, in minor units.
    pub revenue_minor: i64,
    /// Given back in refunds, in minor units.
    pub refunded_minor: i64,
    /// The last days with purchases, newest first, at most 10.
    pub purchases: Vec<PurchaseView>,
    /// Declared traits, sorted by name.
    pub traits: Vec<TraitView>,
    /// The cart, in the order in which products entered it.
    pub cart: Vec<CartLineView>,
    /// Product ids on the wishlist.
    pub wishlist: Vec<String>,
    /// The latest consent of each purpose; a purpose that is not here is denied.
    pub consents: Vec<ConsentView>,
    /// The last decisions, newest first, at most 10.
    pub decisions: Vec<DecisionView>,
    /// Size of the packed profile in bytes.
    pub packed_bytes: u32,
}

/// One local day with purchases.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PurchaseView {
    /// Time of the day's first order.
    pub first_ms: i64,
    /// Orders of the day that still stand.
    pub orders: u32,
    /// Units, net of returns.
    pub units: i64,
    /// Revenue, net of what was given back, in minor units.
    pub revenue_minor: i64,
    /// Products whose last purchase was on this day, sorted.
    pub product_ids: Vec<String>,
}

/// One declared trait.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TraitView {
    /// Its name.
    pub name: String,
    /// Its value as JSON text: `"slim"`, `40`, `true`, `["navy","grey"]`.
    pub value: String,
    /// When it was declared.
    pub at_ms: i64,
}

/// One product in the cart.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CartLineView {
    /// The product.
    pub product_id: String,
    /// How many.
    pub quantity: u32,
    /// The last price seen for one, in minor units.
    pub price_minor: Option<i64>,
}

/// The latest word on one purpose.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConsentView {
    /// The purpose, such as `personalization`.
    pub purpose: String,
    /// `granted` or `denied`.
    pub state: String,
    /// The basis, if stated.
    pub basis: Option<String>,
    /// The version of the text agreed to.
    pub policy_version: Option<String>,
    /// Where it was said.
    pub source: Option<String>,
    /// When.
    pub at_ms: i64,
}

/// One decision, and what became of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DecisionView {
    /// The decision.
    pub decision_id: String,
    /// `answer`, `price`, `offer` or `action`.
    pub kind: Option<String>,
    /// What was chosen.
    pub chosen: Option<String>,
    /// When it was made.
    pub made_ms: Option<i64>,
    /// When it was first shown.
    pub shown_ms: Option<i64>,
    /// When its outcome was heard of.
    pub outcome_ms: Option<i64>,
    /// Whether the customer accepted it.
    pub accepted: Option<bool>,
    /// What it brought in, in minor units.
    pub value_minor: Option<i64>,
}

impl Profile {
    /// What is known of the customer at a time.
    pub fn view(&self, as_of_ms: i64) -> Result<ProfileView> {
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        let state = self.state_at(as_of_ms);
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let purchases = state.purchase_days.iter().rev().take(MAX_VIEW_PURCHASES).map(|day| {
            let bought = state.products.iter().filter(|product| product.last_purchase_day == Some(day.day));
            PurchaseView {
                first_ms: day.first_ms,
                orders: day.orders,
                units: day.units,
                revenue_minor: day.revenue_minor,
                product_ids: bought.map(|product| product.product_id.clone()).collect(),
            }
        });
        let mut traits = Vec::with_capacity(state.traits.len());
        for declared in &state.traits {
            let (name, value) = (declared.name.clone(), value_text(&declared.value)?);
            traits.push(TraitView { name, value, at_ms: declared.at_ms });
        }
        let cart = state.cart.iter().map(|line| CartLineView {
            product_id: line.product_id.clone(),
            quantity: line.quantity,
            price_minor: line.price_minor,
        });
        let consents = state.consents.iter().map(|entry| ConsentView {
            purpose: entry.purpose.name().to_owned(),
            state: entry.state.name().to_owned(),
            basis: entry.basis.map(|basis| basis.name().to_owned()),
            policy_version: entry.policy_version.clone(),
            source: entry.source.clone(),
            at_ms: entry.at_ms,
        });
        let decisions = state.decisions.iter().rev().take(MAX_VIEW_DECISIONS).map(|known| DecisionView {
            decision_id: known.decision_id.clone(),
            kind: known.kind.clone(),
            chosen: known.chosen.clone(),
            made_ms: known.made_ms,
            shown_ms: known.shown_ms,
            outcome_ms: known.outcome_ms,
            accepted: known.accepted,
            value_minor: known.value_minor,
        });
        Ok(ProfileView {
            customer_id: self.customer_id().to_owned(),
            identities: self.identities().map(str::to_owned).collect(),
            currency: self.currency().map(|currency| currency.code().to_owned()),
            as_of_ms,
            first_event_ms: state.first_event_ms,
            last_event_ms: state.last_event_ms,
            event_count: state.event_count,
            pending_events: small(self.pending_events(as_of_ms)),
            watermark_ms: self.ledgers().iter().filter_map(|ledger| ledger.watermark_ms(None)).max(),
            orders: state.orders,
            revenue_minor: state.revenue_minor,
            refunded_minor: state.refunded_minor,
            purchases: purchases.collect(),
            traits,
            cart: cart.collect(),
            wishlist: state.wishlist.clone(),
            consents: consents.collect(),
            decisions: decisions.collect(),
            packed_bytes: small(self.to_bytes()?.len()),
        })
    }
}

pub(super) fn value_text(value: &AttributeValue) -> Result<String> {
    let json = match value {
        AttributeValue::Text { text } => serde_json::to_string(text),
        AttributeValue::Number { number } => serde_json::to_string(number),
        AttributeValue::Amount { amount_minor } => serde_json::to_string(amount_minor),
        AttributeValue::Flag { flag } => serde_json::to_string(flag),
        AttributeValue::Texts { texts } => serde_json::to_string(texts),
    };
    json.map_err(|_| SartorError::Internal { operation: "Profile::view".to_owned() })
}
