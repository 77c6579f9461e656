//! Which missing fact would change most what this customer is shown?
//!
//! The expected value of perfect information (Raiffa and Schlaifer 1961, *Applied Statistical Decision Theory*, chapter
//! 4) over the ranking. With `u(R | v)` the mean score of the shown products `R` when the customer's value of a field
//! is `v`, and `P(v)` what is believed of it,
//!
//! ```text
//! EVPI = sum over v of P(v) max over R of u(R | v)  -  max over R of sum over v of P(v) u(R | v)
//! ```
//!
//! The first sum ranks once for each value. The second term is one ranking as well: scores are linear in what is
//! preferred, so the expected score is the score under the preference `P(v)` for every `v`. `P(v)` is the share of
//! the value among what customers bought of the catalogue, with three units' worth of it added to what this
//! customer bought (the mean of a Dirichlet posterior).
//!
//! At most 12 fields with 12 values each are tried: 157 rankings.

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::basket::{Affinity, ProductFilter};
use crate::consent::ConsentPurpose;
use crate::estimate::Unknown;
use crate::profile::{DECLARED_FIELDS, FieldGuard, Profile, field, guard_of};
use crate::prompt::prompt_safe;

use super::Engine;
use super::person::Person;
use super::products::{Wish, unwanted};

/// Products that a customer is shown, on whose scores the value rests.
const SHOWN: u32 = 3;
/// Fields tried, those of most products first.
const MAX_FIELDS: usize = 12;
/// Values tried of a field, the most frequent ones.
const MAX_VALUES: usize = 12;
/// Units bought that the catalogue's shares are worth.
const PRIOR_UNITS: f64 = 3.0;
/// A gain below this is nothing: rounding of scores.
const LEAST_VALUE: f64 = 1e-5;
/// Options of a question.
const MAX_OPTIONS: usize = 6;
const MAX_CHARS: usize = 40;

/// Numbers of attribute values with their weights.
type Believed = Vec<(u32, f64)>;

/// The question worth asking next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct QuestionView {
    /// The customer.
    pub customer_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer.
    pub as_of_ms: i64,
    /// Whether the answer could be used: without consent to personalisation nothing is asked.
    pub personalised: bool,
    /// The question of the greatest value; absent where no answer would change anything.
    pub question: Option<FieldQuestion>,
    /// The others that were tried, by value.
    pub alternatives: Vec<FieldQuestion>,
    /// What is not known, and why: fields that are missing and whose value cannot be computed (`no_distribution`).
    pub unknown: Vec<Unknown>,
}

/// A question about one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct FieldQuestion {
    /// The field, under the name by which an answer should be declared.
    pub field: String,
    /// Its group; absent for an attribute of the catalogue alone.
    pub group: Option<String>,
    /// The question in words.
    pub text: String,
    /// What knowing the answer is worth: expected gain in the mean score of what is shown, at least 0.
    pub value_of_information: f64,
    /// Probability that the answer changes which products are shown, 0 to 1.
    pub change_probability: f64,
    /// Answers to offer, the most probable first; at most 6.
    pub options: Vec<QuestionOption>,
    /// Why it is worth asking, in one sentence.
    pub reason: String,
}

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct QuestionOption {
    /// The answer, in the catalogue's word.
    pub value: String,
    /// How probable it is taken to be.
    pub probability: f64,
}

impl Engine {
    /// Which missing field would change most what this customer is shown, with the alternatives. Protected and
    /// sensitive fields are never proposed.
    pub fn next_question(&self, profile: &Profile, as_of_ms: i64) -> Result<QuestionView> {
        let person = self.person(profile, as_of_ms)?;
        let personalised = person.allows(ConsentPurpose::Personalization);
        let mut questions = if personalised { self.questions(&person) } else { Vec::new() };
        let mut unknown = Vec::new();
        if personalised {
            let valued = |name: &str| questions.iter().any(|known| same_field(&known.field, name));
            let missing = DECLARED_FIELDS
                .iter()
                .filter(|spec| spec.guard == FieldGuard::Open && !spec.used_by.is_empty())
                .filter(|spec| !is_known(&person, spec.name) && !valued(spec.name));
            unknown.extend(missing.map(|spec| Unknown::new(spec.name, "no_distribution")));
        } else {
            unknown.push(Unknown::new("customer", "no_consent"));
        }
        let worth = questions.first().is_some_and(|best| best.value_of_information > LEAST_VALUE);
        let question = worth.then(|| questions.remove(0));
        if personalised && question.is_none() {
            unknown.push(Unknown::new("question", "nothing_would_change"));
        }
        Ok(QuestionView {
            customer_id: person.customer_id.to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            personalised,
            question,
            alternatives: questions,
            unknown,
        })
    }

    /// Every field worth a try, the greatest value first.
    fn questions(&self, person: &Person<'_>) -> Vec<FieldQuestion> {
        let no_wish = Wish {
            occasion: None,
            colour: None,
            category: None,
            low_minor: None,
            high_minor: None,
            stated: &[],
            limit: SHOWN,
            product_id: None,
        };
        let affinity = self.products.affinity(Some(person), &no_wish);
        let exclude = unwanted(person.shelf, &person.state).collect();
        let filter = ProductFilter { exclude, k: SHOWN, ..ProductFilter::default() };
        let weights = self.catalogue_weights();
        let mut fields: Vec<(f64, &str, Believed)> = Vec::new();
        for (name, values) in &self.products.attributes {
            if guard_of(name) != FieldGuard::Open || values.len() < 2 || is_known(person, name) {
                continue;
            }
            let believed = believed(values.values().copied().collect(), &weights, &affinity);
            let products: f64 = believed.iter().map(|(_, weight)| weight).sum();
            fields.push((products, name, believed));
        }
        // The order of a hash map changes from run to run; this order does not.
        fields.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
        let mut asked: Vec<FieldQuestion> = fields
            .into_iter()
            .take(MAX_FIELDS)
            .map(|(_, name, believed)| self.value(name, &believed, &affinity, &filter))
            .collect();
        asked.sort_by(|one, other| {
            other
                .value_of_information
                .total_cmp(&one.value_of_information)
                .then_with(|| one.field.cmp(&other.field))
        });
        asked
    }

    /// Orders of products with each attribute value, one added to each product.
    fn catalogue_weights(&self) -> Vec<f64> {
        let table = self.products.recommender.products();
        let mut weights: Vec<f64> = Vec::new();
        for (product, id) in table.product_ids.iter().enumerate() {
            let orders = 1.0 + f64::from(self.fitted.popularity.purchases(id));
            let offset = |place: usize| table.attribute_offsets.get(place).map_or(0, |&at| at as usize);
            let own = table.attributes.get(offset(product)..offset(product + 1)).unwrap_or_default();
            for &number in own {
                let at = number as usize;
                weights.resize(weights.len().max(at + 1), 0.0);
                if let Some(weight) = weights.get_mut(at) {
                    *weight += orders;
                }
            }
        }
        weights
    }

    fn value(
        &self,
        name: &str,
        believed: &[(u32, f64)],
        affinity: &Affinity,
        filter: &ProductFilter,
    ) -> FieldQuestion {
        let total: f64 = believed.iter().map(|(_, weight)| weight).sum();
        let shares: Vec<(u32, f64)> =
            believed.iter().map(|(number, weight)| (*number, weight / total)).collect();
        let (unknowing, shown) = self.shown(affinity, &shares, filter);
        let (mut knowing, mut changes) = (0.0, 0.0);
        for &(number, share) in &shares {
            let (score, then_shown) = self.shown(affinity, &[(number, 1.0)], filter);
            knowing += share * score;
            if then_shown != shown {
                changes += share;
            }
        }
        let spec = field(name);
        let word = prompt_safe(&name.replace('_', " "), MAX_CHARS);
        let options = shares.iter().take(MAX_OPTIONS).map(|&(number, probability)| {
            let value = crate::basket::ProductWords::attribute_value(&self.products.words, number);
            QuestionOption { value: prompt_safe(value, MAX_CHARS), probability }
        });
        FieldQuestion {
            field: name.to_owned(),
            group: spec.map(|spec| spec.group.to_owned()),
            text: phrase(spec.map_or(name, |spec| spec.name), &word),
            value_of_information: (knowing - unknowing).max(0.0),
            change_probability: f64::min(changes, 1.0),
            options: options.collect(),
            reason: format!(
                "Knowing the {word} changes what is shown in {:.0} of 100 cases.",
                100.0 * changes
            ),
        }
    }

    /// The mean score of what is shown under a preference besides the known ones, and which products those are.
    fn shown(
        &self,
        affinity: &Affinity,
        preferred: &[(u32, f64)],
        filter: &ProductFilter,
    ) -> (f64, Vec<String>) {
        let mut affinity = affinity.clone();
        affinity.preferred.extend_from_slice(preferred);
        let ranked = self.products.recommender.rank(&affinity, filter, &self.products.words);
        let scores: f64 = ranked.iter().map(|shown| shown.score).sum();
        let mut ids: Vec<String> = ranked.into_iter().map(|shown| shown.product_id).collect();
        ids.sort_unstable();
        (scores / (ids.len().max(1) as f64), ids)
    }
}

/// Values with their weights, the weightiest first: the catalogue's shares and what this customer bought.
fn believed(mut numbers: Vec<u32>, weights: &[f64], affinity: &Affinity) -> Believed {
    numbers.sort_unstable();
    let weight = |number: &u32| weights.get(*number as usize).copied().unwrap_or(0.0);
    let total: f64 = numbers.iter().map(weight).sum();
    let bought = |number: u32| {
        let own = affinity.bought_attributes.iter().find(|(known, _)| *known == number);
        own.map_or(0.0, |(_, units)| *units)
    };
    let mut believed: Vec<(u32, f64)> = numbers
        .iter()
        .map(|number| (*number, PRIOR_UNITS * weight(number) / total.max(1.0) + bought(*number)))
        .collect();
    believed.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    believed.truncate(MAX_VALUES);
    believed
}

/// Whether two names mean one field.
fn same_field(one: &str, other: &str) -> bool {
    let plain = |name| field(name).map(|spec| spec.name);
    one == other || plain(one).is_some() && plain(one) == plain(other)
}

fn is_known(person: &Person<'_>, name: &str) -> bool {
    let mut usable = person.state.usable_traits(ConsentPurpose::Personalization, person.as_of_ms);
    usable.any(|known| same_field(&known.name, name))
}

fn phrase(name: &str, word: &str) -> String {
    match name {
        "fit" => "Which fit do you like to wear?".to_owned(),
        "size" => "Which size do you wear?".to_owned(),
        "color" => "Which colours do you like best?".to_owned(),
        "fabric" => "Which fabrics do you like to wear?".to_owned(),
        "brand" => "Which brands do you like?".to_owned(),
        "occasion" => "What are you shopping for?".to_owned(),
        "style" => "How would you describe your style?".to_owned(),
        _ => format!("Which {word} do you like best?"),
    }
}
