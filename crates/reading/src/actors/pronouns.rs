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
        if text.at(t).dep == "poss" && text.is_below(t, *tok) {
            continue;
        }
        let [a] = whom.as_slice() else { continue };
        if !fits(actors.entries[*a].kind) {
            continue;
        }
        let weight = match text.at(*tok).dep {
            "nsubj" | "nsubjpass" => 4,
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
fn same_clause_subject(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut head = text.at(t).head;
    if text.at(head).pos == "ADP" {
        head = text.at(head).head;
    }
    text.child(head, "nsubj").filter(|s| *s != t)
}

fn they(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Vec<ActorIx> {
    let here = text.at(t).sentence;
    for (tok, whom) in before.iter().rev().take(20) {
        if here - text.at(*tok).sentence.min(here) > 2 || text.at(t).dep == "poss" && text.is_below(t, *tok) {
            continue;
        }
        let plural = whom.len() > 1
            || matches!(text.at(*tok).tag, "NNS" | "NNPS")
            || whom.iter().any(|a| matches!(actors.entries[*a].kind, ActorKind::Faction));
        if plural && !whom.iter().all(|a| actors.entries[*a].kind == ActorKind::Media) {
            return whom.clone();
        }
    }
    Vec::new()
}
