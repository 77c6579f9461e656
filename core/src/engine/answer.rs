//! The answer to one chat turn, field by field.
//!
//! `contextualInsights`, `responseModifiers` and `conversationFlow` may reach a language model or the
//! customer; `businessIntelligence` and the pricing factors are for the server only. Every key is always
//! present; what is absent is `null` and named in `unknown`. Money is decimal in the shop's currency.

use serde::{Deserialize, Serialize};

use crate::action::RejectedAction;
use crate::basket::ScoreTerm;
use crate::estimate::{Basis, Estimate, Unknown};
use crate::event::DecisionRecord;
use crate::segment::{DynamicPersona, MessagingStrategy};

/// The ground an answer stands on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatMeta {
    /// Always `chat/1`.
    pub schema: String,
    /// Id of this decision; outcomes refer to it.
    pub decision_id: String,
    /// The model that answered.
    pub model_id: String,
    /// Time of the answer, milliseconds since the epoch.
    pub as_of: i64,
    /// Time until which it may be used.
    pub expires_at: i64,
    /// Whether this customer's own data was used.
    pub personalised: bool,
    /// The purposes that the customer allows and that were used.
    pub purposes: Vec<String>,
    /// The jurisdiction whose rules were applied.
    pub jurisdiction: Option<String>,
    /// Events for the host to append.
    pub record: Vec<DecisionRecord>,
}

/// A price range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Budget {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// ISO 4217 code.
    pub currency: String,
}

/// The request as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct UnderstoodRequest {
    /// Category of the intent.
    pub intent: String,
    /// Occasion, when one was named.
    pub occasion: Option<String>,
    /// Budget, when one was named.
    pub budget: Option<Budget>,
}

/// Something known of the customer that may be said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatFact {
    /// `f1`, `f2` ...
    pub id: String,
    /// The fact in one sentence.
    pub text: String,
    /// `order`, `declared` or `cart`.
    pub source: String,
}

/// A preference that may be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatPreference {
    /// Attribute, such as `fit`.
    pub dimension: String,
    /// Its value, such as `slim`.
    pub value: String,
    /// How much more often than others; absent for what was declared.
    pub lift: Option<f64>,
    /// Lower end of the 90 % interval of the lift.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// `declared`, `learned` or `tentative`.
    pub status: String,
}

/// A part of the request that was not used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct IgnoredInput {
    /// Path in the request.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// What is known that bears on the turn. Prompt-safe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ContextualInsights {
    /// The request as understood.
    pub request: UnderstoodRequest,
    /// Facts.
    pub facts: Vec<ChatFact>,
    /// Preferences.
    pub preferences: Vec<ChatPreference>,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
    /// What was not used, and why.
    pub ignored: Vec<IgnoredInput>,
}

/// The fact under a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ClaimFact {
    /// Pieces counted.
    pub count: Option<i64>,
    /// Time of the count, milliseconds since the epoch.
    pub counted_at: Option<i64>,
    /// A deadline, milliseconds since the epoch.
    pub deadline: Option<i64>,
}

/// Something that may be claimed, with the fact it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Claim {
    /// `c1`, `c2` ...
    pub id: String,
    /// `stock` or `deadline`.
    pub kind: String,
    /// The product.
    pub product_id: Option<String>,
    /// The claim in words.
    pub text: String,
    /// The fact.
    pub fact: ClaimFact,
    /// Time until which it may be said.
    pub expires_at: i64,
}

/// A product not to be mentioned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AvoidedProduct {
    /// The product.
    pub product_id: String,
    /// Why: `refused`, `returned` or `out_of_stock`.
    pub reason: String,
}

/// How to answer. Prompt-safe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ResponseModifiers {
    /// `professional`, `friendly` or `plain`.
    pub tone: String,
    /// BCP 47 tag of the built-in sentences.
    pub language: String,
    /// Longest answer.
    pub max_sentences: u32,
    /// How many options to show.
    pub option_count: u32,
    /// What may be claimed.
    pub claims: Vec<Claim>,
    /// What not to mention.
    pub avoid: Vec<AvoidedProduct>,
    /// Words that must be said, verbatim.
    pub must_include: Vec<String>,
    /// At most 1,200 characters, to be pasted as data into a prompt.
    pub prompt_context: String,
    /// A reply that needs no language model.
    pub fallback_text: String,
}

/// The one question worth asking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatQuestion {
    /// The slot it fills.
    pub slot: String,
    /// The question.
    pub text: String,
    /// What its answer changes.
    pub why: String,
}

/// How many products were narrowed to how many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
// `from` is a word of Python, so the getters are written out in `api/python.rs`.
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Narrowing {
    /// Products that met the request.
    pub from: u32,
    /// Products shown.
    pub to: u32,
    /// Why.
    pub reason: String,
}

/// Whether a person should take over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Handoff {
    /// Whether.
    pub recommended: bool,
    /// Why.
    pub reason: Option<String>,
}

/// Where the conversation is and goes. Prompt-safe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConversationFlow {
    /// `discover`, `compare`, `decide`, `checkout` or `after`.
    pub stage: String,
    /// `ask`, `show`, `ask_and_show`, `reassure` or `hand_over`.
    pub next_move: String,
    /// At most one question.
    pub question: Option<ChatQuestion>,
    /// Short answers to offer.
    pub quick_replies: Vec<String>,
    /// Choice reduction.
    pub narrow: Option<Narrowing>,
    /// Whether a person should take over.
    pub handoff: Handoff,
}

/// An amount of money with its interval, decimal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ValueEstimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval holds the truth.
    pub level: f64,
    /// What it rests on.
    pub basis: Basis,
    /// `revenue` or `margin`.
    pub measure: String,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// A probability with its interval, over a horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RiskEstimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval holds the truth.
    pub level: f64,
    /// What it rests on.
    pub basis: Basis,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// The probability of a purchase in a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CategoryProbability {
    /// The category, or `all`.
    pub category: String,
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval holds the truth.
    pub level: f64,
    /// What it rests on.
    pub basis: Basis,
    /// Days ahead that are counted.
    pub horizon_days: f64,
}

/// An experiment that this answer is part of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperimentArm {
    /// The experiment.
    pub id: String,
    /// The arm this customer is in.
    pub arm: String,
    /// Probability of that arm.
    pub propensity: f64,
}

/// What only the server may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BusinessIntelligence {
    /// What the customer is expected to spend.
    pub lifetime_value: Option<ValueEstimate>,
    /// Probability of no purchase within the horizon.
    pub churn: Option<RiskEstimate>,
    /// Probability of a purchase, per category.
    pub purchase_probability: Vec<CategoryProbability>,
    /// What this decision brings in over doing nothing.
    pub incremental_margin: Option<ValueEstimate>,
    /// Why that is not known.
    pub incremental_margin_reason: Option<String>,
    /// Experiments that this answer is part of.
    pub experiments: Vec<ExperimentArm>,
    /// Thresholds crossed, such as `churn_above_0.5`.
    pub alerts: Vec<String>,
}

/// The customer's segment, without figures of value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PrimarySegment {
    /// Its name, or `unassigned`.
    pub name: String,
    /// 0 to 1.
    pub confidence: f64,
    /// What it rests on.
    pub evidence: Vec<String>,
    /// What defines it.
    pub characteristics: Vec<String>,
    /// How to speak to it.
    pub messaging_strategy: MessagingStrategy,
}

/// Segment and persona.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatSegmentation {
    /// The segment.
    pub primary_segment: PrimarySegment,
    /// The persona.
    pub dynamic_persona: DynamicPersona,
}

/// A product to show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatRecommendation {
    /// The product.
    pub product_id: String,
    /// Its name.
    pub name: String,
    /// Price for this customer, decimal.
    pub price: f64,
    /// Sum of the terms.
    pub score: f64,
    /// Why, largest first.
    pub terms: Vec<ScoreTerm>,
    /// A sentence to say.
    pub say: String,
}

/// Why the price moved. Server-only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatFactor {
    /// The factor.
    pub factor: String,
    /// The move as a fraction of the base price.
    pub impact: f64,
    /// The move, decimal; amounts sum to the whole move.
    pub amount: f64,
    /// One sentence for the shop's staff.
    pub reasoning: String,
}

/// The price of the first product shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatPricing {
    /// The product.
    pub product_id: String,
    /// List price, decimal.
    pub base_price: f64,
    /// Price for this customer, decimal.
    pub adjusted_price: f64,
    /// Fraction of the base that is saved.
    pub savings: f64,
    /// The factors. Server-only: empty where only prompt-safe fields were asked for.
    pub adjustment_factors: Vec<ChatFactor>,
    /// 0 to 1.
    pub confidence: f64,
    /// How the price was made.
    pub strategy: String,
    /// What bound it.
    pub bound_by: Vec<String>,
    /// Lowest price of the last 30 days, decimal, where a reduction must name it.
    #[serde(rename = "priorLow30d")]
    #[cfg_attr(feature = "node", napi(js_name = "priorLow30d"))]
    pub prior_low_30d: Option<f64>,
    /// Words that must stand near the price, verbatim.
    pub disclosure: Option<String>,
    /// Id for an audit.
    pub audit_id: String,
}

/// Products offered together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatBundle {
    /// The products.
    pub items: Vec<String>,
    /// Sum of their prices.
    pub list_price: f64,
    /// Price together.
    pub bundle_price: f64,
    /// The difference.
    pub saving: f64,
    /// Why these.
    pub reason: String,
}

/// A product to add later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatCrossSell {
    /// The product.
    pub product_id: String,
    /// When to mention it.
    pub when: String,
}

/// Price and offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SalesOptimization {
    /// Price of the first product shown.
    pub pricing: Option<ChatPricing>,
    /// Bundles.
    pub bundles: Vec<ChatBundle>,
    /// Products to add later.
    pub cross_sell: Vec<ChatCrossSell>,
}

/// An action worth taking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatAction {
    /// The action.
    pub action: String,
    /// Probability that the customer accepts.
    pub success_probability: Estimate,
    /// Why.
    pub reason: String,
    /// A sentence to say.
    pub say: String,
}

/// Segment, products, prices and actions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Enhancements {
    /// Segment and persona.
    pub segmentation: ChatSegmentation,
    /// Products to show.
    pub recommendations: Vec<ChatRecommendation>,
    /// Price and offers.
    #[serde(rename = "sales_optimization")]
    #[cfg_attr(feature = "node", napi(js_name = "sales_optimization"))]
    pub sales_optimization: SalesOptimization,
    /// What to do next.
    #[serde(rename = "next_best_actions")]
    #[cfg_attr(feature = "node", napi(js_name = "next_best_actions"))]
    pub next_best_actions: Vec<ChatAction>,
    /// What was considered and stopped.
    pub rejected_actions: Vec<RejectedAction>,
}

/// The answer to one chat turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatAnswer {
    /// The ground it stands on.
    pub meta: ChatMeta,
    /// What is known. Prompt-safe.
    pub contextual_insights: ContextualInsights,
    /// How to answer. Prompt-safe.
    pub response_modifiers: ResponseModifiers,
    /// Where the conversation goes. Prompt-safe.
    pub conversation_flow: ConversationFlow,
    /// Server-only; `null` where only prompt-safe fields were asked for.
    pub business_intelligence: Option<BusinessIntelligence>,
    /// Segment, products, prices and actions.
    #[serde(rename = "phase3_enhancements")]
    #[cfg_attr(feature = "node", napi(js_name = "phase3_enhancements"))]
    pub phase3_enhancements: Enhancements,
}
