//! Which events of a ledger are contacts, answers and visits?
//!
//! * `Decision Shown` with a `channel` is a contact, and a `Decision Outcome` of its `decision_id` with
//!   `accepted: true` the answer;
//! * `Promotion Viewed` with a `channel` is a contact, and a `Promotion Clicked` of its `promotion_id` within seven
//!   days the answer;
//! * either may name the `tone` in which it was written;
//! * on email, phone, post, push and sms it counts as unasked;
//! * a `Conversation Turn` is the customer's own beginning and no answer: it counts for where and when they are.
//!
//! Hours are those of visits (what the customer does, with half an hour between visits) on the clock of the
//! event, or of the last event that told one.

use std::collections::{BTreeMap, BTreeSet};

use crate::contact::{Contact, ContactHistory};
use crate::event::{Event, EventKind};
use crate::profile::{Profile, VISIT_GAP_MS};
use crate::time::{DAY_MS, local_hour};

/// The newest events looked at.
const MAX_EVENTS: usize = 2_000;
/// A click this long after a view is still its answer.
const CLICK_WITHIN_MS: i64 = 7 * DAY_MS;
/// Channels on which a contact is unasked.
const OUTBOUND: [&str; 5] = ["email", "phone", "post", "push", "sms"];

/// What the newest events of a ledger say of contacts.
#[derive(Default)]
pub(in crate::engine) struct History {
    pub learned: ContactHistory,
    /// Conversations that the customer began, by channel.
    pub sessions: Vec<(String, u32)>,
}

pub(in crate::engine) fn history(
    profile: &Profile,
    utc_offset_minutes: Option<i32>,
    as_of_ms: i64,
) -> History {
    let events = profile.events();
    let known = events.partition_point(|event| event.timestamp_ms <= as_of_ms);
    let newest = events.get(known.saturating_sub(MAX_EVENTS)..known).unwrap_or_default();
    let mut reading = Reading { clock: utc_offset_minutes, ..Reading::default() };
    if reading.clock.is_none() {
        reading.clock = newest.iter().rev().find_map(|event| event.utc_offset_minutes);
    }
    for event in newest {
        reading.take(event);
    }
    let mut sessions: BTreeMap<&str, u32> = BTreeMap::new();
    for (channel, _) in &reading.sessions {
        *sessions.entry(channel).or_default() += 1;
    }
    let sessions = sessions.into_iter().map(|(channel, count)| (channel.to_owned(), count)).collect();
    History { learned: ContactHistory { contacts: reading.contacts, hours: reading.hours }, sessions }
}

/// A ledger while it is read, oldest event first.
#[derive(Default)]
struct Reading<'a> {
    clock: Option<i32>,
    contacts: Vec<Contact>,
    hours: Vec<u32>,
    last_visit_ms: Option<i64>,
    /// Places of contacts by decision.
    decisions: BTreeMap<&'a str, usize>,
    /// Places of the newest contact by promotion.
    promotions: BTreeMap<&'a str, usize>,
    sessions: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, event: &'a Event) {
        let place = self.contacts.len();
        match event.kind {
            EventKind::DecisionShown if self.contact(event) => {
                if let Some(id) = event.text("decision_id") {
                    self.decisions.insert(id, place);
                }
            }
            EventKind::PromotionViewed if self.contact(event) => {
                if let Some(id) = event.text("promotion_id") {
                    self.promotions.insert(id, place);
                }
            }
            EventKind::DecisionOutcome if event.flag("accepted") == Some(true) => {
                let place = event.text("decision_id").and_then(|id| self.decisions.get(id)).copied();
                self.answered(place);
                self.visit(event);
            }
            EventKind::PromotionClicked => {
                let place = event.text("promotion_id").and_then(|id| self.promotions.get(id)).copied();
                let recent = |place: &usize| {
                    let shown = self.contacts.get(*place).map(|one| one.at_ms);
                    shown.is_some_and(|at_ms| event.timestamp_ms - at_ms <= CLICK_WITHIN_MS)
                };
                let place = place.filter(recent);
                self.answered(place);
                self.visit(event);
            }
            EventKind::ConversationTurn => {
                if let (Some(channel), Some(session)) = (event.text("channel"), event.text("session_id")) {
                    self.sessions.insert((channel, session));
                }
                self.visit(event);
            }
            kind if is_own(kind) => self.visit(event),
            _ => {}
        }
    }

    /// Enter a contact, if the event tells where or how it was made.
    fn contact(&mut self, event: &Event) -> bool {
        let (channel, tone) = (event.text("channel"), event.text("tone"));
        if channel.is_none() && tone.is_none() {
            return false;
        }
        self.contacts.push(Contact {
            channel: channel.map(str::to_owned),
            tone: tone.map(str::to_owned),
            at_ms: event.timestamp_ms,
            answered: false,
            unasked: channel.is_some_and(|channel| OUTBOUND.contains(&channel)),
        });
        true
    }

    fn answered(&mut self, place: Option<usize>) {
        if let Some(contact) = place.and_then(|place| self.contacts.get_mut(place)) {
            contact.answered = true;
        }
    }

    /// Count the hour of a visit that begins.
    fn visit(&mut self, event: &Event) {
        let begins = self.last_visit_ms.is_none_or(|last_ms| event.timestamp_ms - last_ms > VISIT_GAP_MS);
        self.last_visit_ms = Some(event.timestamp_ms);
        let (true, Some(minutes)) = (begins, event.utc_offset_minutes.or(self.clock)) else { return };
        self.hours.resize(24, 0);
        if let Some(count) = self.hours.get_mut(local_hour(event.timestamp_ms, minutes) as usize) {
            *count = count.saturating_add(1);
        }
    }
}

/// Whether the customer does it, rather than the shop or its systems.
fn is_own(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Identify
            | EventKind::Alias
            | EventKind::OrderUpdated
            | EventKind::OrderCancelled
            | EventKind::OrderRefunded
            | EventKind::PromotionViewed
            | EventKind::ConsentChanged
            | EventKind::ProcessingRestricted
            | EventKind::DecisionMade
            | EventKind::DecisionShown
            | EventKind::DecisionOutcome
    )
}
