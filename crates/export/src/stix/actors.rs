//! Actors as identities.

use model::ActorKind;

use super::object::{Body, Object, Reference, id};
use super::survey::Survey;
use crate::Member;

/// Id of an actor's identity.
pub(super) fn id_of(actor: &str) -> String {
    id("identity", &[actor])
}

pub(super) fn identity<'a>(member: &'a Member, survey: &Survey) -> Object<'a> {
    let mut references =
        vec![Reference { source_name: "detente", description: None, url: None, external_id: Some(&member.id) }];
    references.extend(member.wikidata.as_deref().map(|q| Reference {
        source_name: "wikidata",
        description: None,
        url: Some(format!("https://www.wikidata.org/wiki/{q}")),
        external_id: Some(q),
    }));
    let aliases = (!member.aliases.is_empty()).then(|| format!("Also: {}.", member.aliases.join("; ")));
    let side = member.side.as_ref().map(|side| format!("Acts for {side}."));
    let country = member.country.as_ref().map(|country| format!("Country: {country}."));
    let description = [aliases, side, country].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let body = Body::Identity {
        name: &member.name,
        description: Some(description).filter(|d| !d.is_empty()),
        identity_class: class(member.kind),
        sectors: sector(member.kind).into_iter().collect(),
    };
    let mut object = Object::timeless("identity", id_of(&member.id), body);
    object.modified = survey.latest().max(object.created.clone());
    object.labels = vec![member.kind.word()];
    object.external_references = references;
    object
}

/// A word of STIX's identity classes.
fn class(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "individual",
        ActorKind::Faction => "group",
        ActorKind::Place => "unknown",
        _ => "organization",
    }
}

/// A word of STIX's sectors.
fn sector(kind: ActorKind) -> Option<&'static str> {
    match kind {
        ActorKind::State | ActorKind::Government => Some("government-national"),
        ActorKind::Military => Some("defense"),
        ActorKind::Media => Some("communications"),
        _ => None,
    }
}
