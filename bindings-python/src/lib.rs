//! Sartor in Python: the module `sartor._sartor`, which the package `sartor` names.
//!
//! Records come from core with their fields; objects (engine, profile, shop, models) are newtypes around
//! core's with methods of a few lines. See docs/python.md.
#![allow(clippy::doc_markdown)] // docstrings are Python's, in numpydoc's form
#![allow(clippy::doc_link_with_quotes)] // their examples hold lists of text
#![allow(clippy::wrong_self_convention)] // names are Python's, and pyo3 lends every object
#![allow(clippy::needless_pass_by_value)] // an argument that Python made is handed over by value

mod access;

mod audit;
mod catalog;
mod columns;
mod declared;
mod engine;
mod event;
mod figures;
mod files;
mod form;
mod frame;
mod identity;
mod input;
mod learn;
mod lifetime;
mod moment;
mod outlook_columns;
mod predict;
mod profile;
mod shop;
mod signals;
mod train;
mod vault;
mod work;

use pyo3::pymodule;

/// A turn makes some hundred short texts. The system's allocator hands out cold memory once a process has loaded and
/// dropped much, and then takes a third of the turn; this one does not.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Customer intelligence, in process.
#[pymodule(name = "_sartor")]
mod module {
    // Records, as core defines them.
    #[pymodule_export]
    use sartor::action::{ActionDecision, ActionPolicy, NextAction, OutcomeCounts, RejectedAction};
    #[pymodule_export]
    use sartor::basket::{Recommendation, ScoreTerm};
    #[pymodule_export]
    use sartor::behaviour::{
        Antecedent, BehaviourMeasure, ChoiceNarrowing, Clumpiness, DecisionStyle, LoyaltyIndicator,
        NarrowingOptions, Spell, WaitingCurve, WaitingPoint,
    };
    #[pymodule_export]
    use sartor::catalog::{CatalogFormat, Product, ProductAttribute};
    #[pymodule_export]
    use sartor::consent::{
        ConsentBasis, ConsentCategory, ConsentModeKeys, ConsentPurpose, ConsentSignal, ConsentSignals,
        ConsentState, TcString, TcfKeys,
    };
    #[pymodule_export]
    use sartor::contact::{
        ConditionOperator, ContactChoice, ContactPolicy, ExperienceChoice, ExperienceCondition,
        ExperiencePolicy, ExperienceRule, HourChoice, LostRule, ResponseRate,
    };
    #[pymodule_export]
    use sartor::engine::{
        ActionPlan, AdditionalData, AvoidedProduct, BehaviourView, Budget, BusinessIntelligence,
        CategoryOutlook, CategoryProbability, ChatAction, ChatAnswer, ChatBundle, ChatCrossSell, ChatFact,
        ChatFactor, ChatIntent, ChatMeta, ChatPreference, ChatPricing, ChatQuestion, ChatRecommendation,
        ChatRequest, ChatSegmentation, Claim, ClaimFact, ContactView, ContextualInsights,
        ConversationContext, ConversationFlow, EnginePolicy, Enhancements, EventOptions, ExperienceRequest,
        ExperienceVariant, ExperienceView, ExperimentArm, FieldQuestion, Handoff, Health, HistoryTurn,
        IgnoredInput, LifetimePolicy, MoneyEstimate, Narrowing, Outlook, PartHealth, PrimarySegment,
        QuestionOption, QuestionView, QuoteSet, RecommendRequest, RecommendationSet, ResponseModifiers,
        RiskEstimate, SalesOptimization, SegmentView, UnderstoodRequest, ValueEstimate,
    };
    #[pymodule_export]
    use sartor::estimate::{Basis, Estimate, Unknown};
    #[pymodule_export]
    use sartor::event::{
        AttributeValue, ConsentColumns, ConsentTableOptions, DateOrder, DecisionProperties, DecisionRecord,
        DeclaredSource, Event, EventAttribute, EventFormat, EventKind, EventLine, OrderColumns, OrderOptions,
    };
    #[pymodule_export]
    use sartor::pricing::{AdjustmentFactor, PriceQuote, PriceRule, PricingPolicy, QuoteContext, RuleEffect};
    #[pymodule_export]
    use sartor::privacy::{
        AccessDecision, AccessPermission, AccessPolicy, AccessReason, AccessRequest, AccessRole, AuditAnchor,
        AuditEntry, AuditEvent, AuditFinding, AuditOutcome, AuditVerdict, FieldClass, KeyState, ReportCell,
        ReportFigure, RingKey, SealInfo, SegmentReport,
    };
    #[pymodule_export]
    use sartor::profile::{
        CartLineView, CompactPolicy, CompactReport, ConsentView, ConversationView, CustomerExplanation,
        DataCategory, DecisionView, DeclaredField, DeclaredGroup, DeclaredValue, DeclaredView,
        ErasureReceipt, ErasureRemainder, ErasureRequest, ExplanationPart, ExportSection, FieldGuard,
        FieldKind, HistoryLeftOut, HistoryOptions, HistoryView, IdentityEvidence, IdentityPolicy,
        IdentityVerdict, IntentCount, MergeDecision, MergeReport, MonthActivity, Observed, OrderLineView,
        OrderView, PageCounts, ProfileExport, ProfileView, PurchaseView, QueryText, RetentionCount,
        RetentionPolicy, RetentionReceipt, ReturnView, SummaryText, TraitView, VisitPatterns, VisitView,
    };
    #[pymodule_export]
    use sartor::read::{LineProblem, ReadReport, ReasonCount};
    #[pymodule_export]
    use sartor::segment::{
        DynamicPersona, MessagingStrategy, PersonaTrait, PreferredExperience, RfmCell, SegmentAssignment,
        SegmentPolicy,
    };
    #[pymodule_export]
    use sartor::shop::{PriceOverride, StockFact};
    #[pymodule_export]
    use sartor::taste::{
        PriceTaste, TasteBasis, TastePath, TastePoint, TastePreference, TasteScore, TasteScores,
        TasteSnapshot, TasteStatus, TasteTerm, TasteView,
    };
    // End of records.

    #[pymodule_export]
    use sartor::lifetime::{
        BacktestOptions, BacktestReport, BacktestVerdict, BgBbParams, BgCnbdParams, BgNbdParams,
        ConformalColumns, ConformalGroup, ConformalInterval, ConvergenceReport, ConvergenceVerdict,
        CovariateEffect, CustomerSummary, ExpectedValue, ForecastGroup, ForecastScore, ForecasterReport,
        GGompertzNbdParams, GammaGammaParams, LeftOut, MbgCnbdParams, MbgNbdParams, ModelCandidate,
        ModelComparison, NbdParams, NextPurchase, NextPurchaseQuantile, OriginReport, ParameterInterval,
        ParetoNbdParams, ProfileInterval, PurchaseModelKind, PurchaseSummary, ReturnTotals,
        SimulatedCustomers, SpendIndependence, SpendScore, ValueColumns, ValueForecast, ValueOptions,
    };

    #[pymodule_export]
    use sartor::learn::{
        BalanceColumn, BrierDecomposition, CalibrationCandidate, CalibrationMethod, CalibrationOverTime,
        CalibrationWindow, ClassBalance, ColumnChange, ColumnCheck, ColumnChecks, ConformalValueInterval,
        CoxCalibration, DriftBin, DriftReport, DriftVerdict, EarlyStopping, EnsembleReport,
        ExpectedCalibrationError, Explanation, GainPoint, HeterogeneityReport, HeterogeneityVerdict,
        LabelCoverage, LabelFigures, LabelSetReport, LabelThreshold, LeakageVerdict, LearnerFigures,
        LogisticCoefficient, MemberKind, MemberReport, MetricInterval, PolicyValue, QiniPoint, QiniReport,
        ReasonCode, ReasonMethod, ReliabilityBin, SchemaColumn, SmallestChange, Task, TrialBalance, UpliftAt,
        UpliftBalance, UpliftBalanceColumn, UpliftLearner, ValueFigures,
    };

    #[pymodule_export]
    use sartor::predict::{
        CategoryPropensity, CategoryReport, ChallengerPrediction, ChurnOptions, ChurnReason, ChurnReport,
        ChurnRisk, ChurnSetting, ContestVerdict, CustomerPropensity, CustomerValue, DaysAhead, FeatureExtra,
        FeatureKind, FeatureSpec, FeatureValue, GrowthOpportunity, InterventionEffect, InterventionVerdict,
        ModelContest, OutcomeAdvice, OutcomePrediction, OutcomeReview, OutcomeSchedule, PredictionCounts,
        PropensityOptions, PropensityReport, RankedIntervention, SurvivalPoint, ValueFitOptions, ValueReport,
        Watchlist, WatchlistEntry, WatchlistOptions,
    };

    #[pymodule_export]
    use crate::access::{AccessControl, ReportLedger};
    #[pymodule_export]
    use crate::audit::{AuditLog, AuditVerifier, verify_audit};
    #[pymodule_export]
    use crate::catalog::Catalog;
    #[pymodule_export]
    use crate::declared::{declared_fields, guard_of};
    #[pymodule_export]
    use crate::engine::{Engine, call, pseudonym};
    #[pymodule_export]
    use crate::figures::{clumpiness, kaplan_meier, narrowing, regularity};
    #[pymodule_export]
    use crate::frame::to_frame;
    #[pymodule_export]
    use crate::identity::IdentityGraph;
    #[pymodule_export]
    use crate::learn::{
        Calibration, ConformalMargin, DriftReference, Ensemble, Explanations, Gbdt, LabelSets, Logistic,
        Network, Objective, ScoredLabels, ScoredValues, Table, Trial, Uplift, ValueGbdt, ValueIntervals,
        auc_standard_error, calibration_over_time, check_columns, fit, load,
    };
    #[pymodule_export]
    use crate::lifetime::{
        BgBb, BgCnbd, BgNbd, Bootstrap, ConformalForecaster, ConformalIntervals, CovariateBgNbd,
        CovariateGammaGamma, CovariateMbgNbd, CovariateNbd, CovariateParetoNbd, CustomerPurchases,
        CustomerValues, GGompertzNbd, GammaGamma, IntervalColumns, MbgCnbd, MbgNbd, MixingDistribution, Nbd,
        NextPurchaseColumns, ParetoNbd, Selection, Summaries, TotalValue, Tracking, backtest, mixing,
        score_holdout, select, simulate, summarize, summarize_customer, total_value, tracking, value,
    };
    #[pymodule_export]
    use crate::outlook_columns::OutlookColumns;
    #[pymodule_export]
    use crate::predict::{
        Churn, FeatureReader, FeatureTable, Features, OutcomeRecalibration, Outcomes, Propensity,
        TriedIntervention, Value, feature_list, rank_interventions, rank_tried_interventions,
    };
    #[pymodule_export]
    use crate::profile::Profile;
    #[pymodule_export]
    use crate::shop::Shop;
    #[pymodule_export]
    use crate::signals::{
        consent_events, events_from_ga4, global_privacy_control, google_consent_mode, iab_tcf,
        parse_tc_string, segment_preferences,
    };
    #[pymodule_export]
    use crate::train::Trainer;
    #[pymodule_export]
    use crate::vault::{KeyRing, seal_info};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
