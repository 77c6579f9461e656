//! What of a customer may be used now, and for which purposes?
//!
//! Consent is gated when reading: a room of the engine asks [`Person::allows`] before it looks at the state.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::consent::ConsentPurpose;
use crate::money::Currency;
use crate::profile::{CustomerState, Profile};
use crate::time::check_timestamp;
use crate::{Result, SartorError};

use super::shelf::{Bought, Shelf};

/// One customer as seen at one time.
pub(super) struct Person<'a> {
    pub customer_id: &'a str,
    pub as_of_ms: i64,
    pub state: Cow<'a, CustomerState>,
    /// The catalogue by number.
    pub shelf: &'a Shelf,
    bought: OnceCell<Vec<Bought>>,
}

impl<'a> Person<'a> {
    /// The customer of `profile` at `as_of_ms`; amounts must be in the engine's currency.
    pub(super) fn read(
        profile: &'a Profile,
        shelf: &'a Shelf,
        currency: Currency,
        as_of_ms: i64,
    ) -> Result<Self> {
        check_timestamp("call", "as_of", as_of_ms)?;
        if let Some(found) = profile.currency().filter(|&found| found != currency) {
            return Err(SartorError::CurrencyMismatch {
                subject: "profile".to_owned(),
                expected: currency.code().to_owned(),
                found: found.code().to_owned(),
            });
        }
        let mut state = profile.state_at(as_of_ms);
        if let Some(restriction) = &state.restricted {
            // Whoever restricts the use of their data is a stranger to every room.
            let restricted = Some(restriction.clone());
            state = Cow::Owned(CustomerState { restricted, ..CustomerState::default() });
        }
        Ok(Self { customer_id: profile.customer_id(), as_of_ms, state, shelf, bought: OnceCell::new() })
    }

    /// What was bought of the catalogue, looked up once for all rooms that ask.
    pub(super) fn bought(&self) -> &[Bought] {
        self.bought.get_or_init(|| self.shelf.bought(&self.state))
    }

    /// Whether the customer's data may be used for `purpose`.
    pub(super) fn allows(&self, purpose: ConsentPurpose) -> bool {
        self.state.allows(purpose)
    }
}
