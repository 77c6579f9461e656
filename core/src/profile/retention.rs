//! What is kept for how long, and what does a purge leave?
//!
//! A policy gives each category of events a greatest age in days. `retention_purge` takes out what is older; the
//! state is then folded from what is left, so it equals never having seen the purged. What remains is one mark
//! for each category, the time before which it is empty: with it neither the events nor an older copy bring
//! anything back. Marks only move forward, and joining two copies takes the later one, which keeps merging
//! commutative, associative and idempotent.
//!
//! A rolled-up month cannot be cut in two: the sums of a category go whole as soon as its mark reaches into
//! the month, at most a month early. What other categories had in the month stays. A copy whose summary of
//! such a month does not know the mark loses that summary, as with erasures.
//!
//! A restriction is not purged, and while one stands nothing is (GDPR, article 18): the data is kept until the
//! restriction is lifted.
//!
//! ```
//! use sartor::event::Event;
//! use sartor::profile::{DataCategory, Profile, RetentionPolicy};
//! let search = |id: &str, day: &str| Event::from_json(&format!(
//!     r#"{{"type":"track","messageId":"{id}","userId":"c_17","event":"Products Searched",
//!         "timestamp":"2026-{day}T08:00:00Z","properties":{{"query":"navy suit"}}}}"#), None);
//! let now_ms = 1_780_300_800_000; // 2026-06-01T08:00:00Z
//! let mut profile = Profile::new("c_17")?;
//! profile.observe(&search("m1", "01-05")?, now_ms)?;
//! profile.observe(&search("m2", "05-20")?, now_ms)?;
//! let policy = RetentionPolicy { browsing_days: Some(90), ..RetentionPolicy::default() };
//! let receipt = profile.retention_purge(&policy, now_ms)?;
//! assert_eq!((receipt.removed[0].category, receipt.removed[0].events), (DataCategory::Browsing, 1));
//! assert_eq!(profile.state_at(now_ms).event_count, 1);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::Profile;
use super::erase::{ErasureRemainder, remainders};
use super::ledger::{Ledger, month_start_ms};
use super::month::MonthSummary;
use crate::Result;
use crate::event::{Event, EventKind};
use crate::time::{DAY_MS, MAX_UTC_OFFSET_MINUTES, MINUTE_MS, check_timestamp};

/// What an event is about, for how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
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
pub enum DataCategory {
    /// Searches, lists, products, carts, checkouts, coupons, promotions and what was shared.
    Browsing,
    /// Turns of conversations, ratings and reviews.
    Conversations,
    /// Orders, their changes, cancellations and refunds.
    Purchases,
    /// Decisions made for the customer, shown, and what came of them.
    Decisions,
    /// What the customer or the host declared, and ids that were joined.
    Declared,
    /// The wishlist.
    Wishes,
    /// Consents given, refused and withdrawn.
    Consents,
}

impl DataCategory {
    /// Every category, in order.
    pub const ALL: [Self; 7] = [
        Self::Browsing,
        Self::Conversations,
        Self::Purchases,
        Self::Decisions,
        Self::Declared,
        Self::Wishes,
        Self::Consents,
    ];
    /// Those that count something, and so are in the sums of months.
    const COUNTED: [Self; 3] = [Self::Browsing, Self::Conversations, Self::Purchases];

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Browsing => "browsing",
            Self::Conversations => "conversations",
            Self::Purchases => "purchases",
            Self::Decisions => "decisions",
            Self::Declared => "declared",
            Self::Wishes => "wishes",
            Self::Consents => "consents",
        }
    }

    /// The category of an event; nothing for a restriction, which is never purged.
    pub const fn of(kind: EventKind) -> Option<Self> {
        use EventKind as K;
        Some(match kind {
            K::ProcessingRestricted => return None,
            K::Identify | K::Alias => Self::Declared,
            K::ProductAddedToWishlist | K::ProductRemovedFromWishlist => Self::Wishes,
            K::OrderCompleted | K::OrderUpdated | K::OrderCancelled | K::OrderRefunded => Self::Purchases,
            K::ConversationTurn | K::SatisfactionRated | K::ProductReviewed => Self::Conversations,
            K::ConsentChanged => Self::Consents,
            K::DecisionMade | K::DecisionShown | K::DecisionOutcome => Self::Decisions,
            K::ProductsSearched
            | K::ProductListViewed
            | K::ProductListFiltered
            | K::ProductClicked
            | K::ProductViewed
            | K::ProductAdded
            | K::ProductRemoved
            | K::CartViewed
            | K::CheckoutStarted
            | K::CheckoutStepViewed
            | K::CheckoutStepCompleted
            | K::PaymentInfoEntered
            | K::PromotionViewed
            | K::PromotionClicked
            | K::CouponEntered
            | K::CouponApplied
            | K::CouponDenied
            | K::CouponRemoved
            | K::ProductShared => Self::Browsing,
        })
    }

    /// The number in packed profiles, for ever.
    pub(crate) const fn code(self) -> u8 {
        self as u8 + 1
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// The greatest age of each category in days; what has none is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RetentionPolicy {
    /// Of [`DataCategory::Browsing`].
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub browsing_days: Option<u32>,
    /// Of [`DataCategory::Conversations`].
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub conversations_days: Option<u32>,
    /// Of [`DataCategory::Purchases`].
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub purchases_days: Option<u32>,
    /// Of [`DataCategory::Decisions`].
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub decisions_days: Option<u32>,
    /// Of [`DataCategory::Declared`].
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub declared_days: Option<u32>,
    /// Of [`DataCategory::Wishes`].
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub wishes_days: Option<u32>,
    /// Of [`DataCategory::Consents`]: the proof of an agreement is usually kept longer than what it allowed. A
    /// purged consent is none, so the purpose is denied.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub consents_days: Option<u32>,
}

/// How much of a category was purged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RetentionCount {
    /// The category.
    pub category: DataCategory,
    /// Events purged, those in the sums of months included.
    pub events: u32,
}

/// What a purge took out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RetentionReceipt {
    /// The time from which ages were counted.
    pub as_of_ms: i64,
    /// Whether nothing was purged because the use of the data is restricted.
    pub kept_by_restriction: bool,
    /// Categories of which something was purged, in order.
    pub removed: Vec<RetentionCount>,
    /// Rolled-up months that lost the sums of a category.
    pub months_changed: u32,
    /// Where else the purged may live on, and what ends it; nothing if nothing was purged.
    pub remaining_elsewhere: Vec<ErasureRemainder>,
}

impl RetentionPolicy {
    fn days(&self, category: DataCategory) -> Option<u32> {
        match category {
            DataCategory::Browsing => self.browsing_days,
            DataCategory::Conversations => self.conversations_days,
            DataCategory::Purchases => self.purchases_days,
            DataCategory::Decisions => self.decisions_days,
            DataCategory::Declared => self.declared_days,
            DataCategory::Wishes => self.wishes_days,
            DataCategory::Consents => self.consents_days,
        }
    }

    fn purges(&self, as_of_ms: i64) -> Purges {
        let marks = DataCategory::ALL.into_iter().filter_map(|category| {
            let before_ms = as_of_ms - i64::from(self.days(category)?) * DAY_MS;
            (before_ms > 0).then_some(PurgeMark { category, before_ms })
        });
        Purges(marks.collect())
    }
}

/// The time before which a category is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PurgeMark {
    pub category: DataCategory,
    pub before_ms: i64,
}

/// At most one mark for each category, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Purges(pub Vec<PurgeMark>);

impl Purges {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn before_ms(&self, category: DataCategory) -> i64 {
        self.0.iter().find(|mark| mark.category == category).map_or(0, |mark| mark.before_ms)
    }

    /// Whether an event is older than its category may be.
    pub fn forbids(&self, event: &Event) -> bool {
        !self.0.is_empty()
            && DataCategory::of(event.kind)
                .is_some_and(|category| event.timestamp_ms < self.before_ms(category))
    }

    /// The later mark of each category.
    pub fn join(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
        self.put_in_order();
    }

    /// Sorted, each category once.
    pub fn put_in_order(&mut self) {
        self.0.sort_unstable_by_key(|mark| (mark.category, std::cmp::Reverse(mark.before_ms)));
        self.0.dedup_by_key(|mark| mark.category);
    }

    /// What of the marks reaches into a month: as far as its last moment on any clock.
    pub fn within(&self, month: i32) -> Self {
        let slack_ms = i64::from(MAX_UTC_OFFSET_MINUTES) * MINUTE_MS;
        let (from_ms, to_ms) =
            (month_start_ms(month) - slack_ms, month_start_ms(month.saturating_add(1)) + slack_ms);
        let counted = self.0.iter().filter(|mark| DataCategory::COUNTED.contains(&mark.category));
        let reaching = counted.filter(|mark| mark.before_ms > from_ms);
        Self(reaching.map(|mark| PurgeMark { before_ms: mark.before_ms.min(to_ms), ..*mark }).collect())
    }

    /// Whether nothing of `other` is later.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.iter().all(|mark| self.before_ms(mark.category) >= mark.before_ms)
    }

    /// For choosing between two summaries: the one that is purged further stands first.
    pub fn reach(&self) -> i64 {
        self.0.iter().map(|mark| mark.before_ms).fold(0, i64::saturating_add)
    }
}

impl Profile {
    /// Take out what is older than a policy allows, for good; see [`RetentionPolicy`].
    pub fn retention_purge(&mut self, policy: &RetentionPolicy, as_of_ms: i64) -> Result<RetentionReceipt> {
        check_timestamp("retention purge", "asOfMs", as_of_ms)?;
        let mut receipt = RetentionReceipt {
            as_of_ms,
            kept_by_restriction: self.state_at(as_of_ms).restricted.is_some(),
            removed: Vec::new(),
            months_changed: 0,
            remaining_elsewhere: Vec::new(),
        };
        let purges = policy.purges(as_of_ms);
        if receipt.kept_by_restriction || purges.is_empty() {
            return Ok(receipt);
        }
        let mut counts = [0_u32; DataCategory::ALL.len()];
        // Nothing from here on can fail.
        let mut ledgers = self.take_ledgers();
        for ledger in &mut ledgers {
            receipt.months_changed += purge(ledger, &purges, &mut counts);
        }
        let removed = DataCategory::ALL.into_iter().zip(counts).filter(|(_, events)| *events > 0);
        receipt.removed = removed.map(|(category, events)| RetentionCount { category, events }).collect();
        if !receipt.removed.is_empty() {
            receipt.remaining_elsewhere = remainders();
        }
        self.replace_ledgers(ledgers);
        Ok(receipt)
    }
}

/// Purge one ledger and count what goes; the number of months that changed.
fn purge(ledger: &mut Ledger, purges: &Purges, counts: &mut [u32]) -> u32 {
    let mut count = |category: DataCategory, events: u32| {
        if let Some(known) = counts.get_mut(category as usize) {
            *known = known.saturating_add(events);
        }
    };
    ledger.purges.join(purges);
    for event in ledger.events.iter().filter(|event| ledger.purges.forbids(event)) {
        if let Some(category) = DataCategory::of(event.kind) {
            count(category, 1);
        }
    }
    let mut changed = 0;
    let marks = &ledger.purges;
    for month in &mut ledger.months {
        let due = marks.within(month.month);
        if month.purged.covers(&due) {
            continue;
        }
        let mut lost = 0;
        for mark in &due.0 {
            if month.purged.before_ms(mark.category) < mark.before_ms {
                let events = strip(month, mark.category);
                count(mark.category, events);
                lost += events;
            }
        }
        changed += u32::from(lost > 0);
        // Of these categories nothing is left that a later mark could reach.
        let all = due.0.iter().map(|mark| PurgeMark { before_ms: i64::MAX, ..*mark });
        let whole = Purges(all.collect()).within(month.month);
        month.purged.join(&whole);
    }
    ledger.months.retain(|month| month.event_count > 0);
    ledger.settle();
    changed
}

/// Take the sums of one category out of a month; how many events they were of.
fn strip(month: &mut MonthSummary, category: DataCategory) -> u32 {
    let of_category = |kind| DataCategory::of(kind) == Some(category);
    let gone = month.kinds.iter().filter(|known| of_category(known.kind));
    let events = gone.map(|known| known.count).fold(0, u32::saturating_add);
    if events == 0 {
        return 0;
    }
    month.kinds.retain(|known| !of_category(known.kind));
    month.event_count = month.event_count.saturating_sub(events);
    match category {
        DataCategory::Browsing => {
            for product in &mut month.products {
                (product.views, product.additions, product.removals) = (0, 0, 0);
                product.last_ms = product.last_purchase_ms.unwrap_or(month.first_ms);
            }
            month.cart.clear();
            month.cart_changed_ms = None;
        }
        DataCategory::Purchases => {
            for product in &mut month.products {
                (product.orders, product.units_bought, product.units_returned) = (0, 0, 0);
                (product.revenue_minor, product.last_purchase_ms, product.last_purchase_day) =
                    (0, None, None);
            }
            (month.orders, month.discounted_orders) = (0, 0);
            (month.revenue_minor, month.refunded_minor) = (0, 0);
            month.days.clear();
            month.loose_returns.clear();
            month.cart_cleared = false;
            // What the cart lost to purchases shows in its changes, which are kept as they are.
            month.currency =
                month.currency.filter(|_| month.cart.iter().any(|one| one.price_minor.is_some()));
        }
        _ => (),
    }
    month.products.retain(|product| {
        product.orders > 0
            || product.units_bought > 0
            || product.units_returned > 0
            || product.views > 0
            || product.additions > 0
            || product.removals > 0
    });
    events
}
