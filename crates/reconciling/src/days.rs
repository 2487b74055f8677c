//! Days as numbers, and spans of them.

use model::Date;

/// Days since 0000-03-01 of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
pub(crate) fn number(day: Date) -> i32 {
    let (month, date) = (i32::from(day.month()), i32::from(day.day()));
    let year = i32::from(day.year()) - i32::from(month <= 2);
    let (era, month) = (year.div_euclid(400), (month + 9) % 12);
    let of_era = year.rem_euclid(400);
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + date - 1
}

/// Days from first to last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days {
    pub first: i32,
    pub last: i32,
}

impl Days {
    pub fn new(first: Date, last: Date) -> Days {
        Days { first: number(first), last: number(last) }
    }

    /// How many days.
    pub fn len(self) -> i32 {
        self.last - self.first + 1
    }

    /// Days from the one to the other: 0 where they overlap, 1 where they touch.
    pub fn gap(self, other: Days) -> i32 {
        (other.first - self.last).max(self.first - other.last).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_one_another_over_months_and_leap_years() {
        let mut day: Date = "1999-12-30".parse().expect("a date");
        let start = number(day);
        for n in 1..=2000 {
            day = day.tomorrow().expect("not the end of time");
            assert_eq!(number(day), start + n, "{day}");
        }
    }

    #[test]
    fn gaps_are_counted_between_the_near_ends() {
        let span = |first, last| Days { first, last };
        assert_eq!(span(3, 5).gap(span(5, 9)), 0);
        assert_eq!(span(3, 5).gap(span(6, 9)), 1);
        assert_eq!(span(9, 9).gap(span(3, 5)), 4);
    }
}
