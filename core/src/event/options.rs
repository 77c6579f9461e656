//! How is a file of events to be understood?

use crate::consent::ConsentCategory;

/// The shape of each line of an event file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "lowercase"))] // else it would be `ga_4`
pub enum EventFormat {
    /// A Segment `track`, `identify` or `alias` call.
    #[default]
    Segment,
    /// A Google Analytics 4 event: a row of the `BigQuery` export, or a Measurement Protocol payload.
    Ga4,
}

impl EventFormat {
    /// Every format, in order.
    pub const ALL: [Self; 2] = [Self::Segment, Self::Ga4];

    /// The name in options and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Ga4 => "ga4",
        }
    }
}

/// How an event file is to be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct EventOptions {
    /// ISO 4217 code of prices that name none; absent, the trainer's.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub currency: Option<String>,
    /// The shape of each line; Segment's unless said.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub format: Option<EventFormat>,
    /// What the categories of `context.consent.categoryPreferences` stand for. With any, each change of a
    /// customer's preferences becomes a `Consent Changed` event; without, they are passed over. Segment's
    /// format only.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub consent_categories: Vec<ConsentCategory>,
}
