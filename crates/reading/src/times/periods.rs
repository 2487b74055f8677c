//! The grammar of times told from another time: "last Friday", "earlier this month", "a day later", "the past two years", "five years ago".
//!
//! Comes in: a row of pieces and a place in it. Goes out: the [`Stamp`] that begins there and where it ends.
//! Promises: nothing is looked up in the calendar here; each grammar looks at a bounded number of pieces.

use crate::numerals::numeral;
use crate::pieces::{Piece, low, words_at};

use super::calendar::Unit;
use super::dates;
use super::stamp::{Part, Period, Stamp, Which, Year};
use super::words;

type Found = Option<(usize, Stamp)>;

/// Any expression of time at `at`; `led` says that a preposition of time stands before it.
pub(super) fn stamp(row: &[Piece<'_>], at: usize, led: bool) -> Found {
    let word = row.get(at)?.low;
    match word {
        "early" | "late" | "mid" | "middle" | "earlier" | "later" => part(row, at, led),
        "today" | "yesterday" | "tomorrow" | "tonight" | "overnight" => today(row, at),
        "then" if led => Some((at + 1, Stamp::Then)),
        "this" | "last" | "next" | "that" | "past" | "coming" | "current" | "same" | "following" | "previous" => {
            which(row, at, led)
        }
        "the" => the(row, at, led),
        "day" if words_at(row, at, &["day", "before", "yesterday"]) => Some((at + 3, Stamp::Today(-2))),
        "day" if words_at(row, at, &["day", "after", "tomorrow"]) => Some((at + 3, Stamp::Today(2))),
        "shortly" | "soon" | "immediately" | "right" | "just" | "moments" => shortly(row, at),
        "end" | "beginning" | "start" | "close" if led => edge(row, at),
        "year" | "month" | "week" if words_at(row, at + 1, &["'s", "end"]) || words_at(row, at + 1, &["-", "end"]) => {
            weekend_or(row, at)
        }
        "recent" => (led && words::unit(low(row, at + 1)).is_some()).then_some((at + 2, Stamp::Vague)),
        "midnight" | "noon" => None,
        _ => None,
    }
    .or_else(|| weekday(row, at))
    .or_else(|| dates::date(row, at))
    .or_else(|| dates::fraction(row, at).filter(|_| led))
    .or_else(|| decade(row, at, led, Part::Whole))
    .or_else(|| season(row, at, Which::Bare, led))
    .or_else(|| length(row, at, led))
    .or_else(|| dates::lone_year(row, at, led))
}

/// "year's end", but "weekend" in two words is a weekend.
fn weekend_or(row: &[Piece<'_>], at: usize) -> Found {
    let (period, part) = match low(row, at) {
        "year" => (Period::Year, Part::End),
        "month" => (Period::Month, Part::End),
        _ if low(row, at + 1) == "-" => (Period::Weekend, Part::Whole),
        _ => (Period::Week, Part::End),
    };
    Some((at + 3, Stamp::Period { period, which: Which::Bare, part, year: Year::Open }))
}

/// "early on Sunday", "late last week", "mid-March", "earlier this month", "later on Friday".
fn part(row: &[Piece<'_>], at: usize, led: bool) -> Found {
    let part = match low(row, at) {
        "early" => Part::Early,
        "late" => Part::Late,
        "earlier" => Part::Earlier,
        "later" => Part::Later,
        _ => Part::Middle,
    };
    let mut inner = at + 1;
    if part == Part::Middle && low(row, at) == "middle" {
        inner += usize::from(low(row, inner) == "of");
    } else {
        inner += usize::from(matches!(low(row, inner), "-" | "on" | "in"));
    }
    let (end, stamp) = match decade(row, inner, true, part) {
        Some(found) => found,
        None => self::stamp(row, inner, true)?,
    };
    let whole = |p: Part| p == Part::Whole;
    let stamp = match stamp {
        Stamp::Month { year, month, which, part: old } if whole(old) => Stamp::Month { year, month, which, part },
        Stamp::Year { year, part: old } if whole(old) => Stamp::Year { year, part },
        Stamp::Period { period, which, part: old, year } if whole(old) => Stamp::Period { period, which, part, year },
        Stamp::Decade { .. } | Stamp::Date { .. } | Stamp::Weekday { .. } | Stamp::Today(_) => stamp,
        Stamp::Step { n: Some(0 | 1), .. } => stamp,
        Stamp::DayOfMonth(_) if led => stamp,
        _ => return None,
    };
    Some((end, stamp))
}

/// "today", "yesterday evening", "overnight".
fn today(row: &[Piece<'_>], at: usize) -> Found {
    let n = match low(row, at) {
        "yesterday" => -1,
        "tomorrow" => 1,
        "overnight" => {
            let next = at + 1 + usize::from(matches!(low(row, at + 1), "on" | "to" | "into" | "from"));
            return weekday(row, next).is_none().then_some((at + 1, Stamp::Overnight));
        }
        _ => 0,
    };
    // "Russia Today" is a name.
    let named = row[at].capital && at > 0 && row[at - 1].capital && row[at - 1].low.starts_with(char::is_alphabetic);
    (!named).then(|| (day_part(row, at + 1), Stamp::Today(n)))
}

/// End of a part of the day behind `end` ("evening", "at noon" not).
fn day_part(row: &[Piece<'_>], end: usize) -> usize {
    const PARTS: [&str; 10] =
        ["morning", "afternoon", "evening", "night", "midday", "noon", "lunchtime", "overnight", "midnight", "dawn"];
    if PARTS.contains(&low(row, end)) {
        return end + 1;
    }
    end
}

/// "Friday", "Tuesday evening", "Sunday, 24 September", "Friday of last week", "Sun, 24 Sept".
fn weekday(row: &[Piece<'_>], at: usize) -> Found {
    let day = row.get(at).filter(|p| p.capital).and_then(|p| words::weekday(p.low))?;
    let behind = at + 1;
    for skip in [0, 1] {
        let mark = matches!(low(row, behind), "," | "(" | "-");
        if skip == 1 && !mark {
            break;
        }
        if let Some((end, Stamp::Date { year, month, day: n, .. })) = dates::date(row, behind + skip) {
            let close = usize::from(low(row, behind) == "(" && low(row, end) == ")");
            return Some((end + close, Stamp::Date { year, month, day: n, weekday: Some(day) }));
        }
    }
    if low(row, at).len() < 6 || not_a_day(row, at) {
        return None;
    }
    let end = day_part(row, behind);
    if end == behind
        && low(row, behind) == "the"
        && let Some((end, Stamp::DayOfMonth(n))) = dates::date(row, behind)
    {
        return Some((end, Stamp::DayOfMonth(n)));
    }
    let of = end + usize::from(low(row, end) == "of");
    let week = match low(row, of) {
        "last" => Some(Which::Last),
        "this" | "the" => Some(Which::This),
        "next" => Some(Which::Next),
        _ => None,
    };
    if week.is_some() && low(row, of + 1) == "week" && low(row, of + 2) != "'s" {
        return Some((of + 2, Stamp::Weekday { weekday: day, which: Which::Bare, week }));
    }
    if low(row, end) == "last" && !row.get(end + 1).is_some_and(|p| p.low.starts_with(char::is_alphanumeric)) {
        return Some((end + 1, Stamp::Weekday { weekday: day, which: Which::Last, week: None }));
    }
    Some((end, Stamp::Weekday { weekday: day, which: Which::Bare, week: None }))
}

/// Feasts, papers and clubs that are called after a day.
fn not_a_day(row: &[Piece<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |i| low(row, i));
    const FEASTS: [&str; 10] = ["good", "black", "bloody", "palm", "easter", "ash", "cyber", "super", "every", "a"];
    const PAPERS: [&str; 9] =
        ["times", "telegraph", "mail", "express", "mirror", "independent", "herald", "standard", "post"];
    FEASTS.contains(&before)
        || (before == "on" && at >= 2 && low(row, at - 2) == "mail" && row[at - 2].capital)
        || row.get(at + 1).is_some_and(|p| p.capital && PAPERS.contains(&p.low))
}

/// Behind "this", "last", "next", …: "week", "Friday", "three months", "March", "summer", "weekend", "night".
fn which(row: &[Piece<'_>], at: usize, led: bool) -> Found {
    let (mut next, which) = leader(row, at)?;
    let article = at > 0 && low(row, at - 1) == "the";
    if matches!(which, Which::Past | Which::Coming) && (low(row, at) == "past" || article || low(row, at) == "this") {
        // "the past week", "this past year", "the coming days".
        let sign = if which == Which::Past { -1 } else { 1 };
        if let Some(found) = window(row, next, sign, article || low(row, at) == "this") {
            return Some(found);
        }
    }
    let word = low(row, next);
    let second_part = match word {
        "early" => Part::Early,
        "late" => Part::Late,
        _ => Part::Whole,
    };
    next += usize::from(second_part != Part::Whole);
    if let Some((end, stamp)) = weekday(row, next) {
        return match stamp {
            Stamp::Weekday { weekday, .. } => Some((end, Stamp::Weekday { weekday, which, week: None })),
            _ => Some((end, stamp)),
        };
    }
    let word = low(row, next);
    if let Some(month) = dates::month_name(row, next) {
        if let Some((end, date @ (Stamp::Date { .. } | Stamp::Run { .. }))) = dates::date(row, next) {
            return Some((end, date));
        }
        let stamp = Stamp::Month { year: Year::Open, month, which, part: second_part };
        return (which != Which::Same).then_some((next + 1, stamp));
    }
    if let Some(found) = season(row, next, which, true) {
        return Some(found);
    }
    let end = next + 1;
    match (word, which) {
        ("night", Which::Last) => return Some((end, Stamp::Today(-1))),
        ("morning" | "afternoon" | "evening", Which::Last) => return Some((end, Stamp::Today(-1))),
        ("morning" | "afternoon" | "evening", Which::This) => return Some((end, Stamp::Today(0))),
        ("weekend", _) => return Some(period(end, Period::Weekend, which)),
        ("morning" | "afternoon" | "evening" | "night" | "day", Which::Next | Which::Following) if article => {
            return Some((day_part(row, end), Stamp::Step { n: Some(1), unit: Unit::Day, sign: 1 }));
        }
        ("morning" | "afternoon" | "evening" | "night" | "day", Which::Previous) if article => {
            return Some((day_part(row, end), Stamp::Step { n: Some(1), unit: Unit::Day, sign: -1 }));
        }
        ("morning" | "afternoon" | "evening" | "night" | "day", Which::Same) => {
            return Some((day_part(row, end), Stamp::Step { n: Some(0), unit: Unit::Day, sign: 1 }));
        }
        ("week", Which::This | Which::Last | Which::Next) if weekday_of_week(row, end).is_some() => {
            let (end, weekday) = weekday_of_week(row, end)?;
            return Some((end, Stamp::Weekday { weekday, which: Which::Bare, week: Some(which) }));
        }
        _ => {}
    }
    if which == Which::Last && matches!(word, "hour" | "day" | "minute" | "moment") {
        return None;
    }
    let kind = match word {
        "week" | "fortnight" => Period::Week,
        "month" => Period::Month,
        "year" => Period::Year,
        "decade" => Period::Decade,
        "century" => Period::Century,
        "quarter" => Period::Fraction(0, 4),
        _ => {
            let few = article || matches!(which, Which::This);
            return match which {
                Which::Last | Which::Past if few && led => window(row, next, -1, article),
                Which::Next | Which::Coming if few => window(row, next, 1, article),
                _ => None,
            };
        }
    };
    match which {
        // "the last week" counts back from today, "last week" is the calendar's.
        Which::Last if article && led => window(row, next, -1, true),
        Which::Next if article && led => window(row, next, 1, true),
        Which::Following | Which::Next if article => Some(period(end, kind, Which::Following)),
        Which::Following | Which::Previous if !article => None,
        _ => Some(period(end, kind, which)),
    }
}

/// "last week on Tuesday", "this week, on Tuesday,".
fn weekday_of_week(row: &[Piece<'_>], at: usize) -> Option<(usize, i64)> {
    let at = at + usize::from(low(row, at) == ",");
    let at = at + usize::from(low(row, at) == "on");
    match weekday(row, at)? {
        (end, Stamp::Weekday { weekday, which: Which::Bare, week: None }) if low(row, at - 1) == "on" => {
            Some((end, weekday))
        }
        _ => None,
    }
}

fn period(end: usize, period: Period, which: Which) -> (usize, Stamp) {
    (end, Stamp::Period { period, which, part: Part::Whole, year: Year::Open })
}

/// The word or words that say which, and where they end.
fn leader(row: &[Piece<'_>], at: usize) -> Option<(usize, Which)> {
    Some(match (low(row, at), low(row, at + 1)) {
        ("this", "past" | "last") => (at + 2, Which::Past),
        ("this", "coming") => (at + 2, Which::Coming),
        ("this" | "that", "same" | "very") => (at + 2, Which::Same),
        ("this" | "current", _) => (at + 1, Which::This),
        ("last", _) => (at + 1, Which::Last),
        ("next", _) => (at + 1, Which::Next),
        ("past", _) => (at + 1, Which::Past),
        ("coming" | "upcoming", _) => (at + 1, Which::Coming),
        ("same", _) | ("that", _) => (at + 1, Which::Same),
        ("following", _) => (at + 1, Which::Following),
        ("previous" | "preceding" | "prior", _) => (at + 1, Which::Previous),
        _ => return None,
    })
}

/// "two years", "few days", "24 hours", "year" behind "the past".
fn window(row: &[Piece<'_>], at: usize, sign: i64, single: bool) -> Found {
    let (at, n) = match count(row, at) {
        Some((end, n)) => (end, n),
        None if matches!(
            low(row, at),
            "day"
                | "days"
                | "night"
                | "week"
                | "weeks"
                | "month"
                | "months"
                | "year"
                | "years"
                | "decade"
                | "hour"
                | "hours"
                | "decades"
        ) =>
        {
            (at, (single && !low(row, at).ends_with('s')).then_some(1))
        }
        None => return None,
    };
    let (many, unit) = words::unit(low(row, at))?;
    let n = n.map(|n| n * many);
    Some((at + 1, Stamp::Window { n, unit, sign }))
}

/// A count of units: a number, "a", "few", "several"; none where the words give no number.
fn count(row: &[Piece<'_>], at: usize) -> Option<(usize, Option<i64>)> {
    if words_at(row, at, &["half", "an"]) || words_at(row, at, &["half", "a"]) {
        return Some((at + 2, Some(1)));
    }
    if let Some(n) = numeral(row, at).filter(|n| n.value <= 100_000.0 && n.value.fract() == 0.0) {
        // Years written as numbers do not count anything.
        let year = n.figures && n.scale == 1.0 && words::year(low(row, at)).is_some();
        #[allow(clippy::cast_possible_truncation)]
        return (!year).then_some((n.end, Some(n.value as i64)));
    }
    Some(match low(row, at) {
        "a" | "an" if matches!(low(row, at + 1), "few" | "handful") => {
            (at + 2 + usize::from(low(row, at + 2) == "of"), None)
        }
        "another" => match numeral(row, at + 1) {
            Some(_) => return count(row, at + 1),
            None => (at + 1, Some(1)),
        },
        "a" | "an" => (at + 1, Some(1)),
        "several" | "few" | "many" | "some" | "recent" | "numerous" => (at + 1, None),
        _ => return None,
    })
}

/// Words between a number and its unit that change nothing ("four more days").
fn is_passed(word: &str) -> bool {
    matches!(word, "more" | "further" | "additional" | "full" | "straight" | "consecutive" | "long" | "short" | "whole")
}

/// "the end of the year", "the same Friday", "the 1990s", "the spring of 2022", "the first half of 2024", "the day before".
fn the(row: &[Piece<'_>], at: usize, led: bool) -> Found {
    let next = at + 1;
    match low(row, next) {
        "end" | "beginning" | "start" | "close" | "middle" | "turn" => return edge(row, next),
        "early" | "late" | "mid" => return part(row, next, led),
        "weekend" if led => return Some(period(next + 1, Period::Weekend, Which::Bare)),
        "new" if words_at(row, next, &["new", "year"]) => return None,
        "very" => return which(row, next + 1, led),
        "evening" | "morning" | "night" | "afternoon" | "day" | "week" | "month" | "year" | "hour" => {
            if let found @ Some(_) = stamp(row, next, false).filter(|f| matches!(f.1, Stamp::Today(-2 | 2))) {
                return found;
            }
            let unit = words::unit(low(row, next)).map_or(Unit::Day, |u| u.1);
            return beside(row, next + 1, Some(1), unit, true);
        }
        "days" | "weeks" | "months" | "years" | "hours" if led => {
            let unit = words::unit(low(row, next)).map_or(Unit::Day, |u| u.1);
            let tail = matches!(low(row, next + 1), "before" | "after" | "since" | "following" | "leading" | "ahead");
            return tail.then_some((next + 1, Stamp::Length { n: None, unit }));
        }
        _ => {}
    }
    let last_is_named = low(row, next) == "last" && !led && words::unit(low(row, next + 1)).is_some();
    if last_is_named {
        return None;
    }
    which(row, next, led)
        .or_else(|| dates::fraction(row, next))
        .or_else(|| decade(row, next, led, Part::Whole))
        .or_else(|| season(row, next, Which::Bare, led))
        .or_else(|| dates::date(row, at))
        .or_else(|| dates::date(row, next))
        .or_else(|| weekday(row, next))
}

/// "end of March", "beginning of the year", "close of 2028", at the word.
fn edge(row: &[Piece<'_>], at: usize) -> Found {
    let part = match low(row, at) {
        "end" | "close" => Part::End,
        "middle" => Part::Middle,
        _ => Part::Start,
    };
    if low(row, at + 1) != "of" {
        return None;
    }
    let inner = at + 2;
    let bare = match (low(row, inner), low(row, inner + 1)) {
        ("the", "day") => return None,
        ("the", "week") => Some(Period::Week),
        ("the", "month") => Some(Period::Month),
        ("the", "year") => Some(Period::Year),
        ("the", "decade") => Some(Period::Decade),
        ("the", "weekend") => Some(Period::Weekend),
        ("the", "quarter") => Some(Period::Fraction(0, 4)),
        _ => None,
    };
    if let Some(period) = bare {
        return Some((inner + 2, Stamp::Period { period, which: Which::Bare, part, year: Year::Open }));
    }
    match stamp(row, inner, true)? {
        (end, Stamp::Month { year, month, which, .. }) => Some((end, Stamp::Month { year, month, which, part })),
        (end, Stamp::Year { year, .. }) => Some((end, Stamp::Year { year, part })),
        (end, Stamp::Decade { year, .. }) => Some((end, Stamp::Decade { year, part })),
        (end, Stamp::Period { period, which, year, .. }) => Some((end, Stamp::Period { period, which, part, year })),
        (end, same @ (Stamp::Date { .. } | Stamp::Weekday { .. })) => Some((end, same)),
        _ => None,
    }
}

/// "1990s", "'90s", "nineties" behind "the" or a preposition.
fn decade(row: &[Piece<'_>], at: usize, led: bool, part: Part) -> Found {
    let at = at + usize::from(low(row, at) == "'");
    let year = words::decade(low(row, at))?;
    let article = at > 0 && matches!(low(row, at - 1), "the" | "'" | "early" | "late" | "mid" | "-");
    (led || article).then_some((at + 1, Stamp::Decade { year, part }))
}

/// "spring of 2022", "summer 2021", "winter"; a season alone wants `sure`, and "fall" a year or a word that says which.
fn season(row: &[Piece<'_>], at: usize, which: Which, sure: bool) -> Found {
    let word = low(row, at);
    let season = words::season(word)?;
    let (end, year) = dates::year_behind(row, at + 1);
    let article = at > 0 && low(row, at - 1) == "the";
    let alone = year == Year::Open && which == Which::Bare;
    if alone && (!sure || !article || (low(row, at + 1) == "of") || word == "fall") {
        return None;
    }
    let noun_behind =
        which == Which::Bare && alone && row.get(at + 1).is_some_and(|p| p.low.starts_with(char::is_alphabetic));
    const TAILS: [&str; 14] =
        ["when", "after", "before", "and", "but", "as", "to", "for", "with", "in", "that", "the", "because", "of"];
    if noun_behind && !TAILS.contains(&low(row, at + 1)) {
        return None;
    }
    Some((end, Stamp::Period { period: Period::Season(season), which, part: Part::Whole, year }))
}

/// "a day later", "two weeks ago", "a month after", "days before", "four days" (with `led`, or with "of" behind).
fn length(row: &[Piece<'_>], at: usize, led: bool) -> Found {
    let at = at + qualifier(row, at);
    let (end, n, unit) = match count(row, at) {
        Some((end, n)) => {
            let half = usize::from(words_at(row, end, &["and", "a", "half"])) * 3;
            let unit_at = end + half + usize::from(is_passed(low(row, end + half)));
            // "for a second term" counts no seconds.
            let (many, unit) = words::unit(low(row, unit_at)).filter(|_| low(row, unit_at) != "second")?;
            (unit_at + 1, n.map(|n| n * many), unit)
        }
        None => {
            let word = low(row, at);
            let (_, unit) = words::unit(word).filter(|_| word.ends_with('s') || word == "centuries")?;
            (at + 1, None, unit)
        }
    };
    let of_hours = unit == Unit::Hour && n.is_none();
    match low(row, end) {
        "ago" => Some((end + 1, Stamp::Away { n, unit, sign: -1 })),
        "from" if low(row, end + 1) == "now" => Some((end + 2, Stamp::Away { n, unit, sign: 1 })),
        "hence" => Some((end + 1, Stamp::Away { n, unit, sign: 1 })),
        "earlier" | "previously" | "prior" | "beforehand" if low(row, end + 1) != "to" => {
            Some((end + 1, Stamp::Step { n: n.or(of_hours.then_some(0)), unit, sign: -1 }))
        }
        "later" | "afterwards" | "afterward" | "on" if low(row, end) != "on" => {
            Some((end + 1, Stamp::Step { n: n.or(of_hours.then_some(0)), unit, sign: 1 }))
        }
        "before" | "after" | "prior" | "following" => beside(row, end, n.or(of_hours.then_some(0)), unit, false),
        "'" | "of" if !led => (unit != Unit::Hour && n.is_some()).then_some((end, Stamp::Length { n, unit })),
        _ if led && count(row, at).is_some() => (low(row, end) != "-").then_some((end, Stamp::Length { n, unit })),
        _ if led => Some((end, Stamp::Length { n: None, unit })),
        _ => None,
    }
}

/// "before" or "after" behind a length: alone a step, else the length by which something lies beside something.
fn beside(row: &[Piece<'_>], at: usize, n: Option<i64>, unit: Unit, definite: bool) -> Found {
    let sign = match low(row, at) {
        "before" => -1,
        "after" => 1,
        "prior" if low(row, at + 1) == "to" => -1,
        "following" if !definite => 1,
        _ => return None,
    };
    let end = at + 1 + usize::from(low(row, at) == "prior");
    let next = low(row, end);
    let alone =
        next.is_empty() || (!next.starts_with(|c: char| c.is_alphanumeric()) && !matches!(next, "$" | "“" | "\""));
    if alone || matches!(next, "and" | "but" | "or" | "by" | "on" | "at" | "said" | "were" | "was" | "with" | "amid") {
        let kind = match unit {
            Unit::Week => Some(Period::Week),
            Unit::Month => Some(Period::Month),
            Unit::Year => Some(Period::Year),
            _ => None,
        };
        if let Some(kind) = kind.filter(|_| definite) {
            return Some(period(end, kind, if sign < 0 { Which::Previous } else { Which::Following }));
        }
        return Some((end, Stamp::Step { n, unit, sign }));
    }
    Some((end, Stamp::Beside { n, unit, sign }))
}

/// "shortly after", "soon before".
fn shortly(row: &[Piece<'_>], at: usize) -> Found {
    match low(row, at + 1) {
        "after" | "before" => {
            beside(row, at + 1, Some(0), Unit::Hour, false).filter(|f| matches!(f.1, Stamp::Beside { .. }))
        }
        "afterwards" | "afterward" | "thereafter" => {
            Some((at + 2, Stamp::Step { n: Some(0), unit: Unit::Hour, sign: 1 }))
        }
        _ => None,
    }
}

/// How many pieces of "more than", "almost" and the like stand here before a number.
fn qualifier(row: &[Piece<'_>], at: usize) -> usize {
    const WORDS: [&[&str]; 17] = [
        &["more", "than"],
        &["less", "than"],
        &["fewer", "than"],
        &["at", "least"],
        &["up", "to"],
        &["well", "over"],
        &["just", "over"],
        &["just", "under"],
        &["about"],
        &["around"],
        &["almost"],
        &["nearly"],
        &["some"],
        &["roughly"],
        &["only"],
        &["barely"],
        &["just"],
    ];
    let found = WORDS.iter().find(|w| words_at(row, at, w)).map_or(0, |w| w.len());
    if found == 0 && low(row, at) == "over" && numeral(row, at + 1).is_some() { 1 } else { found }
}
