//! Whose something is: possessors, demonyms, names in front, "of" and "to" behind.
//!
//! "Pakistan's army", "the Sudanese Armed Forces", "US envoy", "the government of Maduro", "the ambassador to Ethiopia".

use std::ops::Range;

use model::ActorKind;

use super::{ActorIx, Actors};
use crate::text::{Text, Tok};

/// The owners of the noun `t`, nearest first; empty where the text names none.
pub(super) fn owners(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    let mut out = Vec::new();
    // Possessors and modifiers in front, the nearest first: "Afghanistan's Taliban rulers" are the Taliban's.
    for &c in text.children(t).iter().rev() {
        let dep = text.at(c).dep;
        if c > t || !matches!(dep, "poss" | "amod" | "nmod" | "compound" | "npadvmod" | "det") {
            continue;
        }
        // "Iran, whose navy seized …": the noun for which "whose" stands.
        let c = crate::frames::relativised(text, c).unwrap_or(c);
        for c in text.conjuncts(c).into_iter().filter(|c| !is_opposed(text, *c)) {
            extend(&mut out, actors.whom(c));
            if actors.whom(c).is_empty() && matches!(dep, "compound" | "amod" | "poss" | "nmod") {
                // "Congolese army positions"
                for &d in text.children(c) {
                    if matches!(text.at(d).dep, "poss" | "amod" | "compound" | "nmod") {
                        extend(&mut out, actors.whom(d));
                    }
                }
            }
        }
        if !out.is_empty() {
            // "Kenyan, Ugandan and Rwandan envoys": the first stands by a comma alone.
            let listed = |d: &&Tok| {
                **d < c && dep != "poss" && matches!(text.at(**d).dep, "amod" | "nmod") && text.word(**d + 1) == ","
            };
            let more: Vec<Tok> = text.children(t).iter().filter(listed).copied().collect();
            more.into_iter().for_each(|d| extend(&mut out, actors.whom(d)));
            return out;
        }
    }
    if out.is_empty() {
        for &c in text.children(t) {
            if text.at(c).dep == "prep" && matches!(text.word(c), "of" | "from" | "to" | "for" | "under") {
                for (_, o) in crate::frames::prep_objects(text, c) {
                    let whom = actors.whom(o).to_vec();
                    if whom.is_empty() {
                        out.extend(owners_in_front(actors, text, o));
                    }
                    extend(&mut out, &whom);
                }
                if !out.is_empty() {
                    break;
                }
            }
        }
    }
    // "Troops loyal to Machar", "officers commanded by Traore".
    if out.is_empty() {
        for &c in text.children(t) {
            let loyal = matches!(text.word(c), "loyal" | "faithful" | "beholden" | "subordinate" | "belonging");
            let led = matches!(text.word(c), "led" | "commanded" | "headed");
            if c > t && (loyal || led) && matches!(text.at(c).dep, "amod" | "acl" | "relcl") {
                let way = |p: &Tok| matches!(text.word(*p), "to" if loyal) || led && text.at(*p).dep == "agent";
                // Of those loyal to one whom they drove out no one says for whom they fight.
                let stands =
                    |a: &ActorIx| actors.entries[*a].kind != ActorKind::Person || actors.entries[*a].side.is_some();
                for (_, o) in
                    text.children(c).iter().copied().filter(way).flat_map(|p| crate::frames::prep_objects(text, p))
                {
                    let whom: Vec<ActorIx> = actors.whom(o).iter().copied().filter(stands).collect();
                    extend(&mut out, &whom);
                }
            }
        }
    }
    // "The government and people of Mali": what stands behind the last of two bare nouns is said of both.
    let shared = || text.children_by(t, "conj").find(|c| *c == t + 2 && text.word(t + 1) == "and");
    if out.is_empty()
        && let Some(of) = shared().and_then(|c| text.children_by(c, "prep").find(|p| text.word(*p) == "of"))
    {
        crate::frames::prep_objects(text, of).into_iter().for_each(|(_, o)| extend(&mut out, actors.whom(o)));
    }
    out
}

/// Only the possessors and modifiers in front of a noun.
pub(super) fn owners_in_front(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    let mut out = Vec::new();
    for &c in text.children(t) {
        if c < t && matches!(text.at(c).dep, "poss" | "amod" | "nmod" | "compound") && !is_opposed(text, c) {
            extend(&mut out, actors.whom(crate::frames::relativised(text, c).unwrap_or(c)));
        }
    }
    out
}

/// "The anti-Syria journalist" is not Syria's.
pub(crate) fn is_opposed(text: &Text<'_>, t: Tok) -> bool {
    text.word(t).starts_with("anti-") || t >= 2 && text.word(t - 1) == "-" && text.word(t - 2) == "anti"
}

/// The actors of the names in a range, in order.
pub(super) fn in_range(actors: &Actors, range: Range<Tok>) -> Vec<ActorIx> {
    let mut out = Vec::new();
    for t in range {
        extend(&mut out, actors.whom(t));
    }
    out
}

fn extend(out: &mut Vec<ActorIx>, more: &[ActorIx]) {
    for a in more {
        if !out.contains(a) {
            out.push(*a);
        }
    }
}
