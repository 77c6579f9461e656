//! Google Analytics 4 events, in both shapes, become the events that Segment would have sent.
// A test that cannot be set up shall fail, and hands in what `json!` has just made.
#![allow(clippy::needless_pass_by_value)]

use proptest::prelude::*;
use sartor::event::{
    Event, EventFormat, EventKind, EventOptions, GA4_EVENTS, JsonLinesReader, events_from_ga4,
};
use sartor::money::Currency;
use sartor::profile::Profile;
use serde_json::{Value, json};

const AT_MICROS: i64 = 1_780_300_800_123_456;
const AT_MS: i64 = 1_780_300_800_123;

fn payload(name: &str, params: Value) -> Value {
    json!({"client_id": "v_9", "user_id": "c_17", "timestamp_micros": AT_MICROS,
           "events": [{"name": name, "params": params}]})
}

fn read(value: &Value) -> Vec<Event> {
    events_from_ga4(&value.to_string(), None).unwrap()
}

fn code(value: &Value) -> &'static str {
    events_from_ga4(&value.to_string(), None).unwrap_err().code()
}

fn items() -> Value {
    json!([
        {"item_id": "suit_1", "item_name": "Suit", "price": 1150.5, "quantity": 1, "discount": 49.5, "index": 3,
         "item_variant": "40R", "coupon": "JUNE", "item_category": "Suits", "item_category2": "Navy"},
        {"item_id": "tie_1", "price": "59", "quantity": 2, "item_category": "Suits", "item_category2": "Navy"},
    ])
}

/// The event that Segment's own call makes, without its message id.
fn segment(event: &str, properties: Value) -> Event {
    let call = json!({"type": "track", "messageId": "m", "userId": "c_17", "anonymousId": "v_9",
                      "event": event, "timestamp": "2026-06-01T08:00:00.123Z", "properties": properties});
    Event::from_value(&call, None).unwrap()
}

fn unnamed(event: &Event) -> Event {
    Event { message_id: "m".to_owned(), ..event.clone() }
}

#[test]
fn a_purchase_is_the_order_that_segment_tells_of() {
    let params = json!({"transaction_id": "T1", "currency": "USD", "value": 1268.5, "tax": 70, "shipping": 9.99,
                        "coupon": "SUMMER", "items": items()});
    let events = read(&payload("purchase", params));
    let expected = segment(
        "Order Completed",
        json!({
            "order_id": "T1", "currency": "USD", "revenue": 1268.5, "tax": 70, "shipping": 9.99, "coupon": "SUMMER",
            "products": [
                {"product_id": "suit_1", "price": 1150.5, "quantity": 1, "position": 3, "variant": "40R", "coupon": "JUNE"},
                {"product_id": "tie_1", "price": 59, "quantity": 2},
            ],
        }),
    );
    assert_eq!(events.iter().map(unnamed).collect::<Vec<_>>(), [expected]);
    assert_eq!(events[0].timestamp_ms, AT_MS);
    assert!(events[0].amount_minor("total").is_none());
}

#[test]
fn a_row_of_the_export_is_the_same_event_as_the_payload() {
    let row = json!({
        "event_date": "20260601", "event_name": "purchase", "event_timestamp": AT_MICROS.to_string(),
        "event_bundle_sequence_id": "17", "user_id": "c_17", "user_pseudo_id": "v_9",
        "event_params": [
            {"key": "currency", "value": {"string_value": "USD", "int_value": null}},
            {"key": "coupon", "value": {"string_value": "(not set)"}},
            {"key": "ga_session_id", "value": {"int_value": "99"}},
            {"key": "engagement_time_msec", "value": {"int_value": "5"}},
        ],
        "ecommerce": {"transaction_id": "T1", "purchase_revenue": 1268.5, "tax_value": 70.0,
                      "purchase_revenue_in_usd": 1.0},
        "device": {"category": "desktop", "time_zone_offset_seconds": "-14400"},
        "items": [{"item_id": "suit_1", "price": 1150.5, "quantity": "1", "item_list_index": "3",
                   "item_variant": "(not set)", "price_in_usd": 1.0}],
    });
    let params = json!({"transaction_id": "T1", "currency": "USD", "value": 1268.5, "tax": 70, "session_id": 99,
                        "items": [{"item_id": "suit_1", "price": 1150.5, "index": 3}]});
    let by_row = read(&row).remove(0);
    assert_eq!(by_row.utc_offset_minutes, Some(-240));
    let by_payload = read(&payload("purchase", params)).remove(0);
    assert_eq!(Event { utc_offset_minutes: None, ..unnamed(&by_row) }, unnamed(&by_payload));
    assert_eq!(by_row.text("session_id"), Some("99"));
}

#[test]
fn what_segment_tells_product_by_product_becomes_several_events() {
    for (name, kind) in GA4_EVENTS {
        let params = json!({"currency": "USD", "value": 5, "search_term": "suit", "items": items(),
                            "transaction_id": "T", "promotion_id": "P", "item_list_id": "L", "coupon": "C"});
        let events = read(&payload(name, params));
        let flat = kind.spec().flat;
        assert_eq!(events.len(), if flat { 2 } else { 1 }, "{name}");
        assert!(events.iter().all(|event| event.kind == kind), "{name}");
        let ids: Vec<_> = events.iter().flat_map(|event| &event.lines).map(|line| &line.product_id).collect();
        assert_eq!(ids, ["suit_1", "tie_1"], "{name}");
        if flat {
            assert_ne!(events[0].message_id, events[1].message_id);
            // A coupon of the whole is no coupon of each, and neither is a value.
            assert_eq!(events[1].lines[0].coupon, None);
            assert_eq!(events[1].amount_minor("value"), None);
        }
        assert_eq!(events[0].text("list_id"), Some("L"));
    }
}

#[test]
fn each_event_carries_what_its_name_promises() {
    let one = |name: &str, params: Value| read(&payload(name, params)).remove(0);
    assert_eq!(one("search", json!({"search_term": "navy suit"})).text("query"), Some("navy suit"));
    let list = one("view_item_list", json!({"item_list_id": "new", "currency": "USD", "items": items()}));
    assert_eq!((list.text("category"), list.lines[0].position), (Some("Suits/Navy"), Some(3)));
    let view =
        one("view_item", json!({"currency": "USD", "value": 1150.5, "items": [{"item_id": "suit_1"}]}));
    assert_eq!(view.amount_minor("value"), Some(115_050));
    let step = one("add_shipping_info", json!({"shipping_tier": "Express"}));
    assert_eq!(
        (step.kind, step.text("shipping_method")),
        (EventKind::CheckoutStepCompleted, Some("Express"))
    );
    assert_eq!(one("add_payment_info", json!({"payment_type": "Card"})).text("payment_method"), Some("Card"));
    let promotion = json!({"promotion_id": "P1", "promotion_name": "Summer", "creative_name": "banner"});
    let promotion = one("view_promotion", promotion);
    assert_eq!((promotion.text("name"), promotion.text("creative")), (Some("Summer"), Some("banner")));
    let share = one("share", json!({"method": "mail", "item_id": "suit_1"}));
    assert_eq!((share.text("share_via"), share.lines[0].product_id.as_str()), (Some("mail"), "suit_1"));
}

#[test]
fn a_refund_is_of_its_items_or_of_the_whole() {
    let order = json!({"transaction_id": "T1", "currency": "USD", "value": 1268.5, "items": items()});
    let refunded = |params: Value| {
        let mut profile = Profile::new("c_17").unwrap();
        let mut later = payload("refund", params);
        later["timestamp_micros"] = (AT_MICROS + 1_000_000).into();
        for value in [payload("purchase", order.clone()), later] {
            for event in read(&value) {
                profile.observe(&event, AT_MS + 1_000).unwrap();
            }
        }
        let state = profile.state_at(AT_MS + 1_000);
        (state.revenue_minor, state.refunded_minor)
    };
    assert_eq!(refunded(json!({"transaction_id": "T1", "currency": "USD"})), (0, 126_850));
    assert_eq!(refunded(json!({"transaction_id": "T1", "currency": "USD", "value": 1268.5})), (0, 126_850));
    assert_eq!(refunded(json!({"transaction_id": "T1", "currency": "USD", "value": 100})), (116_850, 10_000));
    let one_tie = json!({"transaction_id": "T1", "currency": "USD", "value": 59,
                         "items": [{"item_id": "tie_1", "quantity": 1, "price": 59}]});
    assert_eq!(refunded(one_tie), (120_950, 5_900));
}

#[test]
fn an_event_read_again_has_the_same_id_whatever_the_order_of_its_fields() {
    let text = r#"{"timestamp_micros":1780300800123456,"client_id":"v_9","name":"search","params":{"search_term":"a"}}"#;
    let other = r#"{ "params":{"search_term":"a", "engagement_time_msec": 7}, "name":"search", "client_id":"v_9",
                     "timestamp_micros":"1780300800123456" }"#;
    let ids = [text, other].map(|text| events_from_ga4(text, None).unwrap().remove(0).message_id);
    assert_eq!(ids[0], ids[1]);
    assert!(ids[0].starts_with("ga4:1780300800123456:"), "{}", ids[0]);
    let later = text.replace("\"a\"", "\"b\"");
    assert_ne!(events_from_ga4(&later, None).unwrap()[0].message_id, ids[0]);
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    assert_eq!(code(&payload("page_view", json!({}))), "UNKNOWN_EVENT");
    assert_eq!(code(&payload("add_to_cart", json!({"currency": "USD"}))), "INVALID_VALUE");
    assert_eq!(code(&payload("purchase", json!({"value": 1}))), "INVALID_VALUE"); // of no currency
    assert_eq!(code(&payload("purchase", json!({"currency": "USD", "value": -1}))), "OUT_OF_RANGE");
    assert_eq!(code(&json!({"client_id": "v", "events": []})), "INVALID_VALUE");
    assert_eq!(code(&json!({"client_id": "v", "name": "search"})), "INVALID_VALUE"); // of no time
    assert_eq!(code(&json!({"event_name": "search", "event_timestamp": -5})), "OUT_OF_RANGE");
    assert_eq!(code(&json!([])), "INVALID_VALUE");
    assert_eq!(events_from_ga4("{", None).unwrap_err().code(), "TRUNCATED");
    let price = json!({"currency": "USD", "items": [{"item_id": "a"}, {"item_id": "b", "price": "x"}]});
    let error = events_from_ga4(&payload("view_cart", price).to_string(), None).unwrap_err();
    assert!(error.to_string().contains("properties.products[1].price"), "{error}");
}

#[test]
fn a_file_accounts_for_every_line() {
    let both = json!({"client_id": "v_9", "timestamp_micros": AT_MICROS, "events": [
        {"name": "search", "params": {"search_term": "a"}}, {"name": "page_view"},
        {"name": "search", "params": {"search_term": "b"}, "timestamp_micros": AT_MICROS + 1_000_000},
    ]});
    let nobody = json!({"name": "search", "timestamp_micros": AT_MICROS, "params": {"search_term": "c"}});
    let text = [
        both.to_string(),
        payload("scroll", json!({})).to_string(),
        nobody.to_string(),
        String::new(),
        payload("purchase", json!({"transaction_id": "T", "value": 3})).to_string(),
    ]
    .join("\n");
    let options = EventOptions {
        format: Some(EventFormat::Ga4),
        currency: Some("EUR".to_owned()),
        ..EventOptions::default()
    };
    let mut events = Vec::new();
    let mut reader = JsonLinesReader::with_options(&options).unwrap();
    for piece in text.as_bytes().chunks(11) {
        reader.feed(piece, &mut |line, event| events.push((line, event))).unwrap();
    }
    let report = reader.finish(&mut |line, event| events.push((line, event))).unwrap();
    assert_eq!((report.lines, report.accepted, report.without_customer), (5, 2, 1));
    assert_eq!((report.skipped, report.blank, report.produced, report.refused_fields), (1, 1, 4, 1));
    assert_eq!(report.by_reason.len(), 1);
    assert_eq!((report.by_reason[0].code.as_str(), report.by_reason[0].count), ("UNKNOWN_EVENT", 2));
    assert_eq!(events[1].1.timestamp_ms, AT_MS + 1_000);
    assert_eq!(events[3].1.currency.as_deref(), Some("EUR"));
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z_]{0,8}|[0-9]{1,20}|\\(not set\\)|USD|purchase|search".prop_map(Value::from),
    ];
    let key = "event_name|event_timestamp|event_params|items|key|value|string_value|int_value|name|params|events|\
               client_id|user_id|timestamp_micros|item_id|price|quantity|currency|ecommerce|index|[a-z]{1,4}";
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(key, inner, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read_or_refused(mut value in json_value(), name in 0..GA4_EVENTS.len(), dressed: bool) {
        if let (true, Some(object)) = (dressed, value.as_object_mut()) {
            object.insert("event_name".into(), GA4_EVENTS[name].0.into());
            object.insert("event_timestamp".into(), AT_MICROS.into());
        }
        let currency = Currency::parse("USD").ok();
        if let Ok(events) = events_from_ga4(&value.to_string(), currency) {
            prop_assert!(!events.is_empty());
            for event in events {
                event.check().unwrap();
                prop_assert_eq!(Event::from_json(&event.to_json().unwrap(), None).unwrap(), event);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        let _ = events_from_ga4(&text, None);
    }

    #[test]
    fn items_keep_their_count_order_and_money(prices in proptest::collection::vec(0..1_000_000_i64, 1..20)) {
        let items: Vec<Value> = prices.iter().enumerate().map(|(at, minor)| {
            json!({"item_id": format!("p{at}"), "price": *minor as f64 / 100.0, "quantity": at + 1})
        }).collect();
        for name in ["purchase", "add_to_cart"] {
            let events = read(&payload(name, json!({"currency": "USD", "transaction_id": "T", "items": items})));
            let lines: Vec<_> = events.iter().flat_map(|event| &event.lines).collect();
            prop_assert_eq!(lines.len(), prices.len());
            for (at, line) in lines.iter().enumerate() {
                prop_assert_eq!(line.price_minor, Some(prices[at]));
                prop_assert_eq!(line.quantity as usize, at + 1);
            }
        }
    }
}
