//! What is known of one customer, what may they ask for, and who is who?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `profile.view`, `profile.declared` | `profile`, `asOf` | `ProfileView`, `DeclaredView` |
//! | `profile.history` | `profile`, `options`, `asOf` | `HistoryView` |
//! | `profile.explain` | `profile`, `language`, `asOf` | `CustomerExplanation`, in English unless stated |
//! | `profile.export` | `profile`, `asOf` | `ProfileExport` |
//! | `profile.json`, `profile.bytes` | `profile`, `asOf` | the artefact as JSON, as `{hex}` |
//! | `profile.merge`, `profile.mergeStated` | `profile`, `other`, `asOf` | `{report, profile}` |
//! | `profile.unmerge` | `profile`, `identity`, `asOf` | `{profile, other}` |
//! | `profile.erase`, `profile.purge` | `profile`, `request` or `policy`, `asOf` | `{receipt, profile}` |
//! | `profile.compact` | `profile`, `policy`, `asOf` | `{report, profile}` |
//! | `profile.restrict` | `profile`, `reason`, `asOf` | `{event, profile}` |
//! | `profile.liftRestriction`, `profile.limitSensitive`, `profile.optOutOfSale` | `profile`, `asOf` | `{event, profile}` |
//! | `profile.readConsents` | `profile`, `text`, `options`, `asOf` | `{report, profile}` |
//! | `identity.verdicts` | `events`, `policy`, `currency` | `IdentityVerdict` of each pair of ids that were seen together |
//! | `identity.mergeVerdict` | `events`, `policy`, `currency`, `anonymousId`, `customerId` | `IdentityVerdict` |
//! | `declaredFields` | `{}` | `DeclaredField` for each field known by name |
//! | `guardOf` | `name` | `{guard}` |

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Ask, Nothing, parsed, profile_of, with};
use crate::event::{ConsentTableOptions, Event};
use crate::input::from_text;
use crate::money::Currency;
use crate::privacy::hex;
use crate::profile::{
    CompactPolicy, ErasureRequest, HistoryOptions, IdentityGraph, IdentityPolicy, Profile, RetentionPolicy,
    declared_fields, guard_of,
};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "profile.view" => with(operation, input, |asked: Ask| asked.profile()?.view(asked.as_of)),
        "profile.declared" => with(operation, input, |asked: Ask| asked.profile()?.declared(asked.as_of)),
        "profile.explain" => with(operation, input, |asked: Explain| {
            let language = asked.language.as_deref().unwrap_or("en");
            profile_of(&asked.profile, asked.as_of)?.explain_to_customer(asked.as_of, language)
        }),
        "profile.history" => with(operation, input, |asked: History| {
            profile_of(&asked.profile, asked.as_of)?.history(asked.as_of, &asked.options)
        }),
        "profile.export" => with(operation, input, |asked: Ask| asked.profile()?.export(asked.as_of)),
        "profile.json" => from_text(operation, input).and_then(|asked: Ask| asked.profile()?.to_json()),
        "profile.bytes" => {
            with(operation, input, |asked: Ask| Ok(json!({ "hex": hex(&asked.profile()?.to_bytes()?) })))
        }
        "profile.merge" => with(operation, input, |asked: Merge| {
            let other = profile_of(&asked.other, asked.as_of)?;
            changed(&asked.profile, asked.as_of, "report", |profile| profile.merge(&other))
        }),
        "profile.mergeStated" => with(operation, input, |asked: Merge| {
            let other = profile_of(&asked.other, asked.as_of)?;
            changed(&asked.profile, asked.as_of, "report", |profile| profile.merge_stated(&other))
        }),
        "profile.unmerge" => with(operation, input, |asked: Unmerge| {
            changed(&asked.profile, asked.as_of, "other", |profile| {
                parsed(&profile.unmerge(&asked.identity)?.to_json()?)
            })
        }),
        "profile.erase" => with(operation, input, |asked: Erase| {
            changed(&asked.profile, asked.as_of, "receipt", |profile| {
                profile.erase(&asked.request, asked.as_of)
            })
        }),
        "profile.purge" => with(operation, input, |asked: Purge| {
            changed(&asked.profile, asked.as_of, "receipt", |profile| {
                profile.retention_purge(&asked.policy, asked.as_of)
            })
        }),
        "profile.compact" => with(operation, input, |asked: Compact| {
            changed(&asked.profile, asked.as_of, "report", |profile| {
                profile.compact(&asked.policy, asked.as_of)
            })
        }),
        "profile.restrict" => with(operation, input, |asked: Restrict| {
            stated(&asked.profile, asked.as_of, |profile| {
                profile.restrict(asked.reason.as_deref(), asked.as_of)
            })
        }),
        "profile.liftRestriction" => with(operation, input, |asked: Ask| {
            stated(&asked.profile, asked.as_of, |profile| profile.lift_restriction(asked.as_of))
        }),
        "profile.limitSensitive" => with(operation, input, |asked: Ask| {
            stated(&asked.profile, asked.as_of, |profile| profile.limit_sensitive(asked.as_of))
        }),
        "profile.optOutOfSale" => with(operation, input, |asked: Ask| {
            stated(&asked.profile, asked.as_of, |profile| profile.opt_out_of_sale(asked.as_of))
        }),
        "profile.readConsents" => with(operation, input, |asked: Consents| {
            changed(&asked.profile, asked.as_of, "report", |profile| {
                let mut feed = profile.consent_feed(asked.options.clone())?;
                feed.feed(asked.text.as_bytes())?;
                feed.finish(profile, asked.as_of)
            })
        }),
        "identity.verdicts" => with(operation, input, |asked: Verdicts| {
            graph(&asked.events, asked.policy, asked.currency.as_deref())?.verdicts()
        }),
        "identity.mergeVerdict" => with(operation, input, |asked: Verdict| {
            graph(&asked.events, asked.policy, asked.currency.as_deref())?
                .merge_verdict(&asked.anonymous_id, &asked.customer_id)
        }),
        "declaredFields" => with(operation, input, |Nothing {}| Ok(declared_fields())),
        "guardOf" => with(operation, input, |asked: Named| Ok(json!({ "guard": guard_of(&asked.name) }))),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Explain {
    profile: Value,
    language: Option<String>,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct History {
    profile: Value,
    #[serde(default)]
    options: HistoryOptions,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Merge {
    profile: Value,
    other: Value,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Unmerge {
    profile: Value,
    identity: String,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Erase {
    profile: Value,
    request: ErasureRequest,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Compact {
    profile: Value,
    #[serde(default)]
    policy: CompactPolicy,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Purge {
    profile: Value,
    policy: RetentionPolicy,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Restrict {
    profile: Value,
    reason: Option<String>,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Consents {
    profile: Value,
    text: String,
    #[serde(default)]
    options: ConsentTableOptions,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Verdicts {
    events: Vec<Value>,
    #[serde(default)]
    policy: IdentityPolicy,
    currency: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Verdict {
    events: Vec<Value>,
    #[serde(default)]
    policy: IdentityPolicy,
    currency: Option<String>,
    anonymous_id: String,
    customer_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

/// Change a profile: what the change says, and the profile as it is then.
fn changed<T: Serialize>(
    profile: &Value,
    as_of_ms: i64,
    says: &str,
    change: impl FnOnce(&mut Profile) -> Result<T>,
) -> Result<Value> {
    let mut profile = profile_of(profile, as_of_ms)?;
    let said = serde_json::to_value(change(&mut profile)?)
        .map_err(|error| SartorError::malformed("answer", &error.to_string(), 0))?;
    Ok(json!({ says: said, "profile": parsed(&profile.to_json()?)? }))
}

/// Change a profile by an event of its own, which the host stores like any other.
fn stated(
    profile: &Value,
    as_of_ms: i64,
    change: impl FnOnce(&mut Profile) -> Result<Event>,
) -> Result<Value> {
    changed(profile, as_of_ms, "event", |profile| parsed(&change(profile)?.to_json()?))
}

fn graph(events: &[Value], policy: IdentityPolicy, currency: Option<&str>) -> Result<IdentityGraph> {
    let currency = currency.map(Currency::parse).transpose()?;
    let mut graph = IdentityGraph::new(policy)?;
    for event in events {
        graph.note(&Event::from_value(event, currency)?)?;
    }
    Ok(graph)
}
