//! What will a customer do, as far as what is known of them tells?
//!
//! A profile becomes a row of numbers and categories by one definition ([`FeatureReader`]), the same when a model is
//! trained and when it is asked. What other rooms know, such as the probability that a customer is still active, comes
//! in as plain numbers ([`FeatureExtra`]).

mod churn;
mod features;
mod hazard;
mod outcomes;
mod propensity;
mod value;

#[cfg(feature = "train")]
pub use churn::ChurnData;
pub use churn::{
    Churn, ChurnOptions, ChurnReason, ChurnReport, ChurnRisk, ChurnSetting, InterventionEffect,
    InterventionVerdict, RankedIntervention, SurvivalPoint, TriedIntervention, Watchlist, WatchlistEntry,
    WatchlistOptions, rank_interventions, rank_tried_interventions,
};
pub use features::{
    FEATURES_VERSION, FeatureExtra, FeatureKind, FeatureReader, FeatureSpec, FeatureTable, FeatureValue,
    Features, feature_list,
};
#[cfg(feature = "train")]
pub use outcomes::OutcomeRecalibration;
pub use outcomes::{
    ChallengerPrediction, ContestVerdict, MAX_OUTCOMES, ModelContest, OutcomeAdvice, OutcomePrediction,
    OutcomeReview, OutcomeSchedule, Outcomes, PredictionCounts,
};
#[cfg(feature = "train")]
pub use propensity::PropensityData;
pub use propensity::{
    CategoryPropensity, CategoryReport, CustomerPropensity, DaysAhead, Propensity, PropensityOptions,
    PropensityReport,
};
#[cfg(feature = "train")]
pub use value::ValueData;
pub use value::{CustomerValue, GrowthOpportunity, Value, ValueFitOptions, ValueReport};
