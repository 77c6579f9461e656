//! What will a customer spend, and where is there room for more?
//!
//! Two answers to the first are blended: the expected value of a lifetime model, where the host has one
//! ([`FeatureExtra::expected_value_minor`](super::FeatureExtra)), which knows how customers come and go, and boosted trees
//! over all features with a zero-inflated lognormal likelihood ([`ValueGbdt`](crate::learn::ValueGbdt)), which know what
//! else there is to see; what many purchases add up to is not quite lognormal, so their total is scaled to what customers
//! spent whom they had not seen. The weight of the lifetime model is the one at which customers that the trees had not seen come
//! out best by the deviance of a Tweedie distribution of power 1.5 (Jørgensen 1987), which is proper for means and is not
//! ruled by the few largest.
//!
//! The interval is conformalised quantile regression (Romano, Patterson and Candès 2019, theorem 1) on `ln(1 + spend)`,
//! with quantiles of customers that were held out: it holds the spend of at least the share of customers that it says,
//! whatever the learner does, as long as the next horizon is like the last.
//!
//! Room for more ([`Value::growth`]) is told from customers of like spend: which categories they buy from, and how much.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::event::Event;
//! use sartor::predict::{FeatureExtra, FeatureReader, Value, ValueData, ValueFitOptions};
//! use sartor::profile::Profile;
//! use sartor::rng::Rng;
//! let (day_ms, as_of_ms) = (86_400_000, 1_780_300_800_000);
//! // Every other customer spends ten times as much.
//! let customer = |number: u32| -> sartor::Result<Profile> {
//!     let (mut rng, id) = (Rng::with_stream(1, u64::from(number)), format!("c{number}"));
//!     let mut profile = Profile::new(&id)?;
//!     let mut enter = |name: &str, at_ms: i64, properties: &str| profile.observe_owned(Event::from_json(&format!(
//!         r#"{{"type":"track","messageId":"{name}{at_ms}","userId":"{id}","event":"{name}",
//!             "timestamp":"{}","properties":{{{properties}}}}}"#, sartor::time::to_rfc3339(at_ms)?), None)?, as_of_ms);
//!     enter("Consent Changed", as_of_ms - 700 * day_ms, r#""purpose":"analytics","state":"granted""#)?;
//!     let paid = [20, 200][number as usize % 2];
//!     let mut at_ms = as_of_ms - (400.0 + 200.0 * rng.uniform()) as i64 * day_ms;
//!     while at_ms < as_of_ms {
//!         enter("Order Completed", at_ms, &format!(r#""revenue":{paid},"currency":"USD""#))?;
//!         at_ms += (1.0 + rng.exponential(1.0 / 40.0)) as i64 * day_ms;
//!     }
//!     Ok(profile)
//! };
//! let profiles = (0..200).map(customer).collect::<sartor::Result<Vec<_>>>()?;
//! let reader = FeatureReader::new(None);
//! let options = ValueFitOptions { horizon_days: 90, trees: 60, ..ValueFitOptions::default() };
//! let model = Value::fit(&reader, &ValueData::of(&profiles, as_of_ms), &options, Control::none())?;
//! let told = |number: usize| model.predict(&reader.row(&profiles[number], as_of_ms, &FeatureExtra::default())?);
//! let (small, large) = (told(0)?, told(1)?);
//! assert!(large.value_minor > 3 * small.value_minor);
//! assert!(large.low_minor <= large.value_minor && large.value_minor <= large.high_minor);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod fit;
mod growth;
mod options;

#[cfg(feature = "train")]
pub use fit::ValueData;
pub use growth::GrowthOpportunity;
pub use options::{ValueFitOptions, ValueReport};

use serde::{Deserialize, Serialize};

use super::features::{FEATURES_VERSION, FeatureTable, Features};
use crate::artifact::{self, model_id_of};
use crate::batch::map_chunks;
use crate::control::Control;
use crate::estimate::Basis;
use crate::learn::{ConformalMargin, Gbdt, Objective, ValueGbdt};
use crate::math::exp_m1;
use crate::time::DAY_MS;
use crate::{Result, SartorError};
use growth::Comparable;

const SUBJECT: &str = "value";
/// The largest artefact that is read, in bytes of its JSON.
const MAX_VALUE_BYTES: usize = 1 << 29;
/// Customers that one thread takes at a time.
const CHUNK: usize = 64;
/// Logarithms of spend stay below this.
const MOST_LOG: f64 = 40.0;

/// A fitted model of spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredValue", into = "StoredValue")]
pub struct Value {
    stored: StoredValue,
    model_id: String,
}

/// What is stored of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredValue {
    features_version: u32,
    options: ValueFitOptions,
    members: Vec<ValueMember>,
    /// What the trees expect is multiplied by this, so that the total of customers they had not seen comes out.
    trees_scale: f64,
    /// The share of the lifetime model in the blend, 0 to 1.
    lifetime_weight: f64,
    margin: ConformalMargin,
    /// Spend of all customers within the horizon: mean, and the quantiles at the ends of the interval.
    everybody: Everybody,
    comparable: Comparable,
    report: ValueReport,
}

/// What one fold's complement says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ValueMember {
    mean: ValueGbdt,
    /// Quantiles of `ln(1 + spend)`.
    low: Gbdt,
    high: Gbdt,
}

/// What is said of whom nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Everybody {
    mean: f64,
    low: f64,
    high: f64,
}

/// What a customer will spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CustomerValue {
    /// The customer.
    pub customer_id: String,
    /// The model that answers.
    pub model_id: String,
    /// The time of the answer.
    pub as_of_ms: i64,
    /// Days ahead.
    pub horizon_days: u32,
    /// The date by which it is spent.
    pub by_ms: i64,
    /// Spend expected by then, in minor units, net of returns.
    pub value_minor: i64,
    /// Lower end of the interval of what will be spent.
    pub low_minor: i64,
    /// Upper end.
    pub high_minor: i64,
    /// Least share of customers whose spend lies in theirs.
    pub level: f64,
    /// What the boosted trees expect.
    pub trees_minor: Option<i64>,
    /// What the lifetime model expects over the horizon, if it was given.
    pub lifetime_minor: Option<i64>,
    /// The share of the lifetime model in the blend; 0 where it was not given.
    pub lifetime_weight: f64,
    /// What the figures rest on.
    pub basis: Basis,
    /// Why they are those of all customers; nothing where they are this customer's.
    pub reason: Option<String>,
}

impl From<Value> for StoredValue {
    fn from(model: Value) -> Self {
        model.stored
    }
}

impl TryFrom<StoredValue> for Value {
    type Error = SartorError;

    fn try_from(stored: StoredValue) -> Result<Self> {
        if stored.features_version != FEATURES_VERSION {
            let reason = format!(
                "it was trained on version {} of the features, this release has {FEATURES_VERSION}: fit it again",
                stored.features_version
            );
            return Err(SartorError::NotAvailable { subject: SUBJECT.to_owned(), reason });
        }
        stored.options.check()?;
        let not = |detail: &str| Err(SartorError::malformed(SUBJECT, detail, 0));
        let Some(first) = stored.members.first() else { return not("no member") };
        let schema = first.mean.occurrence().schema();
        let is_quantile = |model: &Gbdt| {
            matches!(model.objective(), Objective::Quantile { .. }) && model.schema() == schema
        };
        let alike = |member: &ValueMember| {
            member.mean.occurrence().schema() == schema
                && is_quantile(&member.low)
                && is_quantile(&member.high)
        };
        if !stored.members.iter().all(alike) {
            return not("its members are not of one model");
        }
        if !(0.0..=1.0).contains(&stored.lifetime_weight) {
            let found = stored.lifetime_weight;
            return Err(SartorError::out_of_range(SUBJECT, "lifetimeWeight", found, "0 to 1"));
        }
        if !(0.01..=100.0).contains(&stored.trees_scale) {
            return Err(SartorError::out_of_range(SUBJECT, "treesScale", stored.trees_scale, "0.01 to 100"));
        }
        let Everybody { mean, low, high } = stored.everybody;
        if ![0.0, low, high, 1e18].is_sorted() || !(0.0..=1e18).contains(&mean) {
            return not("what everybody spends cannot be");
        }
        stored.comparable.check()?;
        let model_id = model_id_of(SUBJECT, &stored)?;
        Ok(Self { stored, model_id })
    }
}

/// The means and ends of a row: trees, and the ends before they are widened, of `ln(1 + spend)`.
#[derive(Debug, Clone, Copy)]
struct Told {
    trees: f64,
    low: f64,
    high: f64,
}

impl Told {
    fn of(members: &[ValueMember], row: &[f64]) -> Result<Self> {
        let count = members.len() as f64;
        let (mut trees, mut low, mut high) = (0.0, 0.0, 0.0);
        for member in members {
            trees += member.mean.predict_row(row)? / count;
            low += member.low.score_row(row)? / count;
            high += member.high.score_row(row)? / count;
        }
        Ok(Self { trees, low: low.min(high), high: high.max(low) })
    }
}

impl Value {
    /// Which one it is: the hash of everything it holds.
    pub fn model_id(&self) -> &str {
        &self.model_id
    }

    /// How it was fitted, with the cuts that were chosen.
    pub fn options(&self) -> &ValueFitOptions {
        &self.stored.options
    }

    /// How good it was on customers that it had not seen.
    pub fn report(&self) -> &ValueReport {
        &self.stored.report
    }

    /// What a customer will spend within the horizon.
    pub fn predict(&self, features: &Features) -> Result<CustomerValue> {
        let options = &self.stored.options;
        let bought = features.number("purchase_days").is_some_and(|days| days > 0.0);
        let reason = features.reason().or((!bought).then_some("no_purchases"));
        let everybody = &self.stored.everybody;
        let mut answer = CustomerValue {
            customer_id: features.customer_id().to_owned(),
            model_id: self.model_id.clone(),
            as_of_ms: features.as_of_ms(),
            horizon_days: options.horizon_days,
            by_ms: features.as_of_ms().saturating_add(i64::from(options.horizon_days) * DAY_MS),
            value_minor: minor(everybody.mean),
            low_minor: minor(everybody.low),
            high_minor: minor(everybody.high),
            level: self.stored.margin.level(),
            trees_minor: None,
            lifetime_minor: None,
            lifetime_weight: 0.0,
            basis: Basis::Prior,
            reason: reason.map(str::to_owned),
        };
        if reason.is_some() {
            return Ok(answer);
        }
        let Some(schema) = self.stored.members.first().map(|member| member.mean.occurrence().schema()) else {
            return Err(SartorError::Internal { operation: "Value::predict".to_owned() });
        };
        let told = Told::of(&self.stored.members, &schema.row(&features.cells())?)?;
        let lifetime = lifetime_value(features, options.horizon_days);
        let weight = if lifetime.is_some() { self.stored.lifetime_weight } else { 0.0 };
        let trees = told.trees * self.stored.trees_scale;
        let blend = blended(trees, lifetime, weight);
        let interval = self.stored.margin.widened(told.low, told.high, 1.0);
        let spend = |log: f64| exp_m1(log.clamp(0.0, MOST_LOG));
        answer.value_minor = minor(blend);
        answer.low_minor = minor(spend(interval.low));
        answer.high_minor = minor(spend(interval.high));
        answer.trees_minor = Some(minor(trees));
        answer.lifetime_minor = lifetime.map(minor);
        answer.lifetime_weight = weight;
        answer.basis = Basis::Customer;
        Ok(answer)
    }

    /// [`Value::predict`] of many customers.
    pub fn predict_many(&self, table: &FeatureTable, control: Control<'_>) -> Result<Vec<CustomerValue>> {
        map_chunks(table.rows(), CHUNK, control, |features| self.predict(features))
    }

    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_VALUE_BYTES)?.body)
    }
}

/// The yearly value of the lifetime model as a part of the horizon.
fn lifetime_value(features: &Features, horizon_days: u32) -> Option<f64> {
    Some(features.number("expected_value_minor")? * f64::from(horizon_days) / 365.0)
}

fn blended(trees: f64, lifetime: Option<f64>, weight: f64) -> f64 {
    lifetime.map_or(trees, |lifetime| weight * lifetime + (1.0 - weight) * trees)
}

/// Whole minor units.
fn minor(amount: f64) -> i64 {
    // Beyond what a float holds exactly nothing is spent.
    amount.clamp(0.0, 9e15).round() as i64
}
