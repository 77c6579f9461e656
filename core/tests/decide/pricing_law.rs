//! Which rules hold where and when.

use sartor::pricing::default_rules;
use sartor::pricing::{LawInForce, PriceRule, RuleEffect, next_change_ms};

const JUNE_2026: i64 = 1_780_300_800_000;
const NEW_YORK_WORDS: &str = "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA.";
const UNION_WORDS: &str = "This price was personalised on the basis of automated decision-making.";

fn ids(jurisdiction: Option<&str>, sector: &str, as_of_ms: i64) -> Vec<String> {
    let rules = default_rules();
    let law = LawInForce::at(&rules, jurisdiction, sector, as_of_ms).unwrap();
    law.rules().iter().map(|rule| rule.id.clone()).collect()
}

fn disclosure(jurisdiction: Option<&str>) -> Option<String> {
    let rules = default_rules();
    LawInForce::at(&rules, jurisdiction, "general", JUNE_2026).unwrap().disclosure()
}

#[test]
fn new_york_demands_its_exact_words_from_its_first_day() {
    assert_eq!(disclosure(Some("US-NY")).as_deref(), Some(NEW_YORK_WORDS));
    let first_moment_ms = 1_762_732_800_000; // 10 November 2025
    assert!(ids(Some("US-NY"), "general", first_moment_ms - 1).is_empty());
    assert_eq!(ids(Some("US-NY"), "general", first_moment_ms), ["us-ny-disclosure", "us-ny-protected-class"]);
}

#[test]
fn a_rule_of_one_state_does_not_bind_in_another() {
    assert_eq!(disclosure(Some("US-MI")), None);
    assert_eq!(ids(Some("US-CA"), "general", JUNE_2026), ["us-ca-fees"]);
}

#[test]
fn a_country_without_its_region_is_bound_by_all_its_regions() {
    assert_eq!(
        ids(Some("US"), "general", JUNE_2026),
        ["us-ny-disclosure", "us-ny-protected-class", "us-ca-fees"]
    );
    assert_eq!(disclosure(Some("US")).as_deref(), Some(NEW_YORK_WORDS));
}

#[test]
fn maryland_forbids_personal_prices_of_food_from_october_2026() {
    let rules = default_rules();
    let forbids = |sector, as_of_ms| {
        LawInForce::at(&rules, Some("US-MD"), sector, as_of_ms).unwrap().forbids_personal_price()
    };
    let first_moment_ms = 1_790_812_800_000; // 1 October 2026
    assert_eq!(forbids("food", first_moment_ms), Some("us-md-food"));
    assert_eq!(forbids("food", first_moment_ms - 1), None);
    assert_eq!(forbids("general", first_moment_ms), None);
}

#[test]
fn rules_of_the_union_bind_in_its_members_and_in_the_economic_area() {
    let members = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];
    for place in members.into_iter().chain(["IS", "LI", "NO", "EL", "EU", "DE-BY", "FR-75"]) {
        assert_eq!(disclosure(Some(place)).as_deref(), Some(UNION_WORDS), "{place}");
        assert!(ids(Some(place), "general", JUNE_2026).contains(&"eu-prior-low".to_owned()), "{place}");
    }
    for place in ["GB", "CH", "TR", "UA", "US-MI", "BR"] {
        assert_eq!(disclosure(Some(place)), None, "{place}");
    }
    assert_eq!(ids(Some("UK"), "general", JUNE_2026), ["gb-fees", "gb-false-urgency"]);
}

#[test]
fn an_unknown_place_is_bound_by_every_rule_and_has_no_personal_price() {
    let rules = default_rules();
    for unknown in [None, Some("ZZ"), Some("XX"), Some("AA")] {
        let law = LawInForce::at(&rules, unknown, "general", JUNE_2026).unwrap();
        assert_eq!(law.forbids_personal_price(), Some("unknown_jurisdiction"));
        assert_eq!(law.disclosure().unwrap(), format!("{NEW_YORK_WORDS} {UNION_WORDS}"));
        assert!(law.demanding(RuleEffect::ShowPriorLow).is_some());
    }
    assert_eq!(
        LawInForce::at(&[], None, "general", JUNE_2026).unwrap().forbids_personal_price(),
        Some("unknown_jurisdiction")
    );
}

#[test]
fn a_malformed_jurisdiction_is_refused_without_being_repeated() {
    let rules = default_rules();
    let long = "U".repeat(1_000_000);
    for malformed in [
        "", "us", "us-ny", "USA", "US-", "-NY", "US-NYCX", "US_NY", "US-N Y", "ÜS", "US-é", "U\0", "US-NY-1",
        &long,
    ] {
        let error = LawInForce::at(&rules, Some(malformed), "general", JUNE_2026).unwrap_err();
        assert_eq!(error.code(), "INVALID_VALUE", "{malformed:.20}");
        assert!(error.to_string().len() < 200);
    }
}

#[test]
fn a_rule_ends_when_it_says_so() {
    let ending = PriceRule { in_force_to_ms: Some(JUNE_2026), ..default_rules().swap_remove(0) };
    let rules = [ending];
    let held = |as_of_ms| LawInForce::at(&rules, Some("US-NY"), "general", as_of_ms).unwrap().rules().len();
    assert_eq!((held(JUNE_2026 - 1), held(JUNE_2026)), (1, 0));
    assert_eq!(next_change_ms(&rules, JUNE_2026 - 1), Some(JUNE_2026));
    assert_eq!(next_change_ms(&rules, JUNE_2026), None);
}

#[test]
fn two_rules_with_the_same_words_say_them_once() {
    let mut rules = default_rules();
    let again = PriceRule { id: "us-ny-again".into(), ..rules[0].clone() };
    rules.push(again);
    let law = LawInForce::at(&rules, Some("US-NY"), "general", JUNE_2026).unwrap();
    assert_eq!(law.disclosure().as_deref(), Some(NEW_YORK_WORDS));
}

#[test]
fn the_list_survives_json_and_refuses_a_misspelt_field() {
    let rules = default_rules();
    let json = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Vec<PriceRule>>(&json).unwrap(), rules);
    assert!(json.contains(r#""effect":"forbid_personal_price""#));
    let misspelt = json.replacen("inForceFromMs", "inForceSinceMs", 1);
    assert!(serde_json::from_str::<Vec<PriceRule>>(&misspelt).is_err());
}
