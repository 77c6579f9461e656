//! What should be done next for this customer? Joins profile, outlook, shop and consent for `action`.

use crate::Result;
use crate::action::{ActionDecision, ActionFacts, ActionMade, CartFacts, SuccessRates, decide_with};
use crate::consent::ConsentPurpose;
use crate::estimate::Estimate;
use crate::shop::Shop;

use super::draw::{Decision, decision_id, draw};
use super::fitted::Fitted;
use super::outlook::activity;
use super::person::Person;
use super::views::ActionPlan;

/// What a conversation adds to what is known.
#[derive(Default)]
pub(super) struct Conversation<'a> {
    pub occasion: Option<&'a str>,
    pub categories: Vec<String>,
    pub fit_stated: bool,
}

/// What the customer's own history lets one expect; nothing without consent.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    pub probability_alive: Option<Estimate>,
    pub purchases: Option<f64>,
}

/// The actions for one customer, inside a conversation or outside of any.
pub(super) fn decisions(
    fitted: &Fitted,
    rates: &SuccessRates,
    shop: &Shop,
    person: &Person<'_>,
    expected: Expected,
    conversation: Option<&Conversation<'_>>,
) -> Result<ActionDecision> {
    let personalization_consent = person.allows(ConsentPurpose::Personalization);
    let cart = person.state.cart.first().filter(|_| personalization_consent);
    let margin = |product_id: &str| {
        let product = fitted.product(product_id)?;
        product.cost_minor.map(|cost| product.price_minor - cost)
    };
    let facts = ActionFacts {
        personalization_consent,
        marketing_consent: person.allows(ConsentPurpose::Marketing),
        in_conversation: conversation.is_some(),
        cart: cart.zip(person.state.cart_changed_ms).map(|(line, changed_ms)| CartFacts {
            product_id: line.product_id.clone(),
            product_name: fitted
                .product(&line.product_id)
                .map_or("your choice", |known| &known.name)
                .to_owned(),
            changed_ms,
            in_stock: shop.stock_at(&line.product_id).map(|fact| fact.count > 0),
        }),
        occasion: conversation.and_then(|turn| turn.occasion).map(str::to_owned),
        categories: conversation.map_or_else(Vec::new, |turn| turn.categories.clone()),
        fit_declared: conversation.is_some_and(|turn| turn.fit_stated)
            || personalization_consent
                && ["fit", "size"].iter().any(|name| {
                    person
                        .state
                        .usable_field(name, ConsentPurpose::Personalization, person.as_of_ms)
                        .is_some()
                }),
        returning: personalization_consent && !person.state.purchase_days.is_empty(),
        probability_alive: expected.probability_alive,
        expected_purchases: expected.purchases,
        cart_margin_minor: cart.and_then(|line| margin(&line.product_id)),
        purchase_margin_minor: None,
        made: made(person),
        holdout_draw: draw(&fitted.policy.action.experiment, person.customer_id),
        ..ActionFacts::at(person.as_of_ms)
    };
    decide_with(&facts, &fitted.policy.action, rates)
}

/// When each action was last decided on.
fn made(person: &Person<'_>) -> Vec<ActionMade> {
    let actions = person.state.decisions.iter().filter(|known| known.kind.as_deref() == Some("action"));
    actions
        .filter_map(|known| Some(ActionMade { action: known.chosen.clone()?, made_ms: known.made_ms? }))
        .collect()
}

/// The plan outside of a conversation, with the records that start its cooldowns.
pub(super) fn plan(
    fitted: &Fitted,
    rates: &SuccessRates,
    model_id: &str,
    shop: &Shop,
    person: &Person<'_>,
) -> Result<ActionPlan> {
    let known = activity(fitted, person)?;
    let expected = Expected {
        probability_alive: known.as_ref().map(|own| own.probability_alive),
        purchases: known.as_ref().map(|own| own.expected_purchases),
    };
    let decision = decisions(fitted, rates, shop, person, expected, None)?;
    let chosen = decision.actions.first().map(|action| action.action.clone());
    let id = decision_id("action", &[model_id, person.customer_id], person.as_of_ms);
    let record = Decision {
        decision_id: id,
        kind: "action",
        chosen,
        propensity: decision.propensity,
        experiment: decision.experiment,
        arm: decision.arm,
    };
    Ok(ActionPlan {
        customer_id: person.customer_id.to_owned(),
        model_id: model_id.to_owned(),
        as_of_ms: person.as_of_ms,
        actions: decision.actions,
        rejected: decision.rejected,
        record: vec![record.record(person.customer_id, model_id, person.as_of_ms)?],
    })
}
