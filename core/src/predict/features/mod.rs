//! What does a profile say, as one row of numbers and categories?
//!
//! A [`FeatureReader`] reads a profile as it was known at a time: nothing dated later shows, so that a model can be
//! trained on the past as it looked then. What a profile does not tell is missing, not nought: a customer whose visits
//! nobody recorded has no number of visits. [`feature_list`] says of each feature its name, unit and meaning; the list is
//! also what computes them, so that they cannot part, and it has a version ([`FEATURES_VERSION`]) that models keep.
//!
//! Without consent to analytics, or while a restriction stands, every feature is missing and the row says why.
//!
//! ```
//! use sartor::event::Event;
//! use sartor::predict::{FeatureExtra, FeatureReader};
//! use sartor::profile::Profile;
//! let mut profile = Profile::new("c_17")?;
//! let as_of_ms = 1_780_300_800_000; // 2026-06-01T08:00:00Z
//! for (id, event, date, properties) in [
//!     ("m0", "Consent Changed", "2026-01-01", r#""purpose":"analytics","state":"granted""#),
//!     ("m1", "Order Completed", "2026-05-02", r#""order_id":"o1","revenue":80,"currency":"USD""#),
//!     ("m2", "Order Completed", "2026-05-22", r#""order_id":"o2","revenue":60,"currency":"USD""#),
//! ] {
//!     profile.observe_owned(Event::from_json(&format!(
//!         r#"{{"type":"track","messageId":"{id}","userId":"c_17","event":"{event}",
//!             "timestamp":"{date}T08:00:00Z","properties":{{{properties}}}}}"#
//!     ), None)?, as_of_ms)?;
//! }
//! let reader = FeatureReader::new(None);
//! let row = reader.row(&profile, as_of_ms, &FeatureExtra::default())?;
//! assert_eq!((row.number("recency_days"), row.number("interval_mean_days")), (Some(10.0), Some(20.0)));
//! assert_eq!((row.number("spend_90d_minor"), row.number("visits_90d")), (Some(14_000.0), None));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod bought;
mod browsing;
mod facts;
mod list;
mod stored;

pub use list::{FEATURES_VERSION, FeatureKind, FeatureSpec, feature_list};

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use crate::batch::map_chunks;
use crate::catalog::Catalog;
use crate::consent::ConsentPurpose;
use crate::control::Control;
use crate::learn::{Cell, Table, TableColumn};
use crate::profile::Profile;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

pub(super) use bought::{CategoryBought, CategoryShelf};
pub(super) use facts::today;

use facts::Facts;
use list::{CATEGORIES, NUMBERS};
use stored::StoredFeatures;

const SUBJECT: &str = "features";
/// Why nothing may be known.
const WITHHELD: &str = "no_consent";
/// Customers that one thread takes at a time.
const CHUNK: usize = 256;

/// What is known of a customer beside the profile, from models of other rooms; nothing of it needs to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct FeatureExtra {
    /// Probability that the customer is still active, 0 to 1.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub probability_alive: Option<f64>,
    /// Purchases expected over the next year, at least 0.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub expected_purchases: Option<f64>,
    /// Spend expected over the next year, in minor units, at least 0.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub expected_value_minor: Option<f64>,
}

impl FeatureExtra {
    /// Refuse a number outside its range.
    pub fn check(&self) -> Result<()> {
        for (field, value, most, expected) in [
            ("probabilityAlive", self.probability_alive, 1.0, "0 to 1"),
            ("expectedPurchases", self.expected_purchases, 1e9, "0 to 1e9"),
            ("expectedValueMinor", self.expected_value_minor, 1e15, "0 to 1e15"),
        ] {
            if let Some(value) = value.filter(|value| !(0.0..=most).contains(value)) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, expected));
            }
        }
        Ok(())
    }
}

/// One feature of one customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct FeatureValue {
    /// Its name, as [`feature_list`] tells.
    pub name: String,
    /// Its value, if it is a number and known.
    pub number: Option<f64>,
    /// Its value, if it is a category and known.
    pub text: Option<String>,
}

/// The features of one customer at one time.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredFeatures", into = "StoredFeatures")]
pub struct Features {
    customer_id: String,
    as_of_ms: i64,
    /// Whether the customer does not allow anything to be known.
    withheld: bool,
    numbers: Vec<f64>,
    texts: Vec<Option<String>>,
}

/// Reads features; without a catalogue those of categories and price levels are missing.
#[derive(Debug, Clone)]
pub struct FeatureReader {
    shelf: CategoryShelf,
}

impl FeatureReader {
    /// A reader that knows what the products of this catalogue are.
    pub fn new(catalog: Option<&Catalog>) -> Self {
        Self { shelf: CategoryShelf::new(catalog) }
    }

    /// The features of a customer, from what is dated up to `as_of_ms`.
    pub fn row(&self, profile: &Profile, as_of_ms: i64, extra: &FeatureExtra) -> Result<Features> {
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        extra.check()?;
        let allowed = profile.state_at(as_of_ms).allows(ConsentPurpose::Analytics);
        Ok(if allowed { self.read(profile, as_of_ms, extra) } else { Features::withheld(profile, as_of_ms) })
    }

    /// The features of many customers, each as [`FeatureReader::row`] gives them; `extras`, where there are any, one for
    /// each profile.
    pub fn table<P: Borrow<Profile> + Sync>(
        &self,
        profiles: &[P],
        as_of_ms: i64,
        extras: Option<&[FeatureExtra]>,
        control: Control<'_>,
    ) -> Result<FeatureTable> {
        if let Some(extras) = extras.filter(|extras| extras.len() != profiles.len()) {
            let expected = format!("{} as of the profiles", profiles.len());
            return Err(SartorError::out_of_range(SUBJECT, "length of extras", extras.len(), &expected));
        }
        let nothing = FeatureExtra::default();
        let extra = |place: usize| extras.and_then(|extras| extras.get(place)).unwrap_or(&nothing);
        let paired: Vec<(&Profile, &FeatureExtra)> =
            profiles.iter().enumerate().map(|(place, profile)| (profile.borrow(), extra(place))).collect();
        let rows =
            map_chunks(&paired, CHUNK, control, |(profile, extra)| self.row(profile, as_of_ms, extra))?;
        Ok(FeatureTable { rows })
    }

    /// The features of a customer who allows it at another time, such as that of a training.
    pub(super) fn read(&self, profile: &Profile, as_of_ms: i64, extra: &FeatureExtra) -> Features {
        let state = profile.state_at(as_of_ms);
        let facts = Facts::read(profile, &state, &self.shelf, as_of_ms, extra);
        Features {
            customer_id: profile.customer_id().to_owned(),
            as_of_ms,
            withheld: false,
            numbers: NUMBERS.iter().map(|feature| (feature.read)(&facts).unwrap_or(f64::NAN)).collect(),
            texts: CATEGORIES.iter().map(|feature| (feature.read)(&facts)).collect(),
        }
    }

    pub(super) fn shelf(&self) -> &CategoryShelf {
        &self.shelf
    }
}

impl Features {
    fn withheld(profile: &Profile, as_of_ms: i64) -> Self {
        Self {
            customer_id: profile.customer_id().to_owned(),
            as_of_ms,
            withheld: true,
            numbers: vec![f64::NAN; NUMBERS.len()],
            texts: vec![None; CATEGORIES.len()],
        }
    }

    /// The customer.
    pub fn customer_id(&self) -> &str {
        &self.customer_id
    }

    /// The time up to which events count.
    pub fn as_of_ms(&self) -> i64 {
        self.as_of_ms
    }

    /// Why nothing may be known, such as `no_consent`.
    pub fn reason(&self) -> Option<&str> {
        self.withheld.then_some(WITHHELD)
    }

    /// A feature that is a number; nothing where it is missing.
    pub fn number(&self, name: &str) -> Option<f64> {
        let place = NUMBERS.iter().position(|feature| feature.name == name)?;
        self.numbers.get(place).copied().filter(|number| !number.is_nan())
    }

    /// A feature that is a category; nothing where it is missing.
    pub fn text(&self, name: &str) -> Option<&str> {
        let place = CATEGORIES.iter().position(|feature| feature.name == name)?;
        self.texts.get(place)?.as_deref()
    }

    /// All features by name, in the order of the list, as [`Schema::row`](crate::learn::Schema::row) takes them.
    pub fn cells(&self) -> Vec<(&'static str, Cell<'_>)> {
        let numbers =
            NUMBERS.iter().zip(&self.numbers).map(|(feature, number)| (feature.name, Cell::Number(*number)));
        let texts = CATEGORIES
            .iter()
            .zip(&self.texts)
            .map(|(feature, text)| (feature.name, text.as_deref().map_or(Cell::Missing, Cell::Text)));
        numbers.chain(texts).collect()
    }

    /// All features by name, in the order of the list, as records.
    pub fn values(&self) -> Vec<FeatureValue> {
        let value = |(name, cell): (&str, Cell<'_>)| FeatureValue {
            name: name.to_owned(),
            number: match cell {
                Cell::Number(number) if !number.is_nan() => Some(number),
                _ => None,
            },
            text: match cell {
                Cell::Text(text) => Some(text.to_owned()),
                _ => None,
            },
        };
        self.cells().into_iter().map(value).collect()
    }
}

impl PartialEq for Features {
    /// Equal to the bit; what is missing equals what is missing.
    fn eq(&self, other: &Self) -> bool {
        let same = |(left, right): (&f64, &f64)| left.to_bits() == right.to_bits();
        self.customer_id == other.customer_id
            && self.as_of_ms == other.as_of_ms
            && self.withheld == other.withheld
            && self.texts == other.texts
            && self.numbers.iter().zip(&other.numbers).all(same)
    }
}

/// The features of many customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureTable {
    rows: Vec<Features>,
}

impl FeatureTable {
    /// Rows read one by one.
    pub fn of(rows: Vec<Features>) -> Self {
        Self { rows }
    }

    /// The rows, in the order of the profiles.
    pub fn rows(&self) -> &[Features] {
        &self.rows
    }

    /// The columns that learners take; no rows are `TOO_FEW`.
    pub fn to_table(&self) -> Result<Table> {
        let rows: Vec<&Features> = self.rows.iter().collect();
        Table::new(columns(&rows)?)
    }
}

/// The columns of rows, by name.
pub(in crate::predict) fn columns(rows: &[&Features]) -> Result<Vec<(String, TableColumn)>> {
    let mut columns = Vec::with_capacity(NUMBERS.len() + CATEGORIES.len());
    for (place, feature) in NUMBERS.iter().enumerate() {
        let number = |row: &&Features| row.numbers.get(place).copied().unwrap_or(f64::NAN);
        columns.push((feature.name.to_owned(), TableColumn::Numbers(rows.iter().map(number).collect())));
    }
    for (place, feature) in CATEGORIES.iter().enumerate() {
        let texts = rows.iter().map(|row| row.texts.get(place).and_then(Option::as_deref));
        columns.push((feature.name.to_owned(), TableColumn::texts(texts)?));
    }
    Ok(columns)
}
