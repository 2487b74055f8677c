//! Plural mentions: "both sides", "the two presidents", "the neighbours", "they".

use model::ActorKind;

use super::{ActorIx, Actors};
use crate::text::{Text, Tok};

/// What a plural noun wants its members to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Members {
    /// Persons ("leaders", "presidents").
    Persons,
    /// States ("countries", "neighbours").
    States,
    /// Whoever acts for itself ("sides", "rivals"): the sides of those who are named.
    Sides,
    /// Whoever acts ("the two").
    Any,
}

/// The members that a plural noun calls for; none for nouns that call back nobody.
pub(super) fn members(word: &str) -> Option<Members> {
    Some(match word {
        "leaders" | "presidents" | "ministers" | "premiers" | "generals" | "men" | "statesmen" | "brothers"
        | "officials" | "diplomats" | "commanders" | "envoys" => Members::Persons,
        "countries" | "nations" | "states" | "neighbours" | "neighbors" | "governments" | "capitals" | "allies"
        | "powers" | "giants" | "republics" | "kingdoms" | "monarchies" | "juntas" | "peoples" => Members::States,
        "sides" | "parties" | "rivals" | "foes" | "enemies" | "adversaries" | "delegations" | "factions"
        | "militaries" | "armies" | "combatants" | "belligerents" | "camps" | "contenders" | "opponents" => {
            Members::Sides
        }
        "two" | "both" | "three" | "four" | "signatories" | "counterparts" => Members::Any,
        _ => return None,
    })
}

/// A number of members said with the noun: "both", "the two", "the three countries".
pub(super) fn count(text: &Text<'_>, t: Tok) -> Option<usize> {
    let number = |w: &str| match w {
        "both" | "two" | "either" | "each" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        _ => None,
    };
    number(text.word(t)).or_else(|| text.children(t).iter().find_map(|c| number(text.word(*c)).filter(|_| *c < t)))
}

/// The latest actors before `t` that can be meant: joined ones first, else the last distinct ones in two sentences.
pub(super) fn latest(
    actors: &Actors,
    text: &Text<'_>,
    before: &[(Tok, Vec<ActorIx>)],
    t: Tok,
    n: Option<usize>,
    members: Members,
) -> Vec<ActorIx> {
    // "The two presidents": those who are called so, if there are any.
    let title = match text.word(t) {
        w @ ("presidents" | "ministers" | "generals" | "kings" | "commanders" | "envoys") => w.strip_suffix('s'),
        "premiers" => Some("prime"),
        _ => None,
    };
    let bearers = |w: &str| actors.entries.iter().filter(|e| e.titles.contains(w)).count();
    let title = title.filter(|w| bearers(w) >= n.unwrap_or(2));
    // "Russia plays for both sides": whoever does it to them is none of them.
    let doers: Vec<ActorIx> =
        super::pronouns::same_clause_subject(text, t).map(|s| actors.whom(s).to_vec()).unwrap_or_default();
    let doer_sides: Vec<ActorIx> = doers.iter().map(|a| actors.side(*a)).collect();
    let fits = |a: &ActorIx| {
        !doer_sides.contains(&actors.side(*a))
            && match members {
                Members::Persons => {
                    let entry = &actors.entries[*a];
                    entry.kind == ActorKind::Person && title.is_none_or(|w| entry.titles.contains(w))
                }
                Members::States => {
                    matches!(actors.entries[*a].kind, ActorKind::State | ActorKind::Government | ActorKind::Faction)
                }
                Members::Sides | Members::Any => {
                    !matches!(actors.entries[*a].kind, ActorKind::Media | ActorKind::Place | ActorKind::Company)
                }
            }
    };
    let sentence = text.at(t).sentence;
    let near = |tok: Tok, reach: usize| sentence - text.at(tok).sentence.min(sentence) <= reach;
    // Joined in one phrase; three or four said together are remembered for longer than a pair.
    let reach = if n.is_some_and(|n| n > 2) { 40 } else { 3 };
    // "In the conversation with X, the two sides …": one of them stands in the sentence, the other before it.
    let here: Vec<ActorIx> = before
        .iter()
        .rev()
        .take_while(|(tok, _)| near(*tok, 0))
        .filter(|(tok, whom)| whom.len() == 1 && text.at(*tok).dep != "poss")
        .flat_map(|(_, whom)| whom.iter().copied())
        .filter(fits)
        .map(|a| actors.side(a))
        .collect();
    for (tok, whom) in before.iter().rev().take_while(|(tok, _)| near(*tok, reach)) {
        let mut group: Vec<ActorIx> = whom.iter().copied().filter(fits).collect();
        if members == Members::Sides {
            group = group.iter().map(|a| actors.side(*a)).collect();
        }
        // A general and his army are one side.
        let apart = members == Members::Persons || group.iter().any(|a| actors.side(*a) != actors.side(group[0]));
        let whole = group.len() == whom.len() && whom.len() > 1;
        let foreign = members == Members::Sides
            && text.at(*tok).sentence < sentence
            && here.iter().any(|h| !group.iter().any(|a| actors.side(*a) == *h));
        if whole && apart && !foreign && n.is_none_or(|n| n == group.len()) && *tok < t {
            return group;
        }
    }
    let wanted = n.unwrap_or(2);
    let mut out: Vec<ActorIx> = Vec::new();
    for (_, whom) in before.iter().rev().take_while(|(tok, _)| near(*tok, 3)) {
        for a in whom {
            let a = match members {
                Members::States | Members::Sides => actors.side(*a),
                _ => *a,
            };
            let new_side = !out.iter().any(|o| *o == a || actors.side(*o) == actors.side(a));
            if fits(&a) && new_side {
                out.push(a);
            }
        }
        if out.len() >= wanted {
            out.truncate(wanted);
            out.reverse();
            return out;
        }
    }
    Vec::new()
}

/// The parties of a dealing that the words do not repeat ("the talks, which Qatar mediated"): two actors of different sides, none of `others`.
pub(super) fn parties(
    actors: &Actors,
    text: &Text<'_>,
    before: &[(Tok, Vec<ActorIx>)],
    t: Tok,
    others: &[ActorIx],
) -> Vec<ActorIx> {
    let sentence = text.at(t).sentence;
    let other_sides: Vec<ActorIx> = others.iter().map(|o| actors.side(*o)).collect();
    let mut out: Vec<ActorIx> = Vec::new();
    for (tok, whom) in before.iter().rev().take_while(|(tok, _)| sentence - text.at(*tok).sentence.min(sentence) <= 2) {
        if *tok >= t {
            continue;
        }
        let group: Vec<ActorIx> =
            whom.iter().copied().filter(|a| acts(actors, *a) && !other_sides.contains(&actors.side(*a))).collect();
        if group.len() > 1 && group.len() == whom.len() && actors.side(group[0]) != actors.side(group[1]) {
            return group;
        }
        for a in group {
            if !out.iter().any(|o| actors.side(*o) == actors.side(a)) {
                out.push(a);
            }
        }
    }
    out.truncate(2);
    out.reverse();
    if out.len() == 2 { out } else { Vec::new() }
}

fn acts(actors: &Actors, a: ActorIx) -> bool {
    !matches!(actors.entries[a].kind, ActorKind::Media | ActorKind::Place | ActorKind::Company)
}
