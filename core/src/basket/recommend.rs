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
//! | `history` | -0.08, 0.08 | mean over category and attributes of `ln(lift) / ln 4`, cut to -1..1; called `taste` where learned lifts are given |
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

use super::top::Top;
use super::{Popularity, ProductTable, Recommendation, ScoreTerm, say};
use crate::prompt::{MAX_NAME_CHARS, prompt_safe};
use crate::{Result, math};

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
    /// What the customer was found to like; it then stands in the place of what was bought.
    pub taste: Option<TasteLogs>,
}

/// Logarithms of a customer's lifts, in the catalogue's numbers; what is not named counts as 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TasteLogs {
    /// Of attribute values.
    pub attributes: Vec<(u32, f64)>,
    /// Of categories.
    pub categories: Vec<(u32, f64)>,
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

/// Ranks a shop's products for requests.
#[derive(Debug, Clone)]
pub struct Recommender {
    products: ProductTable,
    /// The features of each product, product after product: its attribute values, then its category as the
    /// number `attribute_numbers + category`.
    features: Vec<u32>,
    /// Where each product's features begin, and at the end their total.
    feature_offsets: Vec<u32>,
    attribute_numbers: u32,
    /// Share of all units sold that has each feature.
    feature_share: Vec<f64>,
    /// The products that have each attribute value, value after value, and where those of each begin.
    holders: Vec<u32>,
    holder_offsets: Vec<u32>,
    /// The popularity term of each product, in steps.
    popularity: Vec<i32>,
    /// Place of each product in the order of ids, for ties, and the product at each place.
    id_rank: Vec<u32>,
    by_id: Vec<u32>,
}

/// What one customer and request add for each feature, in steps.
#[derive(Clone, Copy, Default)]
struct Weight {
    history: i32,
    preference: i32,
    occasion: i32,
    colour: i32,
}

impl Recommender {
    /// A recommender over `products`; what `popularity` does not know counts as never bought.
    pub fn new(products: ProductTable, popularity: &Popularity) -> Result<Self> {
        products.check()?;
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

        let attribute_numbers = products.attributes.iter().max().map_or(0, |&most| most + 1);
        let category_numbers = products.category.iter().flatten().max().map_or(0, |&most| most + 1);
        let mut feature_share = vec![0.0; (attribute_numbers + category_numbers) as usize];
        let (mut features, mut feature_offsets) = (Vec::new(), vec![0]);
        let mut units = 0.0;
        for ((product, &count), category) in purchases.iter().enumerate().zip(&products.category) {
            // Every product counts as sold once more than it was, so that none has a share of 0.
            let sold = f64::from(count) + 1.0;
            units += sold;
            let category = category.map(|category| attribute_numbers + category);
            for feature in products.attributes_of(product).iter().copied().chain(category) {
                features.push(feature);
                if let Some(share) = feature_share.get_mut(feature as usize) {
                    *share += sold;
                }
            }
            feature_offsets.push(features.len() as u32);
        }
        for share in &mut feature_share {
            *share /= units;
        }
        let (holders, holder_offsets) = holders(&products, attribute_numbers as usize);
        Ok(Self {
            products,
            features,
            feature_offsets,
            attribute_numbers,
            feature_share,
            holders,
            holder_offsets,
            popularity,
            id_rank,
            by_id,
        })
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
        self.rank_and_count(affinity, filter, words).0
    }

    /// [`Self::rank`], and how many products meet the request: budget, category and exclusions, and the occasion
    /// if any product has it.
    pub fn rank_and_count(
        &self,
        affinity: &Affinity,
        filter: &ProductFilter,
        words: &dyn ProductWords,
    ) -> (Vec<Recommendation>, u32) {
        self.rank_chosen(affinity, filter, words, filter.k, <[f64]>::len)
    }

    /// [`Self::rank_and_count`], naming as many of the best `k` as `choose` says of their scores, best first. Where
    /// `enough` products have the occasion, they alone are ranked.
    pub fn rank_chosen(
        &self,
        affinity: &Affinity,
        filter: &ProductFilter,
        words: &dyn ProductWords,
        enough: u32,
        choose: impl FnOnce(&[f64]) -> usize,
    ) -> (Vec<Recommendation>, u32) {
        let weights = self.weights(affinity, filter);
        let (mut best, count) = self.best(&weights, filter, enough);
        let scores: Vec<f64> = best.iter().map(|&product| score(&self.terms(product, &weights))).collect();
        best.truncate(choose(&scores));
        let named = best.into_iter().map(|product| {
            let mut named = self.recommendation(product, &weights, filter, words);
            // The same place in the sum, by what fills it.
            for term in
                named.terms.iter_mut().filter(|term| affinity.taste.is_some() && term.term == "history")
            {
                "taste".clone_into(&mut term.term);
            }
            named
        });
        (named.collect(), count)
    }

    /// The products as columns.
    pub fn products(&self) -> &ProductTable {
        &self.products
    }

    /// Numbers of the best products, best first, and how many meet the request: a pass over those for the
    /// occasion, which come before all others, and over everything only if they are fewer than `enough`.
    fn best(&self, weights: &[Weight], filter: &ProductFilter, enough: u32) -> (Vec<usize>, u32) {
        let k = (filter.k as usize).min(self.len());
        let enough = k.min(enough as usize);
        let mut excluded = vec![false; self.len()];
        for &product in &filter.exclude {
            if let Some(place) = excluded.get_mut(product as usize) {
                *place = true;
            }
        }
        let low = filter.budget_low_minor.unwrap_or(i64::MIN);
        let high = filter.budget_high_minor.unwrap_or(i64::MAX);
        // History, which is averaged over features, beside the terms that add up, in one number: one load and
        // one addition for each feature. The lower half never borrows, since those terms are not negative.
        let packed: Vec<i64> = weights.iter().map(|weight| weight.packed()).collect();
        let within = |excluded: bool, price: i64, category: Option<u32>| {
            let wanted = filter.category.is_none() || filter.category == category;
            !excluded && price >= low && price <= high && wanted
        };
        // Order of score, of equal scores the first id.
        let entry = |popularity: i32, id_rank: u32, features: &[u32]| {
            let sum: i64 =
                features.iter().map(|&feature| packed.get(feature as usize).copied().unwrap_or(0)).sum();
            let score = popularity + (sum & 0xffff_ffff) as i32 + mean((sum >> 32) as i32, features.len());
            // Scores order as whole numbers of 32 bits once the sign bit is flipped.
            u64::from((score as u32) ^ (1 << 31)) << 32 | u64::from(!id_rank)
        };

        let mut top = Top::new(k);
        let mut for_occasion = 0;
        for &product in filter.occasion.map_or(&[][..], |asked| self.holders_of(asked)) {
            let place = product as usize;
            let (Some(&price), Some(&category)) =
                (self.products.price_minor.get(place), self.products.category.get(place))
            else {
                continue;
            };
            if within(excluded.get(place).copied().unwrap_or(false), price, category) {
                for_occasion += 1;
                let popularity = self.popularity.get(place).copied().unwrap_or(0);
                let id_rank = self.id_rank.get(place).copied().unwrap_or(0);
                top.offer(entry(popularity, id_rank, self.features_of(place)));
            }
        }
        if for_occasion > 0 && for_occasion as usize >= enough {
            return (self.in_order(top), for_occasion);
        }

        let mut top = Top::new(k);
        let mut all = 0;
        let columns = self.products.price_minor.iter().zip(&self.products.category).zip(&excluded);
        let scores = self.popularity.iter().zip(&self.id_rank).zip(self.feature_offsets.windows(2));
        for (((&price, &category), &excluded), ((&popularity, &id_rank), offsets)) in columns.zip(scores) {
            if within(excluded, price, category)
                && let &[start, end] = offsets
            {
                all += 1;
                let features = self.features.get(start as usize..end as usize).unwrap_or_default();
                top.offer(entry(popularity, id_rank, features));
            }
        }
        (self.in_order(top), if for_occasion > 0 { for_occasion } else { all })
    }

    fn in_order(&self, top: Top) -> Vec<usize> {
        let products = top.into_ordered().map(|entry| self.by_id.get(!(entry as u32) as usize).copied());
        products.flatten().map(|product| product as usize).collect()
    }

    /// The products that have an attribute value.
    fn holders_of(&self, attribute: u32) -> &[u32] {
        let offset = |place: u32| self.holder_offsets.get(place as usize).map(|&at| at as usize);
        let range = offset(attribute).zip(attribute.checked_add(1).and_then(offset));
        range.and_then(|(start, end)| self.holders.get(start..end)).unwrap_or_default()
    }

    fn features_of(&self, product: usize) -> &[u32] {
        let offset = |place: usize| self.feature_offsets.get(place).map_or(0, |&at| at as usize);
        self.features.get(offset(product)..offset(product + 1)).unwrap_or_default()
    }

    fn weights(&self, affinity: &Affinity, filter: &ProductFilter) -> Vec<Weight> {
        let units = if affinity.bought_units.is_finite() { affinity.bought_units.max(0.0) } else { 0.0 };
        // The lift of what was never bought is the same whatever its share.
        let unbought = steps(HISTORY * taste(smoothed_lift(0.0, units, 1.0)));
        let mut weights = vec![Weight { history: unbought, ..Weight::default() }; self.feature_share.len()];
        if let Some(taste) = &affinity.taste {
            weights.fill(Weight::default());
            let categories = taste
                .categories
                .iter()
                .map(|&(number, log)| (number.checked_add(self.attribute_numbers), log));
            let attributes = taste.attributes.iter().map(|&(number, log)| (Some(number), log));
            let known =
                attributes.filter(|(number, _)| *number < Some(self.attribute_numbers)).chain(categories);
            for (feature, log) in known.filter(|(_, log)| log.is_finite()) {
                if let Some(weight) = feature.and_then(|feature| weights.get_mut(feature as usize)) {
                    weight.history = steps(HISTORY * (log / math::ln(FULL_LIFT)).clamp(-1.0, 1.0));
                }
            }
        } else if units > 0.0 {
            let attributes =
                affinity.bought_attributes.iter().map(|&(number, bought)| (Some(number), bought));
            let categories = affinity
                .bought_categories
                .iter()
                .map(|&(number, bought)| (number.checked_add(self.attribute_numbers), bought));
            for (feature, bought) in
                attributes.filter(|(number, _)| *number < Some(self.attribute_numbers)).chain(categories)
            {
                let Some(feature) = feature.map(|feature| feature as usize) else { continue };
                let share = self.feature_share.get(feature).copied().unwrap_or(0.0);
                if let Some(weight) = weights.get_mut(feature) {
                    weight.history = history_steps(bought, units, share).unwrap_or(weight.history);
                }
            }
        }
        let mut attribute = |number: u32, set: &dyn Fn(&mut Weight)| {
            if let Some(weight) = weights.get_mut(number as usize).filter(|_| number < self.attribute_numbers)
            {
                set(weight);
            }
        };
        let declared = affinity.preferred.iter().filter(|(_, weight)| weight.is_finite() && *weight > 0.0);
        let total: f64 = declared.clone().map(|(_, weight)| weight).sum();
        for (number, weight) in declared {
            // Rounded down, so that all preferences together never exceed the term's bound.
            let share = math::floor(PREFERENCE * STEPS * (weight / total)) as i32;
            attribute(*number, &|weight| weight.preference += share);
        }
        filter
            .occasion
            .into_iter()
            .for_each(|number| attribute(number, &|weight| weight.occasion = steps(OCCASION)));
        filter
            .colour
            .into_iter()
            .for_each(|number| attribute(number, &|weight| weight.colour = steps(COLOUR)));
        weights
    }

    /// The terms of one product by name, in steps.
    fn terms(&self, product: usize, weights: &[Weight]) -> [(&'static str, i32); 5] {
        let features = self.features_of(product);
        let mut sum = Weight::default();
        for weight in features.iter().filter_map(|&feature| weights.get(feature as usize)) {
            sum.history += weight.history;
            sum.preference += weight.preference;
            sum.occasion += weight.occasion;
            sum.colour += weight.colour;
        }
        [
            ("occasion", sum.occasion),
            ("preference", sum.preference),
            ("popularity", self.popularity.get(product).copied().unwrap_or(0)),
            ("colour", sum.colour),
            ("history", mean(sum.history, features.len())),
        ]
    }

    fn recommendation(
        &self,
        product: usize,
        weights: &[Weight],
        filter: &ProductFilter,
        words: &dyn ProductWords,
    ) -> Recommendation {
        let terms = self.terms(product, weights);
        let spoken = terms.iter().filter(|(_, steps)| *steps != 0);
        let mut named: Vec<ScoreTerm> = spoken
            .map(|&(term, steps)| ScoreTerm { term: term.to_owned(), value: f64::from(steps) / STEPS })
            .collect();
        named.sort_by(|a, b| b.value.total_cmp(&a.value));
        let name = prompt_safe(words.name(product as u32), MAX_NAME_CHARS);
        // Named in the sentence: what was declared or asked for and is true of this product.
        let attributes = self.products.attributes_of(product);
        let weight = |attribute: u32| weights.get(attribute as usize).copied().unwrap_or_default();
        let matched: Vec<&str> = attributes
            .iter()
            .filter(|&&attribute| weight(attribute).occasion == 0)
            .filter(|&&attribute| weight(attribute).preference > 0 || weight(attribute).colour > 0)
            .map(|&attribute| words.attribute_value(attribute))
            .take(3)
            .collect();
        let occasion = filter.occasion.filter(|occasion| attributes.contains(occasion));
        let occasion = occasion.map(|number| words.attribute_value(number));
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
                .map(|number| prompt_safe(words.category(number), MAX_NAME_CHARS)),
            price_minor: self.products.price_minor.get(product).copied().unwrap_or(0),
            score: score(&terms),
            terms: named,
        }
    }
}

/// Products by attribute value, ascending within each, and where those of each value begin.
fn holders(products: &ProductTable, attribute_numbers: usize) -> (Vec<u32>, Vec<u32>) {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(products.attributes.len());
    for (product, number) in (0..products.product_ids.len()).zip(0..) {
        pairs.extend(products.attributes_of(product).iter().map(|&attribute| (attribute, number)));
    }
    pairs.sort_unstable();
    let begins = |attribute: usize| pairs.partition_point(|&(known, _)| (known as usize) < attribute) as u32;
    let offsets = (0..=attribute_numbers).map(begins).collect();
    (pairs.into_iter().map(|(_, product)| product).collect(), offsets)
}

impl Weight {
    fn packed(self) -> i64 {
        i64::from(self.history) << 32 | i64::from(self.preference + self.occasion + self.colour)
    }
}

/// The sum of terms, which are in steps.
fn score(terms: &[(&str, i32)]) -> f64 {
    f64::from(terms.iter().map(|(_, steps)| steps).sum::<i32>()) / STEPS
}

/// The mean of `count` numbers, rounded down to a step; a product without features has none.
fn mean(sum: i32, count: usize) -> i32 {
    sum.checked_div_euclid(i32::try_from(count).unwrap_or(i32::MAX)).unwrap_or(0)
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
