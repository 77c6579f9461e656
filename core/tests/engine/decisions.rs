//! A decision leaves a trace: what the engine records, the host appends, and the next answer reads.

use std::path::PathBuf;

use sartor::engine::{ChatRequest, Engine};
use sartor::event::{DecisionRecord, Event};
use sartor::money::Currency;
use sartor::profile::{Observed, Profile};
use sartor::shop::Shop;
use sartor::time::{DAY_MS, MINUTE_MS};
use serde_json::{Value, json};

const AS_OF_MS: i64 = 1_780_300_800_000; // 1 June 2026

/// The engine and the groom of the vectors.
fn scene() -> (Engine, Profile) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let engine = Engine::load(&std::fs::read(folder.join("menswear.sartor")).unwrap()).unwrap();
    let index: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("index.json")).unwrap()).unwrap();
    let case = index["cases"].as_array().unwrap().iter().find(|case| case["name"] == "view of the groom");
    let input: Value = serde_json::from_str(case.unwrap()["input"].as_str().unwrap()).unwrap();
    (engine, Profile::from_json(&input["profile"].to_string()).unwrap())
}

fn request(session_id: &str) -> ChatRequest {
    let mut request = ChatRequest { customer_id: "customer_123".into(), ..ChatRequest::default() };
    request.session_id = session_id.into();
    request.intent.category = "product_inquiry".into();
    request.intent.entities.insert("occasion".into(), "wedding".into());
    request.additional_data.jurisdiction = Some("US-MI".into());
    request
}

fn append(engine: &Engine, profile: &mut Profile, event: &Value, as_of_ms: i64) -> Observed {
    let event = Event::from_value(event, Some(Currency::parse("USD").unwrap())).unwrap();
    engine.observe(profile, &event, as_of_ms).unwrap()
}

fn append_all(engine: &Engine, profile: &mut Profile, record: &[DecisionRecord], as_of_ms: i64) {
    for decision in record {
        let event = serde_json::to_value(decision).unwrap();
        assert_eq!(append(engine, profile, &event, as_of_ms), Observed::Folded);
    }
}

#[test]
fn an_action_that_was_recorded_rests_until_its_cooldown_is_over() {
    let (engine, mut profile) = scene();
    let shop = Shop::new();
    let first = engine.chat(&profile, &shop, &request("s1"), AS_OF_MS).unwrap();
    let acted = &first.phase3_enhancements.next_best_actions;
    assert_eq!(acted[0].action, "recover_cart");
    append_all(&engine, &mut profile, &first.meta.record, AS_OF_MS);

    let soon = engine.chat(&profile, &shop, &request("s2"), AS_OF_MS + 10 * MINUTE_MS).unwrap();
    let rejected = &soon.phase3_enhancements.rejected_actions;
    let recover = rejected.iter().find(|one| one.action == "recover_cart").unwrap();
    assert_eq!(recover.gate, "cooldown");

    let later = engine.chat(&profile, &shop, &request("s3"), AS_OF_MS + 8 * DAY_MS).unwrap();
    assert_eq!(later.phase3_enhancements.next_best_actions[0].action, "recover_cart");
}

#[test]
fn a_recorded_decision_keeps_its_experiment_arm_and_propensity() {
    let (engine, mut profile) = scene();
    let answer = engine.chat(&profile, &Shop::new(), &request("s1"), AS_OF_MS).unwrap();
    append_all(&engine, &mut profile, &answer.meta.record, AS_OF_MS);
    let state = profile.state_at(AS_OF_MS);
    let known = state.decision(&answer.meta.decision_id).unwrap();
    let made = &answer.meta.record[0].properties;
    assert_eq!(
        (known.experiment.as_deref(), known.arm.as_deref()),
        (Some("offer_v1"), made.experiment_arm.as_deref())
    );
    assert_eq!(known.propensity, Some(made.propensity));
    assert_eq!(known.model_id.as_deref(), Some(engine.model_id()));
}

#[test]
fn a_product_that_was_turned_down_is_not_offered_again() {
    let (engine, mut profile) = scene();
    let shop = Shop::new();
    let first = engine.chat(&profile, &shop, &request("s1"), AS_OF_MS).unwrap();
    let offered = first.phase3_enhancements.recommendations[0].product_id.clone();
    append_all(&engine, &mut profile, &first.meta.record, AS_OF_MS);
    let outcome = json!({
        "type": "track", "event": "Decision Outcome", "messageId": "outcome_1", "userId": "customer_123",
        "timestamp": "2026-06-01T08:05:00Z",
        "properties": { "decision_id": first.meta.decision_id, "accepted": false },
    });
    append(&engine, &mut profile, &outcome, AS_OF_MS + 5 * MINUTE_MS);

    let second = engine.chat(&profile, &shop, &request("s2"), AS_OF_MS + 10 * MINUTE_MS).unwrap();
    let shown = &second.phase3_enhancements.recommendations;
    assert!(shown.iter().all(|one| one.product_id != offered));
    let avoided = &second.response_modifiers.avoid;
    assert!(avoided.iter().any(|one| one.product_id == offered && one.reason == "refused"));
}

#[test]
fn the_same_call_gives_the_same_bytes() {
    let (engine, profile) = scene();
    let bytes = || {
        let answer = engine.chat(&profile, &Shop::new(), &request("s1"), AS_OF_MS).unwrap();
        serde_json::to_string(&answer).unwrap()
    };
    assert_eq!(bytes(), bytes());
}
