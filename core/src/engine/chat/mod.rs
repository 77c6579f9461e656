//! The answer to one chat turn: everything the engine knows, put together for one reply.
//!
//! ```text
//! request ─▶ understand ─▶ outlook, segment ─▶ products, prices, actions ─▶ flow ─▶ words
//! ```

mod flow;
mod insight;
mod understand;
mod words;

use crate::action::decide::ActionDecision;
use crate::consent::ConsentPurpose;
use crate::estimate::{Estimate, Unknown};
use crate::money::{Currency, decimal_from_minor, format_money};
use crate::pricing::{PriceQuote, QuoteContext};
use crate::profile::Profile;
use crate::prompt::prompt_safe;
use crate::segment::ConversationFacts;
use crate::shop::Shop;
use crate::time::MINUTE_MS;
use crate::{Result, SartorError};

use super::Engine;
use super::act::{Conversation, Expected, decisions};
use super::answer::{
    Budget, BusinessIntelligence, CategoryProbability, ChatAction, ChatAnswer, ChatFactor, ChatMeta,
    ChatPricing, ChatRecommendation, ChatSegmentation, ContextualInsights, Enhancements, ExperimentArm,
    PrimarySegment, ResponseModifiers, RiskEstimate, SalesOptimization, UnderstoodRequest, ValueEstimate,
};
use super::budget::BudgetRange;
use super::draw::{Decision, decision_id};
use super::group::segment;
use super::outlook::outlook;
use super::person::Person;
use super::price::{offer_facts, price};
use super::products::{Ranked, Wish};
use super::request::ChatRequest;
use super::views::{MoneyEstimate, Outlook, SegmentView};
use flow::{FlowFacts, flow};
use understand::{Understood, understand};
use words::{NamedOffer, Words, fallback_text, prompt_context};

/// Products shown where nothing asks for fewer.
const OPTIONS: u32 = 3;
/// Products shown to a customer who needs much support in deciding.
const FEW_OPTIONS: u32 = 2;
/// An answer may be used for this long.
const ANSWER_VALID_MS: i64 = 30 * MINUTE_MS;
/// A churn above this is an alert.
const CHURN_ALERT: f64 = 0.5;
/// A rating at or below this share of its scale asks for a person.
const LOW_RATING: f64 = 0.4;

/// Answer one turn.
pub(super) fn chat(
    engine: &Engine,
    profile: &Profile,
    shop: &Shop,
    request: &ChatRequest,
    as_of_ms: i64,
) -> Result<ChatAnswer> {
    let fitted = &engine.fitted;
    let understood = understand(request, fitted.currency, |name| engine.products.is_attribute(name))?;
    if request.customer_id != profile.customer_id() {
        return Err(SartorError::WrongCustomer {
            expected: profile.customer_id().to_owned(),
            found: request.customer_id.clone(),
        });
    }
    let person = Person::read(profile, fitted.currency, as_of_ms)?;
    let personal = person.allows(ConsentPurpose::Personalization);
    let outlook = outlook(fitted, &engine.model_id, &person)?;
    let alive = outlook.probability_alive.filter(|_| outlook.personalised);
    let group = segment(fitted, &engine.model_id, &person, &conversation_facts(&understood))?;
    let option_count = match group.dynamic_persona.preferred_experience.decision_support.as_str() {
        "high" => FEW_OPTIONS,
        _ => OPTIONS,
    };
    let ranked = engine.products.rank(fitted, shop, &person, &wish(&understood, option_count));
    let context =
        QuoteContext { jurisdiction: request.additional_data.jurisdiction.clone(), impersonal: false };
    let offer = offer_facts(fitted, &person, alive);
    let quotes = ranked
        .recommendations
        .iter()
        .map(|shown| price(fitted, shop, &shown.product_id, &offer, &context, as_of_ms))
        .collect::<Result<Vec<_>>>()?;
    let conversation = Conversation {
        occasion: understood.occasion.as_deref(),
        categories: ranked
            .recommendations
            .first()
            .and_then(|shown| shown.category.clone())
            .into_iter()
            .collect(),
        fit_stated: understood.fit_stated(),
    };
    let expected = Expected {
        probability_alive: alive,
        purchases: outlook.expected_purchases.filter(|_| outlook.personalised).map(|known| known.value),
    };
    let acted = decisions(fitted, shop, &person, expected, Some(&conversation))?;
    let parts = Parts {
        engine,
        request,
        person: &person,
        personal,
        understood,
        outlook,
        group,
        ranked,
        quotes,
        acted,
    };
    parts.answer(shop, option_count)
}

/// All that the rooms have said of one turn.
struct Parts<'a> {
    engine: &'a Engine,
    request: &'a ChatRequest,
    person: &'a Person<'a>,
    personal: bool,
    understood: Understood,
    outlook: Outlook,
    group: SegmentView,
    ranked: Ranked,
    quotes: Vec<PriceQuote>,
    acted: ActionDecision,
}

impl Parts<'_> {
    fn answer(self, shop: &Shop, option_count: u32) -> Result<ChatAnswer> {
        let currency = self.engine.fitted.currency;
        let scores: Vec<f64> = self.ranked.recommendations.iter().map(|shown| shown.score).collect();
        let state = self.personal.then_some(&*self.person.state);
        let flow = flow(&FlowFacts {
            intent: &self.understood.intent,
            occasion: self.understood.occasion.as_deref(),
            event_date_known: self.understood.event_date_known,
            budget_known: self.understood.budget.is_some(),
            fit_known: self.understood.fit_stated()
                || state
                    .is_some_and(|known| known.declared("fit").is_some() || known.declared("size").is_some()),
            cart_filled: state.is_some_and(|known| !known.cart.is_empty()),
            turns: self.request.conversation_context.conversation_history.len(),
            considered: self.ranked.considered,
            scores: &scores,
            last_rating_low: state.is_some_and(|known| {
                known.ratings.last().is_some_and(|last| last.score <= LOW_RATING * last.scale.unwrap_or(5.0))
            }),
        });
        let insights = self.insights(flow.question.as_ref().map(|asked| asked.slot.as_str()));
        let modifiers = self.modifiers(shop, option_count, &insights.preferences, &flow);
        let meta = self.meta()?;
        let server_only = !self.request.prompt_safe_only && !self.engine.fitted.for_device;
        Ok(ChatAnswer {
            business_intelligence: server_only.then(|| self.business_intelligence(currency)),
            phase3_enhancements: self.enhancements(currency, server_only),
            meta,
            contextual_insights: insights,
            response_modifiers: modifiers,
            conversation_flow: flow,
        })
    }

    fn meta(&self) -> Result<ChatMeta> {
        let as_of_ms = self.person.as_of_ms;
        let priced = self.quotes.first();
        let decision_id = decision_id(
            "answer",
            &[
                &self.engine.model_id,
                self.person.customer_id,
                &self.request.session_id,
                &self.understood.asked,
            ],
            as_of_ms,
        );
        let answer = Decision {
            decision_id: decision_id.clone(),
            kind: "answer",
            chosen: self.ranked.recommendations.first().map(|shown| shown.product_id.clone()),
            propensity: priced.map_or(1.0, |quote| quote.propensity),
            experiment: priced.and_then(|quote| quote.experiment.clone()),
            arm: priced.and_then(|quote| quote.arm.clone()),
        };
        let model_id = &self.engine.model_id;
        let mut record = vec![answer.record(self.person.customer_id, model_id, as_of_ms)?];
        for action in &self.acted.actions {
            let acted = Decision {
                decision_id: format!("{decision_id}_{}", action.action),
                kind: "action",
                chosen: Some(action.action.clone()),
                propensity: self.acted.propensity,
                experiment: self.acted.experiment.clone(),
                arm: self.acted.arm.clone(),
            };
            record.push(acted.record(self.person.customer_id, model_id, as_of_ms)?);
        }
        let used = [
            (ConsentPurpose::Analytics, "analytics", self.outlook.personalised),
            (ConsentPurpose::Personalization, "personalization", self.personal),
            (ConsentPurpose::Pricing, "pricing", self.quotes.iter().any(|quote| quote.personalised)),
        ];
        let purposes: Vec<String> = used
            .into_iter()
            .filter(|(purpose, _, used)| *used && self.person.allows(*purpose))
            .map(|(_, name, _)| name.to_owned())
            .collect();
        let quoted_until = self.quotes.iter().map(|quote| quote.expires_at_ms).min();
        Ok(ChatMeta {
            schema: "chat/1".to_owned(),
            decision_id,
            model_id: model_id.clone(),
            as_of: as_of_ms,
            expires_at: quoted_until
                .map_or(as_of_ms + ANSWER_VALID_MS, |until| until.min(as_of_ms + ANSWER_VALID_MS)),
            personalised: !purposes.is_empty(),
            purposes,
            jurisdiction: self.request.additional_data.jurisdiction.clone(),
            record,
        })
    }

    fn insights(&self, asked: Option<&str>) -> ContextualInsights {
        let fitted = &self.engine.fitted;
        let state = self.personal.then_some(&*self.person.state);
        let mut unknown = self.outlook.unknown.clone();
        if let Some(slot) = asked {
            unknown.push(Unknown::new(slot, "not_asked"));
        }
        if !self.personal && !unknown.iter().any(|known| known.field == "customer") {
            unknown.push(Unknown::new("customer", "no_consent"));
        }
        for (field, reason) in [
            ("preferences.learned", "not_built"),
            ("bundles", "not_built"),
            ("crossSell", "not_built"),
            ("incrementalMargin", "no_holdout"),
        ] {
            unknown.push(Unknown::new(field, reason));
        }
        if self.ranked.recommendations.is_empty() {
            unknown.push(Unknown::new("recommendations", "nothing_in_budget_and_stock"));
        }
        ContextualInsights {
            request: UnderstoodRequest {
                intent: self.understood.intent.clone(),
                occasion: self.understood.occasion.clone(),
                budget: self.understood.budget.map(|range| decimal_budget(range, fitted.currency)),
            },
            facts: state.map_or_else(Vec::new, |known| insight::facts(fitted, known, self.person.as_of_ms)),
            preferences: insight::preferences(state, &self.understood.wishes),
            unknown,
            ignored: self.understood.ignored.clone(),
        }
    }

    fn modifiers(
        &self,
        shop: &Shop,
        option_count: u32,
        preferences: &[super::answer::ChatPreference],
        flow: &super::answer::ConversationFlow,
    ) -> ResponseModifiers {
        let fitted = &self.engine.fitted;
        let shown: Vec<&str> =
            self.ranked.recommendations.iter().map(|one| one.product_id.as_str()).collect();
        let claims = insight::claims(shop, &shown, self.person.as_of_ms);
        let mut must_include: Vec<String> =
            self.quotes.iter().filter_map(|quote| quote.disclosure.clone()).collect();
        must_include.dedup();
        let offers: Vec<NamedOffer> = self
            .ranked
            .recommendations
            .iter()
            .zip(&self.quotes)
            .map(|(one, quote)| NamedOffer {
                product_id: prompt_safe(&one.product_id, 80),
                name: prompt_safe(&one.name, 80),
                price: format_money(quote.adjusted_price_minor, fitted.currency),
            })
            .collect();
        let budget = self.understood.budget.map(|range| budget_words(range, fitted.currency));
        let words = Words {
            occasion: self.understood.occasion.as_deref(),
            budget: budget.as_deref(),
            preferences,
            offers: &offers,
            claims: &claims,
            must_include: &must_include,
            question: flow.question.as_ref(),
            hand_over: flow.handoff.recommended,
        };
        let mobile = self.request.additional_data.device_type.as_deref() == Some("mobile");
        ResponseModifiers {
            tone: self.group.primary_segment.messaging_strategy.tone.clone(),
            language: "en".to_owned(),
            max_sentences: if mobile { 3 } else { 5 },
            option_count,
            prompt_context: prompt_context(&words),
            fallback_text: fallback_text(&words),
            claims,
            avoid: if self.personal { insight::avoided(fitted, &self.person.state) } else { Vec::new() },
            must_include,
        }
    }

    fn business_intelligence(&self, currency: Currency) -> BusinessIntelligence {
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
            churn: outlook.churn.map(|churn| risk(churn, super::outlook::CHURN_DAYS)),
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

    fn enhancements(&self, currency: Currency, server_only: bool) -> Enhancements {
        let segment = &self.group.primary_segment;
        Enhancements {
            segmentation: ChatSegmentation {
                primary_segment: PrimarySegment {
                    name: segment.name.clone(),
                    confidence: segment.confidence,
                    evidence: segment.evidence.clone(),
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
                pricing: self.quotes.first().map(|quote| decimal_quote(quote, currency, server_only)),
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
            rejected_actions: self.acted.rejected.clone(),
        }
    }
}

fn conversation_facts(understood: &Understood) -> ConversationFacts<'_> {
    ConversationFacts {
        intent: Some(&understood.intent),
        occasion: understood.occasion.as_deref(),
        budget_high_minor: understood.budget.and_then(|range| range.high_minor),
        days_to_event: None,
    }
}

fn wish(understood: &Understood, option_count: u32) -> Wish<'_> {
    Wish {
        occasion: understood.occasion.as_deref(),
        colour: understood.colour.as_deref(),
        category: understood.category.as_deref(),
        low_minor: understood.budget.and_then(|range| range.low_minor),
        high_minor: understood.budget.and_then(|range| range.high_minor),
        stated: &understood.wishes,
        limit: option_count,
    }
}

fn decimal_budget(range: BudgetRange, currency: Currency) -> Budget {
    let decimal = |minor: Option<i64>| minor.map(|minor| decimal_from_minor(minor, currency));
    Budget {
        low: decimal(range.low_minor),
        high: decimal(range.high_minor),
        currency: currency.code().to_owned(),
    }
}

fn budget_words(range: BudgetRange, currency: Currency) -> String {
    let say = |minor| format_money(minor, currency);
    match (range.low_minor, range.high_minor) {
        (Some(low), Some(high)) => format!("{} to {}", say(low), say(high)),
        (Some(low), None) => format!("from {}", say(low)),
        (None, Some(high)) => format!("up to {}", say(high)),
        (None, None) => "open".to_owned(),
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

fn decimal_quote(quote: &PriceQuote, currency: Currency, server_only: bool) -> ChatPricing {
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
        audit_id: quote.audit_id.clone(),
    }
}
