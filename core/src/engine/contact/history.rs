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
use crate::event::EventKind;
use crate::profile::{ByKey, Key, Profile, Step, VISIT_GAP_MS};
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
    let trail = profile.trail_at(as_of_ms);
    let known = trail.until(as_of_ms);
    let newest = known.get(known.len().saturating_sub(MAX_EVENTS)..).unwrap_or_default();
    let mut reading = Reading { clock: utc_offset_minutes, ..Reading::default() };
    if reading.clock.is_none() {
        reading.clock = newest.iter().rev().find_map(Step::utc_offset_minutes);
    }
    for step in newest {
        reading.take(step, profile);
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
    decisions: ByKey<usize>,
    /// Places of the newest contact by promotion.
    promotions: ByKey<usize>,
    sessions: BTreeSet<(&'a str, Key)>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, step: &Step, profile: &'a Profile) {
        let place = self.contacts.len();
        match step.kind {
            EventKind::DecisionShown if self.contact(step, profile) => {
                if let Some(id) = step.key() {
                    self.decisions.insert(id, place);
                }
            }
            EventKind::PromotionViewed if self.contact(step, profile) => {
                if let Some(id) = step.key() {
                    self.promotions.insert(id, place);
                }
            }
            EventKind::DecisionOutcome if step.flag => {
                let place = step.key().and_then(|id| self.decisions.get(&id)).copied();
                self.answered(place);
                self.visit(step);
            }
            EventKind::PromotionClicked => {
                let place = step.key().and_then(|id| self.promotions.get(&id)).copied();
                let recent = |place: &usize| {
                    let shown = self.contacts.get(*place).map(|one| one.at_ms);
                    shown.is_some_and(|at_ms| step.at_ms - at_ms <= CLICK_WITHIN_MS)
                };
                let place = place.filter(recent);
                self.answered(place);
                self.visit(step);
            }
            EventKind::ConversationTurn => {
                let event = step.key().filter(|_| step.flag).zip(profile.event_of(step));
                if let Some((session, event)) = event {
                    self.sessions.extend(event.text("channel").map(|channel| (channel, session)));
                }
                self.visit(step);
            }
            kind if is_own(kind) => self.visit(step),
            _ => {}
        }
    }

    /// Enter a contact, if the event tells where or how it was made.
    fn contact(&mut self, step: &Step, profile: &Profile) -> bool {
        let Some(event) = profile.event_of(step).filter(|_| step.flag) else { return false };
        let (channel, tone) = (event.text("channel"), event.text("tone"));
        self.contacts.push(Contact {
            channel: channel.map(str::to_owned),
            tone: tone.map(str::to_owned),
            at_ms: step.at_ms,
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
    fn visit(&mut self, step: &Step) {
        let begins = self.last_visit_ms.is_none_or(|last_ms| step.at_ms - last_ms > VISIT_GAP_MS);
        self.last_visit_ms = Some(step.at_ms);
        let (true, Some(minutes)) = (begins, step.utc_offset_minutes().or(self.clock)) else { return };
        self.hours.resize(24, 0);
        if let Some(count) = self.hours.get_mut(local_hour(step.at_ms, minutes) as usize) {
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
