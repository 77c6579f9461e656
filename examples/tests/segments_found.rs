//! How well does the engine find the groups that the simulated shop was made of? Figures of a simulation.
#![allow(clippy::unwrap_used)] // a test that cannot be set up shall fail

use sartor::catalog::{CatalogFormat, CatalogReader};
use sartor::control::Control;
use sartor::engine::{EnginePolicy, EventOptions, Trainer};
use sartor::money::Currency;
use sartor_examples::menswear::{AS_OF_MS, CHAT_CUSTOMER, Group, Menswear};

fn name(group: Group) -> &'static str {
    match group {
        Group::ProfessionalAchiever => "Professional Achiever",
        Group::StyleEnthusiast => "Style Enthusiast",
        Group::ValueConscious => "Value Conscious",
        Group::Other => "unassigned",
    }
}

#[test]
fn who_is_assigned_is_mostly_assigned_rightly_and_who_did_not_agree_never() {
    let shop = Menswear::generate(11, &|_, _| ());
    let mut reader = CatalogReader::new(CatalogFormat::Csv, Currency::parse("USD").unwrap());
    reader.feed(shop.catalogue_csv().as_bytes()).unwrap();
    let (catalog, report) = reader.finish().unwrap();
    assert_eq!((catalog.products().len(), report.skipped), (120, 0));
    let mut trainer = Trainer::new(catalog, EnginePolicy::default()).unwrap();
    let mut feed = trainer.event_feed(&EventOptions::default()).unwrap();
    feed.feed(shop.events_jsonl().as_bytes()).unwrap();
    let report = feed.finish(&mut trainer).unwrap();
    assert_eq!((report.accepted as usize, report.skipped), (shop.events.len(), 0));
    let engine = trainer.fit(AS_OF_MS, Control::none()).unwrap();

    let (mut assigned, mut right, mut agreed) = (0.0, 0.0, 0.0);
    for customer in &shop.customers {
        let found = engine.segment(trainer.profile(&customer.customer_id).unwrap(), AS_OF_MS).unwrap();
        if !found.personalised {
            assert_eq!(found.primary_segment.reason.as_deref(), Some("no_consent"));
            continue;
        }
        agreed += 1.0;
        if found.primary_segment.reason.is_none() {
            assigned += 1.0;
            right += f64::from(u8::from(found.primary_segment.name == name(customer.group)));
        }
        if customer.customer_id == CHAT_CUSTOMER {
            assert_eq!(found.primary_segment.name, "Professional Achiever");
            assert_eq!(found.rfm.unwrap().recency_score, 4);
        }
    }
    println!("{agreed} agreed, {assigned} assigned, {right} rightly");
    assert!(assigned / agreed > 0.5, "{assigned} of {agreed} assigned");
    assert!(right / assigned > 0.8, "{right} of {assigned} rightly");
}
