//! The dead and the hurt.
//!
//! Comes in: the parsed text. Goes out: [`TollMention`]s in order, each with the numbers killed and injured that one stretch of a sentence gives.
//! Promises: rules over words alone; linear, each cue looks at a bounded number of pieces around it; without a number ("dozens were killed")
//! there is no mention.

mod counts;
mod people;
#[cfg(test)]
mod table;

use std::ops::Range;

use model::Toll;

use crate::pieces::{self, Piece, low, words_at};
use crate::text::{Text, Tok};

use counts::{counted, headline_dead};
use people::{Number, before, behind, end_of_people, is_between};

/// What one stretch of a sentence says of casualties.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TollMention {
    /// From the first number or word of it to the last.
    pub tokens: Range<Tok>,
    /// The word that tells what befell them: "killed", "died", "toll", "wounded".
    pub head: Tok,
    /// How many.
    pub toll: Toll,
}

/// The tolls in a text.
pub(crate) fn find_tolls(text: &Text<'_>) -> Vec<TollMention> {
    let mut mentions = Vec::new();
    let mut row = Vec::new();
    for sentence in &text.sentences {
        pieces::of_sentence(text, sentence, &mut row);
        mentions.extend(scan(&row).into_iter().map(|f| TollMention {
            tokens: row[f.start].token..row[f.end - 1].token + 1,
            head: row[f.cue].token,
            toll: f.toll,
        }));
    }
    mentions
}

/// A toll in a row of pieces.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    start: usize,
    end: usize,
    cue: usize,
    toll: Toll,
}

/// What a word says befell people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Killed,
    Injured,
}

/// How a word takes those whom it befell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// "killed 54", "54 were killed".
    Either,
    /// "killing 54", "kills 54": behind it only.
    Behind,
    /// "54 died", "54 dead": before it only.
    Before,
}

fn scan(row: &[Piece<'_>]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut last_end = 0;
    for at in 0..row.len() {
        let Some((fate, shape, cue_end)) = cue(row, at) else { continue };
        let Some((range, number)) = number_of(row, at, cue_end, shape, last_end) else { continue };
        let one = Found { start: range.start, end: range.end, cue: at, toll: toll(fate, number) };
        let joined = out
            .last_mut()
            .filter(|p| p.end <= one.start && joins(row, p.end, one.start))
            .is_some_and(|p| join(p, &one));
        if !joined && out.last().is_none_or(|p| p.end <= one.start) {
            out.push(one);
        }
        last_end = range.end;
    }
    out
}

fn toll(fate: Fate, number: Number) -> Toll {
    match fate {
        Fate::Killed => Toll { killed: Some(number.value), injured: None, bound: number.bound },
        Fate::Injured => Toll { killed: None, injured: Some(number.value), bound: number.bound },
    }
}

/// Takes up the other half of a toll; false where both say the same thing.
fn join(first: &mut Found, second: &Found) -> bool {
    let (a, b) = (&mut first.toll, &second.toll);
    match (b.killed, b.injured) {
        (None, Some(_)) if a.injured.is_none() => a.injured = b.injured,
        (Some(_), None) if a.killed.is_none() => {
            a.killed = b.killed;
            a.bound = b.bound;
            first.cue = second.cue;
        }
        _ => return false,
    }
    first.end = second.end;
    true
}

/// Whether two tolls belong to one: little stands between them, and no new sentence of its own.
fn joins(row: &[Piece<'_>], from: usize, to: usize) -> bool {
    to - from <= 12
        && !row[from..to]
            .iter()
            .any(|p| matches!(p.low, ";" | ":" | "." | "while" | "after" | "before" | "in retaliation"))
}

/// Whether a word of the row tells of casualties, how, and where it ends.
fn cue(row: &[Piece<'_>], at: usize) -> Option<(Fate, Shape, usize)> {
    use Fate::{Injured, Killed};
    use Shape::{Before, Behind, Either};
    let next = at + 1;
    // "the dead", "two of the wounded" are people, no report of what befell them.
    if at > 0
        && matches!(low(row, at - 1), "the" | "their" | "its" | "both")
        && matches!(row[at].low, "dead" | "wounded" | "injured" | "hurt")
    {
        return None;
    }
    Some(match row[at].low {
        "dead" if at > 0 && is_adverb(low(row, next)) => return None,
        "killed" | "slain" | "murdered" | "massacred" | "slaughtered" | "assassinated" | "beheaded" => {
            // "killed or wounded 54", "killed and wounded" do not tell which.
            let mixed = matches!(low(row, next), "or" | "and" | "/")
                && matches!(low(row, next + 1), "wounded" | "injured" | "hurt");
            let mixed_before = at > 1 && low(row, at - 1) == "or";
            if mixed || mixed_before {
                return None;
            }
            (Killed, Either, next)
        }
        "killing" | "kill" | "kills" | "slaying" | "slay" | "murdering" | "massacring" => {
            let of = usize::from(low(row, at) == "killing" && low(row, next) == "of");
            (Killed, Behind, next + of)
        }
        "shot" | "gunned" | "hacked" | "burned" | "burnt" | "beaten" | "stabbed" | "trampled"
            if matches!(low(row, next), "dead" | "down") || words_at(row, next, &["to", "death"]) =>
        {
            (Killed, Either, next + if low(row, next) == "to" { 2 } else { 1 })
        }
        "died" | "perished" | "die" | "dead" | "perish" => (Killed, Before, next),
        "lost" if words_at(row, next, &["their", "lives"]) || words_at(row, next, &["his", "life"]) => {
            (Killed, Before, next + 2)
        }
        "deaths" | "death" | "murder" | "massacre" if low(row, next) == "of" => (Killed, Behind, next + 1),
        "lives" if low(row, next) == "of" => (Killed, Behind, next + 1),
        "lives" if at > 0 && lives_taken(row, at) => (Killed, Before, next),
        "deaths" | "fatalities" => (Killed, Before, next),
        "wounded" | "injured" | "hurt" | "maimed" => {
            let mixed = at > 1 && matches!(low(row, at - 1), "or" | "and" | "/") && low(row, at - 2) == "killed";
            if mixed || matches!(low(row, next), "or" | "and") && low(row, next + 1) == "killed" {
                return None;
            }
            (Injured, Either, next)
        }
        "wounding" | "injuring" | "wound" | "injure" | "hurting" => (Injured, Behind, next),
        "toll" => return Some((Killed, Either, next)),
        "number" if dead_counted(row, at).is_some() => (Killed, Either, dead_counted(row, at)?),
        _ => return None,
    })
}

/// Whether "dead" before this word only strengthens it ("dead tired").
fn is_adverb(next: &str) -> bool {
    const BEHIND: [&str; 27] = [
        "as",
        "in",
        "on",
        "at",
        "and",
        "after",
        "by",
        "near",
        "from",
        "when",
        "following",
        "over",
        "during",
        "among",
        "or",
        "but",
        "with",
        "across",
        "while",
        "this",
        "since",
        "until",
        "so",
        "with",
        "inside",
        "outside",
        "around",
    ];
    next.starts_with(char::is_alphabetic) && !BEHIND.contains(&next)
}

/// "claimed 20 lives", "cost at least 20 lives".
fn lives_taken(row: &[Piece<'_>], at: usize) -> bool {
    let from = at.saturating_sub(6);
    row[from..at].iter().any(|p| {
        matches!(p.low, "claimed" | "claiming" | "claim" | "cost" | "costing" | "took" | "taking" | "taken" | "claims")
    })
}

/// End of "number of dead", "number of people killed", "number of those who died".
fn dead_counted(row: &[Piece<'_>], at: usize) -> Option<usize> {
    if low(row, at + 1) != "of" {
        return None;
    }
    (at + 2..at + 8)
        .find(|i| matches!(low(row, *i), "dead" | "killed" | "deaths" | "died" | "fatalities"))
        .map(|i| i + 1)
}

/// The number that belongs to a cue, and the pieces from one to the other.
fn number_of(
    row: &[Piece<'_>],
    at: usize,
    cue_end: usize,
    shape: Shape,
    floor: usize,
) -> Option<(Range<usize>, Number)> {
    if matches!(low(row, at), "toll" | "number") {
        return counted(row, at, cue_end, floor);
    }
    if low(row, at) == "dead" && at == 0 {
        return headline_dead(row);
    }
    // "shot 12 dead", "left 12 people dead": before; "12 were killed 3 days later": a passive looks only before.
    let passive = matches!(shape, Shape::Either) && is_passive(row, at);
    if shape != Shape::Before
        && !passive
        && let Some(number) = behind(row, cue_end)
    {
        return Some((at.min(number.start)..end_of_people(row, number), number));
    }
    if shape == Shape::Behind {
        return None;
    }
    let number = before(row, at, floor)?;
    Some((number.start..cue_end, number))
}

/// Whether an auxiliary of the passive stands before the cue ("were also killed").
fn is_passive(row: &[Piece<'_>], at: usize) -> bool {
    let from = at.saturating_sub(4);
    let near = row[from..at].iter().rev().take_while(|p| is_between(p.low));
    near.into_iter().any(|p| matches!(p.low, "was" | "were" | "been" | "being" | "be" | "is" | "are" | "got" | "gets"))
}
