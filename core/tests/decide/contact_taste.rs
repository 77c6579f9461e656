//! What a customer was learned to like chooses what they see; what is only likely, disliked or not allowed does not.

use std::sync::LazyLock;

use crate::engine_shop;
use crate::engine_shop::{agreed, track};
use crate::taste_world;
use crate::taste_world::{AS_OF_MS, Habits, Life, live, tastes, train_by};
use sartor::contact::{ConditionOperator, ExperienceCondition, ExperiencePolicy, ExperienceRule};
use sartor::engine::{ChatRequest, Engine, EnginePolicy, ExperienceRequest, ExperienceView};
use sartor::event::Event;
use sartor::profile::Profile;
use sartor::rng::Rng;
use sartor::shop::Shop;
use sartor::taste::TasteStatus;
use serde_json::{Value, json};

fn lives() -> Vec<Life> {
    let live = |number| {
        let mut rng = Rng::with_stream(21, number);
        let taste = tastes(2.0, 2, &mut rng);
        live(&format!("t{number}"), &taste, &Habits { lists: 50, ..Habits::default() }, &mut rng)
    };
    (0..150).map(live).collect()
}

fn rule(id: &str, operator: ConditionOperator, values: &[&str]) -> ExperienceRule {
    let values = values.iter().map(|&value| value.to_owned()).collect();
    let condition = ExperienceCondition { field: "taste.colour".into(), operator, values, number: None };
    ExperienceRule {
        id: id.into(),
        slot: "hero".into(),
        variant: format!("page_{id}"),
        priority: 0,
        conditions: vec![condition],
    }
}

/// A shop with a page for some colours and one for whoever likes any.
static SHOP: LazyLock<Engine> = LazyLock::new(|| {
    let mut any = rule("any", ConditionOperator::Known, &[]);
    any.priority = -1;
    let rules = vec![
        rule("first", ConditionOperator::Is, &["Colour0"]),
        rule("second", ConditionOperator::Is, &["colour1"]),
        any,
    ];
    train_by(&lives(), EnginePolicy { experience: ExperiencePolicy { rules }, ..EnginePolicy::default() })
});

/// Somebody who was shown every colour in thirty lists, and clicked on the first so often.
fn ann(purposes: &[&str], clicks: i64) -> Profile {
    let mut events = agreed("ann", purposes);
    let list = |at: usize| json!({"product_id": format!("p{:03}", at * 9), "position": at + 1});
    let listed: Vec<Value> = (0..8).map(list).collect();
    for n in 0..30 {
        let shown = json!({"products": listed});
        events.push(track("Product List Viewed", &format!("l{n}"), "ann", 100 - n * 3, shown));
        if n < clicks {
            let chosen = json!({"product_id": "p000"});
            events.push(track("Product Clicked", &format!("k{n}"), "ann", 100 - n * 3, chosen));
        }
    }
    let mut profile = Profile::new("ann").unwrap();
    for event in &events {
        profile.observe(&Event::from_json(&event.to_string(), None).unwrap(), AS_OF_MS).unwrap();
    }
    profile
}

fn seen(profile: &Profile) -> ExperienceView {
    SHOP.experience(profile, &ExperienceRequest::default(), AS_OF_MS).unwrap()
}

fn lost(view: &ExperienceView) -> Vec<(&str, &str)> {
    view.choices[0].lost.iter().map(|one| (one.rule_id.as_str(), one.reason.as_str())).collect()
}

#[test]
fn a_learned_liking_chooses_what_is_seen_and_what_is_liked_less_does_not() {
    let likes = ann(&["analytics", "personalization"], 24);
    let taste = SHOP.taste(&likes, AS_OF_MS).unwrap();
    let learned = |value: &str| {
        let known = taste.preferences.iter().find(|one| one.dimension == "colour" && one.value == value);
        known.map(|one| (one.status, one.lift > 1.0))
    };
    assert_eq!(learned("colour0"), Some((TasteStatus::Learned, true)));
    assert_eq!(learned("colour1"), Some((TasteStatus::Learned, false)), "learned, and no liking");
    let view = seen(&likes);
    let hero = &view.choices[0];
    assert_eq!((hero.rule_id.as_deref(), hero.variant.as_deref()), (Some("first"), Some("page_first")));
    assert_eq!(hero.reason.as_deref(), Some("taste.colour"));
    assert_eq!(lost(&view), [("any", "lower_priority_than:first"), ("second", "condition:taste.colour")]);
    assert!(view.unknown.iter().all(|known| known.field != "taste"), "{:?}", view.unknown);
}

#[test]
fn a_turn_of_a_conversation_takes_the_same_variant() {
    let likes = ann(&["analytics", "personalization"], 24);
    let request = json!({"customerId": "ann", "sessionId": "s", "intent": {"category": "product_inquiry"}});
    let request: ChatRequest = serde_json::from_value(request).unwrap();
    let shop = Shop::new();
    let turn = |profile: &Profile| SHOP.chat(profile, &shop, &request, AS_OF_MS).unwrap();
    let chosen = turn(&likes).response_modifiers.experience;
    assert_eq!((chosen[0].slot.as_str(), chosen[0].variant.as_str()), ("hero", "page_first"));
    assert!(turn(&ann(&["analytics"], 24)).response_modifiers.experience.is_empty());
}

#[test]
fn what_is_only_likely_or_not_allowed_or_restricted_is_unknown_to_rules() {
    let unknown = ["any", "first", "second"].map(|id| (id, "unknown:taste.colour"));
    let likely = ann(&["analytics", "personalization"], 1);
    let preferences = SHOP.taste(&likely, AS_OF_MS).unwrap().preferences;
    let liked = |status| preferences.iter().any(|one| one.status == status && one.lift > 1.0);
    assert!(!liked(TasteStatus::Learned), "{preferences:?}");
    assert_eq!(lost(&seen(&likely)), unknown);
    let refused = seen(&ann(&["analytics"], 24));
    assert_eq!((lost(&refused).as_slice(), refused.personalised), (&unknown[..], false));
    assert_eq!(refused.unknown.len(), 1, "consent is told once: {:?}", refused.unknown);
    let mut restricted = ann(&["analytics", "personalization"], 24);
    restricted.restrict(Some("accuracy_contested"), AS_OF_MS).unwrap();
    assert_eq!(lost(&seen(&restricted)), unknown);
}

#[test]
fn an_engine_that_knows_no_tastes_says_so_where_a_rule_asks_for_one() {
    let rules = vec![rule("first", ConditionOperator::Is, &["colour0"])];
    let policy = EnginePolicy { experience: ExperiencePolicy { rules }, ..EnginePolicy::default() };
    let catalog = sartor::catalog::Catalog::new(
        taste_world::catalog()
            .products()
            .iter()
            .map(|known| sartor::catalog::Product { attributes: Vec::new(), ..known.clone() })
            .collect(),
        taste_world::catalog().currency(),
    );
    let mut trainer = sartor::engine::Trainer::new(catalog.unwrap(), policy).unwrap();
    engine_shop::read(&mut trainer, &agreed("ann", &["analytics", "personalization"]));
    let engine = trainer.fit(AS_OF_MS, sartor::control::Control::none()).unwrap();
    let told = engine.experience(
        &ann(&["analytics", "personalization"], 24),
        &ExperienceRequest::default(),
        AS_OF_MS,
    );
    let told = told.unwrap().unknown;
    assert!(told.iter().any(|one| one.field == "taste" && one.reason == "no_attributes"), "{told:?}");
}
