//! Which segment is this customer in? Joins traits, purchases and catalogue into evidence for `segment`.

use std::collections::BTreeMap;

use crate::Result;
use crate::consent::ConsentPurpose;
use crate::event::{AttributeValue, EventKind};
use crate::math::ln;
use crate::profile::CustomerState;
use crate::segment::{
    BoughtShare, ConversationFacts, DeclaredTrait, RfmInput, SegmentAssignment, SegmentEvidence, assign,
    persona,
};

use super::fitted::Fitted;
use super::person::Person;
use super::views::SegmentView;

/// The segment of a customer, with the persona of a conversation.
pub(super) fn segment(
    fitted: &Fitted,
    model_id: &str,
    person: &Person<'_>,
    conversation: &ConversationFacts<'_>,
) -> Result<SegmentView> {
    let personalised = person.allows(ConsentPurpose::Personalization);
    let assigned = assignment(fitted, person);
    let rfm = match (&fitted.rfm, person.allows(ConsentPurpose::Analytics)) {
        (Some(cuts), true) => person.state.purchase_summary(person.as_of_ms, 1.0).map(|own| {
            cuts.cell(&RfmInput {
                recency_days: own.age - own.last_purchase_age,
                frequency: own.frequency + 1,
                monetary_minor: person.state.revenue_minor.max(0),
            })
        }),
        _ => None,
    };
    Ok(SegmentView {
        customer_id: person.customer_id.to_owned(),
        model_id: model_id.to_owned(),
        as_of_ms: person.as_of_ms,
        personalised: personalised || rfm.is_some(),
        dynamic_persona: persona(&assigned, conversation),
        primary_segment: assigned,
        rfm: rfm.transpose()?,
    })
}

/// The segment that the evidence supports, or `unassigned`.
fn assignment(fitted: &Fitted, person: &Person<'_>) -> SegmentAssignment {
    if !person.allows(ConsentPurpose::Personalization) {
        let nothing = assign(&SegmentEvidence::default(), &fitted.policy.segment);
        return SegmentAssignment { reason: Some("no_consent".to_owned()), ..nothing };
    }
    let state = &person.state;
    let bought = bought(fitted, state);
    let units: u32 = bought.units;
    let evidence = SegmentEvidence {
        declared: declared(state),
        bought: bought
            .by_attribute
            .iter()
            .map(|(&(attribute, value), &count)| BoughtShare {
                attribute,
                value,
                share: f64::from(count) / f64::from(units.max(1)),
                units,
            })
            .collect(),
        price_level_log: bought.price_level_log,
        price_level_units: bought.price_level_units,
        orders: state.orders,
        discounted_orders: state.discounted_orders,
        coupon_tries: state.count(EventKind::CouponEntered),
        products_viewed: state.count(EventKind::ProductViewed),
    };
    assign(&evidence, &fitted.policy.segment)
}

fn declared(state: &CustomerState) -> Vec<DeclaredTrait<'_>> {
    let mut declared = Vec::new();
    for known in &state.traits {
        let values = match &known.value {
            AttributeValue::Text { text } => std::slice::from_ref(text),
            AttributeValue::Texts { texts } => texts.as_slice(),
            _ => &[],
        };
        declared.extend(values.iter().map(|value| DeclaredTrait { name: &known.name, value }));
    }
    declared
}

/// What was bought and kept, in the catalogue's words.
struct Bought<'a> {
    units: u32,
    by_attribute: BTreeMap<(&'a str, &'a str), u32>,
    price_level_log: f64,
    price_level_units: u32,
}

fn bought<'a>(fitted: &'a Fitted, state: &CustomerState) -> Bought<'a> {
    let mut bought =
        Bought { units: 0, by_attribute: BTreeMap::new(), price_level_log: 0.0, price_level_units: 0 };
    for history in &state.products {
        let kept = history.units_bought.saturating_sub(history.units_returned);
        let Some(product) = fitted.product(&history.product_id).filter(|_| kept > 0) else { continue };
        bought.units = bought.units.saturating_add(kept);
        for attribute in &product.attributes {
            *bought.by_attribute.entry((&attribute.name, &attribute.value)).or_default() += kept;
        }
        let usual = product.category.as_deref().and_then(|name| fitted.usual_price(name));
        if let Some(usual) = usual.filter(|&usual| usual > 0.0 && product.price_minor > 0) {
            bought.price_level_log += f64::from(kept) * ln(product.price_minor as f64 / usual);
            bought.price_level_units = bought.price_level_units.saturating_add(kept);
        }
    }
    if bought.price_level_units > 0 {
        bought.price_level_log /= f64::from(bought.price_level_units);
    }
    bought
}
