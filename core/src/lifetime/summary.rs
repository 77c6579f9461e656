//! What of a customer's purchases does a lifetime model need to know?
//!
//! Three numbers are sufficient for the purchases (Schmittlein, Morrison and Colombo 1987): how many came
//! after the first, how old the customer was at the last, and how old the customer is now, all counted from
//! the first purchase. The literature writes `x, t_x, T` and calls `t_x` recency; here it is
//! `last_purchase_age`, since in RFM recency is the time since. Purchases on one day count once.
//!
//! The unit of time is the caller's: whatever it is, the model's forecasts are in the same.
//!
//! ```
//! use sartor::lifetime::summarize_customer;
//! // Bought on days 10, 24 (twice) and 59 for 40, 30 + 5 and 25; today is day 80; a period is a week.
//! let summary = summarize_customer(&[(10, 40.0), (24, 30.0), (24, 5.0), (59, 25.0)], 80, 7.0)?;
//! assert_eq!((summary.frequency, summary.last_purchase_age, summary.age), (2.0, 7.0, 10.0));
//! assert_eq!(summary.monetary, 30.0); // mean of the repeat purchases: 35 and 25
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::purchases::CustomerPurchases;
use crate::{Result, SartorError};

/// The most repeat purchases a summary may count.
pub const MAX_FREQUENCY: f64 = 1e6;
/// The longest age accepted, in whatever unit.
pub const MAX_AGE: f64 = 1e9;

/// One purchase history, summarised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PurchaseSummary {
    /// Repeat purchases: days with a purchase after the first such day. A whole number, 0 to 1,000,000.
    pub frequency: f64,
    /// Age at the last purchase, in periods since the first; 0 without repeat purchases.
    pub last_purchase_age: f64,
    /// Age now, in periods since the first purchase.
    pub age: f64,
    /// Mean spend of a repeat purchase, in the caller's unit of money; 0 without repeat purchases.
    pub monetary: f64,
}

impl PurchaseSummary {
    /// Refuse a summary that no history can have, naming the field; `subject` says whose it is.
    pub fn check(&self, subject: &str) -> Result<()> {
        check_history(subject, self.frequency, self.last_purchase_age, self.age)?;
        check_monetary(subject, self.frequency, self.monetary)
    }
}

/// Refuse a number of repeat purchases that cannot be.
pub(super) fn check_count(subject: &str, frequency: f64) -> Result<()> {
    if (0.0..=MAX_FREQUENCY).contains(&frequency) && f64::from(frequency as u32) == frequency {
        return Ok(());
    }
    let expected = "a whole number from 0 to 1,000,000";
    Err(SartorError::out_of_range(subject, "frequency", frequency, expected))
}

/// Refuse numbers of purchases and ages that no history can have.
pub(super) fn check_history(subject: &str, frequency: f64, last_purchase_age: f64, age: f64) -> Result<()> {
    let fail = |field: &str, value: f64, expected: &str| {
        Err(SartorError::out_of_range(subject, field, value, expected))
    };
    check_count(subject, frequency)?;
    if !(0.0..=MAX_AGE).contains(&age) {
        return fail("age", age, "0 to 1e9 periods");
    }
    if !(0.0..=age).contains(&last_purchase_age) {
        return fail("last_purchase_age", last_purchase_age, &format!("0 to the age {age}"));
    }
    if frequency == 0.0 && last_purchase_age != 0.0 {
        return fail("last_purchase_age", last_purchase_age, "0 when frequency is 0");
    }
    if frequency > 0.0 && last_purchase_age == 0.0 {
        return fail("last_purchase_age", last_purchase_age, "above 0 when frequency is above 0");
    }
    Ok(())
}

/// Refuse a mean spend that does not go with the number of repeat purchases.
pub(super) fn check_monetary(subject: &str, frequency: f64, monetary: f64) -> Result<()> {
    let fits = if frequency == 0.0 { monetary == 0.0 } else { monetary > 0.0 && monetary <= 1e15 };
    if fits {
        return Ok(());
    }
    let expected = if frequency == 0.0 { "0 when frequency is 0" } else { "above 0, at most 1e15" };
    Err(SartorError::out_of_range(subject, "monetary", monetary, expected))
}

/// Summarise one customer's purchases, given as day numbers in ascending order with what was spent.
///
/// `period_days` is the length of a period in days (7 for weeks). It is [`CustomerPurchases`] in one call, at one
/// day purchases before returns, without rows of no spend: here every purchase has one. Days after `as_of_day` are
/// refused: they have not happened.
pub fn summarize_customer(
    purchases: &[(i64, f64)],
    as_of_day: i64,
    period_days: f64,
) -> Result<PurchaseSummary> {
    const SUBJECT: &str = "purchases";
    let period = Period::of_days(period_days)
        .map_err(|_| SartorError::out_of_range(SUBJECT, "period_days", period_days, "0.001 to 1,000,000"))?;
    let mut folded = CustomerPurchases::default();
    for day in purchases.chunk_by(|one, other| one.0 == other.0) {
        let paid = day.iter().filter(|(_, amount)| *amount > 0.0);
        let returned = day.iter().filter(|(_, amount)| *amount < 0.0 || amount.is_nan());
        for (number, amount) in paid.chain(returned) {
            folded.fold(*number, *amount)?;
        }
    }
    let summary = folded.summary(as_of_day, period)?.purchase_summary();
    summary.check(SUBJECT)?;
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purchases_on_one_day_count_once() {
        let once = summarize_customer(&[(1, 10.0), (5, 20.0)], 9, 1.0).unwrap();
        let twice = summarize_customer(&[(1, 4.0), (1, 6.0), (5, 15.0), (5, 5.0)], 9, 1.0).unwrap();
        assert_eq!(once, twice);
    }

    #[test]
    fn a_day_whose_returns_undo_its_purchases_is_no_purchase() {
        let summary = summarize_customer(&[(1, 10.0), (5, 20.0), (5, -20.0)], 9, 1.0).unwrap();
        assert_eq!(summary.frequency, 0.0);
        assert_eq!(summary.last_purchase_age, 0.0);
    }

    #[test]
    fn what_has_not_happened_is_refused() {
        assert_eq!(summarize_customer(&[(10, 1.0)], 9, 1.0).unwrap_err().code(), "OUT_OF_RANGE");
    }

    #[test]
    fn unsorted_days_are_refused_rather_than_miscounted() {
        assert_eq!(summarize_customer(&[(5, 1.0), (1, 1.0)], 9, 1.0).unwrap_err().code(), "OUT_OF_RANGE");
    }

    #[test]
    fn a_customer_without_purchases_has_no_summary() {
        assert_eq!(summarize_customer(&[], 9, 1.0).unwrap_err().code(), "TOO_FEW");
    }

    #[test]
    fn impossible_histories_are_refused_by_the_field_at_fault() {
        let rows = [
            (1.5, 1.0, 2.0, "frequency"),
            (-1.0, 1.0, 2.0, "frequency"),
            (f64::NAN, 1.0, 2.0, "frequency"),
            (2e6, 1.0, 2.0, "frequency"),
            (1.0, 3.0, 2.0, "last_purchase_age"),
            (1.0, f64::NAN, 2.0, "last_purchase_age"),
            (0.0, 1.0, 2.0, "last_purchase_age"),
            (1.0, 0.0, 2.0, "last_purchase_age"),
            (1.0, 1.0, f64::INFINITY, "age"),
            (0.0, 0.0, -1.0, "age"),
        ];
        for (x, t_x, t, field) in rows {
            let text = check_history("row 7", x, t_x, t).unwrap_err().to_string();
            assert!(text.starts_with(&format!("row 7: {field} is")), "{text}");
        }
    }
}
