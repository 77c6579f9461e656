//! What of a customer may be used now, and for which purposes?
//!
//! Consent is gated when reading: a room of the engine asks [`Person::allows`] before it looks at the state.

use std::borrow::Cow;

use crate::consent::ConsentPurpose;
use crate::money::Currency;
use crate::profile::{CustomerState, Profile};
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// One customer as seen at one time.
pub(super) struct Person<'a> {
    pub customer_id: &'a str,
    pub as_of_ms: i64,
    pub state: Cow<'a, CustomerState>,
}

impl<'a> Person<'a> {
    /// The customer of `profile` at `as_of_ms`; amounts must be in the engine's currency.
    pub(super) fn read(profile: &'a Profile, currency: Currency, as_of_ms: i64) -> Result<Self> {
        check_timestamp("call", "as_of", as_of_ms)?;
        if let Some(found) = profile.currency().filter(|&found| found != currency) {
            return Err(SartorError::CurrencyMismatch {
                subject: "profile".to_owned(),
                expected: currency.code().to_owned(),
                found: found.code().to_owned(),
            });
        }
        Ok(Self { customer_id: profile.customer_id(), as_of_ms, state: profile.state_at(as_of_ms) })
    }

    /// Whether the customer's data may be used for `purpose`.
    pub(super) fn allows(&self, purpose: ConsentPurpose) -> bool {
        self.state.allows(purpose)
    }
}
