//! Which actions pass every gate, and which gate stopped the others?
//!
//! Four candidates are considered each time: `recover_cart`, `book_fitting`, `welcome_back`, and
//! `extra_10_percent`, which stays rejected until the difference that it makes has been measured
//! (interventions are aimed by their effect, not by risk: Ascarza 2018). Each meets the gates in one order,
//! and the first that fails is named: `no_consent`, `not_eligible`, `out_of_stock`, `no_uplift_evidence`,
//! `cooldown`, `holdout`, `lower_value`. What passes is ordered by the margin expected of it, the probability
//! of success times the margin of the purchase it leads to, ties by name.
//!
//! ```
//! use sartor::action::{ActionFacts, ActionPolicy, decide};
//! let facts = ActionFacts {
//!     in_conversation: true,
//!     occasion: Some("wedding".into()),
//!     holdout_draw: 0.4,
//!     ..ActionFacts::at(1_780_300_800_000)
//! };
//! let decision = decide(&facts, &ActionPolicy::default())?;
//! assert_eq!(decision.actions[0].action, "book_fitting");
//! assert_eq!(decision.rejected.iter().find(|r| r.action == "extra_10_percent").unwrap().gate, "no_uplift_evidence");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::policy::{ActionPolicy, MAX_WORDS};
use super::success::{OutcomeCounts, success_probability};
use super::{NextAction, RejectedAction};
use crate::estimate::Estimate;
use crate::prompt::{MAX_NAME_CHARS, prompt_safe};
use crate::time::{DAY_MS, HOUR_MS, check_timestamp};
use crate::{Result, SartorError, ids::check_id};
use serde::{Deserialize, Serialize};

/// The largest margin accepted, in minor units, either way.
pub const MAX_MARGIN_MINOR: i64 = 1_000_000_000_000;

/// What is known when the next action is chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActionFacts {
    /// Now, milliseconds since the epoch.
    pub as_of_ms: i64,
    /// Whether the customer's own data may shape what a conversation offers.
    #[serde(default)]
    pub personalization_consent: bool,
    /// Whether the customer may be written to unasked.
    #[serde(default)]
    pub marketing_consent: bool,
    /// Whether the customer is in a conversation with the shop right now.
    #[serde(default)]
    pub in_conversation: bool,
    /// The cart, unless empty.
    #[serde(default)]
    pub cart: Option<CartFacts>,
    /// The occasion that the present request names.
    #[serde(default)]
    pub occasion: Option<String>,
    /// The categories that the present request is about.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Whether size and fit are known from the customer.
    #[serde(default)]
    pub fit_declared: bool,
    /// Whether the customer bought before.
    #[serde(default)]
    pub returning: bool,
    /// Probability that the customer will ever buy again.
    #[serde(default)]
    pub probability_alive: Option<Estimate>,
    /// Purchases expected within the outlook's horizon.
    #[serde(default)]
    pub expected_purchases: Option<f64>,
    /// Margin of what lies in the cart, in minor units.
    #[serde(default)]
    pub cart_margin_minor: Option<i64>,
    /// Margin expected of one purchase by this customer, in minor units.
    #[serde(default)]
    pub purchase_margin_minor: Option<i64>,
    /// When actions were made before.
    #[serde(default)]
    pub made: Vec<ActionMade>,
    /// A number in `[0, 1)` that depends on customer and experiment only; below the holdout share: no action.
    pub holdout_draw: f64,
    /// What became of earlier actions, over all customers.
    #[serde(default)]
    pub outcomes: Vec<OutcomeCounts>,
}

/// What lies in a cart, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CartFacts {
    /// The first product.
    pub product_id: String,
    /// Its name in the catalogue.
    pub product_name: String,
    /// When the cart last changed, milliseconds since the epoch.
    pub changed_ms: i64,
    /// Whether the product can be had; absent while nobody counted.
    #[serde(default)]
    pub in_stock: Option<bool>,
}

/// An action made at an earlier time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActionMade {
    /// The action.
    pub action: String,
    /// When, milliseconds since the epoch.
    pub made_ms: i64,
}

/// The actions to take now and those rejected, with the arm of the experiment they were decided in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ActionDecision {
    /// What to do, best first.
    pub actions: Vec<NextAction>,
    /// What was considered and not taken.
    pub rejected: Vec<RejectedAction>,
    /// The experiment, when some action came as far as its gate.
    pub experiment: Option<String>,
    /// The arm: `on`, or `off` for the holdout.
    pub arm: Option<String>,
    /// Probability of that arm; 1 when no chance was involved.
    pub propensity: f64,
}

impl ActionFacts {
    /// Nothing known yet, at a time; the holdout draw is the highest there is, so that nothing is held out.
    pub fn at(as_of_ms: i64) -> Self {
        Self {
            as_of_ms,
            personalization_consent: false,
            marketing_consent: false,
            in_conversation: false,
            cart: None,
            occasion: None,
            categories: Vec::new(),
            fit_declared: false,
            returning: false,
            probability_alive: None,
            expected_purchases: None,
            cart_margin_minor: None,
            purchase_margin_minor: None,
            made: Vec::new(),
            holdout_draw: 1.0 - f64::EPSILON,
            outcomes: Vec::new(),
        }
    }

    fn check(&self) -> Result<()> {
        let out_of_range = |field: &str, value: &dyn ToString, expected: &str| {
            Err(SartorError::out_of_range("action facts", field, value.to_string(), expected))
        };
        check_timestamp("action facts", "asOfMs", self.as_of_ms)?;
        if let Some(cart) = &self.cart {
            check_id("action facts", "cart.productId", &cart.product_id)?;
            check_timestamp("action facts", "cart.changedMs", cart.changed_ms)?;
        }
        for made in &self.made {
            check_timestamp("action facts", "made.madeMs", made.made_ms)?;
        }
        for (field, size) in [
            ("categories", self.categories.len()),
            ("made", self.made.len()),
            ("outcomes", self.outcomes.len()),
        ] {
            if size > MAX_WORDS {
                return Err(SartorError::too_many("action facts", field, size, MAX_WORDS, "items"));
            }
        }
        if !(0.0..1.0).contains(&self.holdout_draw) {
            return out_of_range("holdoutDraw", &self.holdout_draw, "0 to below 1");
        }
        if let Some(alive) = self.probability_alive
            && !(0.0..=1.0).contains(&alive.value)
        {
            return out_of_range("probabilityAlive.value", &alive.value, "0 to 1");
        }
        if let Some(purchases) = self.expected_purchases
            && !(0.0..=1e9).contains(&purchases)
        {
            return out_of_range("expectedPurchases", &purchases, "0 to 1000000000");
        }
        let margins = [
            ("cartMarginMinor", self.cart_margin_minor),
            ("purchaseMarginMinor", self.purchase_margin_minor),
        ];
        for (field, margin) in margins {
            if let Some(margin_minor) = margin
                && !(-MAX_MARGIN_MINOR..=MAX_MARGIN_MINOR).contains(&margin_minor)
            {
                return out_of_range(field, &margin_minor, "-10^12 to 10^12");
            }
        }
        self.outcomes.iter().try_for_each(OutcomeCounts::check)
    }
}

/// Choose the next actions for one customer.
///
/// Pure: equal facts give an equal decision. Refused: facts out of range, a policy that fails its own check.
pub fn decide(facts: &ActionFacts, policy: &ActionPolicy) -> Result<ActionDecision> {
    facts.check()?;
    policy.check()?;
    choose(facts, policy, |kind| kind.success(&facts.outcomes))
}

/// The success probability of every action, worked out once for the many decisions of an engine.
#[derive(Debug, Clone)]
pub(crate) struct SuccessRates(Vec<(Kind, Estimate)>);

impl SuccessRates {
    /// After these outcomes, each of which is checked.
    pub(crate) fn new(outcomes: &[OutcomeCounts]) -> Result<Self> {
        if outcomes.len() > MAX_WORDS {
            return Err(SartorError::too_many("outcomes", "actions", outcomes.len(), MAX_WORDS, "items"));
        }
        outcomes.iter().try_for_each(OutcomeCounts::check)?;
        let rates = KINDS.into_iter().map(|kind| Ok((kind, kind.success(outcomes)?)));
        Ok(Self(rates.collect::<Result<_>>()?))
    }

    fn of(&self, wanted: Kind) -> Result<Estimate> {
        let rate = self.0.iter().find(|(kind, _)| *kind == wanted).map(|(_, rate)| *rate);
        rate.ok_or_else(|| SartorError::Internal { operation: "decide".to_owned() })
    }
}

/// As [`decide`], with success probabilities known already and a policy that has passed its own check.
pub(crate) fn decide_with(
    facts: &ActionFacts,
    policy: &ActionPolicy,
    rates: &SuccessRates,
) -> Result<ActionDecision> {
    facts.check()?;
    choose(facts, policy, |kind| rates.of(kind))
}

fn choose(
    facts: &ActionFacts,
    policy: &ActionPolicy,
    success: impl Fn(Kind) -> Result<Estimate>,
) -> Result<ActionDecision> {
    let held_out = facts.holdout_draw < policy.holdout_share;
    let mut at_holdout = false;
    let mut rejected = Vec::new();
    let mut passed = Vec::new();
    for kind in KINDS {
        let proposal = kind.propose(facts, policy).and_then(|proposal| {
            cooled_down(kind, facts, policy)?;
            at_holdout = true;
            if held_out {
                return Err(Stop::new("holdout", format!("Held out of {}", policy.experiment)));
            }
            Ok(proposal)
        });
        match proposal {
            Ok(proposal) => passed.push(proposal.with_success(kind, success(kind)?)),
            Err(stop) => rejected.push(stop.of(kind.name())),
        }
    }
    passed.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.action.cmp(&other.1.action)));
    let mut actions: Vec<NextAction> = passed.into_iter().map(|(_, action)| action).collect();
    let most = policy.max_actions as usize;
    if actions.len() > most {
        for action in actions.split_off(most) {
            let detail = format!("Only the best {most} are proposed");
            rejected.push(RejectedAction { action: action.action, gate: "lower_value".to_owned(), detail });
        }
    }
    let (arm, propensity) = match (at_holdout, held_out) {
        (false, _) => (None, 1.0),
        (true, true) => (Some("off"), policy.holdout_share),
        (true, false) => (Some("on"), 1.0 - policy.holdout_share),
    };
    Ok(ActionDecision {
        actions,
        rejected,
        experiment: arm.map(|_| policy.experiment.clone()),
        arm: arm.map(str::to_owned),
        propensity,
    })
}

/// What can be done, in the order in which it is considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    RecoverCart,
    BookFitting,
    WelcomeBack,
    ExtraTenPercent,
}

const KINDS: [Kind; 4] = [Kind::RecoverCart, Kind::BookFitting, Kind::WelcomeBack, Kind::ExtraTenPercent];

/// The gate that stopped an action, and what it saw. The detail holds no server-only figure.
struct Stop {
    gate: &'static str,
    detail: String,
}

impl Stop {
    fn new(gate: &'static str, detail: impl Into<String>) -> Self {
        Self { gate, detail: detail.into() }
    }

    fn of(self, action: &str) -> RejectedAction {
        RejectedAction { action: action.to_owned(), gate: self.gate.to_owned(), detail: self.detail }
    }
}

/// An action whose own conditions hold.
struct Proposal {
    reason: String,
    say: String,
    product_id: Option<String>,
    margin_minor: i64,
}

impl Proposal {
    /// The action, and the margin expected of it in minor units.
    fn with_success(self, kind: Kind, success_probability: Estimate) -> (f64, NextAction) {
        let expected_minor = success_probability.value * self.margin_minor as f64;
        let action = NextAction {
            action: kind.name().to_owned(),
            success_probability,
            reason: self.reason,
            say: self.say,
            product_id: self.product_id,
        };
        (expected_minor, action)
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::RecoverCart => "recover_cart",
            Self::BookFitting => "book_fitting",
            Self::WelcomeBack => "welcome_back",
            Self::ExtraTenPercent => "extra_10_percent",
        }
    }

    /// The probability of success after the outcomes counted so far.
    fn success(self, outcomes: &[OutcomeCounts]) -> Result<Estimate> {
        success_probability(self.name(), outcomes.iter().find(|counts| counts.action == self.name()))
    }

    /// The gates of consent, eligibility, stock and evidence.
    fn propose(self, facts: &ActionFacts, policy: &ActionPolicy) -> std::result::Result<Proposal, Stop> {
        match self {
            Self::RecoverCart => recover_cart(facts, policy),
            Self::BookFitting => book_fitting(facts, policy),
            Self::WelcomeBack => welcome_back(facts, policy),
            Self::ExtraTenPercent => {
                Err(Stop::new("no_uplift_evidence", "Nobody has measured that it brings more than it costs"))
            }
        }
    }
}

/// Outside a conversation a message is marketing; inside one, using the customer's past is personalisation.
fn consented(facts: &ActionFacts) -> std::result::Result<(), Stop> {
    let (given, purpose) = if facts.in_conversation {
        (facts.personalization_consent, "personalization")
    } else {
        (facts.marketing_consent, "marketing")
    };
    if given { Ok(()) } else { Err(Stop::new("no_consent", format!("No consent for {purpose}"))) }
}

fn recover_cart(facts: &ActionFacts, policy: &ActionPolicy) -> std::result::Result<Proposal, Stop> {
    consented(facts)?;
    let Some(cart) = &facts.cart else {
        return Err(Stop::new("not_eligible", "The cart is empty"));
    };
    let age_ms = facts.as_of_ms - cart.changed_ms;
    if age_ms < i64::from(policy.cart_rest_hours) * HOUR_MS {
        let detail = format!("The cart changed less than {} hours ago", policy.cart_rest_hours);
        return Err(Stop::new("not_eligible", detail));
    }
    if age_ms > i64::from(policy.cart_forgotten_days) * DAY_MS {
        let detail = format!("The cart is older than {} days", policy.cart_forgotten_days);
        return Err(Stop::new("not_eligible", detail));
    }
    if cart.in_stock == Some(false) {
        return Err(Stop::new("out_of_stock", "The first product of the cart is out of stock"));
    }
    let name = prompt_safe(&cart.product_name, MAX_NAME_CHARS);
    let subject = if name.is_empty() { "Your choice".to_owned() } else { format!("The {name}") };
    let days = age_ms / DAY_MS;
    let unit = if days == 1 { "day" } else { "days" };
    Ok(Proposal {
        reason: if days == 0 { "Cart left today".to_owned() } else { format!("Cart left for {days} {unit}") },
        say: format!("{subject} is still in your cart. Do you have a question about it?"),
        product_id: Some(cart.product_id.clone()),
        margin_minor: facts.cart_margin_minor.unwrap_or(0),
    })
}

fn book_fitting(facts: &ActionFacts, policy: &ActionPolicy) -> std::result::Result<Proposal, Stop> {
    // A reply to the present request needs no consent; a message about an earlier one is marketing.
    if !facts.in_conversation {
        consented(facts)?;
    }
    let for_occasion =
        facts.occasion.as_ref().is_some_and(|occasion| policy.fitting_occasions.contains(occasion));
    let for_category = facts.categories.iter().any(|category| policy.fitting_categories.contains(category));
    if !for_occasion && !for_category {
        return Err(Stop::new("not_eligible", "Neither the occasion nor the category calls for a fitting"));
    }
    if facts.fit_declared {
        return Err(Stop::new("not_eligible", "Fit is known"));
    }
    Ok(Proposal {
        reason: "Fit unconfirmed".to_owned(),
        say: "Shall I book a fitting?".to_owned(),
        product_id: None,
        margin_minor: facts.purchase_margin_minor.unwrap_or(0),
    })
}

fn welcome_back(facts: &ActionFacts, policy: &ActionPolicy) -> std::result::Result<Proposal, Stop> {
    consented(facts)?;
    if !facts.returning {
        return Err(Stop::new("not_eligible", "No purchase before"));
    }
    let band = policy.welcome_back_alive_low..=policy.welcome_back_alive_high;
    let Some(alive) = facts.probability_alive else {
        return Err(Stop::new("not_eligible", "No outlook for this customer"));
    };
    if !band.contains(&alive.value) {
        return Err(Stop::new("not_eligible", "Either about to come anyway or lost"));
    }
    if facts.expected_purchases.is_none_or(|purchases| purchases < policy.welcome_back_min_purchases) {
        return Err(Stop::new("not_eligible", "Too few purchases expected"));
    }
    let greeting =
        if facts.in_conversation { "Good to hear from you again." } else { "It has been a while." };
    Ok(Proposal {
        reason: "Bought before, quiet for longer than usual".to_owned(),
        say: format!("{greeting} May I show you what is new?"),
        product_id: None,
        margin_minor: facts.purchase_margin_minor.unwrap_or(0),
    })
}

/// The gate of the cooldown. An action dated later than now counts as made.
fn cooled_down(kind: Kind, facts: &ActionFacts, policy: &ActionPolicy) -> std::result::Result<(), Stop> {
    let last_ms = facts.made.iter().filter(|made| made.action == kind.name()).map(|made| made.made_ms).max();
    let cooldown_ms = i64::from(policy.cooldown_days) * DAY_MS;
    match last_ms {
        Some(last_ms) if facts.as_of_ms - last_ms < cooldown_ms => {
            Err(Stop::new("cooldown", format!("Made within the last {} days", policy.cooldown_days)))
        }
        _ => Ok(()),
    }
}
