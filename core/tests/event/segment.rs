//! What a Segment call becomes, and what is refused of it.

use proptest::prelude::*;
use sartor::event::vocabulary::{EVENT_PROPERTIES, EVENTS, PropertyType};
use sartor::event::{AttributeValue, Event, EventAttribute, EventKind, EventLine};
use sartor::money::Currency;
use serde_json::{Value, json};

fn usd() -> Option<Currency> {
    Currency::parse("USD").ok()
}

#[allow(clippy::needless_pass_by_value)] // reads better at each call
fn track(event: &str, properties: Value) -> Value {
    json!({"type": "track", "messageId": "m1", "userId": "c_1", "event": event,
           "timestamp": "2026-06-01T08:00:00Z", "properties": properties})
}

fn read(value: &Value) -> sartor::Result<Event> {
    let event = Event::from_value(value, usd());
    assert_eq!(event, Event::from_json(&value.to_string(), usd()), "text and value differ");
    event
}

fn code(value: &Value) -> &'static str {
    read(value).unwrap_err().code()
}

/// The error's text, which names the field.
fn refusal(value: &Value) -> String {
    read(value).unwrap_err().to_string()
}

#[test]
fn an_order_keeps_its_products_and_amounts() {
    let order = track(
        "Order Completed",
        json!({"order_id": "o1", "revenue": 1_300.5, "tax": "12.35", "currency": "EUR", "coupon": "SUMMER",
               "affiliation": "web", "products": [
                {"product_id": "suit_001", "price": 1150, "quantity": 1, "name": "Navy suit", "variant": "40R"},
                {"sku": "tie_12", "price": "75.25", "quantity": "2", "position": 3}]}),
    );
    let event = read(&order).unwrap();
    assert_eq!(event.currency.as_deref(), Some("EUR"));
    assert_eq!(event.amount_minor("revenue"), Some(130_050));
    assert_eq!(event.amount_minor("tax"), Some(1_235));
    assert_eq!(event.text("coupon"), Some("SUMMER"));
    let names: Vec<_> = event.attributes.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["coupon", "order_id", "revenue", "tax"]);
    let [suit, tie] = event.lines.as_slice() else { panic!("two lines") };
    assert_eq!((suit.product_id.as_str(), suit.quantity, suit.price_minor), ("suit_001", 1, Some(115_000)));
    assert_eq!(suit.variant.as_deref(), Some("40R"));
    assert_eq!((tie.product_id.as_str(), tie.quantity, tie.position), ("tie_12", 2, Some(3)));
    assert_eq!(tie.price_minor, Some(7_525));
}

#[test]
fn a_flat_event_has_its_product_among_its_properties() {
    let viewed = read(&track(
        "Product Viewed",
        json!({"product_id": "suit_001", "price": 1150, "coupon": "VIP", "category": "suits", "value": 1150}),
    ))
    .unwrap();
    assert_eq!(viewed.lines[0].coupon.as_deref(), Some("VIP"));
    assert_eq!(viewed.amount_minor("value"), Some(115_000));
    assert_eq!(viewed.attributes.len(), 1);
    let clicked = read(&track("Product Clicked", json!({"products": [{"product_id": "a", "position": 1}]})));
    assert_eq!(clicked.unwrap().lines[0].position, Some(1));
}

#[test]
fn every_event_of_the_vocabulary_is_read() {
    for spec in EVENTS.iter().filter(|spec| !matches!(spec.kind, EventKind::Identify | EventKind::Alias)) {
        let properties = json!({
            "product_id": "p", "purpose": "analytics", "state": "granted", "decision_id": "d", "restricted": true,
        });
        let event = read(&track(spec.name, properties)).unwrap();
        assert_eq!(event.kind, spec.kind);
    }
}

#[test]
fn calls_and_events_outside_the_vocabulary_are_unknown() {
    for kind in ["page", "screen", "group"] {
        assert_eq!(code(&json!({"type": kind, "messageId": "m", "userId": "c"})), "UNKNOWN_EVENT");
    }
    assert_eq!(code(&track("Order completed", json!({}))), "UNKNOWN_EVENT");
    assert_eq!(code(&track("identify", json!({}))), "UNKNOWN_EVENT");
    let told = refusal(&track(&"x".repeat(1_000), json!({})));
    assert_eq!(told.matches('x').count(), 64, "{told}");
}

#[test]
fn filters_and_entities_become_texts() {
    let filtered = track(
        "Product List Filtered",
        json!({"filters": [{"type": "colour", "value": "navy"}, {"type": "size", "value": 40}],
               "sorts": [{"type": "price", "value": "desc"}]}),
    );
    let texts = |event: &Event, name: &str| match event.attribute(name) {
        Some(AttributeValue::Texts { texts }) => texts.clone(),
        other => panic!("{other:?}"),
    };
    let event = read(&filtered).unwrap();
    assert_eq!(texts(&event, "filters"), ["colour=navy", "size=40"]);
    assert_eq!(texts(&event, "sorts"), ["price=desc"]);
    let turn = track(
        "Conversation Turn",
        json!({"intent": "product_inquiry", "entities": {"occasion": "wedding", "colour": ["navy", "grey"]}}),
    );
    let event = read(&turn).unwrap();
    let mut entities = texts(&event, "entities");
    entities.sort();
    assert_eq!(entities, ["colour=grey", "colour=navy", "occasion=wedding"]);
}

#[test]
fn traits_are_declared_and_nested_ones_are_left_out_with_a_reason() {
    let call = json!({"type": "identify", "messageId": "m", "userId": "c", "timestamp": "2026-06-01T10:00:00+02:00",
        "traits": {"career": "lawyer", "age": 41, "newsletter": true, "sizes": ["40R", 16], "address": {"city": "Detroit"},
                   "nothing": null, "essay": "x".repeat(2_000), "empty": ""}});
    let mut refused = Vec::new();
    let event = Event::from_json_with(&call.to_string(), None, &mut |error| refused.push(error.to_string()));
    let event = event.unwrap();
    let names: Vec<_> = event.attributes.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["age", "career", "newsletter", "sizes"]);
    assert_eq!(event.utc_offset_minutes, Some(120));
    assert_eq!(
        refused,
        [
            "event: traits.address is not text, a number, a flag or a list of texts",
            "event: traits.essay has 2014 bytes, the most is 1024",
        ]
    );
    assert_eq!(Event::from_value(&call, None).unwrap(), event);
    let many: serde_json::Map<_, _> = (0..65).map(|at| (format!("t{at}"), json!(at))).collect();
    assert_eq!(
        code(&json!({"type": "identify", "messageId": "m", "userId": "c",
        "timestamp": "2026-06-01T08:00:00Z", "traits": many})),
        "TOO_LARGE"
    );
}

#[test]
fn an_alias_names_both_ids() {
    let call = json!({"type": "alias", "messageId": "m", "userId": "c", "previousId": "anon-7",
                      "timestamp": "2026-06-01T08:00:00Z"});
    assert_eq!(read(&call).unwrap().text("previousId"), Some("anon-7"));
    for field in ["previousId", "userId"] {
        let mut cut = call.clone();
        cut.as_object_mut().unwrap().remove(field);
        assert_eq!(code(&cut), "INVALID_VALUE", "{field}");
    }
}

#[test]
fn numbers_outside_their_range_name_their_place() {
    let products = |product: Value| {
        let good = json!({"product_id": "a", "price": 1, "quantity": 1});
        track("Order Completed", json!({"products": [good, good, good, product]}))
    };
    for price in [json!(-1), json!(-0.01), json!(1e300), json!("-5")] {
        let call = products(json!({"product_id": "a", "price": price}));
        assert_eq!(code(&call), "OUT_OF_RANGE");
        assert!(refusal(&call).contains("properties.products[3].price"), "{}", refusal(&call));
    }
    for quantity in [json!(0), json!(-2), json!(1.5), json!(1e12), json!("NaN")] {
        let call = products(json!({"product_id": "a", "quantity": quantity}));
        assert_eq!(code(&call), "OUT_OF_RANGE");
        assert!(refusal(&call).contains("properties.products[3].quantity"), "{}", refusal(&call));
    }
    assert!(refusal(&products(json!({"price": 1}))).contains("properties.products[3].product_id"));
    assert!(refusal(&products(json!("a"))).contains("properties.products[3]"));
    assert_eq!(code(&track("Decision Made", json!({"decision_id": "d", "propensity": 1.5}))), "OUT_OF_RANGE");
    assert_eq!(code(&track("Product Reviewed", json!({"product_id": "a", "rating": "inf"}))), "OUT_OF_RANGE");
    assert_eq!(
        read(&track("Product Reviewed", json!({"product_id": "a", "rating": "4.5"})))
            .unwrap()
            .number("rating"),
        Some(4.5)
    );
}

#[test]
fn a_number_that_is_not_finite_is_refused_in_events_built_from_fields() {
    let mut event = read(&track("Satisfaction Rated", json!({"score": 1}))).unwrap();
    event.attributes[0].value = AttributeValue::Number { number: f64::NAN };
    assert_eq!(
        event.check().unwrap_err().to_string(),
        "event: properties.score is NaN, expected a finite number"
    );
    assert_eq!(event.to_json().unwrap_err().code(), "OUT_OF_RANGE");
    assert!(serde_json::to_string(&event).is_err());
}

#[test]
fn a_price_without_a_currency_is_refused() {
    let call = track("Product Viewed", json!({"product_id": "a", "price": 1}));
    let error = Event::from_value(&call, None).unwrap_err();
    assert_eq!(error.code(), "INVALID_VALUE");
    assert!(error.to_string().contains("properties.currency"));
    assert_eq!(Event::from_value(&call, usd()).unwrap().currency.as_deref(), Some("USD"));
    let unpriced = track("Product Viewed", json!({"product_id": "a"}));
    assert_eq!(Event::from_value(&unpriced, usd()).unwrap().currency, None);
    assert_eq!(
        code(&track("Product Viewed", json!({"product_id": "a", "currency": "QQQ"}))),
        "INVALID_VALUE"
    );
}

#[test]
fn sizes_are_bounded() {
    let long = "x".repeat(1 << 20);
    for (field, value) in [("userId", json!(long)), ("messageId", json!(long)), ("anonymousId", json!(long))]
    {
        let mut call = track("Cart Viewed", json!({}));
        call[field] = value;
        assert_eq!(code(&call), "TOO_LARGE", "{field}");
    }
    assert_eq!(code(&track("Products Searched", json!({"query": "x".repeat(513)}))), "TOO_LARGE");
    assert_eq!(code(&track("Product Viewed", json!({"product_id": long}))), "TOO_LARGE");
    let products = |count: usize, variant: usize| {
        let product = json!({"product_id": "p", "variant": "v".repeat(variant)});
        track("Cart Viewed", json!({"products": vec![product; count]}))
    };
    assert!(read(&products(500, 10)).is_ok());
    assert_eq!(code(&products(501, 10)), "TOO_LARGE");
    assert_eq!(code(&products(500, 200)), "TOO_LARGE");
}

#[test]
fn envelopes_that_lack_or_break_a_field_say_which() {
    let good = track("Cart Viewed", json!({}));
    for (field, value, expected) in [
        ("messageId", Value::Null, "INVALID_VALUE"),
        ("messageId", json!(""), "OUT_OF_RANGE"),
        ("userId", json!({"id": 1}), "INVALID_VALUE"),
        ("userId", json!("a\u{0}b"), "INVALID_VALUE"),
        ("timestamp", Value::Null, "INVALID_VALUE"),
        ("timestamp", json!("yesterday"), "INVALID_VALUE"),
        ("timestamp", json!(1_780_300_800_000_i64), "INVALID_VALUE"),
        ("timestamp", json!("1960-01-01T00:00:00Z"), "OUT_OF_RANGE"),
        ("properties", json!([]), "INVALID_VALUE"),
        ("properties", json!({"products": {}}), "INVALID_VALUE"),
        ("event", json!(5), "INVALID_VALUE"),
    ] {
        let mut call = good.clone();
        call[field] = value;
        assert_eq!(code(&call), expected, "{call}");
        let named = refusal(&call);
        assert!(named.contains(field), "{named}");
    }
    for text in ["", "[]", "7", "\"x\"", "{", "{\"type\":", "null"] {
        assert!(
            ["MALFORMED", "TRUNCATED", "INVALID_VALUE"]
                .contains(&Event::from_json(text, None).unwrap_err().code())
        );
    }
    assert_eq!(Event::from_json(&format!("{good} x"), None).unwrap_err().code(), "MALFORMED");
}

#[test]
fn the_original_timestamp_and_numeric_ids_are_accepted() {
    let call = json!({"messageId": 7, "userId": 13085, "event": "Cart Viewed",
                      "originalTimestamp": "2026-06-01T08:00:00.250Z"});
    let event = read(&call).unwrap();
    assert_eq!((event.message_id.as_str(), event.customer_id()), ("7", Some("13085")));
    assert_eq!(event.timestamp_ms % 1_000, 250);
}

#[test]
fn consent_must_name_a_known_purpose_and_state() {
    let change =
        |purpose: &str, state: &str| track("Consent Changed", json!({"purpose": purpose, "state": state}));
    assert!(read(&change("pricing", "granted")).is_ok());
    assert_eq!(code(&change("telepathy", "granted")), "INVALID_VALUE");
    assert_eq!(code(&change("pricing", "perhaps")), "INVALID_VALUE");
}

fn text(max: usize) -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("[ -~é\"\\\\]{{1,{max}}}")).unwrap()
}

fn id() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[ -~é]{1,40}").unwrap()
}

fn line(priced: bool) -> impl Strategy<Value = EventLine> {
    (
        id(),
        1..=u32::MAX,
        proptest::option::of(0..=1_000_000_000_000_000_i64),
        proptest::option::of(any::<u32>()),
        proptest::option::of(text(20)),
        proptest::option::of(text(20)),
    )
        .prop_map(move |(product_id, quantity, price_minor, position, variant, coupon)| EventLine {
            product_id,
            quantity,
            price_minor: price_minor.filter(|_| priced),
            position,
            variant,
            coupon,
        })
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("finite", |number| number.is_finite())
}

fn value(of: PropertyType) -> BoxedStrategy<AttributeValue> {
    match of {
        PropertyType::Text => text(40).prop_map(|text| AttributeValue::Text { text }).boxed(),
        PropertyType::Number => finite().prop_map(|number| AttributeValue::Number { number }).boxed(),
        PropertyType::Amount => (0..=1_000_000_000_000_000_i64)
            .prop_map(|amount_minor| AttributeValue::Amount { amount_minor })
            .boxed(),
        PropertyType::Flag => any::<bool>().prop_map(|flag| AttributeValue::Flag { flag }).boxed(),
        PropertyType::Texts => proptest::collection::vec(text(20), 1..5)
            .prop_map(|texts| AttributeValue::Texts { texts })
            .boxed(),
    }
}

/// Any sound event but for those whose properties are fixed words or must be there.
fn event() -> impl Strategy<Value = Event> {
    let attributes: Vec<_> = EVENT_PROPERTIES
        .iter()
        .filter(|spec| spec.kept() && spec.name != "propensity")
        .map(|spec| {
            proptest::option::weighted(0.15, value(spec.value)).prop_map(move |value| (spec.name, value))
        })
        .collect();
    let traits = proptest::collection::btree_map(
        text(20),
        prop_oneof![
            value(PropertyType::Text),
            value(PropertyType::Number),
            value(PropertyType::Flag),
            value(PropertyType::Texts)
        ],
        0..6,
    );
    let ids = (id(), proptest::option::of(id()), proptest::option::of(id()));
    let time = (0..7_258_118_400_000_i64, proptest::option::of(-840..=840));
    let currency = proptest::option::of(prop_oneof![Just("USD"), Just("JPY"), Just("KWD")]);
    let lines = proptest::collection::vec(line(true), 0..4);
    (0..EVENTS.len(), ids, time, currency, lines, attributes, traits).prop_map(
        |(
            at,
            (message_id, user_id, anonymous_id),
            (timestamp_ms, utc_offset_minutes),
            currency,
            lines,
            given,
            traits,
        )| {
            let mut kind = EVENTS[at].kind;
            let user_id = user_id.or(Some("c".to_owned()));
            if matches!(
                kind,
                EventKind::ConsentChanged
                    | EventKind::ProcessingRestricted
                    | EventKind::DecisionMade
                    | EventKind::DecisionShown
                    | EventKind::DecisionOutcome
            ) || (kind.spec().flat && lines.is_empty())
            {
                kind = EventKind::CartViewed;
            }
            let call = matches!(kind, EventKind::Identify | EventKind::Alias);
            let mut event = Event {
                message_id,
                kind,
                timestamp_ms,
                utc_offset_minutes,
                user_id,
                anonymous_id,
                currency: currency.filter(|_| !call).map(str::to_owned),
                lines: if call { vec![] } else { lines },
                attributes: vec![],
            };
            if event.currency.is_none() {
                event.lines.iter_mut().for_each(|line| line.price_minor = None);
            }
            event.attributes = match kind {
                EventKind::Identify => {
                    traits.into_iter().map(|(name, value)| EventAttribute { name, value }).collect()
                }
                EventKind::Alias => vec![EventAttribute {
                    name: "previousId".to_owned(),
                    value: AttributeValue::Text { text: "before".to_owned() },
                }],
                _ => given
                    .into_iter()
                    .filter(|(name, _)| kind.attribute(name).is_some())
                    .filter_map(|(name, value)| Some(EventAttribute { name: name.to_owned(), value: value? }))
                    .filter(|one| {
                        event.currency.is_some() || !matches!(one.value, AttributeValue::Amount { .. })
                    })
                    .collect(),
            };
            event.attributes.sort_by(|one, other| one.name.cmp(&other.name));
            event
        },
    )
}

proptest! {
    #[test]
    fn an_event_survives_its_segment_form(event in event()) {
        event.check().unwrap();
        let text = event.to_json().unwrap();
        prop_assert_eq!(&Event::from_json(&text, None).unwrap(), &event);
        prop_assert_eq!(&Event::from_value(&serde_json::from_str(&text).unwrap(), None).unwrap(), &event);
        prop_assert_eq!(&serde_json::from_str::<Event>(&text).unwrap(), &event);
        prop_assert_eq!(serde_json::to_string(&event).unwrap(), text);
    }

    #[test]
    fn mutated_events_never_panic(event in event(), at: prop::sample::Index, to: u8) {
        let mut bytes = event.to_json().unwrap().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = to;
        if let Ok(read) = Event::from_json(&String::from_utf8_lossy(&bytes), usd()) {
            prop_assert_eq!(read.check(), Ok(()));
        }
    }
}
