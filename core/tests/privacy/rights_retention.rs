//! Purging by age equals never having seen, in every order and whatever older copies come back.

use crate::profile_pool::{DAY_MS, Dice, NOW_MS, START_MS, merged, pool};
use proptest::prelude::*;
use sartor::event::{Event, EventKind};
use sartor::profile::{
    CompactPolicy, DataCategory, ErasureRequest, Observed, Profile, RetentionPolicy, RetentionReceipt,
};
use serde_json::Value;

fn profile_of(events: &[Event]) -> Profile {
    let mut profile = Profile::new("c").unwrap();
    for event in events {
        profile.observe(event, NOW_MS).unwrap();
    }
    profile
}

fn bytes(profile: &Profile) -> Vec<u8> {
    profile.to_bytes().unwrap()
}

/// The packed form of a profile without its marks.
fn without_marks(profile: &Profile) -> Vec<u8> {
    let mut json: Value = serde_json::from_str(&profile.to_json().unwrap()).unwrap();
    for ledger in json["body"]["ledgers"].as_array_mut().unwrap() {
        ledger.as_object_mut().unwrap().remove("purges");
        for month in ledger.get_mut("months").and_then(Value::as_array_mut).into_iter().flatten() {
            month.as_object_mut().unwrap().remove("purged");
        }
    }
    bytes(&Profile::from_json(&json.to_string()).unwrap())
}

/// Events are up to 400 days old, and none is younger than 220.
fn policy(dice: &mut Dice) -> RetentionPolicy {
    let mut days = || (dice.below(3) > 0).then(|| 200 + dice.below(220) as u32);
    RetentionPolicy {
        browsing_days: days(),
        conversations_days: days(),
        purchases_days: days(),
        decisions_days: days(),
        declared_days: days(),
        wishes_days: days(),
        consents_days: days(),
    }
}

fn days_of(policy: &RetentionPolicy, kind: EventKind) -> Option<u32> {
    match DataCategory::of(kind)? {
        DataCategory::Browsing => policy.browsing_days,
        DataCategory::Conversations => policy.conversations_days,
        DataCategory::Purchases => policy.purchases_days,
        DataCategory::Decisions => policy.decisions_days,
        DataCategory::Declared => policy.declared_days,
        DataCategory::Wishes => policy.wishes_days,
        DataCategory::Consents => policy.consents_days,
    }
}

fn stays(policy: &RetentionPolicy, event: &Event) -> bool {
    days_of(policy, event.kind).is_none_or(|days| event.timestamp_ms >= NOW_MS - i64::from(days) * DAY_MS)
}

fn removed(receipt: &RetentionReceipt) -> usize {
    receipt.removed.iter().map(|known| known.events as usize).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_purge_equals_never_having_seen(seed: u64, read_before: bool) {
        let mut dice = Dice(seed);
        let events = pool(&mut dice, 24, false);
        let policy = policy(&mut dice);
        let kept: Vec<Event> = events.iter().filter(|event| stays(&policy, event)).cloned().collect();
        let mut profile = profile_of(&events);
        if read_before {
            profile.state_at(NOW_MS);
        }
        let receipt = profile.retention_purge(&policy, NOW_MS).unwrap();
        let never_seen = profile_of(&kept);
        prop_assert_eq!(removed(&receipt), events.len() - kept.len());
        prop_assert_eq!(&*profile.state_at(NOW_MS), &*never_seen.state_at(NOW_MS));
        prop_assert_eq!(without_marks(&profile), bytes(&never_seen));
        prop_assert_eq!(Profile::from_bytes(&bytes(&profile)).unwrap(), profile.clone());
        prop_assert_eq!(Profile::from_json(&profile.to_json().unwrap()).unwrap(), profile.clone());
        // The purged do not come back, neither one by one nor in an older copy.
        let after = bytes(&profile);
        for event in &events {
            let observed = profile.observe(event, NOW_MS).unwrap();
            prop_assert_eq!(observed == Observed::Erased, !stays(&policy, event));
        }
        profile = merged(&profile, &profile_of(&events));
        prop_assert_eq!(bytes(&profile), after.clone());
        prop_assert_eq!(bytes(&merged(&profile_of(&events), &profile)), after);
        // Again, it finds nothing; rolled up later, it still equals never having seen.
        prop_assert_eq!(removed(&profile.retention_purge(&policy, NOW_MS).unwrap()), 0);
        let rolling = CompactPolicy { keep_days: 30, max_events: 10_000 };
        profile.compact(&rolling, NOW_MS).unwrap();
        let mut never_seen = never_seen;
        never_seen.compact(&rolling, NOW_MS).unwrap();
        prop_assert_eq!(without_marks(&profile), bytes(&never_seen));
    }

    #[test]
    fn purging_commutes_with_merging(seed: u64) {
        let mut dice = Dice(seed);
        let events = pool(&mut dice, 24, false);
        let policy = policy(&mut dice);
        let halves: Vec<Profile> = (0..2)
            .map(|_| profile_of(&events.iter().filter(|_| dice.below(2) == 0).cloned().collect::<Vec<_>>()))
            .collect();
        let mut late = merged(&halves[0], &halves[1]);
        late.retention_purge(&policy, NOW_MS).unwrap();
        let mut early = halves[0].clone();
        early.retention_purge(&policy, NOW_MS).unwrap();
        let early = merged(&early, &halves[1]);
        prop_assert_eq!(bytes(&late), bytes(&early));
    }

    #[test]
    fn merging_copies_that_purged_erased_and_rolled_up_has_no_order(seed: u64) {
        let mut dice = Dice(seed);
        let events = pool(&mut dice, 30, false);
        let copies: Vec<Profile> = (0..3).map(|_| offline_copy(&mut dice, &events)).collect();
        let [a, b, c] = &copies[..] else { unreachable!() };
        prop_assert_eq!(bytes(&merged(a, b)), bytes(&merged(b, a)));
        let left = merged(&merged(a, b), c);
        prop_assert_eq!(bytes(&left), bytes(&merged(a, &merged(b, c))));
        prop_assert_eq!(bytes(&merged(&left, b)), bytes(&left));
        prop_assert_eq!(Profile::from_bytes(&bytes(&left)).unwrap(), left);
    }

    #[test]
    fn a_category_leaves_a_rolled_up_month_whole_and_the_others_stay(seed: u64) {
        let mut dice = Dice(seed);
        let events = pool(&mut dice, 40, false);
        let mut rolled = profile_of(&events);
        rolled.compact(&CompactPolicy { keep_days: 230, max_events: 10_000 }, NOW_MS).unwrap();
        let before = rolled.clone();
        let everything = RetentionPolicy { browsing_days: Some(0), ..RetentionPolicy::default() };
        let receipt = rolled.retention_purge(&everything, NOW_MS).unwrap();
        let (was, is) = (before.state_at(NOW_MS), rolled.state_at(NOW_MS));
        let count = |kinds: &[sartor::profile::KindCount], browsing: bool| -> u32 {
            let matching = kinds.iter().filter(|known| {
                (DataCategory::of(known.kind) == Some(DataCategory::Browsing)) == browsing
            });
            matching.map(|known| known.count).sum()
        };
        // A message in two versions counts once in the state, and twice among what was taken out.
        prop_assert!(removed(&receipt) as u32 >= count(&was.kinds, true));
        prop_assert_eq!(count(&is.kinds, true), 0);
        prop_assert_eq!(count(&is.kinds, false), count(&was.kinds, false));
        prop_assert!(is.products.iter().all(|one| one.views + one.additions + one.removals == 0));
        prop_assert_eq!(&is.purchase_days, &was.purchase_days);
        prop_assert_eq!((is.orders, is.revenue_minor), (was.orders, was.revenue_minor));
        // A copy that rolled the same months up without purging them does not bring the category back.
        prop_assert_eq!(bytes(&merged(&rolled, &before)), bytes(&rolled));
        prop_assert_eq!(Profile::from_bytes(&bytes(&rolled)).unwrap(), rolled.clone());
        // With every category gone no month is left.
        let all = RetentionPolicy {
            browsing_days: Some(0), conversations_days: Some(0), purchases_days: Some(0),
            decisions_days: Some(0), declared_days: Some(0), wishes_days: Some(0), consents_days: Some(0),
        };
        rolled.retention_purge(&all, NOW_MS).unwrap();
        prop_assert_eq!(rolled.state_at(NOW_MS).event_count, 0);
        prop_assert_eq!(rolled.export(NOW_MS).unwrap().months, 0);
    }
}

/// A copy that saw some of the events, and rolled up, erased and purged in any order.
fn offline_copy(dice: &mut Dice, events: &[Event]) -> Profile {
    let seen: Vec<Event> = events.iter().filter(|_| dice.below(3) > 0).cloned().collect();
    let mut copy = profile_of(&seen);
    for _ in 0..dice.below(4) {
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
                copy.retention_purge(&policy(dice), NOW_MS).unwrap();
            }
        }
    }
    copy
}

#[test]
fn purging_a_consent_denies_and_never_grants() {
    for seed in 0..500 {
        let mut dice = Dice(seed);
        let mut profile = profile_of(&pool(&mut dice, 60, false));
        let before = profile.state_at(NOW_MS).into_owned();
        let policy =
            RetentionPolicy { consents_days: Some(200 + dice.below(220) as u32), ..Default::default() };
        profile.retention_purge(&policy, NOW_MS).unwrap();
        let after = profile.state_at(NOW_MS);
        for purpose in sartor::consent::ConsentPurpose::ALL {
            assert!(before.allows(purpose) || !after.allows(purpose));
        }
    }
}

#[test]
fn while_a_restriction_stands_nothing_is_purged_and_a_restriction_never_is() {
    let mut profile = profile_of(&pool(&mut Dice(3), 30, false));
    let everything =
        RetentionPolicy { browsing_days: Some(0), purchases_days: Some(0), ..Default::default() };
    profile.restrict(Some("legal_claim"), NOW_MS).unwrap();
    let before = bytes(&profile);
    let receipt = profile.retention_purge(&everything, NOW_MS).unwrap();
    assert!(receipt.kept_by_restriction && receipt.removed.is_empty());
    assert_eq!(bytes(&profile), before);
    profile.lift_restriction(NOW_MS + DAY_MS).unwrap();
    let receipt = profile.retention_purge(&everything, NOW_MS + 2 * DAY_MS).unwrap();
    assert!(!receipt.kept_by_restriction && receipt.removed.len() == 2);
    assert!(!receipt.remaining_elsewhere.is_empty());
    assert_eq!(profile.state_at(NOW_MS + 2 * DAY_MS).count(EventKind::ProcessingRestricted), 2);
}

#[test]
fn an_age_is_counted_to_the_millisecond_and_marks_never_go_back() {
    let events = pool(&mut Dice(5), 40, false);
    let mut profile = profile_of(&events);
    let policy = RetentionPolicy { purchases_days: Some(300), ..RetentionPolicy::default() };
    profile.retention_purge(&policy, NOW_MS).unwrap();
    let edge_ms = NOW_MS - 300 * DAY_MS;
    let mut order = events.iter().find(|event| event.kind == EventKind::OrderCompleted).unwrap().clone();
    for (timestamp_ms, expected) in [(edge_ms - 1, Observed::Erased), (edge_ms, Observed::Folded)] {
        (order.timestamp_ms, order.message_id) = (timestamp_ms, format!("at {timestamp_ms}"));
        assert_eq!(profile.observe(&order, NOW_MS).unwrap(), expected);
    }
    // A laxer policy, or one that says nothing, gives nothing back.
    for policy in [RetentionPolicy { purchases_days: Some(4_000), ..policy }, RetentionPolicy::default()] {
        let before = bytes(&profile);
        assert_eq!(removed(&profile.retention_purge(&policy, NOW_MS).unwrap()), 0);
        assert_eq!(bytes(&profile), before);
    }
    assert_eq!(profile.retention_purge(&policy, -1).unwrap_err().code(), "OUT_OF_RANGE");
}
