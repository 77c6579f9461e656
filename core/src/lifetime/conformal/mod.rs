//! Between which numbers will a customer's purchases or spend lie, even if the model is wrong?
//!
//! What customers did in a holdout says how far out real outcomes lie under the model's predictive distribution: the
//! outcome's *centrality* is the smaller of its two tails. Of `n` customers the `k`-th smallest centrality,
//! `k = floor((1 - level)(n + 1))`, is the threshold, and an interval holds the outcomes at least so central (split
//! conformal prediction: Vovk, Gammerman and Shafer 2005, section 4.1; with predictive distributions: Chernozhukov,
//! Wüthrich and Zhu 2021, PNAS 118(48), section 2). One more customer of the same kind lies below the threshold with
//! probability at most `k / (n + 1)`, at any size of sample and under any model that was not fitted to the holdout.
//! Each group of customers by number of repeat purchases has a threshold of its own (Mondrian: Vovk, Gammerman and
//! Shafer 2005, section 4.5), so that this holds among one-time buyers and among heavy buyers.
//!
//! What it does not promise: the coverage is that of a group on average, not each customer's; the horizon is as long as
//! the holdout; and the next such time has to be like the holdout.
//!
//! ```
//! use sartor::control::Control;
//! use sartor::lifetime::*;
//! const DAY: i64 = 86_400_000;
//! // 400 customers drawn from a model and followed for a year: half a year to learn from, half held out.
//! let truth = BgNbd::with_params(BgNbdParams { r: 0.8, alpha: 6.0, a: 0.9, b: 2.5 })?;
//! let drawn = simulate(&truth, 400, &[52.0], 1, Control::none())?;
//! let mut customer: Vec<i64> = (0..400).collect();
//! let mut time = vec![0; 400];
//! for (c, age) in drawn.purchase_customer.iter().zip(&drawn.purchase_age) {
//!     customer.push(i64::from(*c));
//!     time.push((age * 7.0 * DAY as f64) as i64);
//! }
//! let rows = Transactions { customer: CustomerColumn::Integer(&customer), timestamp_ms: &time, value: None };
//! let options = SummaryOptions { calibration_end_ms: Some(181 * DAY), ..SummaryOptions::new(Period::WEEK, 363 * DAY) };
//! let known = summarize(&rows, &options)?;
//! let model = Nbd::fit(&known.frequency, &known.last_purchase_age, &known.age, None, 0.0, Control::none())?;
//! let forecaster = ConformalForecaster::calibrate(model, None, &known, 0.9, Control::none())?;
//! let next = forecaster.purchases(5.0, 24.0, 26.0)?;
//! assert_eq!((next.level, next.periods), (0.9, 26.0));
//! assert!(next.low < next.high && next.calibration_customers >= 9);
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod calibration;
mod tails;

use serde::{Deserialize, Serialize};

use self::tails::{AmountTails, CountTails};
use super::gamma_gamma::GammaGamma;
use super::interval::check_level;
use super::kind::{AnyPurchaseModel, each};
use super::model::PurchaseModel;
use super::process::{ActiveCustomer, PurchaseProcess};
use super::summary::{MAX_AGE, PurchaseSummary, check_count, check_monetary};
use super::value::Amount;
use super::value_columns::HistoryColumns;
use crate::batch::map_chunks;
use crate::conformal::fewest;
use crate::control::Control;
use crate::{Result, SartorError};

const SUBJECT: &str = "conformal forecaster";
/// Customers that one thread works through at a time.
const CHUNK: usize = 256;

/// Between which numbers an outcome lies, by what a holdout showed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConformalInterval {
    /// Lower end: purchases, or spend in the unit of money of the histories.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Least probability, over the customers of the group, that the interval holds what comes.
    pub level: f64,
    /// The horizon, in the model's unit of time: as long as the holdout was.
    pub periods: f64,
    /// The fewest repeat purchases of a customer in the group.
    pub frequency_from: f64,
    /// The most of them; `None` without a bound.
    pub frequency_to: Option<f64>,
    /// Customers of the group that it was calibrated on.
    pub calibration_customers: u32,
}

/// Customers with about as many repeat purchases, and how central what they did in the holdout was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ConformalGroup {
    /// The fewest repeat purchases.
    pub frequency_from: f64,
    /// The most; `None` without a bound.
    pub frequency_to: Option<f64>,
    /// Customers it was calibrated on.
    pub calibration_customers: u32,
    /// Least tail probability, under the model, of a number of purchases inside an interval. Below half of
    /// `1 - level` the model was too sure of itself; below 0 it had thought some of what happened impossible.
    pub purchases_centrality: f64,
    /// The same of spend; `None` without a model of it.
    pub value_centrality: Option<f64>,
}

/// Intervals of many customers, by what a holdout showed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.lifetime")
)]
pub struct ConformalColumns {
    /// Lower end of each.
    pub low: Vec<f64>,
    /// Upper end of each.
    pub high: Vec<f64>,
    /// The place in `groups` of each customer's.
    pub group: Vec<u32>,
    /// The groups.
    pub groups: Vec<ConformalGroup>,
    /// Least probability, over the customers of each group, that an interval holds what comes.
    pub level: f64,
    /// The horizon, in the model's unit of time.
    pub periods: f64,
}

/// A model of purchases, and perhaps of spend, with what a holdout taught about how far to trust it.
///
/// It answers for a horizon as long as that holdout, for customers with histories in the model's units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "ForecasterRecord")]
pub struct ConformalForecaster {
    purchases: AnyPurchaseModel,
    spend: Option<GammaGamma>,
    level: f64,
    periods: f64,
    groups: Vec<ConformalGroup>,
}

/// What is stored of a forecaster, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ForecasterRecord {
    purchases: AnyPurchaseModel,
    spend: Option<GammaGamma>,
    level: f64,
    periods: f64,
    groups: Vec<ConformalGroup>,
}

impl TryFrom<ForecasterRecord> for ConformalForecaster {
    type Error = SartorError;

    fn try_from(record: ForecasterRecord) -> Result<Self> {
        let ForecasterRecord { purchases, spend, level, periods, groups } = record;
        let forecaster = Self { purchases, spend, level, periods, groups };
        forecaster.check()?;
        Ok(forecaster)
    }
}

impl ConformalForecaster {
    /// Refuse a forecaster that was stored damaged. Reading one by serde calls this.
    pub fn check(&self) -> Result<()> {
        check_level(self.level)?;
        if !(self.periods > 0.0 && self.periods <= MAX_AGE) {
            return Err(SartorError::out_of_range(SUBJECT, "periods", self.periods, "above 0, at most 1e9"));
        }
        let needed = fewest(self.level);
        // Each group begins where the one before it ended.
        let mut from = Some(0.0);
        for group in &self.groups {
            let whole = group.frequency_to.is_none_or(|to| check_count(SUBJECT, to).is_ok());
            let follows = from == Some(group.frequency_from)
                && group.frequency_to.is_none_or(|to| to >= group.frequency_from);
            let central = |centrality: f64| centrality.is_finite() && centrality <= 1.0;
            let known = central(group.purchases_centrality)
                && group.value_centrality.is_none_or(central)
                && group.value_centrality.is_some() == self.spend.is_some();
            if !(whole && follows && known && u64::from(group.calibration_customers) >= needed) {
                let expected = "groups of enough customers, each from where the one before ends";
                return Err(SartorError::invalid(SUBJECT, "groups", expected));
            }
            from = group.frequency_to.map(|to| to + 1.0);
        }
        if from.is_some() {
            return Err(SartorError::invalid(SUBJECT, "groups", "groups of which the last has no bound"));
        }
        Ok(())
    }

    /// The model whose distributions are calibrated.
    pub fn purchase_model(&self) -> &AnyPurchaseModel {
        &self.purchases
    }

    /// The model of spend, where there is one.
    pub fn spend_model(&self) -> Option<&GammaGamma> {
        self.spend.as_ref()
    }

    /// Least probability, over the customers of each group, that an interval holds what comes.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// The horizon of all answers, in the model's unit of time: as long as the holdout was.
    pub fn periods(&self) -> f64 {
        self.periods
    }

    /// The groups by number of repeat purchases, ascending.
    pub fn groups(&self) -> &[ConformalGroup] {
        &self.groups
    }

    /// Between which numbers the customer's purchases of the horizon lie.
    pub fn purchases(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<ConformalInterval> {
        let row = Row::of_purchases(frequency, last_purchase_age, age);
        Ok(self.answer(self.purchases_of("purchase summary", &row)?))
    }

    /// The same of many customers. A row that cannot be is an error that names it.
    pub fn purchases_columns(
        &self,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        control: Control<'_>,
    ) -> Result<ConformalColumns> {
        let nothing = vec![0.0; frequency.len()];
        let columns = HistoryColumns {
            frequency,
            last_purchase_age,
            age,
            paid_frequency: &nothing,
            monetary: &nothing,
        };
        self.columns(&columns, control, |subject, row| self.purchases_of(subject, row))
    }

    /// Between which amounts the customer's spend in the horizon lies, not discounted, all of the history's repeat
    /// purchases having cost something. `NOT_AVAILABLE` where spend was not calibrated.
    pub fn value(&self, history: &PurchaseSummary) -> Result<ConformalInterval> {
        let PurchaseSummary { frequency, last_purchase_age, age, monetary } = *history;
        let row = Row { monetary, paid: frequency, ..Row::of_purchases(frequency, last_purchase_age, age) };
        Ok(self.answer(self.value_of("purchase summary", &row)?))
    }

    /// The same of many customers. A row that cannot be is an error that names it.
    pub fn value_columns(
        &self,
        columns: &HistoryColumns<'_>,
        control: Control<'_>,
    ) -> Result<ConformalColumns> {
        self.spend()?;
        self.columns(columns, control, |subject, row| self.value_of(subject, row))
    }

    fn purchases_of(&self, subject: &str, row: &Row) -> Result<Found> {
        let tails = each!(&self.purchases, model => count_tails(subject, model, self.periods, row))?;
        let (place, group) = self.group(row.x)?;
        Ok(Found { ends: tails.interval(group.purchases_centrality), place })
    }

    fn value_of(&self, subject: &str, row: &Row) -> Result<Found> {
        let spend = self.spend()?;
        let tails = each!(&self.purchases, model => amount_tails(subject, model, spend, self.periods, row))?;
        let (place, group) = self.group(row.x)?;
        let centrality = group.value_centrality.ok_or_else(Self::lost)?;
        Ok(Found { ends: tails.interval(centrality), place })
    }

    fn spend(&self) -> Result<&GammaGamma> {
        self.spend.as_ref().ok_or_else(|| SartorError::NotAvailable {
            subject: "conformal interval of spend".to_owned(),
            reason: "the forecaster was calibrated without a model of spend".to_owned(),
        })
    }

    /// The group of customers with so many repeat purchases, with its place.
    fn group(&self, frequency: f64) -> Result<(usize, &ConformalGroup)> {
        let mut groups = self.groups.iter().enumerate();
        groups.find(|(_, group)| group.frequency_to.is_none_or(|to| frequency <= to)).ok_or_else(Self::lost)
    }

    /// What [`Self::check`] rules out.
    fn lost() -> SartorError {
        SartorError::Internal { operation: SUBJECT.to_owned() }
    }

    fn answer(&self, found: Found) -> ConformalInterval {
        let (low, high) = found.ends;
        let group = self.groups.get(found.place);
        ConformalInterval {
            low,
            high,
            level: self.level,
            periods: self.periods,
            frequency_from: group.map_or(0.0, |group| group.frequency_from),
            frequency_to: group.and_then(|group| group.frequency_to),
            calibration_customers: group.map_or(0, |group| group.calibration_customers),
        }
    }

    fn columns(
        &self,
        columns: &HistoryColumns<'_>,
        control: Control<'_>,
        answer: impl Fn(&str, &Row) -> Result<Found> + Sync,
    ) -> Result<ConformalColumns> {
        columns.check(SUBJECT)?;
        let rows: Vec<usize> = (0..columns.frequency.len()).collect();
        let found =
            map_chunks(&rows, CHUNK, control, |row| answer(&format!("row {row}"), &Row::at(columns, *row)))?;
        Ok(ConformalColumns {
            low: found.iter().map(|found| found.ends.0).collect(),
            high: found.iter().map(|found| found.ends.1).collect(),
            group: found.iter().map(|found| found.place as u32).collect(),
            groups: self.groups.clone(),
            level: self.level,
            periods: self.periods,
        })
    }
}

/// An interval, and the place of the group that it comes from.
#[derive(Clone, Copy)]
struct Found {
    ends: (f64, f64),
    place: usize,
}

/// One customer's history, with the repeat purchases that cost something.
struct Row {
    x: f64,
    t_x: f64,
    age: f64,
    paid: f64,
    monetary: f64,
}

impl Row {
    fn of_purchases(x: f64, t_x: f64, age: f64) -> Self {
        Self { x, t_x, age, paid: 0.0, monetary: 0.0 }
    }

    fn at(columns: &HistoryColumns<'_>, row: usize) -> Self {
        let at = |column: &[f64]| column.get(row).copied().unwrap_or(f64::NAN);
        Self {
            x: at(columns.frequency),
            t_x: at(columns.last_purchase_age),
            age: at(columns.age),
            paid: at(columns.paid_frequency),
            monetary: at(columns.monetary),
        }
    }
}

fn count_tails<P: PurchaseProcess>(
    subject: &str,
    model: &PurchaseModel<P>,
    periods: f64,
    row: &Row,
) -> Result<CountTails> {
    P::check_history(subject, row.x, row.t_x, row.age)?;
    let (alive, active) = model.countable(periods, row.x, row.t_x, row.age)?;
    Ok(CountTails::new(active.counts(alive, periods)))
}

fn amount_tails<P: PurchaseProcess>(
    subject: &str,
    model: &PurchaseModel<P>,
    spend: &GammaGamma,
    periods: f64,
    row: &Row,
) -> Result<AmountTails> {
    P::check_history(subject, row.x, row.t_x, row.age)?;
    check_count(subject, row.paid)?;
    check_monetary(subject, row.paid, row.monetary)?;
    let (alive, active) = model.countable(periods, row.x, row.t_x, row.age)?;
    let (shape, rate) = spend.params().posterior(row.paid, row.monetary);
    Ok(AmountTails(Amount::new(active.counts(alive, periods), spend.params().p, shape, rate)))
}
