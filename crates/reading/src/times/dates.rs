//! The grammar of calendar dates: "Sunday, 24 September 2023", "Dec. 28-29", "late January", "2019", "2024-10-15".
//!
//! Comes in: a row of pieces and a place in it. Goes out: the [`Stamp`] that begins there and where it ends.
//! Promises: "may", "march" and other words that are months only sometimes are taken as months only with a number or a fitting word beside them.

use crate::pieces::{Piece, low, words_at};

use super::stamp::{Part, Period, Stamp, Which, Year};
use super::words;

/// The calendar date at `at`.
pub(super) fn date(row: &[Piece<'_>], at: usize) -> Option<(usize, Stamp)> {
    let first = row.get(at)?.low;
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return figures(row, at).or_else(|| day_first(row, at));
    }
    if first == "the" {
        return day_first(row, at + 1).or_else(|| day_alone(row, at + 1));
    }
    holiday(row, at).or_else(|| month_first(row, at)).or_else(|| day_first(row, at))
}

/// Whether a month's name stands at `at`, written as one.
pub(super) fn month_name(row: &[Piece<'_>], at: usize) -> Option<i64> {
    row.get(at).filter(|p| p.capital).and_then(|p| words::month(p.low))
}

/// "2024-10-15", "15/10/2024", "15.10.2024", "9/11".
fn figures(row: &[Piece<'_>], at: usize) -> Option<(usize, Stamp)> {
    let part = |i: usize| row.get(at + i).filter(|p| i == 0 || p.glued).map_or("", |p| p.low);
    let small = |i: usize| Some(part(i)).filter(|w| w.len() <= 2).and_then(|w| w.parse::<i64>().ok());
    if let Some(year) = words::year(part(0))
        && matches!(part(1), "-" | "/")
        && part(1) == part(3)
        && let (Some(month @ 1..=12), Some(day)) = (small(2), small(4))
    {
        return Some((at + 5, Stamp::Date { year: Year::Of(year), month, day, weekday: None }));
    }
    if matches!(part(1), "/" | "-")
        && part(1) == part(3)
        && let (Some(a), Some(b), Some(year)) = (small(0), small(2), words::year(part(4)))
    {
        return Some((at + 5, Stamp::Figures { a, b, year }));
    }
    let dotted: Vec<&str> = if part(0).len() >= 8 { part(0).splitn(4, '.').collect() } else { Vec::new() };
    if let [a, b, year] = dotted[..]
        && let (Ok(day), Ok(month), Some(year)) = (a.parse(), b.parse(), words::year(year))
    {
        return Some((at + 1, Stamp::Date { year: Year::Of(year), month, day, weekday: None }));
    }
    if (part(0), part(1), part(2)) == ("9", "/", "11") && part(3) != "/" {
        return Some((at + 3, Stamp::Date { year: Year::Of(2001), month: 9, day: 11, weekday: None }));
    }
    None
}

/// "24 September", "24th of September, 2023", "24-26 September", "28 and 29 December", "28 February to 2 March".
fn day_first(row: &[Piece<'_>], at: usize) -> Option<(usize, Stamp)> {
    let day = words::day_of_month(low(row, at)).or_else(|| spelled_day(row, at))?;
    let mut month_at = at + 1;
    let mut to = None;
    if matches!(low(row, month_at), "-" | "to" | "and" | "through" | "until" | "or") {
        let the = usize::from(low(row, month_at + 1) == "the");
        if let Some(second) = words::day_of_month(low(row, month_at + 1 + the)) {
            to = Some(second);
            month_at += 2 + the;
        }
    }
    month_at += usize::from(low(row, month_at) == "of");
    let month = month_name(row, month_at)?;
    let (end, year) = year_behind(row, month_at + 1);
    if let Some(second) = to {
        return Some((end, Stamp::Run { year, from: (month, day), to: (month, second) }));
    }
    if matches!(low(row, end), "-" | "to" | "until" | "through")
        && let Some(second) = words::day_of_month(low(row, end + 1))
        && let Some(other) = month_name(row, end + 2)
    {
        let (end, behind) = year_behind(row, end + 3);
        let year = if behind == Year::Open { year } else { behind };
        return Some((end, Stamp::Run { year, from: (month, day), to: (other, second) }));
    }
    Some((end, Stamp::Date { year: known_year(row, end, month, day, year), month, day, weekday: None }))
}

/// "third of March"; the word wants the "of".
fn spelled_day(row: &[Piece<'_>], at: usize) -> Option<i64> {
    (low(row, at + 1) == "of" && month_name(row, at + 2).is_some()).then(|| words::ordinal(low(row, at))).flatten()
}

/// "the 24th" where no noun follows.
fn day_alone(row: &[Piece<'_>], at: usize) -> Option<(usize, Stamp)> {
    let word = low(row, at);
    let day = Some(word).filter(|w| w.starts_with(|c: char| c.is_ascii_digit())).and_then(words::ordinal)?;
    const BEHIND: [&str; 22] = [
        "", ".", ",", ";", ":", ")", "of", "at", "by", "in", "when", "and", "to", "for", "with", "after", "before",
        "a", "the", "on", "?", "!",
    ];
    let of_century = low(row, at + 1) == "of" && low(row, at + 2) != "this" && low(row, at + 2) != "the";
    (BEHIND.contains(&low(row, at + 1)) && !of_century).then_some((at + 1, Stamp::DayOfMonth(day)))
}

/// "Sept. 24, 2023", "Dec. 28-29", "September 24 to October 2", "March", "March 2024", "September last year".
fn month_first(row: &[Piece<'_>], at: usize) -> Option<(usize, Stamp)> {
    let month = month_name(row, at)?;
    let the = usize::from(low(row, at + 1) == "the");
    if let Some(day) = words::day_of_month(low(row, at + 1 + the)).filter(|_| !counted(row, at + 2 + the)) {
        let end = at + 2 + the;
        if matches!(low(row, end), "-" | "to" | "and" | "through" | "until" | "or") {
            let other = month_name(row, end + 1);
            let second_at = end + 1 + usize::from(other.is_some());
            let second = words::day_of_month(low(row, second_at)).filter(|_| !counted(row, second_at + 1));
            let follows = low(row, end) != "and" || other.is_some() || second.is_some_and(|s| s > day);
            if let Some(second) = second.filter(|_| follows) {
                let (end, year) = year_behind(row, second_at + 1);
                return Some((end, Stamp::Run { year, from: (month, day), to: (other.unwrap_or(month), second) }));
            }
        }
        let (end, year) = year_behind(row, end);
        return Some((end, Stamp::Date { year: known_year(row, end, month, day, year), month, day, weekday: None }));
    }
    let (end, year) = year_behind(row, at + 1);
    let sure = year != Year::Open || !words::is_doubtful_month(low(row, at)) || fits_before(row, at);
    if !sure || (year == Year::Open && capital_name(row, at)) {
        return None;
    }
    Some((end, Stamp::Month { year, month, which: Which::Bare, part: Part::Whole }))
}

/// Whether a number in front of this counts things instead of days ("March 5 percent").
fn counted(row: &[Piece<'_>], at: usize) -> bool {
    matches!(
        low(row, at),
        "%" | "percent" | "per" | "million" | "billion" | "bn" | "km" | "kilometres" | "miles" | "people"
    )
}

/// Whether what stands before a doubtful month lets it be one.
fn fits_before(row: &[Piece<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| low(row, i)) else { return false };
    const LEADS: [&str; 27] = [
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "of",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "-",
        "during",
        "through",
        "before",
        "after",
        "between",
        "around",
        "mid-",
        "past",
        "coming",
        "previous",
        "following",
        "previously",
        "throughout",
    ];
    if LEADS.contains(&before) {
        return true;
    }
    let next = row.get(at + 1);
    let noun = next.is_some_and(|p| !p.capital && p.low.starts_with(|c: char| c.is_alphabetic()));
    const OWNERS: [&str; 11] = ["the", "a", "an", "his", "her", "its", "their", "our", "my", "'s", "'"];
    const AGAINST: [&str; 14] =
        ["on", "of", "for", "by", "to", "through", "against", "and", "said", "was", "is", "has", "had", "government"];
    if OWNERS.contains(&before) && noun {
        return !AGAINST.contains(&low(row, at + 1));
    }
    matches!(before, "to" | "and" | "or") && at >= 2 && month_name(row, at - 2).is_some()
}

/// Whether the month is part of a person's or a thing's name ("Theresa May", "January Makamba").
fn capital_name(row: &[Piece<'_>], at: usize) -> bool {
    let capital = |i: usize| row.get(i).is_some_and(|p| p.capital && p.low.starts_with(char::is_alphabetic));
    let before = at.checked_sub(1).filter(|i| capital(*i));
    let doubtful = words::is_doubtful_month(low(row, at));
    let short = low(row, at).len() <= 4 && !matches!(low(row, at), "may" | "june" | "july");
    (short && capital(at + 1)) || doubtful && before.is_some_and(|i| i > 0 && !fits_before(row, at))
}

/// Years that days with a name of their own stand for ("the Oct. 7 attack").
fn known_year(row: &[Piece<'_>], end: usize, month: i64, day: i64, year: Year) -> Year {
    const KNOWN: [(i64, i64, i64); 3] = [(9, 11, 2001), (10, 7, 2023), (1, 6, 2021)];
    const DEEDS: [&str; 9] =
        ["attack", "attacks", "massacre", "massacres", "assault", "riot", "onslaught", "killings", "insurrection"];
    if year != Year::Open {
        return year;
    }
    let skip = usize::from(low(row, end) == "'s");
    let named = (0..3).any(|i| DEEDS.contains(&low(row, end + skip + i)));
    KNOWN.iter().find(|k| named && (k.0, k.1) == (month, day)).map_or(year, |k| Year::Of(k.2))
}

/// The year behind a month or a day: "2023", ", 2023", "of 2023", "last year", "of this year".
pub(super) fn year_behind(row: &[Piece<'_>], at: usize) -> (usize, Year) {
    let skip = usize::from(matches!(low(row, at), "," | "of" | "in"));
    if let Some(year) = words::year(low(row, at + skip)).filter(|y| (1500..2200).contains(y)) {
        let unit = low(row, at + skip + 1);
        if low(row, at) != "in" && !matches!(unit, "people" | "soldiers" | "troops") {
            return (at + skip + 1, Year::Of(year));
        }
    }
    if matches!(low(row, at), "," | "in") {
        return (at, Year::Open);
    }
    let of = usize::from(low(row, at) == "of");
    let relative = match low(row, at + of) {
        "last" => Some(-1),
        "this" | "the" | "current" => Some(0),
        "next" => Some(1),
        _ => None,
    };
    match relative.filter(|_| low(row, at + of + 1) == "year" && low(row, at + of + 2) != "'s") {
        Some(n) => (at + of + 2, Year::Relative(n)),
        None if words_at(row, at, &["of", "the", "same", "year"]) => (at + 4, Year::Open),
        None => (at, Year::Open),
    }
}

/// Feasts with a fixed day.
fn holiday(row: &[Piece<'_>], at: usize) -> Option<(usize, Stamp)> {
    const FEASTS: [(&[&str], i64, i64); 9] = [
        (&["new", "year", "'s", "day"], 1, 1),
        (&["new", "year", "'s", "eve"], 12, 31),
        (&["new", "year", "'s"], 1, 1),
        (&["christmas", "eve"], 12, 24),
        (&["christmas", "day"], 12, 25),
        (&["christmas"], 12, 25),
        (&["boxing", "day"], 12, 26),
        (&["may", "day"], 5, 1),
        (&["valentine", "'s", "day"], 2, 14),
    ];
    if !row[at].capital || !matches!(row[at].low, "new" | "christmas" | "boxing" | "may" | "valentine") {
        return None;
    }
    let (words, month, day) = FEASTS.iter().find(|(words, _, _)| words_at(row, at, words))?;
    let end = at + words.len();
    const THINGS: [&str; 11] =
        ["market", "markets", "tree", "trees", "party", "card", "cards", "gift", "gifts", "shopping", "island"];
    if words.len() == 1 && THINGS.contains(&low(row, end)) {
        return None;
    }
    let (end, year) = year_behind(row, end);
    Some((end, Stamp::Date { year, month: *month, day: *day, weekday: None }))
}

/// "2019", "2019-2021" is the scanner's; a year alone wants a word around it that makes it one.
pub(super) fn lone_year(row: &[Piece<'_>], at: usize, led: bool) -> Option<(usize, Stamp)> {
    let year = words::year(low(row, at)).filter(|y| (1500..2200).contains(y))?;
    let next = low(row, at + 1);
    const COUNTED: [&str; 26] = [
        "people",
        "soldiers",
        "troops",
        "men",
        "women",
        "children",
        "civilians",
        "fighters",
        "homes",
        "houses",
        "tonnes",
        "tons",
        "km",
        "kilometres",
        "kilometers",
        "metres",
        "meters",
        "miles",
        "hours",
        "dollars",
        "euros",
        "prisoners",
        "villages",
        "members",
        "percent",
        "%",
    ];
    if COUNTED.contains(&next) || (year % 100 == 0 && year != 2000 && year != 1900) {
        return None;
    }
    if led {
        return Some((at + 1, Stamp::Year { year, part: Part::Whole }));
    }
    let before = at.checked_sub(1).map_or("", |i| low(row, i));
    const OWNERS: [&str; 16] = [
        "the", "a", "its", "his", "her", "their", "'s", "'", "of", "this", "that", "under", "-", "and", "both",
        "second",
    ];
    let noun = row.get(at + 1).is_some_and(|p| p.low.starts_with(char::is_alphabetic));
    let modern = (1900..2100).contains(&year) && year != 2000;
    let pair = next == "-" && low(row, at + 2).len() >= 2 && low(row, at + 2).bytes().all(|b| b.is_ascii_digit());
    let noun = noun || pair;
    let parenthesis = before == "(" && matches!(next, ")" | "-");
    ((modern && OWNERS.contains(&before) && (noun || before == "of")) || parenthesis)
        .then_some((at + 1, Stamp::Year { year, part: Part::Whole }))
}

/// "the first quarter of 2024", "Q3 2023", "the second half of the year": behind "the" or alone.
pub(super) fn fraction(row: &[Piece<'_>], at: usize) -> Option<(usize, Stamp)> {
    let fraction = |n, of, end| {
        let (end, year) = year_behind(row, end);
        (end, Stamp::Period { period: Period::Fraction(n, of), which: Which::Bare, part: Part::Whole, year })
    };
    let first = low(row, at);
    let quarter = |n: &str| n.parse::<i64>().ok().filter(|n| (1..=4).contains(n));
    if first == "q"
        && let Some(n) = row.get(at + 1).filter(|p| p.glued).and_then(|p| quarter(p.low))
    {
        return Some(fraction(n, 4, at + 2));
    }
    let n = if first == "last" { Some(0) } else { words::ordinal(first) }?;
    let end = at + 2;
    match low(row, at + 1) {
        "quarter" if n <= 4 && low(row, end) != "century" && !words_at(row, end, &["of", "a"]) => {
            let known = if n == 0 { 4 } else { n };
            (n > 0 || year_behind(row, end).1 != Year::Open).then(|| fraction(known, 4, end))
        }
        "half" if (1..=2).contains(&n) && year_behind(row, end).1 != Year::Open => Some(fraction(n, 2, end)),
        _ => None,
    }
}
