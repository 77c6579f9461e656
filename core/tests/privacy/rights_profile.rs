//! What a customer may demand: everything to be handed over, explained, stopped or forgotten.

use crate::engine_shop;
use crate::engine_shop::{AS_OF_MS, agreed, consent, declared, order, profile, text, track, trainer};
use crate::profile_pool::{Dice, NOW_MS, START_MS, pool};
use sartor::consent::ConsentPurpose;
use sartor::control::Control;
use sartor::event::{AttributeValue, Event};
use sartor::money::Currency;
use sartor::privacy::pseudonym;
use sartor::profile::{CompactPolicy, ErasureRequest, Profile};
use sartor::time::DAY_MS;
use serde_json::json;

const USER: &str = "c_right";

fn pooled(seed: u64) -> Profile {
    let mut profile = Profile::new("c").unwrap();
    for event in pool(&mut Dice(seed), 60, false) {
        profile.observe(&event, NOW_MS).unwrap();
    }
    profile
}

#[test]
fn each_right_records_an_event_that_brings_the_same_elsewhere() {
    let events = agreed(USER, &["analytics", "sharing", "sensitive"]);
    let mut own = profile(USER, &events);
    let mut elsewhere = own.clone();
    let recorded = [
        own.limit_sensitive(AS_OF_MS).unwrap(),
        own.opt_out_of_sale(AS_OF_MS).unwrap(),
        own.restrict(Some("objection_pending"), AS_OF_MS).unwrap(),
        own.lift_restriction(AS_OF_MS + 1).unwrap(),
    ];
    for event in &recorded {
        let sent = Event::from_json(&event.to_json().unwrap(), None).unwrap();
        elsewhere.observe(&sent, AS_OF_MS + 1).unwrap();
    }
    assert_eq!(own, elsewhere);
    let state = own.state_at(AS_OF_MS + 1);
    let allowed = ConsentPurpose::ALL.into_iter().filter(|purpose| state.allows(*purpose));
    assert_eq!(allowed.collect::<Vec<_>>(), [ConsentPurpose::Analytics]);
    // Reading at an earlier time gives what could be used then.
    assert!(own.state_at(AS_OF_MS - 1).allows(ConsentPurpose::Sharing));
    assert!(own.state_at(AS_OF_MS).restricted.is_some());
    // Said again at the same time it is the same word.
    let before = own.clone();
    own.opt_out_of_sale(AS_OF_MS).unwrap();
    assert_eq!(own, before);
}

#[test]
fn a_right_that_cannot_take_effect_is_an_error_and_no_silence() {
    let mut own = profile(USER, &agreed(USER, &["sharing"]));
    assert_eq!(own.lift_restriction(AS_OF_MS).unwrap_err().code(), "NOTHING_TO_UNDO");
    assert_eq!(own.restrict(Some(&"r".repeat(300)), AS_OF_MS).unwrap_err().code(), "TOO_LARGE");
    assert_eq!(own.restrict(None, -1).unwrap_err().code(), "OUT_OF_RANGE");
    // In a time that was erased nothing can be recorded any more.
    own.erase(&ErasureRequest::All {}, AS_OF_MS).unwrap();
    let before = own.clone();
    for refused in [own.clone().restrict(None, AS_OF_MS), own.opt_out_of_sale(AS_OF_MS)] {
        assert_eq!(refused.unwrap_err().code(), "OUT_OF_RANGE");
    }
    assert_eq!(own, before);
    own.restrict(None, AS_OF_MS + 1).unwrap();
}

#[test]
fn a_denial_is_not_erased_where_an_older_grant_would_stand_again() {
    let mut events = agreed(USER, &["pricing"]);
    events.push(consent(USER, "pricing", "denied", 10));
    let mut own = profile(USER, &events);
    let denial = format!("consent_{USER}_pricing_10");
    let (day, before) = (AS_OF_MS - 12 * DAY_MS, own.clone());
    for request in [
        ErasureRequest::Messages { message_ids: vec![denial.clone()] },
        ErasureRequest::Range { from_ms: day, to_ms: day + 3 * DAY_MS },
    ] {
        let error = own.erase(&request, AS_OF_MS).unwrap_err();
        assert_eq!(error.code(), "INVALID_VALUE");
        assert!(error.to_string().contains("pricing"), "{error}");
        assert_eq!(own, before);
    }
    // With its grant, or once denied anew, it goes.
    let both =
        ErasureRequest::Messages { message_ids: vec![denial.clone(), format!("consent_{USER}_pricing_500")] };
    assert_eq!(own.clone().erase(&both, AS_OF_MS).unwrap().events_erased, 2);
    let anew = consent(USER, "pricing", "denied", 1);
    own.observe(&Event::from_value(&anew, None).unwrap(), AS_OF_MS).unwrap();
    own.erase(&ErasureRequest::Messages { message_ids: vec![denial] }, AS_OF_MS).unwrap();
    assert!(!own.state_at(AS_OF_MS).allows(ConsentPurpose::Pricing));

    let mut stopped = profile(USER, &agreed(USER, &["pricing"]));
    let restriction = stopped.restrict(None, AS_OF_MS).unwrap();
    let request = ErasureRequest::Messages { message_ids: vec![restriction.message_id] };
    assert_eq!(stopped.erase(&request, AS_OF_MS).unwrap_err().code(), "INVALID_VALUE");
    assert!(stopped.erase(&ErasureRequest::All {}, AS_OF_MS).is_ok());
}

#[test]
fn a_receipt_names_what_remains_and_what_ends_it() {
    let mut events = engine_shop::buyers();
    events.extend(agreed(USER, &engine_shop::ALL));
    events.push(order("o1", USER, 30, &[("suit_1", 1)]));
    let mut shop = trainer(&events);
    let key = b"sixteen bytes or more";
    shop.set_pseudonym_key(key).unwrap();
    let engine = shop.fit(AS_OF_MS, Control::none()).unwrap();
    let mut own = shop.profile(USER).unwrap().clone();
    let receipt = own.erase(&ErasureRequest::All {}, AS_OF_MS).unwrap();
    assert_eq!((receipt.events_erased, own.event_count()), (5, 0));
    let places: Vec<&str> = receipt.remaining_elsewhere.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, ["event_log", "backups", "sealed_copies", "fitted_models"]);
    assert!(receipt.remaining_elsewhere.iter().all(|one| one.ended_by.len() > 20));
    // The engine adds itself, once, if it rests on the customer.
    let name = pseudonym(key, USER).unwrap();
    let named = engine.add_to_receipt(&receipt, &name);
    let last = named.remaining_elsewhere.last().unwrap();
    assert_eq!(last.model_id.as_deref(), Some(engine.model_id()));
    assert_eq!(engine.add_to_receipt(&named, &name), named);
    assert_eq!(engine.add_to_receipt(&receipt, &pseudonym(key, "c_never").unwrap()), receipt);
}

#[test]
fn an_export_is_complete_for_a_machine_and_for_a_person() {
    for seed in 0..40 {
        let mut own = pooled(seed);
        if seed % 2 == 0 {
            own.compact(&CompactPolicy { keep_days: 300, max_events: 10_000 }, NOW_MS).unwrap();
            let range =
                ErasureRequest::Range { from_ms: START_MS + 150 * DAY_MS, to_ms: START_MS + 151 * DAY_MS };
            let _ = own.erase(&range, NOW_MS);
        }
        let export = own.export(NOW_MS).unwrap();
        let read = Profile::from_json(&export.machine).unwrap();
        assert_eq!(read, own);
        assert_eq!(read.to_bytes().unwrap(), own.to_bytes().unwrap());
        assert_eq!(*read.state_at(NOW_MS), *own.state_at(NOW_MS));
        // Every event stands on a line of its own, with all that it holds.
        for event in own.events() {
            let line =
                export.person.lines().find(|line| line.ends_with(&format!("message {}", event.message_id)));
            assert!(line.is_some(), "{} is missing", event.message_id);
            let at_least_one = |needle: &str| {
                export.sections.iter().flat_map(|part| &part.lines).any(|line| {
                    line.contains(&event.message_id)
                        && line.contains(event.kind.name())
                        && line.contains(needle)
                })
            };
            for line in &event.lines {
                assert!(at_least_one(&line.product_id));
            }
            for attribute in &event.attributes {
                assert!(at_least_one(&attribute.name.replace('_', " ")));
                if let AttributeValue::Text { text } = &attribute.value {
                    assert!(at_least_one(text));
                }
            }
        }
        assert_eq!(export.events as usize, own.event_count());
    }
}

#[test]
fn an_export_for_a_person_is_one_line_each_and_without_markup() {
    let traits = json!({"note": "<b>bold</b>\n- forged line", "size": 40});
    let own = profile(USER, &[declared(USER, &traits)]);
    let export = own.export(AS_OF_MS).unwrap();
    assert!(!export.person.contains('<') && !export.person.contains("\n- forged"));
    assert!(export.sections.iter().flat_map(|part| &part.lines).all(|line| !line.contains('\n')));
    assert!(export.person.contains("note: (b)bold(/b) - forged line; size: 40"), "{}", export.person);
    assert_eq!(own.export(-1).unwrap_err().code(), "OUT_OF_RANGE");
}

fn explained(profile: &Profile, topic: &str) -> String {
    let told = profile.explain_to_customer(AS_OF_MS, "en-GB").unwrap();
    told.parts.into_iter().find(|part| part.topic == topic).map(|part| part.text).unwrap_or_default()
}

#[test]
fn a_customer_is_told_what_for_why_and_since_when() {
    let mut events = agreed(USER, &["personalization"]);
    events.push(consent(USER, "marketing", "denied", 10));
    let interest = json!({"purpose": "analytics", "state": "granted", "basis": "legitimate_interest",
                          "policy_version": "2026-01", "source": "crm"});
    events.push(track("Consent Changed", "stated", USER, 20, interest));
    events.push(declared(USER, &json!({"fit": "slim"})));
    events.push(order("o1", USER, 30, &[("suit_1", 1)]));
    let mut own = profile(USER, &events);
    let data = explained(&own, "data");
    assert!(data.starts_with("Since 17 January 2025 we hold: 1 orders"), "{data}");
    assert!(data.contains("The statements are about: fit."), "{data}");
    let analytics = explained(&own, "analytics");
    assert!(analytics.contains("since 12 May 2026 (notice 2026-01, recorded by crm)"), "{analytics}");
    assert!(analytics.contains("legitimate interest in it; you can object"), "{analytics}");
    assert!(explained(&own, "personalization").contains("because you agreed to it"));
    assert!(explained(&own, "marketing").contains("refused since 22 May 2026"));
    assert!(explained(&own, "sharing").contains("you have not allowed it"));
    assert!(explained(&own, "rights").contains("erased"));
    assert_eq!(explained(&own, "restriction"), "");
    own.restrict(Some("accuracy_contested"), AS_OF_MS).unwrap();
    let stopped = explained(&own, "restriction");
    assert!(stopped.contains("since 1 June 2026, for this reason: accuracy contested"), "{stopped}");
    assert!(explained(&own, "personalization").contains("At the moment this is stopped"));
    for language in ["de", "", "english"] {
        assert_eq!(own.explain_to_customer(AS_OF_MS, language).unwrap_err().code(), "INVALID_VALUE");
    }
}

#[test]
fn an_explanation_says_nothing_that_only_the_server_may_know() {
    let decision = json!({"decision_id": "d_secret", "kind": "offer", "chosen": "suit_secret",
                          "propensity": 0.731, "model_id": "model_secret", "experiment_arm": "arm_secret"});
    let events = [
        track("Decision Made", "m_secret", USER, 5, decision),
        order("o_secret", USER, 30, &[("suit_1", 1)]),
        declared(USER, &json!({"fit": "value_secret"})),
    ];
    let told = profile(USER, &events).explain_to_customer(AS_OF_MS, "en").unwrap();
    for canary in ["secret", "731", "119900", "1,199"] {
        assert!(!told.text.contains(canary), "{canary}: {}", told.text);
    }
    assert_eq!(told.text, told.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn what_makes_no_sense_is_a_typed_error_and_changes_nothing() {
    let mut own = pooled(7);
    let before = own.to_bytes().unwrap();
    let unknown = ErasureRequest::Messages { message_ids: vec!["nobody".into()] };
    assert_eq!(own.erase(&unknown, NOW_MS).unwrap_err().code(), "NOTHING_TO_UNDO");
    assert_eq!(own.erase(&ErasureRequest::All {}, -1).unwrap_err().code(), "OUT_OF_RANGE");
    let range = ErasureRequest::Range { from_ms: 9, to_ms: 9 };
    assert_eq!(own.erase(&range, NOW_MS).unwrap_err().code(), "OUT_OF_RANGE");
    let euro = Profile::with_currency("e", Currency::parse("EUR").unwrap()).unwrap();
    assert_eq!(own.merge(&euro).unwrap_err().code(), "CURRENCY_MISMATCH");
    assert_eq!(own.unmerge("e").unwrap_err().code(), "NOTHING_TO_UNDO");
    assert_eq!(own.unmerge("c").unwrap_err().code(), "NOTHING_TO_UNDO");
    let copy = own.clone();
    assert_eq!(own.merge(&copy).unwrap_err().code(), "SELF_MERGE");
    let unheard = track("Consent Changed", "m", "c", 1, json!({"purpose": "telepathy", "state": "granted"}));
    assert_eq!(Event::from_value(&unheard, None).unwrap_err().code(), "INVALID_VALUE");
    let mut event = Event::from_value(&consent("c", "pricing", "granted", 1), None).unwrap();
    event.attributes.iter_mut().find(|one| one.name == "purpose").unwrap().value =
        AttributeValue::Text { text: "telepathy".to_owned() };
    assert_eq!(own.observe(&event, NOW_MS).unwrap_err().code(), "INVALID_VALUE");
    assert_eq!(own.to_bytes().unwrap(), before);
    assert!(text(&[]).is_empty());
}
