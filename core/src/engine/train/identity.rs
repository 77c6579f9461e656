//! Which ids are one customer?
//!
//! An alias says so outright. A visitor's id that was seen with exactly one customer is that customer; seen
//! with several it is a shared device and stays on its own. An id under which somebody is known as a customer
//! is never taken for a visitor's: whoever can choose the visitor's id of an event could otherwise take in the
//! history of somebody else. Ids whose aliases lead in a circle stay on their own.
//!
//! The answer depends on the set of all events read, not on their order or on which file held them.
//!
//! `profile::IdentityGraph` judges the same links by more: when devices were used, and what was declared. It would
//! answer otherwise here (an alias names no customer to it, it waits and refuses, and it ends at two million ids), and
//! it keeps the minutes for that: 144 MB beside 11 MB for a million events of 20,000 customers, in 1.3 times the time.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{Event, EventKind};

/// What all events together say of ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Identities {
    /// Customers that a visitor's id was seen with.
    seen_with: BTreeMap<String, BTreeSet<String>>,
    /// Customers that an alias named an id for.
    aliases: BTreeMap<String, BTreeSet<String>>,
    /// Ids that events name as those of customers, as far as visitors' ids could be mistaken for them.
    customers: BTreeSet<String>,
}

impl Identities {
    /// Take note of what one event says.
    pub(super) fn note(&mut self, event: &Event) {
        let Some(user_id) = event.user_id.as_deref() else { return };
        if !self.customers.contains(user_id) {
            self.customers.insert(user_id.to_owned());
        }
        let previous = event.text("previousId").filter(|_| event.kind == EventKind::Alias);
        for (links, other) in
            [(&mut self.aliases, previous), (&mut self.seen_with, event.anonymous_id.as_deref())]
        {
            if let Some(other) = other.filter(|&other| other != user_id) {
                links.entry(other.to_owned()).or_default().insert(user_id.to_owned());
            }
        }
    }

    /// Take over what another file said.
    pub(super) fn join(&mut self, other: Self) {
        self.customers.extend(other.customers);
        for (into, from) in [(&mut self.seen_with, other.seen_with), (&mut self.aliases, other.aliases)] {
            for (id, customers) in from {
                into.entry(id).or_default().extend(customers);
            }
        }
    }

    /// The customer of each id that is not a customer by itself, sorted by id.
    pub(super) fn owners(&self) -> BTreeMap<&str, &str> {
        let linked = self.aliases.keys().chain(self.seen_with.keys());
        linked.filter_map(|id| Some((id.as_str(), self.owner(id)?))).collect()
    }

    fn owner(&self, id: &str) -> Option<&str> {
        let mut passed = BTreeSet::from([id]);
        let mut owner = self.next(id)?;
        while let Some(next) = self.next(owner) {
            if !passed.insert(owner) {
                return None;
            }
            owner = next;
        }
        Some(owner)
    }

    /// The one customer that an id is directly linked to.
    fn next(&self, id: &str) -> Option<&str> {
        let seen_with = self.seen_with.get(id).filter(|_| !self.customers.contains(id));
        let mut customers: BTreeSet<&str> = BTreeSet::new();
        for linked in self.aliases.get(id).into_iter().chain(seen_with) {
            customers.extend(linked.iter().map(String::as_str));
        }
        customers.pop_first().filter(|_| customers.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(events: &[(&str, &str, &str)]) -> Identities {
        let mut identities = Identities::default();
        for (number, (call, other, user_id)) in events.iter().enumerate() {
            let other = match *call {
                "alias" => format!(r#""type":"alias","previousId":"{other}""#),
                _ => format!(r#""type":"identify","traits":{{"fit":"slim"}},"anonymousId":"{other}""#),
            };
            let text = format!(
                r#"{{{other},"messageId":"m{number}","userId":"{user_id}","timestamp":"2026-01-01T00:00:00Z"}}"#
            );
            identities.note(&Event::from_json(&text, None).unwrap());
        }
        identities
    }

    fn owners(events: &[(&str, &str, &str)]) -> Vec<(String, String)> {
        let noted = noted(events);
        noted.owners().into_iter().map(|(id, owner)| (id.to_owned(), owner.to_owned())).collect()
    }

    fn pair(id: &str, owner: &str) -> (String, String) {
        (id.to_owned(), owner.to_owned())
    }

    #[test]
    fn a_visitor_seen_with_one_customer_is_that_customer() {
        assert_eq!(owners(&[("seen", "v1", "c1"), ("seen", "v1", "c1")]), [pair("v1", "c1")]);
    }

    #[test]
    fn a_shared_device_is_nobody() {
        assert_eq!(owners(&[("seen", "v1", "c1"), ("seen", "v1", "c2")]), []);
    }

    #[test]
    fn an_alias_is_followed_to_its_end_whatever_the_names_sort_like() {
        let found = owners(&[("seen", "z1", "u1"), ("alias", "u1", "u2"), ("alias", "u2", "a3")]);
        assert_eq!(found, [pair("u1", "a3"), pair("u2", "a3"), pair("z1", "a3")]);
    }

    #[test]
    fn aliases_in_a_circle_leave_everybody_on_their_own() {
        assert_eq!(owners(&[("alias", "a", "b"), ("alias", "b", "a"), ("seen", "v", "a")]), []);
    }

    #[test]
    fn a_customer_named_as_a_visitor_is_not_taken_in() {
        let victim = [("seen", "v9", "victim"), ("seen", "victim", "thief")];
        assert_eq!(owners(&victim), [pair("v9", "victim")]);
    }

    #[test]
    fn notes_of_two_files_join_in_either_order() {
        let files = || (noted(&[("seen", "v1", "c1")]), noted(&[("seen", "v1", "c2"), ("seen", "v2", "c2")]));
        let ((mut forwards, second), (first, mut backwards)) = (files(), files());
        forwards.join(second);
        backwards.join(first);
        assert_eq!(forwards.owners(), backwards.owners());
        assert_eq!(forwards.owners().len(), 1);
    }
}
