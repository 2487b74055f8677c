//! What an expression of time says, before it is laid on the calendar.
//!
//! Comes in: nothing. Goes out: the [`Stamp`]s that the grammars build and the resolver reads.
//! Promises: a stamp holds only what the words say; no publication day, no tense.

use super::calendar::Unit;

/// Which of several the words point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// "Monday", "March": the tense decides.
    Bare,
    /// "this".
    This,
    /// "last".
    Last,
    /// "next".
    Next,
    /// "this past": the latest before publication.
    Past,
    /// "this coming": the first after publication.
    Coming,
    /// "the same", "that": the one already spoken of.
    Same,
    /// "the previous": before the one already spoken of.
    Previous,
    /// "the following": after the one already spoken of.
    Following,
}

/// Which part of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// "early March".
    Early,
    /// "mid-March".
    Middle,
    /// "late March".
    Late,
    /// "the beginning of March".
    Start,
    /// "the end of March".
    End,
    /// "earlier this month": up to publication.
    Earlier,
    /// "later this month": from publication on.
    Later,
}

/// Times that recur and bear a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Week,
    Weekend,
    Month,
    Year,
    Decade,
    Century,
    /// 0 spring, 1 summer, 2 autumn, 3 winter.
    Season(i64),
    /// A quarter (of 4) or half (of 2) of a year: number and how many of them.
    Fraction(i64, i64),
}

/// One expression of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stamp {
    /// "24 September", "Sunday, Sept. 24, 2023", "5 March last year".
    Date { year: Year, month: i64, day: i64, weekday: Option<i64> },
    /// "Dec. 28-29", "28 February to 2 March".
    Run { year: Year, from: (i64, i64), to: (i64, i64) },
    /// "3/4/2024": which is the month?
    Figures { a: i64, b: i64, year: i64 },
    /// "the 24th".
    DayOfMonth(i64),
    /// "March", "late January", "March 2024", "next May".
    Month { year: Year, month: i64, which: Which, part: Part },
    /// "2019", "early 2019".
    Year { year: i64, part: Part },
    /// "the 1990s".
    Decade { year: i64, part: Part },
    /// "Friday", "last Friday", "Friday of last week".
    Weekday { weekday: i64, which: Which, week: Option<Which> },
    /// "last week", "the end of the year", "last summer", "the first quarter of 2024".
    Period { period: Period, which: Which, part: Part, year: Year },
    /// "yesterday": days from publication.
    Today(i64),
    /// "overnight".
    Overnight,
    /// "a day earlier", "two weeks later": from what was spoken of last.
    Step { n: Option<i64>, unit: Unit, sign: i64 },
    /// "five years ago", "two weeks from now".
    Away { n: Option<i64>, unit: Unit, sign: i64 },
    /// "the past two years", "the next three months".
    Window { n: Option<i64>, unit: Unit, sign: i64 },
    /// "a month after" with something behind it.
    Beside { n: Option<i64>, unit: Unit, sign: i64 },
    /// "two years".
    Length { n: Option<i64>, unit: Unit },
    /// "then".
    Then,
    /// "recent days": no bound.
    Vague,
}

/// How a year is given with a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// Not at all.
    Open,
    /// In figures.
    Of(i64),
    /// "last year" −1, "this year" 0, "next year" 1.
    Relative(i64),
}
