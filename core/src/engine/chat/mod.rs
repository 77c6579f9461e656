//! The answer to one chat turn: everything the engine knows, put together for one reply.
//!
//! ```text
//! request ─▶ understand ─▶ outlook, segment ─▶ products, prices, actions ─▶ flow ─▶ words
//! ```

mod business;
mod flow;
mod insight;
mod meta;
mod understand;
mod words;

use crate::action::ActionDecision;
use crate::behaviour::{ChoiceNarrowing, NarrowingOptions, narrowing};
use crate::consent::ConsentPurpose;
use crate::estimate::Unknown;
use crate::money::{Currency, decimal_from_minor, format_money};
use crate::pricing::{PriceQuote, QuoteContext, QuoteTerms};
use crate::profile::{CustomerState, Profile};
use crate::prompt::{MAX_NAME_CHARS, prompt_safe};
use crate::segment::ConversationFacts;
use crate::shop::Shop;
use crate::{Result, SartorError};

use super::Engine;
use super::act::{Conversation, Expected, decisions};
use super::answer::{
    Budget, ChatAnswer, ChatPreference, ContextualInsights, ConversationFlow, ResponseModifiers,
    UnderstoodRequest,
};
use super::budget::BudgetRange;
use super::contact::{ExperienceRequest, shape};
use super::group::segment;
use super::outlook::outlook;
use super::person::Person;
use super::price::{offer_facts, price};
use super::products::{Ranked, Wish};
use super::request::ChatRequest;
use super::taste::Tasted;
use super::views::{Outlook, SegmentView};
use business::{business_intelligence, enhancements};
use flow::{FlowFacts, flow};
use understand::{Understood, understand};
use words::{NamedOffer, Words, fallback_text, prompt_context};

/// The most products shown.
const OPTIONS: u32 = 3;
/// The most shown to a customer who needs much support in deciding.
const FEW_OPTIONS: u32 = 2;
/// Products among which it is judged how many to show.
const CANDIDATES: u32 = 10;
/// A rating at or below this share of its scale, two stars of five, asks for a person.
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
    let understood = understand(
        request,
        fitted.currency,
        |name| engine.products.is_attribute(name),
        |product_id| fitted.product(product_id).is_some(),
    )?;
    if request.customer_id != profile.customer_id() {
        return Err(SartorError::WrongCustomer {
            expected: profile.customer_id().to_owned(),
            found: request.customer_id.clone(),
        });
    }
    let person = Person::read(profile, &engine.shelf, fitted.currency, as_of_ms)?;
    let personal = person.allows(ConsentPurpose::Personalization);
    let outlook = outlook(fitted, &engine.model_id, &person)?;
    let alive = outlook.probability_alive.filter(|_| outlook.personalised);
    let group = segment(fitted, &engine.model_id, &person, &conversation_facts(&understood))?;
    let most = match group.dynamic_persona.preferred_experience.decision_support.as_str() {
        "high" => FEW_OPTIONS,
        _ => OPTIONS,
    };
    let tasted = engine.tasted_now(profile, &person);
    let lifts = tasted.as_ref().ok().map(|known| &*known.logs);
    let mut narrowed = None;
    let choose = |scores: &[f64]| {
        let choice = narrowing(scores, &NarrowingOptions { most, ..NarrowingOptions::default() });
        let to = choice.as_ref().map_or(0, |choice| choice.to as usize);
        narrowed = Some(choice);
        to
    };
    let ranked =
        engine.products.rank_chosen(shop, &person, &wish(&understood, most), lifts, CANDIDATES, choose);
    let narrowed = narrowed.unwrap_or_else(|| narrowing(&[], &NarrowingOptions::default()))?;
    let context =
        QuoteContext { jurisdiction: request.additional_data.jurisdiction.clone(), impersonal: false };
    let offer = offer_facts(fitted, &person, alive);
    let terms = QuoteTerms::of_checked(&context, &fitted.policy.pricing, as_of_ms)?;
    let quotes = ranked
        .recommendations
        .iter()
        .map(|shown| price(fitted, shop, &shown.product_id, &offer, &terms, as_of_ms))
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
    let acted = decisions(fitted, &engine.rates, shop, &person, expected, Some(&conversation))?;
    let parts = Parts {
        engine,
        request,
        profile,
        person: &person,
        tasted,
        personal,
        understood,
        outlook,
        group,
        ranked,
        narrowed,
        quotes,
        acted,
    };
    parts.answer(shop)
}

/// All that the rooms have said of one turn.
struct Parts<'a> {
    engine: &'a Engine,
    request: &'a ChatRequest,
    profile: &'a Profile,
    person: &'a Person<'a>,
    tasted: std::result::Result<Tasted, Unknown>,
    personal: bool,
    understood: Understood,
    outlook: Outlook,
    group: SegmentView,
    ranked: Ranked,
    narrowed: ChoiceNarrowing,
    quotes: Vec<PriceQuote>,
    acted: ActionDecision,
}

impl Parts<'_> {
    fn answer(self, shop: &Shop) -> Result<ChatAnswer> {
        let currency = self.engine.fitted.currency;
        let state = self.personal.then_some(&*self.person.state);
        let flow = flow(&FlowFacts {
            intent: &self.understood.intent,
            occasion: self.understood.occasion.as_deref(),
            event_date_known: self.understood.event_date_known,
            budget_known: self.understood.budget.is_some(),
            fit_known: self.understood.fit_stated()
                || state.is_some_and(|known| {
                    ["fit", "size"].iter().any(|name| {
                        known
                            .usable_field(name, ConsentPurpose::Personalization, self.person.as_of_ms)
                            .is_some()
                    })
                }),
            cart_filled: state.is_some_and(|known| !known.cart.is_empty()),
            turns: self.request.conversation_context.conversation_history.len(),
            considered: self.ranked.considered,
            narrowed: &self.narrowed,
            last_rating_low: state.is_some_and(|known| {
                known.ratings.last().is_some_and(|last| last.score <= LOW_RATING * last.scale.unwrap_or(5.0))
            }),
        });
        let insights = self.insights(flow.question.as_ref().map(|asked| asked.slot.as_str()));
        let modifiers = self.modifiers(shop, &insights.preferences, &flow);
        let meta = self.meta()?;
        let server_only = self.withheld().is_none();
        let Self { outlook, group, ranked, quotes, acted, .. } = self;
        let business = server_only.then(|| business_intelligence(outlook, quotes.first(), &acted, currency));
        let instead = (!server_only).then_some(meta.decision_id.as_str());
        Ok(ChatAnswer {
            business_intelligence: business,
            phase3_enhancements: enhancements(
                group,
                ranked.recommendations,
                quotes,
                acted,
                currency,
                instead,
            ),
            meta,
            contextual_insights: insights,
            response_modifiers: modifiers,
            conversation_flow: flow,
        })
    }

    /// Why what only the server may see is left out, if it is.
    fn withheld(&self) -> Option<&'static str> {
        if self.engine.fitted.for_device {
            Some("for_device")
        } else if self.request.prompt_safe_only {
            Some("prompt_safe_only")
        } else {
            None
        }
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
        for (field, reason) in
            [("bundles", "not_built"), ("crossSell", "not_built"), ("incrementalMargin", "no_holdout")]
        {
            unknown.push(Unknown::new(field, reason));
        }
        if self.ranked.recommendations.is_empty() {
            unknown.push(Unknown::new("recommendations", "nothing_in_budget_and_stock"));
            unknown.push(Unknown::new("pricing", "nothing_to_price"));
        }
        if let Some(reason) = self.withheld() {
            unknown.push(Unknown::new("businessIntelligence", reason));
        }
        for (field, absent, reason) in [
            ("occasion", self.understood.occasion.is_none(), "not_stated"),
            ("budget", self.understood.budget.is_none(), "not_stated"),
            ("jurisdiction", self.request.additional_data.jurisdiction.is_none(), "not_stated"),
        ] {
            if absent && asked != Some(field) {
                unknown.push(Unknown::new(field, reason));
            }
        }
        let preferences = self.preferences(state, &mut unknown);
        ContextualInsights {
            request: UnderstoodRequest {
                intent: self.understood.intent.clone(),
                occasion: self.understood.occasion.clone(),
                budget: self.understood.budget.map(|range| decimal_budget(range, fitted.currency)),
            },
            facts: state.map_or_else(Vec::new, |known| insight::facts(fitted, known, self.person.as_of_ms)),
            preferences,
            unknown,
            ignored: self.understood.ignored.clone(),
        }
    }

    /// What was declared, then what was learned; and why nothing was.
    fn preferences(&self, state: Option<&CustomerState>, unknown: &mut Vec<Unknown>) -> Vec<ChatPreference> {
        let mut known = insight::preferences(state, &self.understood.wishes, self.person.as_of_ms);
        let reason = match &self.tasted {
            Ok(tasted) => {
                let said = self.engine.sayable_tastes(tasted, &known);
                let learned = said.iter().any(|one| one.status == "learned");
                known.extend(said);
                if learned { None } else { Some("too_little_evidence") }
            }
            Err(unknown) => Some(unknown.reason.as_str()),
        };
        unknown.extend(reason.map(|reason| Unknown::new("preferences.learned", reason)));
        known
    }

    fn modifiers(
        &self,
        shop: &Shop,
        preferences: &[ChatPreference],
        flow: &ConversationFlow,
    ) -> ResponseModifiers {
        let fitted = &self.engine.fitted;
        let shown: Vec<&str> =
            self.ranked.recommendations.iter().map(|one| one.product_id.as_str()).collect();
        let claims = insight::claims(shop, &shown, self.person.as_of_ms);
        let mut must_include: Vec<String> = Vec::new();
        for disclosure in self.quotes.iter().filter_map(|quote| quote.disclosure.as_ref()) {
            if !must_include.contains(disclosure) {
                must_include.push(disclosure.clone());
            }
        }
        let offers: Vec<NamedOffer> = self
            .ranked
            .recommendations
            .iter()
            .zip(&self.quotes)
            .map(|(one, quote)| NamedOffer {
                product_id: prompt_safe(&one.product_id, MAX_NAME_CHARS),
                name: prompt_safe(&one.name, MAX_NAME_CHARS),
                price: format_money(quote.adjusted_price_minor, fitted.currency),
            })
            .collect();
        let budget = self.understood.budget.map(|range| budget_words(range, fitted.currency));
        let shows = matches!(flow.next_move.as_str(), "show" | "ask_and_show");
        let words = Words {
            occasion: self.understood.occasion.as_deref(),
            budget: budget.as_deref(),
            preferences,
            // Who complains or asks for an order is not sold anything.
            offers: if shows { &offers } else { &[] },
            claims: if shows { &claims } else { &[] },
            must_include: if shows { &must_include } else { &[] },
            question: flow.question.as_ref(),
            hand_over: flow.handoff.recommended,
        };
        let asked = ExperienceRequest {
            stage: Some(flow.stage.clone()),
            device: self.request.additional_data.device_type.clone(),
            intent: Some(self.understood.intent.clone()),
            channel: Some("chat".to_owned()),
        };
        let shape = shape(fitted, self.person, self.profile, &self.group, &asked, self.tasted.as_ref().ok());
        let mobile = self.request.additional_data.device_type.as_deref() == Some("mobile");
        ResponseModifiers {
            tone: shape.tone.unwrap_or_else(|| self.group.primary_segment.messaging_strategy.tone.clone()),
            channel: shape.channel,
            experience: shape.variants,
            language: "en".to_owned(),
            max_sentences: shape.max_sentences.unwrap_or(if mobile { 3 } else { 5 }),
            option_count: self.narrowed.to,
            prompt_context: prompt_context(&words),
            fallback_text: fallback_text(&words),
            claims,
            avoid: if self.personal { insight::avoided(fitted, &self.person.state) } else { Vec::new() },
            must_include,
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

fn wish(understood: &Understood, most: u32) -> Wish<'_> {
    // Who asks about one product is answered about it, whatever it costs.
    let budget = understood.budget.filter(|_| understood.product_id.is_none());
    Wish {
        occasion: understood.occasion.as_deref(),
        colour: understood.colour.as_deref(),
        category: understood.category.as_deref().filter(|_| understood.product_id.is_none()),
        low_minor: budget.and_then(|range| range.low_minor),
        high_minor: budget.and_then(|range| range.high_minor),
        stated: &understood.wishes,
        limit: most,
        product_id: understood.product_id.as_deref(),
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
