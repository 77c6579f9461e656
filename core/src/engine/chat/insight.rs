//! What of this customer may be said in this turn? Facts, preferences, claims, and what to keep quiet about.
//!
//! Everything here is prompt-safe: ids, catalogue words escaped and bounded, and facts that the customer
//! knows already. Nothing is said without consent to personalisation, but stock, which is nobody's data.

use crate::consent::ConsentPurpose;
use crate::event::AttributeValue;
use crate::profile::CustomerState;
use crate::prompt::prompt_safe;
use crate::shop::Shop;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, local_month, month_name};

use super::super::answer::{AvoidedProduct, ChatFact, ChatPreference, Claim, ClaimFact};
use super::super::fitted::Fitted;

/// Declared traits that may be repeated to the customer; others are used, not said.
const SAYABLE_TRAITS: [&str; 8] = ["brand", "color", "colour", "fabric", "fit", "occasion", "size", "style"];
/// Purchases named.
const MAX_PURCHASES: usize = 3;
/// Products not to mention that are named.
const MAX_AVOIDED: usize = 10;
/// A stock this small is worth a word.
const LOW_STOCK: i64 = 5;
/// A count older than this is no longer a fact.
const STOCK_FRESH_MS: i64 = DAY_MS;
/// A claim may be said for this long.
const CLAIM_VALID_MS: i64 = 30 * MINUTE_MS;
/// A deadline nearer than this is worth a word.
const DEADLINE_NEAR_MS: i64 = 72 * HOUR_MS;
/// Purchases older than this are named with their year.
const YEAR_UNCLEAR_MS: i64 = 300 * DAY_MS;
/// The most characters of a word.
const WORD_CHARS: usize = 40;

/// What the customer bought, put into the cart and said, newest first.
pub(super) fn facts(fitted: &Fitted, state: &CustomerState, as_of_ms: i64) -> Vec<ChatFact> {
    let mut texts: Vec<(String, &str)> = Vec::new();
    let bought = state
        .products
        .iter()
        .filter(|known| known.units_bought > known.units_returned)
        .filter_map(|known| Some((known.last_purchase_ms?, known.product_id.as_str())));
    for (at_ms, product_id) in newest(bought) {
        let month = local_month(at_ms, state.utc_offset_minutes.unwrap_or(0));
        let year = if as_of_ms - at_ms > YEAR_UNCLEAR_MS {
            format!(" {}", 1970 + month.div_euclid(12))
        } else {
            String::new()
        };
        texts.push((format!("Bought {} in {}{year}", name(fitted, product_id), month_name(month)), "order"));
    }
    if let Some(line) = state.cart.first() {
        texts.push((format!("Has {} in the cart", name(fitted, &line.product_id)), "cart"));
    }
    for (trait_name, value) in sayable(state, as_of_ms) {
        texts.push((format!("Said {trait_name}: {value}"), "declared"));
    }
    texts
        .into_iter()
        .enumerate()
        .map(|(at, (text, source))| ChatFact { id: format!("f{}", at + 1), text, source: source.to_owned() })
        .collect()
}

/// The latest [`MAX_PURCHASES`] of them, newest first, then by id.
fn newest<'a>(bought: impl Iterator<Item = (i64, &'a str)>) -> Vec<(i64, &'a str)> {
    let mut newest: Vec<(i64, &str)> = Vec::with_capacity(MAX_PURCHASES + 1);
    for one in bought {
        let after = |held: &(i64, &str)| held.0 > one.0 || held.0 == one.0 && held.1 <= one.1;
        let at = newest.partition_point(after);
        if at < MAX_PURCHASES {
            newest.insert(at, one);
            newest.truncate(MAX_PURCHASES);
        }
    }
    newest
}

/// What the customer declared or stated in this conversation; the conversation wins.
pub(super) fn preferences(
    state: Option<&CustomerState>,
    stated: &[(String, String)],
    as_of_ms: i64,
) -> Vec<ChatPreference> {
    let declared = state.map_or_else(Vec::new, |known| sayable(known, as_of_ms));
    let of_conversation = stated.iter().map(|(name, value)| (name.as_str(), value.clone()));
    let of_profile = declared.into_iter().filter(|(name, _)| !stated.iter().any(|(said, _)| said == name));
    of_conversation
        .chain(of_profile)
        .map(|(dimension, value)| ChatPreference {
            dimension: prompt_safe(dimension, WORD_CHARS),
            value,
            lift: None,
            low: None,
            high: None,
            status: "declared".to_owned(),
        })
        .collect()
}

fn sayable(state: &CustomerState, as_of_ms: i64) -> Vec<(&str, String)> {
    let mut said = Vec::new();
    let usable = state.usable_traits(ConsentPurpose::Personalization, as_of_ms);
    for known in usable.filter(|known| SAYABLE_TRAITS.contains(&known.name.as_str())) {
        let text = match &known.value {
            AttributeValue::Text { text } => prompt_safe(&text.to_lowercase(), WORD_CHARS),
            AttributeValue::Texts { texts } => prompt_safe(&texts.join(", ").to_lowercase(), WORD_CHARS),
            _ => continue,
        };
        if !text.is_empty() {
            said.push((known.name.as_str(), text));
        }
    }
    said
}

/// Stock and deadlines of the products shown: only what was counted or set, with the fact.
pub(super) fn claims(shop: &Shop, shown: &[&str], as_of_ms: i64) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut claim = |kind: &str, product_id: &str, text: String, fact: ClaimFact, until_ms: i64| {
        claims.push(Claim {
            id: format!("c{}", claims.len() + 1),
            kind: kind.to_owned(),
            product_id: Some(product_id.to_owned()),
            text,
            fact,
            expires_at: until_ms,
        });
    };
    for &product_id in shown {
        let counted = shop.stock_at(product_id).filter(|fact| {
            (1..=LOW_STOCK).contains(&fact.count)
                && fact.counted_at_ms <= as_of_ms
                && as_of_ms - fact.counted_at_ms <= STOCK_FRESH_MS
        });
        if let Some(counted) = counted {
            let fact = ClaimFact {
                count: Some(counted.count),
                counted_at: Some(counted.counted_at_ms),
                deadline: None,
            };
            claim("stock", product_id, format!("{} left", counted.count), fact, as_of_ms + CLAIM_VALID_MS);
        }
        if let Some(at_ms) =
            shop.next_deadline(product_id, as_of_ms).filter(|at| at - as_of_ms <= DEADLINE_NEAR_MS)
        {
            let hours = (at_ms - as_of_ms) / HOUR_MS;
            let fact = ClaimFact { count: None, counted_at: None, deadline: Some(at_ms) };
            let until_ms = at_ms.min(as_of_ms + CLAIM_VALID_MS);
            claim("deadline", product_id, format!("offer ends in {hours} hours"), fact, until_ms);
        }
    }
    claims
}

/// Products the customer turned down or sent back.
pub(super) fn avoided(fitted: &Fitted, state: &CustomerState) -> Vec<AvoidedProduct> {
    let refused = state
        .decisions
        .iter()
        .rev()
        .filter(|known| known.accepted == Some(false))
        .filter_map(|known| known.chosen.as_deref())
        .filter(|chosen| fitted.product(chosen).is_some())
        .map(|chosen| (chosen, "refused"));
    let returned = state
        .products
        .iter()
        .filter(|known| known.units_returned > 0 && known.units_returned >= known.units_bought)
        .map(|known| (known.product_id.as_str(), "returned"));
    let mut avoided: Vec<AvoidedProduct> = Vec::new();
    for (product_id, reason) in refused.chain(returned) {
        if !avoided.iter().any(|known| known.product_id == product_id) {
            avoided.push(AvoidedProduct { product_id: product_id.to_owned(), reason: reason.to_owned() });
        }
        if avoided.len() == MAX_AVOIDED {
            break;
        }
    }
    avoided
}

/// A product's name, escaped and bounded.
pub(super) fn name(fitted: &Fitted, product_id: &str) -> String {
    let name = fitted.product(product_id).map_or(product_id, |product| &product.name);
    prompt_safe(name, WORD_CHARS * 2)
}
