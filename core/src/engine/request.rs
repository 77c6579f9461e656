//! What a host asks for: a chat turn, or products.
//!
//! Requests are options: absent fields have defaults, a field that does not exist is refused by its path.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize, Serializer};

use crate::{Result, SartorError};

/// The most preferences of one request.
const MAX_PREFERENCES: usize = 1_000;

/// What the customer of a chat wants.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatIntent {
    /// Such as `product_inquiry`, `cart_help`, `order_status`, `complaint`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub category: String,
    /// What was said of it: `occasion`, `budget` ("$1000-2000"), `colour`, `category`, `product_id`, `eventDate` ...
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[serde(serialize_with = "by_key")]
    pub entities: HashMap<String, String>,
}

/// What was said before this turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConversationContext {
    /// Turns so far; only their number is used.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub conversation_history: Vec<HistoryTurn>,
    /// Preferences stated in this conversation, such as `fit: slim`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[serde(serialize_with = "by_key")]
    pub customer_preferences: HashMap<String, String>,
}

/// An earlier turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct HistoryTurn {
    /// `customer` or `assistant`.
    pub role: String,
    /// What was said; it is not read.
    pub content: String,
}

/// What else the host knows of this turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AdditionalData {
    /// Pictures the customer sent; they are not looked at.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub image_urls: Vec<String>,
    /// Where the customer says to be, such as `Detroit`; it is not a jurisdiction.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub location: Option<String>,
    /// `mobile` or `desktop`: shapes the length of the answer.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub device_type: Option<String>,
    /// Country or country and region for the rules of law, such as `US-MI`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub jurisdiction: Option<String>,
    /// BCP 47 tag of the customer's language; the built-in sentences are English.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub language: Option<String>,
}

/// One turn of a chat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChatRequest {
    /// The customer; must be the profile's.
    pub customer_id: String,
    /// The conversation.
    pub session_id: String,
    /// What is wanted.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub intent: ChatIntent,
    /// What was said before.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub conversation_context: ConversationContext,
    /// What else is known.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub additional_data: AdditionalData,
    /// Leave out what only the server may see.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub prompt_safe_only: bool,
}

/// Products wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RecommendRequest {
    /// What they are for, such as `wedding`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub occasion: Option<String>,
    /// Lowest price in minor units.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub budget_low_minor: Option<i64>,
    /// Highest price in minor units.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub budget_high_minor: Option<i64>,
    /// Colour wanted.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub colour: Option<String>,
    /// Category wanted.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub category: Option<String>,
    /// Other attributes wanted, such as `fit: slim`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    #[serde(serialize_with = "by_key")]
    pub preferences: HashMap<String, String>,
    /// How many products, 1 to 100; absent, 10.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub limit: Option<u32>,
}

impl RecommendRequest {
    /// Refuse a request outside its documented ranges.
    pub(super) fn check(&self) -> Result<()> {
        let subject = "recommend request";
        if let Some(limit) = self.limit.filter(|limit| !(1..=super::MAX_LIMIT).contains(limit)) {
            return Err(SartorError::out_of_range(subject, "limit", limit, "1 to 100"));
        }
        let (low, high) = (self.budget_low_minor.unwrap_or(0), self.budget_high_minor.unwrap_or(i64::MAX));
        if low < 0 || low > high {
            return Err(SartorError::out_of_range(subject, "budgetLowMinor", low, "0 to budgetHighMinor"));
        }
        if self.preferences.len() > MAX_PREFERENCES {
            let size = self.preferences.len();
            return Err(SartorError::too_many(subject, "preferences", size, MAX_PREFERENCES, "entries"));
        }
        Ok(())
    }
}

/// The order of a hash map changes from run to run; what is written does not.
fn by_key<S: Serializer>(
    texts: &HashMap<String, String>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_map(texts.iter().collect::<BTreeMap<_, _>>())
}
