//! Of what kind an actor is, as conditions of the code book ask.
//!
//! Comes in: an actor and the kind's name. Goes out: whether it is of that kind.

use model::ActorKind;

use crate::actors::{ActorEntry, ActorIx, Actors};

/// Whether the actor is of that kind.
pub(super) fn is_kind(actors: &Actors, a: ActorIx, kind: &str) -> bool {
    let entry = &actors.entries[a];
    match kind {
        "actor" => true,
        "person" => entry.kind == ActorKind::Person,
        "named" => {
            let name = entry.name.chars().next().is_some_and(char::is_uppercase);
            entry.kind == ActorKind::Person && (entry.key.is_some() || name)
        }
        "state" => matches!(entry.kind, ActorKind::State | ActorKind::Government),
        "government" => matches!(entry.kind, ActorKind::Government | ActorKind::State),
        "place" => matches!(entry.kind, ActorKind::Place | ActorKind::State),
        "faction" => entry.kind == ActorKind::Faction && !is_crowd(entry),
        "force" => matches!(entry.kind, ActorKind::Military | ActorKind::Faction) && !is_crowd(entry),
        "organisation" => entry.kind == ActorKind::Organisation,
        "party" => entry.kind == ActorKind::Party,
        "media" => entry.kind == ActorKind::Media,
        "company" => entry.kind == ActorKind::Company,
        "crowd" => is_crowd(entry),
        _ => false,
    }
}

/// People in the street: they have no name.
fn is_crowd(entry: &ActorEntry) -> bool {
    entry.kind == ActorKind::Faction && entry.key.is_none() && entry.name.chars().next().is_some_and(char::is_lowercase)
}
