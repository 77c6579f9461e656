//! Which segment is this customer in? Joins traits, purchases and catalogue into evidence for `segment`.

use crate::Result;
use crate::consent::ConsentPurpose;
use crate::event::{AttributeValue, EventKind};
use crate::profile::CustomerState;
use crate::segment::{
    BoughtShare, ConversationFacts, RfmInput, SegmentAssignment, SegmentEvidence, TraitEvidence, assign,
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
    let kept = person.shelf.kept(person.bought());
    let evidence = SegmentEvidence {
        declared: declared(state, person.as_of_ms),
        bought: kept
            .by_attribute
            .iter()
            .map(|&(attribute, value, count)| BoughtShare {
                attribute,
                value,
                share: f64::from(count) / f64::from(kept.units.max(1)),
                units: kept.units,
            })
            .collect(),
        price_level_log: kept.price_level_log,
        price_level_units: kept.price_level_units,
        orders: state.orders,
        discounted_orders: state.discounted_orders,
        coupon_tries: state.count(EventKind::CouponEntered),
        products_viewed: state.count(EventKind::ProductViewed),
    };
    assign(&evidence, &fitted.policy.segment)
}

fn declared(state: &CustomerState, as_of_ms: i64) -> Vec<TraitEvidence<'_>> {
    let mut declared = Vec::new();
    for known in state.usable_traits(ConsentPurpose::Personalization, as_of_ms) {
        let values = match &known.value {
            AttributeValue::Text { text } => std::slice::from_ref(text),
            AttributeValue::Texts { texts } => texts.as_slice(),
            _ => &[],
        };
        declared.extend(values.iter().map(|value| TraitEvidence { name: &known.name, value }));
    }
    declared
}
