//! Merging what an offline phone brings: two ledgers, erasures on either side, and what is refused.

use crate::profile_pool::{DAY_MS, Dice, NOW_MS, START_MS, merged, pool};
use proptest::prelude::*;
use sartor::event::Event;
use sartor::profile::{ErasureRequest, Profile};
use serde_json::{Value, json};

fn profile_of(id: &str, events: &[Event]) -> Profile {
    let mut profile = Profile::new(id).unwrap();
    for event in events {
        profile.observe(event, NOW_MS).unwrap();
    }
    profile
}

fn call(id: &str, user: Option<&str>, visitor: Option<&str>, traits: &Value) -> Event {
    let call = json!({
        "type": "identify", "messageId": id, "userId": user, "anonymousId": visitor,
        "timestamp": "2026-02-01T08:00:00Z", "traits": traits,
    });
    Event::from_json(&call.to_string(), None).unwrap()
}

fn alias(previous: &str, user: &str) -> Event {
    let call = json!({
        "type": "alias", "messageId": "alias", "userId": user, "previousId": previous,
        "timestamp": "2026-02-02T08:00:00Z",
    });
    Event::from_json(&call.to_string(), None).unwrap()
}

fn bytes(profile: &Profile) -> Vec<u8> {
    profile.to_bytes().unwrap()
}

/// Some events erased on one copy alone.
fn erase_some(profile: &mut Profile, dice: &mut Dice, events: &[Event]) -> Vec<Event> {
    let mut gone = Vec::new();
    for _ in 0..dice.below(4) {
        let Some(event) = events.get(dice.below(events.len().max(1) as u64) as usize) else { continue };
        if dice.below(2) == 0 {
            let request = ErasureRequest::Messages { message_ids: vec![event.message_id.clone()] };
            if profile.erase(&request, NOW_MS).is_ok() {
                gone.extend(events.iter().filter(|known| known.message_id == event.message_id).cloned());
            }
        } else {
            let from_ms = START_MS + dice.below(180) as i64 * DAY_MS;
            let to_ms = from_ms + (1 + dice.below(5)) as i64 * DAY_MS;
            let request = ErasureRequest::Range { from_ms, to_ms };
            if profile.erase(&request, NOW_MS).is_ok() {
                let within = |known: &&Event| (from_ms..to_ms).contains(&known.timestamp_ms);
                gone.extend(events.iter().filter(within).cloned());
            }
        }
    }
    gone
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_phone_that_was_offline_and_its_server_agree_whatever_either_erased(seed: u64, count in 1..50_usize) {
        let mut dice = Dice(seed);
        let all = pool(&mut dice, count, false);
        let mut part = |share: u64| -> Vec<Event> {
            all.iter().filter(|_| dice.below(10) < share).cloned().collect()
        };
        let (on_server, on_phone, on_tablet) = (part(8), part(5), part(3));
        let mut copies = [&on_server, &on_phone, &on_tablet].map(|events| profile_of("c", events));
        let mut gone = Vec::new();
        for copy in &mut copies {
            gone.extend(erase_some(copy, &mut dice, &all));
        }
        let [server, phone, tablet] = &copies;
        let both = merged(server, phone);
        prop_assert_eq!(bytes(&both), bytes(&merged(phone, server)), "either may ask the other");
        prop_assert_eq!(bytes(&merged(&both, phone)), bytes(&both), "again changes nothing");
        prop_assert_eq!(both.clone().merge(&both).unwrap_err().code(), "SELF_MERGE");
        prop_assert_eq!(
            bytes(&merged(&both, tablet)), bytes(&merged(server, &merged(phone, tablet))), "in any grouping"
        );
        let all_three = merged(&both, tablet);
        for event in all_three.events() {
            prop_assert!(!gone.contains(event), "what any copy erased stays away: {}", event.message_id);
        }
    }

    #[test]
    fn a_visitor_joins_and_leaves_with_the_erasures_of_both(seed: u64, count in 1..40_usize) {
        let mut dice = Dice(seed);
        let (own, visited) = (pool(&mut dice, count, false), pool(&mut dice, count / 2 + 1, true));
        let (mut customer, mut visitor) = (profile_of("c", &own), profile_of("v", &visited));
        erase_some(&mut customer, &mut dice, &own);
        erase_some(&mut visitor, &mut dice, &visited);
        let mut whole = merged(&customer, &visitor);
        prop_assert_eq!(bytes(&merged(&whole, &visitor)), bytes(&whole), "a phone that synchronises twice");
        let separate = whole.unmerge("v").unwrap();
        prop_assert_eq!(bytes(&separate), bytes(&visitor));
        prop_assert_eq!(bytes(&whole), bytes(&customer));
    }
}

#[test]
fn two_people_are_not_merged_and_nothing_changes() {
    let father =
        profile_of("father", &[call("m1", Some("father"), None, &json!({"birth_date": "1970-05-01"}))]);
    let tablet =
        profile_of("tablet", &[call("m2", None, Some("tablet"), &json!({"birthDate": "2009-01-31"}))]);
    let mut into = father.clone();
    let refused = into.merge(&tablet).unwrap_err();
    assert_eq!(refused.code(), "IDENTITY_CONFLICT");
    assert_eq!(
        refused.to_string(),
        "father and tablet are not merged (contradictory_facts:birth_date): keep them apart, or send an alias \
         call if the customer says that both are theirs"
    );
    assert_eq!(into, father);
    assert_eq!(tablet.clone().merge(&father).unwrap_err().code(), "IDENTITY_CONFLICT");
}

#[test]
fn the_customers_word_overrules_the_contradiction() {
    let said = json!({"first_name": "Robert"});
    let customer = profile_of("c", &[call("m1", Some("c"), None, &said)]);
    let phone = profile_of("v", &[call("m2", None, Some("v"), &json!({"first_name": "Bob"}))]);
    assert!(customer.clone().merge(&phone).is_err());
    assert_eq!(customer.clone().merge_stated(&phone).unwrap().identities_added, ["v"]);
    let mut stated = customer.clone();
    stated.observe(&alias("v", "c"), NOW_MS).unwrap();
    let once = merged(&stated, &phone);
    // What stands merged is not judged again: the phone may synchronise, and other devices may join.
    assert_eq!(merged(&once, &phone), once);
    assert_eq!(merged(&once, &customer), once);
}

#[test]
fn copies_of_one_customer_may_differ_in_what_they_say() {
    let at_home = profile_of("c", &[call("m1", Some("c"), None, &json!({"birth_date": "1970-05-01"}))]);
    let corrected = profile_of("c", &[call("m2", Some("c"), None, &json!({"birth_date": "1970-01-05"}))]);
    assert!(at_home.clone().merge(&corrected).is_ok());
}

#[test]
fn a_device_whose_ledger_names_a_third_person_is_not_merged() {
    let mut tablet = Profile::new("tablet").unwrap();
    tablet.observe(&call("m1", Some("son"), Some("tablet"), &json!({"fit": "slim"})), NOW_MS).unwrap();
    let father = profile_of("father", &[call("m2", Some("father"), None, &json!({"fit": "regular"}))]);
    let son = profile_of("son", &[call("m3", Some("son"), None, &json!({"fit": "slim"}))]);
    let refused = father.clone().merge(&tablet).unwrap_err();
    assert!(refused.to_string().contains("(several_customers)"), "{refused}");
    assert!(son.clone().merge(&tablet).is_ok(), "it is the son's");
}

#[test]
fn a_foreign_currency_and_an_unmade_merge_are_refused() {
    let order = |user: &str, currency: &str| {
        let call = json!({
            "type": "track", "event": "Order Completed", "messageId": format!("o{user}"), "userId": user,
            "timestamp": "2026-02-01T08:00:00Z",
            "properties": {"order_id": "1", "revenue": 5, "currency": currency},
        });
        profile_of(user, &[Event::from_json(&call.to_string(), None).unwrap()])
    };
    let (mut dollars, euros) = (order("a", "USD"), order("b", "EUR"));
    let before = dollars.clone();
    assert_eq!(dollars.merge(&euros).unwrap_err().code(), "CURRENCY_MISMATCH");
    assert_eq!(dollars.merge_stated(&euros).unwrap_err().code(), "CURRENCY_MISMATCH");
    assert_eq!(dollars.unmerge("b").unwrap_err().code(), "NOTHING_TO_UNDO");
    assert_eq!(dollars.unmerge("a").unwrap_err().code(), "NOTHING_TO_UNDO");
    assert_eq!(dollars, before);
}
