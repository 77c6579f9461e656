//! The laws of the ledger: order, repetition, merging and erasing leave no trace beyond what they say.

use std::collections::BTreeSet;

use crate::profile_pool::{DAY_MS, Dice, NOW_MS, START_MS, merged, pool};
use proptest::prelude::*;
use sartor::consent::ConsentPurpose;
use sartor::event::Event;
use sartor::profile::{CompactPolicy, CustomerState, ErasureRequest, Observed, Profile};

fn profile_of(customer_id: &str, events: &[Event], as_of_ms: i64) -> Profile {
    let mut profile = Profile::new(customer_id).unwrap();
    for event in events {
        profile.observe(event, as_of_ms).unwrap();
    }
    profile
}

fn bytes(profile: &Profile) -> Vec<u8> {
    profile.to_bytes().unwrap()
}

/// The same ledgers folded from the beginning.
fn refolded(profile: &Profile, as_of_ms: i64) -> CustomerState {
    Profile::from_bytes(&bytes(profile)).unwrap().state_at(as_of_ms).into_owned()
}

/// The packed form of a profile without its tombstones and what months know of them.
fn without_tombstones(profile: &Profile) -> Vec<u8> {
    let mut json: serde_json::Value = serde_json::from_str(&profile.to_json().unwrap()).unwrap();
    for ledger in json["body"]["ledgers"].as_array_mut().unwrap() {
        ledger.as_object_mut().unwrap().remove("tombstones");
        for month in ledger.get_mut("months").and_then(|months| months.as_array_mut()).into_iter().flatten() {
            month["erasuresKnown"] = 0.into();
        }
    }
    bytes(&Profile::from_json(&json.to_string()).unwrap())
}

#[test]
fn ten_thousand_orders_of_arrival_give_one_ledger_and_one_state() {
    let mut dice = Dice(1);
    for _ in 0..20 {
        let events = pool(&mut dice, 24, false);
        let expected = profile_of("c", &events, NOW_MS);
        let (expected_bytes, expected_state) = (bytes(&expected), expected.state_at(NOW_MS).into_owned());
        assert!(expected_state.event_count == 24 && expected_bytes.len() > 200);
        for _ in 0..500 {
            let mut arrival = events.clone();
            for _ in 0..6 {
                arrival.push(events[dice.below(events.len() as u64) as usize].clone());
            }
            dice.shuffle(&mut arrival);
            let mut profile = Profile::new("c").unwrap();
            for event in &arrival {
                // Now and then the clock stands before some of the events, and somebody reads the state.
                let as_of_ms = START_MS + dice.below(400) as i64 * DAY_MS;
                profile.observe(event, as_of_ms).unwrap();
                if dice.below(4) == 0 {
                    profile.state_at(as_of_ms);
                }
            }
            assert_eq!(bytes(&profile), expected_bytes);
            assert_eq!(*profile.state_at(NOW_MS), expected_state);
        }
    }
}

#[test]
fn a_thousand_erasures_equal_never_having_seen() {
    let mut dice = Dice(2);
    let (mut erased, mut refused) = (0, 0);
    for round in 0..1_000 {
        let events = pool(&mut dice, 16, false);
        let mut profile = profile_of("c", &events, NOW_MS);
        let (request, kept): (ErasureRequest, Vec<Event>) = match round % 4 {
            0 => {
                let from_ms = START_MS + dice.below(150) as i64 * DAY_MS;
                let to_ms = from_ms + (1 + dice.below(60) as i64) * DAY_MS;
                let stays = |event: &&Event| !(from_ms..to_ms).contains(&event.timestamp_ms);
                (ErasureRequest::Range { from_ms, to_ms }, events.iter().filter(stays).cloned().collect())
            }
            1 => (ErasureRequest::All {}, Vec::new()),
            _ => {
                let mut message_ids: Vec<String> = Vec::new();
                for _ in 0..=dice.below(6) {
                    message_ids.push(events[dice.below(16) as usize].message_id.clone());
                }
                let stays = |event: &&Event| !message_ids.contains(&event.message_id);
                let kept = events.iter().filter(stays).cloned().collect();
                (ErasureRequest::Messages { message_ids }, kept)
            }
        };
        if dice.below(2) == 0 {
            profile.state_at(NOW_MS);
        }
        let before = bytes(&profile);
        let receipt = match profile.erase(&request, NOW_MS) {
            Ok(receipt) => receipt,
            Err(error) => {
                // Only a denial whose erasure would let an older grant stand again is not erased alone.
                assert_eq!((error.code(), bytes(&profile)), ("INVALID_VALUE", before));
                let (held, left) = (profile.state_at(NOW_MS), profile_of("c", &kept, NOW_MS));
                let reopened = |purpose: &ConsentPurpose| {
                    !held.allows(*purpose) && left.state_at(NOW_MS).allows(*purpose)
                };
                assert!(ConsentPurpose::ALL.iter().any(reopened));
                refused += 1;
                continue;
            }
        };
        assert_eq!(receipt.events_erased as usize, events.len() - kept.len());
        erased += receipt.events_erased;
        let never_seen = profile_of("c", &kept, NOW_MS);
        assert_eq!(*profile.state_at(NOW_MS), *never_seen.state_at(NOW_MS));
        assert_eq!(without_tombstones(&profile), bytes(&never_seen));
        // What was erased does not come back, neither one by one nor in an older copy.
        let after = bytes(&profile);
        for event in &events {
            let observed = profile.observe(event, NOW_MS).unwrap();
            assert_eq!(observed == Observed::Erased, !kept.contains(event));
        }
        profile = merged(&profile, &profile_of("c", &events, NOW_MS));
        assert_eq!(bytes(&profile), after);
        // Rolled up later, it still equals never having seen.
        let policy = CompactPolicy { keep_days: 30, max_events: 10_000 };
        profile.compact(&policy, NOW_MS).unwrap();
        let mut never_seen = never_seen;
        never_seen.compact(&policy, NOW_MS).unwrap();
        assert_eq!(without_tombstones(&profile), bytes(&never_seen));
    }
    assert!(erased > 4_000 && (1..100).contains(&refused), "{erased} erased, {refused} refused");
}

#[test]
fn a_month_rolled_up_before_the_erasure_goes_whole_and_an_older_summary_does_not_return() {
    let mut dice = Dice(3);
    let events = pool(&mut dice, 40, false);
    let before = profile_of("c", &events, NOW_MS);
    let mut rolled = before.clone();
    rolled.compact(&CompactPolicy { keep_days: 60, max_events: 10_000 }, NOW_MS).unwrap();
    let erased_days =
        ErasureRequest::Range { from_ms: START_MS + 35 * DAY_MS, to_ms: START_MS + 40 * DAY_MS };

    let mut late = rolled.clone();
    let receipt = late.erase(&erased_days, NOW_MS).unwrap();
    assert_eq!(receipt.months_erased, 1);
    let mut early = before.clone();
    assert_eq!(early.erase(&erased_days, NOW_MS).unwrap().months_erased, 0);
    // The older copy's summary of February holds the erased: it is refused, its other months are taken.
    let report = early.merge(&rolled).unwrap();
    assert_eq!(report.months_erased, 1);
    assert!(report.events_behind_watermark > 0);
    let view = |profile: &Profile| profile.view(NOW_MS).unwrap();
    assert_eq!(view(&early).revenue_minor, view(&late).revenue_minor);
    assert_eq!(view(&early).purchases, view(&late).purchases);
    assert!(view(&late).event_count < view(&rolled).event_count);
}

#[test]
fn what_waits_in_quarantine_counts_once_its_time_has_come() {
    let mut dice = Dice(4);
    for _ in 0..200 {
        let events = pool(&mut dice, 20, false);
        let mut profile = Profile::new("c").unwrap();
        let mut as_of_ms = START_MS + 60 * DAY_MS;
        for event in &events {
            let observed = profile.observe(event, as_of_ms).unwrap();
            assert!(
                observed == Observed::Duplicate
                    || (observed == Observed::Quarantined) == (event.timestamp_ms > as_of_ms)
            );
            as_of_ms += DAY_MS;
        }
        // At any time, past or to come, the state is that of the events up to then.
        for _ in 0..5 {
            let at_ms = START_MS + dice.below(200) as i64 * DAY_MS;
            let known: Vec<Event> =
                events.iter().filter(|event| event.timestamp_ms <= at_ms).cloned().collect();
            assert_eq!(*profile.state_at(at_ms), *profile_of("c", &known, NOW_MS).state_at(NOW_MS));
            let waiting = profile.view(at_ms).unwrap().pending_events as usize;
            let distinct: BTreeSet<String> = events.iter().map(|event| event.to_json().unwrap()).collect();
            let distinct_known: BTreeSet<String> =
                known.iter().map(|event| event.to_json().unwrap()).collect();
            assert_eq!(waiting, distinct.len() - distinct_known.len());
        }
    }
}

#[test]
fn merging_and_unmerging_give_back_the_bytes_of_both() {
    let mut dice = Dice(5);
    for _ in 0..200 {
        let mut customer = profile_of("c", &pool(&mut dice, 12, false), NOW_MS);
        let mut visitor = profile_of("v", &pool(&mut dice, 8, true), NOW_MS);
        let device = {
            let mut events = pool(&mut dice, 4, true);
            for event in &mut events {
                event.anonymous_id = Some("w".to_owned());
            }
            profile_of("w", &events, NOW_MS)
        };
        if dice.below(2) == 0 {
            visitor.compact(&CompactPolicy { keep_days: 100, max_events: 100 }, NOW_MS).unwrap();
            let range = ErasureRequest::Range { from_ms: START_MS, to_ms: START_MS + 20 * DAY_MS };
            let _ = customer.erase(&range, NOW_MS);
        }
        visitor.merge(&device).unwrap();
        let (own, other) = (bytes(&customer), bytes(&visitor));
        let report = customer.merge(&visitor).unwrap();
        assert_eq!(report.identities_added, ["v", "w"]);
        assert_eq!(*customer.state_at(NOW_MS), refolded(&customer, NOW_MS));
        let separate = customer.unmerge("v").unwrap();
        assert_eq!(bytes(&customer), own);
        assert_eq!(bytes(&separate), other);
        assert_eq!(separate, visitor);
    }
}

#[test]
fn a_merged_customer_is_one_customer_whoever_is_merged_into_whom() {
    let mut dice = Dice(6);
    for _ in 0..100 {
        let customer = profile_of("c", &pool(&mut dice, 12, false), NOW_MS);
        let visitor = profile_of("v", &pool(&mut dice, 8, true), NOW_MS);
        let (mut one, mut other) = (customer.clone(), visitor.clone());
        one.merge(&visitor).unwrap();
        other.merge(&customer).unwrap();
        assert_eq!(*one.state_at(NOW_MS), *other.state_at(NOW_MS));
        assert!(one.check_customer("v").is_ok() && one.check_customer("x").is_err());
    }
}

/// A copy of the customer that saw some of the events, erased some and rolled some up.
fn offline_copy(dice: &mut Dice, events: &[Event]) -> Profile {
    let seen: Vec<Event> = events.iter().filter(|_| dice.below(3) > 0).cloned().collect();
    let mut copy = profile_of("c", &seen, NOW_MS);
    for _ in 0..dice.below(3) {
        match dice.below(3) {
            0 => {
                let keep_days = 200 + dice.below(200) as u32;
                copy.compact(&CompactPolicy { keep_days, max_events: 10_000 }, NOW_MS).unwrap();
            }
            1 => {
                let from_ms = START_MS + dice.below(170) as i64 * DAY_MS;
                let range = ErasureRequest::Range { from_ms, to_ms: from_ms + 9 * DAY_MS };
                // One that would bring back a consent is refused, and changes nothing.
                let _ = copy.erase(&range, NOW_MS);
            }
            _ => {
                let message_ids = vec![events[dice.below(events.len() as u64) as usize].message_id.clone()];
                // A message that this copy never saw, or has rolled up, is not its to erase.
                let _ = copy.erase(&ErasureRequest::Messages { message_ids }, NOW_MS);
            }
        }
    }
    copy
}

#[test]
fn merging_copies_is_commutative_associative_and_idempotent() {
    let mut dice = Dice(7);
    for _ in 0..1_000 {
        let events = pool(&mut dice, 30, false);
        let copies: Vec<Profile> = (0..3).map(|_| offline_copy(&mut dice, &events)).collect();
        let [a, b, c] = &copies[..] else { unreachable!() };
        for same in [a.clone(), Profile::from_bytes(&bytes(a)).unwrap()] {
            assert_eq!(a.clone().merge(&same).unwrap_err().code(), "SELF_MERGE");
            assert_eq!(a.clone().merge_stated(&same).unwrap_err().code(), "SELF_MERGE");
        }
        assert_eq!(bytes(&merged(a, b)), bytes(&merged(b, a)));
        let left = merged(&merged(a, b), c);
        let right = merged(a, &merged(b, c));
        assert_eq!(bytes(&left), bytes(&right));
        assert_eq!(bytes(&merged(&left, b)), bytes(&left));
        assert_eq!(*left.state_at(NOW_MS), refolded(&left, NOW_MS));
    }
}

#[test]
fn rolling_up_keeps_purchases_cart_and_facts() {
    use sartor::event::EventKind as K;
    let mut dice = Dice(8);
    for _ in 0..300 {
        let mut events = pool(&mut dice, 40, false);
        // Orders that are reported, returned or changed again in another month lose that link; see the guide.
        events.retain(|event| !matches!(event.kind, K::OrderRefunded | K::OrderCancelled | K::OrderUpdated));
        events.sort_by(|a, b| a.message_id.cmp(&b.message_id));
        events.dedup_by(|a, b| a.message_id == b.message_id);
        for (at, event) in events.iter_mut().enumerate() {
            let ids = event.attributes.iter_mut().filter(|attribute| attribute.name == "order_id");
            ids.for_each(|id| id.value = sartor::event::AttributeValue::Text { text: format!("o{at}") });
        }
        let full = profile_of("c", &events, NOW_MS);
        let mut rolled = full.clone();
        let keep_days = 220 + dice.below(180) as u32;
        let report = rolled.compact(&CompactPolicy { keep_days, max_events: 10_000 }, NOW_MS).unwrap();
        let (full, state) = (full.state_at(NOW_MS), rolled.state_at(NOW_MS));
        assert_eq!(state.purchase_days, full.purchase_days);
        assert_eq!(state.products, full.products);
        assert_eq!((state.orders, state.revenue_minor), (full.orders, full.revenue_minor));
        assert_eq!((&state.traits, &state.consents), (&full.traits, &full.consents));
        assert_eq!(state.decisions.len(), full.decisions.len());
        assert_eq!(state.event_count + report.facts_replaced, full.event_count);
        let cart = |state: &CustomerState| -> BTreeSet<(String, u32)> {
            state.cart.iter().map(|line| (line.product_id.clone(), line.quantity)).collect()
        };
        let wishes = |state: &CustomerState| state.wishlist.iter().cloned().collect::<BTreeSet<_>>();
        assert_eq!((cart(&state), wishes(&state)), (cart(&full), wishes(&full)));
        assert_eq!(state.cart_changed_ms, full.cart_changed_ms);
        // Rolling up again changes nothing.
        let once = bytes(&rolled);
        rolled.compact(&CompactPolicy { keep_days, max_events: 10_000 }, NOW_MS).unwrap();
        assert_eq!(bytes(&rolled), once);
    }
}

#[test]
fn what_arrives_from_before_the_watermark_is_too_old() {
    let mut dice = Dice(9);
    let events = pool(&mut dice, 40, false);
    let mut profile = profile_of("c", &events, NOW_MS);
    profile.compact(&CompactPolicy { keep_days: 300, max_events: 10_000 }, NOW_MS).unwrap();
    let before = bytes(&profile);
    let mut late = events.iter().min_by_key(|event| event.timestamp_ms).unwrap().clone();
    late.message_id = "late".to_owned();
    assert_eq!(profile.observe(&late, NOW_MS).unwrap_err().code(), "TOO_OLD");
    assert_eq!(bytes(&profile), before);
}

#[test]
fn ten_thousand_events_advance_the_watermark_by_themselves() {
    let mut event = pool(&mut Dice(10), 1, false).remove(0);
    event.kind = sartor::event::EventKind::ProductsSearched;
    (event.lines, event.attributes, event.currency) = (Vec::new(), Vec::new(), None);
    let mut profile = Profile::new("c").unwrap();
    for at in 0..13_000_i64 {
        event.message_id = format!("m{at}");
        event.timestamp_ms = START_MS + at * 3_600_000;
        profile.observe(&event, event.timestamp_ms).unwrap();
    }
    assert!(profile.event_count() <= 10_256);
    assert_eq!(profile.state_at(event.timestamp_ms).event_count, 13_000);
    assert!(profile.view(event.timestamp_ms).unwrap().watermark_ms.is_some());
    assert_eq!(*profile.state_at(event.timestamp_ms), refolded(&profile, event.timestamp_ms));
}

#[test]
fn what_does_not_belong_is_refused_and_nothing_changes() {
    let events = pool(&mut Dice(11), 30, false);
    let mut profile = profile_of("c", &events, NOW_MS);
    let before = bytes(&profile);
    let mut refuse = |change: &dyn Fn(&mut Event), code: &str| {
        let mut event = events.iter().find(|event| event.currency.is_some()).unwrap().clone();
        event.message_id = "new".to_owned();
        change(&mut event);
        assert_eq!(profile.observe(&event, NOW_MS).unwrap_err().code(), code);
        assert_eq!(bytes(&profile), before);
    };
    refuse(&|event| (event.user_id, event.anonymous_id) = (Some("x".into()), None), "WRONG_CUSTOMER");
    refuse(&|event| event.currency = Some("EUR".into()), "CURRENCY_MISMATCH");
    refuse(&|event| event.message_id = String::new(), "OUT_OF_RANGE");
    refuse(&|event| event.message_id = "x".repeat(1 << 20), "TOO_LARGE");
    refuse(&|event| event.timestamp_ms = -1, "OUT_OF_RANGE");
    assert_eq!(Profile::new("").unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(Profile::new(&"x".repeat(1 << 20)).unwrap_err().code(), "TOO_LARGE");

    let euro = Profile::with_currency("e", sartor::money::Currency::parse("EUR").unwrap()).unwrap();
    assert_eq!(profile.merge(&euro).unwrap_err().code(), "CURRENCY_MISMATCH");
    assert_eq!(profile.unmerge("e").unwrap_err().code(), "NOTHING_TO_UNDO");
    assert_eq!(profile.unmerge("c").unwrap_err().code(), "NOTHING_TO_UNDO");
    let unknown = ErasureRequest::Messages { message_ids: vec!["nobody".into()] };
    assert_eq!(profile.erase(&unknown, NOW_MS).unwrap_err().code(), "NOTHING_TO_UNDO");
    let backwards = ErasureRequest::Range { from_ms: 5, to_ms: 5 };
    assert_eq!(profile.erase(&backwards, NOW_MS).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(bytes(&profile), before);
}

#[test]
fn after_everything_is_erased_a_new_event_may_come() {
    let events = pool(&mut Dice(12), 30, false);
    let as_of_ms = START_MS + 90 * DAY_MS;
    let mut profile = profile_of("c", &events, as_of_ms);
    let receipt = profile.erase(&ErasureRequest::All {}, as_of_ms).unwrap();
    assert!(receipt.events_erased >= 30 && receipt.not_found.is_empty());
    assert_eq!(profile.event_count(), 0);
    let mut next = events[0].clone();
    (next.message_id, next.timestamp_ms) = ("next".to_owned(), as_of_ms + DAY_MS);
    assert_eq!(profile.observe(&next, as_of_ms + DAY_MS).unwrap(), Observed::Folded);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_one_by_one_equals_folding_anew(seed: u64, count in 1..60_usize, pause in 1..10_u64) {
        let mut dice = Dice(seed);
        let mut events = pool(&mut dice, count, false);
        events.sort_by_key(|event| event.timestamp_ms);
        let mut profile = Profile::new("c").unwrap();
        for event in &events {
            profile.observe(event, event.timestamp_ms).unwrap();
            if dice.below(pause) == 0 {
                let state = profile.state_at(event.timestamp_ms).into_owned();
                prop_assert_eq!(state, refolded(&profile, event.timestamp_ms));
            }
        }
    }
}
