//! Days and intervals of days.

use serde::{Deserialize, Serialize};

/// A civil day of the proleptic Gregorian calendar; no time zone, no clock.
pub use jiff::civil::Date;

/// Days from `first` to `last`, both included, with the words that gave them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// First day that the text allows.
    pub first: Date,
    /// Last day that the text allows; never before `first`.
    pub last: Date,
    /// The words of the text that say so; empty where the date was inferred.
    pub text: String,
}

impl DateRange {
    /// A range of days, ends put in order.
    pub fn new(first: Date, last: Date, text: impl Into<String>) -> Self {
        let (first, last) = if first <= last { (first, last) } else { (last, first) };
        DateRange { first, last, text: text.into() }
    }

    /// One day.
    pub fn day(day: Date, text: impl Into<String>) -> Self {
        Self::new(day, day, text)
    }

    /// Length in days, at least 1.
    pub fn days(&self) -> i64 {
        i64::from((self.last - self.first).get_days()) + 1
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &DateRange) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}
