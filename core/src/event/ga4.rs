//! What does a Google Analytics 4 event say, in Segment's terms?
//!
//! Two shapes are read: a row of the `BigQuery` export (`event_name`, `event_timestamp`, `event_params[]`,
//! `items[]`, `ecommerce`, `user_pseudo_id`), and a Measurement Protocol payload (`client_id`,
//! `timestamp_micros`, `events[]`, or one event's `name` and `params` beside them). The names follow Google's
//! recommended ecommerce events; the whole table is in `docs/data-model.md`.
//!
//! `value` of a purchase leaves out tax and shipping, so it is `revenue`. A refund with items is one of these
//! items, without any it is of the whole order or of its `value`. An event about several products of which
//! Segment tells one by one, such as `add_to_cart`, becomes several. GA4 has no message id: it is made of the
//! time and of a hash of what is kept, so that the same event read again is folded once.
//!
//! ```
//! use sartor::event::{EventKind, events_from_ga4};
//! let payload = r#"{"client_id":"v_9","user_id":"c_17","timestamp_micros":1780300800000000,
//!     "events":[{"name":"purchase","params":{"transaction_id":"T1","currency":"USD","value":1150,"tax":69,
//!         "items":[{"item_id":"suit_001","price":1150,"quantity":1,"index":0}]}}]}"#;
//! let events = events_from_ga4(payload, None)?;
//! assert_eq!(events[0].kind, EventKind::OrderCompleted);
//! assert_eq!(events[0].amount_minor("revenue"), Some(115_000));
//! assert_eq!((events[0].lines[0].product_id.as_str(), events[0].lines[0].position), ("suit_001", Some(0)));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::raw::{Named, Raw};
use super::segment::event_of;
use super::{Event, EventKind};
use crate::artifact::from_serde_json;
use crate::money::Currency;
use crate::time::{check_utc_offset, to_rfc3339_at};
use crate::{Result, SartorError};

const SUBJECT: &str = "event";
/// What `BigQuery` writes where nothing is known.
const NOT_SET: &str = "(not set)";

/// What each of GA4's recommended names is called here.
pub const GA4_EVENTS: [(&str, EventKind); 17] = [
    ("search", EventKind::ProductsSearched),
    ("view_search_results", EventKind::ProductsSearched),
    ("view_item_list", EventKind::ProductListViewed),
    ("select_item", EventKind::ProductClicked),
    ("view_item", EventKind::ProductViewed),
    ("add_to_cart", EventKind::ProductAdded),
    ("remove_from_cart", EventKind::ProductRemoved),
    ("view_cart", EventKind::CartViewed),
    ("add_to_wishlist", EventKind::ProductAddedToWishlist),
    ("begin_checkout", EventKind::CheckoutStarted),
    ("add_shipping_info", EventKind::CheckoutStepCompleted),
    ("add_payment_info", EventKind::PaymentInfoEntered),
    ("purchase", EventKind::OrderCompleted),
    ("refund", EventKind::OrderRefunded),
    ("view_promotion", EventKind::PromotionViewed),
    ("select_promotion", EventKind::PromotionClicked),
    ("share", EventKind::ProductShared),
];

/// Properties that have one meaning in every event: GA4's name, and ours.
const PROPERTIES: [(&str, &str); 15] = [
    ("search_term", "query"),
    ("item_list_id", "list_id"),
    ("transaction_id", "order_id"),
    ("tax", "tax"),
    ("shipping", "shipping"),
    ("coupon", "coupon"),
    ("shipping_tier", "shipping_method"),
    ("payment_type", "payment_method"),
    ("promotion_id", "promotion_id"),
    ("promotion_name", "name"),
    ("creative_name", "creative"),
    ("method", "share_via"),
    ("ga_session_id", "session_id"),
    ("session_id", "session_id"),
    ("currency", "currency"),
];

/// Fields of an item: GA4's name, and ours.
const ITEM: [(&str, &str); 7] = [
    ("item_id", "product_id"),
    ("quantity", "quantity"),
    ("price", "price"),
    ("index", "position"),
    ("item_list_index", "position"),
    ("item_variant", "variant"),
    ("coupon", "coupon"),
];

const ITEM_CATEGORIES: [&str; 5] =
    ["item_category", "item_category2", "item_category3", "item_category4", "item_category5"];

/// One GA4 event, whichever shape it came in.
struct Hit {
    name: String,
    timestamp_micros: i64,
    utc_offset_minutes: Option<i32>,
    user_id: Raw,
    visitor_id: Raw,
    params: Map<String, Value>,
    items: Vec<Value>,
    /// What tells apart two events of one microsecond.
    place: String,
}

/// The events of one line of JSON; prices without a currency of their own are of `default_currency`.
///
/// A payload of several events of which some cannot be read gives the others; one of which none can be read
/// is the error of its first.
pub fn events_from_ga4(text: &str, default_currency: Option<Currency>) -> Result<Vec<Event>> {
    events_with(text, default_currency, &mut |_| ())
}

/// As [`events_from_ga4`], telling `refused` of each event that was left out.
pub(super) fn events_with(
    text: &str,
    default_currency: Option<Currency>,
    refused: &mut dyn FnMut(SartorError),
) -> Result<Vec<Event>> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| from_serde_json(SUBJECT, "", text, &error))?;
    let mut events = Vec::new();
    let mut errors = Vec::new();
    for hit in hits(value)? {
        match hit.and_then(|hit| hit.events(default_currency)) {
            Ok(read) => events.extend(read),
            Err(error) => errors.push(error),
        }
    }
    match (events.is_empty(), errors.is_empty()) {
        (true, false) => Err(errors.swap_remove(0)),
        (true, true) => Err(missing("events", "at least one event")),
        (false, _) => {
            errors.into_iter().for_each(refused);
            Ok(events)
        }
    }
}

fn missing(field: &str, expected: &str) -> SartorError {
    SartorError::invalid(SUBJECT, field, expected)
}

/// The events that a line holds.
fn hits(value: Value) -> Result<Vec<Result<Hit>>> {
    let Value::Object(mut line) = value else {
        return Err(missing("event", "an object in the shape of GA4"));
    };
    if line.contains_key("event_name") {
        return Ok(vec![of_row(line)]);
    }
    let Some(events) = line.remove("events") else {
        let name = line.remove("name").unwrap_or(Value::Null);
        let params = line.remove("params").unwrap_or(Value::Null);
        let items = line.remove("items");
        return Ok(vec![of_payload(&line, name, params, items, None, 0)]);
    };
    let Value::Array(events) = events else { return Err(missing("events", "a list of events")) };
    let read = events.into_iter().enumerate().map(|(place, event)| {
        let Value::Object(mut event) = event else { return Err(missing("events", "a list of objects")) };
        let name = event.remove("name").unwrap_or(Value::Null);
        let params = event.remove("params").unwrap_or(Value::Null);
        let items = event.remove("items");
        of_payload(&line, name, params, items, event.get("timestamp_micros"), place)
    });
    Ok(read.collect())
}

/// An event of the Measurement Protocol.
fn of_payload(
    payload: &Map<String, Value>,
    name: Value,
    params: Value,
    items: Option<Value>,
    own_time: Option<&Value>,
    place: usize,
) -> Result<Hit> {
    let Value::String(name) = name else { return Err(missing("name", "the name of an event")) };
    let mut params = match params {
        Value::Object(params) => params,
        Value::Null => Map::new(),
        _ => return Err(missing("params", "an object")),
    };
    let visitor = payload.get("client_id").or_else(|| payload.get("app_instance_id"));
    let items = items.or_else(|| params.remove("items"));
    Ok(Hit {
        name,
        timestamp_micros: micros("timestamp_micros", own_time.or_else(|| payload.get("timestamp_micros")))?,
        utc_offset_minutes: None,
        user_id: raw(payload.get("user_id")),
        visitor_id: raw(visitor),
        items: list("items", items)?,
        params,
        place: place.to_string(),
    })
}

/// A row of the `BigQuery` export.
fn of_row(mut row: Map<String, Value>) -> Result<Hit> {
    let Some(Value::String(name)) = row.remove("event_name") else {
        return Err(missing("event_name", "the name of an event"));
    };
    let mut params = Map::new();
    for param in list("event_params", row.remove("event_params"))? {
        let Value::Object(mut param) = param else {
            return Err(missing("event_params", "a list of objects"));
        };
        let (Some(Value::String(key)), Some(Value::Object(values))) =
            (param.remove("key"), param.remove("value"))
        else {
            return Err(missing("event_params", "a list of key and value"));
        };
        let types = ["string_value", "int_value", "float_value", "double_value"];
        let value = types.iter().filter_map(|kind| values.get(*kind)).find(|value| !value.is_null());
        params.insert(key, value.cloned().unwrap_or(Value::Null));
    }
    if let Some(Value::Object(sums)) = row.remove("ecommerce") {
        let refund = name == "refund";
        for (sum, param) in [
            ("transaction_id", "transaction_id"),
            (if refund { "refund_value" } else { "purchase_revenue" }, "value"),
            ("tax_value", "tax"),
            ("shipping_value", "shipping"),
        ] {
            if let (Some(value), true) = (sums.get(sum), params.get(param).is_none_or(Value::is_null)) {
                params.insert(param.to_owned(), value.clone());
            }
        }
    }
    let offset_seconds = row.get("device").and_then(|device| whole(device.get("time_zone_offset_seconds")?));
    let minutes = offset_seconds.and_then(|seconds| i32::try_from(seconds / 60).ok());
    let mut place = String::new();
    for field in ["event_bundle_sequence_id", "batch_page_id", "batch_ordering_id", "batch_event_index"] {
        let _ = write!(place, "{} ", row.get(field).and_then(whole).unwrap_or(0));
    }
    Ok(Hit {
        name,
        timestamp_micros: micros("event_timestamp", row.get("event_timestamp"))?,
        utc_offset_minutes: minutes.filter(|minutes| check_utc_offset(SUBJECT, "", *minutes).is_ok()),
        user_id: raw(row.get("user_id")),
        visitor_id: raw(row.get("user_pseudo_id")),
        items: list("items", row.remove("items"))?,
        params,
        place,
    })
}

fn list(field: &str, value: Option<Value>) -> Result<Vec<Value>> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(missing(field, "a list")),
    }
}

/// A whole number, or a text that is one: `BigQuery` writes 64 bits as text.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn micros(field: &str, value: Option<&Value>) -> Result<i64> {
    let whole = value.and_then(whole);
    whole.ok_or_else(|| missing(field, "a whole number of microseconds since the epoch"))
}

fn raw(value: Option<&Value>) -> Raw {
    match value {
        None | Some(Value::Null) => Raw::Null,
        Some(Value::Bool(flag)) => Raw::Flag(*flag),
        Some(Value::Number(number)) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Raw::Integer(whole),
            (None, Some(number)) => Raw::Number(number),
            (None, None) => Raw::Nested,
        },
        Some(Value::String(text)) if text.is_empty() || text == NOT_SET => Raw::Null,
        Some(Value::String(text)) => Raw::Text(text.clone()),
        Some(_) => Raw::Nested,
    }
}

fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

impl Hit {
    /// The events it is, in Segment's terms: one, or one for each of its items.
    fn events(self, default_currency: Option<Currency>) -> Result<Vec<Event>> {
        let found = GA4_EVENTS.iter().find(|(name, _)| *name == self.name);
        let Some((_, kind)) = found else {
            return Err(SartorError::UnknownEvent { event: self.name.chars().take(64).collect() });
        };
        let mut products = Vec::with_capacity(self.items.len().max(1));
        for item in &self.items {
            let Value::Object(item) = item else { return Err(missing("items", "a list of objects")) };
            products.push(members(item, &ITEM));
        }
        let flat = kind.spec().flat;
        if flat && products.is_empty() {
            // A `share` names its product by itself; of the others this is what they lack.
            products.push(members(&self.params, &ITEM[..1]));
        }
        let several = flat && products.len() > 1;
        let calls: Vec<Vec<Named>> = if flat {
            products.into_iter().map(|product| self.properties(*kind, product, several)).collect()
        } else {
            let products = products.into_iter().map(Raw::Object).collect();
            let listed = vec![("products".into(), Raw::List(products))];
            vec![self.properties(*kind, listed, false)]
        };
        let timestamp_ms = self.timestamp_micros.div_euclid(1_000);
        let timestamp = to_rfc3339_at(timestamp_ms, self.utc_offset_minutes)?;
        let mut events = Vec::with_capacity(calls.len());
        for (place, properties) in calls.into_iter().enumerate() {
            let call: Vec<Named> = vec![
                ("type".into(), text("track")),
                ("event".into(), text(kind.name())),
                ("messageId".into(), text("ga4")),
                ("timestamp".into(), text(&timestamp)),
                ("userId".into(), self.user_id.clone()),
                ("anonymousId".into(), self.visitor_id.clone()),
                ("properties".into(), Raw::Object(properties)),
            ];
            let mut event = event_of(Raw::Object(call), default_currency, &mut |_| ())?;
            event.message_id = self.message_id(&event, place)?;
            events.push(event);
        }
        Ok(events)
    }

    /// The properties of the event beside those of `products`, which come first and win.
    fn properties(&self, kind: EventKind, mut products: Vec<Named>, several: bool) -> Vec<Named> {
        let item = self.items.first().and_then(Value::as_object);
        let mut add = |name: &'static str, value: Raw| {
            if value != Raw::Null && products.iter().all(|(known, _)| known != name) {
                products.push((Cow::Borrowed(name), value));
            }
        };
        for (ga4, own) in PROPERTIES {
            // A coupon of the order is none of its single products, as which a flat event would read it.
            if !(kind.spec().flat && own == "coupon") {
                add(own, raw(self.params.get(ga4)));
            }
        }
        for (ga4, own) in [("item_list_id", "list_id"), ("promotion_id", "promotion_id")] {
            add(own, raw(item.and_then(|item| item.get(ga4))));
        }
        match kind {
            // Items say what came back, at which price.
            EventKind::OrderRefunded if !self.items.is_empty() => (),
            EventKind::OrderCompleted | EventKind::OrderRefunded => {
                add("revenue", raw(self.params.get("value")));
            }
            EventKind::ProductListViewed => add("category", self.category()),
            _ if several => (),
            _ => add("value", raw(self.params.get("value"))),
        }
        products
    }

    /// The category that all items of a list have in common, its levels joined.
    fn category(&self) -> Raw {
        let path = |item: &Value| -> String {
            let levels = ITEM_CATEGORIES.iter().filter_map(|level| item.get(*level)?.as_str());
            levels.filter(|level| !level.is_empty() && *level != NOT_SET).collect::<Vec<_>>().join("/")
        };
        let mut paths = self.items.iter().map(path);
        match paths.next() {
            Some(first) if !first.is_empty() && paths.all(|path| path == first) => Raw::Text(first),
            _ => Raw::Null,
        }
    }

    fn message_id(&self, event: &Event, place: usize) -> Result<String> {
        let mut hash = Sha256::new();
        for part in [&self.timestamp_micros.to_string(), &self.place, &place.to_string(), &event.to_json()?] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let mut id = format!("ga4:{}:", self.timestamp_micros);
        for byte in hash.finalize().iter().take(8) {
            let _ = write!(id, "{byte:02x}");
        }
        Ok(id)
    }
}

/// The members of an object that have a name here, the first of each that is there.
fn members(object: &Map<String, Value>, names: &[(&str, &'static str)]) -> Vec<Named> {
    let mut members: Vec<Named> = Vec::new();
    for (ga4, own) in names {
        let value = raw(object.get(*ga4));
        if value != Raw::Null && members.iter().all(|(known, _)| known != own) {
            members.push((Cow::Borrowed(own), value));
        }
    }
    members
}
