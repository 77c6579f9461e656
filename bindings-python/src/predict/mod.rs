//! The models of `sartor.predict`, what they read and what came of what they said.

mod churn;
mod customers;
mod features;
mod outcomes;
mod propensity;
mod value;

pub use churn::{Churn, TriedIntervention, rank_interventions, rank_tried_interventions};
pub use features::{FeatureReader, FeatureTable, Features, feature_list};
pub use outcomes::{OutcomeRecalibration, Outcomes};
pub use propensity::Propensity;
pub use value::Value;
