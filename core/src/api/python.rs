//! What does a record offer in Python beside its fields?
//!
//! Fields, docstrings and equality come from the attributes on each record. The rest is written once, here:
//! `repr` (also as a table for notebooks), `hash`, `pickle`, `to_dict`, `to_json` and `from_json`, and for
//! options a constructor whose arguments are keywords with the defaults of `Default`. The class of an error
//! belongs to the Python package (`sartor.errors`), which is asked for it by the error's code.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::exceptions::PyOverflowError;
#[cfg(feature = "stubs")]
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::table::{BEHAVIOUR, DECLARED, HISTORY, TASTE, TASTE_PATH, TASTE_SCORES, columns, frame};
use super::taste_picture::taste_html;
use crate::prompt::prompt_safe;
use crate::{SartorError, input};

/// The Python exception of an error, with its `code` and `fields`.
pub fn exception(error: &SartorError) -> PyErr {
    static OF: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    Python::attach(|py| {
        let made = OF
            .import(py, "sartor.errors", "of")
            .and_then(|of| of.call1((error.code(), error.to_string(), to_dict(py, error)?)));
        made.map_or_else(|failed| failed, PyErr::from_value)
    })
}

/// An argument whose number may not fit. Python's own `OverflowError` has neither a code nor the argument's name,
/// so it is kept back until [`Argument::named`] knows the name.
pub struct Argument<T>(Result<T, String>);

impl<T> Argument<T> {
    /// The default of an argument.
    pub fn of(value: T) -> Self {
        Self(Ok(value))
    }

    /// The value, or `OUT_OF_RANGE` with the argument's name.
    pub fn named(self, subject: &str, field: &str) -> PyResult<T> {
        let kind = std::any::type_name::<T>();
        let expected = if kind.contains("u32") {
            "a whole number from 0 to 4294967295"
        } else if kind.contains("i32") {
            "a whole number of 32 bits"
        } else {
            "a number of 64 bits"
        };
        self.0.map_err(|found| exception(&SartorError::out_of_range(subject, field, found, expected)))
    }
}

impl<'a, 'py, T: FromPyObject<'a, 'py>> FromPyObject<'a, 'py> for Argument<T> {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = T::INPUT_TYPE;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match object.extract::<T>().map_err(Into::into) {
            Ok(value) => Ok(Self(Ok(value))),
            Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
                // Python writes no integer of more than 4,300 digits.
                let found = object.str().map_or_else(|_| "too large".to_owned(), |text| text.to_string());
                Ok(Self(Err(prompt_safe(&found, 40))))
            }
            Err(error) => Err(error),
        }
    }
}

/// Canonical JSON of a record.
pub fn to_json<T: Serialize>(record: &T) -> PyResult<String> {
    serde_json::to_string(record)
        .map_err(|_| exception(&SartorError::invalid("record", "value", "a finite number")))
}

/// A record from its JSON, with the path of what does not fit.
pub fn from_json<T: DeserializeOwned>(subject: &str, text: &str) -> PyResult<T> {
    input::from_text(subject, text).map_err(|error| exception(&error))
}

/// The record as dicts, lists, numbers and strings: what Python reads from its JSON.
pub fn to_dict<'py, T: Serialize>(py: Python<'py>, record: &T) -> PyResult<Bound<'py, PyDict>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let value = LOADS.import(py, "json", "loads")?.call1((to_json(record)?,))?;
    Ok(value.cast_into::<PyDict>()?)
}

/// What `pickle` keeps: the class's `from_json`, and the JSON.
pub fn reduce<'py, T: Serialize>(
    object: &Bound<'py, PyAny>,
    record: &T,
) -> PyResult<(Bound<'py, PyAny>, (String,))> {
    Ok((object.get_type().getattr("from_json")?, (to_json(record)?,)))
}

/// Equal records hash equally, so the sign of zero must not matter.
pub fn hash<T: Serialize>(record: &T) -> PyResult<u64> {
    fn walk(value: &Value, hasher: &mut DefaultHasher) {
        match value {
            Value::Null => 0_u8.hash(hasher),
            Value::Bool(flag) => flag.hash(hasher),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => integer.hash(hasher),
                None => (number.as_f64().unwrap_or(f64::NAN) + 0.0).to_bits().hash(hasher),
            },
            Value::String(text) => text.hash(hasher),
            Value::Array(items) => items.iter().for_each(|item| walk(item, hasher)),
            Value::Object(fields) => fields.values().for_each(|field| walk(field, hasher)),
        }
    }
    let value = serde_json::to_value(record)
        .map_err(|_| exception(&SartorError::invalid("record", "value", "a finite number")))?;
    let mut hasher = DefaultHasher::new();
    walk(&value, &mut hasher);
    Ok(hasher.finish())
}

/// `Estimate(value=1.0, low=0.5, ...)`: the fields in their order.
///
/// Python keeps no order of them, so their names are read from the indented `Debug` text: a line with an
/// indent of exactly four is a field of the record itself.
pub fn repr(object: &Bound<'_, PyAny>, record: &dyn std::fmt::Debug) -> PyResult<String> {
    let class: Bound<'_, PyType> = object.get_type();
    let mut fields = Vec::new();
    for line in format!("{record:#?}").lines() {
        let field = line.strip_prefix("    ").and_then(|rest| rest.split_once(':'));
        if let Some((name, _)) = field
            && !name.starts_with(|first: char| !first.is_ascii_alphabetic())
        {
            // A field whose name is a word of Python, such as `from`, has an underscore after it.
            let name = if object.hasattr(name)? { name.to_owned() } else { format!("{name}_") };
            fields.push(format!("{name}={}", object.getattr(name.as_str())?.repr()?));
        }
    }
    Ok(format!("{}({})", class.qualname()?, fields.join(", ")))
}

/// Text as it may stand in HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The record as a table for notebooks, nested as it is; every text is escaped, since customers wrote some.
pub fn html<T: Serialize>(title: &str, record: &T) -> PyResult<String> {
    fn cell(value: &Value) -> String {
        match value {
            Value::Object(fields) => table(fields),
            Value::Array(items) if items.iter().any(Value::is_object) => items.iter().map(cell).collect(),
            Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(", "),
            Value::String(text) => escape(text),
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }
    fn table(fields: &Map<String, Value>) -> String {
        let row = |(name, value): (&String, &Value)| {
            format!("<tr><th>{}</th><td>{}</td></tr>", escape(name), cell(value))
        };
        format!("<table>{}</table>", fields.iter().map(row).collect::<String>())
    }
    let value = serde_json::to_value(record)
        .map_err(|_| exception(&SartorError::invalid("record", "value", "a finite number")))?;
    Ok(format!("<b>{}</b>{}", escape(title), cell(&value)))
}

/// `python_records!(Estimate, Unknown);` gives records what their fields do not.
macro_rules! python_records {
    ($($record:ident),+ $(,)?) => { $(python_record!($record {});)+ };
}

/// `python_record!(Options { field: Type, .. });` adds a constructor with keyword-only arguments that have
/// defaults, `python_record!(Point(field: Type, ..));` one whose arguments are all needed,
/// `python_record!(Event = |text| ..);` has a reader of its own, and `python_record!(Narrowing => html, fn ..);` has a
/// picture and methods of its own.
macro_rules! python_record {
    ($record:ident {}) => {
        python_record!($record => html, );
    };
    ($record:ident => $html:expr, $($methods:tt)*) => {
        python_record!(@methods $record, (|text| input::from_text(stringify!($record), text)), ($html), $($methods)*);
    };
    ($record:ident = $read:expr) => {
        python_record!(@methods $record, ($read), (html), );
    };
    ($record:ident ( $($field:ident : $type:ty),+ $(,)? )) => {
        python_record!($record => html,
            #[new]
            #[allow(clippy::too_many_arguments)]
            fn __new__($($field: Argument<$type>),+) -> PyResult<Self> {
                Ok(Self { $($field: $field.named(stringify!($record), stringify!($field))?),+ })
            }
        );
    };
    ($record:ident { $($field:ident : $type:ty),+ $(,)? } $($methods:tt)*) => {
        python_record!($record => html,
            $($methods)*
            #[new]
            #[pyo3(signature = (*, $($field = Argument::of(<$record as Default>::default().$field)),+))]
            #[allow(clippy::too_many_arguments)]
            fn __new__($($field: Argument<$type>),+) -> PyResult<Self> {
                Ok(Self { $($field: $field.named(stringify!($record), stringify!($field))?),+ })
            }
        );
    };
    (@methods $record:ident, ($read:expr), ($html:expr), $($methods:tt)*) => {
        #[pymethods]
        impl $record {
            $($methods)*
            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                repr(slf.as_any(), slf.get())
            }
            fn _repr_html_(&self) -> PyResult<String> {
                $html(stringify!($record), self)
            }
            fn __hash__(&self) -> PyResult<u64> {
                hash(self)
            }
            #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
                reduce(slf.as_any(), slf.get())
            }
            #[allow(clippy::wrong_self_convention)] // the same for records that are Copy
            /// The record as dicts, lists, numbers and strings, with the keys of its JSON.
            #[pyo3(signature = () -> "dict[str, typing.Any]")]
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                to_dict(py, self)
            }
            /// The record as canonical JSON.
            #[pyo3(name = "to_json")]
            fn python_to_json(&self) -> PyResult<String> {
                to_json(self)
            }
            /// The record that `to_json` wrote.
            #[staticmethod]
            #[pyo3(name = "from_json")]
            fn python_from_json(text: &str) -> PyResult<Self> {
                let read: fn(&str) -> crate::Result<Self> = $read;
                read(text).map_err(|error| exception(&error))
            }
        }
    };
}

/// `python_view!(TasteView, html, TASTE, "preferences");` gives a view its tables, the first of them by default.
macro_rules! python_view {
    ($view:ident, $html:expr, $tables:expr, $first:literal) => {
        python_record!($view => $html,
            /// A table of this view as lists, by the name of its column; the guide names the tables.
            #[pyo3(signature = (table = $first) -> "dict[str, list[typing.Any]]")]
            fn to_columns<'py>(slf: &Bound<'py, Self>, table: &str) -> PyResult<Bound<'py, PyDict>> {
                columns(slf.as_any(), &$tables, table)
            }
            /// A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
            #[pyo3(signature = (table = $first) -> "typing.Any")]
            fn to_frame<'py>(slf: &Bound<'py, Self>, table: &str) -> PyResult<Bound<'py, PyAny>> {
                frame(slf.as_any(), &$tables, table)
            }
        );
    };
}

/// `python_enums!(Basis);` gives unit enums the text they have in JSON as `str`, and `pickle`.
macro_rules! python_enums {
    ($($kind:ident),+ $(,)?) => { $(
        #[pymethods]
        impl $kind {
            fn __str__(&self) -> PyResult<String> {
                Ok(to_json(self)?.trim_matches('"').to_owned())
            }
            #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, str]]")]
            fn __reduce__<'py>(
                slf: &Bound<'py, Self>,
            ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyType>, String))> {
                let getattr = slf.py().import("builtins")?.getattr("getattr")?;
                let name = to_json(slf.get())?.trim_matches('"').to_uppercase();
                Ok((getattr, (slf.as_any().get_type(), name)))
            }
        }
    )+ };
}

use crate::action::{ActionDecision, ActionPolicy, NextAction, OutcomeCounts, RejectedAction};
use crate::basket::{Recommendation, ScoreTerm};
use crate::behaviour::{
    Antecedent, BehaviourMeasure, ChoiceNarrowing, DecisionStyle, LoyaltyIndicator, NarrowingOptions,
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
    EventOptions, ExperimentArm, Handoff, Health, HistoryTurn, IgnoredInput, MoneyEstimate, Narrowing,
    Outlook, PartHealth, PrimarySegment, QuoteSet, RecommendRequest, RecommendationSet, ResponseModifiers,
    RiskEstimate, SalesOptimization, SegmentView, UnderstoodRequest, ValueEstimate,
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
use crate::lifetime::{
    BgNbdParams, ConvergenceReport, ConvergenceVerdict, GammaGammaParams, ParameterInterval, PurchaseSummary,
    ValueForecast,
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
    DeclaredGroup, DeclaredValue, DeclaredView, FieldGuard, IdentityEvidence, IdentityPolicy,
    IdentityVerdict, MergeDecision,
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
    KeyState,
    MergeDecision,
    Observed,
    RuleEffect,
    TasteBasis,
    TasteStatus
);
python_records!(
    AccessDecision,
    ActionDecision,
    ActionPlan,
    AdjustmentFactor,
    Antecedent,
    AttributeValue,
    AvoidedProduct,
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
    ConsentSignal,
    ConsentSignals,
    ConsentView,
    ContactChoice,
    ContactView,
    ContextualInsights,
    ConvergenceReport,
    ConversationFlow,
    ConversationView,
    CustomerExplanation,
    DecisionProperties,
    DecisionRecord,
    DecisionStyle,
    DecisionView,
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
    ExperienceChoice,
    ExperienceVariant,
    ExperienceView,
    ExperimentArm,
    FieldQuestion,
    ExplanationPart,
    ExportSection,
    Handoff,
    Health,
    HistoryLeftOut,
    HourChoice,
    IdentityEvidence,
    IdentityVerdict,
    IgnoredInput,
    IntentCount,
    LineProblem,
    LoyaltyIndicator,
    LostRule,
    MessagingStrategy,
    MoneyEstimate,
    MonthActivity,
    NextAction,
    OrderLineView,
    OrderView,
    OutcomeCounts,
    Outlook,
    PageCounts,
    ParameterInterval,
    PartHealth,
    PersonaTrait,
    PreferredExperience,
    PriceOverride,
    PriceQuote,
    PriceTaste,
    PrimarySegment,
    ProfileExport,
    ProfileView,
    PurchaseView,
    QueryText,
    QuestionOption,
    QuestionView,
    QuoteSet,
    ReadReport,
    ReasonCount,
    Recommendation,
    RecommendationSet,
    RejectedAction,
    ReportFigure,
    ResponseModifiers,
    ReturnView,
    ResponseRate,
    RetentionCount,
    RetentionReceipt,
    RfmCell,
    RingKey,
    RiskEstimate,
    SalesOptimization,
    ScoreTerm,
    SealInfo,
    SegmentAssignment,
    SegmentReport,
    SegmentView,
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
    ValueEstimate,
    ValueForecast,
    VisitPatterns,
    VisitView,
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
python_view!(BehaviourView, html, BEHAVIOUR, "measures");
python_view!(DeclaredView, html, DECLARED, "values");
python_view!(HistoryView, html, HISTORY, "purchases");
python_view!(TasteView, taste_html, TASTE, "preferences");
python_view!(TastePath, html, TASTE_PATH, "points");
python_view!(TasteScores, html, TASTE_SCORES, "scores");
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
    experience: ExperiencePolicy
});
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
python_record!(GammaGammaParams ( p: f64, q: f64, gamma: f64 ));
python_record!(PriceRule ( id: String, jurisdiction: String, governs: String, in_force_from_ms: i64, in_force_to_ms: Option<i64>, effect: RuleEffect, text: Option<String>, sector: Option<String>, source: String ));
python_record!(Product ( product_id: String, name: String, category: Option<String>, brand: Option<String>, price_minor: i64, cost_minor: Option<i64>, attributes: Vec<ProductAttribute> ));
python_record!(ProductAttribute ( name: String, value: String ));
python_record!(ExperienceCondition ( field: String, operator: ConditionOperator, values: Vec<String>, number: Option<f64> ));
python_record!(ExperienceRule ( id: String, slot: String, variant: String, priority: i32, conditions: Vec<ExperienceCondition> ));
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
