//! The words of the calendar: months, days of the week, seasons, units, ordinals.

use super::calendar::Unit;

/// 1 to 12 for a month's name; abbreviations count too, see [`is_short_month`].
pub(super) fn month(word: &str) -> Option<i64> {
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Whether a month's name is an abbreviation, or a word that means other things as well and wants a number or a preposition beside it.
pub(super) fn is_doubtful_month(word: &str) -> bool {
    word.len() <= 4 && word != "june" && word != "july" || matches!(word, "march" | "august" | "april" | "june")
}

/// 0 to 6, Monday first, for a weekday's name.
pub(super) fn weekday(word: &str) -> Option<i64> {
    Some(match word {
        "monday" | "mon" => 0,
        "tuesday" | "tue" | "tues" => 1,
        "wednesday" | "wed" | "weds" => 2,
        "thursday" | "thu" | "thur" | "thurs" => 3,
        "friday" | "fri" => 4,
        "saturday" | "sat" => 5,
        "sunday" | "sun" => 6,
        _ => return None,
    })
}

/// 0 spring, 1 summer, 2 autumn, 3 winter.
pub(super) fn season(word: &str) -> Option<i64> {
    Some(match word {
        "spring" => 0,
        "summer" => 1,
        "autumn" | "fall" => 2,
        "winter" => 3,
        _ => return None,
    })
}

/// A unit of time and how many of it the word means; singular and plural.
pub(super) fn unit(word: &str) -> Option<(i64, Unit)> {
    Some(match word {
        "second" | "seconds" | "minute" | "minutes" => (0, Unit::Hour),
        "hour" | "hours" => (1, Unit::Hour),
        "day" | "days" | "night" | "nights" => (1, Unit::Day),
        "week" | "weeks" => (1, Unit::Week),
        "fortnight" | "fortnights" => (2, Unit::Week),
        "month" | "months" => (1, Unit::Month),
        "quarter" | "quarters" => (3, Unit::Month),
        "year" | "years" => (1, Unit::Year),
        "decade" | "decades" => (1, Unit::Decade),
        "century" | "centuries" => (1, Unit::Century),
        _ => return None,
    })
}

/// "1st", "third", "24th", "31st", up to 31.
pub(super) fn ordinal(word: &str) -> Option<i64> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    if let Some(n) = WORDS.iter().position(|w| *w == word) {
        return i64::try_from(n + 1).ok();
    }
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[figures.len()..];
    let n: i64 = figures.parse().ok().filter(|n| (1..=31).contains(n))?;
    matches!(ending, "st" | "nd" | "rd" | "th").then_some(n)
}

/// A day of the month in plain figures or with its ending ("5", "05", "5th").
pub(super) fn day_of_month(word: &str) -> Option<i64> {
    match word.len() {
        1 | 2 => word.parse().ok().filter(|n| (1..=31).contains(n)),
        3 | 4 if word.starts_with(|c: char| c.is_ascii_digit()) => ordinal(word),
        _ => None,
    }
}

/// A year in four figures, of the time that news speaks of.
pub(super) fn year(word: &str) -> Option<i64> {
    if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|y| (1000..=2199).contains(y))
}

/// First year of "1990s", "nineties".
pub(super) fn decade(word: &str) -> Option<i64> {
    const WORDS: [(&str, i64); 8] = [
        ("twenties", 1920),
        ("thirties", 1930),
        ("forties", 1940),
        ("fifties", 1950),
        ("sixties", 1960),
        ("seventies", 1970),
        ("eighties", 1980),
        ("nineties", 1990),
    ];
    if let Some((_, year)) = WORDS.iter().find(|(w, _)| *w == word) {
        return Some(*year);
    }
    let figures = word.strip_suffix('s')?;
    let n: i64 = figures.parse().ok().filter(|n| n % 10 == 0)?;
    match figures.len() {
        4 if (1000..2200).contains(&n) => Some(n),
        2 => Some(if n < 30 { 2000 + n } else { 1900 + n }),
        _ => None,
    }
}
