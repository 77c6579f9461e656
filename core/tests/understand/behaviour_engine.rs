//! How the engine reads behaviour: with consent the customer's own, each beside all customers; without it theirs.

use crate::engine_shop::*;
use sartor::behaviour::Measure;
use sartor::control::Control;
use sartor::engine::{BehaviourView, Engine};
use sartor::estimate::Basis;
use sartor::rng::Rng;
use sartor::time::{DAY_MS, MINUTE_MS, to_rfc3339};
use serde_json::{Value, json};

/// A customer who comes once a week for half a year, looks at `depth` products on average and returns to one with
/// the chance `again`; every third visit ends in an order of what was looked at last, and a promotion is clicked
/// in the days before with the chance `prompted` and otherwise with the chance 0.1.
fn shopper(rng: &mut Rng, user: &str, depth: f64, again: f64, prompted: f64) -> Vec<Value> {
    let ids = product_ids();
    let mut events = agreed(user, &ALL);
    let mut number = 0;
    let mut event = |events: &mut Vec<Value>, name: &str, at_ms: i64, properties: Value| {
        number += 1;
        events.push(json!({
            "type": "track", "event": name, "messageId": format!("{user}_{number}"), "userId": user,
            "timestamp": to_rfc3339(at_ms).unwrap(), "properties": properties,
        }));
    };
    let mut last = 0;
    for week in 0..26 {
        let buys = week % 3 == 2;
        let start_ms = AS_OF_MS - (26 - week) * 7 * DAY_MS + rng.below(3) as i64 * DAY_MS;
        if rng.bernoulli(if buys { prompted } else { 0.1 }) {
            let before_ms = (1 + rng.below(6) as i64) * DAY_MS;
            event(&mut events, "Promotion Clicked", start_ms - before_ms, json!({"promotion_id": "spring"}));
        }
        let mut minute = 0;
        loop {
            last = if rng.bernoulli(again) { last } else { rng.below(ids.len() as u64) as usize };
            let at_ms = start_ms + minute * MINUTE_MS;
            event(&mut events, "Product Viewed", at_ms, json!({"product_id": ids[last]}));
            minute += 2;
            if rng.bernoulli(1.0 / depth) || minute > 100 {
                break;
            }
        }
        if buys {
            let line = json!({"product_id": ids[last], "price": 50, "quantity": 1});
            let order = json!({"order_id": format!("{user}_{week}"), "currency": "USD", "products": [line]});
            event(&mut events, "Order Completed", start_ms + minute * MINUTE_MS, order);
        }
    }
    events
}

/// Sixty shoppers of one kind.
fn crowd() -> Vec<Value> {
    (0..60)
        .flat_map(|who| shopper(&mut Rng::with_stream(1, who), &format!("c_{who:02}"), 3.0, 0.3, 0.5))
        .collect()
}

fn engine_of_crowd() -> Engine {
    fitted(&crowd())
}

fn behaviour(engine: &Engine, user: &str, events: &[Value]) -> BehaviourView {
    engine.behaviour(&profile(user, events), AS_OF_MS).unwrap()
}

fn value(view: &BehaviourView, measure: Measure) -> f64 {
    view.measures.iter().find(|known| known.measure == measure.name()).unwrap().estimate.value
}

#[test]
fn every_measure_comes_with_interval_evidence_and_place_among_customers() {
    let engine = engine_of_crowd();
    let events = shopper(&mut Rng::new(9), "c_new", 3.0, 0.3, 0.5);
    let view = behaviour(&engine, "c_new", &events);
    assert!(view.personalised && view.visits >= 26);
    assert!(view.measures.len() >= 9, "{:?}", view.unknown);
    for known in &view.measures {
        let estimate = known.estimate;
        assert!(estimate.low <= estimate.value && estimate.value <= estimate.high, "{known:?}");
        assert!(known.evidence > 0 && estimate.basis == Basis::Customer, "{known:?}");
        assert!(known.percentile.is_some_and(|percentile| (0.0..=100.0).contains(&percentile)), "{known:?}");
    }
    // What is not given is named.
    assert_eq!(view.measures.len() + view.unknown.len(), Measure::ALL.len());
}

#[test]
fn without_personalization_the_figures_are_everybodys_and_the_history_changes_nothing() {
    let engine = engine_of_crowd();
    let mut rich = shopper(&mut Rng::new(9), "c_new", 8.0, 0.1, 0.5);
    rich.retain(|event| event["event"] != "Consent Changed");
    let agreed_to_less = agreed("c_new", &["analytics", "pricing", "marketing"]);
    rich.extend(agreed_to_less.clone());
    let view = behaviour(&engine, "c_new", &rich);
    assert_eq!(view, behaviour(&engine, "c_new", &agreed_to_less));
    assert!(!view.personalised && view.loyalty.is_empty() && view.visits == 0);
    assert!(
        view.measures.iter().all(|known| known.estimate.basis == Basis::Prior && known.percentile.is_none())
    );
    assert!(view.measures.iter().any(|known| known.measure == "search_depth" && known.evidence == 60));
    assert_eq!(view.decision_style.reason.as_deref(), Some("no_consent"));
    assert!(view.unknown.iter().any(|known| known.field == "customer" && known.reason == "no_consent"));
}

#[test]
fn customers_who_allow_no_analytics_are_in_no_distribution() {
    let mut events = crowd();
    for event in &mut events {
        let user = event["userId"].as_str().unwrap().to_owned();
        if user.as_str() >= "c_30" && event["properties"]["purpose"] == "analytics" {
            event["properties"]["state"] = "denied".into();
        }
    }
    let view = behaviour(&fitted(&events), "nobody", &[]);
    assert!(view.measures.iter().all(|known| known.evidence <= 30));
}

#[test]
fn a_shop_that_was_never_browsed_gives_no_browsing_figures() {
    let engine = engine();
    let view = behaviour(
        &engine,
        "c_3",
        &buyers()
            .into_iter()
            .filter(|event| event["userId"] == "c_03")
            .map(|mut event| {
                event["userId"] = "c_3".into();
                event
            })
            .collect::<Vec<_>>(),
    );
    for measure in [Measure::SearchDepth, Measure::DecisionDays, Measure::DirectedBuying] {
        assert!(
            view.unknown
                .iter()
                .any(|known| known.field == measure.name() && known.reason == "too_little_evidence")
        );
    }
    assert!(view.measures.iter().any(|known| known.measure == "regularity"), "{view:?}");
    assert_eq!(view.visits, 0);
}

#[test]
fn a_style_is_given_to_few_who_are_like_everybody_and_to_most_who_are_not() {
    let engine = engine_of_crowd();
    let styles = |seed: u32, depth: f64, again: f64| -> Vec<String> {
        (0..80)
            .map(|who| {
                let events = shopper(&mut Rng::with_stream(seed, who), "c_new", depth, again, 0.5);
                behaviour(&engine, "c_new", &events).decision_style.style
            })
            .collect()
    };
    let count = |styles: &[String], wanted: &str| styles.iter().filter(|style| *style == wanted).count();
    let alike = styles(2, 3.0, 0.3);
    assert!(count(&alike, "unclear") >= 74, "{alike:?}");
    let thorough = styles(3, 14.0, 0.1);
    assert!(count(&thorough, "deliberate") + count(&thorough, "exploring") >= 60, "{thorough:?}");
    let quick = styles(4, 1.05, 0.0);
    assert!(count(&quick, "direct") >= 60, "{quick:?}");
    assert_eq!(count(&quick, "deliberate") + count(&thorough, "direct"), 0);
}

#[test]
fn what_precedes_purchases_is_found_and_nothing_else_is() {
    let antecedent = |view: &BehaviourView, event: &str| {
        view.antecedents.iter().find(|known| known.event == event).map(|known| known.rate_ratio)
    };
    let prompted = engine_of_crowd();
    let of_all = antecedent(&behaviour(&prompted, "nobody", &[]), "Promotion Clicked").unwrap();
    // Weeks before none hold a click with a chance of about 0.1, weeks before a purchase of about 0.5.
    assert!(of_all.basis == Basis::Prior && of_all.low > 2.5 && of_all.high < 9.0, "{of_all:?}");
    let same: Vec<Value> = (0..60)
        .flat_map(|who| shopper(&mut Rng::with_stream(6, who), &format!("c_{who:02}"), 3.0, 0.3, 0.1))
        .collect();
    let of_all = antecedent(&behaviour(&fitted(&same), "nobody", &[]), "Promotion Clicked").unwrap();
    assert!(of_all.low < 1.2 && of_all.high > 0.85, "{of_all:?}");
    let own = behaviour(&prompted, "c_new", &shopper(&mut Rng::new(8), "c_new", 3.0, 0.3, 1.0));
    let own = antecedent(&own, "Promotion Clicked").unwrap();
    assert!(own.basis == Basis::Customer && own.low > 1.0, "{own:?}");
}

#[test]
fn the_order_of_arrival_and_other_ids_of_one_message_change_nothing() {
    let engine = engine_of_crowd();
    let mut events = shopper(&mut Rng::new(9), "c_new", 3.0, 0.3, 0.5);
    let one = behaviour(&engine, "c_new", &events);
    events.reverse();
    events.extend(events.clone());
    assert_eq!(one, behaviour(&engine, "c_new", &events));
}

#[test]
fn behaviour_at_an_earlier_time_knows_nothing_later() {
    let engine = engine_of_crowd();
    let events = shopper(&mut Rng::new(9), "c_new", 3.0, 0.3, 0.5);
    let earlier_ms = AS_OF_MS - 60 * DAY_MS;
    let earlier = to_rfc3339(earlier_ms).unwrap();
    let known: Vec<Value> = events
        .iter()
        .filter(|event| event["timestamp"].as_str().unwrap() <= earlier.as_str())
        .cloned()
        .collect();
    let then = engine.behaviour(&profile("c_new", &events), earlier_ms).unwrap();
    assert_eq!(then, engine.behaviour(&profile("c_new", &known), earlier_ms).unwrap());
    assert!(then.visits < engine.behaviour(&profile("c_new", &events), AS_OF_MS).unwrap().visits);
}

#[test]
fn a_cancelled_order_and_a_second_report_of_one_do_not_count() {
    let engine = engine_of_crowd();
    let lines = [("tie_1", 1), ("shirt_1", 1)];
    let mut events = agreed("c_new", &ALL);
    for (number, days) in [300, 200, 100].into_iter().enumerate() {
        events.push(order(&format!("n{number}"), "c_new", days, &lines));
    }
    let plain = value(&behaviour(&engine, "c_new", &events), Measure::RepeatShare);
    assert_eq!(plain, 1.0);
    let mut again = order("n2", "c_new", 90, &[("coat_1", 1)]);
    again["messageId"] = "till".into();
    events.push(again);
    events.push(order("n3", "c_new", 80, &[("coat_1", 1), ("suit_1", 1)]));
    events.push(track("Order Cancelled", "cancel", "c_new", 79, json!({"order_id": "n3"})));
    assert_eq!(value(&behaviour(&engine, "c_new", &events), Measure::RepeatShare), plain);
}

#[test]
fn what_was_learnt_survives_saving_and_the_way_to_a_phone() {
    let engine = engine_of_crowd();
    let person = profile("c_new", &shopper(&mut Rng::new(9), "c_new", 3.0, 0.3, 0.5));
    let loaded = Engine::load(&engine.save().unwrap()).unwrap();
    assert_eq!(loaded.behaviour(&person, AS_OF_MS), engine.behaviour(&person, AS_OF_MS));
    let phone = engine.for_device().unwrap();
    assert_eq!(phone.behaviour(&person, AS_OF_MS), engine.behaviour(&person, AS_OF_MS));
}

#[test]
fn nonsense_in_a_stored_distribution_is_refused() {
    let bytes = engine_of_crowd().save().unwrap();
    let stored = sartor::artifact::from_bytes::<Value>("engine", &bytes, 1 << 30).unwrap();
    let broken = |path: &str, value: Value| {
        let mut body = stored.body.clone();
        *body.pointer_mut(path).unwrap() = value;
        let bytes = sartor::artifact::to_bytes("engine", Some(&stored.model_id), &body).unwrap();
        Engine::load(&bytes).unwrap_err().code()
    };
    assert_eq!(broken("/behaviour/spreads/0/quantiles/40", json!(-1e9)), "INVALID_VALUE");
    assert_eq!(broken("/behaviour/spreads/0/quantiles", json!([1.0])), "INVALID_VALUE");
    assert_eq!(broken("/behaviour/antecedents/0/variance", json!(-1.0)), "INVALID_VALUE");
    assert_eq!(broken("/behaviour/antecedents/0/kind", json!("order_completed")), "INVALID_VALUE");
}

#[test]
fn an_engine_of_too_few_customers_says_that_percentiles_are_not_fitted() {
    let few: Vec<Value> = (0..5)
        .flat_map(|who| shopper(&mut Rng::with_stream(1, who), &format!("c_{who}"), 3.0, 0.3, 0.0))
        .collect();
    let engine = trainer(&few).fit(AS_OF_MS, Control::none()).unwrap();
    let own: Vec<Value> = few.iter().filter(|event| event["userId"] == "c_0").cloned().collect();
    let view = behaviour(&engine, "c_0", &own);
    assert!(view.measures.iter().all(|known| known.percentile.is_none()));
    assert_eq!(view.decision_style.style, "unclear");
}
