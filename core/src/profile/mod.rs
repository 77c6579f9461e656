//! What is known of one customer: a ledger of their events, and the state folded from it.
//!
//! `state = fold(sort(events))`. The ledger is a set, the order is given by time and message id, and the fold
//! reads nothing else. So observing is commutative and idempotent, merging two identities is a union and
//! unmerging takes it apart again, and erasing equals never having seen. Events dated after `as_of_ms` wait in
//! quarantine and count once their time has come; a state read at an earlier `as_of_ms` is exactly what would
//! have been read then (which makes a backtest of any profile). Only ledgers are stored, so the stored bytes
//! depend neither on the order of arrival nor on when the profile was read.
//!
//! ```
//! use sartor::event::Event;
//! use sartor::profile::{Observed, Profile};
//! let event = |id: &str, name: &str, day: &str| Event::from_json(&format!(
//!     r#"{{"type":"track","messageId":"{id}","userId":"c_17","event":"{name}",
//!         "timestamp":"2026-06-{day}T08:00:00Z",
//!         "properties":{{"order_id":"o1","currency":"USD",
//!                        "products":[{{"product_id":"suit_001","price":1150,"quantity":1}}]}}}}"#
//! ), None);
//! let as_of_ms = 1_780_300_800_000; // 2026-06-01T08:00:00Z
//!
//! let mut profile = Profile::new("c_17")?;
//! let order = event("m1", "Order Completed", "01")?;
//! assert_eq!(profile.observe(&order, as_of_ms)?, Observed::Folded);
//! assert_eq!(profile.observe(&order, as_of_ms)?, Observed::Duplicate);
//! assert_eq!(profile.observe(&event("m2", "Order Cancelled", "02")?, as_of_ms)?, Observed::Quarantined);
//!
//! assert_eq!(profile.state_at(as_of_ms).revenue_minor, 115_000);
//! assert_eq!(profile.state_at(as_of_ms + 86_400_000).revenue_minor, 0);
//! assert_eq!(Profile::from_bytes(&profile.to_bytes()?)?, profile);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::sync::OnceLock;

mod bytes;
mod compact;
mod consents;
mod declared;
mod erase;
mod events;
mod explain;
mod export;
mod fold;
mod history;
mod identity;
mod json;
mod ledger;
mod merge;
mod month;
mod orders;
mod pack;
mod packed_event;
mod packed_month;
mod restrict;
mod retention;
mod state;
mod tombstone;
mod trail;
mod view;
mod visits;

pub use compact::{CompactPolicy, CompactReport};
pub use consents::ProfileConsentFeed;
pub use declared::{
    CHANNELS, DECLARED_FIELDS, DeclaredField, DeclaredGroup, DeclaredValue, DeclaredView, FieldGuard,
    FieldKind, FieldSpec, FieldType, TONES, declared_fields, field, guard_of,
};
pub use erase::{ErasureReceipt, ErasureRemainder, ErasureRequest, MAX_ERASED_IDS};
pub use explain::{CustomerExplanation, ExplanationPart};
pub use export::{ExportSection, ProfileExport};
pub use history::{
    ConversationView, HistoryLeftOut, HistoryOptions, HistoryView, IntentCount, MAX_HISTORY_ENTRIES,
    MonthActivity, OrderLineView, OrderView, PageCounts, QueryText, ReturnView, SummaryText, VisitPatterns,
    VisitView,
};
pub use identity::{
    IdentityEvidence, IdentityGraph, IdentityPolicy, IdentityVerdict, MAX_GRAPH_BYTES, MAX_GRAPH_IDS,
    MergeDecision,
};
pub use merge::MergeReport;
pub use month::MAX_MONTH_PRODUCTS;
pub use retention::{DataCategory, RetentionCount, RetentionPolicy, RetentionReceipt};
pub use state::{
    CartLine, ConsentEntry, ConversationTurn, CustomerState, DecisionState, DeclaredTrait, KindCount,
    LedgerPurchases, MAX_CART_LINES, MAX_DECISIONS, MAX_PRODUCTS, MAX_RATINGS, MAX_TRAITS, MAX_TURNS,
    ProductHistory, PurchaseDay, Restriction, SatisfactionRating,
};
pub use view::{
    CartLineView, ConsentView, DecisionView, MAX_VIEW_DECISIONS, MAX_VIEW_PURCHASES, ProfileView,
    PurchaseView, TraitView,
};

pub(crate) use trail::{ByKey, Key, Keys, Step, StepLine, Trail, older_than_newest};
pub use visits::VISIT_GAP_MS;
pub(crate) use visits::{VisitCounter, is_act};

use fold::{FixedHasher, Fold};
use ledger::{Ledger, Place, in_order};
use tombstone::tombstone_key;
use trail::Spot;

use crate::event::Event;
use crate::ids::check_id;
use crate::money::Currency;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// Events of one identity above which its oldest months are rolled up.
pub const MAX_EVENTS: usize = 10_000;
/// Events of one identity at which another is refused, when nothing of them can be rolled up.
pub const REFUSED_EVENTS: usize = 20_000;
/// The most identities merged into one profile.
pub const MAX_IDENTITIES: usize = 100;
/// The largest packed profile.
pub const MAX_PROFILE_BYTES: usize = 16 << 20;

/// The largest profile in JSON, in bytes.
pub const MAX_PROFILE_JSON_BYTES: usize = 256 << 20;

/// How full a ledger is after it was compacted for having too many events.
const COMPACTED_EVENTS: usize = MAX_EVENTS / 4 * 3;
const SUBJECT: &str = "profile";

/// One customer: the ledgers of all their identities.
#[derive(Debug, Clone)]
pub struct Profile {
    customer_id: String,
    /// Sorted by identity; the customer's own is always among them.
    ledgers: Vec<Ledger>,
    currency: Option<Currency>,
    /// Hashes of the message ids held. One id held twice, or two ids of one hash, only cost time.
    ids: HashSet<u64, BuildHasherDefault<HashedAlready>>,
    /// Whether a message id may be held more than once.
    has_versions: bool,
    folded: OnceLock<Box<Folded>>,
}

/// A fold over every event up to a time.
#[derive(Debug, Clone, Default)]
struct Folded {
    fold: Fold,
    trail: Trail,
    /// Time of the last event folded; the fold holds exactly the events that do not come after it.
    last_ms: i64,
    last_id: String,
    /// Time of the first event not folded yet.
    next_ms: Option<i64>,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
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
pub enum Observed {
    /// It is in the ledger and counts.
    Folded,
    /// Its message id is held already and counts once. (A version that differs is kept aside, so that the
    /// order of arrival does not decide which of them counts: the earlier one does.)
    Duplicate,
    /// It is dated later than now; it is in the ledger and counts once its time has come.
    Quarantined,
    /// It was erased, or lies in a time that was, or is older than a purge let its category be; nothing has
    /// changed.
    Erased,
}

impl Profile {
    /// A customer of whom nothing is known yet.
    pub fn new(customer_id: &str) -> Result<Self> {
        check_id(SUBJECT, "customerId", customer_id)?;
        let profile = Self {
            customer_id: customer_id.to_owned(),
            ledgers: vec![Ledger::new(customer_id)],
            currency: None,
            ids: HashSet::default(),
            has_versions: false,
            folded: OnceLock::new(),
        };
        profile.folded.get_or_init(Box::default);
        Ok(profile)
    }

    /// A customer whose currency is stated before the first event that has one.
    pub fn with_currency(customer_id: &str, currency: Currency) -> Result<Self> {
        let mut profile = Self::new(customer_id)?;
        profile.ledgers.iter_mut().for_each(|ledger| ledger.declared_currency = Some(currency));
        profile.currency = Some(currency);
        Ok(profile)
    }

    /// The customer.
    pub fn customer_id(&self) -> &str {
        &self.customer_id
    }

    /// The customer and all identities merged into it, sorted.
    pub fn identities(&self) -> impl Iterator<Item = &str> {
        self.ledgers.iter().map(|ledger| ledger.identity.as_str())
    }

    /// The one currency of all amounts; nothing until an event has one.
    pub fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// Events in the ledger, the quarantined among them, without those rolled up.
    pub fn event_count(&self) -> usize {
        self.ledgers.iter().map(|ledger| ledger.events.len()).sum()
    }

    /// Events dated after `as_of_ms`.
    pub fn pending_events(&self, as_of_ms: i64) -> usize {
        let after = |ledger: &Ledger| {
            ledger.events.len() - ledger.events.partition_point(|event| event.timestamp_ms <= as_of_ms)
        };
        self.ledgers.iter().map(after).sum()
    }

    /// All events held, in the order in which they are folded; of a message in two versions both.
    pub fn events(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.ledgers.iter().flat_map(|ledger| &ledger.events).collect();
        if self.ledgers.len() > 1 {
            events.sort_by(|a, b| in_order(a, b));
        }
        events
    }

    /// Fail as `WRONG_CUSTOMER` unless the profile is of this customer, or one merged into it.
    pub fn check_customer(&self, customer_id: &str) -> Result<()> {
        if self.ledger_at(customer_id).is_some() {
            return Ok(());
        }
        Err(self.wrong_customer(customer_id))
    }

    /// Enter an event into the ledger, and the state.
    ///
    /// `as_of_ms` is now. Nothing changes when an error is returned: `WRONG_CUSTOMER` for an event of neither
    /// the customer nor one merged into it, `CURRENCY_MISMATCH`, `TOO_OLD` for one from before the watermark,
    /// `TOO_LARGE` when the ledger is full.
    pub fn observe(&mut self, event: &Event, as_of_ms: i64) -> Result<Observed> {
        self.enter(Cow::Borrowed(event), as_of_ms)
    }

    /// [`Profile::observe`] of an event that is not needed any more, which saves copying it.
    pub fn observe_owned(&mut self, event: Event, as_of_ms: i64) -> Result<Observed> {
        self.enter(Cow::Owned(event), as_of_ms)
    }

    fn enter(&mut self, given: Cow<'_, Event>, as_of_ms: i64) -> Result<Observed> {
        let event = given.as_ref();
        event.check_in(self.currency)?;
        declared::check(event)?;
        check_timestamp("profile", "asOfMs", as_of_ms)?;
        let at = self.ledger_of(event)?;
        let currency = self.currency_with(event)?;
        let Some(ledger) = self.ledgers.get(at) else { return Err(self.wrong_customer("")) };
        if ledger.is_behind(event) {
            let watermark_ms = ledger.watermark_ms(event.utc_offset_minutes).unwrap_or(event.timestamp_ms);
            return Err(SartorError::TooOld { timestamp_ms: event.timestamp_ms, watermark_ms });
        }
        if ledger.purges.forbids(event) {
            return Ok(Observed::Erased);
        }
        if !ledger.tombstones.is_empty() && ledger.tombstones.forbids(&tombstone_key(&ledger.identity), event)
        {
            return Ok(Observed::Erased);
        }
        let Place::At(place) = ledger.place(event) else { return Ok(Observed::Duplicate) };
        let held = ledger.events.len();
        if held >= REFUSED_EVENTS {
            return Err(SartorError::too_many(SUBJECT, "events", held, REFUSED_EVENTS, "events"));
        }

        self.advance(as_of_ms);
        self.currency = currency;
        let observed = if self.ids.insert(id_hash(&event.message_id)) {
            self.fold_in(event, Spot { ledger: at, place }, as_of_ms)
        } else {
            self.has_versions = true;
            self.folded = OnceLock::new();
            Observed::Duplicate
        };
        if let Some(ledger) = self.ledgers.get_mut(at) {
            ledger.events.insert(place, given, currency);
        }
        if held >= MAX_EVENTS && held.is_multiple_of(256) {
            let policy = CompactPolicy { keep_days: u32::MAX, max_events: COMPACTED_EVENTS as u32 };
            self.compact(&policy, as_of_ms)?;
        }
        Ok(observed)
    }

    /// What is known at a time: never anything dated later.
    ///
    /// Borrowed when the fold at hand serves, which it does as long as events arrive in order and time goes
    /// forward; folded anew otherwise, also for times long past.
    pub fn state_at(&self, as_of_ms: i64) -> Cow<'_, CustomerState> {
        match self.folded_at(as_of_ms) {
            Cow::Borrowed(folded) => Cow::Borrowed(&folded.fold.state),
            Cow::Owned(folded) => Cow::Owned(folded.fold.state),
        }
    }

    fn folded_at(&self, as_of_ms: i64) -> Cow<'_, Folded> {
        let folded = self.folded.get_or_init(|| Box::new(self.fold_up_to(as_of_ms)));
        if as_of_ms >= folded.last_ms && folded.next_ms.is_none_or(|next| next > as_of_ms) {
            return Cow::Borrowed(folded);
        }
        Cow::Owned(self.fold_up_to(as_of_ms))
    }

    /// Fold what has left quarantine by now, so that reading need not.
    fn advance(&mut self, as_of_ms: i64) {
        let due = self.folded.get().and_then(|folded| folded.next_ms).is_some_and(|next| next <= as_of_ms);
        if !due {
            return;
        }
        let Some(mut folded) = self.folded.take() else { return };
        self.fold_after(&mut folded, as_of_ms);
        let _ = self.folded.set(folded);
    }

    /// Fold an event that is being entered.
    fn fold_in(&mut self, event: &Event, spot: Spot, as_of_ms: i64) -> Observed {
        let pending = event.timestamp_ms > as_of_ms;
        let observed = if pending { Observed::Quarantined } else { Observed::Folded };
        let Some(folded) = self.folded.get_mut() else { return observed };
        let at = (event.timestamp_ms, event.message_id.as_str());
        if at < (folded.last_ms, folded.last_id.as_str()) {
            self.folded = OnceLock::new();
        } else if pending {
            let next = folded.next_ms.map_or(event.timestamp_ms, |next| next.min(event.timestamp_ms));
            folded.next_ms = Some(next);
        } else {
            folded.enter(event, spot);
        }
        observed
    }

    /// Everything up to a time, from the beginning.
    fn fold_up_to(&self, as_of_ms: i64) -> Folded {
        let mut folded = Folded::default();
        let mut months: Vec<_> = self
            .ledgers
            .iter()
            .flat_map(|ledger| &ledger.months)
            .filter(|month| month.last_ms <= as_of_ms)
            .collect();
        months.sort_by_key(|month| month.month);
        for month in months {
            folded.fold.month(month);
            folded.last_ms = folded.last_ms.max(month.last_ms);
        }
        // Facts of a rolled-up month are still to come, whatever the month's last event was.
        let months_end = folded.last_ms;
        folded.last_ms = 0;
        self.fold_after(&mut folded, as_of_ms);
        folded.last_ms = folded.last_ms.max(months_end);
        folded
    }

    /// Events after the last one folded and up to a time.
    fn fold_after(&self, folded: &mut Folded, as_of_ms: i64) {
        let mut events: Vec<(Spot, &Event)> = Vec::new();
        let mut next_ms: Option<i64> = None;
        let fresh = folded.last_ms == 0 && folded.last_id.is_empty();
        for (at, ledger) in self.ledgers.iter().enumerate() {
            let start = ledger.events.partition_point(|event| {
                !fresh && (event.timestamp_ms, event.message_id.as_str()) <= (folded.last_ms, &folded.last_id)
            });
            let end = ledger.events.partition_point(|event| event.timestamp_ms <= as_of_ms).max(start);
            let spots = (start..end).map(|place| Spot { ledger: at, place });
            events.extend(spots.zip(ledger.events.range(start..end)));
            let next = ledger.events.get(end).map(|event| event.timestamp_ms);
            next_ms = match (next_ms, next) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        if self.ledgers.len() > 1 {
            events.sort_by(|(_, a), (_, b)| in_order(a, b));
        }
        folded.next_ms = next_ms;
        if !self.has_versions {
            return events.into_iter().for_each(|(spot, event)| folded.enter(event, spot));
        }
        // Of a message in two versions, or under two identities, the first counts.
        let mut seen: HashSet<&str, FixedHasher> = HashSet::default();
        let all = self.ledgers.iter().flat_map(|ledger| &ledger.events);
        if !fresh {
            seen.extend(
                all.filter(|event| {
                    (event.timestamp_ms, event.message_id.as_str()) <= (folded.last_ms, &folded.last_id)
                })
                .map(|event| event.message_id.as_str()),
            );
        }
        for (spot, event) in events {
            if seen.insert(&event.message_id) {
                folded.enter(event, spot);
            }
        }
    }

    fn ledgers(&self) -> &[Ledger] {
        &self.ledgers
    }

    fn ledger_at(&self, identity: &str) -> Option<usize> {
        self.ledgers.binary_search_by(|ledger| ledger.identity.as_str().cmp(identity)).ok()
    }

    /// The ledger an event belongs to: the user's, else the visitor's; the customer's own if it names neither.
    fn ledger_of(&self, event: &Event) -> Result<usize> {
        let mut named = event.user_id.iter().chain(&event.anonymous_id).peekable();
        if named.peek().is_none() {
            return self.ledger_at(&self.customer_id).ok_or_else(|| self.wrong_customer(""));
        }
        let found = named.find_map(|identity| self.ledger_at(identity));
        found.ok_or_else(|| self.wrong_customer(event.customer_id().unwrap_or_default()))
    }

    fn wrong_customer(&self, found: &str) -> SartorError {
        SartorError::WrongCustomer { expected: self.customer_id.clone(), found: found.to_owned() }
    }

    fn currency_with(&self, event: &Event) -> Result<Option<Currency>> {
        let Some(code) = event.currency.as_deref() else { return Ok(self.currency) };
        match self.currency {
            Some(known) if known.code() == code => Ok(self.currency),
            Some(known) => Err(SartorError::CurrencyMismatch {
                subject: "event".to_owned(),
                expected: known.code().to_owned(),
                found: code.chars().take(8).collect(),
            }),
            None => Currency::parse(code).map(Some),
        }
    }

    /// Give the ledgers away, to be put back by `replace_ledgers` once they are changed.
    fn take_ledgers(&mut self) -> Vec<Ledger> {
        std::mem::take(&mut self.ledgers)
    }

    /// Take these ledgers instead; everything derived from them is derived anew when next read.
    fn replace_ledgers(&mut self, ledgers: Vec<Ledger>) {
        self.ledgers = ledgers;
        self.currency = self.ledgers.iter().find_map(Ledger::currency);
        self.ids.clear();
        self.has_versions = false;
        for event in self.ledgers.iter().flat_map(|ledger| &ledger.events) {
            self.has_versions |= !self.ids.insert(id_hash(&event.message_id));
        }
        self.folded = OnceLock::new();
    }

    /// A profile of ledgers that were read, after checking them.
    fn from_ledgers(customer_id: &str, mut ledgers: Vec<Ledger>) -> Result<Self> {
        let mut profile = Self::new(customer_id)?;
        let mut currency: Option<Currency> = None;
        for ledger in &mut ledgers {
            check_id(SUBJECT, "identity", &ledger.identity)?;
            for event in &ledger.events {
                event.check()?;
                let mut named = event.user_id.iter().chain(&event.anonymous_id).peekable();
                if named.peek().is_some() && named.all(|identity| *identity != ledger.identity) {
                    return Err(profile.wrong_customer(event.customer_id().unwrap_or_default()));
                }
            }
            ledger.settle();
            for found in ledger.currencies() {
                let known = *currency.get_or_insert(found);
                if known != found {
                    return Err(SartorError::CurrencyMismatch {
                        subject: SUBJECT.to_owned(),
                        expected: known.code().to_owned(),
                        found: found.code().to_owned(),
                    });
                }
            }
        }
        if !ledgers.is_sorted_by(|a, b| a.identity < b.identity) {
            return Err(SartorError::malformed(SUBJECT, "its identities are not in order", 0));
        }
        profile.replace_ledgers(ledgers);
        if profile.ledger_at(customer_id).is_none() {
            return Err(SartorError::malformed(SUBJECT, "its customer is none of its identities", 0));
        }
        Ok(profile)
    }
}

impl Folded {
    fn enter(&mut self, event: &Event, spot: Spot) {
        self.fold.event(event);
        self.trail.push(event, spot);
        self.last_ms = event.timestamp_ms;
        self.last_id.clone_from(&event.message_id);
    }
}

impl PartialEq for Profile {
    /// Equal if their ledgers are.
    fn eq(&self, other: &Self) -> bool {
        self.customer_id == other.customer_id && self.ledgers == other.ledgers
    }
}

/// The hasher of what is a hash itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HashedAlready(u64);

impl Hasher for HashedAlready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

fn id_hash(message_id: &str) -> u64 {
    FixedHasher::default().hash_one(message_id)
}
