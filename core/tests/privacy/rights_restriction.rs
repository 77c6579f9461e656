//! While a restriction stands nothing known of a customer is used, and nothing is lost (GDPR, article 18).

use crate::engine_shop::*;
use sartor::artifact;
use sartor::consent::ConsentPurpose;
use sartor::control::Control;
use sartor::engine::{Engine, ExperienceRequest, RecommendRequest};
use sartor::event::Event;
use sartor::profile::{CompactPolicy, Profile};
use sartor::time::DAY_MS;
use serde_json::{Value, json};

const USER: &str = "c_restricted";

fn restricted(days: i64, on: bool) -> Value {
    let properties = json!({"restricted": on, "reason": "accuracy_contested"});
    track("Processing Restricted", &format!("restricted_{on}_{days}"), USER, days, properties)
}

/// Somebody who allows everything and of whom every kind of fact is known.
fn history() -> Vec<Value> {
    let mut events = agreed(USER, &[&ALL[..], &["sharing", "sensitive"]].concat());
    events.push(declared(USER, &json!({"fit": "slim", "career": "attorney", "colour": "navy"})));
    for (number, days) in [380, 300, 250, 100].into_iter().enumerate() {
        events.push(order(&format!("r{number}"), USER, days, &[("suit_1", 2), ("tie_1", 1)]));
    }
    let product = json!({"product_id": "suit_3", "quantity": 1});
    events.push(track("Product Added", "cart", USER, 2, product));
    events.push(track("Satisfaction Rated", "rated", USER, 2, json!({"score": 1, "scale": 5})));
    let turn = json!({"session_id": "session_0", "intent": "complaint"});
    events.push(track("Conversation Turn", "turn", USER, 2, turn));
    let action = json!({"decision_id": "d", "kind": "action", "chosen": "cart_reminder"});
    events.push(track("Decision Made", "decided", USER, 1, action));
    events
}

/// Every answer of the engine about one customer.
fn answers(engine: &Engine, profile: &Profile) -> Vec<Value> {
    let batch = engine.outlook_batch(&[profile], AS_OF_MS, Control::none()).unwrap();
    vec![
        as_json(&engine.outlook(profile, AS_OF_MS).unwrap()),
        as_json(&engine.segment(profile, AS_OF_MS).unwrap()),
        as_json(&engine.quote(profile, &shop(), &product_ids(), &in_michigan(), AS_OF_MS).unwrap()),
        as_json(&engine.recommend(profile, &shop(), &RecommendRequest::default(), AS_OF_MS).unwrap()),
        as_json(&engine.next_actions(profile, &shop(), AS_OF_MS).unwrap()),
        as_json(&engine.chat(profile, &shop(), &wedding(USER), AS_OF_MS).unwrap()),
        as_json(&engine.behaviour(profile, AS_OF_MS).unwrap()),
        as_json(&engine.contact(profile, AS_OF_MS).unwrap()),
        as_json(&engine.next_question(profile, AS_OF_MS).unwrap()),
        as_json(&engine.experience(profile, &ExperienceRequest::default(), AS_OF_MS).unwrap()),
        as_json(&engine.taste(profile, AS_OF_MS).unwrap()),
        as_json(&engine.taste_path(profile, 3, AS_OF_MS).unwrap()),
        as_json(&engine.taste_scores(profile, &product_ids(), AS_OF_MS).unwrap()),
        json!(format!("{batch:?}")),
    ]
}

#[test]
fn every_answer_about_a_restricted_customer_is_that_about_a_stranger() {
    let engine = engine();
    let mut events = history();
    let stranger = answers(&engine, &Profile::new(USER).unwrap());
    let free = answers(&engine, &profile(USER, &events));
    for (number, (own, strange)) in free.iter().zip(&stranger).enumerate() {
        assert_ne!(own, strange, "answer {number} does not depend on the customer: the test is blind");
    }
    events.push(restricted(1, true));
    assert_eq!(answers(&engine, &profile(USER, &events)), stranger);
    // With the restriction lifted everything is there again.
    events.push(restricted(0, false));
    assert_eq!(answers(&engine, &profile(USER, &events)), free);
}

#[test]
fn a_restriction_stands_from_its_first_word_until_it_is_lifted() {
    let at = |days: i64| AS_OF_MS - days * DAY_MS;
    let mut events = agreed(USER, &["analytics"]);
    events.extend([restricted(40, true), restricted(30, true), restricted(10, false)]);
    let profile = profile(USER, &events);
    assert!(profile.state_at(at(41)).allows(ConsentPurpose::Analytics));
    for days in [39, 29, 11] {
        let state = profile.state_at(at(days));
        let standing = state.restricted.as_ref().unwrap();
        assert_eq!(standing.reason.as_deref(), Some("accuracy_contested"));
        assert!(standing.since_ms < at(40) && standing.since_ms > at(41));
        assert!(ConsentPurpose::ALL.iter().all(|purpose| !state.allows(*purpose)));
    }
    assert!(profile.state_at(at(9)).allows(ConsentPurpose::Analytics));
    assert_eq!(profile.state_at(at(9)).restricted, None);
}

#[test]
fn a_restriction_outlives_packing_rolling_up_and_readable_text() {
    let mut events = history();
    events.push(restricted(60, true));
    let mut kept = profile(USER, &events);
    let policy = CompactPolicy { keep_days: 0, ..CompactPolicy::default() };
    assert!(kept.compact(&policy, AS_OF_MS).unwrap().months_made > 0);
    for copy in [
        Profile::from_bytes(&kept.to_bytes().unwrap()).unwrap(),
        Profile::from_json(&kept.to_json().unwrap()).unwrap(),
    ] {
        assert_eq!(copy, kept);
        assert!(copy.state_at(AS_OF_MS).restricted.is_some());
    }
}

#[test]
fn training_learns_nothing_of_the_restricted() {
    let mut events = buyers();
    events.extend(history());
    let free = fitted(&events);
    events.push(restricted(1, true));
    let restricted = fitted(&events);
    let count = |engine: &Engine| {
        let body: artifact::Artifact<Value> =
            artifact::from_bytes("engine", &engine.save().unwrap(), 1 << 26).unwrap();
        body.body["customers"].as_u64().unwrap()
    };
    assert_eq!(count(&free), count(&restricted) + 1);
}

#[test]
fn a_restriction_that_says_neither_yes_nor_no_is_refused() {
    for properties in [json!({}), json!({"restricted": "yes"}), json!({"reason": "unlawful"})] {
        let event = track("Processing Restricted", "bad", USER, 1, properties);
        let error = Event::from_value(&event, None).unwrap_err();
        assert_eq!(error.to_string(), "event: properties.restricted is not true or false");
    }
}
