//! What a profile says in features: exactly what was known at the time, the same alone and among many.

use crate::profile_pool::{DAY_MS, Dice, NOW_MS, START_MS, pool};
use proptest::prelude::*;
use sartor::artifact::model_id_of;
use sartor::catalog::{Catalog, CatalogFormat, CatalogReader};
use sartor::control::Control;
use sartor::event::Event;
use sartor::learn::{Schema, TableColumn};
use sartor::money::Currency;
use sartor::predict::{FEATURES_VERSION, FeatureExtra, FeatureKind, FeatureReader, Features, feature_list};
use sartor::profile::{CompactPolicy, Profile};
use sartor::time::to_rfc3339;
use serde_json::{Value, json};

#[allow(clippy::needless_pass_by_value)] // written out where it is called
fn track(id: &str, name: &str, day: f64, properties: Value) -> Event {
    let at_ms = START_MS + (day * DAY_MS as f64) as i64;
    let text = json!({"type": "track", "messageId": id, "userId": "c", "event": name,
                      "timestamp": to_rfc3339(at_ms).unwrap(), "properties": properties});
    Event::from_json(&text.to_string(), Currency::parse("USD").ok()).unwrap()
}

fn granted(purpose: &str, day: f64) -> Event {
    track(
        &format!("{purpose} {day}"),
        "Consent Changed",
        day,
        json!({"purpose": purpose, "state": "granted"}),
    )
}

fn order(id: &str, day: f64, products: &[(&str, f64, u32)], discount: f64) -> Event {
    let products: Vec<Value> = products
        .iter()
        .map(|(id, price, quantity)| json!({"product_id": id, "price": price, "quantity": quantity}))
        .collect();
    let properties = json!({"order_id": id, "currency": "USD", "discount": discount, "products": products});
    track(id, "Order Completed", day, properties)
}

fn profile(events: &[Event]) -> Profile {
    let mut profile = Profile::new("c").unwrap();
    profile.observe_owned(granted("analytics", 0.0), NOW_MS).unwrap();
    for event in events {
        profile.observe(event, NOW_MS).unwrap();
    }
    profile
}

fn at(day: i64) -> i64 {
    START_MS + day * DAY_MS
}

fn catalog() -> Catalog {
    let file = "id,name,price,category
s1,Suit one,900,suits\ns2,Suit two,1000,suits\ns3,Suit three,1400,suits\ns4,Suit four,2000,suits
t1,Tie,20,ties\nt2,Tie,30,ties\n";
    let mut reader = CatalogReader::new(CatalogFormat::Csv, Currency::parse("USD").unwrap());
    reader.feed(file.as_bytes()).unwrap();
    reader.finish().unwrap().0
}

/// The life of a customer whose every feature can be worked out by hand, read on day 300.
fn a_life() -> Profile {
    let product = |id: &str| json!({"product_id": id, "price": 20, "currency": "USD"});
    profile(&[
        order("o1", 10.0, &[("s1", 900.0, 1)], 0.0),
        order("o2", 110.0, &[("t1", 20.0, 2)], 4.0),
        order("o3", 130.0, &[("t1", 20.0, 1), ("t2", 30.0, 1)], 0.0),
        track(
            "back",
            "Order Refunded",
            131.0,
            json!({"order_id": "o3", "currency": "USD",
               "products": [{"product_id": "t2", "price": 30, "quantity": 1}]}),
        ),
        // A visit 40 days ago with a cart that became an order the same day, and one 20 days ago that did not.
        track("v1", "Product Viewed", 260.0, product("t1")),
        track("v2", "Product Added", 260.01, product("t1")),
        order("o4", 260.5, &[("t1", 20.0, 1)], 0.0),
        track("v3", "Products Searched", 280.0, json!({"query": "tie"})),
        track("v4", "Product Added", 280.01, product("t2")),
        track("shown", "Decision Shown", 282.0, json!({"decision_id": "d", "channel": "email"})),
        track("taken", "Decision Outcome", 283.0, json!({"decision_id": "d", "accepted": true})),
        track("shown2", "Decision Shown", 284.0, json!({"decision_id": "e", "channel": "push"})),
        track("rated", "Satisfaction Rated", 290.0, json!({"score": 4, "scale": 5})),
    ])
}

#[test]
fn features_are_what_can_be_counted_by_hand() {
    let reader = FeatureReader::new(Some(&catalog()));
    let extra = FeatureExtra { probability_alive: Some(0.75), ..FeatureExtra::default() };
    let row = reader.row(&a_life(), at(300), &extra).unwrap();
    let expected = [
        ("age_days", Some(290.0)),
        ("recency_days", Some(40.0)),
        ("tenure_days", Some(300.0)),
        ("last_event_days", Some(10.0)),
        ("purchase_days", Some(4.0)),
        ("orders", Some(4.0)),
        ("purchase_days_30d", Some(0.0)),
        ("purchase_days_90d", Some(1.0)),
        ("purchase_days_365d", Some(4.0)),
        ("spend_30d_minor", Some(0.0)),
        ("spend_90d_minor", Some(2_000.0)),
        ("spend_minor", Some(90_000.0 + 3_600.0 + 2_000.0 + 2_000.0)),
        ("spend_mean_minor", Some(24_400.0)),
        ("interval_mean_days", Some(250.0 / 3.0)),
        ("interval_last_days", Some(130.0)),
        ("overdue", Some(40.0 / (250.0 / 3.0))),
        ("purchase_trend_180d", Some(0.0)),
        ("spend_trend_180d", Some(0.0)),
        ("purchase_trend_730d", None),
        ("returned_share", Some(1.0 / 6.0)),
        ("discounted_share", Some(0.25)),
        ("price_level", Some(0.125)),
        ("products", Some(3.0)),
        ("categories", Some(2.0)),
        ("category_concentration", Some(0.2 * 0.2 + 0.8 * 0.8)),
        ("visits_30d", Some(1.0)),
        ("visits_90d", Some(2.0)),
        ("looks_90d", Some(1.0)),
        ("searches_90d", Some(1.0)),
        ("additions_90d", Some(2.0)),
        ("abandoned_carts_90d", Some(1.0)),
        ("contacts_90d", Some(2.0)),
        ("contact_answers_90d", Some(0.5)),
        ("conversation_turns_90d", None),
        ("satisfaction", Some(0.8)),
        ("probability_alive", Some(0.75)),
        ("expected_purchases", None),
    ];
    for (name, value) in expected {
        let found = row.number(name);
        let same = match (found, value) {
            (Some(found), Some(value)) => (found - value).abs() < 1e-9,
            (found, value) => found == value,
        };
        assert!(same, "{name}: {found:?}, expected {value:?}");
    }
    assert_eq!((row.text("top_category"), row.text("last_channel")), (Some("ties"), Some("email")));
    assert_eq!(row.number("no_such_feature"), None);
}

#[test]
fn what_nobody_recorded_is_missing_and_not_nought() {
    let bought = profile(&[order("o1", 10.0, &[("s1", 900.0, 1)], 0.0)]);
    let row = FeatureReader::new(None).row(&bought, at(100), &FeatureExtra::default()).unwrap();
    for name in
        ["visits_90d", "contacts_90d", "abandoned_carts_90d", "price_level", "categories", "cart_lines"]
    {
        assert_eq!(row.number(name), None, "{name}");
    }
    assert_eq!(row.number("purchase_days_30d"), Some(0.0));
    let stranger = FeatureReader::new(None).row(&profile(&[]), at(100), &FeatureExtra::default()).unwrap();
    let unknown = ["recency_days", "age_days", "spend_minor", "spend_90d_minor", "discounted_share"];
    assert!(unknown.iter().all(|name| stranger.number(name).is_none()));
}

#[test]
fn without_consent_or_under_a_restriction_nothing_is_told_and_the_row_says_why() {
    let reader = FeatureReader::new(Some(&catalog()));
    let silent = |profile: &Profile, as_of_ms: i64| {
        let row = reader.row(profile, as_of_ms, &FeatureExtra::default()).unwrap();
        assert!(row.values().iter().all(|value| value.number.is_none() && value.text.is_none()));
        row.reason().map(str::to_owned)
    };
    let mut denied = a_life();
    denied
        .observe_owned(
            track("no", "Consent Changed", 290.0, json!({"purpose": "analytics", "state": "denied"})),
            NOW_MS,
        )
        .unwrap();
    assert_eq!(silent(&denied, at(300)).as_deref(), Some("no_consent"));
    assert!(reader.row(&denied, at(280), &FeatureExtra::default()).unwrap().reason().is_none());
    let mut restricted = a_life();
    restricted.restrict(None, at(299)).unwrap();
    assert_eq!(silent(&restricted, at(300)).as_deref(), Some("no_consent"));
    let mut personal_only = Profile::new("c").unwrap();
    personal_only.observe_owned(granted("personalization", 0.0), NOW_MS).unwrap();
    assert_eq!(silent(&personal_only, at(300)).as_deref(), Some("no_consent"));
}

#[test]
fn what_was_rolled_up_leaves_purchases_and_takes_away_what_was_seen() {
    let mut rolled = a_life();
    rolled.compact(&CompactPolicy { keep_days: 25, ..CompactPolicy::default() }, at(300)).unwrap();
    let reader = FeatureReader::new(Some(&catalog()));
    let read = |profile: &Profile| reader.row(profile, at(300), &FeatureExtra::default()).unwrap();
    let (before, after) = (read(&a_life()), read(&rolled));
    for name in ["recency_days", "purchase_days", "spend_365d_minor", "interval_mean_days", "returned_share"]
    {
        assert_eq!(before.number(name), after.number(name), "{name}");
    }
    assert_eq!((before.number("visits_90d"), after.number("visits_90d")), (Some(2.0), None));
}

#[test]
fn the_list_cannot_change_without_its_version() {
    let list = feature_list();
    let digest = model_id_of("features", &list).unwrap();
    // A change of the list raises the version, and both change here.
    assert_eq!((FEATURES_VERSION, list.len(), digest.get(..8)), (1, 54, Some("47729d5a")));
    let row = FeatureReader::new(None).row(&a_life(), at(300), &FeatureExtra::default()).unwrap();
    assert!(row.values().iter().map(|value| &value.name).eq(list.iter().map(|spec| &spec.name)));
    let categories = list.iter().filter(|spec| spec.kind == FeatureKind::Category).count();
    assert_eq!(row.values().len() - categories, 52);
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let reader = FeatureReader::new(None);
    for (probability_alive, expected_purchases, expected_value_minor) in [
        (Some(1.5), None, None),
        (Some(f64::NAN), None, None),
        (None, Some(-1.0), None),
        (None, None, Some(f64::INFINITY)),
    ] {
        let extra = FeatureExtra { probability_alive, expected_purchases, expected_value_minor };
        assert_eq!(reader.row(&a_life(), at(300), &extra).unwrap_err().code(), "OUT_OF_RANGE");
    }
    assert_eq!(reader.row(&a_life(), -5, &FeatureExtra::default()).unwrap_err().code(), "OUT_OF_RANGE");
    let error = reader.table(&[a_life()], at(300), Some(&[]), Control::none()).unwrap_err();
    assert_eq!(error.to_string(), "features: length of extras is 0, expected 1 as of the profiles");
    let nobody: [Profile; 0] = [];
    let table = reader.table(&nobody, at(300), None, Control::none()).unwrap();
    assert_eq!(table.to_table().unwrap_err().code(), "TOO_FEW");
    assert!(serde_json::from_str::<FeatureExtra>(r#"{"alive":0.5}"#).is_err());
    assert_eq!(serde_json::from_str::<FeatureExtra>("{}").unwrap(), FeatureExtra::default());
}

/// A customer of random events.
fn random(seed: u64, count: usize) -> Profile {
    profile(&pool(&mut Dice(seed), count, false))
}

fn same_as_column(row: usize, features: &Features, columns: &[(String, TableColumn)]) -> bool {
    features.cells().iter().zip(columns).all(|((name, cell), (column, values))| match (cell, values) {
        (sartor::learn::Cell::Number(number), TableColumn::Numbers(values)) => {
            name == column && number.to_bits() == values[row].to_bits()
        }
        (cell, TableColumn::Categories(values)) => {
            let text = values.levels().get(values.codes()[row] as usize).map(String::as_str);
            *cell == text.map_or(sartor::learn::Cell::Missing, sartor::learn::Cell::Text)
        }
        _ => false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn many_customers_get_what_each_gets_alone(seeds in prop::collection::vec(any::<u64>(), 1..12), day in 0..420_i64) {
        let reader = FeatureReader::new(Some(&catalog()));
        let profiles: Vec<Profile> = seeds.iter().map(|seed| random(*seed, 40)).collect();
        let extras: Vec<FeatureExtra> = (0..profiles.len())
            .map(|n| FeatureExtra { expected_purchases: (n % 2 == 0).then_some(n as f64), ..FeatureExtra::default() })
            .collect();
        let many = reader.table(&profiles, at(day), Some(&extras), Control::none()).unwrap();
        let table = many.to_table().unwrap();
        let columns: Vec<_> = table.names().iter().cloned().zip(table.columns().iter().cloned()).collect();
        for (place, profile) in profiles.iter().enumerate() {
            // A profile that was stored and read again has never been asked anything.
            let fresh = Profile::from_bytes(&profile.to_bytes().unwrap()).unwrap();
            let alone = reader.row(&fresh, at(day), &extras[place]).unwrap();
            prop_assert_eq!(&alone, &many.rows()[place]);
            prop_assert!(same_as_column(place, &alone, &columns));
            prop_assert_eq!(Schema::of(&table).row(&alone.cells()).unwrap().len(), columns.len());
        }
    }

    #[test]
    fn what_happens_later_changes_nothing(seed in any::<u64>(), day in 0..400_i64) {
        let events = pool(&mut Dice(seed), 60, false);
        let until: Vec<Event> = events.iter().filter(|event| event.timestamp_ms <= at(day)).cloned().collect();
        let reader = FeatureReader::new(Some(&catalog()));
        let read = |events: &[Event]| reader.row(&profile(events), at(day), &FeatureExtra::default()).unwrap();
        prop_assert_eq!(read(&events), read(&until));
    }
}
