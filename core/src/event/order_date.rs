//! Which day is `12/1/2010`, when the shop says how it writes its dates?
//!
//! Months and days in figures cannot be told apart by looking, so nothing is guessed: times are ISO 8601 unless
//! [`OrderOptions::date_order`](super::OrderOptions::date_order) says otherwise, and then they are all of that
//! order: `12/1/2010 8:26`, `1.12.2010 08:26:00`, with a year of four digits and a clock of 24 hours.

use jiff::civil::DateTime;

use crate::time::{from_clock, parse_local_ms, parse_timestamp_ms};
use crate::{Result, SartorError};

/// The order in which a file writes days and months in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum DateOrder {
    /// `12/1/2010 8:26` is the first of December.
    MonthDayYear,
    /// `12/1/2010 8:26` is the twelfth of January.
    DayMonthYear,
}

/// The time that a text tells on the shop's clock, or on the clock that it names itself.
pub(super) fn order_time(text: &str, order: Option<DateOrder>, utc_offset_minutes: i32) -> Result<i64> {
    let Some(order) = order else {
        return parse_local_ms(text, utc_offset_minutes)
            .or_else(|error| parse_timestamp_ms(text).map_err(|_| error))
            .map_err(|error| if in_figures(text) { refused(OF_NO_ORDER) } else { error });
    };
    let of_order = match order {
        DateOrder::MonthDayYear => "a date and time such as 12/31/2010 8:26, as dateOrder says",
        DateOrder::DayMonthYear => "a date and time such as 31/12/2010 8:26, as dateOrder says",
    };
    from_clock(clock(text, order).ok_or_else(|| refused(of_order))?, utc_offset_minutes)
}

const OF_NO_ORDER: &str = "a date and time such as 2009-12-01 07:45:00; state by dateOrder whether its first figure \
                           is the month (month_day_year) or the day (day_month_year)";

fn refused(expected: &str) -> SartorError {
    SartorError::invalid("time", "timestamp", expected)
}

fn in_figures(text: &str) -> bool {
    [DateOrder::MonthDayYear, DateOrder::DayMonthYear].iter().any(|order| clock(text, *order).is_some())
}

fn clock(text: &str, order: DateOrder) -> Option<DateTime> {
    let (date, time) = text.split_once(' ')?;
    let separator = date.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let [first, second, year] = figures(date, separator)?;
    let [hour, minute, second_of_minute] = match time.matches(':').count() {
        1 => {
            let [hour, minute] = figures(time, ':')?;
            [hour, minute, "0"]
        }
        _ => figures(time, ':')?,
    };
    let (month, day) = match order {
        DateOrder::MonthDayYear => (first, second),
        DateOrder::DayMonthYear => (second, first),
    };
    if year.len() != 4 {
        return None;
    }
    let small = |figure: &str| figure.parse::<i8>().ok().filter(|_| figure.len() <= 2);
    let (month, day) = (small(month)?, small(day)?);
    let (hour, minute, second) = (small(hour)?, small(minute)?, small(second_of_minute)?);
    DateTime::new(year.parse().ok()?, month, day, hour, minute, second, 0).ok()
}

/// The parts of a text, as many as asked for, each of digits only.
fn figures<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.iter().all(digits) { parts.try_into().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::DateOrder::{DayMonthYear, MonthDayYear};
    use super::*;
    use proptest::prelude::*;

    const FIRST_OF_DECEMBER: &str = "2010-12-01 08:26:00";
    const TWELFTH_OF_JANUARY: &str = "2010-01-12 08:26:00";

    #[test]
    fn the_order_that_is_stated_is_the_one_that_is_read() {
        for (text, order, iso) in [
            ("12/1/2010 8:26", MonthDayYear, FIRST_OF_DECEMBER),
            ("12/1/2010 8:26", DayMonthYear, TWELFTH_OF_JANUARY),
            ("01.12.2010 08:26:00", DayMonthYear, FIRST_OF_DECEMBER),
            ("12-01-2010 08:26", MonthDayYear, FIRST_OF_DECEMBER),
        ] {
            let expected = parse_local_ms(iso, 60).unwrap();
            assert_eq!(order_time(text, Some(order), 60).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn no_order_is_guessed_even_where_only_one_is_possible() {
        for text in ["12/1/2010 8:26", "12/31/2010 8:26"] {
            let words = order_time(text, None, 0).unwrap_err().to_string();
            assert!(words.contains("month_day_year") && words.contains("day_month_year"), "{words}");
        }
        let words = order_time("yesterday", None, 0).unwrap_err().to_string();
        assert!(!words.contains("dateOrder"), "{words}");
    }

    #[test]
    fn what_is_not_of_the_stated_order_is_refused() {
        for text in [
            "13/1/2010 8:26",
            "2/30/2010 8:26",
            "12/1/10 8:26",
            "12/1.2010 8:26",
            "12/1/2010",
            "12/1/2010 8",
            "12/1/2010 24:00",
            "12/1/2010 8:26 PM",
            "+1/1/2010 8:26",
            "2010-12-01 08:26:00",
            "",
            " ",
            "//  ::",
            "12/1/1969 8:26",
            "12/1/2200 8:26",
            "012/1/2010 8:26",
        ] {
            assert!(order_time(text, Some(MonthDayYear), 0).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_minute_is_read_back_in_both_orders(year in 1971..2199, month in 1..=12, day in 1..=28, minute in 0..1_440) {
            let (h, m) = (minute / 60, minute % 60);
            let expected = parse_local_ms(&format!("{year}-{month:02}-{day:02} {h:02}:{m:02}:00"), 0).unwrap();
            let american = format!("{month}/{day}/{year} {h}:{m:02}");
            let european = format!("{day}.{month}.{year} {h:02}:{m:02}");
            prop_assert_eq!(order_time(&american, Some(MonthDayYear), 0).unwrap(), expected);
            prop_assert_eq!(order_time(&european, Some(DayMonthYear), 0).unwrap(), expected);
        }

        #[test]
        fn any_text_is_a_time_or_an_error(text in "[-0-9/.: TZ+]{0,30}") {
            let _ = order_time(&text, None, 0);
            let _ = order_time(&text, Some(MonthDayYear), 0);
        }
    }
}
