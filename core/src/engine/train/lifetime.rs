//! Which model of purchases forecasts these customers best?
//!
//! Unless the host names a kind, those that are quick compete: each is fitted to what was known some months ago and
//! judged by what customers did since ([`select`]); where the past is too short for that, by Akaike's criterion on
//! what is known now. The kind that is chosen is fitted to everything known now.

use crate::batch::map_chunks;
use crate::control::Control;
use crate::lifetime::{
    AnyPurchaseModel, CustomerIds, LeftOut, ModelComparison, Period, PurchaseModelKind, ReturnTotals,
    Summaries, select,
};
use crate::math::ln;
use crate::profile::CustomerState;
use crate::time::{DAY_MS, MINUTE_MS};
use crate::{Result, SartorError};

use super::fit::{CHUNK, Consenting, fitted_or_reason};

/// The kinds that compete: an outlook takes as long under the one as under the other. The probabilities of five
/// categories with their intervals make it three times as long under Pareto/NBD, five times under the models of regular
/// buyers, whose `k` is searched besides, and fifteen times under GGompertz/NBD: a host whose customers are such names
/// them. Under NBD, which is as quick, nobody ever leaves.
const COMPETING: [PurchaseModelKind; 2] = [PurchaseModelKind::MbgNbd, PurchaseModelKind::BgNbd];
/// The share of the time seen that is held out, one in so many.
const HELD_OUT: i64 = 3;
/// The longest holdout in days: as far ahead as churn is foretold.
const LONGEST_HOLDOUT_DAYS: i64 = 180;
/// Days below which a holdout tells nothing.
const SHORTEST_HOLDOUT_DAYS: i64 = 28;

/// What is known of purchases.
pub(super) struct PurchaseFit {
    pub model: Option<AnyPurchaseModel>,
    /// Why there is none.
    pub reason: Option<String>,
    /// How its kind was chosen; nothing where the host named it.
    pub comparison: Option<ModelComparison>,
}

pub(super) fn fit(
    customers: &[Consenting<'_>],
    named: Option<PurchaseModelKind>,
    as_of_ms: i64,
    control: Control<'_>,
) -> Result<PurchaseFit> {
    let known = summaries(customers.iter().filter_map(|known| Row::now(known, as_of_ms)), 0, as_of_ms);
    if let Some(kind) = named {
        let (model, reason) = fitted_or_reason(AnyPurchaseModel::fit(kind, &known, control))?;
        return Ok(PurchaseFit { model, reason, comparison: None });
    }
    let earlier = earlier(customers, as_of_ms, control)?;
    let comparison = match earlier.map(|earlier| select(&earlier, &COMPETING, control)) {
        Some(Ok((comparison, _))) => Some(comparison),
        Some(Err(stopped @ SartorError::Cancelled { .. })) => return Err(stopped),
        // Too few customers were known then.
        Some(Err(_)) | None => None,
    };
    let chosen = match comparison {
        Some(comparison) => {
            AnyPurchaseModel::fit(comparison.chosen, &known, control).map(|model| (comparison, model))
        }
        None => select(&known, &COMPETING, control),
    };
    let (chosen, reason) = fitted_or_reason(chosen)?;
    let (comparison, model) = chosen.unzip();
    Ok(PurchaseFit { model, reason, comparison })
}

/// One customer with at least one purchase, time in days.
struct Row {
    frequency: f64,
    last_purchase_age: f64,
    age: f64,
    log_interval_sum: f64,
    /// Purchases in the holdout.
    later: f64,
}

impl Row {
    fn of(state: &CustomerState, as_of_ms: i64, later: usize) -> Option<Self> {
        let summary = state.purchase_summary(as_of_ms, 1.0)?;
        let intervals = state.purchase_days.iter().zip(state.purchase_days.iter().skip(1));
        Some(Self {
            frequency: f64::from(summary.frequency),
            last_purchase_age: summary.last_purchase_age,
            age: summary.age,
            log_interval_sum: intervals
                .map(|(one, next)| ln(f64::from(next.day) - f64::from(one.day)))
                .fold(0.0, |sum, log| sum + log),
            later: later as f64,
        })
    }

    fn now(known: &Consenting<'_>, as_of_ms: i64) -> Option<Self> {
        Self::of(&known.state, as_of_ms, 0)
    }

    /// What was known at the end of the day so many days ago, and what followed: returns of later days take nothing
    /// off.
    fn then(known: &Consenting<'_>, days_ago: i64, as_of_ms: i64) -> Option<Self> {
        let offset_ms = i64::from(known.state.utc_offset_minutes.unwrap_or(0)) * MINUTE_MS;
        let last_day = (as_of_ms + offset_ms).div_euclid(DAY_MS) - days_ago;
        let end_ms = (last_day + 1) * DAY_MS - offset_ms - 1;
        let later = known.state.purchase_days.iter().filter(|day| i64::from(day.day) > last_day).count();
        Self::of(&known.profile.state_at(end_ms), end_ms, later)
    }
}

/// What was known some months ago with what followed; nothing where there was no such time.
fn earlier(customers: &[Consenting<'_>], as_of_ms: i64, control: Control<'_>) -> Result<Option<Summaries>> {
    let first =
        customers.iter().filter_map(|known| known.state.purchase_days.first()).map(|day| day.first_ms);
    let Some(first_ms) = first.min() else { return Ok(None) };
    let days = ((as_of_ms - first_ms).div_euclid(DAY_MS) / HELD_OUT).min(LONGEST_HOLDOUT_DAYS);
    if days < SHORTEST_HOLDOUT_DAYS {
        return Ok(None);
    }
    let rows = map_chunks(customers, CHUNK, control, |known| Ok(Row::then(known, days, as_of_ms)))?;
    Ok(Some(summaries(rows.into_iter().flatten(), days, as_of_ms)))
}

fn summaries(rows: impl Iterator<Item = Row>, holdout_days: i64, as_of_ms: i64) -> Summaries {
    let rows: Vec<Row> = rows.collect();
    let column = |of: fn(&Row) -> f64| -> Vec<f64> { rows.iter().map(of).collect() };
    let held_out = holdout_days > 0;
    Summaries {
        customer: CustomerIds::Integer((0_i64..).take(rows.len()).collect()),
        frequency: column(|row| row.frequency),
        last_purchase_age: column(|row| row.last_purchase_age),
        age: column(|row| row.age),
        log_interval_sum: column(|row| row.log_interval_sum),
        holdout_frequency: if held_out { column(|row| row.later) } else { Vec::new() },
        holdout_periods: holdout_days as f64,
        period: Period::DAY,
        as_of_ms,
        calibration_end_ms: held_out.then(|| as_of_ms - holdout_days * DAY_MS),
        // Nobody asks for spend here.
        paid_frequency: Vec::new(),
        monetary: Vec::new(),
        holdout_value: Vec::new(),
        holdout_monetary: Vec::new(),
        returns: ReturnTotals::default(),
        holdout_returns: ReturnTotals::default(),
        left_out: LeftOut::default(),
    }
}
