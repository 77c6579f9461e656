//! What the ready segments and personas promise.

use proptest::prelude::*;
use sartor::estimate::Basis;
use sartor::math::exp;
use sartor::segment::{
    BoughtShare, ConversationFacts, SegmentAssignment, SegmentEvidence, SegmentPolicy, TraitEvidence, assign,
    persona,
};

fn declared<'a>(traits: &[(&'a str, &'a str)]) -> SegmentEvidence<'a> {
    let declared = traits.iter().map(|&(name, value)| TraitEvidence { name, value }).collect();
    SegmentEvidence { declared, ..SegmentEvidence::default() }
}

fn bought<'a>(attribute: &'a str, value: &'a str, share: f64, units: u32) -> SegmentEvidence<'a> {
    let bought = vec![BoughtShare { attribute, value, share, units }];
    SegmentEvidence { bought, ..SegmentEvidence::default() }
}

fn assigned(evidence: &SegmentEvidence<'_>) -> SegmentAssignment {
    assign(evidence, &SegmentPolicy::default())
}

#[test]
fn each_ready_segment_is_reached_by_declaration() {
    for (traits, name, value) in [
        ([("career", "Corporate attorney")], "Professional Achiever", 2_500.0),
        ([("interests", "fashion, running")], "Style Enthusiast", 1_800.0),
        ([("price_sensitivity", "high")], "Value Conscious", 950.0),
    ] {
        let segment = assigned(&declared(&traits));
        assert_eq!(segment.name, name);
        assert!(segment.confidence >= 0.6 && segment.confidence < 1.0);
        assert_eq!(segment.evidence, [format!("declared:{}", traits[0].0)]);
        assert_eq!(segment.reason, None);
        let assumed = segment.assumed_lifetime_value.unwrap();
        assert_eq!((assumed.value, assumed.basis), (value, Basis::Assumed));
    }
}

#[test]
fn each_ready_segment_is_reached_by_what_was_bought() {
    for (value, name) in
        [("business", "Professional Achiever"), ("trend", "Style Enthusiast"), ("basics", "Value Conscious")]
    {
        let segment = assigned(&bought("line", value, 0.9, 12));
        assert_eq!(segment.name, name);
        assert_eq!(segment.evidence, [format!("bought:line={value}")]);
    }
}

#[test]
fn one_purchase_alone_assigns_nobody() {
    let segment = assigned(&bought("line", "business", 1.0, 1));
    assert_eq!(
        (segment.name.as_str(), segment.reason.as_deref()),
        ("unassigned", Some("too_little_evidence"))
    );
    assert_eq!((segment.confidence, segment.assumed_lifetime_value), (0.0, None));
}

#[test]
fn contradicting_declarations_cancel() {
    let segment = assigned(&declared(&[("budget", "tight"), ("budget", "high"), ("career", "attorney")]));
    assert_eq!(segment.evidence, ["declared:career"]);
}

#[test]
fn evidence_for_two_segments_is_called_mixed() {
    let segment = assigned(&declared(&[("career", "lawyer"), ("interests", "fashion")]));
    assert_eq!((segment.name.as_str(), segment.reason.as_deref()), ("unassigned", Some("mixed_evidence")));
    assert_eq!(segment.evidence, ["declared:career", "declared:interests"]);
}

#[test]
fn words_that_name_no_career_are_no_evidence_of_one() {
    for value in ["student", "retired", "", "  ", "n/a", "unemployed"] {
        assert_eq!(
            assigned(&declared(&[("occupation", value)])).reason.as_deref(),
            Some("no_evidence"),
            "{value:?}"
        );
    }
}

#[test]
fn protected_traits_never_move_a_segment() {
    // Values that would weigh heavily under a name that counts.
    let values = ["attorney", "fashion", "high", "low", "quality", "business", "deals"];
    let protected = [
        "age",
        "gender",
        "sex",
        "religion",
        "health",
        "disability",
        "ethnicity",
        "race",
        "nationality",
        "origin",
        "pregnancy",
        "marital_status",
        "sexual_orientation",
        "political_opinion",
        "union_membership",
        "genetics",
        "birthdate",
        "date_of_birth",
        "skin_colour",
        "language",
        "country",
    ];
    let base = declared(&[("career", "attorney"), ("price_sensitivity", "medium")]);
    let expected = assigned(&base);
    for name in protected {
        for value in values {
            assert_eq!(
                assigned(&declared(&[(name, value)])).reason.as_deref(),
                Some("no_evidence"),
                "{name}={value}"
            );
            let mut with = base.clone();
            with.declared.insert(0, TraitEvidence { name, value });
            assert_eq!(assigned(&with), expected, "{name}={value}");
            let mut with = base.clone();
            with.bought.push(BoughtShare { attribute: name, value, share: 1.0, units: 1_000 });
            assert_eq!(assigned(&with), expected, "bought {name}={value}");
        }
    }
}

#[test]
fn clicks_alone_never_assign_anyone() {
    let evidence = SegmentEvidence { products_viewed: u32::MAX, ..SegmentEvidence::default() };
    let segment = assigned(&evidence);
    assert_eq!(
        (segment.name.as_str(), segment.reason.as_deref()),
        ("unassigned", Some("too_little_evidence"))
    );
}

#[test]
fn buying_above_the_category_speaks_against_price_sensitivity() {
    let level =
        |level| SegmentEvidence { price_level_log: level, price_level_units: 20, ..Default::default() };
    let dear = assigned(&level(0.9));
    assert_eq!(
        (dear.name.as_str(), dear.evidence.as_slice()),
        ("Professional Achiever", &["price_level:+0.9".into()][..])
    );
    let cheap = assigned(&level(-0.9));
    assert_eq!(
        (cheap.name.as_str(), cheap.evidence.as_slice()),
        ("Value Conscious", &["price_level:-0.9".into()][..])
    );
}

#[test]
fn discounts_and_coupons_speak_for_value() {
    let evidence =
        SegmentEvidence { orders: 10, discounted_orders: 9, coupon_tries: 3, ..Default::default() };
    let segment = assigned(&evidence);
    assert_eq!(segment.name, "Value Conscious");
    assert_eq!(segment.evidence, ["discount_share:0.90", "coupon_tries:3"]);
}

#[test]
fn the_same_fact_said_twice_counts_once() {
    let once = assigned(&declared(&[("interests", "fashion")]));
    let often = assigned(&declared(&[
        ("interests", "fashion trends"),
        ("interest", "designer"),
        ("lifestyle", "style"),
    ]));
    assert_eq!(once, often);
    let both = SegmentEvidence {
        bought: vec![
            BoughtShare { attribute: "line", value: "business", share: 0.8, units: 10 },
            BoughtShare { attribute: "occasion", value: "work", share: 0.7, units: 10 },
        ],
        ..SegmentEvidence::default()
    };
    assert_eq!(assigned(&both), assigned(&bought("line", "business", 0.8, 10)));
}

#[test]
fn the_posterior_is_the_documented_softmax() {
    let segment = assigned(&declared(&[("career", "attorney"), ("budget", "flexible")]));
    // Professional 2.7, Value -1, Style and unassigned 0.
    let expected = exp(2.7) / (exp(2.7) + exp(-1.0) + 2.0);
    assert!((segment.confidence - expected).abs() < 1e-12);
}

#[test]
fn a_stricter_policy_assigns_fewer() {
    let evidence = declared(&[("career", "attorney")]);
    let strict = SegmentPolicy { threshold: 0.8, ..SegmentPolicy::default() };
    assert_eq!(assign(&evidence, &strict).reason.as_deref(), Some("too_little_evidence"));
    let demanding = SegmentPolicy { minimum_evidence: 2.5, ..SegmentPolicy::default() };
    assert_eq!(assign(&evidence, &demanding).reason.as_deref(), Some("too_little_evidence"));
}

#[test]
fn impossible_policies_are_refused() {
    assert!(SegmentPolicy::default().check().is_ok());
    for threshold in [0.49, 1.01, f64::NAN, f64::INFINITY] {
        let policy = SegmentPolicy { threshold, ..SegmentPolicy::default() };
        assert_eq!(policy.check().unwrap_err().code(), "OUT_OF_RANGE");
    }
    for minimum_evidence in [-0.1, 10.1, f64::NAN] {
        let policy = SegmentPolicy { minimum_evidence, ..SegmentPolicy::default() };
        assert_eq!(policy.check().unwrap_err().code(), "OUT_OF_RANGE");
    }
    assert!(serde_json::from_str::<SegmentPolicy>("{\"treshold\": 0.7}").is_err());
    assert_eq!(serde_json::from_str::<SegmentPolicy>("{}").unwrap(), SegmentPolicy::default());
}

#[test]
fn a_persona_has_the_traits_of_its_segment_as_surely_as_the_segment() {
    let segment = assigned(&declared(&[("career", "attorney")]));
    let persona = persona(&segment, &ConversationFacts::default());
    assert_eq!(persona.name, "The Professional Achiever");
    let names: Vec<&str> = persona.traits.iter().map(|held| held.name.as_str()).collect();
    assert_eq!(names, ["career_focused", "quality_conscious"]);
    // The career was declared itself: its doubt is halved.
    assert!((persona.traits[0].strength - (1.0 - (1.0 - segment.confidence) / 2.0)).abs() < 1e-15);
    assert_eq!(persona.traits[1].strength, segment.confidence);
    assert!(persona.rules.is_empty());
}

#[test]
fn conversation_rules_adapt_the_persona_and_are_named() {
    let segment = assigned(&declared(&[("interests", "fashion")]));
    let facts = ConversationFacts {
        intent: Some("product_inquiry"),
        occasion: Some("Beach Wedding"),
        budget_high_minor: Some(200_000),
        days_to_event: Some(10.0),
    };
    let persona = persona(&segment, &facts);
    assert_eq!(persona.rules, ["wedding_intent", "budget_stated", "deadline_near"]);
    assert_eq!(persona.preferred_experience.interaction_style, "efficient");
    assert_eq!(persona.preferred_experience.decision_support, "moderate");
    assert_eq!(persona.traits[0].name, "occasion_driven");
    assert_eq!(persona.traits[0].strength, 1.0);
}

#[test]
fn a_rule_never_takes_support_away() {
    let segment = assigned(&declared(&[("price_sensitivity", "high")]));
    let facts = ConversationFacts { occasion: Some("wedding"), ..ConversationFacts::default() };
    assert_eq!(persona(&segment, &facts).preferred_experience.decision_support, "high");
}

#[test]
fn a_guest_without_words_gets_a_neutral_persona() {
    let persona = persona(&assigned(&SegmentEvidence::default()), &ConversationFacts::default());
    assert_eq!(persona.name, "Guest");
    assert!(persona.traits.is_empty() && persona.rules.is_empty());
    assert_eq!(persona.preferred_experience.interaction_style, "neutral");
}

proptest! {
    #[test]
    fn whatever_the_evidence_the_answer_is_whole(
        names in prop::collection::vec("(career|interests|style|budget|price_sensitivity|age|[a-z]{0,8})", 0..6),
        values in prop::collection::vec("(attorney|fashion|high|low|quality|\\PC{0,12})", 6),
        share in prop::num::f64::ANY, units in 0..u32::MAX, level in prop::num::f64::ANY,
        orders in 0..u32::MAX, discounted in 0..u32::MAX, coupons in 0..u32::MAX, viewed in 0..u32::MAX,
        occasion in prop::option::of("(wedding|gift|\\PC{0,12})"), days in prop::option::of(prop::num::f64::ANY),
    ) {
        let evidence = SegmentEvidence {
            declared: names.iter().zip(&values).map(|(name, value)| TraitEvidence { name, value }).collect(),
            bought: vec![BoughtShare { attribute: "line", value: "trend", share, units }],
            price_level_log: level,
            price_level_units: units,
            orders,
            discounted_orders: discounted,
            coupon_tries: coupons,
            products_viewed: viewed,
        };
        let segment = assign(&evidence, &SegmentPolicy::default());
        prop_assert!((0.0..=1.0).contains(&segment.confidence));
        prop_assert_eq!(segment.name == "unassigned", segment.reason.is_some());
        prop_assert_eq!(segment.name == "unassigned", segment.assumed_lifetime_value.is_none());
        prop_assert!(segment.name == "unassigned" || segment.confidence >= 0.6 && !segment.evidence.is_empty());
        let facts = ConversationFacts { occasion: occasion.as_deref(), days_to_event: days, ..Default::default() };
        let persona = persona(&segment, &facts);
        prop_assert!(persona.traits.iter().all(|held| (0.0..=1.0).contains(&held.strength)));
        prop_assert!(persona.traits.is_sorted_by(|a, b| a.strength >= b.strength));
    }

    #[test]
    fn the_order_of_declarations_changes_nothing(
        mut traits in prop::collection::vec(
            (
                "(career|interests|style|priorities|budget|price_sensitivity)",
                "(attorney|fashion|quality|classic|high|tight|deals)",
            ),
            1..8,
        ),
    ) {
        let answer = |traits: &[(String, String)]| {
            let traits: Vec<(&str, &str)> = traits.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assigned(&declared(&traits))
        };
        let forward = answer(&traits);
        traits.reverse();
        prop_assert_eq!(forward, answer(&traits));
    }
}
