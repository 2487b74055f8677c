//! Days, and spans of days, without a clock.
//!
//! Comes in: a day and how far to go from it. Goes out: days and [`Days`]. Promises: nothing here fails; steps that leave the calendar stop
//! at its edge, and a day that does not exist ("Feb. 30") is none.

use std::time::Duration;

use model::Date;

/// First and last day, both included, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub first: Date,
    pub last: Date,
}

impl Days {
    /// From one to the other, put in order.
    pub fn new(a: Date, b: Date) -> Self {
        if a <= b { Days { first: a, last: b } } else { Days { first: b, last: a } }
    }

    /// A single day.
    pub fn day(day: Date) -> Self {
        Days { first: day, last: day }
    }

    /// Length, at least 1.
    pub fn len(self) -> i64 {
        between(self.first, self.last) + 1
    }

    /// The smallest span that holds both.
    pub fn joined(self, other: Days) -> Self {
        Days { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Both ends moved by a step.
    pub fn moved(self, n: i64, unit: Unit) -> Self {
        Days::new(step(self.first, n, unit), step(self.last, n, unit))
    }

    /// Widened by so many days on either side.
    pub fn widened(self, days: i64) -> Self {
        Days { first: plus_days(self.first, -days), last: plus_days(self.last, days) }
    }
}

/// Lengths of time that news counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// Seconds, minutes and hours.
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

/// Days from `a` to `b`.
pub(super) fn between(a: Date, b: Date) -> i64 {
    i64::from((b - a).get_days())
}

/// The day so many days on.
pub(super) fn plus_days(day: Date, n: i64) -> Date {
    let by = Duration::from_secs(n.unsigned_abs().min(20_000_000).saturating_mul(86_400));
    if n < 0 { day.saturating_sub(by) } else { day.saturating_add(by) }
}

/// The same day so many months on, or that month's last.
pub(super) fn plus_months(day: Date, n: i64) -> Date {
    let months = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + n.clamp(-200_000, 200_000);
    let (year, month) = (months.div_euclid(12).clamp(1, 9999), months.rem_euclid(12) + 1);
    let last = month_of(year, month).last;
    Date::new(last.year(), last.month(), day.day().min(last.day())).unwrap_or(last)
}

/// A step of the calendar; hours stay within the day.
pub(super) fn step(day: Date, n: i64, unit: Unit) -> Date {
    match unit {
        Unit::Hour => plus_days(day, n / 24),
        Unit::Day => plus_days(day, n),
        Unit::Week => plus_days(day, n.saturating_mul(7)),
        Unit::Month => plus_months(day, n),
        Unit::Year => plus_months(day, n.saturating_mul(12)),
        Unit::Decade => plus_months(day, n.saturating_mul(120)),
        Unit::Century => plus_months(day, n.saturating_mul(1200)),
    }
}

/// A day of the calendar, if there is such a day.
pub(super) fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|y| (1..=9999).contains(y))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A whole month; `month` is 1 to 12, the year is held within the calendar.
pub(super) fn month_of(year: i64, month: i64) -> Days {
    let (year, month) = (year.clamp(1, 9999), month.clamp(1, 12));
    let first = day(year, month, 1).expect("the first of a month exists");
    Days { first, last: day(year, month, i64::from(first.days_in_month())).unwrap_or(first) }
}

/// A whole year.
pub(super) fn year_of(year: i64) -> Days {
    months_of(year, 1, 12)
}

/// From the first of one month to the last of another in a year.
pub(super) fn months_of(year: i64, first: i64, last: i64) -> Days {
    month_of(year, first).joined(month_of(year, last))
}

/// Monday to Sunday around a day.
pub(super) fn week_of(day: Date) -> Days {
    let monday = plus_days(day, -weekday(day));
    Days { first: monday, last: plus_days(monday, 6) }
}

/// Monday is 0, Sunday 6.
pub(super) fn weekday(day: Date) -> i64 {
    i64::from(day.weekday().to_monday_zero_offset())
}

/// The calendar's own span around a day: its week, month, year, decade, century.
pub(super) fn around(day: Date, unit: Unit) -> Days {
    let year = i64::from(day.year());
    match unit {
        Unit::Hour | Unit::Day => Days::day(day),
        Unit::Week => week_of(day),
        Unit::Month => month_of(year, i64::from(day.month())),
        Unit::Year => year_of(year),
        Unit::Decade => year_of(year - year.rem_euclid(10)).joined(year_of(year - year.rem_euclid(10) + 9)),
        Unit::Century => year_of(year - year.rem_euclid(100)).joined(year_of(year - year.rem_euclid(100) + 99)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn steps_keep_to_the_calendar() {
        assert_eq!(plus_months(d("2024-01-31"), 1), d("2024-02-29"));
        assert_eq!(plus_months(d("2024-03-31"), -13), d("2023-02-28"));
        assert_eq!(plus_days(d("2024-02-28"), 2), d("2024-03-01"));
        assert_eq!(plus_days(d("9999-12-31"), i64::MAX), d("9999-12-31"));
        assert_eq!(plus_months(d("0001-01-01"), i64::MIN).year(), 1);
        assert_eq!(day(2023, 2, 30), None);
        assert_eq!(day(99_999, 1, 1), None);
    }

    #[test]
    fn spans_lie_around_their_day() {
        assert_eq!(week_of(d("2025-03-12")), Days::new(d("2025-03-10"), d("2025-03-16")));
        assert_eq!(around(d("1995-05-05"), Unit::Decade), Days::new(d("1990-01-01"), d("1999-12-31")));
        assert_eq!(around(d("2024-02-05"), Unit::Month).len(), 29);
    }
}
