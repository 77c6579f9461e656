//! What of a customer's purchases is still needed when the next one comes?
//!
//! Purchases of one day count once. A negative value is a return or a cancellation: it is taken off what was
//! bought before it, the latest purchase first, and a purchase that is taken off whole never was one. What a return
//! finds nothing to be taken off from is counted and left out. A purchase for nothing is a purchase, but no
//! spend; a return passes over it.
//!
//! A purchase is folded in constant time. A return costs as many steps as it undoes purchases (and passes over free
//! ones), and since any purchase may be returned yet, what is kept grows by 40 bytes for each day of purchases.
//!
//! ```
//! use sartor::lifetime::{CustomerPurchases, Period};
//! let mut purchases = CustomerPurchases::default();
//! for (day, value) in [(10, 40.0), (24, 30.0), (24, 5.0), (59, 25.0), (61, -25.0)] {
//!     purchases.fold(day, value)?;
//! }
//! let summary = purchases.summary(80, Period::WEEK)?;
//! assert_eq!((summary.frequency, summary.last_purchase_age, summary.age), (1.0, 2.0, 10.0));
//! assert_eq!((summary.paid_frequency, summary.monetary), (1.0, 35.0));
//! assert_eq!((purchases.returns().rows, purchases.returns().purchases_undone), (1, 1));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::summary::{MAX_AGE, MAX_FREQUENCY, PurchaseSummary};
use crate::{Result, SartorError, math};

/// The largest value of a purchase or a return, either way.
pub(super) const MAX_VALUE: f64 = 1e15;
/// The furthest day number, either way.
const MAX_DAY: i64 = 1_000_000_000_000;
/// What is left of a purchase is nothing if it is below this share of what was returned: rounding.
const NOTHING: f64 = 1e-9;

/// What the lifetime models need of one customer, all of the literature's numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct CustomerSummary {
    /// Repeat purchases: days with a purchase after the first such day.
    pub frequency: f64,
    /// Age at the last purchase, in periods since the first; 0 without repeat purchases.
    pub last_purchase_age: f64,
    /// Age now, in periods since the first purchase.
    pub age: f64,
    /// Repeat purchases that cost something: what models of spend are fitted to.
    pub paid_frequency: f64,
    /// Mean spend of those; 0 without any.
    pub monetary: f64,
    /// Sum of the logarithms of the intervals between purchases, in periods; 0 without repeat purchases.
    pub log_interval_sum: f64,
}

impl CustomerSummary {
    /// What [`value()`](super::value()) asks for. It refuses one whose repeat purchases were all free.
    pub fn purchase_summary(&self) -> PurchaseSummary {
        let Self { frequency, last_purchase_age, age, monetary, .. } = *self;
        PurchaseSummary { frequency, last_purchase_age, age, monetary }
    }
}

/// What returns and cancellations did to purchases.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReturnTotals {
    /// Rows with a negative value.
    pub rows: i64,
    /// Their sum, as a positive amount.
    pub value: f64,
    /// Days of purchases that returns undid.
    pub purchases_undone: i64,
    /// Rows of which some part found no purchase to be taken off from.
    pub unmatched_rows: i64,
    /// The sum of those parts, which is part of `value`.
    pub unmatched_value: f64,
}

impl ReturnTotals {
    /// Add another's.
    pub(super) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.value += other.value;
        self.purchases_undone += other.purchases_undone;
        self.unmatched_rows += other.unmatched_rows;
        self.unmatched_value += other.unmatched_value;
    }
}

/// One customer's purchases, folded one by one in the order of time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "StoredPurchases", into = "StoredPurchases")]
pub struct CustomerPurchases {
    /// Days of purchases that stand.
    days: Vec<PurchaseDay>,
    /// The latest day of a purchase or a return.
    latest: Option<i64>,
    returns: ReturnTotals,
}

/// What is stored of a customer's purchases: the sums follow from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredPurchases {
    days: Vec<i64>,
    spend: Vec<f64>,
    latest: Option<i64>,
    returns: ReturnTotals,
}

impl From<CustomerPurchases> for StoredPurchases {
    fn from(purchases: CustomerPurchases) -> Self {
        let CustomerPurchases { days, latest, returns } = purchases;
        let (days, spend) = days.iter().map(|day| (day.day, day.spend)).unzip();
        Self { days, spend, latest, returns }
    }
}

impl TryFrom<StoredPurchases> for CustomerPurchases {
    type Error = SartorError;

    fn try_from(stored: StoredPurchases) -> Result<Self> {
        const SUBJECT: &str = "stored purchases";
        let StoredPurchases { days, spend, latest, returns } = stored;
        if days.len() != spend.len() {
            return Err(SartorError::invalid(SUBJECT, "spend", "as long as days"));
        }
        let mut purchases = Self::default();
        for (day, spend) in days.into_iter().zip(spend) {
            let last = purchases.latest;
            if spend.is_sign_negative() || last.is_some_and(|last| last >= day) {
                return Err(SartorError::invalid(SUBJECT, "days", "ascending days, spend 0 or above"));
            }
            purchases.fold(day, spend)?;
        }
        if latest < purchases.latest || latest.is_some_and(|day| day.abs() > MAX_DAY) {
            return Err(SartorError::invalid(SUBJECT, "latest", "the day of the last row"));
        }
        purchases.latest = latest;
        purchases.returns = returns;
        Ok(purchases)
    }
}

/// One day of purchases, and what the days before it sum to.
#[derive(Debug, Clone, PartialEq)]
struct PurchaseDay {
    day: i64,
    spend: f64,
    /// Spend of the repeat purchases before this one, and how many of them cost something.
    spend_before: f64,
    paid_before: u32,
    /// Logarithms of the intervals, in days, up to this day.
    log_intervals: f64,
}

impl CustomerPurchases {
    /// Fold the next row: what was paid on a day, or was returned if it is negative.
    ///
    /// Days are counted from any one date and may not descend; see [`crate::time::local_day`]. Returns of one instant
    /// belong after its purchases.
    pub fn fold(&mut self, day: i64, value: f64) -> Result<()> {
        const SUBJECT: &str = "purchase";
        if !(-MAX_DAY..=MAX_DAY).contains(&day) {
            return Err(SartorError::out_of_range(SUBJECT, "day", day, "a day number within 1e12 of 0"));
        }
        if let Some(latest) = self.latest.filter(|latest| day < *latest) {
            let expected = format!("{latest} or later: fold in the order of time");
            return Err(SartorError::out_of_range(SUBJECT, "day", day, &expected));
        }
        check_value(SUBJECT, value)?;
        if self.days.len() > MAX_FREQUENCY as usize {
            return Err(SartorError::too_many(
                SUBJECT,
                "purchases",
                self.days.len(),
                MAX_FREQUENCY as usize,
                "days",
            ));
        }
        self.add(day, value);
        Ok(())
    }

    /// The summary at the end of a day.
    pub fn summary(&self, as_of_day: i64, period: Period) -> Result<CustomerSummary> {
        if let Some(latest) = self.latest.filter(|latest| *latest > as_of_day) {
            let expected = format!("{latest}, the day of the last row, or later");
            return Err(SartorError::out_of_range("purchase summary", "as_of_day", as_of_day, &expected));
        }
        let summary = self.summary_of_past(as_of_day, period).ok_or_else(|| SartorError::TooFew {
            subject: "purchase summary".to_owned(),
            found: 0,
            needed: 1,
            unit: "days with a purchase".to_owned(),
        })?;
        if summary.age > MAX_AGE {
            return Err(SartorError::out_of_range(
                "purchase summary",
                "age",
                summary.age,
                "0 to 1e9 periods",
            ));
        }
        Ok(summary)
    }

    /// What returns did so far.
    pub fn returns(&self) -> &ReturnTotals {
        &self.returns
    }

    /// Days of purchases that stand after all returns.
    pub fn days(&self) -> u32 {
        self.days.len() as u32
    }

    /// [`Self::fold`] of a row that was checked.
    pub(super) fn add(&mut self, day: i64, value: f64) {
        self.latest = Some(day);
        if value < 0.0 {
            self.give_back(-value);
            return;
        }
        match self.days.last_mut() {
            Some(last) if last.day == day => last.spend += value,
            // A zero may bring a sign.
            _ => self.begin(day, value.abs()),
        }
    }

    /// The summary at a day that is not before the last row; nothing without a purchase.
    pub(super) fn summary_of_past(&self, as_of_day: i64, period: Period) -> Option<CustomerSummary> {
        let (first, last) = (self.days.first()?, self.days.last()?);
        let periods = |day: i64| day.saturating_sub(first.day) as f64 / period.days();
        let frequency = (self.days.len() - 1) as f64;
        let (spend, paid) = self.repeat_spend();
        let log_interval_sum = last.log_intervals - frequency * math::ln(period.days());
        Some(CustomerSummary {
            frequency,
            last_purchase_age: periods(last.day),
            age: periods(as_of_day),
            paid_frequency: f64::from(paid),
            monetary: if paid == 0 { 0.0 } else { spend / f64::from(paid) },
            log_interval_sum: if frequency == 0.0 { 0.0 } else { log_interval_sum },
        })
    }

    /// Days of purchases, those that cost something, and what they cost together.
    pub(super) fn all(&self) -> (f64, f64, f64) {
        let first = self.days.first().map_or(0.0, |first| first.spend);
        let (spend, paid) = self.repeat_spend();
        (self.days.len() as f64, f64::from(paid) + f64::from(u8::from(first > 0.0)), first + spend)
    }

    /// The days of purchases that stand, ascending.
    #[cfg(feature = "train")]
    pub(super) fn day_numbers(&self) -> impl Iterator<Item = i64> {
        self.days.iter().map(|day| day.day)
    }

    /// Begin anew with another customer, memory kept.
    pub(super) fn clear(&mut self) {
        self.days.clear();
        self.latest = None;
        self.returns = ReturnTotals::default();
    }

    /// What repeat purchases cost, and how many cost something.
    fn repeat_spend(&self) -> (f64, u32) {
        match self.days.last() {
            Some(last) if self.days.len() > 1 => {
                (last.spend_before + last.spend, last.paid_before + u32::from(last.spend > 0.0))
            }
            _ => (0.0, 0),
        }
    }

    fn begin(&mut self, day: i64, spend: f64) {
        let (spend_before, paid_before) = self.repeat_spend();
        let log_intervals =
            self.days.last().map_or(0.0, |last| last.log_intervals + math::ln((day - last.day) as f64));
        self.days.push(PurchaseDay { day, spend, spend_before, paid_before, log_intervals });
    }

    /// Take an amount off the purchases so far, the latest first.
    fn give_back(&mut self, returned: f64) {
        self.returns.rows += 1;
        self.returns.value += returned;
        let mut left = returned;
        let mut free = Vec::new();
        while left > 0.0 {
            let Some(last) = self.days.last_mut() else { break };
            if last.spend == 0.0 {
                free.push(last.day);
                self.days.pop();
                continue;
            }
            let kept = last.spend - left;
            if kept > NOTHING * returned {
                last.spend = kept;
                left = 0.0;
            } else {
                left = if -kept > NOTHING * returned { -kept } else { 0.0 };
                self.returns.purchases_undone += 1;
                self.days.pop();
            }
        }
        while let Some(day) = free.pop() {
            self.begin(day, 0.0);
        }
        if left > 0.0 {
            self.returns.unmatched_rows += 1;
            self.returns.unmatched_value += left;
        }
    }
}

/// Refuse a value that is no amount of money.
pub(super) fn check_value(subject: &str, value: f64) -> Result<()> {
    if value.abs() <= MAX_VALUE {
        return Ok(());
    }
    let expected = "an amount within 1e15 of 0, negative for a return; leave the row out if it has none";
    Err(SartorError::out_of_range(subject, "value", value, expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(rows: &[(i64, f64)]) -> CustomerPurchases {
        let mut purchases = CustomerPurchases::default();
        for (day, value) in rows {
            purchases.fold(*day, *value).unwrap();
        }
        purchases
    }

    fn figures(rows: &[(i64, f64)]) -> (f64, f64, f64, f64) {
        let summary = folded(rows).summary(100, Period::DAY).unwrap();
        (summary.frequency, summary.last_purchase_age, summary.paid_frequency, summary.monetary)
    }

    #[test]
    fn a_return_is_taken_off_the_latest_purchase_first() {
        assert_eq!(figures(&[(1, 10.0), (5, 20.0), (9, 30.0), (20, -5.0)]), (2.0, 8.0, 2.0, 22.5));
        assert_eq!(figures(&[(1, 10.0), (5, 20.0), (9, 30.0), (20, -35.0)]), (1.0, 4.0, 1.0, 15.0));
    }

    #[test]
    fn a_customer_whose_first_purchase_is_returned_begins_with_the_next() {
        assert_eq!(figures(&[(1, 10.0), (3, -10.0), (5, 20.0), (9, 30.0)]), (1.0, 4.0, 1.0, 30.0));
    }

    #[test]
    fn a_return_whole_but_for_rounding_undoes_the_purchase() {
        let purchases = folded(&[(1, 7.0), (2, 0.1), (2, 0.2), (3, -0.3)]);
        assert_eq!(purchases.returns().purchases_undone, 1);
        assert_eq!(purchases.returns().unmatched_rows, 0);
        assert_eq!(purchases.summary(9, Period::DAY).unwrap().frequency, 0.0);
    }

    #[test]
    fn what_was_never_bought_is_counted_and_left_out() {
        let purchases = folded(&[(1, 10.0), (3, -25.0), (5, 20.0)]);
        let returns = purchases.returns();
        assert_eq!((returns.rows, returns.value), (1, 25.0));
        assert_eq!((returns.purchases_undone, returns.unmatched_rows, returns.unmatched_value), (1, 1, 15.0));
        assert_eq!(purchases.all(), (1.0, 1.0, 20.0));
    }

    #[test]
    fn a_return_passes_over_what_was_free() {
        let rows = [(1, 10.0), (5, 20.0), (9, 0.0), (12, 0.0), (20, -20.0)];
        assert_eq!(figures(&rows), (2.0, 11.0, 0.0, 0.0));
        let logs = folded(&rows).summary(100, Period::DAY).unwrap().log_interval_sum;
        assert!((logs - math::ln(8.0) - math::ln(3.0)).abs() < 1e-12);
    }

    #[test]
    fn what_is_stored_comes_back_and_what_is_damaged_does_not() {
        let purchases = folded(&[(1, 10.1), (5, 20.2), (9, 0.0), (12, 3.3), (20, -21.0), (20, 7.7)]);
        let text = serde_json::to_string(&purchases).unwrap();
        assert_eq!(serde_json::from_str::<CustomerPurchases>(&text).unwrap(), purchases);
        for damaged in [text.replace("10.1", "-10.1"), text.replace("[1,", "[30,"), text.replace("10.1,", "")]
        {
            assert_ne!(damaged, text);
            serde_json::from_str::<CustomerPurchases>(&damaged).unwrap_err();
        }
    }

    #[test]
    fn a_refused_row_changes_nothing() {
        let purchases = folded(&[(5, 10.0)]);
        for (day, value) in [(4, 1.0), (6, f64::NAN), (6, 1e16), (i64::MAX, 1.0)] {
            let mut after = purchases.clone();
            assert_eq!(after.fold(day, value).unwrap_err().code(), "OUT_OF_RANGE");
            assert_eq!(after, purchases);
        }
    }

    #[test]
    fn a_summary_is_not_of_a_day_before_the_last_row() {
        assert_eq!(folded(&[(5, 10.0)]).summary(4, Period::DAY).unwrap_err().code(), "OUT_OF_RANGE");
        assert_eq!(CustomerPurchases::default().summary(4, Period::DAY).unwrap_err().code(), "TOO_FEW");
    }
}
