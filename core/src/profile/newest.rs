//! What happened last, in detail, within a bound?

use std::collections::HashSet;

use super::Profile;
use super::fold::FixedHasher;
use super::ledger::in_order;
use crate::event::Event;

impl Profile {
    /// The newest events up to a time, in the order in which they are folded, each message once, and whether they
    /// are all there are. As many as together have at most `most_lines` products; events without products are free.
    pub(crate) fn newest_events(&self, as_of_ms: i64, most_lines: usize) -> (Vec<&Event>, bool) {
        let mut events: Vec<&Event> = Vec::new();
        let mut complete = true;
        for ledger in self.ledgers() {
            complete &= ledger.months.iter().all(|month| month.first_ms > as_of_ms);
            let end = ledger.events.partition_point(|event| event.timestamp_ms <= as_of_ms);
            let past: Vec<&Event> = ledger.events.range(0..end).collect();
            let start = newest(past.iter().copied(), most_lines);
            complete &= start == 0;
            events.extend(past.get(start..).unwrap_or_default());
        }
        if self.ledgers().len() > 1 {
            events.sort_by(|a, b| in_order(a, b));
            let start = newest(events.iter().copied(), most_lines);
            complete &= start == 0;
            events.drain(..start);
        }
        if self.has_versions {
            let mut seen: HashSet<&str, FixedHasher> = HashSet::default();
            events.retain(|event| seen.insert(&event.message_id));
        }
        (events, complete)
    }
}

/// Where the newest events begin that together have at most so many lines.
fn newest<'a>(
    events: impl DoubleEndedIterator<Item = &'a Event> + ExactSizeIterator,
    most_lines: usize,
) -> usize {
    let mut left = most_lines;
    let mut start = events.len();
    for event in events.rev() {
        let Some(rest) = left.checked_sub(event.lines.len()) else { break };
        (left, start) = (rest, start - 1);
    }
    start
}
