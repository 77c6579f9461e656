//! What is expected of a customer: value, activity, churn, timing and categories.
//!
//! With consent to analytics and at least one purchase, figures rest on the customer's own history through
//! the model of purchases that was fitted ([`crate::lifetime`]) and Gamma-Gamma (Fader and Hardie 2013). Otherwise they are those of
//! the customers that the engine was trained on, and say so by their basis.

use serde::{Deserialize, Serialize};

use crate::consent::ConsentPurpose;
use crate::estimate::{Basis, Estimate, LEVEL, Unknown};
use crate::lifetime::{
    AnyPurchaseModel, Customer, GammaGamma, ParameterInterval, PurchaseModel, PurchaseProcess,
    PurchaseSummary, each_model, value,
};
use crate::math::{exp_m1, ln_1p, logistic, logit, normal_quantile, sqrt, trigamma};
use crate::profile::LedgerPurchases;
use crate::{Result, SartorError};

use super::fitted::{CategoryFacts, Fitted};
use super::person::Person;
use super::views::{CategoryOutlook, MoneyEstimate, Outlook};

/// Days ahead over which value is counted.
pub(super) const VALUE_DAYS: f64 = 365.0;
/// Days without a purchase that are called churn.
pub(super) const CHURN_DAYS: f64 = 180.0;
/// Days ahead for the probability of a purchase.
pub(super) const PURCHASE_DAYS: f64 = 30.0;
/// Discount rate a year at which later spend counts less.
pub(super) const DISCOUNT_RATE_PER_YEAR: f64 = 0.1;
/// Orders that the shop's own shares of categories weigh against the customer's.
const CATEGORY_PRIOR_ORDERS: f64 = 2.0;
/// Categories named in an outlook.
pub(super) const MAX_CATEGORIES: usize = 5;

/// The fields of an outlook that rest on fitted models.
const FIGURES: [&str; 6] = [
    "lifetimeValue",
    "expectedPurchases",
    "probabilityAlive",
    "churn",
    "nextPurchaseDays",
    "purchaseProbability",
];

/// The category of purchases where the catalogue names none.
pub(super) const ALL_CATEGORIES: &str = "all";

/// The figures of one customer, or of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Figures {
    pub lifetime_value: Option<MoneyEstimate>,
    pub expected_purchases: Estimate,
    pub probability_alive: Estimate,
    pub churn: Estimate,
    pub next_purchase_days: Estimate,
    pub categories: Vec<CategoryOutlook>,
}

impl Figures {
    /// Refuse figures that no fit could have made: artefacts come from outside.
    pub(super) fn check(&self) -> Result<()> {
        let probabilities = [("probabilityAlive", &self.probability_alive), ("churn", &self.churn)];
        let of_categories = self.categories.iter().map(|known| ("categories", &known.probability));
        for (field, estimate) in probabilities.into_iter().chain(of_categories) {
            ordered(field, [0.0, estimate.low, estimate.value, estimate.high, 1.0])?;
        }
        for (field, estimate) in
            [("expectedPurchases", &self.expected_purchases), ("nextPurchaseDays", &self.next_purchase_days)]
        {
            ordered(field, [0.0, estimate.low, estimate.value, estimate.high, f64::MAX])?;
        }
        match &self.lifetime_value {
            Some(known) => ordered(
                "lifetimeValue",
                [0.0, known.low_minor, known.value_minor, known.high_minor, f64::MAX],
            ),
            None => Ok(()),
        }
    }
}

fn ordered(field: &str, ascending: [f64; 5]) -> Result<()> {
    if ascending.is_sorted() {
        return Ok(());
    }
    Err(SartorError::invalid(
        "engine artefact",
        &format!("population.{field}"),
        "an estimate within its interval",
    ))
}

/// The outlook of a customer.
pub(super) fn outlook(fitted: &Fitted, model_id: &str, person: &Person<'_>) -> Result<Outlook> {
    let mut unknown = Vec::new();
    let figures = figures(fitted, person)?;
    let personalised = figures.is_some();
    let summary = person.state.purchase_summary(person.as_of_ms, 1.0);
    if !personalised {
        unknown.push(Unknown::new("customer", impersonal_reason(fitted, person)));
    }
    let figures = figures.or_else(|| fitted.population.clone());
    let absent: &[&str] = match &figures {
        None => &FIGURES,
        Some(known) if known.lifetime_value.is_none() => &["lifetimeValue"],
        Some(_) => &[],
    };
    let missing = fitted.lifetime.is_none() || fitted.spend.is_none();
    let reason = if missing { "not_fitted" } else { "no_finite_spend" };
    unknown.extend(absent.iter().map(|field| Unknown::new(field, reason)));
    let known = figures.as_ref();
    Ok(Outlook {
        customer_id: person.customer_id.to_owned(),
        model_id: model_id.to_owned(),
        as_of_ms: person.as_of_ms,
        currency: fitted.currency.code().to_owned(),
        personalised,
        purchase_days: if personalised { summary.map_or(0, |own| own.frequency + 1) } else { 0 },
        expected_purchases: known.map(|figures| figures.expected_purchases),
        probability_alive: known.map(|figures| figures.probability_alive),
        churn: known.map(|figures| figures.churn),
        next_purchase_days: known.map(|figures| figures.next_purchase_days),
        reasons: reasons(fitted, summary.filter(|_| personalised), known.is_some()),
        lifetime_value: known.and_then(|figures| figures.lifetime_value.clone()),
        purchase_probability: figures.map_or_else(Vec::new, |figures| figures.categories),
        unknown,
    })
}

/// The customer's own figures, where consent, history and fitted models allow them.
pub(super) fn figures(fitted: &Fitted, person: &Person<'_>) -> Result<Option<Figures>> {
    let Some((model, summary)) = own_history(fitted, person) else { return Ok(None) };
    let bought = person.bought().iter().map(|one| (one.category, one.orders));
    each_model!(model, model => {
        own_figures(model, fitted.spend.as_ref(), &fitted.categories, bought, &summary).map(Some)
    })
}

/// Of the customer's own figures, those by which offers and actions are aimed.
pub(super) struct Activity {
    pub probability_alive: Estimate,
    pub expected_purchases: f64,
}

/// The customer's own activity, where consent, history and a fitted model allow it.
pub(super) fn activity(fitted: &Fitted, person: &Person<'_>) -> Result<Option<Activity>> {
    let Some((model, own)) = own_history(fitted, person) else { return Ok(None) };
    let (x, recency, age) = (f64::from(own.frequency), own.last_purchase_age, own.age);
    each_model!(model, model => Ok(Some(Activity {
        probability_alive: estimate(&model.probability_alive_interval(x, recency, age, LEVEL)?),
        expected_purchases: model.expected_purchases(VALUE_DAYS, x, recency, age)?,
    })))
}

fn own_history<'a>(
    fitted: &'a Fitted,
    person: &Person<'_>,
) -> Option<(&'a AnyPurchaseModel, LedgerPurchases)> {
    let model = fitted.lifetime.as_ref().filter(|_| person.allows(ConsentPurpose::Analytics))?;
    Some((model, person.state.purchase_summary(person.as_of_ms, 1.0)?))
}

/// The figures of a customer with at least one purchase; `bought` gives the place of each product's category
/// among `shop_shares`, with the orders it was in.
pub(super) fn own_figures<P: PurchaseProcess>(
    model: &PurchaseModel<P>,
    spend: Option<&GammaGamma>,
    shop_shares: &[CategoryFacts],
    bought: impl Iterator<Item = (Option<u32>, u32)>,
    summary: &LedgerPurchases,
) -> Result<Figures> {
    let (x, recency, age) = (f64::from(summary.frequency), summary.last_purchase_age, summary.age);
    let monetary = summary.monetary_minor.unwrap_or(0.0).max(0.0);
    let forecast = match spend {
        Some(spend) => {
            let daily_rate = exp_m1(ln_1p(DISCOUNT_RATE_PER_YEAR) / VALUE_DAYS);
            let history = PurchaseSummary { frequency: x, last_purchase_age: recency, age, monetary };
            match value(model, spend, &history, VALUE_DAYS, daily_rate, LEVEL) {
                Ok(forecast) => Some(forecast),
                // Where the model expects no finite spend there is nothing to forecast; the rest still holds.
                Err(SartorError::NotAvailable { .. }) => None,
                Err(error) => return Err(error),
            }
        }
        None => None,
    };
    let lifetime_value = forecast.map(|value| MoneyEstimate {
        value_minor: value.expected,
        low_minor: value.low,
        high_minor: value.high,
        level: value.level,
        basis: Basis::Customer,
        measure: "revenue".to_owned(),
        horizon_days: VALUE_DAYS,
    });
    let customer = model.customer(x, recency, age)?;
    let [buys_within] = customer.purchase_probabilities(CHURN_DAYS, [1.0], LEVEL);
    let tail = (1.0 - LEVEL) / 2.0;
    Ok(Figures {
        lifetime_value,
        expected_purchases: estimate(&customer.expected_purchases(VALUE_DAYS, LEVEL).interval(LEVEL)),
        probability_alive: estimate(&customer.probability_alive(LEVEL).interval(LEVEL)),
        churn: estimate(&buys_within.interval(LEVEL)).complement(),
        next_purchase_days: Estimate::new(
            customer.next_purchase_quantile(0.5),
            customer.next_purchase_quantile(tail),
            customer.next_purchase_quantile(1.0 - tail),
            Basis::Customer,
        ),
        categories: category_outlooks(&customer, shop_shares, bought),
    })
}

fn estimate(interval: &ParameterInterval) -> Estimate {
    Estimate::new(interval.value, interval.low, interval.high, Basis::Customer)
}

/// Probability of a purchase in each category within [`PURCHASE_DAYS`].
///
/// The share of purchases that fall in a category is Dirichlet with the shop's shares as prior, so each
/// share is beta distributed; its spread, on the log-odds scale where it is nearly normal with variance
/// `trigamma(a) + trigamma(b)`, is added to that of the model's parameters.
fn category_outlooks<P: PurchaseProcess>(
    customer: &Customer<'_, P>,
    shop_shares: &[CategoryFacts],
    bought: impl Iterator<Item = (Option<u32>, u32)>,
) -> Vec<CategoryOutlook> {
    if shop_shares.is_empty() {
        let [any] = customer.purchase_probabilities(PURCHASE_DAYS, [1.0], LEVEL);
        let probability = estimate(&any.interval(LEVEL));
        return vec![CategoryOutlook {
            category: ALL_CATEGORIES.to_owned(),
            probability,
            horizon_days: PURCHASE_DAYS,
        }];
    }
    let mut own_orders = vec![0.0; shop_shares.len()];
    let mut total = 0.0;
    for (category, orders) in bought {
        if let Some(count) = category.and_then(|at| own_orders.get_mut(at as usize)) {
            *count += f64::from(orders);
            total += f64::from(orders);
        }
    }
    let mut likely: Vec<(f64, &str)> = shop_shares
        .iter()
        .zip(&own_orders)
        .map(|(shop, own)| (own + CATEGORY_PRIOR_ORDERS * shop.share, shop.category.as_str()))
        .collect();
    likely.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(right.1)));
    likely.truncate(MAX_CATEGORIES);
    let mut weights = [0.0; MAX_CATEGORIES];
    for (weight, (known, _)) in weights.iter_mut().zip(&likely) {
        *weight = *known;
    }
    let estimates = within_categories(customer, weights, total + CATEGORY_PRIOR_ORDERS);
    let outlook = |((_, category), probability): ((f64, &str), Estimate)| CategoryOutlook {
        category: category.to_owned(),
        probability,
        horizon_days: PURCHASE_DAYS,
    };
    likely.into_iter().zip(estimates).map(outlook).collect()
}

/// The probabilities of the categories with these of `total` prior and own orders.
fn within_categories<P: PurchaseProcess>(
    customer: &Customer<'_, P>,
    weights: [f64; MAX_CATEGORIES],
    total: f64,
) -> [Estimate; MAX_CATEGORIES] {
    let z = normal_quantile(0.5 + LEVEL / 2.0);
    let shares = weights.map(|a| a / (a + (total - a).max(1e-9)));
    let spreads = weights.map(|a| z * sqrt(trigamma(a) + trigamma((total - a).max(1e-9))));
    let end = |sign: f64| {
        shares.iter().zip(spreads).map(move |(share, spread)| logistic(logit(*share) + sign * spread))
    };
    let mut ends = [0.0; 2 * MAX_CATEGORIES];
    for (place, share) in ends.iter_mut().zip(end(-1.0).chain(end(1.0))) {
        *place = share;
    }
    let ends = customer.purchase_probability_values(PURCHASE_DAYS, ends);
    let mut ends = ends.iter().zip(ends.iter().skip(MAX_CATEGORIES));
    customer.purchase_probabilities(PURCHASE_DAYS, shares, LEVEL).map(|spread| {
        let (low, high) = ends.next().unwrap_or((&spread.value, &spread.value));
        let middle = logit(spread.value);
        let widen = |by_share: &f64| {
            let share_move = logit(*by_share) - middle;
            sqrt(spread.half * spread.half + share_move * share_move)
        };
        let bounded = |value: f64| if value.is_finite() { value } else { spread.value };
        let (low, high) = (bounded(logistic(middle - widen(low))), bounded(logistic(middle + widen(high))));
        Estimate::new(spread.value, low, high, Basis::Customer)
    })
}

fn impersonal_reason(fitted: &Fitted, person: &Person<'_>) -> &'static str {
    if !person.allows(ConsentPurpose::Analytics) {
        "no_consent"
    } else if fitted.lifetime.is_none() {
        "not_fitted"
    } else {
        "no_purchases"
    }
}

fn reasons(fitted: &Fitted, summary: Option<LedgerPurchases>, known: bool) -> Vec<String> {
    let model = fitted.lifetime.as_ref().map_or("no", |model| model.kind().name());
    match (summary, known) {
        (Some(own), _) => vec![
            format!(
                "{} purchase days, the last {} days after the first, the first {} days ago",
                own.frequency + 1,
                own.last_purchase_age,
                own.age
            ),
            format!("rates of {} customers, {model} and Gamma-Gamma", fitted.customers),
        ],
        (None, true) => vec![format!("the spread of {} customers; nothing of this one", fitted.customers)],
        (None, false) => Vec::new(),
    }
}
