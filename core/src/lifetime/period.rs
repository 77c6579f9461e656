//! How long is a period, the unit of time of a model's data and answers?

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Result, SartorError};

/// The length of a period in days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Period(f64);

impl Period {
    /// One day.
    pub const DAY: Self = Self(1.0);
    /// Seven days.
    pub const WEEK: Self = Self(7.0);
    /// A twelfth of a year: 30.4375 days. Months of the calendar differ in length, and rates with them.
    pub const MONTH: Self = Self(30.4375);
    /// 365.25 days.
    pub const YEAR: Self = Self(365.25);

    /// A period of so many days, a thousandth to a million.
    pub fn of_days(days: f64) -> Result<Self> {
        if (1e-3..=1e6).contains(&days) {
            return Ok(Self(days));
        }
        Err(SartorError::out_of_range("period", "days", days, "0.001 to 1,000,000"))
    }

    /// `day`, `week`, `month` or `year`.
    ///
    /// ```
    /// use sartor::lifetime::Period;
    /// assert_eq!(Period::named("week")?.days(), 7.0);
    /// assert_eq!(Period::of_days(10.0)?.to_string(), "10 days");
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn named(name: &str) -> Result<Self> {
        let named = NAMES.iter().find(|(known, _)| *known == name);
        named.map(|(_, period)| *period).ok_or_else(|| {
            SartorError::invalid("period", "name", "day, week, month or year, or else a number of days")
        })
    }

    /// Its length in days.
    pub fn days(self) -> f64 {
        self.0
    }
}

const NAMES: [(&str, Period); 4] =
    [("day", Period::DAY), ("week", Period::WEEK), ("month", Period::MONTH), ("year", Period::YEAR)];

impl TryFrom<f64> for Period {
    type Error = SartorError;

    fn try_from(days: f64) -> Result<Self> {
        Self::of_days(days)
    }
}

impl From<Period> for f64 {
    fn from(period: Period) -> Self {
        period.0
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match NAMES.iter().find(|(_, period)| period == self) {
            Some((name, _)) => f.write_str(name),
            None => write!(f, "{} days", self.0),
        }
    }
}
