//! Running counts: "the death toll rose to 60", "the number of people killed", "Dead in market bombing now 54".
//!
//! Comes in: a row of pieces and the place of the word that counts. Goes out: the latest number and the pieces from word to number.
//! Promises: "from 54 to 60" gives 60; looks at a bounded number of pieces.

use std::ops::Range;

use crate::pieces::{Piece, low};

use super::people::{Number, people_at};

/// "the death toll rose to 60", "a toll of 54", "number of dead … has risen to 54", "raised to 54 the number of people killed".
pub(super) fn counted(row: &[Piece<'_>], at: usize, cue_end: usize, floor: usize) -> Option<(Range<usize>, Number)> {
    const VERBS: [&str; 43] = [
        "rose",
        "rise",
        "rises",
        "risen",
        "rising",
        "climbed",
        "climbs",
        "climb",
        "reached",
        "reaches",
        "reach",
        "stood",
        "stands",
        "stand",
        "standing",
        "jumped",
        "jumps",
        "passed",
        "passes",
        "is",
        "was",
        "now",
        "grew",
        "grows",
        "grown",
        "hit",
        "hits",
        "exceeded",
        "exceeds",
        "surpassed",
        "at",
        "of",
        "to",
        "had",
        "has",
        "were",
        "doubled",
        "mounted",
        "mounts",
        "soared",
        "increased",
        "fell",
        "revised",
    ];
    let end = row.len().min(cue_end + 24);
    let mut verb =
        low(row, cue_end.saturating_sub(1)) == "toll" && matches!(low(row, cue_end), "of" | "at" | "to" | ":");
    let mut to = false;
    for i in cue_end..end {
        let word = low(row, i);
        if matches!(word, ";" | "." | "?" | "!") {
            break;
        }
        to |= word == "to";
        verb |= VERBS.contains(&word) && word != "of" && word != "at" || (word == "to" && verb);
        // "rose from 54 to 60": the later number.
        if word == "from" {
            verb = false;
            continue;
        }
        if verb && let Some(number) = people_at(row, i).filter(|n| ends_count(row, n.end)) {
            if low(row, i.saturating_sub(1)) == "in" || low(row, i.saturating_sub(1)) == "on" {
                continue;
            }
            let number = Number { start: number.start, ..number };
            return Some((at..number.end, number));
        }
        if to && people_at(row, i).is_some() {
            break;
        }
    }
    // "raised to 54 the number of people killed", "put at 60 the death toll".
    let from = floor.max(at.saturating_sub(6));
    let number = (from..at)
        .rev()
        .find_map(|i| matches!(low(row, i.checked_sub(1)?), "to" | "at").then(|| people_at(row, i)).flatten())?;
    let article = row[number.end..at].iter().all(|p| matches!(p.low, "the" | "death" | "total" | "a"));
    article.then_some((number.start..cue_end, number))
}

/// A count ends with what it counts or with a mark, not with a unit of something else.
fn ends_count(row: &[Piece<'_>], end: usize) -> bool {
    !matches!(low(row, end), "attack" | "hours" | "-" | "th")
}

/// A headline: "Dead in Darfur market bombing now 54".
pub(super) fn headline_dead(row: &[Piece<'_>]) -> Option<(Range<usize>, Number)> {
    let last = row.len().checked_sub(1)?;
    let number = people_at(row, last)?;
    let now = number.start.checked_sub(1).map(|i| low(row, i))?;
    matches!(now, "now" | "at" | "to" | "reach" | "reaches" | "pass").then_some((0..number.end, number))
}
