//! What the state says of orders, returns, carts and the rest, event by event.

use sartor::consent::ConsentPurpose;
use sartor::event::{Event, EventKind};
use sartor::profile::{CustomerState, Observed, Profile};

const DAY_MS: i64 = 86_400_000;
const START_MS: i64 = 1_767_225_600_000; // 2026-01-01T00:00:00Z

/// An event of customer `c`, `day` days after the start, with properties in JSON.
fn event(id: &str, name: &str, day: i64, properties: &str) -> Event {
    let timestamp = sartor::time::to_rfc3339(START_MS + day * DAY_MS).unwrap();
    let text = format!(
        r#"{{"type":"track","messageId":"{id}","userId":"c","event":"{name}","timestamp":"{timestamp}","properties":{properties}}}"#
    );
    Event::from_json(&text, None).unwrap()
}

fn order(id: &str, day: i64, lines: &[(&str, u32, f64)]) -> Event {
    let products: Vec<String> = lines
        .iter()
        .map(|(product, quantity, price)| {
            format!(r#"{{"product_id":"{product}","quantity":{quantity},"price":{price}}}"#)
        })
        .collect();
    let products = products.join(",");
    let properties = format!(r#"{{"order_id":"{id}","currency":"USD","products":[{products}]}}"#);
    event(&format!("m-{id}"), "Order Completed", day, &properties)
}

/// The state after all of these events, which may come in any order.
fn state(events: &[Event]) -> CustomerState {
    let mut profile = Profile::new("c").unwrap();
    let now = START_MS + 1_000 * DAY_MS;
    for event in events {
        assert_eq!(profile.observe(event, now).unwrap(), Observed::Folded);
    }
    profile.state_at(now).into_owned()
}

#[test]
fn purchases_of_one_day_count_once_and_the_first_is_left_out() {
    let events = [
        order("1", 0, &[("shirt", 1, 40.0)]),
        order("2", 7, &[("shirt", 1, 40.0)]),
        order("3", 7, &[("tie", 2, 10.0)]),
        order("4", 21, &[("tie", 1, 10.0)]),
    ];
    let state = state(&events);
    let summary = state.purchase_summary(START_MS + 28 * DAY_MS, 7.0).unwrap();
    assert_eq!((summary.frequency, summary.last_purchase_age, summary.age), (2, 3.0, 4.0));
    assert_eq!(summary.monetary_minor, Some(3_500.0));
    assert_eq!((state.orders, state.revenue_minor), (4, 11_000));
    assert_eq!(state.product("tie").unwrap().units_bought, 3);
}

#[test]
fn a_cancelled_order_leaves_no_purchase_whichever_comes_first() {
    let bought = order("1", 3, &[("shirt", 2, 40.0)]);
    let cancelled = event("x", "Order Cancelled", 4, r#"{"order_id":"1"}"#);
    let before = event("x", "Order Cancelled", 2, r#"{"order_id":"1"}"#);
    for second in [cancelled, before] {
        let state = state(&[bought.clone(), second]);
        assert_eq!((state.orders, state.revenue_minor), (0, 0));
        assert!(state.purchase_days.is_empty());
        assert!(state.purchase_summary(START_MS + 10 * DAY_MS, 1.0).is_none());
    }
}

#[test]
fn a_refund_nets_out_the_lines_it_names() {
    let bought = order("1", 3, &[("shirt", 2, 40.0), ("tie", 1, 10.0)]);
    let refund = event(
        "x",
        "Order Refunded",
        9,
        r#"{"order_id":"1","currency":"USD","products":[{"product_id":"shirt","quantity":1,"price":40}]}"#,
    );
    let state = state(&[bought, refund]);
    assert_eq!((state.orders, state.revenue_minor, state.refunded_minor), (1, 5_000, 4_000));
    assert_eq!((state.purchase_days[0].revenue_minor, state.purchase_days[0].units), (5_000, 2));
    let shirt = state.product("shirt").unwrap();
    assert_eq!((shirt.units_bought, shirt.units_returned, shirt.revenue_minor), (2, 1, 4_000));
}

#[test]
fn a_full_refund_undoes_the_purchase_day_and_cannot_give_back_more_than_was_paid() {
    let bought = order("1", 3, &[("shirt", 2, 40.0)]);
    let whole = event("x", "Order Refunded", 9, r#"{"order_id":"1"}"#);
    let again = event(
        "y",
        "Order Refunded",
        10,
        r#"{"order_id":"1","currency":"USD","products":[{"product_id":"shirt","quantity":9,"price":40}]}"#,
    );
    let state = state(&[bought, whole, again]);
    assert_eq!((state.revenue_minor, state.refunded_minor), (0, 8_000));
    assert!(state.purchase_days.is_empty());
    assert_eq!(state.product("shirt").unwrap().units_returned, 2);
}

#[test]
fn a_return_of_an_unknown_order_undoes_the_latest_purchase_of_its_product_before_it() {
    let refund = event(
        "x",
        "Order Refunded",
        6,
        r#"{"order_id":"C9","currency":"USD","products":[{"product_id":"shirt","quantity":1,"price":40}]}"#,
    );
    let events = [
        order("1", 0, &[("shirt", 1, 40.0)]),
        order("2", 3, &[("shirt", 1, 40.0)]),
        order("3", 5, &[("tie", 1, 10.0)]),
        refund,
        order("4", 9, &[("shirt", 1, 40.0)]),
    ];
    let state = state(&events);
    let days: Vec<i64> = state.purchase_days.iter().map(|day| (day.first_ms - START_MS) / DAY_MS).collect();
    assert_eq!(days, [0, 5, 9]);
    assert_eq!((state.revenue_minor, state.refunded_minor), (9_000, 4_000));
}

#[test]
fn a_return_of_what_was_bought_before_the_records_began_touches_no_purchase() {
    let refund = event(
        "x",
        "Order Refunded",
        1,
        r#"{"currency":"USD","products":[{"product_id":"shirt","quantity":1,"price":40}]}"#,
    );
    let state = state(&[refund, order("2", 3, &[("tie", 1, 10.0)])]);
    assert_eq!((state.revenue_minor, state.refunded_minor), (1_000, 4_000));
    assert_eq!(state.purchase_days.len(), 1);
}

#[test]
fn an_update_replaces_what_the_order_held() {
    let update = event(
        "x",
        "Order Updated",
        4,
        r#"{"order_id":"1","currency":"USD","products":[{"product_id":"tie","quantity":3,"price":10}]}"#,
    );
    let state = state(&[order("1", 3, &[("shirt", 2, 40.0)]), update]);
    assert_eq!((state.orders, state.revenue_minor), (1, 3_000));
    assert_eq!(state.product("shirt").unwrap().units_bought, 0);
    assert_eq!(state.purchase_days[0].first_ms, START_MS + 3 * DAY_MS);
}

#[test]
fn an_order_reported_twice_counts_once() {
    let mut second = order("1", 3, &[("shirt", 2, 40.0)]);
    second.message_id = "other".to_owned();
    let state = state(&[order("1", 3, &[("shirt", 2, 40.0)]), second]);
    assert_eq!((state.orders, state.revenue_minor, state.event_count), (1, 8_000, 2));
}

#[test]
fn stated_revenue_goes_before_lines_and_discounts_are_taken_off() {
    let stated = event(
        "a",
        "Order Completed",
        0,
        r#"{"order_id":"1","currency":"USD","revenue":25,"total":31,"tax":6,
            "products":[{"product_id":"shirt","quantity":1,"price":40}]}"#,
    );
    let discounted = event(
        "b",
        "Order Completed",
        1,
        r#"{"order_id":"2","currency":"USD","discount":5,"coupon":"SPRING",
            "products":[{"product_id":"shirt","quantity":1,"price":40}]}"#,
    );
    let state = state(&[stated, discounted]);
    let revenues: Vec<i64> = state.purchase_days.iter().map(|day| day.revenue_minor).collect();
    assert_eq!(revenues, [2_500, 3_500]);
    assert_eq!(state.discounted_orders, 1);
}

#[test]
fn an_order_without_amounts_is_still_a_purchase() {
    let bare = event("a", "Order Completed", 0, r#"{"order_id":"1","products":[{"product_id":"shirt"}]}"#);
    let state = state(&[bare]);
    assert_eq!((state.purchase_days.len(), state.revenue_minor), (1, 0));
}

#[test]
fn the_cart_is_what_was_added_less_what_was_removed_or_bought() {
    let line = |product: &str, quantity: u32| {
        format!(r#"{{"product_id":"{product}","quantity":{quantity},"price":40,"currency":"USD"}}"#)
    };
    let added = [
        event("1", "Product Added", 0, &line("shirt", 2)),
        event("2", "Product Added", 1, &line("tie", 1)),
        event("3", "Product Removed", 2, &line("shirt", 1)),
        event("4", "Product Added", 3, &line("suit", 1)),
        event("5", "Cart Viewed", 4, r#"{"products":[{"product_id":"hat"}]}"#),
    ];
    let state_with = |more: &[Event]| state(&[&added[..], more].concat());
    let cart = |state: &CustomerState| -> Vec<(String, u32)> {
        state.cart.iter().map(|line| (line.product_id.clone(), line.quantity)).collect()
    };
    let full = state_with(&[]);
    assert_eq!(cart(&full), [("shirt".into(), 1), ("tie".into(), 1), ("suit".into(), 1)]);
    assert_eq!(full.cart_changed_ms, Some(START_MS + 3 * DAY_MS));
    let bought = state_with(&[order("1", 5, &[("tie", 1, 40.0), ("suit", 1, 900.0)])]);
    assert_eq!(cart(&bought), [("shirt".into(), 1)]);
    let unlisted =
        state_with(&[event("6", "Order Completed", 5, r#"{"order_id":"1","total":5,"currency":"USD"}"#)]);
    assert!(unlisted.cart.is_empty());
}

#[test]
fn consent_that_was_never_given_is_denied_and_the_latest_word_counts() {
    let said = |id: &str, state: &str, day| {
        event(id, "Consent Changed", day, &format!(r#"{{"purpose":"personalization","state":"{state}"}}"#))
    };
    assert!(!state(&[]).allows(ConsentPurpose::Personalization));
    assert!(state(&[said("1", "granted", 0)]).allows(ConsentPurpose::Personalization));
    let withdrawn = state(&[said("2", "denied", 5), said("1", "granted", 0)]);
    assert!(!withdrawn.allows(ConsentPurpose::Personalization));
    assert!(!withdrawn.allows(ConsentPurpose::Pricing));
}

#[test]
fn a_decision_gathers_what_became_of_it() {
    let events = [
        event(
            "1",
            "Decision Made",
            0,
            r#"{"decision_id":"d1","kind":"offer","chosen":"suit","propensity":0.5,"model_id":"m"}"#,
        ),
        event("2", "Decision Shown", 1, r#"{"decision_id":"d1","position":1}"#),
        event(
            "3",
            "Decision Outcome",
            2,
            r#"{"decision_id":"d1","accepted":true,"value":12,"currency":"USD"}"#,
        ),
    ];
    let state = state(&events);
    let decision = state.decision("d1").unwrap();
    assert_eq!((decision.chosen.as_deref(), decision.propensity), (Some("suit"), Some(0.5)));
    assert_eq!(decision.shown_ms, Some(START_MS + DAY_MS));
    assert_eq!((decision.accepted, decision.value_minor), (Some(true), Some(1_200)));
    assert_eq!(state.count(EventKind::DecisionMade), 1);
}

#[test]
fn traits_wishes_turns_and_ratings_are_kept() {
    let identify = Event::from_json(
        r#"{"type":"identify","messageId":"i","userId":"c","timestamp":"2026-01-01T00:00:00Z",
            "traits":{"fit":"slim","size":40}}"#,
        None,
    )
    .unwrap();
    let events = [
        identify,
        event("1", "Product Added to Wishlist", 1, r#"{"product_id":"suit"}"#),
        event("2", "Product Added to Wishlist", 2, r#"{"product_id":"tie"}"#),
        event("3", "Product Removed from Wishlist", 3, r#"{"product_id":"suit"}"#),
        event("4", "Conversation Turn", 4, r#"{"session_id":"s","intent":"product_inquiry"}"#),
        event("5", "Satisfaction Rated", 5, r#"{"score":4,"scale":5,"about":"session"}"#),
    ];
    let state = state(&events);
    assert_eq!(state.declared("fit").unwrap().at_ms, START_MS);
    assert_eq!(state.wishlist, ["tie"]);
    assert_eq!(state.turns[0].intent.as_deref(), Some("product_inquiry"));
    assert_eq!((state.ratings[0].score, state.ratings[0].scale), (4.0, Some(5.0)));
    assert_eq!((state.first_event_ms, state.last_event_ms), (Some(START_MS), Some(START_MS + 5 * DAY_MS)));
}
