//! What does the shop's own side see of a turn: figures, segment, prices and actions?
//!
//! With prompt-safe fields alone asked for, and on a device, what only the server may see is left out here:
//! figures of value and their traces in evidence, factors, bounds and details of gates.

use crate::action::RejectedAction;
use crate::estimate::Estimate;
use crate::money::{Currency, decimal_from_minor};
use crate::pricing::PriceQuote;

use super::super::answer::{
    BusinessIntelligence, CategoryProbability, ChatAction, ChatFactor, ChatPricing, ChatRecommendation,
    ChatSegmentation, Enhancements, ExperimentArm, PrimarySegment, RiskEstimate, SalesOptimization,
    ValueEstimate,
};
use super::super::outlook::CHURN_DAYS;
use super::super::views::MoneyEstimate;
use super::Parts;

/// A churn above this is an alert: more likely than not.
const CHURN_ALERT: f64 = 0.5;

impl Parts<'_> {
    pub(super) fn business_intelligence(&self, currency: Currency) -> BusinessIntelligence {
        let outlook = &self.outlook;
        let mut experiments: Vec<ExperimentArm> = Vec::new();
        let arms = self
            .quotes
            .first()
            .map(|quote| (&quote.experiment, &quote.arm, quote.propensity))
            .into_iter()
            .chain([(&self.acted.experiment, &self.acted.arm, self.acted.propensity)]);
        for (experiment, arm, propensity) in arms {
            if let (Some(id), Some(arm)) = (experiment, arm) {
                experiments.push(ExperimentArm { id: id.clone(), arm: arm.clone(), propensity });
            }
        }
        let churning = outlook.personalised && outlook.churn.is_some_and(|churn| churn.value > CHURN_ALERT);
        BusinessIntelligence {
            lifetime_value: outlook.lifetime_value.as_ref().map(|value| decimal_value(value, currency)),
            churn: outlook.churn.map(|churn| risk(churn, CHURN_DAYS)),
            purchase_probability: outlook
                .purchase_probability
                .iter()
                .map(|known| CategoryProbability {
                    category: known.category.clone(),
                    value: known.probability.value,
                    low: known.probability.low,
                    high: known.probability.high,
                    level: known.probability.level,
                    basis: known.probability.basis,
                    horizon_days: known.horizon_days,
                })
                .collect(),
            incremental_margin: None,
            incremental_margin_reason: Some("no_holdout".to_owned()),
            experiments,
            alerts: if churning { vec![format!("churn_above_{CHURN_ALERT}")] } else { Vec::new() },
        }
    }

    pub(super) fn enhancements(
        &self,
        currency: Currency,
        server_only: bool,
        decision_id: &str,
    ) -> Enhancements {
        let segment = &self.group.primary_segment;
        Enhancements {
            segmentation: ChatSegmentation {
                primary_segment: PrimarySegment {
                    name: segment.name.clone(),
                    confidence: segment.confidence,
                    evidence: evidence(&segment.evidence, server_only),
                    characteristics: segment.characteristics.clone(),
                    messaging_strategy: segment.messaging_strategy.clone(),
                },
                dynamic_persona: self.group.dynamic_persona.clone(),
            },
            recommendations: self
                .ranked
                .recommendations
                .iter()
                .zip(&self.quotes)
                .map(|(one, quote)| ChatRecommendation {
                    product_id: one.product_id.clone(),
                    name: one.name.clone(),
                    price: decimal_from_minor(quote.adjusted_price_minor, currency),
                    score: one.score,
                    terms: one.terms.clone(),
                    say: one.say.clone(),
                })
                .collect(),
            sales_optimization: SalesOptimization {
                pricing: self.quotes.first().map(|quote| {
                    let decision_id = (!server_only).then_some(decision_id);
                    decimal_quote(quote, currency, decision_id)
                }),
                bundles: Vec::new(),
                cross_sell: Vec::new(),
            },
            next_best_actions: self
                .acted
                .actions
                .iter()
                .map(|one| ChatAction {
                    action: one.action.clone(),
                    success_probability: one.success_probability,
                    reason: one.reason.clone(),
                    say: one.say.clone(),
                })
                .collect(),
            rejected_actions: self
                .acted
                .rejected
                .iter()
                .map(|one| RejectedAction {
                    // Details tell of the shop's policy and of what is expected of the customer.
                    detail: if server_only { one.detail.clone() } else { String::new() },
                    ..one.clone()
                })
                .collect(),
        }
    }
}

fn decimal_value(value: &MoneyEstimate, currency: Currency) -> ValueEstimate {
    let per_major = currency.minor_per_major() as f64;
    ValueEstimate {
        value: value.value_minor / per_major,
        low: value.low_minor / per_major,
        high: value.high_minor / per_major,
        level: value.level,
        basis: value.basis,
        measure: value.measure.clone(),
        horizon_days: value.horizon_days,
    }
}

fn risk(estimate: Estimate, horizon_days: f64) -> RiskEstimate {
    let Estimate { value, low, high, level, basis } = estimate;
    RiskEstimate { value, low, high, level, basis, horizon_days }
}

/// What a segment rests on; where only prompt-safe fields are asked for, without the figures.
fn evidence(evidence: &[String], server_only: bool) -> Vec<String> {
    let without_figure = |known: &String| match known.split_once(':') {
        Some((name, value)) if !server_only && !value.starts_with(char::is_alphabetic) => name.to_owned(),
        _ => known.clone(),
    };
    evidence.iter().map(without_figure).collect()
}

/// The price in the words of the answer. Where only prompt-safe fields are asked for, `instead` names the
/// decision: an audit id is a hash over cost and floor, which can be guessed from it.
fn decimal_quote(quote: &PriceQuote, currency: Currency, instead: Option<&str>) -> ChatPricing {
    let server_only = instead.is_none();
    let decimal = |minor| decimal_from_minor(minor, currency);
    let factors = quote.adjustment_factors.iter().filter(|_| server_only).map(|factor| ChatFactor {
        factor: factor.factor.clone(),
        impact: factor.impact,
        amount: decimal(factor.amount_minor),
        reasoning: factor.reasoning.clone(),
    });
    ChatPricing {
        product_id: quote.product_id.clone(),
        base_price: decimal(quote.base_price_minor),
        adjusted_price: decimal(quote.adjusted_price_minor),
        savings: quote.savings,
        adjustment_factors: factors.collect(),
        confidence: quote.confidence,
        strategy: quote.strategy.clone(),
        bound_by: if server_only { quote.bound_by.clone() } else { Vec::new() },
        prior_low_30d: quote.prior_low_30d_minor.map(decimal),
        disclosure: quote.disclosure.clone(),
        audit_id: instead.map_or_else(|| quote.audit_id.clone(), str::to_owned),
    }
}
