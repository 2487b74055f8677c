//! Who is who over all documents.
//!
//! The atlas is asked first, document by document. Whom it does not know meets its like under forms of the name; those that are linked
//! to one another, and no others, are brought together anew. States and bodies come before people, whose sides they are.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::ActorKind;
use reconciling::identity::{self, Candidate};
use reconciling::{Member, Rules};
use rusqlite::params;

use super::Woven;
use crate::{Adding, ClaimId, Local, LocalId, ReadingId, Result, Space, coding};

/// What the step has found so far.
#[derive(Default)]
struct Progress {
    /// The actors that this transaction brought.
    fresh: BTreeSet<LocalId>,
    /// Actors of all documents whose bearers are others now, and those that are new to them.
    affected: BTreeMap<String, BTreeSet<LocalId>>,
    /// Actors that lost a bearer.
    left: BTreeSet<String>,
    /// Actors of older documents that resolve to another now.
    moved: BTreeSet<LocalId>,
    /// Those of them that were looked at, as they were then.
    known: HashMap<LocalId, Local>,
    /// The document's own ids of a reading's actors.
    readings: HashMap<ReadingId, HashMap<String, (LocalId, ActorKind)>>,
}

/// Whose side counts when two are compared: what is settled before their turn, and nothing that their turn settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// States and bodies: sides that the atlas knows.
    Bodies,
    /// People: those, and bodies.
    People,
}

impl Adding<'_> {
    pub(super) fn weave_identities(
        &mut self,
        rules: &Rules,
        woven: &mut Woven,
        stale: &mut BTreeSet<ClaimId>,
    ) -> Result<()> {
        let fresh = self.unwoven.locals.clone();
        let mut progress = Progress { fresh: fresh.iter().copied().collect(), ..Progress::default() };
        let moved = std::mem::take(&mut self.moved);
        for local in self.locals(&moved)? {
            // An analyst said who that is.
            progress.affected.entry(local.actor.clone()).or_default().insert(local.id);
            progress.moved.insert(local.id);
        }
        let mut unknown = self.ask_the_atlas(&fresh, &mut progress, woven)?;
        unknown.extend(self.bereft(rules, &mut progress)?);
        let (bodies, people): (Vec<Local>, Vec<Local>) = unknown.into_iter().partition(|l| l.kind != ActorKind::Person);
        self.bring_together(bodies, Turn::Bodies, rules, &mut progress, woven)?;
        let mut people: BTreeMap<LocalId, Local> = people.into_iter().map(|p| (p.id, p)).collect();
        for local in self.followers(&progress.moved)? {
            // Whoever acts for a body that is another now may be another as well.
            progress.affected.entry(local.actor.clone()).or_default().insert(local.id);
            progress.left.insert(local.actor.clone());
            if local.kind == ActorKind::Person && self.atlas.entity(&local.actor).is_none() {
                people.insert(local.id, local);
            }
        }
        self.bring_together(people.into_values().collect(), Turn::People, rules, &mut progress, woven)?;
        for local in &progress.moved {
            stale.extend(self.events_with(*local)?);
        }
        self.describe(progress, stale)
    }

    /// Those who were linked to actors of readings that this transaction closed: without them they may be others.
    fn bereft(&self, rules: &Rules, progress: &mut Progress) -> Result<Vec<Local>> {
        let mut query = self.db.prepare_cached(
            "SELECT l.id FROM readings n JOIN readings r ON r.document = n.document AND r.recorded_to = ?2 \
             JOIN local_actors l ON l.reading = r.id WHERE n.id = ?1",
        )?;
        let mut gone: Vec<LocalId> = Vec::new();
        for reading in &self.unwoven.readings {
            for id in query.query_map(params![reading, self.now], |row| row.get(0))? {
                gone.push(id?);
            }
        }
        let mut bereft: BTreeMap<LocalId, Local> = BTreeMap::new();
        for local in self.locals(&gone)? {
            progress.left.insert(local.actor.clone());
            let one = candidate(&local);
            let like: Vec<LocalId> = self.met(Space::Names, &keys(&one))?.into_iter().map(LocalId).collect();
            for other in self.held_locals(&like)? {
                // Whatever the sides, which may have changed: those who were one with it, and those whom it kept apart.
                let likeness = identity::same(&one, &candidate(&other), (None, None), &rules.identity);
                if likeness.apart.is_none() {
                    bereft.insert(other.id, other);
                }
            }
        }
        Ok(bereft.into_values().collect())
    }

    /// Resolves those whom the atlas knows; hands on the others, put under the forms of their names.
    fn ask_the_atlas(&mut self, fresh: &[LocalId], progress: &mut Progress, woven: &mut Woven) -> Result<Vec<Local>> {
        let mut papers: BTreeMap<ReadingId, Vec<Local>> = BTreeMap::new();
        for local in self.locals(fresh)? {
            progress.known.insert(local.id, local.clone());
            papers.entry(local.reading).or_default().push(local);
        }
        let mut unknown = Vec::new();
        for locals in papers.into_values() {
            let paper: Vec<Candidate> = locals.iter().map(candidate).collect();
            for ((local, candidate), known) in locals.into_iter().zip(&paper).zip(identity::known(&paper, self.atlas)) {
                match known {
                    Some(id) => self.settle_on(&local, &id, progress, woven)?,
                    None => {
                        self.meet(Space::Names, local.id.0, &keys(candidate))?;
                        if local.actor != local.candidate {
                            // An id of the atlas that does not fit what the document says of it.
                            self.settle_on(&local, &local.candidate, progress, woven)?;
                        }
                        unknown.push(local);
                    }
                }
            }
        }
        Ok(unknown)
    }

    /// Clusters those who are linked to the seeds, directly or over others.
    fn bring_together(
        &mut self,
        seeds: Vec<Local>,
        turn: Turn,
        rules: &Rules,
        progress: &mut Progress,
        woven: &mut Woven,
    ) -> Result<()> {
        let mut found: BTreeMap<LocalId, (Local, Candidate, Option<String>)> = BTreeMap::new();
        let mut open: Vec<LocalId> = Vec::new();
        for local in seeds {
            let side = self.settled_side(&local, turn, progress)?;
            open.push(local.id);
            found.insert(local.id, (local.clone(), candidate(&local), side));
        }
        while let Some(at) = open.pop() {
            let (_, one, side) = found[&at].clone();
            let like = self.met(Space::Names, &keys(&one))?;
            let like: Vec<LocalId> = like.into_iter().map(LocalId).filter(|l| !found.contains_key(l)).collect();
            for other in self.held_locals(&like)? {
                let (two, other_side) = (candidate(&other), self.settled_side(&other, turn, progress)?);
                let likeness = identity::same(&one, &two, (side.as_deref(), other_side.as_deref()), &rules.identity);
                if likeness.sum().is_some_and(|sum| rules.identity.is_one(sum)) {
                    open.push(other.id);
                    found.insert(other.id, (other, two, other_side));
                }
            }
        }
        let all: Vec<(Local, Candidate, Option<String>)> = found.into_values().collect();
        let candidates: Vec<Candidate> = all.iter().map(|a| a.1.clone()).collect();
        let sides: HashMap<&str, &Option<String>> = all.iter().map(|a| (a.1.key.as_str(), &a.2)).collect();
        let side_of = |c: &Candidate| sides.get(c.key.as_str()).and_then(|s| (*s).clone());
        for group in identity::clusters(&candidates, side_of, &rules.identity) {
            let id = candidates[group[0]].key.clone();
            for n in group {
                self.settle_on(&all[n].0, &id, progress, woven)?;
            }
        }
        Ok(())
    }

    fn settle_on(&mut self, local: &Local, id: &str, progress: &mut Progress, woven: &mut Woven) -> Result<()> {
        let decided = self.linked(id)?;
        progress.affected.entry(decided.unwrap_or_else(|| id.to_string())).or_default().insert(local.id);
        if self.resolve(local.id, id)? {
            woven.resolved += 1;
            progress.left.insert(local.actor.clone());
            if !progress.fresh.contains(&local.id) {
                progress.moved.insert(local.id);
            }
        }
        Ok(())
    }

    /// Says of each actor whose bearers changed who it is now; the claims of those who are not what they were are stale.
    fn describe(&mut self, mut progress: Progress, stale: &mut BTreeSet<ClaimId>) -> Result<()> {
        let mut readings = Progress { readings: std::mem::take(&mut progress.readings), ..Progress::default() };
        let all: BTreeSet<&String> = progress.affected.keys().chain(&progress.left).collect();
        for id in all {
            let held = self.member(id)?;
            let lost = progress.left.contains(id);
            let new: Vec<LocalId> = progress.affected.get(id).into_iter().flatten().copied().collect();
            if let (Some(held), false) = (&held, lost || new.iter().any(|l| !progress.fresh.contains(l))) {
                let known = self.atlas.entity(id);
                // Introduced by a document, and not described by the atlas yet.
                let mut says_more = known.is_some_and(|e| e.name() != held.name);
                for id in &new {
                    // All of them are fresh, or we would not be here.
                    let Some(local) = progress.known.get(id) else { continue };
                    let side = self.side_of(local, &mut readings)?;
                    says_more |= adds(local, side.as_deref(), held, known.is_some());
                }
                if !says_more {
                    continue;
                }
            }
            let ids = self.locals_of(id)?;
            let bearers = self.held_locals(&ids)?;
            if bearers.is_empty() && self.atlas.entity(id).is_none() {
                continue;
            }
            let mut sides: HashMap<String, Option<String>> = HashMap::new();
            for local in &bearers {
                let side = self.side_of(local, &mut readings)?;
                sides.insert(local.candidate.clone(), side);
            }
            let candidates: Vec<Candidate> = bearers.iter().map(candidate).collect();
            let side_of = |c: &Candidate| sides.get(&c.key).cloned().flatten();
            let now = identity::member(id, &candidates, side_of, self.atlas);
            self.describe_one(held.as_ref(), &now, stale)?;
        }
        Ok(())
    }

    fn describe_one(&mut self, held: Option<&Member>, now: &Member, stale: &mut BTreeSet<ClaimId>) -> Result<()> {
        if held == Some(now) {
            return Ok(());
        }
        self.set_member(now)?;
        // A side that no document names is introduced with what the atlas says of it.
        let mut side = now.side.clone();
        while let Some(id) = side.take() {
            if self.member(&id)?.is_none() {
                let member = identity::member(&id, &[], |_| None, self.atlas);
                self.set_member(&member)?;
                side = member.side;
            }
        }
        let Some(held) = held else { return Ok(()) };
        // Another alias counts where words are compared and where it is the voice: rows of other event sets have no words.
        let aliases_only = Member { aliases: now.aliases.clone(), ..held.clone() } == *now;
        // Name, kind, country and side of a side count for all who act for it.
        let (mut open, mut seen) = (vec![now.id.clone()], BTreeSet::new());
        while let Some(id) = open.pop() {
            if seen.insert(id.clone()) {
                stale.extend(self.events_of_actor(&id, aliases_only)?);
                open.extend(self.acting_for(&id)?);
            }
        }
        Ok(())
    }

    /// The actor of all documents for which a document's actor acts, and what the document takes that one for.
    fn side_and_kind(&self, local: &Local, progress: &mut Progress) -> Result<Option<(String, ActorKind)>> {
        let Some(side) = &local.side else { return Ok(None) };
        let actors = match progress.readings.entry(local.reading) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(missing) => missing.insert(self.actors_of(local.reading)?),
        };
        let Some((side, kind)) = actors.get(side) else { return Ok(None) };
        let mut query = self.db.prepare_cached(
            "SELECT a.key FROM resolutions r JOIN actors a ON a.id = r.actor WHERE r.local = ?1 AND r.recorded_to IS NULL",
        )?;
        Ok(Some((query.query_row([side], |row| row.get(0))?, *kind)))
    }

    /// The actors of a reading by its own ids.
    fn actors_of(&self, reading: ReadingId) -> Result<HashMap<String, (LocalId, ActorKind)>> {
        let mut query = self.db.prepare_cached("SELECT local, id, kind FROM local_actors WHERE reading = ?1")?;
        let rows = query.query_map([reading], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?)))?;
        let mut actors = HashMap::new();
        for row in rows {
            let (name, id, kind) = row?;
            actors.insert(name, (id, coding::kind(kind)?));
        }
        Ok(actors)
    }

    fn side_of(&self, local: &Local, progress: &mut Progress) -> Result<Option<String>> {
        Ok(self.side_and_kind(local, progress)?.map(|side| side.0))
    }

    fn settled_side(&self, local: &Local, turn: Turn, progress: &mut Progress) -> Result<Option<String>> {
        let settled = |(side, kind): &(String, ActorKind)| {
            self.atlas.entity(side).is_some() || turn == Turn::People && *kind != ActorKind::Person
        };
        Ok(self.side_and_kind(local, progress)?.filter(settled).map(|side| side.0))
    }

    /// Of these, the actors of readings that are held.
    fn held_locals(&self, ids: &[LocalId]) -> Result<Vec<Local>> {
        let mut query = self.db.prepare_cached(
            "SELECT 1 FROM local_actors l JOIN readings r ON r.id = l.reading WHERE l.id = ?1 AND r.recorded_to IS NULL",
        )?;
        let mut held = Vec::new();
        for &id in ids {
            if query.exists([id])? {
                held.push(id);
            }
        }
        self.locals(&held)
    }

    /// Those who act, in their documents, for these.
    fn followers(&self, sides: &BTreeSet<LocalId>) -> Result<Vec<Local>> {
        let mut query = self.db.prepare_cached(
            "SELECT f.id FROM local_actors s JOIN local_actors f ON f.reading = s.reading AND f.side = s.local WHERE s.id = ?1",
        )?;
        let mut ids = Vec::new();
        for side in sides {
            for id in query.query_map([side], |row| row.get(0))? {
                ids.push(id?);
            }
        }
        self.held_locals(&ids)
    }

    /// Events in which an actor of a document takes part.
    fn events_with(&self, local: LocalId) -> Result<Vec<ClaimId>> {
        let mut query = self.db.prepare_cached(
            "SELECT DISTINCT c.id FROM local_actors l CROSS JOIN resolutions r ON r.local = l.id AND r.recorded_to IS NULL \
             CROSS JOIN claim_actors a ON a.actor = r.actor AND a.until IS NULL AND a.claim BETWEEN \
             (SELECT min(id) FROM claims WHERE reading = l.reading) AND (SELECT max(id) FROM claims WHERE reading = l.reading) \
             CROSS JOIN claims c ON c.id = a.claim AND c.reading = l.reading AND c.relation = 0 WHERE l.id = ?1",
        )?;
        Ok(query.query_map([local], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Events that are held in which an actor takes part; with `worded` those of texts, and of rows those of which it is the source.
    fn events_of_actor(&self, id: &str, worded: bool) -> Result<Vec<ClaimId>> {
        let mut query = self.db.prepare_cached(
            "SELECT DISTINCT c.id FROM actors a CROSS JOIN claim_actors p ON p.actor = a.id AND p.until IS NULL \
             CROSS JOIN claims c ON c.id = p.claim AND c.relation = 0 CROSS JOIN readings r ON r.id = c.reading \
             WHERE a.key = ?1 AND r.recorded_to IS NULL AND (NOT ?2 OR p.part = 3 OR c.row IS NULL)",
        )?;
        Ok(query.query_map(params![id, worded], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Keys of the actors that act for one.
    fn acting_for(&self, id: &str) -> Result<Vec<String>> {
        let mut query = self.db.prepare_cached(
            "SELECT a.key FROM actor_versions v JOIN actors a ON a.id = v.actor WHERE v.side = ?1 AND v.recorded_to IS NULL",
        )?;
        Ok(query.query_map(params![id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

/// Whether a bearer says something that is not held: another vote for what is held changes nothing.
fn adds(local: &Local, side: Option<&str>, held: &Member, is_known: bool) -> bool {
    let known = |name: &String| *name == held.name || held.aliases.binary_search(name).is_ok();
    let is_new = |name: &String| !known(name) && identity::is_alias(name, held.kind);
    local.names.iter().any(is_new)
        || !is_known && local.names.first() != Some(&held.name)
        || side.is_some_and(|s| held.side.as_deref() != Some(s) && s != held.id)
        || !is_known && local.country.is_some() && local.country != held.country
}

fn candidate(local: &Local) -> Candidate {
    Candidate {
        key: local.candidate.clone(),
        paper: local.document.hex(),
        published: local.published,
        local: local.local.clone(),
        names: local.names.clone(),
        kind: local.kind,
        side: local.side.clone(),
        country: local.country.clone(),
    }
}

/// The forms of a candidate's name, as keys of 64 bits.
fn keys(candidate: &Candidate) -> Vec<u64> {
    let hashed = |key: &String| {
        u64::from_str_radix(&model::hash::id(&[key]), 16).expect("a hash has sixteen hexadecimal digits")
    };
    identity::keys(candidate).iter().map(hashed).collect()
}
