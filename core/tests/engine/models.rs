//! Which model of purchases does an engine take, and do its answers come from it?

use crate::engine_shop::*;
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, LifetimePolicy, Trainer};
use sartor::estimate::LEVEL;
use sartor::lifetime::{AnyPurchaseModel, PurchaseModelKind};
use serde_json::{Value, json};

fn policy(kind: PurchaseModelKind) -> EnginePolicy {
    let lifetime = LifetimePolicy { purchase_model: Some(kind) };
    EnginePolicy { lifetime, ..EnginePolicy::default() }
}

fn engine_with(kind: PurchaseModelKind) -> Engine {
    let mut trainer = Trainer::new(catalog(), policy(kind)).unwrap();
    read(&mut trainer, &buyers());
    trainer.fit(AS_OF_MS, Control::none()).unwrap()
}

fn model_of(engine: &Engine) -> AnyPurchaseModel {
    let body =
        sartor::artifact::from_bytes::<Value>("engine", &engine.save().unwrap(), 1 << 26).unwrap().body;
    serde_json::from_value(body["lifetime"].clone()).unwrap()
}

fn detail(engine: &Engine) -> String {
    engine.health().parts.into_iter().find(|part| part.part == "lifetime").unwrap().detail
}

#[test]
fn an_engine_says_which_model_it_took_and_why() {
    let engine = fitted(&buyers());
    let health = engine.health();
    let comparison = health.purchase_model_comparison.unwrap();
    let competed: Vec<PurchaseModelKind> = comparison.candidates.iter().map(|one| one.model).collect();
    assert_eq!(competed, [PurchaseModelKind::MbgNbd, PurchaseModelKind::BgNbd]);
    assert_eq!(health.purchase_model, Some(comparison.chosen));
    assert_eq!(model_of(&engine).kind(), comparison.chosen);
    let said = detail(&engine);
    assert!(said.starts_with(comparison.chosen.name()) && said.ends_with(&comparison.reason), "{said}");
    let loaded = Engine::load(&engine.save().unwrap()).unwrap();
    assert_eq!(loaded.health(), engine.health());
    // What the shop sold is not for an app to tell.
    let device = engine.for_device().unwrap().health();
    assert_eq!((device.purchase_model, device.purchase_model_comparison), (health.purchase_model, None));
}

/// 400 days were seen, so the last 133 are held out.
#[test]
fn the_models_are_judged_by_what_came_after_they_were_fitted() {
    let comparison = fitted(&buyers()).health().purchase_model_comparison.unwrap();
    let days = |who: i64, number: i64| 400 - who * 5 - number * (9 + who % 7 * 4);
    let known: Vec<i64> = (0..40).filter(|who| days(*who, 0) >= 133).collect();
    let later = known.iter().flat_map(|who| (0..=(who % 5)).filter(|number| days(*who, *number) < 133));
    let observed = later.count() as f64;
    assert!(observed > 0.0);
    for candidate in &comparison.candidates {
        let score = candidate.holdout.as_ref().unwrap();
        assert_eq!((score.customers as usize, score.observed_total), (known.len(), observed));
    }
}

#[test]
fn a_young_shop_is_judged_by_what_it_knows() {
    let young: Vec<Value> = (0..40_i64)
        .flat_map(|who| {
            let user = format!("c_{who:02}");
            let orders = (0..=(who % 5)).map({
                let user = user.clone();
                move |n| order(&format!("o_{who}_{n}"), &user, 70 - who - n * 6, &[("tie_1", 1)])
            });
            agreed(&user, &ALL).into_iter().chain(orders).collect::<Vec<_>>()
        })
        .collect();
    let health = fitted(&young).health();
    let comparison = health.purchase_model_comparison.unwrap();
    assert!(comparison.candidates.iter().all(|one| one.holdout.is_none() && one.aic.is_some()));
    assert_eq!(health.purchase_model, Some(comparison.chosen));
}

#[test]
fn the_kind_that_the_host_names_is_fitted_and_answers() {
    for kind in PurchaseModelKind::ALL {
        let engine = engine_with(kind);
        let health = engine.health();
        assert_eq!((health.purchase_model, health.purchase_model_comparison), (Some(kind), None));
        let model = model_of(&engine);
        assert_eq!(model.kind(), kind);
        let trainer = trainer(&buyers());
        for id in ["c_00", "c_24", "c_39"] {
            let outlook = engine.outlook(trainer.profile(id).unwrap(), AS_OF_MS).unwrap();
            let state = trainer.profile(id).unwrap().state_at(AS_OF_MS);
            let own = state.purchase_summary(AS_OF_MS, 1.0).unwrap();
            let (x, t_x, age) = (f64::from(own.frequency), own.last_purchase_age, own.age);
            let alive = outlook.probability_alive.unwrap();
            assert_eq!(alive.value, model.probability_alive(x, t_x, age).unwrap(), "{kind:?} {id}");
            let buys = model.purchase_probability_interval(180.0, 1.0, x, t_x, age, LEVEL).unwrap();
            let churn = outlook.churn.unwrap();
            for (found, expected) in
                [(churn.value, buys.value), (churn.low, buys.high), (churn.high, buys.low)]
            {
                assert!((found - (1.0 - expected)).abs() < 1e-14, "{kind:?} {id}: {found} {expected}");
            }
            let expected = model.expected_purchases(365.0, x, t_x, age).unwrap();
            assert_eq!(outlook.expected_purchases.unwrap().value, expected, "{kind:?} {id}");
            let wait = outlook.next_purchase_days.unwrap();
            assert!(
                wait.low <= wait.value && wait.value <= wait.high && wait.high.is_finite(),
                "{kind:?} {wait:?}"
            );
            assert!(
                outlook.reasons.iter().any(|reason| reason.contains(kind.name())),
                "{:?}",
                outlook.reasons
            );
            assert!(outlook.purchase_probability.iter().all(|one| one.probability.value <= alive.value));
        }
        assert_eq!(Engine::load(&engine.save().unwrap()).unwrap().health(), engine.health());
    }
}

#[test]
fn silence_counts_against_one_time_buyers_unless_the_host_names_a_model_in_which_it_does_not() {
    let trainer = trainer(&buyers());
    // Who bought once, 400 days ago.
    let profile = trainer.profile("c_00").unwrap();
    let alive = |engine: &Engine| engine.outlook(profile, AS_OF_MS).unwrap().probability_alive.unwrap();
    let chosen = fitted(&buyers());
    assert_eq!(chosen.health().purchase_model, Some(PurchaseModelKind::MbgNbd));
    assert!(alive(&chosen).value < 1.0, "{:?}", alive(&chosen));
    assert!(alive(&chosen).low < alive(&chosen).value);
    let named = alive(&engine_with(PurchaseModelKind::BgNbd));
    assert_eq!((named.value, named.low, named.high), (1.0, 1.0, 1.0));
}

#[test]
fn a_kind_of_counted_opportunities_is_refused() {
    let refused = Trainer::new(catalog(), policy(PurchaseModelKind::BgBb)).unwrap_err();
    assert_eq!(refused.code(), "OUT_OF_RANGE");
    let asked: EnginePolicy =
        serde_json::from_value(json!({"lifetime": {"purchaseModel": "pareto_nbd"}})).unwrap();
    assert_eq!(asked, policy(PurchaseModelKind::ParetoNbd));
    let engine = engine_with(PurchaseModelKind::MbgNbd);
    let text = String::from_utf8(unpacked(&engine)).unwrap();
    let damaged = text.replace("\"model\":\"mbg_nbd\"", "\"model\":\"nbd\"");
    assert_ne!(damaged, text);
    let error = Engine::load(&framed(&damaged)).unwrap_err();
    assert_eq!(error.code(), "MALFORMED");
}

/// The artefact's JSON.
fn unpacked(engine: &Engine) -> Vec<u8> {
    let artifact = sartor::artifact::from_bytes::<Value>("engine", &engine.save().unwrap(), 1 << 26).unwrap();
    sartor::artifact::to_json("engine", Some(&artifact.model_id), &artifact.body).unwrap().into_bytes()
}

/// JSON as bytes that were never packed.
fn framed(text: &str) -> Vec<u8> {
    [b"SARTOR\x01j".as_slice(), text.as_bytes()].concat()
}
