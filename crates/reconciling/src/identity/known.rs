//! What the atlas knows of the actors of one document.

use std::collections::BTreeMap;

use atlas::{Atlas, Entity, Key, Strength, Via};
use model::ActorKind;

use super::{Candidate, kinds_fit};
use crate::names::is_name;

/// For each candidate of one document the atlas's id, where the atlas knows it at that date with a fitting kind and country.
///
/// Side and country of the others help: "the army" of a side is that side's army, and an unknown government is the one for
/// which the people act that the document counts to it.
pub fn known(paper: &[Candidate], atlas: &Atlas) -> Vec<Option<String>> {
    let mut ids: Vec<Option<Key>> = paper.iter().map(|c| by_id(c, atlas).or_else(|| by_name(c, atlas))).collect();
    let at: BTreeMap<&str, usize> = paper.iter().enumerate().map(|(n, c)| (c.local.as_str(), n)).collect();
    for (n, candidate) in paper.iter().enumerate() {
        if ids[n].is_none() {
            let side = candidate.side.as_deref().and_then(|s| at.get(s)).and_then(|s| ids[*s]);
            ids[n] = side.and_then(|side| by_office(candidate, side, atlas));
        }
    }
    for (n, candidate) in paper.iter().enumerate() {
        if ids[n].is_none() && matches!(candidate.kind, ActorKind::Government | ActorKind::Faction) {
            ids[n] = by_people(candidate, paper, &ids, atlas);
        }
    }
    ids.into_iter().map(|id| id.map(|key| atlas.get(key).id().to_owned())).collect()
}

fn fits(candidate: &Candidate, entity: Entity<'_>) -> bool {
    let country = match (candidate.country.as_deref(), entity.country()) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let alive = candidate.published.is_none_or(|day| entity.valid().0.is_none_or(|from| from <= day));
    country && alive && kinds_fit(candidate.kind, entity.kind())
}

fn by_id(candidate: &Candidate, atlas: &Atlas) -> Option<Key> {
    atlas.entity(&candidate.local).filter(|e| fits(candidate, *e)).map(|e| e.key())
}

fn by_name(candidate: &Candidate, atlas: &Atlas) -> Option<Key> {
    candidate.names.iter().find_map(|name| match candidate.kind {
        ActorKind::Person => person(candidate, name, atlas),
        _ => other(candidate, name, atlas),
    })
}

/// A person by full name in any spelling, or by a family name that only one holder of an office in that country bears.
fn person(candidate: &Candidate, name: &str, atlas: &Atlas) -> Option<Key> {
    if !is_name(name) {
        return None;
    }
    let of_country = |key: &Key| match (candidate.country.as_deref(), atlas.get(*key).country()) {
        (Some(a), Some(b)) => a == b,
        // Those who serve no state (the United Nations) have no country.
        (None, _) | (_, None) => name.contains(' '),
    };
    let fitting = |key: &Key| fits(candidate, atlas.get(*key)) && of_country(key);
    if name.split_whitespace().count() > 1 {
        let full: Vec<Key> = atlas.find_person(name).iter().map(|h| h.key).filter(fitting).collect();
        return the_one(candidate, &full, atlas);
    }
    candidate.country.as_ref()?;
    let family: Vec<Key> = atlas
        .find(name)
        .iter()
        .map(|h| h.key)
        .filter(|k| atlas.get(*k).kind() == ActorKind::Person)
        .filter(fitting)
        .collect();
    (family.len() == 1).then(|| family[0])
}

/// Of several bearers of a name the one who held an office on the day, if it is one.
fn the_one(candidate: &Candidate, bearers: &[Key], atlas: &Atlas) -> Option<Key> {
    if let [only] = bearers {
        return Some(*only);
    }
    let day = candidate.published?;
    let in_office: Vec<Key> = bearers.iter().copied().filter(|k| atlas.offices(*k).iter().any(|o| o.on(day))).collect();
    (in_office.len() == 1).then(|| in_office[0])
}

/// Anything but a person by its name; a name of several words may be one that the atlas makes from a pattern.
fn other(candidate: &Candidate, name: &str, atlas: &Atlas) -> Option<Key> {
    let strong = |h: &&atlas::Hit| {
        h.strength == Strength::Strong
            && (candidate.kind == ActorKind::State || !matches!(h.via, Via::Capital | Via::Demonym(_)))
    };
    let by_name = atlas.find(name).iter().filter(strong).map(|h| h.key).find(|k| fits(candidate, atlas.get(*k)));
    by_name.or_else(|| by_pattern(candidate, name, atlas))
}

fn by_pattern(candidate: &Candidate, name: &str, atlas: &Atlas) -> Option<Key> {
    let words: Vec<&str> = name.split_whitespace().filter(|w| !matches!(*w, "the" | "The" | "a" | "an")).collect();
    let whole = atlas.scan(&words).into_iter().find(|s| s.start == 0 && s.end == words.len() && words.len() > 1)?;
    whole.hits.iter().map(|h| h.key).find(|k| fits(candidate, atlas.get(*k)))
}

/// "the army", "its foreign ministry": with the side's name before it, a name that the atlas makes from a pattern.
fn by_office(candidate: &Candidate, side: Key, atlas: &Atlas) -> Option<Key> {
    let side = atlas.get(side);
    let fitting =
        matches!(candidate.kind, ActorKind::Government | ActorKind::Military) && side.kind() == ActorKind::State;
    let generic = |name: &&String| fitting && !name.chars().any(char::is_uppercase);
    candidate.names.iter().filter(generic).find_map(|name| {
        let office = name.trim_start_matches("the ").trim_start_matches("its ").trim_start_matches("his ");
        by_pattern(candidate, &format!("{}'s {office}", side.name()), atlas)
    })
}

/// The government or faction for which all act whom the document counts to this one and the atlas knows.
fn by_people(candidate: &Candidate, paper: &[Candidate], ids: &[Option<Key>], atlas: &Atlas) -> Option<Key> {
    let mut sides = paper
        .iter()
        .zip(ids)
        .filter(|(c, _)| c.kind == ActorKind::Person && c.side.as_deref() == Some(candidate.local.as_str()))
        .filter_map(|(c, id)| atlas.side((*id)?, c.published));
    let first = sides.next()?;
    let entity = atlas.get(first);
    let is_rival = matches!(entity.kind(), ActorKind::Government | ActorKind::Faction);
    (is_rival && fits(candidate, entity) && sides.all(|s| s == first)).then_some(first)
}
