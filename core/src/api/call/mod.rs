//! How is any operation reached with text alone?
//!
//! [`call`] takes the name of an operation and its input as JSON, and gives its answer as canonical JSON. It
//! keeps nothing between calls: profiles and shops come in the input and go out in the answer. The vectors
//! that hold all languages to the same bits walk through it, and a host that routes HTTP paths can use it as
//! it is. Each file beside this one holds one theme and lists its operations with what they take and give.
//!
//! | operations | what they are about |
//! | --- | --- |
//! | `chat`, `outlook`, `taste` and all that ask an engine | one customer, or several, as a trained engine sees them |
//! | `profile.…`, `identity.…`, `declaredFields`, `guardOf` | one customer's ledger, rights, declared facts, and who is who |
//! | `readOrders`, `readEvents`, `readGa4`, `readConsents` | what files and payloads say |
//! | `consent.…` | what banners, browsers and platforms say of consent |
//! | `vault.…`, `pseudonym` | sealed bytes, keys and pseudonyms |
//! | `audit.…`, `access.decide`, `report.release` | who did what, who may, and what a report may show |
//! | `learn.…` | learners over plain tables, how good they are, and what columns tell |
//! | `lifetime.…` | models of purchases and spend: fits, answers, choice, looking back |
//! | `predict.…` | the features of a profile, and what they foretell |
//! | `kaplanMeier`, `regularity`, `clumpiness`, `narrowing` | figures of plain numbers |
//!
//! A `profile` is what `profile.json` gives, or `{customerId, events}` with events in the Segment shape. A
//! `shop` is what `Shop::to_json` gives; absent, nothing is known of it. Bytes are `hex`.

mod customer;
mod figures;
mod files;
mod house;
mod learn;
mod ledger;
mod lifetime;
mod predict;
mod signals;
mod vault;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::artifact::check_finite;
use crate::engine::Engine;
use crate::event::Event;
use crate::input::from_text;
use crate::money::Currency;
use crate::profile::Profile;
use crate::{Result, SartorError};

/// Every operation, sorted.
pub const OPERATIONS: [&str; 113] = [
    "access.decide",
    "audit.append",
    "audit.verify",
    "behaviour",
    "chat",
    "clumpiness",
    "consent.events",
    "consent.globalPrivacyControl",
    "consent.googleConsentMode",
    "consent.iabTcf",
    "consent.parseTcString",
    "consent.segmentPreferences",
    "contact",
    "declaredFields",
    "experience",
    "guardOf",
    "health",
    "identity.mergeVerdict",
    "identity.verdicts",
    "kaplanMeier",
    "learn.calibrate",
    "learn.calibrationOverTime",
    "learn.checkColumns",
    "learn.conformal",
    "learn.drift",
    "learn.explain",
    "learn.fit",
    "learn.gbdt",
    "learn.labelMetrics",
    "learn.labelSets",
    "learn.logistic",
    "learn.network",
    "learn.predict",
    "learn.smallestChange",
    "learn.trial",
    "learn.uplift",
    "learn.upliftAnswers",
    "learn.upliftReasons",
    "learn.valueGbdt",
    "learn.valueGbdtAnswers",
    "learn.valueMetrics",
    "lifetime.answers",
    "lifetime.backtest",
    "lifetime.bootstrap",
    "lifetime.calibrate",
    "lifetime.conformal",
    "lifetime.covariates",
    "lifetime.fit",
    "lifetime.fitSpend",
    "lifetime.profileIntervals",
    "lifetime.refit",
    "lifetime.select",
    "lifetime.simulate",
    "lifetime.summarize",
    "lifetime.summarizeCustomer",
    "lifetime.value",
    "lifetime.valueForecast",
    "narrowing",
    "nextActions",
    "nextQuestion",
    "observe",
    "outlook",
    "outlookBatch",
    "predict.churn",
    "predict.churnRisk",
    "predict.featureList",
    "predict.features",
    "predict.outcomes",
    "predict.propensity",
    "predict.propensityOf",
    "predict.rankInterventions",
    "predict.rankTriedInterventions",
    "predict.value",
    "predict.valueOf",
    "predict.watchlist",
    "profile.bytes",
    "profile.compact",
    "profile.declared",
    "profile.erase",
    "profile.explain",
    "profile.export",
    "profile.history",
    "profile.json",
    "profile.liftRestriction",
    "profile.limitSensitive",
    "profile.merge",
    "profile.mergeStated",
    "profile.optOutOfSale",
    "profile.purge",
    "profile.readConsents",
    "profile.restrict",
    "profile.unmerge",
    "profile.view",
    "pseudonym",
    "quote",
    "readConsents",
    "readEvents",
    "readGa4",
    "readOrders",
    "recommend",
    "regularity",
    "report.release",
    "segment",
    "taste",
    "tastePath",
    "tasteScores",
    "vault.createDataKey",
    "vault.info",
    "vault.open",
    "vault.openWith",
    "vault.rewrap",
    "vault.seal",
    "vault.sealWith",
];

/// Run one operation. `input` is the operation's JSON; unknown fields are refused by their path.
///
/// ```
/// let answer = sartor::api::call(None, "readEvents", r#"{"text":"{}\n"}"#)?;
/// assert!(answer.contains(r#""skipped":1"#));
/// let error = sartor::api::call(None, "predict", "{}").unwrap_err();
/// assert_eq!(error.code(), "UNKNOWN_FIELD");
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn call(engine: Option<&Engine>, operation: &str, input: &str) -> Result<String> {
    let alone = [
        ledger::run,
        files::run,
        signals::run,
        vault::run,
        house::run,
        figures::run,
        lifetime::run,
        learn::run,
        predict::run,
    ];
    if let Some(answered) = alone.iter().find_map(|run| run(operation, input)) {
        return answered;
    }
    if !OPERATIONS.contains(&operation) {
        return Err(SartorError::UnknownField {
            subject: "call".to_owned(),
            field: crate::prompt::prompt_safe(operation, 64),
            expected: OPERATIONS.join(", "),
        });
    }
    let engine = engine.ok_or_else(|| SartorError::NotAvailable {
        subject: operation.to_owned(),
        reason: "it needs an engine".to_owned(),
    })?;
    customer::ask(engine, operation, input)
}

/// Read the input, do the work, write the answer.
fn with<I: DeserializeOwned, A: Serialize>(
    operation: &str,
    input: &str,
    work: impl FnOnce(I) -> Result<A>,
) -> Result<String> {
    answer(&work(from_text(operation, input)?)?)
}

fn answer<T: Serialize>(value: &T) -> Result<String> {
    check_finite("answer", value)?;
    serde_json::to_string(value).map_err(|error| SartorError::malformed("answer", &error.to_string(), 0))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ask {
    profile: Value,
    as_of: i64,
}

impl Ask {
    fn profile(&self) -> Result<Profile> {
        profile_of(&self.profile, self.as_of)
    }
}

/// A profile in short: its events, folded at `as_of`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ProfileEvents {
    customer_id: String,
    #[serde(default)]
    events: Vec<Value>,
    currency: Option<String>,
}

fn profile_of(value: &Value, as_of_ms: i64) -> Result<Profile> {
    if value.get("format").is_some() {
        return Profile::from_json(&value.to_string());
    }
    let short: ProfileEvents = crate::input::from_value("profile", value.clone())?;
    let currency = short.currency.as_deref().map(Currency::parse).transpose()?;
    let mut profile = Profile::new(&short.customer_id)?;
    for event in &short.events {
        profile.observe_owned(Event::from_value(event, currency)?, as_of_ms)?;
    }
    Ok(profile)
}

/// Events in the Segment shape.
fn shapes(events: &[Event]) -> Result<Vec<Value>> {
    events.iter().map(|event| parsed(&event.to_json()?)).collect()
}

fn parsed(text: &str) -> Result<Value> {
    from_text("artefact", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_sorted_and_each_once() {
        assert!(OPERATIONS.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn without_an_engine_what_needs_one_says_so() {
        let refused = OPERATIONS.into_iter().filter(|operation| {
            call(None, operation, "[]").is_err_and(|error| error.code() == "NOT_AVAILABLE")
        });
        let need: Vec<&str> = refused.collect();
        assert_eq!(
            need,
            [
                "behaviour",
                "chat",
                "contact",
                "experience",
                "health",
                "nextActions",
                "nextQuestion",
                "observe",
                "outlook",
                "outlookBatch",
                "quote",
                "recommend",
                "segment",
                "taste",
                "tastePath",
                "tasteScores",
            ]
        );
    }
}
