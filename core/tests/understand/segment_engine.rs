//! How traits and attributes reach segments and recommendations through the engine.

use sartor::catalog::{Catalog, Product, ProductAttribute};
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, EventOptions, Trainer};
use sartor::money::Currency;
use sartor::profile::Profile;

const AS_OF_MS: i64 = 1_780_300_800_000;

fn trained(attributes: &[(&str, &str)], events: &[&str]) -> (Engine, Trainer) {
    let attributes =
        attributes.iter().map(|&(name, value)| ProductAttribute { name: name.into(), value: value.into() });
    let product = Product {
        product_id: "suit_1".into(),
        name: "Navy suit".into(),
        category: Some("suits".into()),
        brand: None,
        price_minor: 100_000,
        cost_minor: None,
        attributes: attributes.collect(),
    };
    let catalog = Catalog::new(vec![product], Currency::parse("USD").unwrap()).unwrap();
    let mut trainer = Trainer::new(catalog, EnginePolicy::default()).unwrap();
    let mut feed = trainer.event_feed(&EventOptions::default()).unwrap();
    feed.feed(events.join("\n").as_bytes()).unwrap();
    feed.finish(&mut trainer).unwrap();
    (trainer.fit(AS_OF_MS, Control::none()).unwrap(), trainer)
}

const AGREED: &str = r#"{"type":"track","event":"Consent Changed","messageId":"1","userId":"c","timestamp":"2026-01-01T00:00:00Z","properties":{"purpose":"personalization","state":"granted","basis":"consent"}}"#;

fn profile(trainer: &Trainer) -> &Profile {
    trainer.profile("c").unwrap()
}

#[test]
fn one_of_several_declared_interests_is_evidence() {
    let said = r#"{"type":"identify","messageId":"2","userId":"c","timestamp":"2026-01-02T00:00:00Z","traits":{"interests":["running","fashion"]}}"#;
    let (engine, trainer) = trained(&[], &[AGREED, said]);
    let found = engine.segment(profile(&trainer), AS_OF_MS).unwrap();
    assert_eq!(found.primary_segment.name, "Style Enthusiast");
    assert_eq!(found.primary_segment.evidence, ["declared:interests"]);
}

#[test]
fn values_that_differ_in_case_alone_are_one_value_and_no_error() {
    let (engine, _) = trained(&[("colour", "Navy"), ("colour", "navy")], &[AGREED]);
    assert_eq!(engine.health().products, 1);
}
