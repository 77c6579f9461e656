//! Which visitor's devices may be merged into a customer: rules one by one, laws of noting, and a simulation of
//! families that share a tablet.

use proptest::prelude::*;
use sartor::event::Event;
use sartor::profile::{IdentityGraph, IdentityPolicy, MergeDecision};
use sartor::rng::Rng;
use sartor::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use serde_json::{Value, json};

const START_MS: i64 = 1_780_272_000_000; // 2026-06-01T00:00:00Z

/// Something seen: the device, the customer who was logged in, and the time.
fn seen(device: &str, customer: Option<&str>, at_ms: i64, traits: &Value) -> Event {
    let call = json!({
        "type": "identify", "messageId": format!("{device}{customer:?}{at_ms}"), "anonymousId": device,
        "userId": customer, "timestamp": sartor::time::to_rfc3339(at_ms).unwrap(), "traits": traits,
    });
    Event::from_json(&call.to_string(), None).unwrap()
}

fn alias(previous: &str, customer: &str) -> Event {
    let call = json!({
        "type": "alias", "messageId": format!("{previous}>{customer}"), "previousId": previous, "userId": customer,
        "timestamp": "2026-06-01T00:00:00Z",
    });
    Event::from_json(&call.to_string(), None).unwrap()
}

fn graph(events: &[Event]) -> IdentityGraph {
    let mut graph = IdentityGraph::new(IdentityPolicy::default()).unwrap();
    for event in events {
        graph.note(event).unwrap();
    }
    graph
}

fn day(day: i64) -> i64 {
    START_MS + day * DAY_MS
}

fn verdict(events: &[Event], device: &str, customer: &str) -> (MergeDecision, Vec<String>) {
    let verdict = graph(events).merge_verdict(device, customer).unwrap();
    (verdict.decision, verdict.reasons)
}

fn told(decision: MergeDecision, reasons: &[&str]) -> (MergeDecision, Vec<String>) {
    (decision, reasons.iter().map(|&reason| reason.to_owned()).collect())
}

#[test]
fn a_device_seen_with_one_customer_is_merged_and_an_unseen_one_waits() {
    let events = [seen("v", None, day(0), &json!({})), seen("v", Some("a"), day(1), &json!({}))];
    assert_eq!(verdict(&events, "v", "a"), told(MergeDecision::Merge, &["seen_together"]));
    assert_eq!(verdict(&events, "v", "b"), told(MergeDecision::Wait, &["never_seen_together"]));
    assert_eq!(verdict(&events, "w", "a"), told(MergeDecision::Wait, &["never_seen_together"]));
}

#[test]
fn logins_that_take_turns_are_refused_and_counted() {
    let events: Vec<Event> =
        (0..4).map(|at| seen("v", Some(["a", "b"][at as usize % 2]), day(at), &json!({}))).collect();
    assert_eq!(
        verdict(&events, "v", "a"),
        told(MergeDecision::Refuse, &["several_customers", "interleaved_logins"])
    );
    let evidence = graph(&events).merge_verdict("v", "a").unwrap().evidence;
    assert_eq!((evidence.customers_on_device, evidence.switches, evidence.login_days), (2, 3, 2));
}

#[test]
fn declared_facts_that_cannot_be_one_persons_refuse() {
    let said = |visitor: &Value, customer: &Value| {
        let events = [
            seen("v", None, day(0), visitor),
            seen("v", Some("a"), day(1), &json!({})),
            seen("phone", Some("a"), day(2), customer),
        ];
        verdict(&events, "v", "a")
    };
    let refused = told(MergeDecision::Refuse, &["contradictory_facts"]);
    assert_eq!(said(&json!({"birthDate": "1985-04-12"}), &json!({"birth_date": "2009-01-31"})), refused);
    assert_eq!(said(&json!({"age": 41}), &json!({"age": 16})), refused);
    assert_eq!(said(&json!({"firstName": "Ada"}), &json!({"first_name": "Ben"})), refused);
    let merged = told(MergeDecision::Merge, &["seen_together"]);
    assert_eq!(said(&json!({"age": 41}), &json!({"age": "42"})), merged, "a birthday lies between");
    assert_eq!(said(&json!({"first_name": " ada"}), &json!({"first_name": "Ada"})), merged);
    assert_eq!(said(&json!({"fit": "slim"}), &json!({"fit": "regular"})), merged, "tastes may change");
}

#[test]
fn a_device_in_use_while_the_customer_is_elsewhere_is_refused() {
    let mut events = vec![seen("tablet", Some("a"), day(0), &json!({}))];
    for at in 1..=3 {
        events.push(seen("tablet", None, day(at) + HOUR_MS, &json!({})));
        events.push(seen("phone", Some("a"), day(at) + HOUR_MS + 20_000, &json!({})));
        let decision = verdict(&events, "tablet", "a");
        match at {
            1 | 2 => assert_eq!(
                decision,
                told(MergeDecision::Merge, &["seen_together"]),
                "once is a second screen"
            ),
            _ => assert_eq!(decision, told(MergeDecision::Refuse, &["impossible_concurrency"])),
        }
    }
}

#[test]
fn a_borrowed_device_waits() {
    let mut events: Vec<Event> = (0..20).map(|at| seen("v", None, day(at), &json!({}))).collect();
    events.push(seen("v", Some("guest"), day(7), &json!({})));
    assert_eq!(verdict(&events, "v", "guest"), told(MergeDecision::Wait, &["rarely_logged_in"]));
}

#[test]
fn the_hosts_word_overrules_what_was_seen_unless_it_contradicts_itself() {
    let mut events = vec![
        seen("v", Some("a"), day(0), &json!({})),
        seen("v", Some("b"), day(1), &json!({})),
        alias("v", "a"),
    ];
    assert_eq!(verdict(&events, "v", "a"), told(MergeDecision::Merge, &["stated"]));
    assert_eq!(verdict(&events, "v", "b").0, MergeDecision::Refuse);
    events.push(alias("v", "b"));
    assert_eq!(verdict(&events, "v", "a"), told(MergeDecision::Refuse, &["several_aliases"]));
}

#[test]
fn a_customers_id_written_as_a_visitors_takes_nobody_in() {
    let events = [
        seen("phone", Some("victim"), day(0), &json!({})),
        seen("victim", Some("thief"), day(1), &json!({})),
    ];
    assert_eq!(verdict(&events, "victim", "thief"), told(MergeDecision::Refuse, &["is_a_customer"]));
}

#[test]
fn what_was_forgotten_was_never_seen() {
    let events = [
        seen("v", Some("a"), day(0), &json!({"age": 41})),
        seen("v", Some("b"), day(1), &json!({})),
        alias("w", "b"),
    ];
    let mut graph = graph(&events);
    graph.forget("b");
    assert_eq!(graph, self::graph(&events[..1]));
}

#[test]
fn bad_ids_policies_and_bytes_are_typed_errors() {
    let graph = graph(&[seen("v", Some("a"), day(0), &json!({}))]);
    assert_eq!(graph.merge_verdict("v", "v").unwrap_err().code(), "INVALID_VALUE");
    assert!(graph.merge_verdict("", "a").is_err() && graph.merge_verdict("v", &"x".repeat(257)).is_err());
    for wrong in [
        IdentityPolicy { min_login_days: 0, ..IdentityPolicy::default() },
        IdentityPolicy { concurrent_days: 31, ..IdentityPolicy::default() },
        IdentityPolicy { min_login_share: f64::NAN, ..IdentityPolicy::default() },
        IdentityPolicy { share_from_days: 0, ..IdentityPolicy::default() },
    ] {
        assert_eq!(IdentityGraph::new(wrong).unwrap_err().code(), "OUT_OF_RANGE");
    }
    let bytes = graph.to_bytes().unwrap();
    assert_eq!(IdentityGraph::from_bytes(&bytes).unwrap(), graph);
    for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
        assert!(IdentityGraph::from_bytes(&bytes[..cut]).is_err());
    }
}

/// Events of few devices and customers, at few times.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let one = (0..3_usize, proptest::option::of(0..3_usize), 0..40_i64, 0..12_u32);
    proptest::collection::vec(one, 0..40).prop_map(|drawn| {
        let one = |(device, customer, at, what): (usize, Option<usize>, i64, u32)| match (what, customer) {
            (0, Some(customer)) => alias(["v", "w", "x"][device], ["a", "b", "v"][customer]),
            (1, _) => seen("v", Some("a"), day(at), &json!({"age": at})),
            _ => {
                let customer = customer.map(|customer| ["a", "b", "c"][customer]);
                seen(["v", "w", "x"][device], customer, START_MS + at * 7 * HOUR_MS, &json!({}))
            }
        };
        drawn.into_iter().map(one).collect()
    })
}

proptest! {
    #[test]
    fn noting_is_a_union(events in events(), cut in 0..40_usize, seed: u32) {
        let whole = graph(&events);
        let mut shuffled: Vec<Event> = events.iter().chain(&events).cloned().collect();
        Rng::new(seed).shuffle(&mut shuffled);
        prop_assert_eq!(&graph(&shuffled), &whole);
        let cut = cut.min(events.len());
        let (mut one, mut other) = (graph(&events[..cut]), graph(&events[cut..]));
        let first = one.clone();
        one.join(&other).unwrap();
        prop_assert_eq!(&one, &whole);
        other.join(&first).unwrap();
        prop_assert_eq!(&other, &whole);
        prop_assert_eq!(IdentityGraph::from_bytes(&whole.to_bytes().unwrap()).unwrap(), whole);
    }

    #[test]
    fn of_two_customers_on_a_device_none_is_merged_unless_stated(events in events()) {
        let verdicts = graph(&events).verdicts().unwrap();
        for verdict in verdicts.iter().filter(|verdict| verdict.evidence.customers_on_device > 1) {
            prop_assert!(verdict.evidence.stated || verdict.decision == MergeDecision::Refuse, "{:?}", verdict);
        }
    }
}

/// What became of the devices of one kind.
#[derive(Default, Debug, Clone, Copy)]
struct Decided {
    merged: u32,
    refused: u32,
    waiting: u32,
}

/// Households over 60 days: a tablet (shared by two to four, or one person's own) and a phone for each member.
/// A member has an account with probability 0.75, logs in on the tablet in a third of the sessions, is always
/// logged in on the phone, and has both in hands at once in 2 % of the sessions. A tenth of the members state
/// their first name on the tablet without a login.
fn households(count: u32, seed: u32, sessions: u64) -> [Decided; 2] {
    let mut decided = [Decided::default(); 2];
    let mut rng = Rng::new(seed);
    for household in 0..count {
        let members = if rng.bernoulli(0.5) { 1 } else { 2 + rng.below(3) };
        let shared = members > 1;
        let mut graph = IdentityGraph::new(IdentityPolicy::default()).unwrap();
        let tablet = format!("tablet{household}");
        let people: Vec<(String, bool)> = (0..members)
            .map(|member| (format!("c{household}_{member}"), member == 0 || rng.bernoulli(0.75)))
            .collect();
        let minute = |rng: &mut Rng| {
            START_MS + rng.below(60) as i64 * DAY_MS + (7 * 60 + rng.below(16 * 60)) as i64 * MINUTE_MS
        };
        let session =
            |graph: &mut IdentityGraph, device: &str, user: Option<&str>, at_ms: i64, said: &Value| {
                for minute in 0..8 {
                    graph.note(&seen(device, user, at_ms + minute * MINUTE_MS, said)).unwrap();
                }
            };
        for (name, has_account) in &people {
            if *has_account {
                for _ in 0..2 * sessions {
                    let at_ms = minute(&mut rng);
                    session(
                        &mut graph,
                        &format!("phone_{name}"),
                        Some(name),
                        at_ms,
                        &json!({"first_name": name}),
                    );
                }
            }
        }
        for _ in 0..sessions {
            let (name, has_account) = &people[rng.below(members) as usize];
            let at_ms = minute(&mut rng);
            let user = (*has_account && rng.bernoulli(0.35)).then_some(name.as_str());
            let said = if rng.bernoulli(0.1) { json!({"first_name": name}) } else { json!({}) };
            session(&mut graph, &tablet, user, at_ms, &said);
            if *has_account && rng.bernoulli(0.02) {
                session(&mut graph, &format!("phone_{name}"), Some(name), at_ms, &json!({}));
            }
        }
        // The host asks for the first customer seen on the tablet.
        let verdicts = graph.verdicts().unwrap();
        let Some(verdict) = verdicts.iter().find(|verdict| verdict.anonymous_id == tablet) else { continue };
        let of = &mut decided[usize::from(shared)];
        match verdict.decision {
            MergeDecision::Merge => of.merged += 1,
            MergeDecision::Refuse => of.refused += 1,
            MergeDecision::Wait => of.waiting += 1,
        }
    }
    decided
}

fn report(count: u32, seed: u32, sessions: u64) -> (f64, f64, f64) {
    let [personal, shared] = households(count, seed, sessions);
    let precision = f64::from(shared.refused) / f64::from((shared.refused + personal.refused).max(1));
    let of_shared = f64::from((shared.merged + shared.refused + shared.waiting).max(1));
    let recall = f64::from(shared.refused) / of_shared;
    let wrongly_merged = f64::from(shared.merged) / of_shared;
    eprintln!(
        "{sessions} sessions: personal {personal:?}, shared {shared:?}; refusal precision {precision:.3}, \
         recall {recall:.3}; shared devices merged {wrongly_merged:.3}"
    );
    (precision, recall, wrongly_merged)
}

#[test]
fn in_simulated_households_refusals_are_right_and_become_complete() {
    let (few, _, _) = report(150, 1, 4);
    let (precision, recall, merged) = report(150, 2, 30);
    assert!(few >= 0.95 && precision >= 0.95, "{few} {precision}");
    assert!(recall >= 0.9, "{recall}");
    assert!(merged <= 0.08, "{merged}");
}

#[test]
#[ignore = "long: make verify"]
fn in_many_simulated_households_refusals_are_right_and_become_complete() {
    for (sessions, least_recall) in [(2, 0.1), (4, 0.3), (8, 0.55), (15, 0.8), (30, 0.92), (60, 0.94)] {
        let (precision, recall, _) = report(2_000, 7, sessions);
        assert!(precision >= 0.95, "{sessions}: {precision}");
        assert!(recall >= least_recall, "{sessions}: {recall}");
    }
}
