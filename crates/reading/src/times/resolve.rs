//! Lays a [`Stamp`] on the calendar.
//!
//! Comes in: the stamp, the day of publication, the tense of the governing verb, the times spoken of before. Goes out: [`Days`], or none where
//! the words give no bound. Promises: never fails; without a publication day only what is absolute is resolved.

use model::Date;

use super::calendar::{
    Days, Unit, around, between, day, month_of, months_of, plus_days, plus_months, step, week_of, weekday, year_of,
};
use super::stamp::{Part, Period, Stamp, Which, Year};

/// Where the governing verb lies in time, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It happened.
    Past,
    /// It has happened, or has gone on until now.
    Perfect,
    /// It is to come.
    Future,
    /// The form does not tell.
    Open,
}

/// Times spoken of before, by how exact they are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Memory {
    /// At most a week long.
    pub day: Option<Days>,
    /// At most a quarter long.
    pub month: Option<Days>,
    /// Any length.
    pub any: Option<Days>,
}

impl Memory {
    /// Takes note of a time.
    pub fn keep(&mut self, days: Days) {
        self.any = Some(days);
        if days.len() <= 92 {
            self.month = Some(days);
        }
        if days.len() <= 7 {
            self.day = Some(days);
        }
    }

    /// The one to count from in such units.
    pub fn anchor(&self, unit: Unit) -> Option<Days> {
        match unit {
            Unit::Hour | Unit::Day => self.day,
            Unit::Week | Unit::Month => self.month,
            _ => self.any,
        }
    }
}

/// What the resolver knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    pub published: Option<Date>,
    pub tense: Tense,
    pub memory: Memory,
}

impl Ground {
    fn future(self) -> bool {
        self.tense == Tense::Future
    }

    /// Cuts a span that began before publication and reaches beyond it to the side on which the tense puts it.
    fn cut(self, days: Days) -> Days {
        let Some(today) = self.published.filter(|t| days.first < *t && *t < days.last) else { return days };
        match self.tense {
            Tense::Future => Days { first: today, ..days },
            Tense::Past | Tense::Perfect => Days { last: today, ..days },
            Tense::Open => days,
        }
    }
}

/// The days that a stamp names.
pub(super) fn resolve(stamp: Stamp, ground: Ground) -> Option<Days> {
    let today = ground.published;
    match stamp {
        Stamp::Date { year, month, day: n, weekday } => date(year, month, n, weekday, ground).map(Days::day),
        Stamp::Run { year, from, to } => run(year, from, to, ground),
        Stamp::Figures { a, b, year } => ambiguous(a, b, year, today).map(Days::day),
        Stamp::DayOfMonth(n) => day_of_month(n, ground).map(Days::day),
        Stamp::Month { year, month, which, part } => {
            let whole = month_which(year, month, which, ground)?;
            Some(if part == Part::Whole { ground.cut(whole) } else { part_of_month(whole, part, ground) })
        }
        Stamp::Year { year, part } => Some(part_of_year(year, part, ground)),
        Stamp::Decade { year, part } => Some(match part {
            Part::Early | Part::Start => year_of(year).joined(year_of(year + 3)),
            Part::Middle => year_of(year + 4).joined(year_of(year + 6)),
            Part::Late | Part::End => year_of(year + 7).joined(year_of(year + 9)),
            _ => year_of(year).joined(year_of(year + 9)),
        }),
        Stamp::Weekday { weekday, which, week } => weekday_which(weekday, which, week, ground).map(Days::day),
        Stamp::Period { period, which, part, year } => self::period(period, which, part, year, ground),
        Stamp::Today(n) => today.map(|t| Days::day(plus_days(t, n))),
        Stamp::Overnight => today.map(|t| Days { first: plus_days(t, -1), last: t }),
        Stamp::Step { n, unit, sign } => {
            let anchor = ground.memory.anchor(unit)?;
            Some(beside(anchor, n?, unit, sign))
        }
        Stamp::Away { n, unit, sign } => away(today?, n?, unit, sign),
        Stamp::Window { n, unit, sign } => window(today?, n, unit, sign),
        Stamp::Then => ground.memory.anchor(Unit::Day).or(ground.memory.any),
        Stamp::Beside { .. } | Stamp::Length { .. } | Stamp::Vague => None,
    }
}

/// So many units before or after a time, as loosely as the unit is counted.
pub(super) fn beside(anchor: Days, n: i64, unit: Unit, sign: i64) -> Days {
    let moved = anchor.moved(sign.saturating_mul(n), unit);
    match unit {
        Unit::Hour | Unit::Day | Unit::Week => moved,
        _ if anchor.len() > 31 => moved,
        Unit::Month => moved.widened(if n <= 1 { 3 } else { 7 }),
        _ => moved.widened(15),
    }
}

/// "five years ago": a day for days and weeks, the calendar's month or year for more.
fn away(today: Date, n: i64, unit: Unit, sign: i64) -> Option<Days> {
    let there = step(today, sign.saturating_mul(n), unit);
    Some(match unit {
        Unit::Hour | Unit::Day => Days::day(there),
        Unit::Week => Days::day(there).widened(if n <= 1 { 1 } else { 3 }),
        Unit::Month if n <= 1 => Days::day(there).widened(7),
        Unit::Month => around(there, Unit::Month),
        Unit::Year if n <= 1 => Days::day(there).widened(31),
        Unit::Year => around(there, Unit::Year),
        Unit::Decade | Unit::Century => {
            let years = i64::from(there.year());
            year_of(years - 1).joined(year_of(years + 1))
        }
    })
}

/// "the past two years", "the coming days" (a week), "the next weeks" (a month), "the coming months" (a quarter); a vague past has no bound.
fn window(today: Date, n: Option<i64>, unit: Unit, sign: i64) -> Option<Days> {
    let there = match n {
        Some(n) => step(today, sign.saturating_mul(n), unit),
        None if sign < 0 => return None,
        None => match unit {
            Unit::Hour => plus_days(today, 1),
            Unit::Day => plus_days(today, 7),
            Unit::Week => plus_days(today, 30),
            Unit::Month => plus_months(today, 3),
            _ => return None,
        },
    };
    Some(Days::new(today, there))
}

/// A day of a month, its year chosen by what is given: the year itself, the weekday, the tense, or what is near.
fn date(year: Year, month: i64, n: i64, weekday_given: Option<i64>, ground: Ground) -> Option<Date> {
    let today = match (year, ground.published) {
        (Year::Of(year), _) => return day(year, month, n),
        (Year::Relative(by), Some(today)) => return day(i64::from(today.year()) + by, month, n),
        (_, today) => today?,
    };
    let at = |offset: i64| day(i64::from(today.year()) + offset, month, n);
    if let Some(wanted) = weekday_given {
        let near = [0, -1, 1].into_iter().filter_map(at).filter(|d| weekday(*d) == wanted);
        if let Some(found) = near.min_by_key(|d| between(today, *d).abs()).filter(|d| between(today, *d).abs() <= 366) {
            return Some(found);
        }
    }
    let past = [0, -1, -2, -3, -4].into_iter().filter_map(at).find(|d| *d <= today);
    let ahead = [0, 1, 2, 3, 4].into_iter().filter_map(at).find(|d| *d >= today);
    let (Some(past), Some(ahead)) = (past, ahead) else { return past.or(ahead) };
    let (back, forth) = (between(past, today), between(today, ahead));
    Some(match ground.tense {
        Tense::Future if forth > 300 && back <= 60 => past,
        Tense::Future => ahead,
        Tense::Past | Tense::Perfect if back > 270 && forth <= 60 => ahead,
        Tense::Open if back > 200 && forth <= 120 => ahead,
        _ => past,
    })
}

fn run(year: Year, from: (i64, i64), to: (i64, i64), ground: Ground) -> Option<Days> {
    let last = date(year, to.0, to.1, None, ground)?;
    let same = i64::from(last.year());
    let first = day(same, from.0, from.1)?;
    if first <= last {
        return Some(Days { first, last });
    }
    // "28 December to 2 January": the first day lies in the year before; days of one month in the wrong order are put right.
    if from.0 == to.0 { Some(Days::new(first, last)) } else { Some(Days::new(day(same - 1, from.0, from.1)?, last)) }
}

/// Day or month first: whichever exists; of two, the one nearer to publication, else the day first.
fn ambiguous(a: i64, b: i64, year: i64, today: Option<Date>) -> Option<Date> {
    let (european, american) = (day(year, b, a), day(year, a, b));
    match (european, american, today) {
        (Some(e), Some(m), Some(today)) => {
            let (far_e, far_m) = (between(today, e).abs(), between(today, m).abs());
            Some(if far_m < far_e { m } else { e })
        }
        (e, m, _) => e.or(m),
    }
}

fn day_of_month(n: i64, ground: Ground) -> Option<Date> {
    let today = ground.published?;
    let base = plus_months(today, 0);
    let in_month = |offset: i64| {
        let month = around(plus_months(Days::new(base, base).first, offset), Unit::Month).first;
        day(i64::from(month.year()), i64::from(month.month()), n)
    };
    if ground.future() {
        return (0..3).filter_map(in_month).find(|d| *d >= today);
    }
    (0..3).filter_map(|i| in_month(-i)).find(|d| *d <= today)
}

fn month_which(year: Year, month: i64, which: Which, ground: Ground) -> Option<Days> {
    let today = match (year, ground.published) {
        (Year::Of(year), _) => return Some(month_of(year, month)),
        (Year::Relative(by), Some(today)) => return Some(month_of(i64::from(today.year()) + by, month)),
        (_, today) => today?,
    };
    // "That November": the first one from the time spoken of on.
    if let (Which::Same, Some(spoken)) = (which, ground.memory.any) {
        let first = i64::from(spoken.first.year());
        return (first..first + 2).map(|year| month_of(year, month)).find(|m| m.last >= spoken.first);
    }
    let (now_year, now) = (i64::from(today.year()), i64::from(today.month()));
    let back = (now - month).rem_euclid(12);
    let forth = (month - now).rem_euclid(12);
    let past = |months: i64| around(plus_months(month_of(now_year, now).first, -months), Unit::Month);
    Some(match which {
        Which::This => month_of(now_year, month),
        Which::Last | Which::Past | Which::Previous => past(if back == 0 { 12 } else { back }),
        Which::Next | Which::Coming | Which::Following => past(-(if forth == 0 { 12 } else { forth })),
        Which::Bare | Which::Same => match ground.tense {
            Tense::Future => past(-forth),
            Tense::Open if back >= 9 && forth <= 3 => past(-forth),
            _ => past(back),
        },
    })
}

fn part_of_month(month: Days, part: Part, ground: Ground) -> Days {
    let day = |n: i64| plus_days(month.first, n - 1).min(month.last);
    match (part, ground.published) {
        (Part::Early | Part::Start, _) => Days { first: month.first, last: day(10) },
        (Part::Middle, _) => Days { first: day(10), last: day(20) },
        (Part::Late | Part::End, _) => Days { first: day(20), last: month.last },
        (part, Some(today)) => earlier_later(month, part, today),
        _ => month,
    }
}

/// "earlier this month", "later this week".
fn earlier_later(whole: Days, part: Part, today: Date) -> Days {
    match part {
        Part::Earlier if whole.first <= today => Days::new(whole.first, today.min(whole.last)),
        Part::Later if today <= whole.last => Days::new(today.max(whole.first), whole.last),
        _ => whole,
    }
}

fn part_of_year(year: i64, part: Part, ground: Ground) -> Days {
    match (part, ground.published) {
        (Part::Early, _) => months_of(year, 1, 4),
        (Part::Start, _) => months_of(year, 1, 2),
        (Part::Middle, _) => months_of(year, 5, 8),
        (Part::Late, _) => months_of(year, 9, 12),
        (Part::End, _) => months_of(year, 11, 12),
        (Part::Earlier | Part::Later, Some(today)) => earlier_later(year_of(year), part, today),
        _ => ground.cut(year_of(year)),
    }
}

fn weekday_which(wanted: i64, which: Which, week: Option<Which>, ground: Ground) -> Option<Date> {
    let today = ground.published?;
    let monday = week_of(today).first;
    if let Some(week) = week {
        let by = match week {
            Which::Last => -7,
            Which::Next => 7,
            _ => 0,
        };
        return Some(plus_days(monday, by + wanted));
    }
    let back = (weekday(today) - wanted).rem_euclid(7);
    let forth = (wanted - weekday(today)).rem_euclid(7);
    let nearest = |future: bool| if future { plus_days(today, forth) } else { plus_days(today, -back) };
    Some(match which {
        Which::Bare => nearest(ground.future()),
        Which::This => match ground.tense {
            Tense::Future => nearest(true),
            Tense::Open => plus_days(monday, wanted),
            _ => nearest(false),
        },
        Which::Past => plus_days(today, -(if back == 0 { 7 } else { back })),
        Which::Last => {
            // "last Monday" on a Tuesday is not yesterday; on a Saturday it is that week's.
            let back = if back == 0 { 7 } else { back };
            let this_week = wanted < weekday(today);
            plus_days(today, -(if this_week && back < 4 { back + 7 } else { back }))
        }
        Which::Next => plus_days(monday, 7 + wanted),
        Which::Coming => plus_days(today, if forth == 0 { 7 } else { forth }),
        Which::Same => match ground.memory.day {
            Some(d) if (0..d.len()).any(|i| weekday(plus_days(d.first, i)) == wanted) => {
                plus_days(d.first, (wanted - weekday(d.first)).rem_euclid(7))
            }
            _ => nearest(ground.future()),
        },
        Which::Following => {
            let from = ground.memory.day.map_or(today, |d| plus_days(d.last, 1));
            plus_days(from, (wanted - weekday(from)).rem_euclid(7))
        }
        Which::Previous => {
            let from = ground.memory.day.map_or(today, |d| plus_days(d.first, -1));
            plus_days(from, -(weekday(from) - wanted).rem_euclid(7))
        }
    })
}

fn period(period: Period, which: Which, part: Part, year: Year, ground: Ground) -> Option<Days> {
    let unit = match period {
        Period::Week => Unit::Week,
        Period::Month => Unit::Month,
        Period::Year => Unit::Year,
        Period::Decade => Unit::Decade,
        Period::Century => Unit::Century,
        Period::Weekend => return ground.published.map(|today| weekend(which, today, ground)),
        Period::Season(season) => return self::season(season, which, year, ground),
        Period::Fraction(n, of) => return fraction(n, of, which, year, ground),
    };
    if let Which::Same | Which::Previous | Which::Following = which {
        let anchor = ground.memory.anchor(if unit == Unit::Week { Unit::Day } else { unit }).or(ground.memory.any)?;
        let by = i64::from(which == Which::Following) - i64::from(which == Which::Previous);
        return Some(part_of(around(step(anchor.first, by, unit), unit), unit, part, ground));
    }
    let today = ground.published?;
    let by = match which {
        Which::Last | Which::Past => -1,
        Which::Next | Which::Coming => 1,
        _ => 0,
    };
    let whole = around(step(around(today, unit).first, by, unit), unit);
    if unit == Unit::Week && part == Part::End && which == Which::Bare && !ground.future() {
        // "at the end of the week", told afterwards: of the week that has ended.
        let ended = if weekday(today) >= 3 { whole } else { around(plus_days(today, -7), Unit::Week) };
        let days = part_of(ended, unit, part, ground);
        return Some(if days.last > today { Days::new(days.first.min(today), today) } else { days });
    }
    let spans_today = by == 0 && part == Part::Whole;
    Some(if spans_today { ground.cut(whole) } else { part_of(whole, unit, part, ground) })
}

/// A part of a week, month, year or longer.
fn part_of(whole: Days, unit: Unit, part: Part, ground: Ground) -> Days {
    let day = |n: i64| plus_days(whole.first, n);
    match (unit, part) {
        (_, Part::Whole) => whole,
        (Unit::Week, Part::Early | Part::Start) => Days { first: whole.first, last: day(2) },
        (Unit::Week, Part::Middle) => Days { first: day(1), last: day(3) },
        (Unit::Week, Part::Late | Part::End) => Days { first: day(3), last: whole.last },
        (Unit::Month, _) => part_of_month(whole, part, ground),
        (Unit::Year, _) => part_of_year(i64::from(whole.first.year()), part, ground),
        (_, Part::Earlier | Part::Later) => ground.published.map_or(whole, |today| earlier_later(whole, part, today)),
        _ => whole,
    }
}

/// Saturday and Sunday: the latest, or the next if it is to come.
fn weekend(which: Which, today: Date, ground: Ground) -> Days {
    let saturday = plus_days(week_of(today).first, 5);
    let begun = saturday <= today;
    let by = match which {
        Which::Last | Which::Past => -7,
        Which::Next => 7,
        Which::Bare | Which::This | Which::Same if !ground.future() && !begun && which != Which::This => -7,
        Which::This if !begun && matches!(ground.tense, Tense::Past | Tense::Perfect) => -7,
        _ => 0,
    };
    let first = plus_days(saturday, by);
    Days { first, last: plus_days(first, 1) }
}

/// Seasons of the northern half; winter counts to the year in which it begins.
fn season(season: i64, which: Which, year: Year, ground: Ground) -> Option<Days> {
    let of = |year: i64| match season {
        0 => months_of(year, 3, 5),
        1 => months_of(year, 6, 8),
        2 => months_of(year, 9, 11),
        _ => month_of(year, 12).joined(month_of(year + 1, 2)),
    };
    let today = match (year, ground.published) {
        (Year::Of(year), _) => return Some(of(year)),
        (Year::Relative(by), Some(today)) => return Some(of(i64::from(today.year()) + by)),
        (_, today) => today?,
    };
    let now = i64::from(today.year());
    let years = [now + 1, now, now - 1, now - 2];
    let latest = |limit: Date, begun: bool| {
        years.into_iter().map(of).find(|s| if begun { s.first <= limit } else { s.last < limit })
    };
    let next = |from: Date| years.into_iter().rev().map(of).find(|s| s.last >= from);
    match which {
        Which::Last | Which::Past => latest(today, false),
        Which::Next => years.into_iter().rev().map(of).find(|s| s.first > today),
        Which::Coming => next(today),
        Which::This if ground.future() => next(today),
        Which::This => {
            let running = years.into_iter().map(of).find(|s| s.first <= today && today <= s.last);
            running.or_else(|| Some(of(now)))
        }
        _ if ground.future() => next(today),
        _ => latest(today, true).map(|s| ground.cut(s)),
    }
}

/// Quarters and halves of years; number 0 is the current one.
fn fraction(n: i64, of: i64, which: Which, year: Year, ground: Ground) -> Option<Days> {
    let months = 12 / of.max(1);
    let span = |year: i64, n: i64| months_of(year, (n - 1) * months + 1, n * months);
    let year = match (year, ground.published) {
        (Year::Of(year), _) => return Some(span(year, n.max(1))),
        (Year::Relative(by), Some(today)) => i64::from(today.year()) + by,
        (Year::Open, today) => {
            let today = today?;
            let (now_year, now) = (i64::from(today.year()), (i64::from(today.month()) - 1) / months + 1);
            if n == 0 {
                let by = match which {
                    Which::Last | Which::Past | Which::Previous => -1,
                    Which::Next | Which::Coming | Which::Following => 1,
                    _ => 0,
                };
                let first = plus_months(span(now_year, now).first, by * months);
                return Some(Days::new(first, plus_days(plus_months(first, months), -1)));
            }
            let ahead = if ground.future() { i64::from(n < now) } else { -i64::from(n > now) };
            now_year + ahead
        }
        (Year::Relative(_), None) => return None,
    };
    Some(span(year, n.max(1)))
}
