//! How do all customers together answer? Contacts of profiles that allow analytics, for `contact`.

use crate::contact::{ContactHistory, ContactPopulation};
use crate::profile::Profile;

use super::super::contact::history;

/// Nothing where no contact was ever seen, so that an engine without contacts is what it was.
pub(super) fn population<'a>(
    profiles: impl Iterator<Item = &'a Profile>,
    as_of_ms: i64,
) -> Option<ContactPopulation> {
    let histories: Vec<ContactHistory> =
        profiles.map(|profile| history(profile, None, as_of_ms).learned).collect();
    if histories.iter().all(|known| known.contacts.is_empty()) {
        return None;
    }
    Some(ContactPopulation::fit(&histories)).filter(|population| !population.is_empty())
}
