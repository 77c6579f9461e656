//! What a customer may ask of a profile, and what it tells of them.

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::event::ConsentTableOptions;
use sartor::read::ReadReport;

use super::Profile;
use crate::file::read_file;
use crate::host::{Outcome, answer, parsed, to_text};
use crate::input;
use crate::work::{Follow, promise};

fn as_of(input: Unknown<'_>) -> Outcome<i64> {
    input::time("profile", "asOf", input)
}

#[napi]
impl Profile {
    /// Who the customer is said to be: fields by group with source, time and expiry, how complete and how fresh
    /// each group is, and which fields that the engine could use are missing.
    #[napi(catch_unwind, ts_args_type = "asOf: Time", ts_return_type = "DeclaredView")]
    pub fn declared<'env>(&self, env: &'env Env, as_of: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.declared", || Ok(self.now().declared(self::as_of(as_of)?)?))
    }

    /// What happened up to a time: conversations, visits, orders and returns of the last days in detail, and every
    /// month. What customers wrote is in it only with `includeText`.
    #[napi(
        catch_unwind,
        ts_args_type = "asOf: Time, options?: Input<HistoryOptions> | null",
        ts_return_type = "HistoryView"
    )]
    pub fn history<'env>(
        &self,
        env: &'env Env,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.history", || {
            let (as_of_ms, options) = (self::as_of(as_of)?, input::options("history options", options)?);
            Ok(self.now().history(as_of_ms, &options)?)
        })
    }

    /// Stop every use of what is known, and keep it; `reason` is up to 256 bytes of the host's own, such as
    /// `accuracy_contested`. The event that the profile recorded comes back, as of the next three.
    #[napi(
        catch_unwind,
        ts_args_type = "reason: string | null | undefined, asOf: Time",
        ts_return_type = "SegmentEvent"
    )]
    pub fn restrict<'env>(
        &self,
        env: &'env Env,
        reason: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.restrict", || {
            let reason = input::optional_text("profile", "reason", reason)?;
            let as_of_ms = self::as_of(as_of)?;
            self.change(|profile| profile.restrict(reason.as_deref(), as_of_ms))
        })
    }

    /// Let what is known be used again; `NOTHING_TO_UNDO` if no restriction stands.
    #[napi(catch_unwind, ts_args_type = "asOf: Time", ts_return_type = "SegmentEvent")]
    pub fn lift_restriction<'env>(&self, env: &'env Env, as_of: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.liftRestriction", || {
            let as_of_ms = self::as_of(as_of)?;
            self.change(|profile| profile.lift_restriction(as_of_ms))
        })
    }

    /// Deny the use of special categories: health, faith, origin and the like.
    #[napi(catch_unwind, ts_args_type = "asOf: Time", ts_return_type = "SegmentEvent")]
    pub fn limit_sensitive<'env>(&self, env: &'env Env, as_of: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.limitSensitive", || {
            let as_of_ms = self::as_of(as_of)?;
            self.change(|profile| profile.limit_sensitive(as_of_ms))
        })
    }

    /// Deny sale and sharing.
    #[napi(catch_unwind, ts_args_type = "asOf: Time", ts_return_type = "SegmentEvent")]
    pub fn opt_out_of_sale<'env>(&self, env: &'env Env, as_of: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.optOutOfSale", || {
            let as_of_ms = self::as_of(as_of)?;
            self.change(|profile| profile.opt_out_of_sale(as_of_ms))
        })
    }

    /// Everything that is kept, for a machine and for a person.
    #[napi(catch_unwind, ts_args_type = "asOf: Time", ts_return_type = "ProfileExport")]
    pub fn export<'env>(&self, env: &'env Env, as_of: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.export", || Ok(self.now().export(self::as_of(as_of)?)?))
    }

    /// Tell the customer what is used, for what, on which basis, since when, and how to object. `language` is a tag
    /// such as `en` or `en-GB`; English is the one that is written so far.
    #[napi(
        catch_unwind,
        ts_args_type = "asOf: Time, language: string",
        ts_return_type = "CustomerExplanation"
    )]
    pub fn explain_to_customer<'env>(
        &self,
        env: &'env Env,
        as_of: Unknown<'_>,
        language: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.explainToCustomer", || {
            let (as_of_ms, language) =
                (self::as_of(as_of)?, input::text("explanation", "language", language)?);
            Ok(self.now().explain_to_customer(as_of_ms, &language)?)
        })
    }

    /// Take out what is older than a policy allows, for good; what has no age in it is kept.
    #[napi(
        catch_unwind,
        ts_args_type = "policy: Input<RetentionPolicy>, asOf: Time",
        ts_return_type = "RetentionReceipt"
    )]
    pub fn retention_purge<'env>(
        &self,
        env: &'env Env,
        policy: Unknown<'_>,
        as_of: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Profile.retentionPurge", || {
            let policy = input::record("retention policy", policy)?;
            let as_of_ms = self::as_of(as_of)?;
            self.change(|profile| profile.retention_purge(&policy, as_of_ms))
        })
    }

    /// Read the customer's rows of a table of consents, plain or gzip; those of others are counted and left alone.
    /// Nothing is taken in before the file is read whole.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, asOf: Time, options?: (Input<ConsentTableOptions> & FollowOptions) | null",
        ts_return_type = "Promise<ReadReport>"
    )]
    pub fn read_consents<'env>(
        &self,
        env: &'env Env,
        path: Unknown<'_>,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Profile.readConsents";
        promise(
            env,
            operation,
            || {
                let (path, as_of_ms) = (input::text(operation, "path", path)?, self::as_of(as_of)?);
                let read: ConsentTableOptions = input::options_with(operation, options)?;
                let feed = self.now().consent_feed(read)?;
                let follow = Follow::among(env, operation, options)?;
                Ok(((self.shared(), path, as_of_ms, feed), follow))
            },
            |(profile, path, as_of_ms, mut feed), control| {
                read_file(&path, control, |bytes| feed.feed(bytes))?;
                profile.change(|profile| feed.finish(profile, as_of_ms))
            },
            move |env, report: ReadReport| Ok(parsed(env, to_text(operation, &report)?)?),
        )
    }
}
