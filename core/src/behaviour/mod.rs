//! How does a customer search, compare, decide and come back?
//!
//! Pure functions over what one customer did ([`Shopping`]): [`measure`] gives every measure that has enough
//! evidence, with a 90 % interval in closed form; [`narrowing`] says whether fewer options should be shown. What
//! evidence does not support is not here: no personality, no emotion, no "decision fatigue" from clicks. Guide:
//! `docs/behaviour.md`.
//!
//! ```
//! use sartor::behaviour::{Act, Measure, MetProduct, Shopping, measure};
//! use sartor::event::EventKind;
//! // Four visits, in each of which two shirts are looked at, one of them for the second time.
//! let look = |visit: u32, product: u32| Act {
//!     at_ms: i64::from(visit) * 86_400_000 + i64::from(product) * 60_000,
//!     kind: EventKind::ProductViewed,
//!     product: Some(product),
//!     visit: Some(visit),
//! };
//! let shopping = Shopping {
//!     as_of_ms: 10 * 86_400_000,
//!     acts: (0..4).flat_map(|visit| [look(visit, visit), look(visit, visit + 1)]).collect(),
//!     products: vec![MetProduct { category: Some(0), aspects: &[] }; 5],
//!     categories: 3,
//!     ..Shopping::default()
//! };
//! let measured = measure(&shopping);
//! let depth = measured.get(Measure::SearchDepth).unwrap();
//! assert_eq!((depth.estimate.value, depth.evidence), (2.0, 4));
//! assert!(depth.estimate.low > 1.0 && depth.estimate.high < 6.0);
//! ```

mod antecedents;
#[cfg(feature = "train")]
mod fit;
mod interval;
mod measure;
mod narrowing;
mod population;
mod rhythm;
mod search;
mod shopping;
mod style;
mod survival;
mod visit_kind;

pub use antecedents::ANTECEDENT_KINDS;
pub use interval::{breadth, depth, share};
pub use measure::{DECISION_HORIZON_DAYS, Measure, Measured, Measurements, measure};
pub use narrowing::{ChoiceNarrowing, NarrowingOptions, narrowing};
pub use rhythm::{Clumpiness, clumpiness, regularity};
pub use shopping::{Act, MetProduct, OrderAct, Shopping};
pub use style::{DecisionStyle, LoyaltyIndicator};
pub use survival::{Spell, WaitingCurve, WaitingPoint, kaplan_meier};
pub use visit_kind::VisitKind;

pub(crate) use antecedents::Windows;
#[cfg(feature = "train")]
pub(crate) use fit::CustomerBehaviour;
pub(crate) use population::BehaviourPopulation;
pub(crate) use style::{decision_style, loyalty};

use crate::estimate::Estimate;

/// One measure of a customer's behaviour.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BehaviourMeasure {
    /// Its name, such as `search_depth`; `docs/behaviour.md` lists them.
    pub measure: String,
    /// Its value with a 90 % interval; of all customers, the median and the interval in which 90 % of them lie.
    pub estimate: Estimate,
    /// How much it rests on, in its unit; of all customers, how many they are.
    pub evidence: u32,
    /// What is counted: `visits`, `orders`, `customers` ...
    pub evidence_unit: String,
    /// How the interval is made: `wilson`, `harris`, `brookmeyer_crowley`, `bain_engelhardt`, `gamma_renewal`, or
    /// `quantiles` of all customers.
    pub interval: String,
    /// Percentage of customers below this value, 0 to 100; nothing where it is not known.
    pub percentile: Option<f64>,
}

/// A kind of event that is seen before a purchase more, or less, than otherwise. It need not be a cause.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Antecedent {
    /// Name of the event, such as `Promotion Clicked`.
    pub event: String,
    /// How many times as often it is seen in the week before a purchase as in a week before none.
    pub rate_ratio: Estimate,
    /// Weeks in which it was seen.
    pub weeks_seen: u32,
}
