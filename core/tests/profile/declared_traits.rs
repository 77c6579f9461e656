//! Declared values: what is let in, where it is kept, how long it is read, and for what.

use proptest::prelude::*;
use sartor::Result;
use sartor::SartorError;
use sartor::consent::ConsentPurpose;
use sartor::event::{DeclaredSource, Event};
use sartor::profile::{DECLARED_FIELDS, FieldGuard, FieldType, Observed, Profile, field, guard_of};
use sartor::time::DAY_MS;
use serde_json::{Value, json};

const START_MS: i64 = 1_780_300_800_000; // 2026-06-01T08:00:00Z

fn at(day: i64) -> i64 {
    START_MS + day * DAY_MS
}

fn event(call: &Value) -> Event {
    Event::from_json(&call.to_string(), None).unwrap()
}

fn identify(id: &str, day: i64, traits: &Value, declaration: &Value) -> Value {
    json!({
        "type": "identify", "messageId": id, "userId": "c",
        "timestamp": sartor::time::to_rfc3339(at(day)).unwrap(),
        "traits": traits, "context": {"ip": "10.0.0.1", "declaration": declaration},
    })
}

fn consent(purpose: &str, state: &str, day: i64) -> Event {
    event(&json!({
        "type": "track", "event": "Consent Changed", "messageId": format!("{purpose}{state}{day}"), "userId": "c",
        "timestamp": sartor::time::to_rfc3339(at(day)).unwrap(),
        "properties": {"purpose": purpose, "state": state},
    }))
}

fn told(traits: &Value) -> Result<Profile> {
    let mut profile = Profile::new("c").unwrap();
    profile.observe(&event(&identify("m", 0, traits, &json!({}))), at(0))?;
    Ok(profile)
}

fn refusal(traits: &Value) -> SartorError {
    let before = Profile::new("c").unwrap();
    let mut profile = before.clone();
    let refused = profile.observe(&event(&identify("m", 0, traits, &json!({}))), at(0)).unwrap_err();
    assert_eq!(profile, before, "a refusal changes nothing");
    refused
}

#[test]
fn every_field_takes_what_belongs_there_and_refuses_the_rest() {
    for spec in DECLARED_FIELDS.iter().filter(|spec| spec.guard != FieldGuard::Sensitive) {
        let (good, bad) = match spec.holds {
            FieldType::Text(most) => (json!("x".repeat(most)), json!("x".repeat(most + 1))),
            FieldType::Words => (json!(["navy", "grey"]), json!("x".repeat(81))),
            FieldType::Number(least, most) => (json!(least.to_string()), json!(most + 1)),
            FieldType::Hour => (json!(23), json!(24)),
            FieldType::Choice(words) => (json!(words[0].to_uppercase()), json!("no such word")),
            FieldType::Date => (json!("1948-02-29"), json!("1949-02-29")),
            FieldType::Code(2, 2) => (json!("DE"), json!("Germany")),
            FieldType::Code(..) => (json!("zh-Hant-TW"), json!("e")),
        };
        for name in [spec.name].iter().chain(spec.aliases) {
            assert!(told(&json!({*name: good})).is_ok(), "{name} takes {good}");
            let refused = refusal(&json!({*name: bad}));
            assert_eq!(refused.code(), "OUT_OF_RANGE", "{name} refuses {bad}");
            let text = refused.to_string();
            assert!(text.contains(&format!("traits.{name}")) && text.contains("left out"), "{text}");
        }
        assert_eq!(refusal(&json!({spec.name: true})).code(), "OUT_OF_RANGE", "{} is no flag", spec.name);
    }
}

#[test]
fn an_error_names_the_number_and_never_what_was_written() {
    assert_eq!(
        refusal(&json!({"age": 131})).to_string(),
        "event: traits.age is 131, expected a whole number from 0 to 130, or the trait left out or under another name"
    );
    let text = refusal(&json!({"birth_date": "my secret"})).to_string();
    assert!(text.contains("a text of 9 characters") && !text.contains("secret"), "{text}");
}

#[test]
fn a_special_category_is_refused_without_its_purpose_and_the_remedy_is_named() {
    for name in ["religion", "Religion", "politicalOpinion", "health", "ssn", "ethnicity", "medical-notes"] {
        let refused = refusal(&json!({"fit": "slim", name: "x"}));
        assert_eq!(refused.code(), "PURPOSE_NEEDED", "{name}");
        assert!(refused.to_string().contains("context.declaration.purpose = \"sensitive\""));
    }
}

#[test]
fn a_special_category_is_kept_apart_and_read_under_its_consent_alone() {
    let mut profile = told(&json!({"fit": "slim"})).unwrap();
    let call = identify("s", 1, &json!({"religion": "x", "kitchen": "y"}), &json!({"purpose": "sensitive"}));
    profile.observe(&event(&call), at(1)).unwrap();
    let state = profile.state_at(at(1)).into_owned();
    assert_eq!((state.traits.len(), state.sensitive().len(), state.sensitive_kept()), (1, 0, 2));
    let view = profile.declared(at(1)).unwrap();
    assert_eq!(view.sensitive_withheld.as_deref(), Some("no_consent"));
    assert!(!serde_json::to_string(&view).unwrap().contains("religion"));
    assert!(!serde_json::to_string(&profile.view(at(1)).unwrap()).unwrap().contains("religion"));

    profile.observe(&consent("sensitive", "granted", 2), at(2)).unwrap();
    let view = profile.declared(at(2)).unwrap();
    let names: Vec<&str> = view.sensitive.iter().map(|known| known.name.as_str()).collect();
    assert_eq!((names, view.sensitive_withheld), (vec!["kitchen", "religion"], None));
    assert!(view.sensitive.iter().all(|known| known.guard == FieldGuard::Sensitive && !known.in_use));
    let state = profile.state_at(at(2)).into_owned();
    for purpose in ConsentPurpose::ALL {
        assert!(state.usable_traits(purpose, at(2)).all(|known| known.name == "fit"), "{purpose:?}");
    }

    profile.observe(&consent("sensitive", "denied", 3), at(3)).unwrap();
    assert!(profile.declared(at(3)).unwrap().sensitive.is_empty());
    let again = Profile::from_bytes(&profile.to_bytes().unwrap()).unwrap();
    assert_eq!(again.state_at(at(2)).sensitive().len(), 2, "packing keeps what is apart");
}

#[test]
fn an_old_ledger_with_a_sensitive_trait_still_loads_and_the_trait_is_not_read() {
    let mut profile = told(&json!({"fit": "slim"})).unwrap();
    profile.observe(&consent("sensitive", "granted", 1), at(1)).unwrap();
    let json = profile.to_json().unwrap().replace("\"fit\":\"slim\"", "\"religion\":\"x\"");
    let old = Profile::from_json(&json).unwrap();
    assert_eq!((old.state_at(at(2)).traits.len(), old.state_at(at(2)).sensitive_kept()), (0, 0));
}

#[test]
fn source_purpose_and_expiry_stand_with_each_value_and_survive_storing() {
    let declaration = json!({"source": "host", "purpose": "analytics", "expiresAt": "2026-06-11T08:00:00Z"});
    let said = event(&identify("m", 0, &json!({"fit": "slim", "loyal": true}), &declaration));
    assert_eq!(Event::from_json(&said.to_json().unwrap(), None).unwrap(), said);
    let mut profile = Profile::new("c").unwrap();
    assert_eq!(profile.observe(&said, at(0)), Ok(Observed::Folded));
    for profile in [
        Profile::from_bytes(&profile.to_bytes().unwrap()).unwrap(),
        Profile::from_json(&profile.to_json().unwrap()).unwrap(),
    ] {
        let view = profile.declared(at(1)).unwrap();
        let style = view.groups.iter().find(|group| group.group == "style").unwrap();
        let fit = &style.fields[0];
        assert_eq!(
            (fit.name.as_str(), fit.value.as_str(), fit.field.as_deref()),
            ("fit", "\"slim\"", Some("fit"))
        );
        assert_eq!((fit.source, fit.purpose), (DeclaredSource::Host, Some(ConsentPurpose::Analytics)));
        assert_eq!((fit.at_ms, fit.age_days, fit.expires_at_ms), (at(0), 1, Some(at(10))));
        assert_eq!(view.attributes.len(), 1);
        assert_eq!(view.attributes[0].source, DeclaredSource::Host);
    }
}

#[test]
fn a_misspelt_declaration_is_refused_rather_than_overlooked() {
    let code = |declaration: Value| {
        let call = identify("m", 0, &json!({"fit": "slim"}), &declaration);
        Event::from_json(&call.to_string(), None).unwrap_err().code()
    };
    assert_eq!(code(json!({"expires_at": "2026-06-11T08:00:00Z"})), "UNKNOWN_FIELD");
    assert_eq!(code(json!({"source": "gossip"})), "INVALID_VALUE");
    assert_eq!(code(json!({"purpose": "telepathy"})), "INVALID_VALUE");
    assert_eq!(code(json!({"expiresAt": "soon"})), "INVALID_VALUE");
    assert_eq!(code(json!({"expiresAt": "1960-01-01T00:00:00Z"})), "OUT_OF_RANGE");
    assert_eq!(code(json!("declared")), "INVALID_VALUE");
    assert_eq!(code(json!({"source": 7})), "INVALID_VALUE");
}

#[test]
fn a_reserved_name_among_traits_is_left_out_and_told_of() {
    let call = identify("m", 0, &json!({"$source": "host", "$email": "x"}), &json!({}));
    let mut refused = Vec::new();
    let event = Event::from_json_with(&call.to_string(), None, &mut |error| refused.push(error)).unwrap();
    assert_eq!((event.attributes.len(), refused.len()), (1, 1));
    assert!(refused[0].to_string().contains("context.declaration"), "{}", refused[0]);
}

#[test]
fn an_expired_value_is_not_read_and_no_older_one_comes_back() {
    let mut profile = told(&json!({"fit": "regular"})).unwrap();
    let short = json!({"expiresAt": sartor::time::to_rfc3339(at(5)).unwrap()});
    profile.observe(&event(&identify("n", 1, &json!({"fit": "slim"}), &short)), at(1)).unwrap();
    profile.observe(&consent("personalization", "granted", 1), at(1)).unwrap();
    let fit = |as_of_ms| {
        let state = profile.state_at(as_of_ms);
        state.usable_field("fit", ConsentPurpose::Personalization, as_of_ms).map(|known| known.value.clone())
    };
    assert_eq!(fit(at(5) - 1), Some(sartor::event::AttributeValue::Text { text: "slim".into() }));
    assert_eq!(fit(at(5)), None);
    let view = profile.declared(at(5)).unwrap();
    assert_eq!(view.expired, 1);
    assert!(view.groups.iter().all(|group| group.fields.is_empty()));
}

#[test]
fn a_value_given_for_one_purpose_serves_no_other() {
    let mut profile = Profile::new("c").unwrap();
    let call = identify("m", 0, &json!({"fit": "slim"}), &json!({"purpose": "analytics"}));
    profile.observe(&event(&call), at(0)).unwrap();
    for purpose in ["analytics", "personalization"] {
        profile.observe(&consent(purpose, "granted", 1), at(1)).unwrap();
    }
    let state = profile.state_at(at(1));
    assert_eq!(state.usable_traits(ConsentPurpose::Analytics, at(1)).count(), 1);
    assert_eq!(state.usable_traits(ConsentPurpose::Personalization, at(1)).count(), 0);
    assert!(state.declared("fit").is_some(), "it is kept all the same");
}

#[test]
fn without_consent_nothing_is_usable() {
    let profile = told(&json!({"fit": "slim"})).unwrap();
    let state = profile.state_at(at(0));
    assert_eq!(state.usable_traits(ConsentPurpose::Personalization, at(0)).count(), 0);
    assert!(!profile.declared(at(0)).unwrap().groups[4].fields[0].in_use);
}

#[test]
fn completeness_counts_what_the_engine_reads_and_freshness_what_is_still_true() {
    let mut profile = told(&json!({"fit": "slim", "budget": "flexible", "dress_code": "formal"})).unwrap();
    profile.observe(&event(&identify("n", 300, &json!({"sizes": "40R"}), &json!({}))), at(300)).unwrap();
    let view = profile.declared(at(300)).unwrap();
    let style = view.groups.iter().find(|group| group.group == "style").unwrap();
    assert_eq!((style.usable, style.known, style.fresh), (8, 3, 2), "a budget is stale after half a year");
    assert_eq!(style.completeness, Some(3.0 / 8.0));
    assert_eq!(style.freshness, Some(2.0 / 3.0));
    assert_eq!(style.missing, ["color", "fabric", "brand", "occasion", "style"]);
    let career = view.groups.iter().find(|group| group.group == "career").unwrap();
    assert_eq!((career.known, career.fields.len()), (0, 1), "no engine reads the dress code");
    assert_eq!(view.groups[0].completeness, None, "no engine reads demographics");
}

#[test]
fn the_guide_lists_every_field_as_the_table_has_it() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/declared.md")).unwrap();
    let mut missing = Vec::new();
    for spec in DECLARED_FIELDS {
        let row = format!(
            "| {} | {} | {} | {} | {} | {} |",
            spec.group,
            spec.name,
            spec.holds.says(),
            match spec.guard {
                FieldGuard::Open => "open",
                FieldGuard::Protected => "protected",
                FieldGuard::Sensitive => "sensitive",
            },
            spec.fresh_days,
            if spec.used_by.is_empty() { "–".to_owned() } else { spec.used_by.join(", ") },
        );
        if !guide.contains(&row) {
            missing.push(row);
        }
    }
    assert!(missing.is_empty(), "docs/declared.md lacks:\n{}", missing.join("\n"));
}

proptest! {
    #[test]
    fn any_name_and_value_is_taken_or_refused_by_a_typed_error(name in "\\PC{1,30}", text in "\\PC{0,120}", number in any::<f64>()) {
        for value in [json!(text), json!(number), json!([text, text]), json!(true)] {
            let call = identify("m", 0, &json!({name.clone(): value}), &json!({}));
            let Ok(event) = Event::from_json(&call.to_string(), None) else { continue };
            let mut profile = Profile::new("c").unwrap();
            match profile.observe(&event, at(0)) {
                Ok(_) => {
                    let state = profile.state_at(at(0));
                    prop_assert_eq!(state.traits.len(), event.attributes.len());
                    prop_assert!(profile.declared(at(0)).is_ok());
                }
                Err(error) => prop_assert!(["OUT_OF_RANGE", "PURPOSE_NEEDED"].contains(&error.code())),
            }
        }
    }

    #[test]
    fn a_declaration_of_any_bytes_is_read_or_refused(source in "\\PC{0,12}", purpose in "\\PC{0,12}", until in "\\PC{0,30}") {
        let declaration = json!({"source": source, "purpose": purpose, "expiresAt": until});
        let _ = Event::from_json(&identify("m", 0, &json!({"fit": "slim"}), &declaration).to_string(), None);
    }

    #[test]
    fn spelling_never_weakens_a_guard(at in 0..DECLARED_FIELDS.len(), upper in any::<u64>()) {
        let spec = DECLARED_FIELDS[at];
        for separator in ["_", "-", " "] {
            let name: String = spec.name.replace('_', separator).chars().enumerate()
                .map(|(place, c)| if place == 0 && upper & 1 == 1 { c.to_ascii_uppercase() } else { c }).collect();
            prop_assert_eq!(guard_of(&name), spec.guard);
            prop_assert_eq!(field(&name).unwrap().name, spec.name);
        }
        prop_assert_eq!(guard_of(&spec.name.to_uppercase()), spec.guard);
    }
}
