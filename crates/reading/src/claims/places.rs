//! Where an event happens: what the entry names, what is visited, struck or lent, where the host sits, what stands around.

use model::{ActorKind, EventCode, EventType};

use super::of_frames::Maker;
use crate::codebook::{Make, Role};
use crate::frames::Frame;
use crate::matching::{Filler, Match};
use crate::setting::{self, PlaceRef};
use crate::text::Tok;

impl Maker<'_> {
    pub(super) fn place(&self, frame: &Frame, hit: &Match<'_>, code: EventCode) -> Option<PlaceRef> {
        let named = hit.roles.get(&Role::P).into_iter().flatten().find_map(|f| self.actors.place_at(f.head));
        let of_place = |f: &Filler| self.actors.place_at(f.head);
        // A visit to come is an agreement, and has its place all the same.
        let visits =
            hit.entry.makes.iter().any(|m| matches!(m, Make::Event { code, .. } if code.mode == Some("visit")));
        let visited = || visits.then(|| hit.roles.get(&Role::R)?.iter().find_map(of_place)).flatten();
        // What is struck, seized or left is where it happens.
        let taken =
            matches!(code.kind, EventType::Assault | EventType::Coerce | EventType::Mobilize | EventType::Retreat);
        let struck = || {
            let objects = frame.fillers("obj").filter(|_| code.kind != EventType::Mobilize);
            let heads = hit.roles.get(&Role::R).into_iter().flatten().map(|f| f.head).chain(objects);
            heads.filter_map(|h| self.matcher.place_below(h)).find_map(|t| self.actors.place_at(t)).filter(|_| taken)
        };
        named
            .or_else(visited)
            .or_else(struck)
            .map(|(range, key)| PlaceRef {
                name: self.scene.text.words(range.clone()).to_string(),
                key: *key,
                at: range.start,
            })
            .or_else(|| setting::place_of(self.scene, self.actors, frame.pred, frame.anchor))
            .or_else(|| self.host(frame, code))
            .or_else(|| self.visited_state(hit, code))
            .or_else(|| self.lent_land(hit, code))
    }

    /// Access is given to one's own land.
    pub(super) fn lent_land(&self, hit: &Match<'_>, code: EventCode) -> Option<PlaceRef> {
        let lends = code.mode == Some("access");
        let lender =
            || hit.roles.get(&Role::A).into_iter().flatten().flat_map(|f| f.actors.iter().map(|a| (f.head, *a)));
        let (at, a) = lender().next().filter(|_| lends)?;
        let entry = &self.actors.entries[self.actors.side(a)];
        (entry.kind == ActorKind::State).then(|| PlaceRef { name: entry.name.clone(), key: entry.key, at })
    }

    /// "Kuwait hosted the talks": they were held there.
    pub(super) fn host(&self, frame: &Frame, code: EventCode) -> Option<PlaceRef> {
        let hosts = frame.lemma == "host" && matches!(code.kind, EventType::Consult | EventType::Agree);
        let states = |t: Tok| self.actors.whom(t).iter().map(move |a| (t, *a));
        let (at, state) = frame
            .fillers("subj")
            .filter(|_| hosts)
            .flat_map(states)
            .find(|(_, a)| self.actors.entries[*a].kind == ActorKind::State)?;
        let entry = &self.actors.entries[state];
        Some(PlaceRef { name: entry.name.clone(), key: entry.key, at })
    }

    /// The state that is visited, where no place is named.
    pub(super) fn visited_state(&self, hit: &Match<'_>, code: EventCode) -> Option<PlaceRef> {
        let visits = code.mode == Some("visit");
        let hosts =
            || hit.roles.get(&Role::R).into_iter().flatten().flat_map(|f| f.actors.iter().map(|a| (f.head, *a)));
        let (at, state) = hosts().find(|(_, a)| self.actors.entries[*a].kind == ActorKind::State).filter(|_| visits)?;
        let entry = &self.actors.entries[state];
        Some(PlaceRef { name: entry.name.clone(), key: entry.key, at })
    }
}
