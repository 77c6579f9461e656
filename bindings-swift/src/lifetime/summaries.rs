//! What do the models need of the customers in a file of transactions?

use sartor::Result;
use sartor::lifetime::{
    self as core, CustomerColumn, LeftOut, PurchaseSummary, ReturnTotals, SummaryOptions, Transactions,
};

use super::columns::equally_long;
use crate::work::run;

/// Customers as the host calls them: texts, of which a blank one is nobody, or whole numbers.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum CustomerIds {
    /// Texts.
    Text(Vec<String>),
    /// Whole numbers.
    Integer(Vec<i64>),
}

impl From<&core::CustomerIds> for CustomerIds {
    fn from(ids: &core::CustomerIds) -> Self {
        match ids {
            core::CustomerIds::Text(ids) => Self::Text(ids.clone()),
            core::CustomerIds::Integer(ids) => Self::Integer(ids.clone()),
        }
    }
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Enum)]
pub enum Period {
    /// One day.
    Day,
    /// Seven days.
    Week,
    /// A twelfth of a year: 30.4375 days.
    Month,
    /// 365.25 days.
    Year,
    /// So many days, 0.001 to 1,000,000.
    Days(f64),
}

impl Period {
    pub(super) fn core(self) -> Result<core::Period> {
        match self {
            Self::Day => Ok(core::Period::DAY),
            Self::Week => Ok(core::Period::WEEK),
            Self::Month => Ok(core::Period::MONTH),
            Self::Year => Ok(core::Period::YEAR),
            Self::Days(days) => core::Period::of_days(days),
        }
    }

    pub(super) fn of(period: core::Period) -> Self {
        match period {
            core::Period::DAY => Self::Day,
            core::Period::WEEK => Self::Week,
            core::Period::MONTH => Self::Month,
            core::Period::YEAR => Self::Year,
            other => Self::Days(other.days()),
        }
    }
}

/// Rows of transactions as they were given, kept to look back on.
#[derive(Debug)]
pub struct Rows {
    customer: CustomerIds,
    timestamp_ms: Vec<i64>,
    value: Option<Vec<f64>>,
}

impl Rows {
    /// Do something with them as core sees them.
    pub fn with<T>(&self, work: impl FnOnce(&Transactions<'_>) -> T) -> T {
        let texts: Vec<&str>;
        let customer = match &self.customer {
            CustomerIds::Text(ids) => {
                texts = ids.iter().map(String::as_str).collect();
                CustomerColumn::Text(&texts)
            }
            CustomerIds::Integer(ids) => CustomerColumn::Integer(ids),
        };
        work(&Transactions { customer, timestamp_ms: &self.timestamp_ms, value: self.value.as_deref() })
    }
}

/// What the models need of each customer, as columns of one length in the order of `customer`, with the units they are
/// in.
#[derive(Debug, uniffi::Object)]
pub struct Summaries {
    pub(super) known: core::Summaries,
    pub(super) rows: Rows,
    pub(super) options: SummaryOptions,
}

#[uniffi::export]
impl Summaries {
    /// How many customers there are.
    pub fn size(&self) -> u32 {
        u32::try_from(self.known.len()).unwrap_or(u32::MAX)
    }

    /// The customers, ascending.
    pub fn customer(&self) -> CustomerIds {
        (&self.known.customer).into()
    }

    /// Repeat purchases: days with a purchase after the first such day.
    pub fn frequency(&self) -> Vec<f64> {
        self.known.frequency.clone()
    }

    /// Age at the last purchase, in periods since the first; 0 without repeat purchases.
    pub fn last_purchase_age(&self) -> Vec<f64> {
        self.known.last_purchase_age.clone()
    }

    /// Age, in periods.
    pub fn age(&self) -> Vec<f64> {
        self.known.age.clone()
    }

    /// Repeat purchases that cost something: what `GammaGamma` is fitted to.
    pub fn paid_frequency(&self) -> Vec<f64> {
        self.known.paid_frequency.clone()
    }

    /// Mean spend of those; 0 without any.
    pub fn monetary(&self) -> Vec<f64> {
        self.known.monetary.clone()
    }

    /// Sum of the logarithms of the intervals between purchases, in periods: how regularly they buy, for `BgCnbd` and
    /// `MbgCnbd`.
    pub fn log_interval_sum(&self) -> Vec<f64> {
        self.known.log_interval_sum.clone()
    }

    /// Days with a purchase in the holdout; empty without one, as are the two columns below.
    pub fn holdout_frequency(&self) -> Vec<f64> {
        self.known.holdout_frequency.clone()
    }

    /// Spend in the holdout, less returns of what was bought in it.
    pub fn holdout_value(&self) -> Vec<f64> {
        self.known.holdout_value.clone()
    }

    /// Mean spend of the holdout's purchases that cost something; 0 without any.
    pub fn holdout_monetary(&self) -> Vec<f64> {
        self.known.holdout_monetary.clone()
    }

    /// Length of the holdout in periods; 0 without one.
    pub fn holdout_periods(&self) -> f64 {
        self.known.holdout_periods
    }

    /// The unit of time.
    pub fn period(&self) -> Period {
        Period::of(self.known.period)
    }

    /// Days in a period.
    pub fn period_days(&self) -> f64 {
        self.known.period.days()
    }

    /// What returns took off, up to the end of the calibration.
    pub fn returns(&self) -> ReturnTotals {
        self.known.returns.clone()
    }

    /// What returns took off in the holdout.
    pub fn holdout_returns(&self) -> ReturnTotals {
        self.known.holdout_returns.clone()
    }

    /// What is not in the columns.
    pub fn left_out(&self) -> LeftOut {
        self.known.left_out.clone()
    }
}

/// Summarise a file of transactions: one row each, in any order, times in milliseconds since the epoch, UTC, and what
/// was paid, negative for what was returned.
///
/// Purchases of one day, on the clock of `utcOffsetMinutes`, count once. A period is a week unless told otherwise.
/// Figures are as of the end of the day `asOf` (the last of the rows by default), or of `calibrationEnd` with the rest
/// as holdout.
#[uniffi::export(
    default(value = None, period = None, as_of = None, calibration_end = None, utc_offset_minutes = 0)
)]
pub fn summarize(
    customer: CustomerIds,
    timestamp_ms: Vec<i64>,
    value: Option<Vec<f64>>,
    period: Option<Period>,
    as_of: Option<i64>,
    calibration_end: Option<i64>,
    utc_offset_minutes: i32,
) -> Result<Summaries> {
    run("summarize", || {
        let options = SummaryOptions {
            period: period.map_or(Ok(core::Period::WEEK), Period::core)?,
            as_of_ms: as_of.or_else(|| timestamp_ms.iter().copied().max()).unwrap_or(0),
            calibration_end_ms: calibration_end,
            utc_offset_minutes,
        };
        let rows = Rows { customer, timestamp_ms, value };
        let known = rows.with(|rows| core::summarize(rows, &options))?;
        Ok(Summaries { known, rows, options })
    })
}

/// One customer's purchases, as day numbers in ascending order with what was spent, summarised for the models.
///
/// Purchases on one day count once; `periodDays` is the length of a period in days, 7 for weeks.
#[uniffi::export(default(period_days = 1.0))]
pub fn summarize_customer(
    days: &[i64],
    spend: &[f64],
    as_of_day: i64,
    period_days: f64,
) -> Result<PurchaseSummary> {
    run("summarizeCustomer", || {
        equally_long(days.len(), &[("spend", spend.len())])?;
        let purchases: Vec<_> = days.iter().copied().zip(spend.iter().copied()).collect();
        core::summarize_customer(&purchases, as_of_day, period_days)
    })
}
