//! The country of those whom the atlas does not know: bodies by the words of their name, peoples and crowds by what stands beside them.
//!
//! Comes in: all actors and places. Goes out: countries, where words give one; sides stay as they are.
//!
//! | whose | by what | example |
//! |---|---|---|
//! | a body's | a state, its people or its town in the name | "Kenya Medical Association", "Baghdad University" |
//! | a people's, a group's | the demonym in front | "Iraqi Kurds" |
//! | a crowd's | its demonym, else the place where it stands | "Georgian students", "farmers blocked roads in Brittany" |
//! | a titled person's, a crowd's | the only country of the text | "Judge Rivera" beside "Chilean officials" |

use std::collections::BTreeSet;

use atlas::{Strength, Via};
use model::ActorKind;

use super::{ActorIx, Actors, Manner, Scene, owners};
use crate::frames::prep_objects;
use crate::lexicon::{self, TitleKind};
use crate::text::Tok;

/// Longest name of a state inside a name, in words.
const LONGEST: usize = 3;

/// Gives countries to all who have none and whose words tell it.
pub(super) fn settle(actors: &mut Actors, scene: Scene<'_>) {
    let lacking: BTreeSet<ActorIx> = (0..actors.entries.len())
        .filter(|a| actors.entries[*a].country.is_none())
        .filter(|a| actors.entries[*a].key.is_none() || actors.entries[*a].kind == ActorKind::Faction)
        .collect();
    for &a in &lacking {
        let entry = &actors.entries[a];
        if entry.key.is_none()
            && !matches!(entry.kind, ActorKind::Person | ActorKind::Place | ActorKind::State)
            && !is_crowd(actors, a)
        {
            let found = in_name(scene, &actors.entries[a].name);
            actors.entries[a].country = found;
        }
    }
    let mut found: Vec<(ActorIx, String)> = Vec::new();
    for mention in &actors.mentions {
        let &[a] = mention.actors.as_slice() else { continue };
        let named_person = actors.entries[a].kind == ActorKind::Person && !is_crowd(actors, a);
        if !lacking.contains(&a) || named_person || mention.manner == Manner::Pronoun {
            continue;
        }
        let known = actors.entries[a].key.is_some();
        let beside = beside(actors, scene, mention.head, !known);
        found.extend(beside.map(|country| (a, country)));
    }
    for (a, country) in found {
        actors.entries[a].country.get_or_insert(country);
    }
    let all: BTreeSet<&String> = actors
        .entries
        .iter()
        .filter(|e| e.kind != ActorKind::Media && e.kind != ActorKind::Company)
        .filter_map(|e| e.country.as_ref())
        .collect();
    let Some(only) = all.first().filter(|_| all.len() == 1).map(|c| c.to_string()) else { return };
    for &a in &lacking {
        let entry = &actors.entries[a];
        let titled = entry.kind == ActorKind::Person && entry.titles.iter().any(|t| is_office_or_rank(t));
        if (titled || is_crowd(actors, a)) && entry.country.is_none() && entry.side.is_none() {
            actors.entries[a].country = Some(only.clone());
        }
    }
}

fn is_office_or_rank(word: &str) -> bool {
    matches!(lexicon::title(word), Some(TitleKind::Leader | TitleKind::Rank | TitleKind::Servant))
}

/// An unnamed group: its name is a common noun.
fn is_crowd(actors: &Actors, a: ActorIx) -> bool {
    let entry = &actors.entries[a];
    matches!(entry.kind, ActorKind::Faction | ActorKind::Person)
        && entry.key.is_none()
        && entry.name.chars().next().is_some_and(char::is_lowercase)
}

/// The one country that a body's name holds.
fn in_name(scene: Scene<'_>, name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST.min(words.len() - at)).rev().find_map(|n| {
            let part = words[at..at + n].join(" ");
            let capital = part.chars().next().is_some_and(char::is_uppercase);
            let country = capital.then(|| country_named(scene, &part)).flatten()?;
            Some((n, country))
        });
        match longest {
            Some((n, country)) => {
                found.insert(country);
                at += n;
            }
            None => at += 1,
        }
    }
    if found.len() == 1 { found.pop_first() } else { None }
}

/// The country of a state, a people or a town by its name alone.
fn country_named(scene: Scene<'_>, name: &str) -> Option<String> {
    let hits = scene.atlas.find(name);
    let hit = hits.iter().find(|h| h.strength == Strength::Strong)?;
    let entity = scene.atlas.get(hit.key);
    let named = matches!(hit.via, Via::Name | Via::Alias | Via::Abbreviation | Via::Demonym(_) | Via::Capital);
    let fits = matches!(entity.kind(), ActorKind::State | ActorKind::Place) && named;
    fits.then(|| entity.country().map(str::to_string)).flatten()
}

/// The country of whoever owns the noun; unless the atlas knows it, also that of the place where it is or acts.
fn beside(actors: &Actors, scene: Scene<'_>, head: Tok, anywhere: bool) -> Option<String> {
    let text = scene.text;
    let country = |a: ActorIx| actors.entries[actors.side(a)].country.clone();
    let owner = match anywhere {
        true => owners::owners(actors, text, head).into_iter().find_map(country),
        false => owners::owners_in_front(actors, text, head).into_iter().find_map(country),
    };
    if owner.is_some() || !anywhere {
        return owner;
    }
    let above = Some(text.at(head).head).filter(|h| *h != head && text.at(head).dep.starts_with("nsubj"));
    [Some(head), above].into_iter().flatten().find_map(|t| {
        let objects = text
            .children(t)
            .iter()
            .filter(|c| matches!(text.word(**c), "in" | "of" | "from" | "at" | "near" | "across"))
            .flat_map(|c| prep_objects(text, *c));
        let at = |o: Tok| actors.place_owner(o).or_else(|| actors.whom(o).first().copied()).and_then(country);
        objects.filter_map(|(_, o)| at(o)).next()
    })
}
