//! Plural mentions: "both sides", "the two presidents", "the neighbours", "they".

use model::ActorKind;

use super::{ActorEntry, ActorIx, Actors};
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

/// "The warring groups", "the rival militias": sides, though the noun alone calls back no one.
pub(super) fn warring(text: &Text<'_>, t: Tok) -> Option<Members> {
    let group =
        matches!(text.word(t), "groups" | "militias" | "movements" | "forces" | "generals" | "warlords" | "clans");
    let at_odds = |c: &Tok| *c < t && matches!(text.word(*c), "warring" | "rival" | "opposing" | "feuding" | "hostile");
    (group && text.children(t).iter().any(at_odds)).then_some(Members::Sides)
}

/// A number of members said with the noun: "both", "the two", "the three countries".
pub(super) fn count(text: &Text<'_>, t: Tok) -> Option<usize> {
    let number = |w: &str| match w {
        "both" | "two" | "either" | "each" | "neither" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        _ => None,
    };
    number(text.word(t)).or_else(|| text.children(t).iter().find_map(|c| number(text.word(*c)).filter(|_| *c < t)))
}

/// The latest actors before `t` that can be meant; armies are forces before they are states.
pub(super) fn latest(
    actors: &Actors,
    text: &Text<'_>,
    before: &[(Tok, Vec<ActorIx>)],
    t: Tok,
    n: Option<usize>,
    members: Members,
) -> Vec<ActorIx> {
    let armed = matches!(text.word(t), "armies" | "militaries" | "forces" | "militias" | "warlords");
    let verb = text.at(text.at(t).head).lemma;
    if text.word(t) == "sides" && n.is_none() && matches!(verb, "take" | "choose" | "switch" | "change" | "pick") {
        return Vec::new();
    }
    let found = latest_of(actors, text, before, t, n, members, armed);
    if found.is_empty() && armed { latest_of(actors, text, before, t, n, members, false) } else { found }
}

/// The latest actors before `t` that can be meant: joined ones first, else the last distinct ones in two sentences.
fn latest_of(
    actors: &Actors,
    text: &Text<'_>,
    before: &[(Tok, Vec<ActorIx>)],
    t: Tok,
    n: Option<usize>,
    members: Members,
    armed: bool,
) -> Vec<ActorIx> {
    // "The two presidents": those who are called so, if there are any.
    let title = match text.word(t) {
        w @ ("presidents" | "ministers" | "generals" | "kings" | "commanders" | "envoys") => w.strip_suffix('s'),
        "premiers" => Some("prime"),
        _ => None,
    };
    let bearers = |w: &str| actors.entries.iter().filter(|e| e.titles.contains(w)).count();
    let title = title.filter(|w| bearers(w) >= n.unwrap_or(2));
    // "The two leaders" are no ministers or envoys, where there are others.
    let heads = actors.entries.iter().filter(|e| e.kind == ActorKind::Person && !serves(e)).count();
    let heads_only = matches!(text.word(t), "leaders" | "rulers" | "statesmen") && heads >= n.unwrap_or(2);
    // "Russia plays for both sides": whoever does it to them is none of them.
    let doers: Vec<Tok> =
        super::pronouns::same_clause_subject(text, t).map(|s| subjects_with(text, s)).unwrap_or_default();
    let doers: Vec<ActorIx> = doers.into_iter().flat_map(|s| actors.whom(s).to_vec()).collect();
    let doer_sides: Vec<ActorIx> = doers.iter().map(|a| actors.side(*a)).collect();
    let fits = |a: &ActorIx| {
        !doer_sides.contains(&actors.side(*a))
            && match members {
                Members::Persons => {
                    let entry = &actors.entries[*a];
                    entry.kind == ActorKind::Person
                        && title.is_none_or(|w| entry.titles.contains(w))
                        && !(heads_only && serves(entry))
                }
                Members::States => {
                    matches!(actors.entries[*a].kind, ActorKind::State | ActorKind::Government | ActorKind::Faction)
                }
                // Who acts for nobody is no side.
                Members::Sides if actors.entries[actors.side(*a)].kind == ActorKind::Person => false,
                Members::Sides | Members::Any => {
                    !matches!(actors.entries[*a].kind, ActorKind::Media | ActorKind::Place | ActorKind::Company)
                }
            }
    };
    let region = text.children(t).iter().filter(|c| **c < t).find_map(|c| region(text.word(*c)));
    let there = |a: &ActorIx| {
        let country = actors.entries[actors.side(*a)].country.as_deref();
        region.is_none_or(|r| country.is_some_and(|c| r.contains(&c)))
    };
    let arms = |a: &ActorIx| {
        let kind = |a: ActorIx| matches!(actors.entries[a].kind, ActorKind::Military | ActorKind::Faction);
        !armed || kind(*a) || kind(actors.side(*a))
    };
    let fits = |a: &ActorIx| fits(a) && there(a) && arms(a);
    let sentence = text.at(t).sentence;
    let near = |tok: Tok, reach: usize| sentence - text.at(tok).sentence.min(sentence) <= reach;
    let second = {
        let mut top: Vec<usize> = actors.spoken.values().copied().collect();
        top.sort_unstable();
        top.len().checked_sub(2).map_or(0, |i| top[i])
    };
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
        let rolled = |a: &ActorIx| match members {
            // "Ruritanian and Tajik border troops … the two neighbours"
            Members::States if actors.entries[*a].kind == ActorKind::Military => actors.side(*a),
            Members::Sides => side_in_war(actors, *a),
            _ => *a,
        };
        let group: Vec<ActorIx> = whom.iter().map(rolled).filter(fits).collect();
        // A general and his army are one side.
        let apart = members == Members::Persons || group.iter().any(|a| actors.side(*a) != actors.side(group[0]));
        let whole = (group.len() == whom.len() || region.is_some()) && group.len() > 1;
        let foreign = members == Members::Sides
            && text.at(*tok).sentence < sentence
            && here.iter().any(|h| !group.iter().any(|a| actors.side(*a) == *h));
        // "The sides", "the warring parties": two.
        let pair = members == Members::Sides && n.is_none() && !is_any(text, t);
        let counted = n.or(pair.then_some(2)).is_none_or(|n| n == group.len());
        // What was joined further back must be what the text is about.
        let old = !near(*tok, 1) && n.is_none_or(|n| n < 3);
        let weighty = || group.iter().all(|a| actors.spoken.get(&actors.side(*a)).copied().unwrap_or(0) * 2 >= second);
        if whole && apart && !foreign && counted && *tok < t && (!old || weighty()) {
            return if members == Members::Sides { sides_of(actors, group) } else { group };
        }
    }
    if is_any(text, t) && !text.children(t).iter().any(|c| text.word(*c) == "all") {
        return Vec::new();
    }
    let weight = if members == Members::Any { 0.4 } else { 1.0 };
    let back = if n.is_some_and(|n| n > 2) { 12 } else { 6 };
    // Each apart: those of whom the text speaks most before those just named.
    let wanted = n.unwrap_or(2);
    let most = actors.spoken.values().copied().max().unwrap_or(1).max(1) as f64;
    let mut found: Vec<(ActorIx, f64)> = Vec::new();
    for (tok, whom) in before.iter().rev().take(60).take_while(|(tok, _)| near(*tok, back)) {
        for a in whom {
            if armed && !arms(a) {
                continue;
            }
            let a = match members {
                Members::Sides if !armed => side_in_war(actors, *a),
                Members::States if !armed => actors.side(*a),
                _ => *a,
            };
            if !fits(&a) || found.iter().any(|(o, _)| *o == a) {
                continue;
            }
            let far = (sentence - text.at(*tok).sentence.min(sentence)) as f64;
            let spoken = match members {
                Members::Persons => actors.entries[a].mentions.len(),
                _ => actors.spoken.get(&actors.side(a)).copied().unwrap_or(0),
            };
            found.push((a, weight * (spoken as f64 / most).min(1.0) + 1.0 / (1.0 + far)));
        }
    }
    let mut best: Vec<usize> = (0..found.len()).collect();
    best.sort_by(|x, y| found[*y].1.total_cmp(&found[*x].1).then(x.cmp(y)));
    let mut chosen: Vec<usize> = Vec::new();
    for i in best {
        let side = actors.side(found[i].0);
        if chosen.len() < wanted && !chosen.iter().any(|c| actors.side(found[*c].0) == side) {
            chosen.push(i);
        }
    }
    if chosen.len() < wanted {
        return Vec::new();
    }
    chosen.sort_unstable_by(|x, y| y.cmp(x));
    let chosen: Vec<ActorIx> = chosen.into_iter().map(|i| found[i].0).collect();
    if members == Members::Sides && !armed { sides_of(actors, chosen) } else { chosen }
}

/// The side of an actor, but for an army that a faction of its own country may face.
fn side_in_war(actors: &Actors, a: ActorIx) -> ActorIx {
    let side = actors.side(a);
    let country = actors.entries[side].country.as_deref();
    let faction = |e: &ActorEntry| e.kind == ActorKind::Faction && e.key.is_some() && e.country.as_deref() == country;
    let army = actors.entries[a].kind == ActorKind::Military && country.is_some();
    if army && actors.entries.iter().any(faction) { a } else { side }
}

/// The sides of a group: an army stands for itself only beside a faction of its own country.
fn sides_of(actors: &Actors, group: Vec<ActorIx>) -> Vec<ActorIx> {
    let country = |a: ActorIx| actors.entries[actors.side(a)].country.as_deref();
    let faces = |a: ActorIx| {
        group.iter().any(|b| *b != a && actors.entries[*b].kind == ActorKind::Faction && country(*b) == country(a))
    };
    group.iter().map(|a| if faces(*a) { *a } else { actors.side(*a) }).collect()
}

/// A subject, those joined to it and the verb's other subjects ("Oman, a neighbour, and Qatar urged them").
fn subjects_with(text: &Text<'_>, subject: Tok) -> Vec<Tok> {
    let all = text.children_by(text.at(subject).head, "nsubj");
    all.filter(|s| *s == subject || *s < text.at(subject).head).flat_map(|s| text.conjuncts(s)).collect()
}

/// Whether the text calls a person a minister, an envoy or another's deputy, and nothing higher.
fn serves(entry: &ActorEntry) -> bool {
    const HIGHER: &[&str] =
        &["prime", "president", "king", "emir", "sultan", "chancellor", "premier", "leader", "ruler", "crown"];
    const LOWER: &[&str] = &[
        "minister",
        "envoy",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "adviser",
        "advisor",
        "deputy",
        "vice",
        "negotiator",
        "official",
        "speaker",
    ];
    let has = |list: &[&str]| list.iter().any(|w| entry.titles.contains(*w));
    has(LOWER) && (!has(HIGHER) || entry.titles.contains("deputy") || entry.titles.contains("vice"))
}

/// "All sides", "all parties": no pair.
fn is_any(text: &Text<'_>, t: Tok) -> bool {
    text.children(t).iter().any(|c| *c < t && matches!(text.word(*c), "all" | "other" | "some" | "many" | "several"))
}

/// The states of a region by whose name a group is called ("the three Gulf states"), ISO 3166-1 alpha-3.
fn region(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "gulf" => &["SAU", "ARE", "QAT", "KWT", "BHR", "OMN"],
        "baltic" => &["EST", "LVA", "LTU"],
        "nordic" | "scandinavian" => &["DNK", "FIN", "ISL", "NOR", "SWE"],
        "caucasus" | "caucasian" => &["ARM", "AZE", "GEO"],
        "sahel" | "sahelian" => &["MLI", "NER", "BFA", "TCD", "MRT", "SEN"],
        "balkan" => &["SRB", "BIH", "HRV", "MNE", "MKD", "ALB", "XKX", "SVN", "BGR", "ROU", "GRC"],
        "maghreb" => &["MAR", "DZA", "TUN", "LBY", "MRT"],
        "benelux" => &["BEL", "NLD", "LUX"],
        "andean" => &["BOL", "COL", "ECU", "PER", "CHL", "VEN"],
        _ => return None,
    })
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
