//! Which conversations were there, about what, and how did they go?

use std::collections::HashMap;

use super::small;
use crate::event::{Event, EventKind};
use crate::profile::fold::FixedHasher;
use crate::profile::visits::VISIT_GAP_MS;
use crate::time::DAY_MS;

/// Intents named of one conversation, the most frequent first.
const MAX_INTENTS: usize = 10;
/// Summaries given of one conversation, newest first.
const MAX_SUMMARIES: usize = 5;
/// How long after a conversation a rating without a session is still about it.
const RATED_WITHIN_MS: i64 = DAY_MS;

/// One conversation.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConversationView {
    /// The session; nothing where the host named none, then turns within 30 minutes are one conversation.
    pub session_id: Option<String>,
    /// Where it was held, such as `web`, if the host says so.
    pub channel: Option<String>,
    /// Time of the first turn.
    pub first_ms: i64,
    /// Time of the last turn.
    pub last_ms: i64,
    /// Turns.
    pub turns: u32,
    /// What was wanted, most often first, at most 10.
    pub intents: Vec<IntentCount>,
    /// Mean length of the messages whose length is known, in characters.
    pub mean_message_length: Option<f64>,
    /// Mean sentiment of the turns that have one, on the host's scale.
    pub mean_sentiment: Option<f64>,
    /// Sentiment of the last turn that has one.
    pub last_sentiment: Option<f64>,
    /// The last rating of the conversation.
    pub satisfaction: Option<f64>,
    /// The highest rating that could be given, if known.
    pub satisfaction_scale: Option<f64>,
    /// Summaries by the host, newest first, at most 5; empty unless asked for.
    pub summaries: Vec<SummaryText>,
    /// How many summaries there are.
    pub summary_count: u32,
}

/// How often something was wanted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct IntentCount {
    /// The intent, as the host names it.
    pub intent: String,
    /// Turns with it.
    pub turns: u32,
}

/// What a host wrote of a conversation. It is personal: its `Debug` text tells its length only.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SummaryText {
    /// Time of the turn it came with.
    pub at_ms: i64,
    /// The summary.
    pub text: String,
}

impl std::fmt::Debug for SummaryText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format_args!("({} bytes)", self.text.len());
        f.debug_struct("SummaryText").field("at_ms", &self.at_ms).field("text", &text).finish()
    }
}

/// The turns of one conversation, and what was said of it.
#[derive(Default)]
pub(super) struct Conversation<'a> {
    turns: Vec<&'a Event>,
    rating: Option<&'a Event>,
}

/// All conversations, by the time of their last turn.
pub(super) fn gather<'a>(events: &[&'a Event]) -> Vec<Conversation<'a>> {
    let mut conversations: Vec<Conversation<'a>> = Vec::new();
    let mut sessions: HashMap<&str, usize, FixedHasher> = HashMap::default();
    // The last conversation without a session, and the last turn of any.
    let (mut unnamed, mut latest): (Option<usize>, Option<usize>) = (None, None);
    for &event in events {
        let named = event.text("session_id").map(|session| sessions.get(session).copied());
        match event.kind {
            EventKind::ConversationTurn => {
                let within = |at: &usize| {
                    let last_ms = conversations.get(*at).map_or(0, Conversation::last_ms);
                    event.timestamp_ms - last_ms <= VISIT_GAP_MS
                };
                let place = named.unwrap_or_else(|| unnamed.filter(within)).unwrap_or(conversations.len());
                match conversations.get_mut(place) {
                    Some(known) => known.turns.push(event),
                    None => conversations.push(Conversation { turns: vec![event], rating: None }),
                }
                match event.text("session_id") {
                    Some(session) => drop(sessions.insert(session, place)),
                    None => unnamed = Some(place),
                }
                latest = Some(place);
            }
            EventKind::SatisfactionRated if event.number("score").is_some() => {
                let of_session = event.text("about").is_none_or(|about| about == "session");
                let within = |at: &usize| {
                    let last_ms = conversations.get(*at).map_or(0, Conversation::last_ms);
                    of_session && event.timestamp_ms - last_ms <= RATED_WITHIN_MS
                };
                let place = named.unwrap_or_else(|| latest.filter(within));
                if let Some(known) = place.and_then(|place| conversations.get_mut(place)) {
                    known.rating = Some(event);
                }
            }
            _ => {}
        }
    }
    conversations.sort_by_key(Conversation::last_ms);
    conversations
}

impl Conversation<'_> {
    fn session(&self) -> Option<&str> {
        self.turns.first().and_then(|turn| turn.text("session_id"))
    }

    pub fn first(&self) -> Option<&Event> {
        self.turns.first().copied()
    }

    pub fn last_ms(&self) -> i64 {
        self.turns.last().map_or(0, |turn| turn.timestamp_ms)
    }

    pub fn view(&self, include_text: bool) -> ConversationView {
        let text = |name: &str| self.turns.iter().rev().find_map(|turn| turn.text(name)).map(str::to_owned);
        let numbers =
            |name: &str| -> Vec<f64> { self.turns.iter().filter_map(|turn| turn.number(name)).collect() };
        let sentiments = numbers("sentiment");
        let mut intents: Vec<IntentCount> = Vec::new();
        for intent in self.turns.iter().filter_map(|turn| turn.text("intent")) {
            match intents.iter_mut().find(|known| known.intent == intent) {
                Some(known) => known.turns += 1,
                None => intents.push(IntentCount { intent: intent.to_owned(), turns: 1 }),
            }
        }
        intents.sort_by(|a, b| b.turns.cmp(&a.turns).then_with(|| a.intent.cmp(&b.intent)));
        intents.truncate(MAX_INTENTS);
        let summarised =
            || self.turns.iter().rev().filter_map(|turn| Some((turn.timestamp_ms, turn.text("summary")?)));
        let summaries = summarised().take(if include_text { MAX_SUMMARIES } else { 0 });
        ConversationView {
            session_id: self.session().map(str::to_owned),
            channel: text("channel"),
            first_ms: self.first().map_or(0, |turn| turn.timestamp_ms),
            last_ms: self.last_ms(),
            turns: small(self.turns.len()),
            intents,
            mean_message_length: mean(&numbers("message_length")),
            mean_sentiment: mean(&sentiments),
            last_sentiment: sentiments.last().copied(),
            satisfaction: self.rating.and_then(|rating| rating.number("score")),
            satisfaction_scale: self.rating.and_then(|rating| rating.number("scale")),
            summaries: summaries.map(|(at_ms, text)| SummaryText { at_ms, text: text.to_owned() }).collect(),
            summary_count: small(summarised().count()),
        }
    }
}

/// The mean of finite numbers, finite whatever they are.
fn mean(numbers: &[f64]) -> Option<f64> {
    let count = numbers.len() as f64;
    (!numbers.is_empty()).then(|| numbers.iter().map(|number| number / count).sum())
}
