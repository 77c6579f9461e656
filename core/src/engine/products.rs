//! Which products belong to this turn? Joins catalogue, popularity, profile and stock for `basket`.

use std::collections::HashMap;

use crate::Result;
use crate::basket::{
    Affinity, ProductFilter, ProductTable, ProductWords, Recommendation, Recommender, TasteLogs,
};
use crate::catalog::Catalog;
use crate::consent::ConsentPurpose;
use crate::event::AttributeValue;
use crate::profile::CustomerState;
use crate::shop::Shop;
use crate::taste::TasteValues;

use super::fitted::Fitted;
use super::person::Person;
use super::shelf::Shelf;

/// What is wanted.
pub(super) struct Wish<'a> {
    pub occasion: Option<&'a str>,
    pub colour: Option<&'a str>,
    pub category: Option<&'a str>,
    pub low_minor: Option<i64>,
    pub high_minor: Option<i64>,
    /// Attributes stated for this request, by name.
    pub stated: &'a [(String, String)],
    pub limit: u32,
    /// The one product that is asked about; nothing else is shown then.
    pub product_id: Option<&'a str>,
}

/// Products best first, and how many met the limits.
pub(super) struct Ranked {
    pub recommendations: Vec<Recommendation>,
    pub considered: u32,
}

/// The catalogue in numbers, made when an engine is loaded.
#[derive(Debug, Clone)]
pub(super) struct Products {
    pub(super) recommender: Recommender,
    pub(super) words: Words,
    categories: HashMap<String, u32>,
    /// Attribute value numbers by name and lower-cased value.
    pub(super) attributes: HashMap<String, HashMap<String, u32>>,
    /// What each value of taste is here, by its number.
    taste: Vec<TasteFeature>,
}

/// A value of taste among the catalogue's numbers.
#[derive(Debug, Clone, Copy)]
enum TasteFeature {
    Attribute(u32),
    Category(u32),
    /// Products are not ranked by it, such as a price band.
    None,
}

/// The catalogue's words for its numbers.
#[derive(Debug, Clone)]
pub(super) struct Words {
    names: Vec<String>,
    categories: Vec<String>,
    values: Vec<String>,
}

impl ProductWords for Words {
    fn name(&self, product: u32) -> &str {
        self.names.get(product as usize).map_or("", String::as_str)
    }
    fn category(&self, category: u32) -> &str {
        self.categories.get(category as usize).map_or("", String::as_str)
    }
    fn attribute_value(&self, attribute: u32) -> &str {
        self.values.get(attribute as usize).map_or("", String::as_str)
    }
}

impl Products {
    pub(super) fn new(fitted: &Fitted, values: &TasteValues) -> Result<Self> {
        let (table, words, categories, attributes) = numbered(&fitted.catalog);
        let recommender = Recommender::new(table, &fitted.popularity)?;
        let feature = |name: &str, value: &str| {
            let attribute = attributes.get(name).and_then(|known| known.get(value)).copied();
            match attribute {
                Some(number) => TasteFeature::Attribute(number),
                None if name == "category" => {
                    categories.get(value).map_or(TasteFeature::None, |&number| TasteFeature::Category(number))
                }
                None => TasteFeature::None,
            }
        };
        let taste = values.dimensions.iter();
        let taste =
            taste.flat_map(|(name, values)| values.iter().map(|value| feature(name, value))).collect();
        Ok(Self { recommender, words, categories, attributes, taste })
    }

    /// Whether products have an attribute of this name.
    pub(super) fn is_attribute(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// The best products for a wish: what was refused, sent back or is out of stock is left out.
    pub(super) fn rank(
        &self,
        shop: &Shop,
        person: &Person<'_>,
        wish: &Wish<'_>,
        lifts: Option<&[f64]>,
    ) -> Ranked {
        self.rank_chosen(shop, person, wish, lifts, wish.limit, <[f64]>::len)
    }

    /// [`Self::rank`], showing as many of the best `candidates` as `choose` says of their scores, best first.
    pub(super) fn rank_chosen(
        &self,
        shop: &Shop,
        person: &Person<'_>,
        wish: &Wish<'_>,
        lifts: Option<&[f64]>,
        candidates: u32,
        choose: impl FnOnce(&[f64]) -> usize,
    ) -> Ranked {
        let personal = person.allows(ConsentPurpose::Personalization).then_some(person);
        let mut affinity = self.affinity(personal, wish);
        affinity.taste = lifts.map(|logs| self.taste_logs(logs));
        let named = |name: &str, value: Option<&str>| {
            value.map(|value| self.attributes.get(name).and_then(|values| values.get(value)).copied())
        };
        let category = wish.category.map(|name| self.categories.get(name).copied().unwrap_or(u32::MAX));
        let number = |id: &str| person.shelf.number(id);
        // A count made after `as_of` is not known yet.
        let mut exclude: Vec<u32> = shop.sold_out_at(person.as_of_ms).filter_map(number).collect();
        if let Some(person) = personal {
            exclude.extend(unwanted(person.shelf, &person.state));
        }
        if let Some(asked) = wish.product_id.and_then(number) {
            exclude.extend((0..self.recommender.len() as u32).filter(|&number| number != asked));
        }
        let filter = ProductFilter {
            budget_low_minor: wish.low_minor,
            budget_high_minor: wish.high_minor,
            category,
            occasion: named("occasion", wish.occasion).flatten(),
            colour: named("colour", wish.colour).or_else(|| named("color", wish.colour)).flatten(),
            exclude,
            k: candidates,
        };
        let (recommendations, considered) =
            self.recommender.rank_chosen(&affinity, &filter, &self.words, wish.limit, choose);
        Ranked { recommendations, considered }
    }

    /// Logarithms of lifts by number, as the recommender takes them.
    fn taste_logs(&self, logs: &[f64]) -> TasteLogs {
        let mut taste = TasteLogs::default();
        for (feature, &log) in self.taste.iter().zip(logs) {
            match *feature {
                TasteFeature::Attribute(number) => taste.attributes.push((number, log)),
                TasteFeature::Category(number) => taste.categories.push((number, log)),
                TasteFeature::None => (),
            }
        }
        taste
    }

    pub(super) fn affinity(&self, person: Option<&Person<'_>>, wish: &Wish<'_>) -> Affinity {
        let mut affinity = Affinity::default();
        let mut prefer = |name: &str, value: &str| {
            let number = self.attributes.get(name).and_then(|values| values.get(&value.to_lowercase()));
            if let Some(&number) = number {
                affinity.preferred.push((number, 1.0));
            }
        };
        for (name, value) in wish.stated {
            prefer(name, value);
        }
        let Some(person) = person else { return affinity };
        let stated = |name: &str| wish.stated.iter().any(|(said, _)| said == name);
        let usable = person.state.usable_traits(ConsentPurpose::Personalization, person.as_of_ms);
        for known in usable.filter(|known| !stated(&known.name)) {
            match &known.value {
                AttributeValue::Text { text } => prefer(&known.name, text),
                AttributeValue::Texts { texts } => texts.iter().for_each(|text| prefer(&known.name, text)),
                _ => {}
            }
        }
        let mut by_attribute = vec![0.0; self.words.values.len()];
        let mut by_category = vec![0.0; self.words.categories.len()];
        let products = self.recommender.products();
        for one in person.bought().iter().filter(|one| one.kept > 0) {
            let units = f64::from(one.kept);
            affinity.bought_units += units;
            for &number in products.attributes_of(one.number as usize) {
                if let Some(count) = by_attribute.get_mut(number as usize) {
                    *count += units;
                }
            }
            let category = products.category.get(one.number as usize).copied().flatten();
            if let Some(count) = category.and_then(|number| by_category.get_mut(number as usize)) {
                *count += units;
            }
        }
        let filled = |counts: Vec<f64>| {
            let mut filled = Vec::with_capacity(counts.iter().filter(|&&count| count > 0.0).count());
            filled.extend((0..).zip(counts).filter(|&(_, count)| count > 0.0));
            filled
        };
        affinity.bought_attributes = filled(by_attribute);
        affinity.bought_categories = filled(by_category);
        affinity
    }
}

/// Numbers of products that the customer turned down or sent back.
pub(super) fn unwanted<'a>(shelf: &'a Shelf, state: &'a CustomerState) -> impl Iterator<Item = u32> + 'a {
    let refused = state
        .decisions
        .iter()
        .filter(|known| known.accepted == Some(false))
        .filter_map(|known| known.chosen.as_ref());
    let returned = state
        .products
        .iter()
        .filter(|known| known.units_returned > 0 && known.units_returned >= known.units_bought)
        .map(|known| &known.product_id);
    refused.chain(returned).filter_map(|id| shelf.number(id))
}

type Numbered = (ProductTable, Words, HashMap<String, u32>, HashMap<String, HashMap<String, u32>>);

/// Number products, categories and attribute values in the order of the catalogue.
fn numbered(catalog: &Catalog) -> Numbered {
    let mut table = ProductTable {
        product_ids: Vec::new(),
        price_minor: Vec::new(),
        category: Vec::new(),
        attribute_offsets: vec![0],
        attributes: Vec::new(),
    };
    let mut words = Words { names: Vec::new(), categories: Vec::new(), values: Vec::new() };
    let mut categories: HashMap<String, u32> = HashMap::new();
    let mut attributes: HashMap<String, HashMap<String, u32>> = HashMap::new();
    for product in catalog.products() {
        table.product_ids.push(product.product_id.clone());
        table.price_minor.push(product.price_minor);
        words.names.push(product.name.clone());
        table.category.push(product.category.as_ref().map(|name| {
            *categories.entry(name.to_lowercase()).or_insert_with(|| {
                words.categories.push(name.clone());
                words.categories.len() as u32 - 1
            })
        }));
        // Values that differ in case alone are one value, which a product has once.
        let mut own = Vec::new();
        for attribute in &product.attributes {
            let values = attributes.entry(attribute.name.clone()).or_default();
            let number = *values.entry(attribute.value.to_lowercase()).or_insert_with(|| {
                words.values.push(attribute.value.clone());
                words.values.len() as u32 - 1
            });
            own.push(number);
        }
        own.sort_unstable();
        own.dedup();
        table.attributes.extend(own);
        table.attribute_offsets.push(table.attributes.len() as u32);
    }
    (table, words, categories, attributes)
}
