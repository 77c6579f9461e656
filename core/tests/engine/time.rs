//! An answer depends on the time it is asked for, and on nothing that came later.

use crate::engine_shop::*;
use sartor::profile::Profile;
use sartor::shop::Shop;
use sartor::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use serde_json::{Value, json};

const USER: &str = "c_time";

fn events() -> Vec<Value> {
    let mut events = agreed(USER, &ALL);
    events.push(order("o1", USER, 300, &[("suit_1", 1)]));
    events.push(order("o2", USER, 200, &[("tie_1", 2)]));
    events.push(order("o3", USER, 50, &[("coat_1", 1)]));
    events.push(declared(USER, &json!({"fit": "slim"})));
    events.push(track("Product Added", "cart", USER, 4, json!({"product_id": "suit_3", "quantity": 1})));
    events
}

fn everything(profile: &Profile, shop: &Shop, at_ms: i64) -> [Value; 4] {
    let engine = engine();
    [
        as_json(&engine.outlook(profile, at_ms).unwrap()),
        as_json(&engine.segment(profile, at_ms).unwrap()),
        as_json(&engine.chat(profile, shop, &wedding(USER), at_ms).unwrap()),
        as_json(&engine.next_actions(profile, shop, at_ms).unwrap()),
    ]
}

#[test]
fn the_past_is_answered_as_it_would_have_been_answered_then() {
    for days in [100, 30, 3] {
        let at_ms = AS_OF_MS - days * DAY_MS;
        let then: Vec<Value> = events()
            .into_iter()
            .filter(|event| event["timestamp"].as_str().unwrap() <= days_ago(days).as_str())
            .collect();
        assert_eq!(
            everything(&profile(USER, &events()), &Shop::new(), at_ms),
            everything(&profile(USER, &then), &Shop::new(), at_ms),
            "{days} days ago"
        );
    }
}

#[test]
fn a_count_that_was_made_later_is_not_known_yet() {
    let mut shop = Shop::new();
    shop.stock("suit_1", 0, AS_OF_MS).unwrap();
    shop.stock("suit_3", 2, AS_OF_MS).unwrap();
    let profile = profile(USER, &events());
    let before = AS_OF_MS - 1;
    assert_eq!(everything(&profile, &shop, before), everything(&profile, &Shop::new(), before));
    let shown = |at_ms| engine().chat(&profile, &shop, &wedding(USER), at_ms).unwrap();
    let names = |at_ms| {
        let answer = shown(at_ms);
        answer.phase3_enhancements.recommendations.into_iter().map(|one| one.product_id).collect::<Vec<_>>()
    };
    assert!(names(before).contains(&"suit_1".to_owned()) && !names(AS_OF_MS).contains(&"suit_1".to_owned()));
    assert!(shown(AS_OF_MS).response_modifiers.claims.iter().any(|claim| claim.text == "2 left"));
}

#[test]
fn an_event_of_tomorrow_waits_and_then_counts_as_if_it_had_just_come() {
    let engine = engine();
    let late = order("o9", USER, -1, &[("shoe_1", 1)]);
    let mut waiting = events();
    waiting.push(late);
    let (waiting, without) = (profile(USER, &waiting), profile(USER, &events()));
    let today = |profile| as_json(&engine.outlook(profile, AS_OF_MS).unwrap());
    assert_eq!(today(&waiting), today(&without));
    let after = AS_OF_MS + 2 * DAY_MS;
    assert_eq!(engine.outlook(&waiting, after).unwrap().purchase_days, 4);
    assert_eq!(engine.outlook(&without, after).unwrap().purchase_days, 3);
}

#[test]
fn clocks_that_go_back_change_nothing_but_the_order_of_arrival() {
    let (mut backwards, mut asked) = (events(), Vec::new());
    backwards.reverse();
    let (one, other) = (profile(USER, &events()), profile(USER, &backwards));
    assert_eq!(one.to_bytes().unwrap(), other.to_bytes().unwrap());
    // Reading late and then early leaves no trace either.
    for at_ms in [AS_OF_MS, AS_OF_MS - 250 * DAY_MS, AS_OF_MS] {
        asked.push(everything(&one, &Shop::new(), at_ms));
    }
    assert_eq!(asked[0], asked[2]);
    assert_ne!(asked[0], asked[1]);
}

#[test]
fn the_far_future_is_finite_and_beyond_it_is_an_error() {
    let engine = engine();
    let profile = profile(USER, &events());
    let last_ms = 7_258_118_399_999; // 2199-12-31T23:59:59.999Z
    let outlook = engine.outlook(&profile, last_ms).unwrap();
    assert!(outlook.churn.unwrap().value > 0.9);
    let text = as_json(&engine.chat(&profile, &shop(), &wedding(USER), last_ms).unwrap()).to_string();
    assert!(text.contains(r#""schema":"chat/1""#));
    for at_ms in [i64::MIN, -1, last_ms + 1, i64::MAX] {
        let asked = wedding(USER);
        assert_eq!(engine.outlook(&profile, at_ms).unwrap_err().code(), "OUT_OF_RANGE", "{at_ms}");
        assert_eq!(
            engine.chat(&profile, &shop(), &asked, at_ms).unwrap_err().code(),
            "OUT_OF_RANGE",
            "{at_ms}"
        );
        assert_eq!(
            engine.next_actions(&profile, &shop(), at_ms).unwrap_err().code(),
            "OUT_OF_RANGE",
            "{at_ms}"
        );
    }
}

#[test]
fn an_answer_expires_after_half_an_hour_and_no_claim_outlives_its_deadline() {
    let engine = engine();
    let profile = profile(USER, &events());
    let mut shop = shop();
    shop.deadline("soon", AS_OF_MS + 10 * MINUTE_MS, &["suit_1"]).unwrap();
    let answer = engine.chat(&profile, &shop, &wedding(USER), AS_OF_MS).unwrap();
    assert_eq!(answer.meta.expires_at, AS_OF_MS + 30 * MINUTE_MS);
    let deadline = |claim: &&sartor::engine::Claim| {
        claim.kind == "deadline" && claim.product_id.as_deref() == Some("suit_1")
    };
    let claim = answer.response_modifiers.claims.iter().find(deadline).unwrap();
    assert_eq!(
        (claim.expires_at, claim.fact.deadline),
        (AS_OF_MS + 10 * MINUTE_MS, Some(AS_OF_MS + 10 * MINUTE_MS))
    );
    for claim in &answer.response_modifiers.claims {
        assert!(claim.expires_at > AS_OF_MS && claim.expires_at <= AS_OF_MS + 30 * MINUTE_MS);
    }
}

#[test]
fn an_old_count_is_not_claimed() {
    let profile = profile(USER, &events());
    let mut shop = Shop::new();
    shop.stock("suit_1", 3, AS_OF_MS - 25 * HOUR_MS).unwrap();
    let answer = engine().chat(&profile, &shop, &wedding(USER), AS_OF_MS).unwrap();
    assert_eq!(answer.response_modifiers.claims, []);
}

#[test]
fn a_day_is_the_customers_own() {
    let at = |id: &str, time: &str| {
        let mut event = order(id, USER, 0, &[("tie_1", 1)]);
        event["timestamp"] = json!(time);
        event
    };
    let days = |first: &str, second: &str| {
        let mut events = agreed(USER, &ALL);
        events.extend([at("a", first), at("b", second)]);
        engine().outlook(&profile(USER, &events), AS_OF_MS).unwrap().purchase_days
    };
    assert_eq!(days("2026-05-01T23:30:00Z", "2026-05-02T00:30:00Z"), 2);
    assert_eq!(days("2026-05-02T00:30:00+01:00", "2026-05-02T01:30:00+01:00"), 1);
}
