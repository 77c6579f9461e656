//! What reading and fitting promise: all or nothing, in any order, as often as one likes, on any shop.

use std::cell::Cell;

use crate::engine_shop::*;
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, EventOptions, Trainer};
use sartor::event::OrderOptions;
use sartor::profile::Profile;
use serde_json::{Value, json};

fn saved(trainer: &Trainer) -> Vec<u8> {
    trainer.fit(AS_OF_MS, Control::none()).unwrap().save().unwrap()
}

fn of_files(files: &[&[Value]]) -> Trainer {
    let mut trainer = Trainer::new(catalog(), EnginePolicy::default()).unwrap();
    for file in files {
        read(&mut trainer, file);
    }
    trainer
}

fn seen(visitor: &str, event: Value) -> Value {
    let mut event = event;
    event["anonymousId"] = json!(visitor);
    event
}

fn unknown_visitor(visitor: &str, event: Value) -> Value {
    let mut event = seen(visitor, event);
    event.as_object_mut().unwrap().remove("userId");
    event
}

#[test]
fn the_order_of_files_and_of_lines_does_not_matter() {
    let all = buyers();
    let (front, back) = all.split_at(all.len() / 3);
    let mut reversed = all.clone();
    reversed.reverse();
    let expected = saved(&of_files(&[&all]));
    for files in [vec![front, back], vec![back, front], vec![&reversed[..]]] {
        assert_eq!(saved(&of_files(&files)), expected);
    }
}

#[test]
fn a_file_read_twice_counts_once() {
    let mut all = buyers();
    let mut nobody = order("x1", "", 10, &[("coat_1", 5)]);
    nobody.as_object_mut().unwrap().remove("userId");
    all.push(nobody);
    assert_eq!(saved(&of_files(&[&all, &all])), saved(&of_files(&[&all])));
    assert_ne!(saved(&of_files(&[&all])), saved(&of_files(&[&buyers()])), "orders of nobody count");
}

const ORDERS: &str = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n\
    1,suit_1,Suit,1,2026-05-02 10:00:00,1199,c1,US\n2,tie_1,Tie,3,2026-05-03 10:00:00,59,,US\n\
    3,tie_1,Tie,1,2026-05-20 10:00:00,59,,US\n";

#[test]
fn an_order_file_read_twice_counts_once_even_its_orders_of_nobody() {
    let trained = |times: usize| {
        let mut trainer = Trainer::new(catalog(), EnginePolicy::default()).unwrap();
        for _ in 0..times {
            let options = OrderOptions { currency: "USD".into(), ..OrderOptions::default() };
            let mut feed = trainer.order_feed(options).unwrap();
            feed.feed(ORDERS.as_bytes()).unwrap();
            feed.finish(&mut trainer).unwrap();
        }
        saved(&trainer)
    };
    assert_eq!(trained(1), trained(3));
}

#[test]
fn two_reports_of_one_order_are_one_sale() {
    let mut twice = buyers();
    let mut again = order("o_7_0", "c_07", 300, &[("coat_1", 7)]);
    again["messageId"] = json!("the till's own");
    twice.push(again);
    let body = |trainer: &Trainer| {
        let read: sartor::artifact::Artifact<Value> =
            sartor::artifact::from_bytes("engine", &saved(trainer), 1 << 26).unwrap();
        read.body["popularity"].clone()
    };
    assert_eq!(body(&of_files(&[&twice])), body(&of_files(&[&buyers()])));
}

#[test]
fn a_feed_dropped_or_broken_leaves_the_trainer_as_it_was() {
    let mut trainer = trainer(&buyers());
    let before = saved(&trainer);
    let more = text(&[order("late", "c_99", 3, &[("suit_1", 1)])]);
    let mut dropped = trainer.event_feed(&EventOptions::default()).unwrap();
    dropped.feed(more.as_bytes()).unwrap();
    drop(dropped);
    assert_eq!(saved(&trainer), before);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, more.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    for end in [2, 5, gzip.len() / 2, gzip.len() - 1] {
        let mut feed = trainer.event_feed(&EventOptions::default()).unwrap();
        let error = feed.feed(&gzip[..end]).and_then(|()| feed.finish(&mut trainer)).unwrap_err();
        assert_eq!(error.code(), "TRUNCATED", "{end}");
        assert_eq!(saved(&trainer), before, "{end}");
    }
}

#[test]
fn a_second_currency_is_refused_for_a_file_and_counted_for_a_line() {
    let mut trainer = trainer(&buyers());
    let before = saved(&trainer);
    let pounds = EventOptions { currency: Some("GBP".into()), ..EventOptions::default() };
    assert_eq!(trainer.event_feed(&pounds).unwrap_err().code(), "CURRENCY_MISMATCH");
    let options = OrderOptions { currency: "GBP".into(), ..OrderOptions::default() };
    assert_eq!(trainer.order_feed(options).unwrap_err().code(), "CURRENCY_MISMATCH");
    let mut foreign = order("f", "c_03", 3, &[("suit_1", 1)]);
    foreign["properties"]["currency"] = json!("GBP");
    let report = read(&mut trainer, &[foreign]);
    assert_eq!((report.accepted, report.skipped), (0, 1));
    assert_eq!((report.problems[0].line, report.problems[0].code.as_str()), (1, "CURRENCY_MISMATCH"));
    assert_eq!(saved(&trainer), before);
}

#[test]
fn a_visitor_known_from_another_file_is_the_customer_in_either_order() {
    let login = seen("v1", track("Product Viewed", "login", "c1", 5, json!({"product_id": "suit_1"})));
    let earlier =
        unknown_visitor("v1", track("Product Viewed", "before", "", 9, json!({"product_id": "tie_1"})));
    let (login, earlier) = ([login], [earlier]);
    let forwards = of_files(&[&login, &earlier]);
    let backwards = of_files(&[&earlier, &login]);
    for trainer in [&forwards, &backwards] {
        assert_eq!(trainer.customer_ids(), ["c1"]);
        assert_eq!(trainer.profile("c1").unwrap().event_count(), 2);
        assert!(trainer.profile("v1").is_none());
    }
    let bytes = |trainer: &Trainer| trainer.profile("c1").unwrap().to_bytes().unwrap();
    assert_eq!(bytes(&forwards), bytes(&backwards));
}

#[test]
fn a_device_found_shared_later_is_taken_apart_again() {
    let login =
        |user: &str| seen("v1", track("Product Viewed", user, user, 5, json!({"product_id": "suit_1"})));
    let before = unknown_visitor("v1", track("Product Viewed", "v", "", 9, json!({"product_id": "tie_1"})));
    let trainer = of_files(&[&[login("c1"), before], &[login("c2")]]);
    assert_eq!(trainer.customer_ids(), ["c1", "c2", "v1"]);
    assert_eq!(trainer.profile("c1").unwrap().event_count(), 1);
}

#[test]
fn a_chain_and_a_circle_of_aliases_lose_nobody() {
    let alias = |id: &str, previous: &str, user: &str| json!({"type": "alias", "messageId": id, "previousId": previous, "userId": user, "timestamp": days_ago(4)});
    let view = |id: &str, user: &str| track("Product Viewed", id, user, 5, json!({"product_id": "suit_1"}));
    let chain = of_files(&[&[
        unknown_visitor("z1", view("1", "")),
        seen("z1", view("2", "u1")),
        alias("3", "u1", "u2"),
        view("4", "u2"),
    ]]);
    assert_eq!(chain.customer_ids(), ["u2"]);
    assert_eq!(chain.profile("u2").unwrap().event_count(), 4);
    let circle = of_files(&[&[alias("1", "a", "b"), alias("2", "b", "a"), view("3", "a"), view("4", "b")]]);
    assert_eq!(circle.customer_ids(), ["a", "b"]);
}

#[test]
fn naming_a_customer_as_a_visitor_does_not_take_their_history() {
    let theirs = order("o", "victim", 9, &[("suit_1", 1)]);
    let thief = seen("victim", track("Product Viewed", "t", "thief", 5, json!({"product_id": "tie_1"})));
    let trainer = of_files(&[&[theirs], &[thief]]);
    assert_eq!(trainer.customer_ids(), ["thief", "victim"]);
    assert_eq!(trainer.profile("thief").unwrap().event_count(), 1);
}

#[test]
fn a_hundred_visitors_of_one_account_do_not_stop_the_file() {
    let events: Vec<Value> = (0..150)
        .flat_map(|number| {
            let visitor = format!("v{number:03}");
            let view = |id: String, user: &str| {
                track("Product Viewed", &id, user, 5, json!({"product_id": "tie_1"}))
            };
            [
                unknown_visitor(&visitor, view(format!("a{number}"), "")),
                seen(&visitor, view(format!("b{number}"), "c")),
            ]
        })
        .collect();
    let trainer = of_files(&[&events]);
    assert!(trainer.profile("c").unwrap().event_count() >= 150);
    assert!(trainer.customer_ids().len() > 1);
}

#[test]
fn a_tiny_shop_answers_with_reasons_instead_of_failing() {
    let empty = Trainer::new(catalog(), EnginePolicy::default()).unwrap();
    assert_eq!(empty.fit(AS_OF_MS, Control::none()).unwrap_err().code(), "TOO_FEW");
    for customers in [1, 5, 20] {
        let mut events = Vec::new();
        for who in 0..customers {
            let user = format!("t{who}");
            events.extend(agreed(&user, &ALL));
            events.push(order(&format!("o{who}"), &user, 100 + who, &[("suit_1", 1)]));
        }
        let engine = fitted(&events);
        for profile in [profile("t0", &events[..5]), Profile::new("t0").unwrap()] {
            let answer = engine.chat(&profile, &shop(), &wedding("t0"), AS_OF_MS).unwrap();
            // Both suits for a wedding, and nothing to make up the number.
            assert_eq!(answer.phase3_enhancements.recommendations.len(), 2, "{customers}");
            let outlook = engine.outlook(&profile, AS_OF_MS).unwrap();
            assert!(outlook.churn.is_some() || !outlook.unknown.is_empty(), "{customers}: {outlook:?}");
        }
        let health = engine.health();
        for part in health.parts.iter().filter(|part| part.status == "not_fitted") {
            assert!(!part.detail.is_empty(), "{customers}: {part:?}");
        }
        for absent in ["behaviour", "contact"] {
            let part = health.parts.iter().find(|part| part.part == absent).unwrap();
            assert_eq!(part.status, "not_fitted", "{customers}: {part:?}");
        }
        assert_eq!(Engine::load(&engine.save().unwrap()).unwrap().save().unwrap(), engine.save().unwrap());
    }
}

#[test]
fn the_bytes_are_the_same_at_any_number_of_threads() {
    let trainer = trainer(&buyers());
    let at = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| saved(&trainer))
    };
    assert_eq!(at(1), at(2));
    assert_eq!(at(1), at(8));
}

#[test]
fn a_fit_can_be_stopped_wherever_it_asks_and_leaves_the_trainer_as_it_was() {
    let trainer = trainer(&buyers());
    let expected = saved(&trainer);
    let asked = Cell::new(0);
    let never = || {
        asked.set(asked.get() + 1);
        false
    };
    let steps = std::cell::RefCell::new(Vec::new());
    trainer
        .fit(AS_OF_MS, Control::new(&never, &|done, total| steps.borrow_mut().push((done, total))))
        .unwrap();
    let times = asked.get();
    assert!(times > 20, "{times}");
    assert!(steps.borrow().is_sorted() && steps.borrow().iter().all(|&(_, total)| total == 4), "{steps:?}");
    for stop_at in 0..times {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > stop_at
        };
        let error = trainer.fit(AS_OF_MS, Control::new(&stop, &|_, _| ())).unwrap_err();
        assert_eq!(error.code(), "CANCELLED", "{stop_at}");
    }
    assert_eq!(saved(&trainer), expected);
}

#[test]
fn a_model_id_differs_when_anything_differs() {
    let base = trainer(&buyers());
    let mut ids = vec![base.fit(AS_OF_MS, Control::none()).unwrap().model_id().to_owned()];
    ids.push(base.fit(AS_OF_MS + 1, Control::none()).unwrap().model_id().to_owned());
    ids.push(fitted(&buyers()[..150]).model_id().to_owned());
    let mut policy = EnginePolicy::default();
    policy.pricing.min_margin = 0.11;
    let mut other = Trainer::new(catalog(), policy).unwrap();
    read(&mut other, &buyers());
    ids.push(other.fit(AS_OF_MS, Control::none()).unwrap().model_id().to_owned());
    let mut keyed = trainer(&buyers());
    keyed.set_pseudonym_key(b"sixteen bytes or more").unwrap();
    ids.push(keyed.fit(AS_OF_MS, Control::none()).unwrap().model_id().to_owned());
    ids.sort();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(!format!("{keyed:?}").contains("115, 105, 120"), "the key stays secret");
}

#[test]
fn a_time_in_seconds_is_refused_where_it_lies_before_everything_read() {
    let trainer = of_files(&[&buyers()]);
    let error = trainer.fit(AS_OF_MS / 1_000, Control::none()).unwrap_err();
    assert_eq!(error.code(), "OUT_OF_RANGE");
    assert!(error.to_string().contains("milliseconds"), "{error}");
}
