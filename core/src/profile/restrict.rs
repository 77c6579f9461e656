//! How does a customer stop, or narrow, the use of their data?
//!
//! Each right is exercised by an event that the profile records and hands back, so that a host can append it
//! where else it keeps events. Nothing is lost: what was recorded before reads as before once a restriction is
//! lifted, and reading at an earlier time gives what could be used then.
//!
//! | right | recorded | effect |
//! | --- | --- | --- |
//! | restrict (GDPR, article 18) | `Processing Restricted`, true | every answer is that about a stranger |
//! | lift | `Processing Restricted`, false | as before |
//! | limit sensitive data (CCPA 1798.121) | `Consent Changed`: sensitive, denied | special categories are not read |
//! | opt out of sale and sharing (CCPA 1798.120) | `Consent Changed`: sharing, denied | nothing is handed to others |
//!
//! ```
//! use sartor::profile::Profile;
//! let mut profile = Profile::new("c_17")?;
//! let now_ms = 1_780_300_800_000;
//! let event = profile.restrict(Some("accuracy_contested"), now_ms)?;
//! assert_eq!(event.message_id, "restrict:1780300800000");
//! assert!(profile.state_at(now_ms).restricted.is_some());
//! profile.lift_restriction(now_ms + 1)?;
//! assert!(profile.state_at(now_ms + 1).restricted.is_none());
//! assert_eq!(profile.lift_restriction(now_ms + 2).unwrap_err().code(), "NOTHING_TO_UNDO");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::{Observed, Profile, SUBJECT};
use crate::consent::{ConsentPurpose, ConsentSignal, ConsentState};
use crate::event::{AttributeValue, Event, EventAttribute, EventKind, consent_events};
use crate::time::check_timestamp;
use crate::{Result, SartorError};

impl Profile {
    /// Stop every use of what is known, and keep it; `reason` is up to 256 bytes of the host's own, such as
    /// `accuracy_contested`.
    pub fn restrict(&mut self, reason: Option<&str>, as_of_ms: i64) -> Result<Event> {
        self.record(restriction(self.customer_id(), true, reason, as_of_ms), as_of_ms)
    }

    /// Let what is known be used again; `NOTHING_TO_UNDO` if no restriction stands.
    pub fn lift_restriction(&mut self, as_of_ms: i64) -> Result<Event> {
        check_timestamp(SUBJECT, "asOfMs", as_of_ms)?;
        if self.state_at(as_of_ms).restricted.is_none() {
            return Err(SartorError::NothingToUndo { subject: "lifting of a restriction".to_owned() });
        }
        self.record(restriction(self.customer_id(), false, None, as_of_ms), as_of_ms)
    }

    /// Deny the use of special categories: health, faith, origin and the like.
    pub fn limit_sensitive(&mut self, as_of_ms: i64) -> Result<Event> {
        self.deny(ConsentPurpose::Sensitive, "limit_sensitive", as_of_ms)
    }

    /// Deny sale and sharing.
    pub fn opt_out_of_sale(&mut self, as_of_ms: i64) -> Result<Event> {
        self.deny(ConsentPurpose::Sharing, "opt_out_of_sale", as_of_ms)
    }

    fn deny(&mut self, purpose: ConsentPurpose, source: &str, as_of_ms: i64) -> Result<Event> {
        let change = ConsentSignal {
            purpose,
            state: ConsentState::Denied,
            basis: None,
            policy_version: None,
            source: source.to_owned(),
        };
        let event = consent_events(self.customer_id(), &[change], as_of_ms)?.into_iter().next();
        let event = event.ok_or_else(|| SartorError::Internal { operation: "Profile::deny".to_owned() })?;
        self.record(event, as_of_ms)
    }

    /// Enter an event that must count from now on.
    fn record(&mut self, event: Event, as_of_ms: i64) -> Result<Event> {
        match self.observe(&event, as_of_ms)? {
            Observed::Erased => {
                let expected = "a time that was not erased";
                Err(SartorError::out_of_range(SUBJECT, "asOfMs", as_of_ms, expected))
            }
            _ => Ok(event),
        }
    }
}

fn restriction(customer_id: &str, restricted: bool, reason: Option<&str>, as_of_ms: i64) -> Event {
    let mut attributes = vec![EventAttribute {
        name: "restricted".to_owned(),
        value: AttributeValue::Flag { flag: restricted },
    }];
    if let Some(reason) = reason {
        let value = AttributeValue::Text { text: reason.to_owned() };
        attributes.insert(0, EventAttribute { name: "reason".to_owned(), value });
    }
    let name = if restricted { "restrict" } else { "lift_restriction" };
    Event {
        message_id: format!("{name}:{as_of_ms}"),
        kind: EventKind::ProcessingRestricted,
        timestamp_ms: as_of_ms,
        utc_offset_minutes: None,
        user_id: Some(customer_id.to_owned()),
        anonymous_id: None,
        currency: None,
        lines: Vec::new(),
        attributes,
    }
}
