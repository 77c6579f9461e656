//! Where does one visit to the shop end and the next begin?
//!
//! A pause of 30 minutes ends a visit, as Segment and Google Analytics count sessions. Looking around opens a
//! visit; an order, a conversation or a rating alone does not, but belongs to the visit that is still open.

use crate::event::EventKind;
use crate::time::MINUTE_MS;

/// A pause after which the next act begins another visit.
pub const VISIT_GAP_MS: i64 = 30 * MINUTE_MS;

/// Whether an event is something done in the shop; what the host or the till did later, and facts, are not.
pub(crate) fn is_act(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Identify
            | EventKind::Alias
            | EventKind::OrderUpdated
            | EventKind::OrderCancelled
            | EventKind::OrderRefunded
            | EventKind::ConsentChanged
            | EventKind::ProcessingRestricted
            | EventKind::DecisionMade
            | EventKind::DecisionShown
            | EventKind::DecisionOutcome
    )
}

fn opens_visit(kind: EventKind) -> bool {
    let alone = matches!(
        kind,
        EventKind::OrderCompleted
            | EventKind::ConversationTurn
            | EventKind::SatisfactionRated
            | EventKind::ProductReviewed
    );
    is_act(kind) && !alone
}

/// Numbers visits while acts go by, in order of time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct VisitCounter {
    visits: u32,
    last_ms: Option<i64>,
}

impl VisitCounter {
    /// The number of the visit that an act belongs to, from 0; nothing outside of any.
    pub(crate) fn visit(&mut self, kind: EventKind, at_ms: i64) -> Option<u32> {
        let goes_on = self.last_ms.is_some_and(|last| at_ms.saturating_sub(last) <= VISIT_GAP_MS);
        if !goes_on {
            if !opens_visit(kind) {
                return None;
            }
            self.visits = self.visits.saturating_add(1);
        }
        self.last_ms = Some(at_ms);
        Some(self.visits - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_ends_after_half_an_hour_and_an_order_alone_is_none() {
        use EventKind as K;
        let mut counter = VisitCounter::default();
        let minutes = [
            (0, K::OrderCompleted, None),
            (5, K::ProductViewed, Some(0)),
            (35, K::ConversationTurn, Some(0)),
            (65, K::OrderCompleted, Some(0)),
            (96, K::ConversationTurn, None),
            (97, K::ProductsSearched, Some(1)),
        ];
        for (minute, kind, visit) in minutes {
            assert_eq!(counter.visit(kind, minute * MINUTE_MS), visit, "{minute}");
        }
    }
}
