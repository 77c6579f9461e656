//! Sartor for Swift and Kotlin: a thin layer over the crate `sartor`.
//!
//! Records, enums and errors come from core with their attributes; objects (engine, profile, shop, models) are
//! newtypes around core's, with methods of a few lines. See `docs/swift.md` and `docs/kotlin.md`.

#![allow(clippy::needless_pass_by_value)] // uniffi hands every argument over by value

uniffi::setup_scaffolding!();
sartor::uniffi_reexport_scaffolding!();

mod catalog;
mod consent;
mod engine;
mod event;
mod figures;
mod file;
mod learn;
mod lifetime;
mod predict;
mod privacy;
mod profile;
mod shop;
mod trainer;
mod work;

pub use catalog::Catalog;
pub use consent::{
    consent_events, global_privacy_control, google_consent_mode, iab_tcf, parse_tc_string,
    segment_preferences,
};
pub use engine::{Engine, call};
pub use event::{event_from_decision, event_from_json, event_to_json, events_from_ga4};
pub use figures::{clumpiness, kaplan_meier, narrowing, regularity};
pub use learn::{
    AnyLearner, Calibration, CellValue, ConformalMargin, DriftReference, Ensemble, Gbdt, LabelSets, Logistic,
    Network, PredictedEnds, ScoredLabels, ScoredValues, Table, TableColumn, Trial, Uplift, ValueGbdt,
    auc_standard_error, calibration_over_time, check_columns, default_uplift_options, load_learner,
};
pub use lifetime::{
    AnyPurchaseModel, BgBb, BgCnbd, BgNbd, Bootstrap, ConformalForecaster, Covariate, CovariateBgNbd,
    CovariateGammaGamma, CovariateMbgNbd, CovariateNbd, CovariateParetoNbd, CustomerIds, CustomerPurchases,
    GGompertzNbd, GammaGamma, MbgCnbd, MbgNbd, Mixing, MixingDistribution, Nbd, ParetoNbd, Period, Selection,
    SpendBootstrap, Summaries, TotalValue, Tracking, backtest, expected_value, mixing, score_holdout, select,
    simulate, summarize, summarize_customer, total_value, tracking, value, value_columns,
};
pub use predict::{
    Churn, FeatureReader, FeatureTable, Features, Outcomes, Propensity, TriedIntervention, Value,
    feature_list, rank_interventions, rank_tried_interventions,
};
pub use privacy::{
    AccessControl, AuditLog, AuditVerifier, KeyRing, ReportLedger, pseudonym, seal_info,
    standard_access_policy, verify_audit,
};
pub use profile::{IdentityGraph, Profile, declared_fields, guard_of};
pub use shop::Shop;
pub use trainer::{Trainer, default_policy};
pub use work::Control;
