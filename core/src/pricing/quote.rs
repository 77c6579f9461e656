//! Which price does this product have for this customer, and which reasons sum to it?
//!
//! Two stages. The **public** price is the same for everyone in the same context: the shop's price `b` (list
//! price or override), moved by demand, `b * m * (d - 1) / (d + 1)` for a demand ratio `d` and a largest move
//! `m` (bounded by `m`, and equal and opposite for `d` and `1 / d`), held between floor and ceiling, rounded.
//! The **offer** then lowers it, never raises it, for a customer who consented, where the law allows it, in
//! the arm of the experiment that gets offers. Every step is a factor, so the amounts sum to the move exactly.
//!
//! An offer can only be made of an amount *and* the disclosure that the law demands (`Offer`, private), and
//! [`PriceQuote`] cannot be written by hand outside this crate.
//!
//! ```
//! use sartor::pricing::{OfferFacts, PriceFacts, PricingPolicy, QuoteContext, quote};
//! let facts = PriceFacts::new("suit_001", "USD", 120_000);
//! let customer = OfferFacts { consented: true, returning: true, holdout_draw: 0.7, ..OfferFacts::default() };
//! let context = QuoteContext { jurisdiction: Some("US-MI".into()), impersonal: false };
//! let quote = quote(&facts, &customer, &context, &PricingPolicy::default(), 1_780_300_800_000)?;
//! assert_eq!(quote.adjusted_price_minor, 117_600);
//! assert_eq!(quote.adjustment_factors[0].factor, "offer");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::law::{LawInForce, RuleEffect, next_change_ms};
use super::policy::PricingPolicy;
use super::{AdjustmentFactor, PriceQuote, QuoteContext};

use super::facts::{OfferFacts, PriceFacts};

use crate::Result;
use crate::estimate::Basis;
use crate::time::{MINUTE_MS, check_timestamp};
use sha2::{Digest, Sha256};

/// Fractions are applied as whole millionths, so that amounts are exact on every platform.
const MILLION: i64 = 1_000_000;

/// The price of one product for one customer, at `as_of_ms`, within `policy`.
///
/// Pure: equal inputs give equal quotes. Refused, with nothing quoted: numbers out of range, a malformed
/// jurisdiction or currency, a policy that does not pass its own check.
pub fn quote(
    facts: &PriceFacts,
    customer: &OfferFacts,
    context: &QuoteContext,
    policy: &PricingPolicy,
    as_of_ms: i64,
) -> Result<PriceQuote> {
    facts.check()?;
    customer.check()?;
    policy.check()?;
    QuoteTerms::of_checked(context, policy, as_of_ms)?.quote(facts, customer)
}

/// What all quotes of one call share: where and when they are asked for, the policy, and the law in force.
pub(crate) struct QuoteTerms<'a> {
    context: &'a QuoteContext,
    policy: &'a PricingPolicy,
    law: LawInForce<'a>,
    as_of_ms: i64,
    expires_at_ms: i64,
}

impl<'a> QuoteTerms<'a> {
    /// Of a policy that has passed its own check, as that of an engine has when it is loaded.
    pub(crate) fn of_checked(
        context: &'a QuoteContext,
        policy: &'a PricingPolicy,
        as_of_ms: i64,
    ) -> Result<Self> {
        check_timestamp("quote", "asOfMs", as_of_ms)?;
        let law = LawInForce::at(&policy.rules, context.jurisdiction.as_deref(), &policy.sector, as_of_ms)?;
        let valid_until_ms = as_of_ms + i64::from(policy.quote_valid_minutes) * MINUTE_MS;
        let law_until_ms = next_change_ms(&policy.rules, as_of_ms).unwrap_or(valid_until_ms);
        Ok(Self { context, policy, law, as_of_ms, expires_at_ms: valid_until_ms.min(law_until_ms) })
    }

    /// The price of one product for one customer.
    pub(crate) fn quote(&self, facts: &PriceFacts, customer: &OfferFacts) -> Result<PriceQuote> {
        facts.check()?;
        customer.check()?;
        let mut steps = Steps::new(facts, self.policy);
        steps.set_public_price(facts, self.policy);
        let personal = customer.consented && !self.context.impersonal;
        let draw = if personal { steps.make_offer(customer, self.policy, &self.law) } else { None };
        Ok(steps.finish(facts, self, draw.as_ref()))
    }
}

/// The arm of the offer experiment that an eligible customer fell into.
struct Draw {
    arm: &'static str,
    propensity: f64,
}

/// A personal reduction, which exists only together with what must be disclosed of it.
struct Offer {
    amount_minor: i64,
    disclosure: Option<String>,
}

impl Offer {
    /// The one way to an offer: it takes the law, so that no offer lacks the disclosure demanded of it.
    fn new(amount_minor: i64, law: &LawInForce<'_>) -> Option<Self> {
        let allowed = amount_minor < 0 && law.forbids_personal_price().is_none();
        allowed.then(|| Self { amount_minor, disclosure: law.disclosure() })
    }
}

/// A price on its way, with the steps taken so far.
struct Steps {
    base_minor: i64,
    price_minor: i64,
    public_minor: i64,
    floor_minor: i64,
    ceiling_minor: i64,
    factors: Vec<AdjustmentFactor>,
    bound_by: Vec<String>,
    disclosure: Option<String>,
    personalised: bool,
    market_moved: bool,
    /// Size of all moves, and the part of it that rests on data; their ratio is the confidence.
    moved_minor: f64,
    evidenced_minor: f64,
}

impl Steps {
    fn new(facts: &PriceFacts, policy: &PricingPolicy) -> Self {
        let shop_minor = facts.override_minor.unwrap_or(facts.base_minor);
        let ceiling_minor = facts.base_minor.max(shop_minor);
        let margin_floor_minor = facts.cost_minor.map_or(0, |cost_minor| {
            let kept = MILLION - millionths(policy.min_margin);
            (cost_minor * MILLION + kept - 1) / kept
        });
        let discount_floor_minor = shop_minor - share_down(shop_minor, policy.max_discount);
        Self {
            base_minor: facts.base_minor,
            price_minor: facts.base_minor,
            public_minor: facts.base_minor,
            // A floor above the ceiling would raise the price; it stops it from falling instead.
            floor_minor: margin_floor_minor.max(discount_floor_minor).min(ceiling_minor),
            ceiling_minor,
            factors: Vec::new(),
            bound_by: if margin_floor_minor > ceiling_minor { vec!["floor".to_owned()] } else { Vec::new() },
            disclosure: None,
            personalised: false,
            market_moved: false,
            moved_minor: 0.0,
            evidenced_minor: 0.0,
        }
    }

    /// The price that everyone in the same context gets.
    fn set_public_price(&mut self, facts: &PriceFacts, policy: &PricingPolicy) {
        if let Some(override_minor) = facts.override_minor
            && override_minor != facts.base_minor
        {
            let reason = facts.override_reason.as_deref().unwrap_or("no reason given");
            let reasoning = format!("Price set by the shop for everyone: {reason}");
            self.step("price_override", override_minor - self.price_minor, reasoning, false, 1.0);
        }
        let shop_minor = self.price_minor;
        if let Some(demand) = facts.demand
            && demand.weight > 0.0
        {
            let fraction = policy.max_market_move * (demand.ratio - 1.0) / (demand.ratio + 1.0);
            let amount_minor = share(shop_minor, fraction);
            let direction = if amount_minor < 0 { "slower" } else { "faster" };
            let reasoning = format!("Sells {direction} than usual; same price for all");
            self.step("market_demand", amount_minor, reasoning, false, demand.weight);
        }
        let demanded_minor = self.price_minor;
        self.keep_within_bounds();
        if self.price_minor != shop_minor {
            self.round_public_price(policy.round_to_minor);
        }
        self.market_moved = demanded_minor != shop_minor && self.price_minor != shop_minor;
        self.public_minor = self.price_minor;
    }

    /// The customer's offer, off the public price; says which arm the customer fell into, if eligible.
    fn make_offer(
        &mut self,
        customer: &OfferFacts,
        policy: &PricingPolicy,
        law: &LawInForce<'_>,
    ) -> Option<Draw> {
        if let Some(rule) = law.forbids_personal_price() {
            self.bound_by.push(rule.to_owned());
            return None;
        }
        if !customer.returning {
            return None;
        }
        let lost = customer.probability_alive.filter(|alive| {
            // Only what is known of this customer, or of customers alike, says that this one may be lost.
            matches!(alive.basis, Basis::Customer | Basis::Segment)
                && alive.value < policy.win_back_below_alive
        });
        let (fraction, reasoning, weight) = match lost {
            Some(alive) => {
                (policy.win_back_offer, "Win-back offer", (1.0 - (alive.high - alive.low).abs()).max(0.0))
            }
            None => (policy.returning_offer, "Returning-customer offer", 1.0),
        };
        let held_out = customer.holdout_draw < policy.holdout_share;
        let draw = if held_out {
            Draw { arm: "off", propensity: policy.holdout_share }
        } else {
            Draw { arm: "on", propensity: 1.0 - policy.holdout_share }
        };
        if !held_out {
            let wanted_minor = self.public_minor - share_down(self.public_minor, fraction);
            if wanted_minor < self.public_minor && self.public_minor <= self.floor_minor {
                self.note_bound("floor");
            } else if let Some(offer) = Offer::new(wanted_minor - self.public_minor, law) {
                self.apply_offer(offer, reasoning, weight, policy.round_to_minor);
            }
        }
        Some(draw)
    }

    fn apply_offer(&mut self, offer: Offer, reasoning: &str, weight: f64, round_to_minor: i64) {
        self.step("offer", offer.amount_minor, reasoning.to_owned(), true, weight);
        self.personalised = true;
        self.disclosure = offer.disclosure;
        self.keep_within_bounds();
        // An offer is rounded in the customer's favour, or not at all where the floor is too near.
        let rounded_minor = self.price_minor - self.price_minor.rem_euclid(round_to_minor);
        if rounded_minor >= self.floor_minor {
            let amount_minor = rounded_minor - self.price_minor;
            self.step("rounding", amount_minor, "Rounded down".to_owned(), true, 1.0);
        }
    }

    fn keep_within_bounds(&mut self) {
        if self.price_minor < self.floor_minor {
            let amount_minor = self.floor_minor - self.price_minor;
            self.step("floor", amount_minor, "The shop's lowest price".to_owned(), false, 1.0);
            self.note_bound("floor");
        } else if self.price_minor > self.ceiling_minor {
            let amount_minor = self.ceiling_minor - self.price_minor;
            self.step("ceiling", amount_minor, "Never above the shop's price".to_owned(), false, 1.0);
            self.note_bound("ceiling");
        }
    }

    fn round_public_price(&mut self, step_minor: i64) {
        let over_minor = self.price_minor.rem_euclid(step_minor);
        let below_minor = self.price_minor - over_minor;
        let above_minor = below_minor + step_minor;
        let nearest_first =
            if over_minor * 2 < step_minor { [below_minor, above_minor] } else { [above_minor, below_minor] };
        let within = |price_minor: &i64| (self.floor_minor..=self.ceiling_minor).contains(price_minor);
        if over_minor != 0
            && let Some(rounded_minor) = nearest_first.into_iter().find(within)
        {
            let amount_minor = rounded_minor - self.price_minor;
            self.step("rounding", amount_minor, "Rounded".to_owned(), false, 1.0);
        }
    }

    fn note_bound(&mut self, bound: &str) {
        if !self.bound_by.iter().any(|known| known == bound) {
            self.bound_by.push(bound.to_owned());
        }
    }

    /// Move the price by one factor, which rests on data with `weight`.
    fn step(&mut self, factor: &str, amount_minor: i64, reasoning: String, personal: bool, weight: f64) {
        if amount_minor == 0 {
            return;
        }
        self.price_minor += amount_minor;
        let size_minor = amount_minor.unsigned_abs() as f64;
        self.moved_minor += size_minor;
        self.evidenced_minor += size_minor * weight;
        self.factors.push(AdjustmentFactor {
            factor: factor.to_owned(),
            impact: fraction_of(amount_minor, self.base_minor),
            amount_minor,
            reasoning,
            personal,
        });
    }

    fn finish(mut self, facts: &PriceFacts, terms: &QuoteTerms<'_>, draw: Option<&Draw>) -> PriceQuote {
        let (savings, prior_low_30d_minor) = self.announced_savings(facts, &terms.law);
        let strategy = if self.personalised {
            "personal_offer"
        } else if self.market_moved {
            "market"
        } else if facts.override_minor.is_some_and(|price_minor| price_minor != facts.base_minor) {
            "shop_price"
        } else {
            "list"
        };
        let confidence = if self.moved_minor > 0.0 { self.evidenced_minor / self.moved_minor } else { 1.0 };
        let audit_id = self.audit_id(facts, terms, draw);
        PriceQuote {
            product_id: facts.product_id.clone(),
            currency: facts.currency.clone(),
            base_price_minor: self.base_minor,
            adjusted_price_minor: self.price_minor,
            savings,
            adjustment_factors: self.factors,
            confidence,
            strategy: strategy.to_owned(),
            floor_minor: self.floor_minor,
            ceiling_minor: self.ceiling_minor,
            bound_by: self.bound_by,
            prior_low_30d_minor,
            disclosure: self.disclosure,
            personalised: self.personalised,
            experiment: draw.map(|_| terms.policy.experiment.clone()),
            arm: draw.map(|draw| draw.arm.to_owned()),
            propensity: draw.map_or(1.0, |draw| draw.propensity),
            audit_id,
            as_of_ms: terms.as_of_ms,
            expires_at_ms: terms.expires_at_ms,
        }
    }

    /// The saving that may be announced, and the earlier price that must be named with it.
    fn announced_savings(&mut self, facts: &PriceFacts, law: &LawInForce<'_>) -> (f64, Option<i64>) {
        let off_base_minor = (self.base_minor - self.price_minor).max(0);
        let demanded = law.demanding(RuleEffect::ShowPriorLow).filter(|_| off_base_minor > 0);
        match (demanded, facts.lowest_30d_minor) {
            (None, _) => (fraction_of(off_base_minor, self.base_minor), None),
            (Some(_), Some(low_minor)) => {
                (fraction_of((low_minor - self.price_minor).max(0), low_minor), Some(low_minor))
            }
            (Some(rule), None) => {
                // A reduction that cannot name its earlier price must not be announced.
                self.note_bound(&rule.id);
                (0.0, None)
            }
        }
    }

    /// A short hash of everything that entered the price, and of nothing that did not.
    fn audit_id(&self, facts: &PriceFacts, terms: &QuoteTerms<'_>, draw: Option<&Draw>) -> String {
        let mut hash = Sha256::new();
        let experiment = draw.map_or(["", ""], |draw| [draw.arm, &terms.policy.experiment]);
        let words = [&facts.product_id, &facts.currency, terms.context.jurisdiction.as_deref().unwrap_or("")];
        let rules = terms.law.rules().iter().map(|rule| &*rule.id);
        for word in words.into_iter().chain(experiment).chain(rules) {
            hash.update((word.len() as u64).to_le_bytes());
            hash.update(word.as_bytes());
        }
        for factor in &self.factors {
            hash.update(factor.factor.as_bytes());
            hash.update(factor.amount_minor.to_le_bytes());
        }
        for number in
            [self.base_minor, self.price_minor, self.floor_minor, self.ceiling_minor, terms.as_of_ms]
        {
            hash.update(number.to_le_bytes());
        }
        hash.update(facts.cost_minor.unwrap_or(-1).to_le_bytes());
        hash.update(facts.lowest_30d_minor.unwrap_or(-1).to_le_bytes());
        let digest = hash.finalize();
        let mut id = String::with_capacity(14);
        id.push_str("q_");
        for byte in digest.iter().take(6) {
            for nibble in [byte >> 4, byte & 15] {
                id.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        id
    }
}

/// A fraction of at most 1 as whole millionths, half away from zero.
fn millionths(fraction: f64) -> i64 {
    (fraction * MILLION as f64).round() as i64
}

/// `fraction` of an amount, to the nearest minor unit, half away from zero; both are bounded at the door, so
/// the product stays within 64 bits.
fn share(amount_minor: i64, fraction: f64) -> i64 {
    let product = amount_minor * millionths(fraction);
    (product + product.signum() * (MILLION / 2)) / MILLION
}

/// As [`share`], rounded towards zero, so that a limit is never passed.
fn share_down(amount_minor: i64, fraction: f64) -> i64 {
    amount_minor * millionths(fraction) / MILLION
}

/// One amount as a fraction of another; 0 of nothing.
fn fraction_of(amount_minor: i64, whole_minor: i64) -> f64 {
    if whole_minor == 0 { 0.0 } else { amount_minor as f64 / whole_minor as f64 }
}
