//! What has one customer done and said, as one plain value?
//!
//! A [`CustomerState`] is folded from the ledger up to a time. It holds facts only: nothing decays, nothing is
//! weighted, no catalogue has been joined; engines do that when they read it.
//!
//! The purchase summary follows Fader, Hardie and Lee (2005), "Counting your customers the easy way", section
//! 2: `x` repeat purchases, `t_x` from first to last, `T` from first until now, with purchases of one local
//! day counted once.
//!
//! ```
//! use sartor::profile::{CustomerState, PurchaseDay};
//! let day = |day: i32, revenue_minor| PurchaseDay {
//!     day, first_ms: i64::from(day) * 86_400_000, revenue_minor, orders: 1, units: 1,
//! };
//! let mut state = CustomerState::default();
//! state.purchase_days = vec![day(100, 5_000), day(107, 1_000), day(121, 3_000)];
//! let summary = state.purchase_summary(128 * 86_400_000, 7.0).unwrap();
//! assert_eq!((summary.frequency, summary.last_purchase_age, summary.age), (2, 3.0, 4.0));
//! assert_eq!(summary.monetary_minor, Some(2_000.0)); // the first purchase is left out
//! ```

use super::declared::FieldGuard;
use crate::consent::{ConsentBasis, ConsentPurpose, ConsentState};
use crate::event::{AttributeValue, DeclaredSource, EventKind};
use crate::time::DAY_MS;

/// The most products a state remembers; the least recently touched are let go first.
pub const MAX_PRODUCTS: usize = 2_000;
/// The most decisions a state remembers, newest kept.
pub const MAX_DECISIONS: usize = 500;
/// Conversation turns a state remembers, newest kept.
pub const MAX_TURNS: usize = 20;
/// Satisfaction ratings a state remembers, newest kept.
pub const MAX_RATINGS: usize = 10;
/// The most lines of a cart and of a wishlist.
pub const MAX_CART_LINES: usize = 500;
/// The most declared traits.
pub const MAX_TRAITS: usize = 256;

/// Everything folded from one customer's events up to a time.
///
/// Money is in minor units of the profile's currency. Days are the customer's own: they turn at the midnight
/// of the event's offset, or of UTC where it is unknown, and count from 1970-01-01.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CustomerState {
    /// Time of the first event that counts.
    pub first_event_ms: Option<i64>,
    /// Time of the last event that counts.
    pub last_event_ms: Option<i64>,
    /// Events that count, rolled-up ones included.
    pub event_count: u32,
    /// How many events of each kind, sorted by kind code.
    pub kinds: Vec<KindCount>,
    /// The latest value of each declared trait, sorted by name.
    pub traits: Vec<DeclaredTrait>,
    /// The latest value of each declared trait of a special category, sorted by name: see
    /// [`CustomerState::sensitive`].
    pub(crate) apart: Vec<DeclaredTrait>,
    /// Days with a net purchase, sorted. A day whose returns undo its purchases is not here.
    pub purchase_days: Vec<PurchaseDay>,
    /// What was done with each product, sorted by product id; at most [`MAX_PRODUCTS`].
    pub products: Vec<ProductHistory>,
    /// The cart as it should stand now, in the order in which products entered it.
    pub cart: Vec<CartLine>,
    /// When the customer last put something in or took something out.
    pub cart_changed_ms: Option<i64>,
    /// Product ids on the wishlist, in the order in which they entered it.
    pub wishlist: Vec<String>,
    /// Decisions made for the customer, in the order in which they were first heard of.
    pub decisions: Vec<DecisionState>,
    /// The latest consent of each purpose, sorted by purpose. A purpose that is not here is denied.
    pub consents: Vec<ConsentEntry>,
    /// The restriction that stands, if one does: then nothing of this is used for anything.
    pub restricted: Option<Restriction>,
    /// The last conversation turns, oldest first.
    pub turns: Vec<ConversationTurn>,
    /// The last satisfaction ratings, oldest first.
    pub ratings: Vec<SatisfactionRating>,
    /// Orders completed and not cancelled.
    pub orders: u32,
    /// Orders with a discount or a coupon, among `orders`.
    pub discounted_orders: u32,
    /// Paid for goods, net of cancellations and of the refunds that could be matched.
    pub revenue_minor: i64,
    /// Given back in refunds, matched or not.
    pub refunded_minor: i64,
    /// Offset of the customer's clock in the last event that stated one, in minutes east of UTC.
    pub utc_offset_minutes: Option<i32>,
}

/// How often an event of one kind was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KindCount {
    /// The kind.
    pub kind: EventKind,
    /// How often.
    pub count: u32,
}

/// Something the customer or the host said of the customer.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredTrait {
    /// Name, as declared.
    pub name: String,
    /// Latest value.
    pub value: AttributeValue,
    /// When it was declared.
    pub at_ms: i64,
    /// The message that declared it.
    pub message_id: String,
    /// Who says so.
    pub source: DeclaredSource,
    /// The one purpose it was given for.
    pub purpose: Option<ConsentPurpose>,
    /// From when on it may not be read any more.
    pub expires_at_ms: Option<i64>,
    /// The field of the table that its name stands for; nothing for a free attribute.
    pub field: Option<&'static str>,
    /// What may be done with it.
    pub guard: FieldGuard,
}

/// One local day with purchases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurchaseDay {
    /// The customer's local day, counted from 1970-01-01.
    pub day: i32,
    /// Time of the day's first order.
    pub first_ms: i64,
    /// Revenue of the day's orders, net of what was given back since.
    pub revenue_minor: i64,
    /// Orders of the day that still stand.
    pub orders: u32,
    /// Units bought on the day, net of returns.
    pub units: i64,
}

/// What a customer did with one product.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductHistory {
    /// The product.
    pub product_id: String,
    /// Orders it was in that still stand.
    pub orders: u32,
    /// Units bought, before returns, without cancelled orders.
    pub units_bought: u32,
    /// Units given back.
    pub units_returned: u32,
    /// Times its page was viewed or clicked.
    pub views: u32,
    /// Times it was put into the cart.
    pub additions: u32,
    /// Times it was taken out of the cart.
    pub removals: u32,
    /// When it was last touched in any way.
    pub last_ms: i64,
    /// When it was last bought.
    pub last_purchase_ms: Option<i64>,
    /// Local day of that purchase.
    pub last_purchase_day: Option<i32>,
    /// Paid for it at line prices, net of returns.
    pub revenue_minor: i64,
}

/// One product in the cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    /// The product.
    pub product_id: String,
    /// How many.
    pub quantity: u32,
    /// The last price seen for one.
    pub price_minor: Option<i64>,
}

/// One decision, as far as it is known what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionState {
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
    /// When its outcome was last heard of.
    pub outcome_ms: Option<i64>,
    /// Whether the customer accepted it.
    pub accepted: Option<bool>,
    /// What it brought in.
    pub value_minor: Option<i64>,
    /// Probability with which it was chosen.
    pub propensity: Option<f64>,
    /// The experiment it was part of.
    pub experiment: Option<String>,
    /// The arm of that experiment.
    pub arm: Option<String>,
    /// The model that decided.
    pub model_id: Option<String>,
}

/// The latest word on one purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentEntry {
    /// The purpose.
    pub purpose: ConsentPurpose,
    /// Granted or denied.
    pub state: ConsentState,
    /// On what basis.
    pub basis: Option<ConsentBasis>,
    /// The version of the text that was agreed to.
    pub policy_version: Option<String>,
    /// Where it was said.
    pub source: Option<String>,
    /// When.
    pub at_ms: i64,
}

/// A stop of every use, which keeps the data (GDPR, article 18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// When it began.
    pub since_ms: i64,
    /// Why, as last stated.
    pub reason: Option<String>,
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationTurn {
    /// The session.
    pub session_id: Option<String>,
    /// What the customer wanted.
    pub intent: Option<String>,
    /// When.
    pub at_ms: i64,
}

/// One satisfaction rating.
#[derive(Debug, Clone, PartialEq)]
pub struct SatisfactionRating {
    /// The score given.
    pub score: f64,
    /// The highest score that could be given.
    pub scale: Option<f64>,
    /// `session`, `order` or `product`.
    pub about: Option<String>,
    /// When.
    pub at_ms: i64,
}

/// Purchases in the form in which models of a customer's lifetime take them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LedgerPurchases {
    /// Repeat purchases: days with a net purchase, less the first.
    pub frequency: u32,
    /// From first to last purchase, in periods; 0 with one purchase.
    pub last_purchase_age: f64,
    /// From first purchase until now, in periods.
    pub age: f64,
    /// Mean revenue of a repeat purchase day, in minor units; nothing with one purchase.
    pub monetary_minor: Option<f64>,
}

impl CustomerState {
    /// How often an event of this kind was seen.
    pub fn count(&self, kind: EventKind) -> u32 {
        self.kinds
            .binary_search_by_key(&kind.code(), |known| known.kind.code())
            .ok()
            .and_then(|at| self.kinds.get(at))
            .map_or(0, |known| known.count)
    }

    /// What was done with one product.
    pub fn product(&self, product_id: &str) -> Option<&ProductHistory> {
        let at = self.products.binary_search_by(|known| known.product_id.as_str().cmp(product_id)).ok()?;
        self.products.get(at)
    }

    /// The latest value of a declared trait.
    pub fn declared(&self, name: &str) -> Option<&DeclaredTrait> {
        let at = self.traits.binary_search_by(|known| known.name.as_str().cmp(name)).ok()?;
        self.traits.get(at)
    }

    /// The latest word on a purpose; nothing was said where there is none, and that means denied.
    pub fn consent_for(&self, purpose: ConsentPurpose) -> Option<&ConsentEntry> {
        self.consents.iter().find(|entry| entry.purpose == purpose)
    }

    /// Whether a purpose is granted. Missing means denied, and so does a restriction, whatever was granted.
    pub fn allows(&self, purpose: ConsentPurpose) -> bool {
        self.restricted.is_none()
            && self.consent_for(purpose).is_some_and(|entry| entry.state == ConsentState::Granted)
    }

    /// What became of a decision.
    pub fn decision(&self, decision_id: &str) -> Option<&DecisionState> {
        self.decisions.iter().rev().find(|known| known.decision_id == decision_id)
    }

    /// Frequency, recency, age and mean value, in periods of `period_days`; nothing without a purchase.
    ///
    /// Time is counted in whole local days, so that two purchases of one day are one and a purchase of
    /// today has age 0.
    pub fn purchase_summary(&self, as_of_ms: i64, period_days: f64) -> Option<LedgerPurchases> {
        let (first, last) = (self.purchase_days.first()?, self.purchase_days.last()?);
        let offset_ms = i64::from(self.utc_offset_minutes.unwrap_or(0)) * 60_000;
        let today = as_of_ms.saturating_add(offset_ms).div_euclid(DAY_MS).max(i64::from(last.day));
        let periods = |days: i64| days as f64 / period_days;
        let repeats = self.purchase_days.get(1..).unwrap_or_default();
        let revenue: i64 = repeats.iter().map(|day| day.revenue_minor).sum();
        let frequency = u32::try_from(repeats.len()).unwrap_or(u32::MAX);
        Some(LedgerPurchases {
            frequency,
            last_purchase_age: periods(i64::from(last.day) - i64::from(first.day)),
            age: periods(today - i64::from(first.day)),
            monetary_minor: (frequency > 0).then(|| revenue as f64 / f64::from(frequency)),
        })
    }
}
