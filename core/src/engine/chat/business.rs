//! What does the shop's own side see of a turn: figures, segment, prices and actions?
//!
//! With prompt-safe fields alone asked for, and on a device, what only the server may see is left out here:
//! figures of value and their traces in evidence, factors, bounds and details of gates.

use crate::action::{ActionDecision, NextAction, RejectedAction};
use crate::basket::Recommendation;
use crate::estimate::Estimate;
use crate::money::{Currency, decimal_from_minor};
use crate::pricing::PriceQuote;

use super::super::answer::{
    BusinessIntelligence, CategoryProbability, ChatAction, ChatFactor, ChatPricing, ChatRecommendation,
    ChatSegmentation, Enhancements, ExperimentArm, PrimarySegment, RiskEstimate, SalesOptimization,
    ValueEstimate,
};
use super::super::outlook::CHURN_DAYS;
use super::super::views::{CategoryOutlook, MoneyEstimate, Outlook, SegmentView};

/// A churn above this is an alert: more likely than not.
const CHURN_ALERT: f64 = 0.5;

/// What is expected of the customer, and in which arms of which experiments this turn was.
pub(super) fn business_intelligence(
    outlook: Outlook,
    priced: Option<&PriceQuote>,
    acted: &ActionDecision,
    currency: Currency,
) -> BusinessIntelligence {
    let mut experiments: Vec<ExperimentArm> = Vec::new();
    let arms = priced.map(|quote| (&quote.experiment, &quote.arm, quote.propensity)).into_iter().chain([(
        &acted.experiment,
        &acted.arm,
        acted.propensity,
    )]);
    for (experiment, arm, propensity) in arms {
        if let (Some(id), Some(arm)) = (experiment, arm) {
            experiments.push(ExperimentArm { id: id.clone(), arm: arm.clone(), propensity });
        }
    }
    let churning = outlook.personalised && outlook.churn.is_some_and(|churn| churn.value > CHURN_ALERT);
    let of_category = |known: CategoryOutlook| CategoryProbability {
        category: known.category,
        value: known.probability.value,
        low: known.probability.low,
        high: known.probability.high,
        level: known.probability.level,
        basis: known.probability.basis,
        horizon_days: known.horizon_days,
    };
    BusinessIntelligence {
        lifetime_value: outlook.lifetime_value.map(|value| decimal_value(value, currency)),
        churn: outlook.churn.map(|churn| risk(churn, CHURN_DAYS)),
        purchase_probability: outlook.purchase_probability.into_iter().map(of_category).collect(),
        incremental_margin: None,
        incremental_margin_reason: Some("no_holdout".to_owned()),
        experiments,
        alerts: if churning { vec![format!("churn_above_{CHURN_ALERT}")] } else { Vec::new() },
    }
}

/// Segment, products, price and actions; `instead` names the decision where only prompt-safe fields are asked
/// for.
pub(super) fn enhancements(
    group: SegmentView,
    recommendations: Vec<Recommendation>,
    quotes: Vec<PriceQuote>,
    acted: ActionDecision,
    currency: Currency,
    instead: Option<&str>,
) -> Enhancements {
    let server_only = instead.is_none();
    let segment = group.primary_segment;
    let shown = recommendations.into_iter().zip(&quotes).map(|(one, quote)| ChatRecommendation {
        product_id: one.product_id,
        name: one.name,
        price: decimal_from_minor(quote.adjusted_price_minor, currency),
        score: one.score,
        terms: one.terms,
        say: one.say,
    });
    let recommendations = shown.collect();
    let action = |one: NextAction| ChatAction {
        action: one.action,
        success_probability: one.success_probability,
        reason: one.reason,
        say: one.say,
    };
    let rejected = |one: RejectedAction| RejectedAction {
        // Details tell of the shop's policy and of what is expected of the customer.
        detail: if server_only { one.detail } else { String::new() },
        ..one
    };
    Enhancements {
        segmentation: ChatSegmentation {
            primary_segment: PrimarySegment {
                name: segment.name,
                confidence: segment.confidence,
                evidence: evidence(segment.evidence, server_only),
                characteristics: segment.characteristics,
                messaging_strategy: segment.messaging_strategy,
            },
            dynamic_persona: group.dynamic_persona,
        },
        recommendations,
        sales_optimization: SalesOptimization {
            pricing: quotes.into_iter().next().map(|quote| decimal_quote(quote, currency, instead)),
            bundles: Vec::new(),
            cross_sell: Vec::new(),
        },
        next_best_actions: acted.actions.into_iter().map(action).collect(),
        rejected_actions: acted.rejected.into_iter().map(rejected).collect(),
    }
}

fn decimal_value(value: MoneyEstimate, currency: Currency) -> ValueEstimate {
    let per_major = currency.minor_per_major() as f64;
    ValueEstimate {
        value: value.value_minor / per_major,
        low: value.low_minor / per_major,
        high: value.high_minor / per_major,
        level: value.level,
        basis: value.basis,
        measure: value.measure,
        horizon_days: value.horizon_days,
    }
}

fn risk(estimate: Estimate, horizon_days: f64) -> RiskEstimate {
    let Estimate { value, low, high, level, basis } = estimate;
    RiskEstimate { value, low, high, level, basis, horizon_days }
}

/// What a segment rests on; where only prompt-safe fields are asked for, without the figures.
fn evidence(evidence: Vec<String>, server_only: bool) -> Vec<String> {
    if server_only {
        return evidence;
    }
    let without_figure = |known: String| match known.split_once(':') {
        Some((name, value)) if !value.starts_with(char::is_alphabetic) => name.to_owned(),
        _ => known,
    };
    evidence.into_iter().map(without_figure).collect()
}

/// The price in the words of the answer. Where only prompt-safe fields are asked for, `instead` names the
/// decision: an audit id is a hash over cost and floor, which can be guessed from it.
fn decimal_quote(quote: PriceQuote, currency: Currency, instead: Option<&str>) -> ChatPricing {
    let server_only = instead.is_none();
    let decimal = |minor| decimal_from_minor(minor, currency);
    let factors = quote.adjustment_factors.into_iter().filter(|_| server_only).map(|factor| ChatFactor {
        factor: factor.factor,
        impact: factor.impact,
        amount: decimal(factor.amount_minor),
        reasoning: factor.reasoning,
    });
    ChatPricing {
        product_id: quote.product_id,
        base_price: decimal(quote.base_price_minor),
        adjusted_price: decimal(quote.adjusted_price_minor),
        savings: quote.savings,
        adjustment_factors: factors.collect(),
        confidence: quote.confidence,
        strategy: quote.strategy,
        bound_by: if server_only { quote.bound_by } else { Vec::new() },
        prior_low_30d: quote.prior_low_30d_minor.map(decimal),
        disclosure: quote.disclosure,
        audit_id: instead.map_or(quote.audit_id, str::to_owned),
    }
}
