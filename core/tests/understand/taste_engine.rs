//! What the engine tells of a customer's tastes: what moves them, what they rest on, and when they are kept quiet.

use crate::engine_shop::{agreed, order, track};
use crate::taste_world::{AS_OF_MS, Habits, live, tastes, train_by};
use sartor::engine::{ChatRequest, Engine, ExperienceRequest};
use sartor::event::Event;
use sartor::profile::{CompactPolicy, Profile};
use sartor::rng::Rng;
use sartor::shop::Shop;
use sartor::taste::{TasteBasis, TastePreference, TasteStatus, TasteView};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// A shop of 150 customers with tastes, which knows lists, and shows blue things to who likes a blue.
static SHOP: LazyLock<Engine> = LazyLock::new(|| {
    let policy = json!({"experience": {"rules": [
        {"id": "usual", "slot": "hero", "variant": "news"},
        {"id": "blue", "slot": "hero", "variant": "blue", "conditions": [
            {"field": "taste.colour", "operator": "is", "values": ["Colour0"]}]},
    ]}});
    let lives = (0..150).map(|number| {
        let mut rng = Rng::with_stream(21, number);
        let taste = tastes(2.0, 2, &mut rng);
        live(&format!("t{number}"), &taste, &Habits { lists: 50, ..Habits::default() }, &mut rng)
    });
    train_by(&lives.collect::<Vec<_>>(), serde_json::from_value(policy).unwrap())
});

fn profile(user: &str, events: &[Value]) -> Profile {
    let mut profile = Profile::new(user).unwrap();
    for event in agreed(user, &["analytics", "personalization"]).iter().chain(events) {
        profile.observe(&Event::from_json(&event.to_string(), None).unwrap(), AS_OF_MS).unwrap();
    }
    profile
}

fn taste(events: &[Value]) -> TasteView {
    SHOP.taste(&profile("ann", events), AS_OF_MS).unwrap()
}

fn lift<'a>(view: &'a TasteView, dimension: &str, value: &str) -> &'a TastePreference {
    view.preferences.iter().find(|one| one.dimension == dimension && one.value == value).unwrap()
}

/// Products of one colour each, shown together, days ago.
fn list(id: &str, days: i64, products: &[usize]) -> Value {
    let products: Vec<Value> = products
        .iter()
        .zip(1..)
        .map(|(product, position)| json!({"product_id": format!("p{product:03}"), "position": position}))
        .collect();
    track("Product List Viewed", id, "ann", days, json!({"products": products}))
}

fn bought(id: &str, days: i64, product: usize) -> Value {
    let mut event = order(id, "ann", days, &[("x", 1)]);
    event["properties"]["products"][0]["product_id"] = json!(format!("p{product:03}"));
    event
}

fn touched(event: &str, id: &str, days: i64, product: usize) -> Value {
    track(event, id, "ann", days, json!({"product_id": format!("p{product:03}"), "quantity": 1}))
}

fn browsing() -> Vec<Value> {
    let mut events = Vec::new();
    for n in 0..30 {
        events.push(list(&format!("l{n}"), 100 - n * 3, &[0, 9, 18, 27, 36, 45, 54, 63]));
    }
    events
}

#[test]
fn what_was_learned_to_be_liked_can_choose_what_is_seen_on_the_page_and_in_chat() {
    let mut events = browsing();
    let seen = |events: &[Value]| {
        let profile = profile("ann", events);
        let page = SHOP.experience(&profile, &ExperienceRequest::default(), AS_OF_MS).unwrap();
        let request =
            ChatRequest { customer_id: "ann".into(), session_id: "s".into(), ..ChatRequest::default() };
        let answer = SHOP.chat(&profile, &Shop::new(), &request, AS_OF_MS).unwrap();
        assert_eq!(Some(&answer.response_modifiers.experience[0].variant), page.choices[0].variant.as_ref());
        page.choices[0].clone()
    };
    let before = seen(&events);
    assert_eq!(before.variant.as_deref(), Some("news"));
    assert_eq!(before.lost[0].reason, "unknown:taste.colour");
    for n in 0..24 {
        events.push(touched("Product Clicked", &format!("k{n}"), 100 - n * 3, 0));
    }
    assert_eq!(lift(&taste(&events), "colour", "colour0").status, TasteStatus::Learned);
    assert_eq!(seen(&events).variant.as_deref(), Some("blue"));
    let withdrawn = json!({"purpose": "personalization", "state": "denied", "basis": "consent"});
    events.push(track("Consent Changed", "w", "ann", 0, withdrawn));
    assert_eq!(seen(&events).variant.as_deref(), Some("news"), "tastes are read by consent");
}

#[test]
fn what_is_shown_and_passed_over_lowers_and_what_is_chosen_raises() {
    let mut events = browsing();
    let before = taste(&events);
    assert!(before.preferences.iter().all(|one| one.lift < 1.0), "{before:?}");
    for n in 0..24 {
        events.push(touched("Product Clicked", &format!("k{n}"), 100 - n * 3, 0));
    }
    let after = taste(&events);
    let colour = lift(&after, "colour", "colour0");
    assert!(colour.lift > 1.5 && colour.low > 1.0 && colour.status == TasteStatus::Learned, "{colour:?}");
    assert_eq!(colour.basis, TasteBasis::AdjustedForExposure);
    assert_eq!(colour.events, ["k23", "k22", "k21"]);
    assert!(colour.confidence > 0.0 && colour.confidence < 1.0 && colour.engagements > 5.0, "{colour:?}");
    assert!(lift(&after, "colour", "colour1").lift < 1.0);
}

#[test]
fn returns_cancel_the_purchase_they_undo() {
    let without = browsing();
    let mut with = browsing();
    with.push(bought("o1", 20, 9));
    assert!(lift(&taste(&with), "colour", "colour1").lift > lift(&taste(&without), "colour", "colour1").lift);
    let mut back = track("Order Refunded", "r1", "ann", 10, json!({"order_id": "o1"}));
    back["properties"]["products"] = json!([{"product_id": "p009", "quantity": 1}]);
    with.push(back);
    assert_eq!(taste(&with).preferences, taste(&without).preferences);
    *with.last_mut().unwrap() = track("Order Cancelled", "r1", "ann", 10, json!({"order_id": "o1"}));
    assert_eq!(taste(&with).preferences, taste(&without).preferences);
}

#[test]
fn a_removal_adds_exposure_and_nothing_else() {
    let mut events = browsing();
    events.push(touched("Product Added", "a1", 20, 9));
    let before = lift(&taste(&events), "colour", "colour1").clone();
    events.push(touched("Product Removed", "d1", 19, 9));
    let after = lift(&taste(&events), "colour", "colour1").clone();
    assert!(after.lift <= before.lift, "{} {}", after.lift, before.lift);
    assert_eq!(after.events, before.events);
}

#[test]
fn an_order_reported_twice_counts_once() {
    let mut events = browsing();
    events.push(bought("o1", 20, 9));
    let once = taste(&events);
    let mut again = bought("o1", 20, 9);
    again["messageId"] = json!("m_other");
    events.push(again);
    assert_eq!(taste(&events).preferences, once.preferences);
}

#[test]
fn without_lists_preferences_are_labelled_as_unadjusted() {
    let events: Vec<Value> =
        (0..15).map(|n| bought(&format!("o{n}"), 15 * n + 1, (n as usize * 8) % 160)).collect();
    let view = taste(&events);
    let colour = lift(&view, "colour", "colour0");
    assert_eq!(colour.basis, TasteBasis::UnadjustedForExposure);
    assert!(colour.lift > 2.0 && colour.status == TasteStatus::Learned, "{colour:?}");
    assert!(view.preferences.iter().all(|one| one.basis == TasteBasis::UnadjustedForExposure));
}

#[test]
fn old_tastes_fade_into_the_prior() {
    let events: Vec<Value> =
        (0..15).map(|n| bought(&format!("o{n}"), 15 * n + 1, (n as usize * 8) % 160)).collect();
    let known = profile("ann", &events);
    let at = |years: i64| {
        let view = SHOP.taste(&known, AS_OF_MS + years * 365 * sartor::time::DAY_MS).unwrap();
        lift(&view, "colour", "colour0").clone()
    };
    let (now, later, much_later) = (at(0), at(2), at(8));
    assert!(now.lift > later.lift && later.lift > much_later.lift && much_later.lift > 0.99);
    assert!(now.confidence > later.confidence && now.engagements > later.engagements);
    assert_eq!(much_later.status, TasteStatus::Tentative);
}

#[test]
fn without_consent_nothing_is_told_and_every_score_is_nothing() {
    let mut known = Profile::new("ann").unwrap();
    for event in &browsing() {
        known.observe(&Event::from_json(&event.to_string(), None).unwrap(), AS_OF_MS).unwrap();
    }
    let view = SHOP.taste(&known, AS_OF_MS).unwrap();
    assert!(!view.personalised && view.preferences.is_empty() && view.prices.is_empty());
    assert_eq!(view.unknown[0].reason, "no_consent");
    let scores = SHOP.taste_scores(&known, &["p000".to_owned()], AS_OF_MS).unwrap();
    assert!(!scores.personalised && scores.scores[0].score == 0.0 && scores.scores[0].terms.is_empty());
    let path = SHOP.taste_path(&known, 3, AS_OF_MS).unwrap();
    assert!(!path.personalised && path.snapshots.is_empty());
}

#[test]
fn a_score_is_the_sum_of_its_terms() {
    let mut events = browsing();
    events.extend((0..9).map(|n| touched("Product Clicked", &format!("k{n}"), 100 - n * 3, 0)));
    let ids: Vec<String> = (0..160).map(|product| format!("p{product:03}")).collect();
    let scores = SHOP.taste_scores(&profile("ann", &events), &ids, AS_OF_MS).unwrap();
    for one in &scores.scores {
        assert_eq!(one.score, one.terms.iter().map(|term| term.score).sum::<f64>());
        assert!(one.terms.iter().any(|term| term.dimension == "colour"));
    }
    let of = |product: usize| scores.scores[product].score;
    assert!(of(0) > of(1) && of(8) > of(9), "the colour that was clicked comes first");
    assert!(SHOP.taste_scores(&profile("ann", &[]), &["nothing".to_owned()], AS_OF_MS).is_err());
    let many = vec!["p000".to_owned(); 1_001];
    assert!(SHOP.taste_scores(&profile("ann", &[]), &many, AS_OF_MS).is_err());
}

#[test]
fn the_path_says_what_was_told_then() {
    let mut events = browsing();
    events.extend((0..24).map(|n| touched("Product Clicked", &format!("k{n}"), 100 - n * 3, 0)));
    let known = profile("ann", &events);
    let path = SHOP.taste_path(&known, 4, AS_OF_MS).unwrap();
    assert_eq!(path.snapshots.len(), 5);
    assert!(path.snapshots.is_sorted_by_key(|one| one.as_of_ms));
    for snapshot in &path.snapshots {
        let then = SHOP.taste(&known, snapshot.as_of_ms).unwrap();
        for point in &snapshot.points {
            let told = then
                .preferences
                .iter()
                .find(|one| one.dimension == point.dimension && one.value == point.value);
            if let Some(told) = told {
                assert_eq!(
                    (told.lift, told.low, told.high, told.status),
                    (point.lift, point.low, point.high, point.status)
                );
                assert_eq!(told.divergence, point.divergence);
            }
        }
    }
    let colour = |at: usize| {
        path.snapshots[at]
            .points
            .iter()
            .find(|point| point.value == "colour0")
            .map(|point| point.lift)
            .unwrap()
    };
    assert!(colour(0) < colour(4), "{} {}", colour(0), colour(4));
    assert!(SHOP.taste_path(&known, 61, AS_OF_MS).is_err());
}

#[test]
fn what_was_rolled_up_still_counts_where_no_lists_are_known() {
    let events: Vec<Value> =
        (0..20).map(|n| bought(&format!("o{n}"), 20 * n + 1, (n as usize * 8) % 160)).collect();
    let whole = profile("ann", &events);
    let mut rolled = whole.clone();
    rolled.compact(&CompactPolicy { keep_days: 100, max_events: 10_000 }, AS_OF_MS).unwrap();
    let (whole, rolled) = (SHOP.taste(&whole, AS_OF_MS).unwrap(), SHOP.taste(&rolled, AS_OF_MS).unwrap());
    assert!(rolled.older_summed && !whole.older_summed && rolled.encounters < whole.encounters);
    let (a, b) = (lift(&whole, "colour", "colour0"), lift(&rolled, "colour", "colour0"));
    assert!((a.lift / b.lift - 1.0).abs() < 0.1, "{} {}", a.lift, b.lift);
}

#[test]
fn an_engine_of_before_tastes_says_that_it_has_none() {
    let engine = Engine::load(include_bytes!("../artifacts/v1/engine.sartor").as_slice());
    let Ok(engine) = engine else { return };
    let mut known = Profile::new("ann").unwrap();
    for event in agreed("ann", &["personalization"]) {
        known.observe(&Event::from_json(&event.to_string(), None).unwrap(), AS_OF_MS).unwrap();
    }
    let view = engine.taste(&known, AS_OF_MS).unwrap();
    assert_eq!(view.unknown[0].reason, "not_fitted");
}

#[test]
fn every_figure_is_finite_and_lies_where_it_says() {
    for number in 0..40 {
        let mut rng = Rng::with_stream(77, number);
        let taste = tastes(0.7, 3, &mut rng);
        let habits = Habits { lists: 1 + rng.below(40) as usize, uneven: 2.0, ..Habits::default() };
        let life = live("ann", &taste, &habits, &mut rng);
        let view = SHOP.taste(&life.profile, AS_OF_MS).unwrap();
        for one in &view.preferences {
            let figures = [
                one.lift,
                one.low,
                one.high,
                one.recent_lift,
                one.recent_low,
                one.recent_high,
                one.engagements,
            ];
            assert!(figures.iter().all(|figure| figure.is_finite() && *figure >= 0.0), "{one:?}");
            assert!(one.low <= one.lift && one.lift <= one.high, "{one:?}");
            assert!(
                (0.0..=1.0).contains(&one.confidence) && (0.0..=1.0).contains(&one.divergence),
                "{one:?}"
            );
            let outside = one.low > 1.0 || one.high < 1.0;
            assert!(outside || one.status == TasteStatus::Tentative, "{one:?}");
        }
    }
}
