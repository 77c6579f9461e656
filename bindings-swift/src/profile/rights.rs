//! What a customer may ask of a profile, and how their consents reach it.

use std::sync::Arc;

use sartor::Result;
use sartor::event::{ConsentTableOptions, Event};
use sartor::profile::{CustomerExplanation, ProfileExport, RetentionPolicy, RetentionReceipt};
use sartor::read::ReadReport;

use super::Profile;
use crate::file::read_file;
use crate::work::{Control, run, run_long};

#[uniffi::export]
impl Profile {
    /// Stop every use of what is known, and keep it; `reason` is the host's own word, such as
    /// `accuracy_contested`. The event recorded.
    #[uniffi::method(default(reason = None))]
    pub fn restrict(&self, as_of: i64, reason: Option<String>) -> Result<Event> {
        self.change("Profile.restrict", |profile| profile.restrict(reason.as_deref(), as_of))
    }

    /// Let what is known be used again; `NOTHING_TO_UNDO` if no restriction stands. The event recorded.
    pub fn lift_restriction(&self, as_of: i64) -> Result<Event> {
        self.change("Profile.liftRestriction", |profile| profile.lift_restriction(as_of))
    }

    /// Deny the use of special categories: health, faith, origin and the like. The event recorded.
    pub fn limit_sensitive(&self, as_of: i64) -> Result<Event> {
        self.change("Profile.limitSensitive", |profile| profile.limit_sensitive(as_of))
    }

    /// Deny sale and sharing. The event recorded.
    pub fn opt_out_of_sale(&self, as_of: i64) -> Result<Event> {
        self.change("Profile.optOutOfSale", |profile| profile.opt_out_of_sale(as_of))
    }

    /// Everything that is kept, for a machine and for a person.
    pub fn export(&self, as_of: i64) -> Result<ProfileExport> {
        run("Profile.export", || self.snapshot()?.export(as_of))
    }

    /// Tell the customer what is used, for what, on which basis, since when, and how to object. `language` is a
    /// tag such as `en-GB`; English is the one that is written so far.
    #[uniffi::method(default(language = "en"))]
    pub fn explain_to_customer(&self, as_of: i64, language: &str) -> Result<CustomerExplanation> {
        run("Profile.explainToCustomer", || self.snapshot()?.explain_to_customer(as_of, language))
    }

    /// Take out what is older than a policy allows, for good.
    pub fn retention_purge(&self, policy: &RetentionPolicy, as_of: i64) -> Result<RetentionReceipt> {
        self.change("Profile.retentionPurge", |profile| profile.retention_purge(policy, as_of))
    }

    /// Read this customer's rows of a table of consents, CSV, plain or gzip; those of others are counted and left
    /// alone. Nothing is kept of a file that fails.
    #[uniffi::method(default(options = None, control = None))]
    pub fn read_consents(
        &self,
        path: &str,
        as_of: i64,
        options: Option<ConsentTableOptions>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<ReadReport> {
        run_long("Profile.readConsents", control, |control| {
            let mut feed = self.snapshot()?.consent_feed(options.unwrap_or_default())?;
            read_file(path, control, |bytes| feed.feed(bytes))?;
            self.change("Profile.readConsents", |profile| feed.finish(profile, as_of))
        })
    }
}
