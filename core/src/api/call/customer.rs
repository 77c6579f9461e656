//! What does an engine say of customers?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `observe` | `profile`, `event`, `asOf` | `{observed, profile}` |
//! | `outlook`, `segment` | `profile`, `asOf` | `Outlook`, `SegmentView` |
//! | `taste`, `behaviour`, `contact`, `nextQuestion` | `profile`, `asOf` | `TasteView`, `BehaviourView`, `ContactView`, `QuestionView` |
//! | `tastePath` | `profile`, `months`, `asOf` | `TastePath` |
//! | `tasteScores` | `profile`, `productIds`, `asOf` | `TasteScores` |
//! | `experience` | `profile`, `request`, `asOf` | `ExperienceView` |
//! | `outlookBatch` | `profiles`, `asOf` | columns, `null` where unknown |
//! | `quote` | `profile`, `shop`, `productIds`, `context`, `asOf` | `QuoteSet` |
//! | `recommend`, `chat` | `profile`, `shop`, `request`, `asOf` | `RecommendationSet`, `ChatAnswer` |
//! | `nextActions` | `profile`, `shop`, `asOf` | `ActionPlan` |
//! | `health` | `{}` | `Health` |

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Ask, Nothing, parsed, profile_of, with};
use crate::Result;
use crate::control::Control;
use crate::engine::{ChatRequest, Engine, ExperienceRequest, OutlookColumns, RecommendRequest};
use crate::event::Event;
use crate::money::Currency;
use crate::pricing::QuoteContext;
use crate::profile::Profile;
use crate::shop::Shop;

/// Operations of an engine.
pub(super) fn ask(engine: &Engine, operation: &str, input: &str) -> Result<String> {
    match operation {
        "health" => with(operation, input, |Nothing {}| Ok(engine.health())),
        "observe" => with(operation, input, |asked| observe(engine, &asked)),
        "outlookBatch" => with(operation, input, |asked| outlooks(engine, &asked)),
        "quote" => with(operation, input, |asked: Quote| {
            let (profile, shop) = (profile_of(&asked.profile, asked.as_of)?, shop_of(asked.shop.as_ref())?);
            engine.quote(&profile, &shop, &asked.product_ids, &asked.context, asked.as_of)
        }),
        "recommend" => with(operation, input, |asked: Request<RecommendRequest>| {
            engine.recommend(&asked.profile()?, &asked.shop()?, &asked.request, asked.as_of)
        }),
        "chat" => with(operation, input, |asked: Request<ChatRequest>| {
            engine.chat(&asked.profile()?, &asked.shop()?, &asked.request, asked.as_of)
        }),
        "nextActions" => with(operation, input, |asked: AskShop| {
            let (profile, shop) = (profile_of(&asked.profile, asked.as_of)?, shop_of(asked.shop.as_ref())?);
            engine.next_actions(&profile, &shop, asked.as_of)
        }),
        "segment" => with(operation, input, |asked: Ask| engine.segment(&asked.profile()?, asked.as_of)),
        "taste" => with(operation, input, |asked: Ask| engine.taste(&asked.profile()?, asked.as_of)),
        "tastePath" => with(operation, input, |asked: Path| {
            engine.taste_path(&profile_of(&asked.profile, asked.as_of)?, asked.months, asked.as_of)
        }),
        "tasteScores" => with(operation, input, |asked: Scores| {
            engine.taste_scores(&profile_of(&asked.profile, asked.as_of)?, &asked.product_ids, asked.as_of)
        }),
        "behaviour" => with(operation, input, |asked: Ask| engine.behaviour(&asked.profile()?, asked.as_of)),
        "contact" => with(operation, input, |asked: Ask| engine.contact(&asked.profile()?, asked.as_of)),
        "experience" => with(operation, input, |asked: Experience| {
            engine.experience(&profile_of(&asked.profile, asked.as_of)?, &asked.request, asked.as_of)
        }),
        "nextQuestion" => {
            with(operation, input, |asked: Ask| engine.next_question(&asked.profile()?, asked.as_of))
        }
        _ => with(operation, input, |asked: Ask| engine.outlook(&asked.profile()?, asked.as_of)),
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

impl<R> Request<R> {
    fn profile(&self) -> Result<Profile> {
        profile_of(&self.profile, self.as_of)
    }

    fn shop(&self) -> Result<Shop> {
        shop_of(self.shop.as_ref())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Experience {
    profile: Value,
    #[serde(default)]
    request: ExperienceRequest,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Path {
    profile: Value,
    months: u32,
    as_of: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Scores {
    profile: Value,
    product_ids: Vec<String>,
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

fn shop_of(value: Option<&Value>) -> Result<Shop> {
    value.map_or_else(|| Ok(Shop::new()), |value| Shop::from_json(&value.to_string()))
}

fn observe(engine: &Engine, asked: &Observe) -> Result<Value> {
    let mut profile = profile_of(&asked.profile, asked.as_of)?;
    let event = Event::from_value(&asked.event, Some(Currency::parse(engine.currency())?))?;
    let observed = engine.observe_owned(&mut profile, event, asked.as_of)?;
    Ok(json!({ "observed": observed, "profile": parsed(&profile.to_json()?)? }))
}

fn outlooks(engine: &Engine, asked: &Batch) -> Result<Value> {
    let profiles =
        asked.profiles.iter().map(|one| profile_of(one, asked.as_of)).collect::<Result<Vec<_>>>()?;
    let profiles: Vec<&Profile> = profiles.iter().collect();
    Ok(columns(&engine.outlook_batch(&profiles, asked.as_of, Control::none())?))
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
