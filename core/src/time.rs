//! When, in milliseconds since the epoch, UTC?
//!
//! Times are `i64` milliseconds between 1970-01-01 and 2200-01-01; anything else is a broken clock and is
//! refused. A day or a month is the customer's own when the offset of their clock is known: it is counted at
//! `time + offset`. Calendar arithmetic is jiff's; no time zone database is read.
//!
//! ```
//! use sartor::time::{local_day, local_month, parse_local_ms, parse_timestamp_ms, to_rfc3339};
//! let ms = parse_timestamp_ms("2026-06-01T08:00:00Z")?;
//! assert_eq!(ms, 1_780_300_800_000);
//! assert_eq!(parse_timestamp_ms("2026-06-01T10:00:00+02:00")?, ms);
//! assert_eq!(parse_local_ms("2026-06-01 10:00:00", 120)?, ms);
//! assert_eq!(to_rfc3339(ms)?, "2026-06-01T08:00:00Z");
//! assert_eq!(local_day(ms, 0), 20_605);
//! assert_eq!(local_month(ms, 0), 56 * 12 + 5);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::{DateTimeParser, DateTimePrinter, Pieces, PiecesOffset};
use jiff::tz::Offset;

use crate::{Result, SartorError};

/// Milliseconds in a second.
pub const SECOND_MS: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// Milliseconds in an hour.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Milliseconds in a day.
pub const DAY_MS: i64 = 24 * HOUR_MS;
/// The first time that is refused: 2200-01-01T00:00:00Z. The first accepted is 0.
pub const END_OF_TIME_MS: i64 = 7_258_118_400_000;
/// The furthest a clock is from UTC, east or west: 14 hours.
pub const MAX_UTC_OFFSET_MINUTES: i32 = 14 * 60;

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A time, and the offset of the clock that told it if the text names one other than `Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZonedMs {
    /// Milliseconds since the epoch, UTC.
    pub timestamp_ms: i64,
    /// Minutes east of UTC of the clock on the wall; nothing for `Z`, which names no place.
    pub utc_offset_minutes: Option<i32>,
}

/// Milliseconds of an RFC 3339 text with `Z` or an offset; digits below a millisecond are dropped.
pub fn parse_timestamp_ms(text: &str) -> Result<i64> {
    parse_zoned_ms(text).map(|zoned| zoned.timestamp_ms)
}

/// As [`parse_timestamp_ms`], and the offset that the text states.
pub fn parse_zoned_ms(text: &str) -> Result<ZonedMs> {
    let wrong = || SartorError::invalid("time", "timestamp", "an RFC 3339 time with Z or an offset");
    let pieces = Pieces::parse(text).map_err(|_| wrong())?;
    let (Some(time), Some(offset), None) = (pieces.time(), pieces.offset(), pieces.time_zone_annotation())
    else {
        return Err(wrong());
    };
    let (offset_seconds, stated) = match offset {
        PiecesOffset::Zulu => (0, false),
        // `-00:00` is RFC 3339 for an unknown place.
        PiecesOffset::Numeric(numeric) => {
            let seconds = numeric.offset().seconds();
            (seconds, seconds != 0 || !numeric.is_negative())
        }
        _ => return Err(wrong()),
    };
    let minutes = offset_seconds / 60;
    if offset_seconds % 60 != 0 {
        return Err(wrong());
    }
    Ok(ZonedMs {
        timestamp_ms: from_clock(pieces.date().to_datetime(time), minutes)?,
        utc_offset_minutes: stated.then_some(minutes),
    })
}

/// Milliseconds of a clock on the wall, such as `2009-12-01 07:45:00` (or with `T`), at a fixed offset.
pub fn parse_local_ms(text: &str, utc_offset_minutes: i32) -> Result<i64> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    let wrong = || SartorError::invalid("time", "timestamp", "a date and time such as 2009-12-01 07:45:00");
    let pieces = PARSER.parse_pieces(text).map_err(|_| wrong())?;
    match (pieces.time(), pieces.offset(), pieces.time_zone_annotation()) {
        (Some(time), None, None) => from_clock(pieces.date().to_datetime(time), utc_offset_minutes),
        _ => Err(wrong()),
    }
}

/// Milliseconds of a clock on the wall at a fixed offset.
pub(crate) fn from_clock(clock: DateTime, utc_offset_minutes: i32) -> Result<i64> {
    check_utc_offset("time", "utc offset", utc_offset_minutes)?;
    let utc = Offset::UTC.to_timestamp(clock).map_err(|_| {
        SartorError::out_of_range("time", "timestamp", clock, "a time from 1970 to before 2200")
    })?;
    let timestamp_ms = utc.as_millisecond() - i64::from(utc_offset_minutes) * MINUTE_MS;
    check_timestamp("time", "timestamp", timestamp_ms)?;
    Ok(timestamp_ms)
}

/// Accept a time between 1970 and 2200 as the `field` of a `subject`.
pub fn check_timestamp(subject: &str, field: &str, timestamp_ms: i64) -> Result<()> {
    if (0..END_OF_TIME_MS).contains(&timestamp_ms) {
        return Ok(());
    }
    let expected = "a time from 1970 to before 2200 in milliseconds";
    Err(SartorError::out_of_range(subject, field, timestamp_ms, expected))
}

/// Accept an offset from UTC as the `field` of a `subject`.
pub fn check_utc_offset(subject: &str, field: &str, utc_offset_minutes: i32) -> Result<()> {
    if (-MAX_UTC_OFFSET_MINUTES..=MAX_UTC_OFFSET_MINUTES).contains(&utc_offset_minutes) {
        return Ok(());
    }
    Err(SartorError::out_of_range(subject, field, utc_offset_minutes, "-840 to 840 minutes"))
}

/// A time as RFC 3339 in UTC, with a fraction only where there is one.
pub fn to_rfc3339(timestamp_ms: i64) -> Result<String> {
    to_rfc3339_at(timestamp_ms, None)
}

/// A time as RFC 3339 on the clock of an offset; without one, `Z`.
pub fn to_rfc3339_at(timestamp_ms: i64, utc_offset_minutes: Option<i32>) -> Result<String> {
    static PRINTER: DateTimePrinter = DateTimePrinter::new();
    check_timestamp("time", "timestamp", timestamp_ms)?;
    let wrong = |_| SartorError::out_of_range("time", "timestamp", timestamp_ms, "a time from 1970 to 2200");
    let timestamp = Timestamp::from_millisecond(timestamp_ms).map_err(wrong)?;
    match utc_offset_minutes {
        None => Ok(PRINTER.timestamp_to_string(&timestamp)),
        Some(minutes) => {
            check_utc_offset("time", "utc offset", minutes)?;
            let offset = Offset::from_seconds(minutes * 60).map_err(wrong)?;
            Ok(PRINTER.timestamp_with_offset_to_string(&timestamp, offset))
        }
    }
}

/// The day on the clock of an offset, counted from 1970-01-01; 0 is UTC.
pub fn local_day(timestamp_ms: i64, utc_offset_minutes: i32) -> i32 {
    clock_ms(timestamp_ms, utc_offset_minutes).div_euclid(DAY_MS) as i32
}

/// The month on the clock of an offset, counted from January 1970 as 0.
pub fn local_month(timestamp_ms: i64, utc_offset_minutes: i32) -> i32 {
    Timestamp::from_millisecond(clock_ms(timestamp_ms, utc_offset_minutes)).map_or(0, |clock| {
        let date = Offset::UTC.to_datetime(clock).date();
        (i32::from(date.year()) - 1970) * 12 + i32::from(date.month()) - 1
    })
}

/// The hour, 0 to 23, on the clock of an offset.
pub fn local_hour(timestamp_ms: i64, utc_offset_minutes: i32) -> i32 {
    (clock_ms(timestamp_ms, utc_offset_minutes).rem_euclid(DAY_MS) / HOUR_MS) as i32
}

/// The English name of a month counted by [`local_month`].
pub fn month_name(month: i32) -> &'static str {
    let at = usize::try_from(month.rem_euclid(12)).unwrap_or(0);
    ENGLISH_MONTHS.get(at).copied().unwrap_or("January")
}

/// What the clock shows, read as if it were UTC; out-of-range times are held at the ends.
fn clock_ms(timestamp_ms: i64, utc_offset_minutes: i32) -> i64 {
    let offset = utc_offset_minutes.clamp(-MAX_UTC_OFFSET_MINUTES, MAX_UTC_OFFSET_MINUTES);
    timestamp_ms.clamp(0, END_OF_TIME_MS) + i64::from(offset) * MINUTE_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_offset_is_kept_unless_it_names_no_place() {
        let zoned = |text| parse_zoned_ms(text).unwrap();
        assert_eq!(zoned("2026-06-01T10:00:00.1239+02:00").timestamp_ms, 1_780_300_800_123);
        assert_eq!(zoned("2026-06-01T10:00:00+02:00").utc_offset_minutes, Some(120));
        assert_eq!(zoned("2026-06-01T08:00:00+00:00").utc_offset_minutes, Some(0));
        assert_eq!(zoned("2026-06-01T08:00:00-00:00").utc_offset_minutes, None);
        assert_eq!(zoned("2026-06-01T08:00:00Z").utc_offset_minutes, None);
        assert_eq!(zoned("2026-06-01T02:30:00-05:30").utc_offset_minutes, Some(-330));
    }

    #[test]
    fn what_is_not_a_full_time_is_refused() {
        for text in [
            "",
            "2026-06-01",
            "2026-06-01T08:00:00",
            "2026-06-01T25:00:00Z",
            "2026-02-30T08:00:00Z",
            "2026-06-01T08:00:00+02:00[Europe/Paris]",
            "2026-06-01T08:00:00Zx",
            "1780300800000",
            "NaN",
            "2026-06-01T08:00:00+02:00:30",
        ] {
            assert_eq!(parse_timestamp_ms(text).unwrap_err().code(), "INVALID_VALUE", "{text}");
        }
        for text in ["", "2009-12-01", "2009-12-01 07:45:00Z", "2009-12-01 07:45:00+01:00", "07:45:00"] {
            assert_eq!(parse_local_ms(text, 0).unwrap_err().code(), "INVALID_VALUE", "{text}");
        }
    }

    #[test]
    fn a_broken_clock_is_refused() {
        for text in ["1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            assert_eq!(parse_timestamp_ms(text).unwrap_err().code(), "OUT_OF_RANGE", "{text}");
        }
        assert_eq!(parse_timestamp_ms("1970-01-01T00:00:00Z").unwrap(), 0);
        assert_eq!(parse_timestamp_ms("2199-12-31T23:59:59.999Z").unwrap(), END_OF_TIME_MS - 1);
        assert_eq!(parse_local_ms("1970-01-01 00:00:00", 60).unwrap_err().code(), "OUT_OF_RANGE");
        assert_eq!(parse_timestamp_ms("2026-06-01T08:00:00+15:00").unwrap_err().code(), "OUT_OF_RANGE");
        assert_eq!(to_rfc3339(-1).unwrap_err().code(), "OUT_OF_RANGE");
        assert_eq!(to_rfc3339_at(0, Some(841)).unwrap_err().code(), "OUT_OF_RANGE");
    }

    #[test]
    fn a_local_clock_is_shifted_by_its_offset() {
        assert_eq!(parse_local_ms("2009-12-01 07:45:00", 0).unwrap(), 1_259_653_500_000);
        assert_eq!(parse_local_ms("2009-12-01T07:45:00", 60).unwrap(), 1_259_653_500_000 - HOUR_MS);
    }

    #[test]
    fn days_and_months_turn_at_the_customers_midnight() {
        let before_midnight = parse_timestamp_ms("2026-05-31T23:30:00Z").unwrap();
        assert_eq!(local_day(before_midnight, 60), local_day(before_midnight, 0) + 1);
        assert_eq!(month_name(local_month(before_midnight, 0)), "May");
        assert_eq!(month_name(local_month(before_midnight, 60)), "June");
        assert_eq!((local_hour(before_midnight, 0), local_hour(before_midnight, 60)), (23, 0));
        assert_eq!(local_day(0, -60), -1);
        assert_eq!(local_month(0, -60), -1);
        assert_eq!(month_name(-1), "December");
    }

    proptest! {
        #[test]
        fn every_time_survives_its_text(ms in 0..END_OF_TIME_MS, minutes in proptest::option::of(-840..=840)) {
            let text = to_rfc3339_at(ms, minutes);
            // The clock of an offset may stand outside the years that are written.
            let text = text.unwrap();
            prop_assert_eq!(
                parse_zoned_ms(&text).unwrap(),
                ZonedMs { timestamp_ms: ms, utc_offset_minutes: minutes }
            );
        }

        #[test]
        fn any_text_is_a_time_or_an_error(text in "[-0-9T:. Z+\\[\\]a-z]{0,40}") {
            let _ = parse_timestamp_ms(&text);
            let _ = parse_local_ms(&text, 0);
        }
    }
}
