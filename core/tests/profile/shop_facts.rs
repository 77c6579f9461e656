//! A shop holds facts: the newest count, deadlines that stay, prices as they were.

use proptest::prelude::*;
use sartor::shop::{MAX_DEADLINE_PRODUCTS, Shop};

const DAY_MS: i64 = 86_400_000;

fn full() -> Shop {
    let mut shop = Shop::new();
    for at in 0..300 {
        shop.stock(&format!("p{at}"), at % 7, at * DAY_MS).unwrap();
    }
    shop.deadline("sale", 50 * DAY_MS, &["p2", "p1", "p2"]).unwrap();
    shop.deadline("closing", 60 * DAY_MS, &[] as &[&str]).unwrap();
    shop.price_override("p1", 900, 10 * DAY_MS, Some(20 * DAY_MS), "spring").unwrap();
    shop.price_override("p1", 800, 15 * DAY_MS, None, "clearance").unwrap();
    shop
}

#[test]
fn saving_and_loading_keep_every_fact_and_give_the_same_bytes() {
    let shop = full();
    let (bytes, json) = (shop.to_bytes().unwrap(), shop.to_json().unwrap());
    let (packed, read) = (Shop::from_bytes(&bytes).unwrap(), Shop::from_json(&json).unwrap());
    assert_eq!((&packed, &read), (&shop, &shop));
    assert_eq!(packed.to_bytes().unwrap(), bytes);
    assert_eq!(packed.sold_out().count(), shop.sold_out().count());
    assert_eq!(packed.next_deadline("p1", 0), Some(50 * DAY_MS));
    assert_eq!(packed.price_at("p1", 16 * DAY_MS).map(|set| set.reason.as_str()), Some("clearance"));
}

#[test]
fn a_deadline_concerns_its_products_and_one_of_the_whole_shop_concerns_all() {
    let shop = full();
    assert_eq!(shop.next_deadline("p1", 0), Some(50 * DAY_MS));
    assert_eq!(shop.next_deadline("p1", 50 * DAY_MS), Some(60 * DAY_MS));
    assert_eq!(shop.next_deadline("p9", 0), Some(60 * DAY_MS));
    assert_eq!(shop.next_deadline("p9", 60 * DAY_MS), None);
}

#[test]
fn a_fact_once_set_stays_and_saying_it_again_is_no_error() {
    let mut shop = full();
    let before = shop.clone();
    shop.deadline("sale", 50 * DAY_MS, &["p1", "p2"]).unwrap();
    shop.price_override("p1", 900, 10 * DAY_MS, Some(20 * DAY_MS), "spring").unwrap();
    for error in [
        shop.deadline("sale", 51 * DAY_MS, &["p1", "p2"]).unwrap_err(),
        shop.deadline("sale", 50 * DAY_MS, &["p1"]).unwrap_err(),
        shop.price_override("p1", 700, 10 * DAY_MS, None, "spring").unwrap_err(),
    ] {
        assert_eq!(error.code(), "ALREADY_SET");
    }
    assert_eq!(shop, before);
}

#[test]
fn bad_input_is_refused_and_nothing_changes() {
    let mut shop = full();
    let before = shop.clone();
    let long = "x".repeat(1 << 20);
    let many = vec!["p"; MAX_DEADLINE_PRODUCTS + 1];
    let errors = [
        (shop.stock("", 1, 0).unwrap_err(), "OUT_OF_RANGE"),
        (shop.stock(&long, 1, 0).unwrap_err(), "TOO_LARGE"),
        (shop.stock("p1", -1, DAY_MS).unwrap_err(), "OUT_OF_RANGE"),
        (shop.stock("p1", 1, -1).unwrap_err(), "OUT_OF_RANGE"),
        (shop.deadline("new", -1, &["p1"]).unwrap_err(), "OUT_OF_RANGE"),
        (shop.deadline("new", 1, &many).unwrap_err(), "TOO_LARGE"),
        (shop.price_override("p1", -1, 0, None, "").unwrap_err(), "OUT_OF_RANGE"),
        (shop.price_override("p1", 1, 5, Some(5), "").unwrap_err(), "OUT_OF_RANGE"),
        (shop.price_override("p1", 1, 5, None, &long).unwrap_err(), "TOO_LARGE"),
    ];
    for (error, code) in errors {
        assert_eq!(error.code(), code, "{error}");
    }
    assert_eq!(shop, before);
    let json = shop.to_json().unwrap();
    assert_eq!(
        Shop::from_json(&json.replace("\"count\":3", "\"count\":-3")).unwrap_err().code(),
        "OUT_OF_RANGE"
    );
    let bytes = shop.to_bytes().unwrap();
    for cut in 0..bytes.len() {
        assert!(Shop::from_bytes(&bytes[..cut]).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_in_any_order_leave_the_newest(
        counts in proptest::collection::vec((0..4_i64, 0..6_i64), 1..12).prop_shuffle(),
    ) {
        let enter = |counts: &[(i64, i64)]| {
            let mut shop = Shop::new();
            for (count, at_ms) in counts {
                shop.stock("p", *count, *at_ms).unwrap();
            }
            shop
        };
        let mut sorted = counts.clone();
        sorted.sort_unstable();
        prop_assert_eq!(enter(&counts), enter(&sorted));
        let newest = counts.iter().map(|(_, at)| *at).max().unwrap();
        let shop = enter(&counts);
        let fact = shop.stock_at("p").unwrap();
        prop_assert_eq!(fact.counted_at_ms, newest);
        prop_assert_eq!(shop.sold_out().next().is_some(), fact.count == 0);
    }

    #[test]
    fn any_bytes_are_a_shop_or_an_error(bytes: Vec<u8>) {
        prop_assert!(Shop::from_bytes(&bytes).is_err());
    }
}
