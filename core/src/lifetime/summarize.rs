//! What do the lifetime models need of every customer in a file of transactions?
//!
//! Each row is a customer, a time and what was paid (negative: a return or a cancellation). The rows of a customer are
//! folded in the order of time ([`CustomerPurchases`] is the definition of every figure), at one instant purchases
//! before returns; the order of the rows in the file does not matter, to the bit. Purchases of one day, on the clock
//! of `utc_offset_minutes`, count once.
//!
//! With `calibration_end_ms` the figures are as they were known at the end of that day, and what came after it
//! stands beside them as the holdout: later returns take nothing off what was bought before, so that no
//! knowledge of the future leaks into a fit. Those who first bought after it are left out, and counted.
//!
//! ```
//! use sartor::lifetime::{CustomerColumn, CustomerIds, Period, SummaryOptions, Transactions, summarize};
//! const DAY: i64 = 86_400_000;
//! let rows = Transactions {
//!     customer: CustomerColumn::Text(&["zoe", "ada", "zoe", "ada", "zoe", "ada"]),
//!     timestamp_ms: &[0, 7 * DAY, 14 * DAY, 21 * DAY, 70 * DAY, 22 * DAY],
//!     value: Some(&[10.0, 20.0, 30.0, 40.0, 50.0, -40.0]),
//! };
//! let options = SummaryOptions { calibration_end_ms: Some(49 * DAY), ..SummaryOptions::new(Period::WEEK, 77 * DAY) };
//! let s = summarize(&rows, &options)?;
//! assert_eq!(s.customer, CustomerIds::Text(vec!["ada".to_owned(), "zoe".to_owned()]));
//! assert_eq!((&s.frequency[..], &s.last_purchase_age[..], &s.age[..]), (&[0.0, 1.0][..], &[0.0, 2.0][..], &[6.0, 7.0][..]));
//! assert_eq!((&s.holdout_value[..], s.holdout_periods, s.returns.purchases_undone), (&[0.0, 50.0][..], 4.0, 1));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::customers::{CustomerColumn, CustomerIds, NOBODY};
use super::period::Period;
use super::purchases::{CustomerPurchases, CustomerSummary, ReturnTotals, check_value};
use crate::time::{DAY_MS, check_timestamp, check_utc_offset, local_day};
use crate::{Result, SartorError};

const SUBJECT: &str = "transactions";
/// The most rows of one call.
const MOST_ROWS: usize = 1_000_000_000;

/// Columns of transactions, one row each.
#[derive(Debug, Clone, Copy)]
pub struct Transactions<'a> {
    /// Whose it is. Rows of nobody (a blank text) are left out and counted.
    pub customer: CustomerColumn<'a>,
    /// When, in milliseconds since 1970, UTC.
    pub timestamp_ms: &'a [i64],
    /// What was paid, negative for what was returned; without it all purchases count as free.
    pub value: Option<&'a [f64]>,
}

/// How transactions are summarised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SummaryOptions {
    /// The unit of time of the summaries.
    pub period: Period,
    /// Now. The whole day belongs to the past; rows after it are left out and counted.
    pub as_of_ms: i64,
    /// The end of what a model may learn from; the whole day belongs to that.
    #[serde(default)]
    pub calibration_end_ms: Option<i64>,
    /// Minutes east of UTC of the clock whose days are counted.
    #[serde(default)]
    pub utc_offset_minutes: i32,
}

impl SummaryOptions {
    /// Everything up to now, days in UTC.
    pub fn new(period: Period, as_of_ms: i64) -> Self {
        Self { period, as_of_ms, calibration_end_ms: None, utc_offset_minutes: 0 }
    }
}

/// What was not made into a customer's summary.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LeftOut {
    /// Rows of nobody.
    pub rows_without_customer: i64,
    /// Rows after `as_of_ms`.
    pub rows_after_as_of: i64,
    /// Customers of whose purchases nothing is left after their returns.
    pub customers_all_returned: i64,
    /// Customers who first bought after `calibration_end_ms`.
    pub customers_after_calibration: i64,
}

/// What the lifetime models need of each customer, as columns, with the units that the figures are in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summaries {
    /// The customers, ascending.
    pub customer: CustomerIds,
    /// Repeat purchases: days with a purchase after the first such day.
    pub frequency: Vec<f64>,
    /// Age at the last purchase, in periods since the first; 0 without repeat purchases.
    pub last_purchase_age: Vec<f64>,
    /// Age at `calibration_end_ms`, or else at `as_of_ms`.
    pub age: Vec<f64>,
    /// Repeat purchases that cost something: what [`GammaGamma`](super::GammaGamma) is fitted to.
    pub paid_frequency: Vec<f64>,
    /// Mean spend of those; 0 without any.
    pub monetary: Vec<f64>,
    /// Sum of the logarithms of the intervals between purchases, in periods: how regularly they buy.
    pub log_interval_sum: Vec<f64>,
    /// Days with a purchase in the holdout; empty without one, as are the two columns below.
    pub holdout_frequency: Vec<f64>,
    /// Spend in the holdout, less returns of what was bought in it.
    pub holdout_value: Vec<f64>,
    /// Mean spend of those of its purchases that cost something; 0 without any.
    pub holdout_monetary: Vec<f64>,
    /// Length of the holdout in periods; 0 without one.
    pub holdout_periods: f64,
    /// The unit of time of the ages.
    pub period: Period,
    /// Now, as it was given.
    pub as_of_ms: i64,
    /// The end of the calibration, as it was given.
    pub calibration_end_ms: Option<i64>,
    /// What returns took off before the end of the calibration, of all customers.
    pub returns: ReturnTotals,
    /// What returns took off in the holdout. Returns of earlier purchases are its unmatched ones.
    pub holdout_returns: ReturnTotals,
    /// What is not in the columns.
    pub left_out: LeftOut,
}

impl Summaries {
    /// How many customers.
    pub fn len(&self) -> usize {
        self.frequency.len()
    }

    /// Whether there are none, which no call returns.
    pub fn is_empty(&self) -> bool {
        self.frequency.is_empty()
    }

    fn empty(options: &SummaryOptions) -> Self {
        Self {
            customer: CustomerIds::Integer(Vec::new()),
            frequency: Vec::new(),
            last_purchase_age: Vec::new(),
            age: Vec::new(),
            paid_frequency: Vec::new(),
            monetary: Vec::new(),
            log_interval_sum: Vec::new(),
            holdout_frequency: Vec::new(),
            holdout_value: Vec::new(),
            holdout_monetary: Vec::new(),
            holdout_periods: 0.0,
            period: options.period,
            as_of_ms: options.as_of_ms,
            calibration_end_ms: options.calibration_end_ms,
            returns: ReturnTotals::default(),
            holdout_returns: ReturnTotals::default(),
            left_out: LeftOut::default(),
        }
    }

    fn push(&mut self, summary: &CustomerSummary) {
        self.frequency.push(summary.frequency);
        self.last_purchase_age.push(summary.last_purchase_age);
        self.age.push(summary.age);
        self.paid_frequency.push(summary.paid_frequency);
        self.monetary.push(summary.monetary);
        self.log_interval_sum.push(summary.log_interval_sum);
    }

    fn push_holdout(&mut self, purchases: &CustomerPurchases) {
        let (days, paid, spend) = purchases.all();
        self.holdout_frequency.push(days);
        self.holdout_value.push(spend);
        self.holdout_monetary.push(if paid == 0.0 { 0.0 } else { spend / paid });
        self.holdout_returns.add(purchases.returns());
    }
}

/// Summarise every customer of a file of transactions.
///
/// A row that cannot be is an error that names it; a return never is. `TOO_FEW` when no customer is left.
pub fn summarize(transactions: &Transactions<'_>, options: &SummaryOptions) -> Result<Summaries> {
    let mut left_out = LeftOut::default();
    let mut summaries = Summaries::empty(options);
    let mut keep = Vec::new();
    let (customers, days) = each_customer(transactions, options, &mut left_out, |past| {
        let summary = past.known.summary_of_past(past.end_day, options.period);
        summaries.returns.add(past.known.returns());
        keep.push(summary.is_some());
        if let Some(summary) = summary {
            summaries.push(&summary);
            if let Some(later) = past.later {
                summaries.push_holdout(later);
            }
        } else if past.bought_before {
            summaries.left_out.customers_all_returned += 1;
        } else if past.bought_later {
            summaries.left_out.customers_after_calibration += 1;
        }
    })?;
    summaries.left_out.rows_without_customer = left_out.rows_without_customer;
    summaries.left_out.rows_after_as_of = left_out.rows_after_as_of;
    if summaries.is_empty() {
        return Err(SartorError::TooFew {
            subject: SUBJECT.to_owned(),
            found: 0,
            needed: 1,
            unit: "customers with a purchase in the time to learn from".to_owned(),
        });
    }
    summaries.customer = customers.kept(&keep);
    summaries.holdout_periods = f64::from(days.now - days.end) / options.period.days();
    Ok(summaries)
}

/// One customer's purchases, as they were known at the end of the calibration and as they came after it.
pub(super) struct CustomerPast<'a> {
    pub known: &'a CustomerPurchases,
    /// What came after it, of which returns undo nothing that was known; `None` without a holdout.
    pub later: Option<&'a CustomerPurchases>,
    /// The last day to learn from.
    pub end_day: i64,
    bought_before: bool,
    bought_later: bool,
}

/// Fold the rows of each customer, in the order of the customers; gives who they are, and the days of the options.
pub(super) fn each_customer(
    transactions: &Transactions<'_>,
    options: &SummaryOptions,
    left_out: &mut LeftOut,
    mut visit: impl FnMut(&CustomerPast<'_>),
) -> Result<(CustomerIds, Days)> {
    let days = Days::read(options)?;
    check(transactions)?;
    let (customers, numbers) = transactions.customer.numbered();
    let (mut rows, ends) = by_customer(transactions, &numbers, customers.len(), &days, left_out);
    let mut begin = 0;
    let (mut known, mut later) = (CustomerPurchases::default(), CustomerPurchases::default());
    for end in ends {
        let Some(rows) = rows.get_mut(begin..end) else { continue };
        begin = end;
        rows.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        let split = rows.partition_point(|(time, _)| days.of(*time) <= days.end);
        let (before, after) = rows.split_at(split);
        days.fold(&mut known, before);
        if days.holdout {
            days.fold(&mut later, after);
        }
        visit(&CustomerPast {
            known: &known,
            later: days.holdout.then_some(&later),
            end_day: i64::from(days.end),
            bought_before: !before.is_empty(),
            bought_later: !after.is_empty(),
        });
    }
    Ok((customers, days))
}

/// The days that the options name.
pub(super) struct Days {
    utc_offset_minutes: i32,
    /// The last day to learn from.
    pub end: i32,
    pub now: i32,
    pub holdout: bool,
}

impl Days {
    fn read(options: &SummaryOptions) -> Result<Self> {
        const SUBJECT: &str = "summary options";
        let utc_offset_minutes = options.utc_offset_minutes;
        check_utc_offset(SUBJECT, "utc_offset_minutes", utc_offset_minutes)?;
        check_timestamp(SUBJECT, "as_of_ms", options.as_of_ms)?;
        let now = local_day(options.as_of_ms, utc_offset_minutes);
        let Some(end_ms) = options.calibration_end_ms else {
            return Ok(Self { utc_offset_minutes, end: now, now, holdout: false });
        };
        check_timestamp(SUBJECT, "calibration_end_ms", end_ms)?;
        let end = local_day(end_ms, utc_offset_minutes);
        if end >= now {
            let expected = format!("a day before that of as_of_ms, {}", options.as_of_ms);
            return Err(SartorError::out_of_range(SUBJECT, "calibration_end_ms", end_ms, &expected));
        }
        Ok(Self { utc_offset_minutes, end, now, holdout: true })
    }

    fn of(&self, timestamp_ms: i64) -> i32 {
        local_day(timestamp_ms, self.utc_offset_minutes)
    }

    /// Fold sorted rows of one customer anew.
    fn fold(&self, purchases: &mut CustomerPurchases, rows: &[(i64, f64)]) {
        purchases.clear();
        for (time, value) in rows {
            purchases.add(i64::from(self.of(*time)), *value);
        }
    }
}

/// Refuse columns of different lengths, and rows that cannot be.
fn check(transactions: &Transactions<'_>) -> Result<()> {
    let Transactions { customer, timestamp_ms, value } = transactions;
    let rows = customer.len();
    if rows == 0 {
        return Err(SartorError::TooFew {
            subject: SUBJECT.to_owned(),
            found: 0,
            needed: 1,
            unit: "rows".to_owned(),
        });
    }
    if rows > MOST_ROWS {
        return Err(SartorError::too_many(SUBJECT, "customer", rows, MOST_ROWS, "rows"));
    }
    let columns = [("timestamp_ms", timestamp_ms.len()), ("value", value.map_or(rows, <[f64]>::len))];
    for (field, length) in columns {
        if length != rows {
            let expected = format!("as long as customer, {rows} rows");
            return Err(SartorError::out_of_range(SUBJECT, field, format!("{length} rows long"), &expected));
        }
    }
    if let Some(row) = timestamp_ms.iter().position(|time| check_timestamp("", "", *time).is_err()) {
        let time = timestamp_ms.get(row).copied().unwrap_or_default();
        let expected = "milliseconds from 1970 to before 2200; seconds times 1,000, nanoseconds by 1,000,000";
        return Err(SartorError::out_of_range(&format!("row {row}"), "timestamp_ms", time, expected));
    }
    let mut values = value.unwrap_or_default().iter().enumerate();
    values
        .find(|(_, value)| check_value("", **value).is_err())
        .map_or(Ok(()), |(row, value)| check_value(&format!("row {row}"), *value))
}

/// Times and values of the rows, each customer's together, and where each customer's end.
fn by_customer(
    transactions: &Transactions<'_>,
    numbers: &[u32],
    customers: usize,
    days: &Days,
    left_out: &mut LeftOut,
) -> (Vec<(i64, f64)>, Vec<usize>) {
    // The first instant of the day after now, on the clock whose days are counted.
    let end_of_time =
        (i64::from(days.now) + 1) * DAY_MS - i64::from(days.utc_offset_minutes) * crate::time::MINUTE_MS;
    let mut places = vec![0_usize; customers];
    for (number, time) in numbers.iter().zip(transactions.timestamp_ms) {
        if *number == NOBODY {
            left_out.rows_without_customer += 1;
        } else if *time >= end_of_time {
            left_out.rows_after_as_of += 1;
        } else if let Some(count) = places.get_mut(*number as usize) {
            *count += 1;
        }
    }
    let mut total = 0;
    for place in &mut places {
        let count = *place;
        *place = total;
        total += count;
    }
    let mut rows = vec![(0, 0.0); total];
    for (row, (number, time)) in numbers.iter().zip(transactions.timestamp_ms).enumerate() {
        if *time >= end_of_time {
            continue;
        }
        if let Some(place) = places.get_mut(*number as usize) {
            let value = transactions.value.and_then(|values| values.get(row)).copied().unwrap_or(0.0);
            if let Some(slot) = rows.get_mut(*place) {
                *slot = (*time, value);
            }
            *place += 1;
        }
    }
    // Filled, each place has moved to the end of its customer's rows.
    (rows, places)
}
