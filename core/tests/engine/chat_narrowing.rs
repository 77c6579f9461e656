//! How many products a turn shows, and why so many: the same judgement as `narrowing` over what would be recommended.

use crate::engine_shop::*;
use sartor::behaviour::{NarrowingOptions, narrowing};
use sartor::catalog::{Catalog, Product, ProductAttribute};
use sartor::control::Control;
use sartor::engine::{ChatAnswer, ChatRequest, Engine, EnginePolicy, RecommendRequest, Trainer};
use sartor::profile::Profile;
use sartor::shop::Shop;
use serde_json::{Value, json};

const USER: &str = "c_chooser";

/// A shop of products that have these colours and fits, of which the first is the one that is bought.
fn shop_of(products: &[(&str, &str)]) -> Engine {
    let made = products.iter().enumerate().map(|(number, (colour, fit))| Product {
        product_id: format!("p{number:02}"),
        name: format!("Product {number}"),
        category: Some("suits".into()),
        brand: None,
        price_minor: 50_000,
        cost_minor: None,
        attributes: [("colour", colour), ("fit", fit)]
            .map(|(name, value)| ProductAttribute { name: name.into(), value: (*value).into() })
            .into(),
    });
    let catalog = Catalog::new(made.collect(), usd()).unwrap();
    let mut trainer = Trainer::new(catalog, EnginePolicy::default()).unwrap();
    let mut events = agreed("buyer", &ALL);
    events.extend((0..3).map(|n| order(&format!("o{n}"), "buyer", 90 - n * 20, &[("p00", 1)])));
    read(&mut trainer, &events);
    trainer.fit(AS_OF_MS, Control::none()).unwrap()
}

fn asking(entities: &Value) -> ChatRequest {
    let asked = json!({
        "customerId": USER, "sessionId": "s", "intent": {"category": "product_inquiry", "entities": entities},
    });
    serde_json::from_value(asked).unwrap()
}

fn turn(engine: &Engine, entities: &Value) -> ChatAnswer {
    let stranger = Profile::new(USER).unwrap();
    let answer = engine.chat(&stranger, &Shop::new(), &asking(entities), AS_OF_MS).unwrap();
    let shown = answer.phase3_enhancements.recommendations.len();
    assert_eq!(answer.response_modifiers.option_count as usize, shown);
    answer
}

fn narrowed(answer: &ChatAnswer) -> Option<(u32, u32, &str)> {
    let narrow = answer.conversation_flow.narrow.as_ref()?;
    Some((narrow.from, narrow.to, narrow.reason.as_str()))
}

#[test]
fn products_that_scores_do_not_tell_apart_are_narrowed_to_the_best_three() {
    let answer = turn(&shop_of(&[("navy", "slim"); 14]), &json!({}));
    assert_eq!(narrowed(&answer), Some((14, 3, "close scores")));
}

#[test]
fn one_that_stands_out_is_shown_alone() {
    let mut products = vec![("grey", "wide"); 3];
    products[0] = ("navy", "slim");
    let answer = turn(&shop_of(&products), &json!({"colour": "navy", "fit": "slim"}));
    assert_eq!(answer.phase3_enhancements.recommendations[0].product_id, "p00");
    assert_eq!(narrowed(&answer), Some((3, 1, "clear favourite")));
}

#[test]
fn of_some_better_and_many_worse_the_few_that_hold_most_are_shown() {
    let mut products = vec![("grey", "wide"); 4];
    products[..2].fill(("navy", "slim"));
    let engine = shop_of(&products);
    let answer = turn(&engine, &json!({"colour": "navy", "fit": "slim"}));
    assert_eq!(narrowed(&answer), Some((4, 2, "best of many")));
}

#[test]
fn a_turn_judges_as_narrowing_does_over_what_would_be_recommended() {
    let engine = engine();
    let events = [agreed(USER, &ALL), vec![declared(USER, &json!({"colour": "navy"}))]].concat();
    for profile in [Profile::new(USER).unwrap(), profile(USER, &events)] {
        let request = RecommendRequest { limit: Some(10), ..RecommendRequest::default() };
        let ranked = engine.recommend(&profile, &Shop::new(), &request, AS_OF_MS).unwrap().recommendations;
        let scores: Vec<f64> = ranked.iter().map(|one| one.score).collect();
        let choice = narrowing(&scores, &NarrowingOptions::default()).unwrap();
        let answer = engine.chat(&profile, &Shop::new(), &asking(&json!({})), AS_OF_MS).unwrap();
        let shown = &answer.phase3_enhancements.recommendations;
        let ids: Vec<&str> = shown.iter().map(|one| one.product_id.as_str()).collect();
        let best: Vec<&str> =
            ranked.iter().take(choice.to as usize).map(|one| one.product_id.as_str()).collect();
        assert_eq!(ids, best);
        let reason = choice.reason.replace('_', " ");
        assert_eq!(narrowed(&answer), Some((8, choice.to, reason.as_str())));
    }
}

#[test]
fn what_is_all_that_met_the_request_is_not_called_narrowed() {
    let answer = turn(&shop_of(&[("navy", "slim"); 3]), &json!({}));
    assert_eq!((answer.response_modifiers.option_count, narrowed(&answer)), (3, None));
    let nothing = turn(&shop_of(&[("navy", "slim"); 3]), &json!({"budget": "$1-2"}));
    assert_eq!((nothing.response_modifiers.option_count, narrowed(&nothing)), (0, None));
    assert_eq!(nothing.conversation_flow.next_move, "ask");
}
