//! What do all customers together tell? Counts, models and priors from profiles that allow analytics.

use std::collections::{BTreeMap, BTreeSet};

use crate::action::OutcomeCounts;
use crate::basket::Popularity;
use crate::batch::map_chunks;
use crate::consent::ConsentPurpose;
use crate::control::Control;
use crate::estimate::{Basis, Estimate};
use crate::event::EventKind;
use crate::lifetime::{GammaGamma, each_model};
use crate::math::{exp, ln};
use crate::privacy::pseudonym;
use crate::profile::{CustomerState, LedgerPurchases, Profile};
use crate::segment::RfmCuts;
use crate::time::DAY_MS;
use crate::{Result, SartorError};

use super::super::fitted::{CategoryFacts, Fitted, ProductDemand};
use super::super::outlook::{ALL_CATEGORIES, Figures, MAX_CATEGORIES, PURCHASE_DAYS, own_figures};
use super::super::shelf::Shelf;
use super::super::views::{CategoryOutlook, MoneyEstimate};
use super::Trainer;
use super::anonymous::order_id;
use super::lifetime::PurchaseFit;
use super::taste;

/// Stages of a fit, as a control sees them.
const STAGES: u64 = 4;
/// Days whose sales are called recent.
const RECENT_DAYS: i64 = 28;
/// Days before those over which the usual rate is measured.
const USUAL_DAYS: i64 = 336;
/// Units beyond which sales are not told apart; what the pricing room accepts.
const MAX_UNITS: f64 = 1e9;
/// Weight of the likelihood's penalty: none, so that fits are those of the literature.
const NO_PENALTY: f64 = 0.0;
/// Customers that one thread takes at a time.
pub(super) const CHUNK: usize = 256;

/// Customers whose data may be used, with what is known of them.
pub(super) struct Consenting<'a> {
    customer_id: &'a str,
    pub profile: &'a Profile,
    pub state: CustomerState,
    summary: Option<LedgerPurchases>,
}

pub(super) fn fit(trainer: &Trainer, as_of_ms: i64, control: Control<'_>) -> Result<Fitted> {
    control.step(0, STAGES)?;
    let customers = consenting(trainer, as_of_ms);
    let buyers: Vec<(&Consenting<'_>, LedgerPurchases)> =
        customers.iter().filter_map(|known| Some((known, known.summary?))).collect();
    let sales = sales(trainer, &customers, as_of_ms);
    control.step(1, STAGES)?;
    // A model's own steps are not stages of this fit: they may stop it, and are not reported.
    let within = control.without_steps();
    let PurchaseFit { model: lifetime, reason: lifetime_reason, comparison: lifetime_choice } =
        super::lifetime::fit(&customers, trainer.policy.lifetime.purchase_model, as_of_ms, within)?;
    control.step(2, STAGES)?;
    let (repeat_frequency, repeat_monetary): (Vec<f64>, Vec<f64>) = buyers
        .iter()
        .filter_map(|(_, own)| {
            Some((f64::from(own.frequency), own.monetary_minor.filter(|mean| *mean > 0.0)?))
        })
        .unzip();
    let (spend, spend_reason) =
        fitted_or_reason(GammaGamma::fit(&repeat_frequency, &repeat_monetary, None, NO_PENALTY, within))?;
    control.step(3, STAGES)?;
    let mut fitted = Fitted {
        currency: trainer.catalog.currency(),
        fitted_as_of_ms: as_of_ms,
        for_device: false,
        catalog: trainer.catalog.clone(),
        policy: trainer.policy.clone(),
        population: None,
        behaviour: None,
        rfm: rfm(&buyers),
        popularity: popularity(trainer, &sales)?,
        demand: demand(&sales, as_of_ms),
        categories: categories(trainer, &sales),
        outcomes: outcomes(&customers),
        contact: super::contact::population(customers.iter().map(|known| known.profile), as_of_ms),
        taste: None,
        customers: u32::try_from(customers.len()).unwrap_or(u32::MAX),
        customers_without_consent: u32::try_from(trainer.customers().count() - customers.len())
            .unwrap_or(u32::MAX),
        subjects: subjects(trainer, &customers)?,
        lifetime,
        lifetime_reason,
        lifetime_choice,
        spend,
        spend_reason,
    };
    fitted.population = population(&fitted, &buyers, within)?;
    let known: Vec<_> = customers.iter().map(|known| (known.profile, &known.state)).collect();
    fitted.behaviour = super::behaviour::fit(&fitted, &known, as_of_ms, within)?;
    let shelf = Shelf::new(&fitted);
    fitted.taste = Some(taste::fit(&fitted.catalog, &shelf, &fitted.popularity, &known, as_of_ms, within)?);
    control.step(STAGES, STAGES)?;
    Ok(fitted)
}

fn consenting(trainer: &Trainer, as_of_ms: i64) -> Vec<Consenting<'_>> {
    let mut customers = Vec::new();
    for (customer_id, profile) in trainer.customers() {
        let state = profile.state_at(as_of_ms);
        if state.allows(ConsentPurpose::Analytics) {
            let summary = state.purchase_summary(as_of_ms, 1.0);
            customers.push(Consenting { customer_id, profile, state: state.into_owned(), summary });
        }
    }
    customers
}

/// A model, or the reason why there is none; being stopped is no reason.
pub(super) fn fitted_or_reason<M>(result: Result<M>) -> Result<(Option<M>, Option<String>)> {
    match result {
        Ok(model) => Ok((Some(model), None)),
        Err(stopped @ SartorError::Cancelled { .. }) => Err(stopped),
        Err(reason) => Ok((None, Some(reason.to_string()))),
    }
}

/// Sales of one product.
#[derive(Default)]
struct ProductSales {
    orders: u32,
    first_ms: Option<i64>,
    recent_units: f64,
    usual_units: f64,
}

/// Sales by product, of consenting customers and of nobody.
fn sales(trainer: &Trainer, customers: &[Consenting<'_>], as_of_ms: i64) -> BTreeMap<String, ProductSales> {
    let mut sales: BTreeMap<String, ProductSales> = BTreeMap::new();
    let mut sold = |at_ms: i64, lines: &mut dyn Iterator<Item = (&str, u32)>| {
        let days_ago = (as_of_ms - at_ms).div_euclid(DAY_MS);
        let mut in_order = BTreeSet::new();
        for (product_id, units) in lines {
            if !sales.contains_key(product_id) {
                sales.insert(product_id.to_owned(), ProductSales::default());
            }
            let Some(product) = sales.get_mut(product_id) else { continue };
            if in_order.insert(product_id.to_owned()) {
                product.orders = product.orders.saturating_add(1);
            }
            product.first_ms = Some(product.first_ms.map_or(at_ms, |first| first.min(at_ms)));
            if days_ago < RECENT_DAYS {
                product.recent_units += f64::from(units);
            } else if days_ago < RECENT_DAYS + USUAL_DAYS {
                product.usual_units += f64::from(units);
            }
        }
    };
    for customer in customers {
        // As in the profile, the first report of an order counts.
        let mut reported = BTreeSet::new();
        for event in customer.profile.events() {
            let past_order = event.kind == EventKind::OrderCompleted && event.timestamp_ms <= as_of_ms;
            if past_order && reported.insert(order_id(event)) {
                let mut lines = event.lines.iter().map(|line| (line.product_id.as_str(), line.quantity));
                sold(event.timestamp_ms, &mut lines);
            }
        }
    }
    for order in trainer.anonymous_orders.iter().filter(|order| order.timestamp_ms <= as_of_ms) {
        sold(order.timestamp_ms, &mut order.lines.iter().map(|(id, units)| (id.as_str(), *units)));
    }
    sales
}

fn popularity(trainer: &Trainer, sales: &BTreeMap<String, ProductSales>) -> Result<Popularity> {
    let known = sales.iter().filter(|(id, _)| trainer.catalog.product(id).is_some());
    let (ids, orders) = known.map(|(id, product)| (id.clone(), product.orders)).unzip();
    Popularity::new(ids, orders)
}

/// Recent sales against what the usual rate since the first sale would have sold; only where a product has
/// sold for as long as the recent window again.
fn demand(sales: &BTreeMap<String, ProductSales>, as_of_ms: i64) -> Vec<ProductDemand> {
    let mut demand = Vec::new();
    for (product_id, product) in sales {
        let Some(first_ms) = product.first_ms else { continue };
        let usual_days = ((as_of_ms - first_ms).div_euclid(DAY_MS) + 1 - RECENT_DAYS).min(USUAL_DAYS);
        if usual_days >= RECENT_DAYS {
            let expected = product.usual_units / usual_days as f64 * RECENT_DAYS as f64;
            demand.push(ProductDemand {
                product_id: product_id.clone(),
                sold: product.recent_units.min(MAX_UNITS),
                expected: expected.min(MAX_UNITS),
            });
        }
    }
    demand
}

/// Shares of order lines by category, smoothed by one line each (Laplace), and usual prices.
fn categories(trainer: &Trainer, sales: &BTreeMap<String, ProductSales>) -> Vec<CategoryFacts> {
    #[derive(Default)]
    struct Sums {
        lines: f64,
        log_prices: f64,
        priced: f64,
    }
    let mut by_name: BTreeMap<&str, Sums> = BTreeMap::new();
    let mut total = 0.0;
    for product in trainer.catalog.products() {
        let Some(name) = product.category.as_deref() else { continue };
        let sums = by_name.entry(name).or_default();
        let lines = sales.get(&product.product_id).map_or(0.0, |sold| f64::from(sold.orders));
        sums.lines += lines;
        total += lines;
        if product.price_minor > 0 {
            sums.log_prices += ln(product.price_minor as f64);
            sums.priced += 1.0;
        }
    }
    let count = by_name.len() as f64;
    by_name
        .into_iter()
        .map(|(name, sums)| CategoryFacts {
            category: name.to_owned(),
            share: (sums.lines + 1.0) / (total + count),
            usual_price_minor: if sums.priced > 0.0 { exp(sums.log_prices / sums.priced) } else { 0.0 },
        })
        .collect()
}

fn rfm(buyers: &[(&Consenting<'_>, LedgerPurchases)]) -> Option<RfmCuts> {
    let recency: Vec<f64> = buyers.iter().map(|(_, own)| own.age - own.last_purchase_age).collect();
    let frequency: Vec<u32> = buyers.iter().map(|(_, own)| own.frequency + 1).collect();
    let monetary: Vec<i64> = buyers.iter().map(|(known, _)| known.state.revenue_minor.max(0)).collect();
    RfmCuts::fit(&recency, &frequency, &monetary).ok()
}

/// What became of the actions decided on, by action.
fn outcomes(customers: &[Consenting<'_>]) -> Vec<OutcomeCounts> {
    let mut counts: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for decision in customers.iter().flat_map(|known| &known.state.decisions) {
        let acted = decision.kind.as_deref() == Some("action");
        if let (true, Some(action), Some(accepted)) = (acted, &decision.chosen, decision.accepted) {
            let (tried, taken) = counts.entry(action).or_default();
            *tried += 1;
            *taken += i64::from(accepted);
        }
    }
    counts
        .into_iter()
        .map(|(action, (tried, accepted))| OutcomeCounts { action: action.to_owned(), tried, accepted })
        .collect()
}

fn subjects(trainer: &Trainer, customers: &[Consenting<'_>]) -> Result<Vec<String>> {
    let Some(key) = &trainer.pseudonym_key else { return Ok(Vec::new()) };
    let mut subjects =
        customers.iter().map(|known| pseudonym(&key.0, known.customer_id)).collect::<Result<Vec<_>>>()?;
    subjects.sort();
    Ok(subjects)
}

/// What holds for a customer of whom nothing may be used: the mean over customers, and the interval in which
/// 90 % of them lie.
fn population(
    fitted: &Fitted,
    buyers: &[(&Consenting<'_>, LedgerPurchases)],
    control: Control<'_>,
) -> Result<Option<Figures>> {
    let Some(model) = fitted.lifetime.as_ref().filter(|_| !buyers.is_empty()) else { return Ok(None) };
    let shelf = Shelf::new(fitted);
    let figures = map_chunks(buyers, CHUNK, control, |(known, summary)| {
        let bought = shelf.bought(&known.state).into_iter().map(|one| (one.category, one.orders));
        each_model!(model, model => own_figures(model, fitted.spend.as_ref(), &fitted.categories, bought, summary))
    })?;
    let over = |pick: &dyn Fn(&Figures) -> Option<f64>| spread(figures.iter().filter_map(pick).collect());
    let estimate = |pick: &dyn Fn(&Figures) -> Option<f64>| {
        let (mean, low, high) = over(pick);
        Estimate::new(mean, low, high, Basis::Prior)
    };
    let first_value = figures.iter().find_map(|known| known.lifetime_value.clone());
    let lifetime_value = first_value.map(|like| {
        let (value_minor, low_minor, high_minor) =
            over(&|known| known.lifetime_value.as_ref().map(|value| value.value_minor));
        MoneyEstimate { value_minor, low_minor, high_minor, basis: Basis::Prior, ..like }
    });
    let mut shares: Vec<(&str, f64)> =
        fitted.categories.iter().map(|known| (known.category.as_str(), known.share)).collect();
    shares.sort_by(|left, right| right.1.total_cmp(&left.1).then_with(|| left.0.cmp(right.0)));
    shares.truncate(MAX_CATEGORIES);
    if shares.is_empty() {
        shares.push((ALL_CATEGORIES, 1.0));
    }
    let mut categories = Vec::with_capacity(shares.len());
    for (category, share) in shares {
        let within = |(_, own): &(&Consenting<'_>, LedgerPurchases)| {
            let x = f64::from(own.frequency);
            model.purchase_probability(PURCHASE_DAYS, share, x, own.last_purchase_age, own.age)
        };
        let (mean, low, high) = spread(map_chunks(buyers, CHUNK, control, within)?);
        categories.push(CategoryOutlook {
            category: category.to_owned(),
            probability: Estimate::new(mean, low, high, Basis::Prior),
            horizon_days: PURCHASE_DAYS,
        });
    }
    Ok(Some(Figures {
        lifetime_value,
        expected_purchases: estimate(&|known| Some(known.expected_purchases.value)),
        probability_alive: estimate(&|known| Some(known.probability_alive.value)),
        churn: estimate(&|known| Some(known.churn.value)),
        next_purchase_days: estimate(&|known| Some(known.next_purchase_days.value)),
        categories,
    }))
}

/// Mean, 5 % and 95 % quantile (nearest rank), the mean kept within them.
fn spread(mut values: Vec<f64>) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    let rank = |q: f64| (q * values.len() as f64) as usize;
    let at = |place: usize| values.get(place.min(values.len().saturating_sub(1))).copied().unwrap_or(0.0);
    let (low, high) = (at(rank(0.05)), at(rank(0.95)));
    let mean = values.iter().sum::<f64>() / (values.len().max(1) as f64);
    (mean, low.min(mean), high.max(mean))
}
