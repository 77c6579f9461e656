//! How often was a customer in the shop lately, what did they do there, and what came of writing to them?
//!
//! Visits end after a pause of 30 minutes. A visit in which something was put into the cart counts as abandoned when
//! nothing was ordered in it or within a day of its end, and it is over. A contact is what was shown on a channel or in a
//! tone that the event names; its answer is the outcome accepted, or the promotion clicked within seven days.

use crate::event::EventKind;
use crate::profile::{ByKey, Profile, Step, VISIT_GAP_MS, VisitCounter, is_act};
use crate::time::DAY_MS;

/// A click this long after a promotion was shown is still its answer.
const CLICK_WITHIN_MS: i64 = 7 * DAY_MS;
/// An order this long after a visit is still what the visit was for.
const ORDER_WITHIN_MS: i64 = DAY_MS;

/// What the trail of a profile says.
#[derive(Debug, Clone, Default)]
pub(super) struct Browsing {
    as_of_ms: i64,
    /// From when on every event is there; what was rolled up before has left sums only.
    covered_from_ms: i64,
    visits: Vec<Visit>,
    /// Times of what is counted by kind, ascending.
    looks: Vec<i64>,
    searches: Vec<i64>,
    additions: Vec<i64>,
    removals: Vec<i64>,
    coupons: Vec<i64>,
    turns: Vec<i64>,
    contacts: Vec<Contact>,
    /// The channel on which the customer last answered or spoke.
    pub last_channel: Option<String>,
}

#[derive(Debug, Clone, Copy)]
struct Visit {
    first_ms: i64,
    last_ms: i64,
    added: bool,
    ordered: bool,
}

#[derive(Debug, Clone, Copy)]
struct Contact {
    at_ms: i64,
    answered: bool,
}

impl Browsing {
    pub fn read(profile: &Profile, as_of_ms: i64) -> Self {
        let trail = profile.trail_at(as_of_ms);
        let steps = trail.until(as_of_ms);
        let first_act_ms = steps.iter().find(|step| is_act(step.kind)).map_or(i64::MAX, |step| step.at_ms);
        let covered_from_ms = if profile.is_rolled_up(as_of_ms) { first_act_ms } else { i64::MIN };
        let mut browsing = Self { as_of_ms, covered_from_ms, ..Self::default() };
        let mut counter = VisitCounter::default();
        let (mut decisions, mut promotions) = (ByKey::default(), ByKey::default());
        let mut channels: Vec<Option<&Step>> = Vec::new();
        let mut last_channel = None;
        for step in steps {
            browsing.visit(step, &mut counter);
            browsing.count(step);
            let place = browsing.contacts.len();
            match step.kind {
                EventKind::DecisionShown | EventKind::PromotionViewed if step.flag => {
                    browsing.contacts.push(Contact { at_ms: step.at_ms, answered: false });
                    channels.push(Some(step));
                    let known =
                        if step.kind == EventKind::DecisionShown { &mut decisions } else { &mut promotions };
                    if let Some(key) = step.key() {
                        known.insert(key, place);
                    }
                }
                EventKind::DecisionOutcome | EventKind::PromotionClicked => {
                    let outcome = step.kind == EventKind::DecisionOutcome;
                    let known = if outcome { &decisions } else { &promotions };
                    let place = step.key().and_then(|key| known.get(&key)).copied();
                    let contact = place.and_then(|place| browsing.contacts.get_mut(place));
                    let in_time = |contact: &&mut Contact| {
                        if outcome { step.flag } else { step.at_ms - contact.at_ms <= CLICK_WITHIN_MS }
                    };
                    if let Some(contact) = contact.filter(in_time) {
                        contact.answered = true;
                        last_channel = place.and_then(|place| channels.get(place).copied().flatten());
                    }
                }
                EventKind::ConversationTurn if step.flag => last_channel = Some(step),
                _ => {}
            }
        }
        let event = last_channel.and_then(|step| profile.event_of(step));
        browsing.last_channel = event.and_then(|event| event.text("channel")).map(str::to_owned);
        browsing
    }

    fn visit(&mut self, step: &Step, counter: &mut VisitCounter) {
        if step.kind == EventKind::OrderCompleted {
            let recent = self
                .visits
                .iter_mut()
                .rev()
                .take_while(|visit| step.at_ms - visit.last_ms <= ORDER_WITHIN_MS);
            recent.for_each(|visit| visit.ordered = true);
        }
        if !is_act(step.kind) {
            return;
        }
        let Some(number) = counter.visit(step.kind, step.at_ms) else { return };
        let added = step.kind == EventKind::ProductAdded;
        if let Some(visit) = self.visits.get_mut(number as usize) {
            visit.last_ms = step.at_ms;
            visit.added |= added;
        } else {
            let at_ms = step.at_ms;
            self.visits.push(Visit { first_ms: at_ms, last_ms: at_ms, added, ordered: false });
        }
    }

    fn count(&mut self, step: &Step) {
        let times = match step.kind {
            EventKind::ProductViewed | EventKind::ProductClicked => &mut self.looks,
            EventKind::ProductsSearched => &mut self.searches,
            EventKind::ProductAdded => &mut self.additions,
            EventKind::ProductRemoved => &mut self.removals,
            EventKind::CouponEntered | EventKind::CouponApplied => &mut self.coupons,
            EventKind::ConversationTurn => &mut self.turns,
            _ => return,
        };
        times.push(step.at_ms);
    }

    /// Where so many days ago begin; nothing where what was done then is not all known.
    fn since(&self, days: i64) -> Option<i64> {
        let from_ms = self.as_of_ms.saturating_sub(days * DAY_MS);
        (from_ms >= self.covered_from_ms).then_some(from_ms)
    }

    /// Whether anything that customers do in a shop was ever recorded of this one.
    fn is_recorded(&self) -> bool {
        !self.visits.is_empty()
    }

    fn within(&self, times: &[i64], days: i64) -> Option<f64> {
        let from_ms = self.since(days).filter(|_| self.is_recorded())?;
        Some((times.len() - times.partition_point(|at_ms| *at_ms <= from_ms)) as f64)
    }

    pub fn visits(&self, days: i64) -> Option<f64> {
        let from_ms = self.since(days).filter(|_| self.is_recorded())?;
        Some(self.visits.iter().filter(|visit| visit.first_ms > from_ms).count() as f64)
    }

    pub fn days_since_visit(&self) -> Option<f64> {
        let last = self.visits.last()?;
        Some((self.as_of_ms - last.last_ms) as f64 / DAY_MS as f64)
    }

    pub fn abandoned(&self, days: i64) -> Option<f64> {
        let from_ms = self.since(days).filter(|_| self.is_recorded())?;
        let over = |visit: &Visit| self.as_of_ms - visit.last_ms > VISIT_GAP_MS;
        let abandoned =
            |visit: &&Visit| visit.first_ms > from_ms && visit.added && !visit.ordered && over(visit);
        Some(self.visits.iter().filter(abandoned).count() as f64)
    }

    pub fn looks(&self, days: i64) -> Option<f64> {
        self.within(&self.looks, days)
    }

    pub fn searches(&self, days: i64) -> Option<f64> {
        self.within(&self.searches, days)
    }

    pub fn additions(&self, days: i64) -> Option<f64> {
        self.within(&self.additions, days)
    }

    pub fn removals(&self, days: i64) -> Option<f64> {
        self.within(&self.removals, days)
    }

    pub fn coupons(&self, days: i64) -> Option<f64> {
        self.within(&self.coupons, days)
    }

    pub fn turns(&self, days: i64) -> Option<f64> {
        let from_ms = self.since(days).filter(|_| !self.turns.is_empty())?;
        Some(self.turns.iter().filter(|at_ms| **at_ms > from_ms).count() as f64)
    }

    /// Contacts of the last days, and how many of them were answered; nothing where nobody was ever written to.
    pub fn contacts(&self, days: i64) -> Option<(f64, f64)> {
        let from_ms = self.since(days).filter(|_| !self.contacts.is_empty())?;
        let recent = self.contacts.iter().filter(|contact| contact.at_ms > from_ms);
        let answered = recent.clone().filter(|contact| contact.answered).count();
        Some((recent.count() as f64, answered as f64))
    }
}
