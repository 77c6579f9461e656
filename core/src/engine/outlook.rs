//! What is expected of a customer: value, activity, churn, timing and categories.
//!
//! With consent to analytics and at least one purchase, figures rest on the customer's own history through
//! BG/NBD (Fader, Hardie and Lee 2005) and Gamma-Gamma (Fader and Hardie 2013). Otherwise they are those of
//! the customers that the engine was trained on, and say so by their basis.

use serde::{Deserialize, Serialize};

use crate::consent::ConsentPurpose;
use crate::estimate::{Basis, Estimate, LEVEL, Unknown};
use crate::lifetime::{BgNbd, GammaGamma, ParameterInterval, PurchaseSummary, value};
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
    own_figures(model, fitted.spend.as_ref(), &fitted.categories, bought, &summary).map(Some)
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
    Ok(Some(Activity {
        probability_alive: estimate(&model.probability_alive_interval(x, recency, age, LEVEL)?),
        expected_purchases: model.expected_purchases(VALUE_DAYS, x, recency, age)?,
    }))
}

fn own_history<'a>(fitted: &'a Fitted, person: &Person<'_>) -> Option<(&'a BgNbd, LedgerPurchases)> {
    let model = fitted.lifetime.as_ref().filter(|_| person.allows(ConsentPurpose::Analytics))?;
    Some((model, person.state.purchase_summary(person.as_of_ms, 1.0)?))
}

/// The figures of a customer with at least one purchase; `bought` gives the place of each product's category
/// among `shop_shares`, with the orders it was in.
pub(super) fn own_figures(
    model: &BgNbd,
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
    let buys_within = model.purchase_probability_interval(CHURN_DAYS, 1.0, x, recency, age, LEVEL)?;
    let quantile = |q| model.next_purchase_quantile(q, x, recency, age);
    let tail = (1.0 - LEVEL) / 2.0;
    Ok(Figures {
        lifetime_value,
        expected_purchases: estimate(&model.expected_purchases_interval(VALUE_DAYS, x, recency, age, LEVEL)?),
        probability_alive: estimate(&model.probability_alive_interval(x, recency, age, LEVEL)?),
        churn: estimate(&buys_within).complement(),
        next_purchase_days: Estimate::new(
            quantile(0.5)?,
            quantile(tail)?,
            quantile(1.0 - tail)?,
            Basis::Customer,
        ),
        categories: category_outlooks(model, shop_shares, bought, (x, recency, age))?,
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
fn category_outlooks(
    model: &BgNbd,
    shop_shares: &[CategoryFacts],
    bought: impl Iterator<Item = (Option<u32>, u32)>,
    (x, recency, age): (f64, f64, f64),
) -> Result<Vec<CategoryOutlook>> {
    if shop_shares.is_empty() {
        let any = model.purchase_probability_interval(PURCHASE_DAYS, 1.0, x, recency, age, LEVEL)?;
        let probability = estimate(&any);
        return Ok(vec![CategoryOutlook {
            category: ALL_CATEGORIES.to_owned(),
            probability,
            horizon_days: PURCHASE_DAYS,
        }]);
    }
    let mut own_orders = vec![0.0; shop_shares.len()];
    let mut total = 0.0;
    for (category, orders) in bought {
        if let Some(count) = category.and_then(|at| own_orders.get_mut(at as usize)) {
            *count += f64::from(orders);
            total += f64::from(orders);
        }
    }
    let mut shares: Vec<(f64, f64, &str)> = shop_shares
        .iter()
        .zip(&own_orders)
        .map(|(shop, own)| {
            let weight = own + CATEGORY_PRIOR_ORDERS * shop.share;
            (weight, total + CATEGORY_PRIOR_ORDERS - weight, shop.category.as_str())
        })
        .collect();
    shares.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.2.cmp(right.2)));
    shares.truncate(MAX_CATEGORIES);
    shares
        .into_iter()
        .map(|(a, b, category)| {
            let probability = within_category(model, (a, b.max(1e-9)), (x, recency, age))?;
            Ok(CategoryOutlook { category: category.to_owned(), probability, horizon_days: PURCHASE_DAYS })
        })
        .collect()
}

fn within_category(
    model: &BgNbd,
    (a, b): (f64, f64),
    (x, recency, age): (f64, f64, f64),
) -> Result<Estimate> {
    let share = a / (a + b);
    let interval = model.purchase_probability_interval(PURCHASE_DAYS, share, x, recency, age, LEVEL)?;
    let z = normal_quantile(0.5 + LEVEL / 2.0);
    let spread = z * sqrt(trigamma(a) + trigamma(b));
    let at = |s: f64| model.purchase_probability(PURCHASE_DAYS, s, x, recency, age);
    let by_share = (at(logistic(logit(share) - spread))?, at(logistic(logit(share) + spread))?);
    let middle = logit(interval.value);
    let widen = |by_model: f64, by_share: f64| {
        let (model_move, share_move) = (logit(by_model) - middle, logit(by_share) - middle);
        sqrt(model_move * model_move + share_move * share_move)
    };
    let bounded = |value: f64| if value.is_finite() { value } else { interval.value };
    let low = bounded(logistic(middle - widen(interval.low, by_share.0)));
    let high = bounded(logistic(middle + widen(interval.high, by_share.1)));
    Ok(Estimate::new(interval.value, low, high, Basis::Customer))
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
    match (summary, known) {
        (Some(own), _) => vec![
            format!(
                "{} purchase days, the last {} days after the first, the first {} days ago",
                own.frequency + 1,
                own.last_purchase_age,
                own.age
            ),
            format!("rates of {} customers, BG/NBD and Gamma-Gamma", fitted.customers),
        ],
        (None, true) => vec![format!("the spread of {} customers; nothing of this one", fitted.customers)],
        (None, false) => Vec::new(),
    }
}
