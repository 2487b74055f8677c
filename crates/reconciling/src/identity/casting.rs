//! Candidates of all documents to one cast.

use std::collections::{BTreeMap, BTreeSet};

use atlas::Atlas;
use model::ActorKind;

use super::{Candidate, clusters, known};
use crate::names::is_alias;
use crate::report::{Cast, Member};
use crate::rules::IdentityRules;

/// A cast, and who is who in it.
#[derive(Debug, Clone, Default)]
pub struct Casting {
    /// Everybody over all documents.
    pub cast: Cast,
    /// By the document's key and its own id for an actor: the actor's id in the cast.
    pub ids: BTreeMap<(String, String), String>,
}

impl Casting {
    /// The id over all documents of what a document calls `local`; that itself where the document has no such actor.
    pub fn id<'a>(&'a self, paper: &str, local: &'a str) -> &'a str {
        self.ids.get(&(paper.to_owned(), local.to_owned())).map_or(local, String::as_str)
    }
}

/// Brings the actors of all documents together. n log n, and the square of the candidates that share a name.
pub fn cast(candidates: &[Candidate], atlas: &Atlas, rules: &IdentityRules) -> Casting {
    let mut papers: BTreeMap<&str, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        papers.entry(&candidate.paper).or_default().push(candidate.clone());
    }
    let mut ids: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut unknown: Vec<Candidate> = Vec::new();
    let mut bearers: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for paper in papers.into_values() {
        let known = known(&paper, atlas);
        for (candidate, id) in paper.into_iter().zip(known) {
            match id {
                Some(id) => {
                    ids.insert((candidate.paper.clone(), candidate.local.clone()), id.clone());
                    bearers.entry(id).or_default().push(candidate);
                }
                None => unknown.push(candidate),
            }
        }
    }
    // Sides first: whoever acts for a side is compared with that side's id over all documents.
    let (sides, people): (Vec<Candidate>, Vec<Candidate>) =
        unknown.into_iter().partition(|c| c.kind != ActorKind::Person);
    for share in [sides, people] {
        let side_of = |c: &Candidate| c.side.as_ref().and_then(|s| ids.get(&(c.paper.clone(), s.clone())).cloned());
        let groups = clusters(&share, side_of, rules);
        for group in groups {
            let id = share[group[0]].key.clone();
            for n in group {
                ids.insert((share[n].paper.clone(), share[n].local.clone()), id.clone());
                bearers.entry(id.clone()).or_default().push(share[n].clone());
            }
        }
    }
    let mut casting = Casting { cast: Cast::default(), ids };
    for (id, of) in &bearers {
        let side = |c: &Candidate| c.side.as_ref().map(|s| casting.id(&c.paper, s).to_owned());
        let found = member(id, of, side, atlas);
        casting.cast.put(found);
    }
    // The atlas's sides that no document names.
    let missing: BTreeSet<String> =
        casting.cast.members().filter_map(|m| m.side.clone()).filter(|s| casting.cast.get(s).is_none()).collect();
    for id in missing {
        casting.cast.put(member(&id, &[], |_| None, atlas));
    }
    casting
}

/// One actor from all candidates that are it. Name, kind, country and, where documents are silent, side are the atlas's for
/// those whom it knows; else what most documents say, at a tie the earliest. `side_of` gives the id of a candidate's side over
/// all documents. Other names are names: what one text describes somebody by ("the commander", "Dbeibah's rival") is left there.
pub fn member(
    id: &str,
    bearers: &[Candidate],
    side_of: impl Fn(&Candidate) -> Option<String>,
    atlas: &Atlas,
) -> Member {
    let mut of: Vec<&Candidate> = bearers.iter().collect();
    of.sort_by_key(|c| (c.published, &c.key));
    let entity = atlas.entity(id);
    let said = most(of.iter().filter_map(|c| side_of(c)).filter(|s| s != id));
    let by_atlas = || {
        let day = of.last().and_then(|c| c.published);
        let side =
            entity.and_then(|e| atlas.side(e.key(), day)).map(|k| atlas.get(k).id().to_owned()).filter(|s| s != id);
        // An organ acts for its organisation: the Security Council for the United Nations.
        let whole =
            || entity.and_then(|e| e.part_of()).map(|k| atlas.get(k)).filter(|w| w.kind() == ActorKind::Organisation);
        side.or_else(|| whole().map(|w| w.id().to_owned()))
    };
    let own = entity.is_some_and(|e| matches!(e.kind(), ActorKind::State | ActorKind::Place));
    let name = match entity {
        Some(e) => e.name().to_owned(),
        None => most(of.iter().filter_map(|c| c.names.first().cloned())).unwrap_or_else(|| id.to_owned()),
    };
    let kind = entity.map_or_else(|| of.first().map_or(ActorKind::Organisation, |c| c.kind), |e| e.kind());
    let other = |n: &&String| **n != name && is_alias(n, kind);
    let aliases: BTreeSet<String> = of.iter().flat_map(|c| &c.names).filter(other).cloned().collect();
    Member {
        id: id.to_owned(),
        name,
        aliases: aliases.into_iter().collect(),
        kind,
        side: if own { None } else { said.or_else(by_atlas) },
        country: entity
            .and_then(|e| e.country().map(str::to_owned))
            .or_else(|| most(of.iter().filter_map(|c| c.country.clone()))),
    }
}

/// The value given most often; of equals the first.
fn most(values: impl Iterator<Item = String>) -> Option<String> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for value in values {
        match counted.iter_mut().find(|(v, _)| *v == value) {
            Some((_, n)) => *n += 1,
            None => counted.push((value, 1)),
        }
    }
    let best = counted.iter().map(|c| c.1).max()?;
    counted.into_iter().find(|c| c.1 == best).map(|c| c.0)
}
