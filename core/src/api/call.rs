//! How is any operation reached with text alone?
//!
//! [`call`] takes the name of an operation and its input as JSON, and gives its answer as canonical JSON. It
//! keeps nothing between calls: profiles and shops come in the input and go out in the answer. The vectors
//! that hold all languages to the same bits walk through it, and a host that routes HTTP paths can use it as
//! it is.
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `observe` | `profile`, `event`, `asOf` | `{observed, profile}` |
//! | `outlook`, `segment` | `profile`, `asOf` | `Outlook`, `SegmentView` |
//! | `taste`, `behaviour`, `contact`, `nextQuestion` | `profile`, `asOf` | `TasteView`, `BehaviourView`, `ContactView`, `QuestionView` |
//! | `outlookBatch` | `profiles`, `asOf` | columns, `null` where unknown |
//! | `quote` | `profile`, `shop`, `productIds`, `context`, `asOf` | `QuoteSet` |
//! | `recommend`, `chat` | `profile`, `shop`, `request`, `asOf` | `RecommendationSet`, `ChatAnswer` |
//! | `nextActions` | `profile`, `shop`, `asOf` | `ActionPlan` |
//! | `health` | `{}` | `Health` |
//! | `profile.view` | `profile`, `asOf` | `ProfileView` |
//! | `profile.declared`, `profile.history`, `profile.explain` | `profile`, `asOf` | `DeclaredView`, `HistoryView` without texts, `CustomerExplanation` |
//! | `profile.json`, `profile.bytes` | `profile`, `asOf` | the artefact as JSON, as `{hex}` |
//! | `profile.merge` | `profile`, `other`, `asOf` | `{report, profile}` |
//! | `profile.unmerge` | `profile`, `identity`, `asOf` | `{profile, other}` |
//! | `profile.erase` | `profile`, `request`, `asOf` | `{receipt, profile}` |
//! | `profile.compact` | `profile`, `policy`, `asOf` | `{report, profile}` |
//! | `profile.purge` | `profile`, `policy`, `asOf` | `{receipt, profile}` |
//! | `readOrders`, `readEvents` | `text`, `options` | `{report, events}` |
//! | `lifetime.fit` | `frequency`, `lastPurchaseAge`, `age`, `monetary` | parameters of both models |
//!
//! A `profile` is what `profile.json` gives, or `{customerId, events}` with events in the Segment shape. A
//! `shop` is what `Shop::to_json` gives; absent, nothing is known of it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::artifact::check_finite;
use crate::control::Control;
use crate::engine::{ChatRequest, Engine, EventOptions, OutlookColumns, RecommendRequest};
use crate::event::{Event, JsonLinesReader, OrderOptions, OrderReader};
use crate::input::from_text;
use crate::lifetime::{BgNbd, GammaGamma};
use crate::money::Currency;
use crate::pricing::QuoteContext;
use crate::profile::{CompactPolicy, ErasureRequest, HistoryOptions, Profile, RetentionPolicy};
use crate::shop::Shop;
use crate::{Result, SartorError};

/// Every operation, sorted.
pub const OPERATIONS: [&str; 27] = [
    "behaviour",
    "chat",
    "contact",
    "health",
    "lifetime.fit",
    "nextActions",
    "nextQuestion",
    "observe",
    "outlook",
    "outlookBatch",
    "profile.bytes",
    "profile.compact",
    "profile.declared",
    "profile.erase",
    "profile.explain",
    "profile.history",
    "profile.json",
    "profile.merge",
    "profile.purge",
    "profile.unmerge",
    "profile.view",
    "quote",
    "readEvents",
    "readOrders",
    "recommend",
    "segment",
    "taste",
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
    match operation {
        "profile.view" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&asked.profile()?.view(asked.as_of)?)
        }
        "profile.declared" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&asked.profile()?.declared(asked.as_of)?)
        }
        "profile.explain" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&asked.profile()?.explain_to_customer(asked.as_of, "en")?)
        }
        "profile.history" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&asked.profile()?.history(asked.as_of, &HistoryOptions::default())?)
        }
        "profile.purge" => purge(&from_text(operation, input)?),
        "profile.json" => {
            let asked: Ask = from_text(operation, input)?;
            asked.profile()?.to_json()
        }
        "profile.bytes" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&json!({ "hex": hex(&asked.profile()?.to_bytes()?) }))
        }
        "profile.merge" => merge(&from_text(operation, input)?),
        "profile.unmerge" => unmerge(&from_text(operation, input)?),
        "profile.erase" => erase(&from_text(operation, input)?),
        "profile.compact" => compact(&from_text(operation, input)?),
        "readOrders" => read_orders(from_text(operation, input)?),
        "readEvents" => read_events(&from_text(operation, input)?),
        "lifetime.fit" => fit(&from_text(operation, input)?),
        _ if OPERATIONS.contains(&operation) => match engine {
            Some(engine) => ask(engine, operation, input),
            None => Err(SartorError::NotAvailable {
                subject: operation.to_owned(),
                reason: "it needs an engine".to_owned(),
            }),
        },
        _ => Err(SartorError::UnknownField {
            subject: "call".to_owned(),
            field: crate::prompt::prompt_safe(operation, 64),
            expected: OPERATIONS.join(", "),
        }),
    }
}

/// Operations of an engine.
fn ask(engine: &Engine, operation: &str, input: &str) -> Result<String> {
    match operation {
        "health" => {
            let Nothing {} = from_text(operation, input)?;
            answer(&engine.health())
        }
        "observe" => {
            let asked: Observe = from_text(operation, input)?;
            let mut profile = profile_of(&asked.profile, asked.as_of)?;
            let event = Event::from_value(&asked.event, Some(Currency::parse(engine.currency())?))?;
            let observed = engine.observe_owned(&mut profile, event, asked.as_of)?;
            answer(&json!({ "observed": observed, "profile": parsed(&profile.to_json()?)? }))
        }
        "outlookBatch" => {
            let asked: Batch = from_text(operation, input)?;
            let profiles =
                asked.profiles.iter().map(|one| profile_of(one, asked.as_of)).collect::<Result<Vec<_>>>()?;
            let profiles: Vec<&Profile> = profiles.iter().collect();
            answer(&columns(&engine.outlook_batch(&profiles, asked.as_of, Control::none())?))
        }
        "quote" => {
            let asked: Quote = from_text(operation, input)?;
            let (profile, shop) = (profile_of(&asked.profile, asked.as_of)?, shop_of(asked.shop.as_ref())?);
            answer(&engine.quote(&profile, &shop, &asked.product_ids, &asked.context, asked.as_of)?)
        }
        "recommend" => {
            let asked: Request<RecommendRequest> = from_text(operation, input)?;
            let (profile, shop) = (profile_of(&asked.profile, asked.as_of)?, shop_of(asked.shop.as_ref())?);
            answer(&engine.recommend(&profile, &shop, &asked.request, asked.as_of)?)
        }
        "chat" => {
            let asked: Request<ChatRequest> = from_text(operation, input)?;
            let (profile, shop) = (profile_of(&asked.profile, asked.as_of)?, shop_of(asked.shop.as_ref())?);
            answer(&engine.chat(&profile, &shop, &asked.request, asked.as_of)?)
        }
        "nextActions" => {
            let asked: AskShop = from_text(operation, input)?;
            let (profile, shop) = (profile_of(&asked.profile, asked.as_of)?, shop_of(asked.shop.as_ref())?);
            answer(&engine.next_actions(&profile, &shop, asked.as_of)?)
        }
        "segment" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&engine.segment(&asked.profile()?, asked.as_of)?)
        }
        "taste" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&engine.taste(&asked.profile()?, asked.as_of)?)
        }
        "behaviour" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&engine.behaviour(&asked.profile()?, asked.as_of)?)
        }
        "contact" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&engine.contact(&asked.profile()?, asked.as_of)?)
        }
        "nextQuestion" => {
            let asked: Ask = from_text(operation, input)?;
            answer(&engine.next_question(&asked.profile()?, asked.as_of)?)
        }
        _ => {
            let asked: Ask = from_text(operation, input)?;
            answer(&engine.outlook(&asked.profile()?, asked.as_of)?)
        }
    }
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AskShop {
    profile: Value,
    shop: Option<Value>,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Request<R> {
    profile: Value,
    shop: Option<Value>,
    request: R,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Quote {
    profile: Value,
    shop: Option<Value>,
    product_ids: Vec<String>,
    #[serde(default)]
    context: QuoteContext,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Observe {
    profile: Value,
    event: Value,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Batch {
    profiles: Vec<Value>,
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
struct Orders {
    text: String,
    #[serde(default)]
    options: OrderOptions,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Events {
    text: String,
    #[serde(default)]
    options: EventOptions,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fit {
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    monetary: Vec<f64>,
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

fn shop_of(value: Option<&Value>) -> Result<Shop> {
    value.map_or_else(|| Ok(Shop::new()), |value| Shop::from_json(&value.to_string()))
}

fn merge(asked: &Merge) -> Result<String> {
    let mut profile = profile_of(&asked.profile, asked.as_of)?;
    let report = profile.merge(&profile_of(&asked.other, asked.as_of)?)?;
    answer(&json!({ "report": report, "profile": parsed(&profile.to_json()?)? }))
}

fn unmerge(asked: &Unmerge) -> Result<String> {
    let mut profile = profile_of(&asked.profile, asked.as_of)?;
    let other = profile.unmerge(&asked.identity)?;
    answer(&json!({ "profile": parsed(&profile.to_json()?)?, "other": parsed(&other.to_json()?)? }))
}

fn erase(asked: &Erase) -> Result<String> {
    let mut profile = profile_of(&asked.profile, asked.as_of)?;
    let receipt = profile.erase(&asked.request, asked.as_of)?;
    answer(&json!({ "receipt": receipt, "profile": parsed(&profile.to_json()?)? }))
}

fn compact(asked: &Compact) -> Result<String> {
    let mut profile = profile_of(&asked.profile, asked.as_of)?;
    let report = profile.compact(&asked.policy, asked.as_of)?;
    answer(&json!({ "report": report, "profile": parsed(&profile.to_json()?)? }))
}

fn purge(asked: &Purge) -> Result<String> {
    let mut profile = profile_of(&asked.profile, asked.as_of)?;
    let receipt = profile.retention_purge(&asked.policy, asked.as_of)?;
    answer(&json!({ "receipt": receipt, "profile": parsed(&profile.to_json()?)? }))
}

fn read_orders(asked: Orders) -> Result<String> {
    let mut reader = OrderReader::new(asked.options)?;
    reader.feed(asked.text.as_bytes())?;
    let mut events = Vec::new();
    let report = reader.finish(&mut |event| events.push(event))?;
    answer(&json!({ "report": report, "events": shapes(&events)? }))
}

fn read_events(asked: &Events) -> Result<String> {
    let mut reader = JsonLinesReader::with_options(&asked.options)?;
    let mut events = Vec::new();
    reader.feed(asked.text.as_bytes(), &mut |_, event| events.push(event))?;
    let report = reader.finish(&mut |_, event| events.push(event))?;
    answer(&json!({ "report": report, "events": shapes(&events)? }))
}

fn fit(asked: &Fit) -> Result<String> {
    let none = Control::none();
    let purchases = BgNbd::fit(&asked.frequency, &asked.last_purchase_age, &asked.age, None, 0.0, none)?;
    let spend = GammaGamma::fit(&asked.frequency, &asked.monetary, None, 0.0, none)?;
    answer(&json!({ "purchases": purchases.params(), "spend": spend.params() }))
}

fn shapes(events: &[Event]) -> Result<Vec<Value>> {
    events.iter().map(|event| parsed(&event.to_json()?)).collect()
}

/// JSON has no NaN: what is not known is `null`.
fn columns(columns: &OutlookColumns) -> Value {
    let known = |values: &[f64]| -> Vec<Option<f64>> {
        values.iter().map(|value| value.is_finite().then_some(*value)).collect()
    };
    json!({
        "customerId": columns.customer_id,
        "lifetimeValueMinor": known(&columns.lifetime_value_minor),
        "lifetimeValueLowMinor": known(&columns.lifetime_value_low_minor),
        "lifetimeValueHighMinor": known(&columns.lifetime_value_high_minor),
        "expectedPurchases": known(&columns.expected_purchases),
        "probabilityAlive": known(&columns.probability_alive),
        "probabilityAliveLow": known(&columns.probability_alive_low),
        "probabilityAliveHigh": known(&columns.probability_alive_high),
        "churn": known(&columns.churn),
        "nextPurchaseDays": known(&columns.next_purchase_days),
        "personalised": known(&columns.personalised),
    })
}

fn parsed(text: &str) -> Result<Value> {
    from_text("artefact", text)
}

fn answer<T: Serialize>(value: &T) -> Result<String> {
    check_finite("answer", value)?;
    serde_json::to_string(value).map_err(|error| SartorError::malformed("answer", &error.to_string(), 0))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
