//! What recommendations promise.

use proptest::prelude::*;
use sartor::basket::{
    Affinity, Popularity, ProductFilter, ProductTable, ProductWords, Recommendation, Recommender,
    smoothed_lift,
};
use sartor::math::ln;

/// Names that a product number can be read back from.
struct Words(Vec<String>);

impl ProductWords for Words {
    fn name(&self, product: u32) -> &str {
        &self.0[product as usize]
    }
    fn category(&self, category: u32) -> &str {
        ["suits", "shirts", "shoes"][category as usize % 3]
    }
    fn attribute_value(&self, attribute: u32) -> &str {
        ["slim", "navy", "wedding", "wool", "interview", "work"][attribute as usize % 6]
    }
}

#[derive(Debug, Clone)]
struct Row {
    id: String,
    price_minor: i64,
    category: Option<u32>,
    attributes: Vec<u32>,
    purchases: u32,
}

fn row(id: &str, price_minor: i64, attributes: &[u32], purchases: u32) -> Row {
    Row { id: id.into(), price_minor, category: Some(0), attributes: attributes.into(), purchases }
}

fn shop(rows: &[Row]) -> (Recommender, Words) {
    let mut products = ProductTable { attribute_offsets: vec![0], ..ProductTable::default() };
    for row in rows {
        products.product_ids.push(row.id.clone());
        products.price_minor.push(row.price_minor);
        products.category.push(row.category);
        products.attributes.extend(&row.attributes);
        products.attribute_offsets.push(products.attributes.len() as u32);
    }
    let ids = rows.iter().map(|row| row.id.clone()).collect();
    let popularity = Popularity::new(ids, rows.iter().map(|row| row.purchases).collect()).unwrap();
    let words = Words(rows.iter().map(|row| format!("Item {}", row.id)).collect());
    (Recommender::new(products, &popularity).unwrap(), words)
}

fn ids(best: &[Recommendation]) -> Vec<&str> {
    best.iter().map(|one| one.product_id.as_str()).collect()
}

const SLIM: u32 = 0;
const NAVY: u32 = 1;
const WEDDING: u32 = 2;
const WOOL: u32 = 3;

fn few() -> Vec<Row> {
    vec![
        row("a", 100, &[SLIM, NAVY], 50),
        row("b", 200, &[NAVY, WEDDING], 1),
        row("c", 300, &[SLIM], 20),
        row("d", 400, &[WOOL], 20),
    ]
}

#[test]
fn without_anything_known_the_most_bought_comes_first_and_ties_go_by_id() {
    let (recommender, words) = shop(&few());
    let best = recommender.rank(&Affinity::default(), &ProductFilter::top(4), &words);
    assert_eq!(ids(&best), ["a", "c", "d", "b"]);
    assert!(best.iter().all(|one| one.terms.len() == 1 && one.terms[0].term == "popularity"));
    assert!((best[0].score - 0.12).abs() < 1e-6);
}

#[test]
fn products_for_the_occasion_come_first_whatever_else_speaks_for_others() {
    let (recommender, words) = shop(&few());
    let affinity = Affinity {
        bought_units: 100.0,
        bought_attributes: vec![(SLIM, 100.0), (NAVY, 1.0)],
        bought_categories: vec![(0, 100.0)],
        preferred: vec![(SLIM, 5.0)],
        ..Affinity::default()
    };
    let filter = ProductFilter { occasion: Some(WEDDING), colour: Some(NAVY), ..ProductFilter::top(4) };
    let best = recommender.rank(&affinity, &filter, &words);
    assert_eq!(best[0].product_id, "b");
    assert_eq!(best[0].terms[0].term, "occasion");
    assert!(best.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn an_occasion_that_no_product_is_for_still_leaves_an_answer() {
    let (recommender, words) = shop(&few());
    let filter = ProductFilter { occasion: Some(99), ..ProductFilter::top(2) };
    assert_eq!(ids(&recommender.rank(&Affinity::default(), &filter, &words)), ["a", "c"]);
}

#[test]
fn what_was_declared_moves_products_up_by_its_weight() {
    let (recommender, words) = shop(&few());
    let affinity = Affinity { preferred: vec![(WOOL, 3.0), (SLIM, 1.0)], ..Affinity::default() };
    let best = recommender.rank(&affinity, &ProductFilter::top(4), &words);
    assert_eq!(best[0].product_id, "d");
    let value = |id: &str| {
        let one = best.iter().find(|one| one.product_id == id).unwrap();
        one.terms.iter().find(|term| term.term == "preference").map_or(0.0, |term| term.value)
    };
    assert!((value("d") - 0.12).abs() < 1e-5 && (value("c") - 0.04).abs() < 1e-5);
    assert_eq!(value("b"), 0.0);
}

#[test]
fn what_was_bought_more_than_others_buy_it_counts_for_and_the_rest_against() {
    let (recommender, words) = shop(&few());
    let affinity = Affinity {
        bought_units: 20.0,
        bought_attributes: vec![(WOOL, 20.0)],
        bought_categories: vec![(0, 20.0)],
        ..Affinity::default()
    };
    let best = recommender.rank(&affinity, &ProductFilter::top(4), &words);
    let history = |id: &str| {
        let one = best.iter().find(|one| one.product_id == id).unwrap();
        one.terms.iter().find(|term| term.term == "history").unwrap().value
    };
    assert_eq!(best[0].product_id, "d");
    // Wool is 21 of 95 units sold, so its lift is 3.82; the category, which everyone buys, says nothing.
    let expected = 0.08 * (ln(smoothed_lift(20.0, 20.0, 21.0 / 95.0)) / ln(4.0)) / 2.0;
    assert!((history("d") - expected).abs() < 1e-5);
    assert!(history("a") < 0.0 && history("a") >= -0.08);
}

#[test]
fn the_lift_is_the_documented_posterior_mean_over_the_share() {
    assert!((smoothed_lift(3.0, 10.0, 0.1) - (3.0 + 0.5) / 15.0 / 0.1).abs() < 1e-15);
    assert!((smoothed_lift(0.0, 10.0, 0.3) - 5.0 / 15.0).abs() < 1e-15);
}

#[test]
fn sentences_name_only_what_was_asked_for_or_declared_and_is_true() {
    let (recommender, words) =
        shop(&[row("s1", 100, &[0, 1, 2, 3], 0), row("s2", 100, &[4], 0), row("s3", 100, &[5], 0)]);
    let say = |affinity: &Affinity, filter: ProductFilter| {
        recommender.rank(affinity, &filter, &words)[0].say.clone()
    };
    let none = Affinity::default();
    let slim = Affinity { preferred: vec![(SLIM, 1.0)], ..Affinity::default() };
    assert_eq!(say(&none, ProductFilter::top(1)), "Item s1.");
    let wedding = ProductFilter { occasion: Some(WEDDING), colour: Some(NAVY), ..ProductFilter::top(1) };
    assert_eq!(say(&slim, wedding), "Item s1: slim, navy, right for a wedding.");
    assert_eq!(
        say(&none, ProductFilter { occasion: Some(4), ..ProductFilter::top(1) }),
        "Item s2: right for an interview."
    );
    assert_eq!(
        say(&none, ProductFilter { occasion: Some(5), ..ProductFilter::top(1) }),
        "Item s3: right for work."
    );
}

#[test]
fn catalogue_text_reaches_a_sentence_only_escaped() {
    let (recommender, mut words) = shop(&[row("x", 1, &[], 0)]);
    words.0[0] = format!("Suit\n\u{202e}{{{{system}}}} `x` {}", "y".repeat(500));
    let best = recommender.rank(&Affinity::default(), &ProductFilter::top(1), &words);
    assert!(best[0].name.chars().count() <= 80 && !best[0].say.contains(['\n', '\u{202e}', '{', '`']));
}

#[test]
fn an_empty_catalogue_recommends_nothing() {
    let (recommender, words) = shop(&[]);
    assert!(recommender.is_empty());
    assert!(recommender.rank(&Affinity::default(), &ProductFilter::top(10), &words).is_empty());
}

#[test]
fn tables_that_do_not_fit_together_are_refused() {
    let good = ProductTable {
        product_ids: vec!["a".into(), "b".into()],
        price_minor: vec![1, 2],
        category: vec![None, Some(0)],
        attribute_offsets: vec![0, 1, 2],
        attributes: vec![0, 1],
    };
    let code = |table: ProductTable| Recommender::new(table, &Popularity::default()).unwrap_err().code();
    assert!(Recommender::new(good.clone(), &Popularity::default()).is_ok());
    assert_eq!(code(ProductTable { price_minor: vec![1], ..good.clone() }), "OUT_OF_RANGE");
    assert_eq!(code(ProductTable { price_minor: vec![1, -1], ..good.clone() }), "OUT_OF_RANGE");
    assert_eq!(code(ProductTable { category: vec![None], ..good.clone() }), "OUT_OF_RANGE");
    assert_eq!(code(ProductTable { category: vec![None, Some(u32::MAX)], ..good.clone() }), "OUT_OF_RANGE");
    assert_eq!(code(ProductTable { attributes: vec![0, u32::MAX], ..good.clone() }), "OUT_OF_RANGE");
    assert_eq!(code(ProductTable { attribute_offsets: vec![0, 1], ..good.clone() }), "INVALID_VALUE");
    assert_eq!(code(ProductTable { attribute_offsets: vec![0, 3, 2], ..good.clone() }), "INVALID_VALUE");
    assert_eq!(
        code(ProductTable { attribute_offsets: vec![0, 0, 2], attributes: vec![1, 1], ..good.clone() }),
        "INVALID_VALUE"
    );
    assert_eq!(
        code(ProductTable { product_ids: vec!["a".into(), "a".into()], ..good.clone() }),
        "INVALID_VALUE"
    );
    assert_eq!(code(ProductTable { product_ids: vec!["a".into(), "x".repeat(257)], ..good }), "TOO_LARGE");
}

#[test]
fn popularity_is_checked_and_survives_a_file() {
    let popularity = Popularity::new(vec!["b".into(), "a".into()], vec![3, 5]).unwrap();
    assert_eq!((popularity.purchases("a"), popularity.purchases("b"), popularity.purchases("c")), (5, 3, 0));
    let text = serde_json::to_string(&popularity).unwrap();
    assert_eq!(serde_json::from_str::<Popularity>(&text).unwrap(), popularity);
    assert_eq!(
        Popularity::new(vec!["a".into(), "a".into()], vec![1, 2]).unwrap_err().code(),
        "INVALID_VALUE"
    );
    assert_eq!(Popularity::new(vec!["a".into()], vec![]).unwrap_err().code(), "OUT_OF_RANGE");
    let unsorted: Popularity = serde_json::from_str(r#"{"productIds":["b","a"],"purchases":[1,2]}"#).unwrap();
    assert_eq!(unsorted.check().unwrap_err().code(), "INVALID_VALUE");
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let one =
        (0..50_000_i64, prop::option::of(0..3_u32), prop::collection::btree_set(0..6_u32, 0..5), 0..500_u32);
    prop::collection::vec(one, 0..40).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(n, (price_minor, category, attributes, purchases))| Row {
                id: format!("p{n:03}"),
                price_minor,
                category,
                attributes: attributes.into_iter().collect(),
                purchases,
            })
            .collect()
    })
}

prop_compose! {
    fn affinity()(
        bought_units in prop_oneof![0.0..50.0_f64, prop::num::f64::ANY],
        bought_attributes in prop::collection::vec((0..9_u32, prop_oneof![0.0..50.0_f64, prop::num::f64::ANY]), 0..6),
        bought_categories in prop::collection::vec((0..5_u32, 0.0..50.0_f64), 0..4),
        preferred in prop::collection::vec((0..9_u32, prop_oneof![0.0..5.0_f64, prop::num::f64::ANY]), 0..6),
    ) -> Affinity {
        Affinity { bought_units, bought_attributes, bought_categories, preferred, taste: None }
    }
}

prop_compose! {
    fn filter()(
        budget_low_minor in prop::option::of(0..50_000_i64), budget_high_minor in prop::option::of(0..50_000_i64),
        category in prop::option::of(0..3_u32), occasion in prop::option::of(0..7_u32),
        colour in prop::option::of(0..7_u32), exclude in prop::collection::vec(0..60_u32, 0..10), k in 0..60_u32,
    ) -> ProductFilter {
        ProductFilter { budget_low_minor, budget_high_minor, category, occasion, colour, exclude, k }
    }
}

proptest! {
    #[test]
    fn terms_sum_exactly_to_the_score_and_stay_in_their_bounds(
        rows in rows(), affinity in affinity(), filter in filter(),
    ) {
        let (recommender, words) = shop(&rows);
        for one in recommender.rank(&affinity, &filter, &words) {
            prop_assert_eq!(one.score, one.terms.iter().map(|term| term.value).sum::<f64>());
            prop_assert_eq!(one.score, one.terms.iter().rev().map(|term| term.value).sum::<f64>());
            prop_assert!(one.terms.is_sorted_by(|a, b| a.value >= b.value));
            for term in &one.terms {
                let (low, high) = match term.term.as_str() {
                    "occasion" => (0.0, 0.56),
                    "preference" => (0.0, 0.16),
                    "popularity" => (0.0, 0.12),
                    "colour" => (0.0, 0.08),
                    "history" => (-0.08, 0.08),
                    other => return Err(TestCaseError::fail(format!("no term is called {other}"))),
                };
                prop_assert!(term.value != 0.0 && term.value >= low - 1e-6 && term.value <= high + 1e-6);
            }
        }
    }

    #[test]
    fn limits_hold_and_nothing_better_is_left_out(rows in rows(), affinity in affinity(), filter in filter()) {
        let (recommender, words) = shop(&rows);
        let best = recommender.rank(&affinity, &filter, &words);
        let all = recommender.rank(&affinity, &ProductFilter { k: u32::MAX, ..filter.clone() }, &words);
        let allowed = rows.iter().enumerate().filter(|(n, row)| {
            !filter.exclude.contains(&(*n as u32))
                && filter.budget_low_minor.is_none_or(|low| row.price_minor >= low)
                && filter.budget_high_minor.is_none_or(|high| row.price_minor <= high)
                && filter.category.is_none_or(|category| row.category == Some(category))
        });
        let mut allowed: Vec<&str> = allowed.map(|(_, row)| row.id.as_str()).collect();
        let mut found = ids(&all);
        found.sort_unstable();
        allowed.sort_unstable();
        prop_assert_eq!(found, allowed);
        prop_assert!(all.is_sorted_by(|a, b| a.score > b.score || a.score == b.score && a.product_id < b.product_id));
        prop_assert_eq!(&all[..all.len().min(filter.k as usize)], &best[..]);
    }

    #[test]
    fn products_for_the_occasion_stand_before_all_others(
        rows in rows(), affinity in affinity(), filter in filter(), occasion in 0..6_u32,
    ) {
        let (recommender, words) = shop(&rows);
        let filter = ProductFilter { occasion: Some(occasion), k: u32::MAX, ..filter };
        let best = recommender.rank(&affinity, &filter, &words);
        let for_it = |one: &&Recommendation| one.terms.iter().any(|term| term.term == "occasion");
        let leading = best.iter().take_while(for_it).count();
        prop_assert_eq!(leading, best.iter().filter(for_it).count());
    }

    #[test]
    fn the_order_of_products_changes_nothing(
        rows in rows(), affinity in affinity(), filter in filter(), turn in 0..40_usize,
    ) {
        let (recommender, words) = shop(&rows);
        let mut turned = rows.clone();
        turned.rotate_left(turn.checked_rem(rows.len()).unwrap_or(0));
        turned.reverse();
        let excluded: Vec<&str> =
            filter.exclude.iter().filter_map(|&n| rows.get(n as usize)).map(|row| row.id.as_str()).collect();
        let exclude = (0..turned.len() as u32).filter(|&n| excluded.contains(&turned[n as usize].id.as_str())).collect();
        let (again, again_words) = shop(&turned);
        prop_assert_eq!(
            recommender.rank(&affinity, &filter, &words),
            again.rank(&affinity, &ProductFilter { exclude, ..filter }, &again_words)
        );
    }
}
