//! Times: when something was recorded, and days as numbers.
//!
//! Promises: no clock is read here; who calls says what time it is.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Serialize, Serializer};

/// A recorded time: microseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

const DAY: i64 = 86_400_000_000;

impl Moment {
    /// From microseconds since the epoch, UTC.
    pub fn from_micros(micros: i64) -> Self {
        Moment(micros)
    }

    /// Microseconds since the epoch, UTC.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The last microsecond of a day, UTC: what is recorded in the course of a day is held by then.
    pub fn end_of(day: Date) -> Self {
        Moment((day_number(day) + 1) * DAY - 1)
    }

    /// The first microsecond of a day, UTC.
    pub fn start_of(day: Date) -> Self {
        Moment(day_number(day) * DAY)
    }

    /// The day in UTC.
    pub fn day(self) -> Date {
        day_of_number(self.0.div_euclid(DAY)).unwrap_or(Date::MIN)
    }
}

impl fmt::Display for Moment {
    /// RFC 3339 in UTC, to the second; to the microsecond where there is a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_microsecond(self.0) {
            Ok(time) => write!(f, "{time}"),
            Err(_) => write!(f, "{} µs", self.0),
        }
    }
}

impl FromStr for Moment {
    type Err = String;

    /// A day (its end, UTC), or a time in RFC 3339.
    fn from_str(text: &str) -> Result<Self, String> {
        if let (10, Ok(day)) = (text.len(), text.parse::<Date>()) {
            return Ok(Moment::end_of(day));
        }
        let time = text.parse::<Timestamp>().ok().or_else(|| {
            let local: jiff::civil::DateTime = text.parse().ok()?;
            local.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
        });
        time.map(|t| Moment(t.as_microsecond()))
            .ok_or_else(|| "neither a day (2026-02-04) nor a time (2026-02-04T12:30:00Z)".into())
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Moment)
    }
}

/// Days since 1970-01-01. Algorithm: H. Hinnant, "chrono-compatible low-level date algorithms".
pub(crate) fn day_number(day: Date) -> i64 {
    let (y, m, d) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day of a number; none outside the years −9999 to 9999.
pub(crate) fn day_of_number(number: i64) -> Option<Date> {
    let z = number.checked_add(719_468)?;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400, if month < 10 { month + 3 } else { month - 9 });
    let year = if month <= 2 { year + 1 } else { year };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_and_numbers_are_the_same(number in -3_000_000i64..2_900_000) {
            let day = day_of_number(number).unwrap();
            prop_assert_eq!(day_number(day), number);
            let epoch = Date::new(1970, 1, 1).unwrap();
            prop_assert_eq!(i64::from((day - epoch).get_days()), number);
        }

        #[test]
        fn moments_are_read_as_they_are_written(micros in -60_000_000_000_000_000i64..200_000_000_000_000_000) {
            let moment = Moment::from_micros(micros);
            prop_assert_eq!(moment.to_string().parse::<Moment>().unwrap(), moment);
        }
    }

    #[test]
    fn a_day_means_its_end() {
        let day: Moment = "2026-02-04".parse().unwrap();
        assert_eq!(day.to_string(), "2026-02-04T23:59:59.999999Z");
        assert_eq!(day.day().to_string(), "2026-02-04");
        assert_eq!(Moment::from_micros(-1).day().to_string(), "1969-12-31");
        assert_eq!("2026-02-04T01:00:00+01:00".parse::<Moment>().unwrap(), Moment::start_of(day.day()));
        assert!("04.02.2026".parse::<Moment>().is_err());
    }
}
