//! Which products come first for this customer and this request, and why?
//!
//! The score of a product is a sum of five terms:
//!
//! | term | between | is |
//! | --- | --- | --- |
//! | `occasion` | 0, 0.56 | all of it when the product is for the occasion asked for |
//! | `preference` | 0, 0.16 | the share of the declared preferences, by weight, that the product has |
//! | `popularity` | 0, 0.12 | [`Popularity`], scaled |
//! | `colour` | 0, 0.08 | all of it when the product has the colour asked for |
//! | `history` | -0.08, 0.08 | mean over category and attributes of `ln(lift) / ln 4`, cut to -1..1 |
//!
//! where the lift of an attribute value is how much more of what the customer bought has it than of what
//! everyone buys, smoothed by a Dirichlet prior of five units at the shop's share `q`
//! ([`smoothed_lift`]; Gelman et al., *Bayesian Data Analysis*, 3rd ed., section 3.4).
//!
//! The occasion weighs more than all else together can make up, so products for the occasion come first
//! whenever there are any, and the order is still the order of the scores. Each term is rounded to a
//! multiple of 2^-20: such numbers add without rounding in any order, so the terms sum exactly to the score.
//! Equal scores are ordered by product id. Budget, category and exclusions are limits, not terms.
//!
//! ```
//! use sartor::basket::{Affinity, Popularity, ProductFilter, ProductTable, ProductWords, Recommender};
//! struct Words;
//! impl ProductWords for Words {
//!     fn name(&self, product: u32) -> &str { ["Navy wool suit", "Grey wool suit"][product as usize] }
//!     fn category(&self, _: u32) -> &str { "suits" }
//!     fn attribute_value(&self, attribute: u32) -> &str { ["slim", "wedding"][attribute as usize] }
//! }
//! let products = ProductTable {
//!     product_ids: vec!["suit_1".into(), "suit_2".into()],
//!     price_minor: vec![115_000, 99_000],
//!     category: vec![Some(0), Some(0)],
//!     attribute_offsets: vec![0, 2, 3],
//!     attributes: vec![0, 1, 0],
//! };
//! let recommender = Recommender::new(products, &Popularity::default())?;
//! let affinity = Affinity { preferred: vec![(0, 1.0)], ..Affinity::default() };
//! let filter = ProductFilter { occasion: Some(1), ..ProductFilter::top(2) };
//! let best = recommender.rank(&affinity, &filter, &Words);
//! assert_eq!(best[0].product_id, "suit_1");
//! assert_eq!(best[0].say, "Navy wool suit: slim, right for a wedding.");
//! assert_eq!(best[0].score, best[0].terms.iter().map(|term| term.value).sum::<f64>());
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Popularity, Recommendation, ScoreTerm, say};
use crate::{Result, SartorError, ids, math};

const SUBJECT: &str = "recommender";

/// Steps of a score in one unit.
const STEPS: f64 = (1u32 << 20) as f64;
const OCCASION: f64 = 0.56;
const PREFERENCE: f64 = 0.16;
const POPULARITY: f64 = 0.12;
const COLOUR: f64 = 0.08;
const HISTORY: f64 = 0.08;
/// Units of the shop's own shares that a customer's history is mixed with.
const PRIOR_UNITS: f64 = 5.0;
/// The lift at which the history term is full.
const FULL_LIFT: f64 = 4.0;
/// The longest name shown, in characters.
const NAME_CHARS: usize = 80;

/// The products of a shop as columns, one entry per product, in any order; positions are product numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductTable {
    /// Each product's id, each once.
    pub product_ids: Vec<String>,
    /// List prices in minor units, at least 0.
    pub price_minor: Vec<i64>,
    /// Number of the category, when there is one.
    pub category: Vec<Option<u32>>,
    /// Where each product's attributes begin in `attributes`, and at the end their total.
    pub attribute_offsets: Vec<u32>,
    /// Numbers of attribute values (colour navy, fit slim ...), product after product; those of one product
    /// ascend, at most 1,024.
    pub attributes: Vec<u32>,
}

/// What a customer bought and declared, in the catalogue's numbers; numbers that do not exist are ignored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Affinity {
    /// Units bought, all products together.
    pub bought_units: f64,
    /// Units bought that have an attribute value, by its number.
    pub bought_attributes: Vec<(u32, f64)>,
    /// Units bought of a category, by its number.
    pub bought_categories: Vec<(u32, f64)>,
    /// Attribute values preferred by declaration, each with a weight above 0.
    pub preferred: Vec<(u32, f64)>,
}

/// What a request asks for and rules out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// Least price in minor units.
    pub budget_low_minor: Option<i64>,
    /// Highest price in minor units.
    pub budget_high_minor: Option<i64>,
    /// Only this category.
    pub category: Option<u32>,
    /// The attribute value that stands for the occasion asked for.
    pub occasion: Option<u32>,
    /// The attribute value that stands for the colour asked for.
    pub colour: Option<u32>,
    /// Products never to show, by number in any order: refused, out of stock, in the cart.
    pub exclude: Vec<u32>,
    /// How many to return at most.
    pub k: u32,
}

impl ProductFilter {
    /// The best `k` of everything.
    pub fn top(k: u32) -> Self {
        Self { k, ..Self::default() }
    }
}

/// The catalogue's words for its numbers.
pub trait ProductWords {
    /// Name of a product.
    fn name(&self, product: u32) -> &str;
    /// Name of a category.
    fn category(&self, category: u32) -> &str;
    /// The value of an attribute value, such as `navy`.
    fn attribute_value(&self, attribute: u32) -> &str;
}

/// How much more of what a customer bought has a value than of what everyone buys:
/// `((x + 5 q) / (n + 5)) / q` for `x` of `n` units and the shop's share `q`; 1 without a purchase.
///
/// ```
/// use sartor::basket::smoothed_lift;
/// assert_eq!(smoothed_lift(0.0, 0.0, 0.2), 1.0);
/// assert_eq!(smoothed_lift(5.0, 5.0, 0.2), 3.0);
/// ```
pub fn smoothed_lift(units_with: f64, units: f64, shop_share: f64) -> f64 {
    (units_with + PRIOR_UNITS * shop_share) / ((units + PRIOR_UNITS) * shop_share)
}

/// The most attribute values of one product.
const MAX_ATTRIBUTES: usize = 1_024;

/// Ranks a shop's products for requests.
#[derive(Debug, Clone)]
pub struct Recommender {
    products: ProductTable,
    /// The popularity term of each product, in steps.
    popularity: Vec<i32>,
    /// Place of each product in the order of ids, for ties.
    id_rank: Vec<u32>,
    /// Share of all units sold that has each attribute value.
    attribute_share: Vec<f64>,
    category_share: Vec<f64>,
}

/// The terms of one product, in steps.
#[derive(Clone, Copy)]
struct Terms {
    occasion: i32,
    preference: i32,
    popularity: i32,
    colour: i32,
    history: i32,
}

impl Terms {
    fn sum(&self) -> i32 {
        self.occasion + self.preference + self.popularity + self.colour + self.history
    }
}

/// What one customer's history and declarations add to every value, in steps.
struct Weights {
    /// History and preference by attribute value.
    attribute: Vec<(i32, i32)>,
    category: Vec<i32>,
}

impl Recommender {
    /// A recommender over `products`; what `popularity` does not know counts as never bought.
    pub fn new(products: ProductTable, popularity: &Popularity) -> Result<Self> {
        check(&products)?;
        let mut by_id: Vec<u32> = (0..products.product_ids.len() as u32).collect();
        by_id.sort_unstable_by_key(|&product| products.product_ids.get(product as usize));
        let mut id_rank = vec![0; by_id.len()];
        for (rank, &product) in by_id.iter().enumerate() {
            if let Some(place) = id_rank.get_mut(product as usize) {
                *place = rank as u32;
            }
        }
        let purchases: Vec<u32> = products.product_ids.iter().map(|id| popularity.purchases(id)).collect();
        let most = math::ln_1p(f64::from(purchases.iter().copied().max().unwrap_or(0)));
        let scaled = |count: &u32| if most > 0.0 { math::ln_1p(f64::from(*count)) / most } else { 0.0 };
        let popularity = purchases.iter().map(|count| steps(POPULARITY * scaled(count))).collect();
        let attribute_numbers = products.attributes.iter().max().map_or(0, |&most| most as usize + 1);
        let category_numbers = products.category.iter().flatten().max().map_or(0, |&most| most as usize + 1);
        let mut attribute_share = vec![0.0; attribute_numbers];
        let mut category_share = vec![0.0; category_numbers];
        let mut units = 0.0;
        for (product, &count) in purchases.iter().enumerate() {
            // Every product counts as sold once more than it was, so that none has a share of 0.
            let sold = f64::from(count) + 1.0;
            units += sold;
            for &attribute in attributes_of(&products, product) {
                add(&mut attribute_share, attribute, sold);
            }
            if let Some(category) = products.category.get(product).copied().flatten() {
                add(&mut category_share, category, sold);
            }
        }
        for share in attribute_share.iter_mut().chain(&mut category_share) {
            *share /= units;
        }
        Ok(Self { products, popularity, id_rank, attribute_share, category_share })
    }

    /// Number of products.
    pub fn len(&self) -> usize {
        self.products.product_ids.len()
    }

    /// Is there nothing to recommend?
    pub fn is_empty(&self) -> bool {
        self.products.product_ids.is_empty()
    }

    /// The best products for a request, best first.
    pub fn rank(
        &self,
        affinity: &Affinity,
        filter: &ProductFilter,
        words: &dyn ProductWords,
    ) -> Vec<Recommendation> {
        let weights = self.weights(affinity);
        let best = self.best(&weights, filter);
        best.into_iter().map(|product| self.recommendation(product, &weights, filter, words)).collect()
    }

    /// Numbers of the best products, best first: one pass and a heap of at most `k`.
    fn best(&self, weights: &Weights, filter: &ProductFilter) -> Vec<usize> {
        let k = (filter.k as usize).min(self.len());
        if k == 0 {
            return Vec::new();
        }
        let mut excluded = vec![false; self.len()];
        for &product in &filter.exclude {
            if let Some(place) = excluded.get_mut(product as usize) {
                *place = true;
            }
        }
        let low = filter.budget_low_minor.unwrap_or(i64::MIN);
        let high = filter.budget_high_minor.unwrap_or(i64::MAX);
        // The worst of the best is on top: lowest score first, of equal scores the last id.
        let mut heap: BinaryHeap<Reverse<(i32, Reverse<u32>, usize)>> = BinaryHeap::with_capacity(k + 1);
        let columns = self.products.price_minor.iter().zip(&self.products.category).zip(&excluded);
        for (product, ((&price, &category), &excluded)) in columns.enumerate() {
            let unwanted = filter.category.is_some() && filter.category != category;
            if excluded || unwanted || price < low || price > high {
                continue;
            }
            let score = self.terms(product, weights, filter).sum();
            let entry = (score, Reverse(self.id_rank.get(product).copied().unwrap_or(u32::MAX)), product);
            if heap.len() < k {
                heap.push(Reverse(entry));
            } else if heap.peek().is_some_and(|Reverse(worst)| entry > *worst) {
                heap.pop();
                heap.push(Reverse(entry));
            }
        }
        heap.into_sorted_vec().into_iter().map(|Reverse((_, _, product))| product).collect()
    }

    fn weights(&self, affinity: &Affinity) -> Weights {
        let units = if affinity.bought_units.is_finite() { affinity.bought_units.max(0.0) } else { 0.0 };
        // The lift of whatever was not bought does not depend on its share.
        let unbought = steps(HISTORY * taste(smoothed_lift(0.0, units, 1.0)));
        let mut attribute = vec![(unbought, 0); self.attribute_share.len()];
        let mut category = vec![unbought; self.category_share.len()];
        if units > 0.0 {
            for &(number, bought) in &affinity.bought_attributes {
                let share = self.attribute_share.get(number as usize).copied().unwrap_or(0.0);
                if let Some((history, _)) = attribute.get_mut(number as usize) {
                    *history = history_steps(bought, units, share).unwrap_or(*history);
                }
            }
            for &(number, bought) in &affinity.bought_categories {
                let share = self.category_share.get(number as usize).copied().unwrap_or(0.0);
                if let Some(history) = category.get_mut(number as usize) {
                    *history = history_steps(bought, units, share).unwrap_or(*history);
                }
            }
        }
        let declared = affinity.preferred.iter().filter(|(_, weight)| weight.is_finite() && *weight > 0.0);
        let total: f64 = declared.clone().map(|(_, weight)| weight).sum();
        for (number, weight) in declared {
            if let Some((_, preference)) = attribute.get_mut(*number as usize) {
                // Rounded down, so that all preferences together never exceed the term's bound.
                *preference += math::floor(PREFERENCE * STEPS * (weight / total)) as i32;
            }
        }
        Weights { attribute, category }
    }

    fn terms(&self, product: usize, weights: &Weights, filter: &ProductFilter) -> Terms {
        let mut terms = Terms {
            occasion: 0,
            preference: 0,
            popularity: self.popularity.get(product).copied().unwrap_or(0),
            colour: 0,
            history: 0,
        };
        let mut values = 0;
        for &attribute in attributes_of(&self.products, product) {
            if let Some(&(history, preference)) = weights.attribute.get(attribute as usize) {
                terms.history += history;
                terms.preference += preference;
                values += 1;
            }
            if Some(attribute) == filter.occasion {
                terms.occasion = steps(OCCASION);
            }
            if Some(attribute) == filter.colour {
                terms.colour = steps(COLOUR);
            }
        }
        if let Some(category) = self.products.category.get(product).copied().flatten() {
            terms.history += weights.category.get(category as usize).copied().unwrap_or(0);
            values += 1;
        }
        terms.history /= values.max(1);
        terms
    }

    fn recommendation(
        &self,
        product: usize,
        weights: &Weights,
        filter: &ProductFilter,
        words: &dyn ProductWords,
    ) -> Recommendation {
        let terms = self.terms(product, weights, filter);
        let mut named: Vec<ScoreTerm> = [
            ("occasion", terms.occasion),
            ("preference", terms.preference),
            ("popularity", terms.popularity),
            ("colour", terms.colour),
            ("history", terms.history),
        ]
        .into_iter()
        .filter(|(_, steps)| *steps != 0)
        .map(|(term, steps)| ScoreTerm { term: term.to_owned(), value: f64::from(steps) / STEPS })
        .collect();
        named.sort_by(|a, b| b.value.total_cmp(&a.value));
        let name: String = words.name(product as u32).chars().take(NAME_CHARS).collect();
        // Named in the sentence: what was declared or asked for and is true of this product.
        let matched: Vec<&str> = attributes_of(&self.products, product)
            .iter()
            .filter(|&&attribute| Some(attribute) != filter.occasion)
            .filter(|&&attribute| {
                Some(attribute) == filter.colour
                    || weights.attribute.get(attribute as usize).is_some_and(|(_, preferred)| *preferred > 0)
            })
            .map(|&attribute| words.attribute_value(attribute))
            .take(3)
            .collect();
        let occasion =
            filter.occasion.filter(|_| terms.occasion > 0).map(|number| words.attribute_value(number));
        Recommendation {
            product_id: self.products.product_ids.get(product).cloned().unwrap_or_default(),
            say: say::sentence(&name, &matched, occasion),
            name,
            category: self
                .products
                .category
                .get(product)
                .copied()
                .flatten()
                .map(|number| words.category(number).to_owned()),
            price_minor: self.products.price_minor.get(product).copied().unwrap_or(0),
            score: f64::from(terms.sum()) / STEPS,
            terms: named,
        }
    }
}

fn check(products: &ProductTable) -> Result<()> {
    let count = products.product_ids.len();
    let expected = format!("one for each of {count} products");
    for (field, length) in
        [("price_minor", products.price_minor.len()), ("category", products.category.len())]
    {
        if length != count {
            return Err(SartorError::out_of_range(SUBJECT, field, length, &expected));
        }
    }
    let offsets = &products.attribute_offsets;
    if offsets.len() != count + 1
        || !offsets.is_sorted()
        || offsets.first() != Some(&0)
        || offsets.last().map(|&end| end as usize) != Some(products.attributes.len())
    {
        let expected = "ascending from 0 to the number of attributes, one more than products";
        return Err(SartorError::invalid(SUBJECT, "attribute_offsets", expected));
    }
    for product in 0..count {
        let attributes = attributes_of(products, product);
        if attributes.len() > MAX_ATTRIBUTES {
            let unit = "attributes of one product";
            return Err(SartorError::too_many(SUBJECT, "attributes", attributes.len(), MAX_ATTRIBUTES, unit));
        }
        if !attributes.is_sorted_by(|a, b| a < b) {
            return Err(SartorError::invalid(SUBJECT, "attributes", "ascending within each product"));
        }
    }
    // Tables by number are dense: a stray number must not ask for gigabytes.
    let limit = products.attributes.len() + count;
    let numbers = products.attributes.iter().chain(products.category.iter().flatten());
    if let Some(&number) = numbers.filter(|&&number| number as usize >= limit).max() {
        return Err(SartorError::out_of_range(SUBJECT, "attributes", number, "dense numbers from 0 on"));
    }
    if let Some(price) = products.price_minor.iter().find(|price| **price < 0) {
        return Err(SartorError::out_of_range(SUBJECT, "price_minor", price, "at least 0"));
    }
    for id in &products.product_ids {
        ids::check_id(SUBJECT, "product_ids", id)?;
    }
    let mut sorted: Vec<&String> = products.product_ids.iter().collect();
    sorted.sort_unstable();
    if !sorted.is_sorted_by(|a, b| a < b) {
        return Err(SartorError::invalid(SUBJECT, "product_ids", "a list that holds each product once"));
    }
    Ok(())
}

fn attributes_of(products: &ProductTable, product: usize) -> &[u32] {
    let offset = |place: usize| products.attribute_offsets.get(place).map_or(0, |&at| at as usize);
    products.attributes.get(offset(product)..offset(product + 1)).unwrap_or_default()
}

fn add(shares: &mut [f64], number: u32, sold: f64) {
    if let Some(share) = shares.get_mut(number as usize) {
        *share += sold;
    }
}

fn history_steps(bought: f64, units: f64, share: f64) -> Option<i32> {
    let usable = bought.is_finite() && bought >= 0.0 && share > 0.0;
    usable.then(|| steps(HISTORY * taste(smoothed_lift(bought.min(units), units, share))))
}

/// A lift on the scale -1 to 1, 0 when it says nothing.
fn taste(lift: f64) -> f64 {
    (math::ln(lift) / math::ln(FULL_LIFT)).clamp(-1.0, 1.0)
}

fn steps(value: f64) -> i32 {
    math::floor(value * STEPS + 0.5) as i32
}
