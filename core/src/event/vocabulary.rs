//! Which events and properties are understood, and what is kept of them?
//!
//! One table for events and two for properties (of the event, and of each product in it). Reading, packing
//! and `docs/data-model.md` all follow them. The names are Segment's Ecommerce v2 names, which
//! most collectors share, and a few of Sartor's own. Codes are stored in packed ledgers: they never change and
//! are never used again.
//!
//! ```
//! use sartor::event::vocabulary::{EventKind, PropertyType};
//! let kind = EventKind::from_name("Order Completed").unwrap();
//! assert_eq!(kind, EventKind::OrderCompleted);
//! assert_eq!(EventKind::from_code(kind.code()), Some(kind));
//! let revenue = kind.attribute("revenue").unwrap();
//! assert_eq!(revenue.value, PropertyType::Amount);
//! ```

use std::sync::LazyLock;

/// What happened.
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
pub enum EventKind {
    /// The customer, or the host, declared traits.
    Identify,
    /// Two ids were found to be one customer.
    Alias,
    /// `Products Searched`.
    ProductsSearched,
    /// `Product List Viewed`.
    ProductListViewed,
    /// `Product List Filtered`.
    ProductListFiltered,
    /// `Product Clicked`.
    ProductClicked,
    /// `Product Viewed`.
    ProductViewed,
    /// `Product Added`.
    ProductAdded,
    /// `Product Removed`.
    ProductRemoved,
    /// `Cart Viewed`.
    CartViewed,
    /// `Product Added to Wishlist`.
    ProductAddedToWishlist,
    /// `Product Removed from Wishlist`.
    ProductRemovedFromWishlist,
    /// `Checkout Started`.
    CheckoutStarted,
    /// `Checkout Step Viewed`.
    CheckoutStepViewed,
    /// `Checkout Step Completed`.
    CheckoutStepCompleted,
    /// `Payment Info Entered`.
    PaymentInfoEntered,
    /// `Order Completed`.
    OrderCompleted,
    /// `Order Updated`.
    OrderUpdated,
    /// `Order Cancelled`.
    OrderCancelled,
    /// `Order Refunded`.
    OrderRefunded,
    /// `Promotion Viewed`.
    PromotionViewed,
    /// `Promotion Clicked`.
    PromotionClicked,
    /// `Coupon Entered`.
    CouponEntered,
    /// `Coupon Applied`.
    CouponApplied,
    /// `Coupon Denied`.
    CouponDenied,
    /// `Coupon Removed`.
    CouponRemoved,
    /// `Product Shared`.
    ProductShared,
    /// `Product Reviewed`.
    ProductReviewed,
    /// `Conversation Turn`.
    ConversationTurn,
    /// `Satisfaction Rated`.
    SatisfactionRated,
    /// `Consent Changed`.
    ConsentChanged,
    /// `Decision Made`.
    DecisionMade,
    /// `Decision Shown`.
    DecisionShown,
    /// `Decision Outcome`.
    DecisionOutcome,
    /// `Processing Restricted`.
    ProcessingRestricted,
}

/// One row of the table of events.
#[derive(Debug, Clone, Copy)]
pub struct EventSpec {
    /// The kind.
    pub kind: EventKind,
    /// Its number in packed ledgers.
    pub code: u8,
    /// Its name in Segment's `event`, or the `type` of the call for `identify` and `alias`.
    pub name: &'static str,
    /// Whether the fields of its one product stand among its properties, as in `Product Viewed`; otherwise
    /// products stand in `properties.products[]`.
    pub flat: bool,
}

const fn listed(kind: EventKind, code: u8, name: &'static str) -> EventSpec {
    EventSpec { kind, code, name, flat: false }
}

const fn flat(kind: EventKind, code: u8, name: &'static str) -> EventSpec {
    EventSpec { kind, code, name, flat: true }
}

/// Every event, in the order of [`EventKind`].
pub const EVENTS: [EventSpec; 35] = [
    listed(EventKind::Identify, 1, "identify"),
    listed(EventKind::Alias, 2, "alias"),
    listed(EventKind::ProductsSearched, 3, "Products Searched"),
    listed(EventKind::ProductListViewed, 4, "Product List Viewed"),
    listed(EventKind::ProductListFiltered, 5, "Product List Filtered"),
    flat(EventKind::ProductClicked, 6, "Product Clicked"),
    flat(EventKind::ProductViewed, 7, "Product Viewed"),
    flat(EventKind::ProductAdded, 8, "Product Added"),
    flat(EventKind::ProductRemoved, 9, "Product Removed"),
    listed(EventKind::CartViewed, 10, "Cart Viewed"),
    flat(EventKind::ProductAddedToWishlist, 11, "Product Added to Wishlist"),
    flat(EventKind::ProductRemovedFromWishlist, 12, "Product Removed from Wishlist"),
    listed(EventKind::CheckoutStarted, 13, "Checkout Started"),
    listed(EventKind::CheckoutStepViewed, 14, "Checkout Step Viewed"),
    listed(EventKind::CheckoutStepCompleted, 15, "Checkout Step Completed"),
    listed(EventKind::PaymentInfoEntered, 16, "Payment Info Entered"),
    listed(EventKind::OrderCompleted, 17, "Order Completed"),
    listed(EventKind::OrderUpdated, 18, "Order Updated"),
    listed(EventKind::OrderCancelled, 19, "Order Cancelled"),
    listed(EventKind::OrderRefunded, 20, "Order Refunded"),
    listed(EventKind::PromotionViewed, 21, "Promotion Viewed"),
    listed(EventKind::PromotionClicked, 22, "Promotion Clicked"),
    listed(EventKind::CouponEntered, 23, "Coupon Entered"),
    listed(EventKind::CouponApplied, 24, "Coupon Applied"),
    listed(EventKind::CouponDenied, 25, "Coupon Denied"),
    listed(EventKind::CouponRemoved, 26, "Coupon Removed"),
    flat(EventKind::ProductShared, 27, "Product Shared"),
    flat(EventKind::ProductReviewed, 28, "Product Reviewed"),
    listed(EventKind::ConversationTurn, 29, "Conversation Turn"),
    listed(EventKind::SatisfactionRated, 30, "Satisfaction Rated"),
    listed(EventKind::ConsentChanged, 31, "Consent Changed"),
    listed(EventKind::DecisionMade, 32, "Decision Made"),
    listed(EventKind::DecisionShown, 33, "Decision Shown"),
    listed(EventKind::DecisionOutcome, 34, "Decision Outcome"),
    listed(EventKind::ProcessingRestricted, 35, "Processing Restricted"),
];

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyType {
    /// Text.
    Text,
    /// A finite number; a text that is one, such as Segment's `rating`, is read as it.
    Number,
    /// An amount of money in the event's currency, at least 0.
    Amount,
    /// `true` or `false`.
    Flag,
    /// Several texts. An object becomes `key=value` texts, and a list of `{type, value}` likewise.
    Texts,
}

/// One row of a table of properties.
#[derive(Debug, Clone, Copy)]
pub struct PropertySpec {
    /// The name under which it is kept and written.
    pub name: &'static str,
    /// Other names under which it is read, if the first is absent.
    pub aliases: &'static [&'static str],
    /// Its number in packed ledgers, unique within its table; 0 if it is not kept.
    pub code: u8,
    /// What it holds.
    pub value: PropertyType,
    /// The most bytes of the text, or of each text of a list; 0 for anything else.
    pub max_bytes: usize,
}

impl PropertySpec {
    /// Whether the property is kept at all.
    pub const fn kept(&self) -> bool {
        self.code != 0
    }
}

const fn text(code: u8, name: &'static str, max_bytes: usize) -> PropertySpec {
    PropertySpec { name, aliases: &[], code, value: PropertyType::Text, max_bytes }
}

const fn texts(code: u8, name: &'static str, max_bytes: usize) -> PropertySpec {
    PropertySpec { name, aliases: &[], code, value: PropertyType::Texts, max_bytes }
}

const fn plain(code: u8, name: &'static str, value: PropertyType) -> PropertySpec {
    PropertySpec { name, aliases: &[], code, value, max_bytes: 0 }
}

/// Understood and left out: nothing downstream needs it, or it is personal without need.
const fn left_out(name: &'static str) -> PropertySpec {
    PropertySpec { name, aliases: &[], code: 0, value: PropertyType::Text, max_bytes: 0 }
}

/// Properties of an event, in the order of their codes.
pub const EVENT_PROPERTIES: [PropertySpec; 61] = [
    text(1, "query", 512),
    text(2, "list_id", 256),
    text(3, "category", 256),
    texts(4, "filters", 256),
    texts(5, "sorts", 256),
    text(6, "cart_id", 256),
    text(7, "wishlist_id", 256),
    text(8, "wishlist_name", 256),
    text(9, "order_id", 256),
    text(10, "checkout_id", 256),
    plain(11, "value", PropertyType::Amount),
    plain(12, "revenue", PropertyType::Amount),
    plain(13, "total", PropertyType::Amount),
    plain(14, "subtotal", PropertyType::Amount),
    plain(15, "tax", PropertyType::Amount),
    plain(16, "shipping", PropertyType::Amount),
    plain(17, "discount", PropertyType::Amount),
    text(18, "coupon", 256),
    plain(19, "step", PropertyType::Number),
    text(20, "shipping_method", 128),
    text(21, "payment_method", 128),
    text(22, "promotion_id", 256),
    text(23, "creative", 256),
    text(24, "name", 256),
    plain(25, "position", PropertyType::Number),
    text(26, "coupon_id", 256),
    text(27, "coupon_name", 256),
    text(28, "reason", 256),
    text(29, "share_via", 128),
    text(30, "review_id", 256),
    plain(31, "rating", PropertyType::Number),
    text(32, "session_id", 256),
    text(33, "intent", 128),
    texts(34, "entities", 256),
    plain(35, "message_length", PropertyType::Number),
    plain(36, "sentiment", PropertyType::Number),
    text(37, "summary", 1024),
    text(38, "channel", 64),
    plain(39, "score", PropertyType::Number),
    plain(40, "scale", PropertyType::Number),
    text(41, "about", 256),
    text(42, "purpose", 64),
    text(43, "state", 64),
    text(44, "basis", 64),
    text(45, "policy_version", 128),
    text(46, "source", 128),
    text(47, "decision_id", 256),
    text(48, "kind", 64),
    text(49, "chosen", 256),
    plain(50, "propensity", PropertyType::Number),
    text(51, "experiment_id", 128),
    text(52, "experiment_arm", 128),
    text(53, "model_id", 128),
    plain(54, "accepted", PropertyType::Flag),
    text(55, "previousId", 256),
    plain(56, "restricted", PropertyType::Flag),
    text(57, "tone", 64),
    left_out("review_body"),
    left_out("share_message"),
    left_out("affiliation"),
    left_out("recipient"),
];

/// Properties of a product in an event, in the order of their codes.
///
/// Name, category and brand come from the catalogue by `product_id`.
pub const PRODUCT_PROPERTIES: [PropertySpec; 11] = [
    PropertySpec {
        name: "product_id",
        aliases: &["sku"],
        code: 1,
        value: PropertyType::Text,
        max_bytes: crate::ids::MAX_ID_BYTES,
    },
    plain(2, "quantity", PropertyType::Number),
    plain(3, "price", PropertyType::Amount),
    plain(4, "position", PropertyType::Number),
    text(5, "variant", 256),
    text(6, "coupon", 256),
    left_out("category"),
    left_out("name"),
    left_out("brand"),
    left_out("url"),
    left_out("image_url"),
];

/// Names with their rows, by length, first and last letter: hardly two share all three.
struct Index<T>(Vec<Vec<(&'static str, T)>>);

/// Places of an index, a power of two.
const INDEX_PLACES: usize = 256;

fn index_place(name: &str) -> usize {
    let bytes = name.as_bytes();
    let letter = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    (bytes.len() ^ letter(bytes.first()) << 3 ^ letter(bytes.last())) & (INDEX_PLACES - 1)
}

static EVENT_INDEX: LazyLock<Index<&'static PropertySpec>> =
    LazyLock::new(|| Index::of_properties(&EVENT_PROPERTIES));
static PRODUCT_INDEX: LazyLock<Index<&'static PropertySpec>> =
    LazyLock::new(|| Index::of_properties(&PRODUCT_PROPERTIES));
static KIND_INDEX: LazyLock<Index<EventKind>> =
    LazyLock::new(|| Index::new(EVENTS.iter().map(|spec| (spec.name, spec.kind))));

impl<T: Copy> Index<T> {
    fn new(names: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut places: Vec<Vec<(&'static str, T)>> = Vec::new();
        places.resize_with(INDEX_PLACES, Vec::new);
        for (name, row) in names {
            if let Some(same) = places.get_mut(index_place(name)) {
                same.push((name, row));
            }
        }
        Self(places)
    }

    fn find(&self, name: &str) -> Option<T> {
        self.0.get(index_place(name))?.iter().find(|(known, _)| *known == name).map(|(_, row)| *row)
    }
}

impl Index<&'static PropertySpec> {
    fn of_properties(rows: &'static [PropertySpec]) -> Self {
        let names = |row: &'static PropertySpec| {
            [row.name].into_iter().chain(row.aliases.iter().copied()).map(move |name| (name, row))
        };
        Self::new(rows.iter().flat_map(names))
    }
}

/// The property of a product under any of its names.
pub fn product_property(name: &str) -> Option<&'static PropertySpec> {
    PRODUCT_INDEX.find(name)
}

/// The property of an event under any of its names, whatever the event.
pub fn event_property(name: &str) -> Option<&'static PropertySpec> {
    EVENT_INDEX.find(name)
}

/// The kept property of an event that has this number in packed ledgers.
pub fn event_property_by_code(code: u8) -> Option<&'static PropertySpec> {
    let at = usize::from(code).checked_sub(1)?;
    EVENT_PROPERTIES.get(at).filter(|spec| spec.kept())
}

impl EventKind {
    /// The row of this kind.
    pub fn spec(self) -> &'static EventSpec {
        // The table is in the order of the enum (a test holds it), so the fallback is never taken.
        const FALLBACK: &EventSpec = &EVENTS[0];
        EVENTS.get(self as usize).unwrap_or(FALLBACK)
    }

    /// The number of this kind in packed ledgers.
    pub fn code(self) -> u8 {
        self.spec().code
    }

    /// The Segment name of this kind.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The kind of a number in a packed ledger.
    pub fn from_code(code: u8) -> Option<Self> {
        EVENTS.iter().find(|spec| spec.code == code).map(|spec| spec.kind)
    }

    /// The kind of a Segment name, spelt exactly; `identify` and `alias` are calls, not names.
    pub fn from_name(name: &str) -> Option<Self> {
        let kind = KIND_INDEX.find(name)?;
        (!matches!(kind, Self::Identify | Self::Alias)).then_some(kind)
    }

    /// The kept property that an event of this kind may carry under `name` as an attribute.
    ///
    /// Nothing for `Identify`, whose traits have free names, and nothing for what belongs to the product of
    /// a flat event.
    pub fn attribute(self, name: &str) -> Option<&'static PropertySpec> {
        let spec = event_property(name).filter(|spec| spec.kept())?;
        let belongs = match self {
            Self::Identify => false,
            Self::Alias => spec.name == "previousId",
            _ => spec.name != "previousId" && !(self.spec().flat && product_property(name).is_some()),
        };
        belongs.then_some(spec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_of_events_follows_the_enum_and_repeats_nothing() {
        for (at, spec) in EVENTS.iter().enumerate() {
            assert_eq!(spec.kind as usize, at, "{}", spec.name);
            assert_eq!(usize::from(spec.code), at + 1, "{}", spec.name);
            assert_eq!(EventKind::from_code(spec.code), Some(spec.kind));
            assert_eq!(spec.kind.spec().name, spec.name);
        }
        assert_eq!(EVENTS.iter().map(|spec| spec.name).collect::<BTreeSet<_>>().len(), EVENTS.len());
        assert_eq!(EventKind::from_code(0), None);
        assert_eq!(EventKind::from_name("identify"), None);
        assert_eq!(EventKind::from_name("order completed"), None);
    }

    #[test]
    fn kept_properties_stand_at_their_code_and_names_are_unique() {
        for rows in [&EVENT_PROPERTIES[..], &PRODUCT_PROPERTIES[..]] {
            for (at, spec) in rows.iter().enumerate() {
                assert!(!spec.kept() || usize::from(spec.code) == at + 1, "{}", spec.name);
                assert!(spec.aliases.iter().all(|alias| *alias != spec.name));
            }
            let names: Vec<&str> =
                rows.iter().flat_map(|spec| [&[spec.name], spec.aliases].concat()).collect();
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        }
        assert_eq!(event_property_by_code(1).map(|spec| spec.name), Some("query"));
        assert!(event_property_by_code(0).is_none() && event_property_by_code(255).is_none());
    }

    #[test]
    fn what_belongs_to_the_product_of_a_flat_event_is_no_attribute() {
        assert!(EventKind::ProductViewed.attribute("coupon").is_none());
        assert!(EventKind::OrderCompleted.attribute("coupon").is_some());
        assert!(EventKind::ProductReviewed.attribute("review_body").is_none());
        assert!(EventKind::Alias.attribute("previousId").is_some());
        assert!(EventKind::Identify.attribute("query").is_none());
    }
}
