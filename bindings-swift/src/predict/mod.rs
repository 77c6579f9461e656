//! What will a customer do, as far as what is known of them tells?

mod churn;
mod features;
mod outcomes;
mod propensity;
mod value;

pub use churn::{Churn, TriedIntervention, rank_interventions, rank_tried_interventions};
pub use features::{FeatureReader, FeatureTable, Features, feature_list};
pub use outcomes::Outcomes;
pub use propensity::Propensity;
pub use value::Value;
