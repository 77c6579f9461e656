//! Which records and enums does Python have, and what has each beside its fields?
//!
//! A record of answers needs its name alone. One that a host makes lists its fields, for its constructor. A view
//! whose lists make tables names them.

use std::collections::HashMap;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use super::table::{columns, frame};
use super::taste_picture::taste_html;
use super::view_tables::{
    ACTIONS, BACKTEST, BEHAVIOUR, COMPARISON, CONSENT_SIGNALS, CONTACT, DECLARED, EXPERIENCE, EXPORT, HEALTH,
    HISTORY, OUTLOOK, PROFILE, QUESTIONS, QUOTES, READ, RECOMMENDATIONS, REPORT, RETENTION, TASTE,
    TASTE_PATH, TASTE_SCORES, WAITING,
};
use super::{Argument, exception, hash, html, reduce, repr, to_dict, to_json};
use super::{lifetime_html, lifetime_text};
use crate::action::{ActionDecision, ActionPolicy, NextAction, OutcomeCounts, RejectedAction};
use crate::basket::{Recommendation, ScoreTerm};
use crate::behaviour::{
    Antecedent, BehaviourMeasure, ChoiceNarrowing, Clumpiness, DecisionStyle, LoyaltyIndicator,
    NarrowingOptions, Spell, WaitingCurve, WaitingPoint,
};
use crate::catalog::{CatalogFormat, Product, ProductAttribute};
use crate::consent::{
    ConsentBasis, ConsentCategory, ConsentModeKeys, ConsentPurpose, ConsentSignal, ConsentSignals,
    ConsentState, TcString, TcfKeys,
};
use crate::contact::{
    ConditionOperator, ContactChoice, ContactPolicy, ExperienceChoice, ExperienceCondition, ExperiencePolicy,
    ExperienceRule, HourChoice, LostRule, ResponseRate,
};
use crate::engine::{
    ActionPlan, AdditionalData, AvoidedProduct, BehaviourView, Budget, BusinessIntelligence, CategoryOutlook,
    CategoryProbability, ChatAction, ChatAnswer, ChatBundle, ChatCrossSell, ChatFact, ChatFactor, ChatIntent,
    ChatMeta, ChatPreference, ChatPricing, ChatQuestion, ChatRecommendation, ChatRequest, ChatSegmentation,
    Claim, ClaimFact, ContextualInsights, ConversationContext, ConversationFlow, EnginePolicy, Enhancements,
    EventOptions, ExperimentArm, Handoff, Health, HistoryTurn, IgnoredInput, LifetimePolicy, MoneyEstimate,
    Narrowing, Outlook, PartHealth, PrimarySegment, QuoteSet, RecommendRequest, RecommendationSet,
    ResponseModifiers, RiskEstimate, SalesOptimization, SegmentView, UnderstoodRequest, ValueEstimate,
};
use crate::engine::{
    ContactView, ExperienceRequest, ExperienceVariant, ExperienceView, FieldQuestion, QuestionOption,
    QuestionView,
};
use crate::estimate::{Basis, Estimate, Unknown};
use crate::event::DeclaredSource;
use crate::event::{
    AttributeValue, ConsentColumns, ConsentTableOptions, DateOrder, DecisionProperties, DecisionRecord,
    Event, EventAttribute, EventFormat, EventKind, EventLine, OrderColumns, OrderOptions,
};
use crate::input;
use crate::lifetime::{
    BacktestOptions, BacktestReport, BacktestVerdict, BgBbParams, BgCnbdParams, BgNbdParams,
    ConformalColumns, ConformalGroup, ConformalInterval, ConvergenceReport, ConvergenceVerdict,
    CovariateEffect, CustomerSummary, ExpectedValue, ForecastGroup, ForecastScore, ForecasterReport,
    GGompertzNbdParams, GammaGammaParams, LeftOut, MbgCnbdParams, MbgNbdParams, ModelCandidate,
    ModelComparison, NbdParams, NextPurchase, NextPurchaseQuantile, OriginReport, ParameterInterval,
    ParetoNbdParams, ProfileInterval, PurchaseModelKind, PurchaseSummary, ReturnTotals, SimulatedCustomers,
    SpendIndependence, SpendScore, ValueColumns, ValueForecast, ValueOptions,
};
use crate::pricing::{AdjustmentFactor, PriceQuote, PriceRule, PricingPolicy, QuoteContext, RuleEffect};
use crate::privacy::{
    AccessDecision, AccessPermission, AccessPolicy, AccessReason, AccessRequest, AccessRole, AuditAnchor,
    AuditEntry, AuditEvent, AuditFinding, AuditOutcome, AuditVerdict, FieldClass, KeyState, ReportCell,
    ReportFigure, RingKey, SealInfo, SegmentReport,
};
use crate::profile::{
    CartLineView, CompactPolicy, CompactReport, ConsentView, ConversationView, CustomerExplanation,
    DataCategory, DecisionView, ErasureReceipt, ErasureRemainder, ErasureRequest, ExplanationPart,
    ExportSection, HistoryLeftOut, HistoryOptions, HistoryView, IntentCount, MergeReport, MonthActivity,
    Observed, OrderLineView, OrderView, PageCounts, ProfileExport, ProfileView, PurchaseView, QueryText,
    RetentionCount, RetentionPolicy, RetentionReceipt, ReturnView, SummaryText, TraitView, VisitPatterns,
    VisitView,
};
use crate::profile::{
    DeclaredField, DeclaredGroup, DeclaredValue, DeclaredView, FieldGuard, FieldKind, IdentityEvidence,
    IdentityPolicy, IdentityVerdict, MergeDecision,
};
use crate::read::{LineProblem, ReadReport, ReasonCount};
use crate::segment::{
    DynamicPersona, MessagingStrategy, PersonaTrait, PreferredExperience, RfmCell, SegmentAssignment,
    SegmentPolicy,
};
use crate::shop::{PriceOverride, StockFact};
use crate::taste::{
    PriceTaste, TasteBasis, TastePath, TastePoint, TastePreference, TasteScore, TasteScores, TasteSnapshot,
    TasteStatus, TasteTerm, TasteView,
};

python_enums!(
    AccessReason,
    AuditFinding,
    AuditOutcome,
    Basis,
    CatalogFormat,
    ConditionOperator,
    ConsentBasis,
    ConsentPurpose,
    ConsentState,
    ConvergenceVerdict,
    DataCategory,
    DateOrder,
    DeclaredSource,
    EventFormat,
    EventKind,
    FieldClass,
    FieldGuard,
    FieldKind,
    KeyState,
    MergeDecision,
    Observed,
    PurchaseModelKind,
    RuleEffect,
    TasteBasis,
    TasteStatus,
);
python_records!(
    AccessDecision,
    ActionDecision,
    AdjustmentFactor,
    Antecedent,
    AttributeValue,
    AvoidedProduct,
    BacktestVerdict,
    BehaviourMeasure,
    Budget,
    BusinessIntelligence,
    CartLineView,
    CategoryOutlook,
    CategoryProbability,
    ChatAction,
    ChatAnswer,
    ChatBundle,
    ChatCrossSell,
    ChatFact,
    ChatFactor,
    ChatMeta,
    ChatPreference,
    ChatPricing,
    ChatQuestion,
    ChatRecommendation,
    ChatSegmentation,
    Claim,
    ClaimFact,
    Clumpiness,
    ConformalColumns,
    ConformalGroup,
    ConformalInterval,
    ConsentSignal,
    ConsentView,
    ContactChoice,
    ContextualInsights,
    ConvergenceReport,
    ConversationFlow,
    ConversationView,
    CovariateEffect,
    CustomerExplanation,
    CustomerSummary,
    DecisionProperties,
    DecisionRecord,
    DecisionStyle,
    DecisionView,
    DeclaredField,
    DeclaredGroup,
    DeclaredValue,
    DynamicPersona,
    Enhancements,
    ErasureReceipt,
    ErasureRemainder,
    ErasureRequest,
    Estimate,
    EventAttribute,
    EventLine,
    ExpectedValue,
    ExperienceChoice,
    ExperienceVariant,
    ExperimentArm,
    ExplanationPart,
    ExportSection,
    FieldQuestion,
    ForecastGroup,
    ForecastScore,
    ForecasterReport,
    Handoff,
    HistoryLeftOut,
    HourChoice,
    IdentityEvidence,
    IdentityVerdict,
    IgnoredInput,
    IntentCount,
    LeftOut,
    LineProblem,
    LostRule,
    LoyaltyIndicator,
    MessagingStrategy,
    ModelCandidate,
    MoneyEstimate,
    MonthActivity,
    NextAction,
    NextPurchase,
    NextPurchaseQuantile,
    OrderLineView,
    OrderView,
    OriginReport,
    OutcomeCounts,
    PageCounts,
    ParameterInterval,
    PartHealth,
    PersonaTrait,
    PreferredExperience,
    PriceOverride,
    PriceQuote,
    PriceTaste,
    PrimarySegment,
    ProfileInterval,
    PurchaseView,
    QueryText,
    QuestionOption,
    ReasonCount,
    Recommendation,
    RejectedAction,
    ReportFigure,
    ResponseModifiers,
    ResponseRate,
    RetentionCount,
    ReturnTotals,
    ReturnView,
    RfmCell,
    RingKey,
    RiskEstimate,
    SalesOptimization,
    ScoreTerm,
    SealInfo,
    SegmentAssignment,
    SegmentView,
    SimulatedCustomers,
    SpendIndependence,
    SpendScore,
    StockFact,
    SummaryText,
    TastePoint,
    TastePreference,
    TasteScore,
    TasteSnapshot,
    TasteTerm,
    TcString,
    TraitView,
    UnderstoodRequest,
    Unknown,
    ValueColumns,
    ValueEstimate,
    ValueForecast,
    VisitPatterns,
    VisitView,
    WaitingPoint,
);
python_record!(Narrowing => html,
    /// Products that met the request: `from` in JSON, which is a word of Python's own.
    #[getter]
    fn from_(&self) -> u32 {
        self.from
    }
    /// Products shown.
    #[getter]
    fn to(&self) -> u32 {
        self.to
    }
    /// Why.
    #[getter]
    fn reason(&self) -> &str {
        &self.reason
    }
);
python_record!(ChoiceNarrowing => html,
    /// Options there are: `from` in JSON, which is a word of Python's own.
    #[getter]
    fn from_(&self) -> u32 {
        self.from
    }
    /// Options to show, the best first.
    #[getter]
    fn to(&self) -> u32 {
        self.to
    }
    /// Entropy of the posterior in nats, 0 to `ln(from_)`.
    #[getter]
    fn entropy(&self) -> f64 {
        self.entropy
    }
    /// How many options are still open, `exp(entropy)`.
    #[getter]
    fn open_options(&self) -> f64 {
        self.open_options
    }
    /// Share of the posterior that the options shown hold.
    #[getter]
    fn mass(&self) -> f64 {
        self.mass
    }
    /// `few_options`, `clear_favourite`, `close_scores` or `best_of_many`.
    #[getter]
    fn reason(&self) -> &str {
        &self.reason
    }
);
python_record!(AuditEntry => html,
    /// The entry as one line of JSON with its end: the only form in which the verifier takes it.
    #[pyo3(name = "to_json_line")]
    fn python_to_json_line(&self) -> PyResult<String> {
        self.to_json_line().map_err(|error| exception(&error))
    }
);
python_record!(AuditVerdict => html,
    /// Whether nothing was found.
    #[pyo3(name = "is_intact")]
    fn python_is_intact(&self) -> bool {
        self.is_intact()
    }
    /// Raise `WrongOwner` for another log's entries and `Tampered` for anything else; nothing if it is intact.
    #[pyo3(name = "require_intact")]
    fn python_require_intact(&self) -> PyResult<()> {
        self.require_intact().map_err(|error| exception(&error))
    }
);
python_view!(ActionPlan, html, ACTIONS, "actions");
python_view!(BacktestReport, lifetime_html::backtest, BACKTEST, "forecasters", lifetime_text::backtest);
python_view!(BehaviourView, html, BEHAVIOUR, "measures");
python_view!(ConsentSignals, html, CONSENT_SIGNALS, "changes");
python_view!(ContactView, html, CONTACT, "channels");
python_view!(DeclaredView, html, DECLARED, "values");
python_view!(ExperienceView, html, EXPERIENCE, "choices");
python_view!(Health, html, HEALTH, "parts");
python_view!(HistoryView, html, HISTORY, "purchases");
python_view!(ModelComparison, lifetime_html::comparison, COMPARISON, "candidates", lifetime_text::comparison);
python_view!(Outlook, html, OUTLOOK, "categories");
python_view!(ProfileExport, html, EXPORT, "sections");
python_view!(ProfileView, html, PROFILE, "purchases");
python_view!(QuestionView, html, QUESTIONS, "alternatives");
python_view!(QuoteSet, html, QUOTES, "quotes");
python_view!(ReadReport, html, READ, "problems");
python_view!(RecommendationSet, html, RECOMMENDATIONS, "recommendations");
python_view!(RetentionReceipt, html, RETENTION, "removed");
python_view!(SegmentReport, html, REPORT, "cells");
python_view!(TastePath, html, TASTE_PATH, "points");
python_view!(TasteScores, html, TASTE_SCORES, "scores");
python_view!(TasteView, taste_html, TASTE, "preferences");
python_view!(WaitingCurve, html, WAITING, "points");
python_record!(Event = |text| Event::from_json(text, None));
python_record!(ActionPolicy { cart_rest_hours: u32, cart_forgotten_days: u32, cooldown_days: u32, fitting_occasions: Vec<String>, fitting_categories: Vec<String>, welcome_back_alive_low: f64, welcome_back_alive_high: f64, welcome_back_min_purchases: f64, max_actions: u32, holdout_share: f64, experiment: String });
python_record!(AdditionalData { image_urls: Vec<String>, location: Option<String>, device_type: Option<String>, jurisdiction: Option<String>, language: Option<String> });
python_record!(ChatIntent { category: String, entities: HashMap<String, String> });
python_record!(ChatRequest {
    customer_id: String,
    session_id: String,
    intent: ChatIntent,
    conversation_context: ConversationContext,
    additional_data: AdditionalData,
    prompt_safe_only: bool
});
python_record!(CompactPolicy { keep_days: u32, max_events: u32 });
python_record!(CompactReport { events_rolled: u32, months_made: u32, facts_replaced: u32 });
python_record!(ConsentCategory { category: String, purposes: Vec<ConsentPurpose> });
python_record!(ConsentColumns { subject: Option<String>, purpose: Option<String>, state: Option<String>, basis: Option<String>, policy_version: Option<String>, source: Option<String>, time: Option<String> });
python_record!(ConsentModeKeys { ad_storage: Option<ConsentState>, ad_user_data: Option<ConsentState>, ad_personalization: Option<ConsentState>, analytics_storage: Option<ConsentState>, functionality_storage: Option<ConsentState>, personalization_storage: Option<ConsentState>, security_storage: Option<ConsentState> });
python_record!(ConsentTableOptions { utc_offset_minutes: i32, source: Option<String>, basis: Option<ConsentBasis>, purposes: Vec<ConsentCategory>, columns: ConsentColumns });
python_record!(ConversationContext { conversation_history: Vec<HistoryTurn>, customer_preferences: HashMap<String, String> });
python_record!(ContactPolicy { max_per_week: u32, quiet_from_hour: u32, quiet_to_hour: u32, assumed_utc_offset_minutes: Option<i32>, half_life_days: u32 });
python_record!(EnginePolicy {
    pricing: PricingPolicy,
    action: ActionPolicy,
    segment: SegmentPolicy,
    contact: ContactPolicy,
    experience: ExperiencePolicy,
    lifetime: LifetimePolicy
});
python_record!(LifetimePolicy { purchase_model: Option<PurchaseModelKind> });
python_record!(ExperiencePolicy { rules: Vec<ExperienceRule> });
python_record!(ExperienceRequest { stage: Option<String>, device: Option<String>, intent: Option<String>, channel: Option<String> });
python_record!(IdentityPolicy {
    min_login_days: u32,
    concurrent_days: u32,
    concurrent_share: f64,
    min_login_share: f64,
    share_from_days: u32
});
python_record!(HistoryOptions {
    recent_days: u32,
    max_conversations: u32,
    max_visits: u32,
    max_purchases: u32,
    max_months: u32,
    include_text: bool
});
python_record!(EventOptions { currency: Option<String>, format: Option<EventFormat>, consent_categories: Vec<ConsentCategory> });
python_record!(HistoryTurn { role: String, content: String });
python_record!(MergeReport { identities_added: Vec<String>, events_added: u32, events_erased: u32, events_behind_watermark: u32, months_erased: u32 });
python_record!(NarrowingOptions { scale: f64, most: u32, mass: f64 });
python_record!(OrderColumns { order_id: Option<String>, product_id: Option<String>, description: Option<String>, quantity: Option<String>, timestamp: Option<String>, price: Option<String>, customer_id: Option<String> });
python_record!(OrderOptions { currency: String, utc_offset_minutes: i32, date_order: Option<DateOrder>, consent_basis: Option<ConsentBasis>, columns: OrderColumns });
python_record!(PricingPolicy { min_margin: f64, max_discount: f64, max_market_move: f64, returning_offer: f64, win_back_offer: f64, win_back_below_alive: f64, holdout_share: f64, experiment: String, sector: String, quote_valid_minutes: u32, round_to_minor: i64, rules: Vec<PriceRule> });
python_record!(QuoteContext { jurisdiction: Option<String>, impersonal: bool });
python_record!(RecommendRequest { occasion: Option<String>, budget_low_minor: Option<i64>, budget_high_minor: Option<i64>, colour: Option<String>, category: Option<String>, preferences: HashMap<String, String>, limit: Option<u32> });
python_record!(RetentionPolicy { browsing_days: Option<u32>, conversations_days: Option<u32>, purchases_days: Option<u32>, decisions_days: Option<u32>, declared_days: Option<u32>, wishes_days: Option<u32>, consents_days: Option<u32> });
python_record!(SegmentPolicy { threshold: f64, minimum_evidence: f64 });
python_record!(TcfKeys { gdpr_applies: Option<i32>, tc_string: Option<String>, policy_version: Option<i32>, purpose_consents: Option<String>, purpose_legitimate_interests: Option<String> });
python_record!(BgNbdParams ( r: f64, alpha: f64, a: f64, b: f64 ));
python_record!(BgBbParams ( alpha: f64, beta: f64, gamma: f64, delta: f64 ));
python_record!(BgCnbdParams ( k: u32, r: f64, alpha: f64, a: f64, b: f64 ));
python_record!(MbgCnbdParams ( k: u32, r: f64, alpha: f64, a: f64, b: f64 ));
python_record!(MbgNbdParams ( r: f64, alpha: f64, a: f64, b: f64 ));
python_record!(NbdParams ( r: f64, alpha: f64 ));
python_record!(ParetoNbdParams ( r: f64, alpha: f64, s: f64, beta: f64 ));
python_record!(GGompertzNbdParams ( r: f64, alpha: f64, b: f64, s: f64, beta: f64 ));
python_record!(ValueOptions { periods: Option<f64>, discount_rate_per_period: f64, margin: Option<f64> });
python_record!(BacktestOptions { kinds: Vec<PurchaseModelKind>, origins_ms: Vec<i64>, horizon_days: u32, period_days: f64, as_of_ms: Option<i64>, utc_offset_minutes: i32, level: f64 });
python_record!(GammaGammaParams ( p: f64, q: f64, gamma: f64 ));
python_record!(PriceRule ( id: String, jurisdiction: String, governs: String, in_force_from_ms: i64, in_force_to_ms: Option<i64>, effect: RuleEffect, text: Option<String>, sector: Option<String>, source: String ));
python_record!(Product ( product_id: String, name: String, category: Option<String>, brand: Option<String>, price_minor: i64, cost_minor: Option<i64>, attributes: Vec<ProductAttribute> ));
python_record!(ProductAttribute ( name: String, value: String ));
python_record!(ExperienceCondition ( field: String, operator: ConditionOperator, values: Vec<String>, number: Option<f64> ));
python_record!(ExperienceRule ( id: String, slot: String, variant: String, priority: i32, conditions: Vec<ExperienceCondition> ));
python_record!(Spell ( days: f64, decided: bool ));
python_record!(PurchaseSummary ( frequency: f64, last_purchase_age: f64, age: f64, monetary: f64 ));
python_record!(AccessPermission ( resource: String, action: String, field_classes: Vec<FieldClass> ));
python_record!(AccessPolicy { roles: Vec<AccessRole> }
    /// Roles to begin with: `chat`, `service_agent`, `analyst`, `decision_service`, `privacy_officer`, `auditor`,
    /// `operator`.
    #[staticmethod]
    #[pyo3(name = "standard")]
    fn python_standard() -> Self {
        Self::standard()
    }
);
python_record!(AccessRequest ( roles: Vec<String>, resource: String, action: String, field_class: FieldClass ));
python_record!(AccessRole ( role: String, inherits: Vec<String>, permissions: Vec<AccessPermission> ));
python_record!(AuditAnchor ( log_id: String, seq: i64, hash: String, mac: Option<String> ));
python_record!(AuditEvent ( at_ms: i64, actor: String, action: String, subject: Option<String>, outcome: AuditOutcome ));
python_record!(ReportCell { row: String, column: Option<String>, count: i64, sums_minor: Vec<i64> });
