//! Of which state the text speaks where the words do not say.

use std::collections::BTreeMap;

use model::ActorKind;

use super::nominals::{Before, recent};
use super::{ActorIx, Actors, Scene};
use crate::lexicon;
use crate::text::{Text, Tok};

/// "The government", "the junta" of which no more is said: of the state of which the text speaks, or the last one named of its rival
/// governments.
pub(super) fn government_spoken_of(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Option<ActorIx> {
    let state = spoken_of(actors, text, before, t);
    let country = state.and_then(|s| actors.entries[s].country.as_deref());
    let rules = |e: &super::ActorEntry| {
        matches!(e.kind, ActorKind::Government | ActorKind::Faction)
            && e.side.is_none()
            && e.key.is_some()
            && e.name.to_lowercase().contains("government")
            && (country.is_none() || e.country.as_deref() == country)
    };
    recent(actors, before, rules).or(state)
}

/// Whose institution it is where the words do not say: the state for which the person acts who is the sentence's subject, else the one
/// of which the text has spoken most by then, counting those who act for it and the near more than the far.
pub(super) fn spoken_of(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Option<ActorIx> {
    let here = text.at(t).sentence;
    // "In Yemen, where Riyadh supports the government": the place's.
    if let Some(state) = state_of_where(actors, text, t) {
        return Some(state);
    }
    // Whoever mediates between a government and others is not of that government.
    let subjects =
        |verb: Tok| text.children(verb).iter().filter(|c| text.at(**c).dep == "nsubj").flat_map(|c| actors.whom(*c));
    if let Some(mediator) = mediation_above(text, t) {
        let mut at = mediator;
        for _ in 0..4 {
            if subjects(at).next().is_some() || text.at(at).head == at {
                break;
            }
            at = text.at(at).head;
        }
        let not: Vec<ActorIx> = subjects(at).map(|a| actors.side(*a)).collect();
        return most_spoken_of(actors, text, before, t, &not);
    }
    let subject = before.iter().rev().take_while(|(tok, _)| text.at(*tok).sentence == here).find(|(tok, whom)| {
        let person = whom.len() == 1 && actors.entries[whom[0]].kind == ActorKind::Person;
        let verb = text.at(text.at(*tok).head).lemma;
        person
            && matches!(text.at(*tok).dep, "nsubj" | "nsubjpass")
            && !matches!(verb, "say" | "accuse" | "urge" | "warn" | "condemn" | "ask" | "press")
    });
    let of_subject = subject.and_then(|(_, whom)| {
        let side = actors.side(whom[0]);
        let country = actors.entries[side].country.as_deref()?;
        let state = |e: &super::ActorEntry| e.kind == ActorKind::State && e.country.as_deref() == Some(country);
        let known = matches!(actors.entries[side].kind, ActorKind::State | ActorKind::Government);
        actors.entries.iter().position(|e| known && state(e))
    });
    of_subject.or_else(|| most_spoken_of(actors, text, before, t, &[]))
}

/// The state of whoever tells of it in the clause above: "Tasnim reported that the navy …", "Kim said the army …".
pub(super) fn state_of_teller(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let mut at = t;
    for _ in 0..8 {
        let token = text.at(at);
        if token.head == at {
            return None;
        }
        let above = token.head;
        if matches!(token.dep, "ccomp" | "parataxis" | "dobj")
            && matches!(text.at(above).lemma, "say" | "report" | "announce" | "add" | "state" | "claim" | "confirm")
            && let Some(teller) = text.children(above).iter().copied().find(|c| text.at(*c).dep == "nsubj")
            && let &[a] = actors.whom(teller)
        {
            let side = actors.side(a);
            let entry = &actors.entries[side];
            if entry.kind == ActorKind::State {
                return Some(side);
            }
            let country =
                actors.entries[a].country.as_deref().filter(|_| actors.entries[a].kind == ActorKind::Media)?;
            let state = |e: &super::ActorEntry| e.kind == ActorKind::State && e.country.as_deref() == Some(country);
            return actors.entries.iter().position(state);
        }
        at = above;
    }
    None
}

/// The state of a place, by the atlas.
fn state_of_place(actors: &mut Actors, scene: Scene<'_>, at: Tok) -> Option<ActorIx> {
    let key = actors.place_at(at)?.1?;
    let entity = scene.atlas.get(key);
    let state = if entity.kind() == ActorKind::State {
        Some(key)
    } else {
        scene
            .atlas
            .stands_for(key)
            .or_else(|| scene.atlas.side(key, scene.published))
            .or_else(|| scene.atlas.capital_of(key))
    }?;
    (scene.atlas.get(state).kind() == ActorKind::State).then(|| actors.of_key(scene.atlas, state))
}

/// The state in which the clause around a noun happens: "police fired at them in Lima".
pub(super) fn state_of_scene(actors: &mut Actors, scene: Scene<'_>, t: Tok) -> Option<ActorIx> {
    let text = scene.text;
    let verb = text.at(t).head;
    let here = |c: &&Tok| matches!(text.word(**c), "in" | "at" | "near" | "outside" | "across");
    let preps = text.children(t).iter().filter(here).chain(text.children(verb).iter().filter(here));
    let objects: Vec<Tok> = preps.flat_map(|p| crate::frames::prep_objects(text, *p)).map(|(_, o)| o).collect();
    objects.into_iter().find_map(|o| state_of_place(actors, scene, o))
}

/// The state of the place named last, in this sentence or the three before.
pub(super) fn last_scene(actors: &mut Actors, scene: Scene<'_>, t: Tok) -> Option<ActorIx> {
    let here = scene.text.at(t).sentence;
    let near = |u: Tok| here.saturating_sub(scene.text.at(u).sentence) <= 3;
    let end = actors.places.partition_point(|(r, _)| r.start < t);
    let heads: Vec<Tok> = actors.places[..end].iter().rev().map(|(r, _)| r.end - 1).take_while(|u| near(*u)).collect();
    heads.into_iter().find_map(|u| state_of_place(actors, scene, u))
}

/// The state of which a clause in "where" around a noun tells.
pub(super) fn state_of_where(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let mut at = t;
    for _ in 0..8 {
        let token = text.at(at);
        if token.dep == "relcl" {
            let there = text.children(at).iter().any(|c| text.word(*c) == "where");
            let &[a] = actors.whom(token.head) else { return None };
            return (there && actors.entries[a].kind == ActorKind::State).then_some(a);
        }
        if token.head == at {
            return None;
        }
        at = token.head;
    }
    None
}

/// The verb of mediating above a noun.
pub(super) fn mediation_above(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut at = t;
    for _ in 0..6 {
        let head = text.at(at).head;
        if head == at {
            return None;
        }
        let outward = matches!(text.at(at).dep, "dobj" | "pobj")
            && matches!(
                text.at(head).lemma,
                "help"
                    | "assist"
                    | "back"
                    | "support"
                    | "fight"
                    | "recognise"
                    | "recognize"
                    | "arm"
                    | "aid"
                    | "befriend"
                    | "court"
            );
        if matches!(text.at(head).lemma, "mediate" | "broker" | "arbitrate" | "reconcile") || outward {
            return Some(head);
        }
        at = head;
    }
    None
}

pub(super) fn most_spoken_of(
    actors: &Actors,
    text: &Text<'_>,
    before: &Before,
    t: Tok,
    not: &[ActorIx],
) -> Option<ActorIx> {
    let here = text.at(t).sentence;
    let federal = text.children(t).iter().any(|c| text.word(*c) == "federal");
    let fits = |s: &ActorIx| {
        let entry = &actors.entries[*s];
        !not.contains(s)
            && entry.kind == ActorKind::State
            && (!federal || entry.country.as_deref().is_some_and(lexicon::is_federation))
    };
    let mut weights: BTreeMap<ActorIx, usize> = BTreeMap::new();
    for (tok, whom) in before.iter().rev().take(60) {
        let far = here.saturating_sub(text.at(*tok).sentence);
        let weight = 12 / (2 + far) + 1;
        // Joined names stand in the list with those behind them: each counts once.
        let own = actors.whom(*tok);
        let whom = if own.is_empty() { whom.as_slice() } else { own };
        for side in whom.iter().map(|a| actors.side(*a)).filter(fits) {
            *weights.entry(side).or_default() += weight;
        }
    }
    weights.into_iter().max_by_key(|(a, n)| (*n, std::cmp::Reverse(*a))).map(|(a, _)| a)
}

/// The state for which all act whom the text has named so far.
pub(super) fn only_state(actors: &Actors, before: &Before) -> Option<ActorIx> {
    let mut states = before.iter().rev().take(40).flat_map(|(_, whom)| whom.iter().map(|a| actors.side(*a)));
    let first = states.next().filter(|s| actors.entries[*s].kind == ActorKind::State)?;
    states.all(|s| s == first).then_some(first)
}
