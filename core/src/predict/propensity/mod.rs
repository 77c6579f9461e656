//! What will this customer buy next, category by category, and when?
//!
//! For each customer and each category of the catalogue there is one row: the features of the customer, and what they did
//! in that category. What is modelled is the time until the next purchase in it, as a discrete-time hazard (Singer and
//! Willett 1993), so one model tells both the probability of a purchase within the horizon and, if it comes, after how
//! many days. Categories share the model: what is learnt of one helps where another has few purchases.
//!
//! Of a customer of whom nothing is known, each category has the rate of all customers, and says so.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::catalog::{CatalogFormat, CatalogReader};
//! use sartor::control::Control;
//! use sartor::event::Event;
//! use sartor::money::Currency;
//! use sartor::predict::{FeatureExtra, FeatureReader, Propensity, PropensityData, PropensityOptions};
//! use sartor::profile::Profile;
//! use sartor::rng::Rng;
//! let mut file = CatalogReader::new(CatalogFormat::Csv, Currency::parse("USD")?);
//! file.feed(b"id,name,price,category\ncoffee,Coffee,9,food\nchair,Chair,90,home\n")?;
//! let (catalog, _) = file.finish()?;
//! let (day_ms, as_of_ms) = (86_400_000, 1_780_300_800_000);
//! // Everyone buys one thing over and over, every other customer coffee.
//! let customer = |number: u32| -> sartor::Result<Profile> {
//!     let (mut rng, id) = (Rng::with_stream(1, u64::from(number)), format!("c{number}"));
//!     let mut profile = Profile::new(&id)?;
//!     let mut enter = |name: &str, at_ms: i64, properties: &str| profile.observe_owned(Event::from_json(&format!(
//!         r#"{{"type":"track","messageId":"{name}{at_ms}","userId":"{id}","event":"{name}",
//!             "timestamp":"{}","properties":{{{properties}}}}}"#, sartor::time::to_rfc3339(at_ms)?), None)?, as_of_ms);
//!     enter("Consent Changed", as_of_ms - 400 * day_ms, r#""purpose":"analytics","state":"granted""#)?;
//!     let product = ["coffee", "chair"][number as usize % 2];
//!     let mut at_ms = as_of_ms - (250.0 + 50.0 * rng.uniform()) as i64 * day_ms;
//!     while at_ms < as_of_ms {
//!         enter("Order Completed", at_ms, &format!(r#""currency":"USD","products":[{{"product_id":"{product}","price":9}}]"#))?;
//!         at_ms += (1.0 + rng.exponential(1.0 / 25.0)) as i64 * day_ms;
//!     }
//!     Ok(profile)
//! };
//! let profiles = (0..150).map(customer).collect::<sartor::Result<Vec<_>>>()?;
//! let reader = FeatureReader::new(Some(&catalog));
//! let options = PropensityOptions { trees: 60, ..PropensityOptions::default() };
//! let model = Propensity::fit(&reader, &PropensityData::of(&profiles, as_of_ms), &options, Control::none())?;
//! let told = model.predict(&reader, &profiles[0], as_of_ms, &FeatureExtra::default())?;
//! assert_eq!(told.categories[0].category, "food");
//! assert!(told.categories[0].probability.value > 0.5 && told.categories[1].probability.value < 0.1);
//! let when = told.categories[0].days.unwrap();
//! assert!(when.low < when.median && when.median < when.high && when.high <= 30.0);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod fit;
mod options;
mod report;
mod rows;

#[cfg(feature = "train")]
pub use fit::PropensityData;
pub use options::PropensityOptions;
pub use report::{CategoryReport, PropensityReport};

use serde::{Deserialize, Serialize};

use super::features::{FEATURES_VERSION, FeatureExtra, FeatureReader};
use super::hazard::{Hazard, LifePeriod, PERIOD, RowCurve, check_life_table};
use crate::artifact::{self, model_id_of};
use crate::batch::map_chunks;
use crate::control::Control;
use crate::estimate::{Estimate, LEVEL};
use crate::learn::Cell;
use crate::profile::Profile;
use crate::time::DAY_MS;
use crate::{Result, SartorError};
use rows::CategoryRow;

const SUBJECT: &str = "propensity";
/// The largest artefact that is read, in bytes of its JSON.
const MAX_PROPENSITY_BYTES: usize = 1 << 29;
/// The most categories.
const MAX_CATEGORIES: usize = 10_000;
/// Customers that one thread takes at a time.
const CHUNK: usize = 16;

/// A fitted model of purchases by category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredPropensity", into = "StoredPropensity")]
pub struct Propensity {
    stored: StoredPropensity,
    model_id: String,
}

/// What is stored of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredPropensity {
    features_version: u32,
    options: PropensityOptions,
    hazard: Hazard,
    /// Sorted by name.
    categories: Vec<CategoryLife>,
    report: PropensityReport,
}

/// One category over all customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CategoryLife {
    category: String,
    life_table: Vec<LifePeriod>,
}

/// What a customer will buy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CustomerPropensity {
    /// The customer.
    pub customer_id: String,
    /// The model that answers.
    pub model_id: String,
    /// The time of the answer.
    pub as_of_ms: i64,
    /// Days ahead.
    pub horizon_days: u32,
    /// The date by which it is decided.
    pub by_ms: i64,
    /// Every category, the most likely first.
    pub categories: Vec<CategoryPropensity>,
    /// Why the figures are those of all customers, such as `no_consent` or `no_events`; nothing where they are this
    /// customer's.
    pub reason: Option<String>,
}

/// A purchase in one category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CategoryPropensity {
    /// The category.
    pub category: String,
    /// Probability of a purchase in it within the horizon. Its interval is to hold the share that would buy among all of whom the
    /// same is known, and did so 91 to 95 times of 100 at 90 % in simulated shops.
    pub probability: Estimate,
    /// If it comes within the horizon, after how many days.
    pub days: Option<DaysAhead>,
}

/// After how many days something comes, if it comes within the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DaysAhead {
    /// As likely sooner as later.
    pub median: f64,
    /// Lower end of the days between which it comes with probability `level`.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// That probability, .9.
    pub level: f64,
}

impl From<Propensity> for StoredPropensity {
    fn from(model: Propensity) -> Self {
        model.stored
    }
}

impl TryFrom<StoredPropensity> for Propensity {
    type Error = SartorError;

    fn try_from(stored: StoredPropensity) -> Result<Self> {
        if stored.features_version != FEATURES_VERSION {
            let reason = format!(
                "it was trained on version {} of the features, this release has {FEATURES_VERSION}: fit it again",
                stored.features_version
            );
            return Err(SartorError::NotAvailable { subject: SUBJECT.to_owned(), reason });
        }
        stored.options.check()?;
        let not = |detail: &str| Err(SartorError::malformed(SUBJECT, detail, 0));
        let categories = &stored.categories;
        if categories.is_empty() || categories.len() > MAX_CATEGORIES {
            return not("it has no categories, or too many");
        }
        if !categories.is_sorted_by(|left, right| left.category < right.category) {
            return not("its categories are not in order");
        }
        let periods = stored.options.periods as usize;
        for known in categories {
            check_life_table(&known.life_table, periods)?;
        }
        let days = f64::from(stored.options.horizon_days);
        if stored.hazard.periods() != periods || (stored.hazard.days() - days).abs() > 1e-6 * days {
            return not("its horizon is not that of its hazard");
        }
        let model_id = model_id_of(SUBJECT, &stored)?;
        Ok(Self { stored, model_id })
    }
}

impl Propensity {
    /// Which one it is: the hash of everything it holds.
    pub fn model_id(&self) -> &str {
        &self.model_id
    }

    /// How it was fitted, with the cuts that were chosen.
    pub fn options(&self) -> &PropensityOptions {
        &self.stored.options
    }

    /// How good it was on customers that it had not seen.
    pub fn report(&self) -> &PropensityReport {
        &self.stored.report
    }

    /// What a customer will buy within the horizon, every category that the model knows; the reader has to know the
    /// catalogue.
    pub fn predict(
        &self,
        reader: &FeatureReader,
        profile: &Profile,
        as_of_ms: i64,
        extra: &FeatureExtra,
    ) -> Result<CustomerPropensity> {
        let features = reader.row(profile, as_of_ms, extra)?;
        let known = features.number("tenure_days").is_some();
        let reason = features.reason().or((!known).then_some("no_events"));
        let hazard = &self.stored.hazard;
        let mut categories = Vec::with_capacity(self.stored.categories.len());
        if reason.is_some() {
            for known in &self.stored.categories {
                let curve = hazard.everybody_curve(&known.life_table);
                let probability = hazard.everybody_of(&known.life_table, hazard.days());
                categories.push(told(&known.category, probability, &curve, hazard.days()));
            }
        } else {
            let Some(schema) = hazard.schema() else {
                return Err(SartorError::Internal { operation: "Propensity::predict".to_owned() });
            };
            let own = CategoryRow::of(reader, profile, as_of_ms);
            let nothing = CategoryRow::default();
            // What is the customer's is the same in every category.
            let shared = features.cells();
            for known in &self.stored.categories {
                let place = reader.shelf().categories().binary_search(&known.category).ok();
                let row = place.and_then(|place| own.get(place)).unwrap_or(&nothing);
                let mut cells = shared.clone();
                cells.extend(row.cells(&known.category));
                cells.push((PERIOD, Cell::Missing));
                let mut numbers = schema.row(&cells)?;
                numbers.pop();
                let curve = hazard.curve(&numbers)?;
                let probability = hazard.event_by(&curve, hazard.days());
                categories.push(told(&known.category, probability, &curve, hazard.days()));
            }
        }
        categories.sort_by(|left, right| {
            right
                .probability
                .value
                .total_cmp(&left.probability.value)
                .then_with(|| left.category.cmp(&right.category))
        });
        Ok(CustomerPropensity {
            customer_id: profile.customer_id().to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms,
            horizon_days: self.stored.options.horizon_days,
            by_ms: as_of_ms.saturating_add(i64::from(self.stored.options.horizon_days) * DAY_MS),
            categories,
            reason: reason.map(str::to_owned),
        })
    }

    /// [`Propensity::predict`] of many customers; `extras`, where there are any, one for each.
    pub fn predict_many(
        &self,
        reader: &FeatureReader,
        profiles: &[Profile],
        as_of_ms: i64,
        extras: Option<&[FeatureExtra]>,
        control: Control<'_>,
    ) -> Result<Vec<CustomerPropensity>> {
        if let Some(extras) = extras.filter(|extras| extras.len() != profiles.len()) {
            let expected = format!("{} as of the profiles", profiles.len());
            return Err(SartorError::out_of_range(SUBJECT, "length of extras", extras.len(), &expected));
        }
        let nothing = FeatureExtra::default();
        let places: Vec<usize> = (0..profiles.len()).collect();
        map_chunks(&places, CHUNK, control, |place| {
            let extra = extras.and_then(|extras| extras.get(*place)).unwrap_or(&nothing);
            let Some(profile) = profiles.get(*place) else {
                return Err(SartorError::Internal { operation: "Propensity::predict_many".to_owned() });
            };
            self.predict(reader, profile, as_of_ms, extra)
        })
    }

    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_PROPENSITY_BYTES)?.body)
    }
}

fn told(category: &str, probability: Estimate, curve: &RowCurve, days: f64) -> CategoryPropensity {
    let whole = curve.probability(days);
    let at = |share: f64| curve.days_until(share * whole);
    let tail = 0.5 - 0.5 * LEVEL;
    let days = match (at(0.5), at(tail), at(1.0 - tail)) {
        (Some(median), Some(low), Some(high)) => Some(DaysAhead { median, low, high, level: LEVEL }),
        _ => None,
    };
    CategoryPropensity { category: category.to_owned(), probability, days }
}
