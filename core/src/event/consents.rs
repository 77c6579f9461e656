//! How does what a banner, a browser or a table said become events?
//!
//! One `Consent Changed` event for each purpose. Its message id is made of what it says, so that hearing the
//! same signal of the same time again changes nothing, and sorts so that of two answers of one time the denial
//! is folded last and stands.
//!
//! ```
//! use sartor::consent::{ConsentPurpose, global_privacy_control};
//! use sartor::event::consent_events;
//! use sartor::profile::Profile;
//! let heard_ms = 1_780_300_800_000;
//! let mut profile = Profile::new("c_17")?;
//! for event in consent_events("c_17", &global_privacy_control("1").changes, heard_ms)? {
//!     assert_eq!(event.message_id, "consent:sharing:1780300800000:withheld:gpc");
//!     profile.observe(&event, heard_ms)?;
//! }
//! assert!(!profile.state_at(heard_ms).allows(ConsentPurpose::Sharing));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{AttributeValue, Event, EventAttribute, EventKind};
use crate::Result;
use crate::SartorError;
use crate::consent::{ConsentCategory, ConsentPurpose, ConsentSignal, ConsentState, heard_of};

/// The events that say what a signal said, at a time, in the order of purposes.
pub fn consent_events(customer_id: &str, changes: &[ConsentSignal], at_ms: i64) -> Result<Vec<Event>> {
    let events: Vec<Event> = changes
        .iter()
        .map(|change| {
            let mut event = consent_event(change, at_ms);
            event.user_id = Some(customer_id.to_owned());
            event
        })
        .collect();
    events.iter().try_for_each(Event::check)?;
    Ok(events)
}

/// The same of nobody yet, and unchecked.
pub(crate) fn consent_event(change: &ConsentSignal, at_ms: i64) -> Event {
    let answer = match change.state {
        ConsentState::Granted => "grant",
        ConsentState::Denied => "withheld",
    };
    let attributes = [
        ("basis", change.basis.map(|basis| basis.name().to_owned())),
        ("policy_version", change.policy_version.clone()),
        ("purpose", Some(change.purpose.name().to_owned())),
        ("source", Some(change.source.clone())),
        ("state", Some(change.state.name().to_owned())),
    ];
    Event {
        message_id: format!("consent:{}:{at_ms}:{answer}:{}", change.purpose.name(), change.source),
        kind: EventKind::ConsentChanged,
        timestamp_ms: at_ms,
        utc_offset_minutes: None,
        user_id: None,
        anonymous_id: None,
        currency: None,
        lines: Vec::new(),
        attributes: attributes
            .into_iter()
            .filter_map(|(name, text)| {
                let value = AttributeValue::Text { text: text? };
                Some(EventAttribute { name: name.to_owned(), value })
            })
            .collect(),
    }
}

/// Hears the preferences that Segment puts into every call, and tells of changes only.
///
/// Lines may be out of order: whatever their order, the last answer by time is told.
pub(super) struct Preferences {
    categories: Vec<ConsentCategory>,
    /// What was last said, by time, for each customer and purpose.
    last: HashMap<String, Vec<(ConsentPurpose, Last)>>,
}

struct Last {
    at_ms: i64,
    state: ConsentState,
    told: bool,
}

#[derive(Deserialize)]
struct Call {
    #[serde(default)]
    context: Option<Context>,
}

#[derive(Deserialize)]
struct Context {
    #[serde(default)]
    consent: Option<Consent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consent {
    #[serde(default)]
    category_preferences: Option<BTreeMap<String, bool>>,
}

impl Preferences {
    pub(super) fn new(categories: &[ConsentCategory]) -> Self {
        Self { categories: categories.to_vec(), last: HashMap::new() }
    }

    /// The changes that a call tells of; `event` is what was read of the rest of it.
    pub(super) fn hear(&mut self, text: &str, event: &Event) -> Result<Vec<Event>> {
        let Some(customer_id) = event.customer_id() else { return Ok(Vec::new()) };
        let call: Call = serde_json::from_str(text).map_err(|_| {
            let field = "context.consent.categoryPreferences";
            SartorError::invalid("event", field, "an object of true and false")
        })?;
        let preferences = call.context.and_then(|context| context.consent?.category_preferences);
        let Some(preferences) = preferences.filter(|said| !said.is_empty()) else { return Ok(Vec::new()) };
        let said = preferences.iter().map(|(name, agreed)| (name.as_str(), *agreed));
        let heard = heard_of(said, &self.categories);
        if !self.last.contains_key(customer_id) {
            self.last.insert(customer_id.to_owned(), Vec::new());
        }
        let Some(known) = self.last.get_mut(customer_id) else { return Ok(Vec::new()) };
        let mut events = Vec::new();
        let mut tell = |change: &ConsentSignal, at_ms: i64| {
            events.push(Event {
                user_id: event.user_id.clone(),
                anonymous_id: event.anonymous_id.clone(),
                utc_offset_minutes: event.utc_offset_minutes.filter(|_| at_ms == event.timestamp_ms),
                ..consent_event(change, at_ms)
            });
        };
        for change in &heard.changes {
            let at_ms = event.timestamp_ms;
            let last = known.iter_mut().find(|(purpose, _)| *purpose == change.purpose);
            let Some((_, last)) = last else {
                tell(change, at_ms);
                known.push((change.purpose, Last { at_ms, state: change.state, told: true }));
                continue;
            };
            let differs = change.state != last.state;
            // What follows or contradicts the one told now must be told as well.
            if !last.told && (at_ms < last.at_ms || at_ms == last.at_ms && differs) {
                tell(&ConsentSignal { state: last.state, ..change.clone() }, last.at_ms);
                last.told = true;
            }
            if at_ms < last.at_ms {
                tell(change, at_ms);
            } else if differs {
                tell(change, at_ms);
                // Of one time, the denial stands.
                let both = at_ms == last.at_ms;
                let state = if both { ConsentState::Denied } else { change.state };
                *last = Last { at_ms, state, told: true };
            } else if at_ms > last.at_ms {
                (last.at_ms, last.told) = (at_ms, false);
            }
        }
        Ok(events)
    }
}
