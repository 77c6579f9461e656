//! What the synthetic shop promises: the same for the same seed, in the shape Sartor reads, and true to the
//! parameters it states. All figures here are of a simulation.
#![allow(clippy::unwrap_used)] // a test that cannot be set up shall fail

use std::collections::BTreeSet;
use std::sync::LazyLock;

use sartor::control::Control;
use sartor::event::{Event, EventKind};
use sartor::lifetime::{BgNbd, GammaGamma, summarize_customer};
use sartor::money::Currency;
use sartor::time::DAY_MS;
use sartor_examples::menswear::{AS_OF_MS, CHAT_CUSTOMER, Group, Menswear, START_MS};

static SHOP: LazyLock<Menswear> = LazyLock::new(|| Menswear::generate(7, &|_, _| ()));

/// The events, read by Sartor itself.
static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| {
    let dollars = Currency::parse("USD").unwrap();
    SHOP.events.iter().map(|event| Event::from_json(&event.json, Some(dollars)).unwrap()).collect()
});

fn orders(customer_id: &str) -> impl Iterator<Item = &'static Event> {
    let of = move |event: &&Event| event.user_id.as_deref() == Some(customer_id);
    EVENTS.iter().filter(|event| event.kind == EventKind::OrderCompleted).filter(of)
}

#[test]
fn one_seed_makes_one_shop_and_another_seed_another() {
    let again = Menswear::generate(7, &|_, _| ());
    assert!(SHOP.events_jsonl() == again.events_jsonl() && SHOP.catalogue_csv() == again.catalogue_csv());
    let other = Menswear::generate(8, &|_, _| ());
    assert!(SHOP.events_jsonl() != other.events_jsonl() && SHOP.catalogue_csv() != other.catalogue_csv());
}

#[test]
fn every_event_is_read_and_lies_in_its_eighteen_months() {
    assert!((60_000..=150_000).contains(&SHOP.events.len()), "{} events", SHOP.events.len());
    let mut ids = BTreeSet::new();
    for (event, written) in EVENTS.iter().zip(&SHOP.events) {
        assert_eq!(event.timestamp_ms, written.timestamp_ms);
        assert!((START_MS..AS_OF_MS).contains(&event.timestamp_ms), "{}", written.json);
        assert!(ids.insert(&event.message_id), "{} twice", event.message_id);
    }
    assert!(SHOP.events.is_sorted());
}

#[test]
fn every_product_in_an_event_is_in_the_catalogue_at_its_list_price() {
    for line in EVENTS.iter().flat_map(|event| &event.lines) {
        let product = SHOP.products.iter().find(|product| product.product_id == line.product_id).unwrap();
        assert!(line.price_minor.is_none_or(|price| price == product.price_minor));
    }
    assert!(SHOP.products.iter().all(|product| (0..product.price_minor).contains(&product.cost_minor)));
    assert!(SHOP.products.is_sorted_by(|a, b| a.product_id < b.product_id));
}

#[test]
fn an_order_is_worth_its_lines_less_its_discount() {
    let mut discounted = 0;
    for order in EVENTS.iter().filter(|event| event.kind == EventKind::OrderCompleted) {
        let lines: i64 = order.lines.iter().filter_map(|line| line.price_minor).sum();
        let discount = order.amount_minor("discount").unwrap_or(0);
        assert_eq!(order.amount_minor("revenue"), Some(lines - discount), "{order:?}");
        discounted += i32::from(discount > 0);
    }
    assert!(discounted > 500);
}

#[test]
fn purchases_give_back_the_parameters_they_were_drawn_from() {
    let as_of_day = (AS_OF_MS - DAY_MS / 2) / DAY_MS;
    let mut columns = [Vec::new(), Vec::new(), Vec::new()];
    for customer in &SHOP.customers {
        let days: Vec<(i64, f64)> = customer.orders_ms.iter().map(|at_ms| (at_ms / DAY_MS, 1.0)).collect();
        let summary = summarize_customer(&days, as_of_day, 7.0).unwrap();
        for (column, value) in
            columns.iter_mut().zip([summary.frequency, summary.last_purchase_age, summary.age])
        {
            column.push(value);
        }
    }
    let [frequency, last_age, age] = &columns;
    let fitted = BgNbd::fit(frequency, last_age, age, None, 0.0, Control::none()).unwrap();
    let (found, truth) = (fitted.params(), SHOP.truth.bg_nbd);
    let pairs = [(found.r, truth.r), (found.alpha, truth.alpha), (found.a, truth.a), (found.b, truth.b)];
    for ((found, truth), error) in pairs.into_iter().zip(fitted.standard_errors()) {
        assert!((found - truth).abs() < 3.5 * error, "{found} found, {truth} true, standard error {error}");
    }
}

#[test]
fn spend_gives_back_the_parameters_it_was_drawn_from() {
    let (mut frequency, mut monetary) = (Vec::new(), Vec::new());
    for customer in SHOP.customers.iter().filter(|customer| customer.customer_id != CHAT_CUSTOMER) {
        // Whoever has seven orders has a mean worth comparing; here all count, the first as well.
        let spent: Vec<f64> = orders(&customer.customer_id)
            .filter_map(|order| order.amount_minor("revenue"))
            .map(|minor| minor as f64 / 100.0)
            .collect();
        frequency.push(spent.len() as f64);
        monetary.push(spent.iter().sum::<f64>() / spent.len() as f64);
    }
    let fitted = GammaGamma::fit(&frequency, &monetary, None, 0.0, Control::none()).unwrap();
    let (found, truth) = (fitted.params(), SHOP.truth.gamma_gamma);
    // Baskets are whole products, so the parameters are near, not exact: the mean spend is what they share.
    let mean = |p: f64, q: f64, gamma: f64| p * gamma / (q - 1.0);
    let (found_mean, true_mean) = (mean(found.p, found.q, found.gamma), mean(truth.p, truth.q, truth.gamma));
    assert!((found_mean / true_mean - 1.0).abs() < 0.05, "{found_mean} found, {true_mean} true");
    assert!((found.q / truth.q - 1.0).abs() < 0.2, "{} found, {} true", found.q, truth.q);
    assert!((found.p / truth.p - 1.0).abs() < 0.2, "{} found, {} true", found.p, truth.p);
}

#[test]
fn groups_have_their_shares_and_their_habits() {
    for group in Group::ALL {
        let of_group: Vec<_> = SHOP.customers.iter().filter(|customer| customer.group == group).collect();
        let share = of_group.len() as f64 / SHOP.customers.len() as f64;
        assert!((share - group.habits().share).abs() < 0.002, "{group:?} {share}");
        let (mut orders, mut discounted) = (0.0, 0.0);
        for event in EVENTS.iter().zip(&SHOP.events).filter(|(event, written)| {
            event.kind == EventKind::OrderCompleted && SHOP.customers[written.customer].group == group
        }) {
            orders += 1.0;
            discounted += f64::from(u8::from(event.0.text("coupon").is_some()));
        }
        let habit = group.habits().discount_share;
        // Five standard errors of a share.
        assert!((discounted / orders - habit).abs() < 5.0 * (habit * (1.0 - habit) / orders).sqrt());
    }
}

#[test]
fn the_experiment_on_carts_has_its_arms_and_its_effect() {
    let reminder = SHOP.truth.reminder;
    let arm = |event: &Event| event.text("experiment_arm").map(str::to_owned);
    let made: Vec<_> = EVENTS.iter().filter(|event| event.kind == EventKind::DecisionMade).collect();
    let on = made.iter().filter(|event| arm(event).as_deref() == Some("on")).count() as f64;
    let share = on / made.len() as f64;
    let error = (reminder.propensity * (1.0 - reminder.propensity) / made.len() as f64).sqrt();
    assert!((share - reminder.propensity).abs() < 5.0 * error, "{share}");
    let accepted =
        EVENTS.iter().filter(|event| event.flag("accepted") == Some(true)).count() as f64 / made.len() as f64;
    let expected =
        reminder.propensity * reminder.return_on + (1.0 - reminder.propensity) * reminder.return_off;
    assert!((accepted - expected).abs() < 0.03, "{accepted} {expected}");
}

#[test]
fn the_groom_has_the_story_that_examples_tell() {
    let his: Vec<&Event> =
        EVENTS.iter().filter(|event| event.user_id.as_deref() == Some(CHAT_CUSTOMER)).collect();
    let said = his.iter().find(|event| event.kind == EventKind::Identify).unwrap();
    assert_eq!((said.text("career"), said.text("fit")), (Some("attorney"), Some("slim")));
    let bought: Vec<&str> =
        orders(CHAT_CUSTOMER).flat_map(|order| &order.lines).map(|l| l.product_id.as_str()).collect();
    let product = |id: &str| SHOP.products.iter().find(|product| product.product_id == id).unwrap();
    let business = bought.iter().filter(|id| product(id).line == "business").count();
    assert!(business * 10 >= bought.len() * 8, "{bought:?}");
    assert!(bought.contains(&"blazer_001"));
    let added = his.iter().rfind(|event| event.kind == EventKind::ProductAdded).unwrap();
    assert_eq!((added.lines[0].product_id.as_str(), added.lines[0].price_minor), ("suit_001", Some(120_000)));
    let last_order = orders(CHAT_CUSTOMER).last().unwrap();
    assert!(added.timestamp_ms > last_order.timestamp_ms);
    assert_eq!((AS_OF_MS - added.timestamp_ms) / DAY_MS, 2);
}

#[test]
fn there_are_wedding_suits_for_the_budget_of_the_chat_turn() {
    let fitting = SHOP.products.iter().filter(|product| {
        product.category == "suits"
            && product.occasion == "wedding"
            && (100_000..=200_000).contains(&product.price_minor)
    });
    assert!(fitting.count() >= 3);
}
