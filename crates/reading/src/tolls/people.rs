//! Numbers of people: beside a word that tells what befell them, before it or behind it.
//!
//! Comes in: a row of pieces and the place of that word. Goes out: a [`Number`]. Promises: days, years, prices and beasts are no people; two
//! groups joined by "and" that share the word are added up; each look-up sees a bounded number of pieces.

use model::Bound;

use crate::numerals::{bound_before, bound_behind, numeral};
use crate::pieces::{Piece, low};

/// A number of people at a place of the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub start: usize,
    /// One past the number itself.
    pub end: usize,
    pub value: u64,
    pub bound: Bound,
}

/// Words that may stand between subject and participle.
pub(super) fn is_between(word: &str) -> bool {
    const WORDS: [&str; 41] = [
        "was",
        "were",
        "been",
        "being",
        "be",
        "is",
        "are",
        "has",
        "have",
        "had",
        "also",
        "reportedly",
        "feared",
        "believed",
        "confirmed",
        "reported",
        "said",
        "to",
        "presumed",
        "thought",
        "known",
        "instantly",
        "later",
        "then",
        "since",
        "already",
        "so",
        "far",
        "got",
        "now",
        "allegedly",
        "all",
        "subsequently",
        "apparently",
        "seriously",
        "badly",
        "severely",
        "critically",
        "lightly",
        "slightly",
        "gravely",
    ];
    WORDS.contains(&word)
}

/// Units that a number in front of them does not make into people.
fn is_thing(word: &str) -> bool {
    const THINGS: [&str; 47] = [
        "day",
        "days",
        "hour",
        "hours",
        "minute",
        "minutes",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "times",
        "time",
        "percent",
        "%",
        "km",
        "kilometres",
        "kilometers",
        "miles",
        "metres",
        "dogs",
        "cattle",
        "cows",
        "sheep",
        "animals",
        "camels",
        "goats",
        "birds",
        "horses",
        "attacks",
        "strikes",
        "raids",
        "incidents",
        "places",
        "locations",
        "towns",
        "villages",
        "cities",
        "million",
        "billion",
        "homes",
        "houses",
        "rounds",
        "seats",
        "points",
        "jobs",
    ];
    THINGS.contains(&word)
}

/// Nouns for one person, behind "a" or "an".
fn is_person(word: &str) -> bool {
    const PERSONS: [&str; 62] = [
        "person",
        "man",
        "woman",
        "child",
        "boy",
        "girl",
        "baby",
        "civilian",
        "soldier",
        "officer",
        "policeman",
        "policewoman",
        "sergeant",
        "captain",
        "major",
        "colonel",
        "general",
        "commander",
        "fighter",
        "militant",
        "rebel",
        "gunman",
        "guard",
        "peacekeeper",
        "pilot",
        "sailor",
        "marine",
        "medic",
        "doctor",
        "nurse",
        "teacher",
        "student",
        "journalist",
        "reporter",
        "cameraman",
        "driver",
        "worker",
        "villager",
        "farmer",
        "fisherman",
        "protester",
        "demonstrator",
        "bystander",
        "hostage",
        "prisoner",
        "settler",
        "resident",
        "passenger",
        "diplomat",
        "ambassador",
        "minister",
        "lawmaker",
        "politician",
        "leader",
        "official",
        "priest",
        "cleric",
        "imam",
        "translator",
        "paramedic",
        "conscript",
        "toddler",
    ];
    PERSONS.contains(&word)
}

/// A number of people at `at`: a numeral that counts no things, or "a soldier".
pub(super) fn people_at(row: &[Piece<'_>], at: usize) -> Option<Number> {
    if matches!(low(row, at), "a" | "an") && numeral(row, at).is_none() {
        let noun = (at + 1..at + 4).find(|i| is_person(low(row, *i)))?;
        let words = row[at + 1..noun].iter().all(|p| p.low.starts_with(char::is_alphabetic) && !is_between(p.low));
        return words.then_some(Number { start: at, end: at + 1, value: 1, bound: Bound::Exact });
    }
    let n = numeral(row, at).filter(|n| n.value.fract() == 0.0 && (0.0..1e8).contains(&n.value) && n.value > 0.0)?;
    let year =
        n.figures && low(row, at).len() == 4 && !low(row, at).contains(',') && (1900.0..2100.0).contains(&n.value);
    let next = low(row, n.end);
    let adjective = row.get(n.end + 1).is_some_and(|p| p.low == "-");
    if is_thing(next) || next == "-" || (adjective && is_thing(low(row, n.end + 2))) || is_month(next) {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |i| low(row, i));
    let dated = n.figures && is_month(before) && !(at > 1 && matches!(low(row, at - 2), "in" | "since"));
    let part = matches!((next, low(row, n.end + 1)), ("of", "whom" | "which"));
    if dated
        || part
        || matches!(before, "$" | "€" | "£" | "-" | "/" | "aged" | "age")
        || (year && !next.starts_with(char::is_alphabetic))
    {
        return None;
    }
    if year && matches!(before, "in" | "since" | "of" | "from" | "until" | "the" | "by") {
        return None;
    }
    let (start, bound) = bound_before(row, at);
    let (end, behind) = bound_behind(row, n.end);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let value = n.value as u64;
    Some(Number { start, end, value, bound: bound.or(behind).unwrap_or_default() })
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 22] = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ];
    MONTHS.contains(&word)
}

/// The number right behind a cue, over a bound and words like "another": "killed at least 54", "wounding some 90", "killing seven soldiers
/// and three civilians" (ten).
pub(super) fn behind(row: &[Piece<'_>], cue_end: usize) -> Option<Number> {
    for at in cue_end..cue_end + 8 {
        if let Some(number) = people_at(row, at) {
            return (number.start <= at).then(|| added(row, Number { start: cue_end.min(number.start), ..number }));
        }
        let word = low(row, at);
        const PASSED: [&str; 39] = [
            "at",
            "least",
            "more",
            "than",
            "up",
            "to",
            "as",
            "many",
            "no",
            "fewer",
            "less",
            "about",
            "around",
            "some",
            "nearly",
            "almost",
            "over",
            "roughly",
            "approximately",
            "an",
            "estimated",
            "a",
            "further",
            "another",
            "additional",
            "well",
            "just",
            "most",
            "not",
            "under",
            "the",
            "all",
            "between",
            "total",
            "of",
            "close",
            "upwards",
            "other",
            "extra",
        ];
        if !PASSED.contains(&word) {
            return None;
        }
    }
    None
}

/// Adds "and three civilians" to "seven soldiers", "a woman" to "two men", unless something befell the latter alone.
fn added(row: &[Piece<'_>], first: Number) -> Number {
    let noun = first.end + 1;
    let Some(and) = (noun..noun + 3).find(|i| low(row, *i) == "and") else { return first };
    if row[first.end..and].iter().any(|p| !p.low.starts_with(char::is_alphabetic))
        || matches!(low(row, first.end), "of" | "in" | "on")
    {
        return first;
    }
    let Some(second) = people_at(row, and + 1).filter(|n| n.start == and + 1) else { return first };
    let rest = &row[second.end..row.len().min(second.end + 5)];
    let stop = rest.iter().position(|p| !p.low.starts_with(char::is_alphabetic)).unwrap_or(rest.len());
    let other_fate = rest[..stop].iter().any(|p| {
        matches!(
            p.low,
            "wounded" | "injured" | "hurt" | "others" | "more" | "missing" | "arrested" | "detained" | "captured"
        )
    });
    let has_noun = rest.first().is_some_and(|p| p.low.starts_with(char::is_alphabetic) && !is_between(p.low));
    if other_fate || !has_noun || matches!(low(row, second.end), "in" | "on" | "at" | "of") {
        return first;
    }
    Number { end: second.end, value: first.value + second.value, ..first }
}

/// End of the people counted, for the span: the number and up to three words of their name.
pub(super) fn end_of_people(row: &[Piece<'_>], number: Number) -> usize {
    const STOP: [&str; 17] = [
        "in",
        "on",
        "at",
        "and",
        "near",
        "as",
        "when",
        "after",
        "by",
        "during",
        "with",
        "who",
        "including",
        "of",
        "from",
        "before",
        "while",
    ];
    let mut end = number.end;
    while end < row.len().min(number.end + 3)
        && row[end].low.starts_with(char::is_alphabetic)
        && !STOP.contains(&row[end].low)
    {
        end += 1;
    }
    end
}

/// The number of those named before a cue: "at least 54 people, most of them women, were killed", "three of the attackers lost their lives".
pub(super) fn before(row: &[Piece<'_>], cue: usize, floor: usize) -> Option<Number> {
    let mut at = cue;
    while at > floor && is_between(low(row, at - 1)) {
        at -= 1;
    }
    at = over_parenthesis(row, at, floor);
    let lowest = floor.max(at.saturating_sub(9));
    let mut best: Option<Number> = None;
    let mut i = at;
    while i > lowest {
        i -= 1;
        if let Some(number) = people_at(row, i) {
            // The number nearest the noun; a larger numeral may begin further left ("two hundred and fifty").
            best = Some(number);
            let inner = |j: usize| numeral(row, j).is_some_and(|n| n.end >= i) && j < i;
            let mut j = i;
            while j > lowest
                && (inner(j - 1)
                    || (low(row, j - 1) == "and" && j >= 2 && inner(j - 2))
                    || (low(row, j - 1) == "-" && j >= 2 && inner(j - 2)))
            {
                j -= if inner(j - 1) { 1 } else { 2 };
                best = people_at(row, j).or(best);
            }
            let whole = best?;
            return Some(summed(row, whole, lowest, at));
        }
        if stops_subject(row, i) {
            break;
        }
    }
    best
}

/// "54 people, including 12 children, were killed": from the second comma back to the first.
fn over_parenthesis(row: &[Piece<'_>], at: usize, floor: usize) -> usize {
    if at == 0 || low(row, at - 1) != "," {
        return at;
    }
    let lowest = floor.max(at.saturating_sub(16));
    let open = (lowest..at - 1).rev().find(|i| low(row, *i) == ",");
    const OPENS: [&str; 12] =
        ["including", "among", "most", "mostly", "many", "some", "all", "half", "nearly", "mainly", "at", "both"];
    open.filter(|i| OPENS.contains(&low(row, i + 1))).unwrap_or(at)
}

/// Adds "seven soldiers and" to "three civilians were killed".
fn summed(row: &[Piece<'_>], last: Number, lowest: usize, cue: usize) -> Number {
    let has_noun = last.end < cue && row[last.end].low.starts_with(char::is_alphabetic) && low(row, last.end) != "of";
    if !has_noun || last.start == 0 || low(row, last.start - 1) != "and" {
        return last;
    }
    for i in (lowest..last.start - 1).rev().take(4) {
        if let Some(first) = people_at(row, i) {
            let noun = row[first.end..last.start - 1].iter().all(|p| p.low.starts_with(char::is_alphabetic));
            return if noun && first.end < last.start - 1 {
                Number { start: first.start, value: first.value + last.value, bound: first.bound, ..last }
            } else {
                last
            };
        }
        if !row[i].low.starts_with(char::is_alphabetic) || stops_subject(row, i) {
            break;
        }
    }
    last
}

/// Words and marks that end the subject to the left of a cue.
fn stops_subject(row: &[Piece<'_>], i: usize) -> bool {
    const STOP: [&str; 36] = [
        "in", "on", "at", "after", "before", "when", "while", "as", "by", "for", "with", "from", "since", "that",
        "who", "which", "where", "because", "if", "but", "said", "says", "killed", "wounded", "injured", "dead",
        "died", "his", "her", "its", "their", "than", "dozens", "hundreds", "scores", "nobody",
    ];
    let word = low(row, i);
    let of = word == "of"
        && i > 0
        && numeral(row, i - 1).is_none()
        && people_at(row, i - 1).is_none()
        && !quantified(row, i);
    of || STOP.contains(&word) || (!word.starts_with(char::is_alphanumeric) && word != "-")
}

/// "of" behind a number further left, over one word ("54 members of the clan").
fn quantified(row: &[Piece<'_>], of: usize) -> bool {
    (of.saturating_sub(4)..of).any(|j| numeral(row, j).is_some())
}
