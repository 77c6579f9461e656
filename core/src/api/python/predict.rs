//! Which records of `sartor.predict` does Python have, and which of them make tables?

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use super::table::{ViewTable, columns, frame};
use super::{Argument, exception, hash, html, reduce, repr, to_dict, to_json};
use crate::estimate::Estimate;
use crate::input;
use crate::learn::MemberKind;
use crate::predict::{
    CategoryPropensity, CategoryReport, ChallengerPrediction, ChurnOptions, ChurnReason, ChurnReport,
    ChurnRisk, ChurnSetting, ContestVerdict, CustomerPropensity, CustomerValue, DaysAhead, FeatureExtra,
    FeatureKind, FeatureSpec, FeatureValue, GrowthOpportunity, InterventionEffect, InterventionVerdict,
    ModelContest, OutcomeAdvice, OutcomePrediction, OutcomeReview, OutcomeSchedule, PredictionCounts,
    PropensityOptions, PropensityReport, RankedIntervention, SurvivalPoint, ValueFitOptions, ValueReport,
    Watchlist, WatchlistEntry, WatchlistOptions,
};

const CURVE: [ViewTable; 1] = [ViewTable {
    name: "curve",
    lists: &["curve"],
    columns: &["horizon_days", "by_ms", "survival=survival.value", "low=survival.low", "high=survival.high"],
}];

const ENTRIES: [ViewTable; 1] = [ViewTable {
    name: "entries",
    lists: &["entries"],
    columns: &[
        "customer_id",
        "churn=churn.value",
        "low=churn.low",
        "high=churn.high",
        "before",
        "rise",
        "since_ms",
        "crossed_after_ms",
    ],
}];

const CATEGORIES: [ViewTable; 1] = [ViewTable {
    name: "categories",
    lists: &["categories"],
    columns: &[
        "category",
        "probability=probability.value",
        "low=probability.low",
        "high=probability.high",
        "median_days=days.median",
    ],
}];

const CATEGORY_REPORTS: [ViewTable; 1] = [ViewTable {
    name: "categories",
    lists: &["categories"],
    columns: &["category", "purchases", "rate", "auc=auc.value", "low=auc.low", "high=auc.high"],
}];

python_enums!(ChurnSetting, ContestVerdict, FeatureKind, InterventionVerdict, OutcomeAdvice);
python_records!(
    CategoryPropensity,
    CategoryReport,
    ChurnReport,
    CustomerValue,
    DaysAhead,
    FeatureSpec,
    FeatureValue,
    GrowthOpportunity,
    ModelContest,
    OutcomeReview,
    PredictionCounts,
    RankedIntervention,
    SurvivalPoint,
    ValueReport,
    WatchlistEntry,
);
python_record!(ChurnReason => html,
    /// The feature.
    #[getter]
    fn feature(&self) -> &str {
        &self.feature
    }
    /// Its value; nothing where it is missing.
    #[getter]
    fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }
    /// What it is compared with, the value of most customers or what it was: `from` in JSON, which is a word of Python's own.
    #[getter]
    fn from_(&self) -> Option<&str> {
        self.from.as_deref()
    }
    /// Its part of the difference in log-odds of churn: above 0 it makes churn more likely.
    #[getter]
    fn contribution(&self) -> f64 {
        self.contribution
    }
);
python_record!(ChallengerPrediction => html,
    #[new]
    #[pyo3(signature = (*, model_id, probability))]
    fn __new__(model_id: String, probability: f64) -> Self {
        Self { model_id, probability }
    }
);
python_record!(ChurnOptions { setting: ChurnSetting, horizon_days: u32, periods: u32, cuts_ms: Vec<i64>, folds: u32, trees: u32, members: Vec<MemberKind>, seed: u32 });
python_record!(FeatureExtra { probability_alive: Option<f64>, expected_purchases: Option<f64>, expected_value_minor: Option<f64> });
python_record!(InterventionEffect => html,
    #[new]
    #[pyo3(signature = (intervention, *, uplift = None, value_minor = Argument::of(0), cost_minor = Argument::of(0)))]
    fn __new__(
        intervention: String,
        uplift: Option<Estimate>,
        value_minor: Argument<i64>,
        cost_minor: Argument<i64>,
    ) -> PyResult<Self> {
        Ok(Self {
            intervention,
            uplift,
            value_minor: value_minor.named("InterventionEffect", "value_minor")?,
            cost_minor: cost_minor.named("InterventionEffect", "cost_minor")?,
        })
    }
);
python_record!(OutcomePrediction => html,
    #[new]
    #[pyo3(signature = (*, prediction_id, customer_id, model_id, made_ms, due_ms, probability, challenger = None))]
    fn __new__(
        prediction_id: String,
        customer_id: String,
        model_id: String,
        made_ms: Argument<i64>,
        due_ms: Argument<i64>,
        probability: f64,
        challenger: Option<ChallengerPrediction>,
    ) -> PyResult<Self> {
        Ok(Self {
            prediction_id,
            customer_id,
            model_id,
            made_ms: made_ms.named("OutcomePrediction", "made_ms")?,
            due_ms: due_ms.named("OutcomePrediction", "due_ms")?,
            probability,
            challenger,
        })
    }
);
python_record!(OutcomeSchedule { least_rows: u32, recalibrate_after_days: Option<u32>, refit_after_days: Option<u32>, auc_at_fit: Option<f64>, window_days: u32, level: f64 });
python_record!(PropensityOptions { horizon_days: u32, periods: u32, cuts_ms: Vec<i64>, folds: u32, trees: u32, rows: u32, members: Vec<MemberKind>, seed: u32 });
python_record!(ValueFitOptions { horizon_days: u32, cuts_ms: Vec<i64>, folds: u32, trees: u32, level: f64, seed: u32 });
python_record!(WatchlistOptions { threshold: f64, entries: u32, reasons: u32, standing: bool });
python_view!(ChurnRisk, html, CURVE, "curve");
python_view!(CustomerPropensity, html, CATEGORIES, "categories");
python_view!(PropensityReport, html, CATEGORY_REPORTS, "categories");
python_view!(Watchlist, html, ENTRIES, "entries");
