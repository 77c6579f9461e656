//! Bad bytes and bad requests: a typed error, no panic, and nothing has changed.

use crate::engine_shop::*;
use proptest::prelude::*;
use sartor::api::{OPERATIONS, call};
use sartor::engine::{ChatRequest, Engine, RecommendRequest};
use sartor::event::Event;
use sartor::pricing::QuoteContext;
use sartor::profile::Profile;
use sartor::shop::Shop;
use serde_json::{Value, json};
use std::sync::OnceLock;

fn shared() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(engine)
}

fn saved() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| shared().save().unwrap())
}

fn finite(value: &Value) -> bool {
    // Numbers that are not finite turn into null: the whole answer must not have lost one.
    match value {
        Value::Number(number) => number.as_f64().is_some_and(f64::is_finite),
        Value::Array(items) => items.iter().all(finite),
        Value::Object(fields) => fields.values().all(finite),
        _ => true,
    }
}

/// Everything an engine can be asked, answered or refused; never a panic and never a number that is none.
fn asked(engine: &Engine) {
    let mut events = agreed("c", &ALL);
    events.extend([order("a", "c", 300, &[("suit_1", 1)]), order("b", "c", 30, &[("tie_1", 2)])]);
    for profile in [profile("c", &events), Profile::new("c").unwrap()] {
        let check = |answer: sartor::Result<Value>| match answer {
            Ok(value) => assert!(finite(&value)),
            Err(error) => assert_ne!(error.code(), "INTERNAL"),
        };
        sartor::artifact::check_finite("health", &engine.health()).unwrap();
        check(engine.outlook(&profile, AS_OF_MS).map(|one| checked(&one)));
        check(engine.segment(&profile, AS_OF_MS).map(|one| checked(&one)));
        check(engine.next_actions(&profile, &shop(), AS_OF_MS).map(|one| checked(&one)));
        check(
            engine
                .recommend(&profile, &shop(), &RecommendRequest::default(), AS_OF_MS)
                .map(|one| checked(&one)),
        );
        check(engine.chat(&profile, &shop(), &wedding("c"), AS_OF_MS).map(|one| checked(&one)));
        let products = product_ids();
        check(
            engine
                .quote(&profile, &shop(), &products, &QuoteContext::default(), AS_OF_MS)
                .map(|one| checked(&one)),
        );
    }
}

fn checked(answer: &impl serde::Serialize) -> Value {
    sartor::artifact::check_finite("answer", answer).unwrap();
    as_json(answer)
}

#[test]
fn an_artefact_cut_anywhere_is_refused() {
    let good = saved();
    for end in (0..good.len()).step_by(7).chain(good.len() - 9..good.len()) {
        let code = Engine::load(&good[..end]).unwrap_err().code();
        assert!(matches!(code, "TRUNCATED" | "MALFORMED"), "{end}: {code}");
    }
}

#[test]
fn an_artefact_with_any_byte_changed_is_refused_or_answers() {
    let good = saved();
    let mut loaded = 0;
    for at in 0..good.len() {
        let mut bytes = good.to_vec();
        bytes[at] ^= 1 << (at % 8);
        if let Ok(engine) = Engine::load(&bytes) {
            loaded += 1;
            if loaded < 20 {
                asked(&engine);
            }
        }
    }
    // The sum at the end of gzip finds nearly everything; its header has a few bytes that mean nothing.
    assert!(loaded < 40, "{loaded}");
}

#[test]
fn a_newer_artefact_says_so_and_one_of_another_kind_is_none() {
    let mut newer = saved().to_vec();
    newer[6] += 1;
    assert_eq!(Engine::load(&newer).unwrap_err().code(), "NEWER_VERSION");
    let profile = Profile::new("c").unwrap().to_bytes().unwrap();
    assert_eq!(Engine::load(&profile).unwrap_err().code(), "MALFORMED");
    assert_eq!(Engine::load(b"").unwrap_err().code(), "TRUNCATED");
    assert_eq!(Engine::load(&[0; 1_000]).unwrap_err().code(), "MALFORMED");
}

fn body() -> &'static Value {
    static BODY: OnceLock<Value> = OnceLock::new();
    BODY.get_or_init(|| sartor::artifact::from_bytes::<Value>("engine", saved(), 1 << 26).unwrap().body)
}

fn paths(value: &Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let mut visit = |key: String, child: &Value| {
        path.push(key);
        found.push(path.clone());
        paths(child, path, found);
        path.pop();
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, child)| visit(key.clone(), child)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, child)| visit(at.to_string(), child)),
        _ => {}
    }
}

fn mutated(mut value: Value, path: &[String], with: Option<&Value>) -> Value {
    let (last, parents) = path.split_last().unwrap();
    let mut place = &mut value;
    for key in parents {
        place = match place {
            Value::Object(fields) => fields.get_mut(key).unwrap(),
            Value::Array(items) => items.get_mut(key.parse::<usize>().unwrap()).unwrap(),
            _ => return value,
        };
    }
    match (place, with) {
        (Value::Object(fields), Some(with)) => {
            fields.insert(last.clone(), with.clone());
        }
        (Value::Object(fields), None) => {
            fields.remove(last);
        }
        (Value::Array(items), Some(with)) => items[last.parse::<usize>().unwrap()] = with.clone(),
        (Value::Array(items), None) => {
            items.remove(last.parse::<usize>().unwrap());
        }
        _ => {}
    }
    value
}

fn hostile() -> Vec<Value> {
    vec![
        json!(null),
        json!(0),
        json!(-1),
        json!(1e308),
        json!(-1e308),
        json!(1e-308),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(0.5),
        json!(2),
        json!(""),
        json!("x"),
        json!("x".repeat(300)),
        json!("\u{0}"),
        json!([]),
        json!({}),
        json!([[]]),
        json!(true),
        json!(1_000_000_000_000_i64),
        json!(4_294_967_295_u32),
    ]
}

#[test]
fn a_body_with_any_field_replaced_is_refused_or_answers_finite_numbers() {
    let mut all = Vec::new();
    paths(body(), &mut Vec::new(), &mut all);
    let (mut refused, mut answered) = (0, 0);
    // The law's rules and the products repeat one shape: a few of each are enough.
    let few = |path: &&Vec<String>| path.iter().filter_map(|key| key.parse::<usize>().ok()).all(|at| at < 2);
    for path in all.iter().filter(few) {
        for with in hostile().iter().map(Some).chain([None]) {
            let bytes = sartor::artifact::to_bytes("engine", Some("m"), &mutated(body().clone(), path, with))
                .unwrap();
            match Engine::load(&bytes) {
                Ok(engine) => {
                    answered += 1;
                    asked(&engine);
                }
                Err(error) => {
                    refused += 1;
                    assert_ne!(error.code(), "INTERNAL");
                }
            }
        }
    }
    assert!(refused > 500 && answered > 100, "{refused} refused, {answered} answered");
}

fn inputs() -> &'static [(String, Value)] {
    static CASES: OnceLock<Vec<(String, Value)>> = OnceLock::new();
    CASES.get_or_init(|| {
        let mut events = agreed("c", &ALL);
        events.extend([order("a", "c", 300, &[("suit_1", 1)]), order("b", "c", 30, &[("tie_1", 2)])]);
        events.push(track("Product Added", "cart", "c", 3, json!({"product_id": "suit_3", "quantity": 1})));
        events.push(declared("c", &json!({"fit": "slim", "interests": ["fashion"], "age": 40, "vip": true})));
        let stored: Value = serde_json::from_str(&profile("c", &events).to_json().unwrap()).unwrap();
        let short = json!({"customerId": "c", "currency": "USD", "events": events});
        let earlier = json!({"customerId": "c", "currency": "USD", "events": &events[..events.len() - 1]});
        let shop: Value = serde_json::from_str(&shop().to_json().unwrap()).unwrap();
        let request = as_json(&wedding("c"));
        let mut cases = Vec::new();
        for profile in [stored, short] {
            let at = |extra: Value| {
                let mut input = json!({"profile": profile, "asOf": AS_OF_MS});
                input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
                input
            };
            cases.extend([
                ("chat".to_owned(), at(json!({"shop": shop, "request": request}))),
                ("outlook".to_owned(), at(json!({}))),
                ("segment".to_owned(), at(json!({}))),
                ("profile.view".to_owned(), at(json!({}))),
                ("nextActions".to_owned(), at(json!({"shop": shop}))),
                (
                    "quote".to_owned(),
                    at(json!({"shop": shop, "productIds": ["suit_1"], "context": {"jurisdiction": "US-NY"}})),
                ),
                (
                    "recommend".to_owned(),
                    at(json!({"request": {"occasion": "wedding", "limit": 3, "budgetLowMinor": 1}})),
                ),
                ("observe".to_owned(), at(json!({"event": order("z", "c", 1, &[("suit_2", 1)])}))),
                ("outlookBatch".to_owned(), json!({"profiles": [profile], "asOf": AS_OF_MS})),
                ("profile.merge".to_owned(), at(json!({"other": earlier}))),
                ("profile.erase".to_owned(), at(json!({"request": {"what": "all"}}))),
                ("profile.compact".to_owned(), at(json!({"policy": {"keepDays": 90}}))),
            ]);
        }
        cases
    })
}

#[test]
fn the_inputs_that_are_to_be_broken_are_sound() {
    for (operation, input) in inputs() {
        assert!(OPERATIONS.contains(&operation.as_str()));
        call(Some(shared()), operation, &input.to_string()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_request_with_anything_replaced_is_answered_or_refused_by_name(
        case in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), with in 0..22_usize,
    ) {
        let (operation, input) = case.get(inputs());
        let mut all = Vec::new();
        paths(input, &mut Vec::new(), &mut all);
        let path: &Vec<String> = place.get(&all);
        let broken = mutated(input.clone(), path, hostile().get(with));
        match call(Some(shared()), operation, &broken.to_string()) {
            Ok(answer) => prop_assert!(serde_json::from_str::<Value>(&answer).is_ok()),
            Err(error) => prop_assert_ne!(error.code(), "INTERNAL"),
        }
    }

    #[test]
    fn a_request_with_bytes_changed_is_answered_or_refused_by_name(
        case in any::<prop::sample::Index>(), places in prop::collection::vec((any::<prop::sample::Index>(), 32..127_u8), 1..6),
    ) {
        let (operation, input) = case.get(inputs());
        let mut bytes = input.to_string().into_bytes();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(text) = String::from_utf8(bytes)
            && let Err(error) = call(Some(shared()), operation, &text)
        {
            prop_assert_ne!(error.code(), "INTERNAL");
        }
    }

    #[test]
    fn any_text_at_all_is_refused_by_name(operation in 0..OPERATIONS.len(), text in any::<String>()) {
        if let Err(error) = call(Some(shared()), OPERATIONS[operation], &text) {
            prop_assert_ne!(error.code(), "INTERNAL");
        }
    }
}

#[test]
fn a_list_is_not_taken_for_a_record() {
    let text = json!([{"customerId": "c"}, AS_OF_MS]).to_string();
    assert_eq!(call(Some(shared()), "outlook", &text).unwrap_err().code(), "INVALID_VALUE");
}

#[test]
fn an_error_leaves_the_profile_as_it_was() {
    let mut events = agreed("c", &ALL);
    events.push(order("a", "c", 300, &[("suit_1", 1)]));
    let mut profile = profile("c", &events);
    let before = profile.to_bytes().unwrap();
    let mut foreign = order("f", "c", 1, &[("suit_1", 1)]);
    foreign["properties"]["currency"] = json!("GBP");
    let somebody_else = order("e", "d", 1, &[("suit_1", 1)]);
    for (event, code) in [(foreign, "CURRENCY_MISMATCH"), (somebody_else, "WRONG_CUSTOMER")] {
        let event = Event::from_value(&event, None).unwrap();
        assert_eq!(shared().observe(&mut profile, &event, AS_OF_MS).unwrap_err().code(), code);
        assert_eq!(profile.to_bytes().unwrap(), before);
    }
    let sound = Event::from_value(&order("s", "c", 1, &[("suit_1", 1)]), None).unwrap();
    assert_eq!(shared().observe(&mut profile, &sound, -1).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(profile.to_bytes().unwrap(), before);
    for text in [r#"{"price":1e400}"#, "{", "[]", "NaN"] {
        assert!(Event::from_json(text, None).is_err());
    }
}

#[test]
fn a_profile_in_another_currency_is_refused_everywhere() {
    let mut foreign = order("f", "c", 1, &[("suit_1", 1)]);
    foreign["properties"]["currency"] = json!("GBP");
    let mut profile = Profile::new("c").unwrap();
    profile.observe(&Event::from_value(&foreign, None).unwrap(), AS_OF_MS).unwrap();
    let engine = shared();
    let codes = [
        engine.outlook(&profile, AS_OF_MS).unwrap_err().code(),
        engine.segment(&profile, AS_OF_MS).unwrap_err().code(),
        engine.chat(&profile, &Shop::new(), &wedding("c"), AS_OF_MS).unwrap_err().code(),
        engine.next_actions(&profile, &Shop::new(), AS_OF_MS).unwrap_err().code(),
    ];
    assert_eq!(codes, ["CURRENCY_MISMATCH"; 4]);
}

#[test]
fn ids_and_places_are_checked_at_the_door_and_not_repeated() {
    type Change<'a> = &'a dyn Fn(&mut ChatRequest);
    let (engine, profile) = (shared(), Profile::new("c").unwrap());
    let huge = "x".repeat(1 << 20);
    let quoted = |id: &str| {
        engine
            .quote(&profile, &Shop::new(), &[id.to_owned()], &QuoteContext::default(), AS_OF_MS)
            .unwrap_err()
    };
    assert_eq!((quoted(&huge).code(), quoted(&huge).to_string().len() < 200), ("TOO_LARGE", true));
    assert_eq!((quoted("").code(), quoted("boat_1").code()), ("OUT_OF_RANGE", "UNKNOWN_PRODUCT"));
    let chat = |change: &dyn Fn(&mut ChatRequest)| {
        let mut request = wedding("c");
        // Nothing to show: the place is checked all the same.
        request.intent.entities.insert("budget".into(), "$1-2".into());
        change(&mut request);
        engine.chat(&profile, &Shop::new(), &request, AS_OF_MS)
    };
    assert!(chat(&|_| ()).is_ok());
    let changes: [(Change<'_>, &str); 8] = [
        (&|r| r.session_id.clone_from(&huge), "TOO_LARGE"),
        (&|r| r.session_id.clear(), "OUT_OF_RANGE"),
        (&|r| r.customer_id = "d".into(), "WRONG_CUSTOMER"),
        (&|r| r.additional_data.jurisdiction = Some(huge.clone()), "INVALID_VALUE"),
        (&|r| r.additional_data.jurisdiction = Some("Michigan".into()), "INVALID_VALUE"),
        (&|r| r.additional_data.location = Some(huge.clone()), "TOO_LARGE"),
        (&|r| r.additional_data.image_urls = vec![huge.clone()], "TOO_LARGE"),
        (&|r| r.intent.category.clone_from(&huge), "TOO_LARGE"),
    ];
    for (change, code) in changes {
        let error = chat(change).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().len() < 300);
    }
}

#[test]
fn a_price_that_no_quote_could_carry_is_refused_where_it_enters() {
    let mut dear = products();
    dear[0].price_minor = 1_000_000_000_001;
    assert_eq!(sartor::catalog::Catalog::new(dear, usd()).unwrap_err().code(), "OUT_OF_RANGE");
    let set = Shop::new().price_override("suit_1", 1_000_000_000_001, 0, None, "");
    assert_eq!(set.unwrap_err().code(), "OUT_OF_RANGE");
    // Sales without end do not stop a price from being quoted.
    let mut events = buyers();
    for number in 0..5 {
        events.push(order(&format!("huge{number}"), "c_01", 20 + number * 30, &[("suit_1", u32::MAX)]));
    }
    let engine = fitted(&events);
    assert!(
        engine
            .quote(&Profile::new("c").unwrap(), &shop(), &product_ids(), &QuoteContext::default(), AS_OF_MS)
            .is_ok()
    );
}
