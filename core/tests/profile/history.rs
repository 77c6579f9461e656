//! What happened, in a bounded view: conversations, visits, purchases, months.

use crate::profile_pool;
use crate::profile_pool::{Dice, NOW_MS, pool};
use sartor::event::Event;
use sartor::profile::{CompactPolicy, HistoryOptions, HistoryView, MAX_HISTORY_ENTRIES, Profile};
use serde_json::{Value, json};

const AS_OF_MS: i64 = 1_780_300_800_000; // 2026-06-01T08:00:00Z
const SECRET: &str = "moves to Lisbon with her new partner";

fn with_text() -> HistoryOptions {
    HistoryOptions { include_text: true, ..HistoryOptions::default() }
}

fn profile(events: &[(&str, &str, &str, Value)]) -> Profile {
    let mut profile = Profile::new("c_17").unwrap();
    for (id, name, time, properties) in events {
        let envelope = json!({
            "type": "track", "messageId": id, "userId": "c_17", "event": name, "timestamp": time,
            "properties": properties,
        });
        profile.observe_owned(Event::from_value(&envelope, None).unwrap(), AS_OF_MS).unwrap();
    }
    profile
}

fn talk() -> Profile {
    let turn = |intent: &str, sentiment: f64, length: u32, summary: Option<&str>| {
        json!({"session_id": "s1", "intent": intent, "sentiment": sentiment, "message_length": length,
               "channel": "web", "summary": summary})
    };
    profile(&[
        ("t1", "Conversation Turn", "2026-05-30T10:00:00Z", turn("product_inquiry", 0.2, 40, None)),
        ("t2", "Conversation Turn", "2026-05-30T10:50:00Z", turn("product_inquiry", 0.4, 80, Some(SECRET))),
        ("t3", "Conversation Turn", "2026-05-30T10:51:00Z", turn("size_help", 0.9, 30, None)),
        (
            "r1",
            "Satisfaction Rated",
            "2026-05-30T11:00:00Z",
            json!({"score": 4, "scale": 5, "session_id": "s1"}),
        ),
        ("t4", "Conversation Turn", "2026-05-31T10:00:00Z", json!({"intent": "complaint"})),
        ("t5", "Conversation Turn", "2026-05-31T10:29:00Z", json!({"intent": "complaint"})),
        ("t6", "Conversation Turn", "2026-05-31T11:00:00Z", json!({"intent": "order_status"})),
        (
            "r2",
            "Satisfaction Rated",
            "2026-05-31T11:05:00Z",
            json!({"score": 1, "scale": 5, "about": "order"}),
        ),
        ("q1", "Products Searched", "2026-05-31T12:00:00Z", json!({"query": SECRET})),
    ])
}

#[test]
fn turns_of_a_session_are_one_conversation_however_long_the_pause() {
    let history = talk().history(AS_OF_MS, &HistoryOptions::default()).unwrap();
    assert_eq!(history.conversations.len(), 3);
    let session = history.conversations.last().unwrap();
    assert_eq!((session.session_id.as_deref(), session.channel.as_deref()), (Some("s1"), Some("web")));
    assert_eq!((session.turns, session.intents[0].intent.as_str()), (3, "product_inquiry"));
    assert_eq!((session.intents[0].turns, session.mean_message_length), (2, Some(50.0)));
    assert!((session.mean_sentiment.unwrap() - 0.5).abs() < 1e-12);
    assert_eq!((session.last_sentiment, session.satisfaction), (Some(0.9), Some(4.0)));
}

#[test]
fn turns_without_a_session_are_one_conversation_up_to_half_an_hour_apart() {
    let history = talk().history(AS_OF_MS, &HistoryOptions::default()).unwrap();
    let turns: Vec<u32> = history.conversations.iter().map(|known| known.turns).collect();
    assert_eq!(turns, [1, 2, 3]); // newest first; t6 came 31 minutes after t5
    assert_eq!(history.conversations[0].satisfaction, None); // that rating was about an order
}

#[test]
fn what_was_written_is_told_only_when_asked_for_and_never_printed() {
    let plain = talk().history(AS_OF_MS, &HistoryOptions::default()).unwrap();
    assert!(!serde_json::to_string(&plain).unwrap().contains("Lisbon"));
    assert_eq!(plain.conversations.last().unwrap().summary_count, 1);
    let told = talk().history(AS_OF_MS, &with_text()).unwrap();
    assert_eq!(told.conversations.last().unwrap().summaries[0].text, SECRET);
    assert_eq!(told.visits[0].queries[0].text, SECRET);
    assert!(!format!("{told:?} {told:#?}").contains("Lisbon"));
}

fn shop() -> Profile {
    let product = |id: &str| json!({"product_id": id});
    let order = |id: &str, lines: Value| json!({"order_id": id, "currency": "USD", "products": lines});
    profile(&[
        ("a1", "Products Searched", "2026-05-31T22:10:00+02:00", json!({"query": "suit"})),
        ("a2", "Product Viewed", "2026-05-31T22:11:00+02:00", product("suit_1")),
        ("a3", "Product Viewed", "2026-05-31T22:40:00+02:00", product("suit_2")),
        ("a4", "Product Viewed", "2026-05-31T22:41:00+02:00", product("suit_1")),
        ("a5", "Product Added", "2026-05-31T22:42:00+02:00", product("suit_1")),
        (
            "a6",
            "Order Completed",
            "2026-05-31T22:50:00+02:00",
            order(
                "o1",
                json!([{"product_id": "suit_1", "price": 900, "quantity": 1},
                               {"product_id": "tie_1", "price": 50, "quantity": 2}]),
            ),
        ),
        (
            "b1",
            "Order Completed",
            "2026-05-20T09:00:00+02:00",
            order("o2", json!([{"product_id": "shirt_1", "price": 80, "quantity": 1}])),
        ),
        (
            "b2",
            "Order Refunded",
            "2026-05-31T23:30:00+02:00",
            order("o1", json!([{"product_id": "tie_1", "price": 50, "quantity": 1}])),
        ),
        ("b3", "Order Cancelled", "2026-05-31T23:31:00+02:00", json!({"order_id": "o2"})),
        (
            "b4",
            "Order Refunded",
            "2026-05-31T23:32:00+02:00",
            json!({"currency": "USD", "products": [{"product_id": "belt", "price": 30, "quantity": 1}]}),
        ),
    ])
}

#[test]
fn a_visit_ends_at_a_pause_and_an_order_alone_is_none() {
    let history = shop().history(AS_OF_MS, &HistoryOptions::default()).unwrap();
    assert_eq!(history.visits.len(), 1);
    let visit = &history.visits[0];
    assert_eq!((visit.pages.searches, visit.pages.products, visit.pages.checkout), (1, 3, 1));
    assert_eq!((visit.products, visit.product_ids.clone()), (2, vec!["suit_1".to_owned(), "suit_2".into()]));
    assert_eq!((visit.duration_seconds, visit.added, visit.ordered), (40 * 60, true, true));
    // 22:10 on a Sunday, on the customer's own clock.
    assert_eq!((history.patterns.visits_by_hour[22], history.patterns.visits_by_weekday[6]), (1, 1));
    assert_eq!((history.patterns.orders_by_hour[9], history.patterns.orders_by_weekday[2]), (1, 1));
}

#[test]
fn orders_are_told_with_what_came_back() {
    let history = shop().history(AS_OF_MS, &HistoryOptions::default()).unwrap();
    let states: Vec<(&str, &str)> =
        history.purchases.iter().map(|order| (order.order_id.as_str(), order.state.as_str())).collect();
    assert_eq!(states, [("o1", "partly_returned"), ("o2", "cancelled")]);
    let tie = history.purchases[0].lines.iter().find(|line| line.product_id == "tie_1").unwrap();
    assert_eq!((tie.bought, tie.returned, tie.value_minor), (2, 1, 5_000));
    assert_eq!(history.loose_returns.len(), 1);
    assert_eq!((history.loose_returns[0].units, history.loose_returns[0].value_minor), (1, Some(3_000)));
}

#[test]
fn lists_are_no_longer_than_asked_for_and_say_what_they_left_out() {
    let options =
        HistoryOptions { max_conversations: 1, max_purchases: 1, max_months: 0, ..HistoryOptions::default() };
    let history = talk().history(AS_OF_MS, &options).unwrap();
    assert_eq!((history.conversations.len(), history.left_out.conversations), (1, 2));
    assert_eq!((history.months.len(), history.left_out.months), (0, 1));
    assert_eq!(history.conversations[0].turns, 1); // the newest
    let older = HistoryOptions { recent_days: 0, ..HistoryOptions::default() };
    let history = shop().history(AS_OF_MS, &older).unwrap();
    assert!(history.visits.is_empty() && history.purchases.is_empty());
    assert_eq!(history.months[0].orders, 1);
}

#[test]
fn impossible_options_and_times_are_refused() {
    let profile = shop();
    let too_many = MAX_HISTORY_ENTRIES + 1;
    for options in [
        HistoryOptions { max_conversations: too_many, ..HistoryOptions::default() },
        HistoryOptions { max_visits: too_many, ..HistoryOptions::default() },
        HistoryOptions { max_purchases: too_many, ..HistoryOptions::default() },
        HistoryOptions { max_months: too_many, ..HistoryOptions::default() },
    ] {
        assert_eq!(profile.history(AS_OF_MS, &options).unwrap_err().code(), "OUT_OF_RANGE");
    }
    assert_eq!(profile.history(-1, &HistoryOptions::default()).unwrap_err().code(), "OUT_OF_RANGE");
    let far = HistoryOptions { recent_days: u32::MAX, ..HistoryOptions::default() };
    assert_eq!(profile.history(AS_OF_MS, &far).unwrap().recent_from_ms, 0);
    assert!(serde_json::from_str::<HistoryOptions>(r#"{"maxVisit":3}"#).is_err());
}

fn history(profile: &Profile) -> HistoryView {
    let all = HistoryOptions {
        recent_days: 10_000,
        max_conversations: MAX_HISTORY_ENTRIES,
        max_visits: MAX_HISTORY_ENTRIES,
        max_purchases: MAX_HISTORY_ENTRIES,
        max_months: MAX_HISTORY_ENTRIES,
        include_text: true,
    };
    profile.history(NOW_MS, &all).unwrap()
}

#[test]
fn months_add_up_to_the_view_rolled_up_or_not_whatever_the_order_of_arrival() {
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let mut events = pool(&mut dice, 120, false);
        let observed = |events: &[Event]| {
            let mut profile = Profile::new("c").unwrap();
            for event in events {
                profile.observe(event, NOW_MS).unwrap();
            }
            profile
        };
        let mut one = observed(&events);
        dice.shuffle(&mut events);
        assert_eq!(history(&one), history(&observed(&events)), "seed {seed}");
        let check = |profile: &Profile| {
            let (told, view) = (history(profile), profile.view(NOW_MS).unwrap());
            assert_eq!(
                told.months.iter().map(|month| month.events).sum::<u32>(),
                view.event_count,
                "seed {seed}"
            );
            assert_eq!(told.months.iter().map(|month| month.orders).sum::<u32>(), view.orders, "seed {seed}");
            let revenue: i64 = told.months.iter().map(|month| month.revenue_minor).sum();
            assert_eq!(revenue, view.revenue_minor, "seed {seed}");
        };
        check(&one);
        one.compact(&CompactPolicy { keep_days: 300, ..CompactPolicy::default() }, NOW_MS).unwrap();
        check(&one);
        assert!(history(&one).months.iter().any(|month| month.rolled_up && month.visits.is_none()));
    }
}

#[test]
fn a_history_of_an_earlier_day_knows_nothing_later() {
    let mut dice = Dice(7);
    let events = pool(&mut dice, 150, false);
    let earlier_ms = NOW_MS - 300 * profile_pool::DAY_MS;
    let (mut all, mut known) = (Profile::new("c").unwrap(), Profile::new("c").unwrap());
    for event in &events {
        all.observe(event, NOW_MS).unwrap();
        if event.timestamp_ms <= earlier_ms {
            known.observe(event, NOW_MS).unwrap();
        }
    }
    let options = HistoryOptions::default();
    let (mut then, mut now) =
        (all.history(earlier_ms, &options).unwrap(), known.history(earlier_ms, &options).unwrap());
    // The currency is the profile's, whenever it was first stated.
    (then.currency, now.currency) = (None, None);
    assert_eq!(then, now);
}
