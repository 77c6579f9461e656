//! May two profiles become one?
//!
//! Copies of one identity may always be joined: they differ because one was offline. Two identities that have
//! never been in one profile are compared, each with each: declared facts that tell people apart, and events
//! that name somebody who is part of neither. Which pairs are compared does not depend on the order of
//! merging, so what can be merged at all gives one result.

use super::facts::Facts;
use crate::event::EventKind;
use crate::profile::Profile;
use crate::profile::ledger::Ledger;
use crate::{Result, SartorError};

impl Profile {
    /// Fail as `IDENTITY_CONFLICT` if the two profiles contradict each other and no alias call in either says
    /// that they are one customer.
    pub(in super::super) fn check_mergeable(&self, other: &Self) -> Result<()> {
        if self.alias_joins(other) || other.alias_joins(self) {
            return Ok(());
        }
        let known =
            |profile: &Self, identity: &str| profile.ledgers().iter().any(|one| one.identity == identity);
        for own in self.ledgers() {
            for coming in other.ledgers() {
                let copies = own.identity == coming.identity
                    || known(self, &coming.identity)
                    || known(other, &own.identity);
                if copies {
                    continue;
                }
                if let Some(field) = facts(own).contradictions(&facts(coming)).first() {
                    return Err(conflict(own, coming, &format!("contradictory_facts:{field}")));
                }
            }
        }
        let neither = |identity: &str| !known(self, identity) && !known(other, identity);
        for (one, into) in [(self, other), (other, self)] {
            for ledger in one.ledgers().iter().filter(|ledger| !known(into, &ledger.identity)) {
                let strangers = ledger.events.iter().filter_map(|event| event.user_id.as_deref());
                if strangers.into_iter().any(|user_id| user_id != ledger.identity && neither(user_id)) {
                    let left = into.customer_id().to_owned();
                    let (right, reason) = (ledger.identity.clone(), "several_customers".to_owned());
                    return Err(SartorError::IdentityConflict { left, right, reason });
                }
            }
        }
        Ok(())
    }

    /// Whether an alias call held here joins an identity of each.
    fn alias_joins(&self, other: &Self) -> bool {
        let of = |profile: &Self, identity: &str| profile.identities().any(|known| known == identity);
        let aliases = self
            .ledgers()
            .iter()
            .flat_map(|ledger| &ledger.events)
            .filter(|event| event.kind == EventKind::Alias);
        aliases.filter_map(|event| Some((event.text("previousId")?, event.customer_id()?))).any(
            |(previous, current)| {
                of(self, previous) && of(other, current) || of(self, current) && of(other, previous)
            },
        )
    }
}

fn facts(ledger: &Ledger) -> Facts {
    let mut facts = Facts::default();
    ledger.events.iter().for_each(|event| facts.note(event));
    facts
}

fn conflict(own: &Ledger, coming: &Ledger, reason: &str) -> SartorError {
    SartorError::IdentityConflict {
        left: own.identity.clone(),
        right: coming.identity.clone(),
        reason: reason.to_owned(),
    }
}
