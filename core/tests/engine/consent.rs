//! What a customer has not allowed changes nothing: each purpose is flipped, and the answers compared.

use crate::engine_shop::*;
use sartor::control::Control;
use sartor::engine::{Engine, RecommendRequest};
use sartor::profile::{DECLARED_FIELDS, FieldGuard, FieldType, Profile};
use serde_json::{Value, json};

const USER: &str = "c_flip";

/// Two histories that have nothing in common, under the same consents.
fn histories(purposes: &[&str]) -> [Profile; 2] {
    let mut rich = agreed(USER, purposes);
    rich.push(declared(USER, &json!({"fit": "slim", "career": "attorney", "colour": "navy"})));
    for (number, days) in [380, 300, 250, 100].into_iter().enumerate() {
        rich.push(order(&format!("r{number}"), USER, days, &[("suit_1", 2), ("tie_1", 1)]));
    }
    rich.push(track("Product Added", "cart", USER, 2, json!({"product_id": "suit_3", "quantity": 1})));
    rich.push(track("Satisfaction Rated", "rated", USER, 2, json!({"score": 1, "scale": 5})));
    rich.push(track(
        "Decision Outcome",
        "refused",
        USER,
        2,
        json!({"decision_id": "d", "kind": "answer", "chosen": "suit_2", "accepted": false}),
    ));
    [profile(USER, &rich), profile(USER, &agreed(USER, purposes))]
}

fn recommended(engine: &Engine, profile: &Profile) -> Value {
    as_json(&engine.recommend(profile, &shop(), &RecommendRequest::default(), AS_OF_MS).unwrap())
}

fn quoted(engine: &Engine, profile: &Profile) -> Value {
    as_json(&engine.quote(profile, &shop(), &product_ids(), &in_michigan(), AS_OF_MS).unwrap())
}

#[test]
fn without_analytics_the_outlook_is_everybodys() {
    let engine = engine();
    let [rich, bare] = histories(&["personalization", "pricing", "marketing"]);
    let outlook = engine.outlook(&rich, AS_OF_MS).unwrap();
    assert!(!outlook.personalised && outlook.churn.is_some());
    assert_eq!(outlook, engine.outlook(&bare, AS_OF_MS).unwrap());
    assert_eq!(engine.segment(&rich, AS_OF_MS).unwrap().rfm, None);
    let [rich, bare] = histories(&["analytics"]);
    assert_ne!(engine.outlook(&rich, AS_OF_MS).unwrap(), engine.outlook(&bare, AS_OF_MS).unwrap());
}

#[test]
fn without_personalization_nothing_that_is_shown_depends_on_the_customer() {
    let engine = engine();
    let [rich, bare] = histories(&["analytics"]);
    assert_eq!(recommended(&engine, &rich), recommended(&engine, &bare));
    let segments = [&rich, &bare].map(|profile| engine.segment(profile, AS_OF_MS).unwrap());
    assert_eq!(segments[0].primary_segment, segments[1].primary_segment);
    assert_eq!(segments[0].dynamic_persona, segments[1].dynamic_persona);
    let [rich, bare] =
        [&rich, &bare].map(|one| as_json(&engine.chat(one, &shop(), &wedding(USER), AS_OF_MS).unwrap()));
    for part in ["responseModifiers", "conversationFlow"] {
        assert_eq!(rich[part], bare[part]);
    }
    for part in ["request", "facts", "preferences", "ignored"] {
        assert_eq!(rich["contextualInsights"][part], bare["contextualInsights"][part]);
    }
    for part in ["segmentation", "recommendations", "sales_optimization", "next_best_actions"] {
        assert_eq!(rich["phase3_enhancements"][part], bare["phase3_enhancements"][part]);
    }
    assert_eq!(rich["contextualInsights"]["facts"], json!([]));
}

#[test]
fn with_personalization_all_of_that_differs() {
    let engine = engine();
    let [rich, bare] = histories(&["personalization"]);
    assert_ne!(recommended(&engine, &rich), recommended(&engine, &bare));
    let [rich, bare] =
        [&rich, &bare].map(|one| as_json(&engine.chat(one, &shop(), &wedding(USER), AS_OF_MS).unwrap()));
    assert_ne!(rich["contextualInsights"]["facts"], bare["contextualInsights"]["facts"]);
    assert_ne!(rich["phase3_enhancements"]["segmentation"], bare["phase3_enhancements"]["segmentation"]);
    assert_ne!(rich["conversationFlow"]["handoff"], bare["conversationFlow"]["handoff"]);
}

#[test]
fn without_pricing_the_price_is_everybodys() {
    let engine = engine();
    let [rich, bare] = histories(&["analytics", "personalization", "marketing"]);
    assert_eq!(quoted(&engine, &rich), quoted(&engine, &bare));
    let [rich, bare] = histories(&ALL);
    assert_ne!(quoted(&engine, &rich), quoted(&engine, &bare), "the flip itself is blind");
}

#[test]
fn nothing_at_all_is_used_of_who_allows_nothing() {
    let engine = engine();
    let [rich, bare] = histories(&[]);
    let answers = [&rich, &bare]
        .map(|one| as_json(&engine.chat(one, &shop(), &wedding(USER), AS_OF_MS).unwrap()).to_string());
    assert_eq!(answers[0], answers[1]);
    let plans = [&rich, &bare].map(|one| engine.next_actions(one, &shop(), AS_OF_MS).unwrap());
    assert_eq!(plans[0], plans[1]);
    assert!(answers[0].contains(r#""personalised":false,"purposes":[]"#), "{}", answers[0]);
}

#[test]
fn withdrawing_takes_effect_at_its_time_and_not_before() {
    let engine = engine();
    let mut events = agreed(USER, &ALL);
    events.push(order("o1", USER, 300, &[("suit_1", 1)]));
    events.push(order("o2", USER, 100, &[("suit_1", 1)]));
    events.extend(ALL.iter().map(|purpose| consent(USER, purpose, "denied", 10)));
    let profile = profile(USER, &events);
    let withdrawn_ms = AS_OF_MS - 10 * sartor::time::DAY_MS - sartor::time::HOUR_MS;
    assert!(engine.outlook(&profile, withdrawn_ms - 1).unwrap().personalised);
    assert!(!engine.outlook(&profile, withdrawn_ms).unwrap().personalised);
    let quoted = |at_ms| {
        engine.quote(&profile, &shop(), &["suit_1".into()], &in_michigan(), at_ms).unwrap().quotes[0]
            .personalised
    };
    // Whether an offer is made before is the draw's affair; after, there is none.
    assert!(!quoted(withdrawn_ms));
    let before = engine.chat(&profile, &shop(), &wedding(USER), withdrawn_ms - 1).unwrap();
    let after = engine.chat(&profile, &shop(), &wedding(USER), withdrawn_ms).unwrap();
    assert!(!before.contextual_insights.facts.is_empty() && after.contextual_insights.facts.is_empty());
}

#[test]
fn protected_attributes_change_no_price_no_segment_and_no_word() {
    // A catalogue that has attributes of these names makes no difference.
    let mut products = products();
    for (number, product) in products.iter_mut().enumerate() {
        let value = if number % 2 == 0 { "a" } else { "b" };
        for name in ["age", "ethnicity", "gender", "religion"] {
            product
                .attributes
                .push(sartor::catalog::ProductAttribute { name: name.into(), value: value.into() });
        }
        product.attributes.sort_by(|left, right| left.name.cmp(&right.name));
    }
    let catalog = sartor::catalog::Catalog::new(products, usd()).unwrap();
    let mut trainer = sartor::engine::Trainer::new(catalog, sartor::engine::EnginePolicy::default()).unwrap();
    read(&mut trainer, &buyers());
    let engine = trainer.fit(AS_OF_MS, Control::none()).unwrap();
    let answers = |call: Value| {
        let mut events = agreed(USER, &[&ALL[..], &["sensitive"]].concat());
        events.extend([
            declared(USER, &json!({"fit": "slim"})),
            call,
            order("o1", USER, 300, &[("suit_1", 1)]),
        ]);
        let profile = profile(USER, &events);
        let chat = as_json(&engine.chat(&profile, &shop(), &wedding(USER), AS_OF_MS).unwrap());
        let segment = as_json(&engine.segment(&profile, AS_OF_MS).unwrap());
        [quoted(&engine, &profile), recommended(&engine, &profile), segment, chat]
    };
    let said = |name: &str, value: Value, purpose: Option<&str>| {
        json!({
            "type": "identify", "messageId": "who", "userId": USER, "timestamp": days_ago(440),
            "traits": {name: value}, "context": {"declaration": {"purpose": purpose}},
        })
    };
    let without = answers(said("page", json!("a"), None));
    let mut tried = 0;
    for spec in DECLARED_FIELDS.iter().filter(|spec| spec.guard != FieldGuard::Open) {
        let values = match spec.holds {
            FieldType::Number(..) => [json!(1), json!(7)],
            FieldType::Date => [json!("1950-01-31"), json!("2001-12-01")],
            _ => [json!("a"), json!("b")],
        };
        let purpose = (spec.guard == FieldGuard::Sensitive).then_some("sensitive");
        for name in [spec.name].iter().chain(spec.aliases) {
            for value in &values {
                assert_eq!(answers(said(name, value.clone(), purpose)), without, "{name}={value}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried} values were flipped");
    // What no name betrays is kept apart by its purpose alone.
    assert_eq!(answers(said("occasion", json!("wedding"), Some("sensitive"))), without);
}

#[test]
fn training_learns_nothing_of_who_did_not_allow_it() {
    let mut events = buyers();
    let with_consent = fitted(&events).save().unwrap();
    for number in 0..10 {
        let user = format!("silent_{number}");
        events.extend(agreed(&user, &["personalization", "pricing", "marketing"]));
        events.push(order(&format!("s{number}a"), &user, 200, &[("coat_1", 9)]));
        events.push(order(&format!("s{number}b"), &user, 20 + number, &[("coat_1", 9)]));
    }
    let bodies = [with_consent, fitted(&events).save().unwrap()].map(|bytes| body(&bytes));
    let [mut without, mut with] = bodies;
    assert_eq!(
        (&without["customersWithoutConsent"], &with["customersWithoutConsent"]),
        (&json!(0), &json!(10))
    );
    without["customersWithoutConsent"].take();
    with["customersWithoutConsent"].take();
    assert_eq!(without.to_string(), with.to_string());
}

fn body(bytes: &[u8]) -> Value {
    let read: sartor::artifact::Artifact<Value> =
        sartor::artifact::from_bytes("engine", bytes, 1 << 26).unwrap();
    read.body
}
