//! Of which side people are whom an attack befell and of whom the text says no more: of the land where it befell them.
//!
//! Comes in: mentions, and the states in which places lie. Goes out: sides. Promises: guests of a land ("tourists", "peacekeepers") get none.

use model::ActorKind;

use super::unnamed::is_harmed;
use super::{Actors, Manner};
use crate::text::{Text, Tok};

/// Gives sides to people of no name that are harmed at a place.
pub(super) fn at_home(actors: &mut Actors, text: &Text<'_>) {
    let mut found = Vec::new();
    for mention in actors.mentions.iter().filter(|m| m.manner == Manner::Nominal) {
        let &[a] = mention.actors.as_slice() else { continue };
        let entry = &actors.entries[a];
        let nameless = entry.key.is_none() && entry.name.starts_with(char::is_lowercase);
        if entry.kind != ActorKind::Person || !nameless || entry.side.is_some() || is_guest(text.word(mention.head)) {
            continue;
        }
        let mut first = mention.head;
        while text.at(first).dep == "conj" && text.at(first).head < first {
            first = text.at(first).head;
        }
        if is_harmed(text, first)
            && let Some(state) = place_of(actors, text, mention.head, text.at(first).head)
        {
            found.push((a, state));
        }
    }
    for (a, state) in found {
        actors.entries[a].side = Some(state);
    }
}

/// The state of the place that is said with the people or with their verb.
fn place_of(actors: &Actors, text: &Text<'_>, people: Tok, verb: Tok) -> Option<usize> {
    let preps = text.children_by(people, "prep").chain(text.children_by(verb, "prep"));
    preps
        .filter(|c| matches!(text.word(*c), "in" | "near" | "at" | "outside" | "around" | "across"))
        .flat_map(|c| crate::frames::prep_objects(text, c))
        .find_map(|(_, o)| actors.place_owner(o).or_else(|| state_at(actors, o)))
}

fn state_at(actors: &Actors, t: Tok) -> Option<usize> {
    actors.whom(t).iter().copied().find(|a| actors.entries[*a].kind == ActorKind::State)
}

/// People who are often strangers where they are.
fn is_guest(word: &str) -> bool {
    matches!(
        word,
        "tourist"
            | "tourists"
            | "pilgrims"
            | "migrants"
            | "migrant"
            | "refugees"
            | "refugee"
            | "mercenary"
            | "mercenaries"
            | "peacekeepers"
            | "peacekeeper"
            | "hostage"
            | "hostages"
            | "diplomat"
            | "diplomats"
            | "missionary"
            | "missionaries"
            | "engineer"
            | "engineers"
            | "soldiers"
            | "soldier"
            | "troops"
            | "fighters"
            | "militants"
            | "gunmen"
            | "pilot"
            | "airman"
            | "sailor"
            | "sailors"
            | "crew"
            | "marine"
            | "marines"
            | "nationals"
            | "national"
            | "settlers"
            | "spy"
            | "spies"
            | "agents"
    )
}
