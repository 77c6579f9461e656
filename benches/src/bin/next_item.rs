//! What does taste know of the next order? On a file of order lines, against popularity and what was bought last.
//!
//! `SARTOR_DATA=... cargo run --release -p sartor-benches --bin next_item` reads `online_retail_ii_2009_2010.csv.gz`.
//! Customers are judged by their first order after the split, ranked over the full catalogue from what came before it.
//! The attributes are words of the product's description: colours and materials from lists that were written before
//! the file was looked at, the last word as the noun, and every other word that five products share. Nothing is fitted
//! or chosen on what comes after the split. Intervals are 90 %, from 2,000 bootstrap samples of customers.
#![allow(clippy::print_stdout)] // it tells its figures,
#![allow(clippy::disallowed_methods)] // which no other platform need meet to the bit

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sartor::catalog::{Catalog, ProductAttribute};
use sartor::consent::ConsentBasis;
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, Trainer};
use sartor::event::{Event, EventKind, OrderOptions};
use sartor::profile::Profile;
use sartor::rng::Rng;
use sartor::time::parse_timestamp_ms;
use sartor::{Result, SartorError};
use sartor_examples::load;

const FILE: &str = "online_retail_ii_2009_2010.csv.gz";
const SPLIT: &str = "2010-09-10T00:00:00Z";
const TOP: usize = 10;
const SAMPLES: usize = 2_000;
/// Products that share a word from which it is an attribute.
const SHARED: u32 = 5;

const COLOURS: [&str; 24] = [
    "black",
    "white",
    "red",
    "blue",
    "green",
    "yellow",
    "pink",
    "purple",
    "orange",
    "brown",
    "grey",
    "gray",
    "silver",
    "gold",
    "ivory",
    "cream",
    "turquoise",
    "lilac",
    "navy",
    "beige",
    "copper",
    "bronze",
    "mint",
    "multicolour",
];
const MATERIALS: [&str; 22] = [
    "wood",
    "wooden",
    "metal",
    "glass",
    "ceramic",
    "paper",
    "cotton",
    "felt",
    "leather",
    "wool",
    "silk",
    "plastic",
    "porcelain",
    "enamel",
    "wicker",
    "velvet",
    "crystal",
    "zinc",
    "tin",
    "iron",
    "canvas",
    "linen",
];

fn main() -> Result<()> {
    let folder = std::env::var("SARTOR_DATA").map_or_else(|_| PathBuf::from("../shared/data"), PathBuf::from);
    let path = folder.join(FILE);
    if !path.exists() {
        println!("skipped: {} is not there; set SARTOR_DATA", path.display());
        return Ok(());
    }
    let options = OrderOptions {
        currency: "GBP".to_owned(),
        consent_basis: Some(ConsentBasis::parse("consent")?),
        ..OrderOptions::default()
    };
    let split_ms = parse_timestamp_ms(SPLIT)?;
    let (plain, _) = load::orders(&path, &options)?;
    println!("{FILE}: {} products, split at {SPLIT}", plain.catalog().products().len());
    println!("{:<34}{:>24}{:>24}{:>24}", "", "hit rate at 10", "nDCG at 10", "nDCG at 10, new items");
    let described = attributed(plain.catalog(), false)?;
    let with_item = attributed(plain.catalog(), true)?;
    let cases = cases(&plain, split_ms);
    let ids: Vec<String> = plain.catalog().products().iter().map(|one| one.product_id.clone()).collect();
    let popular = popularity(&plain, &ids, split_ms);
    show("popularity", &judge(&cases, |_| Ok(popular.clone()), &ids)?);
    show("last bought, then popularity", &judge(&cases, |case| Ok(last_bought(case, &ids, &popular)), &ids)?);
    for (name, catalog) in
        [("taste (words) + popularity", described), ("taste (words, the item) + popul.", with_item)]
    {
        let engine = taught(&path, catalog, &options, split_ms)?;
        show(name, &judge(&cases, |case| scores(&engine, case, &ids, &popular, split_ms), &ids)?);
    }
    println!("{} customers with an order before the split and one after", cases.len());
    Ok(())
}

/// One customer: what was bought before, newest last, and the first order after the split.
struct Case {
    profile: Profile,
    before: Vec<(i64, String)>,
    next: BTreeSet<String>,
}

fn cases(trainer: &Trainer, split_ms: i64) -> Vec<Case> {
    let mut cases = Vec::new();
    for id in trainer.customer_ids() {
        let Some(profile) = trainer.profile(&id) else { continue };
        let orders: Vec<&Event> =
            profile.events().into_iter().filter(|event| event.kind == EventKind::OrderCompleted).collect();
        let lines = |event: &Event| -> Vec<String> {
            let known =
                event.lines.iter().filter(|line| trainer.catalog().product(&line.product_id).is_some());
            known.map(|line| line.product_id.clone()).collect()
        };
        let before: Vec<(i64, String)> = orders
            .iter()
            .filter(|event| event.timestamp_ms < split_ms)
            .flat_map(|event| lines(event).into_iter().map(|product| (event.timestamp_ms, product)))
            .collect();
        let next = orders.iter().find(|event| event.timestamp_ms >= split_ms).map(|event| lines(event));
        if let Some(next) = next.filter(|next| !next.is_empty() && !before.is_empty()) {
            cases.push(Case { profile: profile.clone(), before, next: next.into_iter().collect() });
        }
    }
    cases
}

/// Logarithms of each product's share of order lines before the split, each counted once more than it was.
fn popularity(trainer: &Trainer, ids: &[String], split_ms: i64) -> Vec<f64> {
    let mut counts = vec![1.0; ids.len()];
    for id in trainer.customer_ids() {
        let Some(profile) = trainer.profile(&id) else { continue };
        for event in profile.events() {
            if event.kind == EventKind::OrderCompleted && event.timestamp_ms < split_ms {
                for line in &event.lines {
                    if let Ok(at) = ids.binary_search(&line.product_id) {
                        counts[at] += 1.0;
                    }
                }
            }
        }
    }
    let total: f64 = counts.iter().sum();
    counts.iter().map(|count| (count / total).ln()).collect()
}

fn last_bought(case: &Case, ids: &[String], popular: &[f64]) -> Vec<f64> {
    let mut scores = popular.to_vec();
    for (at_ms, product) in &case.before {
        if let Ok(at) = ids.binary_search(product) {
            // Any purchase beats none, a later one an earlier one; of one order the more popular is first.
            scores[at] = 1e6 + (*at_ms / 1_000) as f64 + popular[at] * 1e-3;
        }
    }
    scores
}

fn scores(engine: &Engine, case: &Case, ids: &[String], popular: &[f64], split_ms: i64) -> Result<Vec<f64>> {
    let mut scores = Vec::with_capacity(ids.len());
    for (ids, popular) in ids.chunks(1_000).zip(popular.chunks(1_000)) {
        let found = engine.taste_scores(&case.profile, ids, split_ms - 1)?;
        scores.extend(found.scores.iter().zip(popular).map(|(one, popular)| one.score + popular));
    }
    Ok(scores)
}

fn taught(path: &Path, catalog: Catalog, options: &OrderOptions, split_ms: i64) -> Result<Engine> {
    let mut trainer = Trainer::new(catalog, EnginePolicy::default())?;
    let mut feed = trainer.order_feed(options.clone())?;
    let unreadable = |error: std::io::Error| SartorError::Unreadable {
        path: path.display().to_string(),
        detail: error.to_string(),
    };
    feed.feed(&std::fs::read(path).map_err(unreadable)?)?;
    feed.finish(&mut trainer)?;
    trainer.fit(split_ms - 1, Control::none())
}

/// The catalogue with the words of each description as attributes.
fn attributed(catalog: &Catalog, with_item: bool) -> Result<Catalog> {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2);
        words.map(str::to_lowercase).collect()
    };
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for product in catalog.products() {
        for word in words(&product.name).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    let products = catalog.products().iter().map(|product| {
        let all = words(&product.name);
        let mut attributes = BTreeSet::new();
        for (at, word) in
            all.iter().enumerate().filter(|(_, word)| counts.get(*word).is_some_and(|n| *n >= SHARED))
        {
            let name = if COLOURS.contains(&word.as_str()) {
                "colour"
            } else if MATERIALS.contains(&word.as_str()) {
                "material"
            } else if at + 1 == all.len() {
                "noun"
            } else {
                "word"
            };
            attributes.insert(ProductAttribute { name: name.to_owned(), value: word.clone() });
        }
        if with_item {
            attributes
                .insert(ProductAttribute { name: "item".to_owned(), value: product.product_id.clone() });
        }
        let mut product = product.clone();
        product.attributes = attributes.into_iter().collect();
        product
    });
    Catalog::new(products.collect(), catalog.currency())
}

/// Hit, gain, and gain over what the customer had not bought before (NaN where the order has nothing new).
fn judge(cases: &[Case], rank: impl Fn(&Case) -> Result<Vec<f64>>, ids: &[String]) -> Result<Vec<[f64; 3]>> {
    cases
        .iter()
        .map(|case| {
            let scores = rank(case)?;
            let mut order: Vec<usize> = (0..ids.len()).collect();
            order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
            let had: BTreeSet<&str> = case.before.iter().map(|(_, product)| product.as_str()).collect();
            let top: Vec<&str> = order.iter().take(TOP).map(|&at| ids[at].as_str()).collect();
            let fresh: Vec<&str> =
                order.iter().map(|&at| ids[at].as_str()).filter(|id| !had.contains(id)).take(TOP).collect();
            let wanted: BTreeSet<&str> = case.next.iter().map(String::as_str).collect();
            let new: BTreeSet<&str> = wanted.difference(&had).copied().collect();
            let hit = f64::from(u8::from(top.iter().any(|id| wanted.contains(id))));
            Ok([hit, gain(&top, &wanted), if new.is_empty() { f64::NAN } else { gain(&fresh, &new) }])
        })
        .collect()
}

/// Normalised discounted cumulative gain with binary relevance (Järvelin and Kekäläinen 2002).
fn gain(top: &[&str], wanted: &BTreeSet<&str>) -> f64 {
    let discount = |place: usize| 1.0 / ((place + 2) as f64).log2();
    let found: f64 =
        top.iter().enumerate().filter(|(_, id)| wanted.contains(*id)).map(|(at, _)| discount(at)).sum();
    found / (0..wanted.len().min(TOP)).map(discount).sum::<f64>()
}

fn show(name: &str, judged: &[[f64; 3]]) {
    let mut line = format!("{name:<34}");
    for measure in 0..3 {
        let values: Vec<f64> =
            judged.iter().map(|one| one[measure]).filter(|value| value.is_finite()).collect();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let mut rng = Rng::new(7);
        let mut means: Vec<f64> = (0..SAMPLES)
            .map(|_| {
                let drawn = (0..values.len()).map(|_| values[rng.below(values.len() as u64) as usize]);
                drawn.sum::<f64>() / values.len() as f64
            })
            .collect();
        means.sort_by(f64::total_cmp);
        let at = |share: f64| means[(share * SAMPLES as f64) as usize];
        let _ = write!(line, "{:>10.4} ({:.4}-{:.4})", mean(&values), at(0.05), at(0.95));
    }
    println!("{line}");
}
