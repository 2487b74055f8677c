//! Pronouns: he, she, it, they and their possessives.
//!
//! The most prominent actor before the word that fits its number and kind: subjects count more than others, each sentence of distance less.

use model::ActorKind;

use super::nominals::Before;
use super::{ActorIx, Actors};
use crate::text::{Text, Tok};

pub(super) fn pronoun(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Option<Vec<ActorIx>> {
    let word = text.word(t);
    let fits: fn(ActorKind) -> bool = match word {
        "he" | "him" | "his" | "she" | "her" | "himself" | "herself" => |k| k == ActorKind::Person,
        "it" | "its" | "itself" => |k| !matches!(k, ActorKind::Person | ActorKind::Place),
        "they" | "them" | "their" | "themselves" => {
            return Some(they(actors, text, before, t));
        }
        _ => return None,
    };
    if text.at(t).pos != "PRON" || text.at(t).dep == "expl" {
        return None;
    }
    Some(salient(actors, text, before, t, fits).map(|a| vec![a]).unwrap_or_default())
}

/// The most prominent single actor before `t` of a fitting kind: subjects before others, near before far.
pub(super) fn salient(
    actors: &Actors,
    text: &Text<'_>,
    before: &Before,
    t: Tok,
    fits: impl Fn(ActorKind) -> bool,
) -> Option<ActorIx> {
    let clause_subject = same_clause_subject(text, t);
    let here = text.at(t).sentence;
    let mut best: Option<(i32, ActorIx)> = None;
    for (tok, whom) in before.iter().rev().take(30) {
        let distance = (here - text.at(*tok).sentence.min(here)) as i32;
        if distance > 3 {
            break;
        }
        if Some(*tok) == clause_subject && !matches!(text.at(t).dep, "poss") {
            continue;
        }
        // "his son Saddam": not whom the phrase itself names.
        if text.at(t).dep == "poss" && names_itself(text, t, *tok) {
            continue;
        }
        let [a] = whom.as_slice() else { continue };
        if !fits(actors.entries[*a].kind) {
            continue;
        }
        let weight = match text.at(*tok).dep {
            // The subject of the main clause before that of a clause inside it.
            "nsubj" | "nsubjpass" => match text.at(text.at(*tok).head).dep {
                "ROOT" | "conj" => 5,
                "relcl" | "advcl" => 3,
                _ => 4,
            },
            // "Sharaa's position is fragile. … he": the owner of a subject.
            "poss" if text.at(text.at(*tok).head).dep == "nsubj" => 3,
            "poss" => 0,
            _ => 2,
        } - 3 * distance
            - i32::from(actors.entries[*a].kind == ActorKind::Media) * 2;
        if best.is_none_or(|(b, _)| weight > b) {
            best = Some((weight, *a));
        }
    }
    best.map(|(_, a)| a)
}

/// The subject of the verb of which the pronoun is an object.
pub(super) fn same_clause_subject(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut head = text.at(t).head;
    if text.at(head).pos == "ADP" {
        head = text.at(head).head;
    }
    text.child(head, "nsubj").filter(|s| *s != t)
}

fn they(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Vec<ActorIx> {
    let here = text.at(t).sentence;
    let clause_subject = same_clause_subject(text, t);
    let fits = |tok: Tok, whom: &[ActorIx]| {
        let own = text.at(t).dep == "poss" && names_itself(text, t, tok)
            || Some(tok) == clause_subject && text.at(t).dep != "poss";
        let plural = whom.len() > 1
            || matches!(text.at(tok).tag, "NNS" | "NNPS")
            || whom.iter().any(|a| matches!(actors.entries[*a].kind, ActorKind::Faction));
        !own && plural && !whom.iter().all(|a| actors.entries[*a].kind == ActorKind::Media)
    };
    let near = |tok: Tok, reach: usize| here - text.at(tok).sentence.min(here) <= reach;
    let recent = before.iter().rev().take(20);
    // This sentence before the ones before it, subjects before others.
    let is_subject = |tok: Tok| matches!(text.at(tok).dep, "nsubj" | "nsubjpass");
    let find = |from: usize, to: usize, subject: bool| {
        recent.clone().take_while(|(tok, _)| near(*tok, to)).find(|(tok, whom)| {
            !(from > 0 && near(*tok, from - 1)) && (!subject || is_subject(*tok)) && fits(*tok, whom)
        })
    };
    let found =
        find(0, 0, true).or_else(|| find(0, 0, false)).or_else(|| find(1, 1, true)).or_else(|| find(1, 2, false));
    found.map(|(_, whom)| whom.clone()).unwrap_or_default()
}

/// "His son Saddam", "Lavrov, his minister": whom the possessive's own phrase names is not whom it means.
fn names_itself(text: &Text<'_>, t: Tok, tok: Tok) -> bool {
    let owned = text.at(t).head;
    text.is_below(tok, owned)
        || text.at(owned).head == tok && matches!(text.at(owned).dep, "appos" | "compound" | "nmod")
}
