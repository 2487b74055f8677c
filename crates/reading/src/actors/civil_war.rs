//! An army at war in its own state, where the text tells of the state only as the place.
//!
//! Comes in: actors with their sides. Goes out: armies that stand for themselves. In "who back the army against the rebels in Sudan" the
//! army is one of two parties to a war and no arm of a state that acts; where the text lets the state or its government act, it is.

use model::ActorKind;

use super::{ActorIx, Actors, Scene};
use crate::text::{Text, Tok};

/// Takes the side off armies that fight a faction of their own country in a text in which their state does nothing.
pub(super) fn settle(actors: &mut Actors, scene: Scene<'_>) {
    for army in 0..actors.entries.len() {
        let Some(state) = actors.entries[army].side.filter(|s| actors.entries[*s].kind == ActorKind::State) else {
            continue;
        };
        if actors.entries[army].kind != ActorKind::Military || actors.entries[army].key.is_none() {
            continue;
        }
        let country = actors.entries[state].country.as_deref();
        let foe = |e: &super::ActorEntry| {
            e.kind == ActorKind::Faction && e.key.is_some() && e.country.is_some() && e.country.as_deref() == country
        };
        let others_act =
            actors.entries.iter().enumerate().any(|(a, e)| a != army && a != state && e.side == Some(state));
        if actors.entries.iter().any(foe) && !others_act && !acts(actors, scene.text, state, army) {
            actors.entries[army].side = None;
        }
    }
}

/// Whether the text names a state other than as a place or in the name of its army.
fn acts(actors: &Actors, text: &Text<'_>, state: ActorIx, army: ActorIx) -> bool {
    let place = |t: Tok| {
        let token = text.at(t);
        token.dep == "pobj"
            && matches!(text.word(token.head), "in" | "into" | "across" | "from" | "near" | "throughout")
    };
    let of_army = |t: Tok| {
        actors
            .mentions
            .iter()
            .any(|m| m.actors == [army] && (m.tokens.contains(&t) || m.tokens.contains(&text.at(t).head)))
    };
    let own = actors.mentions.iter().filter(|m| m.actors == [state]);
    own.map(|m| m.head).any(|t| !place(t) && !of_army(t))
}
