//! What a quote promises: reasons that sum, bounds that hold, personal data that can only lower a price.

use proptest::prelude::*;
use sartor::estimate::{Basis, Estimate};
use sartor::pricing::LawInForce;
use sartor::pricing::MAX_PRICE_MINOR;
use sartor::pricing::PricingPolicy;
use sartor::pricing::{Demand, OfferFacts, PriceFacts, quote};
use sartor::pricing::{PriceQuote, QuoteContext};

const AS_OF_MS: i64 = 1_780_300_800_000; // 1 June 2026
const NEW_YORK_WORDS: &str = "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA.";

fn suit() -> PriceFacts {
    PriceFacts { cost_minor: Some(60_000), ..PriceFacts::new("suit_001", "USD", 120_000) }
}

fn returning() -> OfferFacts {
    OfferFacts { consented: true, returning: true, holdout_draw: 0.5, ..OfferFacts::default() }
}

fn lost() -> OfferFacts {
    OfferFacts { probability_alive: Some(Estimate::new(0.3, 0.2, 0.4, Basis::Customer)), ..returning() }
}

fn place(jurisdiction: &str) -> QuoteContext {
    QuoteContext { jurisdiction: Some(jurisdiction.into()), impersonal: false }
}

fn ask(facts: &PriceFacts, customer: &OfferFacts, jurisdiction: &str) -> PriceQuote {
    quote(facts, customer, &place(jurisdiction), &PricingPolicy::default(), AS_OF_MS).unwrap()
}

fn factors(quote: &PriceQuote) -> Vec<(&str, i64)> {
    quote.adjustment_factors.iter().map(|f| (f.factor.as_str(), f.amount_minor)).collect()
}

#[test]
fn without_reasons_the_price_is_the_list_price() {
    let quote = ask(&suit(), &OfferFacts::default(), "US-MI");
    assert_eq!(
        (quote.adjusted_price_minor, quote.strategy.as_str(), quote.confidence),
        (120_000, "list", 1.0)
    );
    assert!(quote.adjustment_factors.is_empty() && quote.bound_by.is_empty());
    assert_eq!((quote.experiment, quote.arm, quote.propensity), (None, None, 1.0));
    assert_eq!(quote.expires_at_ms, AS_OF_MS + 30 * 60_000);
}

#[test]
fn a_returning_customer_gets_the_offer_and_its_reason() {
    let quote = ask(&suit(), &returning(), "US-MI");
    assert_eq!(factors(&quote), [("offer", -2_400)]);
    assert_eq!(quote.adjustment_factors[0].impact, -0.02);
    assert!(quote.adjustment_factors[0].personal && quote.personalised);
    assert_eq!((quote.strategy.as_str(), quote.savings), ("personal_offer", 0.02));
    assert_eq!(
        (quote.experiment.as_deref(), quote.arm.as_deref(), quote.propensity),
        (Some("offer_v1"), Some("on"), 0.9)
    );
}

#[test]
fn a_customer_who_may_be_lost_gets_more_and_the_interval_sets_the_confidence() {
    let quote = ask(&suit(), &lost(), "US-MI");
    assert_eq!(factors(&quote), [("offer", -6_000)]);
    assert!((quote.confidence - 0.8).abs() < 1e-12);
}

#[test]
fn an_outlook_that_rests_on_no_data_of_the_customer_wins_nobody_back() {
    for basis in [Basis::Prior, Basis::Assumed] {
        let customer =
            OfferFacts { probability_alive: Some(Estimate::new(0.3, 0.2, 0.4, basis)), ..returning() };
        assert_eq!(factors(&ask(&suit(), &customer, "US-MI")), [("offer", -2_400)]);
    }
}

#[test]
fn the_holdout_gets_no_offer_and_says_so() {
    let quote = ask(&suit(), &OfferFacts { holdout_draw: 0.09, ..lost() }, "US-NY");
    assert_eq!((quote.adjusted_price_minor, quote.personalised), (120_000, false));
    assert_eq!((quote.arm.as_deref(), quote.propensity), (Some("off"), 0.1));
    assert_eq!(quote.disclosure, None);
}

#[test]
fn a_personal_price_carries_the_disclosure_of_its_place() {
    assert_eq!(ask(&suit(), &returning(), "US-NY").disclosure.as_deref(), Some(NEW_YORK_WORDS));
    assert!(ask(&suit(), &returning(), "DE").disclosure.unwrap().contains("automated decision-making"));
    assert_eq!(ask(&suit(), &returning(), "US-MI").disclosure, None);
    assert_eq!(ask(&suit(), &OfferFacts::default(), "US-NY").disclosure, None);
}

#[test]
fn where_the_place_is_unknown_nobody_gets_a_personal_price() {
    let context = QuoteContext::default();
    let quote = quote(&suit(), &lost(), &context, &PricingPolicy::default(), AS_OF_MS).unwrap();
    assert_eq!((quote.adjusted_price_minor, quote.personalised), (120_000, false));
    assert_eq!(quote.bound_by, ["unknown_jurisdiction"]);
}

#[test]
fn a_rule_that_forbids_personal_prices_is_named() {
    let policy = PricingPolicy { sector: "food".into(), ..PricingPolicy::default() };
    let october_2026_ms = 1_790_812_800_000;
    let quote = quote(&suit(), &lost(), &place("US-MD"), &policy, october_2026_ms).unwrap();
    assert_eq!((quote.adjusted_price_minor, quote.bound_by), (120_000, vec!["us-md-food".to_owned()]));
}

#[test]
fn a_quote_does_not_outlive_the_law_it_was_made_under() {
    let october_2026_ms = 1_790_812_800_000;
    let quote = quote(&suit(), &lost(), &place("US-MI"), &PricingPolicy::default(), october_2026_ms - 60_000)
        .unwrap();
    assert_eq!(quote.expires_at_ms, october_2026_ms);
}

#[test]
fn asking_for_the_impersonal_price_gives_it() {
    let context = QuoteContext { impersonal: true, ..place("US-MI") };
    let quote = quote(&suit(), &lost(), &context, &PricingPolicy::default(), AS_OF_MS).unwrap();
    assert_eq!((quote.adjusted_price_minor, quote.arm), (120_000, None));
}

#[test]
fn slow_sales_lower_the_price_for_all_within_the_largest_move() {
    let slow = PriceFacts { demand: Some(Demand { ratio: 1.0 / 3.0, weight: 0.6 }), ..suit() };
    let quote = ask(&slow, &OfferFacts::default(), "US-MI");
    assert_eq!(factors(&quote), [("market_demand", -3_000)]); // 5 % * (1/3 - 1) / (1/3 + 1) = -2.5 %
    assert_eq!((quote.strategy.as_str(), quote.confidence, quote.personalised), ("market", 0.6, false));
}

#[test]
fn fast_sales_never_lift_the_price_above_the_shops_own() {
    let fast = PriceFacts { demand: Some(Demand { ratio: 3.0, weight: 0.6 }), ..suit() };
    let quote = ask(&fast, &OfferFacts::default(), "US-MI");
    assert_eq!(factors(&quote), [("market_demand", 3_000), ("ceiling", -3_000)]);
    assert_eq!((quote.adjusted_price_minor, quote.strategy.as_str()), (120_000, "list"));
    assert_eq!(quote.bound_by, ["ceiling"]);
}

#[test]
fn demand_without_evidence_moves_nothing() {
    let unknown = PriceFacts { demand: Some(Demand { ratio: 0.1, weight: 0.0 }), ..suit() };
    assert_eq!(ask(&unknown, &OfferFacts::default(), "US-MI").adjusted_price_minor, 120_000);
    assert_eq!(Demand::from_sales(0.0, 0.0).unwrap(), Demand { ratio: 1.0, weight: 0.0 });
    assert_eq!(Demand::from_sales(-1.0, 1.0).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(Demand::from_sales(1.0, f64::NAN).unwrap_err().code(), "OUT_OF_RANGE");
}

#[test]
fn a_shop_may_raise_its_price_for_everyone_and_offers_start_there() {
    let facts =
        PriceFacts { override_minor: Some(130_000), override_reason: Some("New cloth".into()), ..suit() };
    let quote = ask(&facts, &returning(), "US-MI");
    assert_eq!(factors(&quote), [("price_override", 10_000), ("offer", -2_600)]);
    assert_eq!((quote.ceiling_minor, quote.savings), (130_000, 0.0));
    assert!(quote.adjustment_factors[0].reasoning.contains("New cloth"));
}

#[test]
fn the_floor_keeps_the_least_margin_of_an_offer() {
    let thin = PriceFacts { cost_minor: Some(107_000), ..suit() };
    let quote = ask(&thin, &lost(), "US-MI"); // floor: 107000 / 0.9 rounded up
    assert_eq!(quote.floor_minor, 118_889);
    assert_eq!(factors(&quote), [("offer", -6_000), ("floor", 4_889)]);
    assert_eq!(quote.bound_by, ["floor"]);
}

#[test]
fn the_floor_is_exact_where_doubles_are_not() {
    let facts = PriceFacts { cost_minor: Some(63), ..PriceFacts::new("tie", "USD", 100) };
    assert_eq!(ask(&facts, &OfferFacts::default(), "US-MI").floor_minor, 80); // the largest discount binds first
    let policy = PricingPolicy { min_margin: 0.3, ..PricingPolicy::default() };
    let quote = quote(&facts, &returning(), &place("US-MI"), &policy, AS_OF_MS).unwrap();
    assert_eq!(quote.floor_minor, 90); // 63 / 0.7, which is 90.00000000000001 in doubles
}

#[test]
fn a_list_price_below_the_floor_stays_and_falls_no_further() {
    let below_cost = PriceFacts { cost_minor: Some(150_000), ..suit() };
    let quote = ask(&below_cost, &lost(), "US-MI");
    assert_eq!((quote.adjusted_price_minor, quote.personalised), (120_000, false));
    assert_eq!(quote.bound_by, ["floor"]);
}

#[test]
fn market_and_offer_together_stay_within_the_largest_discount() {
    let policy = PricingPolicy { max_discount: 0.06, ..PricingPolicy::default() };
    let slow = PriceFacts { demand: Some(Demand { ratio: 0.001, weight: 1.0 }), ..suit() };
    let quote = quote(&slow, &lost(), &place("US-MI"), &policy, AS_OF_MS).unwrap();
    assert_eq!(quote.adjusted_price_minor, 112_800);
    assert_eq!(quote.bound_by, ["floor"]);
}

#[test]
fn moved_prices_are_rounded_and_the_rounding_is_a_factor() {
    let policy = PricingPolicy { round_to_minor: 500, ..PricingPolicy::default() };
    let slow = PriceFacts { demand: Some(Demand { ratio: 0.8, weight: 1.0 }), ..suit() };
    let public = quote(&slow, &OfferFacts::default(), &place("US-MI"), &policy, AS_OF_MS).unwrap();
    assert_eq!(factors(&public), [("market_demand", -667), ("rounding", 167)]);
    let personal = quote(&slow, &returning(), &place("US-MI"), &policy, AS_OF_MS).unwrap();
    assert_eq!(personal.adjusted_price_minor, 117_000); // 119500 less 2 %, rounded in the customer's favour
    let odd = PriceFacts::new("tie", "USD", 1_999);
    let list = quote(&odd, &OfferFacts::default(), &place("US-MI"), &policy, AS_OF_MS).unwrap();
    assert_eq!(list.adjusted_price_minor, 1_999);
}

#[test]
fn a_reduction_in_the_union_is_announced_against_the_lowest_price_of_thirty_days() {
    let facts = PriceFacts { override_minor: Some(96_000), lowest_30d_minor: Some(100_000), ..suit() };
    let quote = ask(&facts, &OfferFacts::default(), "DE");
    assert_eq!((quote.prior_low_30d_minor, quote.savings), (Some(100_000), 0.04)); // not 20 % off the list price
    let cheaper_before = PriceFacts { lowest_30d_minor: Some(90_000), ..facts.clone() };
    assert_eq!(ask(&cheaper_before, &OfferFacts::default(), "DE").savings, 0.0);
    assert_eq!(ask(&facts, &OfferFacts::default(), "US-MI").prior_low_30d_minor, None);
}

#[test]
fn a_reduction_whose_earlier_price_is_unknown_is_not_announced_where_it_must_be_named() {
    let quote = ask(&PriceFacts { override_minor: Some(96_000), ..suit() }, &OfferFacts::default(), "DE");
    assert_eq!((quote.adjusted_price_minor, quote.savings), (96_000, 0.0));
    assert_eq!(quote.bound_by, ["eu-prior-low"]);
}

#[test]
fn the_audit_id_names_what_entered_the_price_and_nothing_else() {
    let first = ask(&suit(), &returning(), "US-MI");
    assert_eq!(first.audit_id, ask(&suit(), &returning(), "US-MI").audit_id);
    assert!(first.audit_id.starts_with("q_") && first.audit_id.len() == 14);
    assert_ne!(first.audit_id, ask(&suit(), &lost(), "US-MI").audit_id);
    assert_ne!(first.audit_id, ask(&suit(), &returning(), "US-WI").audit_id);
    let redrawn = OfferFacts { holdout_draw: 0.51, ..returning() };
    assert_eq!(first.audit_id, ask(&suit(), &redrawn, "US-MI").audit_id);
}

#[test]
fn a_free_product_can_be_quoted() {
    let quote = ask(&PriceFacts::new("bag", "USD", 0), &lost(), "US-MI");
    assert_eq!((quote.adjusted_price_minor, quote.savings), (0, 0.0));
}

#[test]
fn hostile_numbers_are_refused_by_name() {
    let refused = |facts: PriceFacts, customer: OfferFacts| {
        let error =
            quote(&facts, &customer, &place("US-MI"), &PricingPolicy::default(), AS_OF_MS).unwrap_err();
        format!("{} {error}", error.code())
    };
    let facts_refused = |facts| refused(facts, returning());
    assert!(facts_refused(PriceFacts { base_minor: -1, ..suit() }).contains("baseMinor is -1"));
    assert!(facts_refused(PriceFacts { base_minor: i64::MAX, ..suit() }).starts_with("OUT_OF_RANGE"));
    assert!(facts_refused(PriceFacts { cost_minor: Some(i64::MIN), ..suit() }).contains("costMinor"));
    assert!(facts_refused(PriceFacts { override_minor: Some(-5), ..suit() }).contains("overrideMinor is -5"));
    assert!(facts_refused(PriceFacts { lowest_30d_minor: Some(-5), ..suit() }).contains("lowest30dMinor"));
    assert!(facts_refused(PriceFacts { product_id: String::new(), ..suit() }).contains("productId"));
    assert!(facts_refused(PriceFacts { currency: "usd".into(), ..suit() }).contains("currency"));
    assert!(
        facts_refused(PriceFacts { override_reason: Some("x".repeat(501)), ..suit() })
            .starts_with("TOO_LARGE")
    );
    for ratio in [f64::NAN, f64::INFINITY, 0.0, -1.0] {
        let demand = Some(Demand { ratio, weight: 1.0 });
        assert!(facts_refused(PriceFacts { demand, ..suit() }).contains("ratio"));
    }
    let demand = Some(Demand { ratio: 1.0, weight: f64::NAN });
    assert!(facts_refused(PriceFacts { demand, ..suit() }).contains("weight is NaN"));
    for draw in [f64::NAN, -0.1, 1.0] {
        assert!(refused(suit(), OfferFacts { holdout_draw: draw, ..returning() }).contains("holdoutDraw"));
    }
    let alive = Some(Estimate::new(0.5, 0.4, f64::NAN, Basis::Customer));
    assert!(
        refused(suit(), OfferFacts { probability_alive: alive, ..returning() })
            .contains("probabilityAlive.high")
    );
    let late = quote(&suit(), &returning(), &place("US-MI"), &PricingPolicy::default(), i64::MAX);
    assert_eq!(late.unwrap_err().code(), "OUT_OF_RANGE");
}

#[test]
fn a_policy_is_checked_before_it_prices() {
    let policy = PricingPolicy { max_market_move: f64::NAN, ..PricingPolicy::default() };
    assert_eq!(
        quote(&suit(), &returning(), &place("US-MI"), &policy, AS_OF_MS).unwrap_err().code(),
        "OUT_OF_RANGE"
    );
}

fn any_facts() -> impl Strategy<Value = PriceFacts> {
    let amount = || prop_oneof![0..200_i64, 0..1_000_000_i64, Just(MAX_PRICE_MINOR), 0..=MAX_PRICE_MINOR];
    let demand = (0.001..1000.0_f64, 0.0..=1.0_f64).prop_map(|(ratio, weight)| Demand { ratio, weight });
    (
        amount(),
        proptest::option::of(amount()),
        proptest::option::of(amount()),
        proptest::option::of(amount()),
        proptest::option::of(demand),
    )
        .prop_map(|(base, cost, shop, lowest, demand)| PriceFacts {
            cost_minor: cost,
            override_minor: shop,
            lowest_30d_minor: lowest,
            demand,
            ..PriceFacts::new("suit_001", "USD", base)
        })
}

fn any_customer() -> impl Strategy<Value = OfferFacts> {
    let alive = (0.0..=1.0_f64).prop_map(|value| Estimate::new(value, 0.0, 1.0, Basis::Customer));
    (any::<bool>(), any::<bool>(), proptest::option::of(alive), 0.0..1.0_f64).prop_map(
        |(consented, returning, probability_alive, holdout_draw)| OfferFacts {
            consented,
            returning,
            probability_alive,
            holdout_draw,
        },
    )
}

fn any_policy() -> impl Strategy<Value = PricingPolicy> {
    (
        0.0..=0.95_f64,
        0.0..=0.9_f64,
        0.0..=0.5_f64,
        0.0..=0.5_f64,
        0.0..=0.5_f64,
        prop_oneof![Just(1_i64), 2..5_000_i64],
    )
        .prop_map(
            |(min_margin, max_discount, max_market_move, returning_offer, win_back_offer, round_to_minor)| {
                PricingPolicy {
                    min_margin,
                    max_discount,
                    max_market_move,
                    returning_offer,
                    win_back_offer,
                    round_to_minor,
                    ..PricingPolicy::default()
                }
            },
        )
}

fn any_place() -> impl Strategy<Value = QuoteContext> {
    let places = ["US-NY", "US-MI", "US", "DE", "EU", "GB", "BR", ""];
    (0..places.len(), any::<bool>()).prop_map(move |(index, impersonal)| QuoteContext {
        jurisdiction: Some(places[index].to_owned()).filter(|place| !place.is_empty()),
        impersonal,
    })
}

proptest! {
    #[test]
    fn amounts_sum_to_the_move_within_floor_and_ceiling(
        facts in any_facts(), customer in any_customer(), context in any_place(), policy in any_policy(),
    ) {
        let quote = quote(&facts, &customer, &context, &policy, AS_OF_MS).unwrap();
        let sum: i64 = quote.adjustment_factors.iter().map(|factor| factor.amount_minor).sum();
        prop_assert_eq!(sum, quote.adjusted_price_minor - quote.base_price_minor);
        prop_assert!(quote.floor_minor <= quote.adjusted_price_minor);
        prop_assert!(quote.adjusted_price_minor <= quote.ceiling_minor);
        prop_assert!((0.0..=1.0).contains(&quote.confidence) && (0.0..=1.0).contains(&quote.savings));
        prop_assert!(quote.adjustment_factors.iter().all(|factor| factor.impact.is_finite()));
    }

    #[test]
    fn personal_data_only_lowers_a_price_and_only_with_its_disclosure(
        facts in any_facts(), customer in any_customer(), context in any_place(), policy in any_policy(),
    ) {
        let personal = quote(&facts, &customer, &context, &policy, AS_OF_MS).unwrap();
        let public = quote(&facts, &OfferFacts::default(), &context, &policy, AS_OF_MS).unwrap();
        prop_assert!(personal.adjusted_price_minor <= public.adjusted_price_minor);
        prop_assert!(personal.adjustment_factors.iter().all(|f| !f.personal || f.amount_minor < 0));
        prop_assert_eq!(personal.personalised, personal.adjustment_factors.iter().any(|f| f.personal));
        prop_assert_eq!(personal.personalised, personal.adjusted_price_minor < public.adjusted_price_minor);
        let law = LawInForce::at(&policy.rules, context.jurisdiction.as_deref(), "general", AS_OF_MS).unwrap();
        let demanded = law.disclosure().filter(|_| personal.personalised);
        prop_assert_eq!(personal.disclosure, demanded);
        if personal.personalised {
            prop_assert!(customer.consented && !context.impersonal && context.jurisdiction.is_some());
        }
    }

    #[test]
    fn without_consent_nothing_of_the_customer_changes_the_quote(
        facts in any_facts(), customer in any_customer(), context in any_place(), policy in any_policy(),
    ) {
        let silent = OfferFacts { consented: false, ..customer };
        let quoted = quote(&facts, &silent, &context, &policy, AS_OF_MS).unwrap();
        prop_assert_eq!(quoted, quote(&facts, &OfferFacts::default(), &context, &policy, AS_OF_MS).unwrap());
    }

    #[test]
    fn a_larger_discount_never_raises_the_price(
        facts in any_facts(), context in any_place(), policy in any_policy(), more in 0.0..0.5_f64,
    ) {
        let larger = PricingPolicy {
            returning_offer: (policy.returning_offer + more).min(0.5),
            max_discount: (policy.max_discount + more).min(0.9),
            ..policy.clone()
        };
        // With rounding, a market move may end on another step when the floor moves; without, never higher.
        let policy = PricingPolicy { round_to_minor: 1, ..policy };
        let larger = PricingPolicy { round_to_minor: 1, ..larger };
        let less = quote(&facts, &returning(), &context, &policy, AS_OF_MS).unwrap();
        let more = quote(&facts, &returning(), &context, &larger, AS_OF_MS).unwrap();
        prop_assert!(more.adjusted_price_minor <= less.adjusted_price_minor);
    }

    #[test]
    fn a_quote_survives_json_to_the_bit(
        facts in any_facts(), customer in any_customer(), context in any_place(), policy in any_policy(),
    ) {
        let quoted = quote(&facts, &customer, &context, &policy, AS_OF_MS).unwrap();
        let json = serde_json::to_string(&quoted).unwrap();
        prop_assert_eq!(serde_json::from_str::<PriceQuote>(&json).unwrap(), quoted);
    }
}
