//! The answer to one chat turn, field by field.
//!
//! `contextualInsights`, `responseModifiers` and `conversationFlow` may reach a language model or the
//! customer; `businessIntelligence` and the pricing factors are for the server only. Every key is always
//! present; what is absent is `null` and named in `unknown`. Money is decimal in the shop's currency.

use serde::{Deserialize, Serialize};

use crate::estimate::Unknown;
use crate::event::DecisionRecord;

mod business;

pub use business::*;

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

/// What one slot of the page is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceVariant {
    /// The slot, such as `hero`.
    pub slot: String,
    /// The variant that the policy's rules chose.
    pub variant: String,
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
    /// The channel that the customer asked for, or surely answers best on.
    #[serde(default)]
    pub channel: Option<String>,
    /// Variants of other slots that the policy's rules chose, sorted by slot.
    #[serde(default)]
    pub experience: Vec<ExperienceVariant>,
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
// `from` is a word of Python, so the getters are written out in `api/python/records.rs`.
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
