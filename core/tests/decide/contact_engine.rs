//! How the engine reads contacts from a ledger, what consent keeps it from, and which question it would ask.

use crate::engine_shop::*;
use proptest::prelude::*;
use sartor::contact::{ConditionOperator, ExperienceCondition, ExperiencePolicy, ExperienceRule};
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, ExperienceRequest, RecommendRequest, Trainer};
use sartor::profile::Profile;
use sartor::time::{DAY_MS, HOUR_MS, to_rfc3339_at};
use serde_json::{Value, json};

const USER: &str = "c_contact";
/// Eastern summer time.
const OFFSET: i32 = -240;

/// An event at an hour of the customer's own day, so many days ago.
fn local(event: Value, days: i64, hour: i64) -> Value {
    let mut event = event;
    let midnight = AS_OF_MS.div_euclid(DAY_MS) * DAY_MS;
    let at_ms = midnight - days * DAY_MS + (hour + 4) * HOUR_MS;
    event["timestamp"] = json!(to_rfc3339_at(at_ms, Some(OFFSET)).unwrap());
    event
}

/// Emails that are answered in the evening, and pushes that are not.
fn written_to(user: &str) -> Vec<Value> {
    let mut events = Vec::new();
    for n in 0..12 {
        let (channel, answered, days) =
            if n % 2 == 0 { ("email", true, 20 + 4 * n) } else { ("push", false, 20 + 4 * n) };
        let id = format!("d_{user}_{n}");
        let tone = if answered { "friendly" } else { "plain" };
        let shown = json!({"decision_id": id, "channel": channel, "tone": tone});
        events.push(local(track("Decision Shown", &format!("s_{id}"), user, 1, shown), days, 18));
        let outcome = json!({"decision_id": id, "accepted": answered});
        events.push(local(track("Decision Outcome", &format!("o_{id}"), user, 1, outcome), days, 19));
        let promotion = json!({"promotion_id": format!("p{n}"), "channel": channel});
        events.push(local(
            track("Promotion Viewed", &format!("v_{id}"), user, 1, promotion.clone()),
            days - 2,
            18,
        ));
        if answered {
            events.push(local(
                track("Promotion Clicked", &format!("c_{id}"), user, 1, promotion),
                days - 2,
                20,
            ));
        }
    }
    events
}

fn reader(purposes: &[&str], more: &[Value]) -> Profile {
    let mut events = agreed(USER, purposes);
    events.extend(written_to(USER));
    events.extend_from_slice(more);
    profile(USER, &events)
}

fn engine_of(policy: EnginePolicy) -> Engine {
    let mut trainer = Trainer::new(catalog(), policy).unwrap();
    let mut events = buyers();
    for who in 0..30 {
        events.extend(written_to(&format!("c_{who:02}")));
    }
    read(&mut trainer, &events);
    trainer.fit(AS_OF_MS, Control::none()).unwrap()
}

#[test]
fn answers_to_decisions_and_promotions_are_read_by_channel_tone_and_hour() {
    let engine = engine_of(EnginePolicy::default());
    let view = engine.contact(&reader(&ALL, &[]), AS_OF_MS).unwrap();
    let channel = view.channel.unwrap();
    assert_eq!((channel.value.as_str(), channel.basis.as_str()), ("email", "learned"));
    assert_eq!(view.tone.unwrap().value, "friendly");
    let rates: Vec<(&str, u32, u32)> =
        view.channels.iter().map(|rate| (rate.name.as_str(), rate.contacts, rate.answers)).collect();
    assert_eq!(rates, [("email", 12, 12), ("push", 12, 0)]);
    let hour = view.hour.unwrap();
    assert!((18..=19).contains(&hour.from_hour) && hour.visits == 12, "{hour:?}");
    assert!(view.unknown.is_empty(), "{:?}", view.unknown);
    let stored = Engine::load(&engine.save().unwrap()).unwrap();
    assert_eq!(stored.contact(&reader(&ALL, &[]), AS_OF_MS).unwrap().channels, view.channels);
    assert!(engine.for_device().is_ok());
    let part = engine.health().parts.into_iter().find(|part| part.part == "contact").unwrap();
    assert_eq!((part.status.as_str(), part.detail.as_str()), ("ready", "2 channels, hours of 30 customers"));
}

#[test]
fn without_consent_nothing_is_learned_and_nobody_is_written_to() {
    let engine = engine_of(EnginePolicy::default());
    let told = engine.contact(&reader(&["analytics"], &[]), AS_OF_MS).unwrap();
    assert!(!told.personalised && !told.may_contact && told.hour.is_none() && told.gaps.is_empty());
    assert!(told.blocked_by.contains(&"no_marketing_consent".to_owned()));
    assert!(told.channels.iter().all(|rate| rate.contacts == 0));
    let stranger = profile(USER, &agreed(USER, &["analytics"]));
    let other = engine.contact(&stranger, AS_OF_MS).unwrap();
    assert_eq!((told.channel, told.channels), (other.channel, other.channels), "what everybody is told");
}

#[test]
fn whoever_restricts_the_use_of_their_data_is_a_stranger() {
    let engine = engine_of(EnginePolicy::default());
    let restricted = track("Processing Restricted", "stop", USER, 1, json!({"restricted": true}));
    let told = engine.contact(&reader(&ALL, &[restricted]), AS_OF_MS).unwrap();
    assert_eq!(told, engine.contact(&profile(USER, &[]), AS_OF_MS).unwrap());
    assert!(!told.may_contact && !told.personalised);
}

#[test]
fn a_wish_to_be_left_alone_needs_no_consent() {
    let engine = engine_of(EnginePolicy::default());
    let wish = json!({"messages_per_week": 0, "quiet_from_hour": 0, "quiet_to_hour": 23, "preferred_channel": "post"});
    let told = engine.contact(&reader(&["marketing"], &[declared(USER, &wish)]), AS_OF_MS).unwrap();
    assert_eq!((told.max_per_week, told.max_per_week_basis.as_str()), (0, "stated"));
    assert!(told.blocked_by.contains(&"quiet_hours".to_owned()) && told.next_allowed_ms.is_none());
    assert_ne!(told.channel.map(|known| known.value).as_deref(), Some("post"), "that one is personalisation");
    let told = engine.contact(&reader(&ALL, &[declared(USER, &wish)]), AS_OF_MS).unwrap();
    assert_eq!(told.channel.unwrap().basis, "stated");
}

fn rule(id: &str, variant: &str, priority: i32, conditions: &[(&str, &str)]) -> ExperienceRule {
    let conditions = conditions.iter().map(|(field, value)| ExperienceCondition {
        field: (*field).into(),
        operator: ConditionOperator::Is,
        values: vec![(*value).into()],
        number: None,
    });
    ExperienceRule {
        id: id.into(),
        slot: "hero".into(),
        variant: variant.into(),
        priority,
        conditions: conditions.collect(),
    }
}

fn experience_policy(rules: Vec<ExperienceRule>) -> EnginePolicy {
    EnginePolicy { experience: ExperiencePolicy { rules }, ..EnginePolicy::default() }
}

#[test]
fn an_experience_is_chosen_by_rules_with_the_reason_and_the_rules_that_lost() {
    let engine = engine_of(experience_policy(vec![
        rule("always", "new", 0, &[]),
        rule("phone", "short", 0, &[("device", "mobile")]),
        rule("slim", "slim_line", 0, &[("device", "mobile"), ("declared.fit", "slim")]),
        rule("sale", "outlet", -1, &[("stage", "decide")]),
        rule("desk", "wide", 5, &[("device", "desktop")]),
    ]));
    let request = ExperienceRequest {
        device: Some("mobile".into()),
        stage: Some("decide".into()),
        ..ExperienceRequest::default()
    };
    let slim = reader(&ALL, &[declared(USER, &json!({"fit": "Slim"}))]);
    let seen = engine.experience(&slim, &request, AS_OF_MS).unwrap();
    let hero = &seen.choices[0];
    assert_eq!((hero.variant.as_deref(), hero.rule_id.as_deref()), (Some("slim_line"), Some("slim")));
    assert_eq!(hero.reason.as_deref(), Some("device, declared.fit"));
    let lost: Vec<(&str, &str)> =
        hero.lost.iter().map(|one| (one.rule_id.as_str(), one.reason.as_str())).collect();
    assert_eq!(
        lost,
        [
            ("always", "less_specific_than:slim"),
            ("desk", "condition:device"),
            ("phone", "less_specific_than:slim"),
            ("sale", "lower_priority_than:slim"),
        ]
    );
    // Without consent the customer's own facts are unknown, and the page still has a face.
    let quiet = reader(&["analytics"], &[declared(USER, &json!({"fit": "Slim"}))]);
    let seen = engine.experience(&quiet, &request, AS_OF_MS).unwrap();
    assert_eq!((seen.personalised, seen.choices[0].rule_id.as_deref()), (false, Some("phone")));
    assert!(seen.choices[0].lost.iter().any(|one| one.reason == "unknown:declared.fit"));
}

#[test]
fn a_rule_that_chooses_by_a_protected_or_unknown_field_is_refused() {
    let code =
        |rules: Vec<ExperienceRule>| Trainer::new(catalog(), experience_policy(rules)).unwrap_err().code();
    for field in ["declared.age", "declared.Religion", "taste.gender", "declared.birthDate"] {
        assert_eq!(code(vec![rule("r", "v", 0, &[(field, "x")])]), "INVALID_VALUE", "{field}");
    }
    for field in ["mood", "declared.", "taste.", ""] {
        assert_eq!(code(vec![rule("r", "v", 0, &[(field, "x")])]), "UNKNOWN_FIELD", "{field}");
    }
    assert_eq!(code(vec![rule("r", "v", 0, &[]), rule("r", "w", 0, &[])]), "INVALID_VALUE");
    assert_eq!(code(vec![rule("r", "", 0, &[])]), "INVALID_VALUE");
    assert_eq!(code((0..501).map(|n| rule(&n.to_string(), "v", 0, &[])).collect()), "TOO_LARGE");
    let mut compare = rule("r", "v", 0, &[("local_hour", "x")]);
    compare.conditions[0].operator = ConditionOperator::AtLeast;
    assert_eq!(code(vec![compare.clone()]), "INVALID_VALUE", "words for a number");
    compare.conditions[0].values.clear();
    compare.conditions[0].number = Some(f64::NAN);
    assert_eq!(code(vec![compare]), "INVALID_VALUE");
    let mut tone = rule("r", "shouting", 0, &[]);
    tone.slot = "tone".into();
    assert_eq!(code(vec![tone]), "INVALID_VALUE");
}

proptest! {
    #[test]
    fn every_rule_of_a_slot_wins_or_has_a_reason(
        rules in proptest::collection::vec((0..3_i32, 0..3_usize, 0..2_usize), 0..12), device in 0..3_usize,
    ) {
        let devices = ["mobile", "desktop", "kiosk"];
        let rules: Vec<ExperienceRule> = rules.iter().enumerate().map(|(at, (priority, of, conditions))| {
            let all = [("device", devices[*of])];
            rule(&format!("r{at}"), "v", *priority, &all[..*conditions])
        }).collect();
        let facts = [sartor::contact::ExperienceFact::text("device", devices[device])];
        for choice in sartor::contact::choose(&rules, &facts) {
            prop_assert_eq!(choice.lost.len() + usize::from(choice.rule_id.is_some()), rules.len());
            prop_assert!(choice.lost.iter().all(|lost| !lost.reason.is_empty()));
            let holds = |rule: &ExperienceRule| rule.conditions.iter().all(|one| one.values[0] == devices[device]);
            let best = rules.iter().filter(|rule| holds(rule)).map(|rule| rule.priority).max();
            let won = choice.rule_id.and_then(|id| rules.iter().find(|rule| rule.id == id));
            prop_assert_eq!(won.map(|rule| rule.priority), best);
        }
    }
}

/// A shop where the fit decides and the colour does not: half slim, half relaxed, and nearly all in navy.
fn shop_of_fits() -> Engine {
    let mut made = products();
    for (number, product) in made.iter_mut().enumerate() {
        product.attributes.clear();
        let fit = if number % 2 == 0 { "slim" } else { "relaxed" };
        let colour = if number == 7 { "grey" } else { "navy" };
        for (name, value) in [("color", colour), ("fit", fit), ("gender", fit), ("religion", fit)] {
            product
                .attributes
                .push(sartor::catalog::ProductAttribute { name: name.into(), value: value.into() });
        }
    }
    let catalog = sartor::catalog::Catalog::new(made, usd()).unwrap();
    let mut trainer = Trainer::new(catalog, EnginePolicy::default()).unwrap();
    read(&mut trainer, &buyers());
    trainer.fit(AS_OF_MS, Control::none()).unwrap()
}

#[test]
fn the_question_asked_is_the_one_whose_answer_changes_most() {
    let engine = shop_of_fits();
    let nothing_known = profile(USER, &agreed(USER, &ALL));
    let asked = engine.next_question(&nothing_known, AS_OF_MS).unwrap();
    let question = asked.question.unwrap();
    assert_eq!((question.field.as_str(), question.group.as_deref()), ("fit", Some("style")));
    assert_eq!(question.text, "Which fit do you like to wear?");
    assert!(question.value_of_information > 0.0 && question.change_probability > 0.4);
    let options: Vec<&str> = question.options.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(options.len(), 2);
    assert!((question.options.iter().map(|one| one.probability).sum::<f64>() - 1.0).abs() < 1e-12);
    let others: Vec<&str> = asked.alternatives.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(others, ["color"], "gender and religion are never proposed");
    assert!(asked.alternatives[0].value_of_information < question.value_of_information);
    assert!(
        asked
            .unknown
            .iter()
            .any(|known| (known.field.as_str(), known.reason.as_str()) == ("career", "no_distribution"))
    );

    let told = profile(
        USER,
        &[agreed(USER, &ALL), vec![declared(USER, &json!({"fit": "slim", "colour": "navy"}))]].concat(),
    );
    let asked = engine.next_question(&told, AS_OF_MS).unwrap();
    assert!(asked.question.is_none() && asked.alternatives.is_empty());
    assert!(asked.unknown.iter().any(|known| known.reason == "nothing_would_change"));
}

#[test]
fn what_may_not_be_used_is_not_asked() {
    let asked =
        shop_of_fits().next_question(&profile(USER, &agreed(USER, &["analytics"])), AS_OF_MS).unwrap();
    assert!(!asked.personalised && asked.question.is_none() && asked.alternatives.is_empty());
    assert_eq!(asked.unknown[0].reason, "no_consent");
}

#[test]
fn the_value_of_information_is_what_ranking_with_the_answers_gives() {
    let engine = shop_of_fits();
    let nothing_known = profile(USER, &agreed(USER, &ALL));
    let question = engine.next_question(&nothing_known, AS_OF_MS).unwrap().question.unwrap();
    let scores = |fit: Option<&str>| -> Vec<(String, f64)> {
        let mut request = RecommendRequest { limit: Some(8), ..RecommendRequest::default() };
        request.preferences = fit.into_iter().map(|fit| ("fit".to_owned(), fit.to_owned())).collect();
        let ranked =
            engine.recommend(&nothing_known, &sartor::shop::Shop::new(), &request, AS_OF_MS).unwrap();
        let mut scores: Vec<(String, f64)> =
            ranked.recommendations.into_iter().map(|one| (one.product_id, one.score)).collect();
        scores.sort_by(|one, other| one.0.cmp(&other.0));
        scores
    };
    let best_three = |scores: &[f64]| {
        let mut sorted = scores.to_vec();
        sorted.sort_by(|one, other| other.total_cmp(one));
        sorted[..3].iter().sum::<f64>() / 3.0
    };
    let (mut knowing, mut expected) = (0.0, vec![0.0; 8]);
    for option in &question.options {
        let under: Vec<f64> = scores(Some(&option.value)).into_iter().map(|(_, score)| score).collect();
        knowing += option.probability * best_three(&under);
        for (sum, score) in expected.iter_mut().zip(under) {
            *sum += option.probability * score;
        }
    }
    let by_hand = knowing - best_three(&expected);
    // The recommender counts in steps of 2^-20.
    assert!(
        (question.value_of_information - by_hand).abs() < 1e-5,
        "{} {by_hand}",
        question.value_of_information
    );
}

#[test]
fn a_turn_of_chat_takes_tone_channel_length_and_variants() {
    let mut rules = vec![
        rule("short", "2", 0, &[("device", "mobile")]),
        rule("office", "office", 0, &[("stage", "discover")]),
    ];
    rules[0].slot = "max_sentences".into();
    let mut tone = rule("plainly", "plain", 0, &[]);
    tone.slot = "tone".into();
    rules.push(tone);
    let turn = |engine: &Engine, profile: &Profile| {
        let mut request = wedding(USER);
        request.additional_data.device_type = Some("mobile".into());
        engine.chat(profile, &shop(), &request, AS_OF_MS).unwrap().response_modifiers
    };
    let ruled = engine_of(experience_policy(rules));
    let learned = turn(&ruled, &reader(&ALL, &[]));
    assert_eq!(
        (learned.tone.as_str(), learned.max_sentences),
        ("plain", 2),
        "rules come before what was learned"
    );
    assert_eq!(learned.channel.as_deref(), Some("email"));
    assert_eq!(
        (learned.experience[0].slot.as_str(), learned.experience[0].variant.as_str()),
        ("hero", "office")
    );
    let wish = declared(USER, &json!({"preferred_tone": "professional", "preferred_channel": "sms"}));
    let stated = turn(&ruled, &reader(&ALL, std::slice::from_ref(&wish)));
    assert_eq!(
        (stated.tone.as_str(), stated.channel.as_deref()),
        ("professional", Some("sms")),
        "wishes come first"
    );
    let refused = turn(&ruled, &reader(&["analytics"], &[wish]));
    assert_eq!(
        (refused.tone.as_str(), refused.channel),
        ("plain", None),
        "rules of the shop need no consent"
    );
    let plain = engine_of(EnginePolicy::default());
    assert_eq!(turn(&plain, &reader(&ALL, &[])).tone, "friendly", "learned where no rule speaks");
    let stranger = turn(&plain, &profile(USER, &agreed(USER, &ALL)));
    assert!(stranger.channel.is_none() && stranger.experience.is_empty() && stranger.max_sentences == 3);
}
