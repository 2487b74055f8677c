//! For whom actors act: what titles say, what the atlas has for the day, what stands in front of a name.
//!
//! Comes in: actors, what titles say of persons, whom the text has overthrown or sent. Goes out: sides, and countries by them.
//! Promises: the text goes before what the atlas has of somebody's past; sides never run in a circle.

use model::ActorKind;

use super::{ActorEntry, ActorIx, Actors, Manner, Scene, commonplace, institutions};
use crate::lexicon::TitleKind;
use crate::text::{Text, Tok};

impl Actors {
    /// Sides from titles first, then from the atlas; countries from sides.
    pub(super) fn settle_sides(&mut self, scene: Scene<'_>) {
        for a in 0..self.entries.len() {
            self.prefer_own_side(scene, a);
        }
        let wholes: Vec<ActorKind> = self.entries.iter().map(|e| e.kind).collect();
        for fact in self.titles.clone() {
            // What the text says of somebody out of office goes before what the atlas has of the past.
            let told = !fact.inferred && !self.in_office(scene, fact.person);
            let leads =
                matches!(fact.kind, TitleKind::Leader | TitleKind::Servant | TitleKind::Counterpart | TitleKind::Rank);
            if let (true, Some(&owner)) = (leads, fact.owners.first()) {
                let entry = &mut self.entries[fact.person];
                let told = told && !matches!(wholes[owner], ActorKind::State | ActorKind::Person | ActorKind::Media);
                if owner != fact.person
                    && !self.deposed.contains(&fact.person)
                    && !self.defected.contains(&fact.person)
                    && !self.sent.contains(&fact.person)
                    && !fact.former
                    && (entry.side.is_none() || entry.key.is_none() || told)
                {
                    entry.side = Some(owner);
                    // What only a title names is settled by its first one.
                    self.sent.extend(told.then_some(fact.person));
                }
            }
        }
        let mut a = 0;
        while a < self.entries.len() {
            self.side_of_atlas(scene, a);
            a += 1;
        }
        // A ruler's kin act for the ruler's side where nothing else is known.
        for fact in self.titles.clone().iter().filter(|f| f.kind == TitleKind::Kin) {
            let relative = fact.owners.first().map(|o| self.side(*o)).filter(|s| *s != fact.person);
            let side = relative.filter(|s| self.entries[*s].kind != ActorKind::Person);
            if self.entries[fact.person].side.is_none() && !self.deposed.contains(&fact.person) {
                self.entries[fact.person].side = side;
            }
        }
        self.side_of_owner_in_front(scene.text);
        // "The Constitutional Court" of which no more is said, in a text about one state: that state's.
        if let Some(state) = self.dominant_state() {
            let open = |e: &ActorEntry| {
                matches!(e.kind, ActorKind::Government | ActorKind::Military) && e.key.is_none() && e.side.is_none()
            };
            let common = |e: &ActorEntry| e.name.split(' ').all(commonplace::is_common_name_word);
            for e in self.entries.iter_mut().filter(|e| open(e) && e.country.is_none() && common(e)) {
                e.side = Some(state);
            }
        }
        for a in 0..self.entries.len() {
            let side = self.side(a);
            if self.side(side) != side || self.entries[a].side == Some(a) {
                self.entries[a].side = None;
            }
            if self.entries[a].country.is_none() {
                self.entries[a].country = self.entries[side].country.clone();
            }
        }
    }

    /// "Ruritania's Name", "the bloc's Name": of whom nothing else tells acts for whoever owns the name.
    fn side_of_owner_in_front(&mut self, text: &Text<'_>) {
        let mut found: Vec<(ActorIx, ActorIx)> = Vec::new();
        for mention in self.mentions.iter().filter(|m| m.manner == Manner::Name) {
            let &[person] = mention.actors.as_slice() else { continue };
            let entry = &self.entries[person];
            let open = entry.side.is_none() && !self.deposed.contains(&person) && !self.defected.contains(&person);
            if entry.kind != ActorKind::Person || !open {
                continue;
            }
            let owner = text.child(mention.head, "poss").filter(|c| text.subtree(*c).end == mention.tokens.start);
            let owner = owner.and_then(|c| match self.whom(c) {
                &[a] => Some(a),
                _ => None,
            });
            let acts =
                |a: &ActorIx| !matches!(self.entries[*a].kind, ActorKind::Person | ActorKind::Place | ActorKind::Media);
            found.extend(owner.filter(acts).map(|a| (person, a)));
        }
        for (person, owner) in found {
            self.entries[person].side.get_or_insert(owner);
        }
    }

    /// A state with rival governments: whoever is known to belong to one of them acts for that one, though the text says "Libyan".
    pub(super) fn prefer_own_side(&mut self, scene: Scene<'_>, a: ActorIx) {
        let (Some(key), Some(side)) = (self.entries[a].key, self.entries[a].side) else { return };
        let sent = self.sent.contains(&a);
        if self.entries[a].kind != ActorKind::Person || self.entries[side].kind != ActorKind::State || sent {
            return;
        }
        let Some(own) = scene.atlas.side(key, scene.published) else { return };
        let entity = scene.atlas.get(own);
        let rival = matches!(entity.kind(), ActorKind::Faction | ActorKind::Government | ActorKind::Party);
        if rival && entity.country().is_some() && entity.country() == self.entries[side].country.as_deref() {
            let own = self.of_key(scene.atlas, own);
            self.entries[a].side = Some(own);
        }
    }

    /// Whether the atlas has a person in an office on the day of publication, seats in parliament and opposition aside.
    pub(super) fn in_office(&self, scene: Scene<'_>, person: ActorIx) -> bool {
        let seated = |o: &atlas::OfficeHeld<'_>| !matches!(o.role, atlas::Role::Lawmaker | atlas::Role::Opposition);
        self.entries[person].key.is_some_and(|k| {
            scene.atlas.offices(k).iter().any(|o| seated(o) && scene.published.is_none_or(|day| o.on(day)))
        })
    }

    /// The owner that a title names, or the rival government of that state for which the person is known to act.
    pub fn leads_what(&self, person: ActorIx, owner: ActorIx) -> ActorIx {
        let (entry, named) = (&self.entries[person], &self.entries[owner]);
        match entry.side {
            Some(side)
                if named.kind == ActorKind::State
                    && matches!(self.entries[side].kind, ActorKind::Faction | ActorKind::Government)
                    && self.entries[side].key.is_some()
                    && entry.key.is_some()
                    && self.entries[side].country == named.country =>
            {
                side
            }
            _ => owner,
        }
    }

    /// The side that the atlas has for an actor, where nothing is known yet.
    pub(super) fn side_of_atlas(&mut self, scene: Scene<'_>, a: ActorIx) {
        let entry = &self.entries[a];
        if self.defected.contains(&a) {
            return;
        }
        if entry.side.is_some() || matches!(entry.kind, ActorKind::State | ActorKind::Faction | ActorKind::Place) {
            return;
        }
        let Some(key) = entry.key.filter(|_| !self.deposed.contains(&a)) else { return };
        if let Some(side) = scene.atlas.side(key, scene.published).filter(|s| *s != key) {
            let mut side = self.of_key(scene.atlas, side);
            // Whom the atlas has in opposition to a state acts for that opposition.
            let against =
                || scene.atlas.office(key, scene.published).is_some_and(|o| o.role == atlas::Role::Opposition);
            if self.entries[side].kind == ActorKind::State && self.entries[a].kind == ActorKind::Person && against() {
                side = institutions::opposition(self, scene, side);
            }
            self.entries[a].side = Some(side);
        }
    }

    /// Whom the text has overthrown in the country of a side, other than those; of several the one named nearest to a token.
    pub fn overthrown_in(&self, side: ActorIx, others: &[ActorIx], t: Tok) -> Option<ActorIx> {
        let country = self.entries[side].country.as_deref()?;
        let there = self.deposed.iter().copied().filter(|a| !others.contains(a));
        let there = there.filter(|a| self.entries[*a].country.as_deref() == Some(country));
        let far =
            |a: &ActorIx| self.entries[*a].mentions.iter().map(|m| m.start.abs_diff(t)).min().unwrap_or(usize::MAX);
        there.min_by_key(|a| (far(a), *a))
    }
}
